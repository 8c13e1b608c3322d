/* station.c: this person at this base: what is known, and how fresh it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/station.h"

#include "app/person.h"
#include "cube/mirror.h"
#include "db/error.h"
#include "db/server-probe.h"
#include "db/server-settings.h"
#include "demo/base.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Until the base of this computer can be used: its server was stopped, or its disk was full. */
#define ENSURE_AGAIN_S 3

struct _CopilStation
{
  GObject          parent_instance;
  CopilBase       *base;
  CopilConnection *connection;
  CopilMirror     *mirror;
  CopilOutbox     *outbox;
  CopilDesk       *desk;
  GCancellable    *cancellable;
  char            *key;   /* names what is kept of this base */
  char            *login;
  char            *server;
  CopilPerson      person;
  char            *step;
  double           fraction;
  GError          *error; /* of the base; those of the connection are the mirror's */
  guint            waiting; /* the source that will ensure the base */
  gboolean         ensuring;
  gboolean         ensured;
  gboolean         paused;
};

enum
{
  PROP_0,
  PROP_CUBE,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilStation, copil_station, G_TYPE_OBJECT)

static void
emit_changed (CopilStation *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_step (CopilStation *self,
          const char   *step,
          double        fraction)
{
  if (g_strcmp0 (self->step, step) != 0)
    {
      g_free (self->step);
      self->step = g_strdup (step);
    }
  self->fraction = fraction;
  emit_changed (self);
}

/* -- The mirror ------------------------------------------------------------------------------- */

static void
cube_changed_cb (CopilStation *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUBE]);
}

/* Who we are, and what the figures are, came with the state, or is in the file of the cube. */
static void
state_changed_cb (CopilStation *self)
{
  const char *json = copil_mirror_get_person (self->mirror);

  if (json != NULL && copil_person_parse (&self->person, json))
    self->person.fictitious = copil_mirror_is_fictitious (self->mirror);
  if (copil_mirror_get_state (self->mirror) == COPIL_MIRROR_DENIED && self->desk != NULL)
    copil_desk_forget (self->desk);
  if (copil_mirror_get_state (self->mirror) == COPIL_MIRROR_LIVE)
    set_step (self, NULL, -1);
  else
    emit_changed (self);
}

static void
follow_mirror (CopilStation *self,
               const char   *place)
{
  const char *colon = strchr (place, ':');
  g_autofree char *set = colon != NULL ? g_strndup (place, colon - place) : NULL;

  if (self->mirror == NULL)
    self->mirror = copil_mirror_new (self->connection, self->key, self->login);
  if (set != NULL)
    copil_mirror_set_page (self->mirror, set, colon + 1, NULL);
  g_signal_connect_object (self->mirror, "notify::cube", G_CALLBACK (cube_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mirror, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mirror, "notify::progress", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  copil_mirror_start (self->mirror);
}

/* -- What is to be written -------------------------------------------------------------------- */

static void
outbox_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(CopilStation) self = COPIL_STATION (data);
  g_autoptr(GError) error = NULL;

  /* Without it nothing can be written, and who tries is told so. */
  if (!copil_outbox_open_finish (COPIL_OUTBOX (source), result, &error))
    g_message ("%s", error->message);
  emit_changed (self);
}

static void
open_outbox (CopilStation *self)
{
  g_autofree char *directory = copil_outbox_build_directory (self->key, self->login);

  self->outbox = copil_outbox_new (self->connection, directory);
  copil_outbox_open_async (self->outbox, self->cancellable, outbox_opened_cb, g_object_ref (self));
}

static void
open_desk (CopilStation *self)
{
  self->desk = copil_desk_new (self->connection, self->outbox);
  copil_desk_keep (self->desk, self->key, self->login);
  copil_desk_archive (self->desk);
  g_signal_connect_object (self->mirror, "feed", G_CALLBACK (copil_desk_feed_changed), self->desk,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mirror, "refill", G_CALLBACK (copil_desk_refill), self->desk,
                           G_CONNECT_SWAPPED);
}

/* -- The base, then the connection ------------------------------------------------------------ */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CopilStation) self = COPIL_STATION (data);
  g_autoptr(GError) error = NULL;

  if (!copil_connection_open_finish (COPIL_CONNECTION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
    }
  else
    g_clear_error (&self->error);
  emit_changed (self);
}

static void
open_connection (CopilStation *self)
{
  set_step (self, _("Connecting"), -1);
  copil_connection_open_async (self->connection, self->cancellable, opened_cb, g_object_ref (self));
}

static void ensure_base (CopilStation *self);

static gboolean
ensure_base_cb (gpointer data)
{
  CopilStation *self = COPIL_STATION (data);

  self->waiting = 0;
  ensure_base (self);
  return G_SOURCE_REMOVE;
}

/* The base was not made ready: it is tried again, as a connection is. */
static void
ensure_base_again (CopilStation *self,
                   GError       *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_step (self, NULL, -1);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->waiting = g_timeout_add_seconds (ENSURE_AGAIN_S, ensure_base_cb, self);
}

static void
ensured_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(CopilStation) self = COPIL_STATION (data);
  g_autoptr(GHashTable) parameters = NULL;
  g_autoptr(GError) error = NULL;

  self->ensuring = FALSE;
  if (!copil_base_ensure_finish (self->base, result, &error))
    {
      ensure_base_again (self, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&self->error);
  self->ensured = TRUE;
  parameters = copil_base_get_parameters (self->base, self->login);
  copil_connection_set_parameters (self->connection, parameters);
  open_connection (self);
}

/* What went wrong the last time is told until it goes on again. */
static void
progress_cb (const char *label,
             double      fraction,
             gpointer    data)
{
  CopilStation *self = COPIL_STATION (data);

  if (fraction >= 0)
    g_clear_error (&self->error);
  set_step (self, label, fraction);
}

static void
ensure_base (CopilStation *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->ensuring)
    return;
  self->ensuring = TRUE;
  copil_base_ensure_async (self->base, progress_cb, self, self->cancellable, ensured_cb,
                           g_object_ref (self));
}

/* With figures to show, painting them comes before asking whether there are others. */
static void
ensure_base_soon (CopilStation *self)
{
  if (copil_station_get_cube (self) == NULL)
    ensure_base (self);
  else
    self->waiting = g_idle_add_full (G_PRIORITY_LOW, ensure_base_cb, self, NULL);
}

void
copil_station_read_ahead (CopilStation *self)
{
  g_return_if_fail (COPIL_IS_STATION (self));
  g_return_if_fail (self->mirror == NULL);

  self->mirror = copil_mirror_new (self->connection, self->key, self->login);
  copil_mirror_read_ahead (self->mirror);
}

void
copil_station_start (CopilStation *self,
                     const char   *place)
{
  g_return_if_fail (COPIL_IS_STATION (self));
  g_return_if_fail (self->outbox == NULL);

  follow_mirror (self, place);
  open_outbox (self);
  open_desk (self);
  ensure_base_soon (self);
}

void
copil_station_stop (CopilStation *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (COPIL_IS_STATION (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->mirror != NULL && !copil_mirror_save (self->mirror, &error))
    g_message ("%s", error->message);
  copil_connection_close (self->connection);
}

/* -- What is known ---------------------------------------------------------------------------- */

CopilCube *
copil_station_get_cube (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->mirror != NULL ? copil_mirror_get_cube (self->mirror) : NULL;
}

CopilConnection *
copil_station_get_connection (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->connection;
}

CopilOutbox *
copil_station_get_outbox (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->outbox;
}

CopilDesk *
copil_station_get_desk (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->desk;
}

gboolean
copil_station_is_connected (CopilStation *self)
{
  CopilConnectionState state;

  g_return_val_if_fail (COPIL_IS_STATION (self), FALSE);
  state = copil_connection_get_state (self->connection);
  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

static const GError *
current_error (CopilStation *self)
{
  const GError *error = self->mirror != NULL ? copil_mirror_get_error (self->mirror) : NULL;

  return error != NULL ? error : self->error;
}

CopilFreshness
copil_station_get_freshness (CopilStation *self)
{
  CopilMirrorState state;

  g_return_val_if_fail (COPIL_IS_STATION (self), COPIL_FRESHNESS_OPENING);

  state = self->mirror != NULL ? copil_mirror_get_state (self->mirror) : COPIL_MIRROR_EMPTY;
  if (self->paused)
    return COPIL_FRESHNESS_PAUSED;
  if (state == COPIL_MIRROR_LIVE)
    return copil_mirror_get_progress (self->mirror) < 1 ? COPIL_FRESHNESS_LOADING
                                                        : COPIL_FRESHNESS_LIVE;
  if (copil_station_get_cube (self) == NULL)
    return current_error (self) != NULL ? COPIL_FRESHNESS_OFFLINE : COPIL_FRESHNESS_OPENING;
  /* Still on the way: the figures of the file are not called stale before the base answered. */
  if (self->step != NULL && self->error == NULL && copil_mirror_get_error (self->mirror) == NULL)
    return COPIL_FRESHNESS_OPENING;
  return COPIL_FRESHNESS_OFFLINE;
}

GDateTime *
copil_station_get_time (CopilStation *self)
{
  gint64 confirmed;

  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  confirmed = self->mirror != NULL ? copil_mirror_get_confirmed (self->mirror) : 0;
  return confirmed != 0 ? g_date_time_new_from_unix_local (confirmed / G_USEC_PER_SEC) : NULL;
}

const char *
copil_station_get_step (CopilStation *self,
                        double       *fraction)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);

  if (fraction != NULL)
    *fraction = self->step == NULL && self->mirror != NULL
                  ? copil_mirror_get_progress (self->mirror) : self->fraction;
  return self->step;
}

char *
copil_station_get_problem (CopilStation *self)
{
  const GError *error;

  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  error = current_error (self);
  if (error == NULL)
    return NULL;
  /* No figure is shown that could be said to stay: what stands in the way of a first contact. */
  if (copil_station_get_cube (self) == NULL)
    return copil_server_probe_explain (error);
  if (error->domain == COPIL_DB_ERROR)
    return copil_db_error_to_sentence (error);
  return g_strdup (error->message);
}

char *
copil_station_get_mismatch (CopilStation *self)
{
  const GError *error;

  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  error = self->mirror != NULL ? copil_mirror_get_mismatch (self->mirror) : NULL;
  if (error == NULL || copil_station_get_cube (self) == NULL)
    return NULL;
  return g_strdup_printf (_("%s Until then the figures can be read, and whatever is sent to the "
                            "base is refused."), error->message);
}

gboolean
copil_station_needs_password (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), FALSE);
  return g_error_matches (current_error (self), COPIL_DB_ERROR, COPIL_DB_ERROR_AUTHENTICATION);
}

void
copil_station_set_password (CopilStation *self,
                            const char   *password)
{
  g_return_if_fail (COPIL_IS_STATION (self));
  copil_connection_set_password (self->connection, password);
  copil_station_retry (self);
}

const char *
copil_station_get_server (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->server;
}

const char *
copil_station_get_name (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->person.name != NULL ? self->person.name : "";
}

const char *
copil_station_get_position (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->person.position != NULL ? self->person.position : "";
}

gboolean
copil_station_is_fictitious (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), FALSE);
  return self->person.fictitious;
}

const char *
copil_station_get_rights (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), NULL);
  return self->mirror != NULL ? copil_mirror_get_person (self->mirror) : NULL;
}

/* -- What the user asks ----------------------------------------------------------------------- */

gboolean
copil_station_get_paused (CopilStation *self)
{
  g_return_val_if_fail (COPIL_IS_STATION (self), FALSE);
  return self->paused;
}

void
copil_station_set_paused (CopilStation *self,
                          gboolean      paused)
{
  g_return_if_fail (COPIL_IS_STATION (self));

  if (self->paused == !!paused || !self->ensured)
    return;
  self->paused = !!paused;
  if (paused)
    {
      copil_connection_close (self->connection);
      emit_changed (self);
    }
  else
    open_connection (self);
}

void
copil_station_retry (CopilStation *self)
{
  g_return_if_fail (COPIL_IS_STATION (self));

  if (!self->ensured)
    ensure_base (self);
  else
    copil_connection_retry (self->connection);
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_station_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CUBE:
      g_value_set_object (value, copil_station_get_cube (COPIL_STATION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_station_dispose (GObject *object)
{
  CopilStation *self = COPIL_STATION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_object (&self->mirror);
  g_clear_object (&self->desk);
  g_clear_object (&self->outbox);
  g_clear_object (&self->connection);
  g_clear_object (&self->base);
  G_OBJECT_CLASS (copil_station_parent_class)->dispose (object);
}

static void
copil_station_finalize (GObject *object)
{
  CopilStation *self = COPIL_STATION (object);

  g_object_unref (self->cancellable);
  copil_person_clear (&self->person);
  g_clear_error (&self->error);
  g_free (self->key);
  g_free (self->login);
  g_free (self->server);
  g_free (self->step);
  G_OBJECT_CLASS (copil_station_parent_class)->finalize (object);
}

static void
copil_station_class_init (CopilStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_station_get_property;
  object_class->dispose = copil_station_dispose;
  object_class->finalize = copil_station_finalize;

  properties[PROP_CUBE] =
    g_param_spec_object ("cube", NULL, NULL, COPIL_TYPE_CUBE,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_STATION, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
copil_station_init (CopilStation *self)
{
  self->cancellable = g_cancellable_new ();
  self->fraction = -1;
}

CopilStation *
copil_station_new (GHashTable *server,
                   const char *login)
{
  CopilStation *self = g_object_new (COPIL_TYPE_STATION, NULL);
  g_autoptr(GHashTable) nowhere = g_hash_table_new (g_str_hash, g_str_equal);

  self->base = copil_base_new (server);
  self->key = copil_base_get_key (self->base);
  self->login = copil_base_get_login (self->base, login);
  self->server = server != NULL ? copil_server_describe (server)
                                : g_strdup (_("the base of this computer"));
  /* Where the embedded base is is known once it runs; until then nothing is opened. */
  self->connection = copil_connection_new (server != NULL ? server : nowhere);
  return self;
}
