/* signal.h: whether a figure says something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/control.h"
#include "core/indicator.h"

G_BEGIN_DECLS

/* -- Targets -------------------------------------------------------------------------------- */

/* What is aimed at in @period: between two milestones, the way from one to the other; after the
 * last one, that one. Before the first of several, nothing: the way had not begun. One alone is a
 * goal without a way to it: it stands at all times. */
gboolean copil_target_at          (const CopilIndicator *indicator,
                                   CopilPeriod           period,
                                   double               *low,
                                   double               *high);
/* The last milestone; NULL without target. */
const CopilTarget *
         copil_target_get_last    (const CopilIndicator *indicator);
gboolean copil_target_is_reached  (const CopilIndicator *indicator,
                                   double                value,
                                   double                low,
                                   double                high);
/* The direction in which @value has to go to be between the bounds: 1, -1, 0 there. */
int      copil_target_get_side    (const CopilIndicator *indicator,
                                   double                value,
                                   double                low,
                                   double                high);
/* (transfer full): "85 %", "50 pers. au plus", "15–20 h"; the decimals that it needs. */
char    *copil_target_describe    (const CopilIndicator *indicator,
                                   double                low,
                                   double                high);

/* How much of the way from @initial to @target is done, in percent, within 0 and 100; @raw
 * (nullable): beyond them too. A target that was already met at the start: 100 while it is met,
 * else 0, and @raw the same. @up: whether more is better. NAN without one of the three. */
double   copil_target_progress    (double                initial,
                                   double                current,
                                   double                target,
                                   gboolean              up,
                                   double               *raw);

/* At the pace of @control, when @value reaches a bound; FALSE when it never does, or in more than
 * @years. */
gboolean copil_target_foresee     (const CopilIndicator *indicator,
                                   const CopilControl   *control,
                                   double                value,
                                   double                low,
                                   double                high,
                                   int                   years,
                                   CopilPeriod          *when);

/* -- Signals -------------------------------------------------------------------------------- */

/**
 * CopilSignal:
 * @COPIL_SIGNAL_NOT_ASSESSED: no direction, no value, or too few to tell
 * @COPIL_SIGNAL_STABLE: ordinary variation
 * @COPIL_SIGNAL_IMPROVEMENT: a change, the way that is wished
 * @COPIL_SIGNAL_DEGRADATION: a change, the other way
 * @COPIL_SIGNAL_NO_PROGRESS: ordinary variation, far from the target and not nearer than before
 * @COPIL_SIGNAL_BELOW_TRAJECTORY: behind the milestones, and not catching up
 * @COPIL_SIGNAL_REACHED: the last milestone is reached
 */
typedef enum
{
  COPIL_SIGNAL_NOT_ASSESSED,
  COPIL_SIGNAL_STABLE,
  COPIL_SIGNAL_IMPROVEMENT,
  COPIL_SIGNAL_DEGRADATION,
  COPIL_SIGNAL_NO_PROGRESS,
  COPIL_SIGNAL_BELOW_TRAJECTORY,
  COPIL_SIGNAL_REACHED,
} CopilSignal;

/**
 * CopilAssessment:
 * @arrow: 1 upwards, -1 downwards, 0 level: the movement, never the judgement
 * @reason: one French sentence
 */
typedef struct
{
  CopilSignal signal;
  int         arrow;
  char       *reason;
} CopilAssessment;

/* "Amélioration", "Dégradation", "Stable", "Sans progrès", "Sous la trajectoire", "Atteint",
 * "Non évalué". */
const char     *copil_signal_get_word    (CopilSignal           signal);

/* @control: of the values up to @period; @figure: that of @period. */
CopilAssessment copil_signal_assess      (const CopilIndicator *indicator,
                                          const CopilControl   *control,
                                          CopilPeriod           period,
                                          const CopilFigure    *figure);
void            copil_assessment_clear   (CopilAssessment      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilAssessment, copil_assessment_clear)

G_END_DECLS
