-- 0019
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Annotations reach the screens: all of them as one document, and their authors may correct them.

SET LOCAL ROLE copil_owner;

ALTER TABLE copil.annotation ADD COLUMN version int NOT NULL DEFAULT 1, ADD COLUMN edited_at timestamptz;
COMMENT ON COLUMN copil.annotation.login IS 'Who wrote it, and alone may change its words';
COMMENT ON COLUMN copil.annotation.edited_at IS 'When its author last changed it; NULL: never';

CREATE FUNCTION copil.annotation_document () RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (json_agg (json_build_object ('id', a.id, 'indicator', a.indicator_code,
      'territory', a.territory_id, 'period', a.period, 'label', a.label, 'login', a.login,
      'name', p.name, 'position', p."position", 'version', a.version,
      'recorded', floor (extract (epoch FROM a.recorded_at))::bigint,
      'edited', floor (extract (epoch FROM a.edited_at))::bigint)
    ORDER BY a.period, a.recorded_at, a.id), '[]')::text
  FROM annotation a LEFT JOIN person p USING (login)
$$;
COMMENT ON FUNCTION copil.annotation_document () IS
  'All annotations with their authors, by period: [{id, indicator, territory, period, label, login, name, position, version, recorded, edited}], times in unix seconds';

-- Words are signed: who may remove a remark may still not put others into its author's mouth.
CREATE FUNCTION copil.annotation_edit (command uuid, annotation uuid, version int, period date, label text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old annotation;
BEGIN
  PERFORM require_role ('secretariat', 'chair_state', 'chair_local', 'pilot_coordinator');
  known := command_begin (command, 'annotation_edit',
    hash_of (annotation::text, version::text, period::text, label));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT a.* INTO old FROM annotation a WHERE a.id = annotation_edit.annotation FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'CP412', MESSAGE = 'Cette annotation a déjà été retirée.';
  END IF;
  PERFORM require_annotator (old.territory_id);
  IF old.login <> session_user THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Seule la personne qui a écrit cette annotation peut la modifier.';
  END IF;
  IF old.version IS DISTINCT FROM annotation_edit.version THEN
    RAISE EXCEPTION USING ERRCODE = 'CP412',
      MESSAGE = 'Cette annotation a été modifiée entre-temps : relisez-la, puis recommencez.',
      DETAIL = format ('version %s, expected %s', old.version, annotation_edit.version);
  END IF;
  UPDATE annotation a SET period = annotation_edit.period, edited_at = now (), version = old.version + 1,
    label = clean_label (coalesce (annotation_edit.label, ''), 'Annotation')
  WHERE a.id = old.id;
  RETURN command_end (command, jsonb_build_object ('annotation', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.annotation_edit (uuid, uuid, int, date, text) IS
  'Changes the month and the words of a remark; answers {annotation, version}. For its author, while entitled to its territory';

GRANT EXECUTE ON FUNCTION copil.annotation_document (),
  copil.annotation_edit (uuid, uuid, int, date, text) TO copil_person;

RESET ROLE;
