-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the base says of a sitting, in the words of assembly-answer.c.
INSERT INTO copil.regime VALUES ('essai', 1, '{"rules": {}}') ON CONFLICT DO NOTHING;

CREATE FUNCTION t.told_quorum (q jsonb) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT concat_ws (' ', (q -> 'required')::int, (q -> 'binding')::int, q -> 'base', q -> 'threshold', q -> 'present',
    q -> 'represented', q -> 'counted', q -> 'missing', (q -> 'reached')::int)
  FROM (SELECT jsonb_object_agg (e.key, CASE e.value WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE e.value END) AS q
        FROM jsonb_each (q) e) x
$$;
CREATE FUNCTION t.told_at (sitting uuid, at timestamptz, item uuid) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT string_agg (format ('%s:%s:%s ', g.sits, g.member_id, g.holder_seat), '' ORDER BY g.rank, g.seat_id)
    || ' ' || t.told_quorum (copil.quorum_count (sitting, at, item))
  FROM copil.seating (sitting, at, item) g
$$;
CREATE FUNCTION t.told_vote (vote uuid, closed timestamptz) RETURNS text STABLE LANGUAGE plpgsql AS $$
DECLARE
  v copil.vote;
  r jsonb;
BEGIN
  SELECT x.* INTO v FROM copil.vote x WHERE x.id = vote;
  v.closed_at := closed;
  r := copil.vote_result (v);
  RETURN format ('%s %s-%s-%s-%s of %s, %s by %s+%s-%s void %s casting %s:%s without %s ',
    CASE WHEN (r ->> 'silent')::int < 0 THEN 'miscount' ELSE r ->> 'verdict' END, r ->> 'for', r ->> 'against', r ->> 'abstain',
    r ->> 'silent', r ->> 'base', r ->> 'needed', r ->> 'present', r ->> 'represented', r ->> 'withdrawn', r ->> 'void',
    CASE WHEN (r ->> 'silent')::int >= 0 THEN r -> 'casting' ->> 'seat' END,
    CASE WHEN (r ->> 'silent')::int >= 0 THEN r -> 'casting' ->> 'choice' END, (r ->> 'without_quorum')::boolean::int)
    || t.told_quorum (r -> 'quorum');
END
$$;
