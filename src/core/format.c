/* format.c: numbers, units and words as French readers write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "later/icu.h"

#define MAX_DECIMALS 6

/* -- Numbers -------------------------------------------------------------------------------- */

/* 0.DIGITS times ten to the power of @point; the first digit is 0, for what rounding carries. */
typedef struct
{
  char digits[20];
  int  n;
  int  point;
} Decimal;

/* The fewest digits that give @size back: what a reader would call its digits. */
static Decimal
read_decimal (double size)
{
  static const char *const formats[] = { "%.14e", "%.15e", "%.16e" };
  Decimal self = { "0", 0, 0 };
  char text[32];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], size);
      if (g_ascii_strtod (text, NULL) == size)
        break;
    }
  self.n = (int) (strchr (text, 'e') - text);
  self.digits[1] = text[0];
  memcpy (&self.digits[2], &text[2], self.n - 2);
  self.point = atoi (&text[self.n + 1]) + 2;
  return self;
}

/* Half away from zero. */
static void
round_decimal (Decimal *self,
               int      decimals)
{
  int keep = MAX (self->point + decimals, 0), last = keep - 1;

  if (keep >= self->n)
    return;
  self->n = keep;
  if (keep == 0 || self->digits[keep] < '5')
    return;
  for (; self->digits[last] == '9'; last--)
    self->digits[last] = '0';
  self->digits[last]++;
}

static gboolean
is_zero (const Decimal *self)
{
  for (int i = 0; i < self->n; i++)
    if (self->digits[i] != '0')
      return FALSE;
  return TRUE;
}

static char
get_digit (const Decimal *self,
           int            i)
{
  return i >= 0 && i < self->n ? self->digits[i] : '0';
}

/* The @left-th digit from the end of a whole number: thousands stand apart. */
static void
append_digit (GString *text,
              char     digit,
              int      left)
{
  g_string_append_c (text, digit);
  if (left > 1 && left % 3 == 1)
    g_string_append (text, COPIL_NNBSP);
}

static void
append_decimal (GString       *text,
                const Decimal *self,
                int            decimals)
{
  int i = 0;

  while (i < self->point - 1 && get_digit (self, i) == '0')
    i++;
  if (self->point <= 0)
    g_string_append_c (text, '0');
  for (; i < self->point; i++)
    append_digit (text, get_digit (self, i), self->point - i);
  if (decimals > 0)
    g_string_append_c (text, ',');
  for (i = self->point; i < self->point + decimals; i++)
    g_string_append_c (text, get_digit (self, i));
}

static char *
format_double (double   value,
               int      decimals,
               gboolean with_sign)
{
  g_autoptr (GString) text = g_string_sized_new (32);
  Decimal decimal = { "1", 1, 1 };

  if (isnan (value))
    return g_strdup ("n.d.");
  decimals = CLAMP (decimals, 0, MAX_DECIMALS);
  if (isfinite (value))
    {
      decimal = read_decimal (fabs (value));
      round_decimal (&decimal, decimals);
    }
  if (!is_zero (&decimal))
    g_string_append (text, value < 0 ? COPIL_MINUS : with_sign ? "+" : "");
  if (isfinite (value))
    append_decimal (text, &decimal, decimals);
  else
    g_string_append (text, "∞");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
copil_format_number (double value,
                     int    decimals)
{
  return format_double (value, decimals, FALSE);
}

char *
copil_format_signed (double value,
                     int    decimals)
{
  return format_double (value, decimals, TRUE);
}

/* -- Units ---------------------------------------------------------------------------------- */

static const struct
{
  const char *plural;
  const char *singular;
} words[] = {
  { "jours", "jour" },
  { "semaines", "semaine" },
  { "ans", "an" },
  { "points", "point" },
  { "pts", "pt" },
  { "personnes", "personne" },
  { "actions", "action" },
  { "contrats", "contrat" },
  { "contacts", "contact" },
  { "heures", "heure" },
};

const char *
copil_format_unit (const char *unit,
                   double      value)
{
  if (!unit)
    return "";
  for (guint i = 0; fabs (value) < 2 && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (unit, words[i].plural))
      return words[i].singular;
  return unit;
}

/* Rounds as the text will be rounded, so that "2,0" is plural and "1,9" singular. */
static double
as_written (double value,
            int    decimals)
{
  double power = pow (10, CLAMP (decimals, 0, MAX_DECIMALS));

  return round (value * power) / power;
}

static char *
with_unit (char       *number,
           const char *unit,
           double      value,
           int         decimals)
{
  g_autofree char *owned = number;

  if (!unit || !*unit || isnan (value))
    return g_steal_pointer (&owned);
  return g_strconcat (owned, COPIL_NBSP, copil_format_unit (unit, as_written (value, decimals)),
                      NULL);
}

char *
copil_format_value (double      value,
                    const char *unit,
                    int         decimals)
{
  return with_unit (copil_format_number (value, decimals), unit, value, decimals);
}

static gboolean
is_percentage (const char *unit)
{
  return unit && g_str_equal (unit, "%");
}

char *
copil_format_change (double      delta,
                     const char *unit,
                     int         decimals)
{
  return with_unit (copil_format_signed (delta, decimals), is_percentage (unit) ? "pts" : unit,
                    delta, decimals);
}

char *
copil_format_magnitude (double      delta,
                        const char *unit,
                        int         decimals)
{
  return copil_format_value (fabs (delta), is_percentage (unit) ? "points" : unit, decimals);
}

/* Three significant digits at most once scaled: 2,6 M but 261 M. */
static int
compact_decimals (double scaled)
{
  return fabs (scaled) < 99.95 && fabs (scaled - round (scaled)) >= 0.05 ? 1 : 0;
}

char *
copil_format_compact (double      value,
                      const char *unit)
{
  static const struct
  {
    double      from;
    double      scale;
    const char *suffix;
  } steps[] = { { 999.5e6, 1e9, "Md" }, { 999.5e3, 1e6, "M" }, { 9999.5, 1e3, "k" } };
  double size = fabs (value);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (isfinite (value) && size >= steps[i].from)
      {
        double scaled = value / steps[i].scale;
        g_autofree char *number = copil_format_number (scaled, compact_decimals (scaled));
        gboolean euro = unit && g_str_equal (unit, "€");

        return g_strconcat (number, COPIL_NBSP, steps[i].suffix,
                            unit && *unit && !euro ? COPIL_NBSP : "", unit ? unit : "", NULL);
      }
  return copil_format_value (value, unit, compact_decimals (value));
}

char *
copil_format_range (double      low,
                    double      high,
                    const char *unit,
                    int         decimals)
{
  g_autofree char *from = copil_format_number (low, decimals);
  g_autofree char *to = copil_format_value (high, unit, decimals);

  return low == high ? g_steal_pointer (&to) : g_strconcat (from, "–", to, NULL);
}

char *
copil_format_bounds (double low,
                     double high,
                     int    decimals)
{
  g_autofree char *from = copil_format_number (low, decimals);
  g_autofree char *to = copil_format_number (high, decimals);

  if (isinf (high))
    return g_strconcat (from, " et plus", NULL);
  if (isinf (low))
    return g_strconcat ("moins de ", to, NULL);
  return g_strconcat (from, "–", to, NULL);
}

/* Whole euros as an integer: a double would lose cents beyond 2^53. */
char *
copil_format_amount (gint64 cents)
{
  guint64 size = cents < 0 ? -(guint64) cents : (guint64) cents;
  g_autoptr (GString) text = g_string_new (cents < 0 ? COPIL_MINUS : NULL);
  char euros[32];
  int n = g_snprintf (euros, sizeof euros, "%" G_GUINT64_FORMAT, size / 100);

  for (int i = 0; i < n; i++)
    append_digit (text, euros[i], n - i);
  g_string_append_printf (text, ",%02u" COPIL_NBSP "€", (guint) (size % 100));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
copil_format_count (gint64      n,
                    const char *singular,
                    const char *plural)
{
  g_autofree char *number = copil_format_number (n, 0);

  return g_strconcat (number, COPIL_NBSP, ABS (n) < 2 ? singular : plural, NULL);
}

char *
copil_format_decision (gint64 year,
                       gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%02" G_GINT64_FORMAT, year, number);
}

char *
copil_format_ordinal (int      n,
                      gboolean feminine)
{
  g_autofree char *number = copil_format_number (n, 0);

  return g_strconcat (number, n != 1 ? "ᵉ" : feminine ? "ʳᵉ" : "ᵉʳ", NULL);
}

char *
copil_format_rank (int rank,
                   int total)
{
  g_autofree char *ordinal = copil_format_ordinal (rank, FALSE);
  g_autofree char *number = copil_format_number (total, 0);

  return g_strconcat (ordinal, " sur" COPIL_NBSP, number, NULL);
}

/* -- Words ---------------------------------------------------------------------------------- */

const char *
copil_format_status (CopilCellStatus status)
{
  switch (status)
    {
    case COPIL_CELL_NOT_AVAILABLE: return "n.d.";
    case COPIL_CELL_NOT_APPLICABLE: return "///";
    case COPIL_CELL_SECRET: return "s";
    case COPIL_CELL_OBSERVED:
    case COPIL_CELL_PROVISIONAL:
    case COPIL_CELL_ESTIMATED:
    default: return "";
    }
}

const char *
copil_format_status_word (CopilCellStatus status)
{
  switch (status)
    {
    case COPIL_CELL_OBSERVED: return "observé";
    case COPIL_CELL_PROVISIONAL: return "provisoire";
    case COPIL_CELL_ESTIMATED: return "estimé";
    case COPIL_CELL_NOT_APPLICABLE: return "sans objet";
    case COPIL_CELL_SECRET: return "secret";
    case COPIL_CELL_NOT_AVAILABLE:
    default: return "non disponible";
    }
}

const char *
copil_format_value_word (CopilCellStatus status)
{
  switch (status)
    {
    case COPIL_CELL_OBSERVED: return "observée";
    case COPIL_CELL_ESTIMATED: return "estimée";
    case COPIL_CELL_SECRET: return "secrète";
    case COPIL_CELL_PROVISIONAL:
    case COPIL_CELL_NOT_APPLICABLE:
    case COPIL_CELL_NOT_AVAILABLE:
    default: return copil_format_status_word (status);
    }
}

char *
copil_format_figure (const CopilFigure *figure,
                     const char        *unit,
                     int                decimals)
{
  if (copil_cell_status_has_value (figure->status))
    return copil_format_value (figure->value, unit, decimals);
  return g_strdup (copil_format_status (figure->status));
}

/* -- Lists and sorting ---------------------------------------------------------------------- */

char *
copil_format_list (const char * const *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; items[i]; i++)
    {
      if (i > 0)
        g_string_append (text, items[i + 1] ? ", " : " et ");
      g_string_append (text, items[i]);
    }
  return g_string_free (text, FALSE);
}

/* Comparing with an open collator is read-only, hence shared by all threads. */
static const UCollator *
get_collator (void)
{
  static gsize collator;

  if (g_once_init_enter (&collator))
    {
      UErrorCode status = U_ZERO_ERROR;
      UCollator *opened = ucol_open ("fr", &status);

      if (U_FAILURE (status))
        g_error ("ICU has no French order: %s", u_errorName (status));
      ucol_setAttribute (opened, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
      ucol_setAttribute (opened, UCOL_STRENGTH, UCOL_QUATERNARY, &status);
      ucol_setAttribute (opened, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
      g_once_init_leave (&collator, (gsize) opened);
    }
  return (const UCollator *) collator;
}

/* The letter that @c sorts as before accents and case are looked at; 0 for a sign that is passed
 * over until then, -1 for what only ICU knows. */
static int
get_base_letter (gunichar c)
{
  static const char latin[] = "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";

  if (g_ascii_isalpha ((char) c) && c < 128)
    return g_ascii_tolower ((char) c);
  if (c == '-' || c == ' ' || c == '\'' || c == 0x2019)
    return 0;
  return c >= 0xC0 && c <= 0xFF && latin[c - 0xC0] != '?' ? latin[c - 0xC0] : -1;
}

/* The next letter of @text, which is moved behind it; 0 at the end. */
static int
take_letter (const char **text)
{
  while (**text != '\0')
    {
      int letter = get_base_letter (g_utf8_get_char (*text));

      *text = g_utf8_next_char (*text);
      if (letter != 0)
        return letter;
    }
  return 0;
}

/* What letters alone decide, as nearly always: the tables of ICU take a megabyte and many times as
 * long. 0 where they do not. */
static int
compare_letters (const char *a,
                 const char *b)
{
  for (;;)
    {
      int left = take_letter (&a), right = take_letter (&b);

      if (left < 0 || right < 0 || (left == 0 && right == 0))
        return 0;
      if (left != right)
        return left - right;
    }
}

int
copil_format_collate (const char *a,
                      const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  int letters = compare_letters (a, b);
  UCollationResult order;

  if (letters != 0)
    return letters;
  order = ucol_strcollUTF8 (get_collator (), a, -1, b, -1, &status);
  return order == UCOL_EQUAL ? strcmp (a, b) : (int) order;
}

int
copil_format_collate_items (gconstpointer a,
                            gconstpointer b)
{
  return copil_format_collate (*(const char * const *) a, *(const char * const *) b);
}
