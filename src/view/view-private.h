/* view-private.h: what the files of this folder share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/signal.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

struct _CopilDashboardView
{
  GObject               parent_instance;
  CopilCube            *cube;
  const CopilTerritory *territory;
  CopilPeriod           period; /* a month */
  CopilComparison       comparison;
  GPtrArray            *annotations; /* (nullable): instead of the cube's */
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

/* (transfer full): "Bassins du Nord", "Régions de France". */
char       *_copil_view_name_parts  (CopilLevel            level,
                                     const CopilTerritory *whole);
/* (transfer full): "Départements" from "départements". */
char       *_copil_view_capitalise  (const char           *text);
/* (transfer full): "Nord, premier rendez-vous en moins d’un mois". */
char       *_copil_view_chart_title (const char           *name,
                                     const CopilIndicator *indicator);
/* (transfer full) (nullable): its annotations as one paragraph of markup; NULL: none. */
char       *_copil_view_print_annotations (CopilDashboardView   *self,
                                           const CopilIndicator *indicator);
/* (transfer full) (nullable): those of all @indicators as a file; NULL: none. */
GBytes     *_copil_view_file_annotations  (CopilDashboardView   *self,
                                           GPtrArray            *indicators);
/* Sets the signal of a tile whose figure and period are set. */
void        _copil_view_judge       (CopilDashboardView   *self,
                                     CopilTile            *tile);

/* (transfer full): what is ordinary in the series of the territory, up to the indicator's period. */
CopilControl *_copil_view_control   (CopilDashboardView   *self,
                                     const CopilIndicator *indicator);
/* (transfer full) (nullable): all territories of the set against the volume their figure rests on;
 * NULL where there is no volume, or too few to compare. */
CopilChart *_copil_view_build_funnel (CopilDashboardView   *self,
                                      const CopilIndicator *indicator);

G_END_DECLS
