/* rows.h: JSON of the base taken apart into rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record-set.h"

G_BEGIN_DECLS

/* One row as the base answered it. */
typedef struct
{
  const char *kind;     /* interned */
  char       *id;
  gint64      revision; /* 0 where rows have none */
  char       *text;     /* GRefString */
  JsonObject *document;
} CopilRow;

void       copil_row_free      (CopilRow        *self);
/* (transfer full) (nullable): @text as an object; NULL when it is none. */
JsonObject *copil_row_parse    (const char      *text);
/* Takes the rows in; @all: the base has no others. Nothing is told before a commit. */
void       copil_rows_put      (GPtrArray       *rows,
                                CopilRecordSet  *set,
                                gboolean         all);
/* (transfer full) (element-type CopilRow) (nullable): the answer of copil.committee_document(), or
 * of copil.committee_list(): each member that is a list of objects with an id gives rows of a
 * kind, "seats" of kind "seat"; "committee" is a row of that kind, with the member "rules". Each
 * row gets the field "_place", where it stood in its list. NULL when it is not JSON. */
GPtrArray *copil_rows_of_committee (const char  *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilRow, copil_row_free)

G_END_DECLS
