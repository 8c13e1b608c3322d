/* committee-keep.c: a committee, or the list of them, as it was last, without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/committee-store-private.h"

#include "committee/rows.h"

/* What did not change is written again now and then: it is as true as it was read. */
#define AGAIN G_TIME_SPAN_HOUR

static const char *
name_of (CopilCommitteeStore *self)
{
  return self->store.id != NULL ? self->store.id : COPIL_KEEP_COMMITTEES;
}

void
_copil_committee_store_keep_now (CopilCommitteeStore *self)
{
  gint64 now = g_get_real_time ();
  CopilKept *kept;

  self->confirmed = now;
  if (self->keep == NULL || (self->answer == self->kept && now - self->kept_at < AGAIN))
    return;
  self->kept = self->answer;
  self->kept_at = now;
  kept = g_new0 (CopilKept, 1);
  kept->rows = _copil_store_list_rows (&self->store);
  kept->confirmed = now;
  copil_keep_write (self->keep, name_of (self), kept);
}

void
_copil_committee_store_forget (CopilCommitteeStore *self)
{
  self->kept_at = 0;
  if (self->keep != NULL)
    copil_keep_forget (self->keep, name_of (self));
}

/* What the base said meanwhile is truer. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CopilCommitteeStore) self = user_data;
  g_autoptr (CopilKept) kept = copil_keep_read_finish (self->keep, result);

  if (kept == NULL || g_cancellable_is_cancelled (self->store.cancellable) || self->store.live
      || self->store.loaded || self->store.reason != NULL)
    return;
  self->confirmed = kept->confirmed;
  copil_rows_put (kept->rows, self->store.rows, TRUE);
  _copil_store_commit (&self->store, TRUE, NULL);
}

void
_copil_committee_store_set_keep (CopilCommitteeStore *self,
                                 CopilKeep           *keep)
{
  g_return_if_fail (self->keep == NULL);

  self->keep = g_object_ref (keep);
  copil_keep_read_async (keep, name_of (self), self->store.cancellable, kept_cb,
                         g_object_ref (self));
}
