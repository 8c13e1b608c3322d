/* state-popover.c: what the state chip opens: what changed, and the connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/state-popover.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>

struct _CopilStatePopover
{
  GtkPopover      parent_instance;
  GtkLabel       *sentence;
  GtkProgressBar *progress;
  GtkWidget      *password_row;
  GtkEditable    *password;
  GtkWidget      *password_button;
  GtkLabel       *lines;
  GtkWidget      *changes;
  GtkButton      *pause;
  GtkWidget      *retry;
  GtkLabel       *server;
  CopilStation   *station;
  CopilChangeLog *log;
};

G_DEFINE_FINAL_TYPE (CopilStatePopover, copil_state_popover, GTK_TYPE_POPOVER)

static char *
build_sentence (CopilStatePopover *self)
{
  char *problem = copil_station_get_problem (self->station);
  const char *step = copil_station_get_step (self->station, NULL);

  if (problem != NULL)
    return problem;
  if (step != NULL)
    return g_strdup (step);
  switch (copil_station_get_freshness (self->station))
    {
    case COPIL_FRESHNESS_LIVE:
      return g_strdup (_("Each new figure is shown as soon as it is recorded."));
    case COPIL_FRESHNESS_LOADING:
      return g_strdup (_("This page is live; the other figures are being fetched."));
    case COPIL_FRESHNESS_PAUSED:
      return g_strdup (_("The figures do not move. What is recorded meanwhile will be caught up "
                         "with."));
    case COPIL_FRESHNESS_OFFLINE:
      return g_strdup (_("The server does not answer. The figures stay, with their age; Copil "
                         "tries again by itself."));
    case COPIL_FRESHNESS_OPENING:
    default:
      return g_strdup (_("The base is being opened."));
    }
}

static void
show_lines (CopilStatePopover *self)
{
  GPtrArray *lines = copil_change_log_get_lines (self->log);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (lines, i));
  if (lines->len == 0)
    g_string_append (text, _("Nothing on this page since it was opened."));
  gtk_label_set_label (self->lines, text->str);
  g_string_free (text, TRUE);
}

static void
update (CopilStatePopover *self)
{
  CopilFreshness freshness = copil_station_get_freshness (self->station);
  g_autofree char *sentence = build_sentence (self);
  g_autofree char *server = NULL;
  double fraction = -1;

  copil_station_get_step (self->station, &fraction);
  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->progress),
                          (freshness == COPIL_FRESHNESS_LOADING ||
                           freshness == COPIL_FRESHNESS_OPENING) && fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  gtk_widget_set_visible (self->password_row, copil_station_needs_password (self->station));
  gtk_button_set_label (self->pause, copil_station_get_paused (self->station) ? _("Resume")
                                                                              : _("Pause"));
  gtk_widget_set_visible (GTK_WIDGET (self->pause),
                          copil_station_is_connected (self->station) ||
                            copil_station_get_paused (self->station));
  gtk_widget_set_visible (self->retry, freshness == COPIL_FRESHNESS_OFFLINE);
  server = g_strdup_printf (_("Server: %s"), copil_station_get_server (self->station));
  gtk_label_set_label (self->server, server);
  show_lines (self);
}

static void
copil_state_popover_show (GtkWidget *widget)
{
  CopilStatePopover *self = COPIL_STATE_POPOVER (widget);

  update (self);
  GTK_WIDGET_CLASS (copil_state_popover_parent_class)->show (widget);
  /* Not to the first text that can be selected. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->password_row)))
    gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->pause))
                             ? GTK_WIDGET (self->pause) : GTK_WIDGET (self->retry));
}

static void
station_changed_cb (CopilStatePopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

static void
pause_cb (CopilStatePopover *self)
{
  copil_station_set_paused (self->station, !copil_station_get_paused (self->station));
}

static void
retry_cb (CopilStatePopover *self)
{
  copil_station_retry (self->station);
}

static void
password_cb (CopilStatePopover *self)
{
  copil_station_set_password (self->station, gtk_editable_get_text (self->password));
  gtk_editable_set_text (self->password, "");
}

/* GTK 4.8 asks how high the content is where it would be as wide as the popover with its shadow:
 * what wraps in the width that is left would be cut at the end. */
static void
copil_state_popover_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  GtkWidgetClass *parent_class = GTK_WIDGET_CLASS (copil_state_popover_parent_class);
  GtkWidget *contents = gtk_widget_get_parent (gtk_popover_get_child (GTK_POPOVER (widget)));
  int least, whole, inner;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    {
      parent_class->measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, &whole, NULL, NULL);
      gtk_widget_measure (contents, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &inner, NULL, NULL);
      for_size = MAX (1, for_size - (whole - inner));
    }
  parent_class->measure (widget, orientation, for_size, minimum, natural, minimum_baseline,
                         natural_baseline);
}

static void
copil_state_popover_dispose (GObject *object)
{
  CopilStatePopover *self = COPIL_STATE_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_STATE_POPOVER);
  g_clear_object (&self->station);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (copil_state_popover_parent_class)->dispose (object);
}

static void
copil_state_popover_class_init (CopilStatePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_state_popover_dispose;
  widget_class->show = copil_state_popover_show;
  widget_class->measure = copil_state_popover_measure;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/app/state-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, sentence);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, progress);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, password_row);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, password);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, password_button);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, lines);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, changes);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, pause);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, retry);
  gtk_widget_class_bind_template_child (widget_class, CopilStatePopover, server);
}

static void
copil_state_popover_init (CopilStatePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->pause, "clicked", G_CALLBACK (pause_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->retry, "clicked", G_CALLBACK (retry_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "activate", G_CALLBACK (password_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_button, "clicked", G_CALLBACK (password_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
copil_state_popover_new (CopilStation   *station,
                         CopilChangeLog *log)
{
  CopilStatePopover *self = g_object_new (COPIL_TYPE_STATE_POPOVER, NULL);

  self->station = g_object_ref (station);
  self->log = g_object_ref (log);
  g_signal_connect_object (station, "changed", G_CALLBACK (station_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
