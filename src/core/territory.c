/* territory.c: perimeters and the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/territory.h"

#include "core/format.h"
#include "core/territory-name.h"
#include "core/territory-private.h"

G_DEFINE_QUARK (copil-territory-error-quark, copil_territory_error)
G_DEFINE_BOXED_TYPE (CopilTerritoryList, copil_territory_list, copil_territory_list_ref,
                     copil_territory_list_unref)

/* By level: the code of its set, its name, its plural. */
static const struct
{
  const char *set;
  const char *name;
  const char *plural;
} levels[] = {
  { "france", "France", "France" },
  { "region", "région", "régions" },
  { "departement", "département", "départements" },
  { "bassin", "bassin", "bassins" },
  { NULL, "territoire", "territoires" },
};

static CopilLevel
level_of_set (const char *set)
{
  for (int level = COPIL_LEVEL_FRANCE; level < COPIL_LEVEL_OTHER; level++)
    if (g_str_equal (levels[level].set, set))
      return (CopilLevel) level;
  return COPIL_LEVEL_OTHER;
}

const char *
copil_level_get_name (CopilLevel level,
                      gboolean   plural)
{
  g_return_val_if_fail (level <= COPIL_LEVEL_OTHER, NULL);
  return plural ? levels[level].plural : levels[level].name;
}

char *
copil_territory_get_title (const CopilTerritory *self)
{
  switch (self->level)
    {
    case COPIL_LEVEL_REGION:
      return g_strconcat ("région ", self->name, NULL);
    case COPIL_LEVEL_DEPARTMENT:
    case COPIL_LEVEL_BASIN:
      return g_strconcat (levels[self->level].name, " ", self->genitive, NULL);
    case COPIL_LEVEL_FRANCE:
    case COPIL_LEVEL_OTHER:
    default:
      return g_strdup (self->name);
    }
}

gboolean
copil_territory_is_within (const CopilTerritory *self,
                           const CopilTerritory *ancestor)
{
  while (self != NULL && self != ancestor)
    self = self->parent;
  return self != NULL;
}

static void
free_territory (CopilTerritory *territory)
{
  g_free (territory->set);
  g_free (territory->code);
  g_free (territory->name);
  g_free (territory->genitive);
  g_free (territory->locative);
  g_free (territory->seat);
  g_ptr_array_unref (territory->children);
  g_free (territory);
}

CopilTerritoryList *
copil_territory_list_new (void)
{
  CopilTerritoryList *self = g_new0 (CopilTerritoryList, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->territories = g_ptr_array_new_with_free_func ((GDestroyNotify) free_territory);
  self->parent_ids = g_array_new (FALSE, FALSE, sizeof (int));
  self->liaisons = g_array_new (FALSE, FALSE, sizeof (int));
  self->by_id = g_hash_table_new (NULL, NULL);
  self->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

CopilTerritoryList *
copil_territory_list_ref (CopilTerritoryList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
copil_territory_list_unref (CopilTerritoryList *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->spellings, g_ptr_array_unref);
  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->liaisons);
  g_array_unref (self->parent_ids);
  g_ptr_array_unref (self->territories);
  g_free (self);
}

/**
 * copil_territory_list_add:
 * @id: key in copil.territory, above 0
 * @liaison: how @name takes an article (see core/territory-name.h)
 * @parent_id: of a territory added before or after this one; 0: none
 *
 * Returns: (transfer none): the territory; complete only once the list is sealed
 */
CopilTerritory *
copil_territory_list_add (CopilTerritoryList *self,
                          int                 id,
                          const char         *set,
                          const char         *code,
                          const char         *name,
                          int                 liaison,
                          const char         *seat,
                          gint64              population,
                          int                 parent_id,
                          gboolean            has_communes)
{
  CopilTerritory *territory;

  g_return_val_if_fail (!self->sealed, NULL);
  territory = g_new0 (CopilTerritory, 1);
  territory->id = id;
  territory->level = level_of_set (set);
  territory->set = g_strdup (set);
  territory->code = g_strdup (code);
  territory->name = g_strdup (name);
  territory->seat = g_strdup (seat != NULL ? seat : "");
  territory->population = population;
  territory->children = g_ptr_array_new ();
  territory->index = self->territories->len;
  territory->has_communes = has_communes;
  g_ptr_array_add (self->territories, territory);
  g_array_append_val (self->parent_ids, parent_id);
  g_array_append_val (self->liaisons, liaison);
  return territory;
}

static gboolean
refuse (GError              **error,
        const CopilTerritory *territory,
        const char           *reason)
{
  g_set_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_DAMAGED,
               "territory %d, %s:%s: %s", territory->id, territory->set, territory->code, reason);
  return FALSE;
}

static gboolean
register_keys (CopilTerritoryList *self,
               CopilTerritory     *territory,
               GError            **error)
{
  char *key = g_strconcat (territory->set, ":", territory->code, NULL);

  if (territory->id <= 0 ||
      !g_hash_table_insert (self->by_id, GINT_TO_POINTER (territory->id), territory))
    {
      g_free (key);
      return refuse (error, territory, "its id is not its own");
    }
  if (!g_hash_table_insert (self->by_code, key, territory))
    return refuse (error, territory, "its code is not its own");
  return TRUE;
}

/* A parent is of a level above, which also makes rings impossible. */
static gboolean
link_parent (CopilTerritoryList *self,
             CopilTerritory     *territory,
             GError            **error)
{
  int parent_id = g_array_index (self->parent_ids, int, territory->index);

  if (parent_id == 0)
    return TRUE;
  territory->parent = g_hash_table_lookup (self->by_id, GINT_TO_POINTER (parent_id));
  if (territory->parent == NULL)
    return refuse (error, territory, "its parent is not in the list");
  if (territory->parent->level >= territory->level)
    return refuse (error, territory, "its parent is not of a level above");
  if (territory->level != COPIL_LEVEL_OTHER && territory->parent->level + 1 == territory->level)
    g_ptr_array_add (territory->parent->children, territory);
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const CopilTerritory *left = *(const CopilTerritory *const *) a;
  const CopilTerritory *right = *(const CopilTerritory *const *) b;
  int order = copil_format_collate (left->name, right->name);

  return order != 0 ? order : (int) left->index - (int) right->index;
}

static void
write_names (CopilTerritoryList *self,
             CopilTerritory     *territory)
{
  int liaison = g_array_index (self->liaisons, int, territory->index);

  territory->genitive = copil_territory_name_genitive (territory->name, liaison);
  territory->locative = copil_territory_name_locative (territory->level, territory->name, liaison);
}

/**
 * copil_territory_list_seal:
 *
 * Ends the building of the list, which never changes afterwards. A list that cannot be sealed
 * is of no use but to be released.
 *
 * Returns: FALSE with COPIL_TERRITORY_ERROR_DAMAGED when ids or codes are not unique or a
 *   parent is missing
 */
gboolean
copil_territory_list_seal (CopilTerritoryList *self,
                           GError            **error)
{
  GPtrArray *all = self->territories;

  g_return_val_if_fail (!self->sealed, FALSE);
  self->sealed = TRUE;
  for (guint i = 0; i < all->len; i++)
    {
      write_names (self, all->pdata[i]);
      if (!register_keys (self, all->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < all->len; i++)
    if (!link_parent (self, all->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_sort (((CopilTerritory *) all->pdata[i])->children, compare_names);
  return TRUE;
}

guint
copil_territory_list_get_size (CopilTerritoryList *self)
{
  return self->territories->len;
}

const CopilTerritory *
copil_territory_list_get (CopilTerritoryList *self,
                          guint               index)
{
  g_return_val_if_fail (index < self->territories->len, NULL);
  return self->territories->pdata[index];
}

const CopilTerritory *
copil_territory_list_by_id (CopilTerritoryList *self,
                            int                 id)
{
  return g_hash_table_lookup (self->by_id, GINT_TO_POINTER (id));
}

const CopilTerritory *
copil_territory_list_by_code (CopilTerritoryList *self,
                              const char         *set,
                              const char         *code)
{
  g_autofree char *key = g_strconcat (set, ":", code, NULL);

  return g_hash_table_lookup (self->by_code, key);
}

/* (transfer container): those of @set, and under @parent unless it is NULL, sorted. */
static GPtrArray *
collect (CopilTerritoryList   *self,
         const char           *set,
         const CopilTerritory *parent)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->territories->len; i++)
    {
      CopilTerritory *territory = self->territories->pdata[i];

      if (g_str_equal (territory->set, set) && (parent == NULL || territory->parent == parent))
        g_ptr_array_add (found, territory);
    }
  g_ptr_array_sort (found, compare_names);
  return found;
}

GPtrArray *
copil_territory_list_siblings (CopilTerritoryList   *self,
                               const CopilTerritory *territory)
{
  if (territory->level == COPIL_LEVEL_OTHER)
    return collect (self, territory->set, NULL);
  return collect (self, territory->set, territory->parent);
}

GPtrArray *
copil_territory_list_of_set (CopilTerritoryList *self,
                             const char         *set)
{
  return collect (self, set, NULL);
}

GPtrArray *
copil_territory_list_of_level (CopilTerritoryList *self,
                               CopilLevel          level)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->territories->len; i++)
    if (((CopilTerritory *) self->territories->pdata[i])->level == level)
      g_ptr_array_add (found, self->territories->pdata[i]);
  g_ptr_array_sort (found, compare_names);
  return found;
}
