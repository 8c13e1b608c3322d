/* line-chart.c: a series over time, with what it is compared to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"
#include "core/format.h"

G_DEFINE_FINAL_TYPE (CopilLineChart, copil_line_chart, COPIL_TYPE_CHART)

CopilPeriod
copil_line_series_period (const CopilLineSeries *series,
                          guint                  index)
{
  return copil_period_shift (series->first, (int) index);
}

/* Whether a break starts after @before and not after @after. */
gboolean
copil_line_has_break (const CopilLineData *data,
                      CopilPeriod          before,
                      CopilPeriod          after)
{
  for (guint i = 0; i < data->n_breaks; i++)
    {
      int start = copil_period_first_month (data->breaks[i].period).index;

      if (start > copil_period_first_month (before).index
          && start <= copil_period_last_month (after).index)
        return TRUE;
    }
  return FALSE;
}

static const char *
find_reason (const CopilLineData *data,
             CopilPeriod          period)
{
  for (guint i = 0; i < data->n_gaps; i++)
    if (copil_time_position (period) >= copil_time_position (data->gaps[i].first)
        && copil_time_position (period) <= copil_time_position (data->gaps[i].last))
      return data->gaps[i].reason;
  return NULL;
}

/* Before the first value nothing was expected; after the last one, a figure that is merely not
 * there yet is late, not missing. */
static gboolean
is_missing (CopilLineChart *self,
            guint           index,
            gboolean        started)
{
  const CopilFigure *figure = &self->data.subject.figures[index];

  if (copil_figure_is_drawn (figure) || !started)
    return FALSE;
  return (int) index < self->last || figure->status == COPIL_CELL_SECRET
         || figure->status == COPIL_CELL_NOT_APPLICABLE
         || find_reason (&self->data, copil_line_series_period (&self->data.subject, index));
}

GArray *
copil_line_find_spans (CopilLineChart *self)
{
  const CopilLineSeries *subject = &self->data.subject;
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (CopilLineSpan));
  gboolean started = FALSE;

  for (guint i = 0; i < subject->n; i++)
    {
      CopilLineSpan *last
          = spans->len ? &g_array_index (spans, CopilLineSpan, spans->len - 1) : NULL;
      CopilCellStatus status = subject->figures[i].status;
      CopilLineSpan span = { i, i, status, NULL };

      started = started || copil_figure_is_drawn (&subject->figures[i]);
      if (!is_missing (self, i, started))
        continue;
      span.reason = find_reason (&self->data, copil_line_series_period (subject, i));
      if (last && last->last + 1 == i && last->status == status && last->reason == span.reason)
        last->last = i;
      else
        g_array_append_val (spans, span);
    }
  return spans;
}

char *
copil_line_target_text (const CopilLineData   *data,
                        const CopilLineTarget *target)
{
  g_autofree char *value = copil_format_range (target->low, target->high, data->head.unit,
                                               data->head.decimals);

  /* A target is a round figure: no decimals that say nothing. */
  if (target->low == (int) target->low && target->high == (int) target->high)
    {
      g_free (value);
      value = copil_format_range (target->low, target->high, data->head.unit, 0);
    }
  if (target->low != target->high || data->direction == COPIL_DIRECTION_NONE
      || data->direction == COPIL_DIRECTION_RANGE)
    return g_strconcat ("cible ", value, NULL);
  if (data->direction == COPIL_DIRECTION_DOWN)
    return g_strconcat ("cible ", value, " au plus", NULL);
  return g_strconcat ("cible ", value, NULL);
}

/* -- The chart ------------------------------------------------------------------------------ */

static guint
copil_line_chart_get_n_data (CopilChart *chart)
{
  return COPIL_LINE_CHART (chart)->data.subject.n;
}

/* Data are counted through the subject, then through each context. */
static char *
copil_line_chart_label (CopilChart      *chart,
                        const CopilMark *mark)
{
  CopilLineChart *self = COPIL_LINE_CHART (chart);
  const CopilLineSeries *series = &self->data.subject;
  g_autofree char *period = NULL, *value = NULL;
  guint index = mark->datum, context = 0;

  while (index >= series->n && context < self->data.n_contexts)
    {
      index -= series->n;
      series = &self->data.contexts[context++];
    }
  period = copil_format_period (copil_line_series_period (series, index));
  value = copil_figure_to_label (&series->figures[index], &self->data.head);
  if (series == &self->data.subject)
    return g_strconcat (period, COPIL_NBSP ": ", value, NULL);
  return g_strconcat (series->name, ", ", period, COPIL_NBSP ": ", value, NULL);
}

static void
copil_line_chart_class_init (CopilLineChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (CopilLineLayout);
  chart_class->layout = copil_line_layout;
  chart_class->draw = copil_line_draw;
  chart_class->get_n_data = copil_line_chart_get_n_data;
  chart_class->label = copil_line_chart_label;
  chart_class->describe = copil_line_describe;
  chart_class->get_table = copil_line_get_table;
}

static void
copil_line_chart_init (CopilLineChart *self)
{
}

#define KEEP(self, array, n) copil_chart_keep_data (COPIL_CHART (self), array, n, sizeof *(array))

static void
keep_series (CopilLineChart        *self,
             CopilLineSeries       *copy,
             const CopilLineSeries *series)
{
  *copy = *series;
  copy->name = copil_chart_keep_text (COPIL_CHART (self), series->name ? series->name : "");
  copy->figures = copil_chart_keep_figures (COPIL_CHART (self), series->figures, series->n);
}

static void
keep_contexts (CopilLineChart      *self,
               const CopilLineData *data)
{
  CopilLineSeries *contexts = KEEP (self, data->contexts, data->n_contexts);

  for (guint i = 0; i < data->n_contexts; i++)
    keep_series (self, &contexts[i], &data->contexts[i]);
  self->data.contexts = contexts;
}

static void
keep_words (CopilLineChart      *self,
            const CopilLineData *data)
{
  CopilChart *chart = COPIL_CHART (self);
  CopilLineNote *notes = KEEP (self, data->notes, data->n_notes);
  CopilLineBreak *breaks = KEEP (self, data->breaks, data->n_breaks);
  CopilLineGap *gaps = KEEP (self, data->gaps, data->n_gaps);

  for (guint i = 0; i < data->n_notes; i++)
    {
      notes[i].label = copil_chart_keep_text (chart, notes[i].label);
      notes[i].detail = copil_chart_keep_text (chart, notes[i].detail);
      notes[i].place = copil_chart_keep_text (chart, notes[i].place);
      notes[i].wait = copil_chart_keep_text (chart, notes[i].wait);
    }
  for (guint i = 0; i < data->n_breaks; i++)
    {
      breaks[i].before = copil_chart_keep_text (chart, breaks[i].before);
      breaks[i].after = copil_chart_keep_text (chart, breaks[i].after);
    }
  for (guint i = 0; i < data->n_gaps; i++)
    gaps[i].reason = copil_chart_keep_text (chart, gaps[i].reason);
  self->data.notes = notes;
  self->data.breaks = breaks;
  self->data.gaps = gaps;
}

/**
 * copil_line_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a line chart
 */
CopilChart *
copil_line_chart_new (const CopilLineData *data)
{
  CopilLineChart *self = g_object_new (COPIL_TYPE_LINE_CHART, NULL);

  copil_chart_set_head (COPIL_CHART (self), &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (COPIL_CHART (self));
  self->data.expected = copil_chart_keep_text (COPIL_CHART (self), data->expected);
  self->data.targets = KEEP (self, data->targets, data->n_targets);
  self->data.limits = KEEP (self, data->limits, data->n_limits);
  keep_series (self, &self->data.subject, &data->subject);
  keep_contexts (self, data);
  keep_words (self, data);
  self->last = -1;
  for (guint i = 0; i < data->subject.n; i++)
    if (copil_figure_is_drawn (&data->subject.figures[i]))
      self->last = (int) i;
  return COPIL_CHART (self);
}
