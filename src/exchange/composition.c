/* composition.c: which communes make up which perimeter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "composition"
#include "config.h"

#include "exchange/composition.h"

#include "core/format.h"

/* What the rows have said of one commune of today. */
typedef struct
{
  guint    zone;     /* rank + 1; 0: nothing yet */
  gboolean by_today; /* a row that names it by its code of today, not by that of a part */
  gboolean divided;
} Place;

static void
free_zone (CopilZone *zone)
{
  g_free (zone->code);
  g_free (zone->name);
  g_ptr_array_unref (zone->communes);
  g_free (zone);
}

CopilComposition *
copil_composition_new (CopilCommuneTable *table)
{
  CopilComposition *self = g_new0 (CopilComposition, 1);

  self->table = copil_commune_table_ref (table);
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) free_zone);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->divided = g_ptr_array_new_with_free_func (g_free);
  self->absent = g_ptr_array_new ();
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->placed = g_array_new (FALSE, TRUE, sizeof (Place));
  g_array_set_size (self->placed, copil_commune_table_get_size (table));
  return self;
}

void
copil_composition_free (CopilComposition *self)
{
  g_array_unref (self->placed);
  g_hash_table_unref (self->by_code);
  g_ptr_array_unref (self->absent);
  g_ptr_array_unref (self->divided);
  g_ptr_array_unref (self->unknown);
  g_ptr_array_unref (self->zones);
  copil_commune_table_unref (self->table);
  g_free (self->title);
  g_free (self->heading);
  g_free (self->date);
  g_free (self);
}

/* The rank of a perimeter, new or known, plus one. */
static guint
find_zone (CopilComposition *self,
           const char       *code,
           const char       *name)
{
  guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_code, code));
  CopilZone *zone;

  if (rank != 0)
    return rank;
  zone = g_new0 (CopilZone, 1);
  zone->code = g_strdup (code);
  zone->name = g_strdup (name);
  zone->communes = g_ptr_array_new ();
  g_ptr_array_add (self->zones, zone);
  g_hash_table_insert (self->by_code, zone->code, GUINT_TO_POINTER (self->zones->len));
  return self->zones->len;
}

/* The row that names a commune by its code of today decides; else the first. */
static void
place (Place   *known,
       guint    zone,
       gboolean by_today)
{
  known->divided = known->divided || (known->zone != 0 && known->zone != zone);
  if (known->zone == 0 || (by_today && !known->by_today))
    known->zone = zone;
  known->by_today = known->by_today || by_today;
}

void
copil_composition_add (CopilComposition *self,
                       guint             line,
                       const char       *commune_code,
                       const char       *zone,
                       const char       *name)
{
  const CopilCommune *commune = copil_commune_table_find (self->table, commune_code);
  guint rank = find_zone (self, zone, name);
  gboolean by_today;

  self->n_rows++;
  if (commune == NULL)
    {
      g_ptr_array_add (self->unknown, g_strdup_printf ("ligne %u" COPIL_NBSP ": %s", line,
                                                       commune_code));
      return;
    }
  by_today = g_str_equal (commune->code, commune_code);
  self->n_former += !by_today;
  place (&g_array_index (self->placed, Place, copil_commune_table_rank (self->table, commune)),
         rank, by_today);
}

void
copil_composition_end (CopilComposition *self)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      const CopilCommune *commune = copil_commune_table_get (self->table, i);
      const Place *known = &g_array_index (self->placed, Place, i);
      CopilZone *zone;

      if (known->zone == 0)
        {
          g_ptr_array_add (self->absent, (gpointer) commune);
          continue;
        }
      zone = self->zones->pdata[known->zone - 1];
      g_ptr_array_add (zone->communes, (gpointer) commune);
      self->n_placed++;
      if (known->divided)
        g_ptr_array_add (self->divided, g_strdup_printf ("%s (%s)" COPIL_NBSP ": %s", commune->name,
                                                         commune->code, zone->name));
    }
}
