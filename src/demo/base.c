/* base.c: a base that is ready to be opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/base.h"

#include "db/migration.h"
#include "db/server-settings.h"
#include "demo/base-private.h"

#include <errno.h>

struct _CopilBase
{
  GObject       parent_instance;

  GHashTable   *server;  /* NULL: embedded */
  CopilCluster *cluster; /* NULL on a shared server */
};

G_DEFINE_FINAL_TYPE (CopilBase, copil_base, G_TYPE_OBJECT)

static void
copil_base_finalize (GObject *object)
{
  CopilBase *self = COPIL_BASE (object);

  g_clear_pointer (&self->server, g_hash_table_unref);
  g_clear_object (&self->cluster);
  G_OBJECT_CLASS (copil_base_parent_class)->finalize (object);
}

static void
copil_base_class_init (CopilBaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_base_finalize;
}

static void
copil_base_init (CopilBase *self)
{
}

CopilBase *
copil_base_new (GHashTable *server)
{
  CopilBase *self = g_object_new (COPIL_TYPE_BASE, NULL);

  if (server != NULL)
    self->server = g_hash_table_ref (server);
  else
    self->cluster = copil_cluster_new (NULL);
  return self;
}

gboolean
copil_base_is_embedded (CopilBase *self)
{
  return self->server == NULL;
}

char *
copil_base_get_key (CopilBase *self)
{
  if (self->server != NULL)
    return copil_server_get_key (self->server);
  return g_strconcat ("embedded:", copil_cluster_get_base (self->cluster), NULL);
}

static void
fill_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  CopilBase *self = source;
  GError *error = NULL;
  g_autoptr (CopilClusterPlace) place =
    copil_cluster_place_new (copil_cluster_get_base (self->cluster), &error);
  g_auto (CopilPostmaster) postmaster = { 0 };

  if (place != NULL && !copil_cluster_is_running (place, &postmaster))
    copil_cluster_fail_errno (&error, ESRCH, place->data);
  if (error == NULL &&
      copil_base_fill (place, &postmaster, task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
migrated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (copil_migration_run_finish (result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, fill_thread);
}

/* Reports of the earlier steps go on to the one who asked. */
static void
forward_progress (const char *label,
                  double      fraction,
                  gpointer    progress)
{
  copil_progress_report (progress, label, fraction);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilBase *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  CopilProgress *progress = g_task_get_task_data (task);
  g_autoptr (GHashTable) superuser = NULL;
  GError *error = NULL;

  if (!copil_cluster_start_finish (self->cluster, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  superuser = copil_cluster_get_parameters (self->cluster, NULL);
  copil_migration_run_async (superuser, NULL, forward_progress, progress,
                             cancellable, migrated_cb, g_steal_pointer (&task));
}

void
copil_base_ensure_async (CopilBase           *self,
                         CopilProgressFunc    progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CopilProgress *reports = copil_progress_new (progress, progress_data);

  g_return_if_fail (COPIL_IS_BASE (self));

  g_task_set_source_tag (task, copil_base_ensure_async);
  g_task_set_task_data (task, reports, (GDestroyNotify) copil_progress_unref);
  if (self->server != NULL)
    g_task_return_boolean (task, TRUE);
  else
    copil_cluster_start_async (self->cluster, forward_progress, reports, cancellable, started_cb,
                               g_steal_pointer (&task));
}

gboolean
copil_base_ensure_finish (CopilBase     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  copil_progress_mute (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GHashTable *
copy_with_login (GHashTable *server,
                 const char *login)
{
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer keyword, value;

  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &keyword, &value))
    g_hash_table_insert (parameters, g_strdup (keyword), g_strdup (value));
  if (login != NULL)
    g_hash_table_insert (parameters, g_strdup ("user"), g_strdup (login));
  return parameters;
}

GHashTable *
copil_base_get_parameters (CopilBase  *self,
                           const char *login)
{
  if (self->server != NULL)
    return copy_with_login (self->server, login);
  return copil_cluster_get_parameters (self->cluster,
                                       login != NULL ? login : COPIL_BASE_DEFAULT_LOGIN);
}

char *
copil_base_get_login (CopilBase  *self,
                      const char *login)
{
  if (login != NULL)
    return g_strdup (login);
  return self->server != NULL ? copil_server_get_login (self->server)
                              : g_strdup (COPIL_BASE_DEFAULT_LOGIN);
}
