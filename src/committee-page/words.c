/* words.c: what the pages of a committee say of a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/words.h"

#include "committee/advice.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char   *code;
  CopilMarkWord mark; /* its word a msgid */
} Row;

/* The last row is for whatever is none of the others. */
static CopilMarkWord
look_up (const Row  *rows,
         gsize       n,
         const char *code)
{
  gsize i = 0;
  CopilMarkWord mark;

  while (i + 1 < n && (code == NULL || !g_str_equal (rows[i].code, code)))
    i++;
  mark = rows[i].mark;
  mark.word = *mark.word != '\0' ? _(mark.word) : "";
  return mark;
}

#define LOOK_UP(rows, code) look_up (rows, G_N_ELEMENTS (rows), code)

CopilMarkWord
copil_words_nature (const char *nature)
{
  static const Row rows[] = {
    { "decision", { "copil-check-symbolic", N_("Decision"), "tone-favourable" } },
    { "advice", { "copil-advice-symbolic", N_("Advice"), "secondary" } },
    { "information", { "copil-info-symbolic", N_("Information"), "secondary" } },
  };

  return LOOK_UP (rows, nature);
}

CopilMarkWord
copil_words_minutes (const char *state)
{
  static const Row rows[] = {
    { "draft", { "copil-edit-symbolic", N_("Minutes being written"), "tone-neutral" } },
    { "remarks", { "copil-advice-symbolic", N_("Minutes open to remarks"), "tone-neutral" } },
    { "approval", { "copil-key-symbolic", N_("Minutes to be approved"), "tone-watch" } },
    { "final", { "copil-check-symbolic", N_("Minutes final"), "tone-favourable" } },
    { "", { "copil-clock-symbolic", N_("Held, minutes to be written"), "tone-watch" } },
  };

  return LOOK_UP (rows, state);
}

/* Of the list of a committee: the sitting itself does not say it. */
static gboolean
is_unkept (CopilRecord *sitting)
{
  return g_str_equal (copil_record_get_word (sitting, "minutes"), "final")
         && copil_record_has (sitting, "minutes_kept")
         && !copil_record_get_bool (sitting, "minutes_kept");
}

CopilMarkWord
copil_words_stage (CopilRecord *sitting)
{
  static const Row rows[] = {
    { "draft", { "copil-edit-symbolic", N_("Draft"), "tone-neutral" } },
    { "submitted", { "copil-key-symbolic", N_("To be approved by the co-chairs"), "tone-watch" } },
    { "approved", { "copil-check-symbolic", N_("Approved, to be convoked"), "tone-watch" } },
    { "convoked", { "copil-check-symbolic", N_("Convoked"), "tone-favourable" } },
    { "open", { "copil-dot-symbolic", N_("In session"), "tone-favourable" } },
    { "suspended", { "copil-pause-symbolic", N_("Suspended"), "tone-watch" } },
    { "closed", { "copil-check-symbolic", N_("Closed"), "tone-neutral" } },
    { "cancelled", { "copil-none-symbolic", N_("Cancelled"), "tone-neutral" } },
    { "", { "copil-none-symbolic", "", "tone-neutral" } },
  };
  const char *stage = copil_record_get_word (sitting, "stage");

  if (g_str_equal (stage, "closed") && is_unkept (sitting))
    return (CopilMarkWord) { "copil-clock-symbolic", _("Final minutes, not archived yet"),
                             "tone-watch" };
  if (g_str_equal (stage, "closed"))
    return copil_words_minutes (copil_record_get_string (sitting, "minutes"));
  return LOOK_UP (rows, stage);
}

CopilMarkWord
copil_words_answer (const char *answer)
{
  static const Row rows[] = {
    { "present", { "copil-check-symbolic", N_("Present"), "tone-favourable" } },
    { "remote", { "copil-session-symbolic", N_("At a distance"), "tone-favourable" } },
    { "mandate", { "copil-advice-symbolic", N_("Gives a mandate"), "tone-neutral" } },
    { "deputy", { "copil-people-symbolic", N_("Sends the deputy"), "tone-favourable" } },
    { "absent", { "copil-cross-symbolic", N_("Absent"), "tone-neutral" } },
    { "", { "copil-clock-symbolic", N_("No answer yet"), "tone-neutral" } },
  };

  return LOOK_UP (rows, answer);
}

CopilMarkWord
copil_words_action (CopilRecord *action)
{
  static const Row rows[] = {
    { "late", { "copil-watch-symbolic", N_("Late"), "tone-watch" } },
    { "open", { "copil-clock-symbolic", N_("Still open"), "tone-neutral" } },
    { "done", { "copil-check-symbolic", N_("Done"), "tone-favourable" } },
    { "dropped", { "copil-none-symbolic", N_("Dropped"), "tone-neutral" } },
  };

  return LOOK_UP (rows, copil_words_is_late (action) ? "late"
                                                     : copil_record_get_word (action, "state"));
}

CopilMarkWord
copil_words_meaning (const char *meaning)
{
  static const Row rows[] = {
    { "favourable", { "copil-check-symbolic", N_("Favourable"), "tone-favourable" } },
    { "reserves", { "copil-check-symbolic", N_("Favourable with reserves"), "tone-watch" } },
    { "unfavourable", { "copil-cross-symbolic", N_("Unfavourable"), "tone-unfavourable" } },
    { "tacit", { "copil-check-symbolic", N_("Deemed favourable"), "tone-neutral" } },
    { "awaited", { "copil-clock-symbolic", N_("Awaited"), "tone-neutral" } },
    { "late", { "copil-watch-symbolic", N_("Not given in time"), "tone-watch" } },
    { "withdrawn", { "copil-none-symbolic", N_("Request withdrawn"), "tone-neutral" } },
    { "none", { "copil-none-symbolic", N_("Declines to advise"), "tone-neutral" } },
  };

  return LOOK_UP (rows, meaning);
}

CopilMarkWord
copil_words_advice (CopilRecord *advice)
{
  static const char *const standings[] = {
    [COPIL_ADVICE_AWAITED] = "awaited",       [COPIL_ADVICE_LATE] = "late",
    [COPIL_ADVICE_TACIT] = "tacit",           [COPIL_ADVICE_FAVOURABLE] = "favourable",
    [COPIL_ADVICE_RESERVES] = "reserves",     [COPIL_ADVICE_UNFAVOURABLE] = "unfavourable",
    [COPIL_ADVICE_NONE] = "none",             [COPIL_ADVICE_WITHDRAWN] = "withdrawn",
  };

  return copil_words_meaning (standings[copil_advice_get_standing (advice, g_get_real_time ())]);
}

CopilMarkWord
copil_words_former_body (CopilRecord *body)
{
  static const Row rows[] = {
    { "merged", { "copil-check-symbolic", N_("Merged"), "tone-favourable" } },
    { "planned", { "copil-clock-symbolic", N_("Merges soon"), "tone-neutral" } },
    { "active", { "copil-watch-symbolic", N_("Still meets"), "tone-watch" } },
  };

  return LOOK_UP (rows, copil_record_get_word (body, "state"));
}

CopilMarkWord
copil_words_subject (const char *state)
{
  static const Row rows[] = {
    { "taken", { "copil-check-symbolic", N_("Taken over"), "tone-favourable" } },
    { "dropped", { "copil-none-symbolic", N_("Not taken over"), "tone-neutral" } },
    { "pending", { "copil-clock-symbolic", N_("To be taken over"), "tone-watch" } },
  };

  return LOOK_UP (rows, state);
}

CopilMarkWord
copil_words_proposal (const char *state)
{
  static const Row rows[] = {
    { "accepted", { "copil-check-symbolic", N_("Accepted"), "tone-favourable" } },
    { "refused", { "copil-cross-symbolic", N_("Not accepted"), "tone-unfavourable" } },
    { "withdrawn", { "copil-none-symbolic", N_("Withdrawn"), "tone-neutral" } },
    { "proposed", { "copil-clock-symbolic", N_("Awaits an answer"), "tone-watch" } },
  };

  return LOOK_UP (rows, state);
}

const char *
copil_words_seat_kind (const char *kind)
{
  static const Row rows[] = {
    { "ex_officio", { NULL, N_("by office"), NULL } },
    { "elected", { NULL, N_("elected"), NULL } },
    { "qualified", { NULL, N_("qualified person"), NULL } },
    { "guest", { NULL, N_("heard, without a vote"), NULL } },
    { "", { NULL, "", NULL } },
  };

  return LOOK_UP (rows, kind).word;
}

/* -- Days ------------------------------------------------------------------------------------- */

char *
copil_words_decision (CopilRecord *decision)
{
  g_autofree char *number = NULL;

  if (!copil_record_has (decision, "number"))
    return g_strdup (_("Decision, numbered when the sitting closes"));
  number = copil_format_decision (copil_record_get_int (decision, "year"),
                                  copil_record_get_int (decision, "number"));
  /* translators: year and number of a decision: "2026-04" */
  return g_strdup_printf (_("Decision %s"), number);
}

char *
copil_words_sitting (CopilRecord *sitting)
{
  g_autofree char *day = copil_instant_describe_day (copil_record_get_time (sitting, "starts_at"));

  /* translators: %s is a day: "jeudi 3 décembre 2026" */
  return g_strdup_printf (_("Sitting of %s"), day);
}

gboolean
copil_words_is_late (CopilRecord *action)
{
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  return g_str_equal (copil_record_get_word (action, "state"), "open") &&
         strcmp (copil_record_get_word (action, "due"), today) < 0;
}
