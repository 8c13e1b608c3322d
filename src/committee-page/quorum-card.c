/* quorum-card.c: who will be there, as they answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "chart/seats-chart.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "committee/assembly.h"
#include "committee/dossier-stores.h"
#include "widget/chart-view.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *finding;
  GtkWidget           *chart;
  GtkWidget           *counts;
} Card;

/* -- What is shown ---------------------------------------------------------------------------- */

/* (nullable): what the full member of a seat answered to the convocation. */
static const char *
find_answer (Card       *card,
             const char *seat)
{
  GListModel *recipients = copil_sitting_store_get_list (card->context->store, "recipient");

  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(CopilRecord) row = g_list_model_get_item (recipients, i);

      if (g_str_equal (copil_record_get_word (row, "capacity"), "full") &&
          g_str_equal (copil_record_get_word (row, "seat_id"), seat))
        return copil_record_get_string (row, "answer");
    }
  return NULL;
}

static CopilSeatCell
cell_of (Card            *card,
         const CopilSeat *seat)
{
  static const struct
  {
    const char   *answer;
    CopilSeatCell cell;
  } cells[] = { { "present", COPIL_CELL_ROOM },    { "remote", COPIL_CELL_REMOTE },
                { "absent", COPIL_CELL_ABSENT },   { "mandate", COPIL_CELL_MANDATE },
                { "deputy", COPIL_CELL_ROOM } };
  const char *answer = find_answer (card, seat->id);

  if (seat->vacant)
    return COPIL_CELL_VACANT;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    if (g_strcmp0 (answer, cells[i].answer) == 0)
      return cells[i].cell;
  return COPIL_CELL_SILENT;
}

/* Of the seats of which the quorum is taken. */
static void
show_seats (Card                *card,
            const CopilAssembly *assembly,
            guint                threshold)
{
  gboolean voting =
    copil_regime_get (assembly->regime, COPIL_RULE_QUORUM_BASE) == COPIL_QUORUM_VOTING;
  CopilSeatsData data = { .head = { .title = _("Expected quorum") }, .threshold = threshold };
  g_autoptr(CopilChart) chart = NULL;
  g_autofree char *counts = NULL;

  for (guint i = 0; i < assembly->n_seats; i++)
    {
      const CopilSeat *seat = &assembly->seats[i];

      if (seat->kind != COPIL_SEAT_GUEST && (seat->voting || !voting))
        data.counts[cell_of (card, seat)]++;
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

/* Once it is closed nothing is expected any more: its minutes tell who was there. */
static CopilSittingAssembly *
read_assembly (CopilSittingContext *context)
{
  CopilRecord *sitting = copil_sitting_context_get (context);
  g_autoptr(CopilDossier) dossier = NULL;

  if (sitting == NULL || context->committee->store == NULL ||
      g_str_equal (copil_record_get_word (sitting, "stage"), "closed"))
    return NULL;
  dossier = copil_dossier_of_stores (context->committee->store, context->store);
  return copil_sitting_assembly_new (dossier, NULL);
}

void
copil_quorum_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  g_autoptr(CopilSittingAssembly) sitting = read_assembly (card->context);
  g_autofree char *sentence = NULL;
  const CopilAssembly *assembly;
  CopilForecast forecast;

  gtk_widget_set_visible (section, sitting != NULL);
  if (sitting == NULL)
    return;
  assembly = copil_sitting_assembly_get (sitting);
  forecast = copil_sitting_assembly_forecast (sitting);
  sentence = copil_forecast_describe (&forecast, assembly->regime);
  copil_sentence_set (card->finding, sentence);
  show_seats (card, assembly, forecast.expected.threshold);
  show_state (section, &forecast);
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
