-- 0023
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Perimeters that cross: where what a set adds up to is cut up otherwise by another one, a
-- withheld figure may be told by several equations together though none has it as its only
-- unknown. Two circles of withheld places that hang together by one, say: each circle may turn,
-- the one between cannot. So there all equations of a measure and period are solved, and what a
-- small figure comes out of is mended as any equation that tells, until nothing comes out.
--
-- Elimination is exact, modulo a prime, and made for a whole country:
--
--   * Only equations of what lies directly beneath: those that leap over a level are their sums,
--     and have a term for each withheld place of a region or of France.
--   * What stands in one equation only takes up whatever the others of it are: both are left out,
--     again and again. Of a country of which some places cross others, little but these remains.
--     In exchange no withheld place that remains may be told, whatever it was withheld for.
--   * A step takes all equations at once that are the shortest of those they share a term with:
--     mostly of two terms, which puts one of them in the place of the other and makes no equation
--     longer. They have no term in common, so each may be taken from the others as if it were
--     alone: some dozen steps are made, not one an equation.
--   * Systems and equations are numbers, with statistics: every step joins by them.
--
-- It costs nothing where perimeters form a tree. What such figures were is not looked at but
-- withheld, as soon as something lands beside a withheld one.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.mask_terms () RETURNS void
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
COMMENT ON FUNCTION copil.mask_terms () IS
  'The equations along nestings, of the families of groups looked at, in what is withheld';

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

CREATE FUNCTION copil.mask_eliminate () RETURNS boolean
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
COMMENT ON FUNCTION copil.mask_eliminate () IS
  'One step of elimination in every system at once; answers whether another one is to be made';

CREATE FUNCTION copil.mask_solve () RETURNS bigint
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
COMMENT ON FUNCTION copil.mask_solve () IS
  'Solves all equations of the families of groups looked at; finds those of each secret that comes out, and answers how many';

CREATE FUNCTION copil.mask_settle () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- Below a withheld parent there may be nothing to withhold: that ends it too.
  LOOP
    PERFORM mask_buckets ();
    EXIT WHEN mask_broken () = 0;
    EXIT WHEN mask_mend () = 0;
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.mask_settle () IS
  'Mends each equation that gives a withheld cell back by itself, until there is none';

CREATE OR REPLACE FUNCTION copil.mask_check () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  crossed bigint[] := ARRAY (
    SELECT DISTINCT g.group_key + r.family_shift
    FROM pg_temp.landing_group g JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.group_key)
    WHERE r.measure_id IN (SELECT b.measure_id FROM pg_temp.landing_byway b));
BEGIN
  INSERT INTO pg_temp.landing_active
  SELECT DISTINCT g.group_key + r.family_shift
  FROM pg_temp.landing_group g JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.group_key)
  WHERE g.unsure OR r.unsure;
  -- A tree, all of whose totals are sums, is safe as it was made.
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO pg_temp.landing_examined (key, family, value, status, origin, threshold, masked)
  SELECT c.key, a.family, c.value, c.status, c.origin, c.threshold,
    coalesce (is_small (c.value, c.threshold), false) OR k.key IS NOT NULL
  FROM pg_temp.landing_cell c
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (c.key)
  JOIN pg_temp.landing_active a ON a.family = key_group (c.key) + r.family_shift
  LEFT JOIN pg_temp.landing_mask k ON k.key = c.key;
  ANALYZE pg_temp.landing_examined, pg_temp.landing_active;
  PERFORM mask_settle ();
  WHILE cardinality (crossed) > 0 LOOP
    TRUNCATE pg_temp.landing_active;
    INSERT INTO pg_temp.landing_active SELECT unnest (crossed);
    EXIT WHEN mask_solve () = 0 OR mask_mend () = 0;
    crossed := ARRAY (SELECT a.family FROM pg_temp.landing_active a);
    PERFORM mask_settle ();
  END LOOP;
END
$$;

-- landing_write_revised() calls it, as 0024 writes that one anew; what stands is looked at there.
CREATE FUNCTION copil.mask_past_crossed () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE observation_past p SET value = NULL, summed = NULL, status = 5
  FROM (
    SELECT DISTINCT key_measure (g.key) AS measure_id, key_period (g.key) AS period
    FROM pg_temp.landing_guard g
    WHERE key_measure (g.key) IN (SELECT b.measure_id FROM pg_temp.landing_byway b)) h
  WHERE p.measure_id = h.measure_id AND p.period = h.period AND p.status <= 2;
END
$$;
COMMENT ON FUNCTION copil.mask_past_crossed () IS
  'Withholds what figures were where perimeters cross and one of them is or was withheld';

RESET ROLE;
