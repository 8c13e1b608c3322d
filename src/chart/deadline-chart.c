/* deadline-chart.c: from a day to a sitting, and the last day by which something is due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/deadline-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>

#define TOP_LINE 1.3 /* in heights of a tick */
#define MIDDLE 0.8
#define LOW_LINE 1.9
#define POINT 4.0

enum
{
  FROM,
  DUE,
  SITTING,
  N_POINTS
};

struct _CopilDeadlineChart
{
  CopilChart        parent_instance;

  CopilDeadlineData data;
};

typedef struct
{
  CopilLayout base;
  double      x[N_POINTS];
  double      y;
} DeadlineLayout;

G_DEFINE_FINAL_TYPE (CopilDeadlineChart, copil_deadline_chart, COPIL_TYPE_CHART)

static const char *
label_of (const CopilDeadlineData *data,
          guint                    point)
{
  return point == FROM ? data->from_label : point == DUE ? data->due_label : data->sitting_label;
}

/* The due day apart from both ends, so that its label has room. */
static void
place_points (const CopilDeadlineData *data,
              DeadlineLayout          *layout)
{
  double left = POINT + 1, right = layout->base.width - POINT - 1;
  double span = data->sitting - data->from, share;

  layout->x[FROM] = left;
  layout->x[SITTING] = right;
  layout->x[DUE] = NAN;
  if (!isfinite (data->due) || span <= 0)
    return;
  share = CLAMP ((data->due - data->from) / span, 0, 1);
  layout->x[DUE] = left + (right - left) * CLAMP (share, 0.3, 0.72);
}

static void
place_texts (const CopilDeadlineData *data,
             DeadlineLayout          *layout,
             double                   line)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  CopilFont strong = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
  double low = layout->y + line * LOW_LINE * 0.8;

  copil_layout_add_text (&layout->base, data->from_label, font, COPIL_COLOR_INK2,
                         COPIL_ALIGN_LEFT, 0, low);
  copil_layout_add_text (&layout->base, data->sitting_label, font, COPIL_COLOR_INK2,
                         COPIL_ALIGN_RIGHT, layout->base.width, low);
  if (isnan (layout->x[DUE]))
    return;
  copil_layout_add_text (&layout->base, data->due_label, strong, COPIL_COLOR_INK,
                         COPIL_ALIGN_CENTRE, layout->x[DUE], low);
  copil_layout_add_text (&layout->base, data->before, strong, COPIL_COLOR_ACCENT,
                         COPIL_ALIGN_CENTRE, (layout->x[FROM] + layout->x[DUE]) / 2, line);
  copil_layout_add_text (&layout->base, data->after, font, COPIL_COLOR_INK2, COPIL_ALIGN_CENTRE,
                         (layout->x[DUE] + layout->x[SITTING]) / 2, line);
}

static void
copil_deadline_chart_layout (CopilChart  *chart,
                             CopilLayout *base)
{
  const CopilDeadlineData *data = &COPIL_DEADLINE_CHART (chart)->data;
  DeadlineLayout *layout = (DeadlineLayout *) base;
  double line = copil_theme_size (&base->theme, COPIL_TYPE_TICK);

  layout->y = line * (TOP_LINE + MIDDLE / 2);
  place_points (data, layout);
  place_texts (data, layout, line);
  for (guint i = 0; i < N_POINTS; i++)
    if (!isnan (layout->x[i]))
      copil_layout_add_mark (base,
                             (cairo_rectangle_t) { layout->x[i] - POINT, layout->y - POINT,
                                                   2 * POINT, 2 * POINT },
                             i, (int) i);
}

static double
copil_deadline_chart_get_height (CopilChart       *chart,
                                 const CopilTheme *theme,
                                 double            width)
{
  return copil_theme_size (theme, COPIL_TYPE_TICK) * (TOP_LINE + MIDDLE + LOW_LINE);
}

static void
copil_deadline_chart_draw (CopilChart  *chart,
                           CopilLayout *base,
                           cairo_t     *cr)
{
  DeadlineLayout *layout = (DeadlineLayout *) base;
  const CopilTheme *theme = &base->theme;
  double middle = isnan (layout->x[DUE]) ? layout->x[FROM] : layout->x[DUE];

  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  copil_paint_hline (cr, theme, middle, layout->x[SITTING], layout->y, 2);
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  copil_paint_hline (cr, theme, layout->x[FROM], middle, layout->y, 3);
  copil_paint_circle (cr, layout->x[FROM], layout->y, POINT);
  cairo_fill (cr);
  copil_paint_hollow (cr, theme, layout->x[SITTING], layout->y, POINT, 1.5,
                      &theme->colors[COPIL_COLOR_AXIS]);
  if (!isnan (layout->x[DUE]))
    {
      copil_paint_diamond (cr, layout->x[DUE], layout->y, POINT * 1.5);
      copil_paint_color (cr, theme, COPIL_COLOR_CARD);
      cairo_fill_preserve (cr);
      copil_paint_color (cr, theme, COPIL_COLOR_INK);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static guint
copil_deadline_chart_get_n_data (CopilChart *chart)
{
  return isfinite (COPIL_DEADLINE_CHART (chart)->data.due) ? 3 : 2;
}

static char *
copil_deadline_chart_label (CopilChart      *chart,
                            const CopilMark *mark)
{
  static const char * const names[] = { "Départ", "À recevoir au plus tard", "Séance" };

  return g_strdup_printf ("%s" COPIL_NBSP ": %s", names[mark->datum],
                          label_of (&COPIL_DEADLINE_CHART (chart)->data, mark->datum));
}

static char *
copil_deadline_chart_describe (CopilChart *chart)
{
  const CopilDeadlineData *data = &COPIL_DEADLINE_CHART (chart)->data;

  if (!isfinite (data->due))
    return g_strdup_printf ("Séance le %s, sans délai prévu.", data->sitting_label);
  return g_strdup_printf ("À recevoir le %s au plus tard, %s avant la séance du %s.",
                          data->due_label, data->after, data->sitting_label);
}

static GPtrArray *
copil_deadline_chart_get_table (CopilChart *chart)
{
  const CopilDeadlineData *data = &COPIL_DEADLINE_CHART (chart)->data;
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Étape"), g_strdup ("Jour"), NULL);
  copil_table_add_row (table, g_strdup ("Départ"), g_strdup (data->from_label), NULL);
  if (isfinite (data->due))
    copil_table_add_row (table, g_strdup ("À recevoir au plus tard"), g_strdup (data->due_label),
                         NULL);
  copil_table_add_row (table, g_strdup ("Séance"), g_strdup (data->sitting_label), NULL);
  return table;
}

static void
copil_deadline_chart_class_init (CopilDeadlineChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (DeadlineLayout);
  chart_class->layout = copil_deadline_chart_layout;
  chart_class->draw = copil_deadline_chart_draw;
  chart_class->get_n_data = copil_deadline_chart_get_n_data;
  chart_class->label = copil_deadline_chart_label;
  chart_class->get_height = copil_deadline_chart_get_height;
  chart_class->describe = copil_deadline_chart_describe;
  chart_class->get_table = copil_deadline_chart_get_table;
}

static void
copil_deadline_chart_init (CopilDeadlineChart *self)
{
}

/**
 * copil_deadline_chart_new:
 * @data: copied
 *
 * Returns: (transfer full)
 */
CopilChart *
copil_deadline_chart_new (const CopilDeadlineData *data)
{
  CopilDeadlineChart *self = g_object_new (COPIL_TYPE_DEADLINE_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.from_label = copil_chart_keep_text (chart, data->from_label);
  self->data.due_label = copil_chart_keep_text (chart, data->due_label);
  self->data.sitting_label = copil_chart_keep_text (chart, data->sitting_label);
  self->data.before = copil_chart_keep_text (chart, data->before);
  self->data.after = copil_chart_keep_text (chart, data->after);
  return chart;
}
