/* test-dossier.c: a sitting as documents read it, and as it is archived
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/dossier.h"

#include <string.h>

static const char sample[] =
  "{\"sitting\": [{\"title\": \"Séance\", \"id\": \"s\", \"number\": 3}],"
  " \"agenda_item\": [{\"id\": \"b\", \"rank\": 1}, {\"rank\": 2, \"id\": \"a\"}], \"vote\": []}";

static void
test_reading (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilDossier) dossier = copil_dossier_parse (sample, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (copil_record_get_string (copil_dossier_get_sitting (dossier), "title"), ==,
                   "Séance");
  g_assert_cmpuint (copil_dossier_count (dossier, "agenda_item"), ==, 2);
  g_assert_cmpstr (copil_record_get_id (copil_dossier_get (dossier, "agenda_item", 0)), ==, "b");
  g_assert_cmpint (copil_record_get_int (copil_dossier_find (dossier, "agenda_item", "a"), "rank"),
                   ==, 2);
  g_assert_null (copil_dossier_find (dossier, "agenda_item", "c"));
  g_assert_null (copil_dossier_find (dossier, "agenda_item", NULL));
  g_assert_null (copil_dossier_get_committee (dossier));
  g_assert_cmpuint (copil_dossier_count (dossier, "paragraph"), ==, 0);
}

static void
test_in_force (void)
{
  static const struct
  {
    const char *days;
    gboolean    in_force; /* on 2026-12-03 */
  } cases[] = {
    { "\"since\": \"2026-12-03\"", TRUE },
    { "\"since\": \"2026-12-04\"", FALSE },
    { "\"since\": \"2026-01-01\", \"until\": null", TRUE },
    { "\"since\": \"2026-01-01\", \"until\": \"2026-12-04\"", TRUE },
    { "\"since\": \"2026-01-01\", \"until\": \"2026-12-03\"", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"term\": [{\"id\": \"t\", %s}]}", cases[i].days);
      g_autoptr (CopilDossier) dossier = copil_dossier_parse (json, -1, NULL);

      g_assert_nonnull (dossier);
      g_assert_cmpint (copil_record_is_in_force (copil_dossier_get (dossier, "term", 0),
                                                 "2026-12-03"), ==, cases[i].in_force);
    }
}

static void
test_writing (void)
{
  g_autoptr (CopilDossier) dossier = copil_dossier_parse (sample, -1, NULL);
  g_autofree char *once = copil_dossier_to_json (dossier);
  g_autoptr (CopilDossier) again = copil_dossier_parse (once, -1, NULL);
  g_autofree char *twice = copil_dossier_to_json (again);

  g_assert_cmpstr (once, ==, twice);
  g_assert_nonnull (strstr (once, "Séance"));
  /* By name, whatever the order they came in. */
  g_assert_true (strstr (once, "agenda_item") < strstr (once, "sitting"));
}

static void
test_damaged (void)
{
  static const char *const damaged[] = { "", "[]", "{", "{\"vote\": 1}", "{\"vote\": [1]}",
                                         "{\"vote\": [{\"id\": 1}]}", "{\"vote\": [{}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (copil_dossier_parse (damaged[i], -1, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dossier/reading", test_reading);
  g_test_add_func ("/dossier/in-force", test_in_force);
  g_test_add_func ("/dossier/writing", test_writing);
  g_test_add_func ("/dossier/damaged", test_damaged);
  return g_test_run ();
}
