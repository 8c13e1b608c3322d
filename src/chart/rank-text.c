/* rank-text.c: ranked bars as a sentence and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/rank-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

#define MAX_NAMES 3

static void
append_range (GString        *text,
              CopilRankChart *self)
{
  const CopilRankItem *low = NULL, *high = NULL;

  for (guint i = 0; i < self->n_drawn; i++)
    {
      const CopilRankItem *item = &self->data.items[i];

      if (low == NULL || item->figure.value < low->figure.value)
        low = item;
      if (high == NULL || item->figure.value > high->figure.value)
        high = item;
    }
  g_autofree char *least = copil_figure_to_value (&low->figure, &self->data.head);
  g_autofree char *most = copil_figure_to_value (&high->figure, &self->data.head);

  if (self->n_drawn == 1)
    g_string_append_printf (text, "%s, %s.", low->name, least);
  else
    g_string_append_printf (text, "de %s (%s) à %s (%s).", least, low->name, most, high->name);
}

static void
append_subjects (GString        *text,
                 CopilRankChart *self)
{
  for (guint i = 0; i < self->n_drawn && self->n_drawn > 1; i++)
    {
      const CopilRankItem *item = &self->data.items[i];
      guint rank = 1;

      if (!item->subject)
        continue;
      for (guint j = 0; j < self->n_drawn; j++)
        if (self->data.items[j].figure.value > item->figure.value)
          rank++;
      g_autofree char *value = copil_figure_to_value (&item->figure, &self->data.head);
      g_autofree char *position = copil_format_rank ((int) rank, (int) self->n_drawn);

      g_string_append_printf (text, " %s, %s, %s.", item->name, value, position);
    }
}

static void
append_missing (GString        *text,
                CopilRankChart *self)
{
  guint missing = self->data.n_items - self->n_drawn;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (missing == 0)
    return;
  if (missing > MAX_NAMES)
    {
      g_autofree char *count = copil_sentence_number (missing, FALSE);
      g_autofree char *start = copil_sentence_capitalise (count);

      g_string_append_printf (text, " %s sans valeur.", start);
      return;
    }
  for (guint i = self->n_drawn; i < self->data.n_items; i++)
    g_ptr_array_add (names, (gpointer) self->data.items[i].name);
  g_ptr_array_add (names, NULL);
  list = copil_format_list ((const char *const *) names->pdata);
  g_string_append_printf (text, " Sans valeur" COPIL_NBSP ": %s.", list);
}

char *
copil_rank_describe (CopilChart *chart)
{
  CopilRankChart *self = COPIL_RANK_CHART (chart);
  GString *text = g_string_new (self->data.head.title);

  if (self->data.n_items == 0 || self->n_drawn == 0)
    {
      g_string_append (text, COPIL_NBSP ": aucune donnée.");
      return g_string_free (text, FALSE);
    }
  g_string_append (text, COPIL_NBSP ": ");
  append_range (text, self);
  append_subjects (text, self);
  if (isfinite (self->data.reference))
    {
      g_autofree char *value = copil_value_in_full (self->data.reference, &self->data.head);
      g_autofree char *name = copil_sentence_capitalise (
          self->data.reference_label ? self->data.reference_label : "référence");

      g_string_append_printf (text, " %s %s.", name, value);
    }
  append_missing (text, self);
  return g_string_free (text, FALSE);
}

GPtrArray *
copil_rank_get_table (CopilChart *chart)
{
  const CopilRankData *data = &COPIL_RANK_CHART (chart)->data;
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Territoire"),
                       data->head.unit ? g_strdup_printf ("Valeur (%s)", data->head.unit)
                                       : g_strdup ("Valeur"),
                       g_strdup ("Statut"), g_strdup ("Numérateur"), g_strdup ("Dénominateur"),
                       NULL);
  for (guint i = 0; i < data->n_items; i++)
    {
      const CopilFigure *figure = &data->items[i].figure;

      copil_table_add_row (
          table, g_strdup (data->items[i].name),
          copil_format_figure (figure, NULL, data->head.decimals),
          g_strdup (copil_format_status_word (figure->status)),
          isfinite (figure->numerator) ? copil_format_number (figure->numerator, 0)
                                       : g_strdup (""),
          isfinite (figure->denominator) ? copil_format_number (figure->denominator, 0)
                                         : g_strdup (""),
          NULL);
    }
  return table;
}
