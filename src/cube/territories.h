/* territories.h: the list of territories, out of the base and as one text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"
#include "db/result.h"

G_BEGIN_DECLS

/* What is asked of the base: the territories of today, and of them what @condition (" AND ..."
 * or "") leaves; s is the perimeter set. */
#define COPIL_TERRITORIES_QUERY(condition)                                                         \
  "SELECT t.id, t.set_code, t.code, t.name, t.liaison, t.seat, coalesce(t.population, 0),"         \
  " coalesce(p.id, 0), s.has_communes FROM copil.territory t"                                      \
  " JOIN copil.perimeter_set s ON s.code = t.set_code"                                             \
  " LEFT JOIN copil.territory p ON p.id = t.parent_id AND p.valid_to IS NULL"                      \
  " WHERE t.valid_to IS NULL" condition " ORDER BY t.id"

/* A line a territory, fields between tabulations, in the order of copil_territory_list_add().
 * The order of the lines is that of the list, so that indices are the same in every session. */
void                copil_territories_append (GString      *document,
                                              int           id,
                                              const char   *set,
                                              const char   *code,
                                              const char   *name,
                                              int           liaison,
                                              const char   *seat,
                                              gint64        population,
                                              int           parent_id,
                                              gboolean      has_communes);
/* (transfer full): a line for each row of the answer. */
GBytes             *copil_territories_write  (CopilResult  *rows);
/* (transfer full): the sealed list, or NULL and an error that names the line. */
CopilTerritoryList *copil_territories_parse  (const char   *document,
                                              gssize        length,
                                              GError      **error);
/* Both in one step. (transfer full), or NULL and an error. */
CopilTerritoryList *copil_territories_read   (CopilResult  *rows,
                                              GError      **error);

G_END_DECLS
