/* test-recognise.c: files of every shape, described by nobody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange/recognise.h"

#include <string.h>

#include "exchange/placement.h"
#include "fixture.h"

static CopilTerritoryList *territories;
static CopilCatalogue *catalogue;
static CopilGazetteer *gazetteer;
static GPtrArray *known;

typedef struct
{
  const char *name;
  const char *text;
  const char *measure;
  const char *period;
  guint       placed;
  guint       refused;
  guint       ignored;
  /* One figure to look at. */
  const char *territory;
  const char *when;
  double      value;
} Case;

static const Case cases[] = {
  { "wide by code", "Code;Nom;2023-T1;2023-T2;2023-T3\n59;Nord;9,1;9,0;9,3\n2A;Corse-du-Sud;6,1;6,2;nd\n"
                    "01;Ain;5,1;5,2;5,3\n", "unemployment_rate", NULL, 9, 0, 0, "departement:59", "2023-T3", 9.3 },
  { "lost zeros", "dep;2023-T1;2023-T2;2023-T3\n1;5.1;5.2;5.3\n2;9.1;9.2;9.3\n59;9.5;9.6;9.7\n",
    "unemployment_rate", NULL, 9, 0, 0, "departement:01", "2023-T2", 5.2 },
  { "by name, title lines", "Taux de chômage localisé\nSource : essai\n\nDépartement;T1 2023;T2 2023;T3 2023\n"
    "NORD;9,1;9,0;9,3\nCôte d'Or;5;5;5\nVal-d'Oise;7;7;7\nTotal;8;8;8\nLecture : le Nord\n",
    NULL, NULL, 9, 0, 2, "departement:21", "2023-T1", 5 },
  { "long", "periode;departement;allocataires du RSA\njanvier 2020;59;100 500\nfévrier 2020;59;101 000\n"
    "janvier 2020;62;61 000\nfévrier 2020;62;s\n", NULL, NULL, 4, 0, 0, "departement:59", "2020-02", 101000 },
  { "long, one period", "code;nom;allocataires RSA\n59;Nord;100500\n62;Pas-de-Calais;61000\n2A;Corse-du-Sud;3\n",
    "rsa_recipients", "2020-03", 3, 0, 0, "departement:2A", "2020-03", 3 },
  { "with totals", "Date;Département;Sexe;allocataires RSA\n2020-01;59;Hommes;40\n2020-01;59;Femmes;60\n"
    "2020-01;59;Total;100\n2020-01;62;Hommes;4\n2020-01;62;Femmes;6\n2020-01;62;Total;10\n",
    "rsa_recipients", NULL, 2, 0, 4, "departement:59", "2020-01", 100 },
  { "transposed", "Mois;Ain;Aisne;Allier;Ardèche;Ardennes;Nord\njanv-20;1;2;3;4;5;6\nfévr-20;1;2;3;4;5;7*\n",
    "rsa_recipients", NULL, 12, 0, 0, "departement:59", "2020-02", 7 },
  { "unknown place", "dep;2023-T1;2023-T2;2023-T3\n59;9;9;9\n62;9;9;9\n1;1;1;1\nAtlantide;8;8;8\n",
    "unemployment_rate", NULL, 9, 1, 0, "departement:62", "2023-T2", 9 },
  { "not a number", "dep;2023-T1;2023-T2;2023-T3\n59;9;neuf;9\n62;9;9;9\n1;1;1;1\n",
    "unemployment_rate", NULL, 8, 1, 0, "departement:59", "2023-T3", 9 },
  { "contradiction", "dep;2023-T1;2023-T2;2023-T3\n59;9;9;9\n59;8;9;9\n62;9;9;9\n",
    "unemployment_rate", NULL, 6, 1, 0, "departement:59", "2023-T1", 9 },
};

static const CopilObservation *
find (CopilPlacement *placement,
      const char     *territory,
      const char     *when)
{
  const CopilTerritory *wanted = copil_territory_list_resolve (territories, territory, NULL);
  CopilPeriod period;

  g_assert_nonnull (wanted);
  g_assert_true (copil_period_parse (when, &period));
  for (guint i = 0; i < placement->observations->len; i++)
    {
      const CopilObservation *one = &g_array_index (placement->observations, CopilObservation, i);

      if (one->territory == wanted->id && copil_period_equal (one->period, period))
        return one;
    }
  return NULL;
}

static CopilPlacement *
place (CopilWorkbook     *workbook,
       const char        *measure,
       const CopilPeriod *period)
{
  g_autoptr (GError) error = NULL;
  CopilSheet *sheet = NULL;
  g_autoptr (CopilMapping) mapping = copil_recognise (workbook, gazetteer, catalogue, known, measure, NULL,
                                                      period, &sheet, &error);
  g_autofree char *json = NULL;
  CopilPlacement *placement;

  g_assert_no_error (error);
  json = copil_mapping_to_json (mapping);
  g_test_message ("%s", json);
  placement = copil_placement_new (sheet, mapping, gazetteer, catalogue, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MIN (placement->refusals->len, 8u); i++)
    {
      const CopilRefusal *refusal = g_ptr_array_index (placement->refusals, i);

      g_test_message ("refused: %u %s «%s» %s", refusal->line, refusal->column, refusal->value,
                      refusal->reason);
    }
  g_test_message ("rows %u placed %u ignored %u absent %u repeated %u refused %u", placement->rows,
                  placement->observations->len, placement->ignored, placement->absent,
                  placement->repeated, placement->refused);
  return placement;
}

static void
test_shape (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (test->text, strlen (test->text));
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "essai.csv", NULL);
  g_autoptr (CopilPlacement) placement = NULL;
  const CopilObservation *one;
  CopilPeriod period;

  if (test->period != NULL)
    g_assert_true (copil_period_parse (test->period, &period));
  placement = place (workbook, test->measure, test->period != NULL ? &period : NULL);
  g_assert_cmpuint (placement->observations->len, ==, test->placed);
  g_assert_cmpuint (placement->refused, ==, test->refused);
  g_assert_cmpuint (placement->ignored, ==, test->ignored);
  one = find (placement, test->territory, test->when);
  g_assert_nonnull (one);
  g_assert_cmpfloat (one->value, ==, test->value);
}

static void
check_file (const char *name,
            guint       placed,
            const char *territory,
            const char *when,
            double      value,
            int         status)
{
  g_autofree char *path = fixture_shared (name);
  g_autoptr (CopilWorkbook) workbook = NULL;
  g_autoptr (CopilPlacement) placement = NULL;
  const CopilObservation *one;

  if (path == NULL)
    return;
  workbook = copil_workbook_open (path, NULL);
  g_assert_nonnull (workbook);
  placement = place (workbook, NULL, NULL);
  g_assert_cmpuint (placement->refused, ==, 0);
  g_assert_cmpuint (placement->observations->len, ==, placed);
  one = find (placement, territory, when);
  g_assert_nonnull (one);
  g_assert_cmpfloat (one->value, ==, value);
  g_assert_cmpint (one->status, ==, status);
}

/* 96 departments and 13 regions, 1982-T1 to 2023-T3. */
static void
test_unemployment (void)
{
  check_file ("insee_bdm_chomage_valeurs_trimestrielles.csv", (96 + 13) * 167, "departement:59",
              "2023-T3", 9.8, COPIL_CELL_PROVISIONAL);
}

static void
test_rsa (void)
{
  check_file ("drees_donnees_mensuelles_prestations_solidarite.xlsx", 101 * 46, "departement:01",
              "2020-10", 8800, COPIL_CELL_PROVISIONAL);
}

/* Territories that nobody knows: offers of several occupations add up in one of them. */
static void
check_named (CopilWorkbook *workbook,
             guint          n_territories,
             const char    *code,
             const char    *name,
             double         offers,
             double         seekers)
{
  g_autoptr (CopilPlacement) placement = place (workbook, NULL, NULL);
  GArray *observations = placement->observations;
  double found[2] = { 0 };
  guint n = 0;

  g_assert_cmpuint (placement->refused, ==, 0);
  g_assert_cmpuint (placement->new_territories->len, ==, n_territories);
  g_assert_cmpuint (observations->len, ==, 2 * n_territories);
  for (guint i = 0; i < observations->len; i++)
    {
      const CopilObservation *one = &g_array_index (observations, CopilObservation, i);
      const CopilNewTerritory *territory =
        g_ptr_array_index (placement->new_territories, -one->territory - 1);

      if (!g_str_equal (territory->code, code))
        continue;
      g_assert_cmpstr (territory->name, ==, name);
      g_assert_cmpint (one->period.rhythm, ==, COPIL_RHYTHM_YEAR);
      found[n++] = one->value;
    }
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (found[0], ==, offers);
  g_assert_cmpfloat (found[1], ==, seekers);
}

static void
test_named (void)
{
  static const char text[] =
    "libfap;ROME;fap;annee;oee;defm_abc;ind_tension_d;cbassin;lib_bassin_bmo19\r\n"
    "A1Z41 : Jardiniers salari\351s;A1203;A1Z41;2019;1\240202;46;5;0101;BASSE TERRE\r\n"
    "A1Z41 : Jardiniers salari\351s;F1101;A1Z41;2019;98;14;4;0101;BASSE TERRE\r\n"
    "A0Z43 : Conducteurs d'engins;A1101;A0Z43;2019;133;109;5;3203;SANTERRE SOMME\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "essai.csv", NULL);

  g_assert_cmpstr (workbook->encoding, ==, "windows-1252");
  check_named (workbook, 2, "0101", "BASSE TERRE", 1300, 60);
}

static void
test_tension (void)
{
  g_autofree char *path = fixture_shared ("mobiville_cities-tension.csv");
  g_autoptr (CopilWorkbook) workbook = path != NULL ? copil_workbook_open (path, NULL) : NULL;

  if (workbook != NULL)
    check_named (workbook, 349, "3203", "SANTERRE SOMME", 420, 525);
}

/* What somebody is asked when nobody can tell. */
static void
test_doubts (void)
{
  static const struct
  {
    const char *text;
    CopilDoubt  doubt;
    guint       header_row;
  } drafts[] = {
    { "dep;2023-T1;2023-T2;2023-T3\n59;9;9;9\n62;9;9;9\n", COPIL_DOUBT_MEASURE, 0 },
    { "dep;allocataires RSA\n59;9\n62;8\n", COPIL_DOUBT_PERIOD, 0 },
    { "Bonjour\nune chose;une autre\nrouge;vert\n", COPIL_DOUBT_SHAPE, 1 },
    { "dep;mois;allocataires RSA\n59;2020-01;9\n62;2020-01;8\n", COPIL_DOUBT_NONE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (drafts[i].text, strlen (drafts[i].text));
      g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "essai.csv", NULL);
      CopilSheet *sheet = NULL;
      CopilDoubt doubt;
      g_autoptr (CopilMapping) mapping = copil_recognise_draft (workbook, gazetteer, catalogue,
                                                                known, NULL, NULL, NULL, &sheet, &doubt);

      g_assert_nonnull (mapping);
      g_assert_nonnull (sheet);
      g_assert_cmpint (doubt, ==, drafts[i].doubt);
      g_assert_cmpuint (mapping->header_row, ==, drafts[i].header_row);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  territories = fixture_territories ();
  catalogue = fixture_catalogue ();
  gazetteer = copil_gazetteer_new (territories);
  known = copil_mapping_load_known ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/recognise/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_shape);
    }
  g_test_add_func ("/exchange/recognise/insee-unemployment", test_unemployment);
  g_test_add_func ("/exchange/recognise/drees-rsa", test_rsa);
  g_test_add_func ("/exchange/recognise/named-territories", test_named);
  g_test_add_func ("/exchange/recognise/hiring-tension", test_tension);
  g_test_add_func ("/exchange/recognise/doubts", test_doubts);
  return g_test_run ();
}
