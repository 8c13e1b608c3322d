/* territory-import.h: a further perimeter set out of somebody's file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/connection.h"
#include "exchange/composition.h"

G_BEGIN_DECLS

/**
 * CopilTerritoryOptions:
 * @set: (nullable): code of the set ("ze2020"); NULL: from the heading of its column
 * @name: (nullable): its name; NULL: the title of the file, else its heading
 * @column: (nullable): heading of the column of perimeters, where several could be it
 * @source: (nullable): who made the list; NULL: the name of the file
 * @licence: (nullable): NULL: "non précisée"
 */
typedef struct
{
  char *set;
  char *name;
  char *column;
  char *source;
  char *licence;
} CopilTerritoryOptions;

/**
 * CopilTerritoryImport:
 * @set: code of the set
 * @name: its name
 * @composition: what the file says, and what of it was not understood
 * @n_outlines: how many of its perimeters have an outline
 * @shapeless: (element-type char*): names of those without
 * @document: what copil.territory_load() takes
 * @command: UUID under which it is sent, and sent again
 *
 * A file read, and drawn, and not yet sent: a dry run ends here.
 */
typedef struct
{
  char             *set;
  char             *name;
  CopilComposition *composition;
  guint             n_outlines;
  GPtrArray        *shapeless;
  char             *document;
  char             *command;
} CopilTerritoryImport;

void                  copil_territory_import_async  (const char                  *path,
                                                     const CopilTerritoryOptions *options,
                                                     CopilProgress               *progress,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
CopilTerritoryImport *copil_territory_import_finish (GAsyncResult                *result,
                                                     GError                     **error);
void                  copil_territory_import_send_async
                                                    (const CopilTerritoryImport  *self,
                                                     CopilConnection             *connection,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);
gboolean              copil_territory_import_send_finish
                                                    (GAsyncResult                *result,
                                                     gboolean                    *changed,
                                                     GError                     **error);
void                  copil_territory_import_free   (CopilTerritoryImport        *self);
/* (transfer full): what was read, placed and refused, in French: one line a sentence. */
char                 *copil_territory_import_report (const CopilTerritoryImport  *self,
                                                     guint                        max_items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilTerritoryImport, copil_territory_import_free)

G_END_DECLS
