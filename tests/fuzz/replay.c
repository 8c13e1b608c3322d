/* replay.c: runs a driver on every file of its corpus, cut short at every length too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <stdio.h>

#define MAX_CUTS 400

static void
replay (const guint8 *data,
        gsize         size)
{
  gsize step = size / MAX_CUTS + 1;

  for (gsize cut = 0; cut < size; cut += step)
    {
      /* An exact copy, so that reading one byte too far is seen. */
      g_autofree guint8 *copy = g_memdup2 (data, MAX (cut, 1));

      LLVMFuzzerTestOneInput (copy, cut);
    }
  LLVMFuzzerTestOneInput (data, size);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDir) folder = g_dir_open (argc > 1 ? argv[1] : ".", 0, NULL);
  const char *name;
  guint n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, NULL))
        continue;
      replay ((const guint8 *) data, size);
      printf ("ok %u - %s\n", ++n, name);
    }
  printf ("1..%u\n", n);
  return n > 0 ? 0 : 1;
}
