/* quorum-card.c: who will be there, as they answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "chart/seats-chart.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/quorum.h"
#include "widget/chart-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *finding;
  GtkWidget           *chart;
  GtkWidget           *counts;
} Card;

/* -- The assembly, from the rows -------------------------------------------------------------- */

typedef struct
{
  CopilAssembly assembly;
  GArray       *seats;   /* CopilSeat */
  GArray       *terms;   /* CopilTerm */
  GArray       *answers; /* CopilSeatAnswer */
} Gathered;

static void
gathered_clear (Gathered *self)
{
  g_array_unref (self->seats);
  g_array_unref (self->terms);
  g_array_unref (self->answers);
}

static CopilSeatKind
kind_of (CopilRecord *seat)
{
  static const char * const kinds[] = { "ex_officio", "elected", "qualified" };
  const char *kind = copil_record_get_word (seat, "kind");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], kind))
      return (CopilSeatKind) i;
  return COPIL_SEAT_GUEST;
}

static gboolean
is_on (CopilRecord *row,
       const char  *day)
{
  return strcmp (copil_record_get_word (row, "since"), day) <= 0 &&
         (!copil_record_has (row, "until") ||
          strcmp (copil_record_get_word (row, "until"), day) > 0);
}

static void
gather_terms (Gathered              *self,
              CopilCommitteeContext *committee,
              const char            *day)
{
  GListModel *terms = copil_committee_context_list (committee, "term");

  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr(CopilRecord) row = g_list_model_get_item (terms, i);
      CopilTerm term = { copil_record_get_string (row, "seat_id"),
                         copil_record_get_string (row, "member_id"),
                         copil_record_get_bool (row, "deputy") };

      if (is_on (row, day) && term.seat != NULL && term.person != NULL)
        g_array_append_val (self->terms, term);
    }
}

static gboolean
is_vacant (Gathered   *self,
           const char *seat)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (g_str_equal (g_array_index (self->terms, CopilTerm, i).seat, seat))
      return FALSE;
  return TRUE;
}

static void
gather_seats (Gathered              *self,
              CopilCommitteeContext *committee,
              const char            *day)
{
  GListModel *seats = copil_committee_context_list (committee, "seat");

  for (guint i = 0; i < g_list_model_get_n_items (seats); i++)
    {
      g_autoptr(CopilRecord) row = g_list_model_get_item (seats, i);
      const char *chair = copil_record_get_word (row, "chair");
      CopilSeat seat = { .id = copil_record_get_id (row), .kind = kind_of (row),
                         .votes = (int) copil_record_get_int (row, "votes") };

      if (!is_on (row, day) || seat.kind == COPIL_SEAT_GUEST)
        continue;
      seat.voting = seat.votes > 0;
      seat.vacant = is_vacant (self, seat.id);
      seat.chair = g_str_equal (chair, "state") ? COPIL_CHAIR_STATE
                   : g_str_equal (chair, "local") ? COPIL_CHAIR_LOCAL : COPIL_CHAIR_NONE;
      seat.body = copil_record_get_string (row, "body");
      g_array_append_val (self->seats, seat);
    }
}

static CopilAnswer
answer_of (CopilRecord *recipient)
{
  static const char * const answers[] = { "", "present", "remote", "absent", "mandate", "deputy" };
  const char *answer = copil_record_get_word (recipient, "answer");

  for (guint i = 1; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i], answer))
      return (CopilAnswer) i;
  return COPIL_ANSWER_NONE;
}

static void
gather_answers (Gathered            *self,
                CopilSittingContext *context)
{
  GListModel *recipients = copil_sitting_store_get_list (context->store, "recipient");

  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(CopilRecord) row = g_list_model_get_item (recipients, i);
      CopilSeatAnswer answer = { copil_record_get_string (row, "seat_id"), answer_of (row),
                                 copil_record_get_string (row, "answer_member") };

      if (g_str_equal (copil_record_get_word (row, "capacity"), "full") &&
          answer.answer != COPIL_ANSWER_NONE && answer.seat != NULL)
        g_array_append_val (self->answers, answer);
    }
}

static void
gather (Gathered            *self,
        CopilSittingContext *context,
        CopilRecord         *sitting,
        CopilRegime         *regime)
{
  g_autofree char *day = g_strndup (copil_record_get_word (sitting, "starts_at"), 10);

  *self = (Gathered) { .seats = g_array_new (FALSE, FALSE, sizeof (CopilSeat)),
                       .terms = g_array_new (FALSE, FALSE, sizeof (CopilTerm)),
                       .answers = g_array_new (FALSE, FALSE, sizeof (CopilSeatAnswer)) };
  gather_terms (self, context->committee, day);
  gather_seats (self, context->committee, day);
  gather_answers (self, context);
  self->assembly = (CopilAssembly) {
    .regime = regime,
    .without_quorum = copil_record_has (sitting, "second_of"),
    .seats = (const CopilSeat *) (gconstpointer) self->seats->data,
    .n_seats = self->seats->len,
    .terms = (const CopilTerm *) (gconstpointer) self->terms->data,
    .n_terms = self->terms->len,
  };
}

/* -- What is shown ---------------------------------------------------------------------------- */

static CopilSeatCell
cell_of (Gathered        *gathered,
         const CopilSeat *seat)
{
  static const CopilSeatCell cells[] = { COPIL_CELL_SILENT, COPIL_CELL_ROOM,    COPIL_CELL_REMOTE,
                                         COPIL_CELL_ABSENT, COPIL_CELL_MANDATE, COPIL_CELL_ROOM };

  if (seat->vacant)
    return COPIL_CELL_VACANT;
  for (guint i = 0; i < gathered->answers->len; i++)
    {
      const CopilSeatAnswer *answer = &g_array_index (gathered->answers, CopilSeatAnswer, i);

      if (g_str_equal (answer->seat, seat->id))
        return cells[answer->answer];
    }
  return COPIL_CELL_SILENT;
}

static void
show_seats (Card            *card,
            Gathered        *gathered,
            guint            threshold,
            gboolean         voting)
{
  CopilSeatsData data = { .head = { .title = _("Expected quorum") }, .threshold = threshold };
  g_autoptr(CopilChart) chart = NULL;
  g_autofree char *counts = NULL;

  for (guint i = 0; i < gathered->seats->len; i++)
    {
      const CopilSeat *seat = &g_array_index (gathered->seats, CopilSeat, i);

      if (seat->voting || !voting)
        data.counts[cell_of (gathered, seat)]++;
    }
  chart = copil_seats_chart_new (&data);
  counts = copil_seats_describe (&data);
  copil_chart_view_set_chart (COPIL_CHART_VIEW (card->chart), chart);
  copil_sentence_set (card->counts, counts);
}

static void
show_state (GtkWidget           *section,
            const CopilForecast *forecast)
{
  if (!forecast->expected.required)
    copil_section_set_state (COPIL_SECTION (section), "copil-check-symbolic",
                             _("None is required"), "tone-neutral");
  else if (forecast->expected.reached)
    copil_section_set_state (COPIL_SECTION (section), "copil-check-symbolic", _("Likely"),
                             "tone-favourable");
  else if (forecast->possible.reached)
    copil_section_set_state (COPIL_SECTION (section), "copil-clock-symbolic",
                             _("Depends on answers"), "tone-neutral");
  else
    copil_section_set_state (COPIL_SECTION (section), "copil-watch-symbolic", _("Out of reach"),
                             "tone-watch");
}

void
copil_quorum_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  CopilRecord *sitting = copil_sitting_context_get (card->context);
  g_autoptr(CopilRegime) regime = copil_sitting_context_read_regime (card->context);
  g_autofree char *sentence = NULL;
  CopilForecast forecast;
  Gathered gathered;

  gtk_widget_set_visible (section, regime != NULL);
  if (regime == NULL)
    return;
  gather (&gathered, card->context, sitting, regime);
  forecast = copil_quorum_forecast (
    &gathered.assembly, (const CopilSeatAnswer *) (gconstpointer) gathered.answers->data,
    gathered.answers->len);
  sentence = copil_forecast_describe (&forecast, regime);
  copil_sentence_set (card->finding, sentence);
  show_seats (card, &gathered, forecast.expected.threshold,
              copil_regime_get (regime, COPIL_RULE_QUORUM_BASE) == COPIL_QUORUM_VOTING);
  show_state (section, &forecast);
  gathered_clear (&gathered);
}

GtkWidget *
copil_quorum_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Expected quorum"), TRUE);
  Card *card = g_new0 (Card, 1);

  card->context = context;
  card->chart = copil_chart_view_new ();
  copil_section_append (COPIL_SECTION (section), card->chart);
  card->counts = copil_section_add_sentence (COPIL_SECTION (section), NULL);
  card->finding = copil_section_add_sentence (COPIL_SECTION (section), "secondary");
  g_object_set_data_full (G_OBJECT (section), "card", card, g_free);
  return section;
}
