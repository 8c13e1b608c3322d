/* row-choice.c: which rows of a file to keep, as a person writes it: "column=value"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/row-choice.h"

#include <string.h>

gboolean
copil_row_choice_add (GPtrArray  *keep,
                      const char *text)
{
  const char *equal = strchr (text, '=');
  g_autofree char *name = equal != NULL ? g_strndup (text, (gsize) (equal - text)) : NULL;
  CopilRowRule *rule;

  if (name == NULL || *g_strstrip (name) == '\0')
    return FALSE;
  rule = g_new0 (CopilRowRule, 1);
  rule->name = g_steal_pointer (&name);
  rule->values = g_new0 (char *, 2);
  rule->values[0] = g_strstrip (g_strdup (equal + 1));
  g_ptr_array_add (keep, rule);
  return TRUE;
}

char *
copil_row_choice_describe (GPtrArray *keep)
{
  const CopilRowRule *rule = keep->len == 1 ? g_ptr_array_index (keep, 0) : NULL;

  if (rule == NULL || rule->name == NULL || rule->values == NULL
      || g_strv_length (rule->values) != 1)
    return NULL;
  return g_strdup_printf ("%s=%s", rule->name, rule->values[0]);
}
