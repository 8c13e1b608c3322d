/* sentence.h: the turns of phrase that text alternatives share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart-private.h"

G_BEGIN_DECLS

/* (transfer full): "Mai et juin" from "mai et juin". */
char       *copil_sentence_capitalise (const char           *text);
/* (transfer full): "premier rendez-vous" from "Premier rendez-vous"; acronyms stay. */
char       *copil_sentence_lower      (const char           *text);
/* (transfer full): the title of @head, led by @name unless it names it already. */
char       *copil_sentence_subject    (const CopilChartHead *head,
                                       const char           *name);
/* "deux", "trois"... as far as words are shorter than digits; (transfer full). */
char       *copil_sentence_number     (guint                 n,
                                       gboolean              feminine);

G_END_DECLS
