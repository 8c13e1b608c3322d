/* peer.c: territories that are alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

#include <math.h>

typedef struct
{
  CopilTerritory *territory;
  double          distance;
} Candidate;

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->distance != second->distance)
    return first->distance < second->distance ? -1 : 1;
  return copil_format_collate (first->territory->name, second->territory->name);
}

/**
 * copil_dashboard_view_list_peers:
 *
 * Alike is: nearest in population, by ratio, so that 50 000 is as far from 100 000 as 100 000 from
 * 200 000. What a territory obtains takes no part in it: a group chosen by its results would say
 * nothing about them.
 */
GPtrArray *
copil_dashboard_view_list_peers (CopilDashboardView *self,
                                 guint               limit)
{
  g_autoptr(GPtrArray) level = copil_territory_list_of_set (
    copil_cube_get_territories (self->cube), self->territory->set);
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *peers = g_ptr_array_new ();

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), peers);

  if (self->territory->population <= 0)
    return peers;
  for (guint i = 0; i < level->len; i++)
    {
      CopilTerritory *other = g_ptr_array_index (level, i);
      Candidate candidate = { other, 0 };

      if (other == self->territory || other->population <= 0)
        continue;
      candidate.distance = fabs (log ((double) other->population / self->territory->population));
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (limit, candidates->len); i++)
    g_ptr_array_add (peers, g_array_index (candidates, Candidate, i).territory);
  return peers;
}
