-- 0008
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Landing a batch, in one transaction: check what was staged, sum it upwards where it changed,
-- withhold what must be, write what differs from what is published and keep what it replaces.
--
-- Everything is done on sets, never row by row. The grain is the group (measure, period): a
-- group none of whose cells changed is left alone. The steps hand each other temporary tables
-- of the session; logins may not create any, so that nobody can put theirs in their place:
--   landing        raw cells of the groups: role n = new or changed, k = kept as it was,
--                  x = only there to compare with (the whole of a part)
--   landing_group  the groups: changed, or depending on a changed one
--   landing_old    what stands for them in the base, raw and published
--   landing_mask   see 0007

SET LOCAL ROLE copil_owner;

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

CREATE FUNCTION copil.landing_unpack (command uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing (
    value float8, summed float8, line bigint, territory_id int, period date, coverage real,
    measure_id smallint, status smallint, origin "char", role "char") ON COMMIT DROP;
  INSERT INTO pg_temp.landing (value, line, territory_id, period, coverage, measure_id, status, origin, role)
  SELECT u.value, s.first_row + u.line, u.territory_id, u.period, 1, u.measure_id, u.status, 'r', 'n'
  FROM batch_staging s,
    unnest (s.measures, s.territories, s.periods, s."values", s.statuses)
      WITH ORDINALITY u (measure_id, territory_id, period, value, status, line)
  WHERE s.login = session_user AND s.command = landing_unpack.command;
  CREATE TEMP TABLE landing_group ON COMMIT DROP AS
  SELECT l.measure_id, l.period, 'c'::"char" AS role FROM pg_temp.landing l GROUP BY l.measure_id, l.period;
END
$$;
COMMENT ON FUNCTION copil.landing_unpack (uuid) IS 'Makes landing and landing_group from the staged cells of a command';

CREATE FUNCTION copil.landing_refusals (producer text) RETURNS TABLE (line bigint, reason text)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN QUERY
  WITH bad_measure AS (
    SELECT g.measure_id,
      CASE WHEN m.id IS NULL THEN format ('mesure %s inconnue', g.measure_id)
           ELSE format ('la mesure « %s » est celle d’un autre producteur (%s)', m.name, m.producer) END AS reason
    FROM (SELECT DISTINCT x.measure_id FROM pg_temp.landing_group x) g
    LEFT JOIN measure m ON m.id = g.measure_id
    WHERE m.id IS NULL OR m.producer <> landing_refusals.producer),
  bad_period AS (
    SELECT g.measure_id, g.period,
      format ('%s n’est pas le premier jour d’une période de « %s »', g.period, m.name) AS reason
    FROM pg_temp.landing_group g JOIN measure m ON m.id = g.measure_id
    WHERE CASE WHEN g.period BETWEEN '1900-01-01' AND '2199-12-31'
               THEN date_trunc (m.rhythm, g.period::timestamp)::date <> g.period
               ELSE true END),
  -- Figures of overlapping perimeters would give withheld ones back: additive measures are
  -- taken for the perimeters of their set and for those that these add up to.
  place AS (
    SELECT DISTINCT l.measure_id, l.territory_id FROM pg_temp.landing l),
  bad_place AS (
    SELECT p.measure_id, p.territory_id,
      CASE WHEN t.id IS NULL THEN format ('territoire %s inconnu', p.territory_id)
           ELSE format ('« %s » n’est pas un territoire de la mesure « %s »', t.name, m.name) END AS reason
    FROM place p
    LEFT JOIN territory t ON t.id = p.territory_id
    LEFT JOIN measure m ON m.id = p.measure_id
    WHERE t.id IS NULL
      OR (m.kind <> 'published' AND t.set_code <> m.set_code
          AND NOT EXISTS (SELECT FROM nesting n WHERE n.parent_id = t.id AND n.child_set = m.set_code)))
  (SELECT l.line, b.reason FROM pg_temp.landing l JOIN bad_measure b USING (measure_id) LIMIT 20)
  UNION ALL
  (SELECT l.line, b.reason FROM pg_temp.landing l JOIN bad_period b USING (measure_id, period) LIMIT 20)
  UNION ALL
  (SELECT l.line, b.reason FROM pg_temp.landing l JOIN bad_place b USING (measure_id, territory_id) LIMIT 20)
  UNION ALL
  (SELECT l.line,
     CASE WHEN l.status NOT BETWEEN 0 AND 5 THEN format ('statut %s inconnu', l.status)
          WHEN l.value IS NULL THEN 'une valeur manque sous un statut qui en demande une'
          WHEN l.status >= 3 THEN 'une valeur accompagne un statut sans valeur'
          WHEN l.value = 'NaN' OR abs (l.value) = 'Infinity' THEN 'la valeur n’est pas un nombre fini'
          ELSE format ('un effectif ne peut pas être négatif (%s)', l.value) END
   FROM pg_temp.landing l LEFT JOIN measure m ON m.id = l.measure_id
   WHERE l.status NOT BETWEEN 0 AND 5 OR (l.value IS NULL) <> (l.status >= 3)
     OR l.value = 'NaN' OR abs (l.value) = 'Infinity'
     OR (l.value < 0 AND m.kind <> 'published')
   LIMIT 20)
  UNION ALL
  (SELECT max (l.line), 'la même cellule figure deux fois (aussi à la ligne ' || min (l.line) || ')'
   FROM pg_temp.landing l
   GROUP BY l.measure_id, l.territory_id, l.period HAVING count(*) > 1 LIMIT 20);
END
$$;
COMMENT ON FUNCTION copil.landing_refusals (text) IS 'Up to twenty rows of each kind that cannot be taken, and why';

CREATE FUNCTION copil.landing_check (producer text, granted copil.assignment[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  detail text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_temp.landing) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Livraison refusée : elle ne contient aucune cellule.';
  END IF;
  SELECT string_agg (format ('ligne %s : %s', r.line, r.reason), E'\n' ORDER BY r.line)
  INTO detail
  FROM (SELECT * FROM landing_refusals (landing_check.producer) ORDER BY line LIMIT 20) r;
  IF detail IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Livraison refusée : des lignes ne peuvent pas être prises. Rien n’a été enregistré.',
      DETAIL = detail;
  END IF;
  IF EXISTS (SELECT FROM unnest (granted) a WHERE a.territory_id IS NULL) THEN
    RETURN;
  END IF;
  SELECT string_agg (DISTINCT t.name::text, ', ') INTO detail
  FROM pg_temp.landing l JOIN territory t ON t.id = l.territory_id
  WHERE NOT EXISTS (SELECT FROM unnest (granted) a WHERE covers (a.territory_id, l.territory_id));
  IF detail IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Livraison refusée : elle porte sur des territoires qui ne sont pas les vôtres.',
      DETAIL = left (detail, 500);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_check (text, copil.assignment[]) IS
  'CP422 naming the rows that cannot be taken, CP403 for territories beyond the assignments';

CREATE FUNCTION copil.landing_recall () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing_old ON COMMIT DROP AS
  SELECT o.measure_id, o.territory_id, o.period, o.batch_id, o.value AS published_value,
    o.status AS published_status, o.coverage, o.origin, o.summed AS published_summed,
    coalesce (s.value, o.value) AS value, coalesce (s.status, o.status) AS status,
    coalesce (s.summed, o.summed) AS summed, s.reason
  FROM pg_temp.landing_group g
  JOIN observation o ON o.measure_id = g.measure_id AND o.period = g.period
  LEFT JOIN observation_secret s ON s.measure_id = o.measure_id
    AND s.territory_id = o.territory_id AND s.period = o.period;
END
$$;
COMMENT ON FUNCTION copil.landing_recall () IS 'Makes landing_old: what stands for the groups, raw and published';

CREATE FUNCTION copil.landing_compare (OUT fresh bigint, OUT revised bigint, OUT unchanged bigint)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_temp.landing_old) THEN
    SELECT count(*), 0, 0 INTO fresh, revised, unchanged FROM pg_temp.landing;
    RETURN;
  END IF;
  UPDATE pg_temp.landing l SET role = 'k'
  FROM pg_temp.landing_old o
  WHERE o.measure_id = l.measure_id AND o.territory_id = l.territory_id AND o.period = l.period
    AND o.origin = 'r' AND o.status = l.status AND o.value IS NOT DISTINCT FROM l.value;
  GET DIAGNOSTICS unchanged = ROW_COUNT;
  SELECT count(*) FILTER (WHERE o.origin IS DISTINCT FROM 'r'), count(*) FILTER (WHERE o.origin = 'r')
  INTO fresh, revised
  FROM pg_temp.landing l LEFT JOIN pg_temp.landing_old o USING (measure_id, territory_id, period)
  WHERE l.role = 'n';
  DELETE FROM pg_temp.landing_group g
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.role = 'n'
                      AND l.measure_id = g.measure_id AND l.period = g.period);
  DELETE FROM pg_temp.landing l
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing_group g
                    WHERE g.measure_id = l.measure_id AND g.period = l.period);
  DELETE FROM pg_temp.landing_old o
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing_group g
                    WHERE g.measure_id = o.measure_id AND g.period = o.period);
  -- The other reported cells of the groups stay as they are.
  INSERT INTO pg_temp.landing (value, territory_id, period, coverage, measure_id, status, origin, role)
  SELECT o.value, o.territory_id, o.period, o.coverage, o.measure_id, o.status, 'r', 'k'
  FROM pg_temp.landing_old o
  WHERE o.origin = 'r'
    AND NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.measure_id = o.measure_id
                      AND l.territory_id = o.territory_id AND l.period = o.period);
END
$$;
COMMENT ON FUNCTION copil.landing_compare () IS
  'Counts what is new, revised and unchanged, and keeps only the groups where something changed';

CREATE FUNCTION copil.landing_sum () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing_sum ON COMMIT DROP AS
  WITH weight AS MATERIALIZED (
    -- Where no population is known every perimeter weighs the same.
    SELECT n.child_id, n.parent_id, n.child_set,
      coalesce (nullif (t.population, 0), 1)::float8 AS weight,
      sum (coalesce (nullif (t.population, 0), 1)) OVER (PARTITION BY n.parent_id, n.child_set)::float8 AS whole
    FROM nesting n JOIN territory t ON t.id = n.child_id)
  SELECT l.measure_id, w.parent_id AS territory_id, l.period,
    sum (l.value) AS value,
    max (l.status) FILTER (WHERE l.status <= 2) AS status,
    coalesce (sum (w.weight) FILTER (WHERE l.status <= 2), 0) AS reporting,
    w.whole - coalesce (sum (w.weight) FILTER (WHERE l.status = 4), 0) AS applicable
  FROM pg_temp.landing l
  JOIN measure m ON m.id = l.measure_id AND m.kind <> 'published'
  JOIN weight w ON w.child_id = l.territory_id AND w.child_set = m.set_code
  GROUP BY l.measure_id, w.parent_id, l.period, w.whole
  -- Only above a changed cell; the other sums stand.
  HAVING bool_or (l.role = 'n');

  -- A total reported as such outranks the sum, which is kept beside it.
  UPDATE pg_temp.landing l SET summed = s.value
  FROM pg_temp.landing_sum s
  WHERE s.measure_id = l.measure_id AND s.territory_id = l.territory_id AND s.period = l.period;
  INSERT INTO pg_temp.landing (value, territory_id, period, coverage, measure_id, status, origin, role)
  SELECT s.value, s.territory_id, s.period,
    CASE WHEN s.applicable > 0 THEN least (s.reporting / s.applicable, 1) ELSE 0 END,
    s.measure_id,
    -- Nothing that applies: not applicable; nothing that reported: not available.
    coalesce (s.status, CASE WHEN s.applicable > 0 THEN 3 ELSE 4 END), 's', 'n'
  FROM pg_temp.landing_sum s
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.measure_id = s.measure_id
                      AND l.territory_id = s.territory_id AND l.period = s.period);
  INSERT INTO pg_temp.landing (value, territory_id, period, coverage, measure_id, status, origin, role)
  SELECT o.value, o.territory_id, o.period, o.coverage, o.measure_id, o.status, 's', 'k'
  FROM pg_temp.landing_old o
  WHERE o.origin = 's'
    AND NOT EXISTS (SELECT FROM pg_temp.landing l WHERE l.measure_id = o.measure_id
                      AND l.territory_id = o.territory_id AND l.period = o.period);
  UPDATE pg_temp.landing l SET summed = CASE o.origin WHEN 's' THEN o.value ELSE o.summed END
  FROM pg_temp.landing_old o
  WHERE (o.summed IS NOT NULL OR o.origin = 's') AND l.summed IS NULL AND l.origin = 'r'
    AND o.measure_id = l.measure_id AND o.territory_id = l.territory_id AND o.period = l.period;
  DROP TABLE pg_temp.landing_sum;
END
$$;
COMMENT ON FUNCTION copil.landing_sum () IS
  'Adds the sums above changed cells to landing, with their coverage and the worst status of what they sum';

CREATE FUNCTION copil.landing_depend () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE landing_more ON COMMIT DROP AS
  -- Parts of what changed: their complement changed.
  SELECT part.id AS measure_id, g.period, 'd'::"char" AS role
  FROM pg_temp.landing_group g JOIN measure part ON part.subset_of = g.measure_id
  WHERE NOT EXISTS (SELECT FROM pg_temp.landing_group x WHERE x.measure_id = part.id AND x.period = g.period);
  INSERT INTO pg_temp.landing_more
  -- Wholes to compare with.
  SELECT DISTINCT m.subset_of, g.period, 'x'::"char"
  FROM (SELECT * FROM pg_temp.landing_group UNION ALL SELECT * FROM pg_temp.landing_more) g
  JOIN measure m ON m.id = g.measure_id
  WHERE m.subset_of IS NOT NULL
    AND NOT EXISTS (SELECT FROM pg_temp.landing_group x WHERE x.measure_id = m.subset_of AND x.period = g.period)
    AND NOT EXISTS (SELECT FROM pg_temp.landing_more x WHERE x.measure_id = m.subset_of AND x.period = g.period);
  IF EXISTS (SELECT FROM pg_temp.landing_more) THEN
    INSERT INTO pg_temp.landing_old
    SELECT o.measure_id, o.territory_id, o.period, o.batch_id, o.value, o.status, o.coverage, o.origin,
      o.summed, coalesce (s.value, o.value), coalesce (s.status, o.status),
      coalesce (s.summed, o.summed), s.reason
    FROM pg_temp.landing_more g
    JOIN observation o ON o.measure_id = g.measure_id AND o.period = g.period
    LEFT JOIN observation_secret s ON s.measure_id = o.measure_id
      AND s.territory_id = o.territory_id AND s.period = o.period;
    INSERT INTO pg_temp.landing (value, summed, territory_id, period, coverage, measure_id, status, origin, role)
    SELECT o.value, o.summed, o.territory_id, o.period, o.coverage, o.measure_id, o.status, o.origin,
      CASE g.role WHEN 'x' THEN 'x' ELSE 'k' END::"char"
    FROM pg_temp.landing_more g JOIN pg_temp.landing_old o USING (measure_id, period);
    DELETE FROM pg_temp.landing_old o USING pg_temp.landing_more g
    WHERE g.role = 'x' AND g.measure_id = o.measure_id AND g.period = o.period;
    INSERT INTO pg_temp.landing_group SELECT * FROM pg_temp.landing_more WHERE role = 'd';
  END IF;
  DROP TABLE pg_temp.landing_more;
END
$$;
COMMENT ON FUNCTION copil.landing_depend () IS
  'Brings in the parts of changed wholes, to look at them again, and the wholes of changed parts, to compare with';

CREATE FUNCTION copil.landing_publish (batch int, OUT masked bigint, OUT effects jsonb)
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- The sum beside a reported total is an equation of its own: it is shown only where nothing
  -- it sums is withheld.
  UPDATE pg_temp.landing l SET summed = NULL
  WHERE l.summed IS NOT NULL AND (
    EXISTS (SELECT FROM pg_temp.landing_mask k WHERE k.measure_id = l.measure_id
              AND k.period = l.period AND k.territory_id = l.territory_id)
    OR EXISTS (SELECT FROM pg_temp.landing_mask k JOIN nesting n ON n.child_id = k.territory_id
               WHERE k.measure_id = l.measure_id AND k.period = l.period AND n.parent_id = l.territory_id));

  CREATE TEMP TABLE landing_new ON COMMIT DROP AS
  SELECT CASE WHEN k.measure_id IS NULL THEN l.value END AS value, l.summed, l.territory_id, l.period,
    l.coverage, l.measure_id, CASE WHEN k.measure_id IS NULL THEN l.status ELSE 5 END::smallint AS status,
    l.origin, o.batch_id AS old_batch, o.published_value AS old_value, o.published_status AS old_status,
    o.coverage AS old_coverage, o.published_summed AS old_summed, o.origin AS old_origin
  FROM pg_temp.landing l
  LEFT JOIN pg_temp.landing_mask k USING (measure_id, period, territory_id)
  LEFT JOIN pg_temp.landing_old o USING (measure_id, territory_id, period)
  WHERE l.role <> 'x'
    AND (o.batch_id IS NULL
      OR (CASE WHEN k.measure_id IS NULL THEN l.value END, l.summed, l.coverage,
          CASE WHEN k.measure_id IS NULL THEN l.status ELSE 5 END, l.origin)
         IS DISTINCT FROM
         (o.published_value, o.published_summed, o.coverage, o.published_status, o.origin));

  INSERT INTO observation_past (value, summed, territory_id, period, batch_id, until_batch, coverage,
                                measure_id, status, origin)
  SELECT n.old_value, n.old_summed, n.territory_id, n.period, n.old_batch, batch, n.old_coverage,
    n.measure_id, n.old_status, n.old_origin
  FROM pg_temp.landing_new n
  WHERE n.old_batch IS NOT NULL;
  UPDATE observation o
  SET value = n.value, summed = n.summed, batch_id = batch, coverage = n.coverage,
    status = n.status, origin = n.origin
  FROM pg_temp.landing_new n
  WHERE n.old_batch IS NOT NULL AND o.measure_id = n.measure_id
    AND o.territory_id = n.territory_id AND o.period = n.period;
  INSERT INTO observation (value, summed, territory_id, period, batch_id, coverage, measure_id, status, origin)
  SELECT n.value, n.summed, n.territory_id, n.period, batch, n.coverage, n.measure_id, n.status, n.origin
  FROM pg_temp.landing_new n
  WHERE n.old_batch IS NULL
  ORDER BY n.measure_id, n.territory_id, n.period;

  DELETE FROM observation_secret s
  USING pg_temp.landing_old o
  WHERE o.reason IS NOT NULL AND s.measure_id = o.measure_id AND s.territory_id = o.territory_id
    AND s.period = o.period;
  INSERT INTO observation_secret (value, summed, territory_id, period, measure_id, status, reason)
  SELECT k.value, l.summed, k.territory_id, k.period, k.measure_id, l.status, k.reason
  FROM pg_temp.landing_mask k JOIN pg_temp.landing l USING (measure_id, period, territory_id)
  WHERE k.value IS NOT NULL;

  SELECT count(*) INTO masked FROM pg_temp.landing_new n
  WHERE n.status = 5 AND n.old_status IS DISTINCT FROM 5;
  effects := landing_effects ();
END
$$;
COMMENT ON FUNCTION copil.landing_publish (int) IS
  'Writes what differs from what is published and keeps what it replaces';

CREATE FUNCTION copil.landing_effects () RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (
    SELECT coalesce (jsonb_agg (jsonb_build_object ('measure', e.measure_id, 'territory', e.territory_id,
      'period', e.period, 'before', e.old_value, 'before_status', e.old_status, 'after', e.value,
      'after_status', e.status) ORDER BY e.rank), '[]')
    FROM (
      SELECT n.*, row_number () OVER (ORDER BY n.old_batch IS NULL, n.origin DESC,
        n.period DESC, n.measure_id, n.territory_id) AS rank
      FROM pg_temp.landing_new n
      ORDER BY n.old_batch IS NULL, n.origin DESC, n.period DESC, n.measure_id, n.territory_id
      LIMIT 200) e);
END
$$;
COMMENT ON FUNCTION copil.landing_effects () IS
  'Two hundred published figures that the landing changes: revisions first, sums before parts, latest first';

CREATE FUNCTION copil.landing_end () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.landing, pg_temp.landing_group, pg_temp.landing_old,
    pg_temp.landing_mask, pg_temp.landing_active, pg_temp.landing_new;
END
$$;
COMMENT ON FUNCTION copil.landing_end () IS 'Drops the temporary tables: two batches may land in one transaction';

CREATE FUNCTION copil.batch_land (command uuid, producer text, source text, fictitious boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp SET work_mem = '64MB' SET jit = off
  SET client_min_messages = warning
  LANGUAGE plpgsql
AS $$
DECLARE
  granted assignment[];
  content bytea;
  known jsonb;
  counts record;
  published record;
  n_rows bigint;
  number int;
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
  known := command_begin (command, 'batch_land', content);
  IF known IS NOT NULL THEN
    DELETE FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
    RETURN known;
  END IF;

  PERFORM landing_unpack (command);
  PERFORM landing_check (batch_land.producer, granted);
  DELETE FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
  SELECT count(*) INTO n_rows FROM pg_temp.landing;
  PERFORM landing_recall ();
  counts := landing_compare ();
  IF counts.fresh + counts.revised = 0 THEN
    PERFORM landing_end ();
    RETURN command_end (command, jsonb_build_object ('batch', NULL, 'rows', n_rows, 'new', 0,
      'revised', 0, 'unchanged', counts.unchanged, 'masked', 0, 'effects', '[]'::jsonb));
  END IF;
  UPDATE batch_number SET last = last + 1 RETURNING last INTO number;
  INSERT INTO batch (id, producer, source, command, content_hash, landed_by, row_count, fictitious)
  VALUES (number, clean_label (batch_land.producer, 'Producteur'), clean_label (coalesce (batch_land.source, ''), 'Source'),
          command, content, session_user, n_rows, batch_land.fictitious);
  PERFORM landing_sum ();
  PERFORM landing_depend ();
  PERFORM landing_mask_all ();
  published := landing_publish (number);
  PERFORM landing_end ();
  RETURN command_end (command, jsonb_build_object ('batch', number, 'rows', n_rows,
    'new', counts.fresh, 'revised', counts.revised, 'unchanged', counts.unchanged,
    'masked', published.masked, 'effects', published.effects));
END
$$;
COMMENT ON FUNCTION copil.batch_land (uuid, text, text, boolean) IS
  'Lands the staged cells of a command as one batch; answers {batch, rows, new, revised, unchanged, masked, effects: [{measure, territory, period, before, before_status, after, after_status}]}. Batch is null when nothing changed. Followed by ROLLBACK it is a dry run. For data feeds of this producer';
GRANT EXECUTE ON FUNCTION copil.batch_land (uuid, text, text, boolean) TO copil_person;

RESET ROLE;
