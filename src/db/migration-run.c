/* migration-run.c: brings a base to the schema of this program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same code for the embedded base and for a shared server. Two programs
 * that migrate at once take turns on an advisory lock.
 */
#include "config.h"

#include "db/migration.h"

#include "db/cluster-error.h"
#include "db/cluster-session.h"

#include <glib/gi18n-lib.h>

/* "copil" as a number; advisory locks belong to the database. */
#define TAKE_TURN "SELECT pg_advisory_lock(427288553836)"

static const char prepare[] =
  "SET client_min_messages = warning;"
  "SET lock_timeout = 0; SET statement_timeout = 0;";

static const char create_table[] =
  "CREATE SCHEMA IF NOT EXISTS copil;"
  "CREATE TABLE IF NOT EXISTS copil.schema_migration ("
  " number int PRIMARY KEY CHECK (number > 0),"
  " name text NOT NULL,"
  " checksum text NOT NULL,"
  " oldest_client text NOT NULL,"
  " applied_at timestamptz NOT NULL DEFAULT now());";

typedef struct
{
  GHashTable    *parameters;
  GPtrArray     *shipped;
  CopilProgress *progress;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_hash_table_unref (job->parameters);
  g_clear_pointer (&job->shipped, g_ptr_array_unref);
  copil_progress_unref (job->progress);
  g_free (job);
}

static GPtrArray *
read_applied (CopilSession  *session,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GPtrArray) applied =
    g_ptr_array_new_with_free_func ((GDestroyNotify) copil_migration_free);
  g_autofree char *table = NULL;
  g_autoptr (PGresult) result = NULL;

  table = copil_session_read (session, "SELECT to_regclass('copil.schema_migration') IS NOT NULL",
                              cancellable, error);
  if (table == NULL)
    return NULL;
  if (*table == 'f')
    return g_steal_pointer (&applied);
  result = copil_session_query (session,
                                "SELECT number, checksum FROM copil.schema_migration"
                                " ORDER BY number",
                                NULL, cancellable, error);
  if (result == NULL)
    return NULL;
  for (int row = 0; row < PQntuples (result); row++)
    {
      CopilMigration *step = g_new0 (CopilMigration, 1);

      step->number = (int) g_ascii_strtoll (PQgetvalue (result, row, 0), NULL, 10);
      step->checksum = g_strdup (PQgetvalue (result, row, 1));
      g_ptr_array_add (applied, step);
    }
  return g_steal_pointer (&applied);
}

static gboolean
record_step (CopilSession          *session,
             const CopilMigration  *step,
             GCancellable          *cancellable,
             GError               **error)
{
  g_autofree char *number = g_strdup_printf ("%d", step->number);
  const char *const values[] = { number, step->name, step->checksum, step->oldest_client,
                                 NULL };
  g_autoptr (PGresult) result = NULL;

  /* A step may have changed the role to make things in another's name. */
  if (!copil_session_run (session, "RESET ROLE", cancellable, error))
    return FALSE;
  result = copil_session_query (session,
                                "INSERT INTO copil.schema_migration"
                                " (number, name, checksum, oldest_client)"
                                " VALUES ($1::int, $2, $3, $4)",
                                values, cancellable, error);
  return result != NULL;
}

static gboolean
apply_in_transaction (CopilSession          *session,
                      const CopilMigration  *step,
                      GCancellable          *cancellable,
                      GError               **error)
{
  return copil_session_run (session, "BEGIN", cancellable, error) &&
         copil_session_run (session, g_bytes_get_data (step->script, NULL), cancellable, error) &&
         record_step (session, step, cancellable, error) &&
         copil_session_run (session, "COMMIT", cancellable, error);
}

static gboolean
apply_step (CopilSession          *session,
            const CopilMigration  *step,
            GCancellable          *cancellable,
            GError               **error)
{
  if (apply_in_transaction (session, step, cancellable, error))
    return TRUE;
  copil_session_run (session, "ROLLBACK", NULL, NULL);
  g_prefix_error (error, _("Step %d of the schema (%s) was not applied: "), step->number,
                  step->name);
  return FALSE;
}

static int
apply_missing (Job           *job,
               CopilSession  *session,
               int            first,
               GCancellable  *cancellable,
               GError       **error)
{
  int n = (int) job->shipped->len;

  for (int i = first; i < n; i++)
    {
      copil_progress_report (job->progress, _("Building the schema"),
                             (double) (i - first) / (n - first));
      if (!apply_step (session, g_ptr_array_index (job->shipped, i), cancellable, error))
        return -1;
    }
  copil_progress_report (job->progress, _("Building the schema"), 1.0);
  return n - first;
}

static int
plan (Job           *job,
      CopilSession  *session,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GPtrArray) applied = read_applied (session, cancellable, error);

  return applied != NULL ? copil_migration_plan (job->shipped, applied, error) : -1;
}

/* Looks first without a lock: nearly always there is nothing to do. */
static int
migrate (Job           *job,
         CopilSession  *session,
         GCancellable  *cancellable,
         GError       **error)
{
  int first = plan (job, session, cancellable, error);

  if (first < 0 || first == (int) job->shipped->len)
    return MIN (first, 0);
  if (!copil_session_run (session, prepare, cancellable, error) ||
      !copil_session_run (session, TAKE_TURN, cancellable, error) ||
      !copil_session_run (session, create_table, cancellable, error))
    return -1;
  first = plan (job, session, cancellable, error);
  return first < 0 ? -1 : apply_missing (job, session, first, cancellable, error);
}

int
copil_migration_run (GHashTable     *parameters,
                     GPtrArray      *shipped,
                     CopilProgress  *progress,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr (GPtrArray) own = shipped == NULL ? copil_migration_load (error) : NULL;
  Job job = { parameters, shipped != NULL ? shipped : own, progress };
  g_autoptr (CopilSession) session = NULL;

  if (job.shipped != NULL)
    session = copil_session_open (parameters, cancellable, error);
  return session != NULL ? migrate (&job, session, cancellable, error) : -1;
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  int n = copil_migration_run (job->parameters, job->shipped, job->progress, cancellable, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

void
copil_migration_run_async (GHashTable          *parameters,
                           GPtrArray           *shipped,
                           CopilProgressFunc    progress,
                           gpointer             progress_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->parameters = g_hash_table_ref (parameters);
  job->shipped = shipped != NULL ? g_ptr_array_ref (shipped) : NULL;
  job->progress = copil_progress_new (progress, progress_data);
  g_task_set_source_tag (task, copil_migration_run_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_thread);
}

int
copil_migration_run_finish (GAsyncResult  *result,
                            GError       **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  copil_progress_mute (job->progress);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
