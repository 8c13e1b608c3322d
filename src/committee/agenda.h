/* agenda.h: the agenda of a sitting: its tree, numbers and hours, and what changed in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/record.h"

G_BEGIN_DECLS

/* -- The tree --------------------------------------------------------------------------------- */

/**
 * CopilAgendaEntry:
 * @item: of kind agenda_item
 * @number: "2.1"
 * @depth: 0 of a point that hangs under none
 * @parent: index of the entry it hangs under; -1
 * @n_children: directly under it
 * @seconds: its own
 * @total: with all that hangs under it
 * @starts_at: planned, microseconds since 1970: when all before it took their time; those under a
 *   point follow its own time
 * @ends_at: @starts_at and @total
 */
typedef struct
{
  CopilRecord *item;
  char        *number;
  guint        depth;
  int          parent;
  guint        n_children;
  gint64       seconds;
  gint64       total;
  gint64       starts_at;
  gint64       ends_at;
} CopilAgendaEntry;

void              copil_agenda_entry_free   (CopilAgendaEntry *self);

/* (transfer full) (element-type CopilAgendaEntry): @items (of kind agenda_item, by rank) in the
 * order of reading. What hangs under an item that was taken off is off as well, as in the base. */
GPtrArray        *copil_agenda_build        (GListModel       *items,
                                             gint64            starts_at);
/* (nullable): the entry of an item */
CopilAgendaEntry *copil_agenda_find         (GPtrArray        *entries,
                                             const char       *item_id);
/* Seconds that the whole is planned to take. */
gint64            copil_agenda_get_total    (GPtrArray        *entries);
/* (transfer container) (element-type CopilAgendaEntry): of which it is not said what became of them:
 * no sitting is closed before. One with items under it is decided by these. */
GPtrArray        *copil_agenda_list_undecided (GPtrArray      *entries);

/* -- What changed ----------------------------------------------------------------------------- */

typedef enum
{
  COPIL_AGENDA_ADDED,
  COPIL_AGENDA_REMOVED,
  COPIL_AGENDA_MOVED,   /* other number: @old and @now are numbers */
  COPIL_AGENDA_CHANGED, /* a field */
} CopilAgendaChangeKind;

/**
 * CopilAgendaChange:
 * @id: of the item; "" of what belongs to the whole
 * @number: now, or when it was removed
 * @title: now, or when it was removed
 * @field: of CHANGED: a member of the content: "title", "seconds", "documents"
 * @old, @now: (nullable): as text; lists as JSON
 */
typedef struct
{
  CopilAgendaChangeKind kind;
  char                 *id;
  char                 *number;
  char                 *title;
  char                 *field;
  char                 *old;
  char                 *now;
} CopilAgendaChange;

void       copil_agenda_change_free  (CopilAgendaChange *self);

/* (transfer full) (element-type CopilAgendaChange): from one content to another, as
 * copil.agenda_content() writes it and an approval keeps it: in the order of the agenda now, then
 * what was removed. An item that only makes room for another is not moved. Of a convocation, the
 * content of its "agenda" and its own fields. */
GPtrArray *copil_agenda_diff         (JsonObject        *old,
                                      JsonObject        *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilAgendaEntry, copil_agenda_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilAgendaChange, copil_agenda_change_free)

G_END_DECLS
