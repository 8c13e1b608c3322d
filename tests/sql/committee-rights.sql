-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rights: each role by each stage of a sitting by each action. To add an action, add its row: what
-- it is given, who may do it, at which stages. In what is given, S is the sitting, I its item, A the
-- advice asked of member-23 on it, N a new id, V the version of the sitting, H the hash of the object approved.
SET client_min_messages = warning;
\o /dev/null
\ir committee-set.sql

-- A sitting at each stage; its id is the number, that of its item the next.
CREATE TABLE t.stages (stage text PRIMARY KEY, n int NOT NULL);
INSERT INTO t.stages VALUES ('draft', 1000), ('submitted', 2000), ('approved', 3000), ('convoked', 4000), ('open', 5000),
  ('suspended', 6000), ('closed', 7000), ('cancelled', 8000);
SELECT t.must ('secretariat-10', 'sitting_add', jsonb_build_object ('id', t.u (n), 'committee', t.u (1), 'title', 'Séance',
  'starts_at', now () + interval '20 days', 'place', 'Salle', 'remote', true)), t.item (n + 1, n, 'Point') FROM t.stages;
SELECT t.must ('secretariat-10', 'advice_ask', jsonb_build_object ('id', t.u (n + 2), 'item', t.u (n + 1), 'of_whom', NULL, 'member', t.u (33),
  'seat', NULL, 'question', NULL, 'days', 10)) FROM t.stages;
SELECT t.must ('secretariat-10', 'agenda_submit', jsonb_build_object ('sitting', t.u (n), 'version', 1)) FROM t.stages WHERE stage = 'submitted';
SELECT t.must ('secretariat-10', 'agenda_submit', jsonb_build_object ('sitting', t.u (3000), 'version', 1));
SELECT t.approve (login, 3000, object) FROM unnest (ARRAY['chair-state-10', 'chair-local-10']) login, unnest (ARRAY['agenda', 'convocation']) object;
SELECT t.convoke_all (n, n + 5) FROM t.stages WHERE n BETWEEN 4000 AND 7000;
SELECT t.must ('secretariat-10', 'sitting_open', jsonb_build_object ('sitting', t.u (n))) FROM t.stages WHERE n BETWEEN 5000 AND 7000;
SELECT t.must ('secretariat-10', 'sitting_suspend', jsonb_build_object ('sitting', t.u (6000)));
SELECT t.must ('secretariat-10', 'item_end', jsonb_build_object ('item', t.u (7001), 'outcome', 'postponed')),
  t.must ('secretariat-10', 'sitting_close', jsonb_build_object ('sitting', t.u (7000)));
SELECT t.must ('secretariat-10', 'sitting_cancel', jsonb_build_object ('sitting', t.u (8000), 'version', 1, 'reason', 'Neige'));
SELECT t.must ('chair-state-10', 'delegation_give', jsonb_build_object ('id', t.u (90), 'committee', t.u (1), 'login', 'delegate', 'since', NULL,
  'until', copil.today () + 9, 'act', 'Arrêté', 'scope', '["agenda", "convocation", "minutes"]'::jsonb));

CREATE FUNCTION t.given (given text, n int, object text) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT regexp_replace (regexp_replace (regexp_replace (regexp_replace (regexp_replace (regexp_replace (given, '\mA\M', '#' || n + 2, 'g'), '\mS\M', '#' || n, 'g'), '\mI\M', '#' || n + 1, 'g'),
    '\mN\M', '#' || n + 9, 'g'), '\mV\M', t.version (n)::text, 'g'), '\mH\M', CASE WHEN object <> '' THEN t.hash (n, object) ELSE '' END, 'g')
$$;
-- yes, no (who), stage (when) or what else came; nothing of it stays.
CREATE FUNCTION t.probe (login text, name text, given text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', t.ask (login, name, given);
EXCEPTION
  WHEN raise_exception THEN
    RETURN CASE WHEN SQLERRM LIKE '{%' THEN 'yes' WHEN SQLERRM ~ '^CP40[13]' THEN 'no' WHEN SQLERRM LIKE 'CP422%' THEN 'stage' ELSE SQLERRM END;
END
$$;

CREATE TABLE t.roles (login text PRIMARY KEY, part text NOT NULL);
INSERT INTO t.roles VALUES ('secretariat-10', 'prepares'), ('coordination-10', 'prepares'), ('chair-state-10', 'chairs'), ('chair-local-10', 'chairs'),
  ('delegate', 'chairs'), ('member-23', 'sits'), ('reader', 'none'), ('administrator', 'none'), ('secretariat-20', 'none'),
  ('chair-state-20', 'none'), ('nobody', 'none');

CREATE TABLE t.actions (name text, object text, given text, parts text[], stages text[], PRIMARY KEY (name, object));
INSERT INTO t.actions VALUES
  -- The agenda.
  ('item_add', '', 'id=N, sitting=S, parent=null, rank=1, nature=advice, title=x, body=, presenter=null, seconds=60, money=false', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('item_edit', '', 'item=I, version=1, nature=advice, title=x, body=, presenter=null, seconds=60, money=false', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('item_move', '', 'item=I, version=1, parent=null, rank=1', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('item_remove', '', 'item=I, version=1', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('view_add', '', 'id=N, item=I, indicator_code=contract, territory_id=1, period=2026-01-01, chart=curve, reference=year, caption=null', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('sitting_edit', '', 'sitting=S, version=V, title=x, starts_at=2027-01-01 09:00+01, place=x, remote=false, urgency=null', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('sitting_cancel', '', 'sitting=S, version=V, reason=x', '{prepares}', '{draft,submitted,approved,convoked}'),
  -- Advice on an item: the co-chairs and the other members are not asked for it.
  ('advice_ask', '', 'id=N, item=I, of_whom=La CAF, member=null, seat=null, question=null, days=10', '{prepares}', '{draft,submitted,approved,convoked}'),
  ('advice_give', '', 'advice=A, version=1, meaning=favourable, words=null, conditions=null, at=null', '{prepares,sits}', '{draft,submitted,approved,convoked,open,suspended}'),
  ('advice_remind', '', 'advice=A', '{prepares}', '{draft,submitted,approved,convoked,open,suspended}'),
  ('advice_withdraw', '', 'advice=A, version=1, reason=x', '{prepares}', '{draft,submitted,approved,convoked,open,suspended}'),
  -- The keys.
  ('agenda_submit', '', 'sitting=S, version=V', '{prepares}', '{draft}'),
  ('approve', 'agenda', 'sitting=S, object=agenda, content_hash=H, given=true, reason=null, means=null', '{chairs}', '{submitted,approved,convoked}'),
  ('approve', 'convocation', 'sitting=S, object=convocation, content_hash=H, given=true, reason=null, means=null', '{chairs}', '{submitted,approved,convoked}'),
  ('approval_remind', 'agenda', 'sitting=S, object=agenda', '{prepares}', '{submitted}'),
  -- The convocation.
  ('convoke', 'convocation', 'id=N, sitting=S, content_hash=H', '{prepares}', '{approved}'),
  ('receipt_note', '', 'sitting=S, member=#35, at=null', '{prepares}', '{convoked,open,suspended,closed}'),
  ('receipt_own', '', 'sitting=S', '{sits,chairs}', '{convoked,open,suspended,closed}'),
  ('answer', '', 'sitting=S, member=#33, seat=#23, choice=present, other=null', '{prepares,sits}', '{convoked}'),
  ('answer_remind', '', 'sitting=S', '{prepares}', '{convoked}'),
  ('second_convocation', '', 'id=N, sitting=S, starts_at=2099-01-01 09:00+01, place=x', '{prepares}', '{open,suspended,closed}'),
  -- The sitting.
  ('sitting_open', '', 'sitting=S', '{prepares}', '{convoked}'),
  ('sitting_suspend', '', 'sitting=S', '{prepares}', '{open}'),
  ('sitting_reopen', '', 'sitting=S', '{prepares}', '{suspended}'),
  ('item_start', '', 'sitting=S, item=I', '{prepares}', '{open}');
\o
BEGIN;
SELECT * FROM no_plan ();

SELECT is ((SELECT string_agg (stage || coalesce (' ' || nullif (t.stage (n), stage), ''), ' ' ORDER BY n) FROM t.stages),
  'draft submitted approved convoked open suspended closed cancelled', 'a sitting at each stage');
-- A delegate has no seat: whose part it is depends on the action.
SELECT is_empty (format ($$
  SELECT format ('%%s at %%s: %%s', r.login, s.stage, p.got) FROM t.actions a, t.roles r, t.stages s,
    LATERAL (SELECT t.probe (r.login, a.name, t.given (a.given, s.n, a.object)) AS got) p
  WHERE a.name = %L AND a.object = %L AND p.got <> CASE
    WHEN r.part <> ALL (a.parts) OR (r.login = 'delegate' AND a.name = 'receipt_own') THEN 'no'
    WHEN s.stage <> ALL (a.stages) THEN 'stage' ELSE 'yes' END$$, name, object), btrim (name || ' ' || object))
FROM t.actions ORDER BY name, object;

SELECT finish ();
ROLLBACK;
