/* dashboard-view.h: what the dashboard of one territory says, for the screen and for paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/signal.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/* The months between the first and the last figure of any indicator; FALSE without any. */
gboolean    copil_dashboard_get_span (CopilCube   *cube,
                                      CopilPeriod *first,
                                      CopilPeriod *last);

/* Whether something that is shown of @indicator is made of @measure: its figure, the parts of its
 * bar, or what makes two territories alike. */
gboolean    copil_dashboard_needs_measure (const CopilIndicator *indicator,
                                           const CopilMeasure   *measure);

/* With what a figure is compared. */
typedef enum
{
  COPIL_COMPARISON_YEAR,   /* the same period one year before */
  COPIL_COMPARISON_TARGET, /* the target, or the trajectory towards it */
  COPIL_COMPARISON_PARENT, /* the territory above */
  COPIL_COMPARISON_PEERS,  /* the median of comparable territories */
  COPIL_N_COMPARISONS,
} CopilComparison;

/* "year", "target", "parent", "peers": in links, settings and on the command line. */
const char *copil_comparison_to_id (CopilComparison  self);
gboolean    copil_comparison_parse (const char      *text,
                                    CopilComparison *comparison);

/**
 * CopilTile:
 * @indicator: which one
 * @period: what is shown, in the indicator's own rhythm: the last one that ended by the month
 *   asked for
 * @figure: its value, counts, coverage and status
 * @value: "62,8", or the word in its place: "n.d.", "s", "///"
 * @unit: "%", "pers.", or ""
 * @change: "+6,4 pts sur un an", or "" when there is nothing to compare with
 * @signal: what the figure says, see core/signal.h
 * @tone: how to colour @signal_word: see CopilTone
 * @arrow: 1 upwards, -1 downwards, 0 level; the direction, never the judgement
 * @signal_word: "Amélioration", "Stable", "Non évalué", or "" for a figure on its way, of which
 *   @change says so
 * @signal_reason: one sentence that says why
 * @standing: "provisoire", "estimé", or ""
 * @coverage: "couv. 96 %", or "" at 100 %
 * @target: "cible 85 % fin 2027", "cible 50 pers. au plus", "cible 15–20 h", or ""
 * @goal: the same without its date
 * @late: "attendu le 5 nov.", or "" when the period asked for is there
 * @sentence: all of it read aloud, for a screen reader and for Ctrl+I
 *
 * One indicator as a tile or as a row of the key figures. All strings are French, typeset, never NULL.
 */
typedef enum
{
  COPIL_TONE_NEUTRAL,
  COPIL_TONE_FAVOURABLE,
  COPIL_TONE_WATCH,
  COPIL_TONE_UNFAVOURABLE,
} CopilTone;

typedef struct
{
  const CopilIndicator *indicator;
  CopilPeriod           period;
  CopilFigure           figure;
  char                 *value;
  char                 *unit;
  char                 *change;
  CopilSignal           signal;
  CopilTone             tone;
  int                   arrow;
  char                 *signal_word;
  char                 *signal_reason;
  char                 *standing;
  char                 *coverage;
  char                 *target;
  char                 *goal;
  char                 *late;
  char                 *sentence;
} CopilTile;

void copil_tile_free (CopilTile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilTile, copil_tile_free)

/**
 * CopilExplanation:
 * @counts: "3 412 rendez-vous tenus sous 30 jours", over @among: "5 433 orientations notifiées";
 *   @among is "" for a plain count, both are for a published value
 * @result: "= 62,8 %"
 * @coverage: "6 bassins sur 6 · couverture 96 %"
 * @batch: "lot 12, provisoire"
 * @contributions: "Gain sur un an : Lille +3,1 · Valenciennes +1,2 · autres +0,5", or ""
 * @children: (element-type GStrv): the same figure in the territories that it sums, the first
 *   row is the header; NULL for a leaf
 * @formula: in words
 * @definition: that of the catalogue
 * @source: source, producer and rhythm
 *
 * "Expliquer ce chiffre": a figure down to what it is made of.
 */
typedef struct
{
  char      *counts;
  char      *among;
  char      *result;
  char      *coverage;
  char      *batch;
  char      *contributions;
  GPtrArray *children;
  char      *formula;
  char      *definition;
  char      *source;
} CopilExplanation;

void copil_explanation_free (CopilExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilExplanation, copil_explanation_free)

/**
 * CopilDashboardView:
 *
 * One territory, one period, one comparison, read from the cube when asked: it keeps no copy of a
 * figure, so that after the cube changed the same view gives the new ones. No GTK, no query.
 */
#define COPIL_TYPE_DASHBOARD_VIEW (copil_dashboard_view_get_type ())
G_DECLARE_FINAL_TYPE (CopilDashboardView, copil_dashboard_view, COPIL, DASHBOARD_VIEW, GObject)

CopilDashboardView   *copil_dashboard_view_new              (CopilCube             *cube,
                                                             const CopilTerritory  *territory,
                                                             CopilPeriod            period,
                                                             CopilComparison        comparison);
CopilCube            *copil_dashboard_view_get_cube         (CopilDashboardView    *self);
const CopilTerritory *copil_dashboard_view_get_territory    (CopilDashboardView    *self);
/* (nullable): the nearest territory of which this one is a part: Mayotte alone is its region, and
 * is compared with France. */
const CopilTerritory *copil_dashboard_view_get_whole        (CopilDashboardView    *self);
CopilPeriod           copil_dashboard_view_get_period       (CopilDashboardView    *self);
CopilComparison       copil_dashboard_view_get_comparison   (CopilDashboardView    *self);

/* (transfer full): "Comité départemental · 2 607 000 habitants · 6 bassins". */
char                 *copil_dashboard_view_describe_perimeter (CopilDashboardView  *self);
/* (transfer full): "Comité départemental du Nord". */
char                 *copil_dashboard_view_name_committee   (CopilDashboardView    *self);
/* (transfer container) (element-type CopilIndicator): those of the first page of this level,
 * or all that exist at this level; in the order of the catalogue, chapter by chapter. */
GPtrArray            *copil_dashboard_view_list_indicators  (CopilDashboardView    *self,
                                                             gboolean               focus_only);
/* The last period of the indicator that ended by the month asked for. */
CopilPeriod           copil_dashboard_view_period_of        (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);

/* Whether what the figure of the territory is made of is still on its way from the base, so that
 * there is no figure yet: not a missing one. */
gboolean              copil_dashboard_view_is_arriving      (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
CopilTile            *copil_dashboard_view_build_tile       (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
/* (transfer full): the finding, one sentence: "6,4 points gagnés en un an ; à ce rythme…". */
char                 *copil_dashboard_view_build_sentence   (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
/* (transfer full) (element-type utf8): L’essentiel of the first page: at most @limit sentences. */
GPtrArray            *copil_dashboard_view_build_essentials (CopilDashboardView    *self,
                                                             guint                  limit);
/* (transfer full): "Source : France Travail, état au lot n° 12", for a chart that leaves. */
char                 *copil_dashboard_view_name_source      (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
CopilExplanation     *copil_dashboard_view_explain          (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);

/* (transfer full) (nullable): NULL where there is nothing to draw: no target for the bullet, no
 * level below for the map, no sibling for the comparison. The keys of the data (chart.h) are
 * period indices in the curve, indices of territories in the others. */
CopilChart           *copil_dashboard_view_build_sparkline  (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
CopilChart           *copil_dashboard_view_build_bullet     (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
CopilChart           *copil_dashboard_view_build_curve      (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
CopilChart           *copil_dashboard_view_build_map        (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
/* A funnel where the formula has a denominator, else ranked bars. */
CopilChart           *copil_dashboard_view_build_comparison (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
/* How it spreads: the classes of a histogram, or the parts of a whole by territory. */
CopilChart           *copil_dashboard_view_build_histogram  (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);

/* The periods that its curve shows. */
void                  copil_dashboard_view_get_curve_span   (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator,
                                                             CopilPeriod           *first,
                                                             CopilPeriod           *last);
/* (nullable) (element-type CopilAnnotation): those to show in place of the cube's: with what still
 * waits to be recorded (annotation-drafts.h). A report has the cube's. */
void                  copil_dashboard_view_set_annotations  (CopilDashboardView    *self,
                                                             GPtrArray             *annotations);
/* (transfer none): all of them, on whatever curve. */
GPtrArray            *copil_dashboard_view_get_annotations  (CopilDashboardView    *self);
/* (transfer container) (element-type CopilAnnotation): those on its curve, by month: made in the
 * territory, in one that it is part of or for the whole country, within the span of the curve. */
GPtrArray            *copil_dashboard_view_list_annotations (CopilDashboardView    *self,
                                                             const CopilIndicator  *indicator);
/* (transfer full) (nullable): where it was made, when not here: "Hauts-de-France", "France". */
char                 *copil_dashboard_view_name_origin      (CopilDashboardView    *self,
                                                             const CopilAnnotation *annotation);

/* (transfer container) (element-type CopilTerritory): of the same set, the nearest by
 * population, poverty and unemployment; @territory excluded; at most @limit. */
GPtrArray            *copil_dashboard_view_list_peers       (CopilDashboardView    *self,
                                                             guint                  limit);

G_END_DECLS
