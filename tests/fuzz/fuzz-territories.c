/* fuzz-territories.c: lists of territories as a file keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "cube/territories.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (CopilTerritoryList) list = copil_territories_parse (text, -1, &error);

  g_assert ((list == NULL) == (error != NULL));
  return 0;
}
