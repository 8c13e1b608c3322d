/* convocation-card.c: by when the convocation is to be received, and whether it was sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "chart/deadline-chart.h"
#include "committee-page/form-dialog.h"
#include "committee-page/section.h"
#include "committee-page/sitting-forms.h"
#include "committee-page/words.h"
#include "core/deadline.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/chart-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define DAY (24 * COPIL_HOUR)

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *finding;
  GtkWidget           *chart;
  GtkWidget           *rule;
  GtkWidget           *urgency;
  GtkWidget           *receipts;
  GtkWidget           *explain;
  GtkWidget           *convoke;
  GtkWidget           *second;
} Card;

static char *
count_days (gint64 from,
            gint64 until)
{
  return copil_format_count (MAX ((until - from) / DAY, 0), _("day"), _("days"));
}

static char *
short_day (gint64 instant)
{
  g_autoptr(GDateTime) time = copil_instant_in_paris (instant);
  static const char * const days[] = { "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." };
  g_autofree char *day = copil_instant_describe_short_day (instant);

  return g_strdup_printf ("%s %s", days[g_date_time_get_day_of_week (time) - 1], day);
}

static void
show_line (Card                *card,
           const CopilDeadline *deadline,
           gint64               from)
{
  g_autofree char *from_label = short_day (from), *due_label = short_day (deadline->latest);
  g_autofree char *sitting_label = copil_instant_describe_short_day (deadline->sitting);
  g_autofree char *before = from < deadline->latest ? count_days (from, deadline->latest)
                                                    : g_strdup ("");
  g_autofree char *after = count_days (deadline->latest, deadline->sitting);
  g_autoptr(CopilChart) chart = copil_deadline_chart_new (&(CopilDeadlineData) {
    .head = { .title = _("Deadline of the convocation") },
    .from = (double) MIN (from, deadline->sitting),
    .due = (double) deadline->latest,
    .sitting = (double) deadline->sitting,
    .from_label = from_label,
    .due_label = due_label,
    .sitting_label = sitting_label,
    .before = before,
    .after = after,
  });

  copil_chart_view_set_chart (COPIL_CHART_VIEW (card->chart), chart);
}

/* How many received it, of those it was sent to; -1 before it was sent. */
static int
count_receipts (CopilSittingContext *context,
                guint               *received)
{
  GListModel *recipients = copil_sitting_store_get_list (context->store, "recipient");
  guint n = g_list_model_get_n_items (recipients);

  *received = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CopilRecord) recipient = g_list_model_get_item (recipients, i);

      *received += copil_record_get_int (recipient, "received_version") ==
                   copil_record_get_int (recipient, "sent_version");
    }
  return n > 0 ? (int) n : -1;
}

static void
show_receipts (Card *card)
{
  guint received;
  int sent = count_receipts (card->context, &received);
  g_autofree char *text = NULL;

  if (sent >= 0)
    text = g_strdup_printf (_("Sent to %d persons, received by %u."), sent, received);
  copil_sentence_set (card->receipts, text);
}

static gboolean
is_approved (CopilSittingContext *context)
{
  static const char * const keys[] = { "state", "local" };
  static const char * const objects[] = { "agenda", "convocation" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (objects); j++)
      {
        CopilRecord *approval = copil_sitting_context_find_approval (context, keys[i], objects[j]);

        if (approval == NULL || copil_record_has (approval, "voided_at") ||
            !copil_record_get_bool (approval, "given"))
          return FALSE;
      }
  return TRUE;
}

/* (nullable): the last one that was sent. */
static CopilRecord *
find_sent (CopilSittingContext *context)
{
  GListModel *sent = copil_sitting_store_get_list (context->store, "convocation");
  CopilRecord *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sent); i++)
    {
      g_autoptr(CopilRecord) each = g_list_model_get_item (sent, i);

      if (last == NULL ||
          copil_record_get_int (each, "version") > copil_record_get_int (last, "version"))
        last = each;
    }
  return last;
}

static void
show_state (GtkWidget           *section,
            CopilRecord         *sent,
            const CopilDeadline *deadline,
            gint64               received)
{
  gboolean kept = copil_deadline_is_kept (deadline, received);

  if (sent != NULL && kept)
    copil_section_set_state (COPIL_SECTION (section), "copil-check-symbolic", _("Sent in time"),
                             "tone-favourable");
  else if (kept)
    copil_section_set_state (COPIL_SECTION (section), "copil-check-symbolic", _("In time"),
                             "tone-favourable");
  else
    copil_section_set_state (COPIL_SECTION (section), "copil-watch-symbolic", _("Past the day"),
                             "tone-watch");
}

static gboolean
has_deliberated (CopilSittingContext *context)
{
  static const char * const untouched[] = { "", "pending", "current", "postponed", "withdrawn",
                                            NULL };
  GListModel *items = copil_sitting_store_get_list (context->store, "agenda_item");

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(CopilRecord) item = g_list_model_get_item (items, i);

      if (!g_strv_contains (untouched, copil_record_get_word (item, "outcome")))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_second (CopilSittingContext *context,
            const char          *sitting)
{
  GListModel *sittings = copil_committee_context_list (context->committee, "sitting");

  for (guint i = 0; i < g_list_model_get_n_items (sittings); i++)
    {
      g_autoptr(CopilRecord) each = g_list_model_get_item (sittings, i);

      if (g_str_equal (copil_record_get_word (each, "second_of"), sitting) &&
          !g_str_equal (copil_record_get_word (each, "stage"), "cancelled"))
        return TRUE;
    }
  return FALSE;
}

/* As copil.require_no_quorum (): also once it was closed without having dealt with anything. */
static gboolean
may_convoke_again (CopilSittingContext *context,
                   CopilRecord         *sitting)
{
  static const char * const stages[] = { "convoked", "open", "suspended", "closed", NULL };

  return g_strv_contains (stages, copil_record_get_word (sitting, "stage")) &&
         !copil_record_has (sitting, "second_of") &&
         !has_second (context, copil_record_get_id (sitting)) && !has_deliberated (context);
}

static void
show_buttons (Card                *card,
              CopilRecord         *sitting,
              CopilRecord         *sent,
              const CopilDeadline *deadline)
{
  CopilSittingContext *context = card->context;
  const char *stage = copil_record_get_word (sitting, "stage");
  gboolean prepares = context->committee->rights.prepares;
  /* Bytes come as \x and hexadecimal digits. */
  gboolean anew = sent == NULL || (context->convocation.hash != NULL &&
                                   !g_str_has_suffix (copil_record_get_word (sent, "content_hash"),
                                                      context->convocation.hash));
  gint64 now = copil_sitting_store_get_now (context->store);
  gboolean before = now < deadline->sitting;

  gtk_widget_set_visible (card->convoke, prepares && before && anew && is_approved (context) &&
                          context->convocation.hash != NULL &&
                          (g_str_equal (stage, "approved") || g_str_equal (stage, "convoked")));
  gtk_widget_set_visible (card->explain, context->editable && before &&
                          !copil_deadline_is_kept (deadline, now) && sent == NULL &&
                          !copil_record_has (sitting, "urgency"));
  gtk_widget_set_visible (card->second, prepares && !before && sent != NULL &&
                          may_convoke_again (context, sitting));
}

void
copil_convocation_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  CopilRecord *sitting = copil_sitting_context_get (card->context);
  CopilRecord *sent = find_sent (card->context);
  g_autoptr(CopilRegime) regime = copil_sitting_context_read_regime (card->context);
  g_autoptr(CopilObjection) objection = NULL;
  g_autofree char *sentence = NULL, *urgency = NULL;
  const char *reason = copil_record_get_string (sitting, "urgency");
  CopilDeadline deadline;
  gint64 from;

  gtk_widget_set_visible (section, regime != NULL);
  if (regime == NULL)
    return;
  from = sent != NULL ? copil_record_get_time (sent, "sent_at")
                      : copil_sitting_store_get_now (card->context->store);
  deadline = copil_deadline_of (regime, copil_record_get_time (sitting, "starts_at"),
                                reason != NULL);
  sentence = copil_deadline_describe (&deadline, regime);
  objection = copil_deadline_check (&deadline, regime, from, reason);
  if (reason != NULL)
    urgency = g_strdup_printf (_("Urgency: %s"), reason);
  copil_sentence_set (card->rule, sentence);
  copil_sentence_set (card->urgency, urgency);
  copil_sentence_set (card->finding, objection != NULL ? objection->text : NULL);
  show_line (card, &deadline, from);
  show_state (section, sent, &deadline, from);
  show_receipts (card);
  show_buttons (card, sitting, sent, &deadline);
}

/* -- Buttons ---------------------------------------------------------------------------------- */

static void
convoke (Card *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);
  g_autofree char *id = g_uuid_string_random ();

  json_object_set_string_member (parameters, "id", id);
  json_object_set_string_member (parameters, "content_hash", card->context->convocation.hash);
  copil_sitting_context_submit (card->context, "convoke", parameters, _("Send the convocation"));
}

static void
confirmed_cb (Card       *card,
              const char *response)
{
  if (g_str_equal (response, "convoke") && card->context->convocation.hash != NULL)
    convoke (card);
}

/* It goes to everybody and cannot be called back: asked for once more. */
static void
convoke_cb (Card *card)
{
  CopilRecord *sitting = copil_sitting_context_get (card->context);
  g_autofree char *what = copil_words_sitting (sitting);
  g_autofree char *body = g_strdup_printf (
    _("%s. The agenda and the state of the figures are frozen with it; what changes later is sent "
      "as a new version."), what);
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (card->context->page)), _("Send the convocation?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Cancel"), "convoke",
                                    _("Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "convoke",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (confirmed_cb), card);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
explained_cb (CopilFormDialog *dialog,
              JsonObject      *values,
              Card            *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);
  CopilRecord *sitting = copil_sitting_context_get (card->context);
  static const char * const kept[] = { "version", "title", "starts_at", "place", "remote" };
  g_autoptr(JsonObject) document = copil_record_dup_document (sitting);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    json_object_set_member (parameters, kept[i], json_object_dup_member (document, kept[i]));
  json_object_set_string_member (parameters, "urgency",
                                 json_object_get_string_member (values, "urgency"));
  copil_sitting_context_submit (card->context, "sitting_edit", parameters,
                                _("Give the reason of the urgency"));
}

static void
explain_cb (Card *card)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (card->context->page)), _("Urgency"),
    _("The convocation would be received after the day that the rules set. Its reason is written "
      "in it."), _("Record"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_WORDS, "urgency", _("Reason"), NULL,
                                                 TRUE, 0, 0 });
  g_signal_connect (dialog, "accepted", G_CALLBACK (explained_cb), card);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
second_cb (Card *card)
{
  copil_sitting_forms_second (card->context);
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
copil_convocation_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Convocation"), TRUE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->rule = copil_section_add_sentence (COPIL_SECTION (section), "secondary");
  card->chart = copil_chart_view_new ();
  copil_section_append (COPIL_SECTION (section), card->chart);
  card->finding = copil_section_add_sentence (COPIL_SECTION (section), "tone-watch");
  card->urgency = copil_section_add_sentence (COPIL_SECTION (section), NULL);
  card->receipts = copil_section_add_sentence (COPIL_SECTION (section), "secondary");
  card->explain = add_button (section, card, _("Give the reason of the urgency…"), FALSE,
                              G_CALLBACK (explain_cb));
  card->convoke = add_button (section, card, _("Send the convocation…"), TRUE,
                              G_CALLBACK (convoke_cb));
  card->second = add_button (section, card, _("Second convocation…"), FALSE,
                             G_CALLBACK (second_cb));
  g_object_set_data_full (G_OBJECT (section), "card", card, g_free);
  return section;
}
