/* annotation-dialog.h: what happened, when and where, in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "core/annotation.h"

G_BEGIN_DECLS

/**
 * CopilAnnotationDialog:
 *
 * Signal "accepted" (int index of the month, int id of the territory, string): pressed with words
 * that the base can store; the dialog closes by itself.
 */
#define COPIL_TYPE_ANNOTATION_DIALOG (copil_annotation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CopilAnnotationDialog, copil_annotation_dialog, COPIL, ANNOTATION_DIALOG,
                      AdwWindow)

/* @months: those that may be chosen, @month: which one is proposed. @places: (element-type
 * CopilTerritory): at least one; the first is proposed. @words: (nullable): to start from.
 * @correcting: what is written already, rather than writing anew. */
CopilAnnotationDialog *copil_annotation_dialog_new (GtkWindow   *parent,
                                                    const char  *indicator,
                                                    CopilPeriod  first,
                                                    CopilPeriod  last,
                                                    CopilPeriod  month,
                                                    GPtrArray   *places,
                                                    const char  *words,
                                                    gboolean     correcting);

G_END_DECLS
