/* recognise.h: a mapping for a file that nobody described
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"
#include "exchange/gazetteer.h"
#include "exchange/mapping.h"

G_BEGIN_DECLS

/**
 * copil_recognise:
 * @known: (element-type CopilMapping): those that come with the program; the first that fits wins
 * @measure: (nullable): code of the measure that the values are of, when the caller knows
 * @column: (nullable): name of the column of values to take, of several; with periods across,
 *   the words beside the periods
 * @period: (nullable): of the whole file, when the caller knows
 * @sheet: (out): the sheet that the mapping is for
 *
 * Looks for a row of headers with periods or territories across, or for columns of territories,
 * periods and numbers; then for the measure that the headers, the title or the name speak of.
 *
 * Returns: (transfer full): a mapping to use, to show or to correct; %NULL and what was
 *   understood, what was not, and what to give
 */
CopilMapping *copil_recognise     (CopilWorkbook     *workbook,
                                   CopilGazetteer    *gazetteer,
                                   CopilCatalogue    *catalogue,
                                   GPtrArray         *known,
                                   const char        *measure,
                                   const char        *column,
                                   const CopilPeriod *period,
                                   CopilSheet       **sheet,
                                   GError           **error);
/**
 * CopilDoubt:
 * @COPIL_DOUBT_NONE: the mapping is whole
 * @COPIL_DOUBT_SHAPE: no table of territories was found
 * @COPIL_DOUBT_MEASURE: the table is understood, not what its values are of
 * @COPIL_DOUBT_PERIOD: nothing says of which period they are
 */
typedef enum
{
  COPIL_DOUBT_NONE,
  COPIL_DOUBT_SHAPE,
  COPIL_DOUBT_MEASURE,
  COPIL_DOUBT_PERIOD,
} CopilDoubt;

/* The same for somebody who can answer: (transfer full): what was understood so far, to be
 * completed where @doubt says. */
CopilMapping *copil_recognise_draft (CopilWorkbook     *workbook,
                                     CopilGazetteer    *gazetteer,
                                     CopilCatalogue    *catalogue,
                                     GPtrArray         *known,
                                     const char        *measure,
                                     const char        *column,
                                     const CopilPeriod *period,
                                     CopilSheet       **sheet,
                                     CopilDoubt        *doubt);
/* Completes a mapping that leaves its sheet or its row of headers open. */
gboolean      copil_mapping_apply (CopilMapping      *mapping,
                                   CopilWorkbook     *workbook,
                                   CopilSheet       **sheet,
                                   GError           **error);
/* The mappings of the program, data/mapping. (element-type CopilMapping) */
GPtrArray    *copil_mapping_load_known (void);

G_END_DECLS
