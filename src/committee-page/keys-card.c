/* keys-card.c: the two keys of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/form-dialog.h"
#include "committee-page/key-rows.h"
#include "committee-page/section.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *rows[2];
  GtkWidget           *submit;
  GtkWidget           *remind;
  GtkWidget           *approve;
  GtkWidget           *refuse;
  GtkWidget           *who;
} Card;

static const char *const objects[] = { "agenda", "convocation", NULL };

static gboolean
is_laid (CopilSittingContext *context)
{
  const char *stage = copil_sitting_context_get_stage (context);

  return g_str_equal (stage, "submitted") || g_str_equal (stage, "approved") ||
         g_str_equal (stage, "convoked");
}

/* (transfer full): who may, in a sentence, and the print of what is before the chairs. */
static char *
describe_who (Card *card)
{
  const char *hash = card->context->laid.hash;

  if (card->context->committee->rights.state && card->context->committee->rights.local)
    return g_strdup (_("One person cannot hold both keys: one is to be given to someone else."));
  if (hash != NULL)
    /* translators: the first signs of a hash: "a41f 09c2" */
    return g_strdup_printf (
      _("The secretariat prepares; only the co-chairs approve. Print of this agenda: %.4s %.4s."),
      hash, hash + 4);
  return g_strdup (_("The secretariat prepares; only the co-chairs approve."));
}

void
copil_keys_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  CopilSittingContext *context = card->context;
  const CopilCommitteeRights *rights = &context->committee->rights;
  CopilRecord *committee = copil_committee_context_get (context->committee);
  const char *stage = copil_sitting_context_get_stage (context);
  const char *key = copil_committee_rights_get_key (rights);
  gboolean asked = is_laid (context);
  g_autofree char *who = describe_who (card);
  CopilKeyState states[2], own;

  copil_key_rows_show (card->rows, section, copil_sitting_store_get_list (context->store, "approval"),
                       objects,
                       committee != NULL ? copil_record_get_word (committee, "local_authority")
                                         : _("State"), asked, states);
  own = key != NULL ? states[g_str_equal (key, "state") ? 0 : 1] : COPIL_KEY_NOT_ASKED;
  gtk_widget_set_visible (card->submit, rights->prepares && g_str_equal (stage, "draft"));
  gtk_widget_set_visible (card->remind, rights->prepares && asked &&
                          (states[0] != COPIL_KEY_GIVEN || states[1] != COPIL_KEY_GIVEN));
  gtk_widget_set_visible (card->approve, asked && key != NULL && own != COPIL_KEY_GIVEN &&
                          context->laid.hash != NULL);
  gtk_widget_set_visible (card->refuse, gtk_widget_get_visible (card->approve));
  /* What is approved is what is read. */
  gtk_widget_set_sensitive (card->approve, context->fresh);
  gtk_widget_set_sensitive (card->refuse, context->fresh);
  copil_sentence_set (card->who, who);
}

/* -- Buttons ---------------------------------------------------------------------------------- */

static void
submit_cb (Card *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);
  CopilRecord *sitting = copil_sitting_context_get (card->context);

  json_object_set_int_member (parameters, "version", copil_record_get_int (sitting, "version"));
  copil_sitting_context_submit (card->context, "agenda_submit", parameters,
                                _("Submit the agenda to the co-chairs"));
}

static void
remind_cb (Card *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);

  json_object_set_string_member (parameters, "object", "agenda");
  copil_sitting_context_submit (card->context, "approval_remind", parameters,
                                _("Remind the co-chairs"));
}

/* Bound to what was on the screen: another text is refused. */
static void
turn (Card       *card,
      gboolean    given,
      const char *reason)
{
  const CopilSittingContent *contents[] = { &card->context->laid, &card->context->convocation };

  for (guint i = 0; i < (given ? G_N_ELEMENTS (objects) - 1 : 1); i++)
    {
      g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);

      json_object_set_string_member (parameters, "object", objects[i]);
      json_object_set_string_member (parameters, "content_hash", contents[i]->hash);
      json_object_set_boolean_member (parameters, "given", given);
      if (reason != NULL)
        json_object_set_string_member (parameters, "reason", reason);
      else
        json_object_set_null_member (parameters, "reason");
      json_object_set_string_member (parameters, "means", "copil");
      copil_sitting_context_submit (card->context, "approve", parameters,
                                    given ? _("Approve the agenda and the convocation")
                                          : _("Refuse the agenda"));
    }
}

static void
approve_cb (Card *card)
{
  if (card->context->laid.hash != NULL && card->context->convocation.hash != NULL)
    turn (card, TRUE, NULL);
}

static void
refused_cb (CopilFormDialog *dialog,
            JsonObject      *values,
            Card            *card)
{
  if (card->context->laid.hash != NULL)
    turn (card, FALSE, json_object_get_string_member (values, "reason"));
}

static void
refuse_cb (Card *card)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (card->context->page)), _("Refuse the agenda"),
    _("The secretariat and the other co-chair read why; the agenda goes back to draft."),
    _("Refuse"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_WORDS, "reason", _("Why"), NULL, TRUE,
                                                 0, 0 });
  g_signal_connect (dialog, "accepted", G_CALLBACK (refused_cb), card);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
add_button (GtkWidget  *section,
            Card       *card,
            const char *label,
            gboolean    main,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (main)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, card);
  copil_section_append (COPIL_SECTION (section), button);
  return button;
}

GtkWidget *
copil_keys_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Double approval"), TRUE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  copil_section_append (COPIL_SECTION (section), copil_key_rows_new (card->rows));
  card->approve = add_button (section, card, _("Approve"), TRUE, G_CALLBACK (approve_cb));
  card->refuse = add_button (section, card, _("Refuse…"), FALSE, G_CALLBACK (refuse_cb));
  card->submit = add_button (section, card, _("Ask for both approvals"), TRUE,
                             G_CALLBACK (submit_cb));
  card->remind = add_button (section, card, _("Remind the co-chairs"), FALSE,
                             G_CALLBACK (remind_cb));
  card->who = copil_section_add_sentence (COPIL_SECTION (section), "note");
  g_object_set_data_full (G_OBJECT (section), "card", card, g_free);
  return section;
}
