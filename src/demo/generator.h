/* generator.h: figures that are made up, plausible and always the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/cell.h"
#include "core/indicator.h"

G_BEGIN_DECLS

/**
 * CopilGenerator:
 *
 * The demonstration data: every additive measure of the catalogue, in every bassin, month by
 * month, and the published ones where they are published. data/demo holds the parameters. Counts
 * are drawn: parts are at most their whole, buckets add up, stocks follow flows, cohorts are those
 * that entered. Chance is seeded by the codes of measures and territories: the same catalogue and
 * territories give the same bytes, and a further measure leaves the others as they were.
 *
 * Figures come as batches, in the order in which they are to land: the history, then each of the
 * last two months with its late and corrected figures.
 */
typedef struct _CopilGenerator CopilGenerator;

/* Some two seconds of processor and 40 MB: call it in a thread. Keeps both arguments. */
CopilGenerator *copil_generator_new           (CopilCatalogue      *catalogue,
                                               CopilTerritoryList  *territories,
                                               GError             **error);
void            copil_generator_free          (CopilGenerator      *self);

/* One delivery of one producer. */
typedef struct
{
  char *producer;
  char *source; /* "Démonstration : remontée de septembre 2026" */
  int   step;   /* 0: the history; 1, 2: the months that follow */
} CopilGeneratorBatch;

guint           copil_generator_get_n_batches (CopilGenerator      *self);
const CopilGeneratorBatch *
                copil_generator_get_batch     (CopilGenerator      *self,
                                               guint                index);

/* Rows as columns, ready for copil.batch_stage(). */
typedef struct
{
  GArray *measures;    /* gint16: ids */
  GArray *territories; /* gint32: ids */
  GArray *days;        /* gint32: PostgreSQL's days */
  GArray *values;      /* double: NAN without a value */
  GArray *statuses;    /* gint16: CopilCellStatus */
} CopilRows;

void            copil_rows_init               (CopilRows           *self);
void            copil_rows_clear              (CopilRows           *self);
void            copil_rows_truncate           (CopilRows           *self);

/* Where a batch has been read to; zero to begin. */
typedef struct
{
  guint measure;
  guint place;
} CopilGeneratorCursor;

/* Replaces @rows by the next rows of a batch, about @n of them; FALSE when there are no more. */
gboolean        copil_generator_fill          (CopilGenerator       *self,
                                               guint                 batch,
                                               CopilGeneratorCursor *cursor,
                                               guint                 n,
                                               CopilRows            *rows);

/* (transfer full) (element-type utf8): for each batch a checksum of its rows and of what its
 * producer delivered before: where it is the same, so is what has landed. Some half a second. */
GPtrArray      *copil_generator_digest        (CopilGenerator      *self);

/* The last known figure of one cell, after all batches; NAN without a value. */
double          copil_generator_get_value     (CopilGenerator       *self,
                                               const CopilMeasure   *measure,
                                               const CopilTerritory *territory,
                                               CopilPeriod           period,
                                               CopilCellStatus      *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilGenerator, copil_generator_free)

G_END_DECLS
