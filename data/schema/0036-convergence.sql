-- 0036
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
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
  INSERT INTO proposal (id, committee_id, member_id, title, nature, reason, seconds, proposed_at)
  VALUES (proposal_add.id, committee, own_member (), clean_label (coalesce (proposal_add.title, ''), 'Intitulé du point'),
    proposal_add.nature, clean_label (coalesce (proposal_add.reason, ''), 'Motif'), proposal_add.seconds, moment ())
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

CREATE FUNCTION copil.proposal_answer (command uuid, proposal uuid, version int, accept boolean, answer text, item_id uuid, sitting uuid,
                                       rank int DEFAULT NULL)
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
  known := command_begin (command, 'proposal_answer', hash_of (proposal::text, version::text, accept::text, answer, item_id::text, sitting::text, rank::text));
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
    PERFORM item_insert (i, rank), agenda_edited (s, 'item_added', jsonb_build_object ('item', item_id, 'title', old.title, 'proposal', old.id));
  END IF;
  UPDATE proposal p SET state = CASE WHEN accept THEN 'accepted' ELSE 'refused' END, version = p.version + 1,
    answer = clean_label (nullif (proposal_answer.answer, ''), 'Réponse'), item_id = CASE WHEN accept THEN proposal_answer.item_id END
  WHERE p.id = old.id;
  RETURN command_end (command, jsonb_build_object ('proposal', old.id, 'version', version + 1, 'item', CASE WHEN accept THEN item_id END));
END
$$;
COMMENT ON FUNCTION copil.proposal_answer (uuid, uuid, int, boolean, text, uuid, uuid, int) IS
  'Puts a proposal on an agenda as an item, at a rank or last, or refuses it, saying why; answers {proposal, version, item}. For those who prepare the committee';

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
  copil.proposal_answer (uuid, uuid, int, boolean, text, uuid, uuid, int), copil.proposal_withdraw (uuid, uuid) TO copil_person;

RESET ROLE;
