-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a delivery would change: the answer of the landing, with nothing written.
SELECT * FROM no_plan ();

CREATE FUNCTION t.preview (cells text, command uuid DEFAULT gen_random_uuid (), producer text DEFAULT 'FT',
                           login text DEFAULT 'feed-demo') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text := t.try (login, t.stage_call (command, cells));
BEGIN
  IF answer LIKE 'ERROR%' THEN
    RETURN answer;
  END IF;
  RETURN t.try (login, replace (t.land_call (command, producer), 'batch_land', 'batch_preview'));
END
$$;
-- Rows that this session wrote, but for what is staged.
CREATE FUNCTION t.written () RETURNS text LANGUAGE sql AS $$
  SELECT string_agg (format ('%s +%s ~%s -%s', relname, n_tup_ins, n_tup_upd, n_tup_del), ', ' ORDER BY relname)
  FROM pg_stat_xact_user_tables
  WHERE schemaname = 'copil' AND relname <> 'batch_staging' AND n_tup_ins + n_tup_upd + n_tup_del > 0
$$;
CREATE FUNCTION t.sizes () RETURNS SETOF text LANGUAGE sql AS $$
  SELECT format ('%s %s', c.relname, pg_total_relation_size (c.oid)) FROM pg_class c
  WHERE c.relnamespace = 'copil'::regnamespace AND c.relkind = 'r' AND c.relname <> 'batch_staging'
$$;

-- A delivery of a few places, months and measures: small counts, words, totals, parts of wholes,
-- and in the last ones a cell said twice or a place that is none of the measure's.
CREATE FUNCTION t.random_delivery (i int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  cells text;
BEGIN
  PERFORM setseed (i / 100.0);
  WITH place AS MATERIALIZED (
    SELECT 'bassin:' || b.code || ' 2020-0' || m AS at, floor (power (random (), 3) * 40)::int AS n,
      floor (random () * 9)::int AS few, floor (random () * 9)::int AS more, random () AS word
    FROM copil.territory b, generate_series (1, 3) m
    WHERE b.set_code = 'bassin' AND random () < 0.6),
  line AS (
    SELECT format ('notified %s %s', at, CASE WHEN word < 0.05 THEN 'secret' WHEN word < 0.1 THEN 'nd'
      WHEN word < 0.3 THEN n || 'p' ELSE n::text END) AS cell FROM place
    UNION ALL SELECT format ('signed %s %s', at, n / 2) FROM place
    UNION ALL SELECT format ('wait %s %s', at, few + more + n) FROM place
    UNION ALL SELECT format ('wait_0 %s %s', at, few) FROM place
    UNION ALL SELECT format ('wait_15 %s %s', at, more) FROM place
    UNION ALL SELECT format ('wait_30 %s %s', at, n) FROM place
    UNION ALL SELECT format ('notified departement:20 2020-02 %s', 30 + i) WHERE i % 3 = 0
    UNION ALL SELECT format ('signed %s 1', max (at)) FROM place HAVING i = 14
    UNION ALL SELECT 'rate departement:20 2020-02 1' WHERE i = 15)
  SELECT string_agg (cell, E'\n') INTO cells FROM line;
  RETURN cells;
END
$$;
CREATE FUNCTION t.looks_like_landing (cells text, OUT looked text, OUT landed text, OUT wrote text)
  LANGUAGE plpgsql AS $$
DECLARE
  command uuid := gen_random_uuid ();
  before text := t.written ();
BEGIN
  looked := t.preview (cells, command);
  wrote := nullif (t.written (), before);
  landed := t.land (cells, 'FT', 'feed-demo', command);
END
$$;

CREATE TABLE t.look (i int, looked text, landed text, wrote text);
SELECT format ('INSERT INTO t.look SELECT %s, r.* FROM t.looks_like_landing (t.random_delivery (%s)) r', i, i)
FROM generate_series (1, 15) i \gexec
SELECT is_empty ('SELECT i, looked, landed FROM t.look WHERE looked IS DISTINCT FROM landed', 'it answers as the landing does');
SELECT is_empty ('SELECT i, wrote FROM t.look WHERE wrote IS NOT NULL', 'and writes no row');
SELECT is ((SELECT count(*)::int FROM t.look WHERE landed LIKE '%"batch": %'), 13,
  'thirteen deliveries landed');
SELECT is ((SELECT count(*)::int FROM t.look WHERE landed = 'ERROR CP422'), 2, 'two were refused');
SELECT cmp_ok ((SELECT count(*)::int FROM t.look WHERE landed NOT LIKE 'ERROR%'
    AND (landed::jsonb ->> 'revised')::int > 0 AND (landed::jsonb ->> 'masked')::int <> 0), '>', 5, 'with much to tell');
SELECT is (t.preview (t.random_delivery (13))::jsonb ->> 'batch', NULL, 'what is there already would change nothing');

-- By itself, committed.
CREATE TABLE t.size AS SELECT * FROM t.sizes () s;
SELECT isnt (t.preview (t.random_delivery (50))::jsonb ->> 'batch', NULL, 'another delivery, looked at');
SELECT set_eq ('SELECT t.sizes ()', 'SELECT s FROM t.size', 'leaves every table as large as it was');
SELECT is (t.preview ('notified bassin:101 2020-01 7', producer => 'INSEE'), 'ERROR CP422', 'of another producer''s measure');
SELECT is (t.preview ('notified bassin:101 2020-01 7', login => 'reader'), 'ERROR CP401', 'for data feeds only');
SELECT is (t.preview ('notified bassin:101 2020-01 7', login => 'feed-insee'), 'ERROR CP403', 'of the producer');
SELECT is (t.preview ('notified bassin:201 2020-01 7', login => 'feed-ft-10'), 'ERROR CP403', 'in their territories');

SELECT finish ();
