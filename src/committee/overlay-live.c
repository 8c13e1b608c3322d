/* overlay-live.c: the course of a sitting, before the base answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/overlay-private.h"

#include "core/instant.h"

gint64
_copil_overlay_moment (CopilCommand *command)
{
  gint64 moment;

  return copil_instant_parse (_copil_overlay_parameter (command, "at"), &moment)
           ? moment : copil_command_get_created (command);
}

/* -- The clock of the items: as copil.clock_note() and its fellows ---------------------------- */

/* (nullable) (transfer full): the last thing that the timer of an item did. */
static char *
find_clock (CopilOverlay *self,
            const char   *item)
{
  g_autoptr (GPtrArray) ids = _copil_overlay_list (self, "clock_event");
  const char *last = NULL;
  gint64 latest = G_MININT64;

  /* Of two that are laid, the second is the later. */
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gint64 revision = _copil_overlay_get_revision (self, "clock_event", id);

      if (revision >= latest
          && g_str_equal (_copil_overlay_get_text (self, "clock_event", id, "item_id"), item))
        {
          last = id;
          latest = revision;
        }
    }
  return g_strdup (last);
}

/* Milliseconds left to an item, negative past zero. */
static gint64
get_left (CopilOverlay *self,
          const char   *item,
          gint64        now)
{
  g_autofree char *event = find_clock (self, item);

  if (event != NULL && _copil_overlay_get (self, "clock_event", event, "ends_at") != NULL)
    return (_copil_overlay_get_time (self, "clock_event", event, "ends_at") - now) / 1000;
  if (event != NULL && _copil_overlay_get (self, "clock_event", event, "remaining_ms") != NULL)
    return _copil_overlay_get_int (self, "clock_event", event, "remaining_ms");
  return _copil_overlay_get_int (self, "agenda_item", item, "seconds") * 1000;
}

static gboolean
is_running (CopilOverlay *self,
            const char   *item)
{
  g_autofree char *event = find_clock (self, item);

  return event != NULL && _copil_overlay_get (self, "clock_event", event, "ends_at") != NULL;
}

/* Notes what a timer did; one command may stop one and start another. @item: (nullable) */
static void
note (CopilOverlay *self,
      CopilCommand *command,
      const char   *item,
      const char   *kind,
      gint64        left,
      gboolean      runs)
{
  g_autofree char *id = g_strconcat (copil_command_get_id (command), "-", kind, NULL);
  gint64 now = _copil_overlay_moment (command);

  _copil_overlay_set_pending (self, "clock_event", id);
  _copil_overlay_set_text (self, "clock_event", id, "item_id", item);
  _copil_overlay_set_text (self, "clock_event", id, "kind", kind);
  _copil_overlay_set_time (self, "clock_event", id, "at", now);
  if (runs)
    _copil_overlay_set_time (self, "clock_event", id, "ends_at", now + left * 1000);
  else if (item != NULL)
    _copil_overlay_set_int (self, "clock_event", id, "remaining_ms", left);
}

/* (transfer full): "" when none is. */
static char *
get_current (CopilOverlay *self)
{
  return g_strdup (_copil_overlay_get_text (self, "sitting", self->id, "current_item"));
}

static void
stop_current (CopilOverlay *self,
              CopilCommand *command,
              const char   *kind)
{
  g_autofree char *item = get_current (self);

  if (is_running (self, item))
    note (self, command, item, kind, get_left (self, item, _copil_overlay_moment (command)),
          FALSE);
}

/* -- The sitting ------------------------------------------------------------------------------ */

void
_copil_overlay_open (CopilOverlay *self,
                     CopilCommand *command,
                     const char   *row)
{
  _copil_overlay_set_time (self, "sitting", row, "opened_at", _copil_overlay_moment (command));
  note (self, command, NULL, "open", 0, FALSE);
}

void
_copil_overlay_suspend (CopilOverlay *self,
                        CopilCommand *command,
                        const char   *row)
{
  stop_current (self, command, "pause");
  note (self, command, NULL, "suspend", 0, FALSE);
}

void
_copil_overlay_reopen (CopilOverlay *self,
                       CopilCommand *command,
                       const char   *row)
{
  note (self, command, NULL, "reopen", 0, FALSE);
  _copil_overlay_resume (self, command, row);
}

void
_copil_overlay_close (CopilOverlay *self,
                      CopilCommand *command,
                      const char   *row)
{
  note (self, command, NULL, "close", 0, FALSE);
  _copil_overlay_set_time (self, "sitting", row, "closed_at", _copil_overlay_moment (command));
  _copil_overlay_set_text (self, "sitting", row, "current_item", NULL);
}

/* -- Items ------------------------------------------------------------------------------------ */

void
_copil_overlay_start_item (CopilOverlay *self,
                           CopilCommand *command,
                           const char   *row)
{
  g_autofree char *before = get_current (self);
  gint64 now = _copil_overlay_moment (command);
  gboolean begun = _copil_overlay_get (self, "agenda_item", row, "started_at") != NULL;

  if (g_str_equal (before, row))
    return;
  stop_current (self, command, "pause");
  if (g_str_equal (_copil_overlay_get_text (self, "agenda_item", before, "outcome"), "current"))
    _copil_overlay_set_text (self, "agenda_item", before, "outcome", "pending");
  note (self, command, row, begun ? "resume" : "start", get_left (self, row, now), TRUE);
  if (!begun)
    _copil_overlay_set_time (self, "agenda_item", row, "started_at", now);
  _copil_overlay_set_text (self, "agenda_item", row, "ended_at", NULL);
  _copil_overlay_set_text (self, "sitting", self->id, "current_item", row);
}

void
_copil_overlay_end_item (CopilOverlay *self,
                         CopilCommand *command,
                         const char   *row)
{
  g_autofree char *current = get_current (self);

  if (g_str_equal (current, row))
    {
      stop_current (self, command, "end");
      _copil_overlay_set_text (self, "sitting", self->id, "current_item", NULL);
    }
  if (_copil_overlay_get (self, "agenda_item", row, "started_at") != NULL)
    _copil_overlay_set_time (self, "agenda_item", row, "ended_at",
                             _copil_overlay_moment (command));
}

void
_copil_overlay_pause (CopilOverlay *self,
                      CopilCommand *command,
                      const char   *row)
{
  stop_current (self, command, "pause");
}

void
_copil_overlay_resume (CopilOverlay *self,
                       CopilCommand *command,
                       const char   *row)
{
  g_autofree char *item = get_current (self);

  if (*item != '\0' && !is_running (self, item))
    note (self, command, item, "resume",
          get_left (self, item, _copil_overlay_moment (command)), TRUE);
}

/* Whether the base has recorded it, as far as can be told: it may have moved it to a little later,
 * behind what another station noted. */
static gboolean
is_extended (CopilOverlay *self,
             const char   *item,
             gint64        moment,
             gint64        seconds)
{
  g_autoptr (GPtrArray) ids = _copil_overlay_list (self, "clock_event");

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (_copil_overlay_get_revision (self, "clock_event", id) < G_MAXINT64
          && g_str_equal (_copil_overlay_get_text (self, "clock_event", id, "kind"), "extend")
          && g_str_equal (_copil_overlay_get_text (self, "clock_event", id, "item_id"), item)
          && _copil_overlay_get_int (self, "clock_event", id, "seconds") == seconds
          && _copil_overlay_get_time (self, "clock_event", id, "at") >= moment)
        return TRUE;
    }
  return FALSE;
}

void
_copil_overlay_extend (CopilOverlay *self,
                       CopilCommand *command,
                       const char   *row)
{
  g_autofree char *item = get_current (self);
  gint64 moment = _copil_overlay_moment (command);
  gint64 more = json_object_get_int_member_with_default (copil_command_get_parameters (command),
                                                         "seconds", 0);

  if (*item != '\0' && !is_extended (self, item, moment, more))
    note (self, command, item, "extend", get_left (self, item, moment) + more * 1000,
          is_running (self, item));
}
