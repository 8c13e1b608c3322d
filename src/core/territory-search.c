/* territory-search.c: the territory that a person means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"
#include "core/territory-private.h"

/* How well a territory fits, best first. */
typedef enum
{
  FIT_CODE,
  FIT_NAME,
  FIT_FULL_NAME,
  FIT_PREFIX,
  FIT_WORDS,
  FIT_INSIDE,
  FIT_CODE_PREFIX,
  FIT_SEAT,
  FIT_NEAR,
  FIT_NONE,
} Fit;

typedef struct
{
  CopilTerritory *territory;
  Fit             fit;
  guint           distance;
} Match;

#define N_PROPOSALS 4

static void
free_spellings (CopilSpellings *spellings)
{
  g_free (spellings->code);
  g_free (spellings->name);
  g_free (spellings->seat);
  g_strfreev (spellings->full);
  g_free (spellings);
}

static char *
fold_pair (const char *first,
           const char *second)
{
  g_autofree char *text = g_strconcat (first, " ", second, NULL);

  return copil_fold (text);
}

static CopilSpellings *
spell (const CopilTerritory *territory)
{
  CopilSpellings *spellings = g_new0 (CopilSpellings, 1);
  const char *level = copil_level_get_name (territory->level, FALSE);
  g_autoptr (GStrvBuilder) full = g_strv_builder_new ();
  g_autofree char *of_level = fold_pair (level, territory->genitive);
  g_autofree char *level_and_name = fold_pair (level, territory->name);
  g_autofree char *genitive = copil_fold (territory->genitive);
  g_autofree char *locative = copil_fold (territory->locative);

  g_strv_builder_add_many (full, of_level, level_and_name, genitive, locative, NULL);
  spellings->code = g_ascii_strdown (territory->code, -1);
  spellings->name = copil_fold (territory->name);
  spellings->seat = copil_fold (territory->seat);
  spellings->full = g_strv_builder_end (full);
  return spellings;
}

/* Made at the first search, not when a window opens: folding some hundreds of names takes
 * longer than a frame has. */
const CopilSpellings *
copil_territory_list_get_spellings (CopilTerritoryList *self,
                                    guint               index)
{
  if (g_once_init_enter (&self->searchable))
    {
      self->spellings = g_ptr_array_new_with_free_func ((GDestroyNotify) free_spellings);
      for (guint i = 0; i < self->territories->len; i++)
        g_ptr_array_add (self->spellings, spell (self->territories->pdata[i]));
      g_once_init_leave (&self->searchable, 1);
    }
  return self->spellings->pdata[index];
}

static gboolean
starts_a_word (const char *name,
               const char *word,
               gsize       length)
{
  for (const char *at = name; at != NULL; at = strchr (at, ' '))
    {
      at += at != name;
      if (strncmp (at, word, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "pyr atl" starts words of "pyrenees atlantiques". */
static gboolean
each_starts_a_word (const char *name,
                    const char *query)
{
  while (*query != '\0')
    {
      gsize length = strcspn (query, " ");

      if (!starts_a_word (name, query, length))
        return FALSE;
      query += length + (query[length] == ' ');
    }
  return TRUE;
}

/* One slip in three letters, two at least in a word that can be recognised at all. */
static guint
tolerance (const char *query)
{
  gsize length = strlen (query);

  return length < 4 ? 0 : (guint) MAX (2, length / 4);
}

static Match
match_names (CopilTerritory       *territory,
             const CopilSpellings *spellings,
             const char           *query)
{
  Match match = { territory, FIT_NONE, 0 };

  if (g_str_equal (spellings->name, query))
    match.fit = FIT_NAME;
  else if (g_strv_contains ((const char *const *) spellings->full, query))
    match.fit = FIT_FULL_NAME;
  else if (g_str_has_prefix (spellings->name, query))
    match.fit = FIT_PREFIX;
  else if (each_starts_a_word (spellings->name, query) ||
           each_starts_a_word (spellings->full[0], query))
    match.fit = FIT_WORDS;
  else if (strstr (spellings->name, query) != NULL)
    match.fit = FIT_INSIDE;
  else if (g_ascii_isdigit (*query) && g_str_has_prefix (spellings->code, query))
    match.fit = FIT_CODE_PREFIX;
  else if (each_starts_a_word (spellings->seat, query))
    match.fit = FIT_SEAT;
  return match;
}

static void
match_nearly (Match                *match,
              const CopilSpellings *spellings,
              const char           *query)
{
  guint limit = tolerance (query);
  gsize length = strlen (query), size = strlen (spellings->name);

  if (limit == 0 || MAX (length, size) - MIN (length, size) > limit)
    return;
  match->distance = copil_fold_distance (query, spellings->name);
  /* A short name is not near a word it shares nothing with. */
  if (match->distance <= limit && match->distance < size)
    match->fit = FIT_NEAR;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *left = a, *right = b;

  if (left->fit != right->fit)
    return (int) left->fit - (int) right->fit;
  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  if (left->territory->level != right->territory->level)
    return (int) left->territory->level - (int) right->territory->level;
  if (left->territory->population != right->territory->population)
    return left->territory->population > right->territory->population ? -1 : 1;
  return (int) left->territory->index - (int) right->territory->index;
}

/* A query that asks for one set: "bassin:596", "région:bretagne". */
typedef struct
{
  char *set;  /* folded, or NULL: any */
  char *code; /* lower case */
  char *name; /* folded */
} Query;

static void
query_clear (Query *query)
{
  g_clear_pointer (&query->set, g_free);
  g_clear_pointer (&query->code, g_free);
  g_clear_pointer (&query->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static void
query_init (Query      *query,
            const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *colon = strchr (valid, ':');
  const char *rest = colon != NULL ? colon + 1 : valid;

  if (colon != NULL)
    {
      g_autofree char *set = g_strndup (valid, (gsize) (colon - valid));

      query->set = copil_fold (set);
    }
  query->code = g_strstrip (g_ascii_strdown (rest, -1));
  query->name = copil_fold (rest);
}

static gboolean
query_covers (const Query          *query,
              const CopilTerritory *territory)
{
  g_autofree char *set = NULL;

  if (query->set == NULL)
    return TRUE;
  set = copil_fold (territory->set);
  return g_str_equal (set, query->set);
}

static Match
query_match (const Query        *query,
             CopilTerritoryList *self,
             guint               index)
{
  const CopilSpellings *spellings = copil_territory_list_get_spellings (self, index);
  CopilTerritory *territory = self->territories->pdata[index];

  if (!query_covers (query, territory))
    return (Match) { territory, FIT_NONE, 0 };
  if (g_str_equal (spellings->code, query->code))
    return (Match) { territory, FIT_CODE, 0 };
  if (*query->name == '\0')
    return (Match) { territory, FIT_NONE, 0 };
  return match_names (territory, spellings, query->name);
}

static void
add_fits (CopilTerritoryList *self,
          const Query        *query,
          GArray             *matches)
{
  for (guint i = 0; i < self->territories->len; i++)
    {
      Match match = query_match (query, self, i);

      if (match.fit != FIT_NONE)
        g_array_append_val (matches, match);
    }
}

static void
add_near (CopilTerritoryList *self,
          const Query        *query,
          GArray             *matches)
{
  for (guint i = 0; i < self->territories->len; i++)
    {
      Match match = { self->territories->pdata[i], FIT_NONE, 0 };

      if (query_covers (query, match.territory))
        match_nearly (&match, copil_territory_list_get_spellings (self, i), query->name);
      if (match.fit != FIT_NONE)
        g_array_append_val (matches, match);
    }
}

/* (element-type Match): all that fit, best first; what is only near when nothing else fits. */
static GArray *
find_matches (CopilTerritoryList *self,
              const Query        *query)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

  add_fits (self, query, matches);
  if (matches->len == 0)
    add_near (self, query, matches);
  g_array_sort (matches, compare_matches);
  return matches;
}

/**
 * copil_territory_list_search:
 * @text: what has been typed so far: a code, a name or a part of it, "bassin:lil"
 * @limit: at most so many
 *
 * Returns: (transfer container) (element-type CopilTerritory): the territories that fit, the
 *   nearest first: code, name, beginning, words, code, seat, and typing errors last
 */
GPtrArray *
copil_territory_list_search (CopilTerritoryList *self,
                             const char         *text,
                             guint               limit)
{
  g_auto (Query) query = { 0 };
  g_autoptr (GArray) matches = NULL;
  GPtrArray *found = g_ptr_array_new ();

  query_init (&query, text);
  matches = find_matches (self, &query);
  for (guint i = 0; i < MIN (limit, matches->len); i++)
    g_ptr_array_add (found, g_array_index (matches, Match, i).territory);
  return found;
}

/* Keeps the matches that are as sure as the first: the only ones a command may act upon. */
static void
keep_certain (GArray *matches)
{
  guint n = 0;
  Fit best;

  if (matches->len > 0)
    {
      best = g_array_index (matches, Match, 0).fit;
      while (best <= FIT_FULL_NAME && n < matches->len &&
             g_array_index (matches, Match, n).fit == best)
        n++;
    }
  g_array_set_size (matches, n);
}

/* The four levels come before an imported set that happens to use the same name. */
static void
drop_other_sets (GArray *matches)
{
  guint n = matches->len;

  while (n > 0 && g_array_index (matches, Match, n - 1).territory->level == COPIL_LEVEL_OTHER)
    n--;
  if (n > 0)
    g_array_set_size (matches, n);
}

/* Guadeloupe is a region and a department of one extent: the department is meant, where the
 * committee of that name sits. */
static const CopilTerritory *
choose_in_chain (GArray *matches)
{
  const CopilTerritory *chosen = g_array_index (matches, Match, 0).territory;

  for (guint i = 1; i < matches->len; i++)
    {
      const CopilTerritory *upper = g_array_index (matches, Match, i - 1).territory;
      const CopilTerritory *lower = g_array_index (matches, Match, i).territory;

      if (!copil_territory_is_within (lower, upper) || lower->population != upper->population)
        return NULL;
      if (lower->level == COPIL_LEVEL_DEPARTMENT)
        chosen = lower;
    }
  return chosen;
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  return (int) ((const Match *) a)->territory->level - (int) ((const Match *) b)->territory->level;
}

/* "departement:59 (Nord), bassin:595 (Lille)". */
static char *
list_proposals (GArray *matches)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (matches->len, N_PROPOSALS); i++)
    {
      const CopilTerritory *one = g_array_index (matches, Match, i).territory;

      g_string_append_printf (text, "%s%s:%s (%s)", i > 0 ? ", " : "", one->set, one->code,
                              one->name);
    }
  return g_string_free (text, FALSE);
}

static const CopilTerritory *
fail (const char *text,
      GArray     *matches,
      gboolean    ambiguous,
      GError    **error)
{
  g_autofree char *proposals = list_proposals (matches);
  g_autofree char *shown = g_utf8_make_valid (text, -1);

  if (ambiguous)
    g_set_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_AMBIGUOUS,
                 _("“%s” is the name of several territories: %s"), shown, proposals);
  else if (matches->len > 0)
    g_set_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_UNKNOWN,
                 _("No territory is called “%s”. The nearest: %s"), shown, proposals);
  else
    g_set_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_UNKNOWN,
                 _("No territory is called “%s”."), shown);
  return NULL;
}

/**
 * copil_territory_list_resolve:
 * @text: "59", "departement:59", "Nord", "bassin de Valenciennes"
 *
 * Returns: (transfer none) (nullable): the one territory that is meant, or NULL with
 *   COPIL_TERRITORY_ERROR_UNKNOWN or COPIL_TERRITORY_ERROR_AMBIGUOUS and a message that
 *   proposes the nearest
 */
const CopilTerritory *
copil_territory_list_resolve (CopilTerritoryList *self,
                              const char         *text,
                              GError            **error)
{
  g_auto (Query) query = { 0 };
  g_autoptr (GArray) matches = NULL, certain = NULL;
  const CopilTerritory *chosen;

  query_init (&query, text);
  matches = find_matches (self, &query);
  certain = g_array_copy (matches);
  keep_certain (certain);
  if (certain->len == 0)
    return fail (text, matches, FALSE, error);
  g_array_sort (certain, compare_levels);
  drop_other_sets (certain);
  chosen = choose_in_chain (certain);
  return chosen != NULL ? chosen : fail (text, certain, TRUE, error);
}
