/* test-reading.c: numbers, words of absence and periods, as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange/reading.h"

static const struct
{
  const char      *text;
  CopilDecimal     decimal;
  CopilReadOutcome outcome;
  double           value;
  CopilCellStatus  status;
} values[] = {
  { "1", 0, COPIL_READ_NUMBER, 1 },
  { "1 234 567,89", 0, COPIL_READ_NUMBER, 1234567.89 },
  { "1 234,56", 0, COPIL_READ_NUMBER, 1234.56 },
  { "1\u00a0099", 0, COPIL_READ_NUMBER, 1099 },
  { "1\u202f099", 0, COPIL_READ_NUMBER, 1099 },
  { "12.500,00", 0, COPIL_READ_NUMBER, 12500 },
  { "12,500.00", 0, COPIL_READ_NUMBER, 12500 },
  { "1.234.567", 0, COPIL_READ_NUMBER, 1234567 },
  { "22000,80", 0, COPIL_READ_NUMBER, 22000.80 },
  { "22000.80", 0, COPIL_READ_NUMBER, 22000.80 },
  { "-500", 0, COPIL_READ_NUMBER, -500 },
  { "\u2212500", 0, COPIL_READ_NUMBER, -500 },
  { "+3,5", 0, COPIL_READ_NUMBER, 3.5 },
  { ",5", 0, COPIL_READ_NUMBER, 0.5 },
  { "0.125", 0, COPIL_READ_NUMBER, 0.125 },
  { "62,8\u00a0%", 0, COPIL_READ_NUMBER, 62.8 },
  { "180 000,00 €", 0, COPIL_READ_NUMBER, 180000 },
  { "7,2 (p)", 0, COPIL_READ_NUMBER, 7.2, COPIL_CELL_PROVISIONAL },
  { "8800*", 0, COPIL_READ_NUMBER, 8800, COPIL_CELL_PROVISIONAL },
  { "12 (e)", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_ESTIMATED },
  { "12.500", 0, COPIL_READ_AMBIGUOUS },
  { "1,234", 0, COPIL_READ_AMBIGUOUS },
  { "12.500", COPIL_DECIMAL_POINT, COPIL_READ_NUMBER, 12.5 },
  { "12.500", COPIL_DECIMAL_COMMA, COPIL_READ_NUMBER, 12500 },
  { "1,5", COPIL_DECIMAL_POINT, COPIL_READ_REFUSED },
  { "1e6", 0, COPIL_READ_REFUSED },
  { "٣", 0, COPIL_READ_REFUSED },
  { "１２", 0, COPIL_READ_REFUSED },
  { "1e+05", 0, COPIL_READ_NUMBER, 100000 },
  { "1.25e+03", COPIL_DECIMAL_COMMA, COPIL_READ_NUMBER, 1250 },
  { "1,2E+05", 0, COPIL_READ_REFUSED },
  { "1e+999", 0, COPIL_READ_REFUSED },
  { "Infinity", 0, COPIL_READ_REFUSED },
  { "0x10", 0, COPIL_READ_REFUSED },
  { "1 2", 0, COPIL_READ_REFUSED },
  { "12 34", 0, COPIL_READ_REFUSED },
  { "1.2.3", 0, COPIL_READ_REFUSED },
  { "--5", 0, COPIL_READ_REFUSED },
  { "5,", 0, COPIL_READ_REFUSED },
  { "=HYPERLINK()", 0, COPIL_READ_REFUSED },
  { "123456789012345678901", 0, COPIL_READ_REFUSED },
  { "", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "nd", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "N.D.", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "-", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "…", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "s", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "*", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "///", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_APPLICABLE },
  { "..", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "#N/A", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "Non communiqué", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "Secret statistique", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "< 5", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "<=11", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "moins de 5", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "< 5000", 0, COPIL_READ_REFUSED },
  { "12,3 r", 0, COPIL_READ_NUMBER, 12.3 },
  { "12,3p", 0, COPIL_READ_NUMBER, 12.3, COPIL_CELL_PROVISIONAL },
  { "1 234*", 0, COPIL_READ_NUMBER, 1234, COPIL_CELL_PROVISIONAL },
  { "1 234 (1)", 0, COPIL_READ_NUMBER, 1234 },
  { "1 234²", 0, COPIL_READ_NUMBER, 1234 },
  { "12 e", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_ESTIMATED },
  { "12 [p]", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_PROVISIONAL },
  { "12 (2)(p)", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_PROVISIONAL },
  { "12 (prov.)", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_PROVISIONAL },
  { "12 (est.) (1)", 0, COPIL_READ_NUMBER, 12, COPIL_CELL_ESTIMATED },
  { "NaN", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "(nd)", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "n. d.", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "N/D", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "n.c", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "ns (effectif faible)", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "Données non disponibles", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_AVAILABLE },
  { "S.O", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_NOT_APPLICABLE },
  { "[c]", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "**", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "Confidentiel", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "Moins de 5", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "1 à 4", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "entre 1 et 4", 0, COPIL_READ_ABSENT, 0, COPIL_CELL_SECRET },
  { "1000 à 2000", 0, COPIL_READ_REFUSED },
  { "secrétariat", 0, COPIL_READ_REFUSED },
  { "x", 0, COPIL_READ_REFUSED },
  { "e", 0, COPIL_READ_REFUSED },
  { "#REF!", 0, COPIL_READ_REFUSED },
  { "(1 234)", 0, COPIL_READ_REFUSED },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      double value = 0;
      CopilCellStatus status = COPIL_CELL_OBSERVED;
      CopilReadOutcome outcome = copil_read_value (values[i].text, values[i].decimal, NULL, &value,
                                                   &status);

      g_test_message ("%s", values[i].text);
      g_assert_cmpint (outcome, ==, values[i].outcome);
      if (outcome == COPIL_READ_NUMBER)
        g_assert_cmpfloat (value, ==, values[i].value);
      if (outcome <= COPIL_READ_ABSENT)
        g_assert_cmpint (status, ==, values[i].status);
    }
}

static const struct
{
  const char *text;
  const char *id; /* NULL: not a period */
  gboolean    provisional;
} periods[] = {
  { "2023-T3", "2023-T3" },
  { "2023T3", "2023-T3" },
  { "2023 T3", "2023-T3" },
  { "T3 2023", "2023-T3" },
  { "T3-2023", "2023-T3" },
  { "Q3 2023", "2023-T3" },
  { "2023-Q3", "2023-T3" },
  { "3e trimestre 2023", "2023-T3" },
  { "3ème trimestre 2023", "2023-T3" },
  { "1er trim. 2023", "2023-T1" },
  { "2023-07", "2023-07" },
  { "2023/07", "2023-07" },
  { "07/2023", "2023-07" },
  { "7/2023", "2023-07" },
  { "202307", "2023-07" },
  { "2023M07", "2023-07" },
  { "2023-07-01", "2023-07" },
  { "31/07/2023", "2023-07" },
  { "1er juillet 2023", "2023-07" },
  { "juillet 2023", "2023-07" },
  { "Juil. 2023", "2023-07" },
  { "juil-20", "2020-07" },
  { "oct-20*", "2020-10", TRUE },
  { "août 2023", "2023-08" },
  { "Févr. 2023", "2023-02" },
  { "déc-98", "1998-12" },
  { "2023 juillet", "2023-07" },
  { "2023", "2023" },
  { "2023 (p)", "2023", TRUE },
  { "3T 2023", "2023-T3" },
  { "3T23", "2023-T3" },
  { "Trimestre 3 2023", "2023-T3" },
  { "2023 - 3e trimestre", "2023-T3" },
  { "3e trim. 2023", "2023-T3" },
  { "07/23", "2023-07" },
  { "31/07/23", "2023-07" },
  { "20230731", "2023-07" },
  { "2023-07-01T00:00:00+00:00", "2023-07" },
  { "2023-07-31 23:59:59", "2023-07" },
  { "31 juillet 2023", "2023-07" },
  { "Fin juillet 2023", "2023-07" },
  { "au 31 décembre 2023", "2023-12" },
  { "Année 2023", "2023" },
  { "2023p", "2023", TRUE },
  { "2023 (provisoire)", "2023", TRUE },
  { "2023 (1)", "2023" },
  { "1ᵉʳ trimestre 2023", "2023-T1" },
  { "4ᵉ trim. 2023", "2023-T4" },
  { "T3 2023²", "2023-T3" },
  { "à fin juillet 2023", "2023-07" },
  { "45138", "2023-07" },
  { "45108", "2023-07" },
  { "45120", NULL },
  { "2022-2023", NULL },
  { "07/12", NULL },
  { "01/02/03", NULL },
  { "01/07/23", NULL },
  { "7,23", NULL },
  { "10 20", NULL },
  { "T3", NULL },
  { "Juillet", NULL },
  { "2023-13", NULL },
  { "2023-T5", NULL },
  { "30/02/2023", NULL },
  { "01/13/2023", NULL },
  { "20231301", NULL },
  { "5875897", NULL },
  { "12", NULL },
  { "Ain", NULL },
  { "Effectif", NULL },
  { "1 234", NULL },
  { "", NULL },
  { "infinity", NULL },
  { "Lecture : fin octobre 2020, 8 800 foyers", NULL },
};

static void
test_periods (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      CopilPeriod period = { 0 };
      gboolean provisional = FALSE, read;
      g_autofree char *id = NULL;

      g_test_message ("%s", periods[i].text);
      read = copil_read_period (periods[i].text, &period, &provisional);
      g_assert_cmpint (read, ==, periods[i].id != NULL);
      if (!read)
        continue;
      id = copil_period_to_id (period);
      g_assert_cmpstr (id, ==, periods[i].id);
      g_assert_cmpint (provisional, ==, periods[i].provisional);
    }
}

static const struct
{
  const char *text;
  const char *id; /* NULL: no period, or two */
  const char *rest;
} titles[] = {
  { "NB CONTRATS SIGNES 2024-01", "2024-01", "NB CONTRATS SIGNES" },
  { "nb_contrats_2024_01", "2024-01", "nb contrats" },
  { "rsa_202401", "2024-01", "rsa" },
  { "NBALLOC202401", "2024-01", "NBALLOC" },
  { "Code 45138", NULL },
  { "A2401", NULL },
  { "Effectif janvier 2024", "2024-01", "Effectif" },
  { "T3 2023 - Taux", "2023-T3", "Taux" },
  { "Taux (T3 2023)", "2023-T3", "Taux" },
  { "2022 (en %)", "2022", "" },
  { "Cat. 1 2023", "2023", "Cat. 1" },
  { "2023", "2023", "" },
  { "S1 2023", NULL },
  { "1er semestre 2023", NULL },
  { "Taux 2023 semaine 12", NULL },
  { "Hommes 2023", "2023", "Hommes" },
  { "Évolution 2022 2023", NULL },
  { "Évolution 2022-2023", NULL },
  { "20 h et plus", NULL },
  { "Effectif", NULL },
};

static void
test_titles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      CopilPeriod period = { 0 };
      gboolean provisional = FALSE, found;
      g_autofree char *id = NULL, *rest = NULL;

      g_test_message ("%s", titles[i].text);
      found = copil_find_period (titles[i].text, &period, &provisional, &rest);
      g_assert_cmpint (found, ==, titles[i].id != NULL);
      if (!found)
        continue;
      id = copil_period_to_id (period);
      g_assert_cmpstr (id, ==, titles[i].id);
      g_assert_cmpstr (rest, ==, titles[i].rest);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/reading/values", test_values);
  g_test_add_func ("/exchange/reading/periods", test_periods);
  g_test_add_func ("/exchange/reading/titles", test_titles);
  return g_test_run ();
}
