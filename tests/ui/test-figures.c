/* test-figures.c: figures linked to a point of the agenda, from there and from the dashboard, and
 * what is seen of them once the sitting is convoked and others have landed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "before-base.h"
#include "committee-base.h"
#include "committee-page/agenda-figures.h"
#include "committee-page/agenda-row.h"

#include <string.h>

enum
{
  SECRETARIAT,
  STATE,
  N_PERSONS
};

static const char * const logins[N_PERSONS] = { "secretariat-59", "chair-state-59" };

static TestBase *base;
static char *folder; /* of what is printed */
static char *frozen; /* the figures as they were when the sitting was convoked */

/* -- Looking ---------------------------------------------------------------------------------- */

static void
gather (GtkWidget *widget,
        GString   *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gather (child, text);
}

/* (transfer full): the lines of the figures of the only point, apart by "|"; "" when none. */
static char *
read_figures (guint person)
{
  GtkWidget *row = find_type (page_of (person), COPIL_TYPE_AGENDA_ROW);
  GtkWidget *figures = row != NULL ? find_type (row, COPIL_TYPE_AGENDA_FIGURES) : NULL;
  GString *text = g_string_new (NULL);

  if (figures != NULL && gtk_widget_get_visible (figures))
    gather (figures, text);
  return g_string_free (text, FALSE);
}

/* Whether the person reads @first, then @then (nullable). */
static gboolean
reads (guint       person,
       const char *first,
       const char *then)
{
  g_autofree char *text = read_figures (person);
  const char *found = strstr (text, first);

  return found != NULL && (then == NULL || strstr (found, then) != NULL);
}

static gboolean
reads_nothing (guint person)
{
  g_autofree char *text = read_figures (person);

  return *text == '\0';
}

#define both_read(first, then)                                                                 \
  test_wait_until (reads (SECRETARIAT, first, then) && reads (STATE, first, then))

static char *
id_of_view (const char *indicator)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id::text FROM copil.item_view WHERE indicator_code = '%s' AND NOT gone", indicator);

  return committee_base_ask (base, sql);
}

/* -- From the agenda -------------------------------------------------------------------------- */

static void
act_on_agenda (const char *action,
               const char *id)
{
  GtkWidget *row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);

  g_assert_true (gtk_widget_activate_action (row, action, id != NULL ? "s" : NULL, id));
}

static void
test_opened (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      act (i, "win.committees");
      test_wait_until (see (i, "Qui doit faire quoi") != NULL);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[i]), "win.page", "s",
                                                 "sitting/" NEXT_SITTING));
      test_wait_until (find_type (page_of (i), COPIL_TYPE_AGENDA_ROW) != NULL);
    }
  g_assert_true (reads_nothing (SECRETARIAT));
}

/* @indicator of the Nord in October 2026. */
static void
link_figure (const char *indicator)
{
  g_autofree char *nord = committee_base_ask (
    base, "SELECT id::text FROM copil.territory WHERE set_code = 'departement' AND code = '59'");
  g_autofree char *json = g_strdup_printf (
    "{\"indicator_code\": \"%s\", \"territory_id\": \"%s\", \"period\": \"2026-10-01\","
    " \"chart\": \"curve\", \"reference\": \"year\"}", indicator, nord);

  act_on_agenda ("agenda.link", NEXT_ITEM);
  fill (json);
}

static void
test_linked (void)
{
  link_figure ("contract-one-month");
  both_read ("Contrat en moins d’un mois", "Chiffres du moment");
  act_on_agenda ("agenda.undo", NULL);
  test_wait_until (reads_nothing (SECRETARIAT) && reads_nothing (STATE));
  link_figure ("contract-one-month");
  link_figure ("first-appointment");
  both_read ("Contrat en moins d’un mois", "Premier rendez-vous sous un mois");
}

static void
test_moved (void)
{
  g_autofree char *id = id_of_view ("first-appointment");

  act_on_agenda ("agenda.view-up", id);
  both_read ("Premier rendez-vous sous un mois", "Contrat en moins d’un mois");
  act_on_agenda ("agenda.undo", NULL);
  both_read ("Contrat en moins d’un mois", "Premier rendez-vous sous un mois");
}

static void
test_unlinked (void)
{
  g_autofree char *id = id_of_view ("first-appointment");

  act_on_agenda ("agenda.view-remove", id);
  test_wait_until (!reads (SECRETARIAT, "Premier rendez-vous", NULL) &&
                   !reads (STATE, "Premier rendez-vous", NULL));
  act_on_agenda ("agenda.undo", NULL);
  both_read ("Contrat en moins d’un mois", "Premier rendez-vous sous un mois");
}

/* -- From the dashboard ----------------------------------------------------------------------- */

static void
link_shown_figure (void)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[SECRETARIAT]), "win.link-figure",
                                             "s", "map"));
  fill ("{\"item\": \"" NEXT_ITEM "\"}");
}

/* It is told where it went, and can be taken back at once. */
static void
test_dashboard (void)
{
  act (SECRETARIAT, "win.dashboard");
  link_shown_figure ();
  test_wait_until (see (SECRETARIAT, "Répartir l’enveloppe") != NULL);
  test_wait_until (reads (STATE, "Carte", NULL));
  act (SECRETARIAT, "win.unlink-figure");
  test_wait_until (!reads (STATE, "Carte", NULL));
  link_shown_figure ();
  test_wait_until (reads (STATE, "Carte", NULL));
  act (SECRETARIAT, "win.committees");
  test_wait_until (reads (SECRETARIAT, "Carte", NULL));
}

/* -- Frozen ----------------------------------------------------------------------------------- */

/* (transfer full): the text of the pack, as it would be printed now. */
static char *
read_pack (void)
{
  g_autofree char *copilctl = g_build_filename (g_getenv ("COPIL_BUILD_DIR"), "src", "copilctl",
                                                NULL);
  g_autofree char *server = g_strdup_printf ("host=%s dbname=copil user=secretariat-59",
                                             test_base_get_socket (base));
  g_autofree char *path = g_build_filename (folder, "pack.pdf", NULL);
  const char *print[] = { copilctl, "--quiet", "--connect", server, "committee", "print", "59", "1",
                          "--kind", "pack", "-o", path, NULL };
  const char *convert[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) print, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_spawn_sync (NULL, (char **) convert, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return text;
}

static void
test_frozen (void)
{
  before_base_convoke (base);
  both_read ("55,0\u00a0%", "État figé le");
  frozen = read_figures (STATE);
  /* They arrive together: of each there is a figure. */
  g_assert_null (strstr (frozen, "…"));
  g_assert_null (strstr (frozen, "depuis"));
}

/* Half as many contracts, told by another batch: those who chair see what they were convoked on,
 * those who prepare also read what it is now. */
static void
test_landed (void)
{
  g_autofree char *before = read_pack (), *after = NULL, *seen = NULL;

  g_assert_nonnull (strstr (before, "État figé le"));
  live_base_deliver (base, "contract_1m", "596", "2026-10", 0.5);
  test_wait_until (reads (SECRETARIAT, "depuis", "au lieu de"));
  seen = read_figures (STATE);
  g_assert_cmpstr (seen, ==, frozen);
  after = read_pack ();
  g_assert_cmpstr (after, ==, before);
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  folder = g_dir_make_tmp ("copil-pack-XXXXXX", NULL);
  base = before_base_new ();
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/figures/open", test_opened);
  g_test_add_func ("/figures/linked", test_linked);
  g_test_add_func ("/figures/moved", test_moved);
  g_test_add_func ("/figures/unlinked", test_unlinked);
  g_test_add_func ("/figures/dashboard", test_dashboard);
  g_test_add_func ("/figures/frozen", test_frozen);
  g_test_add_func ("/figures/landed", test_landed);
  status = g_test_run ();
  people_close ();
  test_base_free (base);
  test_remove_all (folder);
  g_free (folder);
  g_free (frozen);
  return status;
}
