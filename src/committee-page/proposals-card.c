/* proposals-card.c: what members propose for the agenda, answered beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/committee-pane.h"
#include "committee-page/form-dialog.h"
#include "committee-page/proposal-row.h"
#include "committee-page/section.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

typedef struct
{
  CopilSittingContext *context;
  GListModel          *model; /* (nullable): of the committee's proposals */
  GListModel          *waiting;
} Card;

/* -- Answers ---------------------------------------------------------------------------------- */

typedef struct
{
  CopilSittingContext *context;
  CopilRecord         *proposal;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  g_object_unref (((Asked *) data)->proposal);
  g_free (data);
}

/* Where it is put: before a point, or last. */
static void
set_place (JsonObject          *parameters,
           CopilSittingContext *context,
           JsonObject          *values)
{
  g_autofree char *item = g_uuid_string_random ();
  int rank = atoi (json_object_get_string_member_with_default (values, "rank", "0"));

  json_object_set_string_member (parameters, "item_id", item);
  json_object_set_string_member (parameters, "sitting",
                                 copil_sitting_store_get_id (context->store));
  if (rank > 0)
    json_object_set_int_member (parameters, "rank", rank);
}

static void
submit (Asked      *asked,
        gboolean    accept,
        JsonObject *values)
{
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "proposal", copil_record_get_id (asked->proposal));
  json_object_set_int_member (parameters, "version",
                              copil_record_get_int (asked->proposal, "version"));
  json_object_set_boolean_member (parameters, "accept", accept);
  json_object_set_member (parameters, "answer", json_object_dup_member (values, "answer"));
  json_object_set_null_member (parameters, "item_id");
  json_object_set_null_member (parameters, "sitting");
  if (accept)
    set_place (parameters, asked->context, values);
  copil_committee_context_submit (asked->context->committee, "proposal_answer", parameters,
                                  copil_record_get_word (asked->proposal, "title"));
}

static void
accepted_cb (CopilFormDialog *dialog,
             JsonObject      *values,
             Asked           *asked)
{
  submit (asked, TRUE, values);
}

static void
refused_cb (CopilFormDialog *dialog,
            JsonObject      *values,
            Asked           *asked)
{
  submit (asked, FALSE, values);
}

/* Before each of the points that hang under none, or last. */
static void
add_places (CopilFormDialog     *dialog,
            CopilSittingContext *context)
{
  int rank = 0;

  copil_form_dialog_add_option (dialog, "rank", "", _("Last"));
  for (guint i = 0; i < context->agenda->len; i++)
    {
      const CopilAgendaEntry *entry = context->agenda->pdata[i];
      g_autofree char *value = NULL, *label = NULL;

      if (entry->parent >= 0)
        continue;
      value = g_strdup_printf ("%d", ++rank);
      /* translators: number and title of a point of the agenda */
      label = g_strdup_printf (_("Before %s. %s"), entry->number,
                               copil_record_get_word (entry->item, "title"));
      copil_form_dialog_add_option (dialog, "rank", value, label);
    }
}

static CopilFormDialog *
create_form (CopilSittingContext *context,
             CopilRecord         *proposal,
             gboolean             accept)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)),
    accept ? _("Put it on the agenda") : _("Do not take it up"),
    copil_record_get_word (proposal, "title"), accept ? _("Put on the agenda") : _("Refuse"));

  if (accept)
    {
      copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_CHOICE, "rank", _("Place"), NULL,
                                                     FALSE, 0, 0 });
      add_places (dialog, context);
    }
  copil_form_dialog_add (dialog, &(CopilField) {
    COPIL_FIELD_WORDS, "answer", accept ? _("Words for the member") : _("Why"), NULL, !accept, 0,
    0 });
  return dialog;
}

static void
open (CopilSittingContext *context,
      CopilRecord         *proposal,
      gboolean             accept)
{
  CopilFormDialog *dialog = create_form (context, proposal, accept);
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { context, g_object_ref (proposal) };
  g_signal_connect_data (dialog, "accepted",
                         accept ? G_CALLBACK (accepted_cb) : G_CALLBACK (refused_cb), asked,
                         asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
copil_proposals_card_answer (CopilSittingContext *context,
                             const char          *id,
                             gboolean             accept)
{
  CopilRecord *proposal = copil_committee_context_find (context->committee, "proposal", id);

  if (proposal != NULL && context->editable)
    open (context, proposal, accept);
}

/* -- The card --------------------------------------------------------------------------------- */

static gboolean
is_waiting (CopilRecord *proposal,
            gpointer     data)
{
  return g_str_equal (copil_record_get_word (proposal, "state"), "proposed");
}

static void
add_button (CopilRecordRow *row,
            const char     *label,
            const char     *action,
            CopilRecord    *proposal)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name =
    g_strdup_printf ("%s, %s", label, copil_record_get_word (proposal, "title"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", copil_record_get_id (proposal));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  copil_record_row_add_control (row, button, name);
}

static void
fill_proposal (CopilRecordRow *row,
               CopilRecord    *proposal,
               gpointer        data)
{
  Card *card = data;

  copil_proposal_row_fill (row, proposal, card->context->committee);
  if (g_object_get_data (G_OBJECT (row), "buttons") != NULL)
    return;
  add_button (row, _("Accept…"), "sitting.accept-proposal", proposal);
  add_button (row, _("Refuse…"), "sitting.refuse-proposal", proposal);
  g_object_set_data (G_OBJECT (row), "buttons", row);
}

static void
list_waiting (GtkWidget *section,
              Card      *card)
{
  GListModel *model = copil_committee_context_list (card->context->committee, "proposal");

  if (model == card->model)
    return;
  g_set_object (&card->model, model);
  g_clear_object (&card->waiting);
  copil_section_clear (COPIL_SECTION (section));
  card->waiting = copil_records_filter (model, is_waiting, NULL, NULL);
  copil_section_append (COPIL_SECTION (section), copil_record_list_box_new (
    g_object_ref (card->waiting), _("Items that members propose"), "", fill_proposal, card));
}

void
copil_proposals_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");

  list_waiting (section, card);
  gtk_widget_set_visible (section, card->context->editable &&
                                     g_list_model_get_n_items (card->waiting) > 0);
}

static void
card_free (gpointer data)
{
  Card *card = data;

  g_clear_object (&card->model);
  g_clear_object (&card->waiting);
  g_free (card);
}

GtkWidget *
copil_proposals_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Items that members propose"), FALSE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  gtk_widget_set_visible (section, FALSE);
  g_object_set_data_full (G_OBJECT (section), "card", card, card_free);
  return section;
}
