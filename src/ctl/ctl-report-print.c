/* ctl-report-print.c: the thread that prints reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-report.h"

#include "cube/file.h"
#include "view/dashboard-report.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>

#define KEPT_HEAP (64 << 20)

/* What was printed from the kept file, and all that is in it. */
typedef struct
{
  guint64       mark; /* of the figures */
  CopilCtlState state;
  CopilPeriod   period;
  char         *set, *code; /* of the territory */
  GBytes       *pdf;
} Rehearsal;

/* One thread, which takes its jobs in their order. */
struct _CopilReportPrinter
{
  GThreadPool     *thread;
  CopilReportOrder order;
  Rehearsal        rehearsal; /* of the thread */
  GMutex           lock;
  GCond            printed;
};

typedef struct
{
  /* To rehearse: */
  char                 *server, *login, *name;
  /* To print: */
  CopilCube            *cube;
  CopilPeriod           period;
  const CopilCtlState  *state;
  const CopilTerritory *territory;
  GBytes               *pdf;
  GError               *error;
  gboolean              done;
} Job;

gboolean
copil_report_find_period (CopilCube    *cube,
                          const char   *period_id,
                          CopilPeriod  *period,
                          GError      **error)
{
  CopilPeriod first;

  if (period_id == NULL)
    {
      if (copil_dashboard_get_span (cube, &first, period))
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("The base holds no figure yet: “copilctl db demo” fills a "
                             "demonstration, “copilctl import” reads files."));
      return FALSE;
    }
  if (copil_period_parse (period_id, period))
    {
      *period = copil_period_last_month (*period);
      return TRUE;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not a period: write 2026-10, 2026-T3 or 2026."), period_id);
  return FALSE;
}

static CopilDocument *
create_document (CopilReportPrinter   *self,
                 CopilCube            *cube,
                 CopilPeriod           period,
                 const CopilCtlState  *state,
                 const CopilTerritory *territory)
{
  g_autoptr (CopilDashboardView) view = copil_dashboard_view_new (cube, territory, period,
                                                                  self->order.comparison);

  return copil_dashboard_report_new (
    view, &(CopilReportState) { state->as_of, state->batch, state->fictitious });
}

/* The figures as they were kept; a file that is of no use is the business of the mirror. */
static CopilCube *
open_kept (const Job        *job,
           CopilCubeOrigin **origin)
{
  g_autofree char *path = copil_cache_dir_path (job->server, job->login, NULL);

  if (path == NULL)
    return NULL;
  return copil_cube_file_open (path, job->server, job->login, g_get_real_time () / G_USEC_PER_SEC,
                               origin, NULL);
}

/* A file that nobody told when its last batch landed has at least its texts set. */
static void
rehearse_territory (CopilReportPrinter    *self,
                    CopilCube             *cube,
                    const CopilCubeOrigin *origin,
                    CopilPeriod            period,
                    const CopilTerritory  *territory)
{
  Rehearsal *rehearsal = &self->rehearsal;
  g_autoptr (CopilDocument) document = NULL;

  rehearsal->state.batch = copil_cube_get_batch (cube);
  rehearsal->state.fictitious = origin->fictitious;
  if (origin->as_of_batch == rehearsal->state.batch)
    rehearsal->state.as_of = g_strdup (origin->as_of);
  document = create_document (self, cube, period, &rehearsal->state, territory);
  if (rehearsal->state.as_of == NULL)
    {
      copil_document_layout (document);
      return;
    }
  rehearsal->period = period;
  rehearsal->set = g_strdup (territory->set);
  rehearsal->code = g_strdup (territory->code);
  rehearsal->pdf = copil_document_to_pdf (document, NULL);
  /* Blocks are checked as they are read: what was damaged is not in the print. */
  rehearsal->mark = copil_cube_get_n_damaged (cube) == 0 ? copil_cube_file_get_mark (cube) : 0;
}

static void
rehearse (CopilReportPrinter *self,
          const Job          *job)
{
  g_autoptr (CopilCubeOrigin) origin = NULL;
  g_autoptr (CopilCube) cube = NULL;
  const CopilTerritory *territory;
  CopilPeriod period;

  /* The fonts of the system are listed in a thread of Pango's from here on. */
  copil_text_get_context ();
  cube = open_kept (job, &origin);
  if (cube == NULL || !copil_report_find_period (cube, self->order.period_id, &period, NULL))
    return;
  territory = copil_territory_list_resolve (copil_cube_get_territories (cube), job->name, NULL);
  if (territory != NULL)
    rehearse_territory (self, cube, origin, period, territory);
}

static gboolean
is_rehearsed (const Rehearsal *rehearsal,
              const Job       *job)
{
  const CopilCtlState *state = &rehearsal->state;

  return rehearsal->mark != 0 && rehearsal->mark == copil_cube_file_get_mark (job->cube) &&
         copil_period_equal (rehearsal->period, job->period) && state->batch == job->state->batch &&
         state->fictitious == job->state->fictitious &&
         g_strcmp0 (state->as_of, job->state->as_of) == 0 &&
         g_str_equal (rehearsal->set, job->territory->set) &&
         g_str_equal (rehearsal->code, job->territory->code);
}

static void
print (CopilReportPrinter *self,
       Job                *job)
{
  g_autoptr (CopilDocument) document = NULL;

  if (is_rehearsed (&self->rehearsal, job))
    {
      job->pdf = g_bytes_ref (self->rehearsal.pdf);
      return;
    }
  document = create_document (self, job->cube, job->period, job->state, job->territory);
  job->pdf = copil_document_to_pdf (document, &job->error);
}

static void
rehearsal_free (Job *job)
{
  g_free (job->server);
  g_free (job->login);
  g_free (job->name);
  g_free (job);
}

static void
do_job (gpointer data,
        gpointer user_data)
{
  CopilReportPrinter *self = user_data;
  Job *job = data;

  if (job->cube == NULL)
    {
      rehearse (self, job);
      rehearsal_free (job);
      return;
    }
  print (self, job);
  g_mutex_lock (&self->lock);
  job->done = TRUE;
  g_cond_signal (&self->printed);
  g_mutex_unlock (&self->lock);
}

/* Each page takes megabytes and gives them back: a heap that shrinks and grows in between faults
 * its pages in anew, which takes an eighth of the time of a report. */
static void
keep_heap (void)
{
  mallopt (M_TRIM_THRESHOLD, KEPT_HEAP);
  mallopt (M_MMAP_THRESHOLD, KEPT_HEAP / 2);
}

CopilReportPrinter *
copil_report_printer_new (CopilReportOrder order)
{
  CopilReportPrinter *self = g_new0 (CopilReportPrinter, 1);

  keep_heap ();
  self->order = order;
  g_mutex_init (&self->lock);
  g_cond_init (&self->printed);
  self->thread = g_thread_pool_new (do_job, self, 1, TRUE, NULL);
  return self;
}

void
copil_report_printer_free (CopilReportPrinter *self)
{
  g_thread_pool_free (self->thread, FALSE, TRUE);
  g_free (self->rehearsal.state.as_of);
  g_free (self->rehearsal.set);
  g_free (self->rehearsal.code);
  g_clear_pointer (&self->rehearsal.pdf, g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->printed);
  g_free (self);
}

void
copil_report_printer_rehearse (CopilReportPrinter *self,
                               const char         *server,
                               const char         *login,
                               const char         *territory)
{
  Job *job = g_new0 (Job, 1);

  job->server = g_strdup (server);
  job->login = g_strdup (login);
  job->name = g_strdup (territory);
  g_thread_pool_push (self->thread, job, NULL);
}

GBytes *
copil_report_printer_print (CopilReportPrinter   *self,
                            CopilCube            *cube,
                            CopilPeriod           period,
                            const CopilCtlState  *state,
                            const CopilTerritory *territory,
                            GError              **error)
{
  Job job = { .cube = cube, .period = period, .state = state, .territory = territory };

  g_thread_pool_push (self->thread, &job, NULL);
  g_mutex_lock (&self->lock);
  while (!job.done)
    g_cond_wait (&self->printed, &self->lock);
  g_mutex_unlock (&self->lock);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.pdf;
}
