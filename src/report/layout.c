/* layout.c: boxes into pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/block.h"

#include <string.h>

/* Where the next box goes.  Boxes that must not end a page wait in @pending until
 * the one that follows them is known to fit below. */
typedef struct
{
  CopilDocument *document;
  double         y;
  double         white;   /* owed below the last box, dropped at a page's foot */
  GPtrArray     *pending; /* of Box */
} Flow;

void
copil_page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->items);
  g_free (page);
}

static void
begin_page (Flow *flow)
{
  Page *page = g_new0 (Page, 1);
  Box *box = copil_box_new ();

  page->items = g_steal_pointer (&box->items);
  g_free (box);
  g_ptr_array_add (flow->document->pages, page);
  flow->y = COPIL_PAGE_TOP;
  flow->white = 0;
}

static gboolean
page_is_empty (Flow *flow)
{
  return flow->y == COPIL_PAGE_TOP;
}

static void
note_headings (Flow *flow,
               Box  *box)
{
  for (guint i = 0; i < box->items->len; i++)
    {
      const Item *item = g_ptr_array_index (box->items, i);
      guint rank;

      if (item->kind == ITEM_TAG_BEGIN && item->attributes != NULL &&
          sscanf (item->attributes, "name='h%u'", &rank) == 1)
        g_array_index (flow->document->headings, Heading, rank).page =
          (int) flow->document->pages->len - 1;
    }
}

/* Puts the box on the page; the box is left empty. */
static void
place (Flow *flow,
       Box  *box)
{
  Page *page = g_ptr_array_index (flow->document->pages, flow->document->pages->len - 1);
  Box target = { .items = page->items };

  if (!page_is_empty (flow))
    flow->y += flow->white;
  note_headings (flow, box);
  copil_box_absorb (&target, box, COPIL_PAGE_MARGIN, flow->y);
  flow->y += box->height;
  flow->white = box->after;
}

static double
measure_pending (Flow *flow)
{
  double height = flow->white;

  for (guint i = 0; i < flow->pending->len; i++)
    {
      const Box *box = g_ptr_array_index (flow->pending, i);

      height += box->height + (i + 1 < flow->pending->len ? box->after : 0);
    }
  return height;
}

/* A table that runs on is closed below and begun again, head included, above. */
static void
continue_table (Flow              *flow,
                CopilTableBuilder *table)
{
  Page *page = g_ptr_array_index (flow->document->pages, flow->document->pages->len - 1);
  Box closing = { .items = page->items };
  Box *head;

  copil_box_end_tag (&closing, "Table");
  begin_page (flow);
  head = copil_table_create_head (table, COPIL_TEXT_WIDTH);
  place (flow, head);
  copil_box_free (head);
}

static void
flush_pending (Flow *flow)
{
  const Box *first;

  if (flow->pending->len == 0)
    return;
  first = g_ptr_array_index (flow->pending, 0);
  if (!page_is_empty (flow) && (first->new_page ||
                                flow->y + measure_pending (flow) > COPIL_PAGE_BOTTOM))
    {
      if (first->table != NULL && !first->first_row)
        continue_table (flow, first->table);
      else
        begin_page (flow);
    }
  for (guint i = 0; i < flow->pending->len; i++)
    place (flow, g_ptr_array_index (flow->pending, i));
  g_ptr_array_set_size (flow->pending, 0);
}

static void
flow_box (Flow *flow,
          Box  *box)
{
  if (box->new_page)
    flush_pending (flow);
  g_ptr_array_add (flow->pending, box);
  if (!box->keep_next)
    flush_pending (flow);
}

static void
lay_out_once (CopilDocument *self)
{
  Flow flow = { .document = self };
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_box_free);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  self->pages = g_ptr_array_new_with_free_func (copil_page_free);
  flow.pending = pending;
  begin_page (&flow);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      g_autoptr (GPtrArray) boxes = g_ptr_array_new ();

      copil_box_append_block (self, g_ptr_array_index (self->blocks, i), COPIL_TEXT_WIDTH, boxes);
      for (guint j = 0; j < boxes->len; j++)
        flow_box (&flow, g_ptr_array_index (boxes, j));
    }
  flush_pending (&flow);
}

static gboolean
names_pages (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (blocks, i);

      if (block->kind == BLOCK_CONTENTS
          || (block->kind == BLOCK_PARAGRAPH && strstr (block->text, COPIL_PAGE_MARK) != NULL))
        return TRUE;
      for (guint j = 0; block->kind == BLOCK_COLUMNS && j < block->columns->len; j++)
        if (names_pages (g_ptr_array_index (block->columns, j)))
          return TRUE;
    }
  return FALSE;
}

/**
 * copil_document_layout:
 *
 * Breaks the blocks into A4 pages. Where contents or references name pages, a second pass knows
 * those of the first; texts are shaped once.
 *
 * Returns: the number of pages, at least 1
 */
guint
copil_document_layout (CopilDocument *self)
{
  g_return_val_if_fail (COPIL_IS_DOCUMENT (self), 0);

  lay_out_once (self);
  if (names_pages (self->blocks))
    lay_out_once (self);
  return self->pages->len;
}
