-- 0031
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who makes a committee: members, colleges, seats, terms and delegations.


SET LOCAL ROLE copil_owner;

-- Members.

CREATE FUNCTION copil.require_no_operator (member uuid, login text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  -- The operator prepares and animates; it decides nothing.
  IF EXISTS (SELECT FROM term t JOIN seat s ON s.id = t.seat_id JOIN committee c ON c.id = s.committee_id
             JOIN person p ON p.login = require_no_operator.login JOIN assignment a ON a.person_id = p.id
             WHERE t.member_id = member AND s.votes > 0 AND (t.until IS NULL OR t.until > today ())
               AND a.role IN ('secretariat', 'pilot_coordinator') AND is_current (a.since, a.until)
               AND covers (a.territory_id, c.territory_id)) THEN
    PERFORM refuse ('CP422', 'Qui prépare et anime ce comité ne peut pas y tenir un siège qui vote.',
      format ('login %s prepares the committee', login));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_no_operator (uuid, text) IS
  'CP422 when a member with a voting seat is, by this login, one of those who prepare the committee';

CREATE FUNCTION copil.check_login (login text) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF login = session_user AND NOT is_administrator () THEN
    PERFORM refuse ('CP403', 'Nul ne se désigne soi-même : demandez-le à l’administrateur.', format ('login %s', login));
  ELSIF login IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.login = check_login.login) THEN
    PERFORM refuse ('CP422', format ('Personne n’a l’identifiant « %s ».', login));
  END IF;
  RETURN login;
END
$$;
COMMENT ON FUNCTION copil.check_login (text) IS 'A login that a member may be given: somebody''s, and not one''s own';

CREATE FUNCTION copil.member_add (command uuid, id uuid, name text, "position" text, body text, login text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_role ('administrator', 'secretariat', 'pilot_coordinator');
  known := command_begin (command, 'member_add', hash_of (id::text, name, "position", body, login));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO member (id, name, "position", body, login)
  VALUES (member_add.id, clean_label (coalesce (member_add.name, ''), 'Nom'),
    clean_label (coalesce (member_add."position", ''), 'Fonction'),
    clean_label (nullif (member_add.body, ''), 'Organisme'), check_login (nullif (member_add.login, '')))
  ON CONFLICT ON CONSTRAINT member_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('member', id, 'version', 1));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Cet identifiant de connexion est déjà celui d’un autre membre.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.member_add (uuid, uuid, text, text, text, text) IS
  'Adds a person who may sit, with a login or without; answers {member, version}. For administrators and those who prepare a committee';

CREATE FUNCTION copil.member_edit (command uuid, member uuid, version int, name text, "position" text, body text, login text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old member;
BEGIN
  PERFORM require_role ('administrator', 'secretariat', 'pilot_coordinator');
  known := command_begin (command, 'member_edit', hash_of (member::text, version::text, name, "position", body, login));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT m.* INTO old FROM member m WHERE m.id = member_edit.member FOR UPDATE;
  PERFORM require_version (old.version, version, 'Ce membre a été modifié');
  IF NOT is_administrator () THEN
    PERFORM require_preparer (t.committee_id) FROM term t WHERE t.member_id = old.id;
  END IF;
  IF old.login IS DISTINCT FROM nullif (login, '') THEN
    PERFORM check_login (nullif (login, '')), require_no_operator (member, nullif (login, ''));
  END IF;
  UPDATE member m SET name = clean_label (coalesce (member_edit.name, ''), 'Nom'),
    "position" = clean_label (coalesce (member_edit."position", ''), 'Fonction'),
    body = clean_label (nullif (member_edit.body, ''), 'Organisme'), login = nullif (member_edit.login, ''),
    version = m.version + 1
  WHERE m.id = old.id;
  RETURN command_end (command, jsonb_build_object ('member', old.id, 'version', old.version + 1));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Cet identifiant de connexion est déjà celui d’un autre membre.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.member_edit (uuid, uuid, int, text, text, text, text) IS
  'Changes a member; answers {member, version}. For administrators, and for who prepares every committee in which the member ever sat';

-- Colleges and seats.

CREATE FUNCTION copil.college_add (command uuid, id uuid, committee uuid, name text, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'college_add', hash_of (id::text, committee::text, name, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  INSERT INTO college (id, committee_id, name, rank)
  VALUES (college_add.id, committee, clean_label (coalesce (college_add.name, ''), 'Nom du collège'), coalesce (college_add.rank, 1))
  ON CONFLICT ON CONSTRAINT college_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('college', id));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce comité a déjà un collège de ce nom.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.college_add (uuid, uuid, uuid, text, int) IS
  'Adds a group of seats; answers {college}. For those who prepare the committee';

CREATE FUNCTION copil.college_edit (command uuid, college uuid, name text, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer ((SELECT c.committee_id FROM college c WHERE c.id = college_edit.college));
  known := command_begin (command, 'college_edit', hash_of (college::text, name, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  UPDATE college c SET name = clean_label (coalesce (college_edit.name, ''), 'Nom du collège'), rank = coalesce (college_edit.rank, c.rank)
  WHERE c.id = college_edit.college;
  RETURN command_end (command, jsonb_build_object ('college', college));
EXCEPTION
  WHEN unique_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce comité a déjà un collège de ce nom.', DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.college_edit (uuid, uuid, text, int) IS
  'Renames or moves a college; answers {college}. For those who prepare the committee';

CREATE FUNCTION copil.check_seat (committee uuid, college uuid, seat uuid, kind text, chair text, votes int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM college c WHERE c.id = college AND c.committee_id = committee) THEN
    PERFORM refuse ('CP422', 'Ce collège n’est pas de ce comité.', format ('college %s', college));
  ELSIF kind = 'guest' AND (coalesce (votes, 0) <> 0 OR chair IS NOT NULL) THEN
    PERFORM refuse ('CP422', 'Un invité permanent siège sans voix et ne préside pas.');
  ELSIF NOT coalesce (kind IN ('ex_officio', 'elected', 'qualified', 'guest') AND votes BETWEEN 0 AND 1000, false)
    OR chair NOT IN ('state', 'local') THEN
    PERFORM refuse ('CP422', 'Ce siège n’est pas possible : nature, présidence ou nombre de voix.',
      format ('kind %s, chair %s, votes %s', kind, chair, votes));
  ELSIF chair IS NOT NULL AND EXISTS (SELECT FROM seat s WHERE s.committee_id = committee AND s.chair = check_seat.chair
    AND s.until IS NULL AND s.id <> check_seat.seat) THEN
    PERFORM refuse ('CP422', 'Ce comité a déjà un siège pour ce coprésident.', format ('chair %s', chair));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_seat (uuid, uuid, uuid, text, text, int) IS 'CP422 when a seat cannot be so';

CREATE FUNCTION copil.seat_add (command uuid, id uuid, committee uuid, college uuid, label text, kind text, chair text,
                                body text, votes int, rank int, since date) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'seat_add', hash_of (id::text, committee::text, college::text, label, kind, chair, body,
    votes::text, rank::text, since::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM check_seat (committee, college, id, kind, nullif (chair, ''), votes);
  INSERT INTO seat (id, committee_id, college_id, label, kind, chair, body, votes, rank, since)
  VALUES (seat_add.id, committee, college, clean_label (coalesce (seat_add.label, ''), 'Intitulé du siège'), seat_add.kind,
    nullif (seat_add.chair, ''), clean_label (nullif (seat_add.body, ''), 'Organisme'), seat_add.votes,
    coalesce (seat_add.rank, 1), coalesce (seat_add.since, today ()))
  ON CONFLICT ON CONSTRAINT seat_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('seat', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.seat_add (uuid, uuid, uuid, uuid, text, text, text, text, int, int, date) IS
  'Adds a seat, vacant; answers {seat, version}. For those who prepare the committee';

CREATE FUNCTION copil.seat_edit (command uuid, seat uuid, version int, college uuid, label text, kind text, chair text,
                                 body text, votes int, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old seat;
BEGIN
  SELECT s.* INTO old FROM seat s WHERE s.id = seat_edit.seat FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'seat_edit', hash_of (seat::text, version::text, college::text, label, kind, chair, body,
    votes::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce siège a été modifié'),
    check_seat (old.committee_id, college, old.id, kind, nullif (chair, ''), votes);
  UPDATE seat s SET college_id = college, label = clean_label (coalesce (seat_edit.label, ''), 'Intitulé du siège'),
    kind = seat_edit.kind, chair = nullif (seat_edit.chair, ''), body = clean_label (nullif (seat_edit.body, ''), 'Organisme'),
    votes = seat_edit.votes, rank = coalesce (seat_edit.rank, s.rank), version = s.version + 1
  WHERE s.id = old.id;
  PERFORM require_no_operator (m.id, m.login) FROM member m JOIN term t ON t.member_id = m.id WHERE t.seat_id = old.id;
  RETURN command_end (command, jsonb_build_object ('seat', seat, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.seat_edit (uuid, uuid, int, uuid, text, text, text, text, int, int) IS
  'Changes a seat; answers {seat, version}. For those who prepare the committee';

CREATE FUNCTION copil.seat_end (command uuid, seat uuid, version int, until date) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old seat;
  last date := coalesce (until, today ());
BEGIN
  SELECT s.* INTO old FROM seat s WHERE s.id = seat_end.seat FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'seat_end', hash_of (seat::text, version::text, until::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce siège a été modifié');
  IF old.until IS NOT NULL OR last < old.since THEN
    PERFORM refuse ('CP422', 'Ce siège est déjà supprimé, ou ne l’est pas encore à cette date.', format ('until %s', last));
  END IF;
  UPDATE seat s SET until = last, version = s.version + 1 WHERE s.id = old.id;
  UPDATE term t SET until = greatest (t.since, last), was_until = t.until, ended_because = 'Siège supprimé', version = t.version + 1
  WHERE t.seat_id = old.id AND (t.until IS NULL OR t.until > last);
  RETURN command_end (command, jsonb_build_object ('seat', seat, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.seat_end (uuid, uuid, int, date) IS
  'Removes a seat as of a day (today when NULL), with the terms that hold it; answers {seat, version}. For those who prepare the committee';

-- Terms.

ALTER TABLE copil.term ADD COLUMN was_until date;
COMMENT ON COLUMN copil.term.was_until IS
  'Of a term ended early: until when it would have held, and its successor holds (R. 133-4 CRPA)';

CREATE FUNCTION copil.check_deputy (rules jsonb, seat copil.seat, body text, since date) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  rule text := 'deputy_' || seat.kind;
  wanted text := coalesce (seat.body, (SELECT m.body FROM term t JOIN member m ON m.id = t.member_id
    WHERE t.seat_id = seat.id AND NOT t.deputy AND t.since <= check_deputy.since
      AND (t.until IS NULL OR t.until > check_deputy.since)));
BEGIN
  IF rule_value (rules, rule) = 'none' THEN
    RETURN object_to ('[]', rules, rule, format ('Le siège « %s » n’a pas de suppléant', seat.label));
  ELSIF rule_value (rules, rule) IN ('same_body', 'same_assembly')
    AND lower (wanted) IS DISTINCT FROM lower (check_deputy.body) THEN
    RETURN object_to ('[]', rules, rule, format (CASE rule_value (rules, rule)
        WHEN 'same_body' THEN 'Un suppléant vient du même service ou organisme que le titulaire : %s, et non %s'
        ELSE 'Un élu n’est suppléé que par un élu de la même assemblée : %s, et non %s' END,
      coalesce (wanted, 'à préciser sur le siège'), coalesce (check_deputy.body, 'un organisme non précisé')));
  END IF;
  RETURN '[]';
END
$$;
COMMENT ON FUNCTION copil.check_deputy (jsonb, copil.seat, text, date) IS
  'What the rules have against a deputy who comes from a body: CP422, or warnings (R. 133-3 CRPA)';

CREATE FUNCTION copil.term_end_of (rules jsonb, seat uuid, since date) RETURNS date
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (
    (SELECT t.was_until FROM term t WHERE t.seat_id = seat AND NOT t.deputy AND t.until <= term_end_of.since
       AND t.was_until > term_end_of.since ORDER BY t.until DESC LIMIT 1),
    (term_end_of.since + make_interval (years => rule_value (rules, 'term_years')::int))::date)
$$;
COMMENT ON FUNCTION copil.term_end_of (jsonb, uuid, date) IS
  'Until when a term holds that says nothing: for what remained of one ended early, else for the years of the rules';

CREATE FUNCTION copil.term_add (command uuid, id uuid, seat uuid, member uuid, deputy boolean, since date, until date, act text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place seat;
  rules jsonb;
  warnings jsonb := '[]';
  first date := coalesce (since, today ());
  last date := until;
BEGIN
  SELECT s.* INTO place FROM seat s WHERE s.id = term_add.seat FOR UPDATE;
  PERFORM require_preparer (place.committee_id);
  known := command_begin (command, 'term_add', hash_of (id::text, seat::text, member::text, deputy::text, since::text,
    until::text, act));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  rules := resolved_rules (place.committee_id);
  IF NOT EXISTS (SELECT FROM member m WHERE m.id = term_add.member) OR deputy IS NULL THEN
    PERFORM refuse ('CP422', 'Ce membre n’est pas dans la base.', format ('member %s', member));
  ELSIF first < place.since OR first >= place.until THEN
    PERFORM refuse ('CP422', 'Ce siège n’existe pas à cette date.', format ('seat %s since %s until %s', seat, place.since, place.until));
  END IF;
  last := coalesce (last, CASE WHEN NOT deputy THEN term_end_of (rules, seat, first) END);
  IF last <= first THEN
    PERFORM refuse ('CP422', 'Un mandat prend fin après son début.', format ('since %s until %s', first, last));
  ELSIF EXISTS (SELECT FROM term t JOIN seat o ON o.id = t.seat_id
      WHERE t.member_id = term_add.member AND t.committee_id = place.committee_id AND daterange (t.since, t.until) && daterange (first, last)
        AND (t.seat_id = place.id OR (NOT term_add.deputy AND NOT t.deputy AND place.votes > 0 AND o.votes > 0))) THEN
    PERFORM refuse ('CP422', 'Cette personne tient déjà un siège de ce comité à ces dates.', format ('member %s', member));
  ELSIF deputy THEN
    warnings := check_deputy (rules, place, (SELECT m.body FROM member m WHERE m.id = term_add.member), first);
  END IF;
  INSERT INTO term (id, committee_id, seat_id, member_id, deputy, since, until, act)
  VALUES (term_add.id, place.committee_id, seat, member, term_add.deputy, first, last, clean_label (nullif (term_add.act, ''), 'Acte'))
  ON CONFLICT ON CONSTRAINT term_pkey DO NOTHING;
  PERFORM require_new (FOUND, id), require_no_operator (member, (SELECT m.login FROM member m WHERE m.id = term_add.member));
  RETURN command_end (command, jsonb_build_object ('term', id, 'version', 1, 'until', last, 'warnings', warnings));
EXCEPTION
  WHEN exclusion_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Ce siège a déjà un titulaire à ces dates : mettez d’abord fin à son mandat.',
      DETAIL = SQLERRM;
END
$$;
COMMENT ON FUNCTION copil.term_add (uuid, uuid, uuid, uuid, boolean, date, date, text) IS
  'Gives a seat to a member, or a deputy to its holder, for what remains of a term ended early or the years of the rules when until is NULL; answers {term, version, until, warnings}. For those who prepare the committee';

CREATE FUNCTION copil.term_end (command uuid, term uuid, version int, until date, because text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old term;
  last date := coalesce (until, today ());
BEGIN
  SELECT t.* INTO old FROM term t WHERE t.id = term_end.term FOR UPDATE;
  PERFORM require_preparer (old.committee_id);
  known := command_begin (command, 'term_end', hash_of (term::text, version::text, until::text, because));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_version (old.version, version, 'Ce mandat a été modifié');
  IF last < old.since OR last > old.until THEN
    PERFORM refuse ('CP422', 'Ce mandat ne court pas à cette date.', format ('since %s until %s', old.since, old.until));
  END IF;
  UPDATE term t SET until = last, was_until = coalesce (t.was_until, t.until), version = t.version + 1,
    ended_because = clean_label (coalesce (because, ''), 'Motif')
  WHERE t.id = old.id;
  RETURN command_end (command, jsonb_build_object ('term', term, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.term_end (uuid, uuid, int, date, text) IS
  'Ends a term as of a day (today when NULL), saying why: the seat is vacant from then on. Answers {term, version}. For those who prepare the committee';

-- Delegations.

CREATE FUNCTION copil.require_chair (committee uuid) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  keys text[];
BEGIN
  SELECT array_agg (DISTINCT CASE a.role WHEN 'chair_state' THEN 'state' ELSE 'local' END) INTO keys
  FROM require_role ('chair_state', 'chair_local') a JOIN committee c ON c.territory_id = a.territory_id
  WHERE c.id = require_chair.committee;
  IF keys IS NULL OR cardinality (keys) > 1 THEN
    PERFORM refuse ('CP403', 'Seul un coprésident de ce comité délègue sa clé ; qui la tient par délégation ne la délègue pas.',
      format ('login %s chairs as %s', session_user, keys));
  END IF;
  RETURN keys[1];
END
$$;
COMMENT ON FUNCTION copil.require_chair (uuid) IS 'The key of this session as a chair of its own right; CP401, CP403';

CREATE FUNCTION copil.check_delegate (committee uuid, key text, login text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person p WHERE p.login = check_delegate.login) THEN
    PERFORM refuse ('CP422', format ('Personne n’a l’identifiant « %s ».', login));
  ELSIF EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id, committee c
      WHERE p.login = check_delegate.login AND is_current (a.since, a.until) AND c.id = check_delegate.committee
        AND a.role IN ('secretariat', 'pilot_coordinator') AND covers (a.territory_id, c.territory_id)) THEN
    PERFORM refuse ('CP422', 'Qui prépare et anime le comité n’y décide rien : la clé ne peut pas lui être déléguée.', format ('login %s', login));
  ELSIF EXISTS (SELECT FROM assignment a JOIN person p ON p.id = a.person_id JOIN committee c ON c.territory_id = a.territory_id
      WHERE p.login = check_delegate.login AND is_current (a.since, a.until) AND c.id = check_delegate.committee
        AND a.role IN ('chair_state', 'chair_local'))
    OR EXISTS (SELECT FROM delegation d WHERE d.committee_id = check_delegate.committee AND d.login = check_delegate.login
      AND d.key <> check_delegate.key AND d.revoked_at IS NULL AND d.until > today ()) THEN
    PERFORM refuse ('CP422', 'Cette personne tient déjà une clé de ce comité : nul ne tient les deux.', format ('login %s', login));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_delegate (uuid, text, text) IS
  'CP422 unless the person may be given a key: nobody holds both, and the operator none';

CREATE FUNCTION copil.delegation_give (command uuid, id uuid, committee uuid, login text, since date, until date, act text, scope jsonb)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  key text := require_chair (committee);
  objects text[];
BEGIN
  known := command_begin (command, 'delegation_give', hash_of (id::text, committee::text, login, since::text, until::text, act, scope::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  -- One delegation at a time: two cannot give both keys to one person.
  PERFORM FROM committee c WHERE c.id = delegation_give.committee FOR NO KEY UPDATE;
  PERFORM check_delegate (committee, key, login);
  IF NOT coalesce (jsonb_typeof (scope) = 'array' AND scope <@ '["agenda", "convocation", "minutes"]' AND scope <> '[]', false) THEN
    PERFORM refuse ('CP422', 'Une délégation porte sur l’ordre du jour, la convocation ou le procès-verbal.', format ('scope %s', scope));
  ELSIF NOT coalesce (until > coalesce (since, today ()) AND until > today () AND isfinite (until), false) THEN
    PERFORM refuse ('CP422', 'Une délégation a une fin, après son début et à venir.', format ('since %s until %s', since, until));
  END IF;
  objects := ARRAY (SELECT DISTINCT s FROM jsonb_array_elements_text (scope) s ORDER BY s);
  INSERT INTO delegation (id, committee_id, key, login, given_by, since, until, act, scope)
  VALUES (delegation_give.id, committee, key, delegation_give.login, session_user, coalesce (delegation_give.since, today ()),
    delegation_give.until, clean_label (coalesce (delegation_give.act, ''), 'Acte de délégation'), objects)
  ON CONFLICT ON CONSTRAINT delegation_pkey DO NOTHING;
  PERFORM require_new (FOUND, id);
  RETURN command_end (command, jsonb_build_object ('delegation', id, 'key', key));
END
$$;
COMMENT ON FUNCTION copil.delegation_give (uuid, uuid, uuid, text, date, date, text, jsonb) IS
  'A chair lets a person turn the key for some of ["agenda", "convocation", "minutes"] by a dated act; answers {delegation, key}. For chairs of the committee';

CREATE FUNCTION copil.delegation_revoke (command uuid, delegation uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old delegation;
BEGIN
  SELECT d.* INTO old FROM delegation d WHERE d.id = delegation_revoke.delegation FOR UPDATE;
  IF require_chair (old.committee_id) <> old.key THEN
    PERFORM refuse ('CP403', 'Seul le coprésident dont c’est la clé retire cette délégation.');
  END IF;
  known := command_begin (command, 'delegation_revoke', hash_of (delegation::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF old.revoked_at IS NOT NULL THEN
    PERFORM refuse ('CP412', 'Cette délégation a déjà été retirée.');
  END IF;
  UPDATE delegation d SET revoked_at = moment () WHERE d.id = old.id;
  RETURN command_end (command, jsonb_build_object ('delegation', old.id));
END
$$;
COMMENT ON FUNCTION copil.delegation_revoke (uuid, uuid) IS 'Takes a key back; answers {delegation}. For the chair whose key it is';

GRANT EXECUTE ON FUNCTION copil.member_add (uuid, uuid, text, text, text, text),
  copil.member_edit (uuid, uuid, int, text, text, text, text), copil.college_add (uuid, uuid, uuid, text, int),
  copil.college_edit (uuid, uuid, text, int),
  copil.seat_add (uuid, uuid, uuid, uuid, text, text, text, text, int, int, date),
  copil.seat_edit (uuid, uuid, int, uuid, text, text, text, text, int, int),
  copil.seat_end (uuid, uuid, int, date), copil.term_add (uuid, uuid, uuid, uuid, boolean, date, date, text),
  copil.term_end (uuid, uuid, int, date, text),
  copil.delegation_give (uuid, uuid, uuid, text, date, date, text, jsonb), copil.delegation_revoke (uuid, uuid)
  TO copil_person;

RESET ROLE;
