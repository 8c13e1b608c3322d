/* theme.h: colours, strokes and type of every chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue;
} CopilColor;

typedef enum
{
  COPIL_THEME_LIGHT,
  COPIL_THEME_DARK,
  COPIL_THEME_CONTRAST_LIGHT,
  COPIL_THEME_CONTRAST_DARK,
  COPIL_THEME_PRINT,
  COPIL_N_THEMES,
} CopilThemeKind;

typedef enum
{
  COPIL_COLOR_CARD,
  COPIL_COLOR_FOOT,
  COPIL_COLOR_INK,
  COPIL_COLOR_INK2,
  COPIL_COLOR_INK3,
  COPIL_COLOR_AXIS,
  COPIL_COLOR_CONTEXT,
  COPIL_COLOR_GRID,
  COPIL_COLOR_BAND,
  COPIL_COLOR_ACCENT,
  COPIL_COLOR_ACCENT_GROUND,
  COPIL_COLOR_ACCENT_TEXT,
  COPIL_COLOR_WATCH,
  COPIL_COLOR_WATCH_GROUND,
  COPIL_COLOR_UNFAVOURABLE,
  COPIL_COLOR_UNFAVOURABLE_GROUND,
  COPIL_COLOR_NEUTRAL,
  COPIL_COLOR_NEUTRAL_GROUND,
  COPIL_COLOR_OUTLINE, /* round any fill under 3:1 */
  COPIL_N_COLORS,
} CopilColorRole;

typedef enum
{
  COPIL_STROKE_SUBJECT,
  COPIL_STROKE_CONTEXT,
  COPIL_STROKE_GRID,
  COPIL_STROKE_AXIS,
  COPIL_STROKE_LIMIT,
  COPIL_STROKE_SPARK,
  COPIL_STROKE_GAP,
  COPIL_STROKE_OUTLINE, /* round a fill; 1.5 in high contrast */
  COPIL_N_STROKES,
} CopilStroke;

typedef enum
{
  COPIL_TYPE_VALUE, /* value of a tile */
  COPIL_TYPE_TITLE,
  COPIL_TYPE_STRONG, /* the one value of a drawing: the end of the subject's line */
  COPIL_TYPE_LABEL,  /* direct label */
  COPIL_TYPE_TICK,   /* ticks, notes, captions */
  COPIL_N_TYPES,
} CopilTypeRole;

#define COPIL_N_CATEGORIES 6
#define COPIL_N_CLASSES 5

/**
 * CopilTheme:
 *
 * Plain constants, one table a kind (notes: ui §2, §3, §6). Sizes are in the unit of the
 * drawing (pixels at scale 1 on screen, points on paper); @scale carries the user's text size,
 * or the height of the window in session mode: copil_theme_size() and copil_theme_stroke()
 * give the lengths to draw with.
 */
typedef struct
{
  CopilThemeKind kind;
  double         scale;
  gboolean       dark;
  gboolean       patterns; /* second code always on (high contrast) */
  gboolean       paper;    /* no pixel snapping */
  CopilColor     colors[COPIL_N_COLORS];
  CopilColor     categorical[COPIL_N_CATEGORIES];
  CopilColor     categorical_text[COPIL_N_CATEGORIES];
  CopilColor     sequential[COPIL_N_CLASSES];
  CopilColor     sequential_text[COPIL_N_CLASSES];
  CopilColor     diverging[COPIL_N_CLASSES];
  CopilColor     diverging_text[COPIL_N_CLASSES];
  double         strokes[COPIL_N_STROKES];
  double         sizes[COPIL_N_TYPES];
} CopilTheme;

const CopilTheme *copil_theme_get       (CopilThemeKind    kind);
CopilTheme        copil_theme_scaled    (CopilThemeKind    kind,
                                         double            scale);
double            copil_theme_size      (const CopilTheme *self,
                                         CopilTypeRole     role);
double            copil_theme_stroke    (const CopilTheme *self,
                                         CopilStroke       role);
double            copil_theme_length    (const CopilTheme *self,
                                         double            pixels);
gboolean          copil_theme_equal     (const CopilTheme *self,
                                         const CopilTheme *other);
double            copil_color_contrast  (const CopilColor *a,
                                         const CopilColor *b);

G_END_DECLS
