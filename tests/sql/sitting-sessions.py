#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sitting with many stations: all present at once, votes that meet their close, a base that dies.

Run under with-base.sh. Waiting is asked of pg_locks or of the server itself, never timed.
"""
import json
import os
import signal
import subprocess
import sys
import time
import uuid

sys.dont_write_bytecode = True
from session import COMMAND, HERE, Session, ok, plan, run_files, wait_blocked  # noqa: E402

STATIONS = 60
SITTING = "t.u (100)"


def call(name, command=None, **arguments):
    given = "".join(", %s => %s" % pair for pair in arguments.items())
    return "SELECT copil.%s (command => '%s'%s)" % (name, command or uuid.uuid4(), given)


def note(n, seat, entered=True, member=None):
    return call("attendance_note", id="t.u (%d)" % n, sitting=SITTING, member="t.u (%d)" % (member or seat),
                seat="t.u (%d)" % seat, entered=str(entered).lower(), mode="'room'", identified="NULL")


def cast(n, vote, seat, choice, command=None):
    return call("ballot_cast", command, id="t.u (%d)" % n, vote="t.u (%d)" % vote, seat="t.u (%d)" % seat,
                choice="'%s'" % choice)


def test_present(admin, operator):
    operator.ask(call("sitting_open", sitting=SITTING))
    stations = [Session("station-%d" % n) for n in range(1, STATIONS + 1)]
    for n, station in enumerate(stations, 1):
        station.send(note(3000 + n, 2000 + n))
    answers = [station.answer() for station in stations]
    ok(all('"attendance"' in answer for answer in answers), "sixty say at once that they are there",
       [answer for answer in answers if '"attendance"' not in answer])
    ok(admin.ask("SELECT count (*) FROM copil.attendance WHERE sitting_id = %s" % SITTING) == str(STATIONS), "all are stored")
    steps = admin.ask("SELECT string_agg (copil.quorum_count (a.sitting_id, a.at, NULL) ->> 'present', ' ' ORDER BY a.revision)"
                      " FROM copil.attendance a WHERE a.sitting_id = %s" % SITTING)
    ok(steps == " ".join(map(str, range(1, STATIONS + 1))), "and counted right at each step", steps)
    ok(admin.ask("SELECT count (DISTINCT revision) FROM copil.attendance WHERE sitting_id = %s" % SITTING) == str(STATIONS),
       "each with a revision of its own")
    return stations


def test_votes(admin, operator, stations):
    operator.ask(call("vote_open", id="t.u (4000)", item="t.u (101)", question="'Adopter ?'", method="'roll'"))
    one, two = stations[0], stations[1]
    command = uuid.uuid4()
    one.ask("BEGIN")
    first = one.ask(cast(4001, 4000, 2001, "for", command))
    other = Session("station-1")
    other.send(cast(4001, 4000, 2001, "for", command))
    ok(wait_blocked(admin, other), "the same ballot sent twice waits")
    one.ask("COMMIT")
    ok(other.answer() == first, "and is given the first answer", first)
    operator.ask("BEGIN")
    operator.ask(cast(4002, 4000, 2002, "against"))
    two.send(cast(4003, 4000, 2002, "for"))
    ok(wait_blocked(admin, two), "a member who votes while the roll is read for them waits")
    operator.ask("COMMIT")
    answer = two.answer()
    ok("Ce membre a déjà voté" in answer, "and has voted once", answer)
    three, four = stations[2], stations[3]
    three.ask("BEGIN")
    three.ask(cast(4004, 4000, 2003, "for"))
    operator.send(call("vote_close", vote="t.u (4000)"))
    ok(wait_blocked(admin, operator), "a close waits for a ballot under way")
    four.send(cast(4005, 4000, 2004, "for"))
    ok(wait_blocked(admin, four), "a ballot that comes after waits for the close")
    three.ask("COMMIT")
    result = json.loads(operator.answer())
    ok((result["for"], result["against"], result["void"]) == (2, 1, 0), "what came first is in the vote", result)
    answer = four.answer()
    ok("Le vote est clos" in answer, "what came after is not", answer)
    ok(admin.ask("SELECT count (*) FROM copil.ballot WHERE vote_id = t.u (4000)") == "3", "nor stored")


def answers():
    return subprocess.run(COMMAND + ["-c", "SELECT 1"], cwd=HERE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def crash(admin):
    """The server ends every session at once and recovers, as it does when one process dies so."""
    os.kill(int(Session().pid), signal.SIGKILL)
    for _ in range(3000):
        try:
            admin.ask("SELECT 1")
        except (BrokenPipeError, SystemExit):
            break
        time.sleep(0.02)
    for _ in range(3000):
        if answers():
            return
        time.sleep(0.02)
    raise SystemExit("Bail out! the server does not come back")


def test_crash(admin, operator, stations):
    operator.ask(call("vote_open", id="t.u (4100)", item="t.u (102)", question="'Adopter ?'", method="'roll'"))
    stations[0].ask(cast(4101, 4100, 2001, "for"))
    command = uuid.uuid4()
    sent = cast(4102, 4100, 2002, "for", command)
    stations[1].ask("BEGIN")
    ok('"ballot"' in stations[1].ask(sent), "a ballot is under way")
    crash(admin)
    admin = Session()
    ok(admin.ask("SELECT string_agg (b.id::text, ' ') FROM copil.ballot b WHERE b.vote_id = t.u (4100)") ==
       "00000000-0000-0000-0000-000000004101", "after the crash: what was committed, and nothing else")
    ok(admin.ask("SELECT count (*) FROM copil.command c WHERE c.id = '%s'" % command) == "0", "half a command is none")
    again = Session("station-2")
    first = again.ask(sent)
    ok('"ballot"' in first and again.ask(sent) == first, "sent again it takes effect, once", first)
    operator = Session("secretariat-10")
    result = json.loads(operator.ask(call("vote_close", vote="t.u (4100)")))
    ok((result["for"], result["void"]) == (2, 0), "and the vote goes on", result)
    ok(operator.ask("SELECT copil.log_verify (%s)" % SITTING) == "", "the log is whole")


def test_close(admin):
    """Two sittings of one committee, with three decisions each."""
    admin.ask("""
      INSERT INTO copil.sitting (id, committee_id, number, title, starts_at, place, remote, stage, rules, regime_code, regime_version,
        opened_at)
      SELECT t.u (110), s.committee_id, 90, s.title, s.starts_at, s.place, s.remote, 'open', s.rules, s.regime_code, s.regime_version,
        s.opened_at FROM copil.sitting s WHERE s.id = t.u (100);
      INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin, outcome)
      VALUES (t.u (111), t.u (110), 1, 'decision', 'Point', 600, 'own', 'adopted');
      UPDATE copil.agenda_item SET outcome = 'postponed' WHERE sitting_id = t.u (100);
      INSERT INTO copil.decision (id, sitting_id, committee_id, item_id, year, words, recorded_at)
      SELECT t.u (5000 + n), t.u (100 + n % 2 * 10), t.u (1), t.u (101 + n % 2 * 10), 2026, 'Décision', clock_timestamp ()
      FROM generate_series (1, 6) n""")
    one, two = Session("secretariat-10"), Session("coordination-10")
    one.ask("BEGIN")
    ok('"decisions": 3' in one.ask(call("sitting_close", sitting=SITTING)), "a sitting is closed")
    two.send(call("sitting_close", sitting="t.u (110)"))
    ok(wait_blocked(admin, two), "another of the same committee waits")
    one.ask("COMMIT")
    ok('"decisions": 3' in two.answer(), "and is closed")
    numbers = admin.ask("SELECT string_agg (d.number::text, ' ' ORDER BY d.number) FROM copil.decision d")
    ok(numbers == "1 2 3 4 5 6", "no number is left out or given twice", numbers)


def main():
    run_files("fixture.sql", "live-set.sql", "stations.sql")
    admin, operator = Session(), Session("secretariat-10")
    stations = test_present(admin, operator)
    test_votes(admin, operator, stations)
    test_crash(admin, operator, stations)
    test_close(Session())
    plan()


main()
