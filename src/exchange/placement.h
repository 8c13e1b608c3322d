/* placement.h: the rows of a file as observations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"
#include "exchange/gazetteer.h"
#include "exchange/header.h"
#include "exchange/mapping.h"

G_BEGIN_DECLS

/* Beyond these, refusals are only counted. */
#define COPIL_PLACEMENT_MAX_REFUSALS 100000

typedef struct
{
  guint           measure;   /* index in the catalogue */
  int             territory; /* id, or minus the rank (from 1) in new_territories */
  CopilPeriod     period;    /* in the rhythm of the measure */
  double          value;
  CopilCellStatus status;
  guint           line;
} CopilObservation;

typedef struct
{
  guint line;
  char *column; /* its header, or "C" */
  char *value;
  char *reason; /* a sentence in French */
} CopilRefusal;

void            copil_refusal_free   (CopilRefusal   *self);

/* A territory of a set that the file itself defines. */
typedef struct
{
  char *code;
  char *name;
} CopilNewTerritory;

/**
 * CopilPlacement:
 *
 * All or nothing: with a refusal, the observations are for looking at only.
 */
typedef struct
{
  guint      rows;       /* read below the headers, empty ones aside */
  guint      ignored;    /* rows passed over by a rule, notes and totals included */
  guint      repeated;   /* cells said twice with the same value */
  guint      absent;     /* cells that are empty or hold a word of absence */
  guint      refused;    /* cells; may exceed refusals->len */
  guint      ambiguous;  /* of these, by a mark that may be one of decimals or of thousands */
  GArray    *observations;    /* of CopilObservation */
  GPtrArray *refusals;        /* of CopilRefusal */
  GPtrArray *passed;          /* of CopilRefusal: rows of a perimeter that is not ours, and why */
  GPtrArray *new_territories; /* of CopilNewTerritory */
} CopilPlacement;

/* Reads the whole sheet by @mapping. NULL and an error when the mapping does not fit at all:
 * a field that is not there, a measure that the catalogue does not know. */
CopilPlacement *copil_placement_new  (CopilSheet     *sheet,
                                      CopilMapping   *mapping,
                                      CopilGazetteer *gazetteer,
                                      CopilCatalogue *catalogue,
                                      GError        **error);
void            copil_placement_free (CopilPlacement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilPlacement, copil_placement_free)

G_END_DECLS
