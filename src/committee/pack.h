/* pack.h: the dossier of a sitting: everything its members need, in one PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/dossier.h"
#include "report/document.h"

G_BEGIN_DECLS

/**
 * CopilPackSources:
 * @get_chart: (nullable): (transfer full) (nullable): what an item_view shows, at the frozen state
 *   of the sitting, or NULL where it cannot be shown
 * @get_bytes: (nullable): (transfer full) (nullable): the PDF of an item_document
 * @state: (nullable): of which state the charts are: "lot 412, arrêté au 30 novembre 2026"
 * @user_data: given to both
 *
 * Where what the dossier names comes from. What cannot be had is said on its page, and nothing
 * else is lost.
 */
typedef struct
{
  CopilChart *(*get_chart) (CopilRecord *view,
                            gpointer     user_data);
  GBytes     *(*get_bytes) (CopilRecord *document,
                            gpointer     user_data);
  const char *state;
  gpointer    user_data;
} CopilPackSources;

/**
 * copil_pack_to_pdf:
 * @today: microseconds since 1970: what is late is late of that day
 *
 * Contents, agenda, the figures linked to each item, open decisions and actions, then the joined
 * documents in the order of the agenda, each with its bookmark and the page on which it begins.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *copil_pack_to_pdf (CopilDossier           *dossier,
                           const CopilPackSources *sources,
                           gint64                  today,
                           gboolean                fictitious,
                           GError                **error);

G_END_DECLS
