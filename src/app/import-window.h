/* import-window.h: a file, from what it is to what it changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/station.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CopilImportStep:
 * @COPIL_IMPORT_CHOOSE: no file yet
 * @COPIL_IMPORT_READING: in a thread
 * @COPIL_IMPORT_LOOK: what was understood, to be corrected
 * @COPIL_IMPORT_TRYING: the base computes, and undoes
 * @COPIL_IMPORT_EFFECTS: what would change
 * @COPIL_IMPORT_LANDING: it is being written
 * @COPIL_IMPORT_CHECKING: the answer was lost: the same order will be sent again
 * @COPIL_IMPORT_DONE: it is written, or there was nothing to write
 * @COPIL_IMPORT_PROBLEM: it cannot go on like that
 */
typedef enum
{
  COPIL_IMPORT_CHOOSE,
  COPIL_IMPORT_READING,
  COPIL_IMPORT_LOOK,
  COPIL_IMPORT_TRYING,
  COPIL_IMPORT_EFFECTS,
  COPIL_IMPORT_LANDING,
  COPIL_IMPORT_CHECKING,
  COPIL_IMPORT_DONE,
  COPIL_IMPORT_PROBLEM,
} CopilImportStep;

/* Actions: "import.choose", "import.next", "import.back". */
#define COPIL_TYPE_IMPORT_WINDOW (copil_import_window_get_type ())
G_DECLARE_FINAL_TYPE (CopilImportWindow, copil_import_window, COPIL, IMPORT_WINDOW, AdwWindow)

CopilImportWindow *copil_import_window_new      (GtkWindow         *parent,
                                                 CopilStation      *station);
void               copil_import_window_read     (CopilImportWindow *self,
                                                 GFile             *file);
CopilImportStep    copil_import_window_get_step (CopilImportWindow *self);

G_END_DECLS
