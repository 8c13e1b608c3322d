/* demo-call.c: a call of a function of the base, written as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/demo-call.h"

#include "demo/base-private.h"

#include <string.h>

/* The statement as it grows, its values, and what names the command. */
typedef struct
{
  GString   *sql;
  GPtrArray *values;
  GString   *content;
  char      *sitting;
} Call;

static char *
name_id (const char *name)
{
  return copil_base_name_command ("committee", name);
}

/* Adds a value, and its place to the statement. */
static void
add_place (Call *self,
           char *value)
{
  g_ptr_array_add (self->values, value);
  g_string_append_printf (self->sql, "$%u", self->values->len);
}

static void
add_hash (Call       *self,
          const char *object)
{
  gboolean minutes = g_str_equal (object, "minutes");

  g_string_append (self->sql, minutes ? "(SELECT copil.minutes_document ("
                                      : "(SELECT encode (copil.content_hash (copil.content_of (");
  add_place (self, g_strdup (self->sitting));
  if (minutes)
    {
      g_string_append (self->sql, ")::jsonb ->> 'content_hash')");
      return;
    }
  g_string_append (self->sql, ", ");
  add_place (self, g_strdup (object));
  g_string_append (self->sql, ")), 'hex'))");
}

/* "@NAME:WORDS" */
static void
add_item (Call       *self,
          const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what + 1, ":", 2);

  g_string_append (self->sql, "(SELECT id FROM copil.agenda_item WHERE NOT gone AND sitting_id = ");
  add_place (self, name_id (parts[0]));
  g_string_append (self->sql, " AND starts_with (title, ");
  add_place (self, g_strdup (parts[1]));
  g_string_append (self->sql, "))");
}

/* "TABLE:@NAME" */
static void
add_version (Call       *self,
             const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what, ":@", 2);

  g_string_append_printf (self->sql, "(SELECT version FROM copil.%s WHERE id = ", parts[0]);
  add_place (self, name_id (parts[1]));
  g_string_append (self->sql, ")");
}

static void
add_text (Call       *self,
          const char *text)
{
  if (*text == '@')
    add_place (self, name_id (text + 1));
  else if (g_str_has_prefix (text, "content:"))
    add_hash (self, text + strlen ("content:"));
  else if (g_str_has_prefix (text, "item:@"))
    add_item (self, text + strlen ("item:"));
  else if (g_str_has_prefix (text, "version:"))
    add_version (self, text + strlen ("version:"));
  else if (g_str_has_prefix (text, "territory:"))
    {
      g_string_append (self->sql,
                       "(SELECT id FROM copil.territory WHERE set_code || ':' || code = ");
      add_place (self, g_strdup (text + strlen ("territory:")));
      g_string_append (self->sql, ")");
    }
  else
    add_place (self, g_strdup (text));
}

static void
add_argument (Call       *self,
              const char *name,
              JsonNode   *value)
{
  g_autofree char *written = json_to_string (value, FALSE);

  g_string_append_printf (self->content, " %s %s", name, written);
  g_string_append_printf (self->sql, ", \"%s\" => ", name);
  if (JSON_NODE_HOLDS_NULL (value))
    g_string_append (self->sql, "NULL");
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    add_text (self, json_node_get_string (value));
  else
    add_place (self, g_steal_pointer (&written));
}

/* What a hash is of: known before any argument is written. (nullable) */
static char *
find_sitting (JsonObject *common,
              JsonArray  *columns,
              JsonArray  *row)
{
  const char *name = NULL;

  if (common != NULL && json_object_has_member (common, "sitting"))
    name = json_node_get_string (json_object_get_member (common, "sitting"));
  for (guint i = 0; row != NULL && i < json_array_get_length (columns); i++)
    if (g_str_equal (json_array_get_string_element (columns, i), "sitting"))
      name = json_node_get_string (json_array_get_element (row, i));
  return name != NULL ? name_id (name + 1) : NULL;
}

static void
add_arguments (Call       *self,
               JsonObject *common,
               JsonArray  *columns,
               JsonArray  *row)
{
  g_autoptr (GList) names = common != NULL ? json_object_get_members (common) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    add_argument (self, l->data, json_object_get_member (common, l->data));
  for (guint i = 0; row != NULL && i < json_array_get_length (row); i++)
    add_argument (self, json_array_get_string_element (columns, i),
                  json_array_get_element (row, i));
}

gboolean
copil_demo_call_run (CopilSession  *session,
                     const char    *function,
                     JsonObject    *common,
                     JsonArray     *columns,
                     JsonArray     *row,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sitting = find_sitting (common, columns, row);
  Call self = { sql, values, content, sitting };
  g_autoptr (PGresult) result = NULL;

  g_string_printf (sql, "SELECT copil.%s (command => $1", function);
  g_ptr_array_add (values, NULL);
  add_arguments (&self, common, columns, row);
  g_string_append (sql, ")");
  values->pdata[0] = copil_base_name_command (function, content->str);
  g_ptr_array_add (values, NULL);
  result = copil_session_query (session, sql->str, (const char *const *) values->pdata,
                                cancellable, error);
  if (result == NULL)
    g_prefix_error (error, "%s%s: ", function, content->str);
  return result != NULL;
}
