/* line-text.c: a line chart as a sentence and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>
#include <string.h>

/* Spans named one by one; the others are counted. */
#define MAX_SPANS 3

static char *
value_text (const CopilLineChart *self,
            double                value)
{
  return copil_value_in_full (value, &self->data.head);
}

static void
append_change (GString              *text,
               const CopilLineChart *self)
{
  const CopilLineSeries *subject = &self->data.subject;
  int year = 12 / copil_period_get_months (subject->first), before = self->last - year;
  g_autofree char *magnitude = NULL;
  double delta;

  if (before < 0 || !copil_figure_is_drawn (&subject->figures[before])
      || copil_line_has_break (&self->data, copil_line_series_period (subject, (guint) before),
                               copil_line_series_period (subject, (guint) self->last)))
    return;
  delta = subject->figures[self->last].value - subject->figures[before].value;
  magnitude = copil_format_magnitude (delta, self->data.head.unit, self->data.head.decimals);
  if (fabs (delta) < 0.5 * pow (10, -self->data.head.decimals))
    g_string_append (text, ", comme un an plus tôt");
  else
    g_string_append_printf (text, ", %s de %s qu’un an plus tôt", magnitude,
                            delta > 0 ? "plus" : "moins");
}

static void
append_last (GString              *text,
             const CopilLineChart *self)
{
  const CopilFigure *figure = &self->data.subject.figures[self->last];
  CopilPeriod period = copil_line_series_period (&self->data.subject, (guint) self->last);
  g_autofree char *value = value_text (self, figure->value);
  g_autofree char *when = copil_format_period_in (period);

  g_string_append_printf (text, "%s %s", value, when);
  if (figure->status != COPIL_CELL_OBSERVED)
    g_string_append_printf (text, " (%s)", copil_format_status_word (figure->status));
  append_change (text, self);
  g_string_append_c (text, '.');
}

static void
append_range (GString              *text,
              const CopilLineChart *self)
{
  const CopilLineSeries *subject = &self->data.subject;
  int low = -1, high = -1;

  for (guint i = 0; i < subject->n; i++)
    {
      if (!copil_figure_is_drawn (&subject->figures[i]))
        continue;
      if (low < 0 || subject->figures[i].value < subject->figures[low].value)
        low = (int) i;
      if (high < 0 || subject->figures[i].value > subject->figures[high].value)
        high = (int) i;
    }
  g_autofree char *least = value_text (self, subject->figures[low].value);
  g_autofree char *most = value_text (self, subject->figures[high].value);
  g_autofree char *low_in
      = copil_format_period_in (copil_line_series_period (subject, (guint) low));
  g_autofree char *high_in
      = copil_format_period_in (copil_line_series_period (subject, (guint) high));

  if (low == high)
    return;
  if (subject->figures[low].value == subject->figures[high].value)
    g_string_append (text, " Valeur constante.");
  else
    g_string_append_printf (text, " Minimum %s %s, maximum %s %s.", least, low_in, most, high_in);
}

/* What the trajectory asks for at @month: a straight line between milestones. NAN before the
 * first one and after the last one. */
static double
trajectory_at (const CopilLineData *data,
               double               month,
               gboolean             high)
{
  for (guint i = 1; i < data->n_targets; i++)
    {
      const CopilLineTarget *from = &data->targets[i - 1], *to = &data->targets[i];
      double start = copil_time_position (from->period), end = copil_time_position (to->period);

      if (month >= start && month <= end && end > start)
        return (high ? from->high : from->low)
               + (month - start) / (end - start)
                     * (high ? to->high - from->high : to->low - from->low);
    }
  return NAN;
}

static const char *
trajectory_word (const CopilLineChart *self,
                 double                value)
{
  const CopilLineData *data = &self->data;
  CopilPeriod period = copil_line_series_period (&data->subject, (guint) self->last);
  double low = trajectory_at (data, copil_time_position (period), FALSE);
  double high = trajectory_at (data, copil_time_position (period), TRUE);

  if (isnan (low) || data->direction == COPIL_DIRECTION_NONE)
    return NULL;
  if (value < low)
    return data->direction == COPIL_DIRECTION_DOWN ? "Sur la trajectoire" : "Sous la trajectoire";
  if (value > high)
    return data->direction == COPIL_DIRECTION_UP ? "Sur la trajectoire"
                                                 : "Au-dessus de la trajectoire";
  return "Sur la trajectoire";
}

static void
append_target (GString              *text,
               const CopilLineChart *self)
{
  const CopilLineData *data = &self->data;
  const CopilLineTarget *target;
  const char *word = NULL;
  g_autofree char *goal = NULL, *when = NULL;

  if (data->n_targets == 0)
    return;
  target = &data->targets[data->n_targets - 1];
  goal = copil_line_target_text (data, target);
  when = copil_format_period_about (target->period);
  word = trajectory_word (self, data->subject.figures[self->last].value);
  if (word)
    g_string_append_printf (text, " %s vers %s %s.", word, goal + strlen ("cible "), when);
  else
    g_string_append_printf (text, " Cible %s %s.", goal + strlen ("cible "), when);
}

static void
append_contexts (GString              *text,
                 const CopilLineChart *self)
{
  for (guint i = 0; i < self->data.n_contexts; i++)
    {
      const CopilLineSeries *context = &self->data.contexts[i];

      for (guint last = context->n; last-- > 0;)
        if (copil_figure_is_drawn (&context->figures[last]))
          {
            g_autofree char *value = value_text (self, context->figures[last].value);
            g_autofree char *when
                = copil_format_period_in (copil_line_series_period (context, last));

            g_string_append_printf (text, " %s" COPIL_NBSP ": %s %s.", context->name, value, when);
            break;
          }
    }
}

/* "Mai 2024", "Mai et juin 2024", "De mai 2024 à août 2024". */
static char *
span_text (const CopilLineSeries *subject,
           const CopilLineSpan   *span)
{
  CopilPeriod first = copil_line_series_period (subject, span->first);
  CopilPeriod last = copil_line_series_period (subject, span->last);
  g_autofree char *start = copil_format_period (first), *end = copil_format_period (last);
  g_autofree char *all = copil_format_period_span (first, last);
  g_autofree char *pair = NULL;

  if (span->first == span->last)
    return copil_sentence_capitalise (start);
  if (span->last > span->first + 1)
    return copil_sentence_capitalise (all);
  if (first.rhythm == COPIL_RHYTHM_MONTH
      && copil_period_get_year (first) == copil_period_get_year (last))
    {
      g_free (start);
      start = g_strdup (copil_format_month (copil_period_get_ordinal (first)));
    }
  pair = g_strconcat (start, " et ", end, NULL);
  return copil_sentence_capitalise (pair);
}

static void
append_span (GString               *text,
             const CopilLineSeries *subject,
             const CopilLineSpan   *span)
{
  g_autofree char *when = span_text (subject, span);
  const char *word = copil_format_status_word (span->status);

  if (span->reason)
    g_string_append_printf (text, " %s" COPIL_NBSP ": %s.", when, span->reason);
  else if (span->last > span->first + 1)
    g_string_append_printf (text, " %s" COPIL_NBSP ": %s.", when, word);
  else
    g_string_append_printf (text, " %s %s%s.", when, word,
                            span->last > span->first && span->status != COPIL_CELL_NOT_APPLICABLE
                                ? "s"
                                : "");
}

static void
append_spans (GString        *text,
              CopilLineChart *self)
{
  g_autoptr (GArray) spans = copil_line_find_spans (self);

  for (guint i = 0; i < MIN (spans->len, MAX_SPANS); i++)
    append_span (text, &self->data.subject, &g_array_index (spans, CopilLineSpan, i));
  if (spans->len > MAX_SPANS)
    {
      g_autofree char *others = copil_format_count (
          spans->len - MAX_SPANS, "autre période sans valeur", "autres périodes sans valeur");

      g_string_append_printf (text, " %s.", others);
    }
  if (self->data.expected && self->last + 1 < (int) self->data.subject.n)
    {
      g_autofree char *next = copil_format_period (
          copil_line_series_period (&self->data.subject, (guint) self->last + 1));
      g_autofree char *start = copil_sentence_capitalise (next);

      g_string_append_printf (text, " %s %s.", start, self->data.expected);
    }
}

static char *
describe_empty (CopilLineChart *self)
{
  const CopilLineSeries *subject = &self->data.subject;
  g_autoptr (GString) text = g_string_new ("Aucune donnée");

  if (*subject->name)
    g_string_append_printf (text, " pour %s", subject->name);
  if (subject->n > 0)
    {
      CopilPeriod last = copil_line_series_period (subject, subject->n - 1);
      g_autofree char *span = subject->n == 1 ? copil_format_period_in (last)
                                              : copil_format_period_span (subject->first, last);

      g_string_append_printf (text, " %s", span);
    }
  if (self->data.expected)
    g_string_append_printf (text, COPIL_NBSP ": %s", self->data.expected);
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
copil_line_describe (CopilChart *chart)
{
  CopilLineChart *self = COPIL_LINE_CHART (chart);
  const CopilLineSeries *subject = &self->data.subject;
  g_autofree char *name = copil_sentence_subject (&self->data.head, subject->name);
  g_autofree char *span = NULL;
  GString *text;

  if (self->last < 0)
    return describe_empty (self);
  span = copil_format_period_span (subject->first,
                                   copil_line_series_period (subject, subject->n - 1));
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s, %s" COPIL_NBSP ": ", name, span);
  if (subject->n == 1)
    g_string_printf (text, "%s" COPIL_NBSP ": ", name);
  append_last (text, self);
  append_range (text, self);
  append_target (text, self);
  append_contexts (text, self);
  copil_line_tell_notes (text, self);
  append_spans (text, self);
  return g_string_free (text, FALSE);
}

/* -- Table ---------------------------------------------------------------------------------- */

static char *
column_name (const char *name,
             const char *unit)
{
  return unit && *unit ? g_strdup_printf ("%s (%s)", name, unit) : g_strdup (name);
}

static gboolean
has_counts (const CopilLineSeries *series)
{
  for (guint i = 0; i < series->n; i++)
    if (isfinite (series->figures[i].numerator) && isfinite (series->figures[i].denominator))
      return TRUE;
  return FALSE;
}

static char *
cell_of (const CopilLineSeries *series,
         CopilPeriod            period,
         int                    decimals)
{
  int index = period.index - series->first.index;

  if (series->first.rhythm != period.rhythm || index < 0 || index >= (int) series->n)
    return g_strdup ("");
  return copil_format_figure (&series->figures[index], NULL, decimals);
}

static GStrv
header_row (const CopilLineData *data,
            gboolean             counts)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup ("Période"));
  g_ptr_array_add (row, column_name (*data->subject.name ? data->subject.name : "Valeur",
                                     data->head.unit));
  g_ptr_array_add (row, g_strdup ("Statut"));
  if (counts)
    {
      g_ptr_array_add (row, g_strdup ("Numérateur"));
      g_ptr_array_add (row, g_strdup ("Dénominateur"));
    }
  for (guint i = 0; i < data->n_contexts; i++)
    g_ptr_array_add (row, column_name (data->contexts[i].name, data->head.unit));
  if (data->n_notes > 0)
    g_ptr_array_add (row, g_strdup ("Annotation"));
  g_ptr_array_add (row, NULL);
  return (GStrv) g_ptr_array_steal (row, NULL);
}

static GStrv
data_row (const CopilLineData *data,
          guint                index,
          gboolean             counts)
{
  const CopilFigure *figure = &data->subject.figures[index];
  CopilPeriod period = copil_line_series_period (&data->subject, index);
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  g_ptr_array_add (row, copil_format_period (period));
  g_ptr_array_add (row, copil_format_figure (figure, NULL, data->head.decimals));
  g_ptr_array_add (row, g_strdup (copil_format_status_word (figure->status)));
  if (counts)
    {
      g_ptr_array_add (row, isfinite (figure->numerator)
                                ? copil_format_number (figure->numerator, 0)
                                : g_strdup (""));
      g_ptr_array_add (row, isfinite (figure->denominator)
                                ? copil_format_number (figure->denominator, 0)
                                : g_strdup (""));
    }
  for (guint i = 0; i < data->n_contexts; i++)
    g_ptr_array_add (row, cell_of (&data->contexts[i], period, data->head.decimals));
  if (data->n_notes > 0)
    g_ptr_array_add (row, copil_line_note_cell (data, period));
  g_ptr_array_add (row, NULL);
  return (GStrv) g_ptr_array_steal (row, NULL);
}

GPtrArray *
copil_line_get_table (CopilChart *chart)
{
  const CopilLineData *data = &COPIL_LINE_CHART (chart)->data;
  GPtrArray *table = copil_table_new ();
  gboolean counts = has_counts (&data->subject);

  g_ptr_array_add (table, header_row (data, counts));
  for (guint i = 0; i < data->subject.n; i++)
    g_ptr_array_add (table, data_row (data, i, counts));
  return table;
}
