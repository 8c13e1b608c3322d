/* minutes-pane.h: the minutes of a sitting, paragraph by paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CopilMinutesPane:
 *
 * The base drafts the paragraphs from what the sitting recorded; those who prepare the committee
 * correct them one by one. Somebody else's correction of the same paragraph is shown beside one's
 * own, earlier versions can be restored, members' remarks are answered at their paragraph.
 */
#define COPIL_TYPE_MINUTES_PANE (copil_minutes_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilMinutesPane, copil_minutes_pane, COPIL, MINUTES_PANE, AdwBin)

GtkWidget *copil_minutes_pane_new  (CopilLive *live);

/* minutes-paragraph.c: (transfer floating): one paragraph with its versions and remarks. */
#define COPIL_TYPE_MINUTES_PARAGRAPH (copil_minutes_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (CopilMinutesParagraph, copil_minutes_paragraph, COPIL, MINUTES_PARAGRAPH,
                      AdwBin)

GtkWidget  *copil_minutes_paragraph_new    (CopilLive             *live,
                                            CopilRecord           *paragraph);
const char *copil_minutes_paragraph_get_id (CopilMinutesParagraph *self);
void        copil_minutes_paragraph_update (CopilMinutesParagraph *self);
/* What was refused because somebody else was quicker. */
void        copil_minutes_paragraph_clash  (CopilMinutesParagraph *self,
                                            const char            *words);

G_END_DECLS
