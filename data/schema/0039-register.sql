-- 0039
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a sitting leaves: decisions, actions, disagreements.
--
-- Decisions are drafts until the sitting closes; then each takes the next number of its committee
-- and year, under the lock of the committee, and is never changed again. Actions go on from
-- sitting to sitting until they are closed, and keep what they were.

SET LOCAL ROLE copil_owner;

-- Decisions.

CREATE FUNCTION copil.check_deciding_vote (rules jsonb, item uuid, vote uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  cast_one vote;
BEGIN
  SELECT v.* INTO cast_one FROM vote v WHERE v.id = check_deciding_vote.vote;
  IF vote IS NULL OR (cast_one.item_id = item AND cast_one.verdict IN ('adopted', 'rejected') AND NOT cast_one.gone) THEN
    RETURN;
  ELSIF cast_one.item_id IS DISTINCT FROM item OR cast_one.gone THEN
    PERFORM refuse ('CP422', 'Ce vote n’est pas celui de ce point de l’ordre du jour.', format ('vote %s', vote));
  ELSIF cast_one.verdict IS NULL THEN
    PERFORM refuse ('CP422', 'Ce vote est encore ouvert : fermez-le d’abord.', format ('vote %s', vote));
  END IF;
  PERFORM refuse ('CP422', CASE cast_one.verdict
    WHEN 'tie' THEN 'Les voix se sont partagées : rien n’a été décidé' || rule_cite (rules, 'tie')
    WHEN 'no_quorum' THEN 'Le quorum n’était pas atteint : rien n’a été décidé' || rule_cite (rules, 'quorum_base')
    ELSE 'Ce vote n’a rien décidé' || rule_cite (rules, 'majority_base') END || '.',
    format ('vote %s is %s', vote, cast_one.verdict));
END
$$;
COMMENT ON FUNCTION copil.check_deciding_vote (jsonb, uuid, uuid) IS
  'CP422, quoting the rule, when a vote decided nothing on an item';

CREATE FUNCTION copil.decision_add (command uuid, id uuid, item uuid, vote uuid, words text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (item_sitting (item));
BEGIN
  known := command_begin (command, 'decision_add', hash_of (id::text, item::text, vote::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_stage (taken, '{open,suspended}', 'Une décision se prend pendant la séance.');
  PERFORM check_deciding_vote (taken.rules, item, vote);
  INSERT INTO decision (id, sitting_id, committee_id, item_id, vote_id, year, words, recorded_at)
  VALUES (decision_add.id, taken.id, taken.committee_id, item, vote,
    extract (year FROM coalesce (taken.opened_at, moment ()) AT TIME ZONE 'Europe/Paris'),
    clean_words (decision_add.words, 'Décision', 10000), moment ())
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('decision', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.decision_add (uuid, uuid, uuid, uuid, text) IS
  'Writes down a decision as it is taken, by a vote or (NULL) without one; it is numbered when the sitting closes. Answers {decision, version}. For those who animate it';

CREATE FUNCTION copil.taken_decision (decision uuid) RETURNS copil.decision
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old decision;
BEGIN
  PERFORM prepared_sitting ((SELECT d.sitting_id FROM decision d WHERE d.id = taken_decision.decision));
  SELECT d.* INTO old FROM decision d WHERE d.id = taken_decision.decision;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.taken_decision (uuid) IS 'A decision, its sitting taken by those who prepare it';

CREATE FUNCTION copil.check_draft (old copil.decision, version int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF old.number IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Cette décision est au registre : elle ne change plus. Une autre décision peut la rapporter.',
      format ('decision %s/%s', old.year, old.number));
  END IF;
  PERFORM refuse_stale ('Décision', old.version, version, NULL, NULL,
    jsonb_build_object ('words', old.words, 'gone', old.gone));
END
$$;
COMMENT ON FUNCTION copil.check_draft (copil.decision, int) IS
  'CP422 when a decision is numbered, CP412 when it is another version';

CREATE FUNCTION copil.decision_edit (command uuid, decision uuid, version int, vote uuid, words text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old decision := taken_decision (decision);
BEGIN
  known := command_begin (command, 'decision_edit', hash_of (decision::text, version::text, vote::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_draft (old, version);
  PERFORM check_deciding_vote ((SELECT s.rules FROM sitting s WHERE s.id = old.sitting_id), old.item_id, vote);
  UPDATE decision d SET words = clean_words (decision_edit.words, 'Décision', 10000), vote_id = vote, gone = false,
    version = old.version + 1
  WHERE d.id = old.id;
  RETURN command_end (command, jsonb_build_object ('decision', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.decision_edit (uuid, uuid, int, uuid, text) IS
  'Words a decision anew before it is numbered, or brings a removed one back; answers {decision, version}. For those who animate the sitting';

CREATE FUNCTION copil.decision_remove (command uuid, decision uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old decision := taken_decision (decision);
BEGIN
  known := command_begin (command, 'decision_remove', hash_of (decision::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_draft (old, version);
  UPDATE decision d SET gone = true, version = old.version + 1 WHERE d.id = old.id;
  RETURN command_end (command, jsonb_build_object ('decision', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.decision_remove (uuid, uuid, int) IS
  'Takes a decision back before it is numbered; answers {decision, version}. For those who animate the sitting';

CREATE FUNCTION copil.keep_numbered () RETURNS trigger
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.number IS NULL OR to_jsonb (NEW) - 'revision' = to_jsonb (OLD) - 'revision') THEN
    RETURN NEW;
  END IF;
  PERFORM refuse ('CP422', 'Le registre des décisions est définitif : une décision numérotée ne change plus.',
    format ('%s of decision %s/%s', TG_OP, OLD.year, OLD.number));
END
$$;
COMMENT ON FUNCTION copil.keep_numbered () IS
  'Trigger: nobody, the owner included, changes a numbered decision or deletes any';
CREATE TRIGGER keep_numbered BEFORE UPDATE OR DELETE ON copil.decision
  FOR EACH ROW EXECUTE FUNCTION copil.keep_numbered ();

-- Actions.

CREATE FUNCTION copil.check_action (taken copil.sitting, item uuid, decision uuid, owner uuid, due date, indicator text)
  RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM term t WHERE t.committee_id = taken.committee_id AND t.member_id = owner)
    AND NOT EXISTS (SELECT FROM guest g WHERE g.sitting_id = taken.id AND g.member_id = owner) THEN
    PERFORM refuse ('CP422', 'Le responsable d’une action est un membre ou un invité du comité.', format ('member %s', owner));
  ELSIF item IS NOT NULL AND item_sitting (item) IS DISTINCT FROM taken.id
    OR decision IS NOT NULL AND NOT EXISTS (SELECT FROM decision d
      WHERE d.id = check_action.decision AND d.sitting_id = taken.id AND NOT d.gone) THEN
    PERFORM refuse ('CP422', 'Ce point ou cette décision n’est pas de cette séance.',
      format ('item %s, decision %s', item, decision));
  ELSIF due IS NULL OR due NOT BETWEEN '2020-01-01' AND '2100-01-01' THEN
    PERFORM refuse ('CP422', 'Une action a une échéance : donnez-lui une date.', format ('due %s', due));
  ELSIF indicator <> '' AND NOT EXISTS (SELECT FROM indicator i WHERE i.code = check_action.indicator) THEN
    PERFORM refuse ('CP422', 'Cet indicateur n’est pas au catalogue.', format ('indicator %s', indicator));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_action (copil.sitting, uuid, uuid, uuid, date, text) IS
  'CP422 when an action has no owner of this committee, no plausible day, or what it is linked to is not of this sitting';

CREATE FUNCTION copil.action_add (command uuid, id uuid, sitting uuid, item uuid, decision uuid, words text, owner uuid,
                                  due date, indicator text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (sitting);
BEGIN
  known := command_begin (command, 'action_add', hash_of (id::text, sitting::text, item::text, decision::text, words,
    owner::text, due::text, indicator));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_stage (taken, '{open,suspended,closed}', 'Une action se décide pendant la séance ou à sa suite.');
  PERFORM check_action (taken, item, decision, owner, due, indicator);
  INSERT INTO action (id, sitting_id, committee_id, item_id, decision_id, words, owner_id, due, indicator_code)
  VALUES (action_add.id, taken.id, taken.committee_id, item, decision,
    clean_label (coalesce (action_add.words, ''), 'Action'), owner, action_add.due, nullif (indicator, ''))
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id), void_approvals (taken.id, 'minutes');
  RETURN command_end (command, jsonb_build_object ('action', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.action_add (uuid, uuid, uuid, uuid, uuid, text, uuid, date, text) IS
  'What somebody is to do, by when; item, decision and indicator may be NULL. Answers {action, version}. For those who prepare';

CREATE FUNCTION copil.taken_action (action uuid) RETURNS copil.action
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old action;
BEGIN
  SELECT a.* INTO old FROM action a WHERE a.id = taken_action.action;
  IF own_member () IS NULL OR own_member () IS DISTINCT FROM old.owner_id THEN
    PERFORM prepared_sitting (old.sitting_id);
  END IF;
  PERFORM sitting_lock (old.sitting_id);
  SELECT a.* INTO old FROM action a WHERE a.id = taken_action.action;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.taken_action (uuid) IS
  'An action, its sitting taken by who is to do it or by those who prepare; CP401 or CP403 for others';

CREATE FUNCTION copil.action_edit (command uuid, action uuid, version int, words text, owner uuid, due date,
                                   indicator text, state text, note text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old action := taken_action (action);
  taken sitting := sitting_lock (old.sitting_id);
BEGIN
  known := command_begin (command, 'action_edit', hash_of (action::text, version::text, words, owner::text, due::text,
    indicator, state, note));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF (num_nonnulls (words, owner, due, indicator) > 0 OR state = 'dropped') AND NOT prepares (old.committee_id) THEN
    PERFORM refuse ('CP403', 'Vous pouvez dire où en est votre action ; seul le secrétariat la modifie ou l’abandonne.');
  ELSIF state NOT IN ('open', 'done', 'dropped') THEN
    PERFORM refuse ('CP422', 'Une action est à faire, faite ou abandonnée.', format ('state %s', state));
  END IF;
  PERFORM refuse_stale ('Action', old.version, version, old.history -> -1 ->> 'login',
    (old.history -> -1 ->> 'at')::timestamptz,
    jsonb_build_object ('words', old.words, 'owner', old.owner_id, 'due', old.due, 'state', old.state));
  PERFORM check_action (taken, NULL, NULL, coalesce (owner, old.owner_id), coalesce (due, old.due), indicator);
  UPDATE action a SET words = coalesce (clean_label (action_edit.words, 'Action'), old.words),
    owner_id = coalesce (owner, old.owner_id), due = coalesce (action_edit.due, old.due),
    indicator_code = nullif (coalesce (indicator, old.indicator_code), ''),
    state = coalesce (action_edit.state, old.state), version = old.version + 1,
    history = old.history || jsonb_build_object ('at', moment (), 'login', session_user, 'state', old.state,
      'due', old.due, 'owner', old.owner_id, 'words', old.words,
      'note', clean_label (nullif (action_edit.note, ''), 'Note'))
  WHERE a.id = old.id;
  RETURN command_end (command, jsonb_build_object ('action', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.action_edit (uuid, uuid, int, text, uuid, date, text, text, text) IS
  'Changes an action, NULL leaving as it is (an empty indicator: none), and keeps what it was, with a note on the change; answers {action, version}. For those who prepare; who is to do it may say whether it is done';

CREATE FUNCTION copil.action_remind (command uuid, action uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting ((SELECT a.sitting_id FROM action a WHERE a.id = action_remind.action));
BEGIN
  known := command_begin (command, 'action_remind', hash_of (action::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  UPDATE action a SET reminded_at = moment ()
  WHERE a.id = action_remind.action AND a.state = 'open' AND NOT a.gone
    AND a.due < (moment () AT TIME ZONE 'Europe/Paris')::date;
  IF NOT FOUND THEN
    PERFORM refuse ('CP422', 'Cette action n’est pas en retard : il n’y a rien à rappeler.', format ('action %s', action));
  END IF;
  PERFORM log_append (taken.id, 'action_reminded', jsonb_build_object ('action', action));
  RETURN command_end (command, jsonb_build_object ('action', action));
END
$$;
COMMENT ON FUNCTION copil.action_remind (uuid, uuid) IS
  'Reminds who is to do it of an action that is late; answers {action}. For those who prepare';

-- Disagreements.

CREATE FUNCTION copil.taken_dissent (item uuid, member uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  taken sitting;
BEGIN
  IF own_member () IS NULL OR own_member () IS DISTINCT FROM member THEN
    PERFORM prepared_sitting (item_sitting (item));
  END IF;
  taken := sitting_lock (item_sitting (item));
  IF taken.stage NOT IN ('open', 'suspended', 'closed')
    OR EXISTS (SELECT FROM minutes m WHERE m.sitting_id = taken.id AND m.state IN ('approval', 'final')) THEN
    PERFORM refuse ('CP422', 'La mention d’un désaccord se demande de la séance jusqu’à l’accord sur le procès-verbal'
      || rule_cite (taken.rules, 'minutes') || '.', format ('sitting %s is %s', taken.id, taken.stage));
  ELSIF NOT EXISTS (SELECT FROM attendance a WHERE a.sitting_id = taken.id AND a.member_id = member
                    AND a.seat_id IS NOT NULL) THEN
    PERFORM refuse ('CP422', 'Seul un membre qui a siégé peut demander la mention de son désaccord'
      || rule_cite (taken.rules, 'minutes') || '.', format ('member %s', member));
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION copil.taken_dissent (uuid, uuid) IS
  'The sitting whose minutes may mention a disagreement of this member, asked by the member or those who prepare';

CREATE FUNCTION copil.dissent_add (command uuid, id uuid, item uuid, member uuid, words text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := taken_dissent (item, member);
BEGIN
  known := command_begin (command, 'dissent_add', hash_of (id::text, item::text, member::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO dissent (id, sitting_id, item_id, member_id, words)
  VALUES (dissent_add.id, taken.id, item, member, clean_words (dissent_add.words, 'Désaccord', 4000)) ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('dissent', id));
END
$$;
COMMENT ON FUNCTION copil.dissent_add (uuid, uuid, uuid, uuid, text) IS
  'A member has their disagreement on an item mentioned in the minutes; answers {dissent}. For the member, or those who prepare';

CREATE FUNCTION copil.dissent_remove (command uuid, dissent uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old dissent;
BEGIN
  SELECT d.* INTO old FROM dissent d WHERE d.id = dissent_remove.dissent;
  PERFORM taken_dissent (old.item_id, old.member_id);
  known := command_begin (command, 'dissent_remove', hash_of (dissent::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  UPDATE dissent d SET gone = true WHERE d.id = old.id;
  RETURN command_end (command, jsonb_build_object ('dissent', old.id));
END
$$;
COMMENT ON FUNCTION copil.dissent_remove (uuid, uuid) IS
  'Takes a disagreement back; answers {dissent}. For the member, or those who prepare';

GRANT EXECUTE ON FUNCTION copil.decision_add (uuid, uuid, uuid, uuid, text),
  copil.decision_edit (uuid, uuid, int, uuid, text), copil.decision_remove (uuid, uuid, int),
  copil.action_add (uuid, uuid, uuid, uuid, uuid, text, uuid, date, text),
  copil.action_edit (uuid, uuid, int, text, uuid, date, text, text, text), copil.action_remind (uuid, uuid),
  copil.dissent_add (uuid, uuid, uuid, uuid, text), copil.dissent_remove (uuid, uuid) TO copil_person;

RESET ROLE;
