/* territory-send.c: records an imported perimeter set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "territory-send"
#include "config.h"

#include "exchange/territory-import.h"

/* In one statement, hence one state of the base: was it sent before and recorded, is it there
 * already, and if not, load it. NULL stands for "nothing to change". */
#define LOAD_UNLESS_KNOWN \
  "WITH document AS (SELECT $2::jsonb AS d)," \
  " given AS (" \
  "  SELECT g ->> 'code', g ->> 'name', g -> 'outline' -> 'rings', ARRAY (" \
  "   SELECT c COLLATE \"C\" FROM jsonb_array_elements_text (g -> 'communes') c ORDER BY 1)" \
  "  FROM document, jsonb_array_elements (d -> 'territories') g)," \
  " known AS (" \
  "  SELECT t.code, t.name::text, o.rings, ARRAY (" \
  "   SELECT m.commune_code COLLATE \"C\" FROM copil.membership m" \
  "   WHERE m.territory_id = t.id AND m.valid_to IS NULL ORDER BY 1)" \
  "  FROM document JOIN copil.territory t ON t.set_code = d -> 'set' ->> 'code'" \
  "  LEFT JOIN copil.outline o ON o.territory_id = t.id" \
  "  WHERE t.valid_to IS NULL)," \
  " same AS (" \
  "  SELECT EXISTS (SELECT FROM document JOIN copil.perimeter_set s" \
  "                 ON s.code = d -> 'set' ->> 'code' AND s.name = d -> 'set' ->> 'name')" \
  "   AND NOT EXISTS (TABLE given EXCEPT TABLE known)" \
  "   AND NOT EXISTS (TABLE known EXCEPT TABLE given) AS is_same)" \
  " SELECT CASE WHEN copil.command_outcome ($1::uuid) IS NOT NULL THEN 'before'" \
  "  WHEN NOT is_same THEN copil.territory_load ($1::uuid, d) ->> 'territories' END" \
  " FROM document, same"

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, !copil_result_is_null (answer, 0, 0));
}

/**
 * copil_territory_import_send_async:
 * @connection: of an administrator
 *
 * Records what was read, under its command; a set of this code is replaced, what it no longer
 * has is closed and keeps its dates. Nothing is written when the base has it already, nor when
 * it is sent again because an answer was lost.
 */
void
copil_territory_import_send_async (const CopilTerritoryImport *self,
                                   CopilConnection            *connection,
                                   GCancellable               *cancellable,
                                   GAsyncReadyCallback         callback,
                                   gpointer                    user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_autoptr (CopilStatement) statement = copil_statement_new (LOAD_UNLESS_KNOWN);

  g_task_set_source_tag (task, copil_territory_import_send_async);
  copil_statement_add_text (statement, self->command);
  copil_statement_add_text (statement, self->document);
  copil_connection_query_async (connection, statement, cancellable, answered_cb,
                                g_steal_pointer (&task));
}

/**
 * copil_territory_import_send_finish:
 * @changed: (out) (optional): FALSE when the base had this very set
 */
gboolean
copil_territory_import_send_finish (GAsyncResult *result,
                                    gboolean     *changed,
                                    GError      **error)
{
  g_autoptr (GError) local = NULL;
  gboolean recorded = g_task_propagate_boolean (G_TASK (result), &local);

  if (changed != NULL)
    *changed = recorded;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
