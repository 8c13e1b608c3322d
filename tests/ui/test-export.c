/* test-export.c: what leaves the window: reports, prints, charts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures come from a cube in memory, for a window that has no server at all: what one looks
 * at can be taken away offline too.
 */
#include "chooser.h"
#include "sample.h"
#include "test-base.h"

#include "app/export.h"
#include "app/window-private.h"
#include "core/language.h"
#include "core/resources.h"
#include "dashboard/chart-pane.h"
#include "ui/copil-ui-resources.h"
#include "view/dashboard-report.h"

#include <glib/gstdio.h>
#include <string.h>

static CopilStation *station;
static CopilWindow *window;
static char *folder;

/* -- What is written -------------------------------------------------------------------------- */

/* Answers the dialog that asks where with @name in the folder of the test; NULL: gives up. */
static void
answer (const char *name)
{
  answer_chooser (folder, name);
}

static gboolean
has_contents (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > 0;
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *contents = NULL;

  test_wait_until (has_contents (path));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  return contents;
}

/* (nullable): the words of a PDF, where there is a program that reads them. */
static char *
read_words (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *command[] = { program, path, "-", NULL };
  char *words = NULL;
  int status;
  g_autoptr(GError) error = NULL;

  if (program == NULL)
    return NULL;
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &words, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return words;
}

/* -- What is asked ---------------------------------------------------------------------------- */

static CopilChartPane *
find_pane (GtkWidget *widget)
{
  if (COPIL_IS_CHART_PANE (widget))
    return COPIL_CHART_PANE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      CopilChartPane *found = find_pane (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static CopilChartPane *
curve (void)
{
  return find_pane (GTK_WIDGET (window->page));
}

static void
save (const char *format,
      const char *name)
{
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (curve ()), "chart.save", "s", format));
  answer (name);
}

static void
test_report (void)
{
  const char *territory = copil_dashboard_model_get_territory (window->model)->name;
  g_autofree char *pdf = NULL;
  g_autofree char *words = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  answer ("nord.pdf");
  pdf = read_file ("nord.pdf");
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  words = read_words ("nord.pdf");
  if (words == NULL)
    g_test_skip ("no pdftotext");
  else
    {
      g_assert_nonnull (strstr (words, territory));
      g_assert_nonnull (strstr (words, "Orientation en moins de"));
    }
}

static gboolean
exists (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_given_up (void)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  answer (NULL);
  g_assert_false (exists ("rien"));
}

/* The button of the toast, before the report is written: nothing is. */
static void
test_cancelled (void)
{
  g_autoptr(GCancellable) before = window->exporting != NULL ? g_object_ref (window->exporting)
                                                             : NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  answer ("annule.pdf");
  test_wait_until (window->exporting != before);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel-export", NULL));
  g_assert_true (g_cancellable_is_cancelled (window->exporting));
  /* The next one is after it in the same queue of the disk. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  answer ("suivant.pdf");
  test_wait_until (exists ("suivant.pdf"));
  g_assert_false (exists ("annule.pdf"));
}

static void
test_print (void)
{
  CopilReportState state = { .fictitious = TRUE };
  g_autoptr(CopilDocument) document =
    copil_dashboard_report_new (copil_dashboard_model_get_view (window->model), &state);
  g_autoptr(GtkPrintOperation) operation = copil_export_new_print (document);
  g_autofree char *path = g_build_filename (folder, "imprime.pdf", NULL);
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  words = read_words ("imprime.pdf");
  if (words == NULL)
    g_test_skip ("no pdftotext");
  else
    {
      g_assert_nonnull (strstr (words, copil_dashboard_model_get_territory (window->model)->name));
      g_assert_nonnull (strstr (words, "données fictives"));
    }
}

static void
test_chart (void)
{
  static const struct
  {
    const char *format, *name, *start;
  } files[] = {
    { "svg", "courbe.svg", "<?xml" },
    { "png", "courbe.png", "\x89PNG" },
    { "pdf", "courbe.pdf", "%PDF-" },
    { "csv", "courbe.csv", "\xEF\xBB\xBF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *contents = NULL;

      save (files[i].format, files[i].name);
      contents = read_file (files[i].name);
      g_assert_true (g_str_has_prefix (contents, files[i].start));
    }
}

static void
test_clipboard (void)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  GdkContentFormats *formats;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (curve ()), "chart.copy", NULL));
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));
}

static void
empty_folder (void)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      remove (path);
    }
  remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(CopilCube) cube = NULL;
  g_autoptr(GHashTable) nowhere = g_hash_table_new (g_str_hash, g_str_equal);
  int status;

  copil_language_init ();
  gtk_disable_setlocale ();
  folder = g_dir_make_tmp ("copil-export-XXXXXX", NULL);
  /* The dialog opens where one is. */
  g_assert_cmpint (g_chdir (folder), ==, 0);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  cube = sample_cube_new ();
  station = copil_station_new (nowhere, "reader");
  window = copil_window_new (NULL, station);
  copil_dashboard_model_set_cube (window->model, cube);
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/export/report", test_report);
  g_test_add_func ("/export/given-up", test_given_up);
  g_test_add_func ("/export/cancelled", test_cancelled);
  g_test_add_func ("/export/print", test_print);
  g_test_add_func ("/export/chart", test_chart);
  g_test_add_func ("/export/clipboard", test_clipboard);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (station);
  empty_folder ();
  g_free (folder);
  return status;
}
