/* spec-private.h: reading the members of a description
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "chart/spec.h"
#include "core/cell.h"
#include "core/indicator.h"
#include "core/period.h"

G_BEGIN_DECLS

/* The first fault is kept, and reading goes on with neutral values: it is asked for once, at the
 * end. Arrays read live as long as the spec. */
typedef struct
{
  GError   **error;
  gboolean   failed;
  GPtrArray *kept;
} CopilSpec;

void              copil_spec_fail     (CopilSpec      *self,
                                       const char     *member,
                                       const char     *problem);
gpointer          copil_spec_alloc    (CopilSpec      *self,
                                       gsize           n,
                                       gsize           size);
const char       *copil_spec_text     (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member);
double            copil_spec_number   (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member,
                                       double          fallback);
gboolean          copil_spec_bool     (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member);
CopilPeriod       copil_spec_period   (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member);
CopilDirection    copil_spec_direction (CopilSpec     *self,
                                       JsonObject     *object);
CopilFigure       copil_spec_figure   (CopilSpec      *self,
                                       JsonNode       *node,
                                       const char     *member);
/* The member as a figure; not available when it is not there. */
CopilFigure       copil_spec_get_figure (CopilSpec    *self,
                                       JsonObject     *object,
                                       const char     *member);
CopilFigure      *copil_spec_figures  (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member,
                                       guint          *n);
/* The same, of exactly @n figures. */
CopilFigure      *copil_spec_n_figures (CopilSpec     *self,
                                       JsonObject     *object,
                                       const char     *member,
                                       guint           n);
double           *copil_spec_numbers  (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member,
                                       guint          *n);
/* An array of objects; NULL and 0 when it is not there. */
JsonArray        *copil_spec_objects  (CopilSpec      *self,
                                       JsonObject     *object,
                                       const char     *member,
                                       guint          *n);
CopilChartHead    copil_spec_head     (CopilSpec      *self,
                                       JsonObject     *object);

/* One a type; what they return is dropped when the spec has failed. */
typedef CopilChart *(*CopilSpecBuilder) (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_line     (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_spark    (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_bullet   (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_rank     (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_columns  (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_composition (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_histogram (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_funnel   (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_map      (CopilSpec *spec, JsonObject *object);
CopilChart       *copil_spec_multiples (CopilSpec *spec, JsonObject *object);

G_END_DECLS
