/* keys-card.c: the two keys of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/sitting-cards.h"

#include "committee-page/form-dialog.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilSittingContext *context;
  GtkWidget           *rows[2];
  GtkWidget           *submit;
  GtkWidget           *remind;
  GtkWidget           *approve;
  GtkWidget           *refuse;
  GtkWidget           *who;
} Card;

static const char * const keys[] = { "state", "local" };
static const char * const objects[] = { "agenda", "convocation" };

typedef enum
{
  KEY_NOT_ASKED,
  KEY_AWAITED,
  KEY_PARTLY, /* one of the two objects */
  KEY_GIVEN,
  KEY_VOIDED,
  KEY_REFUSED,
} KeyState;

static gboolean
is_laid (CopilSittingContext *context)
{
  const char *stage = copil_sitting_context_get_stage (context);

  return g_str_equal (stage, "submitted") || g_str_equal (stage, "approved") ||
         g_str_equal (stage, "convoked");
}

/* One person turns the key once: for the agenda and for the convocation. */
static KeyState
state_of (CopilSittingContext *context,
          const char          *key)
{
  guint given = 0, voided = 0;

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      CopilRecord *approval = copil_sitting_context_find_approval (context, key, objects[i]);

      if (approval == NULL)
        continue;
      if (copil_record_has (approval, "voided_at"))
        voided++;
      else if (!copil_record_get_bool (approval, "given"))
        return KEY_REFUSED;
      else
        given++;
    }
  if (given == G_N_ELEMENTS (objects))
    return KEY_GIVEN;
  if (voided > 0)
    return KEY_VOIDED;
  if (given > 0)
    return KEY_PARTLY;
  return is_laid (context) ? KEY_AWAITED : KEY_NOT_ASKED;
}

static CopilMarkWord
mark_of (KeyState state)
{
  static const CopilMarkWord marks[] = {
    { "copil-ring-symbolic", N_("Not asked yet"), "tone-neutral" },
    { "copil-clock-symbolic", N_("Awaited"), "tone-neutral" },
    { "copil-clock-symbolic", N_("Agenda only"), "tone-neutral" },
    { "copil-check-symbolic", N_("Given"), "tone-favourable" },
    { "copil-watch-symbolic", N_("To be renewed"), "tone-watch" },
    { "copil-close-symbolic", N_("Not given"), "tone-unfavourable" },
  };
  CopilMarkWord mark = marks[state];

  mark.word = _(mark.word);
  return mark;
}

/* "accord du 16 nov., caduc, Mme Martin" */
static char *
describe_key (CopilSittingContext *context,
              const char          *key,
              KeyState             state)
{
  CopilRecord *approval = copil_sitting_context_find_approval (context, key, "agenda");
  g_autofree char *day = NULL;

  if (approval == NULL)
    return g_strdup ("");
  day = copil_words_short_day (copil_record_get_time (approval, "at"));
  if (state == KEY_REFUSED)
    return g_strdup_printf ("%s · %s", copil_record_get_word (approval, "name"),
                            copil_record_get_word (approval, "reason"));
  /* translators: an approval: the day, then who gave it */
  return g_strdup_printf (state == KEY_VOIDED ? _("approved on %s by %s, void since")
                                              : _("approved on %s by %s"),
                          day, copil_record_get_word (approval, "name"));
}

static void
show_rows (Card          *card,
           const KeyState states[2])
{
  CopilRecord *committee = copil_committee_context_get (card->context->committee);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *name = i == 0 || committee == NULL
                           ? _("State") : copil_record_get_word (committee, "local_authority");
      g_autofree char *text = describe_key (card->context, keys[i], states[i]);

      copil_record_row_set_text (COPIL_RECORD_ROW (card->rows[i]), name, text);
      copil_record_row_set_state (COPIL_RECORD_ROW (card->rows[i]), mark_of (states[i]));
    }
}

static void
show_whole (GtkWidget      *section,
            const KeyState  states[2])
{
  CopilMarkWord mark = { NULL, NULL, NULL };

  if (states[0] == KEY_VOIDED || states[1] == KEY_VOIDED)
    mark = mark_of (KEY_VOIDED);
  else if (states[0] == KEY_REFUSED || states[1] == KEY_REFUSED)
    mark = mark_of (KEY_REFUSED);
  else if (states[0] == KEY_GIVEN && states[1] == KEY_GIVEN)
    mark = mark_of (KEY_GIVEN);
  copil_section_set_state (COPIL_SECTION (section), mark.icon, mark.word, mark.tone);
}

/* (transfer full): who may, in a sentence, and the print of what is before the chairs. */
static char *
describe_who (Card *card)
{
  const char *hash = card->context->laid.hash;

  if (card->context->committee->rights.state && card->context->committee->rights.local)
    return g_strdup (_("One person cannot hold both keys: one is to be given to someone else."));
  if (hash != NULL)
    /* translators: the first signs of a hash: "a41f 09c2" */
    return g_strdup_printf (
      _("The secretariat prepares; only the co-chairs approve. Print of this agenda: %.4s %.4s."),
      hash, hash + 4);
  return g_strdup (_("The secretariat prepares; only the co-chairs approve."));
}

void
copil_keys_card_update (GtkWidget *section)
{
  Card *card = g_object_get_data (G_OBJECT (section), "card");
  CopilSittingContext *context = card->context;
  const CopilCommitteeRights *rights = &context->committee->rights;
  KeyState states[2] = { state_of (context, keys[0]), state_of (context, keys[1]) };
  const char *stage = copil_sitting_context_get_stage (context);
  const char *key = copil_committee_rights_get_key (rights);
  KeyState own = key != NULL ? states[g_str_equal (key, "state") ? 0 : 1] : KEY_NOT_ASKED;
  gboolean asked = is_laid (context);
  g_autofree char *who = describe_who (card);

  show_rows (card, states);
  show_whole (section, states);
  gtk_widget_set_visible (card->submit, rights->prepares && g_str_equal (stage, "draft"));
  gtk_widget_set_visible (card->remind, rights->prepares && asked &&
                          (states[0] != KEY_GIVEN || states[1] != KEY_GIVEN));
  gtk_widget_set_visible (card->approve, asked && key != NULL && own != KEY_GIVEN &&
                          context->laid.hash != NULL);
  gtk_widget_set_visible (card->refuse, gtk_widget_get_visible (card->approve));
  copil_sentence_set (card->who, who);
}

/* -- Buttons ---------------------------------------------------------------------------------- */

static void
submit_cb (Card *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);
  CopilRecord *sitting = copil_sitting_context_get (card->context);

  json_object_set_int_member (parameters, "version", copil_record_get_int (sitting, "version"));
  copil_sitting_context_submit (card->context, "agenda_submit", parameters,
                                _("Submit the agenda to the co-chairs"));
}

static void
remind_cb (Card *card)
{
  g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);

  json_object_set_string_member (parameters, "object", "agenda");
  copil_sitting_context_submit (card->context, "approval_remind", parameters,
                                _("Remind the co-chairs"));
}

/* Bound to what was on the screen: another text is refused. */
static void
turn (Card       *card,
      gboolean    given,
      const char *reason)
{
  const CopilSittingContent *contents[] = { &card->context->laid, &card->context->convocation };

  for (guint i = 0; i < (given ? G_N_ELEMENTS (objects) : 1); i++)
    {
      g_autoptr(JsonObject) parameters = copil_sitting_context_new_parameters (card->context);

      json_object_set_string_member (parameters, "object", objects[i]);
      json_object_set_string_member (parameters, "content_hash", contents[i]->hash);
      json_object_set_boolean_member (parameters, "given", given);
      if (reason != NULL)
        json_object_set_string_member (parameters, "reason", reason);
      else
        json_object_set_null_member (parameters, "reason");
      json_object_set_string_member (parameters, "means", "copil");
      copil_sitting_context_submit (card->context, "approve", parameters,
                                    given ? _("Approve the agenda and the convocation")
                                          : _("Refuse the agenda"));
    }
}

static void
approve_cb (Card *card)
{
  if (card->context->laid.hash != NULL && card->context->convocation.hash != NULL)
    turn (card, TRUE, NULL);
}

static void
refused_cb (CopilFormDialog *dialog,
            JsonObject      *values,
            Card            *card)
{
  if (card->context->laid.hash != NULL)
    turn (card, FALSE, json_object_get_string_member (values, "reason"));
}

static void
refuse_cb (Card *card)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (card->context->page)), _("Refuse the agenda"),
    _("The secretariat and the other co-chair read why; the agenda goes back to draft."),
    _("Refuse"));

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_WORDS, "reason", _("Why"), NULL, TRUE,
                                                 0, 0 });
  g_signal_connect (dialog, "accepted", G_CALLBACK (refused_cb), card);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
add_button (GtkWidget  *section,
            Card       *card,
            const char *label,
            gboolean    main,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (main)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, card);
  copil_section_append (COPIL_SECTION (section), button);
  return button;
}

GtkWidget *
copil_keys_card_new (CopilSittingContext *context)
{
  GtkWidget *section = copil_section_new (_("Double approval"), TRUE);
  GtkWidget *list = gtk_list_box_new ();
  Card *card = g_new0 (Card, 1);

  card->context = context;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Double approval"),
                                  -1);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      card->rows[i] = copil_record_row_new ();
      gtk_list_box_append (GTK_LIST_BOX (list), card->rows[i]);
    }
  copil_section_append (COPIL_SECTION (section), list);
  card->approve = add_button (section, card, _("Approve"), TRUE, G_CALLBACK (approve_cb));
  card->refuse = add_button (section, card, _("Refuse…"), FALSE, G_CALLBACK (refuse_cb));
  card->submit = add_button (section, card, _("Ask for both approvals"), TRUE,
                             G_CALLBACK (submit_cb));
  card->remind = add_button (section, card, _("Remind the co-chairs"), FALSE,
                             G_CALLBACK (remind_cb));
  card->who = copil_section_add_sentence (COPIL_SECTION (section), "note");
  g_object_set_data_full (G_OBJECT (section), "card", card, g_free);
  return section;
}
