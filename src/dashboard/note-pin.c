/* note-pin.c: the mark of annotations on a curve, and what it opens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/note-pin.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
add_line (GtkWidget  *box,
          const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* The dialog that follows is not to be read through it. */
static void
clicked_cb (GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
add_button (GtkWidget             *row,
            const char            *text,
            const char            *action,
            const CopilAnnotation *annotation)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  g_autofree char *name = g_strdup_printf ("%s %s", text, annotation->label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", annotation->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
  gtk_box_append (GTK_BOX (row), button);
}

/* What waits is neither corrected nor removed: what it will be is not known yet. */
static void
add_wait (GtkWidget             *box,
          const CopilAnnotation *annotation)
{
  static const char * const sentences[] = {
    [COPIL_ANNOTATION_ADDING] =
      N_("Waiting: it will be recorded as soon as the server answers."),
    [COPIL_ANNOTATION_CHANGING] =
      N_("Correction waiting: it will be recorded as soon as the server answers."),
    [COPIL_ANNOTATION_REMOVING] =
      N_("Removal waiting: it will be recorded as soon as the server answers."),
  };

  add_line (box, _(sentences[annotation->state]), "tone-watch");
}

static void
add_buttons (GtkWidget             *box,
             CopilDashboardView    *view,
             const CopilAnnotator  *annotator,
             const CopilAnnotation *annotation)
{
  CopilTerritoryList *territories =
    copil_cube_get_territories (copil_dashboard_view_get_cube (view));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (copil_annotator_may_edit (annotator, annotation, territories))
    add_button (row, _("Correct…"), "win.edit-annotation", annotation);
  if (copil_annotator_may_remove (annotator, annotation, territories))
    add_button (row, _("Remove…"), "win.remove-annotation", annotation);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_visible (row, gtk_widget_get_first_child (row) != NULL);
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_annotation (GtkWidget             *box,
                CopilDashboardView    *view,
                const CopilAnnotator  *annotator,
                const CopilAnnotation *annotation)
{
  g_autofree char *month = copil_format_period (annotation->month);
  g_autofree char *origin = copil_dashboard_view_name_origin (view, annotation);
  g_autofree char *when = origin != NULL ? g_strdup_printf ("%s, %s", month, origin)
                                         : g_strdup (month);
  g_autofree char *sign = copil_annotation_sign (annotation);

  add_line (box, when, "chart-title");
  add_line (box, annotation->label, NULL);
  add_line (box, sign, "note");
  if (annotation->state == COPIL_ANNOTATION_RECORDED)
    add_buttons (box, view, annotator, annotation);
  else
    add_wait (box, annotation);
}

static GtkWidget *
build_popover (CopilDashboardView   *view,
               const CopilAnnotator *annotator,
               GPtrArray            *annotations)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < annotations->len; i++)
    {
      if (i > 0)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      add_annotation (box, view, annotator, g_ptr_array_index (annotations, i));
    }
  gtk_widget_add_css_class (popover, "reading");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* "Annotation, mars 2026 : Renfort ; Grève (en attente)". */
static char *
build_name (GPtrArray *annotations)
{
  const CopilAnnotation *first = g_ptr_array_index (annotations, 0);
  g_autofree char *month = copil_format_period (first->month);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);
      const char *wait = copil_annotation_get_wait (annotation);

      g_string_append_printf (words, "%s%s", i > 0 ? COPIL_NNBSP "; " : "", annotation->label);
      if (wait != NULL)
        g_string_append_printf (words, " (%s)", wait);
    }
  return g_strdup_printf (_("Annotation, %s: %s"), month, words->str);
}

GtkWidget *
copil_note_pin_new (CopilDashboardView   *view,
                    const CopilAnnotator *annotator,
                    GPtrArray            *annotations)
{
  GtkWidget *pin = gtk_menu_button_new ();
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *name = build_name (annotations);

  /* The chart draws what is seen. */
  gtk_menu_button_set_child (GTK_MENU_BUTTON (pin), mark);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (pin), build_popover (view, annotator, annotations));
  gtk_widget_add_css_class (pin, "flat");
  gtk_widget_add_css_class (pin, "pin");
  gtk_accessible_update_property (GTK_ACCESSIBLE (pin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return pin;
}
