/* dashboard-report.c: the dashboard of one territory as a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/dashboard-report.h"

#include "view/view-private.h"

#include <math.h>
#include <string.h>

#include "core/format.h"

#define MAX_QUESTIONS 3
#define MAX_ESSENTIALS 4
#define CURVE_HEIGHT 205.0
#define COMPARISON_HEIGHT 200.0
/* Where a histogram stands between them, all three are lower, so that a page holds them. */
#define HISTOGRAM_HEIGHT 80.0
#define LOW_CURVE_HEIGHT 138.0
#define LOW_COMPARISON_HEIGHT 148.0
/* A line of annotations under a curve, which gives way to them, and the signs that it holds. */
#define ANNOTATION_HEIGHT 10.5
#define ANNOTATION_LENGTH 120
#define MAX_ANNOTATION_LINES 5

typedef struct
{
  CopilDashboardView     *view;
  const CopilReportState *state;
  const CopilTerritory   *territory;
  CopilPeriod             period;
  CopilDocument          *document;
  GPtrArray              *indicators; /* of the first page */
  GPtrArray              *tiles;      /* of CopilTile, in the same order */
} Report;

static const char *const tone_colors[] = { "#545D63", "#0B6B75", "#8F5200", "#9B2C3F" };

/* @text may be empty. */
static char *
change_first (const char *text,
              char       *(*change) (const char *letter, gssize length))
{
  const char *rest = *text != '\0' ? g_utf8_next_char (text) : text;
  g_autofree char *first = change (text, rest - text);

  return g_strconcat (first, rest, NULL);
}

static char *
capitalise (const char *text)
{
  return change_first (text, g_utf8_strup);
}

/* A sentence after a colon. */
static char *
uncapitalise (const char *text)
{
  return change_first (text, g_utf8_strdown);
}

static const char *
get_committee (const CopilTerritory *territory)
{
  switch (territory->level)
    {
    case COPIL_LEVEL_FRANCE:
      return "Comité national";
    case COPIL_LEVEL_REGION:
      return "Comité régional";
    case COPIL_LEVEL_DEPARTMENT:
      return "Comité départemental";
    case COPIL_LEVEL_BASIN:
    case COPIL_LEVEL_OTHER:
    default:
      return "Comité local";
    }
}

/* "données arrêtées au 12 novembre 2026 à 18 h 00", or by the number of the batch. */
static char *
format_state (const CopilReportState *state)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *time = NULL;

  if (state->as_of != NULL)
    utc = g_date_time_new_from_iso8601 (state->as_of, NULL);
  if (utc == NULL)
    return g_strdup_printf ("données arrêtées au lot %d", state->batch);
  local = paris != NULL ? g_date_time_to_timezone (utc, paris) : g_date_time_ref (utc);
  time = copil_format_date_time (local);
  return g_strdup_printf ("données arrêtées au %s", time);
}

/* Page 1 ----------------------------------------------------------------------------------- */

/* "octobre 2025", as what the figures are compared with. */
static char *
describe_comparison (Report *self)
{
  const CopilTerritory *whole;

  switch (copil_dashboard_view_get_comparison (self->view))
    {
    case COPIL_COMPARISON_TARGET:
      return g_strdup ("sa cible");
    case COPIL_COMPARISON_PARENT:
      whole = copil_dashboard_view_get_whole (self->view);
      return g_strdup_printf ("l’ensemble %s", whole != NULL ? whole->genitive : "");
    case COPIL_COMPARISON_PEERS:
      return g_strdup ("ses semblables");
    case COPIL_COMPARISON_YEAR:
    case COPIL_N_COMPARISONS:
    default:
      return copil_format_period (copil_period_shift (self->period, -12));
    }
}

static void
add_title (Report *self)
{
  g_autofree char *month = copil_format_period (self->period);
  g_autofree char *before = describe_comparison (self);
  g_autofree char *name = g_markup_escape_text (self->territory->name, -1);
  g_autofree char *state = format_state (self->state);
  g_autofree char *capital = capitalise (month);
  g_autofree char *state_capital = capitalise (state);
  g_autofree char *subtitle = g_strdup_printf ("%s, comparé à %s", capital, before);
  g_autofree char *perimeter = copil_dashboard_view_describe_perimeter (self->view);
  g_autofree char *note = g_markup_printf_escaped ("%s · %s · lot %d", state_capital, perimeter,
                                                   self->state->batch);

  copil_document_add_paragraph (self->document, "eyebrow", get_committee (self->territory));
  copil_document_add_paragraph (self->document, "title", name);
  copil_document_add_paragraph (self->document, "subtitle", subtitle);
  copil_document_add_paragraph (self->document, "note", note);
  copil_document_add_space (self->document, 10);
}

/* The name of the indicator, which the colon ends, stands out. */
static char *
mark_name (const char *sentence)
{
  const char *colon = strstr (sentence, COPIL_NBSP ":");
  g_autofree char *name = g_strndup (sentence, colon != NULL ? (gsize) (colon - sentence) : 0);

  return g_markup_printf_escaped ("<b>%s</b>%s", name, sentence + strlen (name));
}

static void
add_essentials (Report *self)
{
  g_autoptr (GPtrArray) sentences = copil_dashboard_view_build_essentials (self->view,
                                                                           MAX_ESSENTIALS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    {
      g_autofree char *line = mark_name (g_ptr_array_index (sentences, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  copil_document_add_panel (self->document, "L’essentiel", text->str);
}

static void
add_chart_cell (CopilTableBuilder *table,
                CopilChart        *chart)
{
  if (chart != NULL)
    copil_table_builder_add_chart (table, chart);
  else
    copil_table_builder_add_text (table, "");
}

/* What the changes of tile.c are compared with, said once above their column. */
static const char *const change_heads[COPIL_N_COMPARISONS] = {
  [COPIL_COMPARISON_YEAR] = "Écart sur\u00a0un\u00a0an",
  [COPIL_COMPARISON_TARGET] = "Écart à\u00a0la\u00a0cible",
  [COPIL_COMPARISON_PARENT] = "Écart à\u00a0l’ensemble",
  [COPIL_COMPARISON_PEERS] = "Écart aux semblables",
};

static char *
cut_change (const char *change)
{
  static const char *const ends[] = { " sur un an", " par rapport " };
  const char *end = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends) && end == NULL; i++)
    end = strstr (change, ends[i]);
  return g_markup_escape_text (change, end != NULL ? end - change : -1);
}

/* "12 % au plus fin 2027", under a head that says what it is. */
static char *
cut_target (const char *target)
{
  return g_markup_escape_text (target + (g_str_has_prefix (target, "cible ") ? strlen ("cible ") : 0),
                               -1);
}

static void
add_key_row (Report            *self,
             CopilTableBuilder *table,
             const CopilTile   *tile)
{
  static const char *const arrows[] = { "↓", "→", "↑" };
  g_autoptr (CopilChart) spark = copil_dashboard_view_build_sparkline (self->view, tile->indicator);
  g_autoptr (CopilChart) bullet = copil_dashboard_view_build_bullet (self->view, tile->indicator);
  g_autofree char *name = g_markup_escape_text (tile->indicator->short_name, -1);
  g_autofree char *value = g_markup_printf_escaped ("<b>%s</b>\u00a0%s", tile->value, tile->unit);
  g_autofree char *change = cut_change (tile->change);
  g_autofree char *target = cut_target (tile->target);
  g_autofree char *signal = g_markup_printf_escaped (
    "<span foreground=\"%s\" weight=\"semibold\">%s\u00a0%s</span>", tone_colors[tile->tone],
    tile->signal == COPIL_SIGNAL_NOT_ASSESSED ? "–" : arrows[CLAMP (tile->arrow, -1, 1) + 1],
    tile->signal_word);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, name);
  copil_table_builder_add_text (table, value);
  copil_table_builder_add_text (table, change);
  add_chart_cell (table, spark);
  add_chart_cell (table, bullet);
  copil_table_builder_add_text (table, target);
  copil_table_builder_add_text (table, signal);
}

static CopilTableBuilder *
create_key_table (Report     *self,
                  const char *title)
{
  g_autofree char *month = copil_format_period_short (self->period);
  CopilTableBuilder *table = copil_table_builder_new (title, NULL);

  copil_table_builder_add_column (table, "Indicateur", 2.1, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, month, 0.85, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (
    table, change_heads[copil_dashboard_view_get_comparison (self->view)], 0.8, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "24 mois", 0.6, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Valeur et cible", 0.75, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Cible", 1.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Signal", 1.4, COPIL_ALIGN_LEFT);
  return table;
}

static void
add_key_figures (Report *self)
{
  CopilTableBuilder *table = create_key_table (self, NULL);

  copil_document_add_heading (self->document, 2, "Chiffres clés", NULL);
  for (guint i = 0; i < self->tiles->len; i++)
    add_key_row (self, table, g_ptr_array_index (self->tiles, i));
  copil_document_add_table (self->document, table);
  copil_document_add_paragraph (
    self->document, "note",
    "Signal\u00a0: un changement n’est signalé que s’il sort des limites naturelles de la série. "
    "«\u00a0Stable\u00a0»\u00a0: variation ordinaire. n.d.\u00a0: non disponible\u00a0; "
    "s\u00a0:\u00a0secret statistique\u00a0; ///\u00a0:\u00a0sans objet.");
}

/* What is unfavourable first, then what is to be watched. */
static void
add_questions (Report *self)
{
  static const CopilTone tones[] = { COPIL_TONE_UNFAVOURABLE, COPIL_TONE_WATCH };
  gboolean assessed = FALSE;
  guint n = 0;

  copil_document_add_heading (self->document, 2, "À débattre", NULL);
  for (guint t = 0; t < G_N_ELEMENTS (tones); t++)
    for (guint i = 0; i < self->tiles->len && n < MAX_QUESTIONS; i++)
      {
        const CopilTile *tile = g_ptr_array_index (self->tiles, i);
        g_autofree char *reason = NULL;
        g_autofree char *question = NULL;

        assessed |= tile->signal != COPIL_SIGNAL_NOT_ASSESSED;
        if (tile->tone != tones[t])
          continue;
        n++;
        reason = uncapitalise (tile->signal_reason);
        question = g_markup_printf_escaped ("<b>%u</b>\u2002%s (page\u00a0{page:%s})\u00a0: %s", n,
                                            tile->indicator->name, tile->indicator->code, reason);
        copil_document_add_paragraph (self->document, "body", question);
      }
  if (n == 0)
    copil_document_add_paragraph (
      self->document, "body",
      assessed ? "Aucun point ne demande l’attention du comité ce mois-ci."
               : "Les évolutions ne peuvent pas être évaluées à cette période.");
}

static void
add_first_page (Report *self)
{
  add_title (self);
  add_essentials (self);
  add_key_figures (self);
  copil_document_add_space (self->document, 8);
  copil_document_begin_columns (self->document, 2, (double[]) { 3.2, 2.2 });
  add_questions (self);
  copil_document_next_column (self->document);
  copil_document_add_heading (self->document, 2, "Sommaire", NULL);
  copil_document_add_contents (self->document);
  copil_document_end_columns (self->document);
}

/* One page an indicator -------------------------------------------------------------------- */

static CopilTableBuilder *
create_children_table (Report    *self,
                       GPtrArray *rows)
{
  g_autofree char *subtitle = copil_format_period (self->period);
  CopilTableBuilder *table = copil_table_builder_new ("Détail par territoire", subtitle);

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      if (i > 0)
        copil_table_builder_add_row (table);
      for (guint j = 0; row[j] != NULL; j++)
        {
          g_autofree char *text = g_markup_escape_text (row[j], -1);

          if (i == 0)
            copil_table_builder_add_column (table, row[j], j == 0 ? 2 : 1,
                                            j == 0 ? COPIL_ALIGN_LEFT : COPIL_ALIGN_RIGHT);
          else
            copil_table_builder_add_text (table, text);
        }
    }
  return table;
}

/* Some twenty rows stand beside a map; more are a table of their own below it. */
static void
add_below (Report                 *self,
           const CopilIndicator   *indicator,
           const CopilExplanation *explanation,
           double                  height)
{
  g_autoptr (CopilChart) map = copil_dashboard_view_build_map (self->view, indicator);
  g_autoptr (CopilChart) comparison = copil_dashboard_view_build_comparison (self->view, indicator);
  GPtrArray *rows = explanation->children;
  /* The head, and more than the one part that is the whole. */
  gboolean beside = rows != NULL && rows->len > 2 && rows->len <= 14;
  CopilChart *left = map != NULL ? map : comparison;

  if (left == NULL)
    return;
  if (beside || (map != NULL && comparison != NULL))
    {
      copil_document_begin_columns (self->document, 2, (double[]) { 2.35, 3.65 });
      copil_document_add_chart (self->document, left, height);
      copil_document_next_column (self->document);
      if (beside)
        copil_document_add_table (self->document, create_children_table (self, rows));
      else
        copil_document_add_chart (self->document, comparison, height);
      copil_document_end_columns (self->document);
    }
  else
    copil_document_add_chart (self->document, left, height);
}

static void
add_reading (Report                 *self,
             const CopilTile        *tile,
             const CopilExplanation *explanation)
{
  g_autoptr (GString) reading = g_string_new (NULL);
  g_autofree char *source = g_markup_escape_text (explanation->source, -1);
  g_autofree char *definition = g_markup_escape_text (explanation->definition, -1);
  g_autofree char *sentence = g_markup_escape_text (tile->sentence, -1);
  g_autofree char *capital = capitalise (explanation->coverage);
  g_autofree char *coverage = g_markup_escape_text (capital, -1);

  g_string_append (reading, sentence);
  if (*coverage != '\0')
    g_string_append_printf (reading, " %s.", coverage);
  copil_document_begin_columns (self->document, 2, (double[]) { 1, 1 });
  copil_document_add_heading (self->document, 2, "Lecture", NULL);
  copil_document_add_paragraph (self->document, "body", reading->str);
  copil_document_next_column (self->document);
  copil_document_add_heading (self->document, 2, "Source et définition", NULL);
  copil_document_add_paragraph (self->document, "note", definition);
  copil_document_add_paragraph (self->document, "note", source);
  copil_document_end_columns (self->document);
}

/* With what was said of it under it. */
static void
add_curve (Report               *self,
           const CopilIndicator *indicator,
           double                height)
{
  g_autoptr (CopilChart) curve = copil_dashboard_view_build_curve (self->view, indicator);
  g_autofree char *annotations = _copil_view_print_annotations (self->view, indicator);
  long n = annotations != NULL ? 1 + g_utf8_strlen (annotations, -1) / ANNOTATION_LENGTH : 0;

  if (curve != NULL)
    copil_document_add_chart (self->document, curve,
                              height - ANNOTATION_HEIGHT * MIN (n, MAX_ANNOTATION_LINES));
  if (annotations == NULL)
    return;
  copil_document_add_paragraph (self->document, "note", annotations);
  copil_document_add_space (self->document, 6);
}

static void
add_indicator (Report          *self,
               const CopilTile *tile)
{
  const CopilIndicator *indicator = tile->indicator;
  g_autoptr (CopilExplanation) explanation = copil_dashboard_view_explain (self->view, indicator);
  g_autoptr (CopilChart) histogram = copil_dashboard_view_build_histogram (self->view, indicator);
  g_autofree char *finding = copil_dashboard_view_build_sentence (self->view, indicator);
  g_autofree char *lead = g_markup_escape_text (finding, -1);
  g_autofree char *chapter = g_markup_escape_text (indicator->chapter, -1);
  gboolean distributed = histogram != NULL && indicator->formula == COPIL_FORMULA_MEDIAN;

  copil_document_add_heading (self->document, 1, indicator->name, indicator->code);
  copil_document_add_paragraph (self->document, "eyebrow", chapter);
  if (*lead != '\0')
    copil_document_add_paragraph (self->document, "lead", lead);
  add_curve (self, indicator, distributed ? LOW_CURVE_HEIGHT : CURVE_HEIGHT);
  if (distributed)
    copil_document_add_chart (self->document, histogram, HISTOGRAM_HEIGHT);
  add_below (self, indicator, explanation,
             distributed ? LOW_COMPARISON_HEIGHT : COMPARISON_HEIGHT);
  add_reading (self, tile, explanation);
}

/* Annexes ---------------------------------------------------------------------------------- */

static gboolean
is_on_first_page (Report               *self,
                  const CopilIndicator *indicator)
{
  return g_ptr_array_find (self->indicators, indicator, NULL);
}

static void
add_others (Report    *self,
            GPtrArray *all)
{
  CopilTableBuilder *table = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (all, i);
      g_autoptr (CopilTile) tile = NULL;

      if (is_on_first_page (self, indicator))
        continue;
      if (table == NULL)
        table = create_key_table (self, NULL);
      tile = copil_dashboard_view_build_tile (self->view, indicator);
      add_key_row (self, table, tile);
    }
  if (table == NULL)
    return;
  copil_document_add_heading (self->document, 1, "Autres indicateurs", "others");
  copil_document_add_table (self->document, table);
}

static void
add_definitions (Report    *self,
                 GPtrArray *all)
{
  CopilTableBuilder *table = copil_table_builder_new (NULL, NULL);

  copil_document_add_heading (self->document, 1, "Définitions et sources", "definitions");
  copil_table_builder_add_column (table, "Indicateur", 1.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Définition et source", 4.6, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < all->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (all, i);
      g_autofree char *name = g_markup_escape_text (indicator->short_name, -1);
      g_autofree char *text = g_markup_printf_escaped (
        "%s <span foreground=\"%s\">Source\u00a0: %s.</span>", indicator->definition,
        tone_colors[COPIL_TONE_NEUTRAL], indicator->source);

      copil_table_builder_add_row (table);
      copil_table_builder_add_text (table, name);
      copil_table_builder_add_text (table, text);
    }
  copil_document_add_table (self->document, table);
}

/* A figure for a French spreadsheet: decimal comma, no space; absent ones are empty. */
static char *
format_plain (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("");
  g_ascii_formatd (text, sizeof text, "%.10g", value);
  return g_strdelimit (g_strdup (text), ".", ',');
}

static void
attach_figures (Report    *self,
                GPtrArray *all)
{
  g_autoptr (GString) csv = g_string_new ("\xef\xbb\xbf"
                                          "indicateur;période;valeur;unité;numérateur;dénominateur;"
                                          "couverture;statut\r\n");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (all, i);
      CopilPeriod period = copil_dashboard_view_period_of (self->view, indicator);
      CopilFigure figure = copil_cube_figure (copil_dashboard_view_get_cube (self->view), indicator,
                                              self->territory, period);
      gboolean has_value = copil_cell_status_has_value (figure.status);
      g_autofree char *id = copil_period_to_id (period);
      g_autofree char *value = format_plain (has_value ? figure.value : NAN);
      g_autofree char *numerator = format_plain (has_value ? figure.numerator : NAN);
      g_autofree char *denominator = format_plain (has_value ? figure.denominator : NAN);
      g_autofree char *coverage = format_plain (figure.coverage);

      g_string_append_printf (csv, "%s;%s;%s;%s;%s;%s;%s;%s\r\n", indicator->code, id, value,
                              indicator->unit, numerator, denominator, coverage,
                              copil_format_status_word (figure.status));
    }
  bytes = g_string_free_to_bytes (g_steal_pointer (&csv));
  copil_document_add_attachment (self->document, "chiffres.csv", "text/csv",
                                 "Les chiffres de ce rapport, un par indicateur", bytes);
}

static void
attach_annotations (Report    *self,
                    GPtrArray *all)
{
  g_autoptr (GBytes) bytes = _copil_view_file_annotations (self->view, all);

  if (bytes != NULL)
    copil_document_add_attachment (self->document, "annotations.csv", "text/csv",
                                   "Les annotations des courbes de ce rapport", bytes);
}

static CopilDocument *
create_document (Report *self)
{
  g_autofree char *month = copil_format_period (self->period);
  g_autofree char *capital = capitalise (month);
  g_autofree char *state = format_state (self->state);
  g_autofree char *title = g_strdup_printf ("%s, %s", self->territory->name, month);
  g_autofree char *left = g_strdup_printf ("%s %s", get_committee (self->territory),
                                           self->territory->genitive);
  g_autofree char *right = g_strdup_printf ("%s, %s", capital, state);
  g_autofree char *footer = g_strdup_printf ("%s (%s) · %s", self->territory->name,
                                             self->territory->code, month);
  CopilDocumentInfo info = { title, "Rapport du tableau de bord", left, right, footer,
                             self->state->fictitious ? "données fictives" : NULL,
                             self->state->as_of };

  return copil_document_new (&info);
}

CopilDocument *
copil_dashboard_report_new (CopilDashboardView     *view,
                            const CopilReportState *state)
{
  /* What still waits to be recorded is not handed out. */
  g_autoptr (CopilDashboardView) recorded = copil_dashboard_view_new (
    copil_dashboard_view_get_cube (view), copil_dashboard_view_get_territory (view),
    copil_dashboard_view_get_period (view), copil_dashboard_view_get_comparison (view));
  Report self = { recorded, state, copil_dashboard_view_get_territory (view),
                  copil_dashboard_view_get_period (view) };
  g_autoptr (GPtrArray) all = copil_dashboard_view_list_indicators (recorded, FALSE);
  g_autoptr (GPtrArray) indicators = copil_dashboard_view_list_indicators (recorded, TRUE);
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_tile_free);

  self.document = create_document (&self);
  self.indicators = indicators;
  self.tiles = tiles;
  for (guint i = 0; i < indicators->len; i++)
    g_ptr_array_add (tiles, copil_dashboard_view_build_tile (recorded, g_ptr_array_index (indicators, i)));
  add_first_page (&self);
  for (guint i = 0; i < tiles->len; i++)
    add_indicator (&self, g_ptr_array_index (tiles, i));
  add_others (&self, all);
  add_definitions (&self, all);
  attach_figures (&self, all);
  attach_annotations (&self, all);
  return self.document;
}
