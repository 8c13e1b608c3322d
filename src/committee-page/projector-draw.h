/* projector-draw.h: the picture of a scene
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/projector-brush.h"
#include "committee-page/projector-scene.h"

G_BEGIN_DECLS

/* In pixels; all sizes follow from the height, as long as there is the width for it. */
void copil_scene_draw      (const CopilScene *self,
                            cairo_t          *cr,
                            CopilThemeKind    theme,
                            double            width,
                            double            height);

/* A part of the screen, in the units of the brush. */
typedef struct
{
  double x, y, width, height;
} CopilSceneArea;

/* projector-main.c: the item with its figure, or what is voted on */
void _copil_scene_draw_main (const CopilScene     *self,
                             const CopilBrush     *brush,
                             const CopilSceneArea *area);
/* projector-side.c: the time, the quorum, the floor */
void _copil_scene_draw_side (const CopilScene     *self,
                             const CopilBrush     *brush,
                             const CopilSceneArea *area);
/* projector-seats.c: one mark a seat; gives back the bottom */
double _copil_scene_draw_seats (const CopilScene  *self,
                                const CopilBrush  *brush,
                                double             x,
                                double             y,
                                double             width);

G_END_DECLS
