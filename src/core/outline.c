/* outline.c: the shape of a territory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/outline.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdlib.h>

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

static gboolean
read_number (const char **text,
             int         *number)
{
  char *end;
  long value = strtol (*text, &end, 10);

  if (end == *text || value < -FARTHEST || value > FARTHEST)
    return FALSE;
  *number = (int) value;
  *text = end;
  return TRUE;
}

/* Appends the points of one path to @points (int x, y in turn). */
static gboolean
parse_path (const char *path,
            GArray     *points,
            GError    **error)
{
  int at[2] = { 0, 0 }, step[2];
  guint n = 0;

  while (*path != '\0')
    {
      if (!read_number (&path, &step[0]) || !read_number (&path, &step[1]))
        return damaged (error, "a path is not made of pairs of numbers");
      for (int axis = 0; axis < 2; axis++)
        {
          at[axis] += step[axis];
          if (abs (at[axis]) > FARTHEST)
            return damaged (error, "a path leaves the Earth");
        }
      g_array_append_vals (points, at, 2);
      n++;
    }
  return n >= 3 || damaged (error, "a ring has fewer than three points");
}

static gboolean
parse_paths (JsonArray *paths,
             GArray    *starts,
             GArray    *points,
             GError   **error)
{
  for (guint i = 0; i < json_array_get_length (paths); i++)
    {
      JsonNode *path = json_array_get_element (paths, i);
      guint start = points->len / 2;

      if (json_node_get_value_type (path) != G_TYPE_STRING)
        return damaged (error, "a path is not a string");
      g_array_append_val (starts, start);
      if (!parse_path (json_node_get_string (path), points, error))
        return FALSE;
    }
  if (starts->len == 0)
    return damaged (error, "it has no ring");
  g_array_append_vals (starts, &(guint) { points->len / 2 }, 1);
  return TRUE;
}

static gboolean
parse_label (JsonArray *array,
             int       *label,
             GError   **error)
{
  if (json_array_get_length (array) != 2)
    return damaged (error, "its label is not a point");
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *number = json_array_get_element (array, i);

      if (json_node_get_value_type (number) != G_TYPE_INT64 ||
          ABS (json_node_get_int (number)) > FARTHEST)
        return damaged (error, "its label is not a point");
      label[i] = (int) json_node_get_int (number);
    }
  return TRUE;
}

static JsonArray *
get_array (JsonNode   *root,
           const char *member)
{
  JsonNode *node = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    node = json_object_get_member (json_node_get_object (root), member);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * copil_outline_parse:
 * @frame: code of a frame
 * @rings: the stored form
 *
 * Returns: (transfer full) (nullable): the outline, or G_IO_ERROR_INVALID_DATA
 */
CopilOutline *
copil_outline_parse (const char *frame,
                     gboolean    approximate,
                     const char *rings,
                     GError    **error)
{
  g_autoptr (JsonNode) root = json_from_string (rings, error);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (int));
  JsonArray *paths = get_array (root, "paths"), *place = get_array (root, "label");
  int label[2];

  if (error != NULL && *error != NULL)
    return NULL;
  if (copil_frame_find (frame) == NULL)
    damaged (error, "its frame is unknown");
  else if (paths == NULL || place == NULL)
    damaged (error, "it has no paths or no label");
  else if (parse_label (place, label, error) && parse_paths (paths, starts, points, error))
    return copil_outline_new (copil_frame_find (frame), approximate, starts->len - 1,
                              (const guint *) starts->data, (const int *) points->data, label);
  return NULL;
}

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
    for (guint i = self->starts[ring]; i < self->starts[ring + 1]; i++)
      inside ^= crosses (&self->points[2 * i], &self->points[2 * next_of (self, ring, i)], x, y);
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
