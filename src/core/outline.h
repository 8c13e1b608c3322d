/* outline.h: the shape of a territory, and the frames shapes lie in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CopilFrame:
 * @code: "metropole", or the code of an overseas department: "971" to "976"
 * @name: "Guadeloupe"; what an inset is called
 * @longitude: of its centre, degrees; for Lambert-93, the meridian of origin
 * @latitude: of its centre, degrees
 * @width: what its territories span from west to east, km, rounded up
 * @height: from south to north
 *
 * A plane of its own, in kilometres, x to the east and y to the north. Metropolitan France is
 * in Lambert-93 (EPSG:2154); each overseas department in a plate carrée about its centre, where
 * 1 km is 1 km along both axes. Coordinates of two frames have nothing to do with each other.
 */
typedef struct
{
  const char *code;
  const char *name;
  double      longitude;
  double      latitude;
  double      width;
  double      height;
} CopilFrame;

#define COPIL_FRAME_METROPOLE "metropole"

/* All frames, metropolitan France first, then in the order of codes. */
const CopilFrame *copil_frames              (guint            *n_frames);
const CopilFrame *copil_frame_find          (const char       *code);
/* The frame that the places of a department lie in: "59", "2A", "971"... */
const CopilFrame *copil_frame_of_department (const char       *department);
/* Degrees (RGF93, WGS 84) to kilometres of the frame. */
void              copil_frame_project       (const CopilFrame *self,
                                             double            longitude,
                                             double            latitude,
                                             double           *x,
                                             double           *y);

/**
 * CopilOutline:
 * @frame: the plane it lies in
 * @approximate: to be shown with "contours approchés": derived from the positions of communes
 * @n_rings: closed rings; those around land run counterclockwise and come largest first, those
 *   around holes run clockwise: both filling rules of cairo are right
 * @starts: ring i has points starts[i] to starts[i + 1] - 1; n_rings + 1 items
 * @points: x and y in turn, km; the first point of a ring is not repeated at its end
 * @min_x: and so on: the box around it
 * @label_x: the point farthest inside, where a label has most room
 * @label_y: likewise
 *
 * Neighbours of one set have the very same points along their border.
 */
typedef struct
{
  const CopilFrame *frame;
  gboolean          approximate;
  guint             n_rings;
  guint            *starts;
  float            *points;
  float             min_x, min_y, max_x, max_y;
  float             label_x, label_y;
  gatomicrefcount   ref_count;
} CopilOutline;

#define COPIL_TYPE_OUTLINE (copil_outline_get_type ())
GType         copil_outline_get_type (void);

/* One unit of the stored form, in km. */
#define COPIL_OUTLINE_GRID 0.01

/* The stored form is the column copil.outline.rings and the member "rings" of a document:
 *   {"label":[x,y],"paths":["x y dx dy dx dy…",…]}
 * whole multiples of the grid; each path is a ring: its first point, then steps. */
CopilOutline *copil_outline_parse    (const char          *frame,
                                      gboolean             approximate,
                                      const char          *rings,
                                      GError             **error);
/* From plain rings, grid units; see above for what @starts and @points hold. */
CopilOutline *copil_outline_new      (const CopilFrame    *frame,
                                      gboolean             approximate,
                                      guint                n_rings,
                                      const guint         *starts,
                                      const int           *points,
                                      const int           *label);
/* (transfer full): the stored form. */
char         *copil_outline_to_rings (const CopilOutline  *self);
CopilOutline *copil_outline_ref      (CopilOutline        *self);
void          copil_outline_unref    (CopilOutline        *self);

/* Whether a point, km of its frame, lies inside: for the pointer over a map. */
gboolean      copil_outline_contains (const CopilOutline  *self,
                                      double               x,
                                      double               y);
/* km². */
double        copil_outline_get_area (const CopilOutline  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilOutline, copil_outline_unref)

G_END_DECLS
