-- 0002
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The change feed: what changed, so that every screen follows and nothing is missed.
--
-- Triggers write one row a change to the table change; one NOTIFY a transaction says only
-- "look". A reader holds a cursor, asks feed(cursor) for the rows committed since, and gets the
-- next cursor from the same statement. Numbers in commit order do not exist in PostgreSQL, so
-- the cursor is a snapshot: a row is new when its transaction was not finished for that
-- snapshot. A cursor also says of which history it is (system identifier, timeline, epoch) and
-- with which rights it was given: when any of these changed, the reader must refill.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id (),
  topic text NOT NULL CONSTRAINT change_topic CHECK (topic IN (
    'batch', 'catalogue', 'territory', 'assignment', 'target', 'annotation')),
  key text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX change_xid ON copil.change (xid);
COMMENT ON TABLE copil.change IS 'What changed, one row a change, pruned after some weeks';
COMMENT ON COLUMN copil.change.xid IS
  'Transaction of the change (never xmin: a subtransaction has its own)';
COMMENT ON COLUMN copil.change.key IS
  'What to read again: batch number, catalogue version, perimeter set, login, annotation';
CALL copil.open_table ('copil.change');

CREATE TABLE copil.feed_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch uuid NOT NULL DEFAULT gen_random_uuid (),
  database oid NOT NULL,
  low_water xid8 NOT NULL DEFAULT '0'
);
COMMENT ON TABLE copil.feed_state IS 'One row: to which history the change feed belongs';
COMMENT ON COLUMN copil.feed_state.epoch IS 'Renewed when a backup is restored';
COMMENT ON COLUMN copil.feed_state.database IS
  'The database it was made for: a copy restored under another one betrays itself';
COMMENT ON COLUMN copil.feed_state.low_water IS
  'Changes of transactions before this one may have been pruned';
CALL copil.guard_table ('copil.feed_state');
INSERT INTO copil.feed_state (database) SELECT oid FROM pg_database WHERE datname = current_database();

CREATE FUNCTION copil.note_change () RETURNS trigger
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO change (topic, key)
  VALUES (TG_ARGV[0], to_jsonb (coalesce (NEW, OLD)) ->> TG_ARGV[1]);
  -- Identical notifications of one transaction are folded into one by PostgreSQL.
  PERFORM pg_notify ('copil', '');
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.note_change () IS
  'Trigger: records a change of topic (1st argument) whose key is the column (2nd argument)';

CREATE FUNCTION copil.note_assignment () RETURNS trigger
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO change (topic, key)
  SELECT 'assignment', login FROM person WHERE id = coalesce (NEW.person_id, OLD.person_id);
  PERFORM pg_notify ('copil', '');
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.note_assignment () IS 'Trigger: the rights of a login changed';
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON copil.assignment
  FOR EACH ROW EXECUTE FUNCTION copil.note_assignment ();

CREATE FUNCTION copil.feed_mark (OUT system text, OUT timeline int, OUT epoch text,
                                 OUT low_water xid8, OUT rights text)
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT (SELECT system_identifier::text FROM pg_control_system ()),
    CASE WHEN pg_is_in_recovery () THEN (
      -- The restart point lags behind what was replayed; the other is nearer.
      SELECT greatest (c.timeline_id, r.min_recovery_end_timeline)
      FROM pg_control_checkpoint () c, pg_control_recovery () r)
    -- The control file's timeline is that of the last checkpoint, which after a promotion is
    -- still the old one; the WAL file being written has the new one.
    ELSE ('x' || left (pg_walfile_name (pg_current_wal_insert_lsn ()), 8))::bit(32)::int END,
    s.epoch || CASE WHEN d.oid = s.database THEN '' ELSE '/' || d.oid END,
    s.low_water,
    (SELECT md5 (coalesce (string_agg (a.id || ' ' || a.version, ',' ORDER BY a.id), ''))
     FROM assignment a JOIN person p ON p.id = a.person_id
     WHERE p.login = session_user AND is_current (a.since, a.until))
  FROM feed_state s, pg_database d
  WHERE d.datname = current_database()
$$;
COMMENT ON FUNCTION copil.feed_mark () IS
  'Which history this server serves, and the rights of this session: what a cursor must agree with';

CREATE FUNCTION copil.feed_cursor (system text, timeline int, epoch text, rights text,
                                   snapshot pg_snapshot, recovery boolean, seen bigint[])
  RETURNS text STABLE LANGUAGE sql
  RETURN jsonb_build_object ('system', system, 'timeline', timeline, 'epoch', epoch,
    'rights', rights, 'snapshot', snapshot::text, 'recovery', recovery, 'seen', to_jsonb (seen))::text;
COMMENT ON FUNCTION copil.feed_cursor (text, int, text, text, pg_snapshot, boolean, bigint[]) IS
  'Writes a cursor; opaque to its reader';

CREATE FUNCTION copil.feed_open () RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_assigned () THEN
    RAISE EXCEPTION USING ERRCODE = 'CP401',
      MESSAGE = 'Votre compte n’a aucun rôle en cours dans Copil.',
      DETAIL = format ('login %s has no current assignment', session_user);
  END IF;
  RETURN (SELECT feed_cursor (m.system, m.timeline, m.epoch, m.rights, pg_current_snapshot (),
                              pg_is_in_recovery (), '{}')
          FROM feed_mark () m);
END
$$;
COMMENT ON FUNCTION copil.feed_open () IS
  'A cursor at this moment. Take it first, then read the state: what changes meanwhile comes twice, never not at all';

CREATE FUNCTION copil.feed (since text) RETURNS TABLE (cursor text, topic text, key text)
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  given jsonb;
  last pg_snapshot;
  was_in_recovery boolean;
  seen bigint[];
BEGIN
  given := since;
  last := given ->> 'snapshot';
  was_in_recovery := given ->> 'recovery';
  seen := ARRAY (SELECT jsonb_array_elements_text (given -> 'seen')::bigint);
  -- One statement: the rows and the snapshot of the next cursor are of the same instant.
  RETURN QUERY
  WITH mark AS MATERIALIZED (
    SELECT m.*, pg_current_snapshot () AS now, pg_is_in_recovery () AS recovery FROM feed_mark () m),
  verdict AS MATERIALIZED (
    SELECT (m.system, m.timeline::text, m.epoch, m.rights)
             IS NOT DISTINCT FROM
           (given ->> 'system', given ->> 'timeline', given ->> 'epoch', given ->> 'rights')
        AND pg_snapshot_xmin (last) >= m.low_water
        -- A snapshot of the future is one of a history that was undone. A standby that is
        -- behind the server the cursor came from sends some rows twice.
        AND (m.recovery OR pg_snapshot_xmax (last) <= pg_snapshot_xmax (m.now)) AS continues
    FROM mark m),
  fresh AS MATERIALIZED (
    SELECT c.id, c.xid, c.topic, c.key
    FROM change c
    WHERE (SELECT v.continues FROM verdict v)
      AND c.xid >= pg_snapshot_xmin (last)
      -- A snapshot taken on a standby does not list the running transactions, so it cannot
      -- tell which of the rows from its xmin on it has seen: the cursor lists those sent.
      AND (was_in_recovery OR NOT pg_visible_in_snapshot (c.xid, last))),
  following AS (
    SELECT feed_cursor (m.system, m.timeline, m.epoch, m.rights, m.now, m.recovery,
      CASE WHEN m.recovery THEN ARRAY (
        SELECT f.id FROM fresh f WHERE f.xid >= pg_snapshot_xmin (m.now)
        ORDER BY f.id DESC LIMIT 1000) ELSE '{}' END) AS text
    FROM mark m)
  SELECT n.text, e.topic, e.key
  FROM following n, (
    SELECT 'refill' AS topic, '' AS key, 0::bigint AS rank FROM verdict v WHERE v.continues IS NOT TRUE
    UNION ALL
    (SELECT f.topic, f.key, max (f.id) FROM fresh f WHERE f.id <> ALL (seen) GROUP BY f.topic, f.key)
    UNION ALL
    SELECT 'none', '', 0
    WHERE (SELECT v.continues FROM verdict v)
      AND NOT EXISTS (SELECT FROM fresh f WHERE f.id <> ALL (seen))) e
  ORDER BY e.rank;
EXCEPTION
  -- What is not a cursor of ours cannot be continued.
  WHEN invalid_text_representation OR datetime_field_overflow OR numeric_value_out_of_range
    OR invalid_parameter_value THEN
    RETURN QUERY
    SELECT feed_cursor (m.system, m.timeline, m.epoch, m.rights,
      pg_current_snapshot (), pg_is_in_recovery (), '{}'), 'refill', '' FROM feed_mark () m;
END
$$;
COMMENT ON FUNCTION copil.feed (text) IS
  'What was committed since the cursor, each topic and key once, with the next cursor in every row. Topic "none": nothing; "refill": read everything again, this cursor cannot be continued';

CREATE FUNCTION copil.feed_prune (keep interval) RETURNS bigint
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  limit_xid xid8;
  pruned bigint;
BEGIN
  PERFORM require_steward ();
  IF keep < interval '0' THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'La durée à conserver ne peut pas être négative.';
  END IF;
  SELECT max (c.xid) INTO limit_xid FROM change c WHERE c.at < now() - keep
    AND c.xid < pg_snapshot_xmin (pg_current_snapshot ());
  IF limit_xid IS NULL THEN
    RETURN 0;
  END IF;
  DELETE FROM change c WHERE c.xid <= limit_xid;
  GET DIAGNOSTICS pruned = ROW_COUNT;
  UPDATE feed_state SET low_water = greatest (low_water, (limit_xid::text::numeric + 1)::text::xid8);
  RETURN pruned;
END
$$;
COMMENT ON FUNCTION copil.feed_prune (interval) IS
  'Forgets changes older than this; a reader that was away longer will refill';

CREATE FUNCTION copil.feed_epoch_renew () RETURNS uuid
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  renewed uuid := gen_random_uuid ();
BEGIN
  PERFORM require_steward ();
  -- Restored rows bear transaction numbers of another history.
  DELETE FROM change;
  UPDATE feed_state SET epoch = renewed, low_water = pg_snapshot_xmin (pg_current_snapshot ()),
    database = (SELECT oid FROM pg_database WHERE datname = current_database());
  PERFORM pg_notify ('copil', '');
  RETURN renewed;
END
$$;
COMMENT ON FUNCTION copil.feed_epoch_renew () IS
  'After a restore: every reader refills. For administrators and for the restoring superuser';

GRANT EXECUTE ON FUNCTION copil.feed_mark (), copil.feed_cursor (text, int, text, text, pg_snapshot,
  boolean, bigint[]), copil.feed_open (), copil.feed (text), copil.feed_prune (interval),
  copil.feed_epoch_renew () TO copil_person;

RESET ROLE;

-- What feed_mark reads of the server; the owner needs no more of it than this.
GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system (), pg_catalog.pg_control_checkpoint (),
  pg_catalog.pg_control_recovery () TO copil_owner;
