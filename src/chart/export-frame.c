/* export-frame.c: a chart with its title above, its note and source below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/export.h"
#include "chart/paint.h"
#include "chart/text.h"

#include <math.h>

#define PAD 16
#define MAX_LINES 3

static const char fictitious[] = "données fictives";

/* A text of the frame: drawn, or only measured with no @cr. Returns the height it takes. */
static double
put_text (cairo_t          *cr,
          const CopilTheme *theme,
          const char       *text,
          CopilTypeRole     role,
          CopilWeight       weight,
          CopilColorRole    color,
          double            x,
          double            y,
          double            width)
{
  CopilFont font = { copil_theme_size (theme, role), weight, FALSE };
  g_auto (GStrv) lines = NULL;
  guint n;

  if (text == NULL || *text == '\0')
    return 0;
  lines = copil_text_wrap (text, font, width, MAX_LINES);
  n = g_strv_length (lines);
  for (guint i = 0; i < n && cr; i++)
    copil_text_draw (cr, lines[i], font, &theme->colors[color], COPIL_ALIGN_LEFT, x,
                     y + font.size * (1.1 + 1.35 * i));
  return n * font.size * 1.35;
}

static double
put_head (cairo_t          *cr,
          CopilChart       *self,
          const CopilTheme *theme,
          double            x,
          double            y,
          double            width)
{
  double height = put_text (cr, theme, copil_chart_get_title (self), COPIL_TYPE_TITLE,
                            COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, x, y, width);

  height += put_text (cr, theme, copil_chart_get_subtitle (self), COPIL_TYPE_TICK,
                      COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, x, y + height, width);
  return height > 0 ? height + copil_theme_length (theme, 10) : 0;
}

static double
put_foot (cairo_t           *cr,
          CopilChart        *self,
          const CopilTheme  *theme,
          const CopilExport *options,
          double             x,
          double             y,
          double             width)
{
  double gap = copil_theme_length (theme, 8), height = gap;
  const char *texts[] = { options->bare ? NULL : copil_chart_get_note (self),
                          options->bare ? NULL : options->source,
                          options->fictitious ? fictitious : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    height += put_text (cr, theme, texts[i], COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR,
                        COPIL_COLOR_INK3, x, y + height, width);
  return height > gap ? height : 0;
}

static double
pad_of (const CopilTheme  *theme,
        const CopilExport *options)
{
  return options->bare ? 0 : copil_theme_length (theme, PAD);
}

double
copil_chart_get_framed_height (CopilChart        *self,
                               const CopilTheme  *theme,
                               const CopilExport *options,
                               double             width)
{
  double pad = pad_of (theme, options), inner = MAX (width - 2 * pad, 1);
  double wanted = copil_chart_get_height (self, theme, inner);

  if (wanted <= 0)
    wanted = inner * 0.6;
  if (!options->bare)
    wanted += put_head (NULL, self, theme, 0, 0, inner);
  return ceil (wanted + put_foot (NULL, self, theme, options, 0, 0, inner) + 2 * pad);
}

void
copil_chart_draw_framed (CopilChart        *self,
                         cairo_t           *cr,
                         const CopilTheme  *theme,
                         const CopilExport *options,
                         double             width,
                         double             height)
{
  double pad = pad_of (theme, options), inner = MAX (width - 2 * pad, 1), head = 0, foot;

  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  if (!options->bare)
    head = put_head (cr, self, theme, pad, pad, inner);
  foot = put_foot (NULL, self, theme, options, 0, 0, inner);
  put_foot (cr, self, theme, options, pad, height - pad - foot, inner);
  cairo_save (cr);
  cairo_translate (cr, pad, pad + head);
  copil_chart_draw (self, cr, theme, inner, height - 2 * pad - head - foot);
  cairo_restore (cr);
}
