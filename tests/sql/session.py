# SPDX-License-Identifier: GPL-3.0-or-later
"""psql sessions that stay connected, for tests in which several meet; and TAP."""
import os
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = ["psql", "-X", "-q", "-A", "-t"]
END = "-- end of answer --"
cases = 0


def ok(condition, name, detail=""):
    global cases
    cases += 1
    print("%s %d - %s" % ("ok" if condition else "not ok", cases, name), flush=True)
    if not condition:
        print("# " + str(detail).replace("\n", "\n# "))


def plan():
    print("1..%d" % cases)


def run_files(*names):
    arguments = [word for name in names for word in ("-f", name)]
    subprocess.run(COMMAND + ["-v", "ON_ERROR_STOP=1", *arguments], check=True, cwd=HERE,
                   stdout=subprocess.DEVNULL)


class Session:
    """One psql that stays connected, as a login or as the superuser."""

    def __init__(self, login=None):
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, cwd=HERE)
        self.login = login
        self.pid = self.ask("SELECT pg_backend_pid ()")
        if login:
            self.ask('SET SESSION AUTHORIZATION "%s"' % login)

    def send(self, sql):
        self.process.stdin.write("%s;\n\\echo %s\n" % (sql, END))
        self.process.stdin.flush()

    def answer(self):
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == END:
                return "\n".join(lines)
            lines.append(line.rstrip("\n"))
        raise SystemExit("Bail out! psql ended: " + "\n".join(lines))

    def ask(self, sql):
        self.send(sql)
        answer = self.answer()
        # A step that fails unnoticed would make a later case mean something else.
        if self.login is None and "ERROR:" in answer:
            raise SystemExit("Bail out! %s\n%s" % (sql, answer))
        return answer


def wait_blocked(admin, session):
    for _ in range(3000):
        if admin.ask("SELECT cardinality (pg_blocking_pids (%s)) > 0" % session.pid) == "t":
            return True
        time.sleep(0.02)
    return False
