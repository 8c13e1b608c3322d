/* application.c: the desktop application: options, windows, actions of the whole program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/application.h"

#include "app/settings.h"
#include "app/window.h"
#include "ui/copil-ui-resources.h"

#include <glib/gi18n-lib.h>

struct _CopilApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (CopilApplication, copil_application, ADW_TYPE_APPLICATION)

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  GtkApplication *self = GTK_APPLICATION (data);

  adw_show_about_window (gtk_application_get_active_window (self),
                         "application-name", "Copil",
                         "application-icon", COPIL_APP_ID,
                         "version", COPIL_VERSION,
                         "developer-name", _("The Copil contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("The dashboard of co-chaired employment committees."),
                         NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (data));

  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
color_scheme_cb (GSettings        *settings,
                 const char       *key,
                 CopilApplication *self)
{
  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      g_settings_get_enum (settings, "color-scheme"));
}

static const GActionEntry actions[] = {
  { "about", about_cb },
  { "quit", quit_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
};

static void
add_actions (CopilApplication *self)
{
  GSettings *settings = copil_settings_get ();
  g_autoptr(GAction) scheme = g_settings_create_action (settings, "color-scheme");

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_action_map_add_action (G_ACTION_MAP (self), scheme);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           shortcuts[i].keys);
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (color_scheme_cb), self, 0);
  color_scheme_cb (settings, "color-scheme", self);
}

static void
copil_application_startup (GApplication *application)
{
  g_resources_register (copil_ui_get_resource ());
  G_APPLICATION_CLASS (copil_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (COPIL_APP_ID);
  add_actions (COPIL_APPLICATION (application));
}

static void
copil_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (copil_window_new (COPIL_APPLICATION (application)));
  gtk_window_present (window);
}

static void
copil_application_class_init (CopilApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = copil_application_startup;
  application_class->activate = copil_application_activate;
}

static void
copil_application_init (CopilApplication *self)
{
}

/* Without a session bus (a root shell, a container) there is nobody to be unique with. */
static GApplicationFlags
flags_for_session (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return address == NULL || g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL
           ? G_APPLICATION_NON_UNIQUE
           : 0;
}

CopilApplication *
copil_application_new (void)
{
  return g_object_new (COPIL_TYPE_APPLICATION,
                       "application-id", COPIL_APP_ID,
                       "resource-base-path", "/org/copil/Copil",
                       "flags", flags_for_session (),
                       NULL);
}
