/* key-rows.h: how each of the two keys stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/record.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_KEY_NOT_ASKED,
  COPIL_KEY_AWAITED,
  COPIL_KEY_PARTLY, /* some of the objects */
  COPIL_KEY_GIVEN,
  COPIL_KEY_VOIDED,
  COPIL_KEY_REFUSED,
} CopilKeyState;

/* "state", "local" */
extern const char *const copil_keys[2];

/* (transfer none) (nullable): the latest of @approvals, voided or not, of a key for an object. */
CopilRecord  *copil_key_find_approval (GListModel         *approvals,
                                       const char         *key,
                                       const char         *object);
/* (nullable): the latest that was given for @object, by either key, and that an edit voided. */
CopilRecord  *copil_key_find_voided   (GListModel         *approvals,
                                       const char         *object);
/* One person turns the key once for all of @objects (NULL-terminated). @asked: they are before the
 * chairs. */
CopilKeyState copil_key_state         (GListModel         *approvals,
                                       const char         *key,
                                       const char *const  *objects,
                                       gboolean            asked);

/* (transfer floating): a list of two. @rows: (out): that of the State, that of the local authority. */
GtkWidget    *copil_key_rows_new      (GtkWidget          *rows[2]);
/* Says them, and the whole at the head of @section, a CopilSection. @authority: the local one.
 * @states: (out) */
void          copil_key_rows_show     (GtkWidget          *rows[2],
                                       GtkWidget          *section,
                                       GListModel         *approvals,
                                       const char *const  *objects,
                                       const char         *authority,
                                       gboolean            asked,
                                       CopilKeyState       states[2]);

G_END_DECLS
