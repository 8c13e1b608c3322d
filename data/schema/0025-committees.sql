-- 0025
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Committees: which there are, by what rules they deliberate, who sits, and what merged into them.
--
--   committee -> college -> seat -> term -> member (who may have a login)
--   committee <- former_body <- former_subject       the convergence register
--   regime (profiles of rules, as data)  +  committee_rule (its own rules of procedure)
--
-- The State and the local authority each hold one key: who has the assignment chair_state or
-- chair_local for exactly the committee's territory, or to whom they delegated it. The operator's
-- people (secretariat, pilot_coordinator) prepare and animate, and decide nothing.

-- Seats are kept from two holders at once by an exclusion constraint.
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

SET LOCAL ROLE copil_owner;

ALTER TABLE copil.change DROP CONSTRAINT change_topic;
ALTER TABLE copil.change ADD CONSTRAINT change_topic CHECK (topic IN (
  'batch', 'catalogue', 'territory', 'assignment', 'target', 'annotation', 'committee', 'sitting'));

CREATE TABLE copil.regime (
  code text PRIMARY KEY,
  version int NOT NULL,
  document jsonb NOT NULL CHECK (jsonb_typeof (document -> 'rules') = 'object')
);
COMMENT ON TABLE copil.regime IS
  'Legal regimes: {code, name, summary, rules: {RULE: {value, article, verified, note}}}, see data/committee/regimes.json';
CALL copil.open_table ('copil.regime');

CREATE TABLE copil.committee (
  id uuid PRIMARY KEY,
  territory_id int NOT NULL REFERENCES copil.territory,
  kind text NOT NULL CHECK (kind IN ('region', 'departement', 'bassin', 'local', 'pilot')),
  name copil.label NOT NULL,
  local_authority copil.label NOT NULL,
  regime_code text NOT NULL REFERENCES copil.regime,
  act copil.label,
  since date NOT NULL CHECK (isfinite (since)),
  until date CHECK (isfinite (until) AND until >= since),
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX committee_one ON copil.committee (territory_id, kind) WHERE until IS NULL;
COMMENT ON TABLE copil.committee IS 'One committee a territory and level, co-chaired by the State and a local authority';
COMMENT ON COLUMN copil.committee.local_authority IS 'Who holds the second key, in words: "Département du Nord"';
COMMENT ON COLUMN copil.committee.act IS 'What set it up: protocol, letter, order';
CALL copil.open_table ('copil.committee');

CREATE TABLE copil.committee_rule (
  committee_id uuid NOT NULL REFERENCES copil.committee,
  rule text NOT NULL CHECK (rule ~ '^[a-z_]{1,40}$'),
  value jsonb NOT NULL,
  source copil.label NOT NULL,
  PRIMARY KEY (committee_id, rule)
);
COMMENT ON TABLE copil.committee_rule IS
  'Rules that a committee set itself, with where: "Règlement intérieur, article 4"';
CALL copil.open_table ('copil.committee_rule');

CREATE TABLE copil.member (
  id uuid PRIMARY KEY,
  name copil.label NOT NULL,
  position copil.label NOT NULL,
  body copil.label,
  login text UNIQUE REFERENCES copil.person (login),
  version int NOT NULL DEFAULT 1
);
COMMENT ON TABLE copil.member IS 'Persons who sit in committees; most of them have no login';
COMMENT ON COLUMN copil.member.body IS
  'Service, body or assembly they come from: who may replace whom depends on it';
CALL copil.open_table ('copil.member');

CREATE TABLE copil.college (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  name copil.label NOT NULL,
  rank int NOT NULL,
  UNIQUE (committee_id, name)
);
COMMENT ON TABLE copil.college IS 'Groups of seats: State, local authorities, social partners, operators...';
CALL copil.open_table ('copil.college');

CREATE TABLE copil.seat (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  college_id uuid NOT NULL REFERENCES copil.college,
  label copil.label NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ex_officio', 'elected', 'qualified', 'guest')),
  chair text CHECK (chair IN ('state', 'local')),
  body copil.label,
  votes int NOT NULL CHECK (votes BETWEEN 0 AND 1000),
  rank int NOT NULL,
  since date NOT NULL CHECK (isfinite (since)),
  until date CHECK (isfinite (until) AND until >= since),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT seat_guest CHECK (kind <> 'guest' OR (votes = 0 AND chair IS NULL))
);
CREATE UNIQUE INDEX seat_chair ON copil.seat (committee_id, chair) WHERE until IS NULL AND chair IS NOT NULL;
CREATE INDEX seat_committee ON copil.seat (committee_id);
COMMENT ON TABLE copil.seat IS 'Seats of a committee; 0 votes: sits without vote (operators, experts heard)';
COMMENT ON COLUMN copil.seat.chair IS 'The two seats of the co-chairs';
COMMENT ON COLUMN copil.seat.body IS 'Service or assembly the seat belongs to';
CALL copil.open_table ('copil.seat');

CREATE TABLE copil.term (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  seat_id uuid NOT NULL REFERENCES copil.seat,
  member_id uuid NOT NULL REFERENCES copil.member,
  deputy boolean NOT NULL,
  since date NOT NULL CHECK (isfinite (since)),
  until date CHECK (isfinite (until) AND until >= since),
  act copil.label,
  ended_because copil.label,
  version int NOT NULL DEFAULT 1,
  EXCLUDE USING gist (seat_id WITH =, daterange (since, until) WITH &&) WHERE (NOT deputy)
);
CREATE INDEX term_committee ON copil.term (committee_id);
COMMENT ON TABLE copil.term IS
  'Who holds a seat, or deputises for its holder, between which days; a seat has one holder at a time, a seat without one is vacant';
COMMENT ON COLUMN copil.term.until IS 'First day on which it no longer holds; NULL while open';
COMMENT ON COLUMN copil.term.ended_because IS 'Death, resignation, loss of capacity...: the successor sits for what remains (R. 133-4 CRPA)';
CALL copil.open_table ('copil.term');

CREATE TABLE copil.delegation (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  key text NOT NULL CHECK (key IN ('state', 'local')),
  login text NOT NULL REFERENCES copil.person (login),
  given_by text NOT NULL,
  since date NOT NULL,
  until date NOT NULL CHECK (isfinite (until) AND until > since),
  act copil.label NOT NULL,
  scope text[] NOT NULL CHECK (scope <@ ARRAY['agenda', 'convocation', 'minutes'] AND scope <> '{}'),
  revoked_at timestamptz
);
COMMENT ON TABLE copil.delegation IS 'A chair lets a named person turn the key, by a dated act, for what is in scope';
CALL copil.open_table ('copil.delegation');

CREATE TABLE copil.former_body (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  territory_id int NOT NULL REFERENCES copil.territory,
  acronym copil.label,
  name copil.label NOT NULL,
  dealt_with copil.label,
  state text NOT NULL CHECK (state IN ('active', 'planned', 'merged')),
  merges_on date CHECK (isfinite (merges_on)),
  act copil.label,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT former_body_merged CHECK (state <> 'merged' OR (merges_on IS NOT NULL AND act IS NOT NULL))
);
CREATE INDEX former_body_committee ON copil.former_body (committee_id);
COMMENT ON TABLE copil.former_body IS
  'The convergence register: bodies that dealt with employment before, into which committee each merges, when and by which act';
CALL copil.open_table ('copil.former_body');

CREATE TABLE copil.former_subject (
  id uuid PRIMARY KEY,
  body_id uuid NOT NULL REFERENCES copil.former_body,
  label copil.label NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'taken', 'dropped')),
  note copil.label,
  rank int NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE INDEX former_subject_body ON copil.former_subject (body_id);
COMMENT ON TABLE copil.former_subject IS 'What a former body dealt with, and whether its committee took it over';
CALL copil.open_table ('copil.former_subject');

CREATE TABLE copil.recurring_item (
  id uuid PRIMARY KEY,
  committee_id uuid NOT NULL REFERENCES copil.committee,
  title copil.label NOT NULL,
  nature text NOT NULL CHECK (nature IN ('information', 'advice', 'decision')),
  presenter copil.label,
  seconds int NOT NULL CHECK (seconds BETWEEN 0 AND 86400),
  rank int NOT NULL,
  stopped boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1
);
COMMENT ON TABLE copil.recurring_item IS 'Items that every new agenda of the committee begins with';
CALL copil.open_table ('copil.recurring_item');

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['committee_rule', 'college', 'seat', 'term', 'delegation', 'former_body', 'recurring_item'] LOOP
    EXECUTE format ('CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON copil.%I
      FOR EACH ROW EXECUTE FUNCTION copil.note_change (''committee'', ''committee_id'')', name);
  END LOOP;
END
$$;
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON copil.committee
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('committee', 'id');

CREATE FUNCTION copil.note_committees_of () RETURNS trigger
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_TABLE_NAME = 'member' THEN
    INSERT INTO change (topic, key)
    SELECT DISTINCT 'committee', t.committee_id::text FROM term t WHERE t.member_id = NEW.id;
  ELSE
    INSERT INTO change (topic, key)
    SELECT 'committee', b.committee_id::text FROM former_body b WHERE b.id = NEW.body_id;
  END IF;
  PERFORM pg_notify ('copil', '');
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION copil.note_committees_of () IS
  'Trigger: of a member or a former subject, records a change of each committee concerned';
CREATE TRIGGER note_change AFTER INSERT OR UPDATE ON copil.member
  FOR EACH ROW EXECUTE FUNCTION copil.note_committees_of ();
CREATE TRIGGER note_change AFTER INSERT OR UPDATE ON copil.former_subject
  FOR EACH ROW EXECUTE FUNCTION copil.note_committees_of ();

-- Who may do what in a committee. Asked at each change by each station: PL/pgSQL keeps its plans
-- from one call to the next, SQL does not.

CREATE FUNCTION copil.session_keys (committee uuid, object text) RETURNS text[]
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (SELECT coalesce (array_agg (DISTINCT k.key), '{}') FROM (
    SELECT CASE a.role WHEN 'chair_state' THEN 'state' ELSE 'local' END AS key
    FROM assignment a JOIN person p ON p.id = a.person_id JOIN committee c ON c.territory_id = a.territory_id
    WHERE p.login = session_user AND a.role IN ('chair_state', 'chair_local')
      AND is_current (a.since, a.until) AND c.id = session_keys.committee
    UNION ALL
    SELECT d.key FROM delegation d
    WHERE d.committee_id = session_keys.committee AND d.login = session_user AND d.revoked_at IS NULL
      AND is_current (d.since, d.until) AND (object IS NULL OR object = ANY (d.scope))
      AND is_assigned ()) k);
END
$$;
COMMENT ON FUNCTION copil.session_keys (uuid, text) IS
  'The keys, state or local, that this session holds in a committee for an object (agenda, convocation, minutes; NULL: any)';

CREATE FUNCTION copil.require_key (committee uuid, object text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  keys text[];
BEGIN
  -- Locked, so that a right that is being withdrawn is either waited for or waits.
  PERFORM FROM assignment a JOIN person p ON p.id = a.person_id
    WHERE p.login = session_user AND a.role IN ('chair_state', 'chair_local') FOR SHARE OF a;
  PERFORM FROM delegation d WHERE d.committee_id = require_key.committee AND d.login = session_user FOR SHARE;
  keys := session_keys (committee, object);
  IF cardinality (keys) = 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Seuls les deux coprésidents de ce comité peuvent donner cet accord.',
      DETAIL = format ('login %s holds no key of committee %s for %s', session_user, committee, object);
  ELSIF cardinality (keys) > 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Une même personne ne peut pas tenir les deux clés d’un comité : l’une doit être confiée à quelqu’un d’autre.',
      DETAIL = format ('login %s holds both keys of committee %s', session_user, committee);
  END IF;
  RETURN keys[1];
END
$$;
COMMENT ON FUNCTION copil.require_key (uuid, text) IS
  'The one key this session holds, its ground locked until commit; CP403 when it holds none, or both';

CREATE FUNCTION copil.prepares (committee uuid) RETURNS boolean
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM assignment a JOIN person p ON p.id = a.person_id, committee c
    WHERE p.login = session_user AND a.role IN ('secretariat', 'pilot_coordinator')
      AND is_current (a.since, a.until) AND c.id = prepares.committee AND covers (a.territory_id, c.territory_id));
END
$$;
COMMENT ON FUNCTION copil.prepares (uuid) IS
  'Whether this session prepares and animates the committee: secretariat or coordination of its territory';

CREATE FUNCTION copil.require_preparer (committee uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM require_role ('secretariat', 'pilot_coordinator') a, committee c
                 WHERE c.id = require_preparer.committee AND covers (a.territory_id, c.territory_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'CP403',
      MESSAGE = 'Seul le secrétariat de ce comité peut le faire.',
      DETAIL = format ('login %s does not prepare committee %s', session_user, committee);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_preparer (uuid) IS
  'CP401 or CP403 unless this session prepares the committee; its assignment stays locked until commit';

CREATE FUNCTION copil.own_member () RETURNS uuid
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (SELECT m.id FROM member m WHERE m.login = session_user AND EXISTS (
    SELECT FROM assignment a JOIN person p ON p.id = a.person_id
    WHERE p.login = session_user AND is_current (a.since, a.until)));
END
$$;
COMMENT ON FUNCTION copil.own_member () IS 'The member that this session is, NULL when none';

CREATE FUNCTION copil.sits (committee uuid) RETURNS boolean
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM term t WHERE t.committee_id = sits.committee AND t.member_id = (SELECT own_member ())
                 AND is_current (t.since, t.until));
END
$$;
COMMENT ON FUNCTION copil.sits (uuid) IS 'Whether this session is a member, deputy or standing guest of the committee today';

GRANT EXECUTE ON FUNCTION copil.session_keys (uuid, text), copil.prepares (uuid), copil.own_member (),
  copil.sits (uuid) TO copil_person;

RESET ROLE;
