/* test-projector.c: the picture of a sitting: what it says, at any size, and that it holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scene-sample.h"

#include "committee-page/projector-draw.h"
#include "core/language.h"

#include <string.h>

static const struct
{
  int width, height;
} sizes[] = { { 1280, 720 }, { 1920, 1080 }, { 3840, 2160 },
              { 1024, 768 }, { 2560, 1080 }, { 160, 90 } };

/* -- Words ------------------------------------------------------------------------------------ */

static void
test_natures (void)
{
  g_assert_cmpint (copil_nature_parse ("decision"), ==, COPIL_NATURE_DECISION);
  g_assert_cmpint (copil_nature_parse ("advice"), ==, COPIL_NATURE_ADVICE);
  g_assert_cmpint (copil_nature_parse ("information"), ==, COPIL_NATURE_INFORMATION);
  g_assert_cmpint (copil_nature_parse (NULL), ==, COPIL_NATURE_INFORMATION);
}

static void
check_says (CopilScene *scene, const char *words)
{
  g_autofree char *said = copil_scene_describe (scene);

  if (strstr (said, words) == NULL)
    g_error ("\"%s\" is not in \"%s\"", words, said);
}

/* A screen reader is told all that is drawn, each part once it is there. */
static void
test_words (void)
{
  g_autoptr (CopilScene) scene = scene_sample_new ();

  check_says (scene, "4.1. Répartir l’enveloppe");
  check_says (scene, "2 500 000 €");
  check_says (scene, "Chiffres figés à la convocation");
  check_says (scene, "Reste pour ce point\u00a0: 13 min");
  check_says (scene, "Quorum atteint");
  check_says (scene, "14 en salle · 3 à distance");
  check_says (scene, "2 mandats · 4 absents");
  check_says (scene, "2 demandes de parole");
  check_says (scene, "4.2. Transfert");
  scene->speaker = "Claire Durand";
  scene->vote = (CopilSceneVote) { .caption = "Vote à main levée",
                                   .question = "Approuvez-vous ?",
                                   .progress = "9 voix exprimées sur 19" };
  check_says (scene, "Parole\u00A0: Claire Durand. 2 demandes");
  check_says (scene, "Approuvez-vous ?. 9 voix exprimées sur 19");
}

/* Each seat is one mark, and each mark is counted once. */
static void
test_seats (void)
{
  static const guint wanted[COPIL_N_MARKS] = { 14, 3, 2, 4, 0 };
  g_autoptr (CopilScene) scene = scene_sample_new ();
  guint sum = 0;

  for (guint i = 0; i < COPIL_N_MARKS; i++)
    {
      g_assert_cmpuint (copil_scene_count (scene, i), ==, wanted[i]);
      sum += copil_scene_count (scene, i);
    }
  g_assert_cmpuint (sum, ==, scene->quorum.n_seats);
}

/* -- Drawing ---------------------------------------------------------------------------------- */

static cairo_surface_t *
draw (CopilScene *scene, CopilThemeKind theme, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  copil_scene_draw (scene, cr, theme, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* In how many pixels two pictures of one size differ. */
static guint
count_differences (cairo_surface_t *a, cairo_surface_t *b)
{
  int stride = cairo_image_surface_get_stride (a), n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (a); y++)
    {
      const guint32 *row_a = (guint32 *) (cairo_image_surface_get_data (a) + y * stride);
      const guint32 *row_b = (guint32 *) (cairo_image_surface_get_data (b) + y * stride);

      for (int x = 0; x < cairo_image_surface_get_width (a); x++)
        n += (row_a[x] & 0xFFFFFF) != (row_b[x] & 0xFFFFFF);
    }
  return n;
}

static void
alter_over (CopilScene *scene)
{
  scene->time.over = TRUE;
  scene->time.figure = "+ 2:10";
}

static void
alter_quorum (CopilScene *scene)
{
  scene->quorum.reached = FALSE;
  scene->quorum.counted = 11;
}

static void
alter_vote (CopilScene *scene)
{
  scene->vote = (CopilSceneVote) { .caption = "Résultat",
                                   .question = "Oui ?",
                                   .progress = "12",
                                   .verdict = "Adoptée",
                                   .favourable = TRUE };
}

static void
alter_notice (CopilScene *scene)
{
  scene->notice = "Séance suspendue";
}

static void
alter_item (CopilScene *scene)
{
  scene->item.number = NULL;
  scene->next.number = NULL;
}

static void
alter_bare (CopilScene *scene)
{
  copil_scene_set_chart (scene, NULL);
  scene->finding = NULL;
  scene->figures = NULL;
}

static void
alter_empty (CopilScene *scene)
{
  memset (&scene->time, 0, sizeof scene->time);
  memset (&scene->quorum, 0, sizeof scene->quorum);
  scene->n_requests = 0;
}

/* Every state shows, in every theme and size. */
static void
test_drawn (void)
{
  void (*const alter[]) (CopilScene * scene) = { alter_over, alter_quorum, alter_vote, alter_notice,
                                                 alter_item, alter_bare,   alter_empty };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) - 1; i++)
    for (guint j = i % 2; j < G_N_ELEMENTS (alter); j += 2)
      {
        CopilThemeKind theme = (i + j) % COPIL_THEME_PRINT;
        g_autoptr (CopilScene) plain = scene_sample_new ();
        g_autoptr (CopilScene) altered = scene_sample_new ();
        cairo_surface_t *a = draw (plain, theme, sizes[i].width, sizes[i].height), *b;

        alter[j](altered);
        b = draw (altered, theme, sizes[i].width, sizes[i].height);
        g_assert_cmpuint (count_differences (a, b), >, 100);
        cairo_surface_destroy (a);
        cairo_surface_destroy (b);
      }
}

/* Sizes follow from the height alone: twice the screen is the same picture, twice as large. */
static void
test_scales (void)
{
  g_autoptr (CopilScene) scene = scene_sample_new ();
  cairo_surface_t *small = draw (scene, COPIL_THEME_LIGHT, 960, 540);
  cairo_surface_t *large = draw (scene, COPIL_THEME_LIGHT, 1920, 1080), *halved;
  cairo_t *cr;

  halved = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 960, 540);
  cr = cairo_create (halved);
  cairo_scale (cr, 0.5, 0.5);
  cairo_set_source_surface (cr, large, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (halved);
  /* Edges of letters differ; where things are does not. */
  g_assert_cmpuint (count_differences (small, halved), <, 960 * 540 / 8);
  cairo_surface_destroy (small);
  cairo_surface_destroy (large);
  cairo_surface_destroy (halved);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  copil_language_init ();
  g_test_add_func ("/projector/natures", test_natures);
  g_test_add_func ("/projector/words", test_words);
  g_test_add_func ("/projector/seats", test_seats);
  g_test_add_func ("/projector/drawn", test_drawn);
  g_test_add_func ("/projector/scales", test_scales);
  return g_test_run ();
}
