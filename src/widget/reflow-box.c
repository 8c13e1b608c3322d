/* reflow-box.c: three drawings side by side, two, or one below the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/reflow-box.h"

#include "widget/sizes.h"
#include "widget/text-scale.h"

#include <math.h>

/* Pixels at the usual text size from which there is room for a row, for two columns. */
#define ROW_WIDTH 860
#define PAIR_WIDTH 560
#define SPACING 24

struct _CopilReflowBox
{
  GtkWidget parent_instance;
  int       max_columns;
  int       pair_width; /* see PAIR_WIDTH */
  gboolean middle;
};

enum
{
  PROP_0,
  PROP_MAX_COLUMNS,
  PROP_MIDDLE,
  PROP_PAIR_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One child placed. */
typedef struct
{
  GtkWidget *child;
  int        x, y, width, height;
} Slot;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CopilReflowBox, copil_reflow_box, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GQuark
weight_quark (void)
{
  return g_quark_from_static_string ("copil-reflow-weight");
}

static double
get_weight (GtkWidget *child)
{
  double *weight = g_object_get_qdata (G_OBJECT (child), weight_quark ());

  return weight != NULL ? *weight : 1;
}

int
copil_reflow_box_columns_for_width (CopilReflowBox *self,
                                    int             width)
{
  double scale = copil_text_scale (GTK_WIDGET (self));

  if (width < self->pair_width * scale)
    return 1;
  return width >= ROW_WIDTH * scale ? 3 : 2;
}

static GArray *
list_slots (CopilReflowBox *self)
{
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (Slot));
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        Slot slot = { .child = child };

        g_array_append_val (slots, slot);
      }
  return slots;
}

/* How many children the row that begins at @index takes; wide, rows are as even as they can be:
 * four in rows of two rather than three and one. */
static guint
row_length (CopilReflowBox *self,
            GArray         *slots,
            guint           index,
            int             columns)
{
  guint left = slots->len - index;

  if (columns == 3)
    {
      guint rows = (slots->len + self->max_columns - 1) / self->max_columns;

      return MIN (left, (slots->len + rows - 1) / rows);
    }
  if (columns == 1 || (index == 0 && left != 2))
    return 1;
  return MIN (left, 2);
}

/* Those of no weight take what they ask for, the others share the rest by weight; children of one
 * row get the same height. */
static int
place_row (CopilReflowBox *self,
           Slot           *slots,
           guint           n,
           int             y,
           int             width)
{
  int room = width - SPACING * ((int) n - 1);
  double sum = 0, x = 0;
  int height = 0;

  for (guint i = 0; n > 1 && i < n; i++)
    {
      double weight = get_weight (slots[i].child);

      sum += weight;
      room -= weight == 0 ? copil_natural_width (slots[i].child) : 0;
    }
  for (guint i = 0; i < n; i++)
    {
      double weight = get_weight (slots[i].child);
      double share = n == 1        ? width
                     : weight == 0 ? copil_natural_width (slots[i].child)
                                   : room * weight / sum;

      slots[i].x = (int) round (x);
      slots[i].y = y;
      slots[i].width = (int) round (x + share) - slots[i].x;
      height = MAX (height, copil_natural_height (slots[i].child, slots[i].width));
      x += share + SPACING;
    }
  for (guint i = 0; i < n; i++)
    slots[i].height = height;
  return height;
}

/* Returns: the height of all rows. */
static int
place (CopilReflowBox *self,
       GArray         *slots,
       int             width)
{
  int columns = copil_reflow_box_columns_for_width (self, width);
  int y = 0;

  for (guint i = 0; i < slots->len;)
    {
      guint n = row_length (self, slots, i, columns);

      y += place_row (self, &g_array_index (slots, Slot, i), n, y, width) + SPACING;
      i += n;
    }
  return MAX (0, y - SPACING);
}

static gboolean
is_single_row (GArray *slots)
{
  return slots->len > 0 && g_array_index (slots, Slot, slots->len - 1).y == 0;
}

/* The least height of the row in which @slots were placed. */
static int
least_height (GArray *slots)
{
  int least = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      Slot *slot = &g_array_index (slots, Slot, i);
      int minimum;

      gtk_widget_measure (slot->child, GTK_ORIENTATION_VERTICAL, slot->width, &minimum, NULL, NULL,
                          NULL);
      least = MAX (least, minimum);
    }
  return least;
}

static GtkSizeRequestMode
copil_reflow_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GArray *slots,
               int     spacing,
               int    *minimum,
               int    *natural)
{
  for (guint i = 0; i < slots->len; i++)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (g_array_index (slots, Slot, i).child, GTK_ORIENTATION_HORIZONTAL, -1,
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (i > 0 ? spacing : 0);
    }
}

static void
copil_reflow_box_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  CopilReflowBox *self = COPIL_REFLOW_BOX (widget);
  g_autoptr(GArray) slots = list_slots (self);
  int narrow = 0, wide = 0;

  *minimum = *natural = 0;
  measure_width (slots, SPACING, &narrow, &wide);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrow;
      *natural = wide;
    }
  else
    {
      *natural = place (self, slots, for_size > 0 ? for_size : wide);
      *minimum = is_single_row (slots) ? least_height (slots) : *natural;
    }
}

static void
copil_reflow_box_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CopilReflowBox *self = COPIL_REFLOW_BOX (widget);
  g_autoptr(GArray) slots = list_slots (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean single;

  place (self, slots, width);
  single = is_single_row (slots);
  for (guint i = 0; i < slots->len; i++)
    {
      Slot *slot = &g_array_index (slots, Slot, i);
      int x = rtl ? width - slot->x - slot->width : slot->x;
      /* A single row takes the height there is. */
      GtkAllocation area = { x, slot->y, slot->width, single ? height : slot->height };

      if (self->middle)
        copil_allocate_middle (slot->child, &area);
      else
        gtk_widget_size_allocate (slot->child, &area, -1);
    }
}

static void
copil_reflow_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (copil_reflow_box_parent_class)->dispose (object);
}

/* In a .ui file the weight is the type of the child: <child type="2.5">. */
static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  double weight = type != NULL ? g_ascii_strtod (type, NULL) : 1;

  copil_reflow_box_append (COPIL_REFLOW_BOX (buildable), GTK_WIDGET (child), MAX (weight, 0));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
copil_reflow_box_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MAX_COLUMNS:
      g_value_set_int (value, COPIL_REFLOW_BOX (object)->max_columns);
      break;
    case PROP_MIDDLE:
      g_value_set_boolean (value, COPIL_REFLOW_BOX (object)->middle);
      break;
    case PROP_PAIR_WIDTH:
      g_value_set_int (value, COPIL_REFLOW_BOX (object)->pair_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_reflow_box_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CopilReflowBox *self = COPIL_REFLOW_BOX (object);

  switch (prop_id)
    {
    case PROP_MAX_COLUMNS:
      if (self->max_columns == g_value_get_int (value))
        return;
      self->max_columns = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_MIDDLE:
      if (self->middle == g_value_get_boolean (value))
        return;
      self->middle = g_value_get_boolean (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PAIR_WIDTH:
      if (self->pair_width == g_value_get_int (value))
        return;
      self->pair_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_reflow_box_class_init (CopilReflowBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = copil_reflow_box_dispose;
  object_class->get_property = copil_reflow_box_get_property;
  object_class->set_property = copil_reflow_box_set_property;
  properties[PROP_MAX_COLUMNS] =
    g_param_spec_int ("max-columns", NULL, NULL, 1, 6, 3,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MIDDLE] =
      g_param_spec_boolean ("middle", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAIR_WIDTH] =
      g_param_spec_int ("pair-width", NULL, NULL, 0, G_MAXINT, PAIR_WIDTH,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->get_request_mode = copil_reflow_box_get_request_mode;
  widget_class->measure = copil_reflow_box_measure;
  widget_class->size_allocate = copil_reflow_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "copil-reflow");
}

static void
copil_reflow_box_init (CopilReflowBox *self)
{
  self->max_columns = 3;
  self->pair_width = PAIR_WIDTH;
}

void
copil_reflow_box_append (CopilReflowBox *self,
                         GtkWidget      *child,
                         double          weight)
{
  g_return_if_fail (COPIL_IS_REFLOW_BOX (self));
  g_return_if_fail (weight >= 0);
  g_object_set_qdata_full (G_OBJECT (child), weight_quark (), g_memdup2 (&weight, sizeof weight),
                           g_free);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
