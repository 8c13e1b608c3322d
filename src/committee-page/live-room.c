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
  GListModel *seat_list;
  GListModel *term_list;
  GListModel *member_list;
  GListModel *college_list;
  char *rules; /* that the regime was read from */
  CopilRegime *regime;
  CopilAssembly assembly;
  CopilQuorum quorum;
  GArray *room;  /* CopilRoomSeat */
  GArray *seats; /* of the assembly, as the four after */
  GArray *terms;
  GArray *attendance;
  GArray *mandates;
  GArray *withdrawals;
  GPtrArray *records; /* that these arrays point into */
};

G_DEFINE_FINAL_TYPE (CopilRoom, copil_room, G_TYPE_OBJECT)

/* -- Lists ------------------------------------------------------------------------------------ */

typedef void (*EachFunc) (CopilRoom *self, CopilRecord *record);

static void
each (CopilRoom *self, GListModel *list, EachFunc func)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      CopilRecord *record = g_list_model_get_item (list, i);

      g_ptr_array_add (self->records, record);
      func (self, record);
    }
}

static CopilRecord *
find_in (GListModel *list, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      if (g_strcmp0 (copil_record_get_id (record), id) == 0)
        return record;
    }
  return NULL;
}

CopilRecord *
copil_room_find_member (CopilRoom *self, const char *member)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), NULL);
  return find_in (self->member_list, member);
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
  return self->member_list;
}

/* -- What the engine is told ------------------------------------------------------------------ */

static CopilSeatKind
parse_kind (const char *kind)
{
  static const char *const kinds[] = { "ex_officio", "elected", "qualified", "guest" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      return i;
  return COPIL_SEAT_GUEST;
}

static CopilChair
parse_chair (const char *chair)
{
  return g_strcmp0 (chair, "state") == 0   ? COPIL_CHAIR_STATE
         : g_strcmp0 (chair, "local") == 0 ? COPIL_CHAIR_LOCAL
                                           : COPIL_CHAIR_NONE;
}

/* The day of the sitting in Paris, as the base writes days. */
static char *
get_day (CopilRoom *self)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self->store);
  gint64 at = sitting != NULL ? copil_record_get_time (sitting, "starts_at") : 0;
  g_autoptr (GDateTime) time = copil_instant_in_paris (at);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");
}

/* Whether it holds on the day of the sitting: days of the base compare as texts. */
static gboolean
holds (CopilRoom *self, CopilRecord *record)
{
  g_autofree char *day = get_day (self);
  const char *until = copil_record_get_string (record, "until");

  return g_strcmp0 (copil_record_get_word (record, "since"), day) <= 0
         && (until == NULL || g_strcmp0 (until, day) > 0);
}

static void
add_term (CopilRoom *self, CopilRecord *record)
{
  CopilTerm term = { copil_record_get_word (record, "seat_id"),
                     copil_record_get_word (record, "member_id"),
                     copil_record_get_bool (record, "deputy") };

  if (holds (self, record))
    g_array_append_val (self->terms, term);
}

static gboolean
is_vacant (CopilRoom *self, const char *seat)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (g_strcmp0 (g_array_index (self->terms, CopilTerm, i).seat, seat) == 0)
      return FALSE;
  return TRUE;
}

static void
add_seat (CopilRoom *self, CopilRecord *record)
{
  CopilSeat seat = { .id = copil_record_get_id (record),
                     .votes = (int) copil_record_get_int (record, "votes"),
                     .chair = parse_chair (copil_record_get_string (record, "chair")),
                     .kind = parse_kind (copil_record_get_string (record, "kind")),
                     .body = copil_record_get_string (record, "body") };
  CopilRecord *college =
      find_in (self->college_list, copil_record_get_string (record, "college_id"));
  CopilRoomSeat room = { .id = seat.id,
                         .label = copil_record_get_word (record, "label"),
                         .votes = seat.votes };

  if (!holds (self, record))
    return;
  seat.voting = seat.votes > 0;
  seat.vacant = is_vacant (self, seat.id);
  seat.college = room.college = college != NULL ? copil_record_get_word (college, "name") : NULL;
  room.guest = seat.kind == COPIL_SEAT_GUEST;
  g_array_append_val (self->seats, seat);
  g_array_append_val (self->room, room);
}

static void
add_attendance (CopilRoom *self, CopilRecord *record)
{
  const char *mode = copil_record_get_word (record, "mode");
  CopilAttendance entry = { copil_record_get_word (record, "member_id"),
                            copil_record_get_time (record, "at"), COPIL_PRESENCE_OUT };

  if (copil_record_get_bool (record, "entered"))
    entry.presence = g_str_equal (mode, "phone")   ? COPIL_PRESENCE_PHONE
                     : g_str_equal (mode, "video") ? COPIL_PRESENCE_VIDEO
                                                   : COPIL_PRESENCE_ROOM;
  g_array_append_val (self->attendance, entry);
}

static void
add_mandate (CopilRoom *self, CopilRecord *record)
{
  CopilMandate mandate = { copil_record_get_word (record, "giver_seat"),
                           copil_record_get_word (record, "holder_member"),
                           copil_record_get_time (record, "since"),
                           copil_record_get_time (record, "until") };

  if (mandate.until == 0)
    mandate.until = COPIL_INSTANT_MAX;
  g_array_append_val (self->mandates, mandate);
}

static void
add_withdrawal (CopilRoom *self, CopilRecord *record)
{
  CopilWithdrawal withdrawal = { copil_record_get_word (record, "item_id"),
                                 copil_record_get_word (record, "member_id") };

  g_array_append_val (self->withdrawals, withdrawal);
}

/* The rules are read once for each wording. */
static gboolean
read_rules (CopilRoom *self)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self->store);
  JsonObject *rules = sitting != NULL ? copil_record_get_object (sitting, "rules") : NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (rules == NULL)
    return FALSE;
  node = json_node_init_object (json_node_alloc (), rules);
  text = json_to_string (node, FALSE);
  if (g_strcmp0 (text, self->rules) == 0)
    return self->regime != NULL;
  g_clear_pointer (&self->regime, copil_regime_unref);
  g_free (self->rules);
  self->rules = g_steal_pointer (&text);
  self->regime = copil_regime_parse (self->rules, -1, &error);
  if (self->regime == NULL)
    g_message ("Rules of the sitting: %s", error->message);
  return self->regime != NULL;
}

static void
fill_assembly (CopilRoom *self)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self->store);

  self->assembly = (CopilAssembly) {
    .regime = self->regime,
    .without_quorum = copil_record_has (sitting, "second_of"),
    .seats = (CopilSeat *) self->seats->data,
    .n_seats = self->seats->len,
    .terms = (CopilTerm *) self->terms->data,
    .n_terms = self->terms->len,
    .attendance = (CopilAttendance *) self->attendance->data,
    .n_attendance = self->attendance->len,
    .mandates = (CopilMandate *) self->mandates->data,
    .n_mandates = self->mandates->len,
    .withdrawals = (CopilWithdrawal *) self->withdrawals->data,
    .n_withdrawals = self->withdrawals->len,
  };
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
  seat->holder = copil_assembly_full_member (&self->assembly, seat->id);
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
judge (CopilRoom *self, const char *item)
{
  gint64 now = copil_sitting_store_get_now (self->store);
  g_autofree CopilSeatState *states = g_new0 (CopilSeatState, self->seats->len + 1);

  copil_assembly_at (&self->assembly, now, item, states);
  for (guint i = 0; i < self->room->len; i++)
    {
      CopilRoomSeat *seat = &g_array_index (self->room, CopilRoomSeat, i);

      seat->state = states[i];
      name_seat (self, seat);
    }
  self->quorum = copil_quorum_count (&self->assembly, states);
}

static void
forget (CopilRoom *self)
{
  GArray *arrays[] = { self->room,       self->seats,    self->terms,
                       self->attendance, self->mandates, self->withdrawals };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_set_size (arrays[i], 0);
  g_ptr_array_set_size (self->records, 0);
  self->assembly = (CopilAssembly) { 0 };
  self->quorum = (CopilQuorum) { 0 };
}

void
copil_room_look (CopilRoom *self, const char *item)
{
  g_return_if_fail (COPIL_IS_ROOM (self));
  forget (self);
  if (!read_rules (self))
    return;
  each (self, self->term_list, add_term);
  each (self, self->seat_list, add_seat);
  each (self, copil_sitting_store_get_list (self->store, "attendance"), add_attendance);
  each (self, copil_sitting_store_get_list (self->store, "mandate"), add_mandate);
  each (self, copil_sitting_store_get_list (self->store, "withdrawal"), add_withdrawal);
  fill_assembly (self);
  judge (self, item);
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
  return self->assembly.regime != NULL ? &self->assembly : NULL;
}

CopilQuorum
copil_room_get_quorum (CopilRoom *self)
{
  g_return_val_if_fail (COPIL_IS_ROOM (self), (CopilQuorum) { 0 });
  return self->quorum;
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
  GArray *arrays[] = { self->room,       self->seats,    self->terms,
                       self->attendance, self->mandates, self->withdrawals };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_ptr_array_unref (self->records);
  g_clear_pointer (&self->regime, copil_regime_unref);
  g_free (self->rules);
  g_clear_object (&self->store);
  g_clear_object (&self->seat_list);
  g_clear_object (&self->term_list);
  g_clear_object (&self->member_list);
  g_clear_object (&self->college_list);
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
  self->seats = g_array_new (FALSE, TRUE, sizeof (CopilSeat));
  self->terms = g_array_new (FALSE, TRUE, sizeof (CopilTerm));
  self->attendance = g_array_new (FALSE, TRUE, sizeof (CopilAttendance));
  self->mandates = g_array_new (FALSE, TRUE, sizeof (CopilMandate));
  self->withdrawals = g_array_new (FALSE, TRUE, sizeof (CopilWithdrawal));
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

CopilRoom *
copil_room_new (CopilSittingStore *store,
                GListModel *seats,
                GListModel *terms,
                GListModel *members,
                GListModel *colleges)
{
  CopilRoom *self = g_object_new (COPIL_TYPE_ROOM, NULL);

  self->store = g_object_ref (store);
  self->seat_list = g_object_ref (seats);
  self->term_list = g_object_ref (terms);
  self->member_list = g_object_ref (members);
  self->college_list = g_object_ref (colleges);
  return self;
}
