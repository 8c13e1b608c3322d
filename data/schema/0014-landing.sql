-- 0014
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Landing, made faster: see 0008 for what it does, which stays. What changed:
--   * A cell learns at once, from one table of places, where it adds up to, its weight and its
--     threshold; later steps join nothing to know it.
--   * The temporary tables are made once a transaction: a hundred landings hold the locks of one.
--   * A delivery that brings more than there is yet, as the first ones of several producers do, is
--     written without indexes, which are made afterwards, as long as nobody else is connected. What
--     has grown so much is analysed at once, or the next delivery would be planned as for nothing.
--   * Buckets of a histogram add up to their whole: 0015 protects that equation like the others.
--
-- The steps hand each other:
--   landing_rule   the measures, with what disclosure control asks of them
--   landing_place  where each may be reported, where it adds up to; landing_byway, further parents
--   landing        reported cells of the groups looked at
--   landing_sum    the levels above: sums, or the totals reported in their place
--   landing_cell   both together: every cell as it is, before anything is withheld
--   landing_old    what stands for these groups in the base, raw and published
--   landing_whole  values of the wholes of which looked-at measures are a part
--   landing_mask   the cells to withhold beside the small ones, see 0007 and 0015
--   landing_result every cell as it will be published

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.bucket (
  part_id smallint PRIMARY KEY REFERENCES copil.measure,
  whole_id smallint NOT NULL REFERENCES copil.measure,
  histogram smallint NOT NULL
);
CREATE INDEX bucket_whole ON copil.bucket (whole_id);
COMMENT ON TABLE copil.bucket IS
  'Buckets of the histograms of the catalogue that add up to a measure: an equation of the published layer';
COMMENT ON COLUMN copil.bucket.histogram IS 'Its lowest part_id: a whole may be cut up in several ways';
CALL copil.open_table ('copil.bucket');

CREATE FUNCTION copil.buckets_store (document jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM bucket;
  INSERT INTO bucket (part_id, whole_id, histogram)
  SELECT part, h.whole, min (h.parts[1])
  FROM (
    -- All of them parts of one measure, which nothing else may then be left over from.
    SELECT array_agg (DISTINCT m.id ORDER BY m.id) AS parts, min (m.subset_of) AS whole
    FROM jsonb_array_elements (document -> 'indicators') WITH ORDINALITY i,
      LATERAL (SELECT i.value #>> '{formula,undeclared}' AS code
               UNION SELECT b #>> '{}' FROM jsonb_path_query (i.value, '$.formula.buckets[*].measure') b) c
    JOIN measure m ON m.code = c.code
    GROUP BY i.ordinality
    HAVING count (m.subset_of) = count(*) AND count (DISTINCT m.subset_of) = 1
      AND bool_or (i.value #> '{formula,buckets}' IS NOT NULL)) h,
    unnest (h.parts) part
  GROUP BY part, h.whole;
END
$$;
COMMENT ON FUNCTION copil.buckets_store (jsonb) IS
  'Finds which histograms of a catalogue add up to a measure';

CREATE FUNCTION copil.landing_edges ()
  RETURNS TABLE (set_code text, child_id int, parent_id int, height smallint, main boolean,
                 weight float8, whole float8)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- A parent is summed from the nearest set below it that leads down to the measure's own.
  WITH below AS MATERIALIZED (SELECT DISTINCT n.parent_id, n.child_set FROM nesting n),
  source AS (
    SELECT s.code AS set_code, n.parent_id, min (n.child_set) AS child_set
    FROM perimeter_set s
    JOIN nesting n ON n.direct AND (n.child_set = s.code
      OR (n.child_id, s.code) IN (SELECT b.parent_id, b.child_set FROM below b))
    GROUP BY s.code, n.parent_id),
  -- Where no population is known every perimeter weighs the same.
  weight AS (SELECT t.id, coalesce (nullif (t.population, 0), 1)::float8 AS weight FROM territory t),
  whole AS (
    SELECT n.parent_id, n.child_set, sum (w.weight) AS whole
    FROM nesting n JOIN weight w ON w.id = n.child_id
    GROUP BY n.parent_id, n.child_set)
  SELECT s.set_code, n.child_id, n.parent_id, n.parent_height,
    row_number () OVER (PARTITION BY s.set_code, n.child_id ORDER BY n.parent_height, n.parent_id) = 1,
    w.weight, whole.whole
  FROM source s
  JOIN nesting n ON n.parent_id = s.parent_id AND n.child_set = s.child_set AND n.direct
  JOIN weight w ON w.id = n.child_id
  JOIN whole ON whole.parent_id = n.parent_id AND whole.child_set = s.set_code
$$;
COMMENT ON FUNCTION copil.landing_edges () IS
  'For measures reported by a set: which territory adds up to which on the way up. main: the only parent, or the first of several; weight: the child''s population, whole: that of all reporting perimeters of the parent';
DROP FUNCTION copil.landing_plan ();

CREATE FUNCTION copil.landing_tables () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF to_regclass ('pg_temp.landing') IS NOT NULL THEN
    TRUNCATE pg_temp.landing, pg_temp.landing_sum, pg_temp.landing_group, pg_temp.landing_total,
      pg_temp.landing_old, pg_temp.landing_whole, pg_temp.landing_mask, pg_temp.landing_examined,
      pg_temp.landing_active, pg_temp.landing_broken, pg_temp.landing_effect,
      pg_temp.landing_guard, pg_temp.landing_place, pg_temp.landing_byway, pg_temp.landing_rule;
    RETURN;
  END IF;
  -- rise: the height at which it adds up to its parent, NULL where it does not.
  CREATE TEMP TABLE landing (
    key bigint, parent bigint, value float8, weight int, status smallint, threshold smallint,
    rise smallint, changed boolean, total boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_sum (
    key bigint, parent bigint, value float8, summed float8, coverage real, reporting float8,
    inapplicable float8, masked float8, smallest bigint, n_masked int, height smallint,
    rise smallint, threshold smallint, status smallint, summed_status smallint, origin "char",
    changed boolean) ON COMMIT DROP;
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
    key bigint, family bigint, child_set text, masked_parent boolean, step int) ON COMMIT DROP;
  CREATE TEMP TABLE landing_effect (
    key bigint, value float8, summed float8, coverage real, status smallint, origin "char") ON COMMIT DROP;
  CREATE TEMP TABLE landing_guard (
    key bigint, moved smallint, before smallint, fresh float8, shifted boolean, hidden boolean) ON COMMIT DROP;
  CREATE TEMP TABLE landing_place (
    measure_id smallint, territory_id int, producer text, lowest float8, total boolean,
    threshold smallint, to_parent bigint, rise smallint, weight int, height smallint, whole float8)
    ON COMMIT DROP;
  CREATE TEMP TABLE landing_byway (
    measure_id smallint, child_id int, to_parent bigint, height smallint, weight int) ON COMMIT DROP;
  CREATE TEMP TABLE landing_rule (
    measure_id smallint, threshold smallint, to_whole bigint, has_parts boolean, histogram smallint,
    family_shift bigint, unsure boolean) ON COMMIT DROP;
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
COMMENT ON FUNCTION copil.landing_tables () IS
  'Makes the temporary tables of a landing, or empties those an earlier one of this transaction made';

CREATE FUNCTION copil.landing_kin (measures smallint[]) RETURNS smallint[]
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH RECURSIVE kin AS (
    SELECT m.id, m.subset_of FROM measure m WHERE m.id = ANY (measures)
    UNION
    SELECT m.id, m.subset_of FROM kin k JOIN measure m ON m.id = k.subset_of OR m.subset_of = k.id)
  SELECT array_agg (DISTINCT k.id) FROM kin k
$$;
COMMENT ON FUNCTION copil.landing_kin (smallint[]) IS
  'These measures, with those they are parts or wholes of, however far';

DROP FUNCTION copil.landing_begin ();
CREATE FUNCTION copil.landing_begin (measures smallint[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  looked_at smallint[] := landing_kin (measures);
BEGIN
  PERFORM landing_tables ();
  INSERT INTO pg_temp.landing_rule
  SELECT m.id, CASE m.kind WHEN 'published' THEN 0 ELSE m.threshold END,
    CASE WHEN m.kind <> 'published' AND m.threshold > 0 THEN (m.subset_of - m.id)::bigint << 48 END,
    EXISTS (SELECT FROM measure part WHERE part.subset_of = m.id),
    b.histogram, coalesce ((b.whole_id - m.id)::bigint << 48, 0),
    b.part_id IS NOT NULL OR EXISTS (SELECT FROM bucket x WHERE x.whole_id = m.id)
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
  place AS MATERIALIZED (
    SELECT a.set_code, a.id, a.total, e.parent_id, e.height AS rise, e.weight, top.height, top.whole
    FROM able a
    LEFT JOIN edge e ON e.set_code = a.set_code AND e.child_id = a.id AND e.main
    LEFT JOIN top ON top.set_code = a.set_code AND top.parent_id = a.id)
  INSERT INTO pg_temp.landing_place
  SELECT m.id, p.id, m.producer, float8 '0', p.total, m.threshold, (p.parent_id - p.id)::bigint << 20, p.rise,
    p.weight, coalesce (p.height, 0), p.whole
  FROM measure m JOIN place p ON p.set_code = m.set_code
  WHERE m.kind <> 'published' AND m.id = ANY (looked_at)
  UNION ALL
  SELECT m.id, t.id, m.producer, float8 '-Infinity', false, 0, NULL, NULL, NULL, 0, NULL
  FROM measure m, territory t
  WHERE m.kind = 'published' AND m.id = ANY (looked_at);
  ANALYZE pg_temp.landing_rule;
  -- Where a cell adds up to several, its equations do not form a tree.
  IF EXISTS (SELECT FROM pg_temp.landing_byway) THEN
    UPDATE pg_temp.landing_rule SET unsure = true
    WHERE measure_id IN (SELECT b.measure_id FROM pg_temp.landing_byway b);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_begin (smallint[]) IS
  'Makes the temporary tables of a landing of these measures, and says its rules in them';

CREATE FUNCTION copil.landing_many () RETURNS SETOF boolean
  STABLE ROWS 1000000 LANGUAGE plpgsql
AS $$
BEGIN
  RETURN NEXT true;
END
$$;
COMMENT ON FUNCTION copil.landing_many () IS
  'One row, said to be a million: joined to staged chunks, it keeps their cells from being taken for few';

DROP FUNCTION copil.landing_unpack (uuid);
CREATE FUNCTION copil.landing_unpack (command uuid, producer text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- What no key can be made of, or has no value a figure may have, gets none. In the order of
  -- keys: neighbours in the base are then neighbours in every step.
  INSERT INTO pg_temp.landing (key, parent, value, weight, status, threshold, rise, changed, total)
  SELECT l.key, l.key + l.to_parent, l.value, l.weight, l.status, l.threshold, l.rise, true, l.total
  FROM (
    SELECT CASE WHEN p.producer = landing_unpack.producer
        AND u.period BETWEEN '1900-01-01' AND '2199-12-31'
        AND u.status BETWEEN 0 AND 5 AND (u.value IS NULL) = (u.status >= 3)
        AND (u.value IS NULL OR (u.value >= p.lowest AND u.value > '-Infinity' AND u.value < 'Infinity'))
      THEN cell_key (u.measure_id, u.territory_id, u.period) END AS key,
      u.value, u.status, p.to_parent, p.weight, p.threshold, p.rise, p.total
    FROM (SELECT unnest (s.measures) AS measure_id, unnest (s.territories) AS territory_id,
            unnest (s.periods) AS period, unnest (s."values") AS value, unnest (s.statuses) AS status
          FROM batch_staging s, landing_many ()
          WHERE s.login = session_user AND s.command = landing_unpack.command) u
    LEFT JOIN pg_temp.landing_place p ON p.measure_id = u.measure_id AND p.territory_id = u.territory_id
    ORDER BY 1 OFFSET 0) l;
  INSERT INTO pg_temp.landing_group (group_key, fresh, changed, unsure)
  SELECT g.group_key, NOT EXISTS (
      SELECT FROM observation_group x
      WHERE x.measure_id = key_measure (g.group_key) AND x.period = key_period (g.group_key)), true, g.unsure
  FROM (SELECT key_group (l.key) AS group_key, bool_or (l.total OR l.status = 5) AS unsure
        FROM pg_temp.landing l GROUP BY 1) g;
END
$$;
COMMENT ON FUNCTION copil.landing_unpack (uuid, text) IS
  'Fills landing, and the groups in it, with the staged cells of a command';

CREATE OR REPLACE FUNCTION copil.landing_refusals (command uuid, producer text)
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
      WHERE g.group_key IS NULL
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

CREATE OR REPLACE FUNCTION copil.landing_recall (groups bigint[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- Group by group through the primary key: the territories a measure can have are known.
  INSERT INTO pg_temp.landing_old (key, value, published_value, published_summed, batch_id,
                                   coverage, status, published_status, origin, reason)
  SELECT cell_key (o.measure_id, o.territory_id, o.period), coalesce (s.value, o.value),
    o.value, o.summed, o.batch_id, o.coverage, coalesce (s.status, o.status), o.status, o.origin, s.reason
  FROM unnest (groups) g (group_key)
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (g.group_key)
  JOIN observation o ON o.measure_id = key_measure (g.group_key)
    AND o.territory_id = p.territory_id AND o.period = key_period (g.group_key)
  LEFT JOIN observation_secret s ON s.measure_id = o.measure_id
    AND s.territory_id = o.territory_id AND s.period = o.period;
END
$$;

CREATE FUNCTION copil.landing_keep (groups bigint[], changed boolean) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing (key, parent, value, weight, status, threshold, rise, changed, total)
  SELECT o.key, o.key + p.to_parent, o.value, p.weight, o.status, p.threshold, p.rise,
    landing_keep.changed, p.total
  FROM pg_temp.landing_old o
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (o.key) AND p.territory_id = key_territory (o.key)
  WHERE o.origin = 'r' AND key_group (o.key) IN (SELECT unnest (groups))
    AND NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.key = o.key);
  UPDATE pg_temp.landing_group g SET unsure = true
  WHERE g.group_key IN (SELECT key_group (l.key) FROM pg_temp.landing l WHERE l.total OR l.status = 5)
    AND NOT g.unsure;
END
$$;
COMMENT ON FUNCTION copil.landing_keep (bigint[], boolean) IS
  'Puts the reported cells that stand in the base for these groups beside those that land';

CREATE OR REPLACE FUNCTION copil.landing_compare (n_rows bigint, OUT fresh bigint, OUT revised bigint, OUT unchanged bigint)
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
  PERFORM landing_keep (ARRAY (SELECT g.group_key FROM pg_temp.landing_group g WHERE NOT g.fresh), false);
END
$$;

CREATE FUNCTION copil.landing_look_again (groups bigint[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF cardinality (groups) > 0 THEN
    PERFORM landing_recall (groups);
    INSERT INTO pg_temp.landing_group SELECT unnest (groups), false, false, false;
    PERFORM landing_keep (groups, false);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_look_again (bigint[]) IS
  'Brings in groups whose figures stay but whose masks may not';

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
      ON r.measure_id + (r.to_whole >> 48) = key_measure (g.group_key)
    WHERE EXISTS (SELECT FROM observation_group x WHERE x.measure_id = r.measure_id
                    AND x.period = key_period (g.group_key))
    EXCEPT SELECT g.group_key FROM pg_temp.landing_group g));
  -- What is in one histogram with what is looked at.
  PERFORM landing_look_again (ARRAY (
    SELECT DISTINCT cell_key (x.measure_id, 0, x.period)
    FROM pg_temp.landing_group g
    JOIN pg_temp.landing_rule r ON r.measure_id = key_measure (g.group_key) AND r.unsure
    JOIN pg_temp.landing_rule other ON other.unsure
      AND other.measure_id + (other.family_shift >> 48) = r.measure_id + (r.family_shift >> 48)
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

CREATE FUNCTION copil.landing_climb (level smallint) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  has_leaves boolean := EXISTS (SELECT FROM pg_temp.landing_place p WHERE p.rise = level AND p.height = 0);
BEGIN
  INSERT INTO pg_temp.landing_sum (key, parent, value, summed, coverage, reporting, inapplicable,
    masked, smallest, n_masked, height, rise, threshold, status, summed_status, origin, changed)
  SELECT s.key, s.key + p.to_parent, s.value, s.value,
    CASE WHEN p.whole > s.inapplicable THEN least (s.reporting / (p.whole - s.inapplicable), 1) ELSE 0 END,
    s.reporting, s.inapplicable, s.masked, s.smallest, s.n_masked, level, p.rise, p.threshold,
    -- Nothing that reported: not available; nothing that applies: not applicable.
    coalesce (s.status, CASE WHEN p.whole > s.inapplicable THEN 3 ELSE 4 END), s.status, 's', s.changed
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
    FROM (
      SELECT l.key, l.parent, l.threshold, l.value, l.value AS part, l.status AS part_status,
        CASE WHEN l.status <= 2 THEN l.weight END::float8 AS reporting,
        CASE WHEN l.status = 4 THEN l.weight END::float8 AS inapplicable, l.changed
      FROM pg_temp.landing l
      WHERE has_leaves AND l.rise = level AND NOT l.total
      UNION ALL
      SELECT l.key, l.parent, l.threshold, l.value, l.summed, l.summed_status, l.reporting,
        l.inapplicable, l.changed
      FROM pg_temp.landing_sum l
      WHERE l.rise = level
      UNION ALL
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
      WHERE b.height = level) c
    LEFT JOIN pg_temp.landing_mask k ON k.key = c.key
    GROUP BY c.parent) s
  JOIN pg_temp.landing_place p ON p.measure_id = key_measure (s.key) AND p.territory_id = key_territory (s.key);
END
$$;
COMMENT ON FUNCTION copil.landing_climb (smallint) IS
  'Sums the levels below into this one, with coverage and the worst status of what is summed, and what disclosure control asks of it';
DROP FUNCTION copil.landing_climb (int);

CREATE FUNCTION copil.landing_settle (level smallint) RETURNS void
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
                                     threshold, status, origin, changed)
    SELECT t.key, t.key + p.to_parent, t.value, 1, 0, 0, level, p.rise, p.threshold, t.status, 'r', false
    FROM pg_temp.landing_total t
    JOIN pg_temp.landing_place p ON p.measure_id = key_measure (t.key) AND p.territory_id = key_territory (t.key)
    WHERE p.height = level
      AND NOT EXISTS (SELECT FROM pg_temp.landing_sum s WHERE s.key = t.key);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_settle (smallint) IS
  'Puts in the place of the sums of a level what outranks them';
DROP FUNCTION copil.landing_settle (int);

CREATE OR REPLACE FUNCTION copil.landing_sum () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  highest smallint := (SELECT coalesce (max (p.rise), 0) FROM pg_temp.landing_place p);
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

CREATE FUNCTION copil.landing_write_first (batch int) RETURNS void
  SET search_path = copil, pg_temp SET maintenance_work_mem = '128MB' LANGUAGE plpgsql
AS $$
BEGIN
  ALTER TABLE observation DROP CONSTRAINT observation_pkey;
  DROP INDEX observation_batch;
  -- Reported cells are in the order of the primary key already.
  INSERT INTO observation (value, summed, territory_id, period, batch_id, coverage, measure_id, status, origin)
  SELECT CASE WHEN NOT x.masked THEN l.value END, NULL, key_territory (l.key), key_period (l.key), batch,
    CASE l.status WHEN 3 THEN 0 ELSE 1 END, key_measure (l.key), CASE WHEN x.masked THEN 5 ELSE l.status END, 'r'
  FROM pg_temp.landing l LEFT JOIN pg_temp.landing_mask k ON k.key = l.key,
    LATERAL (SELECT coalesce (is_small (l.value, l.threshold), false) OR k.key IS NOT NULL AS masked) x
  WHERE NOT l.total;
  INSERT INTO observation (value, summed, territory_id, period, batch_id, coverage, measure_id, status, origin)
  SELECT c.value, c.summed, key_territory (c.key), key_period (c.key), batch, c.coverage,
    key_measure (c.key), c.status, c.origin
  FROM (SELECT * FROM pg_temp.landing_result c WHERE c.height > 0 ORDER BY c.key OFFSET 0) c;
  ALTER TABLE observation ADD PRIMARY KEY (measure_id, territory_id, period);
  CREATE INDEX observation_batch ON observation (batch_id);
END
$$;
COMMENT ON FUNCTION copil.landing_write_first (int) IS
  'Writes figures that are more than there were: indexes are made when all is there, for half the work';

CREATE FUNCTION copil.landing_is_most (batch int) RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM observation) AND (
    (SELECT count(*) FROM pg_temp.landing) <
      (SELECT coalesce (sum (b.row_count), 0) FROM batch b WHERE b.id < landing_is_most.batch)
    OR EXISTS (SELECT FROM pg_stat_activity a JOIN person p ON p.login = a.usename
               WHERE a.datname = current_database() AND a.pid <> pg_backend_pid ())) THEN
    RETURN false;
  END IF;
  -- Nobody is waited for: with a reader in the way the indexes stay.
  LOCK TABLE observation IN ACCESS EXCLUSIVE MODE NOWAIT;
  RETURN true;
EXCEPTION
  WHEN lock_not_available THEN
    RETURN false;
END
$$;
COMMENT ON FUNCTION copil.landing_is_most (int) IS
  'Whether this batch brings more figures than there are and nobody looks: then the table is locked until commit';

CREATE OR REPLACE FUNCTION copil.landing_write_secrets (OUT masked bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM observation_secret s
  USING pg_temp.landing_old o
  WHERE o.reason IS NOT NULL AND s.measure_id = key_measure (o.key)
    AND s.territory_id = key_territory (o.key) AND s.period = key_period (o.key);
  INSERT INTO observation_secret (value, territory_id, period, measure_id, status, reason)
  SELECT c.raw_value, key_territory (c.key), key_period (c.key), key_measure (c.key), c.raw_status, c.reason
  FROM (
    SELECT c.key, c.raw_value, c.raw_status, c.reason
    FROM pg_temp.landing_result c
    WHERE c.status = 5 AND c.raw_value IS NOT NULL
    ORDER BY c.key OFFSET 0) c;
  GET DIAGNOSTICS masked = ROW_COUNT;
  SELECT masked - count(*) INTO masked FROM pg_temp.landing_old o JOIN pg_temp.landing_result c ON c.key = o.key
  WHERE o.reason IS NOT NULL AND c.status = 5;
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_write (batch int, OUT masked bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
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
  IF (SELECT count(*) FROM pg_temp.landing) > 50000 THEN
    ANALYZE observation, observation_secret, observation_group;
  END IF;
END
$$;

CREATE FUNCTION copil.landing_write_revised (batch int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO pg_temp.landing_effect (key, value, summed, coverage, status, origin)
  SELECT c.key, c.value, c.summed, c.coverage, c.status, c.origin
  FROM pg_temp.landing_result c JOIN pg_temp.landing_old o ON o.key = c.key
  WHERE (c.value, c.summed, c.coverage, c.status, c.origin) IS DISTINCT FROM
    (o.published_value, o.published_summed, o.coverage, o.published_status, o.origin)
  UNION ALL
  -- A sum of what no longer adds up: those who hold it are told.
  SELECT o.key, NULL, NULL, 0, 3, 's'
  FROM pg_temp.landing_old o
  WHERE o.origin = 's' AND o.published_status <> 3
    AND NOT EXISTS (SELECT FROM pg_temp.landing_cell c WHERE c.key = o.key);
  INSERT INTO observation_past (value, summed, territory_id, period, batch_id, until_batch, coverage,
                                measure_id, status, origin)
  SELECT o.published_value, o.published_summed, key_territory (o.key), key_period (o.key), o.batch_id,
    batch, o.coverage, key_measure (o.key), o.published_status, o.origin
  FROM pg_temp.landing_effect e JOIN pg_temp.landing_old o ON o.key = e.key;
  PERFORM mask_past (batch);
  UPDATE observation o
  SET value = e.value, summed = e.summed, batch_id = batch, coverage = e.coverage,
    status = e.status, origin = e.origin
  FROM pg_temp.landing_effect e
  WHERE o.measure_id = key_measure (e.key) AND o.territory_id = key_territory (e.key)
    AND o.period = key_period (e.key);
END
$$;
COMMENT ON FUNCTION copil.landing_write_revised (int) IS
  'Writes what differs from what is published, and keeps what it replaces';

DROP FUNCTION copil.landing_end ();

CREATE OR REPLACE FUNCTION copil.landing_run (command uuid, producer text, source text, fictitious boolean,
                                              content bytea, granted copil.assignment[]) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  counts record;
  n_rows bigint := (
    SELECT sum (s.row_count) FROM batch_staging s
    WHERE s.login = session_user AND s.command = landing_run.command);
  n_masked bigint := 0;
  number int;
  measures smallint[] := CASE
    -- Looking which costs more than taking all.
    WHEN n_rows > 200000 THEN ARRAY (SELECT m.id FROM measure m)
    ELSE ARRAY (
      SELECT DISTINCT u.id FROM batch_staging s, unnest (s.measures) u (id)
      WHERE s.login = session_user AND s.command = landing_run.command) END;
BEGIN
  PERFORM landing_begin (measures);
  PERFORM landing_unpack (command, producer);
  PERFORM landing_check (command, producer, granted);
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
  RETURN jsonb_build_object ('batch', number, 'rows', n_rows, 'new', counts.fresh,
    'revised', counts.revised, 'unchanged', counts.unchanged, 'masked', n_masked,
    'effects', landing_effects ());
EXCEPTION
  -- A cell twice: the primary key finds it for less than looking for it in every delivery.
  WHEN unique_violation THEN
    PERFORM landing_begin (measures);
    PERFORM landing_refuse (command, producer);
END
$$;

-- A landing is alone: it may take what the sort of a national history needs. Temporary tables have
-- no statistics, and what is guessed without them sorts millions of rows.
ALTER FUNCTION copil.batch_land (uuid, text, text, boolean) SET work_mem = '256MB';
ALTER FUNCTION copil.batch_land (uuid, text, text, boolean) SET hash_mem_multiplier = 1.5;

RESET ROLE;
