/* commune-table.c: the communes of France, the stones every perimeter is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "commune-table"
#include "config.h"

#include "exchange/commune-table.h"

#include <math.h>
#include <string.h>

#include "core/resources.h"

struct _CopilCommuneTable
{
  gatomicrefcount ref_count;
  char           *text;    /* every string of an entry points into it */
  GArray         *entries; /* CopilCommune, in the order of codes */
  GHashTable     *by_code; /* code, current or former -> index + 1 */
};

/* Columns of the file, in order. */
enum
{
  COLUMN_CODE,
  COLUMN_BASIN,
  COLUMN_POPULATION,
  COLUMN_LONGITUDE,
  COLUMN_LATITUDE,
  COLUMN_NAME,
  COLUMN_FORMER,
  N_COLUMNS
};

static double
parse_degrees (const char *text)
{
  return *text == '\0' ? NAN : g_ascii_strtod (text, NULL);
}

/* Cuts a line in place; FALSE when it has not the columns it should. */
static gboolean
split_line (char  *line,
            char **columns)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      columns[i] = line;
      line = strchr (line, '\t');
      if ((line == NULL) != (i == N_COLUMNS - 1))
        return FALSE;
      if (line != NULL)
        *line++ = '\0';
    }
  return TRUE;
}

static void
add_former_codes (CopilCommuneTable *self,
                  char              *codes)
{
  for (char *rest = codes; *rest != '\0';)
    {
      char *end = strchr (rest, ' ');

      if (end != NULL)
        *end = '\0';
      g_hash_table_insert (self->by_code, rest, GUINT_TO_POINTER (self->entries->len));
      rest = end != NULL ? end + 1 : rest + strlen (rest);
    }
}

static void
add_line (CopilCommuneTable *self,
          char             **columns)
{
  CopilCommune commune = {
    .code = columns[COLUMN_CODE],
    .name = columns[COLUMN_NAME],
    .basin = columns[COLUMN_BASIN],
    .population = (int) g_ascii_strtoll (columns[COLUMN_POPULATION], NULL, 10),
    .longitude = parse_degrees (columns[COLUMN_LONGITUDE]),
    .latitude = parse_degrees (columns[COLUMN_LATITUDE]),
  };

  /* Overseas, a department has three figures. */
  g_strlcpy (commune.department, commune.code, g_str_has_prefix (commune.code, "97") ? 4 : 3);
  g_array_append_val (self->entries, commune);
  g_hash_table_insert (self->by_code, columns[COLUMN_CODE],
                       GUINT_TO_POINTER (self->entries->len));
  add_former_codes (self, columns[COLUMN_FORMER]);
}

/**
 * copil_commune_table_parse:
 * @bytes: tab separated lines under a title line: code, bassin, population, longitude,
 *   latitude, name, former codes separated by spaces
 *
 * Returns: (transfer full) (nullable): the table
 */
CopilCommuneTable *
copil_commune_table_parse (GBytes  *bytes,
                           GError **error)
{
  g_autoptr (CopilCommuneTable) self = g_new0 (CopilCommuneTable, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *columns[N_COLUMNS];

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strndup (data != NULL ? data : "", size);
  self->entries = g_array_new (FALSE, FALSE, sizeof (CopilCommune));
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (char *line = strchr (self->text, '\n'), *next; line != NULL && line[1] != '\0'; line = next)
    {
      line++;
      next = strchr (line, '\n');
      if (next != NULL)
        *next = '\0';
      if (!split_line (line, columns) || strlen (columns[COLUMN_CODE]) != 5)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "commune table: line %u is damaged", self->entries->len + 2);
          return NULL;
        }
      add_line (self, columns);
    }
  return g_steal_pointer (&self);
}

/**
 * copil_commune_table_get_shipped:
 *
 * The communes of the official code the program comes with; read at the first call and kept.
 *
 * Returns: (transfer full) (nullable): the table
 */
CopilCommuneTable *
copil_commune_table_get_shipped (GError **error)
{
  static GMutex mutex;
  static CopilCommuneTable *shipped = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (shipped == NULL)
    {
      g_autoptr (GBytes) bytes = copil_resources_lookup ("territory/communes.tsv", error);

      if (bytes == NULL)
        return NULL;
      shipped = copil_commune_table_parse (bytes, error);
    }
  return shipped != NULL ? copil_commune_table_ref (shipped) : NULL;
}

CopilCommuneTable *
copil_commune_table_ref (CopilCommuneTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
copil_commune_table_unref (CopilCommuneTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_code);
  g_array_unref (self->entries);
  g_free (self->text);
  g_free (self);
}

guint
copil_commune_table_get_size (CopilCommuneTable *self)
{
  return self->entries->len;
}

const CopilCommune *
copil_commune_table_get (CopilCommuneTable *self,
                         guint              index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &g_array_index (self->entries, CopilCommune, index);
}

guint
copil_commune_table_rank (CopilCommuneTable  *self,
                          const CopilCommune *commune)
{
  return (guint) (commune - (const CopilCommune *) self->entries->data);
}

/**
 * copil_commune_table_find:
 * @code: a code of today, or that of a commune since merged, delegated or associated, or of a
 *   municipal district of Paris, Lyon or Marseille
 *
 * Returns: (transfer none) (nullable): the commune of today
 */
const CopilCommune *
copil_commune_table_find (CopilCommuneTable *self,
                          const char        *code)
{
  guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_code, code));

  return rank == 0 ? NULL : copil_commune_table_get (self, rank - 1);
}
