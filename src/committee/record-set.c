/* record-set.c: the records of a store, by kind and id
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/record-set.h"

#include "committee/record-private.h"

typedef struct
{
  const CopilRecordOrder *order;   /* (nullable) */
  GHashTable             *records; /* id -> CopilRecord */
  CopilRecordList        *list;    /* NULL until somebody asks */
  gboolean                touched;
} Kind;

struct _CopilRecordSet
{
  const CopilRecordOrder *orders;
  GHashTable             *kinds;   /* interned name -> Kind */
  GHashTable             *changed; /* CopilRecord -> whether it was pending */
};

void
copil_laid_free (CopilLaid *self)
{
  g_free (self->id);
  g_clear_pointer (&self->fields, json_object_unref);
  g_free (self);
}

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_hash_table_unref (kind->records);
  g_clear_object (&kind->list);
  g_free (kind);
}

CopilRecordSet *
copil_record_set_new (const CopilRecordOrder *orders)
{
  CopilRecordSet *self = g_new0 (CopilRecordSet, 1);

  self->orders = orders;
  self->kinds = g_hash_table_new_full (NULL, NULL, NULL, kind_free);
  self->changed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  return self;
}

void
copil_record_set_free (CopilRecordSet *self)
{
  g_hash_table_unref (self->kinds);
  g_hash_table_unref (self->changed);
  g_free (self);
}

static const CopilRecordOrder *
find_order (CopilRecordSet *self,
            const char     *name)
{
  for (const CopilRecordOrder *order = self->orders; order->kind != NULL; order++)
    if (g_str_equal (order->kind, name))
      return order;
  return NULL;
}

static Kind *
ensure_kind (CopilRecordSet *self,
             const char     *name)
{
  const char *interned = g_intern_string (name);
  Kind *kind = g_hash_table_lookup (self->kinds, interned);

  if (kind != NULL)
    return kind;
  kind = g_new0 (Kind, 1);
  kind->order = find_order (self, name);
  kind->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_hash_table_insert (self->kinds, (gpointer) interned, kind);
  return kind;
}

GListModel *
copil_record_set_get_list (CopilRecordSet *self,
                           const char     *name)
{
  Kind *kind = ensure_kind (self, name);

  if (kind->list == NULL)
    {
      kind->list = copil_record_list_new ();
      kind->touched = TRUE;
      /* Nobody follows it yet. */
      copil_record_set_commit (self);
    }
  return G_LIST_MODEL (kind->list);
}

CopilRecord *
copil_record_set_find (CopilRecordSet *self,
                       const char     *name,
                       const char     *id)
{
  return id != NULL ? g_hash_table_lookup (ensure_kind (self, name)->records, id) : NULL;
}

/* -- Changes ---------------------------------------------------------------------------------- */

static CopilRecord *
ensure_record (CopilRecordSet *self,
               const char     *name,
               const char     *id)
{
  Kind *kind = ensure_kind (self, name);
  CopilRecord *record = g_hash_table_lookup (kind->records, id);

  if (record == NULL)
    {
      record = _copil_record_new (name, id);
      g_hash_table_insert (kind->records, (gpointer) copil_record_get_id (record), record);
    }
  return record;
}

static void
note_changed (CopilRecordSet *self,
              CopilRecord    *record,
              gboolean        was_pending)
{
  ensure_kind (self, copil_record_get_kind (record))->touched = TRUE;
  if (!g_hash_table_contains (self->changed, record))
    g_hash_table_insert (self->changed, g_object_ref (record), GINT_TO_POINTER (was_pending));
}

gboolean
copil_record_set_holds (CopilRecordSet *self,
                        const char     *name,
                        const char     *id,
                        const char     *text)
{
  CopilRecord *record = copil_record_set_find (self, name, id);

  return record != NULL && g_strcmp0 (_copil_record_get_text (record), text) == 0;
}

void
copil_record_set_put (CopilRecordSet *self,
                      const char     *name,
                      const char     *id,
                      gint64          revision,
                      char           *text,
                      JsonObject     *document)
{
  CopilRecord *record = ensure_record (self, name, id);

  note_changed (self, record, copil_record_is_pending (record));
  _copil_record_set_row (record, revision, text, document);
}

static void
drop_row (CopilRecordSet *self,
          CopilRecord    *record)
{
  note_changed (self, record, copil_record_is_pending (record));
  _copil_record_set_row (record, 0, NULL, NULL);
}

static void
collect_cb (gpointer record,
            gpointer all)
{
  g_ptr_array_add (all, record);
}

void
copil_record_set_retain (CopilRecordSet *self,
                         GHashTable     *ids)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  copil_record_set_foreach (self, collect_cb, all);
  for (guint i = 0; i < all->len; i++)
    {
      CopilRecord *record = g_ptr_array_index (all, i);

      if (_copil_record_get_text (record) != NULL
          && !g_hash_table_contains (ids, copil_record_get_id (record)))
        drop_row (self, record);
    }
}

static void
lay_one (CopilRecordSet *self,
         CopilRecord    *record,
         JsonObject     *fields,
         gboolean        pending)
{
  gboolean was_pending = copil_record_is_pending (record);

  if (_copil_record_lay (record, fields, pending))
    note_changed (self, record, was_pending);
}

void
copil_record_set_lay (CopilRecordSet *self,
                      GPtrArray      *laid)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GHashTable) covered = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < laid->len; i++)
    {
      CopilLaid *each = g_ptr_array_index (laid, i);
      CopilRecord *record = ensure_record (self, each->kind, each->id);

      lay_one (self, record, each->fields, each->pending);
      g_hash_table_add (covered, record);
    }
  copil_record_set_foreach (self, collect_cb, all);
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (covered, g_ptr_array_index (all, i)))
      lay_one (self, g_ptr_array_index (all, i), NULL, FALSE);
}

/* -- Telling ---------------------------------------------------------------------------------- */

static gint64
compute_order (Kind        *kind,
               CopilRecord *record)
{
  const char *field = kind->order != NULL ? kind->order->field : NULL;

  if (field == NULL)
    return 0;
  if (!copil_record_has (record, field))
    return G_MAXINT64;
  return kind->order->is_time ? copil_record_get_time (record, field)
                              : copil_record_get_int (record, field);
}

/* What the base does not have yet comes after what it has. */
static gint64
revision_of (CopilRecord *record)
{
  gint64 revision = copil_record_get_revision (record);

  return revision > 0 ? revision : G_MAXINT64;
}

static int
compare_records (gconstpointer one,
                 gconstpointer other,
                 gpointer      is_time)
{
  CopilRecord *left = *(CopilRecord *const *) one;
  CopilRecord *right = *(CopilRecord *const *) other;
  gint64 a = _copil_record_get_order (left), b = _copil_record_get_order (right);

  if (a == b && GPOINTER_TO_INT (is_time))
    {
      a = revision_of (left);
      b = revision_of (right);
    }
  if (a != b)
    return a < b ? -1 : 1;
  return strcmp (copil_record_get_id (left), copil_record_get_id (right));
}

static void
refresh_list (Kind *kind)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer record;

  kind->touched = FALSE;
  if (kind->list == NULL)
    return;
  g_hash_table_iter_init (&iter, kind->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (!copil_record_is_gone (record))
      g_ptr_array_add (shown, g_object_ref (record));
  g_ptr_array_sort_with_data (shown, compare_records,
                              GINT_TO_POINTER (kind->order != NULL && kind->order->is_time));
  copil_record_list_replace (kind->list, shown);
}

/* Sorts it anew, or forgets it when neither the base nor anything that waits has it. */
static void
settle (CopilRecordSet *self,
        CopilRecord    *record)
{
  Kind *kind = ensure_kind (self, copil_record_get_kind (record));

  if (_copil_record_get_text (record) == NULL && !_copil_record_is_laid (record))
    g_hash_table_remove (kind->records, copil_record_get_id (record));
  else
    _copil_record_set_order (record, compute_order (kind, record));
}

static void
refresh_lists (CopilRecordSet *self)
{
  g_autoptr (GList) kinds = g_hash_table_get_values (self->kinds);

  for (GList *l = kinds; l != NULL; l = l->next)
    if (((Kind *) l->data)->touched)
      refresh_list (l->data);
}

gboolean
copil_record_set_commit (CopilRecordSet *self)
{
  g_autoptr (GHashTable) changed = g_steal_pointer (&self->changed);
  GHashTableIter iter;
  gpointer record, was_pending;

  self->changed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    settle (self, record);
  refresh_lists (self);
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &record, &was_pending))
    _copil_record_emit_changed (record, GPOINTER_TO_INT (was_pending));
  return g_hash_table_size (changed) > 0;
}

void
copil_record_set_foreach (CopilRecordSet *self,
                          GFunc           func,
                          gpointer        user_data)
{
  GHashTableIter kinds, records;
  gpointer kind, record;

  g_hash_table_iter_init (&kinds, self->kinds);
  while (g_hash_table_iter_next (&kinds, NULL, &kind))
    {
      g_hash_table_iter_init (&records, ((Kind *) kind)->records);
      while (g_hash_table_iter_next (&records, NULL, &record))
        func (record, user_data);
    }
}
