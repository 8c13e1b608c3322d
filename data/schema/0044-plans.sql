-- 0044
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What each station asks after each change is planned once a session: PL/pgSQL keeps its plans, a
-- function in SQL that cannot be inlined (it runs as its owner, or sets its path) is planned anew
-- at each call. Of a question about a change, more than half the time went there.

SET LOCAL ROLE copil_owner;

CREATE OR REPLACE FUNCTION copil.is_assigned () RETURNS boolean
  STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id
                 WHERE p.login = session_user AND is_current (a.since, a.until));
END
$$;

CREATE OR REPLACE FUNCTION copil.covers (assigned int, territory int) RETURNS boolean
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN assigned IS NULL OR assigned = territory
    OR EXISTS (SELECT FROM nesting n WHERE n.child_id = territory AND n.parent_id = assigned);
END
$$;

CREATE OR REPLACE FUNCTION copil.feed_mark (OUT system text, OUT timeline int, OUT epoch text,
                                            OUT low_water xid8, OUT rights text)
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
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
  INTO system, timeline, epoch, low_water, rights
  FROM feed_state s, pg_database d
  WHERE d.datname = current_database();
END
$$;

RESET ROLE;
