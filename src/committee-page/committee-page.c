/* committee-page.c: the module of the committees: that of the territory, and its sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-page.h"

#include "committee-page/advice-forms.h"
#include "committee-page/committee-forms.h"
#include "committee-page/document-view.h"
#include "committee-page/committee-pane.h"
#include "committee-page/sitting-forms.h"
#include "committee-page/sitting-page.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/fit-label.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SITTING_PREFIX "sitting/"

struct _CopilCommitteePage
{
  GtkWidget              parent_instance;
  GtkStack              *stack;
  AdwStatusPage         *none;
  GtkWidget             *create;
  CopilFitLabel         *title;
  CopilFitLabel         *perimeter;
  GtkFlowBox            *tabs;
  GtkStack              *panes;
  CopilSittingPage      *sitting; /* made when the first one is opened */
  CopilCommitteeContext  context;
  char                  *pane;
  char                  *page;
};

static const struct
{
  const char *name;
  const char *title;
  GtkWidget *(*create) (CopilCommitteeContext *context);
  void (*update) (GtkWidget *pane);
} panes[] = {
  { "overview", N_("Overview"), copil_overview_pane_new, copil_overview_pane_update },
  { "sittings", N_("Sittings"), copil_sittings_pane_new, copil_sittings_pane_update },
  { "composition", N_("Composition"), copil_composition_pane_new, copil_composition_pane_update },
  { "convergence", N_("Convergence"), copil_convergence_pane_new, copil_convergence_pane_update },
  { "register", N_("Decisions and actions"), copil_register_pane_new, copil_register_pane_update },
  { "rules", N_("Rules"), copil_rules_pane_new, copil_rules_pane_update },
  { "balance", N_("Balance"), copil_balance_pane_new, copil_balance_pane_update },
};

enum
{
  PROP_0,
  PROP_PANE,
  N_PROPS
};

enum
{
  MOVED,
  TERRITORY_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilCommitteePage, copil_committee_page, GTK_TYPE_WIDGET)

/* -- What is said of the committee ------------------------------------------------------------ */

/* (transfer full): without the base, how old is what is shown. */
static char *
describe_age (CopilCommitteePage *self)
{
  gint64 confirmed = copil_committee_store_get_confirmed (self->context.store);
  g_autofree char *time = copil_instant_describe (confirmed);

  if (!self->context.offline || confirmed == 0)
    return g_strdup ("");
  /* translators: after what is said of a committee: when that was read of the base */
  return g_strdup_printf (_(" · as read on %s"), time);
}

static void
show_head (CopilCommitteePage *self,
           CopilRecord        *committee)
{
  GListModel *seats = copil_committee_context_list (&self->context, "seat");
  g_autofree char *size =
    copil_format_count (g_list_model_get_n_items (seats), _("seat"), _("seats"));
  /* translators: who chairs a committee with the State: "State and Département du Nord" */
  g_autofree char *chairs =
    g_strdup_printf (_("State and %s"), copil_record_get_word (committee, "local_authority"));
  const char *act = copil_record_get_string (committee, "act");
  g_autofree char *age = describe_age (self);
  g_autofree char *text = g_strconcat (chairs, " · ", size, act != NULL ? " · " : "",
                                       act != NULL ? act : "", age, NULL);

  copil_fit_label_set_text (self->title, copil_record_get_word (committee, "name"));
  copil_fit_label_set_text (self->perimeter, text);
}

/* Being read, or why they are not. */
static void
show_unread (CopilCommitteePage *self)
{
  const char *reason = copil_committee_store_get_reason (self->context.all);

  if (reason == NULL && self->context.store != NULL)
    reason = copil_committee_store_get_reason (self->context.store);
  if (reason == NULL && self->context.offline)
    reason = _("The server does not answer, and this window has not read the committees yet. Copil "
               "tries again by itself and shows them as soon as it answers.");
  adw_status_page_set_title (self->none, reason != NULL ? _("The committees cannot be read")
                                                        : _("Reading the committees"));
  adw_status_page_set_description (self->none, reason);
}

/* What is missing, why, and who can do something about it. */
static void
show_none (CopilCommitteePage *self)
{
  const CopilTerritory *territory = self->context.territory;
  gboolean loaded = copil_committee_store_is_loaded (self->context.all) &&
                    self->context.committee == NULL;
  gboolean may = self->context.rights.prepares || self->context.rights.administers;
  g_autofree char *title = copil_territory_get_title (territory);
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (self->create, loaded && may);
  if (!loaded)
    {
      show_unread (self);
      return;
    }
  sentence = g_strdup_printf (
    may ? _("Nobody has set up the committee of this territory in Copil yet (%s). It takes its "
            "local authority and the legal regime it sits under.")
        : _("Nobody has set up the committee of this territory in Copil yet (%s). Its secretariat "
            "or an administrator can."),
    title);
  adw_status_page_set_title (self->none, _("No committee yet"));
  adw_status_page_set_description (self->none, sentence);
}

/* -- Panes ------------------------------------------------------------------------------------ */

static void
show_pane (CopilCommitteePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    if (g_str_equal (panes[i].name, self->pane))
      {
        GtkWidget *pane = gtk_stack_get_child_by_name (self->panes, self->pane);

        if (pane == NULL)
          {
            pane = panes[i].create (&self->context);
            gtk_stack_add_named (self->panes, pane, self->pane);
          }
        panes[i].update (pane);
        gtk_stack_set_visible_child_name (self->panes, self->pane);
      }
}

/* Those of another committee are made anew when they are shown. */
static void
drop_panes (CopilCommitteePage *self)
{
  GtkWidget *pane;

  while ((pane = gtk_widget_get_first_child (GTK_WIDGET (self->panes))) != NULL)
    gtk_stack_remove (self->panes, pane);
}

/* Known by the list alone: nothing can be said yet of its seats or sittings. */
static gboolean
is_unread (CopilCommitteePage *self,
           CopilRecord        *committee)
{
  return self->context.store != NULL && !copil_record_is_pending (committee)
         && !copil_committee_store_is_loaded (self->context.store);
}

static void
show (CopilCommitteePage *self)
{
  CopilRecord *committee;

  if (self->context.territory == NULL)
    return;
  if (copil_committee_context_look (&self->context))
    drop_panes (self);
  committee = copil_committee_context_get (&self->context);
  if (g_str_has_prefix (self->page, SITTING_PREFIX))
    {
      copil_sitting_page_update (self->sitting);
      gtk_stack_set_visible_child_name (self->stack, "sitting");
    }
  else if (committee == NULL || is_unread (self, committee))
    {
      show_none (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  else
    {
      show_head (self, committee);
      show_pane (self);
      gtk_stack_set_visible_child_name (self->stack, "committee");
    }
}

void
copil_committee_page_refresh (CopilCommitteePage *self)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_PAGE (self));
  show (self);
}

/* -- Where one is ----------------------------------------------------------------------------- */

static void
take_page (CopilCommitteePage *self,
           const char         *page)
{
  const char *slash = strchr (page, '/');

  g_free (self->page);
  self->page = g_strdup (page);
  if (g_str_has_prefix (page, SITTING_PREFIX))
    return;
  g_free (self->pane);
  self->pane = g_strdup (slash != NULL ? slash + 1 : panes[0].name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANE]);
}

static void
ensure_sitting (CopilCommitteePage *self)
{
  const char *id = self->page + strlen (SITTING_PREFIX);

  if (self->sitting == NULL)
    {
      self->sitting = COPIL_SITTING_PAGE (copil_sitting_page_new (&self->context));
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->sitting), "sitting");
    }
  copil_sitting_page_open (self->sitting, id);
}

void
copil_committee_page_open (CopilCommitteePage *self,
                           const char         *page)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_PAGE (self));

  if (g_str_equal (self->page, page))
    return;
  take_page (self, page);
  if (g_str_has_prefix (page, SITTING_PREFIX))
    ensure_sitting (self);
  show (self);
  g_signal_emit (self, signals[MOVED], 0);
}

const char *
copil_committee_page_get_page (CopilCommitteePage *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_PAGE (self), NULL);
  return self->page;
}

void
copil_committee_page_set_rights (CopilCommitteePage *self,
                                 const char         *whoami)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_PAGE (self));

  if (g_strcmp0 (self->context.whoami, whoami) == 0)
    return;
  g_free (self->context.whoami);
  self->context.whoami = g_strdup (whoami);
  show (self);
}

/* Another territory: its committee, on the same pane; a sitting is of one territory. */
void
copil_committee_page_set_place (CopilCommitteePage   *self,
                                CopilCube            *cube,
                                const CopilTerritory *territory)
{
  gboolean other;

  g_return_if_fail (COPIL_IS_COMMITTEE_PAGE (self));

  other = self->context.territory == NULL || self->context.territory->id != territory->id;
  if (!other && self->context.cube == cube)
    return;
  g_set_object (&self->context.cube, cube);
  self->context.territory = territory;
  if (other && g_str_has_prefix (self->page, SITTING_PREFIX))
    take_page (self, COPIL_PAGE_COMMITTEES);
  show (self);
}

static void
set_pane (CopilCommitteePage *self,
          const char         *pane)
{
  g_autofree char *page =
    g_str_equal (pane, panes[0].name) ? g_strdup (COPIL_PAGE_COMMITTEES)
                                      : g_strdup_printf (COPIL_PAGE_COMMITTEES "/%s", pane);

  copil_committee_page_open (self, page);
}

/* -- Actions ---------------------------------------------------------------------------------- */

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  copil_committee_forms_create (&COPIL_COMMITTEE_PAGE (widget)->context);
}

/* "seat" or, under another row, "term:" and the id of that row. */
static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  g_auto(GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), ":", 2);

  copil_committee_forms_add (&COPIL_COMMITTEE_PAGE (widget)->context, parts[0], parts[1]);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_auto(GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), ":", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    copil_committee_forms_edit (&COPIL_COMMITTEE_PAGE (widget)->context, parts[0], parts[1]);
}

static void
withdraw_proposal_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  copil_committee_forms_withdraw (&COPIL_COMMITTEE_PAGE (widget)->context,
                                  g_variant_get_string (parameter, NULL));
}

/* What takes nothing but whom it is about. */
static void
submit_of (GtkWidget  *widget,
           const char *function,
           const char *kind,
           GVariant   *id,
           const char *label)
{
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, kind, g_variant_get_string (id, NULL));
  copil_committee_context_submit (&COPIL_COMMITTEE_PAGE (widget)->context, function, parameters,
                                  label);
}

static void
remind_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  submit_of (widget, "action_remind", "action", parameter, _("Reminder of an action"));
}

static void
revoke_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  submit_of (widget, "delegation_revoke", "delegation", parameter, _("Key taken back"));
}

static void
give_advice_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CopilCommitteeContext *context = &COPIL_COMMITTEE_PAGE (widget)->context;
  CopilRecord *advice = copil_committee_context_find (context, "advice",
                                                      g_variant_get_string (parameter, NULL));

  if (advice != NULL)
    copil_advice_forms_give (context, COPIL_STORE (context->store), advice);
}

/* Of an item on which this person is asked: its sitting, its bytes, its name. */
static void
read_document_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  g_autoptr(CopilSittingStore) store = NULL;
  const char *sitting, *sha256, *title;

  g_variant_get (parameter, "(&s&s&s)", &sitting, &sha256, &title);
  store = copil_desk_open_sitting (COPIL_COMMITTEE_PAGE (widget)->context.desk, sitting);
  copil_document_view (widget, store, title, sha256);
}

static void
stop_recurring_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  copil_committee_forms_stop (&COPIL_COMMITTEE_PAGE (widget)->context,
                              g_variant_get_string (parameter, NULL));
}

static void
new_sitting_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  copil_sitting_forms_add (&COPIL_COMMITTEE_PAGE (widget)->context);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  copil_committee_page_open (COPIL_COMMITTEE_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
place_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[TERRITORY_WANTED], 0,
                 (int) g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10));
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_committee_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PANE:
      g_value_set_string (value, COPIL_COMMITTEE_PAGE (object)->pane);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_committee_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PANE:
      set_pane (COPIL_COMMITTEE_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilPaperKind kind;

  if (copil_paper_find (g_variant_get_string (parameter, NULL), &kind))
    copil_committee_context_print (&COPIL_COMMITTEE_PAGE (widget)->context, kind, NULL, NULL);
}

static void
copil_committee_page_dispose (GObject *object)
{
  CopilCommitteePage *self = COPIL_COMMITTEE_PAGE (object);

  if (self->panes != NULL)
    drop_panes (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_COMMITTEE_PAGE);
  self->panes = NULL;
  copil_committee_context_clear (&self->context);
  g_clear_pointer (&self->pane, g_free);
  g_clear_pointer (&self->page, g_free);
  G_OBJECT_CLASS (copil_committee_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/copil/Copil/ui/committee-page/committee-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, none);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, create);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, title);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, perimeter);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CopilCommitteePage, panes);
}

static void
copil_committee_page_class_init (CopilCommitteePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = copil_committee_page_get_property;
  object_class->set_property = copil_committee_page_set_property;
  object_class->dispose = copil_committee_page_dispose;
  properties[PROP_PANE] =
    g_param_spec_string ("pane", NULL, NULL, "overview",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MOVED] = g_signal_new ("moved", COPIL_TYPE_COMMITTEE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TERRITORY_WANTED] =
    g_signal_new ("territory-wanted", COPIL_TYPE_COMMITTEE_PAGE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_install_property_action (widget_class, "committee.pane", "pane");
  gtk_widget_class_install_action (widget_class, "committee.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "committee.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "committee.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "committee.withdraw-proposal", "s",
                                   withdraw_proposal_action);
  gtk_widget_class_install_action (widget_class, "committee.remind", "s", remind_action);
  gtk_widget_class_install_action (widget_class, "committee.revoke", "s", revoke_action);
  gtk_widget_class_install_action (widget_class, "committee.give-advice", "s", give_advice_action);
  gtk_widget_class_install_action (widget_class, "committee.read-document", "(sss)",
                                   read_document_action);
  gtk_widget_class_install_action (widget_class, "committee.stop-recurring", "s",
                                   stop_recurring_action);
  gtk_widget_class_install_action (widget_class, "committee.new-sitting", NULL, new_sitting_action);
  gtk_widget_class_install_action (widget_class, "committee.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "committee.print", "s", print_action);
  gtk_widget_class_install_action (widget_class, "committee.place", "s", place_action);
  bind_template (widget_class);
}

static void
add_tabs (CopilCommitteePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();
      GtkWidget *tab = gtk_toggle_button_new_with_label (_(panes[i].title));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (tab), "s", panes[i].name);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (tab), "committee.pane");
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tab);
      gtk_flow_box_insert (self->tabs, child, -1);
    }
}

static void
copil_committee_page_init (CopilCommitteePage *self)
{
  self->pane = g_strdup (panes[0].name);
  self->page = g_strdup (COPIL_PAGE_COMMITTEES);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tabs (self);
}

GtkWidget *
copil_committee_page_new (CopilConnection *connection,
                          CopilDesk       *desk)
{
  CopilCommitteePage *self = g_object_new (COPIL_TYPE_COMMITTEE_PAGE, NULL);

  copil_committee_context_init (&self->context, GTK_WIDGET (self), connection, desk);
  return GTK_WIDGET (self);
}
