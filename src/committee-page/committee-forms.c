/* committee-forms.c: what is added to a committee and corrected in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each form is a row of a table: its fields are the parameters of one function of the base.
 */
#include "config.h"

#include "committee-page/committee-forms.h"

#include "committee-page/form-dialog.h"
#include "committee-page/words.h"
#include "core/instant.h"
#include "core/regime.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 10

/**
 * Form:
 * @kind: how pages ask for it
 * @function: of the base
 * @table: of the row it corrects; NULL: it adds one
 * @subject: parameter that names that row, or the row it is added under
 */
typedef struct
{
  const char *kind;
  const char *function;
  const char *table;
  const char *subject;
  const char *title;
  const char *apply;
  CopilField  fields[MAX_FIELDS];
} Form;

#define WORDS(name, title, required) { COPIL_FIELD_WORDS, name, title, NULL, required, 0, 0 }
#define TEXT(name, title) { COPIL_FIELD_TEXT, name, title, NULL, FALSE, 0, 0 }
#define CHOICE(name, title) { COPIL_FIELD_CHOICE, name, title, NULL, FALSE, 0, 0 }
#define DAY(name, title, required) { COPIL_FIELD_DATE, name, title, NULL, required, 0, 0 }
#define NUMBER(name, title, least, most) { COPIL_FIELD_NUMBER, name, title, NULL, TRUE, least, most }

#define SEAT_FIELDS                                                                            \
  WORDS ("label", N_("Seat"), TRUE), CHOICE ("college", N_("College")),                        \
    CHOICE ("kind", N_("How it is held")), CHOICE ("chair", N_("Co-chair")),                   \
    WORDS ("body", N_("Service or assembly"), FALSE), NUMBER ("votes", N_("Votes"), 0, 1000),  \
    NUMBER ("rank", N_("Rank"), 1, 1000)
#define MEMBER_FIELDS                                                                          \
  WORDS ("name", N_("Name"), TRUE), WORDS ("position", N_("Capacity"), TRUE),                  \
    WORDS ("body", N_("Service or assembly"), FALSE), WORDS ("login", N_("Account"), FALSE)
#define BODY_FIELDS                                                                            \
  WORDS ("name", N_("Name"), TRUE), WORDS ("acronym", N_("Acronym"), FALSE),                   \
    WORDS ("dealt_with", N_("What it dealt with"), FALSE),                                     \
    CHOICE ("territory_id", N_("Territory"))
#define SUBJECT_FIELDS WORDS ("label", N_("Subject"), TRUE), NUMBER ("rank", N_("Rank"), 1, 1000)
#define RECURRING_FIELDS                                                                       \
  WORDS ("title", N_("Title"), TRUE), CHOICE ("nature", N_("Nature")),                         \
    WORDS ("presenter", N_("Presented by"), FALSE), NUMBER ("minutes", N_("Length in minutes"), 0, 480), \
    NUMBER ("rank", N_("Rank"), 1, 1000)
#define COMMITTEE_FIELDS                                                                       \
  WORDS ("name", N_("Name"), TRUE), WORDS ("local_authority", N_("Local authority"), TRUE),    \
    CHOICE ("regime_code", N_("Legal regime")), WORDS ("act", N_("Set up by"), FALSE)

static const Form forms[] = {
  { "committee", "committee_add", NULL, NULL, N_("Set up the committee"), N_("Set up"),
    { COMMITTEE_FIELDS, DAY ("since", N_("Since"), TRUE) } },
  { "committee_edit", "committee_edit", "committee", "committee", N_("Correct the committee"),
    N_("Correct"), { COMMITTEE_FIELDS } },
  { "college", "college_add", NULL, "committee", N_("Add a college"), N_("Add"),
    { WORDS ("name", N_("Name"), TRUE), NUMBER ("rank", N_("Rank"), 1, 100) } },
  { "college_edit", "college_edit", "college", "college", N_("Correct the college"), N_("Correct"),
    { WORDS ("name", N_("Name"), TRUE), NUMBER ("rank", N_("Rank"), 1, 100) } },
  { "seat", "seat_add", NULL, "committee", N_("Add a seat"), N_("Add"),
    { SEAT_FIELDS, DAY ("since", N_("Since"), TRUE) } },
  { "seat_edit", "seat_edit", "seat", "seat", N_("Correct the seat"), N_("Correct"),
    { SEAT_FIELDS } },
  { "seat_end", "seat_end", "seat", "seat", N_("Close the seat"), N_("Close it"),
    { DAY ("until", N_("From this day on"), TRUE) } },
  { "member", "member_add", NULL, NULL, N_("Add a person"), N_("Add"), { MEMBER_FIELDS } },
  { "member_edit", "member_edit", "member", "member", N_("Correct the person"), N_("Correct"),
    { MEMBER_FIELDS } },
  { "term", "term_add", NULL, "seat", N_("Appoint"), N_("Appoint"),
    { CHOICE ("member", N_("Person")), CHOICE ("deputy", N_("As")), DAY ("since", N_("Since"), TRUE),
      DAY ("until", N_("Until"), FALSE), WORDS ("act", N_("By which act"), FALSE) } },
  { "term_end", "term_end", "term", "term", N_("End the term"), N_("End it"),
    { DAY ("until", N_("From this day on"), TRUE), WORDS ("because", N_("Because"), TRUE) } },
  { "former_body", "former_body_add", NULL, "committee", N_("Add a body that converges"), N_("Add"),
    { BODY_FIELDS } },
  { "former_body_edit", "former_body_edit", "former_body", "body", N_("Correct the body"),
    N_("Correct"), { BODY_FIELDS } },
  { "former_body_merge", "former_body_merge", "former_body", "body",
    N_("Merge it into the committee"), N_("Merge"),
    { DAY ("merges_on", N_("On"), TRUE), WORDS ("act", N_("By which act"), TRUE) } },
  { "former_subject", "former_subject_add", NULL, "body", N_("Add a subject"), N_("Add"),
    { SUBJECT_FIELDS } },
  { "former_subject_edit", "former_subject_edit", "former_subject", "subject",
    N_("Say what became of it"), N_("Record"),
    { WORDS ("label", N_("Subject"), TRUE), CHOICE ("state", N_("Became")),
      WORDS ("note", N_("Note"), FALSE), NUMBER ("rank", N_("Rank"), 1, 1000) } },
  { "recurring_item", "recurring_item_add", NULL, "committee", N_("Add a recurring item"),
    N_("Add"), { RECURRING_FIELDS } },
  { "recurring_item_edit", "recurring_item_edit", "recurring_item", "item",
    N_("Correct the recurring item"), N_("Correct"), { RECURRING_FIELDS } },
  { "proposal", "proposal_add", NULL, "committee", N_("Propose an item"), N_("Propose"),
    { WORDS ("title", N_("Title"), TRUE), CHOICE ("nature", N_("Nature")),
      WORDS ("reason", N_("Why"), TRUE), NUMBER ("minutes", N_("Length in minutes"), 1, 480) } },
  { "delegation", "delegation_give", NULL, "committee", N_("Delegate your key"), N_("Delegate"),
    { WORDS ("login", N_("Account of the person"), TRUE), DAY ("since", N_("Since"), TRUE),
      DAY ("until", N_("Until"), TRUE), WORDS ("act", N_("By which act"), TRUE),
      CHOICE ("scope", N_("For")) } },
  { "action_edit", "action_edit", "action", "action", N_("Follow the action"), N_("Record"),
    { CHOICE ("state", N_("State")), WORDS ("words", N_("What is to be done"), TRUE),
      CHOICE ("owner", N_("By whom")), DAY ("due", N_("Before"), TRUE),
      WORDS ("note", N_("Note"), FALSE) } },
};

static const Form *
find_form (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].kind, kind))
      return &forms[i];
  return NULL;
}

/* -- Choices ---------------------------------------------------------------------------------- */

static const struct
{
  const char *field;
  const char *kind; /* NULL: in any form */
  const char *value;
  const char *label;
} options[] = {
  { "kind", "seat", "ex_officio", N_("by office") },
  { "kind", "seat", "elected", N_("elected") },
  { "kind", "seat", "qualified", N_("qualified person") },
  { "kind", "seat", "guest", N_("heard, without a vote") },
  { "chair", "seat", "", N_("no") },
  { "chair", "seat", "state", N_("of the State") },
  { "chair", "seat", "local", N_("of the local authority") },
  { "deputy", NULL, "false", N_("full member") },
  { "deputy", NULL, "true", N_("deputy") },
  { "nature", NULL, "information", N_("Information") },
  { "nature", NULL, "advice", N_("Advice") },
  { "nature", NULL, "decision", N_("Decision") },
  { "state", "former_subject", "pending", N_("To be taken over") },
  { "state", "former_subject", "taken", N_("Taken over") },
  { "state", "former_subject", "dropped", N_("Not taken over") },
  { "state", "action", "open", N_("Still open") },
  { "state", "action", "done", N_("Done") },
  { "state", "action", "dropped", N_("Dropped") },
  { "scope", NULL, "agenda convocation minutes", N_("agenda, convocation and minutes") },
  { "scope", NULL, "agenda convocation", N_("agenda and convocation") },
  { "scope", NULL, "minutes", N_("minutes") },
};

static void
add_rows (CopilFormDialog       *dialog,
          CopilCommitteeContext *context,
          const char            *field,
          const char            *kind,
          const char            *label)
{
  GListModel *rows = copil_committee_context_list (context, kind);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(CopilRecord) row = g_list_model_get_item (rows, i);
      const char *position = copil_record_get_string (row, "position");
      g_autofree char *text = g_strconcat (copil_record_get_word (row, label),
                                           position != NULL ? ", " : NULL, position, NULL);

      copil_form_dialog_add_option (dialog, field, copil_record_get_id (row), text);
    }
}

static void
add_regimes (CopilFormDialog *dialog)
{
  g_autoptr(GPtrArray) profiles = copil_profiles_load (NULL);

  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      const CopilProfile *profile = g_ptr_array_index (profiles, i);

      copil_form_dialog_add_option (dialog, "regime_code", profile->code, profile->name);
    }
}

static void
add_territory (CopilFormDialog      *dialog,
               const CopilTerritory *territory)
{
  g_autofree char *id = g_strdup_printf ("%d", territory->id);
  g_autofree char *title = copil_territory_get_title (territory);

  copil_form_dialog_add_option (dialog, "territory_id", id, title);
}

static void
add_territories (CopilFormDialog      *dialog,
                 const CopilTerritory *territory)
{
  add_territory (dialog, territory);
  for (guint i = 0; territory->children != NULL && i < territory->children->len; i++)
    add_territory (dialog, g_ptr_array_index (territory->children, i));
}

static void
add_options (CopilFormDialog       *dialog,
             CopilCommitteeContext *context,
             const Form            *form)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].kind == NULL || g_str_has_prefix (form->kind, options[i].kind))
      copil_form_dialog_add_option (dialog, options[i].field, options[i].value,
                                    _(options[i].label));
  add_rows (dialog, context, "college", "college", "name");
  add_rows (dialog, context, "member", "member", "name");
  add_rows (dialog, context, "owner", "member", "name");
  add_regimes (dialog);
  if (context->territory != NULL)
    add_territories (dialog, context->territory);
}

/* -- What is sent ----------------------------------------------------------------------------- */

static void
take_array (JsonObject *values,
            const char *name)
{
  g_auto(GStrv) words = g_strsplit (json_object_get_string_member (values, name), " ", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (values, name, array);
}

/* Choices are texts, the parameters of the base are not all. */
static void
convert (JsonObject *values)
{
  if (json_object_has_member (values, "territory_id"))
    json_object_set_int_member (values, "territory_id",
                                atoi (json_object_get_string_member_with_default (
                                  values, "territory_id", "0")));
  if (json_object_has_member (values, "deputy"))
    json_object_set_boolean_member (
      values, "deputy",
      g_strcmp0 (json_object_get_string_member_with_default (values, "deputy", ""), "true") == 0);
  if (json_object_has_member (values, "minutes"))
    {
      json_object_set_int_member (values, "seconds",
                                  60 * json_object_get_int_member (values, "minutes"));
      json_object_remove_member (values, "minutes");
    }
  if (json_object_has_member (values, "scope"))
    take_array (values, "scope");
}

typedef struct
{
  CopilCommitteeContext *context;
  const Form            *form;
  char                  *subject;
  gint64                 version;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_free (asked->subject);
  g_free (asked);
}

static const char *
level_of (const CopilTerritory *territory)
{
  static const char * const levels[] = { "region", "departement", "bassin" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (territory->set, levels[i]))
      return levels[i];
  return "local";
}

static void
accepted_cb (CopilFormDialog *dialog,
             JsonObject      *values,
             Asked           *asked)
{
  const Form *form = asked->form;
  g_autofree char *id = g_uuid_string_random ();
  const char *label = NULL;

  static const char * const names[] = { "name", "label", "title", "words" };
  for (guint i = 0; i < G_N_ELEMENTS (names) && label == NULL; i++)
    label = json_object_get_string_member_with_default (values, names[i], NULL);
  g_autofree char *text = g_strdup (label != NULL ? label : _(form->title));

  convert (values);
  if (form->table == NULL)
    json_object_set_string_member (values, "id", id);
  else if (asked->version > 0)
    json_object_set_int_member (values, "version", asked->version);
  if (form->subject != NULL)
    json_object_set_string_member (values, form->subject, asked->subject);
  if (g_str_equal (form->kind, "committee"))
    {
      json_object_set_int_member (values, "territory_id", asked->context->territory->id);
      json_object_set_string_member (values, "kind", level_of (asked->context->territory));
    }
  copil_committee_context_submit (asked->context, form->function, values, text);
}

/* -- Opening ---------------------------------------------------------------------------------- */

/* Columns that refer to another row are named after it; parameters are not. */
static void
fill (CopilFormDialog *dialog,
      CopilRecord     *record)
{
  g_autoptr(JsonObject) values = copil_record_dup_document (record);
  static const struct
  {
    const char *column;
    const char *field;
  } columns[] = { { "college_id", "college" }, { "owner_id", "owner" }, { "member_id", "member" } };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (copil_record_get_string (record, columns[i].column) != NULL)
      json_object_set_string_member (values, columns[i].field,
                                     copil_record_get_string (record, columns[i].column));
  if (json_object_has_member (values, "seconds"))
    json_object_set_int_member (values, "minutes", copil_record_get_int (record, "seconds") / 60);
  if (copil_record_get_int (record, "territory_id") > 0)
    {
      g_autofree char *id =
        g_strdup_printf ("%d", (int) copil_record_get_int (record, "territory_id"));

      json_object_set_string_member (values, "territory_id", id);
    }
  copil_form_dialog_fill (dialog, values);
}

static void
fill_today (CopilFormDialog *dialog)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  json_object_set_string_member (values, "since", today);
  json_object_set_int_member (values, "votes", 1);
  json_object_set_int_member (values, "rank", 1);
  json_object_set_int_member (values, "minutes", 10);
  copil_form_dialog_fill (dialog, values);
}

static void
open (CopilCommitteeContext *context,
      const Form            *form,
      const char            *subject,
      CopilRecord           *record)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), _(form->title), NULL, _(form->apply));
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { context, form, g_strdup (subject),
                     record != NULL ? copil_record_get_int (record, "version") : 0 };
  for (guint i = 0; i < MAX_FIELDS && form->fields[i].name != NULL; i++)
    {
      CopilField field = form->fields[i];

      field.title = _(field.title);
      copil_form_dialog_add (dialog, &field);
    }
  add_options (dialog, context, form);
  if (record != NULL)
    fill (dialog, record);
  else
    fill_today (dialog);
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (accepted_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
copil_committee_forms_create (CopilCommitteeContext *context)
{
  open (context, find_form ("committee"), NULL, NULL);
}

void
copil_committee_forms_add (CopilCommitteeContext *context,
                           const char            *kind,
                           const char            *under)
{
  const Form *form = find_form (kind);

  g_return_if_fail (form != NULL && form->table == NULL);
  open (context, form, under != NULL ? under : context->committee, NULL);
}

void
copil_committee_forms_edit (CopilCommitteeContext *context,
                            const char            *kind,
                            const char            *id)
{
  const Form *form = find_form (kind);
  CopilRecord *record;

  g_return_if_fail (form != NULL && form->table != NULL);
  record = copil_committee_context_find (context, form->table, id);
  if (record == NULL || copil_record_is_gone (record))
    gtk_widget_activate_action (context->page, "win.notify", "s",
                                _("Someone else took it away meanwhile."));
  else
    open (context, form, id, record);
}

/* -- Without a form --------------------------------------------------------------------------- */

void
copil_committee_forms_withdraw (CopilCommitteeContext *context,
                                const char            *id)
{
  CopilRecord *proposal = copil_committee_context_find (context, "proposal", id);
  g_autoptr(JsonObject) parameters = json_object_new ();

  if (proposal == NULL)
    return;
  json_object_set_string_member (parameters, "proposal", id);
  copil_committee_context_submit (context, "proposal_withdraw", parameters,
                                  copil_record_get_word (proposal, "title"));
}

static void
stop_cb (CopilRecord *item,
         const char  *response,
         GtkWidget   *dialog)
{
  CopilCommitteeContext *context = g_object_get_data (G_OBJECT (dialog), "context");
  g_autoptr(JsonObject) parameters = json_object_new ();

  if (!g_str_equal (response, "stop"))
    return;
  json_object_set_string_member (parameters, "item", copil_record_get_id (item));
  json_object_set_int_member (parameters, "version", copil_record_get_int (item, "version"));
  copil_committee_context_submit (context, "recurring_item_stop", parameters,
                                  copil_record_get_word (item, "title"));
}

void
copil_committee_forms_stop (CopilCommitteeContext *context,
                            const char            *id)
{
  CopilRecord *item = copil_committee_context_find (context, "recurring_item", id);
  GtkWidget *dialog;

  if (item == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (context->page)),
                                   _("Put it on no further agenda?"),
                                   copil_record_get_word (item, "title"));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Cancel"), "stop",
                                    _("Stop"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data (G_OBJECT (dialog), "context", context);
  g_signal_connect_object (dialog, "response", G_CALLBACK (stop_cb), item, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
