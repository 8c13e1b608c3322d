/* indicator-list.c: every indicator of the level, chapter by chapter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/indicator-list.h"

#include "core/fold.h"
#include "dashboard/tile-card.h"
#include "widget/icon.h"
#include "widget/text-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _CopilIndicatorList
{
  GtkWidget           parent_instance;
  GtkWidget          *box;
  GtkToggleButton    *toggle;
  GtkLabel           *label;
  GtkImage           *arrow;
  GtkRevealer        *revealer;
  GtkEditable        *entry; /* NULL until opened, as the next */
  GtkListBox         *rows;
  CopilDashboardView *view;
  char               *needle; /* folded */
};

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilIndicatorList, copil_indicator_list, GTK_TYPE_WIDGET)

static const CopilIndicator *
indicator_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "indicator");
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_signal (GtkWidget       *box,
            const CopilTile *tile)
{
  GtkWidget *signal = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  double scale = copil_text_scale (box);

  gtk_widget_set_size_request (signal, lround (150 * scale), -1);
  gtk_widget_add_css_class (signal, copil_tile_get_css_class (tile));
  gtk_box_append (GTK_BOX (box), signal);
  if (*tile->signal_word == '\0')
    return;
  gtk_box_append (GTK_BOX (signal),
                  copil_icon_new (copil_tile_get_icon_name (tile)));
  add_label (signal, tile->signal_word, NULL);
}

static GtkWidget *
create_row (CopilIndicatorList   *self,
            const CopilIndicator *indicator)
{
  g_autoptr(CopilTile) tile = copil_dashboard_view_build_tile (self->view, indicator);
  g_autofree char *value = g_strconcat (tile->value, *tile->unit ? " " : "", tile->unit, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name, *figure;

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  name = add_label (box, indicator->name, NULL);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  add_label (box, tile->change, "note");
  figure = add_label (box, value, "card-title");
  gtk_label_set_xalign (GTK_LABEL (figure), 1);
  gtk_widget_set_size_request (figure, lround (100 * copil_text_scale (GTK_WIDGET (self))), -1);
  add_signal (box, tile);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "indicator", (gpointer) indicator);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tile->sentence,
                                  -1);
  return row;
}

/* -- Chapters and search ---------------------------------------------------------------------- */

static void
header_func (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       data)
{
  const char *chapter = indicator_of (row)->chapter;
  GtkWidget *label;

  if (before != NULL && g_str_equal (indicator_of (before)->chapter, chapter))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (chapter);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "chapter");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
has_word (const char *text,
          const char *needle)
{
  g_autofree char *folded = copil_fold (text);

  return strstr (folded, needle) != NULL;
}

static gboolean
filter_func (GtkListBoxRow *row,
             gpointer       data)
{
  CopilIndicatorList *self = data;
  const CopilIndicator *indicator = indicator_of (row);

  return self->needle == NULL || *self->needle == '\0' ||
         has_word (indicator->name, self->needle) || has_word (indicator->chapter, self->needle) ||
         has_word (indicator->definition, self->needle);
}

static void
search_cb (CopilIndicatorList *self)
{
  g_free (self->needle);
  self->needle = copil_fold (gtk_editable_get_text (self->entry));
  gtk_list_box_invalidate_filter (self->rows);
  gtk_list_box_invalidate_headers (self->rows);
}

/* -- Filling ---------------------------------------------------------------------------------- */

static void
clear (CopilIndicatorList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

static void
fill (CopilIndicatorList *self)
{
  g_autoptr(GPtrArray) indicators = NULL;

  clear (self);
  if (self->view == NULL)
    return;
  indicators = copil_dashboard_view_list_indicators (self->view, FALSE);
  for (guint i = 0; i < indicators->len; i++)
    gtk_list_box_append (self->rows, create_row (self, g_ptr_array_index (indicators, i)));
}

static void
row_activated_cb (CopilIndicatorList *self,
                  GtkListBoxRow      *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, indicator_of (row)->code);
}

/* Made when first opened: the window opens sooner without it. */
static void
ensure_rows (CopilIndicatorList *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->rows != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/org/copil/Copil/ui/dashboard/indicator-rows.ui");
  self->entry = GTK_EDITABLE (gtk_builder_get_object (builder, "entry"));
  self->rows = GTK_LIST_BOX (gtk_builder_get_object (builder, "rows"));
  gtk_list_box_set_header_func (self->rows, header_func, NULL, NULL);
  gtk_list_box_set_filter_func (self->rows, filter_func, self, NULL);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_revealer_set_child (self->revealer,
                          GTK_WIDGET (gtk_builder_get_object (builder, "content")));
}

static void
toggled_cb (CopilIndicatorList *self)
{
  gboolean open = gtk_toggle_button_get_active (self->toggle);

  gtk_image_set_from_icon_name (self->arrow, open ? "copil-close-symbolic" : "copil-open-symbolic");
  if (!open)
    return;
  ensure_rows (self);
  fill (self);
  g_signal_emit (self, signals[OPENED], 0);
}

void
copil_indicator_list_show (CopilIndicatorList *self,
                           CopilDashboardView *view)
{
  g_autoptr(GPtrArray) indicators = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (COPIL_IS_INDICATOR_LIST (self));

  g_set_object (&self->view, view);
  indicators = copil_dashboard_view_list_indicators (view, FALSE);
  /* translators: %u is a number */
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The only indicator",
                                        "All %u indicators", indicators->len),
                           indicators->len);
  gtk_label_set_label (self->label, label);
  if (gtk_toggle_button_get_active (self->toggle))
    fill (self);
  else if (self->rows != NULL)
    clear (self);
}

void
copil_indicator_list_open (CopilIndicatorList *self)
{
  g_return_if_fail (COPIL_IS_INDICATOR_LIST (self));
  gtk_toggle_button_set_active (self->toggle, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
copil_indicator_list_dispose (GObject *object)
{
  CopilIndicatorList *self = COPIL_INDICATOR_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_INDICATOR_LIST);
  g_clear_object (&self->view);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (copil_indicator_list_parent_class)->dispose (object);
}

static void
copil_indicator_list_class_init (CopilIndicatorListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_indicator_list_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_INDICATOR_LIST, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] =
    g_signal_new ("opened", COPIL_TYPE_INDICATOR_LIST, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/indicator-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorList, box);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorList, toggle);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorList, label);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorList, arrow);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorList, revealer);
}

static void
copil_indicator_list_init (CopilIndicatorList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->toggle, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}
