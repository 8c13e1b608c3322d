/* frozen.c: the figures that a sitting sees for ever
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/frozen.h"

#include "committee/frozen-fetch.h"
#include "committee/linked-view.h"
#include "committee/sitting-store-private.h"

#include <glib/gi18n-lib.h>

struct _CopilFrozen
{
  GObject            parent_instance;
  CopilSittingStore *store; /* NULL once it let go */
  GCancellable      *cancellable;
  CopilCube         *cube;    /* (nullable): of @freeze */
  CopilFreeze        freeze;  /* batch 0: not frozen, or not known yet */
  gboolean           looked;  /* at what is kept on this computer */
  gboolean           want;    /* the base may say something else now */
  gboolean           busy;
  GError            *problem; /* (nullable): of the last reading */
  GPtrArray         *waiting; /* GTask */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilFrozen, copil_frozen, G_TYPE_OBJECT)

static void look (CopilFrozen *self);

/* -- What is shown ---------------------------------------------------------------------------- */

static void
set_cube (CopilFrozen *self,
          CopilCube   *cube)
{
  if (g_set_object (&self->cube, cube))
    g_signal_emit (self, signals[CHANGED], 0);
}

/* (transfer full): codes of the indicators that the agenda shows, once each. */
static GPtrArray *
list_codes (CopilFrozen *self)
{
  GListModel *views = copil_sitting_store_get_list (self->store, "item_view");
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (views); i++)
    {
      g_autoptr (CopilRecord) view = g_list_model_get_item (views, i);
      const char *code = copil_record_get_word (view, "indicator_code");

      if (!g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
        g_ptr_array_add (codes, g_strdup (code));
    }
  return codes;
}

/* Planes arrive whole: one territory of each tells. */
static gboolean
has_measures (CopilCube            *cube,
              const CopilIndicator *indicator)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);

  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    if (copil_dashboard_needs_measure (indicator, copil_catalogue_get_measure (catalogue, i))
        && !copil_cube_has (cube, i, 0))
      return FALSE;
  return TRUE;
}

/* Whether what is read has all that the agenda shows; an indicator that the catalogue of then does
 * not know cannot be had. */
static gboolean
covers (CopilFrozen *self,
        GPtrArray   *codes)
{
  if (self->cube == NULL)
    return codes->len == 0;
  for (guint i = 0; i < codes->len; i++)
    {
      const CopilIndicator *indicator = copil_catalogue_find_indicator (
        copil_cube_get_catalogue (self->cube), g_ptr_array_index (codes, i));

      if (indicator != NULL && !has_measures (self->cube, indicator))
        return FALSE;
    }
  return TRUE;
}

/* -- Who waits -------------------------------------------------------------------------------- */

static GError *
create_problem (CopilFrozen *self)
{
  if (self->problem != NULL)
    return g_error_copy (self->problem);
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                              _ ("The figures that this sitting was convoked on are not on this "
                                 "computer."));
}

static void
settle (CopilFrozen *self,
        gboolean     had)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    if (had)
      g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);
    else
      g_task_return_error (g_ptr_array_index (waiting, i), create_problem (self));
}

void
copil_frozen_wait_async (CopilFrozen         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (COPIL_IS_FROZEN (self));
  g_task_set_source_tag (task, copil_frozen_wait_async);
  g_ptr_array_add (self->waiting, task);
  look (self);
}

gboolean
copil_frozen_wait_finish (CopilFrozen   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static gboolean
is_of_freeze (CopilFrozen *self,
              CopilCube   *cube)
{
  return copil_cube_get_batch (cube) == self->freeze.batch
         && copil_catalogue_get_version (copil_cube_get_catalogue (cube)) == self->freeze.catalogue;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CopilFrozen) self = user_data;
  g_autoptr (CopilFrozenFigures) kept = copil_keep_read_figures_finish (result);

  self->busy = FALSE;
  if (self->store == NULL)
    return;
  if (kept != NULL && self->cube == NULL && is_of_freeze (self, kept->cube))
    {
      copil_frozen_annotate (kept->cube, kept->origin->annotations, &self->freeze);
      set_cube (self, kept->cube);
    }
  look (self);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilFrozen) self = user_data;
  GError *error = NULL;
  g_autoptr (CopilFrozenFigures) figures = copil_frozen_fetch_finish (result, &error);

  self->busy = FALSE;
  g_clear_error (&self->problem);
  self->problem = error;
  if (self->store == NULL)
    return;
  if (figures != NULL && is_of_freeze (self, figures->cube))
    {
      if (self->store->keep != NULL)
        copil_keep_write_figures (self->store->keep, self->store->store.id, figures);
      set_cube (self, figures->cube);
    }
  look (self);
}

static void
fetch (CopilFrozen *self,
       GPtrArray   *codes)
{
  self->busy = TRUE;
  self->want = FALSE;
  g_ptr_array_add (codes, NULL);
  copil_frozen_fetch_async (self->store->store.connection, &self->freeze,
                            (const char *const *) codes->pdata, self->cancellable, fetched_cb,
                            g_object_ref (self));
}

static void
read_kept (CopilFrozen *self)
{
  self->busy = TRUE;
  self->looked = TRUE;
  copil_keep_read_figures_async (self->store->keep, self->store->store.id, self->cancellable,
                                 kept_cb,
                                 g_object_ref (self));
}

/* The figures of another state, or of a sitting that is not to be read any more, are dropped. */
static void
take_freeze (CopilFrozen *self)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self->store);
  CopilFreeze freeze = { 0 };

  if (sitting != NULL)
    freeze = (CopilFreeze) { (int) copil_record_get_int (sitting, "batch_id"),
                             (int) copil_record_get_int (sitting, "catalogue_version"),
                             copil_record_get_time (sitting, "frozen_at") };
  if (freeze.batch == self->freeze.batch && freeze.catalogue == self->freeze.catalogue)
    return;
  self->freeze = freeze;
  self->want = TRUE;
  g_clear_object (&self->cube);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look_frozen (CopilFrozen *self)
{
  g_autoptr (GPtrArray) codes = list_codes (self);
  gboolean covered = covers (self, codes);

  if (!covered && !self->looked && self->store->keep != NULL)
    read_kept (self);
  else if (codes->len > 0 && self->store->store.live && (self->want || !covered)
           && self->problem == NULL)
    fetch (self, codes);
  else
    settle (self, covered);
}

/* What is to be done next, if anything; asked again whenever something of it may have changed. */
static void
look (CopilFrozen *self)
{
  if (self->busy || self->store == NULL)
    return;
  take_freeze (self);
  if (self->freeze.batch > 0)
    look_frozen (self);
  else if (self->store->store.loaded || self->store->store.reason != NULL)
    settle (self, TRUE);
}

/* A session, or a batch: what was not to be had may be now. */
void
_copil_frozen_refresh (CopilFrozen *self)
{
  self->want = TRUE;
  g_clear_error (&self->problem);
  look (self);
}

static void
live_cb (CopilFrozen *self)
{
  if (self->store != NULL && self->store->store.live)
    _copil_frozen_refresh (self);
}

/* -- What is asked ---------------------------------------------------------------------------- */

gboolean
copil_frozen_is_frozen (CopilFrozen *self)
{
  g_return_val_if_fail (COPIL_IS_FROZEN (self), FALSE);
  return self->freeze.batch > 0;
}

CopilCube *
copil_frozen_choose (CopilFrozen *self,
                     CopilCube   *live)
{
  g_return_val_if_fail (COPIL_IS_FROZEN (self), NULL);
  return self->freeze.batch > 0 ? self->cube : live;
}

char *
copil_frozen_describe (CopilFrozen *self)
{
  g_return_val_if_fail (COPIL_IS_FROZEN (self), NULL);
  return copil_linked_view_describe_state (self->freeze.batch, self->freeze.at);
}

/* -- The object ------------------------------------------------------------------------------- */

static void
copil_frozen_finalize (GObject *object)
{
  CopilFrozen *self = COPIL_FROZEN (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->cube);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (copil_frozen_parent_class)->finalize (object);
}

static void
copil_frozen_class_init (CopilFrozenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_frozen_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_FROZEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
copil_frozen_init (CopilFrozen *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->want = TRUE;
}

/* The store is going: nothing is read for it any more. */
void
_copil_frozen_stop (CopilFrozen *self)
{
  self->store = NULL;
  g_cancellable_cancel (self->cancellable);
  settle (self, FALSE);
}

CopilFrozen *
copil_frozen_of_sitting (CopilSittingStore *store)
{
  CopilFrozen *self;

  g_return_val_if_fail (COPIL_IS_SITTING_STORE (store), NULL);
  if (store->frozen != NULL)
    return store->frozen;
  self = store->frozen = g_object_new (COPIL_TYPE_FROZEN, NULL);
  self->store = store;
  g_signal_connect_object (store, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::live", G_CALLBACK (live_cb), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}
