/* live.h: a sitting that is being held, as its screens share it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live-room.h"
#include "committee-page/live-time.h"
#include "committee/agenda.h"
#include "cube/cube.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilLive:
 *
 * The store of a sitting, who is in the room, and which item the operator looks at. The console, the
 * projector and the members' view are built from it.
 *
 * Signals: "changed" (rows of the sitting, or the item looked at), "tick" (each second),
 *          "refused" (char *: a sentence).
 */
#define COPIL_TYPE_LIVE (copil_live_get_type ())
G_DECLARE_FINAL_TYPE (CopilLive, copil_live, COPIL, LIVE, GObject)

/* @room: (transfer none). @committee: its name. @operates: this person animates the sitting.
 * @own_member: (nullable): the member that this person is. */
CopilLive           *copil_live_new          (CopilRoom         *room,
                                              const char        *committee,
                                              gboolean           operates,
                                              const char        *own_member);
/* (nullable): without it figures are not drawn. */
void                 copil_live_set_cube     (CopilLive         *self,
                                              CopilCube         *cube);
CopilCube           *copil_live_get_cube     (CopilLive         *self);
void                 copil_live_set_fictitious (CopilLive       *self,
                                              gboolean           fictitious);
CopilSittingStore   *copil_live_get_store    (CopilLive         *self);
CopilRoom           *copil_live_get_room     (CopilLive         *self);
const char          *copil_live_get_committee (CopilLive        *self);
gboolean             copil_live_get_operates (CopilLive         *self);
gboolean             copil_live_is_fictitious (CopilLive        *self);
const char          *copil_live_get_own_member (CopilLive       *self);
/* Whose key this person holds, "state" or "local", NULL: none; how the local authority is called; and
 * the session to read on what only the base can write. All (nullable). */
void                 copil_live_set_signing  (CopilLive         *self,
                                              CopilConnection   *connection,
                                              const char        *key,
                                              const char        *authority);
CopilConnection     *copil_live_get_connection (CopilLive       *self);
const char          *copil_live_get_key      (CopilLive         *self);
const char          *copil_live_get_authority (CopilLive        *self);
gint64               copil_live_get_now      (CopilLive         *self);
GListModel          *copil_live_get_list     (CopilLive         *self,
                                              const char        *kind);
/* (nullable) */
CopilRecord         *copil_live_get_sitting  (CopilLive         *self);
/* "convoked", "open", "suspended", "closed"...; "" before it is loaded. */
const char          *copil_live_get_stage    (CopilLive         *self);

/* The rows of the committee changed. */
void                 copil_live_refresh      (CopilLive         *self);

/* The agenda, flat, in its order. */
guint                copil_live_get_n_items  (CopilLive         *self);
const CopilAgendaEntry *copil_live_get_item  (CopilLive         *self,
                                              guint              index);
/* -1: none */
int                  copil_live_find_item    (CopilLive         *self,
                                              const char        *id);
/* Under way, by the base; -1: none. */
int                  copil_live_get_current  (CopilLive         *self);
/* The next one that is to be treated, after or before @index; -1: none. */
int                  copil_live_step         (CopilLive         *self,
                                              int                index,
                                              int                step);
/* The one the operator looks at: the current one unless another was chosen. */
int                  copil_live_get_selected (CopilLive         *self);
void                 copil_live_select       (CopilLive         *self,
                                              int                index);
/* (transfer container) (element-type CopilAgendaEntry): those without an outcome: a sitting is not
 * closed before. */
GPtrArray           *copil_live_list_undecided (CopilLive       *self);

/* (nullable) (transfer none): the last vote on the item. */
CopilRecord         *copil_live_find_vote    (CopilLive         *self,
                                              CopilRecord       *item);
/* Whether that person came and did not leave since, in whatever way and for whatever seat. */
gboolean             copil_live_is_here      (CopilLive         *self,
                                              const char        *member);
CopilTimer           copil_live_get_timer    (CopilLive         *self,
                                              CopilRecord       *item);
CopilSittingTime     copil_live_get_time     (CopilLive         *self);

/**
 * copil_live_submit:
 * @label: what the person reads in the list of what is under way
 *
 * Sends copil.@function to the outbox. What follows are its named arguments: a name, a letter, a
 * value; NULL ends them. Letters: s (const char *, NULL is null), i (int), b (gboolean),
 * t (gint64, an instant).
 */
void                 copil_live_submit       (CopilLive         *self,
                                              const char        *label,
                                              const char        *function,
                                              ...) G_GNUC_NULL_TERMINATED;

/* live-scene.c: (transfer full): what the room sees; @index: of the item, -1: none. */
CopilScene          *copil_live_build_scene  (CopilLive         *self,
                                              int                index);

G_END_DECLS
