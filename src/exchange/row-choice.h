/* row-choice.h: which rows of a file to keep, as a person writes it: "column=value"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/mapping.h"

G_BEGIN_DECLS

/* Adds the rule that @text says to @keep; FALSE when it is not of the form. */
gboolean copil_row_choice_add      (GPtrArray  *keep,
                                    const char *text);
/* (nullable) (transfer full): the text of the one rule of @keep; NULL when there is none, or
 * when they say more than one column and one value. */
char    *copil_row_choice_describe (GPtrArray  *keep);

G_END_DECLS
