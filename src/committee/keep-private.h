/* keep-private.h: the files of what is kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/keep.h"

G_BEGIN_DECLS

/* All block; called in the thread of the keep. @folder: of the person. */

/* (transfer full) (nullable): the folder of a person; NULL where nothing may be kept. */
char      *_copil_keep_find_folder    (const char *server,
                                       const char *login);
gboolean   _copil_keep_save           (const char *folder,
                                       const char *sitting,
                                       CopilKept  *kept,
                                       GError    **error);
CopilKept *_copil_keep_load           (const char *folder,
                                       const char *sitting);
gboolean   _copil_keep_save_document  (const char *folder,
                                       const char *sitting,
                                       const char *sha256,
                                       GBytes     *bytes,
                                       GError    **error);
GBytes    *_copil_keep_load_document  (const char *folder,
                                       const char *sitting,
                                       const char *sha256);
CopilFrozenFigures *
           _copil_keep_load_figures   (const char *folder,
                                       const char *sitting);
/* (transfer full): where they are; does not block. */
char      *_copil_keep_name_figures   (const char *folder,
                                       const char *sitting);
gboolean   _copil_keep_save_figures   (const char *folder,
                                       const char *sitting,
                                       CopilCubeSnapshot *snapshot,
                                       GError    **error);
/* @sittings: (nullable): NULL: none stays. */
void       _copil_keep_retain         (const char         *folder,
                                       const char * const *sittings);
void       _copil_keep_remove         (const char *folder,
                                       const char *sitting);

G_END_DECLS
