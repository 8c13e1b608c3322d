-- 0034
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
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
  UPDATE approval a SET voided_at = moment ()
  WHERE a.sitting_id = s.id AND a.object = approve.object AND a.key = own_key AND a.voided_at IS NULL;
  INSERT INTO approval (id, sitting_id, object, key, login, name, "position", given, reason, content, content_hash, at)
  SELECT made, s.id, approve.object, own_key, session_user, n.name, n."position", approve.given,
    clean_label (nullif (approve.reason, ''), 'Motif'), content, hash, moment ()
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
