-- 0020
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- One more way back from what was published before (see 0015): a withheld total of which every
-- part is known by now, because those withheld with it were released as they were. It is no
-- unknown of the total above it any more.

SET LOCAL ROLE copil_owner;

CREATE OR REPLACE FUNCTION copil.mask_guard (level int) RETURNS void
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

CREATE OR REPLACE FUNCTION copil.mask_past (batch int) RETURNS void
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

RESET ROLE;
