/* agenda-edit.c: what is done to the points of an agenda, and how it is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-edit.h"

#include "committee-page/form-dialog.h"

#include <glib/gi18n-lib.h>

/* A command that undoes another; its version is that of the moment. */
typedef struct
{
  const char *function;
  JsonObject *parameters;
  char       *label;
} Edit;

struct _CopilAgendaEdits
{
  CopilSittingContext *context;
  char                *sitting;
  GPtrArray           *past; /* Edit */
};

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  json_object_unref (edit->parameters);
  g_free (edit->label);
  g_free (edit);
}

CopilAgendaEdits *
copil_agenda_edits_new (CopilSittingContext *context)
{
  CopilAgendaEdits *self = g_new0 (CopilAgendaEdits, 1);

  self->context = context;
  self->past = g_ptr_array_new_with_free_func (edit_free);
  return self;
}

void
copil_agenda_edits_free (CopilAgendaEdits *self)
{
  g_ptr_array_unref (self->past);
  g_free (self->sitting);
  g_free (self);
}

/* Another sitting: what was done in the one before is not taken back from here. */
static void
forget_other (CopilAgendaEdits *self)
{
  const char *sitting = copil_sitting_store_get_id (self->context->store);

  if (g_strcmp0 (sitting, self->sitting) == 0)
    return;
  g_ptr_array_set_size (self->past, 0);
  g_free (self->sitting);
  self->sitting = g_strdup (sitting);
}

static void
remember (CopilAgendaEdits *self,
          const char       *function,
          JsonObject       *parameters,
          const char       *label)
{
  Edit *edit = g_new0 (Edit, 1);

  forget_other (self);
  *edit = (Edit) { function, parameters, g_strdup (label) };
  g_ptr_array_add (self->past, edit);
}

static CopilRecord *
find_item (CopilAgendaEdits *self,
           const char       *item)
{
  return copil_sitting_store_find (self->context->store, "agenda_item", item);
}

/* (transfer full): of a function that edits @item as it is. */
static JsonObject *
new_parameters (CopilAgendaEdits *self,
                const char       *item,
                gboolean          versioned)
{
  CopilRecord *record = find_item (self, item);
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "item", item);
  if (versioned && record != NULL)
    json_object_set_int_member (parameters, "version", copil_record_get_int (record, "version"));
  return parameters;
}

static const char *
title_of (CopilAgendaEdits *self,
          const char       *item)
{
  CopilRecord *record = find_item (self, item);

  return record != NULL ? copil_record_get_word (record, "title") : "";
}

static void
tell_gone (CopilAgendaEdits *self)
{
  gtk_widget_activate_action (self->context->page, "win.notify", "s",
                              _("Someone else took this point off the agenda meanwhile."));
}

/* -- Moving ----------------------------------------------------------------------------------- */

/* Where an entry is among its siblings, from 1. */
static int
place_of (GPtrArray              *agenda,
          const CopilAgendaEntry *entry)
{
  int place = 1;

  for (guint i = 0; i < agenda->len; i++)
    {
      const CopilAgendaEntry *each = g_ptr_array_index (agenda, i);

      if (each == entry)
        return place;
      place += each->parent == entry->parent;
    }
  return place;
}

/* (nullable): the sibling before it. */
static CopilAgendaEntry *
before (GPtrArray              *agenda,
        const CopilAgendaEntry *entry)
{
  CopilAgendaEntry *found = NULL;

  for (guint i = 0; i < agenda->len; i++)
    {
      CopilAgendaEntry *each = g_ptr_array_index (agenda, i);

      if (each == entry)
        break;
      if (each->parent == entry->parent)
        found = each;
    }
  return found;
}

static guint
count_siblings (GPtrArray              *agenda,
                const CopilAgendaEntry *entry)
{
  guint n = 0;

  for (guint i = 0; i < agenda->len; i++)
    n += ((CopilAgendaEntry *) g_ptr_array_index (agenda, i))->parent == entry->parent;
  return n;
}

static const char *
id_of_parent (GPtrArray              *agenda,
              const CopilAgendaEntry *entry)
{
  if (entry->parent < 0)
    return NULL;
  return copil_record_get_id (((CopilAgendaEntry *) g_ptr_array_index (agenda,
                                                                       entry->parent))->item);
}

static void
set_place (JsonObject *parameters,
           const char *parent,
           int         rank)
{
  if (parent != NULL)
    json_object_set_string_member (parameters, "parent", parent);
  else
    json_object_set_null_member (parameters, "parent");
  json_object_set_int_member (parameters, "rank", rank);
}

static void
move_to (CopilAgendaEdits       *self,
         const CopilAgendaEntry *entry,
         const char             *parent,
         int                     rank)
{
  GPtrArray *agenda = self->context->agenda;
  const char *id = copil_record_get_id (entry->item);
  g_autofree char *label = g_strdup_printf (_("Move “%s”"), title_of (self, id));
  g_autoptr(JsonObject) parameters = new_parameters (self, id, TRUE);
  JsonObject *back = new_parameters (self, id, FALSE);

  set_place (back, id_of_parent (agenda, entry), place_of (agenda, entry));
  remember (self, "item_move", back, label);
  set_place (parameters, parent, rank);
  copil_sitting_context_submit (self->context, "item_move", parameters, label);
}

gboolean
copil_agenda_edits_move (CopilAgendaEdits *self,
                         const char       *item,
                         CopilAgendaMove   move)
{
  GPtrArray *agenda = self->context->agenda;
  CopilAgendaEntry *entry = copil_agenda_find (agenda, item);
  CopilAgendaEntry *above, *parent;
  int place;

  if (entry == NULL)
    {
      tell_gone (self);
      return FALSE;
    }
  place = place_of (agenda, entry);
  above = before (agenda, entry);
  parent = entry->parent >= 0 ? g_ptr_array_index (agenda, entry->parent) : NULL;
  switch (move)
    {
    case COPIL_MOVE_UP:
      if (above == NULL)
        return FALSE;
      move_to (self, entry, id_of_parent (agenda, entry), place - 1);
      return TRUE;
    case COPIL_MOVE_DOWN:
      if (place == (int) count_siblings (agenda, entry))
        return FALSE;
      move_to (self, entry, id_of_parent (agenda, entry), place + 1);
      return TRUE;
    case COPIL_MOVE_IN:
      if (above == NULL)
        return FALSE;
      move_to (self, entry, copil_record_get_id (above->item), (int) above->n_children + 1);
      return TRUE;
    case COPIL_MOVE_OUT:
    default:
      if (parent == NULL)
        return FALSE;
      move_to (self, entry, id_of_parent (agenda, parent), place_of (agenda, parent) + 1);
      return TRUE;
    }
}

static gboolean
is_under (GPtrArray              *agenda,
          const CopilAgendaEntry *entry,
          const CopilAgendaEntry *above)
{
  while (entry != above && entry->parent >= 0)
    entry = g_ptr_array_index (agenda, entry->parent);
  return entry == above;
}

gboolean
copil_agenda_edits_put (CopilAgendaEdits *self,
                        const char       *item,
                        const char       *beside,
                        gboolean          after)
{
  GPtrArray *agenda = self->context->agenda;
  CopilAgendaEntry *entry = copil_agenda_find (agenda, item);
  CopilAgendaEntry *other = copil_agenda_find (agenda, beside);
  int rank;

  if (entry == NULL || other == NULL || is_under (agenda, other, entry))
    return FALSE;
  rank = place_of (agenda, other) + (after ? 1 : 0);
  /* It leaves its own place first. */
  if (entry->parent == other->parent && place_of (agenda, entry) < rank)
    rank--;
  move_to (self, entry, id_of_parent (agenda, other), rank);
  return TRUE;
}

void
copil_agenda_edits_remove (CopilAgendaEdits *self,
                           const char       *item)
{
  CopilRecord *record = find_item (self, item);
  g_autoptr(JsonObject) parameters = NULL;
  g_autofree char *label = NULL;

  if (record == NULL || copil_record_is_gone (record))
    {
      tell_gone (self);
      return;
    }
  label = g_strdup_printf (_("Take off “%s”"), title_of (self, item));
  parameters = new_parameters (self, item, TRUE);
  remember (self, "item_restore", new_parameters (self, item, FALSE), label);
  copil_sitting_context_submit (self->context, "item_remove", parameters, label);
}

/* -- Taking back ------------------------------------------------------------------------------ */

gboolean
copil_agenda_edits_can_undo (CopilAgendaEdits *self)
{
  if (self->context->store == NULL)
    return FALSE;
  forget_other (self);
  return self->past->len > 0 && self->context->editable &&
         g_str_equal (copil_sitting_context_get_stage (self->context), "draft");
}

/* The points have versions, and one that is put back is as it was. */
static void
set_version (CopilAgendaEdits *self,
             const Edit       *edit)
{
  const char *item =
    json_object_get_string_member_with_default (edit->parameters, "item", NULL);
  CopilRecord *record = item != NULL ? find_item (self, item) : NULL;

  if (record != NULL && !g_str_equal (edit->function, "item_restore"))
    json_object_set_int_member (edit->parameters, "version",
                                copil_record_get_int (record, "version"));
}

gboolean
copil_agenda_edits_undo (CopilAgendaEdits *self)
{
  g_autofree char *label = NULL;
  Edit *edit;

  if (!copil_agenda_edits_can_undo (self))
    return FALSE;
  edit = g_ptr_array_index (self->past, self->past->len - 1);
  set_version (self, edit);
  /* translators: %s is what is taken back: "Move “…”" */
  label = g_strdup_printf (_("Undo: %s"), edit->label);
  copil_sitting_context_submit (self->context, edit->function, edit->parameters, label);
  g_ptr_array_set_size (self->past, self->past->len - 1);
  return TRUE;
}

void
copil_agenda_edits_submit (CopilAgendaEdits *self,
                           const char       *function,
                           JsonObject       *parameters,
                           const char       *label,
                           const char       *back_function,
                           JsonObject       *back)
{
  remember (self, back_function, back, label);
  copil_sitting_context_submit (self->context, function, parameters, label);
}

/* -- The form --------------------------------------------------------------------------------- */

static const CopilField fields[] = {
  { COPIL_FIELD_WORDS, "title", N_("Title"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_CHOICE, "nature", N_("Nature"), NULL, FALSE, 0, 0 },
  { COPIL_FIELD_WORDS, "presenter", N_("Presented by"), NULL, FALSE, 0, 0 },
  { COPIL_FIELD_NUMBER, "minutes", N_("Length in minutes"), NULL, TRUE, 0, 480 },
  { COPIL_FIELD_SWITCH, "money", N_("It moves money"),
    N_("A tie between the co-chairs never adopts it."), FALSE, 0, 0 },
  { COPIL_FIELD_TEXT, "body", N_("What the members read about it"), NULL, FALSE, 0, 0 },
};

static const char * const natures[][2] = { { "information", N_("Information") },
                                           { "advice", N_("Advice") },
                                           { "decision", N_("Decision") } };

typedef struct
{
  CopilAgendaEdits *edits;
  char             *item; /* NULL: a new one */
  char             *parent;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_free (asked->item);
  g_free (asked->parent);
  g_free (asked);
}

/* The fields of a form are those of the base but for the minutes, and an empty body is none. */
static void
convert (JsonObject *values)
{
  json_object_set_int_member (values, "seconds",
                              60 * json_object_get_int_member (values, "minutes"));
  json_object_remove_member (values, "minutes");
  if (json_object_get_null_member (values, "body"))
    json_object_set_string_member (values, "body", "");
}

static void
add_item (CopilAgendaEdits *self,
          JsonObject       *values,
          const char       *parent)
{
  g_autofree char *id = g_uuid_string_random ();
  const char *title = json_object_get_string_member (values, "title");
  g_autofree char *label = g_strdup_printf (_("Add “%s”"), title);
  JsonObject *back = json_object_new ();

  json_object_set_string_member (values, "id", id);
  json_object_set_string_member (values, "sitting",
                                 copil_sitting_store_get_id (self->context->store));
  set_place (values, parent, 0);
  json_object_set_null_member (values, "rank");
  json_object_set_string_member (back, "item", id);
  remember (self, "item_remove", back, label);
  copil_sitting_context_submit (self->context, "item_add", values, label);
}

static void
edit_item (CopilAgendaEdits *self,
           JsonObject       *values,
           const char       *item)
{
  static const char * const names[] = { "nature", "title", "body", "presenter", "seconds", "money" };
  CopilRecord *record = find_item (self, item);
  g_autofree char *label = g_strdup_printf (_("Edit “%s”"), title_of (self, item));
  g_autoptr(JsonObject) former = NULL;
  JsonObject *back;

  if (record == NULL || copil_record_is_gone (record))
    {
      tell_gone (self);
      return;
    }
  former = copil_record_dup_document (record);
  back = new_parameters (self, item, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (former, names[i]))
      json_object_set_member (back, names[i], json_object_dup_member (former, names[i]));
  remember (self, "item_edit", back, label);
  json_object_set_string_member (values, "item", item);
  copil_sitting_context_submit (self->context, "item_edit", values, label);
}

static void
accepted_cb (CopilFormDialog *dialog,
             JsonObject      *values,
             Asked           *asked)
{
  gint64 version = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "version"));

  convert (values);
  if (asked->item == NULL)
    add_item (asked->edits, values, asked->parent);
  else
    {
      /* As it was when the form was opened: two people do not overwrite each other. */
      json_object_set_int_member (values, "version", version);
      edit_item (asked->edits, values, asked->item);
    }
}

/* Taken off by someone else while it is open here: the form says so and goes. */
static void
gone_cb (CopilRecord     *item,
         CopilFormDialog *dialog)
{
  if (!copil_record_is_gone (item))
    return;
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog))),
                              "win.notify", "s",
                              _("Someone else took this point off the agenda meanwhile."));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
fill (CopilFormDialog *dialog,
      CopilRecord     *record)
{
  g_autoptr(JsonObject) values =
    record != NULL ? copil_record_dup_document (record) : json_object_new ();

  json_object_set_int_member (values, "minutes",
                              record != NULL ? copil_record_get_int (record, "seconds") / 60 : 10);
  copil_form_dialog_fill (dialog, values);
}

void
copil_agenda_edits_open (CopilAgendaEdits *self,
                         const char       *item,
                         const char       *parent)
{
  CopilRecord *record = item != NULL ? find_item (self, item) : NULL;
  CopilFormDialog *dialog;
  Asked *asked;

  if (item != NULL && (record == NULL || copil_record_is_gone (record)))
    {
      tell_gone (self);
      return;
    }
  dialog = copil_form_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->context->page)),
                                  item != NULL ? _("Edit the point") : _("Add a point"), NULL,
                                  item != NULL ? _("Record") : _("Add"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      CopilField field = fields[i];

      field.title = _(field.title);
      field.hint = field.hint != NULL ? _(field.hint) : NULL;
      copil_form_dialog_add (dialog, &field);
    }
  for (guint i = 0; i < G_N_ELEMENTS (natures); i++)
    copil_form_dialog_add_option (dialog, "nature", natures[i][0], _(natures[i][1]));
  fill (dialog, record);
  if (record != NULL)
    {
      g_object_set_data (G_OBJECT (dialog), "version",
                         GINT_TO_POINTER ((int) copil_record_get_int (record, "version")));
      g_signal_connect_object (record, "changed", G_CALLBACK (gone_cb), dialog, 0);
    }
  asked = g_new0 (Asked, 1);
  *asked = (Asked) { self, g_strdup (item), g_strdup (parent) };
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (accepted_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
