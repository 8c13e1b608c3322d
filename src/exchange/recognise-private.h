/* recognise-private.h: what the files that recognise others share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/mapping.h"
#include "exchange/shape.h"

G_BEGIN_DECLS

/* Rules for rows that are sums, codes or notes by the text of their territory. */
void copil_recognise_ignored (CopilLook        *look,
                              const CopilShape *shape,
                              CopilMapping     *mapping);
/* Rules for columns of kinds of which one is the whole: it alone is kept. */
void copil_recognise_kept    (CopilLook        *look,
                              const CopilShape *shape,
                              CopilMapping     *mapping);

G_END_DECLS
