/* test-overlay.c: what a command will do, before the base answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/overlay.h"
#include "committee/record-set.h"
#include "committee/rows.h"
#include "db/outbox-private.h"

static const CopilRecordOrder orders[] = { { "agenda_item", "rank", FALSE }, { NULL } };

typedef struct
{
  const char *kind;
  const char *id;
  const char *document;
} BaseRow;

/* A sitting "s" with three items of ten minutes, of which "a" is current and "c" is gone. */
static const BaseRow base_rows[] = {
  { "sitting", "s", "{\"stage\": \"open\", \"version\": 4, \"current_item\": \"a\"}" },
  { "agenda_item", "a", "{\"rank\": 1, \"version\": 1, \"seconds\": 600, \"outcome\": \"current\","
    " \"started_at\": \"2026-12-03T14:00:00+01:00\", \"gone\": false}" },
  { "agenda_item", "b", "{\"rank\": 2, \"version\": 7, \"title\": \"B\", \"seconds\": 600,"
    " \"outcome\": \"pending\", \"started_at\": null, \"gone\": false}" },
  { "agenda_item", "c", "{\"rank\": 3, \"version\": 1, \"seconds\": 600, \"outcome\": \"pending\","
    " \"gone\": true}" },
  { "clock_event", "k", "{\"item_id\": \"a\", \"kind\": \"start\","
    " \"at\": \"2026-12-03T14:00:00+01:00\", \"ends_at\": \"2026-12-03T14:10:00+01:00\"}" },
  { "recipient", "r", "{\"member_id\": \"m\", \"seat_id\": \"p\", \"answer\": null}" },
  { "vote", "v", "{\"item_id\": \"a\", \"closed_at\": null}" },
  { "committee", "t", "{\"rules\": {\"tie\": {\"value\": \"none\", \"set_by\": \"profile\"}}}" },
};

static CopilRecordSet *
make_rows_from (const BaseRow *from,
                guint          n)
{
  CopilRecordSet *rows = copil_record_set_new (orders);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonObject) document = copil_row_parse (from[i].document);
      char *text = g_ref_string_new (from[i].document);

      g_assert_nonnull (document);
      copil_record_set_put (rows, from[i].kind, from[i].id, i + 1, text, document);
      g_ref_string_release (text);
    }
  copil_record_set_commit (rows);
  return rows;
}

static CopilRecordSet *
make_rows (void)
{
  return make_rows_from (base_rows, G_N_ELEMENTS (base_rows));
}

static CopilCommand *
make_command (const char *function,
              const char *parameters)
{
  g_autoptr (JsonObject) object = copil_row_parse (parameters);

  g_assert_nonnull (object);
  return _copil_command_new (function, object, function, NULL);
}

/* Of each record that is laid: "kind id field=value..." for the fields asked for. */
static char *
show (CopilRecordSet *rows,
      const char     *kind,
      const char     *id,
      const char     *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, " ", -1);
  CopilRecord *record = copil_record_set_find (rows, kind, id);
  g_autoptr (JsonObject) document = NULL;
  GString *text = g_string_new (NULL);

  if (record == NULL)
    return g_string_free (g_string_append (text, "none"), FALSE);
  document = copil_record_dup_document (record);
  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (document, names[i]);
      g_autofree char *value = node != NULL ? json_to_string (node, FALSE) : g_strdup ("-");

      g_string_append_printf (text, "%s=%s ", names[i], value);
    }
  return g_string_free (text, FALSE);
}

#define AT(time) "\"at\": \"2026-12-03T" time "+01:00\""

static const struct
{
  const char *name;
  const char *commands[3][2];
  const char *kind;
  const char *id;
  const char *fields;
  const char *expected;
} cases[] = {
  { "an item is added where it is wanted",
    { { "item_add", "{\"id\": \"n\", \"sitting\": \"s\", \"parent\": null, \"rank\": 2,"
        " \"title\": \"N\", \"seconds\": 60}" } },
    "agenda_item", "n", "title rank outcome gone", "title=\"N\" rank=2 outcome=\"pending\" gone=false " },
  { "a rule is set",
    { { "committee_rule_set", "{\"committee\": \"t\", \"rule\": \"tie\","
        " \"value\": \"\\\"president\\\"\", \"source\": \"RI, article 9\"}" } },
    "committee", "t", "rules value", "rules={\"tie\":{\"value\":\"president\","
    "\"set_by\":\"committee\",\"pending\":true,\"source\":\"RI, article 9\"}} value=- " },
  { "not to what it cannot be",
    { { "committee_rule_set", "{\"committee\": \"t\", \"rule\": \"tie\", \"value\": \"3\","
        " \"source\": \"RI\"}" } },
    "committee", "t", "rules",
    "rules={\"tie\":{\"value\":\"none\",\"set_by\":\"profile\",\"pending\":true}} " },
  { "or goes back to the regime, which the base knows",
    { { "committee_rule_set", "{\"committee\": \"t\", \"rule\": \"tie\", \"value\": null,"
        " \"source\": null}" } },
    "committee", "t", "rules",
    "rules={\"tie\":{\"value\":\"none\",\"set_by\":\"profile\",\"pending\":true}} " },
  { "and who was there makes room",
    { { "item_add", "{\"id\": \"n\", \"sitting\": \"s\", \"rank\": 2}" } },
    "agenda_item", "b", "rank version", "rank=3 version=7 " },
  { "of another sitting: nothing",
    { { "item_add", "{\"id\": \"n\", \"sitting\": \"x\", \"rank\": 2}" } },
    "agenda_item", "n", "", "none" },
  { "an edit names the version to come",
    { { "item_edit", "{\"item\": \"b\", \"version\": 7, \"title\": \"B\"}" } },
    "agenda_item", "b", "title version", "title=\"B\" version=8 " },
  { "an edit upon an edit",
    { { "item_edit", "{\"item\": \"b\", \"version\": 7, \"title\": \"B\"}" },
      { "item_edit", "{\"item\": \"b\", \"version\": 8, \"title\": \"BB\"}" } },
    "agenda_item", "b", "title version", "title=\"BB\" version=9 " },
  { "an edit that the row of the base has already",
    { { "item_edit", "{\"item\": \"b\", \"version\": 6, \"title\": \"B\"}" } },
    "agenda_item", "b", "title version", "title=\"B\" version=7 " },
  { "and one upon it",
    { { "item_edit", "{\"item\": \"b\", \"version\": 6, \"title\": \"B\"}" },
      { "item_edit", "{\"item\": \"b\", \"version\": 7, \"title\": \"BB\"}" } },
    "agenda_item", "b", "title version", "title=\"BB\" version=8 " },
  { "put back already",
    { { "item_restore", "{\"item\": \"b\"}" } },
    "agenda_item", "b", "gone version", "gone=false version=7 " },
  { "a note that is made, then edited",
    { { "note_set", "{\"id\": \"w\", \"sitting\": \"s\", \"words\": \"A\"}" },
      { "note_set", "{\"id\": \"w\", \"sitting\": \"s\", \"words\": \"B\", \"version\": 1}" } },
    "operator_note", "w", "words version", "words=\"B\" version=2 " },
  { "an edit of what is only laid",
    { { "item_add", "{\"id\": \"n\", \"sitting\": \"s\", \"title\": \"N\"}" },
      { "item_edit", "{\"item\": \"n\", \"version\": 1, \"title\": \"NN\"}" } },
    "agenda_item", "n", "title version", "title=\"NN\" version=2 " },
  { "moved to the front",
    { { "item_move", "{\"item\": \"b\", \"version\": 7, \"parent\": null, \"rank\": 1}" } },
    "agenda_item", "a", "rank", "rank=2 " },
  { "under another",
    { { "item_move", "{\"item\": \"b\", \"version\": 7, \"parent\": \"a\", \"rank\": 1}" } },
    "agenda_item", "b", "parent_id rank", "parent_id=\"a\" rank=1 " },
  { "removed", { { "item_remove", "{\"item\": \"b\", \"version\": 7}" } },
    "agenda_item", "b", "gone version", "gone=true version=8 " },
  { "put back", { { "item_restore", "{\"item\": \"c\"}" } },
    "agenda_item", "c", "gone version", "gone=false version=2 " },
  { "an advice is asked: due at the end of its last day",
    { { "advice_ask", "{\"id\": \"n\", \"item\": \"b\", \"of_whom\": \"CAF\", \"member\": null,"
        " \"days\": 2, " AT ("14:00:00") "}" } },
    "advice", "n", "item_id of_whom state version due_at",
    "item_id=\"b\" of_whom=\"CAF\" state=\"asked\" version=1"
    " due_at=\"2026-12-05T22:59:59.999999+00:00\" " },
  { "and answered before the base knows",
    { { "advice_ask", "{\"id\": \"n\", \"item\": \"b\", \"days\": 2, " AT ("14:00:00") "}" },
      { "advice_give", "{\"advice\": \"n\", \"version\": 1, \"meaning\": \"none\", "
        AT ("15:00:00") "}" } },
    "advice", "n", "state meaning version given_at",
    "state=\"given\" meaning=\"none\" version=2 given_at=\"2026-12-03T14:00:00.000000+00:00\" " },
  { "of an item of another sitting: nothing",
    { { "advice_ask", "{\"id\": \"n\", \"item\": \"y\", \"days\": 2}" } },
    "advice", "n", "", "none" },
  { "the next item: the one before waits",
    { { "item_start", "{\"sitting\": \"s\", \"item\": \"b\", " AT ("14:04:00") "}" } },
    "agenda_item", "a", "outcome", "outcome=\"pending\" " },
  { "the next item is current",
    { { "item_start", "{\"sitting\": \"s\", \"item\": \"b\", " AT ("14:04:00") "}" } },
    "agenda_item", "b", "outcome started_at",
    "outcome=\"current\" started_at=\"2026-12-03T13:04:00.000000+00:00\" " },
  { "and the sitting says so",
    { { "item_start", "{\"sitting\": \"s\", \"item\": \"b\", " AT ("14:04:00") "}" } },
    "sitting", "s", "current_item version", "current_item=\"b\" version=4 " },
  { "ended: none is current",
    { { "item_end", "{\"item\": \"a\", \"outcome\": \"treated\", \"meaning\": \"M\", "
        AT ("14:09:00") "}" } },
    "sitting", "s", "current_item", "current_item=null " },
  { "suspended", { { "sitting_suspend", "{\"sitting\": \"s\", " AT ("14:02:00") "}" } },
    "sitting", "s", "stage", "stage=\"suspended\" " },
  { "an answer finds who was convoked",
    { { "answer", "{\"sitting\": \"s\", \"member\": \"m\", \"seat\": \"p\","
        " \"choice\": \"mandate\", \"other\": \"o\"}" } },
    "recipient", "r", "answer answer_member", "answer=\"mandate\" answer_member=\"o\" " },
  { "somebody enters",
    { { "attendance_note", "{\"id\": \"e\", \"sitting\": \"s\", \"member\": \"m\", \"seat\": \"p\","
        " \"entered\": true, \"mode\": \"room\", " AT ("14:01:00") "}" } },
    "attendance", "e", "member_id seat_id entered at",
    "member_id=\"m\" seat_id=\"p\" entered=true at=\"2026-12-03T13:01:00.000000+00:00\" " },
  { "a ballot of a vote of this sitting",
    { { "ballot_cast", "{\"id\": \"l\", \"vote\": \"v\", \"seat\": \"p\", \"choice\": \"for\", "
        AT ("14:03:00") "}" } },
    "ballot", "l", "vote_id seat_id choice", "vote_id=\"v\" seat_id=\"p\" choice=\"for\" " },
  { "a document as the base writes its sum",
    { { "item_document_add", "{\"id\": \"d\", \"item\": \"a\", \"sha256\": \"00ff\","
        " \"name\": \"D\", \"pages\": 2}" } },
    "item_document", "d", "item_id sha256", "item_id=\"a\" sha256=\"\\\\x00ff\" " },
};

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilRecordSet) rows = make_rows ();
      g_autoptr (CopilOverlay) overlay = copil_overlay_new (rows, "sitting", "s");
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < 3 && cases[i].commands[j][0] != NULL; j++)
        {
          g_autoptr (CopilCommand) command
            = make_command (cases[i].commands[j][0], cases[i].commands[j][1]);

          g_assert_cmpint (copil_overlay_add (overlay, command), ==,
                           !g_str_equal (cases[i].expected, "none"));
        }
      copil_record_set_lay (rows, copil_overlay_get (overlay));
      copil_record_set_commit (rows);
      text = show (rows, cases[i].kind, cases[i].id, cases[i].fields);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Commands after commands: what the timer of an item does, and what is left of it. */
static void
test_clock (void)
{
  static const struct
  {
    const char *function;
    const char *parameters;
    const char *kind;
    const char *expected;
  } steps[] = {
    { "clock_pause", "{\"sitting\": \"s\", " AT ("14:04:00") "}", "pause",
      "remaining_ms=360000 ends_at=- " },
    { "clock_extend", "{\"sitting\": \"s\", \"seconds\": 60, " AT ("14:05:00") "}", "extend",
      "remaining_ms=420000 ends_at=- " },
    { "clock_resume", "{\"sitting\": \"s\", " AT ("14:06:00") "}", "resume",
      "remaining_ms=- ends_at=\"2026-12-03T13:13:00.000000+00:00\" " },
    { "item_end", "{\"item\": \"a\", \"outcome\": \"treated\", " AT ("14:15:00") "}", "end",
      "remaining_ms=-120000 ends_at=- " },
  };
  g_autoptr (CopilRecordSet) rows = make_rows ();
  g_autoptr (CopilOverlay) overlay = copil_overlay_new (rows, "sitting", "s");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CopilCommand) command = make_command (steps[i].function, steps[i].parameters);
      g_autofree char *id = g_strconcat (copil_command_get_id (command), "-", steps[i].kind, NULL);
      g_autofree char *text = NULL;

      g_assert_true (copil_overlay_add (overlay, command));
      copil_record_set_lay (rows, copil_overlay_get (overlay));
      copil_record_set_commit (rows);
      text = show (rows, "clock_event", id, "remaining_ms ends_at");
      g_assert_cmpstr (text, ==, steps[i].expected);
    }
}

/* Two items, "a" ended and "b" current, and rows of which each was left so by a command below. */
static const BaseRow done_rows[] = {
  { "sitting", "s", "{\"stage\": \"suspended\", \"version\": 4, \"current_item\": \"b\"}" },
  { "agenda_item", "a", "{\"rank\": 1, \"version\": 2, \"title\": \"A\", \"seconds\": 600,"
    " \"outcome\": \"treated\", \"meaning\": \"M\", \"started_at\": \"2026-12-03T14:00:00+01:00\","
    " \"ended_at\": \"2026-12-03T13:09:00.000000+00:00\", \"gone\": false}" },
  { "agenda_item", "b", "{\"rank\": 2, \"version\": 1, \"title\": \"B\", \"seconds\": 600,"
    " \"outcome\": \"current\", \"started_at\": \"2026-12-03T14:09:00+01:00\", \"gone\": false}" },
  { "agenda_item", "c", "{\"rank\": 1, \"version\": 3, \"gone\": true}" },
  { "clock_event", "k", "{\"item_id\": \"b\", \"kind\": \"start\","
    " \"at\": \"2026-12-03T14:09:00+01:00\", \"ends_at\": \"2026-12-03T14:19:00+01:00\"}" },
  { "clock_event", "x", "{\"item_id\": \"b\", \"kind\": \"extend\", \"seconds\": 60,"
    " \"at\": \"2026-12-03T14:10:00.000001+01:00\", \"ends_at\": \"2026-12-03T14:20:00+01:00\"}" },
  { "clock_event", "p", "{\"item_id\": \"b\", \"kind\": \"pause\", \"remaining_ms\": 480000,"
    " \"at\": \"2026-12-03T14:12:00+01:00\"}" },
  { "clock_event", "q", "{\"kind\": \"suspend\", \"at\": \"2026-12-03T14:12:00+01:00\"}" },
  { "attendance", "e", "{\"member_id\": \"m\", \"at\": \"2026-12-03T14:00:01+01:00\"}" },
  { "mandate", "g", "{\"since\": \"2026-12-03T14:01:00+01:00\","
    " \"until\": \"2026-12-03T14:08:00+01:00\"}" },
  { "speaker", "o", "{\"rank\": 1, \"started_at\": \"2026-12-03T14:02:00+01:00\","
    " \"ended_at\": \"2026-12-03T14:03:00+01:00\", \"gone\": false}" },
  { "speaker", "w", "{\"rank\": 2, \"gone\": true}" },
  { "vote", "v", "{\"item_id\": \"a\", \"opened_at\": \"2026-12-03T14:04:00+01:00\","
    " \"closed_at\": \"2026-12-03T14:05:00+01:00\", \"verdict\": \"adopted\", \"gone\": false}" },
  { "ballot", "l", "{\"vote_id\": \"v\", \"choice\": \"for\", \"at\": \"2026-12-03T14:04:30+01:00\"}" },
  { "withdrawal", "z", "{\"item_id\": \"a\", \"gone\": true}" },
  { "item_document", "d", "{\"item_id\": \"a\", \"rank\": 3, \"gone\": false}" },
  { "decision", "n", "{\"item_id\": \"a\", \"version\": 2, \"words\": \"W\", \"gone\": false}" },
  { "action", "t", "{\"decision_id\": \"n\", \"version\": 1, \"state\": \"done\", \"gone\": false}" },
  { "operator_note", "u", "{\"words\": \"A\", \"version\": 1}" },
  { "paragraph", "h", "{\"text\": \"H\", \"version\": 5, \"gone\": false}" },
};

/* Of each record of the set: its kind, its id, its fields as they are shown. */
static void
dump_cb (gpointer record,
         gpointer lines)
{
  g_autoptr (JsonObject) document = copil_record_dup_document (record);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  g_autofree char *text = json_to_string (node, FALSE);

  g_ptr_array_add (lines, g_strjoin (" ", copil_record_get_kind (record),
                                     copil_record_get_id (record), text, NULL));
}

static int
compare_lines (gconstpointer one,
               gconstpointer other)
{
  return strcmp (*(char *const *) one, *(char *const *) other);
}

static char *
dump (CopilRecordSet *rows)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  copil_record_set_foreach (rows, dump_cb, lines);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* A reading brought what the command did before its answer came: nothing is done twice. */
static void
test_done (void)
{
  static const char *const commands[][2] = {
    { "item_add", "{\"id\": \"a\", \"sitting\": \"s\", \"parent\": null, \"rank\": 2}" },
    { "item_edit", "{\"item\": \"a\", \"version\": 1, \"title\": \"before another's edit\"}" },
    { "item_move", "{\"item\": \"a\", \"version\": 1, \"parent\": null, \"rank\": 2}" },
    { "item_remove", "{\"item\": \"c\", \"version\": 2}" },
    { "item_restore", "{\"item\": \"b\"}" },
    { "item_start", "{\"sitting\": \"s\", \"item\": \"b\", " AT ("14:08:59") "}" },
    { "item_end", "{\"item\": \"a\", \"outcome\": \"treated\", \"meaning\": \"M\", "
      AT ("14:09:00") "}" },
    { "clock_extend", "{\"sitting\": \"s\", \"seconds\": 60, " AT ("14:10:00") "}" },
    { "clock_pause", "{\"sitting\": \"s\", " AT ("14:12:00") "}" },
    { "sitting_suspend", "{\"sitting\": \"s\", " AT ("14:12:00") "}" },
    { "sitting_open", "{\"sitting\": \"s\", \"version\": 3, " AT ("14:00:00") "}" },
    { "attendance_note", "{\"id\": \"e\", \"sitting\": \"s\", \"member\": \"m\", "
      AT ("14:00:00") "}" },
    { "mandate_give", "{\"id\": \"g\", \"sitting\": \"s\", " AT ("14:01:00") "}" },
    { "mandate_end", "{\"mandate\": \"g\", " AT ("14:07:59") "}" },
    { "speaker_ask", "{\"id\": \"o\", \"sitting\": \"s\", \"member\": \"m\"}" },
    { "speaker_start", "{\"speaker\": \"o\", " AT ("14:01:59") "}" },
    { "speaker_end", "{\"speaker\": \"o\", " AT ("14:02:59") "}" },
    { "speaker_remove", "{\"speaker\": \"w\"}" },
    { "vote_open", "{\"id\": \"v\", \"item\": \"a\", " AT ("14:03:59") "}" },
    { "vote_close", "{\"vote\": \"v\", " AT ("14:04:59") "}" },
    { "ballot_cast", "{\"id\": \"l\", \"vote\": \"v\", \"seat\": \"p\", \"choice\": \"for\", "
      AT ("14:04:29") "}" },
    { "withdrawal_note", "{\"id\": \"z\", \"item\": \"a\", \"member\": \"m\"}" },
    { "withdrawal_undo", "{\"withdrawal\": \"z\"}" },
    { "item_document_add", "{\"id\": \"d\", \"item\": \"a\", \"sha256\": \"00ff\"}" },
    { "decision_add", "{\"id\": \"n\", \"item\": \"a\", \"words\": \"before its edit\"}" },
    { "decision_edit", "{\"decision\": \"n\", \"version\": 1, \"words\": \"W\"}" },
    { "action_add", "{\"id\": \"t\", \"sitting\": \"s\", \"decision\": \"n\"}" },
    { "note_set", "{\"id\": \"u\", \"sitting\": \"s\", \"words\": \"A\", \"version\": null}" },
    { "paragraph_edit", "{\"paragraph\": \"h\", \"version\": 4, \"text\": \"H\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CopilRecordSet) rows = make_rows_from (done_rows, G_N_ELEMENTS (done_rows));
      g_autoptr (CopilOverlay) overlay = copil_overlay_new (rows, "sitting", "s");
      g_autoptr (CopilCommand) command = make_command (commands[i][0], commands[i][1]);
      g_autofree char *before = dump (rows);
      g_autofree char *after = NULL;

      g_test_message ("%s", commands[i][0]);
      g_assert_true (copil_overlay_add (overlay, command));
      copil_record_set_lay (rows, copil_overlay_get (overlay));
      copil_record_set_commit (rows);
      after = dump (rows);
      g_assert_cmpstr (after, ==, before);
    }
}

/* What is laid is taken away again, and what was only laid is forgotten. */
static void
test_undo (void)
{
  g_autoptr (CopilRecordSet) rows = make_rows ();
  g_autoptr (CopilOverlay) overlay = copil_overlay_new (rows, "sitting", "s");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (CopilCommand) command
    = make_command ("item_add", "{\"id\": \"n\", \"sitting\": \"s\", \"rank\": 1}");
  GListModel *items = copil_record_set_get_list (rows, "agenda_item");
  CopilRecord *first = copil_record_set_find (rows, "agenda_item", "a");

  copil_overlay_add (overlay, command);
  copil_record_set_lay (rows, copil_overlay_get (overlay));
  g_assert_true (copil_record_set_commit (rows));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  g_assert_true (copil_record_is_pending (copil_record_set_find (rows, "agenda_item", "n")));
  /* It only makes room. */
  g_assert_false (copil_record_is_pending (first));
  g_assert_cmpint (copil_record_get_int (first, "rank"), ==, 2);
  copil_record_set_lay (rows, nothing);
  g_assert_true (copil_record_set_commit (rows));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);
  g_assert_null (copil_record_set_find (rows, "agenda_item", "n"));
  g_assert_cmpint (copil_record_get_int (first, "rank"), ==, 1);
  copil_record_set_lay (rows, nothing);
  g_assert_false (copil_record_set_commit (rows));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overlay/fields", test_fields);
  g_test_add_func ("/overlay/clock", test_clock);
  g_test_add_func ("/overlay/done", test_done);
  g_test_add_func ("/overlay/undo", test_undo);
  return g_test_run ();
}
