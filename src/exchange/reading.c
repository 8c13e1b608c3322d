/* reading.c: numbers as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/reading.h"

#include <math.h>
#include <string.h>

/* A count of persons or an amount in euros has no more digits than this. */
#define MAX_DIGITS 17

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
  { "(p)", COPIL_CELL_PROVISIONAL },    { "(sd)", COPIL_CELL_PROVISIONAL },
  { "(prov)", COPIL_CELL_PROVISIONAL }, { "(prov.)", COPIL_CELL_PROVISIONAL },
  { "(provisoire)", COPIL_CELL_PROVISIONAL }, { " prov.", COPIL_CELL_PROVISIONAL },
  { "*", COPIL_CELL_PROVISIONAL },      { "(e)", COPIL_CELL_ESTIMATED },
  { "(est)", COPIL_CELL_ESTIMATED },    { "(est.)", COPIL_CELL_ESTIMATED },
  { "(r)", COPIL_CELL_OBSERVED },       { "(d)", COPIL_CELL_OBSERVED },
  { "(1)", COPIL_CELL_OBSERVED },       { "(2)", COPIL_CELL_OBSERVED },
  { "(3)", COPIL_CELL_OBSERVED },       { "(4)", COPIL_CELL_OBSERVED },
  { "¹", COPIL_CELL_OBSERVED },         { "²", COPIL_CELL_OBSERVED },
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

static gboolean
take_mark (char            *text,
           CopilCellStatus *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (take_suffix (text, marks[i].mark))
      {
        /* The more doubtful of several holds: they are in that order. */
        *status = MAX (*status, marks[i].status);
        return TRUE;
      }
  return FALSE;
}

static CopilCellStatus
take_standing (char *text)
{
  CopilCellStatus status = COPIL_CELL_OBSERVED;

  g_strdelimit (text, "[", '(');
  g_strdelimit (text, "]", ')');
  while (take_mark (text, &status))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      gsize length = strlen (text), tail = strlen (letters[i].letter);

      if (length > tail && g_ascii_strcasecmp (text + length - tail, letters[i].letter) == 0 &&
          strchr ("0123456789 %", text[length - tail - 1]) != NULL)
        {
          text[length - tail] = '\0';
          g_strchomp (text);
          return MAX (status, letters[i].status);
        }
    }
  return status;
}

/* "1e+05": as programs write a round number, with all its digits. A spreadsheet writes
 * "1,23E+05" for a number it has cut short. */
static gboolean
read_scientific (const char *text,
                 double     *value)
{
  char *end;
  const char *exponent = strchr (text, 'e');

  if (exponent == NULL || !g_ascii_isdigit (*text) || text[strspn (text, "0123456789.e+-")] != '\0' ||
      (exponent[1] != '+' && exponent[1] != '-') || strlen (exponent) < 4)
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value);
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

  if (copil_read_absence (bare, missing, status))
    return COPIL_READ_ABSENT;
  *status = take_standing (bare);
  if (read_scientific (bare, value))
    return COPIL_READ_NUMBER;
  if (!reduce (bare, digits, &negative))
    return COPIL_READ_REFUSED;
  if (decimal == COPIL_DECIMAL_UNKNOWN)
    decimal = copil_guess_decimal (bare);
  if (decimal == COPIL_DECIMAL_UNKNOWN && strpbrk (digits->str, ".,") != NULL)
    return COPIL_READ_AMBIGUOUS;
  return convert (digits->str, decimal == COPIL_DECIMAL_POINT ? '.' : ',', negative, value);
}
