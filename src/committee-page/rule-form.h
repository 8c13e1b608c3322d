/* rule-form.h: a rule that a committee sets by its own rules of procedure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/committee-context.h"
#include "core/regime.h"

G_BEGIN_DECLS

/* The form begins with the rule as it is. */
void copil_rule_form_set  (CopilCommitteeContext *context,
                           CopilRule              rule);
/* Back to what the regime says. */
void copil_rule_form_drop (CopilCommitteeContext *context,
                           CopilRule              rule);

G_END_DECLS
