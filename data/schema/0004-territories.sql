-- 0004
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Perimeters are sets of communes, dated; they may overlap, and basins may cross departments.
-- What nests in what is not declared but found: the territories of a set nest in another
-- territory when they partition its communes exactly. Only there are totals summed.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.perimeter_set (
  code text PRIMARY KEY CONSTRAINT perimeter_set_code CHECK (code ~ '^[a-z][a-z0-9_-]{0,30}$'),
  name copil.label NOT NULL,
  level text NOT NULL CONSTRAINT perimeter_set_level
    CHECK (level IN ('france', 'region', 'departement', 'bassin', 'other')),
  vintage date,
  source copil.label,
  licence copil.label,
  has_communes boolean NOT NULL,
  approximate boolean NOT NULL
);
COMMENT ON TABLE copil.perimeter_set IS 'A way of cutting up the country: départements, bassins, zones d’emploi...';
COMMENT ON COLUMN copil.perimeter_set.vintage IS 'Date of the official list it was made from';
COMMENT ON COLUMN copil.perimeter_set.has_communes IS
  'False for the territories of a file whose communes are unknown: no rollup, no map';
COMMENT ON COLUMN copil.perimeter_set.approximate IS 'Its outlines are derived: "contours approchés"';

CREATE TABLE copil.commune (
  code text PRIMARY KEY CONSTRAINT commune_code CHECK (code ~ '^([013-9][0-9]|2[AB0-9])[0-9]{3}$'),
  name copil.label NOT NULL,
  population bigint CHECK (population >= 0)
);
COMMENT ON TABLE copil.commune IS 'Communes, the grain of every perimeter';

CREATE TABLE copil.territory (
  id int PRIMARY KEY,
  set_code text NOT NULL REFERENCES copil.perimeter_set,
  code text NOT NULL CONSTRAINT territory_code CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$'),
  name copil.label NOT NULL,
  liaison smallint NOT NULL DEFAULT 0 CHECK (liaison BETWEEN 0 AND 8),
  seat text NOT NULL DEFAULT '',
  population bigint CHECK (population >= 0),
  parent_id int REFERENCES copil.territory,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date,
  UNIQUE (set_code, code),
  CONSTRAINT territory_dates CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX territory_parent ON copil.territory (parent_id);
COMMENT ON TABLE copil.territory IS 'A perimeter: one of its set';
COMMENT ON COLUMN copil.territory.id IS
  'Given in the order of the documents loaded: the same for everybody who loads what Copil ships';
COMMENT ON COLUMN copil.territory.code IS 'Official code; text, unique in its set only: region 75 is not department 75';
COMMENT ON COLUMN copil.territory.liaison IS
  'How French joins its name: the typeLiaison of the Code officiel géographique (0 d’/de, 1 du, 2 de l’...)';
COMMENT ON COLUMN copil.territory.seat IS 'Name of its chef-lieu, or empty';
COMMENT ON COLUMN copil.territory.population IS 'Inhabitants; weighs the coverage of sums';
COMMENT ON COLUMN copil.territory.parent_id IS
  'The smallest territory of the upper levels that contains it; for finding one’s way, sums use nesting';
COMMENT ON COLUMN copil.territory.valid_to IS 'First day on which the perimeter no longer exists';
ALTER TABLE copil.assignment ADD FOREIGN KEY (territory_id) REFERENCES copil.territory;

CREATE TABLE copil.membership (
  territory_id int NOT NULL REFERENCES copil.territory,
  commune_code text NOT NULL REFERENCES copil.commune,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date,
  PRIMARY KEY (territory_id, commune_code, valid_from)
);
CREATE INDEX membership_commune ON copil.membership (commune_code);
COMMENT ON TABLE copil.membership IS
  'Communes of a perimeter as given. One without rows here is the union of those it is the parent of';

CREATE TABLE copil.nesting (
  child_id int NOT NULL REFERENCES copil.territory,
  parent_id int NOT NULL REFERENCES copil.territory,
  child_set text NOT NULL REFERENCES copil.perimeter_set,
  direct boolean NOT NULL DEFAULT true,
  parent_height smallint NOT NULL DEFAULT 1,
  step smallint NOT NULL GENERATED ALWAYS AS (parent_height + CASE WHEN direct THEN 0 ELSE 100 END) STORED,
  PRIMARY KEY (child_id, parent_id)
);
CREATE INDEX nesting_parent ON copil.nesting (parent_id, child_set);
COMMENT ON TABLE copil.nesting IS
  'Transitive: the territories of child_set in parent_id partition its communes exactly';
COMMENT ON COLUMN copil.nesting.direct IS 'No territory lies between the two';
COMMENT ON COLUMN copil.nesting.parent_height IS
  'Length of the longest chain below the parent: sums are made from the bottom up';
COMMENT ON COLUMN copil.nesting.step IS
  'When disclosure control looks at this equation: direct ones first, from the bottom up';

CREATE TABLE copil.outline (
  territory_id int NOT NULL REFERENCES copil.territory,
  frame text NOT NULL,
  approximate boolean NOT NULL,
  rings jsonb NOT NULL,
  PRIMARY KEY (territory_id, frame)
);
COMMENT ON TABLE copil.outline IS 'Shapes for maps, in kilometres of their frame';
COMMENT ON COLUMN copil.outline.frame IS 'Coordinate frame: "metropole" or an overseas inset';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['perimeter_set', 'commune', 'territory', 'membership', 'nesting', 'outline'] LOOP
    CALL copil.open_table (('copil.' || name)::regclass);
  END LOOP;
END
$$;

CREATE FUNCTION copil.covers (assigned int, territory int) RETURNS boolean
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT assigned IS NULL OR assigned = territory
    OR EXISTS (SELECT FROM nesting n WHERE n.child_id = territory AND n.parent_id = assigned)
$$;
COMMENT ON FUNCTION copil.covers (int, int) IS
  'Whether an assignment for the first territory (NULL: France) holds for the second';

CREATE FUNCTION copil.effective_membership () RETURNS TABLE (territory_id int, commune_code text)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH RECURSIVE given AS (
    SELECT m.territory_id, m.commune_code FROM membership m
    WHERE m.valid_from <= today () AND (m.valid_to IS NULL OR m.valid_to > today ())),
  -- One without communes of its own takes those of the territories below it.
  upward AS (
    SELECT g.territory_id, g.commune_code FROM given g
    UNION
    SELECT t.parent_id, u.commune_code
    FROM upward u JOIN territory t ON t.id = u.territory_id
    WHERE t.parent_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM membership m WHERE m.territory_id = t.parent_id))
  SELECT u.territory_id, u.commune_code FROM upward u
$$;
COMMENT ON FUNCTION copil.effective_membership () IS 'Communes of every perimeter today, given or derived';

CREATE FUNCTION copil.nesting_recompute () RETURNS void
  SET search_path = copil, pg_temp SET work_mem = '64MB' LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM nesting;
  WITH communes AS MATERIALIZED (
    SELECT e.territory_id AS id, e.commune_code AS commune, t.set_code AS set
    FROM effective_membership () e JOIN territory t ON t.id = e.territory_id
    WHERE t.valid_to IS NULL OR t.valid_to > today ()),
  size AS MATERIALIZED (
    SELECT c.id, c.set, count(*) AS n FROM communes c GROUP BY c.id, c.set),
  overlap AS (
    SELECT c.id AS child, c.set AS child_set, p.id AS parent, count(*) AS n
    FROM communes c JOIN communes p ON p.commune = c.commune AND p.set <> c.set
    GROUP BY c.id, c.set, p.id),
  inside AS (
    SELECT o.child, o.child_set, o.parent, o.n, s.n AS parent_n
    FROM overlap o
    JOIN size c ON c.id = o.child AND c.n = o.n
    JOIN size s ON s.id = o.parent),
  -- Two perimeters of the same communes nest both ways; the set that was there first is above.
  partition AS (
    SELECT i.parent, i.child_set
    FROM inside i
    JOIN communes c ON c.id = i.child
    GROUP BY i.parent, i.child_set, i.parent_n
    HAVING count(*) = i.parent_n AND count (DISTINCT c.commune) = i.parent_n)
  INSERT INTO nesting (child_id, parent_id, child_set)
  SELECT i.child, i.parent, i.child_set
  FROM inside i JOIN partition p ON p.parent = i.parent AND p.child_set = i.child_set
  WHERE i.n < i.parent_n OR i.child > i.parent;
  UPDATE nesting n SET direct = false
  WHERE EXISTS (SELECT FROM nesting a JOIN nesting b ON b.child_id = a.parent_id
                WHERE a.child_id = n.child_id AND b.parent_id = n.parent_id);
  WITH RECURSIVE chain (top, bottom, length) AS (
    SELECT n.parent_id, n.child_id, 1 FROM nesting n WHERE n.direct
    UNION
    SELECT c.top, n.child_id, c.length + 1
    FROM chain c JOIN nesting n ON n.parent_id = c.bottom AND n.direct),
  height AS (SELECT c.top, max (c.length) AS height FROM chain c GROUP BY c.top)
  UPDATE nesting n SET parent_height = h.height
  FROM height h
  WHERE h.top = n.parent_id;
END
$$;
COMMENT ON FUNCTION copil.nesting_recompute () IS 'Finds anew what nests in what';

CREATE FUNCTION copil.territory_set_store (given jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO perimeter_set AS s (code, name, level, vintage, source, licence, has_communes, approximate)
  VALUES (given ->> 'code', clean_label (coalesce (given ->> 'name', ''), 'Nom du découpage'),
    given ->> 'level', (given ->> 'vintage')::date, clean_label (given ->> 'source', 'Source'),
    clean_label (given ->> 'licence', 'Licence'),
    coalesce ((given ->> 'has_communes')::boolean, true),
    coalesce ((given ->> 'approximate')::boolean, false))
  ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level,
    vintage = excluded.vintage, source = excluded.source, licence = excluded.licence,
    has_communes = excluded.has_communes, approximate = excluded.approximate;
END
$$;
COMMENT ON FUNCTION copil.territory_set_store (jsonb) IS 'Inserts or updates a perimeter set';

CREATE FUNCTION copil.territories_store (set_code text, given jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  missing text;
  last_id int;
BEGIN
  SELECT string_agg (DISTINCT g ->> 'parent', ', ') INTO missing
  FROM jsonb_array_elements (given) g
  WHERE g ->> 'parent' IS NOT NULL
    AND NOT EXISTS (SELECT FROM territory t WHERE t.set_code || ':' || t.code = g ->> 'parent');
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Des territoires sont rattachés à un territoire inconnu : chargez d’abord le niveau supérieur.',
      DETAIL = 'unknown parents: ' || left (missing, 500);
  END IF;
  SELECT coalesce (max (t.id), 0) INTO last_id FROM territory t;
  WITH entry AS (
    SELECT e.ordinality, e.value AS v, known.id AS known_id, parent.id AS parent_id
    FROM jsonb_array_elements (given) WITH ORDINALITY e
    LEFT JOIN territory known
      ON known.set_code = territories_store.set_code AND known.code = e.value ->> 'code'
    LEFT JOIN territory parent ON parent.set_code = split_part (e.value ->> 'parent', ':', 1)
      AND parent.code = split_part (e.value ->> 'parent', ':', 2))
  INSERT INTO territory AS t (id, set_code, code, name, liaison, seat, population, parent_id)
  SELECT coalesce (e.known_id, last_id + row_number () OVER (PARTITION BY e.known_id IS NULL
                                                              ORDER BY e.ordinality)),
    territories_store.set_code, e.v ->> 'code', clean_label (coalesce (e.v ->> 'name', ''), 'Nom'),
    coalesce ((e.v ->> 'liaison')::smallint, 0), coalesce (normalize (e.v ->> 'seat', NFC), ''),
    (e.v ->> 'population')::bigint, e.parent_id
  FROM entry e
  ORDER BY e.ordinality
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, liaison = excluded.liaison,
    seat = excluded.seat, population = excluded.population, parent_id = excluded.parent_id,
    valid_to = NULL;
  -- What the new list no longer has is closed, not deleted: figures refer to it.
  UPDATE territory t SET valid_to = today ()
  WHERE t.set_code = territories_store.set_code AND t.valid_to IS NULL
    AND NOT EXISTS (SELECT FROM jsonb_array_elements (given) g WHERE g ->> 'code' = t.code);
END
$$;
COMMENT ON FUNCTION copil.territories_store (text, jsonb) IS
  'Inserts or updates the territories of one set; new ones are numbered in the order of the document';

CREATE FUNCTION copil.membership_store (set_code text, given jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMP TABLE membership_given ON COMMIT DROP AS
  SELECT DISTINCT t.id AS territory_id, c AS commune_code
  FROM jsonb_array_elements (given) g
  JOIN territory t ON t.set_code = membership_store.set_code AND t.code = g ->> 'code',
    jsonb_array_elements_text (CASE jsonb_typeof (g -> 'communes')
                               WHEN 'array' THEN g -> 'communes' ELSE '[]' END) c;
  -- A membership that changed is dated: it ends today, the new one begins today. The first
  -- list of a set holds since always.
  DELETE FROM membership m USING territory t
  WHERE t.id = m.territory_id AND t.set_code = membership_store.set_code
    AND m.valid_from = today () AND m.valid_to IS NULL
    AND NOT EXISTS (SELECT FROM pg_temp.membership_given g
                    WHERE g.territory_id = m.territory_id AND g.commune_code = m.commune_code);
  UPDATE membership m SET valid_to = today ()
  FROM territory t
  WHERE t.id = m.territory_id AND t.set_code = membership_store.set_code AND m.valid_to IS NULL
    AND NOT EXISTS (SELECT FROM pg_temp.membership_given g
                    WHERE g.territory_id = m.territory_id AND g.commune_code = m.commune_code);
  INSERT INTO membership (territory_id, commune_code, valid_from)
  SELECT g.territory_id, g.commune_code,
    CASE WHEN EXISTS (SELECT FROM membership m WHERE m.territory_id = g.territory_id)
         THEN today () ELSE '-infinity' END
  FROM pg_temp.membership_given g
  WHERE NOT EXISTS (SELECT FROM membership m WHERE m.territory_id = g.territory_id
                      AND m.commune_code = g.commune_code AND m.valid_to IS NULL)
  ON CONFLICT (territory_id, commune_code, valid_from) DO UPDATE SET valid_to = NULL;
  DROP TABLE pg_temp.membership_given;
END
$$;
COMMENT ON FUNCTION copil.membership_store (text, jsonb) IS
  'Replaces the communes of the territories of one set, keeping the earlier ones with their dates';

CREATE FUNCTION copil.outlines_store (set_code text, given jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM outline o USING territory t
  WHERE t.id = o.territory_id AND t.set_code = outlines_store.set_code;
  INSERT INTO outline (territory_id, frame, approximate, rings)
  SELECT t.id, g -> 'outline' ->> 'frame', coalesce ((g -> 'outline' ->> 'approximate')::boolean, false),
    g -> 'outline' -> 'rings'
  FROM jsonb_array_elements (given) g
  JOIN territory t ON t.set_code = outlines_store.set_code AND t.code = g ->> 'code'
  WHERE jsonb_typeof (g -> 'outline') = 'object';
END
$$;
COMMENT ON FUNCTION copil.outlines_store (text, jsonb) IS 'Replaces the outlines of one set';

CREATE FUNCTION copil.territory_load (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  loaded_set text := document -> 'set' ->> 'code';
  n_territories int;
BEGIN
  PERFORM require_steward ();
  PERFORM landing_lock ();
  known := command_begin (command, 'territory_load', hash_of (document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF jsonb_typeof (document -> 'territories') IS DISTINCT FROM 'array' OR loaded_set IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Ce document ne décrit pas un découpage du territoire.',
      DETAIL = 'expected {"set": {"code": …}, "territories": […], "communes": […]}';
  END IF;
  PERFORM territory_set_store (document -> 'set');
  INSERT INTO commune AS c (code, name, population)
  SELECT DISTINCT ON (g ->> 'code') g ->> 'code', clean_label (coalesce (g ->> 'name', ''), 'Nom de commune'),
    (g ->> 'population')::bigint
  FROM jsonb_array_elements (coalesce (document -> 'communes', '[]')) g
  ON CONFLICT (code) DO UPDATE SET name = excluded.name, population = excluded.population
  WHERE (c.name, c.population) IS DISTINCT FROM (excluded.name, excluded.population);
  PERFORM territories_store (loaded_set, document -> 'territories');
  PERFORM membership_store (loaded_set, document -> 'territories');
  PERFORM outlines_store (loaded_set, document -> 'territories');
  PERFORM nesting_recompute ();
  INSERT INTO change (topic, key) VALUES ('territory', loaded_set);
  PERFORM pg_notify ('copil', '');
  SELECT count(*) INTO n_territories FROM territory t
  WHERE t.set_code = loaded_set AND t.valid_to IS NULL;
  RETURN command_end (command, jsonb_build_object ('set', loaded_set, 'territories', n_territories));
EXCEPTION
  WHEN check_violation OR not_null_violation OR foreign_key_violation OR unique_violation
    OR invalid_text_representation OR invalid_datetime_format OR cardinality_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Ce découpage du territoire contient une valeur refusée.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.territory_load (uuid, jsonb) IS
  'Inserts or updates one perimeter set: {set: {code, name, level, vintage, source, licence, has_communes, approximate}, territories: [{code, name, liaison, seat, population, parent: "set:code", communes: […], outline: {frame, approximate, rings}}], communes: [{code, name, population}]}; answers {set, territories}. For administrators';

GRANT EXECUTE ON FUNCTION copil.territory_load (uuid, jsonb) TO copil_person;

RESET ROLE;
