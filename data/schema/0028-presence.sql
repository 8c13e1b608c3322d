-- 0028
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who is there: entries and exits, guests, withdrawals; who sits for each seat at any moment of a
-- sitting, and whether they are enough.
--
-- The same rules as src/core/assembly.c and quorum.c, read from the sitting: the base decides, the
-- stations foresee. Who animates a sitting goes on without a network and sends afterwards what was
-- noted: a command says when it happened (at, by the clock of the base; NULL: now), and the base
-- bounds it. Whoever writes in a sitting does so one at a time.

SET LOCAL ROLE copil_owner;

-- When, at which stage, by whom.

CREATE FUNCTION copil.live_at (given timestamptz, earliest timestamptz) RETURNS timestamptz
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  now_at timestamptz := moment ();
BEGIN
  -- Two seconds: what the stations' measure of the base's clock may be off by.
  IF given > now_at + interval '2 seconds' THEN
    PERFORM refuse ('CP422', 'L’heure indiquée est dans l’avenir : l’horloge de ce poste ne suit pas celle de la base.',
      format ('at %s, now %s', given, now_at));
  ELSIF given < earliest - interval '2 seconds' THEN
    PERFORM refuse ('CP422', 'L’heure indiquée est trop ancienne : l’horloge de ce poste ne suit pas celle de la base.',
      format ('at %s, earliest %s', given, earliest));
  END IF;
  RETURN least (greatest (coalesce (given, now_at), earliest), now_at);
END
$$;
COMMENT ON FUNCTION copil.live_at (timestamptz, timestamptz) IS
  'When something happened, given by who noted it: not before the earliest moment it could, nor in the future; CP422';

CREATE FUNCTION copil.live_enter (sitting uuid, VARIADIC stages text[]) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  entered sitting;
BEGIN
  PERFORM FROM sitting_revision r WHERE r.sitting_id = live_enter.sitting FOR UPDATE;
  SELECT s.* INTO entered FROM sitting s WHERE s.id = live_enter.sitting;
  IF entered.stage = ANY (stages) THEN
    RETURN entered;
  END IF;
  PERFORM refuse ('CP422', CASE coalesce (entered.stage, '')
    WHEN '' THEN 'Cette séance n’existe pas.'
    WHEN 'convoked' THEN 'La séance n’est pas encore ouverte.'
    WHEN 'open' THEN 'La séance est déjà ouverte.'
    WHEN 'suspended' THEN 'La séance est suspendue : il faut d’abord la reprendre.'
    WHEN 'closed' THEN 'La séance est levée.'
    WHEN 'cancelled' THEN 'La séance est annulée.'
    ELSE 'La séance n’est pas convoquée.' END, format ('sitting %s is %s', sitting, entered.stage));
END
$$;
COMMENT ON FUNCTION copil.live_enter (uuid, text[]) IS
  'The sitting, locked until commit; CP422 unless it is at one of these stages';

CREATE FUNCTION copil.live_item (sitting uuid, item uuid) RETURNS copil.agenda_item
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  found_item agenda_item;
BEGIN
  SELECT i.* INTO found_item FROM agenda_item i
  WHERE i.id = live_item.item AND i.sitting_id = live_item.sitting AND NOT i.gone;
  IF found_item.id IS NULL THEN
    PERFORM refuse ('CP412', 'Ce point n’est plus à l’ordre du jour de cette séance.', format ('item %s', item));
  END IF;
  RETURN found_item;
END
$$;
COMMENT ON FUNCTION copil.live_item (uuid, uuid) IS 'An item of the agenda of the sitting; CP412 when it is not, or no longer';

CREATE FUNCTION copil.require_animator (sitting uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT require_preparer ((SELECT s.committee_id FROM sitting s WHERE s.id = require_animator.sitting))
$$;
COMMENT ON FUNCTION copil.require_animator (uuid) IS 'CP401 or CP403 unless this session animates the sitting';

CREATE FUNCTION copil.require_self_or_animator (sitting uuid, member uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF member IS DISTINCT FROM own_member () OR member IS NULL THEN
    PERFORM require_animator (sitting);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_self_or_animator (uuid, uuid) IS
  'CP401 or CP403 unless this session is the member, or animates the sitting';

-- Who may sit: as of the day of the sitting, whatever day it is asked.

CREATE FUNCTION copil.sitting_seats (sitting uuid) RETURNS SETOF copil.seat
  STABLE LANGUAGE sql
AS $$
  SELECT c.* FROM copil.sitting s JOIN copil.seat c ON c.committee_id = s.committee_id
    AND c.since <= (s.starts_at AT TIME ZONE 'Europe/Paris')::date
    AND (c.until IS NULL OR c.until > (s.starts_at AT TIME ZONE 'Europe/Paris')::date)
  WHERE s.id = $1
$$;
COMMENT ON FUNCTION copil.sitting_seats (uuid) IS 'The seats of the committee on the day of a sitting';

CREATE FUNCTION copil.sitting_terms (sitting uuid) RETURNS SETOF copil.term
  STABLE LANGUAGE sql
AS $$
  SELECT t.* FROM copil.sitting s JOIN copil.term t ON t.committee_id = s.committee_id
    AND t.since <= (s.starts_at AT TIME ZONE 'Europe/Paris')::date
    AND (t.until IS NULL OR t.until > (s.starts_at AT TIME ZONE 'Europe/Paris')::date)
  WHERE s.id = $1
$$;
COMMENT ON FUNCTION copil.sitting_terms (uuid) IS 'Who holds the seats, or deputises, on the day of a sitting';

CREATE FUNCTION copil.present_at (sitting uuid, at timestamptz) RETURNS TABLE (member_id uuid, mode text)
  STABLE LANGUAGE sql
AS $$
  SELECT l.member_id, l.mode FROM (
    SELECT DISTINCT ON (a.member_id) a.member_id, a.mode, a.entered FROM copil.attendance a
    WHERE a.sitting_id = $1 AND a.at <= $2 ORDER BY a.member_id, a.at DESC, a.revision DESC) l
  WHERE l.entered AND (l.mode = 'room'
    OR (SELECT coalesce ((s.rules -> 'remote' ->> 'value')::boolean, true) FROM copil.sitting s WHERE s.id = $1))
$$;
COMMENT ON FUNCTION copil.present_at (uuid, timestamptz) IS
  'Who is there at a moment; on the phone or on video only where the rules of the sitting know it';

CREATE FUNCTION copil.mandates_at (sitting uuid, at timestamptz) RETURNS SETOF copil.mandate
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  most int := (SELECT rule_value (s.rules, 'mandates_max')::int FROM sitting s WHERE s.id = mandates_at.sitting);
  given mandate;
  givers uuid[] := '{}';
  holders uuid[] := '{}';
BEGIN
  FOR given IN
    SELECT m.* FROM mandate m JOIN sitting_seats (sitting) c ON c.id = m.giver_seat AND c.votes > 0
    WHERE m.sitting_id = mandates_at.sitting AND m.since <= at AND (m.until IS NULL OR m.until > at)
      AND EXISTS (SELECT FROM sitting_terms (sitting) t WHERE t.seat_id = m.giver_seat)
      AND NOT EXISTS (SELECT FROM sitting_terms (sitting) t WHERE t.seat_id = m.giver_seat AND t.member_id = m.holder_member)
      AND EXISTS (SELECT FROM sitting_terms (sitting) t JOIN sitting_seats (sitting) h ON h.id = t.seat_id AND h.votes > 0
                  WHERE t.member_id = m.holder_member)
    ORDER BY m.since, m.id
  LOOP
    IF given.giver_seat <> ALL (givers)
      AND cardinality (array_positions (holders, given.holder_member)) < most THEN
      givers := givers || given.giver_seat;
      holders := holders || given.holder_member;
      RETURN NEXT given;
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.mandates_at (uuid, timestamptz) IS
  'The mandates that stand at a moment, whether or not they act: in the order given, one a giver, and no more a holder than the rules allow';

CREATE FUNCTION copil.seating (sitting uuid, at timestamptz, item uuid)
  RETURNS TABLE (seat_id uuid, rank int, votes int, chair text, kind text, sits text, member_id uuid, mode text,
                 mandate_id uuid, holder_seat uuid)
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  place record;
  seats uuid[] := '{}';
  persons uuid[] := '{}';
  deputies boolean[] := '{}';
  modes text[] := '{}';
  aside uuid[] := '{}';
BEGIN
  -- Full members take their seats, then deputies the empty ones; one person sits once.
  FOR place IN
    SELECT t.seat_id, t.member_id, t.deputy, p.mode
    FROM sitting_terms (sitting) t JOIN sitting_seats (sitting) c ON c.id = t.seat_id
      JOIN present_at (sitting, seating.at) p ON p.member_id = t.member_id
    WHERE NOT EXISTS (SELECT FROM withdrawal w WHERE w.item_id = item AND w.member_id = t.member_id AND NOT w.gone)
    ORDER BY t.deputy, c.rank, c.id, t.since, t.id
  LOOP
    IF place.seat_id <> ALL (seats) AND place.member_id <> ALL (persons) THEN
      seats := seats || place.seat_id;
      persons := persons || place.member_id;
      deputies := deputies || place.deputy;
      modes := modes || place.mode;
    END IF;
  END LOOP;
  -- Who withdraws is not represented either: a full member, or a deputy who is there.
  IF item IS NOT NULL THEN
    aside := ARRAY (
      SELECT t.seat_id FROM sitting_terms (sitting) t JOIN withdrawal w ON w.member_id = t.member_id
      WHERE w.item_id = item AND NOT w.gone AND t.seat_id <> ALL (seats)
        AND (NOT t.deputy OR EXISTS (SELECT FROM present_at (sitting, seating.at) p WHERE p.member_id = t.member_id)));
  END IF;
  RETURN QUERY
  WITH acting AS (
    SELECT m.id, m.giver_seat, m.holder_member, h.id AS holder_seat
    FROM mandates_at (sitting, seating.at) m
      JOIN sitting_terms (sitting) f ON f.seat_id = m.giver_seat AND NOT f.deputy
      JOIN sitting_seats (sitting) h ON h.id = seats[array_position (persons, m.holder_member)] AND h.votes > 0
    WHERE m.giver_seat <> ALL (seats) AND m.giver_seat <> ALL (aside)
      AND NOT EXISTS (SELECT FROM present_at (sitting, seating.at) p WHERE p.member_id = f.member_id)),
  placed AS (
    SELECT c.id, c.rank, c.votes, c.chair, c.kind,
      CASE WHEN deputies[array_position (seats, c.id)] THEN 'deputy'
           WHEN c.id = ANY (seats) THEN 'full'
           WHEN c.id = ANY (aside) THEN 'withdrawn'
           WHEN a.id IS NOT NULL THEN 'mandate'
           WHEN EXISTS (SELECT FROM sitting_terms (sitting) t WHERE t.seat_id = c.id) THEN 'absent'
           ELSE 'vacant' END AS sits,
      coalesce (persons[array_position (seats, c.id)], a.holder_member) AS member, a.id AS mandate, a.holder_seat
    FROM sitting_seats (sitting) c LEFT JOIN acting a ON a.giver_seat = c.id)
  SELECT x.id, x.rank, x.votes, x.chair, x.kind, x.sits, x.member, modes[array_position (persons, x.member)], x.mandate, x.holder_seat
  FROM placed x ORDER BY x.rank, x.id;
END
$$;
COMMENT ON FUNCTION copil.seating (uuid, timestamptz, uuid) IS
  'Who sits for each seat at a moment: sits is full, deputy, mandate, withdrawn (from the item), absent or vacant; without asking who asks';

-- The quorum.

CREATE FUNCTION copil.quorum_count (sitting uuid, at timestamptz, item uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH rule AS (
    SELECT s.rules, coalesce (rule_value (s.rules, 'quorum_base'), 'none') AS base,
      coalesce (rule_value (s.rules, 'vacant_seats_count')::boolean, true) AS vacant,
      coalesce (rule_value (s.rules, 'mandates_in_quorum')::boolean, false) AS mandates,
      coalesce ((s.rules -> 'quorum_share' -> 'value' ->> 0)::int, 1) AS part,
      coalesce ((s.rules -> 'quorum_share' -> 'value' ->> 1)::int, 2) AS whole,
      s.second_of IS NOT NULL AND rule_value (s.rules, 'second_convocation') = 'same_agenda_no_quorum' AS waived
    FROM sitting s WHERE s.id = quorum_count.sitting),
  counted AS (
    SELECT count (*)::int AS base, (count (*) FILTER (WHERE g.sits IN ('full', 'deputy')))::int AS present,
      (count (*) FILTER (WHERE g.sits = 'mandate'))::int AS represented
    FROM rule r, seating (sitting, at, item) g
    WHERE g.kind <> 'guest' AND (r.base <> 'voting' OR g.votes > 0) AND (r.vacant OR g.sits <> 'vacant')),
  compared AS (
    SELECT r.*, c.base AS seats, c.present, c.represented, c.present + CASE WHEN r.mandates THEN c.represented ELSE 0 END AS here,
      r.base <> 'none' AND NOT r.waived AS required,
      CASE WHEN r.base <> 'none' AND NOT r.waived THEN (c.base * r.part + r.whole - 1) / r.whole ELSE 0 END AS threshold
    FROM rule r, counted c)
  SELECT jsonb_build_object ('required', q.required,
    'binding', q.required AND rule_is_firm (q.rules, 'quorum_base') AND rule_is_firm (q.rules, 'quorum_share'),
    'base', q.seats, 'threshold', q.threshold, 'present', q.present, 'represented', q.represented, 'counted', q.here,
    'missing', greatest (q.threshold - q.here, 0), 'reached', q.here >= q.threshold,
    'article', btrim (rule_cite (q.rules, CASE
      WHEN q.waived AND q.base <> 'none' THEN 'second_convocation'
      WHEN q.rules -> 'quorum_share' ->> 'set_by' = 'committee' THEN 'quorum_share' ELSE 'quorum_base' END)))
  FROM compared q
$$;
COMMENT ON FUNCTION copil.quorum_count (uuid, timestamptz, uuid) IS 'What quorum_at answers, without asking who asks';

CREATE FUNCTION copil.require_visible (sitting uuid) RETURNS void
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM visible_sittings (require_visible.sitting)) THEN
    PERFORM refuse ('CP403', 'Cette séance n’est pas de celles que vous pouvez consulter.', format ('sitting %s', sitting));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_visible (uuid) IS 'CP403 unless this session may read the sitting';

CREATE FUNCTION copil.seats_at (sitting uuid, at timestamptz DEFAULT NULL, item uuid DEFAULT NULL)
  RETURNS TABLE (seat_id uuid, rank int, votes int, chair text, kind text, sits text, member_id uuid, mode text,
                 mandate_id uuid, holder_seat uuid)
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM require_visible (sitting);
  RETURN QUERY SELECT * FROM seating (sitting, coalesce (at, moment ()), item);
END
$$;
COMMENT ON FUNCTION copil.seats_at (uuid, timestamptz, uuid) IS
  'Who sits for each seat of a sitting at a moment (NULL: now), and for an item (NULL: none): its full member when there, else a deputy who is, else who holds a mandate and sits; sits is full, deputy, mandate, withdrawn, absent or vacant';

CREATE FUNCTION copil.quorum_at (sitting uuid, at timestamptz DEFAULT NULL, item uuid DEFAULT NULL) RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM require_visible (sitting);
  RETURN quorum_count (sitting, coalesce (at, moment ()), item);
END
$$;
COMMENT ON FUNCTION copil.quorum_at (uuid, timestamptz, uuid) IS
  'The quorum of a sitting at a moment (NULL: now), without who withdrew from the item: {required, binding, base, threshold, present, represented, counted, missing, reached, article}; members are counted, not their votes, and not binding means a warning';

-- Entries and exits.

CREATE FUNCTION copil.require_attendee (sitting uuid, member uuid, seat uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF seat IS NULL AND NOT EXISTS (SELECT FROM guest g WHERE g.sitting_id = require_attendee.sitting
                                  AND g.member_id = require_attendee.member AND NOT g.gone) THEN
    PERFORM refuse ('CP422', 'Cette personne n’est ni membre de ce comité, ni invitée à cette séance.', format ('member %s', member));
  ELSIF seat IS NOT NULL AND NOT EXISTS (SELECT FROM sitting_terms (sitting) t WHERE t.seat_id = require_attendee.seat
                                         AND t.member_id = require_attendee.member) THEN
    PERFORM refuse ('CP422', 'Cette personne n’est, le jour de la séance, ni titulaire ni suppléante de ce siège.',
      format ('member %s has no term on seat %s', member, seat));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_attendee (uuid, uuid, uuid) IS
  'CP422 unless the member holds the seat or deputises on the day of the sitting; without a seat, unless a guest';

CREATE FUNCTION copil.attendance_note (command uuid, id uuid, sitting uuid, member uuid, seat uuid, entered boolean,
                                       mode text, identified text, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  how text := coalesce (identified, CASE WHEN member = own_member () AND mode <> 'room' THEN 'son compte Copil' END);
  warnings jsonb := '[]';
BEGIN
  PERFORM require_self_or_animator (sitting, member);
  known := command_begin (command, 'attendance_note', hash_of (id::text, sitting::text, member::text, seat::text,
    entered::text, mode, identified, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF entered IS NULL OR mode IS NULL OR mode NOT IN ('room', 'phone', 'video') THEN
    PERFORM refuse ('CP422', 'Présence : entrée ou sortie, en salle, par téléphone ou par visioconférence.');
  END IF;
  -- Before the lock: of sixty who come at once, each looks up its seat while others write.
  PERFORM require_attendee (sitting, member, seat);
  s := live_enter (sitting, 'convoked', 'open', 'suspended');
  -- Whoever comes before the opening is noted as they come.
  at := live_at (at, coalesce (s.opened_at, moment () - interval '12 hours'));
  PERFORM require_new (NOT EXISTS (SELECT FROM attendance a WHERE a.id = attendance_note.id), id);
  INSERT INTO attendance (id, sitting_id, member_id, seat_id, entered, mode, identified, at, by_login)
  VALUES (id, sitting, member, seat, entered, mode, clean_label (how, 'Reconnaissance'), at, session_user);
  IF entered AND mode <> 'room' AND rule_value (s.rules, 'remote') = 'false' THEN
    warnings := warnings || to_jsonb ('Qui participe à distance n’est pas compté comme présent'
      || rule_cite (s.rules, 'remote') || '.');
  END IF;
  IF entered AND mode <> 'room' AND how IS NULL THEN
    warnings := warnings || to_jsonb ('Il faut dire comment cette personne, à distance, a été reconnue.'::text);
  END IF;
  RETURN command_end (command, jsonb_build_object ('attendance', id, 'at', at, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.attendance_note (uuid, uuid, uuid, uuid, uuid, boolean, text, text, timestamptz) IS
  'Notes that a member came (entered) or left, for a seat (NULL: a guest), in the room, on the phone or on video, and how they were recognised; answers {attendance, at, warnings}. For who animates the sitting, or the member';

-- Guests and withdrawals.

CREATE FUNCTION copil.guest_add (command uuid, id uuid, sitting uuid, member uuid, item uuid DEFAULT NULL, reason text DEFAULT NULL)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_animator (sitting);
  known := command_begin (command, 'guest_add', hash_of (id::text, sitting::text, member::text, item::text, reason));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'draft', 'submitted', 'approved', 'convoked', 'open', 'suspended');
  IF NOT EXISTS (SELECT FROM member m WHERE m.id = guest_add.member) THEN
    PERFORM refuse ('CP422', 'Cette personne n’est pas connue : il faut d’abord l’inscrire.', format ('member %s', member));
  ELSIF EXISTS (SELECT FROM sitting_terms (sitting) t JOIN seat c ON c.id = t.seat_id
                WHERE t.member_id = guest_add.member AND NOT t.deputy AND c.kind <> 'guest') THEN
    PERFORM refuse ('CP422', 'Cette personne est membre du comité : elle y siège et ne peut pas y être invitée'
      || rule_cite (s.rules, 'guests') || '.');
  END IF;
  IF item IS NOT NULL THEN
    PERFORM live_item (sitting, item);
  END IF;
  PERFORM require_new (NOT EXISTS (SELECT FROM guest g WHERE g.id = guest_add.id), id);
  INSERT INTO guest (id, sitting_id, member_id, item_id, reason)
  VALUES (id, sitting, member, item, clean_label (nullif (reason, ''), 'Motif'));
  RETURN command_end (command, jsonb_build_object ('guest', id));
END
$$;
COMMENT ON FUNCTION copil.guest_add (uuid, uuid, uuid, uuid, uuid, text) IS
  'Has a person heard at a sitting, for an item or all of it; answers {guest}. For who animates it';

CREATE FUNCTION copil.guest_remove (command uuid, guest uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place uuid := (SELECT g.sitting_id FROM guest g WHERE g.id = guest_remove.guest);
BEGIN
  PERFORM require_animator (place);
  known := command_begin (command, 'guest_remove', hash_of (guest::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM live_enter (place, 'draft', 'submitted', 'approved', 'convoked', 'open', 'suspended');
  UPDATE guest g SET gone = true WHERE g.id = guest_remove.guest AND NOT g.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Cette personne n’est déjà plus invitée.');
  END IF;
  RETURN command_end (command, jsonb_build_object ('guest', guest));
END
$$;
COMMENT ON FUNCTION copil.guest_remove (uuid, uuid) IS 'Takes an invitation back; answers {guest}. For who animates the sitting';

CREATE FUNCTION copil.require_undecided (item uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM vote v WHERE v.item_id = require_undecided.item AND NOT v.gone AND v.verdict <> 'cancelled') THEN
    PERFORM refuse ('CP422', 'Ce point a été mis aux voix : qui s’en est retiré ne change plus' || rule_cite (
      (SELECT s.rules FROM sitting s JOIN agenda_item i ON i.sitting_id = s.id WHERE i.id = require_undecided.item), 'withdrawal') || '.',
      format ('item %s', item));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_undecided (uuid) IS 'CP422 when a vote on the item was closed';

CREATE FUNCTION copil.withdrawal_note (command uuid, id uuid, item uuid, member uuid, reason text DEFAULT NULL,
                                       at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place uuid := (SELECT i.sitting_id FROM agenda_item i WHERE i.id = withdrawal_note.item);
  s sitting;
BEGIN
  PERFORM require_self_or_animator (place, member);
  known := command_begin (command, 'withdrawal_note', hash_of (id::text, item::text, member::text, reason, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (place, 'convoked', 'open', 'suspended');
  PERFORM live_item (place, item);
  PERFORM require_undecided (item);
  IF NOT EXISTS (SELECT FROM sitting_terms (place) t WHERE t.member_id = withdrawal_note.member) THEN
    PERFORM refuse ('CP422', 'Cette personne ne siège pas dans ce comité : elle n’a pas à se retirer'
      || rule_cite (s.rules, 'withdrawal') || '.', format ('member %s', member));
  ELSIF EXISTS (SELECT FROM withdrawal w WHERE w.item_id = withdrawal_note.item AND w.member_id = withdrawal_note.member
                AND NOT w.gone) THEN
    PERFORM refuse ('CP422', 'Ce membre s’est déjà retiré de ce point' || rule_cite (s.rules, 'withdrawal') || '.');
  END IF;
  at := live_at (at, coalesce (s.opened_at, moment () - interval '12 hours'));
  PERFORM require_new (NOT EXISTS (SELECT FROM withdrawal w WHERE w.id = withdrawal_note.id), id);
  INSERT INTO withdrawal (id, sitting_id, item_id, member_id, reason, at)
  VALUES (id, place, item, member, clean_label (nullif (reason, ''), 'Motif'), at);
  PERFORM log_append (place, 'withdrawal', jsonb_build_object ('item', item, 'member', member));
  RETURN command_end (command, jsonb_build_object ('withdrawal', id, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.withdrawal_note (uuid, uuid, uuid, uuid, text, timestamptz) IS
  'Notes that a member takes no part in an item, being personally interested; answers {withdrawal, at}. For who animates the sitting, or the member; until the item is voted on';

CREATE FUNCTION copil.withdrawal_undo (command uuid, withdrawal uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  noted withdrawal := (SELECT w FROM withdrawal w WHERE w.id = withdrawal_undo.withdrawal);
BEGIN
  PERFORM require_self_or_animator (noted.sitting_id, noted.member_id);
  known := command_begin (command, 'withdrawal_undo', hash_of (withdrawal::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM live_enter (noted.sitting_id, 'convoked', 'open', 'suspended');
  PERFORM require_undecided (noted.item_id);
  UPDATE withdrawal w SET gone = true WHERE w.id = withdrawal_undo.withdrawal AND NOT w.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Ce retrait a déjà été levé.');
  END IF;
  PERFORM log_append (noted.sitting_id, 'withdrawal_undone', jsonb_build_object ('item', noted.item_id, 'member', noted.member_id));
  RETURN command_end (command, jsonb_build_object ('withdrawal', withdrawal));
END
$$;
COMMENT ON FUNCTION copil.withdrawal_undo (uuid, uuid) IS
  'The member takes part after all; answers {withdrawal}. For who animates the sitting, or the member; until the item is voted on';

GRANT EXECUTE ON FUNCTION copil.seats_at (uuid, timestamptz, uuid), copil.quorum_at (uuid, timestamptz, uuid),
  copil.attendance_note (uuid, uuid, uuid, uuid, uuid, boolean, text, text, timestamptz),
  copil.guest_add (uuid, uuid, uuid, uuid, uuid, text), copil.guest_remove (uuid, uuid),
  copil.withdrawal_note (uuid, uuid, uuid, uuid, text, timestamptz), copil.withdrawal_undo (uuid, uuid)
  TO copil_person;

RESET ROLE;
