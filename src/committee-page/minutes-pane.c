/* minutes-pane.c: the minutes of a sitting, paragraph by paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/minutes-pane.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-ui.h"
#include "committee-page/words.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Members have three weeks to say what they have to say. */
#define DAYS_FOR_REMARKS 21

struct _CopilMinutesPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *state;
  GtkWidget *note;
  GtkWidget *begin;
  GtkWidget *remarks;
  GtkWidget *approval;
  GtkWidget *refused;
  GtkWidget *body;
  GtkWidget *side;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CopilMinutesPane, copil_minutes_pane, ADW_TYPE_BIN)

CopilRecord *
copil_minutes_of (CopilLive *live)
{
  g_autoptr (CopilRecord) minutes =
      g_list_model_get_item (copil_live_get_list (live, "minutes"), 0);

  return minutes;
}

const char *
copil_minutes_get_state (CopilLive *live)
{
  CopilRecord *minutes = copil_minutes_of (live);

  return minutes != NULL ? copil_record_get_word (minutes, "state") : "";
}

const char *
copil_minutes_name_section (const char *section)
{
  static const struct
  {
    const char *section, *name;
  } names[] = {
    { "opening", N_ ("Opening") }, { "presents", N_ ("Presents") },
    { "absents", N_ ("Absents") }, { "mandates", N_ ("Mandates") },
    { "items", N_ ("Matters") },   { "decisions", N_ ("Decisions") },
    { "actions", N_ ("Actions") }, { "closing", N_ ("Closing") },
    { "place", N_ ("Place") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].section, section))
      return _ (names[i].name);
  return _ ("The sitting");
}

/* "2026-11-22" on the clock of the base. */
static char *
today_of (CopilLive *live, int days_later)
{
  g_autoptr (GDateTime) now = copil_instant_in_paris (copil_live_get_now (live));
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days_later);

  return g_date_time_format (day, "%Y-%m-%d");
}

gboolean
copil_minutes_may_remark (CopilLive *live)
{
  g_autofree char *today = today_of (live, 0);

  return g_str_equal (copil_minutes_get_state (live), "remarks")
         && strcmp (today, copil_record_get_word (copil_minutes_of (live), "remarks_until")) <= 0
         && (copil_live_get_own_member (live) != NULL || copil_live_get_key (live) != NULL);
}

static const char *
sitting_of (CopilMinutesPane *self)
{
  return copil_sitting_store_get_id (copil_live_get_store (self->live));
}

/* -- Steps ------------------------------------------------------------------------------------ */

static void
begin_cb (CopilMinutesPane *self)
{
  g_autofree char *id = g_uuid_string_random ();

  copil_live_submit (self->live, _ ("Beginning of the minutes"), "minutes_begin", "id", 's', id,
                     "sitting", 's', sitting_of (self), NULL);
}

static int
version_of (CopilMinutesPane *self)
{
  return (int) copil_record_get_int (copil_minutes_of (self->live), "version");
}

static void
until_cb (CopilFormDialog *dialog, JsonObject *values, CopilMinutesPane *self)
{
  copil_live_submit (self->live, _ ("Minutes sent for remarks"), "minutes_to_remarks", "sitting",
                     's', sitting_of (self), "version", 'i', version_of (self), "until", 's',
                     json_object_get_string_member (values, "until"), NULL);
}

static void
remarks_cb (CopilMinutesPane *self)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Send for remarks"),
      _ ("Members read the minutes and may remark on each paragraph up to that day, included."),
      _ ("Send"));
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *day = today_of (self->live, DAYS_FOR_REMARKS);

  copil_form_dialog_add (
      dialog, &(CopilField) { COPIL_FIELD_DATE, "until", _ ("Until"), NULL, TRUE, 0, 0 });
  json_object_set_string_member (values, "until", day);
  copil_form_dialog_fill (dialog, values);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (until_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
approval_cb (CopilMinutesPane *self)
{
  copil_live_submit (self->live, _ ("Minutes put to the co-chairs"), "minutes_to_approval",
                     "sitting", 's', sitting_of (self), "version", 'i', version_of (self), NULL);
}

/* -- What is shown ---------------------------------------------------------------------------- */

static const char *
state_word (const char *state)
{
  return g_str_equal (state, "draft")      ? _ ("Draft, being written")
         : g_str_equal (state, "remarks")  ? _ ("Members may make remarks")
         : g_str_equal (state, "approval") ? _ ("Before the co-chairs, who both approve it")
         : g_str_equal (state, "final")    ? _ ("Final: it does not change any more")
                                           : _ ("The minutes are not begun");
}

static CopilMinutesParagraph *
paragraph_at (CopilMinutesPane *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) index);

  return row != NULL ? COPIL_MINUTES_PARAGRAPH (gtk_list_box_row_get_child (row)) : NULL;
}

/* Where a paragraph comes: opening, presents, items as they were treated, decisions... */
static int
place_of (CopilMinutesPane *self, CopilRecord *paragraph)
{
  static const char *const sections[] = { "opening",   "presents", "item",
                                          "decisions", "actions",  "closing" };
  int n_items = (int) copil_live_get_n_items (self->live);
  int place = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (copil_record_get_word (paragraph, "section"), sections[i]))
      place = (int) i;
  return place * (n_items + 1)
         + copil_live_find_item (self->live, copil_record_get_string (paragraph, "item_id"));
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  CopilRecord *one = *(CopilRecord *const *) a, *other = *(CopilRecord *const *) b;
  int places = place_of (data, one) - place_of (data, other);

  if (places != 0)
    return places;
  places = (int) (copil_record_get_int (one, "rank") - copil_record_get_int (other, "rank"));
  return places != 0 ? places : g_strcmp0 (copil_record_get_id (one), copil_record_get_id (other));
}

/* (transfer full): the paragraphs as one reads them. */
static GListModel *
list_paragraphs (CopilMinutesPane *self)
{
  GListModel *all = copil_live_get_list (self->live, "paragraph");
  GListStore *sorted = g_list_store_new (COPIL_TYPE_RECORD);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (all, i);

      g_ptr_array_add (records, record);
    }
  g_ptr_array_sort_with_data (records, compare_places, self);
  g_list_store_splice (sorted, 0, 0, records->pdata, records->len);
  return G_LIST_MODEL (sorted);
}

/* Those that stay are patched, so that nobody loses what they type. */
static void
fill (CopilMinutesPane *self, gboolean editable)
{
  g_autoptr (GListModel) paragraphs = list_paragraphs (self);
  guint n = g_list_model_get_n_items (paragraphs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (paragraphs, i);
      CopilMinutesParagraph *shown = paragraph_at (self, i);

      if (shown == NULL
          || !g_str_equal (copil_minutes_paragraph_get_id (shown), copil_record_get_id (record)))
        gtk_list_box_insert (GTK_LIST_BOX (self->list),
                             copil_minutes_paragraph_new (self->live, record), (int) i);
      copil_minutes_paragraph_update (paragraph_at (self, i), editable);
    }
  while (paragraph_at (self, n) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (gtk_list_box_get_row_at_index (
                                                        GTK_LIST_BOX (self->list), (int) n)));
}

static guint
count_open (CopilMinutesPane *self)
{
  GListModel *remarks = copil_live_get_list (self->live, "remark");
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (remarks); i++)
    {
      g_autoptr (CopilRecord) remark = g_list_model_get_item (remarks, i);

      n += g_str_equal (copil_record_get_word (remark, "state"), "open");
    }
  return n;
}

/* (transfer full): what is awaited: until when remarks are made, and what is without an answer. */
static char *
describe_wait (CopilMinutesPane *self, const char *state)
{
  CopilRecord *minutes = copil_minutes_of (self->live);
  g_autofree char *day = NULL, *passed = NULL, *today = today_of (self->live, 0);
  guint n = count_open (self);

  if (!g_str_equal (state, "remarks"))
    return g_strdup (g_str_equal (state, "draft") && !copil_live_get_operates (self->live)
                         ? _ ("Not finished: it is not to be passed on as it stands.")
                         : "");
  day = copil_format_iso_date (copil_record_get_string (minutes, "remarks_until"));
  passed = g_strdup_printf (strcmp (today, copil_record_get_word (minutes, "remarks_until")) <= 0
                                ? _ ("Remarks until %s included.")
                                : _ ("The time for remarks ended on %s."),
                            day);
  if (n == 0)
    return g_steal_pointer (&passed);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s %u remark is to be answered.",
                                       "%s %u remarks are to be answered.", n),
                          passed, n);
}

static void
show_steps (CopilMinutesPane *self, CopilRecord *minutes, const char *state)
{
  gboolean may = copil_live_get_operates (self->live);
  gboolean asked = g_str_equal (state, "remarks"), approval = g_str_equal (state, "approval");

  gtk_widget_set_visible (self->begin,
                          may && minutes == NULL
                              && g_str_equal (copil_live_get_stage (self->live), "closed"));
  gtk_button_set_label (GTK_BUTTON (self->remarks), asked      ? _ ("Another day…")
                                                    : approval ? _ ("Back to remarks…")
                                                               : _ ("Send for remarks…"));
  gtk_widget_set_visible (self->remarks,
                          may && (g_str_equal (state, "draft") || asked || approval));
  gtk_widget_set_visible (self->approval, may && asked);
  gtk_widget_set_sensitive (self->approval, count_open (self) == 0);
}

static void
refresh (CopilMinutesPane *self)
{
  CopilRecord *minutes = copil_minutes_of (self->live);
  const char *state = copil_minutes_get_state (self->live);
  gboolean final = g_str_equal (state, "final");
  g_autofree char *words = copil_live_mark_pending (minutes, state_word (state));
  g_autofree char *wait = describe_wait (self, state);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->state), words);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->note), wait);
  gtk_widget_set_visible (self->note, *wait != '\0');
  gtk_widget_set_visible (self->side, final || g_str_equal (state, "approval"));
  show_steps (self, minutes, state);
  fill (self, copil_live_get_operates (self->live) && !final);
}

/* Somebody was quicker: their words are in the editor, one's own beside it. */
static void
refused_cb (CopilMinutesPane *self, CopilCommand *command)
{
  JsonObject *parameters = copil_command_get_parameters (command);
  const char *message = copil_command_get_message (command);
  CopilMinutesParagraph *paragraph;

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->refused), message != NULL ? message : "");
  gtk_widget_set_visible (self->refused, message != NULL);
  if (!g_str_equal (copil_command_get_function (command), "paragraph_edit"))
    return;
  for (guint i = 0; (paragraph = paragraph_at (self, i)) != NULL; i++)
    if (g_str_equal (copil_minutes_paragraph_get_id (paragraph),
                     json_object_get_string_member_with_default (parameters, "paragraph", "")))
      copil_minutes_paragraph_clash (
          paragraph, json_object_get_string_member_with_default (parameters, "words", ""));
}

/* -- The pane --------------------------------------------------------------------------------- */

static void
copil_minutes_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_MINUTES_PANE (object)->live);
  G_OBJECT_CLASS (copil_minutes_pane_parent_class)->dispose (object);
}

static void
copil_minutes_pane_class_init (CopilMinutesPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_minutes_pane_dispose;
}

static GtkWidget *
build_steps (CopilMinutesPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->state = copil_live_label_new ("", "section-title");
  self->begin = copil_live_button_new (_ ("Draft the minutes"), "suggested-action",
                                       G_CALLBACK (begin_cb), self);
  self->remarks =
      copil_live_button_new (_ ("Send for remarks…"), NULL, G_CALLBACK (remarks_cb), self);
  self->approval =
      copil_live_button_new (_ ("Put to the co-chairs"), NULL, G_CALLBACK (approval_cb), self);
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->begin);
  gtk_box_append (GTK_BOX (box), self->remarks);
  gtk_box_append (GTK_BOX (box), self->approval);
  return box;
}

/* Beside the text: what the chairs do with it, then what is kept of it. */
static GtkWidget *
build_side (CopilLive *live)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  gtk_box_append (GTK_BOX (box), copil_minutes_keys_new (live));
  gtk_box_append (GTK_BOX (box), copil_minutes_shelf_new (live));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_size_request (scroller, 340, -1);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
copil_minutes_pane_init (CopilMinutesPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = copil_live_list_new (_ ("Paragraphs of the minutes"), &self->list);

  self->body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  self->note = copil_live_label_new ("", "note");
  self->refused = copil_live_label_new ("", "tone-unfavourable");
  gtk_widget_set_visible (self->refused, FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "paragraphs");
  gtk_widget_add_css_class (box, "page");
  gtk_box_append (GTK_BOX (box), build_steps (self));
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), self->refused);
  gtk_box_append (GTK_BOX (self->body), scroller);
  gtk_box_append (GTK_BOX (box), self->body);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_minutes_pane_new (CopilLive *live)
{
  CopilMinutesPane *self = g_object_new (COPIL_TYPE_MINUTES_PANE, NULL);

  self->live = g_object_ref (live);
  self->side = build_side (live);
  gtk_box_append (GTK_BOX (self->body), self->side);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_live_get_store (live), "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
