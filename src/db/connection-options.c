/* connection-options.c: from parameters to what libpq is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

#include <string.h>

#define PROBE "copil-probe"
#define SYSTEM_CERTIFICATES "/etc/ssl/certs/ca-certificates.crt"
/* A session reads few rows by their key or whole series in key order: no compilation pays, and
 * an index is never dearer than a sort. */
#define SESSION_OPTIONS \
  "-c jit=off -c random_page_cost=1.1 " \
  "-c statement_timeout=900000 -c lock_timeout=10000 " \
  "-c idle_in_transaction_session_timeout=60000 " \
  "-c TimeZone=Europe/Paris -c DateStyle=ISO -c search_path=copil,pg_catalog"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

/* What the parameters may still say otherwise. */
static const struct
{
  const char *keyword;
  const char *value;
} defaults[] = {
  { "application_name", "copil" },
  { "keepalives", "1" },
  { "keepalives_idle", "30" },
  { "keepalives_interval", "10" },
  { "keepalives_count", "3" },
  { "tcp_user_timeout", "30000" },
  /* libpq would ask Kerberos inside PQconnectPoll(), and wait. */
  { "gssencmode", "disable" },
};

static const char *const session_attributes[] = {
  "any", "read-write", "read-only", "primary", "standby", "prefer-standby", NULL,
};

static void
put (CopilOptions *options,
     const char   *keyword,
     const char   *value)
{
  g_return_if_fail (options->n + 1 < G_N_ELEMENTS (options->keywords));
  options->keywords[options->n] = keyword;
  options->values[options->n] = value;
  options->n++;
}

static void
put_string (CopilOptions *options,
            const char   *keyword,
            char         *value)
{
  g_assert (options->n_strings < G_N_ELEMENTS (options->strings));
  options->strings[options->n_strings++] = value;
  put (options, keyword, value);
}

void
_copil_options_clear (CopilOptions *options)
{
  for (guint i = 0; i < options->n_strings; i++)
    g_free (options->strings[i]);
  options->n_strings = 0;
}

static gboolean
put_parameters (CopilOptions *options,
                GHashTable   *parameters,
                const char   *left_out[])
{
  GHashTableIter iter;
  gpointer keyword, value;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &keyword, &value))
    {
      if (g_strv_contains (left_out, keyword))
        continue;
      if (options->n + 24 > G_N_ELEMENTS (options->keywords))
        return FALSE;
      put (options, keyword, value);
    }
  return TRUE;
}

/* A start that libpq must refuse, after it has read services, environment and files and
 * before it looks up a name or opens a socket: @keyword has a value that cannot be. */
static PGconn *
probe (GHashTable *parameters,
       const char *keyword)
{
  const char *left_out[] = { keyword, NULL };
  CopilOptions options = { 0 };

  put (&options, keyword, PROBE);
  if (!put_parameters (&options, parameters, left_out))
    return NULL;
  return PQconnectStartParams (options.keywords, options.values, 0);
}

static GHashTable *
read_options (PGconn *pg)
{
  g_autoptr (PQconninfoOption) options = PQconninfo (pg);
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (option->val != NULL)
      g_hash_table_insert (table, g_strdup (option->keyword), g_strdup (option->val));
  return table;
}

static gboolean
check_attributes (GHashTable  *parameters,
                  GError     **error)
{
  const char *value = g_hash_table_lookup (parameters, "target_session_attrs");

  if (value == NULL || g_strv_contains (session_attributes, value))
    return TRUE;
  g_propagate_error (error, _copil_db_error_new (COPIL_DB_ERROR_CONFIGURATION, "",
                                                 "invalid target_session_attrs", value));
  return FALSE;
}

/**
 * _copil_options_expand:
 *
 * A service may name the host, so that its names can be resolved before libpq would block on
 * them. Two probes: target_session_attrs is the last keyword that libpq checks, so that when
 * only it is refused the rest is right; the other leaves it readable.
 *
 * Returns: (transfer full): keyword and value, or %NULL and a CONFIGURATION error
 */
GHashTable *
_copil_options_expand (GHashTable  *parameters,
                       GError     **error)
{
  g_autoptr (PGconn) check = probe (parameters, "target_session_attrs");
  g_autoptr (PGconn) read = probe (parameters, "channel_binding");
  const char *message = check != NULL ? PQerrorMessage (check) : "too many parameters";

  if (!check_attributes (parameters, error))
    return NULL;
  if (check == NULL || read == NULL || strstr (message, PROBE) == NULL)
    {
      g_propagate_error (error, _copil_db_error_new (COPIL_DB_ERROR_CONFIGURATION, "", message,
                                                     NULL));
      return NULL;
    }
  return read_options (read);
}

static const char *
get (GHashTable *expanded,
     const char *keyword)
{
  const char *value = g_hash_table_lookup (expanded, keyword);

  return value != NULL ? value : "";
}

/**
 * _copil_options_is_network:
 *
 * Returns: whether one of the places is not a unix socket
 */
gboolean
_copil_options_is_network (GHashTable *expanded)
{
  g_auto (GStrv) hosts = g_strsplit (get (expanded, "host"), ",", -1);

  if (get (expanded, "hostaddr")[0] != '\0')
    return TRUE;
  for (guint i = 0; hosts[i] != NULL; i++)
    if (hosts[i][0] != '\0' && !copil_host_is_socket (hosts[i]))
      return TRUE;
  return FALSE;
}

static void
put_hosts (CopilOptions *options,
           GPtrArray    *hosts,
           guint         first)
{
  GString *names = g_string_new (NULL), *addresses = g_string_new (NULL);
  GString *ports = g_string_new (NULL);

  for (guint i = first; i < hosts->len; i++)
    {
      const CopilHost *host = g_ptr_array_index (hosts, i);
      const char *comma = i > first ? "," : "";

      g_string_append_printf (names, "%s%s", comma, host->host);
      g_string_append_printf (addresses, "%s%s", comma, host->address);
      g_string_append_printf (ports, "%s%s", comma, host->port);
    }
  put_string (options, "host", g_string_free (names, FALSE));
  put_string (options, "hostaddr", g_string_free (addresses, FALSE));
  put_string (options, "port", g_string_free (ports, FALSE));
}

/* "prefer" is what libpq does when nothing is said; nobody means it. */
static void
put_tls (CopilOptions *options,
         GHashTable   *expanded)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".postgresql", "root.crt", NULL);

  if (g_strcmp0 (get (expanded, "sslmode"), "prefer") != 0)
    return;
  put (options, "sslmode", "verify-full");
  if (get (expanded, "sslrootcert")[0] == '\0' && !g_file_test (own, G_FILE_TEST_EXISTS))
    put (options, "sslrootcert", SYSTEM_CERTIFICATES);
}

static void
put_session_options (CopilOptions *options,
                     GHashTable   *expanded)
{
  put_string (options, "options", g_strconcat (SESSION_OPTIONS, " ", get (expanded, "options"),
                                               NULL));
  put (options, "client_encoding", "UTF8");
}

void
_copil_options_init (CopilOptions *options,
                     GHashTable   *parameters,
                     GHashTable   *expanded,
                     GPtrArray    *hosts,
                     guint         first)
{
  const char *left_out[] = { "options", "client_encoding", "host", "hostaddr", "port", NULL };
  gboolean placed = hosts != NULL && hosts->len > 0;
  gboolean network = _copil_options_is_network (expanded);

  memset (options, 0, sizeof *options);
  if (!placed)
    left_out[2] = NULL;
  put_parameters (options, parameters, left_out);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (!g_hash_table_contains (parameters, defaults[i].keyword))
      put (options, defaults[i].keyword, defaults[i].value);
  put_session_options (options, expanded);
  if (placed)
    put_hosts (options, hosts, first);
  if (network)
    put_tls (options, expanded);
  if (strchr (get (expanded, "host"), ',') != NULL
      && g_strcmp0 (get (expanded, "target_session_attrs"), "any") == 0)
    put (options, "target_session_attrs", "read-write");
}
