-- 0027
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who makes a committee: regimes, rules of procedure, members, seats and terms, delegations.
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
    ('secret_votes', 'flag', NULL, NULL), ('money_needs_both', 'fixed', NULL, NULL)
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

-- Members.

CREATE FUNCTION copil.require_no_operator (member uuid, login text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- The operator prepares and animates; it decides nothing.
  IF EXISTS (SELECT FROM term t JOIN seat s ON s.id = t.seat_id JOIN committee c ON c.id = s.committee_id
             JOIN person p ON p.login = require_no_operator.login JOIN assignment a ON a.person_id = p.id
             WHERE t.member_id = member AND s.votes > 0 AND (t.until IS NULL OR t.until > today ())
               AND a.role IN ('secretariat', 'pilot_coordinator') AND is_current (a.since, a.until)
               AND covers (a.territory_id, c.territory_id)) THEN
    PERFORM refuse ('CP422', 'Qui prépare et anime ce comité ne peut pas y tenir un siège qui vote.',
      format ('login %s prepares the committee', login));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_no_operator (uuid, text) IS
  'CP422 when a member with a voting seat is, by this login, one of those who prepare the committee';

CREATE FUNCTION copil.check_login (login text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF login = session_user AND NOT is_administrator () THEN
    PERFORM refuse ('CP403', 'Nul ne se désigne soi-même : demandez-le à l’administrateur.', format ('login %s', login));
  ELSIF login IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.login = check_login.login) THEN
    PERFORM refuse ('CP422', format ('Personne n’a l’identifiant « %s ».', login));
  END IF;
  RETURN login;
END
$$;
COMMENT ON FUNCTION copil.check_login (text) IS 'A login that a member may be given: somebody''s, and not one''s own';

CREATE FUNCTION copil.member_add (command uuid, id uuid, name text, "position" text, body text, login text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_role ('administrator', 'secretariat', 'pilot_coordinator');
  known := command_begin (command, 'member_add', hash_of (id::text, name, "position", body, login));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO member (id, name, "position", body, login)
  VALUES (member_add.id, clean_label (coalesce (member_add.name, ''), 'Nom'),
    clean_label (coalesce (member_add."position", ''), 'Fonction'),
    clean_label (nullif (member_add.body, ''), 'Organisme'), check_login (nullif (member_add.login, '')))
  ON CONFLICT ON CONSTRAINT member_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('member', id, 'version', 1));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Cet identifiant de connexion est déjà celui d’un autre membre.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.member_add (uuid, uuid, text, text, text, text) IS
  'Adds a person who may sit, with a login or without; answers {member, version}. For administrators and those who prepare a committee';

CREATE FUNCTION copil.member_edit (command uuid, member uuid, version int, name text, "position" text, body text, login text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old member;
BEGIN
  PERFORM require_role ('administrator', 'secretariat', 'pilot_coordinator');
  known := command_begin (command, 'member_edit', hash_of (member::text, version::text, name, "position", body, login));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT m.* INTO old FROM member m WHERE m.id = member_edit.member FOR UPDATE;
  PERFORM require_version (old.version, version, 'Ce membre a été modifié');
  IF NOT is_administrator () THEN
    PERFORM require_preparer (t.committee_id) FROM term t WHERE t.member_id = old.id;
  END IF;
  IF old.login IS DISTINCT FROM nullif (login, '') THEN
    PERFORM check_login (nullif (login, '')), require_no_operator (member, nullif (login, ''));
  END IF;
  UPDATE member m SET name = clean_label (coalesce (member_edit.name, ''), 'Nom'),
    "position" = clean_label (coalesce (member_edit."position", ''), 'Fonction'),
    body = clean_label (nullif (member_edit.body, ''), 'Organisme'), login = nullif (member_edit.login, ''),
    version = m.version + 1
  WHERE m.id = old.id;
  RETURN command_end (command, jsonb_build_object ('member', old.id, 'version', old.version + 1));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Cet identifiant de connexion est déjà celui d’un autre membre.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.member_edit (uuid, uuid, int, text, text, text, text) IS
  'Changes a member; answers {member, version}. For administrators, and for who prepares every committee in which the member ever sat';

-- Colleges and seats.

CREATE FUNCTION copil.college_add (command uuid, id uuid, committee uuid, name text, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'college_add', hash_of (id::text, committee::text, name, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO college (id, committee_id, name, rank)
  VALUES (college_add.id, committee, clean_label (coalesce (college_add.name, ''), 'Nom du collège'), coalesce (college_add.rank, 1))
  ON CONFLICT ON CONSTRAINT college_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('college', id));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce comité a déjà un collège de ce nom.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.college_add (uuid, uuid, uuid, text, int) IS
  'Adds a group of seats; answers {college}. For those who prepare the committee';

CREATE FUNCTION copil.college_edit (command uuid, college uuid, name text, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT c.committee_id FROM college c WHERE c.id = college_edit.college));
  known := command_begin (command, 'college_edit', hash_of (college::text, name, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  UPDATE college c SET name = clean_label (coalesce (college_edit.name, ''), 'Nom du collège'), rank = coalesce (college_edit.rank, c.rank)
  WHERE c.id = college_edit.college;
  RETURN command_end (command, jsonb_build_object ('college', college));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce comité a déjà un collège de ce nom.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.college_edit (uuid, uuid, text, int) IS
  'Renames or moves a college; answers {college}. For those who prepare the committee';

CREATE FUNCTION copil.check_seat (committee uuid, college uuid, seat uuid, kind text, chair text, votes int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM college c WHERE c.id = college AND c.committee_id = committee) THEN
    PERFORM refuse ('CP422', 'Ce collège n’est pas de ce comité.', format ('college %s', college));
  ELSIF kind = 'guest' AND (coalesce (votes, 0) <> 0 OR chair IS NOT NULL) THEN
    PERFORM refuse ('CP422', 'Un invité permanent siège sans voix et ne préside pas.');
  ELSIF NOT coalesce (kind IN ('ex_officio', 'elected', 'qualified', 'guest') AND votes BETWEEN 0 AND 1000, false)
    OR chair NOT IN ('state', 'local') THEN
    PERFORM refuse ('CP422', 'Ce siège n’est pas possible : nature, présidence ou nombre de voix.',
      format ('kind %s, chair %s, votes %s', kind, chair, votes));
  ELSIF chair IS NOT NULL AND EXISTS (SELECT FROM seat s WHERE s.committee_id = committee AND s.chair = check_seat.chair
    AND s.until IS NULL AND s.id <> check_seat.seat) THEN
    PERFORM refuse ('CP422', 'Ce comité a déjà un siège pour ce coprésident.', format ('chair %s', chair));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_seat (uuid, uuid, uuid, text, text, int) IS 'CP422 when a seat cannot be so';

CREATE FUNCTION copil.seat_add (command uuid, id uuid, committee uuid, college uuid, label text, kind text, chair text,
                                body text, votes int, rank int, since date) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'seat_add', hash_of (id::text, committee::text, college::text, label, kind, chair, body,
    votes::text, rank::text, since::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_seat (committee, college, id, kind, nullif (chair, ''), votes);
  INSERT INTO seat (id, committee_id, college_id, label, kind, chair, body, votes, rank, since)
  VALUES (seat_add.id, committee, college, clean_label (coalesce (seat_add.label, ''), 'Intitulé du siège'), seat_add.kind,
    nullif (seat_add.chair, ''), clean_label (nullif (seat_add.body, ''), 'Organisme'), seat_add.votes,
    coalesce (seat_add.rank, 1), coalesce (seat_add.since, today ()))
  ON CONFLICT ON CONSTRAINT seat_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('seat', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.seat_add (uuid, uuid, uuid, uuid, text, text, text, text, int, int, date) IS
  'Adds a seat, vacant; answers {seat, version}. For those who prepare the committee';

CREATE FUNCTION copil.seat_edit (command uuid, seat uuid, version int, college uuid, label text, kind text, chair text,
                                 body text, votes int, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old seat;
BEGIN
  SELECT s.* INTO old FROM seat s WHERE s.id = seat_edit.seat FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'seat_edit', hash_of (seat::text, version::text, college::text, label, kind, chair, body,
    votes::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce siège a été modifié'),
    check_seat (old.committee_id, college, old.id, kind, nullif (chair, ''), votes);
  UPDATE seat s SET college_id = college, label = clean_label (coalesce (seat_edit.label, ''), 'Intitulé du siège'),
    kind = seat_edit.kind, chair = nullif (seat_edit.chair, ''), body = clean_label (nullif (seat_edit.body, ''), 'Organisme'),
    votes = seat_edit.votes, rank = coalesce (seat_edit.rank, s.rank), version = s.version + 1
  WHERE s.id = old.id;
  PERFORM require_no_operator (m.id, m.login) FROM member m JOIN term t ON t.member_id = m.id WHERE t.seat_id = old.id;
  RETURN command_end (command, jsonb_build_object ('seat', seat, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.seat_edit (uuid, uuid, int, uuid, text, text, text, text, int, int) IS
  'Changes a seat; answers {seat, version}. For those who prepare the committee';

CREATE FUNCTION copil.seat_end (command uuid, seat uuid, version int, until date) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old seat;
  last date := coalesce (until, today ());
BEGIN
  SELECT s.* INTO old FROM seat s WHERE s.id = seat_end.seat FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'seat_end', hash_of (seat::text, version::text, until::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce siège a été modifié');
  IF old.until IS NOT NULL OR last < old.since THEN
    PERFORM refuse ('CP422', 'Ce siège est déjà supprimé, ou ne l’est pas encore à cette date.', format ('until %s', last));
  END IF;
  UPDATE seat s SET until = last, version = s.version + 1 WHERE s.id = old.id;
  UPDATE term t SET until = greatest (t.since, last), was_until = t.until, ended_because = 'Siège supprimé', version = t.version + 1
  WHERE t.seat_id = old.id AND (t.until IS NULL OR t.until > last);
  RETURN command_end (command, jsonb_build_object ('seat', seat, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.seat_end (uuid, uuid, int, date) IS
  'Removes a seat as of a day (today when NULL), with the terms that hold it; answers {seat, version}. For those who prepare the committee';

-- Terms.

ALTER TABLE copil.term ADD COLUMN was_until date;
COMMENT ON COLUMN copil.term.was_until IS
  'Of a term ended early: until when it would have held, and its successor holds (R. 133-4 CRPA)';

CREATE FUNCTION copil.check_deputy (rules jsonb, seat copil.seat, body text, since date) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  rule text := 'deputy_' || seat.kind;
  wanted text := coalesce (seat.body, (SELECT m.body FROM term t JOIN member m ON m.id = t.member_id
    WHERE t.seat_id = seat.id AND NOT t.deputy AND t.since <= check_deputy.since
      AND (t.until IS NULL OR t.until > check_deputy.since)));
BEGIN
  IF rule_value (rules, rule) = 'none' THEN
    RETURN object_to ('[]', rules, rule, format ('Le siège « %s » n’a pas de suppléant', seat.label));
  ELSIF rule_value (rules, rule) IN ('same_body', 'same_assembly')
    AND lower (wanted) IS DISTINCT FROM lower (check_deputy.body) THEN
    RETURN object_to ('[]', rules, rule, format (CASE rule_value (rules, rule)
        WHEN 'same_body' THEN 'Un suppléant vient du même service ou organisme que le titulaire : %s, et non %s'
        ELSE 'Un élu n’est suppléé que par un élu de la même assemblée : %s, et non %s' END,
      coalesce (wanted, 'à préciser sur le siège'), coalesce (check_deputy.body, 'un organisme non précisé')));
  END IF;
  RETURN '[]';
END
$$;
COMMENT ON FUNCTION copil.check_deputy (jsonb, copil.seat, text, date) IS
  'What the rules have against a deputy who comes from a body: CP422, or warnings (R. 133-3 CRPA)';

CREATE FUNCTION copil.term_end_of (rules jsonb, seat uuid, since date) RETURNS date
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (
    (SELECT t.was_until FROM term t WHERE t.seat_id = seat AND NOT t.deputy AND t.until <= term_end_of.since
       AND t.was_until > term_end_of.since ORDER BY t.until DESC LIMIT 1),
    (term_end_of.since + make_interval (years => rule_value (rules, 'term_years')::int))::date)
$$;
COMMENT ON FUNCTION copil.term_end_of (jsonb, uuid, date) IS
  'Until when a term holds that says nothing: for what remained of one ended early, else for the years of the rules';

CREATE FUNCTION copil.term_add (command uuid, id uuid, seat uuid, member uuid, deputy boolean, since date, until date, act text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place seat;
  rules jsonb;
  warnings jsonb := '[]';
  first date := coalesce (since, today ());
  last date := until;
BEGIN
  SELECT s.* INTO place FROM seat s WHERE s.id = term_add.seat FOR UPDATE;
  PERFORM require_preparer (place.committee_id);
  known := command_begin (command, 'term_add', hash_of (id::text, seat::text, member::text, deputy::text, since::text,
    until::text, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  rules := resolved_rules (place.committee_id);
  IF NOT EXISTS (SELECT FROM member m WHERE m.id = term_add.member) OR deputy IS NULL THEN
    PERFORM refuse ('CP422', 'Ce membre n’est pas dans la base.', format ('member %s', member));
  ELSIF first < place.since OR first >= place.until THEN
    PERFORM refuse ('CP422', 'Ce siège n’existe pas à cette date.', format ('seat %s since %s until %s', seat, place.since, place.until));
  END IF;
  last := coalesce (last, CASE WHEN NOT deputy THEN term_end_of (rules, seat, first) END);
  IF last <= first THEN
    PERFORM refuse ('CP422', 'Un mandat prend fin après son début.', format ('since %s until %s', first, last));
  ELSIF EXISTS (SELECT FROM term t JOIN seat o ON o.id = t.seat_id
      WHERE t.member_id = term_add.member AND t.committee_id = place.committee_id AND daterange (t.since, t.until) && daterange (first, last)
        AND (t.seat_id = place.id OR (NOT term_add.deputy AND NOT t.deputy AND place.votes > 0 AND o.votes > 0))) THEN
    PERFORM refuse ('CP422', 'Cette personne tient déjà un siège de ce comité à ces dates.', format ('member %s', member));
  ELSIF deputy THEN
    warnings := check_deputy (rules, place, (SELECT m.body FROM member m WHERE m.id = term_add.member), first);
  END IF;
  INSERT INTO term (id, committee_id, seat_id, member_id, deputy, since, until, act)
  VALUES (term_add.id, place.committee_id, seat, member, term_add.deputy, first, last, clean_label (nullif (term_add.act, ''), 'Acte'))
  ON CONFLICT ON CONSTRAINT term_pkey DO NOTHING;
  PERFORM require_new (FOUND, id), require_no_operator (member, (SELECT m.login FROM member m WHERE m.id = term_add.member));
  RETURN command_end (command, jsonb_build_object ('term', id, 'version', 1, 'until', last, 'warnings', warnings));
EXCEPTION
  WHEN exclusion_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce siège a déjà un titulaire à ces dates : mettez d’abord fin à son mandat.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.term_add (uuid, uuid, uuid, uuid, boolean, date, date, text) IS
  'Gives a seat to a member, or a deputy to its holder, for what remains of a term ended early or the years of the rules when until is NULL; answers {term, version, until, warnings}. For those who prepare the committee';

CREATE FUNCTION copil.term_end (command uuid, term uuid, version int, until date, because text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old term;
  last date := coalesce (until, today ());
BEGIN
  SELECT t.* INTO old FROM term t WHERE t.id = term_end.term FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'term_end', hash_of (term::text, version::text, until::text, because));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce mandat a été modifié');
  IF last < old.since OR last > old.until THEN
    PERFORM refuse ('CP422', 'Ce mandat ne court pas à cette date.', format ('since %s until %s', old.since, old.until));
  END IF;
  UPDATE term t SET until = last, was_until = coalesce (t.was_until, t.until), version = t.version + 1,
    ended_because = clean_label (coalesce (because, ''), 'Motif')
  WHERE t.id = old.id;
  RETURN command_end (command, jsonb_build_object ('term', term, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.term_end (uuid, uuid, int, date, text) IS
  'Ends a term as of a day (today when NULL), saying why: the seat is vacant from then on. Answers {term, version}. For those who prepare the committee';

-- Delegations.

CREATE FUNCTION copil.require_chair (committee uuid) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  keys text[];
BEGIN
  SELECT array_agg (DISTINCT CASE a.role WHEN 'chair_state' THEN 'state' ELSE 'local' END) INTO keys
  FROM require_role ('chair_state', 'chair_local') a JOIN committee c ON c.territory_id = a.territory_id
  WHERE c.id = require_chair.committee;
  IF keys IS NULL OR cardinality (keys) > 1 THEN
    PERFORM refuse ('CP403', 'Seul un coprésident de ce comité délègue sa clé ; qui la tient par délégation ne la délègue pas.',
      format ('login %s chairs as %s', session_user, keys));
  END IF;
  RETURN keys[1];
END
$$;
COMMENT ON FUNCTION copil.require_chair (uuid) IS 'The key of this session as a chair of its own right; CP401, CP403';

CREATE FUNCTION copil.check_delegate (committee uuid, key text, login text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person p WHERE p.login = check_delegate.login) THEN
    PERFORM refuse ('CP422', format ('Personne n’a l’identifiant « %s ».', login));
  ELSIF EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id, committee c
      WHERE p.login = check_delegate.login AND is_current (a.since, a.until) AND c.id = check_delegate.committee
        AND a.role IN ('secretariat', 'pilot_coordinator') AND covers (a.territory_id, c.territory_id)) THEN
    PERFORM refuse ('CP422', 'Qui prépare et anime le comité n’y décide rien : la clé ne peut pas lui être déléguée.', format ('login %s', login));
  ELSIF EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id JOIN committee c ON c.territory_id = a.territory_id
      WHERE p.login = check_delegate.login AND is_current (a.since, a.until) AND c.id = check_delegate.committee
        AND a.role IN ('chair_state', 'chair_local'))
    OR EXISTS (SELECT FROM delegation d WHERE d.committee_id = check_delegate.committee AND d.login = check_delegate.login
      AND d.key <> check_delegate.key AND d.revoked_at IS NULL AND d.until > today ()) THEN
    PERFORM refuse ('CP422', 'Cette personne tient déjà une clé de ce comité : nul ne tient les deux.', format ('login %s', login));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_delegate (uuid, text, text) IS
  'CP422 unless the person may be given a key: nobody holds both, and the operator none';

CREATE FUNCTION copil.delegation_give (command uuid, id uuid, committee uuid, login text, since date, until date, act text, scope jsonb)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  key text := require_chair (committee);
  objects text[];
BEGIN
  known := command_begin (command, 'delegation_give', hash_of (id::text, committee::text, login, since::text, until::text, act, scope::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  -- One delegation at a time: two cannot give both keys to one person.
  PERFORM FROM committee c WHERE c.id = delegation_give.committee FOR NO KEY UPDATE;
  PERFORM check_delegate (committee, key, login);
  IF NOT coalesce (jsonb_typeof (scope) = 'array' AND scope <@ '["agenda", "convocation", "minutes"]' AND scope <> '[]', false) THEN
    PERFORM refuse ('CP422', 'Une délégation porte sur l’ordre du jour, la convocation ou le procès-verbal.', format ('scope %s', scope));
  ELSIF NOT coalesce (until > coalesce (since, today ()) AND until > today () AND isfinite (until), false) THEN
    PERFORM refuse ('CP422', 'Une délégation a une fin, après son début et à venir.', format ('since %s until %s', since, until));
  END IF;
  objects := ARRAY (SELECT DISTINCT s FROM jsonb_array_elements_text (scope) s ORDER BY s);
  INSERT INTO delegation (id, committee_id, key, login, given_by, since, until, act, scope)
  VALUES (delegation_give.id, committee, key, delegation_give.login, session_user, coalesce (delegation_give.since, today ()),
    delegation_give.until, clean_label (coalesce (delegation_give.act, ''), 'Acte de délégation'), objects)
  ON CONFLICT ON CONSTRAINT delegation_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('delegation', id, 'key', key));
END
$$;
COMMENT ON FUNCTION copil.delegation_give (uuid, uuid, uuid, text, date, date, text, jsonb) IS
  'A chair lets a person turn the key for some of ["agenda", "convocation", "minutes"] by a dated act; answers {delegation, key}. For chairs of the committee';

CREATE FUNCTION copil.delegation_revoke (command uuid, delegation uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old delegation;
BEGIN
  SELECT d.* INTO old FROM delegation d WHERE d.id = delegation_revoke.delegation FOR UPDATE;
  IF require_chair (old.committee_id) <> old.key THEN
    PERFORM refuse ('CP403', 'Seul le coprésident dont c’est la clé retire cette délégation.');
  END IF;
  known := command_begin (command, 'delegation_revoke', hash_of (delegation::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF old.revoked_at IS NOT NULL THEN
    PERFORM refuse ('CP412', 'Cette délégation a déjà été retirée.');
  END IF;
  UPDATE delegation d SET revoked_at = clock_timestamp () WHERE d.id = old.id;
  RETURN command_end (command, jsonb_build_object ('delegation', old.id));
END
$$;
COMMENT ON FUNCTION copil.delegation_revoke (uuid, uuid) IS 'Takes a key back; answers {delegation}. For the chair whose key it is';

GRANT EXECUTE ON FUNCTION copil.resolved_rules (uuid), copil.rule_value (jsonb, text), copil.rule_is_firm (jsonb, text),
  copil.rule_cite (jsonb, text), copil.regime_load (uuid, jsonb),
  copil.committee_add (uuid, uuid, int, text, text, text, text, text, date),
  copil.committee_edit (uuid, uuid, int, text, text, text, text),
  copil.committee_rule_set (uuid, uuid, text, jsonb, text),
  copil.member_add (uuid, uuid, text, text, text, text),
  copil.member_edit (uuid, uuid, int, text, text, text, text), copil.college_add (uuid, uuid, uuid, text, int),
  copil.college_edit (uuid, uuid, text, int),
  copil.seat_add (uuid, uuid, uuid, uuid, text, text, text, text, int, int, date),
  copil.seat_edit (uuid, uuid, int, uuid, text, text, text, text, int, int), copil.seat_end (uuid, uuid, int, date),
  copil.term_add (uuid, uuid, uuid, uuid, boolean, date, date, text), copil.term_end (uuid, uuid, int, date, text),
  copil.delegation_give (uuid, uuid, uuid, text, date, date, text, jsonb), copil.delegation_revoke (uuid, uuid)
  TO copil_person;

RESET ROLE;

--
-- The agenda: sittings and the tree of their items, until the sitting opens.
--
-- Siblings are ranked 1, 2, 3...; a rank asked for beyond the last, or NULL, is the last. After
-- the convocation the agenda may still change: what was added or changed is marked late, both
-- chairs approve anew and a new version is sent with what changed. The agenda of a second
-- convocation is that of the first, and locked.

SET LOCAL ROLE copil_owner;

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

CREATE FUNCTION copil.sitting_of (item uuid) RETURNS uuid
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  found_in uuid := (SELECT i.sitting_id FROM agenda_item i WHERE i.id = item);
BEGIN
  IF found_in IS NULL THEN
    PERFORM require_role ('secretariat', 'pilot_coordinator'),
      refuse ('CP412', 'Ce point n’est pas à l’ordre du jour : relisez-le, puis recommencez.', format ('item %s', item));
  END IF;
  RETURN found_in;
END
$$;
COMMENT ON FUNCTION copil.sitting_of (uuid) IS 'The sitting of an item; CP412 when there is no such item';

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

-- What there is to approve.

CREATE FUNCTION copil.agenda_tree (sitting uuid) RETURNS TABLE (id uuid, path int[])
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH RECURSIVE tree AS (
    SELECT i.id, ARRAY[row_number () OVER (ORDER BY i.rank, i.id)::int] AS path FROM agenda_item i
    WHERE i.sitting_id = sitting AND i.parent_id IS NULL AND NOT i.gone
    UNION ALL
    SELECT i.id, t.path || row_number () OVER (PARTITION BY i.parent_id ORDER BY i.rank, i.id)::int
    FROM tree t JOIN agenda_item i ON i.parent_id = t.id AND i.sitting_id = sitting AND NOT i.gone)
  SELECT t.id, t.path FROM tree t
$$;
COMMENT ON FUNCTION copil.agenda_tree (uuid) IS
  'The items of an agenda with their numbers, {2,1} for 2.1; what hangs under an item taken off is off as well';

CREATE FUNCTION copil.agenda_content (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH document AS (
    SELECT d.item_id, jsonb_agg (jsonb_build_object ('name', d.name, 'sha256', encode (d.sha256, 'hex'), 'pages', d.pages)
      ORDER BY d.rank, d.id) AS list
    FROM item_document d WHERE d.sitting_id = sitting AND NOT d.gone GROUP BY d.item_id),
  view AS (
    SELECT v.item_id, jsonb_agg (jsonb_build_object ('indicator', v.indicator_code, 'territory', v.territory_id,
      'period', v.period, 'chart', v.chart, 'reference', v.reference, 'caption', v.caption) ORDER BY v.rank, v.id) AS list
    FROM item_view v WHERE v.sitting_id = sitting AND NOT v.gone GROUP BY v.item_id)
  SELECT jsonb_build_object ('title', s.title, 'items', coalesce ((
    SELECT jsonb_agg (jsonb_build_object ('id', i.id, 'parent', i.parent_id, 'number', array_to_string (t.path, '.'),
      'nature', i.nature, 'title', i.title, 'body', i.body, 'presenter', i.presenter, 'seconds', i.seconds,
      'money', i.money, 'late', i.late, 'documents', coalesce (d.list, '[]'), 'views', coalesce (v.list, '[]'))
      ORDER BY t.path)
    FROM agenda_tree (s.id) t JOIN agenda_item i ON i.id = t.id
    LEFT JOIN document d ON d.item_id = i.id LEFT JOIN view v ON v.item_id = i.id), '[]'))
  FROM sitting s WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.agenda_content (uuid) IS
  'What an approval of the agenda is for: {title, items: [{id, parent, number, nature, title, body, presenter, seconds, money, late, documents, views}]} in reading order';

CREATE FUNCTION copil.sitting_due (sitting copil.sitting) RETURNS timestamptz
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE WHEN sitting.urgency IS NULL
    THEN (sitting.starts_at AT TIME ZONE 'Europe/Paris' - make_interval (days => rule_value (sitting.rules, 'convocation_days')::int))
      AT TIME ZONE 'Europe/Paris'
    ELSE sitting.starts_at - make_interval (hours => coalesce (rule_value (sitting.rules, 'urgency_hours')::int, 0)) END
$$;
COMMENT ON FUNCTION copil.sitting_due (copil.sitting) IS
  'By when the rules want the convocation received: so many days before at the same hour of Paris; in urgency so many hours, or before it begins. NULL: they say nothing';

CREATE FUNCTION copil.convocation_content (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('committee', c.name, 'local_authority', c.local_authority, 'starts_at', instant_text (s.starts_at),
    'place', s.place, 'remote', s.remote, 'urgency', s.urgency, 'due_at', instant_text (sitting_due (s)),
    'second', s.second_of IS NOT NULL,
    'quorum_required', s.second_of IS NULL AND coalesce (rule_value (s.rules, 'quorum_base'), 'none') <> 'none',
    'agenda', agenda_content (s.id))
  FROM sitting s JOIN committee c ON c.id = s.committee_id WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.convocation_content (uuid) IS
  'What an approval of the convocation is for: {committee, local_authority, starts_at, place, remote, urgency, due_at, second, quorum_required, agenda}';

CREATE FUNCTION copil.content_of (sitting uuid, object text) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF object = 'minutes' THEN
    RETURN minutes_content (sitting);
  END IF;
  RETURN CASE object WHEN 'agenda' THEN agenda_content (sitting) WHEN 'convocation' THEN convocation_content (sitting) END;
END
$$;
COMMENT ON FUNCTION copil.content_of (uuid, text) IS 'What the chairs are asked to approve of a sitting: agenda, convocation or minutes';

CREATE FUNCTION copil.content_hash (content jsonb) RETURNS bytea
  IMMUTABLE LANGUAGE sql
  RETURN sha256 (convert_to (content::text, 'UTF8'));
COMMENT ON FUNCTION copil.content_hash (jsonb) IS 'SHA-256 of what is approved, in the one way that jsonb is written';

CREATE FUNCTION copil.void_approvals (sitting uuid, object text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  voided text[];
BEGIN
  IF NOT EXISTS (SELECT FROM approval a WHERE a.sitting_id = void_approvals.sitting AND a.object = void_approvals.object
                 AND a.voided_at IS NULL) THEN
    RETURN;
  END IF;
  WITH void AS (
    UPDATE approval a SET voided_at = clock_timestamp ()
    WHERE a.sitting_id = void_approvals.sitting AND a.object = void_approvals.object AND a.voided_at IS NULL
      AND a.content_hash <> content_hash (content_of (void_approvals.sitting, void_approvals.object))
    RETURNING a.key)
  SELECT array_agg (v.key ORDER BY v.key) INTO voided FROM void v;
  IF voided IS NOT NULL THEN
    PERFORM log_append (sitting, 'approvals_voided', jsonb_build_object ('object', object, 'keys', voided));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.void_approvals (uuid, text) IS
  'After an edit: what the chairs said of an object holds no more, unless nothing in it changed';

-- Editing.

CREATE FUNCTION copil.require_agenda (sitting uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  locked sitting := sitting_lock (sitting);
BEGIN
  IF locked.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', CASE locked.stage
        WHEN 'cancelled' THEN 'Cette séance est annulée : son ordre du jour ne change plus.'
        WHEN 'closed' THEN 'Cette séance est close : son ordre du jour ne change plus.'
        ELSE 'La séance est ouverte : son ordre du jour ne change plus. Reportez le point, ou inscrivez-le à la prochaine séance.' END,
      format ('sitting %s is %s', sitting, locked.stage));
  ELSIF locked.second_of IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Une seconde convocation porte le même ordre du jour que la première'
      || rule_cite (locked.rules, 'second_convocation') || '.', 'rule second_convocation');
  END IF;
  RETURN locked;
END
$$;
COMMENT ON FUNCTION copil.require_agenda (uuid) IS 'The sitting, locked; CP422 when its agenda may not change any more';

CREATE FUNCTION copil.agenda_edited (edited copil.sitting, kind text, detail jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF edited.stage IN ('submitted', 'approved') THEN
    UPDATE sitting s SET stage = 'draft', version = s.version + 1 WHERE s.id = edited.id;
  END IF;
  PERFORM log_append (edited.id, kind, detail), void_approvals (edited.id, 'agenda'), void_approvals (edited.id, 'convocation');
END
$$;
COMMENT ON FUNCTION copil.agenda_edited (copil.sitting, text, jsonb) IS
  'After each edit of an agenda, which was as given before: logs it, voids the approvals, leads back to draft';

CREATE FUNCTION copil.item_place (item uuid, wanted int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  UPDATE agenda_item i SET rank = p.place
  FROM (SELECT o.id, row_number () OVER (ORDER BY CASE WHEN o.id = item THEN coalesce (wanted, 2147483647) - 0.5 ELSE o.place END, o.id) AS place
    FROM (SELECT s.id, row_number () OVER (PARTITION BY s.id = item ORDER BY s.rank, s.id) AS place
      FROM agenda_item s JOIN agenda_item m ON m.id = item
      WHERE s.sitting_id = m.sitting_id AND s.parent_id IS NOT DISTINCT FROM m.parent_id AND NOT s.gone) o) p
  WHERE i.id = p.id AND i.rank <> p.place
$$;
COMMENT ON FUNCTION copil.item_place (uuid, int) IS 'Gives an item a rank among its siblings, and them theirs; only what moves is written';

CREATE FUNCTION copil.check_parent (sitting uuid, item uuid, parent uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  depth int;
BEGIN
  IF parent IS NULL THEN
    RETURN;
  END IF;
  WITH RECURSIVE up AS (
    SELECT i.id, i.parent_id, 1 AS n FROM agenda_item i WHERE i.id = parent AND i.sitting_id = sitting AND NOT i.gone
    UNION ALL
    SELECT i.id, i.parent_id, u.n + 1 FROM up u JOIN agenda_item i ON i.id = u.parent_id)
  SELECT CASE WHEN bool_or (u.id = item) THEN -1 ELSE max (u.n) END INTO depth FROM up u;
  IF depth IS NULL THEN
    PERFORM refuse ('CP412', 'Le point qui devait le contenir n’est plus à l’ordre du jour : relisez-le, puis recommencez.', format ('parent %s', parent));
  ELSIF depth < 0 THEN
    PERFORM refuse ('CP422', 'Un point ne peut pas être placé sous lui-même ni sous l’un de ses sous-points.', format ('item %s under %s', item, parent));
  ELSIF depth > 4 THEN
    PERFORM refuse ('CP422', 'L’ordre du jour a cinq niveaux au plus.', format ('parent %s', parent));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_parent (uuid, uuid, uuid) IS 'CP412, CP422 unless an item may hang under another';

CREATE FUNCTION copil.check_item (nature text, body text, seconds int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT coalesce (nature IN ('information', 'advice', 'decision'), false) THEN
    PERFORM refuse ('CP422', 'Un point est pour information, pour avis ou pour décision.', format ('nature %s', nature));
  ELSIF NOT coalesce (seconds BETWEEN 0 AND 86400, false) THEN
    PERFORM refuse ('CP422', 'La durée d’un point va de zéro à vingt-quatre heures.', format ('seconds %s', seconds));
  ELSIF char_length (body) > 10000 THEN
    PERFORM refuse ('CP422', 'Le texte d’un point a 10 000 signes au plus.', format ('%s signs', char_length (body)));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_item (text, text, int) IS 'CP422 unless an item may be so';

CREATE FUNCTION copil.item_insert (item copil.agenda_item, wanted int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM check_item (item.nature, item.body, item.seconds);
  INSERT INTO agenda_item (id, sitting_id, parent_id, rank, nature, title, body, presenter, seconds, money, origin, source_id, late)
  VALUES (item.id, item.sitting_id, item.parent_id, 2147483647, item.nature, clean_label (coalesce (item.title, ''), 'Intitulé du point'),
    coalesce (item.body, ''), clean_label (nullif (item.presenter, ''), 'Rapporteur'), item.seconds, coalesce (item.money, false),
    item.origin, item.source_id, (SELECT s.agenda_version > 0 FROM sitting s WHERE s.id = item.sitting_id))
  ON CONFLICT ON CONSTRAINT agenda_item_pkey DO NOTHING;
  PERFORM require_new (FOUND, item.id), item_place (item.id, wanted);
END
$$;
COMMENT ON FUNCTION copil.item_insert (copil.agenda_item, int) IS 'Puts an item at a rank of its sitting; CP409, CP422';

CREATE FUNCTION copil.item_add (command uuid, id uuid, sitting uuid, parent uuid, rank int, nature text, title text,
                                body text, presenter text, seconds int, money boolean) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  i agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'item_add', hash_of (id::text, sitting::text, parent::text, rank::text, nature, title,
    body, presenter, seconds::text, money::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting);
  PERFORM check_parent (sitting, id, parent);
  i.id := id; i.sitting_id := sitting; i.parent_id := parent; i.nature := nature; i.title := title; i.body := body;
  i.presenter := presenter; i.seconds := seconds; i.money := money; i.origin := 'own';
  PERFORM item_insert (i, rank), agenda_edited (s, 'item_added', jsonb_build_object ('item', id, 'title', title));
  RETURN command_end (command, jsonb_build_object ('item', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.item_add (uuid, uuid, uuid, uuid, int, text, text, text, text, int, boolean) IS
  'Adds an item to an agenda, late once it was sent; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.require_item (item uuid, version int) RETURNS copil.agenda_item
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old agenda_item;
BEGIN
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF old.gone THEN
    PERFORM refuse ('CP412', format ('Le point « %s » a été retiré de l’ordre du jour entre-temps.', old.title), format ('item %s is gone', item));
  END IF;
  PERFORM require_version (old.version, version, format ('Le point « %s » a été modifié', old.title));
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.require_item (uuid, int) IS 'An item of a locked sitting as it was read; CP412 when it changed or is gone';

CREATE FUNCTION copil.item_edit (command uuid, item uuid, version int, nature text, title text, body text, presenter text,
                                 seconds int, money boolean) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_edit', hash_of (item::text, version::text, nature, title, body, presenter,
    seconds::text, money::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  PERFORM check_item (nature, body, seconds);
  UPDATE agenda_item i SET nature = item_edit.nature, title = clean_label (coalesce (item_edit.title, ''), 'Intitulé du point'),
    body = coalesce (item_edit.body, ''), presenter = clean_label (nullif (item_edit.presenter, ''), 'Rapporteur'),
    seconds = item_edit.seconds, money = coalesce (item_edit.money, false), version = i.version + 1,
    late = i.late OR s.agenda_version > 0
  WHERE i.id = old.id;
  PERFORM agenda_edited (s, 'item_edited', jsonb_build_object ('item', item, 'title', title, 'was', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_edit (uuid, uuid, int, text, text, text, text, int, boolean) IS
  'Changes an item; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_move (command uuid, item uuid, version int, parent uuid, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_move', hash_of (item::text, version::text, parent::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  PERFORM check_parent (s.id, item, parent);
  UPDATE agenda_item i SET parent_id = parent, version = i.version + 1 WHERE i.id = old.id;
  PERFORM item_place (item, rank), agenda_edited (s, 'item_moved', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_move (uuid, uuid, int, uuid, int) IS
  'Moves an item with what hangs under it; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_remove (command uuid, item uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_remove', hash_of (item::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  UPDATE agenda_item i SET gone = true, version = i.version + 1 WHERE i.id = old.id;
  PERFORM agenda_edited (s, 'item_removed', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_remove (uuid, uuid, int) IS
  'Takes an item off, with what hangs under it, until item_restore; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_restore (command uuid, item uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_restore', hash_of (item::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF NOT old.gone THEN
    PERFORM refuse ('CP412', format ('Le point « %s » est déjà à l’ordre du jour.', old.title), format ('item %s', item));
  END IF;
  -- Under a parent that went meanwhile it would not be seen.
  UPDATE agenda_item i SET gone = false, version = i.version + 1, late = i.late OR s.agenda_version > 0,
    parent_id = (SELECT t.id FROM agenda_tree (s.id) t WHERE t.id = i.parent_id)
  WHERE i.id = old.id;
  PERFORM item_place (item, old.rank), agenda_edited (s, 'item_restored', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_restore (uuid, uuid) IS
  'Puts back an item that was taken off, where it was; answers {item, version}. For those who prepare the sitting';

-- What a new agenda begins with.

CREATE FUNCTION copil.item_copy (item uuid, sitting uuid, parent uuid, as_carried boolean) RETURNS uuid
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  i agenda_item;
  copied uuid := gen_random_uuid ();
BEGIN
  SELECT a.* INTO i FROM agenda_item a WHERE a.id = item;
  IF as_carried AND i.origin <> 'minutes' THEN
    i.origin := 'carried';
    i.source_id := i.id;
  END IF;
  i.id := copied;
  i.sitting_id := sitting;
  i.parent_id := parent;
  PERFORM item_insert (i, NULL);
  INSERT INTO item_document (id, sitting_id, item_id, sha256, name, size, pages, rank)
  SELECT gen_random_uuid (), item_copy.sitting, copied, d.sha256, d.name, d.size, d.pages, d.rank
  FROM item_document d WHERE d.item_id = item_copy.item AND NOT d.gone;
  INSERT INTO item_view (id, sitting_id, item_id, indicator_code, territory_id, period, chart, reference, caption, rank)
  SELECT gen_random_uuid (), item_copy.sitting, copied, v.indicator_code, v.territory_id, v.period, v.chart, v.reference, v.caption, v.rank
  FROM item_view v WHERE v.item_id = item_copy.item AND NOT v.gone;
  PERFORM item_copy (c.id, item_copy.sitting, copied, as_carried)
  FROM (SELECT a.id FROM agenda_item a WHERE a.parent_id = item_copy.item AND NOT a.gone
          AND (NOT as_carried OR a.outcome IN ('pending', 'postponed'))
        ORDER BY a.rank, a.id) c;
  RETURN copied;
END
$$;
COMMENT ON FUNCTION copil.item_copy (uuid, uuid, uuid, boolean) IS
  'Copies an item to a sitting, last under a parent, with its documents, figures and what hangs under it; carried: what was not reached, saying where it comes from';

CREATE FUNCTION copil.items_to_carry (committee uuid) RETURNS SETOF uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT i.id FROM sitting s JOIN agenda_item i ON i.sitting_id = s.id
  WHERE s.committee_id = committee AND s.stage = 'closed' AND NOT i.gone AND i.outcome IN ('pending', 'postponed')
    AND i.origin <> 'minutes'
    AND NOT EXISTS (SELECT FROM agenda_item p WHERE p.id = i.parent_id AND p.outcome IN ('pending', 'postponed'))
    AND NOT EXISTS (SELECT FROM agenda_item c JOIN sitting n ON n.id = c.sitting_id
                    WHERE c.source_id = i.id AND c.origin = 'carried' AND n.stage <> 'cancelled')
    AND NOT EXISTS (SELECT FROM sitting n WHERE n.second_of = s.id AND n.stage <> 'cancelled')
  ORDER BY s.starts_at, i.rank, i.id
$$;
COMMENT ON FUNCTION copil.items_to_carry (uuid) IS
  'Items that closed sittings of a committee postponed or did not reach, and that no later one took up';

CREATE FUNCTION copil.agenda_begin (sitting copil.sitting) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  i agenda_item;
BEGIN
  i.sitting_id := sitting.id;
  i.nature := 'decision'; i.origin := 'minutes'; i.seconds := 300;
  FOR i.id, i.source_id, i.title IN
    SELECT gen_random_uuid (), s.id, 'Approbation du procès-verbal de la séance du ' || french_day (s.starts_at)
    FROM sitting s
    WHERE s.committee_id = sitting.committee_id AND s.stage = 'closed' AND s.starts_at < sitting.starts_at
      AND NOT EXISTS (SELECT FROM minutes m WHERE m.sitting_id = s.id AND m.adopted_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM agenda_item o JOIN sitting n ON n.id = o.sitting_id
        WHERE o.source_id = s.id AND o.origin = 'minutes' AND NOT o.gone AND n.stage <> 'cancelled'
          AND o.outcome IN ('pending', 'current', 'treated', 'adopted', 'favourable') AND (n.stage <> 'closed' OR o.outcome <> 'pending'))
    ORDER BY s.starts_at LOOP
    PERFORM item_insert (i, NULL);
  END LOOP;
  i.origin := 'recurring';
  FOR i.id, i.source_id, i.title, i.nature, i.presenter, i.seconds IN
    SELECT gen_random_uuid (), r.id, r.title, r.nature, r.presenter, r.seconds FROM recurring_item r
    WHERE r.committee_id = sitting.committee_id AND NOT r.stopped ORDER BY r.rank, r.id LOOP
    PERFORM item_insert (i, NULL);
  END LOOP;
  PERFORM item_copy (c, sitting.id, NULL, true) FROM items_to_carry (sitting.committee_id) c;
END
$$;
COMMENT ON FUNCTION copil.agenda_begin (copil.sitting) IS
  'What a new agenda begins with: approval of the minutes not yet adopted, recurring items, items carried over';

CREATE FUNCTION copil.check_sitting (title text, starts_at timestamptz, place text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT coalesce (starts_at BETWEEN '2000-01-01' AND '2200-01-01', false) THEN
    PERFORM refuse ('CP422', 'La date de cette séance n’est pas possible.', format ('starts_at %s', starts_at));
  END IF;
  PERFORM clean_label (coalesce (title, ''), 'Intitulé de la séance'), clean_label (coalesce (place, ''), 'Lieu');
END
$$;
COMMENT ON FUNCTION copil.check_sitting (text, timestamptz, text) IS 'CP422 unless a sitting may be so';

CREATE FUNCTION copil.sitting_insert (id uuid, committee uuid, title text, starts_at timestamptz, place text, remote boolean,
                                      second_of uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  made sitting;
BEGIN
  PERFORM check_sitting (title, starts_at, place);
  -- One at a time: sittings are numbered without a gap.
  PERFORM FROM committee c WHERE c.id = committee FOR NO KEY UPDATE;
  INSERT INTO sitting (id, committee_id, number, title, starts_at, place, remote, rules, regime_code, regime_version, second_of)
  SELECT sitting_insert.id, c.id, (SELECT coalesce (max (s.number), 0) + 1 FROM sitting s WHERE s.committee_id = c.id),
    clean_label (sitting_insert.title, ''), sitting_insert.starts_at, clean_label (sitting_insert.place, ''),
    coalesce (sitting_insert.remote, false), resolved_rules (c.id), g.code, g.version, sitting_insert.second_of
  FROM committee c JOIN regime g ON g.code = c.regime_code WHERE c.id = committee
  ON CONFLICT ON CONSTRAINT sitting_pkey DO NOTHING
  RETURNING * INTO made;
  PERFORM require_new (FOUND, id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION copil.sitting_insert (uuid, uuid, text, timestamptz, text, boolean, uuid) IS
  'A new sitting of a committee with the next number; CP409, CP422';

CREATE FUNCTION copil.sitting_add (command uuid, id uuid, committee uuid, title text, starts_at timestamptz, place text, remote boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'sitting_add', hash_of (id::text, committee::text, title, instant_text (starts_at), place, remote::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_insert (id, committee, title, starts_at, place, remote, NULL);
  PERFORM log_append (id, 'sitting_added', jsonb_build_object ('number', s.number, 'starts_at', instant_text (starts_at), 'place', s.place)),
    agenda_begin (s);
  RETURN command_end (command, jsonb_build_object ('sitting', id, 'number', s.number, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_add (uuid, uuid, uuid, text, timestamptz, text, boolean) IS
  'A new sitting with its first items (minutes to approve, recurring, carried over); answers {sitting, number, version}. For those who prepare the committee';

CREATE FUNCTION copil.sitting_edit (command uuid, sitting uuid, version int, title text, starts_at timestamptz, place text,
                                    remote boolean, urgency text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  raised int;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'sitting_edit', hash_of (sitting::text, version::text, title, instant_text (starts_at), place,
    remote::text, urgency));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_version (s.version, version, 'Cette séance a été modifiée'), check_sitting (title, starts_at, place);
  IF s.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', 'Une séance ouverte, close ou annulée ne se modifie plus.', format ('stage %s', s.stage));
  ELSIF s.second_of IS NOT NULL AND s.title <> clean_label (title, '') THEN
    PERFORM require_agenda (sitting);
  END IF;
  UPDATE sitting n SET title = clean_label (sitting_edit.title, ''), starts_at = sitting_edit.starts_at, version = n.version + 1,
    place = clean_label (sitting_edit.place, ''), remote = coalesce (sitting_edit.remote, false),
    urgency = clean_label (nullif (sitting_edit.urgency, ''), 'Motif de l’urgence')
  WHERE n.id = s.id;
  -- Another date or place is the convocation's business: an approved agenda stays so.
  IF s.stage IN ('submitted', 'approved') AND s.title <> clean_label (title, '') THEN
    UPDATE sitting n SET stage = 'draft' WHERE n.id = s.id;
  END IF;
  PERFORM log_append (s.id, 'sitting_edited', jsonb_build_object ('title', title, 'starts_at', instant_text (starts_at), 'place', place,
      'remote', remote, 'urgency', nullif (urgency, ''))),
    void_approvals (s.id, 'agenda'), void_approvals (s.id, 'convocation');
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_edit (uuid, uuid, int, text, timestamptz, text, boolean, text) IS
  'Changes when and where, or why it is urgent (NULL: it is not); answers {sitting, version}. For those who prepare the sitting';

CREATE FUNCTION copil.sitting_cancel (command uuid, sitting uuid, version int, reason text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'sitting_cancel', hash_of (sitting::text, version::text, reason));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_version (s.version, version, 'Cette séance a été modifiée');
  IF s.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', 'Une séance ouverte, close ou annulée ne s’annule pas.', format ('stage %s', s.stage));
  END IF;
  UPDATE sitting n SET stage = 'cancelled', version = n.version + 1 WHERE n.id = s.id;
  PERFORM log_append (s.id, 'sitting_cancelled', jsonb_build_object ('reason', clean_label (coalesce (reason, ''), 'Motif'), 'stage', s.stage));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_cancel (uuid, uuid, int, text) IS
  'Gives a sitting up before it opens, saying why; answers {sitting, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_carry (command uuid, item uuid, to_sitting uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
  copied uuid;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_carry', hash_of (item::text, to_sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF committee_of (to_sitting) IS DISTINCT FROM committee_of (sitting_of (item)) OR sitting_of (item) = to_sitting THEN
    PERFORM refuse ('CP422', 'Un point se reporte à une autre séance du même comité.', format ('item %s to %s', item, to_sitting));
  END IF;
  s := require_agenda (to_sitting);
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF old.gone OR old.outcome NOT IN ('pending', 'postponed') THEN
    PERFORM refuse ('CP422', 'Seul un point qui n’a pas été traité se reporte.', format ('item %s is %s', item, old.outcome));
  ELSIF EXISTS (SELECT FROM agenda_item i WHERE i.source_id = item AND i.origin = 'carried' AND i.sitting_id = to_sitting AND NOT i.gone) THEN
    PERFORM refuse ('CP422', 'Ce point est déjà reporté à cette séance.', format ('item %s', item));
  END IF;
  copied := item_copy (item, to_sitting, NULL, true);
  PERFORM agenda_edited (s, 'item_carried', jsonb_build_object ('item', copied, 'from', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', copied, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.item_carry (uuid, uuid, uuid) IS
  'Puts an item that was not reached on the agenda of another sitting; answers {item, version} of the copy. For those who prepare it';

-- Figures of an item.

CREATE FUNCTION copil.view_add (command uuid, id uuid, item uuid, indicator_code text, territory_id int, period date, chart text,
                                reference text, caption text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'view_add', hash_of (id::text, item::text, indicator_code, territory_id::text, period::text, chart,
    reference, caption));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  PERFORM require_item (item, (SELECT i.version FROM agenda_item i WHERE i.id = item));
  IF NOT EXISTS (SELECT FROM indicator i WHERE i.code = view_add.indicator_code) THEN
    PERFORM refuse ('CP422', 'Cet indicateur n’est pas au catalogue.', format ('indicator %s', indicator_code));
  ELSIF NOT coalesce (chart IN ('curve', 'map', 'comparison', 'distribution', 'table')
      AND reference IN ('year', 'target', 'parent', 'peers') AND isfinite (period), false)
    OR NOT EXISTS (SELECT FROM territory t WHERE t.id = view_add.territory_id) THEN
    PERFORM refuse ('CP422', 'Cette vue n’est pas possible : territoire, mois, graphique ou comparaison.',
      format ('territory %s, period %s, chart %s, reference %s', territory_id, period, chart, reference));
  END IF;
  INSERT INTO item_view (id, sitting_id, item_id, indicator_code, territory_id, period, chart, reference, caption, rank)
  VALUES (view_add.id, s.id, item, view_add.indicator_code, view_add.territory_id, view_add.period, view_add.chart,
    view_add.reference, clean_label (nullif (view_add.caption, ''), 'Légende'),
    (SELECT coalesce (max (v.rank), 0) + 1 FROM item_view v WHERE v.item_id = view_add.item))
  ON CONFLICT ON CONSTRAINT item_view_pkey DO NOTHING;
  PERFORM require_new (FOUND, id), agenda_edited (s, 'view_added', jsonb_build_object ('item', item, 'indicator', indicator_code));
  RETURN command_end (command, jsonb_build_object ('view', id));
END
$$;
COMMENT ON FUNCTION copil.view_add (uuid, uuid, uuid, text, int, date, text, text, text) IS
  'Links a figure of the dashboard to an item; answers {view}. For those who prepare the sitting';

CREATE FUNCTION copil.view_remove (command uuid, view uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old item_view;
BEGIN
  SELECT v.* INTO old FROM item_view v WHERE v.id = view_remove.view;
  PERFORM require_preparer (committee_of (old.sitting_id));
  known := command_begin (command, 'view_remove', hash_of (view::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (old.sitting_id);
  UPDATE item_view v SET gone = true WHERE v.id = view_remove.view AND NOT v.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Cette vue a déjà été retirée.', format ('view %s', view));
  END IF;
  PERFORM agenda_edited (s, 'view_removed', jsonb_build_object ('item', old.item_id, 'indicator', old.indicator_code));
  RETURN command_end (command, jsonb_build_object ('view', view));
END
$$;
COMMENT ON FUNCTION copil.view_remove (uuid, uuid) IS 'Unlinks a figure; answers {view}. For those who prepare the sitting';

GRANT EXECUTE ON FUNCTION copil.instant_text (timestamptz), copil.agenda_tree (uuid), copil.agenda_content (uuid),
  copil.sitting_due (copil.sitting), copil.convocation_content (uuid), copil.content_of (uuid, text), copil.content_hash (jsonb),
  copil.sitting_add (uuid, uuid, uuid, text, timestamptz, text, boolean),
  copil.sitting_edit (uuid, uuid, int, text, timestamptz, text, boolean, text), copil.sitting_cancel (uuid, uuid, int, text),
  copil.item_add (uuid, uuid, uuid, uuid, int, text, text, text, text, int, boolean),
  copil.item_edit (uuid, uuid, int, text, text, text, text, int, boolean), copil.item_move (uuid, uuid, int, uuid, int),
  copil.item_remove (uuid, uuid, int), copil.item_restore (uuid, uuid), copil.item_carry (uuid, uuid, uuid),
  copil.view_add (uuid, uuid, uuid, text, int, date, text, text, text), copil.view_remove (uuid, uuid) TO copil_person;

RESET ROLE;

--
-- The two keys: what the chairs of the State and of the local authority approve.
--
-- An approval is for a content, by its hash: who approves says which content was read, and any
-- edit voids what was said before. Both keys make the agenda approved, and let the convocation be
-- sent; nobody turns both.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.key_name (key text) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN CASE key WHEN 'state' THEN 'de l’État' ELSE 'de la collectivité' END;
COMMENT ON FUNCTION copil.key_name (text) IS 'Whose key it is, in a sentence: "l’accord de l’État"';

CREATE FUNCTION copil.object_name (object text) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN CASE object WHEN 'agenda' THEN 'l’ordre du jour' WHEN 'convocation' THEN 'la convocation' ELSE 'le procès-verbal' END;
COMMENT ON FUNCTION copil.object_name (text) IS 'What is approved, in a sentence';


CREATE FUNCTION copil.missing_keys (sitting uuid, object text) RETURNS text[]
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (array_agg (k ORDER BY k DESC), '{}') FROM unnest (ARRAY['state', 'local']) k
  WHERE NOT EXISTS (SELECT FROM approval a WHERE a.sitting_id = sitting AND a.object = missing_keys.object AND a.key = k
    AND a.given AND a.voided_at IS NULL
    AND a.content_hash = content_hash (content_of (missing_keys.sitting, missing_keys.object)))
$$;
COMMENT ON FUNCTION copil.missing_keys (uuid, text) IS 'The keys that have not approved an object as it is now';

CREATE FUNCTION copil.agenda_submit (command uuid, sitting uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'agenda_submit', hash_of (sitting::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_version (s.version, version, 'Cette séance a été modifiée');
  IF s.stage <> 'draft' THEN
    PERFORM refuse ('CP422', 'Seul un ordre du jour en préparation se soumet aux coprésidents.', format ('stage %s', s.stage));
  ELSIF NOT EXISTS (SELECT FROM agenda_tree (s.id)) THEN
    PERFORM refuse ('CP422', 'L’ordre du jour est vide : ajoutez au moins un point avant de le soumettre.');
  END IF;
  UPDATE sitting n SET stage = CASE WHEN missing_keys (s.id, 'agenda') = '{}' THEN 'approved' ELSE 'submitted' END,
    version = n.version + 1 WHERE n.id = s.id;
  PERFORM log_append (s.id, 'agenda_submitted',
    jsonb_build_object ('content_hash', encode (content_hash (agenda_content (s.id)), 'hex')));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.agenda_submit (uuid, uuid, int) IS
  'Lays an agenda before both chairs; answers {sitting, version}. For those who prepare the sitting';

CREATE FUNCTION copil.require_key_of (sitting uuid, object text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  ended date;
BEGIN
  IF session_keys (committee_of (sitting), object) = '{}' THEN
    SELECT max (CASE WHEN d.revoked_at IS NULL THEN d.until ELSE d.revoked_at::date END) INTO ended FROM delegation d
    WHERE d.committee_id = committee_of (sitting) AND d.login = session_user AND object = ANY (d.scope)
      AND (d.revoked_at IS NOT NULL OR d.until <= today ());
    IF ended IS NOT NULL THEN
      PERFORM refuse ('CP403', format ('Votre délégation n’est plus en vigueur depuis le %s.', french_day (ended::timestamp AT TIME ZONE 'Europe/Paris')),
        format ('login %s', session_user));
    END IF;
  END IF;
  RETURN require_key (committee_of (sitting), object);
END
$$;
COMMENT ON FUNCTION copil.require_key_of (uuid, text) IS 'The one key of this session for an object of a sitting; CP403, saying so when a delegation ended';

CREATE FUNCTION copil.require_laid (s copil.sitting, object text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF object IN ('agenda', 'convocation') AND s.stage NOT IN ('submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', CASE s.stage WHEN 'draft' THEN 'L’ordre du jour est en préparation : il n’est pas encore soumis aux coprésidents.'
      ELSE 'Cette séance n’attend plus l’accord des coprésidents.' END, format ('stage %s', s.stage));
  ELSIF object = 'minutes' AND NOT EXISTS (SELECT FROM minutes m WHERE m.sitting_id = s.id AND m.state = 'approval') THEN
    PERFORM refuse ('CP422', 'Le procès-verbal n’est pas soumis aux coprésidents.', format ('sitting %s', s.id));
  ELSIF NOT coalesce (object IN ('agenda', 'convocation', 'minutes'), false) THEN
    PERFORM refuse ('CP422', 'Un accord porte sur l’ordre du jour, la convocation ou le procès-verbal.', format ('object %s', object));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_laid (copil.sitting, text) IS 'CP422 unless an object awaits the chairs';

CREATE FUNCTION copil.signatory (committee uuid, key text, object text, OUT name text, OUT "position" text)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT p.name, left (p."position" || coalesce (', par délégation (' || (
      SELECT d.act FROM delegation d WHERE d.committee_id = committee AND d.login = session_user AND d.key = signatory.key
        AND d.revoked_at IS NULL AND is_current (d.since, d.until) AND signatory.object = ANY (d.scope)
        AND NOT EXISTS (SELECT FROM assignment a JOIN committee c ON c.territory_id = a.territory_id
          WHERE a.person_id = p.id AND c.id = committee AND is_current (a.since, a.until)
            AND a.role = CASE signatory.key WHEN 'state' THEN 'chair_state' ELSE 'chair_local' END)
      ORDER BY d.since DESC LIMIT 1) || ')', ''), 400)
  FROM person p WHERE p.login = session_user
$$;
COMMENT ON FUNCTION copil.signatory (uuid, text, text) IS
  'In whose name this session turns a key: the person, and by which act when delegated';

CREATE FUNCTION copil.key_turned (s copil.sitting, object text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF object = 'minutes' AND missing_keys (s.id, object) = '{}' THEN
    PERFORM minutes_approved (s.id);
  ELSIF object = 'agenda' AND s.stage IN ('submitted', 'approved') THEN
    UPDATE sitting n SET version = n.version + 1, stage = CASE
      WHEN missing_keys (s.id, object) = '{}' THEN 'approved'
      WHEN EXISTS (SELECT FROM approval a WHERE a.sitting_id = s.id AND a.object = key_turned.object AND a.voided_at IS NULL AND NOT a.given)
        THEN 'draft'
      ELSE 'submitted' END
    WHERE n.id = s.id;
  END IF;
END
$$;
COMMENT ON FUNCTION copil.key_turned (copil.sitting, text) IS
  'What a key turned leads to: an agenda approved by both, or back to draft when refused; minutes final';

CREATE FUNCTION copil.approve (command uuid, sitting uuid, object text, content_hash text, given boolean, reason text, means text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  own_key text := require_key_of (sitting, object);
  s sitting;
  content jsonb;
  hash bytea;
  made uuid := gen_random_uuid ();
BEGIN
  known := command_begin (command, 'approve', hash_of (sitting::text, object, content_hash, given::text, reason, means));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  -- Two chairs in the same second: the second waits here, and finds what the first did.
  s := sitting_lock (sitting);
  PERFORM require_laid (s, object);
  content := content_of (sitting, object);
  hash := content_hash (content);
  IF encode (hash, 'hex') IS DISTINCT FROM lower (approve.content_hash) THEN
    PERFORM refuse ('CP412', 'Le texte a changé depuis que vous l’avez lu : relisez-le, puis donnez votre accord.',
      format ('content hash %s, expected %s', encode (hash, 'hex'), approve.content_hash));
  ELSIF given IS NULL OR (NOT given AND coalesce (reason, '') = '') THEN
    PERFORM refuse ('CP422', 'Un refus dit pourquoi.', format ('given %s', given));
  ELSIF EXISTS (SELECT FROM approval a WHERE a.sitting_id = s.id AND a.object = approve.object AND a.login = session_user
                AND a.key <> own_key AND a.voided_at IS NULL) THEN
    PERFORM refuse ('CP403', 'Vous avez déjà donné l’accord de l’autre coprésident : nul ne tient les deux clés.', format ('login %s', session_user));
  END IF;
  UPDATE approval a SET voided_at = clock_timestamp ()
  WHERE a.sitting_id = s.id AND a.object = approve.object AND a.key = own_key AND a.voided_at IS NULL;
  INSERT INTO approval (id, sitting_id, object, key, login, name, "position", given, reason, content, content_hash, at)
  SELECT made, s.id, approve.object, own_key, session_user, n.name, n."position", approve.given,
    clean_label (nullif (approve.reason, ''), 'Motif'), content, hash, clock_timestamp ()
  FROM signatory (s.committee_id, own_key, approve.object) n;
  PERFORM log_append (s.id, CASE WHEN given THEN 'approved' ELSE 'refused' END, jsonb_build_object ('object', object, 'key', own_key,
      'content_hash', encode (hash, 'hex'), 'reason', nullif (reason, ''), 'means', nullif (means, ''))),
    key_turned (s, object);
  RETURN command_end (command, jsonb_build_object ('approval', made, 'key', own_key, 'missing', to_jsonb (missing_keys (s.id, object))));
END
$$;
COMMENT ON FUNCTION copil.approve (uuid, uuid, text, text, boolean, text, text) IS
  'Turns a key: approves (or refuses, saying why) an object of a sitting as of the hash that was read, in hexadecimal; answers {approval, key, missing}. For the chairs of the committee and those they delegated it to';

CREATE FUNCTION copil.approval_remind (command uuid, sitting uuid, object text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  missing text[];
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'approval_remind', hash_of (sitting::text, object));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_laid (s, object);
  missing := missing_keys (s.id, object);
  IF missing = '{}' THEN
    PERFORM refuse ('CP422', format ('Les deux coprésidents ont déjà approuvé %s.', object_name (object)));
  END IF;
  PERFORM log_append (s.id, 'reminded', jsonb_build_object ('object', object, 'keys', missing));
  RETURN command_end (command, jsonb_build_object ('missing', to_jsonb (missing)));
END
$$;
COMMENT ON FUNCTION copil.approval_remind (uuid, uuid, text) IS
  'Logs a reminder to the chairs who have not answered: silence is never consent. Answers {missing: [key]}. For those who prepare the sitting';

GRANT EXECUTE ON FUNCTION copil.key_name (text), copil.object_name (text), copil.missing_keys (uuid, text),
  copil.agenda_submit (uuid, uuid, int), copil.approve (uuid, uuid, text, text, boolean, text, text),
  copil.approval_remind (uuid, uuid, text) TO copil_person;

RESET ROLE;

--
-- Convocations: sent in the name of both chairs, with proof of who received what and when.
--
-- Late is never refused and never silent (CE, 30 December 2015, no 382756): the answer warns, the
-- log keeps it. The first convocation freezes the rules and the state of the figures.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.agenda_changes (old jsonb, new jsonb) RETURNS jsonb
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH item AS (
    SELECT coalesce (o ->> 'id', n ->> 'id') AS id, o, n FROM jsonb_array_elements (old -> 'items') o
    FULL JOIN jsonb_array_elements (new -> 'items') n ON o ->> 'id' = n ->> 'id'),
  field AS (
    SELECT i.id, jsonb_agg (f.key ORDER BY f.key) AS names FROM item i, jsonb_each (i.n) f
    WHERE i.o IS NOT NULL AND f.key NOT IN ('number', 'parent', 'late') AND f.value IS DISTINCT FROM i.o -> f.key GROUP BY i.id)
  SELECT jsonb_build_object (
    'added', coalesce (jsonb_agg (n - 'body' ORDER BY n ->> 'number') FILTER (WHERE o IS NULL), '[]'),
    'removed', coalesce (jsonb_agg (o - 'body' ORDER BY o ->> 'number') FILTER (WHERE n IS NULL), '[]'),
    'moved', coalesce (jsonb_agg (jsonb_build_object ('id', i.id, 'title', n -> 'title', 'from', o -> 'number', 'to', n -> 'number')
      ORDER BY n ->> 'number') FILTER (WHERE o ->> 'number' <> n ->> 'number'), '[]'),
    'changed', coalesce (jsonb_agg (jsonb_build_object ('id', i.id, 'title', n -> 'title', 'number', n -> 'number',
      'fields', f.names, 'old', o, 'new', n) ORDER BY n ->> 'number') FILTER (WHERE f.names IS NOT NULL), '[]'))
  FROM item i LEFT JOIN field f ON f.id = i.id
$$;
COMMENT ON FUNCTION copil.agenda_changes (jsonb, jsonb) IS
  'From one content of an agenda to another: {added, removed: [item], moved: [{id, title, from, to}], changed: [{id, title, number, fields, old, new}]}';

CREATE FUNCTION copil.convocation_changes (old jsonb, new jsonb) RETURNS jsonb
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT agenda_changes (old -> 'agenda', new -> 'agenda') || jsonb_build_object ('convocation', coalesce (
    (SELECT jsonb_object_agg (f.key, jsonb_build_array (old -> f.key, f.value)) FROM jsonb_each (new) f
     WHERE f.key <> 'agenda' AND f.value IS DISTINCT FROM old -> f.key), '{}'))
$$;
COMMENT ON FUNCTION copil.convocation_changes (jsonb, jsonb) IS
  'What a later version changes: of the agenda, and convocation: {FIELD: [old, new]}';

CREATE FUNCTION copil.require_keys (sitting uuid, object text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  missing text[] := missing_keys (sitting, object);
BEGIN
  IF missing <> '{}' THEN
    PERFORM refuse ('CP422', format ('Il manque l’accord %s sur %s.', (SELECT string_agg (key_name (k), ' et l’accord ') FROM unnest (missing) k),
      object_name (object)), format ('missing %s', missing));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_keys (uuid, text) IS 'CP422 unless both chairs approved an object as it is now';

CREATE FUNCTION copil.french_minute (at timestamptz) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT french_day (at) || to_char (at AT TIME ZONE 'Europe/Paris', E' à FMHH24\u00A0"h"\u00A0MI')
$$;
COMMENT ON FUNCTION copil.french_minute (timestamptz) IS 'The minute of Paris in words: "3 décembre 2026 à 9 h 30"';

CREATE FUNCTION copil.deadline_warnings (s copil.sitting, sent timestamptz) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  due timestamptz := sitting_due (s);
  rule text := CASE WHEN s.urgency IS NULL THEN 'convocation_days' ELSE 'urgency_hours' END;
  warnings jsonb := '[]';
BEGIN
  IF sent > due THEN
    warnings := warnings || to_jsonb (format ('La convocation devait être reçue au plus tard le %s%s.', french_minute (due), rule_cite (s.rules, rule)));
    IF s.urgency IS NULL AND rule_value (s.rules, 'urgency_reason') = 'true' THEN
      warnings := warnings || to_jsonb (format ('Le motif de l’urgence n’est pas donné%s.', rule_cite (s.rules, 'urgency_reason')));
    END IF;
  END IF;
  RETURN warnings;
END
$$;
COMMENT ON FUNCTION copil.deadline_warnings (copil.sitting, timestamptz) IS
  'What there is to say of a convocation sent at an instant: late, by which rule, and without its reason';

CREATE FUNCTION copil.sitting_freeze (s copil.sitting) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF s.frozen_at IS NOT NULL THEN
    RETURN s;
  END IF;
  -- A batch that has a number is committed, and so is every one before it.
  UPDATE sitting n SET rules = CASE WHEN n.second_of IS NULL THEN resolved_rules (n.committee_id) ELSE n.rules END,
    batch_id = (SELECT max (b.id) FROM batch b), catalogue_version = (SELECT max (c.version) FROM catalogue c),
    frozen_at = clock_timestamp ()
  WHERE n.id = s.id
  RETURNING * INTO s;
  RETURN s;
END
$$;
COMMENT ON FUNCTION copil.sitting_freeze (copil.sitting) IS
  'Fixes for ever the rules of a sitting and the state of the figures that it sees';

CREATE FUNCTION copil.recipients_send (s copil.sitting, version int, sent timestamptz, means jsonb) RETURNS int
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n int;
BEGIN
  INSERT INTO recipient AS r (id, sitting_id, member_id, seat_id, capacity, means, sent_version, sent_at)
  SELECT gen_random_uuid (), s.id, t.member_id, t.seat_id,
    CASE WHEN t.deputy THEN 'deputy' WHEN p.kind = 'guest' THEN 'guest' ELSE 'full' END,
    coalesce (recipients_send.means ->> t.member_id::text, CASE WHEN m.login IS NULL THEN 'mail' ELSE 'copil' END),
    recipients_send.version, sent
  FROM term t JOIN seat p ON p.id = t.seat_id JOIN member m ON m.id = t.member_id,
    LATERAL (SELECT (s.starts_at AT TIME ZONE 'Europe/Paris')::date AS day) d
  WHERE t.committee_id = s.committee_id AND t.since <= d.day AND (t.until IS NULL OR t.until > d.day)
    AND p.since <= d.day AND (p.until IS NULL OR p.until > d.day)
  ON CONFLICT ON CONSTRAINT recipient_sitting_id_member_id_seat_id_key
    DO UPDATE SET sent_version = excluded.sent_version, sent_at = excluded.sent_at, capacity = excluded.capacity, means = excluded.means;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
EXCEPTION
  WHEN check_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Une convocation va par Copil, par courriel, par la poste ou en main propre.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.recipients_send (copil.sitting, int, timestamptz, jsonb) IS
  'Convokes who holds or deputises for a seat on the day of the sitting; how many';

CREATE FUNCTION copil.convoke (command uuid, id uuid, sitting uuid, content_hash text, means jsonb DEFAULT '{}') RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  last convocation;
  content jsonb;
  sent timestamptz := clock_timestamp ();
  warnings jsonb;
  n int;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'convoke', hash_of (id::text, sitting::text, content_hash, means::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  IF s.stage NOT IN ('submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', 'Cette séance ne se convoque pas : son ordre du jour n’est pas soumis, ou elle est ouverte, close ou annulée.',
      format ('stage %s', s.stage));
  END IF;
  content := convocation_content (s.id);
  IF encode (content_hash (content), 'hex') IS DISTINCT FROM lower (convoke.content_hash) THEN
    PERFORM refuse ('CP412', 'La convocation a changé depuis que vous l’avez lue : relisez-la, puis envoyez-la.',
      format ('content hash %s, expected %s', encode (content_hash (content), 'hex'), convoke.content_hash));
  END IF;
  PERFORM require_keys (s.id, 'agenda'), require_keys (s.id, 'convocation');
  SELECT c.* INTO last FROM convocation c WHERE c.sitting_id = s.id ORDER BY c.version DESC LIMIT 1;
  IF last.content = content THEN
    PERFORM refuse ('CP422', format ('Rien n’a changé depuis la version %s de la convocation.', last.version));
  END IF;
  s := sitting_freeze (s);
  warnings := deadline_warnings (s, sent);
  n := s.agenda_version + 1;
  INSERT INTO convocation (id, sitting_id, version, content, content_hash, changes, sent_at, due_at, urgency, quorum_required)
  VALUES (convoke.id, s.id, n, content, content_hash (content), convocation_changes (last.content, content), sent, sitting_due (s), s.urgency,
    (content ->> 'quorum_required')::boolean)
  ON CONFLICT ON CONSTRAINT convocation_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  UPDATE sitting t SET stage = 'convoked', agenda_version = n, version = t.version + 1 WHERE t.id = s.id;
  PERFORM log_append (s.id, 'convoked', jsonb_build_object ('version', n, 'content_hash', lower (convoke.content_hash), 'batch', s.batch_id,
    'catalogue', s.catalogue_version, 'recipients', recipients_send (s, n, sent, coalesce (means, '{}')), 'due_at', instant_text (sitting_due (s)),
    'urgency', s.urgency, 'warnings', warnings));
  RETURN command_end (command, jsonb_build_object ('convocation', id, 'version', n, 'due_at', instant_text (sitting_due (s)), 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.convoke (uuid, uuid, uuid, text, jsonb) IS
  'Sends the convocation that both chairs approved, as of the hash that was read, to all who sit on that day; means: {MEMBER: copil|mail|post|hand}. Answers {convocation, version, due_at, warnings}. For those who prepare the sitting';

-- Receipts and answers.

CREATE FUNCTION copil.receipt_mark (sitting uuid, member uuid, at timestamptz) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  s sitting := sitting_lock (sitting);
BEGIN
  IF NOT EXISTS (SELECT FROM recipient r WHERE r.sitting_id = s.id AND r.member_id = member) THEN
    PERFORM refuse ('CP422', 'Cette personne n’est pas convoquée à cette séance.', format ('member %s', member));
  ELSIF at > clock_timestamp () + interval '2 seconds' OR at < (SELECT min (r.sent_at) FROM recipient r WHERE r.sitting_id = s.id AND r.member_id = member) THEN
    PERFORM refuse ('CP422', 'Une convocation se reçoit après son envoi, et pas dans l’avenir.', format ('at %s', at));
  END IF;
  UPDATE recipient r SET received_version = r.sent_version, received_at = at
  WHERE r.sitting_id = s.id AND r.member_id = member AND r.received_version IS DISTINCT FROM r.sent_version;
  IF FOUND THEN
    PERFORM log_append (s.id, 'received', jsonb_build_object ('member', member, 'version', s.agenda_version, 'at', instant_text (at)));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.receipt_mark (uuid, uuid, timestamptz) IS 'A member received the last version sent; said again, it changes nothing';

CREATE FUNCTION copil.receipt_note (command uuid, sitting uuid, member uuid, at timestamptz) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'receipt_note', hash_of (sitting::text, member::text, instant_text (at)));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM receipt_mark (sitting, member, coalesce (at, clock_timestamp ()));
  RETURN command_end (command, jsonb_build_object ('member', member));
END
$$;
COMMENT ON FUNCTION copil.receipt_note (uuid, uuid, uuid, timestamptz) IS
  'Notes when a member received the convocation (now when NULL); answers {member}. For those who prepare the sitting';

CREATE FUNCTION copil.receipt_own (command uuid, sitting uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  self uuid := own_member ();
BEGIN
  IF self IS NULL THEN
    PERFORM refuse ('CP403', 'Votre compte n’est pas celui d’un membre.', format ('login %s', session_user));
  END IF;
  known := command_begin (command, 'receipt_own', hash_of (sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM receipt_mark (sitting, self, clock_timestamp ());
  RETURN command_end (command, jsonb_build_object ('member', self));
END
$$;
COMMENT ON FUNCTION copil.receipt_own (uuid, uuid) IS 'A member says that the convocation was received; answers {member}. For members convoked';

CREATE FUNCTION copil.check_mandate (s copil.sitting, giver copil.recipient, other uuid) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  warnings jsonb := '[]';
  most int := coalesce (rule_value (s.rules, 'mandates_max')::int, 0);
  held int;
BEGIN
  IF other = giver.member_id OR NOT EXISTS (SELECT FROM recipient r JOIN seat p ON p.id = r.seat_id
    WHERE r.sitting_id = s.id AND r.member_id = other AND r.capacity <> 'guest' AND p.votes > 0 AND r.seat_id <> giver.seat_id) THEN
    PERFORM refuse ('CP422', 'Un mandat se donne à un autre membre de ce comité, qui vote.', format ('member %s', other));
  END IF;
  SELECT count (*) INTO held FROM recipient r WHERE r.sitting_id = s.id AND r.answer = 'mandate' AND r.answer_member = other AND r.id <> giver.id;
  IF most = 0 THEN
    warnings := object_to (warnings, s.rules, 'mandates_max', 'Aucun mandat n’est admis');
  ELSIF held >= most THEN
    warnings := object_to (warnings, s.rules, 'mandates_max', format ('Ce membre tient déjà %s mandat%s : nul n’en tient davantage',
      held, CASE WHEN held > 1 THEN 's' ELSE '' END));
  END IF;
  IF rule_value (s.rules, 'mandate_without_deputy') = 'true' AND EXISTS (SELECT FROM recipient r
      WHERE r.sitting_id = s.id AND r.seat_id = giver.seat_id AND r.capacity = 'deputy' AND r.answer IN ('present', 'remote')) THEN
    warnings := object_to (warnings, s.rules, 'mandate_without_deputy', 'Le suppléant de ce siège vient : le titulaire ne peut pas donner mandat');
  END IF;
  RETURN warnings;
END
$$;
COMMENT ON FUNCTION copil.check_mandate (copil.sitting, copil.recipient, uuid) IS
  'What the rules have against a mandate announced: CP422, or warnings';

CREATE FUNCTION copil.check_answer (s copil.sitting, who copil.recipient, choice text, other uuid) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF s.stage <> 'convoked' THEN
    PERFORM refuse ('CP422', 'On répond à une convocation avant l’ouverture de la séance.', format ('stage %s', s.stage));
  ELSIF NOT coalesce (choice IN ('present', 'remote', 'absent', 'mandate', 'deputy'), false)
    OR (choice IN ('mandate', 'deputy')) <> (other IS NOT NULL) THEN
    PERFORM refuse ('CP422', 'On répond présent, à distance, absent, par mandat ou par suppléant, en disant lequel.', format ('%s %s', choice, other));
  ELSIF choice IN ('mandate', 'deputy') AND who.capacity <> 'full' THEN
    PERFORM refuse ('CP422', 'Seul le titulaire d’un siège donne mandat ou se fait suppléer.', format ('capacity %s', who.capacity));
  ELSIF choice = 'remote' AND NOT s.remote THEN
    PERFORM refuse ('CP422', 'Cette séance se tient en salle seulement.');
  ELSIF choice = 'deputy' AND NOT EXISTS (SELECT FROM recipient r WHERE r.sitting_id = s.id AND r.seat_id = who.seat_id
      AND r.member_id = other AND r.capacity = 'deputy') THEN
    PERFORM refuse ('CP422', 'Cette personne n’est pas suppléante de ce siège.', format ('member %s', other));
  END IF;
  RETURN CASE WHEN choice = 'mandate' THEN check_mandate (s, who, other)
    WHEN choice = 'remote' AND rule_value (s.rules, 'remote') = 'false' THEN object_to ('[]', s.rules, 'remote', 'La participation à distance n’est pas prévue')
    ELSE '[]' END;
END
$$;
COMMENT ON FUNCTION copil.check_answer (copil.sitting, copil.recipient, text, uuid) IS
  'What there is against an answer to a convocation: CP422, or warnings';

CREATE FUNCTION copil.answer (command uuid, sitting uuid, member uuid, seat uuid, choice text, other uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  who recipient;
  warnings jsonb;
BEGIN
  IF own_member () IS DISTINCT FROM member AND NOT prepares (committee_of (sitting)) THEN
    PERFORM refuse ('CP403', 'On ne répond que pour soi ; le secrétariat répond pour les autres.', format ('member %s', member));
  ELSIF own_member () IS DISTINCT FROM member THEN
    PERFORM require_preparer (committee_of (sitting));
  END IF;
  known := command_begin (command, 'answer', hash_of (sitting::text, member::text, seat::text, choice, other::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  SELECT r.* INTO who FROM recipient r WHERE r.sitting_id = s.id AND r.member_id = member AND r.seat_id = seat;
  IF who.id IS NULL THEN
    PERFORM refuse ('CP422', 'Cette personne n’est pas convoquée à ce siège pour cette séance.', format ('member %s, seat %s', member, seat));
  END IF;
  warnings := check_answer (s, who, choice, other);
  UPDATE recipient r SET answer = choice, answer_member = other, answered_at = clock_timestamp (), answered_by = session_user
  WHERE r.id = who.id;
  PERFORM log_append (s.id, 'answered', jsonb_build_object ('member', member, 'seat', seat, 'choice', choice, 'other', other));
  RETURN command_end (command, jsonb_build_object ('recipient', who.id, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.answer (uuid, uuid, uuid, uuid, text, uuid) IS
  'Answers a convocation: present, remote, absent, mandate or deputy (other: to whom, or who); answers {recipient, warnings}. For the member, or for them by those who prepare the sitting';

-- Without quorum.

CREATE FUNCTION copil.require_no_quorum (s copil.sitting) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF s.stage NOT IN ('convoked', 'open', 'suspended', 'closed') OR (s.stage = 'convoked' AND s.starts_at > clock_timestamp ()) THEN
    PERFORM refuse ('CP422', 'Une seconde convocation suit une séance qui n’a pas réuni le quorum.', format ('stage %s', s.stage));
  ELSIF s.second_of IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Cette séance se tient déjà sans quorum, sur seconde convocation.');
  ELSIF EXISTS (SELECT FROM sitting n WHERE n.second_of = s.id AND n.stage <> 'cancelled') THEN
    PERFORM refuse ('CP422', 'Cette séance a déjà sa seconde convocation.');
  ELSIF EXISTS (SELECT FROM agenda_item i WHERE i.sitting_id = s.id AND NOT i.gone
                AND i.outcome NOT IN ('pending', 'current', 'postponed', 'withdrawn')) THEN
    PERFORM refuse ('CP422', 'Cette séance a délibéré : reportez à la prochaine ce qui n’a pas été traité.');
  END IF;
  IF rule_value (s.rules, 'second_convocation') IS DISTINCT FROM 'same_agenda_no_quorum' THEN
    RETURN object_to ('[]', s.rules, 'second_convocation', 'Aucune seconde convocation sans quorum n’est prévue');
  END IF;
  RETURN '[]';
END
$$;
COMMENT ON FUNCTION copil.require_no_quorum (copil.sitting) IS
  'What there is against a second convocation after a sitting: CP422, or warnings';

CREATE FUNCTION copil.agenda_repeat (first copil.sitting, second copil.sitting) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM item_copy (i.id, second.id, NULL, false)
  FROM (SELECT a.id FROM agenda_item a WHERE a.sitting_id = first.id AND a.parent_id IS NULL AND NOT a.gone ORDER BY a.rank, a.id) i;
  INSERT INTO approval (id, sitting_id, object, key, login, name, "position", given, content, content_hash, at)
  SELECT gen_random_uuid (), second.id, a.object, a.key, a.login, a.name, a."position", true, c.content, content_hash (c.content), a.at
  FROM approval a, (SELECT agenda_content (second.id) AS content) c
  WHERE a.sitting_id = first.id AND a.object = 'agenda' AND a.given AND a.voided_at IS NULL
    AND a.content_hash = content_hash (agenda_content (first.id));
  UPDATE sitting n SET rules = first.rules, regime_code = first.regime_code, regime_version = first.regime_version,
    stage = CASE WHEN missing_keys (second.id, 'agenda') = '{}' THEN 'approved' ELSE 'submitted' END
  WHERE n.id = second.id;
END
$$;
COMMENT ON FUNCTION copil.agenda_repeat (copil.sitting, copil.sitting) IS
  'The second convocation''s agenda: that of the first with what both chairs said of it, under the rules of the first';

CREATE FUNCTION copil.sitting_without_quorum (s copil.sitting, second uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE agenda_item i SET outcome = 'postponed', ended_at = coalesce (i.ended_at, clock_timestamp ()), version = i.version + 1
  WHERE i.sitting_id = s.id AND NOT i.gone AND i.outcome IN ('pending', 'current');
  UPDATE sitting n SET stage = CASE WHEN s.opened_at IS NULL THEN 'cancelled' ELSE 'closed' END, current_item = NULL,
    closed_at = CASE WHEN s.opened_at IS NOT NULL THEN coalesce (n.closed_at, clock_timestamp ()) END, version = n.version + 1
  WHERE n.id = s.id AND n.stage <> 'closed';
  PERFORM log_append (s.id, 'no_quorum', jsonb_build_object ('second', second));
END
$$;
COMMENT ON FUNCTION copil.sitting_without_quorum (copil.sitting, uuid) IS
  'Ends a sitting that could not deliberate: all of its items go to the second convocation';

CREATE FUNCTION copil.second_convocation (command uuid, id uuid, sitting uuid, starts_at timestamptz, place text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  second sitting;
  warnings jsonb;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'second_convocation', hash_of (id::text, sitting::text, instant_text (starts_at), place));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  warnings := require_no_quorum (s);
  IF starts_at <= s.starts_at THEN
    PERFORM refuse ('CP422', 'La seconde séance se tient après la première.', format ('starts_at %s', starts_at));
  END IF;
  second := sitting_insert (id, s.committee_id, s.title, starts_at, place, s.remote, s.id);
  PERFORM log_append (id, 'second_convocation', jsonb_build_object ('of', s.id, 'number', second.number)),
    agenda_repeat (s, second), sitting_without_quorum (s, id);
  RETURN command_end (command, jsonb_build_object ('sitting', id, 'number', second.number, 'version', 1, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.second_convocation (uuid, uuid, uuid, timestamptz, text) IS
  'After a sitting without quorum: one on the same agenda, locked and approved as it was, for which none is required; the convocation awaits both keys. Answers {sitting, number, version, warnings}. For those who prepare the sitting';

GRANT EXECUTE ON FUNCTION copil.agenda_changes (jsonb, jsonb), copil.convocation_changes (jsonb, jsonb), copil.french_day (timestamptz),
  copil.french_minute (timestamptz), copil.convoke (uuid, uuid, uuid, text, jsonb), copil.receipt_note (uuid, uuid, uuid, timestamptz),
  copil.receipt_own (uuid, uuid), copil.answer (uuid, uuid, uuid, uuid, text, uuid),
  copil.second_convocation (uuid, uuid, uuid, timestamptz, text) TO copil_person;

RESET ROLE;

--
-- What a committee takes over from others: former bodies and their subjects, items that come back
-- at each sitting, and what its members propose.

SET LOCAL ROLE copil_owner;

-- The convergence register.

CREATE FUNCTION copil.former_body_add (command uuid, id uuid, committee uuid, territory_id int, acronym text, name text, dealt_with text,
                                       state text, merges_on date, act text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'former_body_add', hash_of (id::text, committee::text, territory_id::text, acronym, name, dealt_with,
    state, merges_on::text, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF NOT EXISTS (SELECT FROM territory t WHERE t.id = former_body_add.territory_id) OR NOT coalesce (state IN ('active', 'planned'), false) THEN
    PERFORM refuse ('CP422', 'Une instance entre au registre avec son territoire, en activité ou en voie de fusion.',
      format ('territory %s, state %s', territory_id, state));
  END IF;
  INSERT INTO former_body (id, committee_id, territory_id, acronym, name, dealt_with, state, merges_on, act)
  VALUES (former_body_add.id, committee, former_body_add.territory_id, clean_label (nullif (former_body_add.acronym, ''), 'Sigle'),
    clean_label (coalesce (former_body_add.name, ''), 'Nom de l’instance'), clean_label (nullif (former_body_add.dealt_with, ''), 'Objet'),
    former_body_add.state, former_body_add.merges_on, clean_label (nullif (former_body_add.act, ''), 'Acte'))
  ON CONFLICT ON CONSTRAINT former_body_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('body', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.former_body_add (uuid, uuid, uuid, int, text, text, text, text, date, text) IS
  'Enters a body that is to merge into a committee; answers {body, version}. For those who prepare the committee';

CREATE FUNCTION copil.require_body (body uuid, version int) RETURNS copil.former_body
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old former_body;
BEGIN
  SELECT b.* INTO old FROM former_body b WHERE b.id = body FOR UPDATE;
  PERFORM require_version (old.version, version, format ('L’instance « %s » a été modifiée', old.name));
  IF old.state = 'merged' THEN
    PERFORM refuse ('CP422', format ('L’instance « %s » a déjà fusionné.', old.name), format ('body %s', body));
  END IF;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.require_body (uuid, int) IS 'A former body as it was read, locked; CP412, and CP422 once merged';

CREATE FUNCTION copil.former_body_edit (command uuid, body uuid, version int, acronym text, name text, dealt_with text, state text,
                                        merges_on date, act text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT b.committee_id FROM former_body b WHERE b.id = body));
  known := command_begin (command, 'former_body_edit', hash_of (body::text, version::text, acronym, name, dealt_with, state,
    merges_on::text, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_body (body, version);
  IF NOT coalesce (state IN ('active', 'planned'), false) THEN
    PERFORM refuse ('CP422', 'Une fusion s’enregistre avec sa date et son acte.', format ('state %s', state));
  END IF;
  UPDATE former_body b SET acronym = clean_label (nullif (former_body_edit.acronym, ''), 'Sigle'),
    name = clean_label (coalesce (former_body_edit.name, ''), 'Nom de l’instance'),
    dealt_with = clean_label (nullif (former_body_edit.dealt_with, ''), 'Objet'), state = former_body_edit.state,
    merges_on = former_body_edit.merges_on, act = clean_label (nullif (former_body_edit.act, ''), 'Acte'), version = b.version + 1
  WHERE b.id = body;
  RETURN command_end (command, jsonb_build_object ('body', body, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.former_body_edit (uuid, uuid, int, text, text, text, text, date, text) IS
  'Changes a former body before it merges; answers {body, version}. For those who prepare the committee';

CREATE FUNCTION copil.former_body_merge (command uuid, body uuid, version int, merges_on date, act text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  pending bigint;
BEGIN
  PERFORM require_preparer ((SELECT b.committee_id FROM former_body b WHERE b.id = body));
  known := command_begin (command, 'former_body_merge', hash_of (body::text, version::text, merges_on::text, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_body (body, version);
  IF NOT coalesce (merges_on <= today (), false) THEN
    PERFORM refuse ('CP422', 'Une fusion s’enregistre à sa date, une fois venue.', format ('merges_on %s', merges_on));
  END IF;
  UPDATE former_body b SET state = 'merged', merges_on = former_body_merge.merges_on,
    act = clean_label (coalesce (former_body_merge.act, ''), 'Acte de fusion'), version = b.version + 1
  WHERE b.id = body;
  SELECT count (*) INTO pending FROM former_subject f WHERE f.body_id = body AND f.state = 'pending';
  RETURN command_end (command, jsonb_build_object ('body', body, 'version', version + 1, 'pending', pending));
END
$$;
COMMENT ON FUNCTION copil.former_body_merge (uuid, uuid, int, date, text) IS
  'A former body has merged, by an act; answers {body, version, pending: subjects whose fate is open}. For those who prepare the committee';

CREATE FUNCTION copil.former_subject_add (command uuid, id uuid, body uuid, label text, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT b.committee_id FROM former_body b WHERE b.id = body));
  known := command_begin (command, 'former_subject_add', hash_of (id::text, body::text, label, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO former_subject (id, body_id, label, state, rank)
  VALUES (former_subject_add.id, body, clean_label (coalesce (former_subject_add.label, ''), 'Sujet'), 'pending',
    coalesce (former_subject_add.rank, (SELECT count (*) + 1 FROM former_subject f WHERE f.body_id = body)))
  ON CONFLICT ON CONSTRAINT former_subject_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('subject', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.former_subject_add (uuid, uuid, uuid, text, int) IS
  'Adds what a former body dealt with; answers {subject, version}. For those who prepare the committee';

CREATE FUNCTION copil.former_subject_edit (command uuid, subject uuid, version int, label text, state text, note text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old former_subject;
BEGIN
  SELECT f.* INTO old FROM former_subject f WHERE f.id = subject FOR UPDATE;
  PERFORM require_preparer ((SELECT b.committee_id FROM former_body b WHERE b.id = old.body_id));
  known := command_begin (command, 'former_subject_edit', hash_of (subject::text, version::text, label, state, note));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce sujet a été modifié');
  IF NOT coalesce (state IN ('pending', 'taken', 'dropped'), false) OR (state = 'dropped' AND coalesce (note, '') = '') THEN
    PERFORM refuse ('CP422', 'Un sujet est en attente, repris ou abandonné ; un abandon dit pourquoi.', format ('state %s', state));
  END IF;
  UPDATE former_subject f SET label = clean_label (coalesce (former_subject_edit.label, ''), 'Sujet'), state = former_subject_edit.state,
    note = clean_label (nullif (former_subject_edit.note, ''), 'Note'), version = f.version + 1
  WHERE f.id = old.id;
  RETURN command_end (command, jsonb_build_object ('subject', subject, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.former_subject_edit (uuid, uuid, int, text, text, text) IS
  'Says what became of a subject: pending, taken over, dropped (why); answers {subject, version}. For those who prepare the committee';

-- Items that come back.

CREATE FUNCTION copil.recurring_item_add (command uuid, id uuid, committee uuid, title text, nature text, presenter text, seconds int, rank int)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'recurring_item_add', hash_of (id::text, committee::text, title, nature, presenter, seconds::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_item (nature, NULL, seconds);
  INSERT INTO recurring_item (id, committee_id, title, nature, presenter, seconds, rank)
  VALUES (recurring_item_add.id, committee, clean_label (coalesce (recurring_item_add.title, ''), 'Intitulé du point'),
    recurring_item_add.nature, clean_label (nullif (recurring_item_add.presenter, ''), 'Rapporteur'), recurring_item_add.seconds,
    coalesce (recurring_item_add.rank, (SELECT count (*) + 1 FROM recurring_item r WHERE r.committee_id = committee)))
  ON CONFLICT ON CONSTRAINT recurring_item_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('item', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.recurring_item_add (uuid, uuid, uuid, text, text, text, int, int) IS
  'Adds an item that every new agenda begins with; answers {item, version}. For those who prepare the committee';

CREATE FUNCTION copil.recurring_item_set (item uuid, version int, stop boolean, title text, nature text, presenter text, seconds int, rank int)
  RETURNS int
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old recurring_item;
BEGIN
  SELECT r.* INTO old FROM recurring_item r WHERE r.id = item FOR UPDATE;
  PERFORM require_version (old.version, version, format ('Le point récurrent « %s » a été modifié', old.title));
  IF old.stopped THEN
    PERFORM refuse ('CP412', format ('Le point récurrent « %s » a été arrêté entre-temps.', old.title));
  END IF;
  UPDATE recurring_item r SET stopped = stop, version = r.version + 1, title = coalesce (recurring_item_set.title, r.title),
    nature = coalesce (recurring_item_set.nature, r.nature), presenter = CASE WHEN stop THEN r.presenter ELSE recurring_item_set.presenter END,
    seconds = coalesce (recurring_item_set.seconds, r.seconds), rank = coalesce (recurring_item_set.rank, r.rank)
  WHERE r.id = old.id;
  RETURN old.version + 1;
END
$$;
COMMENT ON FUNCTION copil.recurring_item_set (uuid, int, boolean, text, text, text, int, int) IS
  'Changes or stops a recurring item as it was read; its new version';

CREATE FUNCTION copil.recurring_item_edit (command uuid, item uuid, version int, title text, nature text, presenter text, seconds int, rank int)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT r.committee_id FROM recurring_item r WHERE r.id = item));
  known := command_begin (command, 'recurring_item_edit', hash_of (item::text, version::text, title, nature, presenter, seconds::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_item (nature, NULL, seconds);
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', recurring_item_set (item, version, false,
    clean_label (coalesce (title, ''), 'Intitulé du point'), nature, clean_label (nullif (presenter, ''), 'Rapporteur'), seconds, rank)));
END
$$;
COMMENT ON FUNCTION copil.recurring_item_edit (uuid, uuid, int, text, text, text, int, int) IS
  'Changes a recurring item, for the agendas to come; answers {item, version}. For those who prepare the committee';

CREATE FUNCTION copil.recurring_item_stop (command uuid, item uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT r.committee_id FROM recurring_item r WHERE r.id = item));
  known := command_begin (command, 'recurring_item_stop', hash_of (item::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  RETURN command_end (command, jsonb_build_object ('item', item, 'version',
    recurring_item_set (item, version, true, NULL, NULL, NULL, NULL, NULL)));
END
$$;
COMMENT ON FUNCTION copil.recurring_item_stop (uuid, uuid, int) IS
  'The agendas to come do without a recurring item; answers {item, version}. For those who prepare the committee';

-- Proposals.

CREATE FUNCTION copil.proposal_add (command uuid, id uuid, committee uuid, title text, nature text, reason text, seconds int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  IF NOT sits (committee) THEN
    PERFORM refuse ('CP403', 'Seul un membre de ce comité propose un point.', format ('login %s', session_user));
  END IF;
  known := command_begin (command, 'proposal_add', hash_of (id::text, committee::text, title, nature, reason, seconds::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_item (nature, NULL, seconds);
  INSERT INTO proposal (id, committee_id, member_id, title, nature, reason, seconds)
  VALUES (proposal_add.id, committee, own_member (), clean_label (coalesce (proposal_add.title, ''), 'Intitulé du point'),
    proposal_add.nature, clean_label (coalesce (proposal_add.reason, ''), 'Motif'), proposal_add.seconds)
  ON CONFLICT ON CONSTRAINT proposal_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('proposal', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.proposal_add (uuid, uuid, uuid, text, text, text, int) IS
  'Proposes an item to those who prepare and chair; answers {proposal, version}. For members of the committee';

CREATE FUNCTION copil.require_proposal (proposal uuid) RETURNS copil.proposal
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old proposal;
BEGIN
  SELECT p.* INTO old FROM proposal p WHERE p.id = require_proposal.proposal FOR UPDATE;
  IF old.state IS DISTINCT FROM 'proposed' THEN
    PERFORM refuse ('CP412', 'Cette proposition a déjà reçu sa réponse, ou a été retirée.', format ('state %s', old.state));
  END IF;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.require_proposal (uuid) IS 'A proposal that awaits its answer, locked; CP412';

CREATE FUNCTION copil.proposal_answer (command uuid, proposal uuid, version int, accept boolean, answer text, item_id uuid, sitting uuid)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old proposal;
  s sitting;
  i agenda_item;
BEGIN
  PERFORM require_preparer ((SELECT p.committee_id FROM proposal p WHERE p.id = proposal_answer.proposal));
  known := command_begin (command, 'proposal_answer', hash_of (proposal::text, version::text, accept::text, answer, item_id::text, sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  old := require_proposal (proposal);
  PERFORM require_version (old.version, version, 'Cette proposition a été modifiée');
  IF accept IS NULL OR (NOT accept AND coalesce (answer, '') = '') THEN
    PERFORM refuse ('CP422', 'Un refus dit pourquoi.', format ('accept %s', accept));
  ELSIF accept AND committee_of (sitting) IS DISTINCT FROM old.committee_id THEN
    PERFORM refuse ('CP422', 'Une proposition acceptée est inscrite à une séance de ce comité.', format ('sitting %s', sitting));
  ELSIF accept THEN
    s := require_agenda (sitting);
    i.id := item_id; i.sitting_id := sitting; i.nature := old.nature; i.title := old.title; i.body := old.reason; i.seconds := old.seconds;
    i.presenter := (SELECT m.name FROM member m WHERE m.id = old.member_id); i.origin := 'proposal'; i.source_id := old.id;
    PERFORM item_insert (i, NULL), agenda_edited (s, 'item_added', jsonb_build_object ('item', item_id, 'title', old.title, 'proposal', old.id));
  END IF;
  UPDATE proposal p SET state = CASE WHEN accept THEN 'accepted' ELSE 'refused' END, version = p.version + 1,
    answer = clean_label (nullif (proposal_answer.answer, ''), 'Réponse'), item_id = CASE WHEN accept THEN proposal_answer.item_id END
  WHERE p.id = old.id;
  RETURN command_end (command, jsonb_build_object ('proposal', old.id, 'version', version + 1, 'item', CASE WHEN accept THEN item_id END));
END
$$;
COMMENT ON FUNCTION copil.proposal_answer (uuid, uuid, int, boolean, text, uuid, uuid) IS
  'Puts a proposal on an agenda as an item, or refuses it, saying why; answers {proposal, version, item}. For those who prepare the committee';

CREATE FUNCTION copil.proposal_withdraw (command uuid, proposal uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old proposal;
BEGIN
  IF NOT EXISTS (SELECT FROM proposal p WHERE p.id = proposal_withdraw.proposal AND p.member_id = own_member ()) THEN
    PERFORM refuse ('CP403', 'Seul qui a proposé ce point retire sa proposition.', format ('proposal %s', proposal));
  END IF;
  known := command_begin (command, 'proposal_withdraw', hash_of (proposal::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  old := require_proposal (proposal);
  UPDATE proposal p SET state = 'withdrawn', version = p.version + 1 WHERE p.id = old.id;
  RETURN command_end (command, jsonb_build_object ('proposal', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.proposal_withdraw (uuid, uuid) IS
  'Takes a proposal back before it is answered; answers {proposal, version}. For its author';

GRANT EXECUTE ON FUNCTION copil.former_body_add (uuid, uuid, uuid, int, text, text, text, text, date, text),
  copil.former_body_edit (uuid, uuid, int, text, text, text, text, date, text), copil.former_body_merge (uuid, uuid, int, date, text),
  copil.former_subject_add (uuid, uuid, uuid, text, int), copil.former_subject_edit (uuid, uuid, int, text, text, text),
  copil.recurring_item_add (uuid, uuid, uuid, text, text, text, int, int), copil.recurring_item_edit (uuid, uuid, int, text, text, text, int, int),
  copil.recurring_item_stop (uuid, uuid, int), copil.proposal_add (uuid, uuid, uuid, text, text, text, int),
  copil.proposal_answer (uuid, uuid, int, boolean, text, uuid, uuid), copil.proposal_withdraw (uuid, uuid) TO copil_person;

RESET ROLE;

--
-- Reading a committee: one document each, as far as the session may see.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.committee_rights (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('prepares', prepares (committee), 'sits', sits (committee), 'member', own_member (),
    'keys', jsonb_build_object ('agenda', session_keys (committee, 'agenda'), 'convocation', session_keys (committee, 'convocation'),
      'minutes', session_keys (committee, 'minutes')))
$$;
COMMENT ON FUNCTION copil.committee_rights (uuid) IS
  'What this session may do in a committee: {prepares, sits, member, keys: {agenda: [key], convocation, minutes}}';

CREATE FUNCTION copil.committee_row (c copil.committee) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT to_jsonb (c) || jsonb_build_object ('regime_name', (SELECT g.document ->> 'name' FROM regime g WHERE g.code = c.regime_code),
    'rights', committee_rights (c.id),
    'next_at', (SELECT min (s.starts_at) FROM sitting s WHERE s.committee_id = c.id AND s.stage NOT IN ('closed', 'cancelled')),
    'bodies', (SELECT count (*) FROM former_body b WHERE b.committee_id = c.id),
    'bodies_left', (SELECT count (*) FROM former_body b WHERE b.committee_id = c.id AND b.state <> 'merged'))
$$;
COMMENT ON FUNCTION copil.committee_row (copil.committee) IS
  'A committee with the name of its regime, the rights of this session, its next sitting, how many bodies are still to merge';

CREATE FUNCTION copil.committee_list () RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (committee_row (c) ORDER BY array_position ('{region,departement,bassin,local,pilot}', c.kind), c.name, c.id), '[]')::text
  FROM committee c
$$;
COMMENT ON FUNCTION copil.committee_list () IS 'All committees: [committee_row]';

CREATE FUNCTION copil.rows_of (relation regclass, committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  list jsonb;
BEGIN
  EXECUTE format ('SELECT jsonb_agg (r.j - ''committee_id'' ORDER BY (r.j ->> ''rank'')::int, r.id)
    FROM (SELECT t.id, to_jsonb (t) AS j FROM %s t WHERE t.committee_id = $1) r
    WHERE r.j -> ''gone'' IS DISTINCT FROM ''true''', relation) INTO list USING committee;
  RETURN coalesce (list, '[]');
END
$$;
COMMENT ON FUNCTION copil.rows_of (regclass, uuid) IS 'The rows of a table that belong to a committee, without those gone';

CREATE FUNCTION copil.sitting_list (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', s.id, 'number', s.number, 'title', s.title, 'starts_at', s.starts_at, 'place', s.place,
    'remote', s.remote, 'stage', s.stage, 'agenda_version', s.agenda_version, 'second_of', s.second_of, 'closed_at', s.closed_at,
    'batch_id', s.batch_id, 'version', s.version, 'minutes', (SELECT m.state FROM minutes m WHERE m.sitting_id = s.id))
    ORDER BY s.starts_at, s.number), '[]')
  FROM sitting s WHERE s.committee_id = committee
$$;
COMMENT ON FUNCTION copil.sitting_list (uuid) IS
  'The sittings of a committee: [{id, number, title, starts_at, place, remote, stage, agenda_version, second_of, closed_at, batch_id, version, minutes}]';

CREATE FUNCTION copil.committee_document (committee uuid) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('committee', committee_row (c), 'rules', resolved_rules (c.id),
    'colleges', rows_of ('college', c.id), 'seats', rows_of ('seat', c.id),
    'terms', rows_of ('term', c.id),
    'members', (SELECT coalesce (jsonb_agg (to_jsonb (m) ORDER BY m.name, m.id), '[]') FROM member m
      WHERE m.id IN (SELECT t.member_id FROM term t WHERE t.committee_id = c.id)),
    'delegations', rows_of ('delegation', c.id),
    'former_bodies', (SELECT coalesce (jsonb_agg (to_jsonb (b) - 'committee_id' || jsonb_build_object ('subjects', coalesce (
        (SELECT jsonb_agg (to_jsonb (f) - 'body_id' ORDER BY f.rank, f.id) FROM former_subject f WHERE f.body_id = b.id), '[]'))
      ORDER BY b.name, b.id), '[]') FROM former_body b WHERE b.committee_id = c.id),
    'recurring_items', rows_of ('recurring_item', c.id), 'proposals', rows_of ('proposal', c.id),
    'sittings', sitting_list (c.id),
    'register', (SELECT coalesce (jsonb_agg (to_jsonb (d) - 'committee_id' ORDER BY d.year, d.number), '[]') FROM decision d
      WHERE d.committee_id = c.id AND d.number IS NOT NULL AND NOT d.gone),
    'actions', rows_of ('action', c.id))::text
  FROM committee c WHERE c.id = committee
$$;
COMMENT ON FUNCTION copil.committee_document (uuid) IS
  'All of a committee that this session may read: {committee, rules, colleges, seats, terms, members, delegations, former_bodies (with subjects), recurring_items, proposals, sittings, register, actions}';

GRANT EXECUTE ON FUNCTION copil.committee_rights (uuid), copil.committee_row (copil.committee), copil.committee_list (),
  copil.rows_of (regclass, uuid), copil.sitting_list (uuid), copil.committee_document (uuid) TO copil_person;

RESET ROLE;
