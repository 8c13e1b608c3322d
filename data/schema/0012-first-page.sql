-- 0012
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a window that opens for the first time paints: read in one round trip, by codes, because
-- such a client knows no ids yet.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.first_page (set_code text, code text, indicator text DEFAULT NULL)
  RETURNS TABLE (measure_id smallint, territory_id int, first date, offsets smallint[],
                 "values" float8[], statuses smallint[], coverages smallint[])
  -- A compilation would take longer than the query.
  STABLE SET search_path = copil, pg_temp SET jit = off LANGUAGE sql
AS $$
  WITH RECURSIVE place AS (
    SELECT t.id, t.parent_id, t.set_code, s.level
    FROM territory t JOIN perimeter_set s ON s.code = t.set_code
    WHERE t.set_code = first_page.set_code AND t.code = first_page.code),
  above AS (
    SELECT p.id, p.parent_id FROM place p
    UNION ALL
    SELECT t.id, t.parent_id FROM above a JOIN territory t ON t.id = a.parent_id),
  around AS (
    SELECT t.id FROM territory t JOIN place p
      ON t.parent_id = p.id OR (t.parent_id = p.parent_id AND t.set_code = p.set_code)),
  shown AS (
    SELECT e.value AS document
    FROM catalogue c, place p, jsonb_array_elements (c.document -> 'indicators') WITH ORDINALITY e
    WHERE c.version = (SELECT max (l.version) FROM catalogue l)
      AND (e.value ->> 'code' = indicator OR (indicator IS NULL AND e.value -> 'focus' ? p.level))
    ORDER BY e.ordinality
    LIMIT 1),
  counted AS (
    SELECT DISTINCT m.id
    FROM shown s, jsonb_path_query (s.document -> 'formula', '$.**') text
    JOIN measure m ON m.code = text #>> '{}'
    WHERE jsonb_typeof (text) = 'string'),
  wanted AS (
    SELECT m.id AS measure_id, a.id AS territory_id FROM measure m, above a
    UNION
    SELECT c.id, a.id FROM counted c, around a)
  SELECT s.measure_id, s.territory_id, s.periods[1],
    period_offsets (s.periods, rhythm_months (m.rhythm)),
    s.vals, CASE WHEN s.worst > 0 THEN s.statuses END, CASE WHEN s.least < 1 THEN s.coverages END
  FROM wanted w
  JOIN measure m ON m.id = w.measure_id
  CROSS JOIN LATERAL (
    SELECT o.measure_id, o.territory_id, array_agg (o.period) AS periods, array_agg (o.value) AS vals,
      array_agg (o.status) AS statuses, max (o.status) AS worst,
      array_agg ((o.coverage * 10000)::smallint) AS coverages, min (o.coverage) AS least
    FROM (
      SELECT * FROM observation c
      WHERE c.measure_id = w.measure_id AND c.territory_id = w.territory_id
      ORDER BY c.period) o
    GROUP BY o.measure_id, o.territory_id) s
$$;
COMMENT ON FUNCTION copil.first_page (text, text, text) IS
  'Series as series() writes them: every measure for this territory and those above it, and for its siblings and the level below the measures of one indicator (NULL: the first of the focus of its level)';
GRANT EXECUTE ON FUNCTION copil.first_page (text, text, text) TO copil_person;

RESET ROLE;
