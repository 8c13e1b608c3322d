/* server-settings.c: which server to use, and remembering it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/server-settings.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "db/connection-private.h"

#define GROUP "server"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

/* What must not lie about in a file. */
static const char *const secrets[] = { "password", "sslpassword", NULL };

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* A word alone cannot be a connection string: it names a service. */
static char *
complete (const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));

  if (word[0] == '\0' || strpbrk (word, "=:/ \t'\"") != NULL)
    return g_steal_pointer (&word);
  return g_strconcat ("service=", word, NULL);
}

static void
refuse (GError    **error,
        const char *message)
{
  g_propagate_error (error, _copil_db_error_new (COPIL_DB_ERROR_CONFIGURATION, "", message, NULL));
}

GHashTable *
copil_server_parse (const char  *text,
                    GError     **error)
{
  g_autofree char *conninfo = complete (text);
  g_autoptr (GHashTable) parameters = new_table ();
  g_autoptr (PQconninfoOption) options = NULL;
  char *message = NULL;

  options = PQconninfoParse (conninfo, &message);
  if (options == NULL)
    {
      refuse (error, message != NULL ? message : "out of memory");
      PQfreemem (message);
      return NULL;
    }
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL)
      g_hash_table_insert (parameters, g_strdup (option->keyword), g_strdup (option->val));
  if (g_hash_table_size (parameters) == 0)
    {
      refuse (error, "no server is named");
      return NULL;
    }
  if (copil_server_is_network (parameters) && !g_hash_table_contains (parameters, "sslmode")
      && !g_hash_table_contains (parameters, "service"))
    g_hash_table_insert (parameters, g_strdup ("sslmode"), g_strdup ("verify-full"));
  return g_steal_pointer (&parameters);
}

gboolean
copil_server_is_network (GHashTable *parameters)
{
  g_autoptr (GHashTable) expanded = _copil_options_expand (parameters, NULL);

  return _copil_options_is_network (expanded != NULL ? expanded : parameters);
}

static const char *
get (GHashTable *parameters,
     const char *keyword)
{
  const char *value = g_hash_table_lookup (parameters, keyword);

  return value != NULL ? value : "";
}

char *
copil_server_describe (GHashTable *parameters)
{
  const char *service = get (parameters, "service");
  const char *host = get (parameters, "host");
  const char *base = get (parameters, "dbname");

  if (service[0] != '\0')
    /* Translators: a service is an entry of the file pg_service.conf */
    return g_strdup_printf (_("service %s"), service);
  if (host[0] == '\0')
    host = get (parameters, "hostaddr");
  if (host[0] == '\0' || copil_host_is_socket (host))
    host = _("this computer");
  return base[0] != '\0' ? g_strdup_printf (_("%s, base %s"), host, base) : g_strdup (host);
}

/* What says where the base is, and nothing that says who asks or how. */
char *
copil_server_get_key (GHashTable *parameters)
{
  static const char *const keywords[] = { "host", "hostaddr", "port", "dbname" };
  g_autoptr (GHashTable) expanded = _copil_options_expand (parameters, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    g_string_append_printf (text, "%s=%s\n", keywords[i],
                            get (expanded != NULL ? expanded : parameters, keywords[i]));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

char *
copil_server_get_login (GHashTable *parameters)
{
  g_autoptr (GHashTable) expanded = _copil_options_expand (parameters, NULL);
  const char *login = get (expanded != NULL ? expanded : parameters, "user");

  return g_strdup (login[0] != '\0' ? login : g_get_user_name ());
}

GHashTable *
copil_server_spell_out (GHashTable *parameters)
{
  static const char *const keywords[] = { "host", "hostaddr", "port", "dbname", "user",
                                          "sslmode", "sslrootcert" };
  g_autoptr (GHashTable) expanded = _copil_options_expand (parameters, NULL);
  GHashTable *plain = new_table ();
  GHashTableIter iter;
  gpointer keyword, value;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &keyword, &value))
    g_hash_table_insert (plain, g_strdup (keyword), g_strdup (value));
  if (expanded == NULL || !g_hash_table_remove (plain, "service"))
    return plain;
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (*get (expanded, keywords[i]) != '\0')
      g_hash_table_insert (plain, g_strdup (keywords[i]), g_strdup (get (expanded, keywords[i])));
  /* What libpq does when nobody says; Copil checks who the server is. */
  if (_copil_options_is_network (plain) && g_str_equal (get (plain, "sslmode"), "prefer"))
    g_hash_table_insert (plain, g_strdup ("sslmode"), g_strdup ("verify-full"));
  return plain;
}

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "copil", "server.ini", NULL);
}

static GHashTable *
read_group (GKeyFile *file,
            GError  **error)
{
  g_autoptr (GHashTable) parameters = new_table ();
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, error);

  if (keys == NULL)
    return NULL;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *value = g_key_file_get_string (file, GROUP, keys[i], error);

      if (value == NULL)
        return NULL;
      g_hash_table_insert (parameters, g_strdup (keys[i]), value);
    }
  return g_steal_pointer (&parameters);
}

GHashTable *
copil_server_load (GError **error)
{
  g_autofree char *path = file_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) failure = NULL;
  GHashTable *parameters;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &failure))
    {
      if (!g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        refuse (error, failure->message);
      return NULL;
    }
  parameters = read_group (file, &failure);
  if (parameters == NULL)
    refuse (error, failure->message);
  return parameters;
}

static gboolean
forget (const char *path,
        GError    **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  refuse (error, g_strerror (errno));
  return FALSE;
}

static GKeyFile *
to_key_file (GHashTable *parameters)
{
  GKeyFile *file = g_key_file_new ();
  GHashTableIter iter;
  gpointer keyword, value;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &keyword, &value))
    if (!g_strv_contains (secrets, keyword))
      g_key_file_set_string (file, GROUP, keyword, value);
  return file;
}

gboolean
copil_server_save (GHashTable  *parameters,
                   GError     **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (parameters == NULL)
    return forget (path, error);
  file = to_key_file (parameters);
  text = g_key_file_to_data (file, NULL, NULL);
  g_mkdir_with_parents (directory, 0700);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    return TRUE;
  message = g_strdup_printf (_("This choice could not be kept on this computer: its disk is full, or "
                               "may not be written to. Make room on it, then try again. (%s)"),
                             failure->message);
  refuse (error, message);
  return FALSE;
}
