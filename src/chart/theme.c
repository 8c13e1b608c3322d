/* theme.c: colours, strokes and type of every chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/theme.h"

#include <math.h>

#define RGB(hex)                                                                                 \
  {                                                                                              \
    (((hex) >> 16) & 255) / 255., (((hex) >> 8) & 255) / 255., ((hex) &255) / 255.               \
  }

/* The two tables of the interface, light and dark; print is the light one on paper. */
#define LIGHT_COLORS                                                                             \
  .colors = {                                                                                    \
    [COPIL_COLOR_CARD] = RGB (0xFFFFFF),                                                         \
    [COPIL_COLOR_FOOT] = RGB (0xF4F6F6),                                                         \
    [COPIL_COLOR_INK] = RGB (0x1D2326),                                                          \
    [COPIL_COLOR_INK2] = RGB (0x545D63),                                                         \
    [COPIL_COLOR_INK3] = RGB (0x6A737A),                                                         \
    [COPIL_COLOR_AXIS] = RGB (0x8A9297),                                                         \
    [COPIL_COLOR_CONTEXT] = RGB (0x7C858B),                                                      \
    [COPIL_COLOR_GRID] = RGB (0xE6E8E9),                                                         \
    [COPIL_COLOR_BAND] = RGB (0xEDEFF0),                                                         \
    [COPIL_COLOR_ACCENT] = RGB (0x0B6B75),                                                       \
    [COPIL_COLOR_ACCENT_GROUND] = RGB (0xE2F0F1),                                                \
    [COPIL_COLOR_ACCENT_TEXT] = RGB (0xFFFFFF),                                                  \
    [COPIL_COLOR_WATCH] = RGB (0x8F5200),                                                        \
    [COPIL_COLOR_WATCH_GROUND] = RGB (0xFBEEDC),                                                 \
    [COPIL_COLOR_UNFAVOURABLE] = RGB (0x9B2C3F),                                                 \
    [COPIL_COLOR_UNFAVOURABLE_GROUND] = RGB (0xF9E6E8),                                          \
    [COPIL_COLOR_NEUTRAL] = RGB (0x545D63),                                                      \
    [COPIL_COLOR_NEUTRAL_GROUND] = RGB (0xEEF0F0),                                               \
    [COPIL_COLOR_OUTLINE] = RGB (0x4F767A),                                                      \
  },                                                                                             \
  .categorical = { RGB (0x0B6B75), RGB (0xCC7200), RGB (0x7489C9),                               \
                   RGB (0x6F0F07), RGB (0x2C385F), RGB (0x7E5403) },                             \
  .categorical_text = { RGB (0xFFFFFF), RGB (0x1D2326), RGB (0x1D2326),                          \
                        RGB (0xFFFFFF), RGB (0xFFFFFF), RGB (0xFFFFFF) },                        \
  .sequential = { RGB (0xD5E9EA), RGB (0xA5CFD2), RGB (0x6DADB2),                                \
                  RGB (0x2F7C84), RGB (0x0A525B) },                                              \
  .sequential_text = { RGB (0x1D2326), RGB (0x1D2326), RGB (0x1D2326),                           \
                       RGB (0xFFFFFF), RGB (0xFFFFFF) },                                         \
  .diverging = { RGB (0x9C4A00), RGB (0xD9924A), RGB (0xE9E7E2),                                 \
                 RGB (0x7FB6BB), RGB (0x0B6B75) },                                               \
  .diverging_text = { RGB (0xFFFFFF), RGB (0x1D2326), RGB (0x1D2326),                            \
                      RGB (0x1D2326), RGB (0xFFFFFF) }

#define DARK_COLORS                                                                              \
  .colors = {                                                                                    \
    [COPIL_COLOR_CARD] = RGB (0x2A2D30),                                                         \
    [COPIL_COLOR_FOOT] = RGB (0x313539),                                                         \
    [COPIL_COLOR_INK] = RGB (0xF1F3F3),                                                          \
    [COPIL_COLOR_INK2] = RGB (0xBCC3C7),                                                         \
    [COPIL_COLOR_INK3] = RGB (0xA0A8AD),                                                         \
    [COPIL_COLOR_AXIS] = RGB (0x7E878C),                                                         \
    [COPIL_COLOR_CONTEXT] = RGB (0x8E979C),                                                      \
    [COPIL_COLOR_GRID] = RGB (0x3A3F43),                                                         \
    [COPIL_COLOR_BAND] = RGB (0x34393D),                                                         \
    [COPIL_COLOR_ACCENT] = RGB (0x5CC4CB),                                                       \
    [COPIL_COLOR_ACCENT_GROUND] = RGB (0x1F4246),                                                \
    [COPIL_COLOR_ACCENT_TEXT] = RGB (0x0E2224),                                                  \
    [COPIL_COLOR_WATCH] = RGB (0xF0B35E),                                                        \
    [COPIL_COLOR_WATCH_GROUND] = RGB (0x46361F),                                                 \
    [COPIL_COLOR_UNFAVOURABLE] = RGB (0xF2929F),                                                 \
    [COPIL_COLOR_UNFAVOURABLE_GROUND] = RGB (0x4A2A30),                                          \
    [COPIL_COLOR_NEUTRAL] = RGB (0xBCC3C7),                                                      \
    [COPIL_COLOR_NEUTRAL_GROUND] = RGB (0x383D41),                                               \
    [COPIL_COLOR_OUTLINE] = RGB (0x8FB4B7),                                                      \
  },                                                                                             \
  .categorical = { RGB (0x5CC4CB), RGB (0xE5974C), RGB (0x8281A9),                               \
                   RGB (0xC4685A), RGB (0xCEE1F1), RGB (0xF2CC7A) },                             \
  .sequential = { RGB (0x24474B), RGB (0x2F686E), RGB (0x4A9AA1),                                \
                  RGB (0x6FC1C7), RGB (0xB4ECEE) },                                              \
  .sequential_text = { RGB (0xF1F3F3), RGB (0xF1F3F3), RGB (0x0E2224),                           \
                       RGB (0x0E2224), RGB (0x0E2224) },                                         \
  .diverging = { RGB (0xF0A04B), RGB (0xA86A2C), RGB (0x4A4E52),                                 \
                 RGB (0x3E8187), RGB (0x7ADBE1) }

/* On a dark ground the middle colours carry ink when it reads, and black otherwise. */
#define DARK_TEXTS                                                                               \
  .categorical_text = { RGB (0x0E2224), RGB (0x0E2224), RGB (0x000000),                          \
                        RGB (0x000000), RGB (0x0E2224), RGB (0x0E2224) },                        \
  .diverging_text = { RGB (0x0E2224), RGB (0x000000), RGB (0xF1F3F3),                            \
                      RGB (0x000000), RGB (0x0E2224) }

#define SCREEN_STROKES                                                                           \
  .strokes = {                                                                                   \
    [COPIL_STROKE_SUBJECT] = 2.6, [COPIL_STROKE_CONTEXT] = 1.5, [COPIL_STROKE_GRID] = 1,         \
    [COPIL_STROKE_AXIS] = 1,      [COPIL_STROKE_LIMIT] = 0.8,   [COPIL_STROKE_SPARK] = 1.6,      \
    [COPIL_STROKE_GAP] = 1.5,     [COPIL_STROKE_OUTLINE] = 0.8,                                  \
  }

#define CONTRAST_STROKES                                                                         \
  .strokes = {                                                                                   \
    [COPIL_STROKE_SUBJECT] = 3.2, [COPIL_STROKE_CONTEXT] = 1.8, [COPIL_STROKE_GRID] = 1,         \
    [COPIL_STROKE_AXIS] = 1.5,    [COPIL_STROKE_LIMIT] = 1.5,   [COPIL_STROKE_SPARK] = 2,        \
    [COPIL_STROKE_GAP] = 2,       [COPIL_STROKE_OUTLINE] = 1.5,                                  \
  }

#define SCREEN_SIZES                                                                             \
  .sizes = {                                                                                     \
    [COPIL_TYPE_VALUE] = 27,  [COPIL_TYPE_TITLE] = 13,  [COPIL_TYPE_STRONG] = 13,                \
    [COPIL_TYPE_LABEL] = 12,  [COPIL_TYPE_TICK] = 11.5,                                          \
  }

static const CopilTheme themes[COPIL_N_THEMES] = {
  [COPIL_THEME_LIGHT] = {
    .kind = COPIL_THEME_LIGHT,
    .scale = 1,
    LIGHT_COLORS,
    SCREEN_STROKES,
    SCREEN_SIZES,
  },
  [COPIL_THEME_DARK] = {
    .kind = COPIL_THEME_DARK,
    .scale = 1,
    .dark = TRUE,
    DARK_COLORS,
    DARK_TEXTS,
    SCREEN_STROKES,
    SCREEN_SIZES,
  },
  /* Ink on white or black, no soft ground; the fills of maps stay, outlined and patterned. */
  [COPIL_THEME_CONTRAST_LIGHT] = {
    .kind = COPIL_THEME_CONTRAST_LIGHT,
    .scale = 1,
    .patterns = TRUE,
    .colors = {
      [COPIL_COLOR_CARD] = RGB (0xFFFFFF),
      [COPIL_COLOR_FOOT] = RGB (0xFFFFFF),
      [COPIL_COLOR_INK] = RGB (0x000000),
      [COPIL_COLOR_INK2] = RGB (0x000000),
      [COPIL_COLOR_INK3] = RGB (0x1D2326),
      [COPIL_COLOR_AXIS] = RGB (0x3A4247),
      [COPIL_COLOR_CONTEXT] = RGB (0x545D63),
      [COPIL_COLOR_GRID] = RGB (0xC9CED1),
      [COPIL_COLOR_BAND] = RGB (0xFFFFFF),
      [COPIL_COLOR_ACCENT] = RGB (0x0A525B),
      [COPIL_COLOR_ACCENT_GROUND] = RGB (0xFFFFFF),
      [COPIL_COLOR_ACCENT_TEXT] = RGB (0xFFFFFF),
      [COPIL_COLOR_WATCH] = RGB (0x6B3D00),
      [COPIL_COLOR_WATCH_GROUND] = RGB (0xFFFFFF),
      [COPIL_COLOR_UNFAVOURABLE] = RGB (0x7A1C2E),
      [COPIL_COLOR_UNFAVOURABLE_GROUND] = RGB (0xFFFFFF),
      [COPIL_COLOR_NEUTRAL] = RGB (0x1D2326),
      [COPIL_COLOR_NEUTRAL_GROUND] = RGB (0xFFFFFF),
      [COPIL_COLOR_OUTLINE] = RGB (0x000000),
    },
    .categorical = { RGB (0x0B6B75), RGB (0xCC7200), RGB (0x7489C9),
                     RGB (0x6F0F07), RGB (0x2C385F), RGB (0x7E5403) },
    .categorical_text = { RGB (0xFFFFFF), RGB (0x000000), RGB (0x000000),
                          RGB (0xFFFFFF), RGB (0xFFFFFF), RGB (0xFFFFFF) },
    .sequential = { RGB (0xFFFFFF), RGB (0xA5CFD2), RGB (0x6DADB2),
                    RGB (0x2F7C84), RGB (0x0A525B) },
    .sequential_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000),
                         RGB (0xFFFFFF), RGB (0xFFFFFF) },
    .diverging = { RGB (0x9C4A00), RGB (0xD9924A), RGB (0xFFFFFF),
                   RGB (0x7FB6BB), RGB (0x0B6B75) },
    .diverging_text = { RGB (0xFFFFFF), RGB (0x000000), RGB (0x000000),
                        RGB (0x000000), RGB (0xFFFFFF) },
    CONTRAST_STROKES,
    SCREEN_SIZES,
  },
  [COPIL_THEME_CONTRAST_DARK] = {
    .kind = COPIL_THEME_CONTRAST_DARK,
    .scale = 1,
    .dark = TRUE,
    .patterns = TRUE,
    .colors = {
      [COPIL_COLOR_CARD] = RGB (0x000000),
      [COPIL_COLOR_FOOT] = RGB (0x000000),
      [COPIL_COLOR_INK] = RGB (0xFFFFFF),
      [COPIL_COLOR_INK2] = RGB (0xFFFFFF),
      [COPIL_COLOR_INK3] = RGB (0xF1F3F3),
      [COPIL_COLOR_AXIS] = RGB (0xBCC3C7),
      [COPIL_COLOR_CONTEXT] = RGB (0xBCC3C7),
      [COPIL_COLOR_GRID] = RGB (0x4A4E52),
      [COPIL_COLOR_BAND] = RGB (0x000000),
      [COPIL_COLOR_ACCENT] = RGB (0x7ADBE1),
      [COPIL_COLOR_ACCENT_GROUND] = RGB (0x000000),
      [COPIL_COLOR_ACCENT_TEXT] = RGB (0x000000),
      [COPIL_COLOR_WATCH] = RGB (0xF0B35E),
      [COPIL_COLOR_WATCH_GROUND] = RGB (0x000000),
      [COPIL_COLOR_UNFAVOURABLE] = RGB (0xF2929F),
      [COPIL_COLOR_UNFAVOURABLE_GROUND] = RGB (0x000000),
      [COPIL_COLOR_NEUTRAL] = RGB (0xF1F3F3),
      [COPIL_COLOR_NEUTRAL_GROUND] = RGB (0x000000),
      [COPIL_COLOR_OUTLINE] = RGB (0xFFFFFF),
    },
    .categorical = { RGB (0x5CC4CB), RGB (0xE5974C), RGB (0x8281A9),
                     RGB (0xC4685A), RGB (0xCEE1F1), RGB (0xF2CC7A) },
    .sequential = { RGB (0x000000), RGB (0x2F686E), RGB (0x4A9AA1),
                    RGB (0x6FC1C7), RGB (0xB4ECEE) },
    .sequential_text = { RGB (0xFFFFFF), RGB (0xFFFFFF), RGB (0x000000),
                         RGB (0x000000), RGB (0x000000) },
    .diverging = { RGB (0xF0A04B), RGB (0xA86A2C), RGB (0x000000),
                   RGB (0x3E8187), RGB (0x7ADBE1) },
    .categorical_text = { RGB (0x000000), RGB (0x000000), RGB (0x000000),
                          RGB (0x000000), RGB (0x000000), RGB (0x000000) },
    .diverging_text = { RGB (0x000000), RGB (0x000000), RGB (0xFFFFFF),
                        RGB (0x000000), RGB (0x000000) },
    CONTRAST_STROKES,
    SCREEN_SIZES,
  },
  [COPIL_THEME_PRINT] = {
    .kind = COPIL_THEME_PRINT,
    .scale = 1,
    .paper = TRUE,
    LIGHT_COLORS,
    .strokes = {
      [COPIL_STROKE_SUBJECT] = 1.6,
      [COPIL_STROKE_CONTEXT] = 0.8,
      [COPIL_STROKE_GRID] = 0.5,
      [COPIL_STROKE_AXIS] = 0.6,
      [COPIL_STROKE_LIMIT] = 0.5,
      [COPIL_STROKE_SPARK] = 1,
      [COPIL_STROKE_GAP] = 1.5,
      [COPIL_STROKE_OUTLINE] = 0.5,
    },
    .sizes = {
      [COPIL_TYPE_VALUE] = 10,
      [COPIL_TYPE_TITLE] = 9.5,
      [COPIL_TYPE_STRONG] = 9.5,
      [COPIL_TYPE_LABEL] = 8,
      [COPIL_TYPE_TICK] = 7.5,
    },
  },
};

/**
 * copil_theme_get:
 *
 * Returns: (transfer none): the table of @kind at scale 1, static
 */
const CopilTheme *
copil_theme_get (CopilThemeKind kind)
{
  g_return_val_if_fail (kind < COPIL_N_THEMES, &themes[COPIL_THEME_LIGHT]);

  return &themes[kind];
}

/**
 * copil_theme_scaled:
 * @scale: 1.5 for a person who reads text half as large again
 */
CopilTheme
copil_theme_scaled (CopilThemeKind kind,
                    double         scale)
{
  CopilTheme theme = *copil_theme_get (kind);

  theme.scale = CLAMP (scale, 0.25, 16);
  return theme;
}

/* Size of the type, in the unit of the drawing. */
double
copil_theme_size (const CopilTheme *self,
                  CopilTypeRole     role)
{
  return self->sizes[role] * self->scale;
}

/* Strokes follow the text: a chart read from the back of a room has thicker lines. */
double
copil_theme_stroke (const CopilTheme *self,
                    CopilStroke       role)
{
  return self->strokes[role] * self->scale;
}

/**
 * copil_theme_length:
 * @pixels: a distance as drawn on screen at scale 1
 *
 * Returns: the same distance beside the type of this theme: paper is set smaller
 */
double
copil_theme_length (const CopilTheme *self,
                    double            pixels)
{
  return pixels * copil_theme_size (self, COPIL_TYPE_TICK)
         / themes[COPIL_THEME_LIGHT].sizes[COPIL_TYPE_TICK];
}

gboolean
copil_theme_equal (const CopilTheme *self,
                   const CopilTheme *other)
{
  return self->kind == other->kind && self->scale == other->scale
         && self->patterns == other->patterns && self->paper == other->paper;
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const CopilColor *color)
{
  return 0.2126 * linear_light (color->red) + 0.7152 * linear_light (color->green)
         + 0.0722 * linear_light (color->blue);
}

/**
 * copil_color_contrast:
 *
 * Returns: the contrast ratio of WCAG 2, from 1 to 21
 */
double
copil_color_contrast (const CopilColor *a,
                      const CopilColor *b)
{
  double one = luminance (a);
  double other = luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}
