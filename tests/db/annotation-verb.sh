#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# copilctl annotation against the base of with-base.c: TAP.
. "$COPIL_SOURCE_DIR/tests/db/verb.sh"

readonly FIRST=7bd1a7f4-3d6a-4c86-9b8e-b8a2a1c6a6a1 SECOND=0c0d6d3e-27f5-4b5b-8d0d-51a1b7a0a002
readonly THIRD=6f3b1f0a-90f4-4a3b-a4f7-0d5f8f6c1003
curve=(--indicator first-appointment --month 2026-03)
list() { as reader annotation list "$@"; }
secretariat() { as secretariat-59 annotation "$@"; }
# The identifiers, the first one written first.
identifiers() { list -o "$work/list.csv" && sed 1d "$work/list.csv" | cut -d';' -f1; }
count() { identifiers | wc -l; }

echo 1..35
check "none yet" 0 "Aucune annotation" -- list

check "added" 0 "Enregistrée" -- \
    secretariat add --territory 59 "${curve[@]}" --command $FIRST "Renfort : 24 conseillers"
one=$(identifiers)
check "the same request is answered the same" 0 "$one" -- \
    secretariat add --territory 59 "${curve[@]}" --command $FIRST "Renfort : 24 conseillers"
check "and recorded once" 0 "1" -- count
check "another content under its UUID" 1 "copilctl:" "autre contenu" -- \
    secretariat add --territory 59 "${curve[@]}" --command $FIRST "Renfort : 12 conseillers"
check "listed with its author" 0 "${one:0:8}" "mars 2026" "Nord" "Renfort : 24 conseillers" \
    "Inès Carlier" -- list
check "read in the parts" 0 "Renfort" -- list --territory valenciennes
check "not beside them" 0 "Aucune annotation" -- list --territory 62
check "not on other curves" 0 "Aucune annotation" -- list --indicator access-6m
check "as a file" 0 "$one;first-appointment;departement:59;Nord;2026-03;Renfort : 24 conseillers;secretariat-59;" -- \
    bash -c "cat '$work/list.csv'"
check "a territory that is none" 1 "bassin:596 (Valenciennes)" -- list --territory valencienes
check "a file that cannot be" 1 "copilctl:" "/nowhere" -- list -o /nowhere/list.csv

check "refused to a reader" 1 "copilctl:" "rôle" -- \
    as reader annotation add --territory 59 "${curve[@]}" "Mot d’un lecteur"
check "refused elsewhere" 1 "copilctl:" "n’est pas de ceux que vous pouvez annoter" -- \
    secretariat add --territory 62 "${curve[@]}" "Chez les voisins"
check "no such indicator" 1 "copilctl:" "n’est pas au catalogue" -- \
    secretariat add --territory 59 --indicator nothing --month 2026-03 "Renfort"
check "no words" 1 "copilctl:" "texte vide" -- \
    secretariat add --territory 59 "${curve[@]}" "   "
check "too many words" 1 "copilctl:" "trop long" -- \
    secretariat add --territory 59 "${curve[@]}" "$(printf 'x%.0s' {1..401})"
check "a typing error in the territory" 1 "bassin:596 (Valenciennes)" -- \
    secretariat add --territory valencienes "${curve[@]}" "Renfort"
check "nothing of all that was recorded" 0 "1" -- count

check "others do not speak for the author" 1 "copilctl:" "Seule la personne" -- \
    as chair-state-59 annotation change "$one" "Autre chose"
check "a reader corrects nothing" 1 "copilctl:" "rôle" -- \
    as reader annotation change "$one" "Autre chose"
check "corrected by the start of its name" 0 "$one" "version 2" -- \
    secretariat change "${one:0:8}" "Renfort : 12 conseillers"
check "and said so" 0 "Renfort : 12 conseillers" "corrigée le" -- list
check "another month, the same words" 0 "version 3" -- secretariat change "$one" --month 2026-04
check "the words were kept" 0 "avril 2026" "Renfort : 12 conseillers" -- list
check "too late" 1 "copilctl:" "entre-temps" -- \
    secretariat change "$one" --month 2026-04 --version 2 "Renfort"
check "once, under a UUID" 0 "version 4" -- \
    secretariat change "$one" --version 3 --command $SECOND "Renfort"
check "twice, the same" 0 "version 4" -- \
    secretariat change "$one" --version 3 --command $SECOND "Renfort"
check "corrected to nothing" 1 "copilctl:" "texte vide" -- secretariat change "$one" ""
check "not one of them" 1 "copilctl:" "Aucune annotation" -- secretariat change ffff "Renfort"

secretariat add --territory bassin:596 "${curve[@]}" "Accueil de proximité" > /dev/null
check "several of them" 1 "copilctl:" "Plusieurs annotations" -- secretariat remove ""
check "a reader removes nothing" 1 "copilctl:" "rôle" -- as reader annotation remove "$one"
check "removed by a chair" 0 "Retirée" "$one" -- \
    as chair-state-59 annotation remove "$one" --command $THIRD
check "answered the same again" 0 "Retirée" "$one" -- \
    as chair-state-59 annotation remove "$one" --command $THIRD
check "gone already" 1 "copilctl:" "déjà été retirée" -- secretariat remove "$one"
