/* settings.c: what Copil remembers between two starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/settings.h"

/* The schema of the build tree serves a program that was not installed. */
static GSettingsSchema *
lookup_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autoptr(GSettingsSchema) schema = NULL;

  built = g_settings_schema_source_new_from_directory (COPIL_BUILD_DATA_DIR, source, TRUE, NULL);
  if (built != NULL)
    schema = g_settings_schema_source_lookup (built, COPIL_APP_ID, TRUE);
  if (schema == NULL && source != NULL)
    schema = g_settings_schema_source_lookup (source, COPIL_APP_ID, TRUE);
  return g_steal_pointer (&schema);
}

GSettings *
copil_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      g_autoptr(GSettingsSchema) schema = lookup_schema ();

      if (schema == NULL)
        g_error ("The settings schema %s is not installed", COPIL_APP_ID);
      settings = g_settings_new_full (schema, NULL, NULL);
    }
  return settings;
}
