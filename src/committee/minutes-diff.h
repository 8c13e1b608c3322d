/* minutes-diff.h: what changed between two contents of the minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CopilMinutesChange:
 * @section: of a paragraph ("opening", "item"...), or the list that changed ("presents",
 *   "decisions"...)
 * @title: number and title of the item of a paragraph; "" of others
 * @old, @now: (nullable): NULL: there was, there is none. Both NULL: the words are the same, what is
 *   behind them is not
 */
typedef struct
{
  char *section;
  char *title;
  char *old;
  char *now;
} CopilMinutesChange;

void       copil_minutes_change_free (CopilMinutesChange *self);

/* (transfer full) (element-type CopilMinutesChange): from one content to another, as
 * copil.minutes_content() writes it and an approval keeps it: lists first, then the paragraphs that
 * are now, then those that were. Nothing that differs is passed over. */
GPtrArray *copil_minutes_diff        (JsonObject         *old,
                                      JsonObject         *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilMinutesChange, copil_minutes_change_free)

G_END_DECLS
