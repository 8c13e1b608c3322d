/* agenda-card.c: the agenda of a sitting, as it is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-card.h"

#include "chart/minutes-chart.h"
#include "committee-page/advice-forms.h"
#include "committee-page/agenda-link.h"
#include "committee-page/agenda-row.h"
#include "committee-page/document-dialog.h"
#include "committee-page/section.h"
#include "committee-page/words.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/chart-view.h"

#include <glib/gi18n-lib.h>

struct _CopilAgendaCard
{
  GtkWidget            parent_instance;
  CopilSittingContext *context;
  CopilAgendaEdits    *edits;
  GtkWidget           *section;
  GtkWidget           *undo;
  GtkWidget           *chart;
  GtkWidget           *list;
  GListStore          *items; /* CopilRecord, in the order of reading */
};

G_DEFINE_FINAL_TYPE (CopilAgendaCard, copil_agenda_card, GTK_TYPE_WIDGET)

/* -- The strip -------------------------------------------------------------------------------- */

static CopilMinutesNature
nature_of (CopilRecord *item)
{
  const char *nature = copil_record_get_word (item, "nature");

  if (g_str_equal (nature, "decision"))
    return COPIL_MINUTES_DECISION;
  return g_str_equal (nature, "advice") ? COPIL_MINUTES_ADVICE : COPIL_MINUTES_INFORMATION;
}

static int
minute_of (gint64 instant)
{
  g_autoptr(GDateTime) time = copil_instant_in_paris (instant);

  return time != NULL ? g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time) : 0;
}

static void
show_strip (CopilAgendaCard *self,
            CopilRecord     *sitting)
{
  GPtrArray *agenda = self->context->agenda;
  g_autofree CopilMinutesItem *items = g_new0 (CopilMinutesItem, MAX (agenda->len, 1));
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CopilChart) chart = NULL;
  guint n = 0;

  for (guint i = 0; i < agenda->len; i++)
    {
      const CopilAgendaEntry *entry = g_ptr_array_index (agenda, i);

      if (entry->seconds == 0)
        continue;
      g_ptr_array_add (labels, g_strdup_printf ("%s %s", entry->number,
                                                copil_record_get_word (entry->item, "title")));
      items[n] = (CopilMinutesItem) { nature_of (entry->item), (int) entry->seconds,
                                      g_ptr_array_index (labels, n) };
      n++;
    }
  chart = copil_minutes_chart_new (&(CopilMinutesData) {
    .head = { .title = _("Minutes of the agenda") },
    .start = minute_of (copil_record_get_time (sitting, "starts_at")),
    .items = items,
    .n = n,
  });
  copil_chart_view_set_chart (COPIL_CHART_VIEW (self->chart), chart);
  gtk_widget_set_visible (self->chart, n > 0);
}

/* -- The points ------------------------------------------------------------------------------- */

static GtkWidget *
create_row_cb (gpointer item,
               gpointer data)
{
  return copil_agenda_row_new (COPIL_AGENDA_CARD (data)->context, item);
}

/* Only the stretch that is another is put anew, so that rows keep their focus. */
static void
put_items (CopilAgendaCard *self)
{
  GPtrArray *agenda = self->context->agenda;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint first = 0, last = 0;
  g_autoptr(GPtrArray) added = g_ptr_array_new ();

  for (; first < n && first < agenda->len; first++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->items), first);

      if ((gpointer) item != ((CopilAgendaEntry *) agenda->pdata[first])->item)
        break;
    }
  for (; last < n - first && last < agenda->len - first; last++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->items), n - 1 - last);

      if ((gpointer) item != ((CopilAgendaEntry *) agenda->pdata[agenda->len - 1 - last])->item)
        break;
    }
  if (first + last == n && n == agenda->len)
    return;
  for (guint i = first; i < agenda->len - last; i++)
    g_ptr_array_add (added, ((CopilAgendaEntry *) agenda->pdata[i])->item);
  g_list_store_splice (self->items, first, n - first - last, added->pdata, added->len);
}

/* (nullable): the latest approval that was given for another agenda than this one. */
static JsonObject *
find_outdated (CopilAgendaCard *self)
{
  static const char * const keys[] = { "state", "local" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      CopilRecord *approval =
        copil_sitting_context_find_approval (self->context, keys[i], "agenda");

      if (approval != NULL && copil_record_has (approval, "voided_at") &&
          copil_record_get_bool (approval, "given"))
        return copil_record_get_object (approval, "content");
    }
  return NULL;
}

/* (transfer full): ids of the points that are not as they were approved. */
static GHashTable *
find_modified (CopilAgendaCard *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *old = find_outdated (self);
  g_autoptr(GPtrArray) changes = NULL;

  if (old == NULL || self->context->laid.content == NULL)
    return ids;
  changes = copil_agenda_diff (old, self->context->laid.content);
  for (guint i = 0; i < changes->len; i++)
    g_hash_table_add (ids, g_strdup (((CopilAgendaChange *) changes->pdata[i])->id));
  return ids;
}

static void
show_rows (CopilAgendaCard *self)
{
  GPtrArray *agenda = self->context->agenda;
  g_autoptr(GHashTable) modified = find_modified (self);

  for (guint i = 0; i < agenda->len; i++)
    {
      const CopilAgendaEntry *entry = agenda->pdata[i];
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);

      copil_agenda_row_show (COPIL_AGENDA_ROW (row), entry,
                             g_hash_table_contains (modified, copil_record_get_id (entry->item)));
    }
}

void
copil_agenda_card_update (CopilAgendaCard *self)
{
  CopilRecord *sitting;
  g_autofree char *points = NULL, *length = NULL, *note = NULL;
  gint64 version;

  g_return_if_fail (COPIL_IS_AGENDA_CARD (self));

  sitting = copil_sitting_context_get (self->context);
  if (sitting == NULL)
    return;
  version = copil_record_get_int (sitting, "agenda_version");
  points = copil_format_count (self->context->agenda->len, _("point"), _("points"));
  length = copil_format_length (copil_agenda_get_total (self->context->agenda));
  note = version > 0 ? g_strdup_printf (_("version %d · %s · %s"), (int) version, length, points)
                     : g_strdup_printf (_("%s · %s"), length, points);
  copil_section_set_note (COPIL_SECTION (self->section), note);
  copil_section_set_action (COPIL_SECTION (self->section),
                            self->context->editable ? _("Point…") : NULL, "agenda.add", NULL);
  gtk_widget_set_visible (self->undo, copil_agenda_edits_can_undo (self->edits));
  show_strip (self, sitting);
  put_items (self);
  show_rows (self);
}

/* -- Actions ---------------------------------------------------------------------------------- */

/* (nullable): the point that an action names, or the one that has the focus. */
static const char *
find_subject (CopilAgendaCard *self,
              GVariant        *parameter)
{
  const char *id = parameter != NULL ? g_variant_get_string (parameter, NULL) : "";
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (*id != '\0')
    return id;
  if (focus != NULL && !COPIL_IS_AGENDA_ROW (focus))
    focus = gtk_widget_get_ancestor (focus, COPIL_TYPE_AGENDA_ROW);
  return focus != NULL ? copil_record_get_id (copil_agenda_row_get_item (COPIL_AGENDA_ROW (focus)))
                       : NULL;
}

static const struct
{
  const char     *name;
  CopilAgendaMove move;
} moves[] = {
  { "agenda.up", COPIL_MOVE_UP },
  { "agenda.down", COPIL_MOVE_DOWN },
  { "agenda.in", COPIL_MOVE_IN },
  { "agenda.out", COPIL_MOVE_OUT },
};

static void
refocus (CopilAgendaCard *self,
         const char      *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_str_equal (copil_record_get_id (copil_agenda_row_get_item (COPIL_AGENDA_ROW (row))), id))
      gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  g_autofree char *subject = g_strdup (find_subject (self, parameter));

  if (subject == NULL || !self->context->editable)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].name, name))
      copil_agenda_edits_move (self->edits, subject, moves[i].move);
  refocus (self, subject);
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *item, *beside;
  gboolean after;

  g_variant_get (parameter, "(&s&sb)", &item, &beside, &after);
  if (self->context->editable)
    copil_agenda_edits_put (self->edits, item, beside, after);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  copil_agenda_edits_open (COPIL_AGENDA_CARD (widget)->edits, NULL, NULL);
}

static void
add_under_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);

  copil_agenda_edits_open (self->edits, NULL, find_subject (self, parameter));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *subject = find_subject (self, parameter);

  if (subject != NULL && self->context->editable)
    copil_agenda_edits_open (self->edits, subject, NULL);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *subject = find_subject (self, parameter);

  if (subject != NULL && self->context->editable)
    copil_agenda_edits_remove (self->edits, subject);
}

/* Who may not change the agenda reads them all the same. */
static void
documents_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *subject = find_subject (self, parameter);
  CopilRecord *item = subject != NULL
                        ? copil_sitting_store_find (self->context->store, "agenda_item", subject)
                        : NULL;

  if (item != NULL)
    copil_document_dialog_open (self->context, item);
}

static void
ask_advice_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *subject = find_subject (self, parameter);
  CopilRecord *item = subject != NULL
                        ? copil_sitting_store_find (self->context->store, "agenda_item", subject)
                        : NULL;

  if (item != NULL && self->context->editable)
    copil_advice_forms_ask (self->context, item);
}

static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *subject = find_subject (self, parameter);

  if (subject != NULL && self->context->editable)
    copil_agenda_link_open (self->edits, self->context, subject);
}

/* Of a linked figure, named by its id. */
static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);
  const char *view = g_variant_get_string (parameter, NULL);

  if (!self->context->editable)
    return;
  if (g_str_equal (name, "agenda.view-remove"))
    copil_agenda_link_remove (self->edits, self->context, view);
  else
    copil_agenda_link_move (self->edits, self->context, view,
                            g_str_equal (name, "agenda.view-up") ? -1 : 1);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (widget);

  copil_agenda_edits_undo (self->edits);
  gtk_widget_set_visible (self->undo, copil_agenda_edits_can_undo (self->edits));
}

static void
row_activated_cb (CopilAgendaCard *self,
                  CopilAgendaRow  *row)
{
  if (self->context->editable)
    copil_agenda_edits_open (self->edits, copil_record_get_id (copil_agenda_row_get_item (row)),
                             NULL);
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_agenda_card_dispose (GObject *object)
{
  CopilAgendaCard *self = COPIL_AGENDA_CARD (object);

  g_clear_pointer (&self->section, gtk_widget_unparent);
  g_clear_pointer (&self->edits, copil_agenda_edits_free);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (copil_agenda_card_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_install_action (widget_class, moves[i].name, "s", move_action);
  gtk_widget_class_install_action (widget_class, "agenda.drop", "(ssb)", drop_action);
  gtk_widget_class_install_action (widget_class, "agenda.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "agenda.add-under", "s", add_under_action);
  gtk_widget_class_install_action (widget_class, "agenda.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "agenda.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "agenda.ask-advice", "s", ask_advice_action);
  gtk_widget_class_install_action (widget_class, "agenda.link", "s", link_action);
  gtk_widget_class_install_action (widget_class, "agenda.view-up", "s", view_action);
  gtk_widget_class_install_action (widget_class, "agenda.view-down", "s", view_action);
  gtk_widget_class_install_action (widget_class, "agenda.view-remove", "s", view_action);
  gtk_widget_class_install_action (widget_class, "agenda.documents", "s", documents_action);
  gtk_widget_class_install_action (widget_class, "agenda.undo", NULL, undo_action);
}

static void
copil_agenda_card_class_init (CopilAgendaCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_agenda_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  install_actions (widget_class);
}

/* Before the list takes Ctrl and an arrow for its own walk. */
static void
add_shortcuts (CopilAgendaCard *self)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_Up, GDK_CONTROL_MASK, "agenda.up" },
    { GDK_KEY_Down, GDK_CONTROL_MASK, "agenda.down" },
    { GDK_KEY_Right, GDK_CONTROL_MASK, "agenda.in" },
    { GDK_KEY_Left, GDK_CONTROL_MASK, "agenda.out" },
    { GDK_KEY_Delete, 0, "agenda.remove" },
    { GDK_KEY_F2, 0, "agenda.edit" },
  };
  GtkShortcutController *controller = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  GtkShortcut *undo = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                                        gtk_named_action_new ("agenda.undo"));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut =
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                          gtk_named_action_new (keys[i].action));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (""));
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
  gtk_shortcut_controller_add_shortcut (controller, undo);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (controller),
                                              GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (controller));
}

static GtkWidget *
create_list (CopilAgendaCard *self)
{
  GtkWidget *empty = copil_sentence_new (
    _("No point yet. An agenda that is submitted has at least one."), "placeholder");

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), empty);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->items), create_row_cb,
                           self, NULL);
  gtk_widget_add_css_class (self->list, "agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Agenda"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  add_shortcuts (self);
  return self->list;
}

static void
copil_agenda_card_init (CopilAgendaCard *self)
{
  self->items = g_list_store_new (COPIL_TYPE_RECORD);
  self->section = copil_section_new (_("Agenda"), TRUE);
  self->chart = copil_chart_view_new ();
  self->undo = gtk_button_new_with_label (_("Undo"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "agenda.undo");
  gtk_widget_set_halign (self->undo, GTK_ALIGN_END);
  gtk_widget_set_visible (self->undo, FALSE);
  copil_section_append (COPIL_SECTION (self->section), self->chart);
  copil_section_append (COPIL_SECTION (self->section), create_list (self));
  copil_section_append (COPIL_SECTION (self->section), self->undo);
  gtk_widget_set_parent (self->section, GTK_WIDGET (self));
}

GtkWidget *
copil_agenda_card_new (CopilSittingContext *context)
{
  CopilAgendaCard *self = g_object_new (COPIL_TYPE_AGENDA_CARD, NULL);

  self->context = context;
  self->edits = copil_agenda_edits_new (context);
  return GTK_WIDGET (self);
}
