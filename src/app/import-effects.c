/* import-effects.c: what an import would change, as rows to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-look.h"

#include "core/format.h"
#include "exchange/effect.h"

#include <glib/gi18n-lib.h>

#define SHOWN_EFFECTS 30

static void
add_count (AdwPreferencesGroup *group,
           const char          *title,
           const char          *subtitle,
           gint64               n)
{
  g_autofree char *value = copil_format_number ((double) n, 0);

  copil_import_add_row (group, title, subtitle, value);
}

static void
show_counts (GtkBox                   *box,
             const CopilImportOutcome *outcome,
             CopilFileReading         *reading)
{
  AdwPreferencesGroup *group = copil_import_add_group (
    box, _("What would change"), _("Computed by the base, then undone: nothing is written yet."));

  add_count (group, _("New figures"), NULL, outcome->fresh);
  add_count (group, _("Revised figures"), _("Earlier values are kept in the history"),
             outcome->revised);
  add_count (group, _("Unchanged figures"), NULL, outcome->unchanged);
  if (outcome->masked > 0)
    add_count (group, _("Figures withheld"),
               _("Small numbers, and those that would give them back"), outcome->masked);
  if (outcome->named > 0)
    add_count (group, _("Territories named"), reading->mapping->new_set_name, outcome->named);
}

static void
show_lines (GtkBox    *box,
            GPtrArray *lines,
            gboolean   more)
{
  AdwPreferencesGroup *group;

  if (lines->len == 0)
    return;
  group = copil_import_add_group (box, _("First effects"),
                                  more ? _("Others follow: only the first are shown.") : NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      const CopilEffectLine *line = g_ptr_array_index (lines, i);
      g_autofree char *where = g_strdup_printf ("%s, %s", line->place, line->period);
      g_autofree char *change = g_strdup_printf ("%s → %s", line->before, line->after);

      copil_import_add_row (group, line->name, where, change);
    }
}

void
copil_import_effects_show (GtkBox                   *box,
                           const CopilImportOutcome *outcome,
                           CopilFileReading         *reading,
                           CopilCube                *cube)
{
  g_autoptr(GPtrArray) lines = copil_effects_describe (cube, outcome, SHOWN_EFFECTS);

  copil_import_clear (box);
  show_counts (box, outcome, reading);
  show_lines (box, lines, lines->len == SHOWN_EFFECTS);
}
