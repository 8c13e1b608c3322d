/* resources.h: the files that are part of the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define COPIL_RESOURCE_PREFIX "/org/copil/Copil/"

void    copil_resources_register (void);
GBytes *copil_resources_lookup   (const char  *name,
                                  GError     **error);

G_END_DECLS
