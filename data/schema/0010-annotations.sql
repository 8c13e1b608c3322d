-- 0010
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Annotations: what happened, written on a curve by those who know.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.annotation (
  id uuid PRIMARY KEY,
  indicator_code text NOT NULL,
  territory_id int NOT NULL REFERENCES copil.territory,
  period date NOT NULL CHECK (isfinite (period)),
  label copil.label NOT NULL,
  login text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX annotation_place ON copil.annotation (territory_id, indicator_code);
COMMENT ON TABLE copil.annotation IS 'A remark on an indicator of a territory at a period';
COMMENT ON COLUMN copil.annotation.indicator_code IS
  'Not a foreign key: a remark outlives the indicator in later catalogues';
CALL copil.open_table ('copil.annotation');
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON copil.annotation
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('annotation', 'id');

CREATE FUNCTION copil.require_annotator (territory int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM require_role ('secretariat', 'chair_state', 'chair_local', 'pilot_coordinator') a
    WHERE covers (a.territory_id, require_annotator.territory)) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Ce territoire n’est pas de ceux que vous pouvez annoter.';
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_annotator (int) IS 'CP401 or CP403 unless this session may annotate the territory';

CREATE FUNCTION copil.annotation_add (command uuid, indicator_code text, territory_id int, period date, label text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_annotator (territory_id);
  known := command_begin (command, 'annotation_add',
    hash_of (indicator_code, territory_id::text, period::text, label));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF NOT EXISTS (SELECT FROM indicator i WHERE i.code = annotation_add.indicator_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Cet indicateur n’est pas au catalogue.';
  END IF;
  -- The key is not the command's: another login might have used the same one.
  INSERT INTO annotation AS a (id, indicator_code, territory_id, period, label, login)
  VALUES (gen_random_uuid (), annotation_add.indicator_code, annotation_add.territory_id,
          annotation_add.period, clean_label (coalesce (annotation_add.label, ''), 'Annotation'), session_user)
  RETURNING jsonb_build_object ('annotation', a.id) INTO known;
  RETURN command_end (command, known);
END
$$;
COMMENT ON FUNCTION copil.annotation_add (uuid, text, int, date, text) IS
  'Adds a remark; answers {annotation}. For the secretariat, chairs and coordinators of the territory';

CREATE FUNCTION copil.annotation_remove (command uuid, annotation uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place int;
BEGIN
  PERFORM require_role ('secretariat', 'chair_state', 'chair_local', 'pilot_coordinator');
  known := command_begin (command, 'annotation_remove', hash_of (annotation::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  DELETE FROM annotation a WHERE a.id = annotation_remove.annotation RETURNING a.territory_id INTO place;
  IF place IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP412', MESSAGE = 'Cette annotation a déjà été retirée.';
  END IF;
  PERFORM require_annotator (place);
  RETURN command_end (command, jsonb_build_object ('annotation', annotation));
END
$$;
COMMENT ON FUNCTION copil.annotation_remove (uuid, uuid) IS
  'Removes a remark; answers {annotation}. For those who could add it';

GRANT EXECUTE ON FUNCTION copil.annotation_add (uuid, text, int, date, text),
  copil.annotation_remove (uuid, uuid) TO copil_person;

RESET ROLE;
