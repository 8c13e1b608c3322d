-- 0042
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A delegation ends with the office of who gave it.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.delegation_holds (d copil.delegation) RETURNS boolean
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT d.revoked_at IS NULL AND is_current (d.since, d.until) AND EXISTS (
    SELECT FROM assignment a JOIN person p ON p.id = a.person_id JOIN committee c ON c.territory_id = a.territory_id
    WHERE p.login = d.given_by AND c.id = d.committee_id AND is_current (a.since, a.until)
      AND a.role = CASE d.key WHEN 'state' THEN 'chair_state' ELSE 'chair_local' END)
$$;
COMMENT ON FUNCTION copil.delegation_holds (copil.delegation) IS
  'Whether a delegation is in force: neither ended nor taken back, and who gave it still chairs';

-- PL/pgSQL, which keeps its plans: each station asks at each change.
CREATE OR REPLACE FUNCTION copil.session_keys (committee uuid, object text) RETURNS text[]
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (SELECT coalesce (array_agg (DISTINCT k.key), '{}') FROM (
    SELECT CASE a.role WHEN 'chair_state' THEN 'state' ELSE 'local' END AS key
    FROM assignment a JOIN person p ON p.id = a.person_id JOIN committee c ON c.territory_id = a.territory_id
    WHERE p.login = session_user AND a.role IN ('chair_state', 'chair_local')
      AND is_current (a.since, a.until) AND c.id = session_keys.committee
    UNION ALL
    SELECT d.key FROM delegation d
    WHERE d.committee_id = session_keys.committee AND d.login = session_user AND delegation_holds (d)
      AND (object IS NULL OR object = ANY (d.scope)) AND is_assigned ()) k);
END
$$;

CREATE OR REPLACE FUNCTION copil.require_key_of (sitting uuid, object text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  committee uuid := committee_of (sitting);
  last delegation;
  ended date;
BEGIN
  IF session_keys (committee, object) = '{}' THEN
    SELECT d.* INTO last FROM delegation d
    WHERE d.committee_id = committee AND d.login = session_user AND object = ANY (d.scope) AND d.since <= today ()
    ORDER BY d.until DESC LIMIT 1;
    ended := least (last.until, (last.revoked_at AT TIME ZONE 'Europe/Paris')::date);
    IF ended <= today () THEN
      PERFORM refuse ('CP403', format ('Votre délégation n’est plus en vigueur depuis le %s.', french_day (ended::timestamp AT TIME ZONE 'Europe/Paris')),
        format ('login %s', session_user));
    ELSIF last.id IS NOT NULL THEN
      PERFORM refuse ('CP403', 'Votre délégation a pris fin avec les fonctions du coprésident qui l’avait donnée.', format ('login %s', session_user));
    END IF;
  END IF;
  RETURN require_key (committee, object);
END
$$;

RESET ROLE;
