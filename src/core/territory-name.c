/* territory-name.c: the grammar of territory names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/territory-name.h"

#include <string.h>

/* By liaison: the article as a name of commune carries it, and the preposition "de" before a
 * name of region or department, which does not carry it. */
static const struct
{
  const char *article;
  const char *genitive;
} liaisons[] = {
  { NULL, "de " },
  { NULL, "d’" },
  { "Le ", "du " },
  { "La ", "de la " },
  { "Les ", "des " },
  { "L’", "de l’" },
  { "Aux ", "des " },
  { "Las ", "de las " },
  { "Los ", "de los " },
};

/* Departments and regions that are islands or a town. */
static const char *const at[] = { "La Réunion", "Mayotte", "Paris", NULL };

/* Feminine names after which usage keeps the article: short names of rivers and coasts. */
static const char *const with_article[] = {
  "Creuse", "Drôme", "Loire", "Manche", "Marne", "Meuse", "Nièvre", "Sarthe", "Somme", "Vienne",
  NULL,
};

/* Names with an elided or masculine article after which usage drops it. */
static const char *const without_article[] = {
  "Ardèche", "Ariège", "Centre-Val de Loire", "Essonne", "Isère", NULL,
};

static int
check_liaison (int liaison)
{
  return liaison >= 0 && liaison < (int) G_N_ELEMENTS (liaisons) ? liaison : COPIL_LIAISON_NONE;
}

/* What follows the article that @name carries, or NULL when it carries none. */
static const char *
skip_article (const char *name,
              int         liaison)
{
  const char *article = liaisons[liaison].article;

  if (article == NULL || !g_str_has_prefix (name, article))
    return NULL;
  return name + strlen (article);
}

/**
 * copil_territory_name_genitive:
 * @name: "Nord", "Le Mans"
 * @liaison: a CopilLiaison; any other number reads as NONE
 *
 * Returns: (transfer full): "du Nord", "de l’Aisne", "du Mans", "de La Rochelle"
 */
char *
copil_territory_name_genitive (const char *name,
                               int         liaison)
{
  const char *rest = skip_article (name, check_liaison (liaison));

  liaison = check_liaison (liaison);
  if (rest == NULL)
    return g_strconcat (liaisons[liaison].genitive, name, NULL);
  /* "de" and the article of a town contract in "du" and "des" only. */
  if (liaison == COPIL_LIAISON_LE || liaison == COPIL_LIAISON_LES)
    return g_strconcat (liaisons[liaison].genitive, rest, NULL);
  return g_strconcat ("de ", name, NULL);
}

/* "à Lille", "au Mans", "aux Sables-d’Olonne". */
static char *
locate_town (const char *name,
             int         liaison)
{
  const char *rest = skip_article (name, liaison);

  if (rest != NULL && liaison == COPIL_LIAISON_LE)
    return g_strconcat ("au ", rest, NULL);
  if (rest != NULL && liaison == COPIL_LIAISON_LES)
    return g_strconcat ("aux ", rest, NULL);
  return g_strconcat ("à ", name, NULL);
}

static const char *
preposition_of_land (const char *name,
                     int         liaison)
{
  if (g_strv_contains (at, name))
    return "à ";
  if (g_strv_contains (without_article, name))
    return "en ";
  switch (liaison)
    {
    case COPIL_LIAISON_LE:
      return "dans le ";
    case COPIL_LIAISON_LA:
      return g_strv_contains (with_article, name) ? "dans la " : "en ";
    case COPIL_LIAISON_LES:
      return "dans les ";
    case COPIL_LIAISON_L:
      return "dans l’";
    default:
      return "en ";
    }
}

/**
 * copil_territory_name_locative:
 * @level: towns give their name to basins and to imported perimeters
 * @name: "Nord", "Le Mans"
 * @liaison: a CopilLiaison; any other number reads as NONE
 *
 * Returns: (transfer full): "dans le Nord", "en Gironde", "à La Réunion", "au Mans"
 */
char *
copil_territory_name_locative (CopilLevel  level,
                               const char *name,
                               int         liaison)
{
  liaison = check_liaison (liaison);
  if (level == COPIL_LEVEL_BASIN || level == COPIL_LEVEL_OTHER)
    return locate_town (name, liaison);
  return g_strconcat (preposition_of_land (name, liaison), name, NULL);
}

/**
 * copil_territory_name_liaison:
 * @name: the name of a town, with its article if it has one
 *
 * Nothing tells a mute h from an aspirated one: a name in h takes no elision.
 *
 * Returns: the liaison that the name shows
 */
int
copil_territory_name_liaison (const char *name)
{
  static const int shown[] = { COPIL_LIAISON_LE, COPIL_LIAISON_LA, COPIL_LIAISON_LES,
                               COPIL_LIAISON_L, COPIL_LIAISON_LAS, COPIL_LIAISON_LOS };
  g_autofree char *ascii = g_str_to_ascii (name, "fr");

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (skip_article (name, shown[i]) != NULL)
      return shown[i];
  return ascii[0] != '\0' && strchr ("AEIOUaeiou", ascii[0]) != NULL ? COPIL_LIAISON_VOWEL
                                                                      : COPIL_LIAISON_NONE;
}
