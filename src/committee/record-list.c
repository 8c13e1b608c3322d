/* record-list.c: the records of one kind, in their order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/record-list.h"

#include "committee/ascent.h"

struct _CopilRecordList
{
  GObject    parent_instance;
  GPtrArray *records;
};

static void copil_record_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CopilRecordList, copil_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      copil_record_list_model_init))

static GType
copil_record_list_get_item_type (GListModel *model)
{
  return COPIL_TYPE_RECORD;
}

static guint
copil_record_list_get_n_items (GListModel *model)
{
  return COPIL_RECORD_LIST (model)->records->len;
}

static gpointer
copil_record_list_get_item (GListModel *model,
                            guint       position)
{
  CopilRecordList *self = COPIL_RECORD_LIST (model);

  if (position >= self->records->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->records, position));
}

static void
copil_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = copil_record_list_get_item_type;
  iface->get_n_items = copil_record_list_get_n_items;
  iface->get_item = copil_record_list_get_item;
}

static void
copil_record_list_finalize (GObject *object)
{
  g_ptr_array_unref (COPIL_RECORD_LIST (object)->records);
  G_OBJECT_CLASS (copil_record_list_parent_class)->finalize (object);
}

static void
copil_record_list_class_init (CopilRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_record_list_finalize;
}

static void
copil_record_list_init (CopilRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

CopilRecordList *
copil_record_list_new (void)
{
  return g_object_new (COPIL_TYPE_RECORD_LIST, NULL);
}

/* -- The difference --------------------------------------------------------------------------- */

/* Where each of @records was; -1: nowhere. */
static GArray *
find_former (CopilRecordList *self,
             GPtrArray       *records)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (NULL, NULL);
  GArray *former = g_array_sized_new (FALSE, FALSE, sizeof (int), records->len);

  for (guint i = 0; i < self->records->len; i++)
    g_hash_table_insert (positions, g_ptr_array_index (self->records, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < records->len; i++)
    {
      int position = GPOINTER_TO_INT (g_hash_table_lookup (positions,
                                                           g_ptr_array_index (records, i))) - 1;

      g_array_append_val (former, position);
    }
  return former;
}

static void
splice (CopilRecordList *self,
        guint            position,
        guint            n_removed,
        GPtrArray       *records,
        guint            first,
        guint            n_added)
{
  if (n_removed == 0 && n_added == 0)
    return;
  if (n_removed > 0)
    g_ptr_array_remove_range (self->records, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->records, (int) (position + i),
                        g_object_ref (g_ptr_array_index (records, first + i)));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

void
copil_record_list_replace (CopilRecordList *self,
                           GPtrArray       *records)
{
  g_autoptr (GArray) former = NULL;
  guint old_end, new_end;

  g_return_if_fail (COPIL_IS_RECORD_LIST (self));
  former = find_former (self, records);
  copil_keep_longest_ascent (former);
  old_end = self->records->len;
  new_end = records->len;
  /* From the end, so that the positions before stay what they were. */
  for (guint i = records->len; i > 0; i--)
    {
      int kept = g_array_index (former, int, i - 1);

      if (kept < 0)
        continue;
      splice (self, (guint) kept + 1, old_end - (guint) kept - 1, records, i, new_end - i);
      old_end = (guint) kept;
      new_end = i - 1;
    }
  splice (self, 0, old_end, records, 0, new_end);
}
