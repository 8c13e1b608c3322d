/* writer.c: someone else who changes figures, and says when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-writer CONNINFO LOGIN COUNT PAUSE EVERY MEASURE TERRITORY PERIOD VALUE: COUNT
 * transactions with PAUSE milliseconds between them. One in EVERY lands another value of the cell
 * as LOGIN, whom a superuser connects for, and prints "BATCH TIME", monotonic microseconds before
 * its COMMIT; the others only say that the last batch changed, as fast as the base can.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static PGresult *
run (PGconn     *connection,
     const char *sql)
{
  PGresult *result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_TUPLES_OK && PQresultStatus (result) != PGRES_COMMAND_OK)
    {
      fprintf (stderr, "%s: %s", sql, PQerrorMessage (connection));
      exit (1);
    }
  return result;
}

static void
do_quietly (PGconn     *connection,
            const char *sql)
{
  PQclear (run (connection, sql));
}

/* The number of the batch. */
static int
land (PGconn *connection,
      char   *argv[],
      int     turn)
{
  char sql[1024];
  PGresult *result;
  struct timespec now;
  int batch;

  snprintf (sql, sizeof sql,
            "BEGIN; SET LOCAL SESSION AUTHORIZATION \"%s\";"
            " SELECT set_config ('bench.id', gen_random_uuid ()::text, true);"
            " SELECT copil.batch_stage (current_setting ('bench.id')::uuid, '{%s}', '{%s}',"
            " '{%s}', '{%d}', '{0}');",
            argv[2], argv[6], argv[7], argv[8], atoi (argv[9]) + 1 + turn % 7);
  do_quietly (connection, sql);
  result = run (connection,
                "SELECT copil.batch_land (current_setting ('bench.id')::uuid, (SELECT producer FROM"
                " copil.measure WHERE id = current_setting ('bench.measure')::int), 'banc', true)"
                " ->> 'batch'");
  batch = atoi (PQgetvalue (result, 0, 0));
  PQclear (result);
  clock_gettime (CLOCK_MONOTONIC, &now);
  do_quietly (connection, "COMMIT");
  printf ("%d %lld\n", batch, now.tv_sec * 1000000LL + now.tv_nsec / 1000);
  return batch;
}

int
main (int   argc,
      char *argv[])
{
  PGconn *connection = argc == 10 ? PQconnectdb (argv[1]) : NULL;
  int batch = 0, pause, every;
  char sql[256];

  if (connection == NULL)
    return 2;
  pause = atoi (argv[4]);
  every = atoi (argv[5]);
  snprintf (sql, sizeof sql, "SET synchronous_commit = off; SET bench.measure = %s", argv[6]);
  do_quietly (connection, sql);
  for (int i = 0; i < atoi (argv[3]); i++)
    {
      struct timespec rest = { pause / 1000, pause % 1000 * 1000000L };

      if (i % every == 0)
        batch = land (connection, argv, i / every);
      else
        {
          snprintf (sql, sizeof sql,
                    "INSERT INTO copil.change (topic, key) VALUES ('batch', '%d');"
                    " NOTIFY copil", batch);
          do_quietly (connection, sql);
        }
      nanosleep (&rest, NULL);
    }
  PQfinish (connection);
  return 0;
}
