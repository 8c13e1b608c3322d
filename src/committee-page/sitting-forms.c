/* sitting-forms.c: a new sitting, another date, a second convocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-forms.h"

#include "committee-page/form-dialog.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static const CopilField title_field = { COPIL_FIELD_WORDS, "title", N_("Title"), NULL, TRUE, 0, 0 };
static const CopilField when_fields[] = {
  { COPIL_FIELD_DATE, "day", N_("Day"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_HOUR, "hour", N_("Hour"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_WORDS, "place", N_("Place"), NULL, TRUE, 0, 0 },
};
static const CopilField remote_field = { COPIL_FIELD_SWITCH, "remote", N_("Also at a distance"),
                                         NULL, FALSE, 0, 0 };

static void
add_field (CopilFormDialog  *dialog,
           const CopilField *from)
{
  CopilField field = *from;

  field.title = _(field.title);
  copil_form_dialog_add (dialog, &field);
}

static void
add_when (CopilFormDialog *dialog)
{
  for (guint i = 0; i < G_N_ELEMENTS (when_fields); i++)
    add_field (dialog, &when_fields[i]);
}

/* Day and hour, of Paris, become the instant of the base. */
static void
take_when (JsonObject *values)
{
  int year = 0, month = 0, day = 0;
  int minutes = (int) json_object_get_int_member (values, "hour");
  g_autofree char *instant = NULL;

  sscanf (json_object_get_string_member (values, "day"), "%d-%d-%d", &year, &month, &day);
  instant = copil_instant_to_sql (
    copil_instant_of_paris (year, month, day, minutes / 60, minutes % 60));
  json_object_set_string_member (values, "starts_at", instant);
  json_object_remove_member (values, "day");
  json_object_remove_member (values, "hour");
}

static void
fill_when (CopilFormDialog *dialog,
           CopilRecord     *sitting)
{
  g_autoptr(JsonObject) values = copil_record_dup_document (sitting);
  g_autoptr(GDateTime) time = copil_instant_in_paris (copil_record_get_time (sitting, "starts_at"));
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");

  json_object_set_string_member (values, "day", day);
  json_object_set_int_member (values, "hour",
                              g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time));
  copil_form_dialog_fill (dialog, values);
}

/* -- A new one -------------------------------------------------------------------------------- */

static void
added_cb (CopilFormDialog       *dialog,
          JsonObject            *values,
          CopilCommitteeContext *committee)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *page = g_strdup_printf ("sitting/%s", id);
  g_autofree char *title = g_strdup (json_object_get_string_member (values, "title"));

  take_when (values);
  json_object_set_string_member (values, "id", id);
  json_object_set_string_member (values, "committee", committee->committee);
  copil_committee_context_submit (committee, "sitting_add", values, title);
}

void
copil_sitting_forms_add (CopilCommitteeContext *committee)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (committee->page)), _("New sitting"),
    _("The approval of the last minutes, the recurring items and what the last sitting did not "
      "reach are put on its agenda."), _("Create"));
  g_autoptr(JsonObject) values = json_object_new ();

  add_field (dialog, &title_field);
  add_when (dialog);
  add_field (dialog, &remote_field);
  json_object_set_string_member (values, "title", _("Ordinary sitting"));
  json_object_set_int_member (values, "hour", 9 * 60 + 30);
  copil_form_dialog_fill (dialog, values);
  g_signal_connect (dialog, "accepted", G_CALLBACK (added_cb), committee);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- The same, otherwise ---------------------------------------------------------------------- */

static void
edited_cb (CopilFormDialog     *dialog,
           JsonObject          *values,
           CopilSittingContext *context)
{
  CopilRecord *sitting = copil_sitting_context_get (context);
  const char *urgency = copil_record_get_string (sitting, "urgency");
  g_autofree char *title = g_strdup (json_object_get_string_member (values, "title"));

  take_when (values);
  json_object_set_string_member (values, "sitting", copil_record_get_id (sitting));
  json_object_set_int_member (values, "version", copil_record_get_int (sitting, "version"));
  if (urgency != NULL)
    json_object_set_string_member (values, "urgency", urgency);
  else
    json_object_set_null_member (values, "urgency");
  copil_sitting_context_submit (context, "sitting_edit", values, title);
}

void
copil_sitting_forms_edit (CopilSittingContext *context)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), _("Date and place of the sitting"), NULL,
    _("Record"));

  add_field (dialog, &title_field);
  add_when (dialog);
  add_field (dialog, &remote_field);
  fill_when (dialog, copil_sitting_context_get (context));
  g_signal_connect (dialog, "accepted", G_CALLBACK (edited_cb), context);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cancelled_cb (CopilFormDialog     *dialog,
              JsonObject          *values,
              CopilSittingContext *context)
{
  CopilRecord *sitting = copil_sitting_context_get (context);

  json_object_set_string_member (values, "sitting", copil_record_get_id (sitting));
  json_object_set_int_member (values, "version", copil_record_get_int (sitting, "version"));
  copil_sitting_context_submit (context, "sitting_cancel", values, _("Cancel the sitting"));
}

void
copil_sitting_forms_cancel (CopilSittingContext *context)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), _("Cancel the sitting"),
    _("Everybody who was convoked reads why. A cancelled sitting is not taken up again."),
    _("Cancel it"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_WORDS, "reason", _("Why"), NULL, TRUE,
                                                 0, 0 });
  g_signal_connect (dialog, "accepted", G_CALLBACK (cancelled_cb), context);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- Without quorum --------------------------------------------------------------------------- */

static void
second_cb (CopilFormDialog     *dialog,
           JsonObject          *values,
           CopilSittingContext *context)
{
  g_autofree char *id = g_uuid_string_random ();

  take_when (values);
  json_object_set_string_member (values, "id", id);
  json_object_set_string_member (values, "sitting",
                                 copil_sitting_store_get_id (context->store));
  copil_sitting_context_submit (context, "second_convocation", values, _("Second convocation"));
}

void
copil_sitting_forms_second (CopilSittingContext *context)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), _("Second convocation"),
    _("In one act: the same agenda, which is locked, at another date; it says that no quorum will "
      "be required."), _("Convoke again"));

  add_when (dialog);
  g_signal_connect (dialog, "accepted", G_CALLBACK (second_cb), context);
  gtk_window_present (GTK_WINDOW (dialog));
}
