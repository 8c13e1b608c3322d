/* advice-row.c: an advice that is asked, in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/advice-row.h"

#include "committee/advice.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

static void
take (GPtrArray *parts,
      char      *part)
{
  g_ptr_array_add (parts, part);
}

/* (transfer full): "3 déc." */
static char *
day_of (CopilRecord *advice,
        const char  *field)
{
  return copil_instant_describe_short_day (copil_record_get_time (advice, field));
}

/* While it is awaited: until when, and what silence would mean. */
static void
add_awaited (GPtrArray   *parts,
             CopilRecord *advice)
{
  JsonObject *silence = copil_record_get_object (advice, "silence");
  g_autofree char *due = day_of (advice, "due_at");
  g_autofree char *reminded = day_of (advice, "reminded_at");

  take (parts, g_strdup_printf (_("due on %s at the latest"), due));
  if (copil_record_has (advice, "reminded_at"))
    take (parts, g_strdup_printf (_("reminded on %s"), reminded));
  if (silence != NULL)
    take (parts, g_strdup_printf (_("silence is deemed favourable %s"),
                                  json_object_get_string_member_with_default (silence, "cite", "")));
}

static void
add_given (GPtrArray   *parts,
           CopilRecord *advice)
{
  g_autofree char *day = day_of (advice, "given_at");

  if (copil_record_has (advice, "noted_by"))
    /* translators: a day, then who noted it */
    take (parts, g_strdup_printf (_("received on %s, noted by %s"), day,
                                  copil_record_get_word (advice, "noted_by")));
  else if (copil_record_has (advice, "given_by"))
    /* translators: a day, then who gave it */
    take (parts, g_strdup_printf (_("given on %s by %s"), day,
                                  copil_record_get_word (advice, "given_by")));
  else
    take (parts, g_strdup_printf (_("given on %s"), day));
  if (copil_advice_came_late (advice))
    take (parts, g_strdup (_("after its delay")));
}

static void
add_words (GString     *text,
           CopilRecord *advice,
           const char  *field)
{
  const char *words = copil_record_get_word (advice, field);

  if (*words != '\0')
    g_string_append_printf (text, "\n%s", words);
}

/* (transfer full) */
static char *
describe (CopilRecord *advice,
          const char  *about)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *asked = day_of (advice, "asked_at"), *line = NULL;
  const char *state = copil_record_get_word (advice, "state");
  GString *text;

  if (*about != '\0')
    take (parts, g_strdup (about));
  if (copil_record_has (advice, "question"))
    take (parts, g_strdup (copil_record_get_word (advice, "question")));
  take (parts, g_strdup_printf (_("asked on %s"), asked));
  if (g_str_equal (state, "asked"))
    add_awaited (parts, advice);
  else if (g_str_equal (state, "given"))
    add_given (parts, advice);
  else
    take (parts, g_strdup (copil_record_get_word (advice, "reason")));
  g_ptr_array_add (parts, NULL);
  line = g_strjoinv (" · ", (char **) parts->pdata);
  text = g_string_new (line);
  add_words (text, advice, "item_body");
  add_words (text, advice, "words");
  add_words (text, advice, "conditions");
  return g_string_free (text, FALSE);
}

void
copil_advice_row_fill (CopilRecordRow *row,
                       CopilRecord    *advice,
                       const char     *title,
                       const char     *about)
{
  g_autofree char *text = describe (advice, about);

  copil_record_row_set_text (row, title, text);
  copil_record_row_set_state (row, copil_words_advice (advice));
}
