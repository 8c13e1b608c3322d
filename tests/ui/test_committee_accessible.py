#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The committees as a screen reader and a keyboard have them, for the chair of the State."""
import sys

from screen import Atspi, everything_named, focus_window, key, run, wait_for, walk

TABS = ["Vue d’ensemble", "Séances", "Composition", "Convergence", "Décisions et actions"]


def opens(window, base):
    return window.has_title("Nord") and \
        bool(wait_for(lambda: window.find_part("En direct ·")))


def goes_to_committees(window, base):
    key("ctrl+2")
    return bool(wait_for(lambda: window.find_part("Comité du Nord"))) and \
        bool(wait_for(lambda: window.find_part("Ouvrir le dossier de la séance")))


def shows_each_part(window, base):
    """Each part by its name; what it lists has a name of its own."""
    for tab in TABS[1:]:
        if not window.press(tab):
            print("# cannot be pressed: " + tab)
            return False
        if tab == "Convergence" and not wait_for(lambda: chart_of(window)):
            print("# no map")
            return False
        if not everything_named(window, base):
            print("# on " + tab)
            return False
    return window.press(TABS[0])


def chart_of(window):
    """The map: as the sentence that describes it."""
    for node in walk(window.root()):
        if node.get_role() == Atspi.Role.IMAGE and \
                "Fusion en cours\u00a0: Dunkerque" in (node.get_description() or ""):
            return node
    return None


def walks_the_map(window, base):
    """Tab to the map, an arrow to a territory, Enter: the list is of that one."""
    if not window.press("Convergence") or not wait_for(lambda: chart_of(window)):
        return False
    focus_window()
    for _ in range(40):
        if "Convergence des instances" in (window.tab() or ""):
            break
    else:
        return False
    key("End", "Return")
    if not wait_for(lambda: window.find("Tous les territoires")) or \
            not wait_for(lambda: window.find_part("Instance du département") is None):
        return False
    return window.press("Tous les territoires") and \
        bool(wait_for(lambda: window.find_part("Instance du département")))


def approves(window, base):
    """A short path: the sitting, the key of the State."""
    return window.press("Vue d’ensemble") and window.press("Ouvrir le dossier de la séance") and \
        bool(wait_for(lambda: window.find("Approuver"))) and \
        everything_named(window, base) and window.press("Approuver") and \
        bool(wait_for(lambda: window.find_part("accord du")))


STEPS = [opens, goes_to_committees, shows_each_part, walks_the_map, approves]

run(STEPS, *sys.argv[1:], "chair-state-59")
