-- SPDX-License-Identifier: GPL-3.0-or-later
-- Landing: sums, coverage, statuses, revisions, history, refusals.
BEGIN;
SELECT plan (50);

SELECT results_eq ($$SELECT child_set, t.set_code, count(*)::int FROM copil.nesting n
    JOIN copil.territory t ON t.id = n.parent_id GROUP BY 1, 2 ORDER BY 1, 2$$,
  $$VALUES ('bassin', 'departement', 7), ('bassin', 'france', 7), ('bassin', 'region', 7),
    ('departement', 'france', 3), ('departement', 'region', 3), ('region', 'france', 2)$$,
  'nesting is found from the communes, through levels that have none of their own');

-- Sums and coverage.
SELECT is (t.land ($$
  portfolio bassin:101 2026-01 10
  portfolio bassin:102 2026-01 20p
  portfolio bassin:201 2026-01 5$$)::jsonb - 'effects',
  '{"batch": 1, "rows": 3, "new": 3, "revised": 0, "unchanged": 0, "masked": 0}', 'first batch');
SELECT is (t.cell ('portfolio', 'departement:10', '2026-01'), '30p (75 %)',
  'a sum carries the worst status and the share of the population that reported');
SELECT is (t.cell ('portfolio', 'departement:20', '2026-01'), '5 (50 %)', 'another department');
SELECT is (t.cell ('portfolio', 'region:1', '2026-01'), '35p (64 %)', 'the region');
SELECT is (t.cell ('portfolio', 'france:FR', '2026-01'), '35p (45 %)', 'France');
SELECT is (t.cell ('portfolio', 'departement:30', '2026-01'), NULL, 'no sum where nothing reported');

-- A late correction of one basin.
SELECT is (t.land ('portfolio bassin:101 2026-01 12')::jsonb - 'effects',
  '{"batch": 2, "rows": 1, "new": 0, "revised": 1, "unchanged": 0, "masked": 0}', 'a correction');
SELECT is (t.cell ('portfolio', 'france:FR', '2026-01'), '37p (45 %)', 'France follows in the same transaction');
SELECT is ((SELECT batch_id FROM copil.observation WHERE measure_id = t.m ('portfolio')
            AND territory_id = t.id ('departement:20')), 1, 'what did not change keeps its batch');
SELECT results_eq (format ($$SELECT batch_id, until_batch, value FROM copil.history (%s::smallint, %s, '2026-01-01')$$,
    t.m ('portfolio'), t.id ('france:FR')),
  $$VALUES (2, NULL::int, 37::float8), (1, 2, 35)$$, 'history of a sum');
SELECT is ((SELECT "values" FROM copil.series_as_of (1, ARRAY[t.m ('portfolio')], ARRAY[t.id ('region:1')])),
  ARRAY[35::float8], 'as known at batch 1');
SELECT is ((SELECT "values" FROM copil.series_as_of (2, ARRAY[t.m ('portfolio')], ARRAY[t.id ('region:1')])),
  ARRAY[37::float8], 'as known at batch 2');

-- The same again changes nothing.
SELECT is (t.land ($$
  portfolio bassin:101 2026-01 12
  portfolio bassin:102 2026-01 20p$$)::jsonb,
  '{"batch": null, "rows": 2, "new": 0, "revised": 0, "unchanged": 2, "masked": 0, "effects": []}',
  'the same content changes nothing and says so');
SELECT is ((SELECT max (id) FROM copil.batch), 2, 'and takes no number');

-- Missing is a word.
SELECT is (t.land ($$
  portfolio bassin:301 2026-01 na
  portfolio bassin:302 2026-01 na$$)::jsonb ->> 'batch', '3', 'not applicable everywhere');
SELECT is (t.cell ('portfolio', 'departement:30', '2026-01'), 'na', 'all not applicable: not applicable');
SELECT is (t.cell ('portfolio', 'france:FR', '2026-01'), '37p (64 %)', 'what does not apply is not missing');
SELECT is (t.land ('portfolio bassin:302 2026-01 nd')::jsonb ->> 'batch', '4', 'one not available');
SELECT is (t.cell ('portfolio', 'departement:30', '2026-01'), 'nd', 'nothing reported: not available');

-- A total reported as such outranks the sum.
SELECT is (t.land ('portfolio departement:10 2026-01 40')::jsonb ->> 'batch', '5', 'a reported total');
SELECT is (t.cell ('portfolio', 'departement:10', '2026-01'), '40', 'stands');
SELECT is ((SELECT summed FROM copil.observation WHERE measure_id = t.m ('portfolio')
            AND territory_id = t.id ('departement:10')), 32::float8, 'the sum is kept beside it');
SELECT is (t.land ('portfolio bassin:103 2026-01 8')::jsonb ->> 'batch', '6', 'a late basin');
SELECT is ((SELECT summed || ' ' || value FROM copil.observation WHERE measure_id = t.m ('portfolio')
            AND territory_id = t.id ('departement:10')), '40 40', 'the kept sum follows');

-- Published rates are never summed.
SELECT is (t.land ($$
  rate departement:10 2026-01 7.5
  rate departement:20 2026-01 8.5$$, 'INSEE')::jsonb ->> 'batch', '7', 'published rates');
SELECT is (t.cell ('rate', 'region:1', '2026-01'), NULL, 'no sum of rates');
SELECT is (t.land ('rate region:1 2026-01 7.9', 'INSEE')::jsonb ->> 'new', '1', 'a rate where it was published');

-- Refusals: nothing is recorded, rows are named.
SELECT is (t.land (cells, producer), 'ERROR CP422', why)
FROM (VALUES
  ('portfolio bassin:101 2026-02-02 1', 'FT', 'not the first day of a month'),
  ('rate departement:10 2026-02 1', 'INSEE', 'not the first day of a quarter'),
  ('portfolio bassin:101 0210-01 1', 'FT', 'a year out of range'),
  ('portfolio bassin:101 infinity 1', 'FT', 'an infinite date'),
  ('portfolio bassin:101 2026-02 NaN', 'FT', 'NaN'),
  ('portfolio bassin:101 2026-02 Infinity', 'FT', 'infinity'),
  ('portfolio bassin:101 2026-02 -1', 'FT', 'a negative count'),
  ('portfolio bassin:101 2026-02 1', 'INSEE', 'the measure of another producer'),
  (E'portfolio bassin:101 2026-02 1\nportfolio bassin:101 2026-02 2', 'FT', 'a cell twice')
) c (cells, producer, why);
SELECT alike (t.refusal ('feed-demo', format ($$SELECT copil.batch_land (%L, 'FT', 'x', true)$$, command)),
  'CP422 Livraison refusée%ligne 2 : territoire 9999 inconnu%', 'the refusal names the row')
FROM (SELECT gen_random_uuid () AS command) c,
  LATERAL (SELECT t.try ('feed-demo', format ('SELECT copil.batch_stage (%L, %L, %L, %L, %L, NULL)',
    command, ARRAY[t.m ('portfolio'), t.m ('portfolio')], ARRAY[t.id ('bassin:101'), 9999],
    '{2026-02-01,2026-02-01}', '{1,2}'))) s;
SELECT is ((SELECT count(*)::int FROM copil.observation WHERE period = '2026-02-01'), 0, 'nothing was recorded');
SELECT is ((SELECT count(*)::int FROM copil.change WHERE topic = 'batch'), 8, 'one change a batch');

-- Territories that a file names and nobody knows the communes of.
CREATE FUNCTION t.name (territories text, of_set text DEFAULT 'bmo', command uuid DEFAULT gen_random_uuid ())
  RETURNS text LANGUAGE sql AS $$
  SELECT t.try ('feed-insee', format ('SELECT copil.territory_name (%L, %L)', command, format (
    '{"set": {"code": "%s", "name": "Bassins de l’enquête"}, "territories": %s}', of_set, territories)))
$$;
SELECT is (t.name ('[{"code": "3202", "name": "AMIENS"}, {"code": "3203", "name": "SANTERRE"}]')::jsonb - 'territories',
  '{"set": "bmo", "added": 2}', 'a feed names territories');
SELECT results_eq ($$SELECT level, has_communes FROM copil.perimeter_set WHERE code = 'bmo'$$,
  $$VALUES ('other', false)$$, 'in a set without communes');
SELECT is (t.name ('[{"code": "3202", "name": "Amiens"}, {"code": "3204", "name": "BEAUVAIS"}]')::jsonb ->> 'added',
  '1', 'what is there is not named again');
SELECT results_eq ($$SELECT name::text FROM copil.territory WHERE set_code = 'bmo' AND valid_to IS NULL ORDER BY code$$,
  $$VALUES ('AMIENS'), ('SANTERRE'), ('BEAUVAIS')$$, 'keeps its name, and none is closed');
SELECT is (t.name ('[{"code": "109", "name": "X"}]', 'bassin'), 'ERROR CP422', 'a set made of communes takes none');
SELECT is (t.name ('[{"code": "a b", "name": "X"}]'), 'ERROR CP422', 'a code that is no code');
SELECT is (t.land ('rate bmo:3202 2026-01 7.5', 'INSEE')::jsonb ->> 'new', '1', 'what is published there lands');
SELECT is (t.land ('portfolio bmo:3202 2026-01 7'), 'ERROR CP422', 'what is counted there has nowhere to be summed');

-- What landings cost.
SELECT cmp_ok ((
  SELECT count(DISTINCT hashint8 (copil.cell_key (m::smallint, t, p::date)))::float8 / count(*)
  FROM generate_series (1, 60) m, generate_series (1, 400) t,
    generate_series ('2019-01-01'::timestamp, '2020-01-01', '1 month') p), '>', 0.99::float8,
  'keys of cells hardly share a hash: what joins them walks no chains');
CREATE FUNCTION t.locked () RETURNS bigint LANGUAGE sql AS $$
  SELECT count(DISTINCT (l.locktype, l.relation, l.classid, l.objid))
  FROM pg_locks l WHERE l.pid = pg_backend_pid ()
$$;
CREATE TEMP TABLE locked AS SELECT t.locked () AS n, t.land ('rate bmo:3203 2026-01 7.5', 'INSEE');
UPDATE locked SET n = t.locked ();
SELECT is ((SELECT t.locked () - l.n FROM locked l, t.land ('rate bmo:3204 2026-01 7.5', 'INSEE') a
            WHERE a::jsonb ->> 'new' = '1'), 0::bigint, 'another landing holds no more locks');

SELECT finish ();
ROLLBACK;
