/* scene-sample.c: what a room sees in the middle of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scene-sample.h"

#include "chart/rank-chart.h"

static CopilChart *
new_chart (void)
{
  static const struct
  {
    const char *name;
    double value;
  } rows[] = { { "Valenciennes", 31.2 }, { "Avesnes-sur-Helpe", 21.5 }, { "Lille", 19.4 },
               { "Douai", 12.1 },        { "Dunkerque", 9.6 },          { "Cambrai", 6.2 } };
  CopilRankItem items[G_N_ELEMENTS (rows)] = { 0 };
  CopilRankData data = { .head = { .title = "Parts", .unit = "%", .decimals = 1 },
                         .items = items,
                         .n_items = G_N_ELEMENTS (rows),
                         .reference = 16.7,
                         .reference_label = "moyenne" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    items[i] = (CopilRankItem) { .name = rows[i].name,
                                 .figure = { .value = rows[i].value, .coverage = 1 },
                                 .subject = i == 0 };
  return copil_rank_chart_new (&data);
}

static void
set_seats (CopilScene *scene)
{
  CopilSeatMark seats[23];

  for (guint i = 0; i < G_N_ELEMENTS (seats); i++)
    seats[i] = i < 14   ? COPIL_MARK_ROOM
               : i < 17 ? COPIL_MARK_REMOTE
               : i < 19 ? COPIL_MARK_MANDATE
                        : COPIL_MARK_ABSENT;
  copil_scene_set_seats (scene, seats, G_N_ELEMENTS (seats));
}

CopilScene *
scene_sample_new (void)
{
  CopilScene *scene = copil_scene_new ();
  g_autoptr (CopilChart) chart = new_chart ();

  scene->committee = "Comité départemental du Nord";
  scene->date = "3 décembre 2026";
  scene->hour = "10 h 36";
  scene->state = "En direct";
  scene->live = TRUE;
  scene->fictitious = TRUE;
  scene->item =
      (CopilSceneItem) { "4.1", "Répartir l’enveloppe « aller vers » entre les six bassins",
                         "Département et DDETS", COPIL_NATURE_DECISION, "25 min" };
  scene->next = (CopilSceneItem) { "4.2", "Transfert de 180 000 € vers Valenciennes", NULL,
                                   COPIL_NATURE_ADVICE, "10 min" };
  scene->finding = "2 500 000 € ; le scénario B renforce Valenciennes de 7 points";
  scene->figures = "Chiffres figés à la convocation, lot n° 12";
  scene->time = (CopilSceneTime) { .caption = "Reste pour ce point",
                                   .figure = "12:48",
                                   .spoken = "Reste pour ce point\u00a0: 13 min",
                                   .spent = 0.49,
                                   .planned = "prévu 25 min",
                                   .drift = COPIL_DRIFT_LATE,
                                   .drift_words = "retard 4 min",
                                   .forecast = "fin de séance vers 11 h 24" };
  scene->quorum = (CopilSceneQuorum) { .words = "Quorum atteint",
                                       .required = TRUE,
                                       .reached = TRUE,
                                       .base = 23,
                                       .threshold = 12,
                                       .counted = 19 };
  scene->n_requests = 2;
  copil_scene_set_chart (scene, chart);
  set_seats (scene);
  return scene;
}
