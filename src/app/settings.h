/* settings.h: what Copil remembers between two starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer none): one for the process. */
GSettings *copil_settings_get (void);

G_END_DECLS
