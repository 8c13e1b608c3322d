-- SPDX-License-Identifier: GPL-3.0-or-later
-- The convocation: both keys, its deadline, who is convoked, what is frozen, later versions,
-- receipts and answers, and the second one without quorum.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

-- By when: at the same hour of Paris, across the nights that have 23 or 25 hours.
SELECT is (copil.sitting_due (jsonb_populate_record (NULL::copil.sitting, jsonb_build_object ('starts_at', starts_at, 'urgency', urgency,
    'rules', jsonb_build_object ('convocation_days', jsonb_build_object ('value', days), 'urgency_hours', jsonb_build_object ('value', hours))))),
  due::timestamptz, what) FROM (VALUES
  ('2026-12-03 09:30+01', NULL, 5, NULL::int, '2026-11-28 09:30+01', 'five days'), ('2026-10-27 09:30+01', NULL, 5, NULL, '2026-10-22 09:30+02', 'over the night of 25 hours'),
  ('2026-03-30 09:30+02', NULL, 5, NULL, '2026-03-25 09:30+01', 'over the night of 23 hours'), ('2026-12-03 09:30+01', 'Neige', 5, 48, '2026-12-01 09:30+01', 'in urgency, hours'),
  ('2026-12-03 09:30+01', 'Neige', 5, NULL, '2026-12-03 09:30+01', 'or before it begins'), ('2026-12-03 09:30+01', NULL, NULL, NULL, NULL, 'rules that say nothing')) c (starts_at, urgency, days, hours, due, what);
SELECT is (copil.french_minute ('2026-12-01 08:05+01'), E'1er décembre 2026 à 8\u00A0h\u00A005', 'in words');

-- Not without both keys on both objects, and only what was read.
CREATE FUNCTION t.send (login text, convocation int, hash text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'convoke', jsonb_build_object ('id', t.u (convocation), 'sitting', t.u (100), 'content_hash', coalesce (hash, t.hash (100, 'convocation'))))
$$;
SELECT alike (t.send ('secretariat-10', 900), 'CP422 Cette séance ne se convoque pas%', 'a draft is not sent');
SELECT alike (t.ask ('secretariat-10', 'agenda_submit', 'sitting=#100, version=1'), '{%', 'submitted');
SELECT alike (t.send ('secretariat-10', 900), 'CP422 Il manque l’accord de l’État et l’accord de la collectivité sur l’ordre du jour.%', 'nor what nobody approved');
SELECT alike (t.approve (login, 100, object), '{%', login || ' approves the ' || object) FROM (VALUES
  ('chair-state-10', 'agenda'), ('chair-state-10', 'convocation'), ('chair-local-10', 'agenda')) c (login, object);
SELECT alike (t.send (login, 900, hash), answer, what) FROM (VALUES
  ('secretariat-10', NULL, 'CP422 Il manque l’accord de la collectivité sur la convocation.%', 'nor what one chair approved'),
  ('chair-state-10', NULL, 'CP401 %', 'chairs do not send it'), ('secretariat-20', NULL, 'CP403 %', 'nor does another secretariat'),
  ('secretariat-10', repeat ('0', 64), 'CP412 La convocation a changé%', 'nor one that was not read')) c (login, hash, answer, what);
SELECT alike (t.approve ('chair-local-10', 100, 'convocation'), '%"missing": []%', 'the fourth approval');
SELECT alike (t.send ('secretariat-10', 900), '%"version": 1, "warnings": []%', 'then it is sent');
SELECT alike (t.send ('secretariat-10', 901), 'CP422 Rien n’a changé depuis la version 1%', 'once');
SELECT is (t.stage (100), 'convoked', 'the sitting is convoked');
SELECT is ((SELECT format ('%s %s %s %s', s.batch_id, s.catalogue_version, s.frozen_at IS NOT NULL, s.regime_code) FROM copil.sitting s WHERE s.id = t.u (100)),
  (SELECT format ('%s %s t crpa', max (b.id), (SELECT max (version) FROM copil.catalogue)) FROM copil.batch b), 'the figures it sees are fixed');
SELECT is ((SELECT string_agg (format ('%s %s %s', ltrim (right (r.member_id::text, 4), '0'), r.capacity, r.means), ', ' ORDER BY r.member_id) FROM copil.recipient r),
  '31 full copil, 32 full copil, 33 full copil, 34 full copil, 35 full mail, 36 full mail, 37 guest mail, 41 deputy mail, 43 deputy copil', 'full members, deputies and guests are convoked');

-- A newer version of the rules does not touch a sitting that is convoked.
SELECT alike (t.call ('administrator', 'regime_load', jsonb_build_object ('document', jsonb_set (:'regimes'::jsonb, '{version}', '2'))), '%crpa%', 'newer regimes');
SELECT alike (t.call ('secretariat-10', 'committee_rule_set', jsonb_build_object ('committee', t.u (1), 'rule', 'mandates_max', 'value', '7', 'source', 'Règlement')), '{%', 'a rule of its own');
SELECT alike (t.ask ('secretariat-10', 'sitting_add', 'id=#200, committee=#1, title=Autre, starts_at=2027-02-01 09:00+01, place=Salle, remote=false'), '{%', 'a later sitting');
SELECT is ((SELECT format ('%s %s', s.rules -> 'mandates_max' ->> 'value', s.regime_version) FROM copil.sitting s WHERE s.id = t.u (sitting)), rules, what)
FROM (VALUES (100, '1 1', 'the convoked one keeps its own'), (200, '7 2', 'the later one has the newer')) c (sitting, rules, what);
SELECT alike (t.call ('secretariat-10', 'committee_rule_set', jsonb_build_object ('committee', t.u (1), 'rule', 'mandates_max', 'value', '3', 'source', 'Règlement')), '{%', 'changed once more');
SELECT is ((SELECT s.rules -> 'mandates_max' ->> 'value' FROM copil.sitting s WHERE s.id = t.u (200)), '3', 'a draft follows');

-- Receipts and answers.
SELECT alike (t.ask (login, name, given), answer, what) FROM (VALUES
  ('member-23', 'receipt_own', 'sitting=#100', '{%', 'a member received it'), ('member-23', 'receipt_own', 'sitting=#100', '{%', 'says so again'),
  ('reader', 'receipt_own', 'sitting=#100', 'CP403 Votre compte n’est pas%', 'who is no member does not'), ('member-23', 'receipt_own', 'sitting=#200', 'CP422 Cette personne n’est pas convoquée%', 'nor to what was not sent'),
  ('secretariat-10', 'receipt_note', 'sitting=#100, member=#35, at=2099-01-01', 'CP422 Une convocation se reçoit%', 'nobody receives in the future'),
  ('secretariat-10', 'receipt_note', 'sitting=#100, member=#35, at=2020-01-01', 'CP422 Une convocation se reçoit%', 'nor before it was sent'),
  ('chair-state-10', 'receipt_note', 'sitting=#100, member=#35, at=null', 'CP401 %', 'chairs note nothing'), ('secretariat-10', 'receipt_note', 'sitting=#100, member=#35, at=null', '{%', 'the secretariat notes it'),
  ('member-23', 'answer', 'sitting=#100, member=#34, seat=#24, choice=absent, other=null', 'CP403 On ne répond que pour soi%', 'nobody answers for somebody else'),
  ('reader', 'answer', 'sitting=#100, member=#34, seat=#24, choice=absent, other=null', 'CP403 On ne répond que pour soi%', 'readers for nobody'),
  ('secretariat-20', 'answer', 'sitting=#100, member=#34, seat=#24, choice=absent, other=null', 'CP403 On ne répond que pour soi%', 'nor does another secretariat'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#24, choice=present, other=null', 'CP422 Cette personne n’est pas convoquée à ce siège%', 'nor for another seat'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=perhaps, other=null', 'CP422 On répond présent%', 'no other answer'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=null', 'CP422 On répond présent%', 'a mandate is to somebody'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=#33', 'CP422 Un mandat se donne%', 'to somebody else'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=#36', 'CP422 Un mandat se donne%', 'who votes'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=#37', 'CP422 Un mandat se donne%', 'no guest'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=deputy, other=#41', 'CP422 Cette personne n’est pas suppléante%', 'the deputy of another seat'),
  ('deputy-23', 'answer', 'sitting=#100, member=#43, seat=#23, choice=mandate, other=#34', 'CP422 Seul le titulaire%', 'deputies give no mandate'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=deputy, other=#43', '{%', 'the deputy comes'),
  ('deputy-23', 'answer', 'sitting=#100, member=#43, seat=#23, choice=present, other=null', '{%', 'and says so'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=#34', E'CP422 Le suppléant de ce siège vient : le titulaire ne peut pas donner mandat (article R.\u00A0133-9 du CRPA).%', 'then there is no mandate'),
  ('secretariat-10', 'answer', 'sitting=#100, member=#43, seat=#23, choice=absent, other=null', '{%', 'the secretariat answers for a member'),
  ('member-23', 'answer', 'sitting=#100, member=#33, seat=#23, choice=mandate, other=#34', '%"warnings": []%', 'a mandate'),
  ('secretariat-10', 'answer', 'sitting=#100, member=#35, seat=#25, choice=mandate, other=#34', E'CP422 Ce membre tient déjà 1 mandat : nul n’en tient davantage (article R.\u00A0133-9 du CRPA).%', 'no second one for the same'),
  ('secretariat-10', 'answer', 'sitting=#100, member=#35, seat=#25, choice=mandate, other=#31', '%"warnings": []%', 'for another'),
  ('member-24', 'answer', 'sitting=#100, member=#34, seat=#24, choice=remote, other=null', '%"warnings": []%', 'from afar')) c (login, name, given, answer, what);
SELECT is ((SELECT r.answered_by FROM copil.recipient r WHERE r.member_id = t.u (35)), 'secretariat-10', 'it is known who answered');
SELECT is ((SELECT count (*) FROM copil.sitting_log l WHERE l.kind = 'received' AND l.sitting_id = t.u (100)), 2::bigint, 'receipts are logged, each once');
-- Who is silent is reminded, deputies only once they are sent.
SELECT alike (t.ask (login, 'answer_remind', given), answer, what) FROM (VALUES
  ('member-23', 'sitting=#100', 'CP401 %', 'members remind nobody'), ('secretariat-20', 'sitting=#100', 'CP403 %', 'nor does another secretariat'),
  ('secretariat-10', 'sitting=#200', 'CP422 On relance%', 'nobody before the convocation'), ('secretariat-10', 'sitting=#100', '{%', 'the secretariat does')) c (login, given, answer, what);
SELECT is ((SELECT string_agg (ltrim (right (r.member_id::text, 4), '0'), ' ' ORDER BY r.member_id) FROM copil.recipient r WHERE r.reminded_at IS NOT NULL),
  '31 32 36 37', 'those who had not answered');
SELECT is ((SELECT l.detail -> 'members' FROM copil.sitting_log l WHERE l.kind = 'answers_reminded'),
  (SELECT jsonb_agg (DISTINCT r.member_id) FROM copil.recipient r WHERE r.reminded_at IS NOT NULL), 'it is logged who');
-- A rule that was not verified warns, and does not refuse.
UPDATE copil.sitting s SET rules = jsonb_set (jsonb_set (s.rules, '{mandates_max,verified}', 'false'), '{remote}', '{"value": false, "verified": false}') WHERE s.id = t.u (100);
SELECT alike (t.ask ('secretariat-10', 'answer', given), answer, what) FROM (VALUES
  ('sitting=#100, member=#35, seat=#25, choice=mandate, other=#34', E'%Ce membre tient déjà 1 mandat : nul n’en tient davantage (article R.\u00A0133-9 du CRPA, valeur non vérifiée).%', 'only a warning'),
  ('sitting=#100, member=#36, seat=#26, choice=remote, other=null', '{%La participation à distance n’est pas prévue (valeur non vérifiée).%', 'as of being far')) c (given, answer, what);

-- After it was sent: late items, both keys again, a version with what changed.
SELECT alike (t.item (104, 100, 'Tardif'), '{%', 'a late item');
SELECT alike (t.ask ('secretariat-10', 'item_edit', 'item=#101, version=1, nature=decision, title=Point neuf, body=, presenter=null, seconds=900, money=false'), '{%', 'an item changed');
SELECT alike (t.ask ('secretariat-10', 'item_move', 'item=#103, version=1, parent=null, rank=1'), '{%', 'one moved');
SELECT alike (t.ask ('secretariat-10', 'item_remove', 'item=#102, version=1'), '{%', 'one taken off');
SELECT is (t.stage (100), 'convoked', 'it stays convoked');
SELECT is ((SELECT string_agg (ltrim (right (i.id::text, 4), '0'), ' ' ORDER BY i.id) FROM copil.agenda_item i WHERE i.sitting_id = t.u (100) AND i.late), '101 104', 'what is late is marked');
SELECT is ((SELECT count (*) FROM copil.approval a WHERE a.voided_at IS NULL), 0::bigint, 'approvals are void');
SELECT alike (t.send ('secretariat-10', 901), 'CP422 Il manque%', 'both keys are needed again');
SELECT alike (t.approve (login, 100, object), '{%', login || ' approves the new ' || object)
FROM unnest (ARRAY['chair-state-10', 'chair-local-10']) login, unnest (ARRAY['agenda', 'convocation']) object;
SELECT alike (t.send ('secretariat-10', 901), '%"version": 2%', 'a second version');
SELECT is ((SELECT format ('+%s -%s ~%s >%s', jsonb_path_query_array (c.changes, '$.added[*].title'), jsonb_path_query_array (c.changes, '$.removed[*].title'),
    jsonb_path_query_array (c.changes, '$.changed[*].fields'), jsonb_path_query_array (c.changes, '$.moved[*].title')) FROM copil.convocation c WHERE c.version = 2),
  '+["Tardif"] -["Point 2"] ~[["seconds", "title"]] >["Point 3", "Point neuf"]', 'says what changed');
SELECT is ((SELECT r.sent_version || ' ' || r.received_version FROM copil.recipient r WHERE r.member_id = t.u (33)), '2 1', 'who received the first has to receive the second');
SELECT is ((SELECT s.rules -> 'mandates_max' ->> 'value' FROM copil.sitting s WHERE s.id = t.u (100)), '1', 'the rules stay those of the first');

-- Late is said, never refused.
CREATE FUNCTION t.short (sitting int, convocation int, hours int, urgency text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM t.must ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (sitting), 'committee', t.u (1), 'title', 'Vite',
    'starts_at', now () + make_interval (hours => hours), 'place', 'Salle', 'remote', true));
  PERFORM t.must ('secretariat-10', 'sitting_edit', jsonb_build_object ('sitting', t.u (sitting), 'version', 1, 'title', 'Vite',
    'starts_at', now () + make_interval (hours => hours), 'place', 'Salle', 'remote', true, 'urgency', urgency));
  PERFORM t.item (sitting + 1, sitting, 'Point');
  RETURN t.convoke_all (sitting, convocation);
END
$$;
SELECT alike (t.short (300, 902, 50, NULL), E'%"warnings": ["La convocation devait être reçue au plus tard le % (article R.\u00A0133-8 du CRPA).", "Le motif de l’urgence n’est pas donné (CE, 30 décembre 2015, n°\u00A0382756)."]%', 'late, without its reason');
SELECT alike (t.short (310, 903, 50, 'Fermeture du site'), '%"warnings": []%', 'urgent, with its reason');
SELECT alike (t.short (320, 904, 500, NULL), '%"warnings": []%', 'in time');
SELECT is ((SELECT l.detail -> 'warnings' -> 1 IS NOT NULL FROM copil.sitting_log l WHERE l.sitting_id = t.u (300) AND l.kind = 'convoked'), true, 'the log keeps the warning');

-- Without quorum: the same agenda, locked, in one act.
CREATE FUNCTION t.second (id int, sitting int, starts_at text) RETURNS text LANGUAGE sql AS $$
  SELECT t.ask ('secretariat-10', 'second_convocation', format ('id=#%s, sitting=#%s, starts_at=%s, place=Salle', id, sitting, starts_at))
$$;
SELECT alike (t.second (600, 100, '2099-01-01'), 'CP422 Une seconde convocation suit une séance%', 'not before the first was held');
SELECT set_config ('copil.moment', t.minute (5)::text, true) \g /dev/null
SELECT alike (t.ask ('secretariat-10', 'sitting_open', 'sitting=#100'), '{%', 'it opens');
SELECT alike (t.second (600, 100, '2020-01-01'), 'CP422 La seconde séance se tient après%', 'not before the first');
SELECT alike (t.second (600, 100, '2099-01-01'), '%"warnings": []%', 'nobody came');
SELECT is (t.stage (sitting), stage, what) FROM (VALUES (100, 'closed', 'the first is closed'), (600, 'approved', 'the second has its agenda approved')) c (sitting, stage, what);
SELECT is ((SELECT string_agg (DISTINCT i.outcome, ' ') FROM copil.agenda_item i WHERE i.sitting_id = t.u (100) AND NOT i.gone), 'postponed', 'nothing was dealt with');
CREATE FUNCTION t.bare (sitting int) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT jsonb_agg (i - 'id'::text - 'parent'::text - 'late'::text ORDER BY n) FROM jsonb_array_elements (copil.agenda_content (t.u (sitting)) -> 'items') WITH ORDINALITY e (i, n)
$$;
SELECT is (t.bare (600), t.bare (100), 'the agenda is the same');
SELECT alike (t.item (601, 600, 'Nouveau'), E'CP422 Une seconde convocation porte le même ordre du jour que la première (article R.\u00A0133-10 du CRPA).%', 'its agenda is locked');
SELECT alike (t.approve (login, 600, 'convocation'), '{%', login || ' approves its convocation') FROM unnest (ARRAY['chair-state-10', 'chair-local-10']) login;
SELECT alike (t.convoke (600, 905), '%"version": 1%', 'it is sent');
SELECT is ((SELECT c.quorum_required FROM copil.convocation c WHERE c.sitting_id = t.u (600)), false, 'saying that no quorum is required');
SELECT alike (t.second (610, 100, '2099-02-01'), 'CP422 Cette séance a déjà sa seconde%', 'there is one');
SELECT alike (t.second (610, 600, '2099-02-01'), 'CP422 %', 'and no third');
SELECT is ((SELECT string_agg (s.id::text, ' ') FROM copil.sitting s WHERE copil.log_verify (s.id) IS NOT NULL), NULL, 'every log is whole');

SELECT finish ();
ROLLBACK;
