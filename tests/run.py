#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every test of the house and adds the cases up: "N passed, N failed".

Stages, in order: lint, the displayless suite, the display suite under Xvfb,
the displayless suite under sanitizers, a minute of libFuzzer per parser.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Tally:
    def __init__(self):
        self.passed, self.failed, self.skipped, self.names = 0, 0, 0, []
        self.last_words = []

    def add(self, name, ok):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            self.names.append(name)


def run(command, **kwargs):
    print("+ " + " ".join(command), flush=True)
    return subprocess.run(command, cwd=ROOT, **kwargs).returncode


def parse_junit(path):
    """Meson copies what a test printed as it is: not every byte is XML."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", file.read())
    return ElementTree.fromstring(re.sub("&#x?[0-9a-fA-F]+;", "?", text))


def read_junit(path, tally):
    """Adds the cases of one run of meson test; a program that died counts as one failure."""
    for suite in parse_junit(path).iter("testsuite"):
        for case in suite.iter("testcase"):
            name = "%s / %s" % (suite.get("name"), case.get("name"))
            if case.find("skipped") is not None:
                tally.skipped += 1
            else:
                tally.add(name, case.find("failure") is None and case.find("error") is None)


def read_programs(path, tally):
    """A program that died half-way has cases that passed: it counts as a failure of its own."""
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            program = json.loads(line)
            if program["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
                if not any(program["name"] in name for name in tally.names):
                    tally.add("%s: %s" % (program["name"], program["result"]), False)
                tally.last_words.append(tell_end(program))


def tell_end(program, lines=15):
    """What a program printed last, for who sees the end of a long log only."""
    printed = program.get("stdout", "") + program.get("stderr", "")
    kept = [line for line in printed.splitlines() if not line.startswith("ok ")]
    return "== %s\n%s" % (program["name"], "\n".join(kept[-lines:]))


def meson_test(build, tally, suites, extra_env=None, prefix=()):
    env = dict(os.environ, **(extra_env or {}))
    log = os.path.join(ROOT, build, "meson-logs", "testlog.junit.xml")
    if os.path.exists(log):
        os.remove(log)
    command = list(prefix) + ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs",
                              "--timeout-multiplier", "4"]
    for suite in suites:
        command += ["--suite", suite]
    status = run(command, env=env)
    before = tally.failed
    if os.path.exists(log):
        read_junit(log, tally)
        read_programs(os.path.join(ROOT, build, "meson-logs", "testlog.json"), tally)
    if status != 0 and tally.failed == before:
        tally.add("meson test of %s" % build, False)


def stage_lint(tally):
    output = subprocess.run([os.path.join(ROOT, "tools", "lint.py")], cwd=ROOT,
                            stdout=subprocess.PIPE, text=True)
    print(output.stdout)
    for line in output.stdout.splitlines():
        if line.startswith(("ok ", "not ok ")):
            tally.add(line, line.startswith("ok "))
    if output.returncode != 0 and "not ok " not in output.stdout:
        tally.add("lint", False)


def stage_displayless(tally):
    meson_test("build", tally, ["displayless"])


def stage_display(tally):
    meson_test("build", tally, ["display"],
               prefix=["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24 -nolisten tcp",
                       "dbus-run-session", "--"])


def stage_asan(tally):
    build = "build-asan"
    if not os.path.exists(os.path.join(ROOT, build, "build.ninja")):
        run(["meson", "setup", build, "-Dwerror=true", "-Db_sanitize=address,undefined",
             "-Db_lundef=false", "-Dbuildtype=debug"])
    if run(["ninja", "-C", build]) != 0:
        tally.add("build under sanitizers", False)
        return
    meson_test(build, tally, ["displayless"], {
        "ASAN_OPTIONS": "detect_stack_use_after_return=1",
        "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
        "LSAN_OPTIONS": "suppressions=" + os.path.join(ROOT, "tests", "lsan.supp"),
    })


def stage_fuzz(tally):
    script = os.path.join(ROOT, "tests", "fuzz", "fuzz.py")
    if os.path.exists(script):
        output = subprocess.run([script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        print(output.stdout)
        for line in output.stdout.splitlines():
            if line.startswith(("ok ", "not ok ")):
                tally.add(line, line.startswith("ok "))
        if output.returncode != 0 and "not ok " not in output.stdout:
            tally.add("fuzz", False)


STAGES = {
    "lint": stage_lint,
    "displayless": stage_displayless,
    "display": stage_display,
    "asan": stage_asan,
    "fuzz": stage_fuzz,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=sorted(STAGES))
    arguments = parser.parse_args()
    tally = Tally()
    for name, stage in STAGES.items():
        if not arguments.only or name in arguments.only:
            print("== %s" % name, flush=True)
            stage(tally)
    for words in tally.last_words:
        print(words)
    for name in tally.names:
        print("FAILED: " + name)
    if tally.skipped:
        print("skipped: %d" % tally.skipped)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    sys.exit(1 if tally.failed else 0)


main()
