/* advice-row.h: an advice that is asked, in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/record-row.h"

G_BEGIN_DECLS

/* @title: who is asked, or on what. @about: what the title does not say. */
void copil_advice_row_fill (CopilRecordRow *row,
                            CopilRecord    *advice,
                            const char     *title,
                            const char     *about);

G_END_DECLS
