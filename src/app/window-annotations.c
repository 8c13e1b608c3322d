/* window-annotations.c: writing on a curve, and what becomes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of it goes through the outbox: it is kept on disk before it is sent, and sent when the server
 * answers. What the base decides is shown when it has: the curve when it is recorded, its sentence
 * when it is refused.
 */
#include "config.h"

#include "app/window-private.h"

#include "dashboard/annotation-dialog.h"
#include "view/annotation-drafts.h"
#include "view/annotator.h"

#include <glib/gi18n-lib.h>

/* -- What is shown meanwhile ------------------------------------------------------------------ */

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
  copil_dashboard_model_set_annotations (self->model, all);
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

static gboolean
is_annotation (CopilCommand *command)
{
  return g_str_has_prefix (copil_command_get_function (command), "annotation_");
}

/* The words are shown too: nobody has to remember what they had written. */
static void
tell_refused (CopilWindow  *self,
              CopilCommand *command)
{
  const char *message = copil_command_get_message (command);
  g_autofree char *body = g_strdup_printf ("%s\n\n%s", message != NULL ? message : "",
                                           copil_command_get_label (command));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Not recorded"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
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

/* -- Sending ---------------------------------------------------------------------------------- */

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(CopilWindow) self = COPIL_WINDOW (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilCommand) command =
    copil_outbox_submit_finish (COPIL_OUTBOX (source), result, &error);

  if (command == NULL)
    copil_window_toast (self, error->message);
  else if (!copil_station_is_connected (self->station))
    copil_window_toast (self, _("Kept on this computer; it will be sent as soon as the server "
                                "answers."));
}

static void
submit (CopilWindow *self,
        const char  *function,
        JsonObject  *parameters,
        const char  *label)
{
  copil_outbox_submit_async (copil_station_get_outbox (self->station), function, parameters, label,
                             NULL, NULL, submitted_cb, g_object_ref (self));
}

/* "2026-03-01" */
static void
put_month (JsonObject  *parameters,
           CopilPeriod  month)
{
  g_autofree char *day = copil_period_to_sql (month);

  json_object_set_string_member (parameters, "period", day);
}

/* -- What one may ----------------------------------------------------------------------------- */

static const CopilAnnotation *
find_annotation (CopilWindow *self,
                 const char  *id)
{
  CopilCube *cube = copil_station_get_cube (self->station);
  GPtrArray *annotations = cube != NULL ? copil_cube_get_annotations (cube) : NULL;

  for (guint i = 0; annotations != NULL && i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);

      if (g_str_equal (annotation->id, id))
        return annotation;
    }
  return NULL;
}

static GPtrArray *
list_places (CopilWindow *self)
{
  g_auto(CopilAnnotator) annotator = { 0 };

  copil_annotator_parse (&annotator, copil_station_get_rights (self->station));
  return copil_annotator_list_places (&annotator,
                                      copil_dashboard_model_get_territory (self->model));
}

/* -- Adding ----------------------------------------------------------------------------------- */

static void
added_cb (GtkWidget   *dialog,
          int          month,
          int          territory,
          const char  *words,
          CopilWindow *self)
{
  const char *indicator = g_object_get_data (G_OBJECT (dialog), "subject");
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "indicator_code", indicator);
  json_object_set_int_member (parameters, "territory_id", territory);
  put_month (parameters, (CopilPeriod) { COPIL_RHYTHM_MONTH, month });
  json_object_set_string_member (parameters, "label", words);
  submit (self, "annotation_add", parameters, words);
}

/* @subject: what the answer is about: a code, or an id with its @version. */
static void
show_dialog (CopilWindow *self,
             GPtrArray   *places,
             CopilPeriod  month,
             const char  *label,
             const char  *subject,
             int          version,
             GCallback    accepted)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);
  CopilAnnotationDialog *dialog;
  CopilPeriod first, last;

  copil_dashboard_view_get_curve_span (view, indicator, &first, &last);
  dialog = copil_annotation_dialog_new (GTK_WINDOW (self), indicator->name,
                                        copil_period_first_month (first),
                                        copil_period_last_month (last), month, places, label);
  g_object_set_data_full (G_OBJECT (dialog), "subject", g_strdup (subject), g_free);
  g_object_set_data (G_OBJECT (dialog), "version", GINT_TO_POINTER (version));
  g_signal_connect_object (dialog, "accepted", accepted, self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
annotate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  CopilPeriod month = { COPIL_RHYTHM_MONTH, g_variant_get_int32 (parameter) };
  g_autoptr(GPtrArray) places = NULL;

  if (copil_dashboard_model_get_view (self->model) == NULL
      || copil_dashboard_model_get_indicator (self->model) == NULL)
    return;
  places = list_places (self);
  if (places->len == 0)
    copil_window_toast (self, _("Only the secretariat, the two chairs and the coordination of the "
                                "pilots of this territory write on its curves."));
  else
    show_dialog (self, places, month, NULL,
                 copil_dashboard_model_get_indicator (self->model)->code, 0,
                 G_CALLBACK (added_cb));
}

/* -- Correcting ------------------------------------------------------------------------------- */

static void
corrected_cb (GtkWidget   *dialog,
              int          month,
              int          territory,
              const char  *words,
              CopilWindow *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "subject");
  int version = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "version"));
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "annotation", id);
  json_object_set_int_member (parameters, "version", version);
  put_month (parameters, (CopilPeriod) { COPIL_RHYTHM_MONTH, month });
  json_object_set_string_member (parameters, "label", words);
  submit (self, "annotation_edit", parameters, words);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  const CopilAnnotation *annotation = find_annotation (self, g_variant_get_string (parameter, NULL));
  g_autoptr(GPtrArray) places = g_ptr_array_new ();
  CopilTerritoryList *territories;

  if (annotation == NULL || copil_dashboard_model_get_indicator (self->model) == NULL)
    return;
  territories = copil_cube_get_territories (copil_station_get_cube (self->station));
  g_ptr_array_add (places,
                   (gpointer) copil_territory_list_by_id (territories, annotation->territory));
  show_dialog (self, places, annotation->month, annotation->label, annotation->id,
               annotation->version, G_CALLBACK (corrected_cb));
}

/* -- Removing --------------------------------------------------------------------------------- */

static void
removal_answered_cb (GtkWidget   *dialog,
                     const char  *response,
                     CopilWindow *self)
{
  g_autoptr(JsonObject) parameters = NULL;

  if (!g_str_equal (response, "remove"))
    return;
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "annotation",
                                 g_object_get_data (G_OBJECT (dialog), "subject"));
  submit (self, "annotation_remove", parameters, g_object_get_data (G_OBJECT (dialog), "label"));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  const CopilAnnotation *annotation = find_annotation (self, g_variant_get_string (parameter, NULL));
  g_autofree char *sign = NULL, *body = NULL;
  AdwMessageDialog *dialog;

  if (annotation == NULL)
    return;
  sign = copil_annotation_sign (annotation);
  body = g_strdup_printf ("%s\n%s", annotation->label, sign);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self),
                                                       _("Remove this annotation?"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "remove", _("Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "subject", g_strdup (annotation->id), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "label", g_strdup (annotation->label), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_copil_window_install_annotations (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.annotate", "i", annotate_action);
  gtk_widget_class_install_action (widget_class, "win.edit-annotation", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "win.remove-annotation", "s", remove_action);
}
