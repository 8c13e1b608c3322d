/* ctl-catalogue.c: copilctl catalogue: what is counted and what is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl.h"

#include "core/indicator.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static CopilCatalogue *
fetch_catalogue (CopilCtl  *ctl,
                 GError   **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT copil.catalogue_document()");
  g_autoptr (CopilResult) result =
    connection != NULL ? copil_ctl_query (ctl, statement, error) : NULL;

  if (result == NULL)
    return NULL;
  if (copil_result_get_n_rows (result) > 0 && !copil_result_is_null (result, 0, 0))
    return copil_catalogue_parse (copil_result_get_text (result, 0, 0), -1, error);
  g_set_error_literal (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_REFERENCE,
                       _("The base has no catalogue yet, or none that this login may read."));
  return NULL;
}

static void
print_list (CopilCatalogue *catalogue)
{
  const char *chapter = NULL;

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      if (g_strcmp0 (chapter, indicator->chapter) != 0)
        g_print ("%s%s\n", chapter != NULL ? "\n" : "", indicator->chapter);
      chapter = indicator->chapter;
      g_print ("  %-36s %s\n", indicator->code, indicator->name);
    }
}

static void
print_measures (CopilCatalogue *catalogue,
                const char     *sign,
                GArray         *indices)
{
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    g_print ("  %s %s\n", sign,
             copil_catalogue_get_measure (catalogue, g_array_index (indices, guint, i))->name);
}

/* All that decides how it is computed and read. */
static void
print_indicator (CopilCatalogue       *catalogue,
                 const CopilIndicator *indicator)
{
  g_print ("%s\n%s\n\n", indicator->name, indicator->definition);
  print_measures (catalogue, "+", indicator->numerators);
  print_measures (catalogue, "÷", indicator->denominators);
  g_print ("\n%s %s\n", C_("catalogue", "Producer:"), indicator->producer);
  g_print ("%s %s\n", C_("catalogue", "Source:"), indicator->source);
}

static gboolean
show (CopilCtl    *ctl,
      const char  *code,
      GError     **error)
{
  g_autoptr (CopilCatalogue) catalogue = fetch_catalogue (ctl, error);
  const CopilIndicator *indicator;

  if (catalogue == NULL)
    return FALSE;
  copil_ctl_progress_end (ctl);
  if (code == NULL)
    {
      print_list (catalogue);
      return TRUE;
    }
  indicator = copil_catalogue_find_indicator (catalogue, code);
  if (indicator == NULL)
    {
      g_set_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_REFERENCE,
                   _("No indicator has the code “%s”: see copilctl catalogue show."), code);
      return FALSE;
    }
  print_indicator (catalogue, indicator);
  return TRUE;
}

static int run_show (CopilCtl *ctl, int argc, char **argv);
static int run_load (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb catalogue_show = {
  "show", "catalogue show [CODE]", N_("List the indicators, or describe one"), run_show
};
static const CopilCtlVerb catalogue_load = {
  "load", N_("catalogue load [FILE]"),
  N_("Load the shipped catalogue, or the one of a file"), run_load
};

static int
run_show (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &catalogue_show, NULL, &argc, &argv, &status))
    return status;
  if (argc > 2)
    return copil_ctl_usage (ctl, &catalogue_show, _("one indicator at a time."));
  return show (ctl, argc > 1 ? argv[1] : NULL, &error) ? COPIL_CTL_DONE
                                                       : copil_ctl_fail (ctl, error);
}

/* Refused here, with the entry and the field, rather than by the base with less. */
static char *
read_document (const char  *path,
               GError     **error)
{
  g_autofree char *document = NULL;
  g_autoptr (CopilCatalogue) catalogue = NULL;

  if (path == NULL)
    return copil_catalogue_shipped (1, error);
  if (!g_file_get_contents (path, &document, NULL, error))
    return NULL;
  catalogue = copil_catalogue_parse (document, -1, error);
  return catalogue != NULL ? g_steal_pointer (&document) : NULL;
}

static gboolean
send_document (CopilCtl    *ctl,
               const char  *document,
               GError     **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT answer ->> 'version', answer ->> 'changed'"
                         " FROM copil.catalogue_load($1::uuid, $2::jsonb) answer");
  g_autofree char *command = g_uuid_string_random ();
  g_autoptr (CopilResult) result = NULL;

  copil_statement_add_text (statement, command);
  copil_statement_add_text (statement, document);
  if (connection == NULL || (result = copil_ctl_query (ctl, statement, error)) == NULL)
    return FALSE;
  copil_ctl_progress_end (ctl);
  if (g_str_equal (copil_result_get_text (result, 0, 1), "false"))
    g_print (_("Nothing to change: the base has this catalogue already (version %s).\n"),
             copil_result_get_text (result, 0, 0));
  else
    g_print (_("Catalogue loaded: version %s.\n"), copil_result_get_text (result, 0, 0));
  return TRUE;
}

static int
run_load (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;
  int status;

  if (!copil_ctl_parse (ctl, &catalogue_load, NULL, &argc, &argv, &status))
    return status;
  if (argc > 2)
    return copil_ctl_usage (ctl, &catalogue_load, _("one file at a time."));
  document = read_document (argc > 1 ? argv[1] : NULL, &error);
  if (document == NULL || !send_document (ctl, document, &error))
    return copil_ctl_fail (ctl, error);
  return COPIL_CTL_DONE;
}

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  static const CopilCtlVerb *const actions[] = { &catalogue_show, &catalogue_load };

  return copil_ctl_dispatch (ctl, &copil_ctl_catalogue, actions, G_N_ELEMENTS (actions), argc,
                             argv);
}

const CopilCtlVerb copil_ctl_catalogue = {
  "catalogue",
  "catalogue",
  N_("The indicators: list, describe, load"),
  run,
};
