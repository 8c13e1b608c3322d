/* demo-committee.c: the committees of the demonstration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/demo-committee.h"

#include "core/resources.h"
#include "demo/demo-call.h"
#include "demo/demo-minutes.h"

#include <glib/gi18n-lib.h>

#define RESOURCE "/org/copil/Copil/demo/committees.json"

static JsonParser *
read_steps (GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer text;
  gsize size;

  copil_resources_register ();
  bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  return json_parser_load_from_data (parser, text, (gssize) size, error)
           ? g_steal_pointer (&parser) : NULL;
}

/* In whose part, and when, until the transaction ends or the next step says otherwise. */
static gboolean
set_scene (CopilSession  *session,
           const char    *login,
           const char    *moment,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *script =
    g_strdup_printf ("SET LOCAL SESSION AUTHORIZATION '%s'; SET LOCAL copil.moment = '%s'",
                     login, moment);

  return copil_session_run (session, script, cancellable, error);
}

static gboolean
run_rows (CopilSession  *session,
          JsonObject    *step,
          GCancellable  *cancellable,
          GError       **error)
{
  const char *function = json_object_get_string_member (step, "call");
  JsonObject *common = json_object_has_member (step, "with")
                         ? json_object_get_object_member (step, "with") : NULL;
  JsonArray *columns = json_object_has_member (step, "columns")
                         ? json_object_get_array_member (step, "columns") : NULL;
  JsonArray *rows;

  if (columns == NULL)
    return copil_demo_call_run (session, function, common, NULL, NULL, cancellable, error);
  rows = json_object_get_array_member (step, "rows");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!copil_demo_call_run (session, function, common, columns,
                              json_array_get_array_element (rows, i), cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
run_steps (CopilSession   *session,
           JsonArray      *steps,
           CopilProgress  *progress,
           GCancellable   *cancellable,
           GError        **error)
{
  guint n = json_array_get_length (steps);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);

      copil_progress_report (progress, _("Making the demonstration’s committees"),
                             (double) i / n);
      if (!set_scene (session, json_object_get_string_member (step, "as"),
                      json_object_get_string_member (step, "at"), cancellable, error)
          || !run_rows (session, step, cancellable, error))
        return FALSE;
    }
  copil_progress_report (progress, _("Making the demonstration’s committees"), 1.0);
  return TRUE;
}

gboolean
copil_demo_committee_load (CopilSession   *superuser,
                           CopilProgress  *progress,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_autoptr (JsonParser) parser = read_steps (error);
  g_autofree char *known = NULL;
  gboolean done;

  if (parser == NULL)
    return FALSE;
  known = copil_session_read (superuser, "SELECT count(*) FROM copil.committee", cancellable,
                              error);
  if (known == NULL || !g_str_equal (known, "0"))
    return known != NULL;
  /* All of it or nothing: an interrupted one begins anew. */
  if (!copil_session_run (superuser, "BEGIN", cancellable, error))
    return FALSE;
  done = run_steps (superuser, json_node_get_array (json_parser_get_root (parser)), progress,
                    cancellable, error)
         && copil_session_run (superuser, "RESET SESSION AUTHORIZATION", cancellable, error)
         && copil_demo_minutes_keep (superuser, cancellable, error);
  return copil_session_run (superuser, done ? "COMMIT" : "ROLLBACK", NULL, done ? error : NULL)
         && done;
}
