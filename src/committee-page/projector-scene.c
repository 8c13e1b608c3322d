/* projector-scene.c: what the room sees, as plain values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-scene.h"

#include <glib/gi18n-lib.h>

/* -- Natures ---------------------------------------------------------------------------------- */

static const char *const nature_ids[COPIL_N_NATURES] = { "information", "advice", "decision" };

CopilNature
copil_nature_parse (const char *text)
{
  for (guint i = 0; i < COPIL_N_NATURES; i++)
    if (g_strcmp0 (text, nature_ids[i]) == 0)
      return i;
  return COPIL_NATURE_INFORMATION;
}

const char *
copil_nature_get_name (CopilNature self)
{
  static const char *const names[COPIL_N_NATURES] = { N_ ("Information"), N_ ("Advice"),
                                                      N_ ("Decision") };

  return _ (names[self]);
}

/* -- The scene -------------------------------------------------------------------------------- */

CopilScene *
copil_scene_new (void)
{
  CopilScene *self = g_new0 (CopilScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pool = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CopilScene *
copil_scene_ref (CopilScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
copil_scene_unref (CopilScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->chart);
  g_ptr_array_unref (self->pool);
  g_free (self);
}

const char *
copil_scene_take (CopilScene *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->pool, text);
  return text;
}

const char *
copil_scene_keep (CopilScene *self, const char *text)
{
  return copil_scene_take (self, g_strdup (text));
}

void
copil_scene_set_seats (CopilScene *self, const CopilSeatMark *seats, guint n_seats)
{
  CopilSeatMark *copy = g_memdup2 (seats, n_seats * sizeof *seats);

  if (copy != NULL)
    g_ptr_array_add (self->pool, copy);
  self->quorum.seats = copy;
  self->quorum.n_seats = n_seats;
}

void
copil_scene_set_chart (CopilScene *self, CopilChart *chart)
{
  g_set_object (&self->chart, chart);
}

guint
copil_scene_count (const CopilScene *self, CopilSeatMark mark)
{
  guint n = 0;

  for (guint i = 0; i < self->quorum.n_seats; i++)
    n += self->quorum.seats[i] == mark;
  return n;
}

/* -- In words --------------------------------------------------------------------------------- */

char *
copil_scene_describe_there (const CopilScene *self)
{
  /* translators: how many are in the room, and how many are on the phone or on video */
  return g_strdup_printf (_ ("%u in the room · %u remote"),
                          copil_scene_count (self, COPIL_MARK_ROOM),
                          copil_scene_count (self, COPIL_MARK_REMOTE));
}

char *
copil_scene_describe_away (const CopilScene *self)
{
  guint mandates = copil_scene_count (self, COPIL_MARK_MANDATE);
  guint absent = copil_scene_count (self, COPIL_MARK_ABSENT);
  guint vacant = copil_scene_count (self, COPIL_MARK_VACANT);
  g_autofree char *first = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u mandate", "%u mandates", mandates), mandates);
  g_autofree char *second =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u absent", "%u absent", absent), absent);
  g_autofree char *third =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u vacant", "%u vacant", vacant), vacant);

  return g_strjoin (" · ", first, second, vacant > 0 ? third : NULL, NULL);
}

char *
copil_scene_describe_speaker (const CopilScene *self)
{
  /* translators: %s is the name of who is speaking */
  return self->speaker != NULL ? g_strdup_printf (_ ("Floor: %s"), self->speaker) : NULL;
}

char *
copil_scene_describe_requests (const CopilScene *self)
{
  if (self->n_requests == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u request for the floor",
                                       "%u requests for the floor", self->n_requests),
                          self->n_requests);
}

static void
say (GString *text, const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, ". ");
  g_string_append (text, words);
}

static void
say_item (GString *text, const CopilSceneItem *item)
{
  if (item->number == NULL)
    return;
  say (text, copil_nature_get_name (item->nature));
  g_string_append_printf (text, " %s", item->number);
  say (text, item->title);
  say (text, item->presenter);
}

char *
copil_scene_describe (const CopilScene *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *speaker = copil_scene_describe_speaker (self);
  g_autofree char *requests = copil_scene_describe_requests (self);

  say (text, self->notice);
  say (text, self->notice_detail);
  say_item (text, &self->item);
  say (text, self->time.spoken);
  say (text, self->finding);
  say (text, self->figures);
  say (text, self->vote.caption);
  say (text, self->vote.question);
  say (text, self->vote.progress);
  say (text, self->vote.verdict);
  say (text, self->vote.rule);
  say (text, self->quorum.words);
  if (self->quorum.n_seats > 0)
    {
      g_autofree char *there = copil_scene_describe_there (self);
      g_autofree char *away = copil_scene_describe_away (self);

      say (text, there);
      say (text, away);
    }
  say (text, speaker);
  say (text, requests);
  if (self->next.number != NULL)
    say (text, _ ("Next"));
  say_item (text, &self->next);
  return g_string_free (text, FALSE);
}
