/* changes-card.c: what is not as it was approved, or as it was sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/key-rows.h"
#include "committee-page/section.h"
#include "committee/change-words.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

/* -- The list --------------------------------------------------------------------------------- */

static void
add_line (GtkGrid    *grid,
          int         row,
          const char *kind,
          const char *markup)
{
  GtkWidget *label = gtk_label_new (kind);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "secondary");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_markup (GTK_LABEL (text), markup);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, text, 1, row, 1, 1);
}

static char *
describe (const CopilAgendaChange *change)
{
  g_autofree char *point = copil_agenda_change_describe_point (change);
  g_autofree char *old = NULL, *now = NULL;

  if (change->kind == COPIL_AGENDA_MOVED)
    /* translators: a point that moved: its number before, its number now, its title */
    return g_markup_printf_escaped (_("%s, now %s: %s"), change->old, change->now, change->title);
  if (change->kind != COPIL_AGENDA_CHANGED)
    return g_markup_printf_escaped ("%s", point);
  /* A whole text twice would be all that is read. */
  if (g_str_equal (change->field, "body"))
    return g_markup_printf_escaped ("%s, %s", point, copil_agenda_change_name_field (change));
  old = copil_agenda_change_describe_old (change);
  now = copil_agenda_change_describe_now (change);
  return g_markup_printf_escaped ("%s, %s\u00A0: <s>%s</s> <b>%s</b>", point,
                                  copil_agenda_change_name_field (change), old, now);
}

static const char *
name_kind (CopilAgendaChangeKind kind)
{
  static const char * const names[] = { N_("Added"), N_("Taken off"), N_("Moved"), N_("Changed") };

  return _(names[kind]);
}

/* (transfer full) (element-type CopilAgendaChange): those that are told; @old, @now: (nullable). */
static GPtrArray *
compare (JsonObject *old,
         JsonObject *now)
{
  GPtrArray *changes = old != NULL && now != NULL
                         ? copil_agenda_diff (old, now)
                         : g_ptr_array_new_with_free_func ((GDestroyNotify) copil_agenda_change_free);

  for (guint i = changes->len; i > 0; i--)
    if (!copil_agenda_change_is_told (changes->pdata[i - 1]))
      g_ptr_array_remove_index (changes, i - 1);
  return changes;
}

static void
append_list (GtkWidget *section,
             GPtrArray *changes)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < changes->len; i++)
    {
      const CopilAgendaChange *change = g_ptr_array_index (changes, i);
      g_autofree char *markup = describe (change);

      add_line (GTK_GRID (grid), (int) i, name_kind (change->kind), markup);
    }
  copil_section_append (COPIL_SECTION (section), grid);
}

/* (nullable): of the convocations, the last but @before. */
static CopilRecord *
find_sent (CopilSittingContext *context,
           guint                before)
{
  GListModel *sent = copil_sitting_store_get_list (context->store, "convocation");
  guint n = g_list_model_get_n_items (sent);
  g_autoptr(CopilRecord) found = n > before ? g_list_model_get_item (sent, n - 1 - before) : NULL;

  return found;
}

static JsonObject *
get_content (CopilRecord *sent)
{
  return sent != NULL ? copil_record_get_object (sent, "content") : NULL;
}

/* -- Since an approval ------------------------------------------------------------------------ */

/* What was approved and sent is compared as it was sent. */
static gboolean
was_sent (CopilSittingContext *context,
          CopilRecord         *approval)
{
  JsonObject *sent = get_content (find_sent (context, 0));
  JsonObject *agenda = sent != NULL ? json_object_get_object_member (sent, "agenda") : NULL;
  g_autoptr(GPtrArray) changes = NULL;

  if (agenda == NULL)
    return FALSE;
  changes = copil_agenda_diff (copil_record_get_object (approval, "content"), agenda);
  return changes->len == 0;
}

void
copil_changes_card_update (GtkWidget *section)
{
  CopilSittingContext *context = g_object_get_data (G_OBJECT (section), "context");
  CopilRecord *approval = copil_key_find_voided (
    copil_sitting_store_get_list (context->store, "approval"), "agenda");
  g_autoptr(GPtrArray) changes = NULL;

  gtk_widget_set_visible (section, FALSE);
  if (approval == NULL || copil_record_get_object (approval, "content") == NULL
      || was_sent (context, approval))
    return;
  changes = compare (copil_record_get_object (approval, "content"), context->laid.content);
  if (changes->len == 0)
    return;
  gtk_widget_set_visible (section, TRUE);
  copil_section_set_title (COPIL_SECTION (section),
                           g_str_equal (copil_record_get_word (approval, "key"), "state")
                             ? _("Changed since the approval of the State")
                             : _("Changed since the approval of the local authority"));
  copil_section_clear (COPIL_SECTION (section));
  append_list (section, changes);
}

GtkWidget *
copil_changes_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Changed since the approval of the State"), TRUE);

  g_object_set_data (G_OBJECT (section), "context", context);
  gtk_widget_set_visible (section, FALSE);
  return section;
}

/* -- Since the last sending ------------------------------------------------------------------- */

/* (transfer full): names of those who have not received what was last sent. */
static char *
list_waited_for (CopilSittingContext *context)
{
  GListModel *recipients = copil_sitting_store_get_list (context->store, "recipient");
  g_autoptr(GPtrArray) names = g_ptr_array_new_null_terminated (8, NULL, TRUE);

  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr(CopilRecord) recipient = g_list_model_get_item (recipients, i);
      CopilRecord *member = copil_committee_context_find (
        context->committee, "member", copil_record_get_string (recipient, "member_id"));

      if (member != NULL && copil_record_get_int (recipient, "received_version") <
                              copil_record_get_int (recipient, "sent_version"))
        g_ptr_array_add (names, (gpointer) copil_record_get_word (member, "name"));
    }
  return names->len > 0 ? copil_format_list ((const char *const *) names->pdata) : NULL;
}

/* Who must be told, and how: by a new version that both chairs approve. */
static void
show_to_send (GtkWidget           *section,
              CopilSittingContext *context)
{
  guint n = g_list_model_get_n_items (copil_sitting_store_get_list (context->store, "recipient"));
  g_autofree char *persons = copil_format_count (n, _("person"), _("persons"));
  g_autofree char *text = g_strdup_printf (
    /* translators: %s: "5 persons" */
    _("To be told again: %s. Both chairs approve anew, then the convocation is sent in a new "
      "version, with the sheet of changes."), persons);

  copil_sentence_set (copil_section_add_sentence (COPIL_SECTION (section), "secondary"), text);
}

static void
show_sent (GtkWidget           *section,
           CopilSittingContext *context)
{
  g_autofree char *names = list_waited_for (context);
  g_autofree char *text =
    names != NULL ? g_strdup_printf (_("Have not confirmed that they received it: %s."), names)
                  : g_strdup (_("Everybody confirmed that they received it."));
  GtkWidget *button = gtk_button_new_with_label (_("Sheet of changes…"));

  copil_sentence_set (copil_section_add_sentence (COPIL_SECTION (section), "secondary"), text);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sitting.print-changes");
  copil_section_append (COPIL_SECTION (section), button);
}

/* What is not sent yet comes first; else what the last version changed in the one before it. */
void
copil_sent_card_update (GtkWidget *section)
{
  CopilSittingContext *context = g_object_get_data (G_OBJECT (section), "context");
  CopilRecord *last = find_sent (context, 0), *before = find_sent (context, 1);
  gboolean pending;
  g_autoptr(GPtrArray) changes =
    compare (get_content (last), context->convocation.content);
  g_autofree char *title = NULL, *day = NULL;

  gtk_widget_set_visible (section, FALSE);
  pending = changes->len > 0;
  if (!pending && before != NULL)
    {
      g_ptr_array_unref (changes);
      changes = compare (get_content (before), get_content (last));
    }
  if (changes->len == 0)
    return;
  day = copil_instant_describe_day (copil_record_get_time (pending ? last : before, "sent_at"));
  title = g_strdup_printf (_("Changed since the sending of %s"), day);
  gtk_widget_set_visible (section, TRUE);
  copil_section_set_title (COPIL_SECTION (section), title);
  copil_section_set_state (COPIL_SECTION (section),
                           pending ? "copil-watch-symbolic" : "copil-check-symbolic",
                           pending ? _("To be sent") : _("Sent again"),
                           pending ? "tone-watch" : "tone-favourable");
  copil_section_clear (COPIL_SECTION (section));
  append_list (section, changes);
  if (pending)
    show_to_send (section, context);
  else
    show_sent (section, context);
}

GtkWidget *
copil_sent_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new ("", TRUE);

  g_object_set_data (G_OBJECT (section), "context", context);
  gtk_widget_set_visible (section, FALSE);
  return section;
}
