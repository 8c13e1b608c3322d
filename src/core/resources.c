/* resources.c: the files that are part of the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/resources.h"

#include "copil-data-resources.h"

/**
 * copil_resources_register:
 *
 * Makes the resources of libcopil known to GResource. A static library's constructor is
 * dropped by the linker when nothing refers to it, hence an explicit call; any thread, as
 * often as one likes.
 */
void
copil_resources_register (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      g_resources_register (copil_data_get_resource ());
      g_once_init_leave (&registered, 1);
    }
}

/**
 * copil_resources_lookup:
 * @name: path below the prefix, such as "territory/regions.json"
 *
 * Returns: (transfer full) (nullable): its bytes, decompressed
 */
GBytes *
copil_resources_lookup (const char  *name,
                        GError     **error)
{
  g_autofree char *path = g_strconcat (COPIL_RESOURCE_PREFIX, name, NULL);

  copil_resources_register ();
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}
