/* sentence.c: the finding of an indicator, in one sentence
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
