/* ctl-committee-print.c: copilctl committee print: the documents of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/dossier-stores.h"
#include "committee/frozen.h"
#include "committee/linked-view.h"
#include "committee/paper.h"
#include "core/format.h"
#include "ctl/ctl-mirror.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int run_print (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_print = {
  "print", N_("committee print COMMITTEE [NUMBER] --kind KIND -o FILE.pdf"),
  N_("Print a document of a sitting or of its committee: convocation, changes, pack, "
     "running-order, sign-in, mandate, minutes, decisions, extract, follow-up, convergence, "
     "statistics"),
  run_print
};

typedef struct
{
  char *kind;
  char *path;
  char *decision; /* (nullable): "2026-07" */
  char *since;    /* (nullable) */
  char *until;    /* (nullable): the last day */
} Options;

typedef struct
{
  CopilCtl          *ctl;
  CopilSittingStore *store; /* (nullable): of a paper of the committee */
  CopilDossier      *dossier;
  CopilCube         *cube;  /* (nullable): of a pack */
  GHashTable        *bytes; /* id of item_document -> GBytes */
  CopilPaperInputs   inputs;
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

  return self->cube != NULL ? copil_linked_view_draw (view, self->cube) : NULL;
}

/* What the sitting was convoked on; figures of today would not be its own. */
static gboolean
choose_figures (Print   *self,
                GError **error)
{
  CopilFrozen *frozen = copil_frozen_of_sitting (self->store);
  g_autoptr (GAsyncResult) result = NULL;

  copil_frozen_wait_async (frozen, copil_ctl_get_cancellable (self->ctl), copil_ctl_result_cb,
                           self->ctl);
  result = copil_ctl_wait (self->ctl);
  if (!copil_frozen_wait_finish (frozen, result, error))
    return FALSE;
  self->cube = copil_frozen_choose (frozen, self->cube);
  return TRUE;
}

/* @kind is drawn with figures; only the pack has the documents themselves behind it. */
static GBytes *
print_drawn (Print          *self,
             CopilPaperKind  kind,
             GError        **error)
{
  g_autofree char *state = NULL;
  CopilPackSources sources = { get_chart, get_bytes, NULL, self };

  if (!choose_figures (self, error)
      || (kind == COPIL_PAPER_PACK && !read_documents (self, error)))
    return NULL;
  state = copil_frozen_describe (copil_frozen_of_sitting (self->store));
  sources.state = state;
  self->inputs.sources = &sources;
  return copil_paper_to_pdf (kind, self->dossier, &self->inputs, error);
}

/* What the base tells ----------------------------------------------------------------------- */

/* (transfer full): the object it answers; @none: said when it answers nothing. */
static JsonNode *
ask (Print           *self,
     CopilStatement  *statement,
     const char      *none,
     GError         **error)
{
  g_autoptr (CopilResult) answer = copil_ctl_query (self->ctl, statement, error);

  if (answer == NULL)
    return NULL;
  if (copil_result_is_null (answer, 0, 0))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, none);
      return NULL;
    }
  return json_from_string (copil_result_get_text (answer, 0, 0), error);
}

static JsonNode *
ask_minutes (Print   *self,
             GError **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.minutes_document($1)");

  copil_statement_add_text (statement, copil_sitting_store_get_id (self->store));
  return ask (self, statement, _("This sitting has no minutes that you may read."), error);
}

/* @day: (nullable) */
static gboolean
check_day (const char  *day,
           GError     **error)
{
  g_autofree char *said = copil_format_iso_date (day);

  if (day == NULL || *said != '\0')
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is no day: write it as 2026-01-31."), day);
  return FALSE;
}

static JsonNode *
ask_statistics (Print          *self,
                const Options  *options,
                GError        **error)
{
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT copil.statistics($1, $2::date, $3::date + 1)");

  if (!check_day (options->since, error) || !check_day (options->until, error))
    return NULL;
  copil_statement_add_text (statement,
                            copil_record_get_id (copil_dossier_get_committee (self->dossier)));
  copil_statement_add_text (statement, options->since);
  copil_statement_add_text (statement, options->until);
  return ask (self, statement, _("This committee has no figures that you may read."), error);
}

/* (nullable): "2026-07"; NULL finds the only one of a sitting. */
static const char *
find_decision (Print       *self,
               const char  *number,
               GError     **error)
{
  guint n = copil_dossier_count (self->dossier, "decision");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *decision = copil_dossier_get (self->dossier, "decision", i);
      g_autofree char *own = copil_format_decision (copil_record_get_int (decision, "year"),
                                                    copil_record_get_int (decision, "number"));

      if (number == NULL ? n == 1 : strcmp (own, number) == 0)
        return copil_record_get_id (decision);
    }
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Say with --decision which decision of this sitting, as 2026-07: see "
                         "--kind decisions."));
  return NULL;
}

/* Puts into the inputs what @kind needs besides the dossier; @asked keeps it. */
static gboolean
ask_needs (Print           *self,
           CopilPaperKind   kind,
           const Options   *options,
           JsonNode       **asked,
           GError         **error)
{
  guint needs = copil_paper_get_facts (kind)->needs;

  if ((needs & COPIL_PAPER_NEEDS_DECISION) != 0)
    {
      self->inputs.decision = find_decision (self, options->decision, error);
      if (self->inputs.decision == NULL)
        return FALSE;
    }
  if ((needs & COPIL_PAPER_NEEDS_MINUTES) != 0)
    *asked = ask_minutes (self, error);
  else if ((needs & COPIL_PAPER_NEEDS_STATISTICS) != 0)
    *asked = ask_statistics (self, options, error);
  else
    return TRUE;
  if (*asked == NULL)
    return FALSE;
  if ((needs & COPIL_PAPER_NEEDS_MINUTES) != 0)
    self->inputs.minutes = json_node_get_object (*asked);
  else
    self->inputs.statistics = json_node_get_object (*asked);
  return TRUE;
}

static GBytes *
print_kind (Print          *self,
            CopilPaperKind  kind,
            const Options  *options,
            GError        **error)
{
  g_autoptr (JsonNode) asked = NULL;

  if (!ask_needs (self, kind, options, &asked, error))
    return NULL;
  if ((copil_paper_get_facts (kind)->needs & COPIL_PAPER_NEEDS_SOURCES) != 0)
    return print_drawn (self, kind, error);
  return copil_paper_to_pdf (kind, self->dossier, &self->inputs, error);
}

/* The verb ---------------------------------------------------------------------------------- */

static gboolean
find_kind (const char      *name,
           CopilPaperKind  *kind,
           GError         **error)
{
  if (copil_paper_find (name, kind))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is no document: see copilctl committee print --help."), name);
  return FALSE;
}

/* @number: (nullable): a paper of the committee is of no sitting. */
static gboolean
read_dossier (Print                *self,
              CopilPaperKind        kind,
              const char           *name,
              const char           *number,
              CopilCommitteeStore **committee,
              GError              **error)
{
  if (!copil_paper_get_facts (kind)->of_sitting)
    *committee = copil_ctl_read_committee (self->ctl, name, error);
  else if (number == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("Say the number of the sitting: see copilctl committee show."));
  else
    self->store = copil_ctl_read_sitting (self->ctl, name, number, committee, error);
  if (*committee == NULL)
    return FALSE;
  self->dossier = copil_dossier_of_paper (kind, *committee, self->store);
  return TRUE;
}

static gboolean
print_to (CopilCtl       *ctl,
          char          **words,
          const Options  *options,
          GError        **error)
{
  g_autoptr (CopilCommitteeStore) committee = NULL;
  g_autoptr (CopilMirror) mirror = NULL;
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) pdf = NULL;
  Print self = { .ctl = ctl, .bytes = kept, .inputs = { .today = g_get_real_time (), .since = options->since,
                           .until = options->until } };
  CopilPaperKind kind = COPIL_N_PAPERS;

  if (!find_kind (options->kind, &kind, error)
      || !read_dossier (&self, kind, words[1], words[2], &committee, error))
    return FALSE;
  mirror = copil_ctl_mirror (
    ctl, (copil_paper_get_facts (kind)->needs & COPIL_PAPER_NEEDS_SOURCES) != 0, error);
  if (mirror != NULL)
    {
      self.cube = copil_mirror_get_cube (mirror);
      self.inputs.fictitious = copil_mirror_is_fictitious (mirror);
      pdf = print_kind (&self, kind, options, error);
    }
  copil_dossier_free (self.dossier);
  g_clear_object (&self.store);
  return pdf != NULL && copil_ctl_write_file (options->path, pdf, error);
}

static int
say_written (const char *path)
{
  g_print (_("Written to %s."), path);
  g_print ("\n");
  return COPIL_CTL_DONE;
}

static void
options_clear (Options *self)
{
  g_free (self->kind);
  g_free (self->path);
  g_free (self->decision);
  g_free (self->since);
  g_free (self->until);
}

static int
run_print (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind, N_("Which document"), N_("KIND") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.path, N_("Where to write it"),
      N_("FILE.pdf") },
    { "decision", 0, 0, G_OPTION_ARG_STRING, &options.decision,
      N_("Of an extract: which decision"), N_("YEAR-NUMBER") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
      N_("Of the statistics: first day, 2026-01-01"), N_("DAY") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, N_("Of the statistics: last day"),
      N_("DAY") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_print, entries, &argc, &argv, &status))
    return status;
  if (argc < 2 || argc > 3 || options.kind == NULL || options.path == NULL)
    status = copil_ctl_usage (ctl, &copil_ctl_committee_print,
                              _("Say which committee, the number of the sitting, with --kind the "
                                "document and with -o the file."));
  else if (!print_to (ctl, argv, &options, &error))
    status = copil_ctl_fail (ctl, error);
  else
    status = say_written (options.path);
  options_clear (&options);
  return status;
}
