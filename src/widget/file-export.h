/* file-export.h: something the window writes as a file: where to, what goes on, what came of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "widget/toasts.h"

G_BEGIN_DECLS

/**
 * CopilFileExportFunc:
 * @task: (transfer full): on the GFile to write; to be returned TRUE from, or with an error
 */
typedef void (*CopilFileExportFunc) (GTask    *task,
                                     gpointer  user_data);

/**
 * CopilFileExport:
 * @title: of the chooser
 * @name: proposed for the file
 * @pattern: "*.pdf"
 * @doing: "Writing the report…", until it is there or is not wanted any more
 * @failure: with one %s, which says why
 * @write: called once the person said where
 * @data, @free: (nullable): for @write
 */
typedef struct
{
  const char          *title;
  const char          *name;
  const char          *pattern;
  const char          *doing;
  const char          *failure;
  CopilFileExportFunc  write;
  gpointer             data;
  GDestroyNotify       free;
} CopilFileExport;

/* @toasts: where it is told. @cancellable: of the choice and of the work; the line that says what
 * goes on has a button that cancels it. */
void copil_file_export_begin        (CopilToasts           *toasts,
                                     const CopilFileExport *what,
                                     GCancellable          *cancellable);
/* "Written: …", with a button that opens it. */
void copil_file_export_tell_written (CopilToasts           *toasts,
                                     GFile                 *file);

G_END_DECLS
