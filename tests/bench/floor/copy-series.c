/* copy-series.c: the floor under a fill: COPY the series out, and drop them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * copy-series CONNINFO: prints how many bytes came.
 */
#include <libpq-fe.h>
#include <stdio.h>

int
main (int   argc,
      char *argv[])
{
  PGconn *connection = PQconnectdb (argc > 1 ? argv[1] : "");
  PGresult *result
    = PQexec (connection, "COPY (SELECT * FROM copil.series()) TO STDOUT (FORMAT binary)");
  long long bytes = 0;
  char *row;
  int size;

  if (PQresultStatus (result) != PGRES_COPY_OUT)
    {
      fputs (PQerrorMessage (connection), stderr);
      return 1;
    }
  while ((size = PQgetCopyData (connection, &row, 0)) > 0)
    {
      bytes += size;
      PQfreemem (row);
    }
  printf ("%lld\n", bytes);
  PQclear (result);
  PQfinish (connection);
  return size == -1 ? 0 : 1;
}
