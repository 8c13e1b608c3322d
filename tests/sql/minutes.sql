-- SPDX-License-Identifier: GPL-3.0-or-later
-- The minutes, from the draft that the base writes to the signed copy; and what is final stays.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql

-- A sitting as it was held, set down as the owner: who came, what became of each item.
CREATE FUNCTION t.hold (sitting int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  opened timestamptz := '2026-06-18 10:02+02';
BEGIN
  UPDATE copil.sitting s SET stage = 'closed', starts_at = '2026-06-18 10:00+02', opened_at = opened,
    closed_at = opened + interval '42 minutes' WHERE s.id = t.u (sitting);
  INSERT INTO copil.attendance (id, sitting_id, member_id, seat_id, entered, mode, at, by_login)
  SELECT gen_random_uuid (), t.u (sitting), t.u (a.member), t.u (a.seat), a.entered, a.mode, opened + a.minute * interval '1 minute', 'x'
  FROM (VALUES (31, 21, true, 'room', 0), (32, 22, true, 'room', 0), (43, 23, true, 'video', 0), (34, 24, true, 'room', 5),
    (34, 24, false, 'room', 20), (34, 24, true, 'room', 30), (36, 26, true, 'room', 0)) a (member, seat, entered, mode, minute);
  INSERT INTO copil.mandate (id, sitting_id, giver_seat, holder_seat, giver_member, holder_member, since, by_login)
  VALUES (gen_random_uuid (), t.u (sitting), t.u (25), t.u (22), t.u (35), t.u (32), opened, 'x');
  UPDATE copil.agenda_item i SET outcome = x.outcome, meaning = x.meaning, started_at = opened + x.n * interval '10 minutes',
    ended_at = opened + (x.n + 1) * interval '10 minutes'
  FROM (VALUES (0, 101, 'adopted', 'Le comité retient le scénario 2.'), (1, 102, 'postponed', NULL), (2, 103, 'treated', NULL)) x (n, item, outcome, meaning)
  WHERE i.id = t.u (x.item);
  INSERT INTO copil.withdrawal (id, sitting_id, item_id, member_id, at) VALUES (gen_random_uuid (), t.u (sitting), t.u (101), t.u (34), opened);
  INSERT INTO copil.vote (id, sitting_id, item_id, question, method, opened_at, closed_at, votes_for, votes_against, abstentions, verdict)
  VALUES (t.u (601), t.u (sitting), t.u (101), 'Retenir le scénario 2', 'hands', opened, opened, 3, 0, 1, 'adopted');
  INSERT INTO copil.dissent (id, sitting_id, item_id, member_id, words)
  VALUES (gen_random_uuid (), t.u (sitting), t.u (101), t.u (43), 'Le scénario 1 était moins cher.');
  INSERT INTO copil.decision (id, sitting_id, committee_id, item_id, year, number, words, recorded_at)
  VALUES (t.u (501), t.u (sitting), t.u (1), t.u (101), 2026, 1, 'Le scénario 2 est retenu.', opened);
  INSERT INTO copil.action (id, sitting_id, committee_id, words, owner_id, due)
  VALUES (t.u (701), t.u (sitting), t.u (1), 'Écrire aux maires', t.u (34), '2026-07-01');
END
$$;
CREATE FUNCTION t.words (section text, item int DEFAULT NULL) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT string_agg (replace (p.words, E'\u00A0', ' '), E'\n' ORDER BY p.rank, p.id) FROM copil.paragraph p
  WHERE p.sitting_id = t.u (100) AND p.section = $1 AND p.item_id IS NOT DISTINCT FROM t.u ($2) AND NOT p.gone
$$;
CREATE FUNCTION t.edit_paragraph (login text, n int, version int, words text) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'paragraph_edit', jsonb_build_object ('paragraph', t.u (n), 'version', version, 'words', words))
$$;
CREATE FUNCTION t.step (name text, more jsonb DEFAULT '{}', login text DEFAULT 'secretariat-10') RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, name, jsonb_build_object ('sitting', t.u (100)) || more)
$$;
CREATE FUNCTION t.remark (login text, n int, paragraph int) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'remark_add', jsonb_build_object ('id', t.u (n), 'paragraph', t.u (paragraph), 'words', 'Une faute de frappe'))
$$;
CREATE FUNCTION t.put (given text, media text DEFAULT 'application/pdf') RETURNS text LANGUAGE sql AS $$
  SELECT t.must ('secretariat-10', 'document_put', jsonb_build_object ('sha256', encode (sha256 (convert_to (given, 'UTF8')), 'hex'),
    'media', media, 'content', encode (convert_to (given, 'UTF8'), 'base64'))) ->> 'sha256'
$$;
\o
BEGIN;
SELECT * FROM no_plan ();
-- Between the two orders that a day may have: what is written is of the base's clock.
SET LOCAL copil.moment = '2026-06-20 09:00+02';

SELECT alike (t.step ('minutes_begin', jsonb_build_object ('id', t.u (900))), 'CP422 %une fois la séance levée%', 'no minutes before the end');
SELECT t.hold (100) \g /dev/null
SELECT alike (t.step ('minutes_begin', jsonb_build_object ('id', t.u (900)), login), answer, login || ' begins the minutes: ' || answer)
FROM (VALUES ('chair-state-10', 'CP401 %'), ('member-23', 'CP401 %'), ('secretariat-20', 'CP403 %'), ('secretariat-10', '{"minutes"%'),
  ('coordination-10', 'CP409 %déjà commencé%')) l (login, answer);

-- The draft.
SELECT is (t.words ('opening'), 'La séance est ouverte à 10 h 02 par Le préfet, fonction, et La présidente, fonction. '
  'Le quorum est atteint : 5 membres présents ou représentés pour 3 requis (article R. 133-10 du CRPA).', 'who opened it, when, and the quorum');
SELECT is (t.words ('item', 101), E'M. Quatre ne prend pas part à la délibération.\n'
  'Mis aux voix à main levée (« Retenir le scénario 2 ») : 3 pour, 0 contre, 1 abstention. La proposition est adoptée.\n'
  'Le comité retient le scénario 2.\nM. Suppléant, fonction, demande que soit mentionné son désaccord : « Le scénario 1 était moins cher. »', 'an item: withdrawal, vote, meaning, dissent');
SELECT is (t.words ('item', 102), 'Ce point est reporté à une prochaine séance.', 'one that was put off');
SELECT is (t.words ('item', 103), 'Le comité prend acte.', 'one that was heard');
SELECT is (t.words ('closing'), 'L’ordre du jour étant épuisé, la séance est levée à 10 h 44. Elle a duré 12 minutes de plus que prévu.', 'the end, and the drift');

SELECT is ((SELECT string_agg ((p ->> 'name') || ' ' || (p ->> 'capacity') || ' ' || (p ->> 'mode') || ' ' || jsonb_array_length (p -> 'stays'), ', ' ORDER BY n)
  FROM jsonb_array_elements (copil.minutes_content (t.u (100)) -> 'presents') WITH ORDINALITY x (p, n)),
  'Le préfet full room 1, La présidente full room 1, M. Suppléant deputy video 1, M. Quatre full room 2, M. Six full room 1', 'who was there, as what, and how often');
SELECT is ((SELECT string_agg ((p ->> 'name') || ' ' || (p ->> 'represented_by'), ', ') FROM jsonb_array_elements (copil.minutes_content (t.u (100)) -> 'absents') p),
  'Mme Cinq La présidente', 'who was not, and who voted for them');
SELECT is (copil.minutes_content (t.u (100)) #>> '{items,0,elapsed}', '600', 'an item took its time');
SELECT is (a.content, b.content, 'the content is the same in every time zone') FROM
  (SELECT copil.minutes_content (t.u (100))::text AS content FROM set_config ('TimeZone', 'Pacific/Kiritimati', true)) a,
  (SELECT copil.minutes_content (t.u (100))::text AS content FROM set_config ('TimeZone', 'Europe/Paris', true)) b;
SELECT is (t.try (login, format ('SELECT copil.minutes_document (%L) IS NOT NULL', t.u (100))), answer, login || ' reads a draft: ' || answer)
FROM (VALUES ('secretariat-10', 'true'), ('chair-local-10', 'true'), ('member-23', 'false'), ('secretariat-20', 'false'), ('nobody', 'false')) l (login, answer);

-- Paragraphs.
SELECT alike (t.step ('paragraph_add', jsonb_build_object ('id', t.u (910), 'section', section, 'item', t.u (item), 'rank', 2, 'words', 'Un débat s’engage.')), answer, what)
FROM (VALUES ('item', 103, '{"version": 1%', 'a paragraph under an item'), ('item', 103, 'CP409 %', 'an id once'),
  ('opening', 103, 'CP422 %', 'an item has a section of its own'), ('item', NULL, 'CP422 %', 'which is of an item'),
  ('elsewhere', NULL, 'CP422 %', 'no other section')) c (section, item, answer, what);
SELECT alike (t.edit_paragraph (login, 910, version, words), answer, what) FROM (VALUES
  ('secretariat-10', 1, 'Un débat s’engage sur les délais.', '{"version": 2%', 'it is corrected'),
  ('coordination-10', 1, 'Un long débat.', 'CP412 Paragraphe : modification faite entre-temps par secretariat-10 le 20/06/2026 à 09_h_00%sur les délais%', 'nobody overwrites what somebody else wrote: one learns what and by whom'),
  ('coordination-10', 2, 'Un long débat.', '{"version": 3%', 'having read it, one may'),
  ('coordination-10', 3, E' \n', 'CP422 %', 'nothing is no paragraph'),
  ('coordination-10', 3, E'a\u202Eb', 'CP422 %', 'nor is what turns the direction of writing'),
  ('chair-local-10', 3, 'Autre', 'CP401 %', 'a chair corrects nothing')) c (login, version, words, answer, what);
SELECT is ((SELECT string_agg (p.version || ' ' || p.login || ' ' || p.words, ', ' ORDER BY p.version) FROM copil.paragraph_past p WHERE p.paragraph_id = t.u (910)),
  '1 secretariat-10 Un débat s’engage., 2 secretariat-10 Un débat s’engage sur les délais.', 'its past is kept');
SELECT alike (t.call ('secretariat-10', 'paragraph_restore', jsonb_build_object ('paragraph', t.u (910), 'version', version, 'past_version', past)), answer, what)
FROM (VALUES (3, 7, 'CP422 %', 'a version that never was does not come back'), (2, 1, 'CP412 %', 'not over what one has not read'),
  (3, 1, '{"version": 4%', 'an earlier one does')) c (version, past, answer, what);
SELECT alike (t.call ('secretariat-10', 'paragraph_remove', jsonb_build_object ('paragraph', t.u (910), 'version', 4)), '{"version": 5%', 'it is taken out');
SELECT is (t.words ('item', 103), 'Le comité prend acte.', 'and is no more');
SELECT alike (t.call ('secretariat-10', 'paragraph_restore', jsonb_build_object ('paragraph', t.u (910), 'version', 5, 'past_version', 2)), '{"version": 6%', 'and comes back');
SELECT is (t.words ('item', 103), E'Le comité prend acte.\nUn débat s’engage sur les délais.', 'as it was then');

-- Remarks.
SELECT alike (t.remark ('member-24', 920, 910), 'CP422 %pas, ou n’est plus, ouvert%', 'no remark on a draft');
SELECT alike (t.step ('minutes_to_approval', '{"version": 1}'), 'CP422 %brouillon%', 'a draft goes to the members first');
SELECT alike (t.step ('minutes_to_remarks', jsonb_build_object ('version', version, 'until', until)), answer, what)
FROM (VALUES (1, '2026-06-19', 'CP422 %', 'who ask for remarks give time'), (2, '2026-06-30', 'CP412 %', 'on what they have seen'),
  (1, '2026-06-30', '{"state": "remarks"%', 'the members are asked')) c (version, until, answer, what);
SELECT alike (t.remark (login, n, 910), answer, login || ' remarks: ' || answer) FROM (VALUES
  ('member-24', 920, '{"remark"%'), ('chair-state-10', 921, '{"remark"%'), ('deputy-23', 922, '{"remark"%'), ('reader', 923, 'CP403 %'),
  ('secretariat-20', 923, 'CP403 %'), ('nobody', 923, 'CP401 %')) r (login, n, answer);
SET LOCAL copil.moment = '2026-07-01 00:00+02';
SELECT alike (t.remark ('member-24', 923, 910), 'CP422 %30 juin 2026%', 'until the day that was given');
SELECT alike (t.step ('minutes_to_approval', '{"version": 2}'), 'CP422 %sans réponse%', 'each remark has its answer first');
SELECT alike (t.call (login, 'remark_answer', jsonb_build_object ('remark', t.u (n), 'taken', taken, 'answer', answer_given)), answer, what)
FROM (VALUES ('secretariat-10', 920, true, NULL, '{"remark"%', 'taken up'), ('secretariat-10', 921, false, NULL, 'CP422 %dites pourquoi%', 'declined, one says why'),
  ('secretariat-10', 921, false, 'Déjà dit', '{"remark"%', 'then it is'), ('member-24', 922, true, NULL, 'CP401 %', 'by those who prepare'),
  ('secretariat-10', 922, true, NULL, '{"remark"%', 'all of them')) c (login, n, taken, answer_given, answer, what);

-- Both chairs.
SELECT alike (t.approve ('chair-state-10', 100, 'minutes'), 'CP422 %', 'the chairs wait until they are asked');
SELECT alike (t.step ('minutes_to_approval', '{"version": 2}'), '{"state": "approval"%', 'they are asked');
SELECT alike (t.approve ('chair-state-10', 100, 'minutes'), '%"missing": ["local"]%', 'one approves');
SELECT alike (t.edit_paragraph ('secretariat-10', 910, 6, 'Une virgule, encore.'), '{"version": 7%', 'somebody corrects');
SELECT is ((SELECT count(*) FROM copil.approval a WHERE a.object = 'minutes' AND a.voided_at IS NULL), 0::bigint, 'the approval is void');
SELECT t.approve ('chair-state-10', 100, 'minutes') \g /dev/null
SELECT alike (t.step ('action_add', jsonb_build_object ('id', t.u (702), 'item', NULL, 'decision', NULL, 'words', 'Encore', 'owner', t.u (34),
  'due', '2026-08-01', 'indicator', NULL)), '{"action"%', 'another action is of the minutes');
SELECT is ((SELECT count(*) FROM copil.approval a WHERE a.object = 'minutes' AND a.voided_at IS NULL), 0::bigint, 'and voids it too');
SELECT t.approve ('chair-local-10', 100, 'minutes') \g /dev/null
SELECT is ((SELECT m.state FROM copil.minutes m), 'approval', 'one key is not two');
SELECT alike (t.approve ('chair-state-10', 100, 'minutes'), '%"missing": []%', 'both approve');
SELECT is ((SELECT m.state || ' ' || (m.content_hash = copil.content_hash (m.content)) || ' ' || (m.final_at = '2026-07-01 00:00+02') FROM copil.minutes m),
  'final true true', 'and the minutes are final, with their content and its hash');

-- Final.
SELECT alike (answer, 'CP422 %définitif%', what) FROM (VALUES
  (t.edit_paragraph ('secretariat-10', 910, 7, 'Non'), 'no paragraph changes'),
  (t.step ('paragraph_add', jsonb_build_object ('id', t.u (930), 'section', 'closing', 'item', NULL, 'rank', 1, 'words', 'Non')), 'none is added'),
  (t.call ('secretariat-10', 'paragraph_restore', jsonb_build_object ('paragraph', t.u (910), 'version', 7, 'past_version', 1)), 'none comes back'),
  (t.step ('minutes_to_remarks', '{"version": 4, "until": "2026-12-31"}'), 'no remark any more')) c (answer, what);
SELECT throws_ok (statement, 'CP422', 'Le procès-verbal est définitif : il ne change plus.', 'not even by the owner: ' || statement) FROM unnest (ARRAY[
  $$UPDATE copil.minutes SET state = 'draft', final_at = NULL$$, $$UPDATE copil.minutes SET content = '{}'$$, $$UPDATE copil.minutes SET final_at = now ()$$,
  'DELETE FROM copil.minutes', $$UPDATE copil.paragraph SET words = 'x'$$, 'DELETE FROM copil.paragraph_past', $$UPDATE copil.remark SET state = 'open'$$,
  $$UPDATE copil.approval SET voided_at = now () WHERE object = 'minutes'$$]) statement;
UPDATE copil.member SET name = 'Quelqu’un' WHERE id = t.u (34);
SELECT is ((SELECT count(*) FROM copil.minutes m WHERE copil.minutes_content (m.sitting_id)::text LIKE '%Quelqu’un%'), 0::bigint, 'a member who changes their name does not change them');

-- Archive, signature, adoption: each once.
SELECT t.put ('%PDF-1.7 le procès-verbal') AS pdf, t.put ('%PDF-1.7 signé') AS signed, t.put ('{"content": {}}', 'application/json') AS wrong,
  t.put (t.try ('secretariat-10', format ('SELECT copil.minutes_document (%L)', t.u (100))), 'application/json') AS archive \gset
-- Those who prepare and the chairs are told what is to be archived; others are not, and archive nothing.
SELECT is (t.try (login, 'SELECT count(*) FROM copil.minutes_unkept ()'), n, login || ' is told of ' || n || ' to archive')
FROM (VALUES ('secretariat-10', '1'), ('coordination-10', '1'), ('chair-state-10', '1'), ('chair-local-10', '1'), ('member-23', '0'),
  ('secretariat-20', '0')) l (login, n);
SELECT alike (t.call (login, 'minutes_archive', jsonb_build_object ('sitting', t.u (100), 'pdf', :'pdf', 'archive', :'archive')), answer, login || ' archives: ' || answer)
FROM (VALUES ('member-23', 'CP401 %'), ('secretariat-20', 'CP403 %'), ('nobody', 'CP401 %'),
  ('chair-state-10', 'CP422 %envoyez-le d’abord%')) l (login, answer);
SELECT alike (t.step (name, arguments), answer, what) FROM (VALUES
  (1, 'minutes_signed', jsonb_build_object ('sha256', :'signed', 'checked', 'hash', 'person', NULL), 'CP422 %Archivez d’abord%', 'what is not archived is not signed'),
  (2, 'minutes_archive', jsonb_build_object ('pdf', :'pdf', 'archive', :'wrong'), 'CP422 %ne contient pas%', 'the archive is what was approved'),
  (3, 'minutes_archive', jsonb_build_object ('pdf', :'pdf', 'archive', :'archive'), '{"minutes"%', 'it is archived'),
  (4, 'minutes_archive', jsonb_build_object ('pdf', :'signed', 'archive', :'archive'), 'CP412 %déjà archivé%', 'once'),
  (5, 'minutes_signed', jsonb_build_object ('sha256', :'signed', 'checked', 'belief', 'person', NULL), 'CP422 %comparée%', 'one says how it was compared'),
  (6, 'minutes_signed', jsonb_build_object ('sha256', :'signed', 'checked', 'person', 'person', ' '), 'CP422 %nommez la personne%', 'and by whom'),
  (7, 'minutes_signed', jsonb_build_object ('sha256', :'signed', 'checked', 'person', 'person', 'Mme Sept'), '{"minutes"%', 'it comes back signed'),
  (8, 'minutes_signed', jsonb_build_object ('sha256', :'pdf', 'checked', 'hash', 'person', NULL), 'CP412 %déjà revenu%', 'once')) c (n, name, arguments, answer, what);
SELECT is (t.try ('chair-local-10', 'SELECT count(*) FROM copil.minutes_unkept ()'), '0', 'nothing is left to archive');
SELECT ok ((SELECT bool_and ((x.s ->> 'minutes_kept')::boolean) FROM jsonb_array_elements (copil.sitting_list (t.u (1))) x (s) WHERE x.s ->> 'id' = t.u (100)::text),
  'the list of sittings says so');
SELECT is ((SELECT l.detail ->> 'person' FROM copil.sitting_log l WHERE l.kind = 'minutes_signed'), 'Mme Sept', 'the log names who compared it');
SELECT alike (t.call (login, 'minutes_signed', jsonb_build_object ('sitting', t.u (100), 'sha256', :'signed', 'checked', 'hash', 'person', NULL)), answer, login || ' returns a signed copy: ' || answer)
FROM (VALUES ('chair-state-10', 'CP401 %'), ('member-23', 'CP401 %'), ('secretariat-20', 'CP403 %'), ('nobody', 'CP401 %')) l (login, answer);
SELECT throws_ok ('UPDATE copil.minutes SET signed_pdf = pdf', 'CP422', NULL, 'for the owner too');
SELECT is (t.try ('secretariat-20', format ('SELECT convert_from (copil.document_bytes (%L), %L)', :'signed', 'UTF8')), '%PDF-1.7 signé', 'every login reads final minutes');
SELECT is (t.call ('secretariat-10', 'issued_add', jsonb_build_object ('id', t.u (940), 'sitting', t.u (100), 'kind', 'minutes', 'name', 'Procès-verbal',
  'sha256', :'pdf', 'content_hash', (SELECT encode (m.content_hash, 'hex') FROM copil.minutes m)))::jsonb ->> 'version', '1', 'they are given out');
SELECT alike (t.call ('secretariat-10', 'issued_add', jsonb_build_object ('id', t.u (941), 'sitting', t.u (100), 'kind', 'minutes', 'name', 'Procès-verbal',
  'sha256', :'pdf', 'content_hash', 'ff')), 'CP412 %', 'as they are');
SELECT t.must ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (200), 'committee', t.u (1), 'title', 'Séance suivante',
  'starts_at', '2026-09-17 10:00+02', 'place', 'Préfecture', 'remote', false)) \g /dev/null
UPDATE copil.agenda_item SET outcome = 'adopted' WHERE sitting_id = t.u (200) AND origin = 'minutes';
UPDATE copil.sitting SET stage = 'closed', opened_at = starts_at, closed_at = starts_at WHERE id = t.u (200);
SELECT is ((SELECT m.adopted_at FROM copil.minutes m), t.u (200), 'the next sitting adopts them');

-- Figures.
SELECT is ((SELECT string_agg (format ('%s %s/%s/%s', s ->> 'seat', s ->> 'present', s ->> 'deputy', s ->> 'represented'), ', ' ORDER BY n)
  FROM jsonb_array_elements (x.d -> 'seats') WITH ORDINALITY y (s, n)),
  'Préfet 1/0/0, Président du conseil 1/0/0, Une conseillère 1/1/0, Un maire 1/0/0, Une personnalité 0/0/1, Opérateur 1/0/0', 'attendance by seat')
FROM (SELECT t.try ('secretariat-10', format ('SELECT copil.statistics (%L, NULL, %L)', t.u (1), '2026-07-01'))::jsonb AS d) x;
SELECT is (format ('%s %s %s %s %s', d -> 'sittings', d -> 'planned', d -> 'elapsed', d -> 'decisions', d -> 'actions'),
  '1 1800 1800 1 {"done": 0, "late": 0, "open": 0, "dropped": 0, "done_late": 0}', 'of an outsider: what is public')
FROM (SELECT jsonb_set (t.try ('secretariat-20', format ('SELECT copil.statistics (%L, NULL, %L)', t.u (1), '2026-07-01'))::jsonb, '{actions}',
  '{"done": 0, "late": 0, "open": 0, "dropped": 0, "done_late": 0}') AS d) x;
SELECT is (t.try ('nobody', format ('SELECT copil.statistics (%L, NULL, NULL)', t.u (1))), NULL, 'nobody without a role');
SELECT is (copil.log_verify (t.u (100)), NULL, 'the log holds');
SELECT finish ();
ROLLBACK;
