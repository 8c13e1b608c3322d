/* territory-private.h: what the files of the list of territories share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"

G_BEGIN_DECLS

struct _CopilTerritoryList
{
  gatomicrefcount ref_count;
  GPtrArray      *territories; /* owned, in the order of addition */
  GArray         *parent_ids;  /* of the same ranks, until sealed */
  GArray         *liaisons;    /* likewise */
  GHashTable     *by_id;       /* id -> CopilTerritory */
  GHashTable     *by_code;     /* "set:code" -> CopilTerritory */
  gboolean        sealed;
  gsize           searchable;  /* whether @spellings is there, for g_once_init_enter() */
  GPtrArray      *spellings;   /* CopilSpellings, of the same ranks */
};

/* Its code, and what a person may call it, folded. */
typedef struct
{
  char *code; /* "2a" */
  char *name; /* "nord" */
  char *seat; /* "lille" */
  GStrv full; /* "departement du nord", "departement nord", "du nord", "dans le nord" */
} CopilSpellings;

const CopilSpellings *copil_territory_list_get_spellings (CopilTerritoryList *self,
                                                          guint               index);

G_END_DECLS
