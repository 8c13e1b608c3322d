# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of the window, base running and cube file warm, against an empty window."""
import os
import statistics
import subprocess
import time

COMMON = {"GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable,no-portals", "GSETTINGS_BACKEND": "memory",
          "NO_AT_BRIDGE": "1", "GTK_A11Y": "none"}


def start(command):
    """Seconds from exec to the first frame, and the memory that the program printed."""
    started = time.perf_counter()
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env=dict(os.environ, COPIL_FIRST_PAINT="1", **COMMON), text=True).stdout
    return time.perf_counter() - started, [int(word) for word in output.split()]


def measure(bench):
    display = subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.environ["DISPLAY"] = ":97"
    time.sleep(1)
    try:
        subject, floor = [bench.program("src", "copil")], [bench.program("tests", "bench",
                                                                         "floor-window")]
        for _ in range(2):
            start(subject)
            start(floor)
        pairs = [(start(subject), start(floor)) for _ in range(bench.rounds)]
        mine = statistics.median(pair[0][0] for pair in pairs)
        least = statistics.median(pair[1][0] for pair in pairs)
        yield bench.row("start to first painted dashboard", mine, "s", least, 1.5)
        memory = statistics.median(pair[0][1][0] - pair[0][1][1] for pair in pairs)
        empty = statistics.median(pair[1][1][0] for pair in pairs)
        yield bench.row("memory (PSS) beside the cube", memory / 1024, "MiB", empty / 1024, 1.3)
    finally:
        display.terminate()
        display.wait()
