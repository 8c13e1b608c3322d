/* map-text.c: a map as a sentence and as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/map-private.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

#define MAX_NAMES 3

/* "Six bassins du Nord". */
static void
append_count (GString             *text,
              const CopilMapChart *self)
{
  g_autofree char *number = copil_sentence_number (self->data.n_items, self->data.feminine);
  g_autofree char *start = copil_sentence_capitalise (number);

  g_string_append_printf (text, "%s %s", start,
                          self->data.n_items < 2 ? self->data.noun : self->data.nouns);
  if (self->data.of)
    g_string_append_printf (text, " %s", self->data.of);
}

static gboolean
append_range (GString             *text,
              const CopilMapChart *self)
{
  const CopilMapItem *low = NULL, *high = NULL;

  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilMapItem *item = &self->data.items[i];

      if (!copil_figure_is_drawn (&item->figure))
        continue;
      if (low == NULL || item->figure.value < low->figure.value)
        low = item;
      if (high == NULL || item->figure.value > high->figure.value)
        high = item;
    }
  if (low == NULL)
    return FALSE;
  g_autofree char *least = copil_figure_to_value (&low->figure, &self->data.head);
  g_autofree char *most = copil_figure_to_value (&high->figure, &self->data.head);

  if (low == high || low->figure.value == high->figure.value)
    g_string_append_printf (text, " %s.", least);
  else
    g_string_append_printf (text, " de %s (%s) à %s (%s).", least, low->name, most, high->name);
  return TRUE;
}

static char *
bound_text (const CopilMapChart *self,
            double               bound)
{
  return copil_format_value (bound, self->data.head.unit,
                             bound == rint (bound) ? 0 : self->data.head.decimals);
}

/* How many are in the classes at both ends: what the eye sees first. */
static void
append_ends (GString             *text,
             const CopilMapChart *self)
{
  guint n = self->data.n_bounds, above = 0, below = 0;

  if (self->data.kind != COPIL_MAP_CLASSES || n == 0)
    return;
  for (guint i = 0; i < self->data.n_items; i++)
    {
      int class = copil_map_class_of (self, i);

      above += class == (int) n;
      below += class == 0;
    }
  g_autofree char *high = bound_text (self, self->bounds[n - 1]);
  g_autofree char *low = bound_text (self, self->bounds[0]);
  g_autofree char *many = copil_sentence_number (above, self->data.feminine);
  g_autofree char *few = copil_sentence_number (below, self->data.feminine);
  g_autofree char *start = copil_sentence_capitalise (many);

  g_string_append_printf (text, " %s à %s ou plus, %s sous %s.", start, high, few, low);
}

/* "Aucun non disponible.", "Un non disponible : Mayotte. Deux secrets." */
static void
append_status (GString             *text,
               const CopilMapChart *self,
               CopilCellStatus      status)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *number = NULL, *start = NULL, *list = NULL;
  guint n;

  for (guint i = 0; i < self->data.n_items; i++)
    if (self->data.items[i].figure.status == status)
      g_ptr_array_add (names, (gpointer) self->data.items[i].name);
  n = names->len;
  if (n == 0 && status != COPIL_CELL_NOT_AVAILABLE)
    return;
  number = copil_sentence_number (n, self->data.feminine);
  start = copil_sentence_capitalise (number);
  g_string_append_printf (text, " %s %s", start, copil_format_status_word (status));
  if (n > 1 && status != COPIL_CELL_NOT_APPLICABLE)
    g_string_append_c (text, 's');
  g_ptr_array_add (names, NULL);
  list = copil_format_list ((const char *const *) names->pdata);
  if (n > 0 && n <= MAX_NAMES)
    g_string_append_printf (text, COPIL_NBSP ": %s", list);
  g_string_append_c (text, '.');
}

static void
append_subjects (GString             *text,
                 const CopilMapChart *self)
{
  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilMapItem *item = &self->data.items[i];
      g_autofree char *value = NULL;

      if (!item->subject || !copil_figure_is_drawn (&item->figure))
        continue;
      value = copil_figure_to_value (&item->figure, &self->data.head);
      g_string_append_printf (text, " %s, %s.", item->name, value);
    }
}

static char *
describe_locator (const CopilMapChart *self)
{
  for (guint i = 0; i < self->data.n_items; i++)
    if (self->data.items[i].subject)
      return g_strdup_printf ("Carte de situation" COPIL_NBSP ": %s.",
                              self->data.items[i].name);
  return g_strdup ("Carte de situation.");
}

char *
copil_map_describe (CopilChart *chart)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  GString *text;

  if (self->data.kind == COPIL_MAP_LOCATOR)
    return describe_locator (self);
  text = g_string_new (NULL);
  if (*self->data.head.title)
    g_string_append_printf (text, "%s. ", self->data.head.title);
  append_count (text, self);
  g_string_append (text, self->data.words != NULL ? "." : COPIL_NBSP ":");
  if (self->data.words != NULL)
    copil_map_append_states (text, self);
  else if (append_range (text, self))
    {
      append_subjects (text, self);
      append_ends (text, self);
      append_status (text, self, COPIL_CELL_NOT_AVAILABLE);
      append_status (text, self, COPIL_CELL_SECRET);
      append_status (text, self, COPIL_CELL_NOT_APPLICABLE);
    }
  else
    g_string_append (text, " aucune donnée.");
  if (self->approximate)
    g_string_append (text, " Contours approchés.");
  return g_string_free (text, FALSE);
}

GPtrArray *
copil_map_get_table (CopilChart *chart)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  GPtrArray *table = copil_table_new ();
  const char *unit = self->data.head.unit;

  copil_table_add_row (table, g_strdup ("Territoire"),
                       unit ? g_strdup_printf ("Valeur (%s)", unit) : g_strdup ("Valeur"),
                       g_strdup (self->data.words != NULL ? "État" : "Statut"), g_strdup ("Numérateur"), g_strdup ("Dénominateur"),
                       NULL);
  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilFigure *figure = &self->data.items[i].figure;
      g_autofree char *count
          = self->data.words != NULL ? copil_map_state_count (self, i) : NULL;

      copil_table_add_row (table, g_strdup (self->data.items[i].name),
                           self->data.words != NULL
                               ? g_strdup (count != NULL ? count : "")
                               : copil_format_figure (figure, NULL, self->data.head.decimals),
                           g_strdup (self->data.words != NULL
                                         ? copil_map_state_word (self, i)
                                         : copil_format_status_word (figure->status)),
                           isfinite (figure->numerator)
                               ? copil_format_number (figure->numerator, 0)
                               : g_strdup (""),
                           isfinite (figure->denominator)
                               ? copil_format_number (figure->denominator, 0)
                               : g_strdup (""),
                           NULL);
    }
  return table;
}
