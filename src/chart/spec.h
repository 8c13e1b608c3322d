/* spec.h: a chart from a small file: a description in JSON, or a table in CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

#define COPIL_SPEC_ERROR (copil_spec_error_quark ())
typedef enum
{
  COPIL_SPEC_ERROR_SYNTAX,  /* not JSON, not a table */
  COPIL_SPEC_ERROR_TYPE,    /* no chart of this type */
  COPIL_SPEC_ERROR_MEMBER,  /* a member is missing or of the wrong kind; the message names it */
} CopilSpecError;
GQuark copil_spec_error_quark (void);

/* The types that a description may name, NULL at the end: "line", "rank"… */
const char *const *copil_spec_get_types (void);

/* (transfer full): from an object with "type", "title", "unit", "decimals" and what the type
 * takes: members are named as those of the data structures of each chart. A figure is a number;
 * null or "n.d."; "s"; "///"; or an object with "value", "status", "numerator", "denominator".
 * A period is "2026-10", "2026-T3" or "2026". @type, when not NULL, stands for the member. */
CopilChart *copil_chart_from_json (const char  *type,
                                   const char  *json,
                                   gssize       length,
                                   GError     **error);
/* (transfer full): from a table with a header, semicolons and decimal commas. A first column of
 * periods makes a line or columns, one of names makes ranked bars or a composition. */
CopilChart *copil_chart_from_csv  (const char  *type,
                                   const char  *title,
                                   const char  *csv,
                                   gssize       length,
                                   GError     **error);

G_END_DECLS
