/* archiver.h: final minutes are archived without being asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/**
 * CopilArchiver:
 *
 * Asks the base, in each session and after changes of sittings, which final minutes this person may
 * archive and nobody has, and archives them one after another. Any station of who prepares or
 * chairs does it: that one closed, another does. What is refused is left until the next session.
 *
 * Signal: "kept" (char *: a sitting whose minutes it archived).
 */
#define COPIL_TYPE_ARCHIVER (copil_archiver_get_type ())
G_DECLARE_FINAL_TYPE (CopilArchiver, copil_archiver, COPIL, ARCHIVER, GObject)

CopilArchiver *copil_archiver_new          (CopilConnection *connection);
void           copil_archiver_refresh      (CopilArchiver   *self);
/* @changes: (element-type CopilFeedChange) */
void           copil_archiver_feed_changed (CopilArchiver   *self,
                                            GPtrArray       *changes);
/* For how long a change may wait. */
void           copil_archiver_set_patience (CopilArchiver   *self,
                                            guint            seconds);

G_END_DECLS
