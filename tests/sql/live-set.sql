-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sitting of committee-set.sql, convoked, and steps through it at given minutes.
\ir committee-set.sql

-- It is that minute of the sitting: copil.moment() of a superuser's session.
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
