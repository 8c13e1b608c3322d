-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who follows a sitting: what changed above a revision, as far as one may read it.
SET client_min_messages = warning;
\o /dev/null
\ir security-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

-- Row security says of each table what a login reads; sitting_rows must say the same.
CREATE FUNCTION t.rows_directly (sitting uuid, after bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  name text;
  here bigint;
  total bigint := 0;
BEGIN
  FOR name IN SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'revision'
    WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('sitting_revision', 'sitting_row') LOOP
    EXECUTE format ('SELECT count(*) FROM copil.%I WHERE sitting_id = $1 AND revision > $2', name)
      INTO here USING sitting, after;
    total := total + here;
  END LOOP;
  RETURN total;
END
$$;
GRANT USAGE ON SCHEMA t TO copil_person;
GRANT EXECUTE ON FUNCTION t.rows_directly (uuid, bigint), t.u (int) TO copil_person;
CREATE FUNCTION t.rows_of (login text, n int, after bigint) RETURNS text LANGUAGE sql AS $$
  SELECT t.try (login, format ('SELECT count(*) FROM copil.sitting_rows (%L, %s)', t.u (n), after))
$$;

SELECT is (t.rows_of (l, n, after), t.try (l, format ('SELECT t.rows_directly (%L, %s)', t.u (n), after)),
  format ('%s reads of sitting %s above %s what the tables give', l, n, after))
FROM unnest (ARRAY['secretariat-10', 'chair-local-10', 'member-10', 'funder-10', 'reader', 'secretariat-30', 'nobody']) l,
  unnest (ARRAY[100, 200, 300]) n, unnest (ARRAY[0, 9]) after;
SELECT cmp_ok (t.rows_of ('secretariat-10', 300, 0)::int, '>', 20, 'there is something to read');
SELECT is (t.rows_of ('secretariat-10', 999, 0), '0', 'of no sitting, nothing');

-- One change, one row above the last revision, told once.
SELECT max (revision) AS last FROM copil.sitting_row WHERE sitting_id = t.u (200) \gset
SELECT is (t.rows_of ('secretariat-10', 200, :last), '0', 'who knows everything is told nothing');
CREATE TEMP TABLE told AS SELECT count(*) AS n FROM copil.change WHERE topic = 'sitting';
UPDATE copil.operator_note SET words = 'Penser à la salle' WHERE sitting_id = t.u (200);
UPDATE copil.agenda_item SET title = 'Autre' WHERE sitting_id = t.u (200);
SELECT is (t.rows_of (login, 200, :last), seen, login || ' reads of two changes')
FROM (VALUES ('secretariat-10', '2'), ('member-10', '1'), ('nobody', '0')) c (login, seen);
SELECT is ((SELECT string_agg (r.kind || ':' || (r.document ->> 'title'), ' ') FROM copil.sitting_row i,
    LATERAL (SELECT i.kind, to_jsonb (a) AS document FROM copil.agenda_item a WHERE a.id = i.id) r
  WHERE i.sitting_id = t.u (200) AND i.kind = 'agenda_item' AND i.revision > :last), 'agenda_item:Autre',
  'the changed row, as it now is');
SELECT cmp_ok ((SELECT count(*) FROM copil.change WHERE topic = 'sitting') - (SELECT n FROM told), '<=', 1::bigint,
  'a transaction is told once');

-- What begins to be seen rises above what was read before.
SELECT max (revision) AS last FROM copil.sitting_row WHERE sitting_id = t.u (100) \gset
UPDATE copil.sitting SET stage = 'convoked' WHERE id = t.u (100);
UPDATE copil.minutes SET state = 'remarks' WHERE sitting_id = t.u (100);
SELECT set_eq (format ('SELECT r.kind FROM copil.sitting_row r WHERE r.sitting_id = %L AND r.revision > %s', t.u (100), :last),
  ARRAY['sitting', 'minutes', 'paragraph', 'paragraph_past', 'remark'], 'draft minutes that are shown come anew');
SELECT is (t.rows_of ('member-10', 100, :last), '5', 'to the members too');

-- What each station asks after each change is planned once a session.
SELECT is (l.lanname::text, 'plpgsql', p.proname || ' keeps its plans')
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'copil'::regnamespace AND p.proname IN ('feed', 'feed_mark', 'is_assigned', 'covers', 'session_keys', 'sits',
  'prepares', 'visible_sittings', 'prepared_sittings', 'minutes_sittings', 'sitting_rows')
ORDER BY p.proname;

SELECT finish ();
ROLLBACK;
