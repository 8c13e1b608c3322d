/* committee-store.c: one committee, kept as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/committee-store-private.h"

#include "committee/rows.h"
#include "db/error.h"
#include "db/feed.h"

#include <glib/gi18n-lib.h>

/* A sitting that goes on changes by the second, and what is shown of it here does not. One that is
 * not known may be of another committee, or come to sight. */
#define KNOWN_SECONDS 5
#define UNKNOWN_SECONDS 30

G_DEFINE_FINAL_TYPE (CopilCommitteeStore, copil_committee_store, COPIL_TYPE_STORE)

/* By what may wait to be written where that tells the place, else as the base sorted them. */
static const CopilRecordOrder orders[] = {
  { "action", "_place", FALSE },
  { "advice", "_place", FALSE },
  { "college", "rank", FALSE },
  { "committee", "_place", FALSE },
  { "decision", "_place", FALSE },
  { "delegation", "_place", FALSE },
  { "former_body", "_place", FALSE },
  { "former_subject", "rank", FALSE },
  { "member", "_place", FALSE },
  { "proposal", "proposed_at", TRUE },
  { "recurring_item", "rank", FALSE },
  { "seat", "rank", FALSE },
  { "sitting", "starts_at", TRUE },
  { "term", "_place", FALSE },
  { NULL },
};

static void read_again (CopilCommitteeStore *self);
static void read_now (gpointer store);

static void
copil_committee_store_dispose (GObject *object)
{
  CopilCommitteeStore *self = COPIL_COMMITTEE_STORE (object);

  copil_alarm_clear (&self->alarm);
  g_clear_object (&self->keep);
  G_OBJECT_CLASS (copil_committee_store_parent_class)->dispose (object);
}

static void
copil_committee_store_read (CopilStore *store,
                            gboolean    all)
{
  read_now (store);
}

static void
copil_committee_store_class_init (CopilCommitteeStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_committee_store_dispose;
  klass->parent_class.read = copil_committee_store_read;
}

static void
copil_committee_store_init (CopilCommitteeStore *self)
{
}

static void
empty (CopilCommitteeStore *self,
       const char          *reason)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  _copil_committee_store_forget (self);
  copil_rows_put (none, self->store.rows, TRUE);
  _copil_store_commit (&self->store, FALSE, reason);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      text,
                 GCancellable *cancellable)
{
  g_task_return_pointer (task, copil_rows_of_committee (text),
                         (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
has_committee (CopilCommitteeStore *self,
               GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((CopilRow *) g_ptr_array_index (rows, i))->kind, "committee"))
      return TRUE;
  return self->store.id == NULL;
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CopilCommitteeStore) self = user_data;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->store.cancellable))
    return;
  _copil_store_end_read (&self->store);
  if (rows != NULL && has_committee (self, rows))
    {
      copil_rows_put (rows, self->store.rows, TRUE);
      _copil_committee_store_keep_now (self);
      _copil_store_commit (&self->store, TRUE, NULL);
    }
  else
    empty (self, _("This committee is not, or no longer, open to you."));
  read_again (self);
}

static void
take_error (CopilCommitteeStore *self,
            const GError        *error)
{
  self->reading = FALSE;
  self->want = TRUE;
  _copil_store_set_live (&self->store, FALSE);
  if (g_str_has_prefix (copil_db_error_get_sqlstate (error), "CP40"))
    {
      g_autofree char *sentence = copil_db_error_to_sentence (error);

      self->want = FALSE;
      empty (self, sentence);
    }
  else
    /* A session that is lost begins anew with a reading; one that goes on is asked again. */
    copil_alarm_set (&self->alarm, KNOWN_SECONDS, read_now, self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CopilCommitteeStore *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GTask) task = NULL;
  const char *text;

  if (answer == NULL || g_cancellable_is_cancelled (self->store.cancellable))
    {
      if (!g_cancellable_is_cancelled (self->store.cancellable))
        take_error (self, error);
      g_object_unref (self);
      return;
    }
  text = copil_result_get_n_rows (answer) > 0 ? copil_result_get_text (answer, 0, 0) : NULL;
  self->answer = text != NULL ? g_str_hash (text) : 0;
  task = g_task_new (NULL, NULL, parsed_cb, self);
  g_task_set_task_data (task, g_strdup (text), g_free);
  g_task_run_in_thread (task, parse_in_thread);
}

static void
read_again (CopilCommitteeStore *self)
{
  g_autoptr (CopilStatement) statement = NULL;

  if (!self->want || self->reading || !_copil_store_is_connected (&self->store))
    return;
  copil_alarm_clear (&self->alarm);
  self->want = FALSE;
  self->reading = TRUE;
  _copil_store_begin_read (&self->store);
  statement = copil_statement_new (self->store.id != NULL ? "SELECT copil.committee_document($1)"
                                                    : "SELECT copil.committee_list()");
  if (self->store.id != NULL)
    copil_statement_add_text (statement, self->store.id);
  copil_connection_query_async (self->store.connection, statement, self->store.cancellable, read_cb,
                                g_object_ref (self));
}

static void
read_now (gpointer store)
{
  CopilCommitteeStore *self = store;

  self->want = TRUE;
  read_again (self);
}

/* -- The feed --------------------------------------------------------------------------------- */

void
copil_committee_store_refill (CopilCommitteeStore *self)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_STORE (self));
  read_now (self);
}

void
copil_committee_store_feed_changed (CopilCommitteeStore *self,
                                    GPtrArray           *changes)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_STORE (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->topic, "committee")
          && (self->store.id == NULL || g_str_equal (change->key, self->store.id)))
        read_now (self);
      else if (g_str_equal (change->topic, "sitting") && self->store.id != NULL)
        copil_alarm_set (&self->alarm,
                         copil_record_set_find (self->store.rows, "sitting", change->key) != NULL
                           ? KNOWN_SECONDS : UNKNOWN_SECONDS, read_now, self);
    }
}

/* -- The object ------------------------------------------------------------------------------- */

CopilCommitteeStore *
copil_committee_store_new (CopilConnection *connection,
                           CopilOutbox     *outbox,
                           const char      *committee_id)
{
  CopilCommitteeStore *self;

  g_return_val_if_fail (COPIL_IS_CONNECTION (connection), NULL);
  self = g_object_new (COPIL_TYPE_COMMITTEE_STORE, NULL);
  _copil_store_set_up (&self->store, connection, outbox, orders, "committee", committee_id);
  read_now (self);
  return self;
}

const char *
copil_committee_store_get_id (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return self->store.id;
}

GListModel *
copil_committee_store_get_list (CopilCommitteeStore *self,
                                const char          *kind)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return copil_record_set_get_list (self->store.rows, kind);
}

CopilRecord *
copil_committee_store_find (CopilCommitteeStore *self,
                            const char          *kind,
                            const char          *id)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return copil_record_set_find (self->store.rows, kind, id);
}

CopilRecord *
copil_committee_store_get_committee (CopilCommitteeStore *self)
{
  return copil_committee_store_find (self, "committee", self->store.id);
}

gboolean
copil_committee_store_is_loaded (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), FALSE);
  return self->store.loaded;
}

gboolean
copil_committee_store_is_live (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), FALSE);
  return self->store.live;
}

gint64
copil_committee_store_get_confirmed (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), 0);
  return self->confirmed;
}

const char *
copil_committee_store_get_reason (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return self->store.reason;
}
