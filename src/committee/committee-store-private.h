/* committee-store-private.h: what the files of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   committee-store.c     the object: what is read of the base, and when
 *   committee-keep.c      what is kept of it on this computer
 */
#pragma once

#include "committee/committee-store.h"
#include "committee/keep.h"
#include "committee/store-private.h"
#include "db/alarm.h"

G_BEGIN_DECLS

struct _CopilCommitteeStore
{
  CopilStore  store; /* without an id: the list of committees */
  gboolean    reading;
  gboolean    want;
  CopilAlarm  alarm; /* when it is to be read again */
  gint64      confirmed;

  CopilKeep  *keep;  /* (nullable) */
  guint       answer; /* hash of the last one */
  guint       kept;   /* and of the one that is on disk */
  gint64      kept_at;
};

/* committee-keep.c */
void _copil_committee_store_set_keep (CopilCommitteeStore *self,
                                      CopilKeep           *keep);
/* What is held was just read. */
void _copil_committee_store_keep_now (CopilCommitteeStore *self);
/* It may not be read any more. */
void _copil_committee_store_forget   (CopilCommitteeStore *self);

G_END_DECLS
