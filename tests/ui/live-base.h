/* live-base.h: a base with some figures of the Nord, and deliveries one can make
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "test-base.h"

G_BEGIN_DECLS

/* Two years of what the first page of a department needs, in the basins of the Nord, to October
 * 2026; marked as made up. */
TestBase   *live_base_new        (void);
/* libpq's keywords and values for the database. */
GHashTable *live_base_parameters (TestBase   *base);
/* As its producer would: another value of one cell, @factor times what it was. */
void        live_base_deliver    (TestBase   *base,
                                  const char *measure,
                                  const char *basin,
                                  const char *month,
                                  double      factor);

G_END_DECLS
