/* minutes-keys.c: the two keys of the minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"
#include "committee-page/key-rows.h"
#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"
#include "committee-page/section.h"
#include "committee/minutes-diff.h"
#include "core/word-diff.h"

#include <glib/gi18n-lib.h>

static const char *const objects[] = { "minutes", NULL };

typedef struct
{
  CopilLive *live;
  GtkWidget *section;
  GtkWidget *rows[2];
  GtkWidget *approve;
  GtkWidget *refuse;
  GtkWidget *remind;
  GtkWidget *who;
  GtkWidget *changes;
  JsonObject *content; /* what is before the chairs, once it was read */
  char *hash;
  gint64 read;    /* revision of the sitting at which it was asked for */
  gboolean fresh; /* it was answered since */
  GCancellable *reading;
} Keys;

static void
keys_free (gpointer data)
{
  Keys *self = data;

  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  g_object_unref (self->live);
  g_clear_pointer (&self->content, json_object_unref);
  g_free (self->hash);
  g_free (self);
}

/* -- What changed since an approval ----------------------------------------------------------- */

static void
add_change (GtkWidget *section, const CopilMinutesChange *change)
{
  const char *name =
      *change->title != '\0' ? change->title : copil_minutes_name_section (change->section);
  g_autofree char *markup = copil_word_diff_markup (change->old != NULL ? change->old : "",
                                                    change->now != NULL ? change->now : "");
  GtkWidget *words = copil_sentence_new (_ ("The record behind it changed"), NULL);

  if (*markup != '\0')
    gtk_label_set_markup (GTK_LABEL (words), markup);
  copil_section_append (COPIL_SECTION (section), copil_sentence_new (name, "card-title"));
  copil_section_append (COPIL_SECTION (section), words);
}

static void
show_changes (Keys *self, GListModel *approvals)
{
  CopilRecord *voided = copil_key_find_voided (approvals, objects[0]);
  JsonObject *before = voided != NULL ? copil_record_get_object (voided, "content") : NULL;
  g_autoptr (GPtrArray) changes = NULL;

  gtk_widget_set_visible (self->changes, FALSE);
  if (before == NULL || self->content == NULL)
    return;
  changes = copil_minutes_diff (before, self->content);
  if (changes->len == 0)
    return;
  copil_section_set_title (COPIL_SECTION (self->changes),
                           g_str_equal (copil_record_get_word (voided, "key"), "state")
                               ? _ ("Changed since the approval of the State")
                               : _ ("Changed since the approval of the local authority"));
  copil_section_clear (COPIL_SECTION (self->changes));
  for (guint i = 0; i < changes->len; i++)
    add_change (self->changes, g_ptr_array_index (changes, i));
  gtk_widget_set_visible (self->changes, TRUE);
}

/* -- What is shown ---------------------------------------------------------------------------- */

/* (transfer full): who may, in a sentence, and the print of what is before the chairs. */
static char *
describe_who (Keys *self, const char *state)
{
  CopilRecord *minutes = copil_minutes_of (self->live);
  const char *hash = copil_record_get_string (minutes, "content_hash");

  if (g_str_equal (state, "final") && hash != NULL)
    return g_strdup_printf (_ ("Locked. Hash of the text both co-chairs approved: %s"),
                            g_str_has_prefix (hash, "\\x") ? hash + 2 : hash);
  if (self->hash != NULL)
    /* translators: the first signs of a hash: "a41f 09c2" */
    return g_strdup_printf (_ ("Only the co-chairs approve; any correction voids both approvals. "
                               "Print of this text: %.4s %.4s."),
                            self->hash, self->hash + 4);
  return g_strdup (_ ("Only the co-chairs approve; any correction voids both approvals."));
}

static void
show (Keys *self)
{
  GListModel *approvals = copil_live_get_list (self->live, "approval");
  const char *state = copil_minutes_get_state (self->live);
  const char *key = copil_live_get_key (self->live);
  const char *authority = copil_live_get_authority (self->live);
  gboolean asked = g_str_equal (state, "approval");
  g_autofree char *who = NULL;
  CopilKeyState states[2];
  gboolean turns;

  gtk_widget_set_visible (self->section, asked || g_str_equal (state, "final"));
  gtk_widget_set_visible (self->changes, FALSE);
  if (!gtk_widget_get_visible (self->section))
    return;
  who = describe_who (self, state);
  copil_key_rows_show (self->rows, self->section, approvals, objects,
                       authority != NULL ? authority : "", asked, states);
  turns = asked && key != NULL && self->hash != NULL
          && states[g_str_equal (key, "state") ? 0 : 1] != COPIL_KEY_GIVEN;
  gtk_widget_set_visible (self->approve, turns);
  gtk_widget_set_visible (self->refuse, turns);
  /* What is signed is what is read. */
  gtk_widget_set_sensitive (self->approve, self->fresh);
  gtk_widget_set_sensitive (self->refuse, self->fresh);
  gtk_widget_set_visible (self->remind, asked && copil_live_get_operates (self->live));
  copil_sentence_set (self->who, who);
  if (asked)
    show_changes (self, approvals);
}

/* -- What is before the chairs ---------------------------------------------------------------- */

static void
take_document (Keys *self, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject *document = node != NULL ? json_node_get_object (node) : NULL;

  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->hash, g_free);
  if (document == NULL)
    return;
  self->content = json_object_ref (json_object_get_object_member (document, "content"));
  self->hash = g_strdup (json_object_get_string_member (document, "content_hash"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) box = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) rows =
      copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  Keys *self;

  if (rows == NULL || copil_result_get_n_rows (rows) != 1 || copil_result_is_null (rows, 0, 0))
    return;
  self = g_object_get_data (G_OBJECT (box), "keys");
  take_document (self, copil_result_get_text (rows, 0, 0));
  self->fresh = TRUE;
  show (self);
}

/* The base writes it, and the keys are bound to exactly that: it is asked for after each change. */
static void
read_content (GtkWidget *box, Keys *self)
{
  CopilConnection *connection = copil_live_get_connection (self->live);
  CopilSittingStore *store = copil_live_get_store (self->live);
  gint64 revision = copil_sitting_store_get_revision (store);
  g_autoptr (CopilStatement) statement = NULL;

  if (connection == NULL || revision == self->read || !copil_sitting_store_is_live (store)
      || !g_str_equal (copil_minutes_get_state (self->live), "approval"))
    return;
  self->read = revision;
  self->fresh = FALSE;
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  statement = copil_statement_new ("SELECT copil.minutes_document ($1)");
  copil_statement_add_text (statement, copil_sitting_store_get_id (store));
  copil_connection_query_async (connection, statement, self->reading, read_cb, g_object_ref (box));
}

static void
changed_cb (GtkWidget *box)
{
  Keys *self = g_object_get_data (G_OBJECT (box), "keys");

  read_content (box, self);
  show (self);
}

/* Against a text that was another: it is read anew. */
static void
refused_cb (GtkWidget *box)
{
  Keys *self = g_object_get_data (G_OBJECT (box), "keys");

  self->read = -1;
  read_content (box, self);
}

/* -- Turning a key ---------------------------------------------------------------------------- */

static void
turn (Keys *self, gboolean given, const char *reason)
{
  copil_live_submit (self->live, given ? _ ("Approve the minutes") : _ ("Refuse the minutes"),
                     "approve", "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "object", 's',
                     objects[0], "content_hash", 's', self->hash, "given", 'b', given, "reason",
                     's', reason, "means", 's', "copil", NULL);
}

static void
approve_cb (Keys *self)
{
  if (self->hash != NULL)
    turn (self, TRUE, NULL);
}

static void
reason_cb (CopilFormDialog *dialog, JsonObject *values, Keys *self)
{
  if (self->hash != NULL)
    turn (self, FALSE, json_object_get_string_member (values, "reason"));
}

static void
refuse_cb (Keys *self)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (self->section)), _ ("Refuse the minutes"),
      _ ("The secretariat and the other co-chair read why; the secretariat corrects, or opens the "
         "minutes to remarks again."),
      _ ("Refuse"));

  copil_form_dialog_add (
      dialog, &(CopilField) { COPIL_FIELD_WORDS, "reason", _ ("Why"), NULL, TRUE, 0, 0 });
  g_signal_connect (dialog, "accepted", G_CALLBACK (reason_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remind_cb (Keys *self)
{
  copil_live_submit (self->live, _ ("Remind the co-chairs"), "approval_remind", "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "object", 's',
                     objects[0], NULL);
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
build (Keys *self, GtkWidget *box)
{
  CopilSection *section;

  self->section = copil_section_new (_ ("Double approval"), TRUE);
  section = COPIL_SECTION (self->section);
  self->changes = copil_section_new ("", TRUE);
  self->approve =
      copil_live_button_new (_ ("Approve"), "suggested-action", G_CALLBACK (approve_cb), self);
  self->refuse = copil_live_button_new (_ ("Refuse…"), NULL, G_CALLBACK (refuse_cb), self);
  self->remind =
      copil_live_button_new (_ ("Remind the co-chairs"), NULL, G_CALLBACK (remind_cb), self);
  copil_section_append (section, copil_key_rows_new (self->rows));
  copil_section_append (section, self->approve);
  copil_section_append (section, self->refuse);
  copil_section_append (section, self->remind);
  self->who = copil_section_add_sentence (section, "note");
  gtk_label_set_selectable (GTK_LABEL (self->who), TRUE);
  gtk_box_append (GTK_BOX (box), self->section);
  gtk_box_append (GTK_BOX (box), self->changes);
}

GtkWidget *
copil_minutes_keys_new (CopilLive *live)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  Keys *self = g_new0 (Keys, 1);

  self->live = g_object_ref (live);
  self->reading = g_cancellable_new ();
  self->read = -1;
  build (self, box);
  g_object_set_data_full (G_OBJECT (box), "keys", self, keys_free);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), box, G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_live_get_store (live), "refused", G_CALLBACK (refused_cb), box,
                           G_CONNECT_SWAPPED);
  changed_cb (box);
  return box;
}
