-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mandates and votes: who may vote for whom, and what a vote decided under each rule.
SET client_min_messages = warning;
\o /dev/null
\ir live-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

SELECT t.step (0, 'secretariat-10', 'sitting_open', 'sitting=#100') \gset opened_
SELECT count (t.step (1, 'secretariat-10', 'attendance_note',
  format ('id=#%s, sitting=#100, member=#%s, seat=#%s, entered=true, mode=room, identified=null', 600 + n, 30 + n, 20 + n)))
FROM generate_series (1, 4) n \gset came_
CREATE FUNCTION t.goes (minute numeric, id int, seat int, entered boolean) RETURNS text LANGUAGE sql AS $$
  SELECT t.step (minute, 'secretariat-10', 'attendance_note', format (
    'id=#%s, sitting=#100, member=#%s, seat=#%s, entered=%s, mode=room, identified=null', id, seat + 10, seat, entered))
$$;
SELECT is (t.sits (1), 'full31 full32 full33 full34 absent absent absent', 'four members are there, the fifth voter is not');

-- Mandates: one a holder by the article R. 133-9.
SELECT alike (t.step (2, login, 'mandate_give', format ('id=#%s, sitting=#100, giver_seat=#%s, holder_seat=#%s', id, giver, holder)), answer, what)
FROM (VALUES
  ('member-23', 651, 25, 23, 'CP401 %', 'nobody gives the mandate of another'),
  ('secretariat-10', 651, 26, 23, E'CP422 Seul un membre en fonction ayant voix délibérative peut donner mandat (article R.\u00A0133-9 du CRPA).%', 'who has no vote gives none'),
  ('secretariat-10', 651, 25, 26, 'CP422 Un mandat ne peut être confié%', 'nor holds one'),
  ('secretariat-10', 651, 25, 25, 'CP422 Un mandat se donne à un autre%', 'nor oneself'),
  ('secretariat-10', 651, 24, 23, 'CP422 Ce membre est présent et vote lui-même%', 'who is there votes'),
  ('secretariat-10', 651, 25, 24, '%"warnings": []%', 'a mandate'),
  ('secretariat-10', 652, 25, 23, 'CP422 Ce membre a déjà donné mandat%', 'once')) c (login, id, giver, holder, answer, what);
SELECT is (t.sits (2), 'full31 full32 full33 full34 mandate34 absent absent', 'it acts');
SELECT t.goes (3, 611, 23, false) \gset left_
SELECT alike (t.step (3, 'secretariat-10', 'mandate_give', 'id=#652, sitting=#100, giver_seat=#23, holder_seat=#24'),
  E'CP422 Ce mandataire détient déjà 1 mandat, et nul ne peut en détenir davantage (article R.\u00A0133-9 du CRPA).%', 'a second mandate is refused, with its article');
SELECT alike (t.step (3, 'member-23', 'mandate_give', 'id=#652, sitting=#100, giver_seat=#23, holder_seat=#22'), '{%', 'who left gives theirs');
SELECT is (t.sits (3), 'full31 full32 mandate32 full34 mandate34 absent absent', 'two act');
SELECT t.goes (4, 612, 24, false) \gset left_
SELECT is (t.sits (4), 'full31 full32 mandate32 absent absent absent absent', 'the mandate of a holder who left counts for nothing');
SELECT is (t.quorum (4), '2+1 of 6, 3: true', 'nor in the quorum');
SELECT t.goes (5, 613, 24, true) \gset back_
SELECT t.goes (5, 614, 23, true) \gset back_
SELECT is (t.sits (5), 'full31 full32 full33 full34 mandate34 absent absent', 'who comes back votes');
SELECT alike (t.step (6, login, 'mandate_end', 'mandate=#652'), answer, what) FROM (VALUES
  ('member-24', 'CP401 %', 'nobody ends the mandate of another'), ('member-23', '{%', 'the giver does'),
  ('secretariat-10', 'CP412 %', 'once')) c (login, answer, what);
SELECT t.goes (7, 615, 23, false), t.step (7, 'secretariat-10', 'attendance_note',
  'id=#616, sitting=#100, member=#43, seat=#23, entered=true, mode=room, identified=null') \gset deputy_
SELECT alike (t.step (8, 'secretariat-10', 'mandate_give', 'id=#653, sitting=#100, giver_seat=#23, holder_seat=#22'),
  E'CP422 Le suppléant de ce membre siège\u00A0: le membre ne peut donner mandat (article R.\u00A0133-9 du CRPA).%', 'none while the deputy sits');

-- A roll-call, minute by minute.
SELECT alike (t.step (minute, login, name, given), answer, what) FROM (VALUES
  (10, 'chair-state-10', 'vote_open', 'id=#800, item=#101, question=Adopter, method=roll', 'CP401 %', 'chairs open no vote'),
  (10, 'secretariat-10', 'vote_open', 'id=#800, item=#101, question=Adopter, method=secret', 'CP422 On vote par appel%', 'there is no other method'),
  (10, 'secretariat-10', 'vote_open', 'id=#800, item=#101, question=Adopter, method=roll', '{%', 'a vote is opened'),
  (10, 'secretariat-10', 'vote_open', 'id=#801, item=#102, question=Adopter, method=roll', 'CP422 Un vote est ouvert%', 'one at a time'),
  (10, 'secretariat-10', 'item_end', 'item=#101, outcome=adopted', 'CP422 Un vote est ouvert%', 'its item does not end'),
  (10, 'secretariat-10', 'sitting_suspend', 'sitting=#100', 'CP422 Un vote est ouvert%', 'nor is the sitting suspended'),
  (11, 'member-24', 'ballot_cast', 'id=#810, vote=#800, seat=#24, choice=for', '%"votes": 1%', 'a member votes'),
  (11, 'member-24', 'ballot_cast', 'id=#811, vote=#800, seat=#24, choice=against', 'CP422 Ce membre a déjà voté.%', 'once'),
  (11, 'member-24', 'ballot_cast', 'id=#811, vote=#800, seat=#25, choice=for', '%"member": "00000000-0000-0000-0000-000000000034"%', 'by mandate too'),
  (11, 'member-24', 'ballot_cast', 'id=#812, vote=#800, seat=#22, choice=for', 'CP403 Une autre personne vote%', 'not for who is there'),
  (11, 'member-23', 'ballot_cast', 'id=#812, vote=#800, seat=#23, choice=for', 'CP403 Une autre personne vote%', 'who left does not: the deputy sits'),
  (11, 'reader', 'ballot_cast', 'id=#812, vote=#800, seat=#23, choice=for', 'CP401 %', 'readers do not vote'),
  (11, 'deputy-23', 'ballot_cast', 'id=#812, vote=#800, seat=#23, choice=against', '{%', 'the deputy does'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#813, vote=#800, seat=#21, choice=for, at=@11.5', '{%', 'who reads the roll notes what a member said'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#22, choice=peut-être', 'CP422 On vote pour%', 'a choice is one'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#26, choice=for', 'CP422 Ce siège n’a pas voix%', 'no vote'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#27, choice=for', 'CP422 Ce siège n’a pas voix%', 'nor guests'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#22, choice=for, at=@9', 'CP422 L’heure indiquée est trop ancienne%', 'not before the vote'),
  (12, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#22, choice=for, at=@17', 'CP422 L’heure indiquée est dans l’avenir%', 'a clock five minutes fast'),
  (12, 'secretariat-10', 'vote_hands', 'vote=#800, votes_for=1, votes_against=0, abstentions=0', 'CP422 Ce vote a lieu par appel nominal.%', 'no hands in a roll-call'),
  (13, 'secretariat-10', 'attendance_note', 'id=#617, sitting=#100, member=#32, seat=#22, entered=false, mode=room, identified=null', '{%', 'a member leaves'),
  (14, 'secretariat-10', 'ballot_cast', 'id=#814, vote=#800, seat=#22, choice=for', 'CP422 Personne ne siège%', 'and does not vote after leaving'),
  (14, 'secretariat-10', 'attendance_note', 'id=#618, sitting=#100, member=#31, seat=#21, entered=false, mode=room, identified=null', '{%', 'one leaves who has voted'),
  (15, 'chair-local-10', 'vote_close', 'vote=#800', 'CP401 %', 'who animates closes it')) c (minute, login, name, given, answer, what);
SELECT is (t.quorum (15), '2+1 of 6, 3: true', 'the quorum holds at the close');
SELECT is (r ->> 'verdict' || ' ' || concat_ws ('-', r ->> 'for', r ->> 'against', r ->> 'abstain') || ' of ' || (r ->> 'base') || ', ' || (r ->> 'needed')
  || ' by ' || (r ->> 'present') || '+' || (r ->> 'represented'), 'adopted 3-1-0 of 4, 3 by 3+1', 'who voted and left has voted')
FROM (SELECT t.must ('secretariat-10', 'vote_close', t.arguments ('vote=#800')) AS r) c;
SELECT is ((SELECT e ->> 'sits' || ' ' || (e ->> 'choice') FROM copil.vote v, jsonb_array_elements (v.entitled) e WHERE v.id = t.u (800)
  AND e ->> 'seat' = t.u (21)::text), 'full for', 'who sat and how is kept with the vote');
SELECT alike (t.step (16, login, name, given), answer, what) FROM (VALUES
  ('member-24', 'ballot_cast', 'id=#819, vote=#800, seat=#22, choice=for', 'CP422 Le vote est clos.%', 'closed is closed'),
  ('secretariat-10', 'vote_close', 'vote=#800', 'CP422 Le vote est clos.%', 'once'),
  ('secretariat-10', 'vote_cancel', 'vote=#800', 'CP422 Le vote est clos.%', 'it is not cancelled afterwards'),
  ('member-24', 'withdrawal_note', 'id=#630, item=#101, member=#34', 'CP422 Ce point a été mis aux voix%', 'nor does one withdraw'),
  ('secretariat-10', 'item_end', 'item=#101, outcome=rejected', 'CP422 L’issue de ce point%', 'the item ends as it was voted'),
  ('secretariat-10', 'item_end', 'item=#101, outcome=adopted', '{%', 'adopted'),
  ('secretariat-10', 'vote_open', 'id=#801, item=#101, question=Encore, method=roll', 'CP422 Ce point est terminé%', 'what ended is not voted on')) c (login, name, given, answer, what);
SELECT t.goes (16, 619, 23, false), t.goes (16, 620, 24, true) \gset later_
SELECT is ((SELECT verdict FROM copil.vote WHERE id = t.u (800)), 'adopted', 'what is noted later changes no vote');

-- Who animates has no vote, member or not.
UPDATE copil.member SET login = 'coordination-10' WHERE id = t.u (35);
SELECT t.goes (17, 621, 21, true), t.goes (17, 622, 22, true), t.goes (17, 623, 23, true), t.goes (17, 624, 25, true) \gset all_
SELECT is (t.sits (17), 'full31 full32 full33 full34 full35 absent absent', 'five voters are there');
SELECT alike (t.step (18, login, name, given), answer, what) FROM (VALUES
  ('secretariat-10', 'vote_open', 'id=#801, item=#102, question=Adopter, method=roll', '{%', 'another vote'),
  ('coordination-10', 'ballot_cast', 'id=#820, vote=#801, seat=#25, choice=for', 'CP403 Qui prépare et anime la séance n’y vote pas.%', 'who animates does not vote'),
  ('secretariat-10', 'withdrawal_note', 'id=#631, item=#102, member=#34, reason=Intérêt', '{%', 'one withdraws in the vote'),
  ('member-24', 'ballot_cast', 'id=#821, vote=#801, seat=#24, choice=for', E'CP422 Ce membre s’est retiré de ce point et ne prend pas part au vote (article R.\u00A0133-12 du CRPA).%', 'and does not vote'),
  ('secretariat-10', 'withdrawal_undo', 'withdrawal=#631', '{%', 'or does after all'),
  ('secretariat-10', 'vote_cancel', 'vote=#801, reason=Question mal posée', '{%', 'the vote is begun again')) c (login, name, given, answer, what);
UPDATE copil.member SET login = NULL WHERE id = t.u (35);

-- What a vote decides: five voters (21 the State, 22 the local authority), f for, a against, b abstains.
CREATE FUNCTION t.rule (name text, value jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE copil.sitting SET rules = jsonb_set (rules, ARRAY[name], coalesce (rules -> name, '{}') || jsonb_build_object ('value', value, 'verified', true))
  WHERE id = t.u (100)
$$;
CREATE FUNCTION t.decides (n int, rules jsonb, money boolean, said text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
  r jsonb;
  step int := 0;
BEGIN
  PERFORM t.rule (e.key, e.value) FROM jsonb_each (rules) e;
  UPDATE copil.agenda_item SET money = decides.money WHERE id = t.u (102);
  PERFORM set_config ('copil.moment', t.minute (20 + n)::text, true);
  PERFORM t.must ('secretariat-10', 'vote_open', t.arguments (format ('id=#%s, item=#102, question=Q, method=%s', 1000 + n,
    CASE WHEN said LIKE '%-%' THEN 'hands' ELSE 'roll' END)));
  IF said LIKE '%-%' THEN
    PERFORM t.must ('secretariat-10', 'vote_hands', t.arguments (format ('vote=#%s, votes_for=%s, votes_against=%s, abstentions=%s, chair_state=%s, chair_local=%s',
      1000 + n, split_part (said, '-', 1), split_part (said, '-', 2), split_part (said, '-', 3), split_part (said, '-', 4), split_part (said, '-', 5))));
  ELSE
    FOREACH line IN ARRAY string_to_array (said, ' ') LOOP
      step := step + 1;
      PERFORM t.must ('secretariat-10', 'ballot_cast', t.arguments (format ('id=#%s, vote=#%s, seat=#%s, choice=%s', 10 * (1000 + n) + step, 1000 + n,
        left (line, 2), CASE right (line, 1) WHEN 'f' THEN 'for' WHEN 'a' THEN 'against' WHEN 'b' THEN 'abstain' ELSE 'none' END)));
    END LOOP;
  END IF;
  r := t.must ('secretariat-10', 'vote_close', t.arguments (format ('vote=#%s', 1000 + n)));
  RETURN format ('%s of %s, %s', r ->> 'verdict', r ->> 'base', r ->> 'needed') || coalesce (' casting ' || (r -> 'casting' ->> 'choice'), '');
END
$$;
SELECT is (t.decides (c.n::int, c.rules::jsonb, c.money, c.said), c.answer, format ('%s%s: %s', c.rules, CASE WHEN c.money THEN ' money' ELSE '' END, c.said))
FROM (VALUES
  -- R. 133-11: of the members present or represented, the president has the casting vote.
  (1, '{}', false, '21f 22f 23f 24a 25a', 'adopted of 5, 3'), (2, '{}', false, '21f 22f 23b 24a 25b', 'rejected of 5, 3'),
  (3, '{}', false, '21f 22f', 'rejected of 5, 3'), (4, '{}', false, '21n 22f 23f 24f 25a', 'adopted of 5, 3'),
  -- R. 5311-41: of the votes cast, the State's co-chair has the casting vote.
  (5, '{"majority_base": "cast", "tie": "chair_state"}', false, '21f 22a 23f 24a 25b', 'adopted of 4, 3 casting for'),
  (6, '{}', false, '21a 22f 23f 24a 25b', 'rejected of 4, 3 casting against'), (7, '{}', false, '21b 22f 23f 24a 25a', 'tie of 4, 3'),
  (8, '{}', true, '21f 22a 23f 24a 25b', 'chairs_divided of 4, 3 casting for'), (9, '{}', true, '21f 22b 23f 24a 25a', 'chairs_divided of 4, 3 casting for'),
  (10, '{}', true, '21f 22a 23f 24f 25f', 'chairs_divided of 5, 3'), (11, '{}', true, '21f 22f 23a 24b 25f', 'adopted of 4, 3'),
  (12, '{}', true, '21a 22f 23f 24f 25f', 'chairs_divided of 5, 3'), (13, '{}', true, '21a 22a 23a 24f', 'rejected of 4, 3'),
  (14, '{}', false, '', 'rejected of 0, 1'), (15, '{"tie": "none"}', false, '21f 22a 23f 24a', 'tie of 4, 3'),
  (16, '{"tie": "president", "chairing": "joint"}', false, '21f 22a 23f 24a', 'tie of 4, 3'),
  (17, '{"chairing": "president"}', false, '21f 22a 23f 24a', 'adopted of 4, 3 casting for'),
  -- By consensus.
  (18, '{"majority_base": "consensus"}', false, '21f 22f 23b', 'adopted of 5, 0'), (19, '{}', false, '21f 22f 23a', 'no_consensus of 5, 0'),
  (20, '{}', false, '21b 22b', 'no_consensus of 5, 0'),
  -- By hands.
  (21, '{"majority_base": "cast", "tie": "chair_state"}', false, '3-2-0-null-null', 'adopted of 5, 3'),
  (22, '{}', false, '2-2-1-null-null', 'tie of 4, 3'), (23, '{}', false, '2-2-1-for-null', 'adopted of 4, 3 casting for'),
  (24, '{}', true, '3-2-0-null-null', 'chairs_unknown of 5, 3'), (25, '{}', true, '3-0-0-null-null', 'adopted of 3, 2'),
  (26, '{}', true, '3-2-0-for-against', 'chairs_divided of 5, 3'), (27, '{}', true, '3-2-0-for-abstain', 'adopted of 5, 3')) c (n, rules, money, said, answer);
SELECT is ((SELECT v.casting_seat = t.u (21) AND v.casting_choice = 'for' FROM copil.vote v WHERE v.id = t.u (1023)), true, 'who had the casting vote is recorded');
SELECT alike (t.step (minute, 'secretariat-10', name, given), answer, what) FROM (VALUES
  (50.0, 'vote_open', 'id=#850, item=#103, question=Q, method=hands', '{%', 'by hands'),
  (50.25, 'vote_close', 'vote=#850', 'CP422 Les mains levées n’ont pas été comptées.%', 'not closed uncounted'),
  (50.5, 'vote_hands', 'vote=#850, votes_for=4, votes_against=1, abstentions=1', 'CP422 Il y a plus de voix comptées%', 'more votes than there are'),
  (50.75, 'attendance_note', 'id=#660, sitting=#100, member=#32, seat=#22, entered=false, mode=room, identified=null', '{%', 'one leaves after raising a hand'),
  (51.0, 'vote_hands', 'vote=#850, votes_for=3, votes_against=1, abstentions=1', '{%', 'who is counted among the hands noted later'),
  (51.25, 'vote_close', 'vote=#850', 'CP422 Il y a plus de voix comptées%', 'but not at a close after they left'),
  (51.5, 'attendance_note', 'id=#661, sitting=#100, member=#32, seat=#22, entered=true, mode=room, identified=null', '{%', 'they come back'),
  (51.75, 'vote_hands', 'vote=#850, votes_for=-1, votes_against=1, abstentions=1', 'CP422 Le nombre de voix%', 'nor fewer than none'),
  (52.0, 'vote_hands', 'vote=#850, votes_for=2, votes_against=2, abstentions=1, chair_state=oui', 'CP422 Le vote d’un coprésident%', 'nor a choice that is none'),
  (52.25, 'vote_hands', 'vote=#850, votes_for=2, votes_against=1, abstentions=0', '{%', 'counted'),
  (52.5, 'vote_hands', 'vote=#850, votes_for=2, votes_against=2, abstentions=1', '{%', 'and counted again'),
  (52.75, 'ballot_cast', 'id=#851, vote=#850, seat=#21, choice=for', 'CP422 Ce vote a lieu à main levée.%', 'no roll-call by hands'),
  (53.0, 'vote_close', 'vote=#850, casting_choice=for', '%"verdict": "adopted"%', 'the casting vote may be told at the close')) c (minute, name, given, answer, what);

-- The quorum: needed at the opening, and to the close; a warning where the rule was not verified.
SELECT alike (t.step (minute, 'secretariat-10', name, given), answer, what) FROM (VALUES
  (60, 'vote_open', 'id=#860, item=#103, question=Q, method=roll', '{%', 'opened with five'),
  (61, 'ballot_cast', 'id=#861, vote=#860, seat=#21, choice=for', '{%', 'one votes'),
  (61, 'ballot_cast', 'id=#862, vote=#860, seat=#22, choice=for', '{%', 'another'),
  (61, 'ballot_cast', 'id=#863, vote=#860, seat=#23, choice=for', '{%', 'a third'),
  (62, 'attendance_note', 'id=#670, sitting=#100, member=#33, seat=#23, entered=false, mode=room, identified=null', '{%', 'three leave'),
  (62, 'attendance_note', 'id=#671, sitting=#100, member=#43, seat=#23, entered=false, mode=room, identified=null', '{%', 'with the deputy'),
  (62, 'attendance_note', 'id=#672, sitting=#100, member=#34, seat=#24, entered=false, mode=room, identified=null', '{%', 'two'),
  (62, 'attendance_note', 'id=#673, sitting=#100, member=#35, seat=#25, entered=false, mode=room, identified=null', '{%', 'three'),
  (63, 'attendance_note', 'id=#674, sitting=#100, member=#33, seat=#23, entered=true, mode=room, identified=null', '{%', 'one comes back'),
  (64, 'vote_close', 'vote=#860', '%"verdict": "no_quorum"%', 'the quorum was lost in the vote'),
  (65, 'attendance_note', 'id=#675, sitting=#100, member=#33, seat=#23, entered=false, mode=room, identified=null', '{%', 'two are left'),
  (65, 'vote_open', 'id=#865, item=#103, question=Q, method=roll', E'CP422 Le quorum n’est pas atteint\u00A0: 2 sur 6, 3 requis (article R.\u00A0133-10 du CRPA).%', 'no vote without quorum'),
  (65, 'item_end', 'item=#103, outcome=adopted', 'CP422 L’issue de ce point%', 'nothing was adopted'),
  (65, 'item_end', 'item=#103, outcome=postponed', '{%', 'it is put off')) c (minute, name, given, answer, what);
UPDATE copil.sitting SET rules = jsonb_set (rules, '{quorum_base,verified}', 'false') WHERE id = t.u (100);
SELECT alike (t.step (66, 'secretariat-10', 'vote_open', 'id=#865, item=#102, question=Q, method=roll'), '%Le quorum n’est pas atteint%', 'a rule not verified warns');
SELECT is (t.must ('secretariat-10', 'vote_close', t.arguments ('vote=#865')) ->> 'without_quorum', 'true', 'and the result says so');
SELECT is (t.try ('secretariat-10', format ('SELECT copil.log_verify (%L)', t.u (100))), NULL, 'the log is whole');

SELECT finish ();
ROLLBACK;
