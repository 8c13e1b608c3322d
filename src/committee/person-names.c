/* person-names.c: the names of those who are known by their account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/person-names.h"

struct _CopilPersonNames
{
  GObject     parent_instance;
  GHashTable *names; /* login -> name */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilPersonNames, copil_person_names, G_TYPE_OBJECT)

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CopilPersonNames) self = COPIL_PERSON_NAMES (data);
  g_autoptr (CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  if (rows == NULL)
    return;
  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    g_hash_table_replace (self->names, g_strdup (copil_result_get_text (rows, i, 0)),
                          g_strdup (copil_result_get_text (rows, i, 1)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ready_cb (CopilConnection  *connection,
          CopilPersonNames *self)
{
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT login, name::text FROM copil.person");

  copil_connection_query_async (connection, statement, NULL, read_cb, g_object_ref (self));
}

static void
copil_person_names_finalize (GObject *object)
{
  g_hash_table_unref (COPIL_PERSON_NAMES (object)->names);
  G_OBJECT_CLASS (copil_person_names_parent_class)->finalize (object);
}

static void
copil_person_names_class_init (CopilPersonNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_person_names_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_PERSON_NAMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
copil_person_names_init (CopilPersonNames *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CopilPersonNames *
copil_person_names_of (CopilConnection *connection)
{
  CopilPersonNames *self = g_object_get_data (G_OBJECT (connection), "person-names");

  if (self != NULL)
    return self;
  self = g_object_new (COPIL_TYPE_PERSON_NAMES, NULL);
  g_object_set_data_full (G_OBJECT (connection), "person-names", self, g_object_unref);
  g_signal_connect_object (connection, "ready", G_CALLBACK (ready_cb), self, 0);
  if (copil_connection_get_state (connection) == COPIL_CONNECTION_READY ||
      copil_connection_get_state (connection) == COPIL_CONNECTION_BUSY)
    ready_cb (connection, self);
  return self;
}

const char *
copil_person_names_find (CopilPersonNames *self,
                         const char       *login)
{
  const char *name = login != NULL ? g_hash_table_lookup (self->names, login) : NULL;

  return name != NULL ? name : login;
}
