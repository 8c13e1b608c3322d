/* mirror-load.c: who we are, where the server stands, documents, the first page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/mirror-private.h"

#include "cube/territories.h"
#include "db/error.h"
#include "db/migration.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* The queries of one round trip, by their rank; -1: not asked. */
typedef struct
{
  CopilMirror *mirror;
  GPtrArray   *statements;
  int          person;
  int          state;
  int          cursor;
  int          catalogue;
  int          territories;
  int          page;
  int          annotations;
} Round;

typedef struct
{
  int   schema;
  int   batch;
  int   catalogue_version;
  char *system;
} ServerState;

static int
ask (Round          *round,
     CopilStatement *statement)
{
  g_ptr_array_add (round->statements, statement);
  return (int) round->statements->len - 1;
}

static Round *
round_new (CopilMirror *self)
{
  Round *round = g_new (Round, 1);

  round->mirror = g_object_ref (self);
  round->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_statement_unref);
  round->person = round->state = round->cursor = -1;
  round->catalogue = round->territories = round->page = round->annotations = -1;
  return round;
}

static void
round_free (Round *round)
{
  g_object_unref (round->mirror);
  g_ptr_array_unref (round->statements);
  g_free (round);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

static void
ask_documents (Round *round)
{
  round->catalogue = ask (round, copil_statement_new ("SELECT copil.catalogue_document()"));
  round->territories = ask (round, copil_statement_new (COPIL_TERRITORIES_QUERY ("")));
}

static void
ask_page (Round *round)
{
  CopilStatement *statement
    = copil_statement_new ("SELECT " COPIL_SERIES_COLUMNS " FROM copil.first_page($1, $2, $3)");

  copil_statement_add_text (statement, round->mirror->page_set);
  copil_statement_add_text (statement, round->mirror->page_code);
  copil_statement_add_text (statement, round->mirror->page_indicator);
  copil_statement_set_binary (statement, TRUE);
  round->page = ask (round, statement);
}

static CopilResult *
get_result (GPtrArray *results,
            int        rank)
{
  return rank >= 0 ? g_ptr_array_index (results, rank) : NULL;
}

static const char *
get_text (GPtrArray *results,
          int        rank)
{
  CopilResult *result = get_result (results, rank);

  return result != NULL && copil_result_get_n_rows (result) == 1
           ? copil_result_get_text (result, 0, 0)
           : NULL;
}

/* The first refusal among the answers. */
static gboolean
check_results (GPtrArray  *results,
               GError    **error)
{
  for (guint i = 0; i < results->len; i++)
    {
      const GError *refusal = copil_result_get_error (g_ptr_array_index (results, i));

      if (refusal != NULL)
        {
          g_propagate_error (error, g_error_copy (refusal));
          return FALSE;
        }
    }
  return TRUE;
}

static JsonObject *
parse_object (const char  *text,
              JsonNode   **node)
{
  *node = text != NULL ? json_from_string (text, NULL) : NULL;
  return *node != NULL && JSON_NODE_HOLDS_OBJECT (*node) ? json_node_get_object (*node) : NULL;
}

static gboolean
is_assigned (const char *person)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse_object (person, &node);
  JsonNode *list = object != NULL ? json_object_get_member (object, "assignments") : NULL;

  return list != NULL && JSON_NODE_HOLDS_ARRAY (list)
         && json_array_get_length (json_node_get_array (list)) > 0;
}

/* Whether this program and the base are made for each other. */
static void
compare_ages (CopilMirror *self,
              JsonObject  *state,
              int          schema)
{
  const char *oldest = json_object_get_string_member_with_default (state, "oldest_client", NULL);

  g_clear_error (&self->mismatch);
  if (oldest != NULL)
    copil_migration_check_us (schema, oldest, &self->mismatch);
}

static gboolean
read_state (CopilMirror *self,
            const char  *text,
            ServerState *state)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse_object (text, &node);

  if (object == NULL)
    return FALSE;
  state->schema = (int) json_object_get_int_member_with_default (object, "schema", 0);
  state->batch = (int) json_object_get_int_member_with_default (object, "batch", 0);
  state->catalogue_version
    = (int) json_object_get_int_member_with_default (object, "catalogue_version", 0);
  state->system = g_strdup_printf (
    "%s %s", json_object_get_string_member_with_default (object, "system_identifier", ""),
    json_object_get_string_member_with_default (object, "epoch", ""));
  compare_ages (self, object, state->schema);
  self->origin->fictitious
    = json_object_get_boolean_member_with_default (object, "fictitious", FALSE);
  return TRUE;
}

static CopilCube *
parse_documents (GBytes  *catalogue_text,
                 GBytes  *territory_text,
                 GError **error)
{
  g_autoptr (CopilCatalogue) catalogue = NULL;
  g_autoptr (CopilTerritoryList) territories = NULL;
  gsize size;
  const char *text = g_bytes_get_data (catalogue_text, &size);

  catalogue = copil_catalogue_parse (text, (gssize) size, error);
  if (catalogue == NULL)
    return NULL;
  text = g_bytes_get_data (territory_text, &size);
  territories = copil_territories_parse (text != NULL ? text : "", (gssize) size, error);
  return territories != NULL ? copil_cube_new (catalogue, territories) : NULL;
}

/* A cube of the documents that just came, with the planes of the former one that still are
 * what they were. */
static CopilCube *
make_cube (CopilMirror  *self,
           const Round  *round,
           GPtrArray    *results,
           GError      **error)
{
  const char *text = get_text (results, round->catalogue);
  g_autoptr (GBytes) catalogue = NULL;
  g_autoptr (GBytes) territories = copil_territories_write (get_result (results, round->territories));
  CopilCube *cube;

  if (text == NULL)
    {
      g_set_error_literal (error, COPIL_DB_ERROR, COPIL_DB_ERROR_SCHEMA,
                           _ ("This base has no catalogue of indicators yet: run copilctl "
                              "catalogue load"));
      return NULL;
    }
  catalogue = g_bytes_new (text, strlen (text));
  cube = parse_documents (catalogue, territories, error);
  if (cube == NULL)
    return NULL;
  if (self->cube != NULL)
    {
      copil_cube_take_planes (cube, self->cube);
      copil_cube_set_annotations (cube, copil_cube_get_annotations (self->cube));
    }
  g_clear_pointer (&self->origin->catalogue, g_bytes_unref);
  g_clear_pointer (&self->origin->territories, g_bytes_unref);
  self->origin->catalogue = g_steal_pointer (&catalogue);
  self->origin->territories = g_steal_pointer (&territories);
  return cube;
}

static void
read_page (CopilCube   *cube,
           CopilResult *rows)
{
  g_autoptr (CopilSeriesReader) reader = copil_series_reader_new (cube);

  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    copil_series_reader_take (reader, rows, i);
}

static void
expire_all (CopilCube *cube)
{
  guint n = copil_catalogue_get_n_measures (copil_cube_get_catalogue (cube));

  for (guint i = 0; i < n; i++)
    copil_cube_expire (cube, i);
}

/* What was kept is of another history, or was written by another schema. */
static gboolean
is_of_another_base (CopilMirror       *self,
                    const ServerState *state)
{
  return self->origin->system != NULL
         && (strcmp (self->origin->system, state->system) != 0
             || self->origin->schema != state->schema);
}

/* When the round asked for them. */
static gboolean
take_annotations (CopilMirror  *self,
                  CopilCube    *cube,
                  const Round  *round,
                  GPtrArray    *results,
                  GError      **error)
{
  CopilResult *answer = get_result (results, round->annotations);

  return answer == NULL || _copil_mirror_take_annotations (self, cube, answer, error);
}

static gboolean
take_documents (CopilMirror        *self,
                const Round        *round,
                const ServerState  *state,
                GPtrArray          *results,
                GError            **error)
{
  gboolean fresh = self->cube == NULL;
  g_autoptr (CopilCube) cube = make_cube (self, round, results, error);

  if (cube == NULL || !take_annotations (self, cube, round, results, error))
    return FALSE;
  if (round->page >= 0)
    read_page (cube, get_result (results, round->page));
  if (fresh && state != NULL)
    copil_cube_set_batch (cube, state->batch);
  _copil_mirror_set_cube (self, cube);
  return TRUE;
}

/* Compares what the server says with what is here. */
static gboolean
take_state (CopilMirror        *self,
            const Round        *round,
            const ServerState  *state,
            GPtrArray          *results,
            GError            **error)
{
  if (self->cube != NULL && is_of_another_base (self, state))
    {
      expire_all (self->cube);
      self->want_documents = round->catalogue < 0;
    }
  g_free (self->origin->system);
  self->origin->system = g_strdup (state->system);
  self->origin->schema = state->schema;
  if (round->catalogue >= 0 && !take_documents (self, round, state, results, error))
    return FALSE;
  if (!take_annotations (self, self->cube, round, results, error))
    return FALSE;
  if (state->catalogue_version
      != copil_catalogue_get_version (copil_cube_get_catalogue (self->cube)))
    self->want_documents = TRUE;
  if (self->feed == NULL)
    _copil_mirror_follow (self, get_text (results, round->cursor));
  return TRUE;
}

static gboolean
take_round (CopilMirror  *self,
            const Round  *round,
            GPtrArray    *results,
            GError      **error)
{
  ServerState state = { 0 };
  const char *text = get_text (results, round->state);
  gboolean known = text != NULL && read_state (self, text, &state);
  gboolean taken = FALSE;

  /* What an older base lacks is the reason, not the query that missed it. */
  if (known && self->mismatch != NULL && !check_results (results, NULL))
    g_propagate_error (error, g_error_copy (self->mismatch));
  else if (!check_results (results, error))
    taken = FALSE;
  else if (!known)
    g_set_error_literal (error, COPIL_DB_ERROR, COPIL_DB_ERROR_SCHEMA,
                         _ ("The server does not say which base it is"));
  else
    taken = take_state (self, round, &state, results, error);
  g_free (state.system);
  return taken;
}

/* Without any assignment the other answers are empty or refused: that alone is the news. */
static gboolean
is_denied (CopilMirror *self,
           const Round *round,
           GPtrArray   *results)
{
  const char *person = get_text (results, round->person);

  if (person == NULL)
    return FALSE;
  g_free (self->origin->person);
  self->origin->person = g_strdup (person);
  return !is_assigned (person);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Round) round = user_data;
  CopilMirror *self = round->mirror;
  GError *error = NULL;
  g_autoptr (GPtrArray) results
    = copil_connection_pipeline_finish (COPIL_CONNECTION (source), result, &error);

  self->busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (results != NULL && is_denied (self, round, results))
    {
      _copil_mirror_deny (self);
      return;
    }
  if (results == NULL || !take_round (self, round, results, &error))
    {
      _copil_mirror_fail (self, error);
      return;
    }
  self->identified = TRUE;
  _copil_mirror_confirm (self);
  _copil_mirror_advance (self);
}

void
_copil_mirror_identify (CopilMirror *self)
{
  Round *round = round_new (self);

  self->busy = TRUE;
  self->want_identity = FALSE;
  round->person = ask (round, copil_statement_new ("SELECT copil.whoami()"));
  round->state = ask (round, copil_statement_new ("SELECT copil.server_state()"));
  /* The cursor first, then what it stands for: what changes meanwhile is told twice. */
  if (self->feed == NULL)
    round->cursor = ask (round, copil_statement_new ("SELECT copil.feed_open()"));
  if (self->cube == NULL || self->want_documents)
    ask_documents (round);
  if (self->cube == NULL && self->page_set != NULL)
    ask_page (round);
  round->annotations = ask (round, _copil_mirror_ask_annotations ());
  self->want_annotations = FALSE;
  self->want_documents = FALSE;
  copil_connection_pipeline_async (self->connection, round->statements, self->cancellable,
                                   identified_cb, round);
}

static void
documents_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Round) round = user_data;
  CopilMirror *self = round->mirror;
  GError *error = NULL;
  g_autoptr (GPtrArray) results
    = copil_connection_pipeline_finish (COPIL_CONNECTION (source), result, &error);

  self->busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (results == NULL || !check_results (results, &error)
      || !take_documents (self, round, NULL, results, &error))
    {
      self->want_documents = TRUE;
      _copil_mirror_fail (self, error);
      return;
    }
  _copil_mirror_advance (self);
}

void
_copil_mirror_load_documents (CopilMirror *self)
{
  Round *round = round_new (self);

  self->busy = TRUE;
  self->want_documents = FALSE;
  ask_documents (round);
  copil_connection_pipeline_async (self->connection, round->statements, self->cancellable,
                                   documents_cb, round);
}
