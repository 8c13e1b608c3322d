/* column-text.c: bars by period as a sentence and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/column-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

static CopilPeriod
period_at (const CopilColumnChart *self,
           guint                   period)
{
  return copil_period_shift (self->data.first, (int) period);
}

/* The part as it is drawn: "46 %" of a column of 100. */
static char *
share_text (const CopilColumnChart *self,
            guint                   datum)
{
  return copil_format_value (self->highs[datum] - self->lows[datum], "%", 0);
}

char *
copil_column_label (CopilChart      *chart,
                    const CopilMark *mark)
{
  CopilColumnChart *self = COPIL_COLUMN_CHART (chart);
  g_autofree char *period
      = copil_format_period (period_at (self, mark->datum / self->data.n_series));
  g_autofree char *value
      = copil_figure_to_label (copil_column_figure (self, mark->datum), &self->data.head);
  const char *name = self->data.series[mark->datum % self->data.n_series].name;
  g_autofree char *share = NULL;

  if (self->data.n_series == 1)
    return g_strconcat (period, COPIL_NBSP ": ", value, NULL);
  if (!self->data.share || isnan (self->highs[mark->datum]))
    return g_strconcat (name, ", ", period, COPIL_NBSP ": ", value, NULL);
  share = share_text (self, mark->datum);
  return g_strconcat (name, ", ", period, COPIL_NBSP ": ", share, " (", value, ")", NULL);
}

static void
append_last (GString                *text,
             const CopilColumnChart *self,
             guint                   period)
{
  g_autofree char *when = copil_format_period_in (period_at (self, period));
  g_autofree char *start = copil_sentence_capitalise (when);
  guint n = self->data.n_series;

  g_string_append_printf (text, " %s" COPIL_NBSP ": ", start);
  for (guint i = 0; i < n; i++)
    {
      guint datum = period * n + i;
      g_autofree char *value
          = self->data.share
                ? share_text (self, datum)
                : copil_figure_to_value (copil_column_figure (self, datum), &self->data.head);

      if (i > 0)
        g_string_append (text, ", ");
      if (n > 1)
        g_string_append_printf (text, "%s ", self->data.series[i].name);
      g_string_append (text, value);
    }
  g_string_append_c (text, '.');
}

/* Least and greatest of bars that stand alone. */
static void
append_range (GString                *text,
              const CopilColumnChart *self)
{
  int low = -1, high = -1;

  for (guint i = 0; i < self->data.n_periods && self->data.n_series == 1; i++)
    {
      if (isnan (self->highs[i]))
        continue;
      if (low < 0 || copil_column_figure (self, i)->value < copil_column_figure (self, low)->value)
        low = (int) i;
      if (high < 0
          || copil_column_figure (self, i)->value > copil_column_figure (self, high)->value)
        high = (int) i;
    }
  if (low == high)
    return;
  g_autofree char *least
      = copil_figure_to_value (copil_column_figure (self, (guint) low), &self->data.head);
  g_autofree char *most
      = copil_figure_to_value (copil_column_figure (self, (guint) high), &self->data.head);
  g_autofree char *low_in = copil_format_period_in (period_at (self, (guint) low));
  g_autofree char *high_in = copil_format_period_in (period_at (self, (guint) high));

  g_string_append_printf (text, " Minimum %s %s, maximum %s %s.", least, low_in, most, high_in);
}

static void
append_missing (GString                *text,
                const CopilColumnChart *self)
{
  guint missing = 0;
  g_autofree char *count = NULL, *start = NULL;

  for (guint i = 0; i < self->data.n_periods; i++)
    if (isnan (self->highs[i * self->data.n_series]))
      missing++;
  if (missing == 0)
    return;
  count = copil_sentence_number (missing, TRUE);
  start = copil_sentence_capitalise (count);
  g_string_append_printf (text, " %s période%s sans valeur.", start, missing > 1 ? "s" : "");
}

char *
copil_column_describe (CopilChart *chart)
{
  CopilColumnChart *self = COPIL_COLUMN_CHART (chart);
  GString *text = g_string_new (self->data.head.title);
  guint n = self->data.n_periods;
  g_autofree char *span = NULL;

  while (n > 0 && isnan (self->highs[(n - 1) * self->data.n_series]))
    n--;
  if (n == 0)
    {
      g_string_append (text, COPIL_NBSP ": aucune donnée.");
      return g_string_free (text, FALSE);
    }
  span = copil_format_period_span (self->data.first,
                                   period_at (self, self->data.n_periods - 1));
  g_string_append_printf (text, ", %s.", span);
  append_last (text, self, n - 1);
  append_range (text, self);
  append_missing (text, self);
  return g_string_free (text, FALSE);
}

GPtrArray *
copil_column_get_table (CopilChart *chart)
{
  CopilColumnChart *self = COPIL_COLUMN_CHART (chart);
  GPtrArray *table = copil_table_new ();
  guint n = self->data.n_series;

  for (guint row = 0; row <= self->data.n_periods; row++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      g_autofree char *period
          = row ? copil_format_period (period_at (self, row - 1)) : g_strdup ("Période");

      g_strv_builder_add (cells, period);
      for (guint i = 0; i < MAX (n, 1); i++)
        {
          const char *name = n > 1 ? self->data.series[i].name : "Valeur";
          const char *unit = self->data.head.unit;
          g_autofree char *cell = NULL;

          if (row > 0)
            cell = copil_format_figure (copil_column_figure (self, (row - 1) * n + i), NULL,
                                        self->data.head.decimals);
          else
            cell = unit ? g_strdup_printf ("%s (%s)", name, unit) : g_strdup (name);
          g_strv_builder_add (cells, cell);
        }
      g_ptr_array_add (table, g_strv_builder_end (cells));
    }
  return table;
}
