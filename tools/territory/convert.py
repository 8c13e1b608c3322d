#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data/territory from the packages of package-lock.json.

    convert.py NODE_MODULES OUTPUT [OUTLINES]

france.json, regions.json, departements.json, bassins.json: documents of territory_load, with
the outlines that the program "outlines" drew.  communes.tsv: every commune with its bassin, its position when known,
and the codes it had before.
"""
import collections
import json
import os
import sys

import positions

VINTAGE = "2026-01-01"
SOURCE = "Code officiel géographique 2026 (Insee, DGCL), @etalab/decoupage-administratif 6.0.0"
LICENCE = "Licence Ouverte 2.0"
MAYOTTE = "976"


def read(modules, name):
    path = os.path.join(modules, "@etalab/decoupage-administratif/data", name + ".json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def typographic(name):
    """The apostrophe that is printed."""
    return name.replace("'", "\u2019")


class Cog:
    """The part of the official code this program knows: France without its collectivities."""

    def __init__(self, modules):
        self.regions = self.covered(read(modules, "regions"))
        self.departments = self.covered(read(modules, "departements"))
        self.basins = read(modules, "arrondissements") + [self.mayotte()]
        entries = self.covered(read(modules, "communes"))
        self.communes = [entry for entry in entries if entry["type"] == "commune-actuelle"]
        self.parts = [entry for entry in entries if entry["type"] != "commune-actuelle"]
        self.names = {entry["code"]: typographic(entry["nom"]) for entry in self.communes}
        self.former = self.former_codes()

    @staticmethod
    def covered(entries):
        return [entry for entry in entries if entry["zone"] in ("metro", "drom")]

    def mayotte(self):
        """The one department without arrondissements stands as a bassin of its own."""
        entry = next(one for one in self.departments if one["code"] == MAYOTTE)
        return dict(entry, departement=MAYOTTE)

    def former_codes(self):
        """Former, delegated, associated and municipal-district code to the commune of today."""
        former = {}
        for entry in self.parts:
            former[entry["code"]] = entry.get("commune") or entry["chefLieu"]
        for entry in self.communes:
            for code in entry.get("anciensCodes", []):
                former[code] = entry["code"]
        return {code: today for code, today in former.items()
                if code not in self.names and today in self.names}

    @staticmethod
    def basin_of(commune):
        return commune["arrondissement"] or commune["departement"]


def populations(cog):
    total = collections.Counter()
    for commune in cog.communes:
        for key in (("bassin", cog.basin_of(commune)), ("departement", commune["departement"]),
                    ("region", commune["region"]), ("france", "FR")):
            total[key] += commune["population"]
    return total


def perimeter_set(code, name, level, approximate=False):
    return {"code": code, "name": name, "level": level, "vintage": VINTAGE, "source": SOURCE,
            "licence": LICENCE, "has_communes": True, "approximate": approximate}


def territory(cog, total, level, entry, parent):
    return {"code": entry["code"], "name": typographic(entry["nom"]),
            "liaison": entry["typeLiaison"], "seat": cog.names.get(entry.get("chefLieu"), ""),
            "population": total[(level, entry["code"])], "parent": parent,
            "communes": None, "outline": None}


def put_outlines(path, name, territories):
    """Adds what was drawn for this set; every territory must have been."""
    with open(path, encoding="utf-8") as file:
        drawn = json.load(file)[name]
    for entry in territories:
        entry["outline"] = drawn[entry["code"]]


def documents(cog):
    total = populations(cog)
    france = {"code": "FR", "nom": "France", "typeLiaison": 3, "chefLieu": "75056"}
    yield ("france", perimeter_set("france", "France", "france"),
           [territory(cog, total, "france", france, None)])
    yield ("regions", perimeter_set("region", "Régions", "region"),
           [territory(cog, total, "region", entry, "france:FR") for entry in cog.regions])
    yield ("departements", perimeter_set("departement", "Départements", "departement"),
           [territory(cog, total, "departement", entry, "region:" + entry["region"])
            for entry in cog.departments])
    yield ("bassins", perimeter_set("bassin", "Bassins : les arrondissements, et Mayotte en entier",
                                    "bassin", approximate=True),
           [territory(cog, total, "bassin", entry, "departement:" + entry["departement"])
            for entry in cog.basins])


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_document(path, perimeters, territories):
    """One territory a line: a change of the official code reads well in a diff."""
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"set":%s,\n"territories":[\n' % compact(perimeters))
        file.write(",\n".join(compact(entry) for entry in territories))
        file.write('\n],\n"communes":[]}\n')


def write_communes(path, cog, located):
    before = collections.defaultdict(list)
    for code, today in sorted(cog.former.items()):
        before[today].append(code)
    with open(path, "w", encoding="utf-8") as file:
        file.write("code\tbassin\tpopulation\tlongitude\tlatitude\tname\tformer\n")
        for commune in cog.communes:
            code = commune["code"]
            longitude, latitude = located.get(code, ("", ""))
            file.write("\t".join([code, cog.basin_of(commune), str(commune["population"]),
                                  longitude, latitude, cog.names[code],
                                  " ".join(before[code])]) + "\n")


def main():
    modules, output, outlines = (sys.argv + [None])[1:4]
    cog = Cog(modules)
    located = positions.locate(modules, cog)
    for name, perimeters, territories in documents(cog):
        if outlines:
            put_outlines(outlines, perimeters["code"], territories)
        write_document(os.path.join(output, name + ".json"), perimeters, territories)
        print("%s: %d territories" % (name, len(territories)))
    write_communes(os.path.join(output, "communes.tsv"), cog, located)
    share = sum(c["population"] for c in cog.communes if c["code"] in located) \
        / sum(c["population"] for c in cog.communes)
    print("communes: %d, %d located (%.1f %% of the population), %d former codes"
          % (len(cog.communes), len(located), 100 * share, len(cog.former)))


if __name__ == "__main__":
    main()
