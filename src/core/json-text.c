/* json-text.c: JSON that is text throughout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/json-text.h"

#define MAX_DEPTH 32

gboolean
copil_json_is_text (JsonNode *root)
{
  g_autofree char *again = json_to_string (root, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();

  return g_utf8_validate (again, -1, NULL) && json_parser_load_from_data (parser, again, -1, NULL);
}

gboolean
copil_json_is_shallow (const char *json,
                       gsize       length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && json[i] == '\\')
        i++;
      else if (json[i] == '"')
        quoted = !quoted;
      else if (!quoted && (json[i] == '[' || json[i] == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (json[i] == ']' || json[i] == '}'))
        depth--;
    }
  return TRUE;
}
