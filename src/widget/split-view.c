/* split-view.c: a side and a page, the side giving way when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/split-view.h"

#include "widget/text-scale.h"

#define SIDEBAR_WIDTH 224
#define COLLAPSE_WIDTH 1000
/* Under this the header has no room for words beside its icons. */
#define NARROW_WIDTH 1060

struct _CopilSplitView
{
  GtkWidget  parent_instance;
  GtkWidget *sidebar;
  GtkWidget *content;
  guint      notify_id;
  gboolean   collapsed;
  gboolean   narrow;
  gboolean   told_collapsed; /* as last notified */
  gboolean   told_narrow;
  gboolean   show_sidebar;
  gboolean   alone;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_COLLAPSED,
  PROP_NARROW,
  PROP_SHOW_SIDEBAR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CopilSplitView, copil_split_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static int
sidebar_width (CopilSplitView *self)
{
  int minimum = 0;

  if (self->sidebar == NULL)
    return 0;
  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, SIDEBAR_WIDTH);
}

static void
notify_collapsed_cb (gpointer data)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (data);

  self->notify_id = 0;
  if (!self->collapsed)
    copil_split_view_set_show_sidebar (self, FALSE);
  if (self->told_collapsed != self->collapsed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
  if (self->told_narrow != self->narrow)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
  self->told_collapsed = self->collapsed;
  self->told_narrow = self->narrow;
}

/* Told after the allocation: what listens shows and hides buttons, which asks for another one. */
static void
set_room (CopilSplitView *self,
          gboolean        collapsed,
          gboolean        narrow)
{
  if (self->collapsed == collapsed && self->narrow == narrow)
    return;
  self->collapsed = collapsed;
  self->narrow = narrow;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_once (notify_collapsed_cb, self);
}

/* The room that there is in a window of @width beside a @side. */
static void
take_width (CopilSplitView *self,
            int             width,
            int             side)
{
  double scale = copil_text_scale (GTK_WIDGET (self));
  gboolean collapsed = width < COLLAPSE_WIDTH * scale;

  set_room (self, collapsed, width - (collapsed ? 0 : side) < NARROW_WIDTH * scale);
}

void
copil_split_view_expect (CopilSplitView *self,
                         int             width)
{
  g_return_if_fail (COPIL_IS_SPLIT_VIEW (self));

  take_width (self, width, SIDEBAR_WIDTH);
  if (self->notify_id == 0)
    return;
  g_source_remove (self->notify_id);
  notify_collapsed_cb (self);
}

static void
copil_split_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (widget);
  int side = 0;

  *minimum = *natural = 0;
  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (self->sidebar == NULL || self->alone)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += sidebar_width (self);
  else
    {
      gtk_widget_measure (self->sidebar, orientation, -1, &side, NULL, NULL, NULL);
      *minimum = MAX (*minimum, side);
      *natural = MAX (*natural, side);
    }
}

static void
allocate_at (GtkWidget *child,
             int        x,
             int        width,
             int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, 0, width, height }, -1);
}

static void
copil_split_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int side = sidebar_width (self);
  gboolean beside, over;

  take_width (self, width, side);
  beside = !self->collapsed && !self->alone && self->sidebar != NULL;
  over = self->collapsed && self->show_sidebar && !self->alone && self->sidebar != NULL;
  if (self->sidebar != NULL)
    {
      gtk_widget_set_child_visible (self->sidebar, beside || over);
      if (beside || over)
        allocate_at (self->sidebar, rtl ? width - side : 0, side, height);
    }
  if (self->content != NULL)
    allocate_at (self->content, beside && !rtl ? side : 0, beside ? width - side : width, height);
}

/* The side last: called over the page, it is above it. */
static void
copil_split_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (widget);

  if (self->content != NULL)
    gtk_widget_snapshot_child (widget, self->content, snapshot);
  if (self->sidebar != NULL && gtk_widget_get_child_visible (self->sidebar))
    gtk_widget_snapshot_child (widget, self->sidebar, snapshot);
}

static void
set_child (CopilSplitView *self,
           GtkWidget     **slot,
           GtkWidget      *child,
           guint           prop)
{
  if (*slot == child)
    return;
  g_clear_pointer (slot, gtk_widget_unparent);
  *slot = child;
  if (child != NULL && slot == &self->content && self->sidebar != NULL)
    gtk_widget_insert_before (child, GTK_WIDGET (self), self->sidebar);
  else if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
copil_split_view_set_sidebar (CopilSplitView *self,
                              GtkWidget      *sidebar)
{
  g_return_if_fail (COPIL_IS_SPLIT_VIEW (self));
  set_child (self, &self->sidebar, sidebar, PROP_SIDEBAR);
}

void
copil_split_view_set_content (CopilSplitView *self,
                              GtkWidget      *content)
{
  g_return_if_fail (COPIL_IS_SPLIT_VIEW (self));
  set_child (self, &self->content, content, PROP_CONTENT);
}

gboolean
copil_split_view_get_collapsed (CopilSplitView *self)
{
  g_return_val_if_fail (COPIL_IS_SPLIT_VIEW (self), FALSE);
  return self->collapsed;
}

gboolean
copil_split_view_get_show_sidebar (CopilSplitView *self)
{
  g_return_val_if_fail (COPIL_IS_SPLIT_VIEW (self), FALSE);
  return self->show_sidebar;
}

void
copil_split_view_set_show_sidebar (CopilSplitView *self,
                                   gboolean        show)
{
  g_return_if_fail (COPIL_IS_SPLIT_VIEW (self));
  if (self->show_sidebar == !!show)
    return;
  self->show_sidebar = !!show;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

void
copil_split_view_set_alone (CopilSplitView *self,
                            gboolean        alone)
{
  g_return_if_fail (COPIL_IS_SPLIT_VIEW (self));
  self->alone = alone;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
copil_split_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, copil_split_view_get_collapsed (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, copil_split_view_get_show_sidebar (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_split_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      copil_split_view_set_sidebar (self, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      copil_split_view_set_content (self, g_value_get_object (value));
      break;
    case PROP_SHOW_SIDEBAR:
      copil_split_view_set_show_sidebar (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_split_view_dispose (GObject *object)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (copil_split_view_parent_class)->dispose (object);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  CopilSplitView *self = COPIL_SPLIT_VIEW (buildable);

  if (g_strcmp0 (type, "sidebar") == 0)
    copil_split_view_set_sidebar (self, GTK_WIDGET (child));
  else
    copil_split_view_set_content (self, GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
copil_split_view_class_init (CopilSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = copil_split_view_get_property;
  object_class->set_property = copil_split_view_set_property;
  object_class->dispose = copil_split_view_dispose;
  widget_class->measure = copil_split_view_measure;
  widget_class->size_allocate = copil_split_view_size_allocate;
  widget_class->snapshot = copil_split_view_snapshot;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_COLLAPSED] =
    g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] =
    g_param_spec_boolean ("show-sidebar", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "copil-split");
}

static void
copil_split_view_init (CopilSplitView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
