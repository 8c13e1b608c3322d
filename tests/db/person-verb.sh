#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A shared base from nothing, and copilctl person in it, beside the server of with-base.c: TAP.
. "$COPIL_SOURCE_DIR/tests/db/verb.sh"

host=${COPIL_TEST_SERVER%% *}
new() { "$copilctl" --quiet --connect "$host dbname=partage user=$1" "${@:2}"; }
psql -Xq "$host dbname=postgres user=copil" -c 'CREATE DATABASE partage' > /dev/null

echo 1..27
check "made" 0 "étapes appliquées" "indicateurs de Copil sont chargés" "person add" -- \
    new copil db migrate
check "with its territories" 0 "departement" "101" -- new copil territory list
check "with its indicators" 0 "first-appointment" -- new copil catalogue show
regimes() { psql -XqAt "$host dbname=partage user=copil" -c "$1"; }
check "with its legal regimes" 0 "crpa" "comite_emploi" -- regimes "SELECT code FROM copil.regime"
check "once" 0 "à jour" -- new copil db migrate
regimes "DELETE FROM copil.command WHERE name = 'regime_load'; DELETE FROM copil.regime WHERE code = 'crpa'; UPDATE copil.regime SET version = 0, document = '{\"rules\": {}}'"
check "an older base" 0 "à jour" -- new copil db migrate
check "takes the newer regimes" 0 "4" -- regimes "SELECT count (*) FROM copil.regime WHERE document ? 'name'"
check "nobody yet" 0 "" -- new copil person list
check "a first administrator" 0 "Enregistré : anne.roy." '\password anne.roy' -- \
    new copil person add anne.roy --name "Anne Roy" --position "Administratrice" \
    --role administrator
check "the superuser makes no second one" 1 "copilctl:" "rôle" -- \
    new copil person add paul --name "Paul Petit" --position "Préfet" --role administrator
check "who makes others" 0 "Enregistré : paul." -- \
    new anne.roy person add paul --name "Paul Petit" --position "Préfet du Nord" \
    --role chair_state --territory 59
check "who come in" 0 "Valenciennes" -- new paul territory show valenciennes
check "one more role" 0 "Enregistré : paul." -- new anne.roy person grant paul --role reader
check "both are listed" 0 "chair_state          departement:59            Paul Petit, Préfet du Nord" \
    "reader               france" "anne.roy" -- new anne.roy person list
check "others read their own" 0 "chair_state" -- new paul person list
check "and hear nothing of who they may not read" 0 "0" -- \
    bash -c "'$copilctl' --quiet --connect '$host dbname=partage user=paul' person list | grep -c anne; true"
check "others make nobody" 1 "copilctl:" "rôle" -- \
    new paul person add jean --name "Jean" --position "Maire" --role reader
check "a role that is none" 1 "rôle, territoire ou dates" -- \
    new anne.roy person grant paul --role boss
check "a territory that is none" 1 "bassin:596 (Valenciennes)" -- \
    new anne.roy person grant paul --role reader --territory valencienes
check "a login that is none" 1 "minuscules" -- \
    new anne.roy person add "Paul Petit" --name "Paul" --position "Préfet" --role reader
check "a login taken" 1 "déjà" -- \
    new anne.roy person add paul --name "Paul" --position "Préfet" --role reader
check "one role ended" 0 "1 rôle terminé" -- new anne.roy person end paul --role reader
check "the other too" 0 "1 rôle terminé" -- new anne.roy person end paul
check "no role is left" 0 "aucun rôle" -- new anne.roy person list
check "and nothing to see" 1 "copilctl:" -- new paul territory show valenciennes
check "the last administrator stays" 1 "au moins un administrateur" -- \
    new anne.roy person end anne.roy
check "a shared server is not stopped from here" 2 "base embarquée" -- new copil db stop
