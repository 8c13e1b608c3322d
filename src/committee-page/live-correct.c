/* live-correct.c: a decision in other words, an action for somebody else or another day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilLive *live;
  CopilRecord *record;
} Correction;

static void
correction_free (Correction *self, GClosure *closure)
{
  g_object_unref (self->live);
  g_object_unref (self->record);
  g_free (self);
}

static CopilFormDialog *
new_dialog (GtkWidget *widget, const char *title, const char *explanation)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return copil_form_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, explanation,
                                _ ("Correct"));
}

static void
follow (CopilFormDialog *dialog, CopilLive *live, CopilRecord *record, GCallback accepted)
{
  Correction *self = g_new0 (Correction, 1);

  self->live = g_object_ref (live);
  self->record = g_object_ref (record);
  g_signal_connect_data (dialog, "accepted", accepted, self, (GClosureNotify) correction_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const char *
get (JsonObject *values, const char *name)
{
  return json_object_get_string_member_with_default (values, name, NULL);
}

/* -- Decisions -------------------------------------------------------------------------------- */

static void
decision_cb (CopilFormDialog *dialog, JsonObject *values, Correction *self)
{
  copil_live_submit (self->live, _ ("Correction of a decision"), "decision_edit", "decision", 's',
                     copil_record_get_id (self->record), "version", 'i',
                     (int) copil_record_get_int (self->record, "version"), "vote", 's',
                     copil_record_get_string (self->record, "vote_id"), "words", 's',
                     get (values, "words"), NULL);
}

void
copil_live_correct_decision (CopilLive *live, GtkWidget *widget, CopilRecord *decision)
{
  const CopilField words = { COPIL_FIELD_TEXT, "words", _ ("Words of the decision"), NULL, TRUE,
                             0, 0 };
  CopilFormDialog *dialog =
      new_dialog (widget, _ ("Correct a decision"),
                  _ ("Until the sitting closes: then it is numbered and stays as it is."));
  g_autoptr (JsonObject) now = json_object_new ();

  copil_form_dialog_add (dialog, &words);
  json_object_set_string_member (now, "words", copil_record_get_word (decision, "words"));
  copil_form_dialog_fill (dialog, now);
  follow (dialog, live, decision, G_CALLBACK (decision_cb));
}

/* -- Actions ---------------------------------------------------------------------------------- */

static void
action_cb (CopilFormDialog *dialog, JsonObject *values, Correction *self)
{
  copil_live_submit (self->live, _ ("Correction of an action"), "action_edit", "action", 's',
                     copil_record_get_id (self->record), "version", 'i',
                     (int) copil_record_get_int (self->record, "version"), "words", 's',
                     get (values, "words"), "owner", 's', get (values, "owner"), "due", 's',
                     get (values, "due"), "indicator", 's', NULL, "state", 's', NULL, "note", 's',
                     NULL, NULL);
}

static void
add_members (CopilFormDialog *dialog, CopilLive *live)
{
  GListModel *members = copil_room_get_members (copil_live_get_room (live));

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (CopilRecord) member = g_list_model_get_item (members, i);

      copil_form_dialog_add_option (dialog, "owner", copil_record_get_id (member),
                                    copil_record_get_word (member, "name"));
    }
}

void
copil_live_correct_action (CopilLive *live, GtkWidget *widget, CopilRecord *action)
{
  const CopilField fields[] = {
    { COPIL_FIELD_TEXT, "words", _ ("What is to be done"), NULL, TRUE, 0, 0 },
    { COPIL_FIELD_CHOICE, "owner", _ ("Who is to do it"), NULL, TRUE, 0, 0 },
    { COPIL_FIELD_DATE, "due", _ ("Due day"), NULL, TRUE, 0, 0 },
  };
  CopilFormDialog *dialog =
      new_dialog (widget, _ ("Correct an action"), _ ("What it was is kept with it."));
  g_autoptr (JsonObject) now = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    copil_form_dialog_add (dialog, &fields[i]);
  add_members (dialog, live);
  json_object_set_string_member (now, "words", copil_record_get_word (action, "words"));
  json_object_set_string_member (now, "owner", copil_record_get_word (action, "owner_id"));
  json_object_set_string_member (now, "due", copil_record_get_word (action, "due"));
  copil_form_dialog_fill (dialog, now);
  follow (dialog, live, action, G_CALLBACK (action_cb));
}
