/* replay.c: the floor under a report: the same marks and runs of text, nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay OPERATIONS OUT.pdf [TIMES]: the operations are those of a report, as operations.py wrote
 * them: what any program that draws these pages must at least do with cairo. They are binary, so
 * that nothing of the time measured goes into reading numbers.
 */
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One letter and its numbers, as floats of this machine; T ends in its text and a NUL. */
static const char *
take (const char *at,
      double     *a,
      int         n)
{
  float value;

  for (int i = 0; i < n; i++, at += sizeof value)
    {
      memcpy (&value, at, sizeof value);
      a[i] = value;
    }
  return at;
}

static const char *
set_font (cairo_t    *cr,
          const char *at)
{
  double a[2];

  at = take (at, a, 2);
  cairo_select_font_face (cr, "Inter", CAIRO_FONT_SLANT_NORMAL,
                          a[0] > 0 ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, a[1]);
  return at;
}

static const char *
show (cairo_t    *cr,
      const char *at)
{
  double a[2];

  at = take (at, a, 2);
  cairo_move_to (cr, a[0], a[1]);
  cairo_show_text (cr, at);
  cairo_new_path (cr);
  return at + strlen (at) + 1;
}

static const char *
draw_path (cairo_t    *cr,
           char        what,
           const char *at)
{
  double a[6];

  at = take (at, a, what == 'c' ? 6 : 2);
  if (what == 'm')
    cairo_move_to (cr, a[0], a[1]);
  else if (what == 'l')
    cairo_line_to (cr, a[0], a[1]);
  else
    cairo_curve_to (cr, a[0], a[1], a[2], a[3], a[4], a[5]);
  return at;
}

static const char *
draw (cairo_t    *cr,
      const char *at)
{
  char what = *at++;
  double a[3];

  switch (what)
    {
    case 'h':
      cairo_close_path (cr);
      return at;
    case 'f':
      cairo_fill (cr);
      return at;
    case 'S':
      cairo_stroke (cr);
      return at;
    case 'P':
      cairo_show_page (cr);
      return at;
    case 'C':
      at = take (at, a, 3);
      cairo_set_source_rgb (cr, a[0], a[1], a[2]);
      return at;
    case 'w':
      at = take (at, a, 1);
      cairo_set_line_width (cr, a[0]);
      return at;
    case 'F':
      return set_font (cr, at);
    case 'T':
      return show (cr, at);
    default:
      return draw_path (cr, what, at);
    }
}

static void
write_once (const char *operations,
            size_t      size,
            const char *path)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (const char *at = operations; at < operations + size;)
    at = draw (cr, at);
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
  FILE *file = argc > 2 ? fopen (argv[1], "rb") : NULL;
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
    write_once (operations, (size_t) size, argv[2]);
  free (operations);
  return 0;
}
