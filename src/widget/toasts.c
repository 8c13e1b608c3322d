/* toasts.c: short messages at the foot of a window, one at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/toasts.h"

#define READING_SECONDS 5

typedef struct
{
  CopilToast said; /* its strings are owned */
  guint      number;
} Message;

struct _CopilToasts
{
  GtkWidget    parent_instance;
  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkButton   *button;
  GQueue       waiting; /* of Message */
  Message     *shown;   /* until it has gone from the screen */
  guint        last;    /* number given */
  guint        timer;   /* runs once the message has come up */
  gboolean     pointed;
  gboolean     focused;
};

G_DEFINE_FINAL_TYPE (CopilToasts, copil_toasts, GTK_TYPE_WIDGET)

static Message *
message_new (const CopilToast *toast,
             guint             number)
{
  Message *message = g_new0 (Message, 1);

  message->number = number;
  message->said.text = g_strdup (toast->text);
  message->said.button = g_strdup (toast->button);
  message->said.action = g_strdup (toast->action);
  message->said.target = toast->target != NULL ? g_variant_ref_sink (toast->target) : NULL;
  message->said.stays = toast->stays;
  return message;
}

static void
message_free (Message *message)
{
  g_free ((char *) message->said.text);
  g_free ((char *) message->said.button);
  g_free ((char *) message->said.action);
  g_clear_pointer (&message->said.target, g_variant_unref);
  g_free (message);
}

/* -- One at a time ---------------------------------------------------------------------------- */

/* Those that pass come before those that stay, each in their order. */
static void
enqueue (CopilToasts *self,
         Message     *message)
{
  GList *before = NULL;

  if (!message->said.stays)
    for (before = self->waiting.head; before != NULL; before = before->next)
      if (((Message *) before->data)->said.stays)
        break;
  g_queue_insert_before (&self->waiting, before, message);
}

static void
fill (CopilToasts      *self,
      const CopilToast *toast)
{
  gtk_label_set_label (self->label, toast->text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), toast->button != NULL);
  /* Never an action with the parameter of another. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  if (toast->button == NULL)
    return;
  gtk_button_set_label (self->button, toast->button);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), toast->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), toast->action);
}

static void
show_next (CopilToasts *self)
{
  if (self->shown != NULL || g_queue_is_empty (&self->waiting))
    return;
  self->shown = g_queue_pop_head (&self->waiting);
  fill (self, &self->shown->said);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
hide (CopilToasts *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static gboolean
is_leaving (CopilToasts *self)
{
  return self->shown != NULL && !gtk_revealer_get_reveal_child (self->revealer);
}

static gboolean
read_cb (gpointer data)
{
  CopilToasts *self = data;

  if (self->pointed || self->focused)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  hide (self);
  return G_SOURCE_REMOVE;
}

/* Told when a message has come up, or has gone, on a screen that was drawn. */
static void
revealed_cb (CopilToasts *self)
{
  if (gtk_revealer_get_child_revealed (self->revealer))
    {
      if (self->timer == 0 && self->shown != NULL && !self->shown->said.stays)
        self->timer = g_timeout_add_seconds (READING_SECONDS, read_cb, self);
    }
  else if (is_leaving (self))
    {
      g_clear_pointer (&self->shown, message_free);
      show_next (self);
    }
}

/* -- What others ask -------------------------------------------------------------------------- */

guint
copil_toasts_add (CopilToasts      *self,
                  const CopilToast *toast)
{
  g_return_val_if_fail (COPIL_IS_TOASTS (self), 0);
  g_return_val_if_fail (toast != NULL && toast->text != NULL, 0);

  enqueue (self, message_new (toast, ++self->last));
  if (self->shown != NULL && self->shown->said.stays && !toast->stays && !is_leaving (self))
    {
      enqueue (self, message_new (&self->shown->said, self->shown->number));
      self->shown->number = 0;
      hide (self);
    }
  show_next (self);
  return self->last;
}

void
copil_toasts_tell (CopilToasts *self,
                   const char  *text)
{
  copil_toasts_add (self, &(CopilToast) { .text = text });
}

void
copil_toasts_dismiss (CopilToasts *self,
                      guint        number)
{
  g_return_if_fail (COPIL_IS_TOASTS (self));

  if (number == 0)
    return;
  if (self->shown != NULL && self->shown->number == number)
    hide (self);
  for (GList *item = self->waiting.head; item != NULL; item = item->next)
    if (((Message *) item->data)->number == number)
      {
        message_free (item->data);
        g_queue_delete_link (&self->waiting, item);
        return;
      }
}

CopilToasts *
copil_toasts_find (GtkWidget *widget)
{
  GtkWidget *overlay = widget;

  while ((overlay = gtk_widget_get_ancestor (overlay, GTK_TYPE_OVERLAY)) != NULL)
    {
      for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (COPIL_IS_TOASTS (child))
          return COPIL_TOASTS (child);
      overlay = gtk_widget_get_parent (overlay);
    }
  return NULL;
}

const char *
copil_toasts_get_text (CopilToasts *self)
{
  g_return_val_if_fail (COPIL_IS_TOASTS (self), NULL);

  return self->shown != NULL && !is_leaving (self) ? self->shown->said.text : NULL;
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
point_cb (CopilToasts        *self,
          GParamSpec         *spec,
          GtkEventController *pointer)
{
  self->pointed =
    gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (pointer));
}

static void
focus_cb (CopilToasts        *self,
          GParamSpec         *spec,
          GtkEventController *focus)
{
  self->focused = gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (focus));
}

static void
copil_toasts_dispose (GObject *object)
{
  CopilToasts *self = COPIL_TOASTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) message_free);
  g_clear_pointer (&self->shown, message_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_TOASTS);
  G_OBJECT_CLASS (copil_toasts_parent_class)->dispose (object);
}

static void
copil_toasts_class_init (CopilToastsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_toasts_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/widget/toasts.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilToasts, revealer);
  gtk_widget_class_bind_template_child (widget_class, CopilToasts, label);
  gtk_widget_class_bind_template_child (widget_class, CopilToasts, button);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide);
}

static void
copil_toasts_init (CopilToasts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
