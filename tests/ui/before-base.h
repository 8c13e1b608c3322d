/* before-base.h: a committee of the Nord whose next sitting is being prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "live-base.h"

G_BEGIN_DECLS

#define NEXT_SITTING "50000000-0000-4000-8000-000000000002"
/* Closed, with an item that was postponed and one that was never reached. */
#define LAST_SITTING "50000000-0000-4000-8000-000000000001"
#define NEXT_ITEM "10000000-0000-4000-8000-000000000001"

/* Four seats: both chairs, the CAF (held by "reader", with a deputy) and the region. */
TestBase *before_base_new_committee (void);
/* The same, and its sittings. */
TestBase *before_base_new     (void);
/* Runs a statement as @login, who is bound by the same rules as from a window. */
void      before_base_call    (TestBase   *base,
                               const char *login,
                               const char *sql);
/* The next sitting is submitted, approved by both chairs and convoked. */
void      before_base_convoke (TestBase   *base);
/* The same of one that was submitted, or changed since it was sent. */
void      before_base_send    (TestBase   *base);

G_END_DECLS
