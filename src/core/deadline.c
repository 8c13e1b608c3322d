/* deadline.c: by when a convocation is to be received
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/deadline.h"

#include "core/format.h"

#include <string.h>

/* The same wall clock of Paris, that many days of the calendar before. */
static gint64
days_before (gint64 instant,
             int    days)
{
  g_autoptr (GDateTime) time = copil_instant_in_paris (instant);
  GDate date;
  gint64 minutes;

  g_return_val_if_fail (copil_instant_to_date (instant, &date), instant);
  g_date_subtract_days (&date, (guint) days);
  minutes = copil_instant_of_paris (g_date_get_year (&date), g_date_get_month (&date),
                                    g_date_get_day (&date), g_date_time_get_hour (time),
                                    g_date_time_get_minute (time));
  return minutes + g_date_time_get_second (time) * COPIL_SECOND
         + g_date_time_get_microsecond (time);
}

CopilDeadline
copil_deadline_of (CopilRegime *regime,
                   gint64       sitting,
                   gboolean     urgent)
{
  int hours = copil_regime_get (regime, COPIL_RULE_URGENCY_HOURS);
  int days = copil_regime_get (regime, COPIL_RULE_CONVOCATION_DAYS);

  if (urgent)
    return (CopilDeadline) { sitting, sitting - hours * COPIL_HOUR, TRUE,
                             COPIL_RULE_URGENCY_HOURS };
  return (CopilDeadline) { sitting, days_before (sitting, days), FALSE,
                           COPIL_RULE_CONVOCATION_DAYS };
}

gboolean
copil_deadline_is_kept (const CopilDeadline *self,
                        gint64               received)
{
  return received <= self->latest;
}

char *
copil_deadline_describe (const CopilDeadline *self,
                         CopilRegime         *regime)
{
  g_autofree char *latest = copil_instant_describe (self->latest);
  g_autofree char *sentence
      = g_strdup_printf ("Convocation%s à recevoir au plus tard le %s",
                         self->urgent ? ", en urgence," : "", latest);

  return copil_regime_quote (regime, self->rule, sentence);
}

/* -- Warnings --------------------------------------------------------------------------------- */

static CopilObjection *
warn (CopilRule   rule,
      char       *text)
{
  CopilObjection *objection = g_new0 (CopilObjection, 1);

  objection->rule = rule;
  objection->text = text;
  return objection;
}

static char *
describe_late (const CopilDeadline *self,
               CopilRegime         *regime,
               gint64               received)
{
  g_autofree char *latest = copil_instant_describe (self->latest);
  g_autofree char *when = copil_instant_describe (received);
  g_autofree char *sentence
      = received == COPIL_INSTANT_MAX
            ? g_strdup_printf ("Convocation non reçue, alors qu’elle devait l’être au plus tard le "
                               "%s",
                               latest)
            : g_strdup_printf ("Convocation reçue le %s, alors qu’elle devait l’être au plus tard "
                               "le %s",
                               when, latest);

  return copil_regime_quote (regime, self->rule, sentence);
}

static gboolean
is_blank (const char *text)
{
  while (text != NULL && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text == NULL || *text == '\0';
}

CopilObjection *
copil_deadline_check (const CopilDeadline *self,
                      CopilRegime         *regime,
                      gint64               received,
                      const char          *reason)
{
  gboolean late = !copil_deadline_is_kept (self, received);
  gboolean unsaid = (late || self->urgent) && is_blank (reason)
                    && copil_regime_get_bool (regime, COPIL_RULE_URGENCY_REASON);
  g_autofree char *fact = late ? describe_late (self, regime, received) : NULL;
  g_autofree char *wish
      = unsaid ? copil_regime_quote (regime, COPIL_RULE_URGENCY_REASON,
                                     late ? "Le motif du retard est à consigner"
                                          : "Le motif de l’urgence est à consigner")
               : NULL;

  if (fact != NULL && wish != NULL)
    return warn (self->rule, g_strconcat (fact, " ", wish, NULL));
  if (fact != NULL)
    return warn (self->rule, g_steal_pointer (&fact));
  return wish != NULL ? warn (COPIL_RULE_URGENCY_REASON, g_steal_pointer (&wish)) : NULL;
}
