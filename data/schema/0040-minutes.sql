-- 0040
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The minutes: written from what the sitting recorded, corrected paragraph by paragraph, remarked
-- on by the members, approved by both chairs, then final.
--
-- Each paragraph has its version and keeps its past: who edits another version than the present
-- one learns what it says now and who wrote it, and nothing is overwritten. What the chairs
-- approve is the canonical content with its hash; final minutes keep it and no longer change,
-- not even by the owner's functions, but for the archive, the signed copy and the adoption, each
-- once.

SET LOCAL ROLE copil_owner;

-- The content.

CREATE FUNCTION copil.seat_holder (seat uuid, day date) RETURNS uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT t.member_id FROM term t WHERE t.seat_id = seat AND NOT t.deputy AND t.since <= day AND (t.until > day) IS NOT FALSE
$$;
COMMENT ON FUNCTION copil.seat_holder (uuid, date) IS 'The full member of a seat on a day; NULL: vacant';

CREATE FUNCTION copil.stays (sitting uuid)
  RETURNS TABLE (member_id uuid, seat_id uuid, mode text, identified text, since timestamptz, until timestamptz)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT e.member_id, e.seat_id, e.mode, e.identified, e.at, e.next FROM (
    SELECT a.*, lead (a.at) OVER (PARTITION BY a.member_id ORDER BY a.at, a.revision) AS next
    FROM attendance a WHERE a.sitting_id = sitting) e
  WHERE e.entered AND (e.next > e.at) IS NOT FALSE
$$;
COMMENT ON FUNCTION copil.stays (uuid) IS
  'Who was there from when until before when (NULL: to the end), a row for each way of being there';

CREATE FUNCTION copil.minutes_presents (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('name', m.name, 'position', m."position", 'seat', e.label,
      'college', c.name, 'chair', e.chair, 'votes', e.votes, 'mode', p.mode, 'identified', p.identified, 'stays', p.stays,
      'capacity', CASE WHEN e.id IS NULL OR e.kind = 'guest' THEN 'guest' WHEN m.id = seat_holder (e.id, d.day) THEN 'full'
                  ELSE 'deputy' END)
    ORDER BY c.rank, c.name, e.rank, e.label, m.name, m.id), '[]')
  FROM (SELECT s.member_id, s.seat_id, (array_agg (s.mode ORDER BY s.since))[1] AS mode,
          (array_agg (s.identified ORDER BY s.since))[1] AS identified,
          jsonb_agg (jsonb_build_array (s.since, s.until) ORDER BY s.since) AS stays
        FROM stays (sitting) s GROUP BY s.member_id, s.seat_id) p
  JOIN member m ON m.id = p.member_id LEFT JOIN seat e ON e.id = p.seat_id LEFT JOIN college c ON c.id = e.college_id,
  (SELECT (s.starts_at AT TIME ZONE 'Europe/Paris')::date AS day FROM sitting s WHERE s.id = sitting) d
$$;
COMMENT ON FUNCTION copil.minutes_presents (uuid) IS
  'Who was there: [{name, position, seat, college, chair, votes, capacity, mode, identified, stays}], in the order of colleges and seats';

CREATE FUNCTION copil.minutes_absents (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('seat', e.label, 'college', c.name, 'chair', e.chair, 'votes', e.votes,
      'name', m.name, 'position', m."position",
      'excused', EXISTS (SELECT FROM recipient r WHERE r.sitting_id = s.id AND r.seat_id = e.id AND r.member_id = m.id
                         AND r.answer IN ('absent', 'mandate')),
      'represented_by', (SELECT h.name FROM mandate g JOIN member h ON h.id = g.holder_member
        WHERE g.sitting_id = s.id AND g.giver_seat = e.id ORDER BY g.since DESC LIMIT 1))
    ORDER BY c.rank, c.name, e.rank, e.label, e.id), '[]')
  FROM sitting s CROSS JOIN LATERAL (SELECT (s.starts_at AT TIME ZONE 'Europe/Paris')::date AS day) d
  JOIN seat e ON e.committee_id = s.committee_id AND e.kind <> 'guest' AND e.since <= d.day AND (e.until > d.day) IS NOT FALSE
  JOIN college c ON c.id = e.college_id LEFT JOIN member m ON m.id = seat_holder (e.id, d.day)
  WHERE s.id = sitting AND e.id NOT IN (SELECT y.seat_id FROM stays (sitting) y WHERE y.seat_id IS NOT NULL)
$$;
COMMENT ON FUNCTION copil.minutes_absents (uuid) IS
  'Seats for which nobody sat, name NULL when vacant: [{seat, college, chair, votes, name, position, excused, represented_by}]';

CREATE FUNCTION copil.minutes_mandates (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('giver', g.name, 'giver_position', g."position", 'holder', h.name,
      'holder_position', h."position", 'since', m.since, 'until', m.until) ORDER BY m.since, g.name, m.id), '[]')
  FROM mandate m JOIN member g ON g.id = m.giver_member JOIN member h ON h.id = m.holder_member
  WHERE m.sitting_id = sitting
$$;
COMMENT ON FUNCTION copil.minutes_mandates (uuid) IS 'Who gave a mandate to whom, from when until when';

CREATE FUNCTION copil.minutes_votes (item uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('question', v.question, 'method', v.method, 'opened_at', v.opened_at,
      'closed_at', v.closed_at, 'for', v.votes_for, 'against', v.votes_against, 'abstentions', v.abstentions,
      'verdict', v.verdict, 'result', v.result, 'casting', (SELECT e.label FROM seat e WHERE e.id = v.casting_seat),
      'casting_choice', v.casting_choice,
      'ballots', (SELECT coalesce (jsonb_agg (jsonb_build_object ('seat', e.label, 'name', m.name, 'choice', b.choice,
          'votes', b.votes, 'mandate', b.mandate_id IS NOT NULL) ORDER BY e.rank, e.label, e.id), '[]')
        FROM ballot b JOIN seat e ON e.id = b.seat_id JOIN member m ON m.id = b.member_id WHERE b.vote_id = v.id))
    ORDER BY v.opened_at, v.id), '[]')
  FROM vote v WHERE v.item_id = item AND NOT v.gone AND v.verdict <> 'cancelled'
$$;
COMMENT ON FUNCTION copil.minutes_votes (uuid) IS 'The votes on an item with their ballots, in their order';

CREATE FUNCTION copil.minutes_items (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', i.id, 'number', array_to_string (t.path, '.'), 'nature', i.nature, 'title', i.title,
      'presenter', i.presenter, 'planned', i.seconds, 'late', i.late,
      'elapsed', round (extract (epoch FROM i.ended_at - i.started_at)), 'outcome', i.outcome, 'meaning', i.meaning,
      'votes', minutes_votes (i.id),
      'withdrawals', (SELECT coalesce (jsonb_agg (jsonb_build_object ('name', m.name, 'reason', w.reason)
          ORDER BY w.at, m.name, w.id), '[]')
        FROM withdrawal w JOIN member m ON m.id = w.member_id WHERE w.item_id = i.id AND NOT w.gone),
      'dissents', (SELECT coalesce (jsonb_agg (jsonb_build_object ('name', m.name, 'position', m."position", 'words', d.words)
          ORDER BY m.name, d.id), '[]')
        FROM dissent d JOIN member m ON m.id = d.member_id WHERE d.item_id = i.id AND NOT d.gone),
      'documents', (SELECT coalesce (jsonb_agg (d.name ORDER BY d.rank, d.id), '[]')
        FROM item_document d WHERE d.item_id = i.id AND NOT d.gone))
    ORDER BY t.path), '[]')
  FROM agenda_tree (sitting) t JOIN agenda_item i ON i.id = t.id
$$;
COMMENT ON FUNCTION copil.minutes_items (uuid) IS
  'The matters dealt with: [{id, number, nature, title, presenter, planned, elapsed, late, outcome, meaning, votes, withdrawals, dissents, documents}], seconds';

CREATE FUNCTION copil.minutes_decisions (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', d.id, 'year', d.year, 'number', d.number, 'item', d.item_id,
      'words', d.words) ORDER BY d.year, d.number, d.id), '[]')
  FROM decision d WHERE d.sitting_id = sitting AND NOT d.gone
$$;
COMMENT ON FUNCTION copil.minutes_decisions (uuid) IS 'Decisions taken: [{id, year, number, item, words}]';

CREATE FUNCTION copil.minutes_actions (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- As they were decided: what became of them since is not of these minutes.
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', a.id, 'item', a.item_id, 'decision', a.decision_id,
      'words', coalesce (a.history -> 0 ->> 'words', a.words), 'due', coalesce (a.history -> 0 ->> 'due', a.due::text),
      'owner', m.name, 'owner_position', m."position") ORDER BY a.due, a.words, a.id), '[]')
  FROM action a JOIN member m ON m.id = coalesce ((a.history -> 0 ->> 'owner')::uuid, a.owner_id)
  WHERE a.sitting_id = sitting AND NOT a.gone
$$;
COMMENT ON FUNCTION copil.minutes_actions (uuid) IS 'Actions as decided: [{id, item, decision, words, due, owner, owner_position}]';

CREATE FUNCTION copil.minutes_content (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp SET timezone = 'UTC' LANGUAGE sql
AS $$
  SELECT coalesce ((SELECT m.content FROM minutes m WHERE m.sitting_id = sitting),
    jsonb_build_object ('committee', c.name, 'local_authority', c.local_authority, 'number', s.number,
    'title', s.title, 'place', s.place, 'remote', s.remote, 'starts_at', s.starts_at, 'opened_at', s.opened_at,
    'closed_at', s.closed_at, 'second_of', s.second_of, 'regime', s.regime_code, 'regime_version', s.regime_version,
    'rules', s.rules, 'batch', s.batch_id,
    'presents', minutes_presents (s.id), 'absents', minutes_absents (s.id), 'mandates', minutes_mandates (s.id),
    'items', minutes_items (s.id), 'decisions', minutes_decisions (s.id), 'actions', minutes_actions (s.id),
    'paragraphs', (SELECT coalesce (jsonb_agg (jsonb_build_object ('id', p.id, 'section', p.section, 'item', p.item_id,
        'rank', p.rank, 'words', p.words) ORDER BY p.section, p.item_id, p.rank, p.id), '[]')
      FROM paragraph p WHERE p.sitting_id = s.id AND NOT p.gone)))
  FROM sitting s JOIN committee c ON c.id = s.committee_id WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.minutes_content (uuid) IS
  'The canonical content of the minutes, the same for everybody: what the chairs approve; of final ones, as they approved it. Paragraphs say in words what was discussed and voted; presents, decisions and actions are lists';

CREATE FUNCTION copil.minutes_document (sitting uuid) RETURNS text
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('content', x.content, 'content_hash', encode (content_hash (x.content), 'hex'),
    'state', m.state)::text
  FROM minutes m, LATERAL (SELECT minutes_content (m.sitting_id) AS content) x
  WHERE m.sitting_id = minutes_document.sitting AND m.sitting_id IN (SELECT minutes_sittings ())
$$;
COMMENT ON FUNCTION copil.minutes_document (uuid) IS
  'The minutes of a sitting, as far as this session may read them: {content, content_hash, state}; NULL when not. Final ones as they were approved';

-- Drafting: sentences in French, to be corrected like any other paragraph.

CREATE FUNCTION copil.hour_of (at timestamptz) RETURNS text
  STABLE LANGUAGE sql
  RETURN regexp_replace (to_char (at AT TIME ZONE 'Europe/Paris', E'FMHH24"\u00A0h\u00A0"MI'), E'\u00A000$', '');
COMMENT ON FUNCTION copil.hour_of (timestamptz) IS 'An hour in Paris as one writes it: "9 h 32", "14 h"';

CREATE FUNCTION copil.list_of (VARIADIC words text[]) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN CASE WHEN cardinality (words) > 1
    THEN array_to_string (words[: cardinality (words) - 1], ', ') || ' et ' || words[cardinality (words)]
    ELSE words[1] END;
COMMENT ON FUNCTION copil.list_of (text[]) IS 'An enumeration: "a, b et c"';

CREATE FUNCTION copil.counted (n int, one text, many text) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN n || E'\u00A0' || CASE WHEN abs (n) < 2 THEN one ELSE many END;
COMMENT ON FUNCTION copil.counted (int, text, text) IS 'A number and its noun: "1 abstention", "3 abstentions"';

CREATE FUNCTION copil.draft_quorum (s copil.sitting) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- As the first item begins: who comes in with the opening is noted a moment after it.
  SELECT CASE WHEN (q ->> 'required')::boolean THEN format (E'%s\u00A0: %s pour %s requis%s.',
      CASE WHEN (q ->> 'reached')::boolean THEN 'Le quorum est atteint' ELSE 'Le quorum n’est pas atteint' END,
      counted ((q ->> 'counted')::int, 'membre présent ou représenté', 'membres présents ou représentés'),
      q ->> 'threshold', rule_cite (s.rules, 'quorum_base')) END
  FROM quorum_count (s.id, (SELECT coalesce (min (i.started_at), s.opened_at) FROM agenda_item i WHERE i.sitting_id = s.id), NULL) q
$$;
COMMENT ON FUNCTION copil.draft_quorum (copil.sitting) IS 'The quorum at the beginning, in words; NULL when none is required';

CREATE FUNCTION copil.draft_opening (sitting uuid) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT concat_ws (' ', 'La séance est ouverte à ' || hour_of (s.opened_at)
    || coalesce (' par ' || (SELECT string_agg ((p ->> 'name') || ', ' || lower (left (p ->> 'position', 1))
        || substr (p ->> 'position', 2), ', et ' ORDER BY p ->> 'chair' DESC)
      FROM jsonb_array_elements (minutes_presents (s.id)) p WHERE p ->> 'chair' IS NOT NULL), '') || '.',
    CASE WHEN s.second_of IS NOT NULL THEN
      'Elle se tient sur seconde convocation, sans condition de quorum' || rule_cite (s.rules, 'second_convocation') || '.'
      ELSE draft_quorum (s) END)
  FROM sitting s WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.draft_opening (uuid) IS 'First sentences of minutes';

CREATE FUNCTION copil.draft_vote (vote jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT format (E'Mis aux voix %s («\u00A0%s\u00A0»)\u00A0: %s pour, %s contre, %s.',
      CASE vote ->> 'method' WHEN 'roll' THEN 'par appel nominal' ELSE 'à main levée' END, vote ->> 'question',
      coalesce (vote ->> 'for', '0'), coalesce (vote ->> 'against', '0'),
      counted (coalesce ((vote ->> 'abstentions')::int, 0), 'abstention', 'abstentions'))
    || CASE WHEN vote ->> 'casting' IS NOT NULL THEN format (E' Voix prépondérante%s\u00A0: %s.', E' de «\u00A0' || (vote ->> 'casting') || E'\u00A0»',
        CASE vote ->> 'casting_choice' WHEN 'for' THEN 'pour' ELSE 'contre' END) ELSE '' END
    || CASE vote ->> 'verdict' WHEN 'adopted' THEN ' La proposition est adoptée.' WHEN 'rejected' THEN ' La proposition est rejetée.'
       WHEN 'tie' THEN ' Les voix se partagent ; la proposition n’est pas adoptée.'
       WHEN 'chairs_divided' THEN ' Les coprésidents étant divisés, aucune dépense n’est engagée.'
       WHEN 'chairs_unknown' THEN ' Le vote des coprésidents n’étant pas connu, aucune dépense n’est engagée.'
       WHEN 'no_quorum' THEN ' Le quorum n’étant pas réuni, le vote est sans effet.'
       ELSE ' Aucun consensus ne se dégage.' END
$$;
COMMENT ON FUNCTION copil.draft_vote (jsonb) IS 'A vote in words';

CREATE FUNCTION copil.draft_outcome (item jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (nullif (item ->> 'meaning', ''), CASE item ->> 'outcome'
    WHEN 'postponed' THEN 'Ce point est reporté à une prochaine séance.'
    WHEN 'withdrawn' THEN 'Ce point est retiré de l’ordre du jour.'
    WHEN 'favourable' THEN 'L’avis est favorable.'
    WHEN 'unfavourable' THEN 'L’avis est défavorable.'
    ELSE CASE WHEN item -> 'votes' = '[]' THEN CASE item ->> 'outcome'
      WHEN 'adopted' THEN 'La proposition est adoptée.'
      WHEN 'rejected' THEN 'La proposition est rejetée.'
      WHEN 'treated' THEN 'Le comité prend acte.' END END END)
$$;
COMMENT ON FUNCTION copil.draft_outcome (jsonb) IS 'The meaning of a deliberation, or what became of the item, in words';

CREATE FUNCTION copil.draft_item (item jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT concat_ws (E'\n',
    (SELECT list_of (VARIADIC array_agg (w ->> 'name')) || CASE WHEN count(*) > 1 THEN ' ne prennent' ELSE ' ne prend' END
       || ' pas part à la délibération.' FROM jsonb_array_elements (item -> 'withdrawals') w HAVING count(*) > 0),
    (SELECT string_agg (draft_vote (v), E'\n') FROM jsonb_array_elements (item -> 'votes') v),
    draft_outcome (item),
    (SELECT string_agg (format (E'%s, %s, demande que soit mentionné son désaccord\u00A0: «\u00A0%s\u00A0»', d ->> 'name',
       lower (left (d ->> 'position', 1)) || substr (d ->> 'position', 2), d ->> 'words'), E'\n')
     FROM jsonb_array_elements (item -> 'dissents') d))
$$;
COMMENT ON FUNCTION copil.draft_item (jsonb) IS 'What became of an item, in words: withdrawals, votes, meaning, disagreements';

CREATE FUNCTION copil.draft_closing (sitting uuid) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT 'L’ordre du jour étant épuisé, la séance est levée à ' || hour_of (s.closed_at) || '.'
    || CASE WHEN abs (x.drift) >= 60 THEN format (E' Elle a duré %s de %s que prévu.',
         counted ((abs (x.drift) / 60)::int, 'minute', 'minutes'), CASE WHEN x.drift > 0 THEN 'plus' ELSE 'moins' END) ELSE '' END
  FROM sitting s, LATERAL (SELECT extract (epoch FROM s.closed_at - s.opened_at) - coalesce (sum (i.seconds), 0) AS drift
    FROM agenda_item i WHERE i.sitting_id = s.id AND NOT i.gone
      AND NOT EXISTS (SELECT FROM agenda_item c WHERE c.parent_id = i.id AND NOT c.gone)) x
  WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.draft_closing (uuid) IS 'Last sentences of minutes, with how far the sitting drifted from its agenda';

CREATE FUNCTION copil.minutes_draft (sitting uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  INSERT INTO paragraph (id, sitting_id, item_id, section, rank, words, login, at)
  SELECT gen_random_uuid (), sitting, d.item, d.section, 1, d.words, session_user, moment () FROM (
    SELECT NULL::uuid AS item, 'opening' AS section, draft_opening (sitting) AS words
    UNION ALL SELECT (i ->> 'id')::uuid, 'item', draft_item (i) FROM jsonb_array_elements (minutes_items (sitting)) i
    UNION ALL SELECT NULL, 'closing', draft_closing (sitting)) d
  WHERE d.words <> ''
$$;
COMMENT ON FUNCTION copil.minutes_draft (uuid) IS 'The paragraphs of new minutes: opening, one an item, closing';

-- Steps.

CREATE FUNCTION copil.prepared_minutes (sitting uuid) RETURNS copil.minutes
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  taken minutes;
BEGIN
  PERFORM prepared_sitting (sitting);
  SELECT m.* INTO taken FROM minutes m WHERE m.sitting_id = prepared_minutes.sitting;
  IF taken.id IS NULL THEN
    PERFORM refuse ('CP422', 'Le procès-verbal de cette séance n’est pas commencé.', format ('sitting %s', sitting));
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION copil.prepared_minutes (uuid) IS 'The minutes of a sitting, taken by those who prepare it';

CREATE FUNCTION copil.require_state (taken copil.minutes, VARIADIC states text[]) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF taken.state <> ALL (states) THEN
    PERFORM refuse ('CP422', CASE taken.state
        WHEN 'final' THEN 'Le procès-verbal est définitif : il ne change plus.'
        WHEN 'approval' THEN 'Le procès-verbal est à l’accord des coprésidents : reprenez-le d’abord.'
        WHEN 'remarks' THEN 'Le procès-verbal recueille les remarques des membres.'
        ELSE 'Le procès-verbal est encore un brouillon.' END,
      format ('minutes %s are %s', taken.id, taken.state));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_state (copil.minutes, text[]) IS 'CP422 unless the minutes are in one of these states';

CREATE FUNCTION copil.minutes_begin (command uuid, id uuid, sitting uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (sitting);
BEGIN
  known := command_begin (command, 'minutes_begin', hash_of (id::text, sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_stage (taken, '{closed}', 'Le procès-verbal s’écrit une fois la séance levée.');
  INSERT INTO minutes (id, sitting_id, state) VALUES (minutes_begin.id, taken.id, 'draft') ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    PERFORM refuse ('CP409', 'Le procès-verbal de cette séance est déjà commencé.', format ('sitting %s', sitting));
  END IF;
  PERFORM minutes_draft (taken.id);
  PERFORM log_append (taken.id, 'minutes_begun', '{}');
  RETURN command_end (command, jsonb_build_object ('minutes', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.minutes_begin (uuid, uuid, uuid) IS
  'Begins the minutes of a closed sitting, their paragraphs written from what it recorded; answers {minutes, version}. For those who prepare';

CREATE FUNCTION copil.minutes_step (taken copil.minutes, version int, state text, until date) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM refuse_stale ('Procès-verbal', taken.version, version, NULL, NULL, jsonb_build_object ('state', taken.state));
  UPDATE minutes m SET state = minutes_step.state, remarks_until = coalesce (until, m.remarks_until), version = m.version + 1
  WHERE m.id = taken.id;
  PERFORM log_append (taken.sitting_id, 'minutes_' || state, jsonb_strip_nulls (jsonb_build_object ('until', until)));
  RETURN jsonb_build_object ('minutes', taken.id, 'version', taken.version + 1, 'state', state);
END
$$;
COMMENT ON FUNCTION copil.minutes_step (copil.minutes, int, text, date) IS 'Leads minutes from one state to another, logged';

CREATE FUNCTION copil.minutes_to_remarks (command uuid, sitting uuid, version int, until date) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken minutes := prepared_minutes (sitting);
BEGIN
  known := command_begin (command, 'minutes_to_remarks', hash_of (sitting::text, version::text, until::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_state (taken, 'draft', 'remarks', 'approval');
  IF until IS NULL OR until < (moment () AT TIME ZONE 'Europe/Paris')::date THEN
    PERFORM refuse ('CP422', 'Donnez aux membres un délai pour leurs remarques : une date à venir.', format ('until %s', until));
  END IF;
  RETURN command_end (command, minutes_step (taken, version, 'remarks', until));
END
$$;
COMMENT ON FUNCTION copil.minutes_to_remarks (uuid, uuid, int, date) IS
  'Opens the minutes to the remarks of the members until a day, this one included; from the approval of the chairs, takes them back. Answers {minutes, version, state}. For those who prepare';

CREATE FUNCTION copil.minutes_to_approval (command uuid, sitting uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken minutes := prepared_minutes (sitting);
BEGIN
  known := command_begin (command, 'minutes_to_approval', hash_of (sitting::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_state (taken, 'remarks');
  IF EXISTS (SELECT FROM remark r WHERE r.sitting_id = taken.sitting_id AND r.state = 'open') THEN
    PERFORM refuse ('CP422', 'Il reste des remarques sans réponse : reprenez chacune, ou dites pourquoi elle ne l’est pas.');
  END IF;
  RETURN command_end (command, minutes_step (taken, version, 'approval', NULL));
END
$$;
COMMENT ON FUNCTION copil.minutes_to_approval (uuid, uuid, int) IS
  'Puts the minutes before both chairs, every remark being answered; answers {minutes, version, state}. For those who prepare';

CREATE FUNCTION copil.minutes_approved (sitting uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  words jsonb := minutes_content (sitting);
  hash bytea := content_hash (words);
BEGIN
  IF (SELECT count (DISTINCT a.key) FROM approval a WHERE a.sitting_id = minutes_approved.sitting AND a.object = 'minutes'
      AND a.given AND a.voided_at IS NULL AND a.content_hash = hash) < 2 THEN
    PERFORM refuse ('CP412', 'Le procès-verbal a changé depuis l’un des accords : les deux sont à renouveler.',
      format ('sitting %s', sitting));
  END IF;
  UPDATE minutes m SET state = 'final', content = words, content_hash = hash, final_at = moment (), version = m.version + 1
  WHERE m.sitting_id = minutes_approved.sitting AND m.state = 'approval';
  PERFORM log_append (sitting, 'minutes_final', jsonb_build_object ('content_hash', encode (hash, 'hex')));
END
$$;
COMMENT ON FUNCTION copil.minutes_approved (uuid) IS
  'When both chairs have approved the same content: the minutes are final and keep it, with its hash';

CREATE FUNCTION copil.final_minutes (sitting uuid) RETURNS copil.minutes
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  taken minutes := prepared_minutes (sitting);
BEGIN
  IF taken.state <> 'final' THEN
    PERFORM refuse ('CP422', 'Le procès-verbal n’est pas définitif : il attend l’accord des deux coprésidents.',
      format ('minutes %s are %s', taken.id, taken.state));
  END IF;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION copil.final_minutes (uuid) IS 'The final minutes of a sitting, taken by those who prepare it';

CREATE FUNCTION copil.minutes_archive (command uuid, sitting uuid, pdf text, archive text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken minutes := final_minutes (sitting);
BEGIN
  known := command_begin (command, 'minutes_archive', hash_of (sitting::text, pdf, archive));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_document (taken.sitting_id, pdf, 'application/pdf'),
    require_document (taken.sitting_id, archive, 'application/json');
  IF taken.pdf IS NOT NULL THEN
    PERFORM refuse ('CP412', 'Le procès-verbal est déjà archivé.', format ('minutes %s', taken.id));
  ELSIF (SELECT convert_from (d.bytes, 'UTF8')::jsonb -> 'content' FROM document d
         WHERE d.sha256 = decode (minutes_archive.archive, 'hex')) IS DISTINCT FROM taken.content THEN
    PERFORM refuse ('CP422', 'Cette archive ne contient pas le procès-verbal tel qu’il a été approuvé.',
      format ('minutes %s, archive %s', taken.id, archive));
  END IF;
  UPDATE minutes m SET pdf = decode (minutes_archive.pdf, 'hex'), archive = decode (minutes_archive.archive, 'hex')
  WHERE m.id = taken.id;
  PERFORM log_append (taken.sitting_id, 'minutes_archived', jsonb_build_object ('pdf', pdf, 'archive', archive));
  RETURN command_end (command, jsonb_build_object ('minutes', taken.id));
END
$$;
COMMENT ON FUNCTION copil.minutes_archive (uuid, uuid, text, text) IS
  'Keeps the PDF of final minutes and their JSON (minutes_document, whose content is compared), by their SHA-256, once; answers {minutes}. For those who prepare';

CREATE FUNCTION copil.minutes_signed (command uuid, sitting uuid, sha256 text, checked text, person text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken minutes := final_minutes (sitting);
BEGIN
  known := command_begin (command, 'minutes_signed', hash_of (sitting::text, sha256, checked, person));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_document (taken.sitting_id, sha256, 'application/pdf');
  IF taken.pdf IS NULL THEN
    PERFORM refuse ('CP422', 'Archivez d’abord le procès-verbal : c’est lui qui part à la signature.');
  ELSIF taken.signed_pdf IS NOT NULL THEN
    PERFORM refuse ('CP412', 'Le procès-verbal signé est déjà revenu.', format ('minutes %s', taken.id));
  ELSIF coalesce (checked, '') NOT IN ('hash', 'person') THEN
    PERFORM refuse ('CP422', 'Dites comment la copie signée a été comparée : par son empreinte, ou par une personne.', format ('checked %s', checked));
  ELSIF checked = 'person' AND coalesce (btrim (person), '') = '' THEN
    PERFORM refuse ('CP422', 'L’empreinte ne se lit pas dans ce document : nommez la personne qui l’a comparé au procès-verbal approuvé.');
  END IF;
  UPDATE minutes m SET signed_pdf = decode (minutes_signed.sha256, 'hex') WHERE m.id = taken.id;
  PERFORM log_append (taken.sitting_id, 'minutes_signed', jsonb_strip_nulls (jsonb_build_object ('sha256', sha256, 'checked', checked,
    'content_hash', encode (taken.content_hash, 'hex'), 'person', CASE checked WHEN 'person' THEN clean_label (person, 'Personne') END)));
  RETURN command_end (command, jsonb_build_object ('minutes', taken.id));
END
$$;
COMMENT ON FUNCTION copil.minutes_signed (uuid, uuid, text, text, text) IS
  'Keeps the PDF that came back signed, once; checked: "hash" when the client read in it the hash of the content, or else "person", with the name of who compared it: logged. Answers {minutes}. For those who prepare';

CREATE FUNCTION copil.adopt_minutes () RETURNS trigger
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE minutes m SET adopted_at = NEW.id
  FROM agenda_item i
  WHERE i.sitting_id = NEW.id AND i.origin = 'minutes' AND NOT i.gone AND i.outcome IN ('adopted', 'favourable')
    AND m.sitting_id = i.source_id AND m.state = 'final' AND m.adopted_at IS NULL;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.adopt_minutes () IS
  'Trigger: a sitting that closes has adopted the final minutes that an item of its agenda put to it';
CREATE TRIGGER adopt_minutes AFTER UPDATE OF stage ON copil.sitting
  FOR EACH ROW WHEN (NEW.stage = 'closed' AND OLD.stage <> 'closed') EXECUTE FUNCTION copil.adopt_minutes ();

-- Final is final.

CREATE FUNCTION copil.keep_minutes () RETURNS trigger
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  before jsonb := to_jsonb (OLD) - 'revision';
  later jsonb := coalesce (to_jsonb (NEW), '{}') - 'revision';
BEGIN
  -- What comes after: the archive, the signed copy, the adoption; each fills a place that was empty.
  IF TG_OP = 'UPDATE' AND (OLD.state <> 'final' OR later @> jsonb_strip_nulls (before)
      AND later - ARRAY['pdf', 'archive', 'signed_pdf', 'adopted_at'] = before - ARRAY['pdf', 'archive', 'signed_pdf', 'adopted_at']) THEN
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' AND OLD.state <> 'final' THEN
    RETURN OLD;
  END IF;
  PERFORM refuse ('CP422', 'Le procès-verbal est définitif : il ne change plus.', format ('%s of minutes %s', TG_OP, OLD.id));
END
$$;
COMMENT ON FUNCTION copil.keep_minutes () IS 'Trigger: nobody, the owner included, changes or deletes final minutes';
CREATE TRIGGER keep_minutes BEFORE UPDATE OR DELETE ON copil.minutes
  FOR EACH ROW EXECUTE FUNCTION copil.keep_minutes ();

CREATE FUNCTION copil.keep_paragraphs () RETURNS trigger
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb (OLD) - 'revision' END;
  later jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb (NEW) - 'revision' END;
BEGIN
  -- A row that is only stamped anew says the same.
  IF before IS DISTINCT FROM later AND EXISTS (SELECT FROM minutes m WHERE m.state = 'final'
      AND m.sitting_id IN ((before ->> 'sitting_id')::uuid, (later ->> 'sitting_id')::uuid)) THEN
    PERFORM refuse ('CP422', 'Le procès-verbal est définitif : il ne change plus.', format ('%s of %s', TG_OP, TG_TABLE_NAME));
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION copil.keep_paragraphs () IS
  'Trigger: nothing is written to the paragraphs, their past, the remarks and the approvals of final minutes';

CREATE TRIGGER keep_minutes BEFORE INSERT OR UPDATE ON copil.approval
  FOR EACH ROW WHEN (NEW.object = 'minutes') EXECUTE FUNCTION copil.keep_paragraphs ();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['paragraph', 'paragraph_past', 'remark'] LOOP
    EXECUTE format ('CREATE TRIGGER keep_paragraphs BEFORE INSERT OR UPDATE OR DELETE ON copil.%I
      FOR EACH ROW EXECUTE FUNCTION copil.keep_paragraphs ()', name);
  END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION copil.minutes_document (uuid), copil.minutes_begin (uuid, uuid, uuid),
  copil.minutes_to_remarks (uuid, uuid, int, date), copil.minutes_to_approval (uuid, uuid, int),
  copil.minutes_archive (uuid, uuid, text, text), copil.minutes_signed (uuid, uuid, text, text, text) TO copil_person;

RESET ROLE;
