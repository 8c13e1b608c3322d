/* tile-card.c: one indicator of the first page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/tile-card.h"

#include "core/format.h"
#include "widget/chart-view.h"
#include "widget/fit-label.h"
#include "widget/text-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a tile asks for at the usual text size, and the least it can do with; padding comes on top. */
#define NATURAL_WIDTH 214
#define MINIMUM_WIDTH 190

struct _CopilTileCard
{
  GtkWidget       parent_instance;
  GtkWidget      *box;
  CopilFitLabel  *label;
  GtkLabel       *modified;
  GtkStack       *values;
  GtkLabel       *value_a;
  GtkLabel       *value_b;
  GtkLabel       *unit;
  CopilFitLabel  *change;
  GtkWidget      *line;       /* the figure, and its curve */
  GtkWidget      *signal;
  GtkImage       *signal_icon;
  GtkLabel       *signal_word;
  CopilFitLabel  *detail;
  CopilChartView *spark;
  CopilChartView *bullet;
  CopilTile      *tile;
};

G_DEFINE_FINAL_TYPE (CopilTileCard, copil_tile_card, GTK_TYPE_WIDGET)

const char *
copil_tile_get_icon_name (const CopilTile *tile)
{
  if (tile->signal == COPIL_SIGNAL_NOT_ASSESSED)
    return "copil-none-symbolic";
  if (tile->tone == COPIL_TONE_WATCH)
    return "copil-watch-symbolic";
  if (tile->arrow > 0)
    return "copil-up-symbolic";
  if (tile->arrow < 0)
    return "copil-down-symbolic";
  return tile->tone == COPIL_TONE_FAVOURABLE ? "copil-check-symbolic" : "copil-level-symbolic";
}

const char *
copil_tile_get_css_class (const CopilTile *tile)
{
  static const char * const classes[] = {
    [COPIL_TONE_NEUTRAL] = "tone-neutral",
    [COPIL_TONE_FAVOURABLE] = "tone-favourable",
    [COPIL_TONE_WATCH] = "tone-watch",
    [COPIL_TONE_UNFAVOURABLE] = "tone-unfavourable",
  };

  return classes[tile->tone];
}

static void
append_part (GString    *text,
             const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
join_parts (const char *standing,
            const char *late,
            const char *coverage,
            const char *target)
{
  GString *text = g_string_new (NULL);

  append_part (text, standing);
  append_part (text, late);
  append_part (text, coverage);
  append_part (text, target);
  return g_string_free (text, FALSE);
}

/* "provisoire · couv. 96 % · cible 85 % fin 2027", and less and less of it: the target stays, the
 * curve of the indicator says the rest again. */
static void
show_details (CopilTileCard *self)
{
  const CopilTile *tile = self->tile;
  const char *brief = tile->figure.status == COPIL_CELL_PROVISIONAL ? "prov."
                      : tile->figure.status == COPIL_CELL_ESTIMATED ? "est." : "";
  g_autofree char *full = join_parts (tile->standing, tile->late, tile->coverage, tile->target);
  g_autofree char *undated = join_parts (tile->standing, tile->late, tile->coverage, tile->goal);
  g_autofree char *shorter = join_parts (brief, tile->late, tile->coverage, tile->target);
  g_autofree char *short_one = join_parts (brief, tile->late, tile->coverage, tile->goal);
  g_autofree char *reserved = join_parts ("", tile->late, tile->coverage, tile->goal);
  const char *wordings[] = { full, undated, shorter, short_one, reserved,
                             *tile->goal != '\0' ? tile->goal : reserved, NULL };

  copil_fit_label_set (self->detail, wordings);
}

/* "−11,4 pers. sur un an", "−11,4 pers.", "−11,4": with what it is compared is said above all tiles
 * too, the unit beside the value. In the place of a figure, why there is none. */
static void
show_change (CopilTileCard *self)
{
  const CopilTile *tile = self->tile;
  gboolean has_value = copil_cell_status_has_value (tile->figure.status);
  const char *change = has_value || *tile->change != '\0'
                         ? tile->change : copil_format_status_word (tile->figure.status);
  g_auto(GStrv) words = g_strsplit (change, " ", 2);
  g_auto(GStrv) amount = g_strsplit (words[0] != NULL ? words[0] : "", COPIL_NBSP, 2);
  const char *wordings[] = { change, words[0], amount[0], NULL };

  if (!has_value || words[0] == NULL || amount[0] == NULL)
    wordings[1] = NULL;
  copil_fit_label_set (self->change, wordings);
}

/* The new value comes on the label that is not shown, so that one fades into the other. */
static void
show_value (CopilTileCard *self,
            const char    *value,
            gboolean       fade)
{
  gboolean on_a = g_strcmp0 (gtk_stack_get_visible_child_name (self->values), "a") == 0;
  GtkLabel *current = on_a ? self->value_a : self->value_b;

  if (g_str_equal (gtk_label_get_label (current), value))
    return;
  if (!fade)
    {
      gtk_label_set_label (current, value);
      return;
    }
  gtk_label_set_label (on_a ? self->value_b : self->value_a, value);
  gtk_stack_set_visible_child_name (self->values, on_a ? "b" : "a");
}

static void
show_signal (CopilTileCard *self)
{
  static const char * const classes[] = {
    "tone-neutral", "tone-favourable", "tone-watch", "tone-unfavourable"
  };
  gboolean has_signal = *self->tile->signal_word != '\0';

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->signal, classes[i]);
  gtk_widget_add_css_class (self->signal, copil_tile_get_css_class (self->tile));
  gtk_image_set_from_icon_name (self->signal_icon, copil_tile_get_icon_name (self->tile));
  gtk_label_set_label (self->signal_word, self->tile->signal_word);
  gtk_widget_set_visible (self->signal, has_signal);
}

static void
show_texts (CopilTileCard *self,
            gboolean       fade)
{
  copil_fit_label_set_text (self->label, self->tile->indicator->short_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), self->tile->indicator->name);
  show_value (self, self->tile->value, fade);
  gtk_label_set_label (self->unit, self->tile->unit);
  show_change (self);
  show_details (self);
  show_signal (self);
}

static void
show_charts (CopilTileCard      *self,
             CopilDashboardView *view)
{
  const CopilIndicator *indicator = self->tile->indicator;
  g_autoptr(CopilChart) spark = NULL;
  g_autoptr(CopilChart) bullet = NULL;

  /* Of what is on its way nothing is hatched as missing. */
  if (!copil_dashboard_view_is_arriving (view, indicator))
    {
      spark = copil_dashboard_view_build_sparkline (view, indicator);
      bullet = copil_dashboard_view_build_bullet (view, indicator);
    }
  copil_chart_view_set_chart (self->spark, spark);
  copil_chart_view_set_chart (self->bullet, bullet);
}

static void
mark_modified (CopilTileCard *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hour = copil_format_clock (now, FALSE);
  /* translators: on a tile whose figure changed while one was looking; %s is the hour */
  g_autofree char *text = g_strdup_printf (_("● modified %s"), hour);

  gtk_label_set_label (self->modified, text);
  gtk_widget_set_visible (GTK_WIDGET (self->modified), TRUE);
}

static gboolean
says_the_same (const CopilTile *a,
               const CopilTile *b)
{
  return a->indicator == b->indicator && copil_period_equal (a->period, b->period) &&
         g_str_equal (a->value, b->value) && g_str_equal (a->unit, b->unit) &&
         g_str_equal (a->change, b->change) && g_str_equal (a->signal_word, b->signal_word) &&
         g_str_equal (a->coverage, b->coverage) && g_str_equal (a->target, b->target) &&
         g_str_equal (a->standing, b->standing) && g_str_equal (a->late, b->late);
}

static void
update_accessible (CopilTileCard *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  /* The child of the flow box is what takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->tile->sentence,
                                  -1);
}

void
copil_tile_card_show (CopilTileCard        *self,
                      CopilDashboardView   *view,
                      const CopilIndicator *indicator,
                      gboolean              changed)
{
  g_autoptr(CopilTile) old = NULL;
  gboolean same;

  g_return_if_fail (COPIL_IS_TILE_CARD (self));
  g_return_if_fail (COPIL_IS_DASHBOARD_VIEW (view));

  old = g_steal_pointer (&self->tile);
  self->tile = copil_dashboard_view_build_tile (view, indicator);
  same = changed && old != NULL && says_the_same (old, self->tile);
  if (!changed)
    copil_tile_card_set_seen (self);
  else if (!same)
    mark_modified (self);
  if (!same)
    show_texts (self, changed);
  show_charts (self, view);
  update_accessible (self);
}

const CopilTile *
copil_tile_card_get_tile (CopilTileCard *self)
{
  g_return_val_if_fail (COPIL_IS_TILE_CARD (self), NULL);
  return self->tile;
}

void
copil_tile_card_set_seen (CopilTileCard *self)
{
  g_return_if_fail (COPIL_IS_TILE_CARD (self));
  gtk_widget_set_visible (GTK_WIDGET (self->modified), FALSE);
}

gboolean
copil_tile_card_is_modified (CopilTileCard *self)
{
  g_return_val_if_fail (COPIL_IS_TILE_CARD (self), FALSE);
  return gtk_widget_get_visible (GTK_WIDGET (self->modified));
}

/* -- The figure and its curve ----------------------------------------------------------------- */

/* The curve has a quarter of the line, so that it is as long in all tiles of a column. */
#define LINE_SPACING 5
#define CURVE_SHARE 0.25

static void
measure_line (GtkWidget      *line,
              GtkOrientation  orientation,
              int             for_size,
              int            *minimum,
              int            *natural,
              int            *minimum_baseline,
              int            *natural_baseline)
{
  GtkWidget *figure = gtk_widget_get_first_child (line);
  int least, most;

  gtk_widget_measure (figure, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (gtk_widget_get_next_sibling (figure), orientation, -1, &least, &most,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += LINE_SPACING + least;
      *natural += LINE_SPACING + most;
    }
  else
    {
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, most);
    }
}

static void
allocate_line (GtkWidget *line,
               int        width,
               int        height,
               int        baseline)
{
  GtkWidget *figure = gtk_widget_get_first_child (line);
  GtkWidget *curve = gtk_widget_get_next_sibling (figure);
  int least, tall, wide;

  gtk_widget_measure (curve, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &least, NULL, NULL);
  gtk_widget_measure (curve, GTK_ORIENTATION_VERTICAL, -1, NULL, &tall, NULL, NULL);
  wide = MAX (least, (int) lround (CURVE_SHARE * width));
  gtk_widget_size_allocate (figure,
                            &(GtkAllocation) { 0, 0, width - wide - LINE_SPACING, height }, -1);
  gtk_widget_size_allocate (curve,
                            &(GtkAllocation) { width - wide, (height - tall) / 2, wide, tall }, -1);
}

/* -- The widget ------------------------------------------------------------------------------- */

static GtkSizeRequestMode
copil_tile_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Not the length of its texts, which give way: as many tiles a line as the text size allows. */
static void
copil_tile_card_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  CopilTileCard *self = COPIL_TILE_CARD (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
      return;
    }
  *minimum = MINIMUM_WIDTH;
  *natural = lround (NATURAL_WIDTH * copil_text_scale (widget));
}

static void
copil_tile_card_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gtk_widget_size_allocate (COPIL_TILE_CARD (widget)->box,
                            &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
copil_tile_card_dispose (GObject *object)
{
  CopilTileCard *self = COPIL_TILE_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_TILE_CARD);
  g_clear_pointer (&self->tile, copil_tile_free);
  G_OBJECT_CLASS (copil_tile_card_parent_class)->dispose (object);
}

static void
copil_tile_card_class_init (CopilTileCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_tile_card_dispose;
  widget_class->get_request_mode = copil_tile_card_get_request_mode;
  widget_class->measure = copil_tile_card_measure;
  widget_class->size_allocate = copil_tile_card_size_allocate;

  g_type_ensure (COPIL_TYPE_CHART_VIEW);
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/tile-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, box);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, label);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, modified);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, values);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, value_a);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, value_b);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, unit);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, change);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, line);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, bullet);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, signal);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, signal_icon);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, signal_word);
  gtk_widget_class_bind_template_child (widget_class, CopilTileCard, detail);
}

static void
copil_tile_card_init (CopilTileCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spark = COPIL_CHART_VIEW (copil_chart_view_new_decorative ());
  copil_chart_view_set_minimum (self->spark, 60, 22);
  copil_chart_view_set_minimum (self->bullet, 100, 14);
  gtk_widget_set_parent (GTK_WIDGET (self->spark), self->line);
  gtk_widget_set_layout_manager (self->line,
                                 gtk_custom_layout_new (NULL, measure_line, allocate_line));
}

GtkWidget *
copil_tile_card_new (void)
{
  return g_object_new (COPIL_TYPE_TILE_CARD, NULL);
}
