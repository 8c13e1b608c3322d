/* projector-view.c: a scene on the screen, of any size: the wall, a station, a preview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-view.h"

#include "committee-page/projector-draw.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CopilProjectorView
{
  GtkWidget parent_instance;
  CopilScene *scene;
  char *described;
  gboolean dark;
  gboolean blank;
};

enum
{
  PROP_0,
  PROP_DARK,
  PROP_BLANK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilProjectorView, copil_projector_view, GTK_TYPE_WIDGET)

static CopilThemeKind
current_theme (CopilProjectorView *self)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    return self->dark ? COPIL_THEME_CONTRAST_DARK : COPIL_THEME_CONTRAST_LIGHT;
  return self->dark ? COPIL_THEME_DARK : COPIL_THEME_LIGHT;
}

static void
draw_ground (CopilProjectorView *self, cairo_t *cr)
{
  copil_paint_color (cr, copil_theme_get (current_theme (self)), COPIL_COLOR_CARD);
  cairo_paint (cr);
}

static void
copil_projector_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CopilProjectorView *self = COPIL_PROJECTOR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->scene != NULL && !self->blank)
    copil_scene_draw (self->scene, cr, current_theme (self), width, height);
  else
    draw_ground (self, cr);
  cairo_destroy (cr);
}

static void
copil_projector_view_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = wide ? 160 : 90;
  *natural = wide ? 272 : 153;
}

/* What changes each second is not said again each second. */
static void
update_accessible (CopilProjectorView *self)
{
  g_autofree char *words = self->scene != NULL && !self->blank
                               ? copil_scene_describe (self->scene)
                               : g_strdup (_ ("Nothing is projected"));

  if (g_strcmp0 (words, self->described) == 0)
    return;
  g_free (self->described);
  self->described = g_steal_pointer (&words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the room sees"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->described, -1);
}

void
copil_projector_view_set_scene (CopilProjectorView *self, CopilScene *scene)
{
  g_return_if_fail (COPIL_IS_PROJECTOR_VIEW (self));
  if (scene != NULL)
    copil_scene_ref (scene);
  g_clear_pointer (&self->scene, copil_scene_unref);
  self->scene = scene;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

CopilScene *
copil_projector_view_get_scene (CopilProjectorView *self)
{
  g_return_val_if_fail (COPIL_IS_PROJECTOR_VIEW (self), NULL);
  return self->scene;
}

void
copil_projector_view_set_dark (CopilProjectorView *self, gboolean dark)
{
  g_return_if_fail (COPIL_IS_PROJECTOR_VIEW (self));
  if (self->dark == !!dark)
    return;
  self->dark = !!dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DARK]);
}

gboolean
copil_projector_view_get_dark (CopilProjectorView *self)
{
  g_return_val_if_fail (COPIL_IS_PROJECTOR_VIEW (self), FALSE);
  return self->dark;
}

void
copil_projector_view_set_blank (CopilProjectorView *self, gboolean blank)
{
  g_return_if_fail (COPIL_IS_PROJECTOR_VIEW (self));
  if (self->blank == !!blank)
    return;
  self->blank = !!blank;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLANK]);
}

gboolean
copil_projector_view_get_blank (CopilProjectorView *self)
{
  g_return_val_if_fail (COPIL_IS_PROJECTOR_VIEW (self), FALSE);
  return self->blank;
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_projector_view_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *spec)
{
  CopilProjectorView *self = COPIL_PROJECTOR_VIEW (object);

  if (property == PROP_DARK)
    copil_projector_view_set_dark (self, g_value_get_boolean (value));
  else if (property == PROP_BLANK)
    copil_projector_view_set_blank (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
copil_projector_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *spec)
{
  CopilProjectorView *self = COPIL_PROJECTOR_VIEW (object);

  if (property == PROP_DARK)
    g_value_set_boolean (value, self->dark);
  else if (property == PROP_BLANK)
    g_value_set_boolean (value, self->blank);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
copil_projector_view_finalize (GObject *object)
{
  CopilProjectorView *self = COPIL_PROJECTOR_VIEW (object);

  g_clear_pointer (&self->scene, copil_scene_unref);
  g_free (self->described);
  G_OBJECT_CLASS (copil_projector_view_parent_class)->finalize (object);
}

static void
copil_projector_view_class_init (CopilProjectorViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = copil_projector_view_finalize;
  object_class->set_property = copil_projector_view_set_property;
  object_class->get_property = copil_projector_view_get_property;
  widget_class->snapshot = copil_projector_view_snapshot;
  widget_class->measure = copil_projector_view_measure;
  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  properties[PROP_BLANK] = g_param_spec_boolean ("blank", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "projector");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
copil_projector_view_init (CopilProjectorView *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  update_accessible (self);
}

GtkWidget *
copil_projector_view_new (void)
{
  return g_object_new (COPIL_TYPE_PROJECTOR_VIEW, NULL);
}
