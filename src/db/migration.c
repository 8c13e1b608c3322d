/* migration.c: the schema's numbered steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/migration.h"

#include "core/resources.h"
#include "db/cluster-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "schema"
#define HEADER "-- oldest-client:"

void
copil_migration_free (CopilMigration *self)
{
  g_free (self->name);
  g_free (self->checksum);
  g_free (self->oldest_client);
  g_clear_pointer (&self->script, g_bytes_unref);
  g_free (self);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail_schema (GError     **error,
             const char  *format,
             ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA, text);
  return FALSE;
}

/* "0003-observations.sql": 3 and "observations". */
static gboolean
parse_name (CopilMigration *self,
            const char     *file_name)
{
  char *end;
  guint64 number = g_ascii_strtoull (file_name, &end, 10);

  if (end == file_name || number == 0 || number > G_MAXINT16 || (*end != '-' && *end != '_'))
    return FALSE;
  if (!g_str_has_suffix (end, ".sql") || strlen (end) < strlen ("-x.sql"))
    return FALSE;
  self->number = (int) number;
  self->name = g_strndup (end + 1, strlen (end) - 1 - strlen (".sql"));
  return TRUE;
}

/* "0.1.0" into numbers. */
static gboolean
parse_version (const char *text,
               int         version[3])
{
  char *end = (char *) text;

  for (int i = 0; i < 3; i++)
    {
      const char *start = i == 0 ? end : end + 1;

      if ((i > 0 && *end != '.') || !g_ascii_isdigit (*start))
        return FALSE;
      version[i] = (int) MIN (g_ascii_strtoull (start, &end, 10), G_MAXINT16);
    }
  return *end == '\0';
}

static gboolean
parse_header (CopilMigration *self)
{
  const char *text = g_bytes_get_data (self->script, NULL);
  const char *header = strstr (text, HEADER);
  const char *value = header != NULL ? header + strlen (HEADER) : NULL;
  int version[3];

  if (header == NULL)
    return FALSE;
  self->oldest_client = g_strstrip (g_strndup (value, strcspn (value, "\n")));
  return parse_version (self->oldest_client, version);
}

/**
 * copil_migration_parse:
 * @file_name: "0003-observations.sql"
 *
 * Returns: (transfer full): the step, whose header must say the oldest client
 */
CopilMigration *
copil_migration_parse (const char  *file_name,
                       GBytes      *contents,
                       GError     **error)
{
  g_autoptr (CopilMigration) self = g_new0 (CopilMigration, 1);
  g_autofree char *text = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (contents, &size);

  /* libpq and the header's reader want the end marked. */
  text = g_strndup (bytes, size);
  self->script = g_bytes_new_take (g_strdup (text), strlen (text) + 1);
  self->checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents);
  if (!parse_name (self, file_name))
    {
      fail_schema (error, _("%s is not the name of a migration."), file_name);
      return NULL;
    }
  if (!parse_header (self))
    {
      fail_schema (error, _("%s does not say the oldest client that may still write."), file_name);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const CopilMigration *left = *(const CopilMigration *const *) a;
  const CopilMigration *right = *(const CopilMigration *const *) b;

  return left->number - right->number;
}

static gboolean
load_file (GPtrArray   *steps,
           const char  *name,
           GError     **error)
{
  g_autofree char *path = g_build_filename (FOLDER, name, NULL);
  g_autoptr (GBytes) contents = copil_resources_lookup (path, error);
  CopilMigration *step;

  if (contents == NULL)
    return FALSE;
  step = copil_migration_parse (name, contents, error);
  if (step == NULL)
    return FALSE;
  g_ptr_array_add (steps, step);
  return TRUE;
}

/* The program was built wrong: its steps must be 1, 2, 3... */
static gboolean
check_sequence (GPtrArray  *steps,
                GError    **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const CopilMigration *step = g_ptr_array_index (steps, i);

      if (step->number != (int) i + 1)
        return fail_schema (error, _("The migrations of this program are not numbered in "
                                     "sequence: see %s."), step->name);
    }
  return TRUE;
}

static char **
list_files (void)
{
  copil_resources_register ();
  return g_resources_enumerate_children (COPIL_RESOURCE_PREFIX FOLDER,
                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

GPtrArray *
copil_migration_load (GError **error)
{
  g_autoptr (GPtrArray) steps =
    g_ptr_array_new_with_free_func ((GDestroyNotify) copil_migration_free);
  g_auto (GStrv) names = NULL;

  names = list_files ();
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".sql") && !load_file (steps, names[i], error))
      return NULL;
  g_ptr_array_sort (steps, compare_numbers);
  if (!check_sequence (steps, error))
    return NULL;
  return g_steal_pointer (&steps);
}

int
copil_migration_get_latest (void)
{
  /* Every connection asks: the names tell, the files need not be read. */
  g_auto (GStrv) names = list_files ();
  int latest = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    latest = MAX (latest, g_str_has_suffix (names[i], ".sql") ? atoi (names[i]) : 0);
  return latest;
}

static gboolean
check_applied (const CopilMigration  *shipped,
               const CopilMigration  *applied,
               GError               **error)
{
  if (shipped->number == applied->number && g_str_equal (shipped->checksum, applied->checksum))
    return TRUE;
  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
               _("Step %d of the schema is not the one that was applied to this base: this "
                 "Copil and the base do not go together. Install the version of Copil that "
                 "made the base, or a later one."),
               applied->number);
  return FALSE;
}

/**
 * copil_migration_plan:
 *
 * What was applied must be how what is shipped begins: nothing changed since,
 * nothing left out, nothing unknown.
 */
int
copil_migration_plan (GPtrArray  *shipped,
                      GPtrArray  *applied,
                      GError    **error)
{
  if (applied->len > shipped->len)
    {
      const CopilMigration *last = g_ptr_array_index (applied, applied->len - 1);

      g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
                   _("The base is newer than this Copil (schema %d, this program knows %u): "
                     "upgrade Copil on this computer."),
                   last->number, shipped->len);
      return -1;
    }
  for (guint i = 0; i < applied->len; i++)
    if (!check_applied (g_ptr_array_index (shipped, i), g_ptr_array_index (applied, i), error))
      return -1;
  return (int) applied->len;
}

static gboolean
is_older (const char *version,
          const char *other)
{
  int a[3], b[3];

  /* What cannot be read is not to be trusted with writing. */
  if (!parse_version (version, a) || !parse_version (other, b))
    return TRUE;
  for (int i = 0; i < 3; i++)
    if (a[i] != b[i])
      return a[i] < b[i];
  return FALSE;
}

/**
 * copil_migration_check_client:
 * @client: its version of Copil
 * @client_schema: the schema number it was built for
 * @server: that of the base
 * @oldest_client: what the last step of the base says
 *
 * An older client may go on as long as the base says so, so that an upgrade
 * does not stop every station; a newer one never writes into a schema that
 * lacks what it relies on.
 */
gboolean
copil_migration_check_client (const char  *client,
                              int          client_schema,
                              int          server,
                              const char  *oldest_client,
                              GError     **error)
{
  if (server < client_schema)
    g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
                 _("This Copil is newer than the base (schema %d, this program wants %d): ask the "
                   "administrator of the base to upgrade it (copilctl db migrate)."),
                 server, client_schema);
  else if (is_older (client, oldest_client))
    g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
                 _("This Copil (%s) is too old for the base, which wants version %s at least: "
                   "upgrade Copil on this computer."),
                 client, oldest_client);
  else
    return TRUE;
  return FALSE;
}

gboolean
copil_migration_check_us (int          server,
                          const char  *oldest_client,
                          GError     **error)
{
  return copil_migration_check_client (COPIL_VERSION, copil_migration_get_latest (), server,
                                       oldest_client, error);
}
