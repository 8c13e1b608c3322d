/* ctl-committee-purge.c: copilctl committee purge: what is personal and past its time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include <glib/gi18n-lib.h>

static int run_purge (CopilCtl *ctl, int argc, char **argv);

const CopilCtlVerb copil_ctl_committee_purge = {
  "purge", N_("committee purge [--dry-run | --confirm PRINT]"),
  N_("List what is personal in past sittings and past its time; with --confirm, take it out"),
  run_purge
};

static JsonObject *
read_due (CopilCtl  *ctl,
          JsonNode **node,
          GError   **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.purge_list()");
  g_autoptr (CopilResult) answer = copil_ctl_query (ctl, statement, error);

  if (answer == NULL)
    return NULL;
  *node = json_from_string (copil_result_get_text (answer, 0, 0), error);
  return *node != NULL ? json_node_get_object (*node) : NULL;
}

/* "Comité du Nord, séance 1: Notes de l’opérateur (12), 12 mois depuis le 2026-07-08", its source. */
static void
print_entry (JsonObject *due)
{
  int count = (int) json_object_get_int_member (due, "entries");
  int months = (int) json_object_get_int_member (due, "months");

  g_print (_("%s, sitting %d: %s"), json_object_get_string_member (due, "committee"),
           (int) json_object_get_int_member (due, "number"),
           json_object_get_string_member (due, "what"));
  g_print ("\n  ");
  g_print (g_dngettext (GETTEXT_PACKAGE, "%d entry", "%d entries", (gulong) count), count);
  g_print (", ");
  g_print (g_dngettext (GETTEXT_PACKAGE, "%d month since %s", "%d months since %s",
                        (gulong) months), months, json_object_get_string_member (due, "since"));
  g_print ("\n  %s%s\n", json_object_get_string_member (due, "source"),
           json_object_get_boolean_member (due, "verified") ? "" : _(" (source not verified)"));
}

static void
print_due (JsonObject *list)
{
  JsonArray *due = json_object_get_array_member (list, "due");

  if (json_array_get_length (due) == 0)
    {
      g_print ("%s\n", _("Nothing personal is past its time."));
      return;
    }
  for (guint i = 0; i < json_array_get_length (due); i++)
    print_entry (json_array_get_object_element (due, i));
  g_print (_("Nothing was taken out. To do so, for good: copilctl committee purge --confirm %s"),
           json_object_get_string_member (list, "print"));
  g_print ("\n");
}

static gboolean
purge (CopilCtl    *ctl,
       const char  *print,
       GError     **error)
{
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT copil.purge($1::uuid, $2) ->> 'purged'");
  g_autofree char *command = g_uuid_string_random ();
  g_autoptr (CopilResult) answer = NULL;
  int n;

  copil_statement_add_text (statement, command);
  copil_statement_add_text (statement, print);
  answer = copil_ctl_query (ctl, statement, error);
  if (answer == NULL)
    return FALSE;
  n = atoi (copil_result_get_text (answer, 0, 0));
  g_print (g_dngettext (GETTEXT_PACKAGE, "Purged: %d line of that list; the log of each sitting says "
                        "so.", "Purged: %d lines of that list; the log of each sitting says so.",
                        (gulong) n), n);
  g_print ("\n");
  return TRUE;
}

static int
run_purge (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  g_autofree char *print = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("List only, as without option"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_STRING, &print,
      N_("Take out what the list told, which ends with this print"), N_("PRINT") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilConnection) connection = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *list;
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_committee_purge, entries, &argc, &argv, &status))
    return status;
  if (argc != 1 || (dry_run && print != NULL))
    return copil_ctl_usage (ctl, &copil_ctl_committee_purge,
                            _("--dry-run lists, --confirm takes out: one or the other."));
  connection = copil_ctl_connect (ctl, &error);
  copil_ctl_progress_end (ctl);
  if (connection == NULL)
    return copil_ctl_fail (ctl, error);
  if (print != NULL)
    return purge (ctl, print, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
  list = read_due (ctl, &node, &error);
  if (list == NULL)
    return copil_ctl_fail (ctl, error);
  print_due (list);
  return COPIL_CTL_DONE;
}
