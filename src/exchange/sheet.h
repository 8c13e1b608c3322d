/* sheet.h: the cells of other people's files, whatever the format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Beyond these a file is refused with a sentence; they leave room for a year of communes. */
#define COPIL_SHEET_MAX_FIELDS (16 * 1000 * 1000)
#define COPIL_SHEET_MAX_COLUMNS 16384
#define COPIL_SHEET_MAX_TEXT (1024 * 1024)
#define COPIL_WORKBOOK_MAX_BYTES (512 * 1024 * 1024)

typedef enum
{
  COPIL_EXCHANGE_ERROR_FORMAT,   /* not what it says it is */
  COPIL_EXCHANGE_ERROR_TOO_LARGE,
  COPIL_EXCHANGE_ERROR_EMPTY,
  COPIL_EXCHANGE_ERROR_UNKNOWN,  /* readable, but nothing in it was recognised */
  COPIL_EXCHANGE_ERROR_MAPPING,  /* the mapping contradicts the file or itself */
  COPIL_EXCHANGE_ERROR_REFUSED,  /* some rows could not be placed */
  COPIL_EXCHANGE_ERROR_CHOICE,   /* the file offers several answers: the person must choose */
} CopilExchangeError;

#define COPIL_EXCHANGE_ERROR (copil_exchange_error_quark ())
GQuark copil_exchange_error_quark (void);

typedef enum
{
  COPIL_FIELD_EMPTY,
  COPIL_FIELD_TEXT,
  COPIL_FIELD_NUMBER, /* typed so by the file: a spreadsheet */
  COPIL_FIELD_DATE,   /* likewise; @text is "2017-01-31" */
} CopilFieldKind;

/**
 * CopilField:
 * @kind: what the file says of it; everything in a text file is TEXT
 * @number: with COPIL_FIELD_NUMBER
 * @text: as written, trimmed of white space at both ends; never NULL
 */
typedef struct
{
  CopilFieldKind kind;
  double         number;
  const char    *text;
} CopilField;

/**
 * CopilSheet:
 * @name: of the sheet; of the file for a text file
 *
 * Rows of fields, ragged. Rows that are wholly empty are kept, for their number.
 */
typedef struct _CopilSheet CopilSheet;

const char       *copil_sheet_get_name   (CopilSheet      *self);
guint             copil_sheet_get_n_rows (CopilSheet      *self);
/* The longest row. */
guint             copil_sheet_get_width  (CopilSheet      *self);
guint             copil_sheet_get_length (CopilSheet      *self,
                                          guint            row);
/* An empty field beyond the end of a row: never NULL. */
const CopilField *copil_sheet_get        (CopilSheet      *self,
                                          guint            row,
                                          guint            column);
const char       *copil_sheet_get_text   (CopilSheet      *self,
                                          guint            row,
                                          guint            column);
/* The number the reader of the file would name: of the line, or of the row, from 1. */
guint             copil_sheet_get_line   (CopilSheet      *self,
                                          guint            row);

/* The fields of a row are parted by a mark, which a field may hold by accident: a row longer than
 * its headers is then no row of theirs. */
gboolean          copil_sheet_is_delimited (CopilSheet  *self);

/* Building. Fields are added to the last row; FALSE and an error beyond the bounds. */
CopilSheet       *copil_sheet_new        (const char      *name);
void              copil_sheet_free       (CopilSheet      *self);
void              copil_sheet_set_delimited (CopilSheet  *self);
void              copil_sheet_begin_row  (CopilSheet      *self,
                                          guint            line);
gboolean          copil_sheet_add        (CopilSheet      *self,
                                          CopilFieldKind   kind,
                                          double           number,
                                          const char      *text,
                                          gssize           length,
                                          GError         **error);

/**
 * CopilWorkbook:
 *
 * A file that was read: one sheet for a text file. Read in a thread or not; immutable after.
 */
typedef struct
{
  GPtrArray *sheets;    /* of CopilSheet: those that are shown */
  GPtrArray *hidden;    /* of CopilSheet: those that are not, unless none is */
  char      *format;    /* "csv", "xlsx", "ods" */
  char      *encoding;  /* "UTF-8", "windows-1252", "UTF-16LE"; for text files */
  char       separator; /* ';', ',', '\t', '|'; for text files */
  char      *digest;    /* SHA-256 of the bytes, hexadecimal */
} CopilWorkbook;

CopilWorkbook    *copil_workbook_read    (GBytes          *bytes,
                                          const char      *name,
                                          GError         **error);
/* Anything that GIO can read; blocks. */
CopilWorkbook    *copil_workbook_load    (GFile           *file,
                                          GCancellable    *cancellable,
                                          GError         **error);
CopilWorkbook    *copil_workbook_open    (const char      *path,
                                          GError         **error);
void              copil_workbook_free    (CopilWorkbook   *self);

/* The formats; each checks that the bytes are its own. */
gboolean          copil_workbook_has_sheets (CopilWorkbook *workbook,
                                             GError       **error);
gboolean          copil_csv_read         (CopilWorkbook   *workbook,
                                          GBytes          *bytes,
                                          const char      *name,
                                          GError         **error);
gboolean          copil_xlsx_read        (CopilWorkbook   *workbook,
                                          GBytes          *bytes,
                                          GError         **error);
gboolean          copil_ods_read         (CopilWorkbook   *workbook,
                                          GBytes          *bytes,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilSheet, copil_sheet_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilWorkbook, copil_workbook_free)

G_END_DECLS
