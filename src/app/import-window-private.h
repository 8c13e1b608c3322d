/* import-window-private.h: what the files of the import window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/import-form.h"
#include "app/import-window.h"
#include "exchange/import.h"
#include "exchange/territory-import.h"
#include "widget/toasts.h"

G_BEGIN_DECLS

struct _CopilImportWindow
{
  AdwWindow             parent_instance;
  AdwWindowTitle       *heading;
  CopilToasts          *toasts;
  GtkButton            *back;
  GtkButton            *next;
  GtkStack             *stack;
  GtkLabel             *progress_label;
  GtkProgressBar       *progress;
  GtkLabel             *safety;
  GtkWidget            *notice;
  GtkLabel             *notice_text;
  GtkBox               *summary;
  AdwExpanderRow       *adjust;
  CopilImportForm      *form;
  GtkBox               *effects;
  AdwStatusPage        *done;
  AdwStatusPage        *problem;
  CopilStation         *station;
  CopilCube            *cube;       /* as it was when the window was opened */
  CopilImportStep       step;
  CopilImportStep       again;      /* of a problem: what to try again; CHOOSE: nothing */
  GFile                *file;
  CopilFileReading     *reading;    /* NULL while a thread has it */
  CopilTerritoryImport *perimeters; /* a composition, drawn */
  CopilConnection      *connection; /* of its own: the figures of the screen do not wait for it */
  GCancellable         *cancellable;
  char                 *command;    /* of the landing, until its answer came */
  gboolean              in_doubt;   /* its answer was lost */
  guint                 pulse;
  gboolean              ready;      /* nothing speaks against going on from LOOK */
  gboolean              placing;
  gboolean              stale;      /* the form changed while a thread was placing */
  gboolean              closed;
};

/* import-window.c */
void _copil_import_window_set_step      (CopilImportWindow *self,
                                         CopilImportStep    step);
void _copil_import_window_set_progress  (CopilImportWindow *self,
                                         const char        *label,
                                         double             fraction);
void _copil_import_window_show_look     (CopilImportWindow *self);
void _copil_import_window_show_checking (CopilImportWindow *self);
void _copil_import_window_show_done     (CopilImportWindow *self,
                                         const char        *title,
                                         const char        *text);
void _copil_import_window_show_problem  (CopilImportWindow *self,
                                         const char        *title,
                                         const char        *text,
                                         CopilImportStep    again);

/* import-work.c: what takes time */
void _copil_import_window_place         (CopilImportWindow *self);
void _copil_import_window_send          (CopilImportWindow *self,
                                         gboolean           commit);
void _copil_import_window_forget        (CopilImportWindow *self);

G_END_DECLS
