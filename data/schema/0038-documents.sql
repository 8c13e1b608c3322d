-- 0038
-- oldest-client: 0.1.0
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Documents: PDF joined to items, documents given out, the archive of the minutes.
--
-- Bytes are stored once, by their SHA-256, and read where a row that the session sees joins them.
-- Whoever joins a document has put it, or reads it already: to know a hash is no right. What the
-- files of a sitting have in common comes first.

SET LOCAL ROLE copil_owner;

CREATE INDEX item_document_bytes ON copil.item_document (sha256);
CREATE INDEX issued_bytes ON copil.issued (sha256);

-- What the functions of this file and the next ones have in common.

CREATE FUNCTION copil.prepared_sitting (sitting uuid) RETURNS copil.sitting
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM require_preparer (committee_of (sitting));
  RETURN sitting_lock (sitting);
END
$$;
COMMENT ON FUNCTION copil.prepared_sitting (uuid) IS
  'The sitting, locked, for those who prepare it; CP401 or CP403 for others';

CREATE FUNCTION copil.require_stage (taken copil.sitting, stages text[], refusal text) RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF taken.stage <> ALL (stages) THEN
    PERFORM refuse ('CP422', refusal, format ('sitting %s is %s', taken.id, taken.stage));
  END IF;
END
$$;
COMMENT ON FUNCTION copil.require_stage (copil.sitting, text[], text) IS
  'CP422 with these words unless the sitting is at one of these stages';

CREATE FUNCTION copil.clean_words (given text, what text, longest int) RETURNS text
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  cleaned text := btrim (normalize (coalesce (given, ''), NFC), E' \t\r\n');
BEGIN
  IF cleaned = '' OR char_length (cleaned) > longest
    OR cleaned ~ '[\u0001-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]' THEN
    PERFORM refuse ('CP422',
      format ('%s : texte vide, de plus de %s signes ou contenant des caractères invisibles.', what, longest),
      format ('%s characters', char_length (cleaned)));
  END IF;
  RETURN cleaned;
END
$$;
COMMENT ON FUNCTION copil.clean_words (text, text, int) IS
  'A text of several lines as it may be stored: NFC, trimmed; CP422 naming what it is when it cannot be';

CREATE FUNCTION copil.name_of (login text) RETURNS text
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce ((SELECT p.name FROM person p WHERE p.login = name_of.login), name_of.login)
$$;
COMMENT ON FUNCTION copil.name_of (text) IS 'The person behind a login, in words';

CREATE FUNCTION copil.refuse_stale (what text, current int, expected int, login text, at timestamptz, detail jsonb)
  RETURNS void
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
BEGIN
  IF current IS DISTINCT FROM expected THEN
    PERFORM refuse ('CP412',
      format ('%s : modification faite entre-temps%s. Comparez, puis recommencez.', what,
        coalesce (' par ' || name_of (login) || ' le ' || to_char (at AT TIME ZONE 'Europe/Paris', 'DD/MM/YYYY à HH24" h "MI'), '')),
      (detail || jsonb_build_object ('version', current, 'expected', expected, 'login', login, 'at', at))::text);
  END IF;
END
$$;
COMMENT ON FUNCTION copil.refuse_stale (text, int, int, text, timestamptz, jsonb) IS
  'CP412 when the version is not the one the writer had read; DETAIL is JSON: what it is now, by whom and since when';

-- Documents.

CREATE FUNCTION copil.document_check (sha256 text, media text, content text) RETURNS bytea
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  given bytea;
  refusal text;
BEGIN
  given := decode (content, 'base64');
  IF coalesce (octet_length (given), 0) < 8 THEN
    refusal := 'ce fichier est vide.';
  ELSIF octet_length (given) > 10485760 THEN
    refusal := 'ce fichier dépasse 10 Mio ; réduisez ses images ou partagez-le en plusieurs documents.';
  ELSIF encode (sha256 (given), 'hex') <> document_check.sha256 THEN
    refusal := 'ce fichier a été altéré pendant l’envoi ; envoyez-le de nouveau.';
  ELSIF media = 'application/pdf' AND substring (given FROM 1 FOR 5) <> '%PDF-'::bytea THEN
    refusal := 'ce fichier n’est pas un PDF ; enregistrez-le d’abord en PDF.';
  ELSIF media = 'application/json' AND jsonb_typeof (convert_from (given, 'UTF8')::jsonb) <> 'object'
    OR coalesce (media, '') NOT IN ('application/pdf', 'application/json') THEN
    refusal := 'seuls les PDF sont reçus, et les archives JSON de Copil.';
  END IF;
  IF refusal IS NOT NULL THEN
    PERFORM refuse ('CP422', 'Document refusé : ' || refusal, format ('%s bytes of %s', octet_length (given), media));
  END IF;
  RETURN given;
EXCEPTION
  WHEN invalid_parameter_value OR data_exception THEN
    PERFORM refuse ('CP422', 'Document refusé : son contenu est illisible.', SQLERRM);
END
$$;
COMMENT ON FUNCTION copil.document_check (text, text, text) IS
  'The bytes of a document given in base64; CP422 when they are not what is said, not a PDF, or too many';

CREATE FUNCTION copil.document_joined (sha256 bytea) RETURNS boolean
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT EXISTS (SELECT FROM item_document i WHERE i.sha256 = document_joined.sha256)
    OR EXISTS (SELECT FROM issued i WHERE i.sha256 = document_joined.sha256)
    OR EXISTS (SELECT FROM minutes m WHERE document_joined.sha256 IN (m.pdf, m.archive, m.signed_pdf))
$$;
COMMENT ON FUNCTION copil.document_joined (bytea) IS 'Whether any row holds on to a document';

CREATE FUNCTION copil.document_put (command uuid, sha256 text, media text, content text) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  given bytea;
BEGIN
  PERFORM require_role ('secretariat', 'pilot_coordinator', 'chair_state', 'chair_local');
  known := command_begin (command, 'document_put', hash_of (sha256, media));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  given := document_check (sha256, media, content);
  -- What was put and never joined does not stay; a command that waits somewhere has a week.
  DELETE FROM document d WHERE d.put_by = session_user AND d.put_at < moment () - interval '7 days'
    AND NOT document_joined (d.sha256);
  IF (SELECT coalesce (sum (octet_length (d.bytes)), 0) FROM document d
      WHERE d.put_by = session_user AND NOT document_joined (d.sha256)) + octet_length (given) > 104857600 THEN
    PERFORM refuse ('CP422', 'Vous avez envoyé plus de 100 Mio de documents qui ne sont joints à aucune séance.');
  END IF;
  INSERT INTO document (sha256, bytes, media, put_by)
  VALUES (sha256 (given), given, document_put.media, session_user) ON CONFLICT DO NOTHING;
  RETURN command_end (command, jsonb_build_object ('sha256', sha256, 'size', octet_length (given)));
END
$$;
COMMENT ON FUNCTION copil.document_put (uuid, text, text, text) IS
  'Stores a PDF, or a JSON archive, given in base64 with the SHA-256 of its bytes; answers {sha256, size}. For those who prepare or chair';

CREATE FUNCTION copil.document_bytes (sha256 text) RETURNS bytea
  STABLE SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT d.bytes FROM document d
  WHERE d.sha256 = decode (document_bytes.sha256, 'hex') AND (
    EXISTS (SELECT FROM item_document i WHERE i.sha256 = d.sha256
            AND i.sitting_id IN (SELECT visible_sittings ()))
    OR EXISTS (SELECT FROM issued i WHERE i.sha256 = d.sha256 AND i.sitting_id IN (SELECT visible_sittings ()))
    OR EXISTS (SELECT FROM minutes m WHERE d.sha256 IN (m.pdf, m.archive, m.signed_pdf)
               AND m.sitting_id IN (SELECT minutes_sittings ())))
$$;
COMMENT ON FUNCTION copil.document_bytes (text) IS
  'The bytes of a document that is joined to something this session reads; NULL otherwise';

CREATE FUNCTION copil.sitting_weight (sitting uuid) RETURNS bigint
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT coalesce (sum (octet_length (d.bytes)), 0) FROM document d WHERE d.sha256 IN (
    SELECT i.sha256 FROM item_document i WHERE i.sitting_id = sitting AND NOT i.gone
    UNION SELECT i.sha256 FROM issued i WHERE i.sitting_id = sitting
    UNION SELECT unnest (ARRAY[m.pdf, m.archive, m.signed_pdf]) FROM minutes m WHERE m.sitting_id = sitting)
$$;
COMMENT ON FUNCTION copil.sitting_weight (uuid) IS 'Bytes of the documents a sitting holds on to';

CREATE FUNCTION copil.require_document (sitting uuid, sha256 text, media text) RETURNS int
  SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  size int;
BEGIN
  SELECT octet_length (d.bytes) INTO size FROM document d
  WHERE encode (d.sha256, 'hex') = require_document.sha256 AND d.media = require_document.media;
  IF size IS NULL OR NOT (document_bytes (sha256) IS NOT NULL OR EXISTS (
    SELECT FROM command c WHERE c.login = session_user AND c.name = 'document_put'
      AND c.answer ->> 'sha256' = require_document.sha256)) THEN
    PERFORM refuse ('CP422', 'Ce document n’a pas été envoyé à la base : envoyez-le d’abord.',
      format ('%s of %s', media, sha256));
  ELSIF sitting_weight (sitting) + size > 104857600 THEN
    PERFORM refuse ('CP422', 'Les documents de cette séance dépasseraient 100 Mio : retirez-en, ou réduisez leurs images.',
      format ('%s bytes and %s more', sitting_weight (sitting), size));
  END IF;
  RETURN size;
END
$$;
COMMENT ON FUNCTION copil.require_document (uuid, text, text) IS
  'The size of a document that this session may join to a sitting; CP422 when it was not put, or is too much';

CREATE FUNCTION copil.item_sitting (item uuid) RETURNS uuid
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT i.sitting_id FROM agenda_item i WHERE i.id = item AND NOT i.gone
$$;
COMMENT ON FUNCTION copil.item_sitting (uuid) IS 'The sitting of an item that is still on its agenda';

CREATE FUNCTION copil.item_document_add (command uuid, id uuid, item uuid, sha256 text, name text, pages int)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (item_sitting (item));
BEGIN
  known := command_begin (command, 'item_document_add', hash_of (id::text, item::text, sha256, name, pages::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_agenda (taken.id);
  IF pages IS NULL OR pages NOT BETWEEN 1 AND 5000 THEN
    PERFORM refuse ('CP422', 'Ce document n’a pas un nombre de pages plausible : de 1 à 5 000.', format ('%s pages', pages));
  END IF;
  INSERT INTO item_document (id, sitting_id, item_id, sha256, name, size, pages, rank)
  VALUES (item_document_add.id, taken.id, item, decode (item_document_add.sha256, 'hex'),
    clean_label (coalesce (item_document_add.name, ''), 'Nom du document'),
    require_document (taken.id, item_document_add.sha256, 'application/pdf'), item_document_add.pages,
    (SELECT coalesce (max (d.rank), 0) + 1 FROM item_document d WHERE d.item_id = item))
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  PERFORM agenda_edited (taken, 'document_added', jsonb_build_object ('item', item, 'name', name, 'sha256', sha256));
  RETURN command_end (command, jsonb_build_object ('item_document', id));
END
$$;
COMMENT ON FUNCTION copil.item_document_add (uuid, uuid, uuid, text, text, int) IS
  'Joins a PDF to an item, behind the others; answers {item_document}. For those who prepare; voids the approvals';

CREATE FUNCTION copil.item_document_remove (command uuid, item_document uuid) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  item uuid := (SELECT d.item_id FROM item_document d WHERE d.id = item_document_remove.item_document);
  taken sitting := prepared_sitting (item_sitting (item));
BEGIN
  known := command_begin (command, 'item_document_remove', hash_of (item_document::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_agenda (taken.id);
  UPDATE item_document d SET gone = true WHERE d.id = item_document_remove.item_document AND NOT d.gone;
  IF NOT FOUND THEN
    PERFORM refuse ('CP412', 'Ce document a déjà été retiré.', format ('item_document %s', item_document));
  END IF;
  PERFORM agenda_edited (taken, 'document_removed', jsonb_build_object ('item', item, 'document', item_document));
  RETURN command_end (command, jsonb_build_object ('item_document', item_document));
END
$$;
COMMENT ON FUNCTION copil.item_document_remove (uuid, uuid) IS
  'Takes a document off its item; answers {item_document}. For those who prepare; voids the approvals';

CREATE FUNCTION copil.item_document_move (command uuid, item_document uuid, rank int) RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  item uuid := (SELECT d.item_id FROM item_document d WHERE d.id = item_document_move.item_document AND NOT d.gone);
  taken sitting := prepared_sitting (item_sitting (item));
BEGIN
  known := command_begin (command, 'item_document_move', hash_of (item_document::text, rank::text));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  PERFORM require_agenda (taken.id);
  -- It comes before the one that held its new place, or behind it when it moves down; the others close up.
  UPDATE item_document d SET rank = o.n FROM (
    SELECT r.id, row_number () OVER (ORDER BY r.place) AS n FROM (
      SELECT e.id, CASE WHEN e.id = item_document_move.item_document
          THEN item_document_move.rank + CASE WHEN e.n < item_document_move.rank THEN 0.5 ELSE -0.5 END
          ELSE e.n END AS place
      FROM (SELECT i.id, row_number () OVER (ORDER BY i.rank, i.id) AS n FROM item_document i
            WHERE i.item_id = item AND NOT i.gone) e) r) o
  WHERE d.id = o.id AND d.rank <> o.n;
  PERFORM agenda_edited (taken, 'document_moved', jsonb_build_object ('item', item, 'document', item_document, 'rank', rank));
  RETURN command_end (command, jsonb_build_object ('item_document', item_document));
END
$$;
COMMENT ON FUNCTION copil.item_document_move (uuid, uuid, int) IS
  'Puts a document at another place among those of its item, from 1; answers {item_document}. For those who prepare; voids the approvals';

CREATE FUNCTION copil.issue_version (sitting uuid, kind text, content_hash bytea) RETURNS int
  STABLE SET search_path = copil, pg_temp LANGUAGE sql
AS $$
  SELECT CASE
    WHEN kind IN ('convocation', 'changes') THEN
      (SELECT max (c.version) FROM convocation c
       WHERE c.sitting_id = sitting AND c.content_hash = issue_version.content_hash)
    WHEN kind = 'minutes' AND NOT EXISTS (SELECT FROM minutes m
      WHERE m.sitting_id = sitting AND m.content_hash = issue_version.content_hash) THEN NULL
    ELSE (SELECT count(*)::int + 1 FROM issued i WHERE i.sitting_id = sitting AND i.kind = issue_version.kind) END
$$;
COMMENT ON FUNCTION copil.issue_version (uuid, text, bytea) IS
  'Which version a document to be given out is; NULL when no convocation sent, or no final minutes, has that content';

CREATE FUNCTION copil.issued_add (command uuid, id uuid, sitting uuid, kind text, name text, sha256 text, content_hash text)
  RETURNS jsonb
  SECURITY DEFINER SET search_path = copil, pg_temp LANGUAGE plpgsql
AS $$
DECLARE
  known jsonb;
  taken sitting := prepared_sitting (sitting);
  number int;
BEGIN
  known := command_begin (command, 'issued_add', hash_of (id::text, sitting::text, kind, name, sha256, content_hash));
  IF known IS NOT NULL THEN
    RETURN known;
  END IF;
  IF kind IS NULL OR kind NOT IN ('convocation', 'changes', 'pack', 'sign_in', 'minutes', 'decisions', 'extract')
    OR content_hash IS NULL OR content_hash !~ '^([0-9a-f]{2})*$' THEN
    PERFORM refuse ('CP422', 'Ce document n’est pas d’une sorte que Copil remet.', format ('%s of %s', kind, content_hash));
  END IF;
  number := issue_version (sitting, kind, decode (content_hash, 'hex'));
  IF number IS NULL THEN
    PERFORM refuse ('CP412', 'Ce document ne dit pas ce qui a été envoyé ou arrêté : faites-le de nouveau.',
      format ('%s with content %s', kind, content_hash));
  END IF;
  PERFORM require_document (taken.id, sha256, 'application/pdf');
  INSERT INTO issued (id, sitting_id, kind, version, name, sha256, content_hash, at, login)
  VALUES (issued_add.id, taken.id, issued_add.kind, number, clean_label (coalesce (issued_add.name, ''), 'Nom du document'),
    decode (issued_add.sha256, 'hex'), decode (issued_add.content_hash, 'hex'), moment (), session_user)
  ON CONFLICT DO NOTHING;
  PERFORM require_new (FOUND, id);
  PERFORM log_append (taken.id, 'issued', jsonb_build_object ('kind', kind, 'version', number, 'sha256', sha256,
    'content_hash', content_hash));
  RETURN command_end (command, jsonb_build_object ('issued', id, 'version', number));
END
$$;
COMMENT ON FUNCTION copil.issued_add (uuid, uuid, uuid, text, text, text, text) IS
  'Keeps a PDF as it was given out, with the hash of its content in hexadecimal; answers {issued, version}. For those who prepare';

GRANT EXECUTE ON FUNCTION copil.document_put (uuid, text, text, text), copil.document_bytes (text),
  copil.item_document_add (uuid, uuid, uuid, text, text, int), copil.item_document_remove (uuid, uuid),
  copil.item_document_move (uuid, uuid, int), copil.issued_add (uuid, uuid, uuid, text, text, text, text) TO copil_person;

RESET ROLE;
