#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window as a screen reader and a keyboard do: by names, by Tab; one TAP line a step."""
import os
import subprocess
import sys
import tempfile
import time

# What Copil must never do, the bridge itself does now and then: its warnings are not ours.
STRICT = os.environ.pop("G_DEBUG", "")

import gi  # noqa: E402
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

BASE, COPIL = sys.argv[1:]
PATIENCE = 120
# The bridge gives a program less than a second to answer, which a busy machine may take.
Atspi.set_timeout(PATIENCE * 1000, PATIENCE * 1000)
# Names that a toolkit gives to what nobody named.
UNNAMED = ("Gtk", "Copil", "Adw")
NEED_NAMES = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX,
              Atspi.Role.ENTRY, Atspi.Role.IMAGE, Atspi.Role.LIST, Atspi.Role.TABLE,
              Atspi.Role.RADIO_BUTTON, Atspi.Role.TREE_TABLE, Atspi.Role.LIST_ITEM}


def wait_for(what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = what()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.02)
    return None


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node):
    """Everything below a node: GTK 4.8 does not tell what is showing."""
    yield node
    for child in children(node):
        yield from walk(child)


def windows(pid):
    for application in children(Atspi.get_desktop(0)):
        if application.get_process_id() == pid:
            yield from children(application)


def frame(pid):
    for window in windows(pid):
        if window.get_role() == Atspi.Role.FRAME:
            return window
    return None


class Window:
    """Looked at as rarely as can be: each look asks the program for every widget it has."""

    def __init__(self, command, environment):
        self.command, self.environment = command, environment
        self.start()
        self.listener = Atspi.EventListener.new(self.focused)
        self.listener.register("object:state-changed:focused")

    def start(self):
        self.focus = None
        self.moves = 0
        self.program = subprocess.Popen(self.command, env=self.environment)
        self.pid = self.program.pid
        wait_for(lambda: frame(self.pid))
        focus_window()

    def stop(self):
        self.program.terminate()
        self.program.wait(PATIENCE)

    def restart(self):
        """On its first indicator."""
        self.stop()
        self.start()

    def focused(self, event):
        if not event.detail1:
            return
        try:
            self.focus = "%s:%s" % (event.source.get_role_name(), event.source.get_name())
        except GLib.Error:  # gone since
            return
        self.moves += 1

    def tab(self):
        """What the next Tab goes to, None when nothing took the focus."""
        moves = self.moves
        key("Tab")
        return self.focus if wait_for(lambda: self.moves > moves) else None

    def root(self):
        return wait_for(lambda: frame(self.pid))

    def find(self, name, role=None):
        for node in walk(self.root()):
            if (node.get_name() or "") == name and (role is None or node.get_role() == role):
                return node
        return None

    def find_part(self, part):
        for node in walk(self.root()):
            if part in (node.get_name() or ""):
                return node
        return None

    def press(self, name):
        def actionable():
            for node in walk(self.root()):
                if node.get_name() == name and node.get_n_actions() > 0:
                    return node
            return None
        node = wait_for(actionable)
        return node is not None and node.do_action(0)

    def has_title(self, title):
        return bool(wait_for(lambda: (self.root().get_name() or "").startswith(title)))


def key(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def focus_window():
    subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "Copil",
                    "windowfocus", "--sync"], check=True, stdout=subprocess.DEVNULL)


# -- Steps -----------------------------------------------------------------------------------------

def opens(window, base):
    return window.has_title("Nord") and \
        bool(wait_for(lambda: window.find_part("En direct ·")))


def draws_without_opengl(window, base):
    with open("/proc/%d/maps" % window.pid, encoding="utf-8") as file:
        maps = file.read()
    return not any(driver in maps for driver in ("libGLX_mesa", "libEGL_mesa", "_dri.so"))


def everything_named(window, base):
    found = []
    for node in walk(window.root()):
        name = node.get_name() or ""
        if node.get_role() in NEED_NAMES and (name == "" or name.startswith(UNNAMED)):
            found.append("%s “%s” in “%s”" % (node.get_role_name(), name,
                                              node.get_parent().get_name()))
    for line in found:
        print("# unnamed: " + line)
    return not found


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


def ask(base, what):
    base.stdin.write(what + "\n")
    base.stdin.flush()
    base.stdout.readline()


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


def run_steps(window, base):
    failed = False
    for number, step in enumerate(STEPS, 1):
        ok = step(window, base)
        failed = failed or not ok
        print("%s %d - %s" % ("ok" if ok else "not ok", number, step.__name__.replace("_", " ")),
              flush=True)
    return failed


def main():
    print("1..%d" % len(STEPS), flush=True)
    with tempfile.TemporaryDirectory() as home, \
            subprocess.Popen([BASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True) as base:
        server = "host=%s dbname=copil user=coordination-59" % base.stdout.readline().strip()
        os.mkdir(os.path.join(home, "cache"), 0o700)
        # As a user has it: Copil itself chooses what draws.
        own = {name: value for name, value in os.environ.items()
               if name not in ("GSK_RENDERER", "GDK_DEBUG")}
        window = Window([COPIL, "--connect", server, "--territory", "Nord"], dict(
            own, G_DEBUG=STRICT, XDG_CONFIG_HOME=home, COPIL_CACHE_DIR=os.path.join(home, "cache"),
            XDG_DATA_HOME=os.path.join(home, "data")))
        try:
            failed = run_steps(window, base)
        finally:
            window.stop()
            base.stdin.close()
            base.wait(PATIENCE)
    sys.exit(1 if failed else 0)


main()
