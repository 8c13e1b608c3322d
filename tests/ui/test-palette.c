/* test-palette.c: the colours of the style sheets are those of the charts, and readable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart/theme.h"

#include <string.h>

typedef struct
{
  const char    *file;
  CopilThemeKind kind;
} Sheet;

static const Sheet sheets[] = {
  { "style.css", COPIL_THEME_LIGHT },
  { "style-dark.css", COPIL_THEME_DARK },
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

/* Text on the grounds it stands on: 4.5 to 1 at least. */
static const struct
{
  const char *text, *ground;
} pairs[] = {
  { "copil_ink", "copil_window" },    { "copil_ink", "copil_sidebar" },
  { "copil_ink", "copil_header" },    { "copil_ink2", "copil_sidebar" },
  { "copil_ink2", "copil_header" },   { "copil_ink2", "copil_foot" },
  { "copil_ink2", "copil_card" },     { "copil_accent", "copil_card" },
  { "copil_accent", "copil_foot" },   { "copil_watch", "copil_card" },
  { "copil_accent_text", "copil_accent" }, { "copil_unfavourable", "copil_card" },
  { "copil_neutral", "copil_card" },  { "copil_ink", "copil_raised" },
};

static char *
load (const char *file)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "data", file, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static CopilColor
read_color (const char *css,
            const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("@define-color %s #", name);
  const char *found = strstr (css, pattern);
  guint64 value;

  if (found == NULL)
    g_error ("%s is not defined", name);
  value = g_ascii_strtoull (found + strlen (pattern), NULL, 16);
  return (CopilColor) { (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0, (value & 0xff) / 255.0 };
}

static void
test_same_colors (gconstpointer data)
{
  const Sheet *sheet = data;
  g_autofree char *css = load (sheet->file);
  const CopilTheme *theme = copil_theme_get (sheet->kind);

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      CopilColor color = read_color (css, colors[i].name);
      CopilColor expected = theme->colors[colors[i].role];

      g_test_message ("%s %s", sheet->file, colors[i].name);
      g_assert_cmpfloat_with_epsilon (color.red, expected.red, 1 / 500.0);
      g_assert_cmpfloat_with_epsilon (color.green, expected.green, 1 / 500.0);
      g_assert_cmpfloat_with_epsilon (color.blue, expected.blue, 1 / 500.0);
    }
}

static void
test_contrast (gconstpointer data)
{
  const Sheet *sheet = data;
  g_autofree char *css = load (sheet->file);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      CopilColor text = read_color (css, pairs[i].text);
      CopilColor ground = read_color (css, pairs[i].ground);

      g_test_message ("%s: %s on %s", sheet->file, pairs[i].text, pairs[i].ground);
      g_assert_cmpfloat (copil_color_contrast (&text, &ground), >=, 4.5);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *same = g_strdup_printf ("/palette/same/%s", sheets[i].file);
      g_autofree char *contrast = g_strdup_printf ("/palette/contrast/%s", sheets[i].file);

      g_test_add_data_func (same, &sheets[i], test_same_colors);
      g_test_add_data_func (contrast, &sheets[i], test_contrast);
    }
  return g_test_run ();
}
