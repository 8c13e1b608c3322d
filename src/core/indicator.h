/* indicator.h: the catalogue: measures that are counted, indicators made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/period.h"
#include "core/territory.h"

G_BEGIN_DECLS

/**
 * CopilMeasureKind:
 * @COPIL_MEASURE_FLOW: counted over a period; months add up to quarters and years
 * @COPIL_MEASURE_STOCK: counted at the end of a period; a quarter shows its last month
 * @COPIL_MEASURE_PUBLISHED: a rate, index or class that its producer publishes ready-made:
 *   shown where it was published, never summed, in no direction
 *
 * Flows and stocks are additive over territories.
 */
typedef enum
{
  COPIL_MEASURE_FLOW,
  COPIL_MEASURE_STOCK,
  COPIL_MEASURE_PUBLISHED,
} CopilMeasureKind;

typedef struct
{
  int              id;        /* key in copil.measure */
  char            *code;      /* "orientation_notified" */
  char            *name;      /* "orientations notifiées" */
  CopilMeasureKind kind;
  CopilRhythm      rhythm;    /* of its observations */
  char            *set;       /* perimeter set it is reported in */
  char            *producer;
  int              threshold; /* a count of 1 to threshold - 1 persons is secret; 0: none */
  int              subset_of; /* measure id of which this counts a part, or 0 */
  guint            index;     /* dense rank, the plane number in the cube */
} CopilMeasure;

/**
 * CopilFormulaKind:
 * @COPIL_FORMULA_RATIO: scale x sum of numerators / sum of denominators
 * @COPIL_FORMULA_COUNT: sum of numerators
 * @COPIL_FORMULA_MEDIAN: the quantile @quantile of a histogram (0.5 unless said), linear inside
 *   a bucket: copil_histogram_quantile() of core/quantile.h
 * @COPIL_FORMULA_SHARE: scale x part of a histogram between two bounds (both are bounds of
 *   buckets) / whole
 * @COPIL_FORMULA_PUBLISHED: the published value as it is
 */
typedef enum
{
  COPIL_FORMULA_RATIO,
  COPIL_FORMULA_COUNT,
  COPIL_FORMULA_MEDIAN,
  COPIL_FORMULA_SHARE,
  COPIL_FORMULA_PUBLISHED,
} CopilFormulaKind;

typedef enum
{
  COPIL_DIRECTION_NONE, /* context: never judged, never coloured */
  COPIL_DIRECTION_UP,
  COPIL_DIRECTION_DOWN,
  COPIL_DIRECTION_RANGE, /* inside the interval of its target */
} CopilDirection;

/* One bucket of a histogram: persons from @low to less than @high (INFINITY: open). */
typedef struct
{
  guint  measure; /* index of the measure that counts it */
  double low;
  double high;
} CopilBucket;

/* One part of a whole: the share of a 100 % bar is its measure over the sum of the parts. */
typedef struct
{
  char *name;    /* "emploi" */
  guint measure; /* index of the measure that counts it */
} CopilPart;

/* A milestone; two or more make a trajectory, one alone is a goal without a way to it. */
typedef struct
{
  CopilPeriod period; /* in the rhythm of its indicator */
  double      low;    /* equal to @high but for an interval */
  double      high;
  char       *source; /* "décret 2024-1244" */
} CopilTarget;

/* A change of definition or perimeter: never a trend across it. */
typedef struct
{
  CopilPeriod period; /* the first of the new series */
  char       *label;
} CopilBreak;

typedef struct
{
  char             *code;        /* "first-appointment" */
  char             *name;        /* "Premier rendez-vous en moins d’un mois" */
  char             *name_en;
  char             *short_name;  /* for tiles and tables: at most 34 characters */
  char             *chapter;     /* "Accompagnement" */
  char             *definition;  /* one or two sentences */
  char             *numerator_label;
  char             *denominator_label;
  CopilFormulaKind  formula;
  GArray           *numerators;   /* guint: measure indices */
  GArray           *denominators; /* guint: measure indices */
  GArray           *buckets;      /* CopilBucket, ascending, each beginning where one ends */
  int               undeclared;   /* measure index of those whose bucket is not known, or -1 */
  double            quantile;     /* COPIL_FORMULA_MEDIAN: 0.5, or 0.9 for "9 sur 10" */
  double            share_low;    /* COPIL_FORMULA_SHARE: bounds */
  double            share_high;
  GArray           *parts;        /* CopilPart: what a 100 % bar shows; mostly empty */
  double            scale;        /* 100 for a percentage, 1 for persons a head */
  char             *unit;         /* "%", "jours", "h", "pers." */
  int               decimals;
  CopilDirection    direction;
  guint             levels;       /* bit (1 << CopilLevel) where it exists */
  guint             focus;        /* bit (1 << CopilLevel) where it is on the first page */
  GArray           *targets;      /* CopilTarget, ascending */
  GArray           *breaks;       /* CopilBreak, ascending */
  gboolean          seasonal;
  gboolean          ranked;       /* FALSE: territories are never put in order of it */
  CopilRhythm       rhythm;
  int               delay_days;   /* from the end of the period to its expected arrival */
  char             *producer;
  char             *source;
  char             *legal_source; /* "C. trav. art. L. 5411-6", or "" */
  char             *cohort;       /* who is followed, for how long, or "": written by each rate */
  char             *reference;    /* a known level with its source, or "" */
  int               threshold;
  guint             index;
} CopilIndicator;

/* Measures and indicators of one version of the catalogue; immutable, shared. */
#define COPIL_TYPE_CATALOGUE (copil_catalogue_get_type ())
typedef struct _CopilCatalogue CopilCatalogue;
GType                 copil_catalogue_get_type            (void);

typedef enum
{
  COPIL_CATALOGUE_ERROR_SYNTAX, /* not JSON, or not of this shape */
  COPIL_CATALOGUE_ERROR_FIELD,  /* a field is missing, misspelt or out of its values */
  COPIL_CATALOGUE_ERROR_REFERENCE, /* a measure that is not there, or a code that is twice */
} CopilCatalogueError;

#define COPIL_CATALOGUE_ERROR (copil_catalogue_error_quark ())
GQuark                copil_catalogue_error_quark         (void);

/* @json: {"version": int, "measures": [...], "indicators": [...]}, as the base holds it (its
 * copil.catalogue_document()); data/indicator/README.md describes every field. A measure
 * without "id" gets its rank from 1. Returns NULL and an error that names the entry and the
 * field. */
CopilCatalogue       *copil_catalogue_parse               (const char          *json,
                                                           gssize               length,
                                                           GError             **error);
/* @chapters: texts of the files of data/indicator, each one chapter; (transfer full): the
 * document they make together, in the order of their "order", chapter written in each
 * indicator. Checked as copil_catalogue_parse() checks. */
char                 *copil_catalogue_merge               (const char * const  *chapters,
                                                           int                  version,
                                                           GError             **error);
/* (transfer full): the document of the catalogue that is shipped (resources). */
char                 *copil_catalogue_shipped             (int                  version,
                                                           GError             **error);
CopilCatalogue       *copil_catalogue_ref                 (CopilCatalogue      *self);
void                  copil_catalogue_unref               (CopilCatalogue      *self);
int                   copil_catalogue_get_version         (CopilCatalogue      *self);
guint                 copil_catalogue_get_n_measures      (CopilCatalogue      *self);
const CopilMeasure   *copil_catalogue_get_measure         (CopilCatalogue      *self,
                                                           guint                index);
const CopilMeasure   *copil_catalogue_find_measure        (CopilCatalogue      *self,
                                                           const char          *code);
guint                 copil_catalogue_get_n_indicators    (CopilCatalogue      *self);
const CopilIndicator *copil_catalogue_get_indicator       (CopilCatalogue      *self,
                                                           guint                index);
const CopilIndicator *copil_catalogue_find_indicator      (CopilCatalogue      *self,
                                                           const char          *code);
/* Whether the formula of @self counts @measure, an index in the catalogue. */
gboolean              copil_indicator_uses                (const CopilIndicator *self,
                                                           guint                measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilCatalogue, copil_catalogue_unref)

G_END_DECLS
