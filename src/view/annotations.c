/* annotations.c: what was said of an indicator, here and above
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/export.h"
#include "core/format.h"

static gboolean
is_shown (const CopilAnnotation *annotation,
          const CopilIndicator  *indicator,
          CopilPeriod            first,
          CopilPeriod            last)
{
  int period = copil_period_to_rhythm (annotation->month, indicator->rhythm).index;

  return g_str_equal (annotation->indicator, indicator->code) && period >= first.index &&
         period <= last.index;
}

void
copil_dashboard_view_set_annotations (CopilDashboardView *self,
                                      GPtrArray          *annotations)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_VIEW (self));

  if (annotations != NULL)
    g_ptr_array_ref (annotations);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  self->annotations = annotations;
}

GPtrArray *
copil_dashboard_view_get_annotations (CopilDashboardView *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);
  return self->annotations != NULL ? self->annotations : copil_cube_get_annotations (self->cube);
}

GPtrArray *
copil_dashboard_view_list_annotations (CopilDashboardView   *self,
                                       const CopilIndicator *indicator)
{
  GPtrArray *all, *shown = g_ptr_array_new ();
  CopilPeriod first, last;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), shown);

  all = copil_dashboard_view_get_annotations (self);
  copil_dashboard_view_get_curve_span (self, indicator, &first, &last);
  for (guint i = 0; i < all->len; i++)
    {
      CopilAnnotation *annotation = g_ptr_array_index (all, i);

      if (is_shown (annotation, indicator, first, last) &&
          copil_annotation_concerns (annotation, self->territory,
                                     copil_cube_get_territories (self->cube)))
        g_ptr_array_add (shown, annotation);
    }
  return shown;
}

char *
copil_dashboard_view_name_origin (CopilDashboardView    *self,
                                  const CopilAnnotation *annotation)
{
  const CopilTerritory *place;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  place = copil_territory_list_by_id (copil_cube_get_territories (self->cube),
                                      annotation->territory);
  return place != NULL && place != self->territory ? g_strdup (place->name) : NULL;
}

/* -- On paper --------------------------------------------------------------------------------- */

static const char *
name_author (const CopilAnnotation *annotation)
{
  return annotation->name != NULL ? annotation->name : annotation->login;
}

char *
_copil_view_print_annotations (CopilDashboardView   *self,
                               const CopilIndicator *indicator)
{
  g_autoptr(GPtrArray) annotations = copil_dashboard_view_list_annotations (self, indicator);
  GString *text;

  if (annotations->len == 0)
    return NULL;
  text = g_string_new (annotations->len == 1 ? "Annotation" : "Annotations");
  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *month = copil_format_period (annotation->month);
      g_autofree char *origin = copil_dashboard_view_name_origin (self, annotation);
      g_autofree char *place = origin != NULL ? g_strconcat (", ", origin, NULL) : g_strdup ("");
      g_autofree char *entry =
        g_markup_printf_escaped ("<b>%s%s</b>" COPIL_NBSP ": %s (%s)", month, place,
                                 annotation->label, name_author (annotation));

      g_string_append_printf (text, "%s%s", i == 0 ? " · " : COPIL_NNBSP "; ", entry);
    }
  return g_string_free (g_string_append_c (text, '.'), FALSE);
}

static void
add_row (CopilDashboardView    *self,
         GPtrArray             *rows,
         const CopilAnnotation *annotation)
{
  g_autofree char *month = copil_period_to_id (annotation->month);
  g_autofree char *origin = copil_dashboard_view_name_origin (self, annotation);
  g_autofree char *sign = copil_annotation_sign (annotation);
  const char *cells[] = { annotation->indicator, month,
                          origin != NULL ? origin : self->territory->name, annotation->label, sign,
                          NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

GBytes *
_copil_view_file_annotations (CopilDashboardView *self,
                              GPtrArray          *indicators)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *header[] = { "indicateur", "mois", "territoire", "annotation", "auteur et date", NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) header));
  for (guint i = 0; i < indicators->len; i++)
    {
      g_autoptr(GPtrArray) annotations =
        copil_dashboard_view_list_annotations (self, g_ptr_array_index (indicators, i));

      for (guint j = 0; j < annotations->len; j++)
        add_row (self, rows, g_ptr_array_index (annotations, j));
    }
  return rows->len > 1 ? copil_csv_from_table (rows) : NULL;
}
