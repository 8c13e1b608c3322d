/* window-actions.c: what one can do in the window, by button, menu or key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include "app/settings.h"
#include "widget/file-export.h"

#include <string.h>

/* -- Going somewhere -------------------------------------------------------------------------- */

void
_copil_window_go_to (CopilWindow *self,
                     int          territory_id)
{
  CopilCube *cube = copil_station_get_cube (self->station);
  const CopilTerritory *territory =
    cube != NULL ? copil_territory_list_by_id (copil_cube_get_territories (cube), territory_id)
                 : NULL;

  if (territory == NULL)
    return;
  copil_dashboard_model_set_territory (self->model, territory);
  copil_split_view_set_show_sidebar (self->split, FALSE);
}

static void
step_history (CopilWindow *self,
              int          steps)
{
  const char *territory, *indicator, *page;

  if (!copil_history_step (self->history, steps, &territory, &indicator, &page))
    return;
  self->stepping = TRUE;
  if (*indicator != '\0')
    copil_dashboard_model_set_indicator (self->model, indicator);
  copil_dashboard_model_set_place (self->model, territory);
  _copil_window_open_page (self, page);
  self->stepping = FALSE;
  _copil_window_update_actions (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step_history (COPIL_WINDOW (widget), -1);
}

static void
forward_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  step_history (COPIL_WINDOW (widget), 1);
}

static void
up_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  const CopilTerritory *here = copil_dashboard_model_get_territory (self->model);

  if (here != NULL && here->parent != NULL)
    copil_dashboard_model_set_territory (self->model, here->parent);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_menu_button_popup (COPIL_WINDOW (widget)->search);
}

/* -- Favourites ------------------------------------------------------------------------------- */

static gboolean
is_favourite (CopilWindow *self)
{
  g_auto(GStrv) favourites = g_settings_get_strv (copil_settings_get (), "favourites");
  g_autofree char *place = copil_dashboard_model_get_place (self->model);

  return place != NULL && g_strv_contains ((const char * const *) favourites, place);
}

static void
favourite_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  g_auto(GStrv) favourites = g_settings_get_strv (copil_settings_get (), "favourites");
  g_autofree char *place = copil_dashboard_model_get_place (self->model);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) updated = NULL;
  gboolean removed = is_favourite (self);

  if (place == NULL)
    return;
  for (guint i = 0; favourites[i] != NULL; i++)
    if (!g_str_equal (favourites[i], place))
      g_strv_builder_add (builder, favourites[i]);
  if (!removed)
    g_strv_builder_add (builder, place);
  updated = g_strv_builder_end (builder);
  g_settings_set_strv (copil_settings_get (), "favourites", (const char * const *) updated);
}

/* -- Reports, session, panes ------------------------------------------------------------------ */

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _copil_window_export (COPIL_WINDOW (widget));
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _copil_window_import (COPIL_WINDOW (widget), NULL);
}

static void
cancel_export_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  g_cancellable_cancel (COPIL_WINDOW (widget)->exporting);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  _copil_window_print (COPIL_WINDOW (widget));
}

static void
session_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);

  _copil_window_set_session (self, self->session == NULL);
}

/* Rooms are lit: a dark ground is asked for. */
static void
ground_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                    : ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  copil_station_retry (COPIL_WINDOW (widget)->station);
}

/* F6: side, header, page, and again. */
static void
pane_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  GtkWidget *panes[] = { GTK_WIDGET (self->sidebar), self->header, GTK_WIDGET (self->stack) };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint current = G_N_ELEMENTS (panes) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    if (focus != NULL && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      current = i;
  for (guint i = 1; i <= G_N_ELEMENTS (panes); i++)
    {
      GtkWidget *next = panes[(current + i) % G_N_ELEMENTS (panes)];

      if (gtk_widget_get_mapped (next) && gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD))
        return;
    }
}

/* What the pages have to say. */
static void
notify_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  copil_window_toast (COPIL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
written_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  copil_file_export_tell_written (COPIL_WINDOW (widget)->toasts, file);
}

static const struct
{
  const char *name;
  void (*activate) (GtkWidget *widget, const char *name, GVariant *parameter);
} actions[] = {
  { "win.back", back_action },
  { "win.forward", forward_action },
  { "win.up", up_action },
  { "win.search", search_action },
  { "win.favourite", favourite_action },
  { "win.export", export_action },
  { "win.import", import_action },
  { "win.cancel-export", cancel_export_action },
  { "win.print", print_action },
  { "win.session", session_action },
  { "win.ground", ground_action },
  { "win.retry", retry_action },
  { "win.pane", pane_action },
};

void
_copil_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.notify", "s", notify_action);
  gtk_widget_class_install_action (widget_class, "win.written", "s", written_action);
  _copil_window_install_annotations (widget_class);
  _copil_window_install_link (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

/* Every enabled state follows from the state of the window, here. */
void
_copil_window_update_actions (CopilWindow *self)
{
  const CopilTerritory *here = copil_dashboard_model_get_territory (self->model);
  gboolean shown = copil_dashboard_model_get_view (self->model) != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.back",
                                 copil_history_get_can_go_back (self->history));
  gtk_widget_action_set_enabled (widget, "win.forward",
                                 copil_history_get_can_go_forward (self->history));
  gtk_widget_action_set_enabled (widget, "win.up", here != NULL && here->parent != NULL);
  gtk_widget_action_set_enabled (widget, "win.search", shown);
  gtk_widget_action_set_enabled (widget, "win.favourite", shown);
  gtk_widget_action_set_enabled (widget, "win.export", shown);
  gtk_widget_action_set_enabled (widget, "win.import",
                                 copil_station_get_cube (self->station) != NULL);
  gtk_widget_action_set_enabled (widget, "win.print", shown);
  gtk_widget_action_set_enabled (widget, "win.session", shown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), shown);
  copil_sidebar_set_is_favourite (self->sidebar, is_favourite (self));
}
