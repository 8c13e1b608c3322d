-- SPDX-License-Identifier: GPL-3.0-or-later
-- A committee of department 10 with a row in each of its tables, and three sittings of it, each
-- with a row in each table of a sitting: a draft, one convoked, one closed with final minutes.
-- Written as the owner, past the functions: what they refuse is tested elsewhere.

SELECT t.try ('administrator', format ('SELECT copil.person_add (%L, %L, %L, %L)',
  gen_random_uuid (), login, login, 'Essai'))
FROM (VALUES ('secretariat-30'), ('member-10')) p (login);
SELECT t.try ('administrator', format ('SELECT copil.assignment_grant (%L, %L, %L, %L, NULL, NULL, NULL)',
  gen_random_uuid (), login, role, t.id (place)))
FROM (VALUES ('secretariat-30', 'secretariat', 'departement:30'), ('member-10', 'reader', 'departement:30')) a (login, role, place);

CREATE FUNCTION t.u (n int) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT lpad (n::text, 32, '0')::uuid $$;

INSERT INTO copil.regime VALUES ('essai', 1, '{"rules": {}}') ON CONFLICT DO NOTHING;
INSERT INTO copil.committee (id, territory_id, kind, name, local_authority, regime_code, since)
VALUES (t.u (1), t.id ('departement:10'), 'departement', 'Comité de Dix', 'Département Dix', 'essai', '2026-01-01');
INSERT INTO copil.committee_rule VALUES (t.u (1), 'mandates_max', '1', 'Règlement intérieur, article 4');
INSERT INTO copil.member (id, name, position, login) VALUES (t.u (2), 'Membre', 'Maire', 'member-10'),
  (t.u (3), 'Autre', 'Maire', NULL);
INSERT INTO copil.college VALUES (t.u (4), t.u (1), 'Élus', 1);
INSERT INTO copil.seat (id, committee_id, college_id, label, kind, votes, rank, since)
VALUES (t.u (5), t.u (1), t.u (4), 'Un maire', 'elected', 1, 1, '2026-01-01'),
  (t.u (6), t.u (1), t.u (4), 'Un autre maire', 'elected', 1, 2, '2026-01-01');
INSERT INTO copil.term (id, committee_id, seat_id, member_id, deputy, since) VALUES
  (t.u (7), t.u (1), t.u (5), t.u (2), false, '2026-01-01'), (t.u (8), t.u (1), t.u (6), t.u (3), false, '2026-01-01');
INSERT INTO copil.delegation (id, committee_id, key, login, given_by, since, until, act, scope)
VALUES (t.u (9), t.u (1), 'state', 'reader', 'chair-state-10', '2020-01-01', '2020-02-01', 'Arrêté', '{agenda}');
INSERT INTO copil.former_body (id, committee_id, territory_id, name, state)
VALUES (t.u (10), t.u (1), t.id ('departement:10'), 'SPED', 'active');
INSERT INTO copil.former_subject (id, body_id, label, state, rank) VALUES (t.u (11), t.u (10), 'Sujet', 'pending', 1);
INSERT INTO copil.recurring_item (id, committee_id, title, nature, seconds, rank)
VALUES (t.u (12), t.u (1), 'Tour de table', 'information', 600, 1);
INSERT INTO copil.document (sha256, bytes, media, put_by)
VALUES (sha256 ('%PDF-1.7'), '%PDF-1.7', 'application/pdf', 'secretariat-10');

CREATE FUNCTION t.sitting_make (n int, stage text, minutes text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  s uuid := t.u (n);
BEGIN
  INSERT INTO copil.sitting (id, committee_id, number, title, starts_at, place, remote, stage, rules, regime_code, regime_version)
  VALUES (s, t.u (1), n, 'Séance', '2026-12-03 09:30+01', 'Salle', true, stage, '{}', 'essai', 1);
  INSERT INTO copil.sitting_log (sitting_id, number, at, login, kind, detail, hash) VALUES (s, 1, now (), 'x', 'x', '{}', 'x');
  INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin)
  VALUES (t.u (n + 1), s, 1, 'decision', 'Point', 600, 'own');
  INSERT INTO copil.advice (id, sitting_id, committee_id, item_id, of_whom, days, asked_at, asked_by, due_at)
  VALUES (t.u (n), s, t.u (1), t.u (n + 1), 'La CAF', 10, now (), 'x', now ());
  INSERT INTO copil.item_document (id, sitting_id, item_id, sha256, name, size, pages, rank)
  VALUES (t.u (n), s, t.u (n + 1), sha256 ('%PDF-1.7'), 'Note', 8, 1, 1);
  INSERT INTO copil.item_view (id, sitting_id, item_id, indicator_code, territory_id, period, chart, reference, rank)
  VALUES (t.u (n), s, t.u (n + 1), 'contract', t.id ('departement:10'), '2026-01-01', 'curve', 'year', 1);
  INSERT INTO copil.approval (id, sitting_id, object, key, login, name, "position", given, content, content_hash, at)
  VALUES (t.u (n), s, 'agenda', 'state', 'chair-state-10', 'x', 'x', true, '{}', 'x', now ());
  INSERT INTO copil.convocation (id, sitting_id, version, content, content_hash, sent_at, quorum_required)
  VALUES (t.u (n), s, 1, '{}', 'x', now (), true);
  INSERT INTO copil.recipient (id, sitting_id, member_id, seat_id, capacity, means, sent_version, sent_at)
  VALUES (t.u (n), s, t.u (2), t.u (5), 'full', 'mail', 1, now ());
  INSERT INTO copil.attendance (id, sitting_id, member_id, seat_id, entered, mode, at, by_login)
  VALUES (t.u (n), s, t.u (2), t.u (5), true, 'room', now (), 'x');
  INSERT INTO copil.guest (id, sitting_id, member_id) VALUES (t.u (n), s, t.u (3));
  INSERT INTO copil.mandate (id, sitting_id, giver_seat, holder_seat, giver_member, holder_member, since, by_login)
  VALUES (t.u (n), s, t.u (6), t.u (5), t.u (3), t.u (2), now (), 'x');
  INSERT INTO copil.withdrawal (id, sitting_id, item_id, member_id, at) VALUES (t.u (n), s, t.u (n + 1), t.u (2), now ());
  INSERT INTO copil.clock_event (id, sitting_id, kind, at) VALUES (t.u (n), s, 'open', now ());
  INSERT INTO copil.speaker (id, sitting_id, member_id, rank, asked_at) VALUES (t.u (n), s, t.u (2), 1, now ());
  INSERT INTO copil.vote (id, sitting_id, item_id, question, method, opened_at)
  VALUES (t.u (n), s, t.u (n + 1), 'Adopter ?', 'roll', now ());
  INSERT INTO copil.ballot (id, sitting_id, vote_id, seat_id, member_id, choice, votes, at, by_login)
  VALUES (t.u (n), s, t.u (n), t.u (5), t.u (2), 'for', 1, now (), 'x');
  INSERT INTO copil.dissent (id, sitting_id, item_id, member_id, words) VALUES (t.u (n), s, t.u (n + 1), t.u (2), 'Non');
  INSERT INTO copil.decision (id, sitting_id, committee_id, item_id, year, words, recorded_at)
  VALUES (t.u (n), s, t.u (1), t.u (n + 1), 2026, 'Adopté', now ());
  INSERT INTO copil.action (id, sitting_id, committee_id, words, owner_id, due)
  VALUES (t.u (n), s, t.u (1), 'Écrire', t.u (2), '2027-01-01');
  INSERT INTO copil.operator_note (id, sitting_id, words) VALUES (t.u (n), s, 'Penser au micro');
  INSERT INTO copil.minutes (id, sitting_id, state) VALUES (t.u (n), s, 'draft');
  INSERT INTO copil.paragraph (id, sitting_id, section, rank, words, login, at)
  VALUES (t.u (n), s, 'opening', 1, 'La séance est ouverte.', 'x', now ());
  INSERT INTO copil.paragraph_past (sitting_id, paragraph_id, version, words, login, at) VALUES (s, t.u (n), 0, 'La', 'x', now ());
  INSERT INTO copil.remark (id, sitting_id, paragraph_id, login, name, words, at)
  VALUES (t.u (n), s, t.u (n), 'x', 'x', 'Une faute', now ());
  INSERT INTO copil.issued (id, sitting_id, kind, version, name, sha256, content_hash, at, login)
  VALUES (t.u (n), s, 'convocation', 1, 'Convocation', sha256 ('%PDF-1.7'), 'x', now (), 'x');
  UPDATE copil.minutes m SET state = minutes, final_at = CASE minutes WHEN 'final' THEN now () END WHERE m.sitting_id = s;
END
$$;
SELECT t.sitting_make (100, 'draft', 'draft'), t.sitting_make (200, 'convoked', 'remarks'), t.sitting_make (300, 'closed', 'final');
INSERT INTO copil.proposal (id, committee_id, member_id, title, nature, reason, seconds)
VALUES (t.u (13), t.u (1), t.u (2), 'Parler', 'advice', 'Parce que', 600);

-- What each login sees of the three: sittings, notes, minutes.
CREATE FUNCTION t.committee_failures () RETURNS SETOF text LANGUAGE sql AS $$
  SELECT format ('%s sees %s instead of %s of %s', e.login, t.rows_seen (e.login, c.relname), e.expected, c.relname)
  FROM (VALUES ('secretariat-10', 'sitting', '3'), ('coordination-10', 'sitting', '3'), ('chair-state-10', 'sitting', '3'),
      ('chair-local-10', 'sitting', '3'), ('funder-10', 'sitting', '2'), ('reader', 'sitting', '2'),
      ('member-10', 'sitting', '2'), ('secretariat-30', 'sitting', '1'), ('nobody', 'sitting', '0'),
      ('secretariat-10', 'note', '3'), ('chair-state-10', 'note', '0'), ('reader', 'note', '0'), ('secretariat-30', 'note', '0'),
      ('secretariat-10', 'minutes', '3'), ('chair-local-10', 'minutes', '3'), ('member-10', 'minutes', '2'),
      ('reader', 'minutes', '1'), ('secretariat-30', 'minutes', '1'), ('nobody', 'minutes', '0'),
      ('member-10', 'proposal', '1'), ('secretariat-10', 'proposal', '1'), ('chair-local-10', 'proposal', '1'),
      ('reader', 'proposal', '0'), ('secretariat-30', 'proposal', '0')) e (login, class, expected)
  JOIN pg_class c ON c.relnamespace = 'copil'::regnamespace AND c.relkind = 'r'
    AND c.relname NOT IN ('document', 'sitting_revision', 'sitting_row') AND t.class_of (c.relname) = e.class
  WHERE t.rows_seen (e.login, c.relname) IS DISTINCT FROM e.expected
$$;

-- What logins may read and call of committees, one a line: the lists of security.sql go on here.
CREATE FUNCTION t.committee_tables () RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
  SELECT regexp_split_to_array (btrim ('
    action
    advice
    agenda_item
    approval
    attendance
    ballot
    clock_event
    college
    committee
    committee_rule
    convocation
    decision
    delegation
    dissent
    former_body
    former_subject
    guest
    issued
    item_document
    item_view
    mandate
    member
    minutes
    operator_note
    paragraph
    paragraph_past
    proposal
    recipient
    recurring_item
    regime
    remark
    retention_rule
    seat
    sitting
    sitting_log
    speaker
    term
    vote
    withdrawal
  ', E' \n'), '\s+')
$$;
CREATE FUNCTION t.committee_functions () RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
  SELECT regexp_split_to_array (btrim ('
    action_add
    action_edit
    action_remind
    advice_ask
    advice_give
    advice_remind
    advice_withdraw
    agenda_submit
    answer
    answer_remind
    approval_remind
    approve
    attendance_note
    ballot_cast
    clock_extend
    clock_pause
    clock_resume
    college_add
    college_edit
    committee_add
    committee_edit
    committee_rule_set
    convoke
    decision_add
    decision_edit
    decision_remove
    delegation_give
    delegation_revoke
    dissent_add
    dissent_remove
    document_put
    former_body_add
    former_body_edit
    former_body_merge
    former_subject_add
    former_subject_edit
    guest_add
    guest_remove
    issued_add
    item_add
    item_carry
    item_document_add
    item_document_move
    item_document_remove
    item_edit
    item_end
    item_move
    item_remove
    item_restore
    item_start
    mandate_end
    mandate_give
    member_add
    member_edit
    minutes_archive
    minutes_begin
    minutes_signed
    minutes_to_approval
    minutes_to_remarks
    note_set
    paragraph_add
    paragraph_edit
    paragraph_move
    paragraph_remove
    paragraph_restore
    proposal_add
    proposal_answer
    proposal_withdraw
    purge
    receipt_note
    receipt_own
    recurring_item_add
    recurring_item_edit
    recurring_item_stop
    regime_load
    remark_add
    remark_answer
    retention_set
    seat_add
    seat_edit
    seat_end
    second_convocation
    server_clock
    sitting_add
    sitting_cancel
    sitting_close
    sitting_edit
    sitting_open
    sitting_reopen
    sitting_suspend
    speaker_ask
    speaker_end
    speaker_move
    speaker_remove
    speaker_start
    term_add
    term_end
    view_add
    view_move
    view_remove
    view_restore
    vote_cancel
    vote_close
    vote_hands
    vote_open
    withdrawal_note
    withdrawal_undo
  ', E' \n'), '\s+')
$$;
