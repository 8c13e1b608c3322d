/* invitation.h: a sitting for people's calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/dossier.h"

G_BEGIN_DECLS

/**
 * CopilInvitation:
 * @id: of the sitting: the same event, whatever is sent later
 * @sequence: version of the agenda: a calendar replaces what it has by a higher one
 * @sent: when this version was sent, microseconds since 1970, as the two after
 * @starts: when it begins
 * @ends: @starts and what the agenda plans
 * @title: "Comité départemental du Nord"
 * @place: as it is to be read
 * @words: (nullable): agenda and deadline, in lines
 * @cancelled: it is not held
 */
typedef struct
{
  const char *id;
  int         sequence;
  gint64      sent;
  gint64      starts;
  gint64      ends;
  const char *title;
  const char *place;
  const char *words;
  gboolean    cancelled;
} CopilInvitation;

/* (transfer full): an iCalendar object (RFC 5545), the instants in UTC. The same invitation gives
 * the same bytes. */
char *copil_invitation_to_ics     (const CopilInvitation *self);
/* (transfer full) (nullable): of the sitting of @dossier, as it was last convoked, or called off
 * since; NULL: nobody was convoked yet. */
char *copil_invitation_of_dossier (CopilDossier          *dossier);

G_END_DECLS
