/* paper-save.c: a document of a committee, to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/paper-save.h"

#include "committee/invitation.h"
#include "core/instant.h"
#include "exchange/write-file.h"
#include "widget/file-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  GError *error = NULL;

  if (copil_write_file_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_bytes (GTask  *task,
             GBytes *bytes)
{
  copil_write_file_async (g_task_get_source_object (task), bytes, g_task_get_cancellable (task),
                          written_cb, task);
}

static void
printed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  GError *error = NULL;
  g_autoptr(GBytes) pdf = copil_paper_print_finish (result, &error);

  if (pdf != NULL)
    write_bytes (g_steal_pointer (&task), pdf);
  else
    g_task_return_error (task, error);
}

static void
write_paper (GTask    *task,
             gpointer  order)
{
  copil_paper_print_async (order, g_task_get_cancellable (task), printed_cb, task);
}

static void
write_invitation (GTask    *task,
                  gpointer  text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  write_bytes (task, bytes);
}

/* @what: but what is the same for all. */
static void
begin (GtkWidget       *widget,
       CopilFileExport  what)
{
  CopilToasts *toasts = copil_toasts_find (widget);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *doing = g_strdup_printf (_("Writing “%s”…"), what.title);

  g_return_if_fail (toasts != NULL);
  what.doing = doing;
  /* translators: %s says why, in words */
  what.failure = _("The document was not written: %s");
  copil_file_export_begin (toasts, &what, cancellable);
}

void
copil_paper_save (GtkWidget             *widget,
                  const CopilPaperOrder *order)
{
  g_autoptr(CopilDossier) dossier =
    copil_dossier_of_paper (order->kind, order->committee, order->sitting);
  g_autofree char *name = copil_paper_format_file_name (
    order->kind, dossier, &(CopilPaperInputs) { .today = g_get_real_time () });

  begin (widget, (CopilFileExport) {
    .title = copil_paper_get_facts (order->kind)->title,
    .name = name,
    .pattern = "*.pdf",
    .write = write_paper,
    .data = copil_paper_order_copy (order),
    .free = (GDestroyNotify) copil_paper_order_free,
  });
}

void
copil_invitation_save (GtkWidget             *widget,
                       const CopilPaperOrder *order)
{
  g_autoptr(CopilDossier) dossier = copil_dossier_of_stores (order->committee, order->sitting);
  char *text = copil_invitation_of_dossier (dossier);
  g_autofree char *name = NULL, *day = NULL;

  if (text == NULL)
    return;
  day = copil_instant_to_day (copil_record_get_time (copil_dossier_get_sitting (dossier),
                                                     "starts_at"));
  name = g_strdup_printf ("%s Convocation.ics", day);
  begin (widget, (CopilFileExport) {
    .title = _("Invitation for calendars"),
    .name = name,
    .pattern = "*.ics",
    .write = write_invitation,
    .data = text,
    .free = g_free,
  });
}
