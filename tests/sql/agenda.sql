-- SPDX-License-Identifier: GPL-3.0-or-later
-- The agenda: its tree, what a new one begins with, who turns the two keys and what voids them.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

-- "1 Point 1, 2 Point 2, 2.1 Under" in reading order.
CREATE FUNCTION t.agenda (sitting int) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT coalesce (string_agg (format ('%s %s', i ->> 'number', i ->> 'title'), ', ' ORDER BY n), 'empty')
  FROM jsonb_array_elements (copil.agenda_content (t.u (sitting)) -> 'items') WITH ORDINALITY e (i, n)
$$;
CREATE FUNCTION t.move (item int, version int, parent text, rank text) RETURNS text LANGUAGE sql AS $$
  SELECT t.ask ('secretariat-10', 'item_move', format ('item=#%s, version=%s, parent=%s, rank=%s', item, version, parent, rank))
$$;
CREATE FUNCTION t.log (sitting int) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT string_agg (l.kind, ' ' ORDER BY l.number) FROM copil.sitting_log l WHERE l.sitting_id = t.u (sitting)
$$;

-- The tree.
SELECT is (t.agenda (100), '1 Point 1, 2 Point 2, 3 Point 3', 'items stand as they were added');
SELECT alike (t.ask ('secretariat-10', 'item_add', format ('id=#%s, sitting=#100, parent=%s, rank=%s, nature=%s, title=%s, body=, presenter=null, seconds=%s, money=false',
    id, parent, rank, nature, title, seconds)), answer, what) FROM (VALUES
  (104, 'null', '1', 'advice', 'Premier', 60, '{%', 'one is put first'), (105, '#102', 'null', 'decision', 'Sous', 60, '{%', 'one under another'),
  (105, 'null', 'null', 'decision', 'Encore', 60, 'CP409 %', 'ids are taken once'), (106, 'null', '1', 'dance', 'x', 60, 'CP422 Un point est pour%', 'no other nature'),
  (106, 'null', '1', 'advice', '', 60, 'CP422 Intitulé du point : %', 'not without a title'), (106, 'null', '1', 'advice', 'x', -1, 'CP422 La durée%', 'nor for less than no time'),
  (106, 'null', '1', 'advice', 'x', 90000, 'CP422 La durée%', 'nor for more than a day'), (106, '#999', '1', 'advice', 'x', 60, 'CP412 Le point qui devait%', 'nor under nothing')) c (id, parent, rank, nature, title, seconds, answer, what);
SELECT is (t.agenda (100), '1 Premier, 2 Point 1, 3 Point 2, 3.1 Sous, 4 Point 3', 'each at its place');
SELECT alike (t.move (item, version, parent, rank), answer, what) FROM (VALUES
  (102, 1, '#102', 'null', 'CP422 Un point ne peut pas être placé sous lui-même%', 'no item under itself'),
  (102, 1, '#105', 'null', 'CP422 Un point ne peut pas être placé sous lui-même%', 'nor under what hangs under it'),
  (102, 9, 'null', '1', 'CP412 Le point « Point 2 » a été modifié%', 'nor as it was not read'), (102, 1, 'null', '1', '%"version": 2%', 'one moves with what hangs under it')) c (item, version, parent, rank, answer, what);
SELECT is (t.agenda (100), '1 Point 2, 1.1 Sous, 2 Premier, 3 Point 1, 4 Point 3', 'to where it was asked');
SELECT alike (t.move (103, 1, '#105', '7'), '{%', 'a rank beyond the last');
SELECT is (t.agenda (100), '1 Point 2, 1.1 Sous, 1.1.1 Point 3, 2 Premier, 3 Point 1', 'is the last');
SELECT alike (t.ask ('secretariat-10', name, given), answer, what) FROM (VALUES
  ('item_remove', 'item=#102, version=2', '%"version": 3%', 'one is taken off'),
  ('item_edit', 'item=#102, version=2, nature=advice, title=x, body=x, presenter=x, seconds=1, money=true', 'CP412 Le point « Point 2 » a été retiré%', 'open elsewhere, it says so'),
  ('item_move', 'item=#102, version=2, parent=null, rank=1', 'CP412 Le point « Point 2 » a été retiré%', 'whatever is done to it'),
  ('item_remove', 'item=#102, version=3', 'CP412 %', 'twice as well'), ('view_add', 'id=#190, item=#102, indicator_code=contract, territory_id=1, period=2026-01-01, chart=curve, reference=year, caption=null',
    'CP412 Le point « Point 2 » a été retiré%', 'or put on it'), ('item_edit', 'item=#999, version=2, nature=advice, title=x, body=x, presenter=x, seconds=1, money=true', 'CP412 Ce point n’est pas%', 'or to what never was')) c (name, given, answer, what);
SELECT is (t.agenda (100), '1 Premier, 2 Point 1', 'with what hung under it');
SELECT alike (t.ask ('secretariat-10', 'item_restore', 'item=#102'), answer, what) FROM (VALUES ('{%', 'it is put back'), ('CP412 %', 'once')) c (answer, what);
SELECT is (t.agenda (100), '1 Point 2, 1.1 Sous, 1.1.1 Point 3, 2 Premier, 3 Point 1', 'as it was');
SELECT alike (t.ask ('secretariat-10', 'item_edit', 'item=#101, version=1, nature=advice, title=Point un, body=Texte, presenter=Le préfet, seconds=900, money=true'), '%"version": 2%', 'one is edited');
SELECT alike (t.ask (login, name, given), answer, what) FROM (VALUES
  ('secretariat-10', 'view_add', 'id=#190, item=#101, indicator_code=weather, territory_id=1, period=2026-01-01, chart=curve, reference=year, caption=null', 'CP422 Cet indicateur%', 'no figure that is none'),
  ('secretariat-10', 'view_add', 'id=#190, item=#101, indicator_code=contract, territory_id=1, period=2026-01-01, chart=pie, reference=year, caption=null', 'CP422 Cette vue%', 'nor so drawn'),
  ('secretariat-10', 'view_add', 'id=#190, item=#101, indicator_code=contract, territory_id=1, period=2026-01-01, chart=curve, reference=year, caption=null', '{%', 'a figure'),
  ('reader', 'view_remove', 'view=#190', 'CP401 %', 'readers take none off'), ('secretariat-10', 'view_remove', 'view=#190', '{%', 'it is taken off'),
  ('secretariat-10', 'view_remove', 'view=#190', 'CP412 %', 'once'), ('secretariat-10', 'view_move', 'view=#190, rank=1', 'CP412 %', 'and not moved then'),
  ('reader', 'view_restore', 'view=#190', 'CP401 %', 'readers link none again'), ('secretariat-20', 'view_restore', 'view=#190', 'CP403 %', 'nor does another secretariat'),
  ('secretariat-10', 'view_restore', 'view=#190', '{%', 'it is linked again'), ('secretariat-10', 'view_restore', 'view=#190', 'CP412 %', 'once'),
  ('secretariat-10', 'view_add', 'id=#191, item=#101, indicator_code=contract, territory_id=1, period=2026-01-01, chart=map, reference=year, caption=null', '{%', 'a second one'),
  ('secretariat-10', 'view_add', 'id=#192, item=#101, indicator_code=contract, territory_id=1, period=2026-01-01, chart=table, reference=year, caption=null', '{%', 'and a third'),
  ('chair-state-10', 'view_move', 'view=#192, rank=1', 'CP401 %', 'chairs put them in no order'), ('secretariat-20', 'view_move', 'view=#192, rank=1', 'CP403 %', 'nor does another secretariat'),
  ('secretariat-10', 'view_move', 'view=#192, rank=1', '{%', 'the last one first'), ('secretariat-10', 'view_move', 'view=#190, rank=3', '{%', 'the first one last')) c (login, name, given, answer, what);
SELECT is ((SELECT string_agg (format ('%s %s', v.rank, v.chart), ', ' ORDER BY v.rank) FROM copil.item_view v WHERE v.item_id = t.u (101) AND NOT v.gone), '1 table, 2 map, 3 curve', 'in that order');
SELECT is ((SELECT count(*)::int FROM copil.item_view v JOIN copil.sitting_row r ON r.id = v.id WHERE v.item_id = t.u (101) AND r.revision = v.revision), 3, 'and told to whoever follows');

-- Offline: the same command again, and one that somebody else made meanwhile.
SELECT is (t.call ('secretariat-10', 'item_remove', a, c), t.call ('secretariat-10', 'item_remove', a, c), 'a command sent twice has one effect')
FROM (SELECT t.arguments ('item=#104, version=1') AS a, gen_random_uuid () AS c) x;

-- 500 items: as the base takes them, and the content of all.
SELECT t.ask ('secretariat-10', 'sitting_add', 'id=#200, committee=#1, title=Longue, starts_at=2026-12-20 09:00+01, place=Salle, remote=false') AS long \gset
SELECT alike (:'long'::text, '{%', 'another sitting');
SELECT is ((SELECT count (*) FROM generate_series (1, 500) n WHERE t.item (20000 + n, 200, 'Point ' || n) LIKE '{%'), 500::bigint, '500 items');
SELECT is (jsonb_array_length (copil.agenda_content (t.u (200)) -> 'items'), 500, 'all of them are there');
SELECT alike (t.move (20500, 1, 'null', '1'), '{%', 'the last goes first');
SELECT is ((SELECT string_agg (i.title, ', ' ORDER BY i.rank) FROM copil.agenda_item i WHERE i.sitting_id = t.u (200) AND i.rank IN (1, 2, 500)), 'Point 500, Point 1, Point 499', 'and the others make room');

-- Submitting.
SELECT alike (t.ask ('secretariat-10', 'sitting_add', 'id=#300, committee=#1, title=Vide, starts_at=2026-12-21 09:00+01, place=Salle, remote=false'), '{%', 'an empty sitting');
SELECT alike (t.ask (login, 'agenda_submit', 'sitting=#' || sitting || ', version=' || version), answer, what) FROM (VALUES
  ('secretariat-10', 300, 1, 'CP422 L’ordre du jour est vide%', 'an empty agenda is not submitted'), ('chair-state-10', 100, 1, 'CP401 %', 'nor by a chair'),
  ('secretariat-10', 100, 7, 'CP412 Cette séance a été modifiée%', 'nor another than was read'), ('secretariat-10', 100, 1, '%"version": 2%', 'it is submitted'),
  ('secretariat-10', 100, 2, 'CP422 Seul un ordre du jour%', 'once')) c (login, sitting, version, answer, what);

-- The two keys.
CREATE FUNCTION t.turn (login text, object text, given boolean DEFAULT true, reason text DEFAULT NULL, hash text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (login, 'approve', jsonb_build_object ('sitting', t.u (100), 'object', object, 'content_hash', coalesce (hash, t.hash (100, object)),
    'given', given, 'reason', reason, 'means', 'copil'))
$$;
SELECT t.hash (100, 'agenda') AS read \gset
SELECT is (t.try (login, format ('SELECT encode (copil.content_hash (copil.content_of (%L, %L)), ''hex'')', t.u (100), object)), t.hash (100, object),
  login || ' reads the ' || object || ' whole') FROM unnest (ARRAY['chair-state-10', 'chair-local-10', 'secretariat-10']) login, unnest (ARRAY['agenda', 'convocation']) object;
SELECT alike (t.turn (login, object, given, reason, hash), answer, what) FROM (VALUES
  ('secretariat-10', 'agenda', true, NULL, NULL, 'CP403 Seuls les deux coprésidents%', 'the operator approves nothing'),
  ('coordination-10', 'agenda', true, NULL, NULL, 'CP403 Seuls les deux coprésidents%', 'nor does its coordinator'),
  ('chair-state-20', 'agenda', true, NULL, NULL, 'CP403 Seuls les deux coprésidents%', 'nor a chair of elsewhere'),
  ('nobody', 'agenda', true, NULL, NULL, 'CP403 %', 'nor nobody'), ('chair-state-10', 'agenda', true, NULL, repeat ('0', 64), 'CP412 Le texte a changé%', 'nor what was not read'),
  ('chair-state-10', 'agenda', false, '', NULL, 'CP422 Un refus dit pourquoi.%', 'a refusal says why'),
  ('chair-state-10', 'minutes', true, NULL, repeat ('0', 64), 'CP422 Le procès-verbal n’est pas soumis%', 'minutes have their time'),
  ('chair-state-10', 'budget', true, NULL, 'x', 'CP422 Un accord porte%', 'no other object'),
  ('chair-state-10', 'agenda', true, NULL, NULL, '%"missing": ["local"]%', 'one key'), ('chair-state-10', 'agenda', true, NULL, NULL, '%"missing": ["local"]%', 'twice is one'),
  ('chair-local-10', 'agenda', false, 'Trop court', NULL, '%"missing": ["local"]%', 'the other refuses')) c (login, object, given, reason, hash, answer, what);
SELECT is (t.stage (100), 'draft', 'which leads back to the draft');
SELECT is ((SELECT string_agg (a.key || a.given, ' ' ORDER BY a.key) FROM copil.approval a WHERE a.voided_at IS NULL), 'localfalse statetrue', 'what the first said holds');
SELECT alike (t.ask ('secretariat-10', 'agenda_submit', 'sitting=#100, version=' || t.version (100)), '{%', 'submitted again as it is');
SELECT alike (t.ask ('secretariat-10', 'approval_remind', 'sitting=#100, object=agenda'), '%["local"]%', 'who is silent is reminded');
SELECT alike (t.turn ('chair-local-10', 'agenda'), '%"missing": []%', 'who refused approves');
SELECT is (t.stage (100), 'approved', 'both approve');
SELECT alike (t.ask ('secretariat-10', 'approval_remind', 'sitting=#100, object=agenda'), 'CP422 Les deux coprésidents ont déjà approuvé l’ordre du jour.%', 'nobody is left to remind');

-- Any edit voids both.
SELECT alike (t.ask ('secretariat-10', 'item_edit', 'item=#101, version=2, nature=advice, title=Point un, body=Texte, presenter=Le préfet, seconds=900, money=true'), '{%', 'an edit that changes nothing');
SELECT is ((SELECT count (*) FROM copil.approval a WHERE a.voided_at IS NULL), 2::bigint, 'voids nothing');
SELECT is (t.stage (100), 'approved', 'nor leads it back');
SELECT t.approve (login, 100, 'convocation') FROM unnest (ARRAY['chair-state-10', 'chair-local-10']) login \g /dev/null
SELECT alike (t.ask ('secretariat-10', 'sitting_edit', 'sitting=#100, version=' || t.version (100) || ', title=Séance plénière, starts_at=2026-12-22 14:00+01, place=Ailleurs, remote=true, urgency=null'), '{%', 'another date');
SELECT is ((SELECT string_agg (DISTINCT a.object, ' ') FROM copil.approval a WHERE a.voided_at IS NULL), 'agenda', 'voids the convocation, not the agenda');
SELECT alike (t.ask ('secretariat-10', 'item_edit', 'item=#101, version=3, nature=advice, title=Autre, body=Texte, presenter=Le préfet, seconds=900, money=true'), '{%', 'another title');
SELECT is ((SELECT count (*) FROM copil.approval a WHERE a.voided_at IS NULL), 0::bigint, 'voids all');
SELECT is (t.stage (100), 'draft', 'and leads back to the draft');
SELECT alike (t.turn ('chair-state-10', 'agenda', true, NULL, :'read'), 'CP422 L’ordre du jour est en préparation%', 'a draft is not approved');
SELECT alike (t.ask ('secretariat-10', 'agenda_submit', 'sitting=#100, version=' || t.version (100)), '{%', 'submitted anew');
SELECT alike (t.turn ('chair-state-10', 'agenda', true, NULL, :'read'), 'CP412 Le texte a changé%', 'what was read before is outdated');

-- Nobody holds both keys.
SELECT alike (t.ask ('administrator', 'assignment_grant', 'login=chair-state-10, role=chair_local, territory_id=' || t.id ('departement:10') || ', producer=null, since=null, until=null'), '{%', 'one person with both roles');
SELECT alike (t.turn ('chair-state-10', 'agenda'), 'CP403 Une même personne ne peut pas tenir les deux clés%', 'turns none');
SELECT alike (t.ask ('administrator', 'assignment_end', 'assignment_id=' || a.id || ', version=1'), '{%', 'one role ends')
FROM copil.assignment a JOIN copil.person p ON p.id = a.person_id WHERE p.login = 'chair-state-10' AND a.role = 'chair_local';
SELECT alike (t.turn ('chair-state-10', 'agenda'), '%"key": "state"%', 'the other key is turned');
UPDATE copil.assignment a SET role = 'chair_local' FROM copil.person p WHERE p.id = a.person_id AND p.login = 'chair-state-10' AND a.role = 'chair_state';
SELECT alike (t.turn ('chair-state-10', 'agenda'), 'CP403 Vous avez déjà donné l’accord de l’autre coprésident%', 'by the same person, who changed sides, never');
UPDATE copil.assignment a SET role = 'chair_state' FROM copil.person p WHERE p.id = a.person_id AND p.login = 'chair-state-10' AND a.until IS NULL;

-- By delegation.
SELECT alike (t.call ('chair-local-10', 'delegation_give', jsonb_build_object ('id', t.u (90), 'committee', t.u (1), 'login', 'delegate', 'since', copil.today (),
  'until', copil.today () + 9, 'act', 'Arrêté du 1er novembre', 'scope', '["agenda"]'::jsonb)), '{%', 'a key is delegated');
SELECT alike (t.turn ('delegate', object), answer, what) FROM (VALUES ('convocation', 'CP403 Seuls les deux%', 'not for what it is not'),
  ('agenda', '%"key": "local"%', 'for what it is')) c (object, answer, what);
SELECT is ((SELECT a."position" FROM copil.approval a WHERE a.login = 'delegate'), 'Essai, par délégation (Arrêté du 1er novembre)', 'the approval says by what act');
UPDATE copil.assignment a SET until = copil.today () FROM copil.person p WHERE p.id = a.person_id AND p.login = 'chair-local-10';
SELECT alike (t.turn ('delegate', 'agenda'), 'CP403 Votre délégation a pris fin avec les fonctions du coprésident%', 'it ends with the office of who gave it');
UPDATE copil.assignment a SET until = NULL FROM copil.person p WHERE p.id = a.person_id AND p.login = 'chair-local-10';
UPDATE copil.delegation SET since = copil.today () - 9, until = copil.today ();
SELECT alike (t.turn ('delegate', 'agenda'), 'CP403 Votre délégation n’est plus en vigueur depuis le %', 'one that ended is said to have ended');
SELECT is (t.stage (100), 'approved', 'what was approved under it stays so');

-- The log.
SELECT is (copil.log_verify (t.u (100)), NULL, 'the log is whole');
SELECT alike (t.log (100), '%agenda_submitted approved approved refused agenda_submitted reminded approved item_edited approved approved sitting_edited approvals_voided item_edited approvals_voided agenda_submitted%', 'and says what was done, in order');

-- Proposals.
SELECT alike (t.ask (login, name, given), answer, what) FROM (VALUES
  ('reader', 'proposal_add', 'id=#91, committee=#1, title=Mobilité, nature=advice, reason=Le bus, seconds=600', 'CP403 Seul un membre%', 'who does not sit proposes nothing'),
  ('member-23', 'proposal_add', 'id=#91, committee=#1, title=Mobilité, nature=advice, reason=, seconds=600', 'CP422 Motif : %', 'nobody without a reason'),
  ('member-23', 'proposal_add', 'id=#91, committee=#1, title=Mobilité, nature=advice, reason=Le bus, seconds=600', '{%', 'a member does'),
  ('member-24', 'proposal_withdraw', 'proposal=#91', 'CP403 %', 'it is not for others to withdraw'),
  ('chair-state-10', 'proposal_answer', 'proposal=#91, version=1, accept=true, answer=null, item_id=#107, sitting=#200', 'CP401 %', 'nor for chairs to put on an agenda'),
  ('secretariat-10', 'proposal_answer', 'proposal=#91, version=1, accept=false, answer=null, item_id=null, sitting=null', 'CP422 Un refus dit pourquoi.%', 'a refusal says why'),
  ('secretariat-10', 'proposal_answer', 'proposal=#91, version=1, accept=true, answer=null, item_id=#107, sitting=#999', 'CP422 Une proposition acceptée%', 'it goes to a sitting'),
  ('secretariat-10', 'proposal_answer', 'proposal=#91, version=1, accept=true, answer=Oui, item_id=#107, sitting=#200, rank=1', '{%', 'and is an item there'),
  ('member-23', 'proposal_withdraw', 'proposal=#91', 'CP412 %', 'then it is not withdrawn')) c (login, name, given, answer, what);
SELECT is ((SELECT format ('%s %s %s', i.origin, i.title, i.presenter) FROM copil.agenda_item i WHERE i.id = t.u (107)), 'proposal Mobilité Mme Trois', 'with its author');

-- What a new agenda begins with.
SELECT alike (t.ask ('secretariat-10', name, given), answer, what) FROM (VALUES
  ('recurring_item_add', 'id=#92, committee=#1, title=Tour de table, nature=information, presenter=null, seconds=600, rank=1', '{%', 'a recurring item'),
  ('recurring_item_add', 'id=#93, committee=#1, title=Ancien, nature=information, presenter=null, seconds=600, rank=2', '{%', 'another'),
  ('recurring_item_edit', 'item=#92, version=1, title=Le mois, nature=information, presenter=null, seconds=600, rank=1', '%"version": 2%', 'is edited'),
  ('recurring_item_stop', 'item=#93, version=1', '{%', 'is stopped'), ('recurring_item_stop', 'item=#93, version=2', 'CP412 %', 'once')) c (name, given, answer, what);
-- A sitting that is over: 102 was dealt with in part, 101 not reached.
UPDATE copil.agenda_item SET outcome = CASE id WHEN t.u (105) THEN 'adopted' WHEN t.u (103) THEN 'postponed' ELSE 'pending' END WHERE sitting_id = t.u (100);
UPDATE copil.sitting SET stage = 'closed', starts_at = '2026-06-01 09:00+02', closed_at = now () WHERE id = t.u (100);
SELECT alike (t.ask ('secretariat-10', 'sitting_add', 'id=#400, committee=#1, title=Suivante, starts_at=2026-12-23 09:00+01, place=Salle, remote=false'), '%"number": 4%', 'the next sitting');
SELECT is (t.agenda (400), '1 Approbation du procès-verbal de la séance du 1er juin 2026, 2 Le mois, 3 Point 3, 4 Autre', 'begins with the minutes, what comes back, what was left');
SELECT is ((SELECT string_agg (i.origin, ' ' ORDER BY i.rank) FROM copil.agenda_item i WHERE i.sitting_id = t.u (400)), 'minutes recurring carried carried', 'and says where each comes from');
SELECT alike (t.ask ('secretariat-10', 'sitting_add', 'id=#500, committee=#1, title=Encore, starts_at=2026-12-24 09:00+01, place=Salle, remote=false'), '{%', 'one more');
SELECT is (t.agenda (500), '1 Le mois', 'takes nothing up twice');
SELECT alike (t.ask ('secretariat-10', 'item_carry', 'item=' || item || ', to_sitting=' || to_sitting), answer, what) FROM (VALUES
  ('#101', '#500', '{%', 'an item is carried by hand'), ('#101', '#500', 'CP422 Ce point est déjà reporté%', 'once'),
  ('#105', '#500', 'CP422 Seul un point qui n’a pas été traité%', 'not one dealt with'), ('#101', '#100', 'CP422 Un point se reporte à une autre%', 'not to where it is')) c (item, to_sitting, answer, what);

-- Stages.
SELECT alike (t.ask ('secretariat-10', name, given), answer, what) FROM (VALUES
  ('item_remove', 'item=#101, version=4', 'CP422 Cette séance est close%', 'what is closed stays as it is'),
  ('sitting_edit', 'sitting=#100, version=1, title=x, starts_at=2026-12-22 14:00+01, place=x, remote=true, urgency=null', 'CP412 %', 'for who read something else too'),
  ('sitting_edit', 'sitting=#400, version=1, title=x, starts_at=infinity, place=x, remote=true, urgency=null', 'CP422 La date%', 'a date is a date'),
  ('sitting_cancel', 'sitting=#400, version=1, reason=', 'CP422 Motif : %', 'no sitting is given up without saying why'),
  ('sitting_cancel', 'sitting=#400, version=1, reason=Neige', '{%', 'it is given up'), ('item_restore', 'item=#101', 'CP4%', 'nothing comes back'),
  ('sitting_cancel', 'sitting=#400, version=2, reason=Neige', 'CP422 Une séance ouverte, close ou annulée%', 'once')) c (name, given, answer, what);

SELECT finish ();
ROLLBACK;
