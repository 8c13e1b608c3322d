/* base-furnish.c: what the program is shipped with, into a new shared base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/base.h"
#include "demo/base-private.h"

/* The superuser may load them before there is any administrator; nobody else made a new base. */
#define IS_UNFURNISHED                                                                             \
  "SELECT copil.session_is_superuser () AND NOT EXISTS (SELECT FROM copil.perimeter_set)"          \
  " AND NOT EXISTS (SELECT FROM copil.measure)"

/**
 * copil_base_furnish:
 * @parameters: (element-type utf8 utf8): of who migrated the base
 * @done: (out): whether there was anything to do
 */
gboolean
copil_base_furnish (GHashTable     *parameters,
                    gboolean       *done,
                    CopilProgress  *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  g_autoptr (CopilSession) session = copil_session_open (parameters, cancellable, error);
  g_autofree char *answer =
    session != NULL ? copil_session_read (session, IS_UNFURNISHED, cancellable, error) : NULL;
  gboolean loaded;

  if (answer == NULL)
    return FALSE;
  *done = *answer == 't';
  if (!*done)
    return copil_base_load_regimes (session, cancellable, error);
  /* All or none: a base with territories alone would pass for furnished. */
  if (!copil_session_run (session, "BEGIN", cancellable, error))
    return FALSE;
  loaded = copil_base_load_territories (session, progress, cancellable, error)
           && copil_base_load_catalogue (session, progress, cancellable, error)
           && copil_base_load_regimes (session, cancellable, error);
  return loaded && copil_session_run (session, "COMMIT", cancellable, error);
}
