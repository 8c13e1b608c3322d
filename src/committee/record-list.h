/* record-list.h: the records of one kind, in their order, as a list that pages follow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/record.h"

G_BEGIN_DECLS

/* A GListModel of CopilRecord that only its store changes. */
#define COPIL_TYPE_RECORD_LIST (copil_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CopilRecordList, copil_record_list, COPIL, RECORD_LIST, GObject)

CopilRecordList *copil_record_list_new     (void);
/* @records: (element-type CopilRecord): what it is to hold from now on, each once. items-changed
 * tells only what was added, removed or moved: who keeps their place among the others is not
 * told. */
void             copil_record_list_replace (CopilRecordList *self,
                                            GPtrArray       *records);

G_END_DECLS
