/* ctl-committee-signed.c: copilctl committee signed, and archiving minutes from the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/minutes-keep.h"
#include "committee/minutes-kept.h"
#include "committee/signed-copy.h"

#include <glib/gi18n-lib.h>

static int run_signed (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_signed = {
  "signed", N_("committee signed COMMITTEE NUMBER FILE.pdf [--by NAME]"),
  N_("Keep the minutes that came back signed, compared by the hash they print, or by a person"),
  run_signed
};

/* -- Commands --------------------------------------------------------------------------------- */

/* What @call answers, with a new command, the values and @more (nullable) at the end. */
static gboolean
send (CopilCtl           *ctl,
      const char         *call,
      const char *const  *values,
      GError            **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (call);
  g_autofree char *command = g_uuid_string_random ();
  g_autoptr (CopilResult) answer = NULL;

  copil_statement_add_text (statement, command);
  for (; *values != NULL; values++)
    copil_statement_add_text (statement, **values != '\0' ? *values : NULL);
  answer = copil_ctl_query (ctl, statement, error);
  return answer != NULL;
}

/* (transfer full): the sum of what is in the base now. */
static char *
put (CopilCtl    *ctl,
     GBytes      *bytes,
     const char  *media,
     GError     **error)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *content = g_base64_encode (g_bytes_get_data (bytes, NULL),
                                              g_bytes_get_size (bytes));
  const char *const values[] = { sum, media, content, NULL };

  return send (ctl, "SELECT copil.document_put($1::uuid, $2, $3, $4)", values, error)
           ? g_steal_pointer (&sum) : NULL;
}

/* -- Archiving -------------------------------------------------------------------------------- */

gboolean
copil_ctl_keep_minutes (CopilCtl           *ctl,
                        CopilSittingStore  *store,
                        GError            **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *sum = NULL;

  if (connection == NULL)
    return FALSE;
  copil_minutes_keep_async (connection, copil_sitting_store_get_id (store),
                            copil_ctl_get_cancellable (ctl), copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  sum = copil_minutes_keep_finish (connection, result, error);
  if (sum == NULL)
    return FALSE;
  g_print (_("Kept in the base. SHA-256 of the data: %s"), sum);
  g_print ("\n");
  return TRUE;
}

GPtrArray *
copil_ctl_read_kept (CopilCtl           *ctl,
                     CopilSittingStore  *store,
                     GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_minutes_kept_read_async (store, copil_ctl_get_cancellable (ctl), copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  return copil_minutes_kept_read_finish (result, error);
}

/* -- The signed copy -------------------------------------------------------------------------- */

/* What it says of itself, in words; TRUE when it may be kept. */
static gboolean
judge (GBytes             *pdf,
       CopilSittingStore  *store,
       const char         *person,
       gboolean           *same,
       GError            **error)
{
  CopilRecord *minutes = copil_minutes_kept_get (store);
  const char *hash = minutes != NULL ? copil_record_get_word (minutes, "content_hash") : "";
  CopilCopyCheck check;

  if (!copil_signed_copy_check (pdf, g_str_has_prefix (hash, "\\x") ? hash + 2 : hash, &check,
                                error))
    return FALSE;
  *same = check == COPIL_COPY_SAME;
  g_print ("%s\n", copil_signed_copy_describe (check));
  if (*same || person != NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("Nothing was kept: with --by, say who compared it with the minutes."));
  return FALSE;
}

static gboolean
keep (CopilCtl    *ctl,
      char       **words,
      const char  *person,
      GError     **error)
{
  g_autoptr (CopilSittingStore) store = copil_ctl_read_sitting (ctl, words[1], words[2], NULL, error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (words[3]);
  g_autoptr (GBytes) pdf = store != NULL ? g_file_load_bytes (file, NULL, NULL, error) : NULL;
  g_autofree char *sum = NULL;
  gboolean same = FALSE;

  if (pdf == NULL || !judge (pdf, store, person, &same, error))
    return FALSE;
  sum = put (ctl, pdf, "application/pdf", error);
  return sum != NULL
         && send (ctl, "SELECT copil.minutes_signed($1::uuid, $2::uuid, $3, $4, $5)",
                  (const char *const[]) { copil_sitting_store_get_id (store), sum,
                                          same ? "hash" : "person", same ? "" : person, NULL },
                  error);
}

static int
run_signed (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autofree char *person = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &person,
      N_("Who compared it, where the hash cannot be read; it is logged"), N_("NAME") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_signed, entries, &argc, &argv, &status))
    return status;
  if (argc != 4)
    return copil_ctl_usage (ctl, &copil_ctl_committee_signed,
                            _("Say which committee, the number of the sitting, and the PDF."));
  if (!keep (ctl, argv, person, &error))
    return copil_ctl_fail (ctl, error);
  g_print ("%s\n", _("The signed copy is kept."));
  return COPIL_CTL_DONE;
}
