/* test-assembly.c: who sits for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-fixture.h"

#define NBSP "\u00A0"

/* -- States ----------------------------------------------------------------------------------- */

/* One letter a seat: full, deputy, mandate, withdrawn, absent, vacant. */
static char *
letters_at (Committee  *committee,
            gint64      at,
            const char *item)
{
  CopilSeatState states[MAX_SEATS];
  g_autoptr (GString) text = g_string_new (NULL);

  copil_assembly_at (&committee->assembly, at, item, states);
  for (guint i = 0; i < committee->assembly.n_seats; i++)
    g_string_append_c (text, "vawmdf"[states[i].sits]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_letters (Committee  *committee,
                gint64      at,
                const char *item,
                const char *wanted)
{
  g_autofree char *letters = letters_at (committee, at, item);

  g_assert_cmpstr (letters, ==, wanted);
}

static void
test_attendance (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 4);

  enter (committee, 10, "p1 p2 d2 d3 e4");
  leave (committee, 20, "p2");
  enter (committee, 30, "p2");
  leave (committee, 30, "e4");
  assert_letters (committee, 9, NULL, "aaaa");
  assert_letters (committee, 10, NULL, "ffdd");
  assert_letters (committee, 20, NULL, "fddd");
  assert_letters (committee, 30, NULL, "ffda");
}

/* Of two events at the same instant the later one in the array is the later; a late entry in the
 * log is put where it belongs. */
static void
test_order (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 2);

  enter (committee, 30, "p1");
  leave (committee, 20, "p1");
  leave (committee, 10, "p2");
  enter (committee, 10, "p2");
  assert_letters (committee, 15, NULL, "af");
  assert_letters (committee, 25, NULL, "af");
  assert_letters (committee, 35, NULL, "ff");
}

static void
test_remote (void)
{
  g_autoptr (Committee) near = committee_new ("crefop", NULL, 3);
  g_autoptr (Committee) far = committee_new ("crpa", NULL, 3);

  for (guint i = 0; i < 2; i++)
    {
      Committee *committee = i == 0 ? near : far;

      attend (committee, 0, "p1", COPIL_PRESENCE_PHONE);
      attend (committee, 0, "p2", COPIL_PRESENCE_VIDEO);
      enter (committee, 0, "p3 d2");
    }
  assert_letters (near, 0, NULL, "adf");
  assert_letters (far, 0, NULL, "fff");
}

/* Deputies in the order in which they are called; one person sits once. */
static void
test_deputies (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 4);
  CopilSeatState states[4];

  add_term (committee, "s3", "d2", TRUE);
  add_term (committee, "s4", "p1", TRUE);
  enter (committee, 0, "e2 d2 p1");
  copil_assembly_at (&committee->assembly, 0, NULL, states);
  g_assert_cmpstr (states[1].person, ==, "d2");
  assert_letters (committee, 0, NULL, "fdaa");
  enter (committee, 5, "p2");
  assert_letters (committee, 5, NULL, "ffda");
}

static void
test_vacant (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 3);

  committee->seats[1].vacant = TRUE;
  give (committee, "s2", "p1", 0, COPIL_INSTANT_MAX);
  enter (committee, 0, "p1 p2 d2");
  assert_letters (committee, 0, NULL, "fva");
}

static void
test_mandate (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 4);

  give (committee, "s3", "p1", 10, 50);
  enter (committee, 0, "p1 p2");
  assert_letters (committee, 9, NULL, "ffaa");
  assert_letters (committee, 10, NULL, "ffma");
  /* The holder goes out for a while. */
  leave (committee, 20, "p1");
  enter (committee, 25, "p1");
  assert_letters (committee, 20, NULL, "afaa");
  assert_letters (committee, 25, NULL, "ffma");
  /* The giver's deputy comes, then the giver. */
  enter (committee, 30, "d3");
  assert_letters (committee, 30, NULL, "ffda");
  enter (committee, 35, "p3");
  assert_letters (committee, 35, NULL, "fffa");
  leave (committee, 40, "p3");
  leave (committee, 40, "d3");
  assert_letters (committee, 40, NULL, "ffma");
  assert_letters (committee, 50, NULL, "ffaa");
}

/* Held by a deputy who sits; not by one beside the full member. */
static void
test_mandate_of_deputy (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 3);

  give (committee, "s3", "d2", 0, COPIL_INSTANT_MAX);
  enter (committee, 0, "d2");
  enter (committee, 10, "p2");
  assert_letters (committee, 0, NULL, "adm");
  assert_letters (committee, 10, NULL, "afa");
}

static void
test_mandates_beyond (void)
{
  static const struct
  {
    const char *overrides;
    const char *letters;
  } cases[] = {
    { NULL, "fmaaa" },
    { "{\"mandates_max\":{\"value\":2,\"source\":\"RI\"}}", "fmmaa" },
    { "{\"mandates_max\":{\"value\":0,\"source\":\"RI\"}}", "faaaa" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee = committee_new ("crpa", cases[i].overrides, 5);

      enter (committee, 0, "p1");
      give (committee, "s2", "p1", 0, COPIL_INSTANT_MAX);
      give (committee, "s3", "p1", 0, COPIL_INSTANT_MAX);
      give (committee, "s4", "p1", 0, COPIL_INSTANT_MAX);
      assert_letters (committee, 0, NULL, cases[i].letters);
    }
}

/* What is void takes no place: a giver who has no vote, oneself, a second holder. */
static void
test_mandates_void (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 5);

  committee->seats[2].voting = FALSE;
  enter (committee, 0, "p1 p2 p3");
  give (committee, "s3", "p1", 0, COPIL_INSTANT_MAX);
  give (committee, "s1", "p1", 0, COPIL_INSTANT_MAX);
  give (committee, "s4", "p3", 0, COPIL_INSTANT_MAX);
  give (committee, "s4", "p1", 0, COPIL_INSTANT_MAX);
  give (committee, "s4", "p2", 0, COPIL_INSTANT_MAX);
  give (committee, "s5", "p2", 0, COPIL_INSTANT_MAX);
  give (committee, "s9", "p2", 0, COPIL_INSTANT_MAX);
  give (committee, "s5", "nobody", 0, COPIL_INSTANT_MAX);
  assert_letters (committee, 0, NULL, "fffmm");
}

static void
test_withdrawal (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 5);

  enter (committee, 0, "p1 p2 d2 p3");
  give (committee, "s4", "p3", 0, COPIL_INSTANT_MAX);
  give (committee, "s5", "p1", 0, COPIL_INSTANT_MAX);
  withdraw (committee, "i1", "p2");
  withdraw (committee, "i1", "p3");
  withdraw (committee, "i2", "p5");
  assert_letters (committee, 0, NULL, "fffmm");
  assert_letters (committee, 0, "i1", "fdwam");
  assert_letters (committee, 0, "i2", "fffmw");
  assert_letters (committee, 0, "i3", "fffmm");
}

static void
test_moments (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 3);
  g_autoptr (GArray) moments = NULL;

  enter (committee, 30, "p1 p2");
  enter (committee, 10, "p3");
  give (committee, "s3", "p1", 20, 30);
  give (committee, "s2", "p1", COPIL_INSTANT_MIN, COPIL_INSTANT_MAX);
  moments = copil_assembly_moments (&committee->assembly, 10, 40);
  g_assert_cmpuint (moments->len, ==, 2);
  g_assert_cmpint (g_array_index (moments, gint64, 0), ==, 20);
  g_assert_cmpint (g_array_index (moments, gint64, 1), ==, 30);
}

static void
test_president (void)
{
  g_autoptr (Committee) alone = committee_new ("crpa", NULL, 3);
  g_autoptr (Committee) joint = committee_new ("comite_emploi", NULL, 3);

  g_assert_cmpint (copil_assembly_find_president (&alone->assembly), ==, 0);
  g_assert_cmpint (copil_assembly_find_president (&joint->assembly), ==, -1);
  alone->seats[0].chair = joint->seats[0].chair = COPIL_CHAIR_NONE;
  g_assert_cmpint (copil_assembly_find_president (&alone->assembly), ==, 1);
  g_assert_cmpint (copil_assembly_find_president (&joint->assembly), ==, 1);
}

/* -- Mandates, before they are given ---------------------------------------------------------- */

typedef struct
{
  const char *giver, *holder;
  gint64      at;
  int         blocks; /* -1: nothing against it */
  const char *text;
} MandateCase;

static void
assert_mandate (Committee         *committee,
                const MandateCase *wanted)
{
  g_autoptr (CopilObjection) objection
      = copil_mandate_check (&committee->assembly, wanted->giver, wanted->holder, wanted->at);

  g_test_message ("%s to %s at %d", wanted->giver, wanted->holder, (int) wanted->at);
  if (wanted->blocks < 0)
    g_assert_null (objection);
  else
    {
      g_assert_nonnull (objection);
      g_assert_cmpstr (objection->text, ==, wanted->text);
      g_assert_cmpint (objection->blocks, ==, wanted->blocks);
    }
}

#define R133_9 " (article R." NBSP "133-9 du CRPA)."

static void
test_mandate_check (void)
{
  static const MandateCase cases[] = {
    { "s5", "p1", 0, -1, NULL },
    { "s5", "p2", 0, TRUE,
      "Ce mandataire détient déjà 1" NBSP "mandat, et nul ne peut en détenir davantage" R133_9 },
    { "s4", "p1", 0, TRUE, "Ce membre a déjà donné mandat" R133_9 },
    { "s5", "p5", 0, TRUE, "Un mandat se donne à un autre membre" R133_9 },
    { "s5", "d5", 0, TRUE, "Un mandat se donne à un autre membre" R133_9 },
    { "s6", "p1", 0, TRUE,
      "Seul un membre en fonction ayant voix délibérative peut donner mandat" R133_9 },
    { "s99", "p1", 0, TRUE,
      "Seul un membre en fonction ayant voix délibérative peut donner mandat" R133_9 },
    { "s5", "p6", 0, TRUE,
      "Un mandat ne peut être confié qu’à un membre ayant voix délibérative" R133_9 },
    { "s5", "stranger", 0, TRUE,
      "Un mandat ne peut être confié qu’à un membre ayant voix délibérative" R133_9 },
    { "s3", "p1", 0, TRUE,
      "Le suppléant de ce membre siège" NBSP ": le membre ne peut donner mandat" R133_9 },
    { "s2", "p1", 0, TRUE, "Ce membre est présent et vote lui-même" R133_9 },
    { "s5", "p3", 0, FALSE,
      "Ce mandat ne compte pas tant que le mandataire ne siège pas" R133_9 },
    /* Once the mandate of s4 has ended, both are free again. */
    { "s4", "p1", 50, -1, NULL },
    { "s5", "p2", 50, -1, NULL },
  };
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 6);

  committee->seats[5].voting = FALSE;
  enter (committee, 0, "p1 p2 d3 p6");
  give (committee, "s4", "p2", 0, 50);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_mandate (committee, &cases[i]);
}

/* A number that was not verified only warns; the committee's own refuses. */
static void
test_mandate_firmness (void)
{
  static const struct
  {
    const char *profile, *overrides;
    int         blocks;
    const char *text;
  } cases[] = {
    { "prefiguration", NULL, FALSE, "Les mandats ne sont pas admis (valeur non vérifiée)." },
    { "prefiguration", "{\"mandates_max\":{\"value\":0,\"source\":\"Protocole, article 3\"}}", TRUE,
      "Les mandats ne sont pas admis (protocole, article 3)." },
    { "prefiguration", "{\"mandates_max\":{\"value\":1,\"source\":\"Protocole\"}}", -1, NULL },
    { "crefop", NULL, FALSE, "Les mandats ne sont pas admis (valeur non vérifiée)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, cases[i].overrides, 4);

      assert_mandate (committee,
                      &(MandateCase) { "s3", "p1", 0, cases[i].blocks, cases[i].text });
    }
}

/* -- Deputies --------------------------------------------------------------------------------- */

#define R133_3 " (article R." NBSP "133-3 du CRPA)."

static void
test_deputy_check (void)
{
  static const struct
  {
    const char   *profile;
    CopilSeatKind seat, deputy;
    const char   *body;
    int           blocks;
    const char   *text;
  } cases[] = {
    { "crpa", COPIL_SEAT_EX_OFFICIO, COPIL_SEAT_EX_OFFICIO, "dept", -1, NULL },
    { "crpa", COPIL_SEAT_EX_OFFICIO, COPIL_SEAT_QUALIFIED, "dept", -1, NULL },
    { "crpa", COPIL_SEAT_EX_OFFICIO, COPIL_SEAT_EX_OFFICIO, "ville", TRUE,
      "Un membre siégeant de droit ne peut être suppléé que par une personne du même service ou du "
      "même organisme" R133_3 },
    { "crpa", COPIL_SEAT_EX_OFFICIO, COPIL_SEAT_EX_OFFICIO, NULL, TRUE,
      "Un membre siégeant de droit ne peut être suppléé que par une personne du même service ou du "
      "même organisme" R133_3 },
    { "crpa", COPIL_SEAT_ELECTED, COPIL_SEAT_ELECTED, "dept", -1, NULL },
    { "crpa", COPIL_SEAT_ELECTED, COPIL_SEAT_ELECTED, "ville", TRUE,
      "Un membre élu ne peut être suppléé que par un élu de la même assemblée" R133_3 },
    { "crpa", COPIL_SEAT_ELECTED, COPIL_SEAT_EX_OFFICIO, "dept", TRUE,
      "Un membre élu ne peut être suppléé que par un élu de la même assemblée" R133_3 },
    { "crpa", COPIL_SEAT_QUALIFIED, COPIL_SEAT_QUALIFIED, "dept", TRUE,
      "Une personnalité qualifiée n’a pas de suppléant" R133_3 },
    { "crpa", COPIL_SEAT_GUEST, COPIL_SEAT_GUEST, "ville", -1, NULL },
    { "comite_emploi", COPIL_SEAT_QUALIFIED, COPIL_SEAT_QUALIFIED, "ville", -1, NULL },
    { "comite_emploi", COPIL_SEAT_ELECTED, COPIL_SEAT_ELECTED, "ville", FALSE,
      "Un membre élu ne peut être suppléé que par un élu de la même assemblée (valeur non "
      "vérifiée)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilRegime) regime = regime_of (cases[i].profile, NULL);
      CopilSeat seat = { .id = "s", .kind = cases[i].seat, .body = "dept" };
      g_autoptr (CopilObjection) objection
          = copil_deputy_check (regime, &seat, cases[i].deputy, cases[i].body);

      g_assert_cmpint (objection != NULL ? objection->blocks : -1, ==, cases[i].blocks);
      g_assert_cmpstr (objection != NULL ? objection->text : NULL, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assembly/attendance", test_attendance);
  g_test_add_func ("/assembly/order", test_order);
  g_test_add_func ("/assembly/remote", test_remote);
  g_test_add_func ("/assembly/deputies", test_deputies);
  g_test_add_func ("/assembly/vacant", test_vacant);
  g_test_add_func ("/assembly/mandate", test_mandate);
  g_test_add_func ("/assembly/mandate-of-deputy", test_mandate_of_deputy);
  g_test_add_func ("/assembly/mandates-beyond", test_mandates_beyond);
  g_test_add_func ("/assembly/mandates-void", test_mandates_void);
  g_test_add_func ("/assembly/withdrawal", test_withdrawal);
  g_test_add_func ("/assembly/moments", test_moments);
  g_test_add_func ("/assembly/president", test_president);
  g_test_add_func ("/assembly/mandate-check", test_mandate_check);
  g_test_add_func ("/assembly/mandate-firmness", test_mandate_firmness);
  g_test_add_func ("/assembly/deputy-check", test_deputy_check);
  return g_test_run ();
}
