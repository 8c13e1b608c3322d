/* period-chooser.c: a month, the one before, the one after
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/period-chooser.h"

#include "core/format.h"
#include "widget/icon.h"

#include <glib/gi18n-lib.h>

#define MONTHS 12

struct _CopilPeriodChooser
{
  GtkWidget   parent_instance;
  GtkWidget  *box;
  GtkWidget  *before;
  GtkWidget  *menu;
  GtkWidget  *label; /* its text */
  GtkWidget  *after;
  GtkWidget  *popover; /* made when first opened */
  GtkWidget  *year_label;
  GtkWidget  *year_before;
  GtkWidget  *year_after;
  GtkWidget  *months[MONTHS];
  CopilPeriod period;
  CopilPeriod first;
  CopilPeriod last;
  int         year; /* shown in the popover */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilPeriodChooser, copil_period_chooser, GTK_TYPE_WIDGET)

static void
choose (CopilPeriodChooser *self,
        int                 index)
{
  if (index < self->first.index || index > self->last.index || index == self->period.index)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, index);
}

void
copil_period_chooser_step (CopilPeriodChooser *self,
                           int                 months)
{
  g_return_if_fail (COPIL_IS_PERIOD_CHOOSER (self));
  choose (self, self->period.index + months);
}

/* -- The months of a year --------------------------------------------------------------------- */

static int
index_of (CopilPeriodChooser *self,
          int                 month)
{
  return copil_period_new (COPIL_RHYTHM_MONTH, self->year, month + 1).index;
}

static void
show_year (CopilPeriodChooser *self)
{
  g_autofree char *year = g_strdup_printf ("%d", self->year);

  gtk_label_set_label (GTK_LABEL (self->year_label), year);
  for (int i = 0; i < MONTHS; i++)
    {
      int index = index_of (self, i);

      gtk_widget_set_sensitive (self->months[i],
                                index >= self->first.index && index <= self->last.index);
      /* A flat button has no ground, on which alone the text of a suggested one is seen. */
      gtk_widget_remove_css_class (self->months[i], "suggested-action");
      gtk_widget_remove_css_class (self->months[i], "flat");
      gtk_widget_add_css_class (self->months[i], index == self->period.index ? "suggested-action"
                                                                             : "flat");
    }
  gtk_widget_set_sensitive (self->year_before, self->year > copil_period_get_year (self->first));
  gtk_widget_set_sensitive (self->year_after, self->year < copil_period_get_year (self->last));
}

static void
year_before_cb (CopilPeriodChooser *self)
{
  self->year--;
  show_year (self);
}

static void
year_after_cb (CopilPeriodChooser *self)
{
  self->year++;
  show_year (self);
}

static void
month_cb (CopilPeriodChooser *self,
          GtkWidget          *button)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  for (int i = 0; i < MONTHS; i++)
    if (self->months[i] == button)
      choose (self, index_of (self, i));
}

static GtkWidget *
create_button (const char *icon,
               const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return button;
}

static GtkWidget *
create_year_row (CopilPeriodChooser *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->year_before = create_button ("copil-back-symbolic", _("Year before"));
  self->year_after = create_button ("copil-forward-symbolic", _("Year after"));
  self->year_label = gtk_label_new (NULL);
  gtk_widget_set_hexpand (self->year_label, TRUE);
  gtk_widget_add_css_class (self->year_label, "card-title");
  gtk_widget_add_css_class (self->year_before, "flat");
  gtk_widget_add_css_class (self->year_after, "flat");
  g_signal_connect_swapped (self->year_before, "clicked", G_CALLBACK (year_before_cb), self);
  g_signal_connect_swapped (self->year_after, "clicked", G_CALLBACK (year_after_cb), self);
  gtk_box_append (GTK_BOX (row), self->year_before);
  gtk_box_append (GTK_BOX (row), self->year_label);
  gtk_box_append (GTK_BOX (row), self->year_after);
  return row;
}

static GtkWidget *
create_months (CopilPeriodChooser *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < MONTHS; i++)
    {
      self->months[i] = gtk_button_new_with_label (copil_format_month (i + 1));
      gtk_widget_add_css_class (self->months[i], "flat");
      g_signal_connect_swapped (self->months[i], "clicked", G_CALLBACK (month_cb), self);
      gtk_grid_attach (GTK_GRID (grid), self->months[i], i % 3, i / 3, 1, 1);
    }
  return grid;
}

static void
open_cb (GtkMenuButton *menu,
         gpointer       data)
{
  CopilPeriodChooser *self = COPIL_PERIOD_CHOOSER (data);

  if (self->popover == NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

      gtk_box_append (GTK_BOX (box), create_year_row (self));
      gtk_box_append (GTK_BOX (box), create_months (self));
      self->popover = gtk_popover_new ();
      gtk_popover_set_child (GTK_POPOVER (self->popover), box);
      gtk_menu_button_set_popover (menu, self->popover);
    }
  self->year = copil_period_get_year (self->period);
  show_year (self);
}

/* -- The row ---------------------------------------------------------------------------------- */

void
copil_period_chooser_set (CopilPeriodChooser *self,
                          CopilPeriod         period,
                          CopilPeriod         first,
                          CopilPeriod         last)
{
  g_autofree char *label = NULL;

  g_return_if_fail (COPIL_IS_PERIOD_CHOOSER (self));
  self->period = period;
  self->first = first;
  self->last = last;
  label = copil_format_period (period);
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_sensitive (self->before, period.index > first.index);
  gtk_widget_set_sensitive (self->after, period.index < last.index);
}

static void
before_cb (CopilPeriodChooser *self)
{
  copil_period_chooser_step (self, -1);
}

static void
after_cb (CopilPeriodChooser *self)
{
  copil_period_chooser_step (self, 1);
}

static void
copil_period_chooser_dispose (GObject *object)
{
  CopilPeriodChooser *self = COPIL_PERIOD_CHOOSER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (copil_period_chooser_parent_class)->dispose (object);
}

static void
copil_period_chooser_class_init (CopilPeriodChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_period_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_PERIOD_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_period_chooser_init (CopilPeriodChooser *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->before = create_button ("copil-back-symbolic", _("Month before"));
  self->after = create_button ("copil-forward-symbolic", _("Month after"));
  self->menu = gtk_menu_button_new ();
  self->label = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (content), self->label);
  gtk_box_append (GTK_BOX (content), copil_icon_new ("copil-open-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->menu), content);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), open_cb, self, NULL);
  g_signal_connect_swapped (self->before, "clicked", G_CALLBACK (before_cb), self);
  g_signal_connect_swapped (self->after, "clicked", G_CALLBACK (after_cb), self);
  gtk_widget_add_css_class (self->box, "linked");
  gtk_widget_add_css_class (self->box, "period");
  gtk_box_append (GTK_BOX (self->box), self->before);
  gtk_box_append (GTK_BOX (self->box), self->menu);
  gtk_box_append (GTK_BOX (self->box), self->after);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
