/* resolver.c: host names become addresses before libpq sees them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/error-private.h"
#include "db/resolver.h"

typedef struct
{
  char  *host;
  char  *port;
  GList *addresses; /* of GInetAddress, once looked up */
  char  *literal;   /* given, or not needed ("") */
} Entry;

typedef struct
{
  GPtrArray *entries;
  guint      pending;
  GError    *error; /* of the first name that did not resolve */
} Lookup;

typedef struct
{
  GTask *task;
  Entry *entry;
} NameLookup;

void
copil_host_free (CopilHost *host)
{
  g_free (host->host);
  g_free (host->address);
  g_free (host->port);
  g_free (host);
}

gboolean
copil_host_is_socket (const char *host)
{
  return host[0] == '/' || host[0] == '@';
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->host);
  g_free (entry->port);
  g_free (entry->literal);
  g_list_free_full (entry->addresses, g_object_unref);
  g_free (entry);
}

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_ptr_array_unref (lookup->entries);
  g_clear_error (&lookup->error);
  g_free (lookup);
}

static const char *
nth (char **list,
     guint  i)
{
  return i < g_strv_length (list) ? list[i] : "";
}

/* One port serves all hosts, as libpq has it. */
static const char *
nth_port (char **ports,
          guint  i)
{
  return g_strv_length (ports) == 1 ? ports[0] : nth (ports, i);
}

static gboolean
is_literal (const char *host)
{
  return g_hostname_is_ip_address (host);
}

static Entry *
entry_new (const char *host,
           const char *address,
           const char *port)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->host = g_strdup (host[0] != '\0' ? host : address);
  entry->port = g_strdup (port);
  if (address[0] != '\0')
    entry->literal = g_strdup (address);
  else if (host[0] == '\0' || copil_host_is_socket (host))
    entry->literal = g_strdup ("");
  else if (is_literal (host))
    entry->literal = g_strdup (host);
  return entry;
}

static GPtrArray *
split (const char *hosts,
       const char *addresses,
       const char *ports)
{
  g_auto (GStrv) host = g_strsplit (hosts != NULL ? hosts : "", ",", -1);
  g_auto (GStrv) address = g_strsplit (addresses != NULL ? addresses : "", ",", -1);
  g_auto (GStrv) port = g_strsplit (ports != NULL ? ports : "", ",", -1);
  guint n = MAX (g_strv_length (host), g_strv_length (address));
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, entry_new (nth (host, i), nth (address, i), nth_port (port, i)));
  return entries;
}

static void
add_place (GPtrArray   *places,
           const Entry *entry,
           char        *address)
{
  CopilHost *host = g_new0 (CopilHost, 1);

  host->host = g_strdup (entry->host);
  host->port = g_strdup (entry->port);
  host->address = address;
  g_ptr_array_add (places, host);
}

static GPtrArray *
collect (Lookup *lookup)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_host_free);

  for (guint i = 0; i < lookup->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (lookup->entries, i);

      if (entry->literal != NULL)
        add_place (places, entry, g_strdup (entry->literal));
      for (GList *l = entry->addresses; l != NULL; l = l->next)
        add_place (places, entry, g_inet_address_to_string (l->data));
    }
  return places;
}

static void
return_places (GTask *task)
{
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GPtrArray) places = collect (lookup);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (places->len == 0 && lookup->error != NULL)
    g_task_return_error (task, _copil_db_error_new (COPIL_DB_ERROR_UNREACHABLE, "",
                                                    lookup->error->message, NULL));
  else
    g_task_return_pointer (task, g_steal_pointer (&places), (GDestroyNotify) g_ptr_array_unref);
}

static void
name_resolved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  NameLookup *name = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&name->task);
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  name->entry->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  if (error != NULL && lookup->error == NULL)
    lookup->error = g_steal_pointer (&error);
  g_free (name);
  if (--lookup->pending == 0)
    return_places (task);
}

static void
look_up (GTask     *task,
         GResolver *resolver,
         Entry     *entry)
{
  NameLookup *name = g_new0 (NameLookup, 1);

  name->task = g_object_ref (task);
  name->entry = entry;
  g_resolver_lookup_by_name_async (resolver, entry->host, g_task_get_cancellable (task),
                                   name_resolved_cb, name);
}

void
copil_resolve_hosts_async (GResolver           *resolver,
                           const char          *hosts,
                           const char          *addresses,
                           const char          *ports,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) chosen = resolver != NULL ? g_object_ref (resolver)
                                                  : g_resolver_get_default ();
  Lookup *lookup = g_new0 (Lookup, 1);

  g_task_set_source_tag (task, copil_resolve_hosts_async);
  lookup->entries = split (hosts, addresses, ports);
  g_task_set_task_data (task, lookup, lookup_free);
  lookup->pending = 1;
  for (guint i = 0; i < lookup->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (lookup->entries, i);

      if (entry->literal != NULL)
        continue;
      lookup->pending++;
      look_up (task, chosen, entry);
    }
  if (--lookup->pending == 0)
    return_places (task);
}

GPtrArray *
copil_resolve_hosts_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
