-- SPDX-License-Identifier: GPL-3.0-or-later
-- Small numbers: cases, then an audit of random figures by rules written anew from the base.
-- Each statement is a transaction: a landing holds the locks of its temporary tables to its end.
SELECT * FROM no_plan ();

-- Equations of the published layer that give a withheld cell back.
CREATE FUNCTION t.exposed () RETURNS SETOF text LANGUAGE sql AS $$
  WITH cell AS (
    SELECT o.*, m.threshold, m.subset_of, s.value AS raw, coalesce (s.value, o.value) AS truth
    FROM copil.observation o JOIN copil.measure m ON m.id = o.measure_id
    LEFT JOIN copil.observation_secret s USING (measure_id, territory_id, period)
    WHERE m.kind <> 'published'),
  equation AS (
    SELECT p.measure_id, p.period, p.territory_id, p.status, p.raw, p.threshold, n.child_set,
      count(*) FILTER (WHERE c.status = 5) AS hidden, sum (c.truth) FILTER (WHERE c.status = 5) AS hidden_sum,
      count(*) FILTER (WHERE c.truth > 0) AS positive
    FROM cell p JOIN copil.nesting n ON n.parent_id = p.territory_id
    JOIN cell c ON c.territory_id = n.child_id AND c.measure_id = p.measure_id AND c.period = p.period
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    UNION ALL
    SELECT p.measure_id, p.period, p.territory_id, p.status, p.raw, p.threshold, 'histogram ' || b.histogram,
      count(*) FILTER (WHERE c.status = 5), sum (c.truth) FILTER (WHERE c.status = 5),
      count(*) FILTER (WHERE c.truth > 0)
    FROM cell p JOIN copil.bucket b ON b.whole_id = p.measure_id
    JOIN cell c ON c.territory_id = p.territory_id AND c.measure_id = b.part_id AND c.period = p.period
    GROUP BY 1, 2, 3, 4, 5, 6, 7)
  SELECT format ('one unknown: %s %s %s', measure_id, period, territory_id) FROM equation
  WHERE status <= 2 AND hidden = 1 OR status = 5 AND hidden = 0 AND positive > 0
  UNION ALL
  SELECT format ('small remainder: %s %s %s', measure_id, period, territory_id) FROM equation
  WHERE status <= 2 AND hidden_sum > 0 AND hidden_sum < threshold
  UNION ALL
  SELECT format ('small and shown: %s %s %s', measure_id, period, territory_id) FROM cell
  WHERE status <= 2 AND value > 0 AND value < threshold
  UNION ALL
  SELECT format ('small complement: %s %s %s', c.measure_id, c.period, c.territory_id)
  FROM cell c JOIN cell w ON w.measure_id = c.subset_of AND w.territory_id = c.territory_id AND w.period = c.period
  WHERE c.status <= 2 AND c.value > 0 AND w.truth > c.value AND w.truth - c.value < c.threshold
  UNION ALL
  SELECT format ('zero hidden: %s %s %s', measure_id, period, territory_id) FROM cell WHERE status = 5 AND raw = 0
$$;

-- A basin of 3 takes its smallest neighbour with it; the totals stay.
SELECT alike (t.land ($$
  notified bassin:101 2026-01 3
  notified bassin:102 2026-01 20
  notified bassin:103 2026-01 40
  notified bassin:201 2026-01 50
  notified bassin:202 2026-01 60
  notified bassin:301 2026-01 0
  notified bassin:302 2026-01 70$$), '%"masked": 2%', 'one small basin');
SELECT is (t.cell ('notified', place, '2026-01'), expected, place) FROM (VALUES
  ('bassin:101', 'secret'), ('bassin:102', 'secret'), ('bassin:103', '40'), ('departement:10', '63'),
  ('bassin:301', '0'), ('departement:30', '70'), ('france:FR', '243')) c (place, expected);
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back');
-- The sum is made of raw values, also when a late basin comes.
SELECT isnt (t.land ('notified bassin:101 2026-01 4')::jsonb ->> 'batch', NULL, 'a correction of a secret cell');
SELECT is (t.cell ('notified', 'departement:10', '2026-01'), '64', 'its sum follows');
SELECT is ((SELECT count(*)::int FROM copil.observation_past WHERE territory_id = t.id ('bassin:101')), 0,
  'a secret that stays one has no history');
-- A small complement: 18 of 20.
SELECT isnt (t.land ($$
  signed bassin:201 2026-01 48
  signed bassin:202 2026-01 30
  signed bassin:302 2026-01 30$$)::jsonb ->> 'batch', NULL, 'parts');
SELECT is (t.cell ('signed', 'bassin:201', '2026-01'), 'secret', '48 of 50: the two others are secret');
SELECT is (t.cell ('signed', 'bassin:202', '2026-01'), 'secret', 'and its neighbour with it');
SELECT isnt (t.land ('notified bassin:201 2026-01 90')::jsonb ->> 'batch', NULL, 'the whole changes');
SELECT is (t.cell ('signed', 'bassin:201', '2026-01'), '48', 'then the part may be shown');
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back by complements');
-- A small department: everything below and beside it.
SELECT isnt (t.land ($$
  notified bassin:201 2026-03 2
  notified bassin:202 2026-03 1
  notified bassin:101 2026-03 30
  notified bassin:302 2026-03 30$$)::jsonb ->> 'batch', NULL, 'a small department');
SELECT is (t.cell ('notified', 'departement:20', '2026-03'), 'secret', 'it is secret');
SELECT is (t.cell ('notified', 'departement:10', '2026-03'), 'secret', 'with its neighbour');
SELECT is (t.cell ('notified', 'bassin:101', '2026-03'), 'secret', 'whose only basin is the same number');
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back along two levels');

-- Random figures, small and many zeros; wholes and parts, delivered in pieces.
CREATE FUNCTION t.random_cells (i int, places text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  period text := '20' || 10 + i / 12 || '-' || lpad ((1 + i % 12)::text, 2, '0');
BEGIN
  PERFORM setseed (i / 100.0);
  -- Drawn for all places, so that a piece has the figures it has in the whole.
  RETURN (SELECT string_agg (format ('notified %s %s %s' || E'\n' || 'signed %s %s %s', p, period, w, p, period,
            s), E'\n') FILTER (WHERE p ~ places)
    FROM (SELECT p, w, least (w, floor (random () * (w + 3))) AS s
          FROM (SELECT 'bassin:' || code AS p, floor (power (random (), 3) * 30)::int AS w
                FROM copil.territory WHERE set_code = 'bassin' ORDER BY id) y) x);
END
$$;
SELECT is ((SELECT count(*)::int FROM generate_series (1, 20) i
    WHERE t.land (t.random_cells (i, '.')) LIKE 'ERROR%'),
  0, 'twenty random months land');
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back');
SELECT cmp_ok ((SELECT count(*) FROM copil.observation_secret WHERE reason = 'n'), '>', 20::bigint, 'there was something to protect');
CREATE TEMP TABLE whole AS
SELECT measure_id, territory_id, period, value, status, coverage, origin, summed FROM copil.observation WHERE period < '2020-01-01';
DELETE FROM copil.observation; DELETE FROM copil.observation_secret; DELETE FROM copil.observation_past;
DELETE FROM copil.observation_group;
SELECT is ((SELECT count(*)::int FROM generate_series (1, 20) i, unnest (ARRAY[':3', ':1', ':2']) part
    WHERE t.land (t.random_cells (i, part)) LIKE 'ERROR%'), 0, 'the same again, in three pieces');
SELECT set_eq ('SELECT measure_id, territory_id, period, value, status, coverage, origin, summed FROM copil.observation',
  'SELECT * FROM whole', 'the same figures give the same published layer');
SELECT is ((SELECT count(*)::int FROM generate_series (1, 20) i, unnest (ARRAY[1.5, 1]) factor, copil.territory b
    WHERE b.set_code = 'bassin' AND i % 8 = b.id % 8
      AND t.land (format ('notified bassin:%s %s %s', b.code, '20' || 10 + i / 12 || '-' || lpad ((1 + i % 12)::text, 2, '0'),
        round ((SELECT coalesce (s.value, o.value) FROM copil.observation o LEFT JOIN copil.observation_secret s USING (measure_id, territory_id, period)
          WHERE o.measure_id = t.m ('notified') AND o.territory_id = b.id
            AND o.period = ('20' || 10 + i / 12 || '-' || lpad ((1 + i % 12)::text, 2, '0') || '-01')::date) * factor) + 1)) LIKE 'ERROR%'),
  0, 'late corrections of single basins land');
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back after them');

-- A total reported beside its parts.
SELECT isnt (t.land ($$
  notified departement:10 2027-01 90
  notified bassin:101 2027-01 3
  notified bassin:102 2027-01 50
  notified bassin:103 2027-01 30$$)::jsonb ->> 'batch', NULL, 'a reported total');
SELECT is ((SELECT summed FROM copil.observation WHERE measure_id = t.m ('notified')
  AND territory_id = t.id ('departement:10') AND period = '2027-01-01'), NULL, 'the sum beside it would tell the secret');
SELECT is_empty ('SELECT t.exposed ()', 'nothing is given back by a reported total');

-- The audit notices: without the rule along nestings it finds cells given back.
CREATE OR REPLACE FUNCTION copil.mask_level (level int) RETURNS void LANGUAGE sql AS 'SELECT';
SELECT isnt (t.land (E'notified bassin:101 2028-01 3\nnotified bassin:102 2028-01 20')::jsonb ->> 'batch', NULL, 'without the rule');
SELECT isnt_empty ('SELECT t.exposed ()', 'the audit finds what is given back');

SELECT finish ();
