/* mirror.h: keeps a cube the image of what a server publishes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cube/cube.h"
#include "db/connection.h"
#include "db/feed.h"

G_BEGIN_DECLS

/**
 * CopilMirrorState:
 * @COPIL_MIRROR_EMPTY: nothing to show yet, the first page is on its way
 * @COPIL_MIRROR_LIVE: the server confirmed what is shown, and tells what changes
 * @COPIL_MIRROR_STALE: what is shown is of copil_mirror_get_confirmed(): no server, or not yet
 * @COPIL_MIRROR_DENIED: this login has no right any more; nothing is shown nor kept
 * @COPIL_MIRROR_FAILED: the server refused: copil_mirror_get_error() says why
 */
typedef enum
{
  COPIL_MIRROR_EMPTY,
  COPIL_MIRROR_LIVE,
  COPIL_MIRROR_STALE,
  COPIL_MIRROR_DENIED,
  COPIL_MIRROR_FAILED,
} CopilMirrorState;

/**
 * CopilMirror:
 *
 * Opens the file of the person at the start, so that there is something to paint before any
 * server answers; then follows the connection for as long as it lives: asks who we are and
 * where the server stands, reads the first page in the same round trip when there was no file,
 * then the other planes in the background, and applies what the feed tells.
 *
 * Properties: "cube" (another one after a change of catalogue or of territories, NULL while
 * EMPTY or DENIED), "state", "progress" (0 to 1: the planes that are there).
 * Signals: "topic" (const char *topic, const char *key): a change of the feed that is not about
 * figures: "target", "annotation", "assignment"; also "catalogue" and "territory". The
 * annotations themselves are read anew into the cube, which then says "annotated".
 * For others who live by the same feed: "feed" (GPtrArray of CopilFeedChange) as it came, and
 * "refill" when all is to be read anew, also when the feed begins.
 */
#define COPIL_TYPE_MIRROR (copil_mirror_get_type ())
G_DECLARE_FINAL_TYPE (CopilMirror, copil_mirror, COPIL, MIRROR, GObject)

/* @server: how the connection is named, @login: who connects: they name the file. */
CopilMirror      *copil_mirror_new             (CopilConnection       *connection,
                                                const char            *server,
                                                const char            *login);
/* What the first page shows, before copil_mirror_start(): a territory and (nullable) an
 * indicator; NULL: the first one of the focus of its level. */
void              copil_mirror_set_page        (CopilMirror           *self,
                                                const char            *set,
                                                const char            *code,
                                                const char            *indicator);
/* Begins to open the file, in a thread: for a caller that has other things to make ready before
 * copil_mirror_start(), which takes what was found. */
void              copil_mirror_read_ahead      (CopilMirror           *self);
/* Opens the file, then follows the connection, which its caller opens. */
void              copil_mirror_start           (CopilMirror           *self);
/* Asks the server again now, for someone who was DENIED or FAILED. */
void              copil_mirror_retry           (CopilMirror           *self);
/* Runs the main loop until the server confirmed the state and, when @complete, every plane is
 * there. FALSE when it is STALE, DENIED or FAILED. For programs without a window. */
gboolean          copil_mirror_wait            (CopilMirror           *self,
                                                gboolean               complete,
                                                GError               **error);
/* Writes the file now when something changed; for the end of the program. */
gboolean          copil_mirror_save            (CopilMirror           *self,
                                                GError               **error);

/* (nullable) (transfer none) */
CopilCube        *copil_mirror_get_cube        (CopilMirror           *self);
CopilMirrorState  copil_mirror_get_state       (CopilMirror           *self);
double            copil_mirror_get_progress    (CopilMirror           *self);
/* Unix microseconds: when a server last said that this is the state; 0: never. */
gint64            copil_mirror_get_confirmed   (CopilMirror           *self);
/* (nullable): why it is STALE, DENIED or FAILED. */
const GError     *copil_mirror_get_error       (CopilMirror           *self);
/* (nullable): why this program may not write here, or not rely on all of the base: one of the two
 * is too old, and which one. Reading goes on as far as it can. */
const GError     *copil_mirror_get_mismatch    (CopilMirror           *self);
/* Whether the server says that some of its figures are made up. */
gboolean          copil_mirror_is_fictitious   (CopilMirror           *self);
/* Has the file keep when the last batch of the cube landed, as the caller asked the server;
 * @as_of: (nullable): ISO 8601. */
void              copil_mirror_keep_as_of      (CopilMirror           *self,
                                                const char            *as_of);
/* (nullable): the answer of copil.whoami(), JSON; NULL before it came. */
const char       *copil_mirror_get_person      (CopilMirror           *self);
/* Unix microseconds: when a delivery last changed a figure that @indicator is made of, in
 * @territory, since this mirror was started; 0: none did. */
gint64            copil_mirror_get_change_time (CopilMirror           *self,
                                                const CopilIndicator  *indicator,
                                                const CopilTerritory  *territory);
/* (nullable): why the figures are not kept on disk. */
const GError     *copil_mirror_get_file_error  (CopilMirror           *self);

G_END_DECLS
