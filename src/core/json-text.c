/* json-text.c: JSON that is text throughout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/json-text.h"

gboolean
copil_json_is_text (JsonNode *root)
{
  g_autofree char *again = json_to_string (root, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();

  return g_utf8_validate (again, -1, NULL) && json_parser_load_from_data (parser, again, -1, NULL);
}
