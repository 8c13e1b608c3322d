-- 0016
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- When perimeters or the catalogue change, so do sums, coverage and what is withheld: the figures
-- that stand are summed and protected anew in the same transaction, as a batch of their own, so
-- that every screen follows and history tells it apart from a delivery.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.landing_signature () RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH edges AS (
    SELECT e.set_code, md5 (string_agg (e::text, ';' ORDER BY e::text)) AS sign
    FROM landing_edges () e GROUP BY e.set_code)
  SELECT coalesce (jsonb_object_agg (m.id, concat_ws (' ', m.kind, m.set_code, m.threshold,
    m.subset_of, b.whole_id || ':' || b.histogram, e.sign)), '{}')
  FROM measure m LEFT JOIN bucket b ON b.part_id = m.id LEFT JOIN edges e ON e.set_code = m.set_code
  WHERE m.kind <> 'published' AND EXISTS (SELECT FROM observation_group g WHERE g.measure_id = m.id)
$$;
COMMENT ON FUNCTION copil.landing_signature () IS
  'What sums and masks are made by, for each measure that has figures';

CREATE FUNCTION copil.landing_recompute (command uuid, source text, earlier jsonb) RETURNS int
  SET search_path = copil, pg_temp SET work_mem = '128MB' SET hash_mem_multiplier = 3 SET jit = off
  SET enable_mergejoin = off SET client_min_messages = warning
  LANGUAGE plpgsql
AS $$
DECLARE
  now jsonb := landing_signature ();
  measures smallint[] := ARRAY (
    SELECT e.key::smallint FROM jsonb_each_text (earlier) e WHERE now ->> e.key IS DISTINCT FROM e.value);
  number int := (SELECT last + 1 FROM batch_number);
  n_changed int;
BEGIN
  IF cardinality (measures) = 0 THEN
    RETURN NULL;
  END IF;
  PERFORM landing_begin (measures);
  INSERT INTO pg_temp.landing_group (group_key, fresh, changed, unsure)
  SELECT cell_key (g.measure_id, 0, g.period), false, true, false
  FROM observation_group g WHERE g.measure_id = ANY (measures);
  -- Not by places: a perimeter that no longer adds up has none any more.
  INSERT INTO pg_temp.landing_old (key, value, published_value, published_summed, batch_id, coverage,
                                   status, published_status, origin, reason)
  SELECT cell_key (o.measure_id, o.territory_id, o.period), coalesce (s.value, o.value),
    o.value, o.summed, o.batch_id, o.coverage, coalesce (s.status, o.status), o.status, o.origin, s.reason
  FROM observation o LEFT JOIN observation_secret s USING (measure_id, territory_id, period)
  WHERE o.measure_id = ANY (measures);
  ANALYZE pg_temp.landing_old;
  PERFORM landing_keep (ARRAY (SELECT g.group_key FROM pg_temp.landing_group g), true);
  PERFORM landing_depend ();
  PERFORM landing_sum ();
  PERFORM landing_write (number);
  SELECT count(*) INTO n_changed FROM observation o WHERE o.batch_id = number;
  IF n_changed = 0 THEN
    RETURN NULL;
  END IF;
  UPDATE batch_number SET last = number;
  INSERT INTO batch (id, producer, source, command, content_hash, landed_by, row_count, fictitious)
  VALUES (number, 'Copil', landing_recompute.source, command, hash_of (now::text), session_user, n_changed,
          EXISTS (SELECT FROM batch b WHERE b.fictitious));
  RETURN number;
END
$$;
COMMENT ON FUNCTION copil.landing_recompute (uuid, text, jsonb) IS
  'Sums and protects anew the measures whose signature is not the earlier one; answers the batch, NULL when no figure changed';

CREATE OR REPLACE FUNCTION copil.territory_load (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  earlier jsonb;
  batch int;
  loaded_set text := document -> 'set' ->> 'code';
  n_territories int;
BEGIN
  PERFORM require_steward ();
  PERFORM landing_lock ();
  known := command_begin (command, 'territory_load', hash_of (document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF jsonb_typeof (document -> 'territories') IS DISTINCT FROM 'array' OR loaded_set IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Ce document ne décrit pas un découpage du territoire.',
      DETAIL = 'expected {"set": {"code": …}, "territories": […], "communes": […]}';
  END IF;
  earlier := landing_signature ();
  PERFORM territory_set_store (document -> 'set');
  INSERT INTO commune AS c (code, name, population)
  SELECT DISTINCT ON (g ->> 'code') g ->> 'code', clean_label (coalesce (g ->> 'name', ''), 'Nom de commune'),
    (g ->> 'population')::bigint
  FROM jsonb_array_elements (coalesce (document -> 'communes', '[]')) g
  ON CONFLICT (code) DO UPDATE SET name = excluded.name, population = excluded.population
  WHERE (c.name, c.population) IS DISTINCT FROM (excluded.name, excluded.population);
  PERFORM territories_store (loaded_set, document -> 'territories');
  PERFORM membership_store (loaded_set, document -> 'territories');
  PERFORM outlines_store (loaded_set, document -> 'territories');
  PERFORM nesting_recompute ();
  batch := landing_recompute (command, 'Nouveau découpage : ' || (document -> 'set' ->> 'name'), earlier);
  INSERT INTO change (topic, key) VALUES ('territory', loaded_set);
  PERFORM pg_notify ('copil', '');
  SELECT count(*) INTO n_territories FROM territory t
  WHERE t.set_code = loaded_set AND t.valid_to IS NULL;
  RETURN command_end (command, jsonb_strip_nulls (jsonb_build_object (
    'set', loaded_set, 'territories', n_territories, 'batch', batch)));
EXCEPTION
  WHEN check_violation OR not_null_violation OR foreign_key_violation OR unique_violation
    OR invalid_text_representation OR invalid_datetime_format OR cardinality_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Ce découpage du territoire contient une valeur refusée.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.territory_load (uuid, jsonb) IS
  'Inserts or updates one perimeter set: {set: {code, name, level, vintage, source, licence, has_communes, approximate}, territories: [{code, name, liaison, seat, population, parent: "set:code", communes: […], outline: {frame, approximate, rings}}], communes: [{code, name, population}]}; answers {set, territories} and, when figures were summed anew, their batch. For administrators';

CREATE OR REPLACE FUNCTION copil.catalogue_load (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  earlier jsonb;
  batch int;
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
  earlier := landing_signature ();
  PERFORM measures_store (document -> 'measures');
  PERFORM buckets_store (document);
  DELETE FROM indicator;
  INSERT INTO indicator (code, document)
  SELECT g ->> 'code', g FROM jsonb_array_elements (document -> 'indicators') g;
  next_version := coalesce (latest.version, 0) + 1;
  INSERT INTO catalogue (version, document) VALUES (next_version, catalogue_load.document);
  batch := landing_recompute (command, format ('Catalogue, version %s', next_version), earlier);
  RETURN command_end (command, jsonb_strip_nulls (jsonb_build_object (
    'version', next_version, 'changed', true, 'batch', batch)));
EXCEPTION
  WHEN check_violation OR not_null_violation OR foreign_key_violation OR unique_violation
    OR invalid_text_representation OR numeric_value_out_of_range OR cardinality_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Le catalogue contient une valeur refusée.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.catalogue_load (uuid, jsonb) IS
  'A new version of the catalogue; answers {version, changed} and, when figures were protected or summed anew, their batch. The same document changes nothing. For administrators';

-- The histograms of the catalogue that stands.
DO $$
DECLARE
  earlier jsonb := copil.landing_signature ();
BEGIN
  PERFORM copil.buckets_store (c.document)
  FROM copil.catalogue c WHERE c.version = (SELECT max (x.version) FROM copil.catalogue x);
  PERFORM copil.landing_lock ();
  PERFORM copil.landing_recompute (gen_random_uuid (), 'Protection des classes d’histogrammes', earlier);
END
$$;

RESET ROLE;
