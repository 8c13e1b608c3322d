/* test-word-diff.c: two versions of a text compared word by word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/word-diff.h"

#include <string.h>

/* "same[-removed-]{+added+}" */
static char *
spell (const char *old, const char *now)
{
  static const char *const formats[] = { "%s", "[-%s-]", "{+%s+}" };
  g_autoptr (GPtrArray) pieces = copil_word_diff (old, now);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CopilWordsPiece *piece = g_ptr_array_index (pieces, i);
      g_auto (GStrv) format = g_strsplit (formats[piece->kind], "%s", 2);

      g_string_append_printf (text, "%s%s%s", format[0], piece->text, format[1]);
    }
  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  static const struct
  {
    const char *old, *now, *spelled;
  } cases[] = {
    { "", "", "" },
    { "Un débat", "Un débat", "Un débat" },
    { "", "Un débat", "{+Un débat+}" },
    { "Un débat", "", "[-Un débat-]" },
    { "Un débat s’engage.", "Un long débat s’engage.", "Un {+long +}débat s’engage." },
    { "Un long débat s’engage.", "Un débat s’engage.", "Un [-long -]débat s’engage." },
    { "Le préfet conclut.", "La préfète conclut.",
      "[-Le-]{+La+} [-préfet-]{+préfète+} conclut." },
    { "12 voix pour", "13 voix pour", "[-12-]{+13+} voix pour" },
    { "l’avis", "l’accord", "l’[-avis-]{+accord+}" },
    { "été", "ete", "[-été-]{+ete+}" },
    { "a  b", "a b", "a[-  -]{+ +}b" },
    { "adopté", "adopté.", "adopté{+.+}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spelled = spell (cases[i].old, cases[i].now);

      g_assert_cmpstr (spelled, ==, cases[i].spelled);
    }
}

static void
test_markup (void)
{
  g_autofree char *markup = copil_word_diff_markup ("AE < CP & fin", "AE > CP & fin");

  g_assert_cmpstr (markup, ==, "AE <s>&lt;</s><b>&gt;</b> CP &amp; fin");
}

/* -- A slow reference: the longest common sequence, by its table ------------------------------- */

#define LONGEST 24

static char *
draw_text (GRand *rand, guint *words, guint *n)
{
  GString *text = g_string_new (NULL);

  *n = (guint) g_rand_int_range (rand, 0, LONGEST);
  for (guint i = 0; i < *n; i++)
    {
      /* Signs, each of which counts as one. */
      words[i] = (guint) g_rand_int_range (rand, 0, 4);
      g_string_append_c (text, ".,:!"[words[i]]);
    }
  return g_string_free (text, FALSE);
}

static guint
count_common (const guint *a, guint n, const guint *b, guint m)
{
  guint table[LONGEST + 1][LONGEST + 1] = { 0 };

  for (guint i = 1; i <= n; i++)
    for (guint j = 1; j <= m; j++)
      table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                         : MAX (table[i - 1][j], table[i][j - 1]);
  return table[n][m];
}

/* The text that is left without the pieces of a kind. */
static char *
without (GPtrArray *pieces, CopilWordsKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const CopilWordsPiece *piece = g_ptr_array_index (pieces, i);

      g_assert_cmpstr (piece->text, !=, "");
      if (piece->kind != kind)
        g_string_append (text, piece->text);
    }
  return g_string_free (text, FALSE);
}

static gsize
count_same (GPtrArray *pieces)
{
  gsize n = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      const CopilWordsPiece *piece = g_ptr_array_index (pieces, i);

      n += piece->kind == COPIL_WORDS_SAME ? strlen (piece->text) : 0;
    }
  return n;
}

static void
check_whole (GPtrArray *pieces, const char *old, const char *now)
{
  g_autofree char *before = without (pieces, COPIL_WORDS_ADDED);
  g_autofree char *after = without (pieces, COPIL_WORDS_REMOVED);

  g_assert_cmpstr (before, ==, old);
  g_assert_cmpstr (after, ==, now);
}

static void
test_reference (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1986);

  for (guint i = 0; i < 20000; i++)
    {
      guint a[LONGEST], b[LONGEST], n, m;
      g_autofree char *old = draw_text (rand, a, &n);
      g_autofree char *now = draw_text (rand, b, &m);
      g_autoptr (GPtrArray) pieces = copil_word_diff (old, now);

      check_whole (pieces, old, now);
      g_assert_cmpuint (count_same (pieces), ==, count_common (a, n, b, m));
    }
}

/* -- Texts without end ------------------------------------------------------------------------- */

static char *
repeat (const char *word, guint n)
{
  GString *text = g_string_new ("Ouverture. ");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u ", word, i);
  g_string_append (text, "Clôture.");
  return g_string_free (text, FALSE);
}

static void
test_another (void)
{
  g_autofree char *old = repeat ("a", 3000);
  g_autofree char *now = repeat ("b", 3000);
  g_autoptr (GPtrArray) pieces = copil_word_diff (old, now);

  check_whole (pieces, old, now);
  g_assert_cmpuint (pieces->len, ==, 4);
  g_assert_cmpstr (((CopilWordsPiece *) g_ptr_array_index (pieces, 0))->text, ==, "Ouverture. ");
  g_assert_cmpstr (((CopilWordsPiece *) g_ptr_array_index (pieces, 3))->text, ==, " Clôture.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-diff/cases", test_cases);
  g_test_add_func ("/word-diff/markup", test_markup);
  g_test_add_func ("/word-diff/reference", test_reference);
  g_test_add_func ("/word-diff/another", test_another);
  return g_test_run ();
}
