/* measure-guess.h: which measure a title or a header speaks of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"

G_BEGIN_DECLS

/* The measure whose code or name stands in @text, in words of any case and accent; of several,
 * the longest name. NULL when none does. */
const CopilMeasure *copil_guess_measure    (CopilCatalogue     *catalogue,
                                            const char         *text);
/* A published share in per cent; counts have no upper end. */
gboolean            copil_measure_is_share (CopilCatalogue     *catalogue,
                                            const CopilMeasure *measure);

G_END_DECLS
