# SPDX-License-Identifier: GPL-3.0-or-later
"""The cube: filled against a bare COPY of the same series, and read within a frame."""
import contextlib
import glob
import json
import os
import select
import shutil
import socket
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FRAME = 1000 / 60

ADMINISTRATOR = """
SELECT copil.person_add (gen_random_uuid (), 'administrator', 'A', 'A'),
  copil.assignment_grant (gen_random_uuid (), 'administrator', 'administrator', NULL, NULL, NULL, NULL);
"""
READER = """
SELECT copil.person_add (gen_random_uuid (), 'reader', 'R', 'R'),
  copil.assignment_grant (gen_random_uuid (), 'reader', 'reader', NULL, NULL, NULL, NULL);
"""
# Straight into the published layer: what is measured here is reading.
FIGURES = """
INSERT INTO copil.batch (id, producer, source, command, content_hash, landed_by, row_count, fictitious)
VALUES (1, 'banc', 'banc', gen_random_uuid (), '', 'administrator', 1, true);
ALTER TABLE copil.observation DISABLE TRIGGER USER;
INSERT INTO copil.observation (measure_id, territory_id, period, batch_id, value, coverage, status, origin)
SELECT m.id, t.id, p, 1, hashint8 (m.id * 1000003::bigint + t.id * 1009 + (p::date - date '2000-01-01')) & 1023,
  CASE WHEN t.id % 50 = 0 THEN 0.9 ELSE 1 END, 0, 'r'
FROM copil.measure m, copil.territory t, generate_series (timestamp '2019-01-01', '2026-10-01',
  CASE m.rhythm WHEN 'month' THEN interval '1 month' WHEN 'quarter' THEN '3 months' ELSE '1 year' END) p
ORDER BY 1, 2, 3;
ALTER TABLE copil.observation ENABLE TRIGGER USER;
VACUUM ANALYZE copil.observation;
"""


def read_json(*path):
    with open(os.path.join(ROOT, "data", *path), encoding="utf-8") as file:
        return json.load(file)


def loading():
    """The shipped territories and catalogue, as SQL of the administrator."""
    yield "SET SESSION AUTHORIZATION administrator;" + READER
    for name in ("france", "regions", "departements", "bassins"):
        yield "SELECT copil.territory_load (gen_random_uuid (), $t$%s$t$::jsonb);" % json.dumps(
            read_json("territory", name + ".json"))
    chapters = [read_json("indicator", os.path.basename(path))
                for path in sorted(glob.glob(os.path.join(ROOT, "data", "indicator", "*.json")))]
    measures = [measure for chapter in chapters for measure in chapter["measures"]]
    indicators = [dict(indicator, chapter=chapter["chapter"])
                  for chapter in chapters for indicator in chapter["indicators"]]
    for measure in measures:
        measure.setdefault("rhythm", "month")
        measure.setdefault("set", "bassin")
    yield "SELECT copil.catalogue_load (gen_random_uuid (), $c$%s$c$::jsonb);" % json.dumps(
        {"measures": measures, "indicators": indicators})
    yield "RESET SESSION AUTHORIZATION;"


@contextlib.contextmanager
def national_base():
    """A private base with the volume of the country; gives the directory of its socket."""
    command = ["bash", os.path.join(ROOT, "tests", "sql", "with-base.sh"), "bash", "-c",
               "echo $PGHOST; read -r end || true"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as base:
        try:
            host = base.stdout.readline().strip()
            for sql in (ADMINISTRATOR, "\n".join(loading()), FIGURES):
                subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", host,
                                "-U", "copil_test_super", "-d", "copil"], input=sql, text=True,
                               check=True, stdout=subprocess.DEVNULL)
            yield host
        finally:
            base.stdin.close()
            base.wait()


def run_json(command, cache):
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True,
                            env=dict(os.environ, COPIL_CACHE_DIR=cache, COPIL_SOURCE_DIR=ROOT))
    return json.loads(output.stdout)


class Turns:
    """Stands before a server and notes when the client speaks after the server did."""

    def __init__(self, host):
        self.folder = tempfile.mkdtemp(prefix="copil-bench-")
        self.host, self.times = host, []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.folder, ".s.PGSQL.5432"))
        self.listener.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        client = self.listener.accept()[0]
        server = socket.socket(socket.AF_UNIX)
        server.connect(os.path.join(self.host, ".s.PGSQL.5432"))
        spoke = server
        while True:
            for source in select.select([client, server], [], [])[0]:
                data = source.recv(1 << 20)
                if not data:
                    return
                if source is client and spoke is server:
                    self.times.append(time.monotonic() * 1000)
                spoke = source
                (server if source is client else client).sendall(data)

    def close(self):
        self.listener.close()
        shutil.rmtree(self.folder)


def count_turns(bench, host):
    """Round trips from a connection to the first page, with no file of figures."""
    turns = Turns(host)
    cache = tempfile.mkdtemp(prefix="copil-bench-")
    try:
        times = run_json([bench.program("tests", "bench", "bench-cube-fill"), turns.folder,
                          "copil", "reader"], cache)
        first, last = (times["start"] + times[key] for key in ("connected", "painted"))
        return sum(first <= moment <= last for moment in turns.times)
    finally:
        turns.close()
        shutil.rmtree(cache)


def measure_fill(bench, cache):
    with national_base() as host:
        yield bench.row("first page with an empty cube, round trips", count_turns(bench, host), "",
                        1, 1)
        fill = [bench.program("tests", "bench", "bench-cube-fill"), host, "copil", "reader"]
        copy = [bench.program("tests", "bench", "floor-copy-series"),
                "host=%s dbname=copil user=reader" % host]
        seconds, floor = bench.compare(lambda: run_json(fill, cache)["filled"] / 1000,
                                       lambda: bench.seconds(copy), 3)
    yield bench.row("whole cube filled", seconds, "s", floor, 2)


def measure_reading(bench, cache):
    times = run_json([bench.program("tests", "bench", "bench-cube-read")], cache)
    names = {"territory": "cube: another territory, all indicators",
             "indicator": "cube: another indicator, with its history",
             "open": "cube: its file opened"}
    for key, name in names.items():
        yield bench.row(name, times[key], "ms", FRAME, 1)
    yield bench.row("cube: all territories, one indicator", times["month"] / times["indicators"],
                    "ms", FRAME, 1)


def measure(bench):
    cache = tempfile.mkdtemp(prefix="copil-bench-")
    try:
        yield from measure_fill(bench, cache)
        yield from measure_reading(bench, cache)
    finally:
        shutil.rmtree(cache)
