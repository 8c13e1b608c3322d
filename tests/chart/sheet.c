/* sheet.c: every chart on one picture, for a person to look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sheet THEME edges|types|NAME OUT.png [SCALE [HIT]]: draws the samples in a theme (0 to 4), at
 * SCALE device pixels a unit; HIT outlines that datum of each.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "chart/paint.h"
#include "chart/text.h"
#include "sample.h"

#define COLUMN 520
#define COLUMNS 3
#define PAD 20

typedef struct
{
  const CopilTheme *theme;
  const char       *which;
  int               hit;
  double            bottom[COLUMNS];
} Sheet;

static gboolean
is_wanted (const Sheet  *sheet,
           const Sample *sample)
{
  if (g_str_equal (sheet->which, "edges"))
    return sample->edge;
  return g_str_equal (sheet->which, "types") ? !sample->edge
                                             : g_str_has_prefix (sample->name, sheet->which);
}

static void
draw_sentence (cairo_t      *cr,
               const Sheet  *sheet,
               const char   *sentence,
               double        y)
{
  CopilFont font = { 9, COPIL_WEIGHT_REGULAR, FALSE };
  g_auto (GStrv) lines = copil_text_wrap (sentence, font, COLUMN - 2 * PAD, 4);

  for (guint i = 0; lines[i]; i++)
    copil_text_draw (cr, lines[i], font, &sheet->theme->colors[COPIL_COLOR_INK2],
                     COPIL_ALIGN_LEFT, 0, y + 12 * (i + 1));
}

static void
draw_sample (cairo_t      *cr,
             Sheet        *sheet,
             const Sample *sample)
{
  g_autoptr (CopilChart) chart = sample->make ();
  g_autofree char *sentence = copil_chart_describe (chart);
  double shrink = sheet->theme->paper ? 0.7 : 1;
  double width = sample->width * shrink, height = sample->height * shrink;
  g_auto (CopilChartHit) hit = { 0 };
  guint column = 0;

  for (guint i = 1; i < COLUMNS; i++)
    if (sheet->bottom[i] < sheet->bottom[column])
      column = i;
  cairo_save (cr);
  cairo_translate (cr, column * COLUMN + PAD, sheet->bottom[column] + PAD);
  copil_text_draw (cr, sample->name, (CopilFont) { 10, COPIL_WEIGHT_SEMIBOLD, FALSE },
                   &sheet->theme->colors[COPIL_COLOR_INK3], COPIL_ALIGN_LEFT, 0, 0);
  cairo_translate (cr, 0, 8);
  copil_chart_draw (chart, cr, sheet->theme, width, height);
  if (sheet->hit >= 0
      && copil_chart_get_datum (chart, sheet->theme, width, height, (guint) sheet->hit, &hit))
    copil_chart_draw_hit (chart, cr, sheet->theme, width, height, &hit);
  draw_sentence (cr, sheet, sentence, height);
  cairo_restore (cr);
  sheet->bottom[column] += height + 2 * PAD + 48;
}

int
main (int    argc,
      char **argv)
{
  double scale = argc > 4 ? g_ascii_strtod (argv[4], NULL) : 1;
  Sheet sheet = { .hit = argc > 5 ? atoi (argv[5]) : -1 };
  cairo_surface_t *surface;
  cairo_t *cr;

  if (argc < 4)
    return EXIT_FAILURE;
  sheet.theme = copil_theme_get ((CopilThemeKind) atoi (argv[1]));
  sheet.which = argv[2];
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (COLUMN * COLUMNS * scale),
                                        (int) (2200 * scale));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  copil_paint_color (cr, sheet.theme, COPIL_COLOR_CARD);
  cairo_paint (cr);
  for (guint i = 0; i < n_samples; i++)
    if (is_wanted (&sheet, &samples[i]))
      draw_sample (cr, &sheet, &samples[i]);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, argv[3]);
  cairo_surface_destroy (surface);
  return EXIT_SUCCESS;
}
