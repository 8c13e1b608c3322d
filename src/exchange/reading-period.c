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
  TOKEN_OTHER,
} TokenKind;

typedef struct
{
  TokenKind kind;
  int       number;
  int       digits;
} Token;

#define MAX_TOKENS 6

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
  int month = find_month (word);

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
      if (!(n > 0 && tokens[n - 1].kind == TOKEN_NUMBER && is_ordinal_ending (word)))
        tokens[n++] = classify_word (word);
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

/* A day names its month: 2023-07-31, 31/07/2023. */
static gboolean
read_day (const Token *tokens,
          CopilPeriod *period)
{
  const Token *year = &tokens[tokens[0].digits == 4 ? 0 : 2];
  const Token *day = &tokens[tokens[0].digits == 4 ? 2 : 0];
  int month = tokens[1].number, number;

  return read_year (year, &number) && month >= 1 && month <= 12 && is_day (day, month, number) &&
         make (COPIL_RHYTHM_MONTH, year, month, period);
}

static gboolean
read_one (const Token *token,
          CopilPeriod *period)
{
  Token year = { TOKEN_NUMBER, token->number / 100, 4 };

  if (token->kind != TOKEN_NUMBER)
    return FALSE;
  if (token->digits == 4)
    return make (COPIL_RHYTHM_YEAR, token, 1, period);
  if (token->digits == 6)
    return make (COPIL_RHYTHM_MONTH, &year, token->number % 100, period);
  return FALSE;
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
  if (first->digits == 4 && second->digits <= 2)
    return make (COPIL_RHYTHM_MONTH, first, second->number, period);
  return second->digits == 4 && first->digits <= 2 &&
         make (COPIL_RHYTHM_MONTH, second, first->number, period);
}

static gboolean
read_three (const Token *tokens,
            CopilPeriod *period)
{
  TokenKind first = tokens[0].kind, second = tokens[1].kind, third = tokens[2].kind;

  if (first == TOKEN_QUARTER && second == TOKEN_NUMBER)
    return make (COPIL_RHYTHM_QUARTER, &tokens[2], tokens[1].number, period);
  if (second == TOKEN_QUARTER && third == TOKEN_NUMBER)
    return tokens[0].digits == 4 &&
           make (COPIL_RHYTHM_QUARTER, &tokens[0], tokens[2].number, period);
  if (second == TOKEN_M)
    return tokens[0].digits == 4 && make (COPIL_RHYTHM_MONTH, &tokens[0], tokens[2].number, period);
  if (second == TOKEN_WORD_QUARTER && first == TOKEN_NUMBER)
    return make (COPIL_RHYTHM_QUARTER, &tokens[2], tokens[0].number, period);
  if (first == TOKEN_NUMBER && second == TOKEN_MONTH && tokens[0].digits <= 2)
    return make (COPIL_RHYTHM_MONTH, &tokens[2], tokens[1].number, period);
  if (first == TOKEN_NUMBER && second == TOKEN_NUMBER && third == TOKEN_NUMBER)
    return read_day (tokens, period);
  return FALSE;
}

/* Lower case without accents, so that "Août" is "aout". */
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
      else if (!g_unichar_ismark (c))
        g_string_append_c (plain, g_unichar_isalnum (c) ? '?' : ' ');
    }
  return g_string_free (plain, FALSE);
}

gboolean
copil_read_period (const char  *text,
                   CopilPeriod *period,
                   gboolean    *provisional)
{
  g_autofree char *folded = fold (text);
  Token tokens[MAX_TOKENS];
  guint n;

  /* A sentence that happens to hold a year is not a period. */
  if (strlen (folded) > 32 || strchr (folded, '?') != NULL)
    return FALSE;
  *provisional = g_str_has_suffix (folded, "*") || g_str_has_suffix (folded, "(p)");
  if (g_str_has_suffix (folded, "(p)"))
    folded[strlen (folded) - 3] = '\0';
  n = cut (folded, tokens);
  switch (n)
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
