/* data-table.h: the table twin of a chart, sortable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilDataTable:
 *
 * Rows of strings under their header. A column whose cells are figures is set to the right and
 * sorts by value; words that stand for a missing value come last in both directions.
 */
#define COPIL_TYPE_DATA_TABLE (copil_data_table_get_type ())
G_DECLARE_FINAL_TYPE (CopilDataTable, copil_data_table, COPIL, DATA_TABLE, GtkWidget)

GtkWidget *copil_data_table_new      (void);
/* @rows: (element-type GStrv): the first one is the header. Columns stay when the header is the
 * same as before, with their order. */
void       copil_data_table_set_rows (CopilDataTable *self,
                                      const char     *name,
                                      GPtrArray      *rows);
/* The number that a French cell begins with ("1 234,5 %": 1234.5), NAN for a word. */
double     copil_data_table_parse    (const char     *cell);

G_END_DECLS
