#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only several sessions show: the feed beside open transactions, and writers that meet.

Run under with-base.sh. Sessions are psql processes; waiting is asked of pg_locks, never timed.
"""
import json
import sys
import uuid

sys.dont_write_bytecode = True
from session import Session, ok, plan, run_files, wait_blocked  # noqa: E402


def feed(session, cursor):
    rows = session.ask("SELECT cursor || '|' || topic || '|' || key FROM copil.feed ($c$%s$c$)" % cursor)
    parts = [row.rsplit("|", 2) for row in rows.split("\n")]
    return parts[0][0], [(topic, key) for _, topic, key in parts]


def stage_call(admin, command, cells):
    return admin.ask("SELECT t.stage_call ('%s', '%s')" % (command, cells))


def land(session, admin, cells, command=None):
    command = command or uuid.uuid4()
    call = stage_call(admin, command, cells)
    session.ask(call)
    return "SELECT copil.batch_land ('%s', 'FT', 'essai', true)" % command


def test_feed(admin, reader):
    first, second = Session("feed-demo"), Session("feed-demo")
    first.ask("BEGIN")
    early = land(first, admin, "portfolio bassin:101 2026-01 1")
    cursor = reader.ask("SELECT copil.feed_open ()")
    answer = json.loads(first.ask(early))
    cursor, rows = feed(reader, cursor)
    ok(rows == [("none", "")], "what is not committed is not told", rows)
    admin.ask("INSERT INTO copil.change (topic, key) VALUES ('target', 'later')")
    cursor, rows = feed(reader, cursor)
    ok(rows == [("target", "later")], "a later transaction that commits first is told", rows)
    first.ask("COMMIT")
    cursor, rows = feed(reader, cursor)
    ok(rows == [("batch", str(answer["batch"]))], "the earlier one is told when it commits", rows)
    cursor, rows = feed(reader, cursor)
    ok(rows == [("none", "")], "and once", rows)
    second.ask("BEGIN")
    admin.ask("BEGIN")
    admin.ask("SAVEPOINT part")
    admin.ask("INSERT INTO copil.change (topic, key) VALUES ('target', 'inner')")
    cursor, rows = feed(reader, cursor)
    admin.ask("RELEASE part")
    admin.ask("COMMIT")
    cursor, rows = feed(reader, cursor)
    ok(rows == [("target", "inner")], "a subtransaction is told", rows)
    second.ask("ROLLBACK")
    for name, given in (("no cursor", "nonsense"), ("an empty one", "{}"), ("another history",
                        cursor.replace('"timeline": 1', '"timeline": 7'))):
        renewed, rows = feed(reader, given)
        ok(rows == [("refill", "")] and feed(reader, renewed)[1] == [("none", "")], "refill: " + name, rows)
    old = cursor
    admin.ask("SELECT copil.feed_epoch_renew ()")
    ok(feed(reader, old)[1] == [("refill", "")], "refill after a restore")
    cursor = reader.ask("SELECT copil.feed_open ()")
    admin.ask("INSERT INTO copil.change (topic, key) VALUES ('target', 'x')")
    admin.ask("SELECT copil.feed_prune ('0')")
    ok(feed(reader, cursor)[1] == [("refill", "")], "refill when what followed was pruned")
    cursor = reader.ask("SELECT copil.feed_open ()")
    admin.ask("UPDATE copil.assignment SET version = version + 1 WHERE person_id ="
              " (SELECT id FROM copil.person WHERE login = 'reader')")
    ok(feed(reader, cursor)[1] == [("refill", "")], "refill when the reader's rights changed")
    ok("CP401" in Session("nobody").ask("\\set VERBOSITY sqlstate\nSELECT copil.feed_open ()"),
       "no cursor without an assignment")


def test_writers(admin):
    first, second = Session("feed-demo"), Session("feed-demo")
    one = land(first, admin, "portfolio bassin:201 2026-05 10")
    two = land(second, admin, "portfolio bassin:202 2026-05 20")
    first.ask("BEGIN")
    number = json.loads(first.ask(one))["batch"]
    second.send(two)
    ok(wait_blocked(admin, second), "a second landing waits for the first")
    first.ask("COMMIT")
    answer = json.loads(second.answer())
    ok(answer["batch"] == number + 1, "numbers follow the commits", answer)
    ok(admin.ask("SELECT t.cell ('portfolio', 'departement:20', '2026-05')") == "30",
       "and the sum holds both")
    command = uuid.uuid4()
    one = land(first, admin, "portfolio bassin:301 2026-05 5", command)
    first.ask("BEGIN")
    answer = first.ask(one)
    second.send(one)
    ok(wait_blocked(admin, second), "the same command sent twice waits")
    first.ask("COMMIT")
    second.answer()
    second.ask(stage_call(admin, command, "portfolio bassin:301 2026-05 5"))
    ok(second.ask(one) == answer, "sent again with its content it gives the first answer")
    ok(admin.ask("SELECT count(*) FROM copil.batch WHERE command = '%s'" % command) == "1", "one effect")


def test_revocation(admin):
    boss, feeder = Session("administrator"), Session("feed-ft")
    assignment = admin.ask("SELECT a.id FROM copil.assignment a JOIN copil.person p ON p.id = a.person_id"
                           " WHERE p.login = 'feed-ft'")
    call = land(feeder, admin, "portfolio bassin:302 2026-05 7")
    boss.ask("BEGIN")
    boss.ask("SELECT copil.assignment_end (gen_random_uuid (), '%s', 1)" % assignment)
    feeder.send(call)
    ok(wait_blocked(admin, feeder), "a command waits for a revocation under way")
    boss.ask("COMMIT")
    answer = feeder.answer()
    ok("no current assignment as data_feed" in answer, "and is refused once it is committed", answer)


def main():
    run_files("fixture.sql")
    admin = Session()
    test_feed(admin, Session("reader"))
    test_writers(admin)
    test_revocation(admin)
    plan()


main()
