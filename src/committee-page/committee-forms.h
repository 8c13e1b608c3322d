/* committee-forms.h: what is added to a committee and corrected in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/committee-context.h"

G_BEGIN_DECLS

/* The committee of the territory itself. */
void copil_committee_forms_create (CopilCommitteeContext *context);
/* @kind: "seat", "term", "member", "former_body"... @under: (nullable): id of the row it belongs to:
 * the seat of a term, the body of a subject. */
void copil_committee_forms_add    (CopilCommitteeContext *context,
                                   const char            *kind,
                                   const char            *under);
/* Also what ends: "term_end", "seat_end", "former_body_merge". */
void copil_committee_forms_edit   (CopilCommitteeContext *context,
                                   const char            *kind,
                                   const char            *id);
/* A proposal of one's own is taken back. */
void copil_committee_forms_withdraw (CopilCommitteeContext *context,
                                     const char            *proposal);
/* A recurring item is put on no further agenda; asked for once more. */
void copil_committee_forms_stop     (CopilCommitteeContext *context,
                                     const char            *item);

G_END_DECLS
