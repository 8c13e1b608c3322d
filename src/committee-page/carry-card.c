/* carry-card.c: what a closed sitting did not deal with, put on the agenda of the next one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/section.h"
#include "committee-page/words.h"
#include "core/instant.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *section;
  CopilSittingStore   *next; /* (nullable): of the sitting that they go to */
  GtkWidget           *list;
  GtkWidget           *carry;
  char                *shown; /* what the rows were made of */
} Card;

/* -- Which ones, and where to ----------------------------------------------------------------- */

/* With what hangs under it, one is carried whole or not (copil.items_to_carry). */
static gboolean
is_dealt_with (GPtrArray *agenda,
               guint      index)
{
  const CopilAgendaEntry *entry = agenda->pdata[index];
  const char *outcome = copil_record_get_word (entry->item, "outcome");

  if (!g_str_equal (outcome, "pending") && !g_str_equal (outcome, "postponed"))
    return TRUE;
  for (guint i = index + 1; i < agenda->len; i++)
    if (((CopilAgendaEntry *) agenda->pdata[i])->parent == (int) index &&
        is_dealt_with (agenda, i))
      return TRUE;
  return FALSE;
}

/* (transfer container) (element-type CopilAgendaEntry) */
static GPtrArray *
list_left (CopilSittingContext *context)
{
  GPtrArray *agenda = context->agenda, *left = g_ptr_array_new ();

  for (guint i = 0; i < agenda->len; i++)
    {
      CopilAgendaEntry *entry = agenda->pdata[i];

      if (!is_dealt_with (agenda, i) &&
          !g_str_equal (copil_record_get_word (entry->item, "origin"), "minutes") &&
          (entry->parent < 0 || is_dealt_with (agenda, (guint) entry->parent)))
        g_ptr_array_add (left, entry);
    }
  return left;
}

/* (transfer none) (nullable): the first one after this whose agenda may change. */
static CopilRecord *
find_next (CopilSittingContext *context)
{
  static const char * const stages[] = { "draft", "submitted", "approved", "convoked", NULL };
  GListModel *sittings = copil_committee_context_list (context->committee, "sitting");
  gint64 after = copil_record_get_time (copil_sitting_context_get (context), "starts_at");
  CopilRecord *next = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sittings); i++)
    {
      g_autoptr(CopilRecord) sitting = g_list_model_get_item (sittings, i);
      gint64 starts = copil_record_get_time (sitting, "starts_at");

      if (g_strv_contains (stages, copil_record_get_word (sitting, "stage")) && starts > after &&
          !copil_record_has (sitting, "second_of") &&
          (next == NULL || starts < copil_record_get_time (next, "starts_at")))
        next = sitting;
    }
  return next;
}

static gboolean
is_carried (Card        *card,
            CopilRecord *item)
{
  GListModel *items = copil_sitting_store_get_list (card->next, "agenda_item");

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(CopilRecord) each = g_list_model_get_item (items, i);

      if (g_str_equal (copil_record_get_word (each, "origin"), "carried") &&
          g_str_equal (copil_record_get_word (each, "source_id"), copil_record_get_id (item)))
        return TRUE;
    }
  return FALSE;
}

/* -- The rows --------------------------------------------------------------------------------- */

static gboolean
is_ticked (GtkWidget *row)
{
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

  return gtk_check_button_get_active (check) && gtk_widget_get_sensitive (row);
}

static void
ticked_cb (Card *card)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (card->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += is_ticked (row);
  gtk_widget_set_sensitive (card->carry, n > 0);
}

static GtkWidget *
create_row (Card                   *card,
            const CopilAgendaEntry *entry)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  gboolean carried = is_carried (card, entry->item) || copil_record_is_pending (entry->item);
  gboolean postponed =
    g_str_equal (copil_record_get_word (entry->item, "outcome"), "postponed");
  g_autofree char *title =
    g_strdup_printf ("%s. %s", entry->number, copil_record_get_word (entry->item, "title"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               carried ? _("already on that agenda")
                                       : postponed ? _("postponed") : _("not reached"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, !carried);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (ticked_cb), card);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (entry->item), g_object_unref);
  return row;
}

/* (transfer full): as long as it is the same, a tick that was taken away stays away. */
static char *
describe (Card      *card,
          GPtrArray *left)
{
  GString *text = g_string_new (copil_sitting_store_get_id (card->next));

  for (guint i = 0; i < left->len; i++)
    {
      const CopilAgendaEntry *entry = left->pdata[i];

      g_string_append_printf (text, " %s %s %d %d", copil_record_get_id (entry->item),
                              copil_record_get_word (entry->item, "outcome"),
                              is_carried (card, entry->item),
                              copil_record_is_pending (entry->item));
    }
  return g_string_free (text, FALSE);
}

static void
show_rows (Card      *card,
           GPtrArray *left)
{
  g_autofree char *text = describe (card, left);
  GtkWidget *row;

  if (g_strcmp0 (text, card->shown) == 0)
    return;
  g_free (card->shown);
  card->shown = g_steal_pointer (&text);
  while ((row = gtk_widget_get_first_child (card->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (card->list), row);
  for (guint i = 0; i < left->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (card->list), create_row (card, left->pdata[i]));
  ticked_cb (card);
}

/* -- The card --------------------------------------------------------------------------------- */

static void
next_changed_cb (Card *card)
{
  if (card->context->store != NULL && copil_sitting_context_get (card->context) != NULL)
    copil_carry_card_update (card->section);
}

static void
leave_next (Card *card)
{
  if (card->next != NULL)
    g_signal_handlers_disconnect_by_data (card->next, card);
  g_clear_object (&card->next);
}

static void
follow_next (Card        *card,
             CopilRecord *next)
{
  const char *id = copil_record_get_id (next);

  if (card->next != NULL && g_str_equal (copil_sitting_store_get_id (card->next), id))
    return;
  leave_next (card);
  card->next = copil_desk_open_sitting (card->context->committee->desk, id);
  g_signal_connect_swapped (card->next, "changed", G_CALLBACK (next_changed_cb), card);
}

void
copil_carry_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  CopilSittingContext *context = card->context;
  gboolean closed = g_str_equal (copil_sitting_context_get_stage (context), "closed");
  g_autoptr(GPtrArray) left = closed ? list_left (context) : NULL;
  CopilRecord *next = closed ? find_next (context) : NULL;
  g_autofree char *day = NULL, *note = NULL;

  gtk_widget_set_visible (section, context->committee->rights.prepares && left != NULL &&
                                     left->len > 0 && next != NULL);
  if (!gtk_widget_get_visible (section))
    {
      leave_next (card);
      g_clear_pointer (&card->shown, g_free);
      return;
    }
  follow_next (card, next);
  day = copil_instant_describe_short_day (copil_record_get_time (next, "starts_at"));
  /* translators: %s is the day of a sitting */
  note = g_strdup_printf (_("to the sitting of %s"), day);
  copil_section_set_note (COPIL_SECTION (section), note);
  show_rows (card, left);
}

static void
carry_cb (Card *card)
{
  for (GtkWidget *row = gtk_widget_get_first_child (card->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      CopilRecord *item = g_object_get_data (G_OBJECT (row), "item");
      g_autoptr(JsonObject) parameters = json_object_new ();
      g_autofree char *label = NULL;

      if (!is_ticked (row))
        continue;
      /* translators: %s is the title of a point of the agenda */
      label = g_strdup_printf (_("Carry over “%s”"), copil_record_get_word (item, "title"));
      json_object_set_string_member (parameters, "item", copil_record_get_id (item));
      json_object_set_string_member (parameters, "to_sitting",
                                     copil_sitting_store_get_id (card->next));
      copil_sitting_context_submit (card->context, "item_carry", parameters, label);
    }
}

static void
card_free (gpointer data)
{
  Card *card = data;

  leave_next (card);
  g_free (card->shown);
  g_free (card);
}

GtkWidget *
copil_carry_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("To be carried over"), FALSE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->section = section;
  card->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (card->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (card->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("To be carried over"),
                                  -1);
  card->carry = gtk_button_new_with_label (_("Carry over the ticked points"));
  gtk_widget_set_halign (card->carry, GTK_ALIGN_START);
  g_signal_connect_swapped (card->carry, "clicked", G_CALLBACK (carry_cb), card);
  copil_section_append (COPIL_SECTION (section), card->list);
  copil_section_append (COPIL_SECTION (section), card->carry);
  gtk_widget_set_visible (section, FALSE);
  g_object_set_data_full (G_OBJECT (section), "card", card, card_free);
  return section;
}
