/* committee-context.h: the committee that the pages show, and what may be done in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/committee-store.h"
#include "committee/desk.h"
#include "committee/paper.h"
#include "committee/rights.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/**
 * CopilCommitteeContext:
 * @territory: (nullable): before the first place
 * @committee: (nullable): its committee, NULL while there is none, or none is known
 * @rights: of the person in @committee, or over @territory
 *
 * Owned by the page of the committees; its panes read it and ask it to write.
 */
typedef struct
{
  CopilConnection      *connection;
  CopilDesk            *desk;
  CopilCommitteeStore  *all;   /* which committees there are */
  CopilCommitteeStore  *store; /* (nullable): that of @committee */
  CopilCube            *cube;
  const CopilTerritory *territory;
  char                 *committee;
  char                 *whoami;
  CopilCommitteeRights  rights;
  gboolean              offline; /* no session since the last one, or the last try for one, failed */
  GtkWidget            *page;
} CopilCommitteeContext;

void         copil_committee_context_init     (CopilCommitteeContext *self,
                                               GtkWidget             *page,
                                               CopilConnection       *connection,
                                               CopilDesk             *desk);
void         copil_committee_context_clear    (CopilCommitteeContext *self);
/* Finds the committee of the place and what may be done. TRUE when it is another one. */
gboolean     copil_committee_context_look     (CopilCommitteeContext *self);

/* (transfer none): rows of the committee, by kind: "seat", "term", "member"... */
GListModel  *copil_committee_context_list     (CopilCommitteeContext *self,
                                               const char            *kind);
/* (transfer none) (nullable) */
CopilRecord *copil_committee_context_find     (CopilCommitteeContext *self,
                                               const char            *kind,
                                               const char            *id);
/* (transfer none) (nullable): its own row. */
CopilRecord *copil_committee_context_get      (CopilCommitteeContext *self);

/* (transfer full): "Mme Martin, pour le 3 décembre 2026 · rappelée le 5 déc." */
char        *copil_committee_context_describe_action (CopilCommitteeContext *self,
                                                      CopilRecord           *action);

/* Asks the base to write; what it refuses is told in a dialog, what cannot be kept on the disk in a
 * line. @label: what is asked, for whoever reads what waits. */
void         copil_committee_context_submit   (CopilCommitteeContext *self,
                                               const char            *function,
                                               JsonObject            *parameters,
                                               const char            *label);

/* The same, to the store of one of its sittings. */
void         copil_committee_context_submit_to (CopilCommitteeContext *self,
                                               CopilStore            *store,
                                               const char            *function,
                                               JsonObject            *parameters,
                                               const char            *label);

/* Prints a document of the committee to a file that is asked for. @since, @until: (nullable). */
void         copil_committee_context_print    (CopilCommitteeContext *self,
                                               CopilPaperKind         kind,
                                               const char            *since,
                                               const char            *until);

/* (transfer none): the name of who has an account, or the account. */
const char  *copil_committee_context_name_login (CopilCommitteeContext *self,
                                               const char            *login);

/* (transfer full): "Mme Martin, préfète": who holds a seat today; NULL: it is vacant. */
char        *copil_committee_context_name_holder (CopilCommitteeContext *self,
                                               CopilRecord           *seat);

G_END_DECLS
