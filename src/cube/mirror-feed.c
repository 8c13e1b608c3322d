/* mirror-feed.c: what the feed tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/mirror-private.h"

#include <stdlib.h>

/* A delivery of more cells than this is told as one change a series: the screens redraw the
 * same, and a whole year of the country takes no memory. */
#define MANY_CHANGES 65536
#define APPLY_TIMEOUT (10 * 60 * 1000)

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const CopilCubeChange *one = a, *other = b;

  if (one->measure != other->measure)
    return one->measure < other->measure ? -1 : 1;
  if (one->territory != other->territory)
    return one->territory < other->territory ? -1 : 1;
  return one->period.index - other->period.index;
}

/* Keeps the latest change of each series. */
static void
fold_changes (GArray *changes)
{
  guint kept = 0;

  g_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const CopilCubeChange *change = &g_array_index (changes, CopilCubeChange, i);
      CopilCubeChange *last = &g_array_index (changes, CopilCubeChange, kept);

      if (i > 0 && (last->measure != change->measure || last->territory != change->territory))
        last = &g_array_index (changes, CopilCubeChange, ++kept);
      *last = *change;
    }
  g_array_set_size (changes, changes->len > 0 ? kept + 1 : 0);
}

static gint64
series_key (CopilCube *cube,
            guint      measure,
            guint      territory)
{
  gint64 id = copil_catalogue_get_measure (copil_cube_get_catalogue (cube), measure)->id;

  return (id << 32) | copil_territory_list_get (copil_cube_get_territories (cube), territory)->id;
}

static void
remember_change (CopilMirror           *self,
                 const CopilCubeChange *change,
                 gint64                 now)
{
  gint64 key = series_key (self->cube, change->measure, change->territory);
  gint64 *known = g_hash_table_lookup (self->change_times, &key);

  if (known != NULL)
    *known = now;
  else
    g_hash_table_insert (self->change_times, g_memdup2 (&key, sizeof key),
                         g_memdup2 (&now, sizeof now));
}

static void
tell_changes (CopilMirror *self)
{
  g_autoptr (GArray) changes = g_steal_pointer (&self->changes);
  gint64 now = g_get_real_time ();

  self->changes = g_array_new (FALSE, FALSE, sizeof (CopilCubeChange));
  if (self->cube == NULL || changes->len == 0)
    return;
  if (changes->len > MANY_CHANGES)
    fold_changes (changes);
  for (guint i = 0; i < changes->len; i++)
    remember_change (self, &g_array_index (changes, CopilCubeChange, i), now);
  copil_cube_emit_changed (self->cube, changes);
}

static gint64
last_change_of (CopilMirror          *self,
                const CopilTerritory *territory,
                guint                 measure,
                gint64                last)
{
  gint64 key = series_key (self->cube, measure, territory->index);
  const gint64 *time = g_hash_table_lookup (self->change_times, &key);

  return time != NULL ? MAX (last, *time) : last;
}

gint64
copil_mirror_get_change_time (CopilMirror          *self,
                              const CopilIndicator *indicator,
                              const CopilTerritory *territory)
{
  const GArray *lists[] = { indicator->numerators, indicator->denominators };
  gint64 last = 0;

  if (self->cube == NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && j < lists[i]->len; j++)
      last = last_change_of (self, territory, g_array_index (lists[i], guint, j), last);
  for (guint i = 0; indicator->buckets != NULL && i < indicator->buckets->len; i++)
    last = last_change_of (self, territory,
                           g_array_index (indicator->buckets, CopilBucket, i).measure, last);
  return last;
}

static void
cell_cb (CopilResult *row,
         gpointer     user_data)
{
  CopilMirror *self = user_data;

  for (guint i = 0; self->reader != NULL && i < copil_result_get_n_rows (row); i++)
    {
      CopilCubeChange change;

      if (!copil_series_reader_take_cell (self->reader, row, i, &change))
        continue;
      g_array_append_val (self->changes, change);
      if (self->changes->len >= 4 * MANY_CHANGES)
        fold_changes (self->changes);
    }
}

/* Those that were asked for are here; others may have been told meanwhile. */
static void
forget_applied (CopilMirror *self)
{
  int last = copil_cube_get_batch (self->cube);

  for (guint i = 0; i < self->n_applying; i++)
    last = MAX (last, g_array_index (self->batches, gint32, i));
  copil_cube_set_batch (self->cube, last);
  g_array_remove_range (self->batches, 0, self->n_applying);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilMirror) self = user_data;
  GError *error = NULL;

  copil_connection_stream_finish (COPIL_CONNECTION (source), result, &error);
  self->busy = FALSE;
  g_clear_pointer (&self->reader, copil_series_reader_free);
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (error == NULL)
    forget_applied (self);
  self->n_applying = 0;
  /* What came is true, also when the rest did not. */
  tell_changes (self);
  if (error != NULL)
    {
      _copil_mirror_fail (self, error);
      return;
    }
  _copil_mirror_confirm (self);
  _copil_mirror_keep (self, 15);
  _copil_mirror_advance (self);
}

void
_copil_mirror_apply_batches (CopilMirror *self)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT " COPIL_CELL_COLUMNS " FROM copil.observation WHERE batch_id = ANY($1)");

  self->n_applying = self->batches->len;
  copil_statement_add_int4_array (statement, (const gint32 *) (gpointer) self->batches->data,
                                  self->n_applying);
  copil_statement_set_binary (statement, TRUE);
  copil_statement_set_timeout (statement, APPLY_TIMEOUT);
  self->busy = TRUE;
  self->reader = copil_series_reader_new (self->cube);
  copil_connection_stream_async (self->connection, statement, cell_cb, self, self->cancellable,
                                 applied_cb, g_object_ref (self));
}

static void
add_batch (CopilMirror *self,
           const char  *key)
{
  gint32 batch = (gint32) atoi (key);

  for (guint i = self->n_applying; i < self->batches->len; i++)
    if (g_array_index (self->batches, gint32, i) == batch)
      return;
  g_array_append_val (self->batches, batch);
}

static void
take_change (CopilMirror           *self,
             const CopilFeedChange *change)
{
  if (g_str_equal (change->topic, "batch"))
    add_batch (self, change->key);
  else if (g_str_equal (change->topic, "catalogue") || g_str_equal (change->topic, "territory"))
    self->want_documents = TRUE;
  else if (g_str_equal (change->topic, "annotation"))
    self->want_annotations = TRUE;
  else if (g_str_equal (change->topic, "assignment")
           && g_str_equal (change->key, self->origin->login))
    self->want_identity = TRUE;
  if (!g_str_equal (change->topic, "batch"))
    g_signal_emit_by_name (self, "topic", change->topic, change->key);
}

static void
changed_cb (CopilMirror *self,
            GPtrArray   *changes)
{
  for (guint i = 0; i < changes->len; i++)
    take_change (self, g_ptr_array_index (changes, i));
  g_signal_emit_by_name (self, "feed", changes);
  _copil_mirror_advance (self);
}

/* Something may have been missed, or the rights changed: everything is read anew, and what is
 * shown stays until then. */
static void
refill_cb (CopilMirror *self)
{
  guint n = self->cube == NULL
              ? 0
              : copil_catalogue_get_n_measures (copil_cube_get_catalogue (self->cube));

  for (guint i = 0; i < n; i++)
    copil_cube_expire (self->cube, i);
  g_array_set_size (self->batches, 0);
  self->n_applying = 0;
  self->want_identity = TRUE;
  self->want_documents = TRUE;
  _copil_mirror_notify_progress (self);
  g_signal_emit_by_name (self, "refill");
  _copil_mirror_advance (self);
}

static void
looked_cb (CopilMirror *self)
{
  if (self->state == COPIL_MIRROR_LIVE)
    _copil_mirror_confirm (self);
}

static void
failed_cb (CopilMirror  *self,
           const GError *error)
{
  _copil_mirror_fail (self, g_error_copy (error));
}

void
_copil_mirror_follow (CopilMirror *self,
                      const char  *cursor)
{
  self->feed = copil_feed_new (self->connection, cursor);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "refill", G_CALLBACK (refill_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "looked", G_CALLBACK (looked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  /* What others read before this cursor was given may have changed since. */
  g_signal_emit_by_name (self, "refill");
}
