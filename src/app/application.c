/* application.c: the desktop application: options, windows, actions of the whole program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/application.h"

#include "app/first-paint.h"
#include "app/renderer.h"
#include "app/screenshot.h"
#include "app/server-window.h"
#include "app/settings.h"
#include "app/window.h"
#include "core/resources.h"
#include "db/server-settings.h"
#include "ui/copil-ui-resources.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _CopilApplication
{
  AdwApplication  parent_instance;
  CopilStation   *station;
};

G_DEFINE_FINAL_TYPE (CopilApplication, copil_application, ADW_TYPE_APPLICATION)

/* -- Actions ---------------------------------------------------------------------------------- */

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

/* Made when asked for: the window opens sooner without it. */
static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/copil/Copil/ui/app/shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GtkApplication) self = GTK_APPLICATION (data);
  g_autoptr(GError) error = NULL;
  GtkWindow *window = gtk_application_get_active_window (self);

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && COPIL_IS_WINDOW (window))
    copil_window_toast (COPIL_WINDOW (window), error->message);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_autoptr(GAppLaunchContext) context = copil_renderer_new_launch_context ();

  g_app_info_launch_default_for_uri_async (g_variant_get_string (parameter, NULL), context, NULL,
                                           opened_cb, g_object_ref (data));
}

static void
close_all (GtkApplication *self)
{
  GList *windows = gtk_application_get_windows (self);

  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  close_all (GTK_APPLICATION (data));
}

static gboolean
terminate_cb (gpointer data)
{
  close_all (GTK_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

static void
color_scheme_cb (GSettings        *settings,
                 const char       *key,
                 CopilApplication *self)
{
  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      g_settings_get_enum (settings, "color-scheme"));
}

/* Another base is another window; the one of the base before goes when it is there. */
static void
server_chosen_cb (CopilApplication *self,
                  GHashTable       *server)
{
  GtkWindow *before = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *place = g_settings_get_string (copil_settings_get (), "last-territory");
  g_autoptr(CopilStation) left = g_steal_pointer (&self->station);
  CopilWindow *window;

  while (before != NULL && !COPIL_IS_WINDOW (before))
    before = gtk_window_get_transient_for (before);
  self->station = copil_station_new (server, NULL);
  window = copil_window_new (self, self->station);
  copil_station_start (self->station, place);
  gtk_window_present (GTK_WINDOW (window));
  if (before != NULL)
    gtk_window_close (before);
  if (left != NULL)
    copil_station_stop (left);
}

static void
server_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  CopilApplication *self = COPIL_APPLICATION (data);
  g_autoptr(GHashTable) server = copil_server_load (NULL);
  CopilServerWindow *window;

  /* The base of this computer does not open: it is another one that is looked for. */
  if (server == NULL && copil_station_get_cube (self->station) == NULL)
    server = g_hash_table_new (g_str_hash, g_str_equal);
  window = copil_server_window_new (gtk_application_get_active_window (GTK_APPLICATION (self)),
                                    server);
  g_signal_connect_object (window, "chosen", G_CALLBACK (server_chosen_cb), data,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry actions[] = {
  { "about", about_cb },
  { "open", open_cb, "s" },
  { "quit", quit_cb },
  { "server", server_cb },
  { "shortcuts", shortcuts_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "<Control>question", "F1" } },
  { "win.back", { "<Alt>Left" } },
  { "win.committees", { "<Control>2" } },
  { "win.dashboard", { "<Control>1" } },
  { "win.export", { "<Control>e" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.ground", { "F8" } },
  { "win.import", { "<Control>o" } },
  { "win.pane", { "F6" } },
  { "win.print", { "<Control>p" } },
  { "win.search", { "<Control>k" } },
  { "win.session", { "F5" } },
  { "win.up", { "<Alt>Up" } },
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

/* -- Options ---------------------------------------------------------------------------------- */

static const GOptionEntry options[] = {
  { "connect", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Use this server from now on: a libpq service or connection string; “embedded” for the "
       "base of this computer"),
    "SERVER" },
  { "as", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open as this login"), "LOGIN" },
  { "territory", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open on this territory: a name or a code"),
    "TERRITORY" },
  { "period", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open on this month: 2026-10"), "PERIOD" },
  { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Write the window as a picture and leave"), "FILE" },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and leave"), NULL },
  { NULL }
};

static gboolean
choose_server (const char  *text,
               GHashTable **server,
               GError     **error)
{
  g_autoptr(GError) local_error = NULL;

  if (text == NULL)
    *server = copil_server_load (&local_error);
  else if (!g_str_equal (text, "embedded"))
    *server = copil_server_parse (text, &local_error);
  if (local_error == NULL && text != NULL)
    copil_server_save (*server, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
ensure_station (CopilApplication  *self,
                GVariantDict      *dict,
                GError           **error)
{
  g_autoptr(GHashTable) server = NULL;
  const char *connect = NULL, *login = NULL;

  if (self->station != NULL)
    return TRUE;
  g_variant_dict_lookup (dict, "connect", "&s", &connect);
  g_variant_dict_lookup (dict, "as", "&s", &login);
  if (!choose_server (connect, &server, error))
    return FALSE;
  self->station = copil_station_new (server, login);
  return TRUE;
}

/* The file of the figures is read while GTK makes itself ready. */
static void
read_ahead (CopilApplication *self,
            GVariantDict     *dict)
{
  if (ensure_station (self, dict, NULL))
    copil_station_read_ahead (self->station);
}

/* Another login or another server is another program; so is one that leaves at once. */
static int
copil_application_handle_local_options (GApplication *application,
                                        GVariantDict *dict)
{
  static const char * const apart[] = { "connect", "as", "screenshot" };

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("copil %s\n", COPIL_VERSION);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    if (g_variant_dict_contains (dict, apart[i]))
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  if (!g_variant_dict_contains (dict, "connect"))
    read_ahead (COPIL_APPLICATION (application), dict);
  return -1;
}

static CopilWindow *
open_window (CopilApplication  *self,
             GVariantDict      *dict,
             GError           **error)
{
  g_autofree char *place = g_settings_get_string (copil_settings_get (), "last-territory");

  if (!ensure_station (self, dict, error))
    return NULL;
  /* With the figures of the last time there, if any: the window has nothing else to show first. */
  copil_station_start (self->station, place);
  return copil_window_new (self, self->station);
}

static int
complain (GApplicationCommandLine *line,
          const char              *text)
{
  g_application_command_line_printerr (line, "copil: %s\n", text);
  return 2;
}

static int
copil_application_command_line (GApplication            *application,
                                GApplicationCommandLine *line)
{
  CopilApplication *self = COPIL_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  const char *place, *id, *path;
  CopilPeriod period;
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_lookup (dict, "period", "&s", &id) && !copil_period_parse (id, &period))
    return complain (line, _("a period is written 2026-10, 2026-T3 or 2026"));
  if (!COPIL_IS_WINDOW (window))
    window = (GtkWindow *) open_window (self, dict, &error);
  if (window == NULL)
    return complain (line, error->message);
  if (g_variant_dict_lookup (dict, "territory", "&s", &place))
    copil_window_open_place (COPIL_WINDOW (window), place);
  if (g_variant_dict_contains (dict, "period"))
    copil_window_set_period (COPIL_WINDOW (window), period);
  if (g_variant_dict_lookup (dict, "screenshot", "^&ay", &path))
    copil_screenshot_when_settled (COPIL_WINDOW (window), path);
  copil_first_paint_watch (COPIL_WINDOW (window));
  gtk_window_present (window);
  return 0;
}

static void
load_icons (GTask        *task,
            gpointer      theme,
            gpointer      data,
            GCancellable *cancellable)
{
  gtk_icon_theme_has_icon (theme, "copil-mark-symbolic");
}

/* GTK reads the icon themes in a thread, and forgets them when libadwaita and the application add
 * theirs: the first icon would wait for them to be read again. */
static void
load_icons_ahead (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr(GTask) task = g_task_new (theme, NULL, NULL, NULL);

  g_task_run_in_thread (task, load_icons);
}

/* Reading all sizes of the icon takes longer than painting the window: it comes after. */
static gboolean
set_icon_cb (gpointer data)
{
  gtk_window_set_default_icon_name (COPIL_APP_ID);
  return G_SOURCE_REMOVE;
}

/* -- The application -------------------------------------------------------------------------- */

static void
copil_application_startup (GApplication *application)
{
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  G_APPLICATION_CLASS (copil_application_parent_class)->startup (application);
  load_icons_ahead ();
  /* One who walks through the window by Tab has not selected what is read there. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  g_idle_add_full (G_PRIORITY_LOW, set_icon_cb, NULL, NULL);
  add_actions (COPIL_APPLICATION (application));
  g_unix_signal_add (SIGTERM, terminate_cb, application);
  g_unix_signal_add (SIGINT, terminate_cb, application);
}

static void
copil_application_shutdown (GApplication *application)
{
  CopilApplication *self = COPIL_APPLICATION (application);

  if (self->station != NULL)
    copil_station_stop (self->station);
  G_APPLICATION_CLASS (copil_application_parent_class)->shutdown (application);
}

static void
copil_application_dispose (GObject *object)
{
  g_clear_object (&COPIL_APPLICATION (object)->station);
  G_OBJECT_CLASS (copil_application_parent_class)->dispose (object);
}

static void
copil_application_class_init (CopilApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_application_dispose;
  application_class->startup = copil_application_startup;
  application_class->shutdown = copil_application_shutdown;
  application_class->handle_local_options = copil_application_handle_local_options;
  application_class->command_line = copil_application_command_line;
}

static void
copil_application_init (CopilApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
    G_APPLICATION (self), _("The dashboard of co-chaired employment committees."));
}

/* Without a session bus (a root shell, a container) there is nobody to be unique with; to ask for
 * one would start it. */
static GApplicationFlags
flags_for_session (void)
{
  return G_APPLICATION_HANDLES_COMMAND_LINE |
         (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL ? G_APPLICATION_NON_UNIQUE : 0);
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
