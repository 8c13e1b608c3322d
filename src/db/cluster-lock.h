/* cluster-lock.h: the lock files that the programs of one base share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_LOCK_SHARED,
  COPIL_LOCK_EXCLUSIVE,
} CopilLockKind;

int      copil_cluster_lock     (const char     *path,
                                 CopilLockKind   kind,
                                 guint           seconds,
                                 GCancellable   *cancellable,
                                 GError        **error);
int      copil_cluster_try_lock (const char     *path,
                                 CopilLockKind   kind);
void     copil_cluster_unlock   (int            *descriptor);

G_END_DECLS
