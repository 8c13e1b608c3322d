/* invitation.c: a sitting for people's calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libical folds the lines and escapes the texts as RFC 5545 wants it.
 */
#include "config.h"

#include "committee/invitation.h"

#include <stdlib.h>

#include "committee/agenda.h"
#include "core/instant.h"
#include "later/ical.h"

static struct icaltimetype
get_time (gint64 instant)
{
  return icaltime_from_timet_with_zone ((time_t) (instant / COPIL_SECOND), 0,
                                        icaltimezone_get_utc_timezone ());
}

static icalcomponent *
create_event (const CopilInvitation *self)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  g_autofree char *uid = g_strdup_printf ("%s@copil", self->id);

  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_sequence (self->sequence));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (get_time (self->sent)));
  icalcomponent_add_property (event, icalproperty_new_dtstart (get_time (self->starts)));
  icalcomponent_add_property (event, icalproperty_new_dtend (get_time (self->ends)));
  icalcomponent_add_property (event, icalproperty_new_summary (self->title));
  icalcomponent_add_property (event, icalproperty_new_location (self->place));
  if (self->words != NULL)
    icalcomponent_add_property (event, icalproperty_new_description (self->words));
  icalcomponent_add_property (event, icalproperty_new_status (
                                       self->cancelled ? ICAL_STATUS_CANCELLED
                                                       : ICAL_STATUS_CONFIRMED));
  return event;
}

char *
copil_invitation_to_ics (const CopilInvitation *self)
{
  icalcomponent *calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  char *written, *text;

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Copil//Copil//FR"));
  icalcomponent_add_property (calendar, icalproperty_new_method (
                                          self->cancelled ? ICAL_METHOD_CANCEL
                                                          : ICAL_METHOD_PUBLISH));
  icalcomponent_add_component (calendar, create_event (self));
  written = icalcomponent_as_ical_string_r (calendar);
  text = g_strdup (written);
  free (written);
  icalcomponent_free (calendar);
  return text;
}

/* (transfer full): "1. Approbation du procès-verbal", a line each. */
static char *
write_agenda (GPtrArray *agenda)
{
  GString *words = g_string_new ("Ordre du jour\u00a0:");

  for (guint i = 0; i < agenda->len; i++)
    {
      const CopilAgendaEntry *entry = agenda->pdata[i];

      g_string_append_printf (words, "\n%s. %s", entry->number,
                              copil_record_get_word (entry->item, "title"));
    }
  return g_string_free (words, FALSE);
}

char *
copil_invitation_of_dossier (CopilDossier *dossier)
{
  CopilRecord *sitting = copil_dossier_get_sitting (dossier);
  CopilRecord *committee = copil_dossier_get_committee (dossier);
  guint n = copil_dossier_count (dossier, "convocation");
  CopilRecord *last = n > 0 ? copil_dossier_get (dossier, "convocation", n - 1) : NULL;
  g_autoptr (GPtrArray) agenda = NULL;
  g_autofree char *words = NULL;
  gint64 starts;
  gboolean cancelled;

  if (sitting == NULL || committee == NULL || last == NULL)
    return NULL;
  starts = copil_record_get_time (sitting, "starts_at");
  cancelled = g_str_equal (copil_record_get_word (sitting, "stage"), "cancelled");
  agenda = copil_agenda_build (copil_dossier_get_list (dossier, "agenda_item"), starts);
  words = write_agenda (agenda);
  return copil_invitation_to_ics (&(CopilInvitation) {
    .id = copil_record_get_id (sitting),
    .sequence = (int) copil_record_get_int (last, "version") + cancelled,
    .sent = copil_record_get_time (last, "sent_at"),
    .starts = starts,
    .ends = starts + copil_agenda_get_total (agenda) * COPIL_SECOND,
    .title = copil_record_get_word (committee, "name"),
    .place = copil_record_get_word (sitting, "place"),
    .words = words,
    .cancelled = cancelled,
  });
}
