-- 0015
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Small numbers, continued; 0007 says the rules. Two things could still give a withheld cell back.
--
-- The buckets of a histogram add up to their whole: an equation across measures. With those along
-- nestings it makes tables of two dimensions, where it is not enough that no equation has one
-- unknown. So the buckets of a place are withheld together, zeros too, when one of them or their
-- whole is. Then each of them has the same withheld places, and what may be added to one bucket
-- along its nestings may be taken from another: nothing is determined. Little is lost, for no
-- median nor share can be computed without all buckets.
--
-- And what was published before a cell was withheld: its own earlier value; or an earlier total,
-- from which and from the present one the difference tells it. So what is withheld now is
-- withheld in the past too, and mask_past() looks at each revised total: of the cells below that
-- are withheld before or after, one alone must neither have moved, nor stand in the earlier sum.
-- Where it would, the earlier versions of the total are withheld, which is then the unknown of
-- the total above: unless every part of it is known by now, because those withheld with it were
-- released as they were.

SET LOCAL ROLE copil_owner;

CREATE OR REPLACE FUNCTION copil.mask_leaves () RETURNS void
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
  IF EXISTS (SELECT FROM pg_temp.landing_group g WHERE g.unsure) THEN
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT l.key, NULL, 'w' FROM pg_temp.landing l WHERE l.status = 5 AND NOT l.total;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_level (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT l.key, l.value, 'c'
  FROM pg_temp.landing_sum l
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (l.key)
  JOIN (
    SELECT w.key, w.value
    FROM pg_temp.landing_sum w JOIN pg_temp.landing_rule x ON x.measure_id = key_measure (w.key)
    WHERE x.has_parts AND w.height = level
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
  -- Buckets are left to mask_check.
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (p.key) AND r.histogram IS NULL
  WHERE p.height = level AND (p.n_masked = 1 OR is_small (p.masked, p.threshold))
    AND p.value IS NOT NULL AND NOT is_small (p.value, p.threshold)
    AND (p.smallest IS NOT NULL OR NOT EXISTS (
      SELECT FROM pg_temp.landing_mask k WHERE k.key = p.key));
END
$$;

DROP FUNCTION copil.landing_is_tree ();

CREATE FUNCTION copil.mask_buckets () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  WITH place AS MATERIALIZED (
    SELECT DISTINCT e.key + r.family_shift AS whole_key
    FROM pg_temp.landing_examined e
    JOIN pg_temp.landing_active a ON a.family = e.family
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (e.key)
    WHERE e.masked),
  added AS (
    UPDATE pg_temp.landing_examined e SET masked = true
    FROM place p JOIN pg_temp.landing_rule r ON r.histogram IS NOT NULL
      AND r.measure_id + (r.family_shift >> 48) = key_measure (p.whole_key)
    WHERE e.key = p.whole_key - r.family_shift AND NOT e.masked AND e.value IS NOT NULL
    RETURNING e.key, e.value)
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT a.key, a.value, 'n'::"char" FROM added a;
END
$$;
COMMENT ON FUNCTION copil.mask_buckets () IS
  'Withholds all buckets of a histogram wherever one of them, or their whole, is withheld';

CREATE OR REPLACE FUNCTION copil.mask_broken () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n bigint;
BEGIN
  TRUNCATE pg_temp.landing_broken;
  WITH mask AS MATERIALIZED (
    SELECT e.key, e.family, e.value, e.threshold
    FROM pg_temp.landing_examined e JOIN pg_temp.landing_active a ON a.family = e.family
    WHERE e.masked),
  children AS MATERIALIZED (
    SELECT key_at (k.key, n.parent_id) AS key, k.family, n.child_set, max (n.step) AS step,
      count (k.value) AS n_known, count(*) AS n_all, coalesce (sum (k.value), 0) AS total
    FROM mask k JOIN nesting n ON n.child_id = key_territory (k.key)
    GROUP BY 1, 2, 3)
  INSERT INTO pg_temp.landing_broken (key, family, child_set, step, masked_parent)
  -- A published parent.
  SELECT c.key, c.family, c.child_set, c.step, false
  FROM children c
  JOIN pg_temp.landing_examined p ON p.key = c.key AND p.value IS NOT NULL AND NOT p.masked
  -- A cell that its producer withheld is no part of our sum, but of the total he reported.
  WHERE CASE p.origin WHEN 'r' THEN c.n_all ELSE c.n_known END = 1 OR is_small (c.total, p.threshold)
  UNION ALL
  -- A withheld parent.
  SELECT k.key, k.family, e.child_set, e.step, true
  FROM mask k
  JOIN (SELECT DISTINCT n.parent_id, n.child_set, n.step FROM nesting n) e ON e.parent_id = key_territory (k.key)
  WHERE k.value IS NOT NULL
    AND NOT EXISTS (SELECT FROM children c WHERE c.key = k.key AND c.child_set = e.child_set AND c.n_known > 0);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END
$$;
COMMENT ON FUNCTION copil.mask_broken () IS
  'Finds the equations along nestings, in the families of groups still looked at, that give a withheld cell back; answers how many';

CREATE OR REPLACE FUNCTION copil.mask_mend () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  added bigint;
BEGIN
  WITH lowest AS MATERIALIZED (
    -- From the bottom up: what a lower equation withholds may already mend a higher one.
    SELECT * FROM (
      SELECT b.*, min (b.step) OVER (PARTITION BY b.family) AS first_step FROM pg_temp.landing_broken b) b
    WHERE b.step = b.first_step),
  candidate AS MATERIALIZED (
    -- The place of the smallest cell; of buckets, that of their smallest whole: the same for all.
    SELECT DISTINCT ON (b.key, b.child_set) b.key, b.child_set, l.key AS child_key, l.value
    FROM lowest b
    JOIN nesting n ON n.parent_id = key_territory (b.key) AND n.child_set = b.child_set
    JOIN pg_temp.landing_examined l ON l.key = key_at (b.key, n.child_id)
    JOIN pg_temp.landing_examined w ON w.key = l.key - key_group (l.key) + b.family
    WHERE NOT l.masked AND l.value IS NOT NULL AND w.value > 0
    ORDER BY b.key, b.child_set, w.value, l.key),
  choice AS (
    SELECT DISTINCT coalesce (c.child_key, p.key) AS key, coalesce (c.value, p.value) AS value
    FROM lowest b
    LEFT JOIN candidate c ON c.key = b.key AND c.child_set = b.child_set
    LEFT JOIN pg_temp.landing_examined p ON p.key = b.key AND NOT b.masked_parent AND c.key IS NULL
    WHERE coalesce (c.key, p.key) IS NOT NULL),
  marked AS (
    UPDATE pg_temp.landing_examined e SET masked = true FROM choice x WHERE e.key = x.key)
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT x.key, x.value, 'n'::"char" FROM choice x;
  GET DIAGNOSTICS added = ROW_COUNT;
  TRUNCATE pg_temp.landing_active;
  INSERT INTO pg_temp.landing_active SELECT DISTINCT b.family FROM pg_temp.landing_broken b;
  RETURN added;
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_check () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
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
  -- Below a withheld parent there may be nothing to withhold: that ends it too.
  LOOP
    PERFORM mask_buckets ();
    EXIT WHEN mask_broken () = 0;
    EXIT WHEN mask_mend () = 0;
  END LOOP;
END
$$;

CREATE FUNCTION copil.mask_guard (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE pg_temp.landing_guard g SET before = 0, moved = greatest (g.moved - 1, 0)
  FROM (SELECT DISTINCT n.parent_id, n.child_set FROM nesting n WHERE n.parent_height = level) e
  WHERE e.parent_id = key_territory (g.key) AND g.before = 1 AND NOT g.hidden
    AND NOT EXISTS (
      SELECT FROM nesting n JOIN pg_temp.landing_guard c ON c.key = key_at (g.key, n.child_id)
      WHERE n.parent_id = e.parent_id AND n.child_set = e.child_set AND c.before > 0);
  WITH term AS (
    SELECT key_at (g.key, n.parent_id) AS key, n.child_set, g.moved, g.before, g.fresh
    FROM pg_temp.landing_guard g JOIN nesting n ON n.child_id = key_territory (g.key)
    WHERE n.parent_height = level),
  equation AS (
    SELECT t.key, sum (t.moved) AS moved, sum (t.before) AS before,
      CASE WHEN count (t.fresh) = sum (t.moved) THEN sum (t.fresh) END AS fresh
    FROM term t GROUP BY t.key, t.child_set)
  INSERT INTO pg_temp.landing_guard (key, moved, before, shifted, hidden)
  SELECT DISTINCT e.key, 1, 1, true, true
  FROM equation e
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (e.key)
  JOIN observation_past p ON p.measure_id = r.measure_id AND p.territory_id = key_territory (e.key)
    AND p.period = key_period (e.key) AND p.status <= 2
  WHERE (e.moved = 1 OR e.before = 1 OR is_small (e.fresh, r.threshold))
    AND NOT EXISTS (SELECT FROM pg_temp.landing_guard g WHERE g.key = e.key);
END
$$;
COMMENT ON FUNCTION copil.mask_guard (int) IS
  'Of the totals of one height, whose earlier versions would tell a withheld cell';

CREATE FUNCTION copil.mask_past (batch int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- Of each cell withheld before or after: how many unknowns its change holds, and its version
  -- before. One that is released as it was is known then too.
  INSERT INTO pg_temp.landing_guard (key, moved, before, fresh, shifted, hidden)
  SELECT g.key, g.moved, g.before, g.fresh, g.shifted, false
  FROM (
    SELECT c.key, CASE WHEN o.key IS NULL THEN 1 WHEN x.same THEN 0 WHEN c.status <> 5 THEN 1 ELSE 2 END AS moved,
      CASE WHEN o.key IS NULL OR (x.same AND c.status <> 5) THEN 0 ELSE 1 END AS before,
      CASE WHEN o.key IS NULL THEN c.raw_value END AS fresh, o.published_status IS DISTINCT FROM c.status AS shifted
    FROM pg_temp.landing_result c
    LEFT JOIN pg_temp.landing_old o ON o.key = c.key AND o.published_status IN (0, 1, 2, 5),
      LATERAL (SELECT o.value IS NOT DISTINCT FROM c.raw_value AS same) x
    WHERE c.status = 5 OR o.published_status = 5) g
  WHERE g.moved > 0 OR g.before > 0 OR g.shifted;
  -- A part released as it was tells how little was left of the whole, or what another bucket was.
  INSERT INTO pg_temp.landing_guard (key, moved, before, shifted, hidden)
  SELECT DISTINCT w.key, 1, 1, true, true
  FROM pg_temp.landing_old o
  JOIN pg_temp.landing_result c ON c.key = o.key AND c.status <> 5
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (o.key)
  JOIN pg_temp.landing_effect w ON w.key = o.key + r.to_whole AND w.status <> 5
  JOIN pg_temp.landing_old x ON x.key = w.key AND x.published_status <> 5
  WHERE o.reason = 'c' OR (r.histogram IS NOT NULL AND o.published_status = 5);
  FOR level IN 1 .. (SELECT coalesce (max (n.parent_height), 0) FROM nesting n) LOOP
    PERFORM mask_guard (level);
  END LOOP;
  UPDATE observation_past p SET value = NULL, summed = NULL, status = 5
  FROM (
    SELECT g.key FROM pg_temp.landing_guard g WHERE g.hidden
    UNION
    SELECT e.key FROM pg_temp.landing_effect e WHERE e.status = 5) g
  WHERE p.measure_id = key_measure (g.key) AND p.territory_id = key_territory (g.key)
    AND p.period = key_period (g.key) AND p.status <= 2;
  -- Versions before the last one: each change of what is withheld below would have to be looked
  -- at with all of them.
  UPDATE observation_past p SET value = NULL, summed = NULL, status = 5
  FROM (
    SELECT DISTINCT n.parent_id, key_group (g.key) AS group_key
    FROM pg_temp.landing_guard g JOIN nesting n ON n.child_id = key_territory (g.key)
    WHERE g.shifted) a
  WHERE p.measure_id = key_measure (a.group_key) AND p.territory_id = a.parent_id
    AND p.period = key_period (a.group_key) AND p.status <= 2 AND p.until_batch < batch;
  -- Buckets are withheld together, in the past too.
  UPDATE observation_past p SET value = NULL, summed = NULL, status = 5
  FROM (
    SELECT DISTINCT part.measure_id, key_period (g.key) AS period
    FROM pg_temp.landing_guard g
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.key)
    JOIN pg_temp.landing_rule part ON part.histogram IS NOT NULL
      AND part.measure_id + (part.family_shift >> 48) = r.measure_id + (r.family_shift >> 48)) h
  WHERE p.measure_id = h.measure_id AND p.period = h.period AND p.status <= 2;
  -- The sum beside a reported total, as in landing_write.
  UPDATE observation_past p SET summed = NULL
  FROM pg_temp.landing_effect e JOIN nesting n ON n.child_id = key_territory (e.key)
  WHERE e.status = 5 AND p.measure_id = key_measure (e.key) AND p.territory_id = n.parent_id
    AND p.period = key_period (e.key) AND p.summed IS NOT NULL AND p.origin = 'r';
END
$$;
COMMENT ON FUNCTION copil.mask_past (int) IS
  'Withholds what was published before wherever it would tell what is withheld now';
COMMENT ON TABLE copil.observation_past IS
  'Published figures that a later batch replaced: known from batch_id to before until_batch. What was withheld since is withheld here too';

-- What was kept before this rule.
UPDATE copil.observation_past p SET value = NULL, summed = NULL, status = 5
FROM copil.observation o
WHERE o.measure_id = p.measure_id AND o.territory_id = p.territory_id AND o.period = p.period
  AND o.status = 5 AND p.status <= 2;

RESET ROLE;
