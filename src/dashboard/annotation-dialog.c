/* annotation-dialog.c: what happened, when and where, in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/annotation-dialog.h"

#include "core/format.h"
#include "widget/text-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In pixels, for text of the usual size. */
#define WIDTH 560
#define MARGIN 24

struct _CopilAnnotationDialog
{
  AdwWindow            parent_instance;
  GtkButton           *apply;
  GtkLabel            *indicator;
  GtkEditable         *words;
  GtkLabel            *count;
  AdwComboRow         *month;
  AdwComboRow         *place;
  CopilPeriod          last;
  GPtrArray           *places; /* CopilTerritory */
};

G_DEFINE_FINAL_TYPE (CopilAnnotationDialog, copil_annotation_dialog, ADW_TYPE_WINDOW)

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As the base will store them: what is pasted may have several lines. */
static char *
get_words (CopilAnnotationDialog *self)
{
  g_autofree char *one_line = g_strdelimit (g_strdup (gtk_editable_get_text (self->words)),
                                            "\r\n\t", ' ');
  char *words = g_utf8_normalize (one_line, -1, G_NORMALIZE_NFC);

  return g_strstrip (words != NULL ? words : g_strdup (""));
}

static void
update (CopilAnnotationDialog *self)
{
  g_autofree char *words = get_words (self);
  long n = g_utf8_strlen (words, -1);
  /* translators: how many signs are written, of how many at most: "12 of 400 signs" */
  g_autofree char *count = g_strdup_printf (_("%ld of %d signs"), n, COPIL_ANNOTATION_MAX_LENGTH);
  gboolean too_long = n > COPIL_ANNOTATION_MAX_LENGTH;

  gtk_label_set_label (self->count, count);
  if (too_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->count), "tone-unfavourable");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count), "tone-unfavourable");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "annotation.apply", n > 0 && !too_long);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilAnnotationDialog *self = COPIL_ANNOTATION_DIALOG (widget);
  g_autofree char *words = get_words (self);
  guint rank = MIN (adw_combo_row_get_selected (self->place), self->places->len - 1);
  const CopilTerritory *place = g_ptr_array_index (self->places, rank);

  g_signal_emit (self, signals[ACCEPTED], 0,
                 self->last.index - (int) adw_combo_row_get_selected (self->month), place->id,
                 words);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
copil_annotation_dialog_dispose (GObject *object)
{
  CopilAnnotationDialog *self = COPIL_ANNOTATION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_ANNOTATION_DIALOG);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (copil_annotation_dialog_parent_class)->dispose (object);
}

static void
copil_annotation_dialog_class_init (CopilAnnotationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_annotation_dialog_dispose;
  signals[ACCEPTED] =
    g_signal_new ("accepted", COPIL_TYPE_ANNOTATION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "annotation.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "annotation.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "annotation.cancel", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/copil/Copil/ui/dashboard/annotation-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, indicator);
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, words);
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, count);
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, month);
  gtk_widget_class_bind_template_child (widget_class, CopilAnnotationDialog, place);
}

static void
copil_annotation_dialog_init (CopilAnnotationDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->words, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->words, "entry-activated", G_CALLBACK (gtk_widget_activate),
                           self->apply, G_CONNECT_SWAPPED);
}

/* Larger text wants more room, as far as the window has some. */
static int
find_width (CopilAnnotationDialog *self,
            GtkWindow             *parent)
{
  int wanted = (int) lround (WIDTH * copil_text_scale (GTK_WIDGET (self)));
  int room = gtk_widget_get_width (GTK_WIDGET (parent)) - 2 * MARGIN;

  return MAX (MIN (wanted, room), WIDTH);
}

/* The last one first. */
static void
fill_months (CopilAnnotationDialog *self,
             CopilPeriod            first,
             CopilPeriod            month)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (int index = self->last.index; index >= first.index; index--)
    gtk_string_list_take (list, copil_format_period ((CopilPeriod) { COPIL_RHYTHM_MONTH, index }));
  adw_combo_row_set_model (self->month, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->month, (guint) CLAMP (self->last.index - month.index, 0,
                                                          self->last.index - first.index));
}

static void
fill_places (CopilAnnotationDialog *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->places->len; i++)
    gtk_string_list_take (list, copil_territory_get_title (g_ptr_array_index (self->places, i)));
  adw_combo_row_set_model (self->place, G_LIST_MODEL (list));
}

CopilAnnotationDialog *
copil_annotation_dialog_new (GtkWindow   *parent,
                             const char  *indicator,
                             CopilPeriod  first,
                             CopilPeriod  last,
                             CopilPeriod  month,
                             GPtrArray   *places,
                             const char  *words,
                             gboolean     correcting)
{
  CopilAnnotationDialog *self;

  g_return_val_if_fail (places->len > 0, NULL);

  self = g_object_new (COPIL_TYPE_ANNOTATION_DIALOG, "transient-for", parent, NULL);
  self->last = last;
  self->places = g_ptr_array_ref (places);
  gtk_window_set_title (GTK_WINDOW (self), correcting ? _("Correct the annotation")
                                                      : _("Annotate the curve"));
  gtk_button_set_label (self->apply, correcting ? _("Correct") : _("Annotate"));
  gtk_label_set_label (self->indicator, indicator);
  gtk_window_set_default_size (GTK_WINDOW (self), find_width (self, parent), -1);
  fill_months (self, first, month);
  fill_places (self);
  gtk_editable_set_text (self->words, words != NULL ? words : "");
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->words));
  return self;
}
