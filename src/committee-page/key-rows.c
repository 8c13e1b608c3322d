/* key-rows.c: how each of the two keys stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/key-rows.h"

#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

const char *const copil_keys[2] = { "state", "local" };

CopilRecord *
copil_key_find_approval (GListModel *approvals,
                         const char *key,
                         const char *object)
{
  CopilRecord *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (approvals); i++)
    {
      g_autoptr(CopilRecord) approval = g_list_model_get_item (approvals, i);

      if (g_str_equal (copil_record_get_word (approval, "key"), key) &&
          g_str_equal (copil_record_get_word (approval, "object"), object) &&
          (last == NULL ||
           copil_record_get_time (approval, "at") >= copil_record_get_time (last, "at")))
        last = approval;
    }
  return last;
}

CopilRecord *
copil_key_find_voided (GListModel *approvals,
                       const char *object)
{
  CopilRecord *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (copil_keys); i++)
    {
      CopilRecord *approval = copil_key_find_approval (approvals, copil_keys[i], object);

      if (approval != NULL && copil_record_has (approval, "voided_at") &&
          copil_record_get_bool (approval, "given") &&
          (found == NULL ||
           copil_record_get_time (approval, "at") > copil_record_get_time (found, "at")))
        found = approval;
    }
  return found;
}

CopilKeyState
copil_key_state (GListModel        *approvals,
                 const char        *key,
                 const char *const *objects,
                 gboolean           asked)
{
  guint given = 0, voided = 0, n = 0;

  for (; objects[n] != NULL; n++)
    {
      CopilRecord *approval = copil_key_find_approval (approvals, key, objects[n]);

      if (approval == NULL)
        continue;
      if (copil_record_has (approval, "voided_at"))
        voided++;
      else if (!copil_record_get_bool (approval, "given"))
        return COPIL_KEY_REFUSED;
      else
        given++;
    }
  if (given == n)
    return COPIL_KEY_GIVEN;
  if (voided > 0)
    return COPIL_KEY_VOIDED;
  if (given > 0)
    return COPIL_KEY_PARTLY;
  return asked ? COPIL_KEY_AWAITED : COPIL_KEY_NOT_ASKED;
}

/* -- Words ------------------------------------------------------------------------------------ */

static CopilMarkWord
mark_of (CopilKeyState state)
{
  static const CopilMarkWord marks[] = {
    { "copil-ring-symbolic", N_("Not asked yet"), "tone-neutral" },
    { "copil-clock-symbolic", N_("Awaited"), "tone-neutral" },
    { "copil-clock-symbolic", N_("Agenda only"), "tone-neutral" },
    { "copil-check-symbolic", N_("Given"), "tone-favourable" },
    { "copil-watch-symbolic", N_("To be renewed"), "tone-watch" },
    { "copil-cross-symbolic", N_("Not given"), "tone-unfavourable" },
  };
  CopilMarkWord mark = marks[state];

  mark.word = _(mark.word);
  return mark;
}

/* "accord du 16 nov., caduc, Mme Martin" */
static char *
describe (CopilRecord   *approval,
          CopilKeyState  state)
{
  g_autofree char *day = NULL;

  if (approval == NULL)
    return g_strdup ("");
  day = copil_instant_describe_short_day (copil_record_get_time (approval, "at"));
  if (state == COPIL_KEY_REFUSED)
    return g_strdup_printf ("%s · %s", copil_record_get_word (approval, "name"),
                            copil_record_get_word (approval, "reason"));
  /* translators: an approval: the day, then who gave it */
  return g_strdup_printf (state == COPIL_KEY_VOIDED ? _("approved on %s by %s, void since")
                                                    : _("approved on %s by %s"),
                          day, copil_record_get_word (approval, "name"));
}

static void
show_whole (GtkWidget           *section,
            const CopilKeyState  states[2])
{
  CopilMarkWord mark = { NULL, NULL, NULL };

  if (states[0] == COPIL_KEY_VOIDED || states[1] == COPIL_KEY_VOIDED)
    mark = mark_of (COPIL_KEY_VOIDED);
  else if (states[0] == COPIL_KEY_REFUSED || states[1] == COPIL_KEY_REFUSED)
    mark = mark_of (COPIL_KEY_REFUSED);
  else if (states[0] == COPIL_KEY_GIVEN && states[1] == COPIL_KEY_GIVEN)
    mark = mark_of (COPIL_KEY_GIVEN);
  copil_section_set_state (COPIL_SECTION (section), mark.icon, mark.word, mark.tone);
}

void
copil_key_rows_show (GtkWidget         *rows[2],
                     GtkWidget         *section,
                     GListModel        *approvals,
                     const char *const *objects,
                     const char        *authority,
                     gboolean           asked,
                     CopilKeyState      states[2])
{
  for (guint i = 0; i < G_N_ELEMENTS (copil_keys); i++)
    {
      CopilRecord *approval = copil_key_find_approval (approvals, copil_keys[i], objects[0]);
      g_autofree char *text = NULL;

      states[i] = copil_key_state (approvals, copil_keys[i], objects, asked);
      text = describe (approval, states[i]);
      copil_record_row_set_text (COPIL_RECORD_ROW (rows[i]), i == 0 ? _("State") : authority, text);
      copil_record_row_set_state (COPIL_RECORD_ROW (rows[i]), mark_of (states[i]));
    }
  show_whole (section, states);
}

GtkWidget *
copil_key_rows_new (GtkWidget *rows[2])
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Double approval"),
                                  -1);
  for (guint i = 0; i < G_N_ELEMENTS (copil_keys); i++)
    {
      rows[i] = copil_record_row_new ();
      gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
    }
  return list;
}
