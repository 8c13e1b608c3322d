/* projector-draw.c: the picture of a scene: where its parts are, its head and its foot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-draw.h"

#include <glib/gi18n-lib.h>

#define LINES 1080.0
/* In less width than that the side would leave no room for the item. */
#define LEAST_COLUMNS 1500.0
#define HEAD 84.0
#define FOOT 122.0
#define MARGIN 56.0
#define GAP 36.0

static double
draw_state (const CopilScene *self, const CopilBrush *brush, double right)
{
  double width = copil_brush_width (brush, self->state, 30, COPIL_WEIGHT_REGULAR);

  copil_brush_text (brush, self->state, 30, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                    COPIL_ALIGN_RIGHT, right, 52);
  copil_brush_glyph (brush, self->live ? COPIL_GLYPH_DOT : COPIL_GLYPH_WATCH,
                     self->live ? COPIL_COLOR_ACCENT : COPIL_COLOR_WATCH, 26, right - width - 24,
                     42);
  return right - width - 24 - 13 - GAP;
}

static double
draw_head_right (const CopilScene *self, const CopilBrush *brush, double right)
{
  if (self->hour != NULL)
    right -= copil_brush_text (brush, self->hour, 40, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK,
                               COPIL_ALIGN_RIGHT, right, 55)
             + GAP;
  if (self->state != NULL)
    right = draw_state (self, brush, right);
  if (self->fictitious)
    right -= copil_brush_text (brush, _ ("fictitious data"), COPIL_BRUSH_LEAST,
                               COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, COPIL_ALIGN_RIGHT, right, 51)
             + GAP;
  return right;
}

static void
draw_head (const CopilScene *self, const CopilBrush *brush, double columns)
{
  double right = draw_head_right (self, brush, columns - MARGIN);
  double x = MARGIN + 58, taken;

  copil_brush_glyph (brush, COPIL_GLYPH_MARK, COPIL_COLOR_ACCENT, 38, MARGIN + 18, 42);
  taken = copil_brush_text_cut (brush, self->committee, 31, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK,
                                x, 52, right - x);
  x += taken + 20;
  if (self->date != NULL
      && copil_brush_width (brush, self->date, 30, COPIL_WEIGHT_REGULAR) < right - x)
    copil_brush_text (brush, self->date, 30, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                      COPIL_ALIGN_LEFT, x, 52);
  copil_brush_rule (brush, 0, columns, HEAD);
}

/* "avis · 10 min" */
static char *
describe_next (const CopilSceneItem *next)
{
  g_autofree char *nature = g_utf8_strdown (copil_nature_get_name (next->nature), -1);

  return g_strjoin (next->length != NULL ? " · " : NULL, nature, next->length, NULL);
}

static void
draw_foot (const CopilScene *self, const CopilBrush *brush, double columns)
{
  g_autofree char *title = NULL;
  g_autofree char *about = NULL;
  double right = columns - MARGIN, x = MARGIN, y = LINES - FOOT + 74;

  copil_brush_box (brush, COPIL_COLOR_ACCENT, 0, LINES - FOOT, columns, FOOT, 0);
  if (self->next.number == NULL)
    {
      copil_brush_text (brush, _ ("Last item of the agenda"), 36, COPIL_WEIGHT_REGULAR,
                        COPIL_COLOR_ACCENT_TEXT, COPIL_ALIGN_LEFT, x, y);
      return;
    }
  about = describe_next (&self->next);
  title = g_strjoin (" ", self->next.number, self->next.title, NULL);
  right -= copil_brush_text (brush, about, 34, COPIL_WEIGHT_REGULAR, COPIL_COLOR_ACCENT_TEXT,
                             COPIL_ALIGN_RIGHT, right, y)
           + GAP;
  x += copil_brush_text (brush, _ ("Next"), 34, COPIL_WEIGHT_REGULAR, COPIL_COLOR_ACCENT_TEXT,
                         COPIL_ALIGN_LEFT, x, y)
       + 28;
  copil_brush_text_cut (brush, title, 40, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_ACCENT_TEXT, x, y,
                        right - x);
}

void
copil_scene_draw (
    const CopilScene *self, cairo_t *cr, CopilThemeKind kind, double width, double height)
{
  CopilTheme theme = copil_theme_scaled (kind, 1);
  CopilBrush brush = { cr, &theme, MIN (height / LINES, width / LEAST_COLUMNS) };
  double columns = width / brush.unit, lines = height / brush.unit;
  double side = CLAMP (columns * 0.317, 520, 640);
  gboolean has_foot = self->notice == NULL;
  CopilSceneArea main = { MARGIN, HEAD, columns - side - MARGIN - GAP,
                          LINES - HEAD - (has_foot ? FOOT : 0) };
  CopilSceneArea right = { columns - side, HEAD, side, main.height };

  /* A screen that is high for its width: the picture in the middle of it. */
  copil_brush_box (&brush, COPIL_COLOR_CARD, 0, 0, columns, lines, 0);
  cairo_save (cr);
  cairo_translate (cr, 0, (lines - LINES) / 2 * brush.unit);
  draw_head (self, &brush, columns);
  _copil_scene_draw_side (self, &brush, &right);
  _copil_scene_draw_main (self, &brush, &main);
  if (has_foot)
    draw_foot (self, &brush, columns);
  cairo_restore (cr);
}
