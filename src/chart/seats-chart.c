/* seats-chart.c: who will be there, one cell a seat
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/seats-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "core/format.h"

#define OVER 0.45 /* the bar of the quorum stands out of the cells, in heights of a tick */
#define CELL 1.5
#define LABEL_LINE 1.7
#define WIDEST 1.3 /* of a cell, in its height */

struct _CopilSeatsChart
{
  CopilChart     parent_instance;

  CopilSeatsData data;
  guint          n;
};

typedef struct
{
  CopilLayout base;
  double      top, height, cell;
} SeatsLayout;

G_DEFINE_FINAL_TYPE (CopilSeatsChart, copil_seats_chart, COPIL_TYPE_CHART)

static const struct
{
  const char *one, *many;
} words[COPIL_N_SEAT_CELLS] = {
  { "en salle", "en salle" },       { "à distance", "à distance" }, { "mandat", "mandats" },
  { "sans réponse", "sans réponse" }, { "absent", "absents" },      { "siège vacant", "sièges vacants" },
};

static CopilSeatCell
cell_at (const CopilSeatsChart *self,
         guint                  index)
{
  guint kind = 0;

  while (kind < COPIL_N_SEAT_CELLS && index >= self->data.counts[kind])
    index -= self->data.counts[kind++];
  return (CopilSeatCell) kind;
}

/* -- Layout --------------------------------------------------------------------------------- */

static void
place_threshold (CopilSeatsChart *self,
                 SeatsLayout     *layout)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
  g_autofree char *text = g_strdup_printf ("quorum %u", self->data.threshold);
  double half = copil_text_width (text, font) / 2;
  double x = layout->cell * MIN (self->data.threshold, self->n);

  copil_layout_add_text (&layout->base, text, font, COPIL_COLOR_INK, COPIL_ALIGN_CENTRE,
                         CLAMP (x, half, MAX (layout->base.width - half, half)),
                         layout->top + layout->height + font.size * (OVER + 1));
}

static void
copil_seats_chart_layout (CopilChart  *chart,
                          CopilLayout *base)
{
  CopilSeatsChart *self = COPIL_SEATS_CHART (chart);
  SeatsLayout *layout = (SeatsLayout *) base;
  double line = copil_theme_size (&base->theme, COPIL_TYPE_TICK);

  layout->top = line * OVER;
  layout->height = line * CELL;
  if (self->n == 0)
    return;
  layout->cell = MIN (base->width / self->n, layout->height * WIDEST);
  for (guint i = 0; i < self->n; i++)
    copil_layout_add_mark (base,
                           (cairo_rectangle_t) { layout->cell * i, layout->top, layout->cell,
                                                 layout->height },
                           i, (int) i);
  if (self->data.threshold > 0)
    place_threshold (self, layout);
}

static double
copil_seats_chart_get_height (CopilChart       *chart,
                              const CopilTheme *theme,
                              double            width)
{
  double label = COPIL_SEATS_CHART (chart)->data.threshold > 0 ? LABEL_LINE : 0.2;

  return copil_theme_size (theme, COPIL_TYPE_TICK) * (2 * OVER + CELL + label);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
draw_cell (cairo_t                 *cr,
           const CopilTheme        *theme,
           const cairo_rectangle_t *rect,
           CopilSeatCell            cell)
{
  static const int fills[] = { 0, 2, 4 };

  copil_paint_round_rect (cr, rect->x, rect->y, rect->width, rect->height, 2);
  if (cell < G_N_ELEMENTS (fills))
    {
      copil_paint_rgb (cr, &theme->categorical[fills[cell]]);
      cairo_fill_preserve (cr);
    }
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS));
  if (cell >= G_N_ELEMENTS (fills))
    cairo_stroke_preserve (cr);
  if (cell == COPIL_CELL_SILENT)
    copil_paint_hatch (cr, theme, 4, 1);
  else if (cell == COPIL_CELL_VACANT)
    copil_paint_pattern (cr, theme, COPIL_PATTERN_CROSSED, 5, 1);
  else if (theme->patterns && cell == COPIL_CELL_REMOTE)
    {
      copil_paint_color (cr, theme, COPIL_COLOR_CARD);
      copil_paint_pattern (cr, theme, COPIL_PATTERN_LEVEL, 4, 1.5);
    }
  else if (theme->patterns && cell == COPIL_CELL_MANDATE)
    {
      copil_paint_color (cr, theme, COPIL_COLOR_CARD);
      copil_paint_pattern (cr, theme, COPIL_PATTERN_UPRIGHT, 4, 1.5);
    }
  cairo_new_path (cr);
}

static void
copil_seats_chart_draw (CopilChart  *chart,
                        CopilLayout *base,
                        cairo_t     *cr)
{
  CopilSeatsChart *self = COPIL_SEATS_CHART (chart);
  SeatsLayout *layout = (SeatsLayout *) base;
  double gap = copil_theme_stroke (&base->theme, COPIL_STROKE_GAP) * 1.5;
  double over = layout->top, x;

  for (guint i = 0; i < self->n; i++)
    draw_cell (cr, &base->theme,
               &(cairo_rectangle_t) { layout->cell * i + 0.5, layout->top,
                                      MAX (layout->cell - gap, 1), layout->height },
               cell_at (self, i));
  if (self->n == 0 || self->data.threshold == 0)
    return;
  x = layout->cell * MIN (self->data.threshold, self->n) - gap / 2 + 0.5;
  copil_paint_color (cr, &base->theme, COPIL_COLOR_CARD);
  copil_paint_vline (cr, &base->theme, x, 0, layout->top + layout->height + over, 4);
  copil_paint_color (cr, &base->theme, COPIL_COLOR_INK);
  copil_paint_vline (cr, &base->theme, x, 0, layout->top + layout->height + over, 2);
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

char *
copil_seats_describe (const CopilSeatsData *data)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < COPIL_N_SEAT_CELLS; i++)
    if (data->counts[i] > 0)
      g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", data->counts[i],
                              data->counts[i] > 1 ? words[i].many : words[i].one);
  return g_string_free (text, FALSE);
}

static guint
copil_seats_chart_get_n_data (CopilChart *chart)
{
  return COPIL_SEATS_CHART (chart)->n;
}

static char *
copil_seats_chart_label (CopilChart      *chart,
                         const CopilMark *mark)
{
  return g_strdup (words[cell_at (COPIL_SEATS_CHART (chart), mark->datum)].one);
}

static char *
copil_seats_chart_describe (CopilChart *chart)
{
  CopilSeatsChart *self = COPIL_SEATS_CHART (chart);
  g_autofree char *counts = copil_seats_describe (&self->data);

  if (self->data.threshold == 0)
    return g_strdup_printf ("%s.", counts);
  return g_strdup_printf ("%s" COPIL_NNBSP "; quorum de %u.", counts, self->data.threshold);
}

static GPtrArray *
copil_seats_chart_get_table (CopilChart *chart)
{
  CopilSeatsChart *self = COPIL_SEATS_CHART (chart);
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Réponse"), g_strdup ("Sièges"), NULL);
  for (guint i = 0; i < COPIL_N_SEAT_CELLS; i++)
    copil_table_add_row (table, g_strdup (words[i].many),
                         g_strdup_printf ("%u", self->data.counts[i]), NULL);
  return table;
}

static void
copil_seats_chart_class_init (CopilSeatsChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (SeatsLayout);
  chart_class->layout = copil_seats_chart_layout;
  chart_class->draw = copil_seats_chart_draw;
  chart_class->get_n_data = copil_seats_chart_get_n_data;
  chart_class->label = copil_seats_chart_label;
  chart_class->get_height = copil_seats_chart_get_height;
  chart_class->describe = copil_seats_chart_describe;
  chart_class->get_table = copil_seats_chart_get_table;
}

static void
copil_seats_chart_init (CopilSeatsChart *self)
{
}

/**
 * copil_seats_chart_new:
 * @data: copied
 *
 * Returns: (transfer full)
 */
CopilChart *
copil_seats_chart_new (const CopilSeatsData *data)
{
  CopilSeatsChart *self = g_object_new (COPIL_TYPE_SEATS_CHART, NULL);

  copil_chart_set_head (COPIL_CHART (self), &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (COPIL_CHART (self));
  for (guint i = 0; i < COPIL_N_SEAT_CELLS; i++)
    self->n += data->counts[i];
  return COPIL_CHART (self);
}
