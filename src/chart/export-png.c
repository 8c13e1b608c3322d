/* export-png.c: images through libpng: cairo's own writer takes three times as long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/export.h"

#include <gio/gio.h>
#include <png.h>

/* A chart is large plain areas: the fastest level loses little. */
#define COMPRESSION 1

static void
write_data (png_structp png,
            png_bytep   data,
            size_t      length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_data (png_structp png)
{
}

static void
on_error (png_structp     png,
          png_const_charp message)
{
  GError **error = png_get_error_ptr (png);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "PNG: %s", message);
  png_longjmp (png, 1);
}

static void
on_warning (png_structp     png,
            png_const_charp message)
{
  g_debug ("PNG: %s", message);
}

static void
set_texts (png_structp png,
           png_infop   info,
           const char *title,
           const char *description)
{
  png_text texts[2] = { 0 };
  int n = 0;

  if (title)
    texts[n++] = (png_text) { .compression = PNG_ITXT_COMPRESSION_NONE,
                              .key = (char *) "Title",
                              .text = (char *) title,
                              .lang = (char *) "fr",
                              .lang_key = (char *) "Titre" };
  if (description)
    texts[n++] = (png_text) { .compression = PNG_ITXT_COMPRESSION_NONE,
                              .key = (char *) "Description",
                              .text = (char *) description,
                              .lang = (char *) "fr",
                              .lang_key = (char *) "Description" };
  png_set_text (png, info, texts, n);
}

/* cairo keeps a pixel as a native 32-bit word, the upper byte unused. */
static void
write_rows (png_structp      png,
            cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  g_autofree guint8 *row = g_malloc (3 * (gsize) width);

  for (int y = 0; y < height; y++)
    {
      const guint32 *from = (const guint32 *) (const void *) (pixels + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        {
          row[3 * x] = (guint8) (from[x] >> 16);
          row[3 * x + 1] = (guint8) (from[x] >> 8);
          row[3 * x + 2] = (guint8) from[x];
        }
      png_write_row (png, row);
    }
}

static gboolean
write_png (png_structp      png,
           png_infop        info,
           cairo_surface_t *surface,
           const char      *title,
           const char      *description)
{
  if (setjmp (png_jmpbuf (png)))
    return FALSE;
  png_set_IHDR (png, info, (guint32) cairo_image_surface_get_width (surface),
                (guint32) cairo_image_surface_get_height (surface), 8, PNG_COLOR_TYPE_RGB,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, COMPRESSION);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  set_texts (png, info, title, description);
  png_write_info (png, info);
  write_rows (png, surface);
  png_write_end (png, NULL);
  return TRUE;
}

/**
 * copil_png_from_surface:
 * @surface: an image surface, CAIRO_FORMAT_RGB24
 *
 * Returns: (transfer full): the file, or NULL and an error
 */
GBytes *
copil_png_from_surface (cairo_surface_t *surface,
                        const char      *title,
                        const char      *description,
                        GError         **error)
{
  GByteArray *bytes = g_byte_array_sized_new (1 << 16);
  png_structp png
      = png_create_write_struct (PNG_LIBPNG_VER_STRING, error, on_error, on_warning);
  png_infop info = png_create_info_struct (png);
  gboolean done;

  cairo_surface_flush (surface);
  png_set_write_fn (png, bytes, write_data, flush_data);
  done = write_png (png, info, surface, title, description);
  png_destroy_write_struct (&png, &info);
  if (done)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}
