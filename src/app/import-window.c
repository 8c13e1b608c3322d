/* import-window.c: a file, from what it is to what it changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-window-private.h"

#include "app/import-look.h"
#include "app/import-rights.h"
#include "core/format.h"
#include "db/error.h"
#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CopilImportWindow, copil_import_window, ADW_TYPE_WINDOW)

/* -- What each step shows --------------------------------------------------------------------- */

/* The page, the words of the button that goes back and of the one that goes on (NULL: there is
 * none), and what is safe meanwhile. */
static const struct
{
  const char *page;
  const char *back;
  const char *next;
  const char *safety;
} steps[] = {
  [COPIL_IMPORT_CHOOSE] = { "choose", N_("Cancel"), NULL },
  [COPIL_IMPORT_READING] = { "working", N_("Cancel"), NULL, N_("The file is read, not changed.") },
  [COPIL_IMPORT_LOOK] = { "look", N_("Cancel"), N_("See the effects") },
  [COPIL_IMPORT_TRYING] = { "working", N_("Cancel"), NULL,
                            N_("The base computes what would change, then undoes it: nothing is "
                               "written.") },
  [COPIL_IMPORT_EFFECTS] = { "effects", N_("Back"), N_("Import") },
  [COPIL_IMPORT_LANDING] = { "working", N_("Cancel"), NULL,
                             N_("All or nothing: cancelled or cut off, nothing is written.") },
  [COPIL_IMPORT_CHECKING] = { "problem", N_("Close"), N_("Check now") },
  [COPIL_IMPORT_DONE] = { "done", NULL, N_("Close") },
  [COPIL_IMPORT_PROBLEM] = { "problem", N_("Close"), N_("Try again") },
};

static gboolean
can_go_on (CopilImportWindow *self)
{
  switch (self->step)
    {
    case COPIL_IMPORT_LOOK:
      return self->ready;
    case COPIL_IMPORT_PROBLEM:
      return self->again != COPIL_IMPORT_CHOOSE;
    default:
      return steps[self->step].next != NULL;
    }
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (COPIL_IMPORT_WINDOW (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_pulsing (CopilImportWindow *self,
             gboolean           pulsing)
{
  if (pulsing && self->pulse == 0)
    self->pulse = g_timeout_add (120, pulse_cb, self);
  else if (!pulsing)
    g_clear_handle_id (&self->pulse, g_source_remove);
}

void
_copil_import_window_set_progress (CopilImportWindow *self,
                                   const char        *label,
                                   double             fraction)
{
  gtk_label_set_label (self->progress_label, label);
  set_pulsing (self, fraction < 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

void
_copil_import_window_set_step (CopilImportWindow *self,
                               CopilImportStep    step)
{
  const char *back = steps[step].back, *next = steps[step].next;
  gboolean going;

  self->step = step;
  going = can_go_on (self);
  if (!g_str_equal (steps[step].page, "working"))
    set_pulsing (self, FALSE);
  gtk_label_set_label (self->safety, steps[step].safety != NULL ? _(steps[step].safety) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->back), back != NULL);
  gtk_button_set_label (self->back, back != NULL ? _(back) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next), going);
  gtk_button_set_label (self->next, next != NULL ? _(next) : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", going);
  gtk_stack_set_visible_child_name (self->stack, steps[step].page);
  if (going && step != COPIL_IMPORT_LOOK)
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

/* Status pages take markup, and what they say may come out of a file. */
static void
set_page (AdwStatusPage *page,
          const char    *title,
          const char    *text)
{
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (page, escaped_title);
  adw_status_page_set_description (page, escaped);
}

void
_copil_import_window_show_problem (CopilImportWindow *self,
                                   const char        *title,
                                   const char        *text,
                                   CopilImportStep    again)
{
  self->again = again;
  set_page (self->problem, title, text);
  _copil_import_window_set_step (self, COPIL_IMPORT_PROBLEM);
}

void
_copil_import_window_show_checking (CopilImportWindow *self)
{
  set_page (self->problem, _("Being checked"),
            _("The connection was cut while the figures were being written. They are written whole "
              "or not at all. Copil asks the base as soon as it answers: do not import the file "
              "again."));
  _copil_import_window_set_step (self, COPIL_IMPORT_CHECKING);
}

void
_copil_import_window_show_done (CopilImportWindow *self,
                                const char        *title,
                                const char        *text)
{
  set_page (self->done, title, text);
  _copil_import_window_set_step (self, COPIL_IMPORT_DONE);
}

/* -- Looking at the file ---------------------------------------------------------------------- */

static CopilCatalogue *
get_catalogue (CopilImportWindow *self)
{
  return copil_cube_get_catalogue (self->cube);
}

/* (nullable) (transfer full): why one cannot go on from here. */
static char *
find_obstacle (CopilImportWindow *self)
{
  g_auto(CopilImportRights) rights = { 0 };
  g_autoptr(GPtrArray) producers =
    copil_file_reading_get_producers (self->reading, get_catalogue (self));
  const CopilPlacement *placement = self->reading->placement;
  g_autofree char *n = NULL;

  copil_import_rights_init (&rights, copil_station_get_rights (self->station));
  if (self->reading->composition && rights.known && !rights.administers)
    return g_strdup (_("This file cuts up the country: it brings a perimeter set, not figures. An "
                       "administrator can import it."));
  if (self->reading->composition)
    return NULL;
  if (self->reading->problem != NULL)
    return g_strdup (self->reading->problem->message);
  if (placement == NULL)
    return g_strdup (copil_import_form_get_lack (self->form));
  if (placement->refused > 0)
    {
      n = copil_format_count (placement->refused, "valeur ne peut pas être placée",
                              "valeurs ne peuvent pas être placées");
      return g_strdup_printf (_("%s. Nothing is imported as long as one remains: correct the file, "
                                "or what was understood of it."), n);
    }
  if (placement->observations->len == 0)
    return g_strdup (_("No figure was found below the headers: correct what was understood."));
  return copil_import_rights_refuse (&rights, producers);
}

/* The form stays as the person left it; all else follows from the reading. */
void
_copil_import_window_show_look (CopilImportWindow *self)
{
  g_autofree char *obstacle = find_obstacle (self);

  copil_import_look_show (self->summary, self->reading, get_catalogue (self));
  gtk_widget_set_visible (self->notice, obstacle != NULL);
  gtk_label_set_label (self->notice_text, obstacle != NULL ? obstacle : "");
  self->ready = obstacle == NULL;
  _copil_import_window_set_step (self, COPIL_IMPORT_LOOK);
}

static void
form_changed_cb (CopilImportWindow *self)
{
  const char *lack = copil_import_form_get_lack (self->form);

  if (lack != NULL)
    {
      self->ready = FALSE;
      gtk_widget_set_visible (self->notice, TRUE);
      gtk_label_set_label (self->notice_text, lack);
      _copil_import_window_set_step (self, COPIL_IMPORT_LOOK);
    }
  else
    _copil_import_window_place (self);
}

/* -- Buttons ---------------------------------------------------------------------------------- */

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GFile) file = copil_file_picker_finish (result, NULL);

  if (file != NULL && !self->closed)
    copil_import_window_read (self, file);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  copil_file_picker_open_async (GTK_WINDOW (widget), _("Import a file"),
                                _("Tables: CSV, Excel, OpenDocument"),
                                (const char *const[]) { "*.csv", "*.tsv", "*.txt", "*.xlsx",
                                                        "*.ods", NULL },
                                NULL, picked_cb, g_object_ref (widget));
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilImportWindow *self = COPIL_IMPORT_WINDOW (widget);
  CopilImportStep step = self->step == COPIL_IMPORT_PROBLEM ? self->again : self->step;

  switch (step)
    {
    case COPIL_IMPORT_LOOK:
    case COPIL_IMPORT_TRYING:
      _copil_import_window_send (self, FALSE);
      break;
    case COPIL_IMPORT_EFFECTS:
    case COPIL_IMPORT_LANDING:
    case COPIL_IMPORT_CHECKING:
      _copil_import_window_send (self, TRUE);
      break;
    case COPIL_IMPORT_DONE:
      gtk_window_close (GTK_WINDOW (self));
      break;
    default:
      break;
    }
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilImportWindow *self = COPIL_IMPORT_WINDOW (widget);

  switch (self->step)
    {
    case COPIL_IMPORT_EFFECTS:
      _copil_import_window_show_look (self);
      break;
    case COPIL_IMPORT_READING:
    case COPIL_IMPORT_TRYING:
    case COPIL_IMPORT_LANDING:
      g_cancellable_cancel (self->cancellable);
      break;
    default:
      gtk_window_close (GTK_WINDOW (self));
    }
}

static gboolean
drop_cb (CopilImportWindow *self,
         const GValue      *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || self->step == COPIL_IMPORT_LANDING || self->step == COPIL_IMPORT_CHECKING)
    return FALSE;
  copil_import_window_read (self, files->data);
  return TRUE;
}

/* -- The window ------------------------------------------------------------------------------- */

/* What is being written is first given up, or found out to be written. */
static gboolean
copil_import_window_close_request (GtkWindow *window)
{
  CopilImportWindow *self = COPIL_IMPORT_WINDOW (window);

  g_cancellable_cancel (self->cancellable);
  if (self->step == COPIL_IMPORT_LANDING)
    return TRUE;
  self->closed = TRUE;
  return GTK_WINDOW_CLASS (copil_import_window_parent_class)->close_request (window);
}

static void
copil_import_window_dispose (GObject *object)
{
  CopilImportWindow *self = COPIL_IMPORT_WINDOW (object);

  self->closed = TRUE;
  set_pulsing (self, FALSE);
  g_cancellable_cancel (self->cancellable);
  if (self->form != NULL)
    copil_import_form_set (self->form, NULL, NULL, NULL);
  _copil_import_window_forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_IMPORT_WINDOW);
  g_clear_object (&self->cube);
  g_clear_object (&self->station);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (copil_import_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COPIL_TYPE_IMPORT_FORM);
  g_type_ensure (COPIL_TYPE_TOASTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/app/import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, back);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, next);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, safety);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, notice_text);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, adjust);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, form);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, effects);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, done);
  gtk_widget_class_bind_template_child (widget_class, CopilImportWindow, problem);
}

static void
copil_import_window_class_init (CopilImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = copil_import_window_close_request;
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.back", NULL);
  bind_template (widget_class);
}

static void
copil_import_window_init (CopilImportWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  _copil_import_window_set_step (self, COPIL_IMPORT_CHOOSE);
}

CopilImportWindow *
copil_import_window_new (GtkWindow    *parent,
                         CopilStation *station)
{
  CopilImportWindow *self = g_object_new (COPIL_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->station = g_object_ref (station);
  self->cube = g_object_ref (copil_station_get_cube (station));
  return self;
}

CopilImportStep
copil_import_window_get_step (CopilImportWindow *self)
{
  g_return_val_if_fail (COPIL_IS_IMPORT_WINDOW (self), COPIL_IMPORT_CHOOSE);
  return self->step;
}
