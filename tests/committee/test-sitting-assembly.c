/* test-sitting-assembly.c: the rules of the core, asked about the records of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/assembly.h"

#include "core/instant.h"

/* Four seats that vote, one that does not, one that ended, a guest; "e" is vacant. */
static const char composition[] =
  "\"seat\": ["
  "{\"id\": \"a\", \"kind\": \"ex_officio\", \"chair\": \"state\", \"votes\": 1, \"since\": \"2026-01-01\"},"
  "{\"id\": \"b\", \"kind\": \"elected\", \"chair\": \"local\", \"votes\": 1, \"since\": \"2026-01-01\"},"
  "{\"id\": \"c\", \"kind\": \"qualified\", \"votes\": 1, \"since\": \"2026-01-01\"},"
  "{\"id\": \"e\", \"kind\": \"qualified\", \"votes\": 1, \"since\": \"2026-01-01\"},"
  "{\"id\": \"o\", \"kind\": \"qualified\", \"votes\": 1, \"since\": \"2025-01-01\","
  " \"until\": \"2026-12-03\"},"
  "{\"id\": \"g\", \"kind\": \"guest\", \"votes\": 0, \"since\": \"2026-01-01\"}],"
  "\"term\": ["
  "{\"id\": \"ta\", \"seat_id\": \"a\", \"member_id\": \"A\", \"deputy\": false, \"since\": \"2026-01-01\"},"
  "{\"id\": \"td\", \"seat_id\": \"a\", \"member_id\": \"D\", \"deputy\": true, \"since\": \"2026-01-01\"},"
  "{\"id\": \"tb\", \"seat_id\": \"b\", \"member_id\": \"B\", \"deputy\": false, \"since\": \"2026-01-01\"},"
  "{\"id\": \"tc\", \"seat_id\": \"c\", \"member_id\": \"C\", \"deputy\": false, \"since\": \"2026-01-01\"},"
  "{\"id\": \"te\", \"seat_id\": \"e\", \"member_id\": \"E\", \"deputy\": false, \"since\": \"2026-12-04\"},"
  "{\"id\": \"to\", \"seat_id\": \"o\", \"member_id\": \"O\", \"deputy\": false, \"since\": \"2025-01-01\"},"
  "{\"id\": \"tg\", \"seat_id\": \"g\", \"member_id\": \"G\", \"deputy\": false, \"since\": \"2026-01-01\"}],";

#define IN(id, member, mode, time)                                                              \
  "{\"id\": \"" id "\", \"member_id\": \"" member "\", \"entered\": true, \"mode\": \"" mode    \
  "\", \"at\": \"2026-12-03T" time "+01:00\"}"
#define OUT(id, member, time)                                                                   \
  "{\"id\": \"" id "\", \"member_id\": \"" member "\", \"entered\": false, \"mode\": \"room\"," \
  " \"at\": \"2026-12-03T" time "+01:00\"}"
#define ANSWER(seat, member, capacity, choice)                                                  \
  "{\"id\": \"r" seat member "\", \"seat_id\": \"" seat "\", \"member_id\": \"" member "\","    \
  " \"capacity\": \"" capacity "\", \"answer\": " choice "}"

static char *
get_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = copil_profiles_load (&error);
  CopilProfile *profile;

  g_assert_no_error (error);
  profile = copil_profiles_find (profiles, "crpa");
  g_assert_nonnull (profile);
  return copil_regime_to_json (profile->regime);
}

static CopilDossier *
make_dossier (const char *sitting,
              const char *lists)
{
  g_autofree char *rules = get_rules ();
  g_autofree char *json = g_strdup_printf (
    "{\"sitting\": [{\"id\": \"s\", \"starts_at\": \"2026-12-03T14:00:00+01:00\", \"rules\": %s%s}],"
    " %s %s \"agenda_item\": [{\"id\": \"i\", \"money\": true}, {\"id\": \"j\", \"money\": false}]}",
    rules, sitting, composition, lists);
  g_autoptr (GError) error = NULL;
  CopilDossier *dossier = copil_dossier_parse (json, -1, &error);

  g_assert_no_error (error);
  return dossier;
}

static gint64
at (const char *time)
{
  g_autofree char *text = g_strdup_printf ("2026-12-03T%s+01:00", time);
  gint64 instant = 0;

  g_assert_true (copil_instant_parse (text, &instant));
  return instant;
}

static const struct
{
  const char *name;
  const char *sitting;
  const char *lists;
  const char *time;
  const char *item;
  guint       present, represented;
  gboolean    reached;
} quorums[] = {
  { "nobody", "", "", "14:10:00", NULL, 0, 0, FALSE },
  { "two of four", "",
    "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "," IN ("2", "B", "video", "14:01:00") "],",
    "14:10:00", NULL, 2, 0, TRUE },
  { "before the second came", "",
    "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "," IN ("2", "B", "video", "14:01:00") "],",
    "14:00:30", NULL, 1, 0, FALSE },
  { "one left", "",
    "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "," IN ("2", "B", "room", "14:00:00") ","
    OUT ("3", "B", "14:05:00") "],", "14:10:00", NULL, 1, 0, FALSE },
  { "a deputy sits", "",
    "\"attendance\": [" IN ("1", "D", "room", "14:00:00") "," IN ("2", "B", "room", "14:00:00") "],",
    "14:10:00", NULL, 2, 0, TRUE },
  { "a mandate", "",
    "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "], \"mandate\": [{\"id\": \"m\","
    " \"giver_seat\": \"b\", \"holder_seat\": \"a\", \"giver_member\": \"B\","
    " \"holder_member\": \"A\", \"since\": \"2026-12-03T13:00:00+01:00\"}],",
    "14:10:00", NULL, 1, 1, TRUE },
  { "one whose seat ended, a guest, one not yet in office", "",
    "\"attendance\": [" IN ("1", "O", "room", "14:00:00") "," IN ("2", "G", "room", "14:00:00") ","
    IN ("3", "E", "room", "14:00:00") "],", "14:10:00", NULL, 0, 0, FALSE },
  { "a day of Paris, told in another zone", ", \"starts_at\": \"2026-12-02T23:30:00+00:00\"",
    "\"attendance\": [" IN ("1", "O", "room", "14:00:00") "," IN ("2", "A", "room", "14:00:00") "],",
    "14:10:00", NULL, 1, 0, FALSE },
  { "withdrawn from the item", "",
    "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "," IN ("2", "B", "room", "14:00:00") "],"
    " \"withdrawal\": [{\"id\": \"w\", \"item_id\": \"i\", \"member_id\": \"B\"}],",
    "14:10:00", "i", 1, 0, FALSE },
  { "a second convocation", ", \"second_of\": \"f\"", "", "14:10:00", NULL, 0, 0, TRUE },
};

static void
test_quorum (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quorums); i++)
    {
      g_autoptr (CopilDossier) dossier = make_dossier (quorums[i].sitting, quorums[i].lists);
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilSittingAssembly) self = copil_sitting_assembly_new (dossier, &error);
      CopilQuorum quorum;

      g_test_message ("%s", quorums[i].name);
      g_assert_no_error (error);
      quorum = copil_quorum_at (copil_sitting_assembly_get (self), at (quorums[i].time),
                                quorums[i].item);
      g_assert_cmpuint (quorum.base, ==, 4);
      g_assert_cmpuint (quorum.present, ==, quorums[i].present);
      g_assert_cmpuint (quorum.represented, ==, quorums[i].represented);
      g_assert_cmpint (quorum.reached, ==, quorums[i].reached);
    }
}

static void
test_forecast (void)
{
  g_autoptr (CopilDossier) dossier = make_dossier ("",
    "\"recipient\": [" ANSWER ("a", "A", "full", "\"present\"") ","
    ANSWER ("a", "D", "deputy", "\"absent\"") "," ANSWER ("b", "B", "full", "\"remote\"") ","
    ANSWER ("c", "C", "full", "null") "],");
  g_autoptr (CopilSittingAssembly) self = copil_sitting_assembly_new (dossier, NULL);
  CopilForecast forecast = copil_sitting_assembly_forecast (self);

  g_assert_cmpuint (forecast.expected.counted, ==, 2);
  g_assert_cmpuint (forecast.possible.counted, ==, 3);
  g_assert_cmpuint (forecast.unanswered, ==, 1);
}

#define VOTE(item, more)                                                                        \
  "\"vote\": [{\"id\": \"v\", \"item_id\": \"" item "\", \"opened_at\":"                        \
  " \"2026-12-03T14:10:00+01:00\", " more "}],"
#define CAST(id, seat, member, choice)                                                          \
  "{\"id\": \"" id "\", \"vote_id\": \"v\", \"seat_id\": \"" seat "\", \"member_id\": \"" member \
  "\", \"choice\": \"" choice "\", \"at\": \"2026-12-03T14:11:00+01:00\"}"
#define ALL_HERE                                                                                \
  "\"attendance\": [" IN ("1", "A", "room", "14:00:00") "," IN ("2", "B", "room", "14:00:00") "," \
  IN ("3", "C", "room", "14:00:00") "],"

static const struct
{
  const char  *name;
  const char  *lists;
  CopilOutcome outcome;
  int          n_for, n_against;
} counts[] = {
  { "two to one", ALL_HERE VOTE ("j", "\"method\": \"roll\"") "\"ballot\": ["
    CAST ("x", "a", "A", "for") "," CAST ("y", "b", "B", "for") "," CAST ("z", "c", "C", "against")
    "],", COPIL_OUTCOME_ADOPTED, 2, 1 },
  { "the chairs divided on money", ALL_HERE VOTE ("i", "\"method\": \"roll\"") "\"ballot\": ["
    CAST ("x", "a", "A", "for") "," CAST ("y", "b", "B", "against") "," CAST ("z", "c", "C", "for")
    "],", COPIL_OUTCOME_CHAIRS_DIVIDED, 2, 1 },
  { "of another vote", ALL_HERE VOTE ("j", "\"method\": \"roll\"")
    "\"ballot\": [{\"id\": \"x\", \"vote_id\": \"other\", \"seat_id\": \"a\", \"member_id\": \"A\","
    " \"choice\": \"for\", \"at\": \"2026-12-03T14:11:00+01:00\"}],",
    COPIL_OUTCOME_REJECTED, 0, 0 },
  { "by hands", ALL_HERE
    VOTE ("j", "\"method\": \"hands\", \"votes_for\": 1, \"votes_against\": 2, \"abstentions\": 0"),
    COPIL_OUTCOME_REJECTED, 1, 2 },
};

static void
test_count (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (CopilDossier) dossier = make_dossier ("", counts[i].lists);
      g_autoptr (CopilSittingAssembly) self = copil_sitting_assembly_new (dossier, NULL);
      CopilVerdict verdict = copil_sitting_assembly_count (
        self, copil_dossier_find (dossier, "vote", "v"), at ("14:20:00"));

      g_test_message ("%s", counts[i].name);
      g_assert_cmpint (verdict.outcome, ==, counts[i].outcome);
      g_assert_cmpint (verdict.n_for, ==, counts[i].n_for);
      g_assert_cmpint (verdict.n_against, ==, counts[i].n_against);
    }
}

static void
test_no_rules (void)
{
  g_autoptr (CopilDossier) nothing = copil_dossier_new ();
  g_autoptr (CopilDossier) broken
    = copil_dossier_parse ("{\"sitting\": [{\"id\": \"s\", \"rules\": {}}]}", -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (copil_sitting_assembly_new (nothing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (copil_sitting_assembly_new (broken, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sitting-assembly/quorum", test_quorum);
  g_test_add_func ("/sitting-assembly/forecast", test_forecast);
  g_test_add_func ("/sitting-assembly/count", test_count);
  g_test_add_func ("/sitting-assembly/no-rules", test_no_rules);
  return g_test_run ();
}
