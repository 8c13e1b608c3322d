/* data-table.c: the table twin of a chart, sortable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/data-table.h"

#include "core/format.h"

#include <math.h>
#include <string.h>

/* As many rows as there are, up to this; what a row and the header add to a line of text. */
#define MAX_ROWS 16
#define ROW_PADDING 4
#define HEADER_PADDING 16

/* -- A row ------------------------------------------------------------------------------------ */

#define COPIL_TYPE_DATA_ROW (copil_data_row_get_type ())
G_DECLARE_FINAL_TYPE (CopilDataRow, copil_data_row, COPIL, DATA_ROW, GObject)

struct _CopilDataRow
{
  GObject parent_instance;
  GStrv   cells;
  guint   n;
};

G_DEFINE_FINAL_TYPE (CopilDataRow, copil_data_row, G_TYPE_OBJECT)

static void
copil_data_row_finalize (GObject *object)
{
  g_strfreev (COPIL_DATA_ROW (object)->cells);
  G_OBJECT_CLASS (copil_data_row_parent_class)->finalize (object);
}

static void
copil_data_row_class_init (CopilDataRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_data_row_finalize;
}

static void
copil_data_row_init (CopilDataRow *self)
{
}

static CopilDataRow *
copil_data_row_new (GStrv cells)
{
  CopilDataRow *self = g_object_new (COPIL_TYPE_DATA_ROW, NULL);

  self->cells = g_strdupv (cells);
  self->n = g_strv_length (cells);
  return self;
}

static const char *
cell_at (CopilDataRow *row,
         guint         column)
{
  return column < row->n ? row->cells[column] : "";
}

/* -- The table -------------------------------------------------------------------------------- */

struct _CopilDataTable
{
  GtkWidget   parent_instance;
  GtkWidget  *scroller;
  GtkWidget  *view;
  GListStore *rows;
  GStrv       header;
};

G_DEFINE_FINAL_TYPE (CopilDataTable, copil_data_table, GTK_TYPE_WIDGET)

/* "−1 234,5": signs and separators as C writes them; @plain has room for all of @cell. */
static void
simplify (const char *cell,
          char       *plain)
{
  for (const char *p = cell; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_utf8_get_char (p))
      {
      case 0x2212:
        *plain++ = '-';
        break;
      case 0x00A0:
      case 0x202F:
        break;
      case ',':
        *plain++ = '.';
        break;
      default:
        *plain++ = (guchar) *p < 0x80 ? *p : ' ';
      }
  *plain = '\0';
}

double
copil_data_table_parse (const char *cell)
{
  g_autofree char *plain = g_malloc (strlen (cell) + 1);
  char *end;
  double number;

  simplify (cell, plain);
  if (!g_ascii_isdigit (plain[0]) &&
      !((plain[0] == '-' || plain[0] == '+') && g_ascii_isdigit (plain[1])))
    return NAN;
  number = g_ascii_strtod (plain, &end);
  return end == plain ? NAN : number;
}

static GtkOrdering
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) == isnan (b) ? GTK_ORDERING_EQUAL
                                  : isnan (a) ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER;
  return a < b ? GTK_ORDERING_SMALLER : a > b ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  guint column = GPOINTER_TO_UINT (data);
  const char *first = cell_at ((CopilDataRow *) a, column);
  const char *second = cell_at ((CopilDataRow *) b, column);
  double number = copil_data_table_parse (first);
  double other = copil_data_table_parse (second);

  if (!isnan (number) || !isnan (other))
    return compare_numbers (number, other);
  return gtk_ordering_from_cmpfunc (copil_format_collate (first, second));
}

/* More figures than words. */
static gboolean
is_numeric (GPtrArray *rows,
            guint      column)
{
  guint numbers = 0, words = 0;

  for (guint i = 1; i < rows->len; i++)
    {
      GStrv cells = g_ptr_array_index (rows, i);

      if (column >= g_strv_length (cells) || *cells[column] == '\0')
        continue;
      if (isnan (copil_data_table_parse (cells[column])))
        words++;
      else
        numbers++;
    }
  return numbers > 0 && numbers >= words;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label),
                        g_object_get_data (G_OBJECT (factory), "numeric") != NULL ? 1 : 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  CopilDataRow *row = gtk_list_item_get_item (item);
  const char *cell = cell_at (row, GPOINTER_TO_UINT (data));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), cell);
}

static GtkColumnViewColumn *
create_column (CopilDataTable *self,
               const char     *title,
               guint           column,
               gboolean        numeric)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (
    gtk_custom_sorter_new ((GCompareDataFunc) compare_rows, GUINT_TO_POINTER (column), NULL));
  GtkColumnViewColumn *view_column;

  g_object_set_data (G_OBJECT (factory), "numeric", GINT_TO_POINTER (numeric));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  return view_column;
}

static void
remove_columns (CopilDataTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (GTK_COLUMN_VIEW (self->view), column);
    }
}

/* The title of a column of figures stands over their last digits; GTK has no word for that. */
static void
align_titles (CopilDataTable *self,
              GPtrArray      *rows)
{
  GtkWidget *header = gtk_widget_get_first_child (self->view);
  guint i = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title), i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);
      GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

      if (!GTK_IS_LABEL (label) || !is_numeric (rows, i))
        continue;
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
    }
}

static void
set_header (CopilDataTable *self,
            GPtrArray      *rows)
{
  GStrv header = g_ptr_array_index (rows, 0);

  if (self->header != NULL && g_strv_equal ((const char * const *) self->header,
                                            (const char * const *) header))
    return;
  remove_columns (self);
  g_strfreev (self->header);
  self->header = g_strdupv (header);
  for (guint i = 0; header[i] != NULL; i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        create_column (self, header[i], i, is_numeric (rows, i));

      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
    }
  align_titles (self, rows);
}

/* A list does not ask for the height of its rows. */
static void
set_height (CopilDataTable *self,
            guint           n_rows)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->view, "0");
  int line;

  pango_layout_get_pixel_size (layout, NULL, &line);
  gtk_scrolled_window_set_min_content_height (
    GTK_SCROLLED_WINDOW (self->scroller),
    line + HEADER_PADDING + (int) MIN (n_rows, MAX_ROWS) * (line + ROW_PADDING));
}

void
copil_data_table_set_rows (CopilDataTable *self,
                           const char     *name,
                           GPtrArray      *rows)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (COPIL_IS_DATA_TABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  if (rows->len > 0)
    set_header (self, rows);
  for (guint i = 1; i < rows->len; i++)
    g_ptr_array_add (items, copil_data_row_new (g_ptr_array_index (rows, i)));
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       items->pdata, items->len);
  set_height (self, items->len);
}

static void
copil_data_table_dispose (GObject *object)
{
  CopilDataTable *self = COPIL_DATA_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->header, g_strfreev);
  G_OBJECT_CLASS (copil_data_table_parent_class)->dispose (object);
}

static void
copil_data_table_class_init (CopilDataTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_data_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_data_table_init (CopilDataTable *self)
{
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;

  self->rows = g_list_store_new (COPIL_TYPE_DATA_ROW);
  self->view = gtk_column_view_new (NULL);
  sorted = gtk_sort_list_model_new (
    g_object_ref (G_LIST_MODEL (self->rows)),
    g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->view))));
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_widget_add_css_class (self->view, "data-table");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
copil_data_table_new (void)
{
  return g_object_new (COPIL_TYPE_DATA_TABLE, NULL);
}
