/* json-text.h: JSON that is text throughout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whether what json-glib read can be written and read again. It takes escapes that JSON does not
 * have ("\333") and makes bytes of them that are no text. */
gboolean copil_json_is_text    (JsonNode   *root);
/* Whether json-glib may read it: it reads by recursion, and what is nested without end would exhaust
 * the stack. */
gboolean copil_json_is_shallow (const char *json,
                                gsize       length);

G_END_DECLS
