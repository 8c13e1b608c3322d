-- 0021
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The past of withheld figures, continued; 0015 says the rules. Two changes that a reader could
-- still put together:
--
-- The change of a withheld total was counted as two unknowns, its figure before and after. But it
-- is the sum of the changes below it, and where these hold fewer unknowns, or none, so does it:
-- what is released at zero below a total that stays withheld would have been told by the total
-- above that one.
--
-- And a withheld total without withheld parts was taken for known. That holds only where it is
-- their sum: a figure reported for departments has no parts, or others.

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

RESET ROLE;
