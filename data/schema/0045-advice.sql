-- 0045
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Advice asked on an item before it is dealt with: of whom, by when, and what came of it.
--
-- The secretariat asks somebody, a seat or a body named in words, and counts the delay in days.
-- Who is asked and has a login answers from their own station, before the sitting is convoked as
-- well; a paper that came is noted by the secretariat, and that it was noted is said. Whoever
-- prepares decides nothing: they neither take back an advice that was given nor touch one that
-- its author gave. Silence means nothing, unless the rules of the sitting say what it means; the
-- request then keeps that rule, with where it comes from and whether somebody read it there.
--
-- An advice is no part of what the two keys approve: what is deliberated does not change when it
-- comes, and an answer must not undo the agreement of the chairs. Agenda, pack and minutes say it.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.advice (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  of_whom copil.label NOT NULL,
  member_id uuid REFERENCES copil.member,
  seat_id uuid REFERENCES copil.seat,
  question copil.label,
  days int NOT NULL CHECK (days BETWEEN 1 AND 365),
  asked_at timestamptz NOT NULL,
  asked_by copil.label NOT NULL,
  due_at timestamptz NOT NULL,
  silence jsonb,
  reminded_at timestamptz,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'given', 'withdrawn')),
  meaning text CHECK (meaning IN ('favourable', 'reserves', 'unfavourable', 'none')),
  words text CHECK (char_length (words) BETWEEN 1 AND 4000),
  conditions text CHECK (char_length (conditions) BETWEEN 1 AND 4000),
  given_at timestamptz,
  given_by copil.label,
  noted_by copil.label,
  reason copil.label,
  history jsonb NOT NULL DEFAULT '[]',
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT advice_one_of CHECK (member_id IS NULL OR seat_id IS NULL),
  CONSTRAINT advice_given CHECK ((state = 'given') = (meaning IS NOT NULL)
    AND (state = 'given') = (given_at IS NOT NULL) AND (state = 'given') = (num_nonnulls (given_by, noted_by) = 1)),
  CONSTRAINT advice_withdrawn CHECK ((state = 'withdrawn') = (reason IS NOT NULL))
);
CREATE INDEX advice_sitting ON copil.advice (sitting_id, revision);
CREATE INDEX advice_committee ON copil.advice (committee_id);
CREATE INDEX advice_item ON copil.advice (item_id);
COMMENT ON TABLE copil.advice IS 'Advice asked on an item of the agenda before it is dealt with, by when, and what was answered';
COMMENT ON COLUMN copil.advice.of_whom IS 'Who is asked, in words: a member with their position, a seat, a service, a partner';
COMMENT ON COLUMN copil.advice.member_id IS 'The member asked, who answers from their own station; NULL: a seat, or a body in words alone';
COMMENT ON COLUMN copil.advice.seat_id IS 'The seat asked: whoever holds it, or deputises, on the day of the answer';
COMMENT ON COLUMN copil.advice.due_at IS 'End of the last day of the delay, in Paris; what comes later is kept, and is late. Without an answer then: not given in time';
COMMENT ON COLUMN copil.advice.silence IS
  'What the rules of the sitting make of silence, {value, article, verified, set_by, source, cite}; NULL: nothing, silence is no advice';
COMMENT ON COLUMN copil.advice.meaning IS 'favourable, with reserves, unfavourable, or none: whoever was asked declines to advise';
COMMENT ON COLUMN copil.advice.given_by IS 'Who answered from their own station; NULL: it was noted';
COMMENT ON COLUMN copil.advice.noted_by IS 'Who noted the paper that came, by name; NULL: answered from their own station';
COMMENT ON COLUMN copil.advice.reason IS 'Why the request was withdrawn';
COMMENT ON COLUMN copil.advice.history IS 'What it was before each change: [{at, by, state, meaning, words, conditions, given_at}]';

CREATE TRIGGER stamp_revision BEFORE INSERT OR UPDATE ON copil.advice
  FOR EACH ROW EXECUTE FUNCTION copil.stamp_revision ();
CREATE TRIGGER note_change AFTER INSERT OR UPDATE ON copil.advice
  FOR EACH ROW EXECUTE FUNCTION copil.note_row ();
-- Who is asked does not follow the sitting before it is convoked, but the committee.
CREATE TRIGGER note_committee AFTER INSERT OR UPDATE ON copil.advice
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('committee', 'committee_id');

-- Who is asked.

CREATE FUNCTION copil.is_asked (member uuid, seat uuid) RETURNS boolean
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (own_member () = member
    OR EXISTS (SELECT FROM term t WHERE t.seat_id = seat AND t.member_id = own_member () AND is_current (t.since, t.until)), false)
$$;
COMMENT ON FUNCTION copil.is_asked (uuid, uuid) IS
  'Whether this session is the member asked, or holds the seat asked or deputises there today';

CREATE FUNCTION copil.own_advices () RETURNS SETOF uuid
  STABLE SECURITY DEFINER ROWS 10 SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT a.id FROM advice a WHERE a.member_id = own_member ()
  UNION ALL
  SELECT a.id FROM term t JOIN advice a ON a.seat_id = t.seat_id
  WHERE t.member_id = own_member () AND is_current (t.since, t.until)
$$;
COMMENT ON FUNCTION copil.own_advices () IS 'The advice asked of this session';

CALL copil.guard_table ('copil.advice');
CREATE POLICY visible ON copil.advice FOR SELECT TO copil_person
  USING (sitting_id IN (SELECT copil.visible_sittings ()) OR id IN (SELECT copil.own_advices ()));
GRANT SELECT ON copil.advice TO copil_person;

CREATE FUNCTION copil.advice_document_read (sha256 bytea) RETURNS boolean
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT EXISTS (SELECT FROM item_document d JOIN advice a ON a.item_id = d.item_id JOIN sitting s ON s.id = a.sitting_id
    WHERE d.sha256 = advice_document_read.sha256 AND NOT d.gone AND a.state <> 'withdrawn'
      AND s.stage <> 'cancelled' AND a.id IN (SELECT own_advices ()))
$$;
COMMENT ON FUNCTION copil.advice_document_read (bytea) IS
  'Whether a document is joined to an item on which this session''s advice is asked';

CREATE OR REPLACE FUNCTION copil.document_bytes (sha256 text) RETURNS bytea
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT d.bytes FROM document d
  WHERE d.sha256 = decode (document_bytes.sha256, 'hex') AND (
    EXISTS (SELECT FROM item_document i WHERE i.sha256 = d.sha256
            AND i.sitting_id IN (SELECT visible_sittings ()))
    OR EXISTS (SELECT FROM issued i WHERE i.sha256 = d.sha256 AND i.sitting_id IN (SELECT visible_sittings ()))
    OR EXISTS (SELECT FROM minutes m WHERE d.sha256 IN (m.pdf, m.archive, m.signed_pdf)
               AND m.sitting_id IN (SELECT minutes_sittings ()))
    OR advice_document_read (d.sha256))
$$;

-- Silence, as the rules of procedure may have it.

CREATE OR REPLACE FUNCTION copil.rule_accepts (rule text, value jsonb) RETURNS boolean
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
    ('money_needs_both', 'fixed', NULL, NULL),
    ('advice_silence', 'word', NULL, '{none,favourable}')
  ) spec (name, kind, high, words) ON spec.name = rule
$$;

CREATE FUNCTION copil.advice_silence (rules jsonb) RETURNS jsonb
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE WHEN coalesce (rule_value (rules, 'advice_silence'), 'none') <> 'none'
    THEN (rules -> 'advice_silence') - 'note' || jsonb_build_object ('cite', btrim (rule_cite (rules, 'advice_silence'))) END
$$;
COMMENT ON FUNCTION copil.advice_silence (jsonb) IS
  'What these rules make of silence, with where that comes from; NULL: nothing. No regime says it: a committee may, by its rules of procedure';

CREATE FUNCTION copil.advice_due (asked timestamptz, days int) RETURNS timestamptz
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT (((asked AT TIME ZONE 'Europe/Paris')::date + days + 1)::timestamp AT TIME ZONE 'Europe/Paris') - interval '1 microsecond'
$$;
COMMENT ON FUNCTION copil.advice_due (timestamptz, int) IS
  'The end of the last day of a delay: the day it is asked does not count, the last one does, in the days of Paris';

-- Asking.

CREATE FUNCTION copil.advice_name (committee uuid, of_whom text, member uuid, seat uuid) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  name text;
BEGIN
  IF num_nonnulls (member, seat) = 0 THEN
    RETURN clean_label (coalesce (of_whom, ''), 'Auteur de l’avis');
  ELSIF num_nonnulls (member, seat) = 1 THEN
    name := CASE WHEN seat IS NOT NULL
      THEN (SELECT e.label FROM seat e WHERE e.id = seat AND e.committee_id = committee AND is_current (e.since, e.until))
      ELSE (SELECT format ('%s, %s', m.name, m."position") FROM member m WHERE m.id = member
              AND EXISTS (SELECT FROM term t WHERE t.committee_id = committee AND t.member_id = m.id AND is_current (t.since, t.until))) END;
  END IF;
  IF name IS NULL THEN
    PERFORM refuse ('CP422', 'Un avis se demande à un membre du comité, à l’un de ses sièges, ou à un service nommé en toutes lettres.',
      format ('member %s, seat %s', member, seat));
  END IF;
  RETURN left (name, 400);
END
$$;
COMMENT ON FUNCTION copil.advice_name (uuid, text, uuid, uuid) IS
  'Who is asked, in words; CP422 for a member or a seat that is not of the committee today';

CREATE FUNCTION copil.require_advisable (taken copil.sitting, item uuid) RETURNS copil.agenda_item
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  i agenda_item;
BEGIN
  PERFORM require_stage (taken, '{draft,submitted,approved,convoked,open,suspended}', CASE taken.stage
    WHEN 'cancelled' THEN 'Cette séance est annulée : il n’y a plus d’avis à recueillir.'
    ELSE 'Cette séance est levée : les avis recueillis ne changent plus.' END);
  SELECT a.* INTO i FROM agenda_item a WHERE a.id = item AND a.sitting_id = taken.id;
  IF i.id IS NULL OR i.gone THEN
    PERFORM refuse ('CP422', 'Ce point n’est pas, ou plus, à l’ordre du jour.', format ('item %s', item));
  ELSIF i.outcome NOT IN ('pending', 'current') THEN
    PERFORM refuse ('CP422', 'Ce point est traité : les avis recueillis ne changent plus.', format ('item %s is %s', item, i.outcome));
  END IF;
  RETURN i;
END
$$;
COMMENT ON FUNCTION copil.require_advisable (copil.sitting, uuid) IS
  'The item, on which an advice may still come: it is on the agenda and not dealt with; CP422 otherwise';

CREATE FUNCTION copil.advice_ask (command uuid, id uuid, item uuid, of_whom text, member uuid, seat uuid, question text, days int)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (item_sitting (item));
  asked timestamptz := moment ();
  due timestamptz;
  name text;
BEGIN
  known := command_begin (command, 'advice_ask', hash_of (id::text, item::text, of_whom, member::text, seat::text, question, days::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_stage (taken, '{draft,submitted,approved,convoked}', 'Un avis se demande avant l’ouverture de la séance.');
  PERFORM require_advisable (taken, item);
  IF days IS NULL OR days NOT BETWEEN 1 AND 365 THEN
    PERFORM refuse ('CP422', 'Le délai pour donner un avis se compte en jours, de 1 à 365.', format ('days %s', days));
  END IF;
  name := advice_name (taken.committee_id, of_whom, member, seat);
  due := advice_due (asked, days);
  IF EXISTS (SELECT FROM advice a WHERE a.item_id = item AND a.state <> 'withdrawn' AND lower (a.of_whom) = lower (name)) THEN
    PERFORM refuse ('CP422', format ('%s : cet avis est déjà demandé sur ce point.', name), format ('item %s', item));
  END IF;
  INSERT INTO advice (id, sitting_id, committee_id, item_id, of_whom, member_id, seat_id, question, days, asked_at, asked_by, due_at, silence)
  VALUES (advice_ask.id, taken.id, taken.committee_id, item, name, member, seat, clean_label (nullif (advice_ask.question, ''), 'Question'),
    advice_ask.days, asked, name_of (session_user), due, advice_silence (taken.rules))
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  PERFORM log_append (taken.id, 'advice_asked', jsonb_build_object ('advice', id, 'item', item, 'of_whom', name, 'due_at', due));
  RETURN command_end (command, jsonb_build_object ('advice', id, 'version', 1, 'due_at', due, 'warnings',
    CASE WHEN due >= taken.starts_at THEN jsonb_build_array (format (
      'Cet avis est attendu jusqu’au %s, après le début de la séance.', french_day (due))) ELSE '[]' END));
END
$$;
COMMENT ON FUNCTION copil.advice_ask (uuid, uuid, uuid, text, uuid, uuid, text, int) IS
  'Asks an advice on an item, of a member, of a seat, or of whom the words name, within so many days; answers {advice, version, due_at, warnings}. For those who prepare';

-- Answering.

CREATE FUNCTION copil.taken_advice (advice uuid) RETURNS copil.advice
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old advice;
BEGIN
  SELECT a.* INTO old FROM advice a WHERE a.id = taken_advice.advice;
  IF old.id IS NULL OR NOT is_asked (old.member_id, old.seat_id) THEN
    PERFORM prepared_sitting (old.sitting_id);
  END IF;
  PERFORM sitting_lock (old.sitting_id);
  SELECT a.* INTO old FROM advice a WHERE a.id = taken_advice.advice;
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.taken_advice (uuid) IS
  'A request of advice, its sitting taken by who is asked or by those who prepare; CP401 or CP403 for others';

CREATE FUNCTION copil.require_advice (old copil.advice, version int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF old.version IS DISTINCT FROM version THEN
    PERFORM refuse ('CP412', format ('Avis : modification faite entre-temps%s. Comparez, puis recommencez.',
        ' par ' || (old.history -> -1 ->> 'by')),
      jsonb_build_object ('version', old.version, 'expected', version, 'state', old.state, 'meaning', old.meaning)::text);
  ELSIF old.state = 'withdrawn' THEN
    PERFORM refuse ('CP422', format ('Cette demande d’avis est retirée : %s', old.reason), format ('advice %s', old.id));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_advice (copil.advice, int) IS
  'CP412 when a request of advice is no longer as it was read, CP422 when it was withdrawn';

CREATE FUNCTION copil.advice_past (old copil.advice) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT old.history || jsonb_build_object ('at', moment (), 'by', name_of (session_user), 'state', old.state, 'meaning', old.meaning,
    'words', old.words, 'conditions', old.conditions, 'given_at', old.given_at)
$$;
COMMENT ON FUNCTION copil.advice_past (copil.advice) IS 'The history of an advice, with how it stands before it is changed';

CREATE FUNCTION copil.advice_give (command uuid, advice uuid, version int, meaning text, words text, conditions text, at timestamptz)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old advice := taken_advice (advice);
  asked boolean := is_asked (old.member_id, old.seat_id);
  said text := CASE WHEN words <> '' THEN clean_words (words, 'Avis', 4000) END;
  under text := CASE WHEN conditions <> '' THEN clean_words (conditions, 'Conditions', 4000) END;
BEGIN
  known := command_begin (command, 'advice_give', hash_of (advice::text, version::text, meaning, words, conditions, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_advisable ((SELECT s FROM sitting s WHERE s.id = old.sitting_id), old.item_id);
  IF NOT asked AND old.state = 'given' AND old.noted_by IS NULL THEN
    PERFORM refuse ('CP403', format ('%s a donné cet avis : son auteur seul le modifie.', old.given_by), format ('advice %s', old.id));
  END IF;
  PERFORM require_advice (old, version);
  IF coalesce (meaning, '') NOT IN ('favourable', 'reserves', 'unfavourable', 'none') THEN
    PERFORM refuse ('CP422', 'Un avis est favorable, favorable avec réserves, défavorable, ou l’absence d’avis.', format ('meaning %s', meaning));
  ELSIF meaning = 'reserves' AND num_nonnulls (said, under) = 0 THEN
    PERFORM refuse ('CP422', 'Un avis favorable avec réserves dit lesquelles.');
  END IF;
  UPDATE advice a SET state = 'given', meaning = advice_give.meaning, words = said, conditions = under,
    -- When a paper came is what the secretariat says; who answers from their own station does so now.
    given_at = live_at (CASE WHEN NOT asked THEN advice_give.at END, old.asked_at),
    given_by = CASE WHEN asked THEN name_of (session_user) END, noted_by = CASE WHEN NOT asked THEN name_of (session_user) END,
    history = advice_past (old), version = old.version + 1
  WHERE a.id = old.id;
  PERFORM log_append (old.sitting_id, 'advice_given', jsonb_build_object ('advice', old.id, 'item', old.item_id, 'of_whom', old.of_whom,
    'meaning', meaning, 'noted', NOT asked));
  RETURN command_end (command, jsonb_build_object ('advice', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.advice_give (uuid, uuid, int, text, text, text, timestamptz) IS
  'Gives an advice, or gives another in its place while the item is not dealt with; at: when the paper came, for those who note it. Answers {advice, version}. For who is asked; those who prepare note what was not given from a station';

-- Who prepares decides nothing: what was given stays.
CREATE FUNCTION copil.advice_withdraw (command uuid, advice uuid, version int, reason text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting ((SELECT a.sitting_id FROM advice a WHERE a.id = advice_withdraw.advice));
  old advice;
BEGIN
  known := command_begin (command, 'advice_withdraw', hash_of (advice::text, version::text, reason));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT a.* INTO old FROM advice a WHERE a.id = advice_withdraw.advice;
  PERFORM require_advisable (taken, old.item_id), require_advice (old, version);
  IF old.state = 'given' THEN
    PERFORM refuse ('CP422', 'Cet avis est donné : il reste joint au point.', format ('advice %s', old.id));
  END IF;
  UPDATE advice a SET state = 'withdrawn', reason = clean_label (coalesce (advice_withdraw.reason, ''), 'Motif'),
    history = advice_past (old), version = old.version + 1
  WHERE a.id = old.id;
  PERFORM log_append (taken.id, 'advice_withdrawn', jsonb_build_object ('advice', old.id, 'item', old.item_id, 'of_whom', old.of_whom,
    'reason', reason));
  RETURN command_end (command, jsonb_build_object ('advice', old.id, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.advice_withdraw (uuid, uuid, int, text) IS
  'Withdraws a request that was not answered, saying why; answers {advice, version}. For those who prepare';

CREATE FUNCTION copil.advice_remind (command uuid, advice uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting ((SELECT a.sitting_id FROM advice a WHERE a.id = advice_remind.advice));
  old advice;
BEGIN
  known := command_begin (command, 'advice_remind', hash_of (advice::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT a.* INTO old FROM advice a WHERE a.id = advice_remind.advice;
  PERFORM require_advisable (taken, old.item_id);
  IF old.state <> 'asked' THEN
    PERFORM refuse ('CP422', 'Cet avis n’est plus attendu : il n’y a rien à rappeler.', format ('advice %s', old.id));
  END IF;
  UPDATE advice a SET reminded_at = moment () WHERE a.id = old.id;
  PERFORM log_append (taken.id, 'advice_reminded', jsonb_build_object ('advice', old.id, 'of_whom', old.of_whom));
  RETURN command_end (command, jsonb_build_object ('advice', old.id));
END
$$;
COMMENT ON FUNCTION copil.advice_remind (uuid, uuid) IS
  'Reminds who is asked of an advice that is awaited; answers {advice}. For those who prepare';

-- An item that is carried over, or convoked a second time, keeps what was answered on it.

CREATE FUNCTION copil.advice_copy (item uuid, sitting uuid, copied uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  INSERT INTO advice (id, sitting_id, committee_id, item_id, of_whom, member_id, seat_id, question, days, asked_at, asked_by, due_at,
    silence, reminded_at, state, meaning, words, conditions, given_at, given_by, noted_by, history)
  SELECT gen_random_uuid (), advice_copy.sitting, a.committee_id, copied, a.of_whom, a.member_id, a.seat_id, a.question, a.days, a.asked_at,
    a.asked_by, a.due_at, a.silence, a.reminded_at, a.state, a.meaning, a.words, a.conditions, a.given_at, a.given_by, a.noted_by, a.history
  FROM advice a WHERE a.item_id = advice_copy.item AND a.state <> 'withdrawn'
$$;
COMMENT ON FUNCTION copil.advice_copy (uuid, uuid, uuid) IS
  'Copies to an item what was asked and answered on the one it is a copy of';

CREATE OR REPLACE FUNCTION copil.item_copy (item uuid, sitting uuid, parent uuid, as_carried boolean) RETURNS uuid
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
  PERFORM advice_copy (item_copy.item, item_copy.sitting, copied);
  PERFORM item_copy (c.id, item_copy.sitting, copied, as_carried)
  FROM (SELECT a.id FROM agenda_item a WHERE a.parent_id = item_copy.item AND NOT a.gone
          AND (NOT as_carried OR a.outcome IN ('pending', 'postponed'))
        ORDER BY a.rank, a.id) c;
  RETURN copied;
END
$$;

-- Reading.

CREATE FUNCTION copil.advice_list (committee uuid) RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (to_jsonb (a) - 'committee_id' - 'revision' - 'history' || jsonb_build_object (
      'own', o.own, 'item_title', i.title, 'item_body', i.body, 'sitting_title', s.title, 'starts_at', s.starts_at,
      'documents', (SELECT coalesce (jsonb_agg (jsonb_build_object ('name', d.name, 'sha256', d.sha256, 'pages', d.pages, 'size', d.size)
          ORDER BY d.rank, d.id), '[]') FROM item_document d WHERE d.item_id = i.id AND NOT d.gone))
    ORDER BY a.due_at, a.of_whom, a.id), '[]')
  FROM advice a JOIN agenda_item i ON i.id = a.item_id JOIN sitting s ON s.id = a.sitting_id,
    LATERAL (SELECT a.id IN (SELECT own_advices ()) AS own) o
  WHERE a.committee_id = committee AND NOT i.gone AND s.stage NOT IN ('closed', 'cancelled') AND a.state <> 'withdrawn'
    AND (o.own OR a.sitting_id IN (SELECT visible_sittings ()))
$$;
COMMENT ON FUNCTION copil.advice_list (uuid) IS
  'The advice asked on what is still to be dealt with, as far as this session reads it: [{columns of the request, own, item_title, item_body, sitting_title, starts_at, documents: [{name, sha256, pages, size}]}]; own: asked of this session';

CREATE OR REPLACE FUNCTION copil.committee_document (committee uuid) RETURNS text
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
    'advices', advice_list (c.id), 'sittings', sitting_list (c.id),
    'register', (SELECT coalesce (jsonb_agg (to_jsonb (d) - 'committee_id' ORDER BY d.year, d.number), '[]') FROM decision d
      WHERE d.committee_id = c.id AND d.number IS NOT NULL AND NOT d.gone),
    'actions', rows_of ('action', c.id))::text
  FROM committee c WHERE c.id = committee
$$;
COMMENT ON FUNCTION copil.committee_document (uuid) IS
  'All of a committee that this session may read: {committee, rules, colleges, seats, terms, members, delegations, former_bodies (with subjects), recurring_items, proposals, advices (advice_list), sittings, register, actions}';

CREATE FUNCTION copil.advice_matters () RETURNS TABLE (late boolean, committee_id uuid, sitting_id uuid, title text, due_at timestamptz)
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT NOT o.own, a.committee_id, a.sitting_id, i.title::text, a.due_at
  FROM advice a JOIN agenda_item i ON i.id = a.item_id JOIN sitting s ON s.id = a.sitting_id,
    LATERAL (SELECT a.id IN (SELECT own_advices ()) AS own) o
  WHERE a.state = 'asked' AND NOT i.gone AND i.outcome IN ('pending', 'current') AND s.stage NOT IN ('closed', 'cancelled')
    AND (o.own OR a.due_at < moment () AND prepares (a.committee_id))
$$;
COMMENT ON FUNCTION copil.advice_matters () IS
  'The advice that this session is to give, and that is late where it prepares: {late, committee_id, sitting_id, title of the item, due_at}';

-- The minutes.

CREATE FUNCTION copil.advice_said (advice jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT format (E'%s\u00A0: %s', advice ->> 'of_whom', concat_ws (E'\u202F; ',
    CASE coalesce (advice ->> 'meaning', CASE WHEN advice -> 'silence' ->> 'value' = 'favourable' THEN 'tacit' END)
      WHEN 'favourable' THEN 'avis favorable' WHEN 'reserves' THEN 'avis favorable avec réserves'
      WHEN 'unfavourable' THEN 'avis défavorable' WHEN 'none' THEN 'sans avis'
      WHEN 'tacit' THEN 'avis réputé favorable, faute de réponse dans le délai'
        || coalesce (' ' || nullif (advice -> 'silence' ->> 'cite', ''), '')
      ELSE 'avis non rendu' END || CASE WHEN (advice ->> 'late')::boolean THEN ', rendu hors délai' ELSE '' END,
    E'«\u00A0' || (advice ->> 'words') || E'\u00A0»', E'conditions\u00A0: ' || (advice ->> 'conditions')))
$$;
COMMENT ON FUNCTION copil.advice_said (jsonb) IS 'What somebody advised, in words';

CREATE FUNCTION copil.minutes_advices (item uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- Nothing where none was asked: minutes approved before there was advice keep their hash.
  SELECT CASE WHEN count(*) > 0
    THEN jsonb_build_object ('advices', jsonb_agg (d.advice || jsonb_build_object ('said', advice_said (d.advice))
      ORDER BY a.asked_at, a.of_whom, a.id)) ELSE '{}' END
  FROM advice a JOIN sitting s ON s.id = a.sitting_id, LATERAL (
    SELECT jsonb_build_object ('of_whom', a.of_whom, 'question', a.question, 'meaning', a.meaning, 'words', a.words,
      'conditions', a.conditions, 'asked_at', a.asked_at, 'due_at', a.due_at, 'given_at', a.given_at, 'given_by', a.given_by,
      'noted_by', a.noted_by, 'late', a.given_at > a.due_at,
      'silence', CASE WHEN a.state = 'asked' AND a.due_at < s.opened_at THEN a.silence END) AS advice) d
  WHERE a.item_id = item AND a.state <> 'withdrawn'
$$;
COMMENT ON FUNCTION copil.minutes_advices (uuid) IS
  'What was advised on an item: {advices: [{of_whom, question, meaning, words, conditions, asked_at, due_at, given_at, given_by, noted_by, late, silence, said}]}, {} when nothing was asked; no meaning: not given, and silence what the rules make of that when the delay ended before the sitting';

CREATE OR REPLACE FUNCTION copil.minutes_items (sitting uuid) RETURNS jsonb
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
      || minutes_advices (i.id)
    ORDER BY t.path), '[]')
  FROM agenda_tree (sitting) t JOIN agenda_item i ON i.id = t.id
$$;
COMMENT ON FUNCTION copil.minutes_items (uuid) IS
  'The matters dealt with: [{id, number, nature, title, presenter, planned, elapsed, late, outcome, meaning, votes, withdrawals, dissents, documents, advices}], seconds; advices only where some was asked';

CREATE FUNCTION copil.draft_advices (advices jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT E'Avis recueillis avant la délibération\u00A0:\n' || string_agg (a ->> 'said', E'\n' ORDER BY n)
  FROM jsonb_array_elements (advices) WITH ORDINALITY t (a, n)
$$;
COMMENT ON FUNCTION copil.draft_advices (jsonb) IS 'What was advised on an item, in words, a line each; NULL: nothing was asked';

CREATE OR REPLACE FUNCTION copil.draft_item (item jsonb) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT concat_ws (E'\n',
    draft_advices (item -> 'advices'),
    (SELECT list_of (VARIADIC array_agg (w ->> 'name')) || CASE WHEN count(*) > 1 THEN ' ne prennent' ELSE ' ne prend' END
       || ' pas part à la délibération.' FROM jsonb_array_elements (item -> 'withdrawals') w HAVING count(*) > 0),
    (SELECT string_agg (draft_vote (v), E'\n') FROM jsonb_array_elements (item -> 'votes') v),
    draft_outcome (item),
    (SELECT string_agg (format (E'%s, %s, demande que soit mentionné son désaccord\u00A0: «\u00A0%s\u00A0»', d ->> 'name',
       lower (left (d ->> 'position', 1)) || substr (d ->> 'position', 2), d ->> 'words'), E'\n')
     FROM jsonb_array_elements (item -> 'dissents') d))
$$;

GRANT EXECUTE ON FUNCTION copil.is_asked (uuid, uuid), copil.own_advices (), copil.advice_list (uuid), copil.advice_matters (),
  copil.advice_ask (uuid, uuid, uuid, text, uuid, uuid, text, int), copil.advice_give (uuid, uuid, int, text, text, text, timestamptz),
  copil.advice_withdraw (uuid, uuid, int, text), copil.advice_remind (uuid, uuid) TO copil_person;

RESET ROLE;
