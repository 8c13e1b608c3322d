/* control.c: what is ordinary in a series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

CopilControl *
_copil_view_control (CopilDashboardView   *self,
                     const CopilIndicator *indicator)
{
  CopilPeriod last = copil_dashboard_view_period_of (self, indicator), first, end;
  g_autofree CopilFigure *figures = NULL;
  guint n;

  if (!copil_cube_get_span (self->cube, indicator, &first, &end) || first.index > last.index)
    first = last;
  n = (guint) (last.index - first.index) + 1;
  figures = g_new (CopilFigure, n);
  copil_cube_figures (self->cube, indicator, self->territory, first, n, figures);
  return copil_control_new (indicator, first, figures, n, NULL, 0);
}
