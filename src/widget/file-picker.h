/* file-picker.h: which file to read, where to write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @pattern: "*.pdf". Finish, for all, returns NULL without error when the user gave up.
 * The one file that knows the chooser of this GTK: the next ones have another. */
void   copil_file_picker_save_async  (GtkWindow            *parent,
                                      const char           *title,
                                      const char           *name,
                                      const char           *pattern,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* @filter: "Tables", of @patterns. */
void   copil_file_picker_open_async  (GtkWindow            *parent,
                                      const char           *title,
                                      const char           *filter,
                                      const char * const   *patterns,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void   copil_file_picker_folder_async (GtkWindow          *parent,
                                      const char           *title,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GFile *copil_file_picker_finish      (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
