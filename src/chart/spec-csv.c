/* spec-csv.c: a chart from a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/spec.h"

#include <math.h>
#include <string.h>

#include "chart/column-chart.h"
#include "chart/composition-chart.h"
#include "chart/line-chart.h"
#include "chart/rank-chart.h"
#include "core/format.h"

#define BOM "\xEF\xBB\xBF"
#define MAX_ROWS 100000
#define MAX_COLUMNS 64

/* Rows of cells, as many in each as in the header. */
typedef struct
{
  GPtrArray *rows; /* GStrv */
  guint      n_columns;
} Table;

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_SYNTAX, sentence);
  return FALSE;
}

/* What export-csv.c writes: no cell is on two lines there, quotes are taken off. */
static char *
unquote (const char *cell)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));
  gsize length = strlen (text);
  GString *out;

  if (length < 2 || text[0] != '"' || text[length - 1] != '"')
    return g_steal_pointer (&text);
  out = g_string_new_len (text + 1, (gssize) length - 2);
  g_string_replace (out, "\"\"", "\"", 0);
  return g_string_free (out, FALSE);
}

static gboolean
add_row (Table      *table,
         const char *line,
         GError    **error)
{
  g_auto (GStrv) raw = g_strsplit (line, ";", MAX_COLUMNS);
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  guint n = g_strv_length (raw);

  if (table->rows->len == 0)
    table->n_columns = n;
  if (n != table->n_columns || table->rows->len >= MAX_ROWS)
    return fail (error, "Les lignes du tableau n’ont pas toutes le même nombre de colonnes.");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *cell = unquote (raw[i]);

      g_strv_builder_add (cells, cell);
    }
  g_ptr_array_add (table->rows, g_strv_builder_end (cells));
  return TRUE;
}

static gboolean
read_table (Table      *table,
            const char *csv,
            gssize      length,
            GError    **error)
{
  g_autofree char *text = g_strndup (csv, length < 0 ? strlen (csv) : (gsize) length);
  const char *start = g_str_has_prefix (text, BOM) ? text + strlen (BOM) : text;
  g_auto (GStrv) lines = NULL;

  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!g_utf8_validate (start, -1, NULL))
    return fail (error, "Le fichier n’est pas du texte UTF-8.");
  lines = g_strsplit_set (start, "\r\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i] && !add_row (table, lines[i], error))
      return FALSE;
  if (table->rows->len < 2 || table->n_columns < 2)
    return fail (error, "Le tableau n’a pas un en-tête, une ligne et deux colonnes séparées par "
                        "des points-virgules.");
  return TRUE;
}

static const char *
cell_of (const Table *table,
         guint        row,
         guint        column)
{
  return ((GStrv) g_ptr_array_index (table->rows, row))[column];
}

/* "1 234,5", "−3", "12.5"; words of absence; anything else is not available. */
static CopilFigure
figure_of (const char *cell)
{
  CopilFigure figure = { .value = NAN, .numerator = NAN, .denominator = NAN, .coverage = 1,
                         .complete = TRUE };
  g_autoptr (GString) plain = g_string_new (cell);
  char *end;

  g_string_replace (plain, COPIL_NNBSP, "", 0);
  g_string_replace (plain, COPIL_NBSP, "", 0);
  g_string_replace (plain, " ", "", 0);
  g_string_replace (plain, COPIL_MINUS, "-", 0);
  g_string_replace (plain, ",", ".", 0);
  figure.value = g_ascii_strtod (plain->str, &end);
  if (plain->len > 0 && *end == '\0' && isfinite (figure.value))
    return figure;
  figure.value = NAN;
  figure.status = g_str_equal (cell, "s")     ? COPIL_CELL_SECRET
                  : g_str_equal (cell, "///") ? COPIL_CELL_NOT_APPLICABLE
                                              : COPIL_CELL_NOT_AVAILABLE;
  return figure;
}

/* (transfer full): a column of figures, those that no row gives not available. */
static CopilFigure *
read_column (const Table *table,
             guint        column)
{
  CopilFigure *figures = g_new0 (CopilFigure, table->rows->len);

  for (guint row = 1; row < table->rows->len; row++)
    figures[row - 1] = figure_of (cell_of (table, row, column));
  return figures;
}

static gboolean
has_periods (const Table *table,
             CopilPeriod *first)
{
  for (guint row = 1; row < table->rows->len; row++)
    {
      CopilPeriod period;

      if (!copil_period_parse (cell_of (table, row, 0), &period))
        return FALSE;
      if (row == 1)
        *first = period;
      if (!copil_period_equal (period, copil_period_shift (*first, (int) row - 1)))
        return FALSE;
    }
  return TRUE;
}

/* -- Charts --------------------------------------------------------------------------------- */

static CopilChart *
make_line (const Table *table,
           const char  *title,
           CopilPeriod  first)
{
  guint n = table->rows->len - 1, n_contexts = table->n_columns - 2;
  g_autofree CopilLineSeries *contexts = g_new0 (CopilLineSeries, MAX (n_contexts, 1));
  CopilLineData data = { .head = { .title = title, .decimals = 1 },
                         .contexts = contexts,
                         .n_contexts = n_contexts };
  CopilFigure *subject = read_column (table, 1);
  CopilChart *chart;

  data.subject = (CopilLineSeries) { cell_of (table, 0, 1), first, subject, n };
  for (guint i = 0; i < n_contexts; i++)
    contexts[i] = (CopilLineSeries) { cell_of (table, 0, i + 2), first,
                                      read_column (table, i + 2), n };
  chart = copil_line_chart_new (&data);
  for (guint i = 0; i < n_contexts; i++)
    g_free ((gpointer) contexts[i].figures);
  g_free (subject);
  return chart;
}

static CopilChart *
make_columns (const Table *table,
              const char  *title,
              CopilPeriod  first)
{
  guint n = MIN (table->n_columns - 1, COPIL_N_CATEGORIES);
  CopilColumnSeries series[COPIL_N_CATEGORIES];
  CopilColumnData data = { .head = { .title = title, .decimals = 1 },
                           .first = first,
                           .n_periods = table->rows->len - 1,
                           .series = series,
                           .n_series = n,
                           .reference = NAN };
  CopilChart *chart;

  for (guint i = 0; i < n; i++)
    series[i] = (CopilColumnSeries) { cell_of (table, 0, i + 1), read_column (table, i + 1) };
  chart = copil_column_chart_new (&data);
  for (guint i = 0; i < n; i++)
    g_free ((gpointer) series[i].figures);
  return chart;
}

static CopilChart *
make_rank (const Table *table,
           const char  *title)
{
  guint n = table->rows->len - 1;
  g_autofree CopilRankItem *items = g_new0 (CopilRankItem, n);
  const CopilRankData data = { .head = { .title = title, .decimals = 1 },
                               .items = items,
                               .n_items = n,
                               .reference = NAN };

  for (guint i = 0; i < n; i++)
    items[i] = (CopilRankItem) { cell_of (table, i + 1, 0), figure_of (cell_of (table, i + 1, 1)),
                                 (int) i, FALSE };
  return copil_rank_chart_new (&data);
}

static CopilChart *
make_composition (const Table *table,
                  const char  *title)
{
  guint n = table->rows->len - 1, n_parts = MIN (table->n_columns - 1, COPIL_N_CATEGORIES);
  g_autofree CopilCompositionItem *items = g_new0 (CopilCompositionItem, n);
  g_autofree CopilFigure *figures = g_new0 (CopilFigure, n * n_parts);
  const CopilCompositionData data
      = { .head = { .title = title },
          .part_names = (const char *const *) g_ptr_array_index (table->rows, 0) + 1,
          .n_parts = n_parts,
          .items = items,
          .n_items = n };

  for (guint i = 0; i < n; i++)
    {
      for (guint part = 0; part < n_parts; part++)
        figures[i * n_parts + part] = figure_of (cell_of (table, i + 1, part + 1));
      items[i] = (CopilCompositionItem) { cell_of (table, i + 1, 0), figures + i * n_parts,
                                          (int) i, FALSE };
    }
  return copil_composition_chart_new (&data);
}

CopilChart *
copil_chart_from_csv (const char *type,
                      const char *title,
                      const char *csv,
                      gssize      length,
                      GError    **error)
{
  g_auto (Table) table = { 0 };
  CopilPeriod first;
  gboolean periods;

  if (!read_table (&table, csv, length, error))
    return NULL;
  periods = has_periods (&table, &first);
  title = title ? title : cell_of (&table, 0, 1);
  if (type == NULL)
    type = periods ? "line" : table.n_columns > 2 ? "composition" : "rank";
  if (periods && g_str_equal (type, "line"))
    return make_line (&table, title, first);
  if (periods && g_str_equal (type, "columns"))
    return make_columns (&table, title, first);
  if (!periods && g_str_equal (type, "rank"))
    return make_rank (&table, title);
  if (!periods && g_str_equal (type, "composition"))
    return make_composition (&table, title);
  g_set_error (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_TYPE,
               periods ? "Un tableau de périodes qui se suivent se dessine en line ou columns, "
                         "pas en « %s »."
                       : "Un tableau de noms se dessine en rank ou composition, pas en « %s ».",
               type);
  return NULL;
}
