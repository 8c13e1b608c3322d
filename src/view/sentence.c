/* sentence.c: the finding of an indicator, and those of the first page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"
#include "core/sentence.h"

char *
copil_dashboard_view_build_sentence (CopilDashboardView   *self,
                                     const CopilIndicator *indicator)
{
  g_autoptr(CopilTile) tile = NULL;
  g_autoptr(CopilControl) control = NULL;
  g_autofree char *when = NULL;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  if (copil_dashboard_view_is_arriving (self, indicator))
    return g_strdup ("Les chiffres de ce territoire sont en cours d’arrivée.");
  tile = copil_dashboard_view_build_tile (self, indicator);
  if (!copil_cell_status_has_value (tile->figure.status) && *tile->late != '\0')
    {
      when = copil_format_period_in (tile->period);
      return g_strdup_printf ("Valeur %s %s" COPIL_NBSP ": %s.",
                              copil_format_value_word (tile->figure.status), when, tile->late);
    }
  control = _copil_view_control (self, indicator);
  return copil_finding_describe (indicator, control, tile->period, &tile->figure);
}

GPtrArray *
copil_dashboard_view_build_essentials (CopilDashboardView *self,
                                       guint               limit)
{
  g_autoptr(GPtrArray) indicators = NULL;
  g_autoptr(GArray) findings = g_array_new (FALSE, FALSE, sizeof (CopilFinding));

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  indicators = copil_dashboard_view_list_indicators (self, TRUE);
  for (guint i = 0; i < indicators->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (indicators, i);
      g_autoptr(CopilTile) tile = copil_dashboard_view_build_tile (self, indicator);
      CopilPeriod before = _copil_view_year_before (tile->period);
      CopilFinding finding = {
        indicator, tile->period, tile->figure,
        copil_cube_figure (self->cube, indicator, self->territory, before), tile->signal
      };

      g_array_append_val (findings, finding);
    }
  return copil_finding_select ((const CopilFinding *) findings->data, findings->len, limit);
}
