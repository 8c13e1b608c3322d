-- SPDX-License-Identifier: GPL-3.0-or-later
-- The moment of what is recorded: the clock of the base, which nobody sets but a superuser.
SET client_min_messages = warning;
-- Persons reach it through the functions that record; here directly, in sessions of their own too.
GRANT EXECUTE ON FUNCTION copil.moment () TO copil_person;
BEGIN;
SELECT * FROM no_plan ();

SELECT ok (copil.moment () BETWEEN before AND clock_timestamp (), 'it is now')
FROM (SELECT clock_timestamp () AS before) b;
SET LOCAL copil.moment = '2026-06-18 10:00:00+02';
SELECT is (copil.moment (), '2026-06-18 08:00:00+00'::timestamptz, 'a superuser says otherwise');
SELECT is (t.try ('secretariat-10', $$SELECT copil.moment () = '2026-06-18 08:00:00+00'$$), 'true',
  'also in the part of a person');

-- A session of one's own, not the part of a person that a superuser takes.
CREATE TEMP TABLE answer (line text);
\copy answer FROM PROGRAM 'psql -X -q -A -t -U secretariat-10 -c "SET copil.moment = ''2026-06-18''" -c "SELECT copil.moment ()" 2>&1; true'
SELECT alike ((SELECT string_agg (line, ' ') FROM answer), '%votre session ne peut pas la fixer%', 'a person does not');
SELECT finish ();
ROLLBACK;
