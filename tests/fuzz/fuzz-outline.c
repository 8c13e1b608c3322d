/* fuzz-outline.c: outlines that a server may send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "core/outline.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (CopilOutline) outline = copil_outline_parse ("metropole", FALSE, text, &error);

  g_assert ((outline == NULL) == (error != NULL));
  return 0;
}
