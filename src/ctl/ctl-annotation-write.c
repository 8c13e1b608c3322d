/* ctl-annotation-write.c: copilctl annotation add, change, remove
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base decides each time, and says why not. A command has a UUID: one that is given with
 * --command may be sent again when nobody knows whether it arrived, and is recorded once.
 */
#include "config.h"

#include "ctl/ctl-annotation-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* What a line asks for. */
typedef struct
{
  char       *id; /* in full, once it is found */
  const char *words;
  char       *territory;
  char       *indicator;
  char       *month; /* as written, "2026-03" */
  char       *period; /* as the base has it, "2026-03-01" */
  int         version;
  char       *command;
} Writing;

static void
writing_clear (Writing *self)
{
  g_free (self->id);
  g_free (self->territory);
  g_free (self->indicator);
  g_free (self->month);
  g_free (self->period);
  g_free (self->command);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, writing_clear)

#define MONTH_ENTRY(self)                                                                          \
  {                                                                                                \
    "month", 0, 0, G_OPTION_ARG_STRING, &(self).month, N_("When it happened: 2026-03"),            \
      N_("MONTH")                                                                                  \
  }
#define COMMAND_ENTRY(self)                                                                        \
  {                                                                                                \
    "command", 0, 0, G_OPTION_ARG_STRING, &(self).command,                                         \
      N_("Identifier of this request: sent twice, it is recorded once"), N_("UUID")                \
  }

/* -- What is asked ---------------------------------------------------------------------------- */

static gboolean
refuse (CopilCtl           *ctl,
        const CopilCtlVerb *verb,
        const char         *sentence,
        int                *status)
{
  *status = copil_ctl_usage (ctl, verb, sentence);
  return FALSE;
}

/* What can be said without asking the base. */
static gboolean
check (Writing            *self,
       CopilCtl           *ctl,
       const CopilCtlVerb *verb,
       int                *status)
{
  CopilPeriod month;

  if (self->command == NULL)
    self->command = g_uuid_string_random ();
  else if (!g_uuid_string_is_valid (self->command))
    return refuse (ctl, verb, _("--command wants a UUID."), status);
  if (self->month == NULL)
    return TRUE;
  if (!copil_period_parse (self->month, &month) || month.rhythm != COPIL_RHYTHM_MONTH)
    return refuse (ctl, verb, _("--month wants a year and a month: 2026-03."), status);
  self->period = copil_period_to_sql (month);
  return TRUE;
}

/* -- Which one -------------------------------------------------------------------------------- */

/* NULL when none or several start so. */
static const CopilAnnotation *
find_one (GPtrArray  *annotations,
          const char *start,
          GError    **error)
{
  const CopilAnnotation *found = NULL;
  guint n = 0;

  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *each = annotations->pdata[i];

      if (g_str_has_prefix (each->id, start))
        {
          found = each;
          n++;
        }
    }
  if (n == 1)
    return found;
  if (n == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("No annotation has the identifier “%s”: see copilctl annotation list."), start);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("Several annotations have an identifier that starts with “%s”: write more of it."), start);
  return NULL;
}

/* What the line leaves unsaid stays as it is. */
static void
complete (Writing               *self,
          const CopilAnnotation *annotation)
{
  g_free (self->id);
  self->id = g_strdup (annotation->id);
  if (self->version == 0)
    self->version = annotation->version;
  if (self->period == NULL)
    self->period = copil_period_to_sql (annotation->month);
}

/* @words: (out) (nullable): those of the base, for a change that has none. An identifier in full
 * with all that is to be written asks nothing: what is gone is for the base to say. */
static gboolean
look_up (Writing   *self,
         CopilCtl  *ctl,
         gboolean   whole,
         char     **words,
         GError   **error)
{
  g_autoptr (GPtrArray) annotations = NULL;
  const CopilAnnotation *annotation;

  if (whole && g_uuid_string_is_valid (self->id))
    return TRUE;
  annotations = copil_ctl_fetch_annotations (ctl, error);
  annotation = annotations != NULL ? find_one (annotations, self->id, error) : NULL;
  if (annotation == NULL)
    return FALSE;
  complete (self, annotation);
  if (words != NULL)
    *words = g_strdup (annotation->label);
  return TRUE;
}

/* -- Sending ---------------------------------------------------------------------------------- */

/* (transfer full): @statement lacks nothing but the connection. NULL: refused. */
static char *
send (CopilCtl        *ctl,
      CopilStatement  *statement,
      GError         **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilResult) result = NULL;

  if (connection == NULL)
    return NULL;
  copil_statement_set_write (statement, TRUE);
  result = copil_ctl_query (ctl, statement, error);
  copil_ctl_progress_end (ctl);
  return result != NULL ? g_strdup (copil_result_get_text (result, 0, 0)) : NULL;
}

/* -- add -------------------------------------------------------------------------------------- */

static gboolean
add (Writing   *self,
     CopilCtl  *ctl,
     GError   **error)
{
  g_autoptr (CopilTerritoryList) territories = copil_ctl_fetch_territories (ctl, error);
  const CopilTerritory *place = territories != NULL
    ? copil_territory_list_resolve (territories, self->territory, error) : NULL;
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.annotation_add ($1::uuid, $2, $3, $4::date, $5) ->> 'annotation'");
  g_autofree char *id = NULL;

  if (place == NULL)
    return FALSE;
  copil_statement_add_text (statement, self->command);
  copil_statement_add_text (statement, self->indicator);
  copil_statement_add_int (statement, place->id);
  copil_statement_add_text (statement, self->period);
  copil_statement_add_text (statement, self->words);
  id = send (ctl, statement, error);
  if (id == NULL)
    return FALSE;
  g_print (_("Recorded: annotation %s.\n"), id);
  return TRUE;
}

static int run_add (CopilCtl *ctl, int argc, char **argv);
static int run_change (CopilCtl *ctl, int argc, char **argv);
static int run_remove (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_annotation_add = {
  "add", N_("annotation add --territory TERRITORY --indicator CODE --month MONTH WORDS"),
  N_("Write what happened on a curve, signed with the name of this login"), run_add
};
const CopilCtlVerb copil_ctl_annotation_change = {
  "change", N_("annotation change ID [--month MONTH] [WORDS]"),
  N_("Correct the month or the words of an annotation of this login"), run_change
};
const CopilCtlVerb copil_ctl_annotation_remove = {
  "remove", "annotation remove ID", N_("Take an annotation off its curve"), run_remove
};

static int
run_add (CopilCtl  *ctl,
         int        argc,
         char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Writing) self = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "territory", 0, 0, G_OPTION_ARG_STRING, &self.territory,
      N_("On whose curve: 59, bassin:596, valenciennes"), N_("TERRITORY") },
    { "indicator", 0, 0, G_OPTION_ARG_STRING, &self.indicator,
      N_("On which curve: see copilctl catalogue show"), N_("CODE") },
    MONTH_ENTRY (self), COMMAND_ENTRY (self), { NULL }
  };

  if (!copil_ctl_parse (ctl, &copil_ctl_annotation_add, entries, &argc, &argv, &status)
      || !check (&self, ctl, &copil_ctl_annotation_add, &status))
    return status;
  if (self.territory == NULL || self.indicator == NULL || self.period == NULL)
    return copil_ctl_usage (ctl, &copil_ctl_annotation_add,
                            _("--territory, --indicator and --month say which curve and when."));
  if (argc != 2)
    return copil_ctl_usage (ctl, &copil_ctl_annotation_add,
                            _("what happened is written last, between quotation marks."));
  self.words = argv[1];
  return add (&self, ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- change ----------------------------------------------------------------------------------- */

static gboolean
change (Writing   *self,
        CopilCtl  *ctl,
        GError   **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.annotation_edit ($1::uuid, $2::uuid, $3::int, $4::date, $5) ->> 'version'");
  gboolean whole = self->version != 0 && self->period != NULL && self->words != NULL;
  g_autofree char *words = NULL, *version = NULL;

  if (!look_up (self, ctl, whole, &words, error))
    return FALSE;
  copil_statement_add_text (statement, self->command);
  copil_statement_add_text (statement, self->id);
  copil_statement_add_int (statement, self->version);
  copil_statement_add_text (statement, self->period);
  copil_statement_add_text (statement, self->words != NULL ? self->words : words);
  version = send (ctl, statement, error);
  if (version == NULL)
    return FALSE;
  g_print (_("Corrected: annotation %s, version %s.\n"), self->id, version);
  return TRUE;
}

static int
run_change (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Writing) self = { 0 };
  gboolean again;
  int status;
  const GOptionEntry entries[] = {
    MONTH_ENTRY (self),
    { "version", 0, 0, G_OPTION_ARG_INT, &self.version,
      N_("Only if it is still this version; without, the one of now"), N_("NUMBER") },
    COMMAND_ENTRY (self), { NULL }
  };

  if (!copil_ctl_parse (ctl, &copil_ctl_annotation_change, entries, &argc, &argv, &status))
    return status;
  again = self.command != NULL;
  if (!check (&self, ctl, &copil_ctl_annotation_change, &status))
    return status;
  if (argc < 2 || argc > 3 || (argc == 2 && self.period == NULL))
    return copil_ctl_usage (ctl, &copil_ctl_annotation_change,
                            _("one annotation at a time, with its new words or --month."));
  if (again && self.version == 0)
    return copil_ctl_usage (ctl, &copil_ctl_annotation_change,
                            _("--command goes with --version: sent twice, it must say the same."));
  self.id = g_strdup (argv[1]);
  self.words = argc > 2 ? argv[2] : NULL;
  return change (&self, ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- remove ----------------------------------------------------------------------------------- */

static gboolean
remove_one (Writing   *self,
            CopilCtl  *ctl,
            GError   **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.annotation_remove ($1::uuid, $2::uuid) ->> 'annotation'");
  g_autofree char *id = NULL;

  if (!look_up (self, ctl, TRUE, NULL, error))
    return FALSE;
  copil_statement_add_text (statement, self->command);
  copil_statement_add_text (statement, self->id);
  id = send (ctl, statement, error);
  if (id == NULL)
    return FALSE;
  g_print (_("Removed: annotation %s.\n"), id);
  return TRUE;
}

static int
run_remove (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Writing) self = { 0 };
  int status;
  const GOptionEntry entries[] = { COMMAND_ENTRY (self), { NULL } };

  if (!copil_ctl_parse (ctl, &copil_ctl_annotation_remove, entries, &argc, &argv, &status)
      || !check (&self, ctl, &copil_ctl_annotation_remove, &status))
    return status;
  if (argc != 2)
    return copil_ctl_usage (ctl, &copil_ctl_annotation_remove, _("one annotation at a time."));
  self.id = g_strdup (argv[1]);
  return remove_one (&self, ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}
