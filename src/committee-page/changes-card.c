/* changes-card.c: what is not as it was approved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/key-rows.h"
#include "committee-page/section.h"
#include "committee-page/words.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

static const char *
name_field (const char *field)
{
  static const struct
  {
    const char *field;
    const char *name;
  } names[] = {
    { "title", N_("title") },         { "body", N_("text") },       { "nature", N_("nature") },
    { "presenter", N_("presenter") }, { "seconds", N_("length") },  { "money", N_("money") },
    { "documents", N_("documents") }, { "views", N_("figures") },   { "late", N_("late") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].field, field) == 0)
      return _(names[i].name);
  return field != NULL ? field : "";
}

/* (transfer full): a value as it is read: minutes for seconds, a word for a nature. */
static char *
read_value (const char *field,
            const char *value)
{
  if (value == NULL)
    return g_strdup ("—");
  if (g_strcmp0 (field, "seconds") == 0)
    return copil_format_length (atoi (value));
  if (g_strcmp0 (field, "nature") == 0)
    return g_strdup (copil_words_nature (value).word);
  return g_strdup (value);
}

static gboolean
is_list (const char *field)
{
  return g_strcmp0 (field, "documents") == 0 || g_strcmp0 (field, "views") == 0 ||
         g_strcmp0 (field, "body") == 0;
}

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
  g_autofree char *old = read_value (change->field, change->old);
  g_autofree char *now = read_value (change->field, change->now);

  if (change->kind == COPIL_AGENDA_MOVED)
    /* translators: a point that moved: its number before, its number now, its title */
    return g_markup_printf_escaped (_("%s, now %s: %s"), change->old, change->now, change->title);
  if (change->kind != COPIL_AGENDA_CHANGED)
    return g_markup_printf_escaped ("%s %s", change->number, change->title);
  if (is_list (change->field))
    return g_markup_printf_escaped ("%s %s, %s", change->number, change->title,
                                    name_field (change->field));
  return g_markup_printf_escaped ("%s, %s\u00A0: <s>%s</s> <b>%s</b>", change->number,
                                  name_field (change->field), old, now);
}

static const char *
name_kind (CopilAgendaChangeKind kind)
{
  static const char * const names[] = { N_("Added"), N_("Taken off"), N_("Moved"), N_("Changed") };

  return _(names[kind]);
}

void
copil_changes_card_update (GtkWidget *section)
{
  CopilSittingContext *context = g_object_get_data (G_OBJECT (section), "context");
  CopilRecord *approval = copil_key_find_voided (
    copil_sitting_store_get_list (context->store, "approval"), "agenda");
  g_autoptr(GPtrArray) changes = NULL;
  GtkWidget *grid;

  gtk_widget_set_visible (section, FALSE);
  if (approval == NULL || context->laid.content == NULL ||
      copil_record_get_object (approval, "content") == NULL)
    return;
  changes = copil_agenda_diff (copil_record_get_object (approval, "content"),
                               context->laid.content);
  if (changes->len == 0)
    return;
  gtk_widget_set_visible (section, TRUE);
  copil_section_set_title (COPIL_SECTION (section),
                           g_str_equal (copil_record_get_word (approval, "key"), "state")
                             ? _("Changed since the approval of the State")
                             : _("Changed since the approval of the local authority"));
  copil_section_clear (COPIL_SECTION (section));
  grid = gtk_grid_new ();
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

GtkWidget *
copil_changes_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Changed since the approval of the State"), TRUE);

  g_object_set_data (G_OBJECT (section), "context", context);
  gtk_widget_set_visible (section, FALSE);
  return section;
}
