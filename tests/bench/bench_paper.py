# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes of 20 items and 40 members: printed, against their own drawing.

Their own cairo drawing is what cairo alone takes to write the laid out pages, tags included: what is
above it is composing, breaking lines and finishing the file. The second row has the floor of a report
(floor/replay.c): the surface, the pages, the fonts and the text of the PDF, set by cairo's own simple
text. That has no tags, and counted in instructions cairo itself takes 1.46 x that floor as soon as
each cell of a table is tagged, which accessible minutes need; its limit is that of a report. All
print again and again in one process, so that none counts its start; words shaped once stay shaped.
"""
import json
import os
import subprocess
import tempfile

TIMES = 20
MEMBERS, ITEMS, CALLED = 40, 20, 4
AT = "2026-12-03T%02d:%02d:00+01:00"


def present(n):
    return {"name": "Membre %d de Saint-Amand" % n, "position": "Vice-présidence %d, insertion" % n,
            "seat": "Siège %d" % n, "college": ("État", "Collectivités", "Partenaires")[n % 3],
            "chair": {0: "state", 1: "local"}.get(n), "votes": 1, "capacity": "full",
            "mode": "room", "stays": [[AT % (9, 30), None]]}


def vote(n):
    choice = ("for", "for", "for", "against", "abstain")
    return {"question": "Adopter la proposition %d ?" % n, "method": "roll", "verdict": "adopted",
            "for": 24, "against": 8, "abstentions": 8,
            "ballots": [{"seat": "Siège %d" % m, "name": "Membre %d de Saint-Amand" % m,
                         "choice": choice[m % 5], "votes": 1} for m in range(MEMBERS)]}


def item(n):
    return {"id": "item-%d" % n, "number": str(n + 1), "nature": "decision",
            "title": "Répartition de l’enveloppe « aller vers », étape %d" % (n + 1),
            "presenter": "Direction départementale", "planned": 900, "elapsed": 1000 + 10 * n,
            "votes": [vote(n)] if n % (ITEMS // CALLED) == 0 else []}


def paragraph(n):
    words = ("Le rapporteur expose les travaux conduits depuis la dernière séance et les points qui"
             " restent à trancher. Plusieurs membres demandent que les bassins soient entendus. ")
    return {"section": "item", "item": "item-%d" % n, "words": words * 3}


def minutes():
    return {"state": "final", "content_hash": "a4" * 32, "content": {
        "committee": "Comité départemental pour l’emploi du Nord", "number": 3,
        "local_authority": "Département du Nord", "place": "Préfecture du Nord",
        "starts_at": AT % (9, 30), "opened_at": AT % (9, 34), "closed_at": AT % (12, 41),
        "presents": [present(n) for n in range(MEMBERS)],
        "items": [item(n) for n in range(ITEMS)],
        "paragraphs": [paragraph(n) for n in range(ITEMS)],
        "decisions": [{"id": "d%d" % n, "year": 2026, "number": n + 1,
                       "words": "Le comité retient la proposition %d." % (n + 1)}
                      for n in range(ITEMS)],
        "actions": [{"words": "Préparer la suite %d" % n, "owner": "Membre %d" % n,
                     "due": "2026-12-20"} for n in range(10)]}}


def measure(bench):
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        data, pdf, operations, floor = (os.path.join(folder, name) for name in (
            "minutes.json", "minutes.pdf", "operations", "floor.pdf"))
        with open(data, "w", encoding="utf-8") as out:
            json.dump(minutes(), out)
        printing = [bench.program("tests", "bench", "bench-paper"), data, pdf]
        drawing = [bench.program("tests", "bench", "floor-replay"), operations, floor]
        subprocess.run(printing, check=True)
        with open(operations, "wb") as out:
            subprocess.run([os.path.join(os.path.dirname(__file__), "operations.py"), pdf],
                           check=True, stdout=out)
        own = printing[:2] + [floor, str(TIMES), "draw"]
        for what, least, limit in (("", own, 1.5), (", without tags", drawing + [str(TIMES)], 2.5)):
            mine, least = bench.compare_commands(printing + [str(TIMES)], least)
            yield bench.row("minutes of 20 items and 40 members" + what,
                            mine / TIMES, "s", least / TIMES, limit)
