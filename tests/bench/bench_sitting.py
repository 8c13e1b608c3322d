#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sixty stations in one sitting, each a process with its own login and the store that a window has.

They follow changes beside bare listeners (LISTEN, then the query of the feed), say all at once that
their member is there, compare their clocks, and one of them comes back after thirty seconds and
five hundred changes. The base is one of its own, which syncs to disk; see tests/sql/stations.sql.
"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
SQL = os.path.join(os.path.dirname(HERE), "sql")
SITTING = "00000000-0000-0000-0000-000000000100"
STATIONS, LISTENERS = 60, 4
CHANGES, PAUSE = 60, 0.3
AWAY_SECONDS, AWAY_CHANGES = 30, 500
PATIENCE = 120


def now():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def member(n):
    return "00000000-0000-0000-0000-%012d" % (2000 + n)


class Program:
    """A process that is told lines and says some; what it said is kept by its first word."""

    def __init__(self, *command):
        self.said = {}
        self.news = threading.Condition()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            words = line.split()
            with self.news:
                self.said.setdefault(words[0], []).append(words[1:])
                self.news.notify_all()

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait(self, ready):
        with self.news:
            if not self.news.wait_for(lambda: ready(self.said), PATIENCE):
                raise RuntimeError("a station said nothing for %d s" % PATIENCE)

    def ask(self, line):
        word = line.split()[0]
        before = len(self.said.get(word, []))
        self.tell(line)
        self.wait(lambda said: len(said.get(word, [])) > before)
        return list(map(int, self.said[word][-1]))

    def shown(self):
        return {name: int(at) for name, at in self.said.get("shown", [])}

    def revision(self):
        return max((int(n) for n, _ in self.said.get("revision", [])), default=0)

    def end(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()


def note(entered, name=None):
    """Somebody comes or leaves, as who animates notes it."""
    return ("SELECT copil.attendance_note (command => gen_random_uuid (), id => '%s', sitting => '%s', member => t.u (31),"
            " seat => t.u (21), entered => %s, mode => 'room', identified => NULL)" % (name or uuid.uuid4(), SITTING, entered))


def measure_clocks(stations):
    offsets = [station.ask("clock")[0] for station in stations]
    return (max(offsets) - min(offsets)) / 1000


def measure_changes(operator, stations, listeners):
    """Milliseconds from before the commit to the list of each station, and to the answer of the feed."""
    commits = {}
    for n in range(CHANGES):
        name = str(uuid.uuid4())
        operator.ask("BEGIN")
        operator.ask(note(n % 2 == 0, name))
        commits[name] = now()
        operator.ask("COMMIT")
        time.sleep(PAUSE)
    for station in stations:
        station.wait(lambda said: len(said.get("shown", [])) >= CHANGES)
    shown = [station.shown() for station in stations]
    mine = [(times[name] - at) / 1000 for times in shown for name, at in commits.items()]
    told = [[int(at) for at, in listener.said.get(SITTING, [])] for listener in listeners]
    least = [min((at - begun) / 1000 for at in times if at >= begun) for times in told for begun in commits.values()]
    return percentile(mine, 0.95), percentile(least, 0.95)


def measure_present(admin, stations):
    """All at once: milliseconds until somebody saw the last one, and how many were counted wrong as they came."""
    names = [str(uuid.uuid4()) for _ in stations]
    begun = now()
    for n, (station, name) in enumerate(zip(stations, names), 1):
        station.tell("present %s %s %s" % (name, member(n), member(n)))
    for station in stations:
        station.wait(lambda said: set(names) <= {name for name, _ in said.get("shown", [])})
    shown = [station.shown() for station in stations]
    last = max(min(times[name] for times in shown) for name in names)
    ids = ", ".join("'%s'" % name for name in names)
    wrong = admin.ask("SELECT count (*) FILTER (WHERE x.present <> x.expected) + %d - count (*) FROM (SELECT row_number () OVER"
                      " (ORDER BY a.revision) AS expected, (SELECT count (*) FROM copil.seating (a.sitting_id, a.at, NULL) s WHERE"
                      " s.sits = 'full' AND s.rank > 100) AS present FROM copil.attendance a WHERE a.id IN (%s)) x" % (STATIONS, ids))
    return (last - begun) / 1000, int(wrong)


def measure_return(admin, operator, station):
    """Milliseconds until a station that was away has everything, and what it lacks or has twice."""
    station.tell("leave")
    begun = time.monotonic()
    operator.ask(";\n".join(note(n % 2 == 0) for n in range(AWAY_CHANGES)))
    time.sleep(max(0, AWAY_SECONDS - (time.monotonic() - begun)))
    last = int(admin.ask("SELECT max (revision) FROM copil.sitting_row WHERE sitting_id = '%s'" % SITTING))
    stored = int(admin.ask("SELECT count (*) FROM copil.attendance WHERE sitting_id = '%s'" % SITTING))
    back = now()
    station.tell("back")
    station.wait(lambda said: station.revision() >= last)
    at = min(int(at) for n, at in station.said["revision"] if int(n) >= last)
    listed, distinct = station.ask("count")
    return (at - back) / 1000, abs(listed - stored) + abs(listed - distinct)


def start_stations(folder, program, host):
    stations = []
    for n in range(1, STATIONS + 1):
        os.mkdir(os.path.join(folder, str(n)), 0o700)
        stations.append(Program(program, host, "station-%d" % n, SITTING, os.path.join(folder, str(n))))
    for station in stations:
        station.wait(lambda said: "loaded" in said)
    return stations


def inside(station_program, listen_program):
    """Under with-base.sh: prints what was measured as one line of JSON."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, SQL)
    from session import Session, run_files
    run_files("fixture.sql", "live-set.sql", "stations.sql")
    admin, operator = Session(), Session("secretariat-10")
    operator.ask("SELECT copil.sitting_open (command => gen_random_uuid (), sitting => '%s')" % SITTING)
    host = os.environ["PGHOST"]
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        stations = start_stations(folder, station_program, host)
        listeners = [Program(listen_program, "host=%s dbname=copil user=station-%d" % (host, n), "sitting")
                     for n in range(1, LISTENERS + 1)]
        for listener in listeners:
            listener.wait(lambda said: "listening" in said)
        found = {"changes": measure_changes(operator, stations, listeners), "clocks": measure_clocks(stations),
                 "present": measure_present(admin, stations), "return": measure_return(admin, operator, stations[-1])}
        for program in stations + listeners:
            program.end()
    print(json.dumps(found))


def measure(bench):
    done = subprocess.run([os.path.join(SQL, "with-base.sh"), sys.executable, os.path.abspath(__file__),
                           os.path.abspath(bench.program("tests", "bench", "bench-station")),
                           os.path.abspath(bench.program("tests", "bench", "floor-listen"))],
                          check=True, stdout=subprocess.PIPE, text=True,
                          env=dict(os.environ, COPIL_TEST_FSYNC="on", COPIL_TEST_CONF="max_connections = 150"))
    found = json.loads(done.stdout.splitlines()[-1])
    mine, least = found["changes"]
    yield bench.row("a change shown on 60 stations, p95", mine, "ms", least, 3)
    yield bench.row("the same, in all", mine, "ms", 0, 250, plus=True)
    yield bench.row("60 present at once, all stored", found["present"][0], "ms", 0, 1000, plus=True)
    yield bench.row("60 present at once, counted wrong", found["present"][1], "", 0, 0, plus=True)
    yield bench.row("timers of two screens apart", found["clocks"], "ms", 0, 100, plus=True)
    yield bench.row("back after 30 s and 500 changes", found["return"][0], "ms", 0, 2000, plus=True)
    yield bench.row("the same, lost or doubled", found["return"][1], "", 0, 0, plus=True)


if __name__ == "__main__":
    inside(*sys.argv[1:])
