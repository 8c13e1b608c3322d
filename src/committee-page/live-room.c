/* live-room.c: who sits for each seat just now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-room.h"

#include <glib/gi18n-lib.h>

struct _CopilRoom
{
  GObject parent_instance;
  CopilSittingStore *store;
  CopilDossier *dossier;
  CopilSittingAssembly *sitting; /* NULL before its rules are known */
  CopilQuorum quorum;
  GArray *room; /* CopilRoomSeat, as the seats of the assembly */
};

G_DEFINE_FINAL_TYPE (CopilRoom, copil_room, G_TYPE_OBJECT)

/* -- Members ---------------------------------------------------------------------------------- */

CopilRecord *
copil_room_find_member (CopilRoom *self, const char *member)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), NULL);
  return copil_dossier_find (self->dossier, "member", member);
}

const char *
copil_room_name (CopilRoom *self, const char *member)
{
  CopilRecord *record = copil_room_find_member (self, member);

  return record != NULL ? copil_record_get_word (record, "name") : "";
}

GListModel *
copil_room_get_members (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), NULL);
  return copil_dossier_get_list (self->dossier, "member");
}

/* -- What it makes of it ---------------------------------------------------------------------- */

static CopilSeatMark
mark_of (const CopilSeatState *state)
{
  switch (state->sits)
    {
    case COPIL_SITS_VACANT:
      return COPIL_MARK_VACANT;
    case COPIL_SITS_MANDATE:
      return COPIL_MARK_MANDATE;
    case COPIL_SITS_FULL:
    case COPIL_SITS_DEPUTY:
      return state->presence == COPIL_PRESENCE_ROOM ? COPIL_MARK_ROOM : COPIL_MARK_REMOTE;
    default:
      return COPIL_MARK_ABSENT;
    }
}

static void
name_seat (CopilRoom *self, CopilRoomSeat *seat)
{
  seat->holder = copil_assembly_full_member (copil_room_get_assembly (self), seat->id);
  seat->person = seat->state.person;
  seat->mark = mark_of (&seat->state);
  if (seat->state.sits == COPIL_SITS_MANDATE)
    {
      seat->name = copil_room_name (self, seat->holder);
      seat->by = copil_room_name (self, seat->person);
    }
  else if (seat->person != NULL)
    seat->name = copil_room_name (self, seat->person);
  else
    seat->name = seat->holder != NULL ? copil_room_name (self, seat->holder) : _ ("Vacant");
  if (seat->state.sits == COPIL_SITS_DEPUTY)
    seat->by = _ ("deputy");
}

static void
add_seat (CopilRoom *self, const CopilSeat *seat, const CopilSeatState *state)
{
  CopilRecord *record = copil_dossier_find (self->dossier, "seat", seat->id);
  CopilRoomSeat room = { .id = seat->id,
                         .label = copil_record_get_word (record, "label"),
                         .votes = seat->votes,
                         .guest = seat->kind == COPIL_SEAT_GUEST,
                         .state = *state };

  name_seat (self, &room);
  g_array_append_val (self->room, room);
}

static void
judge (CopilRoom *self, const char *item)
{
  const CopilAssembly *assembly = copil_sitting_assembly_get (self->sitting);
  gint64 now = copil_sitting_store_get_now (self->store);
  g_autofree CopilSeatState *states = g_new0 (CopilSeatState, assembly->n_seats + 1);

  copil_assembly_at (assembly, now, item, states);
  for (guint i = 0; i < assembly->n_seats; i++)
    add_seat (self, &assembly->seats[i], &states[i]);
  self->quorum = copil_quorum_count (assembly, states);
}

void
copil_room_look (CopilRoom *self, const char *item)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (COPIL_IS_ROOM (self));
  g_array_set_size (self->room, 0);
  self->quorum = (CopilQuorum) { 0 };
  g_clear_pointer (&self->sitting, copil_sitting_assembly_free);
  if (copil_dossier_get_sitting (self->dossier) == NULL)
    return;
  self->sitting = copil_sitting_assembly_new (self->dossier, &error);
  if (self->sitting != NULL)
    judge (self, item);
  else
    g_message ("Rules of the sitting: %s", error->message);
}

/* -- Answers ---------------------------------------------------------------------------------- */

CopilSittingStore *
copil_room_get_store (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), NULL);
  return self->store;
}

guint
copil_room_get_n_seats (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), 0);
  return self->room->len;
}

const CopilRoomSeat *
copil_room_get_seat (CopilRoom *self, guint index)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self) && index < self->room->len, NULL);
  return &g_array_index (self->room, CopilRoomSeat, index);
}

const CopilRoomSeat *
copil_room_find_seat (CopilRoom *self, const char *id)
{
  for (guint i = 0; i < self->room->len; i++)
    if (g_strcmp0 (g_array_index (self->room, CopilRoomSeat, i).id, id) == 0)
      return &g_array_index (self->room, CopilRoomSeat, i);
  return NULL;
}

const CopilAssembly *
copil_room_get_assembly (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), NULL);
  return self->sitting != NULL ? copil_sitting_assembly_get (self->sitting) : NULL;
}

CopilQuorum
copil_room_get_quorum (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), (CopilQuorum) { 0 });
  return self->quorum;
}

gboolean
copil_room_count_vote (CopilRoom *self, CopilRecord *vote, CopilVerdict *verdict)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), FALSE);
  if (self->sitting != NULL)
    *verdict = copil_sitting_assembly_count (self->sitting, vote,
                                             copil_sitting_store_get_now (self->store));
  return self->sitting != NULL;
}

static char *
describe_quorum (const CopilQuorum *quorum)
{
  if (!quorum->required)
    return g_strdup (_ ("No quorum is required"));
  if (quorum->reached)
    return g_strdup (_ ("Quorum reached"));
  /* translators: how many are there, and how many are needed */
  return g_strdup_printf (_ ("No quorum: %u of %u"), quorum->counted, quorum->threshold);
}

void
copil_room_fill_scene (CopilRoom *self, CopilScene *scene)
{
  g_autofree CopilSeatMark *marks = g_new0 (CopilSeatMark, self->room->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->room->len; i++)
    if (!g_array_index (self->room, CopilRoomSeat, i).guest)
      marks[n++] = g_array_index (self->room, CopilRoomSeat, i).mark;
  copil_scene_set_seats (scene, marks, n);
  scene->quorum.words = copil_scene_take (scene, describe_quorum (&self->quorum));
  scene->quorum.required = self->quorum.required;
  scene->quorum.reached = self->quorum.reached;
  scene->quorum.threshold = self->quorum.threshold;
  scene->quorum.counted = self->quorum.required ? self->quorum.counted : self->quorum.present;
  scene->quorum.base = self->quorum.base > 0 ? self->quorum.base : n;
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_room_finalize (GObject *object)
{
  CopilRoom *self = COPIL_ROOM (object);

  g_array_unref (self->room);
  g_clear_pointer (&self->sitting, copil_sitting_assembly_free);
  copil_dossier_free (self->dossier);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (copil_room_parent_class)->finalize (object);
}

static void
copil_room_class_init (CopilRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_room_finalize;
}

static void
copil_room_init (CopilRoom *self)
{
  self->room = g_array_new (FALSE, TRUE, sizeof (CopilRoomSeat));
}

CopilRoom *
copil_room_new (CopilSittingStore *store, CopilDossier *dossier)
{
  CopilRoom *self = g_object_new (COPIL_TYPE_ROOM, NULL);

  self->store = g_object_ref (store);
  self->dossier = dossier;
  return self;
}
