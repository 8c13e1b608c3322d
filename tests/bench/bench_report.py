# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports: whole copilctl processes against a program that draws the same marks and text."""
import os
import subprocess
import tempfile


def measure(bench):
    copilctl = bench.program("src", "copilctl")
    replay = bench.program("tests", "bench", "floor-replay")
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        pdf, floor_pdf = os.path.join(folder, "nord.pdf"), os.path.join(folder, "floor.pdf")
        operations = os.path.join(folder, "operations")
        report = [copilctl, "--quiet", "report", "dashboard", "--territory", "departement:59"]
        # Twice: the first one fills the file of the cube.
        for _ in range(2):
            bench.seconds(report + ["-o", pdf])
        with open(operations, "wb") as out:
            subprocess.run([os.path.join(os.path.dirname(__file__), "operations.py"), pdf],
                           check=True, stdout=out)
        mine, floor = bench.compare_commands(report + ["-o", pdf], [replay, operations, floor_pdf])
        yield bench.row("department report, whole process", mine, "s", floor, 2.5)
        every = [copilctl, "--quiet", "report", "dashboard", "--level", "departement", "--all",
                 "--output-dir", os.path.join(folder, "all")]
        mine, floor = bench.compare(lambda: bench.seconds(every),
                                    lambda: 101 * bench.seconds([replay, operations, floor_pdf]),
                                    rounds=2)
        yield bench.row("101 department reports, one run", mine, "s", floor, 1.5)
