/* sitting-forms.h: a new sitting, another date, a second convocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

void copil_sitting_forms_add    (CopilCommitteeContext *committee);
void copil_sitting_forms_edit   (CopilSittingContext   *context);
void copil_sitting_forms_cancel (CopilSittingContext   *context);
/* The same agenda, at another date, without quorum. */
void copil_sitting_forms_second (CopilSittingContext   *context);

G_END_DECLS
