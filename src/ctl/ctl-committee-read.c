/* ctl-committee-read.c: which committee, which sitting, and what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-committee-private.h"

#include <glib/gi18n-lib.h>

/* Runs the main context until there is something, or a reason why there is nothing. */
#define WAIT_FOR(store, prefix)                                                                    \
  while (!prefix##_is_loaded (store) && prefix##_get_reason (store) == NULL                        \
         && !g_cancellable_is_cancelled (copil_ctl_get_cancellable (ctl)))                         \
    g_main_context_iteration (NULL, TRUE)

static gboolean
check (gboolean      loaded,
       const char   *reason,
       GError      **error)
{
  if (!loaded)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         reason != NULL ? reason : _("Interrupted."));
  return loaded;
}

static CopilCommitteeStore *
read_store (CopilCtl    *ctl,
            const char  *id,
            GError     **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilCommitteeStore) store = NULL;

  copil_ctl_progress_end (ctl);
  if (connection == NULL)
    return NULL;
  store = copil_committee_store_new (connection, NULL, id);
  WAIT_FOR (store, copil_committee_store);
  return check (copil_committee_store_is_loaded (store),
                copil_committee_store_get_reason (store), error)
           ? g_steal_pointer (&store) : NULL;
}

/* (nullable): the territory of that name, when there is one. */
static const CopilTerritory *
find_territory (CopilTerritoryList *territories,
                const char         *name)
{
  return territories != NULL ? copil_territory_list_resolve (territories, name, NULL) : NULL;
}

static gboolean
is_named (CopilRecord          *record,
          const char           *name,
          const CopilTerritory *territory)
{
  return g_str_has_prefix (copil_record_get_id (record), name)
         || (territory != NULL && copil_record_get_int (record, "territory_id") == territory->id);
}

/* (transfer full) (nullable): the id of the one committee of that name. */
static char *
choose (CopilCtl             *ctl,
        CopilCommitteeStore  *all,
        const char           *name,
        GError              **error)
{
  g_autoptr (CopilTerritoryList) territories = copil_ctl_fetch_territories (ctl, NULL);
  const CopilTerritory *territory = find_territory (territories, name);
  GListModel *list = copil_committee_store_get_list (all, "committee");
  g_autofree char *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      if (!is_named (record, name, territory))
        continue;
      if (found != NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("Several committees are named “%s”: give the beginning of the identifier, "
                         "see copilctl committee list."), name);
          return NULL;
        }
      found = g_strdup (copil_record_get_id (record));
    }
  if (found == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("There is no committee “%s”; see copilctl committee list."), name);
  return g_steal_pointer (&found);
}

CopilCommitteeStore *
copil_ctl_read_committee (CopilCtl    *ctl,
                          const char  *name,
                          GError     **error)
{
  g_autoptr (CopilCommitteeStore) all = read_store (ctl, NULL, error);
  g_autofree char *id = NULL;

  if (all == NULL || name == NULL)
    return g_steal_pointer (&all);
  id = choose (ctl, all, name, error);
  return id != NULL ? read_store (ctl, id, error) : NULL;
}

static CopilRecord *
find_sitting (CopilCommitteeStore  *store,
              const char           *number,
              GError              **error)
{
  GListModel *list = copil_committee_store_get_list (store, "sitting");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);
      g_autofree char *own = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              copil_record_get_int (record, "number"));

      if (g_str_equal (own, number))
        return record;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("This committee has no sitting number %s that you may read; see copilctl committee "
                 "show."), number);
  return NULL;
}

CopilSittingStore *
copil_ctl_read_sitting (CopilCtl             *ctl,
                        const char           *name,
                        const char           *number,
                        CopilCommitteeStore **committee,
                        GError              **error)
{
  g_autoptr (CopilCommitteeStore) store = copil_ctl_read_committee (ctl, name, error);
  CopilRecord *record = store != NULL ? find_sitting (store, number, error) : NULL;
  g_autoptr (CopilConnection) connection = record != NULL ? copil_ctl_connect (ctl, error) : NULL;
  g_autoptr (CopilSittingStore) sitting = NULL;

  if (connection == NULL)
    return NULL;
  sitting = copil_sitting_store_new (connection, NULL, copil_record_get_id (record));
  WAIT_FOR (sitting, copil_sitting_store);
  if (!check (copil_sitting_store_is_loaded (sitting), copil_sitting_store_get_reason (sitting),
              error))
    return NULL;
  if (committee != NULL)
    *committee = g_steal_pointer (&store);
  return g_steal_pointer (&sitting);
}
