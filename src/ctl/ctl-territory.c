/* ctl-territory.c: copilctl territory: perimeters: list, describe, import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl.h"

#include "core/format.h"
#include "core/territory.h"
#include "cube/territories.h"
#include "exchange/territory-import.h"

#include <glib/gi18n-lib.h>

/* Of each kind of finding, so many are named; the rest is counted. */
#define MAX_ITEMS 12

/* Result of @sql with the parameter @text (NULL: none). */
static CopilResult *
ask (CopilCtl    *ctl,
     const char  *sql,
     const char  *text,
     GError     **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilStatement) statement = copil_statement_new (sql);

  if (connection == NULL)
    return NULL;
  if (text != NULL)
    copil_statement_add_text (statement, text);
  return copil_ctl_query (ctl, statement, error);
}

CopilTerritoryList *
copil_ctl_fetch_territories (CopilCtl  *ctl,
                             GError   **error)
{
  g_autoptr (CopilResult) rows = ask (ctl, COPIL_TERRITORIES_QUERY (""), NULL, error);
  g_autoptr (CopilTerritoryList) list = rows != NULL ? copil_territories_read (rows, error) : NULL;

  copil_ctl_progress_end (ctl);
  return g_steal_pointer (&list);
}

/* -- list ------------------------------------------------------------------------------------ */

static gboolean
print_sets (CopilCtl  *ctl,
            GError   **error)
{
  g_autoptr (CopilResult) rows =
    ask (ctl,
         "SELECT s.code, s.name, count (t.id), coalesce (s.vintage::text, '') "
         "FROM copil.perimeter_set s LEFT JOIN copil.territory t ON t.set_code = s.code "
         "AND (t.valid_to IS NULL OR t.valid_to > current_date) "
         "GROUP BY s.code, s.name, s.vintage ORDER BY min (t.id)",
         NULL, error);

  if (rows == NULL)
    return FALSE;
  copil_ctl_progress_end (ctl);
  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    {
      g_autofree char *count = copil_format_number (copil_result_get_double (rows, i, 2), 0);

      g_print ("%-14s %6s  %-10s  %s\n", copil_result_get_text (rows, i, 0), count,
               copil_result_get_text (rows, i, 3), copil_result_get_text (rows, i, 1));
    }
  return TRUE;
}

/* Columns hold however wide their letters are in bytes. */
static void
print_row (const CopilTerritory *one)
{
  g_autofree char *population = copil_format_number ((double) one->population, 0);
  glong width = g_utf8_strlen (one->name, -1);

  g_print ("%-9s %s%*s %12s  %s\n", one->code, one->name, (int) MAX (36 - width, 0), "",
           one->population > 0 ? population : "", one->parent != NULL ? one->parent->name : "");
}

static gboolean
print_set (CopilCtl    *ctl,
           const char  *set,
           GError     **error)
{
  g_autoptr (CopilTerritoryList) list = copil_ctl_fetch_territories (ctl, error);
  g_autoptr (GPtrArray) members = NULL;

  if (list == NULL)
    return FALSE;
  members = copil_territory_list_of_set (list, set);
  if (members->len == 0)
    {
      g_set_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_UNKNOWN,
                   _("No perimeter set has the code “%s”: see copilctl territory list."), set);
      return FALSE;
    }
  for (guint i = 0; i < members->len; i++)
    print_row (members->pdata[i]);
  return TRUE;
}

static int run_list (CopilCtl *ctl, int argc, char **argv);
static int run_show (CopilCtl *ctl, int argc, char **argv);
static int run_import (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb territory_list = {
  "list", N_("territory list [SET]"), N_("List the perimeter sets, or the territories of one"),
  run_list
};
static const CopilCtlVerb territory_show = {
  "show", "territory show CODE", N_("Describe a territory: 59, bassin:596, valenciennes"), run_show
};
static const CopilCtlVerb territory_import = {
  "import", N_("territory import FILE"),
  N_("Add a perimeter set from a file that gives communes a perimeter, and draw its outlines"),
  run_import
};

static int
run_list (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done;
  int status;

  if (!copil_ctl_parse (ctl, &territory_list, NULL, &argc, &argv, &status))
    return status;
  if (argc > 2)
    return copil_ctl_usage (ctl, &territory_list, _("one perimeter set at a time."));
  done = argc > 1 ? print_set (ctl, argv[1], &error) : print_sets (ctl, &error);
  return done ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- show ------------------------------------------------------------------------------------ */

static void
print_parents (const CopilTerritory *one)
{
  if (one->parent == NULL)
    return;
  print_parents (one->parent);
  g_print ("%s › ", one->parent->name);
}

static void
print_children (const CopilTerritory *one)
{
  if (one->children->len == 0)
    return;
  g_print ("\n%s :\n", copil_level_get_name (one->level + 1, one->children->len > 1));
  for (guint i = 0; i < one->children->len; i++)
    print_row (one->children->pdata[i]);
}

static void
print_territory (const CopilTerritory *one)
{
  g_autofree char *title = copil_territory_get_title (one);
  g_autofree char *population = copil_format_number ((double) one->population, 0);

  print_parents (one);
  g_print ("%s\n%s:%s, %s\n", one->name, one->set, one->code, title);
  if (*one->seat != '\0')
    g_print ("%s%s\n", "chef-lieu : ", one->seat);
  if (one->population > 0)
    g_print ("%s habitants\n", population);
  print_children (one);
}

static int
run_show (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilTerritoryList) list = NULL;
  const CopilTerritory *one = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &territory_show, NULL, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return copil_ctl_usage (ctl, &territory_show, _("one territory at a time."));
  list = copil_ctl_fetch_territories (ctl, &error);
  if (list != NULL)
    one = copil_territory_list_resolve (list, argv[1], &error);
  if (one == NULL)
    return copil_ctl_fail (ctl, error);
  print_territory (one);
  return COPIL_CTL_DONE;
}

/* -- import ---------------------------------------------------------------------------------- */

static CopilTerritoryImport *
read_file (CopilCtl                    *ctl,
           const char                  *path,
           const CopilTerritoryOptions *options,
           GError                     **error)
{
  g_autoptr (CopilProgress) progress = copil_progress_new (copil_ctl_progress_cb, ctl);
  g_autoptr (GAsyncResult) result = NULL;
  CopilTerritoryImport *read;

  copil_territory_import_async (path, options, progress, copil_ctl_get_cancellable (ctl),
                                copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  copil_progress_mute (progress);
  read = copil_territory_import_finish (result, error);
  if (read == NULL)
    copil_ctl_add_hint (error, _("Write --column COLUMN."));
  return read;
}

static gboolean
send_document (CopilCtl                   *ctl,
               const CopilTerritoryImport *import,
               GError                    **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean changed;

  if (connection == NULL)
    return FALSE;
  copil_ctl_progress (ctl, _("Recording the perimeter set"), -1);
  copil_territory_import_send_async (import, connection, copil_ctl_get_cancellable (ctl),
                                     copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  if (!copil_territory_import_send_finish (result, &changed, error))
    return FALSE;
  copil_ctl_progress_end (ctl);
  if (changed)
    g_print (_("Recorded: the perimeter set “%s”.\n"), import->set);
  else
    g_print (_("Nothing to change: the base has this perimeter set already.\n"));
  return TRUE;
}

static int
import_file (CopilCtl                    *ctl,
             const char                  *path,
             const CopilTerritoryOptions *options,
             gboolean                     dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilTerritoryImport) import = read_file (ctl, path, options, &error);
  g_autofree char *report = NULL;

  if (import == NULL)
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  report = copil_territory_import_report (import, MAX_ITEMS);
  g_print ("%s", report);
  if (dry_run)
    g_print ("%s\n", _("Dry run: nothing was recorded."));
  else if (!send_document (ctl, import, &error))
    return copil_ctl_fail (ctl, error);
  return COPIL_CTL_DONE;
}

int
copil_ctl_import_perimeters (CopilCtl   *ctl,
                             const char *path,
                             gboolean    dry_run)
{
  return import_file (ctl, path, &(CopilTerritoryOptions) { 0 }, dry_run);
}

static int
run_import (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autofree char *set = NULL, *name = NULL, *column = NULL, *source = NULL, *licence = NULL;
  gboolean dry_run = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING, &set, N_("Code of the perimeter set (ze2020)"),
      N_("CODE") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Name of the perimeter set"), N_("NAME") },
    { "column", 0, 0, G_OPTION_ARG_STRING, &column,
      N_("Heading of the column of perimeters, where several could be it"), N_("HEADING") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, N_("Who made the list"), N_("TEXT") },
    { "licence", 0, 0, G_OPTION_ARG_STRING, &licence, N_("Licence of the list"), N_("TEXT") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Read and draw, record nothing"), NULL },
    { NULL }
  };

  if (!copil_ctl_parse (ctl, &territory_import, entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return copil_ctl_usage (ctl, &territory_import, _("one file at a time."));
  return import_file (ctl, argv[1],
                      &(CopilTerritoryOptions) { set, name, column, source, licence }, dry_run);
}

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  static const CopilCtlVerb *const actions[] = { &territory_import, &territory_list,
                                                 &territory_show };

  return copil_ctl_dispatch (ctl, &copil_ctl_territory, actions, G_N_ELEMENTS (actions), argc,
                             argv);
}

const CopilCtlVerb copil_ctl_territory = {
  "territory",
  "territory",
  N_("The territories: list, describe, import a perimeter set"),
  run,
};
