/* base-annotations.c: what the persons of the demonstration wrote on the curves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/base-private.h"

#include "core/resources.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Each line of it is an object of strings: see data/demo/README.md. */
static JsonParser *
read_list (GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer text;
  gsize size;

  copil_resources_register ();
  bytes = g_resources_lookup_data ("/org/copil/Copil/demo/annotations.json",
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  return json_parser_load_from_data (parser, text, (gssize) size, error)
           ? g_steal_pointer (&parser) : NULL;
}

static gboolean
add_one (CopilSession  *session,
         JsonObject    *annotation,
         GCancellable  *cancellable,
         GError       **error)
{
  const char *place = json_object_get_string_member (annotation, "territory");
  const char *indicator = json_object_get_string_member (annotation, "indicator");
  const char *month = json_object_get_string_member (annotation, "month");
  const char *label = json_object_get_string_member (annotation, "label");
  g_autofree char *day = g_strconcat (month, "-01", NULL);
  g_autofree char *content = g_strjoin (" ", indicator, place, month, label, NULL);
  g_autofree char *command = copil_base_name_command ("annotation", content);
  const char *const values[] = { command, indicator, place, day, label, NULL };
  g_autoptr (PGresult) result = copil_session_query (
    session,
    "SELECT copil.annotation_add($1, $2,"
    " (SELECT id FROM copil.territory WHERE set_code || ':' || code = $3), $4::date, $5)",
    values, cancellable, error);

  return result != NULL;
}

gboolean
copil_base_add_annotations (CopilSession  *session,
                            const char    *login,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr (JsonParser) parser = read_list (error);
  JsonArray *list;

  if (parser == NULL)
    return FALSE;
  list = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *annotation = json_array_get_object_element (list, i);

      if (strcmp (json_object_get_string_member (annotation, "login"), login) == 0
          && !add_one (session, annotation, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
