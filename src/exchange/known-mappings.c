/* known-mappings.c: the mappings that come with the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/recognise.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"
#include "core/resources.h"
#include "exchange/placement.h"

#define FOLDER "/org/copil/Copil/mapping"
#define MAX_HEADER_ROWS 40

static gboolean
row_has_headers (CopilSheet   *sheet,
                 CopilMapping *mapping,
                 guint         row)
{
  CopilMapping probe = *mapping;

  probe.header_row = row;
  for (guint i = 0; mapping->recognise_headers[i] != NULL; i++)
    if (copil_sheet_find_header (sheet, &probe, mapping->recognise_headers[i]) < 0)
      return FALSE;
  return TRUE;
}

static gboolean
find_header_row (CopilSheet   *sheet,
                 CopilMapping *mapping,
                 guint        *found)
{
  guint n_rows = MIN (copil_sheet_get_n_rows (sheet), MAX_HEADER_ROWS);

  if (mapping->header_row != G_MAXUINT)
    {
      *found = mapping->header_row;
      return *found < n_rows && (mapping->recognise_headers == NULL ||
                                 row_has_headers (sheet, mapping, *found));
    }
  if (mapping->recognise_headers == NULL)
    {
      *found = mapping->header_rows - 1;
      return *found < n_rows;
    }
  for (*found = mapping->header_rows - 1; *found < n_rows; (*found)++)
    if (row_has_headers (sheet, mapping, *found))
      return TRUE;
  return FALSE;
}

/* In the first rows or the name of the sheet. */
static gboolean
has_text (CopilSheet *sheet,
          const char *wanted)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) head = NULL;

  if (wanted == NULL)
    return TRUE;
  folded = copil_fold (wanted);
  head = g_string_new (copil_sheet_get_name (sheet));
  for (guint row = 0; row < MIN (copil_sheet_get_n_rows (sheet), 12u); row++)
    for (guint column = 0; column < MIN (copil_sheet_get_length (sheet, row), 6u); column++)
      g_string_append_printf (head, " %s", copil_sheet_get (sheet, row, column)->text);
  {
    g_autofree char *all = copil_fold (head->str);

    return strstr (all, folded) != NULL;
  }
}

/* Whether every place of the mapping is on this sheet; fills in its row of headers. */
static gboolean
fits (CopilMapping *mapping,
      CopilSheet   *sheet)
{
  guint row;

  if (mapping->sheet != NULL && g_strcmp0 (mapping->sheet, copil_sheet_get_name (sheet)) != 0)
    return FALSE;
  if (!has_text (sheet, mapping->recognise_text) || !find_header_row (sheet, mapping, &row))
    return FALSE;
  mapping->header_row = row;
  return TRUE;
}

gboolean
copil_mapping_apply (CopilMapping  *mapping,
                     CopilWorkbook *workbook,
                     CopilSheet   **sheet,
                     GError       **error)
{
  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      *sheet = g_ptr_array_index (workbook->sheets, i);
      if (fits (mapping, *sheet))
        return TRUE;
    }
  *sheet = NULL;
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
               _("No sheet of this file fits the mapping “%s”."),
               mapping->name != NULL ? mapping->name : "");
  return FALSE;
}

GPtrArray *
copil_mapping_load_known (void)
{
  GPtrArray *known = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_mapping_free);
  g_auto (GStrv) names = NULL;

  copil_resources_register ();
  names = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER "/", names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr (GError) error = NULL;
      CopilMapping *mapping = copil_mapping_parse (g_bytes_get_data (bytes, NULL),
                                                   (gssize) g_bytes_get_size (bytes), &error);

      if (mapping == NULL)
        g_error ("%s: %s", path, error->message);
      g_ptr_array_add (known, mapping);
    }
  return known;
}
