/* word-diff.c: two versions of a text, compared word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/word-diff.h"

#include <string.h>

/* Beyond these a text is another one: see copil_word_diff(). */
#define MOST_EDITS 1000

/* The words of a text: where each begins (one more: where the text ends), its number among all
 * different ones, and whether the other text is without it. */
typedef struct
{
  const char *text;
  GArray     *starts; /* gsize */
  GArray     *words;  /* guint */
  gboolean   *alone;
  guint       n;
} Words;

/* What is left to be compared between the same beginning and the same end. */
typedef struct
{
  Words     *a, *b;
  guint      from;  /* words that both begin with */
  int        n, m;
  GPtrArray *trace; /* int *: how far each diagonal went, before each edit */
} Search;

/* -- Words ------------------------------------------------------------------------------------ */

/* Just after the word that begins at @p. */
static const char *
skip_word (const char *p)
{
  gboolean space = g_unichar_isspace (g_utf8_get_char (p));

  if (!space && !g_unichar_isalnum (g_utf8_get_char (p)))
    return g_utf8_next_char (p);
  while (*p != '\0' && (space ? g_unichar_isspace (g_utf8_get_char (p))
                              : g_unichar_isalnum (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  return p;
}

static guint
number_of (GHashTable *known,
           const char *word,
           gsize       length)
{
  char *key = g_strndup (word, length);
  gpointer number;

  if (g_hash_table_lookup_extended (known, key, NULL, &number))
    {
      g_free (key);
      return GPOINTER_TO_UINT (number);
    }
  g_hash_table_insert (known, key, GUINT_TO_POINTER (g_hash_table_size (known)));
  return g_hash_table_size (known) - 1;
}

static void
words_init (Words      *self,
            const char *text,
            GHashTable *known)
{
  gsize start = 0;

  *self = (Words) { text, g_array_new (FALSE, FALSE, sizeof (gsize)),
                    g_array_new (FALSE, FALSE, sizeof (guint)), NULL, 0 };
  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      guint number;

      next = skip_word (p);
      number = number_of (known, p, (gsize) (next - p));
      g_array_append_val (self->starts, start);
      g_array_append_val (self->words, number);
      start = (gsize) (next - text);
    }
  g_array_append_val (self->starts, start);
  self->n = self->words->len;
  self->alone = g_new0 (gboolean, self->n + 1);
}

static void
words_clear (Words *self)
{
  g_array_unref (self->starts);
  g_array_unref (self->words);
  g_free (self->alone);
}

static guint
word_at (const Words *self,
         guint        index)
{
  return g_array_index (self->words, guint, index);
}

/* -- The shortest way ------------------------------------------------------------------------- */

/* Whether diagonal @k is reached from the one above it: by a word put in. */
static gboolean
comes_down (const int *reach,
            int        k,
            int        d)
{
  return k == -d || (k != d && reach[k - 1] < reach[k + 1]);
}

static int
slide (Search *self,
       int     x,
       int     k)
{
  while (x < self->n && x - k < self->m
         && word_at (self->a, self->from + (guint) x)
              == word_at (self->b, self->from + (guint) (x - k)))
    x++;
  return x;
}

/* The number of edits; -1 for too many. */
static int
search (Search *self)
{
  int most = MIN (self->n + self->m, MOST_EDITS);
  g_autofree int *around = g_new0 (int, 2 * (gsize) most + 3);
  int *reach = around + most + 1;

  for (int d = 0; d <= most; d++)
    {
      /* Diagonals −d−1 to d+1, as they are before this edit. */
      g_ptr_array_add (self->trace,
                       g_memdup2 (reach - d - 1, (2 * (gsize) d + 3) * sizeof (int)));
      for (int k = -d; k <= d; k += 2)
        {
          int x = comes_down (reach, k, d) ? reach[k + 1] : reach[k - 1] + 1;

          reach[k] = slide (self, x, k);
          if (reach[k] >= self->n && reach[k] - k >= self->m)
            return d;
        }
    }
  return -1;
}

/* Back from the end, edit by edit. */
static void
mark_edits (Search *self,
            int     edits)
{
  int x = self->n, y = self->m;

  for (int d = edits; d > 0; d--)
    {
      const int *reach = (int *) g_ptr_array_index (self->trace, (guint) d) + d + 1;
      gboolean down = comes_down (reach, x - y, d);
      int before = down ? x - y + 1 : x - y - 1;

      x = reach[before];
      y = x - before;
      if (down)
        self->b->alone[self->from + (guint) y] = TRUE;
      else
        self->a->alone[self->from + (guint) x] = TRUE;
    }
}

static void
mark_all (Search *self)
{
  for (int i = 0; i < self->n; i++)
    self->a->alone[self->from + (guint) i] = TRUE;
  for (int i = 0; i < self->m; i++)
    self->b->alone[self->from + (guint) i] = TRUE;
}

static void
compare (Words *a,
         Words *b)
{
  g_autoptr(GPtrArray) trace = g_ptr_array_new_with_free_func (g_free);
  Search self = { .a = a, .b = b, .trace = trace };
  guint end = 0, shortest = MIN (a->n, b->n);
  int edits;

  while (self.from < shortest && word_at (a, self.from) == word_at (b, self.from))
    self.from++;
  while (end < shortest - self.from
         && word_at (a, a->n - 1 - end) == word_at (b, b->n - 1 - end))
    end++;
  self.n = (int) (a->n - end - self.from);
  self.m = (int) (b->n - end - self.from);
  edits = search (&self);
  if (edits >= 0)
    mark_edits (&self, edits);
  else
    mark_all (&self);
}

/* -- Pieces ----------------------------------------------------------------------------------- */

void
copil_words_piece_free (CopilWordsPiece *self)
{
  g_free (self->text);
  g_free (self);
}

/* From @start, the words that are @alone or not; where they end. */
static guint
take (GPtrArray      *pieces,
      const Words    *words,
      guint           start,
      CopilWordsKind  kind)
{
  guint end = start;
  gsize from, to;

  while (end < words->n && words->alone[end] == (kind != COPIL_WORDS_SAME))
    end++;
  if (end == start)
    return end;
  from = g_array_index (words->starts, gsize, start);
  to = g_array_index (words->starts, gsize, end);
  g_ptr_array_add (pieces, g_memdup2 (&(CopilWordsPiece) {
                     kind, g_strndup (words->text + from, to - from) }, sizeof (CopilWordsPiece)));
  return end;
}

/* As many of both as neither is without. */
static void
take_same (GPtrArray *pieces,
           Words     *a,
           Words     *b,
           guint     *i,
           guint     *j)
{
  guint start = *i, end;

  while (*i < a->n && *j < b->n && !a->alone[*i] && !b->alone[*j])
    {
      (*i)++;
      (*j)++;
    }
  if (*i == start)
    return;
  /* Up to here only: what comes after may be the same, behind something added. */
  end = a->n;
  a->n = *i;
  take (pieces, a, start, COPIL_WORDS_SAME);
  a->n = end;
}

static GPtrArray *
collect (Words *a,
         Words *b)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_words_piece_free);

  for (guint i = 0, j = 0; i < a->n || j < b->n;)
    {
      take_same (pieces, a, b, &i, &j);
      i = take (pieces, a, i, COPIL_WORDS_REMOVED);
      j = take (pieces, b, j, COPIL_WORDS_ADDED);
    }
  return pieces;
}

GPtrArray *
copil_word_diff (const char *old,
                 const char *now)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *pieces;
  Words a, b;

  g_return_val_if_fail (old != NULL && now != NULL, NULL);

  words_init (&a, old, known);
  words_init (&b, now, known);
  compare (&a, &b);
  pieces = collect (&a, &b);
  words_clear (&a);
  words_clear (&b);
  return pieces;
}

char *
copil_word_diff_markup (const char *old,
                        const char *now)
{
  g_autoptr(GPtrArray) pieces = copil_word_diff (old, now);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CopilWordsPiece *piece = g_ptr_array_index (pieces, i);
      g_autofree char *text = g_markup_escape_text (piece->text, -1);

      if (piece->kind == COPIL_WORDS_SAME)
        g_string_append (markup, text);
      else
        g_string_append_printf (markup, piece->kind == COPIL_WORDS_REMOVED ? "<s>%s</s>"
                                                                           : "<b>%s</b>", text);
    }
  return g_string_free (markup, FALSE);
}
