#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A minute of libFuzzer for each driver, two at a time; one TAP line each.

Each begins as it began the last time, so that what it finds is not found by chance, by whom it does
not concern. COPIL_FUZZ_SEED=0 begins elsewhere each time, COPIL_FUZZ_SECONDS=3600 goes further.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, "build-fuzz")
SECONDS = int(os.environ.get("COPIL_FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("COPIL_FUZZ_SEED", "1"))


def build():
    if not os.path.exists(os.path.join(BUILD, "build.ninja")):
        subprocess.run(["meson", "setup", BUILD, "-Dfuzzer=true", "-Dbuildtype=debugoptimized",
                        "-Db_sanitize=address,undefined", "-Db_lundef=false",
                        "-Dc_args=-fsanitize=fuzzer-no-link"], cwd=ROOT,
                       env=dict(os.environ, CC="clang"), check=True, stdout=subprocess.DEVNULL)
    names = sorted(name for name in os.listdir(os.path.join(HERE, "corpus")))
    subprocess.run(["ninja", "-C", BUILD] + ["tests/fuzz/fuzz-" + name for name in names],
                   check=True, stdout=subprocess.DEVNULL)
    return names


def start(name):
    scratch = tempfile.TemporaryDirectory(prefix="copil-fuzz-")
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1",
                       G_DEBUG="", G_MESSAGES_DEBUG="")
    log = open(os.path.join(scratch.name, "log"), "w+", encoding="utf-8", errors="replace")
    process = subprocess.Popen(
        [os.path.join(BUILD, "tests", "fuzz", "fuzz-" + name), "-max_total_time=%d" % SECONDS,
         "-seed=%d" % SEED, "-rss_limit_mb=4096", "-timeout=20", "-artifact_prefix=" + scratch.name + "/",
         os.path.join(scratch.name), os.path.join(HERE, "corpus", name)],
        stdout=log, stderr=subprocess.STDOUT, env=environment)
    return name, scratch, log, process


def finish(number, running):
    name, scratch, log, process = running
    code = process.wait()
    log.seek(0)
    lines = log.read().splitlines()
    print("%s %d - %d s of libFuzzer on %s" % ("ok" if code == 0 else "not ok", number, SECONDS, name),
          flush=True)
    for line in lines[-40:] if code else [line for line in lines if "DONE" in line][-1:]:
        print("# " + line, flush=True)
    log.close()
    scratch.cleanup()
    return code == 0


def main():
    names = build()
    good = True
    for i in range(0, len(names), 2):
        running = [start(name) for name in names[i:i + 2]]
        for offset, one in enumerate(running):
            good = finish(i + offset + 1, one) and good
    sys.exit(0 if good else 1)


main()
