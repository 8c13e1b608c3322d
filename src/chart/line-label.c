/* line-label.c: the words of a line chart, placed so that they hide nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"
#include "core/format.h"

#include <math.h>

/* Rows that the label of a break may stand in, from the top of the plot down. */
#define BREAK_ROWS 5

/* A label after the end of a line: a value, and under it what must be known of it. */
typedef struct
{
  char       *text;
  char       *detail; /* (nullable) */
  CopilFont   font;
  CopilPoint  at;
  gboolean    subject;
} EndLabel;

static void
end_label_clear (gpointer data)
{
  EndLabel *label = data;

  g_free (label->text);
  g_free (label->detail);
}

/* -- What the ends say ---------------------------------------------------------------------- */

/* A value that is not final says so; one that is not of the last period says of when it is. */
static char *
subject_detail (CopilLineChart *self)
{
  const CopilLineSeries *subject = &self->data.subject;
  CopilCellStatus status = subject->figures[self->last].status;

  if (self->last + 1 < (int) subject->n)
    {
      g_autofree char *period
          = copil_format_period_short (copil_line_series_period (subject, (guint) self->last));

      return g_strdup (self->data.expected ? self->data.expected : period);
    }
  if (status != COPIL_CELL_OBSERVED)
    return g_strdup (copil_format_status_word (status));
  return NULL;
}

static int
last_drawn (const CopilLineSeries *series)
{
  for (guint i = series->n; i-- > 0;)
    if (copil_figure_is_drawn (&series->figures[i]))
      return (int) i;
  return -1;
}

/* A unit longer than a sign is on the axis already. */
static char *
end_value (CopilLineChart *self)
{
  CopilChartHead head = self->data.head;
  double value = self->data.subject.figures[self->last].value;

  if (head.unit && g_utf8_strlen (head.unit, -1) > 2)
    head.unit = NULL;
  return copil_axis_value (value, value, &head);
}

/* The points are those of the layout, or none while only widths are asked for. */
static GArray *
collect_ends (CopilLineChart  *self,
              CopilLineLayout *layout,
              gboolean         placed)
{
  const CopilLineData *data = &self->data;
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (EndLabel));
  EndLabel label = { .subject = TRUE };

  g_array_set_clear_func (ends, end_label_clear);
  label.font = copil_layout_font (&layout->base, COPIL_TYPE_STRONG, COPIL_WEIGHT_SEMIBOLD);
  label.text = end_value (self);
  label.detail = subject_detail (self);
  label.at = placed ? layout->subject[self->last] : (CopilPoint) { 0, 0 };
  g_array_append_val (ends, label);
  for (guint i = 0; i < data->n_contexts; i++)
    {
      int last = last_drawn (&data->contexts[i]);
      g_autofree char *number = NULL;

      if (last < 0)
        continue;
      number = copil_axis_number (data->contexts[i].figures[last].value, data->head.decimals);
      label = (EndLabel) {
        .text = g_strconcat (data->contexts[i].name, " ", number, NULL),
        .font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR),
        .at = placed ? layout->contexts[i][last] : (CopilPoint) { 0, 0 },
      };
      g_array_append_val (ends, label);
    }
  return ends;
}

static double
end_gap (const CopilLineLayout *layout)
{
  return copil_theme_length (&layout->base.theme, 10);
}

static double
end_label_width (const EndLabel        *label,
                 const CopilLineLayout *layout)
{
  CopilFont tick = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double width = copil_text_width (label->text, label->font);

  return label->detail ? MAX (width, copil_text_width (label->detail, tick)) : width;
}

/* Room that the labels after the last value take, their distance included. */
double
copil_line_end_width (CopilLineChart  *self,
                      CopilLineLayout *layout)
{
  g_autoptr (GArray) ends = NULL;
  double widest = 0;

  if (self->last < 0)
    return 0;
  ends = collect_ends (self, layout, FALSE);
  for (guint i = 0; i < ends->len; i++)
    widest = MAX (widest, end_label_width (&g_array_index (ends, EndLabel, i), layout));
  return widest + end_gap (layout) + copil_theme_length (&layout->base.theme, 2);
}

/* -- Placing -------------------------------------------------------------------------------- */

static void
put_end_label (CopilLineLayout *layout,
               CopilLabels     *labels,
               const EndLabel  *label,
               double           centre,
               double           height)
{
  CopilLayout *base = &layout->base;
  CopilFont tick = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double x = label->at.x + end_gap (layout);
  double room = base->width - x, width = MIN (end_label_width (label, layout), room);
  double y = centre - height / 2 + label->font.size * 0.98;
  g_autofree char *text = copil_text_fit (label->text, label->font, room);

  copil_labels_avoid_text (labels,
                           (cairo_rectangle_t) { x, centre - height / 2, width, height });
  copil_placed_set_halo (
      copil_layout_add_text (base, text, label->font,
                             label->subject ? COPIL_COLOR_ACCENT : COPIL_COLOR_INK2,
                             COPIL_ALIGN_LEFT, x, y),
      base);
  if (label->detail)
    {
      g_autofree char *detail = copil_text_fit (label->detail, tick, room);

      copil_placed_set_halo (copil_layout_add_text (base, detail, tick, COPIL_COLOR_INK2,
                                                    COPIL_ALIGN_LEFT, x,
                                                    y + label->font.size * 1.15),
                             base);
    }
}

static double
end_label_height (const EndLabel *label)
{
  return label->font.size * (label->detail ? 2.4 : 1.3);
}

static void
place_ends (CopilLineChart  *self,
            CopilLineLayout *layout,
            CopilLabels     *labels)
{
  g_autoptr (GArray) ends = collect_ends (self, layout, TRUE);
  g_autofree double *centres = g_new (double, ends->len);
  g_autofree double *heights = g_new (double, ends->len);

  for (guint i = 0; i < ends->len; i++)
    {
      const EndLabel *label = &g_array_index (ends, EndLabel, i);

      heights[i] = end_label_height (label);
      /* The value itself is level with its point, not the block of two lines. */
      centres[i] = label->at.y + heights[i] / 2 - label->font.size * 0.65;
    }
  copil_labels_spread (centres, heights, ends->len, FALSE, 0,
                       layout->plot.y + layout->plot.height + heights[0] / 4);
  for (guint i = 0; i < ends->len; i++)
    put_end_label (layout, labels, &g_array_index (ends, EndLabel, i), centres[i], heights[i]);
}

/* Where a period begins. */
double
copil_line_step_x (const CopilLineLayout *layout,
                   CopilPeriod            period)
{
  return copil_scale_map (&layout->x,
                          copil_time_position (period) - copil_period_get_months (period) / 2.);
}

/* Up to two lines of text at the best of several places; says which one, or -1. */
int
copil_line_place_block (CopilLineLayout   *layout,
                        CopilLabels       *labels,
                        const char        *first,
                        const char        *second,
                        CopilFont          font,
                        CopilColorRole     color,
                        cairo_rectangle_t *places,
                        const CopilAlign  *aligns,
                        guint              n,
                        double             tolerance)
{
  int chosen = copil_labels_place (labels, places, n, tolerance);
  const char *lines[] = { first, second };
  cairo_rectangle_t *place = &places[MAX (chosen, 0)];
  double x = place->x;

  if (chosen < 0)
    return -1;
  if (aligns[chosen] == COPIL_ALIGN_RIGHT)
    x += place->width;
  else if (aligns[chosen] == COPIL_ALIGN_CENTRE)
    x += place->width / 2;
  for (guint i = 0; i < 2; i++)
    if (lines[i] && *lines[i])
      copil_placed_set_halo (
          copil_layout_add_text (&layout->base, lines[i], font, color, aligns[chosen], x,
                                 place->y + font.size * (0.98 + 1.25 * i)),
          &layout->base);
  return chosen;
}

static void
place_target (CopilLineChart  *self,
              CopilLineLayout *layout,
              CopilLabels     *labels)
{
  const CopilLineData *data = &self->data;
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  static const CopilAlign aligns[]
      = { COPIL_ALIGN_CENTRE, COPIL_ALIGN_RIGHT, COPIL_ALIGN_RIGHT, COPIL_ALIGN_RIGHT,
          COPIL_ALIGN_RIGHT, COPIL_ALIGN_RIGHT, COPIL_ALIGN_LEFT,  COPIL_ALIGN_LEFT };
  double width, height = font.size * 1.3, gap = copil_theme_length (&layout->base.theme, 7);
  g_autofree char *text = NULL;
  CopilPoint at;

  if (data->n_targets == 0)
    return;
  text = copil_line_target_text (data, &data->targets[data->n_targets - 1]);
  at = layout->targets[data->n_targets - 1];
  width = copil_text_width (text, font);
  cairo_rectangle_t places[] = {
    { at.x - width / 2, at.y - gap - height, width, height },
    { MIN (at.x + gap, layout->base.width) - width, at.y - gap - height, width, height },
    { MIN (at.x + gap, layout->base.width) - width, at.y + gap, width, height },
    { at.x - gap - width, at.y - height * 0.6, width, height },
    { at.x - 2 * gap - width, at.y - gap - height, width, height },
    { at.x - gap - width, at.y + gap, width, height },
    { at.x + gap, at.y + gap, width, height },
    { at.x + gap, at.y - height * 0.6, width, height },
  };
  copil_line_place_block (layout, labels, text, NULL, font, COPIL_COLOR_INK, places, aligns,
                          G_N_ELEMENTS (places), INFINITY);
}

/* Under the top of the plot, as high as it can be read, or over its foot. */
static void
place_break_side (CopilLineLayout *layout,
                  CopilLabels     *labels,
                  const char      *text,
                  double           x,
                  CopilAlign       align)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double gap = copil_theme_length (&layout->base.theme, 5), height = font.size * 1.3;
  double width = text ? copil_text_width (text, font) : 0;
  double left = align == COPIL_ALIGN_LEFT ? x + gap : x - gap - width;
  cairo_rectangle_t places[BREAK_ROWS + 1];
  CopilAlign aligns[G_N_ELEMENTS (places)];

  if (text == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      places[i] = (cairo_rectangle_t) { left, layout->plot.y + i * height, width, height };
      aligns[i] = align;
    }
  places[BREAK_ROWS].y = layout->plot.y + layout->plot.height - height * 1.2;
  copil_line_place_block (layout, labels, text, NULL, font, COPIL_COLOR_INK2, places, aligns,
                          G_N_ELEMENTS (places), width * height);
}

static void
place_breaks (CopilLineChart  *self,
              CopilLineLayout *layout,
              CopilLabels     *labels)
{
  for (guint i = 0; i < self->data.n_breaks; i++)
    {
      const CopilLineBreak *cut = &self->data.breaks[i];
      double x = copil_line_step_x (layout, cut->period);

      place_break_side (layout, labels, cut->before, x, COPIL_ALIGN_RIGHT);
      place_break_side (layout, labels, cut->after, x, COPIL_ALIGN_LEFT);
    }
}

static void
place_gap (CopilLineChart          *self,
           CopilLineLayout         *layout,
           CopilLabels             *labels,
           const CopilLineSpan     *span,
           const cairo_rectangle_t *hatch)
{
  const CopilLineSeries *subject = &self->data.subject;
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *periods
      = copil_format_period_range (copil_line_series_period (subject, span->first),
                                   copil_line_series_period (subject, span->last));
  const char *reason = span->reason ? span->reason : copil_format_status_word (span->status);
  double width = MAX (copil_text_width (periods, font), copil_text_width (reason, font));
  double height = font.size * 2.6, gap = copil_theme_length (&layout->base.theme, 3);
  double middle = hatch->x + hatch->width / 2, below = hatch->y + hatch->height + gap;
  double above = hatch->y - gap - height, right = layout->plot.x + layout->plot.width;
  /* In the middle, or on one side of what stands where the values stop. */
  const double lefts[] = { middle - width / 2, hatch->x + gap,
                           hatch->x + hatch->width - gap - width, hatch->x + hatch->width + gap,
                           hatch->x - gap - width };
  const double tops[] = { below, above, layout->plot.y + layout->plot.height - height - gap,
                          layout->plot.y };
  CopilAlign aligns[G_N_ELEMENTS (lefts) * G_N_ELEMENTS (tops)];
  cairo_rectangle_t places[G_N_ELEMENTS (aligns)];

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double left = lefts[i / G_N_ELEMENTS (tops)];

      aligns[i] = COPIL_ALIGN_CENTRE;
      places[i] = (cairo_rectangle_t) { MAX (MIN (left, right - width), layout->plot.x),
                                        tops[i % G_N_ELEMENTS (tops)], width, height };
    }
  copil_line_place_block (layout, labels, periods, reason, font, COPIL_COLOR_INK2, places, aligns,
                          G_N_ELEMENTS (places), width * height * 0.8);
}

static void
place_limits (CopilLineChart  *self,
              CopilLineLayout *layout,
              CopilLabels     *labels)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  static const char text[] = "limites naturelles";
  double width = copil_text_width (text, font), height = font.size * 1.25;
  double gap = copil_theme_length (&layout->base.theme, 3);

  for (guint i = 0; i < self->data.n_limits; i++)
    {
      const CopilLineLimits *limits = &self->data.limits[i];
      double x1 = copil_line_step_x (layout, limits->first);
      double x2 = copil_line_step_x (layout, copil_period_shift (limits->last, 1));
      double high = copil_scale_map (&layout->y, limits->high);
      double low = copil_scale_map (&layout->y, limits->low);
      CopilAlign left = COPIL_ALIGN_LEFT, right = COPIL_ALIGN_RIGHT;
      CopilAlign aligns[] = { left, left, right, right };
      cairo_rectangle_t places[] = {
        { MAX (x1, layout->plot.x) + gap, high - gap - height, width, height },
        { MAX (x1, layout->plot.x) + gap, low + gap, width, height },
        { x2 - gap - width, high - gap - height, width, height },
        { x2 - gap - width, low + gap, width, height },
      };

      if (copil_line_place_block (layout, labels, text, NULL, font, COPIL_COLOR_INK2, places,
                                  aligns, G_N_ELEMENTS (places), width * height * 0.35) >= 0)
        return;
    }
}

/* -- What must stay visible ----------------------------------------------------------------- */

static void
avoid_points (CopilLabels      *labels,
              const CopilPoint *points,
              guint             n)
{
  for (guint i = 1; i < n; i++)
    copil_labels_avoid_line (labels, (CopilSegment) { points[i - 1].x, points[i - 1].y,
                                                      points[i].x, points[i].y });
}

/* A long unit runs over the plot from its upper left corner. */
static void
avoid_unit (CopilLineChart  *self,
            CopilLineLayout *layout,
            CopilLabels     *labels)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);

  if (self->data.head.unit && g_utf8_strlen (self->data.head.unit, -1) > 2)
    copil_labels_avoid (labels, (cairo_rectangle_t) {
                                    layout->plot.x, 0,
                                    copil_text_width (self->data.head.unit, font),
                                    layout->plot.y + font.size });
}

static void
avoid_marks (CopilLineChart  *self,
             CopilLineLayout *layout,
             CopilLabels     *labels)
{
  double radius = copil_theme_length (&layout->base.theme, 5);

  avoid_points (labels, layout->subject, self->data.subject.n);
  avoid_points (labels, layout->targets, self->data.n_targets);
  for (guint i = 0; i < self->data.n_contexts; i++)
    avoid_points (labels, layout->contexts[i], self->data.contexts[i].n);
  for (guint i = 0; i < layout->n_spans; i++)
    copil_labels_avoid (labels, layout->hatches[i]);
  for (guint i = 0; i < self->data.n_breaks; i++)
    {
      double x = copil_line_step_x (layout, self->data.breaks[i].period);

      copil_labels_avoid_line (labels, (CopilSegment) { x, layout->plot.y, x,
                                                        layout->plot.y + layout->plot.height });
    }
  for (guint i = 0; i < self->data.n_targets; i++)
    {
      /* An interval is framed from bound to bound. */
      double high = copil_scale_map (&layout->y, self->data.targets[i].high);
      double low = copil_scale_map (&layout->y, self->data.targets[i].low);
      double top = MIN (high, layout->targets[i].y - radius);

      copil_labels_avoid (labels, (cairo_rectangle_t) {
                                      layout->targets[i].x - radius, top, 2 * radius,
                                      MAX (low, layout->targets[i].y + radius) - top });
    }
}

void
copil_line_place_labels (CopilLineChart  *self,
                         CopilLineLayout *layout)
{
  cairo_rectangle_t bounds = { layout->plot.x, 0, layout->base.width - layout->plot.x,
                               layout->plot.y + layout->plot.height };
  g_auto (CopilLabels) labels = { 0 };

  copil_labels_init (&labels, bounds);
  avoid_marks (self, layout, &labels);
  avoid_unit (self, layout, &labels);
  place_ends (self, layout, &labels);
  copil_line_find_feet (self, layout, &labels);
  place_target (self, layout, &labels);
  place_breaks (self, layout, &labels);
  copil_line_place_notes (self, layout, &labels);
  for (guint i = 0; i < layout->n_spans; i++)
    place_gap (self, layout, &labels, &layout->spans[i], &layout->hatches[i]);
  place_limits (self, layout, &labels);
}
