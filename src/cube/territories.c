/* territories.c: the list of territories, out of the base and as one text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/territories.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define N_FIELDS 9

static void
append_field (GString    *document,
              const char *text)
{
  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    g_string_append_c (document, g_ascii_iscntrl (*c) ? ' ' : *c);
  g_string_append_c (document, '\t');
}

void
copil_territories_append (GString    *document,
                          int         id,
                          const char *set,
                          const char *code,
                          const char *name,
                          int         liaison,
                          const char *seat,
                          gint64      population,
                          int         parent_id,
                          gboolean    has_communes)
{
  g_string_append_printf (document, "%d\t", id);
  append_field (document, set);
  append_field (document, code);
  append_field (document, name);
  g_string_append_printf (document, "%d\t", liaison);
  append_field (document, seat);
  g_string_append_printf (document, "%" G_GINT64_FORMAT "\t%d\t%d\n", population, parent_id,
                          has_communes != FALSE);
}

GBytes *
copil_territories_write (CopilResult *rows)
{
  GString *document = g_string_new (NULL);

  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    copil_territories_append (
      document, (int) copil_result_get_int (rows, i, 0), copil_result_get_text (rows, i, 1),
      copil_result_get_text (rows, i, 2), copil_result_get_text (rows, i, 3),
      (int) copil_result_get_int (rows, i, 4), copil_result_get_text (rows, i, 5),
      copil_result_get_int (rows, i, 6), (int) copil_result_get_int (rows, i, 7),
      copil_result_get_bool (rows, i, 8));
  return g_string_free_to_bytes (document);
}

/* Splits @line in place. */
static gboolean
split_fields (char  *line,
              char  *fields[N_FIELDS])
{
  guint n = 0;

  for (char *next = line; next != NULL && n < N_FIELDS; n++)
    {
      char *tab = strchr (next, '\t');

      fields[n] = next;
      if (tab != NULL)
        *tab = '\0';
      next = tab != NULL ? tab + 1 : NULL;
    }
  return n == N_FIELDS && strlen (fields[N_FIELDS - 1]) == 1;
}

static gboolean
parse_int (const char *text,
           gint64      min,
           gint64      max,
           gint64     *number)
{
  return g_ascii_string_to_signed (text, 10, min, max, number, NULL);
}

static gboolean
parse_line (CopilTerritoryList *list,
            char               *line)
{
  gint64 id, liaison, population, parent, communes;
  char *fields[N_FIELDS];

  if (!split_fields (line, fields) || !parse_int (fields[0], 1, G_MAXINT, &id)
      || !parse_int (fields[4], 0, 99, &liaison)
      || !parse_int (fields[6], 0, G_MAXINT64, &population)
      || !parse_int (fields[7], 0, G_MAXINT, &parent) || !parse_int (fields[8], 0, 1, &communes))
    return FALSE;
  copil_territory_list_add (list, (int) id, fields[1], fields[2], fields[3], (int) liaison,
                            fields[5], population, (int) parent, communes != 0);
  return TRUE;
}

CopilTerritoryList *
copil_territories_parse (const char  *document,
                         gssize       length,
                         GError     **error)
{
  g_autoptr (CopilTerritoryList) list = copil_territory_list_new ();
  g_autofree char *text
    = g_strndup (document, length < 0 ? strlen (document) : (gsize) length);
  guint number = 0;

  for (char *line = text; *line != '\0';)
    {
      char *end = strchr (line, '\n');

      number++;
      if (end != NULL)
        *end = '\0';
      if (end == NULL || !g_utf8_validate (line, -1, NULL) || !parse_line (list, line))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("Line %u of the list of territories is not readable"), number);
          return NULL;
        }
      line = end + 1;
    }
  return copil_territory_list_seal (list, error) ? g_steal_pointer (&list) : NULL;
}

CopilTerritoryList *
copil_territories_read (CopilResult  *rows,
                        GError      **error)
{
  g_autoptr (GBytes) document = copil_territories_write (rows);
  gsize length;
  const char *text = g_bytes_get_data (document, &length);

  return copil_territories_parse (text != NULL ? text : "", (gssize) length, error);
}
