/* cache-dir.h: where the files of the cubes are, one a server and person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file that the server has not confirmed for this long is not shown any more. */
#define COPIL_CACHE_DAYS 30
/* What all files together may take; the ones confirmed longest ago go first. */
#define COPIL_CACHE_MAX_BYTES ((gint64) 1 << 30)

typedef enum
{
  COPIL_CACHE_ERROR_ABSENT,  /* no file */
  COPIL_CACHE_ERROR_DAMAGED, /* not what was written */
  COPIL_CACHE_ERROR_OTHER,   /* of another version of the format or of the schema */
  COPIL_CACHE_ERROR_FOREIGN, /* of another server or person */
  COPIL_CACHE_ERROR_EXPIRED, /* not confirmed for COPIL_CACHE_DAYS */
  COPIL_CACHE_ERROR_UNSAFE,  /* others can read the directory: nothing is read or written */
  COPIL_CACHE_ERROR_SPACE,   /* greater than a cube may be, or a full disk */
} CopilCacheError;

#define COPIL_CACHE_ERROR (copil_cache_error_quark ())
GQuark    copil_cache_error_quark (void);

/* (transfer full): $COPIL_CACHE_DIR, or copil in the user's cache directory; made 0700 when
 * it is not there. NULL and UNSAFE when it is not ours alone. */
char     *copil_cache_dir_get     (GError     **error);
/* (transfer full): the file of @login on @server: @server is how the connection was named,
 * because the file is opened before any server answers. */
char     *copil_cache_dir_path    (const char  *server,
                                   const char  *login,
                                   GError     **error);
/* Removes what expired, what exceeds the bound, and what interrupted writes left. @now: unix
 * seconds. */
void      copil_cache_dir_tidy    (gint64       now);
/* Removes the file of a person who lost a right. */
gboolean  copil_cache_dir_purge   (const char  *server,
                                   const char  *login,
                                   GError     **error);
/* Every file of the directory. */
gboolean  copil_cache_dir_purge_all (GError   **error);

G_END_DECLS
