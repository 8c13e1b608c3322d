-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long what is personal stays: what is due, who purges, and what is left.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql

-- Sittings held in June 2026, one with final minutes and one whose are not, and one cancelled; each with
-- all that is personal.
CREATE FUNCTION t.fill (sitting int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO copil.recipient (id, sitting_id, member_id, seat_id, capacity, means, sent_version, sent_at, received_version, received_at,
    answer, answer_member, answered_at, answered_by)
  VALUES (gen_random_uuid (), t.u (sitting), t.u (34), t.u (24), 'full', 'copil', 1, '2026-06-10', 1, '2026-06-11', 'mandate', t.u (35),
    '2026-06-11', 'member-24');
  INSERT INTO copil.operator_note (id, sitting_id, words) VALUES (gen_random_uuid (), t.u (sitting), 'Prévenir la préfète');
  INSERT INTO copil.speaker (id, sitting_id, member_id, rank, asked_at) VALUES (gen_random_uuid (), t.u (sitting), t.u (34), 1, '2026-06-18');
  PERFORM copil.log_append (t.u (sitting), 'received', jsonb_build_object ('member', t.u (34))),
    copil.log_append (t.u (sitting), 'answered', jsonb_build_object ('member', t.u (34), 'choice', 'mandate'));
END
$$;
CREATE FUNCTION t.close (sitting int, state text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE copil.sitting s SET stage = 'closed', starts_at = '2026-06-18 10:00+02', opened_at = '2026-06-18 10:00+02', closed_at = '2026-06-18 11:00+02'
  WHERE s.id = t.u (sitting);
  INSERT INTO copil.minutes (id, sitting_id, state, content, content_hash, final_at)
  VALUES (t.u (sitting + 1), t.u (sitting), state, '{}', '\x00', CASE state WHEN 'final' THEN timestamptz '2026-07-08 10:00+02' END);
END
$$;
SELECT t.must ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (n), 'committee', t.u (1), 'title', 'Séance',
  'starts_at', '2026-12-01 10:00+01', 'place', 'Préfecture', 'remote', false)) FROM unnest (ARRAY[300, 400]) n;
SELECT t.fill (n) FROM unnest (ARRAY[100, 300, 400]) n;
SELECT t.close (100, 'final'), t.close (300, 'approval');
UPDATE copil.sitting SET stage = 'cancelled', starts_at = '2026-06-18 10:00+02' WHERE id = t.u (400);

CREATE FUNCTION t.due (login text DEFAULT 'administrator') RETURNS jsonb LANGUAGE sql AS $$
  SELECT t.try (login, 'SELECT copil.purge_list ()')::jsonb
$$;
CREATE FUNCTION t.spell () RETURNS text LANGUAGE sql AS $$
  SELECT coalesce (string_agg (format ('%s %s %s %s', ltrim (replace (d ->> 'sitting', '-', ''), '0'), d ->> 'code', d ->> 'since', d ->> 'entries'), ', ' ORDER BY n), '')
  FROM jsonb_array_elements (t.due () -> 'due') WITH ORDINALITY e (d, n)
$$;
CREATE FUNCTION t.purge (login text, print text, command uuid DEFAULT gen_random_uuid ()) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'purge', jsonb_build_object ('print', print), command)
$$;
CREATE FUNCTION t.set_rule (login text, code text, version int, months int, after text DEFAULT 'final', source text DEFAULT 'Registre des traitements, fiche 12')
  RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'retention_set', jsonb_build_object ('code', code, 'version', version, 'months', months, 'after', after,
    'source', source, 'verified', true))
$$;
\o
BEGIN;
SELECT * FROM no_plan ();

-- The rules are data, with their source.
SELECT is ((SELECT string_agg (r.code || ' ' || r.months || ' ' || r.after || ' ' || r.verified, ', ' ORDER BY r.code) FROM copil.retention_rule r),
  'answers 24 final false, operator_notes 12 final false, speakers 12 final false', 'each says how long, and that nobody read its source yet');
SELECT is (t.try (login, 'SELECT count(*) FROM copil.retention_rule'), n, login || ' reads the rules: ' || n)
FROM (VALUES ('member-24', '3'), ('administrator', '3'), ('nobody', '0')) l (login, n);
SELECT alike (t.set_rule (login, code, version, months, after, source), answer, what) FROM (VALUES
  ('secretariat-10', 'answers', 1, 6, 'final', 'x', 'CP401 %', 'who prepares sets none'), ('chair-state-10', 'answers', 1, 6, 'final', 'x', 'CP401 %', 'nor a chair'),
  ('administrator', 'answers', 2, 6, 'final', 'x', 'CP412 %', 'over what was read'), ('administrator', 'answers', 1, 0, 'final', 'x', 'CP422 %', 'a month at least'),
  ('administrator', 'minutes', 1, 6, 'final', 'x', 'CP422 %', 'minutes have none'), ('administrator', 'answers', 1, 6, 'whenever', 'x', 'CP422 %', 'after something'),
  ('administrator', 'answers', 1, 24, 'closed', 'Registre des traitements', '{"rule"%', 'an administrator does')) c (login, code, version, months, after, source, answer, what);

-- What is due.
SET LOCAL copil.moment = '2027-06-17 12:00+02';
SELECT is (t.spell (), '', 'nothing before its time');
SET LOCAL copil.moment = '2027-06-18 12:00+02';
SELECT is (t.spell (), '400 operator_notes 2026-06-18 1, 400 speakers 2026-06-18 1', 'a cancelled sitting counts from its day');
SET LOCAL copil.moment = '2027-07-08 12:00+02';
SELECT is (t.spell (), '100 operator_notes 2026-07-08 1, 100 speakers 2026-07-08 1, 400 operator_notes 2026-06-18 1, 400 speakers 2026-06-18 1',
  'one that was held, from its final minutes; one without is not touched');
SET LOCAL copil.moment = '2028-06-18 12:00+02';
SELECT is (t.spell (), '100 answers 2026-06-18 3, 100 operator_notes 2026-07-08 1, 100 speakers 2026-07-08 1, '
  '400 answers 2026-06-18 3, 400 operator_notes 2026-06-18 1, 400 speakers 2026-06-18 1', 'answers later, by the rule that was set');

-- Who may.
SELECT alike (t.refusal (login, 'SELECT copil.purge_list ()'), 'CP401 %', login || ' is not told what is due')
FROM unnest (ARRAY['secretariat-10', 'chair-state-10', 'member-24', 'nobody']) login;
SELECT alike (t.purge (login, t.due () ->> 'print'), 'CP401 %', login || ' purges nothing')
FROM unnest (ARRAY['secretariat-10', 'coordination-10', 'chair-state-10', 'member-24', 'nobody']) login;
SELECT alike (t.purge ('administrator', print), 'CP412 %', 'not without the print of what was read') FROM unnest (ARRAY['0000', NULL]) print;
SELECT is ((SELECT count(*) FROM copil.operator_note), 3::bigint, 'nothing went');

-- The purge.
SELECT t.due () ->> 'print' AS print, (SELECT l.hash FROM copil.sitting_log l WHERE l.sitting_id = t.u (100) AND l.kind = 'answered') AS hash \gset
SELECT is (t.purge ('administrator', :'print', t.u (9)), '{"purged": 6}', 'an administrator who read the list purges');
SELECT is (t.purge ('administrator', :'print', t.u (9)), '{"purged": 6}', 'sent twice, once');
SELECT is (t.spell (), '', 'nothing is left to purge');
SELECT is ((SELECT string_agg (x, ', ') FROM (SELECT ltrim (replace (n.sitting_id::text, '-', ''), '0') || ' note' AS x FROM copil.operator_note n
  UNION ALL SELECT ltrim (replace (p.sitting_id::text, '-', ''), '0') || ' speaker' FROM copil.speaker p
  UNION ALL SELECT ltrim (replace (r.sitting_id::text, '-', ''), '0') || ' answer' FROM copil.recipient r WHERE r.answer IS NOT NULL OR r.received_at IS NOT NULL OR r.answered_by IS NOT NULL) y),
  '300 note, 300 speaker, 300 answer', 'what is left is of the sitting whose minutes are not final');
SELECT is ((SELECT count(*) FROM copil.recipient r WHERE r.sent_at IS NOT NULL), 3::bigint, 'who was convoked, and when, stays');
SELECT is ((SELECT count(*) FROM copil.minutes), 2::bigint, 'and so do the minutes');
SELECT is ((SELECT string_agg (l.kind || ' ' || l.detail, ', ' ORDER BY l.number) FROM copil.sitting_log l WHERE l.sitting_id = t.u (100) AND l.kind IN ('received', 'answered')),
  'received {}, answered {}', 'the log no longer says what was answered');
SELECT is ((SELECT l.hash FROM copil.sitting_log l WHERE l.sitting_id = t.u (100) AND l.kind = 'answered'), :'hash', 'but keeps its print');
SELECT is ((SELECT string_agg (l.login || ' ' || (l.detail ->> 'rule') || ' ' || (l.detail ->> 'count'), ', ' ORDER BY l.number)
  FROM copil.sitting_log l WHERE l.sitting_id = t.u (100) AND l.kind = 'purged'),
  'administrator answers 3, administrator operator_notes 1, administrator speakers 1', 'and says who purged what');
SELECT is (copil.log_verify (s.id), NULL, 'the log holds') FROM copil.sitting s;
UPDATE copil.sitting_log l SET detail = '{}', purged_at = now () WHERE l.sitting_id = t.u (300) AND l.kind = 'answered';
SELECT isnt (copil.log_verify (t.u (300)), NULL, 'an entry that was emptied without a purge is found');
SELECT is (t.try ('member-24', format ('SELECT count(*) FROM copil.sitting_rows (%L, 0) r WHERE r.kind IN (''operator_note'', ''speaker'')', t.u (100))), '0',
  'a station that reads anew has none of it');
SELECT finish ();
ROLLBACK;
