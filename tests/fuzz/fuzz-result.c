/* fuzz-result.c: values in binary form that a server may send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "db/result-private.h"

#define N_ITEMS 64

/* One row: the bytes as each type in turn, in both formats. */
static PGresult *
make_rows (const guint8 *data,
           gsize         size,
           Oid           type,
           int           format)
{
  char name[] = "v";
  PGresAttDesc column = { name, 0, 0, format, type, -1, -1 };
  PGresult *rows = PQmakeEmptyPGresult (NULL, PGRES_TUPLES_OK);

  g_assert_true (PQsetResultAttrs (rows, 1, &column));
  g_assert_true (PQsetvalue (rows, 0, 0, (char *) data, size));
  return rows;
}

static void
read_all (CopilResult *result)
{
  double doubles[N_ITEMS];
  gint16 shorts[N_ITEMS];
  gint32 ints[N_ITEMS];

  copil_result_get_int (result, 0, 0);
  copil_result_get_double (result, 0, 0);
  copil_result_get_bool (result, 0, 0);
  g_assert_cmpint (copil_result_read_double_array (result, 0, 0, doubles, N_ITEMS), <=, N_ITEMS);
  g_assert_cmpint (copil_result_read_int2_array (result, 0, 0, shorts, N_ITEMS), <=, N_ITEMS);
  g_assert_cmpint (copil_result_read_int4_array (result, 0, 0, ints, N_ITEMS), <=, N_ITEMS);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  /* float8, int8, numeric, float8[] */
  static const Oid types[] = { 701, 20, 1700, 1022 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (int format = 0; format < 2; format++)
      {
        g_autoptr (CopilResult) result =
          _copil_result_new (make_rows (data, size, types[i], format));

        read_all (result);
      }
  return 0;
}
