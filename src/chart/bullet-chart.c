/* bullet-chart.c: a value beside its target
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/bullet-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "chart/scale.h"
#include "core/format.h"

#include <math.h>

/* Of the height: the bar is slim, its target stands out on both sides. */
#define BAR_SHARE 0.5

struct _CopilBulletChart
{
  CopilChart      parent_instance;

  CopilBulletData data;
};

typedef struct
{
  CopilLayout       base;
  CopilScale        scale;
  cairo_rectangle_t track;
  double            end; /* of the bar, NAN: no value */
} BulletLayout;

G_DEFINE_FINAL_TYPE (CopilBulletChart, copil_bullet_chart, COPIL_TYPE_CHART)

static gboolean
is_percentage (const CopilChartHead *head)
{
  return head->unit && g_str_equal (head->unit, "%");
}

static double
scale_end (const CopilBulletData *data)
{
  CopilExtent extent = COPIL_EXTENT_EMPTY;
  double highest;

  if (data->maximum > 0 && isfinite (data->maximum))
    return data->maximum;
  if (copil_figure_is_drawn (&data->figure))
    copil_extent_add (&extent, data->figure.value);
  copil_extent_add (&extent, data->target_low);
  copil_extent_add (&extent, data->target_high);
  highest = copil_ticks_compute (extent, TRUE, 0, 5).high;
  if (is_percentage (&data->head) && highest <= 100)
    return 100;
  return MAX (highest, 0) > 0 ? highest : 1;
}

static void
copil_bullet_chart_layout (CopilChart  *chart,
                           CopilLayout *base)
{
  CopilBulletChart *self = COPIL_BULLET_CHART (chart);
  BulletLayout *layout = (BulletLayout *) base;
  double height = base->height * BAR_SHARE;
  /* A target at the very end of the scale is a line that must not be cut. */
  double inset = MIN (copil_theme_length (&base->theme, 1), base->width / 4);

  layout->track = (cairo_rectangle_t) { 0, (base->height - height) / 2, base->width, height };
  layout->scale = (CopilScale) { 0, scale_end (&self->data), 0, base->width - inset };
  layout->end = NAN;
  if (copil_figure_is_drawn (&self->data.figure))
    layout->end = CLAMP (copil_scale_map (&layout->scale, self->data.figure.value), 0,
                         base->width);
  copil_layout_add_mark (base, layout->track, 0, -1);
}

static void
draw_bar (cairo_t      *cr,
          BulletLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  const cairo_rectangle_t *track = &layout->track;

  copil_paint_round_rect (cr, track->x, track->y, track->width, track->height,
                          track->height / 2);
  copil_paint_color (cr, theme,
                     theme->patterns ? COPIL_COLOR_CARD : COPIL_COLOR_NEUTRAL_GROUND);
  cairo_fill_preserve (cr);
  if (isnan (layout->end))
    {
      copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
      copil_paint_hatch (cr, theme, 4, 1);
      return;
    }
  if (theme->patterns)
    {
      copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
      cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS));
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
  copil_paint_round_rect (cr, track->x, track->y, layout->end, track->height,
                          track->height / 2);
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  cairo_fill (cr);
}

static void
draw_upright (cairo_t      *cr,
              BulletLayout *layout,
              double        target)
{
  const CopilTheme *theme = &layout->base.theme;
  double x = copil_scale_map (&layout->scale, target);
  double width = copil_theme_stroke (theme, COPIL_STROKE_CONTEXT);
  double gap = copil_theme_stroke (theme, COPIL_STROKE_GAP);

  x = CLAMP (x, width / 2, layout->base.width - width / 2);
  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  copil_paint_vline (cr, theme, x, layout->track.y, layout->track.y + layout->track.height,
                     width + 2 * gap);
  copil_paint_color (cr, theme, COPIL_COLOR_INK);
  copil_paint_vline (cr, theme, x, 0, layout->base.height, width);
}

static void
draw_frame (cairo_t               *cr,
            BulletLayout          *layout,
            const CopilBulletData *data)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = copil_theme_stroke (theme, COPIL_STROKE_CONTEXT);
  double x1 = copil_scale_map (&layout->scale, data->target_low);
  double x2 = copil_scale_map (&layout->scale, data->target_high);

  x1 = CLAMP (x1, width / 2, layout->base.width - width / 2);
  x2 = CLAMP (x2, width / 2, layout->base.width - width / 2);
  copil_paint_color (cr, theme, COPIL_COLOR_INK);
  cairo_set_line_width (cr, width);
  cairo_rectangle (cr, x1, width / 2, x2 - x1, layout->base.height - width);
  cairo_stroke (cr);
}

static void
copil_bullet_chart_draw (CopilChart  *chart,
                         CopilLayout *base,
                         cairo_t     *cr)
{
  const CopilBulletData *data = &COPIL_BULLET_CHART (chart)->data;
  BulletLayout *layout = (BulletLayout *) base;

  draw_bar (cr, layout);
  if (!isfinite (data->target_low))
    return;
  if (isfinite (data->target_high) && data->target_high > data->target_low)
    draw_frame (cr, layout, data);
  else
    draw_upright (cr, layout, data->target_low);
}

static guint
copil_bullet_chart_get_n_data (CopilChart *chart)
{
  return 1;
}

static char *
target_text (const CopilBulletData *data)
{
  double high = isfinite (data->target_high) ? data->target_high : data->target_low;
  int decimals
      = data->target_low == rint (data->target_low) && high == rint (high) ? 0
                                                                           : data->head.decimals;
  g_autofree char *range
      = copil_format_range (data->target_low, high, data->head.unit, decimals);

  return g_strconcat (range, data->direction == COPIL_DIRECTION_DOWN ? " au plus" : NULL, NULL);
}

static char *
describe (const CopilBulletData *data)
{
  g_autofree char *value = copil_figure_to_label (&data->figure, &data->head);
  g_autofree char *target = NULL;

  if (!isfinite (data->target_low))
    return g_steal_pointer (&value);
  target = target_text (data);
  return g_strconcat (value, ", cible ", target, NULL);
}

static char *
copil_bullet_chart_label (CopilChart      *chart,
                          const CopilMark *mark)
{
  return describe (&COPIL_BULLET_CHART (chart)->data);
}

static char *
copil_bullet_chart_describe (CopilChart *chart)
{
  const CopilBulletData *data = &COPIL_BULLET_CHART (chart)->data;
  g_autofree char *text = describe (data);

  return g_strdup_printf ("%s" COPIL_NBSP ": %s.", data->head.title, text);
}

static GPtrArray *
copil_bullet_chart_get_table (CopilChart *chart)
{
  const CopilBulletData *data = &COPIL_BULLET_CHART (chart)->data;
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Indicateur"), g_strdup ("Valeur"), g_strdup ("Cible"),
                       NULL);
  copil_table_add_row (table, g_strdup (data->head.title),
                       copil_figure_to_value (&data->figure, &data->head),
                       isfinite (data->target_low) ? target_text (data) : g_strdup (""), NULL);
  return table;
}

static void
copil_bullet_chart_class_init (CopilBulletChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (BulletLayout);
  chart_class->layout = copil_bullet_chart_layout;
  chart_class->draw = copil_bullet_chart_draw;
  chart_class->get_n_data = copil_bullet_chart_get_n_data;
  chart_class->label = copil_bullet_chart_label;
  chart_class->describe = copil_bullet_chart_describe;
  chart_class->get_table = copil_bullet_chart_get_table;
}

static void
copil_bullet_chart_init (CopilBulletChart *self)
{
}

/**
 * copil_bullet_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a bullet
 */
CopilChart *
copil_bullet_chart_new (const CopilBulletData *data)
{
  CopilBulletChart *self = g_object_new (COPIL_TYPE_BULLET_CHART, NULL);

  copil_chart_set_head (COPIL_CHART (self), &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (COPIL_CHART (self));
  copil_figure_check (&self->data.figure);
  return COPIL_CHART (self);
}
