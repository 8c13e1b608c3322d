/* recognise.c: the shape of a file that nobody described
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet is tried in three shapes; each try counts the cells it would place, and
 * the greatest count wins.  Nothing here knows any producer: files that are known
 * have their mapping in data/mapping.
 */
#include "config.h"

#include "exchange/recognise.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"
#include "exchange/measure-guess.h"

#define MAX_HEADER_ROWS 40
#define SAMPLE_ROWS 600

typedef struct
{
  CopilSheet     *sheet;
  CopilGazetteer *gazetteer;
  guint           width;
  guint           n_rows;
} Look;

/* A shape that a sheet may have, and how much of it that explains. */
typedef struct
{
  CopilFileLayout layout;
  guint           header_row;
  guint           header_rows;
  int             territory_column;
  int             period_column;
  const char     *set;
  guint           score;
} Shape;

static const char *
get_text (Look *look,
          guint row,
          guint column)
{
  return copil_sheet_get (look->sheet, row, column)->text;
}

static gboolean
is_period (Look *look,
           guint row,
           guint column)
{
  const CopilField *field = copil_sheet_get (look->sheet, row, column);
  CopilPeriod period;
  gboolean provisional;

  if (field->kind == COPIL_FIELD_EMPTY || !copil_read_period (field->text, &period, &provisional))
    return FALSE;
  /* 2 019 persons are not a year unless their neighbours are years too: the counts decide. */
  return copil_period_get_year (period) >= 1950 && copil_period_get_year (period) <= 2060;
}

static gboolean
is_value (Look *look,
          guint row,
          guint column)
{
  const CopilField *field = copil_sheet_get (look->sheet, row, column);
  CopilCellStatus status;
  double value;

  if (field->kind == COPIL_FIELD_NUMBER)
    return TRUE;
  return field->kind == COPIL_FIELD_TEXT &&
         copil_read_value (field->text, COPIL_DECIMAL_UNKNOWN, NULL, &value, &status) !=
           COPIL_READ_REFUSED;
}

/* (transfer full): the texts of a column below @row, at most SAMPLE_ROWS, empty ones left out. */
static GPtrArray *
sample_column (Look *look,
               guint row,
               guint column)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = row + 1; i < look->n_rows && texts->len < SAMPLE_ROWS; i++)
    if (*get_text (look, i, column) != '\0')
      g_ptr_array_add (texts, (gpointer) get_text (look, i, column));
  return texts;
}

static guint
count_periods_below (Look *look,
                     guint row,
                     guint column,
                     guint *filled)
{
  guint n = 0;

  *filled = 0;
  for (guint i = row + 1; i < look->n_rows && *filled < SAMPLE_ROWS; i++)
    {
      *filled += *get_text (look, i, column) != '\0';
      n += is_period (look, i, column);
    }
  return n;
}

/* The column below @row whose texts are territories the most often. */
static int
find_territory_column (Look        *look,
                       guint        row,
                       const char **set,
                       guint       *known)
{
  int best = -1;

  *known = 0;
  for (guint column = 0; column < look->width; column++)
    {
      g_autoptr (GPtrArray) texts = sample_column (look, row, column);
      const char *winner;
      guint count;

      if (texts->len == 0 || is_period (look, row, column))
        continue;
      winner = copil_gazetteer_vote (look->gazetteer, (const char *const *) texts->pdata,
                                     texts->len, &count);
      /* Names tell more than numbers, which are codes of something everywhere. */
      if (count * 3 >= texts->len && count > *known)
        {
          best = (int) column;
          *known = count;
          *set = winner;
        }
    }
  return best;
}

static guint
count_values (Look *look,
              guint row,
              guint column)
{
  guint n = 0;

  for (guint i = row + 1; i < look->n_rows && i < row + 1 + SAMPLE_ROWS; i++)
    n += *get_text (look, i, column) != '\0' && is_value (look, i, column);
  return n;
}

static void
keep_better (Shape       *best,
             const Shape *shape)
{
  if (shape->score > best->score)
    *best = *shape;
}

/* Periods across: a row with at least three, territories down a column. */
static void
try_periods_across (Look  *look,
                    guint  row,
                    Shape *best)
{
  Shape shape = { COPIL_LAYOUT_PERIODS_ACROSS, row, 1, -1, -1, NULL, 0 };
  guint periods = 0, known;

  for (guint column = 0; column < look->width; column++)
    if (is_period (look, row, column))
      {
        periods++;
        shape.score += count_values (look, row, column);
      }
  if (periods < 3)
    return;
  shape.territory_column = find_territory_column (look, row, &shape.set, &known);
  if (shape.territory_column >= 0)
    keep_better (best, &shape);
}

static const char *
vote_row (Look  *look,
          guint  row,
          guint *known,
          guint *filled)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint column = 1; column < copil_sheet_get_length (look->sheet, row); column++)
    if (*get_text (look, row, column) != '\0')
      g_ptr_array_add (texts, (gpointer) get_text (look, row, column));
  *filled = texts->len;
  return copil_gazetteer_vote (look->gazetteer, (const char *const *) texts->pdata, texts->len,
                               known);
}

/* Rows of headers below the territories: words, no value, no territory. */
static guint
count_subheaders (Look *look,
                  guint row)
{
  guint n = 0;

  while (n < 2 && row + 1 + n < look->n_rows)
    {
      guint texts = 0, values = 0;

      for (guint column = 1; column < copil_sheet_get_length (look->sheet, row + 1 + n); column++)
        {
          texts += *get_text (look, row + 1 + n, column) != '\0';
          values += is_value (look, row + 1 + n, column) && *get_text (look, row + 1 + n, column);
        }
      if (texts == 0 || values * 2 > texts || is_period (look, row + 1 + n, 0))
        break;
      n++;
    }
  return n;
}

/* Territories across: a row of at least five, periods down a column. */
static void
try_territories_across (Look  *look,
                        guint  row,
                        Shape *best)
{
  Shape shape = { COPIL_LAYOUT_TERRITORIES_ACROSS, row, 1, -1, -1, NULL, 0 };
  guint known, filled, below;

  shape.set = vote_row (look, row, &known, &filled);
  if (known < 5 || known * 2 < filled)
    return;
  below = count_subheaders (look, row);
  shape.header_row = row + below;
  shape.header_rows = below + 1;
  for (guint column = 0; column < MIN (look->width, 4u); column++)
    if (count_periods_below (look, shape.header_row, column, &filled) >= 2)
      {
        shape.period_column = (int) column;
        break;
      }
  if (shape.period_column < 0)
    return;
  for (guint column = 0; column < look->width; column++)
    if ((int) column != shape.period_column)
      shape.score += count_values (look, shape.header_row, column);
  keep_better (best, &shape);
}

/* Long: a row of words above a column of territories and columns of numbers. */
static void
try_long (Look  *look,
          guint  row,
          Shape *best)
{
  Shape shape = { COPIL_LAYOUT_LONG, row, 1, -1, -1, NULL, 0 };
  guint words = 0, known;

  for (guint column = 0; column < copil_sheet_get_length (look->sheet, row); column++)
    words += *get_text (look, row, column) != '\0' && !is_period (look, row, column) &&
             copil_sheet_get (look->sheet, row, column)->kind == COPIL_FIELD_TEXT;
  if (words < 2 || words * 2 < look->width)
    return;
  shape.territory_column = find_territory_column (look, row, &shape.set, &known);
  if (shape.territory_column < 0)
    return;
  for (guint column = 0; column < look->width; column++)
    {
      guint filled, periods = count_periods_below (look, row, column, &filled);

      if ((int) column == shape.territory_column)
        continue;
      if (shape.period_column < 0 && filled > 0 && periods * 10 >= filled * 9)
        shape.period_column = (int) column;
      else
        shape.score = MAX (shape.score, count_values (look, row, column));
    }
  keep_better (best, &shape);
}

static Shape
find_shape (Look *look)
{
  Shape best = { .score = 0 };

  for (guint row = 0; row + 1 < look->n_rows && row < MAX_HEADER_ROWS; row++)
    {
      try_periods_across (look, row, &best);
      try_territories_across (look, row, &best);
    }
  /* The first row that fits a long table is its header: others below it score less. */
  for (guint row = 0; best.score == 0 && row + 1 < look->n_rows && row < MAX_HEADER_ROWS; row++)
    try_long (look, row, &best);
  return best;
}

/* Texts that say what the values are: the title above, the names of the sheet and the file. */
static char *
gather_title (Look        *look,
              const Shape *shape,
              const char  *name)
{
  GString *title = g_string_new (name);
  guint first = shape->header_row + 1 - shape->header_rows;

  g_string_append_printf (title, " %s", copil_sheet_get_name (look->sheet));
  for (guint row = 0; row < first; row++)
    for (guint column = 0; column < MIN (copil_sheet_get_length (look->sheet, row), 4u); column++)
      g_string_append_printf (title, " %s", get_text (look, row, column));
  if (shape->territory_column >= 0)
    g_string_append_printf (title, " %s", get_text (look, shape->header_row + 1,
                                                    (guint) shape->territory_column));
  return g_string_free (title, FALSE);
}

static const char *
get_header (Look        *look,
            const Shape *shape,
            guint        column)
{
  return get_text (look, shape->header_row, column);
}

static void
add_long_values (Look           *look,
                 const Shape    *shape,
                 CopilMapping   *mapping,
                 CopilCatalogue *catalogue,
                 const char     *measure)
{
  int only = -1;

  for (guint column = 0; column < look->width; column++)
    {
      const char *header = get_header (look, shape, column);
      const CopilMeasure *guess;

      if ((int) column == shape->territory_column || (int) column == shape->period_column ||
          *header == '\0' || count_values (look, shape->header_row, column) == 0)
        continue;
      guess = copil_guess_measure (catalogue, header);
      if (guess != NULL)
        copil_mapping_add_field (mapping, header, COPIL_ROLE_VALUE, guess->code);
      only = only == -1 ? (int) column : -2;
    }
  if (copil_mapping_find_role (mapping, COPIL_ROLE_VALUE) == NULL && only >= 0 && measure != NULL)
    copil_mapping_add_field (mapping, get_header (look, shape, (guint) only), COPIL_ROLE_VALUE,
                             measure);
}

/* Below territories, the first of the words that repeat is what is counted; the others
 * (a change, a share) can be computed and are left. */
static void
add_across_values (Look         *look,
                   const Shape  *shape,
                   CopilMapping *mapping,
                   const char   *measure)
{
  const char *name = "*";

  if (shape->layout == COPIL_LAYOUT_TERRITORIES_ACROSS && shape->header_rows > 1)
    for (guint column = 0; column < look->width; column++)
      if ((int) column != shape->period_column && *get_header (look, shape, column) != '\0')
        {
          name = get_header (look, shape, column);
          break;
        }
  copil_mapping_add_field (mapping, name, COPIL_ROLE_VALUE, measure);
}

/* "Codes" below each row, "Total" at the foot: a text that is no territory and comes again, or
 * that says it is a sum, is passed over. */
static void
add_ignored_rows (Look         *look,
                  const Shape  *shape,
                  CopilMapping *mapping)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  CopilRowRule *rule;
  GHashTableIter iter;
  gpointer text, count;
  guint n = 0;

  if (shape->territory_column < 0)
    return;
  for (guint row = shape->header_row + 1; row < look->n_rows; row++)
    {
      text = (gpointer) get_text (look, row, (guint) shape->territory_column);
      count = g_hash_table_lookup (counts, text);
      g_hash_table_insert (counts, text, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      g_autofree char *folded = copil_fold (text);
      gboolean total = strcmp (folded, "total") == 0 || strcmp (folded, "ensemble") == 0;

      if ((total || GPOINTER_TO_UINT (count) > 3) && *folded != '\0' &&
          copil_gazetteer_find (look->gazetteer, text, NULL) == NULL)
        {
          g_strv_builder_add (values, text);
          n++;
        }
    }
  if (n == 0)
    return;
  rule = g_new0 (CopilRowRule, 1);
  rule->name = g_strdup (get_header (look, shape, (guint) shape->territory_column));
  rule->values = g_strv_builder_end (values);
  g_ptr_array_add (mapping->ignore, rule);
}

/* A column of categories that has a total among them: only the total is placed. */
static void
add_kept_rows (Look         *look,
               const Shape  *shape,
               CopilMapping *mapping)
{
  for (guint column = 0; shape->layout == COPIL_LAYOUT_LONG && column < look->width; column++)
    {
      g_autoptr (GPtrArray) texts = sample_column (look, shape->header_row, column);
      CopilRowRule *rule;

      if ((int) column == shape->territory_column || (int) column == shape->period_column)
        continue;
      for (guint i = 0; i < texts->len; i++)
        {
          const char *text = g_ptr_array_index (texts, i);
          g_autofree char *folded = copil_fold (text);

          if (strcmp (folded, "total") != 0 && strcmp (folded, "ensemble") != 0)
            continue;
          rule = g_new0 (CopilRowRule, 1);
          rule->name = g_strdup (get_header (look, shape, column));
          rule->values = g_strdupv ((char *[]) { (char *) text, NULL });
          g_ptr_array_add (mapping->keep, rule);
          break;
        }
    }
}

/* Labels that name their level themselves may be of several sets. */
static gboolean
names_its_levels (Look        *look,
                  const Shape *shape)
{
  return shape->territory_column >= 0 &&
         copil_gazetteer_get_level (get_text (look, shape->header_row + 1,
                                              (guint) shape->territory_column)) != NULL;
}

static CopilMapping *
create_mapping (Look              *look,
                const Shape       *shape,
                CopilCatalogue    *catalogue,
                const char        *measure,
                const CopilPeriod *period)
{
  CopilMapping *mapping = copil_mapping_new ();

  mapping->sheet = g_strdup (copil_sheet_get_name (look->sheet));
  mapping->layout = shape->layout;
  mapping->header_row = shape->header_row;
  mapping->header_rows = shape->header_rows;
  mapping->has_period = period != NULL;
  if (period != NULL)
    mapping->period = *period;
  if (shape->territory_column >= 0)
    copil_mapping_add_field (mapping, get_header (look, shape, (guint) shape->territory_column),
                             COPIL_ROLE_TERRITORY, NULL);
  if (shape->period_column >= 0)
    copil_mapping_add_field (mapping, get_header (look, shape, (guint) shape->period_column),
                             COPIL_ROLE_PERIOD, NULL);
  if (!names_its_levels (look, shape))
    mapping->sets = g_strdupv ((char *[]) { (char *) shape->set, NULL });
  if (shape->layout == COPIL_LAYOUT_LONG)
    add_long_values (look, shape, mapping, catalogue, measure);
  else if (measure != NULL)
    add_across_values (look, shape, mapping, measure);
  add_ignored_rows (look, shape, mapping);
  add_kept_rows (look, shape, mapping);
  return mapping;
}

static CopilDoubt
find_doubt (CopilMapping *mapping)
{
  if (copil_mapping_find_role (mapping, COPIL_ROLE_VALUE) == NULL)
    return COPIL_DOUBT_MEASURE;
  if (mapping->layout == COPIL_LAYOUT_LONG && !mapping->has_period &&
      copil_mapping_find_role (mapping, COPIL_ROLE_PERIOD) == NULL)
    return COPIL_DOUBT_PERIOD;
  return COPIL_DOUBT_NONE;
}

static CopilMapping *
find_known (CopilWorkbook *workbook,
            GPtrArray     *known,
            CopilSheet   **sheet)
{
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      CopilMapping *mapping = g_ptr_array_index (known, i);
      g_autofree char *json = NULL;

      if (copil_mapping_apply (mapping, workbook, sheet, NULL))
        {
          json = copil_mapping_to_json (mapping);
          return copil_mapping_parse (json, -1, NULL);
        }
    }
  return NULL;
}

/* The largest sheet, and the first of its rows that has words in half of the columns. */
static CopilMapping *
create_blank (CopilWorkbook *workbook,
              CopilSheet   **sheet)
{
  CopilMapping *mapping = copil_mapping_new ();
  guint width, last;

  *sheet = g_ptr_array_index (workbook->sheets, 0);
  for (guint i = 1; i < workbook->sheets->len; i++)
    if (copil_sheet_get_n_rows (g_ptr_array_index (workbook->sheets, i)) >
        copil_sheet_get_n_rows (*sheet))
      *sheet = g_ptr_array_index (workbook->sheets, i);
  width = copil_sheet_get_width (*sheet);
  last = MIN (copil_sheet_get_n_rows (*sheet), MAX_HEADER_ROWS);
  mapping->sheet = g_strdup (copil_sheet_get_name (*sheet));
  for (guint row = 0; row < last; row++)
    {
      guint words = 0;

      for (guint i = 0; i < copil_sheet_get_length (*sheet, row); i++)
        words += *copil_sheet_get (*sheet, row, i)->text != '\0';
      if (words < 2 || words * 2 < width)
        continue;
      mapping->header_row = row;
      break;
    }
  return mapping;
}

static Shape
find_best (CopilWorkbook  *workbook,
           CopilGazetteer *gazetteer,
           Look           *look)
{
  Shape best = { .score = 0 };

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      CopilSheet *one = g_ptr_array_index (workbook->sheets, i);
      Look other = { one, gazetteer, copil_sheet_get_width (one), copil_sheet_get_n_rows (one) };
      Shape shape = find_shape (&other);

      if (shape.score > best.score)
        {
          best = shape;
          *look = other;
        }
    }
  return best;
}

CopilMapping *
copil_recognise_draft (CopilWorkbook     *workbook,
                       CopilGazetteer    *gazetteer,
                       CopilCatalogue    *catalogue,
                       GPtrArray         *known,
                       const char        *measure,
                       const CopilPeriod *period,
                       CopilSheet       **sheet,
                       CopilDoubt        *doubt)
{
  CopilMapping *mapping = measure == NULL ? find_known (workbook, known, sheet) : NULL;
  Look look = { .gazetteer = gazetteer };
  const CopilMeasure *guess;
  g_autofree char *title = NULL;
  Shape best;

  *doubt = COPIL_DOUBT_NONE;
  if (mapping != NULL)
    return mapping;
  best = find_best (workbook, gazetteer, &look);
  *doubt = COPIL_DOUBT_SHAPE;
  if (best.score == 0)
    return create_blank (workbook, sheet);
  *sheet = look.sheet;
  title = gather_title (&look, &best, "");
  guess = measure == NULL ? copil_guess_measure (catalogue, title) : NULL;
  mapping = create_mapping (&look, &best, catalogue, guess != NULL ? guess->code : measure, period);
  *doubt = find_doubt (mapping);
  return mapping;
}

CopilMapping *
copil_recognise (CopilWorkbook     *workbook,
                 CopilGazetteer    *gazetteer,
                 CopilCatalogue    *catalogue,
                 GPtrArray         *known,
                 const char        *measure,
                 const CopilPeriod *period,
                 CopilSheet       **sheet,
                 GError           **error)
{
  CopilDoubt doubt;
  g_autoptr (CopilMapping) mapping = copil_recognise_draft (workbook, gazetteer, catalogue, known,
                                                            measure, period, sheet, &doubt);

  switch (doubt)
    {
    case COPIL_DOUBT_SHAPE:
      g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                           _("No table of territories was found in this file: describe it with "
                             "--mapping."));
      return NULL;
    case COPIL_DOUBT_MEASURE:
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                   _("The sheet “%s” was understood, but not which measure its values are: give it "
                     "with --measure, or a mapping with --mapping."),
                   copil_sheet_get_name (*sheet));
      return NULL;
    case COPIL_DOUBT_PERIOD:
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                   _("The sheet “%s” has no column of periods: give its period with --period."),
                   copil_sheet_get_name (*sheet));
      return NULL;
    case COPIL_DOUBT_NONE:
    default:
      return g_steal_pointer (&mapping);
    }
}
