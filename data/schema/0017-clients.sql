-- 0017
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The version of a client is checked at each write, not only when it opens: a window stays open
-- while the base is migrated. A client says its version and the number of its last migration in
-- the settings copil.client_version and copil.client_schema of its session; one that says
-- nothing (psql, a script) is bound by the functions alone.
--
-- A command that took effect answers whatever the version: the outbox of an old client learns
-- what became of it.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.require_client () RETURNS void
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  version text := nullif (current_setting ('copil.client_version', true), '');
  schema text := substring (current_setting ('copil.client_schema', true) FROM '^[0-9]{1,6}$');
BEGIN
  IF version IS NOT NULL THEN
    PERFORM client_check (version, schema::int);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_client () IS
  'CP426 or CP427 when the client of this session and the base do not understand each other, see client_check';

CREATE OR REPLACE FUNCTION copil.command_begin (id uuid, name text, content_hash bytea) RETURNS jsonb
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
    PERFORM require_client ();
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
  'Records a command: NULL when it is new and its client may write, its first answer when it is known with this content';

RESET ROLE;
