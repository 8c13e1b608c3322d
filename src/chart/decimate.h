/* decimate.h: as many points as there are pixels, without losing a peak
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a run of points spans, and where its extremes are first met. */
typedef struct
{
  double low, high; /* high < low: none of them is a number */
  gsize  at_low, at_high;
} CopilSpan;

/**
 * CopilExtremes:
 *
 * The extremes of blocks of values, found in one pass: those of any run then cost what its ends
 * and its blocks do, however often the drawing is resized or zoomed. NAN does not count.
 */
typedef struct _CopilExtremes CopilExtremes;

/* @values are not copied. */
CopilExtremes *copil_extremes_new  (const double        *values,
                                    gsize                n);
void           copil_extremes_free (CopilExtremes       *self);
/* Of values[from..to[. */
CopilSpan      copil_extremes_span (const CopilExtremes *self,
                                    gsize                from,
                                    gsize                to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilExtremes, copil_extremes_free)

G_END_DECLS
