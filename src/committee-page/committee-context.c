/* committee-context.c: the committee that the pages show, and what may be done in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-context.h"

#include "committee-page/committee-page.h"
#include "committee-page/paper-save.h"
#include "committee-page/refusal.h"
#include "committee/person-names.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

static void
changed_cb (GtkWidget *page)
{
  copil_committee_page_refresh (COPIL_COMMITTEE_PAGE (page));
}

static void
set_offline (GtkWidget *page,
             gboolean   offline)
{
  CopilCommitteeContext *self = g_object_get_data (G_OBJECT (page), "committee-context");

  self->offline = offline;
  changed_cb (page);
}

/* The state of the connection would not do: it tries again now and then. */
static void
lost_cb (CopilConnection *connection,
         const GError    *error,
         GtkWidget       *page)
{
  set_offline (page, TRUE);
}

static void
ready_cb (CopilConnection *connection,
          GtkWidget       *page)
{
  set_offline (page, FALSE);
}

static void
refused_cb (GtkWidget    *page,
            CopilCommand *command)
{
  copil_refusal_tell (page, command);
}

void
copil_committee_context_init (CopilCommitteeContext *self,
                              GtkWidget             *page,
                              CopilConnection       *connection,
                              CopilDesk             *desk)
{
  *self = (CopilCommitteeContext) { .connection = g_object_ref (connection),
                                    .desk = g_object_ref (desk), .page = page };
  self->all = copil_desk_open_committee (desk, NULL);
  self->offline = copil_connection_get_state (connection) == COPIL_CONNECTION_BACKOFF;
  g_signal_connect_object (connection, "lost", G_CALLBACK (lost_cb), page, 0);
  g_signal_connect_object (connection, "ready", G_CALLBACK (ready_cb), page, 0);
  g_object_set_data (G_OBJECT (page), "committee-context", self);
  g_signal_connect_object (copil_person_names_of (connection), "changed", G_CALLBACK (changed_cb),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->all, "changed", G_CALLBACK (changed_cb), page,
                           G_CONNECT_SWAPPED);
  /* Also when there is none: nothing has changed then. */
  g_signal_connect_object (self->all, "notify", G_CALLBACK (changed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->all, "refused", G_CALLBACK (refused_cb), page,
                           G_CONNECT_SWAPPED);
}

static void
open_store (CopilCommitteeContext *self)
{
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self->page);
  g_clear_object (&self->store);
  if (self->committee == NULL)
    return;
  self->store = copil_desk_open_committee (self->desk, self->committee);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (changed_cb), self->page,
                           G_CONNECT_SWAPPED);
  /* Also when it cannot be read: no row has changed then. */
  g_signal_connect_object (self->store, "notify", G_CALLBACK (changed_cb), self->page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "refused", G_CALLBACK (refused_cb), self->page,
                           G_CONNECT_SWAPPED);
}

void
copil_committee_context_clear (CopilCommitteeContext *self)
{
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self->page);
  copil_committee_rights_clear (&self->rights);
  g_clear_pointer (&self->committee, g_free);
  g_clear_pointer (&self->whoami, g_free);
  g_clear_object (&self->cube);
  g_clear_object (&self->store);
  g_clear_object (&self->all);
  g_clear_object (&self->desk);
  g_clear_object (&self->connection);
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* Of one that was dissolved the sittings are still read, while no other took its place. */
static CopilRecord *
find_committee (CopilCommitteeContext *self)
{
  GListModel *committees = copil_committee_store_get_list (self->all, "committee");
  CopilRecord *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (committees); i++)
    {
      g_autoptr(CopilRecord) committee = g_list_model_get_item (committees, i);

      if (copil_record_get_int (committee, "territory_id") != self->territory->id)
        continue;
      if (found == NULL || copil_record_has (found, "until"))
        found = committee;
    }
  return found;
}

gboolean
copil_committee_context_look (CopilCommitteeContext *self)
{
  CopilRecord *committee = self->territory != NULL ? find_committee (self) : NULL;
  const char *id = committee != NULL ? copil_record_get_id (committee) : NULL;
  gboolean other = g_strcmp0 (id, self->committee) != 0;

  if (other)
    {
      g_free (self->committee);
      self->committee = g_strdup (id);
      open_store (self);
    }
  if (self->territory != NULL)
    copil_committee_rights_read (&self->rights, self->whoami, self->territory,
                                 copil_committee_context_list (self, "delegation"),
                                 copil_committee_context_list (self, "member"));
  return other;
}

GListModel *
copil_committee_context_list (CopilCommitteeContext *self,
                              const char            *kind)
{
  return copil_committee_store_get_list (self->store != NULL ? self->store : self->all, kind);
}

CopilRecord *
copil_committee_context_find (CopilCommitteeContext *self,
                              const char            *kind,
                              const char            *id)
{
  if (id == NULL || self->store == NULL)
    return NULL;
  return copil_committee_store_find (self->store, kind, id);
}

CopilRecord *
copil_committee_context_get (CopilCommitteeContext *self)
{
  CopilRecord *committee =
    self->store != NULL ? copil_committee_store_get_committee (self->store) : NULL;

  /* What the list says of it, until the rest is read. */
  if (committee == NULL && self->committee != NULL)
    committee = copil_committee_store_find (self->all, "committee", self->committee);
  return committee;
}

const char *
copil_committee_context_name_login (CopilCommitteeContext *self,
                                    const char            *login)
{
  return copil_person_names_find (copil_person_names_of (self->connection), login);
}

char *
copil_committee_context_name_holder (CopilCommitteeContext *self,
                                     CopilRecord           *seat)
{
  GListModel *terms = copil_committee_context_list (self, "term");
  g_autofree char *today = copil_instant_to_day (g_get_real_time ());

  for (guint i = 0; i < g_list_model_get_n_items (terms); i++)
    {
      g_autoptr(CopilRecord) term = g_list_model_get_item (terms, i);
      CopilRecord *member;

      if (copil_record_get_bool (term, "deputy") || !copil_record_is_in_force (term, today) ||
          !g_str_equal (copil_record_get_word (term, "seat_id"), copil_record_get_id (seat)))
        continue;
      member = copil_committee_context_find (self, "member",
                                             copil_record_get_string (term, "member_id"));
      if (member != NULL)
        return g_strdup_printf ("%s, %s", copil_record_get_word (member, "name"),
                                copil_record_get_word (member, "position"));
    }
  return NULL;
}

char *
copil_committee_context_describe_action (CopilCommitteeContext *self,
                                         CopilRecord           *action)
{
  CopilRecord *owner =
    copil_committee_context_find (self, "member", copil_record_get_string (action, "owner_id"));
  g_autofree char *due = copil_format_iso_date (copil_record_get_string (action, "due"));
  /* translators: by whom, and by when: "Mme Martin, by 3 décembre 2026" */
  g_autofree char *text =
    g_strdup_printf (_("%s, by %s"), owner != NULL ? copil_record_get_word (owner, "name") : "", due);
  g_autofree char *day = NULL, *reminded = NULL;

  if (!copil_record_has (action, "reminded_at"))
    return g_steal_pointer (&text);
  day = copil_instant_describe_short_day (copil_record_get_time (action, "reminded_at"));
  reminded = g_strdup_printf (_("reminded on %s"), day);
  return g_strjoin (" · ", text, reminded, NULL);
}

/* -- Writing ---------------------------------------------------------------------------------- */

/* What the rules have against it without forbidding it is told to who asked. */
static void
recorded_cb (CopilCommand *command,
             GParamSpec   *pspec,
             GtkWidget    *page)
{
  if (copil_command_get_state (command) == COPIL_COMMAND_RECORDED)
    copil_refusal_tell_warnings (page, command);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GtkWidget) page = GTK_WIDGET (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilCommand) command =
    copil_store_submit_finish (COPIL_STORE (source), result, &error);

  if (command == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (page, "win.notify", "s", error->message);
  if (command == NULL)
    return;
  g_signal_connect_object (command, "notify::state", G_CALLBACK (recorded_cb), page, 0);
  recorded_cb (command, NULL, page);
}

void
copil_committee_context_submit_to (CopilCommitteeContext *self,
                                   CopilStore            *store,
                                   const char            *function,
                                   JsonObject            *parameters,
                                   const char            *label)
{
  copil_store_submit_async (store, function, parameters, label, NULL, NULL, submitted_cb,
                            g_object_ref (self->page));
}

void
copil_committee_context_submit (CopilCommitteeContext *self,
                                const char            *function,
                                JsonObject            *parameters,
                                const char            *label)
{
  CopilCommitteeStore *store = self->store != NULL ? self->store : self->all;

  copil_committee_context_submit_to (self, COPIL_STORE (store), function, parameters, label);
}

/* -- Printing --------------------------------------------------------------------------------- */

void
copil_committee_context_print (CopilCommitteeContext *self,
                               CopilPaperKind         kind,
                               const char            *since,
                               const char            *until)
{
  if (self->store == NULL)
    return;
  copil_paper_save (self->page, &(CopilPaperOrder) {
    .committee = self->store, .connection = self->connection, .cube = self->cube, .kind = kind,
    .since = since, .until = until });
}
