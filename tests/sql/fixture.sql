-- SPDX-License-Identifier: GPL-3.0-or-later
-- A small country for the tests, one login a role, and helpers in the schema t.
--
--   France FR   region 1: departement 10 (bassins 101 102 103), 20 (201 202)
--               region 2: departement 30 (bassins 301 302)
--   A further set "zone" cuts the same communes otherwise: z1 = 103 + 201, z2 = the rest.
SET client_min_messages = warning;
CREATE SCHEMA t;

CREATE FUNCTION t.id (place text) RETURNS int STABLE LANGUAGE sql AS $$
  SELECT id FROM copil.territory WHERE set_code || ':' || code = place
$$;
CREATE FUNCTION t.m (code text) RETURNS smallint STABLE LANGUAGE sql AS $$
  SELECT id FROM copil.measure m WHERE m.code = $1
$$;

-- Runs a statement as a login; its first column, or "ERROR " and the SQLSTATE.
CREATE FUNCTION t.try (login text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE format ('SET LOCAL SESSION AUTHORIZATION %I', login);
  EXECUTE statement INTO answer;
  SET LOCAL SESSION AUTHORIZATION DEFAULT;
  RETURN answer;
EXCEPTION WHEN OTHERS THEN
  RETURN 'ERROR ' || SQLSTATE;
END
$$;
-- The message and detail of the refusal.
CREATE FUNCTION t.refusal (login text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
  message text;
  detail text;
BEGIN
  EXECUTE format ('SET LOCAL SESSION AUTHORIZATION %I', login);
  EXECUTE statement INTO answer;
  SET LOCAL SESSION AUTHORIZATION DEFAULT;
  RETURN 'no refusal: ' || answer;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
  RETURN SQLSTATE || ' ' || message || ' | ' || detail;
END
$$;

-- Cells as text: "measure place period value" by line; p or e behind the value
-- for provisional or estimated, "nd", "na" or "secret" in its place.
CREATE FUNCTION t.stage_call (command uuid, cells text) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT format ('SELECT copil.batch_stage (%L, %L, %L, %L, %L, %L)', command,
    array_agg (t.m (f[1]) ORDER BY n), array_agg (t.id (f[2]) ORDER BY n),
    array_agg (CASE WHEN length (f[3]) = 7 THEN f[3] || '-01' ELSE f[3] END ORDER BY n),
    array_agg (CASE WHEN f[4] IN ('nd', 'na', 'secret') THEN NULL ELSE rtrim (f[4], 'pe') END ORDER BY n),
    array_agg (CASE WHEN f[4] = 'nd' THEN 3 WHEN f[4] = 'na' THEN 4 WHEN f[4] = 'secret' THEN 5
               WHEN f[4] ~ 'p$' THEN 1 WHEN f[4] ~ '[0-9]e$' THEN 2 ELSE 0 END ORDER BY n))
  FROM (SELECT regexp_split_to_array (btrim (l), '\s+') AS f, n
        FROM regexp_split_to_table (btrim (cells, E' \n'), E'\n') WITH ORDINALITY r (l, n)) x
$$;
CREATE FUNCTION t.land_call (command uuid, producer text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT format ('SELECT copil.batch_land (%L, %L, %L, true)', command, producer, 'essai')
$$;
CREATE FUNCTION t.land (cells text, producer text DEFAULT 'FT', login text DEFAULT 'feed-demo',
                        command uuid DEFAULT gen_random_uuid ()) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text := t.try (login, t.stage_call (command, cells));
BEGIN
  IF answer LIKE 'ERROR%' THEN
    RETURN answer;
  END IF;
  RETURN t.try (login, t.land_call (command, producer));
END
$$;
-- A published figure as one reads it: "12", "12p", "secret", "nd"; coverage when not whole.
CREATE FUNCTION t.cell (measure text, place text, period text) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT CASE o.status WHEN 3 THEN 'nd' WHEN 4 THEN 'na' WHEN 5 THEN 'secret'
         ELSE o.value || CASE o.status WHEN 1 THEN 'p' WHEN 2 THEN 'e' ELSE '' END END
    || CASE WHEN o.coverage < 1 AND o.status < 3 THEN ' (' || round ((o.coverage * 100)::numeric) || ' %)' ELSE '' END
  FROM copil.observation o
  WHERE o.measure_id = t.m (measure) AND o.territory_id = t.id (place)
    AND o.period = (CASE WHEN length ($3) = 7 THEN $3 || '-01' ELSE $3 END)::date
$$;

SELECT copil.person_add (gen_random_uuid (), 'administrator', 'Ada', 'Administratrice'),
  copil.assignment_grant (gen_random_uuid (), 'administrator', 'administrator', NULL, NULL, NULL, NULL);

-- The country.
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "france", "name": "France", "level": "france"},
  "territories": [{"code": "FR", "name": "France", "liaison": 3, "population": 1000}]}$$);
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "region", "name": "Régions", "level": "region"},
  "territories": [{"code": "1", "name": "Un", "parent": "france:FR", "population": 700},
                  {"code": "2", "name": "Deux", "parent": "france:FR", "population": 300}]}$$);
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "departement", "name": "Départements", "level": "departement"},
  "territories": [{"code": "10", "name": "Dix", "parent": "region:1", "population": 400},
                  {"code": "20", "name": "Vingt", "parent": "region:1", "population": 300},
                  {"code": "30", "name": "Trente", "parent": "region:2", "population": 300}]}$$);
SELECT copil.territory_load (gen_random_uuid (), $${"set": {"code": "bassin", "name": "Bassins", "level": "bassin", "approximate": true},
  "communes": [{"code": "01001", "name": "A", "population": 200}, {"code": "01002", "name": "B", "population": 100},
    {"code": "01003", "name": "C", "population": 100}, {"code": "01004", "name": "D", "population": 150},
    {"code": "01005", "name": "E", "population": 150}, {"code": "01006", "name": "F", "population": 100},
    {"code": "01007", "name": "G", "population": 100}, {"code": "01008", "name": "H", "population": 100}],
  "territories": [
    {"code": "101", "name": "B101", "parent": "departement:10", "population": 200, "communes": ["01001"]},
    {"code": "102", "name": "B102", "parent": "departement:10", "population": 100, "communes": ["01002"]},
    {"code": "103", "name": "B103", "parent": "departement:10", "population": 100, "communes": ["01003"]},
    {"code": "201", "name": "B201", "parent": "departement:20", "population": 150, "communes": ["01004"]},
    {"code": "202", "name": "B202", "parent": "departement:20", "population": 150, "communes": ["01005"]},
    {"code": "301", "name": "B301", "parent": "departement:30", "population": 200, "communes": ["01006", "01007"]},
    {"code": "302", "name": "B302", "parent": "departement:30", "population": 100, "communes": ["01008"]}]}$$);

SELECT copil.catalogue_load (gen_random_uuid (), $${"measures": [
  {"code": "signed", "name": "Contrats signés", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5, "subset_of": "notified"},
  {"code": "notified", "name": "Orientations", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5},
  {"code": "portfolio", "name": "Personnes suivies", "kind": "stock", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 0},
  {"code": "hours", "name": "Heures", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 0},
  {"code": "rate", "name": "Taux de chômage", "kind": "published", "rhythm": "quarter", "set": "departement", "producer": "INSEE", "threshold": 0},
  {"code": "yearly", "name": "Allocataires", "kind": "stock", "rhythm": "year", "set": "departement", "producer": "CNAF", "threshold": 0},
  {"code": "wait", "name": "Attentes", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5},
  {"code": "wait_0", "name": "Moins de 15 jours", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5, "subset_of": "wait"},
  {"code": "wait_15", "name": "15 à 30 jours", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5, "subset_of": "wait"},
  {"code": "wait_30", "name": "30 jours et plus", "kind": "flow", "rhythm": "month", "set": "bassin", "producer": "FT", "threshold": 5, "subset_of": "wait"}],
  "indicators": [{"code": "contract", "name": "Contrats"},
    {"code": "delay", "name": "Délai", "formula": {"kind": "median", "undeclared": "wait_30", "buckets": [{"measure": "wait_0"}, {"measure": "wait_15"}]}}]}$$);

-- Persons. "nobody" has a login and no assignment, "former" had one.
SELECT t.try ('administrator', format ('SELECT copil.person_add (%L, %L, %L, %L)',
  gen_random_uuid (), login, login, 'Essai'))
FROM (VALUES ('reader'), ('secretariat-10'), ('chair-state-10'), ('chair-local-10'),
  ('coordination-10'), ('funder-10'), ('sanctions-publisher'), ('feed-demo'), ('feed-ft'),
  ('feed-insee'), ('feed-ft-10'), ('nobody'), ('former'), ('future')) p (login);
SELECT t.try ('administrator', format ('SELECT copil.assignment_grant (%L, %L, %L, %L, %L, %L, %L)',
  gen_random_uuid (), login, role, t.id (place), producer, copil.today () + since, copil.today () + until))
FROM (VALUES
  ('reader', 'reader', NULL, NULL, -10, NULL::int),
  ('secretariat-10', 'secretariat', 'departement:10', NULL, -10, NULL),
  ('chair-state-10', 'chair_state', 'departement:10', NULL, -10, NULL),
  ('chair-local-10', 'chair_local', 'departement:10', NULL, -10, NULL),
  ('coordination-10', 'pilot_coordinator', 'departement:10', NULL, -10, NULL),
  ('funder-10', 'funder', 'departement:10', NULL, -10, NULL),
  ('sanctions-publisher', 'sanctions_publisher', NULL, NULL, -10, NULL),
  ('feed-demo', 'data_feed', NULL, NULL, -10, NULL),
  ('feed-ft', 'data_feed', NULL, 'FT', -10, NULL),
  ('feed-insee', 'data_feed', NULL, 'INSEE', -10, NULL),
  ('feed-ft-10', 'data_feed', 'departement:10', 'FT', -10, NULL),
  ('former', 'reader', NULL, NULL, -10, 0),
  ('future', 'reader', NULL, NULL, 1, NULL)) a (login, role, place, producer, since, until);
