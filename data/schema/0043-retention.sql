-- 0043
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How long what is personal stays, and its purge.
--
-- Minutes, decisions, votes and attendance are the record of a committee and stay. What only served
-- to prepare and animate a sitting goes, once the minutes are final and a time has passed: what the
-- members answered and when they received, the notes of the operator, the list of the speakers. How
-- long is data: each rule says its source, and whether somebody read it there.
--
-- What a purge takes is listed first; whoever confirms gives back the print of that list. The log of
-- each sitting says what went, and stays verifiable: entries that told an answer keep their hash,
-- and are named by the entry of the purge.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.retention_rule (
  code text PRIMARY KEY CHECK (code IN ('answers', 'operator_notes', 'speakers')),
  what copil.label NOT NULL,
  months int NOT NULL CHECK (months BETWEEN 1 AND 1200),
  after text NOT NULL CHECK (after IN ('closed', 'final')),
  source copil.label NOT NULL,
  verified boolean NOT NULL,
  version int NOT NULL DEFAULT 1
);
COMMENT ON TABLE copil.retention_rule IS 'How long what is personal in a sitting stays: what, months, after what, by which source';
COMMENT ON COLUMN copil.retention_rule.after IS 'closed: the end of the sitting (or, cancelled, the day it was to be); final: the day its minutes became so';
COMMENT ON COLUMN copil.retention_rule.verified IS 'Whether somebody read the source: one that is not is shown so';
CALL copil.open_table ('copil.retention_rule');

INSERT INTO copil.retention_rule (code, what, months, after, source, verified) VALUES
  ('answers', 'Réponses aux convocations et accusés de réception', 24, 'final',
   'RGPD, article 5, 1, e (limitation de la conservation) ; durée à inscrire au registre des traitements', false),
  ('operator_notes', 'Notes de l’opérateur', 12, 'final',
   'RGPD, article 5, 1, e ; document préparatoire, article L. 311-2 du CRPA ; durée à inscrire au registre des traitements', false),
  ('speakers', 'Liste des orateurs et temps de parole', 12, 'final',
   'RGPD, article 5, 1, e ; tri à convenir avec les Archives départementales (code du patrimoine, article L. 212-3)', false);

-- An entry of the log that told something personal says no more of it, and keeps its hash.
ALTER TABLE copil.sitting_log ADD COLUMN purged_at timestamptz;
COMMENT ON COLUMN copil.sitting_log.purged_at IS 'Its detail went in a purge, which a later entry names; NULL: it says all it said';

CREATE OR REPLACE FUNCTION copil.log_verify (sitting uuid) RETURNS int
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT min (l.number) FROM (
    SELECT e.*, lag (e.hash) OVER w AS before, row_number () OVER w AS expected
    FROM sitting_log e WHERE e.sitting_id = sitting WINDOW w AS (ORDER BY e.number)) l
  WHERE l.number <> l.expected OR l.previous IS DISTINCT FROM l.before
    OR CASE WHEN l.purged_at IS NULL THEN l.hash <> log_hash (l.previous, l.number, l.at, l.login, l.kind, l.detail)
       ELSE l.detail <> '{}' OR NOT EXISTS (SELECT FROM sitting_log p WHERE p.sitting_id = l.sitting_id AND p.kind = 'purged'
         AND p.number > l.number AND p.detail -> 'entries' @> to_jsonb (l.number)) END
$$;
COMMENT ON FUNCTION copil.log_verify (uuid) IS
  'The first entry of the log that is not as it was written, nor emptied by a purge that a later entry names; NULL: all are';

CREATE FUNCTION copil.retention_set (command uuid, code text, version int, months int, after text, source text, verified boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  old retention_rule;
BEGIN
  PERFORM require_administrator ();
  known := command_begin (command, 'retention_set', hash_of (code, version::text, months::text, after, source, verified::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  SELECT r.* INTO old FROM retention_rule r WHERE r.code = retention_set.code FOR UPDATE;
  IF old.code IS NULL OR months IS NULL OR months NOT BETWEEN 1 AND 1200 OR coalesce (after, '') NOT IN ('closed', 'final') OR verified IS NULL THEN
    PERFORM refuse ('CP422', 'Une durée de conservation se compte en mois, de 1 à 1 200, après la séance ou après son procès-verbal définitif.',
      format ('rule %s, %s months after %s', code, months, after));
  END IF;
  PERFORM require_version (old.version, version, 'Cette durée de conservation a été modifiée');
  UPDATE retention_rule r SET months = retention_set.months, after = retention_set.after, verified = retention_set.verified,
    source = clean_label (coalesce (retention_set.source, ''), 'Source'), version = old.version + 1
  WHERE r.code = old.code;
  RETURN command_end (command, jsonb_build_object ('rule', code, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.retention_set (uuid, text, int, int, text, text, boolean) IS
  'Sets how long something personal stays, by which source, and whether that was read; answers {rule, version}. For administrators';

-- What is due.

CREATE FUNCTION copil.retention_count (code text, sitting uuid) RETURNS bigint
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE code
    WHEN 'answers' THEN (SELECT count(*) FROM recipient r WHERE r.sitting_id = sitting
      AND (r.answer IS NOT NULL OR r.received_at IS NOT NULL OR r.answered_by IS NOT NULL))
      + (SELECT count(*) FROM sitting_log l WHERE l.sitting_id = sitting AND l.kind IN ('received', 'answered') AND l.purged_at IS NULL)
    WHEN 'operator_notes' THEN (SELECT count(*) FROM operator_note n WHERE n.sitting_id = sitting)
    WHEN 'speakers' THEN (SELECT count(*) FROM speaker p WHERE p.sitting_id = sitting) END
$$;
COMMENT ON FUNCTION copil.retention_count (text, uuid) IS 'How many rows of a sitting a rule of retention is about';

CREATE FUNCTION copil.retention_due ()
  RETURNS TABLE (code text, what text, months int, source text, verified boolean, committee text, sitting uuid, number int, since date, entries bigint)
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  -- Minutes that are not final yet may need all of it.
  SELECT r.code, r.what::text, r.months, r.source::text, r.verified, c.name::text, s.id, s.number, d.day, n.entries
  FROM sitting s JOIN committee c ON c.id = s.committee_id LEFT JOIN minutes m ON m.sitting_id = s.id
  CROSS JOIN retention_rule r
  CROSS JOIN LATERAL (SELECT (CASE WHEN s.stage = 'cancelled' THEN s.starts_at WHEN r.after = 'final' THEN m.final_at ELSE s.closed_at END
    AT TIME ZONE 'Europe/Paris')::date AS day) d
  CROSS JOIN LATERAL (SELECT retention_count (r.code, s.id) AS entries) n
  WHERE (s.stage = 'cancelled' OR s.stage = 'closed' AND m.state = 'final')
    AND d.day + make_interval (months => r.months) <= (moment () AT TIME ZONE 'Europe/Paris')::date AND n.entries > 0
  ORDER BY c.name, c.id, s.number, r.code
$$;
COMMENT ON FUNCTION copil.retention_due () IS 'What is past its time, by committee, sitting and rule';

CREATE FUNCTION copil.purge_list () RETURNS jsonb
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  due jsonb;
BEGIN
  IF NOT is_administrator () THEN
    PERFORM refuse ('CP401', 'La purge relève d’un administrateur.', format ('login %s', session_user));
  END IF;
  due := (SELECT coalesce (jsonb_agg (to_jsonb (d)), '[]') FROM retention_due () d);
  RETURN jsonb_build_object ('due', due, 'print', left (encode (content_hash (due), 'hex'), 16));
END
$$;
COMMENT ON FUNCTION copil.purge_list () IS
  'What a purge would take now, {due: [{code, what, months, source, verified, committee, sitting, number, since, entries}], print}: takes nothing. For administrators';

-- The purge.

CREATE FUNCTION copil.purge_log (sitting uuid) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH gone AS (
    UPDATE sitting_log l SET detail = '{}', purged_at = moment ()
    WHERE l.sitting_id = sitting AND l.kind IN ('received', 'answered') AND l.purged_at IS NULL RETURNING l.number)
  SELECT coalesce (jsonb_agg (g.number ORDER BY g.number), '[]') FROM gone g
$$;
COMMENT ON FUNCTION copil.purge_log (uuid) IS 'Empties the entries that told answers and receipts; answers their numbers';

CREATE FUNCTION copil.purge_rule (code text, sitting uuid) RETURNS jsonb
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF code = 'answers' THEN
    UPDATE recipient r SET answer = NULL, answer_member = NULL, answered_at = NULL, answered_by = NULL, received_at = NULL, received_version = NULL
    WHERE r.sitting_id = purge_rule.sitting;
    RETURN purge_log (sitting);
  ELSIF code = 'operator_notes' THEN
    DELETE FROM operator_note n WHERE n.sitting_id = purge_rule.sitting;
    DELETE FROM sitting_row r WHERE r.sitting_id = purge_rule.sitting AND r.kind = 'operator_note';
  ELSIF code = 'speakers' THEN
    DELETE FROM speaker p WHERE p.sitting_id = purge_rule.sitting;
    DELETE FROM sitting_row r WHERE r.sitting_id = purge_rule.sitting AND r.kind = 'speaker';
  END IF;
  RETURN '[]';
END
$$;
COMMENT ON FUNCTION copil.purge_rule (text, uuid) IS 'Takes out what a rule is about; answers the entries of the log that it emptied';

CREATE FUNCTION copil.purge (command uuid, print text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  listed jsonb;
  due jsonb;
  entries jsonb;
BEGIN
  PERFORM require_role ('administrator');
  known := command_begin (command, 'purge', hash_of (print));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  LOCK TABLE retention_rule IN SHARE MODE;
  listed := purge_list ();
  IF listed ->> 'print' IS DISTINCT FROM purge.print THEN
    PERFORM refuse ('CP412', 'Ce qui serait purgé n’est plus ce que vous avez lu : relisez la liste, puis confirmez.', format ('print %s', listed ->> 'print'));
  END IF;
  FOR due IN SELECT d FROM jsonb_array_elements (listed -> 'due') d LOOP
    PERFORM sitting_lock ((due ->> 'sitting')::uuid);
    entries := purge_rule (due ->> 'code', (due ->> 'sitting')::uuid);
    PERFORM log_append ((due ->> 'sitting')::uuid, 'purged', jsonb_build_object ('rule', due -> 'code', 'what', due -> 'what',
      'months', due -> 'months', 'source', due -> 'source', 'count', due -> 'entries', 'entries', entries));
  END LOOP;
  RETURN command_end (command, jsonb_build_object ('purged', jsonb_array_length (listed -> 'due')));
END
$$;
COMMENT ON FUNCTION copil.purge (uuid, text) IS
  'Takes out for good what purge_list () told, whose print confirms that it was read; each sitting’s log says what went. Answers {purged}. For administrators alone';

GRANT EXECUTE ON FUNCTION copil.retention_set (uuid, text, int, int, text, text, boolean), copil.purge_list (),
  copil.purge (uuid, text) TO copil_person;

RESET ROLE;
