/* territory-shipped.h: the territories the program comes with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The four sets, in the order they must be loaded: "france", "region", "departement",
 * "bassin", NULL. */
const char *const *copil_territory_shipped_sets     (void);

char              *copil_territory_shipped_document (const char  *set,
                                                     GError     **error);

G_END_DECLS
