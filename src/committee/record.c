/* record.c: one row of a committee or of a sitting, as it is to be shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/record-private.h"

#include "core/instant.h"

struct _CopilRecord
{
  GObject     parent_instance;
  const char *kind; /* interned */
  char       *id;
  gint64      revision;
  char       *text;     /* GRefString; NULL: the base has no such row */
  JsonObject *document; /* of the text */
  JsonObject *laid;     /* NULL: nothing waits */
  gboolean    pending;
  gint64      order;
};

enum
{
  PROP_0,
  PROP_PENDING,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilRecord, copil_record, G_TYPE_OBJECT)

static void
copil_record_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PENDING:
      g_value_set_boolean (value, copil_record_is_pending (COPIL_RECORD (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
copil_record_finalize (GObject *object)
{
  CopilRecord *self = COPIL_RECORD (object);

  g_free (self->id);
  g_clear_pointer (&self->text, g_ref_string_release);
  g_clear_pointer (&self->document, json_object_unref);
  g_clear_pointer (&self->laid, json_object_unref);
  G_OBJECT_CLASS (copil_record_parent_class)->finalize (object);
}

static void
copil_record_class_init (CopilRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_record_get_property;
  object_class->finalize = copil_record_finalize;
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
copil_record_init (CopilRecord *self)
{
}

CopilRecord *
_copil_record_new (const char *kind,
                   const char *id)
{
  CopilRecord *self = g_object_new (COPIL_TYPE_RECORD, NULL);

  self->kind = g_intern_string (kind);
  self->id = g_strdup (id);
  return self;
}

/* -- What it is ------------------------------------------------------------------------------- */

const char *
copil_record_get_kind (CopilRecord *self)
{
  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  return self->kind;
}

const char *
copil_record_get_id (CopilRecord *self)
{
  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  return self->id;
}

gint64
copil_record_get_revision (CopilRecord *self)
{
  g_return_val_if_fail (COPIL_IS_RECORD (self), 0);
  return self->revision;
}

gboolean
copil_record_is_pending (CopilRecord *self)
{
  g_return_val_if_fail (COPIL_IS_RECORD (self), FALSE);
  return self->pending;
}

gboolean
copil_record_is_gone (CopilRecord *self)
{
  return copil_record_get_bool (self, "gone");
}

/* -- Fields ----------------------------------------------------------------------------------- */

/* What waits comes before what the base answered. */
static JsonNode *
find (CopilRecord *self,
      const char  *field)
{
  JsonNode *node = self->laid != NULL ? json_object_get_member (self->laid, field) : NULL;

  if (node == NULL && self->document != NULL)
    node = json_object_get_member (self->document, field);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
copil_record_has (CopilRecord *self,
                  const char  *field)
{
  g_return_val_if_fail (COPIL_IS_RECORD (self), FALSE);
  return find (self, field) != NULL;
}

const char *
copil_record_get_string (CopilRecord *self,
                         const char  *field)
{
  JsonNode *node;

  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  node = find (self, field);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

const char *
copil_record_get_word (CopilRecord *self,
                       const char  *field)
{
  const char *string = copil_record_get_string (self, field);

  return string != NULL ? string : "";
}

gint64
copil_record_get_int (CopilRecord *self,
                      const char  *field)
{
  JsonNode *node;

  g_return_val_if_fail (COPIL_IS_RECORD (self), 0);
  node = find (self, field);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gboolean
copil_record_get_bool (CopilRecord *self,
                       const char  *field)
{
  JsonNode *node;

  g_return_val_if_fail (COPIL_IS_RECORD (self), FALSE);
  node = find (self, field);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

gint64
copil_record_get_time (CopilRecord *self,
                       const char  *field)
{
  const char *text = copil_record_get_string (self, field);
  gint64 time = 0;

  return text != NULL && copil_instant_parse (text, &time) ? time : 0;
}

gboolean
copil_record_is_in_force (CopilRecord *self,
                          const char  *day)
{
  const char *until = copil_record_get_string (self, "until");

  /* Days of the base compare as texts. */
  return g_strcmp0 (copil_record_get_word (self, "since"), day) <= 0
         && (until == NULL || g_strcmp0 (until, day) > 0);
}

JsonObject *
copil_record_get_object (CopilRecord *self,
                         const char  *field)
{
  JsonNode *node;

  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  node = find (self, field);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
copil_record_get_array (CopilRecord *self,
                        const char  *field)
{
  JsonNode *node;

  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  node = find (self, field);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
copy_members (JsonObject *from,
              JsonObject *to)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (from == NULL)
    return;
  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (to, name, json_node_copy (node));
}

JsonObject *
copil_record_dup_document (CopilRecord *self)
{
  JsonObject *document;

  g_return_val_if_fail (COPIL_IS_RECORD (self), NULL);
  document = json_object_new ();
  copy_members (self->document, document);
  copy_members (self->laid, document);
  return document;
}

/* -- For the stores --------------------------------------------------------------------------- */

char *
_copil_record_get_text (CopilRecord *self)
{
  return self->text;
}

JsonNode *
_copil_record_get_base (CopilRecord *self,
                        const char  *field)
{
  return self->document != NULL ? json_object_get_member (self->document, field) : NULL;
}

void
_copil_record_set_row (CopilRecord *self,
                       gint64       revision,
                       char        *text,
                       JsonObject  *document)
{
  self->revision = revision;
  g_clear_pointer (&self->text, g_ref_string_release);
  self->text = text != NULL ? g_ref_string_acquire (text) : NULL;
  g_clear_pointer (&self->document, json_object_unref);
  self->document = document != NULL ? json_object_ref (document) : NULL;
}

static gboolean
is_same_object (JsonObject *one,
                JsonObject *other)
{
  g_autoptr (JsonNode) left = NULL;
  g_autoptr (JsonNode) right = NULL;

  if (one == NULL || other == NULL)
    return one == other;
  left = json_node_init_object (json_node_alloc (), one);
  right = json_node_init_object (json_node_alloc (), other);
  return json_node_equal (left, right);
}

gboolean
_copil_record_lay (CopilRecord *self,
                   JsonObject  *fields,
                   gboolean     pending)
{
  if (self->pending == pending && is_same_object (self->laid, fields))
    return FALSE;
  self->pending = pending;
  if (fields != NULL)
    json_object_ref (fields);
  g_clear_pointer (&self->laid, json_object_unref);
  self->laid = fields;
  return TRUE;
}

gboolean
_copil_record_is_laid (CopilRecord *self)
{
  return self->laid != NULL || self->pending;
}

gint64
_copil_record_get_order (CopilRecord *self)
{
  return self->order;
}

void
_copil_record_set_order (CopilRecord *self,
                         gint64       order)
{
  self->order = order;
}

void
_copil_record_emit_changed (CopilRecord *self,
                            gboolean     was_pending)
{
  if (was_pending != self->pending)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
  g_signal_emit (self, signals[CHANGED], 0);
}
