/* outbox-command.c: one command, and its text on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/outbox-private.h"

#include <string.h>

#include "core/json-text.h"
#include "db/error-private.h"

#define MAGIC "copil-outbox 1 "
#define SHA256_LENGTH 64

struct _CopilCommand
{
  GObject           parent_instance;

  char             *id;
  char             *function;
  JsonObject       *parameters;
  char             *label;
  char             *depends_on;
  gint64            created;
  CopilCommandState state;
  char             *message;
  char             *answer;
  guint             n_tries;
  gboolean          doubted; /* was CHECKING since the last refusal */
  char             *refusal;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilCommand, copil_command, G_TYPE_OBJECT)

static void
copil_command_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CopilCommand *self = COPIL_COMMAND (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
copil_command_finalize (GObject *object)
{
  CopilCommand *self = COPIL_COMMAND (object);

  g_free (self->id);
  g_free (self->function);
  g_clear_pointer (&self->parameters, json_object_unref);
  g_free (self->label);
  g_free (self->depends_on);
  g_free (self->message);
  g_free (self->answer);
  g_free (self->refusal);
  G_OBJECT_CLASS (copil_command_parent_class)->finalize (object);
}

static void
copil_command_class_init (CopilCommandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_command_get_property;
  object_class->finalize = copil_command_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, COPIL_COMMAND_WAITING,
                                             COPIL_COMMAND_REFUSED, COPIL_COMMAND_WAITING,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
copil_command_init (CopilCommand *self)
{
}

CopilCommand *
_copil_command_new (const char *function,
                    JsonObject *parameters,
                    const char *label,
                    const char *depends_on)
{
  CopilCommand *self = g_object_new (COPIL_TYPE_COMMAND, NULL);

  self->id = g_uuid_string_random ();
  self->function = g_strdup (function);
  self->parameters = json_object_ref (parameters);
  self->label = g_strdup (label);
  self->depends_on = g_strdup (depends_on);
  self->created = g_get_real_time ();
  return self;
}

CopilCommandState
copil_command_get_state (CopilCommand *self)
{
  return self->state;
}

const char *
copil_command_get_message (CopilCommand *self)
{
  return self->message;
}

const char *
copil_command_get_id (CopilCommand *self)
{
  return self->id;
}

const char *
copil_command_get_function (CopilCommand *self)
{
  return self->function;
}

JsonObject *
copil_command_get_parameters (CopilCommand *self)
{
  return self->parameters;
}

const char *
copil_command_get_label (CopilCommand *self)
{
  return self->label;
}

const char *
copil_command_get_depends_on (CopilCommand *self)
{
  return self->depends_on;
}

gint64
copil_command_get_created (CopilCommand *self)
{
  return self->created;
}

const char *
copil_command_get_answer (CopilCommand *self)
{
  return self->answer;
}

void
_copil_command_set_state (CopilCommand     *self,
                          CopilCommandState state,
                          const char       *message)
{
  if (g_strcmp0 (message, self->message) != 0)
    {
      g_free (self->message);
      self->message = g_strdup (message);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
    }
  if (state == COPIL_COMMAND_RECORDED || state == COPIL_COMMAND_REFUSED)
    g_clear_pointer (&self->refusal, g_free);
  else if (state == COPIL_COMMAND_CHECKING && self->refusal == NULL)
    self->doubted = TRUE;
  if (state != self->state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

void
_copil_command_set_answer (CopilCommand *self,
                           const char   *answer)
{
  g_free (self->answer);
  self->answer = g_strdup (answer);
}

gboolean
_copil_command_take_doubt (CopilCommand *self)
{
  gboolean doubted = self->doubted;

  self->doubted = FALSE;
  return doubted;
}

void
_copil_command_set_refusal (CopilCommand *self,
                            const char   *message)
{
  g_free (self->refusal);
  self->refusal = g_strdup (message);
}

const char *
_copil_command_get_refusal (CopilCommand *self)
{
  return self->refusal;
}

guint
_copil_command_count_try (CopilCommand *self)
{
  return self->n_tries++;
}

char *
_copil_command_get_file_name (CopilCommand *self)
{
  return g_strdup_printf ("%017" G_GINT64_FORMAT "-%s.json", self->created, self->id);
}

static char *
object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

char *
_copil_command_to_text (CopilCommand *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *body = NULL;
  g_autofree char *sum = NULL;

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "function", self->function);
  json_object_set_object_member (object, "parameters", json_object_ref (self->parameters));
  json_object_set_string_member (object, "label", self->label != NULL ? self->label : "");
  if (self->depends_on != NULL)
    json_object_set_string_member (object, "depends_on", self->depends_on);
  json_object_set_int_member (object, "created", self->created);
  /* Only a refusal is believed: anything else is asked of the server. */
  if (self->state == COPIL_COMMAND_REFUSED)
    json_object_set_string_member (object, "refused", self->message != NULL ? self->message : "");
  if (self->answer != NULL)
    json_object_set_string_member (object, "answer", self->answer);
  body = object_to_text (object);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  return g_strconcat (MAGIC, sum, "\n", body, NULL);
}

/* The body of a text whose checksum holds. */
static const char *
verified_body (const char *text,
               gsize       size)
{
  const gsize head = strlen (MAGIC) + SHA256_LENGTH + 1;
  g_autofree char *sum = NULL;

  if (size <= head || strncmp (text, MAGIC, strlen (MAGIC)) != 0 || text[head - 1] != '\n')
    return NULL;
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text + head, size - head);
  return strncmp (text + strlen (MAGIC), sum, SHA256_LENGTH) == 0 ? text + head : NULL;
}

static gboolean
is_text (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
}

static CopilCommand *
command_from_object (JsonObject *object)
{
  JsonNode *parameters = json_object_get_member (object, "parameters");
  CopilCommand *self;

  if (!is_text (object, "id") || !is_text (object, "function") || !is_text (object, "label")
      || parameters == NULL || !JSON_NODE_HOLDS_OBJECT (parameters)
      || !g_uuid_string_is_valid (json_object_get_string_member (object, "id")))
    return NULL;
  self = g_object_new (COPIL_TYPE_COMMAND, NULL);
  self->id = g_strdup (json_object_get_string_member (object, "id"));
  self->function = g_strdup (json_object_get_string_member (object, "function"));
  self->label = g_strdup (json_object_get_string_member (object, "label"));
  self->parameters = json_object_ref (json_node_get_object (parameters));
  if (is_text (object, "depends_on"))
    self->depends_on = g_strdup (json_object_get_string_member (object, "depends_on"));
  self->created = json_object_get_int_member_with_default (object, "created", 0);
  /* Whether it was sent is not known: the server is asked first. */
  self->state = COPIL_COMMAND_CHECKING;
  self->doubted = TRUE;
  if (is_text (object, "answer"))
    self->answer = g_strdup (json_object_get_string_member (object, "answer"));
  if (is_text (object, "refused"))
    {
      self->state = COPIL_COMMAND_REFUSED;
      self->message = g_strdup (json_object_get_string_member (object, "refused"));
    }
  return self;
}

CopilCommand *
_copil_command_from_text (const char *text,
                          gsize       size)
{
  const char *body = verified_body (text, size);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (body == NULL || !json_parser_load_from_data (parser, body, size - (body - text), NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !copil_json_is_text (root))
    return NULL;
  return command_from_object (json_node_get_object (root));
}

/* Names go into the text of the statement, quoted because some ("position") are words of SQL;
 * nothing else does. */
static gboolean
is_sql_name (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && *c != '_' && (c == name || !g_ascii_isdigit (*c)))
      return FALSE;
  return name[0] != '\0' && strlen (name) <= 63;
}

static void
add_argument (CopilStatement *statement,
              JsonNode       *value)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_NULL (value))
    copil_statement_add_text (statement, NULL);
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    copil_statement_add_text (statement, json_node_get_string (value));
  else
    {
      text = json_to_string (value, FALSE);
      copil_statement_add_text (statement, text);
    }
}

CopilStatement *
_copil_command_to_statement (CopilCommand  *self,
                             GError       **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (self->parameters);
  CopilStatement *statement;
  gboolean valid = is_sql_name (self->function);
  guint n = 1;

  g_string_printf (sql, "SELECT copil.\"%s\"(command => $1", self->function);
  for (GList *l = names; l != NULL; l = l->next)
    {
      valid = valid && is_sql_name (l->data);
      g_string_append_printf (sql, ", \"%s\" => $%u", (const char *) l->data, ++n);
    }
  g_string_append (sql, ")");
  if (!valid)
    {
      g_propagate_error (error, _copil_db_error_new (COPIL_DB_ERROR_STATEMENT, "",
                                                     "not a name of SQL", sql->str));
      return NULL;
    }
  statement = copil_statement_new (sql->str);
  copil_statement_add_text (statement, self->id);
  for (GList *l = names; l != NULL; l = l->next)
    add_argument (statement, json_object_get_member (self->parameters, l->data));
  copil_statement_set_write (statement, TRUE);
  return statement;
}
