#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""checksum-header.py NAME INPUT OUTPUT: a C header that defines NAME as the SHA-256 of INPUT."""
import hashlib
import sys

name, source, target = sys.argv[1:]
with open(source, "rb") as file:
    checksum = hashlib.sha256(file.read()).hexdigest()
with open(target, "w", encoding="utf-8") as file:
    file.write('/* SPDX-License-Identifier: GPL-3.0-or-later */\n#define %s "%s"\n'
               % (name, checksum))
