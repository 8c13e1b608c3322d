/* sentence.c: the turns of phrase that text alternatives share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/sentence.h"

#include <string.h>

static char *
with_first (const char *text,
            gunichar    first)
{
  char bytes[7] = { 0 };

  g_unichar_to_utf8 (first, bytes);
  return g_strconcat (bytes, g_utf8_next_char (text), NULL);
}

char *
copil_sentence_capitalise (const char *text)
{
  return *text ? with_first (text, g_unichar_toupper (g_utf8_get_char (text))) : g_strdup ("");
}

char *
copil_sentence_lower (const char *text)
{
  const char *second = *text ? g_utf8_next_char (text) : text;

  if (*second == '\0' || !g_unichar_islower (g_utf8_get_char (second)))
    return g_strdup (text);
  return with_first (text, g_unichar_tolower (g_utf8_get_char (text)));
}

char *
copil_sentence_subject (const CopilChartHead *head,
                        const char           *name)
{
  g_autofree char *lower = copil_sentence_lower (head->title);

  if (name == NULL || *name == '\0' || strstr (head->title, name) != NULL)
    return g_strdup (head->title);
  return *head->title ? g_strconcat (name, ", ", lower, NULL) : g_strdup (name);
}

char *
copil_sentence_number (guint    n,
                       gboolean feminine)
{
  static const char *const words[] = { "aucun", "un",   "deux", "trois", "quatre",
                                       "cinq",  "six",  "sept", "huit",  "neuf",
                                       "dix",   "onze", "douze" };

  if (n == 0 && feminine)
    return g_strdup ("aucune");
  if (n == 1 && feminine)
    return g_strdup ("une");
  return n < G_N_ELEMENTS (words) ? g_strdup (words[n]) : g_strdup_printf ("%u", n);
}
