-- SPDX-License-Identifier: GPL-3.0-or-later
-- The committee of department 10 as those who prepare it make it, for the tests of what a sitting
-- goes through: regimes, seats, members with logins, one sitting with three items.
--
-- Ids are t.u (n):  1 committee
--   11 State, 12 local authorities, 13 others (colleges)
--   21 chair state  22 chair local  23 elected  24 elected  25 qualified  26 no vote  27 guest   (seats)
--   31..37 who hold them, 41 deputy of 21, 43 deputy of 23                                     (members)
--   100 sitting, 101 102 103 its items

CREATE FUNCTION t.u (n int) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT lpad (n::text, 32, '0')::uuid $$;

-- Calls a function of the base with named arguments: its answer, or "CP422 sentence | detail".
CREATE FUNCTION t.call (login text, name text, arguments jsonb, command uuid DEFAULT gen_random_uuid ()) RETURNS text
  LANGUAGE sql AS $$
  SELECT regexp_replace (t.refusal (login, format ('SELECT copil.%I (command => %L%s)', name, command,
    (SELECT string_agg (format (', %I => %s', a.key, CASE jsonb_typeof (a.value) WHEN 'null' THEN 'NULL'
       WHEN 'string' THEN quote_literal (a.value #>> '{}') ELSE quote_literal (a.value::text) END), '')
     FROM jsonb_each (arguments) a))), '^no refusal: ', '')
$$;
-- The same where nothing is to be refused.
CREATE FUNCTION t.must (login text, name text, arguments jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  answer text := t.call (login, name, arguments);
BEGIN
  IF answer !~ '^\{' THEN
    RAISE EXCEPTION '% by %: %', name, login, answer;
  END IF;
  RETURN answer;
END
$$;
-- A minute of sitting 100.
CREATE FUNCTION t.minute (n numeric) RETURNS timestamptz STABLE LANGUAGE sql AS $$
  SELECT s.starts_at + n * interval '1 minute' FROM copil.sitting s WHERE s.id = t.u (100)
$$;
-- "id=#501, item=#101, outcome=adopted, at=@12" : #n is t.u (n), @n a minute, null NULL.
CREATE FUNCTION t.arguments (given text) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT coalesce (jsonb_object_agg (split_part (p, '=', 1), CASE left (split_part (p, '=', 2), 1)
    WHEN '#' THEN t.u (substr (split_part (p, '=', 2), 2)::int)::text
    WHEN '@' THEN t.minute (substr (split_part (p, '=', 2), 2)::numeric)::text
    ELSE nullif (split_part (p, '=', 2), 'null') END), '{}')
  FROM unnest (string_to_array (nullif (given, ''), ', ')) p
$$;
CREATE FUNCTION t.ask (login text, name text, given text) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, name, t.arguments (given))
$$;
CREATE FUNCTION t.hash (sitting int, object text) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT encode (copil.content_hash (copil.content_of (t.u (sitting), object)), 'hex')
$$;
CREATE FUNCTION t.version (sitting int) RETURNS int STABLE LANGUAGE sql AS $$
  SELECT s.version FROM copil.sitting s WHERE s.id = t.u (sitting)
$$;
CREATE FUNCTION t.stage (sitting int) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT s.stage FROM copil.sitting s WHERE s.id = t.u (sitting)
$$;
CREATE FUNCTION t.approve (login text, sitting int, object text) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'approve', jsonb_build_object ('sitting', t.u (sitting), 'object', object,
    'content_hash', t.hash (sitting, object), 'given', true, 'reason', NULL, 'means', 'copil'))
$$;
CREATE FUNCTION t.convoke (sitting int, convocation int) RETURNS text LANGUAGE sql AS $$
  SELECT t.call ('secretariat-10', 'convoke', jsonb_build_object ('id', t.u (convocation), 'sitting', t.u (sitting),
    'content_hash', t.hash (sitting, 'convocation')))
$$;
-- All that leads to a convocation.
CREATE FUNCTION t.convoke_all (sitting int, convocation int) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM t.must ('secretariat-10', 'agenda_submit', jsonb_build_object ('sitting', t.u (sitting), 'version', t.version (sitting)));
  PERFORM t.approve (login, sitting, object) FROM unnest (ARRAY['chair-state-10', 'chair-local-10']) login,
    unnest (ARRAY['agenda', 'convocation']) object;
  RETURN t.convoke (sitting, convocation);
END
$$;
CREATE FUNCTION t.item (n int, sitting int, title text) RETURNS text LANGUAGE sql AS $$
  SELECT t.call ('secretariat-10', 'item_add', jsonb_build_object ('id', t.u (n), 'sitting', t.u (sitting), 'parent', NULL, 'rank', NULL,
    'nature', 'decision', 'title', title, 'body', '', 'presenter', NULL, 'seconds', 600, 'money', false))
$$;

SELECT t.try ('administrator', format ('SELECT copil.person_add (%L, %L, %L, %L)', gen_random_uuid (), login, login, 'Essai'))
FROM (VALUES ('member-23'), ('member-24'), ('deputy-23'), ('chair-state-20'), ('secretariat-20'), ('delegate')) p (login);
SELECT t.try ('administrator', format ('SELECT copil.assignment_grant (%L, %L, %L, %L, NULL, NULL, NULL)',
  gen_random_uuid (), login, role, t.id (place)))
FROM (VALUES ('member-23', 'reader', 'departement:10'), ('member-24', 'reader', 'departement:10'),
  ('deputy-23', 'reader', 'departement:10'), ('delegate', 'reader', 'departement:10'),
  ('chair-state-20', 'chair_state', 'departement:20'), ('secretariat-20', 'secretariat', 'departement:20')) a (login, role, place);

\set regimes `cat "${COPIL_SOURCE_DIR:-../..}/data/committee/regimes.json"`
SELECT t.must ('administrator', 'regime_load', jsonb_build_object ('document', :'regimes'::jsonb));
SELECT t.must ('secretariat-10', 'committee_add', jsonb_build_object ('id', t.u (1), 'territory_id', t.id ('departement:10'),
  'kind', 'departement', 'name', 'Comité de Dix', 'local_authority', 'Département de Dix', 'regime_code', 'crpa',
  'act', 'Arrêté du 3 mars 2026', 'since', '2026-01-01'));
SELECT t.must ('secretariat-10', 'college_add', jsonb_build_object ('id', t.u (10 + n), 'committee', t.u (1), 'name', name, 'rank', n))
FROM (VALUES (1, 'État'), (2, 'Collectivités'), (3, 'Partenaires')) c (n, name);
SELECT t.must ('secretariat-10', 'seat_add', jsonb_build_object ('id', t.u (n), 'committee', t.u (1), 'college', t.u (college), 'label', label,
  'kind', kind, 'chair', chair, 'body', body, 'votes', votes, 'rank', n, 'since', '2026-01-01'))
FROM (VALUES (21, 11, 'Préfet', 'ex_officio', 'state', 'Préfecture', 1), (22, 12, 'Président du conseil', 'elected', 'local', 'Conseil', 1),
  (23, 12, 'Une conseillère', 'elected', NULL, 'Conseil', 1), (24, 12, 'Un maire', 'elected', NULL, 'Ville', 1),
  (25, 13, 'Une personnalité', 'qualified', NULL, NULL, 1), (26, 13, 'Opérateur', 'ex_officio', NULL, 'France Travail', 0),
  (27, 13, 'Un invité', 'guest', NULL, NULL, 0)) s (n, college, label, kind, chair, body, votes);
SELECT t.must ('secretariat-10', 'member_add', jsonb_build_object ('id', t.u (n), 'name', name, 'position', 'Fonction', 'body', body, 'login', login))
FROM (VALUES (31, 'Le préfet', 'Préfecture', 'chair-state-10'), (32, 'La présidente', 'Conseil', 'chair-local-10'),
  (33, 'Mme Trois', 'Conseil', 'member-23'), (34, 'M. Quatre', 'Ville', 'member-24'), (35, 'Mme Cinq', NULL, NULL),
  (36, 'M. Six', 'France Travail', NULL), (37, 'Mme Sept', NULL, NULL), (41, 'La secrétaire générale', 'Préfecture', NULL),
  (43, 'M. Suppléant', 'Conseil', 'deputy-23'), (44, 'Mme Ailleurs', 'Autre ville', NULL)) m (n, name, body, login);
SELECT t.must ('secretariat-10', 'term_add', jsonb_build_object ('id', t.u (50 + n), 'seat', t.u (seat), 'member', t.u (member),
  'deputy', deputy, 'since', '2026-01-01', 'until', NULL, 'act', NULL))
FROM (VALUES (1, 21, 31, false), (2, 22, 32, false), (3, 23, 33, false), (4, 24, 34, false), (5, 25, 35, false), (6, 26, 36, false),
  (7, 27, 37, false), (8, 21, 41, true), (9, 23, 43, true)) t (n, seat, member, deputy);
SELECT t.must ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (100), 'committee', t.u (1), 'title', 'Séance plénière',
  'starts_at', now () + interval '20 days', 'place', 'Préfecture', 'remote', true));
SELECT t.item (100 + n, 100, 'Point ' || n) FROM generate_series (1, 3) n;
