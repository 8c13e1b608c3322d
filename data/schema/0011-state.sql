-- 0011
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a client asks first: which base this is, and whether the two understand each other.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.version_key (version text) RETURNS int[]
  IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN version ~ '^[0-9]{1,6}(\.[0-9]{1,6}){0,3}([~+-].*)?$'
              THEN string_to_array (substring (version FROM '^[0-9.]+'), '.')::int[] END;
COMMENT ON FUNCTION copil.version_key (text) IS 'What versions sort by; NULL when it is none';

CREATE FUNCTION copil.oldest_client () RETURNS text
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT s.oldest_client FROM schema_migration s ORDER BY version_key (s.oldest_client) DESC NULLS LAST LIMIT 1
$$;
COMMENT ON FUNCTION copil.oldest_client () IS 'The oldest client that every migration applied still lets write';

CREATE FUNCTION copil.server_state () RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object (
    'schema', (SELECT max (s.number) FROM schema_migration s),
    'oldest_client', oldest_client (),
    'system_identifier', m.system, 'epoch', m.epoch,
    'batch', CASE WHEN is_assigned () THEN (SELECT coalesce (max (b.id), 0) FROM batch b) END,
    'catalogue_version', CASE WHEN is_assigned () THEN (SELECT coalesce (max (c.version), 0) FROM catalogue c) END,
    'fictitious', CASE WHEN is_assigned () THEN EXISTS (SELECT FROM batch b WHERE b.fictitious) END,
    'now', now())
  FROM feed_mark () m
$$;
COMMENT ON FUNCTION copil.server_state () IS
  '{schema, oldest_client, system_identifier, epoch, batch, catalogue_version, fictitious, now}; what tells of the content is null without an assignment';

CREATE FUNCTION copil.client_check (version text, schema int DEFAULT NULL) RETURNS void
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  here int := (SELECT max (s.number) FROM schema_migration s);
BEGIN
  IF version_key (version) IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce numéro de version ne se lit pas.',
      DETAIL = format ('version %s', quote_nullable (left (version, 40)));
  ELSIF version_key (version) < version_key (oldest_client ()) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP426',
      MESSAGE = format ('Cette version de Copil (%s) est trop ancienne pour cette base : installez la version %s ou une plus récente sur ce poste.',
                        version, oldest_client ());
  ELSIF client_check.schema > here THEN
    RAISE EXCEPTION USING ERRCODE = 'CP427',
      MESSAGE = format ('Cette version de Copil (%s) est plus récente que la base : demandez à son administrateur de la mettre à jour (copilctl db migrate).', version),
      DETAIL = format ('client has schema %s, server has schema %s', client_check.schema, here);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.client_check (text, int) IS
  'CP426 when this client may no longer write here, CP427 when its schema (number of its last migration) is newer than the server''s; the message says which side to upgrade';

GRANT EXECUTE ON FUNCTION copil.server_state (), copil.oldest_client (), copil.client_check (text, int)
  TO copil_person;

RESET ROLE;
