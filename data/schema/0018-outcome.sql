-- 0018
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What became of a command whose answer was lost. A login that has lost its roles meanwhile sees
-- no row of anything, its own commands included, and sent again the command would be refused: its
-- user would be told that nothing happened. So it may ask this, of its own commands, and learns
-- that one took effect and when, no more.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.command_outcome (command uuid) RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('name', c.name, 'recorded_at', c.recorded_at,
    'answer', CASE WHEN is_assigned () THEN c.answer END)
  FROM command c
  WHERE c.login = session_user AND c.id = command_outcome.command
$$;
COMMENT ON FUNCTION copil.command_outcome (uuid) IS
  'What became of a command of this login: {name, recorded_at, answer}, the answer null without a current assignment; NULL: it had no effect';
GRANT EXECUTE ON FUNCTION copil.command_outcome (uuid) TO copil_person;

RESET ROLE;
