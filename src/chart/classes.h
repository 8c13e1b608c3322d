/* classes.h: where to cut a set of values for a map
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilClassing:
 * @COPIL_CLASSING_QUANTILE: as many values in each class
 * @COPIL_CLASSING_EQUAL: classes as wide as each other
 * @COPIL_CLASSING_JENKS: the cuts that leave least variation inside classes
 */
typedef enum
{
  COPIL_CLASSING_QUANTILE,
  COPIL_CLASSING_EQUAL,
  COPIL_CLASSING_JENKS,
} CopilClassing;

#define COPIL_MAX_BOUNDS 4

/* The bounds between at most @n_classes (1 to 5) classes of @values, as round as keeps them
 * apart and no finer than @decimals; NAN values do not count. Returns how many bounds are in
 * @bounds: fewer when values are few or alike. Class i holds bounds[i - 1] <= value < bounds[i].
 *
 * For classes that stay from one month to the next, give the values of all months at once. */
guint copil_classes_compute (CopilClassing  method,
                             const double  *values,
                             gsize          n_values,
                             guint          n_classes,
                             int            decimals,
                             double         bounds[COPIL_MAX_BOUNDS]);
guint copil_classes_find    (const double  *bounds,
                             guint          n_bounds,
                             double         value);

G_END_DECLS
