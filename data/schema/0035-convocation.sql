-- 0035
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
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
  place AS (
    -- Behind the same neighbour of those that stay: one that only makes room has not moved.
    SELECT i.id, lag (i.id) OVER (PARTITION BY i.o ->> 'parent' ORDER BY string_to_array (i.o ->> 'number', '.')::int[]) AS was,
      lag (i.id) OVER (PARTITION BY i.n ->> 'parent' ORDER BY string_to_array (i.n ->> 'number', '.')::int[]) AS now
    FROM item i WHERE i.o IS NOT NULL AND i.n IS NOT NULL),
  field AS (
    SELECT i.id, jsonb_agg (f.key ORDER BY f.key) AS names FROM item i, jsonb_each (i.n) f
    WHERE i.o IS NOT NULL AND f.key NOT IN ('number', 'parent', 'late') AND f.value IS DISTINCT FROM i.o -> f.key GROUP BY i.id)
  SELECT jsonb_build_object (
    'added', coalesce (jsonb_agg (n - 'body' ORDER BY string_to_array (n ->> 'number', '.')::int[]) FILTER (WHERE o IS NULL), '[]'),
    'removed', coalesce (jsonb_agg (o - 'body' ORDER BY string_to_array (o ->> 'number', '.')::int[]) FILTER (WHERE n IS NULL), '[]'),
    'moved', coalesce (jsonb_agg (jsonb_build_object ('id', i.id, 'title', n -> 'title', 'from', o -> 'number', 'to', n -> 'number')
      ORDER BY string_to_array (n ->> 'number', '.')::int[]) FILTER (WHERE o ->> 'parent' IS DISTINCT FROM n ->> 'parent' OR p.was IS DISTINCT FROM p.now), '[]'),
    'changed', coalesce (jsonb_agg (jsonb_build_object ('id', i.id, 'title', n -> 'title', 'number', n -> 'number',
      'fields', f.names, 'old', o, 'new', n) ORDER BY string_to_array (n ->> 'number', '.')::int[]) FILTER (WHERE f.names IS NOT NULL), '[]'))
  FROM item i LEFT JOIN field f ON f.id = i.id LEFT JOIN place p ON p.id = i.id
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
    frozen_at = moment ()
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
  sent timestamptz := moment ();
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
  ELSIF at > moment () + interval '2 seconds' OR at < (SELECT min (r.sent_at) FROM recipient r WHERE r.sitting_id = s.id AND r.member_id = member) THEN
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
  PERFORM receipt_mark (sitting, member, coalesce (at, moment ()));
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
  PERFORM receipt_mark (sitting, self, moment ());
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
  UPDATE recipient r SET answer = choice, answer_member = other, answered_at = moment (), answered_by = session_user
  WHERE r.id = who.id;
  PERFORM log_append (s.id, 'answered', jsonb_build_object ('member', member, 'seat', seat, 'choice', choice, 'other', other));
  RETURN command_end (command, jsonb_build_object ('recipient', who.id, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.answer (uuid, uuid, uuid, uuid, text, uuid) IS
  'Answers a convocation: present, remote, absent, mandate or deputy (other: to whom, or who); answers {recipient, warnings}. For the member, or for them by those who prepare the sitting';

CREATE FUNCTION copil.answer_remind (command uuid, sitting uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  silent jsonb;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'answer_remind', hash_of (sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  IF s.stage <> 'convoked' THEN
    PERFORM refuse ('CP422', 'On relance ceux qui n’ont pas répondu à une convocation, avant l’ouverture de la séance.', format ('stage %s', s.stage));
  END IF;
  -- A deputy is awaited once the holder of the seat sends one.
  WITH reminded AS (
    UPDATE recipient r SET reminded_at = moment ()
    WHERE r.sitting_id = s.id AND r.answer IS NULL AND (r.capacity <> 'deputy' OR EXISTS (
      SELECT FROM recipient h WHERE h.sitting_id = s.id AND h.seat_id = r.seat_id AND h.answer = 'deputy' AND h.answer_member = r.member_id))
    RETURNING r.member_id)
  SELECT jsonb_agg (DISTINCT m.member_id) INTO silent FROM reminded m;
  IF silent IS NULL THEN
    PERFORM refuse ('CP422', 'Tous les convoqués ont répondu.');
  END IF;
  PERFORM log_append (s.id, 'answers_reminded', jsonb_build_object ('members', silent));
  RETURN command_end (command, jsonb_build_object ('members', silent));
END
$$;
COMMENT ON FUNCTION copil.answer_remind (uuid, uuid) IS
  'Reminds those who have not answered a convocation, and logs it; answers {members}. For those who prepare the sitting';

-- Without quorum.

CREATE FUNCTION copil.require_no_quorum (s copil.sitting) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF s.stage NOT IN ('convoked', 'open', 'suspended', 'closed') OR (s.stage = 'convoked' AND s.starts_at > moment ()) THEN
    PERFORM refuse ('CP422', 'Une seconde convocation suit une séance qui n’a pas réuni le quorum.', format ('stage %s', s.stage));
  ELSIF s.second_of IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Cette séance se tient déjà sans quorum, sur seconde convocation.');
  ELSIF EXISTS (SELECT FROM sitting n WHERE n.second_of = s.id AND n.stage <> 'cancelled') THEN
    PERFORM refuse ('CP422', 'Cette séance a déjà sa seconde convocation.');
  ELSIF s.stage IN ('open', 'suspended') AND (quorum_count (s.id, moment (), NULL) ->> 'reached')::boolean THEN
    PERFORM refuse ('CP422', 'Le quorum est réuni : la séance peut délibérer.');
  ELSIF EXISTS (SELECT FROM agenda_item i WHERE i.sitting_id = s.id AND NOT i.gone
                AND i.outcome NOT IN ('pending', 'current', 'postponed', 'withdrawn')) THEN
    PERFORM refuse ('CP422', 'Cette séance a délibéré : reportez à la prochaine ce qui n’a pas été traité.');
  END IF;
  IF rule_value (s.rules, 'second_convocation') IS DISTINCT FROM 'same_agenda_no_quorum' THEN
    RETURN object_to ('[]', s.rules, 'second_convocation', 'Aucune seconde convocation sans quorum n’est prévue : le quorum reste exigé');
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
DECLARE
  at timestamptz;
BEGIN
  IF s.stage IN ('open', 'suspended') THEN
    at := clock_at (s, NULL);
    PERFORM clock_stop (s, 'end', at);
    UPDATE agenda_item i SET outcome = 'postponed', ended_at = at, version = i.version + 1
    WHERE i.sitting_id = s.id AND NOT i.gone AND i.outcome IN ('pending', 'current');
    PERFORM sitting_end (s, at);
  ELSIF s.stage = 'convoked' THEN
    UPDATE sitting n SET stage = 'cancelled', version = n.version + 1 WHERE n.id = s.id;
  END IF;
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
  PERFORM require_no_vote (s.id), log_append (id, 'second_convocation', jsonb_build_object ('of', s.id, 'number', second.number)),
    agenda_repeat (s, second), sitting_without_quorum (s, id);
  RETURN command_end (command, jsonb_build_object ('sitting', id, 'number', second.number, 'version', 1, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.second_convocation (uuid, uuid, uuid, timestamptz, text) IS
  'After a sitting without quorum: one on the same agenda, locked and approved as it was, for which none is required; the convocation awaits both keys. Answers {sitting, number, version, warnings}. For those who prepare the sitting';

GRANT EXECUTE ON FUNCTION copil.agenda_changes (jsonb, jsonb), copil.convocation_changes (jsonb, jsonb), copil.french_day (timestamptz),
  copil.french_minute (timestamptz), copil.convoke (uuid, uuid, uuid, text, jsonb), copil.receipt_note (uuid, uuid, uuid, timestamptz),
  copil.receipt_own (uuid, uuid), copil.answer (uuid, uuid, uuid, uuid, text, uuid), copil.answer_remind (uuid, uuid),
  copil.second_convocation (uuid, uuid, uuid, timestamptz, text) TO copil_person;

RESET ROLE;
