/* svg-read.c: the paths of a drawing, read back from its SVG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "svg-read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
path_free (gpointer data)
{
  SvgPath *path = data;

  g_free (path->fill);
  g_free (path->stroke);
  g_array_unref (path->points);
  g_free (path);
}

static char *
attribute (const char *element,
           const char *name)
{
  g_autofree char *start = g_strdup_printf (" %s=\"", name);
  const char *value = strstr (element, start);

  if (value == NULL)
    return NULL;
  value += strlen (start);
  return g_strndup (value, strcspn (value, "\""));
}

/* Older cairo writes style="fill:rgb(1%,2%,3%);", 1.18 an attribute fill="rgb(1%, 2%, 3%)". */
static char *
property (const char *element,
          const char *name)
{
  g_autofree char *style = attribute (element, "style");
  g_autofree char *start = g_strconcat (name, ":", NULL);
  const char *found = style != NULL ? strstr (style, start) : NULL;
  char *value = found != NULL ? g_strndup (found + strlen (start),
                                           strcspn (found + strlen (start), ";"))
                              : attribute (element, name);
  g_auto (GStrv) words = g_strsplit (value != NULL ? value : "none", " ", -1);

  g_free (value);
  return g_strjoinv ("", words);
}

/* M, L, C and Z are all that cairo writes. */
static void
read_points (SvgPath    *path,
             const char *d,
             const char *transform)
{
  double a = 1, b = 0, c = 0, e = 1, x0 = 0, y0 = 0;
  g_auto (GStrv) words = g_strsplit (d, " ", -1);

  if (transform)
    g_assert_cmpint (sscanf (transform, "matrix(%lf,%lf,%lf,%lf,%lf,%lf)", &a, &b, &c, &e, &x0,
                             &y0),
                     ==, 6);
  for (guint i = 0; words[i]; i++)
    {
      guint skip = g_str_equal (words[i], "C") ? 4 : 0;
      CopilPoint point;
      double x, y;

      if (!g_str_equal (words[i], "M") && !g_str_equal (words[i], "L") && skip == 0)
        continue;
      x = g_ascii_strtod (words[i + skip + 1], NULL);
      y = g_ascii_strtod (words[i + skip + 2], NULL);
      point = (CopilPoint) { a * x + c * y + x0, b * x + e * y + y0 };
      g_array_append_val (path->points, point);
      i += skip + 2;
    }
}

static SvgPath *
read_path (const char *element)
{
  SvgPath *path = g_new0 (SvgPath, 1);
  g_autofree char *d = attribute (element, "d");
  g_autofree char *transform = attribute (element, "transform");

  path->fill = property (element, "fill");
  path->stroke = property (element, "stroke");
  path->points = g_array_new (FALSE, TRUE, sizeof (CopilPoint));
  read_points (path, d, transform);
  return path;
}

GPtrArray *
svg_read_paths (GBytes *svg)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (path_free);
  g_autofree char *text
      = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  const char *body = strstr (text, "</defs>");

  for (const char *next = body ? body : text; (next = strstr (next, "<path "));)
    {
      const char *end = strstr (next, "/>");
      g_autofree char *element = g_strndup (next, (gsize) (end - next));

      /* Clips carry no style, glyphs no colour. */
      if (strstr (element, " style=") || strstr (element, " fill="))
        g_ptr_array_add (paths, read_path (element));
      next = end;
    }
  return paths;
}

char *
svg_color (const CopilColor *color)
{
  return g_strdup_printf ("rgb(%.10g%%,%.10g%%,%.10g%%)", round (color->red * 1e8) / 1e6,
                          round (color->green * 1e8) / 1e6, round (color->blue * 1e8) / 1e6);
}

GPtrArray *
svg_select (GPtrArray        *paths,
            const CopilColor *color,
            gboolean          filled)
{
  GPtrArray *selected = g_ptr_array_new ();
  g_autofree char *name = svg_color (color);

  for (guint i = 0; i < paths->len; i++)
    {
      SvgPath *path = g_ptr_array_index (paths, i);

      if (g_str_equal (filled ? path->fill : path->stroke, name))
        g_ptr_array_add (selected, path);
    }
  return selected;
}

void
svg_bounds (const SvgPath *path,
            double        *x1,
            double        *y1,
            double        *x2,
            double        *y2)
{
  *x1 = *y1 = INFINITY;
  *x2 = *y2 = -INFINITY;
  for (guint i = 0; i < path->points->len; i++)
    {
      const CopilPoint *point = &g_array_index (path->points, CopilPoint, i);

      *x1 = MIN (*x1, point->x);
      *y1 = MIN (*y1, point->y);
      *x2 = MAX (*x2, point->x);
      *y2 = MAX (*y2, point->y);
    }
}
