/* sentence.h: what an indicator says, in a French sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/control.h"
#include "core/indicator.h"
#include "core/signal.h"

G_BEGIN_DECLS

/* All (transfer full), typeset, ended by a full stop. */

/* The finding above a curve: what moved since when, and where the target is from here: "8,6 points
 * gagnés depuis mars 2026 ; à ce rythme, la cible de 85 % serait atteinte fin 2029, deux ans après
 * l’échéance." @control: of the values up to @period; @figure: that of @period. */
char *copil_finding_describe   (const CopilIndicator *indicator,
                                const CopilControl   *control,
                                CopilPeriod           period,
                                const CopilFigure    *figure);

/**
 * CopilFinding:
 * @before: the same period one year before; without a value, or across a break of series, it is
 *   not spoken of
 *
 * One indicator of one territory, for a summary.
 */
typedef struct
{
  const CopilIndicator *indicator;
  CopilPeriod           period;
  CopilFigure           figure;
  CopilFigure           before;
  CopilSignal           signal;
} CopilFinding;

/* One line of a page: "Accès à l’emploi à 6 mois : 41,6 %, −2,0 pts sur un an ; dégradation." */
char *copil_finding_summarise  (const CopilFinding   *self);
/* (element-type utf8): L’essentiel: at most @limit sentences, what gets worse first, then what is
 * behind, then what improves or is reached, in the order of the catalogue; one that says so when
 * nothing stands out. */
GPtrArray *copil_finding_select (const CopilFinding  *findings,
                                 guint                n,
                                 guint                limit);

G_END_DECLS
