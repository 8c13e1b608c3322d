/* deadline.h: by when a convocation is to be received
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/instant.h"
#include "core/regime.h"

G_BEGIN_DECLS

/**
 * CopilDeadline:
 * @sitting: when it begins
 * @latest: last instant at which the convocation may be received
 * @urgent: by urgency
 * @rule: that sets @latest
 */
typedef struct
{
  gint64    sitting;
  gint64    latest;
  gboolean  urgent;
  CopilRule rule;
} CopilDeadline;

/**
 * copil_deadline_of:
 *
 * R. 133-8 of the CRPA: save urgency, members receive it at least so many days before the sitting:
 * at the same hour of Paris that many calendar days before, which is not the same number of hours
 * when the clocks change, and not « jours francs ». In urgency, so many hours where the regime says
 * how many (R. 6123-3-15 of the code du travail: 48), or else before the sitting.
 */
CopilDeadline   copil_deadline_of        (CopilRegime         *regime,
                                          gint64               sitting,
                                          gboolean             urgent);
gboolean        copil_deadline_is_kept   (const CopilDeadline *self,
                                          gint64               received);
/* (transfer full): "Convocation à recevoir au plus tard le 5 décembre 2026 à 14 h 00 (article
 * R. 133-8 du CRPA)." */
char           *copil_deadline_describe  (const CopilDeadline *self,
                                          CopilRegime         *regime);
/**
 * copil_deadline_check:
 * @received: by the last of the members, or when it will be
 * @reason: (nullable): given for the urgency or the delay
 *
 * What is to be warned of, or NULL: late, or urgent without the reason that the regime asks. Being
 * late does not by itself vitiate an opinion, but it may (CE, 30 December 2015, n° 382756): it is
 * never refused, and never passed over in silence.
 *
 * Returns: (transfer full) (nullable): never blocks
 */
CopilObjection *copil_deadline_check     (const CopilDeadline *self,
                                          CopilRegime         *regime,
                                          gint64               received,
                                          const char          *reason);

G_END_DECLS
