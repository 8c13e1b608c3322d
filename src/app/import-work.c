/* import-work.c: what takes time in an import: reading, trying, landing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-window-private.h"

#include "app/import-look.h"
#include "core/format.h"
#include "db/error.h"

#include <glib/gi18n-lib.h>

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
renew_cancellable (CopilImportWindow *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
drop_connection (CopilImportWindow *self)
{
  if (self->connection == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->connection, self);
  copil_connection_close (self->connection);
  g_clear_object (&self->connection);
}

void
_copil_import_window_forget (CopilImportWindow *self)
{
  drop_connection (self);
  g_clear_pointer (&self->reading, copil_file_reading_free);
  g_clear_pointer (&self->perimeters, copil_territory_import_free);
  g_clear_pointer (&self->command, g_free);
  g_clear_object (&self->file);
}

static void
tell (CopilImportWindow *self,
      const char        *text)
{
  copil_toasts_tell (self->toasts, text);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static void
show_reading (CopilImportWindow *self)
{
  gboolean unsure = self->reading->doubt != COPIL_DOUBT_NONE && !self->reading->composition;

  copil_import_form_set (self->form, self->reading, copil_cube_get_catalogue (self->cube),
                         copil_cube_get_territories (self->cube));
  gtk_widget_set_visible (GTK_WIDGET (self->adjust), !self->reading->composition);
  adw_expander_row_set_expanded (self->adjust, unsure);
  _copil_import_window_show_look (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilFileReading) reading = copil_file_reading_finish (result, &error);

  if (self->closed)
    return;
  if (reading != NULL)
    {
      self->reading = g_steal_pointer (&reading);
      show_reading (self);
    }
  else if (is_cancelled (error))
    _copil_import_window_set_step (self, COPIL_IMPORT_CHOOSE);
  else
    _copil_import_window_show_problem (self, _("This file cannot be read"), error->message,
                                       COPIL_IMPORT_CHOOSE);
}

void
copil_import_window_read (CopilImportWindow *self,
                          GFile             *file)
{
  g_autofree char *base = NULL, *name = NULL;

  g_return_if_fail (COPIL_IS_IMPORT_WINDOW (self));

  g_cancellable_cancel (self->cancellable);
  renew_cancellable (self);
  copil_import_form_set (self->form, NULL, NULL, NULL);
  _copil_import_window_forget (self);
  self->file = g_object_ref (file);
  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  adw_window_title_set_subtitle (self->heading, name);
  _copil_import_window_set_progress (self, _("Reading the file"), -1);
  _copil_import_window_set_step (self, COPIL_IMPORT_READING);
  copil_file_reading_new_async (file, copil_cube_get_territories (self->cube),
                                copil_cube_get_catalogue (self->cube), self->cancellable, read_cb,
                                g_object_ref (self));
}

static void
placed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(CopilFileReading) reading = copil_file_reading_finish (result, NULL);

  self->placing = FALSE;
  if (self->closed || reading == NULL)
    return;
  self->reading = g_steal_pointer (&reading);
  if (self->stale)
    _copil_import_window_place (self);
  else
    _copil_import_window_show_look (self);
}

/* One thread at a time has the file; what changed meanwhile is placed after it. */
void
_copil_import_window_place (CopilImportWindow *self)
{
  CopilMapping *mapping;

  self->stale = self->placing;
  if (self->placing || self->reading == NULL)
    return;
  mapping = copil_import_form_get_mapping (self->form);
  if (mapping == NULL)
    return;
  self->placing = TRUE;
  self->ready = FALSE;
  _copil_import_window_set_step (self, COPIL_IMPORT_LOOK);
  copil_file_reading_place_async (g_steal_pointer (&self->reading), mapping,
                                  copil_cube_get_territories (self->cube),
                                  copil_cube_get_catalogue (self->cube), NULL, placed_cb,
                                  g_object_ref (self));
}

/* -- What went wrong -------------------------------------------------------------------------- */

static char *
word_failure (const GError *error)
{
  const char *detail = copil_db_error_get_detail (error);
  g_autofree char *sentence = NULL;

  if (error->domain != COPIL_DB_ERROR)
    return g_strdup (error->message);
  if (g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE) ||
      g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT))
    return g_strdup (_("The server does not answer. Nothing was written, and the file is kept open "
                       "here: try again when the connection is back."));
  sentence = copil_db_error_to_sentence (error);
  /* The rows that the base names. */
  if (g_str_equal (copil_db_error_get_sqlstate (error), "CP422") && detail != NULL)
    return g_strdup_printf ("%s\n%s", sentence, detail);
  return g_steal_pointer (&sentence);
}

static void
send_again_cb (gpointer data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);

  if (self->step == COPIL_IMPORT_CHECKING && !self->closed)
    _copil_import_window_send (self, TRUE);
}

/* Not from within the connection, which is given up for another one. */
static void
ready_cb (CopilImportWindow *self)
{
  g_idle_add_once (send_again_cb, g_object_ref (self));
}

static void
fail (CopilImportWindow *self,
      const GError      *error)
{
  gboolean landing = self->step == COPIL_IMPORT_LANDING;
  g_autofree char *text = word_failure (error);

  if (landing && g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNKNOWN_OUTCOME))
    {
      self->in_doubt = TRUE;
      _copil_import_window_show_checking (self);
      g_signal_connect_object (self->connection, "ready", G_CALLBACK (ready_cb), self,
                               G_CONNECT_SWAPPED);
      return;
    }
  drop_connection (self);
  if (!is_cancelled (error))
    {
      _copil_import_window_show_problem (self, _("The import did not take place"), text,
                                         copil_db_error_is_retryable (error)
                                           ? self->step : COPIL_IMPORT_CHOOSE);
      return;
    }
  if (landing)
    _copil_import_window_set_step (self, COPIL_IMPORT_EFFECTS);
  else
    _copil_import_window_show_look (self);
  tell (self, _("Cancelled: nothing was written."));
}

/* -- Trying and landing ----------------------------------------------------------------------- */

static void
progress_cb (const char *label,
             double      fraction,
             gpointer    data)
{
  _copil_import_window_set_progress (COPIL_IMPORT_WINDOW (data), label, fraction);
}

static void
show_landed (CopilImportWindow  *self,
             CopilImportOutcome *outcome)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) numbers = NULL;
  g_autofree char *batches = NULL, *fresh = NULL, *revised = NULL, *text = NULL;

  if (outcome->untold)
    {
      _copil_import_window_show_done (self, _("Imported"),
                                      _("The figures are recorded. Your account has no role in this "
                                        "base any more: which batches they are, the base tells "
                                        "those who have one."));
      return;
    }
  if (outcome->batches->len == 0)
    {
      _copil_import_window_show_done (self, _("Nothing to change"),
                                      _("The base already says everything that this file holds."));
      return;
    }
  for (guint i = 0; i < outcome->batches->len; i++)
    {
      g_autofree char *number =
        g_strdup_printf ("%d", g_array_index (outcome->batches, int, i));

      g_strv_builder_add (builder, number);
    }
  numbers = g_strv_builder_end (builder);
  batches = copil_format_list ((const char * const *) numbers);
  fresh = copil_format_count (outcome->fresh, "chiffre nouveau", "chiffres nouveaux");
  revised = copil_format_count (outcome->revised, "chiffre révisé", "chiffres révisés");
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Recorded as batch %s: %s, %s. Every open screen shows them.",
                                       "Recorded as batches %s: %s, %s. Every open screen shows "
                                       "them.", outcome->batches->len),
                          batches, fresh, revised);
  _copil_import_window_show_done (self, _("Imported"), text);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilImportOutcome) outcome =
    copil_import_finish (COPIL_CONNECTION (source), result, &error);

  if (self->closed)
    return;
  if (outcome == NULL)
    {
      fail (self, error);
      return;
    }
  drop_connection (self);
  if (self->step == COPIL_IMPORT_LANDING || outcome->batches->len == 0)
    {
      g_clear_pointer (&self->command, g_free);
      show_landed (self, outcome);
      return;
    }
  copil_import_effects_show (self->effects, outcome, self->reading, self->cube);
  _copil_import_window_set_step (self, COPIL_IMPORT_EFFECTS);
}

static void
send_figures (CopilImportWindow *self)
{
  CopilImportOrder order = { self->reading->placement, self->reading->mapping };
  gboolean commit = self->step == COPIL_IMPORT_LANDING;

  order.catalogue = copil_cube_get_catalogue (self->cube);
  order.source = self->reading->name;
  order.command = commit ? self->command : NULL;
  order.in_doubt = commit && self->in_doubt;
  copil_import_async (self->connection, &order, commit, progress_cb, self, self->cancellable,
                      imported_cb, g_object_ref (self));
}

/* -- A perimeter set -------------------------------------------------------------------------- */

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GError) error = NULL;
  gboolean changed = FALSE;
  g_autofree char *text = NULL;

  if (self->closed)
    return;
  if (!copil_territory_import_send_finish (result, &changed, &error))
    {
      fail (self, error);
      return;
    }
  drop_connection (self);
  text = g_strdup_printf (changed ? _("The set “%s” is recorded: its territories can be found by "
                                      "name.")
                                  : _("The base has the set “%s” already, exactly so."),
                          self->perimeters->name);
  _copil_import_window_show_done (self, changed ? _("Imported") : _("Nothing to change"), text);
}

static void
send_perimeters (CopilImportWindow *self)
{
  copil_territory_import_send_async (self->perimeters, self->connection, self->cancellable,
                                     recorded_cb, g_object_ref (self));
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GError) error = NULL;
  g_autofree char *report = NULL;
  g_auto(GStrv) lines = NULL;
  AdwPreferencesGroup *group;

  g_clear_pointer (&self->perimeters, copil_territory_import_free);
  self->perimeters = copil_territory_import_finish (result, &error);
  if (self->closed)
    return;
  if (self->perimeters == NULL)
    {
      fail (self, error);
      return;
    }
  report = copil_territory_import_report (self->perimeters, 10);
  lines = g_strsplit (g_strchomp (report), "\n", -1);
  copil_import_clear (self->effects);
  group = copil_import_add_group (self->effects, _("What would be recorded"),
                                  _("Nothing is written yet."));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], COPIL_NBSP ": ", 2);

      copil_import_add_row (group, parts[0], parts[1] != NULL ? parts[1] : "", "");
    }
  _copil_import_window_set_step (self, COPIL_IMPORT_EFFECTS);
}

static void
draw_perimeters (CopilImportWindow *self)
{
  g_autofree char *path = g_file_get_path (self->file);
  const CopilTerritoryOptions options = { 0 };
  CopilProgress *progress = copil_progress_new (progress_cb, self);

  copil_territory_import_async (path, &options, progress, self->cancellable, drawn_cb,
                                g_object_ref (self));
  copil_progress_unref (progress);
}

/* -- Both ------------------------------------------------------------------------------------- */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CopilImportWindow) self = COPIL_IMPORT_WINDOW (data);
  g_autoptr(GError) error = NULL;

  if (!copil_connection_open_finish (COPIL_CONNECTION (source), result, &error))
    {
      if (!self->closed)
        fail (self, error);
    }
  else if (self->closed)
    return;
  else if (self->perimeters != NULL)
    send_perimeters (self);
  else
    send_figures (self);
}

void
_copil_import_window_send (CopilImportWindow *self,
                           gboolean           commit)
{
  renew_cancellable (self);
  drop_connection (self);
  if (commit && self->command == NULL)
    {
      self->command = g_uuid_string_random ();
      self->in_doubt = FALSE;
    }
  _copil_import_window_set_step (self, commit ? COPIL_IMPORT_LANDING : COPIL_IMPORT_TRYING);
  _copil_import_window_set_progress (self, self->reading->composition && !commit
                                             ? _("Drawing the perimeters") : _("Connecting"), -1);
  if (self->reading->composition && !commit)
    {
      draw_perimeters (self);
      return;
    }
  self->connection = copil_connection_new_alike (copil_station_get_connection (self->station));
  copil_connection_open_async (self->connection, self->cancellable, opened_cb,
                               g_object_ref (self));
}
