/* station.h: this person at this base: what is known, and how fresh it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/desk.h"
#include "cube/cube.h"
#include "db/connection.h"
#include "db/outbox.h"
#include "widget/state-chip.h"

G_BEGIN_DECLS

/**
 * CopilStation:
 *
 * Starts the embedded base or takes the shared server, connects as the person, and mirrors what
 * they may read. The cube is there as soon as its file is mapped, before any base answers.
 *
 * Property "cube" (CopilCube). Signal "changed": anything else below is not what it was.
 */
#define COPIL_TYPE_STATION (copil_station_get_type ())
G_DECLARE_FINAL_TYPE (CopilStation, copil_station, COPIL, STATION, GObject)

/* @server: (nullable): libpq's keywords and values; NULL: the embedded base.
 * @login: (nullable): NULL: whom the server names, or the demonstration's coordination. */
CopilStation    *copil_station_new            (GHashTable    *server,
                                               const char    *login);
/* For a caller that has other things to make ready before copil_station_start(). */
void             copil_station_read_ahead     (CopilStation  *self);
/* @place: "departement:59": what the first page shows. */
void             copil_station_start          (CopilStation  *self,
                                               const char    *place);
/* Keeps what was read; no more news afterwards. */
void             copil_station_stop           (CopilStation  *self);

CopilCube       *copil_station_get_cube       (CopilStation  *self);
CopilConnection *copil_station_get_connection (CopilStation  *self);
/* (nullable): NULL before the start. What this person asked to be written. */
CopilOutbox     *copil_station_get_outbox     (CopilStation  *self);
/* (nullable): NULL before the start. Committees and sittings, by the same feed and outbox. */
CopilDesk       *copil_station_get_desk       (CopilStation  *self);
gboolean         copil_station_is_connected   (CopilStation  *self);
CopilFreshness   copil_station_get_freshness  (CopilStation  *self);
/* (nullable) (transfer full): when the figures were last known to be the last ones. */
GDateTime       *copil_station_get_time       (CopilStation  *self);
/* What is being done, and how far: -1 when nobody can tell. */
const char      *copil_station_get_step       (CopilStation  *self,
                                               double        *fraction);
/* (nullable) (transfer full): what happened, what is safe, what to do. */
char            *copil_station_get_problem    (CopilStation  *self);
/* (nullable) (transfer full): this program or the base is too old, which one is to be upgraded,
 * and what can be done until then. */
char            *copil_station_get_mismatch   (CopilStation  *self);
/* A password may help. */
gboolean         copil_station_needs_password (CopilStation  *self);
void             copil_station_set_password   (CopilStation  *self,
                                               const char    *password);
/* Where it connects to, in words, without secrets. */
const char      *copil_station_get_server     (CopilStation  *self);

/* From the last answer, or from what was kept of it; "" before. */
const char      *copil_station_get_name       (CopilStation  *self);
const char      *copil_station_get_position   (CopilStation  *self);
gboolean         copil_station_is_fictitious  (CopilStation  *self);
/* (nullable): the last answer of copil.whoami(), JSON: with the assignments. */
const char      *copil_station_get_rights     (CopilStation  *self);

/* While paused no figure changes; what was missed is caught up with afterwards. */
void             copil_station_set_paused     (CopilStation  *self,
                                               gboolean       paused);
gboolean         copil_station_get_paused     (CopilStation  *self);
/* Now rather than at the next try. */
void             copil_station_retry          (CopilStation  *self);

G_END_DECLS
