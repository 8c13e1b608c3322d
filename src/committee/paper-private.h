/* paper-private.h: what the documents of a committee share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/agenda.h"
#include "committee/paper.h"
#include "core/regime.h"

G_BEGIN_DECLS

typedef struct
{
  CopilDossier  *dossier;
  CopilDocument *document;
  CopilRecord   *committee;
  CopilRecord   *sitting; /* (nullable) */
  GPtrArray     *agenda;  /* of CopilAgendaEntry; empty without a sitting */
  CopilRegime   *regime;  /* (nullable): rules of the sitting, or else of the committee */
  GPtrArray     *parts;   /* (nullable): of CopilPackPart */
  const CopilPaperInputs *inputs;
  guint          n_figures; /* attached so far */
} CopilPaper;

/* A document that is joined: after @page pages of what stands before it. */
typedef struct
{
  char        *title;
  CopilRecord *record;
  GBytes      *pdf; /* NULL: it cannot be joined, @problem says why */
  char        *problem;
  guint        n_pages;
  guint        page;
} CopilPackPart;

/* paper.c */
/* Markup: what a person wrote, with &, < and > escaped. @text: (nullable). */
char        *_copil_paper_escape       (const char         *text);
void         _copil_paper_add          (CopilDocument      *document,
                                        const char         *role,
                                        const char         *format,
                                        ...) G_GNUC_PRINTF (3, 4);
/* (transfer none): "" when not known. */
const char  *_copil_paper_member       (CopilPaper         *self,
                                        const char         *member_id);
const char  *_copil_paper_position     (CopilPaper         *self,
                                        const char         *member_id);
/* (nullable): who holds the seat, or deputises for its holder, on the day of the sitting. */
CopilRecord *_copil_paper_find_term    (CopilPaper         *self,
                                        const char         *seat_id,
                                        gboolean            deputy);
gboolean     _copil_paper_is_current   (CopilPaper         *self,
                                        CopilRecord        *dated);
/* "n° 2026-04", or "à numéroter". */
char        *_copil_paper_format_decision (CopilRecord     *decision);
/* One of the two blocks where the chairs sign. @name, @position: (nullable). */
void         _copil_paper_add_signature (CopilDocument     *document,
                                        const char         *authority,
                                        const char         *name,
                                        const char         *position);
/* Both, with who holds the seats of the chairs. */
void         _copil_paper_add_signatures (CopilPaper       *self);
/* paper-figures.c: a linked figure: its caption, the chart, its last figures, all of them in a file
 * that is attached. */
void         _copil_paper_add_view     (CopilPaper         *self,
                                        CopilRecord        *view);
/* Of level 2, with white above it. */
void         _copil_paper_add_heading  (CopilDocument      *document,
                                        const char         *text,
                                        const char         *anchor);
typedef enum { COPIL_ACTIONS_ALL, COPIL_ACTIONS_OPEN, COPIL_ACTIONS_OF_SITTING } CopilActions;
/* Of those that the dossier has. */
void         _copil_paper_add_actions  (CopilPaper         *self,
                                        CopilActions        which);
/* With hours from the start when @hours. */
void         _copil_paper_add_agenda   (CopilPaper         *self,
                                        gboolean            hours);

/* paper-advice.c: what was asked and answered on an item, as a table; nothing where nothing was. */
gboolean     _copil_paper_has_advices (CopilPaper         *self,
                                        CopilRecord        *item);
void         _copil_paper_add_advices (CopilPaper         *self,
                                        CopilRecord        *item);

/* (transfer full): @parts: (nullable): of CopilPackPart. */
CopilDocument *_copil_paper_compose    (CopilPaperKind      kind,
                                        CopilDossier       *dossier,
                                        const CopilPaperInputs *inputs,
                                        GPtrArray          *parts);

/* With the joined documents behind it. */
GBytes      *_copil_pack_to_pdf        (CopilDossier       *dossier,
                                        const CopilPaperInputs *inputs,
                                        GError            **error);
/* Of what the base says that the minutes are, and of nothing else. */
CopilDocument *_copil_paper_create_minutes (CopilDossier   *dossier,
                                        const CopilPaperInputs *inputs,
                                        GError            **error);

CopilDocument *_copil_paper_create_extract (CopilDossier   *dossier,
                                        const CopilPaperInputs *inputs,
                                        GError                **error);
/* (nullable): why there is none. */
const char  *_copil_paper_miss_changes (CopilDossier       *dossier);

/* One builder each. */
void         _copil_paper_changes      (CopilPaper         *self);
void         _copil_paper_running_order (CopilPaper        *self);
void         _copil_paper_statistics   (CopilPaper         *self);
void         _copil_paper_pack         (CopilPaper         *self);
void         _copil_paper_agenda       (CopilPaper         *self);
void         _copil_paper_convocation  (CopilPaper         *self);
void         _copil_paper_sign_in      (CopilPaper         *self);
void         _copil_paper_mandate      (CopilPaper         *self);
void         _copil_paper_decisions    (CopilPaper         *self);
void         _copil_paper_follow_up    (CopilPaper         *self);
void         _copil_paper_convergence  (CopilPaper         *self);
G_END_DECLS
