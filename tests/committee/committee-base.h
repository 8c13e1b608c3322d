/* committee-base.h: a base with one committee and one sitting, and stations that follow it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "test-base.h"

#include "committee/sitting-store.h"
#include "db/feed.h"

G_BEGIN_DECLS

/* Of the département du Nord. */
#define TEST_COMMITTEE "c0000000-0000-4000-8000-000000000001"
#define TEST_SITTING "50000000-0000-4000-8000-000000000001"

/* test_base_new_copil() with the committee and its sitting, a draft. */
TestBase        *committee_base_new       (void);
/* As the superuser, in the database of Copil; several statements, apart by "; ". */
void             committee_base_run       (TestBase       *base,
                                           const char     *sql);
/* (transfer full): the one value it answers. */
char            *committee_base_ask       (TestBase       *base,
                                           const char     *sql);

/* What a window has: a session, a feed, an outbox on disk, the store of the sitting. */
typedef struct
{
  CopilConnection   *connection;
  CopilFeed         *feed;
  CopilOutbox       *outbox;
  CopilSittingStore *store;
  guint              n_changed; /* of the store */
  guint              n_refused;
} TestStation;

/* @directory: of the outbox. Opened and loaded, or empty with a reason. */
TestStation     *test_station_new         (TestBase       *base,
                                           const char     *login,
                                           const char     *directory);
/* Closed, and nothing of it is left. */
void             test_station_free        (TestStation    *station);

G_END_DECLS
