/* awaiting.c: what the committees await from this person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/awaiting.h"

#include "db/alarm.h"
#include "db/feed.h"

/* A sitting that goes on changes by the second, and seldom begins to await something. */
#define OTHER_SECONDS 30

struct _CopilAwaiting
{
  GObject          parent_instance;
  CopilConnection *connection;
  GCancellable    *cancellable;
  GPtrArray       *matters; /* CopilMatter */
  gboolean         asking;
  gboolean         again; /* something changed since it was asked */
  CopilAlarm       alarm; /* when to ask at the latest */
  guint            patience;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilAwaiting, copil_awaiting, G_TYPE_OBJECT)

/* Rows are those that the session may see; the keys and the member are those of the session. */
static const char query[] =
  "WITH asked AS ("
  "  SELECT s.id, o AS object FROM copil.sitting s, unnest (ARRAY['agenda', 'convocation']) o"
  "  WHERE s.stage IN ('submitted', 'approved', 'convoked')"
  "  UNION ALL SELECT m.sitting_id, 'minutes' FROM copil.minutes m WHERE m.state = 'approval'), "
  "matter AS ("
  "  SELECT DISTINCT CASE a.object WHEN 'minutes' THEN 1 ELSE 0 END AS kind,"
  "    s.committee_id, s.id AS sitting_id, s.title::text AS title, s.starts_at AS at"
  "  FROM asked a JOIN copil.sitting s ON s.id = a.id"
  "  WHERE EXISTS (SELECT FROM unnest (copil.session_keys (s.committee_id, a.object)) k"
  "    WHERE NOT EXISTS (SELECT FROM copil.approval p WHERE p.sitting_id = s.id"
  "      AND p.object = a.object AND p.key = k AND p.voided_at IS NULL))"
  "  UNION ALL SELECT 2, s.committee_id, s.id, s.title, s.starts_at FROM copil.sitting s"
  "  WHERE s.stage = 'convoked' AND EXISTS (SELECT FROM copil.recipient r"
  "    WHERE r.sitting_id = s.id AND r.member_id = copil.own_member () AND r.answer IS NULL)"
  "  UNION ALL SELECT 3, p.committee_id, NULL, p.title, p.proposed_at FROM copil.proposal p"
  "  WHERE p.state = 'proposed' AND copil.prepares (p.committee_id)"
  "  UNION ALL SELECT CASE WHEN d.late THEN 5 ELSE 4 END, d.committee_id, d.sitting_id, d.title,"
  "    d.due_at FROM copil.advice_matters () d) "
  "SELECT m.kind, m.committee_id, coalesce (m.sitting_id::text, ''), m.title,"
  "  (extract (epoch FROM m.at) * 1000000)::bigint, c.territory_id "
  "FROM matter m JOIN copil.committee c ON c.id = m.committee_id ORDER BY m.kind = 3, m.at";

static void
matter_free (gpointer data)
{
  CopilMatter *matter = data;

  g_free (matter->committee);
  g_free (matter->sitting);
  g_free (matter->title);
  g_free (matter);
}

static GPtrArray *
read_matters (CopilResult *result)
{
  GPtrArray *matters = g_ptr_array_new_with_free_func (matter_free);

  for (guint i = 0; i < copil_result_get_n_rows (result); i++)
    {
      CopilMatter *matter = g_new0 (CopilMatter, 1);

      matter->kind = (CopilMatterKind) copil_result_get_int (result, i, 0);
      matter->committee = g_strdup (copil_result_get_text (result, i, 1));
      matter->sitting = g_strdup (copil_result_get_text (result, i, 2));
      matter->title = g_strdup (copil_result_get_text (result, i, 3));
      matter->at = copil_result_get_int (result, i, 4);
      matter->territory_id = (int) copil_result_get_int (result, i, 5);
      g_ptr_array_add (matters, matter);
    }
  return matters;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(CopilAwaiting) self = COPIL_AWAITING (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  self->asking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL)
    {
      g_ptr_array_unref (self->matters);
      self->matters = read_matters (rows);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->again)
    copil_awaiting_refresh (self);
}

void
copil_awaiting_refresh (CopilAwaiting *self)
{
  g_autoptr(CopilStatement) statement = NULL;

  g_return_if_fail (COPIL_IS_AWAITING (self));

  copil_alarm_clear (&self->alarm);
  self->again = self->asking;
  if (self->asking)
    return;
  self->asking = TRUE;
  statement = copil_statement_new (query);
  copil_connection_query_async (self->connection, statement, self->cancellable, answered_cb,
                                g_object_ref (self));
}

static void
ring_cb (gpointer awaiting)
{
  copil_awaiting_refresh (awaiting);
}

static gboolean
is_awaited (CopilAwaiting *self,
            const char    *sitting)
{
  for (guint i = 0; i < self->matters->len; i++)
    if (g_str_equal (((CopilMatter *) g_ptr_array_index (self->matters, i))->sitting, sitting))
      return TRUE;
  return FALSE;
}

void
copil_awaiting_feed_changed (CopilAwaiting *self,
                             GPtrArray     *changes)
{
  g_return_if_fail (COPIL_IS_AWAITING (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      gboolean of_sitting = g_str_equal (change->topic, "sitting");

      /* A stage, a date, a proposal or a delegation is told as a change of the committee. */
      if (g_str_equal (change->topic, "committee") || g_str_equal (change->topic, "assignment") ||
          (of_sitting && is_awaited (self, change->key)))
        {
          copil_awaiting_refresh (self);
          return;
        }
      if (of_sitting)
        copil_alarm_set (&self->alarm, self->patience, ring_cb, self);
    }
}

void
copil_awaiting_set_patience (CopilAwaiting *self,
                             guint          seconds)
{
  g_return_if_fail (COPIL_IS_AWAITING (self));
  self->patience = seconds;
}

guint
copil_awaiting_get_count (CopilAwaiting *self)
{
  g_return_val_if_fail (COPIL_IS_AWAITING (self), 0);
  return self->matters->len;
}

GPtrArray *
copil_awaiting_get_matters (CopilAwaiting *self)
{
  g_return_val_if_fail (COPIL_IS_AWAITING (self), NULL);
  return self->matters;
}

static void
copil_awaiting_dispose (GObject *object)
{
  CopilAwaiting *self = COPIL_AWAITING (object);

  g_cancellable_cancel (self->cancellable);
  copil_alarm_clear (&self->alarm);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_awaiting_parent_class)->dispose (object);
}

static void
copil_awaiting_finalize (GObject *object)
{
  CopilAwaiting *self = COPIL_AWAITING (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->matters);
  G_OBJECT_CLASS (copil_awaiting_parent_class)->finalize (object);
}

static void
copil_awaiting_class_init (CopilAwaitingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_awaiting_dispose;
  object_class->finalize = copil_awaiting_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_AWAITING, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
copil_awaiting_init (CopilAwaiting *self)
{
  self->cancellable = g_cancellable_new ();
  self->patience = OTHER_SECONDS;
  self->matters = g_ptr_array_new_with_free_func (matter_free);
}

CopilAwaiting *
copil_awaiting_new (CopilConnection *connection)
{
  CopilAwaiting *self = g_object_new (COPIL_TYPE_AWAITING, NULL);

  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "ready", G_CALLBACK (copil_awaiting_refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}
