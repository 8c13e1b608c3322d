/* rights.h: what a person may do in a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/record.h"
#include "core/territory.h"

G_BEGIN_DECLS

/**
 * CopilCommitteeRights:
 * @login: (nullable): NULL before the base said who we are
 * @prepares: secretariat or coordination of its ground: prepares and animates, decides nothing
 * @administers: makes committees anywhere
 * @state, @local: holds this key today, by office or by delegation
 * @delegated: the key is held by delegation
 * @member: (nullable): uuid of the member that this person is
 *
 * What the window offers; the base decides, each time.
 */
typedef struct
{
  char     *login;
  gboolean  prepares;
  gboolean  administers;
  gboolean  state;
  gboolean  local;
  gboolean  delegated;
  char     *member;
} CopilCommitteeRights;

/* @whoami: (nullable): the answer of copil.whoami(). @territory: of the committee. @delegations,
 * @members: (nullable) (element-type CopilRecord): of the committee. Replaces what was there. */
void     copil_committee_rights_read     (CopilCommitteeRights  *self,
                                          const char            *whoami,
                                          const CopilTerritory  *territory,
                                          GListModel            *delegations,
                                          GListModel            *members);
void     copil_committee_rights_clear    (CopilCommitteeRights  *self);
/* The one key that is held: "state", "local"; NULL: none, or both, which nobody may use. */
const char *copil_committee_rights_get_key (const CopilCommitteeRights *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilCommitteeRights, copil_committee_rights_clear)

G_END_DECLS
