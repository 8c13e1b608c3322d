/* file-reading.h: a file as somebody looks at it before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"
#include "exchange/placement.h"
#include "exchange/recognise.h"

G_BEGIN_DECLS

/**
 * CopilFileReading:
 * @name: of the file, without its folder
 * @workbook: its cells
 * @sheet: the one that @mapping is for
 * @mapping: what was understood, whole or not
 * @doubt: what is missing to it
 * @placement: (nullable): the observations; NULL in doubt, or when the mapping does not fit
 * @problem: (nullable): then, why it does not
 * @composition: the file says which commune lies in which perimeter: no figures, a perimeter set
 *
 * Made and changed in a thread, and handed over: one thread has it at a time.
 */
typedef struct
{
  char           *name;
  CopilWorkbook  *workbook;
  CopilSheet     *sheet;
  CopilMapping   *mapping;
  CopilDoubt      doubt;
  CopilPlacement *placement;
  GError         *problem;
  gboolean        composition;
} CopilFileReading;

void              copil_file_reading_free        (CopilFileReading     *self);

/* Reads @file and finds out what it is. An error when it is no table at all, is empty or too
 * large. @territories and @catalogue are those of the base it is for. */
void              copil_file_reading_new_async   (GFile                *file,
                                                  CopilTerritoryList   *territories,
                                                  CopilCatalogue       *catalogue,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
/* Places it anew by @mapping (transfer full), of which "sheet" names the sheet. @self (transfer
 * full) comes back by copil_file_reading_finish(). */
void              copil_file_reading_place_async (CopilFileReading     *self,
                                                  CopilMapping         *mapping,
                                                  CopilTerritoryList   *territories,
                                                  CopilCatalogue       *catalogue,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CopilFileReading *copil_file_reading_finish      (GAsyncResult         *result,
                                                  GError              **error);

/* (transfer full) (element-type utf8): who makes the measures that the placed cells are of. */
GPtrArray        *copil_file_reading_get_producers (CopilFileReading   *self,
                                                    CopilCatalogue     *catalogue);
/* Whether a file that holds no figures says which commune lies where; blocks. */
gboolean          copil_workbook_is_composition  (CopilWorkbook        *workbook);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilFileReading, copil_file_reading_free)

G_END_DECLS
