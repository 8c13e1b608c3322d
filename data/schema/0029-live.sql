-- 0029
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The course of a sitting: opening, suspension, closing; the clock of its items; who has the floor;
-- the notes of who animates it.
--
-- A timer is never counted down in the base: a running one has the absolute moment of its end, a
-- stopped one what remains of it, and every screen computes the rest by the clock of the base.
-- Who animates decides nothing: what becomes of an item follows from its vote where there was one.

SET LOCAL ROLE copil_owner;

-- The clock of the items.

CREATE FUNCTION copil.clock_of (item uuid) RETURNS copil.clock_event
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT e.* FROM clock_event e WHERE e.item_id = clock_of.item ORDER BY e.revision DESC LIMIT 1
$$;
COMMENT ON FUNCTION copil.clock_of (uuid) IS 'The last thing that the timer of an item did';

CREATE FUNCTION copil.clock_at (sitting copil.sitting, given timestamptz) RETURNS timestamptz
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- What two stations noted comes in some order: the record has this one.
  SELECT live_at (greatest (coalesce (given, moment ()), (SELECT max (e.at) FROM clock_event e WHERE e.sitting_id = sitting.id)), sitting.opened_at)
$$;
COMMENT ON FUNCTION copil.clock_at (copil.sitting, timestamptz) IS
  'When something happened to the clocks of a sitting: never before what was recorded last';

CREATE FUNCTION copil.clock_note (sitting uuid, item uuid, kind text, at timestamptz, remaining bigint DEFAULT NULL,
                                  runs boolean DEFAULT false, seconds int DEFAULT NULL, reason text DEFAULT NULL) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  INSERT INTO clock_event (id, sitting_id, item_id, kind, at, ends_at, remaining_ms, seconds, reason)
  VALUES (gen_random_uuid (), sitting, item, kind, at, CASE WHEN runs THEN at + remaining * interval '1 millisecond' END,
    CASE WHEN NOT runs THEN remaining END, seconds, clean_label (nullif (reason, ''), 'Motif'))
$$;
COMMENT ON FUNCTION copil.clock_note (uuid, uuid, text, timestamptz, bigint, boolean, int, text) IS
  'Records what a timer did: it runs out after the remaining milliseconds, or is stopped with them';

CREATE FUNCTION copil.clock_left (item copil.agenda_item, at timestamptz) RETURNS bigint
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (e.remaining_ms, (extract (epoch FROM e.ends_at - clock_left.at) * 1000)::bigint, item.seconds * 1000::bigint)
  FROM clock_of (item.id) e
$$;
COMMENT ON FUNCTION copil.clock_left (copil.agenda_item, timestamptz) IS
  'Milliseconds left to an item at a moment, negative past zero: of a running timer, a stopped one, or one not begun';

CREATE FUNCTION copil.clock_stop (s copil.sitting, kind text, at timestamptz, reason text DEFAULT NULL) RETURNS boolean
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  item agenda_item := (SELECT i FROM agenda_item i WHERE i.id = s.current_item);
BEGIN
  IF (SELECT e.ends_at FROM clock_of (item.id) e) IS NULL THEN
    RETURN false;
  END IF;
  PERFORM clock_note (s.id, item.id, kind, at, clock_left (item, at), reason => reason);
  RETURN true;
END
$$;
COMMENT ON FUNCTION copil.clock_stop (copil.sitting, text, timestamptz, text) IS
  'Stops the timer of the current item (kind pause or end); whether it ran';

-- Opening, suspending, closing.

CREATE FUNCTION copil.sitting_open (command uuid, sitting uuid, version int DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'sitting_open', hash_of (sitting::text, version::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'convoked');
  PERFORM require_version (s.version, coalesce (sitting_open.version, s.version), 'La séance a été modifiée');
  -- Opened without a network some hours ago, at most.
  at := live_at (at, moment () - interval '24 hours');
  UPDATE sitting x SET stage = 'open', opened_at = sitting_open.at, version = x.version + 1 WHERE x.id = s.id;
  PERFORM clock_note (s.id, NULL, 'open', at);
  PERFORM log_append (s.id, 'open', jsonb_build_object ('at', at, 'quorum', quorum_count (s.id, at, NULL)));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', s.version + 1, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.sitting_open (uuid, uuid, int, timestamptz) IS
  'Opens a convoked sitting (version NULL: whatever it is); answers {sitting, version, at}. For who animates it';

CREATE FUNCTION copil.sitting_suspend (command uuid, sitting uuid, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'sitting_suspend', hash_of (sitting::text, reason, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'open');
  PERFORM require_no_vote (s.id);
  at := clock_at (s, at);
  PERFORM clock_stop (s, 'pause', at, reason);
  PERFORM clock_note (s.id, NULL, 'suspend', at, reason => reason);
  UPDATE sitting x SET stage = 'suspended' WHERE x.id = s.id;
  PERFORM log_append (s.id, 'suspend', jsonb_build_object ('at', at, 'reason', reason));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.sitting_suspend (uuid, uuid, text, timestamptz) IS
  'Suspends an open sitting and stops its timer; answers {sitting, at}. For who animates it';

CREATE FUNCTION copil.sitting_reopen (command uuid, sitting uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  item agenda_item;
  stopped clock_event;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'sitting_reopen', hash_of (sitting::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'suspended');
  at := clock_at (s, at);
  SELECT e.* INTO stopped FROM clock_event e WHERE e.sitting_id = s.id AND e.kind = 'suspend' ORDER BY e.revision DESC LIMIT 1;
  PERFORM clock_note (s.id, NULL, 'reopen', at);
  -- Only what the suspension stopped goes on by itself.
  SELECT i.* INTO item FROM agenda_item i, clock_of (i.id) e
  WHERE i.id = s.current_item AND e.kind = 'pause' AND e.at = stopped.at;
  IF item.id IS NOT NULL THEN
    PERFORM clock_note (s.id, item.id, 'resume', at, clock_left (item, at), true);
  END IF;
  UPDATE sitting x SET stage = 'open' WHERE x.id = s.id;
  PERFORM log_append (s.id, 'reopen', jsonb_build_object ('at', at));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.sitting_reopen (uuid, uuid, timestamptz) IS
  'Resumes a suspended sitting, and its timer where the suspension stopped it; answers {sitting, at}. For who animates it';

CREATE FUNCTION copil.require_no_vote (sitting uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM vote v WHERE v.sitting_id = require_no_vote.sitting AND v.closed_at IS NULL AND NOT v.gone) THEN
    PERFORM refuse ('CP422', 'Un vote est ouvert : il faut d’abord le clore ou l’annuler.');
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_no_vote (uuid) IS 'CP422 while a vote is open';

CREATE FUNCTION copil.undecided_items (sitting uuid) RETURNS SETOF copil.agenda_item
  STABLE LANGUAGE sql
AS $$
  SELECT i.* FROM copil.agenda_item i
  WHERE i.sitting_id = $1 AND NOT i.gone AND i.outcome IN ('pending', 'current')
    AND NOT EXISTS (SELECT FROM copil.agenda_item c WHERE c.parent_id = i.id AND NOT c.gone)
$$;
COMMENT ON FUNCTION copil.undecided_items (uuid) IS
  'The items of which it is not said what became of them; one with items under it is decided by these';

CREATE FUNCTION copil.decisions_number (s copil.sitting) RETURNS int
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  numbered int;
BEGIN
  -- Of two sittings that close at once, the second waits here: no number is left out or given twice.
  PERFORM FROM committee c WHERE c.id = s.committee_id FOR NO KEY UPDATE;
  UPDATE decision d SET number = n.number
  FROM (SELECT x.id, row_number () OVER (PARTITION BY x.year ORDER BY x.recorded_at, x.id)
          + coalesce ((SELECT max (y.number) FROM decision y WHERE y.committee_id = s.committee_id AND y.year = x.year), 0) AS number
        FROM decision x WHERE x.sitting_id = s.id AND NOT x.gone AND x.number IS NULL) n
  WHERE d.id = n.id;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  RETURN numbered;
END
$$;
COMMENT ON FUNCTION copil.decisions_number (copil.sitting) IS
  'Numbers the decisions of a sitting by committee and year, without a gap; how many';

CREATE FUNCTION copil.sitting_end (s copil.sitting, at timestamptz) RETURNS int
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  numbered int;
BEGIN
  UPDATE speaker p SET ended_at = sitting_end.at WHERE p.sitting_id = s.id AND p.started_at IS NOT NULL AND p.ended_at IS NULL;
  UPDATE mandate m SET until = sitting_end.at WHERE m.sitting_id = s.id AND m.until IS NULL;
  numbered := decisions_number (s);
  PERFORM clock_note (s.id, NULL, 'close', at);
  UPDATE sitting x SET stage = 'closed', closed_at = sitting_end.at, current_item = NULL, version = x.version + 1 WHERE x.id = s.id;
  PERFORM log_append (s.id, 'close', jsonb_build_object ('at', at, 'decisions', numbered));
  RETURN numbered;
END
$$;
COMMENT ON FUNCTION copil.sitting_end (copil.sitting, timestamptz) IS
  'Ends a sitting that was opened: the floor, mandates, the clock; numbers its decisions, how many';

CREATE FUNCTION copil.sitting_close (command uuid, sitting uuid, version int DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  undecided text;
  numbered int;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'sitting_close', hash_of (sitting::text, version::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'open', 'suspended');
  PERFORM require_version (s.version, coalesce (sitting_close.version, s.version), 'La séance a été modifiée');
  PERFORM require_no_vote (s.id);
  SELECT string_agg (format ('« %s »', i.title), ', ' ORDER BY i.rank) INTO undecided FROM undecided_items (s.id) i;
  IF undecided IS NOT NULL THEN
    PERFORM refuse ('CP422', format ('La séance ne peut pas être levée : il reste à dire ce qu’il advient de %s. Un point qui '
      'n’a pas été examiné se reporte.', undecided));
  END IF;
  at := clock_at (s, at);
  numbered := sitting_end (s, at);
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', s.version + 1, 'at', at, 'decisions', numbered));
END
$$;
COMMENT ON FUNCTION copil.sitting_close (uuid, uuid, int, timestamptz) IS
  'Closes a sitting of which every item is decided and numbers its decisions (version NULL: whatever it is); answers {sitting, version, at, decisions}. For who animates it';

-- Items.

CREATE FUNCTION copil.item_start (command uuid, sitting uuid, item uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  next agenda_item;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'item_start', hash_of (sitting::text, item::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'open');
  next := live_item (s.id, item);
  PERFORM require_no_vote (s.id);
  at := clock_at (s, at);
  IF s.current_item IS DISTINCT FROM item THEN
    -- The item before is left where it was: it may be taken up again.
    PERFORM clock_stop (s, 'pause', at);
    UPDATE agenda_item i SET outcome = 'pending' WHERE i.id = s.current_item AND i.outcome = 'current';
    PERFORM clock_note (s.id, item, CASE WHEN next.started_at IS NULL THEN 'start' ELSE 'resume' END, at,
      clock_left (next, at), true);
    UPDATE agenda_item i SET outcome = 'current', started_at = coalesce (i.started_at, item_start.at), ended_at = NULL, meaning = NULL
    WHERE i.id = item_start.item;
    UPDATE sitting x SET current_item = item_start.item WHERE x.id = s.id;
  END IF;
  RETURN command_end (command, jsonb_build_object ('item', item, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.item_start (uuid, uuid, uuid, timestamptz) IS
  'Makes an item the current one and starts its timer; the item before, if it was not ended, waits; answers {item, at}. For who animates the sitting';

CREATE FUNCTION copil.require_outcome (item copil.agenda_item, outcome text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  verdict text := (SELECT v.verdict FROM vote v WHERE v.item_id = item.id AND NOT v.gone AND v.verdict <> 'cancelled'
                   ORDER BY v.closed_at DESC, v.revision DESC LIMIT 1);
BEGIN
  IF outcome IS NULL OR outcome <> ALL (ARRAY['postponed', 'withdrawn'] || CASE item.nature
      WHEN 'information' THEN ARRAY['treated'] WHEN 'advice' THEN ARRAY['treated', 'favourable', 'unfavourable']
      ELSE ARRAY['adopted', 'rejected'] END) THEN
    PERFORM refuse ('CP422', CASE item.nature
      WHEN 'information' THEN 'Un point d’information est traité, reporté ou retiré.'
      WHEN 'advice' THEN 'Un point pour avis est traité, reporté ou retiré, ou reçoit un avis favorable ou défavorable.'
      ELSE 'Un point de décision est adopté, rejeté, reporté ou retiré.' END, format ('outcome %s', outcome));
  ELSIF verdict IS NOT NULL AND (outcome IN ('adopted', 'favourable') AND verdict <> 'adopted'
      OR outcome IN ('rejected', 'unfavourable') AND verdict = 'adopted') THEN
    PERFORM refuse ('CP422', 'L’issue de ce point est celle de son vote, qui dit le contraire.',
      format ('outcome %s, verdict %s', outcome, verdict));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_outcome (copil.agenda_item, text) IS
  'CP422 when such an item cannot end so, or its last vote says otherwise';

CREATE FUNCTION copil.item_end (command uuid, item uuid, outcome text, meaning text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place uuid := (SELECT i.sitting_id FROM agenda_item i WHERE i.id = item_end.item);
  s sitting;
  ended agenda_item;
BEGIN
  PERFORM require_animator (place);
  known := command_begin (command, 'item_end', hash_of (item::text, outcome, meaning, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (place, 'open', 'suspended');
  ended := live_item (place, item);
  PERFORM require_no_vote (s.id);
  PERFORM require_outcome (ended, outcome);
  IF char_length (meaning) > 4000 THEN
    PERFORM refuse ('CP422', 'Sens de la délibération : 4 000 signes au plus.');
  END IF;
  at := clock_at (s, at);
  IF s.current_item = item THEN
    PERFORM clock_stop (s, 'end', at);
    UPDATE sitting x SET current_item = NULL WHERE x.id = s.id;
  END IF;
  UPDATE agenda_item i SET outcome = item_end.outcome, meaning = nullif (btrim (item_end.meaning), ''),
    ended_at = CASE WHEN i.started_at IS NOT NULL THEN item_end.at END WHERE i.id = item_end.item;
  RETURN command_end (command, jsonb_build_object ('item', item, 'outcome', outcome, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.item_end (uuid, uuid, text, text, timestamptz) IS
  'Says what became of an item (treated, adopted, rejected, favourable, unfavourable, postponed, withdrawn) and its meaning in words; its timer stops; answers {item, outcome, at}. For who animates the sitting';

CREATE FUNCTION copil.clock_command (command uuid, name text, sitting uuid, seconds int, reason text, at timestamptz) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  item agenda_item;
  runs boolean;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, name, hash_of (sitting::text, seconds::text, reason, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'open');
  SELECT i.* INTO item FROM agenda_item i WHERE i.id = s.current_item;
  IF item.id IS NULL THEN
    PERFORM refuse ('CP422', 'Aucun point n’est en cours.');
  END IF;
  at := clock_at (s, at);
  runs := (clock_of (item.id)).ends_at IS NOT NULL;
  -- Pausing what is paused, or resuming what runs, changes nothing: two people may press at once.
  IF name = 'clock_pause' AND runs THEN
    PERFORM clock_note (s.id, item.id, 'pause', at, clock_left (item, at), reason => reason);
  ELSIF name = 'clock_resume' AND NOT runs THEN
    PERFORM clock_note (s.id, item.id, 'resume', at, clock_left (item, at), true);
  ELSIF name = 'clock_extend' THEN
    PERFORM clock_note (s.id, item.id, 'extend', at, clock_left (item, at) + seconds * 1000::bigint, runs, seconds, reason);
  END IF;
  RETURN command_end (command, jsonb_build_object ('item', item.id, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.clock_command (uuid, text, uuid, int, text, timestamptz) IS
  'Pauses, resumes or extends the timer of the current item: what clock_pause, clock_resume and clock_extend do';

CREATE FUNCTION copil.clock_pause (command uuid, sitting uuid, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT clock_command (command, 'clock_pause', sitting, NULL, reason, at)
$$;
COMMENT ON FUNCTION copil.clock_pause (uuid, uuid, text, timestamptz) IS
  'Stops the timer of the current item; answers {item, at}. For who animates the sitting';

CREATE FUNCTION copil.clock_resume (command uuid, sitting uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT clock_command (command, 'clock_resume', sitting, NULL, NULL, at)
$$;
COMMENT ON FUNCTION copil.clock_resume (uuid, uuid, timestamptz) IS
  'Lets the timer of the current item go on; answers {item, at}. For who animates the sitting';

CREATE FUNCTION copil.clock_extend (command uuid, sitting uuid, seconds int, reason text DEFAULT NULL, at timestamptz DEFAULT NULL)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF seconds IS NULL OR seconds = 0 OR abs (seconds) > 86400 THEN
    PERFORM refuse ('CP422', 'Durée ajoutée : au moins une seconde, au plus un jour.', format ('%s seconds', seconds));
  END IF;
  RETURN clock_command (command, 'clock_extend', sitting, seconds, reason, at);
END
$$;
COMMENT ON FUNCTION copil.clock_extend (uuid, uuid, int, text, timestamptz) IS
  'Adds time (or takes some, negative) to the current item, and why; answers {item, at}. For who animates the sitting';

-- Speakers.

CREATE FUNCTION copil.speaker_ask (command uuid, id uuid, sitting uuid, item uuid, member uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_self_or_animator (sitting, member);
  known := command_begin (command, 'speaker_ask', hash_of (id::text, sitting::text, item::text, member::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'open', 'suspended');
  IF item IS NOT NULL THEN
    PERFORM live_item (sitting, item);
  END IF;
  IF NOT EXISTS (SELECT FROM (SELECT a.entered FROM attendance a WHERE a.sitting_id = s.id AND a.member_id = speaker_ask.member
                              ORDER BY a.at DESC, a.revision DESC LIMIT 1) l WHERE l.entered) THEN
    PERFORM refuse ('CP422', 'Cette personne n’est pas là : elle ne peut pas demander la parole.', format ('member %s', member));
  ELSIF EXISTS (SELECT FROM speaker p WHERE p.sitting_id = s.id AND p.member_id = speaker_ask.member AND NOT p.gone
                AND p.ended_at IS NULL) THEN
    PERFORM refuse ('CP422', 'Cette personne a déjà demandé la parole.', format ('member %s', member));
  END IF;
  at := live_at (at, s.opened_at);
  PERFORM require_new (NOT EXISTS (SELECT FROM speaker p WHERE p.id = speaker_ask.id), id);
  INSERT INTO speaker (id, sitting_id, item_id, member_id, rank, asked_at)
  VALUES (id, sitting, item, member, (SELECT coalesce (max (p.rank), 0) + 1 FROM speaker p WHERE p.sitting_id = s.id), at);
  RETURN command_end (command, jsonb_build_object ('speaker', id, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.speaker_ask (uuid, uuid, uuid, uuid, uuid, timestamptz) IS
  'Puts somebody who is there on the list of speakers, on an item or none; answers {speaker, at}. For who animates the sitting, or the member';

CREATE FUNCTION copil.speaker_command (command uuid, name text, speaker uuid, place int, at timestamptz) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  p speaker := (SELECT x FROM speaker x WHERE x.id = speaker_command.speaker);
  s sitting;
BEGIN
  IF name = 'speaker_remove' THEN
    PERFORM require_self_or_animator (p.sitting_id, p.member_id);
  ELSE
    PERFORM require_animator (p.sitting_id);
  END IF;
  known := command_begin (command, name, hash_of (speaker::text, place::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (p.sitting_id, 'open', 'suspended');
  p := (SELECT x FROM speaker x WHERE x.id = speaker_command.speaker);
  IF p.gone OR p.ended_at IS NOT NULL OR (name = 'speaker_end') <> (p.started_at IS NOT NULL) THEN
    PERFORM refuse ('CP412', CASE WHEN p.gone THEN 'Cette personne a été retirée de la liste des orateurs.'
      WHEN p.ended_at IS NOT NULL THEN 'Cette intervention est terminée.'
      WHEN p.started_at IS NOT NULL THEN 'Cette personne a déjà la parole.' ELSE 'Cette personne n’a pas la parole.' END);
  END IF;
  at := live_at (at, greatest (s.opened_at, p.asked_at, p.started_at));
  IF name IN ('speaker_start', 'speaker_end') THEN
    UPDATE speaker x SET ended_at = speaker_command.at
    WHERE x.sitting_id = s.id AND x.started_at IS NOT NULL AND x.ended_at IS NULL;
  END IF;
  IF name = 'speaker_start' THEN
    UPDATE speaker x SET started_at = speaker_command.at WHERE x.id = p.id;
  ELSIF name = 'speaker_remove' THEN
    UPDATE speaker x SET gone = true WHERE x.id = p.id;
  ELSIF name = 'speaker_move' THEN
    PERFORM speaker_place (p, place);
  END IF;
  RETURN command_end (command, jsonb_build_object ('speaker', speaker, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.speaker_command (uuid, text, uuid, int, timestamptz) IS
  'What speaker_start, speaker_end, speaker_move and speaker_remove do';

CREATE FUNCTION copil.speaker_place (p copil.speaker, place int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  UPDATE speaker x SET rank = n.rank
  FROM (SELECT w.id, row_number () OVER (ORDER BY w.key) + (SELECT coalesce (max (d.rank), 0) FROM speaker d
            WHERE d.sitting_id = p.sitting_id AND d.started_at IS NOT NULL) AS rank
        FROM (SELECT y.id, CASE WHEN y.id = p.id THEN place - 0.5
                ELSE row_number () OVER (ORDER BY y.id = p.id, y.rank, y.id) END AS key
              FROM speaker y WHERE y.sitting_id = p.sitting_id AND NOT y.gone AND y.started_at IS NULL) w) n
  WHERE x.id = n.id AND x.rank <> n.rank
$$;
COMMENT ON FUNCTION copil.speaker_place (copil.speaker, int) IS 'Moves who waits to a place among those who wait, 1 being the next';

CREATE FUNCTION copil.speaker_start (command uuid, speaker uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT speaker_command (command, 'speaker_start', speaker, NULL, at)
$$;
COMMENT ON FUNCTION copil.speaker_start (uuid, uuid, timestamptz) IS
  'Gives the floor, and takes it from who had it; answers {speaker, at}. For who animates the sitting';

CREATE FUNCTION copil.speaker_end (command uuid, speaker uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT speaker_command (command, 'speaker_end', speaker, NULL, at)
$$;
COMMENT ON FUNCTION copil.speaker_end (uuid, uuid, timestamptz) IS
  'Who has the floor has spoken; answers {speaker, at}. For who animates the sitting';

CREATE FUNCTION copil.speaker_move (command uuid, speaker uuid, place int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT speaker_command (command, 'speaker_move', speaker, greatest (place, 1), NULL)
$$;
COMMENT ON FUNCTION copil.speaker_move (uuid, uuid, int) IS
  'Moves who waits to a place among those who wait, 1 being the next; answers {speaker, at}. For who animates the sitting';

CREATE FUNCTION copil.speaker_remove (command uuid, speaker uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT speaker_command (command, 'speaker_remove', speaker, NULL, NULL)
$$;
COMMENT ON FUNCTION copil.speaker_remove (uuid, uuid) IS
  'Takes who waits off the list; answers {speaker, at}. For who animates the sitting, or the speaker';

-- Notes.

CREATE FUNCTION copil.note_set (command uuid, id uuid, sitting uuid, item uuid, words text, version int DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  stored operator_note;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'note_set', hash_of (id::text, sitting::text, item::text, words, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF words IS NULL OR char_length (words) > 10000 THEN
    PERFORM refuse ('CP422', 'Note : 10 000 signes au plus.');
  END IF;
  PERFORM live_enter (sitting, 'draft', 'submitted', 'approved', 'convoked', 'open', 'suspended', 'closed');
  IF item IS NOT NULL THEN
    PERFORM live_item (sitting, item);
  END IF;
  SELECT n.* INTO stored FROM operator_note n WHERE n.id = note_set.id;
  PERFORM require_new (stored.id IS NULL OR stored.sitting_id = sitting, id);
  IF stored.id IS NULL AND version IS NULL THEN
    INSERT INTO operator_note (id, sitting_id, item_id, words) VALUES (id, sitting, item, words);
  ELSE
    PERFORM require_version (stored.version, version, 'Cette note a été modifiée');
    UPDATE operator_note n SET words = note_set.words, item_id = note_set.item, version = n.version + 1 WHERE n.id = note_set.id;
  END IF;
  RETURN command_end (command, jsonb_build_object ('operator_note', id, 'version', coalesce (stored.version, 0) + 1));
END
$$;
COMMENT ON FUNCTION copil.note_set (uuid, uuid, uuid, uuid, text, int) IS
  'Writes a note that only those who animate the sitting read (version NULL: a new one); answers {operator_note, version}. For them';

GRANT EXECUTE ON FUNCTION copil.sitting_open (uuid, uuid, int, timestamptz), copil.sitting_suspend (uuid, uuid, text, timestamptz),
  copil.sitting_reopen (uuid, uuid, timestamptz), copil.sitting_close (uuid, uuid, int, timestamptz),
  copil.item_start (uuid, uuid, uuid, timestamptz), copil.item_end (uuid, uuid, text, text, timestamptz),
  copil.clock_pause (uuid, uuid, text, timestamptz), copil.clock_resume (uuid, uuid, timestamptz),
  copil.clock_extend (uuid, uuid, int, text, timestamptz), copil.speaker_ask (uuid, uuid, uuid, uuid, uuid, timestamptz),
  copil.speaker_start (uuid, uuid, timestamptz), copil.speaker_end (uuid, uuid, timestamptz),
  copil.speaker_move (uuid, uuid, int), copil.speaker_remove (uuid, uuid),
  copil.note_set (uuid, uuid, uuid, uuid, text, int) TO copil_person;

RESET ROLE;
