/* convergence-pane.c: the bodies that converge into a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "committee/convergence.h"
#include "core/format.h"
#include "widget/chart-view.h"
#include "widget/reflow-box.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *box;
  GtkWidget             *summary;
  GtkWidget             *map_section;
  CopilChartView        *map;
  GtkWidget             *place_note;
  GtkWidget             *bodies;
  GtkWidget             *bodies_list;
  GtkWidget             *subjects;
  GtkFilter             *in_place; /* of the bodies; owned by their list */
  GtkFilter             *of_place; /* of the subjects */
  const CopilTerritory  *place;    /* (nullable): whose bodies alone are listed */
} Pane;

static CopilTerritoryList *
get_territories (Pane *pane)
{
  return copil_cube_get_territories (pane->context->cube);
}

static guint
count_subjects (Pane        *pane,
                const char  *body,
                const char  *state)
{
  GListModel *subjects = copil_committee_context_list (pane->context, "former_subject");
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (subjects); i++)
    {
      g_autoptr(CopilRecord) subject = g_list_model_get_item (subjects, i);

      n += (body == NULL || g_str_equal (copil_record_get_word (subject, "body_id"), body)) &&
           (state == NULL || g_str_equal (copil_record_get_word (subject, "state"), state));
    }
  return n;
}

static void
append (GString    *text,
        const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* Where it met, what it dealt with, when it merges and by which act. */
static char *
describe_body (Pane        *pane,
               CopilRecord *body)
{
  const char *id = copil_record_get_id (body);
  guint n = count_subjects (pane, id, NULL);
  const CopilTerritory *territory =
    copil_territory_list_by_id (get_territories (pane),
                                (int) copil_record_get_int (body, "territory_id"));
  g_autofree char *day = copil_format_iso_date (copil_record_get_string (body, "merges_on"));
  g_autoptr(GString) text = g_string_new (territory != NULL ? territory->name : "");

  append (text, copil_record_get_string (body, "dealt_with"));
  if (n > 0)
    {
      guint n_taken = count_subjects (pane, id, "taken");
      /* translators: how many subjects are taken over, of how many */
      g_autofree char *taken = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u subject taken over of %u", "%u subjects taken over of %u",
                     n_taken), n_taken, n);

      append (text, taken);
    }
  append (text, day);
  append (text, copil_record_get_string (body, "act"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_body (CopilRecordRow *row,
           CopilRecord    *body,
           gpointer        data)
{
  Pane *pane = data;
  const char *acronym = copil_record_get_string (body, "acronym");
  gboolean merged = g_str_equal (copil_record_get_word (body, "state"), "merged");
  g_autofree char *name = g_strconcat (copil_record_get_word (body, "name"),
                                       acronym != NULL ? " (" : NULL, acronym, ")", NULL);
  g_autofree char *text = describe_body (pane, body);
  g_autofree char *target = g_strdup_printf ("former_body_merge:%s", copil_record_get_id (body));
  g_autofree char *edit = g_strdup_printf ("former_body_edit:%s", copil_record_get_id (body));

  copil_record_row_set_text (row, name, text);
  copil_record_row_set_state (row, copil_words_former_body (body));
  /* A merger is once and for all. */
  copil_record_row_set_link (row, pane->context->rights.prepares && !merged ? "committee.edit"
                                                                            : NULL,
                             edit);
  copil_record_row_set_action (row, pane->context->rights.prepares && !merged ? _("Merge…") : NULL,
                               "committee.edit", target);
}

static void
fill_subject (CopilRecordRow *row,
              CopilRecord    *subject,
              gpointer        data)
{
  Pane *pane = data;
  CopilRecord *body = copil_committee_context_find (pane->context, "former_body",
                                                    copil_record_get_string (subject, "body_id"));
  const char *note = copil_record_get_string (subject, "note");
  const char *from = body != NULL ? copil_record_get_word (body, "name") : "";
  g_autofree char *text = g_strconcat (from, note != NULL ? " · " : NULL, note, NULL);
  g_autofree char *target = g_strdup_printf ("former_subject_edit:%s", copil_record_get_id (subject));

  copil_record_row_set_text (row, copil_record_get_word (subject, "label"), text);
  copil_record_row_set_state (row, copil_words_subject (copil_record_get_string (subject, "state")));
  copil_record_row_set_action (row, pane->context->rights.prepares ? _("Record…") : NULL,
                               "committee.edit", target);
}

/* -- One territory of them -------------------------------------------------------------------- */

static gboolean
is_in_place (gpointer item,
             gpointer data)
{
  Pane *pane = data;
  const CopilTerritory *where;

  if (pane->place == NULL)
    return TRUE;
  where = copil_territory_list_by_id (get_territories (pane),
                                      (int) copil_record_get_int (item, "territory_id"));
  return where != NULL && copil_territory_is_within (where, pane->place);
}

static gboolean
is_of_place (gpointer item,
             gpointer data)
{
  Pane *pane = data;
  CopilRecord *body = copil_committee_context_find (pane->context, "former_body",
                                                    copil_record_get_string (item, "body_id"));

  return body == NULL ? pane->place == NULL : is_in_place (body, pane);
}

static GListModel *
filter_list (Pane                *pane,
             const char          *kind,
             GtkCustomFilterFunc  match,
             GtkFilter          **filter)
{
  *filter = GTK_FILTER (gtk_custom_filter_new (match, pane, NULL));
  return G_LIST_MODEL (gtk_filter_list_model_new (
    g_object_ref (copil_committee_context_list (pane->context, kind)), *filter));
}

/* The committee of the chosen territory, when it is another one than this. */
static CopilRecord *
find_committee (Pane *pane)
{
  GListModel *committees = copil_committee_store_get_list (pane->context->all, "committee");

  for (guint i = 0; i < g_list_model_get_n_items (committees); i++)
    {
      g_autoptr(CopilRecord) committee = g_list_model_get_item (committees, i);

      if (copil_record_get_int (committee, "territory_id") == pane->place->id &&
          pane->place != pane->context->territory)
        return committee;
    }
  return NULL;
}

/* What another committee keeps is told, and leads there. */
static void
show_place (Pane *pane)
{
  CopilRecord *other = pane->place != NULL ? find_committee (pane) : NULL;
  gint64 n = other != NULL ? copil_record_get_int (other, "bodies") : 0;
  g_autofree char *target =
    g_strdup_printf ("%d", pane->place != NULL ? pane->place->id : 0);
  g_autofree char *note = NULL;

  if (other != NULL)
    note = g_strdup_printf (
      /* translators: name of a committee, bodies merged, bodies in all */
      _("%s keeps a register of its own: %d merged of %d."), copil_record_get_word (other, "name"),
      (int) (n - copil_record_get_int (other, "bodies_left")), (int) n);
  copil_sentence_set (pane->place_note,
                      note != NULL ? note
                                   : _("A territory chosen on the map narrows the list to it."));
  copil_section_set_action (COPIL_SECTION (pane->map_section),
                            other != NULL ? _("Open its register") : NULL, "committee.place",
                            target);
  copil_section_set_note (COPIL_SECTION (pane->bodies),
                          pane->place != NULL ? pane->place->name : NULL);
}

static void
show_map (Pane *pane)
{
  g_autoptr(GArray) places = copil_convergence_list_places (
    get_territories (pane), pane->context->territory,
    copil_committee_context_list (pane->context, "former_body"),
    copil_committee_store_get_list (pane->context->all, "committee"));
  g_autoptr(CopilChart) chart =
    copil_convergence_draw_map (pane->context->territory, places, pane->place);

  copil_chart_view_set_chart (pane->map, chart);
  gtk_widget_set_visible (pane->map_section, chart != NULL);
}

static void
set_actions (Pane *pane)
{
  GListModel *bodies = copil_committee_context_list (pane->context, "former_body");
  g_autoptr(CopilRecord) first = g_list_model_get_item (bodies, 0);
  g_autofree char *under =
    first != NULL ? g_strdup_printf ("former_subject:%s", copil_record_get_id (first)) : NULL;
  gboolean prepares = pane->context->rights.prepares;

  if (pane->place != NULL)
    copil_section_set_action (COPIL_SECTION (pane->bodies), _("All territories"),
                              "convergence.all", NULL);
  else
    copil_section_set_action (COPIL_SECTION (pane->bodies), prepares ? _("Add a body…") : NULL,
                              "committee.add", "former_body");
  copil_section_set_action (COPIL_SECTION (pane->subjects),
                            prepares && under != NULL ? _("Add a subject…") : NULL,
                            "committee.add", under);
}

static void
choose (Pane                 *pane,
        const CopilTerritory *place)
{
  pane->place = place;
  gtk_filter_changed (pane->in_place, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (pane->of_place, GTK_FILTER_CHANGE_DIFFERENT);
  show_map (pane);
  show_place (pane);
  set_actions (pane);
}

/* The same one again: all of them. */
static void
activated_cb (Pane *pane,
              int   id)
{
  const CopilTerritory *place = copil_territory_list_by_id (get_territories (pane), id);

  choose (pane, place == pane->place ? NULL : place);
}

static void
all_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  Pane *pane = data;

  choose (pane, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (pane->map));
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
create_map (Pane *pane)
{
  pane->map_section = copil_section_new (_("Where it stands"), TRUE);
  copil_section_set_action (COPIL_SECTION (pane->map_section), _("Register as PDF…"),
                            "committee.print", "convergence");
  pane->map = COPIL_CHART_VIEW (copil_chart_view_new ());
  copil_chart_view_set_minimum (pane->map, 240, 300);
  copil_chart_view_set_activatable (pane->map, TRUE);
  g_signal_connect_swapped (pane->map, "activated", G_CALLBACK (activated_cb), pane);
  copil_section_append (COPIL_SECTION (pane->map_section), GTK_WIDGET (pane->map));
  pane->place_note = copil_section_add_sentence (COPIL_SECTION (pane->map_section), "secondary");
  return pane->map_section;
}

static void
add_action (Pane *pane)
{
  static const GActionEntry entries[] = { { "all", all_activated_cb, NULL, NULL, NULL, { 0 } } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), pane);
  gtk_widget_insert_action_group (pane->box, "convergence", G_ACTION_GROUP (group));
}

GtkWidget *
copil_convergence_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *columns = g_object_new (COPIL_TYPE_REFLOW_BOX, "max-columns", 2, NULL);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->box = box;
  add_action (pane);
  pane->summary = copil_sentence_new (NULL, "finding");
  pane->bodies = copil_section_new (_("Bodies that converge"), FALSE);
  pane->bodies_list = copil_record_list_box_new (
    filter_list (pane, "former_body", is_in_place, &pane->in_place),
    _("Bodies that converge"),
    _("No body is entered: those that dealt with employment before this committee come here, with "
      "what became of their subjects."),
    fill_body, pane);
  copil_section_append (COPIL_SECTION (pane->bodies), pane->bodies_list);
  pane->subjects = copil_section_new (_("Their subjects"), FALSE);
  copil_section_append (
    COPIL_SECTION (pane->subjects),
    copil_record_list_box_new (filter_list (pane, "former_subject", is_of_place, &pane->of_place),
                               _("Their subjects"), _("No subject is entered."), fill_subject,
                               pane));
  copil_reflow_box_append (COPIL_REFLOW_BOX (columns), create_map (pane), 2);
  copil_reflow_box_append (COPIL_REFLOW_BOX (columns), pane->bodies, 3);
  gtk_box_append (GTK_BOX (box), pane->summary);
  gtk_box_append (GTK_BOX (box), columns);
  gtk_box_append (GTK_BOX (box), pane->subjects);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  return box;
}

void
copil_convergence_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  g_autofree char *summary =
    copil_convergence_describe (copil_committee_context_list (pane->context, "former_body"),
                                copil_committee_context_list (pane->context, "former_subject"));

  copil_sentence_set (pane->summary, summary);
  show_map (pane);
  show_place (pane);
  set_actions (pane);
  copil_record_list_box_refill (pane->bodies_list);
}
