/* outline-frame.c: the planes that shapes lie in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "core/outline.h"

static const CopilFrame frames[] = {
  { COPIL_FRAME_METROPOLE, "France métropolitaine", 3, 46.5, 1143, 1061 },
  { "971", "Guadeloupe", -61.393, 16.18, 87, 75 },
  { "972", "Martinique", -61.019, 14.642, 45, 53 },
  { "973", "Guyane", -53.131, 3.928, 330, 405 },
  { "974", "La Réunion", 55.54, -21.116, 65, 57 },
  { "976", "Mayotte", 45.166, -12.818, 27, 39 },
};

/* Mean radius of the Earth, km (IUGG). */
#define EARTH_RADIUS 6371.0088

/* Lambert-93: IGN, NT/G 71 "Projection cartographique conique conforme de Lambert", with the
 * constants of its annex for RGF93: exponent and constant of the projection, first
 * eccentricity of GRS 80, coordinates of the pole in metres. */
#define LAMBERT_N 0.7256077650
#define LAMBERT_C 11754255.426
#define LAMBERT_E 0.0818191910428
#define LAMBERT_XS 700000.0
#define LAMBERT_YS 12655612.050

const CopilFrame *
copil_frames (guint *n_frames)
{
  *n_frames = G_N_ELEMENTS (frames);
  return frames;
}

const CopilFrame *
copil_frame_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (g_strcmp0 (frames[i].code, code) == 0)
      return &frames[i];
  return NULL;
}

const CopilFrame *
copil_frame_of_department (const char *department)
{
  return g_str_has_prefix (department, "97") ? copil_frame_find (department) : &frames[0];
}

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

static void
project_lambert (const CopilFrame *self,
                 double            longitude,
                 double            latitude,
                 double           *x,
                 double           *y)
{
  double phi = radians (latitude), excess = LAMBERT_E * sin (phi);
  double isometric = log (tan (G_PI / 4 + phi / 2) *
                          pow ((1 - excess) / (1 + excess), LAMBERT_E / 2));
  double radius = LAMBERT_C * exp (-LAMBERT_N * isometric);
  double angle = LAMBERT_N * radians (longitude - self->longitude);

  *x = (LAMBERT_XS + radius * sin (angle)) / 1000;
  *y = (LAMBERT_YS - radius * cos (angle)) / 1000;
}

void
copil_frame_project (const CopilFrame *self,
                     double            longitude,
                     double            latitude,
                     double           *x,
                     double           *y)
{
  if (self == &frames[0])
    {
      project_lambert (self, longitude, latitude, x, y);
      return;
    }
  *x = EARTH_RADIUS * cos (radians (self->latitude)) * radians (longitude - self->longitude);
  *y = EARTH_RADIUS * radians (latitude - self->latitude);
}
