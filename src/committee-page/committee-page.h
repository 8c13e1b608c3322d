/* committee-page.h: the module of the committees: that of the territory, and its sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/desk.h"
#include "cube/cube.h"

G_BEGIN_DECLS

#define COPIL_PAGE_COMMITTEES "committees"

/**
 * CopilCommitteePage:
 *
 * The committee of the territory looked at: overview, sittings, composition, convergence, decisions
 * and actions; or one of its sittings. Its pages have names, for history and links: "committees",
 * "committees/sittings", "committees/composition", "committees/convergence", "committees/register",
 * "sitting/" and the id of the sitting.
 *
 * Signals: "moved": another of its pages is shown; "territory-wanted" (int territory id).
 */
#define COPIL_TYPE_COMMITTEE_PAGE (copil_committee_page_get_type ())
G_DECLARE_FINAL_TYPE (CopilCommitteePage, copil_committee_page, COPIL, COMMITTEE_PAGE, GtkWidget)

GtkWidget  *copil_committee_page_new        (CopilConnection      *connection,
                                             CopilDesk            *desk);
/* @whoami: (nullable): the answer of copil.whoami(). */
void        copil_committee_page_set_rights (CopilCommitteePage   *self,
                                             const char           *whoami);
void        copil_committee_page_set_place  (CopilCommitteePage   *self,
                                             CopilCube            *cube,
                                             const CopilTerritory *territory);
void        copil_committee_page_open       (CopilCommitteePage   *self,
                                             const char           *page);
/* The rows that it depends on changed. */
void        copil_committee_page_refresh    (CopilCommitteePage   *self);
const char *copil_committee_page_get_page   (CopilCommitteePage   *self);

G_END_DECLS
