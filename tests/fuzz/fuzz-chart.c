/* fuzz-chart.c: descriptions of charts, as far as their drawing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input that begins with "{" is JSON; any other is a table, for the type that its first line
 * names.
 */
#include "fuzz.h"

#include <string.h>

#include "chart/spec.h"

static CopilChart *
read_chart (const char  *text,
            GError     **error)
{
  const char *rest = strchr (text, '\n');
  g_autofree char *type = NULL;

  if (*text == '{' || rest == NULL)
    return copil_chart_from_json (NULL, text, -1, error);
  type = g_strndup (text, (gsize) (rest - text));
  return copil_chart_from_csv (type, "Essai", rest + 1, -1, error);
}

static void
draw (CopilChart *chart)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 160, 90);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *words = copil_chart_describe (chart);

  g_assert_true (g_utf8_validate (words, -1, NULL));
  copil_chart_draw (chart, cr, copil_theme_get (COPIL_THEME_LIGHT), 160, 90);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (CopilChart) chart = read_chart (text, &error);

  g_assert ((chart == NULL) == (error != NULL));
  if (chart != NULL)
    draw (chart);
  return 0;
}
