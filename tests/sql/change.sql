-- SPDX-License-Identifier: GPL-3.0-or-later
-- What changes under figures that have landed: a mask, a threshold, a histogram, a perimeter.
-- Each statement is a transaction of its own.
SELECT * FROM no_plan ();

CREATE FUNCTION t.versions (measure text, place text, period text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg (coalesce (h.value::text, CASE h.status WHEN 5 THEN 'secret' WHEN 3 THEN 'nd' END), ' ' ORDER BY h.batch_id)
  FROM copil.history (t.m (measure), t.id (place), (period || '-01')::date) h
$$;
-- The catalogue of the fixture, one measure changed; territories with other parents or populations.
CREATE FUNCTION t.catalogue (code text, change jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT t.try ('administrator', format ('SELECT copil.catalogue_load (%L, %L)', gen_random_uuid (),
    jsonb_set (c.document, '{measures}', (SELECT jsonb_agg (CASE WHEN m ->> 'code' = code THEN m || change ELSE m END)
               FROM jsonb_array_elements (c.document -> 'measures') m))))
  FROM copil.catalogue c ORDER BY c.version DESC LIMIT 1
$$;
CREATE FUNCTION t.bassins (code text, change jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT t.try ('administrator', format ('SELECT copil.territory_load (%L, %L)', gen_random_uuid (),
    jsonb_build_object ('set', jsonb_build_object ('code', 'bassin', 'name', 'Bassins', 'level', 'bassin', 'approximate', true),
      'territories', (
      SELECT jsonb_agg (jsonb_build_object ('code', b.code, 'name', b.name, 'population', b.population,
          'parent', 'departement:' || d.code, 'communes', (
            SELECT jsonb_agg (m.commune_code) FROM copil.membership m WHERE m.territory_id = b.id AND m.valid_to IS NULL))
        || CASE WHEN b.code = bassins.code THEN change ELSE '{}' END ORDER BY b.id)
      FROM copil.territory b JOIN copil.territory d ON d.id = b.parent_id WHERE b.set_code = 'bassin'))))
$$;
CREATE FUNCTION t.told (since bigint) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg (topic, ' ' ORDER BY id) FROM copil.change WHERE id > since
$$;

-- A neighbour that is withheld later was published before.
SELECT isnt (t.land (E'notified bassin:101 2026-01 60\nnotified bassin:102 2026-01 20\nnotified bassin:103 2026-01 40')::jsonb ->> 'batch', NULL, 'all are published');
SELECT isnt (t.land ('notified bassin:101 2026-01 3')::jsonb ->> 'batch', NULL, 'one becomes small');
SELECT is (t.versions ('notified', 'bassin:102', '2026-01'), 'secret secret', 'its neighbour is withheld, as it was before too');
SELECT is (t.versions ('notified', 'bassin:101', '2026-01'), 'secret secret', 'and so is what it was itself');
SELECT is (t.versions ('notified', 'bassin:103', '2026-01'), '40', 'the other stays');
SELECT is (t.versions ('notified', 'departement:10', '2026-01'), '120 63', 'two unknowns in either sum: both totals stay');
SELECT is ((SELECT "values" FROM copil.series_as_of (1, ARRAY[t.m ('notified')], ARRAY[t.id ('bassin:102')])),
  ARRAY[NULL::float8], 'as known then, it is withheld');
-- So it is for everybody, the producer too: the state of a batch is of what is published.
SELECT is (t.try (login, format ('SELECT string_agg (format (''%%s %%s'', "values", statuses), '' '') FROM copil.series_as_of (1, ARRAY[%s::int2], ARRAY[%s])',
    t.m ('notified'), t.id ('bassin:102'))), told, login || ' reads the state of a batch')
FROM (VALUES ('reader', '{NULL} {5}'), ('feed-ft', '{NULL} {5}'), ('administrator', '{NULL} {5}'), ('nobody', NULL), ('former', NULL)) c (login, told);
SELECT is (t.try ('reader', format ('SELECT count(*) FROM copil.observation_past WHERE territory_id = %s AND value IS NOT NULL', t.id ('bassin:102'))),
  '0', 'no table tells it');
-- A late small basin is the difference of two totals.
SELECT isnt (t.land (E'notified bassin:201 2026-02 60\nnotified bassin:202 2026-02 20\nnotified bassin:101 2026-02 30\nnotified bassin:103 2026-02 40')::jsonb ->> 'batch', NULL, 'without one basin');
SELECT isnt (t.land ('notified bassin:102 2026-02 3')::jsonb ->> 'batch', NULL, 'it comes late, and small');
SELECT is (t.versions ('notified', 'departement:10', '2026-02'), 'secret 73', 'the total before it is withheld');
SELECT is (t.versions ('notified', 'france:FR', '2026-02'), 'secret 153', 'up to the top');
-- A part released as it was.
SELECT isnt (t.land (E'notified bassin:301 2026-02 50\nsigned bassin:301 2026-02 48\nsigned bassin:302 2026-02 30')::jsonb ->> 'batch', NULL, 'a small complement');
SELECT isnt (t.land ('notified bassin:301 2026-02 90')::jsonb ->> 'batch', NULL, 'grows');
SELECT is (t.cell ('signed', 'bassin:301', '2026-02') || ' of ' || t.versions ('notified', 'bassin:301', '2026-02'),
  '48 of secret 90', 'what the whole was would tell what it had been');

-- The buckets of a histogram.
SELECT set_eq ('SELECT part_id FROM copil.bucket', ARRAY[t.m ('wait_0'), t.m ('wait_15'), t.m ('wait_30')], 'the histogram is known');
SELECT isnt (t.land ($$
  wait bassin:101 2026-01 60
  wait_0 bassin:101 2026-01 3
  wait_15 bassin:101 2026-01 27
  wait_30 bassin:101 2026-01 30
  wait bassin:102 2026-01 50
  wait_0 bassin:102 2026-01 20
  wait_15 bassin:102 2026-01 0
  wait_30 bassin:102 2026-01 30
  wait bassin:103 2026-01 200
  wait_0 bassin:103 2026-01 60
  wait_15 bassin:103 2026-01 70
  wait_30 bassin:103 2026-01 70$$)::jsonb ->> 'batch', NULL, 'a histogram with a small bucket');
SELECT is (string_agg (t.cell (m, 'bassin:' || b, '2026-01'), ' ' ORDER BY b, m), cells, cells)
FROM (VALUES ('101', '60 secret secret secret'), ('102', '50 secret secret secret'), ('103', '200 60 70 70')) c (b, cells),
  unnest (ARRAY['wait', 'wait_0', 'wait_15', 'wait_30']) m
GROUP BY b, cells;
SELECT is (t.cell ('wait_0', 'departement:10', '2026-01'), '83', 'the bucket of the department stays');

-- Another threshold.
SELECT isnt (t.land (E'portfolio bassin:101 2026-01 8\nportfolio bassin:102 2026-01 30\nportfolio bassin:103 2026-01 40')::jsonb ->> 'batch', NULL, 'no threshold');
SELECT max (id) AS before FROM copil.change \gset
SELECT t.catalogue ('portfolio', '{"threshold": 11}')::jsonb ->> 'batch' AS batch \gset
SELECT is (:'batch', (SELECT max (id)::text FROM copil.batch), 'a new threshold is a batch');
SELECT is (t.cell ('portfolio', 'bassin:101', '2026-01') || ' ' || t.cell ('portfolio', 'bassin:102', '2026-01') || ' ' || t.cell ('portfolio', 'departement:10', '2026-01'),
  'secret secret 78', 'what is small now is withheld, with its neighbour');
SELECT is (t.versions ('portfolio', 'bassin:101', '2026-01'), 'secret secret', 'also in the past');
SELECT is (t.told (:before), 'catalogue batch', 'readers are told');
SELECT is ((SELECT count(*)::int FROM copil.observation WHERE batch_id = (SELECT max (id) FROM copil.batch)), 2, 'of the cells that changed alone');
SELECT is (t.catalogue ('portfolio', '{"threshold": 0}')::jsonb ? 'batch', true, 'back again');
SELECT is (t.cell ('portfolio', 'bassin:101', '2026-01'), '8', 'it is shown');
SELECT is (t.catalogue ('portfolio', '{"name": "Autre nom"}')::jsonb ? 'batch', false, 'another name is no batch');
-- Another whole.
SELECT isnt (t.land (E'hours bassin:201 2026-01 20\nhours bassin:202 2026-01 30\nportfolio bassin:201 2026-01 19\nportfolio bassin:202 2026-01 10')::jsonb ->> 'batch', NULL, 'unrelated');
SELECT is (t.catalogue ('portfolio', '{"threshold": 5, "subset_of": "hours"}')::jsonb ? 'batch', true, 'a part of another measure now');
SELECT is (t.cell ('portfolio', 'bassin:201', '2026-01'), 'secret', 'whose complement is small');
SELECT is (t.catalogue ('portfolio', '{"threshold": 0, "subset_of": null}')::jsonb ? 'batch', true, 'no longer');

-- Perimeters.
SELECT is (t.bassins ('101', '{"name": "B101 bis"}')::jsonb ? 'batch', false, 'a name changes no figure');
SELECT is ((SELECT name::text FROM copil.territory WHERE id = t.id ('bassin:101')), 'B101 bis', 'but the territory');
SELECT isnt (t.land (E'portfolio bassin:101 2026-03 10\nportfolio bassin:103 2026-03 30\nportfolio bassin:201 2026-03 5')::jsonb ->> 'batch', NULL, 'one basin is missing');
SELECT is (t.cell ('portfolio', 'departement:10', '2026-03'), '40 (75 %)', 'coverage by population');
SELECT is (t.bassins ('102', '{"population": 700}')::jsonb ? 'batch', true, 'a new population');
SELECT is (t.cell ('portfolio', 'departement:10', '2026-03'), '40 (30 %)', 'weighs the coverage anew');
SELECT max (id) AS before FROM copil.change \gset
SELECT t.bassins ('103', '{"parent": "departement:20"}')::jsonb ->> 'batch' AS batch \gset
SELECT is (:'batch', (SELECT max (id)::text FROM copil.batch), 'a basin moves');
SELECT is (t.cell ('portfolio', place, '2026-03'), cell, place || ' after the move')
FROM (VALUES ('departement:10', '10 (22 %)'), ('departement:20', '35 (63 %)'), ('region:1', '45 (35 %)')) c (place, cell);
SELECT is (t.versions ('portfolio', 'departement:20', '2026-03'), '5 35', 'what was summed before is history');
SELECT is (t.told (:before), 'batch territory', 'readers are told');
SELECT is (t.bassins ('103', '{"communes": ["01008"]}')::jsonb ? 'batch', true, 'a set that covers the same ground twice');
SELECT is (t.cell ('portfolio', place, '2026-03'), cell, place || ' no longer adds up')
FROM (VALUES ('departement:20', 'nd'), ('bassin:103', '30')) c (place, cell);

-- These tests notice: without the recomputation nothing follows.
CREATE OR REPLACE FUNCTION copil.landing_recompute (command uuid, source text, earlier jsonb) RETURNS int LANGUAGE sql AS 'SELECT NULL::int';
SELECT is (t.catalogue ('portfolio', '{"threshold": 11}')::jsonb ? 'batch', false, 'without the rule');
SELECT is (t.cell ('portfolio', 'bassin:101', '2026-03'), '10', 'a small number would stay');

SELECT finish ();
