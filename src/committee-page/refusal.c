/* refusal.c: what the base refused, in its own words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/refusal.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
copil_refusal_tell (GtkWidget    *widget,
                    CopilCommand *command)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *message = copil_command_get_message (command);
  /* translators: why, then what was asked */
  g_autofree char *body = g_strdup_printf (_("%s\n\n“%s”"), message != NULL ? message : "",
                                           copil_command_get_label (command));
  GtkWidget *dialog = adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL,
                                              _("Refused: nothing was changed"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
