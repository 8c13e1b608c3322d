/* composition-pane.c: who sits in a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Days ahead in which the end of a term is told. */
#define SOON_DAYS 90

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *box;
  GtkWidget             *summary;
  GtkWidget             *colleges; /* a section for each */
  GtkWidget             *persons;
  GtkWidget             *delegations;
  GPtrArray             *lists;    /* of rows that depend on other rows */
} Pane;

static Pane *
pane_of (GtkWidget *box)
{
  return g_object_get_data (G_OBJECT (box), "pane");
}

static void
pane_free (gpointer data)
{
  Pane *pane = data;

  g_ptr_array_unref (pane->lists);
  g_free (pane);
}

/* -- Terms ------------------------------------------------------------------------------------ */

/* Of a term that is in force. */
static gboolean
ends_soon (CopilRecord *term)
{
  g_autofree char *limit = copil_instant_to_day (g_get_real_time () + SOON_DAYS * 24 * COPIL_HOUR);

  return copil_record_has (term, "until") &&
         strcmp (copil_record_get_word (term, "until"), limit) < 0;
}

/* (nullable): the term of the holder; @deputies: (nullable): gets the names of the deputies. */
static CopilRecord *
find_holder (Pane        *pane,
             CopilRecord *seat,
             GString     *deputies)
{
  GListModel *terms = copil_committee_context_list (pane->context, "term");
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());
  CopilRecord *holder = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr(CopilRecord) term = g_list_model_get_item (terms, i);
      CopilRecord *member;

      if (!copil_record_is_in_force (term, today) ||
          !g_str_equal (copil_record_get_word (term, "seat_id"), copil_record_get_id (seat)))
        continue;
      member = copil_committee_context_find (pane->context, "member",
                                             copil_record_get_string (term, "member_id"));
      if (!copil_record_get_bool (term, "deputy"))
        holder = term;
      else if (deputies != NULL && member != NULL)
        g_string_append_printf (deputies, "%s%s", deputies->len > 0 ? ", " : "",
                                copil_record_get_word (member, "name"));
    }
  return holder;
}

/* -- Rows ------------------------------------------------------------------------------------- */

static char *
describe_seat (CopilRecord *seat,
               CopilRecord *term,
               GString     *deputies)
{
  gint64 votes = copil_record_get_int (seat, "votes");
  g_autofree char *voice = votes == 0 ? g_strdup (_("without a vote"))
                                      : copil_format_count (votes, _("vote"), _("votes"));
  g_autofree char *until = term != NULL && copil_record_has (term, "until")
                             ? copil_format_iso_date (copil_record_get_string (term, "until")) : NULL;
  GString *text = g_string_new (copil_record_get_word (seat, "label"));

  g_string_append_printf (text, " · %s · %s",
                          copil_words_seat_kind (copil_record_get_string (seat, "kind")), voice);
  if (until != NULL)
    /* translators: %s is a day */
    g_string_append_printf (text, _(" · until %s"), until);
  if (deputies->len > 0)
    /* translators: %s are names: who deputises */
    g_string_append_printf (text, _(" · deputy: %s"), deputies->str);
  return g_string_free (text, FALSE);
}

static CopilMarkWord
state_of (CopilRecord *seat,
          CopilRecord *term)
{
  const char *chair = copil_record_get_string (seat, "chair");

  if (term == NULL)
    return (CopilMarkWord) { "copil-watch-symbolic", _("Vacant"), "tone-watch" };
  if (ends_soon (term))
    return (CopilMarkWord) { "copil-clock-symbolic", _("Ends soon"), "tone-watch" };
  if (chair != NULL)
    return (CopilMarkWord) { "copil-key-symbolic", _("Co-chair"), "tone-favourable" };
  return (CopilMarkWord) { NULL, NULL, NULL };
}

static void
fill_seat (CopilRecordRow *row,
           CopilRecord    *seat,
           gpointer        data)
{
  Pane *pane = data;
  g_autofree char *name = copil_committee_context_name_holder (pane->context, seat);
  g_autoptr(GString) deputies = g_string_new (NULL);
  CopilRecord *term = find_holder (pane, seat, deputies);
  g_autofree char *text = describe_seat (seat, term, deputies);
  g_autofree char *target =
    term != NULL ? g_strdup_printf ("seat_edit:%s", copil_record_get_id (seat))
                 : g_strdup_printf ("term:%s", copil_record_get_id (seat));

  copil_record_row_set_text (row, name != NULL ? name : _("Vacant seat"), text);
  copil_record_row_set_state (row, state_of (seat, term));
  copil_record_row_set_action (
    row, !pane->context->rights.prepares ? NULL : term != NULL ? _("Correct…") : _("Appoint…"),
    term != NULL ? "committee.edit" : "committee.add", target);
}

static void
fill_person (CopilRecordRow *row,
             CopilRecord    *member,
             gpointer        data)
{
  Pane *pane = data;
  const char *body = copil_record_get_string (member, "body");
  g_autofree char *text = g_strconcat (copil_record_get_word (member, "position"),
                                       body != NULL ? " · " : NULL, body, NULL);
  g_autofree char *target = g_strdup_printf ("member_edit:%s", copil_record_get_id (member));

  copil_record_row_set_text (row, copil_record_get_word (member, "name"), text);
  copil_record_row_set_action (row, pane->context->rights.prepares ? _("Correct…") : NULL,
                               "committee.edit", target);
}

static void
fill_delegation (CopilRecordRow *row,
                 CopilRecord    *delegation,
                 gpointer        data)
{
  Pane *pane = data;
  const char *key = copil_record_get_word (delegation, "key");
  gboolean is_state = g_str_equal (key, "state");
  gboolean revoked = copil_record_has (delegation, "revoked_at");
  gboolean own = g_strcmp0 (copil_committee_rights_get_key (&pane->context->rights), key) == 0;
  g_autofree char *since = copil_format_iso_date (copil_record_get_string (delegation, "since"));
  g_autofree char *until = copil_format_iso_date (copil_record_get_string (delegation, "until"));
  g_autofree char *text =
    /* translators: two days, then the act: "from ... to ..., by ..." */
    g_strdup_printf (_("%s, from %s to %s, by %s"),
                     is_state ? _("key of the State") : _("key of the local authority"), since,
                     until, copil_record_get_word (delegation, "act"));

  copil_record_row_set_text (
    row, copil_committee_context_name_login (pane->context,
                                             copil_record_get_word (delegation, "login")), text);
  if (revoked)
    copil_record_row_set_state (
      row, (CopilMarkWord) { "copil-none-symbolic", _("Revoked"), "tone-neutral" });
  copil_record_row_set_action (row, own && !revoked ? _("Take the key back") : NULL,
                               "committee.revoke", copil_record_get_id (delegation));
}

/* -- Sections --------------------------------------------------------------------------------- */

static gboolean
is_of_college (CopilRecord *seat,
               gpointer     college)
{
  return g_str_equal (copil_record_get_word (seat, "college_id"), college) &&
         !copil_record_has (seat, "until");
}

static void
add_college (Pane        *pane,
             CopilRecord *college)
{
  GtkWidget *section = copil_section_new (copil_record_get_word (college, "name"), FALSE);
  GListModel *seats = copil_records_filter (copil_committee_context_list (pane->context, "seat"),
                                            is_of_college, NULL,
                                            (gpointer) copil_record_get_id (college));
  g_autofree char *note =
    copil_format_count (g_list_model_get_n_items (seats), _("seat"), _("seats"));
  GtkWidget *list = copil_record_list_box_new (seats, copil_record_get_word (college, "name"),
                                               _("No seat in this college yet."), fill_seat, pane);

  copil_section_set_note (COPIL_SECTION (section), note);
  copil_section_append (COPIL_SECTION (section), list);
  g_ptr_array_add (pane->lists, list);
  gtk_box_append (GTK_BOX (pane->colleges), section);
}

/* Colleges are few and seldom another: then all of them are laid out anew. */
static void
lay_colleges (Pane *pane)
{
  GListModel *colleges = copil_committee_context_list (pane->context, "college");
  GtkWidget *child;

  g_ptr_array_set_size (pane->lists, 0);
  while ((child = gtk_widget_get_first_child (pane->colleges)) != NULL)
    gtk_box_remove (GTK_BOX (pane->colleges), child);
  for (guint i = 0; i < g_list_model_get_n_items (colleges); i++)
    {
      g_autoptr(CopilRecord) college = g_list_model_get_item (colleges, i);

      add_college (pane, college);
    }
}

static void
summarise (Pane *pane)
{
  GListModel *seats = copil_committee_context_list (pane->context, "seat");
  guint vacant = 0, ending = 0;
  g_autofree char *holes = NULL, *ends = NULL, *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (seats); i++)
    {
      g_autoptr(CopilRecord) seat = g_list_model_get_item (seats, i);
      CopilRecord *term = find_holder (pane, seat, NULL);

      vacant += term == NULL && !copil_record_has (seat, "until");
      ending += term != NULL && ends_soon (term);
    }
  holes = copil_format_count (vacant, _("vacant seat"), _("vacant seats"));
  ends = copil_format_count (ending, _("term ends within three months"),
                             _("terms end within three months"));
  text = g_strconcat (holes, ending > 0 ? " · " : NULL, ends, NULL);
  copil_sentence_set (pane->summary, text);
}

GtkWidget *
copil_composition_pane_new (CopilCommitteeContext *context)
{
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->lists = g_ptr_array_new ();
  pane->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  pane->summary = copil_sentence_new (NULL, "secondary");
  pane->colleges = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  pane->persons = copil_section_new (_("Persons"), FALSE);
  pane->delegations = copil_section_new (_("Delegations of a key"), FALSE);
  copil_section_append (
    COPIL_SECTION (pane->persons),
    copil_record_list_box_new (g_object_ref (copil_committee_context_list (context, "member")),
                               _("Persons"), _("Nobody yet."), fill_person, pane));
  copil_section_append (
    COPIL_SECTION (pane->delegations),
    copil_record_list_box_new (g_object_ref (copil_committee_context_list (context, "delegation")),
                               _("Delegations of a key"), _("Each co-chair turns the own key."),
                               fill_delegation, pane));
  gtk_box_append (GTK_BOX (pane->box), pane->summary);
  gtk_box_append (GTK_BOX (pane->box), pane->colleges);
  gtk_box_append (GTK_BOX (pane->box), pane->delegations);
  gtk_box_append (GTK_BOX (pane->box), pane->persons);
  lay_colleges (pane);
  g_signal_connect_object (copil_committee_context_list (context, "college"), "items-changed",
                           G_CALLBACK (copil_composition_pane_update), pane->box,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (pane->box), "pane", pane, pane_free);
  return pane->box;
}

void
copil_composition_pane_update (GtkWidget *box)
{
  Pane *pane = pane_of (box);
  gboolean prepares = pane->context->rights.prepares;
  gboolean holds = copil_committee_rights_get_key (&pane->context->rights) != NULL;
  GListModel *colleges = copil_committee_context_list (pane->context, "college");

  if (pane->lists->len != g_list_model_get_n_items (colleges))
    lay_colleges (pane);
  for (guint i = 0; i < pane->lists->len; i++)
    copil_record_list_box_refill (g_ptr_array_index (pane->lists, i));
  summarise (pane);
  copil_section_set_action (COPIL_SECTION (pane->persons), prepares ? _("Add a person…") : NULL,
                            "committee.add", "member");
  copil_section_set_action (COPIL_SECTION (pane->delegations), holds ? _("Delegate…") : NULL,
                            "committee.add", "delegation");
  for (GtkWidget *section = gtk_widget_get_first_child (pane->colleges); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    copil_section_set_action (COPIL_SECTION (section), prepares ? _("Add a seat…") : NULL,
                              "committee.add", "seat");
}
