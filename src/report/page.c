/* page.c: a page of a report on a cairo context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairo 1.16 has no artifact tag: furniture, rules and grounds are drawn inside
 * NonStruct, which finish.c turns into artifacts.
 */
#include "config.h"

#include "report/block.h"


#define HEADER_BASE 28.0
#define HEADER_RULE 46.0
#define FOOTER_RULE 806.0
#define FOOTER_BASE 810.0
#define PANEL_RADIUS 6.0
#define MARK_RADIUS 5.0

typedef struct
{
  CopilDocument *document;
  cairo_t       *cr;
  gboolean       tagged;
} Pen;

static void
set_color (cairo_t       *cr,
           CopilColorRole role)
{
  const CopilColor *color = &copil_theme_get (COPIL_THEME_PRINT)->colors[role];

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static void
begin_tag (Pen        *pen,
           const char *tag,
           const char *attributes)
{
  if (pen->tagged)
    cairo_tag_begin (pen->cr, tag, attributes);
}

static void
end_tag (Pen        *pen,
         const char *tag)
{
  if (pen->tagged)
    cairo_tag_end (pen->cr, tag);
}

static void
draw_rule (Pen           *pen,
           double         x,
           double         y,
           double         width,
           double         thickness,
           CopilColorRole color)
{
  begin_tag (pen, "NonStruct", NULL);
  set_color (pen->cr, color);
  cairo_rectangle (pen->cr, x, y - thickness / 2, width, thickness);
  cairo_fill (pen->cr);
  end_tag (pen, "NonStruct");
}

static void
draw_panel (Pen        *pen,
            const Item *item)
{
  double left = item->x + PANEL_RADIUS, right = item->x + item->width - PANEL_RADIUS;
  double top = item->y + PANEL_RADIUS, bottom = item->y + item->height - PANEL_RADIUS;

  begin_tag (pen, "NonStruct", NULL);
  set_color (pen->cr, item->color);
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, right, top, PANEL_RADIUS, -G_PI_2, 0);
  cairo_arc (pen->cr, right, bottom, PANEL_RADIUS, 0, G_PI_2);
  cairo_arc (pen->cr, left, bottom, PANEL_RADIUS, G_PI_2, G_PI);
  cairo_arc (pen->cr, left, top, PANEL_RADIUS, G_PI, 3 * G_PI_2);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
  end_tag (pen, "NonStruct");
}

static void
draw_chart (Pen        *pen,
            const Item *item)
{
  cairo_save (pen->cr);
  cairo_translate (pen->cr, item->x, item->y);
  copil_chart_draw (item->chart, pen->cr, copil_theme_get (COPIL_THEME_PRINT), item->width,
                    item->height);
  cairo_restore (pen->cr);
}

static void
draw_item (Pen        *pen,
           const Item *item)
{
  switch (item->kind)
    {
    case ITEM_TAG_BEGIN:
      begin_tag (pen, item->tag, item->attributes);
      break;
    case ITEM_TAG_END:
      end_tag (pen, item->tag);
      break;
    case ITEM_TEXT:
      copil_paragraph_draw (item->paragraph, pen->cr, item->x, item->y, item->first_line,
                            item->n_lines, item->align_right);
      break;
    case ITEM_CHART:
      draw_chart (pen, item);
      break;
    case ITEM_RULE:
      draw_rule (pen, item->x, item->y, item->width, item->height, item->color);
      break;
    case ITEM_PANEL:
    default:
      draw_panel (pen, item);
      break;
    }
}

/* Returns the width of what was written. */
static double
draw_furniture (Pen        *pen,
                const char *role,
                const char *text,
                double      x,
                double      y,
                double      align)
{
  g_autofree char *markup = NULL;
  g_autoptr (CopilParagraph) paragraph = NULL;
  double width;

  if (text == NULL)
    return 0;
  markup = g_markup_escape_text (text, -1);
  paragraph = copil_typeset (copil_type_role_find (role), markup, -1);
  width = copil_paragraph_get_width (paragraph);
  copil_paragraph_draw (paragraph, pen->cr, x - align * width, y, 0, 1, FALSE);
  return width;
}

/* Two half discs that face each other across a table: one full, one outlined. */
static void
draw_mark (Pen   *pen,
           double x,
           double y)
{
  cairo_t *cr = pen->cr;

  set_color (cr, COPIL_COLOR_ACCENT);
  cairo_new_path (cr);
  cairo_arc (cr, x + MARK_RADIUS - 0.6, y, MARK_RADIUS, G_PI_2, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_arc (cr, x + MARK_RADIUS + 0.6, y, MARK_RADIUS - 0.5, -G_PI_2, G_PI_2);
  cairo_close_path (cr);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_header (Pen  *pen,
             guint page)
{
  double x = COPIL_PAGE_MARGIN, right = COPIL_PAGE_WIDTH - COPIL_PAGE_MARGIN;

  draw_mark (pen, x, HEADER_BASE + 5.3);
  x += 16;
  x += draw_furniture (pen, "furniture-strong", "Copil", x, HEADER_BASE, 0);
  if (page > 0)
    draw_furniture (pen, "furniture", pen->document->running_left, x + 10, HEADER_BASE, 0);
  draw_furniture (pen, "furniture", pen->document->running_right, right, HEADER_BASE, 1);
  set_color (pen->cr, COPIL_COLOR_GRID);
  cairo_rectangle (pen->cr, COPIL_PAGE_MARGIN, HEADER_RULE, COPIL_TEXT_WIDTH, 0.6);
  cairo_fill (pen->cr);
}

static void
draw_footer (Pen  *pen,
             guint page)
{
  double right = COPIL_PAGE_WIDTH - COPIL_PAGE_MARGIN;
  g_autofree char *number = g_strdup_printf ("page\u00a0%u sur %u", page + 1,
                                             pen->document->pages->len);

  set_color (pen->cr, COPIL_COLOR_GRID);
  cairo_rectangle (pen->cr, COPIL_PAGE_MARGIN, FOOTER_RULE, COPIL_TEXT_WIDTH, 0.6);
  cairo_fill (pen->cr);
  draw_furniture (pen, "furniture", pen->document->footer_left, COPIL_PAGE_MARGIN, FOOTER_BASE, 0);
  draw_furniture (pen, "furniture", pen->document->footer_center, COPIL_PAGE_WIDTH / 2,
                  FOOTER_BASE, 0.5);
  draw_furniture (pen, "furniture", number, right, FOOTER_BASE, 1);
}

void
copil_page_draw (CopilDocument *document,
                 guint          page,
                 cairo_t       *cr,
                 gboolean       tagged)
{
  Pen pen = { document, cr, tagged };
  const Page *content = g_ptr_array_index (document->pages, page);

  begin_tag (&pen, "NonStruct", NULL);
  draw_header (&pen, page);
  draw_footer (&pen, page);
  end_tag (&pen, "NonStruct");
  for (guint i = 0; i < content->items->len; i++)
    draw_item (&pen, g_ptr_array_index (content->items, i));
}

/**
 * copil_document_draw_page:
 * @page: from 0, below what copil_document_layout() returned
 * @cr: one unit is one point, the origin is the top left of the paper
 *
 * For printers and previews: the same drawing as in the PDF, without its tags.
 */
void
copil_document_draw_page (CopilDocument *self,
                          guint          page,
                          cairo_t       *cr)
{
  g_return_if_fail (COPIL_IS_DOCUMENT (self));
  g_return_if_fail (self->pages != NULL && page < self->pages->len);

  copil_page_draw (self, page, cr, FALSE);
}
