#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lands the whole demonstration once, as the first start does, and looks at what is there.

It takes a minute or two: it stands in the display suite, which runs once, and not in the one that
runs again under sanitizers.
"""
import fcntl
import os
import shutil
import subprocess
import tempfile

PROGRAM = os.path.join(os.environ["COPIL_BUILD_DIR"], "src", "copilctl")
AUDIT = """
WITH cell AS MATERIALIZED (
  SELECT o.*, m.threshold, m.subset_of, coalesce (s.value, o.value) AS truth
  FROM copil.observation o JOIN copil.measure m ON m.id = o.measure_id
  LEFT JOIN copil.observation_secret s USING (measure_id, territory_id, period)
  WHERE m.kind <> 'published' AND m.threshold > 0 AND o.period >= '2026-09-01'),
equation AS (
  SELECT p.measure_id, p.period, p.territory_id, p.status, p.threshold, n.child_set,
    count(*) FILTER (WHERE c.status = 5) AS hidden, sum (c.truth) FILTER (WHERE c.status = 5) AS hidden_sum,
    count(*) FILTER (WHERE c.truth > 0) AS positive
  FROM cell p JOIN copil.nesting n ON n.parent_id = p.territory_id
  JOIN cell c ON c.territory_id = n.child_id AND c.measure_id = p.measure_id AND c.period = p.period
  GROUP BY 1, 2, 3, 4, 5, 6)
SELECT (SELECT count(*) FROM equation WHERE status <= 2 AND hidden = 1 OR status = 5 AND hidden = 0 AND positive > 0)
  + (SELECT count(*) FROM equation WHERE status <= 2 AND hidden_sum > 0 AND hidden_sum < threshold)
  + (SELECT count(*) FROM cell WHERE status <= 2 AND value > 0 AND value < threshold)
  + (SELECT count(*) FROM cell c JOIN cell w ON w.measure_id = c.subset_of AND w.territory_id = c.territory_id
       AND w.period = c.period
     WHERE c.status <= 2 AND c.value > 0 AND w.truth > c.value AND w.truth - c.value < c.threshold)
"""
# Question, answer.
CHECKS = [
    ("batches, all of them fictitious", "SELECT count(*) || ' ' || bool_and (fictitious) FROM copil.batch", "19 true"),
    ("everything that is counted has figures", "SELECT count(*) FROM copil.measure m WHERE kind <> 'published'"
     " AND NOT EXISTS"
     " (SELECT FROM copil.observation o WHERE o.measure_id = m.id)", "0"),
    ("millions of them, in every bassin", "SELECT count(*) > 4000000 AND count (DISTINCT territory_id)"
     " FILTER (WHERE territory_id IN (SELECT id FROM copil.territory WHERE set_code = 'bassin')) = 334"
     " FROM copil.observation", "t"),
    ("up to October 2026", "SELECT max (period) FROM copil.observation", "2026-10-01"),
    ("France is the sum of its regions", "SELECT count(*) FROM copil.observation f JOIN LATERAL ("
     " SELECT sum (r.value) AS total, bool_and (r.value IS NOT NULL) AS known FROM copil.observation r"
     " WHERE r.measure_id = f.measure_id AND r.period = f.period AND r.territory_id IN"
     " (SELECT id FROM copil.territory WHERE set_code = 'region')) s ON s.known"
     " JOIN copil.territory t ON t.id = f.territory_id AND t.set_code = 'france'"
     " WHERE f.origin = 's' AND f.period >= '2026-01-01' AND abs (f.value - s.total) > 1e-6 * f.value", "0"),
    ("some figures of October are late, and said to be", "SELECT count(*) > 0 FROM copil.observation"
     " WHERE period = '2026-10-01' AND (coverage < 1 OR status = 1)", "t"),
    ("indexes stand again after the first load", "SELECT string_agg (c.relname, ' ' ORDER BY c.relname) FROM pg_index i"
     " JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'copil.observation'::regclass"
     " AND i.indisvalid", "observation_batch observation_pkey"),
    ("small numbers are withheld", "SELECT count(*) > 10000 FROM copil.observation_secret", "t"),
    ("and nothing gives them back", AUDIT, "0"),
    ("three committees, their sittings past, running and to come", "SELECT string_agg (stage || ' ' || n, ', ' ORDER BY stage)"
     " FROM (SELECT stage, count(*) AS n FROM copil.sitting GROUP BY stage) s",
     "closed 5, convoked 1, draft 2, open 1, submitted 1"),
    ("made by persons of the demonstration alone", "SELECT count(*) FROM copil.sitting_log l WHERE NOT EXISTS"
     " (SELECT FROM copil.person p WHERE p.login = l.login)", "0"),
    ("at their time", "SELECT min (at)::date || ' ' || max (at)::date FROM copil.sitting_log", "2026-05-19 2026-11-20"),
    ("whose logs hold", "SELECT count (copil.log_verify (id)) FROM copil.sitting", "0"),
    ("minutes are final, or with the members", "SELECT string_agg (state, ' ' ORDER BY state) FROM copil.minutes",
     "final final final final remarks"),
    ("decisions are numbered without a gap", "SELECT string_agg (numbers, ' ' ORDER BY numbers) FROM (SELECT"
     " array_agg (number ORDER BY number)::text AS numbers FROM copil.decision GROUP BY committee_id, year) d",
     "{1,2,3,4} {1,2} {1}"),
    ("what was convoked sees the figures", "SELECT count(*) FROM copil.sitting WHERE agenda_version > 0 AND batch_id IS NULL", "0"),
]
cases = 0


def ok(condition, name, detail=""):
    global cases
    cases += 1
    print("%s %d - %s" % ("ok" if condition else "not ok", cases, name), flush=True)
    if not condition:
        print("# " + str(detail).strip().replace("\n", "\n# "))


def copilctl(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ask(place, sql):
    process = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-h", place[0], "-p", place[1], "-U", "copil", "-d",
                              "copil", "-c", sql], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return process.stdout.strip()


def look(base):
    made = copilctl("--quiet", "db", "demo")
    ok(made.returncode == 0, "the demonstration is made", made.stdout)
    started = copilctl("--quiet", "db", "start")
    ok(started.returncode == 0, "and started", started.stdout)
    with open(os.path.join(base, "data", "postmaster.pid"), encoding="utf-8") as file:
        lines = file.read().split("\n")
    place = (lines[4], lines[3])
    for name, sql, expected in CHECKS:
        answer = ask(place, sql)
        ok(answer == expected, name, answer)
    again = copilctl("--quiet", "db", "demo")
    ok(again.returncode == 0 and ask(place, "SELECT max (id) FROM copil.batch") == "19", "made again, it stays as it is",
       again.stdout)
    # As an earlier program left it, one of whose producers said something else.
    ask(place, "COMMENT ON DATABASE copil IS 'copil earlier'; WITH other AS (UPDATE copil.batch"
        " SET command = gen_random_uuid () WHERE producer = 'Insee')"
        " UPDATE copil.command SET id = gen_random_uuid ()"
        " WHERE id IN (SELECT command FROM copil.batch WHERE producer = 'Insee')")
    newer = copilctl("--quiet", "db", "demo")
    landed = ask(place, "SELECT count(*) || ' ' || count(*) FILTER (WHERE name = 'batch_land' AND id NOT IN"
                 " (SELECT command FROM copil.batch) AND answer ->> 'batch' IS NULL)"
                 " FROM copil.command WHERE name = 'batch_land'")
    ok(newer.returncode == 0 and landed == "20 1", "a newer program lands what it changes alone",
       newer.stdout + landed)


def wait_for_supervisor(base):
    """It looks after its locks until it leaves, and would make them again in a folder that goes."""
    with open(os.path.join(base, "supervisor.lock"), "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def main():
    base = tempfile.mkdtemp(prefix="copil-demo-")
    os.chmod(base, 0o711)
    os.environ["COPIL_BASE_DIR"] = os.path.join(base, "base")
    os.environ["COPIL_CACHE_DIR"] = os.path.join(base, "cache")
    try:
        look(os.environ["COPIL_BASE_DIR"])
    finally:
        copilctl("db", "stop", "--force")
        wait_for_supervisor(os.environ["COPIL_BASE_DIR"])
        shutil.rmtree(base)
    print("1..%d" % cases)


main()
