/* before-base.c: a committee of the Nord whose next sitting is being prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "before-base.h"

#include "committee-base.h"

/* By those who prepare, as from a window; statements end with "\n". */
static const char composition[] =
  "SELECT copil.committee_add (gen_random_uuid (), '" TEST_COMMITTEE "', (SELECT id FROM"
  " copil.territory WHERE set_code = 'departement' AND code = '59'), 'departement',"
  " 'Comité du Nord', 'Département du Nord', 'crpa', 'Arrêté', '2026-01-01')\n"
  "SELECT copil.college_add (gen_random_uuid (), 'e0000000-0000-4000-8000-000000000001',"
  " '" TEST_COMMITTEE "', 'Membres', 1)\n"
  "SELECT copil.seat_add (gen_random_uuid (), ('a0000000-0000-4000-8000-00000000000' || n)::uuid,"
  " '" TEST_COMMITTEE "', 'e0000000-0000-4000-8000-000000000001', label, 'ex_officio', chair,"
  " NULL, 1, n, '2026-01-01') FROM (VALUES (1, 'Préfète du Nord', 'state'),"
  " (2, 'Président du Département', 'local'), (3, 'CAF du Nord', NULL),"
  " (4, 'Région Hauts-de-France', NULL)) s (n, label, chair)\n"
  "SELECT copil.member_add (gen_random_uuid (), ('b0000000-0000-4000-8000-00000000000' || n)::uuid,"
  " name, 'Membre', NULL, login) FROM (VALUES (1, 'Claire Durand', 'chair-state-59'),"
  " (2, 'Paul Martin', 'chair-local-59'), (3, 'Inès Moreau', 'reader'),"
  " (4, 'Anne Leroy', NULL), (5, 'Hugo Petit', NULL)) m (n, name, login)\n"
  "SELECT copil.term_add (gen_random_uuid (), gen_random_uuid (),"
  " ('a0000000-0000-4000-8000-00000000000' || seat)::uuid,"
  " ('b0000000-0000-4000-8000-00000000000' || member)::uuid, deputy, '2026-01-01', NULL, NULL)"
  " FROM (VALUES (1, 1, false), (2, 2, false), (3, 3, false), (4, 4, false), (3, 5, true))"
  " t (seat, member, deputy)";

/* The one to come first, so that nothing is carried over by itself. */
static const char sittings[] =
  "SELECT copil.sitting_add (gen_random_uuid (), '" NEXT_SITTING "', '" TEST_COMMITTEE "',"
  " 'Séance plénière', now () + interval '30 days', 'Préfecture', true)\n"
  "SELECT copil.item_add (gen_random_uuid (), '" NEXT_ITEM "', '" NEXT_SITTING "', NULL, NULL,"
  " 'decision', 'Répartir l’enveloppe', '', NULL, 900, false)\n"
  "SELECT copil.sitting_add (gen_random_uuid (), '" LAST_SITTING "', '" TEST_COMMITTEE "',"
  " 'Séance de rentrée', now () + interval '1 day', 'Préfecture', true)\n"
  "SELECT copil.item_add (gen_random_uuid (), ('10000000-0000-4000-8000-00000000001' || n)::uuid,"
  " '" LAST_SITTING "', NULL, NULL, 'decision', title, '', NULL, 600, false) FROM (VALUES"
  " (1, 'Mobilité des jeunes'), (2, 'Garde d’enfants'), (3, 'Bilan de l’été')) i (n, title)";

void
before_base_call (TestBase   *base,
                  const char *login,
                  const char *sql)
{
  g_autoptr(CopilConnection) connection =
    test_base_connection (base, "dbname", "copil", "user", login, NULL);
  g_auto(GStrv) statements = g_strsplit (sql, "\n", -1);
  g_autoptr(GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autoptr(CopilResult) result = test_query (connection, statements[i], &error);

      g_assert_no_error (error);
    }
  copil_connection_close (connection);
}

TestBase *
before_base_new_committee (void)
{
  TestBase *base = live_base_new ();

  before_base_call (base, "secretariat-59", composition);
  return base;
}

TestBase *
before_base_new (void)
{
  TestBase *base = before_base_new_committee ();

  before_base_call (base, "secretariat-59", sittings);
  committee_base_run (base,
                      "UPDATE copil.sitting SET stage = 'closed', starts_at = now () - interval"
                      " '60 days' WHERE id = '" LAST_SITTING "'; "
                      "UPDATE copil.agenda_item SET outcome = CASE title WHEN 'Bilan de l’été' "
                      "THEN 'treated' WHEN 'Mobilité des jeunes' THEN 'postponed' ELSE 'pending' END "
                      "WHERE sitting_id = '" LAST_SITTING "'");
  return base;
}

#define APPROVE(object)                                                                        \
  "SELECT copil.approve (gen_random_uuid (), '" NEXT_SITTING "', '" object "',"                \
  " encode (copil.content_hash (copil.content_of ('" NEXT_SITTING "', '" object "')), 'hex'),"  \
  " true, NULL, 'copil')"

void
before_base_send (TestBase *base)
{
  before_base_call (base, "chair-state-59", APPROVE ("agenda") "\n" APPROVE ("convocation"));
  before_base_call (base, "chair-local-59", APPROVE ("agenda") "\n" APPROVE ("convocation"));
  before_base_call (base, "secretariat-59",
                    "SELECT copil.convoke (gen_random_uuid (), gen_random_uuid (), '" NEXT_SITTING
                    "', encode (copil.content_hash (copil.content_of ('" NEXT_SITTING
                    "', 'convocation')), 'hex'))");
}

void
before_base_convoke (TestBase *base)
{
  before_base_call (base, "secretariat-59",
                    "SELECT copil.agenda_submit (gen_random_uuid (), id, version) FROM"
                    " copil.sitting WHERE id = '" NEXT_SITTING "'");
  before_base_send (base);
}
