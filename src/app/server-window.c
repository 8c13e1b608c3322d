/* server-window.c: which server, tried before it is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/server-window.h"

#include "db/server-probe.h"
#include "db/server-settings.h"

#include <glib/gi18n-lib.h>

enum
{
  KIND_SHARED,
  KIND_EMBEDDED
};

/* In the order of the list. */
static const char * const modes[] = { "verify-full", "require", "disable" };

struct _CopilServerWindow
{
  AdwWindow     parent_instance;
  GtkButton    *apply;
  GtkWidget    *notice;
  GtkLabel     *notice_text;
  AdwComboRow  *kind;
  GtkWidget    *place;
  GtkEditable  *host;
  GtkEditable  *port;
  GtkEditable  *base;
  AdwComboRow  *encryption;
  GtkWidget    *person;
  GtkEditable  *login;
  GtkEditable  *password;
  GHashTable   *server;      /* what is tried; it keeps keywords that the form does not show */
  GCancellable *cancellable;
  gboolean      trying;
};

G_DEFINE_FINAL_TYPE (CopilServerWindow, copil_server_window, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_notice (CopilServerWindow *self,
             const char        *text)
{
  gtk_widget_set_visible (self->notice, text != NULL);
  gtk_label_set_label (self->notice_text, text != NULL ? text : "");
}

static void
update (CopilServerWindow *self)
{
  gboolean shared = adw_combo_row_get_selected (self->kind) == KIND_SHARED;
  g_autofree char *host = g_strstrip (g_strdup (gtk_editable_get_text (self->host)));
  gboolean named = *host != '\0';

  gtk_widget_set_visible (self->place, shared);
  gtk_widget_set_visible (self->person, shared);
  gtk_button_set_label (self->apply, self->trying ? _("Trying…")
                                     : shared     ? _("Try and use")
                                                  : _("Use"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "server.apply",
                                 !self->trying && (!shared || named));
}

/* -- Trying ----------------------------------------------------------------------------------- */

static void
put (CopilServerWindow *self,
     const char        *keyword,
     GtkEditable       *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*text != '\0')
    g_hash_table_insert (self->server, g_strdup (keyword), g_steal_pointer (&text));
  else
    g_hash_table_remove (self->server, keyword);
}

static void
take_form (CopilServerWindow *self)
{
  guint mode = adw_combo_row_get_selected (self->encryption);
  const char *password = gtk_editable_get_text (self->password);

  put (self, "host", self->host);
  put (self, "port", self->port);
  put (self, "dbname", self->base);
  put (self, "user", self->login);
  g_hash_table_remove (self->server, "service");
  g_hash_table_insert (self->server, g_strdup ("sslmode"), g_strdup (modes[MIN (mode, 2)]));
  g_hash_table_remove (self->server, "password");
  if (*password != '\0')
    g_hash_table_insert (self->server, g_strdup ("password"), g_strdup (password));
}

static void
choose (CopilServerWindow *self,
        GHashTable        *server)
{
  g_autoptr(GError) error = NULL;

  if (!copil_server_save (server, &error))
    {
      show_notice (self, error->message);
      return;
    }
  g_signal_emit (self, signals[CHOSEN], 0, server);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(CopilServerWindow) self = COPIL_SERVER_WINDOW (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilServerFacts) facts = copil_server_probe_finish (result, &error);
  g_autofree char *sentence = NULL;

  self->trying = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  update (self);
  if (facts != NULL)
    {
      choose (self, self->server);
      return;
    }
  sentence = copil_server_probe_explain (error);
  show_notice (self, sentence);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilServerWindow *self = COPIL_SERVER_WINDOW (widget);

  show_notice (self, NULL);
  if (adw_combo_row_get_selected (self->kind) == KIND_EMBEDDED)
    {
      choose (self, NULL);
      return;
    }
  take_form (self);
  self->trying = TRUE;
  update (self);
  copil_server_probe_async (self->server, self->cancellable, tried_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* -- The window ------------------------------------------------------------------------------- */

static void
copil_server_window_dispose (GObject *object)
{
  CopilServerWindow *self = COPIL_SERVER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_SERVER_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->server, g_hash_table_unref);
  G_OBJECT_CLASS (copil_server_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/app/server-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, apply);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, notice_text);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, place);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, host);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, port);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, base);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, encryption);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, person);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, login);
  gtk_widget_class_bind_template_child (widget_class, CopilServerWindow, password);
}

static void
copil_server_window_class_init (CopilServerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_server_window_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_SERVER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_HASH_TABLE);
  gtk_widget_class_install_action (widget_class, "server.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "server.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "server.cancel", NULL);
  bind_template (widget_class);
}

static void
copil_server_window_init (CopilServerWindow *self)
{
  GtkEditable **entries[] = { &self->host, &self->port, &self->base, &self->login,
                              &self->password };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->server = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_signal_connect_object (*entries[i], "changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (*entries[i], "entry-activated", G_CALLBACK (gtk_widget_activate),
                               self->apply, G_CONNECT_SWAPPED);
    }
}

static void
show (CopilServerWindow *self,
      GtkEditable       *entry,
      const char        *keyword)
{
  const char *value = g_hash_table_lookup (self->server, keyword);

  gtk_editable_set_text (entry, value != NULL ? value : "");
}

static void
show_server (CopilServerWindow *self)
{
  const char *mode = g_hash_table_lookup (self->server, "sslmode");

  show (self, self->host, "host");
  show (self, self->port, "port");
  show (self, self->base, "dbname");
  show (self, self->login, "user");
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (mode, modes[i]) == 0)
      adw_combo_row_set_selected (self->encryption, i);
}

CopilServerWindow *
copil_server_window_new (GtkWindow  *parent,
                         GHashTable *server)
{
  CopilServerWindow *self = g_object_new (COPIL_TYPE_SERVER_WINDOW, "transient-for", parent, NULL);

  adw_combo_row_set_selected (self->kind, server != NULL ? KIND_SHARED : KIND_EMBEDDED);
  if (server != NULL)
    {
      g_hash_table_unref (self->server);
      self->server = copil_server_spell_out (server);
    }
  show_server (self);
  if (g_hash_table_lookup (self->server, "dbname") == NULL)
    gtk_editable_set_text (self->base, "copil");
  update (self);
  return self;
}
