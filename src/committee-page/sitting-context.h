/* sitting-context.h: the sitting that is prepared, and what may be done in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/committee-context.h"
#include "committee/agenda.h"
#include "core/regime.h"

G_BEGIN_DECLS

/* What the chairs approve, as the base writes it. */
typedef struct
{
  JsonObject *content;
  char       *hash; /* hexadecimal */
} CopilSittingContent;

/**
 * CopilSittingContext:
 * @store: (nullable): while no sitting is open
 * @agenda: (element-type CopilAgendaEntry): in the order of reading
 * @laid: what is before the chairs, once it was read
 * @convocation: likewise
 * @fresh: both are of the state that is shown, and can be approved
 * @editable: whether this person may change the agenda now
 *
 * Owned by the page of a sitting; its cards read it and ask it to write.
 */
typedef struct
{
  CopilCommitteeContext *committee;
  CopilSittingStore     *store;
  GPtrArray             *agenda;
  CopilSittingContent    laid;
  CopilSittingContent    convocation;
  gboolean               fresh;
  gboolean               editable;
  GtkWidget             *page;
} CopilSittingContext;

/* (transfer none) (nullable) */
CopilRecord *copil_sitting_context_get       (CopilSittingContext *self);
/* Of the sitting: "draft"; "" before it is read. */
const char  *copil_sitting_context_get_stage (CopilSittingContext *self);
/* Reads the agenda and the rights anew from the rows. */
void         copil_sitting_context_look      (CopilSittingContext *self);
/* (transfer none) (nullable): the latest, voided or not, of a key for an object. */
CopilRecord *copil_sitting_context_find_approval (CopilSittingContext *self,
                                              const char          *key,
                                              const char          *object);
/* (transfer full): {"sitting": its id}, to be completed. */
JsonObject  *copil_sitting_context_new_parameters (CopilSittingContext *self);
/* As copil_committee_context_submit(). */
void         copil_sitting_context_submit    (CopilSittingContext *self,
                                              const char          *function,
                                              JsonObject          *parameters,
                                              const char          *label);
/* (transfer full) (nullable): the rules that the sitting is held under. */
CopilRegime *copil_sitting_context_read_regime (CopilSittingContext *self);
void         copil_sitting_context_clear     (CopilSittingContext *self);

G_END_DECLS
