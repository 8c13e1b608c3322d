-- 0025
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Elimination where perimeters cross, for a whole country: 0023 says what it is for.
--
--   * Only equations of what lies directly beneath: those that leap over a level are their sums,
--     and have a term for each withheld place of a region or of France.
--   * The shortest equation first: mostly one of two terms, which puts one of them in the place of
--     the other and makes no equation longer.
--   * Numbers where there was text, with statistics: every step joins by them.
--   * What stands in one equation only takes up whatever the others of it are: both are left out,
--     again and again. Of a country of which some places cross others, little but these remains.
--     In exchange no withheld place that remains may be told, whatever it was withheld for.

SET LOCAL ROLE copil_owner;

CREATE OR REPLACE FUNCTION copil.mask_terms () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS landing_term (
    system int, equation int, key bigint, factor bigint, done boolean) ON COMMIT DROP;
  TRUNCATE pg_temp.landing_term;
  WITH mask AS MATERIALIZED (
    SELECT e.key, e.value
    FROM pg_temp.landing_examined e JOIN pg_temp.landing_active a ON a.family = e.family
    WHERE e.masked),
  term AS (
    SELECT p.key AS parent, n.child_set, k.key, 1 AS factor
    FROM mask k
    JOIN nesting n ON n.child_id = key_territory (k.key) AND n.direct
    JOIN pg_temp.landing_examined p ON p.key = key_at (k.key, n.parent_id) AND p.value IS NOT NULL
    -- A cell that its producer withheld is no part of our sum, but of the total he reported.
    WHERE k.value IS NOT NULL OR p.origin = 'r'
    UNION ALL
    SELECT k.key, e.child_set, k.key, -1
    FROM mask k
    JOIN (SELECT DISTINCT n.parent_id, n.child_set FROM nesting n WHERE n.direct) e
      ON e.parent_id = key_territory (k.key)
    WHERE k.value IS NOT NULL)
  INSERT INTO pg_temp.landing_term (system, equation, key, factor, done)
  SELECT dense_rank () OVER (ORDER BY key_group (t.key)),
    dense_rank () OVER (ORDER BY key_group (t.key), t.parent, t.child_set), t.key, t.factor, false
  FROM term t;
  LOOP
    ANALYZE pg_temp.landing_term;
    DELETE FROM pg_temp.landing_term t USING (
      SELECT DISTINCT min (x.equation) AS equation FROM pg_temp.landing_term x
      GROUP BY x.key HAVING count(*) = 1) x
    WHERE t.equation = x.equation;
    EXIT WHEN NOT FOUND;
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_eliminate () RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  prime CONSTANT bigint := 2147483647;
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS landing_pivot (
    system int, equation int, key bigint, factor bigint) ON COMMIT DROP;
  CREATE TEMP TABLE IF NOT EXISTS landing_taken (
    system int, equation int, key bigint, factor bigint, done boolean, pivot bigint, times bigint) ON COMMIT DROP;
  TRUNCATE pg_temp.landing_pivot, pg_temp.landing_taken;
  INSERT INTO pg_temp.landing_pivot
  SELECT DISTINCT ON (t.system) t.system, t.equation, t.key, t.factor
  FROM (SELECT t.*, count(*) OVER (PARTITION BY t.equation) AS length
        FROM pg_temp.landing_term t WHERE NOT t.done) t
  ORDER BY t.system, t.length, t.equation, t.key;
  ANALYZE pg_temp.landing_pivot;
  -- The equations that have the term, and the one that it is taken from.
  WITH taken AS (
    DELETE FROM pg_temp.landing_term t
    USING pg_temp.landing_pivot p, pg_temp.landing_term x
    WHERE x.key = p.key AND x.system = p.system AND t.equation = x.equation
    RETURNING t.system, t.equation, t.key, t.factor, t.done, p.equation AS pivot, p.factor AS p, x.factor AS times)
  INSERT INTO pg_temp.landing_taken
  SELECT k.system, k.equation, k.key, CASE WHEN k.equation = k.pivot THEN k.factor ELSE k.factor * k.p % prime END,
    k.done OR k.equation = k.pivot, k.pivot, k.times
  FROM taken k;
  INSERT INTO pg_temp.landing_term (system, equation, key, factor, done)
  SELECT s.system, s.equation, s.key, s.factor, s.done
  FROM (
    SELECT k.system, k.equation, k.key, sum (k.factor)::bigint % prime AS factor, k.done
    FROM (
      SELECT k.system, k.equation, k.key, k.factor, k.done FROM pg_temp.landing_taken k
      UNION ALL
      SELECT x.system, x.equation, l.key, -x.times * l.factor % prime, x.done
      FROM (SELECT DISTINCT k.system, k.equation, k.done, k.times FROM pg_temp.landing_taken k
            WHERE k.equation <> k.pivot) x
      JOIN pg_temp.landing_taken l ON l.system = x.system AND l.equation = l.pivot) k
    GROUP BY k.system, k.equation, k.key, k.done) s
  WHERE s.factor <> 0;
  RETURN EXISTS (SELECT FROM pg_temp.landing_term t WHERE NOT t.done);
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_solve () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n bigint;
BEGIN
  PERFORM mask_terms ();
  WHILE mask_eliminate () LOOP
  END LOOP;
  TRUNCATE pg_temp.landing_broken;
  WITH told AS MATERIALIZED (
    SELECT e.key, e.family
    FROM (SELECT min (t.key) AS key FROM pg_temp.landing_term t
          GROUP BY t.system, t.equation HAVING count(*) = 1) t
    JOIN pg_temp.landing_examined e ON e.key = t.key),
  equation AS (
    SELECT key_at (t.key, n.parent_id) AS key, t.family, n.child_set, n.step
    FROM told t JOIN nesting n ON n.child_id = key_territory (t.key)
    UNION
    SELECT t.key, t.family, n.child_set, n.step
    FROM told t JOIN nesting n ON n.parent_id = key_territory (t.key))
  INSERT INTO pg_temp.landing_broken (key, family, child_set, step, masked_parent)
  SELECT e.key, e.family, e.child_set, e.step, p.masked
  FROM equation e JOIN pg_temp.landing_examined p ON p.key = e.key
  -- Where there is something left to withhold.
  WHERE NOT p.masked OR EXISTS (
    SELECT FROM nesting n
    JOIN pg_temp.landing_examined l ON l.key = key_at (e.key, n.child_id)
    JOIN pg_temp.landing_examined w ON w.key = key_at (e.family, n.child_id)
    WHERE n.parent_id = key_territory (e.key) AND n.child_set = e.child_set
      AND NOT l.masked AND l.value IS NOT NULL AND w.value > 0);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END
$$;

RESET ROLE;
