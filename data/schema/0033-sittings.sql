-- 0033
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Sittings before they open: what a new agenda begins with, when and where, giving it up.


SET LOCAL ROLE copil_owner;

-- What a new agenda begins with.

CREATE FUNCTION copil.item_copy (item uuid, sitting uuid, parent uuid, as_carried boolean) RETURNS uuid
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
  PERFORM item_copy (c.id, item_copy.sitting, copied, as_carried)
  FROM (SELECT a.id FROM agenda_item a WHERE a.parent_id = item_copy.item AND NOT a.gone
          AND (NOT as_carried OR a.outcome IN ('pending', 'postponed'))
        ORDER BY a.rank, a.id) c;
  RETURN copied;
END
$$;
COMMENT ON FUNCTION copil.item_copy (uuid, uuid, uuid, boolean) IS
  'Copies an item to a sitting, last under a parent, with its documents, figures and what hangs under it; carried: what was not reached, saying where it comes from';

CREATE FUNCTION copil.items_to_carry (committee uuid) RETURNS SETOF uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH RECURSIVE item AS MATERIALIZED (
    SELECT i.*, t.path, s.starts_at FROM sitting s, agenda_tree (s.id) t JOIN agenda_item i ON i.id = t.id
    WHERE s.committee_id = committee AND s.stage = 'closed'
      AND NOT EXISTS (SELECT FROM sitting n WHERE n.second_of = s.id AND n.stage <> 'cancelled')),
  -- With what hangs under it, one is carried whole or not.
  dealt AS (
    SELECT i.id, i.parent_id FROM item i WHERE i.outcome NOT IN ('pending', 'postponed')
    UNION
    SELECT p.id, p.parent_id FROM dealt d JOIN item p ON p.id = d.parent_id)
  SELECT i.id FROM item i
  WHERE i.origin <> 'minutes' AND i.id NOT IN (SELECT d.id FROM dealt d)
    AND (i.parent_id IS NULL OR i.parent_id IN (SELECT d.id FROM dealt d))
    AND NOT EXISTS (SELECT FROM agenda_item c JOIN sitting n ON n.id = c.sitting_id
                    WHERE c.source_id = i.id AND c.origin = 'carried' AND NOT c.gone AND n.stage <> 'cancelled')
  ORDER BY i.starts_at, i.path
$$;
COMMENT ON FUNCTION copil.items_to_carry (uuid) IS
  'Items that closed sittings of a committee postponed or did not reach, and that no later one took up';

CREATE FUNCTION copil.agenda_begin (sitting copil.sitting) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  i agenda_item;
BEGIN
  i.sitting_id := sitting.id;
  i.nature := 'decision'; i.origin := 'minutes'; i.seconds := 300;
  FOR i.id, i.source_id, i.title IN
    SELECT gen_random_uuid (), s.id, 'Approbation du procès-verbal de la séance du ' || french_day (s.starts_at)
    FROM sitting s
    WHERE s.committee_id = sitting.committee_id AND s.stage = 'closed' AND s.starts_at < sitting.starts_at
      AND NOT EXISTS (SELECT FROM minutes m WHERE m.sitting_id = s.id AND m.adopted_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM agenda_item o JOIN sitting n ON n.id = o.sitting_id
        WHERE o.source_id = s.id AND o.origin = 'minutes' AND NOT o.gone AND n.stage <> 'cancelled'
          AND (n.stage <> 'closed' OR o.outcome IN ('treated', 'adopted', 'favourable')))
      AND NOT EXISTS (SELECT FROM sitting n WHERE n.second_of = s.id AND n.stage <> 'cancelled')
    ORDER BY s.starts_at LOOP
    PERFORM item_insert (i, NULL);
  END LOOP;
  i.origin := 'recurring';
  FOR i.id, i.source_id, i.title, i.nature, i.presenter, i.seconds IN
    SELECT gen_random_uuid (), r.id, r.title, r.nature, r.presenter, r.seconds FROM recurring_item r
    WHERE r.committee_id = sitting.committee_id AND NOT r.stopped ORDER BY r.rank, r.id LOOP
    PERFORM item_insert (i, NULL);
  END LOOP;
  PERFORM item_copy (c, sitting.id, NULL, true) FROM items_to_carry (sitting.committee_id) c;
END
$$;
COMMENT ON FUNCTION copil.agenda_begin (copil.sitting) IS
  'What a new agenda begins with: approval of the minutes not yet adopted, recurring items, items carried over';

CREATE FUNCTION copil.check_sitting (title text, starts_at timestamptz, place text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT coalesce (starts_at BETWEEN '2000-01-01' AND '2200-01-01', false) THEN
    PERFORM refuse ('CP422', 'La date de cette séance n’est pas possible.', format ('starts_at %s', starts_at));
  END IF;
  PERFORM clean_label (coalesce (title, ''), 'Intitulé de la séance'), clean_label (coalesce (place, ''), 'Lieu');
END
$$;
COMMENT ON FUNCTION copil.check_sitting (text, timestamptz, text) IS 'CP422 unless a sitting may be so';

CREATE FUNCTION copil.sitting_insert (id uuid, committee uuid, title text, starts_at timestamptz, place text, remote boolean,
                                      second_of uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  made sitting;
BEGIN
  PERFORM check_sitting (title, starts_at, place);
  -- One at a time: sittings are numbered without a gap.
  PERFORM FROM committee c WHERE c.id = committee FOR NO KEY UPDATE;
  INSERT INTO sitting (id, committee_id, number, title, starts_at, place, remote, rules, regime_code, regime_version, second_of)
  SELECT sitting_insert.id, c.id, (SELECT coalesce (max (s.number), 0) + 1 FROM sitting s WHERE s.committee_id = c.id),
    clean_label (sitting_insert.title, ''), sitting_insert.starts_at, clean_label (sitting_insert.place, ''),
    coalesce (sitting_insert.remote, false), resolved_rules (c.id), g.code, g.version, sitting_insert.second_of
  FROM committee c JOIN regime g ON g.code = c.regime_code WHERE c.id = committee
  ON CONFLICT ON CONSTRAINT sitting_pkey DO NOTHING
  RETURNING * INTO made;
  PERFORM require_new (FOUND, id);
  RETURN made;
END
$$;
COMMENT ON FUNCTION copil.sitting_insert (uuid, uuid, text, timestamptz, text, boolean, uuid) IS
  'A new sitting of a committee with the next number; CP409, CP422';

CREATE FUNCTION copil.sitting_add (command uuid, id uuid, committee uuid, title text, starts_at timestamptz, place text, remote boolean)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee);
  known := command_begin (command, 'sitting_add', hash_of (id::text, committee::text, title, instant_text (starts_at), place, remote::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_insert (id, committee, title, starts_at, place, remote, NULL);
  PERFORM log_append (id, 'sitting_added', jsonb_build_object ('number', s.number, 'starts_at', instant_text (starts_at), 'place', s.place)),
    agenda_begin (s);
  RETURN command_end (command, jsonb_build_object ('sitting', id, 'number', s.number, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_add (uuid, uuid, uuid, text, timestamptz, text, boolean) IS
  'A new sitting with its first items (minutes to approve, recurring, carried over); answers {sitting, number, version}. For those who prepare the committee';

CREATE FUNCTION copil.sitting_edit (command uuid, sitting uuid, version int, title text, starts_at timestamptz, place text,
                                    remote boolean, urgency text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  raised int;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'sitting_edit', hash_of (sitting::text, version::text, title, instant_text (starts_at), place,
    remote::text, urgency));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_version (s.version, version, 'Cette séance a été modifiée'), check_sitting (title, starts_at, place);
  IF s.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', 'Une séance ouverte, close ou annulée ne se modifie plus.', format ('stage %s', s.stage));
  ELSIF s.second_of IS NOT NULL AND s.title <> clean_label (title, '') THEN
    PERFORM require_agenda (sitting);
  END IF;
  UPDATE sitting n SET title = clean_label (sitting_edit.title, ''), starts_at = sitting_edit.starts_at, version = n.version + 1,
    place = clean_label (sitting_edit.place, ''), remote = coalesce (sitting_edit.remote, false),
    urgency = clean_label (nullif (sitting_edit.urgency, ''), 'Motif de l’urgence')
  WHERE n.id = s.id;
  -- Another date or place is the convocation's business: an approved agenda stays so.
  IF s.stage IN ('submitted', 'approved') AND s.title <> clean_label (title, '') THEN
    UPDATE sitting n SET stage = 'draft' WHERE n.id = s.id;
  END IF;
  PERFORM log_append (s.id, 'sitting_edited', jsonb_build_object ('title', title, 'starts_at', instant_text (starts_at), 'place', place,
      'remote', remote, 'urgency', nullif (urgency, ''))),
    void_approvals (s.id, 'agenda'), void_approvals (s.id, 'convocation');
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_edit (uuid, uuid, int, text, timestamptz, text, boolean, text) IS
  'Changes when and where, or why it is urgent (NULL: it is not); answers {sitting, version}. For those who prepare the sitting';

CREATE FUNCTION copil.sitting_cancel (command uuid, sitting uuid, version int, reason text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'sitting_cancel', hash_of (sitting::text, version::text, reason));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := sitting_lock (sitting);
  PERFORM require_version (s.version, version, 'Cette séance a été modifiée');
  IF s.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', 'Une séance ouverte, close ou annulée ne s’annule pas.', format ('stage %s', s.stage));
  END IF;
  UPDATE sitting n SET stage = 'cancelled', version = n.version + 1 WHERE n.id = s.id;
  PERFORM log_append (s.id, 'sitting_cancelled', jsonb_build_object ('reason', clean_label (coalesce (reason, ''), 'Motif'), 'stage', s.stage));
  RETURN command_end (command, jsonb_build_object ('sitting', sitting, 'version', version + 1));
END
$$;
COMMENT ON FUNCTION copil.sitting_cancel (uuid, uuid, int, text) IS
  'Gives a sitting up before it opens, saying why; answers {sitting, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_carry (command uuid, item uuid, to_sitting uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
  copied uuid;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_carry', hash_of (item::text, to_sitting::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF committee_of (to_sitting) IS DISTINCT FROM committee_of (sitting_of (item)) OR sitting_of (item) = to_sitting THEN
    PERFORM refuse ('CP422', 'Un point se reporte à une autre séance du même comité.', format ('item %s to %s', item, to_sitting));
  END IF;
  s := require_agenda (to_sitting);
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF old.gone OR old.outcome NOT IN ('pending', 'postponed') THEN
    PERFORM refuse ('CP422', 'Seul un point qui n’a pas été traité se reporte.', format ('item %s is %s', item, old.outcome));
  ELSIF EXISTS (SELECT FROM agenda_item i WHERE i.source_id = item AND i.origin = 'carried' AND i.sitting_id = to_sitting AND NOT i.gone) THEN
    PERFORM refuse ('CP422', 'Ce point est déjà reporté à cette séance.', format ('item %s', item));
  END IF;
  copied := item_copy (item, to_sitting, NULL, true);
  PERFORM agenda_edited (s, 'item_carried', jsonb_build_object ('item', copied, 'from', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', copied, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.item_carry (uuid, uuid, uuid) IS
  'Puts an item that was not reached on the agenda of another sitting; answers {item, version} of the copy. For those who prepare it';

GRANT EXECUTE ON FUNCTION copil.sitting_add (uuid, uuid, uuid, text, timestamptz, text, boolean),
  copil.sitting_edit (uuid, uuid, int, text, timestamptz, text, boolean, text),
  copil.sitting_cancel (uuid, uuid, int, text), copil.item_carry (uuid, uuid, uuid) TO copil_person;

RESET ROLE;
