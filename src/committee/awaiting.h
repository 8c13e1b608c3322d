/* awaiting.h: what the committees await from this person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_MATTER_APPROVE_AGENDA, /* and the convocation */
  COPIL_MATTER_APPROVE_MINUTES,
  COPIL_MATTER_ANSWER,   /* to a convocation */
  COPIL_MATTER_PROPOSAL, /* of a member, to be answered by who prepares */
  COPIL_MATTER_ADVICE,   /* on an item, asked of this person */
  COPIL_MATTER_LATE_ADVICE, /* of somebody else, to be reminded of by who prepares */
} CopilMatterKind;

/**
 * CopilMatter:
 * @sitting: uuid; "" of a proposal
 * @title: of the sitting, of the proposal, or of the item advised on
 * @at: when the sitting begins, when it was proposed, or by when the advice is due: microseconds since
 *   1970
 */
typedef struct
{
  CopilMatterKind kind;
  char           *committee;
  char           *sitting;
  char           *title;
  gint64          at;
  int             territory_id;
} CopilMatter;

/**
 * CopilAwaiting:
 *
 * Asks the base, as this person, each time something of a committee or of a sitting that awaits them
 * changed. Other sittings, of which one may change with each vote, are asked about within half a
 * minute, once for all. What it told last stays while the base does not answer. Signal "changed":
 * it answered.
 */
#define COPIL_TYPE_AWAITING (copil_awaiting_get_type ())
G_DECLARE_FINAL_TYPE (CopilAwaiting, copil_awaiting, COPIL, AWAITING, GObject)

CopilAwaiting *copil_awaiting_new          (CopilConnection *connection);
void           copil_awaiting_refresh      (CopilAwaiting   *self);
/* @changes: (element-type CopilFeedChange) */
void           copil_awaiting_feed_changed (CopilAwaiting   *self,
                                            GPtrArray       *changes);
/* For how long a change of another sitting may wait. */
void           copil_awaiting_set_patience (CopilAwaiting  *self,
                                            guint           seconds);
guint          copil_awaiting_get_count    (CopilAwaiting   *self);
/* (transfer none) (element-type CopilMatter): the nearest sitting first. */
GPtrArray     *copil_awaiting_get_matters  (CopilAwaiting   *self);

G_END_DECLS
