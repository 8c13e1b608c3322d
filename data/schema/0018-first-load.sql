-- 0018
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The first figures of a base come from several producers, one after the other: each delivery
-- that brings more than there is yet is written without indexes, as the very first one was, as
-- long as nobody else is connected. And what has just grown so much is looked at at once: until
-- statistics come by themselves, the next delivery would be planned as if there were nothing.

SET LOCAL ROLE copil_owner;

DROP FUNCTION copil.landing_is_first ();
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
COMMENT ON FUNCTION copil.landing_write_first (int) IS
  'Writes figures that are more than there were: indexes are made when all is there, for half the work';

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

RESET ROLE;
