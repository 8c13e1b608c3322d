/* assembly.h: who sits at a sitting, as the rules of the core want to know it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/dossier.h"
#include "core/ballot.h"

G_BEGIN_DECLS

/**
 * CopilSittingAssembly:
 *
 * The seats and terms in force on the day of the sitting (in Paris), the comings and goings, the
 * mandates and the withdrawals of a dossier, in the arrays of core/assembly.h. What the base counts
 * with copil.quorum_at() is counted here the same, also before it answers: fill one anew after each
 * change.
 */
typedef struct _CopilSittingAssembly CopilSittingAssembly;

/* @dossier: with the sitting and the composition of its committee; its records are kept. NULL with
 * G_IO_ERROR_INVALID_DATA when the sitting has no rules that can be read. */
CopilSittingAssembly *copil_sitting_assembly_new      (CopilDossier         *dossier,
                                                       GError              **error);
void                  copil_sitting_assembly_free     (CopilSittingAssembly *self);
/* (transfer none): copil_quorum_at(), copil_assembly_at() and the others take it. */
const CopilAssembly  *copil_sitting_assembly_get      (CopilSittingAssembly *self);
/* From the answers to the convocation. */
CopilForecast         copil_sitting_assembly_forecast (CopilSittingAssembly *self);
/* @vote: a record "vote" of the dossier. @now: of the base: until when one that is open counts. */
CopilVerdict          copil_sitting_assembly_count    (CopilSittingAssembly *self,
                                                       CopilRecord          *vote,
                                                       gint64                now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilSittingAssembly, copil_sitting_assembly_free)

G_END_DECLS
