/* block.h: what a document is made of, before and after layout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Block is what the caller added.  Layout turns blocks into Items: things at a
 * place on a page, in reading order, between the beginnings and ends of the tags
 * that give them their meaning.  Drawing only walks the items.
 */
#pragma once

#include "report/document.h"
#include "report/pdf-file.h"
#include "report/typeset.h"

G_BEGIN_DECLS

/* A4 in points, and the frame of the text (notes: ui §7). */
#define COPIL_PAGE_WIDTH 595.0
#define COPIL_PAGE_HEIGHT 842.0
#define COPIL_PAGE_MARGIN 48.0
#define COPIL_PAGE_TOP 62.0
#define COPIL_PAGE_BOTTOM 790.0
#define COPIL_PAGE_GUTTER 16.0
/* In the markup of a paragraph: "{page:anchor}" is the number of a page. */
#define COPIL_PAGE_MARK "{page:"
#define COPIL_TEXT_WIDTH (COPIL_PAGE_WIDTH - 2 * COPIL_PAGE_MARGIN)

typedef enum
{
  BLOCK_HEADING,
  BLOCK_PARAGRAPH,
  BLOCK_PANEL,
  BLOCK_CHART,
  BLOCK_TABLE,
  BLOCK_COLUMNS,
  BLOCK_CONTENTS,
  BLOCK_SPACE,
} BlockKind;

typedef struct
{
  BlockKind          kind;
  int                level;    /* heading */
  guint              heading;  /* heading: its rank in the document */
  char              *anchor;   /* heading, or NULL */
  char              *role;     /* paragraph */
  char              *text;     /* markup, or the title of a panel */
  char              *body;     /* panel: its markup */
  CopilChart        *chart;
  double             height;   /* chart, space: points */
  CopilTableBuilder *table;
  GPtrArray         *columns;  /* of GPtrArray of Block */
  GArray            *weights;  /* double */
  gboolean           keep_next;
} Block;

typedef enum
{
  ITEM_TAG_BEGIN,
  ITEM_TAG_END,
  ITEM_TEXT,
  ITEM_CHART,
  ITEM_RULE,  /* height is the thickness */
  ITEM_PANEL, /* rounded ground */
} ItemKind;

typedef struct
{
  ItemKind        kind;
  double          x, y, width, height;
  char           *tag;
  char           *attributes; /* of the tag, in cairo's syntax, or NULL */
  CopilParagraph *paragraph;
  guint           first_line, n_lines;
  gboolean        align_right;
  CopilChart     *chart;
  CopilColorRole  color;
} Item;

/* Items relative to (0, 0), that stay together. */
typedef struct
{
  GPtrArray *items;
  double     height;
  double     after;     /* white below, dropped at the foot of a page */
  gboolean   keep_next; /* never the last thing of a page */
  gboolean   new_page;
  CopilTableBuilder *table;       /* of which this is a row, or NULL */
  gboolean   first_row;           /* nothing of the table stands before it but its head */
} Box;

typedef struct
{
  char *title;
  char *anchor;
  int   level;
  int   page; /* from 0; -1 before the first layout */
} Heading;

typedef struct
{
  GPtrArray *items;
} Page;

struct _CopilDocument
{
  GObject          parent_instance;
  char            *title, *subject, *running_left, *running_right;
  char            *footer_left, *footer_center, *created;
  GPtrArray       *blocks;      /* of Block */
  GPtrArray       *open;        /* while in columns: of GPtrArray of Block */
  GArray          *open_weights;
  GArray          *headings;    /* of Heading */
  GPtrArray       *attachments; /* of Attachment */
  GPtrArray       *pages;       /* of Page, after layout */
  gboolean         joined;
};

typedef struct
{
  char   *name;
  char   *type;
  char   *description;
  GBytes *bytes;
} Attachment;

/* document.c */
void  copil_block_free          (Block         *block);
/* box.c: one block, or one run of a table, as boxes in the width given */
Box  *copil_box_new             (void);
void  copil_box_free            (Box           *box);
Item *copil_box_add             (Box           *box,
                                 ItemKind       kind,
                                 double         x,
                                 double         y,
                                 double         width,
                                 double         height);
void  copil_box_begin_tag       (Box           *box,
                                 const char    *tag,
                                 const char    *attributes);
void  copil_box_end_tag         (Box           *box,
                                 const char    *tag);
void  copil_box_add_text        (Box           *box,
                                 CopilParagraph *paragraph,
                                 double         x,
                                 double         y);
/* Moves the items of @other into @box at (x, y). */
void  copil_box_absorb          (Box           *box,
                                 Box           *other,
                                 double         x,
                                 double         y);
void  copil_box_append_block    (CopilDocument *document,
                                 const Block   *block,
                                 double         width,
                                 GPtrArray     *boxes);
/* table.c */
void  copil_table_builder_free  (CopilTableBuilder *self);
void  copil_table_append_boxes  (CopilTableBuilder *self,
                                 double             width,
                                 GPtrArray         *boxes);
/* The row of headers, repeated where a table runs on to the next page. */
Box  *copil_table_create_head   (CopilTableBuilder *self,
                                 double             width);
/* layout.c */
void  copil_page_free           (gpointer       page);
/* page.c */
void  copil_page_draw_ground    (CopilDocument *document,
                                 guint          page,
                                 cairo_t       *cr);
void  copil_page_draw_content   (CopilDocument *document,
                                 guint          page,
                                 cairo_t       *cr,
                                 gboolean       tagged);
/* finish.c: what cairo cannot write; takes the PDF as cairo wrote it, a ground before each page */
typedef struct
{
  char             *alt;
  guint             page;
  cairo_rectangle_t box; /* from the top left of the page */
} FigureNote;

/* pdf.c: as cairo writes what is laid out. */
GBytes *copil_pages_to_pdf      (CopilDocument *document,
                                 GError       **error);
GBytes *copil_pdf_finish        (CopilDocument *document,
                                 GBytes        *pdf,
                                 GArray        *figures, /* FigureNote in reading order */
                                 GError       **error);
/* finish-record.c */
void    copil_pdf_finish_record (CopilDocument *document,
                                 CopilPdfFile  *file);

G_END_DECLS
