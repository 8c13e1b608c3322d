/* import.h: observations of a file into the base, all or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/connection.h"
#include "exchange/placement.h"

G_BEGIN_DECLS

/* A published figure as it was and as it is, or would be after a dry run. */
typedef struct
{
  guint           measure;   /* index in the catalogue */
  int             territory; /* id */
  CopilPeriod     period;
  double          before, after; /* NAN without a value */
  CopilCellStatus before_status, after_status;
  gboolean        is_new;
} CopilImportEffect;

typedef struct
{
  gint64  rows;      /* cells sent */
  gint64  fresh;     /* of them: not known before */
  gint64  revised;   /* another value before */
  gint64  unchanged; /* the same */
  gint64  masked;    /* published cells that secrecy now withholds */
  gint64  named;     /* territories that the file made known */
  GHashTable *names; /* of these and others of their set: id -> name */
  GArray *batches;   /* int: numbers of the batches landed; none when nothing changed */
  GArray *effects;   /* of CopilImportEffect: the first two hundred of each batch */
  gboolean untold;   /* recorded earlier, and the base does not tell someone without a role more */
} CopilImportOutcome;

void                copil_import_outcome_free (CopilImportOutcome   *self);

/**
 * CopilImportOrder:
 * @placement: what to write; refused rows must be gone
 * @mapping: (nullable): how it was read: names the set of territories that the file makes known
 * @source: "Insee, valeurs_trimestrielles.csv"
 * @fictitious: the figures are made up
 * @command: (nullable): a UUID. The same order sent again under it, after an answer that was
 *   lost, is written once; NULL: a new one
 * @in_doubt: sent before under @command, and the answer was lost: what became of it is asked
 *   first, for who has lost the role since would be refused what took effect
 */
typedef struct
{
  CopilPlacement *placement;
  CopilMapping   *mapping;
  CopilCatalogue *catalogue;
  const char     *source;
  gboolean        fictitious;
  const char     *command;
  gboolean        in_doubt;
} CopilImportOrder;

/* One batch a producer of the measures, in one transaction. @commit FALSE is a dry run: the
 * base computes everything and answers; no figure is written (of several producers: they are
 * rolled back). With a refused row the error is
 * COPIL_EXCHANGE_ERROR_REFUSED. What @order points to is held or copied, but for the placement,
 * which is read before this returns. */
void                copil_import_async        (CopilConnection        *connection,
                                               const CopilImportOrder *order,
                                               gboolean                commit,
                                               CopilProgressFunc       progress,
                                               gpointer                progress_data,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
CopilImportOutcome *copil_import_finish       (CopilConnection        *connection,
                                               GAsyncResult           *result,
                                               GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilImportOutcome, copil_import_outcome_free)

G_END_DECLS
