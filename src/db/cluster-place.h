/* cluster-place.h: where the embedded base lives and who runs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The superuser of the embedded cluster and its one database. */
#define COPIL_CLUSTER_SUPERUSER "copil"
#define COPIL_CLUSTER_DATABASE "copil"
#define COPIL_CLUSTER_PORT 5432

/**
 * CopilClusterPlace:
 *
 * The files of one embedded base. The base survives its programs, so all that
 * they must agree on is in this folder: three lock files and the server's own
 * postmaster.pid.
 */
typedef struct
{
  char  *base;            /* the folder */
  char  *data;            /* PGDATA */
  char  *log;             /* what the server says */
  char  *start_lock;      /* exclusive while the server is started or stopped */
  char  *users_lock;      /* shared by every program that uses the base */
  char  *supervisor_lock; /* exclusive, by the supervisor */
  char  *keep;            /* exists: stays up without any program */
  char  *aside;           /* PGDATA while another takes its place, where it cannot be at once */
  char  *before_upgrade;  /* a backup made while a newer PostgreSQL was installed */

  char  *user;            /* who we are, as peer authentication names us */
  char  *server_user;     /* who the server runs as: PostgreSQL refuses root */
  uid_t  server_uid;
  gid_t  server_gid;
  gboolean as_root;
} CopilClusterPlace;

/* (transfer full): the folder that @base, or NULL, stands for. */
char              *copil_cluster_place_choose_base   (const char               *base);
CopilClusterPlace *copil_cluster_place_new           (const char               *base,
                                                      GError                  **error);
void               copil_cluster_place_free          (CopilClusterPlace        *place);
gboolean           copil_cluster_place_prepare       (const CopilClusterPlace  *place,
                                                      GError                  **error);
char              *copil_cluster_place_choose_socket (const CopilClusterPlace  *place,
                                                      GError                  **error);
gboolean           copil_cluster_place_give          (const CopilClusterPlace  *place,
                                                      const char               *path,
                                                      GError                  **error);
gboolean           copil_cluster_place_write         (const CopilClusterPlace  *place,
                                                      const char               *path,
                                                      const char               *contents,
                                                      GError                  **error);
char              *copil_cluster_place_scratch       (const CopilClusterPlace  *place,
                                                      GError                  **error);
void               copil_cluster_place_sweep         (const CopilClusterPlace  *place);
gboolean           copil_cluster_write_file          (const char               *path,
                                                      const char               *contents,
                                                      GError                  **error);
gboolean           copil_cluster_place_swap          (const CopilClusterPlace  *place,
                                                      const char               *data,
                                                      GError                  **error);
void               copil_cluster_place_recover       (const CopilClusterPlace  *place);
gboolean           copil_cluster_sync_folder         (const char               *path,
                                                      GError                  **error);
gboolean           copil_cluster_remove_tree         (const char               *path,
                                                      GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilClusterPlace, copil_cluster_place_free)

G_END_DECLS
