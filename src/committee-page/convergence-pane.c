/* convergence-pane.c: the bodies that converge into a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/format.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *summary;
  GtkWidget             *bodies;
  GtkWidget             *bodies_list;
  GtkWidget             *subjects;
} Pane;

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
  CopilTerritoryList *territories = copil_cube_get_territories (pane->context->cube);
  const CopilTerritory *territory =
    copil_territory_list_by_id (territories, (int) copil_record_get_int (body, "territory_id"));
  g_autofree char *day = copil_format_iso_date (copil_record_get_string (body, "merges_on"));
  g_autoptr(GString) text = g_string_new (territory != NULL ? territory->name : "");

  append (text, copil_record_get_string (body, "dealt_with"));
  if (n > 0)
    {
      /* translators: how many subjects are taken over, of how many */
      g_autofree char *taken = g_strdup_printf (_("%u subjects taken over of %u"),
                                                count_subjects (pane, id, "taken"), n);

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
  g_autofree char *target = g_strdup_printf (merged ? "former_body_edit:%s"
                                                    : "former_body_merge:%s",
                                             copil_record_get_id (body));

  copil_record_row_set_text (row, name, text);
  copil_record_row_set_state (row, copil_words_former_body (body));
  copil_record_row_set_action (row, !pane->context->rights.prepares ? NULL
                                    : merged ? _("Correct…") : _("Merge…"),
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

GtkWidget *
copil_convergence_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->summary = copil_sentence_new (NULL, "finding");
  pane->bodies = copil_section_new (_("Bodies that converge"), FALSE);
  pane->bodies_list = copil_record_list_box_new (
    g_object_ref (copil_committee_context_list (context, "former_body")),
    _("Bodies that converge"),
    _("No body is entered: those that dealt with employment before this committee come here, with "
      "what became of their subjects."),
    fill_body, pane);
  copil_section_append (COPIL_SECTION (pane->bodies), pane->bodies_list);
  pane->subjects = copil_section_new (_("Their subjects"), FALSE);
  copil_section_append (
    COPIL_SECTION (pane->subjects),
    copil_record_list_box_new (
      g_object_ref (copil_committee_context_list (context, "former_subject")),
      _("Their subjects"), _("No subject is entered."), fill_subject, pane));
  gtk_box_append (GTK_BOX (box), pane->summary);
  gtk_box_append (GTK_BOX (box), pane->bodies);
  gtk_box_append (GTK_BOX (box), pane->subjects);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  return box;
}

/* What remains, first. */
static void
summarise (Pane *pane)
{
  GListModel *bodies = copil_committee_context_list (pane->context, "former_body");
  guint n = g_list_model_get_n_items (bodies), merged = 0;
  guint pending = count_subjects (pane, NULL, "pending");
  g_autofree char *text = NULL, *rest = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CopilRecord) body = g_list_model_get_item (bodies, i);

      merged += g_str_equal (copil_record_get_word (body, "state"), "merged");
    }
  rest = copil_format_count (pending, _("subject still to be taken over"),
                             _("subjects still to be taken over"));
  text = g_strdup_printf (_("%u bodies merged of %u; %s."), merged, n, rest);
  copil_sentence_set (pane->summary, n > 0 ? text : "");
}

void
copil_convergence_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  GListModel *bodies = copil_committee_context_list (pane->context, "former_body");
  g_autoptr(CopilRecord) first = g_list_model_get_item (bodies, 0);
  g_autofree char *under =
    first != NULL ? g_strdup_printf ("former_subject:%s", copil_record_get_id (first)) : NULL;
  gboolean prepares = pane->context->rights.prepares;

  summarise (pane);
  copil_record_list_box_refill (pane->bodies_list);
  copil_section_set_action (COPIL_SECTION (pane->bodies), prepares ? _("Add a body…") : NULL,
                            "committee.add", "former_body");
  copil_section_set_action (COPIL_SECTION (pane->subjects),
                            prepares && under != NULL ? _("Add a subject…") : NULL,
                            "committee.add", under);
}
