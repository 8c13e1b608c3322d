/* svg-read.h: the paths of a drawing, read back from its SVG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "chart/paint.h"

/* @fill: "rgb(…)", or "none"; @stroke: likewise
 * @points: (element-type CopilPoint): of all its segments, control points of curves excepted */
typedef struct
{
  char   *fill;
  char   *stroke;
  GArray *points;
} SvgPath;

/* (transfer full) (element-type SvgPath): in the order they are painted. */
GPtrArray *svg_read_paths (GBytes *svg);
/* "rgb(4.313725%,41.960784%,45.882353%)", as cairo writes it. */
char      *svg_color      (const CopilColor *color);
/* Those painted in a colour, filled or stroked. */
GPtrArray *svg_select     (GPtrArray        *paths,
                           const CopilColor *color,
                           gboolean          filled);
/* Bounds of a path. */
void       svg_bounds     (const SvgPath    *path,
                           double           *x1,
                           double           *y1,
                           double           *x2,
                           double           *y2);
