/* gazetteer.h: which territory a file means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"

G_BEGIN_DECLS

/* Names and codes of a list of territories, in all the spellings that files use. */
typedef struct _CopilGazetteer CopilGazetteer;

CopilGazetteer       *copil_gazetteer_new   (CopilTerritoryList *territories);
void                  copil_gazetteer_free  (CopilGazetteer     *self);

/* "59", "D59", "2a", "1" for "01", "Nord", "NORD", "département du Nord", "59 - Nord",
 * "Nord (59)", "Taux de chômage localisé par département - Var". @set: (nullable): only in
 * this one; without it a text that names a level ("région") is looked up there, and others
 * in the first of the sets, from France down, that has them. NULL when there is none. */
const CopilTerritory *copil_gazetteer_find  (CopilGazetteer     *self,
                                             const char         *text,
                                             const char         *set);
/* The set that a text names: "Taux ... par région - Corse" is about a "region"; or NULL. */
const char           *copil_gazetteer_get_level (const char     *text);
/* The set that knows the most of @texts (empty ones do not count), and how many of them. */
const char           *copil_gazetteer_vote  (CopilGazetteer     *self,
                                             const char * const *texts,
                                             gsize               n,
                                             guint              *known);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilGazetteer, copil_gazetteer_free)

G_END_DECLS
