/* compare.h: one indicator in many territories, computed once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"

G_BEGIN_DECLS

/**
 * CopilComparer:
 *
 * The figures of all territories at one period, kept until the cube changes: what ranks,
 * quantiles of peers and classes of a map are made of. A page asks for the same few again and
 * again; each costs some tens of microseconds at national volume.
 */
#define COPIL_TYPE_COMPARER (copil_comparer_get_type ())
G_DECLARE_FINAL_TYPE (CopilComparer, copil_comparer, COPIL, COMPARER, GObject)

CopilComparer     *copil_comparer_new       (CopilCube             *cube);
CopilCube         *copil_comparer_get_cube  (CopilComparer         *self);

/* By index of territory; valid until the next change of the cube. */
const CopilFigure *copil_comparer_slice     (CopilComparer         *self,
                                             const CopilIndicator  *indicator,
                                             CopilPeriod            period);
/* Values of @territories (element-type CopilTerritory), NAN where there is none, into the
 * caller's array; returns how many there are. */
guint              copil_comparer_values    (CopilComparer         *self,
                                             const CopilIndicator  *indicator,
                                             GPtrArray             *territories,
                                             CopilPeriod            period,
                                             double                *values);
/* @probabilities, each 0 to 1, give as many quantiles; NAN without any value. */
void               copil_comparer_quantiles (CopilComparer         *self,
                                             const CopilIndicator  *indicator,
                                             GPtrArray             *territories,
                                             CopilPeriod            period,
                                             const double          *probabilities,
                                             guint                  n,
                                             double                *quantiles);
/* The place of @territory among those of @territories that have a value, from 1, best first in
 * the direction wanted (greatest first without one); equal values share the better place.
 * 0 when it has no value, or when the indicator is never put in order. @of: (out): among how
 * many. */
guint              copil_comparer_rank      (CopilComparer         *self,
                                             const CopilIndicator  *indicator,
                                             GPtrArray             *territories,
                                             const CopilTerritory  *territory,
                                             CopilPeriod            period,
                                             guint                 *of);
/* (transfer full) (element-type double): every value of @territories in the @n periods from
 * @first on: the ground of classes that stay the same from month to month. */
GArray            *copil_comparer_pool      (CopilComparer         *self,
                                             const CopilIndicator  *indicator,
                                             GPtrArray             *territories,
                                             CopilPeriod            first,
                                             guint                  n);

G_END_DECLS
