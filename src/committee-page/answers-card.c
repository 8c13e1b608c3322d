/* answers-card.c: who was convoked, what they received and answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/answer-forms.h"
#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CopilSittingContext *context;
  CopilSittingStore   *store; /* whose recipients are listed; weak */
  GtkWidget           *section;
  GtkWidget           *list;
} Card;

/* -- A row ------------------------------------------------------------------------------------ */

static const char *
name_means (const char *means)
{
  static const struct
  {
    const char *means;
    const char *name;
  } names[] = {
    { "copil", N_("by Copil") },
    { "mail", N_("by e-mail") },
    { "post", N_("by post") },
    { "hand", N_("by hand") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].means, means))
      return _(names[i].name);
  return means;
}

/* (nullable): who noted it, when it is not the member themself. */
static const char *
name_noter (CopilSittingContext *context,
            CopilRecord         *recipient)
{
  const char *login = copil_record_get_string (recipient, "answered_by");
  CopilRecord *member = copil_committee_context_find (
    context->committee, "member", copil_record_get_string (recipient, "member_id"));

  if (login == NULL || (member != NULL &&
                        g_strcmp0 (copil_record_get_string (member, "login"), login) == 0))
    return NULL;
  return copil_committee_context_name_login (context->committee, login);
}

static void
take (GPtrArray *parts,
      char      *part)
{
  g_ptr_array_insert (parts, (int) parts->len - 1, part);
}

static void
add_answered (GPtrArray           *parts,
              CopilSittingContext *context,
              CopilRecord         *recipient)
{
  g_autofree char *answered =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "answered_at"));
  g_autofree char *reminded =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "reminded_at"));
  const char *noter = name_noter (context, recipient);

  if (copil_record_has (recipient, "answered_at") && noter != NULL)
    /* translators: a day, then the account of who noted it */
    take (parts, g_strdup_printf (_("answer of %s noted by %s"), answered, noter));
  else if (copil_record_has (recipient, "answered_at"))
    take (parts, g_strdup_printf (_("answered on %s"), answered));
  else if (copil_record_has (recipient, "reminded_at"))
    take (parts, g_strdup_printf (_("reminded on %s"), reminded));
}

static char *
describe (CopilSittingContext *context,
          CopilRecord         *recipient)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sent =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "sent_at"));
  g_autofree char *received =
    copil_instant_describe_short_day (copil_record_get_time (recipient, "received_at"));

  g_ptr_array_add (parts, NULL);
  take (parts, copil_answer_name_seat (context, recipient));
  take (parts, g_strdup_printf (_("version %d sent on %s %s"),
                                (int) copil_record_get_int (recipient, "sent_version"), sent,
                                name_means (copil_record_get_word (recipient, "means"))));
  if (copil_answer_is_received (recipient))
    take (parts, g_strdup_printf (_("received on %s"), received));
  else if (copil_record_has (recipient, "received_version"))
    take (parts, g_strdup_printf (_("only version %d received"),
                                  (int) copil_record_get_int (recipient, "received_version")));
  else
    take (parts, g_strdup (_("not known to be received")));
  add_answered (parts, context, recipient);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
fill_recipient (CopilRecordRow *row,
                CopilRecord    *recipient,
                gpointer        data)
{
  Card *card = data;
  CopilSittingContext *context = card->context;
  const char *name =
    copil_answer_name_member (context, copil_record_get_string (recipient, "member_id"));
  g_autofree char *text = describe (context, recipient);
  g_autofree char *answer = copil_answer_describe (context, recipient);
  CopilMarkWord mark = copil_words_answer (copil_record_get_string (recipient, "answer"));
  gboolean notes = context->committee->rights.prepares && copil_answer_is_awaited (context);

  mark.word = answer;
  copil_record_row_set_text (row, name, text);
  copil_record_row_set_state (row, mark);
  copil_record_row_set_action (row, notes ? _("Note…") : NULL, "sitting.note-answer",
                               copil_record_get_id (recipient));
}

/* -- The list --------------------------------------------------------------------------------- */

/* A deputy is asked once the holder sends one. */
static gboolean
is_silent (CopilRecord *recipient)
{
  return !copil_record_has (recipient, "answer") &&
         !g_str_equal (copil_record_get_word (recipient, "capacity"), "deputy");
}

static void
show_counts (Card *card)
{
  GListModel *recipients = copil_sitting_store_get_list (card->context->store, "recipient");
  guint n = g_list_model_get_n_items (recipients), silent = 0;
  gboolean reminds = card->context->committee->rights.prepares &&
                     copil_answer_is_awaited (card->context);
  g_autofree char *note = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CopilRecord) recipient = g_list_model_get_item (recipients, i);

      silent += is_silent (recipient);
    }
  note = g_strdup_printf (_("%u convoked, %u without an answer"), n, silent);
  copil_section_set_note (COPIL_SECTION (card->section), note);
  copil_section_set_action (COPIL_SECTION (card->section),
                            reminds && silent > 0 ? _("Remind them") : NULL,
                            "sitting.remind-answers", NULL);
}

/* By the order of the seats, the holder before the deputies. */
static int
compare_seats (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  Card *card = data;
  CopilRecord *rows[] = { (CopilRecord *) a, (CopilRecord *) b };
  gint64 ranks[2];

  for (guint i = 0; i < 2; i++)
    {
      CopilRecord *seat = copil_committee_context_find (
        card->context->committee, "seat", copil_record_get_string (rows[i], "seat_id"));

      ranks[i] = 2 * (seat != NULL ? copil_record_get_int (seat, "rank") : G_MAXINT) +
                 g_str_equal (copil_record_get_word (rows[i], "capacity"), "deputy");
    }
  if (ranks[0] != ranks[1])
    return ranks[0] < ranks[1] ? -1 : 1;
  return strcmp (copil_record_get_id (rows[0]), copil_record_get_id (rows[1]));
}

static void
list_recipients (Card *card)
{
  if (card->store == card->context->store)
    return;
  g_set_weak_pointer (&card->store, card->context->store);
  copil_section_clear (COPIL_SECTION (card->section));
  card->list = copil_record_list_box_new (
    copil_records_filter (copil_sitting_store_get_list (card->store, "recipient"), NULL,
                          compare_seats, card),
    _("Answers"), "", fill_recipient, card);
  copil_section_append (COPIL_SECTION (card->section), card->list);
}

/* Those who prepare and those who chair follow the answers; a member has their own. */
void
copil_answers_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  const CopilCommitteeRights *rights = &card->context->committee->rights;
  GListModel *recipients = copil_sitting_store_get_list (card->context->store, "recipient");

  gtk_widget_set_visible (section, g_list_model_get_n_items (recipients) > 0 &&
                                     (rights->prepares || rights->state || rights->local));
  if (!gtk_widget_get_visible (section))
    return;
  list_recipients (card);
  copil_record_list_box_refill (card->list);
  show_counts (card);
}

static void
card_free (gpointer data)
{
  Card *card = data;

  g_clear_weak_pointer (&card->store);
  g_free (card);
}

GtkWidget *
copil_answers_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Answers to the convocation"), FALSE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->section = section;
  g_object_set_data_full (G_OBJECT (section), "card", card, card_free);
  return section;
}
