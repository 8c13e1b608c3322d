/* territories.h: the list of territories as one text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"

G_BEGIN_DECLS

/* A line a territory, fields between tabulations, in the order of copil_territory_list_add().
 * The order of the lines is that of the list, so that indices are the same in every session. */
void                copil_territories_append (GString     *document,
                                              int          id,
                                              const char  *set,
                                              const char  *code,
                                              const char  *name,
                                              int          liaison,
                                              const char  *seat,
                                              gint64       population,
                                              int          parent_id,
                                              gboolean     has_communes);
/* (transfer full): the sealed list, or NULL and an error that names the line. */
CopilTerritoryList *copil_territories_parse  (const char  *document,
                                              gssize       length,
                                              GError     **error);

G_END_DECLS
