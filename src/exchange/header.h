/* header.h: what the rows of headers say of a column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/mapping.h"

G_BEGIN_DECLS

/**
 * CopilHeader:
 * @has_period: the header names one: the cells below are of it
 * @provisional: and says that they may still change
 * @name: the rest of it, "" when there is none
 */
typedef struct
{
  gboolean    has_period;
  CopilPeriod period;
  gboolean    provisional;
  char       *name;
} CopilHeader;

/* Reads the rows of headers of @column as one text, "2023" above "T1" and "NB CONTRATS 2024-01"
 * alike; an upper row goes on over blanks. @year: (nullable): of months and quarters without
 * one. */
void        copil_header_read    (CopilSheet        *sheet,
                                  guint              header_row,
                                  guint              header_rows,
                                  guint              column,
                                  const CopilPeriod *year,
                                  CopilHeader       *header);
void        copil_header_clear   (CopilHeader       *header);

/* The one period that the rows above @row speak of, as a title: a line that says when it was
 * published does not count. */
gboolean    copil_title_find_period (CopilSheet     *sheet,
                                     guint           row,
                                     CopilPeriod    *period);

/* (transfer full): how a mapping calls a column: its header, "#3" when it has none of its own. */
char       *copil_sheet_name_column (CopilSheet        *sheet,
                                     CopilMapping      *mapping,
                                     guint              column);
/* Index of the column of this name in the rows of headers of @mapping, or -1. */
int         copil_sheet_find_header (CopilSheet        *sheet,
                                     CopilMapping      *mapping,
                                     const char        *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilHeader, copil_header_clear)

G_END_DECLS
