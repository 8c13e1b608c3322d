-- 0007
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Small numbers protect people. Before figures are published, some are withheld:
--   p  primary: a count of 1 to threshold - 1
--   c  complement: a part whose rest in its whole is so
--   n  nesting: enough others that no published total gives a withheld one back
--   w  what its producer withholds already
--
-- Every nesting is an equation: a parent is the sum of its children of one set. Two rules make
-- all of them safe: an equation never has exactly one withheld cell (parent or child), and the
-- withheld children of a published parent never sum to 1 to threshold - 1. Where the nestings
-- form a tree the first rule is also sufficient: an unknown of such equations is determined
-- only if some equation has it as its only unknown.
--
-- What more is withheld is always the smallest other child that is not zero (then the lowest
-- id), or the parent where there is none: level by level from the bottom up while the sums are
-- made (mask_level), then down again below withheld parents (mask_below). The outcome depends
-- on the raw figures of the measure and period alone, not on the order in which they came.
--
-- In a tree of sums this also holds for the equations that leap over a level. Below a withheld
-- cell of threshold or more the withheld children always sum to the threshold or more: either
-- mask_level saw to it, or there were none and mask_below took one that is not small. Below a
-- small cell everything is withheld. So the withheld cells of any lower level under a published
-- ancestor, taken together, are at least two and sum to the threshold or more. Where perimeters
-- cross, or totals are reported beside their parts, this is no longer certain: there all
-- equations are checked and mended until none is broken (mask_check).
--
-- Works on the temporary tables of the landing under way, see 0008. Primary cells are millions
-- of comparisons and need no list: is_small() says so wherever a cell is read. The others are
-- in landing_mask; both together are the view landing_masked.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.is_small (value float8, threshold int) RETURNS boolean
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN value > 0 AND value < threshold;
COMMENT ON FUNCTION copil.is_small (float8, int) IS 'Whether a count is secret by itself';

CREATE FUNCTION copil.mask_leaves () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT l.key, l.value, 'c'
  FROM pg_temp.landing l
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (l.key)
  JOIN (
    SELECT w.key, w.value
    FROM pg_temp.landing w JOIN pg_temp.landing_rule x ON x.measure_id = key_measure (w.key)
    WHERE x.has_parts AND NOT w.total
    UNION ALL SELECT w.key, w.value FROM pg_temp.landing_whole w) w
    ON w.key = l.key + r.to_whole
  WHERE r.to_whole IS NOT NULL AND l.value >= r.threshold AND NOT l.total
    AND w.value - l.value > 0 AND w.value - l.value < r.threshold;
  IF EXISTS (SELECT FROM pg_temp.landing_series s WHERE s.withheld) THEN
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT l.key, NULL, 'w' FROM pg_temp.landing l WHERE l.status = 5 AND NOT l.total;
  END IF;
END
$$;
COMMENT ON FUNCTION copil.mask_leaves () IS
  'Withholds, among the cells reported for the measure''s own set, those whose complement is small, or that their producer withholds';

CREATE FUNCTION copil.mask_level (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT l.key, l.value, 'c'
  FROM pg_temp.landing_sum l
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (l.key)
  JOIN (SELECT w.key, w.value FROM pg_temp.landing_sum w
        UNION ALL SELECT w.key, w.value FROM pg_temp.landing_whole w) w
    ON w.key = l.key + r.to_whole
  WHERE r.to_whole IS NOT NULL AND l.height = level AND l.value >= r.threshold
    AND w.value - l.value > 0 AND w.value - l.value < r.threshold
  UNION ALL
  SELECT l.key, NULL, 'w' FROM pg_temp.landing_sum l WHERE l.height = level AND l.status = 5;
  -- Where a parent would give its withheld children back: one more of them, or the parent. Also
  -- where the parent is withheld for its complement: the leaps over it count on it.
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT DISTINCT CASE WHEN p.smallest IS NULL THEN p.key ELSE key_at (p.key, ranked_id (p.smallest)) END,
    CASE WHEN p.smallest IS NULL THEN p.value ELSE ranked_value (p.smallest) END, 'n'::"char"
  FROM pg_temp.landing_sum p
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (p.key)
  WHERE p.height = level AND (p.n_masked = 1 OR is_small (p.masked, r.threshold))
    AND p.value IS NOT NULL AND NOT is_small (p.value, r.threshold)
    AND (p.smallest IS NOT NULL OR NOT EXISTS (
      SELECT FROM pg_temp.landing_mask k WHERE k.key = p.key));
END
$$;
COMMENT ON FUNCTION copil.mask_level (int) IS
  'Withholds among the sums of a level those whose complement is small, and what keeps their children from being given back';

CREATE FUNCTION copil.mask_below (highest int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  FOR level IN REVERSE highest .. 1 LOOP
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT DISTINCT key_at (p.key, ranked_id (p.smallest)), ranked_value (p.smallest), 'n'::"char"
    FROM pg_temp.landing_sum p JOIN pg_temp.landing_mask k ON k.key = p.key
    WHERE p.height = level AND p.n_masked = 0 AND p.smallest IS NOT NULL
      AND NOT EXISTS (SELECT FROM pg_temp.landing_mask x
                      WHERE x.key = key_at (p.key, ranked_id (p.smallest)));
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.mask_below (int) IS
  'A withheld parent whose children are all published would be their sum: one of them follows, down to the bottom';

CREATE FUNCTION copil.mask_broken () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n bigint;
BEGIN
  TRUNCATE pg_temp.landing_broken;
  WITH mask AS MATERIALIZED (
    SELECT k.key, k.value FROM pg_temp.landing_masked k
    WHERE key_group (k.key) IN (SELECT a.group_key FROM pg_temp.landing_active a)),
  children AS MATERIALIZED (
    SELECT key_at (k.key, n.parent_id) AS key, n.child_set, max (n.step) AS step,
      count (k.value) AS n_known, count(*) AS n_all, coalesce (sum (k.value), 0) AS total
    FROM mask k JOIN nesting n ON n.child_id = key_territory (k.key)
    GROUP BY 1, 2)
  INSERT INTO pg_temp.landing_broken (key, child_set, step, masked_parent)
  -- A published parent.
  SELECT c.key, c.child_set, c.step, false
  FROM children c
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (c.key)
  JOIN pg_temp.landing_sum p ON p.key = c.key AND p.value IS NOT NULL
  -- A cell that its producer withheld is no part of our sum, but of the total he reported.
  WHERE (CASE p.origin WHEN 'r' THEN c.n_all ELSE c.n_known END = 1 OR is_small (c.total, r.threshold))
    AND NOT EXISTS (SELECT FROM mask k WHERE k.key = c.key)
  UNION ALL
  -- A withheld parent.
  SELECT k.key, e.child_set, e.step, true
  FROM mask k
  JOIN (SELECT DISTINCT n.parent_id, n.child_set, n.step FROM nesting n) e ON e.parent_id = key_territory (k.key)
  WHERE k.value IS NOT NULL
    AND NOT EXISTS (SELECT FROM children c WHERE c.key = k.key AND c.child_set = e.child_set AND c.n_known > 0);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END
$$;
COMMENT ON FUNCTION copil.mask_broken () IS
  'Finds the equations, in the groups still looked at, that give a withheld cell back; answers how many';

CREATE FUNCTION copil.mask_mend () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  added bigint;
BEGIN
  WITH child AS MATERIALIZED (
    SELECT b.key, b.child_set, key_at (b.key, n.child_id) AS child_key
    FROM pg_temp.landing_broken b
    JOIN nesting n ON n.parent_id = key_territory (b.key) AND n.child_set = b.child_set),
  candidate AS (
    SELECT DISTINCT ON (c.key, c.child_set) c.key, c.child_set, c.child_key, l.value
    FROM child c
    JOIN pg_temp.landing_cell l ON l.key = c.child_key
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (c.key)
    WHERE l.value > 0 AND NOT is_small (l.value, r.threshold)
      AND NOT EXISTS (SELECT FROM pg_temp.landing_mask k WHERE k.key = c.child_key)
    ORDER BY c.key, c.child_set, l.value, c.child_key),
  choice AS (
    SELECT coalesce (c.child_key, p.key) AS key, coalesce (c.value, p.value) AS value, b.step,
      -- From the bottom up: what a lower equation withholds may already mend a higher one.
      min (b.step) OVER (PARTITION BY key_group (b.key)) AS first_step
    FROM pg_temp.landing_broken b
    LEFT JOIN candidate c ON c.key = b.key AND c.child_set = b.child_set
    LEFT JOIN pg_temp.landing_sum p ON p.key = b.key AND NOT b.masked_parent AND c.key IS NULL
    WHERE coalesce (c.key, p.key) IS NOT NULL)
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT DISTINCT x.key, x.value, 'n'::"char" FROM choice x WHERE x.step = x.first_step;
  GET DIAGNOSTICS added = ROW_COUNT;
  TRUNCATE pg_temp.landing_active;
  INSERT INTO pg_temp.landing_active SELECT DISTINCT key_group (b.key) FROM pg_temp.landing_broken b;
  RETURN added;
END
$$;
COMMENT ON FUNCTION copil.mask_mend () IS
  'Withholds one more cell for each lowest broken equation; answers how many';

CREATE FUNCTION copil.landing_is_tree () RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN NOT EXISTS (
    WITH plan AS (
      SELECT p.measure_id, p.child_id, p.parent_id FROM pg_temp.landing_plan p
      WHERE p.measure_id IN (SELECT key_measure (g.group_key) FROM pg_temp.landing_group g))
    SELECT FROM plan c
    JOIN nesting n ON n.child_id = c.child_id AND n.direct AND n.parent_id <> c.parent_id
    JOIN plan p ON p.measure_id = c.measure_id AND p.parent_id = n.parent_id);
END
$$;
COMMENT ON FUNCTION copil.landing_is_tree () IS
  'Whether each cell of the measures landing adds up to one parent only';

CREATE FUNCTION copil.mask_check () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- A tree, all of whose totals are sums, is safe as it was made.
  IF NOT EXISTS (SELECT FROM pg_temp.landing_total)
    AND NOT EXISTS (SELECT FROM pg_temp.landing_mask k WHERE k.reason = 'w')
    AND landing_is_tree () THEN
    RETURN;
  END IF;
  INSERT INTO pg_temp.landing_active SELECT g.group_key FROM pg_temp.landing_group g;
  -- Below a withheld parent there may be nothing to withhold: that ends it too.
  LOOP
    EXIT WHEN mask_broken () = 0;
    EXIT WHEN mask_mend () = 0;
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.mask_check () IS 'Checks every equation and mends until none is broken';

RESET ROLE;
