-- 0008
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Landing a batch, in one transaction: check what was staged, sum it upwards where it changed,
-- withhold what must be, write what differs from what is published and keep what it replaces.
--
-- Everything is done on sets, never row by row, and must stay near the cost of writing the rows
-- at all. Two things make it so. A cell is one 64-bit key, (measure, territory, period) in
-- this order from its highest bits: sorting by it is sorting by the primary key, and the parent
-- of a cell, its group or its whole is an addition away. And the grain is the group (measure,
-- period): one without a changed cell is left alone, one that is new needs nothing recalled.
--
-- The steps hand each other temporary tables of the session; logins may not create any, so that
-- nobody can put theirs in their place:
--   landing_place  where measures may be reported, and landing_plan, where they sum up to
--   landing        reported cells of the groups looked at
--   landing_sum    the levels above: sums, or the totals reported in their place
--   landing_cell   both together: every cell as it is, before anything is withheld
--   landing_old    what stands for these groups in the base, raw and published
--   landing_whole  values of the wholes of which looked-at measures are a part
--   landing_mask   the cells to withhold, see 0007

SET LOCAL ROLE copil_owner;

-- Keys. 15 bits of measure, 28 of territory, 20 of days since 1900.

CREATE FUNCTION copil.cell_key (measure smallint, territory int, period date) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (measure::bigint << 48) | (territory::bigint << 20) | (period - date '1900-01-01');
CREATE FUNCTION copil.key_measure (key bigint) RETURNS smallint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (key >> 48)::smallint;
CREATE FUNCTION copil.key_territory (key bigint) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN ((key >> 20) & 268435455)::int;
CREATE FUNCTION copil.key_period (key bigint) RETURNS date
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN date '1900-01-01' + (key & 1048575)::int;
-- The key with the territory left out, with the period left out, and with another territory.
CREATE FUNCTION copil.key_group (key bigint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN key & ~(268435455::bigint << 20);
CREATE FUNCTION copil.key_series (key bigint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN key & ~1048575::bigint;
CREATE FUNCTION copil.key_at (key bigint, territory int) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (key & ~(268435455::bigint << 20)) | (territory::bigint << 20);
COMMENT ON FUNCTION copil.cell_key (smallint, int, date) IS 'A cell as one number that sorts as the primary key does';
COMMENT ON FUNCTION copil.key_measure (bigint) IS 'The measure of a cell key';
COMMENT ON FUNCTION copil.key_territory (bigint) IS 'The territory of a cell key';
COMMENT ON FUNCTION copil.key_period (bigint) IS 'The period of a cell key';
COMMENT ON FUNCTION copil.key_group (bigint) IS 'The group (measure, period) of a cell key';
COMMENT ON FUNCTION copil.key_series (bigint) IS 'The series (measure, territory) of a cell key';
COMMENT ON FUNCTION copil.key_at (bigint, int) IS 'The cell of the same measure and period in another territory';

-- A value and a territory as one number, so that min() answers both.
CREATE FUNCTION copil.ranked (value float8, key bigint) RETURNS bigint
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (least (value, 1e10)::bigint << 28) | ((key >> 20) & 268435455);
CREATE FUNCTION copil.ranked_id (rank bigint) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (rank & 268435455)::int;
CREATE FUNCTION copil.ranked_value (rank bigint) RETURNS float8
  IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (rank >> 28)::float8;
COMMENT ON FUNCTION copil.ranked (float8, bigint) IS 'Sorts by value, rounded, then by territory';
COMMENT ON FUNCTION copil.ranked_id (bigint) IS 'The territory of such a rank';
COMMENT ON FUNCTION copil.ranked_value (bigint) IS 'The value of such a rank, rounded';

CREATE TABLE copil.observation_group (
  measure_id smallint NOT NULL REFERENCES copil.measure,
  period date NOT NULL,
  PRIMARY KEY (measure_id, period)
);
COMMENT ON TABLE copil.observation_group IS
  'Which periods of which measures have figures: what is not here is new, and landing need not look';
CALL copil.open_table ('copil.observation_group');

CREATE FUNCTION copil.landing_lock () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- With an older snapshot the sums would miss what landed meanwhile.
  IF current_setting ('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Cette écriture demande une transaction au niveau « read committed ».';
  END IF;
  PERFORM FROM batch_number FOR UPDATE;
END
$$;
COMMENT ON FUNCTION copil.landing_lock () IS
  'One landing at a time, until its commit; also held while territories or the catalogue change';

CREATE FUNCTION copil.landing_begin () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing (
    key bigint, value float8, status smallint, changed boolean, total boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_sum (
    key bigint, value float8, summed float8, coverage real, reporting float8, inapplicable float8,
    whole float8, masked float8, smallest bigint, n_masked int, height int, status smallint,
    summed_status smallint, origin "char", changed boolean) ON COMMIT DROP;
  CREATE TEMP VIEW landing_cell AS
  SELECT l.key, l.value, NULL::float8 AS summed, CASE l.status WHEN 3 THEN 0 ELSE 1 END::real AS coverage,
    l.status, 'r'::"char" AS origin
  FROM pg_temp.landing l WHERE NOT l.total
  UNION ALL
  SELECT l.key, l.value, CASE l.origin WHEN 'r' THEN l.summed END, l.coverage, l.status, l.origin
  FROM pg_temp.landing_sum l;
  CREATE TEMP TABLE landing_group (group_key bigint, fresh boolean, changed boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_series (
    measure_id smallint, territory_id int, lowest float8, withheld boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_old (
    key bigint, value float8, summed float8, published_value float8, published_summed float8,
    batch_id int, coverage real, status smallint, published_status smallint, origin "char",
    reason "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_total (key bigint, value float8, status smallint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_whole (key bigint, value float8) ON COMMIT DROP;
  CREATE TEMP TABLE landing_mask (key bigint, value float8, reason "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_active (group_key bigint) ON COMMIT DROP;
  CREATE TEMP TABLE landing_broken (
    key bigint, child_set text, step int, masked_parent boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_effect (
    key bigint, value float8, summed float8, coverage real, status smallint, origin "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_place ON COMMIT DROP AS
  -- Figures of overlapping perimeters would give withheld ones back: additive measures are
  -- taken for the perimeters of their set and for those that these add up to.
  SELECT m.id AS measure_id, t.id AS territory_id, m.producer::text, m.rhythm,
    t.set_code <> m.set_code AND m.kind <> 'published' AS total,
    CASE m.kind WHEN 'published' THEN float8 '-Infinity' ELSE 0 END AS lowest
  FROM measure m, territory t
  WHERE m.kind = 'published' OR t.set_code = m.set_code
    OR EXISTS (SELECT FROM nesting n WHERE n.parent_id = t.id AND n.child_set = m.set_code);
  ANALYZE pg_temp.landing_place;
  CREATE TEMP TABLE landing_rule ON COMMIT DROP AS
  SELECT m.id AS measure_id, CASE m.kind WHEN 'published' THEN 0 ELSE m.threshold END AS threshold,
    CASE WHEN m.kind <> 'published' AND m.threshold > 0 THEN (m.subset_of - m.id)::bigint << 48 END AS to_whole,
    EXISTS (SELECT FROM measure part WHERE part.subset_of = m.id) AS has_parts
  FROM measure m;
  ANALYZE pg_temp.landing_rule;
  CREATE TEMP TABLE landing_plan ON COMMIT DROP AS SELECT * FROM landing_plan ();
  ANALYZE pg_temp.landing_plan;
  CREATE TEMP VIEW landing_masked AS
  SELECT c.key, c.value, c.status, 'p'::"char" AS reason
  FROM pg_temp.landing_cell c JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (c.key)
  WHERE is_small (c.value, r.threshold)
  UNION ALL
  SELECT k.key, k.value, NULL, k.reason FROM pg_temp.landing_mask k;
  CREATE TEMP VIEW landing_result AS
  SELECT c.key, c.summed, c.coverage, c.origin, c.value AS raw_value, c.status AS raw_status,
    CASE WHEN NOT x.masked THEN c.value END AS value,
    CASE WHEN x.masked THEN 5 ELSE c.status END::smallint AS status,
    CASE WHEN is_small (c.value, r.threshold) THEN 'p' ELSE k.reason END AS reason
  FROM pg_temp.landing_cell c
  JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (c.key)
  LEFT JOIN pg_temp.landing_mask k ON k.key = c.key,
    LATERAL (SELECT coalesce (is_small (c.value, r.threshold), false) OR k.key IS NOT NULL AS masked) x;
END
$$;
COMMENT ON FUNCTION copil.landing_begin () IS 'Makes the temporary tables of a landing';

CREATE FUNCTION copil.landing_plan ()
  RETURNS TABLE (measure_id smallint, child_id int, parent_id int, to_parent bigint, height int,
                 leaf boolean, weight float8, whole float8, threshold int)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- A parent is summed from the nearest set below it that leads down to the measure's own.
  WITH source AS (
    SELECT s.code AS set_code, n.parent_id, min (n.child_set) AS child_set
    FROM perimeter_set s
    JOIN nesting n ON n.direct AND (n.child_set = s.code OR EXISTS (
      SELECT FROM nesting d WHERE d.parent_id = n.child_id AND d.child_set = s.code))
    GROUP BY s.code, n.parent_id),
  -- Where no population is known every perimeter weighs the same.
  weight AS (
    SELECT t.id, t.set_code, coalesce (nullif (t.population, 0), 1)::float8 AS weight FROM territory t),
  whole AS (
    SELECT n.parent_id, n.child_set, sum (w.weight) AS whole
    FROM nesting n JOIN weight w ON w.id = n.child_id
    GROUP BY n.parent_id, n.child_set)
  SELECT m.id, n.child_id, n.parent_id, (n.parent_id - n.child_id)::bigint << 20, n.parent_height,
    w.set_code = m.set_code, w.weight, whole.whole, m.threshold
  FROM measure m
  JOIN source s ON s.set_code = m.set_code
  JOIN nesting n ON n.parent_id = s.parent_id AND n.child_set = s.child_set AND n.direct
  JOIN weight w ON w.id = n.child_id
  JOIN whole ON whole.parent_id = n.parent_id AND whole.child_set = m.set_code
  WHERE m.kind <> 'published'
$$;
COMMENT ON FUNCTION copil.landing_plan () IS
  'For each measure, which cell is added to which on the way up: weight is the child''s population, whole that of all reporting perimeters of the parent';

CREATE FUNCTION copil.landing_unpack (command uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- What no key can be made of, or has no value a figure may have, gets none.
  INSERT INTO pg_temp.landing (key, value, status, changed, total)
  SELECT CASE WHEN u.measure_id > 0 AND u.territory_id BETWEEN 0 AND 268435455
      AND u.period BETWEEN '1900-01-01' AND '2199-12-31'
      AND u.status BETWEEN 0 AND 5 AND (u.value IS NULL) = (u.status >= 3)
      AND (u.value IS NULL OR (u.value > '-Infinity' AND u.value < 'Infinity'))
    THEN cell_key (u.measure_id, u.territory_id, u.period) END, u.value, u.status, true, false
  FROM (SELECT unnest (s.measures) AS measure_id, unnest (s.territories) AS territory_id,
          unnest (s.periods) AS period, unnest (s."values") AS value, unnest (s.statuses) AS status
        FROM batch_staging s
        WHERE s.login = session_user AND s.command = landing_unpack.command) u;
  -- Groups and series in one reading: millions of cells, some thousands of either.
  WITH margin AS MATERIALIZED (
    SELECT key_group (l.key) AS group_key, key_series (l.key) AS series_key,
      grouping (key_group (l.key)) = 0 AS is_group, min (l.value) AS lowest, max (l.status) AS status
    FROM pg_temp.landing l
    GROUP BY GROUPING SETS ((key_group (l.key)), (key_series (l.key)))),
  groups AS (
    INSERT INTO pg_temp.landing_group (group_key, fresh, changed)
    SELECT g.group_key, NOT EXISTS (
        SELECT FROM observation_group x
        WHERE x.measure_id = key_measure (g.group_key) AND x.period = key_period (g.group_key)), true
    FROM margin g WHERE g.is_group)
  INSERT INTO pg_temp.landing_series (measure_id, territory_id, lowest, withheld)
  SELECT key_measure (s.series_key), key_territory (s.series_key), s.lowest, s.status = 5
  FROM margin s WHERE NOT s.is_group;
  IF EXISTS (SELECT FROM pg_temp.landing_series x JOIN pg_temp.landing_place p USING (measure_id, territory_id)
             WHERE p.total) THEN
    UPDATE pg_temp.landing l SET total = true
    FROM pg_temp.landing_place p
    WHERE p.total AND p.measure_id = key_measure (l.key) AND p.territory_id = key_territory (l.key);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_unpack (uuid) IS
  'Fills landing, and the groups and series in it, with the staged cells of a command';

CREATE FUNCTION copil.landing_refusals (command uuid, producer text)
  RETURNS TABLE (line bigint, reason text)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN QUERY
  WITH staged AS MATERIALIZED (
    SELECT s.first_row + u.n AS line, u.measure_id, u.territory_id, u.period, u.value, u.status
    FROM batch_staging s,
      unnest (s.measures, s.territories, s.periods, s."values", s.statuses)
        WITH ORDINALITY u (measure_id, territory_id, period, value, status, n)
    WHERE s.login = session_user AND s.command = landing_refusals.command),
  judged AS (
    SELECT s.line, CASE
      WHEN m.id IS NULL THEN format ('mesure %s inconnue', s.measure_id)
      WHEN m.producer <> landing_refusals.producer THEN
        format ('la mesure « %s » est celle d’un autre producteur (%s)', m.name, m.producer)
      WHEN t.id IS NULL THEN format ('territoire %s inconnu', s.territory_id)
      WHEN p.measure_id IS NULL THEN
        format ('« %s » n’est pas un territoire de la mesure « %s »', t.name, m.name)
      WHEN s.period NOT BETWEEN '1900-01-01' AND '2199-12-31' THEN format ('période %s hors limites', s.period)
      WHEN date_trunc (m.rhythm, s.period::timestamp)::date <> s.period THEN
        format ('%s n’est pas le premier jour d’une période de « %s »', s.period, m.name)
      WHEN s.status NOT BETWEEN 0 AND 5 THEN format ('statut %s inconnu', s.status)
      WHEN s.value IS NULL AND s.status < 3 THEN 'une valeur manque sous un statut qui en demande une'
      WHEN s.value IS NOT NULL AND s.status >= 3 THEN 'une valeur accompagne un statut sans valeur'
      WHEN s.value = 'NaN' OR abs (s.value) = 'Infinity' THEN 'la valeur n’est pas un nombre fini'
      WHEN s.value < p.lowest THEN format ('un effectif ne peut pas être négatif (%s)', s.value)
      END AS reason
    FROM staged s
    LEFT JOIN measure m ON m.id = s.measure_id
    LEFT JOIN territory t ON t.id = s.territory_id
    LEFT JOIN pg_temp.landing_place p ON p.measure_id = s.measure_id AND p.territory_id = s.territory_id)
  (SELECT j.line, j.reason FROM judged j WHERE j.reason IS NOT NULL ORDER BY j.line LIMIT 20)
  UNION ALL
  (SELECT max (s.line), 'cette cellule figure déjà à la ligne ' || min (s.line)
   FROM staged s
   GROUP BY s.measure_id, s.territory_id, s.period HAVING count(*) > 1
   ORDER BY 1 LIMIT 20);
END
$$;
COMMENT ON FUNCTION copil.landing_refusals (uuid, text) IS 'The first rows that cannot be taken, and why';

CREATE FUNCTION copil.landing_refuse (command uuid, producer text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  refusals text;
BEGIN
  SELECT string_agg (format ('ligne %s : %s', r.line, r.reason), E'\n' ORDER BY r.line) INTO refusals
  FROM (SELECT * FROM landing_refusals (command, producer) ORDER BY line LIMIT 20) r;
  RAISE EXCEPTION USING ERRCODE = 'CP422',
    MESSAGE = 'Livraison refusée : des lignes ne peuvent pas être prises. Rien n’a été enregistré.',
    DETAIL = coalesce (refusals, 'no row can be named');
END
$$;
COMMENT ON FUNCTION copil.landing_refuse (uuid, text) IS 'CP422, with the rows that cannot be taken in the detail';

CREATE FUNCTION copil.landing_check (command uuid, producer text, granted copil.assignment[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  foreign_places text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_temp.landing) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Livraison refusée : elle ne contient aucune cellule.';
  END IF;
  IF EXISTS (
      SELECT FROM pg_temp.landing_group g LEFT JOIN measure m ON m.id = key_measure (g.group_key)
      WHERE g.group_key IS NULL
        OR date_trunc (m.rhythm, key_period (g.group_key)::timestamp)::date <> key_period (g.group_key))
    OR EXISTS (
      SELECT FROM pg_temp.landing_series x LEFT JOIN pg_temp.landing_place p USING (measure_id, territory_id)
      WHERE p.producer IS DISTINCT FROM landing_check.producer OR x.lowest < p.lowest) THEN
    PERFORM landing_refuse (command, producer);
  END IF;
  IF EXISTS (SELECT FROM unnest (granted) a WHERE a.territory_id IS NULL) THEN
    RETURN;
  END IF;
  SELECT string_agg (t.name::text, ', ') INTO foreign_places
  FROM (SELECT DISTINCT x.territory_id AS id FROM pg_temp.landing_series x) l
  JOIN territory t ON t.id = l.id
  WHERE NOT EXISTS (SELECT FROM unnest (granted) a WHERE covers (a.territory_id, l.id));
  IF foreign_places IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Livraison refusée : elle porte sur des territoires qui ne sont pas les vôtres.',
      DETAIL = left (foreign_places, 500);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_check (uuid, text, copil.assignment[]) IS
  'CP422 naming the rows that cannot be taken, CP403 for territories beyond the assignments';

CREATE FUNCTION copil.landing_recall (groups bigint[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- Group by group through the primary key: the territories a measure can have are known.
  INSERT INTO pg_temp.landing_old (key, value, summed, published_value, published_summed, batch_id,
                                   coverage, status, published_status, origin, reason)
  SELECT cell_key (o.measure_id, o.territory_id, o.period), coalesce (s.value, o.value),
    o.summed, o.value, o.summed, o.batch_id, o.coverage,
    coalesce (s.status, o.status), o.status, o.origin, s.reason
  FROM unnest (groups) g (group_key)
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (g.group_key)
  JOIN observation o ON o.measure_id = key_measure (g.group_key)
    AND o.territory_id = p.territory_id AND o.period = key_period (g.group_key)
  LEFT JOIN observation_secret s ON s.measure_id = o.measure_id
    AND s.territory_id = o.territory_id AND s.period = o.period;
END
$$;
COMMENT ON FUNCTION copil.landing_recall (bigint[]) IS 'Adds to landing_old what stands for these groups, raw and published';

CREATE FUNCTION copil.landing_compare (n_rows bigint, OUT fresh bigint, OUT revised bigint, OUT unchanged bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known bigint[] := ARRAY (SELECT g.group_key FROM pg_temp.landing_group g WHERE NOT g.fresh);
BEGIN
  fresh := n_rows;
  revised := 0;
  unchanged := 0;
  IF cardinality (known) = 0 THEN
    RETURN;
  END IF;
  PERFORM landing_recall (known);
  ANALYZE pg_temp.landing_old;
  IF EXISTS (SELECT FROM pg_temp.landing l JOIN pg_temp.landing_old o ON o.key = l.key
             GROUP BY l.key HAVING count(*) > 1) THEN
    RAISE unique_violation;
  END IF;
  UPDATE pg_temp.landing l SET changed = false
  FROM pg_temp.landing_old o
  WHERE o.key = l.key AND (
    (o.origin = 'r' AND o.status = l.status AND o.value IS NOT DISTINCT FROM l.value)
    -- "Not available" for a total leaves the sum in its place.
    OR (o.origin = 's' AND l.total AND l.status = 3));
  GET DIAGNOSTICS unchanged = ROW_COUNT;
  SELECT count(*) INTO revised
  FROM pg_temp.landing l JOIN pg_temp.landing_old o ON o.key = l.key AND o.origin = 'r'
  WHERE l.changed;
  fresh := fresh - unchanged - revised;
  UPDATE pg_temp.landing_group g SET changed = false
  WHERE NOT g.fresh
    AND g.group_key NOT IN (SELECT key_group (l.key) FROM pg_temp.landing l WHERE l.changed);
  IF EXISTS (SELECT FROM pg_temp.landing_group g WHERE NOT g.changed) THEN
    DELETE FROM pg_temp.landing l USING pg_temp.landing_group g
    WHERE g.group_key = key_group (l.key) AND NOT g.changed;
    DELETE FROM pg_temp.landing_old o USING pg_temp.landing_group g
    WHERE g.group_key = key_group (o.key) AND NOT g.changed;
    DELETE FROM pg_temp.landing_group g WHERE NOT g.changed;
  END IF;
  -- The other reported cells of the groups stay as they are.
  INSERT INTO pg_temp.landing (key, value, status, changed, total)
  SELECT o.key, o.value, o.status, false, p.total
  FROM pg_temp.landing_old o
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (o.key) AND p.territory_id = key_territory (o.key)
  WHERE o.origin = 'r' AND NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.key = o.key);
END
$$;
COMMENT ON FUNCTION copil.landing_compare (bigint) IS
  'Counts what is new, revised and unchanged, and keeps only the groups where something changed';

CREATE FUNCTION copil.landing_depend () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  parts bigint[];
  wholes bigint[];
BEGIN
  -- Parts of what changed: their complement changed, they are looked at again.
  parts := ARRAY (
    SELECT g.group_key - r.to_whole
    FROM pg_temp.landing_group g JOIN pg_temp.landing_rule r
      ON r.measure_id + (r.to_whole >> 48) = key_measure (g.group_key)
    WHERE EXISTS (SELECT FROM observation_group x WHERE x.measure_id = r.measure_id
                    AND x.period = key_period (g.group_key))
    EXCEPT SELECT g.group_key FROM pg_temp.landing_group g);
  IF cardinality (parts) > 0 THEN
    PERFORM landing_recall (parts);
    INSERT INTO pg_temp.landing_group SELECT unnest (parts), false, false;
    INSERT INTO pg_temp.landing (key, value, status, changed, total)
    SELECT o.key, o.value, o.status, false, p.total
    FROM pg_temp.landing_old o
    JOIN pg_temp.landing_place p ON p.measure_id = key_measure (o.key) AND p.territory_id = key_territory (o.key)
    WHERE o.origin = 'r' AND key_group (o.key) = ANY (parts);
  END IF;
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
COMMENT ON FUNCTION copil.landing_depend () IS
  'Brings in the parts of changed wholes, to look at them again, and the wholes of changed parts, to compare with';

CREATE FUNCTION copil.landing_climb (level int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  has_leaves boolean := EXISTS (SELECT FROM pg_temp.landing_plan p WHERE p.height = level AND p.leaf);
BEGIN
  INSERT INTO pg_temp.landing_sum (key, value, summed, coverage, reporting, inapplicable, whole,
    masked, smallest, n_masked, height, status, summed_status, origin, changed)
  SELECT s.key, s.value, s.value,
    CASE WHEN s.whole > s.inapplicable THEN least (s.reporting / (s.whole - s.inapplicable), 1) ELSE 0 END,
    s.reporting, s.inapplicable, s.whole, s.masked, s.smallest, s.n_masked, level,
    -- Nothing that reported: not available; nothing that applies: not applicable.
    coalesce (s.status, CASE WHEN s.whole > s.inapplicable THEN 3 ELSE 4 END), s.status, 's', s.changed
  FROM (
    SELECT c.parent_key AS key, sum (c.part) AS value,
      -- The worst standing of what is summed.
      max (c.part_status) FILTER (WHERE c.part_status <= 2) AS status,
      sum (c.reporting) AS reporting, sum (c.inapplicable) AS inapplicable, max (c.whole) AS whole,
      bool_or (c.changed) AS changed,
      count (c.value) FILTER (WHERE is_small (c.value, c.threshold) OR k.key IS NOT NULL) AS n_masked,
      sum (c.value) FILTER (WHERE is_small (c.value, c.threshold) OR k.key IS NOT NULL) AS masked,
      min (ranked (c.value, c.key)) FILTER (WHERE c.value > 0 AND c.value >= c.threshold AND k.key IS NULL)
        AS smallest
    FROM (
      SELECT l.key, l.key + p.to_parent AS parent_key, p.whole, p.threshold, l.value, l.value AS part,
        l.status AS part_status, CASE WHEN l.status <= 2 THEN p.weight ELSE 0 END AS reporting,
        CASE WHEN l.status = 4 THEN p.weight ELSE 0 END AS inapplicable, l.changed
      FROM pg_temp.landing l
      JOIN pg_temp.landing_plan p ON p.measure_id = key_measure (l.key) AND p.child_id = key_territory (l.key)
      WHERE has_leaves AND p.leaf AND p.height = level AND NOT l.total
      UNION ALL
      SELECT l.key, l.key + p.to_parent, p.whole, p.threshold, l.value, l.summed, l.summed_status, l.reporting,
        l.inapplicable, l.changed
      FROM pg_temp.landing_sum l
      JOIN pg_temp.landing_plan p ON p.measure_id = key_measure (l.key) AND p.child_id = key_territory (l.key)
      WHERE NOT p.leaf AND p.height = level) c
    LEFT JOIN pg_temp.landing_mask k ON k.key = c.key
    GROUP BY c.parent_key) s;
END
$$;
COMMENT ON FUNCTION copil.landing_climb (int) IS
  'Sums the level below into this one, with coverage and the worst status of what is summed, and what disclosure control asks of it';

CREATE FUNCTION copil.landing_settle (level int) RETURNS void
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
    INSERT INTO pg_temp.landing_sum (key, value, coverage, reporting, inapplicable, height, status, origin, changed)
    SELECT t.key, t.value, 1, 0, 0, level, t.status, 'r', false
    FROM pg_temp.landing_total t
    WHERE (key_measure (t.key), key_territory (t.key)) IN (
        SELECT p.measure_id, p.parent_id FROM pg_temp.landing_plan p WHERE p.height = level)
      AND NOT EXISTS (SELECT FROM pg_temp.landing_sum s WHERE s.key = t.key);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_settle (int) IS
  'Puts in the place of the sums of a level what outranks them';

CREATE FUNCTION copil.landing_sum () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  highest int := (SELECT coalesce (max (p.height), 0) FROM pg_temp.landing_plan p);
BEGIN
  IF EXISTS (SELECT FROM pg_temp.landing l WHERE l.total) THEN
    INSERT INTO pg_temp.landing_total (key, value, status)
    SELECT l.key, l.value, l.status FROM pg_temp.landing l WHERE l.total AND l.status <> 3;
  END IF;
  PERFORM mask_leaves ();
  FOR level IN 1 .. highest LOOP
    PERFORM landing_climb (level);
    PERFORM landing_settle (level);
    PERFORM mask_level (level);
  END LOOP;
  PERFORM mask_below (highest);
  PERFORM mask_check ();
END
$$;
COMMENT ON FUNCTION copil.landing_sum () IS 'Fills landing_sum and landing_mask, from the bottom up';

CREATE FUNCTION copil.landing_write_secrets (OUT masked bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM observation_secret s
  USING pg_temp.landing_old o
  WHERE o.reason IS NOT NULL AND s.measure_id = key_measure (o.key)
    AND s.territory_id = key_territory (o.key) AND s.period = key_period (o.key);
  INSERT INTO observation_secret (value, territory_id, period, measure_id, status, reason)
  SELECT c.raw_value, key_territory (c.key), key_period (c.key), key_measure (c.key), c.raw_status, c.reason
  FROM pg_temp.landing_result c
  WHERE c.status = 5 AND c.raw_value IS NOT NULL
  ORDER BY c.key;
  GET DIAGNOSTICS masked = ROW_COUNT;
  SELECT masked - count(*) INTO masked FROM pg_temp.landing_old o
  WHERE o.reason IS NOT NULL AND EXISTS (SELECT FROM pg_temp.landing_masked k WHERE k.key = o.key);
END
$$;
COMMENT ON FUNCTION copil.landing_write_secrets () IS 'Keeps the raw values of withheld cells, for their producer; answers how many were not withheld before';

CREATE FUNCTION copil.landing_write (batch int, OUT masked bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  all_fresh boolean := NOT EXISTS (SELECT FROM pg_temp.landing_old);
BEGIN
  -- The sum beside a reported total is an equation of its own: it is shown only where nothing
  -- it sums is withheld.
  IF EXISTS (SELECT FROM pg_temp.landing_sum l WHERE l.origin = 'r') THEN
    UPDATE pg_temp.landing_sum l SET summed = NULL
    WHERE l.origin = 'r' AND l.key IN (
      SELECT k.key FROM pg_temp.landing_masked k
      UNION ALL
      SELECT key_at (k.key, n.parent_id) FROM pg_temp.landing_masked k
      JOIN nesting n ON n.child_id = key_territory (k.key));
  END IF;

  INSERT INTO pg_temp.landing_effect (key, value, summed, coverage, status, origin)
  SELECT c.key, c.value, c.summed, c.coverage, c.status, c.origin
  FROM pg_temp.landing_result c JOIN pg_temp.landing_old o ON o.key = c.key
  WHERE (c.value, c.summed, c.coverage, c.status, c.origin) IS DISTINCT FROM
    (o.published_value, o.published_summed, o.coverage, o.published_status, o.origin);
  INSERT INTO observation_past (value, summed, territory_id, period, batch_id, until_batch, coverage,
                                measure_id, status, origin)
  SELECT o.published_value, o.published_summed, key_territory (o.key), key_period (o.key), o.batch_id,
    batch, o.coverage, key_measure (o.key), o.published_status, o.origin
  FROM pg_temp.landing_effect e JOIN pg_temp.landing_old o ON o.key = e.key;
  UPDATE observation o
  SET value = e.value, summed = e.summed, batch_id = batch, coverage = e.coverage,
    status = e.status, origin = e.origin
  FROM pg_temp.landing_effect e
  WHERE o.measure_id = key_measure (e.key) AND o.territory_id = key_territory (e.key)
    AND o.period = key_period (e.key);

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

  masked := landing_write_secrets ();
  INSERT INTO observation_group (measure_id, period)
  SELECT key_measure (g.group_key), key_period (g.group_key) FROM pg_temp.landing_group g WHERE g.fresh;
END
$$;
COMMENT ON FUNCTION copil.landing_write (int) IS
  'Writes what differs from what is published and keeps what it replaces; answers how many cells are withheld that were not';

CREATE FUNCTION copil.landing_effects () RETURNS jsonb
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
  FOR level IN REVERSE (SELECT coalesce (max (s.height), 0) FROM pg_temp.landing_sum s) .. 0 LOOP
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
COMMENT ON FUNCTION copil.landing_effects () IS
  'Two hundred published figures that the landing changes: revisions first, sums before parts, latest first';

CREATE FUNCTION copil.landing_end () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DROP VIEW pg_temp.landing_result, pg_temp.landing_masked, pg_temp.landing_cell;
  DROP TABLE pg_temp.landing, pg_temp.landing_sum, pg_temp.landing_group, pg_temp.landing_series,
    pg_temp.landing_total, pg_temp.landing_old,
    pg_temp.landing_whole, pg_temp.landing_mask, pg_temp.landing_active, pg_temp.landing_broken,
    pg_temp.landing_effect, pg_temp.landing_place, pg_temp.landing_rule, pg_temp.landing_plan;
END
$$;
COMMENT ON FUNCTION copil.landing_end () IS 'Drops the temporary tables: two batches may land in one transaction';

CREATE FUNCTION copil.landing_run (command uuid, producer text, source text, fictitious boolean,
                                   content bytea, granted copil.assignment[]) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  counts record;
  n_rows bigint;
  n_masked bigint := 0;
  number int;
  effects jsonb;
BEGIN
  PERFORM landing_begin ();
  PERFORM landing_unpack (command);
  PERFORM landing_check (command, producer, granted);
  SELECT sum (s.row_count) INTO n_rows FROM batch_staging s
  WHERE s.login = session_user AND s.command = landing_run.command;
  counts := landing_compare (n_rows);
  IF counts.fresh + counts.revised > 0 THEN
    UPDATE batch_number SET last = last + 1 RETURNING last INTO number;
    INSERT INTO batch (id, producer, source, command, content_hash, landed_by, row_count, fictitious)
    VALUES (number, clean_label (landing_run.producer, 'Producteur'),
            clean_label (coalesce (landing_run.source, ''), 'Source'), command, content, session_user,
            n_rows, landing_run.fictitious);
    PERFORM landing_depend ();
    PERFORM landing_sum ();
    n_masked := landing_write (number);
  END IF;
  effects := landing_effects ();
  PERFORM landing_end ();
  RETURN jsonb_build_object ('batch', number, 'rows', n_rows, 'new', counts.fresh,
    'revised', counts.revised, 'unchanged', counts.unchanged, 'masked', n_masked,
    'effects', effects);
EXCEPTION
  -- A cell twice: the primary key finds it for less than looking for it in every delivery.
  WHEN unique_violation THEN
    PERFORM landing_begin ();
    PERFORM landing_refuse (command, producer);
END
$$;
COMMENT ON FUNCTION copil.landing_run (uuid, text, text, boolean, bytea, copil.assignment[]) IS
  'All the steps of a landing; answers as batch_land does';

CREATE FUNCTION copil.batch_land (command uuid, producer text, source text, fictitious boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp SET work_mem = '128MB' SET hash_mem_multiplier = 3 SET jit = off
  -- Temporary tables have no statistics, and what is guessed without them sorts millions of rows.
  SET enable_mergejoin = off
  SET client_min_messages = warning
  LANGUAGE plpgsql
AS $$
DECLARE
  granted assignment[];
  content bytea;
  answer jsonb;
BEGIN
  SELECT array_agg (a) INTO granted FROM require_role ('data_feed') a
  WHERE a.producer IS NULL OR a.producer = batch_land.producer;
  IF granted IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = format ('Votre compte ne livre pas les données de « %s ».', batch_land.producer);
  END IF;
  PERFORM landing_lock ();
  SELECT hash_of (batch_land.producer, batch_land.source, batch_land.fictitious::text,
                  string_agg (encode (s.content_hash, 'hex'), ',' ORDER BY s.content_hash))
  INTO content
  FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
  answer := command_begin (command, 'batch_land', content);
  IF answer IS NULL THEN
    answer := command_end (command,
      landing_run (command, producer, source, coalesce (fictitious, false), content, granted));
  END IF;
  DELETE FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION copil.batch_land (uuid, text, text, boolean) IS
  'Lands the staged cells of a command as one batch; answers {batch, rows, new, revised, unchanged, masked, effects: [{measure, territory, period, before, before_status, after, after_status}]}. Batch is null when nothing changed. Followed by ROLLBACK it is a dry run. For data feeds of this producer';
GRANT EXECUTE ON FUNCTION copil.batch_land (uuid, text, text, boolean) TO copil_person;

RESET ROLE;
