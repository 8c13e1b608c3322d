/* test-theme.c: every colour reads on its ground, and no two are taken for one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib.h>
#include <math.h>

#include "chart/theme.h"

#define MARKS 3.0
#define TEXT 4.5
/* Least distance between two categories in OKLab, as seen by anyone. */
#define APART 0.11

static void
assert_contrast (const CopilTheme *theme,
                 const char       *what,
                 const CopilColor *a,
                 const CopilColor *b,
                 double            floor)
{
  double ratio = copil_color_contrast (a, b);

  if (ratio < floor)
    g_error ("theme %d: %s has a contrast of %.2f, under %.1f", theme->kind, what, ratio, floor);
}

static void
test_roles (void)
{
  static const struct
  {
    const char    *what;
    CopilColorRole color, ground;
    double         floor;
  } cases[] = {
    { "ink", COPIL_COLOR_INK, COPIL_COLOR_CARD, TEXT },
    { "ink on foot", COPIL_COLOR_INK, COPIL_COLOR_FOOT, TEXT },
    { "ink on band", COPIL_COLOR_INK, COPIL_COLOR_BAND, TEXT },
    { "ink 2", COPIL_COLOR_INK2, COPIL_COLOR_CARD, TEXT },
    { "ink 2 on foot", COPIL_COLOR_INK2, COPIL_COLOR_FOOT, TEXT },
    { "ink 2 on band", COPIL_COLOR_INK2, COPIL_COLOR_BAND, TEXT },
    { "ink 3", COPIL_COLOR_INK3, COPIL_COLOR_CARD, TEXT },
    { "axis", COPIL_COLOR_AXIS, COPIL_COLOR_CARD, MARKS },
    { "context", COPIL_COLOR_CONTEXT, COPIL_COLOR_CARD, MARKS },
    { "context on band", COPIL_COLOR_CONTEXT, COPIL_COLOR_BAND, MARKS },
    { "accent", COPIL_COLOR_ACCENT, COPIL_COLOR_CARD, TEXT },
    { "accent on its ground", COPIL_COLOR_ACCENT, COPIL_COLOR_ACCENT_GROUND, TEXT },
    { "accent on band", COPIL_COLOR_ACCENT, COPIL_COLOR_BAND, TEXT },
    { "text on accent", COPIL_COLOR_ACCENT_TEXT, COPIL_COLOR_ACCENT, TEXT },
    { "watch", COPIL_COLOR_WATCH, COPIL_COLOR_CARD, TEXT },
    { "watch on its ground", COPIL_COLOR_WATCH, COPIL_COLOR_WATCH_GROUND, TEXT },
    { "unfavourable", COPIL_COLOR_UNFAVOURABLE, COPIL_COLOR_CARD, TEXT },
    { "unfavourable on its ground", COPIL_COLOR_UNFAVOURABLE, COPIL_COLOR_UNFAVOURABLE_GROUND,
      TEXT },
    { "neutral", COPIL_COLOR_NEUTRAL, COPIL_COLOR_CARD, TEXT },
    { "neutral on its ground", COPIL_COLOR_NEUTRAL, COPIL_COLOR_NEUTRAL_GROUND, TEXT },
    { "outline", COPIL_COLOR_OUTLINE, COPIL_COLOR_CARD, MARKS },
  };

  for (guint kind = 0; kind < COPIL_N_THEMES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        const CopilTheme *theme = copil_theme_get (kind);

        assert_contrast (theme, cases[i].what, &theme->colors[cases[i].color],
                         &theme->colors[cases[i].ground], cases[i].floor);
      }
}

/* The ratios that the interface's tables state, to one decimal. */
static void
test_stated_ratios (void)
{
  static const struct
  {
    CopilThemeKind kind;
    CopilColorRole color;
    double         ratio;
  } cases[] = {
    { COPIL_THEME_LIGHT, COPIL_COLOR_INK, 15.9 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_INK2, 6.7 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_INK3, 4.8 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_AXIS, 3.2 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_CONTEXT, 3.8 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_ACCENT, 6.2 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_WATCH, 6.2 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_UNFAVOURABLE, 7.4 },
    { COPIL_THEME_LIGHT, COPIL_COLOR_OUTLINE, 5.0 },
    { COPIL_THEME_DARK, COPIL_COLOR_INK, 12.4 },
    { COPIL_THEME_DARK, COPIL_COLOR_INK2, 7.8 },
    { COPIL_THEME_DARK, COPIL_COLOR_INK3, 5.7 },
    { COPIL_THEME_DARK, COPIL_COLOR_AXIS, 3.8 },
    { COPIL_THEME_DARK, COPIL_COLOR_CONTEXT, 4.7 },
    { COPIL_THEME_DARK, COPIL_COLOR_ACCENT, 6.7 },
    { COPIL_THEME_DARK, COPIL_COLOR_WATCH, 7.5 },
    { COPIL_THEME_DARK, COPIL_COLOR_UNFAVOURABLE, 6.2 },
    { COPIL_THEME_DARK, COPIL_COLOR_OUTLINE, 6.2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CopilTheme *theme = copil_theme_get (cases[i].kind);

      g_assert_cmpfloat_with_epsilon (copil_color_contrast (&theme->colors[cases[i].color],
                                                            &theme->colors[COPIL_COLOR_CARD]),
                                      cases[i].ratio, 0.06);
    }
}

static void
test_fills (void)
{
  for (guint kind = 0; kind < COPIL_N_THEMES; kind++)
    {
      const CopilTheme *theme = copil_theme_get (kind);

      for (guint i = 0; i < COPIL_N_CATEGORIES; i++)
        {
          assert_contrast (theme, "category", &theme->categorical[i],
                           &theme->colors[COPIL_COLOR_CARD], MARKS);
          assert_contrast (theme, "text in a category", &theme->categorical_text[i],
                           &theme->categorical[i], TEXT - 0.05);
        }
      for (guint i = 0; i < COPIL_N_CLASSES; i++)
        {
          assert_contrast (theme, "text in a class", &theme->sequential_text[i],
                           &theme->sequential[i], TEXT);
          assert_contrast (theme, "text in a difference", &theme->diverging_text[i],
                           &theme->diverging[i], TEXT);
        }
      for (guint i = 1; i < COPIL_N_CLASSES; i++)
        assert_contrast (theme, "neighbouring classes", &theme->sequential[i - 1],
                         &theme->sequential[i], theme->dark ? 1.5 : 1.33);
    }
}

/* -- Colour vision -------------------------------------------------------------------------- */

typedef double Matrix[3][3];

/* Machado, Oliveira and Fernandes, 2009, severity 1, on linear light. */
static const Matrix visions[] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};

static void
multiply (const Matrix  matrix,
          const double *in,
          double       *out)
{
  for (guint i = 0; i < 3; i++)
    out[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

static double
to_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static void
see (const CopilColor *color,
     const Matrix      vision,
     double           *lab)
{
  static const Matrix to_lms = { { 0.4122214708, 0.5363325363, 0.0514459929 },
                                 { 0.2119034982, 0.6806995451, 0.1073969566 },
                                 { 0.0883024619, 0.2817188376, 0.6299787005 } };
  static const Matrix to_lab = { { 0.2104542553, 0.7936177850, -0.0040720468 },
                                 { 1.9779984951, -2.4285922050, 0.4505937099 },
                                 { 0.0259040371, 0.7827717662, -0.8086757660 } };
  double light[] = { to_light (color->red), to_light (color->green), to_light (color->blue) };
  double seen[3], lms[3];

  multiply (vision, light, seen);
  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (seen[i], 0, 1);
  multiply (to_lms, seen, lms);
  for (guint i = 0; i < 3; i++)
    lms[i] = cbrt (lms[i]);
  multiply (to_lab, lms, lab);
}

static double
distance (const CopilColor *a,
          const CopilColor *b,
          const Matrix      vision)
{
  double one[3], other[3];

  see (a, vision, one);
  see (b, vision, other);
  return sqrt (pow (one[0] - other[0], 2) + pow (one[1] - other[1], 2)
               + pow (one[2] - other[2], 2));
}

static void
test_colour_vision (void)
{
  for (guint kind = 0; kind < COPIL_N_THEMES; kind++)
    for (guint v = 0; v < G_N_ELEMENTS (visions); v++)
      {
        const CopilTheme *theme = copil_theme_get (kind);
        double least = INFINITY;

        for (guint i = 0; i < COPIL_N_CATEGORIES; i++)
          for (guint j = 0; j < i; j++)
            least = MIN (least, distance (&theme->categorical[i], &theme->categorical[j],
                                          visions[v]));
        g_test_message ("theme %u, vision %u: %.3f", kind, v, least);
        g_assert_cmpfloat (least, >=, APART);
      }
}

static void
test_scaled (void)
{
  CopilTheme theme = copil_theme_scaled (COPIL_THEME_LIGHT, 2);

  g_assert_cmpfloat (copil_theme_size (&theme, COPIL_TYPE_TICK), ==, 23);
  g_assert_cmpfloat (copil_theme_stroke (&theme, COPIL_STROKE_SUBJECT), ==, 5.2);
  g_assert_cmpfloat (copil_theme_length (&theme, 10), ==, 20);
  g_assert_false (copil_theme_equal (&theme, copil_theme_get (COPIL_THEME_LIGHT)));
  theme.scale = 1;
  g_assert_true (copil_theme_equal (&theme, copil_theme_get (COPIL_THEME_LIGHT)));
  g_assert_cmpfloat (copil_theme_size (copil_theme_get (COPIL_THEME_PRINT), COPIL_TYPE_TICK), ==,
                     7.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/theme/roles", test_roles);
  g_test_add_func ("/chart/theme/stated-ratios", test_stated_ratios);
  g_test_add_func ("/chart/theme/fills", test_fills);
  g_test_add_func ("/chart/theme/colour-vision", test_colour_vision);
  g_test_add_func ("/chart/theme/scaled", test_scaled);
  return g_test_run ();
}
