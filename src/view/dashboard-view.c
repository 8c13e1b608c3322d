/* dashboard-view.c: what the dashboard of one territory says, for the screen and for paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (CopilDashboardView, copil_dashboard_view, G_TYPE_OBJECT)

static const char * const comparison_ids[COPIL_N_COMPARISONS] = {
  [COPIL_COMPARISON_YEAR] = "year",
  [COPIL_COMPARISON_TARGET] = "target",
  [COPIL_COMPARISON_PARENT] = "parent",
  [COPIL_COMPARISON_PEERS] = "peers",
};

const char *
copil_comparison_to_id (CopilComparison self)
{
  g_return_val_if_fail (self < COPIL_N_COMPARISONS, NULL);
  return comparison_ids[self];
}

gboolean
copil_comparison_parse (const char      *text,
                        CopilComparison *comparison)
{
  for (guint i = 0; i < COPIL_N_COMPARISONS; i++)
    if (g_strcmp0 (text, comparison_ids[i]) == 0)
      {
        *comparison = i;
        return TRUE;
      }
  return FALSE;
}

/* -- Shared by the files of this folder ------------------------------------------------------- */

CopilPeriod
_copil_view_year_before (CopilPeriod period)
{
  return copil_period_shift (period, -12 / copil_period_get_months (period));
}

gboolean
_copil_view_has_break (const CopilIndicator *indicator,
                       CopilPeriod           from,
                       CopilPeriod           to)
{
  for (guint i = 0; indicator->breaks != NULL && i < indicator->breaks->len; i++)
    {
      const CopilBreak *step = &g_array_index (indicator->breaks, CopilBreak, i);
      int month = copil_period_first_month (step->period).index;

      if (month > copil_period_first_month (from).index &&
          month <= copil_period_first_month (to).index)
        return TRUE;
    }
  return FALSE;
}

gboolean
_copil_view_is_count (const CopilIndicator *indicator)
{
  return indicator->formula == COPIL_FORMULA_COUNT;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

double
_copil_view_median (double *values,
                    guint   n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      values[kept++] = values[i];
  if (kept == 0)
    return NAN;
  qsort (values, kept, sizeof *values, compare_doubles);
  return kept % 2 == 1 ? values[kept / 2] : (values[kept / 2 - 1] + values[kept / 2]) / 2;
}

char *
_copil_view_capitalise (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

char *
_copil_view_name_parts (CopilLevel            level,
                        const CopilTerritory *whole)
{
  g_autofree char *parts = _copil_view_capitalise (copil_level_get_name (level, TRUE));

  return g_strdup_printf ("%s %s", parts,
                          whole->level == COPIL_LEVEL_FRANCE ? "de France" : whole->genitive);
}

char *
_copil_view_parent_name (CopilDashboardView *self)
{
  const CopilTerritory *parent = copil_dashboard_view_get_whole (self);

  if (parent == NULL)
    return NULL;
  if (parent->level == COPIL_LEVEL_FRANCE)
    return g_strdup (parent->name);
  return _copil_view_capitalise (copil_level_get_name (parent->level, FALSE));
}

CopilFigure
_copil_view_figure (CopilDashboardView   *self,
                    const CopilIndicator *indicator)
{
  return copil_cube_figure (self->cube, indicator, self->territory,
                            copil_dashboard_view_period_of (self, indicator));
}

/* -- The view --------------------------------------------------------------------------------- */

/**
 * copil_dashboard_view_period_of:
 *
 * A quarter shows only once its last month is past; what is late keeps its last period, and the
 * tile says when the next one is expected.
 */
CopilPeriod
copil_dashboard_view_period_of (CopilDashboardView   *self,
                                const CopilIndicator *indicator)
{
  CopilPeriod period = copil_period_to_rhythm (self->period, indicator->rhythm);
  CopilPeriod first, last;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), period);

  if (copil_period_last_month (period).index > self->period.index)
    period = copil_period_shift (period, -1);
  if (copil_cube_get_span (self->cube, indicator, &first, &last) && last.index < period.index)
    period = last;
  return period;
}

static const char *
name_committee (CopilLevel level)
{
  switch (level)
    {
    case COPIL_LEVEL_FRANCE:
      return "Comité national";
    case COPIL_LEVEL_REGION:
      return "Comité régional";
    case COPIL_LEVEL_DEPARTMENT:
      return "Comité départemental";
    case COPIL_LEVEL_BASIN:
      return "Comité local";
    case COPIL_LEVEL_OTHER:
    default:
      return "Périmètre";
    }
}

char *
copil_dashboard_view_name_committee (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  if (self->territory->level == COPIL_LEVEL_FRANCE)
    return g_strdup (name_committee (COPIL_LEVEL_FRANCE));
  return g_strdup_printf ("%s %s", name_committee (self->territory->level),
                          self->territory->genitive);
}

char *
copil_dashboard_view_describe_perimeter (CopilDashboardView *self)
{
  const CopilTerritory *territory = self->territory;
  GString *text = g_string_new (name_committee (territory->level));

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  if (territory->population > 0)
    {
      g_autofree char *population = copil_format_number (territory->population, 0);

      g_string_append_printf (text, " · %s" COPIL_NBSP "habitants", population);
    }
  if (territory->children->len > 0)
    {
      const CopilTerritory *child = g_ptr_array_index (territory->children, 0);
      g_autofree char *count = copil_format_count (territory->children->len,
                                                   copil_level_get_name (child->level, FALSE),
                                                   copil_level_get_name (child->level, TRUE));

      g_string_append_printf (text, " · %s", count);
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
copil_dashboard_view_list_indicators (CopilDashboardView *self,
                                      gboolean            focus_only)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  GPtrArray *indicators = g_ptr_array_new ();
  guint level = 1u << self->territory->level;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), indicators);

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);
      guint levels = focus_only ? indicator->focus : indicator->levels;

      if ((levels & level) != 0)
        g_ptr_array_add (indicators, (gpointer) indicator);
    }
  return indicators;
}

CopilCube *
copil_dashboard_view_get_cube (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);
  return self->cube;
}

const CopilTerritory *
copil_dashboard_view_get_territory (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);
  return self->territory;
}

const CopilTerritory *
copil_dashboard_view_get_whole (CopilDashboardView *self)
{
  const CopilTerritory *whole;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  whole = self->territory->parent;
  while (whole != NULL && whole->parent != NULL && whole->children->len == 1)
    whole = whole->parent;
  return whole;
}

CopilPeriod
copil_dashboard_view_get_period (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), (CopilPeriod) { 0 });
  return self->period;
}

CopilComparison
copil_dashboard_view_get_comparison (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), COPIL_COMPARISON_YEAR);
  return self->comparison;
}

static void
copil_dashboard_view_finalize (GObject *object)
{
  CopilDashboardView *self = COPIL_DASHBOARD_VIEW (object);

  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_object_unref (self->cube);
  G_OBJECT_CLASS (copil_dashboard_view_parent_class)->finalize (object);
}

static void
copil_dashboard_view_class_init (CopilDashboardViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_dashboard_view_finalize;
}

static void
copil_dashboard_view_init (CopilDashboardView *self)
{
}

/**
 * copil_dashboard_view_new:
 * @territory: one of the cube's list
 * @period: a month; another rhythm is taken to its last month
 */
CopilDashboardView *
copil_dashboard_view_new (CopilCube            *cube,
                          const CopilTerritory *territory,
                          CopilPeriod           period,
                          CopilComparison       comparison)
{
  CopilDashboardView *self;

  g_return_val_if_fail (COPIL_IS_CUBE (cube), NULL);
  g_return_val_if_fail (territory != NULL, NULL);

  self = g_object_new (COPIL_TYPE_DASHBOARD_VIEW, NULL);
  self->cube = g_object_ref (cube);
  self->territory = territory;
  self->period = copil_period_last_month (period);
  self->comparison = comparison;
  return self;
}

gboolean
copil_dashboard_view_is_arriving (CopilDashboardView   *self,
                                  const CopilIndicator *indicator)
{
  guint n;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), FALSE);

  if (copil_cube_is_complete (self->cube))
    return FALSE;
  n = copil_catalogue_get_n_measures (copil_cube_get_catalogue (self->cube));
  for (guint i = 0; i < n; i++)
    if (copil_indicator_uses (indicator, i) &&
        !copil_cube_has (self->cube, i, self->territory->index))
      return TRUE;
  return FALSE;
}
