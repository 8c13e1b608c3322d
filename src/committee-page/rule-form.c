/* rule-form.c: a rule that a committee sets by its own rules of procedure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/rule-form.h"

#include "committee-page/form-dialog.h"

#include <glib/gi18n-lib.h>

/* A fraction says at most so much. */
#define SHARE_MOST 1000

/* -- Fields ----------------------------------------------------------------------------------- */

static void
add_field (CopilFormDialog *dialog,
           CopilFieldKind   kind,
           const char      *name,
           const char      *title,
           const char      *hint,
           int              least,
           int              most)
{
  copil_form_dialog_add (dialog, &(CopilField) { kind, name, title, hint, TRUE, least, most });
}

static void
add_words (CopilFormDialog *dialog,
           CopilRule        rule)
{
  const char *word, *label;

  add_field (dialog, COPIL_FIELD_CHOICE, "value", copil_rule_get_title (rule), NULL, 0, 0);
  for (guint i = 0; (word = copil_rule_get_word (rule, i, &label)) != NULL; i++)
    copil_form_dialog_add_option (dialog, "value", word, label);
}

static void
add_sections (CopilFormDialog *dialog,
              CopilRule        rule)
{
  const char *word, *label;

  for (guint i = 0; (word = copil_rule_get_word (rule, i, &label)) != NULL; i++)
    add_field (dialog, COPIL_FIELD_SWITCH, word, label, NULL, 0, 0);
}

static void
add_number (CopilFormDialog *dialog,
            CopilRule        rule)
{
  g_autofree char *title =
    g_strdup_printf ("%s (%s)", copil_rule_get_title (rule), copil_rule_get_units (rule));

  add_field (dialog, COPIL_FIELD_NUMBER, "value", title,
             copil_rule_get_kind (rule) == COPIL_VALUE_OPTIONAL ? _("0: none is set") : NULL, 0,
             copil_rule_get_most (rule));
}

static void
add_flag (CopilFormDialog *dialog,
          CopilRule        rule)
{
  add_field (dialog, COPIL_FIELD_CHOICE, "value", copil_rule_get_title (rule), NULL, 0, 0);
  copil_form_dialog_add_option (dialog, "value", "true", _("yes"));
  copil_form_dialog_add_option (dialog, "value", "false", _("no"));
}

static void
add_value (CopilFormDialog *dialog,
           CopilRule        rule)
{
  switch (copil_rule_get_kind (rule))
    {
    case COPIL_VALUE_WORD: add_words (dialog, rule); break;
    case COPIL_VALUE_SECTIONS: add_sections (dialog, rule); break;
    case COPIL_VALUE_NUMBER:
    case COPIL_VALUE_OPTIONAL: add_number (dialog, rule); break;
    case COPIL_VALUE_SHARE:
      add_field (dialog, COPIL_FIELD_NUMBER, "numerator", _("How many"), NULL, 1, SHARE_MOST);
      add_field (dialog, COPIL_FIELD_NUMBER, "denominator", _("Out of how many"), NULL, 1,
                 SHARE_MOST);
      break;
    case COPIL_VALUE_FLAG:
    case COPIL_VALUE_FIXED:
    default: add_flag (dialog, rule);
    }
}

/* -- What it begins with ---------------------------------------------------------------------- */

/* (nullable): as it is held, {"value", "set_by", "source"...}. */
static JsonObject *
find_entry (CopilCommitteeContext *context,
            CopilRule              rule)
{
  JsonObject *rules = copil_record_get_object (copil_committee_context_get (context), "rules");
  JsonNode *entry = rules != NULL ? json_object_get_member (rules, copil_rule_get_name (rule))
                                  : NULL;

  return entry != NULL && JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
}

static void
fill_share (JsonObject *values,
            JsonArray  *share)
{
  json_object_set_int_member (values, "numerator", json_array_get_int_element (share, 0));
  json_object_set_int_member (values, "denominator", json_array_get_int_element (share, 1));
}

static void
fill_sections (JsonObject *values,
               JsonArray  *sections)
{
  for (guint i = 0; i < json_array_get_length (sections); i++)
    json_object_set_boolean_member (values, json_array_get_string_element (sections, i), TRUE);
}

static void
fill_value (JsonObject *values,
            CopilRule   rule,
            JsonNode   *value)
{
  CopilValueKind kind = copil_rule_get_kind (rule);

  if (kind == COPIL_VALUE_SHARE)
    fill_share (values, json_node_get_array (value));
  else if (kind == COPIL_VALUE_SECTIONS)
    fill_sections (values, json_node_get_array (value));
  else if (kind == COPIL_VALUE_FLAG)
    json_object_set_string_member (values, "value",
                                   json_node_get_boolean (value) ? "true" : "false");
  else
    json_object_set_member (values, "value", json_node_copy (value));
}

static void
fill (CopilFormDialog       *dialog,
      CopilCommitteeContext *context,
      CopilRule              rule)
{
  g_autoptr(JsonObject) values = json_object_new ();
  JsonObject *entry = find_entry (context, rule);

  if (entry == NULL)
    return;
  fill_value (values, rule, json_object_get_member (entry, "value"));
  if (g_str_equal (json_object_get_string_member_with_default (entry, "set_by", ""), "committee"))
    json_object_set_string_member (values, "source",
                                   json_object_get_string_member (entry, "source"));
  copil_form_dialog_fill (dialog, values);
}

/* -- What is sent ----------------------------------------------------------------------------- */

static JsonArray *
read_sections (CopilRule   rule,
               JsonObject *values)
{
  JsonArray *array = json_array_new ();
  const char *word, *label;

  for (guint i = 0; (word = copil_rule_get_word (rule, i, &label)) != NULL; i++)
    if (json_object_get_boolean_member (values, word))
      json_array_add_string_element (array, word);
  return array;
}

static JsonArray *
read_share (JsonObject *values)
{
  JsonArray *array = json_array_new ();

  json_array_add_int_element (array, json_object_get_int_member (values, "numerator"));
  json_array_add_int_element (array, json_object_get_int_member (values, "denominator"));
  return array;
}

/* (transfer full) */
static JsonNode *
read_value (CopilRule   rule,
            JsonObject *values)
{
  JsonNode *node = json_node_alloc ();

  switch (copil_rule_get_kind (rule))
    {
    case COPIL_VALUE_SHARE:
      json_node_init (node, JSON_NODE_ARRAY);
      json_node_take_array (node, read_share (values));
      return node;
    case COPIL_VALUE_SECTIONS:
      json_node_init (node, JSON_NODE_ARRAY);
      json_node_take_array (node, read_sections (rule, values));
      return node;
    case COPIL_VALUE_FLAG:
      return json_node_init_boolean (
        node, g_str_equal (json_object_get_string_member (values, "value"), "true"));
    case COPIL_VALUE_OPTIONAL:
      if (json_object_get_int_member (values, "value") == 0)
        return json_node_init_null (node);
      G_GNUC_FALLTHROUGH;
    case COPIL_VALUE_WORD:
    case COPIL_VALUE_NUMBER:
    case COPIL_VALUE_FIXED:
    default:
      json_node_unref (node);
      return json_node_copy (json_object_get_member (values, "value"));
    }
}

/* @value: JSON; @value, @source: (nullable): back to the regime. The base takes a document as its
 * text: null there is a value, no text is none. */
static void
submit (CopilCommitteeContext *context,
        CopilRule              rule,
        const char            *value,
        const char            *source)
{
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "committee", context->committee);
  json_object_set_string_member (parameters, "rule", copil_rule_get_name (rule));
  if (value != NULL)
    json_object_set_string_member (parameters, "value", value);
  else
    json_object_set_null_member (parameters, "value");
  if (source != NULL)
    json_object_set_string_member (parameters, "source", source);
  else
    json_object_set_null_member (parameters, "source");
  copil_committee_context_submit (context, "committee_rule_set", parameters,
                                  copil_rule_get_title (rule));
}

static void
accepted_cb (CopilFormDialog       *dialog,
             JsonObject            *values,
             CopilCommitteeContext *context)
{
  CopilRule rule = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "rule"));
  g_autoptr(JsonNode) node = read_value (rule, values);
  g_autofree char *value = json_to_string (node, FALSE);

  submit (context, rule, value, json_object_get_string_member (values, "source"));
}

/* -- Opening ---------------------------------------------------------------------------------- */

void
copil_rule_form_set (CopilCommitteeContext *context,
                     CopilRule              rule)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (context->page)), copil_rule_get_title (rule),
    _("It holds at once for the sittings that are not convoked yet, where an approval lapses if it "
      "changes what was approved; one that is convoked keeps its rules."),
    _("Set"));

  add_value (dialog, rule);
  add_field (dialog, COPIL_FIELD_WORDS, "source",
             _("Where (for example: rules of procedure, article 4)"), NULL, 0, 0);
  fill (dialog, context, rule);
  g_object_set_data (G_OBJECT (dialog), "rule", GUINT_TO_POINTER (rule));
  g_signal_connect (dialog, "accepted", G_CALLBACK (accepted_cb), context);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
copil_rule_form_drop (CopilCommitteeContext *context,
                      CopilRule              rule)
{
  submit (context, rule, NULL, NULL);
}
