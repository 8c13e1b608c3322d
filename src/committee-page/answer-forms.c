/* answer-forms.c: answers to a convocation: one's own, and those that the secretariat notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/answer-forms.h"

#include "committee-page/form-dialog.h"
#include "committee-page/words.h"

#include <glib/gi18n-lib.h>

/* -- What is said of them --------------------------------------------------------------------- */

gboolean
copil_answer_is_awaited (CopilSittingContext *context)
{
  return g_str_equal (copil_sitting_context_get_stage (context), "convoked");
}

gboolean
copil_answer_is_received (CopilRecord *recipient)
{
  return copil_record_has (recipient, "received_version") &&
         copil_record_get_int (recipient, "received_version") >=
           copil_record_get_int (recipient, "sent_version");
}

const char *
copil_answer_name_member (CopilSittingContext *context,
                          const char          *member)
{
  CopilRecord *found = copil_committee_context_find (context->committee, "member", member);

  return found != NULL ? copil_record_get_word (found, "name") : "";
}

char *
copil_answer_name_seat (CopilSittingContext *context,
                        CopilRecord         *recipient)
{
  CopilRecord *seat = copil_committee_context_find (context->committee, "seat",
                                                    copil_record_get_string (recipient, "seat_id"));
  const char *capacity = copil_record_get_word (recipient, "capacity");
  const char *label = seat != NULL ? copil_record_get_word (seat, "label") : "";

  if (g_str_equal (capacity, "deputy"))
    /* translators: %s is a seat of the committee */
    return g_strdup_printf (_("%s, deputy"), label);
  if (g_str_equal (capacity, "guest"))
    /* translators: %s is a seat of the committee */
    return g_strdup_printf (_("%s, heard without a vote"), label);
  return g_strdup (label);
}

char *
copil_answer_describe (CopilSittingContext *context,
                       CopilRecord         *recipient)
{
  const char *answer = copil_record_get_string (recipient, "answer");
  const char *other = copil_answer_name_member (context,
                                                copil_record_get_string (recipient,
                                                                         "answer_member"));

  if (*other != '\0' && g_strcmp0 (answer, "mandate") == 0)
    /* translators: %s is who votes in their place */
    return g_strdup_printf (_("Mandate to %s"), other);
  if (*other != '\0' && g_strcmp0 (answer, "deputy") == 0)
    /* translators: %s is who comes in their place */
    return g_strdup_printf (_("Deputy: %s"), other);
  return g_strdup (copil_words_answer (answer).word);
}

/* -- What is sent ----------------------------------------------------------------------------- */

static JsonObject *
new_parameters (CopilSittingContext *context,
                CopilRecord         *recipient)
{
  JsonObject *parameters = copil_sitting_context_new_parameters (context);

  json_object_set_string_member (parameters, "member",
                                 copil_record_get_word (recipient, "member_id"));
  return parameters;
}

static void
submit (CopilSittingContext *context,
        CopilRecord         *recipient,
        const char          *choice,
        const char          *other)
{
  g_autoptr(JsonObject) parameters = new_parameters (context, recipient);
  /* translators: %s is who was convoked */
  g_autofree char *label = g_strdup_printf (
    _("Answer of %s"),
    copil_answer_name_member (context, copil_record_get_string (recipient, "member_id")));

  json_object_set_string_member (parameters, "seat", copil_record_get_word (recipient, "seat_id"));
  json_object_set_string_member (parameters, "choice", choice);
  if (other != NULL)
    json_object_set_string_member (parameters, "other", other);
  else
    json_object_set_null_member (parameters, "other");
  copil_sitting_context_submit (context, "answer", parameters, label);
}

void
copil_answer_submit (CopilSittingContext *context,
                     CopilRecord         *recipient,
                     const char          *choice)
{
  submit (context, recipient, choice, NULL);
}

void
copil_answer_acknowledge (CopilSittingContext *context)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (context);

  copil_sitting_context_submit (context, "receipt_own", parameters,
                                _("I received the convocation"));
}

static void
note_receipt (CopilSittingContext *context,
              CopilRecord         *recipient)
{
  g_autoptr(JsonObject) parameters = new_parameters (context, recipient);

  json_object_set_null_member (parameters, "at");
  copil_sitting_context_submit (context, "receipt_note", parameters,
                                _("Note that the convocation was received"));
}

void
copil_answer_remind (CopilSittingContext *context)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (context);

  copil_sitting_context_submit (context, "answer_remind", parameters,
                                _("Remind who has not answered"));
}

/* -- The form --------------------------------------------------------------------------------- */

typedef struct
{
  CopilSittingContext *context;
  CopilRecord         *recipient;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  g_object_unref (((Asked *) data)->recipient);
  g_free (data);
}

static gboolean
names_another (const char *choice)
{
  return g_str_equal (choice, "mandate") || g_str_equal (choice, "deputy");
}

static void
accepted_cb (CopilFormDialog *dialog,
             JsonObject      *values,
             Asked           *asked)
{
  const char *choice = json_object_get_string_member_with_default (values, "choice", NULL);
  const char *other = json_object_get_string_member_with_default (values, "other", NULL);

  if (json_object_get_boolean_member_with_default (values, "received", FALSE) &&
      !copil_answer_is_received (asked->recipient))
    note_receipt (asked->context, asked->recipient);
  if (choice != NULL)
    submit (asked->context, asked->recipient, choice, names_another (choice) ? other : NULL);
}

static gboolean
is_own (CopilSittingContext *context,
        CopilRecord         *recipient)
{
  return g_strcmp0 (context->committee->rights.member,
                    copil_record_get_string (recipient, "member_id")) == 0;
}

static void
add_choices (CopilFormDialog     *dialog,
             CopilSittingContext *context,
             CopilRecord         *recipient)
{
  static const char * const choices[] = { "present", "remote", "absent", "mandate", "deputy" };
  gboolean full = g_str_equal (copil_record_get_word (recipient, "capacity"), "full");

  if (!copil_record_has (recipient, "answer"))
    copil_form_dialog_add_option (dialog, "choice", "", _("No answer yet"));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      if (g_str_equal (choices[i], "remote") &&
          !copil_record_get_bool (copil_sitting_context_get (context), "remote"))
        continue;
      if (names_another (choices[i]) && !full)
        continue;
      copil_form_dialog_add_option (dialog, "choice", choices[i],
                                    copil_words_answer (choices[i]).word);
    }
}

/* Who may stand for the holder of the seat: its deputies, and those who vote at other seats. */
static gboolean
may_stand (CopilSittingContext *context,
           CopilRecord         *recipient,
           CopilRecord         *other)
{
  CopilRecord *seat = copil_committee_context_find (context->committee, "seat",
                                                    copil_record_get_string (other, "seat_id"));
  gboolean same = g_str_equal (copil_record_get_word (other, "seat_id"),
                               copil_record_get_word (recipient, "seat_id"));
  const char *capacity = copil_record_get_word (other, "capacity");

  if (same)
    return g_str_equal (capacity, "deputy");
  return g_str_equal (capacity, "full") && seat != NULL &&
         copil_record_get_int (seat, "votes") > 0;
}

static void
add_others (CopilFormDialog     *dialog,
            CopilSittingContext *context,
            CopilRecord         *recipient)
{
  GListModel *recipients = copil_sitting_store_get_list (context->store, "recipient");

  copil_form_dialog_add_option (dialog, "other", "", "—");
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(CopilRecord) other = g_list_model_get_item (recipients, i);
      const char *member = copil_record_get_word (other, "member_id");
      g_autofree char *seat = copil_answer_name_seat (context, other);
      g_autofree char *label =
        g_strdup_printf ("%s, %s", copil_answer_name_member (context, member), seat);

      if (may_stand (context, recipient, other))
        copil_form_dialog_add_option (dialog, "other", member, label);
    }
}

static void
fill (CopilFormDialog *dialog,
      CopilRecord     *recipient)
{
  g_autoptr(JsonObject) values = json_object_new ();

  if (copil_record_has (recipient, "answer"))
    json_object_set_string_member (values, "choice", copil_record_get_word (recipient, "answer"));
  if (copil_record_has (recipient, "answer_member"))
    json_object_set_string_member (values, "other",
                                   copil_record_get_word (recipient, "answer_member"));
  json_object_set_boolean_member (values, "received", copil_answer_is_received (recipient));
  copil_form_dialog_fill (dialog, values);
}

static CopilFormDialog *
create_form (CopilSittingContext *context,
             CopilRecord         *recipient)
{
  g_autofree char *seat = copil_answer_name_seat (context, recipient);
  const char *name =
    copil_answer_name_member (context, copil_record_get_string (recipient, "member_id"));
  g_autofree char *who = g_strdup_printf ("%s, %s", name, seat);
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)),
    is_own (context, recipient) ? _("Your answer") : _("Note an answer"), who, _("Record"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_CHOICE, "choice",
                                                 _("What they answer"), NULL, FALSE, 0, 0 });
  if (g_str_equal (copil_record_get_word (recipient, "capacity"), "full"))
    copil_form_dialog_add (dialog, &(CopilField) {
      COPIL_FIELD_CHOICE, "other", _("Mandate to, or deputy"),
      _("A deputy of the seat comes, or another member votes in their place."), FALSE, 0, 0 });
  if (!is_own (context, recipient))
    copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_SWITCH, "received",
                                                   _("Received the convocation"), NULL, FALSE,
                                                   0, 0 });
  return dialog;
}

void
copil_answer_open (CopilSittingContext *context,
                   CopilRecord         *recipient)
{
  CopilFormDialog *dialog = create_form (context, recipient);
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { context, g_object_ref (recipient) };
  add_choices (dialog, context, recipient);
  add_others (dialog, context, recipient);
  fill (dialog, recipient);
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (accepted_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
