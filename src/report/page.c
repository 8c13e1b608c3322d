/* page.c: a page of a report on a cairo context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairo 1.16 has no artifact tag: what says nothing to a reader who listens, that is furniture,
 * rules and panels, is the ground of a page, drawn apart and first; finish.c marks it as such.
 */
#include "config.h"

#include "report/block.h"

#define HEADER_BASE 28.0
#define HEADER_RULE 46.0
#define FOOTER_RULE 806.0
#define FOOTER_BASE 810.0
#define PANEL_RADIUS 6.0
#define MARK_RADIUS 5.0

static void
set_color (cairo_t       *cr,
           CopilColorRole role)
{
  const CopilColor *color = &copil_theme_get (COPIL_THEME_PRINT)->colors[role];

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static void
draw_rule (cairo_t    *cr,
           const Item *item)
{
  set_color (cr, item->color);
  cairo_rectangle (cr, item->x, item->y - item->height / 2, item->width, item->height);
  cairo_fill (cr);
}

static void
draw_panel (cairo_t    *cr,
            const Item *item)
{
  double left = item->x + PANEL_RADIUS, right = item->x + item->width - PANEL_RADIUS;
  double top = item->y + PANEL_RADIUS, bottom = item->y + item->height - PANEL_RADIUS;

  set_color (cr, item->color);
  cairo_new_path (cr);
  cairo_arc (cr, right, top, PANEL_RADIUS, -G_PI_2, 0);
  cairo_arc (cr, right, bottom, PANEL_RADIUS, 0, G_PI_2);
  cairo_arc (cr, left, bottom, PANEL_RADIUS, G_PI_2, G_PI);
  cairo_arc (cr, left, top, PANEL_RADIUS, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_chart (cairo_t    *cr,
            const Item *item)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  copil_chart_draw (item->chart, cr, copil_theme_get (COPIL_THEME_PRINT), item->width,
                    item->height);
  cairo_restore (cr);
}

static cairo_status_t
draw_speck (cairo_scaled_font_t  *font,
            unsigned long         glyph,
            cairo_t              *cr,
            cairo_text_extents_t *extents)
{
  cairo_rectangle (cr, 0, 0, 1, 1);
  cairo_fill (cr);
  return CAIRO_STATUS_SUCCESS;
}

/* One for all figures, and all threads that draw: each would be a font of the file. */
static cairo_font_face_t *
get_speck_face (void)
{
  static cairo_font_face_t *face;

  if (g_once_init_enter (&face))
    {
      cairo_font_face_t *made = cairo_user_font_face_create ();

      cairo_user_font_face_set_render_glyph_func (made, draw_speck);
      g_once_init_leave (&face, made);
    }
  return face;
}

/* Since 1.18 cairo marks the content of a tag only where some of it is text (cairo-pdf-surface.c:
 * only show_text_glyphs calls add_content), and a figure may be of lines alone. A space that is a
 * hundredth of a point of white makes it whole; nobody sees it, and it reads as nothing. */
static void
mark_figure (cairo_t    *cr,
             const Item *item)
{
  const cairo_glyph_t glyph = { 0, item->x, item->y };
  const cairo_text_cluster_t cluster = { 1, 1 };

  if (cairo_version () < CAIRO_VERSION_ENCODE (1, 17, 6))
    return;
  cairo_save (cr);
  cairo_set_font_face (cr, get_speck_face ());
  cairo_set_font_size (cr, 0.01);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_show_text_glyphs (cr, " ", 1, &glyph, 1, &cluster, 1, 0);
  cairo_restore (cr);
}

static void
draw_item (cairo_t    *cr,
           const Item *item,
           gboolean    tagged)
{
  switch (item->kind)
    {
    case ITEM_TAG_BEGIN:
      if (tagged)
        cairo_tag_begin (cr, item->tag, item->attributes);
      break;
    case ITEM_TAG_END:
      if (tagged)
        cairo_tag_end (cr, item->tag);
      break;
    case ITEM_TEXT:
      copil_paragraph_draw (item->paragraph, cr, item->x, item->y, item->first_line, item->n_lines,
                            item->align_right);
      break;
    case ITEM_CHART:
      if (tagged)
        mark_figure (cr, item);
      draw_chart (cr, item);
      break;
    case ITEM_RULE:
    case ITEM_PANEL:
    default:
      break;
    }
}

/* Returns the width of what was written. */
static double
draw_furniture (cairo_t    *cr,
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
  copil_paragraph_draw (paragraph, cr, x - align * width, y, 0, 1, FALSE);
  return width;
}

/* Two half discs that face each other across a table: one full, one outlined. */
static void
draw_mark (cairo_t *cr,
           double   x,
           double   y)
{
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
draw_header (const CopilDocument *document,
             guint                page,
             cairo_t             *cr)
{
  double x = COPIL_PAGE_MARGIN, right = COPIL_PAGE_WIDTH - COPIL_PAGE_MARGIN;

  draw_mark (cr, x, HEADER_BASE + 5.3);
  x += 16;
  x += draw_furniture (cr, "furniture-strong", "Copil", x, HEADER_BASE, 0);
  if (page > 0)
    draw_furniture (cr, "furniture", document->running_left, x + 10, HEADER_BASE, 0);
  draw_furniture (cr, "furniture", document->running_right, right, HEADER_BASE, 1);
  set_color (cr, COPIL_COLOR_GRID);
  cairo_rectangle (cr, COPIL_PAGE_MARGIN, HEADER_RULE, COPIL_TEXT_WIDTH, 0.6);
  cairo_fill (cr);
}

static void
draw_footer (const CopilDocument *document,
             guint                page,
             cairo_t             *cr)
{
  double right = COPIL_PAGE_WIDTH - COPIL_PAGE_MARGIN;
  g_autofree char *number = g_strdup_printf ("page\u00a0%u sur %u", page + 1, document->pages->len);

  set_color (cr, COPIL_COLOR_GRID);
  cairo_rectangle (cr, COPIL_PAGE_MARGIN, FOOTER_RULE, COPIL_TEXT_WIDTH, 0.6);
  cairo_fill (cr);
  draw_furniture (cr, "furniture", document->footer_left, COPIL_PAGE_MARGIN, FOOTER_BASE, 0);
  draw_furniture (cr, "furniture", document->footer_center, COPIL_PAGE_WIDTH / 2, FOOTER_BASE,
                  0.5);
  draw_furniture (cr, "furniture", number, right, FOOTER_BASE, 1);
}

void
copil_page_draw_ground (CopilDocument *document,
                        guint          page,
                        cairo_t       *cr)
{
  const Page *content = g_ptr_array_index (document->pages, page);

  draw_header (document, page, cr);
  draw_footer (document, page, cr);
  for (guint i = 0; i < content->items->len; i++)
    {
      const Item *item = g_ptr_array_index (content->items, i);

      if (item->kind == ITEM_RULE)
        draw_rule (cr, item);
      else if (item->kind == ITEM_PANEL)
        draw_panel (cr, item);
    }
}

void
copil_page_draw_content (CopilDocument *document,
                         guint          page,
                         cairo_t       *cr,
                         gboolean       tagged)
{
  const Page *content = g_ptr_array_index (document->pages, page);

  for (guint i = 0; i < content->items->len; i++)
    draw_item (cr, g_ptr_array_index (content->items, i), tagged);
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

  copil_page_draw_ground (self, page, cr);
  copil_page_draw_content (self, page, cr, FALSE);
}
