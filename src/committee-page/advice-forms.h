/* advice-forms.h: asking an advice on an item, giving it, noting the one that came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

/* Whether it is asked of the person at this window. */
gboolean copil_advice_is_own        (CopilCommitteeContext *committee,
                                     CopilRecord           *advice);
/* Whether this person may give it, or note it. */
gboolean copil_advice_may_be_given  (CopilCommitteeContext *committee,
                                     CopilRecord           *advice);

void     copil_advice_forms_ask      (CopilSittingContext   *context,
                                      CopilRecord           *item);
/* @store: in which @advice is; it shows at once what is sent. */
void     copil_advice_forms_give     (CopilCommitteeContext *committee,
                                      CopilStore            *store,
                                      CopilRecord           *advice);
void     copil_advice_forms_withdraw (CopilCommitteeContext *committee,
                                      CopilStore            *store,
                                      CopilRecord           *advice);
void     copil_advice_forms_remind   (CopilCommitteeContext *committee,
                                      CopilStore            *store,
                                      CopilRecord           *advice);

G_END_DECLS
