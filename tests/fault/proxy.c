/* proxy.c: a bad network between the client and its server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "proxy.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

#define CHUNK 65536

typedef struct _Link Link;

/* One direction of one connection. */
typedef struct
{
  Link          *link;
  ProxyDirection direction;
  GSocket       *from;
  GSocket       *to;
  GSource       *readable;
  GSource       *writable;
  GByteArray    *waiting;
  gsize          n_passed;
  guint          delayed; /* packets still in a timer */
} Half;

struct _Link
{
  Proxy   *proxy;
  Half     half[2];
  gboolean swallowing;
  gboolean asked_tls;
  gboolean gone;
};

struct _Proxy
{
  char           *server;
  char           *directory;
  char           *port;
  GSocketService *service;
  GPtrArray      *links;
  gsize           cut[2];
  gsize           n_bytes[2];
  gboolean        stalled;
  gboolean        refusing;
  gboolean        tls;
  guint           delay;
  gsize           slice;
  char           *swallow;
  guint           n_connections;
  guint           n_turns;
  ProxyDirection  last;
};

typedef struct
{
  Half   *half;
  GBytes *bytes;
} Packet;

static void
watch (Half *half);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Closes now; what timers and sources still point at is freed with the proxy. */
static void
cut (Link    *link,
     gboolean reset)
{
  struct linger now = { 1, 0 };

  if (link->gone)
    return;
  link->gone = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      Half *half = &link->half[i];

      clear_source (&half->readable);
      clear_source (&half->writable);
      if (reset && half->from != NULL)
        setsockopt (g_socket_get_fd (half->from), SOL_SOCKET, SO_LINGER, &now, sizeof now);
      if (half->from != NULL)
        g_socket_close (half->from, NULL);
    }
}

static void
link_free (gpointer data)
{
  Link *link = data;

  cut (link, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&link->half[i].from);
      g_byte_array_unref (link->half[i].waiting);
    }
  g_free (link);
}

static gboolean
write_cb (GSocket     *socket,
          GIOCondition condition,
          gpointer     user_data)
{
  Half *half = user_data;
  gssize written = g_socket_send (half->to, (const char *) half->waiting->data, half->waiting->len,
                                  NULL, NULL);

  clear_source (&half->writable);
  if (written < 0)
    cut (half->link, FALSE);
  else
    {
      g_byte_array_remove_range (half->waiting, 0, written);
      watch (half);
    }
  return G_SOURCE_REMOVE;
}

/* What the rules let through of a packet; the end of the link may come with it. */
static void
pass (Half         *half,
      const guint8 *bytes,
      gsize         n)
{
  Link *link = half->link;
  gsize limit = link->proxy->cut[half->direction];
  gboolean end = limit != 0 && half->n_passed + n >= limit;

  if (half->direction == PROXY_TO_CLIENT && link->swallowing)
    {
      cut (link, FALSE);
      return;
    }
  if (end)
    n = limit - MIN (half->n_passed, limit);
  half->n_passed += n;
  if (end)
    {
      /* Blocking: a few bytes that the other side waits for. */
      g_socket_send (half->to, (const char *) bytes, n, NULL, NULL);
      cut (link, FALSE);
      return;
    }
  g_byte_array_append (half->waiting, bytes, n);
  watch (half);
}

static gboolean
delayed_cb (gpointer user_data)
{
  Packet *packet = user_data;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (packet->bytes, &n);

  packet->half->delayed--;
  if (!packet->half->link->gone)
    pass (packet->half, bytes, n);
  g_bytes_unref (packet->bytes);
  g_free (packet);
  return G_SOURCE_REMOVE;
}

static void
delay (Half         *half,
       const guint8 *bytes,
       gsize         n)
{
  Packet *packet = g_new0 (Packet, 1);

  packet->half = half;
  packet->bytes = g_bytes_new (bytes, n);
  half->delayed++;
  g_timeout_add (half->link->proxy->delay, delayed_cb, packet);
}

static void
look_at (Half         *half,
         const guint8 *bytes,
         gsize         n)
{
  Proxy *proxy = half->link->proxy;

  proxy->n_bytes[half->direction] += n;
  if (half->direction == PROXY_TO_SERVER && proxy->last == PROXY_TO_CLIENT)
    proxy->n_turns++;
  proxy->last = half->direction;
  if (half->direction == PROXY_TO_SERVER && proxy->swallow != NULL
      && memmem (bytes, n, proxy->swallow, strlen (proxy->swallow)) != NULL)
    half->link->swallowing = TRUE;
}

static gboolean
read_cb (GSocket     *socket,
         GIOCondition condition,
         gpointer     user_data)
{
  Half *half = user_data;
  Proxy *proxy = half->link->proxy;
  g_autofree guint8 *bytes = g_malloc (CHUNK);
  gsize size = proxy->slice != 0 ? proxy->slice : CHUNK;
  gssize n = g_socket_receive (half->from, (char *) bytes, size, NULL, NULL);

  clear_source (&half->readable);
  if (n <= 0)
    {
      cut (half->link, FALSE);
      return G_SOURCE_REMOVE;
    }
  look_at (half, bytes, n);
  if (proxy->tls && !half->link->asked_tls && half->direction == PROXY_TO_SERVER)
    {
      /* SSLRequest is eight bytes, and the client waits for the answer. */
      half->link->asked_tls = TRUE;
      g_socket_send (half->from, "S", 1, NULL, NULL);
      watch (half);
      return G_SOURCE_REMOVE;
    }
  if (proxy->delay != 0 || half->delayed != 0)
    delay (half, bytes, n);
  else
    pass (half, bytes, n);
  if (!half->link->gone)
    watch (half);
  return G_SOURCE_REMOVE;
}

static void
watch (Half *half)
{
  gboolean stalled = half->link->proxy->stalled;

  if (!stalled && half->waiting->len > 0 && half->writable == NULL)
    {
      half->writable = g_socket_create_source (half->to, G_IO_OUT, NULL);
      g_source_set_callback (half->writable, G_SOURCE_FUNC (write_cb), half, NULL);
      g_source_attach (half->writable, NULL);
    }
  if (!stalled && half->waiting->len == 0 && half->readable == NULL)
    {
      half->readable = g_socket_create_source (half->from, G_IO_IN, NULL);
      g_source_set_callback (half->readable, G_SOURCE_FUNC (read_cb), half, NULL);
      g_source_attach (half->readable, NULL);
    }
}

static GSocket *
connect_to (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, ".s.PGSQL.5432", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, NULL);

  if (!g_socket_connect (socket, address, NULL, NULL))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

static void
half_init (Link          *link,
           ProxyDirection direction,
           GSocket       *from,
           GSocket       *to)
{
  Half *half = &link->half[direction];

  half->link = link;
  half->direction = direction;
  half->from = from;
  half->to = to;
  half->waiting = g_byte_array_new ();
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             Proxy             *proxy)
{
  GSocket *client = g_object_ref (g_socket_connection_get_socket (connection));
  GSocket *server = proxy->server != NULL && !proxy->refusing ? connect_to (proxy->server) : NULL;
  Link *link = g_new0 (Link, 1);

  proxy->n_connections++;
  link->proxy = proxy;
  g_socket_set_blocking (client, FALSE);
  half_init (link, PROXY_TO_SERVER, client, server);
  half_init (link, PROXY_TO_CLIENT, server, client);
  g_ptr_array_add (proxy->links, link);
  if (server != NULL)
    {
      watch (&link->half[PROXY_TO_SERVER]);
      watch (&link->half[PROXY_TO_CLIENT]);
    }
  else if (proxy->server != NULL)
    cut (link, TRUE);
  return TRUE;
}

static void
listen_on (Proxy          *proxy,
           GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) bound = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (proxy->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &bound, &error);
  g_assert_no_error (error);
  if (G_IS_INET_SOCKET_ADDRESS (bound))
    proxy->port = g_strdup_printf ("%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

Proxy *
proxy_new (const char *server)
{
  Proxy *proxy = g_new0 (Proxy, 1);
  g_autoptr (GSocketAddress) inet = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) unix_address = NULL;
  g_autofree char *path = NULL;

  proxy->server = g_strdup (server);
  proxy->links = g_ptr_array_new_with_free_func (link_free);
  proxy->directory = g_strdup ("/tmp/copil-proxy-XXXXXX");
  g_assert_nonnull (g_mkdtemp (proxy->directory));
  path = g_build_filename (proxy->directory, ".s.PGSQL.5432", NULL);
  unix_address = g_unix_socket_address_new (path);
  proxy->service = g_socket_service_new ();
  listen_on (proxy, inet);
  listen_on (proxy, unix_address);
  g_signal_connect (proxy->service, "incoming", G_CALLBACK (incoming_cb), proxy);
  return proxy;
}

/* Packets that are still in their timers point at their links. */
static void
wait_for_packets (Proxy *proxy)
{
  for (guint i = 0; i < proxy->links->len; i++)
    {
      Link *link = g_ptr_array_index (proxy->links, i);

      cut (link, FALSE);
      while (link->half[0].delayed + link->half[1].delayed > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}

void
proxy_free (Proxy *proxy)
{
  g_autofree char *path = g_build_filename (proxy->directory, ".s.PGSQL.5432", NULL);

  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_object_unref (proxy->service);
  wait_for_packets (proxy);
  g_ptr_array_unref (proxy->links);
  g_unlink (path);
  g_rmdir (proxy->directory);
  g_free (proxy->server);
  g_free (proxy->directory);
  g_free (proxy->port);
  g_free (proxy->swallow);
  g_free (proxy);
}

const char *
proxy_get_port (Proxy *proxy)
{
  return proxy->port;
}

const char *
proxy_get_directory (Proxy *proxy)
{
  return proxy->directory;
}

void
proxy_set_cut (Proxy          *proxy,
               ProxyDirection  direction,
               gsize           bytes)
{
  proxy->cut[direction] = bytes;
}

void
proxy_set_stalled (Proxy    *proxy,
                   gboolean  stalled)
{
  proxy->stalled = stalled;
  for (guint i = 0; i < proxy->links->len; i++)
    {
      Link *link = g_ptr_array_index (proxy->links, i);

      for (guint j = 0; j < 2 && !link->gone; j++)
        {
          clear_source (&link->half[j].readable);
          clear_source (&link->half[j].writable);
          if (link->half[j].to != NULL && link->half[j].from != NULL)
            watch (&link->half[j]);
        }
    }
}

void
proxy_set_delay (Proxy *proxy,
                 guint  milliseconds)
{
  proxy->delay = milliseconds;
}

void
proxy_set_slice (Proxy *proxy,
                 gsize  bytes)
{
  proxy->slice = bytes;
}

void
proxy_set_swallow (Proxy      *proxy,
                   const char *text)
{
  g_free (proxy->swallow);
  proxy->swallow = g_strdup (text);
}

void
proxy_set_tls (Proxy    *proxy,
               gboolean  tls)
{
  proxy->tls = tls;
}

void
proxy_reset (Proxy *proxy)
{
  for (guint i = 0; i < proxy->links->len; i++)
    cut (g_ptr_array_index (proxy->links, i), TRUE);
}

void
proxy_set_refusing (Proxy    *proxy,
                    gboolean  refusing)
{
  proxy->refusing = refusing;
}

guint
proxy_get_n_connections (Proxy *proxy)
{
  return proxy->n_connections;
}

guint
proxy_get_n_turns (Proxy *proxy)
{
  return proxy->n_turns;
}

gsize
proxy_get_n_bytes (Proxy          *proxy,
                   ProxyDirection  direction)
{
  return proxy->n_bytes[direction];
}
