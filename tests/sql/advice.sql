-- SPDX-License-Identifier: GPL-3.0-or-later
-- Advice asked on an item: who asks, who answers, what each of them reads, and what silence means.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql

CREATE FUNCTION t.seek (id int, item int, more jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
  SELECT t.call ('secretariat-10', 'advice_ask', jsonb_build_object ('id', t.u (id), 'item', t.u (item), 'of_whom', NULL, 'member', NULL,
    'seat', NULL, 'question', NULL, 'days', 10) || more)
$$;
CREATE FUNCTION t.advise (login text, id int, version int, meaning text, more jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'advice_give', jsonb_build_object ('advice', t.u (id), 'version', version, 'meaning', meaning, 'words', NULL,
    'conditions', NULL, 'at', NULL) || more)
$$;
-- "state, meaning, who gave it, who noted it"
CREATE FUNCTION t.advice (id int) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT concat_ws (', ', state, meaning, given_by, 'noted by ' || noted_by) FROM copil.advice WHERE advice.id = t.u ($1)
$$;
CREATE FUNCTION t.document (login text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT t.try (login, format ('SELECT copil.committee_document (%L)', t.u (1)))::jsonb
$$;
CREATE FUNCTION t.matters (login text) RETURNS text LANGUAGE sql AS $$
  SELECT t.try (login, 'SELECT coalesce (string_agg (title || CASE WHEN late THEN '' late'' ELSE '''' END, '', '' ORDER BY title, late), '''')
    FROM copil.advice_matters ()')
$$;
-- Days pass: what is awaited is due so much earlier.
CREATE FUNCTION t.pass (id int) RETURNS void LANGUAGE sql AS $$
  UPDATE copil.advice SET due_at = now () - interval '1 day', asked_at = now () - interval '9 days' WHERE advice.id = t.u ($1)
$$;
CREATE FUNCTION t.said (item int) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT copil.draft_advices (copil.minutes_advices (t.u (item)) -> 'advices')
$$;
UPDATE copil.person SET name = 'Mme la secrétaire' WHERE login = 'secretariat-10';
UPDATE copil.person SET name = 'Mme Trois' WHERE login = 'member-23';
UPDATE copil.person SET name = 'M. Suppléant' WHERE login = 'deputy-23';
\o
BEGIN;
SELECT * FROM no_plan ();

-- The delay, in days of Paris whose length is not always the same.
SELECT is (copil.advice_due (asked::timestamptz, days)::text, due, asked || ' and ' || days) FROM (VALUES
  ('2026-11-22 17:00+01', 1, '2026-11-23 23:59:59.999999+01'), ('2026-11-22 23:30+00', 1, '2026-11-24 23:59:59.999999+01'),
  ('2026-10-24 09:00+02', 1, '2026-10-25 23:59:59.999999+01'), ('2026-03-20 09:00+01', 10, '2026-03-30 23:59:59.999999+02')) c (asked, days, due);

-- Asking.
SELECT alike (t.seek (id, 101, more), answer, what) FROM (VALUES
  (501, '{"member": "33"}', '{"advice": %', 'a member is asked'),
  (502, '{"seat": "24", "question": "Ce calendrier est-il tenable ?"}', '{"advice": %', 'a seat is asked'),
  (503, '{"of_whom": "Caisse d’allocations familiales"}', '{"advice": %', 'a body is asked, in words'),
  (503, '{"of_whom": "DDETS"}', 'CP409 %', 'an id once'),
  (504, '{"member": "33"}', 'CP422 Mme Trois, Fonction : cet avis est déjà demandé%', 'nobody twice on an item'),
  (504, '{"of_whom": "CAISSE D’ALLOCATIONS FAMILIALES"}', 'CP422 %déjà demandé%', 'in capitals either'),
  (504, '{}', 'CP422 Auteur de l’avis%', 'nobody is asked'),
  (504, '{"member": "44"}', 'CP422 %membre du comité%', 'a member is of the committee'),
  (504, '{"member": "34", "seat": "24"}', 'CP422 %membre du comité%', 'one is asked, not two'),
  (504, '{"of_whom": "DDETS", "days": 0}', 'CP422 Le délai%', 'no delay is none'),
  (504, '{"of_whom": "DDETS", "days": 366}', 'CP422 Le délai%', 'nor more than a year'),
  (504, '{"of_whom": "DDETS", "item": "900"}', 'CP40%', 'the item is there'),
  (505, '{"of_whom": "DDETS", "days": 30}', '{%après le début de la séance%', 'a delay longer than what is left is warned of')) c (id, given, answer, what),
  LATERAL (SELECT coalesce (jsonb_object_agg (key, CASE WHEN key IN ('member', 'seat', 'item') THEN to_jsonb (t.u ((value #>> '{}')::int)) ELSE value END), '{}') AS more
    FROM jsonb_each (given::jsonb)) m;
SELECT is ((SELECT string_agg (of_whom, ' / ' ORDER BY id) FROM copil.advice), 'Mme Trois, Fonction / Un maire / Caisse d’allocations familiales / DDETS',
  'who is asked, in words');
SELECT is ((SELECT DISTINCT asked_by::text FROM copil.advice), 'Mme la secrétaire', 'who asks, by name');

-- Before the convocation: who is asked reads the request, and nothing else of the sitting.
SELECT is (t.try ('member-23', 'SELECT count(*) FROM copil.advice'), '1', 'a member reads what is asked of them');
SELECT is (t.try ('member-24', 'SELECT count(*) FROM copil.advice'), '1', 'the holder of a seat, what is asked of it');
SELECT is (t.try ('deputy-23', 'SELECT count(*) FROM copil.advice'), '0', 'what is asked of a person is not asked of their deputy');
SELECT is (t.try ('member-23', 'SELECT count(*) FROM copil.agenda_item'), '0', 'the agenda is not theirs to read yet');
SELECT is (t.try ('reader', 'SELECT count(*) FROM copil.advice'), '0', 'others read nothing');
SELECT is (t.try ('chair-local-10', 'SELECT count(*) FROM copil.advice'), '4', 'the co-chairs read all');
SELECT is (t.document ('member-23') #>> '{advices,0,item_title}', 'Point 1', 'with what it is about');
SELECT is (t.document ('member-23') #> '{advices,0,own}', 'true', 'as theirs');
SELECT is (jsonb_array_length (t.document ('secretariat-10') -> 'advices'), 4, 'the secretariat follows all');
SELECT is (t.document ('secretariat-10') #> '{advices,0,own}', 'false', 'as others’');
SELECT is (t.document ('reader') -> 'advices', '[]', 'others have none');
SELECT is (t.matters ('member-23'), 'Point 1', 'it awaits the member');
SELECT is (t.matters ('secretariat-10'), '', 'nothing is late');

-- A document of the item, read by who is asked.
SELECT alike (t.call ('secretariat-10', 'document_put', jsonb_build_object ('sha256', encode (sha256 ('%PDF-1.7'), 'hex'), 'media', 'application/pdf',
  'content', encode ('%PDF-1.7', 'base64'))), '{%', 'a PDF is put');
SELECT alike (t.call ('secretariat-10', 'item_document_add', jsonb_build_object ('id', t.u (600), 'item', t.u (101), 'sha256', encode (sha256 ('%PDF-1.7'), 'hex'),
  'name', 'Note', 'pages', 1)), '{%', 'a document is joined');
SELECT is (t.try (login, format ('SELECT octet_length (copil.document_bytes (%L))', encode (sha256 ('%PDF-1.7'), 'hex'))), size, login)
FROM (VALUES ('member-23', '8'), ('member-24', '8'), ('deputy-23', NULL), ('reader', NULL)) c (login, size);

-- Answering.
SELECT alike (t.advise (login, id, version, meaning, more), answer, what) FROM (VALUES
  ('member-24', 501, 1, 'favourable', '{}'::jsonb, 'CP40%', 'nobody answers for another'),
  ('chair-state-10', 501, 1, 'unfavourable', '{}', 'CP40%', 'not even a co-chair'),
  ('secretariat-20', 501, 1, 'unfavourable', '{}', 'CP40%', 'nor another secretariat'),
  ('member-23', 501, 2, 'favourable', '{}', 'CP412 %', 'of the version that is'),
  ('member-23', 501, 1, 'perhaps', '{}', 'CP422 %', 'one of four meanings'),
  ('member-23', 501, 1, 'reserves', '{}', 'CP422 %lesquelles%', 'reserves are said'),
  ('member-23', 501, 1, 'reserves', '{"conditions": "Un financement en 2027"}', '{"advice": %', 'the member answers'),
  ('member-23', 501, 2, 'favourable', '{"words": "Le financement est acquis.", "at": "2020-01-01"}', '{"advice": %', 'and thinks again, today'),
  ('secretariat-10', 501, 3, 'unfavourable', '{}', 'CP403 Mme Trois a donné cet avis%', 'what was given so, nobody else touches'),
  ('secretariat-10', 503, 1, 'favourable', '{"at": "2020-01-01"}', 'CP422 %ancienne%', 'no paper came before it was asked'),
  ('secretariat-10', 503, 1, 'unfavourable', '{"words": "Lettre du directeur"}', '{"advice": %', 'a paper is noted'),
  ('secretariat-10', 503, 2, 'favourable', '{"words": "Lettre du directeur"}', '{"advice": %', 'and noted better')) c (login, id, version, meaning, more, answer, what);
SELECT is (t.advice (501), 'given, favourable, Mme Trois', 'by whom, by name');
SELECT is (t.advice (503), 'given, favourable, noted by Mme la secrétaire', 'and by whom it was noted');
SELECT is ((SELECT jsonb_agg (concat_ws (' ', h ->> 'by', h ->> 'state', h ->> 'meaning', h ->> 'conditions'))
    FROM copil.advice, jsonb_array_elements (history) h WHERE advice.id = t.u (501)),
  '["Mme Trois asked", "Mme Trois given reserves Un financement en 2027"]', 'what it was stays');
SELECT is ((SELECT given_at > asked_at AND given_at > '2026-01-01' FROM copil.advice WHERE advice.id = t.u (501)), true, 'a member answers when they do');
SELECT is (t.matters ('member-23'), '', 'nothing awaits them any more');

-- Reminding and withdrawing.
SELECT alike (t.call ('secretariat-10', name, arguments), answer, what) FROM (VALUES
  ('advice_remind', jsonb_build_object ('advice', t.u (502)), '{%', 'who did not answer is reminded'),
  ('advice_remind', jsonb_build_object ('advice', t.u (501)), 'CP422 %plus attendu%', 'who did is not'),
  ('advice_withdraw', jsonb_build_object ('advice', t.u (501), 'version', 3, 'reason', 'Gênant'), 'CP422 %il reste joint au point%', 'what was given is not taken back'),
  ('advice_withdraw', jsonb_build_object ('advice', t.u (505), 'version', 1, 'reason', ''), 'CP422 Motif%', 'a withdrawal has a reason'),
  ('advice_withdraw', jsonb_build_object ('advice', t.u (505), 'version', 1, 'reason', 'Déjà saisie'), '{%', 'a request is withdrawn'),
  ('advice_remind', jsonb_build_object ('advice', t.u (505)), 'CP422 %plus attendu%', 'and awaited no more')) c (name, arguments, answer, what);
SELECT alike (t.advise ('secretariat-10', 505, 2, 'favourable'), 'CP422 Cette demande d’avis est retirée : Déjà saisie%', 'nor answered');
SELECT alike (t.seek (506, 101, '{"of_whom": "DDETS"}'), '{%', 'it may be asked anew');

-- The same command once.
SELECT is (t.call ('secretariat-10', 'advice_ask', jsonb_build_object ('id', t.u (507), 'item', t.u (102), 'of_whom', 'CAF', 'member', NULL, 'seat', NULL,
    'question', NULL, 'days', 3), t.u (999)), t.call ('secretariat-10', 'advice_ask', jsonb_build_object ('id', t.u (507), 'item', t.u (102), 'of_whom', 'CAF',
    'member', NULL, 'seat', NULL, 'question', NULL, 'days', 3), t.u (999)), 'sent again, it answers the same');
SELECT is ((SELECT count(*) FROM copil.advice WHERE item_id = t.u (102)), 1::bigint, 'and asks once');

-- Late, and what silence means: nothing, unless the committee says so.
DO $$ BEGIN PERFORM t.pass (502), t.pass (507); END $$;
SELECT is (t.matters ('secretariat-10'), 'Point 1 late, Point 2 late', 'what is late awaits those who prepare');
SELECT is (t.matters ('member-24'), 'Point 1', 'and who is asked');
SELECT is (t.matters ('chair-state-10'), '', 'and nobody else');
SELECT is (copil.rule_accepts ('advice_silence', '"favourable"'), true, 'silence may be favourable');
SELECT is (copil.rule_accepts ('advice_silence', '"unfavourable"'), false, 'or nothing');
SELECT is (copil.advice_silence (s.rules), NULL, 'no regime says that it means something') FROM copil.sitting s WHERE s.id = t.u (100);
SELECT alike (t.call ('secretariat-10', 'committee_rule_set', jsonb_build_object ('committee', t.u (1), 'rule', 'advice_silence', 'value', '"favourable"',
  'source', 'Règlement intérieur, article 7')), '{%', 'the committee says so');
SELECT alike (t.seek (508, 102, '{"of_whom": "Région"}'), '{%', 'what is asked then');
SELECT is ((SELECT silence FROM copil.advice WHERE id = t.u (507)), NULL, 'what was asked before keeps what it was asked under');
SELECT is ((SELECT silence ->> 'source' FROM copil.advice WHERE id = t.u (508)), 'Règlement intérieur, article 7', 'and what is asked after, where it comes from');
DO $$ BEGIN PERFORM t.pass (508); END $$;
SELECT is (copil.advice_said (jsonb_build_object ('of_whom', 'Région', 'silence', copil.advice_silence (
    '{"advice_silence": {"value": "favourable", "article": "R. 1 du code", "verified": false, "set_by": "profile"}}'))),
  E'Région\u00A0: avis réputé favorable, faute de réponse dans le délai (article R.\u00A01 du code, valeur non vérifiée)', 'a rule nobody read is said to be so');

-- The keys do not turn back for it.
SELECT alike (t.convoke_all (100, 700), '{%', 'both keys, and the convocation');
SELECT alike (t.advise ('member-24', 502, 1, 'none'), '{%', 'an advice comes after them');
SELECT is (t.stage (100), 'convoked', 'the sitting stays convoked');
SELECT is ((SELECT count(*) FROM copil.approval WHERE voided_at IS NOT NULL), 0::bigint, 'and no approval is voided');
SELECT is ((SELECT count(*) FROM copil.agenda_item WHERE sitting_id = t.u (100) AND late), 0::bigint, 'nor the item late');
SELECT is (t.try ('reader', 'SELECT count(*) FROM copil.advice'), '7', 'convoked, all of its ground read them');

-- In the sitting and after it.
SELECT alike (t.call ('secretariat-10', 'sitting_open', jsonb_build_object ('sitting', t.u (100))), '{%', 'the sitting opens');
SELECT alike (t.seek (509, 103, '{"of_whom": "Région"}'), 'CP422 %avant l’ouverture%', 'too late to ask');
SELECT alike (t.advise ('secretariat-10', 506, 1, 'favourable'), '{%', 'not to note what was handed over');
SELECT is (t.said (101), E'Avis recueillis avant la délibération\u00A0:\nUn maire\u00A0: sans avis, rendu hors délai\nMme Trois, Fonction\u00A0: avis favorable\u202F; «\u00A0Le financement est acquis.\u00A0»\n'
  || E'Caisse d’allocations familiales\u00A0: avis favorable\u202F; «\u00A0Lettre du directeur\u00A0»\nDDETS\u00A0: avis favorable',
  'what the minutes say');
SELECT is (t.said (102), E'Avis recueillis avant la délibération\u00A0:\nCAF\u00A0: avis non rendu\nRégion\u00A0: avis réputé favorable, faute de réponse dans le délai '
  || '(règlement intérieur, article 7)', 'silence is what the rules say');
SELECT is (copil.minutes_advices (t.u (103)), '{}', 'nothing where nothing was asked');
SELECT alike (t.call ('secretariat-10', 'item_end', jsonb_build_object ('item', t.u (n), 'outcome', outcome)), '{%', outcome)
FROM (VALUES (101, 'adopted'), (102, 'postponed'), (103, 'postponed')) c (n, outcome);
SELECT alike (t.advise ('secretariat-10', 507, 1, 'favourable'), 'CP422 Ce point est traité%', 'an item dealt with is');
SELECT alike (t.call ('secretariat-10', 'sitting_close', jsonb_build_object ('sitting', t.u (100))), '{%', 'the sitting is closed');
SELECT alike (t.advise ('secretariat-10', 507, 1, 'favourable'), 'CP422 Cette séance est levée%', 'and so is what was advised');
SELECT is (jsonb_array_length ((copil.minutes_content (t.u (100)) #> '{items,0,advices}')), 4, 'the minutes hold it');

-- What is carried over keeps it.
SELECT alike (t.call ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (800), 'committee', t.u (1), 'title', 'Suite',
  'starts_at', now () + interval '40 days', 'place', 'Préfecture', 'remote', true)), '{%', 'the next sitting');
SELECT is ((SELECT string_agg (a.of_whom || ' ' || a.state, ', ' ORDER BY a.of_whom) FROM copil.advice a WHERE a.sitting_id = t.u (800)),
  'CAF asked, Région asked', 'an item carried over keeps what was asked on it');

SELECT is (copil.log_verify (t.u (100)), NULL, 'the log is whole');
SELECT is ((SELECT count(*) FROM copil.change c WHERE c.topic = 'committee' AND c.key = t.u (1)::text
  AND c.xid = pg_current_xact_id ()) > 0, true, 'who follows the committee is told');

SELECT finish ();
ROLLBACK;
