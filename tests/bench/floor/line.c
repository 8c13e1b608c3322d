/* line.c: the least that draws a line chart of a million points to a PNG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * line N OUT.png: the trial series of "copilctl chart line --points N" at 1920 x 1080: one pass for
 * the least and greatest value of each column of pixels, then the same strokes and the same words
 * through cairo, pango and libpng, and nothing else.
 */
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <png.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 1920
#define HEIGHT 1080
#define LEFT 47.
#define RIGHT 1904.
#define TOP 52.
#define BOTTOM 1027.
#define BATCH 256

static double *
make_walk (size_t n)
{
  double *values = malloc (n * sizeof *values), value = 50;
  uint64_t state = 88172645463325252u;

  for (size_t i = 0; i < n; i++)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      value += (double) (state >> 40) / (1 << 24) - 0.5 - (value - 50) * 0.0005;
      values[i] = value;
    }
  return values;
}

static double
level (double value)
{
  return BOTTOM - (value - 20) / 80 * (BOTTOM - TOP);
}

static void
draw_line (cairo_t      *cr,
           const double *values,
           size_t        n)
{
  size_t columns = (size_t) (RIGHT - LEFT), from = 0, pending = 0;

  cairo_set_source_rgb (cr, 0x0B / 255., 0x6B / 255., 0x75 / 255.);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 1);
  for (size_t column = 0; column < columns; column++)
    {
      size_t to = n * (column + 1) / columns, low = from, high = from;

      for (size_t i = from; i < to; i++)
        {
          if (values[i] < values[low])
            low = i;
          if (values[i] > values[high])
            high = i;
        }
      for (int end = 0; end < 2; end++)
        {
          size_t at = (low < high) == (end == 0) ? low : high;
          double x = LEFT + (RIGHT - LEFT) * at / (n - 1), y = level (values[at]);

          cairo_line_to (cr, x, y);
          if (++pending % BATCH)
            continue;
          cairo_stroke (cr);
          cairo_move_to (cr, x, y);
        }
      from = to;
    }
  cairo_stroke (cr);
}

static void
write_text (cairo_t    *cr,
            const char *text,
            const char *font,
            double      x,
            double      y)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (description);
  g_object_unref (layout);
}

static void
draw_axes (cairo_t *cr,
           size_t   n)
{
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgb (cr, 0xE6 / 255., 0xE8 / 255., 0xE9 / 255.);
  for (int tick = 40; tick <= 100; tick += 20)
    {
      cairo_move_to (cr, LEFT, floor (level (tick)) + 0.5);
      cairo_line_to (cr, RIGHT, floor (level (tick)) + 0.5);
      cairo_stroke (cr);
    }
  cairo_set_source_rgb (cr, 0x8A / 255., 0x92 / 255., 0x97 / 255.);
  cairo_move_to (cr, LEFT, BOTTOM + 0.5);
  cairo_line_to (cr, RIGHT, BOTTOM + 0.5);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0x6A / 255., 0x73 / 255., 0x7A / 255.);
  for (int tick = 20; tick <= 100; tick += 20)
    {
      char text[16];

      snprintf (text, sizeof text, "%d", tick);
      write_text (cr, text, "Inter, sans 11.5px", 16, level (tick) - 7);
    }
  for (size_t tick = 0; tick < 5; tick++)
    {
      char text[32];

      snprintf (text, sizeof text, "%zu", tick * n / 5);
      write_text (cr, text, "Inter, sans 11.5px", LEFT + (RIGHT - LEFT) * tick / 5, BOTTOM + 5);
    }
  write_text (cr, "rang du point", "Inter, sans 11.5px", RIGHT - 74, BOTTOM + 21);
  write_text (cr, "Série d’essai, 1 000 000 points", "Inter, sans Semi-Bold 13px", 16, 18);
}

static void
write_png (cairo_surface_t *surface,
           const char      *path)
{
  FILE *file = fopen (path, "wb");
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  unsigned char *row = malloc (3 * WIDTH);

  cairo_surface_flush (surface);
  png_init_io (png, file);
  png_set_IHDR (png, info, WIDTH, HEIGHT, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, 1);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_write_info (png, info);
  for (int y = 0; y < HEIGHT; y++)
    {
      const uint32_t *pixels
          = (const uint32_t *) (const void *) (cairo_image_surface_get_data (surface)
                                               + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < WIDTH; x++)
        {
          row[3 * x] = (unsigned char) (pixels[x] >> 16);
          row[3 * x + 1] = (unsigned char) (pixels[x] >> 8);
          row[3 * x + 2] = (unsigned char) pixels[x];
        }
      png_write_row (png, row);
    }
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  fclose (file);
  free (row);
}

int
main (int    argc,
      char **argv)
{
  size_t n = argc > 2 ? strtoull (argv[1], NULL, 10) : 0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double *values;

  if (n < WIDTH)
    return EXIT_FAILURE;
  values = make_walk (n);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw_axes (cr, n);
  draw_line (cr, values, n);
  cairo_destroy (cr);
  write_png (surface, argv[2]);
  cairo_surface_destroy (surface);
  free (values);
  return EXIT_SUCCESS;
}
