# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the layout of C with .clang-format, as far as that can say GNOME's style.

A line counts when clang-format keeps it as one line too: then its spaces must be the
same, runs of them apart (aligned columns), and so must the indentation of a line that
begins a statement.
"""
import difflib
import os
import re
import shutil
import subprocess
import tempfile

# Calls written without a space by custom, and what clang-format takes for something else.
MACRO = re.compile(r"\b(N?C?_|g_auto\w*|G_\w+) \(")
BEYOND = re.compile(r'\bclass\b|\bu"|^#define|G_DEFINE_QUARK|\] \(')
STAR = re.compile(r" ?\* ?")


def bare(line):
    return re.sub(r"\s+", "", line)


def spaced(line):
    return STAR.sub("*", MACRO.sub(r"\1(", re.sub(r" +", " ", line.strip())))


def begins_statement(line, before):
    before = before.strip()
    return not line.strip().startswith(".") and (not before or before[-1] in ";{}:")


def differs(line, wanted, before):
    if BEYOND.search(line):
        return False
    indent = [re.match(" *", text).group() for text in (line, wanted)]
    return spaced(line) != spaced(wanted) or \
        (indent[0] != indent[1] and begins_statement(line, before))


def compare(lines, wanted):
    """The numbers of the lines that are laid out otherwise."""
    blocks = difflib.SequenceMatcher(None, [bare(line) for line in lines],
                                     [bare(line) for line in wanted], autojunk=False)
    for i, k, size in blocks.get_matching_blocks():
        # The first line of a block may continue one that was broken elsewhere.
        for d in range(1 if i else 0, size):
            if differs(lines[i + d], wanted[k + d], lines[i + d - 1] if i + d else ""):
                yield i + d + 1


def findings(root, paths):
    """Formats copies of @paths in one process and yields "path:line: text"."""
    with tempfile.TemporaryDirectory() as copy:
        for path in paths:
            os.makedirs(os.path.dirname(os.path.join(copy, path)), exist_ok=True)
            shutil.copy(os.path.join(root, path), os.path.join(copy, path))
        style = "--style=file:" + os.path.join(root, ".clang-format")
        subprocess.run(["clang-format", "-i", style] + paths, cwd=copy, check=True)
        for path in paths:
            lines, wanted = (open(os.path.join(base, path), encoding="utf-8").read().split("\n")
                             for base in (root, copy))
            if lines != wanted:
                for number in compare(lines, wanted):
                    yield "%s:%d: %s" % (path, number, lines[number - 1].strip())
