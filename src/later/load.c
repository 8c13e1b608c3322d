/* load.c: libraries that are loaded when one of their functions is first called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "later/load.h"

#include <dlfcn.h>

void
copil_later_load (const CopilLater *later)
{
  void *library = dlopen (later->file, RTLD_LAZY | RTLD_LOCAL);

  for (guint i = 0; library != NULL && later->names[i] != NULL; i++)
    {
      later->functions[i] = dlsym (library, later->names[i]);
      if (later->functions[i] == NULL)
        library = NULL;
    }
  if (library == NULL)
    g_error ("%s", dlerror ());
}
