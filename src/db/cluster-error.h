/* cluster-error.h: why the embedded base cannot serve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Messages of this domain are sentences for the user: what happened and what to do. */
typedef enum
{
  COPIL_CLUSTER_ERROR_NO_SERVER, /* PostgreSQL is not installed */
  COPIL_CLUSTER_ERROR_RIGHTS,    /* folder not readable, not writable, not reachable */
  COPIL_CLUSTER_ERROR_DISK_FULL,
  COPIL_CLUSTER_ERROR_LOCKED,    /* another program holds the base and does not finish */
  COPIL_CLUSTER_ERROR_IN_USE,    /* other programs use it: not now */
  COPIL_CLUSTER_ERROR_SOCKET,    /* no folder short enough for the socket */
  COPIL_CLUSTER_ERROR_VERSION,   /* made by another major version of PostgreSQL */
  COPIL_CLUSTER_ERROR_DAMAGED,   /* data folder or backup that is not what it should be */
  COPIL_CLUSTER_ERROR_SCHEMA,    /* migrations: changed, unknown, out of order */
  COPIL_CLUSTER_ERROR_SERVER,    /* the server refused a statement */
  COPIL_CLUSTER_ERROR_FAILED,
} CopilClusterError;

#define COPIL_CLUSTER_ERROR (copil_cluster_error_quark ())
GQuark   copil_cluster_error_quark    (void);

gboolean copil_cluster_fail_errno     (GError     **error,
                                       int          saved_errno,
                                       const char  *path);
gboolean copil_cluster_fail_output    (GError     **error,
                                       const char  *program,
                                       const char  *output,
                                       const char  *path);

G_END_DECLS
