/* papers-button.c: the documents of a sitting, in a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/papers-button.h"

#include "committee-page/paper-save.h"

#include <glib/gi18n-lib.h>

/* By when one wants them; each ends with COPIL_N_PAPERS. */
static const struct
{
  const char     *title;
  CopilPaperKind  kinds[6];
} sections[] = {
  { N_("Before the sitting"),
    { COPIL_PAPER_AGENDA, COPIL_PAPER_CONVOCATION, COPIL_PAPER_CHANGES, COPIL_PAPER_PACK,
      COPIL_PAPER_MANDATE, COPIL_N_PAPERS } },
  { N_("On the day"), { COPIL_PAPER_RUNNING_ORDER, COPIL_PAPER_SIGN_IN, COPIL_N_PAPERS } },
  { N_("After the sitting"),
    { COPIL_PAPER_DECISIONS, COPIL_PAPER_MINUTES, COPIL_PAPER_EXTRACT, COPIL_N_PAPERS } },
  { N_("Of the committee"),
    { COPIL_PAPER_FOLLOW_UP, COPIL_PAPER_STATISTICS, COPIL_PAPER_CONVERGENCE, COPIL_N_PAPERS } },
};

static const CopilPaperOrder *
get_order (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "order");
}

/* -- The menu --------------------------------------------------------------------------------- */

static void
add_paper (GMenu          *menu,
           const char     *label,
           CopilPaperKind  kind,
           const char     *decision)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "papers.print", "(ss)",
                                     copil_paper_get_facts (kind)->name, decision);
  g_menu_append_item (menu, item);
}

/* One for each decision that has its number. */
static void
add_extracts (GMenu        *menu,
              CopilDossier *dossier)
{
  g_autoptr(GMenu) extracts = g_menu_new ();
  guint n = copil_dossier_count (dossier, "decision");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *decision = copil_dossier_get (dossier, "decision", i);
      g_autofree char *label = NULL;

      if (!copil_record_has (decision, "number"))
        continue;
      label = g_strdup_printf (_("Decision no. %d-%02d"),
                               (int) copil_record_get_int (decision, "year"),
                               (int) copil_record_get_int (decision, "number"));
      add_paper (extracts, label, COPIL_PAPER_EXTRACT, copil_record_get_id (decision));
    }
  g_menu_append_submenu (menu, copil_paper_get_facts (COPIL_PAPER_EXTRACT)->title,
                         G_MENU_MODEL (extracts));
}

static void
add_papers (GMenu                *menu,
            const CopilPaperKind *kinds,
            CopilDossier         *dossier)
{
  for (; *kinds != COPIL_N_PAPERS; kinds++)
    if (!copil_paper_is_ready (*kinds, dossier, NULL) || !copil_paper_is_timely (*kinds, dossier))
      continue;
    else if (*kinds == COPIL_PAPER_EXTRACT)
      add_extracts (menu, dossier);
    else
      add_paper (menu, copil_paper_get_facts (*kinds)->title, *kinds, "");
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  const CopilPaperOrder *order = get_order (button);
  g_autoptr(CopilDossier) dossier = copil_dossier_of_stores (order->committee, order->sitting);
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr(GMenu) section = g_menu_new ();

      add_papers (section, sections[i].kinds, dossier);
      if (i == 0 && copil_dossier_count (dossier, "convocation") > 0)
        g_menu_append (section, _("Invitation for calendars"), "papers.invitation");
      if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
        g_menu_append_section (menu, _(sections[i].title), G_MENU_MODEL (section));
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* -- What is chosen --------------------------------------------------------------------------- */

static void
print_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       button)
{
  CopilPaperOrder order;
  const char *name, *decision;

  if (get_order (button) == NULL)
    return;
  order = *get_order (button);
  g_variant_get (parameter, "(&s&s)", &name, &decision);
  if (!copil_paper_find (name, &order.kind))
    return;
  order.decision = *decision != '\0' ? decision : NULL;
  if (!copil_paper_get_facts (order.kind)->of_sitting)
    order.sitting = NULL;
  copil_paper_save (button, &order);
}

static void
invitation_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       button)
{
  if (get_order (button) != NULL)
    copil_invitation_save (button, get_order (button));
}

void
copil_papers_button_set (GtkWidget             *button,
                         const CopilPaperOrder *of)
{
  g_object_set_data_full (G_OBJECT (button), "order", copil_paper_order_copy (of),
                          (GDestroyNotify) copil_paper_order_free);
  gtk_widget_set_visible (button, TRUE);
}

GtkWidget *
copil_papers_button_new (void)
{
  static const GActionEntry entries[] = {
    { .name = "print", .activate = print_cb, .parameter_type = "(ss)" },
    { .name = "invitation", .activate = invitation_cb },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), button);
  gtk_widget_insert_action_group (button, "papers", G_ACTION_GROUP (group));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Documents"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Documents"),
                                  -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_menu_cb, NULL, NULL);
  gtk_widget_set_visible (button, FALSE);
  return button;
}
