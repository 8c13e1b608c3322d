/* seats-chart.h: who will be there, one cell a seat
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/* In the order in which they are drawn: those that count for the quorum first. */
typedef enum
{
  COPIL_CELL_ROOM,
  COPIL_CELL_REMOTE,
  COPIL_CELL_MANDATE,
  COPIL_CELL_SILENT, /* has not answered: hatched */
  COPIL_CELL_ABSENT,
  COPIL_CELL_VACANT, /* crossed */
  COPIL_N_SEAT_CELLS,
} CopilSeatCell;

/* @threshold: seats needed; 0: no quorum is required. */
typedef struct
{
  CopilChartHead head;
  guint          counts[COPIL_N_SEAT_CELLS];
  guint          threshold;
} CopilSeatsData;

#define COPIL_TYPE_SEATS_CHART (copil_seats_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilSeatsChart, copil_seats_chart, COPIL, SEATS_CHART, CopilChart)

CopilChart *copil_seats_chart_new  (const CopilSeatsData *data);
/* (transfer full): "11 en salle, 3 à distance, 2 mandats, 5 sans réponse, 2 absents". */
char       *copil_seats_describe   (const CopilSeatsData *data);

G_END_DECLS
