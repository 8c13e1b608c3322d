/* renderer.c: what draws the windows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts and maps, most of the window, are drawn by cairo whatever draws the rest; through OpenGL
 * they are only copied, and where no graphics card helps each frame takes ten times as long. GTK
 * before 4.14 makes OpenGL ready ahead of its first window even if cairo draws it: its drivers
 * take more than half of a window's memory and a quarter of its start.
 */
#include "config.h"

#include "app/renderer.h"

#include <gtk/gtk.h>

static const struct
{
  const char *name, *value;
} chosen[] = { { "GSK_RENDERER", "cairo" }, { "GDK_DEBUG", "gl-disable" } };
static gboolean is_set[G_N_ELEMENTS (chosen)];

void
copil_renderer_choose (void)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  if (gtk_get_minor_version () >= 14 || (renderer != NULL && !g_str_equal (renderer, "cairo")))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      is_set[i] = g_getenv (chosen[i].name) == NULL;
      g_setenv (chosen[i].name, chosen[i].value, FALSE);
    }
}

GAppLaunchContext *
copil_renderer_new_launch_context (void)
{
  GAppLaunchContext *context = g_app_launch_context_new ();

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    if (is_set[i])
      g_app_launch_context_unsetenv (context, chosen[i].name);
  return context;
}
