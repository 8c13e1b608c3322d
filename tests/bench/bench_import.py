# SPDX-License-Identifier: GPL-3.0-or-later
"""Import with sums and published layer, against a bare COPY: import.py, once a delivery."""
import json
import os
import subprocess

NAMES = {"import-national": "import of the whole country, seven years",
         "import-month": "import of one month of the country"}


def measure(bench):
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "import.py")
    process = subprocess.Popen([program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    for line in process.stdout:
        found = json.loads(line)
        yield bench.row(NAMES[found["name"]], found["value"], "s", found["floor"], found["limit"])
    if process.wait() != 0:
        raise RuntimeError("import.py ended with %d" % process.returncode)
