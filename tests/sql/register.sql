-- SPDX-License-Identifier: GPL-3.0-or-later
-- Documents, decisions, actions and disagreements of a sitting: who writes them, and what stays.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql

-- A PDF of so many bytes, and a call that puts it.
CREATE FUNCTION t.pdf (name text, size int DEFAULT 100) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
  SELECT convert_to (rpad ('%PDF-1.7 ' || name, size, '.'), 'UTF8')
$$;
CREATE FUNCTION t.sha (given bytea) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT encode (sha256 (given), 'hex') $$;
CREATE FUNCTION t.put (login text, given bytea, media text DEFAULT 'application/pdf') RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'document_put', jsonb_build_object ('sha256', t.sha (given), 'media', media,
    'content', encode (given, 'base64')))
$$;
CREATE FUNCTION t.join (login text, id int, item int, given bytea, pages int DEFAULT 3) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'item_document_add', jsonb_build_object ('id', t.u (id), 'item', t.u (item), 'sha256', t.sha (given),
    'name', 'Note', 'pages', pages))
$$;
CREATE FUNCTION t.decide (login text, id int, item int, vote int, words text) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'decision_add', jsonb_build_object ('id', t.u (id), 'item', t.u (item), 'vote', t.u (vote), 'words', words))
$$;
CREATE FUNCTION t.act (login text, id int, owner int, due date, more jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'action_add', jsonb_build_object ('id', t.u (id), 'sitting', t.u (100), 'item', t.u (101), 'decision', NULL,
    'words', 'Écrire', 'owner', t.u (owner), 'due', due, 'indicator', NULL) || more)
$$;
CREATE FUNCTION t.change_action (login text, id int, version int, more jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'action_edit', jsonb_build_object ('action', t.u (id), 'version', version, 'words', NULL, 'owner', NULL,
    'due', NULL, 'indicator', NULL, 'state', NULL, 'note', NULL) || more)
$$;
-- What the live functions do, as the owner: here only what it leads to.
CREATE FUNCTION t.stage_set (sitting int, stage text) RETURNS void LANGUAGE sql AS $$
  UPDATE copil.sitting s SET stage = $2, opened_at = coalesce (s.opened_at, '2026-06-18 10:00+02') WHERE s.id = t.u ($1)
$$;
CREATE FUNCTION t.vote_make (n int, item int, verdict text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO copil.vote (id, sitting_id, item_id, question, method, opened_at, closed_at, verdict)
  VALUES (t.u (n), t.u (100), t.u (item), 'Adopter ?', 'hands', now (), CASE WHEN verdict IS NOT NULL THEN now () END, verdict)
$$;
CREATE FUNCTION t.number_all () RETURNS int LANGUAGE sql AS $$
  SELECT copil.decisions_number (s) FROM copil.sitting s WHERE s.id = t.u (100)
$$;
\o
BEGIN;
SELECT * FROM no_plan ();

-- Documents.
SELECT alike (t.put (login, given, media), answer, what) FROM (VALUES
  ('secretariat-10', t.pdf ('a'), 'application/pdf', '{"size": 100, "sha256": "%"}', 'a PDF is put'),
  ('chair-local-10', t.pdf ('chair'), 'application/pdf', '{"size": 100%', 'by a chair as well'),
  ('member-23', t.pdf ('b'), 'application/pdf', 'CP401 %', 'by nobody else'),
  ('secretariat-10', 'MZ this is no PDF'::bytea, 'application/pdf', 'CP422 %n’est pas un PDF%', 'what is no PDF is refused'),
  ('secretariat-10', ''::bytea, 'application/pdf', 'CP422 %est vide%', 'nothing as well'),
  ('secretariat-10', t.pdf ('c', 10485761), 'application/pdf', 'CP422 %dépasse 10 Mio%', 'and too much'),
  ('secretariat-10', t.pdf ('c', 10485760), 'application/pdf', '{"size": 10485760%', 'ten mebibytes are not'),
  ('secretariat-10', '[1, 2, 3]'::bytea, 'application/json', 'CP422 %archives JSON%', 'an archive is an object'),
  ('secretariat-10', t.pdf ('d'), 'text/html', 'CP422 %seuls les PDF%', 'no other kind')) c (login, given, media, answer, what);
SELECT alike (t.call ('secretariat-10', 'document_put', jsonb_build_object ('sha256', t.sha ('x'), 'media', 'application/pdf',
  'content', encode (t.pdf ('a'), 'base64'))), 'CP422 %altéré%', 'other bytes than said are refused');
SELECT alike (t.call ('secretariat-10', 'document_put', jsonb_build_object ('sha256', t.sha ('x'), 'media', 'application/pdf',
  'content', '*')), 'CP422 %illisible%', 'and what is not base64');

SELECT alike (t.join (login, id, item, given, pages), answer, what) FROM (VALUES
  ('secretariat-10', 401, 101, t.pdf ('a'), 3, '{"item_document": %', 'it is joined to an item'),
  ('secretariat-10', 401, 101, t.pdf ('a'), 4, 'CP409 %', 'an id once'),
  ('secretariat-10', 402, 101, t.pdf ('absent'), 3, 'CP422 %envoyez-le d’abord%', 'what was not put is not joined'),
  ('coordination-10', 402, 102, t.pdf ('chair'), 3, 'CP422 %envoyez-le d’abord%', 'nor what only somebody else put'),
  ('coordination-10', 402, 102, t.pdf ('a'), 3, '{"item_document": %', 'unless one reads it'),
  ('secretariat-10', 403, 101, t.pdf ('a'), 0, 'CP422 %de 1 à 5 000%', 'with no page, it is none'),
  ('secretariat-20', 403, 101, t.pdf ('a'), 3, 'CP403 %', 'not by those of another department'),
  ('chair-state-10', 403, 101, t.pdf ('a'), 3, 'CP401 %', 'nor by the chair')) c (login, id, item, given, pages, answer, what);
SELECT is (t.try (login, format ('SELECT length (copil.document_bytes (%L))', t.sha (t.pdf ('a')))), length, login || ' reads its bytes: ' || coalesce (length, 'no'))
FROM (VALUES ('secretariat-10', '100'), ('chair-state-10', '100'), ('member-23', NULL), ('secretariat-20', NULL), ('nobody', NULL)) b (login, length);
SELECT is (t.try ('chair-local-10', format ('SELECT copil.document_bytes (%L)', t.sha (t.pdf ('chair')))), NULL, 'bytes joined to nothing are read by nobody');

SELECT t.put ('secretariat-10', t.pdf (n::text)), t.join ('secretariat-10', 410 + n, 103, t.pdf (n::text)) FROM generate_series (1, 4) n \g /dev/null
CREATE FUNCTION t.order () RETURNS text STABLE LANGUAGE sql AS $$
  SELECT string_agg (right (d.id::text, 1), '' ORDER BY d.rank) FROM copil.item_document d WHERE d.item_id = t.u (103) AND NOT d.gone
$$;
SELECT is (t.order (), '1234', 'documents stand in the order they came');
SELECT t.call ('secretariat-10', 'item_document_move', jsonb_build_object ('item_document', t.u (414), 'rank', 2)) \g /dev/null
SELECT is (t.order (), '1423', 'one moves up');
SELECT t.call ('secretariat-10', 'item_document_move', jsonb_build_object ('item_document', t.u (411), 'rank', 3)) \g /dev/null
SELECT is (t.order (), '4213', 'one moves down');
SELECT t.call ('secretariat-10', 'item_document_remove', jsonb_build_object ('item_document', t.u (412))) \g /dev/null
SELECT is (t.order (), '413', 'one goes');
SELECT alike (t.call ('secretariat-10', 'item_document_remove', jsonb_build_object ('item_document', t.u (412))), 'CP412 %', 'once');

SELECT t.must ('secretariat-10', 'agenda_submit', jsonb_build_object ('sitting', t.u (100), 'version', t.version (100))),
  t.approve ('chair-state-10', 100, 'agenda') \g /dev/null
SELECT t.put ('secretariat-10', t.pdf ('late')), t.join ('secretariat-10', 420, 101, t.pdf ('late')) \g /dev/null
SELECT is (t.stage (100) || (SELECT count(*) FROM copil.approval a WHERE a.sitting_id = t.u (100) AND a.voided_at IS NULL), 'draft0',
  'a document that comes after an approval voids it');

-- A hundred mebibytes a sitting, and as much that is joined to nothing.
SELECT t.put ('secretariat-10', t.pdf ('big' || n, 10485760)) FROM generate_series (1, 9) n \g /dev/null
SELECT alike (t.put ('secretariat-10', t.pdf ('big10', 10485760)), 'CP422 %100 Mio de documents qui ne sont joints%', 'too much that is joined to nothing is refused');
SELECT is ((SELECT count(*) FROM (SELECT t.join ('secretariat-10', 430 + n, 101, t.pdf ('big' || n, 10485760)) AS answer FROM generate_series (1, 9) n) j
  WHERE j.answer LIKE '{%'), 9::bigint, 'joined, it is no more');
SELECT t.put ('secretariat-10', t.pdf ('big10', 10485760)) \g /dev/null
SELECT alike (t.join ('secretariat-10', 440, 101, t.pdf ('big10', 10485760)), 'CP422 %dépasseraient 100 Mio%', 'a sitting holds a hundred mebibytes');

-- Decisions.
SELECT alike (t.decide ('secretariat-10', 500, 101, NULL, 'Oui'), 'CP422 %pendant la séance%', 'nothing is decided before the sitting');
SELECT t.stage_set (100, 'open') \g /dev/null
SELECT alike (t.join ('secretariat-10', 441, 101, t.pdf ('a')), 'CP422 %La séance est ouverte%', 'an open sitting takes no document');
SELECT t.vote_make (n, 101, verdict) FROM (VALUES (601, 'adopted'), (602, 'tie'), (603, 'no_quorum'), (604, NULL)) v (n, verdict) \g /dev/null
SELECT alike (t.decide (login, id, item, vote, words), answer, what) FROM (VALUES
  ('secretariat-10', 501, 102, NULL, E'Le comité adopte\n  le principe.', '{"version": 1, "decision": %', 'a decision without a vote'),
  ('coordination-10', 502, 101, 601, 'Par un vote.', '{"version": 1%', 'and by one'),
  ('secretariat-10', 502, 101, 601, 'Encore.', 'CP409 %', 'an id once'),
  ('secretariat-10', 503, 101, 602, 'Non.', 'CP422 Les voix se sont partagées%article R.%133-11%', 'a tie decided nothing, says the article'),
  ('secretariat-10', 503, 101, 603, 'Non.', 'CP422 Le quorum n’était pas atteint%article R.%133-10%', 'nor did a vote without quorum'),
  ('secretariat-10', 503, 101, 604, 'Non.', 'CP422 %encore ouvert%', 'nor one that is open'),
  ('secretariat-10', 503, 102, 601, 'Non.', 'CP422 %pas celui de ce point%', 'nor the vote of another item'),
  ('secretariat-10', 503, 101, NULL, ' ', 'CP422 %', 'without words it is none'),
  ('chair-state-10', 503, 101, NULL, 'Non.', 'CP401 %', 'the chair writes none'),
  ('member-23', 503, 101, NULL, 'Non.', 'CP401 %', 'nor does a member'),
  ('secretariat-20', 503, 101, NULL, 'Non.', 'CP403 %', 'nor those of another department')) c (login, id, item, vote, words, answer, what);
SELECT alike (t.call ('secretariat-10', 'decision_edit', jsonb_build_object ('decision', t.u (502), 'version', version, 'vote', t.u (601), 'words', 'Mieux dit.')),
  answer, what) FROM (VALUES (1, '{"version": 2%', 'a draft is worded anew'), (1, 'CP412 %Comparez%Mieux dit.%', 'not as of a version that one has not read: one learns what it says')) c (version, answer, what);
SELECT t.decide ('secretariat-10', 504, 103, NULL, 'À retirer.'), t.call ('secretariat-10', 'decision_remove', jsonb_build_object ('decision', t.u (504), 'version', 1)) \g /dev/null
SELECT is (t.number_all (), 2, 'when the sitting closes its decisions are numbered');
SELECT is ((SELECT string_agg (d.year || '/' || d.number || ' ' || right (d.id::text, 3), ', ' ORDER BY d.number) FROM copil.decision d
  WHERE d.committee_id = t.u (1) AND d.number IS NOT NULL), '2026/1 501, 2026/2 502', 'in the order they were taken, without what was taken back');
SELECT is (t.number_all (), 0, 'once');
SELECT alike (t.call ('secretariat-10', 'decision_edit', jsonb_build_object ('decision', t.u (502), 'version', 2, 'vote', NULL, 'words', 'Non')),
  'CP422 %au registre%', 'the register does not change');
SELECT throws_ok (statement, 'CP422', NULL, 'not even by the owner: ' || statement) FROM unnest (ARRAY[
  format ('UPDATE copil.decision SET words = %L WHERE id = %L', 'x', t.u (502)),
  format ('UPDATE copil.decision SET number = NULL WHERE id = %L', t.u (502)),
  format ('UPDATE copil.decision SET gone = true WHERE id = %L', t.u (502)),
  format ('DELETE FROM copil.decision WHERE id = %L', t.u (502))]) statement;

-- Actions.
SELECT alike (t.act (login, id, owner, due, more), answer, what) FROM (VALUES
  ('secretariat-10', 701, 33, '2026-07-01'::date, '{}'::jsonb, '{"action": "%", "version": 1}', 'somebody has something to do'),
  ('secretariat-10', 701, 33, '2026-07-01', '{"words": "Autre"}', 'CP409 %', 'an id once'),
  ('secretariat-10', 702, 44, '2026-07-01', '{}', 'CP422 %membre ou un invité%', 'nobody from elsewhere'),
  ('secretariat-10', 702, 33, NULL, '{}', 'CP422 %échéance%', 'not without a day'),
  ('secretariat-10', 702, 33, 'infinity', '{}', 'CP422 %échéance%', 'one that comes'),
  ('secretariat-10', 702, 33, '2026-07-01', '{"indicator": "absent"}', 'CP422 %pas au catalogue%', 'the indicator is of the catalogue'),
  ('secretariat-10', 702, 33, '2026-07-01', jsonb_build_object ('item', t.u (999)), 'CP422 %pas de cette séance%', 'the item is of this sitting'),
  ('secretariat-10', 702, 33, '2026-07-01', jsonb_build_object ('decision', t.u (504)), 'CP422 %pas de cette séance%', 'the decision too, and stands'),
  ('secretariat-10', 702, 34, '2100-01-01', jsonb_build_object ('decision', t.u (502), 'indicator', 'contract'), '{"action"%', 'with its decision and its indicator'),
  ('member-23', 703, 33, '2026-07-01', '{}', 'CP401 %', 'members write none')) c (login, id, owner, due, more, answer, what);
SELECT alike (t.change_action (login, 701, version, more), answer, what) FROM (VALUES
  ('secretariat-10', 1, '{"due": "2026-09-01", "note": "Reportée"}'::jsonb, '{"action": "%", "version": 2}', 'the day is put off'),
  ('coordination-10', 1, '{"due": "2026-10-01"}', 'CP412 %par secretariat-10 le %2026-09-01%', 'not by who has not seen it'),
  ('member-24', 2, '{"state": "done"}', 'CP401 %', 'others do not say that it is done'),
  ('member-23', 2, '{"due": "2027-01-01"}', 'CP403 %', 'who is to do it does not put it off'),
  ('member-23', 2, '{"state": "dropped"}', 'CP403 %', 'nor drop it'),
  ('member-23', 2, '{"state": "done", "note": "Envoyé"}', '{"action": "%", "version": 3}', 'but says that it is done'),
  ('secretariat-10', 3, '{"state": "perhaps"}', 'CP422 %', 'nothing between'),
  ('secretariat-10', 3, '{"state": "open", "note": "Pas encore"}', '{"action": "%", "version": 4}', 'and it is open again')) c (login, version, more, answer, what);
SELECT is ((SELECT string_agg (h ->> 'login' || ' ' || (h ->> 'state') || ' ' || (h ->> 'due') || ' ' || (h ->> 'note'), ', ' ORDER BY n)
  FROM copil.action a, jsonb_array_elements (a.history) WITH ORDINALITY x (h, n) WHERE a.id = t.u (701)),
  'secretariat-10 open 2026-07-01 Reportée, member-23 open 2026-09-01 Envoyé, secretariat-10 done 2026-09-01 Pas encore', 'what it was is kept');
SET LOCAL copil.moment = '2026-10-01 12:00+02';
SELECT alike (t.call ('secretariat-10', 'action_remind', jsonb_build_object ('action', t.u (n))), answer, what)
FROM (VALUES (701, '{"action"%', 'who is late is reminded'), (702, 'CP422 %pas en retard%', 'who is not, is not')) r (n, answer, what);
SELECT is ((SELECT a.reminded_at FROM copil.action a WHERE a.id = t.u (701)), '2026-10-01 12:00+02', 'it is known when');
SET LOCAL copil.moment = '';

-- Disagreements.
INSERT INTO copil.attendance (id, sitting_id, member_id, seat_id, entered, mode, at, by_login)
VALUES (t.u (801), t.u (100), t.u (33), t.u (23), true, 'room', now (), 'x');
CREATE FUNCTION t.dissent (login text, id int, member int) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'dissent_add', jsonb_build_object ('id', t.u (id), 'item', t.u (101), 'member', t.u (member), 'words', 'Je ne partage pas cet avis.'))
$$;
SELECT alike (t.dissent (login, id, member), answer, what) FROM (VALUES
  ('member-23', 810, 33, '{"dissent"%', 'a member asks that a disagreement be mentioned'),
  ('secretariat-10', 811, 33, '{"dissent"%', 'or has it asked'),
  ('member-24', 812, 34, 'CP422 %a siégé%article R.%133-13%', 'who sat'),
  ('member-24', 812, 33, 'CP401 %', 'for oneself')) c (login, id, member, answer, what);
SELECT alike (t.call (login, 'dissent_remove', jsonb_build_object ('dissent', t.u (810))), answer, what)
FROM (VALUES ('member-24', 'CP401 %', 'another does not take it back'), ('member-23', '{"dissent"%', 'its author does')) c (login, answer, what);

SELECT is (copil.log_verify (t.u (100)), NULL, 'the log holds');
SELECT finish ();
ROLLBACK;
