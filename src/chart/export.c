/* export.c: a chart alone, as a file: SVG, PDF, PNG, CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define WIDTH 480
/* Largest side of an image, in device pixels. */
#define MAX_SIDE 16384

typedef struct
{
  CopilTheme theme;
  double     width, height, resolution;
} Page;

static const struct
{
  const char       *ending;
  CopilExportFormat format;
} endings[] = {
  { ".svg", COPIL_EXPORT_SVG },
  { ".pdf", COPIL_EXPORT_PDF },
  { ".png", COPIL_EXPORT_PNG },
  { ".csv", COPIL_EXPORT_CSV },
};

gboolean
copil_export_format_from_name (const char        *name,
                               CopilExportFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *format = endings[i].format;
        return TRUE;
      }
  return FALSE;
}

static Page
make_page (CopilChart        *self,
           const CopilExport *options)
{
  Page page = { .width = options->width > 0 ? options->width : WIDTH,
                .resolution = options->resolution > 0 ? options->resolution : 1 };

  page.theme = copil_theme_scaled (options->theme,
                                   options->text_scale > 0 ? options->text_scale : 1);
  page.height = options->height > 0
                    ? options->height
                    : copil_chart_get_framed_height (self, &page.theme, options, page.width);
  return page;
}

static cairo_status_t
append_bytes (gpointer             bytes,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Takes @surface, draws on it, and ends it. */
static gboolean
draw_on (cairo_surface_t   *surface,
         CopilChart        *self,
         const CopilExport *options,
         const Page        *page,
         double             scale,
         GError           **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  copil_chart_draw_framed (self, cr, &page->theme, options, page->width, page->height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cairo: %s",
                 cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

/* -- SVG ------------------------------------------------------------------------------------ */

/* cairo numbers surfaces through the whole life of the process: here they are numbered anew, so
 * that the same chart gives the same bytes. */
static char *
renumber_surfaces (const char *svg)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);

  for (const char *next; (next = strstr (svg, "surface")); svg = next)
    {
      gsize length = strlen ("surface");
      g_autofree char *number = NULL;
      guint index = 0;

      while (g_ascii_isdigit (next[length]))
        length++;
      number = g_strndup (next + strlen ("surface"), length - strlen ("surface"));
      g_string_append_len (out, svg, next - svg);
      next += length;
      if (*number == '\0')
        {
          g_string_append (out, "surface");
          continue;
        }
      while (index < seen->len && !g_str_equal (g_ptr_array_index (seen, index), number))
        index++;
      if (index == seen->len)
        g_ptr_array_add (seen, g_steal_pointer (&number));
      g_string_append_printf (out, "surface%u", index + 1);
    }
  g_string_append (out, svg);
  return g_string_free (out, FALSE);
}

/* A title and a description are what a reader of the screen says of an SVG. */
static GBytes *
finish_svg (CopilChart *self,
            GByteArray *bytes)
{
  g_autofree char *raw = g_strndup ((const char *) bytes->data, bytes->len);
  g_autofree char *svg = renumber_surfaces (raw);
  g_autofree char *sentence = copil_chart_describe (self);
  g_autofree char *words = g_markup_printf_escaped (
      "<title>%s</title>\n<desc>%s</desc>\n", copil_chart_get_title (self), sentence);
  const char *open = strstr (svg, "<svg ");
  const char *body = open ? strstr (open, ">\n") : NULL;
  GString *out;

  if (body == NULL)
    return g_bytes_new (svg, strlen (svg));
  out = g_string_new_len (svg, open - svg);
  g_string_append (out, "<svg role=\"img\" lang=\"fr\" ");
  g_string_append_len (out, open + strlen ("<svg "), body + 2 - open - (gssize) strlen ("<svg "));
  g_string_append (out, words);
  g_string_append (out, body + 2);
  return g_string_free_to_bytes (out);
}

GBytes *
copil_chart_to_svg (CopilChart        *self,
                    const CopilExport *options,
                    GError           **error)
{
  Page page = make_page (self, options);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_svg_surface_create_for_stream (append_bytes, bytes, page.width, page.height);
  gboolean done = draw_on (surface, self, options, &page, 1, error);

  cairo_surface_destroy (surface);
  return done ? finish_svg (self, bytes) : NULL;
}

/* -- PDF ------------------------------------------------------------------------------------ */

GBytes *
copil_chart_to_pdf (CopilChart        *self,
                    const CopilExport *options,
                    GError           **error)
{
  Page page = make_page (self, options);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *sentence = copil_chart_describe (self);
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (append_bytes, bytes, page.width, page.height);
  gboolean done;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  copil_chart_get_title (self));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, sentence);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Copil " COPIL_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  options->created ? options->created : "2000-01-01T00:00:00Z");
  done = draw_on (surface, self, options, &page, 1, error);
  cairo_surface_destroy (surface);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* -- PNG ------------------------------------------------------------------------------------ */

GBytes *
copil_chart_to_png (CopilChart        *self,
                    const CopilExport *options,
                    GError           **error)
{
  Page page = make_page (self, options);
  double width = ceil (page.width * page.resolution), height = ceil (page.height * page.resolution);
  g_autofree char *sentence = NULL;
  cairo_surface_t *surface;
  GBytes *png = NULL;

  if (!(width <= MAX_SIDE && height <= MAX_SIDE))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "L’image aurait %.0f × %.0f pixels : le plus grand côté permis est de %d.",
                   width, height, MAX_SIDE);
      return NULL;
    }
  sentence = copil_chart_describe (self);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  if (draw_on (surface, self, options, &page, page.resolution, error))
    png = copil_png_from_surface (surface, copil_chart_get_title (self), sentence, error);
  cairo_surface_destroy (surface);
  return png;
}

/**
 * copil_chart_export:
 *
 * Returns: (transfer full): the chart in @format, or NULL and an error
 */
GBytes *
copil_chart_export (CopilChart        *self,
                    CopilExportFormat  format,
                    const CopilExport *options,
                    GError           **error)
{
  g_return_val_if_fail (COPIL_IS_CHART (self), NULL);

  switch (format)
    {
    case COPIL_EXPORT_SVG:
      return copil_chart_to_svg (self, options, error);
    case COPIL_EXPORT_PDF:
      return copil_chart_to_pdf (self, options, error);
    case COPIL_EXPORT_PNG:
      return copil_chart_to_png (self, options, error);
    case COPIL_EXPORT_CSV:
    default:
      return copil_chart_to_csv (self);
    }
}
