/* advice.c: how a request of advice stands, and what is said of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/advice.h"

#include "core/instant.h"

gint64
copil_advice_get_due (gint64 asked,
                      int    days)
{
  g_autoptr (GDateTime) day = copil_instant_in_paris (asked);
  g_autoptr (GDateTime) after = day != NULL ? g_date_time_add_days (day, days + 1) : NULL;

  if (after == NULL)
    return asked;
  return copil_instant_of_paris (g_date_time_get_year (after), g_date_time_get_month (after),
                                 g_date_time_get_day_of_month (after), 0, 0) - 1;
}

static CopilAdviceStanding
find_meaning (const char *meaning)
{
  static const struct
  {
    const char          *meaning;
    CopilAdviceStanding  standing;
  } meanings[] = {
    { "favourable", COPIL_ADVICE_FAVOURABLE },
    { "reserves", COPIL_ADVICE_RESERVES },
    { "unfavourable", COPIL_ADVICE_UNFAVOURABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (meanings[i].meaning, meaning))
      return meanings[i].standing;
  return COPIL_ADVICE_NONE;
}

/* (transfer none): "" where the rules make nothing of silence. */
static const char *
get_silence (CopilRecord *advice,
             const char  *member)
{
  JsonObject *silence = copil_record_get_object (advice, "silence");

  return silence != NULL ? json_object_get_string_member_with_default (silence, member, "") : "";
}

CopilAdviceStanding
copil_advice_get_standing (CopilRecord *advice,
                           gint64       now)
{
  const char *state = copil_record_get_word (advice, "state");

  if (g_str_equal (state, "withdrawn"))
    return COPIL_ADVICE_WITHDRAWN;
  if (g_str_equal (state, "given"))
    return find_meaning (copil_record_get_word (advice, "meaning"));
  if (now <= copil_record_get_time (advice, "due_at"))
    return COPIL_ADVICE_AWAITED;
  return g_str_equal (get_silence (advice, "value"), "favourable") ? COPIL_ADVICE_TACIT
                                                                   : COPIL_ADVICE_LATE;
}

gboolean
copil_advice_came_late (CopilRecord *advice)
{
  return g_str_equal (copil_record_get_word (advice, "state"), "given")
         && copil_record_get_time (advice, "given_at") > copil_record_get_time (advice, "due_at");
}

/* -- Words ------------------------------------------------------------------------------------ */

/* (transfer full): as copil.advice_said(). */
static char *
describe_standing (CopilRecord *advice,
                   gint64       now)
{
  g_autofree char *due = copil_instant_describe_day (copil_record_get_time (advice, "due_at"));
  const char *cite = get_silence (advice, "cite");

  switch (copil_advice_get_standing (advice, now))
    {
    case COPIL_ADVICE_AWAITED:
      return g_strdup_printf ("avis attendu jusqu’au %s", due);
    case COPIL_ADVICE_LATE:
      return g_strdup_printf ("avis non rendu dans le délai, échu le %s", due);
    case COPIL_ADVICE_TACIT:
      return g_strconcat ("avis réputé favorable, faute de réponse dans le délai",
                          *cite != '\0' ? " " : "", cite, NULL);
    case COPIL_ADVICE_FAVOURABLE: return g_strdup ("avis favorable");
    case COPIL_ADVICE_RESERVES: return g_strdup ("avis favorable avec réserves");
    case COPIL_ADVICE_UNFAVOURABLE: return g_strdup ("avis défavorable");
    case COPIL_ADVICE_WITHDRAWN:
      return g_strdup_printf ("demande retirée\u00a0: %s", copil_record_get_word (advice, "reason"));
    case COPIL_ADVICE_NONE: break;
    }
  return g_strdup ("sans avis");
}

char *
copil_advice_describe (CopilRecord *advice,
                       gint64       now)
{
  g_autofree char *standing = describe_standing (advice, now);
  GString *text = g_string_new (standing);

  if (copil_advice_came_late (advice))
    g_string_append (text, ", rendu hors délai");
  if (*copil_record_get_word (advice, "words") != '\0')
    g_string_append_printf (text, "\u202f; «\u00a0%s\u00a0»",
                            copil_record_get_word (advice, "words"));
  if (*copil_record_get_word (advice, "conditions") != '\0')
    g_string_append_printf (text, "\u202f; conditions\u00a0: %s",
                            copil_record_get_word (advice, "conditions"));
  return g_string_free (text, FALSE);
}

/* -- Lists ------------------------------------------------------------------------------------ */

static int
compare_asked (gconstpointer a,
               gconstpointer b)
{
  CopilRecord *one = *(CopilRecord **) a, *other = *(CopilRecord **) b;
  gint64 first = copil_record_get_time (one, "asked_at");
  gint64 second = copil_record_get_time (other, "asked_at");

  if (first != second)
    return first < second ? -1 : 1;
  return g_strcmp0 (copil_record_get_id (one), copil_record_get_id (other));
}

GPtrArray *
copil_advice_list (GListModel *advices,
                   const char *item)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; advices != NULL && i < g_list_model_get_n_items (advices); i++)
    {
      CopilRecord *advice = g_list_model_get_item (advices, i);

      if (g_strcmp0 (copil_record_get_string (advice, "item_id"), item) == 0
          && !g_str_equal (copil_record_get_word (advice, "state"), "withdrawn"))
        g_ptr_array_add (list, advice);
      else
        g_object_unref (advice);
    }
  g_ptr_array_sort (list, compare_asked);
  return list;
}

char *
copil_advice_describe_all (GPtrArray *advices,
                           gint64     now)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < advices->len; i++)
    {
      g_autofree char *said = copil_advice_describe (advices->pdata[i], now);

      g_string_append_printf (text, "%s%s\u00a0: %s", i > 0 ? "\n" : "",
                              copil_record_get_word (advices->pdata[i], "of_whom"), said);
    }
  return g_string_free (text, FALSE);
}
