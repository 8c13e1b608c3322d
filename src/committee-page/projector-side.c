/* projector-side.c: the time, the quorum, the floor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING 48.0

/* What is left inside of the edges. */
typedef struct
{
  double x, width, right;
} Column;

/* -- The time --------------------------------------------------------------------------------- */

/* What a bar fills; its edge is drawn where its ground is not told from the page. */
static void
draw_trough (const CopilBrush *brush, const Column *column, double y, double height, double radius)
{
  copil_brush_box (brush, COPIL_COLOR_GRID, column->x, y, column->width, height, radius);
  if (!brush->theme->patterns)
    return;
  copil_brush_box (brush, COPIL_COLOR_INK, column->x, y, column->width, height, radius);
  copil_brush_box (brush, COPIL_COLOR_CARD, column->x + 2, y + 2, column->width - 4, height - 4,
                   MAX (0, radius - 2));
}

static void
draw_bar (
    const CopilBrush *brush, const Column *column, double y, double share, CopilColorRole role)
{
  double width = column->width * CLAMP (share, 0, 1);

  draw_trough (brush, column, y, 18, 9);
  if (width > 18)
    copil_brush_box (brush, role, column->x, y, width, 18, 9);
}

/* "retard 4 min", its sign before it; gives back where it begins. */
static double
draw_drift (const CopilSceneTime *time, const CopilBrush *brush, const Column *column, double y)
{
  static const struct
  {
    CopilGlyph glyph;
    CopilColorRole role;
  } looks[] = {
    [COPIL_DRIFT_ON_TIME] = { COPIL_GLYPH_CHECK, COPIL_COLOR_ACCENT },
    [COPIL_DRIFT_EARLY] = { COPIL_GLYPH_EARLY, COPIL_COLOR_ACCENT },
    [COPIL_DRIFT_LATE] = { COPIL_GLYPH_WATCH, COPIL_COLOR_WATCH },
  };
  double width;

  if (time->drift == COPIL_DRIFT_NONE || time->drift_words == NULL)
    return column->right;
  width = copil_brush_text (brush, time->drift_words, 30, COPIL_WEIGHT_SEMIBOLD,
                            looks[time->drift].role, COPIL_ALIGN_RIGHT, column->right, y);
  copil_brush_glyph (brush, looks[time->drift].glyph, looks[time->drift].role, 30,
                     column->right - width - 24, y - 10);
  return column->right - width - 48;
}

static double
draw_timer (const CopilSceneTime *time, const CopilBrush *brush, const Column *column, double y)
{
  CopilColorRole role = time->over ? COPIL_COLOR_WATCH : COPIL_COLOR_INK;
  double size = 150, width = copil_brush_width (brush, time->figure, size, COPIL_WEIGHT_SEMIBOLD);
  double x = column->x;

  if (width > column->width)
    size *= column->width / width;
  if (time->over || time->paused)
    {
      copil_brush_glyph (brush, time->over ? COPIL_GLYPH_WATCH : COPIL_GLYPH_PAUSE,
                         time->over ? COPIL_COLOR_WATCH : COPIL_COLOR_INK2, 32, x + 16, y + 22);
      x += 44;
    }
  copil_brush_text (brush, time->caption, 34,
                    time->over ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR,
                    time->over ? COPIL_COLOR_WATCH : COPIL_COLOR_INK2, COPIL_ALIGN_LEFT, x, y + 34);
  copil_brush_text (brush, time->figure, size, COPIL_WEIGHT_SEMIBOLD, role, COPIL_ALIGN_LEFT,
                    column->x - size * 0.06, y + 168);
  draw_bar (brush, column, y + 200, time->spent,
            time->over ? COPIL_COLOR_WATCH : COPIL_COLOR_ACCENT);
  return y + 218;
}

static double
draw_time (const CopilSceneTime *time, const CopilBrush *brush, const Column *column, double y)
{
  double right;

  if (time->figure == NULL && time->forecast == NULL)
    return y;
  if (time->figure != NULL)
    y = draw_timer (time, brush, column, y);
  right = draw_drift (time, brush, column, y + 46);
  if (time->planned != NULL)
    copil_brush_text_cut (brush, time->planned, 30, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                          column->x, y + 46, right - column->x);
  if (time->planned != NULL || time->drift != COPIL_DRIFT_NONE)
    y += 42;
  if (time->forecast != NULL)
    {
      copil_brush_text_cut (brush, time->forecast, 30, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                            column->x, y + 46, column->width);
      y += 42;
    }
  copil_brush_rule (brush, column->x, column->right, y + 32);
  return y + 32;
}

/* -- The quorum ------------------------------------------------------------------------------- */

static void
draw_threshold (const CopilSceneQuorum *quorum,
                const CopilBrush *brush,
                const Column *column,
                double y)
{
  g_autofree char *words = g_strdup_printf (_ ("quorum %u"), quorum->threshold);
  double x = column->x + column->width * quorum->threshold / MAX (1, quorum->base);
  double half = copil_brush_width (brush, words, 29, COPIL_WEIGHT_SEMIBOLD) / 2;

  copil_brush_box (brush, COPIL_COLOR_INK, x - 2.5, y - 12, 5, 50, 0);
  copil_brush_text (brush, words, 29, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, COPIL_ALIGN_CENTRE,
                    CLAMP (x, column->x + half, column->right - half - 110), y + 72);
}

/* How many count, of how many, and where the quorum is. */
static double
draw_gauge (const CopilSceneQuorum *quorum, const CopilBrush *brush, const Column *column, double y)
{
  CopilColorRole role = quorum->reached ? COPIL_COLOR_ACCENT : COPIL_COLOR_WATCH;
  g_autofree char *counted = g_strdup_printf ("%u", quorum->counted);
  g_autofree char *base = g_strdup_printf ("%u", quorum->base);
  double x = column->right;

  draw_trough (brush, column, y, 26, 3);
  copil_brush_box (brush, role, column->x, y,
                   column->width * MIN (1, (double) quorum->counted / MAX (1, quorum->base)), 26,
                   3);
  if (quorum->required)
    draw_threshold (quorum, brush, column, y);
  x -= copil_brush_text (brush, base, 29, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, COPIL_ALIGN_RIGHT,
                         x, y + 72)
       + 30;
  copil_brush_text (brush, counted, 29, COPIL_WEIGHT_SEMIBOLD, role, COPIL_ALIGN_RIGHT, x, y + 72);
  return y + 84;
}

static double
draw_quorum_words (const CopilSceneQuorum *quorum,
                   const CopilBrush *brush,
                   const Column *column,
                   double y)
{
  gboolean lost = quorum->required && !quorum->reached;
  double x = column->x, width = column->width - (lost ? 34 : 50), wanted;

  if (lost)
    {
      copil_brush_box (brush, COPIL_COLOR_WATCH_GROUND, x - 20, y, column->width + 40, 66, 12);
      copil_brush_glyph (brush, COPIL_GLYPH_WATCH, COPIL_COLOR_WATCH, 36, x + 18, y + 32);
      x += 50;
    }
  else if (quorum->required)
    copil_brush_glyph (brush, COPIL_GLYPH_CHECK, COPIL_COLOR_ACCENT, 38, column->right - 20,
                       y + 32);
  wanted = copil_brush_width (brush, quorum->words, 36, COPIL_WEIGHT_SEMIBOLD);
  copil_brush_text_cut (brush, quorum->words, CLAMP (36 * width / wanted, COPIL_BRUSH_LEAST, 36),
                        COPIL_WEIGHT_SEMIBOLD, lost ? COPIL_COLOR_WATCH : COPIL_COLOR_INK, x,
                        y + 45, width + 8);
  return y + 90;
}

static double
draw_quorum (const CopilScene *self, const CopilBrush *brush, const Column *column, double y)
{
  g_autofree char *there = NULL;
  g_autofree char *away = NULL;

  if (self->quorum.base == 0)
    return y;
  there = copil_scene_describe_there (self);
  away = copil_scene_describe_away (self);
  y = draw_quorum_words (&self->quorum, brush, column, y + 26);
  y = draw_gauge (&self->quorum, brush, column, y);
  y = _copil_scene_draw_seats (self, brush, column->x - 4, y + 16, column->width + 8);
  copil_brush_text_cut (brush, there, COPIL_BRUSH_LEAST, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                        column->x, y + 44, column->width);
  copil_brush_text_cut (brush, away, COPIL_BRUSH_LEAST, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                        column->x, y + 81, column->width);
  return y + 100;
}

/* -- The whole -------------------------------------------------------------------------------- */

/* Who has the floor, and under it how many ask for it. */
static void
draw_floor (const CopilScene *self, const CopilBrush *brush, const Column *column, double y)
{
  g_autofree char *speaker = copil_scene_describe_speaker (self);
  g_autofree char *requests = copil_scene_describe_requests (self);
  double x = column->x + 48, width = column->width - 48;

  if (speaker == NULL && requests == NULL)
    return;
  copil_brush_rule (brush, column->x, column->right, y + 10);
  copil_brush_glyph (brush, COPIL_GLYPH_PERSON, COPIL_COLOR_INK, 34, column->x + 16, y + 58);
  copil_brush_text_cut (brush, speaker != NULL ? speaker : requests, 30, COPIL_WEIGHT_REGULAR,
                        COPIL_COLOR_INK, x, y + 69, width);
  if (speaker != NULL && requests != NULL)
    copil_brush_text_cut (brush, requests, COPIL_BRUSH_LEAST, COPIL_WEIGHT_REGULAR,
                          COPIL_COLOR_INK2, x, y + 106, width);
}

void
_copil_scene_draw_side (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area)
{
  Column column = { area->x + PADDING, area->width - 2 * PADDING, 0 };
  double y = area->y + 18;

  column.right = column.x + column.width;
  copil_brush_box (brush, COPIL_COLOR_FOOT, area->x, area->y + 1, area->width, area->height, 0);
  copil_paint_color (brush->cr, brush->theme, COPIL_COLOR_GRID);
  copil_paint_vline (brush->cr, brush->theme, area->x * brush->unit, area->y * brush->unit,
                     (area->y + area->height) * brush->unit, MAX (1, 2 * brush->unit));
  y = draw_time (&self->time, brush, &column, y);
  y = draw_quorum (self, brush, &column, y);
  draw_floor (self, brush, &column, y);
}
