/* indicator-fixture.h: an indicator and its figures, made by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <math.h>

#include "core/control.h"

#define MONTH(year, month) ((CopilPeriod) { COPIL_RHYTHM_MONTH, (year) * 12 + (month) - 1 })

static inline CopilIndicator *
fixture_indicator (const char     *unit,
                   int             decimals,
                   CopilDirection  direction)
{
  CopilIndicator *indicator = g_new0 (CopilIndicator, 1);

  indicator->short_name = (char *) "Premier rendez-vous";
  indicator->unit = (char *) unit;
  indicator->decimals = decimals;
  indicator->direction = direction;
  indicator->formula = COPIL_FORMULA_MEDIAN;
  indicator->scale = 100;
  indicator->breaks = g_array_new (FALSE, FALSE, sizeof (CopilBreak));
  indicator->targets = g_array_new (FALSE, FALSE, sizeof (CopilTarget));
  return indicator;
}

static inline void
fixture_indicator_free (CopilIndicator *indicator)
{
  g_array_unref (indicator->breaks);
  g_array_unref (indicator->targets);
  g_free (indicator);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilIndicator, fixture_indicator_free)

static inline void
fixture_target (CopilIndicator *indicator,
                CopilPeriod     period,
                double          low,
                double          high)
{
  CopilTarget target = { period, low, high, NULL };

  g_array_append_val (indicator->targets, target);
}

static inline CopilFigure
fixture_figure (double value)
{
  return (CopilFigure) { value, NAN, NAN, 1,
                         isnan (value) ? COPIL_CELL_NOT_AVAILABLE : COPIL_CELL_OBSERVED, TRUE };
}

/* Two years that go 48, 52, 48, 52... from November 2023 on, then the twelve values of @last: the
 * last one is that of October 2026. */
#define FIXTURE_PERIOD MONTH (2026, 10)

static inline CopilControl *
fixture_control (const CopilIndicator *indicator,
                 const double         *last)
{
  CopilFigure figures[36];

  for (guint i = 0; i < 24; i++)
    figures[i] = fixture_figure (i % 2 ? 52 : 48);
  for (guint i = 0; i < 12; i++)
    figures[24 + i] = fixture_figure (last[i]);
  return copil_control_new (indicator, MONTH (2023, 11), figures, 36, NULL, 0);
}
