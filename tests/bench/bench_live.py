# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window: a click until painted, a change elsewhere until painted, a flood of changes.

tests/bench/window.c drives it on the demonstration, 3.4 million figures.
"""
import os
import statistics
import subprocess
import time

FRAME = 17.0
CLICKS = {
    "territory": ["place departement:62", "place region:32", "place bassin:596",
                  "place departement:13", "place france:FR", "place departement:59"],
    "month": ["month 2025-03", "month 2021-11", "month 2026-01", "month 2019-06", "month 2026-10"],
    "indicator": ["tile 1", "tile 2", "tile 3", "tile 0"],
}
ROUNDS = 7
EVENTS = 100


class Window:
    def __init__(self, bench, env):
        self.process = subprocess.Popen([bench.program("tests", "bench", "bench-window")], env=env,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL)
        self.series = self.process.stdout.readline().split()[1:]

    def say(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def ask(self, command):
        """Milliseconds until painted, from rest."""
        time.sleep(0.05)
        self.say(command)
        return int(self.process.stdout.readline()) / 1000

    def own_memory(self):
        """Without the pages of files, which saving the cube reads through once."""
        with open("/proc/%d/smaps_rollup" % self.process.pid, encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Anonymous:")) / 1024

    def handles(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def end(self):
        self.process.stdin.close()
        return self.process.stdout.read().splitlines()


def connection_info(bench, login):
    return "host=%s dbname=copil user=%s" % (os.path.join(os.environ["COPIL_BASE_DIR"], "run"),
                                             login)


def query(bench, sql):
    return subprocess.run(["psql", "-XqAt", "-F", " ", connection_info(bench, "copil"), "-c", sql],
                          check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def count_queries(bench):
    """Of the window, beyond its own look at the feed now and then."""
    return query(bench, "SELECT coalesce (max (query_start)::text, '') FROM pg_stat_activity"
                        " WHERE usename = 'coordination-59' AND query NOT LIKE '%feed%'")


def measure_clicks(bench, window):
    before = count_queries(bench)
    for kind, commands in CLICKS.items():
        # The best of some rounds, as others use this machine too; the first one is not counted.
        mine, least = [], []
        for command in commands:
            window.ask(command)
        for _ in range(ROUNDS):
            mine.append([window.ask(command) for command in commands])
            least.append([window.ask("nothing") for command in commands])
        yield bench.row("another %s, until painted" % kind,
                        statistics.median(map(min, zip(*mine))), "ms",
                        statistics.median(map(min, zip(*least))), FRAME, plus=True)
    yield bench.row("queries while clicking", int(count_queries(bench) != before), "", 0, 0,
                    plus=True)


def write(bench, series, count, pause, every, **options):
    value, period = query(bench, "SELECT value::int, period FROM copil.observation WHERE"
                                 " measure_id = %s AND territory_id = %s AND status = 0"
                                 " ORDER BY period DESC LIMIT 1" % tuple(series)).split()
    return subprocess.Popen([bench.program("tests", "bench", "bench-writer"),
                             connection_info(bench, "copil"), "feed-demo", str(count), str(pause),
                             str(every), *series, period, value], text=True, **options)


def read_times(lines):
    return {int(batch): int(moment) for batch, moment in map(str.split, lines)}


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure_changes(bench, window):
    """Both are told of the same events, at the same time."""
    floor = subprocess.Popen([bench.program("tests", "bench", "floor-listen"),
                              connection_info(bench, "coordination-59")],
                             stdout=subprocess.PIPE, text=True)
    floor.stdout.readline()
    window.say("follow")
    written = write(bench, window.series, EVENTS, 150, 1, stdout=subprocess.PIPE).communicate()[0]
    time.sleep(1)
    floor.terminate()
    commits = read_times(written.splitlines())
    told = read_times(floor.stdout.read().splitlines())
    painted = read_times(window.end())
    if set(told) < set(commits) or set(painted) < set(commits):
        raise RuntimeError("%d changes, %d told, %d painted" % (len(commits), len(told),
                                                               len(painted)))
    mine = percentile([painted[batch] - at for batch, at in commits.items()], 0.99)
    least = percentile([told[batch] - at for batch, at in commits.items()], 0.99)
    yield bench.row("commit elsewhere until painted, p99", mine / 1000, "ms", least / 1000, FRAME,
                    plus=True)


def flood(bench, window, count):
    write(bench, window.series, count, 0, 1000, stdout=subprocess.DEVNULL).wait()
    time.sleep(2)


def measure_flood(bench, window):
    flood(bench, window, 10000)
    before, handles = window.own_memory(), window.handles()
    flood(bench, window, 90000)
    yield bench.row("memory after 100,000 changes, to 10,000", window.own_memory(), "MiB", before,
                    1.02)
    yield bench.row("handles after 100,000 changes, to 10,000", window.handles(), "", handles, 1)
    window.end()


def measure(bench):
    with bench.display() as env:
        bench.fill_cube(env)
        window = Window(bench, env)
        yield from measure_clicks(bench, window)
        yield from measure_changes(bench, window)
        yield from measure_flood(bench, Window(bench, env))
