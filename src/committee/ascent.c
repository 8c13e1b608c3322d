/* ascent.c: who stays while the others move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/ascent.h"

/* The first of @tails, indices into @former, whose value is not below @value. */
static guint
search (GArray *tails,
        GArray *former,
        int     value)
{
  guint low = 0, high = tails->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (former, int, g_array_index (tails, int, middle)) < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
copil_keep_longest_ascent (GArray *former)
{
  g_autoptr (GArray) tails = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree int *previous = g_new (int, former->len + 1);
  g_autofree gboolean *stays = g_new0 (gboolean, former->len + 1);

  for (int i = 0; i < (int) former->len; i++)
    {
      int value = g_array_index (former, int, i);
      guint at = value >= 0 ? search (tails, former, value) : 0;

      if (value < 0)
        continue;
      previous[i] = at > 0 ? g_array_index (tails, int, at - 1) : -1;
      if (at == tails->len)
        g_array_append_val (tails, i);
      else
        g_array_index (tails, int, at) = i;
    }
  for (int i = tails->len > 0 ? g_array_index (tails, int, tails->len - 1) : -1; i >= 0;
       i = previous[i])
    stays[i] = TRUE;
  for (guint i = 0; i < former->len; i++)
    if (!stays[i])
      g_array_index (former, int, i) = -1;
}
