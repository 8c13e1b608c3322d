#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window as a screen reader and a keyboard do: by names, by Tab; one TAP line a step."""
import subprocess
import sys

from screen import Atspi, ask, everything_named, focus_window, key, run, wait_for, walk, windows

# -- Steps -----------------------------------------------------------------------------------------

def opens(window, base):
    return window.has_title("Nord") and \
        bool(wait_for(lambda: window.find_part("En direct ·")))


def draws_without_opengl(window, base):
    with open("/proc/%d/maps" % window.pid, encoding="utf-8") as file:
        maps = file.read()
    return not any(driver in maps for driver in ("libGLX_mesa", "libEGL_mesa", "_dri.so"))


def charts_described(window, base):
    charts = [node for node in walk(window.root()) if node.get_role() == Atspi.Role.IMAGE]
    for chart in charts:
        print("# %s" % chart.get_name())
    return len(charts) >= 3 and all(len(chart.get_description() or "") > 20 for chart in charts)


def tiles_read(window, base):
    node = window.find_part("Premier rendez-vous en moins d’un mois")
    return node is not None and "octobre 2026" in (window.find_part(
        "Premier rendez-vous en moins d’un mois\u00a0:").get_name() or "")


def goes_up(window, base):
    return window.press("Hauts-de-France") and window.has_title("Hauts-de-France")


def goes_back(window, base):
    return window.press("Précédent") and window.has_title("Nord")


def goes_to_favourite(window, base):
    """A row of a list has no action of its own: Tab to the list, arrows, Enter."""
    for _ in range(30):
        if "list item:Hauts-de-France" in (window.tab() or ""):
            break
    key("Down", "Down")
    if not wait_for(lambda: "Valenciennes" in window.focus):
        print("# the focus is on %s" % window.focus)
        return False
    key("Return")
    return window.has_title("Valenciennes") and window.press("Précédent") and \
        window.has_title("Nord")


def changes_month(window, base):
    return window.press("Mois précédent") and \
        bool(wait_for(lambda: window.find("septembre 2026"))) and window.press("Mois suivant")


def compares(window, base):
    return window.press("Cible") and \
        bool(wait_for(lambda: window.find_part("par rapport à la cible"))) and \
        window.press("Année précédente")


def shows_table(window, base):
    key("ctrl+t")
    found = wait_for(lambda: window.find_part("Périodes"))
    key("ctrl+t")
    return bool(found)


def explains(window, base):
    key("ctrl+d")
    found = wait_for(lambda: window.find("Définition"))
    key("ctrl+d")
    return bool(found)


def searches(window, base):
    key("ctrl+k")
    entry = wait_for(lambda: window.find("Nom ou code d’un territoire"))
    if entry is None:
        return False
    subprocess.run(["xdotool", "type", "dunkerque"], check=True)
    if not wait_for(lambda: window.find("Dunkerque")):
        return False
    key("Return")
    done = window.has_title("Dunkerque")
    key("alt+Left")
    return done and window.has_title("Nord")


def tells_changes(window, base):
    ask(base, "deliver")
    return bool(wait_for(lambda: window.find_part("modifié")))


def in_window(window, title, name):
    """What is called so in the window of that title, and can be pressed or typed into."""
    for each in windows(window.pid):
        if (each.get_name() or "") == title:
            for node in walk(each):
                if node.get_name() == name and \
                        (node.get_n_actions() > 0 or node.get_role() == Atspi.Role.TEXT):
                    return node
    return None


def press_in(window, title, name):
    node = wait_for(lambda: in_window(window, title, name))
    return node is not None and node.do_action(0)


PIN = "Annotation, octobre 2026\u00a0: "


def holds(window, title, words):
    """The dialog has read what was typed: its button is pressed another way than its keys."""
    for each in windows(window.pid):
        if (each.get_name() or "") == title:
            return any(Atspi.Text.get_text(node, 0, len(words) + 1) == words for node in walk(each)
                       if node.get_role() == Atspi.Role.TEXT)
    return False


def write_in(window, title, words, button):
    """In the dialog that has just opened, in place of what is there."""
    if not wait_for(lambda: in_window(window, title, button)):
        return False
    subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", title.split()[0],
                    "windowfocus", "--sync"], check=True, stdout=subprocess.DEVNULL)
    key("ctrl+a")
    subprocess.run(["xdotool", "type", words], check=True)
    done = wait_for(lambda: holds(window, title, words)) and press_in(window, title, button)
    focus_window()
    return done


def annotate(window, words):
    key("ctrl+m")
    return write_in(window, "Annoter la courbe", words, "Annoter")


def is_signed(window, words, sign):
    """The popover of the pin, which goes by Escape."""
    found = window.press(PIN + words) and wait_for(lambda: window.find_part(sign))
    key("Escape")
    return bool(found)


def annotates(window, base):
    """Ctrl+M, a few words: on the curve, signed."""
    return annotate(window, "Ouverture") and \
        bool(wait_for(lambda: window.find(PIN + "Ouverture"))) and \
        is_signed(window, "Ouverture", "Samira Benali, Coordinatrice")


def corrects(window, base):
    return window.press(PIN + "Ouverture") and window.press("Corriger… Ouverture") and \
        write_in(window, "Corriger l’annotation", "Fermeture", "Corriger") and \
        bool(wait_for(lambda: window.find(PIN + "Fermeture"))) and \
        is_signed(window, "Fermeture", "corrigée le")


def removes(window, base):
    done = window.press(PIN + "Fermeture") and window.press("Retirer… Fermeture") and \
        press_in(window, "Retirer cette annotation\u202f?", "Retirer Retirer") and \
        bool(wait_for(lambda: window.find(PIN + "Fermeture") is None))
    focus_window()
    return done


def keeps_what_waits(window, base):
    """Written without a server: on the curve as what waits, of the next run too, until there is one."""
    waiting = PIN + "Panne (en attente)"
    window.restart()
    opens(window, base)
    ask(base, "stop")
    shown = wait_for(lambda: window.find_part("Hors ligne")) and annotate(window, "Panne") and \
        wait_for(lambda: window.find(waiting))
    window.restart()
    kept = wait_for(lambda: window.find(waiting))
    ask(base, "start")
    return bool(shown and kept and wait_for(lambda: window.find(PIN + "Panne")))


def reaches_everything(window, base):
    """Tab goes to each pane, each tile, each chart, and comes round."""
    wanted = {"Menu principal", "Précédent", "Exporter en PDF", "Mois précédent", "Semblables",
              "Graphiques", "Expliquer ce chiffre"}
    seen, roles = [], set()
    for _ in range(70):
        name = window.tab()
        if name is not None:
            if name in seen[:3] and len(seen) > 20:
                break
            seen.append(name)
            roles.add(name.split(":", 1)[0])
    missing = [name for name in wanted if not any(name in each for each in seen)]
    for name in missing:
        print("# not reached: " + name)
    return not missing and any("image" in role for role in roles)


STEPS = [opens, draws_without_opengl, everything_named, charts_described, tiles_read, goes_up,
         goes_back, goes_to_favourite, changes_month, compares, shows_table, explains, searches,
         tells_changes, annotates, corrects, removes, reaches_everything, keeps_what_waits]

run(STEPS, *sys.argv[1:], "coordination-59")
