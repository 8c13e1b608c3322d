/* test-copilctl.c: the command line: exit statuses, words, Ctrl+C
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-private.h"
#include "test-base.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

typedef struct
{
  char *base;  /* COPIL_BASE_DIR */
  char *out;   /* what the last run wrote */
  char *words; /* on its standard error */
} Fixture;

static char *
program (void)
{
  return g_build_filename (g_getenv ("COPIL_BUILD_DIR"), "src", "copilctl", NULL);
}

static void
forget (Fixture *fixture)
{
  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->words, g_free);
}

/* @line: the arguments, a space between. Returns: the exit status. */
static int
run (Fixture    *fixture,
     const char *line)
{
  g_autofree char *path = program ();
  g_autofree char *command = g_strjoin (" ", path, line, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  forget (fixture);
  g_shell_parse_argv (command, NULL, &argv, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &fixture->out, &fixture->words,
                &status, &error);
  g_assert_no_error (error);
  g_test_message ("copilctl %s: %s%s", line, fixture->out, fixture->words);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->base = g_dir_make_tmp ("copil-ctl-XXXXXX", NULL);
  g_chmod (fixture->base, 0711);
  g_setenv ("COPIL_BASE_DIR", fixture->base, TRUE);
}

static gboolean
supervisor_has_left (CopilClusterPlace *place)
{
  int lock = copil_cluster_try_lock (place->supervisor_lock, COPIL_LOCK_EXCLUSIVE);
  gboolean left = lock >= 0;

  copil_cluster_unlock (&lock);
  return left;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (fixture->base, NULL);

  g_assert_cmpint (run (fixture, "db stop --force"), ==, 0);
  test_wait_until (supervisor_has_left (place));
  copil_cluster_remove_tree (fixture->base, NULL);
  g_free (fixture->base);
  forget (fixture);
}

/* What is asked wrongly is said, and nothing is touched: no base is made for it. */
static void
test_usage (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *line; int status; const char *says; } cases[] = {
    { "", 2, "Verbes" },
    { "--help", 0, "Verbes" },
    { "-h", 0, "catalogue" },
    { "--version", 0, "copilctl " COPIL_VERSION },
    { "--quiet --help", 0, "Verbes" },
    { "bogus", 2, "bogus" },
    { "--connect", 2, "--connect" },
    { "chart line --points 100 -o /sys/copil.png", 1, "autre dossier" },
    { "db", 2, "restore" },
    { "db --help", 0, "restore" },
    { "db bogus", 2, "bogus" },
    { "db start --help", 0, "--help" },
    { "db start now", 2, "now" },
    { "db stop --bogus", 2, "--bogus" },
    { "db migrate more", 2, "more" },
    { "db backup", 2, "un fichier" },
    { "db backup a b", 2, "un fichier" },
    { "db backup /dev/null", 2, "existe déjà" },
    { "db restore /dev/null", 2, "--yes" },
    { "db restore --yes", 2, "un fichier" },
    { "db reset", 2, "--yes" },
    { "db demo --connect service=x", 2, "base embarquée" },
    { "--connect embedded db status", 0, "pas encore créée" },
    { "db backup f --connect service=x", 2, "serveur partagé" },
    { "db status --connect nowhere=1", 1, "nowhere" },
    { "annotation", 2, "remove" },
    { "annotation list Nord", 2, "Nord" },
    { "annotation add --territory 59 --month 2026-03 mots", 2, "--indicator" },
    { "annotation add --territory 59 --indicator x --month 2026-03", 2, "guillemets" },
    { "annotation add --territory 59 --indicator x --month 2026-T1 mots", 2, "2026-03" },
    { "annotation add --territory 59 --indicator x --month 2026-13 mots", 2, "2026-03" },
    { "annotation change abc", 2, "une annotation à la fois" },
    { "annotation change abc mots --command 1", 2, "UUID" },
    { "annotation change abc mots --command 7bd1a7f4-3d6a-4c86-9b8e-b8a2a1c6a6a1", 2, "--version" },
    { "annotation remove", 2, "une annotation à la fois" },
    { "catalogue", 2, "show" },
    { "catalogue show a b", 2, "à la fois" },
    { "catalogue load /nowhere", 1, "/nowhere" },
    { "db status", 0, "pas encore créée" },
    { "db restore --yes /nowhere", 1, "/nowhere" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *all = NULL;
      g_autofree char *made = g_build_filename (fixture->base, "data", NULL);

      g_assert_cmpint (run (fixture, cases[i].line), ==, cases[i].status);
      all = g_strconcat (fixture->out, fixture->words, NULL);
      g_assert_nonnull (strstr (all, cases[i].says));
      g_assert_false (g_file_test (made, G_FILE_TEST_EXISTS));
      /* What was asked for goes to the output, what went wrong to the other. */
      g_assert_true (cases[i].status != 0 || *fixture->words == '\0');
    }
}

static void
test_troubles (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->base, "file", NULL);
  g_autofree char *below = g_build_filename (file, "base", NULL);

  g_setenv ("COPIL_POSTGRESQL_DIR", "/nowhere", TRUE);
  g_assert_cmpint (run (fixture, "db start"), ==, 1);
  g_assert_nonnull (strstr (fixture->words, "paquet postgresql"));
  g_unsetenv ("COPIL_POSTGRESQL_DIR");
  g_file_set_contents (file, "", 0, NULL);
  g_setenv ("COPIL_BASE_DIR", below, TRUE);
  g_assert_cmpint (run (fixture, "db start"), ==, 1);
  g_assert_nonnull (strstr (fixture->words, below));
  g_setenv ("COPIL_BASE_DIR", fixture->base, TRUE);
  g_assert_cmpint (run (fixture, "--connect host=/nowhere catalogue show"), ==, 1);
  g_assert_true (g_str_has_prefix (fixture->words, "copilctl: "));
}

/* The life of a base, verb by verb. */
static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *backup = g_build_filename (fixture->base, "b.copil", NULL);
  g_autofree char *write = g_strconcat ("db backup ", backup, NULL);
  g_autofree char *restore = g_strconcat ("--quiet db restore --yes ", backup, NULL);

  g_assert_cmpint (run (fixture, "db start"), ==, 0);
  g_assert_nonnull (strstr (fixture->words, "Création de la base"));
  g_assert_null (strchr (fixture->words, '\r'));
  g_assert_cmpint (run (fixture, "db status"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "démarrée, maintenue"));
  g_assert_cmpint (run (fixture, write), ==, 1);
  g_assert_nonnull (strstr (fixture->words, "vide"));
  g_assert_cmpint (run (fixture, "--quiet db migrate"), ==, 0);
  g_assert_cmpstr (fixture->words, ==, "");
  g_assert_cmpint (run (fixture, "db migrate"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "à jour"));
  g_assert_cmpint (run (fixture, write), ==, 0);
  g_assert_cmpint (run (fixture, write), ==, 2);
  g_assert_cmpint (run (fixture, "db reset --yes"), ==, 0);
  g_assert_cmpint (run (fixture, "db status"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "pas encore créée"));
  g_assert_cmpint (run (fixture, restore), ==, 0);
  g_assert_cmpstr (fixture->words, ==, "");
  g_assert_cmpint (run (fixture, "db upgrade"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Rien à faire"));
  g_assert_cmpint (run (fixture, "db stop"), ==, 0);
}

static gboolean
has_scratch (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->base, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "scratch-"))
      return TRUE;
  return FALSE;
}

static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = program ();
  g_autofree char *words = NULL;
  g_autofree char *made = g_build_filename (fixture->base, "data", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                                      path, "--quiet", "db", "start", NULL);

  g_assert_no_error (error);
  test_wait_until (has_scratch (fixture));
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (words, "interrompu"));
  g_assert_false (has_scratch (fixture));
  g_assert_false (g_file_test (made, G_FILE_TEST_EXISTS));
}

/* Returns: (transfer full): the page without the escapes of its hyphens */
static char *
read_manual (const char *name)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "data", "man", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, "\\", -1);
  return g_strjoinv ("", parts);
}

/* Each option that the help of @words names, but those of the help itself. */
static void
check_options (Fixture    *fixture,
               const char *manual,
               const char *words)
{
  g_autofree char *line = g_strconcat (words, " --help", NULL);
  g_autoptr (GRegex) names = g_regex_new ("--(?!help)[a-z]+(-[a-z]+)*", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_cmpint (run (fixture, line), ==, 0);
  g_regex_match (names, fixture->out, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *option = g_match_info_fetch (match, 0);

      g_test_message ("%s of %s", option, words);
      g_assert_nonnull (strstr (manual, option));
    }
}

static void
check_verb (Fixture    *fixture,
            const char *manual,
            const char *verb)
{
  g_autofree char *line = g_strconcat (verb, " --help", NULL);
  g_autoptr (GRegex) names = g_regex_new ("^  ([a-z]+)  +\\S", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *help = NULL;

  g_assert_nonnull (strstr (manual, verb));
  check_options (fixture, manual, verb);
  g_assert_cmpint (run (fixture, line), ==, 0);
  help = g_strdup (fixture->out);
  g_regex_match (names, help, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *action = g_match_info_fetch (match, 1);
      g_autofree char *both = g_strconcat (verb, " ", action, NULL);

      g_test_message ("%s", both);
      g_assert_nonnull (strstr (manual, both));
      check_options (fixture, manual, both);
    }
}

/* Each verb, each action of those that have some, each option of both, in both languages. */
static void
test_manual (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const pages[] = { "copilctl.1", "fr/copilctl.1" };
  static const char *const verbs[] = { "annotation", "catalogue", "chart", "db", "import",
                                       "person", "report", "territory" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages) * G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *manual = read_manual (pages[i % G_N_ELEMENTS (pages)]);

      check_verb (fixture, manual, verbs[i / G_N_ELEMENTS (pages)]);
    }
}

/* English is complete too, and a terminal without any language gets French. */
static void
test_language (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *all, *language, *says; } cases[] = {
    { "C", NULL, "Verbes" },
    { "C.UTF-8", NULL, "Verbes" },
    { "C.UTF-8", "fr", "Verbes" },
    { "C.UTF-8", "en", "Verbs" },
    { "nowhere", NULL, "Verbes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_setenv ("LC_ALL", cases[i].all, TRUE);
      if (cases[i].language != NULL)
        g_setenv ("LANGUAGE", cases[i].language, TRUE);
      else
        g_unsetenv ("LANGUAGE");
      g_assert_cmpint (run (fixture, "--help"), ==, 0);
      g_assert_nonnull (strstr (fixture->out, cases[i].says));
    }
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "fr", TRUE);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/copilctl/usage", test_usage },
    { "/copilctl/troubles", test_troubles },
    { "/copilctl/life", test_life },
    { "/copilctl/interrupted", test_interrupted },
    { "/copilctl/manual", test_manual },
    { "/copilctl/language", test_language },
  };

  copil_language_init ();
  g_setenv ("COPIL_BASE_GRACE", "300", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
