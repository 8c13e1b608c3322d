-- 0026
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Sittings: every row that a sitting is made of, before, during and after it.
--
-- Each row of a sitting bears the revision of the sitting at which it last changed, given out
-- under a lock held to commit. A station that knows everything up to revision N asks for the rows
-- above N (sitting_rows) and patches what it holds: nothing is missed and nothing is read twice.
-- Rows are never deleted, they are gone. Attendance and clocks are events; the state is computed
-- from them, so that the quorum of any second can be told afterwards.

SET LOCAL ROLE copil_owner;

-- Whoever logged in as a superuser and takes the part of a person (SET SESSION AUTHORIZATION) may
-- say when it is: a demonstration has a past. The login counts, which no session changes.
CREATE FUNCTION copil.moment () RETURNS timestamptz
  VOLATILE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  given text := nullif (current_setting ('copil.moment', true), '');
BEGIN
  IF given IS NULL THEN
    RETURN clock_timestamp ();
  END IF;
  IF NOT EXISTS (SELECT FROM pg_stat_get_activity (pg_backend_pid ()) a JOIN pg_roles r ON r.oid = a.usesysid
                 WHERE r.rolsuper) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP401',
      MESSAGE = 'L’heure des séances est celle de la base : votre session ne peut pas la fixer.',
      DETAIL = format ('login %s set copil.moment', session_user);
  END IF;
  RETURN given::timestamptz;
END
$$;
COMMENT ON FUNCTION copil.moment () IS
  'When it is, for everything a sitting records: the clock of the base, or copil.moment in a session that a superuser opened; CP401 for anybody else who sets it';

CREATE TABLE copil.sitting (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL GENERATED ALWAYS AS (id) STORED,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  number int NOT NULL CHECK (number > 0),
  title copil.label NOT NULL,
  starts_at timestamptz NOT NULL CHECK (isfinite (starts_at)),
  place copil.label NOT NULL,
  remote boolean NOT NULL,
  stage text NOT NULL DEFAULT 'draft' CHECK (stage IN (
    'draft', 'submitted', 'approved', 'convoked', 'open', 'suspended', 'closed', 'cancelled')),
  second_of uuid REFERENCES copil.sitting,
  rules jsonb NOT NULL,
  regime_code text NOT NULL,
  regime_version int NOT NULL,
  urgency copil.label,
  agenda_version int NOT NULL DEFAULT 0,
  batch_id int REFERENCES copil.batch,
  catalogue_version int,
  frozen_at timestamptz,
  current_item uuid,
  opened_at timestamptz,
  closed_at timestamptz,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  UNIQUE (committee_id, number)
);
COMMENT ON TABLE copil.sitting IS 'Sittings of committees';
COMMENT ON COLUMN copil.sitting.sitting_id IS 'Itself: every table of a sitting has this column';
COMMENT ON COLUMN copil.sitting.stage IS
  'draft > submitted (to the chairs) > approved (by both) > convoked > open <> suspended > closed; or cancelled. An edit before the convocation leads back to draft';
COMMENT ON COLUMN copil.sitting.second_of IS 'The sitting that had no quorum: same agenda, no quorum required';
COMMENT ON COLUMN copil.sitting.rules IS
  'The rules it is held under, as resolved at the convocation: {RULE: {value, article, verified, note, set_by, source}}';
COMMENT ON COLUMN copil.sitting.urgency IS 'Why the convocation came late';
COMMENT ON COLUMN copil.sitting.agenda_version IS '0 before the first convocation; rises with each one sent';
COMMENT ON COLUMN copil.sitting.batch_id IS 'The state of the figures it sees for ever, with catalogue_version';

CREATE TABLE copil.sitting_revision (
  sitting_id uuid PRIMARY KEY,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.sitting_revision IS 'The last revision given out; locking this row orders the writers of a sitting';
CALL copil.guard_table ('copil.sitting_revision');

CREATE TABLE copil.sitting_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid (),
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  number int NOT NULL,
  at timestamptz NOT NULL,
  login text NOT NULL,
  kind text NOT NULL,
  detail jsonb NOT NULL,
  previous bytea,
  hash bytea NOT NULL,
  revision bigint NOT NULL,
  UNIQUE (sitting_id, number)
);
COMMENT ON TABLE copil.sitting_log IS
  'What was done, in order, each entry bound to the one before it by its hash: proof of sending, receipt, approval, change';
COMMENT ON COLUMN copil.sitting_log.hash IS 'SHA-256 of previous, number, time, login, kind and detail';

CREATE TABLE copil.document (
  sha256 bytea PRIMARY KEY CHECK (octet_length (sha256) = 32),
  bytes bytea NOT NULL CHECK (octet_length (bytes) BETWEEN 8 AND 10485760),
  media text NOT NULL CHECK (media IN ('application/pdf', 'application/json')),
  put_by text NOT NULL,
  put_at timestamptz NOT NULL DEFAULT copil.moment ()
);
COMMENT ON TABLE copil.document IS 'Bytes of documents, each once, by their SHA-256; at most 10 MiB';

CREATE TABLE copil.agenda_item (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  parent_id uuid REFERENCES copil.agenda_item,
  rank int NOT NULL,
  nature text NOT NULL CHECK (nature IN ('information', 'advice', 'decision')),
  title copil.label NOT NULL,
  body text NOT NULL DEFAULT '' CHECK (char_length (body) <= 10000),
  presenter copil.label,
  seconds int NOT NULL CHECK (seconds BETWEEN 0 AND 86400),
  money boolean NOT NULL DEFAULT false,
  origin text NOT NULL CHECK (origin IN ('own', 'recurring', 'carried', 'proposal', 'minutes')),
  source_id uuid,
  late boolean NOT NULL DEFAULT false,
  outcome text NOT NULL DEFAULT 'pending' CHECK (outcome IN (
    'pending', 'current', 'treated', 'adopted', 'rejected', 'favourable', 'unfavourable', 'postponed', 'withdrawn')),
  meaning text CHECK (char_length (meaning) <= 4000),
  started_at timestamptz,
  ended_at timestamptz,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT agenda_item_self CHECK (parent_id <> id)
);
CREATE INDEX agenda_item_sitting ON copil.agenda_item (sitting_id, revision);
COMMENT ON TABLE copil.agenda_item IS 'The agenda: a tree of items, ordered by rank among their siblings';
COMMENT ON COLUMN copil.agenda_item.money IS 'It moves money: a tie between the co-chairs never adopts it';
COMMENT ON COLUMN copil.agenda_item.source_id IS
  'What it came from: recurring item, item carried over, proposal, or sitting whose minutes are to be approved';
COMMENT ON COLUMN copil.agenda_item.late IS 'Added or changed after the first convocation';
COMMENT ON COLUMN copil.agenda_item.meaning IS 'Meaning of the deliberation, in words (R. 133-13 CRPA)';

CREATE TABLE copil.item_document (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  sha256 bytea NOT NULL REFERENCES copil.document,
  name copil.label NOT NULL,
  size int NOT NULL,
  pages int NOT NULL CHECK (pages BETWEEN 1 AND 5000),
  rank int NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL
);
CREATE INDEX item_document_sitting ON copil.item_document (sitting_id, revision);
COMMENT ON TABLE copil.item_document IS 'PDF documents joined to an item, in their order';

CREATE TABLE copil.item_view (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  indicator_code text NOT NULL,
  territory_id int NOT NULL REFERENCES copil.territory,
  period date NOT NULL,
  chart text NOT NULL CHECK (chart IN ('curve', 'map', 'comparison', 'distribution', 'table')),
  reference text NOT NULL CHECK (reference IN ('year', 'target', 'parent', 'peers')),
  caption copil.label,
  rank int NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL
);
CREATE INDEX item_view_sitting ON copil.item_view (sitting_id, revision);
COMMENT ON TABLE copil.item_view IS 'Dashboard views linked to an item, shown at the frozen state of the sitting';

CREATE TABLE copil.proposal (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  member_id uuid NOT NULL REFERENCES copil.member,
  title copil.label NOT NULL,
  nature text NOT NULL CHECK (nature IN ('information', 'advice', 'decision')),
  reason copil.label NOT NULL,
  seconds int NOT NULL CHECK (seconds BETWEEN 0 AND 86400),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'refused', 'withdrawn')),
  answer copil.label,
  item_id uuid REFERENCES copil.agenda_item,
  proposed_at timestamptz NOT NULL DEFAULT copil.moment (),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT proposal_refused CHECK (state <> 'refused' OR answer IS NOT NULL)
);
COMMENT ON TABLE copil.proposal IS 'Items that members propose, and what became of them';
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON copil.proposal
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('committee', 'committee_id');

CREATE TABLE copil.approval (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  object text NOT NULL CHECK (object IN ('agenda', 'convocation', 'minutes')),
  key text NOT NULL CHECK (key IN ('state', 'local')),
  login text NOT NULL,
  name copil.label NOT NULL,
  "position" copil.label NOT NULL,
  given boolean NOT NULL,
  reason copil.label,
  content jsonb NOT NULL,
  content_hash bytea NOT NULL,
  at timestamptz NOT NULL,
  voided_at timestamptz,
  revision bigint NOT NULL,
  CONSTRAINT approval_refused CHECK (given OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX approval_one ON copil.approval (sitting_id, object, key) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX approval_two_persons ON copil.approval (sitting_id, object, login) WHERE voided_at IS NULL;
COMMENT ON TABLE copil.approval IS
  'What each key approved or refused, word by word: any later edit voids it, and what changed since can be shown';
COMMENT ON COLUMN copil.approval.content_hash IS 'SHA-256 of content: an approval holds for exactly this';

CREATE TABLE copil.convocation (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  version int NOT NULL CHECK (version > 0),
  content jsonb NOT NULL,
  content_hash bytea NOT NULL,
  changes jsonb,
  sent_at timestamptz NOT NULL,
  due_at timestamptz,
  urgency copil.label,
  quorum_required boolean NOT NULL,
  revision bigint NOT NULL,
  UNIQUE (sitting_id, version)
);
COMMENT ON TABLE copil.convocation IS 'Convocations sent: version 1 freezes the agenda, each later one comes with what changed';
COMMENT ON COLUMN copil.convocation.due_at IS 'By when the rules want it received; NULL: they say nothing';

CREATE TABLE copil.recipient (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  member_id uuid NOT NULL REFERENCES copil.member,
  seat_id uuid NOT NULL REFERENCES copil.seat,
  capacity text NOT NULL CHECK (capacity IN ('full', 'deputy', 'guest')),
  means text NOT NULL CHECK (means IN ('copil', 'mail', 'post', 'hand')),
  sent_version int NOT NULL,
  sent_at timestamptz NOT NULL,
  received_version int,
  received_at timestamptz,
  answer text CHECK (answer IN ('present', 'remote', 'absent', 'mandate', 'deputy')),
  answer_member uuid REFERENCES copil.member,
  answered_at timestamptz,
  answered_by text,
  reminded_at timestamptz,
  revision bigint NOT NULL,
  UNIQUE (sitting_id, member_id, seat_id)
);
COMMENT ON TABLE copil.recipient IS 'Who was convoked, by what means, when it was received, and what they answered';
COMMENT ON COLUMN copil.recipient.answer_member IS 'Who holds the mandate announced, or deputises';
COMMENT ON COLUMN copil.recipient.reminded_at IS 'When who had not answered was last asked again';

CREATE TABLE copil.attendance (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  member_id uuid NOT NULL REFERENCES copil.member,
  seat_id uuid REFERENCES copil.seat,
  entered boolean NOT NULL,
  mode text NOT NULL CHECK (mode IN ('room', 'phone', 'video')),
  identified copil.label,
  at timestamptz NOT NULL,
  by_login text NOT NULL,
  revision bigint NOT NULL
);
CREATE INDEX attendance_sitting ON copil.attendance (sitting_id, revision);
COMMENT ON TABLE copil.attendance IS 'Entries and exits; never changed, a mistake is followed by its contrary';
COMMENT ON COLUMN copil.attendance.seat_id IS 'For which seat they sit; NULL: a guest of this sitting';
COMMENT ON COLUMN copil.attendance.identified IS 'How somebody at a distance was recognised';

CREATE TABLE copil.guest (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  member_id uuid NOT NULL REFERENCES copil.member,
  item_id uuid REFERENCES copil.agenda_item,
  reason copil.label,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.guest IS 'Persons heard at this sitting (R. 133-6 CRPA): they do not vote and do not count for the quorum';

CREATE TABLE copil.mandate (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  giver_seat uuid NOT NULL REFERENCES copil.seat,
  holder_seat uuid NOT NULL REFERENCES copil.seat,
  giver_member uuid NOT NULL REFERENCES copil.member,
  holder_member uuid NOT NULL REFERENCES copil.member,
  since timestamptz NOT NULL,
  until timestamptz,
  by_login text NOT NULL,
  revision bigint NOT NULL,
  CONSTRAINT mandate_self CHECK (giver_seat <> holder_seat)
);
CREATE UNIQUE INDEX mandate_giver ON copil.mandate (sitting_id, giver_seat) WHERE until IS NULL;
COMMENT ON TABLE copil.mandate IS 'Who votes for whom, from when; how many one may hold is a rule of the sitting';

CREATE TABLE copil.withdrawal (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  member_id uuid NOT NULL REFERENCES copil.member,
  reason copil.label,
  gone boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.withdrawal IS 'Members who take no part in an item, being personally interested (R. 133-12 CRPA)';

CREATE TABLE copil.clock_event (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid REFERENCES copil.agenda_item,
  kind text NOT NULL CHECK (kind IN ('start', 'pause', 'resume', 'extend', 'end', 'open', 'suspend', 'reopen', 'close')),
  at timestamptz NOT NULL,
  ends_at timestamptz,
  remaining_ms bigint,
  seconds int,
  reason copil.label,
  revision bigint NOT NULL
);
CREATE INDEX clock_event_sitting ON copil.clock_event (sitting_id, revision);
COMMENT ON TABLE copil.clock_event IS 'What the timers did: a running one has an absolute end, a paused one what remains';

CREATE TABLE copil.speaker (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid REFERENCES copil.agenda_item,
  member_id uuid NOT NULL REFERENCES copil.member,
  rank int NOT NULL,
  asked_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.speaker IS 'Who asked for the floor, who had it and how long';

CREATE TABLE copil.vote (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  question copil.label NOT NULL,
  method text NOT NULL CHECK (method IN ('roll', 'hands')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  entitled jsonb,
  votes_for int CHECK (votes_for >= 0),
  votes_against int CHECK (votes_against >= 0),
  abstentions int CHECK (abstentions >= 0),
  chair_state text CHECK (chair_state IN ('for', 'against', 'abstain', 'none')),
  chair_local text CHECK (chair_local IN ('for', 'against', 'abstain', 'none')),
  casting_seat uuid REFERENCES copil.seat,
  casting_choice text CHECK (casting_choice IN ('for', 'against')),
  verdict text CHECK (verdict IN ('adopted', 'rejected', 'tie', 'no_quorum', 'no_consensus', 'chairs_divided',
    'chairs_unknown', 'cancelled')),
  result jsonb,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  CONSTRAINT vote_closed CHECK ((closed_at IS NULL) = (verdict IS NULL))
);
CREATE UNIQUE INDEX vote_open ON copil.vote (sitting_id) WHERE closed_at IS NULL AND NOT gone;
COMMENT ON TABLE copil.vote IS 'Votes by roll-call or by show of hands, one open at a time';
COMMENT ON COLUMN copil.vote.entitled IS 'Frozen when it closes: each seat, its votes, who sat for it, by what right';
COMMENT ON COLUMN copil.vote.chair_state IS 'By hands: how the co-chair voted, counted among the others';
COMMENT ON COLUMN copil.vote.result IS 'Numbers, base of the majority, quorum and the rules applied with their articles';

CREATE TABLE copil.ballot (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  vote_id uuid NOT NULL REFERENCES copil.vote,
  seat_id uuid NOT NULL REFERENCES copil.seat,
  member_id uuid NOT NULL REFERENCES copil.member,
  mandate_id uuid REFERENCES copil.mandate,
  choice text NOT NULL CHECK (choice IN ('for', 'against', 'abstain', 'none')),
  votes int NOT NULL CHECK (votes > 0),
  at timestamptz NOT NULL,
  by_login text NOT NULL,
  revision bigint NOT NULL,
  UNIQUE (vote_id, seat_id)
);
COMMENT ON TABLE copil.ballot IS 'One choice a seat and roll-call; who expressed it, and by what mandate';

CREATE TABLE copil.dissent (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  member_id uuid NOT NULL REFERENCES copil.member,
  words text NOT NULL CHECK (char_length (words) BETWEEN 1 AND 4000),
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.dissent IS 'Disagreement that a member asked to be mentioned (R. 133-13 CRPA)';

CREATE TABLE copil.decision (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  item_id uuid NOT NULL REFERENCES copil.agenda_item,
  vote_id uuid REFERENCES copil.vote,
  year int NOT NULL,
  number int,
  words text NOT NULL CHECK (char_length (words) BETWEEN 1 AND 10000),
  recorded_at timestamptz NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  UNIQUE (committee_id, year, number)
);
COMMENT ON TABLE copil.decision IS
  'The register of decisions: numbered by committee and year, without a gap, when the sitting closes';

CREATE TABLE copil.action (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  item_id uuid REFERENCES copil.agenda_item,
  decision_id uuid REFERENCES copil.decision,
  words copil.label NOT NULL,
  owner_id uuid NOT NULL REFERENCES copil.member,
  due date NOT NULL CHECK (isfinite (due)),
  indicator_code text,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  history jsonb NOT NULL DEFAULT '[]',
  reminded_at timestamptz,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE INDEX action_committee ON copil.action (committee_id);
COMMENT ON TABLE copil.action IS 'What somebody is to do by a day; carried to each sitting until it is closed';
COMMENT ON COLUMN copil.action.history IS 'What it was before each change: [{at, login, state, due, owner, words, note}]';

CREATE TABLE copil.operator_note (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid REFERENCES copil.agenda_item,
  words text NOT NULL CHECK (char_length (words) <= 10000),
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1
);
COMMENT ON TABLE copil.operator_note IS 'Notes of those who animate the sitting; nobody else reads them';

CREATE TABLE copil.minutes (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL UNIQUE REFERENCES copil.sitting,
  state text NOT NULL CHECK (state IN ('draft', 'remarks', 'approval', 'final')),
  remarks_until date,
  content jsonb,
  content_hash bytea,
  final_at timestamptz,
  pdf bytea REFERENCES copil.document,
  archive bytea REFERENCES copil.document,
  signed_pdf bytea REFERENCES copil.document,
  adopted_at uuid REFERENCES copil.sitting,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT minutes_final CHECK ((state = 'final') = (final_at IS NOT NULL))
);
COMMENT ON TABLE copil.minutes IS
  'The minutes: draft > remarks > approval by both chairs > final, then locked, printed with their hash and archived';

CREATE TABLE copil.paragraph (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  item_id uuid REFERENCES copil.agenda_item,
  section text NOT NULL CHECK (section IN ('opening', 'presents', 'item', 'decisions', 'actions', 'closing')),
  rank int NOT NULL,
  words text NOT NULL CHECK (char_length (words) <= 20000),
  login text NOT NULL,
  at timestamptz NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE INDEX paragraph_sitting ON copil.paragraph (sitting_id, revision);
COMMENT ON TABLE copil.paragraph IS 'Paragraphs of the minutes, corrected one by one, each with its version';

CREATE TABLE copil.paragraph_past (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid (),
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  paragraph_id uuid NOT NULL REFERENCES copil.paragraph,
  version int NOT NULL,
  words text NOT NULL,
  login text NOT NULL,
  at timestamptz NOT NULL,
  revision bigint NOT NULL,
  UNIQUE (paragraph_id, version)
);
COMMENT ON TABLE copil.paragraph_past IS 'Earlier versions of a paragraph, to compare with and to go back to';

CREATE TABLE copil.remark (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  paragraph_id uuid NOT NULL REFERENCES copil.paragraph,
  login text NOT NULL,
  name copil.label NOT NULL,
  words text NOT NULL CHECK (char_length (words) BETWEEN 1 AND 4000),
  at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'declined')),
  answer copil.label,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.remark IS 'What members have to say about a paragraph of the draft minutes';

CREATE TABLE copil.issued (
  id uuid PRIMARY KEY,
  sitting_id uuid NOT NULL REFERENCES copil.sitting,
  kind text NOT NULL CHECK (kind IN ('convocation', 'changes', 'pack', 'sign_in', 'minutes', 'decisions', 'extract')),
  version int NOT NULL,
  name copil.label NOT NULL,
  sha256 bytea NOT NULL REFERENCES copil.document,
  content_hash bytea NOT NULL,
  at timestamptz NOT NULL,
  login text NOT NULL,
  revision bigint NOT NULL
);
COMMENT ON TABLE copil.issued IS 'Documents given out, kept as bytes: printing again gives these';

-- Revisions.

CREATE FUNCTION copil.sitting_next (sitting uuid) RETURNS bigint
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  INSERT INTO sitting_revision AS r (sitting_id, revision) VALUES (sitting, 1)
  ON CONFLICT (sitting_id) DO UPDATE SET revision = r.revision + 1
  RETURNING revision
$$;
COMMENT ON FUNCTION copil.sitting_next (uuid) IS
  'The next revision of a sitting; whoever asks holds its lock until commit';

CREATE FUNCTION copil.stamp_revision () RETURNS trigger
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- A generated column is not yet there: of a sitting, it is the key.
  NEW.revision := sitting_next (coalesce (NEW.sitting_id, NEW.id));
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION copil.stamp_revision () IS 'Trigger: gives a row of a sitting its revision';

CREATE TABLE copil.sitting_row (
  sitting_id uuid NOT NULL,
  kind text NOT NULL,
  id uuid NOT NULL,
  revision bigint NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX sitting_row_revision ON copil.sitting_row (sitting_id, revision);
COMMENT ON TABLE copil.sitting_row IS
  'Where each row of a sitting is and when it last changed: who follows finds what is new without looking into every table';
CALL copil.guard_table ('copil.sitting_row');

CREATE FUNCTION copil.note_row () RETURNS trigger
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO sitting_row AS r (sitting_id, kind, id, revision)
  VALUES (NEW.sitting_id, TG_TABLE_NAME, NEW.id, NEW.revision)
  ON CONFLICT ON CONSTRAINT sitting_row_pkey DO UPDATE SET revision = excluded.revision;
  -- A transaction says once that the sitting changed, however many rows it touches.
  IF NOT EXISTS (SELECT FROM change c WHERE c.xid = pg_current_xact_id () AND c.topic = 'sitting'
                 AND c.key = NEW.sitting_id::text) THEN
    INSERT INTO change (topic, key) VALUES ('sitting', NEW.sitting_id);
    PERFORM pg_notify ('copil', '');
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.note_row () IS 'Trigger: says that a row of a sitting changed, and keeps where it is';

-- Who reads what. Before the convocation a sitting is the business of those who prepare it, of the
-- chairs and of the members who proposed; from then on of everybody whose ground it is; the
-- register, and minutes once final, of every login.

CREATE FUNCTION copil.visible_sittings (one uuid DEFAULT NULL) RETURNS SETOF uuid
  STABLE SECURITY DEFINER ROWS 200 SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN QUERY
  WITH own AS MATERIALIZED (
    SELECT a.role, a.territory_id FROM assignment a JOIN person p ON p.id = a.person_id
    WHERE p.login = session_user AND is_current (a.since, a.until)),
  seen AS MATERIALIZED (
    SELECT c.id,
      EXISTS (SELECT FROM own o WHERE covers (o.territory_id, c.territory_id)
              AND o.role IN ('secretariat', 'pilot_coordinator', 'chair_state', 'chair_local'))
        OR cardinality (session_keys (c.id, NULL)) > 0 AS prepares,
      EXISTS (SELECT FROM own o WHERE covers (o.territory_id, c.territory_id)) OR sits (c.id) AS concerned
    FROM committee c
    WHERE visible_sittings.one IS NULL
      OR c.id = (SELECT s.committee_id FROM sitting s WHERE s.id = visible_sittings.one))
  SELECT s.id FROM sitting s JOIN seen v ON v.id = s.committee_id
  WHERE EXISTS (SELECT FROM own) AND s.id = coalesce (visible_sittings.one, s.id) AND (v.prepares
    OR (v.concerned AND s.stage IN ('convoked', 'open', 'suspended', 'closed'))
    OR (s.stage = 'closed' AND EXISTS (SELECT FROM minutes m WHERE m.sitting_id = s.id AND m.state = 'final')));
END
$$;
COMMENT ON FUNCTION copil.visible_sittings (uuid) IS
  'The sittings this session may read, or the one asked about: all of those it prepares or chairs, those convoked of its ground, those with final minutes';

CREATE FUNCTION copil.prepared_sittings (one uuid DEFAULT NULL) RETURNS SETOF uuid
  STABLE SECURITY DEFINER ROWS 200 SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN QUERY
  SELECT s.id FROM sitting s
  WHERE s.id = coalesce (prepared_sittings.one, s.id) AND prepares (s.committee_id);
END
$$;
COMMENT ON FUNCTION copil.prepared_sittings (uuid) IS 'The sittings this session prepares and animates';

CREATE FUNCTION copil.minutes_sittings (one uuid DEFAULT NULL) RETURNS SETOF uuid
  STABLE SECURITY DEFINER ROWS 200 SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN QUERY
  SELECT s.id FROM sitting s JOIN minutes m ON m.sitting_id = s.id
  WHERE (SELECT is_assigned ()) AND s.id = coalesce (minutes_sittings.one, s.id) AND (m.state = 'final' OR prepares (s.committee_id)
    OR cardinality (session_keys (s.committee_id, NULL)) > 0
    OR (m.state IN ('remarks', 'approval') AND sits (s.committee_id)));
END
$$;
COMMENT ON FUNCTION copil.minutes_sittings (uuid) IS
  'The sittings whose minutes this session may read: drafts for who writes and who signs, then the members, final ones everybody';

CREATE FUNCTION copil.readers_of (kind text) RETURNS text
  IMMUTABLE LANGUAGE sql
  RETURN CASE
    WHEN kind = 'operator_note' THEN 'prepared_sittings'
    WHEN kind IN ('minutes', 'paragraph', 'paragraph_past', 'remark') THEN 'minutes_sittings'
    ELSE 'visible_sittings' END;
COMMENT ON FUNCTION copil.readers_of (text) IS 'The function that says of which sittings a session reads a table';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sitting', 'sitting_log', 'agenda_item', 'item_document', 'item_view', 'approval',
    'convocation', 'recipient', 'attendance', 'guest', 'mandate', 'withdrawal', 'clock_event', 'speaker', 'vote',
    'ballot', 'dissent', 'decision', 'action', 'operator_note', 'minutes', 'paragraph', 'paragraph_past', 'remark',
    'issued'] LOOP
    EXECUTE format ('CREATE TRIGGER stamp_revision BEFORE INSERT OR UPDATE ON copil.%I
      FOR EACH ROW EXECUTE FUNCTION copil.stamp_revision ()', name);
    EXECUTE format ('CREATE TRIGGER note_change AFTER INSERT OR UPDATE ON copil.%I
      FOR EACH ROW EXECUTE FUNCTION copil.note_row ()', name);
    EXECUTE format ('CALL copil.guard_table (%L)', 'copil.' || name);
    EXECUTE format ('CREATE POLICY visible ON copil.%I FOR SELECT TO copil_person
      USING (sitting_id IN (SELECT copil.%I ()))', name, copil.readers_of (name));
    EXECUTE format ('GRANT SELECT ON copil.%I TO copil_person', name);
  END LOOP;
END
$$;

-- Who follows asks for what is above a revision: what somebody begins to see must rise above it.
CREATE FUNCTION copil.show_minutes () RETURNS trigger
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE paragraph p SET words = p.words WHERE p.sitting_id = NEW.sitting_id;
  UPDATE paragraph_past p SET words = p.words WHERE p.sitting_id = NEW.sitting_id;
  UPDATE remark r SET words = r.words WHERE r.sitting_id = NEW.sitting_id;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.show_minutes () IS 'Trigger: when the minutes change hands, their rows get new revisions';
CREATE TRIGGER show_minutes AFTER UPDATE ON copil.minutes
  FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION copil.show_minutes ();

-- What the list of a committee says of its sittings.
CREATE TRIGGER note_committee AFTER INSERT OR UPDATE OF stage, title, starts_at, place ON copil.sitting
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('committee', 'committee_id');

-- A proposal is read by its author and by those who prepare and chair.
CALL copil.guard_table ('copil.proposal');
CREATE POLICY concerned ON copil.proposal FOR SELECT TO copil_person
  USING (member_id = (SELECT copil.own_member ()) OR copil.prepares (committee_id)
         OR cardinality (copil.session_keys (committee_id, NULL)) > 0);
GRANT SELECT ON copil.proposal TO copil_person;

-- Bytes are read through document_bytes alone, which asks where the document is joined.
CALL copil.guard_table ('copil.document');

GRANT EXECUTE ON FUNCTION copil.visible_sittings (uuid), copil.prepared_sittings (uuid), copil.minutes_sittings (uuid)
  TO copil_person;

-- Reading.

-- Sixty stations read after each change: who may read is asked once a class of tables, and only
-- tables with changed rows are looked into.
CREATE FUNCTION copil.sitting_rows (sitting uuid, after bigint)
  RETURNS TABLE (kind text, id uuid, revision bigint, document jsonb)
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  changed record;
  readers text;
  reads boolean;
BEGIN
  FOR changed IN
    SELECT r.kind, readers_of (r.kind) AS readers, array_agg (r.id) AS ids
    FROM sitting_row r WHERE r.sitting_id = sitting AND r.revision > after
    GROUP BY r.kind ORDER BY 2, 1
  LOOP
    IF changed.readers IS DISTINCT FROM readers THEN
      readers := changed.readers;
      EXECUTE format ('SELECT EXISTS (SELECT FROM %I ($1))', readers) INTO reads USING sitting;
    END IF;
    IF reads THEN
      RETURN QUERY EXECUTE format ('SELECT %1$L, t.id, t.revision, to_jsonb (t) - ''sitting_id'' - ''id'' - ''revision''
        FROM %1$I t WHERE t.id = ANY ($1)', changed.kind) USING changed.ids;
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION copil.sitting_rows (uuid, bigint) IS
  'The rows of a sitting that changed after a revision (0: all of them), as far as this session may read: kind is the table, document its columns';

CREATE FUNCTION copil.server_clock () RETURNS bigint
  VOLATILE LANGUAGE sql
  RETURN (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint;
COMMENT ON FUNCTION copil.server_clock () IS 'The clock of the base in microseconds since 1970: stations measure their offset to it';

GRANT EXECUTE ON FUNCTION copil.sitting_rows (uuid, bigint), copil.server_clock () TO copil_person;

-- The log.

CREATE FUNCTION copil.log_hash (previous bytea, number int, at timestamptz, login text, kind text, detail jsonb)
  RETURNS bytea
  IMMUTABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT hash_of (encode (previous, 'hex'), number::text,
    (extract (epoch FROM at) * 1000000)::bigint::text, login, kind, detail::text)
$$;
COMMENT ON FUNCTION copil.log_hash (bytea, int, timestamptz, text, text, jsonb) IS
  'The hash of a log entry: of everything it says and of the entry before it';

CREATE FUNCTION copil.log_append (sitting uuid, kind text, detail jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  last sitting_log;
  now_at timestamptz := moment ();
BEGIN
  -- The lock of the sitting orders the entries.
  PERFORM sitting_next (sitting);
  SELECT l.* INTO last FROM sitting_log l WHERE l.sitting_id = sitting ORDER BY l.number DESC LIMIT 1;
  INSERT INTO sitting_log (sitting_id, number, at, login, kind, detail, previous, hash)
  VALUES (sitting, coalesce (last.number, 0) + 1, now_at, session_user, log_append.kind, log_append.detail, last.hash,
    log_hash (last.hash, coalesce (last.number, 0) + 1, now_at, session_user, log_append.kind, log_append.detail));
END
$$;
COMMENT ON FUNCTION copil.log_append (uuid, text, jsonb) IS 'Adds an entry to the log of a sitting';

CREATE FUNCTION copil.log_verify (sitting uuid) RETURNS int
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT min (l.number) FROM (
    SELECT e.*, lag (e.hash) OVER w AS before, row_number () OVER w AS expected
    FROM sitting_log e WHERE e.sitting_id = sitting WINDOW w AS (ORDER BY e.number)) l
  WHERE l.number <> l.expected OR l.previous IS DISTINCT FROM l.before
    OR l.hash <> log_hash (l.previous, l.number, l.at, l.login, l.kind, l.detail)
$$;
COMMENT ON FUNCTION copil.log_verify (uuid) IS 'The first entry of the log that is not as it was written; NULL: all are';
GRANT EXECUTE ON FUNCTION copil.log_verify (uuid), copil.log_hash (bytea, int, timestamptz, text, text, jsonb),
  copil.hash_of (text[]) TO copil_person;

RESET ROLE;
