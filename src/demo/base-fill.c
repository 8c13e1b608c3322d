/* base-fill.c: territories, catalogue, persons, annotations and figures of the demonstration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every step is a command of the schema whose UUID follows from its content,
 * so that a filling that was interrupted is taken up where it was, and one of
 * the same content changes nothing.
 */
#include "config.h"

#include "demo/base-private.h"

#include "core/indicator.h"
#include "db/cluster-login.h"
#include "db/connection.h"
#include "demo/demo-committee.h"
#include "demo/demo.h"
#include "demo/shipped-checksum.h"
#include "exchange/territory-shipped.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const CopilClusterPlace *place;
  const CopilPostmaster   *postmaster;
  CopilProgress           *progress;
  GCancellable            *cancellable;
} Filling;

/* The data files of this program, as a whole. It is said in the base itself, as the comment of the
 * database, so that it follows the base into a backup and back. */
#define MARK "copil " COPIL_SHIPPED_CHECKSUM

static gboolean
read_mark (Filling       *self,
           CopilSession  *superuser,
           gboolean      *same,
           GError       **error)
{
  g_autofree char *mark =
    copil_session_read (superuser,
                        "SELECT coalesce(shobj_description(oid, 'pg_database'), '')"
                        " FROM pg_database WHERE datname = current_database()",
                        self->cancellable, error);

  *same = g_strcmp0 (mark, MARK) == 0;
  return mark != NULL;
}

static gboolean
set_mark (Filling       *self,
          CopilSession  *superuser,
          GError       **error)
{
  return copil_session_run (superuser,
                            "COMMENT ON DATABASE " COPIL_CLUSTER_DATABASE " IS '" MARK "'",
                            self->cancellable, error);
}

static CopilSession *
open_as (Filling     *self,
         const char  *login,
         GError     **error)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (self->postmaster->socket, self->postmaster->port,
                                   COPIL_CLUSTER_DATABASE, login);

  return copil_session_open (parameters, self->cancellable, error);
}

/* A base whose administrator is somebody else, or with figures of a real producer, belongs to
 * those who work in it. */
static gboolean
is_demonstration (Filling       *self,
                  CopilSession  *superuser,
                  gboolean      *answer,
                  GError       **error)
{
  g_autofree char *strangers =
    copil_session_read (superuser,
                        "SELECT EXISTS (SELECT FROM copil.batch WHERE NOT fictitious) OR"
                        " EXISTS (SELECT FROM copil.person) AND NOT EXISTS"
                        " (SELECT FROM copil.person WHERE login = '" COPIL_BASE_ADMINISTRATOR "')",
                        self->cancellable, error);

  if (strangers == NULL)
    return FALSE;
  *answer = *strangers == 'f';
  return TRUE;
}

static gboolean
load_document (CopilSession  *steward,
               const char    *sql,
               const char    *document,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *command = copil_base_name_command (sql, document);
  const char *const values[] = { command, document, NULL };
  g_autoptr (PGresult) result = copil_session_query (steward, sql, values, cancellable, error);

  return result != NULL;
}

gboolean
copil_base_load_territories (CopilSession   *steward,
                             CopilProgress  *progress,
                             GCancellable   *cancellable,
                             GError        **error)
{
  const char *const *sets = copil_territory_shipped_sets ();
  guint n = g_strv_length ((char **) sets);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *document = copil_territory_shipped_document (sets[i], error);

      copil_progress_report (progress, _("Loading the territories"), (double) i / n);
      if (document == NULL || !load_document (steward, "SELECT copil.territory_load($1, $2)",
                                              document, cancellable, error))
        return FALSE;
    }
  copil_progress_report (progress, _("Loading the territories"), 1.0);
  return TRUE;
}

gboolean
copil_base_load_catalogue (CopilSession   *steward,
                           CopilProgress  *progress,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_autofree char *document = copil_catalogue_shipped (1, error);

  copil_progress_report (progress, _("Loading the indicators"), 0.0);
  if (document == NULL || !load_document (steward, "SELECT copil.catalogue_load($1, $2)",
                                          document, cancellable, error))
    return FALSE;
  copil_progress_report (progress, _("Loading the indicators"), 1.0);
  return TRUE;
}

/* Who is added may come in only once pg_ident.conf says so. */
static gboolean
let_in (Filling  *self,
        GError  **error)
{
  return copil_cluster_refresh_logins (self->place, self->postmaster, self->cancellable, error);
}

static gboolean
add_persons (Filling       *self,
             CopilSession  *superuser,
             GError       **error)
{
  g_autoptr (CopilSession) administrator = NULL;

  copil_progress_report (self->progress, _("Adding the persons"), 0.0);
  if (!copil_base_add_first (superuser, self->cancellable, error) || !let_in (self, error))
    return FALSE;
  administrator = open_as (self, COPIL_BASE_ADMINISTRATOR, error);
  if (administrator == NULL ||
      !copil_base_add_persons (administrator, self->cancellable, error) || !let_in (self, error))
    return FALSE;
  copil_progress_report (self->progress, _("Adding the persons"), 1.0);
  return TRUE;
}

/* Each in the name of who wrote it: the base lets nobody write for another. */
static gboolean
add_annotations (Filling  *self,
                 GError  **error)
{
  static const char *const authors[] = { "coordination-59", "coordination-fr", "secretariat-59" };

  for (gsize i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      g_autoptr (CopilSession) author = open_as (self, authors[i], error);

      if (author == NULL
          || !copil_base_add_annotations (author, authors[i], self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GMainContext  *context,
          GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
  return *result;
}

static void
forward_progress (const char *label,
                  double      fraction,
                  gpointer    progress)
{
  copil_progress_report (progress, label, fraction);
}

static gboolean
land_figures (Filling          *self,
              GMainContext     *context,
              CopilConnection  *feed,
              GError          **error)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) landed = NULL;

  copil_connection_open_async (feed, self->cancellable, keep_result_cb, &opened);
  if (!copil_connection_open_finish (feed, wait_for (context, &opened), error))
    return FALSE;
  copil_demo_load_async (feed, forward_progress, self->progress, self->cancellable,
                         keep_result_cb, &landed);
  return copil_demo_load_finish (feed, wait_for (context, &landed), error);
}

/* In a main loop of this thread: the figures come by the same way as anybody's. */
static gboolean
load_figures (Filling  *self,
              GError  **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (self->postmaster->socket, self->postmaster->port,
                                   COPIL_CLUSTER_DATABASE, COPIL_BASE_FEED);
  g_autoptr (CopilConnection) feed = NULL;
  gboolean done;

  g_main_context_push_thread_default (context);
  feed = copil_connection_new (parameters);
  done = land_figures (self, context, feed, error);
  copil_connection_close (feed);
  g_clear_object (&feed);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return done;
}

static gboolean
fill (Filling       *self,
      CopilSession  *superuser,
      GError       **error)
{
  return copil_base_load_territories (superuser, self->progress, self->cancellable, error) &&
         copil_base_load_catalogue (superuser, self->progress, self->cancellable, error) &&
         add_persons (self, superuser, error) &&
         add_annotations (self, error) &&
         load_figures (self, error) &&
         copil_demo_committee_load (superuser, self->progress, self->cancellable, error);
}

gboolean
copil_base_fill (const CopilClusterPlace  *place,
                 const CopilPostmaster    *postmaster,
                 CopilProgress            *progress,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  Filling self = { place, postmaster, progress, cancellable };
  g_autoptr (CopilSession) superuser = open_as (&self, NULL, error);
  gboolean demonstration = FALSE, same = FALSE;

  if (superuser == NULL || !read_mark (&self, superuser, &same, error))
    return FALSE;
  if (same)
    return TRUE;
  if (!copil_base_load_regimes (superuser, cancellable, error) ||
      !is_demonstration (&self, superuser, &demonstration, error) ||
      (demonstration && !fill (&self, superuser, error)))
    return FALSE;
  return set_mark (&self, superuser, error);
}
