-- 0013
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Some files speak of territories whose communes nobody says: the bassins of a survey, the
-- agencies of an operator. They become a set of their own, known by code and name alone: nothing
-- is summed into them or out of them, and they have no outline. Whoever delivers such a file may
-- name them; perimeters made of communes stay the administrator's.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.territory_name (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  named_set text := document -> 'set' ->> 'code';
  last_id int;
  n_added int;
BEGIN
  IF NOT EXISTS (SELECT FROM require_role ('data_feed') a WHERE a.territory_id IS NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Seul un compte qui livre des données pour toute la France peut nommer de nouveaux territoires.';
  END IF;
  PERFORM landing_lock ();
  known := command_begin (command, 'territory_name', hash_of (document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF jsonb_typeof (document -> 'territories') IS DISTINCT FROM 'array' OR named_set IS NULL
    OR jsonb_array_length (document -> 'territories') > 10000 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Cette liste de territoires n’est pas lisible, ou elle dépasse 10 000 noms.',
      DETAIL = 'expected {"set": {"code": …, "name": …}, "territories": [{"code": …, "name": …}]}';
  END IF;
  IF EXISTS (SELECT FROM perimeter_set s WHERE s.code = named_set AND s.has_communes) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = format ('Le découpage « %s » est fait de communes : un fichier de chiffres n’y ajoute pas de territoire.',
                        named_set);
  END IF;
  IF NOT EXISTS (SELECT FROM perimeter_set s WHERE s.code = named_set) THEN
    PERFORM territory_set_store ((document -> 'set')
      || '{"level": "other", "has_communes": false, "approximate": false}');
  END IF;
  SELECT coalesce (max (t.id), 0) INTO last_id FROM territory t;
  -- Names that are there stay: another file may spell them otherwise.
  INSERT INTO territory (id, set_code, code, name)
  SELECT last_id + row_number () OVER (ORDER BY e.ordinality), named_set, e.value ->> 'code',
    clean_label (coalesce (e.value ->> 'name', ''), 'Nom')
  FROM jsonb_array_elements (document -> 'territories') WITH ORDINALITY e
  WHERE NOT EXISTS (SELECT FROM territory t
                    WHERE t.set_code = named_set AND t.code = e.value ->> 'code');
  GET DIAGNOSTICS n_added = ROW_COUNT;
  IF n_added > 0 THEN
    INSERT INTO change (topic, key) VALUES ('territory', named_set);
    PERFORM pg_notify ('copil', '');
  END IF;
  RETURN command_end (command, jsonb_build_object ('set', named_set, 'added', n_added,
    'territories', (SELECT jsonb_object_agg (t.code, t.id) FROM territory t
                    WHERE t.set_code = named_set
                      AND t.code IN (SELECT g ->> 'code' FROM jsonb_array_elements (document -> 'territories') g))));
EXCEPTION
  WHEN check_violation OR not_null_violation OR unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Cette liste de territoires contient un code ou un nom refusé.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.territory_name (uuid, jsonb) IS
  'Names territories of which no commune is known, in a set of their own: {set: {code, name, source, licence, vintage}, territories: [{code, name}]}; those that are there stay as they are; answers {set, added, territories: {code: id}}. For data feeds of the whole country';

GRANT EXECUTE ON FUNCTION copil.territory_name (uuid, jsonb) TO copil_person;

RESET ROLE;
