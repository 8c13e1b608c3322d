/* table.c: tables of a report, a box a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/block.h"

#include <pango/pango.h>
#include <string.h>

#define COLUMN_GAP 9.0
#define ROW_PADDING 2.5
#define HEAD_PADDING 4.0
#define CHART_ROW 17.0

typedef struct
{
  char      *header;
  double     weight;
  CopilAlign align;
} Column;

typedef struct
{
  char       *markup; /* or */
  CopilChart *chart;
} Cell;

typedef struct
{
  GArray  *cells; /* of Cell */
  gboolean total;
} Row;

struct _CopilTableBuilder
{
  char      *title;
  char      *subtitle;
  GArray    *columns; /* of Column */
  GPtrArray *rows;    /* of Row */
  GArray    *words;   /* of double: what measure_column() found, once; NULL before */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->header);
}

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->markup);
  g_clear_object (&cell->chart);
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_array_unref (row->cells);
  g_free (row);
}

/**
 * copil_table_builder_new:
 * @title: (nullable): above the table
 * @subtitle: (nullable): below the title
 *
 * Returns: (transfer full): for copil_document_add_table(), which takes it
 */
CopilTableBuilder *
copil_table_builder_new (const char *title,
                         const char *subtitle)
{
  CopilTableBuilder *self = g_new0 (CopilTableBuilder, 1);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

void
copil_table_builder_free (CopilTableBuilder *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->words, g_array_unref);
  g_free (self);
}

void
copil_table_builder_add_column (CopilTableBuilder *self,
                                const char        *header,
                                double             weight,
                                CopilAlign         align)
{
  Column column = { g_markup_escape_text (header, -1), weight, align };

  g_array_append_val (self->columns, column);
}

void
copil_table_builder_add_row (CopilTableBuilder *self)
{
  Row *row = g_new0 (Row, 1);

  row->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (row->cells, clear_cell);
  g_ptr_array_add (self->rows, row);
}

static void
add_cell (CopilTableBuilder *self,
          Cell               cell)
{
  Row *row = g_ptr_array_index (self->rows, self->rows->len - 1);

  g_assert (row->cells->len < self->columns->len);
  g_array_append_val (row->cells, cell);
}

void
copil_table_builder_add_text (CopilTableBuilder *self,
                              const char        *markup)
{
  add_cell (self, (Cell) { .markup = g_strdup (markup) });
}

void
copil_table_builder_add_chart (CopilTableBuilder *self,
                               CopilChart        *chart)
{
  add_cell (self, (Cell) { .chart = g_object_ref (chart) });
}

/* The last row is a total: bold, between rules of ink. */
void
copil_table_builder_set_total (CopilTableBuilder *self)
{
  ((Row *) g_ptr_array_index (self->rows, self->rows->len - 1))->total = TRUE;
}

/* What the longest word of @markup needs, in bold where any of it has a weight of its own. */
static double
measure_word (const CopilTypeRoleSpec *role,
              const char              *markup)
{
  gboolean bold = strchr (markup, '<') != NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  double width = 0;

  if (!pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = bold ? g_markup_printf_escaped ("<b>%s</b>", words[i])
                                   : g_markup_escape_text (words[i], -1);
      g_autoptr (CopilParagraph) set = copil_typeset (role, word, -1);

      width = MAX (width, copil_paragraph_get_width (set));
    }
  return width;
}

/* What the words of a header need, and figures with their units: neither is ever broken. */
static double
measure_column (const CopilTableBuilder *self,
                guint                    column)
{
  const Column *head = &g_array_index (self->columns, Column, column);
  const CopilTypeRoleSpec *role = copil_type_role_find ("table");
  double width = measure_word (copil_type_role_find ("table-head"), head->header);

  for (guint i = 0; head->align == COPIL_ALIGN_RIGHT && i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      const Cell *cell = column < row->cells->len ? &g_array_index (row->cells, Cell, column) : NULL;

      if (cell != NULL && cell->markup != NULL)
        width = MAX (width, measure_word (role, cell->markup));
    }
  return width;
}

/* A table is laid out twice, and its head again on every page: its texts are measured once. */
static const double *
measure_columns (CopilTableBuilder *self)
{
  if (self->words == NULL)
    {
      self->words = g_array_new (FALSE, FALSE, sizeof (double));
      for (guint i = 0; i < self->columns->len; i++)
        {
          double width = measure_column (self, i);

          g_array_append_val (self->words, width);
        }
    }
  return (const double *) (gconstpointer) self->words->data;
}

/* Left edge and width of each column: by weight, but none is narrower than its words;
 * the others share what that leaves, until no word is broken or nothing is left to share. */
static void
share_width (CopilTableBuilder *self,
             double             width,
             double            *lefts,
             double            *widths)
{
  guint n = self->columns->len, n_held = 0, n_before;
  g_autofree gboolean *held = g_new0 (gboolean, n);
  const double *words = measure_columns (self);
  double total = 0, x = 0, room = width - COLUMN_GAP * (n - 1);

  for (guint i = 0; i < n; i++)
    total += g_array_index (self->columns, Column, i).weight;
  do
    {
      n_before = n_held;
      for (guint i = 0; i < n; i++)
        {
          const Column *column = &g_array_index (self->columns, Column, i);

          if (held[i])
            continue;
          widths[i] = room * column->weight / total;
          if (widths[i] >= words[i] || words[i] > room / 2)
            continue;
          held[i] = TRUE;
          n_held++;
          widths[i] = words[i];
          room -= words[i];
          total -= column->weight;
        }
    }
  while (n_held != n_before && n_held < n);
  for (guint i = 0; i < n; i++)
    {
      lefts[i] = x;
      x += widths[i] + COLUMN_GAP;
    }
}

static void
add_rule (Box           *box,
          double         y,
          double         width,
          double         thickness,
          CopilColorRole color)
{
  copil_box_add (box, ITEM_RULE, 0, y, width, thickness)->color = color;
}

static void
add_cell_text (Box            *box,
               CopilParagraph *paragraph,
               CopilAlign      align,
               double          left,
               double          width,
               double          y)
{
  Item *item;

  copil_box_add_text (box, paragraph, align == COPIL_ALIGN_RIGHT ? left + width : left, y);
  item = g_ptr_array_index (box->items, box->items->len - 1);
  item->align_right = align == COPIL_ALIGN_RIGHT;
}

Box *
copil_table_create_head (CopilTableBuilder *self,
                         double             width)
{
  const CopilTypeRoleSpec *role = copil_type_role_find ("table-head");
  g_autofree double *lefts = g_new (double, self->columns->len);
  g_autofree double *widths = g_new (double, self->columns->len);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_paragraph_unref);
  Box *box = copil_box_new ();
  double height = 0;

  share_width (self, width, lefts, widths);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      CopilParagraph *text = copil_typeset (role, column->header, widths[i]);

      g_ptr_array_add (texts, text);
      height = MAX (height, copil_paragraph_get_height (text));
    }
  copil_box_begin_tag (box, "Table", NULL);
  copil_box_begin_tag (box, "TR", NULL);
  for (guint i = 0; i < self->columns->len; i++)
    {
      CopilParagraph *text = g_ptr_array_index (texts, i);
      CopilAlign align = g_array_index (self->columns, Column, i).align;

      copil_box_begin_tag (box, "TH", NULL);
      add_cell_text (box, text, align, lefts[i], widths[i],
                     height - copil_paragraph_get_height (text));
      copil_box_end_tag (box, "TH");
    }
  copil_box_end_tag (box, "TR");
  add_rule (box, height + HEAD_PADDING, width, 0.8, COPIL_COLOR_INK);
  box->height = height + HEAD_PADDING;
  box->keep_next = TRUE;
  return box;
}

static CopilParagraph *
set_cell (const Row *row,
          guint      column,
          double     width)
{
  const CopilTypeRoleSpec *role = copil_type_role_find ("table");
  const Cell *cell = &g_array_index (row->cells, Cell, column);
  g_autofree char *bold = NULL;

  if (cell->markup == NULL)
    return NULL;
  if (row->total)
    bold = g_strdup_printf ("<b>%s</b>", cell->markup);
  return copil_typeset (role, row->total ? bold : cell->markup, width);
}

static double
measure_row (const Row    *row,
             const double *widths)
{
  double height = 0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      g_autoptr (CopilParagraph) text = set_cell (row, i, widths[i]);

      height = MAX (height, text != NULL ? copil_paragraph_get_height (text) : CHART_ROW - 4);
    }
  return height + 2 * ROW_PADDING;
}

static void
add_cell_chart (Box        *box,
                CopilChart *chart,
                double      left,
                double      width,
                double      row_height)
{
  Item *item;

  copil_box_begin_tag (box, "Figure", NULL);
  item = copil_box_add (box, ITEM_CHART, left, (row_height - CHART_ROW) / 2, width, CHART_ROW);
  item->chart = g_object_ref (chart);
  copil_box_end_tag (box, "Figure");
}

static Box *
create_row (const CopilTableBuilder *self,
            const Row               *row,
            const double            *lefts,
            const double            *widths,
            double                   width)
{
  Box *box = copil_box_new ();

  box->height = measure_row (row, widths);
  copil_box_begin_tag (box, "TR", NULL);
  for (guint i = 0; i < row->cells->len; i++)
    {
      g_autoptr (CopilParagraph) text = set_cell (row, i, widths[i]);
      CopilAlign align = g_array_index (self->columns, Column, i).align;
      /* The first cell of a row names it. */
      const char *tag = i == 0 ? "TH" : "TD";

      copil_box_begin_tag (box, tag, NULL);
      if (text != NULL)
        add_cell_text (box, text, align, lefts[i], widths[i],
                       (box->height - copil_paragraph_get_height (text)) / 2);
      else
        add_cell_chart (box, g_array_index (row->cells, Cell, i).chart, lefts[i], widths[i],
                        box->height);
      copil_box_end_tag (box, tag);
    }
  copil_box_end_tag (box, "TR");
  add_rule (box, box->height, width, row->total ? 0.8 : 0.5,
            row->total ? COPIL_COLOR_INK : COPIL_COLOR_GRID);
  return box;
}

static void
append_caption (const char *role,
                const char *text,
                double      width,
                double      after,
                GPtrArray  *boxes)
{
  g_autofree char *markup = NULL;
  g_autoptr (CopilParagraph) paragraph = NULL;
  Box *box;

  if (text == NULL)
    return;
  box = copil_box_new ();
  markup = g_markup_escape_text (text, -1);
  paragraph = copil_typeset (copil_type_role_find (role), markup, width);
  copil_box_begin_tag (box, "P", NULL);
  copil_box_add_text (box, paragraph, 0, 0);
  copil_box_end_tag (box, "P");
  box->height = copil_paragraph_get_height (paragraph);
  box->after = after;
  box->keep_next = TRUE;
  g_ptr_array_add (boxes, box);
}

/* Captions, the head, then a box a row: layout may turn the page between two rows. */
void
copil_table_append_boxes (CopilTableBuilder *self,
                          double             width,
                          GPtrArray         *boxes)
{
  g_autofree double *lefts = g_new (double, self->columns->len);
  g_autofree double *widths = g_new (double, self->columns->len);
  Box *last;

  share_width (self, width, lefts, widths);
  append_caption ("heading-3", self->title, width, self->subtitle != NULL ? 0 : 5, boxes);
  append_caption ("note", self->subtitle, width, 5, boxes);
  g_ptr_array_add (boxes, copil_table_create_head (self, width));
  for (guint i = 0; i < self->rows->len; i++)
    {
      Box *box = create_row (self, g_ptr_array_index (self->rows, i), lefts, widths, width);

      box->table = self;
      box->first_row = i == 0;
      /* Neither the first nor the last row is left alone on its page. */
      box->keep_next = i == 0 ? self->rows->len > 1 : i + 2 == self->rows->len;
      g_ptr_array_add (boxes, box);
    }
  last = g_ptr_array_index (boxes, boxes->len - 1);
  copil_box_end_tag (last, "Table");
  last->keep_next = FALSE;
  last->after = 14;
}
