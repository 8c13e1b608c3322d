/* window-modules.c: which page is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

/* -- What awaits this person ------------------------------------------------------------------ */

static void
awaiting_changed_cb (CopilWindow *self)
{
  copil_sidebar_set_awaiting (self->sidebar, copil_awaiting_get_count (self->awaiting));
}

/* Not before the figures are there: opening on them must take no longer. */
static void
ensure_awaiting (CopilWindow *self)
{
  if (self->awaiting != NULL ||
      copil_station_get_freshness (self->station) != COPIL_FRESHNESS_LIVE)
    return;
  self->awaiting = g_object_ref (copil_desk_get_awaiting (copil_station_get_desk (self->station)));
  g_signal_connect_object (self->awaiting, "changed", G_CALLBACK (awaiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* -- The page of the committees --------------------------------------------------------------- */

static void
moved_cb (CopilWindow *self)
{
  _copil_window_remember_place (self);
}

static void
ensure_committees (CopilWindow *self)
{
  if (self->committees != NULL)
    return;
  self->committees = COPIL_COMMITTEE_PAGE (
    copil_committee_page_new (copil_station_get_connection (self->station),
                              copil_station_get_desk (self->station)));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->committees), "committees");
  g_signal_connect_object (self->committees, "moved", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->committees, "territory-wanted",
                           G_CALLBACK (_copil_window_go_to), self, G_CONNECT_SWAPPED);
  _copil_window_update_committees (self);
}

void
_copil_window_update_committees (CopilWindow *self)
{
  const CopilTerritory *here = copil_dashboard_model_get_territory (self->model);

  ensure_awaiting (self);
  if (self->committees == NULL)
    return;
  copil_committee_page_set_rights (self->committees, copil_station_get_rights (self->station));
  if (here != NULL)
    copil_committee_page_set_place (self->committees, copil_station_get_cube (self->station), here);
}

/* -- Which one -------------------------------------------------------------------------------- */

const char *
_copil_window_get_page (CopilWindow *self)
{
  if (self->module == COPIL_MODULE_COMMITTEES && self->committees != NULL)
    return copil_committee_page_get_page (self->committees);
  return "";
}

void
_copil_window_open_page (CopilWindow *self,
                         const char  *page)
{
  gboolean dashboard = *page == '\0';

  /* Before the station starts nothing of a committee could be read or written. */
  if (!dashboard && copil_station_get_desk (self->station) == NULL)
    return;
  self->module = dashboard ? COPIL_MODULE_DASHBOARD : COPIL_MODULE_COMMITTEES;
  copil_sidebar_set_module (self->sidebar, self->module);
  gtk_widget_set_visible (self->export_button, dashboard);
  gtk_widget_set_visible (self->session_button, dashboard);
  if (!dashboard)
    {
      ensure_committees (self);
      copil_committee_page_open (self->committees, page);
    }
  _copil_window_choose_page (self);
  _copil_window_remember_place (self);
  _copil_window_update_actions (self);
  copil_split_view_set_show_sidebar (self->split, FALSE);
}

static void
dashboard_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  _copil_window_open_page (COPIL_WINDOW (widget), "");
}

static void
committees_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  _copil_window_open_page (COPIL_WINDOW (widget), COPIL_PAGE_COMMITTEES);
}

/* A place of the committees that something names: a matter that awaits, a link. */
static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _copil_window_open_page (COPIL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
_copil_window_install_modules (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.dashboard", NULL, dashboard_action);
  gtk_widget_class_install_action (widget_class, "win.committees", NULL, committees_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
}
