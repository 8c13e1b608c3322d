/* committee-store.h: one committee, kept as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/store.h"

G_BEGIN_DECLS

/**
 * CopilCommitteeStore:
 *
 * Reads everything of a committee that is not inside a sitting (copil.committee_document): rules,
 * composition, delegations, convergence, recurring items, proposals, its sittings in short, the
 * register of decisions and the actions. Follows the feed: at once what is about the committee; a
 * sitting that goes on changes by the second, and is followed a few seconds behind (its own store
 * is there at once). A desk that keeps what was read shows it without a base. Properties and
 * signals: those of CopilStore.
 */
#define COPIL_TYPE_COMMITTEE_STORE (copil_committee_store_get_type ())
G_DECLARE_FINAL_TYPE (CopilCommitteeStore, copil_committee_store, COPIL, COMMITTEE_STORE,
                      CopilStore)

/* @outbox: (nullable): NULL: nothing can be written. @committee_id: (nullable): NULL: not one, but
 * the list of those that this person may see: records of kind "committee" (copil.committee_list).
 * Begins to read. */
CopilCommitteeStore *copil_committee_store_new           (CopilConnection      *connection,
                                                          CopilOutbox          *outbox,
                                                          const char           *committee_id);
/* (nullable) */
const char          *copil_committee_store_get_id        (CopilCommitteeStore  *self);

/* What a CopilFeed tells, see its signals. */
void                 copil_committee_store_feed_changed  (CopilCommitteeStore  *self,
                                                          GPtrArray            *changes);
void                 copil_committee_store_refill        (CopilCommitteeStore  *self);

/* (transfer none): of CopilRecord, in their order; the same list as long as the store lives.
 * @kind: "college", "seat", "term", "member", "delegation", "former_body", "former_subject",
 * "recurring_item", "proposal", "advice" (on what is still to be dealt with), "sitting", "decision",
 * "action", "committee". */
GListModel          *copil_committee_store_get_list      (CopilCommitteeStore  *self,
                                                          const char           *kind);
/* (transfer none) (nullable) */
CopilRecord         *copil_committee_store_find          (CopilCommitteeStore  *self,
                                                          const char           *kind,
                                                          const char           *id);
/* (transfer none) (nullable): the committee itself, with its resolved rules in the field "rules". */
CopilRecord         *copil_committee_store_get_committee (CopilCommitteeStore  *self);

gboolean             copil_committee_store_is_loaded     (CopilCommitteeStore  *self);
gboolean             copil_committee_store_is_live       (CopilCommitteeStore  *self);
const char          *copil_committee_store_get_reason    (CopilCommitteeStore  *self);
/* When the base last said so, microseconds since 1970; 0: never. */
gint64               copil_committee_store_get_confirmed (CopilCommitteeStore  *self);

G_END_DECLS
