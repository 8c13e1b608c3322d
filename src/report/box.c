/* box.c: a block as boxes of a width
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/block.h"

#include <string.h>

#define PANEL_PADDING 14.0
#define CHART_WHITE 8.0

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->tag);
  g_free (item->attributes);
  g_clear_pointer (&item->paragraph, copil_paragraph_unref);
  g_clear_object (&item->chart);
  g_free (item);
}

Box *
copil_box_new (void)
{
  Box *box = g_new0 (Box, 1);

  box->items = g_ptr_array_new_with_free_func (item_free);
  return box;
}

void
copil_box_free (Box *box)
{
  g_ptr_array_unref (box->items);
  g_free (box);
}

Item *
copil_box_add (Box     *box,
               ItemKind kind,
               double   x,
               double   y,
               double   width,
               double   height)
{
  Item *item = g_new0 (Item, 1);

  item->kind = kind;
  item->x = x;
  item->y = y;
  item->width = width;
  item->height = height;
  g_ptr_array_add (box->items, item);
  return item;
}

void
copil_box_begin_tag (Box        *box,
                     const char *tag,
                     const char *attributes)
{
  Item *item = copil_box_add (box, ITEM_TAG_BEGIN, 0, 0, 0, 0);

  item->tag = g_strdup (tag);
  item->attributes = g_strdup (attributes);
}

void
copil_box_end_tag (Box        *box,
                   const char *tag)
{
  copil_box_add (box, ITEM_TAG_END, 0, 0, 0, 0)->tag = g_strdup (tag);
}

void
copil_box_add_text (Box            *box,
                    CopilParagraph *paragraph,
                    double          x,
                    double          y)
{
  Item *item = copil_box_add (box, ITEM_TEXT, x, y, 0, copil_paragraph_get_height (paragraph));

  item->paragraph = copil_paragraph_ref (paragraph);
  item->n_lines = copil_paragraph_get_lines (paragraph);
}

void
copil_box_absorb (Box   *box,
                  Box   *other,
                  double x,
                  double y)
{
  for (guint i = 0; i < other->items->len; i++)
    {
      Item *item = g_ptr_array_index (other->items, i);

      item->x += x;
      item->y += y;
      g_ptr_array_add (box->items, item);
    }
  g_ptr_array_set_free_func (other->items, NULL);
  g_ptr_array_set_size (other->items, 0);
  box->height = MAX (box->height, y + other->height);
}

/* A tagged text at the top of a box of its own. */
static Box *
create_text_box (const char *role_name,
                 const char *tag,
                 const char *attributes,
                 const char *markup,
                 double      width)
{
  const CopilTypeRoleSpec *role = copil_type_role_find (role_name);
  g_autoptr (CopilParagraph) paragraph = NULL;
  Box *box = copil_box_new ();

  paragraph = copil_typeset (role, markup, width);
  copil_box_begin_tag (box, tag, attributes);
  copil_box_add_text (box, paragraph, 0, 0);
  copil_box_end_tag (box, tag);
  box->height = copil_paragraph_get_height (paragraph);
  box->after = role->after;
  return box;
}

static Box *
create_heading (const Block *block,
                double       width)
{
  g_autofree char *role = g_strdup_printf ("heading-%d", block->level);
  g_autofree char *tag = g_strdup_printf ("H%d", block->level);
  g_autofree char *destination = g_strdup_printf ("name='h%u'", block->heading);
  Box *text = create_text_box (role, tag, NULL, block->text, width);
  Box *box = copil_box_new ();

  copil_box_begin_tag (box, CAIRO_TAG_DEST, destination);
  copil_box_absorb (box, text, 0, 0);
  copil_box_end_tag (box, CAIRO_TAG_DEST);
  box->after = text->after;
  box->keep_next = TRUE;
  box->new_page = block->level == 1;
  copil_box_free (text);
  return box;
}

static const Heading *
find_anchor (CopilDocument *document,
             const char    *name,
             gsize          length,
             guint         *rank)
{
  for (*rank = 0; *rank < document->headings->len; (*rank)++)
    {
      const Heading *heading = &g_array_index (document->headings, Heading, *rank);

      if (heading->anchor != NULL && strlen (heading->anchor) == length &&
          strncmp (heading->anchor, name, length) == 0)
        return heading;
    }
  return NULL;
}

/* "{page:anchor}" becomes a number once the first layout has found it. */
static char *
resolve_pages (CopilDocument *document,
               const char    *markup,
               char         **link)
{
  const char *start = strstr (markup, COPIL_PAGE_MARK), *name, *end;
  const Heading *heading;
  guint rank;

  if (start == NULL || (end = strchr (start, '}')) == NULL)
    return g_strdup (markup);
  name = start + strlen (COPIL_PAGE_MARK);
  heading = find_anchor (document, name, (gsize) (end - name), &rank);
  if (heading == NULL)
    return g_strdup (markup);
  *link = g_strdup_printf ("dest='h%u'", rank);
  return g_strdup_printf ("%.*s%d%s", (int) (start - markup), markup,
                          heading->page < 0 ? 88 : heading->page + 1, end + 1);
}

static Box *
create_paragraph (CopilDocument *document,
                  const Block   *block,
                  double         width)
{
  g_autofree char *link = NULL;
  g_autofree char *markup = resolve_pages (document, block->text, &link);
  Box *inner, *box;

  /* The title of the document is its first heading. */
  if (strcmp (block->role, "title") == 0)
    return create_text_box (block->role, "H1", NULL, markup, width);
  inner = create_text_box (block->role, link != NULL ? CAIRO_TAG_LINK : "P", link,
                           markup, width);
  if (link == NULL)
    return inner;
  box = copil_box_new ();
  copil_box_begin_tag (box, "P", NULL);
  copil_box_absorb (box, inner, 0, 0);
  copil_box_end_tag (box, "P");
  box->after = inner->after;
  copil_box_free (inner);
  return box;
}

static Box *
create_panel (const Block *block,
              double       width)
{
  Box *title, *body, *box = copil_box_new ();
  double inner = width - 2 * PANEL_PADDING, y = PANEL_PADDING;
  Item *ground = copil_box_add (box, ITEM_PANEL, 0, 0, width, 0);

  title = create_text_box ("eyebrow", "P", NULL, block->text, inner);
  body = create_text_box ("lead", "P", NULL, block->body, inner);
  copil_box_absorb (box, title, PANEL_PADDING, y);
  y += title->height + 4;
  copil_box_absorb (box, body, PANEL_PADDING, y);
  box->height = y + body->height + PANEL_PADDING;
  box->after = 18;
  ground->height = box->height;
  ground->color = COPIL_COLOR_ACCENT_GROUND;
  copil_box_free (title);
  copil_box_free (body);
  return box;
}

static double
absorb_caption (Box        *box,
                const char *role,
                const char *text,
                double      width,
                double      y)
{
  g_autofree char *markup = NULL;
  Box *caption;

  if (text == NULL || *text == '\0')
    return y;
  markup = g_markup_escape_text (text, -1);
  caption = create_text_box (role, "P", NULL, markup, width);
  copil_box_absorb (box, caption, 0, y);
  y += caption->height;
  copil_box_free (caption);
  return y;
}

/* Title, subtitle, drawing and note are one box: no chart loses its title to a page. */
static Box *
create_chart (const Block *block,
              double       width)
{
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_PRINT);
  double height = block->height, y = 0;
  Box *box = copil_box_new ();
  Item *item;

  if (height <= 0)
    height = copil_chart_get_height (block->chart, theme, width);
  if (height <= 0)
    height = width * 0.5;
  y = absorb_caption (box, "heading-3", copil_chart_get_title (block->chart), width, y);
  y = absorb_caption (box, "note", copil_chart_get_subtitle (block->chart), width, y);
  y += y > 0 ? CHART_WHITE : 0;
  copil_box_begin_tag (box, "Figure", NULL);
  item = copil_box_add (box, ITEM_CHART, 0, y, width, height);
  item->chart = g_object_ref (block->chart);
  copil_box_end_tag (box, "Figure");
  y += height + CHART_WHITE / 2;
  y = absorb_caption (box, "note", copil_chart_get_note (block->chart), width, y);
  box->height = y;
  box->after = 14;
  return box;
}

/* One line of the table of contents: title, dotted rule, page, all of it a link. */
static double
absorb_entry (CopilDocument *document,
              Box           *box,
              guint          rank,
              double         width,
              double         y)
{
  const Heading *heading = &g_array_index (document->headings, Heading, rank);
  const CopilTypeRoleSpec *role = copil_type_role_find ("table");
  g_autofree char *title = g_markup_escape_text (heading->title, -1);
  g_autofree char *number = g_strdup_printf ("%d", heading->page < 0 ? 88 : heading->page + 1);
  g_autofree char *link = g_strdup_printf ("dest='h%u'", rank);
  g_autoptr (CopilParagraph) left = NULL;
  g_autoptr (CopilParagraph) right = NULL;
  double last;
  Item *rule;

  left = copil_typeset (role, title, width - 28);
  right = copil_typeset (role, number, -1);
  last = y + copil_paragraph_get_height (left) - copil_paragraph_get_leading (left);
  copil_box_begin_tag (box, "TOCI", NULL);
  copil_box_begin_tag (box, CAIRO_TAG_LINK, link);
  copil_box_add_text (box, left, 0, y);
  copil_box_add_text (box, right, width, last);
  ((Item *) g_ptr_array_index (box->items, box->items->len - 1))->align_right = TRUE;
  copil_box_end_tag (box, CAIRO_TAG_LINK);
  copil_box_end_tag (box, "TOCI");
  if (copil_paragraph_get_lines (left) == 1)
    {
      double from = copil_paragraph_get_width (left) + 6;

      rule = copil_box_add (box, ITEM_RULE, from, last + 8.5, width - 20 - from, 0.5);
      rule->color = COPIL_COLOR_GRID;
    }
  return y + copil_paragraph_get_height (left) + 3;
}

static Box *
create_contents (CopilDocument *document,
                 double         width)
{
  Box *box = copil_box_new ();
  double y = 0;

  copil_box_begin_tag (box, "TOC", NULL);
  for (guint i = 0; i < document->headings->len; i++)
    if (g_array_index (document->headings, Heading, i).level == 1)
      y = absorb_entry (document, box, i, width, y);
  copil_box_end_tag (box, "TOC");
  box->height = y;
  box->after = 12;
  return box;
}

static Box *
stack_boxes (GPtrArray *boxes)
{
  Box *stack = copil_box_new ();
  double y = 0;

  for (guint i = 0; i < boxes->len; i++)
    {
      Box *box = g_ptr_array_index (boxes, i);

      copil_box_absorb (stack, box, 0, y);
      y += box->height + (i + 1 < boxes->len ? box->after : 0);
    }
  stack->height = y;
  return stack;
}

static Box *
create_columns (CopilDocument *document,
                const Block   *block,
                double         width)
{
  Box *row = copil_box_new ();
  double total = 0, x = 0, room = width - COPIL_PAGE_GUTTER * (block->weights->len - 1);

  for (guint i = 0; i < block->weights->len; i++)
    total += g_array_index (block->weights, double, i);
  for (guint i = 0; i < block->columns->len; i++)
    {
      GPtrArray *blocks = g_ptr_array_index (block->columns, i);
      double share = room * g_array_index (block->weights, double, i) / total;
      g_autoptr (GPtrArray) boxes = NULL;
      Box *column;

      boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_box_free);
      for (guint j = 0; j < blocks->len; j++)
        copil_box_append_block (document, g_ptr_array_index (blocks, j), share, boxes);
      column = stack_boxes (boxes);
      copil_box_absorb (row, column, x, 0);
      copil_box_free (column);
      x += share + COPIL_PAGE_GUTTER;
    }
  row->after = 16;
  return row;
}

static Box *
create_space (const Block *block)
{
  Box *box = copil_box_new ();

  box->after = block->height;
  return box;
}

/* Appends what @block becomes at @width: one box, or one a row for a table. */
void
copil_box_append_block (CopilDocument *document,
                        const Block   *block,
                        double         width,
                        GPtrArray     *boxes)
{
  switch (block->kind)
    {
    case BLOCK_HEADING:
      g_ptr_array_add (boxes, create_heading (block, width));
      break;
    case BLOCK_PARAGRAPH:
      g_ptr_array_add (boxes, create_paragraph (document, block, width));
      break;
    case BLOCK_PANEL:
      g_ptr_array_add (boxes, create_panel (block, width));
      break;
    case BLOCK_CHART:
      g_ptr_array_add (boxes, create_chart (block, width));
      break;
    case BLOCK_TABLE:
      copil_table_append_boxes (block->table, width, boxes);
      break;
    case BLOCK_COLUMNS:
      g_ptr_array_add (boxes, create_columns (document, block, width));
      break;
    case BLOCK_CONTENTS:
      g_ptr_array_add (boxes, create_contents (document, width));
      break;
    case BLOCK_SPACE:
    default:
      g_ptr_array_add (boxes, create_space (block));
      break;
    }
  if (block->keep_next)
    ((Box *) g_ptr_array_index (boxes, boxes->len - 1))->keep_next = TRUE;
}
