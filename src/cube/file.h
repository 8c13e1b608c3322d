/* file.h: a cube on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cube/cache-dir.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/* A file greater than this is not written. */
#define COPIL_CUBE_FILE_MAX_BYTES ((gint64) 512 << 20)

/**
 * CopilCubeOrigin:
 * @server: how the connection was named
 * @login: whose published figures these are
 * @system: identity of the cluster and its epoch, as the server states them
 * @person: (nullable): who the login is, as copil.whoami() last said
 * @fictitious: whether the server last said that its figures are made up
 * @schema: number of the last migration of the server
 * @cursor: of the change feed, from which the cube goes on
 * @catalogue: the document that copil_catalogue_parse() reads
 * @territories: the document that copil_territories_parse() reads
 * @annotations: (nullable): the document that copil_annotations_parse() reads
 * @confirmed: unix seconds: when a server last said that this is the state
 * @as_of: (nullable): when @as_of_batch landed, as who asked the server keeps it: ISO 8601
 * @as_of_batch: says nothing of a cube whose last batch is another
 *
 * What a cube alone does not say of itself, and its file keeps.
 */
typedef struct
{
  char     *server;
  char     *login;
  char     *system;
  char     *person;
  gboolean  fictitious;
  int       schema;
  char     *cursor;
  GBytes   *catalogue;
  GBytes   *territories;
  GBytes   *annotations;
  gint64    confirmed;
  char     *as_of;
  int       as_of_batch;
} CopilCubeOrigin;

CopilCubeOrigin *copil_cube_origin_new  (const char            *server,
                                         const char            *login);
CopilCubeOrigin *copil_cube_origin_copy (const CopilCubeOrigin *self);
void             copil_cube_origin_free (CopilCubeOrigin       *self);

/* Maps the file at @path. The header, the documents and the directory are checked now, each
 * block of figures when it is first read. Domain COPIL_CACHE_ERROR; after any error but ABSENT
 * and UNSAFE the file is worth nothing and may be removed. @now: unix seconds. */
CopilCube       *copil_cube_file_open         (const char             *path,
                                               const char             *server,
                                               const char             *login,
                                               gint64                  now,
                                               CopilCubeOrigin       **origin,
                                               GError                **error);

/* Names the figures of a file, whichever process opened it; 0 when the figures of @cube are not,
 * or not any more, those of a file. */
guint64          copil_cube_file_get_mark     (CopilCube              *cube);

/* Writes it beside and renames, or only stamps it where the figures are those of the file.
 * A file that another process wrote from a later state is left alone. */
gboolean         copil_cube_file_save         (CopilCube              *cube,
                                               const CopilCubeOrigin  *origin,
                                               const char             *path,
                                               GError                **error);
/* The same in a thread; the cube may be changed meanwhile, but saved once at a time. */
void             copil_cube_file_save_async   (CopilCube              *cube,
                                               const CopilCubeOrigin  *origin,
                                               const char             *path,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
gboolean         copil_cube_file_save_finish  (CopilCube              *cube,
                                               GAsyncResult           *result,
                                               GError                **error);

/* The same for who has a thread of their own: begun and ended where the cube belongs, written in
 * that thread in between; the cube may be changed meanwhile, and must live. */
typedef struct _CopilCubeSnapshot CopilCubeSnapshot;

CopilCubeSnapshot *copil_cube_file_begin      (CopilCube              *cube,
                                               const CopilCubeOrigin  *origin,
                                               const char             *path);
gboolean         copil_cube_file_write        (CopilCubeSnapshot      *snapshot,
                                               GError                **error);
void             copil_cube_file_end          (CopilCube              *cube,
                                               CopilCubeSnapshot      *snapshot,
                                               gboolean                written);
void             copil_cube_snapshot_free     (gpointer                snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilCubeOrigin, copil_cube_origin_free)

G_END_DECLS
