# SPDX-License-Identifier: GPL-3.0-or-later
"""A line chart of a million points, whole processes from start to PNG."""
import os
import tempfile


def measure(bench):
    with tempfile.TemporaryDirectory() as folder:
        for points in (10_000, 1_000_000, 10_000_000):
            subject = [bench.program("src", "copilctl"), "chart", "line", "--points", str(points),
                       "--width", "1920", "--height", "1080",
                       "-o", os.path.join(folder, "subject.png")]
            floor = [bench.program("tests", "bench", "floor-line"), str(points),
                     os.path.join(folder, "floor.png")]
            seconds, least = bench.compare_commands(subject, floor)
            yield bench.row("line chart of %d points to PNG" % points, seconds * 1000, "ms",
                            least * 1000, 1.3)
