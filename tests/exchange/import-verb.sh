#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# copilctl import against the base of with-base.c: TAP.
. "$COPIL_SOURCE_DIR/tests/db/verb.sh"
feed=(as feed-demo)
figures=("$work/figures.csv" --measure rsa_eligible)

printf 'bassin;mois;valeur\n596;2026-09;12\n591;2026-09;3\n592;2026-09;40\n' > "$work/figures.csv"

# Bytes of the tables of figures: a landing that is rolled back leaves its rows there, dead.
figure_bytes() {
    psql -X -A -t -U feed-demo -d "$COPIL_TEST_SERVER" -c "
        SELECT sum (pg_relation_size ('copil.' || name)) FROM unnest (ARRAY['observation',
          'observation_secret', 'observation_past', 'observation_group', 'batch', 'change']) name"
}
effects() { "$@" 2>&1 | grep '^  '; }

echo 1..7
before=$(figure_bytes)
check "a dry run" 0 "Nouveaux : 3" "retenus au titre du secret : 2" "rien n’a été écrit" -- \
    "${feed[@]}" import --dry-run "${figures[@]}"
check "leaves no row, not even a dead one" 0 "$before" -- figure_bytes
foreseen=$(effects "${feed[@]}" import --dry-run "${figures[@]}")
check "it foresees" 0 "$foreseen" -- effects "${feed[@]}" import "${figures[@]}"
check "what is written then" 1 "" -- test "$(figure_bytes)" = "$before"
check "the same again changes nothing" 0 "Rien à changer" -- \
    "${feed[@]}" import --dry-run "${figures[@]}"
sed -i 's/;3$/;30/' "$work/figures.csv"
check "a correction" 0 "révisés : 1" "inchangés : 2" -- "${feed[@]}" import --dry-run "${figures[@]}"
check "is refused to others as it would be" 1 "copilctl:" -- \
    as reader import --dry-run "${figures[@]}"
