/* generator-private.h: the figures while they are made up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "demo/generator-draw.h"
#include "demo/generator-model.h"
#include "demo/generator.h"

G_BEGIN_DECLS

typedef struct
{
  const CopilTerritory *territory;
  guint                 department; /* rank in CopilGenerator.departments */
  double                weight;     /* share of the population */
  double                hardness;   /* centred, in deviations */
  double                organisation;
  int                   pilot;      /* month of opening, or G_MAXINT */
} CopilBasin;

struct _CopilGenerator
{
  CopilCatalogue     *catalogue;
  CopilTerritoryList *territories;
  CopilModel         *model;
  CopilBasin         *basins;
  guint               n_basins;
  GPtrArray          *departments; /* CopilTerritory */
  GHashTable         *series;      /* code -> double[n_basins * n_months] */
  GHashTable         *published;   /* code -> GArray of CopilPublished */
  GPtrArray          *batches;     /* CopilGeneratorBatch */
  guint8             *absences;    /* n_producers x n_basins x n_months: a CopilAbsence */
  GPtrArray          *producers;   /* char *, borrowed from the catalogue */
};

/* A figure that is not drawn for a bassin. */
typedef struct
{
  const CopilTerritory *territory;
  CopilPeriod           period;
  double                value;
} CopilPublished;

typedef enum
{
  COPIL_ABSENCE_NONE,
  COPIL_ABSENCE_LATE,    /* not sent in its month, sent with the next batch */
  COPIL_ABSENCE_UNKNOWN, /* said to be not available */
} CopilAbsence;

/* generator-effect.c: how much a process differs in a bassin, beside its national level. */
typedef struct
{
  double    *fixed;  /* n_basins */
  double    *moves;  /* n_departments x n_months: drift and shared noise */
  GPtrArray *events; /* const CopilEvent: those of this process */
} CopilEffects;

void     copil_effects_init         (CopilEffects       *self,
                                     CopilGenerator     *generator,
                                     const CopilProcess *process);
void     copil_effects_clear        (CopilEffects       *self);
double   copil_effects_shift        (const CopilEffects *self,
                                     CopilGenerator     *generator,
                                     const CopilProcess *process,
                                     guint               basin,
                                     guint               month);
void     copil_generator_set_basins (CopilGenerator     *self);

/* generator-process.c, generator-published.c: one process after the other. */
gboolean copil_generator_simulate   (CopilGenerator     *self,
                                     GError            **error);
void     copil_generator_publish    (CopilGenerator     *self,
                                     const CopilProcess *process);
double  *copil_generator_lookup     (CopilGenerator     *self,
                                     const char         *code);
/* A new series of zeros; hidden ones begin with "@". */
double  *copil_generator_add        (CopilGenerator     *self,
                                     const char         *code);

/* generator-rows.c */
void     copil_generator_plan       (CopilGenerator     *self);

G_END_DECLS
