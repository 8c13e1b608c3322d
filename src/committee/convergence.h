/* convergence.h: what is left of the bodies that merge into committees, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "chart/chart.h"
#include "core/territory.h"

G_BEGIN_DECLS

/**
 * CopilConvergencePlace:
 * @n: bodies that are entered for the territory or one within it, by whatever committee
 * @n_merged: of them those that have merged
 * @n_planned: those that are to
 */
typedef struct
{
  const CopilTerritory *territory;
  guint                 n;
  guint                 n_merged;
  guint                 n_planned;
} CopilConvergencePlace;

/* (transfer full) (element-type CopilConvergencePlace): the territories below @territory, or beside
 * it where there is no level below. @bodies: of the committee of @territory; @committees:
 * (nullable): what is known of the others, rows of committee_list(). */
GArray     *copil_convergence_list_places (CopilTerritoryList   *territories,
                                           const CopilTerritory *territory,
                                           GListModel           *bodies,
                                           GListModel           *committees);
/* (transfer full) (nullable): their map; keys are ids of territories. NULL where nothing is
 * entered or no outline is known. @selected: (nullable): outlined. */
CopilChart *copil_convergence_draw_map    (const CopilTerritory *territory,
                                           GArray               *places,
                                           const CopilTerritory *selected);
/* (transfer full): "Deux instances sur quatre ont fusionné ; une est en voie de fusion, une siège
 * encore à part. Huit sujets restent à reprendre." "" where none is entered. */
char       *copil_convergence_describe    (GListModel           *bodies,
                                           GListModel           *subjects);

G_END_DECLS
