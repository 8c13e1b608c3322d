#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader of all versions can work out: nothing that is withheld.

Run under with-base.sh; "past.py crossing" in a country where perimeters cross. Random figures land and are revised, batch after batch. The reader knows
every published figure of every version, which cells stayed as they were, all nestings and the
histogram. Each batch is a system of equations; a withheld figure is exposed when elimination
(modulo a prime) gives it back. What the true figures are is asked as the superuser. Periods are
systems of their own: COPIL_TEST_MONTHS asks for more than the suite has time for.
"""
import collections
import json
import os
import random
import subprocess
import sys
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
PRIME = (1 << 61) - 1
MONTHS = int(os.environ.get("COPIL_TEST_MONTHS", "72"))
THRESHOLD = 5
BATCHES = 5
PLACES = ["101", "102", "103", "201", "202", "301", "302"]
cases = 0


def ok(condition, name, detail=""):
    global cases
    cases += 1
    print("%s %d - %s" % ("ok" if condition else "not ok", cases, name), flush=True)
    if not condition:
        print("# " + str(detail).replace("\n", "\n# "))


def psql(sql, *arguments):
    process = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments],
                             input=sql, text=True, stdout=subprocess.PIPE, cwd=HERE)
    if process.returncode != 0:
        print("Bail out! psql failed")
        sys.exit(1)
    return process.stdout.strip()


def period(month):
    return "%d-%02d-01" % (1950 + month // 12, 1 + month % 12)


def count():
    return random.randrange(7) if random.random() < 0.3 else random.randrange(10, 300)


def small():
    """So small that changes meet, cancel out, and release cells as they were."""
    return random.randrange(9)


def draw_buckets(month, before):
    """Every third month as large as figures mostly are; of the others, half keep some buckets."""
    if month % 3 == 0:
        return [count(), count(), count()]
    fresh = [small(), small(), small()]
    if before and month % 3 == 1:
        return [random.choice(pair) for pair in zip(before, fresh)]
    return fresh


def deliver(first, standing):
    """Cells of one delivery: all places at first, then some of them."""
    lines = []
    for month in range(MONTHS):
        for place in PLACES:
            if random.random() < (0.8 if first else 0.25):
                where = "bassin:%s %s" % (place, period(month)[:7])
                buckets = draw_buckets(month, standing.get((place, month)))
                standing[(place, month)] = buckets
                lines.append("notified %s %d" % (where, small() if month % 2 else count()))
                lines.append("wait %s %d" % (where, sum(buckets)))
                for name, value in zip(("wait_0", "wait_15", "wait_30"), buckets):
                    lines.append("%s %s %d" % (name, where, value))
    answer = psql("SELECT t.land ($c$%s$c$)" % "\n".join(lines))
    return json.loads(answer)["batch"]


def table(sql):
    text = psql("SELECT coalesce (json_agg (r), '[]') FROM (%s) r" % sql)
    return json.loads(text)


def truth():
    return {(r["m"], r["t"], r["p"]): (r["v"], r["b"]) for r in table(
        "SELECT o.measure_id AS m, o.territory_id AS t, o.period AS p, coalesce (s.value, o.value) AS v,"
        " o.batch_id AS b"
        " FROM copil.observation o LEFT JOIN copil.observation_secret s"
        " USING (measure_id, territory_id, period)") if r["v"] is not None}


def versions(states):
    """For each batch, the number of the version that each cell then had: where a row was replaced
    by one of the same figure, a reader who may see one only cannot know."""
    number, value, answer = collections.Counter(), {}, []
    for state in states:
        for cell, v in state.items():
            if value.get(cell) != v:
                number[cell] += 1
                value[cell] = v
        answer.append({cell: (cell, number[cell]) for cell in state})
    return answer


def published(batches, of_batch):
    """What a reader sees: version -> figure."""
    known = {}
    rows = table("SELECT measure_id AS m, territory_id AS t, period AS p, value AS v, batch_id AS b,"
                 " NULL AS u FROM copil.observation WHERE value IS NOT NULL UNION ALL"
                 " SELECT measure_id, territory_id, period, value, batch_id, until_batch"
                 " FROM copil.observation_past WHERE value IS NOT NULL")
    for row in rows:
        for batch, version in zip(batches, of_batch):
            cell = (row["m"], row["t"], row["p"])
            if row["b"] <= batch and (row["u"] is None or batch < row["u"]) and cell in version:
                known[version[cell]] = row["v"]
    return known


def equations(states, of_batch, nestings, buckets):
    for state, version in zip(states, of_batch):
        for measure, place, when in state:
            for children in nestings.get(place, {}).values():
                parts = [(measure, child, when) for child in children if (measure, child, when) in state]
                if parts:
                    yield version[(measure, place, when)], [version[c] for c in parts]
            parts = [(part, place, when) for part in buckets.get(measure, [])]
            if parts and all(part in state for part in parts):
                yield version[(measure, place, when)], [version[c] for c in parts]


def solve(rows):
    """Reduced rows over the unknowns; answers those that a row determines alone."""
    pivots = {}
    for row in rows:
        for column in [c for c in row if c in pivots]:
            if column in row:
                add(row, pivots[column], -row[column])
        if not row:
            continue
        pivot = min(row)
        factor = pow(row[pivot], PRIME - 2, PRIME)
        row = {c: v * factor % PRIME for c, v in row.items()}
        for other in pivots.values():
            if pivot in other:
                add(other, row, -other[pivot])
        pivots[pivot] = row
    return [pivot for pivot, row in pivots.items() if len(row) == 1]


def add(row, other, factor):
    for column, value in other.items():
        total = (row.get(column, 0) + factor * value) % PRIME
        if total:
            row[column] = total
        else:
            row.pop(column, None)


def exposed(batches, states, nestings, buckets):
    of_batch = versions(states)
    known = published(batches, of_batch)
    systems = collections.defaultdict(list)
    for parent, children in equations(states, of_batch, nestings, buckets):
        row = collections.Counter()
        if parent not in known:
            row[parent] += 1
        for child in children:
            if child not in known:
                row[child] -= 1
        systems[parent[0][2]].append({c: v % PRIME for c, v in row.items() if v % PRIME})
    true = {version[cell]: state[cell] for state, version in zip(states, of_batch) for cell in state}
    return [v for rows in systems.values() for v in solve(rows) if 0 < true[v][0] < THRESHOLD], len(known)


def main():
    psql("", "-f", "fixture.sql")
    crossing = sys.argv[1:] == ["crossing"]
    if crossing:
        psql("", "-f", "crossing.sql")
        PLACES.extend(["203", "204", "303", "304"])
    random.seed(int(os.environ.get("COPIL_TEST_SEED", "5")))
    nestings = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in table("SELECT parent_id AS p, child_set AS s, child_id AS c FROM copil.nesting"):
        nestings[row["p"]][row["s"]].append(row["c"])
    buckets = collections.defaultdict(list)
    for row in table("SELECT whole_id AS w, part_id AS p FROM copil.bucket"):
        buckets[row["w"]].append(row["p"])
    batches, states, standing = [], [], {}
    for number in range(BATCHES):
        batches.append(deliver(number == 0, standing))
        states.append(truth())
        found, n_known = exposed(batches, states, nestings, buckets)
        ok(not found, "nothing is given back after %d batches" % (number + 1), sorted(found)[:10])
    hidden = int(psql("SELECT count(*) FROM copil.observation_past WHERE status = 5"))
    kept = int(psql("SELECT count(*) FROM copil.observation_past WHERE status <= 2"))
    buckets_kept = int(psql("SELECT count(*) FROM copil.observation_past p JOIN copil.bucket b"
                            " ON b.part_id = p.measure_id WHERE p.status <= 2"))
    # Where perimeters cross, little of the past is kept.
    ok(crossing or buckets_kept > 50, "histograms keep a past where it tells nothing", buckets_kept)
    ok(hidden > 50 and kept > 50, "some of the past is withheld, and some is not", (hidden, kept, n_known))
    # The audit notices: what the past was, put back.
    psql("UPDATE copil.observation_past p SET value = s.value, status = 0 FROM copil.observation_secret s"
         " WHERE s.measure_id = p.measure_id AND s.territory_id = p.territory_id AND s.period = p.period")
    found, n_known = exposed(batches, states, nestings, buckets)
    ok(found, "the audit finds what an open past would give back")
    print("1..%d" % cases)


main()
