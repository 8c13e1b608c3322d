-- 0046
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Final minutes are archived without being asked.
--
-- The PDF is printed by a station, so that the base cannot make the archive by itself. Whoever may
-- archive asks what is not archived yet, makes it and puts it; several at once put the same, and
-- the first is kept. The chairs may: the one who turned the second key is there when the minutes
-- become final, whoever else is away. What is archived is still compared with what was approved.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.may_keep (committee uuid) RETURNS boolean
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT prepares (committee) OR session_keys (committee, 'minutes') <> '{}'
$$;
COMMENT ON FUNCTION copil.may_keep (uuid) IS
  'Whether this session archives final minutes of the committee: those who prepare it, and who holds a key of its minutes';

CREATE FUNCTION copil.minutes_unkept () RETURNS SETOF uuid
  STABLE SECURITY DEFINER ROWS 5 SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT s.id FROM minutes m JOIN sitting s ON s.id = m.sitting_id
  WHERE m.state = 'final' AND m.pdf IS NULL AND may_keep (s.committee_id)
  ORDER BY m.final_at, s.id
$$;
COMMENT ON FUNCTION copil.minutes_unkept () IS
  'The sittings whose minutes are final and not archived yet, of those this session may archive, the oldest first';

CREATE FUNCTION copil.kept_minutes (sitting uuid) RETURNS copil.minutes
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  taken minutes;
BEGIN
  IF NOT may_keep (committee_of (sitting)) THEN
    RETURN final_minutes (sitting);
  END IF;
  PERFORM sitting_lock (sitting);
  SELECT m.* INTO taken FROM minutes m WHERE m.sitting_id = kept_minutes.sitting;
  IF taken.state IS DISTINCT FROM 'final' THEN
    PERFORM refuse ('CP422', 'Le procès-verbal n’est pas définitif : il attend l’accord des deux coprésidents.',
      format ('minutes of sitting %s are %s', sitting, taken.state));
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION copil.kept_minutes (uuid) IS
  'The final minutes of a sitting, taken by who may archive them; CP401 or CP403 for others';

CREATE OR REPLACE FUNCTION copil.minutes_archive (command uuid, sitting uuid, pdf text, archive text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken minutes := kept_minutes (sitting);
BEGIN
  known := command_begin (command, 'minutes_archive', hash_of (sitting::text, pdf, archive));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_document (taken.sitting_id, pdf, 'application/pdf'),
    require_document (taken.sitting_id, archive, 'application/json');
  IF taken.pdf IS NOT NULL THEN
    PERFORM refuse ('CP412', 'Le procès-verbal est déjà archivé.', format ('minutes %s', taken.id));
  ELSIF (SELECT convert_from (d.bytes, 'UTF8')::jsonb -> 'content' FROM document d
         WHERE d.sha256 = decode (minutes_archive.archive, 'hex')) IS DISTINCT FROM taken.content THEN
    PERFORM refuse ('CP422', 'Cette archive ne contient pas le procès-verbal tel qu’il a été approuvé.',
      format ('minutes %s, archive %s', taken.id, archive));
  END IF;
  UPDATE minutes m SET pdf = decode (minutes_archive.pdf, 'hex'), archive = decode (minutes_archive.archive, 'hex')
  WHERE m.id = taken.id;
  PERFORM log_append (taken.sitting_id, 'minutes_archived', jsonb_build_object ('pdf', pdf, 'archive', archive));
  RETURN command_end (command, jsonb_build_object ('minutes', taken.id));
END
$$;
COMMENT ON FUNCTION copil.minutes_archive (uuid, uuid, text, text) IS
  'Keeps the PDF of final minutes and their JSON (minutes_document, whose content is compared), by their SHA-256, once; answers {minutes}. For those who prepare, and the chairs';

CREATE OR REPLACE FUNCTION copil.sitting_list (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', s.id, 'number', s.number, 'title', s.title, 'starts_at', s.starts_at, 'place', s.place,
    'remote', s.remote, 'stage', s.stage, 'agenda_version', s.agenda_version, 'second_of', s.second_of, 'closed_at', s.closed_at,
    'batch_id', s.batch_id, 'version', s.version, 'minutes', m.state, 'minutes_kept', m.pdf IS NOT NULL)
    ORDER BY s.starts_at, s.number), '[]')
  FROM sitting s LEFT JOIN minutes m ON m.sitting_id = s.id WHERE s.committee_id = committee
$$;
COMMENT ON FUNCTION copil.sitting_list (uuid) IS
  'The sittings of a committee: [{id, number, title, starts_at, place, remote, stage, agenda_version, second_of, closed_at, batch_id, version, minutes, minutes_kept}]';

GRANT EXECUTE ON FUNCTION copil.minutes_unkept () TO copil_person;

RESET ROLE;
