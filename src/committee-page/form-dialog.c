/* form-dialog.c: a few fields to fill in, then one command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Pixels. */
#define WIDTH 560
#define TEXT_HEIGHT 110
#define LABEL_MAX 400

typedef struct
{
  CopilFieldKind kind;
  char          *name;
  char          *title;
  gboolean       required;
  GtkWidget     *row;
  GtkWidget     *entry;  /* what holds the value: of a choice and of words, the row itself */
  GPtrArray     *options; /* CopilChoiceOption */
} Field;

struct _CopilFormDialog
{
  AdwWindow            parent_instance;
  GtkButton           *apply;
  GtkLabel            *explanation;
  AdwPreferencesGroup *group;
  GtkLabel            *problem;
  GPtrArray           *fields; /* Field */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilFormDialog, copil_form_dialog, ADW_TYPE_WINDOW)

static void
option_free (gpointer data)
{
  CopilChoiceOption *option = data;

  g_free (option->value);
  g_free (option->label);
  g_free (option);
}

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->title);
  g_clear_pointer (&field->options, g_ptr_array_unref);
  g_free (field);
}

/* -- What is typed ---------------------------------------------------------------------------- */

/* Digits and what stands between them: at most @max numbers, -1 when there is anything else. */
static int
read_numbers (const char *text,
              const char *separators,
              int        *numbers,
              int         max)
{
  int n = 0;

  while (*text != '\0')
    {
      char *end;
      long number;

      while (*text != '\0' && strchr (separators, *text) != NULL)
        text++;
      if (*text == '\0')
        break;
      number = strtol (text, &end, 10);
      if (end == text || n == max || number < 0 || number > 9999)
        return -1;
      numbers[n++] = (int) number;
      text = end;
    }
  return n;
}

gboolean
copil_form_parse_day (const char *text,
                      GDate      *day)
{
  int numbers[3], n = read_numbers (text, " /.-", numbers, 3);
  gboolean year_first = n == 3 && numbers[0] > 31;
  int date = year_first ? numbers[2] : numbers[0];
  int year = year_first ? numbers[0] : numbers[2];

  if (n != 3 || year < 1900 || numbers[1] > 12 || date > 31 || year > 2200 ||
      !g_date_valid_dmy ((GDateDay) date, (GDateMonth) numbers[1], (GDateYear) year))
    return FALSE;
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) date, (GDateMonth) numbers[1], (GDateYear) year);
  return TRUE;
}

int
copil_form_parse_hour (const char *text)
{
  g_autofree char *plain = g_strdup (text);
  int numbers[2], n;

  /* A no-break space, which the program writes itself. */
  for (char *p = plain; (p = strstr (p, COPIL_NBSP)) != NULL;)
    memset (p, ' ', strlen (COPIL_NBSP));
  n = read_numbers (plain, " hH:", numbers, 2);
  if (n < 1 || numbers[0] > 23 || (n == 2 && numbers[1] > 59))
    return -1;
  return numbers[0] * 60 + (n == 2 ? numbers[1] : 0);
}

static char *
get_text (const Field *field)
{
  g_autofree char *text = NULL;

  if (field->kind == COPIL_FIELD_TEXT)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->entry));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  else
    text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->entry))),
                         "\r\n\t", ' ');
  return g_strstrip (g_steal_pointer (&text));
}

/* (transfer full) (nullable): what is wrong with it. */
static char *
check (const Field *field)
{
  g_autofree char *text = NULL;
  GDate day;

  if (field->kind == COPIL_FIELD_CHOICE || field->kind == COPIL_FIELD_NUMBER ||
      field->kind == COPIL_FIELD_SWITCH)
    return NULL;
  text = get_text (field);
  if (*text == '\0')
    /* translators: %s is the title of a field that is to be filled in */
    return field->required ? g_strdup_printf (_("To be filled in: %s."), field->title) : NULL;
  if (field->kind == COPIL_FIELD_DATE && !copil_form_parse_day (text, &day))
    return g_strdup_printf (_("%s: a day is written as 3/12/2026."), field->title);
  if (field->kind == COPIL_FIELD_HOUR && copil_form_parse_hour (text) < 0)
    return g_strdup_printf (_("%s: an hour is written as 9:30."), field->title);
  if (field->kind == COPIL_FIELD_WORDS && g_utf8_strlen (text, -1) > LABEL_MAX)
    return g_strdup_printf (_("%s: at most %d signs."), field->title, LABEL_MAX);
  return NULL;
}

static char *
find_problem (CopilFormDialog *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      char *problem = check (g_ptr_array_index (self->fields, i));

      if (problem != NULL)
        return problem;
    }
  return NULL;
}

static void
update (CopilFormDialog *self)
{
  g_autofree char *problem = find_problem (self);

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.apply", problem == NULL);
}

/* -- What is sent ----------------------------------------------------------------------------- */

static void
write_words (const Field *field,
             JsonObject  *values)
{
  g_autofree char *text = get_text (field);
  char day_text[11];
  GDate day;

  if (*text == '\0')
    json_object_set_null_member (values, field->name);
  else if (field->kind == COPIL_FIELD_HOUR)
    json_object_set_int_member (values, field->name, copil_form_parse_hour (text));
  else if (field->kind == COPIL_FIELD_DATE && copil_form_parse_day (text, &day))
    {
      g_snprintf (day_text, sizeof day_text, "%04d-%02d-%02d", g_date_get_year (&day),
                  g_date_get_month (&day), g_date_get_day (&day));
      json_object_set_string_member (values, field->name, day_text);
    }
  else
    json_object_set_string_member (values, field->name, text);
}

static void
write_field (const Field *field,
             JsonObject  *values)
{
  guint selected;

  switch (field->kind)
    {
    case COPIL_FIELD_CHOICE:
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (field->row));
      if (selected >= field->options->len ||
          *((CopilChoiceOption *) field->options->pdata[selected])->value == '\0')
        json_object_set_null_member (values, field->name);
      else
        json_object_set_string_member (
          values, field->name, ((CopilChoiceOption *) field->options->pdata[selected])->value);
      break;
    case COPIL_FIELD_NUMBER:
      json_object_set_int_member (
        values, field->name,
        gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->entry)));
      break;
    case COPIL_FIELD_SWITCH:
      json_object_set_boolean_member (values, field->name,
                                      gtk_switch_get_active (GTK_SWITCH (field->entry)));
      break;
    case COPIL_FIELD_WORDS:
    case COPIL_FIELD_TEXT:
    case COPIL_FIELD_DATE:
    case COPIL_FIELD_HOUR:
    default:
      write_words (field, values);
    }
}

JsonObject *
copil_form_dialog_read (CopilFormDialog *self)
{
  g_autofree char *problem = NULL;
  JsonObject *values;

  g_return_val_if_fail (COPIL_IS_FORM_DIALOG (self), NULL);

  problem = find_problem (self);
  if (problem != NULL)
    return NULL;
  values = json_object_new ();
  for (guint i = 0; i < self->fields->len; i++)
    write_field (g_ptr_array_index (self->fields, i), values);
  return values;
}

/* -- What it begins with ---------------------------------------------------------------------- */

static void
fill_words (const Field *field,
            const char  *text)
{
  GDate day;

  if (field->kind == COPIL_FIELD_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->entry)), text, -1);
  else if (field->kind == COPIL_FIELD_DATE && copil_form_parse_day (text, &day))
    {
      g_autofree char *typed = g_strdup_printf ("%d/%d/%d", g_date_get_day (&day),
                                                g_date_get_month (&day), g_date_get_year (&day));

      gtk_editable_set_text (GTK_EDITABLE (field->entry), typed);
    }
  else
    gtk_editable_set_text (GTK_EDITABLE (field->entry), text);
}

static void
fill_choice (const Field *field,
             const char  *value)
{
  for (guint i = 0; i < field->options->len; i++)
    if (g_str_equal (((CopilChoiceOption *) field->options->pdata[i])->value, value))
      adw_combo_row_set_selected (ADW_COMBO_ROW (field->row), i);
}

static void
fill_number (const Field *field,
             gint64       number)
{
  if (field->kind == COPIL_FIELD_NUMBER)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (field->entry), (double) number);
  else if (field->kind == COPIL_FIELD_HOUR)
    {
      g_autofree char *typed = g_strdup_printf ("%d h %02d", (int) number / 60, (int) number % 60);

      gtk_editable_set_text (GTK_EDITABLE (field->entry), typed);
    }
}

void
copil_form_dialog_fill (CopilFormDialog *self,
                        JsonObject      *values)
{
  g_return_if_fail (COPIL_IS_FORM_DIALOG (self));

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);
      JsonNode *node = json_object_get_member (values, field->name);

      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) == G_TYPE_INT64)
        fill_number (field, json_node_get_int (node));
      else if (field->kind == COPIL_FIELD_SWITCH)
        gtk_switch_set_active (GTK_SWITCH (field->entry), json_node_get_boolean (node));
      else if (field->kind == COPIL_FIELD_CHOICE)
        fill_choice (field, json_node_get_string (node));
      else if (json_node_get_string (node) != NULL)
        fill_words (field, json_node_get_string (node));
    }
  update (self);
}

/* -- Fields ----------------------------------------------------------------------------------- */

static void
name_widget (GtkWidget  *widget,
             const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static GtkWidget *
create_suffixed (Field            *field,
                 const CopilField *from,
                 GtkWidget        *entry)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);
  if (from->hint != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), from->hint);
  name_widget (entry, from->title);
  field->entry = entry;
  return row;
}

/* Several lines: a title, and below it a frame to write in. */
static GtkWidget *
create_text (Field            *field,
             const CopilField *from)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (from->title);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  field->entry = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (field->entry), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (field->entry), FALSE);
  name_widget (field->entry, from->title);
  gtk_widget_add_css_class (title, "note");
  gtk_widget_add_css_class (box, "form-text");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), field->entry);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_HEIGHT);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
create_row (Field            *field,
            const CopilField *from)
{
  switch (from->kind)
    {
    case COPIL_FIELD_CHOICE:
      field->options = g_ptr_array_new_with_free_func (option_free);
      field->entry = adw_combo_row_new ();
      if (from->hint != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (field->entry), from->hint);
      return field->entry;
    case COPIL_FIELD_NUMBER:
      return create_suffixed (field, from,
                              gtk_spin_button_new_with_range (from->least, from->most, 1));
    case COPIL_FIELD_SWITCH:
      return create_suffixed (field, from, gtk_switch_new ());
    case COPIL_FIELD_TEXT:
      return create_text (field, from);
    case COPIL_FIELD_WORDS:
    case COPIL_FIELD_DATE:
    case COPIL_FIELD_HOUR:
    default:
      field->entry = adw_entry_row_new ();
      if (from->hint != NULL)
        gtk_widget_set_tooltip_text (field->entry, from->hint);
      return field->entry;
    }
}

static void
follow_field (CopilFormDialog *self,
              const Field     *field)
{
  if (field->kind == COPIL_FIELD_TEXT)
    g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->entry)), "changed",
                             G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_EDITABLE (field->entry))
    g_signal_connect_object (field->entry, "changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  if (ADW_IS_ENTRY_ROW (field->entry))
    g_signal_connect_object (field->entry, "entry-activated", G_CALLBACK (gtk_widget_activate),
                             self->apply, G_CONNECT_SWAPPED);
}

void
copil_form_dialog_add (CopilFormDialog  *self,
                       const CopilField *from)
{
  Field *field = g_new0 (Field, 1);

  g_return_if_fail (COPIL_IS_FORM_DIALOG (self));

  field->kind = from->kind;
  field->name = g_strdup (from->name);
  field->title = g_strdup (from->title);
  field->required = from->required;
  field->row = create_row (field, from);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), from->title);
  adw_preferences_group_add (self->group, field->row);
  g_ptr_array_add (self->fields, field);
  follow_field (self, field);
  if (self->fields->len == 1)
    gtk_widget_grab_focus (field->entry);
  update (self);
}

void
copil_form_dialog_add_option (CopilFormDialog *self,
                              const char      *name,
                              const char      *value,
                              const char      *label)
{
  g_return_if_fail (COPIL_IS_FORM_DIALOG (self));

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);
      CopilChoiceOption *option;
      GListModel *model;

      if (!g_str_equal (field->name, name) || field->options == NULL)
        continue;
      option = g_new0 (CopilChoiceOption, 1);
      option->value = g_strdup (value);
      option->label = g_strdup (label);
      g_ptr_array_add (field->options, option);
      model = adw_combo_row_get_model (ADW_COMBO_ROW (field->row));
      if (model == NULL)
        {
          g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

          gtk_string_list_append (list, label);
          adw_combo_row_set_model (ADW_COMBO_ROW (field->row), G_LIST_MODEL (list));
        }
      else
        gtk_string_list_append (GTK_STRING_LIST (model), label);
    }
}

/* -- The dialog ------------------------------------------------------------------------------- */

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilFormDialog *self = COPIL_FORM_DIALOG (widget);
  g_autoptr(JsonObject) values = copil_form_dialog_read (self);

  if (values == NULL)
    return;
  g_signal_emit (self, signals[ACCEPTED], 0, values);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
copil_form_dialog_dispose (GObject *object)
{
  CopilFormDialog *self = COPIL_FORM_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_FORM_DIALOG);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (copil_form_dialog_parent_class)->dispose (object);
}

static void
copil_form_dialog_class_init (CopilFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_form_dialog_dispose;
  signals[ACCEPTED] = g_signal_new ("accepted", COPIL_TYPE_FORM_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  gtk_widget_class_install_action (widget_class, "form.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/committee-page/form-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilFormDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, CopilFormDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CopilFormDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CopilFormDialog, problem);
}

static void
copil_form_dialog_init (CopilFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_ptr_array_new_with_free_func (field_free);
}

CopilFormDialog *
copil_form_dialog_new (GtkWindow  *parent,
                       const char *title,
                       const char *explanation,
                       const char *apply)
{
  CopilFormDialog *self = g_object_new (COPIL_TYPE_FORM_DIALOG, "transient-for", parent, "title",
                                        title, "default-width", WIDTH, NULL);

  gtk_button_set_label (self->apply, apply);
  if (explanation != NULL)
    {
      gtk_label_set_label (self->explanation, explanation);
      gtk_widget_set_visible (GTK_WIDGET (self->explanation), TRUE);
    }
  return self;
}
