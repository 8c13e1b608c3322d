/* shapes.c: the outlines that the repository ships, for maps to look at and to test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "shapes.h"

#include <json-glib/json-glib.h>

static void
shape_clear (gpointer data)
{
  Shape *shape = data;

  g_free (shape->code);
  g_free (shape->name);
  g_free (shape->parent);
  copil_outline_unref (shape->outline);
}

static CopilOutline *
parse_outline (JsonObject *object)
{
  g_autofree char *rings = json_to_string (json_object_get_member (object, "rings"), FALSE);
  g_autoptr (GError) error = NULL;
  CopilOutline *outline
      = copil_outline_parse (json_object_get_string_member (object, "frame"),
                             json_object_get_boolean_member (object, "approximate"), rings,
                             &error);

  g_assert_no_error (error);
  return outline;
}

GArray *
shapes_load (const char *file,
             const char *parent)
{
  const char *root = g_getenv ("COPIL_SOURCE_DIR") ? g_getenv ("COPIL_SOURCE_DIR") : ".";
  g_autofree char *name = g_strconcat (file, ".json", NULL);
  g_autofree char *path = g_build_filename (root, "data", "territory", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  GArray *shapes = g_array_new (FALSE, TRUE, sizeof (Shape));
  JsonArray *territories;

  g_array_set_clear_func (shapes, shape_clear);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  territories = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                              "territories");
  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *object = json_array_get_object_element (territories, i);
      const char *above = json_object_get_string_member_with_default (object, "parent", "");
      Shape shape;

      if (parent && g_strcmp0 (parent, above) != 0)
        continue;
      shape.code = g_strdup (json_object_get_string_member (object, "code"));
      shape.name = g_strdup (json_object_get_string_member (object, "name"));
      shape.parent = g_strdup (above);
      shape.outline = parse_outline (json_object_get_object_member (object, "outline"));
      g_array_append_val (shapes, shape);
    }
  return shapes;
}
