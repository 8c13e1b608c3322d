/* wrap-row.c: a title and its controls, on one line or on two
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/wrap-row.h"

#include "widget/sizes.h"

#define SPACING 12

struct _CopilWrapRow
{
  GtkWidget parent_instance;
};

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CopilWrapRow, copil_wrap_row, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

/* What the end can do with before it goes to a line of its own. */
static int
narrow_width (GtkWidget *child)
{
  GtkWidget *start = gtk_widget_get_first_child (child);

  if (!COPIL_IS_WRAP_ROW (child) || start == NULL)
    return copil_minimum_width (child);
  return copil_natural_width (start) + SPACING + narrow_width (gtk_widget_get_last_child (child));
}

static gboolean
fits (GtkWidget *start,
      GtkWidget *end,
      int        width)
{
  return copil_natural_width (start) + SPACING + narrow_width (end) <= width;
}

static int
end_width (GtkWidget *start,
           GtkWidget *end,
           int        width)
{
  return MIN (copil_natural_width (end), width - SPACING - copil_natural_width (start));
}

static GtkSizeRequestMode
copil_wrap_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
copil_wrap_row_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  GtkWidget *start = gtk_widget_get_first_child (widget);
  GtkWidget *end = gtk_widget_get_last_child (widget);

  if (start == NULL || start == end)
    {
      *minimum = *natural = 0;
      if (start != NULL)
        gtk_widget_measure (start, orientation, for_size, minimum, natural, NULL, NULL);
    }
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (copil_minimum_width (start), copil_minimum_width (end));
      *natural = copil_natural_width (start) + SPACING + copil_natural_width (end);
    }
  else if (for_size < 0 || fits (start, end, for_size))
    {
      int side = for_size < 0 ? -1 : end_width (start, end, for_size);
      int rest = for_size < 0 ? -1 : for_size - SPACING - side;

      *minimum = *natural =
          MAX (copil_natural_height (start, rest), copil_natural_height (end, side));
    }
  else
    *minimum = *natural =
        copil_natural_height (start, for_size) + SPACING + copil_natural_height (end, for_size);
}

static void
copil_wrap_row_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GtkWidget *start = gtk_widget_get_first_child (widget);
  GtkWidget *end = gtk_widget_get_last_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation first = { 0, 0, width, height };
  GtkAllocation second = { 0, 0, width, height };

  if (start == NULL)
    return;
  if (start != end && fits (start, end, width))
    {
      second.width = end_width (start, end, width);
      first.width = width - SPACING - second.width;
      *(rtl ? &first.x : &second.x) = (rtl ? second.width : first.width) + SPACING;
    }
  else if (start != end)
    {
      first.height = copil_natural_height (start, width);
      second.y = first.height + SPACING;
      second.height = copil_natural_height (end, width);
    }
  copil_allocate_middle (start, &first);
  if (start != end)
    copil_allocate_middle (end, &second);
}

static void
copil_wrap_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (copil_wrap_row_parent_class)->dispose (object);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
copil_wrap_row_class_init (CopilWrapRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_wrap_row_dispose;
  widget_class->get_request_mode = copil_wrap_row_get_request_mode;
  widget_class->measure = copil_wrap_row_measure;
  widget_class->size_allocate = copil_wrap_row_size_allocate;
}

static void
copil_wrap_row_init (CopilWrapRow *self)
{
}
