/* fuzz-communes.c: tables of communes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "exchange/commune-table.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (CopilCommuneTable) table = copil_commune_table_parse (bytes, &error);

  g_assert ((table == NULL) == (error != NULL));
  for (guint i = 0; table != NULL && i < copil_commune_table_get_size (table); i++)
    {
      const CopilCommune *commune = copil_commune_table_get (table, i);

      g_assert_nonnull (copil_commune_table_find (table, commune->code));
      g_assert_cmpuint (copil_commune_table_rank (table, commune), ==, i);
    }
  return 0;
}
