/* live-chairs.c: how the co-chairs vote by show of hands
 *
 * Their hands are among those that are counted. They are asked apart where the rules make more of
 * them: a casting vote, money that a disagreement between them does not move, several votes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"

#include "widget/drop-down.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *why;
  GtkWidget *choice;
} Chair;

#define COPIL_TYPE_LIVE_CHAIRS (copil_live_chairs_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveChairs, copil_live_chairs, COPIL, LIVE_CHAIRS, AdwBin)

struct _CopilLiveChairs
{
  AdwBin parent_instance;
  char *item;
  Chair chairs[2]; /* of the State, of the local authority */
};

G_DEFINE_FINAL_TYPE (CopilLiveChairs, copil_live_chairs, ADW_TYPE_BIN)

/* -- By which rule ---------------------------------------------------------------------------- */

static int
find_casting (const CopilAssembly *assembly)
{
  switch (copil_regime_get (assembly->regime, COPIL_RULE_TIE))
    {
    case COPIL_TIE_PRESIDENT:
      return copil_assembly_find_president (assembly);
    case COPIL_TIE_CHAIR_STATE:
      return copil_assembly_find_chair (assembly, COPIL_CHAIR_STATE);
    default:
      return -1;
    }
}

/* (transfer full) (nullable): why the vote of the seat is asked, with its article. */
static char *
explain (const CopilAssembly *assembly, int seat, CopilRecord *item)
{
  g_autofree char *votes = NULL;

  if (copil_record_get_bool (item, "money"))
    return copil_regime_quote (assembly->regime, COPIL_RULE_MONEY_NEEDS_BOTH,
                               _ ("A disagreement between the co-chairs moves no money"));
  if (find_casting (assembly) == seat)
    return copil_regime_quote (assembly->regime, COPIL_RULE_TIE,
                               _ ("Has the casting vote when the votes are equally divided"));
  if (assembly->seats[seat].votes < 2)
    return NULL;
  votes = g_strdup_printf (_ ("The seat has %d votes"), assembly->seats[seat].votes);
  return copil_regime_quote (assembly->regime, COPIL_RULE_WEIGHTS, votes);
}

/* -- What is asked ---------------------------------------------------------------------------- */

static void
ask (CopilLive *live, Chair *chair, CopilChair which, CopilRecord *item)
{
  CopilRoom *room = copil_live_get_room (live);
  const CopilAssembly *assembly = copil_room_get_assembly (room);
  int seat = assembly != NULL ? copil_assembly_find_chair (assembly, which) : -1;
  const CopilRoomSeat *sits = seat >= 0 ? copil_room_get_seat (room, (guint) seat) : NULL;
  g_autofree char *why = NULL;

  if (item != NULL && sits != NULL && sits->votes > 0 && copil_seat_state_acts (&sits->state))
    why = explain (assembly, seat, item);
  gtk_widget_set_visible (chair->box, why != NULL);
  if (why == NULL)
    return;
  copil_fit_label_set_text (COPIL_FIT_LABEL (chair->name), sits->name);
  copil_fit_label_set_text (COPIL_FIT_LABEL (chair->why), why);
  copil_drop_down_set_name (GTK_DROP_DOWN (chair->choice), sits->name);
}

/* What was answered on another item is none. */
void
copil_live_chairs_ask (GtkWidget *chairs, CopilLive *live, CopilRecord *item)
{
  CopilLiveChairs *self = COPIL_LIVE_CHAIRS (chairs);
  const char *id = item != NULL ? copil_record_get_id (item) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->chairs); i++)
    {
      if (g_strcmp0 (id, self->item) != 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chairs[i].choice), 0);
      ask (live, &self->chairs[i], COPIL_CHAIR_STATE + i, item);
    }
  g_free (self->item);
  self->item = g_strdup (id);
}

const char *
copil_live_chairs_get (GtkWidget *chairs, CopilChair which)
{
  static const char *const choices[] = { NULL, "for", "against", "abstain", "none" };
  const Chair *chair = &COPIL_LIVE_CHAIRS (chairs)->chairs[which - COPIL_CHAIR_STATE];

  if (!gtk_widget_get_visible (chair->box))
    return NULL;
  return choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (chair->choice))];
}

/* -- The lines -------------------------------------------------------------------------------- */

static void
build (Chair *chair)
{
  const char *choices[] = { _ ("not noted"), _ ("for"), _ ("against"), _ ("abstains"),
                            _ ("takes no part"), NULL };
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  chair->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  chair->name = copil_live_label_new ("", "card-title");
  chair->why = copil_live_label_new ("", "note");
  chair->choice = gtk_drop_down_new_from_strings (choices);
  gtk_widget_set_valign (chair->choice, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), chair->name);
  gtk_box_append (GTK_BOX (texts), chair->why);
  gtk_box_append (GTK_BOX (chair->box), texts);
  gtk_box_append (GTK_BOX (chair->box), chair->choice);
}

static void
copil_live_chairs_finalize (GObject *object)
{
  g_free (COPIL_LIVE_CHAIRS (object)->item);
  G_OBJECT_CLASS (copil_live_chairs_parent_class)->finalize (object);
}

static void
copil_live_chairs_class_init (CopilLiveChairsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_live_chairs_finalize;
}

static void
copil_live_chairs_init (CopilLiveChairs *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (self->chairs); i++)
    {
      build (&self->chairs[i]);
      gtk_box_append (GTK_BOX (box), self->chairs[i].box);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_chairs_new (void)
{
  return g_object_new (COPIL_TYPE_LIVE_CHAIRS, NULL);
}
