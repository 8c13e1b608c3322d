/* fuzz-mapping.c: mappings written by anyone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "exchange/mapping.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilMapping) mapping = copil_mapping_parse ((const char *) data, (gssize) size, &error);
  g_autoptr (CopilMapping) back = NULL;
  g_autofree char *json = NULL;

  g_assert ((mapping == NULL) == (error != NULL));
  if (mapping == NULL)
    return 0;
  /* What is written is read back. */
  json = copil_mapping_to_json (mapping);
  back = copil_mapping_parse (json, -1, &error);
  g_assert_no_error (error);
  return 0;
}
