/* section.c: a heading, what can be done under it, and what it is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/section.h"

#include "widget/icon.h"

struct _CopilSection
{
  GtkWidget   parent_instance;
  GtkWidget  *box;
  GtkLabel   *title;
  GtkLabel   *note;
  GtkWidget  *state;
  GtkWidget  *icon;
  GtkLabel   *word;
  GtkWidget  *button;
  GtkWidget  *body;
  const char *tone;
};

G_DEFINE_FINAL_TYPE (CopilSection, copil_section, GTK_TYPE_WIDGET)

void
copil_sentence_set (GtkWidget  *sentence,
                    const char *text)
{
  gtk_label_set_label (GTK_LABEL (sentence), text != NULL ? text : "");
  gtk_widget_set_visible (sentence, text != NULL && *text != '\0');
}

GtkWidget *
copil_sentence_new (const char *text,
                    const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  copil_sentence_set (label, text);
  return label;
}

void
copil_section_set_title (CopilSection *self,
                         const char   *title)
{
  g_return_if_fail (COPIL_IS_SECTION (self));
  gtk_label_set_label (self->title, title);
}

void
copil_section_set_note (CopilSection *self,
                        const char   *note)
{
  g_return_if_fail (COPIL_IS_SECTION (self));
  copil_sentence_set (GTK_WIDGET (self->note), note);
}

void
copil_section_set_state (CopilSection *self,
                         const char   *icon,
                         const char   *word,
                         const char   *tone)
{
  g_return_if_fail (COPIL_IS_SECTION (self));

  gtk_widget_set_visible (self->state, word != NULL && *word != '\0');
  if (word == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_label (self->word, word);
  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->state, self->tone);
  self->tone = tone;
  if (tone != NULL)
    gtk_widget_add_css_class (self->state, tone);
}

void
copil_section_set_action (CopilSection *self,
                          const char   *label,
                          const char   *action,
                          const char   *target)
{
  g_return_if_fail (COPIL_IS_SECTION (self));

  gtk_widget_set_visible (self->button, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  /* Never the target of one beside the name of another. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button),
                                          target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

void
copil_section_append (CopilSection *self,
                      GtkWidget    *child)
{
  g_return_if_fail (COPIL_IS_SECTION (self));
  gtk_box_append (GTK_BOX (self->body), child);
}

GtkWidget *
copil_section_add_sentence (CopilSection *self,
                            const char   *style)
{
  GtkWidget *sentence = copil_sentence_new (NULL, style);

  copil_section_append (self, sentence);
  return sentence;
}

void
copil_section_clear (CopilSection *self)
{
  GtkWidget *child;

  g_return_if_fail (COPIL_IS_SECTION (self));
  while ((child = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_box_remove (GTK_BOX (self->body), child);
}

static GtkWidget *
create_head (CopilSection *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->title = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                         GTK_ACCESSIBLE_ROLE_HEADING, NULL));
  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "section-heading");
  self->note = GTK_LABEL (copil_sentence_new (NULL, "secondary"));
  gtk_label_set_wrap (self->note, FALSE);
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (spring, TRUE);
  self->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->icon = copil_icon_new ("copil-none-symbolic");
  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (self->state), self->icon);
  gtk_box_append (GTK_BOX (self->state), GTK_WIDGET (self->word));
  gtk_widget_set_visible (self->state, FALSE);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (head), spring);
  gtk_box_append (GTK_BOX (head), self->state);
  gtk_box_append (GTK_BOX (head), self->button);
  return head;
}

static void
copil_section_dispose (GObject *object)
{
  CopilSection *self = COPIL_SECTION (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (copil_section_parent_class)->dispose (object);
}

static void
copil_section_class_init (CopilSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_section_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_section_init (CopilSection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (self->box), create_head (self));
  gtk_box_append (GTK_BOX (self->box), self->body);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
copil_section_new (const char *title,
                   gboolean    card)
{
  CopilSection *self = g_object_new (COPIL_TYPE_SECTION, NULL);

  copil_section_set_title (self, title);
  if (card)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "card");
      gtk_widget_add_css_class (GTK_WIDGET (self), "section-card");
    }
  return GTK_WIDGET (self);
}
