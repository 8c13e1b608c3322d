/* territory-finder.c: a popover where a territory is typed or picked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/territory-finder.h"

#include "core/fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_RESULTS 12

/* -- An entry of the list --------------------------------------------------------------------- */

#define COPIL_TYPE_FINDER_ITEM (copil_finder_item_get_type ())
G_DECLARE_FINAL_TYPE (CopilFinderItem, copil_finder_item, COPIL, FINDER_ITEM, GObject)

struct _CopilFinderItem
{
  GObject               parent_instance;
  const CopilTerritory *territory;
  char                 *heading; /* of the group that it opens, or NULL */
};

G_DEFINE_FINAL_TYPE (CopilFinderItem, copil_finder_item, G_TYPE_OBJECT)

static void
copil_finder_item_finalize (GObject *object)
{
  g_free (COPIL_FINDER_ITEM (object)->heading);
  G_OBJECT_CLASS (copil_finder_item_parent_class)->finalize (object);
}

static void
copil_finder_item_class_init (CopilFinderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_finder_item_finalize;
}

static void
copil_finder_item_init (CopilFinderItem *self)
{
}

/* -- The popover ------------------------------------------------------------------------------ */

struct _CopilTerritoryFinder
{
  GtkPopover            parent_instance;
  GtkEditable          *entry;
  GtkLabel             *message;
  GtkListView          *list;
  GListStore           *items;
  GtkSingleSelection   *selection;
  CopilTerritoryList   *territories;
  const CopilTerritory *here;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilTerritoryFinder, copil_territory_finder, GTK_TYPE_POPOVER)

/* "bassin · Nord": what it is and where, under its name. */
static char *
describe_place (const CopilTerritory *territory)
{
  const char *level = copil_level_get_name (territory->level, FALSE);

  if (territory->level == COPIL_LEVEL_FRANCE || territory->parent == NULL ||
      territory->parent->level == COPIL_LEVEL_FRANCE)
    return g_strdup (territory->level == COPIL_LEVEL_FRANCE ? "" : level);
  return g_strdup_printf ("%s · %s", level, territory->parent->name);
}

static GtkWidget *
create_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (CopilTerritoryFinder *self,
          GtkListItem          *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (create_label (box, "heading"), "note");
  gtk_widget_add_css_class (place, "place");
  create_label (place, NULL);
  create_label (place, "note");
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_item_set_child (item, box);
}

static void
set_line (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
bind_cb (CopilTerritoryFinder *self,
         GtkListItem          *item)
{
  CopilFinderItem *entry = gtk_list_item_get_item (item);
  GtkWidget *heading = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_widget_get_next_sibling (heading));
  g_autofree char *place = describe_place (entry->territory);

  set_line (heading, entry->heading);
  set_line (name, entry->territory->name);
  set_line (gtk_widget_get_next_sibling (name), place);
  if (entry->territory == self->here)
    gtk_widget_add_css_class (name, "card-title");
  else
    gtk_widget_remove_css_class (name, "card-title");
}

static void
add_group (GPtrArray  *items,
           const char *heading,
           GPtrArray  *territories)
{
  for (guint i = 0; i < territories->len; i++)
    {
      CopilFinderItem *item = g_object_new (COPIL_TYPE_FINDER_ITEM, NULL);

      item->territory = g_ptr_array_index (territories, i);
      item->heading = i == 0 ? g_strdup (heading) : NULL;
      g_ptr_array_add (items, item);
    }
}

/* Nothing is typed: what is near. */
static void
add_neighbourhood (CopilTerritoryFinder *self,
                   GPtrArray            *items)
{
  const CopilTerritory *here = self->here;
  g_autoptr(GPtrArray) siblings = NULL;
  g_autofree char *below = NULL;

  if (here == NULL)
    return;
  if (here->children->len > 0)
    {
      const CopilTerritory *child = g_ptr_array_index (here->children, 0);

      below = g_strdup_printf ("%s %s", copil_level_get_name (child->level, TRUE), here->genitive);
      below[0] = g_ascii_toupper (below[0]);
      add_group (items, below, here->children);
    }
  siblings = copil_territory_list_siblings (self->territories, here);
  if (siblings->len > 1)
    add_group (items, _("Same level"), siblings);
}

static gboolean
any_holds (GPtrArray  *territories,
           const char *text)
{
  g_autofree char *needle = copil_fold (text);

  for (guint i = 0; i < territories->len; i++)
    {
      const CopilTerritory *territory = g_ptr_array_index (territories, i);
      g_autofree char *name = copil_fold (territory->name);

      if (strstr (name, needle) != NULL || g_ascii_strcasecmp (territory->code, text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The answer to a name: what bears it, or what is nearest with a word about it. */
static void
add_results (CopilTerritoryFinder *self,
             const char           *text,
             GPtrArray            *items)
{
  g_autoptr(GPtrArray) found =
    copil_territory_list_search (self->territories, text, MAX_RESULTS);
  g_autofree char *message = NULL;

  add_group (items, NULL, found);
  if (any_holds (found, text))
    return;
  /* translators: %s is what was typed; the nearest names follow below */
  message = g_strdup_printf (found->len > 0 ? _("No territory is called “%s”. The nearest:")
                                            : _("No territory is called “%s”."), text);
  set_line (GTK_WIDGET (self->message), message);
}

static void
refill (CopilTerritoryFinder *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  set_line (GTK_WIDGET (self->message), NULL);
  if (self->territories == NULL)
    return;
  if (*text == '\0')
    add_neighbourhood (self, items);
  else
    add_results (self, text, items);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
}

static void
choose (CopilTerritoryFinder *self,
        guint                 position)
{
  g_autoptr(CopilFinderItem) item =
    g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, item->territory->id);
}

static void
list_activate_cb (CopilTerritoryFinder *self,
                  guint                 position)
{
  choose (self, position);
}

static void
entry_activate_cb (CopilTerritoryFinder *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  choose (self, position != GTK_INVALID_LIST_POSITION ? position : 0);
}

/* Up and Down move in the list while one goes on typing. */
static gboolean
entry_key_cb (CopilTerritoryFinder *self,
              guint                 keyval,
              guint                 keycode,
              GdkModifierType       state)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (n == 0 || (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up))
    return FALSE;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (keyval == GDK_KEY_Down)
    position = MIN (position + 1, n - 1);
  else
    position = position > 0 ? position - 1 : 0;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  return TRUE;
}

static void
copil_territory_finder_show (GtkWidget *widget)
{
  CopilTerritoryFinder *self = COPIL_TERRITORY_FINDER (widget);

  gtk_editable_set_text (self->entry, "");
  refill (self);
  GTK_WIDGET_CLASS (copil_territory_finder_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
copil_territory_finder_set_place (CopilTerritoryFinder *self,
                                  CopilTerritoryList   *territories,
                                  const CopilTerritory *here)
{
  g_return_if_fail (COPIL_IS_TERRITORY_FINDER (self));

  /* The items point into the list that goes. */
  g_list_store_remove_all (self->items);
  if (territories != NULL)
    copil_territory_list_ref (territories);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  self->territories = territories;
  self->here = here;
}

static void
copil_territory_finder_dispose (GObject *object)
{
  CopilTerritoryFinder *self = COPIL_TERRITORY_FINDER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_TERRITORY_FINDER);
  g_clear_object (&self->items);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  G_OBJECT_CLASS (copil_territory_finder_parent_class)->dispose (object);
}

static void
copil_territory_finder_class_init (CopilTerritoryFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_territory_finder_dispose;
  widget_class->show = copil_territory_finder_show;

  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_TERRITORY_FINDER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/widget/territory-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilTerritoryFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, CopilTerritoryFinder, message);
  gtk_widget_class_bind_template_child (widget_class, CopilTerritoryFinder, list);
}

static void
copil_territory_finder_init (CopilTerritoryFinder *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (COPIL_TYPE_FINDER_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (list_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  /* A search entry keeps Escape to itself. */
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (refill), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
}

GtkWidget *
copil_territory_finder_new (void)
{
  return g_object_new (COPIL_TYPE_TERRITORY_FINDER, NULL);
}
