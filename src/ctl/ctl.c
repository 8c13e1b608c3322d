/* ctl.c: what the verbs of copilctl share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-private.h"

#include "db/error.h"
#include "exchange/sheet.h"
#include "exchange/write-file.h"

#include <glib/gi18n-lib.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Written by the signal handler, read by the main loop. */
static int interrupt_pipe[2] = { -1, -1 };
static volatile sig_atomic_t interrupted;

/* A program that does not answer the first Ctrl+C must still answer the second. */
static void
interrupt_handler (int number)
{
  if (interrupted)
    _exit (COPIL_CTL_FAILED);
  interrupted = 1;
  if (write (interrupt_pipe[1], "", 1) < 0)
    _exit (COPIL_CTL_FAILED);
}

static gboolean
interrupt_cb (int          descriptor,
              GIOCondition condition,
              gpointer     user_data)
{
  CopilCtl *ctl = user_data;

  g_cancellable_cancel (ctl->cancellable);
  ctl->interrupt_source = 0;
  return G_SOURCE_REMOVE;
}

static void
watch_interrupts (CopilCtl *ctl)
{
  struct sigaction action = { .sa_handler = interrupt_handler };

  if (!g_unix_open_pipe (interrupt_pipe, FD_CLOEXEC, NULL))
    return;
  ctl->interrupt_source = g_unix_fd_add (interrupt_pipe[0], G_IO_IN, interrupt_cb, ctl);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static GOptionGroup *
create_global_group (CopilCtl *ctl)
{
  const GOptionEntry entries[] = {
    { "connect", 0, 0, G_OPTION_ARG_STRING, &ctl->connect,
      N_("Shared server: a libpq connection string or service=NAME"), N_("SERVER") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &ctl->login,
      N_("Login to open the base with"), N_("LOGIN") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &ctl->quiet,
      N_("Show no progress"), NULL },
    { NULL }
  };
  GOptionGroup *group = g_option_group_new ("global", _("Options of all verbs:"),
                                            _("Show the options of all verbs"), NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  return group;
}

/**
 * copil_ctl_new:
 *
 * The global options may stand before the verb or after it, so they are taken
 * out first and the verb sees only its own.
 */
CopilCtl *
copil_ctl_new (int      *argc,
               char   ***argv,
               GError  **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  CopilCtl *ctl = g_new0 (CopilCtl, 1);

  ctl->cancellable = g_cancellable_new ();
  ctl->tenth = -1;
  ctl->terminal = isatty (STDERR_FILENO);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_main_group (context, create_global_group (ctl));
  if (!g_option_context_parse (context, argc, argv, error))
    {
      copil_ctl_free (ctl);
      return NULL;
    }
  ctl->embedded = g_strcmp0 (ctl->connect, "embedded") == 0;
  watch_interrupts (ctl);
  return ctl;
}

void
copil_ctl_free (CopilCtl *ctl)
{
  g_clear_handle_id (&ctl->interrupt_source, g_source_remove);
  if (ctl->connection != NULL)
    copil_connection_close (ctl->connection);
  g_clear_object (&ctl->connection);
  g_clear_object (&ctl->base);
  g_clear_object (&ctl->result);
  g_clear_object (&ctl->cancellable);
  g_free (ctl->what);
  g_free (ctl->connect);
  g_free (ctl->login);
  g_free (ctl);
}

static gboolean
parse_entries (CopilCtl           *ctl,
               const CopilCtlVerb *verb,
               const GOptionEntry *entries,
               int                *argc,
               char             ***argv,
               GError            **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *program = g_strconcat ("copilctl ", _(verb->usage), NULL);

  /* GOption builds the first line of the help from the name of the program. */
  g_set_prgname (program);
  g_option_context_set_summary (context, _(verb->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_group (context, create_global_group (ctl));
  return g_option_context_parse (context, argc, argv, error);
}

/**
 * copil_ctl_parse:
 * @entries: (nullable): the options of the verb
 *
 * Returns: whether the verb may go on; if not, *@status is its exit status
 */
gboolean
copil_ctl_parse (CopilCtl           *ctl,
                 const CopilCtlVerb *verb,
                 const GOptionEntry *entries,
                 int                *argc,
                 char             ***argv,
                 int                *status)
{
  g_autoptr (GError) error = NULL;

  if (parse_entries (ctl, verb, entries, argc, argv, &error))
    return TRUE;
  *status = copil_ctl_usage (ctl, verb, error->message);
  return FALSE;
}

gboolean
copil_ctl_parse_alone (CopilCtl           *ctl,
                       const CopilCtlVerb *verb,
                       const GOptionEntry *entries,
                       int                *argc,
                       char             ***argv,
                       int                *status)
{
  g_autofree char *sentence = NULL;

  if (!copil_ctl_parse (ctl, verb, entries, argc, argv, status))
    return FALSE;
  if (*argc == 1)
    return TRUE;
  sentence = g_strdup_printf (_("“%s” is one word too many."), (*argv)[1]);
  *status = copil_ctl_usage (ctl, verb, sentence);
  return FALSE;
}

/* "report dashboard" of "report dashboard --territory CODE -o FILE". */
static char *
words_of (const char *usage)
{
  gsize length = strcspn (usage, "-[<ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  return g_strchomp (g_strndup (usage, length));
}

int
copil_ctl_usage (CopilCtl           *ctl,
                 const CopilCtlVerb *verb,
                 const char         *sentence)
{
  g_autofree char *words = words_of (verb->usage);

  copil_ctl_progress_end (ctl);
  g_printerr ("copilctl: %s\n", sentence);
  /* Translators: %s is a verb of copilctl. */
  g_printerr (_("Help: copilctl %s --help"), words);
  g_printerr ("\n");
  return COPIL_CTL_USAGE;
}

static void
print_actions (const CopilCtlVerb        *verb,
               const CopilCtlVerb *const *actions,
               gsize                      n_actions)
{
  g_print ("%s\n  copilctl %s %s\n\n%s\n", _("Usage:"), verb->name, _("ACTION"), _("Actions:"));
  for (gsize i = 0; i < n_actions; i++)
    if (actions[i]->summary != NULL)
      g_print ("  %-11s %s\n", actions[i]->name, _(actions[i]->summary));
}

int
copil_ctl_dispatch (CopilCtl                  *ctl,
                    const CopilCtlVerb        *verb,
                    const CopilCtlVerb *const *actions,
                    gsize                      n_actions,
                    int                        argc,
                    char                     **argv)
{
  g_autofree char *sentence = NULL;

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_actions (verb, actions, n_actions);
      return argc < 2 ? COPIL_CTL_USAGE : COPIL_CTL_DONE;
    }
  for (gsize i = 0; i < n_actions; i++)
    if (g_str_equal (actions[i]->name, argv[1]))
      return actions[i]->run (ctl, argc - 1, argv + 1);
  /* Translators: a verb of copilctl, then a word that is none of its actions. */
  sentence = g_strdup_printf (_("“%s” cannot do “%s”."), verb->name, argv[1]);
  return copil_ctl_usage (ctl, verb, sentence);
}

const char *
copil_ctl_get_connect (CopilCtl *ctl)
{
  return ctl->embedded ? NULL : ctl->connect;
}

const char *
copil_ctl_get_login (CopilCtl *ctl)
{
  return ctl->login;
}

gboolean
copil_ctl_is_quiet (CopilCtl *ctl)
{
  return ctl->quiet;
}

/* Also for verbs that compute without running the main loop: they ask here, or report
 * their progress, between two steps. */
GCancellable *
copil_ctl_get_cancellable (CopilCtl *ctl)
{
  if (interrupted)
    g_cancellable_cancel (ctl->cancellable);
  return ctl->cancellable;
}

void
copil_ctl_result_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      ctl)
{
  g_set_object (&((CopilCtl *) ctl)->result, result);
}

GAsyncResult *
copil_ctl_wait (CopilCtl *ctl)
{
  while (ctl->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&ctl->result);
}

typedef struct
{
  CopilCtlWork   work;
  gpointer       data;
  CopilProgress *progress;
} Work;

static void
work_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (work->work (work->data, work->progress, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
copil_ctl_work (CopilCtl      *ctl,
                CopilCtlWork   run,
                gpointer       data,
                GError       **error)
{
  g_autoptr (CopilProgress) progress = copil_progress_new (copil_ctl_progress_cb, ctl);
  g_autoptr (GTask) task = g_task_new (NULL, copil_ctl_get_cancellable (ctl),
                                       copil_ctl_result_cb, ctl);
  Work work = { run, data, progress };
  g_autoptr (GAsyncResult) result = NULL;

  g_task_set_task_data (task, &work, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, work_thread);
  result = copil_ctl_wait (ctl);
  copil_progress_mute (progress);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A login that is refused needs no more than the sentence. */
static gboolean
needs_repair (const GError *error)
{
  return error->domain == COPIL_DB_ERROR && error->code != COPIL_DB_ERROR_AUTHENTICATION
         && error->code != COPIL_DB_ERROR_DENIED;
}

/* The sentence first; the words of libpq or of the server after it, for who repairs. */
static void
print_error (const GError *error)
{
  g_autofree char *sentence = copil_db_error_to_sentence (error);
  const char *detail = copil_db_error_get_detail (error);

  g_printerr ("copilctl: %s\n", sentence);
  if (needs_repair (error) && !g_str_equal (sentence, error->message))
    g_printerr ("  %s\n", error->message);
  if (detail != NULL)
    g_printerr ("  %s\n", detail);
}

gboolean
copil_ctl_write_file (const char  *path,
                      GBytes      *bytes,
                      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  return copil_write_file (file, bytes, NULL, error);
}

void
copil_ctl_add_hint (GError     **error,
                    const char  *hint)
{
  g_autofree char *text = NULL;

  if (error == NULL || !g_error_matches (*error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE))
    return;
  text = g_strdup_printf ("%s\n  %s", (*error)->message, hint);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&text);
}

void
copil_ctl_print_cell (const char *text,
                      int         width)
{
  g_print ("%s%*s  ", text, (int) MAX (width - g_utf8_strlen (text, -1), 0), "");
}

int
copil_ctl_fail (CopilCtl     *ctl,
                const GError *error)
{
  copil_ctl_progress_end (ctl);
  /* Ctrl+C is no failure to explain. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_printerr ("copilctl: %s\n", _("interrupted, nothing was left half-done."));
  else
    print_error (error);
  return COPIL_CTL_FAILED;
}
