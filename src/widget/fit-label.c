/* fit-label.c: a text on one line, or on several, cheap to measure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/fit-label.h"

/* Pixels at the usual size that a text which is cut keeps. */
#define LEAST_WIDTH 24
/* As in style.css: French has its accented letters ready made. */
#define FONT_FEATURES "ccmp=0"

typedef struct
{
  char        *text;
  PangoLayout *layout; /* NULL until asked for, then as it was asked for last */
  int          width;  /* on one line, once there is a layout */
} Wording;

struct _CopilFitLabel
{
  GtkWidget  parent_instance;
  GArray    *wordings; /* Wording: the longest first */
  guint      serial;   /* of the font and text size that they are laid out in */
  float      xalign;
  gboolean   wrap;
};

enum
{
  PROP_0,
  PROP_XALIGN,
  PROP_WRAP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilFitLabel, copil_fit_label, GTK_TYPE_WIDGET)

/* -- Wordings --------------------------------------------------------------------------------- */

static void
wording_clear (gpointer data)
{
  Wording *wording = data;

  g_clear_object (&wording->layout);
  g_free (wording->text);
}

static PangoLayout *
create_layout (CopilFitLabel *self,
               const char    *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new (FONT_FEATURES));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

/* GTK asks for sizes again after a change of font or text size, and tells it by its context. */
static void
follow_context (CopilFitLabel *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (GTK_WIDGET (self)));

  if (serial == self->serial)
    return;
  self->serial = serial;
  for (guint i = 0; i < self->wordings->len; i++)
    g_clear_object (&g_array_index (self->wordings, Wording, i).layout);
}

static Wording *
get_wording (CopilFitLabel *self,
             guint          index)
{
  Wording *wording = &g_array_index (self->wordings, Wording, index);

  follow_context (self);
  if (wording->layout == NULL)
    {
      wording->layout = create_layout (self, wording->text);
      pango_layout_get_pixel_size (wording->layout, &wording->width, NULL);
    }
  return wording;
}

/* @width: pixels, -1: one line */
static PangoLayout *
lay_out (CopilFitLabel *self,
         Wording       *wording,
         int            width)
{
  gboolean holds = width < 0 || wording->width <= width;

  pango_layout_set_alignment (wording->layout, self->xalign == 0   ? PANGO_ALIGN_LEFT
                                               : self->xalign == 1 ? PANGO_ALIGN_RIGHT
                                                                   : PANGO_ALIGN_CENTER);
  pango_layout_set_width (wording->layout, holds ? -1 : width * PANGO_SCALE);
  pango_layout_set_ellipsize (wording->layout, holds || self->wrap ? PANGO_ELLIPSIZE_NONE
                                                                   : PANGO_ELLIPSIZE_END);
  return wording->layout;
}

/* The first one that holds, or the last. */
static PangoLayout *
choose_layout (CopilFitLabel *self,
               int            width)
{
  guint last = self->wordings->len - 1, i = 0;

  while (i < last && get_wording (self, i)->width > width)
    i++;
  return lay_out (self, get_wording (self, i), width);
}

/* Between two places where a line may break, of the text as it is on one line. */
static int
longest_word (CopilFitLabel *self)
{
  PangoLayout *layout = lay_out (self, get_wording (self, self->wordings->len - 1), -1);
  const char *text = pango_layout_get_text (layout), *at = text;
  int n_attrs, longest = 0, start = 0;
  const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly (layout, &n_attrs);

  for (int i = 1; i < n_attrs; i++)
    {
      PangoRectangle place;

      at = g_utf8_next_char (at);
      if (!attrs[i].is_line_break && *at != '\0')
        continue;
      pango_layout_index_to_pos (layout, (int) (at - text), &place);
      longest = MAX (longest, place.x - start);
      start = place.x;
    }
  return PANGO_PIXELS_CEIL (longest);
}

/* -- Sizes ------------------------------------------------------------------------------------ */

static GtkSizeRequestMode
copil_fit_label_get_request_mode (GtkWidget *widget)
{
  return COPIL_FIT_LABEL (widget)->wrap ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                        : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure_width (CopilFitLabel *self,
               int           *minimum,
               int           *natural)
{
  int least = self->wrap ? longest_word (self)
                         : MIN (LEAST_WIDTH, get_wording (self, self->wordings->len - 1)->width);

  *natural = get_wording (self, 0)->width;
  *minimum = MIN (least, *natural);
}

static void
copil_fit_label_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  CopilFitLabel *self = COPIL_FIT_LABEL (widget);
  PangoLayout *layout;

  *minimum = *natural = 0;
  if (self->wordings->len == 0)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  layout = self->wrap && for_size > 0 ? choose_layout (self, for_size)
                                      : lay_out (self, get_wording (self, 0), -1);
  pango_layout_get_pixel_size (layout, NULL, natural);
  *minimum = *natural;
  *minimum_baseline = *natural_baseline = PANGO_PIXELS (pango_layout_get_baseline (layout));
}

static void
copil_fit_label_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  CopilFitLabel *self = COPIL_FIT_LABEL (widget);
  int width = gtk_widget_get_width (widget), baseline = gtk_widget_get_allocated_baseline (widget);
  PangoLayout *layout;
  PangoRectangle text;
  double x, y;

  if (self->wordings->len == 0)
    return;
  layout = choose_layout (self, width);
  pango_layout_get_pixel_extents (layout, NULL, &text);
  x = MAX (0, width - text.width)
      * (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign);
  y = baseline >= 0 ? baseline - PANGO_PIXELS (pango_layout_get_baseline (layout))
                    : (gtk_widget_get_height (widget) - text.height) / 2;
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), (int) x - text.x, y,
                              layout);
}

/* -- What it says ----------------------------------------------------------------------------- */

static gboolean
says (CopilFitLabel      *self,
      const char * const *wordings)
{
  guint i;

  for (i = 0; i < self->wordings->len; i++)
    if (g_strcmp0 (wordings[i], g_array_index (self->wordings, Wording, i).text) != 0)
      return FALSE;
  return wordings[i] == NULL;
}

static void
set_wordings (CopilFitLabel      *self,
              const char * const *wordings)
{
  if (says (self, wordings))
    return;
  g_array_set_size (self->wordings, 0);
  for (guint i = 0; wordings[i] != NULL; i++)
    {
      Wording wording = { .text = g_strdup (wordings[i]) };

      g_array_append_val (self->wordings, wording);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  wordings[0] != NULL ? wordings[0] : "", -1);
}

void
copil_fit_label_set (CopilFitLabel      *self,
                     const char * const *wordings)
{
  g_return_if_fail (COPIL_IS_FIT_LABEL (self));

  set_wordings (self, wordings);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), wordings[0]);
}

void
copil_fit_label_set_text (CopilFitLabel *self,
                          const char    *text)
{
  const char *wordings[] = { text != NULL ? text : "", NULL };

  g_return_if_fail (COPIL_IS_FIT_LABEL (self));

  set_wordings (self, wordings);
  gtk_widget_set_visible (GTK_WIDGET (self), *wordings[0] != '\0');
}

const char *
copil_fit_label_get_text (CopilFitLabel *self)
{
  g_return_val_if_fail (COPIL_IS_FIT_LABEL (self), NULL);

  return self->wordings->len > 0 ? g_array_index (self->wordings, Wording, 0).text : "";
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_fit_label_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CopilFitLabel *self = COPIL_FIT_LABEL (object);

  switch (prop_id)
    {
    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;
    case PROP_WRAP:
      g_value_set_boolean (value, self->wrap);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_fit_label_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CopilFitLabel *self = COPIL_FIT_LABEL (object);

  switch (prop_id)
    {
    case PROP_XALIGN:
      if (self->xalign == g_value_get_float (value))
        return;
      self->xalign = g_value_get_float (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    case PROP_WRAP:
      if (self->wrap == g_value_get_boolean (value))
        return;
      self->wrap = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
copil_fit_label_finalize (GObject *object)
{
  g_array_unref (COPIL_FIT_LABEL (object)->wordings);
  G_OBJECT_CLASS (copil_fit_label_parent_class)->finalize (object);
}

static void
copil_fit_label_class_init (CopilFitLabelClass *klass)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = copil_fit_label_get_property;
  object_class->set_property = copil_fit_label_set_property;
  object_class->finalize = copil_fit_label_finalize;
  widget_class->get_request_mode = copil_fit_label_get_request_mode;
  widget_class->measure = copil_fit_label_measure;
  widget_class->snapshot = copil_fit_label_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);

  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_WRAP] = g_param_spec_boolean ("wrap", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
copil_fit_label_init (CopilFitLabel *self)
{
  self->wordings = g_array_new (FALSE, FALSE, sizeof (Wording));
  g_array_set_clear_func (self->wordings, wording_clear);
}

GtkWidget *
copil_fit_label_new (float    xalign,
                     gboolean wrap)
{
  return g_object_new (COPIL_TYPE_FIT_LABEL, "xalign", xalign, "wrap", wrap, NULL);
}
