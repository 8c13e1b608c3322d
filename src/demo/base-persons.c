/* base-persons.c: one person a role, to open the demonstration as
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/base-private.h"

#include <string.h>

/* Nobody of these exists; the positions do. */
typedef struct
{
  const char *login;
  const char *name;
  const char *position;
  const char *role;
  const char *territory; /* "set:code", or NULL for the whole of France */
} Person;

static const Person administrator = {
  COPIL_BASE_ADMINISTRATOR, "Maud Lenoir", "Administratrice de la base (démonstration)",
  "administrator", NULL
};

static const Person persons[] = {
  { "reader", "Jean Lecteur", "Membre du comité (démonstration)", "reader",
    "departement:59" },
  { "secretariat-59", "Inès Carlier", "Secrétariat du comité du Nord (démonstration)",
    "secretariat", "departement:59" },
  { "chair-state-59", "Hélène Vasseur", "Préfète du Nord (démonstration)", "chair_state",
    "departement:59" },
  { "chair-local-59", "Marc Delattre", "Président du conseil départemental (démonstration)",
    "chair_local", "departement:59" },
  { "coordination-59", "Samira Benali", "Coordinatrice des pilotes du Nord (démonstration)",
    "pilot_coordinator", "departement:59" },
  { "coordination-fr", "Claire Aubry", "Coordinatrice nationale des pilotes (démonstration)",
    "pilot_coordinator", NULL },
  { "member-59-lannoy", "Béatrice Lannoy", "Vice-présidente chargée de l’insertion (démonstration)",
    "reader", "departement:59" },
  { "member-59-caron", "Didier Caron", "Secrétaire de l’union départementale (démonstration)",
    "reader", "departement:59" },
  { "secretariat-32", "Thomas Ducrocq", "Secrétariat du comité régional (démonstration)",
    "secretariat", "region:32" },
  { "chair-state-32", "Xavier Lemoine",
    "Préfet de la région Hauts-de-France (démonstration)", "chair_state", "region:32" },
  { "chair-local-32", "Florence Baert", "Présidente du conseil régional (démonstration)",
    "chair_local", "region:32" },
  { "member-32-mailly", "Thierry Mailly", "Vice-président chargé de la formation (démonstration)",
    "reader", "region:32" },
  { "secretariat-596", "Julie Pruvost", "Secrétariat du comité de Valenciennes (démonstration)",
    "secretariat", "bassin:596" },
  { "chair-state-596", "Élodie Marchand", "Sous-préfète de Valenciennes (démonstration)",
    "chair_state", "bassin:596" },
  { "chair-local-596", "Karim Haddad", "Président de l’agglomération (démonstration)",
    "chair_local", "bassin:596" },
  { "member-596-lesage", "Monique Lesage", "Vice-présidente (démonstration)", "reader",
    "bassin:596" },
  { "funder-59", "Paul Wattrelos", "Financeur, service de l’État (démonstration)", "funder",
    "departement:59" },
  { "sanctions-publisher", "Anne Publier", "Publication des sanctions (démonstration)",
    "sanctions_publisher", NULL },
  { COPIL_BASE_FEED, "Flux de démonstration", "Dépôt des données fictives (démonstration)",
    "data_feed", NULL },
};

/* Since before the first figure. */
#define SINCE "2019-01-01"

/**
 * copil_base_name_command:
 *
 * The same content is the same command, which the base then recognises; other
 * content is another one.
 */
char *
copil_base_name_command (const char *what,
                         const char *content)
{
  g_autofree char *text = g_strconcat ("copil demonstration ", what, " ", content, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  /* Version 8 of RFC 9562: a UUID of one's own making. */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15,
                          sum + 18);
}

static gboolean
run_command (CopilSession        *session,
             const char          *sql,
             const char * const  *values,
             GCancellable        *cancellable,
             GError             **error)
{
  g_autoptr (PGresult) result = copil_session_query (session, sql, values, cancellable, error);

  return result != NULL;
}

static gboolean
add_person (CopilSession  *session,
            const Person  *person,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *add = copil_base_name_command ("person", person->login);
  g_autofree char *grant = copil_base_name_command ("assignment", person->login);
  const char *const who[] = { add, person->login, person->name, person->position, NULL };
  const char *const what[] = { grant, person->login, person->role,
                               person->territory != NULL ? person->territory : "", SINCE, NULL };

  return run_command (session, "SELECT copil.person_add($1, $2, $3, $4)", who, cancellable,
                      error) &&
         run_command (session,
                      "SELECT copil.assignment_grant($1, $2, $3,"
                      " (SELECT id FROM copil.territory WHERE set_code || ':' || code = $4),"
                      " NULL, $5::date, NULL)",
                      what, cancellable, error);
}

gboolean
copil_base_add_first (CopilSession  *superuser,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *known =
    copil_session_read (superuser,
                        "SELECT count(*) FROM copil.assignment WHERE role = 'administrator'",
                        cancellable, error);
  gboolean done;

  if (known == NULL)
    return FALSE;
  if (!g_str_equal (known, "0"))
    return TRUE;
  /* One transaction: a superuser may no longer do the second half once the first is there. */
  if (!copil_session_run (superuser, "BEGIN", cancellable, error))
    return FALSE;
  done = add_person (superuser, &administrator, cancellable, error);
  return copil_session_run (superuser, done ? "COMMIT" : "ROLLBACK", NULL,
                            done ? error : NULL) && done;
}

gboolean
copil_base_add_persons (CopilSession  *session,
                        GCancellable  *cancellable,
                        GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (persons); i++)
    if (!add_person (session, &persons[i], cancellable, error))
      return FALSE;
  return TRUE;
}
