/* map-private.h: what the parts of the map share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart-private.h"
#include "chart/classes.h"
#include "chart/map-chart.h"
#include "chart/paint.h"

G_BEGIN_DECLS

struct _CopilMapChart
{
  CopilChart   parent_instance;

  CopilMapData data;
  double       bounds[COPIL_MAX_BOUNDS];
  const char  *words[COPIL_N_CLASSES]; /* of the states; the data's then points here */
  double       largest; /* of the values, without sign */
  gboolean     approximate;
  guint        missing; /* bit (1 << status) of each status met */
};

/* A frame and where it is on the drawing: x = origin.x + scale km, y = origin.y - scale km. */
typedef struct
{
  const CopilFrame *frame;
  cairo_rectangle_t area;
  double            scale;
  CopilPoint        origin;
  gboolean          inset;
} CopilMapView;

/* A shape in the unit of the drawing; points that fall on the one before are left out. */
typedef struct
{
  guint       view;
  guint       n_rings;
  guint      *starts; /* n_rings + 1 */
  CopilPoint *points;
  CopilPoint  label; /* the place with most room */
  double      radius; /* of its circle */
} CopilMapShape;

/* From a label outside to its shape. */
typedef struct
{
  CopilPoint from, to;
} CopilMapLeader;

/* A swatch of the legend; a class, or a status that has no value. */
typedef struct
{
  cairo_rectangle_t rect;
  int               class; /* -1: missing */
  CopilCellStatus   status;
} CopilMapSwatch;

typedef struct
{
  CopilLayout    base;
  CopilMapView  *views; /* the first one is the main one */
  guint          n_views;
  CopilMapShape *shapes; /* an item */
  GArray        *leaders;
  GArray        *swatches;
  GArray        *circles; /* of the legend: cairo_rectangle_t */
  double         largest_circle; /* the radius of the largest count */
} CopilMapLayout;

/* The class of an item, -1 without value. */
int               copil_map_class_of    (const CopilMapChart  *self,
                                         guint                 item);
/* One of the 5 classes of the theme: fewer are spread over them. */
guint             copil_map_shade       (const CopilMapChart  *self,
                                         guint                 class);
const CopilColor *copil_map_fill        (const CopilMapChart  *self,
                                         const CopilTheme     *theme,
                                         guint                 class);
const CopilColor *copil_map_text_color  (const CopilMapChart  *self,
                                         const CopilTheme     *theme,
                                         guint                 class);
static inline gboolean
copil_map_is_placed (const CopilMapChart *self,
                     guint                item)
{
  return self->data.items[item].outline != NULL;
}

void              copil_map_layout      (CopilChart           *chart,
                                         CopilLayout          *base);
/* How much room the legend takes under the map. */
double            copil_map_legend_height (const CopilMapChart *self,
                                         const CopilTheme     *theme,
                                         double                width);
void              copil_map_place_legend (CopilMapChart       *self,
                                         CopilMapLayout       *layout,
                                         double                top);
/* Names and values, inside shapes or beside them. Returns how much of other things they hide. */
double            copil_map_place_labels (CopilMapChart       *self,
                                         CopilMapLayout       *layout);
/* Maps of states: what map-legend.c, map-label.c and map-text.c ask for where there are words. */
const char       *copil_map_state_word  (const CopilMapChart  *self,
                                         guint                 item);
char             *copil_map_state_count (const CopilMapChart  *self,
                                         guint                 item);
char             *copil_map_state_label (const CopilMapChart  *self,
                                         guint                 item);
CopilPattern      copil_map_state_pattern (int                 class);
double            copil_map_states_height (const CopilMapChart *self,
                                         const CopilTheme     *theme,
                                         double                width);
void              copil_map_place_states (CopilMapChart       *self,
                                         CopilMapLayout       *layout,
                                         double                y);
void              copil_map_append_states (GString            *text,
                                         const CopilMapChart  *self);
void              copil_map_path        (cairo_t              *cr,
                                         const CopilMapShape  *shape);
void              copil_map_draw        (CopilChart           *chart,
                                         CopilLayout          *base,
                                         cairo_t              *cr);
char             *copil_map_describe    (CopilChart           *chart);
GPtrArray        *copil_map_get_table   (CopilChart           *chart);

G_END_DECLS
