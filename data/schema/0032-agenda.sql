-- 0032
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The agenda: the tree of a sitting's items with their figures, until the sitting opens.
--
-- Siblings are ranked 1, 2, 3...; a rank asked for beyond the last, or NULL, is the last. After
-- the convocation the agenda may still change: what was added or changed is marked late, both
-- chairs approve anew and a new version is sent with what changed. The agenda of a second
-- convocation is that of the first, and locked.


SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.sitting_of (item uuid) RETURNS uuid
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  found_in uuid := (SELECT i.sitting_id FROM agenda_item i WHERE i.id = item);
BEGIN
  IF found_in IS NULL THEN
    PERFORM require_role ('secretariat', 'pilot_coordinator'),
      refuse ('CP412', 'Ce point n’est pas à l’ordre du jour : relisez-le, puis recommencez.', format ('item %s', item));
  END IF;
  RETURN found_in;
END
$$;
COMMENT ON FUNCTION copil.sitting_of (uuid) IS 'The sitting of an item; CP412 when there is no such item';

-- What there is to approve.

CREATE FUNCTION copil.agenda_tree (sitting uuid) RETURNS TABLE (id uuid, path int[])
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH RECURSIVE tree AS (
    SELECT i.id, ARRAY[row_number () OVER (ORDER BY i.rank, i.id)::int] AS path FROM agenda_item i
    WHERE i.sitting_id = sitting AND i.parent_id IS NULL AND NOT i.gone
    UNION ALL
    SELECT i.id, t.path || row_number () OVER (PARTITION BY i.parent_id ORDER BY i.rank, i.id)::int
    FROM tree t JOIN agenda_item i ON i.parent_id = t.id AND i.sitting_id = sitting AND NOT i.gone)
  SELECT t.id, t.path FROM tree t
$$;
COMMENT ON FUNCTION copil.agenda_tree (uuid) IS
  'The items of an agenda with their numbers, {2,1} for 2.1; what hangs under an item taken off is off as well';

CREATE FUNCTION copil.agenda_content (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  WITH document AS (
    SELECT d.item_id, jsonb_agg (jsonb_build_object ('name', d.name, 'sha256', encode (d.sha256, 'hex'), 'pages', d.pages)
      ORDER BY d.rank, d.id) AS list
    FROM item_document d WHERE d.sitting_id = sitting AND NOT d.gone GROUP BY d.item_id),
  view AS (
    SELECT v.item_id, jsonb_agg (jsonb_build_object ('indicator', v.indicator_code, 'territory', v.territory_id,
      'period', v.period, 'chart', v.chart, 'reference', v.reference, 'caption', v.caption) ORDER BY v.rank, v.id) AS list
    FROM item_view v WHERE v.sitting_id = sitting AND NOT v.gone GROUP BY v.item_id)
  SELECT jsonb_build_object ('title', s.title, 'items', coalesce ((
    SELECT jsonb_agg (jsonb_build_object ('id', i.id, 'parent', i.parent_id, 'number', array_to_string (t.path, '.'),
      'nature', i.nature, 'title', i.title, 'body', i.body, 'presenter', i.presenter, 'seconds', i.seconds,
      'money', i.money, 'late', i.late, 'documents', coalesce (d.list, '[]'), 'views', coalesce (v.list, '[]'))
      ORDER BY t.path)
    FROM agenda_tree (s.id) t JOIN agenda_item i ON i.id = t.id
    LEFT JOIN document d ON d.item_id = i.id LEFT JOIN view v ON v.item_id = i.id), '[]'))
  FROM sitting s WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.agenda_content (uuid) IS
  'What an approval of the agenda is for: {title, items: [{id, parent, number, nature, title, body, presenter, seconds, money, late, documents, views}]} in reading order';

CREATE FUNCTION copil.sitting_due (sitting copil.sitting) RETURNS timestamptz
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE WHEN sitting.urgency IS NULL
    THEN (sitting.starts_at AT TIME ZONE 'Europe/Paris' - make_interval (days => rule_value (sitting.rules, 'convocation_days')::int))
      AT TIME ZONE 'Europe/Paris'
    ELSE sitting.starts_at - make_interval (hours => coalesce (rule_value (sitting.rules, 'urgency_hours')::int, 0)) END
$$;
COMMENT ON FUNCTION copil.sitting_due (copil.sitting) IS
  'By when the rules want the convocation received: so many days before at the same hour of Paris; in urgency so many hours, or before it begins. NULL: they say nothing';

CREATE FUNCTION copil.convocation_content (sitting uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('committee', c.name, 'local_authority', c.local_authority, 'starts_at', instant_text (s.starts_at),
    'place', s.place, 'remote', s.remote, 'urgency', s.urgency, 'due_at', instant_text (sitting_due (s)),
    'second', s.second_of IS NOT NULL,
    'quorum_required', coalesce (rule_value (s.rules, 'quorum_base'), 'none') <> 'none'
      AND NOT (s.second_of IS NOT NULL AND rule_value (s.rules, 'second_convocation') = 'same_agenda_no_quorum'),
    'agenda', agenda_content (s.id))
  FROM sitting s JOIN committee c ON c.id = s.committee_id WHERE s.id = sitting
$$;
COMMENT ON FUNCTION copil.convocation_content (uuid) IS
  'What an approval of the convocation is for: {committee, local_authority, starts_at, place, remote, urgency, due_at, second, quorum_required, agenda}';

CREATE FUNCTION copil.content_of (sitting uuid, object text) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF object = 'minutes' THEN
    RETURN minutes_content (sitting);
  END IF;
  RETURN CASE object WHEN 'agenda' THEN agenda_content (sitting) WHEN 'convocation' THEN convocation_content (sitting) END;
END
$$;
COMMENT ON FUNCTION copil.content_of (uuid, text) IS 'What the chairs are asked to approve of a sitting: agenda, convocation or minutes';

CREATE FUNCTION copil.content_hash (content jsonb) RETURNS bytea
  IMMUTABLE LANGUAGE sql
  RETURN sha256 (convert_to (content::text, 'UTF8'));
COMMENT ON FUNCTION copil.content_hash (jsonb) IS 'SHA-256 of what is approved, in the one way that jsonb is written';

CREATE FUNCTION copil.void_approvals (sitting uuid, object text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  voided text[];
BEGIN
  IF NOT EXISTS (SELECT FROM approval a WHERE a.sitting_id = void_approvals.sitting AND a.object = void_approvals.object
                 AND a.voided_at IS NULL) THEN
    RETURN;
  END IF;
  WITH void AS (
    UPDATE approval a SET voided_at = moment ()
    WHERE a.sitting_id = void_approvals.sitting AND a.object = void_approvals.object AND a.voided_at IS NULL
      AND a.content_hash <> content_hash (content_of (void_approvals.sitting, void_approvals.object))
    RETURNING a.key)
  SELECT array_agg (v.key ORDER BY v.key) INTO voided FROM void v;
  IF voided IS NOT NULL THEN
    PERFORM log_append (sitting, 'approvals_voided', jsonb_build_object ('object', object, 'keys', voided));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.void_approvals (uuid, text) IS
  'After an edit: what the chairs said of an object holds no more, unless nothing in it changed';

-- Editing.

CREATE FUNCTION copil.require_agenda (sitting uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  locked sitting := sitting_lock (sitting);
BEGIN
  IF locked.stage NOT IN ('draft', 'submitted', 'approved', 'convoked') THEN
    PERFORM refuse ('CP422', CASE locked.stage
        WHEN 'cancelled' THEN 'Cette séance est annulée : son ordre du jour ne change plus.'
        WHEN 'closed' THEN 'Cette séance est close : son ordre du jour ne change plus.'
        ELSE 'La séance est ouverte : son ordre du jour ne change plus. Reportez le point, ou inscrivez-le à la prochaine séance.' END,
      format ('sitting %s is %s', sitting, locked.stage));
  ELSIF locked.second_of IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Une seconde convocation porte le même ordre du jour que la première'
      || rule_cite (locked.rules, 'second_convocation') || '.', 'rule second_convocation');
  END IF;
  RETURN locked;
END
$$;
COMMENT ON FUNCTION copil.require_agenda (uuid) IS 'The sitting, locked; CP422 when its agenda may not change any more';

CREATE FUNCTION copil.agenda_edited (edited copil.sitting, kind text, detail jsonb) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF edited.stage IN ('submitted', 'approved') AND encode (content_hash (agenda_content (edited.id)), 'hex') IS DISTINCT FROM (
      SELECT l.detail ->> 'content_hash' FROM sitting_log l WHERE l.sitting_id = edited.id AND l.kind = 'agenda_submitted'
      ORDER BY l.number DESC LIMIT 1) THEN
    UPDATE sitting s SET stage = 'draft', version = s.version + 1 WHERE s.id = edited.id;
  END IF;
  PERFORM log_append (edited.id, kind, detail), void_approvals (edited.id, 'agenda'), void_approvals (edited.id, 'convocation');
END
$$;
COMMENT ON FUNCTION copil.agenda_edited (copil.sitting, text, jsonb) IS
  'After each edit of an agenda, which was as given before: logs it, voids the approvals, leads back to draft; unless it is as it was submitted';

CREATE FUNCTION copil.item_place (item uuid, wanted int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  UPDATE agenda_item i SET rank = p.place
  FROM (SELECT o.id, row_number () OVER (ORDER BY CASE WHEN o.id = item THEN coalesce (wanted, 2147483647) - 0.5 ELSE o.place END, o.id) AS place
    FROM (SELECT s.id, row_number () OVER (PARTITION BY s.id = item ORDER BY s.rank, s.id) AS place
      FROM agenda_item s JOIN agenda_item m ON m.id = item
      WHERE s.sitting_id = m.sitting_id AND s.parent_id IS NOT DISTINCT FROM m.parent_id AND NOT s.gone) o) p
  WHERE i.id = p.id AND i.rank <> p.place
$$;
COMMENT ON FUNCTION copil.item_place (uuid, int) IS 'Gives an item a rank among its siblings, and them theirs; only what moves is written';

CREATE FUNCTION copil.check_parent (sitting uuid, item uuid, parent uuid) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  depth int;
BEGIN
  IF parent IS NULL THEN
    RETURN;
  END IF;
  WITH RECURSIVE up AS (
    SELECT i.id, i.parent_id, 1 AS n FROM agenda_item i WHERE i.id = parent AND i.sitting_id = sitting AND NOT i.gone
    UNION ALL
    SELECT i.id, i.parent_id, u.n + 1 FROM up u JOIN agenda_item i ON i.id = u.parent_id)
  SELECT CASE WHEN bool_or (u.id = item) THEN -1 ELSE max (u.n) END INTO depth FROM up u;
  IF depth IS NULL THEN
    PERFORM refuse ('CP412', 'Le point qui devait le contenir n’est plus à l’ordre du jour : relisez-le, puis recommencez.', format ('parent %s', parent));
  ELSIF depth < 0 THEN
    PERFORM refuse ('CP422', 'Un point ne peut pas être placé sous lui-même ni sous l’un de ses sous-points.', format ('item %s under %s', item, parent));
  ELSIF depth > 4 THEN
    PERFORM refuse ('CP422', 'L’ordre du jour a cinq niveaux au plus.', format ('parent %s', parent));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_parent (uuid, uuid, uuid) IS 'CP412, CP422 unless an item may hang under another';

CREATE FUNCTION copil.check_item (nature text, body text, seconds int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT coalesce (nature IN ('information', 'advice', 'decision'), false) THEN
    PERFORM refuse ('CP422', 'Un point est pour information, pour avis ou pour décision.', format ('nature %s', nature));
  ELSIF NOT coalesce (seconds BETWEEN 0 AND 86400, false) THEN
    PERFORM refuse ('CP422', 'La durée d’un point va de zéro à vingt-quatre heures.', format ('seconds %s', seconds));
  ELSIF char_length (body) > 10000 THEN
    PERFORM refuse ('CP422', 'Le texte d’un point a 10 000 signes au plus.', format ('%s signs', char_length (body)));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.check_item (text, text, int) IS 'CP422 unless an item may be so';

CREATE FUNCTION copil.item_insert (item copil.agenda_item, wanted int) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM check_item (item.nature, item.body, item.seconds);
  INSERT INTO agenda_item (id, sitting_id, parent_id, rank, nature, title, body, presenter, seconds, money, origin, source_id, late)
  VALUES (item.id, item.sitting_id, item.parent_id, 2147483647, item.nature, item.title, coalesce (item.body, ''), item.presenter,
    item.seconds, coalesce (item.money, false), item.origin, item.source_id, (SELECT s.agenda_version > 0 FROM sitting s WHERE s.id = item.sitting_id))
  ON CONFLICT ON CONSTRAINT agenda_item_pkey DO NOTHING;
  PERFORM require_new (FOUND, item.id), item_place (item.id, wanted);
END
$$;
COMMENT ON FUNCTION copil.item_insert (copil.agenda_item, int) IS 'Puts an item at a rank of its sitting; CP409, CP422';

CREATE FUNCTION copil.item_add (command uuid, id uuid, sitting uuid, parent uuid, rank int, nature text, title text,
                                body text, presenter text, seconds int, money boolean) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  i agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  known := command_begin (command, 'item_add', hash_of (id::text, sitting::text, parent::text, rank::text, nature, title,
    body, presenter, seconds::text, money::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting);
  PERFORM check_parent (sitting, id, parent);
  i.id := id; i.sitting_id := sitting; i.parent_id := parent; i.nature := nature; i.body := body; i.seconds := seconds;
  i.title := clean_label (coalesce (title, ''), 'Intitulé du point'); i.money := money; i.origin := 'own';
  i.presenter := clean_label (nullif (presenter, ''), 'Rapporteur');
  PERFORM item_insert (i, rank), agenda_edited (s, 'item_added', jsonb_build_object ('item', id, 'title', title));
  RETURN command_end (command, jsonb_build_object ('item', id, 'version', 1));
END
$$;
COMMENT ON FUNCTION copil.item_add (uuid, uuid, uuid, uuid, int, text, text, text, text, int, boolean) IS
  'Adds an item to an agenda, late once it was sent; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.require_item (item uuid, version int) RETURNS copil.agenda_item
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  old agenda_item;
BEGIN
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF old.gone THEN
    PERFORM refuse ('CP412', format ('Le point « %s » a été retiré de l’ordre du jour entre-temps.', old.title), format ('item %s is gone', item));
  END IF;
  PERFORM require_version (old.version, version, format ('Le point « %s » a été modifié', old.title));
  RETURN old;
END
$$;
COMMENT ON FUNCTION copil.require_item (uuid, int) IS 'An item of a locked sitting as it was read; CP412 when it changed or is gone';

CREATE FUNCTION copil.item_edit (command uuid, item uuid, version int, nature text, title text, body text, presenter text,
                                 seconds int, money boolean) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_edit', hash_of (item::text, version::text, nature, title, body, presenter,
    seconds::text, money::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  PERFORM check_item (nature, body, seconds);
  UPDATE agenda_item i SET nature = item_edit.nature, title = clean_label (coalesce (item_edit.title, ''), 'Intitulé du point'),
    body = coalesce (item_edit.body, ''), presenter = clean_label (nullif (item_edit.presenter, ''), 'Rapporteur'),
    seconds = item_edit.seconds, money = coalesce (item_edit.money, false), version = i.version + 1,
    late = i.late OR s.agenda_version > 0
  WHERE i.id = old.id;
  PERFORM agenda_edited (s, 'item_edited', jsonb_build_object ('item', item, 'title', title, 'was', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_edit (uuid, uuid, int, text, text, text, text, int, boolean) IS
  'Changes an item; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_move (command uuid, item uuid, version int, parent uuid, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_move', hash_of (item::text, version::text, parent::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  PERFORM check_parent (s.id, item, parent);
  UPDATE agenda_item i SET parent_id = parent, version = i.version + 1 WHERE i.id = old.id;
  PERFORM item_place (item, rank), agenda_edited (s, 'item_moved', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_move (uuid, uuid, int, uuid, int) IS
  'Moves an item with what hangs under it; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_remove (command uuid, item uuid, version int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_remove', hash_of (item::text, version::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  old := require_item (item, version);
  UPDATE agenda_item i SET gone = true, version = i.version + 1 WHERE i.id = old.id;
  PERFORM agenda_edited (s, 'item_removed', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_remove (uuid, uuid, int) IS
  'Takes an item off, with what hangs under it, until item_restore; answers {item, version}. For those who prepare the sitting';

CREATE FUNCTION copil.item_restore (command uuid, item uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old agenda_item;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'item_restore', hash_of (item::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  SELECT i.* INTO old FROM agenda_item i WHERE i.id = item;
  IF NOT old.gone THEN
    PERFORM refuse ('CP412', format ('Le point « %s » est déjà à l’ordre du jour.', old.title), format ('item %s', item));
  END IF;
  -- Under a parent that went meanwhile it would not be seen.
  UPDATE agenda_item i SET gone = false, version = i.version + 1, late = i.late OR s.agenda_version > 0,
    parent_id = (SELECT t.id FROM agenda_tree (s.id) t WHERE t.id = i.parent_id)
  WHERE i.id = old.id;
  PERFORM item_place (item, old.rank), agenda_edited (s, 'item_restored', jsonb_build_object ('item', item, 'title', old.title));
  RETURN command_end (command, jsonb_build_object ('item', item, 'version', old.version + 1));
END
$$;
COMMENT ON FUNCTION copil.item_restore (uuid, uuid) IS
  'Puts back an item that was taken off, where it was; answers {item, version}. For those who prepare the sitting';

-- Figures of an item.

CREATE FUNCTION copil.view_add (command uuid, id uuid, item uuid, indicator_code text, territory_id int, period date, chart text,
                                reference text, caption text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
BEGIN
  PERFORM require_preparer (committee_of (sitting_of (item)));
  known := command_begin (command, 'view_add', hash_of (id::text, item::text, indicator_code, territory_id::text, period::text, chart,
    reference, caption));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (sitting_of (item));
  PERFORM require_item (item, (SELECT i.version FROM agenda_item i WHERE i.id = item));
  IF NOT EXISTS (SELECT FROM indicator i WHERE i.code = view_add.indicator_code) THEN
    PERFORM refuse ('CP422', 'Cet indicateur n’est pas au catalogue.', format ('indicator %s', indicator_code));
  ELSIF NOT coalesce (chart IN ('curve', 'map', 'comparison', 'distribution', 'table')
      AND reference IN ('year', 'target', 'parent', 'peers') AND isfinite (period), false)
    OR NOT EXISTS (SELECT FROM territory t WHERE t.id = view_add.territory_id) THEN
    PERFORM refuse ('CP422', 'Cette vue n’est pas possible : territoire, mois, graphique ou comparaison.',
      format ('territory %s, period %s, chart %s, reference %s', territory_id, period, chart, reference));
  END IF;
  INSERT INTO item_view (id, sitting_id, item_id, indicator_code, territory_id, period, chart, reference, caption, rank)
  VALUES (view_add.id, s.id, item, view_add.indicator_code, view_add.territory_id, view_add.period, view_add.chart,
    view_add.reference, clean_label (nullif (view_add.caption, ''), 'Légende'),
    (SELECT coalesce (max (v.rank), 0) + 1 FROM item_view v WHERE v.item_id = view_add.item))
  ON CONFLICT ON CONSTRAINT item_view_pkey DO NOTHING;
  PERFORM require_new (FOUND, id), agenda_edited (s, 'view_added', jsonb_build_object ('item', item, 'indicator', indicator_code));
  RETURN command_end (command, jsonb_build_object ('view', id));
END
$$;
COMMENT ON FUNCTION copil.view_add (uuid, uuid, uuid, text, int, date, text, text, text) IS
  'Links a figure of the dashboard to an item; answers {view}. For those who prepare the sitting';

CREATE FUNCTION copil.view_remove (command uuid, view uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old item_view;
BEGIN
  SELECT v.* INTO old FROM item_view v WHERE v.id = view_remove.view;
  PERFORM require_preparer (committee_of (old.sitting_id));
  known := command_begin (command, 'view_remove', hash_of (view::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (old.sitting_id);
  UPDATE item_view v SET gone = true WHERE v.id = view_remove.view AND NOT v.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Cette vue a déjà été retirée.', format ('view %s', view));
  END IF;
  PERFORM agenda_edited (s, 'view_removed', jsonb_build_object ('item', old.item_id, 'indicator', old.indicator_code));
  RETURN command_end (command, jsonb_build_object ('view', view));
END
$$;
COMMENT ON FUNCTION copil.view_remove (uuid, uuid) IS 'Unlinks a figure; answers {view}. For those who prepare the sitting';

CREATE FUNCTION copil.view_restore (command uuid, view uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old item_view;
BEGIN
  SELECT v.* INTO old FROM item_view v WHERE v.id = view_restore.view;
  PERFORM require_preparer (committee_of (old.sitting_id));
  known := command_begin (command, 'view_restore', hash_of (view::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (old.sitting_id);
  PERFORM require_item (old.item_id, (SELECT i.version FROM agenda_item i WHERE i.id = old.item_id));
  UPDATE item_view v SET gone = false WHERE v.id = view_restore.view AND v.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Cette vue est déjà liée à ce point.', format ('view %s', view));
  END IF;
  PERFORM agenda_edited (s, 'view_restored', jsonb_build_object ('item', old.item_id, 'indicator', old.indicator_code));
  RETURN command_end (command, jsonb_build_object ('view', view));
END
$$;
COMMENT ON FUNCTION copil.view_restore (uuid, uuid) IS
  'Links again a figure that was unlinked, where it was; answers {view}. For those who prepare the sitting';

CREATE FUNCTION copil.view_move (command uuid, view uuid, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  s sitting;
  old item_view;
BEGIN
  SELECT v.* INTO old FROM item_view v WHERE v.id = view_move.view;
  PERFORM require_preparer (committee_of (old.sitting_id));
  known := command_begin (command, 'view_move', hash_of (view::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  s := require_agenda (old.sitting_id);
  IF NOT EXISTS (SELECT FROM item_view v WHERE v.id = view_move.view AND NOT v.gone) THEN
    PERFORM refuse ('CP412', 'Cette vue a déjà été retirée.', format ('view %s', view));
  END IF;
  -- As item_document_move(): before the one that held its new place, or behind it when it moves down.
  UPDATE item_view v SET rank = o.n FROM (
    SELECT r.id, row_number () OVER (ORDER BY r.place) AS n FROM (
      SELECT e.id, CASE WHEN e.id = view_move.view
          THEN view_move.rank + CASE WHEN e.n < view_move.rank THEN 0.5 ELSE -0.5 END
          ELSE e.n END AS place
      FROM (SELECT i.id, row_number () OVER (ORDER BY i.rank, i.id) AS n FROM item_view i
            WHERE i.item_id = old.item_id AND NOT i.gone) e) r) o
  WHERE v.id = o.id AND v.rank <> o.n;
  PERFORM agenda_edited (s, 'view_moved', jsonb_build_object ('item', old.item_id, 'indicator', old.indicator_code, 'rank', rank));
  RETURN command_end (command, jsonb_build_object ('view', view));
END
$$;
COMMENT ON FUNCTION copil.view_move (uuid, uuid, int) IS
  'Puts a figure at another place among those of its item, from 1; answers {view}. For those who prepare the sitting';

GRANT EXECUTE ON FUNCTION copil.agenda_tree (uuid), copil.agenda_content (uuid),
  copil.sitting_due (copil.sitting), copil.convocation_content (uuid), copil.content_of (uuid, text),
  copil.content_hash (jsonb),
  copil.item_add (uuid, uuid, uuid, uuid, int, text, text, text, text, int, boolean),
  copil.item_edit (uuid, uuid, int, text, text, text, text, int, boolean),
  copil.item_move (uuid, uuid, int, uuid, int), copil.item_remove (uuid, uuid, int),
  copil.item_restore (uuid, uuid), copil.view_add (uuid, uuid, uuid, text, int, date, text, text, text),
  copil.view_remove (uuid, uuid), copil.view_restore (uuid, uuid), copil.view_move (uuid, uuid, int) TO copil_person;

RESET ROLE;
