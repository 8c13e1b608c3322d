/* reading-absence.c: words that stand instead of a figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/reading.h"

#include <string.h>

/* What a whole cell may say instead of a figure, as simplify_word() leaves it. */
static const struct
{
  const char     *word;
  CopilCellStatus status;
} absences[] = {
  { "", COPIL_CELL_NOT_AVAILABLE },     { "nd", COPIL_CELL_NOT_AVAILABLE },
  { "nr", COPIL_CELL_NOT_AVAILABLE },   { "ns", COPIL_CELL_NOT_AVAILABLE },
  { "na", COPIL_CELL_NOT_AVAILABLE },   { "nan", COPIL_CELL_NOT_AVAILABLE },
  { "nc", COPIL_CELL_NOT_AVAILABLE },   { "#na", COPIL_CELL_NOT_AVAILABLE },
  { "-", COPIL_CELL_NOT_AVAILABLE },    { "--", COPIL_CELL_NOT_AVAILABLE },
  { "–", COPIL_CELL_NOT_AVAILABLE },    { "—", COPIL_CELL_NOT_AVAILABLE },
  { ".", COPIL_CELL_NOT_AVAILABLE },    { "..", COPIL_CELL_NOT_AVAILABLE },
  { "...", COPIL_CELL_NOT_AVAILABLE },  { "…", COPIL_CELL_NOT_AVAILABLE },
  { ":", COPIL_CELL_NOT_AVAILABLE },    { "null", COPIL_CELL_NOT_AVAILABLE },
  { "none", COPIL_CELL_NOT_AVAILABLE }, { "s", COPIL_CELL_SECRET },
  { "*", COPIL_CELL_SECRET },           { "**", COPIL_CELL_SECRET },
  { "***", COPIL_CELL_SECRET },         { "c", COPIL_CELL_SECRET },
  { "ss", COPIL_CELL_SECRET },          { "secret", COPIL_CELL_SECRET },
  { "///", COPIL_CELL_NOT_APPLICABLE }, { "//", COPIL_CELL_NOT_APPLICABLE },
  { "so", COPIL_CELL_NOT_APPLICABLE },  { "sans objet", COPIL_CELL_NOT_APPLICABLE },
};

/* The same in words, which agree with what they are said of: "données non disponibles". */
static const struct
{
  const char     *stem;
  CopilCellStatus status;
} phrases[] = {
  { "non disp", COPIL_CELL_NOT_AVAILABLE },   { "non communi", COPIL_CELL_NOT_AVAILABLE },
  { "non renseign", COPIL_CELL_NOT_AVAILABLE }, { "non significati", COPIL_CELL_NOT_AVAILABLE },
  { "non diffus", COPIL_CELL_NOT_AVAILABLE }, { "indisponible", COPIL_CELL_NOT_AVAILABLE },
  { "donnee non ", COPIL_CELL_NOT_AVAILABLE }, { "donnees non ", COPIL_CELL_NOT_AVAILABLE },
  { "secret stat", COPIL_CELL_SECRET },       { "confidentiel", COPIL_CELL_SECRET },
};

static gboolean
is_bracket (char c)
{
  return strchr ("()[]", c) != NULL;
}

/* "(nd)", "[n. d.]", "N/D" and "nd (effectif faible)" are "nd": ASCII, lower case, without what
 * people put around and between few letters. */
static char *
simplify_word (const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, "fr");
  char *start = plain, *comment = strstr (plain, " (");
  gsize letters = 0, length;
  GString *word;

  if (comment != NULL)
    *comment = '\0';
  length = strlen (start);
  if (length > 2 && is_bracket (start[0]) && is_bracket (start[length - 1]))
    {
      start[length - 1] = '\0';
      start++;
    }
  word = g_string_new (start);
  g_string_ascii_down (word);
  for (const char *at = word->str; *at != '\0'; at++)
    letters += g_ascii_isalpha (*at);
  for (gsize i = word->len; letters > 0 && letters <= 3 && i > 0; i--)
    if (strchr (". /", word->str[i - 1]) != NULL)
      g_string_erase (word, (gssize) i - 1, 1);
  return g_string_free (word, FALSE);
}

/* A small number, and what follows it. */
static const char *
skip_small_number (const char *text)
{
  char *end;
  guint64 limit;

  if (!g_ascii_isdigit (*text))
    return NULL;
  limit = g_ascii_strtoull (text, &end, 10);
  return limit > 0 && limit <= 100 ? end : NULL;
}

/* "< 5", "<11", "moins de 5", "1 à 4", "entre 1 et 4": a number withheld because it is small. */
static gboolean
is_withheld (const char *text)
{
  static const char *const heads[] = { "<=", "<", "≤", "moins de ", "inf. à ", "inférieur à ",
                                       "inférieure à ", "inferieur a " };
  static const char *const ranges[] = { " à ", " a ", " et " };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  const char *rest = lower;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (rest, heads[i]))
      {
        rest = skip_small_number (rest + strlen (heads[i]) + strspn (rest + strlen (heads[i]), " "));
        return rest != NULL && *rest == '\0';
      }
  rest += g_str_has_prefix (rest, "entre ") ? strlen ("entre ") : 0;
  rest = skip_small_number (rest);
  for (guint i = 0; rest != NULL && i < G_N_ELEMENTS (ranges); i++)
    if (g_str_has_prefix (rest, ranges[i]))
      {
        rest = skip_small_number (rest + strlen (ranges[i]));
        return rest != NULL && *rest == '\0';
      }
  return FALSE;
}

static gboolean
find_word (const char      *text,
           CopilCellStatus *status)
{
  g_autofree char *plain = simplify_word (text);

  for (guint i = 0; i < G_N_ELEMENTS (absences); i++)
    if (strcmp (text, absences[i].word) == 0 || strcmp (plain, absences[i].word) == 0)
      {
        *status = absences[i].status;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_str_has_prefix (plain, phrases[i].stem))
      {
        *status = phrases[i].status;
        return TRUE;
      }
  return FALSE;
}

gboolean
copil_read_absence (const char         *text,
                    const char * const *missing,
                    CopilCellStatus    *status)
{
  const char *rest = text + strspn (text, "0123456789");

  *status = COPIL_CELL_NOT_AVAILABLE;
  if (missing != NULL && g_strv_contains (missing, text))
    return TRUE;
  /* Most cells are figures; of those that begin with a digit, "1 à 4" alone is a word. */
  if (rest > text && (*rest != ' ' || g_ascii_isdigit (rest[1])))
    return FALSE;
  if (find_word (text, status))
    return TRUE;
  *status = COPIL_CELL_SECRET;
  return is_withheld (text);
}
