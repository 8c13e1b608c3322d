/* base.h: the base shapes of departments, made to fit together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "exchange/outline-geos.h"

G_BEGIN_DECLS

typedef struct
{
  char             *code;
  const CopilFrame *frame;
  GPtrArray        *rings; /* GArray of Vertex */
} Department;

/* Grid units. */
typedef struct
{
  int x;
  int y;
} Vertex;

/* (transfer full) (element-type Department): what base.py wrote, in its order. */
GPtrArray *base_read  (JsonObject *document,
                       GError    **error);
/* (transfer full) (element-type GEOSGeometry): by department, shapes that share their borders. */
GPtrArray *base_clean (GPtrArray  *departments,
                       GError    **error);

G_END_DECLS
