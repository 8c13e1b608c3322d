/* export.h: a chart alone, as a file: SVG, PDF, PNG, CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_EXPORT_SVG,
  COPIL_EXPORT_PDF,
  COPIL_EXPORT_PNG,
  COPIL_EXPORT_CSV,
} CopilExportFormat;

/**
 * CopilExport:
 * @theme: of the drawing; PRINT for paper
 * @text_scale: 1 unless the reader wants larger type; 0: 1
 * @width: of the whole, points (pixels of a PNG at @resolution 1); 0: 480
 * @height: likewise; 0: what the chart wants, or two thirds of the width
 * @resolution: device pixels a point, PNG only; 0: 1
 * @bare: the drawing alone, without title, subtitle, note, source
 * @source: (nullable): "Source : France Travail, lot 2026-10 du 12 novembre 2026"
 * @fictitious: "données fictives" is written at the foot, and cannot be left out by @bare
 * @created: (nullable): ISO 8601, the date of the data, for the PDF; never that of the clock
 *
 * The same chart and the same options give the same bytes.
 */
typedef struct
{
  CopilThemeKind theme;
  double         text_scale;
  double         width, height;
  double         resolution;
  gboolean       bare;
  const char    *source;
  gboolean       fictitious;
  const char    *created;
} CopilExport;

/* By the ending of a file name: ".svg", ".pdf", ".png", ".csv". */
gboolean copil_export_format_from_name (const char         *name,
                                        CopilExportFormat  *format);
/* (transfer full): the file, or NULL and an error. */
GBytes  *copil_chart_export            (CopilChart         *self,
                                        CopilExportFormat   format,
                                        const CopilExport  *options,
                                        GError            **error);
GBytes  *copil_chart_to_svg            (CopilChart         *self,
                                        const CopilExport  *options,
                                        GError            **error);
GBytes  *copil_chart_to_pdf            (CopilChart         *self,
                                        const CopilExport  *options,
                                        GError            **error);
GBytes  *copil_chart_to_png            (CopilChart         *self,
                                        const CopilExport  *options,
                                        GError            **error);
GBytes  *copil_chart_to_csv            (CopilChart         *self);

/* A table as French spreadsheets open it: UTF-8 with BOM, semicolons, decimal commas, CRLF.
 * Text that a spreadsheet would run as a formula is neutralised; numbers stay numbers.
 * @rows: (element-type GStrv) */
GBytes  *copil_csv_from_table          (GPtrArray          *rows);

/* An RGB24 image surface as a PNG; @title and @description are nullable. */
GBytes  *copil_png_from_surface        (cairo_surface_t    *surface,
                                        const char         *title,
                                        const char         *description,
                                        GError            **error);

/* The height that copil_chart_draw_framed() wants at @width. */
double   copil_chart_get_framed_height (CopilChart         *self,
                                        const CopilTheme   *theme,
                                        const CopilExport  *options,
                                        double              width);
/* The chart with its title above, its note and source below, on the ground of the card. */
void     copil_chart_draw_framed       (CopilChart         *self,
                                        cairo_t            *cr,
                                        const CopilTheme   *theme,
                                        const CopilExport  *options,
                                        double              width,
                                        double              height);

G_END_DECLS
