-- 0020
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Landing, made faster again; 0008 and 0014 say what it does, which stays. Sums of fractions may
-- differ in their last bit: the order of addition is another.
--
--   * A cell key is hashed by folding its two halves. With the measure 48 bits up, its bits fell
--     upon those of the territory, and some five cells shared each hash: joins and sums walked
--     chains. 44 bits up they fall between the bits that vary.
--   * What places ask of a cell is the same for all measures of a set: landing_seat has a row a
--     territory, landing_rule one a measure, where a row for each pair was half as many as the
--     cells of a month. landing_place is the view of both.
--   * Each reported cell and each sum knows the key of its whole: no join tells it any more.
--   * Large landings are analysed where the planner would take the wrong side of a join for the
--     large one; what they bring is analysed roughly, autovacuum does it well.

SET LOCAL ROLE copil_owner;

ALTER TABLE copil.territory ADD CONSTRAINT territory_id CHECK (id BETWEEN 0 AND 16777215);

-- Keys. 15 bits of measure, 24 of territory, 20 of days since 1900.

CREATE FUNCTION copil.measure_shift (measure smallint, other smallint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (other - measure)::bigint << 44;
COMMENT ON FUNCTION copil.measure_shift (smallint, smallint) IS
  'What to add to a cell key for the cell of another measure in the same place and period';

CREATE OR REPLACE FUNCTION copil.cell_key (measure smallint, territory int, period date) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (measure::bigint << 44) | (territory::bigint << 20) | (period - date '1900-01-01');

CREATE OR REPLACE FUNCTION copil.key_measure (key bigint) RETURNS smallint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (key >> 44)::smallint;

CREATE OR REPLACE FUNCTION copil.key_territory (key bigint) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN ((key >> 20) & 16777215)::int;

CREATE OR REPLACE FUNCTION copil.key_group (key bigint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN key & ~(16777215::bigint << 20);

CREATE OR REPLACE FUNCTION copil.key_at (key bigint, territory int) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (key & ~(16777215::bigint << 20)) | (territory::bigint << 20);

CREATE OR REPLACE FUNCTION copil.ranked (value float8, key bigint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (least (value, 1e10)::bigint << 28) | ((key >> 20) & 16777215);

CREATE OR REPLACE FUNCTION copil.ranked_id (rank bigint) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (rank & 16777215)::int;

CREATE OR REPLACE FUNCTION copil.landing_tables () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF to_regclass ('pg_temp.landing') IS NOT NULL THEN
    TRUNCATE pg_temp.landing, pg_temp.landing_sum, pg_temp.landing_group, pg_temp.landing_total,
      pg_temp.landing_old, pg_temp.landing_whole, pg_temp.landing_mask, pg_temp.landing_examined,
      pg_temp.landing_active, pg_temp.landing_broken, pg_temp.landing_effect,
      pg_temp.landing_guard, pg_temp.landing_seat, pg_temp.landing_byway, pg_temp.landing_rule;
    RETURN;
  END IF;
  -- rise: the height at which it adds up to its parent, NULL where it does not.
  CREATE TEMP TABLE landing (
    key bigint, parent bigint, value float8, weight int, status smallint, threshold smallint,
    rise smallint, changed boolean, total boolean, whole_key bigint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_sum (
    key bigint, parent bigint, value float8, summed float8, coverage real, reporting float8,
    inapplicable float8, masked float8, smallest bigint, n_masked int, height smallint,
    rise smallint, threshold smallint, status smallint, summed_status smallint, origin "char",
    changed boolean, whole_key bigint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_group (
    group_key bigint, fresh boolean, changed boolean, unsure boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_total (key bigint, value float8, status smallint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_old (
    key bigint, value float8, published_value float8, published_summed float8, batch_id int,
    coverage real, status smallint, published_status smallint, origin "char", reason "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_whole (key bigint, value float8) ON COMMIT DROP;
  CREATE TEMP TABLE landing_mask (key bigint, value float8, reason "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_examined (
    key bigint PRIMARY KEY, family bigint, value float8, status smallint, origin "char",
    threshold smallint, masked boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_active (family bigint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_broken (
    key bigint, family bigint, child_set varchar (31), masked_parent boolean, step int) ON COMMIT DROP;
  CREATE TEMP TABLE landing_effect (
    key bigint, value float8, summed float8, coverage real, status smallint, origin "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_guard (
    key bigint, moved smallint, before smallint, fresh float8, shifted boolean, hidden boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_seat (
    set_no smallint, territory_id int, lowest float8, total boolean, to_parent bigint, rise smallint,
    weight int, height smallint, whole float8) ON COMMIT DROP;
  CREATE TEMP TABLE landing_byway (
    measure_id smallint, child_id int, to_parent bigint, height smallint, weight int) ON COMMIT DROP;
  CREATE TEMP TABLE landing_rule (
    measure_id smallint, threshold smallint, to_whole bigint, has_parts boolean, histogram smallint,
    family_shift bigint, unsure boolean, set_no smallint) ON COMMIT DROP;
  CREATE TEMP VIEW landing_place AS
  SELECT r.measure_id, s.territory_id, s.lowest, s.total, r.threshold, s.to_parent, s.rise, s.weight,
    s.height, s.whole, r.to_whole
  FROM pg_temp.landing_rule r JOIN pg_temp.landing_seat s ON s.set_no = r.set_no;
  CREATE TEMP VIEW landing_cell AS
  SELECT l.key, l.value, NULL::float8 AS summed, CASE l.status WHEN 3 THEN 0 ELSE 1 END::real AS coverage,
    l.status, 'r'::"char" AS origin, l.threshold, 0::smallint AS height
  FROM pg_temp.landing l WHERE NOT l.total
  UNION ALL
  SELECT l.key, l.value, CASE l.origin WHEN 'r' THEN l.summed END, l.coverage, l.status, l.origin,
    l.threshold, l.height
  FROM pg_temp.landing_sum l;
  CREATE TEMP VIEW landing_result AS
  SELECT c.key, c.summed, c.coverage, c.origin, c.height, c.value AS raw_value, c.status AS raw_status,
    CASE WHEN NOT x.masked THEN c.value END AS value,
    CASE WHEN x.masked THEN 5 ELSE c.status END::smallint AS status,
    CASE WHEN is_small (c.value, c.threshold) THEN 'p' ELSE k.reason END AS reason
  FROM pg_temp.landing_cell c
  LEFT JOIN pg_temp.landing_mask k ON k.key = c.key,
    LATERAL (SELECT coalesce (is_small (c.value, c.threshold), false) OR k.key IS NOT NULL AS masked) x;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_begin (measures smallint[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  looked_at smallint[] := landing_kin (measures);
BEGIN
  PERFORM landing_tables ();
  INSERT INTO pg_temp.landing_rule
  SELECT m.id, CASE m.kind WHEN 'published' THEN 0 ELSE m.threshold END,
    CASE WHEN m.kind <> 'published' AND m.threshold > 0 THEN measure_shift (m.id, m.subset_of) END,
    EXISTS (SELECT FROM measure part WHERE part.subset_of = m.id),
    b.histogram, coalesce (measure_shift (m.id, b.whole_id), 0),
    b.part_id IS NOT NULL OR EXISTS (SELECT FROM bucket x WHERE x.whole_id = m.id),
    CASE WHEN m.kind = 'published' THEN 0
      ELSE (SELECT count(*) FROM perimeter_set s WHERE s.code <= m.set_code) END
  FROM measure m LEFT JOIN bucket b ON b.part_id = m.id
  WHERE m.id = ANY (looked_at);
  WITH edge AS MATERIALIZED (SELECT * FROM landing_edges ()),
  byway AS (
    INSERT INTO pg_temp.landing_byway
    SELECT m.id, e.child_id, (e.parent_id - e.child_id)::bigint << 20, e.height, e.weight
    FROM edge e JOIN measure m ON m.set_code = e.set_code AND m.kind <> 'published'
    WHERE NOT e.main AND m.id = ANY (looked_at)),
  -- Figures of overlapping perimeters would give withheld ones back: additive measures are
  -- taken for the perimeters of their set and for those that these add up to.
  able AS (
    SELECT t.set_code, t.id, false AS total FROM territory t
    UNION
    SELECT DISTINCT n.child_set, n.parent_id, true FROM nesting n),
  top AS (SELECT DISTINCT e.set_code, e.parent_id, e.height, e.whole FROM edge e),
  place AS (
    SELECT a.set_code, a.id, a.total, e.parent_id, e.height AS rise, e.weight, top.height, top.whole
    FROM able a
    LEFT JOIN edge e ON e.set_code = a.set_code AND e.child_id = a.id AND e.main
    LEFT JOIN top ON top.set_code = a.set_code AND top.parent_id = a.id)
  INSERT INTO pg_temp.landing_seat
  SELECT (SELECT count(*) FROM perimeter_set s WHERE s.code <= p.set_code), p.id, float8 '0', p.total,
    (p.parent_id - p.id)::bigint << 20, p.rise, p.weight, coalesce (p.height, 0), p.whole
  FROM place p
  WHERE p.set_code IN (SELECT m.set_code FROM measure m WHERE m.kind <> 'published' AND m.id = ANY (looked_at))
  UNION ALL
  SELECT 0, t.id, float8 '-Infinity', false, NULL, NULL, NULL, 0, NULL
  FROM territory t
  WHERE EXISTS (SELECT FROM measure m WHERE m.kind = 'published' AND m.id = ANY (looked_at));
  ANALYZE pg_temp.landing_rule, pg_temp.landing_seat;
  -- Where a cell adds up to several, its equations do not form a tree.
  IF EXISTS (SELECT FROM pg_temp.landing_byway) THEN
    UPDATE pg_temp.landing_rule SET unsure = true
    WHERE measure_id IN (SELECT b.measure_id FROM pg_temp.landing_byway b);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_unpack (command uuid, producer text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- What no key can be made of, or has no value a figure may have, gets none. In the order of
  -- keys: neighbours in the base are then neighbours in every step.
  INSERT INTO pg_temp.landing (key, parent, value, weight, status, threshold, rise, changed,
                               total, whole_key)
  SELECT l.key, l.key + l.to_parent, l.value, l.weight, l.status, l.threshold, l.rise, true, l.total,
    l.key + l.to_whole
  FROM (
    SELECT CASE WHEN p.lowest IS NOT NULL AND u.period BETWEEN '1900-01-01' AND '2199-12-31'
        AND u.status BETWEEN 0 AND 5 AND (u.value IS NULL) = (u.status >= 3)
        AND (u.value IS NULL OR (u.value >= p.lowest AND u.value > '-Infinity' AND u.value < 'Infinity'))
      THEN cell_key (u.measure_id, u.territory_id, u.period) END AS key,
      u.value, u.status, p.to_parent, p.weight, r.threshold, p.rise, p.total, r.to_whole
    FROM (SELECT unnest (s.measures) AS measure_id, unnest (s.territories) AS territory_id,
            unnest (s.periods) AS period, unnest (s."values") AS value, unnest (s.statuses) AS status
          FROM batch_staging s, landing_many ()
          WHERE s.login = session_user AND s.command = landing_unpack.command) u
    LEFT JOIN pg_temp.landing_rule r ON r.measure_id = u.measure_id
    LEFT JOIN pg_temp.landing_seat p ON p.set_no = r.set_no AND p.territory_id = u.territory_id
    ORDER BY 1 OFFSET 0) l;
  INSERT INTO pg_temp.landing_group (group_key, fresh, changed, unsure)
  SELECT g.group_key, NOT EXISTS (
      SELECT FROM observation_group x
      WHERE x.measure_id = key_measure (g.group_key) AND x.period = key_period (g.group_key)), true, g.unsure
  FROM (SELECT key_group (l.key) AS group_key, bool_or (l.total OR l.status = 5) AS unsure
        FROM pg_temp.landing l GROUP BY 1) g;
  IF EXISTS (SELECT FROM pg_temp.landing OFFSET 200000) THEN
    -- How many sums there will be: guessed wrong, the large side of a join is hashed.
    ANALYZE pg_temp.landing (parent, rise, total, whole_key);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_check (command uuid, producer text, granted copil.assignment[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  foreign_places text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_temp.landing_group) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Livraison refusée : elle ne contient aucune cellule.';
  END IF;
  IF EXISTS (
      SELECT FROM pg_temp.landing_group g LEFT JOIN measure m ON m.id = key_measure (g.group_key)
      WHERE g.group_key IS NULL OR m.producer <> landing_check.producer
        OR date_trunc (m.rhythm, key_period (g.group_key)::timestamp)::date <> key_period (g.group_key)) THEN
    PERFORM landing_refuse (command, producer);
  END IF;
  IF EXISTS (SELECT FROM unnest (granted) a WHERE a.territory_id IS NULL) THEN
    RETURN;
  END IF;
  SELECT string_agg (t.name::text, ', ') INTO foreign_places
  FROM (SELECT DISTINCT key_territory (l.key) AS id FROM pg_temp.landing l) l
  JOIN territory t ON t.id = l.id
  WHERE NOT EXISTS (SELECT FROM unnest (granted) a WHERE covers (a.territory_id, l.id));
  IF foreign_places IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Livraison refusée : elle porte sur des territoires qui ne sont pas les vôtres.',
      DETAIL = left (foreign_places, 500);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_keep (groups bigint[], changed boolean) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing (key, parent, value, weight, status, threshold, rise, changed,
                               total, whole_key)
  SELECT o.key, o.key + p.to_parent, o.value, p.weight, o.status, p.threshold, p.rise,
    landing_keep.changed, p.total, o.key + p.to_whole
  FROM pg_temp.landing_old o
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (o.key) AND p.territory_id = key_territory (o.key)
  WHERE o.origin = 'r' AND key_group (o.key) IN (SELECT unnest (groups))
    AND NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.key = o.key);
  UPDATE pg_temp.landing_group g SET unsure = true
  WHERE g.group_key IN (SELECT key_group (l.key) FROM pg_temp.landing l WHERE l.total OR l.status = 5)
    AND NOT g.unsure;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_depend () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  wholes bigint[];
BEGIN
  -- Parts of what changed: their complement changed.
  PERFORM landing_look_again (ARRAY (
    SELECT g.group_key - r.to_whole
    FROM pg_temp.landing_group g JOIN pg_temp.landing_rule r
      ON r.measure_id + key_measure (r.to_whole) = key_measure (g.group_key)
    WHERE EXISTS (SELECT FROM observation_group x WHERE x.measure_id = r.measure_id
                    AND x.period = key_period (g.group_key))
    EXCEPT SELECT g.group_key FROM pg_temp.landing_group g));
  -- What is in one histogram with what is looked at.
  PERFORM landing_look_again (ARRAY (
    SELECT DISTINCT cell_key (x.measure_id, 0, x.period)
    FROM pg_temp.landing_group g
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.group_key) AND r.unsure
    JOIN pg_temp.landing_rule other ON other.unsure
      AND other.measure_id + key_measure (other.family_shift) = r.measure_id + key_measure (r.family_shift)
    JOIN observation_group x ON x.measure_id = other.measure_id AND x.period = key_period (g.group_key)
    EXCEPT SELECT g.group_key FROM pg_temp.landing_group g));
  -- Wholes of what is looked at, to compare with.
  wholes := ARRAY (
    SELECT g.group_key + r.to_whole
    FROM pg_temp.landing_group g JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.group_key)
    WHERE EXISTS (SELECT FROM observation_group x
                  WHERE x.measure_id = key_measure (g.group_key + r.to_whole) AND x.period = key_period (g.group_key))
    EXCEPT SELECT g.group_key FROM pg_temp.landing_group g);
  INSERT INTO pg_temp.landing_whole (key, value)
  SELECT cell_key (o.measure_id, o.territory_id, o.period), coalesce (s.value, o.value)
  FROM unnest (wholes) g (group_key)
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (g.group_key)
  JOIN observation o ON o.measure_id = key_measure (g.group_key)
    AND o.territory_id = p.territory_id AND o.period = key_period (g.group_key)
  LEFT JOIN observation_secret s ON s.measure_id = o.measure_id
    AND s.territory_id = o.territory_id AND s.period = o.period;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_climb (level smallint) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  has_leaves boolean;
  has_sums boolean;
  children text;
BEGIN
  SELECT bool_or (s.height = 0), bool_or (s.height > 0) INTO has_leaves, has_sums
  FROM pg_temp.landing_seat s WHERE s.rise = level;
  -- Only what there is: mostly one kind of children, of which the planner then knows how many.
  children := concat_ws (E'\n      UNION ALL',
    CASE WHEN has_leaves THEN '
      SELECT l.key, l.parent, l.threshold, l.value, l.value AS part, l.status AS part_status,
        CASE WHEN l.status <= 2 THEN l.weight END::float8 AS reporting,
        CASE WHEN l.status = 4 THEN l.weight END::float8 AS inapplicable, l.changed
      FROM pg_temp.landing l
      WHERE l.rise = $1 AND NOT l.total' END,
    CASE WHEN has_sums THEN '
      SELECT l.key, l.parent, l.threshold, l.value, l.summed AS part, l.summed_status AS part_status,
        l.reporting, l.inapplicable, l.changed
      FROM pg_temp.landing_sum l
      WHERE l.rise = $1' END,
    CASE WHEN EXISTS (SELECT FROM pg_temp.landing_byway b WHERE b.height = level) THEN '
      SELECT l.key, l.key + b.to_parent, l.threshold, l.value, l.part, l.part_status,
        CASE WHEN l.leaf THEN CASE WHEN l.part_status <= 2 THEN b.weight END ELSE l.reporting END,
        CASE WHEN l.leaf THEN CASE WHEN l.part_status = 4 THEN b.weight END ELSE l.inapplicable END, l.changed
      FROM pg_temp.landing_byway b JOIN (
        SELECT x.key, x.threshold, x.value, x.value AS part, x.status AS part_status, true AS leaf,
          NULL::float8 AS reporting, NULL::float8 AS inapplicable, x.changed
        FROM pg_temp.landing x WHERE NOT x.total
        UNION ALL
        SELECT x.key, x.threshold, x.value, x.summed, x.summed_status, false, x.reporting,
          x.inapplicable, x.changed
        FROM pg_temp.landing_sum x) l
        ON key_measure (l.key) = b.measure_id AND key_territory (l.key) = b.child_id
      WHERE b.height = $1' END);
  IF children = '' THEN
    RETURN;
  END IF;
  EXECUTE '
    INSERT INTO pg_temp.landing_sum (key, parent, value, summed, coverage, reporting, inapplicable,
      masked, smallest, n_masked, height, rise, threshold, status, summed_status, origin, changed, whole_key)
    SELECT s.key, s.key + p.to_parent, s.value, s.value,
      CASE WHEN p.whole > s.inapplicable THEN least (s.reporting / (p.whole - s.inapplicable), 1) ELSE 0 END,
      s.reporting, s.inapplicable, s.masked, s.smallest, s.n_masked, $1, p.rise, p.threshold,
      -- Nothing that reported: not available; nothing that applies: not applicable.
      coalesce (s.status, CASE WHEN p.whole > s.inapplicable THEN 3 ELSE 4 END), s.status, ''s'', s.changed,
      s.key + p.to_whole
    FROM (
      SELECT c.parent AS key, sum (c.part) AS value,
        -- The worst standing of what is summed.
        max (c.part_status) FILTER (WHERE c.part_status <= 2) AS status,
        coalesce (sum (c.reporting), 0) AS reporting, coalesce (sum (c.inapplicable), 0) AS inapplicable,
        bool_or (c.changed) AS changed,
        count (c.value) FILTER (WHERE is_small (c.value, c.threshold) OR k.key IS NOT NULL) AS n_masked,
        sum (c.value) FILTER (WHERE is_small (c.value, c.threshold) OR k.key IS NOT NULL) AS masked,
        min (ranked (c.value, c.key)) FILTER (WHERE c.value > 0 AND c.value >= c.threshold AND k.key IS NULL)
          AS smallest
      FROM (' || children || ') c
      LEFT JOIN pg_temp.landing_mask k ON k.key = c.key
      GROUP BY c.parent) s
    JOIN pg_temp.landing_place p
      ON p.measure_id = key_measure (s.key) AND p.territory_id = key_territory (s.key)'
  USING level;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_sum () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  highest smallint := (SELECT coalesce (max (s.rise), 0) FROM pg_temp.landing_seat s);
BEGIN
  IF EXISTS (SELECT FROM pg_temp.landing_group g WHERE g.unsure) THEN
    INSERT INTO pg_temp.landing_total (key, value, status)
    SELECT l.key, l.value, l.status FROM pg_temp.landing l WHERE l.total AND l.status <> 3;
  END IF;
  PERFORM mask_leaves ();
  FOR level IN 1 .. highest LOOP
    PERFORM landing_climb (level::smallint);
    PERFORM landing_settle (level::smallint);
    PERFORM mask_level (level);
  END LOOP;
  PERFORM mask_below (highest);
  PERFORM mask_check ();
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_settle (level smallint) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- Where nothing below changed the sum stands as it is, to the last bit.
  IF EXISTS (SELECT FROM pg_temp.landing_old) THEN
    UPDATE pg_temp.landing_sum s
    SET value = o.value, summed = o.value, status = o.status, coverage = o.coverage
    FROM pg_temp.landing_old o
    WHERE o.key = s.key AND s.height = level AND NOT s.changed AND o.origin = 's';
  END IF;
  -- A total reported as such outranks the sum, which is kept beside it; "not available" does not.
  IF EXISTS (SELECT FROM pg_temp.landing_total) THEN
    UPDATE pg_temp.landing_sum s
    SET value = t.value, status = t.status, coverage = 1, origin = 'r'
    FROM pg_temp.landing_total t
    WHERE t.key = s.key AND s.height = level;
    INSERT INTO pg_temp.landing_sum (key, parent, value, coverage, reporting, inapplicable, height, rise,
                                     threshold, status, origin, changed, whole_key)
    SELECT t.key, t.key + p.to_parent, t.value, 1, 0, 0, level, p.rise, p.threshold, t.status, 'r', false,
      t.key + p.to_whole
    FROM pg_temp.landing_total t
    JOIN pg_temp.landing_place p ON p.measure_id = key_measure (t.key) AND p.territory_id = key_territory (t.key)
    WHERE p.height = level
      AND NOT EXISTS (SELECT FROM pg_temp.landing_sum s WHERE s.key = t.key);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_leaves () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  wholes smallint[] := ARRAY (SELECT r.measure_id FROM pg_temp.landing_rule r WHERE r.has_parts);
BEGIN
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT l.key, l.value, 'c'
  FROM pg_temp.landing l
  JOIN (
    SELECT w.key, w.value
    FROM pg_temp.landing w WHERE key_measure (w.key) = ANY (wholes) AND NOT w.total
    UNION ALL SELECT w.key, w.value FROM pg_temp.landing_whole w) w
    ON w.key = l.whole_key
  WHERE l.value >= l.threshold AND NOT l.total AND w.value - l.value > 0 AND w.value - l.value < l.threshold;
  IF EXISTS (SELECT FROM pg_temp.landing_group g WHERE g.unsure) THEN
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT l.key, NULL, 'w' FROM pg_temp.landing l WHERE l.status = 5 AND NOT l.total;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_level (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  wholes smallint[] := ARRAY (SELECT r.measure_id FROM pg_temp.landing_rule r WHERE r.has_parts);
  buckets smallint[] := ARRAY (SELECT r.measure_id FROM pg_temp.landing_rule r WHERE r.histogram IS NOT NULL);
BEGIN
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT l.key, l.value, 'c'
  FROM pg_temp.landing_sum l
  JOIN (
    SELECT w.key, w.value
    FROM pg_temp.landing_sum w WHERE key_measure (w.key) = ANY (wholes) AND w.height = level
    UNION ALL SELECT w.key, w.value FROM pg_temp.landing_whole w) w
    ON w.key = l.whole_key
  WHERE l.height = level AND l.value >= l.threshold
    AND w.value - l.value > 0 AND w.value - l.value < l.threshold;
  IF EXISTS (SELECT FROM pg_temp.landing_total) THEN
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT l.key, NULL, 'w' FROM pg_temp.landing_sum l WHERE l.height = level AND l.status = 5;
  END IF;
  -- Where a parent would give its withheld children back: one more of them, or the parent. Also
  -- where the parent is withheld for its complement: the leaps over it count on it.
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT DISTINCT CASE WHEN p.smallest IS NULL THEN p.key ELSE key_at (p.key, ranked_id (p.smallest)) END,
    CASE WHEN p.smallest IS NULL THEN p.value ELSE ranked_value (p.smallest) END, 'n'::"char"
  FROM pg_temp.landing_sum p
  -- Buckets are left to mask_check.
  WHERE NOT key_measure (p.key) = ANY (buckets)
    AND p.height = level AND (p.n_masked = 1 OR is_small (p.masked, p.threshold))
    AND p.value IS NOT NULL AND NOT is_small (p.value, p.threshold)
    AND (p.smallest IS NOT NULL OR NOT EXISTS (
      SELECT FROM pg_temp.landing_mask k WHERE k.key = p.key));
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_buckets () RETURNS void
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
      AND r.measure_id + key_measure (r.family_shift) = key_measure (p.whole_key)
    WHERE e.key = p.whole_key - r.family_shift AND NOT e.masked AND e.value IS NOT NULL
    RETURNING e.key, e.value)
  INSERT INTO pg_temp.landing_mask (key, value, reason)
  SELECT a.key, a.value, 'n'::"char" FROM added a;
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
      AND part.measure_id + key_measure (part.family_shift) = r.measure_id + key_measure (r.family_shift)) h
  WHERE p.measure_id = h.measure_id AND p.period = h.period AND p.status <= 2;
  -- The sum beside a reported total, as in landing_write.
  UPDATE observation_past p SET summed = NULL
  FROM pg_temp.landing_effect e JOIN nesting n ON n.child_id = key_territory (e.key)
  WHERE e.status = 5 AND p.measure_id = key_measure (e.key) AND p.territory_id = n.parent_id
    AND p.period = key_period (e.key) AND p.summed IS NOT NULL AND p.origin = 'r';
END
$$;

CREATE OR REPLACE FUNCTION copil.mask_below (highest int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  FOR level IN REVERSE highest .. 1 LOOP
    INSERT INTO pg_temp.landing_mask (key, value, reason)
    SELECT DISTINCT key_at (p.key, ranked_id (p.smallest)), ranked_value (p.smallest), 'n'::"char"
    FROM pg_temp.landing_sum p
    WHERE p.height = level AND p.n_masked = 0 AND p.smallest IS NOT NULL
      -- IS TRUE: looked up cell by cell, not joined to most of the sums.
      AND (p.key IN (SELECT k.key FROM pg_temp.landing_mask k)) IS TRUE
      AND NOT EXISTS (SELECT FROM pg_temp.landing_mask x
                      WHERE x.key = key_at (p.key, ranked_id (p.smallest)));
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_write_secrets (OUT masked bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n_sums bigint;
BEGIN
  DELETE FROM observation_secret s
  USING pg_temp.landing_old o
  WHERE o.reason IS NOT NULL AND s.measure_id = key_measure (o.key)
    AND s.territory_id = key_territory (o.key) AND s.period = key_period (o.key);
  -- New reported cells are in the order of the primary key already.
  INSERT INTO observation_secret (value, territory_id, period, measure_id, status, reason)
  SELECT l.value, key_territory (l.key), key_period (l.key), key_measure (l.key), l.status,
    CASE WHEN is_small (l.value, l.threshold) THEN 'p' ELSE k.reason END
  FROM pg_temp.landing l LEFT JOIN pg_temp.landing_mask k ON k.key = l.key
  WHERE NOT l.total AND l.value IS NOT NULL AND (is_small (l.value, l.threshold) OR k.key IS NOT NULL);
  GET DIAGNOSTICS masked = ROW_COUNT;
  INSERT INTO observation_secret (value, territory_id, period, measure_id, status, reason)
  SELECT s.value, key_territory (s.key), key_period (s.key), key_measure (s.key), s.status, s.reason
  FROM (
    SELECT l.key, l.value, l.status, CASE WHEN is_small (l.value, l.threshold) THEN 'p' ELSE k.reason END AS reason
    FROM pg_temp.landing_sum l LEFT JOIN pg_temp.landing_mask k ON k.key = l.key
    WHERE l.value IS NOT NULL AND (is_small (l.value, l.threshold) OR k.key IS NOT NULL)
    ORDER BY l.key OFFSET 0) s;
  GET DIAGNOSTICS n_sums = ROW_COUNT;
  SELECT masked + n_sums - count(*) INTO masked
  FROM pg_temp.landing_old o JOIN pg_temp.landing_result c ON c.key = o.key
  WHERE o.reason IS NOT NULL AND c.status = 5;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_write (batch int, OUT masked bigint)
  SET search_path = copil, pg_temp SET default_statistics_target = 10 LANGUAGE plpgsql
AS $$
DECLARE
  all_fresh boolean := NOT EXISTS (SELECT FROM pg_temp.landing_old);
BEGIN
  -- The sum beside a reported total is an equation of its own: it is shown only where nothing
  -- it sums is withheld.
  IF EXISTS (SELECT FROM pg_temp.landing_total) THEN
    UPDATE pg_temp.landing_sum l SET summed = NULL
    WHERE l.origin = 'r' AND l.key IN (
      SELECT k.key FROM pg_temp.landing_result k WHERE k.status = 5
      UNION ALL
      SELECT key_at (k.key, n.parent_id) FROM pg_temp.landing_result k
      JOIN nesting n ON n.child_id = key_territory (k.key)
      WHERE k.status = 5);
  END IF;
  IF all_fresh AND landing_is_most (batch) THEN
    PERFORM landing_write_first (batch);
  ELSE
    IF NOT all_fresh THEN
      PERFORM landing_write_revised (batch);
    END IF;
    INSERT INTO observation (value, summed, territory_id, period, batch_id, coverage, measure_id, status, origin)
    SELECT c.value, c.summed, key_territory (c.key), key_period (c.key), batch, c.coverage,
      key_measure (c.key), c.status, c.origin
    FROM (
      SELECT c.key, c.value, c.summed, c.coverage, c.status, c.origin
      FROM pg_temp.landing_result c
      WHERE all_fresh OR NOT EXISTS (SELECT FROM pg_temp.landing_old o WHERE o.key = c.key)
      -- In the order of the primary key: it grows at its end, not everywhere. OFFSET 0 keeps
      -- what is made of the key out of the sort.
      ORDER BY c.key OFFSET 0) c;
  END IF;
  masked := landing_write_secrets ();
  INSERT INTO observation_group (measure_id, period)
  SELECT key_measure (g.group_key), key_period (g.group_key) FROM pg_temp.landing_group g WHERE g.fresh;
  IF EXISTS (SELECT FROM pg_temp.landing OFFSET 50000) THEN
    ANALYZE observation, observation_secret, observation_group;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_effects () RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n int := 200;
  effects jsonb;
  more jsonb;
BEGIN
  SELECT coalesce (jsonb_agg (to_jsonb (e)), '[]') INTO effects FROM (
    SELECT key_measure (e.key) AS measure, key_territory (e.key) AS territory, key_period (e.key) AS period,
      o.published_value AS before, o.published_status AS before_status, e.value AS after,
      e.status AS after_status
    FROM pg_temp.landing_effect e JOIN pg_temp.landing_old o ON o.key = e.key
    ORDER BY e.origin DESC, key_period (e.key) DESC, e.key LIMIT n) e;
  -- Then what is new: sums of the highest level first, reported cells only if there is room.
  FOR level IN REVERSE (SELECT coalesce (max (n.parent_height), 0) FROM nesting n) .. 0 LOOP
    EXIT WHEN jsonb_array_length (effects) >= n;
    SELECT coalesce (jsonb_agg (to_jsonb (e)), '[]') INTO more FROM (
      SELECT key_measure (c.key) AS measure, key_territory (c.key) AS territory, key_period (c.key) AS period,
        NULL AS before, NULL AS before_status, o.value AS after, o.status AS after_status
      FROM (
        SELECT s.key FROM pg_temp.landing_sum s WHERE s.height = level AND level > 0
        UNION ALL
        SELECT l.key FROM pg_temp.landing l WHERE NOT l.total AND level = 0
        ORDER BY 1 DESC LIMIT 10000) c
      JOIN observation o ON o.measure_id = key_measure (c.key) AND o.territory_id = key_territory (c.key)
        AND o.period = key_period (c.key)
      WHERE NOT EXISTS (SELECT FROM pg_temp.landing_old x WHERE x.key = c.key)
      ORDER BY key_period (c.key) DESC, c.key LIMIT n - jsonb_array_length (effects)) e;
    effects := effects || more;
  END LOOP;
  RETURN effects;
END
$$;

COMMENT ON FUNCTION copil.landing_begin (smallint[]) IS
  'Makes the temporary tables of a landing of these measures, and says its rules and places in them';

RESET ROLE;
