/* connection-state.c: the table of edges, the source, the one decision what to wait for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

#include <time.h>

/* That of GTK's redraw: what the budget left over takes turns with it. Above, no frame would be
 * drawn; below, a window that is drawn without end would let nothing in. */
#define PRIORITY_LEFT_OVER (G_PRIORITY_HIGH_IDLE + 20)
#define BACKOFF_FIRST (G_USEC_PER_SEC / 2)
#define BACKOFF_MAX (60 * G_USEC_PER_SEC)

typedef struct
{
  GSource          source;
  CopilConnection *connection;
} ConnectionSource;

#define TO(state) (1u << COPIL_CONNECTION_##state)

/* An edge that is not here is a bug. */
static const guint edges[] = {
  [COPIL_CONNECTION_CLOSED] = TO (RESOLVING),
  [COPIL_CONNECTION_RESOLVING] = TO (CONNECTING) | TO (BACKOFF) | TO (CLOSED),
  [COPIL_CONNECTION_CONNECTING] = TO (PREPARING) | TO (BACKOFF) | TO (CLOSED),
  [COPIL_CONNECTION_PREPARING] = TO (READY) | TO (BACKOFF) | TO (CLOSED),
  [COPIL_CONNECTION_READY] = TO (BUSY) | TO (BACKOFF) | TO (CLOSED),
  [COPIL_CONNECTION_BUSY] = TO (READY) | TO (BACKOFF) | TO (CLOSED),
  [COPIL_CONNECTION_BACKOFF] = TO (RESOLVING) | TO (CLOSED),
};

void
_copil_connection_set_state (CopilConnection     *self,
                             CopilConnectionState state)
{
  if (self->state == state)
    return;
  if ((edges[self->state] & (1u << state)) == 0)
    g_error ("connection: no edge from state %d to state %d", self->state, state);
  g_debug ("connection %p: state %d to %d", self, self->state, state);
  self->state = state;
  _copil_connection_push_event (self, EVENT_STATE);
}

gint64
_copil_connection_now (CopilConnection *self)
{
  return self->clock.now (self->clock.data);
}

gint64
_copil_connection_asleep (CopilConnection *self)
{
  return self->clock.asleep (self->clock.data);
}

/**
 * _copil_backoff_delay:
 * @attempt: how many tries failed before, from 0
 * @random: 0 to 1
 *
 * Exponential with full jitter, so that the stations of a server that fell do not return
 * together.
 *
 * Returns: microseconds, at most 0.5 s for the first try and 60 s from the eighth on
 */
gint64
_copil_backoff_delay (guint  attempt,
                      double random)
{
  gint64 ceiling = attempt < 7 ? (gint64) BACKOFF_FIRST << attempt : BACKOFF_MAX;

  return (gint64) (random * (double) MIN (ceiling, BACKOFF_MAX));
}

static gboolean
has_session (CopilConnection *self)
{
  return self->state == COPIL_CONNECTION_PREPARING || self->state == COPIL_CONNECTION_READY
         || self->state == COPIL_CONNECTION_BUSY;
}

static GIOCondition
wanted_condition (CopilConnection *self)
{
  if (self->state == COPIL_CONNECTION_CONNECTING)
    return self->polling == PGRES_POLLING_READING ? G_IO_IN : G_IO_OUT;
  if (has_session (self))
    return self->flush_pending ? G_IO_IN | G_IO_OUT : G_IO_IN;
  return 0;
}

static gint64
earlier (gint64 a,
         gint64 b)
{
  if (a == 0 || b == 0)
    return MAX (a, b);
  return MIN (a, b);
}

/* On the connection's clock; 0: nothing to wait for but the socket. */
static gint64
wanted_time (CopilConnection *self)
{
  gint64 deadline = self->current != NULL ? self->current->deadline : 0;

  switch (self->state)
    {
    case COPIL_CONNECTION_RESOLVING:
      return self->try_deadline;
    case COPIL_CONNECTION_CONNECTING:
      return earlier (self->try_deadline, self->host_deadline);
    case COPIL_CONNECTION_PREPARING:
    case COPIL_CONNECTION_READY:
    case COPIL_CONNECTION_BUSY:
      return earlier (deadline, self->tick);
    case COPIL_CONNECTION_BACKOFF:
      return self->retry_time;
    case COPIL_CONNECTION_CLOSED:
    default:
      return 0;
    }
}

static void
update_ready_time (CopilConnection *self)
{
  gint64 wanted = wanted_time (self);

  if (self->more || !g_queue_is_empty (&self->events))
    g_source_set_ready_time (self->source, 0);
  else if (wanted == 0)
    g_source_set_ready_time (self->source, -1);
  else
    g_source_set_ready_time (self->source,
                             g_get_monotonic_time () + MAX (wanted - _copil_connection_now (self),
                                                            0));
}

/* Must be called before libpq closes the socket: a watch on a closed descriptor spins. */
void
_copil_connection_drop_watch (CopilConnection *self)
{
  if (self->tag != NULL && self->source != NULL)
    g_source_remove_unix_fd (self->source, self->tag);
  self->tag = NULL;
}

static void
update_descriptor (CopilConnection *self)
{
  GIOCondition condition = wanted_condition (self);
  int fd = self->pg != NULL ? PQsocket (self->pg) : -1;

  if (self->refresh_watch || condition == 0 || fd < 0 || fd != self->watched_fd)
    _copil_connection_drop_watch (self);
  self->refresh_watch = FALSE;
  if (condition == 0 || fd < 0)
    return;
  if (self->tag != NULL)
    g_source_modify_unix_fd (self->source, self->tag, condition);
  else
    self->tag = g_source_add_unix_fd (self->source, fd, condition);
  self->watched_fd = fd;
}

/* The one place that decides what the connection waits for. */
void
_copil_connection_update_watch (CopilConnection *self)
{
  int priority = self->more ? PRIORITY_LEFT_OVER : G_PRIORITY_DEFAULT;

  if (self->source == NULL)
    return;
  update_descriptor (self);
  update_ready_time (self);
  if (g_source_get_priority (self->source) != priority)
    g_source_set_priority (self->source, priority);
}

static gboolean
source_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  CopilConnection *self = ((ConnectionSource *) source)->connection;
  GIOCondition revents = self->tag != NULL ? g_source_query_unix_fd (source, self->tag) : 0;

  _copil_connection_step (self, revents);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { NULL, NULL, source_dispatch, NULL, NULL, NULL };

void
_copil_connection_add_source (CopilConnection *self)
{
  self->source = g_source_new (&source_funcs, sizeof (ConnectionSource));
  ((ConnectionSource *) self->source)->connection = self;
  g_source_set_static_name (self->source, "CopilConnection");
  /* A callback may run a loop of its own until another answer has come (copilctl does). */
  g_source_set_can_recurse (self->source, TRUE);
  g_source_attach (self->source, self->context);
}

void
_copil_connection_remove_source (CopilConnection *self)
{
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->tag = NULL;
}

void
_copil_connection_wake (CopilConnection *self)
{
  g_source_set_ready_time (self->source, 0);
}
