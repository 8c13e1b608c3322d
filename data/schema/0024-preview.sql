-- 0024
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A look at what a delivery would change, with nothing written. Landing it and going back left
-- as many dead rows as a landing leaves figures. All that a landing finds out stands in temporary
-- tables before the first figure is written: batch_preview() runs the same steps and stops there.
-- What differs from what is published is therefore found out with the sums, no longer while
-- writing, and effects are told from those tables.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.landing_differ () RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
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
  IF EXISTS (SELECT FROM pg_temp.landing_old) THEN
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
  END IF;
END
$$;
COMMENT ON FUNCTION copil.landing_differ () IS
  'Fills landing_effect: how what lands differs from what is published';

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
  PERFORM landing_differ ();
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

CREATE OR REPLACE FUNCTION copil.landing_write_revised (batch int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO observation_past (value, summed, territory_id, period, batch_id, until_batch, coverage,
                                measure_id, status, origin)
  SELECT o.published_value, o.published_summed, key_territory (o.key), key_period (o.key), o.batch_id,
    batch, o.coverage, key_measure (o.key), o.published_status, o.origin
  FROM pg_temp.landing_effect e JOIN pg_temp.landing_old o ON o.key = e.key;
  PERFORM mask_past (batch);
  PERFORM mask_past_crossed ();
  UPDATE observation o
  SET value = e.value, summed = e.summed, batch_id = batch, coverage = e.coverage,
    status = e.status, origin = e.origin
  FROM pg_temp.landing_effect e
  WHERE o.measure_id = key_measure (e.key) AND o.territory_id = key_territory (e.key)
    AND o.period = key_period (e.key);
END
$$;

CREATE OR REPLACE FUNCTION copil.landing_write (batch int, OUT masked bigint)
  SET search_path = copil, pg_temp SET default_statistics_target = 10 LANGUAGE plpgsql
AS $$
DECLARE
  all_fresh boolean := NOT EXISTS (SELECT FROM pg_temp.landing_old);
BEGIN
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
        NULL AS before, NULL AS before_status, CASE WHEN NOT x.masked THEN c.value END AS after,
        CASE WHEN x.masked THEN 5 ELSE c.status END AS after_status
      FROM (
        SELECT c.* FROM (
          SELECT s.key, s.value, s.status, s.threshold FROM pg_temp.landing_sum s
          WHERE s.height = level AND level > 0
          UNION ALL
          SELECT l.key, l.value, l.status, l.threshold FROM pg_temp.landing l WHERE NOT l.total AND level = 0
          ORDER BY key DESC LIMIT 10000) c
        WHERE NOT EXISTS (SELECT FROM pg_temp.landing_old x WHERE x.key = c.key)
        ORDER BY key_period (c.key) DESC, c.key LIMIT n - jsonb_array_length (effects)) c,
        LATERAL (SELECT coalesce (is_small (c.value, c.threshold), false)
                   OR c.key IN (SELECT k.key FROM pg_temp.landing_mask k) AS masked) x
      ORDER BY key_period (c.key) DESC, c.key) e;
    effects := effects || more;
  END LOOP;
  RETURN effects;
END
$$;

CREATE FUNCTION copil.landing_masked () RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (
    SELECT count (c.raw_value) - count (o.key)
    FROM pg_temp.landing_result c
    LEFT JOIN pg_temp.landing_old o ON o.key = c.key AND o.reason IS NOT NULL
    WHERE c.status = 5);
END
$$;
COMMENT ON FUNCTION copil.landing_masked () IS
  'How many more figures are withheld than before: what landing_write counts while it writes';

DROP FUNCTION copil.landing_run (uuid, text, text, boolean, bytea, copil.assignment[]);
CREATE FUNCTION copil.landing_run (command uuid, producer text, source text, fictitious boolean, content bytea,
                                   granted copil.assignment[], preview boolean) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  counts record;
  n_rows bigint := (
    SELECT sum (s.row_count) FROM batch_staging s
    WHERE s.login = session_user AND s.command = landing_run.command);
  n_masked bigint := 0;
  number int;
  new_batch batch;
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
  -- What the primary key would find.
  IF preview AND EXISTS (SELECT FROM pg_temp.landing l GROUP BY l.key HAVING count(*) > 1) THEN
    RAISE unique_violation;
  END IF;
  counts := landing_compare (n_rows);
  IF counts.fresh + counts.revised > 0 THEN
    SELECT last + 1 INTO number FROM batch_number;
    new_batch := (number, clean_label (landing_run.producer, 'Producteur'),
      clean_label (coalesce (landing_run.source, ''), 'Source'), command, content, session_user, now (),
      n_rows, landing_run.fictitious);
    PERFORM landing_depend ();
    PERFORM landing_sum ();
    IF preview THEN
      n_masked := landing_masked ();
    ELSE
      UPDATE batch_number SET last = number;
      INSERT INTO batch SELECT new_batch.*;
      n_masked := landing_write (number);
    END IF;
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

COMMENT ON FUNCTION copil.landing_run (uuid, text, text, boolean, bytea, copil.assignment[], boolean) IS
  'Lands the staged cells of a command; preview: all but the writing';

CREATE FUNCTION copil.landing_granted (producer text) RETURNS copil.assignment[]
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  granted assignment[];
BEGIN
  SELECT array_agg (a) INTO granted FROM require_role ('data_feed') a
  WHERE a.producer IS NULL OR a.producer = landing_granted.producer;
  IF granted IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = format ('Votre compte ne livre pas les données de « %s ».', landing_granted.producer);
  END IF;
  RETURN granted;
END
$$;
COMMENT ON FUNCTION copil.landing_granted (text) IS
  'By which assignments this session delivers figures of the producer; CP401 or CP403 by none';

CREATE OR REPLACE FUNCTION copil.batch_land (command uuid, producer text, source text, fictitious boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp SET work_mem = '256MB' SET hash_mem_multiplier = 1.5
  SET jit = off SET enable_mergejoin = off SET client_min_messages = warning
  LANGUAGE plpgsql
AS $$
DECLARE
  granted assignment[] := landing_granted (producer);
  content bytea;
  answer jsonb;
BEGIN
  PERFORM landing_lock ();
  SELECT hash_of (batch_land.producer, batch_land.source, batch_land.fictitious::text,
                  string_agg (encode (s.content_hash, 'hex'), ',' ORDER BY s.content_hash))
  INTO content
  FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
  answer := command_begin (command, 'batch_land', content);
  IF answer IS NULL THEN
    answer := command_end (command,
      landing_run (command, producer, source, coalesce (fictitious, false), content, granted, false));
  END IF;
  DELETE FROM batch_staging s WHERE s.login = session_user AND s.command = batch_land.command;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION copil.batch_land (uuid, text, text, boolean) IS
  'Lands the staged cells of a command as one batch; answers {batch, rows, new, revised, unchanged, masked, effects: [{measure, territory, period, before, before_status, after, after_status}]}. Batch is null when nothing changed. For data feeds of this producer; batch_preview looks first';

CREATE FUNCTION copil.batch_preview (command uuid, producer text, source text, fictitious boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp SET work_mem = '256MB' SET hash_mem_multiplier = 1.5
  SET jit = off SET enable_mergejoin = off SET client_min_messages = warning
  LANGUAGE plpgsql
AS $$
DECLARE
  granted assignment[] := landing_granted (producer);
BEGIN
  PERFORM landing_lock ();
  RETURN landing_run (command, producer, source, coalesce (fictitious, false), '', granted, true);
END
$$;
COMMENT ON FUNCTION copil.batch_preview (uuid, text, text, boolean) IS
  'What batch_land would answer now, with the number that the batch would get; writes nothing. The staged cells stay: batch_land may follow, or ROLLBACK. For data feeds of this producer';
GRANT EXECUTE ON FUNCTION copil.batch_preview (uuid, text, text, boolean) TO copil_person;

-- What stands: measures whose perimeters cross are looked at again, by the rules of 0023.
DO $$
BEGIN
  PERFORM copil.landing_lock ();
  PERFORM copil.landing_recompute (gen_random_uuid (), 'Protection des périmètres qui se croisent', (
    SELECT coalesce (jsonb_object_agg (s.key, ''), '{}')
    FROM jsonb_each (copil.landing_signature ()) s JOIN copil.measure m ON m.id = s.key::smallint
    WHERE m.set_code IN (SELECT e.set_code FROM copil.landing_edges () e WHERE NOT e.main)));
END
$$;

RESET ROLE;
