/* ctl-committee-archive.c: copilctl committee log, archive: what was done, and what stays of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/dossier-stores.h"
#include "committee/minutes-kept.h"
#include "core/instant.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static int run_log (CopilCtl *ctl, int argc, char **argv);
static int run_archive (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_log = {
  "log", N_("committee log COMMITTEE NUMBER"),
  N_("Show the log of a sitting, and whether it is as it was written"), run_log
};
const CopilCtlVerb copil_ctl_committee_archive = {
  "archive", N_("committee archive COMMITTEE NUMBER [--keep] [-o DIRECTORY | -o FILE.zip]"),
  N_("Write all of a sitting to a directory: its documents, and its data as JSON"), run_archive
};

/* -- log -------------------------------------------------------------------------------------- */

static void
print_log_entry (CopilRecord *entry)
{
  JsonObject *detail = copil_record_get_object (entry, "detail");
  g_autoptr (JsonNode) node = detail != NULL ? json_node_init_object (json_node_alloc (), detail)
                                             : json_node_new (JSON_NODE_NULL);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *when = copil_instant_describe (copil_record_get_time (entry, "at"));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             copil_record_get_int (entry, "number"));

  copil_ctl_print_cell (number, 5);
  copil_ctl_print_cell (when, 30);
  copil_ctl_print_cell (copil_record_get_word (entry, "login"), 20);
  copil_ctl_print_cell (copil_record_get_word (entry, "kind"), 20);
  g_print ("%s\n", text);
}

/* The base computes every hash anew. */
static int
verify_log (CopilCtl          *ctl,
            CopilSittingStore *store)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.log_verify($1)");
  g_autoptr (CopilResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  copil_statement_add_text (statement, copil_sitting_store_get_id (store));
  answer = copil_ctl_query (ctl, statement, &error);
  if (answer == NULL)
    return copil_ctl_fail (ctl, error);
  if (copil_result_is_null (answer, 0, 0))
    {
      g_print ("%s\n", _("The log is as it was written."));
      return COPIL_CTL_DONE;
    }
  g_print (_("Entry %s of the log is not as it was written."), copil_result_get_text (answer, 0, 0));
  g_print ("\n");
  return COPIL_CTL_FAILED;
}

static int
run_log (CopilCtl  *ctl,
         int        argc,
         char     **argv)
{
  g_autoptr (CopilSittingStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *log;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_log, NULL, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return copil_ctl_usage (ctl, &copil_ctl_committee_log, _("Say which committee, and the number "
                                                             "of the sitting."));
  store = copil_ctl_read_sitting (ctl, argv[1], argv[2], NULL, &error);
  if (store == NULL)
    return copil_ctl_fail (ctl, error);
  log = copil_sitting_store_get_list (store, "sitting_log");
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (CopilRecord) entry = g_list_model_get_item (log, i);

      print_log_entry (entry);
    }
  return verify_log (ctl, store);
}

/* -- archive ---------------------------------------------------------------------------------- */

typedef struct
{
  CopilCtl          *ctl;
  CopilSittingStore *store;
  const char        *directory;
  guint              n_written;
} Archive;

static gboolean
write_bytes (Archive     *self,
             const char  *name,
             GBytes      *bytes,
             GError     **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);

  if (!copil_ctl_write_file (path, bytes, error))
    return FALSE;
  self->n_written++;
  return TRUE;
}

/* (transfer full): what a file may be called everywhere: "Procès-verbal: v2" becomes
 * "Procès-verbal v2". */
static char *
clean_name (const char *name)
{
  char *clean = g_strdup (name);

  g_strdelimit (clean, "/\\:*?\"<>|\n\r\t", ' ');
  return g_strstrip (clean);
}

/* The beginning of the sum tells two documents of one name apart. */
static char *
name_document (CopilRecord *record)
{
  const char *sha256 = copil_record_get_word (record, "sha256");
  g_autofree char *name = clean_name (copil_record_get_word (record, "name"));
  g_autofree char *sum = g_strndup (g_str_has_prefix (sha256, "\\x") ? sha256 + 2 : sha256, 8);

  if (g_str_has_suffix (name, ".pdf"))
    name[strlen (name) - 4] = '\0';
  return g_strdup_printf ("%s-%s.pdf", name, sum);
}

static gboolean
write_document (Archive      *self,
                CopilRecord  *record,
                GError      **error)
{
  g_autofree char *name = name_document (record);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  copil_sitting_store_read_document_async (self->store, copil_record_get_word (record, "sha256"),
                                           copil_ctl_get_cancellable (self->ctl),
                                           copil_ctl_result_cb, self->ctl);
  result = copil_ctl_wait (self->ctl);
  bytes = copil_sitting_store_read_document_finish (self->store, result, error);
  return bytes != NULL && write_bytes (self, name, bytes, error);
}

static gboolean
write_documents (Archive     *self,
                 const char  *kind,
                 GError     **error)
{
  GListModel *list = copil_sitting_store_get_list (self->store, kind);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      if (!write_document (self, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_archive (Archive              *self,
               CopilCommitteeStore  *committee,
               GError              **error)
{
  g_autoptr (CopilDossier) dossier = copil_dossier_of_stores (committee, self->store);
  char *json = copil_dossier_to_json (dossier);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  if (g_mkdir_with_parents (self->directory, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s",
                   self->directory, g_strerror (errno));
      return FALSE;
    }
  return write_documents (self, "issued", error) && write_documents (self, "item_document", error)
         && write_bytes (self, "seance.json", bytes, error);
}

/* Of final minutes that are archived: into the directory, beside the rest. */
static gboolean
write_kept (Archive  *self,
            GError  **error)
{
  CopilRecord *minutes = copil_minutes_kept_get (self->store);
  g_autoptr (GPtrArray) kept = NULL;

  if (minutes == NULL || !copil_record_has (minutes, "archive"))
    return TRUE;
  kept = copil_ctl_read_kept (self->ctl, self->store, error);
  for (guint i = 0; kept != NULL && i < kept->len; i++)
    {
      const CopilArchiveFile *file = g_ptr_array_index (kept, i);

      if (!write_bytes (self, file->name, file->bytes, error))
        return FALSE;
    }
  return kept != NULL;
}

/* A ZIP holds the minutes alone: what is handed on. */
static gboolean
write_zip (CopilCtl           *ctl,
           CopilSittingStore  *store,
           const char         *path,
           GError            **error)
{
  g_autoptr (GPtrArray) kept = copil_ctl_read_kept (ctl, store, error);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return kept != NULL
         && copil_minutes_kept_write (kept, file, FALSE, copil_ctl_get_cancellable (ctl), error);
}

static int
write_to (CopilCtl            *ctl,
          CopilCommitteeStore *committee,
          CopilSittingStore   *store,
          const char          *path)
{
  Archive archive = { ctl, store, path, 0 };
  g_autoptr (GError) error = NULL;

  if (g_str_has_suffix (path, ".zip"))
    {
      if (!write_zip (ctl, store, path, &error))
        return copil_ctl_fail (ctl, error);
      g_print (_("Written to %s."), path);
      g_print ("\n");
      return COPIL_CTL_DONE;
    }
  if (!write_archive (&archive, committee, &error) || !write_kept (&archive, &error))
    return copil_ctl_fail (ctl, error);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u file written to %s.", "%u files written to %s.",
                        archive.n_written), archive.n_written, path);
  g_print ("\n");
  return COPIL_CTL_DONE;
}

static int
run_archive (CopilCtl  *ctl,
             int        argc,
             char     **argv)
{
  g_autofree char *path = NULL;
  gboolean keep = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
      N_("A directory, made when it is not there; or FILE.zip: the archived minutes alone"),
      N_("DIRECTORY") },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &keep,
      N_("Put the PDF and the data of final minutes into the base first"), NULL },
    { NULL }
  };
  g_autoptr (CopilCommitteeStore) committee = NULL;
  g_autoptr (CopilSittingStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_archive, entries, &argc, &argv, &status))
    return status;
  if (argc != 3 || (path == NULL && !keep))
    return copil_ctl_usage (ctl, &copil_ctl_committee_archive,
                            _("Say which committee, the number of the sitting, and with -o the "
                              "directory."));
  store = copil_ctl_read_sitting (ctl, argv[1], argv[2], &committee, &error);
  if (store == NULL || (keep && !copil_ctl_keep_minutes (ctl, store, &error)))
    return copil_ctl_fail (ctl, error);
  if (path == NULL)
    return COPIL_CTL_DONE;
  if (keep)
    {
      /* What was just kept is read as anybody reads it. */
      g_clear_object (&store);
      g_clear_object (&committee);
      store = copil_ctl_read_sitting (ctl, argv[1], argv[2], &committee, &error);
    }
  return store != NULL ? write_to (ctl, committee, store, path) : copil_ctl_fail (ctl, error);
}
