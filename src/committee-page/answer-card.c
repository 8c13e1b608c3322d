/* answer-card.c: what this person answers to the convocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/answer-forms.h"
#include "committee-page/section.h"
#include "committee-page/words.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

/* One may hold a seat and deputise for another: each has its own answer. */
typedef struct
{
  CopilSittingContext *context;
  CopilRecord         *recipient;
  GtkWidget           *seat;
  GtkWidget           *state;
  GtkWidget           *reminded;
  GtkWidget           *buttons;
  GtkWidget           *remote;
  GtkWidget           *other;
} Seat;

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *seats;
  GtkWidget           *received;
  GtkWidget           *acknowledge;
} Card;

/* -- One seat --------------------------------------------------------------------------------- */

static void
answer_cb (GtkButton *button,
           Seat      *seat)
{
  copil_answer_submit (seat->context, seat->recipient,
                       g_object_get_data (G_OBJECT (button), "choice"));
}

static void
other_cb (Seat *seat)
{
  copil_answer_open (seat->context, seat->recipient);
}

static GtkWidget *
add_choice (Seat       *seat,
            const char *choice)
{
  GtkWidget *button = gtk_button_new_with_label (copil_words_answer (choice).word);

  g_object_set_data (G_OBJECT (button), "choice", (gpointer) choice);
  g_signal_connect (button, "clicked", G_CALLBACK (answer_cb), seat);
  gtk_flow_box_append (GTK_FLOW_BOX (seat->buttons), button);
  return button;
}

static void
add_choices (Seat *seat)
{
  seat->buttons =
    g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (seat->buttons), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (seat->buttons), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (seat->buttons), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (seat->buttons), 6);
  add_choice (seat, "present");
  seat->remote = add_choice (seat, "remote");
  add_choice (seat, "absent");
  seat->other = gtk_button_new_with_label (_("Mandate or deputy…"));
  g_signal_connect_swapped (seat->other, "clicked", G_CALLBACK (other_cb), seat);
  gtk_flow_box_append (GTK_FLOW_BOX (seat->buttons), seat->other);
}

static void
show_seat (Seat *seat)
{
  CopilSittingContext *context = seat->context;
  g_autofree char *name = copil_answer_name_seat (context, seat->recipient);
  g_autofree char *answer = copil_answer_describe (context, seat->recipient);
  g_autofree char *day =
    copil_instant_describe_day (copil_record_get_time (seat->recipient, "reminded_at"));
  g_autofree char *reminded = NULL;

  if (copil_record_has (seat->recipient, "reminded_at") &&
      !copil_record_has (seat->recipient, "answer"))
    reminded = g_strdup_printf (_("The secretariat awaits your answer: reminder of %s."), day);
  copil_sentence_set (seat->seat, name);
  copil_sentence_set (seat->state, answer);
  copil_sentence_set (seat->reminded, reminded);
  gtk_widget_set_visible (seat->buttons, copil_answer_is_awaited (context));
  gtk_widget_set_visible (gtk_widget_get_parent (seat->remote),
                          copil_record_get_bool (copil_sitting_context_get (context), "remote"));
  gtk_widget_set_visible (gtk_widget_get_parent (seat->other),
                          g_str_equal (copil_record_get_word (seat->recipient, "capacity"),
                                       "full"));
}

static void
seat_free (gpointer data)
{
  Seat *seat = data;

  g_object_unref (seat->recipient);
  g_free (seat);
}

static GtkWidget *
create_seat (CopilSittingContext *context,
             CopilRecord         *recipient)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Seat *seat = g_new0 (Seat, 1);

  seat->context = context;
  seat->recipient = g_object_ref (recipient);
  seat->seat = copil_sentence_new (NULL, "secondary");
  seat->state = copil_sentence_new (NULL, "card-title");
  seat->reminded = copil_sentence_new (NULL, "tone-watch");
  add_choices (seat);
  gtk_box_append (GTK_BOX (box), seat->seat);
  gtk_box_append (GTK_BOX (box), seat->state);
  gtk_box_append (GTK_BOX (box), seat->reminded);
  gtk_box_append (GTK_BOX (box), seat->buttons);
  g_object_set_data_full (G_OBJECT (box), "seat", seat, seat_free);
  return box;
}

/* -- The card --------------------------------------------------------------------------------- */

/* (transfer full) (element-type CopilRecord) */
static GPtrArray *
list_own (CopilSittingContext *context)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *recipients = copil_sitting_store_get_list (context->store, "recipient");
  const char *member = context->committee->rights.member;

  for (guint i = 0; member != NULL && i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(CopilRecord) recipient = g_list_model_get_item (recipients, i);

      if (g_str_equal (copil_record_get_word (recipient, "member_id"), member))
        g_ptr_array_add (own, g_steal_pointer (&recipient));
    }
  return own;
}

static gboolean
is_shown (GtkWidget *seats,
          GPtrArray *own)
{
  GtkWidget *child = gtk_widget_get_first_child (seats);

  for (guint i = 0; i < own->len; i++, child = gtk_widget_get_next_sibling (child))
    if (child == NULL ||
        ((Seat *) g_object_get_data (G_OBJECT (child), "seat"))->recipient != own->pdata[i])
      return FALSE;
  return child == NULL;
}

/* Only when there are others, so that a button keeps its focus. */
static void
put_seats (Card      *card,
           GPtrArray *own)
{
  GtkWidget *child;

  if (is_shown (card->seats, own))
    return;
  while ((child = gtk_widget_get_first_child (card->seats)) != NULL)
    gtk_box_remove (GTK_BOX (card->seats), child);
  for (guint i = 0; i < own->len; i++)
    gtk_box_append (GTK_BOX (card->seats), create_seat (card->context, own->pdata[i]));
}

static void
show_receipt (Card      *card,
              GPtrArray *own)
{
  CopilRecord *recipient = own->pdata[0];
  gboolean received = copil_answer_is_received (recipient);
  g_autofree char *sent =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "sent_at"));
  g_autofree char *day =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "received_at"));
  g_autofree char *text =
    received ? g_strdup_printf (_("Sent on %s, received on %s"), sent, day)
             : g_strdup_printf (_("Version %d was sent on %s"),
                                (int) copil_record_get_int (recipient, "sent_version"), sent);

  copil_sentence_set (card->received, text);
  gtk_widget_set_visible (card->acknowledge, !received);
}

void
copil_answer_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  g_autoptr(GPtrArray) own = list_own (card->context);

  gtk_widget_set_visible (section, own->len > 0);
  if (own->len == 0)
    return;
  put_seats (card, own);
  for (GtkWidget *child = gtk_widget_get_first_child (card->seats); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    show_seat (g_object_get_data (G_OBJECT (child), "seat"));
  show_receipt (card, own);
}

static void
acknowledge_cb (Card *card)
{
  copil_answer_acknowledge (card->context);
}

GtkWidget *
copil_answer_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Your answer"), TRUE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->seats = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  copil_section_append (COPIL_SECTION (section), card->seats);
  card->received = copil_section_add_sentence (COPIL_SECTION (section), "secondary");
  card->acknowledge = gtk_button_new_with_label (_("I received it"));
  g_signal_connect_swapped (card->acknowledge, "clicked", G_CALLBACK (acknowledge_cb), card);
  copil_section_append (COPIL_SECTION (section), card->acknowledge);
  gtk_widget_set_visible (section, FALSE);
  g_object_set_data_full (G_OBJECT (section), "card", card, g_free);
  return section;
}
