/* paper-print.h: a document of a committee, with what it needs of the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/dossier-stores.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/**
 * CopilPaperOrder:
 * @committee: as it is
 * @sitting: (nullable): of a document of the committee
 * @connection: who reads it
 * @cube: (nullable): the figures of today; those of a sitting that is frozen are its own
 * @decision: (nullable): of an extract: its id
 * @since, @until: (nullable): of the statistics: first and last day, "2026-01-31"
 *
 * What is printed of what.
 */
typedef struct
{
  CopilCommitteeStore *committee;
  CopilSittingStore   *sitting;
  CopilConnection     *connection;
  CopilCube           *cube;
  CopilPaperKind       kind;
  const char          *decision;
  const char          *since;
  const char          *until;
} CopilPaperOrder;

/* (transfer full) */
CopilPaperOrder *copil_paper_order_copy (const CopilPaperOrder *self);
void             copil_paper_order_free (CopilPaperOrder       *self);

/* Reads what the document is made of, as it is now, then makes it in a thread. */
void    copil_paper_print_async  (const CopilPaperOrder *order,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data);
/* (transfer full): the PDF. The errors of copil_paper_to_pdf(), and of the base. */
GBytes *copil_paper_print_finish (GAsyncResult          *result,
                                  GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilPaperOrder, copil_paper_order_free)

G_END_DECLS
