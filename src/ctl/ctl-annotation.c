/* ctl-annotation.c: copilctl annotation: what was written on the curves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-annotation-private.h"

#include "chart/export.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char                 *territory;
  char                 *indicator;
  char                 *output;
  CopilTerritoryList   *territories;
  const CopilTerritory *place; /* (nullable): of whose curve */
} List;

GPtrArray *
copil_ctl_fetch_annotations (CopilCtl  *ctl,
                             GError   **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT copil.annotation_document()");
  g_autoptr (CopilResult) result =
    connection != NULL ? copil_ctl_query (ctl, statement, error) : NULL;

  copil_ctl_progress_end (ctl);
  return result != NULL ? copil_annotations_parse (copil_result_get_text (result, 0, 0), -1, error)
                        : NULL;
}

/* -- For reading ------------------------------------------------------------------------------ */

static void
print_annotation (const List            *self,
                  const CopilAnnotation *annotation)
{
  const CopilTerritory *place = copil_territory_list_by_id (self->territories,
                                                            annotation->territory);
  g_autofree char *month = copil_format_period (annotation->month);
  g_autofree char *id = g_strndup (annotation->id, COPIL_CTL_SHORT_ID);
  g_autofree char *sign = copil_annotation_sign (annotation);

  copil_ctl_print_cell (id, COPIL_CTL_SHORT_ID);
  copil_ctl_print_cell (month, 14);
  copil_ctl_print_cell (place != NULL ? place->name : "", 24);
  g_print ("%s\n%*s%s\n%*s%s\n", annotation->indicator, COPIL_CTL_SHORT_ID + 2, "",
           annotation->label, COPIL_CTL_SHORT_ID + 2, "", sign);
}

/* -- For a spreadsheet, or a program ---------------------------------------------------------- */

/* (transfer full): UTC, "2026-11-12T09:30:00Z"; "" for never. */
static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static char **
build_row (const List            *self,
           const CopilAnnotation *annotation)
{
  const CopilTerritory *place = copil_territory_list_by_id (self->territories,
                                                            annotation->territory);
  g_autofree char *code = place != NULL ? g_strdup_printf ("%s:%s", place->set, place->code)
                                        : g_strdup ("");
  g_autofree char *month = copil_period_to_id (annotation->month);
  g_autofree char *version = g_strdup_printf ("%d", annotation->version);
  g_autofree char *recorded = format_time (annotation->recorded);
  g_autofree char *edited = format_time (annotation->edited);
  const char *cells[] = { annotation->id, annotation->indicator, code,
                          place != NULL ? place->name : "", month, annotation->label,
                          annotation->login, annotation->name != NULL ? annotation->name : "",
                          annotation->position != NULL ? annotation->position : "", version,
                          recorded, edited, NULL };

  return g_strdupv ((char **) cells);
}

static GBytes *
build_file (const List *self,
            GPtrArray  *annotations)
{
  static const char *const header[] = { "identifiant", "indicateur", "code", "territoire", "mois",
                                        "annotation", "compte", "auteur", "fonction", "version",
                                        "enregistrée", "corrigée", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strdupv ((char **) header));
  for (guint i = 0; i < annotations->len; i++)
    g_ptr_array_add (rows, build_row (self, annotations->pdata[i]));
  return copil_csv_from_table (rows);
}

/* -- list ------------------------------------------------------------------------------------- */

static gboolean
is_listed (const List            *self,
           const CopilAnnotation *annotation)
{
  return (self->indicator == NULL || g_str_equal (self->indicator, annotation->indicator))
         && (self->place == NULL
             || copil_annotation_concerns (annotation, self->place, self->territories));
}

/* Keeps those that were asked for. */
static void
sieve (const List *self,
       GPtrArray  *annotations)
{
  for (guint i = annotations->len; i-- > 0;)
    if (!is_listed (self, annotations->pdata[i]))
      g_ptr_array_remove_index (annotations, i);
}

static gboolean
read_territories (List      *self,
                  CopilCtl  *ctl,
                  GError   **error)
{
  self->territories = copil_ctl_fetch_territories (ctl, error);
  if (self->territories == NULL || self->territory == NULL)
    return self->territories != NULL;
  self->place = copil_territory_list_resolve (self->territories, self->territory, error);
  return self->place != NULL;
}

static gboolean
write_list (const List  *self,
            GPtrArray   *annotations,
            GError     **error)
{
  g_autoptr (GBytes) file = NULL;

  if (self->output != NULL)
    {
      file = build_file (self, annotations);
      return copil_ctl_write_file (self->output, file, error);
    }
  if (annotations->len == 0)
    g_print ("%s\n", _("No annotation."));
  for (guint i = 0; i < annotations->len; i++)
    print_annotation (self, annotations->pdata[i]);
  return TRUE;
}

static gboolean
list (List      *self,
      CopilCtl  *ctl,
      GError   **error)
{
  g_autoptr (GPtrArray) annotations = NULL;

  if (!read_territories (self, ctl, error))
    return FALSE;
  annotations = copil_ctl_fetch_annotations (ctl, error);
  if (annotations == NULL)
    return FALSE;
  sieve (self, annotations);
  return write_list (self, annotations, error);
}

static void
list_clear (List *self)
{
  g_free (self->territory);
  g_free (self->indicator);
  g_free (self->output);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static int run_list (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb annotation_list = {
  "list", N_("annotation list [--territory TERRITORY] [--indicator CODE] [-o FILE.csv]"),
  N_("List the annotations by month, with their authors"), run_list
};

static int
run_list (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (List) self = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "territory", 0, 0, G_OPTION_ARG_STRING, &self.territory,
      N_("Those read on the curves of this territory: 59, bassin:596, valenciennes"),
      N_("TERRITORY") },
    { "indicator", 0, 0, G_OPTION_ARG_STRING, &self.indicator,
      N_("Those of this indicator: see copilctl catalogue show"), N_("CODE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self.output,
      N_("Write them to this CSV file, with all that is known of them"), N_("FILE.csv") },
    { NULL }
  };

  if (!copil_ctl_parse_alone (ctl, &annotation_list, entries, &argc, &argv, &status))
    return status;
  return list (&self, ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  static const CopilCtlVerb *const actions[] = { &copil_ctl_annotation_add,
                                                 &copil_ctl_annotation_change, &annotation_list,
                                                 &copil_ctl_annotation_remove };

  return copil_ctl_dispatch (ctl, &copil_ctl_annotation, actions, G_N_ELEMENTS (actions), argc,
                             argv);
}

const CopilCtlVerb copil_ctl_annotation = {
  "annotation",
  "annotation",
  N_("What was written on the curves: list, add, change, remove"),
  run,
};
