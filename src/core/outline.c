/* outline.c: the shape of a territory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/outline.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CopilOutline, copil_outline, copil_outline_ref, copil_outline_unref)

/* Farther than any place of a frame, in grid units: 100,000 km. */
#define FARTHEST 10000000

CopilOutline *
copil_outline_ref (CopilOutline *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
copil_outline_unref (CopilOutline *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->starts);
  g_free (self->points);
  g_free (self);
}

static void
find_box (CopilOutline *self)
{
  self->min_x = self->max_x = self->points[0];
  self->min_y = self->max_y = self->points[1];
  for (guint i = 0; i < self->starts[self->n_rings]; i++)
    {
      self->min_x = MIN (self->min_x, self->points[2 * i]);
      self->max_x = MAX (self->max_x, self->points[2 * i]);
      self->min_y = MIN (self->min_y, self->points[2 * i + 1]);
      self->max_y = MAX (self->max_y, self->points[2 * i + 1]);
    }
}

CopilOutline *
copil_outline_new (const CopilFrame *frame,
                   gboolean          approximate,
                   guint             n_rings,
                   const guint      *starts,
                   const int        *points,
                   const int        *label)
{
  CopilOutline *self;

  g_return_val_if_fail (frame != NULL && n_rings > 0 && starts[n_rings] > 0, NULL);
  self = g_new0 (CopilOutline, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->frame = frame;
  self->approximate = approximate;
  self->n_rings = n_rings;
  self->starts = g_memdup2 (starts, (n_rings + 1) * sizeof (guint));
  self->points = g_new (float, 2 * starts[n_rings]);
  for (guint i = 0; i < 2 * starts[n_rings]; i++)
    self->points[i] = (float) (points[i] * COPIL_OUTLINE_GRID);
  self->label_x = (float) (label[0] * COPIL_OUTLINE_GRID);
  self->label_y = (float) (label[1] * COPIL_OUTLINE_GRID);
  find_box (self);
  return self;
}

static gboolean
damaged (GError    **error,
         const char *reason)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "outline: %s", reason);
  return FALSE;
}

/* -- Reading --------------------------------------------------------------------------------- */

/* The form is ours and narrow, and hundreds of outlines are read before a first map is painted:
 * a general reader of JSON would take more time than a frame has. */
typedef struct
{
  const char *at;
  GArray     *starts; /* guint */
  GArray     *points; /* int, x and y in turn */
  int         label[2];
  gboolean    has_label;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->starts, g_array_unref);
  g_clear_pointer (&reader->points, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
skip_space (Reader *reader)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
}

/* Whether @token comes next; if so it is passed. */
static gboolean
accept (Reader     *reader,
        const char *token)
{
  gsize length = strlen (token);

  skip_space (reader);
  if (strncmp (reader->at, token, length) != 0)
    return FALSE;
  reader->at += length;
  return TRUE;
}

static gboolean
read_number (Reader *reader,
             int    *number)
{
  gboolean negative;
  int value = 0;

  skip_space (reader);
  negative = *reader->at == '-';
  reader->at += negative;
  if (!g_ascii_isdigit (*reader->at))
    return FALSE;
  for (; g_ascii_isdigit (*reader->at); reader->at++)
    {
      value = value * 10 + (*reader->at - '0');
      if (value > FARTHEST)
        return FALSE;
    }
  *number = negative ? -value : value;
  return TRUE;
}

static gboolean
take_step (const int *step,
           int       *at)
{
  for (int axis = 0; axis < 2; axis++)
    {
      at[axis] += step[axis];
      if (abs (at[axis]) > FARTHEST)
        return FALSE;
    }
  return TRUE;
}

/* One ring: "x y dx dy dx dy…". */
static gboolean
read_path (Reader  *reader,
           GError **error)
{
  int at[2] = { 0, 0 }, step[2];
  guint start = reader->points->len / 2;

  if (!accept (reader, "\""))
    return damaged (error, "a path is not a string");
  g_array_append_val (reader->starts, start);
  while (skip_space (reader), *reader->at != '"')
    {
      if (!read_number (reader, &step[0]) || !read_number (reader, &step[1]))
        return damaged (error, "a path is not made of pairs of numbers");
      if (!take_step (step, at))
        return damaged (error, "a path leaves the Earth");
      g_array_append_vals (reader->points, at, 2);
    }
  reader->at++;
  return reader->points->len / 2 - start >= 3 ||
         damaged (error, "a ring has fewer than three points");
}

static gboolean
read_paths (Reader  *reader,
            GError **error)
{
  if (reader->starts->len > 0 || !accept (reader, "["))
    return damaged (error, "its paths are not a list");
  do
    if (!read_path (reader, error))
      return FALSE;
  while (accept (reader, ","));
  return accept (reader, "]") || damaged (error, "its paths do not end");
}

static gboolean
read_label (Reader  *reader,
            GError **error)
{
  reader->has_label = accept (reader, "[") && read_number (reader, &reader->label[0]) &&
                      accept (reader, ",") && read_number (reader, &reader->label[1]) &&
                      accept (reader, "]");
  return reader->has_label || damaged (error, "its label is not a point");
}

static gboolean
read_member (Reader  *reader,
             GError **error)
{
  if (accept (reader, "\"label\"") && accept (reader, ":"))
    return read_label (reader, error);
  if (accept (reader, "\"paths\"") && accept (reader, ":"))
    return read_paths (reader, error);
  return damaged (error, "it has neither a label nor paths");
}

static gboolean
read_document (Reader  *reader,
               GError **error)
{
  if (!accept (reader, "{"))
    return damaged (error, "it is not an object");
  do
    if (!read_member (reader, error))
      return FALSE;
  while (accept (reader, ","));
  if (!accept (reader, "}") || (skip_space (reader), *reader->at != '\0'))
    return damaged (error, "it does not end where it should");
  if (!reader->has_label || reader->starts->len == 0)
    return damaged (error, "it has no paths or no label");
  g_array_append_vals (reader->starts, &(guint) { reader->points->len / 2 }, 1);
  return TRUE;
}

/**
 * copil_outline_parse:
 * @frame: code of a frame
 * @rings: the stored form, spaced as one likes
 *
 * Returns: (transfer full) (nullable): the outline, or G_IO_ERROR_INVALID_DATA
 */
CopilOutline *
copil_outline_parse (const char *frame,
                     gboolean    approximate,
                     const char *rings,
                     GError    **error)
{
  g_auto (Reader) reader = { .at = rings };

  reader.starts = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.points = g_array_new (FALSE, FALSE, sizeof (int));
  if (copil_frame_find (frame) == NULL)
    damaged (error, "its frame is unknown");
  else if (read_document (&reader, error))
    return copil_outline_new (copil_frame_find (frame), approximate, reader.starts->len - 1,
                              (const guint *) reader.starts->data,
                              (const int *) reader.points->data, reader.label);
  return NULL;
}

/* -- Writing --------------------------------------------------------------------------------- */

static int
to_grid (float km)
{
  return (int) lround (km / COPIL_OUTLINE_GRID);
}

static void
append_path (const CopilOutline *self,
             guint               ring,
             GString            *text)
{
  int last[2] = { 0, 0 };

  for (guint i = self->starts[ring]; i < self->starts[ring + 1]; i++)
    for (guint axis = 0; axis < 2; axis++)
      {
        int here = to_grid (self->points[2 * i + axis]);

        g_string_append_printf (text, i == self->starts[ring] && axis == 0 ? "%d" : " %d",
                                here - last[axis]);
        last[axis] = here;
      }
}

char *
copil_outline_to_rings (const CopilOutline *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"label\":[%d,%d],\"paths\":[", to_grid (self->label_x),
                          to_grid (self->label_y));
  for (guint i = 0; i < self->n_rings; i++)
    {
      g_string_append (text, i == 0 ? "\"" : ",\"");
      append_path (self, i, text);
      g_string_append_c (text, '"');
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* -- Geometry -------------------------------------------------------------------------------- */

static guint
next_of (const CopilOutline *self,
         guint               ring,
         guint               point)
{
  return point + 1 < self->starts[ring + 1] ? point + 1 : self->starts[ring];
}

/* Whether a half-line from the point to the west crosses the segment. */
static gboolean
crosses (const float *a,
         const float *b,
         double       x,
         double       y)
{
  if ((a[1] > y) == (b[1] > y))
    return FALSE;
  return (double) a[0] + (y - a[1]) / ((double) b[1] - a[1]) * ((double) b[0] - a[0]) < x;
}

gboolean
copil_outline_contains (const CopilOutline *self,
                        double              x,
                        double              y)
{
  gboolean inside = FALSE;

  if (x < self->min_x || x > self->max_x || y < self->min_y || y > self->max_y)
    return FALSE;
  for (guint ring = 0; ring < self->n_rings; ring++)
    {
      const float *end = &self->points[2 * self->starts[ring + 1]];
      const float *before = end - 2;

      for (const float *at = &self->points[2 * self->starts[ring]]; at < end; before = at, at += 2)
        inside ^= crosses (before, at, x, y);
    }
  return inside;
}

double
copil_outline_get_area (const CopilOutline *self)
{
  double twice = 0;

  for (guint ring = 0; ring < self->n_rings; ring++)
    for (guint i = self->starts[ring]; i < self->starts[ring + 1]; i++)
      {
        const float *a = &self->points[2 * i];
        const float *b = &self->points[2 * next_of (self, ring, i)];

        twice += (double) a[0] * b[1] - (double) b[0] * a[1];
      }
  return twice / 2;
}
