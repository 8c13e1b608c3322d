/* change-log.c: what changed while one was looking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/change-log.h"

#include "core/format.h"

#define MAX_LINES 12

struct _CopilChangeLog
{
  GObject              parent_instance;
  CopilDashboardModel *model;
  GHashTable          *values; /* code -> the value last seen here */
  GPtrArray           *lines;
};

G_DEFINE_FINAL_TYPE (CopilChangeLog, copil_change_log, G_TYPE_OBJECT)

static char *
read_value (CopilDashboardView   *view,
            const CopilIndicator *indicator)
{
  g_autoptr(CopilTile) tile = copil_dashboard_view_build_tile (view, indicator);

  return copil_format_figure (&tile->figure, indicator->unit, indicator->decimals);
}

/* Another place: what was seen there is no comparison. */
static void
view_changed_cb (CopilChangeLog *self)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  g_autoptr(GPtrArray) focus = NULL;

  g_hash_table_remove_all (self->values);
  if (view == NULL)
    return;
  focus = copil_dashboard_view_list_indicators (view, TRUE);
  for (guint i = 0; i < focus->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (focus, i);

      g_hash_table_insert (self->values, g_strdup (indicator->code),
                           read_value (view, indicator));
    }
}

static void
add_line (CopilChangeLog       *self,
          CopilDashboardView   *view,
          const CopilIndicator *indicator,
          const char           *before,
          const char           *after)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hour = copil_format_clock (now, FALSE);
  const char *place = copil_dashboard_view_get_territory (view)->name;

  g_ptr_array_insert (self->lines, 0,
                      g_strdup_printf ("%s · %s · %s" COPIL_NBSP ": %s → %s", hour, place,
                                       indicator->short_name, before, after));
  if (self->lines->len > MAX_LINES)
    g_ptr_array_set_size (self->lines, MAX_LINES);
}

static void
figures_changed_cb (CopilChangeLog *self,
                    GPtrArray      *indicators)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);

  for (guint i = 0; view != NULL && i < indicators->len; i++)
    {
      const CopilIndicator *indicator = g_ptr_array_index (indicators, i);
      const char *before = g_hash_table_lookup (self->values, indicator->code);
      g_autofree char *after = NULL;

      if (before == NULL)
        continue;
      after = read_value (view, indicator);
      if (g_str_equal (before, after))
        continue;
      add_line (self, view, indicator, before, after);
      g_hash_table_insert (self->values, g_strdup (indicator->code), g_steal_pointer (&after));
    }
}

GPtrArray *
copil_change_log_get_lines (CopilChangeLog *self)
{
  g_return_val_if_fail (COPIL_IS_CHANGE_LOG (self), NULL);
  return self->lines;
}

static void
copil_change_log_finalize (GObject *object)
{
  CopilChangeLog *self = COPIL_CHANGE_LOG (object);

  g_clear_object (&self->model);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->lines);
  G_OBJECT_CLASS (copil_change_log_parent_class)->finalize (object);
}

static void
copil_change_log_class_init (CopilChangeLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_change_log_finalize;
}

static void
copil_change_log_init (CopilChangeLog *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_ptr_array_new_with_free_func (g_free);
}

CopilChangeLog *
copil_change_log_new (CopilDashboardModel *model)
{
  CopilChangeLog *self = g_object_new (COPIL_TYPE_CHANGE_LOG, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::view", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "figures-changed", G_CALLBACK (figures_changed_cb), self,
                           G_CONNECT_SWAPPED);
  view_changed_cb (self);
  return self;
}
