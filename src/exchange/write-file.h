/* write-file.h: what leaves the program as a file: all of it, or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes beside @file and renames, so that a full disk leaves what was there, and nothing under a
 * new name. A link is followed; the permissions of a file that is replaced are kept; a device or a
 * pipe is written into. Blocks.
 * Errors: what the disk said, in words for the screen. */
gboolean copil_write_file        (GFile                *file,
                                  GBytes               *bytes,
                                  GCancellable         *cancellable,
                                  GError              **error);
/* The same in a thread. */
void     copil_write_file_async  (GFile                *file,
                                  GBytes               *bytes,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean copil_write_file_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
