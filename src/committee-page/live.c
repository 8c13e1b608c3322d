/* live.c: a sitting that is being held, as its screens share it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live.h"

#include "committee/frozen.h"

struct _CopilLive
{
  GObject parent_instance;
  CopilRoom *room;
  CopilCube *cube;
  char *committee;
  char *own_member;
  CopilConnection *connection;
  char *key;
  char *authority;
  char *selected;    /* item id; NULL: the current one */
  GPtrArray *agenda; /* CopilAgendaEntry */
  GCancellable *cancellable;
  gboolean operates;
  gboolean fictitious;
  guint tick_id;
};

enum
{
  CHANGED,
  TICK,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilLive, copil_live, G_TYPE_OBJECT)

/* -- The agenda ------------------------------------------------------------------------------- */

guint
copil_live_get_n_items (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), 0);
  return self->agenda->len;
}

const CopilAgendaEntry *
copil_live_get_item (CopilLive *self, guint index)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self) && index < self->agenda->len, NULL);
  return self->agenda->pdata[index];
}

int
copil_live_find_item (CopilLive *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->agenda->len; i++)
    if (g_strcmp0 (copil_record_get_id (copil_live_get_item (self, i)->item), id) == 0)
      return (int) i;
  return -1;
}

int
copil_live_get_current (CopilLive *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self);

  if (sitting == NULL)
    return -1;
  return copil_live_find_item (self, copil_record_get_string (sitting, "current_item"));
}

int
copil_live_step (CopilLive *self, int index, int step)
{
  for (int i = index + step; i >= 0 && i < (int) self->agenda->len; i += step)
    if (copil_live_get_item (self, i)->n_children == 0)
      return i;
  return -1;
}

int
copil_live_get_selected (CopilLive *self)
{
  int index = copil_live_find_item (self, self->selected);

  return index >= 0 ? index : copil_live_get_current (self);
}

void
copil_live_select (CopilLive *self, int index)
{
  const char *id =
      index < 0 ? NULL : copil_record_get_id (copil_live_get_item (self, index)->item);

  if (g_strcmp0 (id, self->selected) == 0)
    return;
  g_free (self->selected);
  self->selected = g_strdup (id);
  g_signal_emit (self, signals[CHANGED], 0);
}

GPtrArray *
copil_live_list_undecided (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return copil_agenda_list_undecided (self->agenda);
}

/* -- What is known ---------------------------------------------------------------------------- */

CopilSittingStore *
copil_live_get_store (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return copil_room_get_store (self->room);
}

CopilRoom *
copil_live_get_room (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->room;
}

CopilCube *
copil_live_get_cube (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->cube;
}

const char *
copil_live_get_committee (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->committee;
}

gboolean
copil_live_get_operates (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), FALSE);
  return self->operates;
}

gboolean
copil_live_is_fictitious (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), FALSE);
  return self->fictitious;
}

const char *
copil_live_get_own_member (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->own_member;
}

CopilConnection *
copil_live_get_connection (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->connection;
}

const char *
copil_live_get_key (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->key;
}

const char *
copil_live_get_authority (CopilLive *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE (self), NULL);
  return self->authority;
}

gint64
copil_live_get_now (CopilLive *self)
{
  return copil_sitting_store_get_now (copil_live_get_store (self));
}

GListModel *
copil_live_get_list (CopilLive *self, const char *kind)
{
  return copil_sitting_store_get_list (copil_live_get_store (self), kind);
}

CopilRecord *
copil_live_get_sitting (CopilLive *self)
{
  return copil_sitting_store_get_sitting (copil_live_get_store (self));
}

const char *
copil_live_get_stage (CopilLive *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self);

  return sitting != NULL ? copil_record_get_word (sitting, "stage") : "";
}

CopilRecord *
copil_live_find_vote (CopilLive *self, CopilRecord *item)
{
  GListModel *votes = copil_live_get_list (self, "vote");

  for (guint i = g_list_model_get_n_items (votes); i > 0; i--)
    {
      g_autoptr (CopilRecord) vote = g_list_model_get_item (votes, i - 1);

      if (g_strcmp0 (copil_record_get_string (vote, "item_id"), copil_record_get_id (item)) == 0
          && !g_str_equal (copil_record_get_word (vote, "verdict"), "cancelled"))
        return vote;
    }
  return NULL;
}

/* Of two at the same instant, the later in the list is the later. */
gboolean
copil_live_is_here (CopilLive *self, const char *member)
{
  GListModel *list = copil_live_get_list (self, "attendance");
  gint64 latest = G_MININT64;
  gboolean here = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) row = g_list_model_get_item (list, i);
      gint64 at = copil_record_get_time (row, "at");

      if (at < latest || !g_str_equal (copil_record_get_word (row, "member_id"), member))
        continue;
      latest = at;
      here = copil_record_get_bool (row, "entered");
    }
  return here;
}

/* -- Time ------------------------------------------------------------------------------------- */

CopilTimer
copil_live_get_timer (CopilLive *self, CopilRecord *item)
{
  return copil_live_timer (copil_live_get_list (self, "clock_event"), item);
}

static CopilItemProgress
progress_of (CopilRecord *item)
{
  const char *outcome = copil_record_get_word (item, "outcome");

  if (g_str_equal (outcome, "pending"))
    return COPIL_ITEM_TO_COME;
  if (g_str_equal (outcome, "current"))
    return COPIL_ITEM_CURRENT;
  return g_str_equal (outcome, "postponed") || g_str_equal (outcome, "withdrawn")
             ? COPIL_ITEM_PUT_OFF
             : COPIL_ITEM_DONE;
}

CopilSittingTime
copil_live_get_time (CopilLive *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self);
  g_autoptr (GArray) times = g_array_new (FALSE, TRUE, sizeof (CopilItemTime));
  gint64 start = sitting != NULL ? copil_record_get_time (sitting, "starts_at") : 0;

  for (guint i = 0; i < self->agenda->len; i++)
    {
      const CopilAgendaEntry *entry = copil_live_get_item (self, i);
      CopilItemTime time = { progress_of (entry->item), copil_live_get_timer (self, entry->item) };

      if (entry->n_children == 0)
        g_array_append_val (times, time);
    }
  return copil_sitting_time (start, copil_live_get_now (self), (CopilItemTime *) times->data,
                             times->len);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void
add_value (JsonObject *object, const char *name, char letter, va_list *values)
{
  if (letter == 'i')
    json_object_set_int_member (object, name, va_arg (*values, int));
  else if (letter == 'b')
    json_object_set_boolean_member (object, name, va_arg (*values, gboolean));
  else if (letter == 't')
    {
      g_autofree char *text = copil_instant_to_sql (va_arg (*values, gint64));

      json_object_set_string_member (object, name, text);
    }
  else
    {
      const char *text = va_arg (*values, const char *);

      if (text != NULL)
        json_object_set_string_member (object, name, text);
      else
        json_object_set_null_member (object, name);
    }
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CopilLive) self = COPIL_LIVE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCommand) command =
      copil_store_submit_finish (COPIL_STORE (source), result, &error);

  if (command == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[REFUSED], 0, error->message);
}

void
copil_live_submit (CopilLive *self, const char *label, const char *function, ...)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  const char *name;
  va_list values;

  g_return_if_fail (COPIL_IS_LIVE (self));
  va_start (values, function);
  while ((name = va_arg (values, const char *)) != NULL)
    {
      char letter = (char) va_arg (values, int);

      add_value (parameters, name, letter, &values);
    }
  va_end (values);
  copil_store_submit_async (COPIL_STORE (copil_live_get_store (self)), function, parameters, label, NULL,
                                    self->cancellable, submitted_cb, g_object_ref (self));
}

/* -- The object ------------------------------------------------------------------------------- */

void
copil_live_refresh (CopilLive *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self);

  g_ptr_array_unref (self->agenda);
  self->agenda =
      copil_agenda_build (copil_live_get_list (self, "agenda_item"),
                          sitting != NULL ? copil_record_get_time (sitting, "starts_at") : 0);
  copil_room_look (self->room,
                   sitting != NULL ? copil_record_get_string (sitting, "current_item") : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
refused_cb (CopilLive *self, CopilCommand *command)
{
  const char *message = copil_command_get_message (command);

  g_signal_emit (self, signals[REFUSED], 0, message != NULL ? message : "");
}

static gboolean
tick_cb (gpointer data)
{
  g_signal_emit (data, signals[TICK], 0);
  return G_SOURCE_CONTINUE;
}

void
copil_live_set_cube (CopilLive *self, CopilCube *cube)
{
  g_return_if_fail (COPIL_IS_LIVE (self));
  if (g_set_object (&self->cube, cube))
    g_signal_emit (self, signals[CHANGED], 0);
}

void
copil_live_set_signing (CopilLive *self, CopilConnection *connection, const char *key,
                        const char *authority)
{
  g_return_if_fail (COPIL_IS_LIVE (self));
  g_set_object (&self->connection, connection);
  g_free (self->key);
  self->key = g_strdup (key);
  g_free (self->authority);
  self->authority = g_strdup (authority);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
copil_live_set_fictitious (CopilLive *self, gboolean fictitious)
{
  g_return_if_fail (COPIL_IS_LIVE (self));
  self->fictitious = fictitious;
}

static void
copil_live_dispose (GObject *object)
{
  CopilLive *self = COPIL_LIVE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (copil_live_parent_class)->dispose (object);
}

static void
copil_live_finalize (GObject *object)
{
  CopilLive *self = COPIL_LIVE (object);

  g_clear_object (&self->room);
  g_clear_object (&self->cube);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->agenda);
  g_free (self->committee);
  g_free (self->own_member);
  g_clear_object (&self->connection);
  g_free (self->key);
  g_free (self->authority);
  g_free (self->selected);
  G_OBJECT_CLASS (copil_live_parent_class)->finalize (object);
}

static void
copil_live_class_init (CopilLiveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_dispose;
  G_OBJECT_CLASS (klass)->finalize = copil_live_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[TICK] = g_signal_new ("tick", COPIL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", COPIL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
copil_live_init (CopilLive *self)
{
  self->agenda = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

CopilLive *
copil_live_new (CopilRoom *room, const char *committee, gboolean operates, const char *own_member)
{
  CopilLive *self = g_object_new (COPIL_TYPE_LIVE, NULL);
  CopilSittingStore *store = copil_room_get_store (room);

  self->room = g_object_ref (room);
  self->committee = g_strdup (committee);
  self->own_member = g_strdup (own_member);
  self->operates = operates;
  g_signal_connect_object (store, "changed", G_CALLBACK (copil_live_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_frozen_of_sitting (store), "changed",
                           G_CALLBACK (copil_live_refresh), self, G_CONNECT_SWAPPED);
  copil_live_refresh (self);
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  return self;
}
