/* test-territory-import.c: perimeter sets out of files that give communes a perimeter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/outline.h"
#include "exchange/territory-import.h"
#include "fixture.h"

/* As INSEE lays it out: titles, two rows of headings; a commune since merged, one of another
 * ocean, one without its first zero. */
#define INSEE \
  "Zones d'emploi 2020;;;;;\n" \
  "Mise en ligne le 17/03/2023 Géographie au 01/01/2023;;;;;\n" \
  "Code géographique communal;Libellé;Zone d'emploi;Libellé zone;Département;Région\n" \
  "CODGEO;LIBGEO;ZE2020;LIBZE2020;DEP;REG\n" \
  "59606;Valenciennes;3222;Valenciennes;59;32\n" \
  "59014;Anzin;3222;Valenciennes;59;32\n" \
  "59350;Lille;3211;Lille;59;32\n" \
  "59355;Lomme;3211;Lille;59;32\n" \
  "59512;Roubaix;3211;Lille;59;32\n" \
  "62498;Lens;3212;L'Ensemble;62;32\n" \
  "62427;Hénin-Beaumont;3212;L'Ensemble;62;32\n" \
  "1053;Bourg-en-Bresse;8405;Bourg en Bresse;01;84\n" \
  "01004;Ambérieu;8405;Bourg en Bresse;01;84\n" \
  "97407;Le Port;0404;Le Sud;974;04\n" \
  "97416;Saint-Pierre;0404;Le Sud;974;04\n" \
  "97213;Le Lamentin;0205;Le Sud;972;02\n" \
  "97217;Le Marin;0205;Le Sud;972;02\n" \
  "97501;Miquelon;9999;Saint-Pierre;975;00\n" \
  "97502;Saint-Pierre;9999;Saint-Pierre;975;00\n"

typedef struct
{
  const char *what;
  const char *text;
  const char *column;
  const char *refusal; /* a part of the sentence; NULL: it is read */
  guint       n_zones;
  guint       n_placed;
  guint       n_unknown;
  const char *first_code;
  const char *first_name;
  gboolean    is_choice; /* the refusal is of a choice to make */
} Case;

static const Case cases[] = {
  { "INSEE", INSEE, NULL, NULL, 7, 12, 2, "3222", "Valenciennes" },
  { "names alone",
    "commune,bassin\n59606,Le Valenciennois\n59014,Le Valenciennois\n59350,Métropole\n"
    "59512,Métropole\n",
    NULL, NULL, 2, 4, 0, "le-valenciennois", "Le Valenciennois" },
  { "codes alone, no heading",
    "59606;A1\n59014;A1\n59350;B2\n59512;B2\n", NULL, NULL, 2, 4, 0, "A1", "A1" },
  { "name before code",
    "nom_bassin\tcode_bassin\tcode_insee\nNord-Est\tNE\t59606\nNord-Est\tNE\t59014\n"
    "Sud\tS\t59350\nSud\tS\t59512\n",
    NULL, NULL, 2, 4, 0, "NE", "Nord-Est" },
  { "two kinds of perimeters",
    "code;ze;libze;epci;libepci\n59606;1;Un;10;Dix\n59014;1;Un;20;Vingt\n59350;2;Deux;20;Vingt\n"
    "59512;2;Deux;10;Dix\n",
    NULL, "ze, epci", 0, 0, 0, NULL, NULL, TRUE },
  { "one of the two kinds, asked for",
    "code;ze;libze;epci;libepci\n59606;1;Un;10;Dix\n59014;1;Un;20;Vingt\n59350;2;Deux;20;Vingt\n"
    "59512;2;Deux;10;Dix\n",
    "EPCI", NULL, 2, 4, 0, "10", "Dix" },
  { "no such column", "code;ze\n59606;1\n59014;1\n59350;2\n59512;2\n", "CLPE",
    "CLPE", 0, 0, 0, NULL, NULL },
  { "whole departments, when the file says nothing else",
    "code;academie\n59606;Lille\n59014;Lille\n01053;Lyon\n01004;Lyon\n", NULL, NULL, 2, 4, 0,
    "Lille", "Lille" },
  { "no commune", "nom;valeur\nNord;12\nAisne;13\n", NULL, "59606", 0, 0, 0, NULL, NULL },
  { "no perimeter", "code;nom\n59606;Valenciennes\n59014;Anzin\n59350;Lille\n", NULL, "commune",
    0, 0, 0, NULL, NULL },
};

static CopilComposition *
read_case (const Case  *one,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (one->text, strlen (one->text));
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "file.csv", error);
  g_autoptr (CopilCommuneTable) communes = copil_commune_table_get_shipped (error);

  g_assert_nonnull (workbook);
  return copil_composition_read (workbook, communes, one->column, error);
}

static void
test_columns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *one = &cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilComposition) read = read_case (one, &error);
      const CopilZone *first;

      g_test_message ("%s", one->what);
      if (one->refusal != NULL)
        {
          g_assert_null (read);
          g_assert_error (error, COPIL_EXCHANGE_ERROR,
                          (int) (one->is_choice ? COPIL_EXCHANGE_ERROR_CHOICE
                                                : COPIL_EXCHANGE_ERROR_UNKNOWN));
          g_assert_nonnull (strstr (error->message, one->refusal));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (read->zones->len, ==, one->n_zones);
      g_assert_cmpuint (read->n_placed, ==, one->n_placed);
      g_assert_cmpuint (read->unknown->len, ==, one->n_unknown);
      first = read->zones->pdata[0];
      g_assert_cmpstr (first->code, ==, one->first_code);
      g_assert_cmpstr (first->name, ==, one->first_name);
    }
}

static void
test_headings (void)
{
  g_autoptr (CopilComposition) read = read_case (&cases[0], NULL);

  g_assert_cmpstr (read->title, ==, "Zones d’emploi 2020");
  g_assert_cmpstr (read->heading, ==, "ZE2020");
  g_assert_cmpstr (read->date, ==, "2023-01-01");
  g_assert_cmpuint (read->n_rows, ==, 15);
  g_assert_cmpuint (read->n_former, ==, 1);
  /* The heading on the fourth line: the first row is the fifth. */
  g_assert_cmpstr (read->unknown->pdata[0], ==, "ligne 18\u00A0: 97501");
}

/* What the parts of a merged commune say: their code of today decides, then the first. */
static void
test_merged (void)
{
  g_autoptr (CopilCommuneTable) communes = copil_commune_table_get_shipped (NULL);
  g_autoptr (CopilComposition) composition = copil_composition_new (communes);
  CopilZone *zone;

  copil_composition_add (composition, 1, "01340", "A", "A"); /* a part of 01015 */
  copil_composition_add (composition, 2, "01015", "B", "B");
  copil_composition_add (composition, 3, "59355", "A", "A"); /* a part of 59350 */
  copil_composition_add (composition, 4, "59298", "A", "A"); /* another */
  copil_composition_end (composition);
  zone = composition->zones->pdata[1];
  g_assert_cmpuint (composition->n_placed, ==, 2);
  g_assert_cmpuint (composition->n_former, ==, 3);
  g_assert_cmpuint (composition->divided->len, ==, 1);
  g_assert_cmpuint (zone->communes->len, ==, 1);
  g_assert_cmpstr (((CopilCommune *) zone->communes->pdata[0])->code, ==, "01015");
  g_assert_cmpuint (composition->absent->len, ==, copil_commune_table_get_size (communes) - 2);
}

/* -- The whole way --------------------------------------------------------------------------- */

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static CopilTerritoryImport *
import (const char                   *path,
        const CopilTerritoryOptions  *options,
        GCancellable                 *cancellable,
        GError                      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_territory_import_async (path, options, NULL, cancellable, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return copil_territory_import_finish (result, error);
}

static CopilTerritoryImport *
import_text (const char                   *text,
             const CopilTerritoryOptions  *options,
             GCancellable                 *cancellable,
             GError                      **error)
{
  g_autofree char *path = NULL;
  CopilTerritoryImport *imported;
  int descriptor = g_file_open_tmp ("perimeters-XXXXXX.csv", &path, NULL);

  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  imported = import (path, options, cancellable, error);
  g_unlink (path);
  return imported;
}

static JsonObject *
find_zone (JsonObject *document,
           const char *code)
{
  JsonArray *territories = json_object_get_array_member (document, "territories");

  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *zone = json_array_get_object_element (territories, i);

      if (g_str_equal (json_object_get_string_member (zone, "code"), code))
        return zone;
    }
  g_assert_not_reached ();
}

static const struct
{
  const char *code;
  const char *name;
  const char *parent;
  int         liaison;
  guint       n_communes;
  const char *frame; /* NULL: no outline */
} zones[] = {
  { "3222", "Valenciennes", "departement:59", 0, 2, "metropole" },
  { "3212", "L’Ensemble", "departement:62", 5, 2, "metropole" },
  { "0404", "Le Sud", "departement:974", 2, 2, "974" },
  { "0205", "Le Sud", "departement:972", 2, 2, "972" },
  { "9999", "Saint-Pierre", "france:FR", 0, 0, NULL },
};

static void
check_zone (JsonObject *document,
            guint       i)
{
  JsonObject *zone = find_zone (document, zones[i].code);
  g_autoptr (CopilOutline) outline = NULL;
  g_autofree char *rings = NULL;
  JsonObject *shape;

  g_assert_cmpstr (json_object_get_string_member (zone, "name"), ==, zones[i].name);
  g_assert_cmpstr (json_object_get_string_member (zone, "parent"), ==, zones[i].parent);
  g_assert_cmpint (json_object_get_int_member (zone, "liaison"), ==, zones[i].liaison);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (zone, "communes")), ==,
                    zones[i].n_communes);
  g_assert_cmpint (json_object_get_null_member (zone, "outline"), ==, zones[i].frame == NULL);
  if (zones[i].frame == NULL)
    return;
  shape = json_object_get_object_member (zone, "outline");
  rings = json_to_string (json_object_get_member (shape, "rings"), FALSE);
  outline = copil_outline_parse (zones[i].frame, TRUE, rings, NULL);
  g_assert_cmpstr (json_object_get_string_member (shape, "frame"), ==, zones[i].frame);
  g_assert_nonnull (outline);
  g_assert_cmpfloat (copil_outline_get_area (outline), >, 1);
}

static void
test_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilTerritoryImport) imported = import_text (INSEE, NULL, NULL, &error);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *document, *set;

  g_assert_no_error (error);
  g_assert_cmpstr (imported->set, ==, "ze2020");
  g_assert_cmpuint (imported->n_outlines, ==, 6);
  g_assert_cmpuint (imported->shapeless->len, ==, 1);
  root = json_from_string (imported->document, &error);
  g_assert_no_error (error);
  document = json_node_get_object (root);
  set = json_object_get_object_member (document, "set");
  g_assert_cmpstr (json_object_get_string_member (set, "code"), ==, "ze2020");
  g_assert_cmpstr (json_object_get_string_member (set, "level"), ==, "other");
  g_assert_cmpstr (json_object_get_string_member (set, "vintage"), ==, "2023-01-01");
  g_assert_true (json_object_get_boolean_member (set, "approximate"));
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    check_zone (document, i);
}

static void
test_report (void)
{
  g_autoptr (CopilTerritoryImport) imported = import_text (INSEE, NULL, NULL, NULL);
  g_autofree char *report = copil_territory_import_report (imported, 1);

  g_assert_nonnull (strstr (report, "Zones d’emploi 2020 (ze2020)"));
  g_assert_nonnull (strstr (report, "15\u00A0lignes, 7\u00A0périmètres, "
                                    "12\u00A0communes placées, 6\u00A0contours approchés"));
  g_assert_nonnull (strstr (report, "Communes inconnues (2)"));
  g_assert_nonnull (strstr (report, "97501…"));
  g_assert_null (strstr (report, "97502"));
}

static void
test_options (void)
{
  g_autoptr (GError) error = NULL, refused = NULL, own = NULL;
  CopilTerritoryOptions options = { .set = (char *) "mes_bassins", .name = (char *) "Mes bassins" };
  g_autoptr (CopilTerritoryImport) imported = import_text (INSEE, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (imported->set, ==, "mes_bassins");
  g_assert_cmpstr (imported->name, ==, "Mes bassins");
  options.set = (char *) "2020";
  g_assert_null (import_text (INSEE, &options, NULL, &refused));
  g_assert_error (refused, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING);
  options.set = (char *) "bassin";
  g_assert_null (import_text (INSEE, &options, NULL, &own));
  g_assert_error (own, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING);
}

static void
test_failures (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) missing = NULL, cancelled = NULL;

  g_assert_null (import ("/nonexistent/perimeters.csv", NULL, NULL, &missing));
  g_assert_nonnull (missing);
  g_cancellable_cancel (cancellable);
  g_assert_null (import_text (INSEE, NULL, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The file of INSEE itself, where it is at hand. */
static void
test_real_file (void)
{
  g_autofree char *path = fixture_shared ("ZE2020_au_01-01-2023.xlsx");
  g_autoptr (CopilTerritoryImport) imported = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  imported = import (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (imported->set, ==, "ze2020");
  g_assert_cmpuint (imported->composition->n_rows, ==, 34945);
  g_assert_cmpuint (imported->composition->zones->len, ==, 306);
  g_assert_cmpuint (imported->composition->unknown->len, ==, 0);
  g_assert_cmpuint (imported->composition->n_placed, >, 34800);
  g_assert_cmpuint (imported->composition->absent->len, <, 20);
  g_assert_cmpuint (imported->n_outlines, ==, 306);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/territory-import/columns", test_columns);
  g_test_add_func ("/territory-import/headings", test_headings);
  g_test_add_func ("/territory-import/merged", test_merged);
  g_test_add_func ("/territory-import/document", test_document);
  g_test_add_func ("/territory-import/report", test_report);
  g_test_add_func ("/territory-import/options", test_options);
  g_test_add_func ("/territory-import/failures", test_failures);
  g_test_add_func ("/territory-import/real-file", test_real_file);
  return g_test_run ();
}
