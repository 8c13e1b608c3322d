-- 0005
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The catalogue: measures, which are counted and stored, and indicators, which are computed
-- from them at the level shown. The document is kept whole, version by version; measures are
-- also rows, because the rules of landing read them.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.catalogue (
  version int PRIMARY KEY,
  document jsonb NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE copil.catalogue IS 'Every version of the catalogue: a sitting refers to the one it saw';
COMMENT ON COLUMN copil.catalogue.document IS '{measures: […], indicators: […]} as loaded, without ids';

CREATE TABLE copil.measure (
  id smallint PRIMARY KEY,
  code text NOT NULL UNIQUE CONSTRAINT measure_code CHECK (code ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name copil.label NOT NULL,
  kind text NOT NULL CONSTRAINT measure_kind CHECK (kind IN ('flow', 'stock', 'published')),
  rhythm text NOT NULL CONSTRAINT measure_rhythm CHECK (rhythm IN ('month', 'quarter', 'year')),
  set_code text NOT NULL REFERENCES copil.perimeter_set,
  producer copil.label NOT NULL,
  threshold smallint NOT NULL DEFAULT 0 CHECK (threshold BETWEEN 0 AND 1000),
  subset_of smallint REFERENCES copil.measure DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT measure_subset CHECK (subset_of <> id)
);
COMMENT ON TABLE copil.measure IS 'What is counted: additive facts, and rates published ready-made';
COMMENT ON COLUMN copil.measure.kind IS
  'flow: months add up; stock: the last month stands; published: never summed, in no direction';
COMMENT ON COLUMN copil.measure.rhythm IS 'Length of the periods it is observed in';
COMMENT ON COLUMN copil.measure.set_code IS 'Perimeters it is reported for; sums start from these';
COMMENT ON COLUMN copil.measure.threshold IS
  'A count of 1 to threshold - 1 persons is secret; 0: nothing is';
COMMENT ON COLUMN copil.measure.subset_of IS
  'The measure of which this counts a part: the rest must not be small either';

CREATE TABLE copil.indicator (
  code text PRIMARY KEY CONSTRAINT indicator_code CHECK (code ~ '^[a-z][a-z0-9_-]{0,62}$'),
  document jsonb NOT NULL
);
COMMENT ON TABLE copil.indicator IS 'Indicators of the current version, by code';

CALL copil.open_table ('copil.catalogue');
CALL copil.open_table ('copil.measure');
CALL copil.open_table ('copil.indicator');
CREATE TRIGGER note_change AFTER INSERT ON copil.catalogue
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('catalogue', 'version');

CREATE FUNCTION copil.measures_store (given jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  last_id int;
  unknown text;
BEGIN
  SELECT coalesce (max (id), 0) INTO last_id FROM measure;
  WITH entry AS (
    SELECT e.ordinality, e.value AS v, known.id AS known_id
    FROM jsonb_array_elements (given) WITH ORDINALITY e
    LEFT JOIN measure known ON known.code = e.value ->> 'code')
  INSERT INTO measure AS m (id, code, name, kind, rhythm, set_code, producer, threshold)
  SELECT coalesce (e.known_id, last_id + row_number () OVER (PARTITION BY e.known_id IS NULL
                                                              ORDER BY e.ordinality)),
    e.v ->> 'code', clean_label (coalesce (e.v ->> 'name', ''), 'Nom de mesure'), e.v ->> 'kind',
    e.v ->> 'rhythm', e.v ->> 'set', clean_label (e.v ->> 'producer', 'Producteur'),
    coalesce ((e.v ->> 'threshold')::smallint, 0)
  FROM entry e
  ORDER BY e.ordinality
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
    rhythm = excluded.rhythm, set_code = excluded.set_code, producer = excluded.producer,
    threshold = excluded.threshold;
  SELECT string_agg (DISTINCT g ->> 'subset_of', ', ') INTO unknown
  FROM jsonb_array_elements (given) g
  WHERE g ->> 'subset_of' IS NOT NULL
    AND NOT EXISTS (SELECT FROM measure m WHERE m.code = g ->> 'subset_of');
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Le catalogue renvoie à une mesure qui n’existe pas.',
      DETAIL = 'subset_of: ' || unknown;
  END IF;
  UPDATE measure m SET subset_of = whole.id
  FROM jsonb_array_elements (given) g LEFT JOIN measure whole ON whole.code = g ->> 'subset_of'
  WHERE m.code = g ->> 'code' AND m.subset_of IS DISTINCT FROM whole.id;
END
$$;
COMMENT ON FUNCTION copil.measures_store (jsonb) IS
  'Inserts or updates measures; new ones are numbered in the order of the document, none is deleted';

CREATE FUNCTION copil.catalogue_load (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  latest catalogue;
  next_version int;
BEGIN
  PERFORM require_steward ();
  -- One version at a time, and none while a batch lands.
  PERFORM landing_lock ();
  known := command_begin (command, 'catalogue_load', hash_of (document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF jsonb_typeof (document -> 'measures') IS DISTINCT FROM 'array'
    OR jsonb_typeof (document -> 'indicators') IS DISTINCT FROM 'array' THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce document n’est pas un catalogue.',
      DETAIL = 'expected {"measures": […], "indicators": […]}';
  END IF;
  SELECT c.* INTO latest FROM catalogue c ORDER BY c.version DESC LIMIT 1;
  IF latest.document = document THEN
    RETURN command_end (command, jsonb_build_object ('version', latest.version, 'changed', false));
  END IF;
  PERFORM measures_store (document -> 'measures');
  DELETE FROM indicator;
  INSERT INTO indicator (code, document)
  SELECT g ->> 'code', g FROM jsonb_array_elements (document -> 'indicators') g;
  next_version := coalesce (latest.version, 0) + 1;
  INSERT INTO catalogue (version, document) VALUES (next_version, catalogue_load.document);
  RETURN command_end (command, jsonb_build_object ('version', next_version, 'changed', true));
EXCEPTION
  WHEN check_violation OR not_null_violation OR foreign_key_violation OR unique_violation
    OR invalid_text_representation OR numeric_value_out_of_range OR cardinality_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Le catalogue contient une valeur refusée.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.catalogue_load (uuid, jsonb) IS
  'A new version of the catalogue; answers {version, changed}. The same document changes nothing. For administrators';

CREATE FUNCTION copil.catalogue_document (version int DEFAULT NULL) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT (c.document || jsonb_build_object ('version', c.version, 'measures', (
            SELECT jsonb_agg (e.value || jsonb_build_object ('id', m.id) ORDER BY e.ordinality)
            FROM jsonb_array_elements (c.document -> 'measures') WITH ORDINALITY e
            JOIN measure m ON m.code = e.value ->> 'code')))::text
  FROM catalogue c
  WHERE catalogue_document.version IS NULL OR c.version = catalogue_document.version
  ORDER BY c.version DESC
  LIMIT 1
$$;
COMMENT ON FUNCTION copil.catalogue_document (int) IS
  'A version of the catalogue (the last when NULL) with its number and the ids of the measures';

GRANT EXECUTE ON FUNCTION copil.catalogue_load (uuid, jsonb), copil.catalogue_document (int) TO copil_person;

RESET ROLE;
