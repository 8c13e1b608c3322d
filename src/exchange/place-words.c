/* place-words.c: words that stand where a territory stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other names of today's territories, sums, other perimeters, regions of before 2016:
 * what a column of territories holds beside the names of the list.
 */
#include "config.h"

#include "exchange/place-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"

/* Names in use beside the official one, and the letters that replace 971 to 976. */
static const struct
{
  const char *alias;
  const char *set;
  const char *code;
} aliases[] = {
  { "france entiere", "france", "FR" },   { "ensemble de la france", "france", "FR" },
  { "total france", "france", "FR" },     { "france total", "france", "FR" },
  { "ensemble france", "france", "FR" },  { "total france entiere", "france", "FR" },
  { "france totale", "france", "FR" },    { "france metropolitaine et drom", "france", "FR" },
  { "fra", "france", "FR" },              { "national", "france", "FR" },
  { "paca", "region", "93" },             { "idf", "region", "11" },
  { "centre", "region", "24" },           { "aura", "region", "84" },
  { "ara", "region", "84" },              { "bfc", "region", "27" },
  { "hdf", "region", "32" },              { "pdl", "region", "52" },
  { "collectivite de corse", "region", "94" },
  { "9a", "departement", "971" },         { "9b", "departement", "972" },
  { "9c", "departement", "973" },         { "9d", "departement", "974" },
  { "9f", "departement", "976" },
};

/* Abbreviations of words of names; copil_fold() knows those of saint. */
static const struct
{
  const char *abbreviation;
  const char *word;
} abbreviations[] = {
  { "hte", "haute" },   { "htes", "hautes" },     { "ht", "haut" },      { "hts", "hauts" },
  { "bches", "bouches" }, { "terr", "territoire" }, { "ter", "territoire" }, { "gde", "grande" },
};

static const char *const former_regions[] = {
  "alsace", "aquitaine", "auvergne", "basse normandie", "bourgogne", "champagne ardenne",
  "franche comte", "haute normandie", "languedoc roussillon", "limousin", "lorraine",
  "midi pyrenees", "nord pas de calais", "picardie", "poitou charentes", "rhone alpes", NULL,
};

static const char *const sums[] = {
  "total", "totaux", "ensemble", "moyenne", "mediane", "sous total", "cumul", "min", "max",
  "minimum", "maximum", "ecart type", "grand total", NULL,
};

static const char *const partials[] = {
  "france metropolitaine", "metropole", "metro", "drom", "dom", "dom tom", "droms", "outre mer",
  "departements d outre mer", "province", "france de province", "hors ile de france", "fm",
  "69d", "69m", "collectivite europeenne d alsace", NULL,
};

static const char *const outsiders[] = {
  "etranger", "hors france", "saint pierre et miquelon", "saint martin", "saint barthelemy",
  "wallis et futuna", "polynesie francaise", "nouvelle caledonie", "com", "inconnu", "inconnue",
  "indetermine", "indeterminee", "non renseigne", "non renseignee", "non localise", "non localisee",
  "non reparti", "non repartie", "non ventile", "non ventilee", "non precise", "autre", "autres",
  "residents etrangers", "975", "977", "978", "984", "986", "987", "988", "989", "99", "999", "zz",
  NULL,
};

char *
copil_place_fold (const char *text)
{
  g_autofree char *folded = copil_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (abbreviations); j++)
      if (strcmp (words[i], abbreviations[j].abbreviation) == 0)
        {
          g_free (words[i]);
          words[i] = g_strdup (abbreviations[j].word);
          break;
        }
  return g_strjoinv (" ", words);
}

const char *
copil_place_find_alias (const char *folded,
                        const char *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (strcmp (set, aliases[i].set) == 0 && strcmp (folded, aliases[i].alias) == 0)
      return aliases[i].code;
  return NULL;
}

/* @folded is one of @words, or begins with it: "total region", "autres departements". */
static gboolean
begins_with_any (const char        *folded,
                 const char *const *words)
{
  for (; *words != NULL; words++)
    {
      gsize length = strlen (*words);

      if (g_str_has_prefix (folded, *words) && (folded[length] == '\0' || folded[length] == ' '))
        return TRUE;
    }
  return FALSE;
}

/* Four codes of communes are also those of arrondissements; five digits are no territory here. */
static gboolean
is_commune_code (const char *folded)
{
  return strlen (folded) == 5 && g_ascii_isdigit (folded[0]) &&
         strspn (folded + 2, "0123456789") == 3;
}

CopilPlaceKind
copil_place_classify (const char *text)
{
  g_autofree char *folded = copil_place_fold (text);
  g_autofree char *padded = g_strdup_printf (" %s ", folded);

  if (*folded == '\0')
    return COPIL_PLACE_BLANK;
  if (g_strv_contains (former_regions, folded))
    return COPIL_PLACE_FORMER;
  if (strcmp (folded, "20") == 0)
    return COPIL_PLACE_CORSICA;
  if (is_commune_code (folded))
    return COPIL_PLACE_COMMUNE;
  if (begins_with_any (folded, sums))
    return COPIL_PLACE_SUM;
  if (strcmp (folded, "hors france") != 0 &&
      (begins_with_any (folded, partials) || strstr (padded, " hors ") != NULL ||
       strstr (padded, " sauf ") != NULL || strstr (padded, " france metropolitaine ") != NULL))
    return COPIL_PLACE_PARTIAL;
  return g_strv_contains (outsiders, folded) || g_str_has_prefix (folded, "autres ") ||
             g_str_has_prefix (folded, "non ")
           ? COPIL_PLACE_OUTSIDE
           : COPIL_PLACE_UNKNOWN;
}

const char *
copil_place_explain (CopilPlaceKind kind)
{
  switch (kind)
    {
    case COPIL_PLACE_BLANK:
      return _("no territory stands here");
    case COPIL_PLACE_SUM:
      return _("a sum or a mean of the file: Copil makes its own");
    case COPIL_PLACE_PARTIAL:
      return _("another perimeter than France and its territories");
    case COPIL_PLACE_OUTSIDE:
      return _("outside the regions and departments");
    case COPIL_PLACE_LEVEL:
      return _("of a level that Copil does not keep: communes, EPCI…");
    case COPIL_PLACE_FORMER:
      return _("a region of before 2016: give the figures by department or by region of today");
    case COPIL_PLACE_CORSICA:
      return _("the code 20 is no longer used: write 2A or 2B");
    case COPIL_PLACE_COMMUNE:
      return _("this looks like a postcode or a commune: give codes of departments, regions or "
               "arrondissements");
    case COPIL_PLACE_UNKNOWN:
    default:
      return _("this territory is not known: correct its name or its code");
    }
}

const char *
copil_place_find_level (const char *text)
{
  static const struct
  {
    const char *word;
    const char *set;
  } levels[] = {
    { "dep", "departement" },    { "dept", "departement" },  { "dpt", "departement" },
    { "departement", "departement" }, { "departements", "departement" },
    { "departemental", "departement" }, { "reg", "region" }, { "region", "region" },
    { "regions", "region" },     { "regional", "region" },   { "france", "france" },
    { "fra", "france" },         { "fr", "france" },         { "pays", "france" },
    { "nat", "france" },         { "national", "france" },   { "france entiere", "france" },
    { "arr", "bassin" },         { "arrondissement", "bassin" }, { "arrondissements", "bassin" },
    { "com", "" },     { "commune", "" },  { "communes", "" }, { "epci", "" }, { "ze", "" },
    { "ze2010", "" },  { "ze2020", "" },   { "zone d emploi", "" }, { "zones d emploi", "" },
    { "canton", "" },  { "cantons", "" },  { "aav", "" },      { "aav2020", "" }, { "uu", "" },
    { "uu2020", "" },  { "bv", "" },       { "bv2022", "" },   { "iris", "" }, { "qpv", "" },
    { "qp", "" },      { "clpe", "" },     { "academie", "" }, { "intercommunalite", "" },
  };
  g_autofree char *folded = copil_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (strcmp (folded, levels[i].word) == 0)
      return levels[i].set;
  return NULL;
}

char *
copil_place_build_code (const char *text)
{
  char *code;

  if (strlen (text) <= 31 && g_regex_match_simple ("^[A-Za-z0-9][A-Za-z0-9._-]*$", text, 0, 0))
    return g_strdup (text);
  code = copil_fold (text);
  if (strlen (code) > 31)
    code[31] = '\0';
  return g_strdelimit (g_strchomp (code), " ", '-');
}
