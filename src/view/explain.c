/* explain.c: a figure down to what it is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

#include <math.h>
#include <string.h>

/* How many contributions are named before "autres". */
#define N_NAMED 3

void
copil_explanation_free (CopilExplanation *self)
{
  g_free (self->counts);
  g_free (self->among);
  g_free (self->result);
  g_free (self->coverage);
  g_free (self->batch);
  g_free (self->contributions);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->formula);
  g_free (self->definition);
  g_free (self->source);
  g_free (self);
}

/* -- The fraction ----------------------------------------------------------------------------- */

static char *
count_with_label (double      count,
                  const char *label)
{
  g_autofree char *number = NULL;

  if (isnan (count))
    return g_strdup ("");
  number = copil_format_number (count, 0);
  return g_strconcat (number, " ", label, NULL);
}

static void
explain_fraction (CopilExplanation     *explanation,
                  const CopilIndicator *indicator,
                  const CopilFigure    *figure)
{
  gboolean has_value = copil_cell_status_has_value (figure->status);
  g_autofree char *value = copil_format_figure (figure, indicator->unit, indicator->decimals);

  explanation->counts = has_value ? count_with_label (figure->numerator, indicator->numerator_label)
                                  : g_strdup ("");
  explanation->among =
    has_value ? count_with_label (figure->denominator, indicator->denominator_label)
              : g_strdup ("");
  if (*explanation->counts == '\0' && *explanation->among == '\0')
    explanation->result = g_steal_pointer (&value);
  else if (_copil_view_is_count (indicator))
    explanation->result = g_strdup ("");
  else
    explanation->result = g_strconcat ("= ", value, NULL);
}

/* -- The children ----------------------------------------------------------------------------- */

static gboolean
is_summed (const CopilDashboardView *self,
           const CopilIndicator     *indicator)
{
  return self->territory->children->len > 0 && indicator->formula != COPIL_FORMULA_PUBLISHED;
}

static char *
count_cell (const CopilFigure *figure,
            double             count)
{
  if (!copil_cell_status_has_value (figure->status))
    return g_strdup (copil_format_status (figure->status));
  return isnan (count) ? g_strdup ("") : copil_format_number (count, 0);
}

static void
add_row (GPtrArray            *rows,
         const CopilIndicator *indicator,
         const CopilTerritory *territory,
         const CopilFigure    *figure)
{
  g_autoptr(GStrvBuilder) row = g_strv_builder_new ();
  g_autofree char *numerator = count_cell (figure, figure->numerator);
  g_autofree char *denominator = count_cell (figure, figure->denominator);
  g_autofree char *value = copil_format_figure (figure, indicator->unit, indicator->decimals);
  g_autofree char *coverage = copil_format_value (floor (figure->coverage * 100), "%", 0);

  g_strv_builder_add (row, territory->name);
  if (indicator->formula != COPIL_FORMULA_COUNT && indicator->formula != COPIL_FORMULA_MEDIAN)
    g_strv_builder_add (row, numerator);
  if (indicator->formula != COPIL_FORMULA_COUNT)
    g_strv_builder_add (row, denominator);
  g_strv_builder_add_many (row, value, coverage, NULL);
  g_ptr_array_add (rows, g_strv_builder_end (row));
}

static GPtrArray *
new_rows (const CopilIndicator *indicator)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GStrvBuilder) header = g_strv_builder_new ();

  g_strv_builder_add (header, "Territoire");
  if (indicator->formula != COPIL_FORMULA_COUNT && indicator->formula != COPIL_FORMULA_MEDIAN)
    g_strv_builder_add (header, "Numérateur");
  if (indicator->formula != COPIL_FORMULA_COUNT)
    g_strv_builder_add (header, "Dénominateur");
  g_strv_builder_add_many (header, "Valeur", "Couverture", NULL);
  g_ptr_array_add (rows, g_strv_builder_end (header));
  return rows;
}

static GPtrArray *
list_children (CopilDashboardView   *self,
               const CopilIndicator *indicator,
               CopilPeriod           period)
{
  GPtrArray *rows;

  if (!is_summed (self, indicator))
    return NULL;
  rows = new_rows (indicator);
  for (guint i = 0; i < self->territory->children->len; i++)
    {
      const CopilTerritory *child = g_ptr_array_index (self->territory->children, i);
      CopilFigure figure = copil_cube_figure (self->cube, indicator, child, period);

      add_row (rows, indicator, child, &figure);
    }
  return rows;
}

static char *
explain_coverage (CopilDashboardView   *self,
                  const CopilIndicator *indicator,
                  CopilPeriod           period,
                  const CopilFigure    *figure)
{
  GPtrArray *children = self->territory->children;
  g_autofree char *share = copil_format_value (floor (figure->coverage * 100), "%", 0);
  const CopilTerritory *child;
  guint present = 0;

  if (!copil_cell_status_has_value (figure->status))
    return g_strdup ("");
  if (!is_summed (self, indicator))
    return g_strdup_printf ("couverture %s", share);
  for (guint i = 0; i < children->len; i++)
    {
      CopilFigure part = copil_cube_figure (self->cube, indicator,
                                            g_ptr_array_index (children, i), period);

      present += part.status <= COPIL_CELL_ESTIMATED || part.status == COPIL_CELL_SECRET;
    }
  child = g_ptr_array_index (children, 0);
  return g_strdup_printf ("%u %s sur %u · couverture %s", present,
                          copil_level_get_name (child->level, present > 1), children->len, share);
}

/* -- Contributions to the change of a year ---------------------------------------------------- */

typedef struct
{
  const CopilTerritory *territory;
  double                amount;
} Contribution;

static int
compare_contributions (gconstpointer a,
                       gconstpointer b)
{
  double first = fabs (((const Contribution *) a)->amount);
  double second = fabs (((const Contribution *) b)->amount);

  return first > second ? -1 : first < second;
}

/* What a part does to the whole: over the denominator of the whole, its numerator beyond what the
 * rate of a year before would give it.  So the parts add up to the change exactly, and a part that
 * only grew, at that rate, does nothing. */
static double
distance_from_rate (const CopilFigure    *part,
                    const CopilFigure    *whole,
                    const CopilFigure    *base,
                    const CopilIndicator *indicator)
{
  if (_copil_view_is_count (indicator))
    return part->numerator;
  return indicator->scale
         * (part->numerator - part->denominator * base->numerator / base->denominator)
         / whole->denominator;
}

static GArray *
compute_contributions (CopilDashboardView   *self,
                       const CopilIndicator *indicator,
                       CopilPeriod           now,
                       CopilPeriod           before)
{
  GArray *contributions = g_array_new (FALSE, FALSE, sizeof (Contribution));
  CopilFigure whole_now = copil_cube_figure (self->cube, indicator, self->territory, now);
  CopilFigure whole_before = copil_cube_figure (self->cube, indicator, self->territory, before);

  for (guint i = 0; i < self->territory->children->len; i++)
    {
      const CopilTerritory *child = g_ptr_array_index (self->territory->children, i);
      CopilFigure after = copil_cube_figure (self->cube, indicator, child, now);
      CopilFigure earlier = copil_cube_figure (self->cube, indicator, child, before);
      Contribution contribution = { child, 0 };

      if (!copil_cell_status_has_value (after.status) ||
          !copil_cell_status_has_value (earlier.status))
        continue;
      contribution.amount = distance_from_rate (&after, &whole_now, &whole_before, indicator)
                            - distance_from_rate (&earlier, &whole_before, &whole_before,
                                                  indicator);
      g_array_append_val (contributions, contribution);
    }
  g_array_sort (contributions, compare_contributions);
  return contributions;
}

static char *
write_contributions (GArray     *contributions,
                     double      change,
                     int         decimals,
                     const char *lead)
{
  GString *text = g_string_new (lead);
  double named = 0;
  guint n = MIN (contributions->len, N_NAMED);
  g_autofree char *rest = NULL;

  for (guint i = 0; i < n; i++)
    {
      Contribution *contribution = &g_array_index (contributions, Contribution, i);
      g_autofree char *amount = copil_format_signed (contribution->amount, decimals);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " · " : " ", contribution->territory->name,
                              amount);
      named += contribution->amount;
    }
  rest = copil_format_signed (change - named, decimals);
  if (contributions->len > n)
    g_string_append_printf (text, " · autres %s", rest);
  return g_string_free (text, FALSE);
}

static char *
explain_change (CopilDashboardView   *self,
                const CopilIndicator *indicator,
                CopilPeriod           now)
{
  CopilPeriod before = _copil_view_year_before (now);
  CopilFigure figure = copil_cube_figure (self->cube, indicator, self->territory, now);
  CopilFigure base = copil_cube_figure (self->cube, indicator, self->territory, before);
  g_autoptr(GArray) contributions = NULL;
  g_autofree char *lead = NULL;
  double change = figure.value - base.value;

  if (!is_summed (self, indicator) || indicator->formula == COPIL_FORMULA_MEDIAN ||
      !copil_cell_status_has_value (figure.status) || !copil_cell_status_has_value (base.status) ||
      _copil_view_has_break (indicator, before, now))
    return g_strdup ("");
  contributions = compute_contributions (self, indicator, now, before);
  if (contributions->len == 0)
    return g_strdup ("");
  lead = g_strdup_printf ("%s sur un an" COPIL_NBSP ":", change < 0 ? "Baisse" : "Hausse");
  return write_contributions (contributions, change, indicator->decimals, lead);
}

/* -- Words ------------------------------------------------------------------------------------ */

static char *
explain_formula (const CopilIndicator *indicator)
{
  switch (indicator->formula)
    {
    case COPIL_FORMULA_RATIO:
    case COPIL_FORMULA_SHARE:
      if (indicator->scale == 1)
        return g_strdup_printf ("%s ÷ %s", indicator->numerator_label,
                                indicator->denominator_label);
      return g_strdup_printf ("%g × %s ÷ %s", indicator->scale, indicator->numerator_label,
                              indicator->denominator_label);
    case COPIL_FORMULA_COUNT:
      return g_strdup_printf ("somme : %s", indicator->numerator_label);
    case COPIL_FORMULA_MEDIAN:
      return g_strdup_printf ("%s, par interpolation dans les classes, parmi les %s",
                              indicator->quantile == 0.5 ? "médiane" : "quantile",
                              indicator->denominator_label);
    case COPIL_FORMULA_PUBLISHED:
    default:
      return g_strdup ("valeur publiée telle quelle par son producteur, jamais sommée");
    }
}

static char *
explain_source (const CopilIndicator *indicator)
{
  static const char * const rhythms[] = {
    [COPIL_RHYTHM_MONTH] = "Mensuel",
    [COPIL_RHYTHM_QUARTER] = "Trimestriel",
    [COPIL_RHYTHM_YEAR] = "Annuel",
  };
  GString *text = g_string_new (indicator->source);
  g_autofree char *delay = copil_format_count (indicator->delay_days, "jour", "jours");

  g_string_append_printf (text, ". %s, attendu %s après la fin de la période.",
                          rhythms[indicator->rhythm], delay);
  if (*indicator->legal_source != '\0')
    g_string_append_printf (text, " %s.", indicator->legal_source);
  for (guint i = 0; indicator->targets != NULL && i < indicator->targets->len; i++)
    {
      const CopilTarget *target = &g_array_index (indicator->targets, CopilTarget, i);

      if (i + 1 == indicator->targets->len && target->source != NULL && *target->source != '\0')
        g_string_append_printf (text, " Cible" COPIL_NBSP ": %s.", target->source);
    }
  return g_string_free (text, FALSE);
}

static char *
explain_definition (const CopilIndicator *indicator)
{
  GString *text = g_string_new (indicator->definition);

  if (*indicator->cohort != '\0')
    g_string_append_printf (text, " %s.", indicator->cohort);
  if (*indicator->reference != '\0')
    g_string_append_printf (text, " Repère" COPIL_NBSP ": %s.", indicator->reference);
  return g_string_free (text, FALSE);
}

static char *
explain_batch (CopilDashboardView *self,
               const CopilFigure  *figure)
{
  int batch = copil_cube_get_batch (self->cube);
  const char *standing = figure->status == COPIL_CELL_OBSERVED
                           ? "" : copil_format_status_word (figure->status);

  if (batch == 0)
    return g_strdup (standing);
  return g_strdup_printf ("état au lot n° %d%s%s", batch, *standing != '\0' ? ", " : "", standing);
}

char *
copil_dashboard_view_name_source (CopilDashboardView   *self,
                                  const CopilIndicator *indicator)
{
  int batch;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  batch = copil_cube_get_batch (self->cube);
  if (batch == 0)
    return g_strdup_printf ("Source" COPIL_NBSP ": %s", indicator->source);
  return g_strdup_printf ("Source" COPIL_NBSP ": %s, état au lot n°" COPIL_NBSP "%d",
                          indicator->source, batch);
}

CopilExplanation *
copil_dashboard_view_explain (CopilDashboardView   *self,
                              const CopilIndicator *indicator)
{
  CopilExplanation *explanation = g_new0 (CopilExplanation, 1);
  CopilPeriod period;
  CopilFigure figure;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), explanation);

  period = copil_dashboard_view_period_of (self, indicator);
  figure = copil_cube_figure (self->cube, indicator, self->territory, period);
  explain_fraction (explanation, indicator, &figure);
  explanation->coverage = explain_coverage (self, indicator, period, &figure);
  explanation->batch = explain_batch (self, &figure);
  explanation->contributions = explain_change (self, indicator, period);
  explanation->children = list_children (self, indicator, period);
  explanation->formula = explain_formula (indicator);
  explanation->definition = explain_definition (indicator);
  explanation->source = explain_source (indicator);
  return explanation;
}
