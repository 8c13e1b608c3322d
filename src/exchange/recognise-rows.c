/* recognise-rows.c: which rows of a file that nobody described are passed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/recognise-private.h"

#include <string.h>

#include "core/fold.h"

/* A column of kinds has fewer texts. */
#define MAX_KINDS 400

static gboolean
is_sum (const char *text)
{
  g_autofree char *folded = copil_fold (text);

  return strcmp (folded, "total") == 0 || strcmp (folded, "ensemble") == 0;
}

/* Flags and notes have none: what has is either placed or refused, however often it comes. */
static gboolean
has_figure (CopilLook        *look,
            const CopilShape *shape,
            guint             row)
{
  for (guint i = (guint) shape->territory_column + 1; i < copil_sheet_get_length (look->sheet, row);
       i++)
    {
      const CopilField *field = copil_sheet_get (look->sheet, row, i);
      CopilCellStatus status;
      double value;

      if (field->kind == COPIL_FIELD_NUMBER ||
          (field->kind == COPIL_FIELD_TEXT && (int) i != shape->period_column &&
           copil_read_value (field->text, COPIL_DECIMAL_COMMA, NULL, &value, &status) ==
             COPIL_READ_NUMBER))
        return TRUE;
    }
  return FALSE;
}

/* "Codes" below each row, "Total" at the foot: a text that is no territory and comes again above
 * no figure, or that says it is a sum, is passed over. */
void
copil_recognise_ignored (CopilLook        *look,
                         const CopilShape *shape,
                         CopilMapping     *mapping)
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
      text = (gpointer) copil_sheet_get_text (look->sheet, row, (guint) shape->territory_column);
      if (!is_sum (text) && has_figure (look, shape, row))
        continue;
      count = g_hash_table_lookup (counts, text);
      g_hash_table_insert (counts, text, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      if ((is_sum (text) || GPOINTER_TO_UINT (count) > 3) && *(char *) text != '\0' &&
          copil_gazetteer_find (look->gazetteer, text, NULL) == NULL)
        {
          g_strv_builder_add (values, text);
          n++;
        }
    }
  if (n == 0)
    return;
  rule = g_new0 (CopilRowRule, 1);
  rule->name = g_strdup (copil_sheet_get_text (look->sheet, shape->header_row,
                                               (guint) shape->territory_column));
  rule->values = g_strv_builder_end (values);
  g_ptr_array_add (mapping->ignore, rule);
}

/* "Total", "Ensemble", "Tous âges", "_T": all the kinds of something together. */
static gboolean
is_whole (const char *text)
{
  static const char *const words[] = { "total", "ensemble", "tous", "toutes", "tot", "ens",
                                       "les deux sexes", "deux sexes", "hommes et femmes",
                                       "femmes et hommes", NULL };
  static const char *const heads[] = { "total ", "ensemble ", "tous ", "toutes ", NULL };
  g_autofree char *folded = copil_fold (text);

  if (strcmp (text, "_T") == 0 || g_strv_contains (words, folded))
    return TRUE;
  for (guint i = 0; heads[i] != NULL; i++)
    if (g_str_has_prefix (folded, heads[i]))
      return TRUE;
  return FALSE;
}

/* A total of territories says nothing of kinds: "Total" must stand beside one of them. */
static gboolean
is_of_territory (CopilLook        *look,
                 const CopilShape *shape,
                 CopilMapping     *mapping,
                 guint             row)
{
  const char *text = copil_sheet_get_text (look->sheet, row, (guint) shape->territory_column);

  return *text != '\0' ? copil_gazetteer_find (look->gazetteer, text, shape->set) != NULL
                       : mapping->fill;
}

/* The one text of a column that is the whole of the others; NULL when there is none, or two. */
static const char *
find_whole (CopilLook        *look,
            const CopilShape *shape,
            CopilMapping     *mapping,
            guint             column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *whole = NULL;

  for (guint row = shape->header_row + 1; row < look->n_rows; row++)
    {
      const char *text = copil_sheet_get_text (look->sheet, row, column);

      if (!g_hash_table_contains (seen, text) && is_whole (text) &&
          is_of_territory (look, shape, mapping, row))
        {
          if (whole != NULL)
            return NULL;
          whole = text;
        }
      /* Figures are no kinds. */
      if (!g_hash_table_add (seen, (gpointer) text) || g_hash_table_size (seen) < MAX_KINDS)
        continue;
      break;
    }
  return whole;
}

/* A column of categories that has a total among them: only the total is placed. */
void
copil_recognise_kept (CopilLook        *look,
                      const CopilShape *shape,
                      CopilMapping     *mapping)
{
  for (guint column = 0; shape->layout == COPIL_LAYOUT_LONG && column < look->width; column++)
    {
      const char *whole = NULL;
      CopilRowRule *rule;

      if ((int) column != shape->territory_column && (int) column != shape->period_column &&
          (int) column != shape->level_column)
        whole = find_whole (look, shape, mapping, column);
      if (whole == NULL)
        continue;
      rule = g_new0 (CopilRowRule, 1);
      rule->name = copil_sheet_name_column (look->sheet, mapping, column);
      rule->values = g_strdupv ((char *[]) { (char *) whole, NULL });
      g_ptr_array_add (mapping->keep, rule);
    }
}
