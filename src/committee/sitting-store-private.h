/* sitting-store-private.h: what the files of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   sitting-store.c       the object: what callers may ask
 *   sitting-read.c        the rows: asked for, taken, compared
 *   sitting-keep.c        what is kept on this computer, and the documents
 *   frozen.c              the figures that it was convoked on
 */
#pragma once

#include "committee/frozen.h"
#include "committee/keep.h"
#include "committee/sitting-store.h"
#include "committee/store-private.h"

G_BEGIN_DECLS

struct _CopilSittingStore
{
  CopilStore        store;
  CopilServerClock *clock;
  gint64            confirmed;

  /* reading */
  gint64            revision;  /* all up to it is held */
  GPtrArray        *incoming;  /* of the answer under way; NULL: nothing is asked */
  gboolean          want;      /* something changed since it was asked */
  gboolean          want_all;  /* and what may be read may have */
  gboolean          whole;     /* all rows are being read */
  GSource          *retry;     /* the base could not answer, and the session goes on */
  char             *stage;     /* by which all rows were read: see sitting-read.c */

  /* keeping */
  CopilKeep        *keep;       /* (nullable) */
  GSource          *keep_timer; /* something changed since it was written */
  CopilConnection  *fetcher;    /* NULL: no document is missing */
  gboolean          fetching;
  CopilFrozen      *frozen;     /* NULL until somebody asks for it */
  GHashTable       *fetched;    /* sums of documents that were asked for */
};

/* sitting-read.c */
void _copil_sitting_store_read     (CopilSittingStore *self,
                                    gboolean           all);
void _copil_sitting_store_resume   (CopilSittingStore *self);
void _copil_sitting_store_stop     (CopilSittingStore *self);
void _copil_sitting_store_empty    (CopilSittingStore *self,
                                    const char        *reason);

/* sitting-keep.c */
void _copil_sitting_store_set_keep      (CopilSittingStore *self,
                                         CopilKeep         *keep);
void _copil_sitting_store_keep_soon     (CopilSittingStore *self);
void _copil_sitting_store_keep_now      (CopilSittingStore *self);
void _copil_sitting_store_forget        (CopilSittingStore *self);
void _copil_sitting_store_stop_keeping  (CopilSittingStore *self);

/* frozen.c: the base may answer otherwise now; the store is going. */
void _copil_frozen_refresh         (CopilFrozen       *self);
void _copil_frozen_stop            (CopilFrozen       *self);

G_END_DECLS
