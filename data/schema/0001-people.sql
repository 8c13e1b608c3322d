-- 0001
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Roles of the server, persons, assignments: who may do what.
--
-- Three roles that nobody can log in as hold the whole of it:
--   copil_owner   owns every object; the functions that write run as it
--   copil_keeper  may create logins, and owns only the one function that does
--   copil_person  granted to each login; all a login may do is granted to it
-- A person is one login. What the person may do is in the table assignment, with its dates. A
-- login without a current assignment sees no row of anything.
--
-- The migrator has made the schema and schema_migration; this file gives them to copil_owner.
-- Each later file does its work as copil_owner (SET LOCAL ROLE) and ends with RESET ROLE.

DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['copil_owner', 'copil_keeper', 'copil_person'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;
  END LOOP;
  ALTER ROLE copil_keeper CREATEROLE;
  GRANT copil_person TO copil_keeper WITH ADMIN OPTION;
  -- A migrator that is not a superuser must be able to act as both.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT copil_owner, copil_keeper TO %I', current_user);
  END IF;
  -- Nobody may do anything in this database that is not granted below: no temporary table, no
  -- object in public.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO copil_person', current_database());
  EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO copil_owner', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  -- A login could fill the disk with large objects, which Copil has no use for.
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat (int), pg_catalog.lo_create (oid),
      pg_catalog.lo_from_bytea (oid, bytea) FROM PUBLIC;
  END IF;
END
$$;

ALTER SCHEMA copil OWNER TO copil_owner;
ALTER TABLE copil.schema_migration OWNER TO copil_owner;
GRANT USAGE ON SCHEMA copil TO copil_person, copil_keeper;
ALTER DEFAULT PRIVILEGES FOR ROLE copil_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE copil_owner REVOKE USAGE ON TYPES FROM PUBLIC;

SET LOCAL ROLE copil_owner;

COMMENT ON SCHEMA copil IS 'Copil: committees for employment, their figures and who may see them';
COMMENT ON TABLE copil.schema_migration IS 'Migrations applied, written by the migrator';
COMMENT ON COLUMN copil.schema_migration.checksum IS 'SHA-256 of the file as applied, hexadecimal';
COMMENT ON COLUMN copil.schema_migration.oldest_client IS 'Oldest client that may still write';

CREATE DOMAIN copil.label AS text
  CONSTRAINT label_nfc CHECK (VALUE IS NFC NORMALIZED)
  CONSTRAINT label_length CHECK (char_length (VALUE) BETWEEN 1 AND 400)
  -- Control characters, zero-width ones and those that turn the direction of writing.
  CONSTRAINT label_visible
    CHECK (VALUE !~ '[\u0001-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]');
COMMENT ON DOMAIN copil.label IS 'A short text for people: NFC, visible, one line';
GRANT USAGE ON TYPE copil.label TO copil_person;

CREATE TABLE copil.person (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid (),
  login text NOT NULL UNIQUE,
  name copil.label NOT NULL,
  position copil.label NOT NULL,
  CONSTRAINT person_login CHECK (login ~ '^[a-z][a-z0-9._-]{0,62}$' AND login !~ '^(pg_|copil_)')
);
COMMENT ON TABLE copil.person IS
  'Members of committees and those who work for them: the only persons in the base';
COMMENT ON COLUMN copil.person.login IS 'The PostgreSQL role the person logs in as';
COMMENT ON COLUMN copil.person.position IS 'Title under which the person sits: "Préfète du Nord"';

CREATE TABLE copil.assignment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid (),
  person_id uuid NOT NULL REFERENCES copil.person,
  role text NOT NULL CONSTRAINT assignment_role CHECK (role IN (
    'reader', 'secretariat', 'chair_state', 'chair_local', 'pilot_coordinator', 'funder',
    'sanctions_publisher', 'data_feed', 'administrator')),
  territory_id int,
  producer copil.label,
  since date NOT NULL,
  until date,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT assignment_dates CHECK (isfinite (since) AND isfinite (until) AND until >= since),
  CONSTRAINT assignment_producer CHECK (producer IS NULL OR role = 'data_feed')
);
CREATE INDEX assignment_person ON copil.assignment (person_id);
COMMENT ON TABLE copil.assignment IS 'What a person may do, where, and between which days';
COMMENT ON COLUMN copil.assignment.territory_id IS
  'Perimeter, with all that nests in it; NULL is the whole of France';
COMMENT ON COLUMN copil.assignment.producer IS
  'Of a data_feed: whose figures it delivers and sees raw; NULL is every producer';
COMMENT ON COLUMN copil.assignment.until IS
  'First day on which it no longer holds; NULL while open. Days begin at midnight in Paris';
COMMENT ON COLUMN copil.assignment.version IS 'Rises with each change: optimistic locking';

CREATE FUNCTION copil.today () RETURNS date
  STABLE PARALLEL SAFE LANGUAGE sql
  RETURN (now() AT TIME ZONE 'Europe/Paris')::date;
COMMENT ON FUNCTION copil.today () IS
  'The day in Paris, whatever time zone a session sets: no session lengthens its own rights';

CREATE FUNCTION copil.is_current (since date, until date) RETURNS boolean
  STABLE PARALLEL SAFE LANGUAGE sql
  RETURN since <= copil.today () AND (until IS NULL OR until > copil.today ());
COMMENT ON FUNCTION copil.is_current (date, date) IS 'Whether an assignment of these dates holds today';

-- The three questions that policies ask. They are STABLE and are asked inside a sub-select, so
-- that a query asks once, not once a row. They run as the owner: a policy on assignment may ask
-- them without asking itself.

CREATE FUNCTION copil.is_assigned () RETURNS boolean
  STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id
                 WHERE p.login = session_user AND is_current (a.since, a.until))
$$;
COMMENT ON FUNCTION copil.is_assigned () IS 'Whether the login of this session has any current assignment';

CREATE FUNCTION copil.is_administrator () RETURNS boolean
  STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id
                 WHERE p.login = session_user AND a.role = 'administrator'
                   AND is_current (a.since, a.until))
$$;
COMMENT ON FUNCTION copil.is_administrator () IS 'Whether the login of this session administers the base';

CREATE FUNCTION copil.own_person () RETURNS uuid
  STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT p.id FROM person p
  WHERE p.login = session_user
    AND EXISTS (SELECT FROM assignment a WHERE a.person_id = p.id AND is_current (a.since, a.until))
$$;
COMMENT ON FUNCTION copil.own_person () IS
  'Key of the person of this session, NULL without a current assignment';

GRANT EXECUTE ON FUNCTION copil.today (), copil.is_current (date, date), copil.is_assigned (),
  copil.is_administrator (), copil.own_person () TO copil_person;

-- Row security on every table, also for the owner: one policy lets the owner's functions work,
-- the others say what a login may read. Logins write through functions only.

CREATE PROCEDURE copil.guard_table (target regclass)
  LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY owner ON %s TO copil_owner USING (true) WITH CHECK (true)', target);
END
$$;
COMMENT ON PROCEDURE copil.guard_table (regclass) IS
  'For migrations: row security on a new table, open to the functions of the owner alone';

CREATE PROCEDURE copil.open_table (target regclass)
  LANGUAGE plpgsql
AS $$
BEGIN
  CALL copil.guard_table (target);
  EXECUTE format('CREATE POLICY assigned ON %s FOR SELECT TO copil_person
                  USING ((SELECT copil.is_assigned ()))', target);
  EXECUTE format('GRANT SELECT ON %s TO copil_person', target);
END
$$;
COMMENT ON PROCEDURE copil.open_table (regclass) IS
  'For migrations: row security on a new table that everyone with an assignment may read';

REVOKE EXECUTE ON PROCEDURE copil.guard_table (regclass), copil.open_table (regclass) FROM PUBLIC;

CALL copil.open_table ('copil.schema_migration');
CALL copil.open_table ('copil.person');

CALL copil.guard_table ('copil.assignment');
CREATE POLICY own ON copil.assignment FOR SELECT TO copil_person
  USING (person_id = (SELECT copil.own_person ()));
CREATE POLICY administrators ON copil.assignment FOR SELECT TO copil_person
  USING ((SELECT copil.is_administrator ()));
GRANT SELECT ON copil.assignment TO copil_person;

RESET ROLE;
