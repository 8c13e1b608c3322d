/* window.c: the window: a side, a header, the page of a module
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include "app/settings.h"
#include "app/state-popover.h"
#include "widget/territory-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (CopilWindow, copil_window, ADW_TYPE_APPLICATION_WINDOW)

/* -- What the station says -------------------------------------------------------------------- */

/* What stands where there is no dashboard; most starts have one at once. */
static void
ensure_states (CopilWindow *self)
{
  static const char * const names[] = { "opening", "problem", "empty" };
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->opening != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/org/copil/Copil/ui/app/window-states.ui");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_stack_add_named (self->stack, GTK_WIDGET (gtk_builder_get_object (builder, names[i])),
                         names[i]);
  self->opening = ADW_STATUS_PAGE (gtk_builder_get_object (builder, "opening"));
  self->problem = ADW_STATUS_PAGE (gtk_builder_get_object (builder, "problem"));
  self->progress = GTK_PROGRESS_BAR (gtk_builder_get_object (builder, "progress"));
}

static void
show_problem (CopilWindow *self)
{
  g_autofree char *problem = copil_station_get_problem (self->station);

  adw_status_page_set_description (self->problem, problem);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show_opening (CopilWindow *self)
{
  double fraction = -1;
  const char *step = copil_station_get_step (self->station, &fraction);

  adw_status_page_set_description (self->opening, step);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), fraction >= 0 ? 1 : 0);
  gtk_stack_set_visible_child_name (self->stack, "opening");
}

/* The last figures stay as long as there are any. */
void
_copil_window_choose_page (CopilWindow *self)
{
  if (self->session != NULL)
    return;
  if (copil_station_get_cube (self->station) != NULL &&
      copil_dashboard_model_get_view (self->model) != NULL)
    {
      gtk_stack_set_visible_child_name (
        self->stack, self->module == COPIL_MODULE_COMMITTEES ? "committees" : "dashboard");
      return;
    }
  ensure_states (self);
  switch (copil_station_get_freshness (self->station))
    {
    case COPIL_FRESHNESS_LIVE:
      gtk_stack_set_visible_child_name (self->stack, "empty");
      break;
    case COPIL_FRESHNESS_OPENING:
    case COPIL_FRESHNESS_LOADING:
      show_opening (self);
      break;
    case COPIL_FRESHNESS_OFFLINE:
    case COPIL_FRESHNESS_PAUSED:
    default:
      show_problem (self);
    }
}

static void
show_mismatch (CopilWindow *self)
{
  g_autofree char *mismatch = copil_station_get_mismatch (self->station);

  gtk_widget_set_visible (self->notice, mismatch != NULL);
  gtk_label_set_label (self->notice_text, mismatch != NULL ? mismatch : "");
}

static void
station_changed_cb (CopilWindow *self)
{
  g_autoptr(GDateTime) time = copil_station_get_time (self->station);
  double fraction = -1;

  copil_station_get_step (self->station, &fraction);
  copil_state_chip_set (self->chip, copil_station_get_freshness (self->station), time, fraction);
  copil_sidebar_set_person (self->sidebar, copil_station_get_name (self->station),
                            copil_station_get_position (self->station));
  copil_sidebar_set_fictitious (self->sidebar, copil_station_is_fictitious (self->station));
  copil_dashboard_page_set_fictitious (self->page, copil_station_is_fictitious (self->station));
  copil_dashboard_page_set_rights (self->page, copil_station_get_rights (self->station));
  _copil_window_follow_outbox (self);
  show_mismatch (self);
  _copil_window_update_committees (self);
  _copil_window_choose_page (self);
  _copil_window_update_session (self);
  _copil_window_update_actions (self);
}

static void
show_favourites (CopilWindow *self,
                 CopilCube   *cube)
{
  g_auto(GStrv) favourites = g_settings_get_strv (copil_settings_get (), "favourites");
  g_autoptr(GPtrArray) territories = g_ptr_array_new ();

  for (guint i = 0; favourites[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (favourites[i], ":", 2);
      const CopilTerritory *territory = NULL;

      if (parts[0] != NULL && parts[1] != NULL)
        territory = copil_territory_list_by_code (copil_cube_get_territories (cube), parts[0],
                                                  parts[1]);
      if (territory != NULL)
        g_ptr_array_add (territories, (gpointer) territory);
    }
  copil_sidebar_set_favourites (self->sidebar, territories);
}

static void
open_wanted (CopilWindow *self)
{
  CopilCube *cube = copil_station_get_cube (self->station);
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  g_autoptr(GError) error = NULL;
  const CopilTerritory *territory =
    copil_territory_list_resolve (copil_cube_get_territories (cube), wanted, &error);

  if (territory != NULL)
    copil_dashboard_model_set_territory (self->model, territory);
  else
    copil_window_toast (self, error->message);
}

static void
cube_changed_cb (CopilWindow *self)
{
  CopilCube *cube = copil_station_get_cube (self->station);

  if (cube != NULL)
    {
      show_favourites (self, cube);
      copil_dashboard_model_set_cube (self->model, cube);
      _copil_window_follow_cube (self, cube);
      if (self->wanted != NULL)
        open_wanted (self);
    }
  station_changed_cb (self);
}

static void
favourites_changed_cb (CopilWindow *self)
{
  CopilCube *cube = copil_station_get_cube (self->station);

  if (cube == NULL)
    return;
  show_favourites (self, cube);
  copil_sidebar_set_here (self->sidebar, copil_dashboard_model_get_territory (self->model));
  _copil_window_update_actions (self);
}

/* -- What the model says ---------------------------------------------------------------------- */

void
_copil_window_remember_place (CopilWindow *self)
{
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);
  g_autofree char *place = copil_dashboard_model_get_place (self->model);

  if (place == NULL)
    return;
  if (!self->stepping)
    copil_history_visit (self->history, place, indicator != NULL ? indicator->code : "",
                         _copil_window_get_page (self));
  g_settings_set_string (copil_settings_get (), "last-territory", place);
  g_settings_set_string (
    copil_settings_get (), "comparison",
    copil_comparison_to_id (copil_dashboard_model_get_comparison (self->model)));
}

static void
view_changed_cb (CopilWindow *self)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  const CopilTerritory *here = copil_dashboard_view_get_territory (view);
  CopilTerritoryList *territories =
    copil_cube_get_territories (copil_dashboard_view_get_cube (view));
  g_autofree char *title = g_strdup_printf ("%s · Copil", here->name);

  copil_breadcrumb_set_place (self->breadcrumb, territories, here);
  copil_sidebar_set_here (self->sidebar, here);
  gtk_window_set_title (GTK_WINDOW (self), title);
  _copil_window_update_committees (self);
  _copil_window_remember_place (self);
  _copil_window_choose_page (self);
  _copil_window_update_actions (self);
}

static void
module_chosen_cb (CopilWindow *self,
                  int          module)
{
  _copil_window_open_page (self, module == COPIL_MODULE_COMMITTEES ? COPIL_PAGE_COMMITTEES : "");
}

/* -- Menus made when first opened ------------------------------------------------------------- */

static void
create_finder_cb (GtkMenuButton *button,
                  gpointer       data)
{
  CopilWindow *self = COPIL_WINDOW (data);
  CopilCube *cube = copil_station_get_cube (self->station);

  if (self->finder == NULL)
    {
      self->finder = copil_territory_finder_new ();
      g_signal_connect_object (self->finder, "chosen", G_CALLBACK (_copil_window_go_to), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, self->finder);
    }
  if (cube != NULL)
    copil_territory_finder_set_place (COPIL_TERRITORY_FINDER (self->finder),
                                      copil_cube_get_territories (cube),
                                      copil_dashboard_model_get_territory (self->model));
}

static void
create_state_popover_cb (GtkMenuButton *button,
                         gpointer       data)
{
  CopilWindow *self = COPIL_WINDOW (data);

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, copil_state_popover_new (self->station, self->log));
}

/* -- The window ------------------------------------------------------------------------------- */

void
copil_window_toast (CopilWindow *self,
                    const char  *text)
{
  g_return_if_fail (COPIL_IS_WINDOW (self));
  copil_toasts_tell (self->toasts, text);
}

void
copil_window_open_place (CopilWindow *self,
                         const char  *place)
{
  g_return_if_fail (COPIL_IS_WINDOW (self));

  g_free (self->wanted);
  self->wanted = g_strdup (place);
  if (copil_station_get_cube (self->station) != NULL)
    open_wanted (self);
}

void
copil_window_set_period (CopilWindow *self,
                         CopilPeriod  period)
{
  g_return_if_fail (COPIL_IS_WINDOW (self));
  copil_dashboard_model_set_period (self->model, period);
}

gboolean
copil_window_shows_figures (CopilWindow *self)
{
  g_return_val_if_fail (COPIL_IS_WINDOW (self), FALSE);

  return copil_station_get_cube (self->station) != NULL;
}

gboolean
copil_window_is_settled (CopilWindow *self)
{
  CopilFreshness freshness;

  g_return_val_if_fail (COPIL_IS_WINDOW (self), FALSE);
  freshness = copil_station_get_freshness (self->station);
  return freshness == COPIL_FRESHNESS_LIVE || freshness == COPIL_FRESHNESS_OFFLINE;
}

static void
restore_state (CopilWindow *self)
{
  GSettings *settings = copil_settings_get ();
  g_autofree char *place = g_settings_get_string (settings, "last-territory");
  g_autofree char *id = g_settings_get_string (settings, "comparison");
  CopilComparison comparison;
  int width, height;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  copil_split_view_expect (self->split, width);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  copil_dashboard_model_set_place (self->model, place);
  if (copil_comparison_parse (id, &comparison))
    copil_dashboard_model_set_comparison (self->model, comparison);
}

/* Icons are drawn for the usual text size; they grow with a larger one. */
static void
text_size_changed_cb (CopilWindow *self)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "large-text");
  if (dpi >= 1.25 * 96 * PANGO_SCALE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large-text");
}

static gboolean
copil_window_close_request (GtkWindow *window)
{
  CopilWindow *self = COPIL_WINDOW (window);
  GSettings *settings = copil_settings_get ();
  gboolean maximized = gtk_window_is_maximized (window);
  int width, height;

  _copil_window_set_session (self, FALSE);
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    g_settings_set (settings, "window-size", "(ii)", width, height);
  return GTK_WINDOW_CLASS (copil_window_parent_class)->close_request (window);
}

static void
copil_window_dispose (GObject *object)
{
  CopilWindow *self = COPIL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  if (self->station != NULL)
    g_signal_handlers_disconnect_by_data (self->station, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_WINDOW);
  g_clear_object (&self->log);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_object (&self->awaiting);
  g_clear_object (&self->link);
  g_clear_object (&self->model);
  g_clear_object (&self->station);
  g_clear_object (&self->history);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (copil_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COPIL_TYPE_BREADCRUMB);
  g_type_ensure (COPIL_TYPE_DASHBOARD_PAGE);
  g_type_ensure (COPIL_TYPE_SIDEBAR);
  g_type_ensure (COPIL_TYPE_SPLIT_VIEW);
  g_type_ensure (COPIL_TYPE_STATE_CHIP);
  g_type_ensure (COPIL_TYPE_TOASTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/copil/Copil/ui/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, split);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, header);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, breadcrumb);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, search);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, chip);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, notice_text);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, page);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, session_button);
}

static void
copil_window_class_init (CopilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = copil_window_close_request;
  _copil_window_install_actions (widget_class);
  _copil_window_install_modules (widget_class);
  bind_template (widget_class);
}

static void
copil_window_init (CopilWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->history = copil_history_new ();
  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  self->model = copil_dashboard_model_new ();
  self->log = copil_change_log_new (self->model);
  restore_state (self);
  copil_dashboard_page_set_model (self->page, self->model);
  _copil_window_accept_files (self);
  gtk_menu_button_set_create_popup_func (self->search, create_finder_cb, self, NULL);
  copil_state_chip_set_create_popover (self->chip, create_state_popover_cb, self);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_size_changed_cb), self, G_CONNECT_SWAPPED);
  text_size_changed_cb (self);
  g_signal_connect_object (self->model, "notify::view", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::indicator", G_CALLBACK (_copil_window_remember_place), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "notify", G_CALLBACK (_copil_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "history-wanted", G_CALLBACK (_copil_window_load_versions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->breadcrumb, "chosen", G_CALLBACK (_copil_window_go_to), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "chosen", G_CALLBACK (_copil_window_go_to), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "module-chosen", G_CALLBACK (module_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_settings_get (), "changed::favourites",
                           G_CALLBACK (favourites_changed_cb), self, G_CONNECT_SWAPPED);
}

CopilWindow *
copil_window_new (CopilApplication *application,
                  CopilStation     *station)
{
  CopilWindow *self = g_object_new (COPIL_TYPE_WINDOW, "application", application, NULL);

  self->station = g_object_ref (station);
  g_signal_connect_object (station, "notify::cube", G_CALLBACK (cube_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "changed", G_CALLBACK (station_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cube_changed_cb (self);
  return self;
}
