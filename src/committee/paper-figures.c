/* paper-figures.c: a linked figure on paper: drawn, in a table, and whole in a file beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/paper-private.h"

#include "chart/export.h"
#include "chart/line-chart.h"

/* Points. */
#define CHART_HEIGHT 210.0

/* Months of a curve that are printed: one can be compared to the year before it. Rows of anything
 * else; beyond, none would be the one that is looked for. */
#define LAST_PERIODS 13
#define MOST_ROWS 20

/* -- Which rows and columns ------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *rows; /* of GStrv, the first one the header */
  guint      first, end;
} Excerpt;

static Excerpt
choose_rows (CopilChart *chart,
             GPtrArray  *rows)
{
  guint n = rows->len - 1;

  if (COPIL_IS_LINE_CHART (chart))
    return (Excerpt) { rows, n > LAST_PERIODS ? rows->len - LAST_PERIODS : 1, rows->len };
  return (Excerpt) { rows, 1, n > MOST_ROWS ? 1 : rows->len };
}

static const char *
get_cell (const Excerpt *self,
          guint          row,
          guint          column)
{
  GStrv cells = g_ptr_array_index (self->rows, row);

  return column < g_strv_length (cells) ? cells[column] : "";
}

static gboolean
is_filled (const Excerpt *self,
           guint          column)
{
  for (guint row = self->first; row < self->end; row++)
    if (*get_cell (self, row, column) != '\0')
      return TRUE;
  return FALSE;
}

static gboolean
is_words (const char *header)
{
  static const char *const words[] = { "Statut", "État", "Annotation", NULL };

  return g_strv_contains (words, header);
}

/* -- The table -------------------------------------------------------------------------------- */

static void
add_cell (CopilTableBuilder *table,
          const char        *text)
{
  g_autofree char *markup = _copil_paper_escape (text);

  copil_table_builder_add_text (table, markup);
}

static void
add_column (CopilTableBuilder *table,
            guint              column,
            const char        *header)
{
  gboolean left = column == 0 || is_words (header);

  copil_table_builder_add_column (table, header, column == 0 ? 2 : 1,
                                  left ? COPIL_ALIGN_LEFT : COPIL_ALIGN_RIGHT);
}

static void
add_table (CopilPaper    *self,
           const Excerpt *excerpt,
           const char    *subtitle)
{
  CopilTableBuilder *table = copil_table_builder_new ("Chiffres", subtitle);
  guint n_columns = g_strv_length (g_ptr_array_index (excerpt->rows, 0));

  for (guint column = 0; column < n_columns; column++)
    if (is_filled (excerpt, column))
      add_column (table, column, get_cell (excerpt, 0, column));
  for (guint row = excerpt->first; row < excerpt->end; row++)
    {
      copil_table_builder_add_row (table);
      for (guint column = 0; column < n_columns; column++)
        if (is_filled (excerpt, column))
          add_cell (table, get_cell (excerpt, row, column));
    }
  copil_document_add_table (self->document, table);
}

/* -- The file ---------------------------------------------------------------------------------- */

/* "chiffres-2.csv": of the second figure of the paper. (transfer full): its name. */
static char *
attach (CopilPaper *self,
        CopilChart *chart)
{
  g_autoptr (GBytes) csv = copil_chart_to_csv (chart);
  char *name = g_strdup_printf ("chiffres-%u.csv", ++self->n_figures);

  copil_document_add_attachment (self->document, name, "text/csv",
                                 copil_chart_get_title (chart), csv);
  return name;
}

static void
add_figures (CopilPaper *self,
             CopilChart *chart)
{
  g_autoptr (GPtrArray) rows = copil_chart_get_table (chart);
  Excerpt excerpt = choose_rows (chart, rows);
  g_autofree char *name = attach (self, chart), *subtitle = NULL;
  guint n = rows->len - 1;

  if (excerpt.end > excerpt.first)
    {
      if (excerpt.first > 1)
        subtitle = g_strdup_printf ("les %d dernières périodes\u202f; toutes dans le fichier joint %s",
                                    LAST_PERIODS, name);
      add_table (self, &excerpt, subtitle);
    }
  else if (n > 0)
    _copil_paper_add (self->document, "note", "%u lignes de chiffres dans le fichier joint %s.", n,
                      name);
}

void
_copil_paper_add_view (CopilPaper  *self,
                       CopilRecord *view)
{
  const CopilPackSources *sources = self->inputs->sources;
  g_autoptr (CopilChart) chart = NULL;

  if (sources != NULL && sources->get_chart != NULL)
    chart = sources->get_chart (view, sources->user_data);
  if (copil_record_has (view, "caption"))
    {
      _copil_paper_add (self->document, "body", "%s", copil_record_get_string (view, "caption"));
      copil_document_keep_next (self->document);
    }
  if (chart != NULL)
    copil_document_add_chart (self->document, chart, CHART_HEIGHT);
  else
    _copil_paper_add (self->document, "note",
                      "Figure «\u00a0%s\u00a0»\u00a0: non disponible dans ce dossier.",
                      copil_record_get_word (view, "indicator_code"));
  if (sources != NULL && sources->state != NULL)
    _copil_paper_add (self->document, "note", "%s.", sources->state);
  if (chart != NULL)
    add_figures (self, chart);
}
