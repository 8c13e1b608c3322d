#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trees of the interface mirror each other, and everything has its French; one TAP line a rule."""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.environ.get("COPIL_SOURCE_DIR", os.path.dirname(os.path.dirname(
    os.path.dirname(os.path.abspath(__file__)))))
PREFIX = "/org/copil/Copil/"


def text(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def tree(folder, ending):
    for place, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith(ending):
                yield os.path.relpath(os.path.join(place, name), ROOT)


def resources():
    """Path in the resource -> file of the repository."""
    icons = re.search(r"^icons = \[(.*?)\]", text("ui/meson.build"), re.S | re.M).group(1)
    found, prefix = {}, ""
    for name in re.findall(r"'([\w-]+)'", icons):
        name = "copil-%s-symbolic.svg" % name
        found[PREFIX + "icons/scalable/actions/" + name] = "icons/" + name
    for line in text("ui/copil-ui.gresource.xml.in").splitlines():
        match = re.search(r'<gresource prefix="([^"]+)"', line)
        if match:
            prefix = match.group(1)
        match = re.search(r'<file([^>]*)>([^<]+)</file>', line)
        if match:
            alias = re.search(r'alias="([^"]+)"', match.group(1))
            found[prefix + "/" + (alias.group(1) if alias else match.group(2))] = match.group(2)
    return found


def unlisted_ui():
    listed = set(resources().values())
    for path in list(tree("ui", ".ui")) + list(tree("ui/icons", ".svg")):
        if os.path.relpath(path, "ui") not in listed:
            yield path


def absent_resources():
    known = resources()
    for path in tree("src", ".c"):
        for name in re.findall(r'"(%s[^"]+\.ui)"' % PREFIX, text(path)):
            if name not in known:
                yield "%s: %s" % (path, name)


def unpaired_templates():
    for path in tree("ui", ".ui"):
        source = "src/" + os.path.relpath(path, "ui")[:-3] + ".c"
        match = re.search(r'<template class="(\w+)"', text(path))
        if match and (not os.path.exists(os.path.join(ROOT, source)) or
                      "bind_template" not in text(source)):
            yield "%s: %s" % (path, source)


def unbound_children():
    """A child that the source binds is in the template, under the same name."""
    for path in tree("ui", ".ui"):
        source = "src/" + os.path.relpath(path, "ui")[:-3] + ".c"
        if not os.path.exists(os.path.join(ROOT, source)):
            continue
        ids = set(re.findall(r' id="(\w+)"', text(path)))
        for name in re.findall(r"bind_template_child \(\w+, \w+, (\w+)\)", text(source)):
            if name not in ids:
                yield "%s: %s" % (path, name)


def unknown_icons():
    known = {os.path.basename(path)[:-4] for path in tree("ui/icons", ".svg")}
    for path in list(tree("src", ".c")) + list(tree("ui", ".ui")):
        for name in re.findall(r'copil-[a-z-]+-symbolic', text(path)):
            if name not in known:
                yield "%s: %s" % (path, name)


def translatable():
    for path in tree("src", ".c"):
        if re.search(r'\b(_|N_|g_dngettext) ?\(', text(path)):
            yield path
    for path in tree("ui", ".ui"):
        if 'translatable="yes"' in text(path):
            yield path


def missing_potfiles():
    listed = set(text("po/POTFILES.in").split("\n"))
    for path in translatable():
        if path not in listed:
            yield path
    for path in sorted(listed - {""}):
        if not os.path.exists(os.path.join(ROOT, path)):
            yield "%s is listed and does not exist" % path


def run(*command):
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)


def untranslated():
    with tempfile.TemporaryDirectory() as folder:
        pot, merged = os.path.join(folder, "pot"), os.path.join(folder, "po")
        run("xgettext", "--from-code=UTF-8", "-k_", "-kN_", "-kg_dngettext:2,3",
            "--files-from=po/POTFILES.in", "-o", pot)
        done = run("msgmerge", "-q", "--no-fuzzy-matching", "po/fr.po", pot, "-o", merged)
        if done.returncode != 0:
            yield done.stderr.strip()
            return
        for options in (["--untranslated"], ["--only-fuzzy"]):
            found = run("msgattrib", "--no-obsolete", *options, merged).stdout
            for message in re.findall(r'^msgid ((?:".*"\n)+)', found, re.M):
                if message != '""\n':
                    yield message.replace("\n", "")


def uneven_menus():
    """The main menu of a favourite and of another territory differ by one word."""
    actions = {}
    for name, menu in re.findall(r'<menu id="(\w+)">(.*?)</menu>', text("ui/app/sidebar.ui"), re.S):
        actions[name] = re.findall(r'name="(?:action|target)">([^<]+)<', menu)
    for action in set(sum(actions.values(), [])):
        for name in actions:
            if action not in actions[name]:
                yield "%s: %s" % (name, action)


def english_typography():
    """A colon, semicolon, exclamation or question mark after an ordinary space."""
    french = False
    for line in text("po/fr.po").splitlines():
        if line.startswith("msgid") or line.startswith("#"):
            french = False
        elif line.startswith("msgstr"):
            french = True
        if french and re.search(r"[^\\] [;:!?]|'[a-zé]|« [^\u00a0]", line) and \
                not re.match(r'"[A-Z][\w-]+: ', line):
            yield line


RULES = [
    ("each template and icon is a resource", unlisted_ui),
    ("each template that is asked for exists", absent_resources),
    ("each template has its source of the same name", unpaired_templates),
    ("each child that is bound is in its template", unbound_children),
    ("each icon that is named exists", unknown_icons),
    ("each main menu offers the same", uneven_menus),
    ("each file with words for the user is in POTFILES.in", missing_potfiles),
    ("everything said to the user is said in French", untranslated),
    ("French is typeset as French", english_typography),
]


def main():
    failed = False
    print("1..%d" % len(RULES))
    for number, (name, rule) in enumerate(RULES, 1):
        findings = list(rule())
        failed = failed or bool(findings)
        print("%s %d - %s" % ("not ok" if findings else "ok", number, name))
        for finding in findings:
            print("# " + finding)
    sys.exit(1 if failed else 0)


main()
