/* outbox-send.c: ask, send, judge the answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/outbox-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "db/connection-private.h"
#include "db/outcome.h"

/* A command that meets others on the same rows again and again is given back to the person. */
#define MAX_TRIES 6

typedef struct
{
  CopilOutbox  *outbox;
  CopilCommand *command;
} Sending;

static gboolean
is_connected (CopilOutbox *self)
{
  CopilConnectionState state = copil_connection_get_state (self->connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

static CopilCommand *
find (CopilOutbox *self,
      const char  *id)
{
  for (guint i = 0; i < self->commands->len; i++)
    {
      CopilCommand *command = g_ptr_array_index (self->commands, i);

      if (g_strcmp0 (copil_command_get_id (command), id) == 0)
        return command;
    }
  return NULL;
}

static void
set_state (CopilOutbox      *self,
           CopilCommand     *command,
           CopilCommandState state,
           const char       *message)
{
  _copil_command_set_state (command, state, message);
  _copil_outbox_update_pending (self);
}

/* "Refusé" says that nothing happened. Of a command that may have reached the server before, a
 * refusal alone does not: the first sending may have taken effect and the role been lost since. */
static void
refuse (CopilOutbox  *self,
        CopilCommand *command,
        const char   *message)
{
  if (_copil_command_take_doubt (command))
    {
      _copil_command_set_refusal (command, message);
      set_state (self, command, COPIL_COMMAND_CHECKING, NULL);
      return;
    }
  set_state (self, command, COPIL_COMMAND_REFUSED, message);
  /* Or the next run would send it once more. */
  _copil_outbox_save (self, command);
}

static gboolean
retry_cb (gpointer user_data)
{
  CopilOutbox *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  _copil_outbox_advance (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CopilOutbox *self,
             guint        n_tries)
{
  CopilConnectionClock *clock = &self->connection->clock;
  gint64 delay = _copil_backoff_delay (n_tries, clock->random (clock->data));

  if (self->retry != NULL)
    return;
  self->retry = g_timeout_source_new (MAX (delay / 1000, 10));
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_set_static_name (self->retry, "CopilOutbox");
  g_source_attach (self->retry, self->context);
}

typedef enum
{
  VERDICT_CHECK,  /* nobody knows: ask by the UUID */
  VERDICT_WAIT,   /* had no effect, and may be sent as it is, for ever */
  VERDICT_RETRY,  /* the same, a few times */
  VERDICT_REFUSE, /* had no effect, and would never have one */
} Verdict;

static const struct
{
  const char *sqlstate; /* or its class */
  Verdict     verdict;
} verdicts[] = {
  { "25006", VERDICT_WAIT }, /* a standby, or a server put to read-only */
  { "40", VERDICT_RETRY },   /* serialisation, deadlock */
  { "53", VERDICT_WAIT },    /* disk full, too many connections */
  { "55P03", VERDICT_RETRY },
  { "57", VERDICT_WAIT },
  { "58", VERDICT_RETRY },
  { "XX", VERDICT_RETRY },
  { "CP426", VERDICT_WAIT }, /* until one side is upgraded */
  { "CP427", VERDICT_WAIT },
};

static Verdict
judge (const GError *error)
{
  const char *sqlstate = copil_db_error_get_sqlstate (error);

  if (g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNKNOWN_OUTCOME))
    return VERDICT_CHECK;
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (g_str_has_prefix (sqlstate, verdicts[i].sqlstate))
      return verdicts[i].verdict;
  if (copil_db_error_is_retryable (error)
      || g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CLOSED))
    return VERDICT_WAIT;
  return VERDICT_REFUSE;
}

static void
apply_verdict (CopilOutbox  *self,
               CopilCommand *command,
               const GError *error)
{
  g_autofree char *sentence = copil_db_error_to_sentence (error);
  guint n_tries = _copil_command_count_try (command);

  switch (judge (error))
    {
    case VERDICT_CHECK:
      set_state (self, command, COPIL_COMMAND_CHECKING, NULL);
      break;
    case VERDICT_RETRY:
      if (n_tries + 1 >= MAX_TRIES)
        {
          refuse (self, command, sentence);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case VERDICT_WAIT:
      set_state (self, command, COPIL_COMMAND_WAITING, sentence);
      retry_later (self, n_tries);
      break;
    case VERDICT_REFUSE:
    default:
      refuse (self, command, sentence);
      break;
    }
}

static void
record (CopilOutbox  *self,
        CopilCommand *command,
        const char   *answer)
{
  _copil_command_set_answer (command, answer);
  set_state (self, command, COPIL_COMMAND_RECORDED, NULL);
  _copil_outbox_save (self, command);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Sending *sending = user_data;
  g_autoptr (CopilOutbox) self = sending->outbox;
  g_autoptr (CopilCommand) command = sending->command;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  g_free (sending);
  self->under_way = FALSE;
  if (answer == NULL)
    apply_verdict (self, command, error);
  else
    record (self, command,
            copil_result_get_n_rows (answer) > 0 ? copil_result_get_text (answer, 0, 0) : NULL);
  _copil_outbox_forget_old (self);
  _copil_outbox_advance (self);
}

static void
send_command (CopilOutbox  *self,
              CopilCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilStatement) statement = _copil_command_to_statement (command, &error);
  Sending *sending;

  if (statement == NULL)
    {
      g_autofree char *sentence = copil_db_error_to_sentence (error);

      refuse (self, command, sentence);
      return;
    }
  sending = g_new0 (Sending, 1);
  sending->outbox = g_object_ref (self);
  sending->command = g_object_ref (command);
  self->under_way = TRUE;
  set_state (self, command, COPIL_COMMAND_SENT, NULL);
  copil_connection_query_async (self->connection, statement, NULL, sent_cb, sending);
}

/* What the server has no outcome of had none: never received, or lost with the primary that
 * recorded it. */
static void
settle_one (CopilOutbox  *self,
            CopilCommand *command,
            CopilResult  *outcomes,
            guint         row)
{
  g_autofree char *refusal = g_strdup (_copil_command_get_refusal (command));

  if (copil_result_get_bool (outcomes, row, 0))
    record (self, command, copil_result_get_text (outcomes, row, 1));
  else if (refusal != NULL)
    refuse (self, command, refusal);
  else
    {
      _copil_command_set_answer (command, NULL);
      set_state (self, command, COPIL_COMMAND_WAITING, NULL);
    }
}

typedef struct
{
  CopilOutbox *outbox;
  GPtrArray   *asked;
} Asking;

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Asking *asking = user_data;
  g_autoptr (CopilOutbox) self = asking->outbox;
  g_autoptr (GPtrArray) asked = asking->asked;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) outcomes =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  g_free (asking);
  self->under_way = FALSE;
  if (outcomes == NULL)
    {
      /* Still in doubt, whatever the reason. */
      self->verify = TRUE;
      retry_later (self, 3);
      return;
    }
  /* What was dismissed meanwhile would be written again. */
  for (guint i = 0; i < asked->len; i++)
    if (g_ptr_array_find (self->commands, g_ptr_array_index (asked, i), NULL))
      settle_one (self, g_ptr_array_index (asked, i), outcomes, i);
  _copil_outbox_advance (self);
}

static GPtrArray *
in_doubt (CopilOutbox *self)
{
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->commands->len; i++)
    {
      CopilCommand *command = g_ptr_array_index (self->commands, i);
      CopilCommandState state = copil_command_get_state (command);

      if (state == COPIL_COMMAND_CHECKING || (self->verify && state == COPIL_COMMAND_RECORDED))
        g_ptr_array_add (asked, g_object_ref (command));
    }
  return asked;
}

static void
ask (CopilOutbox *self,
     GPtrArray   *asked)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (CopilStatement) statement = NULL;
  Asking *asking = g_new0 (Asking, 1);

  for (guint i = 0; i < asked->len; i++)
    g_ptr_array_add (ids, (char *) copil_command_get_id (g_ptr_array_index (asked, i)));
  statement = copil_outcome_ask ((const char *const *) ids->pdata, ids->len);
  asking->outbox = g_object_ref (self);
  asking->asked = g_ptr_array_ref (asked);
  self->under_way = TRUE;
  self->verify = FALSE;
  copil_connection_query_async (self->connection, statement, NULL, asked_cb, asking);
}

/* A command whose predecessor was refused makes no sense; one whose predecessor is gone from
 * the list follows one that was recorded. */
static CopilCommandState
state_of_predecessor (CopilOutbox  *self,
                      CopilCommand *command)
{
  const char *id = copil_command_get_depends_on (command);
  CopilCommand *predecessor = id != NULL ? find (self, id) : NULL;

  return predecessor != NULL ? copil_command_get_state (predecessor) : COPIL_COMMAND_RECORDED;
}

static void
send_next (CopilOutbox *self)
{
  for (guint i = 0; i < self->commands->len && !self->under_way; i++)
    {
      CopilCommand *command = g_ptr_array_index (self->commands, i);
      CopilCommandState before;

      if (copil_command_get_state (command) != COPIL_COMMAND_WAITING)
        continue;
      before = state_of_predecessor (self, command);
      if (before == COPIL_COMMAND_RECORDED)
        send_command (self, command);
      else if (before == COPIL_COMMAND_REFUSED)
        refuse (self, command, _("What this entry builds on was refused. Nothing was changed. "
                                 "Correct the first one, then enter this one again."));
    }
}

/* One statement at a time, in the order of the list; what is in doubt first. */
void
_copil_outbox_advance (CopilOutbox *self)
{
  g_autoptr (GPtrArray) asked = NULL;

  if (self->under_way || self->retry != NULL || !is_connected (self))
    return;
  asked = in_doubt (self);
  if (asked->len == 0)
    {
      send_next (self);
      g_ptr_array_unref (asked);
      asked = in_doubt (self);
    }
  if (asked->len > 0 && !self->under_way)
    ask (self, asked);
}

void
_copil_outbox_session_began (CopilOutbox *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  self->verify = TRUE;
  _copil_outbox_forget_old (self);
  _copil_outbox_advance (self);
}
