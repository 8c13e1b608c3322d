/* map-chart.h: figures where they happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/outline.h"

G_BEGIN_DECLS

/**
 * CopilMapKind:
 * @COPIL_MAP_CLASSES: rates, in at most 5 classes
 * @COPIL_MAP_CIRCLES: counts, as circles: an area painted by a count would lie
 * @COPIL_MAP_LOCATOR: where the subject is, no figure
 */
typedef enum
{
  COPIL_MAP_CLASSES,
  COPIL_MAP_CIRCLES,
  COPIL_MAP_LOCATOR,
} CopilMapKind;

/**
 * CopilMapItem:
 * @outline: (nullable): without one it is in the table and in the sentence only
 * @key: given back by hits
 * @subject: outlined in ink and named
 */
typedef struct
{
  CopilOutline *outline;
  const char   *name;
  CopilFigure   figure;
  int           key;
  gboolean      subject;
} CopilMapItem;

/**
 * CopilMapData:
 * @bounds: (array length=n_bounds): between the classes, ascending; see classes.h. They are given
 *   and not found here so that a map looks the same from one month to the next
 * @n_bounds: at most 4
 * @words: (nullable) (array length=n_bounds + 1): the classes are states that have a name, "fusion en
 *   cours", and no figure: values 0, 1, 2 with bounds between; "2 sur 4" of a numerator and a
 *   denominator is written. Each is told by a hatching too
 * @nothing: (nullable): with @words, the name of the state of what has no value
 * @diverging: the middle class is a reference, those on both sides are far from it
 * @caption: (nullable): under the legend: "classes fixes"; the unit and "contours approchés" are
 *   added where they apply
 * @noun: (nullable): what an item is: "bassin"
 * @nouns: (nullable): "bassins"
 * @feminine: of @noun
 * @of: (nullable): of what: "du Nord"
 *
 * Everything is copied; outlines are referenced.
 */
typedef struct
{
  CopilChartHead      head;
  CopilMapKind        kind;
  const CopilMapItem *items;
  guint               n_items;
  const double       *bounds;
  guint               n_bounds;
  const char *const  *words;
  const char         *nothing;
  gboolean            diverging;
  const char         *caption;
  const char         *noun;
  const char         *nouns;
  gboolean            feminine;
  const char         *of;
} CopilMapData;

#define COPIL_TYPE_MAP_CHART (copil_map_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilMapChart, copil_map_chart, COPIL, MAP_CHART, CopilChart)

CopilChart *copil_map_chart_new (const CopilMapData *data);

G_END_DECLS
