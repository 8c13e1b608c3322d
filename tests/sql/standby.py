#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The change feed on a real standby, through its promotion, and after a restore.

Run under with-base.sh, whose server is the primary. Nothing may be missed and nothing told twice;
where a cursor cannot be continued the feed must say so ("refill").
"""
import atexit
import os
import random
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = os.environ["COPIL_TEST_BASE"]
BIN = os.environ["PGBIN"]
PRIMARY = os.environ["PGHOST"]
STANDBY = os.path.join(BASE, "run2")
DATA = os.path.join(BASE, "standby")
END = "-- end of answer --"
# PostgreSQL refuses to run as root.
AS = [] if os.getuid() else ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups",
                             "--no-new-privs", "--pdeathsig", "INT", "--"]
cases = 0


def ok(condition, name, detail=""):
    global cases
    cases += 1
    print("%s %d - %s" % ("ok" if condition else "not ok", cases, name), flush=True)
    if not condition:
        print("# " + str(detail).replace("\n", "\n# "))


class Session:
    """One psql that stays connected."""

    def __init__(self, host, login=None, database="copil"):
        self.process = subprocess.Popen(
            ["psql", "-X", "-q", "-A", "-t", "-h", host, "-d", database], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=HERE)
        if login:
            self.ask('SET SESSION AUTHORIZATION "%s"' % login)

    def ask(self, sql):
        self.process.stdin.write("%s;\n\\echo %s\n" % (sql, END))
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line or line.rstrip("\n") == END:
                return "".join(lines).strip()
            lines.append(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Reader:
    """Follows the feed, and remembers what it was told."""

    def __init__(self, host, database="copil"):
        self.session = Session(host, "reader", database)
        self.cursor = self.session.ask("SELECT copil.feed_open ()")
        self.told = []

    def look(self, cursor=None):
        rows = self.session.ask("SELECT cursor || '|' || topic || '|' || key FROM copil.feed ($c$%s$c$)"
                                % (cursor or self.cursor)).split("\n")
        parts = [row.rsplit("|", 2) for row in rows]
        self.cursor = parts[0][0]
        news = [key if topic == "target" else topic for _, topic, key in parts if topic != "none"]
        self.told += news
        return news


def server(*command):
    subprocess.run(AS + list(command), check=True, cwd="/", stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def start_standby():
    subprocess.run(AS + ["install", "-d", "-m", "0711", STANDBY], check=True, cwd="/")
    server(os.path.join(BIN, "pg_basebackup"), "-h", PRIMARY, "-U", os.environ["PGUSER"], "-D", DATA,
           "-R", "-X", "stream", "--checkpoint=fast", "--no-sync")
    atexit.register(stop, DATA)
    server(os.path.join(BIN, "pg_ctl"), "-D", DATA, "-w", "-l", os.path.join(BASE, "standby.log"),
           "-o", "-k " + STANDBY, "start")


def stop(data):
    subprocess.run(AS + [os.path.join(BIN, "pg_ctl"), "-D", data, "-m", "immediate", "stop"], cwd="/",
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_replay(primary, standby):
    position = primary.ask("SELECT pg_current_wal_insert_lsn ()")
    # What was asked for last is written, but maybe not flushed yet.
    primary.ask("SELECT pg_switch_wal ()")
    for _ in range(3000):
        if standby.ask("SELECT pg_last_wal_replay_lsn () >= '%s'" % position) == "t":
            return
        time.sleep(0.01)
    raise SystemExit("Bail out! the standby does not follow")


def note(session, key):
    session.ask("INSERT INTO copil.change (topic, key) VALUES ('target', '%s')" % key)


def test_follow(primary, standby):
    """Transactions that overlap, commit out of order, abort or hold savepoints."""
    random.seed(7)
    readers = [Reader(PRIMARY), Reader(STANDBY)]
    writers = [Session(PRIMARY) for _ in range(4)]
    pending, committed = [[] for _ in writers], []
    number = 0
    for step in range(160):
        i = random.randrange(len(writers))
        if not pending[i]:
            writers[i].ask("BEGIN")
        number += 1
        key = "n%03d" % number
        if random.random() < 0.2:
            writers[i].ask("SAVEPOINT s")
            note(writers[i], key)
            if random.random() < 0.5:
                writers[i].ask("ROLLBACK TO s")
                key = None
        else:
            note(writers[i], key)
        pending[i].append(key)
        if random.random() < 0.4:
            end = random.random() < 0.85
            writers[i].ask("COMMIT" if end else "ROLLBACK")
            committed += [k for k in pending[i] if k] if end else []
            pending[i] = []
        if step % 5 == 0:
            # As far as the standby has come, wherever that is.
            for reader in readers:
                reader.look()
    for i, writer in enumerate(writers):
        if pending[i]:
            writer.ask("COMMIT")
            committed += [k for k in pending[i] if k]
        writer.close()
    wait_for_replay(primary, standby)
    for reader, where in zip(readers, ("primary", "standby")):
        reader.look()
        ok(sorted(reader.told) == sorted(committed) and len(committed) > 60,
           "on the %s each change that was committed is told, once" % where,
           sorted(set(committed) ^ set(reader.told)) or "told twice")
        ok(reader.look() == [], "then nothing more on the " + where)
    return readers


def test_change_places(primary, standby, readers):
    """A cursor of one server continues on the other: a window that reconnects."""
    on_primary, on_standby = readers
    first = on_primary.cursor
    primary.ask("BEGIN")
    note(primary, "open")
    cursor = on_standby.cursor
    writer = Session(PRIMARY)
    note(writer, "moved")
    writer.close()
    wait_for_replay(primary, standby)
    ok(on_standby.look() == ["moved"], "what commits is told beside what is open")
    ok(on_primary.look(on_standby.cursor) == [], "and not again by the primary")
    primary.ask("COMMIT")
    wait_for_replay(primary, standby)
    ok(on_primary.look() == ["open"], "which tells the other when it commits")
    ok("open" in on_standby.look(first) and "moved" in on_standby.told,
       "from an older cursor of the primary the standby misses nothing")
    ok(on_standby.look() == [], "and tells nothing twice")
    ok(sorted(on_primary.look(cursor)) == ["moved", "open"], "nor does the primary from one of the standby")


def test_landing(primary, standby, readers):
    primary.ask("SELECT t.land ('portfolio bassin:101 2026-01 10')")
    wait_for_replay(primary, standby)
    for reader, where in zip(readers, ("primary", "standby")):
        ok(reader.look() == ["batch"], "a batch is told on the " + where)
    ok(standby.ask("SELECT t.cell ('portfolio', 'departement:10', '2026-01')") == "10 (50 %)",
       "and its sums are there")
    answer = standby.ask("SELECT t.land ('portfolio bassin:102 2026-01 10')")
    ok(answer == "ERROR 25006", "a standby takes no writes", answer)


def test_promotion(primary, standby, readers):
    wait_for_replay(primary, standby)
    for reader in readers:
        reader.look()
    # Committed, acknowledged, and lost with the primary.
    stop(DATA)
    note(primary, "lost")
    ok(readers[0].look() == ["lost"], "a change that the standby never sees")
    stop(os.path.join(BASE, "data"))
    server(os.path.join(BIN, "pg_ctl"), "-D", DATA, "-w", "-l", os.path.join(BASE, "standby.log"),
           "-o", "-k " + STANDBY, "start")
    cursors = [reader.cursor for reader in readers]
    promoted = Session(STANDBY)
    follower = Reader(STANDBY)
    note_before = promoted.ask("SELECT pg_promote (true, 600)")
    ok(note_before == "t" and promoted.ask("SELECT pg_is_in_recovery ()") == "f", "the standby is promoted")
    for cursor, where in zip(cursors, ("the old primary", "the standby")):
        ok(follower.look(cursor) == ["refill"], "a cursor of %s is refilled" % where)
    note(promoted, "after")
    ok(follower.look() == ["after"] and follower.look() == [], "then what follows is told, once")
    ok(promoted.ask("SELECT count(*) FROM copil.change WHERE key = 'lost'") == "0", "what was lost is not there")
    return promoted, follower


def test_restore(promoted, follower):
    promoted.ask("CREATE DATABASE restored")
    dump = subprocess.Popen([os.path.join(BIN, "pg_dump"), "-h", STANDBY, "copil"], stdout=subprocess.PIPE)
    subprocess.run(["psql", "-X", "-q", "-h", STANDBY, "-d", "restored"], stdin=dump.stdout, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ok(dump.wait() == 0, "a base is dumped and restored under another name")
    restored = Session(STANDBY, database="restored")
    reader = Reader(STANDBY, "restored")
    ok(reader.look(follower.cursor) == ["refill"], "a cursor of the original is refilled, though nobody said a word")
    before = reader.cursor
    epoch = restored.ask("SELECT epoch FROM copil.feed_state")
    ok(restored.ask("SELECT copil.feed_epoch_renew ()") != epoch, "the epoch is renewed, as after every restore")
    ok(reader.look(before) == ["refill"] and reader.look(follower.cursor) == ["refill"], "all who held a cursor refill")
    note(restored, "new life")
    ok(reader.look() == [] or reader.told[-1] == "new life", "and then follow")
    ok(reader.told.count("new life") == 1, "what changes in the restored base, once")
    ok(follower.look() == [], "the original goes on undisturbed")


def main():
    subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "fixture.sql"], check=True,
                   cwd=HERE, stdout=subprocess.DEVNULL)
    start_standby()
    primary, standby = Session(PRIMARY), Session(STANDBY)
    readers = test_follow(primary, standby)
    test_change_places(primary, standby, readers)
    test_landing(primary, standby, readers)
    promoted, follower = test_promotion(primary, standby, readers)
    test_restore(promoted, follower)
    print("1..%d" % cases)


main()
