/* cluster-backup-facts.c: what a backup says of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-backup.h"

#include "db/cluster-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define FORMAT 1

void
copil_backup_facts_clear (CopilBackupFacts *facts)
{
  g_clear_pointer (&facts->copil, g_free);
  g_clear_pointer (&facts->server, g_free);
  g_clear_pointer (&facts->made, g_free);
}

static char *
sum_file (const char  *folder,
          const char  *name,
          GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/**
 * copil_backup_write_facts:
 * @folder: where the other two parts are; their checksums go with the facts
 */
gboolean
copil_backup_write_facts (const CopilBackupFacts  *facts,
                          const char              *folder,
                          GError                 **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *roles = sum_file (folder, COPIL_BACKUP_ROLES, error);
  g_autofree char *dump = roles != NULL ? sum_file (folder, COPIL_BACKUP_DUMP, error) : NULL;
  g_autofree char *path = g_build_filename (folder, COPIL_BACKUP_FACTS, NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (dump == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  add_int (builder, "format", FORMAT);
  add_text (builder, "copil", facts->copil);
  add_text (builder, "server", facts->server);
  add_int (builder, "schema", facts->schema);
  add_int (builder, "batch", facts->batch);
  add_int (builder, "observations", facts->observations);
  add_text (builder, "made", facts->made);
  add_text (builder, COPIL_BACKUP_ROLES, roles);
  add_text (builder, COPIL_BACKUP_DUMP, dump);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_file_set_contents (path, text, -1, error);
}

static gboolean
is_whole (JsonObject *object,
          const char *folder,
          const char *name)
{
  g_autofree char *sum = sum_file (folder, name, NULL);

  return g_strcmp0 (sum, json_object_get_string_member_with_default (object, name, "")) == 0;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DAMAGED,
                       _("This file is no whole backup of Copil: take another one. The base was "
                         "left as it is."));
  return FALSE;
}

static void
take_facts (CopilBackupFacts *facts,
            JsonObject       *object)
{
  facts->copil = g_strdup (json_object_get_string_member_with_default (object, "copil", ""));
  facts->server = g_strdup (json_object_get_string_member_with_default (object, "server", ""));
  facts->made = g_strdup (json_object_get_string_member_with_default (object, "made", ""));
  facts->schema = (int) json_object_get_int_member_with_default (object, "schema", 0);
  facts->batch = json_object_get_int_member_with_default (object, "batch", 0);
  facts->observations = json_object_get_int_member_with_default (object, "observations", 0);
}

/**
 * copil_backup_read_facts:
 * @facts: (out): cleared by the caller
 *
 * Returns: whether the parts in @folder are those that were written together
 */
gboolean
copil_backup_read_facts (CopilBackupFacts  *facts,
                         const char        *folder,
                         GError           **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *path = g_build_filename (folder, COPIL_BACKUP_FACTS, NULL);
  JsonNode *root;
  JsonObject *object;

  if (!json_parser_load_from_file (parser, path, NULL))
    return fail_damaged (error);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail_damaged (error);
  object = json_node_get_object (root);
  if (json_object_get_int_member_with_default (object, "format", 0) != FORMAT ||
      !is_whole (object, folder, COPIL_BACKUP_ROLES) ||
      !is_whole (object, folder, COPIL_BACKUP_DUMP))
    return fail_damaged (error);
  take_facts (facts, object);
  return TRUE;
}
