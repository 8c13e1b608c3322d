/* history.c: the places one has been to, for back and forward
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/history.h"

/* As many as anyone goes back; the oldest is then forgotten. */
#define MAX_PLACES 200

typedef struct
{
  char *territory;
  char *indicator;
  char *page;
} Place;

struct _CopilHistory
{
  GObject    parent_instance;
  GPtrArray *places;
  int        position; /* -1 before the first visit */
};

enum
{
  PROP_0,
  PROP_CAN_GO_BACK,
  PROP_CAN_GO_FORWARD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilHistory, copil_history, G_TYPE_OBJECT)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->territory);
  g_free (place->indicator);
  g_free (place->page);
  g_free (place);
}

static Place *
place_at (CopilHistory *self,
          int           position)
{
  return g_ptr_array_index (self->places, position);
}

gboolean
copil_history_get_can_go_back (CopilHistory *self)
{
  g_return_val_if_fail (COPIL_IS_HISTORY (self), FALSE);
  return self->position > 0;
}

gboolean
copil_history_get_can_go_forward (CopilHistory *self)
{
  g_return_val_if_fail (COPIL_IS_HISTORY (self), FALSE);
  return self->position + 1 < (int) self->places->len;
}

static void
notify_changes (CopilHistory *self,
                gboolean      could_go_back,
                gboolean      could_go_forward)
{
  if (could_go_back != copil_history_get_can_go_back (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
  if (could_go_forward != copil_history_get_can_go_forward (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_FORWARD]);
}

static gboolean
is_here (CopilHistory *self,
         const char   *territory,
         const char   *indicator,
         const char   *page)
{
  return self->position >= 0 &&
         g_str_equal (place_at (self, self->position)->territory, territory) &&
         g_str_equal (place_at (self, self->position)->indicator, indicator) &&
         g_str_equal (place_at (self, self->position)->page, page);
}

void
copil_history_visit (CopilHistory *self,
                     const char   *territory,
                     const char   *indicator,
                     const char   *page)
{
  gboolean back = copil_history_get_can_go_back (self);
  gboolean forward = copil_history_get_can_go_forward (self);
  Place *place;

  g_return_if_fail (territory != NULL && indicator != NULL && page != NULL);
  if (is_here (self, territory, indicator, page))
    return;
  g_ptr_array_set_size (self->places, self->position + 1);
  if (self->places->len == MAX_PLACES)
    g_ptr_array_remove_index (self->places, 0);
  place = g_new0 (Place, 1);
  place->territory = g_strdup (territory);
  place->indicator = g_strdup (indicator);
  place->page = g_strdup (page);
  g_ptr_array_add (self->places, place);
  self->position = self->places->len - 1;
  notify_changes (self, back, forward);
}

gboolean
copil_history_step (CopilHistory  *self,
                    int            steps,
                    const char   **territory,
                    const char   **indicator,
                    const char   **page)
{
  gboolean back = copil_history_get_can_go_back (self);
  gboolean forward = copil_history_get_can_go_forward (self);
  int position = self->position + steps;

  if (position < 0 || position >= (int) self->places->len)
    return FALSE;
  self->position = position;
  *territory = place_at (self, position)->territory;
  *indicator = place_at (self, position)->indicator;
  *page = place_at (self, position)->page;
  notify_changes (self, back, forward);
  return TRUE;
}

static void
copil_history_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CopilHistory *self = COPIL_HISTORY (object);

  switch (prop_id)
    {
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, copil_history_get_can_go_back (self));
      break;
    case PROP_CAN_GO_FORWARD:
      g_value_set_boolean (value, copil_history_get_can_go_forward (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_history_finalize (GObject *object)
{
  CopilHistory *self = COPIL_HISTORY (object);

  g_ptr_array_unref (self->places);
  G_OBJECT_CLASS (copil_history_parent_class)->finalize (object);
}

static void
copil_history_class_init (CopilHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = copil_history_get_property;
  object_class->finalize = copil_history_finalize;

  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_GO_FORWARD] =
    g_param_spec_boolean ("can-go-forward", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
copil_history_init (CopilHistory *self)
{
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->position = -1;
}

CopilHistory *
copil_history_new (void)
{
  return g_object_new (COPIL_TYPE_HISTORY, NULL);
}
