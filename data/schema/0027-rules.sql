-- 0027
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- By what rules a committee deliberates, and how a command is refused or warned by one of them.
--
-- Ids of new rows are chosen by who sends the command, so that commands made without a network
-- may depend on each other. A rule refuses only when its value was read in the text or set by the
-- committee itself; one that was not verified warns: the answer of a command carries "warnings".
-- Either way the sentence quotes where the rule comes from.


SET LOCAL ROLE copil_owner;

-- Refusing and quoting.

CREATE FUNCTION copil.refuse (code text, sentence text, detail text DEFAULT '') RETURNS void
  LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = sentence, DETAIL = detail;
END
$$;
COMMENT ON FUNCTION copil.refuse (text, text, text) IS
  'Ends a command: SQLSTATE, a sentence for the user, a technical detail';

CREATE FUNCTION copil.require_new (is_new boolean, id uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT is_new THEN
    PERFORM refuse ('CP409', 'Cet identifiant est déjà celui d’un autre enregistrement.', format ('id %s', id));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_new (boolean, uuid) IS 'CP409 when a row was not inserted because its id exists';

CREATE FUNCTION copil.require_version (stored int, read int, sentence text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF stored IS DISTINCT FROM read THEN
    PERFORM refuse ('CP412', sentence || ' entre-temps : relisez, puis recommencez.',
      format ('version %s, expected %s', stored, read));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_version (int, int, text) IS
  'CP412 when what is edited is no longer, or not at all, as it was read: "Ce siège a été modifié"';

CREATE FUNCTION copil.rule_value (rules jsonb, rule text) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN rules -> rule ->> 'value';
COMMENT ON FUNCTION copil.rule_value (jsonb, text) IS 'The value of a rule as text; NULL: it has none';

CREATE FUNCTION copil.rule_is_firm (rules jsonb, rule text) RETURNS boolean
  IMMUTABLE LANGUAGE sql
  RETURN coalesce ((rules -> rule ->> 'verified')::boolean OR rules -> rule ->> 'set_by' = 'committee', false);
COMMENT ON FUNCTION copil.rule_is_firm (jsonb, text) IS
  'Whether a rule may refuse: its value was read in the text, or the committee set it; else it only warns';

CREATE FUNCTION copil.rule_cite (rules jsonb, rule text) RETURNS text
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH entry AS (SELECT rules -> rule AS e),
  quoted AS (
    SELECT CASE
      WHEN e ->> 'set_by' = 'committee' THEN lower (left (e ->> 'source', 1)) || substr (e ->> 'source', 2)
      WHEN e ->> 'article' ~ '^[LRD][.*]' THEN
        CASE WHEN e ->> 'article' LIKE '% et %' THEN 'articles ' ELSE 'article ' END
          || regexp_replace (e ->> 'article', '([.*]) ', E'\\1\u00A0', 'g')
      ELSE replace (e ->> 'article', 'n° ', E'n°\u00A0') END AS place
    FROM entry)
  SELECT coalesce (' (' || nullif (concat_ws (', ', place,
    CASE WHEN NOT rule_is_firm (rules, rule) THEN 'valeur non vérifiée' END), '') || ')', '') FROM quoted
$$;
COMMENT ON FUNCTION copil.rule_cite (jsonb, text) IS
  'Where a rule comes from: " (article R. 133-10 du CRPA)", " (valeur non vérifiée)"; see copil_regime_cite()';

CREATE FUNCTION copil.object_to (warnings jsonb, rules jsonb, rule text, sentence text) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF rule_is_firm (rules, rule) THEN
    PERFORM refuse ('CP422', sentence || rule_cite (rules, rule) || '.', 'rule ' || rule);
  END IF;
  RETURN warnings || to_jsonb (sentence || rule_cite (rules, rule) || '.');
END
$$;
COMMENT ON FUNCTION copil.object_to (jsonb, jsonb, text, text) IS
  'What a rule has against a command: CP422 when the rule is firm, else the warnings and this sentence (without full stop)';

-- Regimes and rules of procedure.

CREATE FUNCTION copil.rule_accepts (rule text, value jsonb) RETURNS boolean
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (CASE spec.kind
    WHEN 'flag' THEN jsonb_typeof (value) = 'boolean'
    WHEN 'fixed' THEN value = 'true'
    WHEN 'number' THEN value::text ~ '^\d{1,4}$' AND value::text::int <= spec.high
    WHEN 'optional' THEN value = 'null' OR (value::text ~ '^[1-9]\d{0,3}$' AND value::text::int <= spec.high)
    WHEN 'word' THEN jsonb_typeof (value) = 'string' AND value #>> '{}' = ANY (spec.words)
    WHEN 'words' THEN jsonb_typeof (value) = 'array' AND value <@ to_jsonb (spec.words)
    WHEN 'share' THEN value::text ~ '^\[\d{1,4}, \d{1,4}\]$'
      AND (value ->> 0)::int BETWEEN 1 AND (value ->> 1)::int AND (value ->> 1)::int <= 1000
    END, false)
  FROM (SELECT) one LEFT JOIN (VALUES
    ('chairing', 'word', NULL::int, '{joint,president}'::text[]),
    ('convocation_by', 'word', NULL, '{joint,president,either}'),
    ('convocation_days', 'number', 365, NULL), ('urgency_hours', 'optional', 8760, NULL),
    ('urgency_reason', 'flag', NULL, NULL), ('documents_with_convocation', 'flag', NULL, NULL),
    ('quorum_base', 'word', NULL, '{none,composing,voting}'), ('quorum_share', 'share', NULL, NULL),
    ('vacant_seats_count', 'flag', NULL, NULL), ('mandates_max', 'number', 100, NULL),
    ('mandate_without_deputy', 'flag', NULL, NULL), ('mandates_in_quorum', 'flag', NULL, NULL),
    ('remote', 'flag', NULL, NULL), ('second_convocation', 'word', NULL, '{none,same_agenda_no_quorum}'),
    ('majority_base', 'word', NULL, '{consensus,present_or_represented,cast}'),
    ('tie', 'word', NULL, '{none,chair_state,president}'),
    ('deputy_ex_officio', 'word', NULL, '{none,any,same_body,same_assembly}'),
    ('deputy_elected', 'word', NULL, '{none,any,same_body,same_assembly}'),
    ('deputy_qualified', 'word', NULL, '{none,any,same_body,same_assembly}'),
    ('deputy_speaks_beside_full', 'flag', NULL, NULL), ('weights', 'word', NULL, '{seat}'),
    ('term_years', 'optional', 99, NULL), ('instance_years', 'optional', 99, NULL),
    ('minutes', 'words', NULL, '{presents,mandates,matters,meaning,votes,dissent}'),
    ('secret_votes', 'flag', NULL, NULL), ('withdrawal', 'fixed', NULL, NULL), ('guests', 'fixed', NULL, NULL),
    ('money_needs_both', 'fixed', NULL, NULL)
  ) spec (name, kind, high, words) ON spec.name = rule
$$;
COMMENT ON FUNCTION copil.rule_accepts (text, jsonb) IS
  'Whether there is such a rule and it may have such a value; the same list as src/core/regime-rule.c';

CREATE FUNCTION copil.resolved_rules (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_object_agg (coalesce (r.key, o.rule),
    coalesce (r.value, '{"article": null, "verified": false, "note": null}')
      || CASE WHEN o.rule IS NULL THEN '{"set_by": "profile", "source": null}'
         ELSE jsonb_build_object ('value', o.value, 'set_by', 'committee', 'source', o.source) END), '{}')
  FROM (SELECT e.key, e.value FROM committee c JOIN regime g ON g.code = c.regime_code,
          jsonb_each (g.document -> 'rules') e WHERE c.id = resolved_rules.committee) r
  FULL JOIN (SELECT w.* FROM committee_rule w WHERE w.committee_id = resolved_rules.committee) o ON o.rule = r.key
$$;
COMMENT ON FUNCTION copil.resolved_rules (uuid) IS
  'The rules of a committee today, its own over its regime: {RULE: {value, article, verified, note, set_by, source}}';

CREATE FUNCTION copil.rules_refresh (committee uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  pending uuid;
BEGIN
  FOR pending IN SELECT s.id FROM sitting s WHERE s.committee_id = rules_refresh.committee
    AND s.stage IN ('draft', 'submitted', 'approved') AND s.second_of IS NULL ORDER BY s.id LOOP
    PERFORM sitting_lock (pending);
    UPDATE sitting s SET rules = resolved_rules (committee), regime_code = c.regime_code, regime_version = g.version
    FROM committee c JOIN regime g ON g.code = c.regime_code
    WHERE s.id = pending AND c.id = s.committee_id AND s.stage IN ('draft', 'submitted', 'approved');
    PERFORM void_approvals (pending, 'convocation');
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.rules_refresh (uuid) IS
  'Gives the rules of today to the sittings not yet convoked; a convoked one keeps those it was convoked under';

CREATE FUNCTION copil.regime_store (given jsonb, version int) RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known regime;
  content jsonb := given - 'version';
BEGIN
  IF coalesce (given ->> 'code', '') !~ '^[a-z_]{1,40}$' OR jsonb_typeof (given -> 'rules') IS DISTINCT FROM 'object'
    OR EXISTS (SELECT FROM jsonb_each (given -> 'rules') e WHERE NOT rule_accepts (e.key, e.value -> 'value')) THEN
    PERFORM refuse ('CP422', 'Ce régime juridique a une règle inconnue, ou une valeur qu’elle ne peut pas prendre.',
      format ('profile %s', given ->> 'code'));
  END IF;
  SELECT r.* INTO known FROM regime r WHERE r.code = given ->> 'code' FOR UPDATE;
  IF known.version > regime_store.version THEN
    PERFORM refuse ('CP412', 'La base a déjà une version plus récente de ces régimes juridiques.',
      format ('profile %s version %s', known.code, known.version));
  ELSIF known.version = regime_store.version AND known.document <> content THEN
    PERFORM refuse ('CP422', 'Ces régimes juridiques ont changé sans changer de version.', format ('profile %s', known.code));
  END IF;
  INSERT INTO regime AS r (code, version, document) VALUES (given ->> 'code', regime_store.version, content)
  ON CONFLICT ON CONSTRAINT regime_pkey DO UPDATE SET version = excluded.version, document = excluded.document
  WHERE r.version < excluded.version;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION copil.regime_store (jsonb, int) IS 'Stores a profile when its version is newer; whether it was';

CREATE FUNCTION copil.regime_load (command uuid, document jsonb) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  stored text[] := '{}';
  profile jsonb;
  version int;
BEGIN
  PERFORM require_steward ();
  known := command_begin (command, 'regime_load', hash_of (document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF jsonb_typeof (document -> 'profiles') IS DISTINCT FROM 'array' OR coalesce (document ->> 'version', '') !~ '^[1-9]\d{0,8}$' THEN
    PERFORM refuse ('CP422', 'Ce document ne contient pas de régimes juridiques.', 'expected {"version": …, "profiles": […]}');
  END IF;
  version := document ->> 'version';
  FOR profile IN SELECT p FROM jsonb_array_elements (document -> 'profiles') p LOOP
    IF regime_store (profile, version) THEN
      stored := stored || (profile ->> 'code');
    END IF;
  END LOOP;
  PERFORM rules_refresh (c.id) FROM committee c WHERE c.regime_code = ANY (stored);
  RETURN command_end (command, jsonb_build_object ('version', version, 'changed', to_jsonb (stored)));
END
$$;
COMMENT ON FUNCTION copil.regime_load (uuid, jsonb) IS
  'Loads legal regimes, {version, profiles: [{code, name, summary, rules}]}; answers {version, changed: [code]}. Sittings already convoked keep their rules. For administrators';

CREATE FUNCTION copil.require_regime (code text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM regime r WHERE r.code = require_regime.code) THEN
    PERFORM refuse ('CP422', 'Ce régime juridique n’est pas dans la base.', format ('regime %s', code));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_regime (text) IS 'CP422 unless there is such a regime';

CREATE FUNCTION copil.committee_add (command uuid, id uuid, territory_id int, kind text, name text,
                                     local_authority text, regime_code text, act text, since date)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  IF NOT EXISTS (SELECT FROM require_role ('administrator', 'secretariat') a
                 WHERE a.role = 'administrator' OR covers (a.territory_id, committee_add.territory_id)) THEN
    PERFORM refuse ('CP403', 'Ce territoire n’est pas de ceux dont vous pouvez installer le comité.');
  END IF;
  known := command_begin (command, 'committee_add', hash_of (id::text, territory_id::text, kind, name, local_authority,
    regime_code, act, since::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_regime (regime_code);
  IF NOT coalesce (kind IN ('local', 'pilot') OR kind = (SELECT p.level FROM territory t JOIN perimeter_set p ON p.code = t.set_code
      WHERE t.id = committee_add.territory_id), false) THEN
    PERFORM refuse ('CP422', 'Ce territoire n’est pas de l’échelon de ce comité.',
      format ('kind %s, territory %s', kind, territory_id));
  END IF;
  IF EXISTS (SELECT FROM committee c WHERE c.territory_id = committee_add.territory_id AND c.kind = committee_add.kind
             AND c.until IS NULL AND c.id <> committee_add.id) THEN
    PERFORM refuse ('CP422', 'Ce territoire a déjà un comité de cet échelon.');
  END IF;
  INSERT INTO committee (id, territory_id, kind, name, local_authority, regime_code, act, since)
  VALUES (committee_add.id, committee_add.territory_id, committee_add.kind,
    clean_label (coalesce (committee_add.name, ''), 'Nom du comité'),
    clean_label (coalesce (committee_add.local_authority, ''), 'Collectivité'), committee_add.regime_code,
    clean_label (nullif (committee_add.act, ''), 'Acte'), coalesce (committee_add.since, today ()))
  ON CONFLICT ON CONSTRAINT committee_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('committee', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.committee_add (uuid, uuid, int, text, text, text, text, text, date) IS
  'Sets up the committee of a territory; answers {committee, version}. For administrators and the secretariat of the territory';

CREATE FUNCTION copil.committee_edit (command uuid, committee uuid, version int, name text, local_authority text,
                                      regime_code text, act text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'committee_edit', hash_of (committee::text, version::text, name, local_authority,
    regime_code, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_regime (regime_code);
  PERFORM require_version ((SELECT c.version FROM committee c WHERE c.id = committee_edit.committee FOR UPDATE),
    version, 'Ce comité a été modifié');
  UPDATE committee c SET name = clean_label (coalesce (committee_edit.name, ''), 'Nom du comité'),
    local_authority = clean_label (coalesce (committee_edit.local_authority, ''), 'Collectivité'),
    regime_code = committee_edit.regime_code, act = clean_label (nullif (committee_edit.act, ''), 'Acte'),
    version = c.version + 1
  WHERE c.id = committee_edit.committee;
  PERFORM rules_refresh (committee);
  RETURN command_end (command, jsonb_build_object ('committee', committee, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.committee_edit (uuid, uuid, int, text, text, text, text) IS
  'Changes a committee; its sittings not yet convoked take the rules of its regime. Answers {committee, version}. For those who prepare it';

CREATE FUNCTION copil.committee_rule_set (command uuid, committee uuid, rule text, value jsonb, source text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'committee_rule_set', hash_of (committee::text, rule, value::text, source));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF value IS NULL THEN
    DELETE FROM committee_rule r WHERE r.committee_id = committee_rule_set.committee AND r.rule = committee_rule_set.rule;
  ELSIF NOT rule_accepts (rule, value) THEN
    PERFORM refuse ('CP422', 'Cette règle n’existe pas, ou ne peut pas prendre cette valeur.', format ('%s: %s', rule, value));
  ELSE
    INSERT INTO committee_rule (committee_id, rule, value, source)
    VALUES (committee, committee_rule_set.rule, committee_rule_set.value,
      clean_label (coalesce (committee_rule_set.source, ''), 'Article du règlement intérieur'))
    ON CONFLICT ON CONSTRAINT committee_rule_pkey DO UPDATE SET value = excluded.value, source = excluded.source;
  END IF;
  PERFORM rules_refresh (committee);
  RETURN command_end (command, jsonb_build_object ('committee', committee, 'rule', rule));
END
$$;
COMMENT ON FUNCTION copil.committee_rule_set (uuid, uuid, text, jsonb, text) IS
  'Sets a rule by the committee''s rules of procedure, saying where; value NULL: back to its regime. Answers {committee, rule}. For those who prepare it';

-- Of a sitting.

CREATE FUNCTION copil.sitting_lock (sitting uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  locked sitting;
BEGIN
  -- The revision is what every writer of the sitting takes first: one order, no deadlock.
  PERFORM sitting_next (sitting);
  SELECT s.* INTO locked FROM sitting s WHERE s.id = sitting_lock.sitting;
  RETURN locked;
END
$$;
COMMENT ON FUNCTION copil.sitting_lock (uuid) IS 'The sitting as it is, locked against its other writers until commit';

CREATE FUNCTION copil.committee_of (sitting uuid) RETURNS uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT s.committee_id FROM sitting s WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.committee_of (uuid) IS 'The committee of a sitting';

CREATE FUNCTION copil.instant_text (at timestamptz) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN to_char (at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
COMMENT ON FUNCTION copil.instant_text (timestamptz) IS
  'An instant in UTC, to the second: the same text whatever time zone a session sets';

CREATE FUNCTION copil.french_day (at timestamptz) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE extract (day FROM p) WHEN 1 THEN '1er' ELSE extract (day FROM p)::text END || ' '
    || ('{janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre}'::text[])[extract (month FROM p)::int]
    || ' ' || extract (year FROM p)
  FROM (SELECT at AT TIME ZONE 'Europe/Paris' AS p) paris
$$;
COMMENT ON FUNCTION copil.french_day (timestamptz) IS 'The day of Paris in words: "3 décembre 2026"';

GRANT EXECUTE ON FUNCTION copil.resolved_rules (uuid), copil.rule_value (jsonb, text),
  copil.rule_is_firm (jsonb, text), copil.rule_cite (jsonb, text), copil.regime_load (uuid, jsonb),
  copil.committee_add (uuid, uuid, int, text, text, text, text, text, date),
  copil.committee_edit (uuid, uuid, int, text, text, text, text),
  copil.committee_rule_set (uuid, uuid, text, jsonb, text), copil.instant_text (timestamptz) TO copil_person;

RESET ROLE;
