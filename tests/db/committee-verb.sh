#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# copilctl committee against the base of with-base.c: TAP.
. "$COPIL_SOURCE_DIR/tests/db/verb.sh"

readonly COMMITTEE=c0000000-0000-4000-8000-000000000001 SITTING=50000000-0000-4000-8000-000000000001
committee() { as coordination-59 committee "$@"; }
# sql LOGIN STATEMENT...: as that login
sql() {
    local login=$1
    shift
    printf '%s;\n' "$@" | psql -XqAt -v ON_ERROR_STOP=1 "$COPIL_TEST_SERVER user=$login" > /dev/null
}

echo 1..31
check "none yet" 0 "Aucun comité" -- committee list

check "set up" 0 -- sql administrator \
    "SELECT copil.regime_load (gen_random_uuid (), \$\$$(cat "$COPIL_SOURCE_DIR/data/committee/regimes.json")\$\$)" \
    "SELECT copil.committee_add (gen_random_uuid (), '$COMMITTEE', (SELECT id FROM copil.territory
       WHERE set_code = 'departement' AND code = '59'), 'departement', 'Comité départemental du Nord',
       'Département du Nord', 'crpa', NULL, '2026-01-01')"
check "prepared" 0 -- sql coordination-59 \
    "SELECT copil.college_add (gen_random_uuid (), '20000000-0000-4000-8000-000000000001', '$COMMITTEE', 'État', 1)" \
    "SELECT copil.seat_add (gen_random_uuid (), '30000000-0000-4000-8000-000000000001', '$COMMITTEE',
       '20000000-0000-4000-8000-000000000001', 'Préfet du Nord', 'ex_officio', 'state', 'Préfecture', 1, 1, '2026-01-01')" \
    "SELECT copil.sitting_add (gen_random_uuid (), '$SITTING', '$COMMITTEE', 'Séance d’hiver',
       '2026-12-03 14:00+01', 'Préfecture, Lille', true)" \
    "SELECT copil.item_add (gen_random_uuid (), gen_random_uuid (), '$SITTING', NULL, 1, 'information', 'Ouverture', '', NULL, 600, false)" \
    "SELECT copil.item_add (gen_random_uuid (), gen_random_uuid (), '$SITTING', NULL, 2, 'decision', 'Budget', '', NULL, 1200, true)"
check "listed" 0 "c0000000" "Comité départemental du Nord" "2026" -- committee list
check "shown by its territory" 0 "Département du Nord" "Préfet du Nord" "vacant" "Séance d’hiver" -- \
    committee show 59
check "shown by its identifier" 0 "Préfet du Nord" -- committee show c0000000
check "no such committee" 1 "copilctl:" "Il n’y a pas de comité" -- committee show 62
check "the agenda with its hours" 0 "1         14:00   10 min    à venir" "2         14:10   20 min    à venir" "Quorum" -- \
    committee agenda 59 1
check "no such sitting" 1 "copilctl:" "numéro 7" -- committee agenda 59 7
check "which one is not said" 2 "copilctl:" -- committee agenda 59
check "a draft is not for everybody" 1 "copilctl:" "numéro 1" -- as reader committee agenda 59 1
check "the log" 0 "item_added" "coordination-59" "tel qu’il a été écrit" -- committee log 59 1
check "archived" 0 "fichier" -- committee archive 59 1 -o "$work/archive"
check "with all that it holds" 0 "Budget" "Séance d’hiver" "Préfet du Nord" "item_added" -- \
    cat "$work/archive/seance.json"
check "nowhere to write" 1 "copilctl:" -- committee archive 59 1 -o /proc/nowhere
check "the convocation" 0 "Écrit dans" -- committee print 59 1 --kind convocation -o "$work/c.pdf"
check "as it reads" 0 "Convocation" "jeudi 3 décembre 2026" "Budget" -- pdftotext "$work/c.pdf" -
check "all of the sitting" 0 "Écrit dans" -- committee print 59 1 --kind pack -o "$work/p.pdf"
check "no minutes yet" 1 "copilctl:" "procès-verbal" -- committee print 59 1 --kind minutes -o "$work/m.pdf"
check "no such document" 1 "copilctl:" "roman" -- committee print 59 1 --kind roman -o "$work/m.pdf"

# What only those who prepare have: their notes.
check "a note" 0 -- sql coordination-59 \
    "SELECT copil.note_set (gen_random_uuid (), gen_random_uuid (), '$SITTING', NULL, 'Penser au micro')"
check "the running order" 0 "Écrit dans" -- committee print 59 1 --kind running-order -o "$work/r.pdf"
check "with the notes" 0 "Conducteur" "Penser au micro" "Budget" "Vote attendu" -- pdftotext "$work/r.pdf" -
check "not for a chair" 1 "copilctl:" "réservé" -- as chair-state-59 committee print 59 1 --kind running-order -o "$work/x.pdf"
check "who archives without the notes" 0 -- as chair-state-59 committee archive 59 1 -o "$work/chair"
check "as the base wants it" 1 -- grep -q "Penser au micro" "$work/chair/seance.json"
check "nothing changed yet" 1 "copilctl:" "n’a pas changé" -- committee print 59 1 --kind changes -o "$work/x.pdf"
check "figures of the committee" 0 "Écrit dans" -- \
    committee print 59 --kind statistics --since 2026-01-01 --until 2026-12-31 -o "$work/s.pdf"
check "when it has not sat" 0 "31 décembre 2026" "Aucune séance" -- pdftotext "$work/s.pdf" -
check "no such day" 1 "copilctl:" "hier" "n’est pas un jour" -- committee print 59 --kind statistics --since hier -o "$work/x.pdf"
check "of which sitting is not said" 1 "copilctl:" "numéro de la séance" -- committee print 59 --kind convocation -o "$work/x.pdf"
