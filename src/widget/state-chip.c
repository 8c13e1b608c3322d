/* state-chip.c: how fresh is what is shown, always in the header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/state-chip.h"

#include "core/format.h"
#include "widget/icon.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _CopilStateChip
{
  GtkWidget      parent_instance;
  GtkWidget     *button;
  GtkWidget     *icon;
  GtkWidget     *word;
  GtkWidget     *detail;
  GDateTime     *time;
  double         fraction;
  CopilFreshness freshness;
  gboolean       compact;
};

enum
{
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilStateChip, copil_state_chip, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *word;
  const char *css;
} looks[] = {
  [COPIL_FRESHNESS_OPENING] = { "copil-clock-symbolic", N_("Opening"), "opening" },
  [COPIL_FRESHNESS_LOADING] = { "copil-clock-symbolic", N_("Loading"), "loading" },
  [COPIL_FRESHNESS_LIVE] = { "copil-dot-symbolic", N_("Live"), "live" },
  [COPIL_FRESHNESS_PAUSED] = { "copil-pause-symbolic", N_("Paused"), "paused" },
  [COPIL_FRESHNESS_OFFLINE] = { "copil-offline-symbolic", N_("Offline"), "offline" },
};

/* Today an hour is enough; older figures say their day. */
static char *
format_age (GDateTime *time)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *moment = NULL;
  GDate date;

  if (g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (time) &&
      g_date_time_get_year (now) == g_date_time_get_year (time))
    {
      moment = copil_format_clock (time, FALSE);
      /* translators: after "Offline": the hour of the figures shown */
      return g_strdup_printf (_("· figures of %s"), moment);
    }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  g_date_time_get_year (time));
  moment = copil_format_date_short (&date);
  /* translators: after "Offline": the day of the figures shown */
  return g_strdup_printf (_("· figures of the %s"), moment);
}

static char *
format_detail (CopilStateChip *self)
{
  g_autofree char *moment = NULL;

  switch (self->freshness)
    {
    case COPIL_FRESHNESS_LIVE:
      if (self->time == NULL)
        return g_strdup ("");
      moment = copil_format_clock (self->time, TRUE);
      /* translators: after "Live": the hour of the last check, to the second */
      return g_strdup_printf (_("· at %s"), moment);
    case COPIL_FRESHNESS_LOADING:
      return self->fraction < 0 ? g_strdup ("")
                                : copil_format_value (floor (self->fraction * 100), "%", 0);
    case COPIL_FRESHNESS_PAUSED:
    case COPIL_FRESHNESS_OFFLINE:
      return self->time != NULL ? format_age (self->time) : g_strdup ("");
    case COPIL_FRESHNESS_OPENING:
    default:
      return g_strdup ("");
    }
}

static void
update (CopilStateChip *self)
{
  const char *word = _(looks[self->freshness].word);
  g_autofree char *detail = format_detail (self);
  g_autofree char *name = copil_state_chip_get_text (self);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->button, looks[i].css);
  gtk_widget_add_css_class (self->button, looks[self->freshness].css);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[self->freshness].icon);
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->detail, *detail != '\0' && !self->compact);
  gtk_widget_set_tooltip_text (self->button, self->compact ? name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
copil_state_chip_set (CopilStateChip *self,
                      CopilFreshness  freshness,
                      GDateTime      *time,
                      double          fraction)
{
  g_return_if_fail (COPIL_IS_STATE_CHIP (self));

  if (time != NULL)
    g_date_time_ref (time);
  g_clear_pointer (&self->time, g_date_time_unref);
  self->time = time;
  self->freshness = freshness;
  self->fraction = fraction;
  update (self);
}

void
copil_state_chip_set_create_popover (CopilStateChip               *self,
                                     GtkMenuButtonCreatePopupFunc  create,
                                     gpointer                      data)
{
  g_return_if_fail (COPIL_IS_STATE_CHIP (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create, data, NULL);
}

char *
copil_state_chip_get_text (CopilStateChip *self)
{
  g_autofree char *detail = NULL;

  g_return_val_if_fail (COPIL_IS_STATE_CHIP (self), NULL);
  detail = format_detail (self);
  return g_strconcat (_(looks[self->freshness].word), *detail ? " " : "", detail, NULL);
}

void
copil_state_chip_set_compact (CopilStateChip *self,
                              gboolean        compact)
{
  g_return_if_fail (COPIL_IS_STATE_CHIP (self));
  if (self->compact == !!compact)
    return;
  self->compact = !!compact;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
copil_state_chip_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CopilStateChip *self = COPIL_STATE_CHIP (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_state_chip_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CopilStateChip *self = COPIL_STATE_CHIP (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      copil_state_chip_set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_state_chip_dispose (GObject *object)
{
  CopilStateChip *self = COPIL_STATE_CHIP (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->time, g_date_time_unref);
  G_OBJECT_CLASS (copil_state_chip_parent_class)->dispose (object);
}

static void
copil_state_chip_class_init (CopilStateChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = copil_state_chip_get_property;
  object_class->set_property = copil_state_chip_set_property;
  object_class->dispose = copil_state_chip_dispose;

  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
copil_state_chip_init (CopilStateChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->fraction = -1;
  self->icon = copil_icon_new (NULL);
  self->word = gtk_label_new (NULL);
  self->detail = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->icon, "dot");
  gtk_widget_add_css_class (self->word, "strong");
  gtk_widget_add_css_class (self->detail, "secondary");
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->word);
  gtk_box_append (GTK_BOX (box), self->detail);
  self->button = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->button, "chip");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  update (self);
}
