#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what Copil does against the least that could do the same, in one run.

Each tests/bench/bench_*.py has measure(bench), which yields rows made by
bench.row(). A figure counts as a ratio to its floor: seconds depend on the
machine, ratios hardly. Floor and subject alternate, and medians are compared.

What needs the demonstration takes the base of COPIL_BASE_DIR; without it, one is
made in a directory of its own and removed at the end.
"""
import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

# A row that takes longer waits for something that will not come.
LIMIT_MINUTES = 30
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Bench:
    """What the measures share; build is the directory of an optimised build."""

    def __init__(self, build, rounds, names):
        self.build = os.path.join(ROOT, build)
        self.rounds = rounds
        self.names = names

    def program(self, *path):
        return os.path.join(self.build, *path)

    @staticmethod
    def row(name, value, unit, floor, limit, plus=False):
        """limit: the most that value / floor may be, or value - floor with plus."""
        ratio = value - floor if plus else value / floor if floor else float("nan")
        return {"name": name, "value": value, "unit": unit, "floor": floor, "ratio": ratio,
                "limit": limit, "how": "difference" if plus else "ratio"}

    def seconds(self, command, env=None, cwd=None):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=cwd,
                       env=dict(os.environ, **(env or {})))
        return time.perf_counter() - started

    def compare(self, subject, floor, rounds=None):
        """Medians of two callables that return a number, run in turn; one warm-up each."""
        subject()
        floor()
        pairs = [(subject(), floor()) for _ in range(rounds or self.rounds)]
        return (statistics.median(pair[0] for pair in pairs),
                statistics.median(pair[1] for pair in pairs))

    def demonstration(self):
        """Sees that the demonstration runs; the first call may take two minutes."""
        subprocess.run([self.program("src", "copilctl"), "--quiet", "db", "demo"], check=True)

    @contextlib.contextmanager
    def display(self):
        """A screen of its own; gives the environment of programs that draw on it with cairo."""
        reading, writing = os.pipe()
        server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0",
                                   "1920x1080x24", "-nolisten", "tcp"], pass_fds=[writing],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                number = pipe.readline().strip()
            yield dict(os.environ, DISPLAY=":" + number, GSK_RENDERER="cairo", GTK_A11Y="none",
                       GSETTINGS_BACKEND="memory", NO_AT_BRIDGE="1")
        finally:
            server.terminate()
            server.wait()

    def fill_cube(self, env):
        """Opens the window once, so that the file of its cube is there."""
        self.demonstration()
        with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
            subprocess.run([self.program("src", "copil"), "--screenshot",
                            os.path.join(folder, "window.png")], check=True, env=env,
                           stderr=subprocess.DEVNULL)

    def compare_commands(self, subject, floor, rounds=None, env=None):
        return self.compare(lambda: self.seconds(subject, env), lambda: self.seconds(floor, env),
                            rounds)


@contextlib.contextmanager
def own_settings():
    """Never the server that the one who measures chose last, nor what waits to be sent to it."""
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        os.environ["XDG_CONFIG_HOME"] = os.path.join(folder, "config")
        os.environ["XDG_DATA_HOME"] = os.path.join(folder, "data")
        yield


@contextlib.contextmanager
def own_folders(bench):
    """Never the base and the figures of the one who measures."""
    if "COPIL_BASE_DIR" in os.environ:
        yield
        return
    folder = tempfile.mkdtemp(prefix="copil-bench-")
    os.chmod(folder, 0o711)  # started as root, the server is another user
    os.environ["COPIL_BASE_DIR"] = os.path.join(folder, "base")
    os.environ["COPIL_CACHE_DIR"] = os.path.join(folder, "cache")
    os.mkdir(os.environ["COPIL_CACHE_DIR"], 0o700)
    try:
        yield
    finally:
        if os.path.exists(os.environ["COPIL_BASE_DIR"]):
            subprocess.run([bench.program("src", "copilctl"), "--quiet", "db", "stop", "--force"])
        shutil.rmtree(folder, ignore_errors=True)


def load(path):
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def show(row, as_json):
    if as_json:
        print(json.dumps(row, ensure_ascii=False), flush=True)
        return
    verdict = "ok" if row["ratio"] <= row["limit"] else "OVER"
    sign = "+" if row["how"] == "difference" else "x"
    print("%-44s %10.4g %-5s floor %10.4g  %s%7.2f  limit %s%.2f  %s" % (
        row["name"], row["value"], row["unit"], row["floor"], sign, row["ratio"], sign,
        row["limit"], verdict), flush=True)


def give_up(signum, frame):
    raise TimeoutError("no figure for %d minutes: a program waits for ever, as a window does on a"
                       " base that is newer than it" % LIMIT_MINUTES)


def rows_in_time(measure, bench):
    """The rows of a measure, each within the limit."""
    rows = iter(measure(bench))
    signal.signal(signal.SIGALRM, give_up)
    while True:
        signal.alarm(LIMIT_MINUTES * 60)
        try:
            row = next(rows, None)
        finally:
            signal.alarm(0)
        if row is None:
            return
        yield row


def measure_all(bench, arguments):
    over = False
    for name in sorted(os.listdir(HERE)):
        if not (name.startswith("bench_") and name.endswith(".py")):
            continue
        if arguments.names and name[6:-3] not in arguments.names:
            continue
        try:
            for row in rows_in_time(load(os.path.join(HERE, name)).measure, bench):
                show(row, arguments.json)
                over = over or row["ratio"] > row["limit"]
        except Exception as problem:  # one measure that breaks must not hide the others
            print("%s: %s" % (name, problem), file=sys.stderr)
            over = True
    return over


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build-bench")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("names", nargs="*", help="only the measures whose file has this name")
    arguments = parser.parse_args()
    bench = Bench(arguments.build, arguments.rounds, arguments.names)
    with own_settings(), own_folders(bench):
        over = measure_all(bench, arguments)
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
