-- SPDX-License-Identifier: GPL-3.0-or-later
-- The course of a sitting: who may run it, presence, quorum, clocks, the floor, closing.
SET client_min_messages = warning;
\o /dev/null
\ir live-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();
SELECT is (t.stage (100), 'convoked', 'the sitting is convoked');

-- Before the opening.
SELECT alike (t.step (minute, login, name, given), answer, what) FROM (VALUES
  (-5, 'secretariat-10', 'item_start', 'sitting=#100, item=#101', 'CP422 La séance n’est pas encore ouverte.%', 'no item before the opening'),
  (-5, 'secretariat-10', 'sitting_close', 'sitting=#100', 'CP422 La séance n’est pas encore ouverte.%', 'nor a close'),
  (-5, 'chair-state-10', 'sitting_open', 'sitting=#100', 'CP401 %', 'chairs do not run it'),
  (-5, 'secretariat-20', 'sitting_open', 'sitting=#100', 'CP403 %', 'nor does another secretariat'),
  (-5, 'reader', 'sitting_open', 'sitting=#100', 'CP401 %', 'nor readers'),
  (-5, 'secretariat-10', 'sitting_open', 'sitting=#999', 'CP403 %', 'a sitting that is none'),
  (-4, 'secretariat-10', 'attendance_note', 'id=#601, sitting=#100, member=#31, seat=#21, entered=true, mode=room, identified=null',
    '{%', 'who comes early is noted'),
  (-3, 'secretariat-10', 'sitting_open', 'sitting=#100, version=1', 'CP412 La séance a été modifiée%', 'opened as read'),
  (0, 'secretariat-10', 'sitting_open', 'sitting=#100, at=@5', 'CP422 L’heure indiquée est dans l’avenir%', 'a clock five minutes fast'),
  (0, 'secretariat-10', 'sitting_open', 'sitting=#100', '{%', 'it is opened'),
  (0, 'secretariat-10', 'sitting_open', 'sitting=#100', 'CP422 La séance est déjà ouverte.%', 'once')) c (minute, login, name, given, answer, what);
SELECT is (t.stage (100), 'open', 'it is open');

-- Presence: six members (one without vote), a guest; the quorum is three of them.
SELECT is (t.sits (0), 'full31 absent absent absent absent absent absent', 'one is there');
SELECT is (t.quorum (0), '1+0 of 6, 3: false', 'which is not enough');
SELECT alike (t.step (minute, login, 'attendance_note', format ('sitting=#100, %s', given)), answer, what) FROM (VALUES
  (1, 'member-23', 'id=#602, member=#33, seat=#23, entered=true, mode=room, identified=null', '{%', 'a member says that they are there'),
  (1, 'member-23', 'id=#603, member=#34, seat=#24, entered=true, mode=room, identified=null', 'CP401 %', 'but not of another'),
  (1, 'secretariat-10', 'id=#602, member=#34, seat=#24, entered=true, mode=room, identified=null', 'CP409 %', 'ids are taken once'),
  (1, 'secretariat-10', 'id=#603, member=#44, seat=#24, entered=true, mode=room, identified=null', 'CP422 Cette personne n’est, le jour%', 'who has no seat sits on none'),
  (1, 'secretariat-10', 'id=#603, member=#44, seat=null, entered=true, mode=room, identified=null', 'CP422 Cette personne n’est ni membre%', 'who is no guest is none'),
  (1, 'secretariat-10', 'id=#603, member=#34, seat=#24, entered=true, mode=dream, identified=null', 'CP422 Présence%', 'there is no other mode'),
  (2, 'secretariat-10', 'id=#603, member=#34, seat=#24, entered=true, mode=video, identified=null', '%à distance, a été reconnue%', 'how were they recognised?'),
  (2, 'secretariat-10', 'id=#604, member=#43, seat=#23, entered=true, mode=room, identified=null, at=@-6', 'CP422 L’heure indiquée est trop ancienne%', 'not before the opening'),
  (2, 'secretariat-10', 'id=#604, member=#43, seat=#23, entered=true, mode=room, identified=null, at=@7', 'CP422 L’heure indiquée est dans l’avenir%', 'a station five minutes fast'),
  (2, 'secretariat-10', 'id=#604, member=#43, seat=#23, entered=true, mode=room, identified=null, at=@1.5', '{%', 'what was noted without a network'),
  (2, 'secretariat-10', 'id=#605, member=#36, seat=#26, entered=true, mode=phone, identified=sa voix', '%"warnings": []%', 'the operator''s head, on the phone')) c (minute, login, given, answer, what);
SELECT is (t.sits (2), 'full31 absent full33 full34 absent full36 absent', 'a deputy beside the full member does not sit');
SELECT is (t.quorum (m), q, 'minute ' || m) FROM (VALUES (0.5, '1+0 of 6, 3: false'), (1, '2+0 of 6, 3: false'), (2, '4+0 of 6, 3: true')) c (m, q);
SELECT is (t.step (3, 'secretariat-10', 'attendance_note', 'id=#606, sitting=#100, member=#33, seat=#23, entered=false, mode=room, identified=null') LIKE '{%'
  AND t.sits (3) = 'full31 absent deputy43 full34 absent full36 absent', true, 'the deputy sits when the full member leaves');
SELECT is (t.try (login, format ('SELECT copil.quorum_at (%L, %L) ->> %L', t.u (100), t.minute (3), 'counted')), seen, login || ' asks for the quorum')
FROM (VALUES ('reader', '4'), ('member-23', '4'), ('nobody', 'ERROR CP403')) c (login, seen);
SELECT is (t.try ('chair-local-10', format ('SELECT count(*) FROM copil.seats_at (%L)', t.u (100))), '7', 'and for the seats');
SELECT is ((SELECT copil.quorum_count (t.u (100), t.minute (3), NULL) ->> 'article'), E'(article R.\u00A0133-10 du CRPA)', 'the article is quoted');

-- Guests and withdrawals.
SELECT alike (t.step (4, login, name, given), answer, what) FROM (VALUES
  ('secretariat-10', 'guest_add', 'id=#620, sitting=#100, member=#33, item=#101, reason=x', 'CP422 Cette personne est membre%133-6 du CRPA).%', 'a member is no guest'),
  ('secretariat-10', 'guest_add', 'id=#620, sitting=#100, member=#999, item=null, reason=x', 'CP422 Cette personne n’est pas connue%', 'nor is nobody'),
  ('member-23', 'guest_add', 'id=#620, sitting=#100, member=#44, item=null, reason=x', 'CP401 %', 'members invite nobody'),
  ('secretariat-10', 'guest_add', 'id=#620, sitting=#100, member=#44, item=#101, reason=Experte', '{%', 'a guest'),
  ('secretariat-10', 'attendance_note', 'id=#621, sitting=#100, member=#44, seat=null, entered=true, mode=room, identified=null', '{%', 'comes'),
  ('secretariat-10', 'guest_remove', 'guest=#620', '{%', 'and is taken off'),
  ('secretariat-10', 'guest_remove', 'guest=#620', 'CP412 %', 'once'),
  ('member-24', 'withdrawal_note', 'id=#630, item=#101, member=#34, reason=Intérêt', '{%', 'a member withdraws from an item'),
  ('secretariat-10', 'withdrawal_note', 'id=#631, item=#101, member=#34, reason=Intérêt', 'CP422 Ce membre s’est déjà retiré%133-12 du CRPA).%', 'once'),
  ('member-24', 'withdrawal_note', 'id=#631, item=#101, member=#31, reason=x', 'CP401 %', 'for nobody else'),
  ('secretariat-10', 'withdrawal_note', 'id=#631, item=#199, member=#31, reason=x', 'CP403 %', 'an item that is none')) c (login, name, given, answer, what);
SELECT is (t.quorum (4, 101), '3+0 of 6, 3: true', 'who withdrew does not count for that item');
SELECT is (t.quorum (4, 102), '4+0 of 6, 3: true', 'and counts for the others');
SELECT is (t.sits (4, 101), 'full31 absent deputy43 withdrawn absent full36 absent', 'the seat is empty for that item');
SELECT alike (t.step (4, 'member-24', 'withdrawal_undo', 'withdrawal=#630'), answer, what)
FROM (VALUES ('{%', 'it is taken back'), ('CP412 %', 'once')) c (answer, what);

-- Items and their clock: 600 seconds each.
CREATE FUNCTION t.clock (item int) RETURNS text LANGUAGE sql AS $$
  SELECT e.kind || coalesce (' until ' || extract (epoch FROM e.ends_at - t.minute (0)), '') || coalesce (' with ' || e.remaining_ms / 1000, '')
  FROM copil.clock_of (t.u (item)) e
$$;
SELECT is (CASE WHEN a.answer LIKE '{%' THEN t.clock (c.item) ELSE a.answer END, c.clock, c.what) FROM (VALUES
  (10, 'item_start', 'sitting=#100, item=#101', 101, 'start until 1200.000000', 'an item starts'),
  (11, 'item_start', 'sitting=#100, item=#101', 101, 'start until 1200.000000', 'starting it again changes nothing'),
  (12, 'clock_pause', 'sitting=#100, reason=Panne', 101, 'pause with 480', 'a pause keeps what remains'),
  (13, 'clock_pause', 'sitting=#100', 101, 'pause with 480', 'twice the same'),
  (14, 'clock_extend', 'sitting=#100, seconds=60, reason=Débat', 101, 'extend with 540', 'longer while it is paused'),
  (15, 'clock_resume', 'sitting=#100', 101, 'resume until 1440.000000', 'it goes on'),
  (16, 'clock_extend', 'sitting=#100, seconds=-120, reason=Retard', 101, 'extend until 1320.000000', 'shorter while it runs'),
  (17, 'sitting_suspend', 'sitting=#100, reason=Alerte', 101, 'pause with 300', 'a suspension stops it'),
  (20, 'sitting_reopen', 'sitting=#100', 101, 'resume until 1500.000000', 'what it stopped goes on'),
  (21, 'item_start', 'sitting=#100, item=#102', 101, 'pause with 240', 'another item: the first waits'),
  (22, 'item_start', 'sitting=#100, item=#101', 101, 'resume until 1560.000000', 'and is taken up again'),
  (30, 'clock_pause', 'sitting=#100, at=@28', 101, 'pause with -120', 'past its time, noted two minutes ago'),
  (31, 'clock_resume', 'sitting=#100, at=@27', 101, 'resume until 1560.000000', 'never before what was recorded last')) c (minute, name, given, item, clock, what),
  LATERAL (SELECT t.step (c.minute, 'secretariat-10', c.name, c.given) AS answer) a;
SELECT alike (t.step (32, login, name, given), answer, what) FROM (VALUES
  ('secretariat-10', 'clock_extend', 'sitting=#100, seconds=0', 'CP422 Durée ajoutée%', 'nothing is no time'),
  ('chair-local-10', 'item_start', 'sitting=#100, item=#102', 'CP401 %', 'chairs start no item'),
  ('member-23', 'clock_pause', 'sitting=#100', 'CP401 %', 'members stop no clock'),
  ('secretariat-10', 'item_start', 'sitting=#100, item=#199', 'CP412 %', 'an item that is not there'),
  ('secretariat-10', 'item_end', 'item=#101, outcome=treated', 'CP422 Un point de décision est adopté%', 'a decision is not treated'),
  ('secretariat-10', 'item_end', 'item=#101, outcome=null', 'CP422 %', 'nor without outcome')) c (login, name, given, answer, what);

-- The floor.
SELECT alike (t.step (minute, login, name, given), answer, what) FROM (VALUES
  (33, 'member-24', 'speaker_ask', 'id=#701, sitting=#100, item=#101, member=#34', '{%', 'a member asks for the floor'),
  (33, 'member-24', 'speaker_ask', 'id=#702, sitting=#100, item=#101, member=#34', 'CP422 Cette personne a déjà demandé%', 'once'),
  (33, 'secretariat-10', 'speaker_ask', 'id=#702, sitting=#100, item=#101, member=#35', 'CP422 Cette personne n’est pas là%', 'who is not there does not'),
  (33, 'secretariat-10', 'speaker_ask', 'id=#702, sitting=#100, item=#101, member=#31', '{%', 'a second one'),
  (33, 'secretariat-10', 'speaker_ask', 'id=#703, sitting=#100, item=null, member=#43', '{%', 'a third'),
  (34, 'secretariat-10', 'speaker_move', 'speaker=#703, place=1', '{%', 'who is moved to the front'),
  (34, 'member-24', 'speaker_start', 'speaker=#701', 'CP401 %', 'nobody takes the floor'),
  (34, 'secretariat-10', 'speaker_start', 'speaker=#703', '{%', 'it is given'),
  (35, 'secretariat-10', 'speaker_start', 'speaker=#702', '{%', 'and taken by the next'),
  (35, 'secretariat-10', 'speaker_start', 'speaker=#702', 'CP412 Cette personne a déjà la parole.%', 'who has it already'),
  (36, 'secretariat-10', 'speaker_end', 'speaker=#702', '{%', 'until they have spoken'),
  (36, 'secretariat-10', 'speaker_end', 'speaker=#701', 'CP412 Cette personne n’a pas la parole.%', 'who did not speak does not end'),
  (36, 'deputy-23', 'speaker_remove', 'speaker=#701', 'CP401 %', 'nobody takes another off the list'),
  (36, 'member-24', 'speaker_remove', 'speaker=#701', '{%', 'but oneself'),
  (36, 'secretariat-10', 'speaker_start', 'speaker=#701', 'CP412 %retirée%', 'who is off the list')) c (minute, login, name, given, answer, what);
SELECT is ((SELECT string_agg (ltrim (right (p.id::text, 4), '0') || ':' || coalesce (extract (epoch FROM p.ended_at - p.started_at)::text, '-'), ' ' ORDER BY p.rank)
  FROM copil.speaker p WHERE p.sitting_id = t.u (100)), '703:60.000000 701:- 702:60.000000', 'who spoke and how long, in order');

-- Notes: of who animates, and nobody overwrites unseen.
SELECT alike (t.step (37, login, 'note_set', given), answer, what) FROM (VALUES
  ('secretariat-10', 'id=#710, sitting=#100, item=#101, words=Penser au micro', '%"version": 1%', 'a note'),
  ('coordination-10', 'id=#710, sitting=#100, item=#101, words=Autre, version=2', 'CP412 %', 'not on a version that is not'),
  ('coordination-10', 'id=#710, sitting=#100, item=#101, words=Autre', 'CP412 %', 'nor on none'),
  ('coordination-10', 'id=#710, sitting=#100, item=#101, words=Autre, version=1', '%"version": 2%', 'the other one who animates'),
  ('chair-state-10', 'id=#711, sitting=#100, item=#101, words=x', 'CP401 %', 'chairs write none')) c (login, given, answer, what);

-- Commands sent again.
SELECT is (t.call ('secretariat-10', 'clock_extend', t.arguments ('sitting=#100, seconds=30, reason=Encore'), t.u (900)),
  t.call ('secretariat-10', 'clock_extend', t.arguments ('sitting=#100, seconds=30, reason=Encore'), t.u (900)), 'sent again: the first answer');
SELECT is ((SELECT count (*) FROM copil.clock_event WHERE reason = 'Encore'), 1::bigint, 'and one effect');
SELECT alike (t.call ('secretariat-10', 'clock_extend', t.arguments ('sitting=#100, seconds=31, reason=Encore'), t.u (900)), 'CP409 %',
  'other content under the same id is refused');

-- Closing.
INSERT INTO copil.decision (id, sitting_id, committee_id, item_id, year, words, recorded_at, gone)
SELECT t.u (720 + n), t.u (100), t.u (1), t.u (101), 2026, 'Décision ' || n, t.minute (40 - n), n = 2 FROM generate_series (1, 3) n;
SELECT alike (t.step (minute, login, name, given), answer, what) FROM (VALUES
  (40, 'secretariat-10', 'sitting_close', 'sitting=#100', 'CP422 La séance ne peut pas être levée%Point 1%Point 2%', 'not while items are undecided'),
  (40, 'secretariat-10', 'item_end', 'item=#101, outcome=adopted, meaning=Adopté à l’unanimité', '{%', 'an item ends'),
  (41, 'secretariat-10', 'item_end', 'item=#102, outcome=postponed', '{%', 'one is put off'),
  (41, 'secretariat-10', 'item_end', 'item=#103, outcome=withdrawn', '{%', 'one is withdrawn'),
  (41, 'secretariat-10', 'clock_pause', 'sitting=#100', 'CP422 Aucun point n’est en cours.%', 'no item, no clock'),
  (42, 'chair-state-10', 'sitting_close', 'sitting=#100', 'CP401 %', 'the chairs say so, who animates notes it')) c (minute, login, name, given, answer, what);
-- The approval of the last minutes, if the agenda began with it, and whatever else it holds.
SELECT count (*) FILTER (WHERE t.step (43, 'secretariat-10', 'item_end', format ('item=#%s, outcome=postponed', ltrim (right (i.id::text, 12), '0'))) IS NULL)
FROM copil.undecided_items (t.u (100)) i \gset ended_
SELECT alike (t.step (44, 'secretariat-10', 'sitting_close', 'sitting=#100'), '%"decisions": 2%', 'it is closed and its decisions numbered');
SELECT is ((SELECT string_agg (d.words || '=' || coalesce (d.number::text, '-'), ' ' ORDER BY d.words) FROM copil.decision d WHERE d.sitting_id = t.u (100)),
  'Décision 1=2 Décision 2=- Décision 3=1', 'in the order taken, without those taken back');
SELECT is ((SELECT s.stage || ' ' || (s.closed_at = t.minute (44)) || ' ' || coalesce (s.current_item::text, '-') FROM copil.sitting s WHERE s.id = t.u (100)),
  'closed true -', 'closed at its minute');
SELECT alike (t.step (45, login, name, given), 'CP422 La séance est levée.%', name || ' after the close') FROM (VALUES
  ('secretariat-10', 'item_start', 'sitting=#100, item=#101'), ('secretariat-10', 'sitting_reopen', 'sitting=#100'),
  ('secretariat-10', 'clock_resume', 'sitting=#100'), ('secretariat-10', 'guest_add', 'id=#799, sitting=#100, member=#44'),
  ('member-23', 'attendance_note', 'id=#799, sitting=#100, member=#33, seat=#23, entered=true, mode=room, identified=null'),
  ('member-24', 'speaker_ask', 'id=#799, sitting=#100, item=null, member=#34')) c (login, name, given);
SELECT is (t.try ('secretariat-10', format ('SELECT copil.log_verify (%L)', t.u (100))), NULL, 'the log is whole');

SELECT finish ();
ROLLBACK;
