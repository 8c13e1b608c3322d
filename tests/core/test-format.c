/* test-format.c: French numbers, units, dates and words, in whatever locale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/format.h"

#include <locale.h>
#include <math.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define MONTH(year, month) { COPIL_RHYTHM_MONTH, (year) * 12 + (month) - 1 }
#define QUARTER(year, quarter) { COPIL_RHYTHM_QUARTER, (year) * 4 + (quarter) - 1 }
#define YEAR(year) { COPIL_RHYTHM_YEAR, year }

/* In the tables: "~" stands for U+00A0, "_" for U+202F, "-" for U+2212. */
static void
assert_text (char       *text,
             const char *expected)
{
  g_autofree char *owned = text;
  g_autoptr (GString) wanted = g_string_new (expected);

  g_string_replace (wanted, "~", "\u00A0", 0);
  g_string_replace (wanted, "_", "\u202F", 0);
  g_string_replace (wanted, "-", "\u2212", 0);
  g_assert_cmpstr (owned, ==, wanted->str);
}

static void
test_numbers (void)
{
  static const struct
  {
    double      value;
    int         decimals;
    const char *plain;
    const char *with_sign;
  } cases[] = {
    { 1234.5, 1, "1_234,5", "+1_234,5" },
    { 1234567, 0, "1_234_567", "+1_234_567" },
    { 62.75, 1, "62,8", "+62,8" },
    { 0.285, 2, "0,29", "+0,29" },
    { -2, 1, "-2,0", "-2,0" },
    { -0.04, 1, "0,0", "0,0" },
    { 0, 0, "0", "0" },
    { -1234.55, 1, "-1_234,6", "-1_234,6" },
    { 999.96, 1, "1_000,0", "+1_000,0" },
    { 2.5, 0, "3", "+3" },
    { -2.5, 0, "-3", "-3" },
    { 1e15, 0, "1_000_000_000_000_000", "+1_000_000_000_000_000" },
    { 3, 99, "3,000000", "+3,000000" },
    { 3, -1, "3", "+3" },
    { NAN, 1, "n.d.", "n.d." },
    { INFINITY, 1, "∞", "+∞" },
    { -INFINITY, 1, "-∞", "-∞" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_text (copil_format_number (cases[i].value, cases[i].decimals), cases[i].plain);
      assert_text (copil_format_signed (cases[i].value, cases[i].decimals), cases[i].with_sign);
    }
}

/* What ICU writes, its hyphen made a minus. */
static char *
format_by_icu (double   value,
               int      decimals,
               gboolean with_sign)
{
  g_autofree char *skeleton = g_strdup_printf (
    "%s%.*s rounding-mode-half-up %s", decimals > 0 ? "." : "precision-integer", decimals,
    "000000", with_sign ? "sign-except-zero" : "sign-negative");
  UErrorCode status = U_ZERO_ERROR;
  UChar text[400];
  char utf8[800];
  UFormattedNumber *result = unumf_openResult (&status);
  UNumberFormatter *formatter;
  GString *written;
  int length;

  u_uastrcpy (text, skeleton);
  formatter = unumf_openForSkeletonAndLocale (text, -1, "fr", &status);
  unumf_formatDouble (formatter, value, result, &status);
  length = unumf_resultToString (result, text, G_N_ELEMENTS (text), &status);
  u_strToUTF8 (utf8, sizeof utf8, NULL, text, length, &status);
  g_assert_true (U_SUCCESS (status));
  unumf_closeResult (result);
  unumf_close (formatter);
  written = g_string_new (utf8);
  g_string_replace (written, "-", COPIL_MINUS, 0);
  return g_string_free (written, FALSE);
}

/* Of all sizes, and many that lie between two roundings. */
static double
random_number (GRand *rand)
{
  double digits = g_rand_int_range (rand, -1000000, 1000000);
  int kind = g_rand_int_range (rand, 0, 3);

  if (kind == 0)
    return digits * g_rand_double (rand);
  if (kind == 1)
    return digits / pow (10, g_rand_int_range (rand, 0, 9));
  return (g_rand_int_range (rand, -2000, 2000) + 0.5) * pow (10, g_rand_int_range (rand, -7, 18));
}

static void
test_numbers_of_icu (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 5000; i++)
    {
      double value = random_number (rand);
      int decimals = g_rand_int_range (rand, 0, 7);
      g_autofree char *plain = copil_format_number (value, decimals);
      g_autofree char *with_sign = copil_format_signed (value, decimals);
      g_autofree char *plain_of_icu = format_by_icu (value, decimals, FALSE);
      g_autofree char *with_sign_of_icu = format_by_icu (value, decimals, TRUE);

      g_assert_cmpstr (plain, ==, plain_of_icu);
      g_assert_cmpstr (with_sign, ==, with_sign_of_icu);
    }
}

static void
test_huge (void)
{
  g_autofree char *text = copil_format_number (-1.7976931348623157e308, 6);

  g_assert_true (g_str_has_prefix (text, "\u2212" "179\u202F769"));
  g_assert_true (g_str_has_suffix (text, ",000000"));
}

static void
test_units (void)
{
  static const struct
  {
    double      value;
    const char *unit;
    int         decimals;
    const char *text;
    const char *change;
    const char *magnitude;
  } cases[] = {
    { 62.8, "%", 1, "62,8~%", "+62,8~pts", "62,8~points" },
    { 0.3, "%", 1, "0,3~%", "+0,3~pt", "0,3~point" },
    { 1.96, "%", 1, "2,0~%", "+2,0~pts", "2,0~points" },
    { -1.94, "%", 1, "-1,9~%", "-1,9~pt", "1,9~point" },
    { 1, "jours", 0, "1~jour", "+1~jour", "1~jour" },
    { 42, "jours", 0, "42~jours", "+42~jours", "42~jours" },
    { 1.6, "jours", 0, "2~jours", "+2~jours", "2~jours" },
    { 11.5, "h", 1, "11,5~h", "+11,5~h", "11,5~h" },
    { -4.6, "pers.", 1, "-4,6~pers.", "-4,6~pers.", "4,6~pers." },
    { 26.1, "M€", 1, "26,1~M€", "+26,1~M€", "26,1~M€" },
    { 3412, "", 0, "3_412", "+3_412", "3_412" },
    { 3412, NULL, 0, "3_412", "+3_412", "3_412" },
    { NAN, "%", 1, "n.d.", "n.d.", "n.d." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = cases[i].value;
      const char *unit = cases[i].unit;
      int decimals = cases[i].decimals;

      assert_text (copil_format_value (value, unit, decimals), cases[i].text);
      assert_text (copil_format_change (value, unit, decimals), cases[i].change);
      assert_text (copil_format_magnitude (value, unit, decimals), cases[i].magnitude);
    }
}

static void
test_compact (void)
{
  static const struct
  {
    double      value;
    const char *unit;
    const char *text;
  } cases[] = {
    { 950, "", "950" },           { 5433, "", "5_433" },
    { 12500, NULL, "12,5~k" },    { 100000, NULL, "100~k" },
    { 2607000, "", "2,6~M" },     { 2000000, "", "2~M" },
    { 26100000, "€", "26,1~M€" }, { 1234e6, "€", "1,2~Md€" },
    { 999600, "", "1~M" },        { -26100000, "€", "-26,1~M€" },
    { 261e6, "pers.", "261~M~pers." }, { 0, "€", "0~€" },
    { 62.8, "%", "62,8~%" },      { NAN, "€", "n.d." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (copil_format_compact (cases[i].value, cases[i].unit), cases[i].text);
}

static void
test_ranges (void)
{
  assert_text (copil_format_range (15, 20, "h", 0), "15–20~h");
  assert_text (copil_format_range (85, 85, "%", 0), "85~%");
  assert_text (copil_format_bounds (0, 5, 0), "0–5");
  assert_text (copil_format_bounds (25, INFINITY, 0), "25 et plus");
  assert_text (copil_format_bounds (-INFINITY, 5, 0), "moins de 5");
}

static void
test_money (void)
{
  static const struct
  {
    gint64      cents;
    const char *text;
  } cases[] = {
    { 18000000, "180_000,00~€" },
    { -1, "-0,01~€" },
    { 0, "0,00~€" },
    { -100000005, "-1_000_000,05~€" },
    { G_MAXINT64, "92_233_720_368_547_758,07~€" },
    { G_MININT64, "-92_233_720_368_547_758,08~€" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (copil_format_amount (cases[i].cents), cases[i].text);
}

static void
test_words (void)
{
  CopilFigure figure = { 62.8, 1, 2, 1, COPIL_CELL_PROVISIONAL, TRUE };

  assert_text (copil_format_count (0, "bassin", "bassins"), "0~bassin");
  assert_text (copil_format_count (1, "bassin", "bassins"), "1~bassin");
  assert_text (copil_format_count (6, "bassin", "bassins"), "6~bassins");
  assert_text (copil_format_ordinal (1, FALSE), "1ᵉʳ");
  assert_text (copil_format_ordinal (1, TRUE), "1ʳᵉ");
  assert_text (copil_format_ordinal (22, TRUE), "22ᵉ");
  assert_text (copil_format_rank (3, 96), "3ᵉ sur~96");
  assert_text (copil_format_figure (&figure, "%", 1), "62,8~%");
  figure.status = COPIL_CELL_SECRET;
  assert_text (copil_format_figure (&figure, "%", 1), "s");
  figure.status = COPIL_CELL_NOT_APPLICABLE;
  assert_text (copil_format_figure (&figure, "%", 1), "///");
  figure.status = COPIL_CELL_NOT_AVAILABLE;
  assert_text (copil_format_figure (&figure, "%", 1), "n.d.");
  g_assert_cmpstr (copil_format_status_word (COPIL_CELL_PROVISIONAL), ==, "provisoire");
  g_assert_cmpstr (copil_format_value_word (COPIL_CELL_PROVISIONAL), ==, "provisoire");
  g_assert_cmpstr (copil_format_value_word (COPIL_CELL_SECRET), ==, "secrète");
}

static void
test_periods (void)
{
  static const struct
  {
    CopilPeriod period;
    const char *name, *abbreviated, *in, *of, *since, *about;
  } cases[] = {
    { MONTH (2026, 10), "octobre 2026", "oct. 2026", "en octobre 2026", "d’octobre 2026",
      "depuis octobre 2026", "fin 2026" },
    { MONTH (2026, 3), "mars 2026", "mars 2026", "en mars 2026", "de mars 2026",
      "depuis mars 2026", "début 2026" },
    { MONTH (2025, 8), "août 2025", "août 2025", "en août 2025", "d’août 2025",
      "depuis août 2025", "mi-2025" },
    { QUARTER (2023, 3), "3ᵉ trimestre 2023", "T3 2023", "au 3ᵉ trimestre 2023",
      "du 3ᵉ trimestre 2023", "depuis le 3ᵉ trimestre 2023", "fin 2023" },
    { QUARTER (1982, 1), "1ᵉʳ trimestre 1982", "T1 1982", "au 1ᵉʳ trimestre 1982",
      "du 1ᵉʳ trimestre 1982", "depuis le 1ᵉʳ trimestre 1982", "début 1982" },
    { YEAR (2023), "2023", "2023", "en 2023", "de 2023", "depuis 2023", "2023" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *about = copil_format_period_about (cases[i].period);

      assert_text (copil_format_period (cases[i].period), cases[i].name);
      assert_text (copil_format_period_short (cases[i].period), cases[i].abbreviated);
      assert_text (copil_format_period_in (cases[i].period), cases[i].in);
      assert_text (copil_format_period_of (cases[i].period), cases[i].of);
      assert_text (copil_format_period_since (cases[i].period), cases[i].since);
      g_assert_cmpstr (about, ==, cases[i].about);
    }
}

static void
test_spans (void)
{
  static const struct
  {
    CopilPeriod first, last;
    const char *span, *range;
  } cases[] = {
    { MONTH (2023, 1), MONTH (2026, 10), "de janvier 2023 à octobre 2026", "janv. 2023–oct. 2026" },
    { MONTH (2024, 5), MONTH (2024, 6), "de mai 2024 à juin 2024", "mai–juin 2024" },
    { MONTH (2024, 5), MONTH (2024, 5), "en mai 2024", "mai 2024" },
    { QUARTER (1982, 1), QUARTER (2023, 3), "du 1ᵉʳ trimestre 1982 au 3ᵉ trimestre 2023",
      "T1 1982–T3 2023" },
    { YEAR (2019), YEAR (2023), "de 2019 à 2023", "2019–2023" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_text (copil_format_period_span (cases[i].first, cases[i].last), cases[i].span);
      assert_text (copil_format_period_range (cases[i].first, cases[i].last), cases[i].range);
    }
}

static void
test_calendar (void)
{
  static const char * const months[] = {
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre"
  };
  static const char * const abbreviated[] = {
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc."
  };

  for (int i = 1; i <= 12; i++)
    {
      g_assert_cmpstr (copil_format_month (i), ==, months[i - 1]);
      g_assert_cmpstr (copil_format_month_short (i), ==, abbreviated[i - 1]);
    }
}

static void
test_dates (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (3, 12, 2026), first = g_date_new_dmy (1, 1, 2027);
  g_autoptr (GDate) november = g_date_new_dmy (5, 11, 2026);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new (zone, 2026, 11, 12, 18, 0, 7);

  assert_text (copil_format_date (date), "3~décembre 2026");
  assert_text (copil_format_date (first), "1ᵉʳ~janvier 2027");
  assert_text (copil_format_date_long (date), "jeudi 3~décembre 2026");
  assert_text (copil_format_date_short (date), "3~déc.");
  assert_text (copil_format_expected (november), "attendu le~5~nov.");
  assert_text (copil_format_date_time (time), "12~novembre 2026 à 18~h~00");
  assert_text (copil_format_hour (time), "18~h~00");
  assert_text (copil_format_clock (time, TRUE), "18:00:07");
  assert_text (copil_format_clock (time, FALSE), "18:00");
}

static void
test_durations (void)
{
  static const struct
  {
    gint64      seconds;
    const char *duration, *age;
  } cases[] = {
    { -3, "0~s", "à l’instant" },        { 8, "8~s", "il y a 8~s" },
    { 200, "3~min", "il y a 3~min" },    { 3900, "1~h~05", "il y a 1~h~05" },
    { 86400, "24~h~00", "il y a 24~h~00" }, { 300000, "3~jours", "il y a 3~jours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_text (copil_format_duration (cases[i].seconds), cases[i].duration);
      assert_text (copil_format_age (cases[i].seconds), cases[i].age);
    }
  assert_text (copil_format_length (0), "0~min");
  assert_text (copil_format_length (45), "45~s");
  assert_text (copil_format_length (89), "1~min");
  assert_text (copil_format_length (90), "2~min");
  assert_text (copil_format_length (3599), "1~h~00");
  assert_text (copil_format_length (6600), "1~h~50");
  assert_text (copil_format_iso_date ("2026-12-03"), "3~décembre 2026");
  assert_text (copil_format_iso_date ("2026-02-30"), "");
  assert_text (copil_format_iso_date ("demain"), "");
  assert_text (copil_format_iso_date (NULL), "");
  assert_text (copil_format_months (6), "6~mois");
  assert_text (copil_format_months (24), "2~ans");
  assert_text (copil_format_months (27), "2~ans et 3~mois");
  assert_text (copil_format_months (12), "1~an");
}

static void
test_lists (void)
{
  const char * const none[] = { NULL };
  const char * const one[] = { "a", NULL };
  const char * const two[] = { "a", "b", NULL };
  const char * const three[] = { "a", "b", "c", NULL };

  assert_text (copil_format_list (none), "");
  assert_text (copil_format_list (one), "a");
  assert_text (copil_format_list (two), "a et b");
  assert_text (copil_format_list (three), "a, b et c");
}

static void
test_collation (void)
{
  /* In order, whatever case, accent, hyphen or apostrophe. */
  static const char * const sorted[] = {
    "Ain", "Ardèche", "Ardennes", "Aude", "Corse-du-Sud", "Côte-d’Or", "Côtes-d’Armor", "Hérault",
    "Île-de-France", "Ille-et-Vilaine", "La Réunion", "Paris 2ᵉ", "Paris 10ᵉ", "Val-de-Marne",
    "Val-d’Oise", "Vosges"
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        int order = copil_format_collate (sorted[i], sorted[j]);

        g_assert_cmpint (i < j ? order < 0 : i > j ? order > 0 : order == 0, ==, TRUE);
      }
  g_assert_cmpint (copil_format_collate ("cote", "côte"), <, 0);
  g_assert_cmpint (copil_format_collate ("nord", "Nord"), !=, 0);
}

static int
collate_by_icu (const char *a,
                const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open ("fr", &status);
  int order;

  ucol_setAttribute (collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
  ucol_setAttribute (collator, UCOL_STRENGTH, UCOL_QUATERNARY, &status);
  ucol_setAttribute (collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
  order = ucol_strcollUTF8 (collator, a, -1, b, -1, &status);
  g_assert_true (U_SUCCESS (status));
  ucol_close (collator);
  return order != 0 ? order : strcmp (a, b);
}

static char *
random_word (GRand *rand)
{
  static const char *const letters[] = { "a", "b", "e", "A", "E", "é", "É", "ç", "ÿ", "œ", "Æ", "ø",
                                         "ß", "-", " ", "'", "’", "1", "02", "e\u0301", "." };
  GString *word = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 5); n > 0; n--)
    g_string_append (word, letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))]);
  return g_string_free (word, FALSE);
}

/* Most words are told apart without ICU: never otherwise than by it. */
static void
test_collation_of_icu (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *a = random_word (rand), *b = random_word (rand);
      int ours = copil_format_collate (a, b), theirs = collate_by_icu (a, b);

      if ((ours > 0) - (ours < 0) != (theirs > 0) - (theirs < 0))
        g_error ("“%s” and “%s”: %d, by ICU %d", a, b, ours, theirs);
    }
}

static void
assert_symbol (const UDateFormat    *format,
               UDateFormatSymbolType type,
               int                   index,
               const char           *name)
{
  UChar text[32];
  char utf8[64];
  UErrorCode status = U_ZERO_ERROR;
  int length = udat_getSymbols (format, type, index, text, G_N_ELEMENTS (text), &status);

  u_strToUTF8 (utf8, sizeof utf8, NULL, text, length, &status);
  g_assert_true (U_SUCCESS (status));
  g_assert_cmpstr (name, ==, utf8);
}

static void
test_calendar_of_icu (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open (UDAT_LONG, UDAT_LONG, "fr", NULL, 0, NULL, 0, &status);

  for (int i = 1; i <= 12; i++)
    {
      assert_symbol (format, UDAT_MONTHS, i - 1, copil_format_month (i));
      assert_symbol (format, UDAT_SHORT_MONTHS, i - 1, copil_format_month_short (i));
    }
  udat_close (format);
}

static gpointer
format_many (gpointer data)
{
  for (int i = 0; i < 2000; i++)
    assert_text (copil_format_value (GPOINTER_TO_INT (data) + 0.5, "%", i % 2 + 1),
                 i % 2 ? "7,50~%" : "7,5~%");
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("format", format_many, GINT_TO_POINTER (7));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_locale (void)
{
  /* German if it is there: another comma, another space. The bytes must not move. */
  setlocale (LC_ALL, "de_DE.UTF-8");
  test_numbers ();
  test_periods ();
  setlocale (LC_ALL, "C");
  test_numbers ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/format/numbers", test_numbers);
  g_test_add_func ("/core/format/numbers-of-icu", test_numbers_of_icu);
  g_test_add_func ("/core/format/huge", test_huge);
  g_test_add_func ("/core/format/units", test_units);
  g_test_add_func ("/core/format/compact", test_compact);
  g_test_add_func ("/core/format/ranges", test_ranges);
  g_test_add_func ("/core/format/money", test_money);
  g_test_add_func ("/core/format/words", test_words);
  g_test_add_func ("/core/format/periods", test_periods);
  g_test_add_func ("/core/format/spans", test_spans);
  g_test_add_func ("/core/format/calendar", test_calendar);
  g_test_add_func ("/core/format/dates", test_dates);
  g_test_add_func ("/core/format/durations", test_durations);
  g_test_add_func ("/core/format/lists", test_lists);
  g_test_add_func ("/core/format/collation", test_collation);
  g_test_add_func ("/core/format/collation-of-icu", test_collation_of_icu);
  g_test_add_func ("/core/format/calendar-of-icu", test_calendar_of_icu);
  g_test_add_func ("/core/format/threads", test_threads);
  g_test_add_func ("/core/format/locale", test_locale);
  return g_test_run ();
}
