-- 0007
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Small numbers protect people. Before figures are published, some are withheld:
--   primary       a count of 1 to threshold - 1; a part whose complement in its whole is so
--   along nesting enough others that no published total gives a withheld one back
--
-- Every nesting is an equation: a parent is the sum of its children of one set. Two rules make
-- all of them safe: an equation never has exactly one withheld cell (parent or child), and the
-- withheld children of a published parent never sum to 1 to threshold - 1. Where hierarchies
-- are trees the first rule is also sufficient: an unknown of such equations is determined only
-- if some equation has it as its only unknown. Further cells are withheld from the bottom up,
-- always the smallest one that is not zero (then the lowest id), until nothing changes. The
-- outcome depends on the raw figures of the measure and period alone, not on the order in
-- which they came.
--
-- Works on temporary tables of the landing under way (see 0008): landing and landing_group.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.landing_mask_primary () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing_mask (measure_id, period, territory_id, value, reason)
  SELECT l.measure_id, l.period, l.territory_id, l.value, 'p'
  FROM pg_temp.landing l JOIN measure m ON m.id = l.measure_id
  WHERE l.role <> 'x' AND m.kind <> 'published' AND l.value > 0 AND l.value < m.threshold;
  INSERT INTO pg_temp.landing_mask (measure_id, period, territory_id, value, reason)
  SELECT l.measure_id, l.period, l.territory_id, l.value, 'c'
  FROM pg_temp.landing l
  JOIN measure m ON m.id = l.measure_id AND m.threshold > 0 AND m.kind <> 'published'
  JOIN pg_temp.landing w ON w.measure_id = m.subset_of AND w.period = l.period
    AND w.territory_id = l.territory_id
  WHERE l.role <> 'x' AND l.value > 0 AND w.value > l.value AND w.value - l.value < m.threshold
  ON CONFLICT DO NOTHING;
  -- Withheld by its producer: unknown to us too, yet an unknown of reported totals.
  INSERT INTO pg_temp.landing_mask (measure_id, period, territory_id, value, reason)
  SELECT l.measure_id, l.period, l.territory_id, NULL, 'w'
  FROM pg_temp.landing l
  WHERE l.role <> 'x' AND l.status = 5
  ON CONFLICT DO NOTHING;
  INSERT INTO pg_temp.landing_active SELECT DISTINCT k.measure_id, k.period FROM pg_temp.landing_mask k;
END
$$;
COMMENT ON FUNCTION copil.landing_mask_primary () IS 'Withholds what is small itself, or whose complement is';

CREATE FUNCTION copil.landing_mask_round () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  added bigint;
BEGIN
  -- Withheld children of each equation, and the withheld parents whose equation has none.
  CREATE TEMP TABLE landing_broken ON COMMIT DROP AS
  WITH mask AS MATERIALIZED (
    SELECT k.* FROM pg_temp.landing_mask k JOIN pg_temp.landing_active a USING (measure_id, period)),
  children AS (
    SELECT k.measure_id, k.period, n.parent_id, n.child_set, n.direct, n.parent_height,
      count (k.value) AS n_known, count(*) AS n_all, coalesce (sum (k.value), 0) AS total
    FROM mask k JOIN nesting n ON n.child_id = k.territory_id
    GROUP BY k.measure_id, k.period, n.parent_id, n.child_set, n.direct, n.parent_height),
  parents AS (
    SELECT k.measure_id, k.period, e.*
    FROM mask k
    JOIN (SELECT DISTINCT n.parent_id, n.child_set, n.direct, n.parent_height FROM nesting n) e
      ON e.parent_id = k.territory_id
    WHERE k.value IS NOT NULL),
  broken AS (
    -- A published parent.
    SELECT c.measure_id, c.period, c.parent_id, c.child_set, c.direct, c.parent_height, false AS parent_masked
    FROM children c
    JOIN pg_temp.landing p ON p.measure_id = c.measure_id AND p.period = c.period
      AND p.territory_id = c.parent_id AND p.value IS NOT NULL
    JOIN measure m ON m.id = c.measure_id
    WHERE CASE p.origin WHEN 'r' THEN c.n_all ELSE c.n_known END > 0
      AND (CASE p.origin WHEN 'r' THEN c.n_all ELSE c.n_known END = 1
           OR (c.total > 0 AND c.total < m.threshold))
      AND NOT EXISTS (SELECT FROM mask k WHERE k.measure_id = c.measure_id
                        AND k.period = c.period AND k.territory_id = c.parent_id)
    UNION ALL
    -- A withheld parent.
    SELECT p.measure_id, p.period, p.parent_id, p.child_set, p.direct, p.parent_height, true
    FROM parents p
    WHERE NOT EXISTS (SELECT FROM children c WHERE c.measure_id = p.measure_id AND c.period = p.period
                        AND c.parent_id = p.parent_id AND c.child_set = p.child_set AND c.n_known > 0)),
  -- What can be withheld: the smallest other child that is not zero.
  candidate AS (
    SELECT DISTINCT ON (b.measure_id, b.period, b.parent_id, b.child_set)
      b.*, l.territory_id AS chosen, l.value
    FROM broken b
    JOIN nesting n ON n.parent_id = b.parent_id AND n.child_set = b.child_set
    JOIN pg_temp.landing l ON l.measure_id = b.measure_id AND l.period = b.period
      AND l.territory_id = n.child_id AND l.value > 0
    WHERE NOT EXISTS (SELECT FROM mask k WHERE k.measure_id = b.measure_id
                        AND k.period = b.period AND k.territory_id = n.child_id)
    ORDER BY b.measure_id, b.period, b.parent_id, b.child_set, l.value, l.territory_id)
  SELECT * FROM candidate
  UNION ALL
  -- No other child: the parent itself.
  SELECT b.*, b.parent_id, p.value
  FROM broken b
  JOIN pg_temp.landing p ON p.measure_id = b.measure_id AND p.period = b.period
    AND p.territory_id = b.parent_id
  WHERE NOT b.parent_masked
    AND NOT EXISTS (SELECT FROM candidate c WHERE c.measure_id = b.measure_id AND c.period = b.period
                      AND c.parent_id = b.parent_id AND c.child_set = b.child_set);

  TRUNCATE pg_temp.landing_active;
  INSERT INTO pg_temp.landing_active SELECT DISTINCT b.measure_id, b.period FROM pg_temp.landing_broken b;
  -- From the bottom up: what a lower equation withholds may already mend a higher one.
  INSERT INTO pg_temp.landing_mask (measure_id, period, territory_id, value, reason)
  SELECT DISTINCT b.measure_id, b.period, b.chosen, b.value, 'n'::"char"
  FROM (SELECT x.*, min (CASE WHEN x.direct THEN 0 ELSE 1000 END + x.parent_height)
          OVER (PARTITION BY x.measure_id, x.period) AS lowest
        FROM pg_temp.landing_broken x) b
  WHERE CASE WHEN b.direct THEN 0 ELSE 1000 END + b.parent_height = b.lowest
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  DROP TABLE pg_temp.landing_broken;
  RETURN added;
END
$$;
COMMENT ON FUNCTION copil.landing_mask_round () IS
  'Withholds one more cell for each lowest equation that would give one back; answers how many';

CREATE FUNCTION copil.landing_mask_all () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing_mask (
    measure_id smallint, period date, territory_id int, value float8, reason "char",
    PRIMARY KEY (measure_id, period, territory_id)) ON COMMIT DROP;
  CREATE TEMP TABLE landing_active (measure_id smallint, period date) ON COMMIT DROP;
  PERFORM landing_mask_primary ();
  IF NOT EXISTS (SELECT FROM pg_temp.landing_active) THEN
    RETURN;
  END IF;
  LOOP
    EXIT WHEN landing_mask_round () = 0;
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.landing_mask_all () IS
  'Fills landing_mask: the cells of the landing under way that are not published, and why';

RESET ROLE;
