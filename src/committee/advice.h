/* advice.h: advice asked on an item of the agenda before it is dealt with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record.h"

G_BEGIN_DECLS

/**
 * CopilAdviceStanding:
 * @COPIL_ADVICE_LATE: not given in time; silence means nothing
 * @COPIL_ADVICE_TACIT: not given in time, and the rules of the sitting say that silence is favourable
 * @COPIL_ADVICE_NONE: whoever was asked declines to advise
 *
 * How a request stands at some moment: what the base keeps is whether it was answered.
 */
typedef enum
{
  COPIL_ADVICE_AWAITED,
  COPIL_ADVICE_LATE,
  COPIL_ADVICE_TACIT,
  COPIL_ADVICE_FAVOURABLE,
  COPIL_ADVICE_RESERVES,
  COPIL_ADVICE_UNFAVOURABLE,
  COPIL_ADVICE_NONE,
  COPIL_ADVICE_WITHDRAWN,
} CopilAdviceStanding;

/* End of the last day of a delay, in Paris, as copil.advice_due(): the day it is asked does not
 * count. Microseconds since 1970. */
gint64               copil_advice_get_due      (gint64       asked,
                                                int          days);
/* @now: microseconds since 1970 */
CopilAdviceStanding  copil_advice_get_standing (CopilRecord *advice,
                                                gint64       now);
/* Given, and after its delay. */
gboolean             copil_advice_came_late    (CopilRecord *advice);
/* (transfer full): "avis favorable avec réserves, rendu hors délai ; « … » ; conditions : …" */
char                *copil_advice_describe     (CopilRecord *advice,
                                                gint64       now);
/* (transfer full) (element-type CopilRecord): of @advices, those asked on an item that were not
 * withdrawn, the first asked first. */
GPtrArray           *copil_advice_list         (GListModel  *advices,
                                                const char  *item);
/* (transfer full): of each of @advices (element-type CopilRecord), a line: "CAF du Nord : avis
 * favorable"; "" for none. */
char                *copil_advice_describe_all (GPtrArray   *advices,
                                                gint64       now);

G_END_DECLS
