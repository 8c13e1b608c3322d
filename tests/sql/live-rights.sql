-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what in a sitting, and at which stage: each login by each function by each stage.
SET client_min_messages = warning;
\o /dev/null
\ir live-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

-- A sitting under way: the first four members there, one mandate, an open vote, speakers, a guest.
SELECT is (count (*) FILTER (WHERE t.step (minute, 'secretariat-10', name, given) LIKE '{%'), count (*), 'a sitting is under way')
FROM (VALUES
  (0, 'sitting_open', 'sitting=#100'),
  (1, 'attendance_note', 'id=#601, sitting=#100, member=#31, seat=#21, entered=true, mode=room, identified=null'),
  (1, 'attendance_note', 'id=#602, sitting=#100, member=#32, seat=#22, entered=true, mode=room, identified=null'),
  (1, 'attendance_note', 'id=#603, sitting=#100, member=#33, seat=#23, entered=true, mode=room, identified=null'),
  (1, 'attendance_note', 'id=#604, sitting=#100, member=#34, seat=#24, entered=true, mode=room, identified=null'),
  (2, 'guest_add', 'id=#620, sitting=#100, member=#44, reason=Experte'),
  (2, 'withdrawal_note', 'id=#630, item=#103, member=#33'),
  (2, 'attendance_note', 'id=#605, sitting=#100, member=#33, seat=#23, entered=false, mode=room, identified=null'),
  (2, 'mandate_give', 'id=#651, sitting=#100, giver_seat=#23, holder_seat=#24'),
  (2, 'attendance_note', 'id=#606, sitting=#100, member=#33, seat=#23, entered=true, mode=room, identified=null'),
  (3, 'speaker_ask', 'id=#701, sitting=#100, item=null, member=#31'),
  (3, 'speaker_start', 'speaker=#701'),
  (3, 'speaker_ask', 'id=#702, sitting=#100, item=null, member=#33'),
  (3, 'note_set', 'id=#710, sitting=#100, item=null, words=Note'),
  (4, 'item_start', 'sitting=#100, item=#101')) s (minute, name, given);

-- The same call as somebody, undone: its answer, or how it was refused.
CREATE FUNCTION t.probe (login text, name text, given text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'TT001', MESSAGE = t.step (10, login, name, given);
EXCEPTION WHEN SQLSTATE 'TT001' THEN
  RETURN SQLERRM;
END
$$;
-- The functions, where nothing but rights or the stage is against them; with a vote opened before (roll, hands), and
-- which member may do it for themself.
CREATE TEMP TABLE live (name text, given text, vote text, self text, stages text);
INSERT INTO live VALUES
  ('sitting_open', 'sitting=#100', NULL, NULL, 'convoked'),
  ('sitting_suspend', 'sitting=#100', NULL, NULL, 'open'),
  ('sitting_reopen', 'sitting=#100', NULL, NULL, 'suspended'),
  ('sitting_close', 'sitting=#100', NULL, NULL, 'open suspended'),
  ('item_start', 'sitting=#100, item=#102', NULL, NULL, 'open'),
  ('item_end', 'item=#102, outcome=postponed', NULL, NULL, 'open suspended'),
  ('clock_pause', 'sitting=#100', NULL, NULL, 'open'),
  ('clock_resume', 'sitting=#100', NULL, NULL, 'open'),
  ('clock_extend', 'sitting=#100, seconds=60', NULL, NULL, 'open'),
  ('attendance_note', 'id=#690, sitting=#100, member=#33, seat=#23, entered=false, mode=room, identified=null', NULL, 'member-23', 'convoked open suspended'),
  ('guest_add', 'id=#690, sitting=#100, member=#44', NULL, NULL, 'draft submitted approved convoked open suspended'),
  ('guest_remove', 'guest=#620', NULL, NULL, 'draft submitted approved convoked open suspended'),
  ('withdrawal_note', 'id=#690, item=#102, member=#33', NULL, 'member-23', 'convoked open suspended'),
  ('withdrawal_undo', 'withdrawal=#630', NULL, 'member-23', 'convoked open suspended'),
  ('mandate_end', 'mandate=#651', NULL, 'member-23', 'convoked open suspended'),
  ('speaker_ask', 'id=#690, sitting=#100, item=null, member=#34', NULL, 'member-24', 'open suspended'),
  ('speaker_start', 'speaker=#702', NULL, NULL, 'open suspended'),
  ('speaker_end', 'speaker=#701', NULL, NULL, 'open suspended'),
  ('speaker_move', 'speaker=#702, place=1', NULL, NULL, 'open suspended'),
  ('speaker_remove', 'speaker=#702', NULL, 'member-23', 'open suspended'),
  ('note_set', 'id=#710, sitting=#100, item=null, words=Autre, version=1', NULL, NULL, 'draft submitted approved convoked open suspended closed'),
  ('vote_open', 'id=#890, item=#101, question=Q, method=roll', NULL, NULL, 'open'),
  ('ballot_cast', 'id=#890, vote=#800, seat=#23, choice=for', 'roll', 'member-23', 'open'),
  ('vote_close', 'vote=#800', 'roll', NULL, 'open'),
  ('vote_cancel', 'vote=#800', 'roll', NULL, 'open'),
  ('vote_hands', 'vote=#800, votes_for=1, votes_against=0, abstentions=0', 'hands', NULL, 'open');
CREATE FUNCTION t.probe_at (stage text, vote text, login text, name text, given text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF vote IS NOT NULL THEN
    PERFORM t.must ('secretariat-10', 'vote_open', t.arguments ('id=#800, item=#101, question=Q, method=' || vote));
  ELSIF name = 'sitting_close' THEN
    UPDATE copil.agenda_item SET outcome = 'postponed' WHERE sitting_id = t.u (100);
  END IF;
  UPDATE copil.sitting x SET stage = probe_at.stage WHERE x.id = t.u (100);
  RAISE EXCEPTION USING ERRCODE = 'TT002', MESSAGE = t.probe (login, name, given);
EXCEPTION WHEN SQLSTATE 'TT002' THEN
  RETURN SQLERRM;
END
$$;
-- By login: who animates may, the member for themself where it is theirs, nobody else.
SELECT is (t.probe_at (split_part (l.stages, ' ', CASE WHEN l.stages LIKE 'draft%' THEN 5 WHEN l.stages LIKE '% open%' THEN 2 ELSE 1 END),
    l.vote, p.login, l.name, l.given) !~ '^CP40[13]', p.login IN ('secretariat-10', 'coordination-10') OR p.login IS NOT DISTINCT FROM l.self,
  format ('%s: %s', p.login, l.name))
FROM live l, unnest (ARRAY['reader', 'secretariat-10', 'chair-state-10', 'chair-local-10', 'coordination-10', 'funder-10', 'sanctions-publisher',
  'feed-demo', 'administrator', 'nobody', 'former', 'future', 'secretariat-20', 'chair-state-20', 'member-23', 'member-24', 'deputy-23']) p (login);

-- By stage: the answer is an effect where it is open to it, and a sentence elsewhere.
SELECT is (t.probe_at (s.stage, l.vote, 'secretariat-10', l.name, l.given) ~ '^\{', s.stage = ANY (string_to_array (l.stages, ' ')),
  format ('%s: %s', s.stage, l.name))
FROM live l, unnest (ARRAY['draft', 'submitted', 'approved', 'convoked', 'open', 'suspended', 'closed', 'cancelled']) s (stage);
SELECT alike (t.probe_at (s.stage, l.vote, 'secretariat-10', l.name, l.given), 'CP422 La séance %', format ('%s: %s says why not', s.stage, l.name))
FROM live l, unnest (ARRAY['draft', 'convoked', 'open', 'suspended', 'closed', 'cancelled']) s (stage)
WHERE s.stage <> ALL (string_to_array (l.stages, ' '));

-- Every function that logins may call for a sitting under way is in the list.
SELECT is_empty ($$SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'copil'::regnamespace AND p.provolatile = 'v'
  AND has_function_privilege ('copil_person', p.oid, 'EXECUTE')
  AND p.prosrc ~ '(live_enter|vote_enter|clock_command|speaker_command)' AND p.proname NOT IN (SELECT l.name FROM live l)
  AND p.proname <> 'mandate_give'$$, 'none is left out');

SELECT finish ();
ROLLBACK;
