/* ctl-committee-print.c: copilctl committee print: the documents of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include "committee/paper-print.h"
#include "core/format.h"
#include "ctl/ctl-mirror.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static int run_print (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_print = {
  "print", N_("committee print COMMITTEE [NUMBER] --kind KIND -o FILE.pdf"),
  N_("Print a document of a sitting or of its committee: convocation, agenda, changes, pack, "
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

/* What the base is asked ------------------------------------------------------------------- */

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

/* (nullable): "2026-07"; NULL finds the only one of a sitting. */
static const char *
find_decision (CopilSittingStore  *sitting,
               const char         *number,
               GError            **error)
{
  GListModel *decisions = copil_sitting_store_get_list (sitting, "decision");
  guint n = g_list_model_get_n_items (decisions);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CopilRecord) decision = g_list_model_get_item (decisions, i);
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
read_stores (CopilCtl         *ctl,
             CopilPaperOrder  *order,
             const char       *name,
             const char       *number,
             GError          **error)
{
  if (!copil_paper_get_facts (order->kind)->of_sitting)
    order->committee = copil_ctl_read_committee (ctl, name, error);
  else if (number == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("Say the number of the sitting: see copilctl committee show."));
  else
    order->sitting = copil_ctl_read_sitting (ctl, name, number, &order->committee, error);
  return order->committee != NULL;
}

/* What @order needs besides the rows. @mirror: kept as long as its figures are drawn. */
static gboolean
read_needs (CopilCtl         *ctl,
            CopilPaperOrder  *order,
            const Options    *options,
            CopilMirror     **mirror,
            GError          **error)
{
  guint needs = copil_paper_get_facts (order->kind)->needs;

  if ((needs & COPIL_PAPER_NEEDS_DECISION) != 0)
    {
      order->decision = find_decision (order->sitting, options->decision, error);
      if (order->decision == NULL)
        return FALSE;
    }
  if ((needs & (COPIL_PAPER_NEEDS_SOURCES | COPIL_PAPER_NEEDS_MAP)) != 0)
    {
      *mirror = copil_ctl_mirror (ctl, TRUE, error);
      if (*mirror == NULL)
        return FALSE;
      order->cube = copil_mirror_get_cube (*mirror);
    }
  return TRUE;
}

static GBytes *
print_order (CopilCtl               *ctl,
             const CopilPaperOrder  *order,
             GError                **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_paper_print_async (order, copil_ctl_get_cancellable (ctl), copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  return copil_paper_print_finish (result, error);
}

static gboolean
print_to (CopilCtl       *ctl,
          char          **words,
          const Options  *options,
          GError        **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  CopilPaperOrder order = { .connection = connection, .since = options->since,
                            .until = options->until };
  g_autoptr (CopilMirror) mirror = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (connection != NULL && find_kind (options->kind, &order.kind, error)
      && check_day (options->since, error) && check_day (options->until, error)
      && read_stores (ctl, &order, words[1], words[2], error)
      && read_needs (ctl, &order, options, &mirror, error))
    pdf = print_order (ctl, &order, error);
  g_clear_object (&order.committee);
  g_clear_object (&order.sitting);
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
