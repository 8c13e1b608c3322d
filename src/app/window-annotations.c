/* window-annotations.c: writing on a curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of it goes through the outbox: it is kept on disk before it is sent, and sent when the server
 * answers. window-drafts.c shows what becomes of it.
 */
#include "config.h"

#include "app/window-private.h"

#include "dashboard/annotation-dialog.h"
#include "view/annotator.h"

#include <glib/gi18n-lib.h>

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

const CopilAnnotation *
_copil_window_find_annotation (CopilWindow *self,
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
             const char  *words,
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
                                        copil_period_last_month (last), month, places, words,
                                        version > 0);
  g_object_set_data_full (G_OBJECT (dialog), "subject", g_strdup (subject), g_free);
  g_object_set_data (G_OBJECT (dialog), "version", GINT_TO_POINTER (version));
  g_signal_connect_object (dialog, "accepted", accepted, self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_copil_window_start_adding (CopilWindow *self,
                            CopilPeriod  month,
                            const char  *words)
{
  g_autoptr(GPtrArray) places = NULL;

  if (copil_dashboard_model_get_view (self->model) == NULL
      || copil_dashboard_model_get_indicator (self->model) == NULL)
    return;
  places = list_places (self);
  if (places->len == 0)
    copil_window_toast (self, _("Only the secretariat, the two chairs and the coordination of the "
                                "pilots of this territory write on its curves."));
  else
    show_dialog (self, places, month, words,
                 copil_dashboard_model_get_indicator (self->model)->code, 0,
                 G_CALLBACK (added_cb));
}

static void
annotate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CopilPeriod month = { COPIL_RHYTHM_MONTH, g_variant_get_int32 (parameter) };

  _copil_window_start_adding (COPIL_WINDOW (widget), month, NULL);
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

void
_copil_window_start_correcting (CopilWindow           *self,
                                const CopilAnnotation *annotation,
                                CopilPeriod            month,
                                const char            *words)
{
  g_autoptr(GPtrArray) places = g_ptr_array_new ();
  CopilTerritoryList *territories;

  if (copil_dashboard_model_get_indicator (self->model) == NULL)
    return;
  territories = copil_cube_get_territories (copil_station_get_cube (self->station));
  g_ptr_array_add (places,
                   (gpointer) copil_territory_list_by_id (territories, annotation->territory));
  show_dialog (self, places, month, words, annotation->id, annotation->version,
               G_CALLBACK (corrected_cb));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  const CopilAnnotation *annotation =
    _copil_window_find_annotation (self, g_variant_get_string (parameter, NULL));

  if (annotation != NULL)
    _copil_window_start_correcting (self, annotation, annotation->month, annotation->label);
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
  const CopilAnnotation *annotation =
    _copil_window_find_annotation (self, g_variant_get_string (parameter, NULL));
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
