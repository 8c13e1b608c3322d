/* map-chart.c: figures where they happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/map-private.h"
#include "core/format.h"

#include <math.h>

G_DEFINE_FINAL_TYPE (CopilMapChart, copil_map_chart, COPIL_TYPE_CHART)

int
copil_map_class_of (const CopilMapChart *self,
                    guint                item)
{
  const CopilFigure *figure = &self->data.items[item].figure;

  if (!copil_figure_is_drawn (figure))
    return -1;
  return (int) copil_classes_find (self->bounds, self->data.n_bounds, figure->value);
}

guint
copil_map_shade (const CopilMapChart *self,
                 guint                class)
{
  static const guint shades[COPIL_N_CLASSES][COPIL_N_CLASSES]
      = { { 2 }, { 1, 3 }, { 0, 2, 4 }, { 0, 1, 3, 4 }, { 0, 1, 2, 3, 4 } };

  return shades[self->data.n_bounds][class];
}

const CopilColor *
copil_map_fill (const CopilMapChart *self,
                const CopilTheme    *theme,
                guint                class)
{
  guint shade = copil_map_shade (self, class);

  return self->data.diverging ? &theme->diverging[shade] : &theme->sequential[shade];
}

const CopilColor *
copil_map_text_color (const CopilMapChart *self,
                      const CopilTheme    *theme,
                      guint                class)
{
  guint shade = copil_map_shade (self, class);

  return self->data.diverging ? &theme->diverging_text[shade] : &theme->sequential_text[shade];
}

/* -- Pointing ------------------------------------------------------------------------------- */

static gboolean
is_over (const CopilMapChart  *self,
         const CopilMapLayout *layout,
         guint                 item,
         double                x,
         double                y)
{
  const CopilMapShape *shape = &layout->shapes[item];
  const CopilMapView *view = &layout->views[shape->view];

  return copil_outline_contains (self->data.items[item].outline,
                                 (x - view->origin.x) / view->scale,
                                 (view->origin.y - y) / view->scale);
}

/* The smallest circle under the point, else the shape; shapes of an inset are too small to aim
 * at: anywhere in its box will do. */
static int
copil_map_chart_pick (CopilChart  *chart,
                      CopilLayout *base,
                      double       x,
                      double       y)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  CopilMapLayout *layout = (CopilMapLayout *) base;
  double radius = INFINITY;
  int found = -1;

  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilMapShape *shape = &layout->shapes[i];

      if (!copil_map_is_placed (self, i) || shape->radius <= 0 || shape->radius >= radius
          || hypot (x - shape->label.x, y - shape->label.y) > shape->radius)
        continue;
      radius = shape->radius;
      found = (int) i;
    }
  for (guint i = 0; i < self->data.n_items && found < 0; i++)
    if (copil_map_is_placed (self, i) && is_over (self, layout, i, x, y))
      found = (int) i;
  return found;
}

static void
copil_map_chart_outline (CopilChart  *chart,
                         CopilLayout *base,
                         cairo_t     *cr,
                         guint        mark)
{
  CopilMapLayout *layout = (CopilMapLayout *) base;

  if (copil_map_is_placed (COPIL_MAP_CHART (chart), mark))
    copil_map_path (cr, &layout->shapes[mark]);
}

static char *
copil_map_chart_label (CopilChart      *chart,
                       const CopilMark *mark)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  const CopilMapItem *item = &self->data.items[mark->datum];
  g_autofree char *value = NULL;

  if (self->data.kind == COPIL_MAP_LOCATOR)
    return g_strdup (item->name);
  value = self->data.words != NULL ? copil_map_state_label (self, mark->datum)
                                   : copil_figure_to_label (&item->figure, &self->data.head);
  return g_strconcat (item->name, COPIL_NBSP ": ", value, NULL);
}

static guint
copil_map_chart_get_n_data (CopilChart *chart)
{
  return COPIL_MAP_CHART (chart)->data.n_items;
}

/* The shape of the main frame, at full width, and the legend under it. */
static double
copil_map_chart_get_height (CopilChart       *chart,
                            const CopilTheme *theme,
                            double            width)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  double min_x = INFINITY, min_y = INFINITY, max_x = -INFINITY, max_y = -INFINITY;

  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i))
      {
        const CopilOutline *outline = self->data.items[i].outline;

        if (!g_str_equal (outline->frame->code, COPIL_FRAME_METROPOLE)
            && isfinite (min_x))
          continue;
        min_x = MIN (min_x, outline->min_x);
        min_y = MIN (min_y, outline->min_y);
        max_x = MAX (max_x, outline->max_x);
        max_y = MAX (max_y, outline->max_y);
      }
  if (!(max_x > min_x))
    return width / 2;
  return CLAMP ((max_y - min_y) / (max_x - min_x), 0.4, 1.2) * width
         + copil_map_legend_height (self, theme, width);
}

/* -- The chart ------------------------------------------------------------------------------ */

static void
copil_map_chart_finalize (GObject *object)
{
  CopilMapChart *self = COPIL_MAP_CHART (object);

  for (guint i = 0; i < self->data.n_items; i++)
    if (self->data.items[i].outline)
      copil_outline_unref (self->data.items[i].outline);
  G_OBJECT_CLASS (copil_map_chart_parent_class)->finalize (object);
}

static void
copil_map_chart_class_init (CopilMapChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = copil_map_chart_finalize;
  chart_class->layout_size = sizeof (CopilMapLayout);
  chart_class->layout = copil_map_layout;
  chart_class->draw = copil_map_draw;
  chart_class->get_n_data = copil_map_chart_get_n_data;
  chart_class->label = copil_map_chart_label;
  chart_class->pick = copil_map_chart_pick;
  chart_class->outline = copil_map_chart_outline;
  chart_class->get_height = copil_map_chart_get_height;
  chart_class->describe = copil_map_describe;
  chart_class->get_table = copil_map_get_table;
}

static void
copil_map_chart_init (CopilMapChart *self)
{
}

static void
keep_item (CopilMapChart *self,
           CopilMapItem  *item)
{
  item->name = copil_chart_keep_text (COPIL_CHART (self), item->name ? item->name : "");
  if (item->outline)
    {
      copil_outline_ref (item->outline);
      self->approximate = self->approximate || item->outline->approximate;
    }
  copil_figure_check (&item->figure);
  if (copil_figure_is_drawn (&item->figure))
    self->largest = MAX (self->largest, fabs (item->figure.value));
  else
    self->missing |= 1u << item->figure.status;
}

static void
keep_words (CopilMapChart *self)
{
  CopilChart *chart = COPIL_CHART (self);

  if (self->data.words == NULL)
    return;
  for (guint i = 0; i <= self->data.n_bounds; i++)
    self->words[i] = copil_chart_keep_text (chart, self->data.words[i]);
  self->data.words = self->words;
  self->data.nothing = copil_chart_keep_text (chart, self->data.nothing ? self->data.nothing
                                                                        : "sans objet");
}

/**
 * copil_map_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a map
 */
CopilChart *
copil_map_chart_new (const CopilMapData *data)
{
  CopilMapChart *self = g_object_new (COPIL_TYPE_MAP_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilMapItem *items
      = copil_chart_keep_data (chart, data->items, data->n_items, sizeof *items);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.items = items;
  self->data.n_bounds = MIN (data->n_bounds, COPIL_MAX_BOUNDS);
  for (guint i = 0; i < self->data.n_bounds; i++)
    self->bounds[i] = data->bounds[i];
  self->data.bounds = self->bounds;
  keep_words (self);
  self->data.caption = copil_chart_keep_text (chart, data->caption);
  self->data.noun = copil_chart_keep_text (chart, data->noun ? data->noun : "territoire");
  self->data.nouns = copil_chart_keep_text (chart, data->nouns ? data->nouns : "territoires");
  self->data.of = copil_chart_keep_text (chart, data->of);
  for (guint i = 0; i < data->n_items; i++)
    keep_item (self, &items[i]);
  return chart;
}
