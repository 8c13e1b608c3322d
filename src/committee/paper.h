/* paper.h: the documents of a committee and of its sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/dossier.h"
#include "report/document.h"

G_BEGIN_DECLS

/**
 * CopilPaperKind:
 * @COPIL_PAPER_CONVOCATION: the letter, in the names of both chairs, with the agenda
 * @COPIL_PAPER_PACK: dossier de séance, without what only pack.h can add: charts, documents
 * @COPIL_PAPER_SIGN_IN: who signs on entering
 * @COPIL_PAPER_MANDATE: the form by which a member lets another vote
 * @COPIL_PAPER_DECISIONS: relevé de décisions
 * @COPIL_PAPER_FOLLOW_UP: actions of the committee, until they are closed
 * @COPIL_PAPER_CONVERGENCE: what merges into the committee
 */
typedef enum
{
  COPIL_PAPER_CONVOCATION,
  COPIL_PAPER_PACK,
  COPIL_PAPER_SIGN_IN,
  COPIL_PAPER_MANDATE,
  COPIL_PAPER_DECISIONS,
  COPIL_PAPER_FOLLOW_UP,
  COPIL_PAPER_CONVERGENCE,
  COPIL_N_PAPERS,
} CopilPaperKind;

/* "convocation", "sign-in"... as the command line names them. */
const char    *copil_paper_get_name  (CopilPaperKind  kind);
gboolean       copil_paper_find      (const char     *name,
                                      CopilPaperKind *kind);
/* In French, for a menu or a file: "Convocation". */
const char    *copil_paper_get_title (CopilPaperKind  kind);

/**
 * copil_paper_new:
 * @today: microseconds since 1970: what is late is late of that day; the same one gives the same
 *   bytes
 * @fictitious: every page says so
 *
 * Returns: (transfer full) (nullable): NULL with a French sentence where there is nothing to write:
 *   no sitting in the dossier
 */
CopilDocument *copil_paper_new       (CopilPaperKind  kind,
                                      CopilDossier   *dossier,
                                      gint64          today,
                                      gboolean        fictitious,
                                      GError        **error);

/**
 * copil_minutes_paper_new:
 * @minutes: what copil.minutes_document() answers: {content, content_hash, state}
 *
 * Procès-verbal: names and capacity of those present, mandates, matters, meaning of each
 * deliberation, votes, disagreement that a member asked to be mentioned (R. 133-13 of the CRPA),
 * decisions, actions, the time taken. Until it is final every page says that it is a draft, which
 * is not to be handed out (L. 311-2 of the CRPA). The content is attached as JSON, and the hash
 * that both chairs approved is printed.
 *
 * Returns: (transfer full) (nullable): NULL with G_IO_ERROR_INVALID_DATA
 */
CopilDocument *copil_minutes_paper_new (JsonObject     *minutes,
                                        gboolean        fictitious,
                                        GError        **error);

G_END_DECLS
