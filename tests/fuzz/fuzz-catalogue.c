/* fuzz-catalogue.c: catalogues that a server may send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "core/indicator.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCatalogue) catalogue = copil_catalogue_parse ((const char *) data, (gssize) size,
                                                                &error);

  g_assert ((catalogue == NULL) == (error != NULL));
  return 0;
}
