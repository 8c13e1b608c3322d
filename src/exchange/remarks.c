/* remarks.c: what is said of the cells of a file, in few lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/remarks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chart/export.h"
#include "core/format.h"
#include "exchange/measure-guess.h"

/* Beyond so many times the last figure, its unit is more likely to have changed than the world;
 * below so many persons anything may happen. */
#define JUMP 10
#define SMALL 100

GPtrArray *
copil_remarks_group (GPtrArray *remarks)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) by_reason = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < remarks->len; i++)
    {
      const CopilRefusal *remark = g_ptr_array_index (remarks, i);
      CopilRemarkGroup *group = g_hash_table_lookup (by_reason, remark->reason);

      if (group == NULL)
        {
          group = g_new0 (CopilRemarkGroup, 1);
          g_hash_table_insert (by_reason, remark->reason, group);
          g_ptr_array_add (groups, group);
        }
      if (group->n_shown < COPIL_REMARKS_SHOWN)
        group->shown[group->n_shown++] = remark;
      group->n++;
    }
  return groups;
}

static void
add_row (GPtrArray  *rows,
         const char *line,
         const char *column,
         const char *value,
         const char *reason)
{
  const char *const cells[] = { line, column, value, reason, NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

GBytes *
copil_remarks_to_csv (GPtrArray *remarks)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_row (rows, _("Line"), _("Column"), _("Value"), _("Reason"));
  for (guint i = 0; i < remarks->len; i++)
    {
      const CopilRefusal *remark = g_ptr_array_index (remarks, i);
      g_autofree char *line = g_strdup_printf ("%u", remark->line);

      add_row (rows, line, remark->column, remark->value, remark->reason);
    }
  return copil_csv_from_table (rows);
}

/* Doubt ------------------------------------------------------------------------------------ */

/* The last value known of a series; NAN: none. */
static double
get_last (CopilCube            *cube,
          guint                 measure,
          const CopilTerritory *territory)
{
  CopilSeries series;

  if (territory == NULL || !copil_cube_get_series (cube, measure, territory->index, &series))
    return NAN;
  for (guint i = series.n; i > 0; i--)
    if (!isnan (series.values[i - 1]))
      return series.values[i - 1];
  return NAN;
}

/* (transfer full): why a figure is worth a look, or NULL. */
static char *
find_doubt (CopilCube              *cube,
            const CopilObservation *one,
            gboolean                share)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  const CopilMeasure *measure = copil_catalogue_get_measure (catalogue, one->measure);
  double last;

  if (share && (one->value < 0 || one->value > 100))
    return g_strdup_printf (_("“%s” is a percentage: between 0 and 100"), measure->name);
  if (measure->kind != COPIL_MEASURE_PUBLISHED && one->value < 0)
    return g_strdup_printf (_("“%s” is counted: it is not negative"), measure->name);
  last = get_last (cube, one->measure,
                   copil_territory_list_by_id (copil_cube_get_territories (cube), one->territory));
  if (isnan (last))
    return NULL;
  if (fabs (one->value) > JUMP * fabs (last) && (fabs (one->value) >= SMALL || share))
    return g_strdup_printf (_("more than ten times the last figure known of “%s”: check the unit"),
                            measure->name);
  if (fabs (one->value) * JUMP < fabs (last) && (fabs (last) >= SMALL || share) && one->value != 0)
    return g_strdup_printf (_("less than a tenth of the last figure known of “%s”: check the unit"),
                            measure->name);
  return NULL;
}

static CopilRefusal *
create_remark (CopilCube              *cube,
               const CopilObservation *one,
               char                   *reason)
{
  const CopilTerritory *territory = copil_territory_list_by_id (copil_cube_get_territories (cube),
                                                                one->territory);
  g_autofree char *period = copil_format_period (one->period);
  CopilRefusal *remark = g_new0 (CopilRefusal, 1);

  remark->line = one->line;
  remark->column = g_strdup_printf ("%s, %s", territory != NULL ? territory->name : "", period);
  remark->value = copil_format_number (one->value, one->value == floor (one->value) ? 0 : 1);
  remark->reason = reason;
  return remark;
}

GPtrArray *
copil_placement_doubt (CopilPlacement *placement,
                       CopilCube      *cube)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  GPtrArray *remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_refusal_free);
  guint n_measures = copil_catalogue_get_n_measures (catalogue);
  g_autofree gboolean *shares = g_new (gboolean, n_measures + 1);

  for (guint i = 0; i < n_measures; i++)
    shares[i] = copil_measure_is_share (catalogue, copil_catalogue_get_measure (catalogue, i));
  for (guint i = 0; i < placement->observations->len &&
                    remarks->len < COPIL_PLACEMENT_MAX_REFUSALS; i++)
    {
      const CopilObservation *one = &g_array_index (placement->observations, CopilObservation, i);
      char *reason = copil_cell_status_has_value (one->status)
                       ? find_doubt (cube, one, shares[one->measure])
                       : NULL;

      if (reason != NULL)
        g_ptr_array_add (remarks, create_remark (cube, one, reason));
    }
  return remarks;
}
