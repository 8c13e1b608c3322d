/* agenda-link.c: figures of the dashboard linked to the points of an agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-link.h"

#include "committee-page/link-form.h"
#include "committee/frozen.h"

#include <glib/gi18n-lib.h>

/* (nullable): as the catalogue of @cube names it. */
static const char *
find_name (CopilCube  *cube,
           const char *code)
{
  const CopilIndicator *indicator =
    cube != NULL ? copil_catalogue_find_indicator (copil_cube_get_catalogue (cube), code) : NULL;

  return indicator != NULL ? indicator->short_name : NULL;
}

/* As it was named when the sitting was convoked; until that is read, as it is named today. */
char *
copil_agenda_link_name (CopilSittingContext *context,
                        CopilRecord         *view)
{
  CopilCube *live = context->committee->cube;
  const char *code = copil_record_get_word (view, "indicator_code");
  const char *name =
    find_name (copil_frozen_choose (copil_frozen_of_sitting (context->store), live), code);

  if (name == NULL)
    name = find_name (live, code);
  return g_strdup (name != NULL ? name : code);
}

/* -- Adding ----------------------------------------------------------------------------------- */

typedef struct
{
  CopilAgendaEdits    *edits;
  CopilSittingContext *context;
  char                *item;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_free (asked->item);
  g_free (asked);
}

static void
accepted_cb (CopilFormDialog *dialog,
             JsonObject      *values,
             Asked           *asked)
{
  g_autofree char *id = g_uuid_string_random ();
  JsonObject *back = json_object_new ();

  copil_link_form_convert (values);
  json_object_set_string_member (values, "id", id);
  json_object_set_string_member (values, "item", asked->item);
  json_object_set_string_member (back, "view", id);
  copil_agenda_edits_submit (asked->edits, "view_add", values, _("Link a figure"), "view_remove",
                             back);
}

void
copil_agenda_link_open (CopilAgendaEdits    *edits,
                        CopilSittingContext *context,
                        const char          *item)
{
  CopilCommitteeContext *committee = context->committee;
  CopilFormDialog *dialog;
  Asked *asked;

  if (committee->cube == NULL || committee->territory == NULL)
    return;
  dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), _("Link a figure"),
    copil_frozen_is_frozen (copil_frozen_of_sitting (context->store))
      ? _("It is shown as it was when the sitting was convoked.")
      : _("It is shown as it is now, until the convocation freezes it."),
    _("Link"));
  copil_link_form_add_subject (dialog, committee->cube, committee->territory);
  copil_link_form_add_drawing (dialog);
  copil_link_form_fill (dialog, committee->territory, COPIL_COMPARISON_YEAR);
  asked = g_new0 (Asked, 1);
  *asked = (Asked) { edits, context, g_strdup (item) };
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (accepted_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- Removing, moving ------------------------------------------------------------------------- */

static JsonObject *
new_parameters (const char *view)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "view", view);
  return parameters;
}

void
copil_agenda_link_remove (CopilAgendaEdits    *edits,
                          CopilSittingContext *context,
                          const char          *view)
{
  CopilRecord *record = copil_sitting_store_find (context->store, "item_view", view);
  g_autoptr(JsonObject) parameters = new_parameters (view);
  g_autofree char *name = NULL, *label = NULL;

  if (record == NULL || copil_record_is_gone (record))
    return;
  name = copil_agenda_link_name (context, record);
  label = g_strdup_printf (_("Unlink “%s”"), name);
  copil_agenda_edits_submit (edits, "view_remove", parameters, label, "view_restore",
                             new_parameters (view));
}

/* (transfer full): the figures of an item, in their order. */
static GPtrArray *
list_of_item (CopilSittingContext *context,
              const char          *item)
{
  GListModel *views = copil_sitting_store_get_list (context->store, "item_view");
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (views); i++)
    {
      g_autoptr(CopilRecord) view = g_list_model_get_item (views, i);

      if (g_str_equal (copil_record_get_word (view, "item_id"), item))
        g_ptr_array_add (list, g_steal_pointer (&view));
    }
  return list;
}

gboolean
copil_agenda_link_move (CopilAgendaEdits    *edits,
                        CopilSittingContext *context,
                        const char          *view,
                        int                  step)
{
  CopilRecord *record = copil_sitting_store_find (context->store, "item_view", view);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(JsonObject) parameters = new_parameters (view);
  g_autofree char *name = NULL, *label = NULL;
  JsonObject *back;
  guint place;

  if (record == NULL)
    return FALSE;
  list = list_of_item (context, copil_record_get_word (record, "item_id"));
  if (!g_ptr_array_find (list, record, &place) || (int) place + step < 0 ||
      place + step >= list->len)
    return FALSE;
  back = new_parameters (view);
  json_object_set_int_member (back, "rank", (int) place + 1);
  json_object_set_int_member (parameters, "rank", (int) place + 1 + step);
  name = copil_agenda_link_name (context, record);
  label = g_strdup_printf (_("Move “%s”"), name);
  copil_agenda_edits_submit (edits, "view_move", parameters, label, "view_move", back);
  return TRUE;
}
