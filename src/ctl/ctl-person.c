/* ctl-person.c: copilctl person: who may open the base, and do what where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The base decides each time, and says why not. A login is made without a password: how a person
 * proves who she is (password, certificate, Kerberos) is the server's business, not Copil's.
 */
#include "config.h"

#include "ctl/ctl-db-private.h"
#include "ctl/ctl-private.h"

#include <glib/gi18n-lib.h>

/* What a line asks for. */
typedef struct
{
  char *name;
  char *position;
  char *role;
  char *territory;
  char *producer;
} Asked;

static void
asked_clear (Asked *self)
{
  g_free (self->name);
  g_free (self->position);
  g_free (self->role);
  g_free (self->territory);
  g_free (self->producer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

#define ROLE_ENTRIES(self)                                                                         \
  { "role", 0, 0, G_OPTION_ARG_STRING, &(self).role,                                               \
    N_("reader, secretariat, chair_state, chair_local, pilot_coordinator, funder, "                \
       "sanctions_publisher, data_feed or administrator"), N_("ROLE") },                           \
  { "territory", 0, 0, G_OPTION_ARG_STRING, &(self).territory,                                     \
    N_("Where: 59, bassin:596, valenciennes; the whole of France by default"),                     \
    N_("TERRITORY") },                                                                             \
  { "producer", 0, 0, G_OPTION_ARG_STRING, &(self).producer,                                       \
    N_("Of a data_feed: whose figures it delivers; everybody’s by default"), N_("PRODUCER") }

static int run_list (CopilCtl *ctl, int argc, char **argv);
static int run_add (CopilCtl *ctl, int argc, char **argv);
static int run_grant (CopilCtl *ctl, int argc, char **argv);
static int run_end (CopilCtl *ctl, int argc, char **argv);

static const CopilCtlVerb person_list = {
  "list", "person list", N_("List the persons and their roles"), run_list
};
static const CopilCtlVerb person_add = {
  "add", N_("person add LOGIN --name NAME --position TEXT --role ROLE [--territory TERRITORY]"),
  N_("Add a person with a role, and make the login"), run_add
};
static const CopilCtlVerb person_grant = {
  "grant", N_("person grant LOGIN --role ROLE [--territory TERRITORY]"),
  N_("Give a person one more role"), run_grant
};
static const CopilCtlVerb person_end = {
  "end", N_("person end LOGIN [--role ROLE]"),
  N_("End the roles of a person, or one of them, as of today"), run_end
};

/* -- list ------------------------------------------------------------------------------------ */

static void
print_row (CopilResult *rows,
           guint        i)
{
  const char *role = copil_result_get_text (rows, i, 1);

  copil_ctl_print_cell (copil_result_get_text (rows, i, 0), 20);
  copil_ctl_print_cell (role != NULL ? role : _("no role"), 19);
  copil_ctl_print_cell (role != NULL ? copil_result_get_text (rows, i, 2) : "", 24);
  g_print ("%s\n", copil_result_get_text (rows, i, 3));
}

static int
run_list (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT p.login, a.role,"
    " concat_ws (', ', coalesce (t.set_code || ':' || t.code, 'france'), a.producer),"
    " p.name || ', ' || p.\"position\""
    " FROM copil.person p LEFT JOIN (copil.assignment a LEFT JOIN copil.territory t"
    " ON t.id = a.territory_id) ON a.person_id = p.id AND a.since <= copil.today ()"
    " AND (a.until IS NULL OR a.until > copil.today ())"
    /* Who may not read the roles of others must not hear that they have none. */
    " WHERE a.id IS NOT NULL OR copil.is_administrator ()"
    " OR current_setting ('is_superuser')::boolean"
    " ORDER BY p.login, a.role, t.id");
  g_autoptr (CopilConnection) connection = NULL;
  g_autoptr (CopilResult) rows = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &person_list, NULL, &argc, &argv, &status))
    return status;
  connection = copil_ctl_connect (ctl, &error);
  rows = connection != NULL ? copil_ctl_query (ctl, statement, &error) : NULL;
  if (rows == NULL)
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    print_row (rows, i);
  return COPIL_CTL_DONE;
}

/* -- What the others share ------------------------------------------------------------------- */

/* (transfer full): the answer. */
static CopilResult *
send (CopilCtl        *ctl,
      CopilStatement  *statement,
      GError         **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);

  copil_statement_set_write (statement, TRUE);
  return connection != NULL ? copil_ctl_query (ctl, statement, error) : NULL;
}

/* The embedded base lets in whom its map of logins knows. */
static gboolean
let_in (CopilCtl  *ctl,
        GError   **error)
{
  g_autoptr (CopilCluster) cluster = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (!copil_base_is_embedded (ctl->base))
    return TRUE;
  cluster = copil_ctl_start_cluster (ctl, error);
  if (cluster == NULL)
    return FALSE;
  copil_cluster_refresh_logins_async (cluster, copil_ctl_get_cancellable (ctl),
                                      copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  return copil_cluster_refresh_logins_finish (cluster, result, error);
}

static void
add_command (CopilStatement *statement)
{
  g_autofree char *command = g_uuid_string_random ();

  copil_statement_add_text (statement, command);
}

/* Adds role, territory and producer. */
static gboolean
add_role (CopilStatement  *statement,
          const Asked     *self,
          CopilCtl        *ctl,
          GError         **error)
{
  g_autoptr (CopilTerritoryList) territories = NULL;
  const CopilTerritory *place = NULL;
  g_autofree char *id = NULL;

  if (self->territory != NULL)
    {
      territories = copil_ctl_fetch_territories (ctl, error);
      if (territories != NULL)
        place = copil_territory_list_resolve (territories, self->territory, error);
      if (place == NULL)
        return FALSE;
      id = g_strdup_printf ("%d", place->id);
    }
  copil_statement_add_text (statement, self->role);
  copil_statement_add_text (statement, id);
  copil_statement_add_text (statement, self->producer);
  return TRUE;
}

/* -- add ------------------------------------------------------------------------------------- */

/* One statement, so one transaction: no login is left without its role. */
static gboolean
add (const Asked  *self,
     const char   *login,
     CopilCtl     *ctl,
     GError      **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.person_add ($1::uuid, $2, $3, $4),"
    " copil.assignment_grant ($5::uuid, $2, $6, $7::int, $8, NULL, NULL)");
  g_autoptr (CopilResult) result = NULL;

  add_command (statement);
  copil_statement_add_text (statement, login);
  copil_statement_add_text (statement, self->name);
  copil_statement_add_text (statement, self->position);
  add_command (statement);
  if (!add_role (statement, self, ctl, error))
    return FALSE;
  result = send (ctl, statement, error);
  if (result == NULL || !let_in (ctl, error))
    return FALSE;
  copil_ctl_progress_end (ctl);
  g_print (_("Recorded: %s.\n"), login);
  if (!copil_base_is_embedded (ctl->base))
    g_print (_("The login has no password yet; on the server: psql, then \\password %s\n"), login);
  return TRUE;
}

static int
run_add (CopilCtl  *ctl,
         int        argc,
         char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Asked) self = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &self.name, N_("First name and name"), N_("NAME") },
    { "position", 0, 0, G_OPTION_ARG_STRING, &self.position,
      N_("Position, as others will read it"), N_("TEXT") },
    ROLE_ENTRIES (self), { NULL }
  };

  if (!copil_ctl_parse (ctl, &person_add, entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || self.name == NULL || self.position == NULL || self.role == NULL)
    return copil_ctl_usage (ctl, &person_add,
                            _("a person has a login, --name, --position and --role."));
  return add (&self, argv[1], ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- grant ----------------------------------------------------------------------------------- */

static gboolean
grant (const Asked  *self,
       const char   *login,
       CopilCtl     *ctl,
       GError      **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.assignment_grant ($1::uuid, $2, $3, $4::int, $5, NULL, NULL)");
  g_autoptr (CopilResult) result = NULL;

  add_command (statement);
  copil_statement_add_text (statement, login);
  if (!add_role (statement, self, ctl, error))
    return FALSE;
  result = send (ctl, statement, error);
  if (result == NULL)
    return FALSE;
  copil_ctl_progress_end (ctl);
  g_print (_("Recorded: %s.\n"), login);
  return TRUE;
}

static int
run_grant (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Asked) self = { 0 };
  int status;
  const GOptionEntry entries[] = { ROLE_ENTRIES (self), { NULL } };

  if (!copil_ctl_parse (ctl, &person_grant, entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || self.role == NULL)
    return copil_ctl_usage (ctl, &person_grant, _("name one login, and --role."));
  return grant (&self, argv[1], ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

/* -- end ------------------------------------------------------------------------------------- */

static gboolean
end (const Asked  *self,
     const char   *login,
     CopilCtl     *ctl,
     GError      **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT count (copil.assignment_end (gen_random_uuid (), a.id, a.version))"
    " FROM copil.assignment a JOIN copil.person p ON p.id = a.person_id"
    " WHERE p.login = $1 AND ($2::text IS NULL OR a.role = $2)"
    " AND (a.until IS NULL OR a.until > copil.today ())");
  g_autoptr (CopilResult) result = NULL;
  int n;

  copil_statement_add_text (statement, login);
  copil_statement_add_text (statement, self->role);
  result = send (ctl, statement, error);
  if (result == NULL)
    return FALSE;
  copil_ctl_progress_end (ctl);
  n = (int) copil_result_get_int (result, 0, 0);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%d role ended.\n", "%d roles ended.\n", n), n);
  return TRUE;
}

static int
run_end (CopilCtl  *ctl,
         int        argc,
         char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Asked) self = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &self.role, N_("This role only"), N_("ROLE") },
    { NULL }
  };

  if (!copil_ctl_parse (ctl, &person_end, entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return copil_ctl_usage (ctl, &person_end, _("name one login."));
  return end (&self, argv[1], ctl, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  static const CopilCtlVerb *const actions[]
    = { &person_list, &person_add, &person_grant, &person_end };

  return copil_ctl_dispatch (ctl, &copil_ctl_person, actions, G_N_ELEMENTS (actions), argc, argv);
}

const CopilCtlVerb copil_ctl_person = {
  "person",
  "person",
  N_("The persons and their roles: list, add, grant, end"),
  run,
};
