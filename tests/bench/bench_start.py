# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of the window, base running and cube file warm, against an empty window.

Both say themselves when their first frame was painted and how much memory they hold then. Both
draw with cairo, as Copil does unless it is told otherwise; everything else is as a user has it.
The empty window is as GTK makes it, which gets OpenGL ready all the same: Copil sees to it that
it does not (src/app/renderer.c).
"""
import os
import statistics
import subprocess
import time


LIMIT = 120


def start(command, env):
    """Seconds from exec to the first frame, MiB beside the cube, MiB of the cube."""
    started = time.monotonic()
    try:
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, timeout=LIMIT,
                                env=dict(env, COPIL_FIRST_PAINT="1"), text=True).stdout
    except subprocess.TimeoutExpired:
        raise RuntimeError("%s painted nothing for %d s: is the base newer than this build?" % (
            command[0], LIMIT)) from None
    painted, memory, cube = (int(word) for word in output.split())
    return painted / 1e6 - started, (memory - cube) / 1024, cube / 1024


def measure(bench):
    with bench.display() as env:
        subject = [bench.program("src", "copil")]
        floor = [bench.program("tests", "bench", "floor-window")]
        bench.fill_cube(env)
        pairs = [(start(subject, env), start(floor, env)) for _ in range(2 * bench.rounds)][1:]

    def median(which, index):
        return statistics.median(pair[which][index] for pair in pairs)

    yield bench.row("start to first painted dashboard", median(0, 0), "s", median(1, 0), 1.5)
    yield bench.row("memory (PSS) beside the cube", median(0, 1), "MiB", median(1, 1), 1.3)
