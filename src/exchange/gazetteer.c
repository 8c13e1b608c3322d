/* gazetteer.c: which territory a file means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/gazetteer.h"

#include <string.h>

#include "core/fold.h"
#include "exchange/place-words.h"

typedef struct
{
  char       *code;
  GHashTable *codes; /* folded code -> CopilTerritory */
  GHashTable *names; /* folded name -> CopilTerritory; NULL: two of this name */
} Set;

struct _CopilGazetteer
{
  CopilTerritoryList *territories;
  GPtrArray          *sets; /* of Set, in the order of the list: from France down */
};

/* Words that stand before a name and are not part of it. */
static const char *const heads[] = {
  "departement", "dept", "dep", "region", "bassin d emploi", "bassin", "zone d emploi", "ze",
  "arrondissement", "arr", "territoire", "dont", NULL,
};
static const char *const links[] = { "de la", "de l", "des", "du", "de", "d", "la", "le", "les",
                                     "l", NULL };

static const struct
{
  const char *word;
  const char *set;
} level_words[] = {
  { "departement", "departement" }, { "departements", "departement" }, { "region", "region" },
  { "regions", "region" },          { "bassin", "bassin" },            { "bassins", "bassin" },
  { "arrondissement", "bassin" },
};

static void
set_free (gpointer data)
{
  Set *set = data;

  g_free (set->code);
  g_hash_table_unref (set->codes);
  g_hash_table_unref (set->names);
  g_free (set);
}

static Set *
find_set (CopilGazetteer *self,
          const char     *code)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      Set *set = g_ptr_array_index (self->sets, i);

      if (strcmp (set->code, code) == 0)
        return set;
    }
  return NULL;
}

static Set *
ensure_set (CopilGazetteer *self,
            const char     *code)
{
  Set *set = find_set (self, code);

  if (set == NULL)
    {
      set = g_new0 (Set, 1);
      set->code = g_strdup (code);
      set->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      set->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (self->sets, set);
    }
  return set;
}

/* After one of @words and a space; NULL when it does not begin with any. */
static const char *
skip_word (const char        *text,
           const char *const *words)
{
  for (; *words != NULL; words++)
    {
      gsize length = strlen (*words);

      if (g_str_has_prefix (text, *words) && text[length] == ' ')
        return text + length + 1;
    }
  return NULL;
}

static void
add_name (Set                  *set,
          const char           *name,
          const CopilTerritory *territory)
{
  gpointer other;

  if (*name == '\0')
    return;
  if (g_hash_table_lookup_extended (set->names, name, NULL, &other) && other != territory)
    territory = NULL;
  g_hash_table_replace (set->names, g_strdup (name), (gpointer) territory);
}

static void
add_territory (CopilGazetteer       *self,
               const CopilTerritory *territory)
{
  Set *set = ensure_set (self, territory->set);
  g_autofree char *name = copil_fold (territory->name);
  const char *bare = skip_word (name, links);

  g_hash_table_replace (set->codes, g_ascii_strdown (territory->code, -1), (gpointer) territory);
  add_name (set, name, territory);
  if (bare != NULL)
    add_name (set, bare, territory);
}

CopilGazetteer *
copil_gazetteer_new (CopilTerritoryList *territories)
{
  CopilGazetteer *self = g_new0 (CopilGazetteer, 1);

  self->territories = copil_territory_list_ref (territories);
  self->sets = g_ptr_array_new_with_free_func (set_free);
  for (guint i = 0; i < copil_territory_list_get_size (territories); i++)
    add_territory (self, copil_territory_list_get (territories, i));
  return self;
}

void
copil_gazetteer_free (CopilGazetteer *self)
{
  copil_territory_list_unref (self->territories);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

/* What people put before a code, by set: "D59", "FR-59", "R32". */
static const struct
{
  const char *set;
  const char *prefix;
} code_prefixes[] = {
  { "departement", "fr" }, { "departement", "dep" }, { "departement", "d" }, { "region", "reg" },
  { "region", "r" },       { "bassin", "arr" },
};

static const CopilTerritory *
find_exact_code (Set        *set,
                 const char *folded)
{
  const CopilTerritory *found = g_hash_table_lookup (set->codes, folded);
  const char *alias = found == NULL ? copil_place_find_alias (folded, set->code) : NULL;
  g_autofree char *code = alias != NULL ? g_ascii_strdown (alias, -1) : NULL;

  return code != NULL ? g_hash_table_lookup (set->codes, code) : found;
}

/* Spreadsheets lose zeros and databases add some: "1" and "001" are "01", "02A" is "2A". */
static const CopilTerritory *
find_code (Set        *set,
           const char *folded)
{
  const CopilTerritory *found = find_exact_code (set, folded);
  g_autofree char *padded = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (code_prefixes); i++)
    if (strcmp (set->code, code_prefixes[i].set) == 0 &&
        g_str_has_prefix (folded, code_prefixes[i].prefix))
      {
        folded += strlen (code_prefixes[i].prefix);
        folded += *folded == ' ';
        found = g_hash_table_lookup (set->codes, folded);
        break;
      }
  if (found != NULL || !g_ascii_isdigit (*folded))
    return found;
  if (strcmp (set->code, "departement") == 0 && strlen (folded) == 3 && *folded == '0')
    return g_hash_table_lookup (set->codes, folded + 1);
  padded = g_strconcat ("0", folded, NULL);
  return g_hash_table_lookup (set->codes, padded);
}

/* IGN writes arrondissements with five digits: 59006 is the sixth of the Nord. */
static const CopilTerritory *
find_long_code (Set        *set,
                const char *folded)
{
  char code[8];

  if (strcmp (set->code, "bassin") != 0 || strlen (folded) != 5 || folded[3] != '0' ||
      folded[2] != '0')
    return NULL;
  g_snprintf (code, sizeof code, "%.2s%c", folded, folded[4]);
  return g_hash_table_lookup (set->codes, code);
}

static const CopilTerritory *
find_name (Set        *set,
           const char *folded)
{
  const CopilTerritory *found = g_hash_table_lookup (set->names, folded);
  const char *rest;

  if (found != NULL)
    return found;
  rest = skip_word (folded, heads);
  if (rest == NULL)
    return NULL;
  found = g_hash_table_lookup (set->names, rest);
  if (found == NULL && (rest = skip_word (rest, links)) != NULL)
    found = g_hash_table_lookup (set->names, rest);
  return found;
}

const char *
copil_gazetteer_get_level (const char *text)
{
  g_autofree char *folded = copil_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (level_words); j++)
      if (strcmp (words[i], level_words[j].word) == 0)
        return level_words[j].set;
  return NULL;
}

/* "59 nord", "nord 59": a code beside the name of the same territory. */
static const CopilTerritory *
find_code_and_name (Set        *set,
                    const char *folded)
{
  const char *first = strchr (folded, ' '), *last = strrchr (folded, ' ');
  g_autofree char *head = NULL, *body = NULL;
  const CopilTerritory *found;

  if (first == NULL)
    return NULL;
  head = g_strndup (folded, (gsize) (first - folded));
  found = find_code (set, head);
  if (found != NULL && find_name (set, first + 1) == found)
    return found;
  body = g_strndup (folded, (gsize) (last - folded));
  found = find_code (set, last + 1);
  return found != NULL && find_name (set, body) == found ? found : NULL;
}

/* "code - name", "name (code)", "label: name", "name (1)". Names speak before codes, and two
 * that do not agree are none: "Nord - Pas-de-Calais" is neither. */
static const CopilTerritory *
find_in_pieces (Set   *set,
                GStrv  pieces)
{
  const CopilTerritory *named = NULL, *coded = NULL;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *folded = copil_place_fold (pieces[i]);
      const CopilTerritory *name = *folded != '\0' ? find_name (set, folded) : NULL;
      const CopilTerritory *code = strlen (folded) > 1 ? find_exact_code (set, folded) : NULL;

      if (name != NULL && named != NULL && name != named)
        return NULL;
      named = name != NULL ? name : named;
      /* The code of a place that is not named by itself stands first: "Lille (59)" is Lille. */
      if (code != NULL && (i == 0 || named != NULL))
        coded = code;
    }
  return named == NULL || coded == NULL || named == coded ? (named != NULL ? named : coded) : NULL;
}

static GStrv
cut_in_pieces (const char *text)
{
  g_autofree char *marked = g_strdup (text);

  for (char *at = marked; *at != '\0'; at++)
    if (strchr ("():|_[]/", *at) != NULL ||
        (*at == '-' && at > marked && at[-1] == ' ' && at[1] == ' '))
      *at = '\n';
  for (char *dash = marked; (dash = strstr (dash, "–")) != NULL; dash += 3)
    memcpy (dash, "\n\n\n", 3);
  return g_strsplit (marked, "\n", -1);
}

static const CopilTerritory *
find_in_set (Set        *set,
             const char *text,
             const char *folded)
{
  const CopilTerritory *found;
  g_auto (GStrv) pieces = NULL;

  if (*folded == '\0')
    return NULL;
  found = find_code (set, folded);
  if (found == NULL)
    found = find_name (set, folded);
  if (found == NULL)
    found = find_long_code (set, folded);
  if (found != NULL || copil_place_classify (text) != COPIL_PLACE_UNKNOWN)
    return found;
  found = find_code_and_name (set, folded);
  if (found != NULL)
    return found;
  pieces = cut_in_pieces (text);
  return pieces[0] != NULL && pieces[1] != NULL ? find_in_pieces (set, pieces) : NULL;
}

/* What Insee writes before a code: the year of its geography and the level, "2024-DEP-59". */
static const char *
skip_vintage (const char  *folded,
              const char **set)
{
  static const struct
  {
    const char *head;
    const char *set;
  } heads_of[] = {
    { " dep ", "departement" }, { " reg ", "region" }, { " arr ", "bassin" }, { " france ", "france" },
  };

  if (strspn (folded, "0123456789") != 4)
    return folded;
  for (guint i = 0; i < G_N_ELEMENTS (heads_of); i++)
    if (g_str_has_prefix (folded + 4, heads_of[i].head) &&
        (*set == NULL || strcmp (*set, heads_of[i].set) == 0))
      {
        *set = heads_of[i].set;
        return folded + 4 + strlen (heads_of[i].head);
      }
  return folded;
}

/* "59.0": a code that went through a column of numbers. */
static gsize
measure_code (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  return digits > 0 && digits <= 3 && strcmp (text + digits, ".0") == 0 ? digits : 0;
}

const CopilTerritory *
copil_gazetteer_find (CopilGazetteer *self,
                      const char     *text,
                      const char     *set)
{
  g_autofree char *code = g_strndup (text, measure_code (text));
  g_autofree char *folded = copil_place_fold (*code != '\0' ? code : text);
  const CopilTerritory *found = NULL;
  const char *bare;

  if (set == NULL)
    set = copil_gazetteer_get_level (text);
  bare = skip_vintage (folded, &set);
  for (guint i = 0; found == NULL && i < self->sets->len; i++)
    {
      Set *one = g_ptr_array_index (self->sets, i);

      if (set == NULL || strcmp (set, one->code) == 0)
        found = find_in_set (one, bare == folded ? text : bare, bare);
    }
  return found;
}

const char *
copil_gazetteer_vote (CopilGazetteer     *self,
                      const char * const *texts,
                      gsize               n,
                      guint              *known)
{
  const char *best = NULL;

  *known = 0;
  for (guint i = 0; i < self->sets->len; i++)
    {
      const Set *set = g_ptr_array_index (self->sets, i);
      guint count = 0;

      for (gsize j = 0; j < n; j++)
        {
          const char *level = copil_gazetteer_get_level (texts[j]);

          count += (level == NULL || strcmp (level, set->code) == 0) &&
                   copil_gazetteer_find (self, texts[j], set->code) != NULL;
        }
      if (count > *known)
        {
          *known = count;
          best = set->code;
        }
    }
  return best;
}
