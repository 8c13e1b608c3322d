/* progress.c: how far a long step is, told from any thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/progress.h"

struct _CopilProgress
{
  CopilProgressFunc func;
  gpointer          user_data;
  GMainContext     *context;
  gboolean          muted; /* read and written in @context only */
};

typedef struct
{
  CopilProgress *progress;
  char          *label;
  double         fraction;
} Report;

static void
progress_clear (gpointer data)
{
  CopilProgress *self = data;

  g_main_context_unref (self->context);
}

/**
 * copil_progress_new:
 * @func: (nullable): who wants to know; it is called in the context that is
 *   the thread's default now, whatever thread reports
 *
 * Returns: (transfer full): a handle that worker threads may report to
 */
CopilProgress *
copil_progress_new (CopilProgressFunc func,
                    gpointer          user_data)
{
  CopilProgress *self = g_atomic_rc_box_new0 (CopilProgress);

  self->func = func;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

CopilProgress *
copil_progress_ref (CopilProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
copil_progress_unref (CopilProgress *self)
{
  g_atomic_rc_box_release_full (self, progress_clear);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  copil_progress_unref (report->progress);
  g_free (report->label);
  g_free (report);
}

static gboolean
report_deliver_cb (gpointer data)
{
  Report *report = data;

  if (!report->progress->muted)
    report->progress->func (report->label, report->fraction, report->progress->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * copil_progress_report:
 * @self: (nullable): nobody asked when NULL
 * @label: what is being done
 * @fraction: 0 to 1, or -1 when nobody can tell
 *
 * Reports of one thread arrive in order.
 */
void
copil_progress_report (CopilProgress *self,
                       const char    *label,
                       double         fraction)
{
  Report *report;

  if (self == NULL || self->func == NULL)
    return;
  report = g_new0 (Report, 1);
  report->progress = copil_progress_ref (self);
  report->label = g_strdup (label);
  report->fraction = fraction;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, report_deliver_cb,
                              report, report_free);
}

/**
 * copil_progress_mute:
 *
 * Drops what is still on its way: call it from the context of the listener
 * when the step is over, so that @user_data may go.
 */
void
copil_progress_mute (CopilProgress *self)
{
  self->muted = TRUE;
}
