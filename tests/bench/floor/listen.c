/* listen.c: the floor under live figures: LISTEN, and then the query of the feed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * listen CONNINFO [TOPIC]: prints "KEY TIME", monotonic microseconds, of each change of the topic
 * (batch) that it is told, until it is ended.
 */
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static PGresult *
run (PGconn     *connection,
     const char *sql,
     const char *parameter)
{
  PGresult *result
    = PQexecParams (connection, sql, parameter != NULL, NULL, &parameter, NULL, NULL, 0);

  if (PQresultStatus (result) != PGRES_TUPLES_OK && PQresultStatus (result) != PGRES_COMMAND_OK)
    {
      fputs (PQerrorMessage (connection), stderr);
      exit (1);
    }
  return result;
}

/* Asks what is new, and keeps the cursor of the answer. */
static void
look (PGconn     *connection,
      const char *topic,
      char       *cursor,
      size_t      size)
{
  PGresult *rows = run (connection, "SELECT cursor, topic, key FROM copil.feed ($1)", cursor);
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  for (int i = 0; i < PQntuples (rows); i++)
    if (strcmp (PQgetvalue (rows, i, 1), topic) == 0)
      printf ("%s %lld\n", PQgetvalue (rows, i, 2), now.tv_sec * 1000000LL + now.tv_nsec / 1000);
  if (PQntuples (rows) > 0)
    snprintf (cursor, size, "%s", PQgetvalue (rows, 0, 0));
  PQclear (rows);
}

int
main (int   argc,
      char *argv[])
{
  PGconn *connection = PQconnectdb (argc > 1 ? argv[1] : "");
  struct pollfd socket = { .events = POLLIN };
  PGresult *opened;
  char cursor[65536];

  setvbuf (stdout, NULL, _IOLBF, 0);
  PQclear (run (connection, "LISTEN copil", NULL));
  opened = run (connection, "SELECT copil.feed_open ()", NULL);
  snprintf (cursor, sizeof cursor, "%s", PQgetvalue (opened, 0, 0));
  PQclear (opened);
  puts ("listening");
  socket.fd = PQsocket (connection);
  while (poll (&socket, 1, -1) > 0 && PQconsumeInput (connection))
    {
      PGnotify *notification = PQnotifies (connection);
      int told = notification != NULL;

      for (; notification != NULL; notification = PQnotifies (connection))
        PQfreemem (notification);
      if (told)
        look (connection, argc > 2 ? argv[2] : "batch", cursor, sizeof cursor);
    }
  return 1;
}
