-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reading: series, what a figure is made of, other rhythms; and which client may write.
BEGIN;
SELECT * FROM no_plan ();

SELECT isnt (t.land (cells)::jsonb ->> 'batch', NULL, 'figures') FROM (VALUES ($$
  portfolio bassin:101 2026-01 10
  portfolio bassin:102 2026-01 20p
  portfolio bassin:103 2026-01 30
  portfolio bassin:101 2026-02 11
  portfolio bassin:101 2026-04 nd
  portfolio bassin:101 2026-06 13
  hours bassin:101 2026-01 100
  hours bassin:101 2026-02 200
  hours bassin:101 2026-03 300
  hours bassin:101 2026-04 400
  hours bassin:101 2026-06 600
  hours bassin:102 2026-01 1
  hours bassin:102 2026-02 nd
  hours bassin:102 2026-03 3
  hours bassin:103 2026-01 na
  hours bassin:103 2026-02 na
  hours bassin:103 2026-03 na
  notified bassin:201 2026-01 3
  notified bassin:201 2026-02 30
  notified bassin:201 2026-03 40$$)) c (cells);
SELECT isnt (t.land (E'rate departement:10 2026-01 7.5\nrate departement:10 2026-10 8', 'INSEE')::jsonb ->> 'batch', NULL, 'quarters');

-- Series.
SELECT results_eq (format ('SELECT first, offsets, "values", statuses, coverages FROM copil.series (ARRAY[%s::int2], ARRAY[%s])',
    t.m (measure), t.id (place)),
  format ('SELECT %L::date, %L::int2[], %L::float8[], %L::int2[], %L::int2[]', first, offsets, vals, statuses, coverages), what)
FROM (VALUES
  ('portfolio', 'bassin:101', '2026-01-01', '{0,1,3,5}', '{10,11,NULL,13}', '{0,0,3,0}', '{10000,10000,0,10000}', 'months that lack, one not available'),
  ('portfolio', 'bassin:102', '2026-01-01', NULL, '{20}', '{1}', NULL, 'one provisional month'),
  ('portfolio', 'departement:10', '2026-01-01', '{0,1,3,5}', '{60,11,NULL,13}', '{1,0,3,0}', '{10000,5000,0,5000}', 'a sum with its coverage'),
  ('hours', 'bassin:101', '2026-01-01', '{0,1,2,3,5}', '{100,200,300,400,600}', NULL, NULL, 'observed, one month lacks'),
  ('rate', 'departement:10', '2026-01-01', '{0,3}', '{7.5,8}', NULL, NULL, 'offsets of quarters are quarters'))
  c (measure, place, first, offsets, vals, statuses, coverages, what);
SELECT is ((SELECT count(*) FROM copil.series ()), (SELECT count(DISTINCT (measure_id, territory_id)) FROM copil.observation), 'all series, once');
SELECT is ((SELECT count(*)::int FROM copil.series (ARRAY[t.m ('rate')])), 1, 'of one measure');
SELECT is (copil.period_offsets (ARRAY[date '2024-01-01', '2026-01-01'], 12), '{0,2}'::int2[], 'offsets of years');

-- What a figure is made of.
SELECT results_eq (format ('SELECT territory_id, depth, value, status FROM copil.explain (ARRAY[%s::int2], %s, %L)', t.m ('portfolio'), t.id (place), '2026-01-01'),
  format ('SELECT t.id (p), d, v, s::int2 FROM (VALUES %s) x (p, d, v, s)', expected), 'explain ' || place)
FROM (VALUES
  ('departement:10', $$('departement:10', 0, 60::float8, 1), ('bassin:103', 1, 30, 0), ('bassin:102', 1, 20, 1), ('bassin:101', 1, 10, 0)$$),
  ('region:1', $$('region:1', 0, 60::float8, 1), ('departement:10', 1, 60, 1)$$),
  ('bassin:101', $$('bassin:101', 0, 10::float8, 0)$$)) c (place, expected);
SELECT is_empty (format ('SELECT * FROM copil.explain (ARRAY[%s::int2], %s, %L) WHERE status = 5 AND value IS NOT NULL',
  t.m ('notified'), t.id ('departement:20'), '2026-01-01'), 'explain tells no secret');

-- Other rhythms.
SELECT results_eq (format ('SELECT period, value, status FROM copil.figure_by_period (%s::int2, %L, ARRAY[%s])', t.m (measure), rhythm, t.id (place)),
  format ('SELECT p::date, v::float8, s::int2 FROM (VALUES %s) x (p, v, s)', expected), measure || ' by ' || rhythm || ': ' || place)
FROM (VALUES
  ('hours', 'quarter', 'bassin:101', $$('2026-01-01', 600, 0), ('2026-04-01', NULL, 3)$$),
  ('hours', 'year', 'bassin:101', $$('2026-01-01', NULL::float8, 3)$$),
  ('hours', 'month', 'bassin:102', $$('2026-01-01', 1, 0), ('2026-02-01', NULL, 3), ('2026-03-01', 3, 0)$$),
  ('hours', 'quarter', 'bassin:102', $$('2026-01-01', NULL::float8, 3)$$),
  ('hours', 'quarter', 'bassin:103', $$('2026-01-01', NULL::float8, 4)$$),
  ('portfolio', 'quarter', 'bassin:101', $$('2026-01-01', NULL, 3), ('2026-04-01', 13, 0)$$),
  ('notified', 'quarter', 'bassin:201', $$('2026-01-01', NULL::float8, 5)$$),
  ('rate', 'quarter', 'departement:10', $$('2026-01-01', 7.5, 0), ('2026-10-01', 8, 0)$$),
  ('rate', 'year', 'departement:10', $$('2026-01-01', NULL::float8, 3)$$)) c (measure, rhythm, place, expected);
SELECT is (t.try ('reader', format ('SELECT copil.figure_by_period (%s::int2, %L)', t.m ('rate'), 'month')), 'ERROR CP422', 'not finer than it is');

-- Which client may write.
UPDATE copil.schema_migration SET oldest_client = '0.4.2' WHERE number = 1;
CREATE FUNCTION t.client (version text, schema text, statement text) RETURNS text LANGUAGE sql AS $$
  SELECT set_config ('copil.client_version', version, true), set_config ('copil.client_schema', schema, true);
  SELECT t.refusal ('administrator', statement);
$$;
SELECT alike (t.client (version, schema, format ('SELECT copil.person_add (%L, %L, %L, %L)', gen_random_uuid (), login, 'Essai', 'x')), answer, what)
FROM (VALUES
  ('0.4.1', '5', 'c-a', 'CP426 %(0.4.1) est trop ancienne pour cette base : installez la version 0.4.2 ou une plus récente sur ce poste.%', 'too old'),
  ('0.3', NULL, 'c-b', 'CP426 %', 'too old, short'),
  ('0.4.2', '5', 'c-c', 'no refusal%', 'just right'),
  ('0.10.0', '5', 'c-d', 'no refusal%', 'ten is more than four'),
  ('1.0', '9999', 'c-e', 'CP427 %demandez à son administrateur de la mettre à jour (copilctl db migrate).%', 'too new'),
  ('nonsense', '5', 'c-f', 'CP422 %', 'no version'),
  ('', '', 'c-g', 'no refusal%', 'who says nothing is a script')) c (version, schema, login, answer, what);
SELECT is ((SELECT string_agg (login, ' ' ORDER BY login) FROM copil.person WHERE login LIKE 'c-_'), 'c-c c-d c-g', 'the refused left nothing');
SELECT is (t.client ('0.1', '1', format ('SELECT copil.person_add (%L, %L, %L, %L)', c.id, 'c-c', 'Essai', 'x')),
  'no refusal: ' || c.answer::text, 'an old client learns what became of its command')
FROM copil.command c JOIN copil.person p ON c.answer ->> 'person' = p.id::text WHERE p.login = 'c-c';
SELECT is (set_config ('copil.client_version', '0.1', true) || t.land ('portfolio bassin:301 2026-01 5'), '0.1ERROR CP426', 'no landing either');
SELECT is (t.try ('reader', 'SELECT count(*) > 0 FROM copil.observation'), 'true', 'reading goes on');

-- What became of a command, also for who lost every role since.
SELECT set_config ('copil.client_version', '', true) AS none \gset
SELECT t.try ('secretariat-10', format ($$SELECT copil.annotation_add (%L, 'contract', %s, '2026-01-01', 'Ouverture')$$,
  '00000000-0000-0000-0000-00000000000a', t.id ('bassin:101'))) AS first \gset
SELECT is (t.try ('secretariat-10', $$SELECT copil.command_outcome ('00000000-0000-0000-0000-00000000000a') ->> 'answer'$$)::jsonb,
  :'first'::jsonb, 'its first answer');
SELECT is (t.try ('reader', $$SELECT copil.command_outcome ('00000000-0000-0000-0000-00000000000a')$$), NULL, 'nobody else learns of it');
UPDATE copil.assignment a SET until = a.since FROM copil.person p WHERE p.id = a.person_id AND p.login = 'secretariat-10';
SELECT is (t.try ('secretariat-10', 'SELECT count(*) FROM copil.command'), '0', 'without a role no row is seen');
SELECT is (t.try ('secretariat-10', $$SELECT copil.command_outcome ('00000000-0000-0000-0000-00000000000a') - 'recorded_at'$$)::jsonb,
  '{"name": "annotation_add", "answer": null}', 'but that it took effect');
SELECT is (t.try ('secretariat-10', $$SELECT copil.command_outcome ('00000000-0000-0000-0000-00000000000b')$$), NULL, 'or that another did not');

SELECT finish ();
ROLLBACK;
