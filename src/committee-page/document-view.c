/* document-view.c: a document of a sitting, in the viewer of this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/document-view.h"

#include "exchange/write-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *widget;
  char      *name;
} View;

static void
view_free (View *view)
{
  g_object_unref (view->widget);
  g_free (view->name);
  g_free (view);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

static void
tell (GtkWidget    *widget,
      const GError *error)
{
  /* translators: %s says why, in words */
  g_autofree char *text = g_strdup_printf (_("The document cannot be opened: %s"), error->message);

  gtk_widget_activate_action (widget, "win.notify", "s", text);
}

/* A folder that only this person reads and that goes with the session, not one of the disk: what is
 * given to members is not left behind. One a document: two may have the same title. */
static GFile *
place_of (const char  *name,
          GBytes      *pdf,
          GError     **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  g_autofree char *folder = NULL;
  g_autofree char *file = g_strdup_printf ("%s.pdf", name);

  hash[16] = '\0';
  folder = g_build_filename (g_get_user_runtime_dir (), "copil", hash, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }
  g_strdelimit (file, "/\\", '-');
  return g_file_new_build_filename (folder, file, NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(View) view = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf =
    copil_sitting_store_read_document_finish (COPIL_SITTING_STORE (source), result, &error);
  g_autoptr(GFile) file = pdf != NULL ? place_of (view->name, pdf, &error) : NULL;
  g_autofree char *uri = NULL;

  if (file == NULL || !copil_write_file (file, pdf, NULL, &error))
    {
      tell (view->widget, error);
      return;
    }
  uri = g_file_get_uri (file);
  gtk_widget_activate_action (view->widget, "app.open", "s", uri);
}

void
copil_document_view (GtkWidget         *widget,
                     CopilSittingStore *store,
                     const char        *name,
                     const char        *sha256)
{
  View *view = g_new0 (View, 1);

  view->widget = g_object_ref (widget);
  view->name = g_strdup (name);
  copil_sitting_store_read_document_async (store, sha256, NULL, read_cb, view);
}
