/* sitting-page.c: a sitting that is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-page.h"

#include "committee-page/advice-forms.h"
#include "committee-page/agenda-card.h"
#include "committee-page/answer-forms.h"
#include "committee-page/live-window.h"
#include "committee-page/papers-button.h"
#include "committee-page/refusal.h"
#include "committee-page/sitting-cards.h"
#include "committee-page/sitting-forms.h"
#include "committee-page/step-line.h"
#include "committee-page/words.h"
#include "committee/frozen.h"
#include "core/instant.h"
#include "widget/fit-label.h"
#include "widget/reflow-box.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CopilSittingPage
{
  GtkWidget            parent_instance;
  GtkStack            *stack;
  AdwStatusPage       *wait;
  CopilFitLabel       *title;
  CopilFitLabel       *subtitle;
  CopilStepLine       *steps;
  GtkBox               *actions;
  GtkWidget            *papers;
  GtkWidget            *enter; /* once it is convoked */
  GtkWidget            *edit;  /* these two before it is held */
  GtkWidget            *cancel;
  GtkScrolledWindow   *scroller;
  CopilReflowBox      *columns;
  GtkBox              *below; /* what is long */
  CopilAgendaCard     *agenda;
  GtkWidget           *keys;
  GtkWidget           *changes;
  GtkWidget           *sent;
  GtkWidget           *convocation;
  GtkWidget           *quorum;
  GtkWidget           *answer;
  GtkWidget           *answers;
  GtkWidget           *advices;
  GtkWidget           *carry;
  GtkWidget           *proposals;
  CopilSittingContext  context;
  GCancellable        *reading; /* what is before the chairs */
  gint64               read;    /* revision of the sitting at which it was asked for */
};

G_DEFINE_FINAL_TYPE (CopilSittingPage, copil_sitting_page, GTK_TYPE_WIDGET)

/* -- What is said of it ----------------------------------------------------------------------- */

/* From the convocation on there is a room, and afterwards there are minutes. */
static gboolean
is_held (const char *stage)
{
  const char *const stages[] = { "convoked", "open", "suspended", "closed", NULL };

  return g_strv_contains (stages, stage);
}

static void
show_papers (CopilSittingPage *self)
{
  CopilCommitteeContext *committee = self->context.committee;

  gtk_widget_set_visible (self->papers, FALSE);
  if (committee->store != NULL)
    copil_papers_button_set (self->papers, &(CopilPaperOrder) {
      .committee = committee->store, .sitting = self->context.store,
      .connection = committee->connection, .cube = committee->cube });
}

/* Before it is held its date can change and it can be called off, by those who prepare it. */
static void
show_actions (CopilSittingPage *self,
              const char       *stage)
{
  static const char *const before[] = { "draft", "submitted", "approved", "convoked", NULL };
  gboolean prepares = self->context.committee->rights.prepares && g_strv_contains (before, stage);

  show_papers (self);
  gtk_widget_set_visible (self->enter, is_held (stage));
  gtk_button_set_label (GTK_BUTTON (self->enter), g_str_equal (stage, "closed")
                          ? _("Open the minutes") : _("Enter the sitting"));
  gtk_widget_set_visible (self->edit, prepares);
  gtk_widget_set_visible (self->cancel, prepares);
}

static void
show_head (CopilSittingPage *self,
           CopilRecord      *sitting)
{
  CopilRecord *committee = copil_committee_context_get (self->context.committee);
  g_autofree char *title = copil_words_sitting (sitting);
  g_autofree char *hour =
    copil_instant_describe_hour (copil_record_get_time (sitting, "starts_at"));
  g_autofree char *subtitle = g_strjoin (
    " · ", committee != NULL ? copil_record_get_word (committee, "name") : "", hour,
    copil_record_get_word (sitting, "place"),
    copil_record_get_bool (sitting, "remote") ? _("in the room and at a distance")
                                              : _("in the room"), NULL);
  GListModel *minutes = copil_sitting_store_get_list (self->context.store, "minutes");
  g_autoptr(CopilRecord) written = g_list_model_get_item (minutes, 0);

  copil_fit_label_set_text (self->title, title);
  copil_fit_label_set_text (self->subtitle, subtitle);
  show_actions (self, copil_record_get_word (sitting, "stage"));
  copil_step_line_set (self->steps, copil_record_get_word (sitting, "stage"),
                       written != NULL ? copil_record_get_string (written, "state") : NULL);
}

static void
show_cards (CopilSittingPage *self)
{
  copil_agenda_card_update (self->agenda);
  copil_keys_card_update (self->keys);
  copil_changes_card_update (self->changes);
  copil_sent_card_update (self->sent);
  copil_convocation_card_update (self->convocation);
  copil_quorum_card_update (self->quorum);
  copil_answer_card_update (self->answer);
  copil_answers_card_update (self->answers);
  copil_advices_card_update (self->advices);
  copil_carry_card_update (self->carry);
  copil_proposals_card_update (self->proposals);
}

static void
show_waiting (CopilSittingPage *self)
{
  const char *reason = copil_sitting_store_get_reason (self->context.store);

  adw_status_page_set_title (self->wait, reason != NULL ? _("The sitting cannot be read")
                                                        : _("Reading the sitting"));
  adw_status_page_set_description (self->wait, reason);
  gtk_stack_set_visible_child_name (self->stack, "wait");
}

/* -- What is before the chairs ---------------------------------------------------------------- */

static void
take_content (CopilSittingContent *content,
              CopilResult         *rows,
              guint                row)
{
  g_autoptr(JsonParser) parser = json_parser_new ();

  g_clear_pointer (&content->content, json_object_unref);
  g_clear_pointer (&content->hash, g_free);
  if (!json_parser_load_from_data (parser, copil_result_get_text (rows, row, 0), -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return;
  content->content = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  content->hash = g_strdup (copil_result_get_text (rows, row, 1));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(CopilSittingPage) self = COPIL_SITTING_PAGE (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL || copil_result_get_n_rows (rows) != 2)
    {
      self->read = -1;
      return;
    }
  self->context.fresh = TRUE;
  take_content (&self->context.laid, rows, 0);
  take_content (&self->context.convocation, rows, 1);
  if (self->context.agenda != NULL)
    show_cards (self);
}

/* The base writes it, and the keys are bound to exactly that: it is asked for after each change. */
static void
read_contents (CopilSittingPage *self)
{
  g_autoptr(CopilStatement) statement = NULL;
  gint64 revision = copil_sitting_store_get_revision (self->context.store);

  if (revision == self->read || !copil_sitting_store_is_live (self->context.store))
    return;
  self->read = revision;
  self->context.fresh = FALSE;
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  statement = copil_statement_new (
    "SELECT c::text, encode (copil.content_hash (c), 'hex') FROM (SELECT copil.content_of ($1, o) "
    "AS c, o FROM unnest (ARRAY['agenda', 'convocation']) o) t WHERE c IS NOT NULL ORDER BY o");
  copil_statement_add_text (statement, copil_sitting_store_get_id (self->context.store));
  copil_connection_query_async (self->context.committee->connection, statement, self->reading,
                                read_cb, g_object_ref (self));
}

void
copil_sitting_page_update (CopilSittingPage *self)
{
  CopilRecord *sitting;

  g_return_if_fail (COPIL_IS_SITTING_PAGE (self));

  if (self->context.store == NULL)
    return;
  copil_sitting_context_look (&self->context);
  sitting = copil_sitting_context_get (&self->context);
  if (sitting == NULL)
    {
      show_waiting (self);
      return;
    }
  show_head (self, sitting);
  read_contents (self);
  show_cards (self);
  gtk_stack_set_visible_child_name (self->stack, "sitting");
}

/* -- Which one -------------------------------------------------------------------------------- */

static void
refused_cb (CopilSittingPage *self,
            CopilCommand     *command)
{
  copil_refusal_tell (GTK_WIDGET (self), command);
  /* Against a text that was another: it is read anew. */
  self->read = -1;
  copil_sitting_page_update (self);
}

static void
close_store (CopilSittingPage *self)
{
  if (self->context.store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context.store, self);
      g_signal_handlers_disconnect_by_data (copil_frozen_of_sitting (self->context.store), self);
    }
  g_cancellable_cancel (self->reading);
  copil_sitting_context_clear (&self->context);
  self->read = -1;
}

void
copil_sitting_page_open (CopilSittingPage *self,
                         const char       *id)
{
  g_return_if_fail (COPIL_IS_SITTING_PAGE (self));

  if (self->context.store != NULL &&
      g_str_equal (copil_sitting_store_get_id (self->context.store), id))
    return;
  close_store (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->context.store = copil_desk_open_sitting (self->context.committee->desk, id);
  g_signal_connect_object (self->context.store, "changed", G_CALLBACK (copil_sitting_page_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context.store, "notify",
                           G_CALLBACK (copil_sitting_page_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context.store, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_frozen_of_sitting (self->context.store), "changed",
                           G_CALLBACK (copil_sitting_page_update), self, G_CONNECT_SWAPPED);
  copil_sitting_page_update (self);
}

static void
enter_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilSittingPage *self = COPIL_SITTING_PAGE (widget);
  CopilCommitteeContext *committee = self->context.committee;
  g_autoptr(CopilLive) live = NULL;

  if (self->context.store == NULL || committee->store == NULL)
    return;
  live = copil_live_of_sitting (self->context.store, committee->store, committee->connection,
                                committee->cube, &committee->rights);
  copil_live_window_open (GTK_WINDOW (gtk_widget_get_root (widget)), live);
}

static void
print_changes_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  gtk_widget_activate_action (COPIL_SITTING_PAGE (widget)->papers, "papers.print", "(ss)",
                              copil_paper_get_facts (COPIL_PAPER_CHANGES)->name, "");
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  copil_sitting_forms_edit (&COPIL_SITTING_PAGE (widget)->context);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  copil_sitting_forms_cancel (&COPIL_SITTING_PAGE (widget)->context);
}

static void
note_answer_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CopilSittingContext *context = &COPIL_SITTING_PAGE (widget)->context;
  CopilRecord *recipient = copil_sitting_store_find (context->store, "recipient",
                                                     g_variant_get_string (parameter, NULL));

  if (recipient != NULL)
    copil_answer_open (context, recipient);
}

static void
answer_proposal_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  copil_proposals_card_answer (&COPIL_SITTING_PAGE (widget)->context,
                               g_variant_get_string (parameter, NULL),
                               g_str_equal (name, "sitting.accept-proposal"));
}

/* What can be done with a request of advice: the forms ask who may. */
static const struct
{
  const char *name;
  void      (*open) (CopilCommitteeContext *committee,
                     CopilStore            *store,
                     CopilRecord           *advice);
} advice_actions[] = {
  { "sitting.give-advice", copil_advice_forms_give },
  { "sitting.remind-advice", copil_advice_forms_remind },
  { "sitting.withdraw-advice", copil_advice_forms_withdraw },
};

static void
advice_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CopilSittingContext *context = &COPIL_SITTING_PAGE (widget)->context;
  CopilRecord *advice = copil_sitting_store_find (context->store, "advice",
                                                  g_variant_get_string (parameter, NULL));

  for (guint i = 0; advice != NULL && i < G_N_ELEMENTS (advice_actions); i++)
    if (g_str_equal (advice_actions[i].name, name))
      advice_actions[i].open (context->committee, COPIL_STORE (context->store), advice);
}

static void
remind_answers_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  copil_answer_remind (&COPIL_SITTING_PAGE (widget)->context);
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_sitting_page_dispose (GObject *object)
{
  CopilSittingPage *self = COPIL_SITTING_PAGE (object);

  close_store (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_SITTING_PAGE);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (copil_sitting_page_parent_class)->dispose (object);
}

static void
copil_sitting_page_class_init (CopilSittingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_sitting_page_dispose;
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  g_type_ensure (COPIL_TYPE_REFLOW_BOX);
  g_type_ensure (COPIL_TYPE_STEP_LINE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/copil/Copil/ui/committee-page/sitting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, wait);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, title);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, actions);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, enter);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, edit);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, cancel);
  gtk_widget_class_install_action (widget_class, "sitting.enter", NULL, enter_action);
  gtk_widget_class_install_action (widget_class, "sitting.print-changes", NULL,
                                   print_changes_action);
  gtk_widget_class_install_action (widget_class, "sitting.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "sitting.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sitting.note-answer", "s", note_answer_action);
  for (guint i = 0; i < G_N_ELEMENTS (advice_actions); i++)
    gtk_widget_class_install_action (widget_class, advice_actions[i].name, "s", advice_action);
  gtk_widget_class_install_action (widget_class, "sitting.accept-proposal", "s",
                                   answer_proposal_action);
  gtk_widget_class_install_action (widget_class, "sitting.refuse-proposal", "s",
                                   answer_proposal_action);
  gtk_widget_class_install_action (widget_class, "sitting.remind-answers", NULL,
                                   remind_answers_action);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CopilSittingPage, below);
}

static void
copil_sitting_page_init (CopilSittingPage *self)
{
  self->reading = g_cancellable_new ();
  self->read = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->papers = copil_papers_button_new ();
  gtk_box_insert_child_after (self->actions, self->papers, self->enter);
}

GtkWidget *
copil_sitting_page_new (CopilCommitteeContext *committee)
{
  CopilSittingPage *self = g_object_new (COPIL_TYPE_SITTING_PAGE, NULL);
  GtkWidget *main = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  self->context.committee = committee;
  self->context.page = GTK_WIDGET (self);
  self->agenda = COPIL_AGENDA_CARD (copil_agenda_card_new (&self->context));
  self->keys = copil_keys_card_new (&self->context);
  self->changes = copil_changes_card_new (&self->context);
  self->sent = copil_sent_card_new (&self->context);
  self->convocation = copil_convocation_card_new (&self->context);
  self->quorum = copil_quorum_card_new (&self->context);
  self->answer = copil_answer_card_new (&self->context);
  self->answers = copil_answers_card_new (&self->context);
  gtk_box_append (GTK_BOX (main), GTK_WIDGET (self->agenda));
  self->advices = copil_advices_card_new (&self->context);
  self->carry = copil_carry_card_new (&self->context);
  self->proposals = copil_proposals_card_new (&self->context);
  gtk_box_append (GTK_BOX (main), self->advices);
  gtk_box_append (GTK_BOX (main), self->carry);
  gtk_box_append (GTK_BOX (main), self->proposals);
  gtk_box_append (self->below, self->answers);
  gtk_box_append (GTK_BOX (side), self->answer);
  gtk_box_append (GTK_BOX (side), self->keys);
  gtk_box_append (GTK_BOX (side), self->changes);
  gtk_box_append (GTK_BOX (side), self->sent);
  gtk_box_append (GTK_BOX (side), self->convocation);
  gtk_box_append (GTK_BOX (side), self->quorum);
  copil_reflow_box_append (self->columns, main, 2.2);
  copil_reflow_box_append (self->columns, side, 1);
  return GTK_WIDGET (self);
}
