/* judge.c: what a figure is worth saying about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

static const CopilTone tones[] = {
  [COPIL_SIGNAL_NOT_ASSESSED] = COPIL_TONE_NEUTRAL,
  [COPIL_SIGNAL_STABLE] = COPIL_TONE_NEUTRAL,
  [COPIL_SIGNAL_IMPROVEMENT] = COPIL_TONE_FAVOURABLE,
  [COPIL_SIGNAL_DEGRADATION] = COPIL_TONE_UNFAVOURABLE,
  [COPIL_SIGNAL_NO_PROGRESS] = COPIL_TONE_WATCH,
  [COPIL_SIGNAL_BELOW_TRAJECTORY] = COPIL_TONE_WATCH,
  [COPIL_SIGNAL_REACHED] = COPIL_TONE_FAVOURABLE,
};

void
_copil_view_judge (CopilDashboardView *self,
                   CopilTile          *tile)
{
  g_autoptr(CopilControl) control = _copil_view_control (self, tile->indicator);
  CopilAssessment assessment = copil_signal_assess (tile->indicator, control, tile->period,
                                                    &tile->figure);

  tile->signal = assessment.signal;
  tile->tone = tones[assessment.signal];
  tile->arrow = assessment.arrow;
  tile->signal_word = g_strdup (copil_signal_get_word (assessment.signal));
  tile->signal_reason = g_steal_pointer (&assessment.reason);
}
