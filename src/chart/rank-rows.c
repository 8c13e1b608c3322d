/* rank-rows.c: which bars are shown when not all hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/rank-private.h"

static guint
count_rows (const gboolean *shown,
            guint           n)
{
  guint rows = 0;

  for (guint i = 0; i < n; i++)
    if (shown[i] || i == 0 || shown[i - 1])
      rows++;
  return rows;
}

static void
try_to_show (gboolean *shown,
             guint     n,
             int       item,
             guint     max)
{
  if (item < 0 || item >= (int) n || shown[item])
    return;
  shown[item] = TRUE;
  if (count_rows (shown, n) > max)
    shown[item] = FALSE;
}

/* In order of importance: the subject, both ends, then ever further from them. */
static void
choose (CopilRankChart *self,
        gboolean       *shown,
        guint           max)
{
  guint n = self->data.n_items;

  for (int distance = 0; distance < (int) n; distance++)
    {
      for (guint i = 0; i < n; i++)
        if (self->data.items[i].subject)
          {
            try_to_show (shown, n, (int) i - distance, max);
            try_to_show (shown, n, (int) i + distance, max);
          }
      try_to_show (shown, n, distance, max);
      try_to_show (shown, n, (int) self->n_drawn - 1 - distance, max);
    }
}

GArray *
copil_rank_choose_rows (CopilRankChart *self,
                        guint           max)
{
  guint n = self->data.n_items;
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (CopilRankRow));
  g_autofree gboolean *shown = g_new0 (gboolean, MAX (n, 1));

  for (guint i = 0; i < n && n <= max; i++)
    shown[i] = TRUE;
  if (n > max)
    choose (self, shown, max);
  for (guint i = 0; i < n; i++)
    {
      CopilRankRow row = { i, shown[i] ? 0 : 1 };
      CopilRankRow *last = rows->len ? &g_array_index (rows, CopilRankRow, rows->len - 1) : NULL;

      if (!shown[i] && last && last->n_hidden > 0)
        last->n_hidden++;
      else
        g_array_append_val (rows, row);
    }
  return rows;
}
