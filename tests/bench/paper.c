/* paper.c: prints the minutes of a sitting again and again, for ./dev bench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * paper MINUTES.json OUT.pdf [TIMES]: what copil.minutes_document() answers, to the PDF that both
 * chairs sign.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "committee/paper.h"

static void
give_up (const GError *error)
{
  g_printerr ("%s\n", error->message);
  exit (1);
}

static void
print_once (JsonObject *minutes,
            const char *path)
{
  g_autoptr (CopilDossier) dossier =
    copil_dossier_parse ("{\"sitting\": [{\"id\": \"s\"}]}", -1, NULL);
  CopilPaperInputs inputs = { .fictitious = TRUE, .minutes = minutes };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_paper_to_pdf (COPIL_PAPER_MINUTES, dossier, &inputs, &error);

  /* A file that is new is not waited for until it is on the disk; its floor does not wait either. */
  g_unlink (path);
  if (pdf == NULL
      || !g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                               &error))
    give_up (error);
}

int
main (int   argc,
      char *argv[])
{
  int times = argc > 3 ? atoi (argv[3]) : 1;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (argc < 3)
    return 2;
  if (!g_file_get_contents (argv[1], &text, NULL, &error))
    give_up (error);
  node = json_from_string (text, &error);
  if (node == NULL)
    give_up (error);
  for (int i = 0; i < times; i++)
    print_once (json_node_get_object (node), argv[2]);
  return 0;
}
