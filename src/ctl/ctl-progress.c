/* ctl-progress.c: how far a long step is, on stderr
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-private.h"

#define BAR_CELLS 24

/* Fills @bar with BAR_CELLS characters; all pale when nobody can tell. */
static void
draw_bar (GString *line,
          double   fraction)
{
  int full = fraction < 0 ? 0 : (int) (fraction * BAR_CELLS + 0.5);

  for (int i = 0; i < BAR_CELLS; i++)
    g_string_append (line, i < full ? "█" : "░");
}

static void
show_on_terminal (CopilCtl *ctl,
                  double    fraction)
{
  g_autoptr (GString) line = g_string_new ("\r");

  draw_bar (line, fraction);
  if (fraction >= 0)
    g_string_append_printf (line, " %3d\u00a0%%", (int) (fraction * 100));
  g_string_append_printf (line, "  %s\033[K", ctl->what);
  g_printerr ("%s", line->str);
}

static void
show_in_log (CopilCtl *ctl,
             double    fraction)
{
  int tenth = fraction < 0 ? 0 : (int) (fraction * 10);

  if (tenth == ctl->tenth)
    return;
  ctl->tenth = tenth;
  if (fraction < 0)
    g_printerr ("%s\n", ctl->what);
  else
    g_printerr ("%s\u00a0: %d\u00a0%%\n", ctl->what, tenth * 10);
}

static gboolean
is_another_step (CopilCtl   *ctl,
                 const char *what)
{
  return g_strcmp0 (ctl->what, what) != 0;
}

void
copil_ctl_progress (CopilCtl   *ctl,
                    const char *what,
                    double      fraction)
{
  copil_ctl_get_cancellable (ctl);
  if (ctl->quiet)
    return;
  fraction = MIN (fraction, 1.0);
  if (is_another_step (ctl, what))
    {
      copil_ctl_progress_end (ctl);
      ctl->what = g_strdup (what);
    }
  if (ctl->terminal)
    show_on_terminal (ctl, fraction);
  else
    show_in_log (ctl, fraction);
}

void
copil_ctl_progress_cb (const char *what,
                       double      fraction,
                       gpointer    ctl)
{
  copil_ctl_progress (ctl, what, fraction);
}

void
copil_ctl_progress_end (CopilCtl *ctl)
{
  if (ctl->what != NULL && ctl->terminal)
    g_printerr ("\n");
  g_clear_pointer (&ctl->what, g_free);
  ctl->tenth = -1;
}
