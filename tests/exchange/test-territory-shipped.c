/* test-territory-shipped.c: the documents the program comes with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "exchange/commune-table.h"
#include "exchange/territory-shipped.h"

/* The table of the official code of 2026, collectivities apart. */
#define N_COMMUNES 34875
#define POPULATION 68350798

static const struct
{
  const char *set;
  guint       n_territories;
  const char *parent_set;
  const char *sample;
  const char *name;
  const char *parent;
  const char *seat;
} documents[] = {
  { "france", 1, NULL, "FR", "France", NULL, "Paris" },
  /* Code 75 is a region and a department: only the set tells them apart. */
  { "region", 18, "france", "75", "Nouvelle-Aquitaine", "france:FR", "Bordeaux" },
  { "departement", 101, "region", "75", "Paris", "region:11", "Paris" },
  { "bassin", 334, "departement", "596", "Valenciennes", "departement:59", "Valenciennes" },
};

static JsonNode *
load (const char *set)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = copil_territory_shipped_document (set, &error);
  JsonNode *root;

  g_assert_no_error (error);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  return root;
}

static JsonObject *
find_territory (JsonArray  *territories,
                const char *code)
{
  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *territory = json_array_get_object_element (territories, i);

      if (g_str_equal (json_object_get_string_member (territory, "code"), code))
        return territory;
    }
  return NULL;
}

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (JsonNode) root = load (documents[i].set);
      JsonObject *document = json_node_get_object (root);
      JsonArray *territories = json_object_get_array_member (document, "territories");
      JsonObject *sample = find_territory (territories, documents[i].sample);
      gint64 population = 0;

      g_assert_cmpuint (json_array_get_length (territories), ==, documents[i].n_territories);
      g_assert_nonnull (sample);
      g_assert_cmpstr (json_object_get_string_member (sample, "name"), ==, documents[i].name);
      g_assert_cmpstr (json_object_get_string_member (sample, "seat"), ==, documents[i].seat);
      g_assert_cmpstr (json_object_get_string_member_with_default (sample, "parent", NULL), ==,
                       documents[i].parent);
      for (guint j = 0; j < json_array_get_length (territories); j++)
        population += json_object_get_int_member (json_array_get_object_element (territories, j),
                                                  "population");
      g_assert_cmpint (population, ==, POPULATION);
    }
}

/* Every parent exists, and populations add up at each of the levels. */
static void
test_nesting (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (JsonNode) upper = load (documents[i].parent_set);
      g_autoptr (JsonNode) lower = load (documents[i].set);
      g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
      JsonArray *parents = json_object_get_array_member (json_node_get_object (upper),
                                                         "territories");
      JsonArray *children = json_object_get_array_member (json_node_get_object (lower),
                                                          "territories");

      for (guint j = 0; j < json_array_get_length (children); j++)
        {
          JsonObject *child = json_array_get_object_element (children, j);
          const char *parent = json_object_get_string_member (child, "parent");
          gint64 sum = GPOINTER_TO_SIZE (g_hash_table_lookup (sums, strchr (parent, ':') + 1));

          sum += json_object_get_int_member (child, "population");
          g_hash_table_insert (sums, strchr (parent, ':') + 1, GSIZE_TO_POINTER (sum));
        }
      g_assert_cmpuint (g_hash_table_size (sums), ==, json_array_get_length (parents));
      for (guint j = 0; j < json_array_get_length (parents); j++)
        {
          JsonObject *parent = json_array_get_object_element (parents, j);
          const char *code = json_object_get_string_member (parent, "code");

          g_assert_cmpint (json_object_get_int_member (parent, "population"), ==,
                           GPOINTER_TO_SIZE (g_hash_table_lookup (sums, code)));
        }
    }
}

/* Every commune in one bassin and only one, and the bassin in the department of its code. */
static void
test_communes (void)
{
  g_autoptr (JsonNode) root = load ("bassin");
  JsonObject *document = json_node_get_object (root);
  JsonArray *territories = json_object_get_array_member (document, "territories");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *territory = json_array_get_object_element (territories, i);
      JsonArray *codes = json_object_get_array_member (territory, "communes");
      const char *parent = strchr (json_object_get_string_member (territory, "parent"), ':') + 1;

      g_assert_cmpuint (json_array_get_length (codes), >, 0);
      for (guint j = 0; j < json_array_get_length (codes); j++)
        {
          const char *code = json_array_get_string_element (codes, j);

          g_assert_true (g_str_has_prefix (code, parent));
          g_assert_true (g_hash_table_add (seen, (char *) code));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_COMMUNES);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (document, "communes")),
                    ==, N_COMMUNES);
}

static const struct
{
  const char *code;
  const char *today; /* NULL: unknown */
  const char *name;
  const char *department;
} communes[] = {
  { "59606", "59606", "Valenciennes", "59" },
  { "01340", "01015", "Arboys en Bugey", "01" },  /* merged in 2016 */
  { "59355", "59350", "Lille", "59" },            /* Lomme, associated */
  { "75113", "75056", "Paris", "75" },            /* a municipal district */
  { "2A004", "2A004", "Ajaccio", "2A" },
  { "97611", "97611", "Mamoudzou", "976" },
  { "99999", NULL },
  { "", NULL },
};

static void
test_commune_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCommuneTable) table = copil_commune_table_get_shipped (&error);
  guint n_located = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (communes); i++)
    {
      const CopilCommune *commune = copil_commune_table_find (table, communes[i].code);

      g_assert_cmpstr (commune != NULL ? commune->code : NULL, ==, communes[i].today);
      if (commune == NULL)
        continue;
      g_assert_cmpstr (commune->name, ==, communes[i].name);
      g_assert_cmpstr (commune->department, ==, communes[i].department);
    }
  for (guint i = 0; i < copil_commune_table_get_size (table); i++)
    n_located += !isnan (copil_commune_table_get (table, i)->longitude);
  g_assert_cmpuint (n_located, >, 14700);
}

static const char *const damaged[] = {
  "title\n59606\t596\t1\t2\t3\n",
  "title\n59606\t596\t1\t2\t3\tValenciennes\t\t\n",
  "title\n\t\t\t\t\t\t\n",
};

static void
test_damaged_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (damaged[i], strlen (damaged[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (copil_commune_table_parse (bytes, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/territory-shipped/documents", test_documents);
  g_test_add_func ("/territory-shipped/nesting", test_nesting);
  g_test_add_func ("/territory-shipped/communes", test_communes);
  g_test_add_func ("/territory-shipped/commune-table", test_commune_table);
  g_test_add_func ("/territory-shipped/damaged-table", test_damaged_table);
  return g_test_run ();
}
