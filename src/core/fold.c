/* fold.c: what is left of a name when its spelling does not matter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/fold.h"

#include <string.h>

/* Appends a word, "st" and "ste" in full as the official names write them. */
static void
append_word (GString    *folded,
             const char *word,
             gsize       length)
{
  if (length == 0)
    return;
  if (folded->len > 0)
    g_string_append_c (folded, ' ');
  if (length == 2 && strncmp (word, "st", 2) == 0)
    g_string_append (folded, "saint");
  else if (length == 3 && strncmp (word, "ste", 3) == 0)
    g_string_append (folded, "sainte");
  else
    g_string_append_len (folded, word, (gssize) length);
}

/**
 * copil_fold:
 * @text: a name, valid UTF-8
 *
 * Two spellings of one name have the same fold: lower case, no accent, letters and digits in
 * words separated by one space. "SAINT-DENIS", "St Denis" and "saint’denis" are one.
 *
 * Returns: (transfer full): ASCII; empty when nothing of @text is a letter or a digit
 */
char *
copil_fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "fr");
  g_autoptr (GString) folded = g_string_sized_new (strlen (ascii));
  const char *word = NULL;

  for (char *at = ascii;; at++)
    {
      *at = g_ascii_tolower (*at);
      if (g_ascii_isalnum (*at))
        word = word != NULL ? word : at;
      else if (word != NULL)
        {
          append_word (folded, word, (gsize) (at - word));
          word = NULL;
        }
      if (*at == '\0')
        break;
    }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/**
 * copil_fold_distance:
 * @a: a folded name
 * @b: another
 *
 * Returns: how many letters must be typed, dropped, changed or swapped with the next to make
 *   one of the other (optimal string alignment)
 */
guint
copil_fold_distance (const char *a,
                     const char *b)
{
  gsize width = strlen (b) + 1, height = strlen (a) + 1;
  g_autofree guint *cost = g_new (guint, width * height);

  for (gsize i = 0; i < height; i++)
    for (gsize j = 0; j < width; j++)
      {
        guint *here = &cost[i * width + j], change;

        if (i == 0 || j == 0)
          {
            *here = (guint) (i + j);
            continue;
          }
        change = here[-(gssize) width - 1] + (a[i - 1] != b[j - 1]);
        *here = MIN (MIN (here[-1], here[-(gssize) width]) + 1, change);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          *here = MIN (*here, here[-2 * (gssize) width - 2] + 1);
      }
  return cost[width * height - 1];
}
