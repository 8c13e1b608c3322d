/* test-notes.c: annotations of a curve: where their marks and words stand, and what is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"
#include "core/format.h"
#include "sample.h"
#include "shapes.h"

#include <math.h>
#include <string.h>

#define MONTH(year, month) ((CopilPeriod) { COPIL_RHYTHM_MONTH, (year) * 12 + (month) - 1 })
#define FIRST_YEAR 2023
#define N_MONTHS 46

static CopilChart *
make_chart (const CopilLineNote *notes,
            guint                n)
{
  CopilFigure figures[N_MONTHS];

  for (guint i = 0; i < N_MONTHS; i++)
    figures[i] = (CopilFigure) FIGURE (50 + 8 * sin (i / 3.));
  return copil_line_chart_new (&(CopilLineData) {
    .head = { .title = "Nord", .unit = "%", .decimals = 1 },
    .subject = { "Nord", MONTH (FIRST_YEAR, 1), figures, N_MONTHS },
    .notes = notes,
    .n_notes = n,
  });
}

static CopilLineLayout *
lay_out (CopilChart *chart,
         double      width,
         double      height)
{
  return (CopilLineLayout *) copil_chart_get_layout (
      chart, copil_theme_get (COPIL_THEME_LIGHT), width, height);
}

/* -- Places --------------------------------------------------------------------------------- */

/* The mark is where its month begins: half a step before the point of the month. */
static void
test_feet (void)
{
  const CopilLineNote notes[] = { { MONTH (2024, 7), "Été", NULL, NULL },
                                  { MONTH (2026, 3), "Renfort", NULL, NULL },
                                  { MONTH (2030, 1), "Hors du temps", NULL, NULL } };
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  g_autoptr (CopilChart) chart = make_chart (notes, G_N_ELEMENTS (notes));
  CopilLineLayout *layout = lay_out (chart, 480, 300);
  double step = layout->subject[1].x - layout->subject[0].x;

  for (guint i = 0; i < 2; i++)
    {
      guint index = (guint) (notes[i].period.index - MONTH (FIRST_YEAR, 1).index);
      double x, y;

      g_assert_true (copil_line_chart_get_note_foot (COPIL_LINE_CHART (chart), theme, 480, 300, i,
                                                     &x, &y));
      g_assert_cmpfloat_with_epsilon (x, layout->subject[index].x - step / 2, 0.01);
      g_assert_cmpfloat_with_epsilon (y, layout->plot.y + layout->plot.height, 0.01);
    }
  g_assert_false (copil_line_chart_get_note_foot (COPIL_LINE_CHART (chart), theme, 480, 300, 2,
                                                  NULL, NULL));
  g_assert_false (copil_line_chart_get_note_foot (COPIL_LINE_CHART (chart), theme, 480, 300, 3,
                                                  NULL, NULL));
}

static cairo_rectangle_t
box_of (const CopilPlaced *placed)
{
  CopilTextSize size = copil_text_measure (placed->text, placed->font);
  double left = placed->align == COPIL_ALIGN_RIGHT    ? placed->x - size.width
                : placed->align == COPIL_ALIGN_CENTRE ? placed->x - size.width / 2
                                                      : placed->x;

  /* What is inked, not what a line of text is given. */
  return (cairo_rectangle_t) { left, placed->y - 0.72 * placed->font.size, size.width,
                               0.72 * placed->font.size };
}

static gboolean
meet (const cairo_rectangle_t *a,
      const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width - 0.5 && b->x < a->x + a->width - 0.5
         && a->y < b->y + b->height - 0.5 && b->y < a->y + a->height - 0.5;
}

static void
check_texts (const CopilLineLayout *layout)
{
  const GArray *texts = layout->base.texts;

  for (guint i = 0; i < texts->len; i++)
    {
      const CopilPlaced *one = &g_array_index (texts, CopilPlaced, i);
      cairo_rectangle_t box = box_of (one);

      g_assert_cmpfloat (box.x, >=, -0.5);
      g_assert_cmpfloat (box.x + box.width, <=, layout->base.width + 0.5);
      for (guint j = i + 1; j < texts->len; j++)
        {
          const CopilPlaced *other = &g_array_index (texts, CopilPlaced, j);
          cairo_rectangle_t there = box_of (other);

          if (meet (&box, &there))
            g_error ("“%s” lies over “%s”", one->text, other->text);
        }
    }
}

/* However many there are, and in whatever width: no word lies over another, and each note that
 * is in the plot has its mark. */
static void
test_no_overlap (void)
{
  static const char *const words[]
      = { "Loi plein emploi", "Renfort", "Fermeture d’un site industriel et plan de sauvegarde",
          "Changement de logiciel", "Grève" };
  static const struct
  {
    double width, height;
  } sizes[] = { { 620, 320 }, { 480, 300 }, { 300, 260 }, { 240, 200 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  guint n_labels = 0;

  for (guint n = 1; n <= 24; n++)
    {
      CopilLineNote notes[24] = { 0 };
      g_autoptr (CopilChart) chart = NULL;

      for (guint i = 0; i < n; i++)
        notes[i] = (CopilLineNote) { MONTH (FIRST_YEAR, 1 + (int) (i * N_MONTHS / n)),
                                     words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))], NULL,
                                     i % 3 == 0 ? "Hauts-de-France" : NULL };
      chart = make_chart (notes, n);
      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        {
          const CopilLineLayout *layout = lay_out (chart, sizes[s].width, sizes[s].height);

          check_texts (layout);
          for (guint i = 0; i < n; i++)
            {
              g_assert_true (layout->notes[i].shown);
              n_labels += layout->notes[i].label.width > 0;
            }
        }
    }
  /* Dropping every label would pass the rest. */
  g_assert_cmpuint (n_labels, >, 24 * G_N_ELEMENTS (sizes));
}

/* -- Crossings ------------------------------------------------------------------------------ */

static void
check_upright (const CopilLineLayout *layout,
               double                 x,
               double                 top)
{
  for (guint i = 0; i < layout->base.texts->len; i++)
    {
      const CopilPlaced *placed = &g_array_index (layout->base.texts, CopilPlaced, i);
      cairo_rectangle_t box = box_of (placed);

      /* What is under the plot are the months. */
      if (box.x < x - 0.5 && box.x + box.width > x + 0.5 && box.y + box.height > top + 0.5
          && box.y < layout->plot.y + layout->plot.height)
        g_error ("the line at %g, %g runs through “%s”", x, top, placed->text);
    }
}

static guint
count_texts (const CopilLineLayout *layout,
             const char            *text)
{
  guint n = 0;

  for (guint i = 0; i < layout->base.texts->len; i++)
    n += g_str_has_prefix (g_array_index (layout->base.texts, CopilPlaced, i).text, text);
  return n;
}

/* Months without values, a band, a target and a new way to count: each has its words, and none
 * of them nor of the notes is struck out by the line of another. */
static CopilChart *
make_full_chart (const CopilLineNote *notes,
                 guint                n,
                 CopilPeriod          cut)
{
  CopilFigure figures[N_MONTHS];
  const CopilLineBreak breaks[] = { { cut, "Ancien compte", "Loi plein emploi" } };
  const CopilLineTarget target[] = { { MONTH (2025, 1), 70, 70 } };
  const CopilLineLimits limits[] = { { MONTH (FIRST_YEAR, 1), MONTH (2026, 10), 42, 50, 58 } };

  for (guint i = 0; i < N_MONTHS; i++)
    figures[i] = (CopilFigure) FIGURE (50 + 8 * sin (i / 3.));
  for (guint i = 16; i < 18; i++)
    figures[i].status = COPIL_CELL_NOT_AVAILABLE;
  return copil_line_chart_new (&(CopilLineData) {
    .head = { .title = "Nord", .unit = "%", .decimals = 1 },
    .subject = { "Nord", MONTH (FIRST_YEAR, 1), figures, N_MONTHS },
    .targets = target,
    .n_targets = 1,
    .direction = COPIL_DIRECTION_UP,
    .limits = limits,
    .n_limits = 1,
    .notes = notes,
    .n_notes = n,
    .breaks = breaks,
    .n_breaks = 1,
  });
}

static void
test_no_crossing (void)
{
  static const double widths[] = { 620, 480, 360 };
  guint n_breaks = 0, n_gaps = 0, n_labels = 0, n_charts = 0;

  for (int month = 0; month < N_MONTHS; month++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++, n_charts++)
      {
        CopilPeriod when = copil_period_shift (MONTH (FIRST_YEAR, 1), month);
        const CopilLineNote notes[] = {
          { when, "Nouveau formulaire d’orientation", NULL, "France" },
          { copil_period_shift (when, 1), "Renfort", NULL, NULL },
        };
        CopilPeriod cut = MONTH (FIRST_YEAR + 1 + month % 2, 1 + month % 12);
        g_autoptr (CopilChart) chart = make_full_chart (notes, G_N_ELEMENTS (notes), cut);
        const CopilLineLayout *layout = lay_out (chart, widths[w], 280);

        check_texts (layout);
        for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
          {
            if (layout->notes[i].shown)
              check_upright (layout, layout->notes[i].foot.x, layout->notes[i].top);
            n_labels += layout->notes[i].label.width > 0;
          }
        n_breaks += count_texts (layout, "Loi plein emploi");
        n_gaps += count_texts (layout, "non disponible");
      }
  /* Dropping what could cross would pass the rest. */
  g_test_message ("%u charts: %u breaks, %u gaps, %u labels", n_charts, n_breaks, n_gaps, n_labels);
  g_assert_cmpuint (n_breaks, >=, n_charts * 95 / 100);
  g_assert_cmpuint (n_gaps, >=, n_charts * 95 / 100);
  g_assert_cmpuint (n_labels, >=, 2 * n_charts * 8 / 10);
}

/* A long label is cut on the drawing, and whole in the sentence. */
static void
test_long (void)
{
  g_autofree char *label = g_strnfill (400, 'm');
  const CopilLineNote notes[] = { { MONTH (2025, 1), label, NULL, NULL } };
  g_autoptr (CopilChart) chart = make_chart (notes, 1);
  const CopilLineLayout *layout = lay_out (chart, 480, 300);
  g_autofree char *sentence = copil_chart_describe (chart);

  check_texts (layout);
  g_assert_cmpfloat (layout->notes[0].label.width, >, 0);
  g_assert_cmpfloat (layout->notes[0].label.width, <, 240);
  g_assert_nonnull (strstr (sentence, label));
}

/* -- Words ---------------------------------------------------------------------------------- */

static void
test_sentence (void)
{
  CopilLineNote notes[8] = { { MONTH (2025, 1), "Loi", NULL, "France" },
                             { MONTH (2026, 3), "Renfort", "20 mars", NULL, "en attente" } };
  g_autoptr (CopilChart) none = make_chart (NULL, 0), one = make_chart (notes, 1);
  g_autoptr (CopilChart) two = make_chart (notes, 2), many = NULL;
  g_autofree char *silent = copil_chart_describe (none), *first = copil_chart_describe (one);
  g_autofree char *both = copil_chart_describe (two), *cut = NULL;

  for (guint i = 2; i < G_N_ELEMENTS (notes); i++)
    notes[i] = (CopilLineNote) { MONTH (2026, 4), "Autre", NULL, NULL };
  many = make_chart (notes, G_N_ELEMENTS (notes));
  cut = copil_chart_describe (many);
  g_assert_null (strstr (silent, "Annotation"));
  g_assert_nonnull (strstr (first, " Annotation" COPIL_NBSP ": Loi (janvier 2025, France)."));
  g_assert_nonnull (strstr (both, " Annotations" COPIL_NBSP ": Loi (janvier 2025, France)" COPIL_NNBSP
                                  "; Renfort (en attente, 20 mars)."));
  g_assert_nonnull (strstr (cut, COPIL_NNBSP "; 2" COPIL_NBSP "autres annotations."));
}

static void
test_table (void)
{
  const CopilLineNote notes[] = { { MONTH (2023, 2), "Loi", NULL, "France" },
                                  { MONTH (2023, 2), "Renfort", NULL, NULL, "en attente" } };
  g_autoptr (CopilChart) none = make_chart (NULL, 0), two = make_chart (notes, 2);
  g_autoptr (GPtrArray) plain = copil_chart_get_table (none), table = copil_chart_get_table (two);
  guint n = g_strv_length (g_ptr_array_index (table, 0));

  g_assert_cmpuint (n, ==, g_strv_length (g_ptr_array_index (plain, 0)) + 1);
  for (guint i = 0; i < table->len; i++)
    {
      GStrv row = g_ptr_array_index (table, i);

      g_assert_cmpuint (g_strv_length (row), ==, n);
      g_assert_cmpstr (row[n - 1], ==, i == 0   ? "Annotation"
                                       : i == 2 ? "Loi (France)" COPIL_NNBSP "; Renfort (en attente)"
                                                : "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/notes/feet", test_feet);
  g_test_add_func ("/chart/notes/no-overlap", test_no_overlap);
  g_test_add_func ("/chart/notes/no-crossing", test_no_crossing);
  g_test_add_func ("/chart/notes/long", test_long);
  g_test_add_func ("/chart/notes/sentence", test_sentence);
  g_test_add_func ("/chart/notes/table", test_table);
  return g_test_run ();
}
