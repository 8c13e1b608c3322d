/* feed-private.h: what tests may set of a feed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/feed.h"

G_BEGIN_DECLS

/* In milliseconds, from the next look on. */
void _copil_feed_set_periods (CopilFeed *self,
                              guint      polling,
                              guint      safety);

G_END_DECLS
