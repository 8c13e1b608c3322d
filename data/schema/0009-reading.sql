-- 0009
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Reading: whole series in few rows for the cube, the state of a batch for a sitting, and what
-- stands behind one figure. All of it reads the published layer with the rights of the session.
-- The functions that return series are plain SQL, so that PostgreSQL plans them with their
-- arguments, in parallel where that pays.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.rhythm_months (rhythm text) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN CASE rhythm WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END;
COMMENT ON FUNCTION copil.rhythm_months (text) IS 'Months in a period of this rhythm';

CREATE FUNCTION copil.month_number (day date) RETURNS int
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN (extract (year FROM day) * 12 + extract (month FROM day))::int;
COMMENT ON FUNCTION copil.month_number (date) IS 'Months since the year 0';

CREATE FUNCTION copil.period_offsets (periods date[], months int) RETURNS smallint[]
  IMMUTABLE PARALLEL SAFE LANGUAGE sql
AS $$
  SELECT CASE
    WHEN (copil.month_number (periods[cardinality (periods)]) - copil.month_number (periods[1])) / months
         = cardinality (periods) - 1 THEN NULL
    ELSE ARRAY (SELECT ((copil.month_number (p) - copil.month_number (periods[1])) / months)::smallint
                FROM unnest (periods) WITH ORDINALITY u (p, i) ORDER BY u.i)
  END
$$;
COMMENT ON FUNCTION copil.period_offsets (date[], int) IS
  'Steps of ascending periods from the first, NULL when none is missing between';

GRANT EXECUTE ON FUNCTION copil.rhythm_months (text), copil.month_number (date),
  copil.period_offsets (date[], int) TO copil_person;

CREATE FUNCTION copil.series (measures smallint[] DEFAULT NULL, territories int[] DEFAULT NULL)
  RETURNS TABLE (measure_id smallint, territory_id int, first date, offsets smallint[],
                 "values" float8[], statuses smallint[], coverages smallint[])
  STABLE PARALLEL SAFE ROWS 40000 LANGUAGE sql
AS $$
  SELECT s.measure_id, s.territory_id, s.periods[1],
    copil.period_offsets (s.periods, copil.rhythm_months (m.rhythm)),
    s.vals, CASE WHEN s.worst > 0 THEN s.statuses END, CASE WHEN s.least < 1 THEN s.coverages END
  FROM (
    SELECT o.measure_id, o.territory_id, array_agg (o.period) AS periods, array_agg (o.value) AS vals,
      array_agg (o.status) AS statuses, max (o.status) AS worst,
      array_agg ((o.coverage * 10000)::smallint) AS coverages, min (o.coverage) AS least
    FROM (
      SELECT * FROM copil.observation c
      WHERE (series.measures IS NULL OR c.measure_id = ANY (series.measures))
        AND (series.territories IS NULL OR c.territory_id = ANY (series.territories))
      ORDER BY c.measure_id, c.territory_id, c.period) o
    GROUP BY o.measure_id, o.territory_id) s
  JOIN copil.measure m ON m.id = s.measure_id
$$;
COMMENT ON FUNCTION copil.series (smallint[], int[]) IS
  'Whole series of the published layer (NULL: all). offsets: steps from first, NULL when contiguous; statuses: NULL when all 0; coverages: x 10000, NULL when all 10000';

CREATE FUNCTION copil.series_as_of (batch int, measures smallint[] DEFAULT NULL, territories int[] DEFAULT NULL)
  RETURNS TABLE (measure_id smallint, territory_id int, first date, offsets smallint[],
                 "values" float8[], statuses smallint[], coverages smallint[])
  STABLE PARALLEL SAFE ROWS 40000 LANGUAGE sql
AS $$
  SELECT s.measure_id, s.territory_id, s.periods[1],
    copil.period_offsets (s.periods, copil.rhythm_months (m.rhythm)),
    s.vals, CASE WHEN s.worst > 0 THEN s.statuses END, CASE WHEN s.least < 1 THEN s.coverages END
  FROM (
    SELECT o.measure_id, o.territory_id, array_agg (o.period) AS periods, array_agg (o.value) AS vals,
      array_agg (o.status) AS statuses, max (o.status) AS worst,
      array_agg ((o.coverage * 10000)::smallint) AS coverages, min (o.coverage) AS least
    FROM (
      SELECT c.measure_id, c.territory_id, c.period, c.value, c.status, c.coverage
      FROM copil.observation c
      WHERE c.batch_id <= series_as_of.batch
        AND (series_as_of.measures IS NULL OR c.measure_id = ANY (series_as_of.measures))
        AND (series_as_of.territories IS NULL OR c.territory_id = ANY (series_as_of.territories))
      UNION ALL
      SELECT p.measure_id, p.territory_id, p.period, p.value, p.status, p.coverage
      FROM copil.observation_past p
      WHERE p.batch_id <= series_as_of.batch AND p.until_batch > series_as_of.batch
        AND (series_as_of.measures IS NULL OR p.measure_id = ANY (series_as_of.measures))
        AND (series_as_of.territories IS NULL OR p.territory_id = ANY (series_as_of.territories))
      ORDER BY measure_id, territory_id, period) o
    GROUP BY o.measure_id, o.territory_id) s
  JOIN copil.measure m ON m.id = s.measure_id
$$;
COMMENT ON FUNCTION copil.series_as_of (int, smallint[], int[]) IS
  'As series(), as published once this batch had landed: the same for ever';

CREATE FUNCTION copil.batch_at (moment timestamptz) RETURNS int
  STABLE LANGUAGE sql
AS $$
  SELECT coalesce (max (b.id), 0) FROM copil.batch b WHERE b.landed_at <= moment
$$;
COMMENT ON FUNCTION copil.batch_at (timestamptz) IS
  'The last batch begun by this moment, for finding "as known on 12 March"; what is kept is the number, never the time';

CREATE FUNCTION copil.history (measure smallint, territory int, period date)
  RETURNS TABLE (batch_id int, until_batch int, landed_at timestamptz, producer text, source text,
                 value float8, coverage real, status smallint, origin "char", summed float8)
  STABLE LANGUAGE sql
AS $$
  SELECT v.batch_id, v.until_batch, b.landed_at, b.producer, b.source, v.value, v.coverage, v.status,
    v.origin, v.summed
  FROM (
    SELECT o.batch_id, NULL::int AS until_batch, o.value, o.coverage, o.status, o.origin, o.summed
    FROM copil.observation o
    WHERE o.measure_id = history.measure AND o.territory_id = history.territory AND o.period = history.period
    UNION ALL
    SELECT p.batch_id, p.until_batch, p.value, p.coverage, p.status, p.origin, p.summed
    FROM copil.observation_past p
    WHERE p.measure_id = history.measure AND p.territory_id = history.territory AND p.period = history.period) v
  JOIN copil.batch b ON b.id = v.batch_id
  ORDER BY v.batch_id DESC
$$;
COMMENT ON FUNCTION copil.history (smallint, int, date) IS
  'Every published version of one figure, the present one first (until_batch NULL)';

CREATE FUNCTION copil.explain (measures smallint[], territory int, period date)
  RETURNS TABLE (measure_id smallint, territory_id int, depth int, value float8, coverage real,
                 status smallint, origin "char", summed float8, batch_id int)
  STABLE LANGUAGE sql
AS $$
  SELECT o.measure_id, o.territory_id, place.depth, o.value, o.coverage, o.status, o.origin, o.summed, o.batch_id
  FROM (
    SELECT explain.territory AS id, 0 AS depth
    UNION ALL
    SELECT n.child_id, 1 FROM copil.nesting n WHERE n.parent_id = explain.territory AND n.direct) place
  JOIN copil.observation o ON o.territory_id = place.id AND o.period = explain.period
    AND o.measure_id = ANY (explain.measures)
  ORDER BY o.measure_id, place.depth, o.value DESC NULLS LAST, o.territory_id
$$;
COMMENT ON FUNCTION copil.explain (smallint[], int, date) IS
  'A figure (depth 0) and what it is the sum of, one level down (depth 1); ask again for one of these, down to the observations. A perimeter without a row has reported nothing';

CREATE FUNCTION copil.figure_by_period (measure smallint, rhythm text, territories int[] DEFAULT NULL)
  RETURNS TABLE (territory_id int, period date, value float8, status smallint, coverage real)
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  m measure;
  expected int;
BEGIN
  SELECT x.* INTO m FROM measure x WHERE x.id = figure_by_period.measure;
  expected := rhythm_months (figure_by_period.rhythm) / rhythm_months (m.rhythm);
  IF coalesce (expected, 0) = 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Une mesure ne se lit pas à un rythme plus fin que le sien.',
      DETAIL = format ('measure %s (%s) as %s', measure, m.rhythm, figure_by_period.rhythm);
  END IF;
  RETURN QUERY
  SELECT g.territory_id, g.period,
    CASE WHEN g.status <= 2 THEN CASE m.kind WHEN 'flow' THEN g.total ELSE g.final END END,
    g.status::smallint, g.coverage
  FROM (
    SELECT o.territory_id, date_trunc (figure_by_period.rhythm, o.period::timestamp)::date AS period,
      sum (o.value) AS total, min (o.coverage) AS coverage,
      (array_agg (o.value ORDER BY o.period DESC))[1] AS final,
      CASE
        -- A rate published monthly is no quarterly rate.
        WHEN m.kind = 'published' AND expected > 1 THEN 3
        -- A stock is that of the last month.
        WHEN m.kind <> 'flow' THEN
          CASE WHEN max (o.period) = (date_trunc (figure_by_period.rhythm, o.period::timestamp)
                    + make_interval (months => (expected - 1) * rhythm_months (m.rhythm)))::date
               THEN (array_agg (o.status ORDER BY o.period DESC))[1] ELSE 3 END
        WHEN count(*) < expected THEN 3
        WHEN min (o.status) = 4 THEN 4
        WHEN bool_or (o.status IN (3, 4)) THEN 3
        ELSE max (o.status)
      END AS status
    FROM observation o
    WHERE o.measure_id = figure_by_period.measure
      AND (figure_by_period.territories IS NULL OR o.territory_id = ANY (figure_by_period.territories))
    GROUP BY o.territory_id, date_trunc (figure_by_period.rhythm, o.period::timestamp)) g
  ORDER BY g.territory_id, g.period;
END
$$;
COMMENT ON FUNCTION copil.figure_by_period (smallint, text, int[]) IS
  'A measure by quarter or year: flows add up, a stock is its last month. A quarter that lacks a month is not available, one that holds a secret month is secret: never a smaller sum';

GRANT EXECUTE ON FUNCTION copil.series (smallint[], int[]), copil.series_as_of (int, smallint[], int[]),
  copil.batch_at (timestamptz), copil.history (smallint, int, date), copil.explain (smallint[], int, date),
  copil.figure_by_period (smallint, text, int[]) TO copil_person;

RESET ROLE;
