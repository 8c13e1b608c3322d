/* paper-print.c: a document of a committee, with what it needs of the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows, charts and joined documents are taken as they are at one moment; from there on the work is
 * done in a thread, on copies, while the stores go on following the base.
 */
#include "config.h"

#include "committee/paper-print.h"

#include "committee/convergence.h"
#include "committee/frozen.h"
#include "committee/linked-view.h"

typedef struct
{
  CopilPaperOrder *order;
  CopilDossier   *dossier; /* until it is copied to @rows */
  char           *rows;
  JsonNode       *asked;   /* (nullable): minutes or statistics */
  gboolean        fictitious;
  GHashTable     *charts;  /* id of item_view -> CopilChart */
  GHashTable     *bytes;   /* id of item_document -> GBytes */
  guint           next;    /* of item_document */
  CopilChart     *map;     /* (nullable) */
  char           *state;   /* (nullable) */
} Print;

CopilPaperOrder *
copil_paper_order_copy (const CopilPaperOrder *self)
{
  CopilPaperOrder *copy = g_new (CopilPaperOrder, 1);

  *copy = *self;
  g_object_ref (copy->committee);
  g_object_ref (copy->connection);
  if (copy->sitting != NULL)
    g_object_ref (copy->sitting);
  if (copy->cube != NULL)
    g_object_ref (copy->cube);
  copy->decision = g_strdup (self->decision);
  copy->since = g_strdup (self->since);
  copy->until = g_strdup (self->until);
  return copy;
}

void
copil_paper_order_free (CopilPaperOrder *self)
{
  g_object_unref (self->committee);
  g_object_unref (self->connection);
  g_clear_object (&self->sitting);
  g_clear_object (&self->cube);
  g_free ((char *) self->decision);
  g_free ((char *) self->since);
  g_free ((char *) self->until);
  g_free (self);
}

static void
print_free (gpointer data)
{
  Print *self = data;

  copil_paper_order_free (self->order);
  g_clear_pointer (&self->dossier, copil_dossier_free);
  g_clear_pointer (&self->asked, json_node_unref);
  g_clear_object (&self->map);
  g_hash_table_unref (self->charts);
  g_hash_table_unref (self->bytes);
  g_free (self->rows);
  g_free (self->state);
  g_free (self);
}

static Print *
print_new (const CopilPaperOrder *order)
{
  Print *self = g_new0 (Print, 1);

  self->order = copil_paper_order_copy (order);
  self->dossier = copil_dossier_of_paper (order->kind, order->committee, order->sitting);
  self->charts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  return self;
}

static gboolean
needs (Print *self,
       guint  what)
{
  return (copil_paper_get_facts (self->order->kind)->needs & what) != 0;
}

/* Making it --------------------------------------------------------------------------------- */

static CopilChart *
get_chart (CopilRecord *view,
           gpointer     data)
{
  CopilChart *chart = g_hash_table_lookup (((Print *) data)->charts, copil_record_get_id (view));

  return chart != NULL ? g_object_ref (chart) : NULL;
}

static GBytes *
get_bytes (CopilRecord *document,
           gpointer     data)
{
  GBytes *bytes = g_hash_table_lookup (((Print *) data)->bytes, copil_record_get_id (document));

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Print *self = data;
  CopilPackSources sources = { get_chart, get_bytes, self->state, self };
  JsonObject *asked = self->asked != NULL ? json_node_get_object (self->asked) : NULL;
  CopilPaperInputs inputs = {
    .today = g_get_real_time (),
    .fictitious = self->fictitious,
    .sources = needs (self, COPIL_PAPER_NEEDS_SOURCES) ? &sources : NULL,
    .minutes = needs (self, COPIL_PAPER_NEEDS_MINUTES) ? asked : NULL,
    .statistics = needs (self, COPIL_PAPER_NEEDS_STATISTICS) ? asked : NULL,
    .decision = self->order->decision,
    .map = self->map,
    .since = self->order->since,
    .until = self->order->until,
  };
  GError *error = NULL;
  g_autoptr (CopilDossier) dossier = copil_dossier_parse (self->rows, -1, &error);
  GBytes *pdf = NULL;

  if (dossier != NULL)
    pdf = copil_paper_to_pdf (self->order->kind, dossier, &inputs, &error);
  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *pdf = g_task_propagate_pointer (G_TASK (result), &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* Takes @task, which stays out of the thread: the stores are not to be let go of there. */
static void
make (GTask *task)
{
  Print *self = g_task_get_task_data (task);
  g_autoptr (GTask) work = g_task_new (NULL, g_task_get_cancellable (task), made_cb, task);

  self->rows = copil_dossier_to_json (self->dossier);
  g_clear_pointer (&self->dossier, copil_dossier_free);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, make_thread);
}

/* What is joined ---------------------------------------------------------------------------- */

static void read_next (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Print *self = g_task_get_task_data (task);
  CopilRecord *document = copil_dossier_get (self->dossier, "item_document", self->next++);
  GError *error = NULL;
  GBytes *bytes =
    copil_sitting_store_read_document_finish (COPIL_SITTING_STORE (source), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_insert (self->bytes, g_strdup (copil_record_get_id (document)), bytes);
  read_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_next (GTask *task)
{
  Print *self = g_task_get_task_data (task);
  CopilRecord *document = copil_dossier_get (self->dossier, "item_document", self->next);

  if (document == NULL)
    make (task);
  else
    copil_sitting_store_read_document_async (
      self->order->sitting, copil_record_get_word (document, "sha256"),
      g_task_get_cancellable (task), read_cb, task);
}

static void
draw (Print *self)
{
  CopilFrozen *frozen = copil_frozen_of_sitting (self->order->sitting);
  CopilCube *cube = copil_frozen_choose (frozen, self->order->cube);
  guint n = copil_dossier_count (self->dossier, "item_view");

  self->state = copil_frozen_describe (frozen);
  for (guint i = 0; cube != NULL && i < n; i++)
    {
      CopilRecord *view = copil_dossier_get (self->dossier, "item_view", i);
      CopilChart *chart = copil_linked_view_draw (view, cube);

      if (chart != NULL)
        g_hash_table_insert (self->charts, g_strdup (copil_record_get_id (view)), chart);
    }
}

/* Of today: which territories a committee covers is of no sitting. */
static void
draw_map (Print *self)
{
  CopilRecord *committee = copil_dossier_get_committee (self->dossier);
  CopilTerritoryList *all = copil_cube_get_territories (self->order->cube);
  const CopilTerritory *territory =
    copil_territory_list_by_id (all, (int) copil_record_get_int (committee, "territory_id"));
  g_autoptr (GArray) places = NULL;

  if (territory == NULL)
    return;
  places = copil_convergence_list_places (
    all, territory, copil_dossier_get_list (self->dossier, "former_body"), NULL);
  self->map = copil_convergence_draw_map (territory, places, NULL);
}

/* What the sitting was convoked on is there; figures of today would not be its own. */
static void
frozen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Print *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!copil_frozen_wait_finish (COPIL_FROZEN (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  draw (self);
  /* Only the pack has the documents themselves behind it. */
  if (self->order->kind == COPIL_PAPER_PACK)
    read_next (g_steal_pointer (&task));
  else
    make (g_steal_pointer (&task));
}

/* What the base tells ----------------------------------------------------------------------- */

static const char *
get_none (Print *self)
{
  return needs (self, COPIL_PAPER_NEEDS_MINUTES)
           ? "Cette séance n’a pas de procès-verbal que vous puissiez lire."
           : "Ce comité n’a pas de chiffres que vous puissiez lire.";
}

/* FALSE where it has nothing of what is needed. */
static gboolean
take_answer (Print        *self,
             CopilResult  *rows,
             GError      **error)
{
  self->fictitious = g_strcmp0 (copil_result_get_text (rows, 0, 0), "true") == 0;
  if (!needs (self, COPIL_PAPER_NEEDS_MINUTES | COPIL_PAPER_NEEDS_STATISTICS))
    return TRUE;
  if (copil_result_is_null (rows, 0, 1))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, get_none (self));
      return FALSE;
    }
  self->asked = json_from_string (copil_result_get_text (rows, 0, 1), error);
  return self->asked != NULL;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Print *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (rows == NULL || !take_answer (self, rows, &error))
    g_task_return_error (task, error);
  else if (needs (self, COPIL_PAPER_NEEDS_SOURCES))
    copil_frozen_wait_async (copil_frozen_of_sitting (self->order->sitting), cancellable,
                             frozen_cb, g_steal_pointer (&task));
  else
    {
      if (needs (self, COPIL_PAPER_NEEDS_MAP) && self->order->cube != NULL)
        draw_map (self);
      make (g_steal_pointer (&task));
    }
}

#define FICTITIOUS "SELECT copil.server_state () ->> 'fictitious', "

static CopilStatement *
new_question (Print *self)
{
  CopilStatement *statement;

  if (needs (self, COPIL_PAPER_NEEDS_MINUTES))
    {
      statement = copil_statement_new (FICTITIOUS "copil.minutes_document ($1)");
      copil_statement_add_text (statement, copil_sitting_store_get_id (self->order->sitting));
      return statement;
    }
  if (!needs (self, COPIL_PAPER_NEEDS_STATISTICS))
    return copil_statement_new (FICTITIOUS "NULL");
  statement = copil_statement_new (FICTITIOUS "copil.statistics ($1, $2::date, $3::date + 1)");
  copil_statement_add_text (statement, copil_committee_store_get_id (self->order->committee));
  copil_statement_add_text (statement, self->order->since);
  copil_statement_add_text (statement, self->order->until);
  return statement;
}

void
copil_paper_print_async (const CopilPaperOrder *order,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (order->committee, cancellable, callback, user_data);
  g_autoptr (CopilStatement) question = NULL;
  Print *self = print_new (order);
  const char *reason = NULL;

  g_task_set_source_tag (task, copil_paper_print_async);
  g_task_set_task_data (task, self, print_free);
  /* Told before the base is asked for anything. */
  if (!copil_paper_is_ready (order->kind, self->dossier, &reason))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", reason);
      return;
    }
  question = new_question (self);
  copil_connection_query_async (order->connection, question, cancellable, asked_cb,
                                g_steal_pointer (&task));
}

GBytes *
copil_paper_print_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
