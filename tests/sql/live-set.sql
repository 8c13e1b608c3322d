-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sitting of committee-set.sql, convoked, and steps through it at given minutes.
\ir committee-set.sql

-- The minute of the sitting that it is from here on: copil.moment() of a superuser's session.
CREATE FUNCTION t.minute (n numeric) RETURNS timestamptz STABLE LANGUAGE sql AS $$
  SELECT s.starts_at + n * interval '1 minute' FROM copil.sitting s WHERE s.id = t.u (100)
$$;
-- "id=#501, item=#101, outcome=adopted, at=@12" : #n is t.u (n), @n a minute, null NULL.
CREATE FUNCTION t.arguments (given text) RETURNS jsonb STABLE LANGUAGE sql AS $$
  SELECT coalesce (jsonb_object_agg (split_part (p, '=', 1), CASE left (split_part (p, '=', 2), 1)
    WHEN '#' THEN t.u (substr (split_part (p, '=', 2), 2)::int)::text
    WHEN '@' THEN t.minute (substr (split_part (p, '=', 2), 2)::numeric)::text
    ELSE nullif (split_part (p, '=', 2), 'null') END), '{}')
  FROM unnest (string_to_array (nullif (given, ''), ', ')) p
$$;
CREATE FUNCTION t.step (n numeric, login text, name text, given text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config ('copil.moment', t.minute (n)::text, true);
  RETURN t.call (login, name, t.arguments (given));
END
$$;
CREATE FUNCTION t.quorum (n numeric, item int DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT format ('%s+%s of %s, %s: %s', q -> 'present', q -> 'represented', q -> 'base', q -> 'threshold', q -> 'reached')
  FROM copil.quorum_count (t.u (100), t.minute (n), t.u (item)) q
$$;
CREATE FUNCTION t.sits (n numeric, item int DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg (g.sits || coalesce (ltrim (right (g.member_id::text, 12), '0'), ''), ' ' ORDER BY g.rank)
  FROM copil.seating (t.u (100), t.minute (n), t.u (item)) g
$$;
SELECT t.convoke_all (100, 400);
