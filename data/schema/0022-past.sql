-- 0022
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The past of withheld figures, continued; 0015 and 0021 say the rules. What a reader of all
-- versions could still put together, where figures are so small that changes cancel out:
--
-- A total that had to be withheld in the past, but had not changed: it has no past, its figure
-- stands. Nothing was withheld then. Now all that changed below it is, and what of it was
-- withheld before may be any figure, as the others make up for it.
--
-- And histograms. As long as the withheld places of a period only grow in number, what may be
-- added to one bucket of them and taken from another is the same in all versions: none tells
-- more than the last one, so only what is withheld now is withheld in the past. But a place that
-- is released, or that comes withheld where there was none, has some buckets as they were and
-- others not. Then the versions before the last are withheld for all places, and the last one
-- where the difference of old and new may have been any multiple of itself: in the place and
-- all above it, if in these changed what changed there; or from the nearest of them for which
-- that is so, with all below it. The whole is withheld there with its buckets.

SET LOCAL ROLE copil_owner;

CREATE OR REPLACE FUNCTION copil.mask_guard (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- What the parts tell of their total, by the set of them that leaves least unknown.
  UPDATE pg_temp.landing_guard g
  SET moved = least (g.moved, e.moved, CASE WHEN e.before = 0 AND g.before = 1 THEN greatest (g.moved - 1, 0) END),
    before = least (g.before, e.before)
  FROM (
    SELECT s.key, min (s.moved) AS moved, min (s.before) AS before
    FROM (
      SELECT q.key, coalesce (sum (c.moved), 0) AS moved, coalesce (sum (c.before), 0) AS before
      FROM pg_temp.landing_guard q
      JOIN nesting n ON n.parent_id = key_territory (q.key) AND n.parent_height = level
      LEFT JOIN pg_temp.landing_guard c ON c.key = key_at (q.key, n.child_id)
      WHERE NOT q.hidden
        -- A total that was reported is not the sum of its parts.
        AND NOT EXISTS (
          SELECT FROM observation o
          WHERE o.measure_id = key_measure (q.key) AND o.territory_id = key_territory (q.key)
            AND o.period = key_period (q.key) AND o.origin = 'r')
        AND NOT EXISTS (
          SELECT FROM observation_past o
          WHERE o.measure_id = key_measure (q.key) AND o.territory_id = key_territory (q.key)
            AND o.period = key_period (q.key) AND o.origin = 'r')
      GROUP BY q.key, n.child_set
      HAVING bool_or (EXISTS (
        SELECT FROM observation o
        WHERE o.measure_id = key_measure (q.key) AND o.territory_id = n.child_id
          AND o.period = key_period (q.key)))) s
    GROUP BY s.key) e
  WHERE e.key = g.key AND (e.moved < g.moved OR e.before < g.before);
  WITH term AS (
    SELECT key_at (g.key, n.parent_id) AS key, n.child_set, g.moved, g.before, g.fresh
    FROM pg_temp.landing_guard g JOIN nesting n ON n.child_id = key_territory (g.key)
    WHERE n.parent_height = level),
  equation AS (
    SELECT t.key, sum (t.moved) AS moved, sum (t.before) AS before,
      CASE WHEN count (t.fresh) = sum (t.moved) THEN sum (t.fresh) END AS fresh
    FROM term t GROUP BY t.key, t.child_set),
  told AS MATERIALIZED (
    SELECT DISTINCT e.key
    FROM equation e
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (e.key)
    WHERE (e.moved = 1 OR e.before = 1 OR is_small (e.fresh, r.threshold))
      AND NOT EXISTS (SELECT FROM pg_temp.landing_guard g WHERE g.key = e.key))
  INSERT INTO pg_temp.landing_guard (key, moved, before, shifted, hidden)
  SELECT t.key, x.n, x.n, true, true
  FROM told t
  CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM (SELECT FROM pg_temp.landing_effect e WHERE e.key = t.key LIMIT 1) e) x
  JOIN observation_past p ON p.measure_id = key_measure (t.key) AND p.territory_id = key_territory (t.key)
    AND p.period = key_period (t.key) AND p.status <= 2
  GROUP BY t.key, x.n
  UNION
  -- A total that stands has no past to withhold: what changed beneath it, then.
  SELECT w.key, 1, 1, true, true
  FROM told t
  JOIN nesting n ON n.parent_id = key_territory (t.key)
  JOIN pg_temp.landing_effect w ON w.key = key_at (t.key, n.child_id)
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing_effect e WHERE e.key = t.key)
    AND NOT EXISTS (SELECT FROM pg_temp.landing_guard g WHERE g.key = w.key);
END
$$;

CREATE FUNCTION copil.mask_past_buckets (batch int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  WITH family AS MATERIALIZED (
    SELECT r.measure_id, r.family_shift, r.measure_id + key_measure (r.family_shift) AS whole_id,
      EXISTS (SELECT FROM pg_temp.landing_byway b WHERE b.measure_id = r.measure_id)
        OR EXISTS (SELECT FROM pg_temp.landing_total t WHERE key_measure (t.key) = r.measure_id) AS tangled
    FROM pg_temp.landing_rule r
    WHERE r.histogram IS NOT NULL OR r.measure_id IN (SELECT b.whole_id FROM bucket b)),
  -- Places, by the key of their whole, that were released, or came withheld where there was none.
  loose AS MATERIALIZED (
    SELECT DISTINCT g.key + f.family_shift AS key
    FROM pg_temp.landing_guard g
    JOIN family f ON f.measure_id = key_measure (g.key)
    JOIN pg_temp.landing_group x ON x.group_key = key_group (g.key) AND NOT x.fresh
    WHERE g.shifted AND NOT g.hidden AND (g.fresh IS NOT NULL OR EXISTS (
      SELECT FROM pg_temp.landing_effect e WHERE e.key = g.key AND e.status <> 5))),
  moved AS MATERIALIZED (
    SELECT c.key + f.family_shift AS key, f.measure_id
    FROM pg_temp.landing_result c
    JOIN family f ON f.measure_id = key_measure (c.key)
    LEFT JOIN pg_temp.landing_old o ON o.key = c.key
    WHERE key_group (c.key + f.family_shift) IN (SELECT key_group (l.key) FROM loose l)
      AND coalesce (o.value, 0) <> coalesce (c.raw_value, 0)),
  -- They and all above, of which the lowest whose changes are changes of all that is above it.
  upward AS MATERIALIZED (
    SELECT l.key AS start, l.key, 0 AS height FROM loose l
    UNION ALL
    SELECT l.key, key_at (l.key, n.parent_id), n.parent_height
    FROM loose l JOIN nesting n ON n.child_id = key_territory (l.key)),
  held AS (
    SELECT m.key
    FROM moved m JOIN nesting n ON n.child_id = key_territory (m.key)
    WHERE NOT EXISTS (SELECT FROM moved p
                      WHERE p.key = key_at (m.key, n.parent_id) AND p.measure_id = m.measure_id)),
  turn AS MATERIALIZED (
    SELECT DISTINCT ON (u.start) u.key FROM upward u
    WHERE u.key NOT IN (SELECT h.key FROM held h) ORDER BY u.start, u.height),
  around AS (
    SELECT t.key FROM turn t
    UNION SELECT key_at (t.key, n.child_id) FROM turn t JOIN nesting n ON n.parent_id = key_territory (t.key)
    UNION SELECT key_at (t.key, n.parent_id) FROM turn t JOIN nesting n ON n.child_id = key_territory (t.key))
  UPDATE observation_past p SET value = NULL, summed = NULL, status = 5
  FROM (
    SELECT DISTINCT f.measure_id, f.family_shift, f.tangled, key_period (l.key) AS period
    FROM loose l JOIN family f ON f.whole_id = key_measure (l.key)) h
  WHERE p.measure_id = h.measure_id AND p.period = h.period AND p.status <= 2
    AND (h.tangled OR p.until_batch < batch
      OR cell_key (p.measure_id, p.territory_id, p.period) + h.family_shift IN (SELECT a.key FROM around a));
END
$$;
COMMENT ON FUNCTION copil.mask_past_buckets (int) IS
  'Withholds what histograms were, wherever the places withheld in them did not only become more';

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
  PERFORM mask_past_buckets (batch);
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
  -- The sum beside a reported total, as in landing_write.
  UPDATE observation_past p SET summed = NULL
  FROM pg_temp.landing_effect e JOIN nesting n ON n.child_id = key_territory (e.key)
  WHERE e.status = 5 AND p.measure_id = key_measure (e.key) AND p.territory_id = n.parent_id
    AND p.period = key_period (e.key) AND p.summed IS NOT NULL AND p.origin = 'r';
END
$$;

-- What this base kept before. Past figures that were withheld are not known any more: what cannot
-- be looked at is withheld.
WITH family AS (
  SELECT b.part_id AS measure_id, b.whole_id FROM copil.bucket b
  UNION SELECT b.whole_id, b.whole_id FROM copil.bucket b),
secret AS MATERIALIZED (
  SELECT f.whole_id, o.period
  FROM copil.observation o JOIN family f USING (measure_id) WHERE o.status = 5
  UNION
  SELECT f.whole_id, o.period
  FROM copil.observation_past o JOIN family f USING (measure_id) WHERE o.status = 5)
UPDATE copil.observation_past p SET value = NULL, summed = NULL, status = 5
FROM secret s JOIN family f USING (whole_id)
WHERE p.measure_id = f.measure_id AND p.period = s.period AND p.status <= 2;

WITH stood AS MATERIALIZED (
  SELECT DISTINCT q.measure_id, q.period, n.parent_id, q.until_batch
  FROM copil.observation_past q
  JOIN copil.nesting n ON n.child_id = q.territory_id
  JOIN copil.observation o ON o.measure_id = q.measure_id AND o.territory_id = n.parent_id
    AND o.period = q.period AND o.status <= 2
  WHERE q.status = 5 AND NOT EXISTS (
    SELECT FROM copil.observation_past x
    WHERE x.measure_id = q.measure_id AND x.territory_id = n.parent_id AND x.period = q.period
      AND x.until_batch = q.until_batch))
UPDATE copil.observation_past p SET value = NULL, summed = NULL, status = 5
FROM stood s JOIN copil.nesting n ON n.parent_id = s.parent_id
WHERE p.measure_id = s.measure_id AND p.territory_id = n.child_id AND p.period = s.period
  AND p.until_batch = s.until_batch AND p.status <= 2;

RESET ROLE;
