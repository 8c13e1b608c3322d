/* joinable.h: a file of this computer on its way to an item of the agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/**
 * CopilJoinable:
 * @name: of the file, without ".pdf"
 * @sha256: hexadecimal, of the bytes
 * @base64: the bytes as the base takes them
 *
 * A PDF that was checked: anybody can open it, and it can be joined to the others.
 */
typedef struct
{
  char  *name;
  char  *sha256;
  char  *base64;
  gsize  size;
  guint  n_pages;
} CopilJoinable;

void           copil_joinable_free        (CopilJoinable       *self);

/* Reads and checks @file in a thread. What is wrong with it is said in a French sentence. */
void           copil_joinable_read_async  (GFile               *file,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* (transfer full) */
CopilJoinable *copil_joinable_read_finish (GAsyncResult        *result,
                                           GError             **error);

/* Puts the bytes into the base, in a session of its own: others are not held up, and to give up
 * leaves nothing. Whoever joins it then names its hash. @self lives until the end. */
void           copil_joinable_put_async   (CopilJoinable       *self,
                                           CopilConnection     *alike,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean       copil_joinable_put_finish  (GAsyncResult        *result,
                                           GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilJoinable, copil_joinable_free)

G_END_DECLS
