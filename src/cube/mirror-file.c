/* mirror-file.c: the file of the mirror: opened, written, purged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/mirror-private.h"

#include <glib/gstdio.h>

/* While nothing changes, the file is told now and then that it is still right. */
#define STAMP_SECONDS 600

static void
forget_file (CopilMirror *self,
             GError      *error)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_error (&self->file_error);
  self->file_error = error;
}

/* A file that cannot be used is dropped, whatever the reason; one that others can read is left
 * for its owner to see. */
static void
drop_file (CopilMirror *self,
           GError      *error)
{
  if (g_error_matches (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_UNSAFE))
    {
      forget_file (self, error);
      return;
    }
  if (!g_error_matches (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_ABSENT))
    g_unlink (self->path);
  g_error_free (error);
}

/* What was found: a path, with a cube and where it is from, or an error; or no path and an error. */
typedef struct
{
  char            *path;
  CopilCubeOrigin *origin;
  CopilCube       *cube;
  GError          *error;
} CopilMirrorFile;

static void
copil_mirror_file_free (CopilMirrorFile *file)
{
  g_free (file->path);
  g_clear_pointer (&file->origin, copil_cube_origin_free);
  g_clear_object (&file->cube);
  g_clear_error (&file->error);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilMirrorFile, copil_mirror_file_free)

/* In a thread or not: of the mirror only the names of server and login are looked at. */
static gpointer
read_file (gpointer data)
{
  const CopilCubeOrigin *names = COPIL_MIRROR (data)->origin;
  CopilMirrorFile *file = g_new0 (CopilMirrorFile, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  file->path = copil_cache_dir_path (names->server, names->login, &file->error);
  if (file->path == NULL)
    return file;
  copil_cache_dir_tidy (now);
  file->cube = copil_cube_file_open (file->path, names->server, names->login, now, &file->origin,
                                     &file->error);
  return file;
}

void
copil_mirror_read_ahead (CopilMirror *self)
{
  g_return_if_fail (COPIL_IS_MIRROR (self));
  g_return_if_fail (!self->started && self->reading == NULL);

  self->reading = g_thread_new ("copil-cube", read_file, self);
}

static CopilMirrorFile *
take_file (CopilMirror *self)
{
  return self->reading != NULL ? g_thread_join (g_steal_pointer (&self->reading))
                               : read_file (self);
}

void
_copil_mirror_stop_reading (CopilMirror *self)
{
  if (self->reading != NULL)
    copil_mirror_file_free (take_file (self));
}

void
_copil_mirror_open_file (CopilMirror *self)
{
  g_autoptr (CopilMirrorFile) file = take_file (self);

  self->path = g_steal_pointer (&file->path);
  if (self->path == NULL)
    {
      forget_file (self, g_steal_pointer (&file->error));
      return;
    }
  if (file->cube == NULL)
    {
      drop_file (self, g_steal_pointer (&file->error));
      return;
    }
  copil_cube_origin_free (self->origin);
  self->origin = g_steal_pointer (&file->origin);
  self->confirmed = self->origin->confirmed * G_USEC_PER_SEC;
  _copil_mirror_set_cube (self, file->cube);
}

/* Only a state that the cursor of the feed stands for may be kept with it. */
static gboolean
may_save (CopilMirror *self)
{
  return self->path != NULL && self->cube != NULL && !self->saving && self->feed != NULL
         && self->identified && !self->want_documents && !self->want_annotations
         && self->batches->len == 0;
}

static void
take_cursor (CopilMirror *self)
{
  g_free (self->origin->cursor);
  self->origin->cursor = g_strdup (copil_feed_get_cursor (self->feed));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CopilMirror) self = user_data;

  self->saving = FALSE;
  g_clear_error (&self->file_error);
  copil_cube_file_save_finish (COPIL_CUBE (source), result, &self->file_error);
  /* Denied while it was being written. */
  if (self->state == COPIL_MIRROR_DENIED)
    _copil_mirror_purge (self);
  if (!g_cancellable_is_cancelled (self->cancellable))
    _copil_mirror_keep (self, STAMP_SECONDS);
}

static gboolean
save_cb (gpointer user_data)
{
  CopilMirror *self = user_data;

  g_clear_pointer (&self->save_timer, g_source_unref);
  if (!may_save (self))
    {
      _copil_mirror_keep (self, 5);
      return G_SOURCE_REMOVE;
    }
  take_cursor (self);
  self->saving = TRUE;
  copil_cube_file_save_async (self->cube, self->origin, self->path, NULL, saved_cb,
                              g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Writes the file in @seconds at the latest. */
void
_copil_mirror_keep (CopilMirror *self,
                    guint        seconds)
{
  gint64 when = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  if (self->path == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->save_timer != NULL && g_source_get_ready_time (self->save_timer) <= when)
    return;
  if (self->save_timer != NULL)
    g_source_destroy (self->save_timer);
  g_clear_pointer (&self->save_timer, g_source_unref);
  self->save_timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->save_timer, save_cb, self, NULL);
  g_source_attach (self->save_timer, g_main_context_get_thread_default ());
}

gboolean
copil_mirror_save (CopilMirror  *self,
                   GError      **error)
{
  g_return_val_if_fail (COPIL_IS_MIRROR (self), FALSE);

  while (self->saving)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  if (!may_save (self))
    return TRUE;
  take_cursor (self);
  return copil_cube_file_save (self->cube, self->origin, self->path, error);
}

void
copil_mirror_keep_as_of (CopilMirror *self,
                         const char  *as_of)
{
  CopilCubeOrigin *origin = self->origin;

  g_return_if_fail (COPIL_IS_MIRROR (self));
  g_return_if_fail (self->cube != NULL);

  if (origin->as_of_batch == copil_cube_get_batch (self->cube)
      && g_strcmp0 (origin->as_of, as_of) == 0)
    return;
  g_free (origin->as_of);
  origin->as_of = g_strdup (as_of);
  origin->as_of_batch = copil_cube_get_batch (self->cube);
  copil_mirror_save (self, NULL);
}

void
_copil_mirror_purge (CopilMirror *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
}
