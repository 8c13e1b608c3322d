#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The committees as a screen reader and a keyboard have them, for the chair of the State."""
import sys

from screen import Atspi, ask, everything_named, focus_window, key, run, wait_for, walk, windows

TABS = ["Vue d’ensemble", "Séances", "Composition", "Convergence", "Décisions et actions",
        "Règles", "Bilan"]


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


SITTING = "'50000000-0000-4000-8000-000000000001'"
SECRETARIAT = "secretariat-59 SELECT copil."
ROOM = "Ce que voit la salle"


def goes_to_the_sitting(window, base):
    return window.press("Vue d’ensemble") and window.press("Ouvrir le dossier de la séance") and \
        bool(wait_for(lambda: window.find("Approuver")))


def reaches_the_keys(window, base):
    """Tab goes to what a chair does there."""
    wanted = {"push button:Approuver", "push button:Refuser…"}
    focus_window()
    for _ in range(60):
        name = window.tab()
        wanted.discard(name)
        if not wanted or name is None:
            break
    for name in wanted:
        print("# not reached: " + name)
    return not wanted


def approves(window, base):
    """A short path: the key of the State."""
    return window.press("Approuver") and bool(wait_for(lambda: window.find_part("accord du")))


def answers(window, base):
    """The other key and the convocation are others' business; then one's own answer."""
    for what in ("agenda", "convocation"):
        ask(base, "chair-local-59 SELECT copil.approve (gen_random_uuid (), %s, '%s', encode ("
            "copil.content_hash (copil.content_of (%s, '%s')), 'hex'), true, NULL, 'copil')"
            % (SITTING, what, SITTING, what))
    ask(base, SECRETARIAT + "convoke (gen_random_uuid (), gen_random_uuid (), %s, encode ("
        "copil.content_hash (copil.content_of (%s, 'convocation')), 'hex'))" % (SITTING, SITTING))
    return bool(wait_for(lambda: window.find_part("Votre réponse"))) and \
        everything_named(window, base) and window.press("Présent") and \
        bool(wait_for(lambda: window.find_part("Votre réponse est notée") or
                      window.find_part("répondu le")))


# -- In the sitting ----------------------------------------------------------------------------------

def in_room(window, name, actionable=False):
    """In the window of the sitting, which has a name of its own."""
    for each in windows(window.pid):
        for node in walk(each):
            if node.get_name() == name and (not actionable or node.get_n_actions() > 0):
                return node
    return None


def press_in_room(window, name):
    node = wait_for(lambda: in_room(window, name, True))
    return node is not None and node.do_action(0)


def hears(window, *words):
    """What the picture of the room is told as."""
    def told():
        room = in_room(window, ROOM)
        said = room.get_description() or "" if room is not None else ""
        return all(word in said for word in words)
    found = wait_for(told)
    if not found:
        room = in_room(window, ROOM)
        print("# instead of %s: %s" % (words, room and room.get_description()))
    return bool(found)


def enters(window, base):
    ask(base, SECRETARIAT + "sitting_open (gen_random_uuid (), %s)" % SITTING)
    return window.press("Entrer en séance") and hears(window, "Pas de quorum") and \
        press_in_room(window, "Je suis en salle") and hears(window, "1 en salle", "Quorum atteint")


def reads_the_timer(window, base):
    ask(base, SECRETARIAT + "item_start (gen_random_uuid (), sitting_id, id) FROM copil.agenda_item"
        " WHERE sitting_id = %s" % SITTING)
    return hears(window, "Répartir l’enveloppe", "Reste pour ce point", "25\u00a0min")


def votes(window, base):
    """The question, one's own vote, the result with its rule."""
    ask(base, SECRETARIAT + "vote_open (gen_random_uuid (), gen_random_uuid (), id,"
        " 'Approuvez-vous', 'roll') FROM copil.agenda_item WHERE sitting_id = %s" % SITTING)
    if not hears(window, "Approuvez-vous") or not press_in_room(window, "Je vote pour") or \
            not hears(window, "1 voix exprimée"):
        return False
    ask(base, SECRETARIAT + "vote_close (gen_random_uuid (), id) FROM copil.vote"
        " WHERE sitting_id = %s" % SITTING)
    return hears(window, "Adoptée", "1 pour", "133-11")


STEPS = [opens, goes_to_committees, shows_each_part, walks_the_map, goes_to_the_sitting,
         everything_named, reaches_the_keys, approves, answers, enters, reads_the_timer, votes]

run(STEPS, *sys.argv[1:], "chair-state-59")
