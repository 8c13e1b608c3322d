/* document.h: a report as a list of blocks, and its PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "chart/chart.h"
#include "chart/text.h"

G_BEGIN_DECLS

/**
 * CopilDocument:
 *
 * Blocks in reading order; copil_document_layout() breaks them into A4 pages; the same pages are
 * written as PDF (tagged, bookmarked, in French) or handed to a printer. Deterministic: the
 * same blocks give the same bytes.
 */
#define COPIL_TYPE_DOCUMENT (copil_document_get_type ())
G_DECLARE_FINAL_TYPE (CopilDocument, copil_document, COPIL, DOCUMENT, GObject)

typedef struct
{
  const char *title;          /* "Nord, octobre 2026" */
  const char *subject;
  const char *running_left;   /* "Comité départemental du Nord" */
  const char *running_right;  /* "Octobre 2026, données arrêtées au 12 novembre 2026" */
  const char *footer_left;    /* "Nord (59) · octobre 2026" */
  const char *footer_center;  /* "données fictives", or NULL */
  const char *created;        /* ISO 8601, or NULL: the date of the data, never of the clock */
} CopilDocumentInfo;

CopilDocument *copil_document_new            (const CopilDocumentInfo *info);

/* Level 1 begins a chapter (new page, bookmark, contents), 2 and 3 nest in it. @anchor, or
 * NULL, names it for {page:anchor} in a paragraph. */
void           copil_document_add_heading    (CopilDocument *self,
                                              int            level,
                                              const char    *text,
                                              const char    *anchor);
/* @markup: Pango markup restricted to <b>, <i>, <sup>; "{page:anchor}" becomes the page of
 * that heading and the paragraph a link to it. @role: a name of the type table (typeset.h):
 * "body", "lead", "note", "eyebrow", "title", "subtitle". */
void           copil_document_add_paragraph  (CopilDocument *self,
                                              const char    *role,
                                              const char    *markup);
/* What was added last stays on the page of what comes next: an introduction with its chart. */
void           copil_document_keep_next      (CopilDocument *self);
/* The tinted panel of page 1. */
void           copil_document_add_panel      (CopilDocument *self,
                                              const char    *title,
                                              const char    *markup);
/* @height in points, 0: what the chart wants. Title, subtitle and note stay with it. */
void           copil_document_add_chart      (CopilDocument *self,
                                              CopilChart    *chart,
                                              double         height);
/* Up to 3 charts or tables side by side: between begin and end each add is one column. */
void           copil_document_begin_columns  (CopilDocument *self,
                                              guint          n,
                                              const double  *weights);
void           copil_document_next_column    (CopilDocument *self);
void           copil_document_end_columns    (CopilDocument *self);

/* A cell is text (markup) or a small chart (sparkline, bullet), drawn in the row. */
typedef struct _CopilTableBuilder CopilTableBuilder;
CopilTableBuilder *copil_table_builder_new        (const char        *title,
                                                   const char        *subtitle);
void               copil_table_builder_add_column (CopilTableBuilder *self,
                                                   const char        *header,
                                                   double             weight,
                                                   CopilAlign         align);
void               copil_table_builder_add_row    (CopilTableBuilder *self);
void               copil_table_builder_add_text   (CopilTableBuilder *self,
                                                   const char        *markup);
void               copil_table_builder_add_chart  (CopilTableBuilder *self,
                                                   CopilChart        *chart);
void               copil_table_builder_set_total  (CopilTableBuilder *self); /* last row */
void               copil_document_add_table       (CopilDocument     *self,
                                                   CopilTableBuilder *table); /* takes it */

void           copil_document_add_contents   (CopilDocument *self);
void           copil_document_add_space      (CopilDocument *self,
                                              double         points);
void           copil_document_add_attachment (CopilDocument *self,
                                              const char    *name,
                                              const char    *type,
                                              const char    *description,
                                              GBytes        *bytes);
/* Pages of others will join it (pdf-join.h): it claims none of the standards it keeps alone. */
void           copil_document_set_joined     (CopilDocument *self);

guint          copil_document_layout         (CopilDocument *self); /* number of pages */
void           copil_document_draw_page      (CopilDocument *self,
                                              guint          page,
                                              cairo_t       *cr);
GBytes        *copil_document_to_pdf         (CopilDocument  *self,
                                              GError        **error);

G_END_DECLS
