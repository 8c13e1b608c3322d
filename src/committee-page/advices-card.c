/* advices-card.c: the advice asked on the points of a sitting, and what was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/advice-forms.h"
#include "committee-page/advice-row.h"
#include "committee-page/committee-pane.h"
#include "committee-page/section.h"
#include "committee/advice.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilSittingContext *context;
  CopilSittingStore   *store; /* whose requests are listed; weak */
  GtkWidget           *section;
  GtkWidget           *list;
} Card;

/* (transfer full): "2.1. Transports"; "" once it is off the agenda. */
static char *
name_item (CopilSittingContext *context,
           CopilRecord         *advice)
{
  for (guint i = 0; i < context->agenda->len; i++)
    {
      const CopilAgendaEntry *entry = context->agenda->pdata[i];

      if (g_str_equal (copil_record_get_id (entry->item),
                       copil_record_get_word (advice, "item_id")))
        return g_strdup_printf ("%s. %s", entry->number,
                                copil_record_get_word (entry->item, "title"));
    }
  return g_strdup ("");
}

/* Until the sitting is over. */
static gboolean
is_open (CopilSittingContext *context)
{
  static const char *const over[] = { "closed", "cancelled", "", NULL };

  return !g_strv_contains (over, copil_sitting_context_get_stage (context));
}

static void
show_menu (CopilRecordRow *row,
           CopilRecord    *advice,
           gboolean        visible)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "menu");
  g_autoptr(GMenu) menu = NULL;
  static const char *const choices[][2] = {
    { N_("Remind"), "sitting.remind-advice" },
    { N_("Withdraw the request…"), "sitting.withdraw-advice" },
  };

  if (button == NULL && visible)
    {
      menu = g_menu_new ();
      for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
        {
          g_autoptr(GMenuItem) item = g_menu_item_new (_(choices[i][0]), NULL);

          g_menu_item_set_action_and_target (item, choices[i][1], "s",
                                             copil_record_get_id (advice));
          g_menu_append_item (menu, item);
        }
      button = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "copil-more-symbolic");
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
      gtk_widget_add_css_class (button, "flat");
      copil_record_row_add_control (row, button, _("What to do with the request"));
      g_object_set_data (G_OBJECT (row), "menu", button);
    }
  if (button != NULL)
    gtk_widget_set_visible (button, visible);
}

static void
fill_advice (CopilRecordRow *row,
             CopilRecord    *advice,
             gpointer        data)
{
  Card *card = data;
  CopilCommitteeContext *committee = card->context->committee;
  g_autofree char *item = name_item (card->context, advice);
  gboolean open = is_open (card->context) && *item != '\0';
  gboolean gives = open && copil_advice_may_be_given (committee, advice);
  const char *label = copil_advice_is_own (committee, advice) ? _("Give your advice…") : _("Note…");

  copil_advice_row_fill (row, advice, copil_record_get_word (advice, "of_whom"), item);
  copil_record_row_set_action (row, gives ? label : NULL, "sitting.give-advice",
                               copil_record_get_id (advice));
  show_menu (row, advice, open && committee->rights.prepares &&
                            g_str_equal (copil_record_get_word (advice, "state"), "asked"));
}

static void
list_advices (Card *card)
{
  if (card->store == card->context->store)
    return;
  g_set_weak_pointer (&card->store, card->context->store);
  copil_section_clear (COPIL_SECTION (card->section));
  card->list = copil_record_list_box_new (
    g_object_ref (copil_sitting_store_get_list (card->store, "advice")), _("Advice on the points"),
    "", fill_advice, card);
  copil_section_append (COPIL_SECTION (card->section), card->list);
}

static void
show_counts (Card       *card,
             GListModel *advices)
{
  guint n = g_list_model_get_n_items (advices), awaited = 0, late = 0;
  g_autofree char *note = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CopilRecord) advice = g_list_model_get_item (advices, i);
      CopilAdviceStanding standing = copil_advice_get_standing (advice, g_get_real_time ());

      awaited += standing == COPIL_ADVICE_AWAITED;
      late += standing == COPIL_ADVICE_LATE;
    }
  note = g_strdup_printf (_("%u asked, %u awaited, %u late"), n, awaited, late);
  copil_section_set_note (COPIL_SECTION (card->section), note);
}

void
copil_advices_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  GListModel *advices = copil_sitting_store_get_list (card->context->store, "advice");

  gtk_widget_set_visible (section, g_list_model_get_n_items (advices) > 0);
  list_advices (card);
  copil_record_list_box_refill (card->list);
  show_counts (card, advices);
}

static void
card_free (gpointer data)
{
  Card *card = data;

  g_clear_weak_pointer (&card->store);
  g_free (card);
}

GtkWidget *
copil_advices_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Advice on the points"), FALSE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->section = section;
  gtk_widget_set_visible (section, FALSE);
  g_object_set_data_full (G_OBJECT (section), "card", card, card_free);
  return section;
}
