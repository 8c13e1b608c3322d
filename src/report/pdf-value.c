/* pdf-value.c: values in the syntax of PDF (ISO 32000-1, 7.3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/pdf-file.h"

#include <string.h>

/* What ends a number, a name or a word: spaces, and the signs that open or close something. */
enum { REGULAR, SPACE, SIGN };
static const guint8 kinds[256] = {
  ['\0'] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE, [' '] = SPACE,
  ['('] = SIGN,   [')'] = SIGN,   ['<'] = SIGN,   ['>'] = SIGN,   ['['] = SIGN,
  [']'] = SIGN,   ['{'] = SIGN,   ['}'] = SIGN,   ['/'] = SIGN,   ['%'] = SIGN,
};

static gboolean
is_space (char c)
{
  return kinds[(guint8) c] == SPACE;
}

static gboolean
is_regular (char c)
{
  return kinds[(guint8) c] == REGULAR;
}

static const char *
skip_spaces (const char *at,
             const char *end)
{
  for (; at < end && (is_space (*at) || *at == '%'); at++)
    if (*at == '%')
      while (at + 1 < end && at[1] != '\n' && at[1] != '\r')
        at++;
  return at;
}

static const char *
skip_regular (const char *at,
              const char *end)
{
  while (at < end && is_regular (*at))
    at++;
  return at;
}

/* The sign at @at is one of those that open or close. */
static const char *
skip_string (const char *at,
             const char *end)
{
  int depth = 0;

  for (; at < end; at++)
    if (*at == '\\')
      at++;
    else if (*at == '(')
      depth++;
    else if (*at == ')' && --depth == 0)
      return at + 1;
  return end;
}

/* "12 0 R" is one value; @at is behind the first number. */
static const char *
skip_reference (const char *at,
                const char *end)
{
  const char *generation = skip_spaces (at, end);
  const char *after = generation;

  while (after < end && g_ascii_isdigit (*after))
    after++;
  if (after == generation)
    return at;
  after = skip_spaces (after, end);
  return after < end && *after == 'R' && (after + 1 == end || !is_regular (after[1])) ? after + 1
                                                                                     : at;
}

static const char *skip_value (const char *at, const char *end);

static const char *
skip_nested (const char *at,
             const char *end,
             gsize       mark)
{
  const char closing = *at == '[' ? ']' : '>';

  for (at = skip_spaces (at + mark, end); at < end && *at != closing; at = skip_spaces (at, end))
    at = skip_value (at, end);
  return MIN (at + mark, end);
}

/* Moves on in any case: what is damaged ends too. */
static const char *
skip_value (const char *at,
            const char *end)
{
  const char *after;

  switch (*at)
    {
    case '(':
      return skip_string (at, end);
    case '[':
      return skip_nested (at, end, 1);
    case '<':
      if (at + 1 < end && at[1] == '<')
        return skip_nested (at, end, 2);
      after = memchr (at, '>', (gsize) (end - at));
      return after != NULL ? after + 1 : end;
    case '/':
      return skip_regular (at + 1, end);
    default:
      after = skip_regular (at, end);
      return after == at ? at + 1 : g_ascii_isdigit (*at) ? skip_reference (after, end) : after;
    }
}

gboolean
copil_pdf_value_next (CopilPdfValue *rest,
                      CopilPdfValue *item)
{
  const char *end = rest->text + rest->length;
  const char *start = skip_spaces (rest->text, end), *after;

  if (start == end)
    return FALSE;
  after = skip_value (start, end);
  *item = (CopilPdfValue) { start, (gsize) (after - start) };
  *rest = (CopilPdfValue) { after, (gsize) (end - after) };
  return TRUE;
}

gboolean
copil_pdf_value_is (CopilPdfValue self,
                    const char   *text)
{
  return strlen (text) == self.length && memcmp (self.text, text, self.length) == 0;
}

gboolean
copil_pdf_value_is_dictionary (CopilPdfValue self)
{
  return self.length >= 4 && memcmp (self.text, "<<", 2) == 0;
}

CopilPdfValue
copil_pdf_value_open (CopilPdfValue self)
{
  gsize mark = copil_pdf_value_is_dictionary (self) ? 2
               : self.length >= 2 && *self.text == '[' ? 1 : 0;

  return (CopilPdfValue) { self.text + mark, self.length - 2 * mark };
}

CopilPdfValue
copil_pdf_value_get (CopilPdfValue dictionary,
                     const char   *key)
{
  CopilPdfValue rest, name, value;

  if (!copil_pdf_value_is_dictionary (dictionary))
    return (CopilPdfValue) { "", 0 };
  rest = copil_pdf_value_open (dictionary);
  while (copil_pdf_value_next (&rest, &name) && copil_pdf_value_next (&rest, &value))
    if (copil_pdf_value_is (name, key))
      return value;
  return (CopilPdfValue) { "", 0 };
}

guint
copil_pdf_value_refer (CopilPdfValue self)
{
  guint number = 0;

  if (self.length < 5 || self.text[self.length - 1] != 'R')
    return 0;
  for (gsize i = 0; i < self.length && g_ascii_isdigit (self.text[i]); i++)
    number = number * 10 + (guint) (self.text[i] - '0');
  return number;
}

static void
append_ascii (GString    *text,
              const char *ascii)
{
  g_string_append_c (text, '(');
  for (; *ascii != '\0'; ascii++)
    {
      if (*ascii == '(' || *ascii == ')' || *ascii == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *ascii);
    }
  g_string_append_c (text, ')');
}

static void
append_wide (GString    *text,
             const char *utf8)
{
  static const char digits[] = "0123456789ABCDEF";
  glong n = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (utf8, -1, NULL, &n, NULL);

  g_string_append (text, "<FEFF");
  for (glong i = 0; i < n; i++)
    for (int shift = 12; shift >= 0; shift -= 4)
      g_string_append_c (text, digits[wide[i] >> shift & 0xF]);
  g_string_append_c (text, '>');
}

/* ASCII as it is, all else in UTF-16 with its mark of order. */
char *
copil_pdf_string (const char *utf8)
{
  GString *text = g_string_new (NULL);

  if (g_str_is_ascii (utf8))
    append_ascii (text, utf8);
  else
    append_wide (text, utf8);
  return g_string_free (text, FALSE);
}
