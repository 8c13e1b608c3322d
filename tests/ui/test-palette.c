/* test-palette.c: the colours of the style sheets are those of the charts, and readable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart/theme.h"

#include <string.h>

/* The sheets that libadwaita lays over one another, the last one first. */
typedef struct
{
  const char    *name;
  CopilThemeKind kind;
  const char    *files[5];
} Look;

static const Look looks[] = {
  { "light", COPIL_THEME_LIGHT, { "style.css" } },
  { "dark", COPIL_THEME_DARK, { "style-dark.css", "style.css" } },
  { "contrast", COPIL_THEME_CONTRAST_LIGHT, { "style-hc.css", "style.css" } },
  { "contrast-dark",
    COPIL_THEME_CONTRAST_DARK,
    { "style-hc-dark.css", "style-hc.css", "style-dark.css", "style.css" } },
};

static const struct
{
  const char    *name;
  CopilColorRole role;
} colors[] = {
  { "copil_ink", COPIL_COLOR_INK },
  { "copil_ink2", COPIL_COLOR_INK2 },
  { "copil_ink3", COPIL_COLOR_INK3 },
  { "copil_axis", COPIL_COLOR_AXIS },
  { "copil_grid", COPIL_COLOR_GRID },
  { "copil_accent", COPIL_COLOR_ACCENT },
  { "copil_accent_text", COPIL_COLOR_ACCENT_TEXT },
  { "copil_accent_ground", COPIL_COLOR_ACCENT_GROUND },
  { "copil_watch", COPIL_COLOR_WATCH },
  { "copil_watch_ground", COPIL_COLOR_WATCH_GROUND },
  { "copil_unfavourable", COPIL_COLOR_UNFAVOURABLE },
  { "copil_unfavourable_ground", COPIL_COLOR_UNFAVOURABLE_GROUND },
  { "copil_neutral", COPIL_COLOR_NEUTRAL },
  { "copil_neutral_ground", COPIL_COLOR_NEUTRAL_GROUND },
  { "copil_card", COPIL_COLOR_CARD },
  { "copil_foot", COPIL_COLOR_FOOT },
};

/* Text on the grounds it stands on: 4.5 to 1 at least (WCAG 1.4.3); what is to be told apart
 * without being read, the ring of the focus among it: 3 to 1 (1.4.11). */
#define TEXT 4.5
#define MARK 3.0

static const struct
{
  const char *ink, *ground;
  double      least;
} pairs[] = {
  { "copil_ink", "copil_window", TEXT },
  { "copil_ink", "copil_sidebar", TEXT },
  { "copil_ink", "copil_header", TEXT },
  { "copil_ink", "copil_card", TEXT },
  { "copil_ink", "copil_foot", TEXT },
  { "copil_ink", "copil_raised", TEXT },
  { "copil_ink", "copil_watch_ground", TEXT },
  { "copil_ink2", "copil_window", TEXT },
  { "copil_ink2", "copil_sidebar", TEXT },
  { "copil_ink2", "copil_header", TEXT },
  { "copil_ink2", "copil_card", TEXT },
  { "copil_ink2", "copil_foot", TEXT },
  { "copil_ink3", "copil_window", TEXT },
  { "copil_ink3", "copil_header", TEXT },
  { "copil_ink3", "copil_card", TEXT },
  { "copil_accent", "copil_card", TEXT },
  { "copil_accent", "copil_foot", TEXT },
  { "copil_accent", "copil_accent_ground", TEXT },
  { "copil_accent_text", "copil_accent", TEXT },
  { "copil_watch", "copil_card", TEXT },
  { "copil_watch", "copil_watch_ground", TEXT },
  { "copil_unfavourable", "copil_card", TEXT },
  { "copil_unfavourable", "copil_unfavourable_ground", TEXT },
  { "copil_neutral", "copil_card", TEXT },
  { "copil_neutral", "copil_neutral_ground", TEXT },
  { "copil_axis", "copil_card", MARK },
  { "copil_accent", "copil_window", MARK },
  { "copil_accent", "copil_sidebar", MARK },
  { "copil_accent", "copil_header", MARK },
  { "copil_watch", "copil_header", MARK },
};

/* (transfer full) */
static GBytes *
load (const char *file)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "data", file, NULL);
  g_autoptr(GMappedFile) mapped = NULL;
  g_autoptr(GError) error = NULL;

  mapped = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  return g_mapped_file_get_bytes (mapped);
}

static gboolean
find_color (GBytes     *css,
            const char *name,
            CopilColor *color)
{
  g_autofree char *pattern = g_strdup_printf ("@define-color %s #", name);
  gsize size;
  const char *text = g_bytes_get_data (css, &size);
  const char *found = g_strstr_len (text, (gssize) size, pattern);
  guint64 value;

  if (found == NULL)
    return FALSE;
  value = g_ascii_strtoull (found + strlen (pattern), NULL, 16);
  *color = (CopilColor) { (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0,
                          (value & 0xff) / 255.0 };
  return TRUE;
}

static CopilColor
read_color (const Look *look,
            const char *name)
{
  CopilColor color;

  for (guint i = 0; look->files[i] != NULL; i++)
    {
      g_autoptr(GBytes) css = load (look->files[i]);

      if (find_color (css, name, &color))
        return color;
    }
  g_error ("%s is not defined", name);
}

/* Charts keep softer inks and grounds of their own where contrast is high. */
static void
test_same_colors (gconstpointer data)
{
  const Look *look = data;
  const CopilTheme *theme = copil_theme_get (look->kind);

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      CopilColor color = read_color (look, colors[i].name);
      CopilColor expected = theme->colors[colors[i].role];

      g_test_message ("%s", colors[i].name);
      g_assert_cmpfloat_with_epsilon (color.red, expected.red, 1 / 500.0);
      g_assert_cmpfloat_with_epsilon (color.green, expected.green, 1 / 500.0);
      g_assert_cmpfloat_with_epsilon (color.blue, expected.blue, 1 / 500.0);
    }
}

static void
test_contrast (gconstpointer data)
{
  const Look *look = data;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      CopilColor ink = read_color (look, pairs[i].ink);
      CopilColor ground = read_color (look, pairs[i].ground);

      g_test_message ("%s on %s", pairs[i].ink, pairs[i].ground);
      g_assert_cmpfloat (copil_color_contrast (&ink, &ground), >=, pairs[i].least);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *same = g_strdup_printf ("/palette/same/%s", looks[i].name);
      g_autofree char *contrast = g_strdup_printf ("/palette/contrast/%s", looks[i].name);

      if (looks[i].kind == COPIL_THEME_LIGHT || looks[i].kind == COPIL_THEME_DARK)
        g_test_add_data_func (same, &looks[i], test_same_colors);
      g_test_add_data_func (contrast, &looks[i], test_contrast);
    }
  return g_test_run ();
}
