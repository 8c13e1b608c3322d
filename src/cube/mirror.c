/* mirror.c: keeps a cube the image of what a server publishes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/mirror-private.h"

#include "db/error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* How long a login without rights waits before it asks again. */
#define DENIED_RETRY_SECONDS 60

enum
{
  PROP_0,
  PROP_CUBE,
  PROP_STATE,
  PROP_PROGRESS,
  N_PROPERTIES,
};

enum
{
  SIGNAL_TOPIC,
  SIGNAL_FEED,
  SIGNAL_REFILL,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilMirror, copil_mirror, G_TYPE_OBJECT)

static gboolean
is_connected (CopilMirror *self)
{
  CopilConnectionState state = copil_connection_get_state (self->connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

void
_copil_mirror_notify_progress (CopilMirror *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

void
_copil_mirror_set_state (CopilMirror      *self,
                         CopilMirrorState  state,
                         GError           *error)
{
  g_clear_error (&self->error);
  self->error = error;
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
damaged_cb (CopilMirror *self)
{
  /* What is left of the file is not worth another look. */
  if (self->path != NULL)
    g_unlink (self->path);
  _copil_mirror_notify_progress (self);
  _copil_mirror_advance (self);
}

void
_copil_mirror_set_cube (CopilMirror *self,
                        CopilCube   *cube)
{
  if (self->cube == cube)
    return;
  if (self->cube != NULL)
    g_signal_handlers_disconnect_by_func (self->cube, damaged_cb, self);
  g_set_object (&self->cube, cube);
  if (cube != NULL)
    g_signal_connect_object (cube, "damaged", G_CALLBACK (damaged_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUBE]);
  _copil_mirror_notify_progress (self);
}

void
_copil_mirror_confirm (CopilMirror *self)
{
  self->confirmed = g_get_real_time ();
  self->origin->confirmed = self->confirmed / G_USEC_PER_SEC;
}

static gboolean
retry_cb (gpointer user_data)
{
  CopilMirror *self = user_data;

  g_clear_pointer (&self->retry_timer, g_source_unref);
  self->want_identity = TRUE;
  _copil_mirror_advance (self);
  return G_SOURCE_REMOVE;
}

static void
clear_timer (GSource **timer)
{
  if (*timer != NULL)
    g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

static void
retry_later (CopilMirror *self)
{
  clear_timer (&self->retry_timer);
  self->retry_timer = g_timeout_source_new_seconds (DENIED_RETRY_SECONDS);
  g_source_set_callback (self->retry_timer, retry_cb, self, NULL);
  g_source_attach (self->retry_timer, g_main_context_get_thread_default ());
}

void
_copil_mirror_deny (CopilMirror *self)
{
  _copil_mirror_purge (self);
  g_clear_object (&self->feed);
  g_array_set_size (self->batches, 0);
  self->identified = FALSE;
  g_clear_pointer (&self->origin->annotations, g_bytes_unref);
  _copil_mirror_set_cube (self, NULL);
  _copil_mirror_set_state (
    self, COPIL_MIRROR_DENIED,
    g_error_new_literal (COPIL_DB_ERROR, COPIL_DB_ERROR_DENIED,
                         _ ("Your login has no role in Copil at present: ask the administrator "
                            "of the base")));
  retry_later (self);
}

void
_copil_mirror_fail (CopilMirror *self,
                    GError      *error)
{
  gboolean again = copil_db_error_is_retryable (error)
                   || g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT)
                   || g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CLOSED)
                   || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (g_strcmp0 (copil_db_error_get_sqlstate (error), "CP401") == 0)
    {
      g_error_free (error);
      _copil_mirror_deny (self);
    }
  else if (!again)
    {
      self->identified = FALSE;
      _copil_mirror_set_state (self, COPIL_MIRROR_FAILED, error);
      retry_later (self);
    }
  else
    {
      /* The next session, or the next look, begins with who we are. */
      self->identified = FALSE;
      self->want_identity = TRUE;
      _copil_mirror_set_state (self,
                               self->cube != NULL ? COPIL_MIRROR_STALE : COPIL_MIRROR_EMPTY,
                               error);
      if (is_connected (self))
        retry_later (self);
    }
}

/* What is shown is what the server has, as far as it arrived. */
static void
go_live (CopilMirror *self)
{
  if (self->cube != NULL && self->state != COPIL_MIRROR_LIVE)
    _copil_mirror_set_state (self, COPIL_MIRROR_LIVE, NULL);
}

/* One step at a time, the most urgent first: a change that was just told comes before the
 * planes that are still to be filled. */
void
_copil_mirror_advance (CopilMirror *self)
{
  if (!self->started || self->busy || !is_connected (self))
    return;
  if (self->want_identity)
    {
      _copil_mirror_identify (self);
      return;
    }
  if (!self->identified)
    return;
  if (self->want_documents)
    {
      _copil_mirror_load_documents (self);
      return;
    }
  if (self->batches->len > 0)
    {
      _copil_mirror_apply_batches (self);
      return;
    }
  if (self->want_annotations)
    {
      _copil_mirror_load_annotations (self);
      return;
    }
  go_live (self);
  _copil_mirror_fill (self);
}

static void
ready_cb (CopilMirror *self)
{
  self->want_identity = TRUE;
  self->identified = FALSE;
  _copil_mirror_advance (self);
}

static void
lost_cb (CopilMirror  *self,
         const GError *error)
{
  self->identified = FALSE;
  if (self->state == COPIL_MIRROR_DENIED)
    return;
  _copil_mirror_set_state (self, self->cube != NULL ? COPIL_MIRROR_STALE : COPIL_MIRROR_EMPTY,
                           error != NULL ? g_error_copy (error) : NULL);
}

void
copil_mirror_start (CopilMirror *self)
{
  g_return_if_fail (COPIL_IS_MIRROR (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  _copil_mirror_open_file (self);
  if (self->cube != NULL)
    _copil_mirror_set_state (self, COPIL_MIRROR_STALE, NULL);
  /* The feed looks first: when the server says where it stands, what it told is known. */
  if (self->cube != NULL && self->origin->cursor != NULL && *self->origin->cursor != '\0')
    _copil_mirror_follow (self, self->origin->cursor);
  g_signal_connect_object (self->connection, "ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "lost", G_CALLBACK (lost_cb), self,
                           G_CONNECT_SWAPPED);
  self->want_identity = TRUE;
  _copil_mirror_advance (self);
}

void
copil_mirror_retry (CopilMirror *self)
{
  g_return_if_fail (COPIL_IS_MIRROR (self));

  self->want_identity = TRUE;
  _copil_mirror_advance (self);
}

static gboolean
is_settled (CopilMirror *self,
            gboolean     complete)
{
  if (self->state == COPIL_MIRROR_DENIED || self->state == COPIL_MIRROR_FAILED
      || self->error != NULL)
    return TRUE;
  return self->state == COPIL_MIRROR_LIVE && !self->want_identity && !self->want_documents
         && !self->want_annotations && self->batches->len == 0 && (!complete || copil_cube_is_complete (self->cube));
}

gboolean
copil_mirror_wait (CopilMirror  *self,
                   gboolean      complete,
                   GError      **error)
{
  g_return_val_if_fail (COPIL_IS_MIRROR (self), FALSE);
  g_return_val_if_fail (self->started, FALSE);

  while (!is_settled (self, complete))
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  if (self->state == COPIL_MIRROR_LIVE)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

CopilCube *
copil_mirror_get_cube (CopilMirror *self)
{
  return self->cube;
}

CopilMirrorState
copil_mirror_get_state (CopilMirror *self)
{
  return self->state;
}

double
copil_mirror_get_progress (CopilMirror *self)
{
  guint n = 0, n_complete = 0;

  if (self->cube != NULL)
    n = copil_catalogue_get_n_measures (copil_cube_get_catalogue (self->cube));
  for (guint i = 0; i < n; i++)
    n_complete += copil_cube_get_plane (self->cube, i)->complete;
  return n > 0 ? n_complete / (double) n : 0;
}

gint64
copil_mirror_get_confirmed (CopilMirror *self)
{
  return self->confirmed;
}

const GError *
copil_mirror_get_error (CopilMirror *self)
{
  return self->error;
}

const GError *
copil_mirror_get_mismatch (CopilMirror *self)
{
  return self->mismatch;
}

const GError *
copil_mirror_get_file_error (CopilMirror *self)
{
  return self->file_error;
}

gboolean
copil_mirror_is_fictitious (CopilMirror *self)
{
  return self->origin->fictitious;
}

const char *
copil_mirror_get_person (CopilMirror *self)
{
  return self->origin->person;
}

void
copil_mirror_set_page (CopilMirror *self,
                       const char  *set,
                       const char  *code,
                       const char  *indicator)
{
  g_return_if_fail (COPIL_IS_MIRROR (self));

  g_free (self->page_set);
  g_free (self->page_code);
  g_free (self->page_indicator);
  self->page_set = g_strdup (set);
  self->page_code = g_strdup (code);
  self->page_indicator = g_strdup (indicator);
}

static void
copil_mirror_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CopilMirror *self = COPIL_MIRROR (object);

  switch (property_id)
    {
    case PROP_CUBE:
      g_value_set_object (value, self->cube);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, copil_mirror_get_progress (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
copil_mirror_dispose (GObject *object)
{
  CopilMirror *self = COPIL_MIRROR (object);

  g_cancellable_cancel (self->cancellable);
  _copil_mirror_stop_reading (self);
  clear_timer (&self->save_timer);
  clear_timer (&self->retry_timer);
  g_clear_object (&self->feed);
  g_clear_object (&self->connection);
  g_clear_object (&self->cube);
  G_OBJECT_CLASS (copil_mirror_parent_class)->dispose (object);
}

static void
copil_mirror_finalize (GObject *object)
{
  CopilMirror *self = COPIL_MIRROR (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reader, copil_series_reader_free);
  g_clear_error (&self->error);
  g_clear_error (&self->mismatch);
  g_clear_error (&self->file_error);
  g_array_unref (self->batches);
  g_array_unref (self->filling);
  g_array_unref (self->changes);
  g_hash_table_unref (self->change_times);
  copil_cube_origin_free (self->origin);
  g_free (self->path);
  g_free (self->page_set);
  g_free (self->page_code);
  g_free (self->page_indicator);
  G_OBJECT_CLASS (copil_mirror_parent_class)->finalize (object);
}

static void
copil_mirror_class_init (CopilMirrorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_mirror_get_property;
  object_class->dispose = copil_mirror_dispose;
  object_class->finalize = copil_mirror_finalize;

  properties[PROP_CUBE] = g_param_spec_object ("cube", NULL, NULL, COPIL_TYPE_CUBE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE]
    = g_param_spec_int ("state", NULL, NULL, COPIL_MIRROR_EMPTY, COPIL_MIRROR_FAILED,
                        COPIL_MIRROR_EMPTY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_TOPIC]
    = g_signal_new ("topic", COPIL_TYPE_MIRROR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_FEED]
    = g_signal_new ("feed", COPIL_TYPE_MIRROR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_REFILL]
    = g_signal_new ("refill", COPIL_TYPE_MIRROR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

static void
copil_mirror_init (CopilMirror *self)
{
  self->cancellable = g_cancellable_new ();
  self->batches = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->filling = g_array_new (FALSE, FALSE, sizeof (guint));
  self->changes = g_array_new (FALSE, FALSE, sizeof (CopilCubeChange));
  self->change_times = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

CopilMirror *
copil_mirror_new (CopilConnection *connection,
                  const char      *server,
                  const char      *login)
{
  CopilMirror *self = g_object_new (COPIL_TYPE_MIRROR, NULL);

  self->connection = g_object_ref (connection);
  self->origin = copil_cube_origin_new (server, login);
  return self;
}
