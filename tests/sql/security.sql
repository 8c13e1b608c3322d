-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rights: each role by each table and function, and what a login may try with psql.
SET client_min_messages = warning;
\o /dev/null
\ir security-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

SELECT is_empty ('SELECT t.security_failures ()', 'rows are seen by who may see them, and by nobody else');

-- Tables: SELECT at most, for anybody.
SELECT is_empty ($$SELECT c.relname, p.privilege FROM pg_class c,
    unnest (ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p (privilege)
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind IN ('r', 'v')
    AND has_table_privilege ('copil_person', c.oid, p.privilege)$$, 'logins write no table');
SELECT is_empty ($$SELECT c.relname FROM pg_class c, aclexplode (c.relacl) a
  WHERE c.relnamespace = 'copil'::regnamespace AND a.grantee = 0$$, 'nothing is granted to PUBLIC');
SELECT set_eq ('SELECT t.readable ()', ARRAY['annotation', 'assignment', 'batch', 'bucket', 'catalogue', 'change',
  'command', 'commune', 'indicator', 'measure', 'membership', 'nesting', 'observation', 'observation_group',
  'observation_past', 'observation_secret', 'outline', 'perimeter_set', 'person', 'raw_observation',
  'schema_migration', 'territory'] || t.committee_tables (), 'logins may read these tables only');

-- Functions.
SELECT is_empty ($$SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'copil'::regnamespace
  AND p.prosecdef AND NOT coalesce (array_to_string (p.proconfig, ' ') ~ 'search_path=(copil|pg_catalog), pg_temp', false)$$,
  'functions of the owner have a fixed search path');
SELECT is_empty ($$SELECT p.proname FROM pg_proc p, aclexplode (coalesce (p.proacl, acldefault ('f', p.proowner))) a
  WHERE p.pronamespace = 'copil'::regnamespace AND a.grantee = 0$$, 'no function is for PUBLIC');
SELECT set_eq ($$SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'copil'::regnamespace
    AND p.provolatile = 'v' AND has_function_privilege ('copil_person', p.oid, 'EXECUTE')$$,
  ARRAY['annotation_add', 'annotation_edit', 'annotation_remove', 'assignment_end', 'assignment_grant', 'batch_land', 'batch_preview', 'batch_stage',
    'catalogue_load', 'feed_epoch_renew', 'feed_prune', 'person_add', 'territory_load', 'territory_name'] || t.committee_functions (),
  'logins may call these functions that write, and no other');

-- Each role by each function that writes: 401 without the role, something else with it.
SELECT is (t.try (p.login, f.call) = 'ERROR CP401', p.role <> ALL (f.roles), format ('%s: %s', p.login, f.name))
FROM (VALUES ('reader', 'reader'), ('secretariat-10', 'secretariat'), ('chair-state-10', 'chair_state'),
    ('chair-local-10', 'chair_local'), ('coordination-10', 'pilot_coordinator'), ('funder-10', 'funder'),
    ('sanctions-publisher', 'sanctions_publisher'), ('feed-demo', 'data_feed'), ('administrator', 'administrator'),
    ('nobody', 'none'), ('former', 'none'), ('future', 'none')) p (login, role),
  (VALUES
    ('person_add', $$SELECT copil.person_add (gen_random_uuid (), 'x', 'x', 'x')$$, ARRAY['administrator']),
    ('assignment_grant', $$SELECT copil.assignment_grant (gen_random_uuid (), 'absent', 'reader', NULL, NULL, NULL, NULL)$$, ARRAY['administrator']),
    ('assignment_end', 'SELECT copil.assignment_end (gen_random_uuid (), gen_random_uuid (), 1)', ARRAY['administrator']),
    ('territory_load', $$SELECT copil.territory_load (gen_random_uuid (), '{}')$$, ARRAY['administrator']),
    ('territory_name', $$SELECT copil.territory_name (gen_random_uuid (), '{}')$$, ARRAY['data_feed']),
    ('catalogue_load', $$SELECT copil.catalogue_load (gen_random_uuid (), '{}')$$, ARRAY['administrator']),
    ('feed_prune', $$SELECT copil.feed_prune ('1 day')$$, ARRAY['administrator']),
    ('feed_epoch_renew', 'SELECT copil.feed_epoch_renew ()', ARRAY['administrator']),
    ('batch_stage', $$SELECT copil.batch_stage (gen_random_uuid (), '{}', '{}', '{}', '{}', NULL)$$, ARRAY['data_feed']),
    ('batch_land', $$SELECT copil.batch_land (gen_random_uuid (), 'FT', 'x', true)$$, ARRAY['data_feed']),
    ('batch_preview', $$SELECT copil.batch_preview (gen_random_uuid (), 'FT', 'x', true)$$, ARRAY['data_feed']),
    ('annotation_add', $$SELECT copil.annotation_add (gen_random_uuid (), 'contract', 1, '2026-01-01', 'x')$$,
      ARRAY['secretariat', 'chair_state', 'chair_local', 'pilot_coordinator']),
    ('annotation_edit', $$SELECT copil.annotation_edit (gen_random_uuid (), gen_random_uuid (), 1, '2026-01-01', 'x')$$,
      ARRAY['secretariat', 'chair_state', 'chair_local', 'pilot_coordinator']),
    ('annotation_remove', 'SELECT copil.annotation_remove (gen_random_uuid (), gen_random_uuid ())',
      ARRAY['secretariat', 'chair_state', 'chair_local', 'pilot_coordinator'])) f (name, call, roles);
SELECT is (t.try (login, call), 'ERROR CP403', why) FROM (VALUES
  ('feed-insee', $$SELECT copil.batch_land (gen_random_uuid (), 'FT', 'x', true)$$, 'not for another producer'),
  ('feed-insee', $$SELECT copil.batch_preview (gen_random_uuid (), 'FT', 'x', true)$$, 'not even to look'),
  ('secretariat-10', format ($$SELECT copil.annotation_add (gen_random_uuid (), 'contract', %s, '2026-01-01', 'x')$$,
    t.id ('bassin:201')), 'not for another territory'),
  ('feed-ft-10', $$SELECT copil.territory_name (gen_random_uuid (), '{}')$$,
    'a feed of one department names no territory')) c (login, call, why);
SELECT is (t.land ('portfolio bassin:201 2026-01 5', 'FT', 'feed-ft-10'), 'ERROR CP403', 'a feed of one department stays in it');

-- Annotations: whose words, whose territory, which version.
SELECT t.try ('secretariat-10', format ($$SELECT copil.annotation_add (%L, 'contract', %s, '2026-01-01', 'Ouverture')
    ->> 'annotation'$$, gen_random_uuid (), t.id ('departement:10'))) AS note \gset
CREATE FUNCTION t.edit (login text, note text, version int, words text) RETURNS text LANGUAGE sql AS $$
  SELECT t.refusal (login, format ('SELECT copil.annotation_edit (gen_random_uuid (), %L, %s, %L, %L)', note, version,
    '2026-02-01', words))
$$;
SELECT alike (t.edit (login, :'note', version, words), answer, what) FROM (VALUES
  ('chair-state-10', 1, 'Autre', 'CP403 Seule la personne qui a écrit%', 'nobody else edits, chair or not'),
  ('secretariat-10', 2, 'Autre', 'CP412 %relisez-la%', 'not on a version that one has not read'),
  ('secretariat-10', 1, '', 'CP422 Annotation : %', 'never without words'),
  ('secretariat-10', 1, repeat ('x', 401), 'CP422 Annotation : %', 'nor with too many'),
  ('secretariat-10', 1, repeat ('é', 400), 'no refusal: %"version": 2%', 'its author edits')) c (login, version, words, answer, what);
SELECT is ((SELECT a.label || a.version || a.period FROM copil.annotation a WHERE a.id = :'note'),
  repeat ('é', 400) || '22026-02-01', 'what was edited is stored');
SELECT is (t.try ('reader', $$SELECT d ->> 'name' || (d ->> 'territory') || (d ->> 'period') || (d ->> 'version')
    FROM json_array_elements (copil.annotation_document ()::json) d WHERE d ->> 'id' = $$ || quote_literal (:'note')),
  (SELECT p.name || t.id ('departement:10') || '2026-02-012' FROM copil.person p WHERE p.login = 'secretariat-10'),
  'and read by everybody, with its author');
SELECT is (t.try ('nobody', 'SELECT copil.annotation_document ()'), '[]', 'but by nobody without a role');
SELECT is (t.try ('chair-local-10', format ('SELECT copil.annotation_remove (gen_random_uuid (), %L) ->> %L', :'note',
  'annotation')), :'note', 'who could write there may remove it');
SELECT alike (t.edit ('secretariat-10', :'note', 2, 'x'), 'CP412 %déjà été retirée%', 'what is gone is not edited');

-- What else one may try with psql.
SELECT alike (t.try ('reader', call), 'ERROR 42501', call) FROM unnest (ARRAY[
  'CREATE TEMP TABLE landing (x int)', 'CREATE TABLE public.x (x int)', 'CREATE TABLE copil.x (x int)',
  'TRUNCATE copil.observation', 'DELETE FROM copil.change', 'CREATE ROLE intrus', 'SET ROLE copil_owner',
  $$SELECT pg_read_file ('PG_VERSION')$$, 'SELECT lo_create (0)',
  $$COPY copil.observation TO '/tmp/x'$$, $$SELECT copil.login_make ('intrus')$$, 'SELECT * FROM copil.batch_staging',
  'SELECT copil.landing_lock ()', 'SELECT * FROM copil.batch_number FOR UPDATE', 'LOCK copil.observation']) call;
SELECT is (t.try (login, format ($$SELECT set_config ('TimeZone', %L, true) <> ''
    AND NOT EXISTS (SELECT FROM copil.batch)$$, zone)), 'true', login || ': a time zone lengthens no right')
FROM (VALUES ('former', 'Pacific/Midway'), ('future', 'Pacific/Kiritimati')) z (login, zone);

-- Logins.
SELECT is_empty ($$SELECT rolname FROM pg_roles WHERE rolname <> 'copil_keeper'
  AND (rolcreaterole OR rolsuper OR rolbypassrls OR rolcreatedb)
  AND (rolname LIKE 'copil\_%' OR rolname IN (SELECT login FROM copil.person)) AND rolname <> current_user$$,
  'only the keeper may make logins');
SELECT alike (t.try ('administrator', format ('SELECT copil.person_add (gen_random_uuid (), %L, %L, %L)', login, name, 'x')),
  'ERROR CP422', 'refused: ' || coalesce (login, '-') || ' / ' || name)
FROM (VALUES ('postgres"; DROP', 'x'), ('copil_owner', 'x'), ('pg_monitor', 'x'), ('Majuscule', 'x'), ('', 'x'),
  ('copil_test_super', 'x'), ('valide', ''), ('valide', E'a\u202Eb'), ('reader', 'double')) c (login, name);

-- Commands: once, and told apart.
SELECT is (t.try ('administrator', c), t.try ('administrator', c), 'the same command gives the first answer')
FROM (SELECT format ('SELECT copil.person_add (%L, %L, %L, %L)', gen_random_uuid (), 'essai', 'Essai', 'x') AS c) x;
SELECT is (t.try ('administrator', replace (c, 'Essai', 'Autre')), 'ERROR CP409', 'other content is refused')
FROM (SELECT format ('SELECT copil.person_add (%L, %L, %L, %L)', id, 'essai', 'Essai', 'x') AS c
      FROM copil.command WHERE name = 'person_add' AND recorded_at = now() LIMIT 1) x;
SELECT is (t.try ('administrator', format ('SELECT copil.assignment_end (gen_random_uuid (), %L, 1)', a.id)),
  'ERROR CP422', 'the last administrator stays')
FROM copil.assignment a WHERE a.role = 'administrator';

-- Every refusal is a sentence for the user.
SELECT is_empty ($$
  SELECT p.proname FROM pg_proc p, LATERAL regexp_matches (p.prosrc, 'ERRCODE = ''CP\d{3}''(.{0,80})', 'g') r
  WHERE p.pronamespace = 'copil'::regnamespace
    AND r[1] !~ '^,\s+MESSAGE = (format \()?''(%s :|[A-ZÉ].*[.»]|[A-ZÉ].{40})'$$, 'no refusal without its sentence');
SELECT is_empty ($$
  SELECT p.proname, r[1] FROM pg_proc p, LATERAL regexp_matches (p.prosrc, 'refuse \(''CP\d{3}'', (.{0,60})', 'g') r
  WHERE p.pronamespace = 'copil'::regnamespace AND r[1] !~ '^(format \()?(''[A-ZÉ%]|CASE |sentence|refusal)'$$, 'nor one by refuse()');
SELECT cmp_ok ((SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'copil'::regnamespace
  AND p.prosrc ~ 'ERRCODE = ''CP'), '>', 15::bigint, 'of many functions');

SELECT finish ();
ROLLBACK;
