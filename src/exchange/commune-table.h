/* commune-table.h: the communes of France, the stones every perimeter is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CopilCommune:
 * @code: INSEE code of the current official code ("59606", "2A004")
 * @name: "Valenciennes"
 * @basin: code of its shipped bassin ("596")
 * @department: code of its department ("59", "971")
 * @population: inhabitants
 * @longitude: degrees east of Greenwich, or NAN when the place is not known
 * @latitude: degrees north, or NAN
 */
typedef struct
{
  const char *code;
  const char *name;
  const char *basin;
  char        department[4];
  int         population;
  double      longitude;
  double      latitude;
} CopilCommune;

/* Immutable, shared by reference. */
typedef struct _CopilCommuneTable CopilCommuneTable;

CopilCommuneTable  *copil_commune_table_get_shipped (GError            **error);
CopilCommuneTable  *copil_commune_table_parse       (GBytes             *bytes,
                                                     GError            **error);
CopilCommuneTable  *copil_commune_table_ref         (CopilCommuneTable  *self);
void                copil_commune_table_unref       (CopilCommuneTable  *self);

guint               copil_commune_table_get_size    (CopilCommuneTable  *self);
const CopilCommune *copil_commune_table_get         (CopilCommuneTable  *self,
                                                     guint               index);
/* The index that @commune, of this table, has. */
guint               copil_commune_table_rank        (CopilCommuneTable  *self,
                                                     const CopilCommune *commune);
const CopilCommune *copil_commune_table_find        (CopilCommuneTable  *self,
                                                     const char         *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilCommuneTable, copil_commune_table_unref)

G_END_DECLS
