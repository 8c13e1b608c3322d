/* paper.h: the documents of a committee and of its sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table, which the window and the command line both read: to print one, ask its facts what it
 * needs, put this in the inputs, and copil_paper_to_pdf().
 */
#pragma once

#include "committee/dossier.h"
#include "report/document.h"

G_BEGIN_DECLS

/**
 * CopilPaperKind:
 * @COPIL_PAPER_CONVOCATION: the letter, in the names of both chairs, with the agenda
 * @COPIL_PAPER_AGENDA: ordre du jour, with the hours
 * @COPIL_PAPER_CHANGES: what a later convocation changes in the one before it
 * @COPIL_PAPER_PACK: dossier de séance: agenda, figures, joined documents, open actions
 * @COPIL_PAPER_RUNNING_ORDER: conducteur, of those who animate the sitting, with their notes
 * @COPIL_PAPER_SIGN_IN: who signs on entering
 * @COPIL_PAPER_MANDATE: the form by which a member lets another vote
 * @COPIL_PAPER_MINUTES: procès-verbal
 * @COPIL_PAPER_DECISIONS: relevé de décisions
 * @COPIL_PAPER_EXTRACT: one decision, out of the minutes
 * @COPIL_PAPER_FOLLOW_UP: actions of the committee, until they are closed
 * @COPIL_PAPER_CONVERGENCE: what merges into the committee
 * @COPIL_PAPER_STATISTICS: the work of the committee over a period
 */
typedef enum
{
  COPIL_PAPER_CONVOCATION,
  COPIL_PAPER_AGENDA,
  COPIL_PAPER_CHANGES,
  COPIL_PAPER_PACK,
  COPIL_PAPER_RUNNING_ORDER,
  COPIL_PAPER_SIGN_IN,
  COPIL_PAPER_MANDATE,
  COPIL_PAPER_MINUTES,
  COPIL_PAPER_DECISIONS,
  COPIL_PAPER_EXTRACT,
  COPIL_PAPER_FOLLOW_UP,
  COPIL_PAPER_CONVERGENCE,
  COPIL_PAPER_STATISTICS,
  COPIL_N_PAPERS,
} CopilPaperKind;

/* What one is written of, besides the dossier: the member of the inputs of that name. */
typedef enum
{
  COPIL_PAPER_NEEDS_SOURCES = 1 << 0,
  COPIL_PAPER_NEEDS_MINUTES = 1 << 1,
  COPIL_PAPER_NEEDS_DECISION = 1 << 2,
  COPIL_PAPER_NEEDS_STATISTICS = 1 << 3,
  COPIL_PAPER_NEEDS_MAP = 1 << 4,
} CopilPaperNeeds;

/**
 * CopilPaperFacts:
 * @name: "sign-in": as the command line names it
 * @title: in French, for a menu or a page: "Feuille d’émargement"
 * @of_sitting: or else of the committee as it is today
 * @for_preparers: nobody else is offered it; what makes it so, the base gives to nobody else
 * @needs: CopilPaperNeeds
 */
typedef struct
{
  const char *name;
  const char *title;
  gboolean    of_sitting;
  gboolean    for_preparers;
  guint       needs;
} CopilPaperFacts;

/* (transfer none) */
const CopilPaperFacts *copil_paper_get_facts (CopilPaperKind  kind);
/* The reverse of the name. */
gboolean               copil_paper_find      (const char     *name,
                                              CopilPaperKind *kind);

/**
 * CopilPackSources:
 * @get_chart: (nullable): (transfer full) (nullable): what an item_view shows, at the frozen state
 *   of the sitting, or NULL where it cannot be shown
 * @get_bytes: (nullable): (transfer full) (nullable): the PDF of an item_document
 * @state: (nullable): of which state the charts are, said under each: "État figé le 12 novembre
 *   2026 (lot 57)"
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
 * CopilPaperInputs:
 * @today: microseconds since 1970: what is late is late of that day; the same one gives the same
 *   bytes
 * @fictitious: every page says so
 * @sources: (nullable)
 * @minutes: (nullable): what copil.minutes_document() answers: {content, content_hash, state}
 * @decision: (nullable): id of the one that is extracted
 * @statistics: (nullable): what copil.statistics() answers for the period
 * @map: (nullable): where the bodies converge, see copil_convergence_draw_map()
 * @since, @until: (nullable): first and last day of the period, "2026-01-31"; NULL: no bound
 */
typedef struct
{
  gint64                  today;
  gboolean                fictitious;
  const CopilPackSources *sources;
  JsonObject             *minutes;
  const char             *decision;
  JsonObject             *statistics;
  CopilChart             *map;
  const char             *since;
  const char             *until;
} CopilPaperInputs;

/* Whether it can be printed of this dossier by who reads it, for a menu; @reason: (out) (optional)
 * (transfer none) (nullable): a French sentence, when not. Only what the inputs lack is not asked. */
gboolean       copil_paper_is_ready         (CopilPaperKind           kind,
                                             CopilDossier            *dossier,
                                             const char             **reason);
/* Whether there is something of it yet: minutes that were begun, decisions that were taken. */
gboolean       copil_paper_is_timely        (CopilPaperKind           kind,
                                             CopilDossier            *dossier);
/* (transfer full): "2026-12-03 Convocation.pdf". */
char          *copil_paper_format_file_name (CopilPaperKind           kind,
                                             CopilDossier            *dossier,
                                             const CopilPaperInputs  *inputs);
/* (transfer full) (nullable): tagged, in French, with its bookmarks; the same inputs give the same
 * bytes. NULL with a French sentence where there is nothing to write: G_IO_ERROR_NOT_FOUND,
 * G_IO_ERROR_PERMISSION_DENIED, G_IO_ERROR_INVALID_DATA. */
GBytes        *copil_paper_to_pdf           (CopilPaperKind           kind,
                                             CopilDossier            *dossier,
                                             const CopilPaperInputs  *inputs,
                                             GError                 **error);

G_END_DECLS
