/* live-scene.c: what the room sees of a sitting that is being held
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live.h"
#include "committee/frozen.h"
#include "committee/linked-view.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

/* -- The figure ------------------------------------------------------------------------------- */

static CopilRecord *
find_view (CopilLive *live, CopilRecord *item)
{
  GListModel *views = copil_live_get_list (live, "item_view");

  for (guint i = 0; i < g_list_model_get_n_items (views); i++)
    {
      g_autoptr (CopilRecord) view = g_list_model_get_item (views, i);

      if (g_strcmp0 (copil_record_get_string (view, "item_id"), copil_record_get_id (item)) == 0)
        return view;
    }
  return NULL;
}

/* Drawn once for a state of the figures, not each second. */
typedef struct
{
  CopilCube *cube;
  guint64 generation;
  gint64 revision;
  CopilChart *chart;
  char *finding;
} Figure;

static void
figure_free (Figure *figure)
{
  g_clear_object (&figure->cube);
  g_clear_object (&figure->chart);
  g_free (figure->finding);
  g_free (figure);
}

static Figure *
make_figure (CopilRecord *row, CopilCube *cube)
{
  g_auto (CopilLinkedView) view = { NULL };
  Figure *figure = g_new0 (Figure, 1);

  figure->cube = g_object_ref (cube);
  figure->revision = copil_record_get_revision (row);
  figure->generation = copil_cube_get_generation (cube);
  if (!copil_linked_view_open (&view, row, cube))
    return figure;
  figure->chart = copil_linked_view_build_chart (&view);
  figure->finding = copil_linked_view_build_finding (&view);
  return figure;
}

static Figure *
get_figure (CopilLive *live, CopilRecord *row, CopilCube *cube)
{
  Figure *figure = g_object_get_data (G_OBJECT (live), copil_record_get_id (row));

  if (figure != NULL && figure->revision == copil_record_get_revision (row)
      && figure->cube == cube && figure->generation == copil_cube_get_generation (cube))
    return figure;
  figure = make_figure (row, cube);
  g_object_set_data_full (G_OBJECT (live), copil_record_get_id (row), figure,
                          (GDestroyNotify) figure_free);
  return figure;
}

static void
fill_figure (CopilLive *live, CopilScene *scene, CopilRecord *item)
{
  CopilFrozen *frozen = copil_frozen_of_sitting (copil_live_get_store (live));
  CopilCube *cube = copil_frozen_choose (frozen, copil_live_get_cube (live));
  CopilRecord *row = find_view (live, item);
  Figure *figure;

  if (row == NULL)
    return;
  scene->figures = copil_scene_take (scene, copil_frozen_describe (frozen));
  figure = cube != NULL ? get_figure (live, row, cube) : NULL;
  if (figure == NULL || figure->chart == NULL)
    {
      scene->finding = _ ("This figure is not on this computer.");
      return;
    }
  copil_scene_set_chart (scene, figure->chart);
  scene->finding = copil_scene_keep (scene, figure->finding);
}

/* -- The item --------------------------------------------------------------------------------- */

static void
fill_item (CopilLive *live, CopilScene *scene, CopilSceneItem *item, int index)
{
  const CopilAgendaEntry *entry;

  if (index < 0)
    return;
  entry = copil_live_get_item (live, index);
  item->number = copil_scene_keep (scene, entry->number);
  item->title = copil_scene_keep (scene, copil_record_get_word (entry->item, "title"));
  item->presenter = copil_scene_keep (scene, copil_record_get_string (entry->item, "presenter"));
  item->nature = copil_nature_parse (copil_record_get_string (entry->item, "nature"));
  item->length = copil_scene_take (
      scene,
      copil_format_length (copil_record_get_int (entry->item, "seconds")));
}

static void
fill_floor (CopilLive *live, CopilScene *scene)
{
  GListModel *speakers = copil_live_get_list (live, "speaker");

  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);

      if (copil_record_has (speaker, "ended_at"))
        continue;
      if (copil_record_has (speaker, "started_at"))
        scene->speaker = copil_scene_keep (
            scene, copil_room_name (copil_live_get_room (live),
                                    copil_record_get_string (speaker, "member_id")));
      else
        scene->n_requests++;
    }
}

static void
fill_time (CopilLive *live, CopilScene *scene, int index)
{
  CopilSittingTime time = copil_live_get_time (live);
  CopilRecord *item;
  CopilTimer timer;

  if (g_str_equal (copil_live_get_stage (live), "closed"))
    return;
  copil_live_fill_forecast (scene, &time);
  if (index < 0)
    return;
  item = copil_live_get_item (live, index)->item;
  timer = copil_live_get_timer (live, item);
  copil_live_fill_timer (scene, &timer, copil_record_has (item, "started_at"),
                         copil_live_get_now (live));
}

/* -- The sitting ------------------------------------------------------------------------------ */

static void
fill_head (CopilLive *live, CopilScene *scene)
{
  CopilSittingStore *store = copil_live_get_store (live);
  CopilRecord *sitting = copil_live_get_sitting (live);
  gint64 start = sitting != NULL ? copil_record_get_time (sitting, "starts_at") : 0;
  g_autofree char *since = copil_instant_describe_hour (copil_sitting_store_get_confirmed (store));
  GDate day;

  scene->committee = copil_scene_keep (scene, copil_live_get_committee (live));
  if (start > 0 && copil_instant_to_date (start, &day))
    scene->date = copil_scene_take (scene, copil_format_date (&day));
  scene->hour = copil_scene_take (scene, copil_instant_describe_hour (copil_live_get_now (live)));
  scene->live = copil_sitting_store_is_live (store);
  scene->state = scene->live
                     ? _ ("Live")
                     : copil_scene_take (scene, g_strdup_printf (_ ("Offline since %s"), since));
  scene->fictitious = copil_live_is_fictitious (live);
}

static void
fill_notice (CopilLive *live, CopilScene *scene, int index)
{
  const char *stage = copil_live_get_stage (live);
  CopilRecord *sitting = copil_live_get_sitting (live);

  if (g_str_equal (stage, "suspended"))
    scene->notice = _ ("Sitting suspended");
  else if (g_str_equal (stage, "closed"))
    scene->notice = _ ("Sitting closed");
  else if (g_str_equal (stage, "convoked"))
    {
      g_autofree char *hour =
          copil_instant_describe_hour (copil_record_get_time (sitting, "starts_at"));

      scene->notice = copil_scene_keep (scene, copil_record_get_word (sitting, "title"));
      scene->notice_detail =
          copil_scene_take (scene, g_strdup_printf (_ ("The sitting opens at %s"), hour));
    }
  else if (index < 0 && sitting != NULL)
    scene->notice = copil_scene_keep (scene, copil_record_get_word (sitting, "title"));
}

CopilScene *
copil_live_build_scene (CopilLive *self, int index)
{
  CopilScene *scene = copil_scene_new ();

  fill_head (self, scene);
  fill_notice (self, scene, index);
  copil_room_fill_scene (copil_live_get_room (self), scene);
  fill_floor (self, scene);
  fill_time (self, scene, index);
  if (index < 0)
    return scene;
  fill_item (self, scene, &scene->item, index);
  fill_item (self, scene, &scene->next, copil_live_step (self, index, 1));
  fill_figure (self, scene, copil_live_get_item (self, index)->item);
  copil_live_fill_vote (self, scene, copil_live_get_item (self, index)->item);
  return scene;
}
