/* fuzz-reading.c: texts that look like numbers and periods
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <math.h>

#include "exchange/reading.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  CopilPeriod period;
  gboolean provisional;

  for (CopilDecimal decimal = COPIL_DECIMAL_UNKNOWN; decimal <= COPIL_DECIMAL_COMMA; decimal++)
    {
      CopilCellStatus status;
      double value = 0;

      if (copil_read_value (text, decimal, NULL, &value, &status) == COPIL_READ_NUMBER)
        g_assert_true (isfinite (value));
    }
  copil_guess_decimal (text);
  if (copil_read_period (text, &period, &provisional))
    {
      g_autofree char *id = copil_period_to_id (period);
      CopilPeriod back;

      g_assert_true (copil_period_parse (id, &back) && copil_period_equal (period, back));
    }
  return 0;
}
