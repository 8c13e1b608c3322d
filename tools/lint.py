#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of writing that a program can check; one TAP line a rule."""
import os
import re
import subprocess
import sys

import layout

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# An include may only go to a lower rank.
RANK = {"later": -1, "core": 0, "db": 1, "cube": 2, "chart": 2, "exchange": 3, "report": 3, "view": 4.5,
        "committee": 4.6, "demo": 4.7, "dashboard": 5, "committee-page": 5, "widget": 5, "ctl": 7, "app": 7}
BLOCKING = r"\b(PQexec|PQexecParams|PQexecPrepared|PQprepare|PQconnectdb|PQconnectdbParams|PQreset|PQsetdbLogin)\s*\("


def tracked(*endings):
    output = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT,
                            stdout=subprocess.PIPE, text=True).stdout.split("\n")
    return [path for path in output
            if path.endswith(endings) and os.path.exists(os.path.join(ROOT, path))]


def text(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def spdx():
    for path in tracked(".c", ".h", ".py", ".sql", ".ui", ".build", ".css"):
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in text(path)[:600]:
            yield path


def blocking_libpq():
    for path in tracked(".c"):
        if path.startswith("src/") and re.search(BLOCKING, text(path)):
            yield path


def layers():
    for path in tracked(".c", ".h"):
        parts = path.split("/")
        if parts[0] != "src" or len(parts) != 3:
            continue
        for target in re.findall(r'#include "(\w+)/', text(path)):
            if target != parts[1] and RANK.get(target, 0) >= RANK[parts[1]] \
                    and not (parts[1] == "app") and not (target == "widget"):
                yield "%s includes %s/" % (path, target)


def display_free():
    for path in tracked(".c", ".h"):
        if re.match(r"src/(core|db|cube|chart|report|exchange|demo|view|committee|ctl)/", path) and \
                re.search(r"#include <(gtk|gdk|adwaita)", text(path)):
            yield path


def open_ends():
    for path in tracked(".c", ".h", ".sql", ".ui", ".py"):
        if path != "tools/lint.py" and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text(path)):
            yield path


def long_files():
    for path in tracked(".c", ".h"):
        if path.startswith("src/") and text(path).count("\n") > 700:
            yield "%s: %d lines" % (path, text(path).count("\n"))


def tabulations():
    return [path for path in tracked(".c", ".h") if "\t" in text(path)]


def laid_out():
    return layout.findings(ROOT, tracked(".c", ".h"))


RULES = [
    ("each file names its licence", spdx),
    ("no blocking libpq call in src", blocking_libpq),
    ("an include only goes down the layers", layers),
    ("no GTK below widget/", display_free),
    ("nothing left open in the code", open_ends),
    ("no file of more than 700 lines", long_files),
    ("no tabulation in C", tabulations),
    ("C is laid out as .clang-format says", laid_out),
]


def main():
    failed = False
    for number, (name, rule) in enumerate(RULES, 1):
        findings = list(rule())
        failed = failed or bool(findings)
        print("%s %d - %s" % ("not ok" if findings else "ok", number, name))
        for finding in findings:
            print("# " + finding)
    sys.exit(1 if failed else 0)


main()
