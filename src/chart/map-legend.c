/* map-legend.c: what the colours and circles of a map say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/axis.h"
#include "chart/map-private.h"
#include "core/format.h"

#include <math.h>

#define SWATCH_WIDTH 34
#define SWATCH_HEIGHT 11
/* Of the row of circles, beside the size of its type. */
#define CIRCLES_HEIGHT 3.4

/* Statuses without a value, in the order of the legend, as short as its swatches. */
static const struct
{
  CopilCellStatus status;
  const char     *word;
} statuses[] = {
  { COPIL_CELL_NOT_AVAILABLE, "non disp." },
  { COPIL_CELL_SECRET, "secret" },
  { COPIL_CELL_NOT_APPLICABLE, "sans objet" },
};

static CopilFont
legend_font (const CopilTheme *theme)
{
  return (CopilFont) { copil_theme_size (theme, COPIL_TYPE_TICK), COPIL_WEIGHT_REGULAR, FALSE };
}

/* (transfer full): "en %, classes fixes, contours approchés". */
static char *
caption_of (const CopilMapChart *self)
{
  GString *text = g_string_new (NULL);

  if (self->data.kind == COPIL_MAP_CLASSES && self->data.head.unit && *self->data.head.unit)
    g_string_append_printf (text, "en %s", self->data.head.unit);
  if (self->data.caption)
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", self->data.caption);
  if (self->approximate)
    g_string_append_printf (text, "%scontours approchés", text->len ? ", " : "");
  return g_string_free (text, FALSE);
}

static double
missing_width (const CopilMapChart *self,
               const CopilTheme    *theme)
{
  double width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (self->missing & (1u << statuses[i].status))
      width += copil_text_width (statuses[i].word, legend_font (theme))
               + copil_theme_length (theme, 12);
  return width;
}

static double
classes_width (const CopilMapChart *self,
               const CopilTheme    *theme)
{
  return (self->data.n_bounds + 1) * copil_theme_length (theme, SWATCH_WIDTH);
}

/* Whether classes and what is missing hold on one line. */
static gboolean
holds_on_a_line (const CopilMapChart *self,
                 const CopilTheme    *theme,
                 double               width)
{
  return classes_width (self, theme) + missing_width (self, theme)
             + copil_theme_length (theme, 12)
         <= width;
}

static double
row_height (const CopilTheme *theme)
{
  return copil_theme_length (theme, SWATCH_HEIGHT)
         + copil_theme_size (theme, COPIL_TYPE_TICK) * 1.6;
}

double
copil_map_legend_height (const CopilMapChart *self,
                         const CopilTheme    *theme,
                         double               width)
{
  g_autofree char *caption = caption_of (self);
  double size = copil_theme_size (theme, COPIL_TYPE_TICK);
  double height = copil_theme_length (theme, 8);

  if (self->data.kind == COPIL_MAP_LOCATOR)
    return 0;
  if (self->data.words != NULL)
    return height + copil_map_states_height (self, theme, width) + (*caption ? size * 1.4 : 0);
  if (self->data.kind == COPIL_MAP_CIRCLES)
    height += size * CIRCLES_HEIGHT;
  else
    height += row_height (theme);
  if (self->missing
      && (self->data.kind == COPIL_MAP_CIRCLES || !holds_on_a_line (self, theme, width)))
    height += row_height (theme);
  return height + (*caption ? size * 1.4 : 0);
}

static void
add_swatch (CopilMapLayout   *layout,
            cairo_rectangle_t rect,
            int               class,
            CopilCellStatus   status)
{
  CopilMapSwatch swatch = { rect, class, status };

  g_array_append_val (layout->swatches, swatch);
}

/* Bounds stand between the swatches, under them. Decimals only where a bound has some. */
static char *
bound_text (const CopilMapChart *self,
            double               bound)
{
  gboolean whole = TRUE;

  for (guint i = 0; i < self->data.n_bounds; i++)
    whole = whole && fabs (self->bounds[i] - rint (self->bounds[i])) < 1e-9;
  return copil_axis_number (bound, whole ? 0 : MAX (self->data.head.decimals, 1));
}

static double
place_classes (CopilMapChart  *self,
               CopilMapLayout *layout,
               double          x,
               double          y,
               double          room)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  guint n = self->data.n_bounds + 1;
  double width = MIN (copil_theme_length (&base->theme, SWATCH_WIDTH), room / n);
  double height = copil_theme_length (&base->theme, SWATCH_HEIGHT);

  for (guint i = 0; i < n; i++)
    {
      add_swatch (layout, (cairo_rectangle_t) { x + i * width, y, width, height }, (int) i,
                  COPIL_CELL_OBSERVED);
      if (i > 0)
        {
          g_autofree char *text = bound_text (self, self->bounds[i - 1]);

          copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_CENTRE,
                                 x + i * width, y + height + font.size * 1.25);
        }
    }
  return x + n * width;
}

static void
place_missing (CopilMapChart  *self,
               CopilMapLayout *layout,
               double          x,
               double          y)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  double height = copil_theme_length (&base->theme, SWATCH_HEIGHT);
  double gap = copil_theme_length (&base->theme, 12);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      double width = copil_text_width (statuses[i].word, font);

      if (!(self->missing & (1u << statuses[i].status)))
        continue;
      add_swatch (layout,
                  (cairo_rectangle_t) {
                      x, y, MIN (width, copil_theme_length (&base->theme, SWATCH_WIDTH) * 0.75),
                      height },
                  -1, statuses[i].status);
      copil_layout_add_text (base, statuses[i].word, font, COPIL_COLOR_INK3, COPIL_ALIGN_LEFT, x,
                             y + height + font.size * 1.25);
      x += width + gap;
    }
}

/* The greatest round count whose circle holds in the legend, and a fifth of it. */
static void
place_circles (CopilMapChart  *self,
               CopilMapLayout *layout,
               double          x,
               double          y)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  double largest = layout->largest_circle;
  double room = font.size * (CIRCLES_HEIGHT - 0.2) / 2;
  double most = self->largest * MIN (1, pow (room / largest, 2));
  double value = pow (10, floor (log10 (MAX (most, 1))));

  value *= most >= 5 * value ? 5 : most >= 2 * value ? 2 : 1;
  for (guint i = 0; i < 2 && value >= 1; i++, value /= 5)
    {
      double radius = largest * sqrt (value / self->largest);
      g_autofree char *text
          = copil_axis_value (value, self->largest,
                              &(CopilChartHead) { .unit = self->data.head.unit });
      cairo_rectangle_t rect = { x, y + room - radius, 2 * radius, 2 * radius };

      g_array_append_val (layout->circles, rect);
      x += 2 * radius + copil_theme_length (&base->theme, 5);
      copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_LEFT, x,
                             y + room + font.size * 0.36);
      x += copil_text_width (text, font) + copil_theme_length (&base->theme, 14);
    }
}

static void
place_caption (CopilMapChart  *self,
               CopilMapLayout *layout,
               double          x)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  g_autofree char *caption = caption_of (self);
  g_autofree char *text = copil_text_fit (caption, font, base->width - x);

  copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_LEFT, x,
                         base->height - font.size * 0.3);
}

void
copil_map_place_legend (CopilMapChart  *self,
                        CopilMapLayout *layout,
                        double          top)
{
  CopilLayout *base = &layout->base;
  const CopilTheme *theme = &base->theme;
  double gap = copil_theme_length (theme, 8), y = top + gap, x = layout->views[0].area.x;
  gboolean on_a_line = holds_on_a_line (self, theme, base->width);

  if (self->data.kind == COPIL_MAP_LOCATOR)
    return;
  if (self->data.words != NULL)
    {
      copil_map_place_states (self, layout, y);
      place_caption (self, layout, 0);
      return;
    }
  /* Under the map, unless it takes the whole width. */
  if (!holds_on_a_line (self, theme, base->width - x))
    x = 0;
  if (self->data.kind == COPIL_MAP_CIRCLES && self->largest > 0)
    place_circles (self, layout, x, y);
  if (self->data.kind == COPIL_MAP_CIRCLES)
    place_missing (self, layout, x, y + legend_font (theme).size * CIRCLES_HEIGHT);
  else
    {
      double right = place_classes (self, layout, x, y, base->width - x);

      place_missing (self, layout, on_a_line ? right + 1.5 * gap : x,
                     on_a_line ? y : y + row_height (theme));
    }
  place_caption (self, layout, x);
}
