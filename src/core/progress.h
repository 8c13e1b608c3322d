/* progress.h: how far a long step is, told from any thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CopilProgressFunc:
 * @label: what is being done, in the user's language
 * @fraction: 0 to 1, or -1 when nobody can tell
 */
typedef void (*CopilProgressFunc) (const char *label,
                                   double      fraction,
                                   gpointer    user_data);

typedef struct _CopilProgress CopilProgress;

CopilProgress *copil_progress_new    (CopilProgressFunc  func,
                                      gpointer           user_data);
CopilProgress *copil_progress_ref    (CopilProgress     *self);
void           copil_progress_unref  (CopilProgress     *self);
void           copil_progress_report (CopilProgress     *self,
                                      const char        *label,
                                      double             fraction);
void           copil_progress_mute   (CopilProgress     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilProgress, copil_progress_unref)

G_END_DECLS
