-- 0003
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Commands: every write happens exactly once, and only by who may.
--
-- A client gives each command a UUID. The function records it with a hash of its content in
-- the transaction of its effect. Sent again it gives the first answer; with another content it
-- is refused (CP409). Two sessions that send the same command at once: the second waits for
-- the first. Own conditions of the schema, in SQLSTATE:
--   CP401 no current assignment that allows this      CP403 not for this territory or producer
--   CP409 command already used with other content     CP412 changed meanwhile by somebody else
--   CP422 refused by a rule of the schema             CP426 client too old  CP427 too new
-- The message is for the user, in French; the detail is technical.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.command (
  id uuid NOT NULL,
  login text NOT NULL,
  name text NOT NULL,
  content_hash bytea NOT NULL,
  answer jsonb,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- The login first: nobody learns from a refusal that somebody else's command exists.
  PRIMARY KEY (login, id)
);
COMMENT ON TABLE copil.command IS 'Commands that took effect: what makes sending again harmless';
COMMENT ON COLUMN copil.command.content_hash IS 'SHA-256 of the arguments';
COMMENT ON COLUMN copil.command.answer IS 'What the function answered the first time';
CALL copil.guard_table ('copil.command');
CREATE POLICY own ON copil.command FOR SELECT TO copil_person
  USING (login = session_user AND (SELECT copil.is_assigned ()));
GRANT SELECT ON copil.command TO copil_person;

CREATE FUNCTION copil.hash_of (VARIADIC arguments text[]) RETURNS bytea
  IMMUTABLE LANGUAGE sql
  RETURN sha256 (convert_to (to_jsonb (arguments)::text, 'UTF8'));
COMMENT ON FUNCTION copil.hash_of (text[]) IS 'SHA-256 of a list of arguments, unambiguous about their borders';

CREATE FUNCTION copil.command_begin (id uuid, name text, content_hash bytea) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known command;
BEGIN
  IF command_begin.id IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'La commande n’a pas d’identifiant.';
  END IF;
  -- Waits while another session holds the same command.
  INSERT INTO command (id, login, name, content_hash)
  VALUES (command_begin.id, session_user, command_begin.name, command_begin.content_hash)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  SELECT c.* INTO known FROM command c WHERE c.login = session_user AND c.id = command_begin.id;
  IF known.content_hash IS DISTINCT FROM command_begin.content_hash
    OR known.name IS DISTINCT FROM command_begin.name THEN
    RAISE EXCEPTION USING ERRCODE = 'CP409',
      MESSAGE = 'Cette commande a déjà été enregistrée avec un autre contenu.',
      DETAIL = format ('command %s was recorded as %s at %s', known.id, known.name, known.recorded_at);
  END IF;
  RETURN known.answer;
END
$$;
COMMENT ON FUNCTION copil.command_begin (uuid, text, bytea) IS
  'Records a command: NULL when it is new, its first answer when it is known with this content';

CREATE FUNCTION copil.command_end (id uuid, answer jsonb) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE command c SET answer = command_end.answer
  WHERE c.login = session_user AND c.id = command_end.id;
  RETURN command_end.answer;
END
$$;
COMMENT ON FUNCTION copil.command_end (uuid, jsonb) IS 'Keeps the answer of a command, and gives it back';

CREATE FUNCTION copil.session_is_superuser () RETURNS boolean
  STABLE LANGUAGE sql
  RETURN (SELECT rolsuper FROM pg_roles WHERE rolname = session_user);
COMMENT ON FUNCTION copil.session_is_superuser () IS 'Whether this session could do anything anyway';

CREATE FUNCTION copil.require_role (VARIADIC roles text[]) RETURNS SETOF copil.assignment
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- The share lock orders this command with a revocation under way: either the revocation
  -- waits for the command, or the command waits and then finds the assignment ended.
  RETURN QUERY
  SELECT a.* FROM assignment a
  WHERE a.person_id = (SELECT p.id FROM person p WHERE p.login = session_user)
    AND a.role = ANY (roles) AND is_current (a.since, a.until)
  ORDER BY a.id
  FOR SHARE OF a;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'CP401',
      MESSAGE = 'Votre compte n’a pas le rôle nécessaire pour cette action.',
      DETAIL = format ('login %s has no current assignment as %s', session_user,
                       array_to_string (roles, ' or '));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_role (text[]) IS
  'The current assignments of this session in one of these roles, locked until commit; CP401 when there is none';

CREATE FUNCTION copil.require_administrator () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- The superuser who installs the base makes its first administrator, and no more than that.
  IF session_is_superuser () AND NOT EXISTS (
    SELECT FROM assignment a WHERE a.role = 'administrator' AND is_current (a.since, a.until)) THEN
    RETURN;
  END IF;
  PERFORM require_role ('administrator');
END
$$;
COMMENT ON FUNCTION copil.require_administrator () IS
  'CP401 unless an administrator asks, or the superuser of a base that has none yet';

CREATE FUNCTION copil.require_steward () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT session_is_superuser () THEN
    PERFORM require_role ('administrator');
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_steward () IS
  'CP401 unless an administrator asks, or the superuser who restores or maintains the base';

CREATE FUNCTION copil.clean_label (given text, what text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  cleaned text := btrim (normalize (given, NFC));
BEGIN
  RETURN cleaned::label;
EXCEPTION
  WHEN check_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = format ('%s : texte vide, trop long ou contenant des caractères invisibles.', what),
      DETAIL = format ('%s is not a label', quote_nullable (left (given, 80)));
END
$$;
COMMENT ON FUNCTION copil.clean_label (text, text) IS
  'A text as it may be stored: NFC, trimmed; CP422 naming what it is when it cannot be';

-- Logins are made here and nowhere else. The function belongs to the one role that may, only
-- copil_owner may call it, and it gives nothing but copil_person.
CREATE FUNCTION copil.login_make (login text) RETURNS void
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  existing pg_roles;
BEGIN
  IF login !~ '^[a-z][a-z0-9._-]{0,62}$' OR login ~ '^(pg_|copil_)' THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Identifiant de connexion refusé : minuscules, chiffres, point, tiret, 63 signes au plus.',
      DETAIL = format ('login %s', quote_nullable (left (login, 80)));
  END IF;
  SELECT r.* INTO existing FROM pg_roles r WHERE r.rolname = login;
  IF NOT FOUND THEN
    EXECUTE format ('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
                     NOBYPASSRLS INHERIT CONNECTION LIMIT 20 IN ROLE copil_person', login);
  ELSIF existing.rolsuper OR existing.rolcreaterole OR existing.rolcreatedb
    OR existing.rolreplication OR existing.rolbypassrls OR NOT existing.rolcanlogin
    OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
               WHERE m.member = existing.oid AND r.rolname <> 'copil_person') THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Ce compte du serveur a d’autres droits : il ne peut pas servir à une personne de Copil.',
      DETAIL = format ('role %I is not a plain login', login);
  ELSE
    EXECUTE format ('GRANT copil_person TO %I', login);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.login_make (text) IS
  'Makes the login of a person, or takes a plain one of this server; the only function with CREATEROLE behind it';

CREATE FUNCTION copil.person_add (command uuid, login text, name text, "position" text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  added uuid;
BEGIN
  PERFORM require_administrator ();
  known := command_begin (command, 'person_add', hash_of (login, name, "position"));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM login_make (person_add.login);
  INSERT INTO person (login, name, "position")
  VALUES (person_add.login, clean_label (coalesce (person_add.name, ''), 'Nom'),
          clean_label (coalesce (person_add."position", ''), 'Fonction'))
  ON CONFLICT DO NOTHING
  RETURNING id INTO added;
  IF added IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = format ('L’identifiant « %s » est déjà celui d’une personne.', person_add.login);
  END IF;
  RETURN command_end (command, jsonb_build_object ('person', added));
END
$$;
COMMENT ON FUNCTION copil.person_add (uuid, text, text, text) IS
  'Adds a person and makes the login; answers {person}. For administrators. The person sees nothing before an assignment';

CREATE FUNCTION copil.assignment_grant (command uuid, login text, role text, territory_id int,
                                        producer text, since date, until date)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  who uuid;
  granted uuid;
BEGIN
  PERFORM require_administrator ();
  known := command_begin (command, 'assignment_grant',
    hash_of (login, role, territory_id::text, producer, since::text, until::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT p.id INTO who FROM person p WHERE p.login = assignment_grant.login;
  IF who IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = format ('Personne n’a l’identifiant « %s ».', assignment_grant.login);
  END IF;
  INSERT INTO assignment (person_id, role, territory_id, producer, since, until)
  VALUES (who, assignment_grant.role, assignment_grant.territory_id,
          clean_label (assignment_grant.producer, 'Producteur'),
          coalesce (assignment_grant.since, today ()), assignment_grant.until)
  RETURNING id INTO granted;
  RETURN command_end (command, jsonb_build_object ('assignment', granted, 'version', 1));
EXCEPTION
  WHEN check_violation OR foreign_key_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Cette affectation n’est pas possible : rôle, territoire ou dates.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.assignment_grant (uuid, text, text, int, text, date, date) IS
  'Gives a role to a person, from since (today when NULL) until before until; answers {assignment, version}. For administrators';

CREATE FUNCTION copil.assignment_end (command uuid, assignment_id uuid, version int)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  ended assignment;
BEGIN
  PERFORM require_administrator ();
  known := command_begin (command, 'assignment_end', hash_of (assignment_id::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  UPDATE assignment a
  SET until = greatest (a.since, today ()), version = a.version + 1
  WHERE a.id = assignment_id AND a.version = assignment_end.version
    AND (a.until IS NULL OR a.until > today ())
  RETURNING a.* INTO ended;
  IF ended.id IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP412',
      MESSAGE = 'Cette affectation a été modifiée ou close entre-temps.',
      DETAIL = format ('assignment %s is not open at version %s', assignment_id, version);
  END IF;
  -- Of two administrators who end each other at once, the second waits here for the first.
  IF ended.role = 'administrator' THEN
    PERFORM FROM assignment a WHERE a.role = 'administrator' AND is_current (a.since, a.until) FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = 'CP422',
        MESSAGE = 'Il doit rester au moins un administrateur.';
    END IF;
  END IF;
  RETURN command_end (command, jsonb_build_object ('assignment', ended.id, 'version', ended.version));
END
$$;
COMMENT ON FUNCTION copil.assignment_end (uuid, uuid, int) IS
  'Ends an assignment as of today; answers {assignment, version}. For administrators';

CREATE FUNCTION copil.whoami () RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('login', session_user, 'name', p.name, 'position', p."position",
    'assignments', coalesce (
      (SELECT jsonb_agg (jsonb_build_object ('id', a.id, 'role', a.role,
         'territory_id', a.territory_id, 'producer', a.producer, 'since', a.since,
         'until', a.until, 'version', a.version) ORDER BY a.role, a.territory_id, a.id)
       FROM assignment a WHERE a.person_id = p.id AND is_current (a.since, a.until)), '[]'))
  FROM (SELECT) nobody LEFT JOIN person p ON p.login = session_user
$$;
COMMENT ON FUNCTION copil.whoami () IS
  'The person of this session: {login, name, position, assignments: [{id, role, territory_id, producer, since, until, version}]}; no assignment, no right';

GRANT EXECUTE ON FUNCTION copil.person_add (uuid, text, text, text),
  copil.assignment_grant (uuid, text, text, int, text, date, date),
  copil.assignment_end (uuid, uuid, int), copil.whoami () TO copil_person;

GRANT CREATE ON SCHEMA copil TO copil_keeper;
RESET ROLE;
ALTER FUNCTION copil.login_make (text) OWNER TO copil_keeper;
REVOKE CREATE ON SCHEMA copil FROM copil_keeper;
REVOKE EXECUTE ON FUNCTION copil.login_make (text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION copil.login_make (text) TO copil_owner;
