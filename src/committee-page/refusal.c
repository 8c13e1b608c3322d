/* refusal.c: what the base refused, in its own words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/refusal.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
present (GtkWidget  *widget,
         const char *title,
         const char *body)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog =
    adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL, title, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
copil_refusal_tell (GtkWidget    *widget,
                    CopilCommand *command)
{
  const char *message = copil_command_get_message (command);
  /* translators: why, then what was asked */
  g_autofree char *body = g_strdup_printf (_("%s\n\n“%s”"), message != NULL ? message : "",
                                           copil_command_get_label (command));

  present (widget, _("Refused: nothing was changed"), body);
}

/* (transfer full) (nullable): the warnings among what the base answered, a line each. */
static char *
read_warnings (CopilCommand *command)
{
  const char *answer = copil_command_get_answer (command);
  g_autoptr(JsonNode) node = answer != NULL ? json_from_string (answer, NULL) : NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  JsonArray *warnings = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
      json_object_has_member (json_node_get_object (node), "warnings"))
    warnings = json_object_get_array_member (json_node_get_object (node), "warnings");
  for (guint i = 0; warnings != NULL && i < json_array_get_length (warnings); i++)
    g_ptr_array_add (lines, (gpointer) json_array_get_string_element (warnings, i));
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

void
copil_refusal_tell_warnings (GtkWidget    *widget,
                             CopilCommand *command)
{
  g_autofree char *warnings = read_warnings (command);

  if (warnings != NULL)
    present (widget, _("Recorded, but the rules say otherwise"), warnings);
}
