/* view-private.h: what the files of this folder share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "view/dashboard-view.h"

G_BEGIN_DECLS

struct _CopilDashboardView
{
  GObject               parent_instance;
  CopilCube            *cube;
  const CopilTerritory *territory;
  CopilPeriod           period; /* a month */
  CopilComparison       comparison;
};

/* The figure of the territory at the indicator's period. */
CopilFigure _copil_view_figure      (CopilDashboardView   *self,
                                     const CopilIndicator *indicator);
/* The period one year before, in the same rhythm. */
CopilPeriod _copil_view_year_before (CopilPeriod           period);
/* Whether a break of series lies after @from and not after @to. */
gboolean    _copil_view_has_break   (const CopilIndicator *indicator,
                                     CopilPeriod           from,
                                     CopilPeriod           to);
/* A count, which has no meaning beside that of another territory. */
gboolean    _copil_view_is_count    (const CopilIndicator *indicator);
/* The middle of @n values, NAN when none is a number; reorders them. */
double      _copil_view_median      (double               *values,
                                     guint                 n);
/* (transfer full): "Région", "Département", "France": the level above, as a word. */
char       *_copil_view_parent_name (CopilDashboardView   *self);

/* (transfer full): "Départements" from "départements". */
char       *_copil_view_capitalise  (const char           *text);
/* (transfer full): "Nord, premier rendez-vous en moins d’un mois". */
char       *_copil_view_chart_title (const char           *name,
                                     const CopilIndicator *indicator);
/* Sets the signal of a tile whose figure and period are set. */
void        _copil_view_judge       (CopilDashboardView   *self,
                                     CopilTile            *tile);

/* -- Targets ---------------------------------------------------------------------------------- */

/* What is aimed at in @period: between two milestones, the way from one to the other; before the
 * first and after the last, that one. FALSE without target. */
gboolean    _copil_view_target_at   (const CopilIndicator *indicator,
                                     CopilPeriod           period,
                                     double               *low,
                                     double               *high);
/* Whether @value is where the direction wants it. */
gboolean    _copil_view_is_reached  (const CopilIndicator *indicator,
                                     double                value,
                                     double                low,
                                     double                high);
/* (transfer full): "85 %", "50 au plus", "15–20 h". */
char       *_copil_view_target_text (const CopilIndicator *indicator,
                                     double                low,
                                     double                high);

G_END_DECLS
