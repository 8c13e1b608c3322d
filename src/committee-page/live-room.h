/* live-room.h: who sits for each seat just now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/projector-scene.h"
#include "committee/assembly.h"
#include "committee/sitting-store.h"

G_BEGIN_DECLS

/**
 * CopilRoomSeat:
 * @label: of the seat: "Président du conseil départemental"
 * @holder: (nullable): member who holds it
 * @person: (nullable): member who acts for it, see CopilSeatState
 * @name: of @person, or else of @holder, or "vacant"
 * @by: (nullable): by whom the mandate is held, or "suppléant"
 *
 * Texts belong to the room, until it is looked at again.
 */
typedef struct
{
  const char    *id;
  const char    *label;
  const char    *holder;
  const char    *person;
  const char    *name;
  const char    *by;
  int            votes;
  gboolean       guest;
  CopilSeatMark  mark;
  CopilSeatState state;
} CopilRoomSeat;

/**
 * CopilRoom:
 *
 * Who acts for each seat and whether they are enough, at the moment it is asked to look: see
 * committee/assembly.h. Seats stay in their order.
 */
#define COPIL_TYPE_ROOM (copil_room_get_type ())
G_DECLARE_FINAL_TYPE (CopilRoom, copil_room, COPIL, ROOM, GObject)

/* @dossier: (transfer full): of the sitting and its committee, as they become. */
CopilRoom           *copil_room_new          (CopilSittingStore *store,
                                              CopilDossier      *dossier);
CopilSittingStore   *copil_room_get_store    (CopilRoom         *self);
/* Reads all anew. @item: (nullable): on which; who withdrew from it is not there. */
void                 copil_room_look         (CopilRoom         *self,
                                              const char        *item);
guint                copil_room_get_n_seats  (CopilRoom         *self);
const CopilRoomSeat *copil_room_get_seat     (CopilRoom         *self,
                                              guint              index);
/* (nullable) */
const CopilRoomSeat *copil_room_find_seat    (CopilRoom         *self,
                                              const char        *id);
/* NULL before the rules of the sitting are known. */
const CopilAssembly *copil_room_get_assembly (CopilRoom         *self);
CopilQuorum          copil_room_get_quorum   (CopilRoom         *self);
/* A vote as it stands, or as it was when it was closed. FALSE before the rules are known. */
gboolean             copil_room_count_vote   (CopilRoom         *self,
                                              CopilRecord       *vote,
                                              CopilVerdict      *verdict);
/* Name of a member; "" for one that is not known. */
const char          *copil_room_name         (CopilRoom         *self,
                                              const char        *member);
/* (nullable) */
CopilRecord         *copil_room_find_member  (CopilRoom         *self,
                                              const char        *member);
GListModel          *copil_room_get_members  (CopilRoom         *self);
/* Fills @scene with the quorum and the seats, guests apart. */
void                 copil_room_fill_scene   (CopilRoom         *self,
                                              CopilScene        *scene);

G_END_DECLS
