/* paper.c: prints the minutes of a sitting again and again, for ./dev bench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * paper MINUTES.json OUT.pdf [TIMES [draw]]: what copil.minutes_document() answers, to the PDF that
 * both chairs sign. With draw, what is always the same is done once: each time, cairo draws the
 * document that is laid out.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "committee/paper-private.h"
#include "report/block.h"

static void
give_up (const GError *error)
{
  g_printerr ("%s\n", error->message);
  exit (1);
}

static void
write_file (GBytes     *pdf,
            const char *path)
{
  g_autoptr (GError) error = NULL;

  /* A file that is new is not waited for until it is on the disk; its floor does not wait either. */
  g_unlink (path);
  if (!g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                            &error))
    give_up (error);
}

static CopilDocument *
compose (JsonObject *minutes)
{
  g_autoptr (CopilDossier) dossier =
    copil_dossier_parse ("{\"sitting\": [{\"id\": \"s\"}]}", -1, NULL);
  CopilPaperInputs inputs = { .fictitious = TRUE, .minutes = minutes };
  g_autoptr (GError) error = NULL;
  CopilDocument *document = _copil_paper_create_minutes (dossier, &inputs, &error);

  if (document == NULL)
    give_up (error);
  return document;
}

static void
print_once (JsonObject *minutes,
            const char *path)
{
  g_autoptr (CopilDocument) document = compose (minutes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_document_to_pdf (document, &error);

  if (pdf == NULL)
    give_up (error);
  write_file (pdf, path);
}

static void
draw_once (CopilDocument *document,
           const char    *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_pages_to_pdf (document, &error);

  if (pdf == NULL)
    give_up (error);
  write_file (pdf, path);
}

static void
draw (JsonObject *minutes,
      const char *path,
      int         times)
{
  g_autoptr (CopilDocument) document = compose (minutes);

  copil_document_layout (document);
  for (int i = 0; i < times; i++)
    draw_once (document, path);
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
  if (argc > 4 && g_str_equal (argv[4], "draw"))
    draw (json_node_get_object (node), argv[2], times);
  else
    for (int i = 0; i < times; i++)
      print_once (json_node_get_object (node), argv[2]);
  return 0;
}
