/* ctl-committee.c: copilctl committee: committees and their sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/agenda.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

static int run_list (CopilCtl *ctl, int argc, char **argv);
static int run_show (CopilCtl *ctl, int argc, char **argv);
static int run_agenda (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb committee_list = {
  "list", "committee list", N_("List the committees"), run_list
};
static const CopilCtlVerb committee_show = {
  "show", N_("committee show COMMITTEE"),
  N_("Show who sits in a committee, its sittings and what is still to be done"), run_show
};
static const CopilCtlVerb committee_agenda = {
  "agenda", N_("committee agenda COMMITTEE NUMBER"),
  N_("Show the agenda of a sitting with its hours, and the quorum"), run_agenda
};

/* -- Words of the base ------------------------------------------------------------------------ */

static const struct
{
  const char *word;
  const char *said;
} words[] = {
  { "region", N_("region") },           { "departement", N_("department") },
  { "bassin", N_("basin") },            { "local", N_("local") },
  { "pilot", N_("pilot") },             { "draft", N_("draft") },
  { "submitted", N_("submitted") },     { "approved", N_("approved") },
  { "convoked", N_("convoked") },       { "open", N_("open") },
  { "suspended", N_("suspended") },     { "closed", N_("closed") },
  { "cancelled", N_("cancelled") },     { "pending", N_("to come") },
  { "current", N_("current") },         { "treated", N_("dealt with") },
  { "adopted", N_("adopted") },         { "rejected", N_("rejected") },
  { "favourable", N_("favourable") },   { "unfavourable", N_("unfavourable") },
  { "postponed", N_("postponed") },     { "withdrawn", N_("withdrawn") },
};

static const char *
say (CopilRecord *record,
     const char  *field)
{
  const char *word = copil_record_get_word (record, field);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return _(words[i].said);
  return word;
}

/* -- list ------------------------------------------------------------------------------------- */

/* (transfer full): "3 décembre 2026 à 14 h 00"; "" for never. */
static char *
describe_time (CopilRecord *record,
               const char  *field)
{
  gint64 time = copil_record_get_time (record, field);

  return time != 0 ? copil_instant_describe (time) : g_strdup ("");
}

static int
run_list (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (CopilCommitteeStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *list;
  int status;

  if (!copil_ctl_parse_alone (ctl, &committee_list, NULL, &argc, &argv, &status))
    return status;
  store = copil_ctl_read_committee (ctl, NULL, &error);
  if (store == NULL)
    return copil_ctl_fail (ctl, error);
  list = copil_committee_store_get_list (store, "committee");
  if (g_list_model_get_n_items (list) == 0)
    g_print ("%s\n", _("No committee yet"));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);
      g_autofree char *id = g_strndup (copil_record_get_id (record), COPIL_CTL_SHORT_ID);
      g_autofree char *next = describe_time (record, "next_at");

      copil_ctl_print_cell (id, COPIL_CTL_SHORT_ID);
      copil_ctl_print_cell (say (record, "kind"), 12);
      copil_ctl_print_cell (copil_record_get_word (record, "name"), 48);
      g_print ("%s\n", next);
    }
  return COPIL_CTL_DONE;
}

/* -- show ------------------------------------------------------------------------------------- */

/* (nullable): who holds the seat today. */
static CopilRecord *
find_holder (CopilCommitteeStore *store,
             const char          *seat)
{
  GListModel *terms = copil_committee_store_get_list (store, "term");
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr (CopilRecord) term = g_list_model_get_item (terms, i);

      if (!copil_record_get_bool (term, "deputy")
          && g_str_equal (copil_record_get_word (term, "seat_id"), seat)
          && copil_record_is_in_force (term, today))
        return copil_committee_store_find (store, "member",
                                           copil_record_get_string (term, "member_id"));
    }
  return NULL;
}

static void
print_seats (CopilCommitteeStore *store,
             CopilRecord         *college)
{
  GListModel *seats = copil_committee_store_get_list (store, "seat");

  g_print ("\n%s\n", copil_record_get_word (college, "name"));
  for (guint i = 0; i < g_list_model_get_n_items (seats); i++)
    {
      g_autoptr (CopilRecord) seat = g_list_model_get_item (seats, i);
      CopilRecord *holder;

      if (!g_str_equal (copil_record_get_word (seat, "college_id"),
                        copil_record_get_id (college))
          || copil_record_has (seat, "until"))
        continue;
      holder = find_holder (store, copil_record_get_id (seat));
      g_print ("  ");
      copil_ctl_print_cell (copil_record_get_word (seat, "label"), 44);
      copil_ctl_print_cell (holder != NULL ? copil_record_get_word (holder, "name")
                                           : _("vacant"), 28);
      g_print ("%" G_GINT64_FORMAT "\n", copil_record_get_int (seat, "votes"));
    }
}

static void
print_sitting (gpointer record,
               gpointer user_data)
{
  g_autofree char *when = describe_time (record, "starts_at");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             copil_record_get_int (record, "number"));

  g_print ("  ");
  copil_ctl_print_cell (number, 4);
  copil_ctl_print_cell (when, 30);
  copil_ctl_print_cell (say (record, "stage"), 20);
  g_print ("%s\n", copil_record_get_word (record, "title"));
}

static void
print_action (gpointer record,
              gpointer user_data)
{
  CopilCommitteeStore *store = user_data;
  CopilRecord *owner = copil_committee_store_find (store, "member",
                                                   copil_record_get_string (record, "owner_id"));

  if (!g_str_equal (copil_record_get_word (record, "state"), "open"))
    return;
  g_print ("  ");
  copil_ctl_print_cell (copil_record_get_word (record, "due"), 12);
  copil_ctl_print_cell (owner != NULL ? copil_record_get_word (owner, "name") : "", 28);
  g_print ("%s\n", copil_record_get_word (record, "words"));
}

static void
print_each (GListModel *list,
            const char *title,
            GFunc       func,
            gpointer    user_data)
{
  if (g_list_model_get_n_items (list) > 0)
    g_print ("\n%s\n", title);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      func (record, user_data);
    }
}

static int
run_show (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (CopilCommitteeStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CopilRecord *committee;
  GListModel *colleges;
  int status;

  if (!copil_ctl_parse (ctl, &committee_show, NULL, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return copil_ctl_usage (ctl, &committee_show, _("Say which committee."));
  store = copil_ctl_read_committee (ctl, argv[1], &error);
  if (store == NULL)
    return copil_ctl_fail (ctl, error);
  committee = copil_committee_store_get_committee (store);
  g_print ("%s\n%s\n%s\n", copil_record_get_word (committee, "name"),
           copil_record_get_word (committee, "local_authority"),
           copil_record_get_word (committee, "regime_name"));
  colleges = copil_committee_store_get_list (store, "college");
  for (guint i = 0; i < g_list_model_get_n_items (colleges); i++)
    {
      g_autoptr (CopilRecord) college = g_list_model_get_item (colleges, i);

      print_seats (store, college);
    }
  print_each (copil_committee_store_get_list (store, "sitting"), _("Sittings"), print_sitting,
              NULL);
  print_each (copil_committee_store_get_list (store, "action"), _("Still to be done"),
              print_action, store);
  return COPIL_CTL_DONE;
}

/* -- agenda ----------------------------------------------------------------------------------- */

static void
print_entry (const CopilAgendaEntry *entry)
{
  g_autoptr (GDateTime) starts = copil_instant_in_paris (entry->starts_at);
  g_autofree char *hour = g_date_time_format (starts, "%H:%M");
  g_autofree char *minutes = g_strdup_printf ("%" G_GINT64_FORMAT " min", entry->total / 60);

  copil_ctl_print_cell (entry->number, 8);
  copil_ctl_print_cell (hour, 6);
  copil_ctl_print_cell (minutes, 8);
  copil_ctl_print_cell (say (entry->item, "outcome"), 13);
  g_print ("%s\n", copil_record_get_word (entry->item, "title"));
}

static gboolean
print_quorum (CopilCtl           *ctl,
              CopilSittingStore  *store,
              GError            **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT q ->> 'counted', q ->> 'threshold', q ->> 'base', q ->> 'reached'"
    " FROM copil.quorum_at($1) q");
  g_autoptr (CopilResult) answer = NULL;

  copil_statement_add_text (statement, copil_sitting_store_get_id (store));
  answer = copil_ctl_query (ctl, statement, error);
  if (answer == NULL)
    return FALSE;
  g_print (_("Quorum: %s present or represented, %s needed, of %s."),
           copil_result_get_text (answer, 0, 0), copil_result_get_text (answer, 0, 1),
           copil_result_get_text (answer, 0, 2));
  g_print ("\n");
  return TRUE;
}

static int
run_agenda (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autoptr (CopilSittingStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *when = NULL;
  CopilRecord *sitting;
  int status;

  if (!copil_ctl_parse (ctl, &committee_agenda, NULL, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return copil_ctl_usage (ctl, &committee_agenda, _("Say which committee, and the number of the "
                                                      "sitting."));
  store = copil_ctl_read_sitting (ctl, argv[1], argv[2], NULL, &error);
  if (store == NULL)
    return copil_ctl_fail (ctl, error);
  sitting = copil_sitting_store_get_sitting (store);
  when = describe_time (sitting, "starts_at");
  g_print ("%s\n%s, %s\n", copil_record_get_word (sitting, "title"), when,
           copil_record_get_word (sitting, "place"));
  entries = copil_agenda_build (copil_sitting_store_get_list (store, "agenda_item"),
                                copil_record_get_time (sitting, "starts_at"));
  for (guint i = 0; i < entries->len; i++)
    print_entry (g_ptr_array_index (entries, i));
  return print_quorum (ctl, store, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- The verb --------------------------------------------------------------------------------- */

static const CopilCtlVerb *const actions[] = {
  &committee_list, &committee_show, &committee_agenda, &copil_ctl_committee_log,
  &copil_ctl_committee_print, &copil_ctl_committee_archive,
  &copil_ctl_committee_purge, &copil_ctl_committee_signed,
};

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  return copil_ctl_dispatch (ctl, &copil_ctl_committee, actions, G_N_ELEMENTS (actions), argc,
                             argv);
}

const CopilCtlVerb copil_ctl_committee = {
  "committee", N_("committee ACTION"), N_("Committees, their sittings and archives"), run
};
