/* rules-pane.c: by what rules a committee deliberates, and where each comes from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/sentence.h"
#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/rule-form.h"
#include "committee-page/section.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>

#define MAX_RULES 10
#define END COPIL_N_RULES

static const struct
{
  const char *title;
  CopilRule   rules[MAX_RULES];
} groups[] = {
  { N_("Chair and convocation"),
    { COPIL_RULE_CHAIRING, COPIL_RULE_CONVOCATION_BY, COPIL_RULE_CONVOCATION_DAYS,
      COPIL_RULE_URGENCY_HOURS, COPIL_RULE_URGENCY_REASON, COPIL_RULE_DOCUMENTS_WITH_CONVOCATION,
      COPIL_RULE_SECOND_CONVOCATION, END } },
  { N_("Quorum and mandates"),
    { COPIL_RULE_QUORUM_BASE, COPIL_RULE_QUORUM_SHARE, COPIL_RULE_VACANT_SEATS_COUNT,
      COPIL_RULE_REMOTE, COPIL_RULE_MANDATES_MAX, COPIL_RULE_MANDATE_WITHOUT_DEPUTY,
      COPIL_RULE_MANDATES_IN_QUORUM, END } },
  { N_("Vote"),
    { COPIL_RULE_MAJORITY_BASE, COPIL_RULE_TIE, COPIL_RULE_WEIGHTS, COPIL_RULE_SECRET_VOTES,
      COPIL_RULE_WITHDRAWAL, COPIL_RULE_GUESTS, COPIL_RULE_MONEY_NEEDS_BOTH, END } },
  { N_("Members and deputies"),
    { COPIL_RULE_DEPUTY_EX_OFFICIO, COPIL_RULE_DEPUTY_ELECTED, COPIL_RULE_DEPUTY_QUALIFIED,
      COPIL_RULE_DEPUTY_SPEAKS_BESIDE_FULL, COPIL_RULE_TERM_YEARS, COPIL_RULE_INSTANCE_YEARS,
      END } },
  { N_("Minutes"), { COPIL_RULE_MINUTES, END } },
  { N_("Advice"), { COPIL_RULE_ADVICE_SILENCE, END } },
};

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *head;
  GtkWidget             *summary;
  GtkWidget             *count;
  CopilRecordRow        *rows[COPIL_N_RULES];
  GtkWidget             *drops[COPIL_N_RULES];
} Pane;

/* -- What is said of a rule ------------------------------------------------------------------- */

/* A command that sets it, or takes it back, is on its way. */
static gboolean
is_pending (JsonObject *rules,
            CopilRule   rule)
{
  JsonNode *node = json_object_get_member (rules, copil_rule_get_name (rule));

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
         json_object_has_member (json_node_get_object (node), "pending");
}

static CopilMarkWord
state_of (JsonObject  *rules,
          CopilRegime *regime,
          CopilRule    rule)
{
  if (is_pending (rules, rule))
    return (CopilMarkWord) { "copil-clock-symbolic", _("waiting to be recorded"), "tone-neutral" };
  if (copil_regime_is_own (regime, rule))
    return (CopilMarkWord) { "copil-edit-symbolic", _("Set by the committee"), "tone-neutral" };
  if (copil_regime_is_verified (regime, rule))
    return (CopilMarkWord) { "copil-check-symbolic", _("Value verified"), "tone-favourable" };
  return (CopilMarkWord) { "copil-watch-symbolic", _("Value not verified"), "tone-watch" };
}

/* (transfer full): the article of the committee, beside that of the regime; or else the article of
 * the regime and what there is to know of it. */
static char *
describe_source (CopilRegime *regime,
                 CopilRule    rule)
{
  const char *note = copil_regime_get_note (regime, rule);
  g_autofree char *article = copil_regime_name_article (regime, rule);
  g_autofree char *capital = copil_sentence_capitalise (article != NULL ? article : "");

  if (!copil_regime_is_own (regime, rule))
    return g_strconcat (capital, article != NULL && note != NULL ? " · " : "",
                        note != NULL ? note : "", NULL);
  if (article == NULL)
    return g_strdup (copil_regime_get_source (regime, rule));
  /* translators: an article of the committee, then the one of the law that it departs from */
  return g_strdup_printf (_("%s · the regime: %s"), copil_regime_get_source (regime, rule),
                          article);
}

static void
fill_row (Pane        *pane,
          JsonObject  *rules,
          CopilRegime *regime,
          CopilRule    rule)
{
  CopilRecordRow *row = pane->rows[rule];
  gboolean is_own = copil_regime_is_own (regime, rule);
  gboolean may_set = pane->context->rights.prepares &&
                     copil_rule_get_kind (rule) != COPIL_VALUE_FIXED;
  g_autofree char *value = copil_regime_describe (regime, rule);
  /* translators: a rule and its value */
  g_autofree char *title = g_strdup_printf (_("%s: %s"), copil_rule_get_title (rule), value);
  g_autofree char *source = describe_source (regime, rule);

  copil_record_row_set_text (row, title, source);
  copil_record_row_set_state (row, state_of (rules, regime, rule));
  copil_record_row_set_action (row, !may_set ? NULL : is_own ? _("Correct…") : _("Set…"),
                               "rules.set", copil_rule_get_name (rule));
  gtk_widget_set_visible (pane->drops[rule], may_set && is_own);
}

/* -- What is said of all of them -------------------------------------------------------------- */

static void
show_count (Pane        *pane,
            CopilRegime *regime)
{
  guint n_own = 0, n_unverified = 0;
  g_autofree char *own = NULL, *unverified = NULL, *text = NULL;

  for (guint i = 0; i < COPIL_N_RULES; i++)
    {
      n_own += copil_regime_is_own (regime, i);
      n_unverified += !copil_regime_is_firm (regime, i);
    }
  own = copil_format_count (n_own, _("rule set by the committee"), _("rules set by the committee"));
  unverified = copil_format_count (n_unverified, _("value not verified"),
                                   _("values not verified"));
  text = g_strdup_printf ("%s · %s. %s", own, unverified,
                          _("A value that is not verified is shown so: it warns and never blocks. "
                            "The rules of procedure of the committee may set it."));
  copil_sentence_set (pane->count, text);
}

/* The name is the base's, the summary that of the same regime shipped with the program. */
static void
show_regime (Pane        *pane,
             CopilRecord *committee)
{
  g_autoptr(GPtrArray) profiles = copil_profiles_load (NULL);
  CopilProfile *profile =
    profiles != NULL ? copil_profiles_find (profiles,
                                            copil_record_get_word (committee, "regime_code"))
                     : NULL;
  const char *name = copil_record_get_string (committee, "regime_name");

  copil_section_set_title (COPIL_SECTION (pane->head), name != NULL ? name : _("Legal regime"));
  copil_sentence_set (pane->summary, profile != NULL ? profile->summary : "");
}

/* A committee whose setting up waits has no rules yet. */
static void
show_unread (Pane         *pane,
             JsonObject   *rules,
             const GError *error)
{
  copil_sentence_set (pane->count, rules != NULL ? error->message
                                                 : _("Its rules are read once it is recorded."));
}

static void
show_rules (Pane        *pane,
            JsonObject  *rules,
            CopilRegime *regime)
{
  show_count (pane, regime);
  for (guint i = 0; i < COPIL_N_RULES; i++)
    fill_row (pane, rules, regime, i);
}

void
copil_rules_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  CopilRecord *committee = copil_committee_context_get (pane->context);
  JsonObject *rules = copil_record_get_object (committee, "rules");
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilRegime) regime = copil_regime_read (rules, &error);

  show_regime (pane, committee);
  for (GtkWidget *group = gtk_widget_get_next_sibling (pane->head); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    gtk_widget_set_visible (group, regime != NULL);
  if (regime != NULL)
    show_rules (pane, rules, regime);
  else
    show_unread (pane, rules, error);
}

/* -- The pane --------------------------------------------------------------------------------- */

static void
set_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  Pane *pane = data;
  CopilRule rule;

  if (copil_rule_find (g_variant_get_string (parameter, NULL), &rule))
    copil_rule_form_set (pane->context, rule);
}

static void
drop_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  Pane *pane = data;
  CopilRule rule;

  if (copil_rule_find (g_variant_get_string (parameter, NULL), &rule))
    copil_rule_form_drop (pane->context, rule);
}

static void
add_actions (Pane      *pane,
             GtkWidget *box)
{
  static const GActionEntry entries[] = {
    { "set", set_cb, "s", NULL, NULL, { 0 } },
    { "drop", drop_cb, "s", NULL, NULL, { 0 } },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), pane);
  gtk_widget_insert_action_group (box, "rules", G_ACTION_GROUP (group));
}

static GtkWidget *
create_row (Pane      *pane,
            CopilRule  rule)
{
  GtkWidget *row = copil_record_row_new ();
  GtkWidget *drop = gtk_button_new_with_label (_("Back to the regime"));
  g_autofree char *name = g_strdup_printf ("%s, %s", _("Back to the regime"),
                                           copil_rule_get_title (rule));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (drop), "s", copil_rule_get_name (rule));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (drop), "rules.drop");
  copil_record_row_add_control (COPIL_RECORD_ROW (row), drop, name);
  pane->rows[rule] = COPIL_RECORD_ROW (row);
  pane->drops[rule] = drop;
  return row;
}

static GtkWidget *
create_group (Pane            *pane,
              const char      *title,
              const CopilRule *rules)
{
  GtkWidget *section = copil_section_new (title, FALSE);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint i = 0; rules[i] != END; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_row (pane, rules[i]));
  copil_section_append (COPIL_SECTION (section), list);
  return section;
}

GtkWidget *
copil_rules_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->head = copil_section_new (_("Legal regime"), FALSE);
  pane->summary = copil_section_add_sentence (COPIL_SECTION (pane->head), NULL);
  pane->count = copil_section_add_sentence (COPIL_SECTION (pane->head), "secondary");
  gtk_box_append (GTK_BOX (box), pane->head);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_box_append (GTK_BOX (box), create_group (pane, _(groups[i].title), groups[i].rules));
  add_actions (pane, box);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  return box;
}
