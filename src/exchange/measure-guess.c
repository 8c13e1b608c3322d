/* measure-guess.c: which measure a title or a header speaks of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/measure-guess.h"

#include <string.h>

#include "core/fold.h"

/* Words too small to tell one measure from another. */
static const char *const small_words[] = { "de", "du", "des", "d", "la", "le", "les", "l", "a",
                                           "au", "aux", "en", "et", "par", "sur", "un", "une", NULL };

static gboolean
has_word (GStrv       words,
          const char *wanted)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (wanted);

      /* A plural or a gender more is the same word. */
      if (strncmp (words[i], wanted, length) == 0 && strlen (words[i]) <= length + 2)
        return TRUE;
    }
  return FALSE;
}

/* Number of telling words of @name, when every one of them is among @words; else 0. */
static guint
count_common (GStrv       words,
              const char *name)
{
  g_autofree char *folded = copil_fold (name);
  g_auto (GStrv) wanted = g_strsplit (folded, " ", -1);
  guint n = 0;

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (g_strv_contains (small_words, wanted[i]))
        continue;
      if (!has_word (words, wanted[i]))
        return 0;
      n++;
    }
  return n;
}

const CopilMeasure *
copil_guess_measure (CopilCatalogue *catalogue,
                     const char     *text)
{
  g_autofree char *folded = copil_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  const CopilMeasure *best = NULL;
  guint most = 0;

  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      const CopilMeasure *measure = copil_catalogue_get_measure (catalogue, i);
      guint n = MAX (count_common (words, measure->name), count_common (words, measure->code));

      if (n > most)
        {
          most = n;
          best = measure;
        }
    }
  return best;
}

gboolean
copil_measure_is_share (CopilCatalogue     *catalogue,
                        const CopilMeasure *measure)
{
  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *one = copil_catalogue_get_indicator (catalogue, i);

      if (one->formula == COPIL_FORMULA_PUBLISHED && g_str_equal (one->unit, "%") &&
          one->numerators != NULL && one->numerators->len > 0 &&
          g_array_index (one->numerators, guint, 0) == measure->index)
        return TRUE;
    }
  return FALSE;
}
