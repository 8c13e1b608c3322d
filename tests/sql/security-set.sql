-- SPDX-License-Identifier: GPL-3.0-or-later
-- What must hold of rights, as one fast function that answers its failures. security.sql shows
-- that it finds none; mutants.py, that it finds one for each way of weakening a policy.

-- A row in every table, so that "sees nothing" means something.
SELECT t.land (E'signed bassin:101 2026-01 2\nsigned bassin:102 2026-01 30\nsigned bassin:103 2026-01 40\nnotified bassin:101 2026-01 60');
SELECT t.land ('signed bassin:103 2026-01 41');
SELECT t.land ('rate departement:10 2026-01 7.5', 'INSEE');
SELECT t.try ('secretariat-10', format ($$SELECT copil.annotation_add (%L, 'contract', %s, '2026-01-01', 'Ouverture')$$,
  gen_random_uuid (), t.id ('bassin:101')));
INSERT INTO copil.outline VALUES (t.id ('bassin:101'), 'metropole', true, '[]');

-- Tables that not every login reads whole: of which kind they are.
CREATE FUNCTION t.class_of (name text) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT CASE
    WHEN name IN ('assignment', 'command', 'observation_secret') THEN 'own'
    WHEN name = 'operator_note' THEN 'note'
    WHEN name IN ('minutes', 'paragraph', 'paragraph_past', 'remark') THEN 'minutes'
    WHEN name = 'proposal' THEN 'proposal'
    WHEN EXISTS (SELECT FROM pg_attribute WHERE attrelid = ('copil.' || name)::regclass
      AND attname = 'sitting_id') THEN 'sitting'
    ELSE 'open' END
$$;

CREATE FUNCTION t.rows_seen (login text, name text) RETURNS text LANGUAGE sql AS $$
  SELECT t.try (login, format ('SELECT count(*) FROM copil.%I', name))
$$;
CREATE FUNCTION t.readable () RETURNS SETOF text STABLE LANGUAGE sql AS $$
  SELECT c.relname::text FROM pg_class c
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind IN ('r', 'v')
    AND has_table_privilege ('copil_person', c.oid, 'SELECT')
$$;

\ir committee-rows.sql

CREATE FUNCTION t.security_failures () RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  name text;
  login text;
  all_rows bigint;
BEGIN
  RETURN QUERY SELECT 'row security is off or not forced on ' || c.relname FROM pg_class c
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind = 'r'
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity);
  RETURN QUERY SELECT 'the owner''s functions are shut out of ' || c.relname FROM pg_class c
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind = 'r' AND NOT EXISTS (
    SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles = ARRAY['copil_owner'::regrole::oid]);
  RETURN QUERY SELECT 'a view that runs as its owner: ' || c.relname FROM pg_class c
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind = 'v'
    AND NOT coalesce ('security_invoker=true' = ANY (c.reloptions), false);
  FOR name IN SELECT t.readable () LOOP
    EXECUTE format ('SELECT count(*) FROM copil.%I', name) INTO all_rows;
    IF all_rows = 0 THEN
      RETURN NEXT 'no row to look for in ' || name;
    END IF;
    FOREACH login IN ARRAY ARRAY['nobody', 'former', 'future'] LOOP
      IF t.rows_seen (login, name) <> '0' THEN
        RETURN NEXT login || ' sees ' || name;
      END IF;
    END LOOP;
    IF t.class_of (name) = 'open'
      AND t.rows_seen ('reader', name) <> all_rows::text THEN
      RETURN NEXT 'reader does not see all of ' || name;
    END IF;
  END LOOP;
  RETURN QUERY
  SELECT format ('%s sees %s instead of %s: %s', x.login, x.seen, x.expected, x.statement) FROM (
    SELECT e.*, t.try (e.login, e.statement) AS seen FROM (VALUES
      ('reader', 'SELECT count(*) FROM copil.assignment', '1'),
      ('administrator', 'SELECT count(*) FROM copil.assignment', (SELECT count(*)::text FROM copil.assignment)),
      ('reader', 'SELECT count(*) FROM copil.command', '0'),
      ('secretariat-10', 'SELECT count(*) FROM copil.command', '1'),
      ('secretariat-10', 'SELECT count(*) FROM copil.command WHERE login <> session_user', '0'),
      ('reader', 'SELECT count(*) FROM copil.observation_secret', '0'),
      ('administrator', 'SELECT count(*) FROM copil.observation_secret', '0'),
      ('feed-insee', 'SELECT count(*) FROM copil.observation_secret', '0'),
      ('feed-ft-10', 'SELECT count(*) FROM copil.observation_secret', '0'),
      ('feed-ft', 'SELECT count(*) > 0 FROM copil.observation_secret', 'true'),
      ('feed-demo', 'SELECT count(*) > 0 FROM copil.observation_secret', 'true'),
      ('reader', 'SELECT count(*) FROM copil.raw_observation WHERE status = 5 AND value IS NOT NULL', '0')
    ) e (login, statement, expected)) x
  WHERE x.seen IS DISTINCT FROM x.expected;
  RETURN QUERY SELECT t.committee_failures ();
END
$$;
