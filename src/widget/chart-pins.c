/* chart-pins.c: small widgets over the notes of a curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/chart-pins.h"

#include "chart/label.h"
#include "chart/line-chart.h"

#include <math.h>

/* As small as a target may be. */
#define PIN_SIZE 24

#define PIN(pins, index) (&g_array_index (pins, CopilChartPin, index))

/* -- Places ----------------------------------------------------------------------------------- */

static void
allocate_pin (GtkWidget *pin,
              double     x,
              double     y,
              int        height)
{
  GskTransform *transform;
  int wide, high;

  gtk_widget_measure (pin, GTK_ORIENTATION_HORIZONTAL, -1, &wide, NULL, NULL, NULL);
  gtk_widget_measure (pin, GTK_ORIENTATION_VERTICAL, -1, &high, NULL, NULL, NULL);
  wide = MAX (wide, PIN_SIZE);
  high = MAX (high, PIN_SIZE);
  transform = gsk_transform_translate (
    NULL, &GRAPHENE_POINT_INIT (round (x - wide / 2.), round (MIN (y - high / 2., height - high))));
  gtk_widget_allocate (pin, wide, high, -1, transform);
}

void
copil_chart_pins_place (GArray           *pins,
                        CopilChart       *chart,
                        const CopilTheme *theme,
                        int               width,
                        int               height)
{
  g_autofree double *xs = g_new0 (double, pins->len + 1);
  g_autofree double *sizes = g_new0 (double, pins->len + 1);
  gboolean drawable = COPIL_IS_LINE_CHART (chart) && width > 0 && height > 0;
  double y = 0;
  guint n = 0;

  for (guint i = 0; i < pins->len; i++)
    {
      gboolean drawn =
        drawable && copil_line_chart_get_note_foot (COPIL_LINE_CHART (chart), theme, width, height,
                                                    PIN (pins, i)->note, &xs[n], &y);

      gtk_widget_set_child_visible (PIN (pins, i)->widget, drawn);
      sizes[n] = PIN_SIZE;
      n += drawn != FALSE;
    }
  copil_labels_spread (xs, sizes, n, TRUE, 0, width);
  for (guint i = 0, at = 0; i < pins->len; i++)
    if (gtk_widget_get_child_visible (PIN (pins, i)->widget))
      allocate_pin (PIN (pins, i)->widget, xs[at++], y, height);
}

/* -- Focus ------------------------------------------------------------------------------------ */

/* The one that has it, -1: none. */
static int
find_focus (GArray    *pins,
            GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < pins->len; i++)
    if (focus == PIN (pins, i)->widget || gtk_widget_is_ancestor (focus, PIN (pins, i)->widget))
      return (int) i;
  return -1;
}

/* From @index on, in steps of @step; before the first one is the view itself. */
static gboolean
step_focus (GArray    *pins,
            GtkWidget *view,
            int        index,
            int        step)
{
  for (; index >= 0 && index < (int) pins->len; index += step)
    {
      GtkWidget *pin = PIN (pins, index)->widget;

      if (gtk_widget_get_child_visible (pin) && gtk_widget_child_focus (pin, GTK_DIR_TAB_FORWARD))
        return TRUE;
    }
  return index < 0 && gtk_widget_grab_focus (view);
}

gboolean
copil_chart_pins_focus (GArray           *pins,
                        GtkWidget        *view,
                        GtkDirectionType  direction)
{
  int pin = find_focus (pins, view);
  gboolean inside = pin >= 0 || gtk_widget_is_focus (view);

  if (direction == GTK_DIR_TAB_FORWARD)
    return inside ? step_focus (pins, view, pin + 1, 1) : gtk_widget_grab_focus (view);
  if (!inside)
    return step_focus (pins, view, (int) pins->len - 1, -1);
  return pin >= 0 && step_focus (pins, view, pin - 1, -1);
}
