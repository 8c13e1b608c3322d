/* reading.c: numbers, words of absence and periods, as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/reading.h"

#include <math.h>
#include <string.h>

/* A count of persons or an amount in euros has no more digits than this. */
#define MAX_DIGITS 17

/* In lower case without accents. */
static const struct
{
  const char     *word;
  CopilCellStatus status;
} absences[] = {
  { "", COPIL_CELL_NOT_AVAILABLE },       { "nd", COPIL_CELL_NOT_AVAILABLE },
  { "n.d.", COPIL_CELL_NOT_AVAILABLE },   { "n.d", COPIL_CELL_NOT_AVAILABLE },
  { "nr", COPIL_CELL_NOT_AVAILABLE },     { "ns", COPIL_CELL_NOT_AVAILABLE },
  { "n.s.", COPIL_CELL_NOT_AVAILABLE },   { "na", COPIL_CELL_NOT_AVAILABLE },
  { "n/a", COPIL_CELL_NOT_AVAILABLE },    { "#n/a", COPIL_CELL_NOT_AVAILABLE },
  { "nc", COPIL_CELL_NOT_AVAILABLE },     { "n.c.", COPIL_CELL_NOT_AVAILABLE },
  { "-", COPIL_CELL_NOT_AVAILABLE },      { "--", COPIL_CELL_NOT_AVAILABLE },
  { "–", COPIL_CELL_NOT_AVAILABLE },      { "—", COPIL_CELL_NOT_AVAILABLE },
  { ".", COPIL_CELL_NOT_AVAILABLE },      { "..", COPIL_CELL_NOT_AVAILABLE },
  { "...", COPIL_CELL_NOT_AVAILABLE },    { "…", COPIL_CELL_NOT_AVAILABLE },
  { ":", COPIL_CELL_NOT_AVAILABLE },      { "non disponible", COPIL_CELL_NOT_AVAILABLE },
  { "null", COPIL_CELL_NOT_AVAILABLE },   { "none", COPIL_CELL_NOT_AVAILABLE },
  { "non communique", COPIL_CELL_NOT_AVAILABLE },
  { "non renseigne", COPIL_CELL_NOT_AVAILABLE },
  { "non significatif", COPIL_CELL_NOT_AVAILABLE },
  { "s", COPIL_CELL_SECRET },             { "*", COPIL_CELL_SECRET },
  { "c", COPIL_CELL_SECRET },             { "secret", COPIL_CELL_SECRET },
  { "s.s.", COPIL_CELL_SECRET },          { "secret stat", COPIL_CELL_SECRET },
  { "secret stat.", COPIL_CELL_SECRET },  { "secret statistique", COPIL_CELL_SECRET },
  { "///", COPIL_CELL_NOT_APPLICABLE },   { "//", COPIL_CELL_NOT_APPLICABLE },
  { "so", COPIL_CELL_NOT_APPLICABLE },    { "s.o.", COPIL_CELL_NOT_APPLICABLE },
  { "sans objet", COPIL_CELL_NOT_APPLICABLE },
};

/* "< 5", "<11", "moins de 5": a number that is withheld because it is small. */
static gboolean
is_withheld (const char *text)
{
  static const char *const heads[] = { "<", "≤", "moins de ", "inf. à ", "inférieur à " };
  char *end;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (text, heads[i]))
      {
        guint64 limit;

        text += strlen (heads[i]);
        text += strspn (text, "= ");
        limit = g_ascii_strtoull (text, &end, 10);
        return end > text && *end == '\0' && limit > 0 && limit <= 100;
      }
  return FALSE;
}

static gboolean
find_absence (const char         *text,
              const char * const *missing,
              CopilCellStatus    *status)
{
  g_autofree char *plain = NULL;

  *status = COPIL_CELL_NOT_AVAILABLE;
  if (missing != NULL && g_strv_contains (missing, text))
    return TRUE;
  /* Most cells: no word begins with a digit. */
  if (g_ascii_isdigit (*text))
    return FALSE;
  plain = g_str_to_ascii (text, "fr");
  for (guint i = 0; i < G_N_ELEMENTS (absences); i++)
    if (strcmp (text, absences[i].word) == 0 || g_ascii_strcasecmp (plain, absences[i].word) == 0)
      {
        *status = absences[i].status;
        return TRUE;
      }
  *status = COPIL_CELL_SECRET;
  return is_withheld (text);
}

static gboolean
take_suffix (char       *text,
             const char *suffix)
{
  if (!g_str_has_suffix (text, suffix))
    return FALSE;
  text[strlen (text) - strlen (suffix)] = '\0';
  g_strchomp (text);
  return TRUE;
}

/* What follows a figure and says how firm it is; a footnote says nothing of it. */
static const struct
{
  const char     *mark;
  CopilCellStatus status;
} marks[] = {
  { "(p)", COPIL_CELL_PROVISIONAL }, { "(sd)", COPIL_CELL_PROVISIONAL },
  { "*", COPIL_CELL_PROVISIONAL },   { "(e)", COPIL_CELL_ESTIMATED },
  { "(r)", COPIL_CELL_OBSERVED },    { "(d)", COPIL_CELL_OBSERVED },
  { "(1)", COPIL_CELL_OBSERVED },    { "(2)", COPIL_CELL_OBSERVED },
  { "(3)", COPIL_CELL_OBSERVED },    { "(4)", COPIL_CELL_OBSERVED },
  { "¹", COPIL_CELL_OBSERVED },      { "²", COPIL_CELL_OBSERVED },
  { "³", COPIL_CELL_OBSERVED },
};
/* The same as bare letters: "12,3 r", "12,3p". */
static const struct
{
  const char     *letter;
  CopilCellStatus status;
} letters[] = {
  { "p", COPIL_CELL_PROVISIONAL }, { "sd", COPIL_CELL_PROVISIONAL },
  { "e", COPIL_CELL_ESTIMATED },   { "r", COPIL_CELL_OBSERVED },
};

static CopilCellStatus
take_standing (char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (take_suffix (text, marks[i].mark))
      return marks[i].status;
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      gsize length = strlen (text), tail = strlen (letters[i].letter);

      if (length > tail && g_ascii_strcasecmp (text + length - tail, letters[i].letter) == 0 &&
          strchr ("0123456789 %", text[length - tail - 1]) != NULL)
        {
          text[length - tail] = '\0';
          g_strchomp (text);
          return letters[i].status;
        }
    }
  return COPIL_CELL_OBSERVED;
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == 0x00a0 || c == 0x202f || c == 0x2009 || c == '\'' || c == 0x2019;
}

/* Only digits, '.', ',' and one space for any space, without sign and unit: FALSE otherwise. */
static gboolean
reduce (const char *text,
        GString    *digits,
        gboolean   *negative)
{
  g_autofree char *bare = g_strdup (text);

  while (take_suffix (bare, "%") || take_suffix (bare, "€") || take_suffix (bare, "\u00a0") ||
         take_suffix (bare, "\u202f"))
    ;
  text = bare;
  *negative = *text == '-' || g_str_has_prefix (text, "\u2212");
  if (*negative || *text == '+')
    text = g_utf8_next_char (text);
  while (is_space (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (is_space (c))
        g_string_append_c (digits, ' ');
      else if (c < 0x80 && (g_ascii_isdigit ((char) c) || c == '.' || c == ','))
        g_string_append_c (digits, (char) c);
      else
        return FALSE;
    }
  return digits->len > 0;
}

static guint
count_char (const char *text,
            char        c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* Groups of three after @mark from @text on, up to the end or to @stop. */
static gboolean
is_grouped (const char *text,
            char        mark,
            const char *stop)
{
  gsize head = count_digits (text);

  if (head == 0 || head > 3)
    return FALSE;
  for (text += head; text < stop; text += 4)
    if (*text != mark || count_digits (text + 1) < 3 || (text + 4 < stop && text[4] != mark))
      return FALSE;
  return text == stop;
}

CopilDecimal
copil_guess_decimal (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *point, *comma;
  gboolean negative;

  if (!reduce (text, digits, &negative))
    return COPIL_DECIMAL_UNKNOWN;
  point = strrchr (digits->str, '.');
  comma = strrchr (digits->str, ',');
  if (point != NULL && comma != NULL)
    return point > comma ? COPIL_DECIMAL_POINT : COPIL_DECIMAL_COMMA;
  if (point == NULL && comma == NULL)
    return COPIL_DECIMAL_UNKNOWN;
  /* Several of one mark can only part thousands; a lone one before three digits may do both. */
  if (count_char (digits->str, point != NULL ? '.' : ',') > 1)
    return point != NULL ? COPIL_DECIMAL_COMMA : COPIL_DECIMAL_POINT;
  if (count_digits ((point != NULL ? point : comma) + 1) == 3 && digits->str[0] != '0' &&
      count_digits (digits->str) <= 3 && strchr (digits->str, ' ') == NULL)
    return COPIL_DECIMAL_UNKNOWN;
  return point != NULL ? COPIL_DECIMAL_POINT : COPIL_DECIMAL_COMMA;
}

/* The mark that parts thousands in @digits up to @stop; '\0' when none does; 'x': nonsense. */
static char
find_grouping (const char *digits,
               const char *stop,
               char        decimal)
{
  char other = decimal == '.' ? ',' : '.';

  if (count_digits (digits) == (gsize) (stop - digits))
    return '\0';
  if (is_grouped (digits, ' ', stop))
    return ' ';
  if (is_grouped (digits, other, stop))
    return other;
  return 'x';
}

static CopilReadOutcome
convert (const char *digits,
         char        decimal,
         gboolean    negative,
         double     *value)
{
  const char *mark = strrchr (digits, decimal), *stop = mark != NULL ? mark : strchr (digits, '\0');
  g_autoptr (GString) plain = g_string_new (negative ? "-" : "");

  if (find_grouping (digits, stop, decimal) == 'x' && !(stop == digits && mark != NULL))
    return COPIL_READ_REFUSED;
  if (mark != NULL && (count_digits (mark + 1) == 0 || mark[1 + count_digits (mark + 1)] != '\0'))
    return COPIL_READ_REFUSED;
  for (const char *at = digits; at < stop; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (plain, *at);
  if (plain->len > MAX_DIGITS + 1)
    return COPIL_READ_REFUSED;
  if (mark != NULL)
    g_string_append_printf (plain, ".%s", mark + 1);
  *value = g_ascii_strtod (plain->str, NULL);
  return isfinite (*value) ? COPIL_READ_NUMBER : COPIL_READ_REFUSED;
}

CopilReadOutcome
copil_read_value (const char         *text,
                  CopilDecimal        decimal,
                  const char * const *missing,
                  double             *value,
                  CopilCellStatus    *status)
{
  g_autofree char *bare = g_strdup (text);
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean negative;

  if (find_absence (bare, missing, status))
    return COPIL_READ_ABSENT;
  *status = take_standing (bare);
  if (!reduce (bare, digits, &negative))
    return COPIL_READ_REFUSED;
  if (decimal == COPIL_DECIMAL_UNKNOWN)
    decimal = copil_guess_decimal (bare);
  if (decimal == COPIL_DECIMAL_UNKNOWN && strpbrk (digits->str, ".,") != NULL)
    return COPIL_READ_AMBIGUOUS;
  return convert (digits->str, decimal == COPIL_DECIMAL_POINT ? '.' : ',', negative, value);
}
