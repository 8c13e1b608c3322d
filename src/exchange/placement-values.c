/* placement-values.c: one cell as a figure, and rows that contradict each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/placement-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/fold.h"
#include "exchange/measure-guess.h"

/* So many figures with three digits behind their mark are no accident. */
#define MIN_GROUPED 3
#define SHOWN_CHOICES 8

typedef CopilPlacementReader Reader;

/* The decimal mark ------------------------------------------------------------------------- */

/* What the figures of a file tell of its marks. */
typedef struct
{
  guint    votes[3];   /* by CopilDecimal */
  guint    points, commas; /* of those that tell nothing alone: "7.719", "7,719" */
  gboolean ungrouped;  /* 7719 without a mark: thousands are not parted */
  gboolean whole;      /* everything that is counted comes in ones */
  gboolean shares;     /* everything is a share in per cent: no thousands */
} Marks;

static gboolean
is_whole (const CopilMeasure *measure)
{
  g_autofree char *name = copil_fold (measure->name);

  return measure->kind != COPIL_MEASURE_PUBLISHED && strstr (name, "temps plein") == NULL &&
         strstr (name, "heures") == NULL;
}

static void
count_mark (Marks      *marks,
            const char *text)
{
  CopilDecimal vote = copil_guess_decimal (text);

  marks->votes[vote]++;
  if (vote != COPIL_DECIMAL_UNKNOWN)
    return;
  marks->points += strchr (text, '.') != NULL && g_ascii_isdigit (*text);
  marks->commas += strchr (text, ',') != NULL && g_ascii_isdigit (*text);
  marks->ungrouped |= strlen (text) > 3 && text[strspn (text, "0123456789")] == '\0';
}

/* Counts that all have three digits behind the same mark are parted in thousands by it. */
static CopilDecimal
decide (const Marks *marks)
{
  if (marks->votes[COPIL_DECIMAL_POINT] != marks->votes[COPIL_DECIMAL_COMMA])
    return marks->votes[COPIL_DECIMAL_POINT] > marks->votes[COPIL_DECIMAL_COMMA]
             ? COPIL_DECIMAL_POINT
             : COPIL_DECIMAL_COMMA;
  if ((marks->points > 0) == (marks->commas > 0))
    return COPIL_DECIMAL_UNKNOWN;
  if (marks->shares)
    return marks->points > 0 ? COPIL_DECIMAL_POINT : COPIL_DECIMAL_COMMA;
  if (!marks->whole || marks->ungrouped)
    return COPIL_DECIMAL_UNKNOWN;
  if (marks->points >= MIN_GROUPED)
    return COPIL_DECIMAL_COMMA;
  return marks->commas >= MIN_GROUPED ? COPIL_DECIMAL_POINT : COPIL_DECIMAL_UNKNOWN;
}

void
copil_placement_find_decimal (CopilPlacementReader *self)
{
  /* "En milliers", a figure has decimals. */
  Marks marks = { .whole = self->mapping->factor == 1, .shares = TRUE };

  if (self->mapping->decimal != COPIL_DECIMAL_UNKNOWN)
    return;
  for (guint i = 0; i < self->width; i++)
    if (self->columns[i].measure >= 0)
      {
        const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue,
                                                                   (guint) self->columns[i].measure);

        marks.whole &= is_whole (measure);
        marks.shares &= copil_measure_is_share (self->catalogue, measure);
      }
  for (guint row = self->first_row; row < copil_sheet_get_n_rows (self->sheet); row++)
    for (guint i = 0; i < copil_sheet_get_length (self->sheet, row); i++)
      {
        const CopilField *field = copil_sheet_get (self->sheet, row, i);

        if (self->columns[i].measure >= 0 && field->kind == COPIL_FIELD_TEXT)
          count_mark (&marks, field->text);
      }
  self->mapping->decimal = decide (&marks);
}

/* Figures ---------------------------------------------------------------------------------- */

static CopilReadOutcome
read_field (Reader           *self,
            const CopilField *field,
            CopilObservation *observation)
{
  if (field->kind == COPIL_FIELD_DATE)
    return COPIL_READ_REFUSED;
  if (field->kind != COPIL_FIELD_NUMBER)
    return copil_read_value (field->text, self->mapping->decimal,
                             (const char *const *) self->mapping->missing, &observation->value,
                             &observation->status);
  observation->value = field->number;
  observation->status = COPIL_CELL_OBSERVED;
  return COPIL_READ_NUMBER;
}

static const char *
explain_refusal (const char *text)
{
  const char *exponent = strpbrk (text, "eE");

  if (*text == '#')
    return _("a formula of the spreadsheet failed here: mend it, or empty the cell");
  if (*text == '(' && g_ascii_isdigit (text[1]))
    return _("a figure in brackets may be negative or doubtful: write it without them");
  if (exponent > text && g_ascii_isdigit (exponent[-1]) && g_ascii_isdigit (*text) &&
      (exponent[1] == '+' || exponent[1] == '-'))
    return _("the spreadsheet has cut this number short: show all its digits and save again");
  return _("this is not a number");
}

gboolean
copil_placement_read_value (CopilPlacementReader *self,
                            const CopilField     *field,
                            CopilObservation     *observation,
                            char                **reason)
{
  const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue, observation->measure);

  switch (read_field (self, field, observation))
    {
    case COPIL_READ_NUMBER:
      if (measure->kind != COPIL_MEASURE_PUBLISHED && strchr (field->text, '%') != NULL)
        {
          *reason = g_strdup_printf (_("this is a percentage, and “%s” is counted"), measure->name);
          return FALSE;
        }
      observation->value *= self->mapping->factor;
      return TRUE;
    case COPIL_READ_ABSENT:
      observation->value = NAN;
      return TRUE;
    case COPIL_READ_AMBIGUOUS:
      self->placement->ambiguous++;
      *reason = g_strdup (_("this may be a decimal mark or part thousands: say which"));
      return FALSE;
    case COPIL_READ_REFUSED:
    default:
      *reason = g_strdup (explain_refusal (field->text));
      return FALSE;
    }
}

/* Rows that contradict each other ---------------------------------------------------------- */

void
copil_placement_contradict (CopilPlacementReader *self,
                            guint                 row,
                            guint                 other)
{
  if (row == other)
    return;
  if (self->telling == NULL)
    self->telling = g_new0 (guint, self->width + 1);
  self->contradictions++;
  for (guint i = 0; i < self->width; i++)
    if (self->columns[i].measure < 0)
      self->telling[i] += strcmp (copil_placement_get_text (self, row, (int) i),
                                  copil_placement_get_text (self, other, (int) i)) != 0;
}

/* (transfer full): the first values of a column, in their order; NULL when they are too many to
 * be kinds of something. */
static char *
list_choices (Reader *self,
              guint   column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);
  guint filled = 0;

  for (guint row = self->first_row; row < copil_sheet_get_n_rows (self->sheet); row++)
    {
      const char *text = copil_placement_get_text (self, row, (int) column);

      filled += *text != '\0';
      if (*text == '\0' || !g_hash_table_add (seen, (gpointer) text) ||
          g_hash_table_size (seen) > SHOWN_CHOICES)
        continue;
      g_string_append_printf (list, _("%s“%s”"), list->len > 0 ? ", " : "", text);
    }
  if (g_hash_table_size (seen) < 2 || g_hash_table_size (seen) * 2 > filled)
    return NULL;
  if (g_hash_table_size (seen) > SHOWN_CHOICES)
    g_string_append (list, ", …");
  g_strdelimit (list->str, "\r\n\t", ' ');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* The column that tells rows of the same cells apart, by few values; -1: none. */
static int
find_telling (Reader *self,
              char  **choices,
              guint  *most)
{
  int best = -1;

  for (guint i = 0; self->telling != NULL && i < self->width; i++)
    {
      g_autofree char *list = NULL;

      if (self->telling[i] <= *most || (int) i == self->territory_column ||
          (int) i == self->period_column || (int) i == self->part_column)
        continue;
      list = list_choices (self, i);
      if (list == NULL)
        continue;
      best = (int) i;
      *most = self->telling[i];
      g_free (*choices);
      *choices = g_steal_pointer (&list);
    }
  return best;
}

/* Days that fall in one month, whether they are days or months written first. */
static gboolean
check_dates (Reader  *self,
             GError **error)
{
  g_autofree char *name = NULL;

  if (self->telling == NULL || self->period_column < 0 || self->part_column >= 0 ||
      self->telling[self->period_column] * 2 <= self->contradictions)
    return TRUE;
  name = copil_sheet_name_column (self->sheet, self->mapping, (guint) self->period_column);
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
               _("Several dates of the column “%s” fall in the same month for the same territory: "
                 "give one figure a month, and dates with the day first."), name);
  return FALSE;
}

gboolean
copil_placement_check_telling (CopilPlacementReader *self,
                               GError              **error)
{
  g_autofree char *choices = NULL, *name = NULL;
  guint most = 0;
  int best;

  /* A few rows that say the same twice are no matter; when most do, they are kinds of something. */
  if (self->placement->refused == 0 &&
      self->placement->repeated * 2 < self->placement->observations->len)
    return TRUE;
  best = find_telling (self, &choices, &most);
  if (best < 0 || most * 2 < self->contradictions)
    return self->placement->refused == 0 || check_dates (self, error);
  name = copil_sheet_name_column (self->sheet, self->mapping, (guint) best);
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE,
               _("Several rows are about the same territory and period; the column “%s” tells them "
                 "apart: %s. Choose the rows of one of them."),
               name, choices);
  return FALSE;
}
