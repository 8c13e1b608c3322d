/* funnel-text.c: a funnel plot as a sentence and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/funnel-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

static const char *
position_word (int outside)
{
  if (outside < 0)
    return "au-dessous des limites";
  return outside > 0 ? "au-dessus des limites" : "dans les limites";
}

char *
copil_funnel_label (CopilChart      *chart,
                    const CopilMark *mark)
{
  CopilFunnelChart *self = COPIL_FUNNEL_CHART (chart);
  const CopilFunnelPoint *point = &self->data.points[mark->datum];
  g_autofree char *value = copil_figure_to_label (&point->figure, &self->data.head);

  if (!copil_funnel_is_drawn (point))
    return g_strdup_printf ("%s" COPIL_NBSP ": %s", point->name, value);
  return g_strdup_printf ("%s" COPIL_NBSP ": %s, %s", point->name, value,
                          position_word (point->outside));
}

static void
append_outside (GString *text,
                guint    above,
                guint    below)
{
  g_autofree char *high = copil_sentence_number (above, FALSE);
  g_autofree char *low = copil_sentence_number (below, FALSE);
  g_autofree char *start = copil_sentence_capitalise (above > 0 ? high : low);
  static const char limits[] = "limites à 99,8" COPIL_NBSP "%";

  if (above + below == 0)
    g_string_append_printf (text, " Aucun hors des %s.", limits);
  else if (above > 0 && below > 0)
    g_string_append_printf (text, " %s au-dessus, %s au-dessous des %s.", start, low, limits);
  else
    g_string_append_printf (text, " %s %s des %s.", start,
                            above > 0 ? "au-dessus" : "au-dessous", limits);
}

static void
append_subject (GString                *text,
                const CopilFunnelChart *self,
                const CopilFunnelPoint *point)
{
  g_autofree char *value = copil_figure_to_value (&point->figure, &self->data.head);

  if (copil_funnel_is_drawn (point))
    g_string_append_printf (text, " %s, %s, %s.", point->name, value,
                            position_word (point->outside));
  else
    g_string_append_printf (text, " %s" COPIL_NBSP ": %s.", point->name,
                            copil_format_status_word (point->figure.status));
}

char *
copil_funnel_describe (CopilChart *chart)
{
  CopilFunnelChart *self = COPIL_FUNNEL_CHART (chart);
  GString *text = g_string_new (NULL);
  guint drawn = 0, above = 0, below = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < self->data.n_points; i++)
    {
      const CopilFunnelPoint *point = &self->data.points[i];

      if (!copil_funnel_is_drawn (point))
        continue;
      drawn++;
      above += point->outside > 0;
      below += point->outside < 0;
    }
  g_string_append_printf (text, "%s" COPIL_NBSP ": ", self->data.head.title);
  if (drawn == 0)
    {
      g_string_append (text, "aucune donnée.");
      return g_string_free (text, FALSE);
    }
  count = copil_format_count (drawn, self->data.noun, self->data.nouns);
  g_string_append_printf (text, "%s.", count);
  if (isfinite (self->data.mean))
    {
      g_autofree char *mean = copil_value_in_full (self->data.mean, &self->data.head);

      g_string_append_printf (text, " Moyenne %s.", mean);
    }
  for (guint i = 0; i < self->data.n_points; i++)
    if (self->data.points[i].subject)
      append_subject (text, self, &self->data.points[i]);
  if (self->data.n_limits > 0)
    append_outside (text, above, below);
  return g_string_free (text, FALSE);
}

GPtrArray *
copil_funnel_get_table (CopilChart *chart)
{
  CopilFunnelChart *self = COPIL_FUNNEL_CHART (chart);
  GPtrArray *table = copil_table_new ();
  const char *unit = self->data.head.unit;

  copil_table_add_row (table, g_strdup ("Territoire"), g_strdup ("Volume"),
                       unit ? g_strdup_printf ("Valeur (%s)", unit) : g_strdup ("Valeur"),
                       g_strdup ("Statut"), g_strdup ("Position"), NULL);
  for (guint i = 0; i < self->data.n_points; i++)
    {
      const CopilFunnelPoint *point = &self->data.points[i];
      gboolean drawn = copil_funnel_is_drawn (point);

      copil_table_add_row (table, g_strdup (point->name),
                           isfinite (point->volume) ? copil_format_number (point->volume, 0)
                                                    : g_strdup (""),
                           copil_format_figure (&point->figure, NULL, self->data.head.decimals),
                           g_strdup (copil_format_status_word (point->figure.status)),
                           g_strdup (drawn ? position_word (point->outside) : ""), NULL);
    }
  return table;
}
