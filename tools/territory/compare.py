#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the outlines of data/territory with other ones, GeoJSON in kilometres.

    compare.py SET FILE       SET: region, departement or bassin; FILE has properties.code

Prints the intersection over union of each pair: median, tenth percentile, the ten worst.
Needs python3-shapely.
"""
import json
import os
import sys

from shapely.geometry import MultiPolygon, Polygon, shape

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = {"region": "regions.json", "departement": "departements.json", "bassin": "bassins.json"}


def ring(path):
    numbers, points, x, y = [int(one) for one in path.split()], [], 0, 0
    for i in range(0, len(numbers), 2):
        x, y = x + numbers[i], y + numbers[i + 1]
        points.append((x / 100, y / 100))
    return Polygon(points)


def area(outline):
    """Land runs counterclockwise, holes clockwise."""
    rings = [ring(path) for path in outline["rings"]["paths"]]
    land = MultiPolygon([one for one in rings if one.exterior.is_ccw]).buffer(0)
    holes = MultiPolygon([one for one in rings if not one.exterior.is_ccw]).buffer(0)
    return land.difference(holes)


def main():
    name, path = sys.argv[1:3]
    with open(os.path.join(ROOT, "data/territory", FILES[name]), encoding="utf-8") as file:
        outlines = {one["code"]: one["outline"] for one in json.load(file)["territories"]}
    with open(path, encoding="utf-8") as file:
        others = {one["properties"]["code"]: shape(one["geometry"]).buffer(0)
                  for one in json.load(file)["features"]}
    scores = []
    for code, outline in outlines.items():
        if outline["frame"] == "metropole" and code in others:
            ours, theirs = area(outline), others[code]
            scores.append((ours.intersection(theirs).area / ours.union(theirs).area, code,
                           ours.area, theirs.area))
    scores.sort()
    print("%d pairs, median %.3f, tenth percentile %.3f"
          % (len(scores), scores[len(scores) // 2][0], scores[len(scores) // 10][0]))
    for score, code, ours, theirs in scores[:10]:
        print("%s %.3f: %.0f km2, other %.0f km2" % (code, score, ours, theirs))


if __name__ == "__main__":
    main()
