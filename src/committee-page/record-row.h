/* record-row.h: a row of a list of a committee: what it is, how it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "committee-page/words.h"

G_BEGIN_DECLS

/**
 * CopilRecordRow:
 *
 * A title, what follows from it, how it stands (an icon and a word) and what can be done with it.
 */
#define COPIL_TYPE_RECORD_ROW (copil_record_row_get_type ())
G_DECLARE_FINAL_TYPE (CopilRecordRow, copil_record_row, COPIL, RECORD_ROW, AdwActionRow)

GtkWidget   *copil_record_row_new        (void);
/* (transfer none) (nullable): of a row of copil_record_list_new(). */
CopilRecord *copil_record_row_get_record (CopilRecordRow *self);
void         copil_record_row_set_text   (CopilRecordRow *self,
                                          const char     *title,
                                          const char     *subtitle);
/* A word of NULL or "" shows none. */
void         copil_record_row_set_state  (CopilRecordRow *self,
                                          CopilMarkWord   mark);
/* One button with a word at the end; NULL: none. @target: (nullable): of the action, a text. */
void         copil_record_row_set_action (CopilRecordRow *self,
                                          const char     *label,
                                          const char     *action,
                                          const char     *target);
/* One more at the end, called @name: by a screen reader. It goes with the row. */
void         copil_record_row_add_control (CopilRecordRow *self,
                                           GtkWidget      *control,
                                           const char     *name);
/* The whole row leads somewhere. */
void         copil_record_row_set_link   (CopilRecordRow *self,
                                          const char     *action,
                                          const char     *target);

/* Fills a row with what its record says; called again each time it changes. */
typedef void (*CopilRecordRowFunc) (CopilRecordRow *row,
                                    CopilRecord    *record,
                                    gpointer        data);

/* (transfer floating): a list that follows @model (element-type CopilRecord; taken), row by row.
 * @empty: what stands in the place of no row. What waits is marked on its row. */
GtkWidget   *copil_record_list_box_new   (GListModel         *model,
                                          const char         *name,
                                          const char         *empty,
                                          CopilRecordRowFunc  fill,
                                          gpointer            data);
/* Says each row again: something that they depend on changed. */
void         copil_record_list_box_refill (GtkWidget         *list);

G_END_DECLS
