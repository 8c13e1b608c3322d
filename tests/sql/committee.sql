-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who makes a committee: regimes and rules of procedure, seats and who may hold them, delegations,
-- what merges into it.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql
\o
BEGIN;
SELECT * FROM no_plan ();

-- Regimes are data, and newer ones replace older ones.
CREATE FUNCTION t.regimes (version int, days text, more text DEFAULT '') RETURNS text LANGUAGE sql AS $$
  SELECT t.call ('administrator', 'regime_load', jsonb_build_object ('document', format (
    '{"version": %s, "profiles": [{"code": "essai", "name": "Essai", "rules": {"convocation_days": {"value": %s, "article": "R. 1", "verified": true}%s}}]}',
    version, days, more)::jsonb))
$$;
SELECT alike (t.regimes (version, days, more), answer, what) FROM (VALUES
  (1, '5', '', '%["essai"]%', 'a regime is loaded'), (1, '5', '', '%"changed": []%', 'once'),
  (1, '8', '', 'CP422 Ces régimes juridiques ont changé sans changer de version.%', 'other content is another version'),
  (2, '8', '', '%["essai"]%', 'a newer one'), (1, '5', '', 'CP412 %plus récente%', 'never an older one'),
  (3, '-1', '', 'CP422 %une valeur%', 'no value that a rule cannot have'), (3, '9999', '', 'CP422 %', 'nor too large'),
  (3, '5', ', "weather": {"value": 1}', 'CP422 %règle inconnue%', 'no rule that is none')) c (version, days, more, answer, what);
SELECT alike (t.ask (login, 'regime_load', 'document={}'), answer, login || ' loads no regime') FROM (VALUES
  ('secretariat-10', 'CP401 %'), ('administrator', 'CP422 Ce document%')) c (login, answer);

-- Values of rules, as src/core/regime-rule.c has them.
SELECT is (copil.rule_accepts (rule, value::jsonb), accepted, rule || ' ' || value) FROM (VALUES
  ('quorum_share', '[1, 2]', true), ('quorum_share', '[2, 1]', false), ('quorum_share', '[0, 2]', false), ('quorum_share', '"half"', false),
  ('tie', '"chair_state"', true), ('tie', '"coin"', false), ('tie', 'null', false), ('mandates_max', '0', true), ('mandates_max', '101', false),
  ('mandates_max', '1.5', false), ('urgency_hours', 'null', true), ('urgency_hours', '0', false), ('remote', 'true', true), ('remote', '1', false),
  ('money_needs_both', 'true', true), ('money_needs_both', 'false', false), ('minutes', '["votes"]', true), ('minutes', '["weather"]', false),
  ('withdrawal', 'true', true), ('withdrawal', 'false', false), ('guests', 'false', false), ('none', 'true', false)) c (rule, value, accepted);
SELECT is_empty ($$SELECT g.code, r.key FROM copil.regime g, jsonb_each (g.document -> 'rules') r
  WHERE NOT copil.rule_accepts (r.key, r.value -> 'value')$$, 'what is shipped is accepted');
SELECT is (copil.rule_cite (jsonb_build_object ('r', entry::jsonb), 'r'), cite, 'quoted' || cite) FROM (VALUES
  ('{"article": "R. 133-10 du CRPA", "verified": true}', E' (article R.\u00A0133-10 du CRPA)'),
  ('{"article": "R. 5311-38 et R. 5311-39 du code du travail", "verified": false}',
    E' (articles R.\u00A05311-38 et R.\u00A05311-39 du code du travail, valeur non vérifiée)'),
  ('{"article": null, "verified": false}', ' (valeur non vérifiée)'), ('{"article": null, "verified": true}', ''),
  ('{"article": "CE, 30 décembre 2015, n° 382756", "verified": true}', E' (CE, 30 décembre 2015, n°\u00A0382756)'),
  ('{"article": "R. 1", "verified": false, "set_by": "committee", "source": "Règlement intérieur, article 4"}',
    ' (règlement intérieur, article 4)')) c (entry, cite);

-- Committees.
SELECT alike (t.ask (login, 'committee_add', 'id=#' || id || ', territory_id=' || t.id (place) || ', kind=' || kind
    || ', name=Comité, local_authority=Conseil, regime_code=' || regime || ', act=null, since=null'), answer, what) FROM (VALUES
  ('reader', 2, 'departement:20', 'departement', 'crpa', 'CP401 %', 'readers set up no committee'),
  ('coordination-10', 2, 'departement:10', 'pilot', 'crpa', 'CP401 %', 'nor do coordinators'),
  ('secretariat-10', 2, 'departement:20', 'departement', 'crpa', 'CP403 %', 'nor another secretariat'),
  ('secretariat-10', 2, 'departement:10', 'departement', 'crpa', 'CP422 Ce territoire a déjà un comité%', 'one of a kind a territory'),
  ('secretariat-10', 2, 'departement:10', 'region', 'crpa', 'CP422 Ce territoire n’est pas de l’échelon%', 'of its level'),
  ('secretariat-10', 2, 'bassin:101', 'bassin', 'inconnu', 'CP422 Ce régime%', 'under a regime that there is'),
  ('secretariat-10', 1, 'bassin:101', 'bassin', 'crpa', 'CP409 %', 'with an id of its own'),
  ('secretariat-10', 2, 'bassin:101', 'bassin', 'prefiguration', '{%', 'in its territory'),
  ('administrator', 3, 'departement:20', 'departement', 'comite_emploi', '{%', 'or anywhere, the administrator')) c (login, id, place, kind, regime, answer, what);
SELECT alike (t.ask (login, 'committee_edit', 'committee=#2, version=' || version || ', name=Bassin, local_authority=Agglomération, regime_code='
    || regime || ', act=null'), answer, what) FROM (VALUES
  ('chair-state-10', 1, 'crpa', 'CP401 %', 'chairs edit nothing'), ('secretariat-20', 1, 'crpa', 'CP403 %', 'nor does another secretariat'),
  ('coordination-10', 2, 'crpa', 'CP412 Ce comité a été modifié%', 'as read'), ('coordination-10', 1, 'crpa', '%"version": 2%', 'who prepares it does')) c (login, version, regime, answer, what);

-- Rules of procedure outrank the regime, and say where they stand.
SELECT alike (t.call (login, 'committee_rule_set', jsonb_build_object ('committee', t.u (2), 'rule', rule, 'value', value::jsonb::text, 'source', source)), answer, what)
FROM (VALUES
  ('chair-local-10', 'mandates_max', '2', 'Règlement, article 4', 'CP401 %', 'chairs set none alone'),
  ('secretariat-10', 'mandates_max', '2', NULL, 'CP422 Article du règlement%', 'not without the article'),
  ('secretariat-10', 'mandates_max', '"two"', 'x', 'CP422 Cette règle n’existe pas%', 'not to a value that it cannot have'),
  ('secretariat-10', 'weather', '1', 'x', 'CP422 Cette règle n’existe pas%', 'no rule that is none'),
  ('secretariat-10', 'mandates_max', '2', 'Règlement, article 4', '{%', 'a rule of its own')) c (login, rule, value, source, answer, what);
SELECT is ((copil.resolved_rules (t.u (2)) -> 'mandates_max') - 'note'::text,
  '{"value": 2, "article": "R. 133-9 du CRPA", "verified": true, "set_by": "committee", "source": "Règlement, article 4"}', 'it is resolved');
SELECT is (copil.resolved_rules (t.u (2)) -> 'tie' ->> 'set_by', 'profile', 'the others are of the regime');
SELECT alike (t.ask ('secretariat-10', 'committee_rule_set', 'committee=#2, rule=mandates_max, value=null, source=null'), '{%', 'taken back');
SELECT is (copil.resolved_rules (t.u (2)) -> 'mandates_max' ->> 'value', '1', 'it is the regime''s again');

-- Members and their logins.
SELECT alike (t.ask (login, 'member_add', 'id=#' || id || ', name=' || name || ', position=Maire, body=null, login=' || given), answer, what) FROM (VALUES
  ('reader', 70, 'Un', 'null', 'CP401 %', 'readers add nobody'), ('secretariat-10', 70, '', 'null', 'CP422 Nom : %', 'not without a name'),
  ('secretariat-10', 70, 'Un', 'secretariat-10', 'CP403 Nul ne se désigne%', 'nobody makes a member of themself'),
  ('secretariat-10', 70, 'Un', 'inconnu', 'CP422 Personne n’a%', 'nor of no login'),
  ('secretariat-10', 70, 'Un', 'member-23', 'CP422 %déjà celui d’un autre membre.%', 'one login a member'),
  ('secretariat-10', 33, 'Un', 'null', 'CP409 %', 'with an id of its own'), ('secretariat-10', 70, 'Un', 'reader', '{%', 'a member')) c (login, id, name, given, answer, what);
SELECT alike (t.ask (login, 'member_edit', 'member=#' || id || ', version=' || version || ', name=Mme Trois, position=Conseillère, body=Conseil, login=' || given), answer, what)
FROM (VALUES
  ('secretariat-20', 33, 1, 'member-23', 'CP403 %', 'members of others are left alone'),
  ('secretariat-20', 33, 1, 'chair-state-20', 'CP403 %', 'whoever else they are made'),
  ('secretariat-10', 33, 2, 'member-23', 'CP412 Ce membre a été modifié%', 'as read'),
  ('coordination-10', 33, 1, 'secretariat-10', 'CP422 Qui prépare et anime ce comité%', 'the operator holds no seat that votes'),
  ('secretariat-10', 33, 1, 'member-23', '%"version": 2%', 'edited')) c (login, id, version, given, answer, what);

-- Seats.
SELECT alike (t.ask ('secretariat-10', 'seat_add', format ('id=#%s, committee=#1, college=#%s, label=Siège, kind=%s, chair=%s, body=null, votes=%s, rank=9, since=2026-01-01',
    id, college, kind, chair, votes)), answer, what) FROM (VALUES
  (28, 11, 'elected', 'state', 1, 'CP422 Ce comité a déjà un siège pour ce coprésident.%', 'one seat a chair'),
  (28, 11, 'guest', 'null', 1, 'CP422 Un invité permanent%', 'guests do not vote'), (28, 11, 'king', 'null', 1, 'CP422 Ce siège n’est pas possible%', 'no other kind'),
  (28, 11, 'elected', 'null', -1, 'CP422 Ce siège%', 'no votes below none'), (28, 99, 'elected', 'null', 1, 'CP422 Ce collège%', 'in a college of the committee'),
  (21, 11, 'elected', 'null', 1, 'CP409 %', 'with an id of its own'), (28, 11, 'elected', 'null', 1, '{%', 'a seat')) c (id, college, kind, chair, votes, answer, what);
SELECT alike (t.ask ('secretariat-10', name, given), answer, what) FROM (VALUES
  ('seat_edit', 'seat=#28, version=1, college=#11, label=Autre, kind=qualified, chair=null, body=null, votes=2, rank=9', '%"version": 2%', 'it is edited'),
  ('seat_edit', 'seat=#28, version=1, college=#11, label=Autre, kind=elected, chair=null, body=null, votes=2, rank=9', 'CP412 %', 'as read'),
  ('seat_end', 'seat=#28, version=2, until=2025-01-01', 'CP422 Ce siège est déjà supprimé%', 'not ended before it begins'),
  ('seat_end', 'seat=#28, version=2, until=2026-02-01', '%"version": 3%', 'it ends'),
  ('seat_end', 'seat=#28, version=3, until=2026-02-01', 'CP422 %', 'once'),
  ('college_add', 'id=#14, committee=#1, name=État, rank=4', 'CP422 Ce comité a déjà un collège%', 'names of colleges differ'),
  ('college_edit', 'college=#13, name=Partenaires sociaux, rank=3', '{%', 'one is renamed')) c (name, given, answer, what);

-- Who may hold a seat, and replace whom.
CREATE FUNCTION t.term (id int, seat int, member int, deputy boolean, since text, until text) RETURNS text LANGUAGE sql AS $$
  SELECT t.ask ('secretariat-10', 'term_add', format ('id=#%s, seat=#%s, member=#%s, deputy=%s, since=%s, until=%s, act=null', id, seat, member, deputy, since, until))
$$;
SELECT alike (t.term (80, seat, member, deputy, '2026-02-01', 'null'), answer, what) FROM (VALUES
  (24, 44, true, E'CP422 Un élu n’est suppléé que par un élu de la même assemblée : Ville, et non Autre ville (article R.\u00A0133-3 du CRPA).%', 'a deputy from another assembly'),
  (21, 44, true, E'CP422 Un suppléant vient du même service %(article R.\u00A0133-3 du CRPA).%', 'or from another service'),
  (25, 44, true, E'CP422 Le siège « Une personnalité » n’a pas de suppléant (article R.\u00A0133-3 du CRPA).%', 'a qualified person has none'),
  (23, 44, false, 'CP422 Ce siège a déjà un titulaire%', 'one holder at a time'), (28, 44, false, 'CP422 Ce siège n’existe pas à cette date.%', 'of a seat that there is'),
  (24, 33, false, 'CP422 Cette personne tient déjà un siège%', 'one vote a person'), (24, 999, false, 'CP422 Ce membre n’est pas%', 'a member that there is')) c (seat, member, deputy, answer, what);
SELECT alike (t.ask ('secretariat-20', 'term_add', 'id=#80, seat=#23, member=#44, deputy=true, since=null, until=null, act=null'), 'CP403 %', 'another secretariat seats nobody');
-- A rule that was not verified warns.
SELECT alike (t.ask ('administrator', 'assignment_grant', 'login=secretariat-20, role=secretariat, territory_id=' || t.id ('bassin:101')
  || ', producer=null, since=null, until=null'), '{%', 'a secretariat of the basin');
SELECT alike (t.ask ('secretariat-10', name, given), '{%', name || ' there') FROM (VALUES
  ('committee_edit', 'committee=#2, version=2, name=Bassin, local_authority=Agglomération, regime_code=prefiguration, act=null'),
  ('college_add', 'id=#15, committee=#2, name=Élus, rank=1'),
  ('seat_add', 'id=#29, committee=#2, college=#15, label=Un maire, kind=elected, chair=null, body=Ville, votes=1, rank=1, since=2026-01-01')) c (name, given);
SELECT alike (t.term (80, 29, 44, true, '2026-02-01', 'null'), '{%"Un élu n’est suppléé que%(valeur non vérifiée)."%', 'a rule that was not verified only warns');
-- For what remains.
SELECT alike (t.term (81, 29, 34, false, '2026-01-01', '2029-01-01'), '{%', 'a term of three years');
SELECT alike (t.ask ('secretariat-10', 'term_end', 'term=#81, version=' || version || ', until=' || until || ', because=' || because), answer, what) FROM (VALUES
  (1, '2026-06-01', '', 'CP422 Motif : %', 'does not end without saying why'), (1, '2030-01-01', 'Décès', 'CP422 Ce mandat ne court pas%', 'nor after its end'),
  (2, '2026-06-01', 'Décès', 'CP412 %', 'as read'), (1, '2026-06-01', 'Démission', '{%', 'it ends early')) c (version, until, because, answer, what);
SELECT alike (t.term (82, 29, 35, false, '2026-07-01', 'null'), '%"until": "2029-01-01"%', 'and the successor sits for what remained (R. 133-4 CRPA)');
SELECT is (copil.term_end_of ('{"term_years": {"value": 3}}', t.u (23), '2026-07-01'), '2029-07-01', 'else for the years of the rules');

-- Delegations.
CREATE FUNCTION t.delegate (who text, login text, since int, until int, scope text, id int DEFAULT 90) RETURNS text LANGUAGE sql AS $$
  SELECT t.call (who, 'delegation_give', jsonb_build_object ('id', t.u (id), 'committee', t.u (1), 'login', login, 'since', copil.today () + since,
    'until', copil.today () + until, 'act', 'Arrêté du 1er novembre', 'scope', scope::jsonb))
$$;
SELECT alike (t.delegate (who, login, since, until, scope), answer, what) FROM (VALUES
  ('secretariat-10', 'delegate', 0, 9, '["agenda"]', 'CP401 %', 'the operator delegates nothing'),
  ('chair-state-20', 'delegate', 0, 9, '["agenda"]', 'CP403 %', 'nor does a chair of elsewhere'),
  ('chair-state-10', 'secretariat-10', 0, 9, '["agenda"]', 'CP422 Qui prépare et anime%', 'nothing is delegated to the operator'),
  ('chair-state-10', 'coordination-10', 0, 9, '["agenda"]', 'CP422 Qui prépare et anime%', 'nor to its coordinator'),
  ('chair-state-10', 'chair-local-10', 0, 9, '["agenda"]', 'CP422 Cette personne tient déjà une clé%', 'nor to the other chair'),
  ('chair-state-10', 'inconnu', 0, 9, '["agenda"]', 'CP422 Personne%', 'nor to nobody'), ('chair-state-10', 'delegate', 0, 9, '["budget"]', 'CP422 Une délégation porte%', 'of what there is'),
  ('chair-state-10', 'delegate', 0, 9, '[]', 'CP422 Une délégation porte%', 'of something'), ('chair-state-10', 'delegate', 0, 0, '["agenda"]', 'CP422 Une délégation a une fin%', 'until later'),
  ('chair-state-10', 'delegate', 0, 9, '["agenda"]', '%"key": "state"%', 'a key is delegated'),
  ('chair-local-10', 'delegate', 0, 9, '["minutes"]', 'CP422 Cette personne tient déjà une clé%', 'not both to one person'),
  ('delegate', 'member-24', 0, 9, '["agenda"]', 'CP401 %', 'who has it so does not pass it on')) c (who, login, since, until, scope, answer, what);
SELECT alike (t.ask (login, 'delegation_revoke', 'delegation=#90'), answer, what) FROM (VALUES
  ('chair-local-10', 'CP403 %', 'the other chair takes nothing back'), ('chair-state-10', '{%', 'whose key it is does'),
  ('chair-state-10', 'CP412 %', 'once')) c (login, answer, what);

-- What merges into it.
SELECT alike (t.ask (login, name, given), answer, what) FROM (VALUES
  ('secretariat-20', 'former_body_add', 'id=#60, committee=#1, territory_id=1, acronym=SPED, name=Service public, dealt_with=x, state=active, merges_on=null, act=null', 'CP403 %', 'another secretariat'),
  ('secretariat-10', 'former_body_add', 'id=#60, committee=#1, territory_id=1, acronym=SPED, name=Service public, dealt_with=x, state=merged, merges_on=null, act=null', 'CP422 Une instance%', 'not merged at once'),
  ('secretariat-10', 'former_body_add', 'id=#60, committee=#1, territory_id=1, acronym=SPED, name=Service public, dealt_with=x, state=active, merges_on=null, act=null', '{%', 'a former body'),
  ('secretariat-10', 'former_subject_add', 'id=#61, body=#60, label=Forum, rank=null', '{%', 'with a subject'),
  ('secretariat-10', 'former_subject_add', 'id=#62, body=#60, label=Mobilité, rank=null', '{%', 'and another'),
  ('secretariat-10', 'former_body_edit', 'body=#60, version=1, acronym=SPED, name=Service public, dealt_with=x, state=planned, merges_on=2026-12-01, act=null', '%"version": 2%', 'it is to merge'),
  ('secretariat-10', 'former_body_merge', 'body=#60, version=2, merges_on=2099-12-01, act=Arrêté', 'CP422 Une fusion%', 'not before its day'),
  ('secretariat-10', 'former_body_merge', 'body=#60, version=2, merges_on=2026-11-01, act=', 'CP422 Acte de fusion : %', 'nor without an act'),
  ('secretariat-10', 'former_subject_edit', 'subject=#61, version=1, label=Forum, state=dropped, note=null', 'CP422 Un sujet%', 'what is dropped says why'),
  ('secretariat-10', 'former_subject_edit', 'subject=#61, version=1, label=Forum, state=taken, note=null', '%"version": 2%', 'a subject is taken over'),
  ('secretariat-10', 'former_subject_edit', 'subject=#61, version=1, label=Forum, state=pending, note=null', 'CP412 %', 'as read'),
  ('secretariat-10', 'former_body_merge', 'body=#60, version=2, merges_on=2026-11-01, act=Arrêté', '%"pending": 1%', 'it merges, and one subject is open'),
  ('secretariat-10', 'former_body_edit', 'body=#60, version=3, acronym=null, name=Autre, dealt_with=x, state=active, merges_on=null, act=null', 'CP422 %a déjà fusionné%', 'once and for all')) c (login, name, given, answer, what);

-- One document, as far as the session may read.
SELECT is ((SELECT string_agg (k, ' ' ORDER BY k) FROM jsonb_object_keys (t.try ('reader', format ('SELECT copil.committee_document (%L)', t.u (1)))::jsonb) k),
  'actions advices colleges committee delegations former_bodies members proposals recurring_items register rules seats sittings terms', 'a committee is one document');
SELECT is (jsonb_array_length (t.try (login, format ('SELECT copil.committee_document (%L)', t.u (1)))::jsonb -> 'sittings'), seen, login || ' reads its sittings')
FROM (VALUES ('reader', 0), ('secretariat-10', 1), ('chair-local-10', 1), ('member-23', 0)) c (login, seen);
SELECT is (jsonb_array_length (t.try (login, 'SELECT copil.committee_list ()')::jsonb), seen, login || ' reads the committees')
FROM (VALUES ('reader', 3), ('nobody', 0)) c (login, seen);
SELECT is (t.try (login, format ('SELECT copil.committee_rights (%L) - ''member''::text', t.u (1)))::jsonb, rights::jsonb, login || ' learns their rights') FROM (VALUES
  ('chair-state-10', '{"keys": {"agenda": ["state"], "minutes": ["state"], "convocation": ["state"]}, "sits": true, "prepares": false}'),
  ('coordination-10', '{"keys": {"agenda": [], "minutes": [], "convocation": []}, "sits": false, "prepares": true}'),
  ('member-24', '{"keys": {"agenda": [], "minutes": [], "convocation": []}, "sits": true, "prepares": false}')) c (login, rights);

SELECT finish ();
ROLLBACK;
