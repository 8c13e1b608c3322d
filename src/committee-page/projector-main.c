/* projector-main.c: the item with its figure, or what is voted on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-draw.h"

#include <glib/gi18n-lib.h>

/* Ticks of a chart at the least size that is read. */
#define CHART_SCALE (COPIL_BRUSH_LEAST / 11.5)

static CopilGlyph
nature_glyph (CopilNature nature)
{
  static const CopilGlyph glyphs[COPIL_N_NATURES] = { COPIL_GLYPH_INFORMATION, COPIL_GLYPH_PERSON,
                                                      COPIL_GLYPH_CHECK };

  return glyphs[nature];
}

/* "Décision  point 4.1 · Département et DDETS" */
static double
draw_nature (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area, double y)
{
  const CopilSceneItem *item = &self->item;
  CopilColorRole role =
      item->nature == COPIL_NATURE_INFORMATION ? COPIL_COLOR_INK2 : COPIL_COLOR_ACCENT;
  g_autofree char *number = g_strdup_printf (_ ("item %s"), item->number);
  g_autofree char *rest =
      g_strjoin (item->presenter != NULL ? " · " : NULL, number, item->presenter, NULL);
  double x = area->x + 44;

  copil_brush_glyph (brush, nature_glyph (item->nature), role, 32, area->x + 16, y + 21);
  x += copil_brush_text (brush, copil_nature_get_name (item->nature), 34, COPIL_WEIGHT_SEMIBOLD,
                         role, COPIL_ALIGN_LEFT, x, y + 33)
       + 22;
  copil_brush_text_cut (brush, rest, 34, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, x, y + 33,
                        area->x + area->width - x);
  return y + 54;
}

/* A title of three lines is set smaller, so that the figure keeps its place. */
static double
title_size (const CopilBrush *brush, const char *title, double width, gboolean alone)
{
  double wide = copil_brush_width (brush, title, 66, COPIL_WEIGHT_SEMIBOLD);

  if (alone)
    return wide > 3 * width ? 66 : 84;
  return wide > 1.9 * width ? 52 : 66;
}

static void
draw_chart (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area)
{
  CopilTheme theme = copil_theme_scaled (brush->theme->kind, CHART_SCALE * brush->unit);

  cairo_save (brush->cr);
  cairo_translate (brush->cr, area->x * brush->unit, area->y * brush->unit);
  copil_chart_draw (self->chart, brush->cr, &theme, area->width * brush->unit,
                    area->height * brush->unit);
  cairo_restore (brush->cr);
}

static void
draw_figure (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area, double y)
{
  double bottom = area->y + area->height - 20;

  y = copil_brush_lines (brush, self->finding, 34, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, area->x,
                         y, area->width, 2);
  if (self->figures != NULL)
    {
      copil_brush_text_cut (brush, self->figures, COPIL_BRUSH_LEAST, COPIL_WEIGHT_REGULAR,
                            COPIL_COLOR_INK2, area->x, bottom - 6, area->width);
      bottom -= 46;
    }
  if (self->chart != NULL && bottom - y > 120)
    draw_chart (self, brush, &(CopilSceneArea) { area->x, y + 18, area->width, bottom - y - 18 });
}

/* -- A vote ----------------------------------------------------------------------------------- */

static double
draw_verdict (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area, double y)
{
  const CopilSceneVote *vote = &self->vote;
  CopilColorRole role = vote->favourable ? COPIL_COLOR_ACCENT : COPIL_COLOR_UNFAVOURABLE;

  copil_brush_glyph (brush, vote->favourable ? COPIL_GLYPH_CHECK : COPIL_GLYPH_RING, role, 60,
                     area->x + 66, y + 50);
  copil_brush_text_cut (brush, vote->verdict, 84, COPIL_WEIGHT_SEMIBOLD, role, area->x + 116,
                        y + 80, area->width - 150);
  return y + 116;
}

static void
draw_vote (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area, double y)
{
  const CopilSceneVote *vote = &self->vote;
  double x = area->x + 36, width = area->width - 72;

  y += 24;
  copil_brush_box (brush, COPIL_COLOR_ACCENT_GROUND, area->x, y, area->width,
                   area->y + area->height - 36 - y, 18);
  copil_brush_text (brush, vote->caption, 34, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_ACCENT,
                    COPIL_ALIGN_LEFT, x, y + 64);
  y = copil_brush_lines (brush, vote->question, 44, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK, x,
                         y + 92, width, 3)
      + 18;
  if (vote->verdict != NULL)
    y = draw_verdict (self, brush, area, y);
  y = copil_brush_lines (brush, vote->progress, vote->verdict != NULL ? 44 : 60,
                         COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, x, y, width, 2)
      + 12;
  copil_brush_lines (brush, vote->rule, 30, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2, x, y, width, 3);
}

/* -- The whole -------------------------------------------------------------------------------- */

static void
draw_notice (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area)
{
  double y = area->y + area->height * 0.33;

  y = copil_brush_lines (brush, self->notice, 96, COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, area->x,
                         y, area->width, 2);
  copil_brush_lines (brush, self->notice_detail, 44, COPIL_WEIGHT_REGULAR, COPIL_COLOR_INK2,
                     area->x, y + 18, area->width, 3);
}

void
_copil_scene_draw_main (const CopilScene *self, const CopilBrush *brush, const CopilSceneArea *area)
{
  gboolean voting = self->vote.caption != NULL;
  gboolean alone = !voting && self->chart == NULL && self->finding == NULL;
  double y = area->y + (alone ? area->height * 0.26 : 30);

  if (self->notice != NULL || self->item.number == NULL)
    {
      draw_notice (self, brush, area);
      return;
    }
  y = draw_nature (self, brush, area, y);
  y = copil_brush_lines (
      brush, self->item.title, title_size (brush, self->item.title, area->width, alone),
      COPIL_WEIGHT_SEMIBOLD, COPIL_COLOR_INK, area->x, y, area->width, alone ? 4 : 3);
  if (voting)
    draw_vote (self, brush, area, y);
  else
    draw_figure (self, brush, area, y + 20);
}
