/* keep.c: what is kept of sittings on this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/keep-private.h"

struct _CopilKeep
{
  GObject      parent_instance;
  char        *folder; /* NULL: nothing is kept */
  GThreadPool *disk;   /* one thread: what is done keeps its order */
};

G_DEFINE_FINAL_TYPE (CopilKeep, copil_keep, G_TYPE_OBJECT)

void
copil_kept_free (CopilKept *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/* -- Jobs of the thread ----------------------------------------------------------------------- */

typedef struct _Job Job;

struct _Job
{
  void     (*run) (Job *job, GTask *task);
  char      *folder;
  char      *sitting;
  char      *sha256;
  CopilKept *kept;
  GBytes    *bytes;
  CopilCube *cube;
  CopilCubeSnapshot *snapshot;
  char     **sittings;
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->sitting);
  g_free (job->sha256);
  g_clear_pointer (&job->kept, copil_kept_free);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_pointer (&job->snapshot, copil_cube_snapshot_free);
  g_clear_object (&job->cube);
  g_strfreev (job->sittings);
  g_free (job);
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  job->run (job, task);
}

static void
return_done (GTask        *task,
             gboolean      done,
             const GError *error)
{
  if (!done && error != NULL)
    g_message ("%s", error->message);
  g_task_return_boolean (task, done);
}

static void
run_write (Job   *job,
           GTask *task)
{
  g_autoptr (GError) error = NULL;

  return_done (task, _copil_keep_save (job->folder, job->sitting, job->kept, &error), error);
}

static void
run_read (Job   *job,
          GTask *task)
{
  g_task_return_pointer (task, _copil_keep_load (job->folder, job->sitting),
                         (GDestroyNotify) copil_kept_free);
}

static void
run_write_document (Job   *job,
                    GTask *task)
{
  g_autoptr (GError) error = NULL;

  return_done (task, _copil_keep_save_document (job->folder, job->sitting, job->sha256, job->bytes,
                                                &error), error);
}

static void
run_read_document (Job   *job,
                   GTask *task)
{
  g_task_return_pointer (task,
                         _copil_keep_load_document (job->folder, job->sitting, job->sha256),
                         (GDestroyNotify) g_bytes_unref);
}

static void
run_read_figures (Job   *job,
                  GTask *task)
{
  g_task_return_pointer (task, _copil_keep_load_figures (job->folder, job->sitting),
                         (GDestroyNotify) copil_frozen_figures_free);
}

static void
run_write_figures (Job   *job,
                   GTask *task)
{
  g_autoptr (GError) error = NULL;

  return_done (task, _copil_keep_save_figures (job->folder, job->sitting, job->snapshot, &error),
               error);
}

static void
run_retain (Job   *job,
            GTask *task)
{
  if (job->sitting != NULL)
    _copil_keep_remove (job->folder, job->sitting);
  else
    _copil_keep_retain (job->folder, (const char *const *) job->sittings);
  g_task_return_boolean (task, TRUE);
}

static Job *
job_new (CopilKeep  *self,
         void      (*run) (Job *, GTask *),
         const char *sitting)
{
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->folder = g_strdup (self->folder);
  job->sitting = g_strdup (sitting);
  return job;
}

/* Without the keep as its source: the thread might drop the last reference, and wait for itself. */
static void
push (CopilKeep *self,
      Job       *job,
      GTask     *task)
{
  g_task_set_task_data (task, job, job_free);
  if (self->folder != NULL)
    {
      g_thread_pool_push (self->disk, task, NULL);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

static void
push_alone (CopilKeep *self,
            Job       *job)
{
  push (self, job, g_task_new (NULL, NULL, NULL, NULL));
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_keep_finalize (GObject *object)
{
  CopilKeep *self = COPIL_KEEP (object);

  g_thread_pool_free (self->disk, FALSE, TRUE);
  g_free (self->folder);
  G_OBJECT_CLASS (copil_keep_parent_class)->finalize (object);
}

static void
copil_keep_class_init (CopilKeepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_keep_finalize;
}

static void
copil_keep_init (CopilKeep *self)
{
  self->disk = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
}

CopilKeep *
copil_keep_new (const char *server,
                const char *login)
{
  CopilKeep *self = g_object_new (COPIL_TYPE_KEEP, NULL);

  self->folder = _copil_keep_find_folder (server, login);
  return self;
}

void
copil_keep_write (CopilKeep  *self,
                  const char *sitting_id,
                  CopilKept  *kept)
{
  Job *job = job_new (self, run_write, sitting_id);

  job->kept = kept;
  push_alone (self, job);
}

void
copil_keep_read_async (CopilKeep           *self,
                       const char          *sitting_id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  push (self, job_new (self, run_read, sitting_id),
        g_task_new (NULL, cancellable, callback, user_data));
}

CopilKept *
copil_keep_read_finish (CopilKeep    *self,
                        GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
copil_keep_write_document (CopilKeep  *self,
                           const char *sitting_id,
                           const char *sha256,
                           GBytes     *bytes)
{
  Job *job = job_new (self, run_write_document, sitting_id);

  job->sha256 = g_strdup (sha256);
  job->bytes = g_bytes_ref (bytes);
  push_alone (self, job);
}

void
copil_keep_read_document_async (CopilKeep           *self,
                                const char          *sitting_id,
                                const char          *sha256,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Job *job = job_new (self, run_read_document, sitting_id);

  job->sha256 = g_strdup (sha256);
  push (self, job, g_task_new (NULL, cancellable, callback, user_data));
}

GBytes *
copil_keep_read_document_finish (CopilKeep    *self,
                                 GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  copil_cube_file_end (job->cube, job->snapshot,
                       g_task_propagate_boolean (G_TASK (result), NULL));
}

void
copil_keep_write_figures (CopilKeep          *self,
                          const char         *sitting_id,
                          CopilFrozenFigures *figures)
{
  Job *job = job_new (self, run_write_figures, sitting_id);
  g_autofree char *path =
    _copil_keep_name_figures (self->folder != NULL ? self->folder : "", sitting_id);

  job->cube = g_object_ref (figures->cube);
  job->snapshot = copil_cube_file_begin (figures->cube, figures->origin, path);
  push (self, job, g_task_new (NULL, NULL, written_cb, NULL));
}

void
copil_keep_read_figures_async (CopilKeep           *self,
                               const char          *sitting_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  push (self, job_new (self, run_read_figures, sitting_id),
        g_task_new (NULL, cancellable, callback, user_data));
}

CopilFrozenFigures *
copil_keep_read_figures_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
copil_keep_forget (CopilKeep  *self,
                   const char *sitting_id)
{
  push_alone (self, job_new (self, run_retain, sitting_id));
}

void
copil_keep_retain (CopilKeep          *self,
                   const char * const *sitting_ids)
{
  Job *job = job_new (self, run_retain, NULL);

  job->sittings = g_strdupv ((char **) sitting_ids);
  push_alone (self, job);
}
