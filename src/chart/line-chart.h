/* line-chart.h: a series over time, with what it is compared to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/indicator.h"
#include "core/period.h"

G_BEGIN_DECLS

/**
 * CopilLineSeries:
 * @name: "Nord"
 * @first: period of the first figure; the others follow without a hole
 * @figures: (array length=n): a period without a value is in it, with its status
 */
typedef struct
{
  const char        *name;
  CopilPeriod        first;
  const CopilFigure *figures;
  guint              n;
} CopilLineSeries;

/* A milestone of the trajectory; @high differs from @low for an interval. */
typedef struct
{
  CopilPeriod period;
  double      low, high;
} CopilLineTarget;

/* Natural limits from @first to @last, computed elsewhere; a new one from a dated break. */
typedef struct
{
  CopilPeriod first, last;
  double      low, centre, high;
} CopilLineLimits;

/* @detail: (nullable): by default the period: "mars 2026". @place: (nullable): where, unless it
 * is said of the subject itself: "France". @wait: (nullable): what it waits for, when it is not
 * recorded as it stands: "en attente". */
typedef struct
{
  CopilPeriod period;
  const char *label;
  const char *detail;
  const char *place;
  const char *wait;
} CopilLineNote;

/* A break before @period: the line is never joined across it. @before may be NULL. */
typedef struct
{
  CopilPeriod period;
  const char *before;
  const char *after;
} CopilLineBreak;

/* Why a span of the subject has no value, when the status says too little. */
typedef struct
{
  CopilPeriod first, last;
  const char *reason;
} CopilLineGap;

/**
 * CopilLineData:
 * @subject: the line that is looked at, in the accent
 * @contexts: others, in grey: the region, the year before
 * @targets: ascending
 * @direction: whether more is better: "cible 85 %", "20 % au plus"
 * @from_zero: the axis of values starts at 0; by default on any round figure
 * @expected: (nullable): "attendu le 5 nov.", written after the last value when it is late
 *
 * Everything is copied.
 */
typedef struct
{
  CopilChartHead         head;
  CopilLineSeries        subject;
  const CopilLineSeries *contexts;
  guint                  n_contexts;
  const CopilLineTarget *targets;
  guint                  n_targets;
  CopilDirection         direction;
  const CopilLineLimits *limits;
  guint                  n_limits;
  const CopilLineNote   *notes;
  guint                  n_notes;
  const CopilLineBreak  *breaks;
  guint                  n_breaks;
  const CopilLineGap    *gaps;
  guint                  n_gaps;
  gboolean               from_zero;
  const char            *expected;
} CopilLineData;

#define COPIL_TYPE_LINE_CHART (copil_line_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilLineChart, copil_line_chart, COPIL, LINE_CHART, CopilChart)

/* (transfer full) */
CopilChart *copil_line_chart_new           (const CopilLineData *data);
/* Where the mark of a note is, in a drawing of this size; FALSE when it is not in the plot. */
gboolean    copil_line_chart_get_note_foot (CopilLineChart      *self,
                                            const CopilTheme    *theme,
                                            double               width,
                                            double               height,
                                            guint                note,
                                            double              *x,
                                            double              *y);

G_END_DECLS
