/* ctl-report.c: copilctl report: documents without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-report.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  CopilCtl           *ctl;
  CopilReportPrinter *printer;
  CopilMirror        *mirror;
  CopilCube          *cube;
  CopilPeriod         period;
  CopilComparison     comparison;
  CopilCtlState       state;
  char               *territory;
  char               *level;
  char               *period_id;
  char               *comparison_id;
  char               *output;
  char               *directory;
  char               *slice; /* "1/2": which of the workers this is */
  gboolean            all;
} Report;

static const char *const level_names[] = { "france", "region", "departement", "bassin" };

static int run_dashboard (CopilCtl *ctl, int argc, char **argv);
static int run_report (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb report_dashboard = {
  "dashboard",
  N_("report dashboard --territory CODE -o FILE | --level LEVEL --all --output-dir FOLDER"),
  N_("Write the report of a dashboard as PDF"), run_dashboard
};
const CopilCtlVerb copil_ctl_report = {
  "report", "report dashboard …", N_("Write reports as PDF"), run_report
};

static void
report_clear (Report *self)
{
  g_clear_pointer (&self->printer, copil_report_printer_free);
  g_clear_object (&self->mirror);
  g_free (self->territory);
  g_free (self->level);
  g_free (self->period_id);
  g_free (self->comparison_id);
  g_free (self->output);
  g_free (self->directory);
  g_free (self->slice);
  g_free (self->state.as_of);
}

static GBytes *
print_report (Report                *self,
              const CopilTerritory  *territory,
              GError               **error)
{
  return copil_report_printer_print (self->printer, self->cube, self->period, &self->state,
                                     territory, error);
}

/* A block of the kept file is checked when it is first read, that is while a page is drawn: when
 * one was damaged, its figures are fetched and the report is drawn anew. */
static GBytes *
print_sound_report (Report                *self,
                    const CopilTerritory  *territory,
                    GError               **error)
{
  guint n_damaged = copil_cube_get_n_damaged (self->cube);
  g_autoptr (GBytes) pdf = print_report (self, territory, error);

  while (pdf != NULL && copil_cube_get_n_damaged (self->cube) != n_damaged)
    {
      n_damaged = copil_cube_get_n_damaged (self->cube);
      g_clear_pointer (&pdf, g_bytes_unref);
      if (copil_mirror_wait (self->mirror, TRUE, error))
        pdf = print_report (self, territory, error);
    }
  return g_steal_pointer (&pdf);
}

static gboolean
write_report (Report               *self,
              const CopilTerritory *territory,
              const char           *path,
              GError              **error)
{
  g_autoptr (GBytes) pdf = print_sound_report (self, territory, error);

  return pdf != NULL && copil_ctl_write_file (path, pdf, error);
}

static gboolean
rehearse (Report  *self,
          GError **error)
{
  g_autofree char *server = NULL, *login = NULL;

  if (!copil_ctl_name_figures (self->ctl, &server, &login, error))
    return FALSE;
  copil_report_printer_rehearse (self->printer, server, login, self->territory);
  return TRUE;
}

static gboolean
open_figures (Report  *self,
              GError **error)
{
  if (self->comparison_id != NULL && !copil_comparison_parse (self->comparison_id, &self->comparison))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a comparison: year, target, parent or peers."),
                   self->comparison_id);
      return FALSE;
    }
  self->printer = copil_report_printer_new ((CopilReportOrder) { self->period_id,
                                                                 self->comparison });
  if (self->territory != NULL && !rehearse (self, error))
    return FALSE;
  self->mirror = copil_ctl_mirror (self->ctl, TRUE, error);
  if (self->mirror == NULL)
    return FALSE;
  self->cube = copil_mirror_get_cube (self->mirror);
  return copil_report_find_period (self->cube, self->period_id, &self->period, error) &&
         copil_ctl_read_state (self->ctl, self->mirror, &self->state, error);
}

static gboolean
write_one (Report  *self,
           GError **error)
{
  const CopilTerritory *territory;
  g_autofree char *path = NULL;

  if (!open_figures (self, error))
    return FALSE;
  territory = copil_territory_list_resolve (copil_cube_get_territories (self->cube),
                                            self->territory, error);
  if (territory == NULL)
    return FALSE;
  path = self->output != NULL ? g_strdup (self->output)
                              : g_strdup_printf ("%s-%s.pdf", territory->set, territory->code);
  if (!write_report (self, territory, path, error))
    return FALSE;
  if (!copil_ctl_is_quiet (self->ctl))
    g_print ("%s\n", path);
  return TRUE;
}

/* Every level ----------------------------------------------------------------------------- */

static gboolean
find_level (Report     *self,
            CopilLevel *level,
            GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_strcmp0 (self->level, level_names[i]) == 0)
      {
        *level = (CopilLevel) i;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not a level: france, region, departement or bassin."), self->level);
  return FALSE;
}

static gboolean
parse_slice (Report *self,
             guint  *rank,
             guint  *count)
{
  return self->slice != NULL && sscanf (self->slice, "%u/%u", rank, count) == 2 && *count > 0;
}

/* One worker: every count-th territory; a line on stdout for each. */
static gboolean
write_slice (Report  *self,
             guint    rank,
             guint    count,
             GError **error)
{
  g_autoptr (GPtrArray) territories = NULL;
  CopilLevel level;

  if (!find_level (self, &level, error) || !open_figures (self, error))
    return FALSE;
  territories = copil_territory_list_of_level (copil_cube_get_territories (self->cube), level);
  for (guint i = rank; i < territories->len; i += count)
    {
      const CopilTerritory *territory = g_ptr_array_index (territories, i);
      g_autofree char *name = g_strdup_printf ("%s-%s.pdf", territory->set, territory->code);
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      if (!write_report (self, territory, path, error))
        return FALSE;
      g_print ("%s\n", path);
    }
  return TRUE;
}

typedef struct
{
  CopilCtl *ctl;
  guint     running;
  guint     done, total;
  char     *failure;
} Workers;

static void read_line (GDataInputStream *stream, Workers *workers);

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Workers *workers = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, NULL);

  if (line == NULL)
    return;
  workers->done++;
  copil_ctl_progress (workers->ctl, _("Writing the reports"),
                      (double) workers->done / MAX (workers->total, 1));
  read_line (G_DATA_INPUT_STREAM (source), workers);
}

static void
read_line (GDataInputStream *stream,
           Workers          *workers)
{
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, line_cb, workers);
}

static void
worker_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Workers *workers = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error) &&
      workers->failure == NULL)
    workers->failure = g_strdup (error->message);
  workers->running--;
}

static void
add_words (GPtrArray *arguments,
           ...)
{
  const char *word;
  va_list words;

  va_start (words, arguments);
  while ((word = va_arg (words, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) word);
  va_end (words);
}

static gboolean
start_worker (Report  *self,
              Workers *workers,
              guint    rank,
              guint    count,
              GError **error)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", error);
  g_autofree char *slice = g_strdup_printf ("%u/%u", rank, count);
  g_autofree char *period = copil_period_to_id (self->period);
  g_autoptr (GSubprocess) worker = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  const char *connect = copil_ctl_get_connect (self->ctl), *login = copil_ctl_get_login (self->ctl);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  if (program == NULL)
    return FALSE;
  add_words (arguments, program, "--quiet", "report", "dashboard", "--all", "--level", self->level,
             "--output-dir", self->directory, "--slice", slice, "--period", period, "--compare",
             copil_comparison_to_id (self->comparison), NULL);
  if (connect != NULL)
    add_words (arguments, "--connect", connect, NULL);
  if (login != NULL)
    add_words (arguments, "--as", login, NULL);
  g_ptr_array_add (arguments, NULL);
  worker = g_subprocess_newv ((const char *const *) arguments->pdata,
                              G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  if (worker == NULL)
    return FALSE;
  workers->running++;
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (worker));
  read_line (stream, workers);
  g_subprocess_wait_check_async (worker, copil_ctl_get_cancellable (self->ctl), worker_cb, workers);
  return TRUE;
}

/* A process a processor: each maps the same file of figures, which costs nothing twice. */
static gboolean
write_all (Report  *self,
           GError **error)
{
  Workers workers = { self->ctl };
  guint count = g_get_num_processors ();
  g_autoptr (GPtrArray) territories = NULL;
  CopilLevel level;

  if (!find_level (self, &level, error) || !open_figures (self, error))
    return FALSE;
  if (g_mkdir_with_parents (self->directory, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The folder “%s” cannot be made: %s."), self->directory, g_strerror (errno));
      return FALSE;
    }
  territories = copil_territory_list_of_level (copil_cube_get_territories (self->cube), level);
  workers.total = territories->len;
  for (guint rank = 0; rank < count; rank++)
    if (!start_worker (self, &workers, rank, count, error))
      return FALSE;
  while (workers.running > 0)
    g_main_context_iteration (NULL, TRUE);
  copil_ctl_progress_end (self->ctl);
  if (workers.failure == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, workers.failure);
  g_free (workers.failure);
  return FALSE;
}

static gboolean
write_reports (Report  *self,
               GError **error)
{
  guint rank, count;

  if (self->territory != NULL)
    return write_one (self, error);
  if (parse_slice (self, &rank, &count))
    return write_slice (self, rank, count, error);
  return write_all (self, error);
}

static int
run_dashboard (CopilCtl *ctl,
               int       argc,
               char    **argv)
{
  Report self = { ctl };
  g_autoptr (GError) error = NULL;
  int status = COPIL_CTL_DONE;
  const GOptionEntry entries[] = {
    { "territory", 't', 0, G_OPTION_ARG_STRING, &self.territory,
      N_("Code or name: 59, departement:59, Valenciennes"), N_("TERRITORY") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self.output, N_("File to write"), N_("FILE") },
    { "level", 'l', 0, G_OPTION_ARG_STRING, &self.level,
      N_("france, region, departement or bassin"), N_("LEVEL") },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &self.all, N_("Every territory of the level"), NULL },
    { "output-dir", 'd', 0, G_OPTION_ARG_FILENAME, &self.directory,
      N_("Folder to write in"), N_("FOLDER") },
    { "period", 'p', 0, G_OPTION_ARG_STRING, &self.period_id,
      N_("Month, quarter or year: 2026-10; by default the last one known"), N_("PERIOD") },
    { "compare", 'c', 0, G_OPTION_ARG_STRING, &self.comparison_id,
      N_("year, target, parent or peers"), N_("COMPARISON") },
    { "slice", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self.slice, NULL, NULL },
    { NULL }
  };

  if (!copil_ctl_parse_alone (ctl, &report_dashboard, entries, &argc, &argv, &status))
    ;
  else if (self.territory == NULL && !(self.all && self.level != NULL && self.directory != NULL))
    status = copil_ctl_usage (ctl, &report_dashboard,
                              _("give --territory, or --level, --all and --output-dir."));
  else if (!write_reports (&self, &error))
    status = copil_ctl_fail (ctl, error);
  report_clear (&self);
  return status;
}

static int
run_report (CopilCtl *ctl,
            int       argc,
            char    **argv)
{
  static const CopilCtlVerb *const actions[] = { &report_dashboard };

  return copil_ctl_dispatch (ctl, &copil_ctl_report, actions, G_N_ELEMENTS (actions), argc, argv);
}
