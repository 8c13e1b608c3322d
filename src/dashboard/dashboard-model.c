/* dashboard-model.c: what is looked at: territory, period, comparison, indicator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/dashboard-model.h"

#include <string.h>

#define DEFAULT_PLACE "departement:59"

struct _CopilDashboardModel
{
  GObject               parent_instance;
  CopilCube            *cube;
  CopilDashboardView   *view;
  GPtrArray            *annotations; /* (nullable): shown in place of the cube's */
  const CopilTerritory *territory;
  char                 *place;     /* of the territory, wished before there is a cube */
  char                 *code;      /* of the indicator */
  CopilPeriod           period;
  CopilPeriod           first;
  CopilPeriod           last;
  gboolean              has_period;
  gboolean              has_span;
  CopilComparison       comparison;
};

enum
{
  PROP_0,
  PROP_VIEW,
  PROP_INDICATOR,
  N_PROPS
};

enum
{
  ANNOTATED,
  FIGURES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilDashboardModel, copil_dashboard_model, G_TYPE_OBJECT)

/* -- Finding one's place ---------------------------------------------------------------------- */

static const CopilTerritory *
find_place (CopilDashboardModel *self,
            const char          *place)
{
  CopilTerritoryList *territories = copil_cube_get_territories (self->cube);
  const char *colon = place != NULL ? strchr (place, ':') : NULL;
  g_autofree char *set = NULL;

  if (colon == NULL)
    return NULL;
  set = g_strndup (place, colon - place);
  return copil_territory_list_by_code (territories, set, colon + 1);
}

static const CopilTerritory *
find_first_place (CopilDashboardModel *self)
{
  CopilTerritoryList *territories = copil_cube_get_territories (self->cube);
  const CopilTerritory *territory = find_place (self, self->place);

  if (territory == NULL)
    territory = find_place (self, DEFAULT_PLACE);
  if (territory == NULL && copil_territory_list_get_size (territories) > 0)
    territory = copil_territory_list_get (territories, 0);
  return territory;
}

static CopilPeriod
clamp_period (CopilDashboardModel *self,
              CopilPeriod          period)
{
  CopilPeriod month = copil_period_last_month (period);

  if (self->has_span)
    month.index = CLAMP (month.index, self->first.index, self->last.index);
  return month;
}

static const CopilIndicator *
find_indicator (CopilDashboardModel *self)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  const CopilIndicator *indicator = NULL;
  g_autoptr(GPtrArray) focus = NULL;

  if (self->code != NULL)
    indicator = copil_catalogue_find_indicator (catalogue, self->code);
  if (indicator != NULL && (indicator->levels & (1u << self->territory->level)) != 0)
    return indicator;
  focus = copil_dashboard_view_list_indicators (self->view, TRUE);
  if (focus->len == 0)
    {
      g_ptr_array_unref (focus);
      focus = copil_dashboard_view_list_indicators (self->view, FALSE);
    }
  return focus->len > 0 ? g_ptr_array_index (focus, 0) : NULL;
}

static void
renew_view (CopilDashboardModel *self)
{
  if (self->cube == NULL || self->territory == NULL || !self->has_span)
    return;
  g_clear_object (&self->view);
  self->view = copil_dashboard_view_new (self->cube, self->territory, self->period,
                                         self->comparison);
  copil_dashboard_view_set_annotations (self->view, self->annotations);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* -- What the cube says ----------------------------------------------------------------------- */

static void
mark_measures (GArray   *changes,
               gboolean *touched,
               guint     n)
{
  for (guint i = 0; i < changes->len; i++)
    {
      guint measure = g_array_index (changes, CopilCubeChange, i).measure;

      if (measure < n)
        touched[measure] = TRUE;
    }
}

static void
changed_cb (CopilDashboardModel *self,
            GArray              *changes)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  guint n = copil_catalogue_get_n_measures (catalogue);
  g_autofree gboolean *touched = g_new0 (gboolean, n);
  g_autoptr(GPtrArray) indicators = g_ptr_array_new ();

  if (!self->has_span)
    copil_dashboard_model_refresh (self);
  self->has_span = copil_dashboard_get_span (self->cube, &self->first, &self->last);
  mark_measures (changes, touched, n);
  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      for (guint measure = 0; measure < n; measure++)
        if (touched[measure] && copil_indicator_uses (indicator, measure))
          {
            g_ptr_array_add (indicators, (gpointer) indicator);
            break;
          }
    }
  if (indicators->len > 0)
    g_signal_emit (self, signals[FIGURES_CHANGED], 0, indicators);
}

static gboolean
is_shown (CopilDashboardModel *self,
          guint                measure)
{
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self);
  g_autoptr(GPtrArray) focus = NULL;

  /* Before the first figure, any may be what is waited for. */
  if (self->view == NULL || (indicator != NULL && copil_indicator_uses (indicator, measure)))
    return TRUE;
  focus = copil_dashboard_view_list_indicators (self->view, TRUE);
  for (guint i = 0; i < focus->len; i++)
    if (copil_indicator_uses (g_ptr_array_index (focus, i), measure))
      return TRUE;
  return FALSE;
}

/* Series that were on their way: what is looked at is drawn when its own are there, and all of
 * it, peers and parents included, when the last ones are. */
static void
filled_cb (CopilDashboardModel *self,
           guint                measure)
{
  if (copil_cube_is_complete (self->cube) || is_shown (self, measure))
    copil_dashboard_model_refresh (self);
}

static void
annotated_cb (CopilDashboardModel *self)
{
  g_signal_emit (self, signals[ANNOTATED], 0);
}

void
copil_dashboard_model_set_annotations (CopilDashboardModel *self,
                                       GPtrArray           *annotations)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));

  if (self->annotations == annotations)
    return;
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  self->annotations = annotations != NULL ? g_ptr_array_ref (annotations) : NULL;
  if (self->view == NULL)
    return;
  copil_dashboard_view_set_annotations (self->view, annotations);
  annotated_cb (self);
}

void
copil_dashboard_model_set_cube (CopilDashboardModel *self,
                                CopilCube           *cube)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));
  g_return_if_fail (COPIL_IS_CUBE (cube));

  if (self->cube == cube)
    return;
  if (self->cube != NULL)
    g_signal_handlers_disconnect_by_data (self->cube, self);
  /* The old view keeps the old cube, to which the old territory belongs, until it is replaced. */
  g_set_object (&self->cube, cube);
  g_signal_connect_object (cube, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cube, "annotated", G_CALLBACK (annotated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cube, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  self->territory = find_first_place (self);
  copil_dashboard_model_refresh (self);
}

void
copil_dashboard_model_refresh (CopilDashboardModel *self)
{
  CopilPeriod last = self->last;
  gboolean on_last = self->has_span && self->period.index == last.index;

  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));

  if (self->cube == NULL)
    return;
  self->has_span = copil_dashboard_get_span (self->cube, &self->first, &self->last);
  /* One who is on the last month goes with it, while it is found. */
  if (self->has_span && (!self->has_period || on_last))
    self->period = self->last;
  self->has_period |= self->has_span;
  self->period = clamp_period (self, self->period);
  renew_view (self);
}

/* -- What the user says ----------------------------------------------------------------------- */

CopilDashboardView *
copil_dashboard_model_get_view (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), NULL);
  return self->view;
}

char *
copil_dashboard_model_get_place (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), NULL);
  return g_strdup (self->place);
}

void
copil_dashboard_model_set_territory (CopilDashboardModel  *self,
                                     const CopilTerritory *territory)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));
  g_return_if_fail (territory != NULL);

  if (self->territory == territory)
    return;
  self->territory = territory;
  g_free (self->place);
  self->place = g_strconcat (territory->set, ":", territory->code, NULL);
  renew_view (self);
}

gboolean
copil_dashboard_model_set_place (CopilDashboardModel *self,
                                 const char          *place)
{
  const CopilTerritory *territory;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), FALSE);

  if (self->cube == NULL)
    {
      g_free (self->place);
      self->place = g_strdup (place);
      return TRUE;
    }
  territory = find_place (self, place);
  if (territory == NULL)
    return FALSE;
  copil_dashboard_model_set_territory (self, territory);
  return TRUE;
}

const CopilTerritory *
copil_dashboard_model_get_territory (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), NULL);
  return self->territory;
}

void
copil_dashboard_model_set_period (CopilDashboardModel *self,
                                  CopilPeriod          period)
{
  CopilPeriod month;

  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));

  month = clamp_period (self, period);
  if (self->has_period && copil_period_equal (month, self->period))
    return;
  self->period = month;
  self->has_period = TRUE;
  renew_view (self);
}

CopilPeriod
copil_dashboard_model_get_period (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), (CopilPeriod) { 0 });
  return self->period;
}

gboolean
copil_dashboard_model_get_span (CopilDashboardModel *self,
                                CopilPeriod         *first,
                                CopilPeriod         *last)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), FALSE);
  *first = self->first;
  *last = self->last;
  return self->has_span;
}

void
copil_dashboard_model_set_comparison (CopilDashboardModel *self,
                                      CopilComparison      comparison)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));

  if (self->comparison == comparison)
    return;
  self->comparison = comparison;
  renew_view (self);
}

CopilComparison
copil_dashboard_model_get_comparison (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), COPIL_COMPARISON_YEAR);
  return self->comparison;
}

void
copil_dashboard_model_set_indicator (CopilDashboardModel *self,
                                     const char          *code)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_MODEL (self));

  if (g_strcmp0 (self->code, code) == 0)
    return;
  g_free (self->code);
  self->code = g_strdup (code);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INDICATOR]);
}

const CopilIndicator *
copil_dashboard_model_get_indicator (CopilDashboardModel *self)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_MODEL (self), NULL);
  return self->view != NULL ? find_indicator (self) : NULL;
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_dashboard_model_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  CopilDashboardModel *self = COPIL_DASHBOARD_MODEL (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_INDICATOR:
      g_value_set_string (value, self->code);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_dashboard_model_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_INDICATOR:
      copil_dashboard_model_set_indicator (COPIL_DASHBOARD_MODEL (object),
                                           g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_dashboard_model_dispose (GObject *object)
{
  CopilDashboardModel *self = COPIL_DASHBOARD_MODEL (object);

  g_clear_object (&self->view);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_clear_object (&self->cube);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->code, g_free);
  G_OBJECT_CLASS (copil_dashboard_model_parent_class)->dispose (object);
}

static void
copil_dashboard_model_class_init (CopilDashboardModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_dashboard_model_get_property;
  object_class->set_property = copil_dashboard_model_set_property;
  object_class->dispose = copil_dashboard_model_dispose;

  properties[PROP_VIEW] =
    g_param_spec_object ("view", NULL, NULL, COPIL_TYPE_DASHBOARD_VIEW,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_INDICATOR] =
    g_param_spec_string ("indicator", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ANNOTATED] = g_signal_new ("annotated", COPIL_TYPE_DASHBOARD_MODEL, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIGURES_CHANGED] =
    g_signal_new ("figures-changed", COPIL_TYPE_DASHBOARD_MODEL, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
copil_dashboard_model_init (CopilDashboardModel *self)
{
}

CopilDashboardModel *
copil_dashboard_model_new (void)
{
  return g_object_new (COPIL_TYPE_DASHBOARD_MODEL, NULL);
}
