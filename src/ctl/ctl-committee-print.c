/* ctl-committee-print.c: copilctl committee print: the documents of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/dossier-stores.h"
#include "committee/linked-view.h"
#include "committee/pack.h"
#include "committee/paper.h"
#include "ctl/ctl-mirror.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int run_print (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_print = {
  "print", N_("committee print COMMITTEE NUMBER --kind KIND -o FILE.pdf"),
  N_("Print a document of a sitting: convocation, pack, sign-in, mandate, decisions, minutes, "
     "follow-up, convergence"),
  run_print
};

typedef struct
{
  CopilCtl          *ctl;
  CopilSittingStore *store;
  CopilDossier      *dossier;
  CopilCube         *cube;  /* (nullable): of a pack */
  GHashTable        *bytes; /* id of item_document -> GBytes */
  gboolean           fictitious;
} Print;

/* What is joined ---------------------------------------------------------------------------- */

static GBytes *
read_document (Print       *self,
               CopilRecord *document,
               GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_sitting_store_read_document_async (self->store, copil_record_get_word (document, "sha256"),
                                           copil_ctl_get_cancellable (self->ctl),
                                           copil_ctl_result_cb, self->ctl);
  result = copil_ctl_wait (self->ctl);
  return copil_sitting_store_read_document_finish (self->store, result, error);
}

static gboolean
read_documents (Print   *self,
                GError **error)
{
  guint n = copil_dossier_count (self->dossier, "item_document");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *document = copil_dossier_get (self->dossier, "item_document", i);
      GBytes *bytes = read_document (self, document, error);

      if (bytes == NULL)
        return FALSE;
      g_hash_table_insert (self->bytes, g_strdup (copil_record_get_id (document)), bytes);
    }
  return TRUE;
}

static GBytes *
get_bytes (CopilRecord *document,
           gpointer     data)
{
  Print *self = data;
  GBytes *bytes = g_hash_table_lookup (self->bytes, copil_record_get_id (document));

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static CopilChart *
get_chart (CopilRecord *view,
           gpointer     data)
{
  Print *self = data;

  return copil_linked_view_draw (view, self->cube);
}

static GBytes *
print_pack (Print   *self,
            GError **error)
{
  CopilRecord *sitting = copil_dossier_get_sitting (self->dossier);
  int frozen = sitting != NULL ? (int) copil_record_get_int (sitting, "batch_id") : 0;
  g_autofree char *state = copil_linked_view_describe_state (self->cube, frozen);
  CopilPackSources sources = { get_chart, get_bytes, state, self };

  if (!read_documents (self, error))
    return NULL;
  return copil_pack_to_pdf (self->dossier, &sources, g_get_real_time (), self->fictitious, error);
}

/* The others -------------------------------------------------------------------------------- */

static CopilDocument *
create_minutes (Print   *self,
                GError **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.minutes_document($1)");
  g_autoptr (CopilResult) answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  copil_statement_add_text (statement, copil_sitting_store_get_id (self->store));
  answer = copil_ctl_query (self->ctl, statement, error);
  if (answer == NULL)
    return NULL;
  if (copil_result_is_null (answer, 0, 0))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("This sitting has no minutes that you may read."));
      return NULL;
    }
  node = json_from_string (copil_result_get_text (answer, 0, 0), error);
  return node != NULL
           ? copil_minutes_paper_new (json_node_get_object (node), self->fictitious, error) : NULL;
}

static GBytes *
print_paper (Print         *self,
             CopilPaperKind kind,
             GError       **error)
{
  g_autoptr (CopilDocument) document =
    copil_paper_new (kind, self->dossier, g_get_real_time (), self->fictitious, error);

  return document != NULL ? copil_document_to_pdf (document, error) : NULL;
}

static GBytes *
print_minutes (Print   *self,
               GError **error)
{
  g_autoptr (CopilDocument) document = create_minutes (self, error);

  return document != NULL ? copil_document_to_pdf (document, error) : NULL;
}

static GBytes *
print_kind (Print      *self,
            const char *name,
            GError    **error)
{
  CopilPaperKind kind;

  if (strcmp (name, "minutes") == 0)
    return print_minutes (self, error);
  if (!copil_paper_find (name, &kind))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is no document: see copilctl committee print --help."), name);
      return NULL;
    }
  return kind == COPIL_PAPER_PACK ? print_pack (self, error) : print_paper (self, kind, error);
}

/* The verb ---------------------------------------------------------------------------------- */

static gboolean
print_to (CopilCtl   *ctl,
          char      **words,
          const char *kind,
          const char *path,
          GError    **error)
{
  g_autoptr (CopilCommitteeStore) committee = NULL;
  g_autoptr (CopilSittingStore) store =
    copil_ctl_read_sitting (ctl, words[1], words[2], &committee, error);
  g_autoptr (CopilDossier) dossier = NULL;
  g_autoptr (CopilMirror) mirror = NULL;
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) pdf = NULL;
  Print self = { .ctl = ctl, .store = store, .bytes = kept };

  if (store == NULL)
    return FALSE;
  mirror = copil_ctl_mirror (ctl, strcmp (kind, "pack") == 0, error);
  if (mirror == NULL)
    return FALSE;
  dossier = copil_dossier_of_stores (committee, store);
  /* What the sitting decided is its own; what is still to be done, the committee's. */
  if (strcmp (kind, "decisions") != 0)
    copil_dossier_take_list (dossier, "action",
                             copil_committee_store_get_list (committee, "action"));
  self.dossier = dossier;
  self.cube = copil_mirror_get_cube (mirror);
  self.fictitious = copil_mirror_is_fictitious (mirror);
  pdf = print_kind (&self, kind, error);
  return pdf != NULL && copil_ctl_write_file (path, pdf, error);
}

static int
run_print (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  g_autofree char *kind = NULL, *path = NULL;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind, N_("Which document"), N_("KIND") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Where to write it"), N_("FILE.pdf") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_print, entries, &argc, &argv, &status))
    return status;
  if (argc != 3 || kind == NULL || path == NULL)
    return copil_ctl_usage (ctl, &copil_ctl_committee_print,
                            _("Say which committee, the number of the sitting, with --kind the "
                              "document and with -o the file."));
  if (!print_to (ctl, argv, kind, path, &error))
    return copil_ctl_fail (ctl, error);
  g_print (_("Written to %s."), path);
  g_print ("\n");
  return COPIL_CTL_DONE;
}
