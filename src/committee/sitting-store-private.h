/* sitting-store-private.h: what the files of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   sitting-store.c       the object: what callers may ask
 *   sitting-read.c        the rows: asked for, taken, compared
 *   sitting-write.c       what waits to be written, laid over the rows
 */
#pragma once

#include "committee/record-set.h"
#include "committee/sitting-store.h"

G_BEGIN_DECLS

struct _CopilSittingStore
{
  GObject           parent_instance;
  CopilConnection  *connection;
  CopilOutbox      *outbox; /* (nullable) */
  CopilServerClock *clock;
  GCancellable     *cancellable;
  char             *id;
  CopilRecordSet   *rows;
  gboolean          loaded;
  gboolean          live;
  char             *reason;
  gint64            confirmed;

  /* reading */
  gint64            revision;  /* all up to it is held */
  GPtrArray        *incoming;  /* of the answer under way; NULL: nothing is asked */
  gboolean          want;      /* something changed since it was asked */
  gboolean          want_all;  /* and what may be read may have */
  gboolean          whole;     /* all rows are being read */
  guint64           serial;    /* of the last reading that began */
  char             *stage;     /* by which all rows were read: see sitting-read.c */

  /* writing */
  GHashTable       *laid;      /* ids of commands that are laid over -> GUINT64 *: the reading that
                                * shows what the base made of them; 0: not known to be recorded */
};

/* sitting-read.c */
void _copil_sitting_store_read     (CopilSittingStore *self,
                                    gboolean           all);
void _copil_sitting_store_resume   (CopilSittingStore *self);
void _copil_sitting_store_empty    (CopilSittingStore *self,
                                    const char        *reason);

/* sitting-store.c: tells what changed since the last time. @reason: (nullable), a copy is kept. */
void _copil_sitting_store_commit   (CopilSittingStore *self,
                                    gboolean           loaded,
                                    const char        *reason);
void _copil_sitting_store_set_live (CopilSittingStore *self,
                                    gboolean           live);

G_END_DECLS
