/* decimate.c: as many points as there are pixels, without losing a peak
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/decimate.h"

#include <math.h>

/* Independent chains of comparisons: a processor follows several at once. */
#define LANES 8
#define BLOCK 256

typedef struct
{
  double low, high;
} Range;

struct _CopilExtremes
{
  const double *values;
  gsize         n;
  Range        *blocks; /* of whole blocks only */
};

static Range
join (Range one,
      Range other)
{
  return (Range) { MIN (one.low, other.low), MAX (one.high, other.high) };
}

/* A comparison with NAN is false, so that it never becomes an extreme. */
static Range
range_of (const double *values,
          gsize         n)
{
  double lows[LANES], highs[LANES];
  Range range = { INFINITY, -INFINITY };
  gsize i = 0;

  for (guint lane = 0; lane < LANES; lane++)
    {
      lows[lane] = INFINITY;
      highs[lane] = -INFINITY;
    }
  for (; i + LANES <= n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      {
        double value = values[i + lane];

        lows[lane] = value < lows[lane] ? value : lows[lane];
        highs[lane] = value > highs[lane] ? value : highs[lane];
      }
  for (; i < n; i++)
    {
      lows[0] = values[i] < lows[0] ? values[i] : lows[0];
      highs[0] = values[i] > highs[0] ? values[i] : highs[0];
    }
  for (guint lane = 0; lane < LANES; lane++)
    range = join (range, (Range) { lows[lane], highs[lane] });
  return range;
}

CopilExtremes *
copil_extremes_new (const double *values,
                    gsize         n)
{
  CopilExtremes *self = g_new0 (CopilExtremes, 1);

  self->values = values;
  self->n = n;
  self->blocks = g_new (Range, n / BLOCK + 1);
  for (gsize block = 0; block < n / BLOCK; block++)
    self->blocks[block] = range_of (values + block * BLOCK, BLOCK);
  return self;
}

void
copil_extremes_free (CopilExtremes *self)
{
  g_free (self->blocks);
  g_free (self);
}

/* Where @value, the extreme of the run, is first met: whole blocks without it are skipped. */
static gsize
find_value (const CopilExtremes *self,
            gsize                from,
            gsize                to,
            double               value)
{
  for (gsize i = from; i < to; i++)
    {
      while (i % BLOCK == 0 && i + BLOCK <= to && self->blocks[i / BLOCK].low != value
             && self->blocks[i / BLOCK].high != value)
        i += BLOCK;
      if (i < to && self->values[i] == value)
        return i;
    }
  return from;
}

CopilSpan
copil_extremes_span (const CopilExtremes *self,
                     gsize                from,
                     gsize                to)
{
  gsize first = (from + BLOCK - 1) / BLOCK, end = to / BLOCK;
  Range range;

  if (first >= end)
    range = range_of (self->values + from, to - from);
  else
    {
      range = join (range_of (self->values + from, first * BLOCK - from),
                    range_of (self->values + end * BLOCK, to - end * BLOCK));
      for (gsize block = first; block < end; block++)
        range = join (range, self->blocks[block]);
    }
  if (range.high < range.low)
    return (CopilSpan) { range.low, range.high, from, from };
  return (CopilSpan) { range.low, range.high, find_value (self, from, to, range.low),
                       find_value (self, from, to, range.high) };
}
