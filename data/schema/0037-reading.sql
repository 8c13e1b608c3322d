-- 0037
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Reading a committee: one document each, as far as the session may see.

SET LOCAL ROLE copil_owner;

CREATE FUNCTION copil.committee_rights (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT jsonb_build_object ('prepares', prepares (committee), 'sits', sits (committee), 'member', own_member (),
    'keys', jsonb_build_object ('agenda', session_keys (committee, 'agenda'), 'convocation', session_keys (committee, 'convocation'),
      'minutes', session_keys (committee, 'minutes')))
$$;
COMMENT ON FUNCTION copil.committee_rights (uuid) IS
  'What this session may do in a committee: {prepares, sits, member, keys: {agenda: [key], convocation, minutes}}';

CREATE FUNCTION copil.committee_row (c copil.committee) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT to_jsonb (c) || jsonb_build_object ('regime_name', (SELECT g.document ->> 'name' FROM regime g WHERE g.code = c.regime_code),
    'rights', committee_rights (c.id),
    'next_at', (SELECT min (s.starts_at) FROM sitting s WHERE s.committee_id = c.id AND s.stage NOT IN ('closed', 'cancelled')),
    'bodies', (SELECT count (*) FROM former_body b WHERE b.committee_id = c.id),
    'bodies_left', (SELECT count (*) FROM former_body b WHERE b.committee_id = c.id AND b.state <> 'merged'),
    'bodies_planned', (SELECT count (*) FROM former_body b WHERE b.committee_id = c.id AND b.state = 'planned'))
$$;
COMMENT ON FUNCTION copil.committee_row (copil.committee) IS
  'A committee with the name of its regime, the rights of this session, its next sitting, how many bodies are still to merge and of how many it is planned';

CREATE FUNCTION copil.committee_list () RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (committee_row (c) ORDER BY array_position ('{region,departement,bassin,local,pilot}', c.kind), c.name, c.id), '[]')::text
  FROM committee c
$$;
COMMENT ON FUNCTION copil.committee_list () IS 'All committees: [committee_row]';

CREATE FUNCTION copil.rows_of (relation regclass, committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  list jsonb;
BEGIN
  EXECUTE format ('SELECT jsonb_agg (r.j - ''committee_id'' ORDER BY (r.j ->> ''rank'')::int, r.id)
    FROM (SELECT t.id, to_jsonb (t) AS j FROM %s t WHERE t.committee_id = $1) r
    WHERE r.j -> ''gone'' IS DISTINCT FROM ''true''', relation) INTO list USING committee;
  RETURN coalesce (list, '[]');
END
$$;
COMMENT ON FUNCTION copil.rows_of (regclass, uuid) IS 'The rows of a table that belong to a committee, without those gone';

CREATE FUNCTION copil.sitting_list (committee uuid) RETURNS jsonb
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (jsonb_agg (jsonb_build_object ('id', s.id, 'number', s.number, 'title', s.title, 'starts_at', s.starts_at, 'place', s.place,
    'remote', s.remote, 'stage', s.stage, 'agenda_version', s.agenda_version, 'second_of', s.second_of, 'closed_at', s.closed_at,
    'batch_id', s.batch_id, 'version', s.version, 'minutes', (SELECT m.state FROM minutes m WHERE m.sitting_id = s.id))
    ORDER BY s.starts_at, s.number), '[]')
  FROM sitting s WHERE s.committee_id = committee
$$;
COMMENT ON FUNCTION copil.sitting_list (uuid) IS
  'The sittings of a committee: [{id, number, title, starts_at, place, remote, stage, agenda_version, second_of, closed_at, batch_id, version, minutes}]';

CREATE FUNCTION copil.committee_document (committee uuid) RETURNS text
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
    'sittings', sitting_list (c.id),
    'register', (SELECT coalesce (jsonb_agg (to_jsonb (d) - 'committee_id' ORDER BY d.year, d.number), '[]') FROM decision d
      WHERE d.committee_id = c.id AND d.number IS NOT NULL AND NOT d.gone),
    'actions', rows_of ('action', c.id))::text
  FROM committee c WHERE c.id = committee
$$;
COMMENT ON FUNCTION copil.committee_document (uuid) IS
  'All of a committee that this session may read: {committee, rules, colleges, seats, terms, members, delegations, former_bodies (with subjects), recurring_items, proposals, sittings, register, actions}';

GRANT EXECUTE ON FUNCTION copil.committee_rights (uuid), copil.committee_row (copil.committee), copil.committee_list (),
  copil.rows_of (regclass, uuid), copil.sitting_list (uuid), copil.committee_document (uuid) TO copil_person;

RESET ROLE;
