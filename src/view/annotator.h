/* annotator.h: which curves a person may write on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/annotation.h"

G_BEGIN_DECLS

/**
 * CopilAnnotator:
 * @login: (nullable): NULL before the base said who we are
 * @everywhere: entitled to the whole country
 * @territories: (element-type int): ids of those that the person is entitled to
 *
 * What the window offers. The base decides, each time.
 */
typedef struct
{
  char     *login;
  gboolean  everywhere;
  GArray   *territories;
} CopilAnnotator;

/* @json: (nullable): the answer of copil.whoami(). Replaces what was there. */
void       copil_annotator_parse       (CopilAnnotator        *self,
                                        const char            *json);
void       copil_annotator_clear       (CopilAnnotator        *self);
gboolean   copil_annotator_may_write   (const CopilAnnotator  *self,
                                        const CopilTerritory  *territory);
/* Its own words, while entitled to where they were written. */
gboolean   copil_annotator_may_edit    (const CopilAnnotator  *self,
                                        const CopilAnnotation *annotation,
                                        CopilTerritoryList    *territories);
gboolean   copil_annotator_may_remove  (const CopilAnnotator  *self,
                                        const CopilAnnotation *annotation,
                                        CopilTerritoryList    *territories);
/* (transfer container) (element-type CopilTerritory): @territory and those above it that the
 * person may write on, the nearest first. */
GPtrArray *copil_annotator_list_places (const CopilAnnotator  *self,
                                        const CopilTerritory  *territory);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilAnnotator, copil_annotator_clear)

G_END_DECLS
