-- 0026
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Elimination where perimeters cross, continued: a step takes all equations at once that are the
-- shortest of those they share a term with. They have no term in common, so each may be taken
-- from the others as if it were alone; where 0025 took one step an equation, some dozen are left.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.mask_inverse (factor bigint) RETURNS bigint
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  prime CONSTANT bigint := 2147483647;
  power bigint := prime - 2;
  base bigint := factor;
  answer bigint := 1;
BEGIN
  WHILE power > 0 LOOP
    IF power & 1 = 1 THEN
      answer := answer * base % prime;
    END IF;
    base := base * base % prime;
    power := power >> 1;
  END LOOP;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION copil.mask_inverse (bigint) IS 'What times the factor is 1, modulo the prime of mask_eliminate';

CREATE OR REPLACE FUNCTION copil.mask_eliminate () RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  prime CONSTANT bigint := 2147483647;
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS landing_pivot (equation int, key bigint, inverse bigint) ON COMMIT DROP;
  CREATE TEMP TABLE IF NOT EXISTS landing_target (
    equation int, pivot int, times bigint, done boolean) ON COMMIT DROP;
  TRUNCATE pg_temp.landing_pivot, pg_temp.landing_target;
  INSERT INTO pg_temp.landing_pivot (equation, key, inverse)
  SELECT s.equation, s.key, CASE WHEN abs (s.factor) = 1 THEN s.factor ELSE mask_inverse (s.factor) END
  FROM (
    SELECT f.equation, min (f.key) AS key, min (f.factor) FILTER (WHERE f.key = f.lowest) AS factor
    FROM (
      SELECT l.equation, l.key, l.factor, l.rank, min (l.key) OVER (PARTITION BY l.equation) AS lowest,
        min (l.rank) OVER (PARTITION BY l.key) AS first
      FROM (SELECT t.*, (count(*) OVER (PARTITION BY t.equation) << 32) | t.equation AS rank
            FROM pg_temp.landing_term t WHERE NOT t.done) l) f
    GROUP BY f.equation
    HAVING bool_and (f.rank = f.first)) s;
  ANALYZE pg_temp.landing_pivot;
  INSERT INTO pg_temp.landing_target (equation, pivot, times, done)
  SELECT t.equation, p.equation, t.factor * p.inverse % prime, t.done
  FROM pg_temp.landing_term t JOIN pg_temp.landing_pivot p ON p.key = t.key
  WHERE t.equation <> p.equation;
  ANALYZE pg_temp.landing_target;
  UPDATE pg_temp.landing_term t SET done = true
  FROM pg_temp.landing_pivot p WHERE p.equation = t.equation;
  WITH taken AS (
    DELETE FROM pg_temp.landing_term t
    WHERE t.equation IN (SELECT x.equation FROM pg_temp.landing_target x)
    RETURNING t.system, t.equation, t.key, t.factor, t.done)
  INSERT INTO pg_temp.landing_term (system, equation, key, factor, done)
  SELECT s.system, s.equation, s.key, s.factor, s.done
  FROM (
    SELECT k.system, k.equation, k.key, sum (k.factor)::bigint % prime AS factor, k.done
    FROM (
      SELECT k.system, k.equation, k.key, k.factor, k.done FROM taken k
      UNION ALL
      SELECT l.system, x.equation, l.key, -x.times * l.factor % prime, x.done
      FROM pg_temp.landing_target x JOIN pg_temp.landing_term l ON l.equation = x.pivot) k
    GROUP BY k.system, k.equation, k.key, k.done) s
  WHERE s.factor <> 0;
  RETURN EXISTS (SELECT FROM pg_temp.landing_term t WHERE NOT t.done);
END
$$;

RESET ROLE;
