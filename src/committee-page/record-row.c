/* record-row.c: a row of a list of a committee: what it is, how it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/record-row.h"

#include "widget/icon.h"

#include <glib/gi18n-lib.h>

struct _CopilRecordRow
{
  AdwActionRow        parent_instance;
  GtkWidget          *waiting;
  GtkWidget          *state;
  GtkWidget          *icon;
  GtkLabel           *word;
  GtkWidget          *button;
  const char         *tone;
  CopilRecord        *record;
  CopilRecordRowFunc  fill;
  gpointer            data;
};

G_DEFINE_FINAL_TYPE (CopilRecordRow, copil_record_row, ADW_TYPE_ACTION_ROW)

CopilRecord *
copil_record_row_get_record (CopilRecordRow *self)
{
  g_return_val_if_fail (COPIL_IS_RECORD_ROW (self), NULL);
  return self->record;
}

/* A screen reader reads the row at once: what it is and how it stands. */
static void
name_row (CopilRecordRow *self)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self));
  const char *word = gtk_widget_get_visible (self->state) ? gtk_label_get_label (self->word) : "";
  g_autofree char *name = g_strdup_printf (
    "%s%s%s%s%s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
    subtitle != NULL && *subtitle != '\0' ? ", " : "", subtitle != NULL ? subtitle : "",
    *word != '\0' ? ", " : "", word);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
copil_record_row_set_text (CopilRecordRow *self,
                           const char     *title,
                           const char     *subtitle)
{
  g_return_if_fail (COPIL_IS_RECORD_ROW (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  name_row (self);
}

void
copil_record_row_set_state (CopilRecordRow *self,
                            CopilMarkWord   mark)
{
  g_return_if_fail (COPIL_IS_RECORD_ROW (self));

  gtk_widget_set_visible (self->state, mark.word != NULL && *mark.word != '\0');
  if (mark.word == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), mark.icon);
  gtk_label_set_label (self->word, mark.word);
  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->state, self->tone);
  self->tone = mark.tone;
  if (self->tone != NULL)
    gtk_widget_add_css_class (self->state, self->tone);
  name_row (self);
}

static void
set_target (GtkWidget  *widget,
            const char *action,
            const char *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (widget),
                                          target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), action);
}

void
copil_record_row_set_action (CopilRecordRow *self,
                             const char     *label,
                             const char     *action,
                             const char     *target)
{
  g_autofree char *name = NULL;

  g_return_if_fail (COPIL_IS_RECORD_ROW (self));

  gtk_widget_set_visible (self->button, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  set_target (self->button, action, target);
  name = g_strdup_printf ("%s, %s", label,
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
copil_record_row_add_control (CopilRecordRow *self,
                              GtkWidget      *control,
                              const char     *name)
{
  g_return_if_fail (COPIL_IS_RECORD_ROW (self));

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), control);
}

void
copil_record_row_set_link (CopilRecordRow *self,
                           const char     *action,
                           const char     *target)
{
  g_return_if_fail (COPIL_IS_RECORD_ROW (self));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), action != NULL);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  if (action != NULL)
    set_target (GTK_WIDGET (self), action, target);
}

static void
copil_record_row_dispose (GObject *object)
{
  CopilRecordRow *self = COPIL_RECORD_ROW (object);

  g_clear_object (&self->record);
  G_OBJECT_CLASS (copil_record_row_parent_class)->dispose (object);
}

static void
copil_record_row_class_init (CopilRecordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_record_row_dispose;
}

static void
copil_record_row_init (CopilRecordRow *self)
{
  self->waiting = gtk_label_new (_("waiting to be recorded"));
  gtk_widget_add_css_class (self->waiting, "chip-note");
  gtk_widget_set_visible (self->waiting, FALSE);
  gtk_widget_set_valign (self->waiting, GTK_ALIGN_CENTER);
  self->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->icon = copil_icon_new ("copil-none-symbolic");
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (self->state), self->icon);
  gtk_box_append (GTK_BOX (self->state), GTK_WIDGET (self->word));
  gtk_widget_set_visible (self->state, FALSE);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->waiting);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

GtkWidget *
copil_record_row_new (void)
{
  return g_object_new (COPIL_TYPE_RECORD_ROW, NULL);
}

/* -- Lists ------------------------------------------------------------------------------------ */

typedef struct
{
  CopilRecordRowFunc fill;
  gpointer           data;
} Filling;

static void
record_changed_cb (CopilRecordRow *self)
{
  gtk_widget_set_visible (self->waiting, copil_record_is_pending (self->record));
  self->fill (self, self->record, self->data);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer data)
{
  CopilRecordRow *self = COPIL_RECORD_ROW (copil_record_row_new ());
  const Filling *filling = data;

  self->record = g_object_ref (item);
  self->fill = filling->fill;
  self->data = filling->data;
  g_signal_connect_object (item, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  record_changed_cb (self);
  return GTK_WIDGET (self);
}

GtkWidget *
copil_record_list_box_new (GListModel         *model,
                           const char         *name,
                           const char         *empty,
                           CopilRecordRowFunc  fill,
                           gpointer            data)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *placeholder = gtk_label_new (empty);
  Filling *filling = g_new (Filling, 1);

  *filling = (Filling) { fill, data };
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "holds-placeholder");
  gtk_widget_add_css_class (placeholder, "placeholder");
  gtk_label_set_wrap (GTK_LABEL (placeholder), TRUE);
  gtk_label_set_xalign (GTK_LABEL (placeholder), 0);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), placeholder);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, create_row_cb, filling, g_free);
  g_object_unref (model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return list;
}

void
copil_record_list_box_refill (GtkWidget *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) != NULL; i++)
    record_changed_cb (COPIL_RECORD_ROW (row));
}
