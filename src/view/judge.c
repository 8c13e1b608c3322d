/* judge.c: what a figure is worth saying about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

static void
set_signal (CopilTile  *tile,
            CopilTone   tone,
            int         arrow,
            const char *word,
            char       *reason)
{
  tile->tone = tone;
  tile->arrow = arrow;
  tile->signal_word = g_strdup (word);
  tile->signal_reason = reason;
}

void
_copil_view_judge (CopilDashboardView *self,
                   CopilTile          *tile)
{
  const CopilIndicator *indicator = tile->indicator;
  double low, high;

  if (!copil_cell_status_has_value (tile->figure.status))
    set_signal (tile, COPIL_TONE_NEUTRAL, 0, "Non évalué",
                g_strdup_printf ("La valeur est %s.",
                                 copil_format_status_word (tile->figure.status)));
  else if (_copil_view_target_at (indicator, tile->period, &low, &high) &&
           _copil_view_is_reached (indicator, tile->figure.value, low, high))
    set_signal (tile, COPIL_TONE_FAVOURABLE, 0, "Atteint", g_strdup ("La cible est atteinte."));
  else
    set_signal (tile, COPIL_TONE_NEUTRAL, 0, "", g_strdup (""));
}
