/* test-agenda.c: numbers, hours and changes of an agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/agenda.h"
#include "committee/record-list.h"
#include "committee/record-private.h"

#define START G_GINT64_CONSTANT (1796302800000000) /* December 3, 2026, 14:00 in Paris */

/* "a" or "b<a", the item and what it hangs under; minutes; outcome. */
typedef struct
{
  const char *item;
  int         minutes;
  const char *outcome;
} Item;

static GListModel *
make_items (const Item *items)
{
  CopilRecordList *list = copil_record_list_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; items[i].item != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (items[i].item, "<", 2);
      CopilRecord *record = _copil_record_new ("agenda_item", parts[0]);
      g_autoptr (JsonObject) fields = json_object_new ();

      if (parts[1] != NULL)
        json_object_set_string_member (fields, "parent_id", parts[1]);
      json_object_set_int_member (fields, "seconds", items[i].minutes * 60);
      json_object_set_string_member (fields, "outcome",
                                     items[i].outcome != NULL ? items[i].outcome : "pending");
      _copil_record_lay (record, fields, FALSE);
      g_ptr_array_add (records, record);
    }
  copil_record_list_replace (list, records);
  return G_LIST_MODEL (list);
}

static char *
describe (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const CopilAgendaEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (text, "%s=%s+%d/%d ", entry->number,
                              copil_record_get_id (entry->item),
                              (int) ((entry->starts_at - START) / (60 * G_USEC_PER_SEC)),
                              (int) (entry->total / 60));
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  Item        items[8];
  const char *expected; /* number=item+minute/total */
  int         total;
} trees[] = {
  { "empty", { { NULL } }, "", 0 },
  { "flat", { { "a", 10 }, { "b", 5 } }, "1=a+0/10 2=b+10/5 ", 15 },
  { "own time of a heading first",
    { { "a", 2 }, { "b<a", 10 }, { "c<a", 5 }, { "d", 1 } },
    "1=a+0/17 1.1=b+2/10 1.2=c+12/5 2=d+17/1 ", 18 },
  { "three levels, children told before the parent",
    { { "c<b", 3 }, { "b<a", 2 }, { "a", 1 } },
    "1=a+0/6 1.1=b+1/5 1.1.1=c+3/3 ", 6 },
  { "under nothing that is there", { { "a", 1 }, { "b<x", 5 } }, "1=a+0/1 ", 1 },
  { "in a circle", { { "a", 1 }, { "b<c", 5 }, { "c<b", 5 } }, "1=a+0/1 ", 1 },
  { "under itself", { { "a<a", 1 } }, "", 0 },
  { "no time", { { "a", 0 }, { "b", 0 } }, "1=a+0/0 2=b+0/0 ", 0 },
};

static void
test_tree (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_autoptr (GListModel) items = make_items (trees[i].items);
      g_autoptr (GPtrArray) entries = copil_agenda_build (items, START);
      g_autofree char *text = describe (entries);

      g_test_message ("%s", trees[i].name);
      g_assert_cmpstr (text, ==, trees[i].expected);
      g_assert_cmpint (copil_agenda_get_total (entries), ==, trees[i].total * 60);
    }
}

static void
test_undecided (void)
{
  const Item made[] = {
    { "a", 1, "treated" }, { "b", 1, "pending" }, { "c", 1, "current" }, { "d", 1, "postponed" },
    { "e", 1, "pending" }, { "f<e", 1, "adopted" }, { NULL },
  };
  g_autoptr (GListModel) items = make_items (made);
  g_autoptr (GPtrArray) entries = copil_agenda_build (items, START);
  g_autoptr (GPtrArray) undecided = copil_agenda_list_undecided (entries);

  g_assert_cmpuint (undecided->len, ==, 2);
  g_assert_true (g_ptr_array_index (undecided, 0) == copil_agenda_find (entries, "b"));
  g_assert_true (g_ptr_array_index (undecided, 1) == copil_agenda_find (entries, "c"));
  g_assert_null (copil_agenda_find (entries, "x"));
}

/* -- Changes ---------------------------------------------------------------------------------- */

static JsonObject *
content (const char *items)
{
  g_autofree char *text = g_strdup_printf ("{\"title\": \"T\", \"items\": [%s]}", items);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

#define ITEM(id, number, title) \
  "{\"id\": \"" id "\", \"parent\": null, \"number\": \"" number "\", \"title\": \"" title "\"," \
  " \"seconds\": 60, \"late\": false}"
#define UNDER(id, parent, number) \
  "{\"id\": \"" id "\", \"parent\": \"" parent "\", \"number\": \"" number "\", \"title\": \"" id \
  "\", \"seconds\": 60, \"late\": false}"

static const struct
{
  const char *name;
  const char *old;
  const char *now;
  const char *expected;
} diffs[] = {
  { "nothing", ITEM ("a", "1", "a"), ITEM ("a", "1", "a"), "" },
  { "both empty", "", "", "" },
  { "added before: the others make room", ITEM ("a", "1", "a"),
    ITEM ("n", "1", "n") "," ITEM ("a", "2", "a"), "added n 1; " },
  { "removed", ITEM ("a", "1", "a") "," ITEM ("b", "2", "b"), ITEM ("b", "1", "b"),
    "removed a 1; " },
  { "last becomes first: it alone moved",
    ITEM ("a", "1", "a") "," ITEM ("b", "2", "b") "," ITEM ("c", "3", "c"),
    ITEM ("c", "1", "c") "," ITEM ("a", "2", "a") "," ITEM ("b", "3", "b"),
    "moved c 3>1; " },
  { "under another", ITEM ("a", "1", "a") "," ITEM ("b", "2", "b"),
    ITEM ("a", "1", "a") "," UNDER ("b", "a", "1.1"), "moved b 2>1.1; " },
  { "another title", ITEM ("a", "1", "a"), ITEM ("a", "1", "A"), "changed a title a>A; " },
  { "moved and changed",
    ITEM ("a", "1", "a") "," ITEM ("b", "2", "b") "," ITEM ("c", "3", "c"),
    ITEM ("b", "1", "b") "," ITEM ("c", "2", "c") "," ITEM ("a", "3", "A"),
    "moved a 1>3; changed a title a>A; " },
  { "late is no change of its own", ITEM ("a", "1", "a"),
    "{\"id\": \"a\", \"parent\": null, \"number\": \"1\", \"title\": \"a\", \"seconds\": 60,"
    " \"late\": true}", "" },
};

static char *
tell (GPtrArray *changes)
{
  static const char *const words[] = { "added", "removed", "moved", "changed" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilAgendaChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (text, "%s %s ", words[change->kind], change->id);
      if (change->kind == COPIL_AGENDA_MOVED)
        g_string_append_printf (text, "%s>%s; ", change->old, change->now);
      else if (change->kind == COPIL_AGENDA_CHANGED)
        g_string_append_printf (text, "%s %s>%s; ", change->field, change->old, change->now);
      else
        g_string_append_printf (text, "%s; ", change->number);
    }
  return g_string_free (text, FALSE);
}

static void
test_diff (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (diffs); i++)
    {
      g_autoptr (JsonObject) old = content (diffs[i].old);
      g_autoptr (JsonObject) now = content (diffs[i].now);
      g_autoptr (GPtrArray) changes = copil_agenda_diff (old, now);
      g_autofree char *text = tell (changes);

      g_test_message ("%s", diffs[i].name);
      g_assert_cmpstr (text, ==, diffs[i].expected);
    }
}

/* Of a convocation: its own fields, and the agenda in it. */
static void
test_diff_convocation (void)
{
  g_autoptr (JsonObject) old = json_object_new ();
  g_autoptr (JsonObject) now = json_object_new ();
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *text = NULL;

  json_object_set_string_member (old, "place", "Lille");
  json_object_set_string_member (now, "place", "Douai");
  json_object_set_object_member (old, "agenda", content (ITEM ("a", "1", "a")));
  json_object_set_object_member (now, "agenda", content (""));
  changes = copil_agenda_diff (old, now);
  text = tell (changes);
  g_assert_cmpstr (text, ==, "changed  place Lille>Douai; removed a 1; ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda/tree", test_tree);
  g_test_add_func ("/agenda/undecided", test_undecided);
  g_test_add_func ("/agenda/diff", test_diff);
  g_test_add_func ("/agenda/diff-convocation", test_diff_convocation);
  return g_test_run ();
}
