-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sixty more seats of the committee of committee-set.sql, t.u (2001) to t.u (2060), each with a
-- member of the same id and a login of its own, station-1 to station-60.
SELECT t.try ('administrator', format ('SELECT copil.person_add (%L, %L, %L, %L)', gen_random_uuid (), 'station-' || n, 'Station ' || n, 'Essai')),
  t.try ('administrator', format ('SELECT copil.assignment_grant (%L, %L, %L, %s, NULL, NULL, NULL)', gen_random_uuid (), 'station-' || n,
    'reader', t.id ('departement:10')))
FROM generate_series (1, 60) n;
INSERT INTO copil.member (id, name, position, login)
SELECT t.u (2000 + n), 'Station ' || n, 'Essai', 'station-' || n FROM generate_series (1, 60) n;
INSERT INTO copil.seat (id, committee_id, college_id, label, kind, votes, rank, since)
SELECT t.u (2000 + n), t.u (1), t.u (13), 'Siège ' || n, 'qualified', 1, 100 + n, '2026-01-01' FROM generate_series (1, 60) n;
INSERT INTO copil.term (id, committee_id, seat_id, member_id, deputy, since)
SELECT t.u (2000 + n), t.u (1), t.u (2000 + n), t.u (2000 + n), false, '2026-01-01' FROM generate_series (1, 60) n;
GRANT USAGE ON SCHEMA t TO copil_person;
GRANT EXECUTE ON FUNCTION t.u (int) TO copil_person;
