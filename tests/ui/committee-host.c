/* committee-host.c: a base with a committee, for those who look at Copil from outside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints the folder of its socket once it is ready, and ends with its standard input. A line of it is
 * what the others do meanwhile: a login, and a statement that it runs.
 */
#include "committee-base.h"
#include "live-base.h"

#include <stdio.h>

/* Through the functions that everybody uses, as the secretariat: a committee with its chairs, three
 * bodies that converge, a sitting whose agenda waits for both keys. */
static const char committee[] =
  "DO $$\n"
  "DECLARE\n"
  "  committee CONSTANT uuid := '" TEST_COMMITTEE "';\n"
  "  sitting CONSTANT uuid := '" TEST_SITTING "';\n"
  "  nord CONSTANT int := (SELECT id FROM copil.territory WHERE set_code = 'departement' AND code = '59');\n"
  "  dunkerque CONSTANT int := (SELECT id FROM copil.territory WHERE set_code = 'bassin' AND code = '594');\n"
  "  college CONSTANT uuid := gen_random_uuid ();\n"
  "  seat uuid;\n"
  "  member uuid;\n"
  "BEGIN\n"
  "  SET LOCAL SESSION AUTHORIZATION \"secretariat-59\";\n"
  "  PERFORM copil.committee_add (gen_random_uuid (), committee, nord, 'departement', 'Comité du Nord',\n"
  "    'Département du Nord', 'crpa', NULL, '2026-01-01');\n"
  "  PERFORM copil.college_add (gen_random_uuid (), college, committee, 'État', 1);\n"
  "  FOR i IN 1..2 LOOP\n"
  "    seat := gen_random_uuid ();\n"
  "    member := gen_random_uuid ();\n"
  "    PERFORM copil.member_add (gen_random_uuid (), member, (ARRAY['Claire Durand', 'Paul Martin'])[i],\n"
  "      (ARRAY['Préfète', 'Président'])[i], 'Nord', (ARRAY['chair-state-59', 'chair-local-59'])[i]);\n"
  "    PERFORM copil.seat_add (gen_random_uuid (), seat, committee, college, (ARRAY['Préfète', 'Président'])[i],\n"
  "      'ex_officio', (ARRAY['state', 'local'])[i], 'Nord', 1, i, '2026-01-01');\n"
  "    PERFORM copil.term_add (gen_random_uuid (), gen_random_uuid (), seat, member, false, '2026-01-01', NULL, NULL);\n"
  "  END LOOP;\n"
  "  PERFORM copil.former_body_add (gen_random_uuid (), gen_random_uuid (), committee, nord, NULL,\n"
  "    'Instance du département', NULL, 'active', NULL, NULL);\n"
  "  PERFORM copil.former_body_add (gen_random_uuid (), gen_random_uuid (), committee, dunkerque, NULL,\n"
  "    'Instance du bassin', NULL, 'planned', '2027-01-01', NULL);\n"
  "  PERFORM copil.sitting_add (gen_random_uuid (), sitting, committee, 'Séance ordinaire',\n"
  "    '2027-12-03 14:00+01', 'Préfecture', true);\n"
  "  PERFORM copil.item_add (gen_random_uuid (), gen_random_uuid (), sitting, NULL, NULL, 'decision',\n"
  "    'Répartir l’enveloppe', '', 'Le secrétariat', 1500, false);\n"
  "  PERFORM copil.agenda_submit (gen_random_uuid (), sitting,\n"
  "    (SELECT s.version FROM copil.sitting s WHERE s.id = sitting));\n"
  "END $$";

/* @line: "secretariat-59 SELECT copil..." */
static void
run_as (TestBase   *base,
        const char *line)
{
  g_auto(GStrv) parts = g_strsplit (line, " ", 2);
  g_autofree char *sql = g_strdup_printf ("SET SESSION AUTHORIZATION \"%s\"; %s", parts[0],
                                          parts[1]);

  committee_base_run (base, sql);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(TestBase) base = live_base_new ();
  char line[1000];

  committee_base_run (base, committee);
  g_print ("%s\n", test_base_get_socket (base));
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      run_as (base, g_strchomp (line));
      g_print ("done\n");
    }
  return 0;
}
