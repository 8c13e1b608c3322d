/* generator-model.h: what data/demo says of the figures to make up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_PROCESS_VOLUME,    /* a count or a level per thousand of another */
  COPIL_PROCESS_SHARE,     /* how many of another, by chance */
  COPIL_PROCESS_SHARES,    /* all of another, dealt to several */
  COPIL_PROCESS_DELAYS,    /* all of another, dealt to the buckets of a log-normal delay */
  COPIL_PROCESS_LAG,       /* another, some months before */
  COPIL_PROCESS_POOL,      /* a stock: what was there, plus an inflow, less who leave */
  COPIL_PROCESS_MEAN,      /* a sum of so many a head */
  COPIL_PROCESS_HOURS,     /* a sum of the middles of buckets */
  COPIL_PROCESS_RATIO,     /* another divided by a level: staff */
  COPIL_PROCESS_PILOT,     /* persons targeted and entered, where there is a pilot */
  COPIL_PROCESS_EACH,      /* sums of another in a larger perimeter set */
  COPIL_PROCESS_YEARLY,    /* published once a year */
  COPIL_PROCESS_QUARTERLY, /* published once a quarter */
} CopilProcessKind;

typedef enum
{
  COPIL_DRAW_COUNT, /* independent events */
  COPIL_DRAW_LEVEL, /* a slow stock */
  COPIL_DRAW_EXACT, /* no chance at all */
} CopilDrawKind;

/**
 * CopilProcess:
 * @outputs: (element-type utf8): codes of measures, or of hidden series ("@...")
 * @inputs: (element-type utf8): codes of series made before, summed; "population"
 * @levels: one array of n_months a part: national level, in its own unit
 * @bounds: of the buckets, one more than outputs; the last may be INFINITY
 * @first: DELAYS: share in percent of those whose delay is not known, output 0; or NULL
 *
 * Effects are shifts of the logit of a share, of the logarithm of all else.
 */
typedef struct
{
  CopilProcessKind kind;
  CopilDrawKind    draw;
  char            *code;
  GPtrArray       *outputs;
  GPtrArray       *inputs;
  GPtrArray       *levels;
  GArray          *bounds;
  double          *first;
  const double    *season; /* 12 or NULL */
  double           amount;
  double           covid;
  double           hardness;
  double           organisation;
  double           pilot;
  double           drift;
  double           spread_department;
  double           spread_basin;
  double           noise;
  double           persist;
  double           sigma;
  double           dispersion;
  double           deviation;
  double           least;
  double           weeks;
  int              months;
  int              decimals;
  char            *set;
  CopilPeriod      last;
} CopilProcess;

typedef struct
{
  char  *set;
  char  *code;
  char  *process; /* events: a process; gaps: the beginning of codes of measures, or NULL */
  char  *producer;
  int    from; /* month index, included */
  int    to;
  double shift;
  gboolean late;    /* a gap: sent with the next batch */
  gboolean present; /* no gap, whatever chance says */
} CopilEvent;

typedef struct
{
  guint64     seed;
  int         simulated; /* month indices, as CopilPeriod */
  int         first;
  int         last;
  guint       n_months;  /* from simulated to last */
  double     *covid;     /* n_months */
  GHashTable *seasons;   /* name -> double[12] */
  GPtrArray  *processes; /* CopilProcess */
  GHashTable *hardness;  /* department -> double* */
  double      hardness_spread[2];
  double      organisation_spread[2];
  GHashTable *pilots;    /* bassin -> GINT_TO_POINTER (month) */
  int         pilot_months;
  GArray     *events;    /* CopilEvent */
  GArray     *gaps;      /* CopilEvent */
  double      gap_chance;
  int         gap_months;
  GHashTable *late;      /* producer -> double* */
  GHashTable *delays;    /* producer -> double* */
  double      corrected_chance;
  double      corrected_share;
  GPtrArray  *corrected; /* beginnings of codes */
  GPtrArray  *left_out;  /* codes of measures that only real files bring */
  GPtrArray  *estimated; /* codes */
} CopilModel;

/* @model, @territories: the texts of data/demo. */
CopilModel *copil_model_parse (const char      *model,
                               const char      *territories,
                               CopilCatalogue  *catalogue,
                               GError         **error);
void        copil_model_free  (CopilModel      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilModel, copil_model_free)

G_END_DECLS
