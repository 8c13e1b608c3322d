/* convergence.c: what is left of the bodies that merge into committees, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/convergence.h"

#include <math.h>
#include <string.h>

#include "chart/map-chart.h"
#include "chart/sentence.h"
#include "committee/record.h"
#include "core/format.h"
#include "view/atlas.h"

enum
{
  SEPARATE,
  MERGING,
  MERGED,
};

/* -- Counting --------------------------------------------------------------------------------- */

static guint
count_in_state (GListModel *records,
                const char *state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (records, i);

      n += strcmp (copil_record_get_word (record, "state"), state) == 0;
    }
  return n;
}

static GArray *
create_places (CopilTerritoryList   *territories,
               const CopilTerritory *territory)
{
  g_autoptr (GPtrArray) found =
    territory->children->len > 0 ? g_ptr_array_ref (territory->children)
                                 : copil_territory_list_siblings (territories, territory);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (CopilConvergencePlace));

  for (guint i = 0; i < found->len; i++)
    {
      CopilConvergencePlace place = { .territory = g_ptr_array_index (found, i) };

      g_array_append_val (places, place);
    }
  return places;
}

/* What is entered for all of @territory is of none of its parts. */
static void
add (GArray               *places,
     const CopilTerritory *where,
     guint                 n,
     guint                 n_merged,
     guint                 n_planned)
{
  for (guint i = 0; i < places->len && where != NULL; i++)
    {
      CopilConvergencePlace *place = &g_array_index (places, CopilConvergencePlace, i);

      if (!copil_territory_is_within (where, place->territory))
        continue;
      place->n += n;
      place->n_merged += n_merged;
      place->n_planned += n_planned;
    }
}

static const CopilTerritory *
find_territory (CopilTerritoryList *territories,
                CopilRecord        *record)
{
  return copil_territory_list_by_id (territories,
                                     (int) copil_record_get_int (record, "territory_id"));
}

static void
add_committees (GArray               *places,
                CopilTerritoryList   *territories,
                const CopilTerritory *but,
                GListModel           *committees)
{
  for (guint i = 0; i < g_list_model_get_n_items (committees); i++)
    {
      g_autoptr (CopilRecord) committee = g_list_model_get_item (committees, i);
      const CopilTerritory *where = find_territory (territories, committee);
      guint n = (guint) copil_record_get_int (committee, "bodies");

      if (where != but)
        add (places, where, n, n - (guint) copil_record_get_int (committee, "bodies_left"),
             (guint) copil_record_get_int (committee, "bodies_planned"));
    }
}

GArray *
copil_convergence_list_places (CopilTerritoryList   *territories,
                               const CopilTerritory *territory,
                               GListModel           *bodies,
                               GListModel           *committees)
{
  GArray *places = create_places (territories, territory);

  for (guint i = 0; i < g_list_model_get_n_items (bodies); i++)
    {
      g_autoptr (CopilRecord) body = g_list_model_get_item (bodies, i);
      const char *state = copil_record_get_word (body, "state");

      add (places, find_territory (territories, body), 1, strcmp (state, "merged") == 0,
           strcmp (state, "planned") == 0);
    }
  if (committees != NULL)
    add_committees (places, territories, territory, committees);
  return places;
}

/* -- The map ---------------------------------------------------------------------------------- */

static CopilFigure
state_of (const CopilConvergencePlace *place)
{
  CopilFigure figure = { .status = COPIL_CELL_NOT_APPLICABLE, .value = NAN, .coverage = NAN,
                         .numerator = NAN, .denominator = NAN };

  if (place->n == 0)
    return figure;
  figure.status = COPIL_CELL_OBSERVED;
  figure.coverage = 1;
  figure.numerator = place->n_merged;
  figure.denominator = place->n;
  figure.value = place->n_merged == place->n                ? MERGED
                 : place->n_merged + place->n_planned > 0 ? MERGING
                                                          : SEPARATE;
  return figure;
}

static gboolean
fill_items (GArray               *places,
            const CopilTerritory *selected,
            CopilMapItem         *items)
{
  gboolean has_outline = FALSE, has_body = FALSE;

  for (guint i = 0; i < places->len; i++)
    {
      const CopilConvergencePlace *place = &g_array_index (places, CopilConvergencePlace, i);

      items[i] = (CopilMapItem) { copil_atlas_lookup (place->territory), place->territory->name,
                                  state_of (place), place->territory->id,
                                  place->territory == selected };
      has_outline |= items[i].outline != NULL;
      has_body |= place->n > 0;
    }
  return has_outline && has_body;
}

static CopilChart *
create_map (const CopilTerritory *territory,
            const CopilMapItem   *items,
            guint                 n)
{
  static const double bounds[] = { MERGING - 0.5, MERGED - 0.5 };
  static const char *const words[] = { "instances encore à part", "fusion en cours",
                                       "toutes fusionnées" };
  const CopilTerritory *whole = territory->children->len > 0 ? territory : territory->parent;
  CopilLevel level = territory->children->len > 0
                       ? ((CopilTerritory *) g_ptr_array_index (territory->children, 0))->level
                       : territory->level;

  return copil_map_chart_new (&(CopilMapData) {
    .head = { .title = "Convergence des instances" },
    .kind = COPIL_MAP_CLASSES,
    .items = items,
    .n_items = n,
    .bounds = bounds,
    .n_bounds = G_N_ELEMENTS (bounds),
    .words = words,
    .nothing = "aucune inscrite",
    .noun = copil_level_get_name (level, FALSE),
    .nouns = copil_level_get_name (level, TRUE),
    .feminine = level == COPIL_LEVEL_REGION,
    .of = whole != NULL ? whole->genitive : NULL,
  });
}

CopilChart *
copil_convergence_draw_map (const CopilTerritory *territory,
                            GArray               *places,
                            const CopilTerritory *selected)
{
  g_autofree CopilMapItem *items = g_new0 (CopilMapItem, MAX (places->len, 1));
  CopilChart *map = NULL;

  if (fill_items (places, selected, items))
    map = create_map (territory, items, places->len);
  for (guint i = 0; i < places->len; i++)
    g_clear_pointer (&items[i].outline, copil_outline_unref);
  return map;
}

/* -- In words --------------------------------------------------------------------------------- */

/* "Deux instances sur quatre ont fusionné". */
static void
append_merged (GString *text,
               guint    n,
               guint    n_merged)
{
  g_autofree char *all = copil_sentence_number (n, TRUE);
  g_autofree char *some = copil_sentence_number (n_merged, TRUE);
  g_autofree char *start = copil_sentence_capitalise (some);

  if (n == 1)
    g_string_append (text, n_merged > 0 ? "La seule instance inscrite a fusionné"
                                        : "La seule instance inscrite n’a pas encore fusionné");
  else if (n_merged == n)
    g_string_append_printf (text, "Les %s instances ont fusionné", all);
  else if (n_merged == 0)
    g_string_append_printf (text, "Aucune des %s instances n’a encore fusionné", all);
  else
    g_string_append_printf (text, "%s %s sur %s %s fusionné", start,
                            n_merged > 1 ? "instances" : "instance", all,
                            n_merged > 1 ? "ont" : "a");
}

/* "une est en voie de fusion, une siège encore à part". */
static void
append_left (GString *text,
             guint    n_planned,
             guint    n_separate)
{
  g_autofree char *planned = copil_sentence_number (n_planned, TRUE);
  g_autofree char *separate = copil_sentence_number (n_separate, TRUE);

  if (n_planned + n_separate == 0)
    return;
  g_string_append (text, COPIL_NNBSP "; ");
  if (n_planned > 0)
    g_string_append_printf (text, "%s %s en voie de fusion", planned, n_planned > 1 ? "sont" : "est");
  if (n_planned > 0 && n_separate > 0)
    g_string_append (text, ", ");
  if (n_separate > 0)
    g_string_append_printf (text, "%s %s encore à part", separate,
                            n_separate > 1 ? "siègent" : "siège");
}

static void
append_subjects (GString *text,
                 guint    n,
                 guint    n_pending)
{
  g_autofree char *pending = copil_sentence_number (n_pending, FALSE);
  g_autofree char *start = copil_sentence_capitalise (pending);

  if (n > 0 && n_pending == 0)
    g_string_append (text, " Tous leurs sujets ont reçu une suite.");
  else if (n > 0)
    g_string_append_printf (text, " %s %s à reprendre.", start,
                            n_pending > 1 ? "sujets restent" : "sujet reste");
}

char *
copil_convergence_describe (GListModel *bodies,
                            GListModel *subjects)
{
  guint n = g_list_model_get_n_items (bodies);
  guint n_merged = count_in_state (bodies, "merged");
  guint n_planned = count_in_state (bodies, "planned");
  GString *text = g_string_new (NULL);

  if (n > 0)
    {
      append_merged (text, n, n_merged);
      append_left (text, n_planned, n - n_merged - n_planned);
      g_string_append_c (text, '.');
      append_subjects (text, g_list_model_get_n_items (subjects),
                       count_in_state (subjects, "pending"));
    }
  return g_string_free (text, FALSE);
}
