/* span.c: the months a dashboard may be asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/dashboard-view.h"

gboolean
copil_dashboard_get_span (CopilCube   *cube,
                          CopilPeriod *first,
                          CopilPeriod *last)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  CopilRhythm finest = COPIL_RHYTHM_YEAR;
  gboolean found = FALSE;

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);
      CopilPeriod from, to;

      if (!copil_cube_get_span (cube, indicator, &from, &to))
        continue;
      from = copil_period_first_month (from);
      to = copil_period_last_month (to);
      if (!found || from.index < first->index)
        *first = from;
      /* A yearly figure lasts to December: it must not hide how far the months go. */
      if (!found || indicator->rhythm < finest ||
          (indicator->rhythm == finest && to.index > last->index))
        *last = to;
      finest = MIN (finest, indicator->rhythm);
      found = TRUE;
    }
  return found;
}
