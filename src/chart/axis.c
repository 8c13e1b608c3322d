/* axis.c: the axes that several kinds of chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/axis.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>
#include <string.h>

/* Beyond this, digits are a wall: powers of ten. */
#define SCIENTIFIC 1e15
#define COMPACT 1e7

static char *
superscript (int exponent)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", exponent);
  GString *raised = g_string_new (NULL);

  for (const char *c = plain; *c; c++)
    g_string_append (raised, *c == '-' ? "⁻" : digits[*c - '0']);
  return g_string_free (raised, FALSE);
}

static char *
scientific (double value)
{
  int exponent = value == 0 ? 0 : (int) floor (log10 (fabs (value)) + 1e-12);
  double mantissa = value / pow (10, exponent);
  g_autofree char *power = superscript (exponent);
  g_autofree char *number
      = copil_format_number (mantissa, fabs (mantissa - round (mantissa)) < 0.05 ? 0 : 1);

  return g_strdup_printf ("%s" COPIL_NBSP "×" COPIL_NBSP "10%s", number, power);
}

char *
copil_axis_number (double value,
                   int    decimals)
{
  if (isfinite (value) && fabs (value) >= SCIENTIFIC)
    return scientific (value);
  /* More decimals than the format carries: the step is that small. */
  if (value != 0 && decimals > 6)
    return scientific (value);
  return copil_format_number (value, decimals);
}

char *
copil_axis_value (double                value,
                  double                largest,
                  const CopilChartHead *head)
{
  g_autofree char *number = NULL;

  if (!(MAX (fabs (value), fabs (largest)) >= COMPACT))
    return copil_format_value (value, head->unit, head->decimals);
  if (MAX (fabs (value), fabs (largest)) < SCIENTIFIC)
    return copil_format_compact (value, head->unit);
  number = scientific (value);
  return head->unit && *head->unit ? g_strconcat (number, COPIL_NBSP, head->unit, NULL)
                                   : g_steal_pointer (&number);
}

/* Ticks of millions are written in millions, all with the decimals that tell them apart. */
static char *
tick_text (const CopilTicks *ticks,
           double            value)
{
  static const struct
  {
    double      factor;
    const char *suffix;
  } powers[] = { { 1e9, "Md" }, { 1e6, "M" } };
  double largest = MAX (fabs (ticks->low), fabs (ticks->high));

  for (guint i = 0; largest < SCIENTIFIC && i < G_N_ELEMENTS (powers); i++)
    if (largest >= powers[i].factor && ticks->step >= powers[i].factor / 100)
      {
        int decimals = (int) CLAMP (ceil (-log10 (ticks->step / powers[i].factor) - 1e-9), 0, 3);
        g_autofree char *number = copil_format_number (value / powers[i].factor, decimals);

        return value == 0 ? g_strdup ("0")
                          : g_strconcat (number, COPIL_NBSP, powers[i].suffix, NULL);
      }
  return copil_axis_number (value, ticks->decimals);
}

/* A sign stands beside its number; a longer unit begins beside it and runs over the plot. */
static gboolean
is_short (const char *unit)
{
  return unit == NULL || g_utf8_strlen (unit, -1) <= 2;
}

static char *
top_text (const CopilTicks *ticks,
          const char       *unit)
{
  g_autofree char *number = tick_text (ticks, ticks->high);

  if (unit == NULL || *unit == '\0' || !is_short (unit))
    return g_steal_pointer (&number);
  /* "6 Md€", as money is written short everywhere. */
  if (g_str_equal (unit, "€") && g_ascii_isalpha (number[strlen (number) - 1]))
    return g_strconcat (number, unit, NULL);
  return g_strconcat (number, COPIL_NBSP, unit, NULL);
}

CopilTicks
copil_axis_ticks (const CopilLayout *layout,
                  CopilExtent        extent,
                  gboolean           from_zero,
                  int                decimals,
                  double             height)
{
  double line = copil_theme_size (&layout->theme, COPIL_TYPE_TICK) * 3;
  guint wanted = (guint) CLAMP (height / line, 2, 5);
  double finest = pow (10, -decimals), range = extent.high - extent.low;

  /* Half a person is no tick; a series that varies by less than its decimals is drawn all the
   * same. */
  if (range > 0 && range < finest / 10)
    finest = 0;
  return copil_ticks_compute (extent, from_zero, finest, wanted);
}

double
copil_axis_margin (const CopilLayout *layout,
                   const CopilTicks  *ticks,
                   const char        *unit)
{
  CopilFont font = copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *top = top_text (ticks, unit);
  double widest = copil_text_width (top, font);

  for (guint i = 0; i + 1 < ticks->n; i++)
    {
      g_autofree char *text = tick_text (ticks, ticks->values[i]);

      widest = MAX (widest, copil_text_width (text, font));
    }
  return widest + copil_theme_length (&layout->theme, 8);
}

static void
place_long_unit (CopilLayout *layout,
                 const char  *unit,
                 double       value,
                 CopilFont    font,
                 double       x,
                 double       y)
{
  g_autofree char *text = g_strconcat (COPIL_NBSP, copil_format_unit (unit, value), NULL);

  copil_placed_set_halo (copil_layout_add_text (layout, text, font, COPIL_COLOR_INK3,
                                                COPIL_ALIGN_LEFT, x, y),
                         layout);
}

void
copil_axis_place_values (CopilLayout      *layout,
                         const CopilTicks *ticks,
                         const CopilScale *scale,
                         const char       *unit,
                         double            right)
{
  CopilFont font = copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double x = right - copil_theme_length (&layout->theme, 8);

  for (guint i = 0; i < ticks->n; i++)
    {
      gboolean top = i + 1 == ticks->n;
      g_autofree char *text = top ? top_text (ticks, unit) : tick_text (ticks, ticks->values[i]);
      double y = copil_scale_map (scale, ticks->values[i]) + font.size * 0.36;

      copil_layout_add_text (layout, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_RIGHT, x, y);
      if (top && !is_short (unit))
        place_long_unit (layout, unit, ticks->high, font, x, y);
    }
}

void
copil_axis_draw_grid (cairo_t           *cr,
                      const CopilLayout *layout,
                      const CopilTicks  *ticks,
                      const CopilScale  *scale,
                      double             x1,
                      double             x2)
{
  copil_paint_color (cr, &layout->theme, COPIL_COLOR_GRID);
  for (guint i = ticks->low < 0 ? 0 : 1; i < ticks->n; i++)
    copil_paint_hline (cr, &layout->theme, x1, x2, copil_scale_map (scale, ticks->values[i]),
                       copil_theme_stroke (&layout->theme, COPIL_STROKE_GRID));
}

static gboolean
has_years (const GArray *ticks)
{
  for (guint i = 0; i < ticks->len; i++)
    if (g_array_index (ticks, CopilTimeTick, i).year != 0)
      return TRUE;
  return FALSE;
}

double
copil_axis_time_height (const CopilLayout *layout,
                        const GArray      *ticks)
{
  double size = copil_theme_size (&layout->theme, COPIL_TYPE_TICK);

  return size * (has_years (ticks) ? 3.1 : 1.75);
}

GArray *
copil_axis_time_ticks (const CopilLayout *layout,
                       CopilRhythm        rhythm,
                       double             first,
                       double             last,
                       double             width)
{
  CopilFont font = copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double room = copil_text_width ("sept.", font) * 1.6;

  return copil_time_ticks (rhythm, first, last, (guint) CLAMP (width / room, 1, 8));
}

/* A label centred on its tick, moved inside the drawing at either end. */
static void
place_centred (CopilLayout *layout,
               const char  *text,
               CopilFont    font,
               double       x,
               double       y)
{
  double half = copil_text_width (text, font) / 2;

  x = MAX (MIN (x, layout->width - half), half);
  copil_layout_add_text (layout, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_CENTRE, x, y);
}

void
copil_axis_place_time (CopilLayout      *layout,
                       const GArray     *ticks,
                       const CopilScale *scale,
                       double            y)
{
  CopilFont font = copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);

  for (guint i = 0; i < ticks->len; i++)
    {
      const CopilTimeTick *tick = &g_array_index (ticks, CopilTimeTick, i);
      double x = copil_scale_map (scale, tick->month);
      char year[12];

      place_centred (layout, tick->label, font, x, y + font.size * 1.4);
      if (tick->year == 0)
        continue;
      g_snprintf (year, sizeof year, "%d", tick->year);
      place_centred (layout, year, font, x, y + font.size * 2.7);
    }
}

void
copil_axis_draw_time (cairo_t           *cr,
                      const CopilLayout *layout,
                      const GArray      *ticks,
                      const CopilScale  *scale,
                      double             x1,
                      double             x2,
                      double             y)
{
  double width = copil_theme_stroke (&layout->theme, COPIL_STROKE_AXIS);
  double mark = copil_theme_length (&layout->theme, 4);

  copil_paint_color (cr, &layout->theme, COPIL_COLOR_AXIS);
  copil_paint_hline (cr, &layout->theme, x1, x2, y, width);
  for (guint i = 0; i < ticks->len; i++)
    {
      double x = copil_scale_map (scale, g_array_index (ticks, CopilTimeTick, i).month);

      if (x >= x1 - 0.5 && x <= x2 + 0.5)
        copil_paint_vline (cr, &layout->theme, x, y, y + mark, width);
    }
}
