/* cluster.c: the PostgreSQL that Copil makes and runs for itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-private.h"

#include "db/cluster-login.h"

struct _CopilCluster
{
  GObject          parent_instance;

  char            *base; /* as given; NULL for the usual place */
  char            *path; /* where that is, once started */
  CopilPostmaster  postmaster;
  int              users; /* keeps the base up; -1 when we do not use it */
};

G_DEFINE_FINAL_TYPE (CopilCluster, copil_cluster, G_TYPE_OBJECT)

/* What a worker thread needs and brings back; the object itself stays in its own thread. */
typedef struct
{
  char            *base;
  gboolean         force;
  CopilProgress   *progress;
  CopilPostmaster  postmaster;
  char            *path;
  int              users;
} Job;

static Job *
job_new (CopilCluster *self)
{
  Job *job = g_new0 (Job, 1);

  job->base = g_strdup (self->base);
  job->users = -1;
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  copil_cluster_unlock (&job->users);
  copil_postmaster_clear (&job->postmaster);
  g_clear_pointer (&job->progress, copil_progress_unref);
  g_free (job->path);
  g_free (job->base);
  g_free (job);
}

static void
copil_cluster_finalize (GObject *object)
{
  CopilCluster *self = COPIL_CLUSTER (object);

  copil_cluster_leave (self);
  copil_postmaster_clear (&self->postmaster);
  g_free (self->base);
  g_free (self->path);
  G_OBJECT_CLASS (copil_cluster_parent_class)->finalize (object);
}

static void
copil_cluster_class_init (CopilClusterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_cluster_finalize;
}

static void
copil_cluster_init (CopilCluster *self)
{
  self->users = -1;
}

CopilCluster *
copil_cluster_new (const char *base)
{
  CopilCluster *self = g_object_new (COPIL_TYPE_CLUSTER, NULL);

  self->base = g_strdup (base);
  self->path = copil_cluster_place_choose_base (base);
  return self;
}

static void
start_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (job->base, &error);

  if (place != NULL)
    {
      job->path = g_strdup (place->base);
      job->users = copil_cluster_join (place, &job->postmaster, job->progress, cancellable,
                                       &error);
    }
  if (job->users < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * copil_cluster_start_async:
 * @progress: (nullable): called in this thread's main context until the end
 *
 * The whole of it runs in a worker thread: processes, files and locks.
 */
void
copil_cluster_start_async (CopilCluster        *self,
                           CopilProgressFunc    progress,
                           gpointer             progress_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new (self);

  g_return_if_fail (COPIL_IS_CLUSTER (self));

  job->progress = copil_progress_new (progress, progress_data);
  g_task_set_source_tag (task, copil_cluster_start_async);
  g_task_set_task_data (task, job, job_free);
  /* Cancelled too late, the result still holds the lock: let it be dropped. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, start_thread);
}

gboolean
copil_cluster_start_finish (CopilCluster  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  copil_progress_mute (job->progress);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  copil_cluster_leave (self);
  self->users = job->users;
  job->users = -1;
  g_free (self->path);
  self->path = g_strdup (job->path);
  copil_postmaster_clear (&self->postmaster);
  self->postmaster = job->postmaster;
  self->postmaster.socket = g_strdup (job->postmaster.socket);
  return TRUE;
}

void
copil_cluster_leave (CopilCluster *self)
{
  copil_cluster_unlock (&self->users);
}

static void
stop_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (job->base, &error);

  if (place != NULL && copil_cluster_halt (place, job->force, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * copil_cluster_stop_async:
 * @force: also when other programs use the base; they see it go
 *
 * We leave it first, so our own use does not count.
 */
void
copil_cluster_stop_async (CopilCluster        *self,
                          gboolean             force,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new (self);

  copil_cluster_leave (self);
  job->force = force;
  g_task_set_source_tag (task, copil_cluster_stop_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, stop_thread);
}

gboolean
copil_cluster_stop_finish (CopilCluster  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
copil_cluster_set_kept (CopilCluster  *self,
                        gboolean       kept,
                        GError       **error)
{
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (self->base, error);

  return place != NULL && copil_cluster_keep (place, kept, error);
}

static void
refresh_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (job->base, &error);

  if (place != NULL &&
      copil_cluster_refresh_logins (place, &job->postmaster, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
copil_cluster_refresh_logins_async (CopilCluster        *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new (self);

  g_return_if_fail (copil_cluster_is_started (self));

  job->postmaster.port = self->postmaster.port;
  job->postmaster.socket = g_strdup (self->postmaster.socket);
  g_task_set_source_tag (task, copil_cluster_refresh_logins_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, refresh_thread);
}

gboolean
copil_cluster_refresh_logins_finish (CopilCluster  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GHashTable *
copil_cluster_get_parameters (CopilCluster *self,
                              const char   *login)
{
  g_return_val_if_fail (copil_cluster_is_started (self), NULL);

  return copil_cluster_name_parameters (self->postmaster.socket, self->postmaster.port,
                                        COPIL_CLUSTER_DATABASE, login);
}

const char *
copil_cluster_get_base (CopilCluster *self)
{
  return self->path;
}

gboolean
copil_cluster_is_started (CopilCluster *self)
{
  return self->users >= 0;
}
