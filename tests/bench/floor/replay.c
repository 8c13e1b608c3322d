/* replay.c: the floor under a report: the same marks and runs of text, nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay OPERATIONS OUT.pdf [TIMES]: the operations are those of a report, one a line, written
 * by operations.py: what any program that draws these pages must at least do with cairo.
 */
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
draw (cairo_t *cr,
      char    *line)
{
  double a[6] = { 0 };
  char *text;

  switch (line[0])
    {
    case 'm':
      sscanf (line + 1, "%lf %lf", a, a + 1);
      cairo_move_to (cr, a[0], a[1]);
      break;
    case 'l':
      sscanf (line + 1, "%lf %lf", a, a + 1);
      cairo_line_to (cr, a[0], a[1]);
      break;
    case 'c':
      sscanf (line + 1, "%lf %lf %lf %lf %lf %lf", a, a + 1, a + 2, a + 3, a + 4, a + 5);
      cairo_curve_to (cr, a[0], a[1], a[2], a[3], a[4], a[5]);
      break;
    case 'h':
      cairo_close_path (cr);
      break;
    case 'C':
      sscanf (line + 1, "%lf %lf %lf", a, a + 1, a + 2);
      cairo_set_source_rgb (cr, a[0], a[1], a[2]);
      break;
    case 'w':
      cairo_set_line_width (cr, atof (line + 1));
      break;
    case 'f':
      cairo_fill (cr);
      break;
    case 'S':
      cairo_stroke (cr);
      break;
    case 'F':
      sscanf (line + 1, "%lf %lf", a, a + 1);
      cairo_select_font_face (cr, "Inter", CAIRO_FONT_SLANT_NORMAL,
                              a[0] > 0 ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
      cairo_set_font_size (cr, a[1]);
      break;
    case 'T':
      a[0] = strtod (line + 1, &text);
      a[1] = strtod (text, &text);
      cairo_move_to (cr, a[0], a[1]);
      cairo_show_text (cr, text + 1);
      cairo_new_path (cr);
      break;
    case 'P':
      cairo_show_page (cr);
      break;
    default:
      break;
    }
}

static void
write_once (const char *operations,
            const char *path)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr = cairo_create (surface);
  char *copy = strdup (operations), *rest = copy, *line;

  while ((line = strsep (&rest, "\n")) != NULL)
    draw (cr, line);
  free (copy);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    exit (1);
  cairo_surface_destroy (surface);
}

int
main (int   argc,
      char *argv[])
{
  FILE *file = argc > 2 ? fopen (argv[1], "r") : NULL;
  int times = argc > 3 ? atoi (argv[3]) : 1;
  char *operations;
  long size;

  if (file == NULL || fseek (file, 0, SEEK_END) != 0 || (size = ftell (file)) < 0)
    return 2;
  rewind (file);
  operations = calloc ((size_t) size + 1, 1);
  if (fread (operations, 1, (size_t) size, file) != (size_t) size)
    return 2;
  fclose (file);
  for (int i = 0; i < times; i++)
    write_once (operations, argv[2]);
  free (operations);
  return 0;
}
