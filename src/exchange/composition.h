/* composition.h: which communes make up which perimeter, as a file says it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/commune-table.h"
#include "exchange/sheet.h"

G_BEGIN_DECLS

/* One perimeter. */
typedef struct
{
  char      *code;
  char      *name;
  GPtrArray *communes; /* const CopilCommune, of the table; filled by copil_composition_end() */
} CopilZone;

/**
 * CopilComposition:
 * @table: the communes of today
 * @zones: (element-type CopilZone): in the order of the file
 * @title: what the file calls itself, or NULL
 * @heading: the short heading of the column of perimeters ("ZE2020"), or NULL
 * @date: "2023-01-01" when the file says of which geography it is, or NULL
 * @n_rows: rows that name a commune and a perimeter
 * @n_former: of these, rows that name a commune by a code it has no longer
 * @n_placed: communes of today that lie in a perimeter
 * @unknown: (element-type char*): rows whose commune is not in the table: "ligne 12 : 97501"
 * @divided: (element-type char*): communes of today whose former parts lie in several
 *   perimeters, and the one that was kept
 * @absent: (element-type CopilCommune): communes of today that no row names
 */
typedef struct
{
  CopilCommuneTable *table;
  GPtrArray         *zones;
  char              *title;
  char              *heading;
  char              *date;
  guint              n_rows;
  guint              n_former;
  guint              n_placed;
  GPtrArray         *unknown;
  GPtrArray         *divided;
  GPtrArray         *absent;

  /*< private >*/
  GHashTable        *by_code; /* code of a zone -> its rank + 1 */
  GArray            *placed;  /* by rank of commune: what is known so far */
} CopilComposition;

CopilComposition *copil_composition_new  (CopilCommuneTable *table);
void              copil_composition_free (CopilComposition  *self);
/* One row: the commune of this code belongs to this perimeter. @line: where the file says so. */
void              copil_composition_add  (CopilComposition  *self,
                                          guint              line,
                                          const char        *commune,
                                          const char        *zone,
                                          const char        *name);
/* After the last row. */
void              copil_composition_end  (CopilComposition  *self);

/* The composition that a file holds. @column: (nullable): the heading of the column of
 * perimeters, for a file that has several. */
CopilComposition *copil_composition_read (CopilWorkbook     *workbook,
                                          CopilCommuneTable *table,
                                          const char        *column,
                                          GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilComposition, copil_composition_free)

G_END_DECLS
