/* axis.h: the axes that several kinds of chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart-private.h"
#include "chart/scale.h"

G_BEGIN_DECLS

/* (transfer full): a tick or a value as short as it may be: "2 000", "2,5 M", "1 × 10¹⁸". */
char  *copil_axis_number       (double               value,
                                int                  decimals);
/* (transfer full): a figure of the data in a drawing, never longer than a word: all are
 * shortened when @largest, the greatest of the drawing, has to be. */
char  *copil_axis_value        (double               value,
                                double               largest,
                                const CopilChartHead *head);

/* Ticks for an axis of values @height high, none finer than the decimals of the data. */
CopilTicks copil_axis_ticks    (const CopilLayout    *layout,
                                CopilExtent           extent,
                                gboolean              from_zero,
                                int                   decimals,
                                double                height);
/* Room that the labels of the ticks take to the left of the plot, gap included. */
double copil_axis_margin       (const CopilLayout    *layout,
                                const CopilTicks     *ticks,
                                const char           *unit);
/* Labels at the left of the plot, the unit on the last one. */
void   copil_axis_place_values (CopilLayout          *layout,
                                const CopilTicks     *ticks,
                                const CopilScale     *scale,
                                const char           *unit,
                                double                right);
/* A line at each tick, but where the axis itself is. */
void   copil_axis_draw_grid    (cairo_t              *cr,
                                const CopilLayout    *layout,
                                const CopilTicks     *ticks,
                                const CopilScale     *scale,
                                double                x1,
                                double                x2);

/* Height of the labels of time under the plot. */
double copil_axis_time_height  (const CopilLayout    *layout,
                                const GArray         *ticks);
/* The ticks that hold side by side on @width. */
GArray *copil_axis_time_ticks  (const CopilLayout    *layout,
                                CopilRhythm           rhythm,
                                double                first,
                                double                last,
                                double                width);
void   copil_axis_place_time   (CopilLayout          *layout,
                                const GArray         *ticks,
                                const CopilScale     *scale,
                                double                y);
/* The axis itself with a mark at each tick. */
void   copil_axis_draw_time    (cairo_t              *cr,
                                const CopilLayout    *layout,
                                const GArray         *ticks,
                                const CopilScale     *scale,
                                double                x1,
                                double                x2,
                                double                y);

G_END_DECLS
