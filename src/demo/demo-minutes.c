/* demo-minutes.c: the final minutes of the demonstration, archived
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/demo-minutes.h"

#include "committee/minutes-archive.h"
#include "demo/base-private.h"

#define UNKEPT                                                                                     \
  "SELECT s.id, p.login, m.final_at + interval '1 hour'"                                           \
  " FROM copil.minutes m JOIN copil.sitting s ON s.id = m.sitting_id"                              \
  " JOIN copil.committee c ON c.id = s.committee_id"                                               \
  " JOIN copil.assignment a ON a.territory_id = c.territory_id AND a.role = 'secretariat'"         \
  " JOIN copil.person p ON p.id = a.person_id"                                                     \
  " WHERE m.state = 'final' AND m.pdf IS NULL ORDER BY m.final_at, s.id"

static gboolean
call (CopilSession        *session,
      const char          *sql,
      const char *const   *values,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr (PGresult) answer = copil_session_query (session, sql, values, cancellable, error);

  return answer != NULL;
}

/* (transfer full) (nullable): the sum of what is in the base now. */
static char *
put (CopilSession  *session,
     GBytes        *bytes,
     const char    *media,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *command = copil_base_name_command ("minutes", sum);
  g_autofree char *content = g_base64_encode (g_bytes_get_data (bytes, NULL),
                                              g_bytes_get_size (bytes));
  const char *const values[] = { command, sum, media, content, NULL };

  return call (session, "SELECT copil.document_put ($1, $2, $3, $4)", values, cancellable, error)
           ? g_steal_pointer (&sum) : NULL;
}

static gboolean
keep (CopilSession  *session,
      const char    *sitting,
      GCancellable  *cancellable,
      GError       **error)
{
  const char *const asked[] = { sitting, NULL };
  g_autoptr (PGresult) answer = copil_session_query (session, "SELECT copil.minutes_document ($1)",
                                                     asked, cancellable, error);
  const char *text = answer != NULL ? PQgetvalue (answer, 0, 0) : NULL;
  g_autoptr (GBytes) json = text != NULL ? copil_minutes_archive_json (text, error) : NULL;
  g_autoptr (GBytes) pdf = json != NULL ? copil_minutes_archive_pdf (text, TRUE, error) : NULL;
  g_autofree char *pdf_sum =
    pdf != NULL ? put (session, pdf, "application/pdf", cancellable, error) : NULL;
  g_autofree char *json_sum =
    pdf_sum != NULL ? put (session, json, "application/json", cancellable, error) : NULL;
  g_autofree char *command = copil_base_name_command ("minutes", sitting);
  const char *const values[] = { command, sitting, pdf_sum, json_sum, NULL };

  return json_sum != NULL
         && call (session, "SELECT copil.minutes_archive ($1, $2, $3, $4)", values, cancellable,
                  error);
}

gboolean
copil_demo_minutes_keep (CopilSession  *superuser,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (PGresult) unkept = copil_session_query (superuser, UNKEPT, NULL, cancellable, error);

  if (unkept == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (unkept); i++)
    {
      g_autofree char *scene = g_strdup_printf (
        "SET LOCAL SESSION AUTHORIZATION '%s'; SET LOCAL copil.moment = '%s'",
        PQgetvalue (unkept, i, 1), PQgetvalue (unkept, i, 2));

      if (!copil_session_run (superuser, scene, cancellable, error)
          || !keep (superuser, PQgetvalue (unkept, i, 0), cancellable, error))
        return FALSE;
    }
  return TRUE;
}
