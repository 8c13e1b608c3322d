/* test-import-rights.c: what is said to whom before a file is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/import-rights.h"
#include "core/language.h"

#include <string.h>

#define PERSON(assignments) "{\"login\": \"x\", \"name\": \"X\", \"assignments\": [" assignments "]}"
#define FEED(producer) "{\"role\": \"data_feed\", \"territory_id\": null, \"producer\": " producer "}"
#define READER "{\"role\": \"reader\", \"territory_id\": null, \"producer\": null}"

static const struct
{
  const char *name;
  const char *json;
  const char *producers; /* of the file */
  const char *refusal;   /* what it says; NULL: none */
} cases[] = {
  { "not known yet", NULL, "Insee", NULL },
  { "no answer of ours", "[]", "Insee", NULL },
  { "reader", PERSON (READER), "Insee", "producteur\u00a0: Insee" },
  { "reader, nothing placed", PERSON (READER), "", "Seuls les comptes qui livrent" },
  { "no role", PERSON (""), "Insee,Drees", "Insee et Drees" },
  { "feed of all", PERSON (FEED ("null")), "Insee,Drees", NULL },
  { "feed of the producer", PERSON (READER "," FEED ("\"Insee\"")), "Insee", NULL },
  { "feed of one of two", PERSON (FEED ("\"Insee\"")), "Insee,Drees", "ceux de\u00a0: Insee" },
  { "feed of both", PERSON (FEED ("\"Insee\"") "," FEED ("\"Drees\"")), "Insee,Drees", NULL },
};

static void
test_refusal (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(CopilImportRights) rights = { 0 };
  g_auto(GStrv) names = g_strsplit (cases[i].producers, ",", -1);
  g_autoptr(GPtrArray) producers = g_ptr_array_new ();
  g_autofree char *refusal = NULL;

  for (guint j = 0; names[j] != NULL; j++)
    g_ptr_array_add (producers, names[j]);
  copil_import_rights_init (&rights, cases[i].json);
  refusal = copil_import_rights_refuse (&rights, producers);
  if (cases[i].refusal == NULL)
    g_assert_null (refusal);
  else if (refusal == NULL || strstr (refusal, cases[i].refusal) == NULL)
    g_error ("%s: “%s”", cases[i].name, refusal);
}

int
main (int    argc,
      char **argv)
{
  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-rights/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refusal);
    }
  return g_test_run ();
}
