/* cube-fixture.c: a small catalogue, a small France and cells written in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cube-fixture.h"

#include "cube/territories.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *code, *kind, *rhythm, *set, *whole;
  int         threshold;
} measures[] = {
  { "a", "flow", "month", "bassin", "b", 5 },
  { "b", "flow", "month", "bassin", NULL, 5 },
  { "c", "stock", "month", "bassin", NULL, 0 },
  { "d", "stock", "month", "bassin", NULL, 0 },
  { "y", "stock", "year", "departement", NULL, 0 },
  { "p", "published", "quarter", "departement", NULL, 0 },
  { "h1", "flow", "month", "bassin", NULL, 0 },
  { "h2", "flow", "month", "bassin", NULL, 0 },
  { "h3", "flow", "month", "bassin", NULL, 0 },
  { "h4", "flow", "month", "bassin", NULL, 0 },
};

#define BUCKETS                                                                                  \
  "\"buckets\":[{\"measure\":\"h1\",\"low\":0,\"high\":7},{\"measure\":\"h2\",\"low\":7,"      \
  "\"high\":15},{\"measure\":\"h3\",\"low\":15,\"high\":30},{\"measure\":\"h4\",\"low\":30}]"

static const struct
{
  const char *code, *rhythm, *formula, *more;
} indicators[] = {
  { "rate", "month", "\"kind\":\"ratio\",\"numerators\":[\"a\"],\"denominators\":[\"b\"],"
                     "\"scale\":100", "" },
  { "per-head", "month", "\"kind\":\"ratio\",\"numerators\":[\"c\"],\"denominators\":[\"d\"]",
    "" },
  { "mixed", "month", "\"kind\":\"ratio\",\"numerators\":[\"a\"],\"denominators\":[\"c\"]", "" },
  { "sum", "month", "\"kind\":\"count\",\"numerators\":[\"a\",\"b\"]", "" },
  { "stock", "month", "\"kind\":\"count\",\"numerators\":[\"c\"]", "" },
  { "median", "month", "\"kind\":\"median\"," BUCKETS, "" },
  { "share", "month", "\"kind\":\"share\",\"scale\":100,\"share\":{\"low\":7,\"high\":30},"
                      BUCKETS, "" },
  { "published", "quarter", "\"kind\":\"published\",\"numerators\":[\"p\"]", "" },
  { "density", "month", "\"kind\":\"ratio\",\"numerators\":[\"a\"],\"denominators\":[\"y\"],"
                        "\"scale\":1000", "" },
  { "broken", "month", "\"kind\":\"count\",\"numerators\":[\"a\"]",
    ",\"breaks\":[{\"period\":\"2024-02\",\"label\":\"nouvelle définition\"}]" },
};

static void
append_measures (GString *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_string_append_printf (json,
                              "%s{\"code\":\"%s\",\"name\":\"mesure %s\",\"kind\":\"%s\","
                              "\"rhythm\":\"%s\",\"set\":\"%s\",\"threshold\":%d,"
                              "\"producer\":\"essai\"",
                              i > 0 ? "," : "", measures[i].code, measures[i].code,
                              measures[i].kind, measures[i].rhythm, measures[i].set,
                              measures[i].threshold);
      if (measures[i].whole != NULL)
        g_string_append_printf (json, ",\"subset_of\":\"%s\"", measures[i].whole);
      g_string_append_c (json, '}');
    }
}

char *
fixture_catalogue_json (int version)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"version\":%d,\"measures\":[", version);
  append_measures (json);
  g_string_append (json, "],\"indicators\":[");
  for (guint i = 0; i < G_N_ELEMENTS (indicators); i++)
    g_string_append_printf (
      json,
      "%s{\"code\":\"%s\",\"chapter\":\"Essai\",\"name\":\"%s\",\"name_en\":\"%s\","
      "\"short_name\":\"%s\",\"definition\":\"d\",\"direction\":\"up\",\"producer\":\"essai\","
      "\"levels\":[\"france\",\"region\",\"departement\"%s],"
      "\"rhythm\":\"%s\",\"formula\":{%s}%s}",
      i > 0 ? "," : "", indicators[i].code, indicators[i].code, indicators[i].code,
      indicators[i].code,
      strcmp (indicators[i].code, "published") == 0 ? "" : ",\"bassin\"", indicators[i].rhythm,
      indicators[i].formula, indicators[i].more);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

CopilCatalogue *
fixture_catalogue (void)
{
  g_autofree char *json = fixture_catalogue_json (3);
  g_autoptr (GError) error = NULL;
  CopilCatalogue *catalogue = copil_catalogue_parse (json, -1, &error);

  g_assert_no_error (error);
  return catalogue;
}

char *
fixture_territory_text (void)
{
  static const struct
  {
    const char *set, *code, *name;
    int         population, parent;
  } territories[] = {
    { "france", "FR", "France", 1000000, 0 },
    { "region", "32", "Hauts-de-France", 600000, 1 },
    { "region", "53", "Bretagne", 400000, 1 },
    { "departement", "59", "Nord", 400000, 2 },
    { "departement", "62", "Pas-de-Calais", 200000, 2 },
    { "departement", "29", "Finistère", 400000, 3 },
    { "bassin", "596", "Valenciennes", 150000, 4 },
    { "bassin", "595", "Lille", 250000, 4 },
    { "bassin", "621", "Arras", 120000, 5 },
    { "bassin", "622", "Béthune", 80000, 5 },
    { "bassin", "291", "Brest", 300000, 6 },
    { "bassin", "292", "Châteaulin", 100000, 6 },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (territories); i++)
    copil_territories_append (text, (int) i + 1, territories[i].set, territories[i].code,
                              territories[i].name, 0, "", territories[i].population,
                              territories[i].parent, TRUE);
  return g_string_free (text, FALSE);
}

CopilTerritoryList *
fixture_territories (void)
{
  g_autofree char *text = fixture_territory_text ();
  g_autoptr (GError) error = NULL;
  CopilTerritoryList *list = copil_territories_parse (text, -1, &error);

  g_assert_no_error (error);
  return list;
}

CopilCube *
fixture_cube (void)
{
  g_autoptr (CopilCatalogue) catalogue = fixture_catalogue ();
  g_autoptr (CopilTerritoryList) territories = fixture_territories ();

  return copil_cube_new (catalogue, territories);
}

const CopilIndicator *
fixture_indicator (CopilCube  *cube,
                   const char *code)
{
  const CopilIndicator *indicator
    = copil_catalogue_find_indicator (copil_cube_get_catalogue (cube), code);

  g_assert_nonnull (indicator);
  return indicator;
}

guint
fixture_measure (CopilCube  *cube,
                 const char *code)
{
  const CopilMeasure *measure
    = copil_catalogue_find_measure (copil_cube_get_catalogue (cube), code);

  g_assert_nonnull (measure);
  return measure->index;
}

const CopilTerritory *
fixture_territory (CopilCube  *cube,
                   const char *code)
{
  CopilTerritoryList *list = copil_cube_get_territories (cube);

  for (guint i = 0; i < copil_territory_list_get_size (list); i++)
    if (strcmp (copil_territory_list_get (list, i)->code, code) == 0)
      return copil_territory_list_get (list, i);
  g_assert_not_reached ();
}

CopilPeriod
fixture_period (const char *id)
{
  CopilPeriod period;

  g_assert_true (copil_period_parse (id, &period));
  return period;
}

static CopilCellStatus
status_of (const char *word)
{
  if (strpbrk (word, "nxs") != NULL)
    return *word == 'n'   ? COPIL_CELL_NOT_AVAILABLE
           : *word == 'x' ? COPIL_CELL_NOT_APPLICABLE
                          : COPIL_CELL_SECRET;
  return strchr (word, 'p') != NULL   ? COPIL_CELL_PROVISIONAL
         : strchr (word, 'e') != NULL ? COPIL_CELL_ESTIMATED
                                      : COPIL_CELL_OBSERVED;
}

void
fixture_put (CopilCube  *cube,
             const char *territory,
             const char *cells)
{
  g_auto (GStrv) list = g_strsplit (cells, ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (list[i]), " ", -1);
      const char *at;

      if (g_strv_length (words) != 3)
        continue;
      at = strchr (words[2], '@');
      copil_cube_put_cell (cube, fixture_measure (cube, words[0]),
                           fixture_territory (cube, territory)->index, fixture_period (words[1]),
                           g_ascii_strtod (words[2], NULL), status_of (words[2]),
                           at != NULL ? g_ascii_strtod (at + 1, NULL) : 1);
    }
}

CopilCubeOrigin *
fixture_origin (void)
{
  CopilCubeOrigin *origin = copil_cube_origin_new ("essai", "coordination-59");
  g_autofree char *json = fixture_catalogue_json (3);
  g_autofree char *text = fixture_territory_text ();

  origin->system = g_strdup ("7300000000000000000 1");
  origin->person = g_strdup ("{\"name\":\"Coordination\"}");
  origin->fictitious = TRUE;
  origin->schema = 7;
  origin->cursor = g_strdup ("1:100:100:");
  origin->catalogue = g_bytes_new (json, strlen (json));
  origin->territories = g_bytes_new (text, strlen (text));
  origin->confirmed = 1780000000;
  return origin;
}

static void
random_series (CopilCube *cube,
               GRand     *rand,
               guint      measure,
               guint      territory,
               guint      n)
{
  CopilRhythm rhythm
    = copil_catalogue_get_measure (copil_cube_get_catalogue (cube), measure)->rhythm;
  g_autofree double *values = g_new (double, n);
  g_autofree guint8 *statuses = g_new (guint8, n);
  g_autofree guint16 *coverages = g_new (guint16, n);
  CopilSeries series = { { rhythm, 0 }, n, values, statuses, coverages };

  for (guint i = 0; i < n; i++)
    {
      int draw = g_rand_int_range (rand, 0, 40);

      statuses[i] = (guint8) (draw < 6 ? draw : 0);
      values[i] = statuses[i] <= COPIL_CELL_ESTIMATED ? g_rand_int_range (rand, 0, 50) : NAN;
      coverages[i] = (guint16) g_rand_int_range (rand, 0, 10001);
    }
  series.first = copil_period_to_rhythm (copil_period_new (COPIL_RHYTHM_MONTH, 2023, 12), rhythm);
  series.first = copil_period_shift (series.first, g_rand_int_range (rand, 0, 3));
  copil_cube_put_series (cube, measure, territory, &series);
}

void
fixture_randomise (CopilCube *cube,
                   GRand     *rand,
                   guint      n_months)
{
  guint n_measures = copil_catalogue_get_n_measures (copil_cube_get_catalogue (cube));
  guint n_territories = copil_territory_list_get_size (copil_cube_get_territories (cube));

  for (guint i = 0; i < n_measures; i++)
    {
      for (guint j = 0; j < n_territories; j++)
        if (g_rand_int_range (rand, 0, 10) > 0)
          random_series (cube, rand, i, j, (guint) g_rand_int_range (rand, 1, (int) n_months + 1));
      copil_cube_set_complete (cube, i);
    }
}
