/* dossier-stores.h: the dossier of a sitting that is open in a window, or of a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/committee-store.h"
#include "committee/dossier.h"
#include "committee/paper.h"
#include "committee/sitting-store.h"

G_BEGIN_DECLS

/* (transfer full): every list of both, as they are and as they become. @sitting: (nullable): with
 * it, "sitting", "decision" and "action" are its own, or else those of the committee. */
CopilDossier *copil_dossier_of_stores (CopilCommitteeStore *committee,
                                       CopilSittingStore   *sitting);
/* Every list of a sitting, instead of those of the committee where both have one. */
void          copil_dossier_take_sitting (CopilDossier    *self,
                                         CopilSittingStore *sitting);
/* (transfer full): as that paper wants it. @sitting: (nullable): of a paper of the committee. */
CopilDossier *copil_dossier_of_paper  (CopilPaperKind       kind,
                                       CopilCommitteeStore *committee,
                                       CopilSittingStore   *sitting);

G_END_DECLS
