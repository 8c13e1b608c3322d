/* server-clock.c: what time it is at the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/server-clock-private.h"

#include "core/sitting-clock.h"

#include <time.h>

/* Samples in a row: some may wait behind other requests, and are worth less. */
#define N_SAMPLES 5
#define PERIOD_SECONDS 120
struct _CopilServerClock
{
  GObject          parent_instance;
  CopilConnection *connection;
  GCancellable    *cancellable;
  GMainContext    *context;
  GSource         *timer;
  CopilTimeFunc    steady;
  CopilTimeFunc    wall;
  gpointer         user_data;

  CopilClock       clock;
  gint64           assumed;  /* of the base to the wall clock */
  gboolean         asking;
  guint            n_left;
  gint64           asked_at;
};

enum
{
  MEASURED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilServerClock, copil_server_clock, G_TYPE_OBJECT)

/* Not set by anybody, and it counts while the computer sleeps. */
static gint64
get_boot_time (gpointer user_data)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
get_wall_time (gpointer user_data)
{
  return g_get_real_time ();
}

static gint64
steady (CopilServerClock *self)
{
  return self->steady (self->user_data);
}

static void
clear_timer (CopilServerClock *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
copil_server_clock_dispose (GObject *object)
{
  CopilServerClock *self = COPIL_SERVER_CLOCK (object);

  g_cancellable_cancel (self->cancellable);
  clear_timer (self);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_server_clock_parent_class)->dispose (object);
}

static void
copil_server_clock_finalize (GObject *object)
{
  CopilServerClock *self = COPIL_SERVER_CLOCK (object);

  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (copil_server_clock_parent_class)->finalize (object);
}

static void
copil_server_clock_class_init (CopilServerClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_server_clock_dispose;
  object_class->finalize = copil_server_clock_finalize;
  signals[MEASURED] = g_signal_new ("measured", COPIL_TYPE_SERVER_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
copil_server_clock_init (CopilServerClock *self)
{
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->steady = get_boot_time;
  self->wall = get_wall_time;
}

/* -- Samples ---------------------------------------------------------------------------------- */

static void
take_sample (CopilServerClock *self,
             gint64            base)
{
  CopilClockSample sample = { self->asked_at, base, steady (self) };

  copil_clock_add (&self->clock, &sample);
  g_signal_emit (self, signals[MEASURED], 0);
}

static void sample (CopilServerClock *self);

static gboolean
again_cb (gpointer user_data)
{
  CopilServerClock *self = user_data;

  clear_timer (self);
  self->n_left = N_SAMPLES;
  sample (self);
  return G_SOURCE_REMOVE;
}

static void
sample_later (CopilServerClock *self)
{
  clear_timer (self);
  self->timer = g_timeout_source_new_seconds (PERIOD_SECONDS);
  g_source_set_callback (self->timer, again_cb, self, NULL);
  g_source_set_static_name (self->timer, "CopilServerClock");
  g_source_attach (self->timer, self->context);
}

static void
sampled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilServerClock) self = user_data;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->asking = FALSE;
  if (answer != NULL && copil_result_get_n_rows (answer) == 1)
    take_sample (self, copil_result_get_int (answer, 0, 0));
  /* Without an answer the next session begins anew. */
  if (answer != NULL && --self->n_left > 0)
    sample (self);
  else
    sample_later (self);
}

static void
sample (CopilServerClock *self)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.server_clock()");

  if (self->asking)
    return;
  self->asking = TRUE;
  self->asked_at = steady (self);
  copil_connection_query_async (self->connection, statement, self->cancellable, sampled_cb,
                                g_object_ref (self));
}

static void
ready_cb (CopilServerClock *self)
{
  self->n_left = N_SAMPLES;
  sample (self);
}

CopilServerClock *
copil_server_clock_new (CopilConnection *connection)
{
  CopilServerClock *self = g_object_new (COPIL_TYPE_SERVER_CLOCK, NULL);
  CopilConnectionState state = copil_connection_get_state (connection);

  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  if (state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY)
    ready_cb (self);
  return self;
}

/* -- The time --------------------------------------------------------------------------------- */

gint64
copil_server_clock_get_now (CopilServerClock *self)
{
  g_return_val_if_fail (COPIL_IS_SERVER_CLOCK (self), 0);
  return self->clock.known ? copil_clock_now (&self->clock, steady (self))
                           : self->wall (self->user_data) + self->assumed;
}

gboolean
copil_server_clock_is_measured (CopilServerClock *self)
{
  g_return_val_if_fail (COPIL_IS_SERVER_CLOCK (self), FALSE);
  return self->clock.known;
}

gint64
copil_server_clock_get_accuracy (CopilServerClock *self)
{
  g_return_val_if_fail (COPIL_IS_SERVER_CLOCK (self), -1);
  return self->clock.known ? self->clock.error : -1;
}

gint64
copil_server_clock_get_difference (CopilServerClock *self)
{
  g_return_val_if_fail (COPIL_IS_SERVER_CLOCK (self), 0);
  return copil_server_clock_get_now (self) - self->wall (self->user_data);
}

void
copil_server_clock_assume (CopilServerClock *self,
                           gint64            difference)
{
  g_return_if_fail (COPIL_IS_SERVER_CLOCK (self));
  self->assumed = difference;
}

void
_copil_server_clock_set_sources (CopilServerClock *self,
                                 CopilTimeFunc     steady_source,
                                 CopilTimeFunc     wall_source,
                                 gpointer          user_data)
{
  self->steady = steady_source;
  self->wall = wall_source;
  self->user_data = user_data;
  self->clock = (CopilClock) { 0 };
}
