/* overlay-agenda.c: what a table cannot tell: places, answers, rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/overlay-private.h"

#include "committee/advice.h"
#include "core/regime.h"

typedef struct
{
  const char *id;
  gint64      rank;
} Sibling;

static int
compare_siblings (gconstpointer one,
                  gconstpointer other)
{
  const Sibling *left = one, *right = other;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static gboolean
is_gone (CopilOverlay *self,
         const char   *id)
{
  JsonNode *node = _copil_overlay_get (self, "agenda_item", id, "gone");

  return node != NULL && json_node_get_boolean (node);
}

/* Under the same parent, but @row, by rank; the ids are those of @ids. */
static GArray *
list_siblings (CopilOverlay *self,
               GPtrArray    *ids,
               const char   *row)
{
  GArray *siblings = g_array_new (FALSE, FALSE, sizeof (Sibling));
  g_autofree char *parent
    = g_strdup (_copil_overlay_get_text (self, "agenda_item", row, "parent_id"));

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      Sibling sibling = { id, _copil_overlay_get_int (self, "agenda_item", id, "rank") };

      if (!g_str_equal (id, row) && !is_gone (self, id)
          && g_str_equal (_copil_overlay_get_text (self, "agenda_item", id, "parent_id"), parent))
        g_array_append_val (siblings, sibling);
    }
  g_array_sort (siblings, compare_siblings);
  return siblings;
}

/* As copil.item_place(): before who is at that place now, the others close up. */
void
_copil_overlay_place_item (CopilOverlay *self,
                           CopilCommand *command,
                           const char   *row)
{
  g_autoptr (GPtrArray) ids = _copil_overlay_list (self, "agenda_item");
  g_autoptr (GArray) siblings = list_siblings (self, ids, row);
  JsonObject *parameters = copil_command_get_parameters (command);
  gint64 wanted = json_object_has_member (parameters, "rank")
                      && !json_object_get_null_member (parameters, "rank")
                    ? json_object_get_int_member (parameters, "rank") : G_MAXINT;
  gint64 rank = 0;
  gboolean placed = FALSE;

  for (guint i = 0; i < siblings->len; i++)
    {
      const Sibling *sibling = &g_array_index (siblings, Sibling, i);

      if (!placed && (gint64) i + 1 >= wanted)
        {
          _copil_overlay_set_int (self, "agenda_item", row, "rank", ++rank);
          placed = TRUE;
        }
      if (++rank != sibling->rank)
        _copil_overlay_set_int (self, "agenda_item", sibling->id, "rank", rank);
    }
  if (!placed)
    _copil_overlay_set_int (self, "agenda_item", row, "rank", ++rank);
}

void
_copil_overlay_restore_item (CopilOverlay *self,
                             CopilCommand *command,
                             const char   *row)
{
  /* Its command names no version. */
  _copil_overlay_set_int (self, "agenda_item", row, "version",
                          _copil_overlay_get_int (self, "agenda_item", row, "version") + 1);
}

void
_copil_overlay_add_subject (CopilOverlay *self,
                            CopilCommand *command,
                            const char   *row)
{
  _copil_overlay_set_text (self, "former_subject", row, "body_id",
                           _copil_overlay_parameter (command, "body"));
}

void
_copil_overlay_answer_proposal (CopilOverlay *self,
                                CopilCommand *command,
                                const char   *row)
{
  gboolean accepted = json_object_get_boolean_member_with_default (
    copil_command_get_parameters (command), "accept", FALSE);

  _copil_overlay_set_text (self, "proposal", row, "state", accepted ? "accepted" : "refused");
}

/* Until the base counts the delay, and whose name it is under. */
void
_copil_overlay_ask_advice (CopilOverlay *self,
                           CopilCommand *command,
                           const char   *row)
{
  gint64 asked = _copil_overlay_moment (command);
  int days = (int) _copil_overlay_get_int (self, "advice", row, "days");

  _copil_overlay_set_time (self, "advice", row, "asked_at", asked);
  _copil_overlay_set_time (self, "advice", row, "due_at", copil_advice_get_due (asked, days));
}

/* -- Answers ---------------------------------------------------------------------------------- */

typedef void (*RecipientFunc) (CopilOverlay *self,
                               CopilCommand *command,
                               const char   *recipient);

/* For each seat at which the member is convoked, or the one that the command names. */
static void
each_recipient (CopilOverlay  *self,
                CopilCommand  *command,
                RecipientFunc  func)
{
  g_autoptr (GPtrArray) ids = _copil_overlay_list (self, "recipient");
  const char *member = _copil_overlay_parameter (command, "member");
  const char *seat = _copil_overlay_parameter (command, "seat");

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (g_strcmp0 (_copil_overlay_get_text (self, "recipient", id, "member_id"), member) == 0
          && (seat == NULL
              || g_str_equal (_copil_overlay_get_text (self, "recipient", id, "seat_id"), seat)))
        func (self, command, id);
    }
}

static void
note_receipt (CopilOverlay *self,
              CopilCommand *command,
              const char   *recipient)
{
  _copil_overlay_set_time (self, "recipient", recipient, "received_at",
                           _copil_overlay_moment (command));
  _copil_overlay_set_int (self, "recipient", recipient, "received_version",
                          _copil_overlay_get_int (self, "recipient", recipient, "sent_version"));
}

void
_copil_overlay_note_receipt (CopilOverlay *self,
                             CopilCommand *command,
                             const char   *row)
{
  each_recipient (self, command, note_receipt);
}

static void
note_answer (CopilOverlay *self,
             CopilCommand *command,
             const char   *recipient)
{
  _copil_overlay_set_text (self, "recipient", recipient, "answer",
                           _copil_overlay_parameter (command, "choice"));
  _copil_overlay_set_text (self, "recipient", recipient, "answer_member",
                           _copil_overlay_parameter (command, "other"));
}

void
_copil_overlay_note_answer (CopilOverlay *self,
                            CopilCommand *command,
                            const char   *row)
{
  each_recipient (self, command, note_answer);
}

/* -- Rules ------------------------------------------------------------------------------------ */

/* (transfer full): the same members, which are not copied. */
static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

/* (transfer full): @rule as it is, or a rule that the regime does not have. */
static JsonObject *
copy_entry (JsonObject *rules,
            const char *rule)
{
  JsonNode *node = json_object_get_member (rules, rule);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? copy_object (json_node_get_object (node))
                                                       : json_object_new ();
}

static gboolean
accepts (const char *name,
         JsonNode   *value)
{
  CopilRule rule;

  return value != NULL && copil_rule_find (name, &rule) && copil_rule_accepts (rule, value);
}

/* A rule that goes back to the regime stays as it is until the base says what that is, and so does
 * one that will be refused. */
static void
lay_rule (CopilCommand *command,
          const char   *rule,
          JsonObject   *entry)
{
  const char *value = _copil_overlay_parameter (command, "value");
  const char *source = _copil_overlay_parameter (command, "source");
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  json_object_set_boolean_member (entry, "pending", TRUE);
  if (source == NULL || !accepts (rule, node))
    return;
  json_object_set_member (entry, "value", g_steal_pointer (&node));
  json_object_set_string_member (entry, "set_by", "committee");
  json_object_set_string_member (entry, "source", source);
}

void
_copil_overlay_set_rule (CopilOverlay *self,
                         CopilCommand *command,
                         const char   *row)
{
  JsonNode *held = _copil_overlay_get (self, "committee", row, "rules");
  const char *rule = _copil_overlay_parameter (command, "rule");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *rules, *entry;

  if (held == NULL || !JSON_NODE_HOLDS_OBJECT (held) || rule == NULL)
    return;
  rules = copy_object (json_node_get_object (held));
  entry = copy_entry (rules, rule);
  lay_rule (command, rule, entry);
  json_object_set_object_member (rules, rule, entry);
  node = json_node_init_object (json_node_alloc (), rules);
  json_object_unref (rules);
  _copil_overlay_set (self, "committee", row, "rules", g_steal_pointer (&node));
}
