#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# copilctl territory against the base of with-base.c: TAP.
. "$COPIL_SOURCE_DIR/tests/db/verb.sh"
reader=(as reader)
admin=(as administrator)

cat > "$work/zones.csv" <<'EOF'
code_insee;code_zone;nom_zone
59606;V;Valenciennois
59014;V;Valenciennois
59350;L;Lille et l'Artois
62041;L;Lille et l'Artois
59512;L;Lille et l'Artois
99999;L;Lille et l'Artois
EOF
printf 'nom;valeur\nNord;1\n' > "$work/other.csv"

echo 1..20
check "the sets" 0 "france" "334" "Départements" -- "${reader[@]}" territory list
check "the territories of a set" 0 "Guadeloupe" "Hauts-de-France" -- "${reader[@]}" territory list region
check "no such set" 1 "zone51" -- "${reader[@]}" territory list zone51
check "one territory" 0 "France › Hauts-de-France › Nord › Valenciennes" "bassin:596" -- \
    "${reader[@]}" territory show VALENCIENNES
check "two of one code" 1 "departement:75 (Paris)" "region:75 (Nouvelle-Aquitaine)" -- \
    "${reader[@]}" territory show 75
check "a typing error" 1 "bassin:596 (Valenciennes)" -- "${reader[@]}" territory show valencienes
check "a dry run" 0 "périmètres" "99999" -- \
    "${admin[@]}" territory import --set mes_zones --name "Mes zones" --dry-run "$work/zones.csv"
check "nothing recorded by a dry run" 1 "mes_zones" -- "${reader[@]}" territory list mes_zones
check "refused to others" 1 "copilctl:" -- \
    "${reader[@]}" territory import --set mes_zones "$work/zones.csv"
check "recorded" 0 "mes_zones" -- \
    "${admin[@]}" territory import --set mes_zones --name "Mes zones" "$work/zones.csv"
check "the same again changes nothing" 0 "Rien à changer" -- \
    "${admin[@]}" territory import --set mes_zones --name "Mes zones" "$work/zones.csv"
sed -i '/59014/d' "$work/zones.csv"
check "a commune less is a change" 0 "Enregistré" -- \
    "${admin[@]}" territory import --set mes_zones --name "Mes zones" "$work/zones.csv"
check "shown" 0 "Lille et l’Artois" "Hauts-de-France" -- "${reader[@]}" territory list mes_zones
check "not a composition" 1 "59606" -- "${admin[@]}" territory import "$work/other.csv"
cat > "$work/autres.csv" <<'EOF'
code_insee;code_zone;nom_zone
59606;V;Valenciennois
59014;V;Valenciennois
59350;L;Lille
59512;L;Lille
59599;L;Lille
62041;A;Artois
62119;A;Artois
EOF
check "import knows one" 0 "périmètres" "territory import" -- \
    "${admin[@]}" import --dry-run "$work/autres.csv"
check "and refuses others the same way" 1 "copilctl:" -- "${reader[@]}" import "$work/autres.csv"

# What is written for the person: all of it, or a sentence and nothing.
printf 'dep;mois;allocataires du RSA\n59;2020-01;9\n62;2020-01;8\n' > "$work/rsa.csv"
ln -s /dev/full "$work/full.json"
check "a full disk is said" 1 "plus de place" -- \
    as feed-demo import --dry-run --save-mapping "$work/full.json" "$work/rsa.csv"
check "so is a folder that is not there" 1 "absent" -- \
    as feed-demo import --dry-run --save-mapping "$work/absent/m.json" "$work/rsa.csv"
words=$(as nobody-here territory list 2>&1)
check "a login that is not known: one sentence, in French" 0 -- \
    test "$(printf '%s\n' "$words" | grep -c .)" = 1
check "and it says what to do" 0 "Vérifiez" -- printf '%s' "$words"
