# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share that use the window as a screen reader and a keyboard do."""
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
        self.root()
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
        return wait_for(lambda: self.running() and frame(self.pid))

    def running(self):
        """True: what waits for a program that has ended would wait for nothing."""
        if self.program.poll() is not None:
            sys.exit("# the program has ended: %s" % self.program.returncode)
        return True

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


# -- Steps that any window goes through --------------------------------------------------------------

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


def ask(base, what):
    base.stdin.write(what + "\n")
    base.stdin.flush()
    base.stdout.readline()


def run_steps(steps, window, base):
    failed = False
    for number, step in enumerate(steps, 1):
        ok = step(window, base)
        failed = failed or not ok
        print("%s %d - %s" % ("ok" if ok else "not ok", number, step.__name__.replace("_", " ")),
              flush=True)
    return failed


def run(steps, host, copil, login):
    """All steps in one window of @login, on the base of @host; ends the program."""
    print("1..%d" % len(steps), flush=True)
    with tempfile.TemporaryDirectory() as home, \
            subprocess.Popen([host], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True) as base:
        server = "host=%s dbname=copil user=%s" % (base.stdout.readline().strip(), login)
        os.mkdir(os.path.join(home, "cache"), 0o700)
        # As a user has it: Copil itself chooses what draws.
        own = {name: value for name, value in os.environ.items()
               if name not in ("GSK_RENDERER", "GDK_DEBUG")}
        window = Window([copil, "--connect", server, "--territory", "Nord"], dict(
            own, G_DEBUG=STRICT, XDG_CONFIG_HOME=home, COPIL_CACHE_DIR=os.path.join(home, "cache"),
            XDG_DATA_HOME=os.path.join(home, "data")))
        try:
            failed = run_steps(steps, window, base)
        finally:
            window.stop()
            base.stdin.close()
            base.wait(PATIENCE)
    sys.exit(1 if failed else 0)
