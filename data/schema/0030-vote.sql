-- 0030
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who votes, and what a vote decided: mandates, roll-calls, shows of hands.
--
-- The verdict is computed here, from the rules of the sitting, as src/core/ballot.c foresees it:
-- whoever animates counts and decides nothing. A roll-call line counts for who acted for the seat
-- when it was said, whether they stay or not. What a vote found is kept with it, so that it stays
-- what it was whatever is noted later.

SET LOCAL ROLE copil_owner;

-- Mandates.

CREATE FUNCTION copil.mandate_warnings (s copil.sitting, giver uuid, holder uuid, at timestamptz) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  most int := coalesce (rule_value (s.rules, 'mandates_max')::int, 0);
  where_from text := rule_cite (s.rules, 'mandates_max') || '.';
  sits text := (SELECT g.sits FROM seating (s.id, at, NULL) g WHERE g.seat_id = giver);
  warnings jsonb := '[]';
BEGIN
  -- What follows from what a mandate is refuses; what depends on a rule does when the rule is firm.
  IF most = 0 THEN
    warnings := object_to (warnings, s.rules, 'mandates_max', 'Les mandats ne sont pas admis');
  END IF;
  IF sits IS NULL OR sits = 'vacant' OR (SELECT c.votes FROM seat c WHERE c.id = giver) = 0 THEN
    PERFORM refuse ('CP422', 'Seul un membre en fonction ayant voix délibérative peut donner mandat' || where_from);
  ELSIF EXISTS (SELECT FROM sitting_terms (s.id) t WHERE t.seat_id = giver AND t.member_id = holder) THEN
    PERFORM refuse ('CP422', 'Un mandat se donne à un autre membre' || where_from);
  ELSIF NOT EXISTS (SELECT FROM sitting_terms (s.id) t JOIN sitting_seats (s.id) c ON c.id = t.seat_id AND c.votes > 0
                    WHERE t.member_id = holder) THEN
    PERFORM refuse ('CP422', 'Un mandat ne peut être confié qu’à un membre ayant voix délibérative' || where_from);
  ELSIF EXISTS (SELECT FROM mandate m WHERE m.sitting_id = s.id AND m.giver_seat = giver AND m.until IS NULL) THEN
    PERFORM refuse ('CP422', 'Ce membre a déjà donné mandat' || where_from);
  ELSIF sits = 'full' THEN
    PERFORM refuse ('CP422', 'Ce membre est présent et vote lui-même' || where_from);
  END IF;
  IF most > 0 AND (SELECT count (*) FROM mandates_at (s.id, at) m WHERE m.holder_member = holder) >= most THEN
    warnings := object_to (warnings, s.rules, 'mandates_max', format ('Ce mandataire détient déjà %s mandat%s, et nul ne '
      'peut en détenir davantage', most, CASE WHEN most > 1 THEN 's' ELSE '' END));
  END IF;
  IF sits = 'deputy' AND rule_value (s.rules, 'mandate_without_deputy') = 'true' THEN
    warnings := object_to (warnings, s.rules, 'mandate_without_deputy',
      'Le suppléant de ce membre siège : le membre ne peut donner mandat');
  END IF;
  IF NOT EXISTS (SELECT FROM seating (s.id, at, NULL) g WHERE g.member_id = holder AND g.sits IN ('full', 'deputy')
                 AND g.votes > 0) THEN
    warnings := warnings || to_jsonb ('Ce mandat ne compte pas tant que le mandataire ne siège pas' || where_from);
  END IF;
  RETURN warnings;
END
$$;
COMMENT ON FUNCTION copil.mandate_warnings (copil.sitting, uuid, uuid, timestamptz) IS
  'What there is to say against a seat giving a mandate to a member: CP422, or warnings where a rule was not verified';

CREATE FUNCTION copil.full_member (sitting uuid, seat uuid) RETURNS uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT t.member_id FROM sitting_terms (sitting) t WHERE t.seat_id = full_member.seat AND NOT t.deputy
$$;
COMMENT ON FUNCTION copil.full_member (uuid, uuid) IS 'Who holds a seat on the day of a sitting, NULL when vacant';

CREATE FUNCTION copil.mandate_give (command uuid, id uuid, sitting uuid, giver_seat uuid, holder_seat uuid,
                                    at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  giver uuid := full_member (sitting, giver_seat);
  holder uuid;
  warnings jsonb;
BEGIN
  PERFORM require_self_or_animator (sitting, giver);
  known := command_begin (command, 'mandate_give',
    hash_of (id::text, sitting::text, giver_seat::text, holder_seat::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (sitting, 'convoked', 'open', 'suspended');
  at := live_at (at, coalesce (s.opened_at, moment () - interval '12 hours'));
  SELECT coalesce (CASE WHEN g.sits IN ('full', 'deputy') THEN g.member_id END, full_member (sitting, mandate_give.holder_seat))
    INTO holder FROM seating (sitting, at, NULL) g WHERE g.seat_id = mandate_give.holder_seat;
  warnings := mandate_warnings (s, giver_seat, holder, at);
  IF giver IS NULL OR holder IS NULL THEN
    PERFORM refuse ('CP422', 'Un mandat se donne d’un membre en fonction à un autre.', 'a seat without full member');
  END IF;
  PERFORM require_new (NOT EXISTS (SELECT FROM mandate m WHERE m.id = mandate_give.id), id);
  INSERT INTO mandate (id, sitting_id, giver_seat, holder_seat, giver_member, holder_member, since, by_login)
  VALUES (id, sitting, giver_seat, holder_seat, giver, holder, at, session_user);
  PERFORM log_append (sitting, 'mandate', jsonb_build_object ('giver', giver, 'holder', holder, 'at', at));
  RETURN command_end (command, jsonb_build_object ('mandate', id, 'holder', holder, 'at', at, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.mandate_give (uuid, uuid, uuid, uuid, uuid, timestamptz) IS
  'The full member of a seat lets who sits for another vote; answers {mandate, holder, at, warnings}. For who animates the sitting, or the giver';

CREATE FUNCTION copil.mandate_end (command uuid, mandate uuid, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  given mandate := (SELECT m FROM mandate m WHERE m.id = mandate_end.mandate);
BEGIN
  PERFORM require_self_or_animator (given.sitting_id, given.giver_member);
  known := command_begin (command, 'mandate_end', hash_of (mandate::text, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM live_enter (given.sitting_id, 'convoked', 'open', 'suspended');
  at := live_at (at, given.since);
  UPDATE mandate m SET until = mandate_end.at WHERE m.id = mandate_end.mandate AND m.until IS NULL;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Ce mandat a déjà pris fin.');
  END IF;
  PERFORM log_append (given.sitting_id, 'mandate_ended', jsonb_build_object ('giver', given.giver_member,
    'holder', given.holder_member, 'at', at));
  RETURN command_end (command, jsonb_build_object ('mandate', mandate, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.mandate_end (uuid, uuid, timestamptz) IS
  'Ends a mandate; answers {mandate, at}. For who animates the sitting, or the giver';

-- What a vote decided.

CREATE FUNCTION copil.vote_moments (v copil.vote) RETURNS TABLE (at timestamptz)
  STABLE LANGUAGE sql
AS $$
  SELECT e.at FROM (
    SELECT a.at FROM copil.attendance a WHERE a.sitting_id = $1.sitting_id
    UNION SELECT unnest (ARRAY[m.since, m.until]) FROM copil.mandate m WHERE m.sitting_id = $1.sitting_id
    UNION SELECT unnest (ARRAY[$1.opened_at, $1.closed_at])) e (at)
  WHERE e.at BETWEEN $1.opened_at AND $1.closed_at
$$;
COMMENT ON FUNCTION copil.vote_moments (copil.vote) IS
  'The moments of a vote, from its opening to its close, at which who sits may change';

CREATE FUNCTION copil.vote_voters (v copil.vote)
  RETURNS TABLE (seat_id uuid, rank int, votes int, chair text, sits text, member_id uuid, choice text)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH line AS (
    SELECT b.seat_id, b.member_id, b.choice, (SELECT max (m.at) FROM vote_moments (v) m WHERE m.at <= b.at) AS moment
    FROM ballot b WHERE v.method = 'roll' AND b.vote_id = v.id AND b.choice <> 'none'
      AND b.at BETWEEN v.opened_at AND v.closed_at),
  said AS MATERIALIZED (
    SELECT l.seat_id, l.choice, g.sits, g.member_id
    FROM (SELECT DISTINCT x.moment FROM line x) d, LATERAL seating (v.sitting_id, d.moment, v.item_id) g
      JOIN line l ON l.seat_id = g.seat_id
    WHERE l.moment = d.moment AND g.votes > 0 AND g.sits IN ('full', 'deputy', 'mandate') AND g.member_id = l.member_id)
  SELECT c.seat_id, c.rank, c.votes, c.chair, coalesce (x.sits, c.sits), CASE WHEN x.sits IS NULL THEN c.member_id ELSE x.member_id END,
    coalesce (x.choice, 'none')
  FROM seating (v.sitting_id, v.closed_at, v.item_id) c LEFT JOIN said x ON x.seat_id = c.seat_id
$$;
COMMENT ON FUNCTION copil.vote_voters (copil.vote) IS
  'Each seat in a vote: who acted for it when it voted, or else at the close, and its choice (none: it took no part, or by hands)';

CREATE FUNCTION copil.vote_numbers (v copil.vote, consensus boolean, cast_only boolean) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH voter AS MATERIALIZED (SELECT w.*, w.votes > 0 AND w.sits IN ('full', 'deputy', 'mandate') AS acts FROM vote_voters (v) w),
  summed AS (
    SELECT coalesce (sum (w.votes) FILTER (WHERE w.acts), 0)::int AS all_votes,
      (count (*) FILTER (WHERE w.acts AND w.sits <> 'mandate'))::int AS present,
      (count (*) FILTER (WHERE w.acts AND w.sits = 'mandate'))::int AS represented,
      (count (*) FILTER (WHERE w.sits = 'withdrawn'))::int AS withdrawn,
      coalesce (sum (w.votes) FILTER (WHERE w.acts AND w.choice = 'for'), 0)::int AS n_for,
      coalesce (sum (w.votes) FILTER (WHERE w.acts AND w.choice = 'against'), 0)::int AS n_against,
      coalesce (sum (w.votes) FILTER (WHERE w.acts AND w.choice = 'abstain'), 0)::int AS n_abstain,
      (SELECT count (*) FROM ballot b WHERE v.method = 'roll' AND b.vote_id = v.id AND b.choice <> 'none')::int
        - (count (*) FILTER (WHERE w.acts AND w.choice <> 'none'))::int AS void,
      jsonb_agg (jsonb_build_object ('seat', w.seat_id, 'votes', w.votes, 'sits', w.sits, 'member', w.member_id,
        'choice', CASE WHEN v.method = 'roll' THEN w.choice END) ORDER BY w.rank, w.seat_id) AS entitled
    FROM voter w),
  counted AS (
    SELECT s.*, coalesce (CASE v.method WHEN 'hands' THEN v.votes_for END, s.n_for) AS f,
      coalesce (CASE v.method WHEN 'hands' THEN v.votes_against END, s.n_against) AS g,
      coalesce (CASE v.method WHEN 'hands' THEN v.abstentions END, s.n_abstain) AS a FROM summed s),
  based AS (SELECT c.*, CASE WHEN cast_only THEN c.f + c.g ELSE c.all_votes END AS base FROM counted c)
  SELECT jsonb_build_object ('for', b.f, 'against', b.g, 'abstain', b.a, 'silent', b.all_votes - b.f - b.g - b.a,
    'base', b.base, 'needed', CASE WHEN consensus THEN 0 ELSE b.base / 2 + 1 END, 'present', b.present,
    'represented', b.represented, 'withdrawn', b.withdrawn, 'void', b.void, 'entitled', b.entitled)
  FROM based b
$$;
COMMENT ON FUNCTION copil.vote_numbers (copil.vote, boolean, boolean) IS
  'The votes for, against and abstaining, those of who took no part (silent), the base of the majority and what is needed of it, seats present, represented, withdrawn, void lines, and each seat';

CREATE FUNCTION copil.vote_chair (v copil.vote, entitled jsonb, chair text) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce ((
    SELECT x.entry || jsonb_build_object ('acts', x.acts, 'choice', CASE
      WHEN v.method = 'roll' THEN x.entry ->> 'choice'
      WHEN x.acts THEN coalesce (CASE vote_chair.chair WHEN 'state' THEN v.chair_state ELSE v.chair_local END, 'none')
      ELSE 'none' END)
    FROM (SELECT e.value AS entry, c.votes > 0 AND e.value ->> 'sits' IN ('full', 'deputy', 'mandate') AS acts
          FROM sitting_seats (v.sitting_id) c JOIN jsonb_array_elements (entitled) e ON e.value ->> 'seat' = c.id::text
          WHERE c.chair = vote_chair.chair) x), '{"acts": false}')
$$;
COMMENT ON FUNCTION copil.vote_chair (copil.vote, jsonb, text) IS
  'How the seat of a co-chair (state, local) voted: its entry with its choice, and whether anybody acted for it';

CREATE FUNCTION copil.vote_casting (v copil.vote) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE rule_value (s.rules, 'tie')
    WHEN 'chair_state' THEN 'state'
    WHEN 'president' THEN CASE WHEN count (c.id) = 1 THEN min (c.chair) WHEN rule_value (s.rules, 'chairing') = 'president' THEN 'state' END END
  FROM sitting s LEFT JOIN LATERAL sitting_seats (s.id) c ON c.chair IS NOT NULL
  WHERE s.id = v.sitting_id GROUP BY s.rules
$$;
COMMENT ON FUNCTION copil.vote_casting (copil.vote) IS 'Which co-chair, state or local, has the casting vote by the rules of the sitting; NULL: nobody';

CREATE FUNCTION copil.vote_result (v copil.vote) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  rules jsonb := (SELECT s.rules FROM sitting s WHERE s.id = v.sitting_id);
  money boolean := (SELECT i.money FROM agenda_item i WHERE i.id = v.item_id) AND coalesce (rule_value (rules, 'money_needs_both'), 'true') = 'true';
  base text := coalesce (rule_value (rules, 'majority_base'), 'consensus');
  n jsonb := vote_numbers (v, base = 'consensus', base = 'cast');
  quorum jsonb;
  state jsonb := vote_chair (v, n -> 'entitled', 'state');
  local jsonb := vote_chair (v, n -> 'entitled', 'local');
  casting jsonb;
  verdict text;
BEGIN
  -- The quorum must hold from the opening to the close.
  SELECT x.q INTO quorum FROM (SELECT m.at, quorum_count (v.sitting_id, m.at, v.item_id) AS q FROM vote_moments (v) m) x
  ORDER BY (x.q ->> 'counted')::int, x.at LIMIT 1;
  IF NOT (quorum ->> 'reached')::boolean AND (quorum ->> 'binding')::boolean THEN
    verdict := 'no_quorum';
  ELSIF base = 'consensus' THEN
    verdict := CASE WHEN (n ->> 'against')::int = 0 AND (n ->> 'for')::int > 0 THEN 'adopted' ELSE 'no_consensus' END;
  ELSIF (n ->> 'for')::int >= (n ->> 'needed')::int THEN
    verdict := 'adopted';
  ELSIF (n ->> 'for')::int > 0 AND n -> 'for' = n -> 'against' AND (n ->> 'base')::int = 2 * (n ->> 'for')::int THEN
    -- Whoever has the casting vote used it by voting; it is theirs or their deputy's, no mandate carries it.
    verdict := 'tie';
    casting := CASE vote_casting (v) WHEN 'state' THEN state WHEN 'local' THEN local END;
    IF casting ->> 'choice' IN ('for', 'against') AND casting ->> 'sits' IN ('full', 'deputy') THEN
      verdict := CASE casting ->> 'choice' WHEN 'for' THEN 'adopted' ELSE 'rejected' END;
    ELSE
      casting := NULL;
    END IF;
  ELSE
    verdict := 'rejected';
  END IF;
  -- A disagreement between the co-chairs never moves money.
  IF verdict = 'adopted' AND money THEN
    IF casting IS NOT NULL OR ARRAY[state ->> 'choice', local ->> 'choice'] @> '{for,against}' THEN
      verdict := 'chairs_divided';
    ELSIF v.method = 'hands' AND (n ->> 'against')::int > 0
      AND ((state ->> 'acts')::boolean AND state ->> 'choice' = 'none' OR (local ->> 'acts')::boolean AND local ->> 'choice' = 'none') THEN
      verdict := 'chairs_unknown';
    END IF;
  END IF;
  RETURN n || jsonb_build_object ('verdict', verdict, 'quorum', quorum, 'money', money, 'majority_base', base, 'casting', casting,
    'without_quorum', NOT (quorum ->> 'reached')::boolean AND NOT (quorum ->> 'binding')::boolean,
    'article', btrim (rule_cite (rules, CASE verdict WHEN 'no_quorum' THEN 'quorum_base' WHEN 'chairs_divided' THEN 'money_needs_both'
      WHEN 'chairs_unknown' THEN 'money_needs_both' ELSE CASE WHEN casting IS NULL AND verdict <> 'tie' THEN 'majority_base' ELSE 'tie' END END)));
END
$$;
COMMENT ON FUNCTION copil.vote_result (copil.vote) IS
  'What a vote decided, by the rules of its sitting, as closed at closed_at: the numbers, the quorum at its lowest, who had the casting vote and how they used it, the verdict and the article that made it';

-- Voting.

CREATE FUNCTION copil.vote_open (command uuid, id uuid, item uuid, question text, method text, at timestamptz DEFAULT NULL)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place uuid := (SELECT i.sitting_id FROM agenda_item i WHERE i.id = vote_open.item);
  s sitting;
  on_item agenda_item;
  quorum jsonb;
  warnings jsonb := '[]';
BEGIN
  PERFORM require_animator (place);
  known := command_begin (command, 'vote_open', hash_of (id::text, item::text, question, method, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := live_enter (place, 'open');
  on_item := live_item (place, item);
  PERFORM require_no_vote (s.id);
  IF method IS NULL OR method NOT IN ('roll', 'hands') THEN
    PERFORM refuse ('CP422', 'On vote par appel nominal ou à main levée.', format ('method %s', method));
  ELSIF on_item.nature = 'information' THEN
    PERFORM refuse ('CP422', 'Un point d’information n’est pas mis aux voix.');
  ELSIF on_item.outcome NOT IN ('pending', 'current') THEN
    PERFORM refuse ('CP422', 'Ce point est terminé : il faut le reprendre avant de le mettre aux voix.');
  END IF;
  at := live_at (at, greatest (s.opened_at, (SELECT max (v.closed_at) FROM vote v WHERE v.sitting_id = s.id)));
  quorum := quorum_count (s.id, at, item);
  IF NOT (quorum ->> 'reached')::boolean THEN
    warnings := object_to (warnings, s.rules, CASE WHEN rule_is_firm (s.rules, 'quorum_base') THEN 'quorum_share' ELSE 'quorum_base' END,
      format ('Le quorum n’est pas atteint : %s sur %s, %s requis', quorum ->> 'counted', quorum ->> 'base', quorum ->> 'threshold'));
  END IF;
  PERFORM require_new (NOT EXISTS (SELECT FROM vote v WHERE v.id = vote_open.id), id);
  INSERT INTO vote (id, sitting_id, item_id, question, method, opened_at)
  VALUES (id, place, item, clean_label (coalesce (question, ''), 'Question'), method, at);
  RETURN command_end (command, jsonb_build_object ('vote', id, 'at', at, 'quorum', quorum, 'warnings', warnings));
END
$$;
COMMENT ON FUNCTION copil.vote_open (uuid, uuid, uuid, text, text, timestamptz) IS
  'Puts a question on an item to the vote, by roll-call (roll) or by hands, one vote at a time; answers {vote, at, quorum, warnings}. For who animates the sitting';

CREATE FUNCTION copil.vote_enter (vote uuid, method text) RETURNS copil.vote
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  v vote;
BEGIN
  PERFORM live_enter ((SELECT x.sitting_id FROM vote x WHERE x.id = vote_enter.vote), 'open');
  SELECT x.* INTO v FROM vote x WHERE x.id = vote_enter.vote;
  IF v.closed_at IS NOT NULL OR v.gone THEN
    PERFORM refuse ('CP422', 'Le vote est clos.', format ('vote %s closed at %s', vote, v.closed_at));
  ELSIF v.method <> coalesce (method, v.method) THEN
    PERFORM refuse ('CP422', CASE v.method WHEN 'roll' THEN 'Ce vote a lieu par appel nominal.' ELSE 'Ce vote a lieu à main levée.' END);
  END IF;
  RETURN v;
END
$$;
COMMENT ON FUNCTION copil.vote_enter (uuid, text) IS 'An open vote of an open sitting, locked until commit; CP422 when closed, or of another method';

CREATE FUNCTION copil.require_voter (place copil.sitting, seat record, voter uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF seat.votes IS NULL OR seat.votes = 0 THEN
    PERFORM refuse ('CP422', 'Ce siège n’a pas voix délibérative' || rule_cite (place.rules, 'guests') || '.');
  ELSIF seat.sits NOT IN ('full', 'deputy', 'mandate') THEN
    PERFORM refuse ('CP422', CASE seat.sits
      WHEN 'withdrawn' THEN 'Ce membre s’est retiré de ce point et ne prend pas part au vote' || rule_cite (place.rules, 'withdrawal') || '.'
      WHEN 'vacant' THEN 'Ce siège est vacant.'
      ELSE 'Personne ne siège pour ce membre, qui n’est ni présent ni représenté.' END, format ('seat %s: %s', seat.seat_id, seat.sits));
  ELSIF seat.member_id IS DISTINCT FROM voter THEN
    IF NOT prepares (place.committee_id) THEN
      PERFORM refuse ('CP403', 'Une autre personne vote pour ce siège.', format ('seat %s, member %s', seat.seat_id, seat.member_id));
    END IF;
    PERFORM require_animator (place.id);
  ELSIF prepares (place.committee_id) THEN
    PERFORM refuse ('CP403', 'Qui prépare et anime la séance n’y vote pas.', format ('login %s', session_user));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_voter (copil.sitting, record, uuid) IS
  'CP422 unless somebody acts for the seat and it has a vote; CP403 unless this session is that member, or reads the roll for another';

CREATE FUNCTION copil.ballot_cast (command uuid, id uuid, vote uuid, seat uuid, choice text, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  place sitting := (SELECT s FROM sitting s JOIN vote x ON x.sitting_id = s.id WHERE x.id = ballot_cast.vote);
  v vote;
  sits record;
BEGIN
  -- A member of the committee, or who reads the roll.
  IF NOT EXISTS (SELECT FROM sitting_terms (place.id) t WHERE t.member_id = own_member ()) THEN
    PERFORM require_animator (place.id);
  END IF;
  known := command_begin (command, 'ballot_cast', hash_of (id::text, vote::text, seat::text, choice, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  v := vote_enter (vote, 'roll');
  IF choice IS NULL OR choice NOT IN ('for', 'against', 'abstain', 'none') THEN
    PERFORM refuse ('CP422', 'On vote pour, contre, ou on s’abstient.', format ('choice %s', choice));
  END IF;
  at := live_at (at, v.opened_at);
  SELECT g.* INTO sits FROM seating (v.sitting_id, at, v.item_id) g WHERE g.seat_id = ballot_cast.seat;
  PERFORM require_voter (place, sits, own_member ());
  IF EXISTS (SELECT FROM ballot b WHERE b.vote_id = v.id AND b.seat_id = ballot_cast.seat) THEN
    PERFORM refuse ('CP422', 'Ce membre a déjà voté.', format ('seat %s', seat));
  END IF;
  PERFORM require_new (NOT EXISTS (SELECT FROM ballot b WHERE b.id = ballot_cast.id), id);
  INSERT INTO ballot (id, sitting_id, vote_id, seat_id, member_id, mandate_id, choice, votes, at, by_login)
  VALUES (id, v.sitting_id, v.id, seat, sits.member_id, sits.mandate_id, choice, sits.votes, at, session_user);
  RETURN command_end (command, jsonb_build_object ('ballot', id, 'member', sits.member_id, 'votes', sits.votes, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.ballot_cast (uuid, uuid, uuid, uuid, text, timestamptz) IS
  'A seat votes for, against, abstains, or takes no part (none), once; answers {ballot, member, votes, at}. For who acts for the seat, or for who reads the roll; who animates has no vote';

CREATE FUNCTION copil.vote_hands (command uuid, vote uuid, votes_for int, votes_against int, abstentions int,
                                  chair_state text DEFAULT NULL, chair_local text DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  v vote;
  here int;
BEGIN
  PERFORM require_animator ((SELECT x.sitting_id FROM vote x WHERE x.id = vote_hands.vote));
  known := command_begin (command, 'vote_hands', hash_of (vote::text, votes_for::text, votes_against::text, abstentions::text,
    chair_state, chair_local));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  v := vote_enter (vote, 'hands');
  IF NOT array_remove (ARRAY[chair_state, chair_local], NULL) <@ '{for,against,abstain,none}' THEN
    PERFORM refuse ('CP422', 'Le vote d’un coprésident est pour, contre ou une abstention.');
  ELSIF votes_for IS NULL OR votes_against IS NULL OR abstentions IS NULL OR least (votes_for, votes_against, abstentions) < 0 THEN
    PERFORM refuse ('CP422', 'Le nombre de voix pour, contre et d’abstentions doit être donné.');
  END IF;
  -- Counted without a network and sent afterwards: as many as there ever were since it was opened.
  v.closed_at := moment ();
  SELECT max (x.here) INTO here FROM (
    SELECT (SELECT coalesce (sum (g.votes), 0) FROM seating (v.sitting_id, m.at, v.item_id) g
            WHERE g.sits IN ('full', 'deputy', 'mandate')) AS here
    FROM vote_moments (v) m) x;
  IF votes_for::bigint + votes_against + abstentions > here THEN
    PERFORM refuse ('CP422', format ('Il y a plus de voix comptées que de voix présentes ou représentées (%s).', here));
  END IF;
  UPDATE vote x SET votes_for = vote_hands.votes_for, votes_against = vote_hands.votes_against, abstentions = vote_hands.abstentions,
    chair_state = vote_hands.chair_state, chair_local = vote_hands.chair_local WHERE x.id = v.id;
  RETURN command_end (command, jsonb_build_object ('vote', vote));
END
$$;
COMMENT ON FUNCTION copil.vote_hands (uuid, uuid, int, int, int, text, text) IS
  'What was counted of a show of hands, in votes, and how the co-chairs voted, counted among them (NULL: not noted); may be counted again until the vote is closed; answers {vote}. For who animates the sitting';

CREATE FUNCTION copil.vote_close (command uuid, vote uuid, casting_choice text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  v vote;
  told jsonb;
  chair text;
BEGIN
  PERFORM require_animator ((SELECT x.sitting_id FROM vote x WHERE x.id = vote_close.vote));
  known := command_begin (command, 'vote_close', hash_of (vote::text, casting_choice, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  v := vote_enter (vote, NULL);
  -- What was cast before this arrived is in it.
  v.closed_at := greatest (live_at (at, v.opened_at), (SELECT max (b.at) FROM ballot b WHERE b.vote_id = v.id));
  chair := vote_casting (v);
  IF casting_choice IS NOT NULL AND v.method = 'hands' THEN
    v.chair_state := CASE chair WHEN 'state' THEN casting_choice ELSE v.chair_state END;
    v.chair_local := CASE chair WHEN 'local' THEN casting_choice ELSE v.chair_local END;
  END IF;
  IF v.method = 'hands' AND v.votes_for IS NULL THEN
    PERFORM refuse ('CP422', 'Les mains levées n’ont pas été comptées.');
  END IF;
  told := vote_result (v);
  IF (told ->> 'silent')::int < 0 THEN
    PERFORM refuse ('CP422', 'Il y a plus de voix comptées que de voix présentes ou représentées : il faut les recompter.');
  END IF;
  UPDATE vote x SET closed_at = v.closed_at, entitled = told -> 'entitled', votes_for = (told ->> 'for')::int,
    votes_against = (told ->> 'against')::int, abstentions = (told ->> 'abstain')::int, chair_state = v.chair_state,
    chair_local = v.chair_local, casting_seat = (told -> 'casting' ->> 'seat')::uuid, casting_choice = told -> 'casting' ->> 'choice',
    verdict = told ->> 'verdict', result = told - 'entitled' WHERE x.id = v.id;
  PERFORM log_append (v.sitting_id, 'vote', jsonb_build_object ('vote', v.id, 'item', v.item_id, 'verdict', told ->> 'verdict',
    'for', told -> 'for', 'against', told -> 'against', 'abstain', told -> 'abstain', 'at', v.closed_at));
  RETURN command_end (command, jsonb_build_object ('vote', vote, 'at', v.closed_at) || (told - 'entitled'));
END
$$;
COMMENT ON FUNCTION copil.vote_close (uuid, uuid, text, timestamptz) IS
  'Closes a vote and says what it decided: verdict is adopted, rejected, tie, no_quorum, no_consensus, chairs_divided (money) or chairs_unknown (money, by hands); casting_choice: by hands, how who has the casting vote voted, where it was not noted; answers {vote, at, verdict, ...}. For who animates the sitting';

CREATE FUNCTION copil.vote_cancel (command uuid, vote uuid, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  v vote;
BEGIN
  PERFORM require_animator ((SELECT x.sitting_id FROM vote x WHERE x.id = vote_cancel.vote));
  known := command_begin (command, 'vote_cancel', hash_of (vote::text, reason, at::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  v := vote_enter (vote, NULL);
  at := live_at (at, v.opened_at);
  UPDATE vote x SET closed_at = vote_cancel.at, verdict = 'cancelled', result = jsonb_build_object ('reason', reason) WHERE x.id = v.id;
  PERFORM log_append (v.sitting_id, 'vote_cancelled', jsonb_build_object ('vote', v.id, 'reason', reason, 'at', at));
  RETURN command_end (command, jsonb_build_object ('vote', vote, 'at', at));
END
$$;
COMMENT ON FUNCTION copil.vote_cancel (uuid, uuid, text, timestamptz) IS
  'Drops a vote that is open, to begin again; what was cast stays readable and counts for nothing; answers {vote, at}. For who animates the sitting';

GRANT EXECUTE ON FUNCTION copil.mandate_give (uuid, uuid, uuid, uuid, uuid, timestamptz), copil.mandate_end (uuid, uuid, timestamptz),
  copil.vote_open (uuid, uuid, uuid, text, text, timestamptz), copil.ballot_cast (uuid, uuid, uuid, uuid, text, timestamptz),
  copil.vote_hands (uuid, uuid, int, int, int, text, text), copil.vote_close (uuid, uuid, text, timestamptz),
  copil.vote_cancel (uuid, uuid, text, timestamptz) TO copil_person;

RESET ROLE;
