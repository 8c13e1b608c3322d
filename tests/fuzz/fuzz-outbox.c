/* fuzz-outbox.c: files of an outbox, damaged in every way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "db/outbox-private.h"

/* Raw, then as if its checksum held: what lies behind it must not be trusted either. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CopilCommand) raw = _copil_command_from_text ((const char *) data, size);
  g_autoptr (CopilCommand) command = NULL;
  g_autoptr (CopilStatement) statement = NULL;
  g_autofree char *back = NULL;

  g_string_printf (text, "copil-outbox 1 %s\n", sum);
  g_string_append_len (text, (const char *) data, size);
  command = _copil_command_from_text (text->str, text->len);
  if (command == NULL)
    return 0;
  statement = _copil_command_to_statement (command, NULL);
  back = _copil_command_to_text (command);
  g_clear_object (&command);
  command = _copil_command_from_text (back, strlen (back));
  g_assert_nonnull (command);
  return 0;
}
