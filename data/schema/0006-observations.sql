-- 0006
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Figures. The published layer, one row a figure, sums included, small numbers withheld; beside
-- it the raw value of each withheld cell, for its producer alone; behind it what was published
-- before. Batches bring them: what lands together has one number, given in the order of
-- commits, so that "as known at batch n" never changes.

SET LOCAL ROLE copil_owner;

CREATE TABLE copil.batch (
  id int PRIMARY KEY,
  producer copil.label NOT NULL,
  source copil.label NOT NULL,
  command uuid NOT NULL,
  content_hash bytea NOT NULL,
  landed_by text NOT NULL,
  landed_at timestamptz NOT NULL DEFAULT now(),
  row_count int NOT NULL,
  fictitious boolean NOT NULL
);
COMMENT ON TABLE copil.batch IS 'Deliveries of figures, numbered in the order of their commits';
COMMENT ON COLUMN copil.batch.source IS 'File or series it was read from';
COMMENT ON COLUMN copil.batch.fictitious IS 'Demonstration data: marked on every screen and page';
CALL copil.open_table ('copil.batch');
CREATE TRIGGER note_change AFTER INSERT ON copil.batch
  FOR EACH ROW EXECUTE FUNCTION copil.note_change ('batch', 'id');

CREATE TABLE copil.batch_number (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  last int NOT NULL DEFAULT 0
);
COMMENT ON TABLE copil.batch_number IS
  'One row, locked from the beginning of a landing to its commit. A row that logins cannot lock, where an advisory lock could be taken by anybody';
CALL copil.guard_table ('copil.batch_number');
INSERT INTO copil.batch_number DEFAULT VALUES;

-- Columns stand in the order that packs a row best: there are millions. Foreign keys would be
-- checked row by row; landing checks measures and territories as sets, and nothing else writes.
CREATE TABLE copil.observation (
  value float8,
  summed float8,
  territory_id int NOT NULL,
  period date NOT NULL,
  batch_id int NOT NULL,
  coverage real NOT NULL,
  measure_id smallint NOT NULL,
  status smallint NOT NULL,
  origin "char" NOT NULL,
  PRIMARY KEY (measure_id, territory_id, period),
  CONSTRAINT observation_status CHECK (status BETWEEN 0 AND 5 AND (value IS NULL) = (status >= 3))
);
CREATE INDEX observation_batch ON copil.observation (batch_id);
COMMENT ON TABLE copil.observation IS
  'The published layer: every figure that every login reads, as reported or summed';
COMMENT ON COLUMN copil.observation.period IS 'First day of the period, in the rhythm of the measure';
COMMENT ON COLUMN copil.observation.batch_id IS 'The batch that gave the figure its present form';
COMMENT ON COLUMN copil.observation.value IS 'NULL from status 3 on: a missing value is a word, never 0';
COMMENT ON COLUMN copil.observation.coverage IS
  'Share, 0 to 1, of the population of the applicable perimeters that reported';
COMMENT ON COLUMN copil.observation.status IS
  '0 observed, 1 provisional, 2 estimated, 3 not available, 4 not applicable, 5 secret';
COMMENT ON COLUMN copil.observation.origin IS 'r: reported as such; s: summed from what nests in it';
COMMENT ON COLUMN copil.observation.summed IS
  'Where a reported total outranks the sum: the sum, so that the gap shows; NULL where it would tell a secret';
CALL copil.open_table ('copil.observation');

CREATE TABLE copil.observation_secret (
  value float8 NOT NULL,
  territory_id int NOT NULL,
  period date NOT NULL,
  measure_id smallint NOT NULL,
  status smallint NOT NULL CHECK (status BETWEEN 0 AND 2),
  reason "char" NOT NULL,
  PRIMARY KEY (measure_id, territory_id, period)
);
COMMENT ON TABLE copil.observation_secret IS 'What stands behind the cells published as secret';
COMMENT ON COLUMN copil.observation_secret.status IS 'Standing of the raw value: 0 observed, 1 provisional, 2 estimated';
COMMENT ON COLUMN copil.observation_secret.reason IS
  'p: small itself; c: its complement is small; n: would give another one back along a nesting';
CALL copil.guard_table ('copil.observation_secret');

CREATE TABLE copil.observation_past (
  value float8,
  summed float8,
  territory_id int NOT NULL,
  period date NOT NULL,
  batch_id int NOT NULL,
  until_batch int NOT NULL,
  coverage real NOT NULL,
  measure_id smallint NOT NULL,
  status smallint NOT NULL,
  origin "char" NOT NULL,
  PRIMARY KEY (measure_id, territory_id, period, batch_id),
  CHECK (until_batch > batch_id)
);
COMMENT ON TABLE copil.observation_past IS
  'Published figures that a later batch replaced: known from batch_id to before until_batch';
CALL copil.open_table ('copil.observation_past');

CREATE FUNCTION copil.raw_measures () RETURNS smallint[]
  STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (array_agg (DISTINCT m.id), '{}')
  FROM person p
  JOIN assignment a ON a.person_id = p.id AND a.role = 'data_feed' AND is_current (a.since, a.until)
    AND a.territory_id IS NULL
  JOIN measure m ON a.producer IS NULL OR m.producer = a.producer
  WHERE p.login = session_user
$$;
COMMENT ON FUNCTION copil.raw_measures () IS
  'Measures whose raw values this session may read: those of the producer it feeds, for all of France';
GRANT EXECUTE ON FUNCTION copil.raw_measures () TO copil_person;
CREATE POLICY producer ON copil.observation_secret FOR SELECT TO copil_person
  USING (measure_id = ANY ((SELECT copil.raw_measures ())::smallint[]));
GRANT SELECT ON copil.observation_secret TO copil_person;

CREATE VIEW copil.raw_observation WITH (security_invoker = true) AS
  SELECT o.measure_id, o.territory_id, o.period, o.batch_id, coalesce (s.value, o.value) AS value,
    o.coverage, coalesce (s.status, o.status) AS status, o.origin,
    o.summed, s.reason AS withheld
  FROM copil.observation o LEFT JOIN copil.observation_secret s USING (measure_id, territory_id, period);
COMMENT ON VIEW copil.raw_observation IS
  'Figures as reported and summed, for the producer; anybody else sees what is published';
GRANT SELECT ON copil.raw_observation TO copil_person;

CREATE UNLOGGED TABLE copil.batch_staging (
  login text NOT NULL,
  command uuid NOT NULL,
  content_hash bytea NOT NULL,
  first_row bigint NOT NULL,
  row_count int NOT NULL,
  measures smallint[] NOT NULL,
  territories int[] NOT NULL,
  periods date[] NOT NULL,
  values float8[] NOT NULL,
  statuses smallint[] NOT NULL,
  staged_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (login, command, content_hash)
);
-- Stored as it came: compressing it would cost more than writing it.
ALTER TABLE copil.batch_staging ALTER measures SET STORAGE EXTERNAL,
  ALTER territories SET STORAGE EXTERNAL, ALTER periods SET STORAGE EXTERNAL,
  ALTER values SET STORAGE EXTERNAL, ALTER statuses SET STORAGE EXTERNAL;
COMMENT ON TABLE copil.batch_staging IS
  'Cells received and not landed yet, a row a call; unlogged: after a crash they are sent again';
COMMENT ON COLUMN copil.batch_staging.content_hash IS 'The same cells staged twice for a command count once';
COMMENT ON COLUMN copil.batch_staging.first_row IS 'Rows staged before: refusals name rows by number';
CALL copil.guard_table ('copil.batch_staging');

CREATE FUNCTION copil.batch_stage (command uuid, measures smallint[], territories int[],
                                   periods date[], "values" float8[], statuses smallint[])
  RETURNS bigint
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  n int := cardinality (measures);
  total bigint;
BEGIN
  PERFORM require_role ('data_feed');
  IF command IS NULL OR n IS NULL OR (n, n, n, n) IS DISTINCT FROM
      (cardinality (territories), cardinality (periods), cardinality ("values"),
       cardinality (coalesce (statuses, measures)))
    OR coalesce (array_ndims (measures), 1) <> 1 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422', MESSAGE = 'Livraison refusée : les colonnes n’ont pas la même longueur.';
  END IF;
  IF array_position (measures, NULL) IS NOT NULL OR array_position (territories, NULL) IS NOT NULL
    OR array_position (periods, NULL) IS NOT NULL
    OR array_position (statuses, NULL) IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Livraison refusée : une mesure, un territoire, une période ou un statut manque.';
  END IF;
  -- What others left behind, and what an interrupted delivery of this login did.
  DELETE FROM batch_staging s WHERE s.staged_at < now() - interval '1 day';
  SELECT coalesce (sum (s.row_count), 0) INTO total FROM batch_staging s
  WHERE s.login = session_user AND s.command = batch_stage.command;
  IF total + n > 20000000 THEN
    RAISE EXCEPTION USING ERRCODE = 'CP422',
      MESSAGE = 'Livraison refusée : plus de 20 millions de cellules à la fois.';
  END IF;
  INSERT INTO batch_staging (login, command, content_hash, first_row, row_count, measures,
                             territories, periods, "values", statuses)
  SELECT session_user, command,
    sha256 (sha256 (array_send (measures)) || sha256 (array_send (territories)) ||
            sha256 (array_send (periods)) || sha256 (array_send ("values")) ||
            sha256 (array_send (s.statuses))),
    total, n, measures, territories, periods, "values", s.statuses
  FROM (SELECT coalesce (batch_stage.statuses, ARRAY (
          SELECT CASE WHEN v IS NULL THEN 3 ELSE 0 END::smallint
          FROM unnest ("values") WITH ORDINALITY u (v, i) ORDER BY u.i)) AS statuses) s
  WHERE n > 0
  ON CONFLICT DO NOTHING;
  RETURN (SELECT coalesce (sum (s.row_count), 0) FROM batch_staging s
          WHERE s.login = session_user AND s.command = batch_stage.command);
END
$$;
COMMENT ON FUNCTION copil.batch_stage (uuid, smallint[], int[], date[], float8[], smallint[]) IS
  'Receives cells of a batch, as many calls as needed, before batch_land with the same command; answers how many are staged. Statuses NULL: observed, or not available where there is no value. For data feeds';
GRANT EXECUTE ON FUNCTION copil.batch_stage (uuid, smallint[], int[], date[], float8[], smallint[])
  TO copil_person;

RESET ROLE;
