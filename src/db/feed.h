/* feed.h: what others changed, as it is committed, nothing missed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/* A row of copil.change: topic "batch", "catalogue", "territory", "assignment", "target",
 * "annotation"; key as the contract of the topic says (the number of the batch...). */
typedef struct
{
  char *topic;
  char *key;
} CopilFeedChange;

#define COPIL_TYPE_FEED (copil_feed_get_type ())
G_DECLARE_FINAL_TYPE (CopilFeed, copil_feed, COPIL, FEED, GObject)

/**
 * copil_feed_new:
 * @connection: listens on the channel "copil"; best made before it is opened
 * @cursor: (nullable): where an earlier feed stopped, NULL to begin now
 *
 * The feed looks each time the connection is ready, at a notification (at once; those that come
 * while it looks are taken together), once a minute to be sure, and every two seconds where
 * notifications do not come (copil_connection_is_listening()).
 *
 * Signals: "changed" (GPtrArray of CopilFeedChange: committed since the last time),
 *          "refill" (what was held before may have missed something: read everything anew;
 *                    what changes from this moment on will be told),
 *          "looked" (after each answer, also when it said that nothing changed),
 *          "failed" (GError *: the server refused to say; tried again in a minute).
 */
CopilFeed  *copil_feed_new        (CopilConnection *connection,
                                   const char      *cursor);
/* (nullable): after the last "changed" or "refill"; to be kept with what was read. */
const char *copil_feed_get_cursor (CopilFeed       *self);
/* TRUE where notifications do not come. */
gboolean    copil_feed_is_polling (CopilFeed       *self);
/* Looks now. */
void        copil_feed_look       (CopilFeed       *self);

G_END_DECLS
