#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import with sums and published layer, against a bare COPY into the same indexed table.

Two deliveries: the whole of France from 2019 on (some 2.8 million cells into an empty base), and
then one month (some 30,000 cells into the full one). One JSON object a line.

    import.py            makes a private base (tests/sql/with-base.sh) and measures in it
"""
import csv
import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MEASURES = 90
MONTHS = 94
LIMIT = 3.0

SETUP = """
SET client_min_messages = warning;
SELECT copil.person_add (gen_random_uuid (), 'administrator', 'A', 'A'),
  copil.assignment_grant (gen_random_uuid (), 'administrator', 'administrator', NULL, NULL, NULL, NULL);
SET SESSION AUTHORIZATION administrator;
SELECT copil.person_add (gen_random_uuid (), 'feed', 'F', 'F'),
  copil.assignment_grant (gen_random_uuid (), 'feed', 'data_feed', NULL, NULL, NULL, NULL);
RESET SESSION AUTHORIZATION;
-- One measure in two is a part of the one before it; three quarters of them count persons.
SELECT copil.catalogue_load (gen_random_uuid (), jsonb_build_object ('indicators', '[]'::jsonb, 'measures',
  (SELECT jsonb_agg (jsonb_build_object ('code', 'm' || i, 'name', 'Mesure ' || i, 'kind', 'flow',
     'rhythm', 'month', 'set', 'bassin', 'producer', 'P', 'threshold', CASE WHEN i % 4 = 3 THEN 0 ELSE 5 END)
     || CASE WHEN i % 2 = 0 THEN jsonb_build_object ('subset_of', 'm' || i - 1) ELSE '{}' END ORDER BY i)
   FROM generate_series (1, %(measures)d) i)));
CREATE SCHEMA bench;
-- Counts that follow the population, from some dozens down to none, with seeded noise.
CREATE UNLOGGED TABLE bench.cell AS
SELECT m.id AS measure_id, t.id AS territory_id, p.period::date AS period,
  round (t.population / 1000.0 * (CASE WHEN m.id %% 2 = 1 THEN 1 ELSE 0.3 END) / (1 + m.id %% 7)
         * (0.75 + (hashint8 (m.id * 1000003::bigint + t.id * 1009 + p.n) & 1023) / 2048.0))::float8 AS value,
  0::smallint AS status
FROM copil.measure m, copil.territory t,
  LATERAL (SELECT n, date '2019-01-01' + make_interval (months => n) AS period
           FROM generate_series (0, %(months)d) n) p
WHERE t.set_code = 'bassin'
ORDER BY p.period, m.id, t.id;
ANALYZE bench.cell;
-- As a client sends it: chunks of columns.
CREATE UNLOGGED TABLE bench.chunk AS
SELECT last, n, array_agg (measure_id) AS m, array_agg (territory_id) AS t, array_agg (period) AS p,
  array_agg (value) AS v, array_agg (status) AS s
FROM (SELECT *, period = (SELECT max (period) FROM bench.cell) AS last,
        row_number () OVER (ORDER BY period, measure_id, territory_id) / 50000 AS n FROM bench.cell) c
GROUP BY last, n;
CREATE TABLE bench.bare (LIKE copil.observation INCLUDING ALL);
GRANT USAGE ON SCHEMA bench TO feed;
GRANT SELECT ON bench.chunk TO feed;
CHECKPOINT;
"""

IMPORT = """
SET SESSION AUTHORIZATION feed;
BEGIN;
SELECT max (copil.batch_stage ('%(command)s', m, t, p, v, s)) FROM bench.chunk WHERE last = %(last)s;
SELECT copil.batch_land ('%(command)s', 'P', 'banc', true) - 'effects';
COMMIT;
"""


def psql(sql, *options):
    process = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *options],
                             input=sql, text=True, stdout=subprocess.PIPE)
    if process.returncode != 0:
        sys.exit("import.py: psql failed")
    return process.stdout


def territory_documents():
    folder = os.path.join(ROOT, "data", "territory")
    communes = {}
    rows = []
    with open(os.path.join(folder, "communes.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            communes.setdefault(row["bassin"], []).append(row["code"])
            rows.append({"code": row["code"], "name": row["name"],
                         "population": int(row["population"] or 0)})
    for name in ("france", "regions", "departements", "bassins"):
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            document = json.load(file)
        if name == "bassins":
            document["communes"] = rows
            for territory in document["territories"]:
                territory["communes"] = communes[territory["code"]]
        yield document


def timed(sql):
    begin = time.monotonic()
    output = psql(sql)
    return time.monotonic() - begin, output


def bare_copy(path, where):
    # The rows as COPY reads them, written before the clock starts.
    psql("\\copy (SELECT value, NULL::float8, territory_id, period, 1, 1::real, measure_id, status, 'r'"
         " FROM bench.cell WHERE %s ORDER BY period, measure_id, territory_id) TO '%s' (FORMAT binary)"
         % (where, path))
    return timed("\\copy bench.bare (value, summed, territory_id, period, batch_id, coverage,"
                 " measure_id, status, origin) FROM '%s' (FORMAT binary)" % path)[0]


def measure(name, last, where, command):
    path = os.path.join(os.environ["COPIL_TEST_BASE"], "cells")
    floor = bare_copy(path, where)
    os.remove(path)
    psql("CHECKPOINT")
    value, answer = timed(IMPORT % {"command": command, "last": last})
    print("# " + " ".join(answer.split()), file=sys.stderr)
    psql("CHECKPOINT")
    print(json.dumps({"name": name, "value": round(value, 3), "unit": "s", "floor": round(floor, 3),
                      "ratio": round(value / floor, 2), "limit": LIMIT}), flush=True)


def main():
    if "COPIL_TEST_BASE" not in os.environ:
        script = os.path.join(ROOT, "tests", "sql", "with-base.sh")
        os.execv(script, [script, sys.executable, os.path.abspath(__file__)])
    psql(SETUP.split("-- One measure")[0])
    for document in territory_documents():
        text = json.dumps(document, ensure_ascii=False).replace("$j$", "")
        psql("SELECT copil.territory_load (gen_random_uuid (), $j$%s$j$)" % text)
    psql(("-- One measure" + SETUP.split("-- One measure")[1].replace("i % ", "i %% "))
         % {"measures": MEASURES, "months": MONTHS})
    newest = "period = (SELECT max (period) FROM bench.cell)"
    measure("import-national", "false", "NOT (%s)" % newest, "00000000-0000-0000-0000-000000000001")
    measure("import-month", "true", newest, "00000000-0000-0000-0000-000000000002")


main()
