-- 0041
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Paragraphs of the minutes, corrected one by one; what the members remark on them; and the
-- figures of a committee's work.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.paragraph_add (command uuid, id uuid, sitting uuid, section text, item uuid, rank int, words text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM prepared_sitting (sitting);
  known := command_begin (command, 'paragraph_add', hash_of (id::text, sitting::text, section, item::text, rank::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_state (prepared_minutes (sitting), 'draft', 'remarks', 'approval');
  IF section IS NULL OR section NOT IN ('opening', 'presents', 'item', 'decisions', 'actions', 'closing')
    OR (section = 'item') <> (item IS NOT NULL) OR item IS NOT NULL AND item_sitting (item) IS DISTINCT FROM sitting THEN
    PERFORM refuse ('CP422', 'Ce paragraphe n’a pas de place dans le procès-verbal.', format ('section %s, item %s', section, item));
  END IF;
  INSERT INTO paragraph (id, sitting_id, item_id, section, rank, words, login, at)
  VALUES (paragraph_add.id, sitting, item, paragraph_add.section, coalesce (paragraph_add.rank, 1),
    clean_words (paragraph_add.words, 'Paragraphe', 20000), session_user, moment ())
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id), void_approvals (sitting, 'minutes');
  RETURN command_end (command, jsonb_build_object ('paragraph', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.paragraph_add (uuid, uuid, uuid, text, uuid, int, text) IS
  'Adds a paragraph to the minutes, under an item or (item NULL) another section; answers {paragraph, version}. For those who prepare';

CREATE FUNCTION copil.taken_paragraph (paragraph uuid) RETURNS copil.paragraph
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old paragraph;
BEGIN
  PERFORM prepared_minutes ((SELECT p.sitting_id FROM paragraph p WHERE p.id = taken_paragraph.paragraph));
  SELECT p.* INTO old FROM paragraph p WHERE p.id = taken_paragraph.paragraph;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.taken_paragraph (uuid) IS 'A paragraph, its minutes taken by those who prepare them';

CREATE FUNCTION copil.paragraph_change (old copil.paragraph, version int, words text, gone boolean, rank int) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM refuse_stale ('Paragraphe', old.version, version, old.login, old.at,
    jsonb_build_object ('words', old.words, 'gone', old.gone, 'rank', old.rank));
  PERFORM require_state (prepared_minutes (old.sitting_id), 'draft', 'remarks', 'approval');
  INSERT INTO paragraph_past (sitting_id, paragraph_id, version, words, login, at)
  VALUES (old.sitting_id, old.id, old.version, old.words, old.login, old.at);
  UPDATE paragraph p SET words = paragraph_change.words, gone = paragraph_change.gone, rank = paragraph_change.rank,
    login = session_user, at = moment (), version = old.version + 1
  WHERE p.id = old.id;
  PERFORM void_approvals (old.sitting_id, 'minutes');
  RETURN jsonb_build_object ('paragraph', old.id, 'version', old.version + 1);
END
$$;
COMMENT ON FUNCTION copil.paragraph_change (copil.paragraph, int, text, boolean, int) IS
  'Changes a paragraph that is still as its writer had read it, and keeps what it was; CP412 with what it says now';

CREATE FUNCTION copil.paragraph_edit (command uuid, paragraph uuid, version int, words text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old paragraph := taken_paragraph (paragraph);
BEGIN
  known := command_begin (command, 'paragraph_edit', hash_of (paragraph::text, version::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  RETURN command_end (command,
    paragraph_change (old, version, clean_words (words, 'Paragraphe', 20000), false, old.rank));
END
$$;
COMMENT ON FUNCTION copil.paragraph_edit (uuid, uuid, int, text) IS
  'Words a paragraph anew; answers {paragraph, version}. For those who prepare; voids the approvals of the minutes';

CREATE FUNCTION copil.paragraph_move (command uuid, paragraph uuid, version int, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old paragraph := taken_paragraph (paragraph);
BEGIN
  known := command_begin (command, 'paragraph_move', hash_of (paragraph::text, version::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  RETURN command_end (command, paragraph_change (old, version, old.words, old.gone, coalesce (rank, old.rank)));
END
$$;
COMMENT ON FUNCTION copil.paragraph_move (uuid, uuid, int, int) IS
  'Gives a paragraph another rank in its section; answers {paragraph, version}. For those who prepare; voids the approvals of the minutes';

CREATE FUNCTION copil.paragraph_remove (command uuid, paragraph uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old paragraph := taken_paragraph (paragraph);
BEGIN
  known := command_begin (command, 'paragraph_remove', hash_of (paragraph::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  RETURN command_end (command, paragraph_change (old, version, old.words, true, old.rank));
END
$$;
COMMENT ON FUNCTION copil.paragraph_remove (uuid, uuid, int) IS
  'Takes a paragraph out; answers {paragraph, version}. For those who prepare; voids the approvals of the minutes';

CREATE FUNCTION copil.paragraph_restore (command uuid, paragraph uuid, version int, past_version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old paragraph := taken_paragraph (paragraph);
  earlier text;
BEGIN
  known := command_begin (command, 'paragraph_restore', hash_of (paragraph::text, version::text, past_version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT p.words INTO earlier FROM paragraph_past p WHERE p.paragraph_id = old.id AND p.version = past_version;
  IF earlier IS NULL THEN
    PERFORM refuse ('CP422', 'Cette version du paragraphe n’existe pas.', format ('paragraph %s version %s', paragraph, past_version));
  END IF;
  RETURN command_end (command, paragraph_change (old, version, earlier, false, old.rank));
END
$$;
COMMENT ON FUNCTION copil.paragraph_restore (uuid, uuid, int, int) IS
  'Brings the words of an earlier version back, as a new one; answers {paragraph, version}. For those who prepare; voids the approvals of the minutes';

-- Remarks.

CREATE FUNCTION copil.require_remarker (sitting uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  taken sitting := sitting_lock (sitting);
  open_one minutes;
BEGIN
  IF NOT is_assigned () THEN
    PERFORM require_role ('reader');
  ELSIF NOT sits (taken.committee_id) AND cardinality (session_keys (taken.committee_id, 'minutes')) = 0
    AND NOT EXISTS (SELECT FROM attendance a WHERE a.sitting_id = taken.id AND a.member_id = own_member ()) THEN
    PERFORM refuse ('CP403', 'Seuls les membres de ce comité font des remarques sur son procès-verbal.',
      format ('login %s', session_user));
  END IF;
  SELECT m.* INTO open_one FROM minutes m WHERE m.sitting_id = taken.id;
  IF open_one.state IS DISTINCT FROM 'remarks' OR open_one.remarks_until < (moment () AT TIME ZONE 'Europe/Paris')::date THEN
    PERFORM refuse ('CP422', 'Le procès-verbal n’est pas, ou n’est plus, ouvert aux remarques'
      || coalesce (' : le délai courait jusqu’au ' || french_day (open_one.remarks_until::timestamp AT TIME ZONE 'Europe/Paris'), '') || '.',
      format ('minutes %s are %s', open_one.id, open_one.state));
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION copil.require_remarker (uuid) IS
  'The sitting whose minutes this session may remark on now: a member, a chair or a delegate';

CREATE FUNCTION copil.remark_add (command uuid, id uuid, paragraph uuid, words text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place uuid := (SELECT p.sitting_id FROM paragraph p WHERE p.id = remark_add.paragraph AND NOT p.gone);
BEGIN
  IF NOT is_assigned () THEN
    PERFORM require_role ('reader');
  END IF;
  known := command_begin (command, 'remark_add', hash_of (id::text, paragraph::text, words));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF place IS NULL THEN
    PERFORM refuse ('CP412', 'Ce paragraphe n’est plus dans le procès-verbal.', format ('paragraph %s', paragraph));
  END IF;
  PERFORM require_remarker (place);
  INSERT INTO remark (id, sitting_id, paragraph_id, login, name, words, at)
  VALUES (remark_add.id, place, paragraph, session_user, name_of (session_user),
    clean_words (remark_add.words, 'Remarque', 4000), moment ())
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('remark', id));
END
$$;
COMMENT ON FUNCTION copil.remark_add (uuid, uuid, uuid, text) IS
  'What a member has to say about a paragraph while remarks are asked for; answers {remark}. For members, chairs and their delegates';

CREATE FUNCTION copil.remark_answer (command uuid, remark uuid, taken boolean, answer text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  minutes_now minutes := prepared_minutes ((SELECT r.sitting_id FROM remark r WHERE r.id = remark_answer.remark));
BEGIN
  known := command_begin (command, 'remark_answer', hash_of (remark::text, taken::text, answer));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_state (minutes_now, 'remarks');
  IF taken IS NULL OR NOT taken AND coalesce (answer, '') = '' THEN
    PERFORM refuse ('CP422', 'Une remarque qui n’est pas reprise reçoit une réponse : dites pourquoi.', format ('remark %s', remark));
  END IF;
  UPDATE remark r SET state = CASE WHEN taken THEN 'taken' ELSE 'declined' END,
    answer = clean_label (nullif (remark_answer.answer, ''), 'Réponse')
  WHERE r.id = remark_answer.remark;
  RETURN command_end (command, jsonb_build_object ('remark', remark));
END
$$;
COMMENT ON FUNCTION copil.remark_answer (uuid, uuid, boolean, text) IS
  'Says whether a remark was taken up, with an answer when not; answers {remark}. For those who prepare';

-- Figures.

CREATE FUNCTION copil.counted_sittings (committee uuid, since date, until date) RETURNS SETOF copil.sitting
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT s.* FROM sitting s
  WHERE s.committee_id = committee AND s.stage = 'closed' AND s.id IN (SELECT visible_sittings ())
    AND (s.opened_at AT TIME ZONE 'Europe/Paris')::date >= coalesce (since, '-infinity')
    AND (s.opened_at AT TIME ZONE 'Europe/Paris')::date < coalesce (until, 'infinity')
$$;
COMMENT ON FUNCTION copil.counted_sittings (uuid, date, date) IS
  'The sittings held from a day until before another, as far as this session may read them';

CREATE FUNCTION copil.seat_attendance (committee uuid, since date, until date)
  RETURNS TABLE (college text, college_rank int, seat text, seat_rank int, held int, present int, deputy int, represented int)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT c.name, c.rank, e.label, e.rank, count(*)::int, count(*) FILTER (WHERE x.came)::int,
    count(*) FILTER (WHERE x.came AND NOT x.full_came)::int,
    count(*) FILTER (WHERE NOT x.came AND EXISTS (
      SELECT FROM mandate g WHERE g.sitting_id = s.id AND g.giver_seat = e.id))::int
  FROM counted_sittings (committee, since, until) s
  CROSS JOIN LATERAL (SELECT (s.starts_at AT TIME ZONE 'Europe/Paris')::date AS day) d
  JOIN seat e ON e.committee_id = s.committee_id AND e.kind <> 'guest' AND e.since <= d.day AND (e.until > d.day) IS NOT FALSE
  JOIN college c ON c.id = e.college_id
  CROSS JOIN LATERAL (SELECT count(*) > 0 AS came, coalesce (bool_or (a.member_id = seat_holder (e.id, d.day)), false) AS full_came
    FROM attendance a WHERE a.sitting_id = s.id AND a.seat_id = e.id AND a.entered) x
  GROUP BY c.id, e.id
$$;
COMMENT ON FUNCTION copil.seat_attendance (uuid, date, date) IS
  'Of each seat: sittings held, those for which somebody sat, of these a deputy, and those for which it only gave a mandate';

CREATE FUNCTION copil.statistics (committee uuid, since date, until date) RETURNS text
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH held AS MATERIALIZED (SELECT * FROM counted_sittings (committee, since, until)),
  seats AS MATERIALIZED (SELECT * FROM seat_attendance (committee, since, until)),
  items AS MATERIALIZED (
    SELECT i.*, h.number AS sitting_number, extract (epoch FROM i.ended_at - i.started_at) AS elapsed
    FROM agenda_item i JOIN held h ON h.id = i.sitting_id WHERE NOT i.gone AND i.started_at IS NOT NULL AND i.ended_at IS NOT NULL),
  actions AS MATERIALIZED (
    SELECT a.*, (SELECT max ((e ->> 'at')::timestamptz) FROM jsonb_array_elements (a.history) e) AS changed_at
    FROM action a JOIN held h ON h.id = a.sitting_id WHERE NOT a.gone),
  sent AS MATERIALIZED (
    SELECT h.number, c.sent_at, c.due_at, c.urgency, h.starts_at FROM held h
    JOIN convocation c ON c.sitting_id = h.id AND c.version = 1)
  SELECT json_build_object (
    'sittings', (SELECT count(*) FROM held),
    'seats', (SELECT coalesce (json_agg (json_build_object ('college', s.college, 'seat', s.seat, 'held', s.held,
        'present', s.present, 'deputy', s.deputy, 'represented', s.represented)
        ORDER BY s.college_rank, s.college, s.seat_rank, s.seat), '[]') FROM seats s),
    'colleges', (SELECT coalesce (json_agg (json_build_object ('college', c.college, 'held', c.held, 'present', c.present,
        'represented', c.represented) ORDER BY c.college_rank, c.college), '[]')
      FROM (SELECT s.college, s.college_rank, sum (s.held) AS held, sum (s.present) AS present,
              sum (s.represented) AS represented FROM seats s GROUP BY s.college, s.college_rank) c),
    'items', (SELECT coalesce (json_agg (json_build_object ('sitting', i.sitting_number, 'title', i.title, 'planned', i.seconds,
        'elapsed', round (i.elapsed)) ORDER BY i.sitting_number, i.started_at), '[]') FROM items i),
    'planned', (SELECT coalesce (sum (i.seconds), 0) FROM items i),
    'elapsed', (SELECT coalesce (round (sum (i.elapsed)), 0) FROM items i),
    'decisions', (SELECT count(*) FROM decision d JOIN held h ON h.id = d.sitting_id WHERE d.number IS NOT NULL),
    'actions', (SELECT json_build_object ('open', count(*) FILTER (WHERE a.state = 'open'),
        'late', count(*) FILTER (WHERE a.state = 'open' AND a.due < today ()),
        'done', count(*) FILTER (WHERE a.state = 'done'),
        'done_late', count(*) FILTER (WHERE a.state = 'done' AND (a.changed_at AT TIME ZONE 'Europe/Paris')::date > a.due),
        'dropped', count(*) FILTER (WHERE a.state = 'dropped')) FROM actions a),
    'convocations', (SELECT coalesce (json_agg (json_build_object ('sitting', s.number,
        'days', floor (extract (epoch FROM s.starts_at - s.sent_at) / 86400), 'in_time', s.sent_at <= s.due_at,
        'urgency', s.urgency) ORDER BY s.number), '[]') FROM sent s))::text
  WHERE is_assigned ()
$$;
COMMENT ON FUNCTION copil.statistics (uuid, date, date) IS
  'The work of a committee from a day until before another (NULL: no bound), of the sittings that this session may read: {sittings, seats, colleges, items, planned, elapsed, decisions, actions, convocations}; seconds, days';

GRANT EXECUTE ON FUNCTION copil.paragraph_add (uuid, uuid, uuid, text, uuid, int, text),
  copil.paragraph_edit (uuid, uuid, int, text), copil.paragraph_move (uuid, uuid, int, int),
  copil.paragraph_remove (uuid, uuid, int), copil.paragraph_restore (uuid, uuid, int, int),
  copil.remark_add (uuid, uuid, uuid, text), copil.remark_answer (uuid, uuid, boolean, text),
  copil.statistics (uuid, date, date) TO copil_person;

RESET ROLE;
