/* quorum.h: whether enough members are there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/assembly.h"

G_BEGIN_DECLS

/**
 * CopilQuorum:
 * @required: not where the regime has none, nor on a second convocation (R. 133-10 of the CRPA)
 * @binding: whether a vote without it is void: the base and the share are firm rules; otherwise
 *   it is a warning
 * @base: seats of which the share is taken
 * @threshold: of @base, rounded up; 0 when not required
 * @present: seats whose full member or deputy is there
 * @represented: seats that have given a mandate which acts
 * @counted: @present, with @represented where the regime counts them
 * @missing: to reach @threshold
 * @reached: always, when not required
 *
 * Members are counted, not their votes.
 */
typedef struct
{
  gboolean required;
  gboolean binding;
  guint    base;
  guint    threshold;
  guint    present;
  guint    represented;
  guint    counted;
  guint    missing;
  gboolean reached;
} CopilQuorum;

/* @states: of copil_assembly_at(). */
CopilQuorum  copil_quorum_count      (const CopilAssembly  *assembly,
                                      const CopilSeatState *states);
/* @item: (nullable): who withdrew from it is not counted. */
CopilQuorum  copil_quorum_at         (const CopilAssembly  *assembly,
                                      gint64                at,
                                      const char           *item);
/* (transfer full): "Le quorum est atteint : 14 membres présents ou représentés sur 27, 14 requis
 * (article R. 133-10 du CRPA)." */
char        *copil_quorum_describe   (const CopilQuorum    *self,
                                      CopilRegime          *regime);

/* -- Over a sitting --------------------------------------------------------------------------- */

/* @quorum from @at on. */
typedef struct
{
  gint64      at;
  CopilQuorum quorum;
} CopilQuorumMoment;

/* (transfer full) (element-type CopilQuorumMoment): that of @from, then each moment before @until
 * at which it was lost or regained. */
GArray      *copil_quorum_history    (const CopilAssembly  *assembly,
                                      gint64                from,
                                      gint64                until);

/* -- Before a sitting ------------------------------------------------------------------------- */

typedef enum
{
  COPIL_ANSWER_NONE,
  COPIL_ANSWER_PRESENT,
  COPIL_ANSWER_REMOTE,
  COPIL_ANSWER_ABSENT,
  COPIL_ANSWER_MANDATE,
  COPIL_ANSWER_DEPUTY,
} CopilAnswer;

/* @person: (nullable): holder of the mandate, or the deputy who comes (NULL: the first). One a
 * seat; a seat without one has not answered. */
typedef struct
{
  const char *seat;
  CopilAnswer answer;
  const char *person;
} CopilSeatAnswer;

/**
 * CopilForecast:
 * @expected: if nobody comes but those who said so
 * @possible: if all who did not answer come too
 * @unanswered: seats, not vacant, of the base
 */
typedef struct
{
  CopilQuorum expected;
  CopilQuorum possible;
  guint       unanswered;
} CopilForecast;

/* The attendance and the mandates of @assembly are not looked at: only what was answered. */
CopilForecast copil_quorum_forecast  (const CopilAssembly   *assembly,
                                      const CopilSeatAnswer *answers,
                                      guint                  n_answers);
/* (transfer full): "Quorum attendu : ..." */
char        *copil_forecast_describe (const CopilForecast   *self,
                                      CopilRegime           *regime);

G_END_DECLS
