/* overlay.c: fields over rows, the parameters of a command as fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/overlay-private.h"

#include "committee/record-private.h"
#include "core/instant.h"

CopilOverlay *
copil_overlay_new (CopilRecordSet *rows,
                   const char     *kind,
                   const char     *id)
{
  CopilOverlay *self = g_new0 (CopilOverlay, 1);

  self->rows = rows;
  self->kind = g_intern_string (kind);
  self->id = id;
  self->laid = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_laid_free);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
copil_overlay_free (CopilOverlay *self)
{
  g_ptr_array_unref (self->laid);
  g_hash_table_unref (self->index);
  g_free (self);
}

GPtrArray *
copil_overlay_get (CopilOverlay *self)
{
  return self->laid;
}

/* -- Rows as the commands before left them ---------------------------------------------------- */

static CopilLaid *
find_laid (CopilOverlay *self,
           const char   *kind,
           const char   *id)
{
  g_autofree char *key = g_strconcat (kind, " ", id, NULL);

  return g_hash_table_lookup (self->index, key);
}

static CopilLaid *
ensure_laid (CopilOverlay *self,
             const char   *kind,
             const char   *id)
{
  CopilLaid *laid = find_laid (self, kind, id);

  if (laid != NULL)
    return laid;
  laid = g_new0 (CopilLaid, 1);
  laid->kind = g_intern_string (kind);
  laid->id = g_strdup (id);
  laid->fields = json_object_new ();
  g_ptr_array_add (self->laid, laid);
  g_hash_table_insert (self->index, g_strconcat (kind, " ", id, NULL), laid);
  return laid;
}

/* The row of the base; not one that is there only because something is laid already. */
static CopilRecord *
find_row (CopilOverlay *self,
          const char   *kind,
          const char   *id)
{
  CopilRecord *record = copil_record_set_find (self->rows, kind, id);

  return record != NULL && _copil_record_get_text (record) != NULL ? record : NULL;
}

JsonNode *
_copil_overlay_get (CopilOverlay *self,
                    const char   *kind,
                    const char   *id,
                    const char   *field)
{
  CopilLaid *laid = find_laid (self, kind, id);
  CopilRecord *row = find_row (self, kind, id);
  JsonNode *node = laid != NULL ? json_object_get_member (laid->fields, field) : NULL;

  if (node == NULL && row != NULL)
    node = _copil_record_get_base (row, field);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

const char *
_copil_overlay_get_text (CopilOverlay *self,
                         const char   *kind,
                         const char   *id,
                         const char   *field)
{
  JsonNode *node = _copil_overlay_get (self, kind, id, field);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : "";
}

gint64
_copil_overlay_get_int (CopilOverlay *self,
                        const char   *kind,
                        const char   *id,
                        const char   *field)
{
  JsonNode *node = _copil_overlay_get (self, kind, id, field);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gint64
_copil_overlay_get_time (CopilOverlay *self,
                         const char   *kind,
                         const char   *id,
                         const char   *field)
{
  gint64 time = 0;

  copil_instant_parse (_copil_overlay_get_text (self, kind, id, field), &time);
  return time;
}

gint64
_copil_overlay_get_revision (CopilOverlay *self,
                             const char   *kind,
                             const char   *id)
{
  CopilRecord *row = find_row (self, kind, id);

  return row != NULL ? copil_record_get_revision (row) : G_MAXINT64;
}

gboolean
_copil_overlay_has (CopilOverlay *self,
                    const char   *kind,
                    const char   *id)
{
  return id != NULL && (find_row (self, kind, id) != NULL || find_laid (self, kind, id) != NULL);
}

typedef struct
{
  const char *kind;
  GPtrArray  *ids;
} Listing;

static void
list_cb (gpointer record,
         gpointer user_data)
{
  Listing *listing = user_data;

  if (copil_record_get_kind (record) == listing->kind && _copil_record_get_text (record) != NULL)
    g_ptr_array_add (listing->ids, g_strdup (copil_record_get_id (record)));
}

GPtrArray *
_copil_overlay_list (CopilOverlay *self,
                     const char   *kind)
{
  Listing listing = { g_intern_string (kind), g_ptr_array_new_with_free_func (g_free) };

  copil_record_set_foreach (self->rows, list_cb, &listing);
  for (guint i = 0; i < self->laid->len; i++)
    {
      CopilLaid *laid = g_ptr_array_index (self->laid, i);

      if (laid->kind == listing.kind && find_row (self, kind, laid->id) == NULL)
        g_ptr_array_add (listing.ids, g_strdup (laid->id));
    }
  return listing.ids;
}

void
_copil_overlay_set (CopilOverlay *self,
                    const char   *kind,
                    const char   *id,
                    const char   *field,
                    JsonNode     *node)
{
  json_object_set_member (ensure_laid (self, kind, id)->fields, field, node);
}

void
_copil_overlay_set_text (CopilOverlay *self,
                         const char   *kind,
                         const char   *id,
                         const char   *field,
                         const char   *text)
{
  _copil_overlay_set (self, kind, id, field,
                      text != NULL ? json_node_init_string (json_node_alloc (), text)
                                   : json_node_new (JSON_NODE_NULL));
}

void
_copil_overlay_set_int (CopilOverlay *self,
                        const char   *kind,
                        const char   *id,
                        const char   *field,
                        gint64        number)
{
  _copil_overlay_set (self, kind, id, field, json_node_init_int (json_node_alloc (), number));
}

void
_copil_overlay_set_time (CopilOverlay *self,
                         const char   *kind,
                         const char   *id,
                         const char   *field,
                         gint64        time)
{
  g_autofree char *text = copil_instant_to_sql (time);

  _copil_overlay_set_text (self, kind, id, field, text);
}

void
_copil_overlay_set_pending (CopilOverlay *self,
                            const char   *kind,
                            const char   *id)
{
  ensure_laid (self, kind, id)->pending = TRUE;
}

const char *
_copil_overlay_parameter (CopilCommand *command,
                          const char   *name)
{
  JsonNode *node = json_object_get_member (copil_command_get_parameters (command), name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

/* -- A command -------------------------------------------------------------------------------- */

/* Parameters that name another row: the field of a row is called after it, with "_id". */
static const char *const references[] = {
  "committee", "decision", "item", "member", "owner", "paragraph", "parent", "seat", "vote",
};

static char *
field_of (const char *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_equal (references[i], parameter))
      return g_strconcat (parameter, "_id", NULL);
  if (g_str_equal (parameter, "indicator"))
    return g_strdup ("indicator_code");
  if (g_str_equal (parameter, "college"))
    return g_strdup ("college_id");
  return g_strdup (parameter);
}

/* A row that is made is of these rows when what it is of is. */
static gboolean
concerns (CopilOverlay *self,
          CopilCommand *command)
{
  static const char *const parents[][2] = {
    { "item", "agenda_item" }, { "vote", "vote" }, { "paragraph", "paragraph" },
    { "seat", "seat" }, { "body", "former_body" }, { "giver_seat", "seat" },
  };

  if (g_strcmp0 (_copil_overlay_parameter (command, self->kind), self->id) == 0
      || g_strcmp0 (_copil_overlay_parameter (command, "id"), self->id) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    if (_copil_overlay_has (self, parents[i][1],
                            _copil_overlay_parameter (command, parents[i][0])))
      return _copil_overlay_parameter (command, self->kind) == NULL;
  return FALSE;
}

static void
lay_bytes (CopilOverlay *self,
           const char   *kind,
           const char   *row,
           JsonNode     *hex)
{
  const char *text = json_node_get_value_type (hex) == G_TYPE_STRING ? json_node_get_string (hex)
                                                                     : "";
  g_autofree char *bytes = g_strconcat ("\\x", text, NULL);

  _copil_overlay_set_text (self, kind, row, "sha256", bytes);
}

static void
lay_parameters (CopilOverlay           *self,
                CopilCommand           *command,
                const CopilOverlayRule *rule,
                const char             *row)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, copil_command_get_parameters (command));
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *field = field_of (name);

      /* When it was done goes where the kind has it: _copil_overlay_stamp(). */
      if (g_str_equal (name, "version") || g_str_equal (name, "id") || g_str_equal (name, "at")
          || g_strcmp0 (name, rule->key) == 0)
        continue;
      if (g_str_equal (name, "sha256"))
        /* As the base writes bytes. */
        lay_bytes (self, rule->kind, row, node);
      else
        _copil_overlay_set (self, rule->kind, row, field, json_node_copy (node));
    }
}

/* The clock of a sitting, an answer to it, a rule of a committee: the row itself has none of the
 * parameters. */
static gboolean
is_of_others (const CopilOverlayRule *rule)
{
  return (g_str_equal (rule->kind, "sitting") || g_str_equal (rule->kind, "committee"))
         && rule->fields == NULL && rule->more != NULL;
}

static void
lay_fields (CopilOverlay           *self,
            const CopilOverlayRule *rule,
            const char             *row)
{
  g_autoptr (JsonNode) node = rule->fields != NULL ? json_from_string (rule->fields, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    _copil_overlay_set (self, rule->kind, row, name, json_node_copy (value));
}

/* NULL: the command names none. */
static JsonNode *
get_version (CopilCommand *command)
{
  JsonNode *node = json_object_get_member (copil_command_get_parameters (command), "version");

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* As the base will count: who goes on editing before it answers names the version to come. A row
 * that is made has its first. */
static void
raise_version (CopilOverlay           *self,
               CopilCommand           *command,
               const CopilOverlayRule *rule,
               const char             *row,
               gboolean                makes)
{
  JsonNode *version = get_version (command);

  if (version != NULL || makes)
    _copil_overlay_set_int (self, rule->kind, row, "version",
                            version != NULL ? json_node_get_int (version) + 1 : 1);
  else if (json_object_has_member (copil_command_get_parameters (command), "version"))
    _copil_overlay_set_int (self, rule->kind, row, "version",
                            _copil_overlay_get_int (self, rule->kind, row, "version") + 1);
}

/* -- A command that has been done ------------------------------------------------------------- */

static gboolean
holds_fields (CopilOverlay           *self,
              const CopilOverlayRule *rule,
              const char             *row)
{
  g_autoptr (JsonNode) node = rule->fields != NULL ? json_from_string (rule->fields, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *held = _copil_overlay_get (self, rule->kind, row, name);

      if (held == NULL || !json_node_equal (held, value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_stamp (CopilOverlay           *self,
           const CopilOverlayRule *rule,
           const char             *row)
{
  const char *field = _copil_overlay_find_stamp (rule->function);

  return field != NULL && _copil_overlay_get (self, rule->kind, row, field) != NULL;
}

/* A reading may bring the row as the command left it, or as somebody left it after that, before
 * the answer of the command is known: it is done once, and nothing is to be laid. One that names
 * an older version was done or will be refused. */
static gboolean
is_past (CopilOverlay           *self,
         CopilCommand           *command,
         const CopilOverlayRule *rule,
         const char             *row,
         gboolean                makes)
{
  CopilRecord *base = find_row (self, rule->kind, row);
  JsonNode *version = get_version (command);

  if (version != NULL)
    {
      JsonNode *reached = base != NULL ? _copil_record_get_base (base, "version") : NULL;

      return reached != NULL && json_node_get_int (reached) > json_node_get_int (version);
    }
  if (makes)
    return base != NULL;
  return holds_fields (self, rule, row) || has_stamp (self, rule, row);
}

gboolean
copil_overlay_add (CopilOverlay *self,
                   CopilCommand *command)
{
  const CopilOverlayRule *rule
    = _copil_overlay_find_rule (copil_command_get_function (command));
  const char *row;
  gboolean makes;

  if (rule == NULL)
    return concerns (self, command);
  makes = rule->key == NULL || g_str_equal (rule->key, "id");
  row = rule->key != NULL ? _copil_overlay_parameter (command, rule->key)
                          : copil_command_get_id (command);
  if (row == NULL || (makes ? !concerns (self, command)
                            : !_copil_overlay_has (self, rule->kind, row)))
    return FALSE;
  ensure_laid (self, rule->kind, row)->pending = TRUE;
  if (is_past (self, command, rule, row, makes))
    return TRUE;
  raise_version (self, command, rule, row, makes);
  if (!is_of_others (rule))
    lay_parameters (self, command, rule, row);
  lay_fields (self, rule, row);
  if (rule->more != NULL)
    rule->more (self, command, row);
  return TRUE;
}
