/* desk.h: the committees and sittings of this person at this base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/awaiting.h"
#include "committee/committee-store.h"
#include "committee/sitting-store.h"

G_BEGIN_DECLS

/**
 * CopilDesk:
 *
 * Hands out the stores: one a committee and one a sitting however many pages show it, all of them
 * fed by one feed and one outbox. Pages hold a reference while they show it.
 */
#define COPIL_TYPE_DESK (copil_desk_get_type ())
G_DECLARE_FINAL_TYPE (CopilDesk, copil_desk, COPIL, DESK, GObject)

/* @outbox: (nullable): NULL: nothing can be written. */
CopilDesk           *copil_desk_new            (CopilConnection *connection,
                                                CopilOutbox     *outbox);
/* Keeps what committees and sittings were last on this computer, to be read without a base; call it
 * before any is opened. @server: how the connection is named, @login: who connects. */
void                 copil_desk_keep           (CopilDesk       *self,
                                                const char      *server,
                                                const char      *login);
/* From now on final minutes are archived from here, see CopilArchiver. */
void                 copil_desk_archive        (CopilDesk       *self);
/* Nothing may be read any more: nothing is left on this computer. */
void                 copil_desk_forget         (CopilDesk       *self);
/* What a CopilFeed tells, see its signals. */
void                 copil_desk_feed_changed   (CopilDesk       *self,
                                                GPtrArray       *changes);
void                 copil_desk_refill         (CopilDesk       *self);

/* (transfer none): of CopilRecord "committee": all that this person may see, kept up to date. */
GListModel          *copil_desk_get_committees (CopilDesk       *self);
/* (transfer none): what awaits this person, kept up to date from the first time on. */
CopilAwaiting       *copil_desk_get_awaiting   (CopilDesk       *self);
/* (transfer full): the store of a committee or of a sitting: the same for whoever asks while
 * anybody holds it. @committee_id: (nullable): NULL: that of the list. */
CopilCommitteeStore *copil_desk_open_committee (CopilDesk       *self,
                                                const char      *committee_id);
CopilSittingStore   *copil_desk_open_sitting   (CopilDesk       *self,
                                                const char      *sitting_id);

G_END_DECLS
