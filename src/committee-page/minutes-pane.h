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
 * own, earlier versions are compared and can be restored. Members remark on a paragraph until a day,
 * and read the answers there; then both chairs approve, and the minutes are final and archived.
 */
#define COPIL_TYPE_MINUTES_PANE (copil_minutes_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilMinutesPane, copil_minutes_pane, COPIL, MINUTES_PANE, AdwBin)

GtkWidget   *copil_minutes_pane_new         (CopilLive   *live);

/* What its parts ask: (transfer none) (nullable). */
CopilRecord *copil_minutes_of               (CopilLive   *live);
/* "draft", "remarks", "approval", "final"; "": not begun. */
const char  *copil_minutes_get_state        (CopilLive   *live);
/* Of a paragraph, or of a list of the content: "Ouverture", "Présents". */
const char  *copil_minutes_name_section     (const char  *section);
/* A member or a chair, and the day that was given has not passed. */
gboolean     copil_minutes_may_remark       (CopilLive   *live);

/* minutes-keys.c: (transfer floating): the two keys of the minutes, and what changed since one was
 * turned. It follows @live. */
GtkWidget   *copil_minutes_keys_new         (CopilLive   *live);

/* minutes-shelf.c: (transfer floating): the archive of final minutes. It follows @live. */
GtkWidget   *copil_minutes_shelf_new        (CopilLive   *live);
/* Writes it to a ZIP, or into a folder. */
void         copil_minutes_shelf_export     (GtkWidget   *shelf,
                                             GFile       *file,
                                             gboolean     folder);
/* A PDF that came back signed: kept when it prints the hash, or when somebody says so. */
void         copil_minutes_shelf_take_signed (GtkWidget  *shelf,
                                             GFile       *file);

/* minutes-paragraph.c: (transfer floating): one paragraph with its versions and remarks. */
#define COPIL_TYPE_MINUTES_PARAGRAPH (copil_minutes_paragraph_get_type ())
G_DECLARE_FINAL_TYPE (CopilMinutesParagraph, copil_minutes_paragraph, COPIL, MINUTES_PARAGRAPH,
                      AdwBin)

GtkWidget  *copil_minutes_paragraph_new     (CopilLive             *live,
                                             CopilRecord           *paragraph);
const char *copil_minutes_paragraph_get_id  (CopilMinutesParagraph *self);
/* Says it anew; @editable: this person may correct it now. */
void        copil_minutes_paragraph_update  (CopilMinutesParagraph *self,
                                             gboolean               editable);
/* What was refused because somebody else was quicker. */
void        copil_minutes_paragraph_clash   (CopilMinutesParagraph *self,
                                             const char            *words);

/* (transfer floating): what hangs under a paragraph; hidden while there is nothing. Each is said anew
 * by its update(). */
/* minutes-past.c: its earlier versions, each compared with the one that came after it. */
GtkWidget  *copil_minutes_past_new          (CopilLive   *live,
                                             CopilRecord *paragraph);
void        copil_minutes_past_update       (GtkWidget   *past,
                                             gboolean     editable);
/* minutes-remark.c: what members said of it, and what they were answered. */
GtkWidget  *copil_minutes_remarks_new       (CopilLive   *live,
                                             CopilRecord *paragraph);
void        copil_minutes_remarks_update    (GtkWidget   *remarks);

G_END_DECLS
