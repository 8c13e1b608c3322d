/* test-annotation.c: remarks as the base gives them, whom they concern and how they are signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/annotation.h"

#define ONE                                                                                      \
  "{\"id\":\"a\",\"indicator\":\"rate\",\"territory\":3,\"period\":\"2026-03-01\","              \
  "\"label\":\"Renfort\",\"login\":\"s\",\"name\":\"Samira Benali\",\"position\":null,"          \
  "\"version\":2,\"recorded\":1772319600,\"edited\":null}"

static void
test_parse (void)
{
  static const struct
  {
    const char *json;
    int         n; /* -1: refused */
  } cases[] = {
    { "[]", 0 },
    { "[" ONE "," ONE "]", 2 },
    { "", -1 },
    { "{}", -1 },
    { "[1]", -1 },
    { "[{\"id\":\"a\"}]", -1 },
    { "[{\"id\":1,\"indicator\":\"r\",\"period\":\"2026-03-01\",\"label\":\"x\",\"login\":\"s\"}]", -1 },
    { "[{\"id\":\"a\",\"indicator\":\"r\",\"period\":\"12026-03-01\",\"label\":\"x\",\"login\":\"s\"}]", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = copil_annotations_parse (cases[i].json, -1, &error);

      g_assert_cmpint (list != NULL ? (int) list->len : -1, ==, cases[i].n);
      g_assert_true ((list == NULL) == (error != NULL));
    }
}

static void
test_fields (void)
{
  g_autoptr (GPtrArray) list = copil_annotations_parse ("[" ONE "]", -1, NULL);
  const CopilAnnotation *annotation = g_ptr_array_index (list, 0);

  g_assert_cmpint (annotation->territory, ==, 3);
  g_assert_true (copil_period_equal (annotation->month, copil_period_new (COPIL_RHYTHM_MONTH, 2026, 3)));
  g_assert_cmpstr (annotation->name, ==, "Samira Benali");
  g_assert_null (annotation->position);
  g_assert_cmpint (annotation->version, ==, 2);
  g_assert_cmpint (annotation->edited, ==, 0);
}

/* In Paris: one second before midnight in March is the next day. */
static void
test_sign (void)
{
  static const struct
  {
    const char *name;
    const char *position;
    gint64      recorded;
    gint64      edited;
    const char *text;
  } cases[] = {
    { "Samira Benali", "Coordinatrice", 1772319600, 0,
      "Samira Benali, Coordinatrice, 1ᵉʳ\u00a0mars 2026" },
    { NULL, NULL, 1772319599, 0, "s, 28\u00a0février 2026" },
    { "Jean", NULL, 1772319600, 1772492400, "Jean, 1ᵉʳ\u00a0mars 2026, corrigée le\u00a03\u00a0mars 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilAnnotation annotation = {
        .login = (char *) "s",
        .name = (char *) cases[i].name,
        .position = (char *) cases[i].position,
        .recorded = cases[i].recorded,
        .edited = cases[i].edited,
      };
      g_autofree char *text = copil_annotation_sign (&annotation);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static CopilTerritoryList *
make_territories (void)
{
  CopilTerritoryList *list = copil_territory_list_new ();

  copil_territory_list_add (list, 1, "france", "FR", "France", 0, "", 0, 0, TRUE);
  copil_territory_list_add (list, 2, "region", "32", "Hauts-de-France", 0, "", 0, 1, TRUE);
  copil_territory_list_add (list, 3, "departement", "59", "Nord", 0, "", 0, 2, TRUE);
  copil_territory_list_add (list, 4, "departement", "62", "Pas-de-Calais", 0, "", 0, 2, TRUE);
  copil_territory_list_add (list, 5, "bassin", "596", "Valenciennes", 0, "", 0, 3, TRUE);
  copil_territory_list_add (list, 6, "ze2020", "3218", "Valenciennes", 0, "", 0, 0, TRUE);
  g_assert_true (copil_territory_list_seal (list, NULL));
  return list;
}

static void
test_concerns (void)
{
  static const struct
  {
    int      where;
    int      seen_from;
    gboolean concerns;
  } cases[] = {
    { 3, 3, TRUE },  { 2, 3, TRUE },  { 1, 3, TRUE },  { 1, 5, TRUE },  { 3, 5, TRUE },
    { 5, 3, FALSE }, { 4, 3, FALSE }, { 3, 2, FALSE }, { 99, 3, FALSE },
    /* No parent is known of an imported perimeter; the country contains it all the same. */
    { 1, 6, TRUE },  { 2, 6, FALSE },
  };
  g_autoptr (CopilTerritoryList) list = make_territories ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilAnnotation annotation = { .territory = cases[i].where };
      const CopilTerritory *from = copil_territory_list_by_id (list, cases[i].seen_from);

      g_assert_cmpint (copil_annotation_concerns (&annotation, from, list), ==, cases[i].concerns);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/annotation/parse", test_parse);
  g_test_add_func ("/core/annotation/fields", test_fields);
  g_test_add_func ("/core/annotation/sign", test_sign);
  g_test_add_func ("/core/annotation/concerns", test_concerns);
  return g_test_run ();
}
