#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two keys turned at once, and turned while somebody edits what is approved.

Run under with-base.sh. Waiting is asked of pg_locks, never timed.
"""
import sys

sys.dont_write_bytecode = True
from session import Session, ok, plan, run_files, wait_blocked  # noqa: E402

SITTING = "00000000-0000-0000-0000-000000000100"
LAST = "00000000-0000-0000-0000-000000000103"


def approve(admin, session):
    content = admin.ask("SELECT t.hash (100, 'agenda')")
    session.send("SELECT copil.approve (gen_random_uuid (), '%s', 'agenda', '%s', true, NULL, NULL)" % (SITTING, content))


def test_same_second(admin, state, local):
    state.ask("BEGIN")
    approve(admin, state)
    answer = state.answer()
    ok('"missing": ["local"]' in answer, "one chair approves", answer)
    approve(admin, local)
    ok(wait_blocked(admin, local), "in the same second, the other waits")
    state.ask("COMMIT")
    answer = local.answer()
    ok('"missing": []' in answer, "and finds what the first did", answer)
    ok(admin.ask("SELECT t.stage (100)") == "approved", "there is one state")
    ok(admin.ask("SELECT count (*) FROM copil.sitting_log WHERE kind = 'approved'") == "2",
       "and two approvals in the log")


def test_edit(admin, local, office):
    office.ask("BEGIN")
    answer = office.ask("SELECT copil.item_remove (gen_random_uuid (), '%s', 1)" % LAST)
    ok('"version": 2' in answer, "somebody edits", answer)
    approve(admin, local)
    ok(wait_blocked(admin, local), "who approves meanwhile waits")
    office.ask("COMMIT")
    answer = local.answer()
    ok("en préparation" in answer, "and does not approve what was not read", answer)
    ok(admin.ask("SELECT count (*) FROM copil.approval WHERE voided_at IS NULL") == "0", "the edit voided what there was")
    ok(admin.ask("SELECT copil.log_verify ('%s') IS NULL" % SITTING) == "t", "the log is whole")


def main():
    run_files("fixture.sql", "committee-set.sql")
    admin = Session()
    admin.ask("SELECT t.must ('secretariat-10', 'agenda_submit', jsonb_build_object ('sitting', t.u (100), 'version', 1))")
    local = Session("chair-local-10")
    test_same_second(admin, Session("chair-state-10"), local)
    test_edit(admin, local, Session("secretariat-10"))
    plan()


main()
