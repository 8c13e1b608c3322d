/* shape.c: how a sheet is laid out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet is tried in three shapes; each try counts the cells it would place, and
 * the greatest count wins.  Nothing here knows any producer.
 */
#include "config.h"

#include "exchange/shape.h"

#include <string.h>

#include "core/fold.h"
#include "exchange/place-words.h"

#define MAX_DEPTH 3
#define SAMPLE_ROWS 600
/* Territories stand at the left of a table. */
#define MAX_LABEL_COLUMNS 24

static const char *
get_text (CopilLook *look,
          guint      row,
          guint      column)
{
  return copil_sheet_get_text (look->sheet, row, column);
}

static gboolean
is_period (CopilLook *look,
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
is_value (CopilLook *look,
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

/* A header that comes again, at each page of what was printed, is none of the texts below it. */
static gboolean
repeats_header (CopilLook *look,
                guint      header_row,
                guint      row,
                guint      column)
{
  return strcmp (get_text (look, row, column), get_text (look, header_row, column)) == 0;
}

/* (transfer full): the texts of a column below @row, at most SAMPLE_ROWS, empty ones left out. */
GPtrArray *
copil_look_sample_column (CopilLook *look,
               guint row,
               guint column)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = row + 1; i < look->n_rows && texts->len < SAMPLE_ROWS; i++)
    if (*get_text (look, i, column) != '\0' && !repeats_header (look, row, i, column))
      g_ptr_array_add (texts, (gpointer) get_text (look, i, column));
  return texts;
}

static guint
count_periods_below (CopilLook *look,
                     guint row,
                     guint column,
                     guint *filled)
{
  guint n = 0;

  *filled = 0;
  for (guint i = row + 1; i < look->n_rows && *filled < SAMPLE_ROWS; i++)
    {
      if (*get_text (look, i, column) == '\0' || repeats_header (look, row, i, column))
        continue;
      (*filled)++;
      n += is_period (look, i, column);
    }
  return n;
}

static gboolean
holds_periods (CopilLook *look,
               guint      row,
               guint      column)
{
  guint filled, periods = count_periods_below (look, row, column, &filled);

  return filled > 0 && periods * 10 >= filled * 9;
}

guint
copil_look_count_values (CopilLook *look,
                         guint      row,
                         guint      column)
{
  guint n = 0;

  for (guint i = row + 1; i < look->n_rows && i < row + 1 + SAMPLE_ROWS; i++)
    n += *get_text (look, i, column) != '\0' && is_value (look, i, column);
  return n;
}

/* Territories ------------------------------------------------------------------------------ */

static const struct
{
  const char *word;
  const char *set;
} level_headers[] = {
  { "departement", "departement" }, { "departements", "departement" }, { "dep", "departement" },
  { "dept", "departement" },        { "dpt", "departement" },          { "coddep", "departement" },
  { "codedep", "departement" },     { "libdep", "departement" },       { "department", "departement" },
  { "region", "region" },           { "regions", "region" },           { "reg", "region" },
  { "codreg", "region" },           { "codereg", "region" },           { "libreg", "region" },
  { "bassin", "bassin" },           { "arrondissement", "bassin" },    { "arr", "bassin" },
};

const char *
copil_header_get_level (const char *header)
{
  g_autofree char *folded = copil_fold (header);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (level_headers); j++)
      if (strcmp (words[i], level_headers[j].word) == 0)
        return level_headers[j].set;
  return NULL;
}

/* How well a column tells the territories of its rows. */
typedef struct
{
  const char *set;
  guint       known;
  guint       distinct;
  gboolean    named; /* by names, or by codes under a header that says of what */
} Labels;

static gboolean
is_number (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static guint
count_known (CopilLook  *look,
             GPtrArray  *texts,
             const char *set,
             guint      *distinct)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      const char *level = copil_gazetteer_get_level (text);
      const CopilTerritory *territory = level == NULL || strcmp (level, set) == 0
                                          ? copil_gazetteer_find (look->gazetteer, text, set)
                                          : NULL;

      n += territory != NULL;
      if (territory != NULL)
        g_hash_table_add (found, (gpointer) territory);
    }
  *distinct = g_hash_table_size (found);
  return n;
}

/* Codes of regions are codes of departments too. Twelve that are all regions are regions; fewer
 * under a header that does not say are nothing. */
static gboolean
is_ambiguous (CopilLook    *look,
              GPtrArray    *texts,
              const Labels *labels)
{
  guint unused;

  return !labels->named && strcmp (labels->set, "region") == 0 && labels->distinct < 12 &&
         count_known (look, texts, "departement", &unused) >= labels->known;
}

/* Codes of communes look like the long codes of arrondissements: only a header tells. */
static gboolean
are_long_codes (GPtrArray *texts)
{
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    n += is_number (g_ptr_array_index (texts, i)) && strlen (g_ptr_array_index (texts, i)) == 5;
  return n * 2 > texts->len;
}

static Labels
read_labels (CopilLook *look,
             guint      row,
             guint      column)
{
  g_autoptr (GPtrArray) texts = copil_look_sample_column (look, row, column);
  const char *level = copil_header_get_level (get_text (look, row, column));
  guint numbers = 0;
  Labels labels = { NULL };

  for (guint i = 0; i < texts->len; i++)
    numbers += is_number (g_ptr_array_index (texts, i));
  labels.named = level != NULL || numbers * 2 < texts->len;
  if (texts->len == 0 || is_period (look, row, column) || (level == NULL && are_long_codes (texts)))
    return labels;
  labels.set = copil_gazetteer_vote (look->gazetteer, (const char *const *) texts->pdata, texts->len,
                                     &labels.known);
  if (level != NULL)
    labels.set = level;
  if (labels.set != NULL)
    labels.known = count_known (look, texts, labels.set, &labels.distinct);
  if (labels.known * 3 < texts->len || labels.known == 0 || is_ambiguous (look, texts, &labels))
    labels.set = NULL;
  return labels;
}

static gboolean
is_better (const Labels *one,
           const Labels *other)
{
  if (other->set == NULL || one->named != other->named)
    return other->set == NULL || one->named;
  if (one->distinct != other->distinct)
    return one->distinct > other->distinct;
  return one->known > other->known;
}

static gboolean
is_data (CopilLook *look,
         guint      row,
         guint      column)
{
  const char *text = get_text (look, row, column);

  return is_number (text) || copil_gazetteer_find (look->gazetteer, text, NULL) != NULL;
}

/* "DEP", "REG", "FRANCE": every text of the column names a level, and one is not France alone. */
static gboolean
holds_levels (CopilLook *look,
              guint      row,
              guint      column)
{
  g_autoptr (GPtrArray) texts = copil_look_sample_column (look, row, column);
  guint known = 0, parts = 0;

  for (guint i = 0; i < texts->len && known + 3 > i; i++)
    {
      const char *level = copil_place_find_level (g_ptr_array_index (texts, i));

      known += level != NULL;
      parts += level != NULL && strcmp (level, "france") != 0;
    }
  return parts > 0 && known * 10 >= texts->len * 9;
}

static int
find_level_column (CopilLook *look,
                   guint      row)
{
  for (guint column = 0; column < MIN (look->width, MAX_LABEL_COLUMNS); column++)
    if (holds_levels (look, row, column))
      return (int) column;
  return -1;
}

/* Rows whose text is a territory of the level that the row itself names. */
static guint
count_levelled (CopilLook *look,
                guint      row,
                guint      level_column,
                guint      column)
{
  guint n = 0;

  for (guint i = row + 1; i < MIN (look->n_rows, row + 1 + SAMPLE_ROWS); i++)
    {
      const char *level = copil_place_find_level (get_text (look, i, level_column));
      const char *text = get_text (look, i, column);

      n += level != NULL && *level != '\0' && *text != '\0' &&
           copil_gazetteer_find (look->gazetteer, text, level) != NULL;
    }
  return n;
}

/* The column of territories of a file that names the level of each. */
static int
find_levelled_column (CopilLook *look,
                      guint      row,
                      guint      level_column)
{
  guint most = 0;
  int found = -1;

  for (guint column = 0; column < MIN (look->width, MAX_LABEL_COLUMNS); column++)
    {
      guint n = column != level_column ? count_levelled (look, row, level_column, column) : 0;

      if (n <= most)
        continue;
      most = n;
      found = (int) column;
    }
  return found;
}

/* The column below the headers whose texts are territories; rows that name one themselves are no
 * headers. */
static int
find_territory_column (CopilLook  *look,
                       CopilShape *shape)
{
  guint row = shape->header_row, header_rows = shape->header_rows;
  Labels best = { NULL };
  int found = -1;

  shape->level_column = find_level_column (look, row);
  if (shape->level_column >= 0)
    found = find_levelled_column (look, row, (guint) shape->level_column);
  if (found < 0)
    shape->level_column = -1;
  for (guint column = 0; shape->level_column < 0 && column < MIN (look->width, MAX_LABEL_COLUMNS);
       column++)
    {
      Labels labels = read_labels (look, row, column);

      if (labels.set == NULL || !is_better (&labels, &best))
        continue;
      best = labels;
      found = (int) column;
    }
  for (guint i = 0; found >= 0 && i < header_rows; i++)
    if (is_data (look, row - i, (guint) found))
      return -1;
  shape->set = best.set;
  return found;
}

static void
keep_better (CopilShape       *best,
             const CopilShape *shape)
{
  if (shape->score > best->score)
    *best = *shape;
}

/* Periods across --------------------------------------------------------------------------- */

/* Columns that differ in period or name, and the values below them. */
static guint
count_period_columns (CopilLook  *look,
                      CopilShape *shape)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  shape->score = 0;
  for (guint column = 0; column < look->width; column++)
    {
      g_auto (CopilHeader) header = { 0 };
      guint values;

      copil_header_read (look->sheet, shape->header_row, shape->header_rows, column,
                         shape->has_year ? &shape->year : NULL, &header);
      if (!header.has_period || copil_period_get_year (header.period) < 1950 ||
          copil_period_get_year (header.period) > 2060)
        continue;
      values = copil_look_count_values (look, shape->header_row, column);
      if (values == 0 || holds_periods (look, shape->header_row, column))
        continue;
      n += g_hash_table_add (seen, g_strdup_printf ("%d/%d/%s", header.period.rhythm,
                                                    header.period.index, header.name));
      shape->score += values;
    }
  return n;
}

/* The fewest rows of headers that tell the columns apart. */
static guint
find_depth (CopilLook  *look,
            CopilShape *shape)
{
  CopilShape try = *shape;
  guint most = 0;

  for (try.header_rows = 1; try.header_rows <= MIN (MAX_DEPTH, shape->header_row + 1);
       try.header_rows++)
    {
      guint n = count_period_columns (look, &try);

      if (n <= most)
        continue;
      most = n;
      *shape = try;
    }
  return most;
}

static gboolean
has_period_column (CopilLook *look,
                   guint      row)
{
  for (guint column = 0; column < look->width; column++)
    if (*get_text (look, row, column) != '\0' && !is_period (look, row, column) &&
        holds_periods (look, row, column))
      return TRUE;
  return FALSE;
}

/* A row of periods over values, territories down a column. One or two periods do when no column
 * holds others. */
static void
try_periods_across (CopilLook  *look,
                    guint       row,
                    CopilShape *best)
{
  CopilShape shape = { COPIL_LAYOUT_PERIODS_ACROSS, row, 1, -1, -1, -1, -1 };
  guint periods = find_depth (look, &shape);

  if (periods == 0)
    {
      shape.has_year = copil_title_find_period (look->sheet, row, &shape.year) &&
                       shape.year.rhythm == COPIL_RHYTHM_YEAR;
      periods = shape.has_year ? find_depth (look, &shape) : 0;
    }
  if (periods == 0 || shape.score <= best->score || (periods < 3 && has_period_column (look, row)))
    return;
  shape.territory_column = find_territory_column (look, &shape);
  if (shape.territory_column >= 0)
    keep_better (best, &shape);
}

/* Territories across ----------------------------------------------------------------------- */

static const char *
vote_row (CopilLook  *look,
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
count_subheaders (CopilLook *look,
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

static gboolean
is_part_header (const char *header)
{
  g_autofree char *folded = copil_fold (header);

  return g_str_has_prefix (folded, "trim") || g_str_has_prefix (folded, "mois") ||
         g_str_has_prefix (folded, "quarter") || g_str_has_prefix (folded, "month");
}

/* A column of years needs that of its months or quarters. */
static int
find_part_column (CopilLook *look,
                  guint      row,
                  int        years)
{
  CopilPeriod period;
  gboolean provisional;

  for (guint column = 0; column < look->width; column++)
    {
      const char *header = get_text (look, row, column);

      if ((int) column == years || !is_part_header (header))
        continue;
      if (copil_compose_period (get_text (look, row + 1, (guint) years), header,
                                get_text (look, row + 1, column), &period, &provisional))
        return (int) column;
    }
  return -1;
}

/* Territories across: a row of at least five, periods down a column. */
static void
try_territories_across (CopilLook  *look,
                        guint  row,
                        CopilShape *best)
{
  CopilShape shape = { COPIL_LAYOUT_TERRITORIES_ACROSS, row, 1, -1, -1, -1, -1 };
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
  shape.part_column = find_part_column (look, shape.header_row, shape.period_column);
  for (guint column = 0; column < look->width; column++)
    if ((int) column != shape.period_column && (int) column != shape.part_column)
      shape.score += copil_look_count_values (look, shape.header_row, column);
  keep_better (best, &shape);
}

/* Long ------------------------------------------------------------------------------------- */

static void
find_period_columns (CopilLook  *look,
                     CopilShape *shape)
{
  CopilPeriod period;
  gboolean provisional;
  guint row = shape->header_row;

  for (guint column = 0; column < look->width; column++)
    {
      gboolean year;

      if ((int) column == shape->territory_column || !holds_periods (look, row, column))
        continue;
      year = copil_read_period (get_text (look, row + 1, column), &period, &provisional) &&
             period.rhythm == COPIL_RHYTHM_YEAR;
      if (shape->period_column < 0 || !year)
        shape->period_column = (int) column;
      if (!year)
        return;
    }
  if (shape->period_column >= 0)
    shape->part_column = find_part_column (look, row, shape->period_column);
}

/* Fields of a row that are neither figures nor periods. */
static guint
count_words (CopilLook *look,
             guint      row)
{
  guint words = 0;

  for (guint column = 0; column < copil_sheet_get_length (look->sheet, row); column++)
    words += *get_text (look, row, column) != '\0' && !is_period (look, row, column) &&
             copil_sheet_get (look->sheet, row, column)->kind == COPIL_FIELD_TEXT &&
             !is_value (look, row, column);
  return words;
}

/* A row of words above a column of territories and columns of numbers. */
static void
try_long (CopilLook  *look,
          guint       row,
          CopilShape *best)
{
  CopilShape shape = { COPIL_LAYOUT_LONG, row, 1, -1, -1, -1, -1 };
  guint words = count_words (look, row);

  if (words < 2 || words * 2 < look->width)
    return;
  shape.territory_column = find_territory_column (look, &shape);
  if (shape.territory_column < 0)
    return;
  find_period_columns (look, &shape);
  for (guint column = 0; column < look->width; column++)
    if ((int) column != shape.territory_column && (int) column != shape.period_column)
      shape.score = MAX (shape.score, copil_look_count_values (look, row, column));
  keep_better (best, &shape);
}

/* A row close below that names more columns. */
static void
try_below (CopilLook  *look,
           CopilShape *best)
{
  guint first = best->header_row, words = count_words (look, first);

  for (guint row = first + 1; row + 1 < look->n_rows && row <= first + MAX_DEPTH; row++)
    {
      CopilShape below = { .score = 0 };

      if (count_words (look, row) > words)
        try_long (look, row, &below);
      if (below.score == 0)
        continue;
      *best = below;
      words = count_words (look, row);
    }
}

CopilShape
copil_shape_find (CopilLook *look)
{
  CopilShape best = { .score = 0 };

  for (guint row = 0; row + 1 < look->n_rows && row < COPIL_SHAPE_MAX_HEADER_ROWS; row++)
    {
      try_periods_across (look, row, &best);
      try_territories_across (look, row, &best);
    }
  for (guint row = 0; best.score == 0 && row + 1 < look->n_rows && row < COPIL_SHAPE_MAX_HEADER_ROWS; row++)
    try_long (look, row, &best);
  /* The first row that fits a long table is its header: others below it score less. But a title
   * in two fields stands above it. */
  if (best.layout == COPIL_LAYOUT_LONG && best.score > 0)
    try_below (look, &best);
  return best;
}
