/* base-regime.c: the legal regimes that the program is shipped with, into a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/base-private.h"

#include "core/regime.h"
#include "core/resources.h"

/* Only newer ones: a base may have been served by a later program. Sittings already convoked keep
 * the rules they were convoked under. */
#define LOAD                                                                                       \
  "SELECT copil.regime_load($1::uuid, $2::jsonb) WHERE copil.session_is_superuser ()"              \
  " AND ($2::jsonb ->> 'version')::int > (SELECT coalesce(max(version), 0) FROM copil.regime)"

gboolean
copil_base_load_regimes (CopilSession  *superuser,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (GBytes) bytes = copil_resources_lookup (COPIL_REGIMES_RESOURCE, error);
  g_autofree char *document = NULL;
  g_autofree char *command = NULL;
  g_autoptr (PGresult) result = NULL;

  if (bytes == NULL)
    return FALSE;
  document = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  command = copil_base_name_command (LOAD, document);
  result = copil_session_query (superuser, LOAD, (const char *const[]) { command, document, NULL },
                                cancellable, error);
  return result != NULL;
}
