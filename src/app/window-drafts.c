/* window-drafts.c: what was asked to be written on the curves, and what becomes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits is on its curve at once. What the base decides is shown when it has: the curve when it
 * is recorded, its sentence when it is refused.
 */
#include "config.h"

#include "app/window-private.h"

#include "view/annotation-drafts.h"
#include "view/annotator.h"

#include <glib/gi18n-lib.h>

/* -- What is shown meanwhile ------------------------------------------------------------------ */

static gboolean
any_waits (GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    if (copil_annotation_get_wait (annotations->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Where all is read already the curves keep the base's own list, and an open pin stays open. */
static void
show_drafts (CopilWindow *self)
{
  CopilCube *cube = copil_station_get_cube (self->station);
  g_auto(CopilAnnotator) annotator = { 0 };
  g_autoptr(GPtrArray) all = NULL;

  copil_annotator_parse (&annotator, copil_station_get_rights (self->station));
  if (cube != NULL && self->drafts->len > 0)
    all = copil_annotations_with_drafts (copil_cube_get_annotations (cube), self->drafts,
                                         &(CopilAnnotationAuthor) {
                                           annotator.login != NULL ? annotator.login : "",
                                           copil_station_get_name (self->station),
                                           copil_station_get_position (self->station) });
  copil_dashboard_model_set_annotations (self->model,
                                         all != NULL && any_waits (all) ? all : NULL);
}

/* What is recorded stays until it is read, so that nothing goes from the curve meanwhile. */
static void
drop_recorded (CopilWindow *self)
{
  for (guint i = self->drafts->len; i-- > 0;)
    if (copil_command_get_state (self->drafts->pdata[i]) == COPIL_COMMAND_RECORDED)
      g_ptr_array_remove_index (self->drafts, i);
  show_drafts (self);
}

static void
keep_draft (CopilWindow  *self,
            CopilCommand *command)
{
  if (copil_annotation_is_draft (command) && !g_ptr_array_find (self->drafts, command, NULL))
    g_ptr_array_add (self->drafts, g_object_ref (command));
}

void
_copil_window_follow_cube (CopilWindow *self,
                           CopilCube   *cube)
{
  g_signal_handlers_disconnect_by_func (cube, drop_recorded, self);
  g_signal_connect_object (cube, "annotated", G_CALLBACK (drop_recorded), self, G_CONNECT_SWAPPED);
  show_drafts (self);
}

/* -- What becomes of it ----------------------------------------------------------------------- */

static const char *
get_text (CopilCommand *command,
          const char   *name)
{
  return json_object_get_string_member_with_default (copil_command_get_parameters (command), name,
                                                     "");
}

/* (nullable): before the first figures. */
static CopilTerritoryList *
list_territories (CopilWindow *self)
{
  CopilCube *cube = copil_station_get_cube (self->station);

  return cube != NULL ? copil_cube_get_territories (cube) : NULL;
}

/* (nullable): where one that adds does so. */
static const CopilTerritory *
find_territory (CopilWindow  *self,
                CopilCommand *command)
{
  CopilTerritoryList *territories = list_territories (self);
  gint64 id = json_object_get_int_member_with_default (copil_command_get_parameters (command),
                                                       "territory_id", 0);

  return territories != NULL ? copil_territory_list_by_id (territories, (int) id) : NULL;
}

/* (nullable): what one that corrects is about. */
static const CopilAnnotation *
find_changed (CopilWindow  *self,
              CopilCommand *command)
{
  return g_str_equal (copil_command_get_function (command), "annotation_edit")
           ? _copil_window_find_annotation (self, get_text (command, "annotation")) : NULL;
}

static void
go_to_curve (CopilWindow *self,
             int          territory,
             const char  *indicator)
{
  _copil_window_go_to (self, territory);
  copil_dashboard_model_set_indicator (self->model, indicator);
}

static gboolean
is_annotation (CopilCommand *command)
{
  return g_str_has_prefix (copil_command_get_function (command), "annotation_");
}

/* Where it was asked, while it can be asked there. */
static gboolean
may_write_again (CopilWindow  *self,
                 CopilCommand *command)
{
  const CopilAnnotation *annotation = find_changed (self, command);
  const CopilTerritory *territory = find_territory (self, command);
  g_auto(CopilAnnotator) annotator = { 0 };

  copil_annotator_parse (&annotator, copil_station_get_rights (self->station));
  if (annotation != NULL)
    return copil_annotator_may_edit (&annotator, annotation, list_territories (self));
  return territory != NULL && copil_annotator_may_write (&annotator, territory);
}

/* In the dialog they were written in, on their curve. */
static void
write_again (CopilWindow  *self,
             CopilCommand *command)
{
  const CopilAnnotation *annotation = find_changed (self, command);
  const CopilTerritory *territory = find_territory (self, command);
  CopilPeriod month;

  if (!copil_period_parse_sql (get_text (command, "period"), COPIL_RHYTHM_MONTH, &month))
    return;
  if (annotation != NULL)
    {
      go_to_curve (self, annotation->territory, annotation->indicator);
      _copil_window_start_correcting (self, annotation, month, get_text (command, "label"));
    }
  else if (territory != NULL)
    {
      go_to_curve (self, territory->id, get_text (command, "indicator_code"));
      _copil_window_start_adding (self, month, get_text (command, "label"));
    }
}

static void
refusal_answered_cb (GtkWidget   *dialog,
                     const char  *response,
                     CopilWindow *self)
{
  if (g_str_equal (response, "again"))
    write_again (self, g_object_get_data (G_OBJECT (dialog), "command"));
}

static const char *
name_refusal (CopilCommand *command)
{
  const char *function = copil_command_get_function (command);

  if (g_str_equal (function, "annotation_edit"))
    return _("Correction not recorded");
  return g_str_equal (function, "annotation_remove") ? _("Removal not recorded")
                                                     : _("Annotation not recorded");
}

/* The base says why. The words are shown too: nobody has to remember what they had written. */
static void
tell_refused (CopilWindow  *self,
              CopilCommand *command)
{
  const char *message = copil_command_get_message (command);
  /* translators: why, then the words that were not recorded */
  g_autofree char *body = g_strdup_printf (_("%s\n\n“%s”"), message != NULL ? message : "",
                                           copil_command_get_label (command));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), name_refusal (command), body));

  adw_message_dialog_add_response (dialog, "close", _("Close"));
  if (may_write_again (self, command))
    {
      adw_message_dialog_add_response (dialog, "again", _("Start again…"));
      adw_message_dialog_set_default_response (dialog, "again");
    }
  adw_message_dialog_set_close_response (dialog, "close");
  g_object_set_data_full (G_OBJECT (dialog), "command", g_object_ref (command), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (refusal_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
command_changed_cb (CopilCommand *command,
                    GParamSpec   *spec,
                    CopilWindow  *self)
{
  if (copil_command_get_state (command) == COPIL_COMMAND_REFUSED)
    {
      g_signal_handlers_disconnect_by_data (command, self);
      g_ptr_array_remove (self->drafts, command);
      tell_refused (self, command);
      copil_outbox_dismiss (copil_station_get_outbox (self->station), command);
    }
  else
    keep_draft (self, command);
  show_drafts (self);
}

static void
follow (CopilWindow  *self,
        CopilCommand *command)
{
  g_signal_handlers_disconnect_by_data (command, self);
  g_signal_connect_object (command, "notify::state", G_CALLBACK (command_changed_cb), self, 0);
  command_changed_cb (command, NULL, self);
}

/* Those of an earlier run as well, refused ones included. */
static void
commands_added_cb (CopilWindow *self,
                   guint        position,
                   guint        removed,
                   guint        added,
                   GListModel  *outbox)
{
  g_autoptr(GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + added; i++)
    g_ptr_array_add (commands, g_list_model_get_item (outbox, i));
  if (removed > 0)
    drop_recorded (self);
  for (guint i = 0; i < commands->len; i++)
    if (is_annotation (g_ptr_array_index (commands, i)))
      follow (self, g_ptr_array_index (commands, i));
}

void
_copil_window_follow_outbox (CopilWindow *self)
{
  CopilOutbox *outbox = copil_station_get_outbox (self->station);

  if (outbox == NULL || self->follows_outbox)
    return;
  self->follows_outbox = TRUE;
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (commands_added_cb), self,
                           G_CONNECT_SWAPPED);
  commands_added_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (outbox)),
                     G_LIST_MODEL (outbox));
}
