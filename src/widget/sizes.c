/* sizes.c: what the boxes of this folder ask of their children
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/sizes.h"

int
copil_minimum_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

int
copil_natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

int
copil_natural_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

void
copil_allocate_middle (GtkWidget *child, const GtkAllocation *area)
{
  GtkAllocation place = *area;

  if (!gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL))
    {
      place.height = MIN (area->height, copil_natural_height (child, area->width));
      place.y += (area->height - place.height) / 2;
    }
  gtk_widget_size_allocate (child, &place, -1);
}
