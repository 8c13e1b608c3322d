/* reading-period.c: periods as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text is cut into words and numbers; which forms they make decides.  A form
 * is one line of the table below: a new one is added there.
 */
#include "config.h"

#include "exchange/reading.h"

#include <string.h>

typedef enum
{
  TOKEN_NUMBER,
  TOKEN_MONTH,   /* the name of one */
  TOKEN_QUARTER, /* "T3", "Q3": carries its number */
  TOKEN_WORD_QUARTER,
  TOKEN_M,       /* the M of 2023M07 */
  TOKEN_SILENT,  /* "fin", "au", "année": says nothing */
  TOKEN_OTHER,
} TokenKind;

typedef struct
{
  TokenKind kind;
  int       number;
  int       digits;
} Token;

#define MAX_TOKENS 6
/* A longer text is prose. */
#define MAX_TITLE 200
/* 1 January 2000 and 31 December 2059, in days of a spreadsheet. */
#define FIRST_SERIAL 36526
#define LAST_SERIAL 58440

static const char *const months[12][4] = {
  { "janvier", "janv", "jan", "january" },   { "fevrier", "fevr", "fev", "feb" },
  { "mars", "mar", "march", NULL },          { "avril", "avr", "apr", "april" },
  { "mai", "may", NULL, NULL },              { "juin", "jun", "june", NULL },
  { "juillet", "juil", "jul", "july" },      { "aout", "aou", "aug", "august" },
  { "septembre", "sept", "sep", "september" }, { "octobre", "oct", "october", NULL },
  { "novembre", "nov", "november", NULL },   { "decembre", "dec", "december", NULL },
};

static int
find_month (const char *word)
{
  if (strcmp (word, "february") == 0)
    return 2;
  for (int month = 0; month < 12; month++)
    for (int form = 0; form < 4 && months[month][form] != NULL; form++)
      if (strcmp (word, months[month][form]) == 0)
        return month + 1;
  return 0;
}

static Token
classify_word (const char *word)
{
  static const char *const silent[] = { "fin", "au", "le", "de", "du", "en", "annee", "an", "mois",
                                        "exercice", "year", "month", NULL };
  int month = find_month (word);

  if (g_strv_contains (silent, word))
    return (Token) { TOKEN_SILENT, 0, 0 };
  if (month > 0)
    return (Token) { TOKEN_MONTH, month, 0 };
  if (strcmp (word, "t") == 0 || strcmp (word, "q") == 0)
    return (Token) { TOKEN_QUARTER, 0, 0 };
  if (g_str_has_prefix (word, "trim") || g_str_has_prefix (word, "quarter"))
    return (Token) { TOKEN_WORD_QUARTER, 0, 0 };
  if (strcmp (word, "m") == 0)
    return (Token) { TOKEN_M, 0, 0 };
  return (Token) { TOKEN_OTHER, 0, 0 };
}

/* "3e", "1er", "2nd" carry an ordinal ending that says nothing. */
static gboolean
is_ordinal_ending (const char *word)
{
  static const char *const endings[] = { "e", "er", "eme", "nd", "rd", "th", "st", NULL };

  return g_strv_contains (endings, word);
}

static const char *
read_number (const char *text,
             Token      *token)
{
  *token = (Token) { TOKEN_NUMBER, 0, 0 };
  for (; g_ascii_isdigit (*text); text++)
    {
      token->digits++;
      if (token->digits <= 8)
        token->number = token->number * 10 + (*text - '0');
    }
  return text;
}

/* Accents and case are gone from @text; returns the number of tokens, 0: too many. */
static guint
cut (const char *text,
     Token      *tokens)
{
  guint n = 0;

  while (*text != '\0')
    {
      char word[16] = { 0 };
      gsize length = 0;

      if (n == MAX_TOKENS)
        return 0;
      if (g_ascii_isdigit (*text))
        {
          text = read_number (text, &tokens[n++]);
          continue;
        }
      if (!g_ascii_isalpha (*text))
        {
          text++;
          continue;
        }
      for (; g_ascii_isalpha (*text); text++)
        if (length < sizeof word - 1)
          word[length++] = *text;
      if (n > 0 && tokens[n - 1].kind == TOKEN_NUMBER && is_ordinal_ending (word))
        continue;
      tokens[n] = classify_word (word);
      n += tokens[n].kind != TOKEN_SILENT;
    }
  return n;
}

/* Two digits are of this century up to 2069, as spreadsheets have it. */
static gboolean
read_year (const Token *token,
           int         *year)
{
  if (token->kind != TOKEN_NUMBER)
    return FALSE;
  if (token->digits == 2)
    *year = token->number + (token->number < 70 ? 2000 : 1900);
  else if (token->digits == 4)
    *year = token->number;
  else
    return FALSE;
  return *year >= 1900 && *year < 2100;
}

static gboolean
make (CopilRhythm  rhythm,
      const Token *year_token,
      int          ordinal,
      CopilPeriod *period)
{
  int year, most = rhythm == COPIL_RHYTHM_MONTH ? 12 : rhythm == COPIL_RHYTHM_QUARTER ? 4 : 1;

  if (!read_year (year_token, &year) || ordinal < 1 || ordinal > most)
    return FALSE;
  *period = copil_period_new (rhythm, year, ordinal);
  return TRUE;
}

static gboolean
is_day (const Token *token,
        int          month,
        int          year)
{
  return token->kind == TOKEN_NUMBER && token->digits <= 2 &&
         g_date_valid_dmy ((GDateDay) MIN (token->number, 255), month, (GDateYear) year);
}

/* A day names its month: 2023-07-31, 31/07/2023. With two digits of a year only a day that is no
 * month tells them apart: 31/07/23, but not 01/02/03. */
static gboolean
read_day (const Token *tokens,
          CopilPeriod *period)
{
  const Token *year = &tokens[tokens[0].digits == 4 ? 0 : 2];
  const Token *day = &tokens[tokens[0].digits == 4 ? 2 : 0];
  int month = tokens[1].number, number;

  if (year->digits == 2 && (day->number <= 12 || year->number <= 12))
    return FALSE;
  return read_year (year, &number) && month >= 1 && month <= 12 && is_day (day, month, number) &&
         make (COPIL_RHYTHM_MONTH, year, month, period);
}

/* The number of a day in a spreadsheet that lost its format. Any number of five digits may be
 * one: it is where it names the first or the last day of a month, as figures of months do. */
static gboolean
read_serial (int          serial,
             CopilPeriod *period)
{
  GDate date;

  if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint) serial);
  if (!g_date_is_first_of_month (&date) && !g_date_is_last_of_month (&date))
    return FALSE;
  *period = copil_period_new (COPIL_RHYTHM_MONTH, g_date_get_year (&date), g_date_get_month (&date));
  return TRUE;
}

/* 2023, 202307, 20230731, 45138. */
static gboolean
read_one (const Token *token,
          CopilPeriod *period)
{
  Token year = { TOKEN_NUMBER, token->number / 100, 4 };
  Token parts[3] = { { TOKEN_NUMBER, token->number / 10000, 4 },
                     { TOKEN_NUMBER, token->number / 100 % 100, 2 },
                     { TOKEN_NUMBER, token->number % 100, 2 } };

  if (token->kind != TOKEN_NUMBER)
    return FALSE;
  if (token->digits == 4)
    return make (COPIL_RHYTHM_YEAR, token, 1, period);
  if (token->digits == 5)
    return read_serial (token->number, period);
  if (token->digits == 6)
    return make (COPIL_RHYTHM_MONTH, &year, token->number % 100, period);
  return token->digits == 8 && read_day (parts, period);
}

static gboolean
read_two (const Token *tokens,
          CopilPeriod *period)
{
  const Token *first = &tokens[0], *second = &tokens[1];

  if (first->kind == TOKEN_MONTH)
    return make (COPIL_RHYTHM_MONTH, second, first->number, period);
  if (second->kind == TOKEN_MONTH)
    return first->digits == 4 && make (COPIL_RHYTHM_MONTH, first, second->number, period);
  if (first->kind != TOKEN_NUMBER || second->kind != TOKEN_NUMBER)
    return FALSE;
  /* 07/23: two numbers that only one way make a month. */
  if (first->digits == 2 && second->digits == 2)
    return second->number > 12 && make (COPIL_RHYTHM_MONTH, second, first->number, period);
  if (first->digits == 4 && second->digits <= 2)
    return make (COPIL_RHYTHM_MONTH, first, second->number, period);
  return second->digits == 4 && first->digits <= 2 &&
         make (COPIL_RHYTHM_MONTH, second, first->number, period);
}

/* A year among two numbers: the one of four digits, else the second. */
static gboolean
make_ordered (CopilRhythm  rhythm,
              const Token *first,
              const Token *second,
              CopilPeriod *period)
{
  gboolean year_first = first->digits == 4 && second->digits != 4;

  return first->kind == TOKEN_NUMBER && second->kind == TOKEN_NUMBER &&
         make (rhythm, year_first ? first : second, (year_first ? second : first)->number, period);
}

/* T3 2023, 2023 T3, 3T 2023, 3e trimestre 2023, 2023 1er trimestre, M07 2023, 1er juillet 2023. */
static gboolean
read_three (const Token *tokens,
            CopilPeriod *period)
{
  const Token *first = &tokens[0], *last = &tokens[2];

  for (guint i = 0; i < 3; i++)
    if (tokens[i].kind == TOKEN_QUARTER || tokens[i].kind == TOKEN_WORD_QUARTER)
      return make_ordered (COPIL_RHYTHM_QUARTER, i == 0 ? &tokens[1] : first,
                           i == 2 ? &tokens[1] : last, period);
    else if (tokens[i].kind == TOKEN_M && i < 2)
      return make_ordered (COPIL_RHYTHM_MONTH, i == 0 ? &tokens[1] : first, last, period);
  if (first->kind != TOKEN_NUMBER || last->kind != TOKEN_NUMBER)
    return FALSE;
  if (tokens[1].kind == TOKEN_MONTH && first->digits <= 2)
    return make (COPIL_RHYTHM_MONTH, last, tokens[1].number, period);
  return tokens[1].kind == TOKEN_NUMBER && read_day (tokens, period);
}

/* Lower case without accents, so that "Août" is "aout"; what is written above the line, "1ᵉʳ" and
 * "2023¹", says nothing. */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *plain = g_string_new (NULL);

  for (const char *at = decomposed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80)
        g_string_append_c (plain, g_ascii_tolower ((char) c));
      else if (!g_unichar_ismark (c) && g_unichar_type (c) != G_UNICODE_MODIFIER_LETTER &&
               g_unichar_type (c) != G_UNICODE_OTHER_NUMBER)
        g_string_append_c (plain, g_unichar_isalnum (c) ? '?' : ' ');
    }
  return g_string_free (plain, FALSE);
}

/* "2024-01-01t00:00:00+00:00" is its day. */
static void
cut_time (char *text)
{
  char *colon = strchr (text, ':');

  if (colon != NULL && colon - text >= 11 && g_ascii_isdigit (colon[-1]) &&
      (colon[-3] == 't' || colon[-3] == ' '))
    colon[-3] = '\0';
}

/* Takes off "(p)", " p", "*", "(1)"; TRUE when it says that the figures may still change. */
static gboolean
take_mark (char *text)
{
  static const struct
  {
    const char *mark;
    gboolean    provisional;
  } marks[] = { { "(p)", TRUE },  { "(sd)", TRUE }, { "*", TRUE },  { " p", TRUE },  { "(e)", TRUE },
                { "(provisoire)", TRUE }, { " provisoire", TRUE }, { "(r)", FALSE },
                { "(1)", FALSE }, { "(2)", FALSE }, { "(3)", FALSE }, { "(4)", FALSE } };
  gsize length = strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_suffix (text, marks[i].mark))
      {
        text[length - strlen (marks[i].mark)] = '\0';
        return marks[i].provisional;
      }
  if (length < 2 || text[length - 1] != 'p' || !g_ascii_isdigit (text[length - 2]))
    return FALSE;
  text[length - 1] = '\0';
  return TRUE;
}

/* "10 20" and "12 30 21" are numbers beside each other; a year of four digits, or a mark between
 * them, would make them a date. */
static gboolean
is_bare_numbers (const char *folded)
{
  gsize run = 0;

  for (; *folded != '\0'; folded++)
    {
      run = g_ascii_isdigit (*folded) ? run + 1 : 0;
      if (run == 4 || g_ascii_isalpha (*folded) || *folded == '/' || *folded == '-')
        return FALSE;
    }
  return TRUE;
}

gboolean
copil_read_period (const char  *text,
                   CopilPeriod *period,
                   gboolean    *provisional)
{
  g_autofree char *folded = fold (text);
  Token tokens[MAX_TOKENS + 1];

  /* A sentence that happens to hold a year is not a period, nor is an amount. */
  if (strlen (folded) > 40 || strpbrk (folded, "?,") != NULL || is_bare_numbers (folded))
    return FALSE;
  cut_time (folded);
  *provisional = take_mark (folded);
  switch (cut (folded + (g_str_has_prefix (folded, "a fin ") ? 2 : 0), tokens))
    {
    case 1:
      return read_one (&tokens[0], period);
    case 2:
      return read_two (tokens, period);
    case 3:
      return read_three (tokens, period);
    default:
      return FALSE;
    }
}

static gboolean
has_letter (const char *text)
{
  while (*text != '\0' && !g_ascii_isalpha (*text))
    text++;
  return *text != '\0';
}

/* (transfer full): "ALLOC202301" as two words: a month is often written against its name. */
static char *
part_glued (const char *text)
{
  GString *parted = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at > text && g_ascii_isalpha (at[-1]) && strspn (at, "0123456789") == 6 &&
          (g_str_has_prefix (at, "19") || g_str_has_prefix (at, "20")))
        g_string_append_c (parted, ' ');
      g_string_append_c (parted, *at);
    }
  return g_string_free (parted, FALSE);
}

/* Words @from to @from + @n as one text. Numbers alone make no month of two words, "Cat. 1 2023",
 * but for a year and two digits after it; among other words five digits are a code, no date. */
static char *
join_window (GStrv words,
             guint from,
             guint n)
{
  g_autoptr (GString) joined = g_string_new (words[from]);

  for (guint i = 1; i < n; i++)
    g_string_append_printf (joined, " %s", words[from + i]);
  if (n == 1 && strlen (joined->str) == 5 && !has_letter (joined->str))
    return NULL;
  if (n > 1 && !has_letter (joined->str) &&
      !(n == 2 && strlen (words[from]) == 4 && strlen (words[from + 1]) == 2))
    return NULL;
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static char *
join_rest (GStrv words,
           guint from,
           guint n)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if ((i < from || i >= from + n) && *words[i] != '\0')
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

/* "S1", "1er semestre", "semaine 12": the year beside it is not the whole period. */
static gboolean
names_part_of_year (const char *rest)
{
  g_autofree char *folded = fold (rest);
  g_auto (GStrv) words = g_strsplit_set (folded, " -.", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "semestre") || g_str_has_prefix (words[i], "semaine") ||
        (strlen (words[i]) > 1 && strlen (words[i]) <= 3 && strchr ("shw", words[i][0]) != NULL &&
         words[i][1 + strspn (words[i] + 1, "0123456789")] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean
copil_find_period (const char  *text,
                   CopilPeriod *period,
                   gboolean    *provisional,
                   char       **rest)
{
  g_autofree char *parted = part_glued (strlen (text) <= MAX_TITLE ? text : "");
  g_auto (GStrv) words = g_strsplit_set (parted, " \t\n_()[]", -1);
  guint n_words = g_strv_length (words);

  if (copil_read_period (text, period, provisional))
    {
      *rest = g_strdup ("");
      return TRUE;
    }
  for (guint n = MIN (n_words, 4u); n > 0; n--)
    for (guint from = n_words - n + 1; from > 0; from--)
      {
        g_autofree char *window = join_window (words, from - 1, n);
        g_autofree char *left = NULL;
        CopilPeriod other;
        gboolean unused;

        if (window == NULL || !copil_read_period (window, period, provisional) ||
            copil_period_get_year (*period) < 1950 || copil_period_get_year (*period) > 2060)
          continue;
        /* Two periods are a span or a change between them; half a year is none that we know. */
        *rest = join_rest (words, from - 1, n);
        if (!(period->rhythm == COPIL_RHYTHM_YEAR && names_part_of_year (*rest)) &&
            !copil_find_period (*rest, &other, &unused, &left))
          return TRUE;
        g_clear_pointer (rest, g_free);
        return FALSE;
      }
  return FALSE;
}

gboolean
copil_compose_period (const char  *year,
                      const char  *header,
                      const char  *part,
                      CopilPeriod *period,
                      gboolean    *provisional)
{
  g_autofree char *folded = fold (header);
  gboolean quarter = strstr (folded, "trim") != NULL || strstr (folded, "quarter") != NULL;
  g_autofree char *bare = NULL, *whole = NULL;

  /* Some write the year in both. */
  if (copil_read_period (part, period, provisional) && period->rhythm != COPIL_RHYTHM_YEAR)
    return TRUE;
  bare = g_strndup (year, strcspn (year, "*("));
  whole = !has_letter (part) && quarter ? g_strdup_printf ("T%s %s", part, g_strstrip (bare))
                                        : g_strdup_printf ("%s %s", part, g_strstrip (bare));
  return copil_read_period (whole, period, provisional) && period->rhythm != COPIL_RHYTHM_YEAR;
}
