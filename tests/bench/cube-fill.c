/* cube-fill.c: what the mirror does at the first start, and at the next ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cube-fill HOST DATABASE LOGIN: the monotonic time of the start of the process in milliseconds;
 * those since then until connected, until there is something to paint, until all is there; and the
 * bytes of the figures.
 */
#include "cube/file.h"
#include "cube/mirror.h"

typedef struct
{
  gint64 start;
  double connected;
  double painted;
} Times;

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!copil_connection_open_finish (COPIL_CONNECTION (source), result, &error))
    g_error ("%s", error->message);
}

static void
ready_cb (CopilConnection *connection,
          Times           *times)
{
  times->connected = milliseconds_since (times->start);
}

static void
cube_cb (CopilMirror *mirror,
         GParamSpec  *spec,
         Times       *times)
{
  if (times->painted == 0)
    times->painted = milliseconds_since (times->start);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CopilConnection) connection = NULL;
  g_autoptr (CopilMirror) mirror = NULL;
  g_autoptr (GError) error = NULL;
  Times times = { g_get_monotonic_time (), 0, 0 };
  double filled;

  if (argc != 4)
    return 2;
  g_hash_table_insert (parameters, (char *) "host", argv[1]);
  g_hash_table_insert (parameters, (char *) "dbname", argv[2]);
  g_hash_table_insert (parameters, (char *) "user", argv[3]);
  connection = copil_connection_new (parameters);
  mirror = copil_mirror_new (connection, argv[1], argv[3]);
  copil_mirror_set_page (mirror, "departement", "59", NULL);
  g_signal_connect (connection, "ready", G_CALLBACK (ready_cb), &times);
  g_signal_connect (mirror, "notify::cube", G_CALLBACK (cube_cb), &times);
  copil_mirror_start (mirror);
  copil_connection_open_async (connection, NULL, opened_cb, NULL);
  if (!copil_mirror_wait (mirror, TRUE, &error))
    g_error ("%s", error->message);
  filled = milliseconds_since (times.start);
  if (g_getenv ("COPIL_BENCH_SAVE") != NULL && !copil_mirror_save (mirror, &error))
    g_error ("%s", error->message);
  g_print ("{\"start\": %.3f, \"connected\": %.3f, \"painted\": %.3f, \"filled\": %.3f, \"bytes\": %" G_GSIZE_FORMAT
           "}\n",
           (double) times.start / 1000, times.connected, times.painted, filled,
           copil_cube_get_bytes (copil_mirror_get_cube (mirror)));
  copil_connection_close (connection);
  return 0;
}
