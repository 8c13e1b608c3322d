/* figure-link.c: a figure of the dashboard, put on the agenda of a sitting in preparation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   the committees of this person -> their sittings in preparation -> the points of each -> a form
 */
#include "config.h"

#include "committee-page/figure-link.h"

#include "committee-page/link-form.h"
#include "committee-page/refusal.h"
#include "committee/agenda.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

struct _CopilFigureLink
{
  GObject    parent_instance;
  GtkWindow *parent;
  CopilDesk *desk;
  JsonObject *figure; /* (nullable): asked for: what the form begins with, and what is fixed */
  CopilCommitteeStore *all; /* (nullable): which committees there are */
  GPtrArray *committees; /* CopilCommitteeStore; NULL until they are known */
  GPtrArray *sittings;   /* CopilSittingStore; NULL until they are known */
  char      *linked;     /* (nullable): id of the last one */
  CopilSittingStore *store; /* (nullable): that it is in */
};

enum
{
  LINKED,
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilFigureLink, copil_figure_link, G_TYPE_OBJECT)

static void look (CopilFigureLink *self);

/* -- Sending ---------------------------------------------------------------------------------- */

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(CopilFigureLink) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilCommand) command =
    copil_store_submit_finish (COPIL_STORE (source), result, &error);

  if (command == NULL)
    g_signal_emit (self, signals[TOLD], 0, error->message);
  else if (g_str_equal (copil_command_get_function (command), "view_add"))
    g_signal_emit (self, signals[LINKED], 0, copil_command_get_label (command));
}

static void
refused_cb (CopilFigureLink *self,
            CopilCommand    *command)
{
  const char *function = copil_command_get_function (command);

  if (g_str_equal (function, "view_add") || g_str_equal (function, "view_remove"))
    copil_refusal_tell (GTK_WIDGET (self->parent), command);
}

/* The store stays open, so that a refusal is told. */
static void
hold (CopilFigureLink   *self,
      CopilSittingStore *store)
{
  if (self->store == store)
    return;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  g_signal_connect_object (store, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
}

static void
submit (CopilFigureLink *self,
        const char      *function,
        JsonObject      *parameters,
        const char      *label)
{
  copil_store_submit_async (COPIL_STORE (self->store), function, parameters, label, NULL, NULL,
                            submitted_cb, g_object_ref (self));
}

/* (nullable) (transfer none) */
static CopilSittingStore *
find_store (CopilFigureLink *self,
            const char      *item)
{
  for (guint i = 0; i < self->sittings->len; i++)
    if (copil_sitting_store_find (self->sittings->pdata[i], "agenda_item", item) != NULL)
      return self->sittings->pdata[i];
  return NULL;
}

static void
accepted_cb (CopilFigureLink *self,
             JsonObject      *values)
{
  static const char * const names[] = { "indicator_code", "territory_id", "period" };
  const char *item = json_object_get_string_member (values, "item");
  CopilSittingStore *store = find_store (self, item);

  if (store == NULL)
    return;
  hold (self, store);
  g_free (self->linked);
  self->linked = g_uuid_string_random ();
  json_object_set_string_member (values, "id", self->linked);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_member (values, names[i], json_object_dup_member (self->figure, names[i]));
  submit (self, "view_add", values,
          copil_record_get_word (copil_sitting_store_find (store, "agenda_item", item), "title"));
}

gboolean
copil_figure_link_undo (CopilFigureLink *self)
{
  g_autoptr(JsonObject) parameters = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (COPIL_IS_FIGURE_LINK (self), FALSE);
  if (self->linked == NULL || self->store == NULL)
    return FALSE;
  id = g_steal_pointer (&self->linked);
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "view", id);
  submit (self, "view_remove", parameters, _("Unlink a figure"));
  return TRUE;
}

/* -- The form --------------------------------------------------------------------------------- */

static void
add_items (CopilFigureLink   *self,
           CopilFormDialog   *dialog,
           CopilSittingStore *store)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (store);
  g_autoptr(GPtrArray) agenda =
    copil_agenda_build (copil_sitting_store_get_list (store, "agenda_item"), 0);
  g_autofree char *day = NULL;

  if (sitting == NULL)
    return;
  day = copil_instant_describe_short_day (copil_record_get_time (sitting, "starts_at"));
  for (guint i = 0; i < agenda->len; i++)
    {
      const CopilAgendaEntry *entry = agenda->pdata[i];
      g_autofree char *label = g_strdup_printf ("%s · %s. %s", day, entry->number,
                                                copil_record_get_word (entry->item, "title"));

      copil_form_dialog_add_option (dialog, "item", copil_record_get_id (entry->item), label);
    }
}

static gboolean
has_items (CopilFigureLink *self)
{
  for (guint i = 0; i < self->sittings->len; i++)
    if (g_list_model_get_n_items (copil_sitting_store_get_list (self->sittings->pdata[i],
                                                                "agenda_item")) > 0)
      return TRUE;
  return FALSE;
}

static void
open_form (CopilFigureLink *self)
{
  const CopilField field = { COPIL_FIELD_CHOICE, "item", _("Sitting and point"), NULL, TRUE, 0, 0 };
  CopilFormDialog *dialog;

  if (!has_items (self))
    {
      g_signal_emit (self, signals[TOLD], 0,
                     _("You prepare no sitting whose agenda has a point."));
      return;
    }
  dialog = copil_form_dialog_new (self->parent, _("Add to the agenda"),
                                  json_object_get_string_member (self->figure, "explanation"),
                                  _("Add"));
  copil_form_dialog_add (dialog, &field);
  for (guint i = 0; i < self->sittings->len; i++)
    add_items (self, dialog, self->sittings->pdata[i]);
  copil_link_form_add_drawing (dialog);
  copil_form_dialog_fill (dialog, self->figure);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- What can be chosen ----------------------------------------------------------------------- */

static gboolean
is_ready (gpointer store)
{
  gboolean loaded;
  g_autofree char *reason = NULL;

  g_object_get (store, "loaded", &loaded, "reason", &reason, NULL);
  return loaded || reason != NULL;
}

static gboolean
are_ready (GPtrArray *stores)
{
  for (guint i = 0; i < stores->len; i++)
    if (!is_ready (stores->pdata[i]))
      return FALSE;
  return TRUE;
}

/* @store: (transfer full) */
static void
follow (CopilFigureLink *self,
        GPtrArray       *stores,
        gpointer         store)
{
  g_ptr_array_add (stores, store);
  g_signal_connect_object (store, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

static gboolean
is_prepared_here (CopilRecord *committee)
{
  JsonObject *rights = copil_record_get_object (committee, "rights");

  return rights != NULL && json_object_get_boolean_member_with_default (rights, "prepares", FALSE);
}

static void
open_committees (CopilFigureLink *self)
{
  GListModel *list = copil_committee_store_get_list (self->all, "committee");

  self->committees = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CopilRecord) committee = g_list_model_get_item (list, i);

      if (is_prepared_here (committee))
        follow (self, self->committees,
                copil_desk_open_committee (self->desk, copil_record_get_id (committee)));
    }
}

static gboolean
is_in_preparation (CopilRecord *sitting)
{
  static const char * const stages[] = { "draft", "submitted", "approved", "convoked", NULL };

  return g_strv_contains (stages, copil_record_get_word (sitting, "stage"));
}

static void
open_sittings (CopilFigureLink *self)
{
  self->sittings = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->committees->len; i++)
    {
      GListModel *list = copil_committee_store_get_list (self->committees->pdata[i], "sitting");

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr(CopilRecord) sitting = g_list_model_get_item (list, j);

          if (is_in_preparation (sitting))
            follow (self, self->sittings,
                    copil_desk_open_sitting (self->desk, copil_record_get_id (sitting)));
        }
    }
}

static void
unfollow (CopilFigureLink *self,
          GPtrArray       *stores)
{
  for (guint i = 0; stores != NULL && i < stores->len; i++)
    g_signal_handlers_disconnect_by_func (stores->pdata[i], look, self);
}

static void
stop_looking (CopilFigureLink *self)
{
  if (self->all != NULL)
    g_signal_handlers_disconnect_by_func (self->all, look, self);
  unfollow (self, self->committees);
  unfollow (self, self->sittings);
}

/* Each step opens what the one before names, and waits for it. */
static void
look (CopilFigureLink *self)
{
  if (!is_ready (self->all))
    return;
  if (self->committees == NULL)
    open_committees (self);
  if (!are_ready (self->committees))
    return;
  if (self->sittings == NULL)
    open_sittings (self);
  if (!are_ready (self->sittings))
    return;
  stop_looking (self);
  open_form (self);
}

static void
forget (CopilFigureLink *self)
{
  stop_looking (self);
  g_clear_object (&self->all);
  g_clear_pointer (&self->committees, g_ptr_array_unref);
  g_clear_pointer (&self->sittings, g_ptr_array_unref);
  g_clear_pointer (&self->figure, json_object_unref);
}

void
copil_figure_link_start (CopilFigureLink      *self,
                         CopilDashboardView   *view,
                         const CopilIndicator *indicator,
                         const char           *chart)
{
  const CopilTerritory *territory = copil_dashboard_view_get_territory (view);
  g_autofree char *day = copil_period_to_sql (copil_dashboard_view_get_period (view));
  g_autofree char *explanation = g_strdup_printf ("%s · %s", indicator->name, territory->name);

  g_return_if_fail (COPIL_IS_FIGURE_LINK (self));

  forget (self);
  self->figure = json_object_new ();
  json_object_set_string_member (self->figure, "explanation", explanation);
  json_object_set_string_member (self->figure, "indicator_code", indicator->code);
  json_object_set_int_member (self->figure, "territory_id", territory->id);
  json_object_set_string_member (self->figure, "period", day);
  json_object_set_string_member (self->figure, "chart", chart);
  json_object_set_string_member (
    self->figure, "reference",
    copil_comparison_to_id (copil_dashboard_view_get_comparison (view)));
  self->all = copil_desk_open_committee (self->desk, NULL);
  g_signal_connect_object (self->all, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_figure_link_dispose (GObject *object)
{
  CopilFigureLink *self = COPIL_FIGURE_LINK (object);

  forget (self);
  g_clear_object (&self->store);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->linked, g_free);
  G_OBJECT_CLASS (copil_figure_link_parent_class)->dispose (object);
}

static void
copil_figure_link_class_init (CopilFigureLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_figure_link_dispose;
  signals[LINKED] = g_signal_new ("linked", COPIL_TYPE_FIGURE_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TOLD] = g_signal_new ("told", COPIL_TYPE_FIGURE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
copil_figure_link_init (CopilFigureLink *self)
{
}

CopilFigureLink *
copil_figure_link_new (GtkWindow *parent,
                       CopilDesk *desk)
{
  CopilFigureLink *self = g_object_new (COPIL_TYPE_FIGURE_LINK, NULL);

  self->parent = parent;
  self->desk = g_object_ref (desk);
  return self;
}
