/* feed.c: what others changed, as it is committed, nothing missed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A notification only says "look": what changed is asked with the cursor of the last answer,
 * so that a notification lost, doubled or forged changes nothing but the moment of looking.
 */
#include "config.h"

#include "db/feed-private.h"

#include "db/error.h"

#define CHANNEL "copil"
#define POLLING_PERIOD 2000
#define SAFETY_PERIOD 60000
/* How often a feed may look: at once for whoever changes things now and then, twenty times a
 * second under a flood (anybody may notify). */
#define BURST 10.0
#define LOOKS_PER_SECOND 20.0
/* A base that is slow to answer is busy, most often with what all its stations ask at once: each
 * leaves it alone for as long as it took, and twice as long each time when it is told of more
 * meanwhile, up to so many times and milliseconds: whoever writes gets on. */
#define LONGEST_PATIENCE 8
#define LONGEST_REST 400

struct _CopilFeed
{
  GObject          parent_instance;

  CopilConnection *connection;
  GMainContext    *context;
  char            *cursor;
  gboolean         asking;
  gboolean         again; /* notified while asking */
  GSource         *timer;
  guint            polling_period;
  guint            safety_period;
  double           allowance; /* how many looks may follow at once */
  gint64           allowance_time;
  gint64           asked_time;
  gint64           rest_until;
  guint            patience; /* how many times the last answer a rest lasts */
  gboolean         pressed;  /* notified while asking or resting */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REFILL,
  SIGNAL_LOOKED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilFeed, copil_feed, G_TYPE_OBJECT)

static void
change_free (gpointer data)
{
  CopilFeedChange *change = data;

  g_free (change->topic);
  g_free (change->key);
  g_free (change);
}

static void
clear_timer (CopilFeed *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  CopilFeed *self = user_data;

  clear_timer (self);
  copil_feed_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_in (CopilFeed *self,
         guint      milliseconds)
{
  clear_timer (self);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_static_name (self->timer, "CopilFeed");
  g_source_attach (self->timer, self->context);
}

static void
look_later (CopilFeed *self)
{
  look_in (self, copil_feed_is_polling (self) ? self->polling_period : self->safety_period);
}

static gboolean
spend_allowance (CopilFeed *self)
{
  gint64 now = g_get_monotonic_time ();

  self->allowance += (double) (now - self->allowance_time) * LOOKS_PER_SECOND / G_USEC_PER_SEC;
  self->allowance = MIN (self->allowance, BURST);
  self->allowance_time = now;
  if (self->allowance < 1)
    return FALSE;
  self->allowance -= 1;
  return TRUE;
}

/* After an answer. */
static void
begin_rest (CopilFeed *self)
{
  gint64 now = g_get_monotonic_time ();

  self->patience = self->pressed ? MIN (2 * self->patience, LONGEST_PATIENCE) : 1;
  self->pressed = FALSE;
  self->rest_until = now + MIN ((now - self->asked_time) * self->patience, LONGEST_REST * 1000);
}

/* Milliseconds, 0 when it is over. */
static guint
get_rest (CopilFeed *self)
{
  gint64 left = self->rest_until - g_get_monotonic_time ();

  return left > 0 ? (guint) ((left + 999) / 1000) : 0;
}

static void
take_cursor (CopilFeed   *self,
             CopilResult *result,
             guint        row)
{
  g_free (self->cursor);
  self->cursor = g_strdup (copil_result_get_text (result, row, 0));
}

static void
add_change (GPtrArray   *changes,
            CopilResult *result,
            guint        row)
{
  const char *key = copil_result_get_text (result, row, 2);
  CopilFeedChange *change = g_new0 (CopilFeedChange, 1);

  change->topic = g_strdup (copil_result_get_text (result, row, 1));
  change->key = g_strdup (key != NULL ? key : "");
  g_ptr_array_add (changes, change);
}

/* All rows carry the same new cursor; those of topic "none" carry nothing else. */
static GPtrArray *
read_changes (CopilResult *result,
              gboolean    *refill)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  *refill = FALSE;
  for (guint i = 0; i < copil_result_get_n_rows (result); i++)
    {
      const char *topic = copil_result_get_text (result, i, 1);

      if (g_strcmp0 (topic, "refill") == 0)
        *refill = TRUE;
      else if (topic != NULL && g_strcmp0 (topic, "none") != 0)
        add_change (changes, result, i);
    }
  return changes;
}

static void
take_changes (CopilFeed   *self,
              CopilResult *result)
{
  gboolean refill;
  g_autoptr (GPtrArray) changes = read_changes (result, &refill);

  if (copil_result_get_n_rows (result) > 0)
    take_cursor (self, result, 0);
  if (refill && self->cursor == NULL)
    self->again = TRUE;
  else if (refill)
    g_signal_emit (self, signals[SIGNAL_REFILL], 0);
  else if (changes->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

static void
take_beginning (CopilFeed   *self,
                CopilResult *result)
{
  take_cursor (self, result, 0);
  g_signal_emit (self, signals[SIGNAL_REFILL], 0);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CopilFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  self->asking = FALSE;
  begin_rest (self);
  if (rows == NULL)
    {
      /* A lost session comes back with "ready". */
      if (!copil_db_error_is_retryable (error)
          && !g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CLOSED))
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      look_in (self, self->safety_period);
      return;
    }
  if (self->cursor == NULL)
    take_beginning (self, rows);
  else
    take_changes (self, rows);
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
  if (self->again)
    copil_feed_look (self);
  else
    look_later (self);
}

static CopilStatement *
next_statement (CopilFeed *self)
{
  CopilStatement *statement;

  if (self->cursor == NULL)
    return copil_statement_new ("SELECT copil.feed_open()");
  statement = copil_statement_new ("SELECT cursor, topic, key FROM copil.feed($1)");
  copil_statement_add_text (statement, self->cursor);
  return statement;
}

static gboolean
is_connected (CopilFeed *self)
{
  CopilConnectionState state = copil_connection_get_state (self->connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

/**
 * copil_feed_look:
 *
 * Asks now what changed; while an answer is awaited, once more after it.
 */
void
copil_feed_look (CopilFeed *self)
{
  g_autoptr (CopilStatement) statement = NULL;
  guint rest;

  g_return_if_fail (COPIL_IS_FEED (self));
  if (!is_connected (self))
    return;
  if (self->asking)
    {
      self->again = TRUE;
      return;
    }
  rest = get_rest (self);
  if (rest > 0)
    {
      look_in (self, rest);
      return;
    }
  if (!spend_allowance (self))
    {
      look_in (self, 1000 / LOOKS_PER_SECOND);
      return;
    }
  clear_timer (self);
  self->again = FALSE;
  self->asking = TRUE;
  self->asked_time = g_get_monotonic_time ();
  statement = next_statement (self);
  copil_connection_query_async (self->connection, statement, NULL, looked_cb, g_object_ref (self));
}

static void
notified_cb (CopilFeed  *self,
             const char *channel)
{
  if (g_strcmp0 (channel, CHANNEL) != 0)
    return;
  self->pressed = self->pressed || self->asking || get_rest (self) > 0;
  copil_feed_look (self);
}

static void
lost_cb (CopilFeed *self)
{
  clear_timer (self);
}

static void
copil_feed_dispose (GObject *object)
{
  CopilFeed *self = COPIL_FEED (object);

  clear_timer (self);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_feed_parent_class)->dispose (object);
}

static void
copil_feed_finalize (GObject *object)
{
  CopilFeed *self = COPIL_FEED (object);

  g_free (self->cursor);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (copil_feed_parent_class)->finalize (object);
}

static void
copil_feed_class_init (CopilFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_feed_dispose;
  object_class->finalize = copil_feed_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", COPIL_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_REFILL] = g_signal_new ("refill", COPIL_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOOKED] = g_signal_new ("looked", COPIL_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", COPIL_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
copil_feed_init (CopilFeed *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->polling_period = POLLING_PERIOD;
  self->safety_period = SAFETY_PERIOD;
  self->allowance = BURST;
  self->allowance_time = g_get_monotonic_time ();
}

CopilFeed *
copil_feed_new (CopilConnection *connection,
                const char      *cursor)
{
  CopilFeed *self = g_object_new (COPIL_TYPE_FEED, NULL);

  self->connection = g_object_ref (connection);
  self->cursor = g_strdup (cursor);
  g_signal_connect_object (connection, "ready", G_CALLBACK (copil_feed_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "lost", G_CALLBACK (lost_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notified", G_CALLBACK (notified_cb), self,
                           G_CONNECT_SWAPPED);
  copil_connection_listen (connection, CHANNEL);
  copil_feed_look (self);
  return self;
}

const char *
copil_feed_get_cursor (CopilFeed *self)
{
  g_return_val_if_fail (COPIL_IS_FEED (self), NULL);
  return self->cursor;
}

gboolean
copil_feed_is_polling (CopilFeed *self)
{
  g_return_val_if_fail (COPIL_IS_FEED (self), FALSE);
  return !copil_connection_is_listening (self->connection);
}

void
_copil_feed_set_periods (CopilFeed *self,
                         guint      polling,
                         guint      safety)
{
  self->polling_period = polling;
  self->safety_period = safety;
}
