/* advice-forms.c: asking an advice on an item, giving it, noting the one that came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/advice-forms.h"

#include "committee-page/form-dialog.h"
#include "committee-page/words.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Days of delay that a form begins with, where the sitting leaves them. */
#define USUAL_DAYS 15

gboolean
copil_advice_is_own (CopilCommitteeContext *committee,
                     CopilRecord           *advice)
{
  const char *member = copil_record_get_string (advice, "member_id");
  CopilRecord *known = copil_committee_context_find (committee, "advice",
                                                     copil_record_get_id (advice));

  /* A seat is held by whom the base says; a person is known without it. */
  return (member != NULL && g_strcmp0 (member, committee->rights.member) == 0) ||
         (known != NULL && copil_record_get_bool (known, "own"));
}

gboolean
copil_advice_may_be_given (CopilCommitteeContext *committee,
                           CopilRecord           *advice)
{
  const char *state = copil_record_get_word (advice, "state");

  if (g_str_equal (state, "withdrawn"))
    return FALSE;
  if (copil_advice_is_own (committee, advice))
    return TRUE;
  return committee->rights.prepares &&
         (g_str_equal (state, "asked") || copil_record_has (advice, "noted_by"));
}

/* -- What a form is about --------------------------------------------------------------------- */

typedef struct
{
  CopilCommitteeContext *committee;
  CopilStore            *store;
  CopilRecord           *record; /* the item, or the advice */
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_object_unref (asked->store);
  g_object_unref (asked->record);
  g_free (asked);
}

static void
present (CopilFormDialog       *dialog,
         GCallback              accepted,
         CopilCommitteeContext *committee,
         CopilStore            *store,
         CopilRecord           *record)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { committee, g_object_ref (store), g_object_ref (record) };
  g_signal_connect_data (dialog, "accepted", accepted, asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
submit (Asked      *asked,
        const char *function,
        JsonObject *parameters)
{
  const char *who = copil_record_get_string (asked->record, "of_whom");

  copil_committee_context_submit_to (asked->committee, asked->store, function, parameters,
                                     who != NULL ? who
                                                 : copil_record_get_word (asked->record, "title"));
}

/* {"advice": its id, "version": as it was read} */
static JsonObject *
new_parameters (CopilRecord *advice)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "advice", copil_record_get_id (advice));
  json_object_set_int_member (parameters, "version", copil_record_get_int (advice, "version"));
  return parameters;
}

static void
copy (JsonObject *parameters,
      JsonObject *values,
      const char *name)
{
  json_object_set_member (parameters, name, json_object_dup_member (values, name));
}

static CopilFormDialog *
create (CopilCommitteeContext *committee,
        const char            *title,
        const char            *explanation,
        const char            *apply)
{
  return copil_form_dialog_new (GTK_WINDOW (gtk_widget_get_root (committee->page)), title,
                                explanation, apply);
}

/* -- Asking ----------------------------------------------------------------------------------- */

/* Who is chosen: "member ID", "seat ID", or nobody: then the words name them. */
static void
set_whom (JsonObject            *parameters,
          CopilCommitteeContext *committee,
          JsonObject            *values)
{
  const char *whom = json_object_get_string_member_with_default (values, "whom", "");
  const char *id = strchr (whom, ' ');
  gboolean seat = g_str_has_prefix (whom, "seat ");
  CopilRecord *record =
    id != NULL ? copil_committee_context_find (committee, seat ? "seat" : "member", id + 1) : NULL;
  g_autofree char *name = NULL;

  json_object_set_null_member (parameters, "member");
  json_object_set_null_member (parameters, "seat");
  copy (parameters, values, "of_whom");
  if (record == NULL)
    return;
  json_object_set_string_member (parameters, seat ? "seat" : "member", id + 1);
  name = seat ? g_strdup (copil_record_get_word (record, "label"))
              : g_strdup_printf ("%s, %s", copil_record_get_word (record, "name"),
                                 copil_record_get_word (record, "position"));
  json_object_set_string_member (parameters, "of_whom", name);
}

static void
asked_cb (CopilFormDialog *dialog,
          JsonObject      *values,
          Asked           *asked)
{
  g_autoptr(JsonObject) parameters = json_object_new ();
  g_autofree char *id = g_uuid_string_random ();

  json_object_set_string_member (parameters, "id", id);
  json_object_set_string_member (parameters, "item", copil_record_get_id (asked->record));
  set_whom (parameters, asked->committee, values);
  copy (parameters, values, "question");
  copy (parameters, values, "days");
  submit (asked, "advice_ask", parameters);
}

static void
add_members (CopilFormDialog       *dialog,
             CopilCommitteeContext *committee)
{
  GListModel *terms = copil_committee_context_list (committee, "term");
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr(CopilRecord) term = g_list_model_get_item (terms, i);
      CopilRecord *member = copil_committee_context_find (
        committee, "member", copil_record_get_string (term, "member_id"));
      g_autofree char *value = NULL, *label = NULL;

      if (member == NULL || !copil_record_is_in_force (term, today))
        continue;
      value = g_strconcat ("member ", copil_record_get_id (member), NULL);
      label = g_strdup_printf ("%s, %s", copil_record_get_word (member, "name"),
                               copil_record_get_word (member, "position"));
      copil_form_dialog_add_option (dialog, "whom", value, label);
    }
}

static void
add_seats (CopilFormDialog       *dialog,
           CopilCommitteeContext *committee)
{
  GListModel *seats = copil_committee_context_list (committee, "seat");
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  for (guint i = 0; i < g_list_model_get_n_items (seats); i++)
    {
      g_autoptr(CopilRecord) seat = g_list_model_get_item (seats, i);
      g_autofree char *value = NULL, *label = NULL;

      if (!copil_record_is_in_force (seat, today))
        continue;
      value = g_strconcat ("seat ", copil_record_get_id (seat), NULL);
      /* translators: %s is a seat of the committee */
      label = g_strdup_printf (_("The seat: %s"), copil_record_get_word (seat, "label"));
      copil_form_dialog_add_option (dialog, "whom", value, label);
    }
}

/* Before the sitting, where there is time for it. */
static int
suggest_days (CopilSittingContext *context)
{
  gint64 left = copil_record_get_time (copil_sitting_context_get (context), "starts_at") -
                g_get_real_time ();

  return (int) CLAMP (left / (24 * COPIL_HOUR) - 1, 1, USUAL_DAYS);
}

void
copil_advice_forms_ask (CopilSittingContext *context,
                        CopilRecord         *item)
{
  g_autoptr(JsonObject) values = json_object_new ();
  CopilFormDialog *dialog = create (context->committee, _("Ask for an advice"),
                                    copil_record_get_word (item, "title"), _("Ask"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_CHOICE, "whom", _("Of whom"),
                                                 NULL, FALSE, 0, 0 });
  copil_form_dialog_add_option (dialog, "whom", "", _("A service or a body, named below"));
  add_members (dialog, context->committee);
  add_seats (dialog, context->committee);
  copil_form_dialog_add (dialog, &(CopilField) {
    COPIL_FIELD_WORDS, "of_whom", _("Service or body"),
    _("A member who has an account answers from their own window; the secretariat notes the others."),
    FALSE, 0, 0 });
  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_TEXT, "question",
                                                 _("What is asked"), NULL, FALSE, 0, 0 });
  copil_form_dialog_add (dialog, &(CopilField) {
    COPIL_FIELD_NUMBER, "days", _("Delay in days"),
    _("From tomorrow on, to the end of the last day."), TRUE, 1, 365 });
  json_object_set_int_member (values, "days", suggest_days (context));
  copil_form_dialog_fill (dialog, values);
  present (dialog, G_CALLBACK (asked_cb), context->committee, COPIL_STORE (context->store), item);
}

/* -- Giving, and noting ----------------------------------------------------------------------- */

/* The day a paper came, as an instant: at noon, or when it was asked if that was the same day;
 * today is now, which the base says. */
static void
set_received (JsonObject  *parameters,
              JsonObject  *values,
              CopilRecord *advice)
{
  const char *day = json_object_get_string_member_with_default (values, "received", "");
  gint64 asked = copil_record_get_time (advice, "asked_at"), noon;
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());
  g_autofree char *first = copil_instant_to_day (asked), *text = NULL;
  int y, m, d;

  json_object_set_null_member (parameters, "at");
  if (g_str_equal (day, today) || sscanf (day, "%d-%d-%d", &y, &m, &d) != 3)
    return;
  noon = copil_instant_of_paris (y, m, d, 12, 0);
  text = copil_instant_to_sql (g_str_equal (day, first) ? MAX (noon, asked) : noon);
  json_object_set_string_member (parameters, "at", text);
}

static void
given_cb (CopilFormDialog *dialog,
          JsonObject      *values,
          Asked           *asked)
{
  g_autoptr(JsonObject) parameters = new_parameters (asked->record);

  copy (parameters, values, "meaning");
  copy (parameters, values, "words");
  copy (parameters, values, "conditions");
  set_received (parameters, values, asked->record);
  submit (asked, "advice_give", parameters);
}

static void
add_meanings (CopilFormDialog *dialog)
{
  static const char *const meanings[] = { "favourable", "reserves", "unfavourable", "none" };

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_CHOICE, "meaning", _("Advice"), NULL,
                                                 FALSE, 0, 0 });
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    copil_form_dialog_add_option (dialog, "meaning", meanings[i],
                                  copil_words_meaning (meanings[i]).word);
}

/* What was said before is there to be corrected. */
static void
fill (CopilFormDialog *dialog,
      CopilRecord     *advice)
{
  static const char *const fields[] = { "meaning", "words", "conditions" };
  g_autoptr(JsonObject) values = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (copil_record_has (advice, fields[i]))
      json_object_set_string_member (values, fields[i], copil_record_get_word (advice, fields[i]));
  copil_form_dialog_fill (dialog, values);
}

void
copil_advice_forms_give (CopilCommitteeContext *committee,
                         CopilStore            *store,
                         CopilRecord           *advice)
{
  gboolean own = copil_advice_is_own (committee, advice);
  const char *question = copil_record_get_string (advice, "question");
  CopilFormDialog *dialog;

  if (!copil_advice_may_be_given (committee, advice))
    return;
  dialog = create (committee, own ? _("Your advice") : _("Note an advice"),
                   own && question != NULL ? question : copil_record_get_word (advice, "of_whom"),
                   own ? _("Give") : _("Record"));
  add_meanings (dialog);
  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_TEXT, "words", _("In words"), NULL,
                                                 FALSE, 0, 0 });
  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_TEXT, "conditions",
                                                 _("Reserves or conditions"), NULL, FALSE, 0, 0 });
  if (!own)
    copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_DATE, "received",
                                                   _("Received on"), _("Empty: today."), FALSE,
                                                   0, 0 });
  fill (dialog, advice);
  present (dialog, G_CALLBACK (given_cb), committee, store, advice);
}

/* -- Withdrawing, reminding ------------------------------------------------------------------- */

static void
withdrawn_cb (CopilFormDialog *dialog,
              JsonObject      *values,
              Asked           *asked)
{
  g_autoptr(JsonObject) parameters = new_parameters (asked->record);

  copy (parameters, values, "reason");
  submit (asked, "advice_withdraw", parameters);
}

void
copil_advice_forms_withdraw (CopilCommitteeContext *committee,
                             CopilStore            *store,
                             CopilRecord           *advice)
{
  CopilFormDialog *dialog = create (committee, _("Withdraw the request"),
                                    copil_record_get_word (advice, "of_whom"), _("Withdraw"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_WORDS, "reason", _("Why"), NULL, TRUE,
                                                 0, 0 });
  present (dialog, G_CALLBACK (withdrawn_cb), committee, store, advice);
}

void
copil_advice_forms_remind (CopilCommitteeContext *committee,
                           CopilStore            *store,
                           CopilRecord           *advice)
{
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "advice", copil_record_get_id (advice));
  copil_committee_context_submit_to (committee, store, "advice_remind", parameters,
                                     copil_record_get_word (advice, "of_whom"));
}
