/* committee-reference.h: the rules of committees once more, as the articles have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/ballot.h"

G_BEGIN_DECLS

/* Slow and short: each seat, each instant and each vote by itself, without a table of who is where.
 * It shares no code with src/core but the reading of a rule's value. Instants are small whole
 * numbers. */

CopilSeatState reference_state  (const CopilAssembly *assembly,
                                 gint64               at,
                                 const char          *item,
                                 guint                seat);
gboolean       reference_stands (const CopilAssembly *assembly,
                                 guint                mandate,
                                 gint64               at);
CopilQuorum    reference_quorum (const CopilAssembly *assembly,
                                 gint64               at,
                                 const char          *item);
/* @silent: whether those who did not answer come. */
CopilQuorum    reference_forecast (const CopilAssembly   *assembly,
                                   const CopilSeatAnswer *answers,
                                   guint                  n_answers,
                                   gboolean               silent);
/* @casting_person is not told. */
CopilVerdict    reference_verdict (const CopilAssembly *assembly,
                                 const CopilBallot   *ballot);
/* Before another assembly, or one that has changed. */
void           reference_forget (void);

G_END_DECLS
