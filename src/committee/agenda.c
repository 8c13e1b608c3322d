/* agenda.c: the agenda of a sitting: its tree, numbers and hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/agenda.h"

void
copil_agenda_entry_free (CopilAgendaEntry *self)
{
  g_object_unref (self->item);
  g_free (self->number);
  g_free (self);
}

/* -- The tree --------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *children; /* id of the parent, "" -> GPtrArray of CopilRecord, by rank */
  GPtrArray  *entries;
  gint64      time;
} Build;

static GHashTable *
group_by_parent (GListModel *items)
{
  GHashTable *children = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (CopilRecord) item = g_list_model_get_item (items, i);
      const char *parent = copil_record_get_word (item, "parent_id");
      GPtrArray *siblings = g_hash_table_lookup (children, parent);

      if (siblings == NULL)
        {
          siblings = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (children, g_strdup (parent), siblings);
        }
      g_ptr_array_add (siblings, g_steal_pointer (&item));
    }
  return children;
}

static CopilAgendaEntry *
add_entry (Build       *build,
           CopilRecord *item,
           int          parent,
           guint        place)
{
  CopilAgendaEntry *above = parent >= 0 ? g_ptr_array_index (build->entries, (guint) parent) : NULL;
  CopilAgendaEntry *entry = g_new0 (CopilAgendaEntry, 1);

  entry->item = g_object_ref (item);
  entry->parent = parent;
  entry->depth = above != NULL ? above->depth + 1 : 0;
  entry->number = above != NULL ? g_strdup_printf ("%s.%u", above->number, place)
                                : g_strdup_printf ("%u", place);
  entry->seconds = copil_record_get_int (item, "seconds");
  entry->starts_at = build->time;
  build->time += entry->seconds * G_USEC_PER_SEC;
  g_ptr_array_add (build->entries, entry);
  return entry;
}

/* A child that waits under one of its own is reached from no root, so this ends. */
static void
add_children (Build      *build,
              const char *id,
              int         parent)
{
  GPtrArray *siblings = g_hash_table_lookup (build->children, id);

  for (guint i = 0; siblings != NULL && i < siblings->len; i++)
    {
      CopilRecord *item = g_ptr_array_index (siblings, i);
      int index = (int) build->entries->len;
      CopilAgendaEntry *entry = add_entry (build, item, parent, i + 1);

      add_children (build, copil_record_get_id (item), index);
      entry->ends_at = build->time;
      entry->total = (entry->ends_at - entry->starts_at) / G_USEC_PER_SEC;
      if (parent >= 0)
        ((CopilAgendaEntry *) g_ptr_array_index (build->entries, (guint) parent))->n_children++;
    }
}

GPtrArray *
copil_agenda_build (GListModel *items,
                    gint64      starts_at)
{
  g_autoptr (GHashTable) children = group_by_parent (items);
  Build build = {
    .children = children,
    .entries = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_agenda_entry_free),
    .time = starts_at,
  };

  add_children (&build, "", -1);
  return build.entries;
}

CopilAgendaEntry *
copil_agenda_find (GPtrArray  *entries,
                   const char *item_id)
{
  for (guint i = 0; i < entries->len; i++)
    {
      CopilAgendaEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (copil_record_get_id (entry->item), item_id) == 0)
        return entry;
    }
  return NULL;
}

gint64
copil_agenda_get_total (GPtrArray *entries)
{
  gint64 total = 0;

  for (guint i = 0; i < entries->len; i++)
    total += ((CopilAgendaEntry *) g_ptr_array_index (entries, i))->seconds;
  return total;
}

GPtrArray *
copil_agenda_list_undecided (GPtrArray *entries)
{
  GPtrArray *undecided = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      CopilAgendaEntry *entry = g_ptr_array_index (entries, i);
      const char *outcome = copil_record_get_word (entry->item, "outcome");

      if (entry->n_children == 0
          && (g_str_equal (outcome, "pending") || g_str_equal (outcome, "current")))
        g_ptr_array_add (undecided, entry);
    }
  return undecided;
}
