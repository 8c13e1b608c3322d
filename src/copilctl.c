/* copilctl.c: main() of the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"
#include "ctl/ctl.h"

#include <glib/gi18n-lib.h>

static const CopilCtlVerb *const verbs[] = {
  &copil_ctl_annotation,
  &copil_ctl_catalogue,
  &copil_ctl_chart,
  &copil_ctl_committee,
  &copil_ctl_db,
  &copil_ctl_import,
  &copil_ctl_person,
  &copil_ctl_report,
  &copil_ctl_territory,
};

static const CopilCtlVerb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n  copilctl [--connect %s] [--as %s] [--quiet] %s\n\n%s\n",
           _("Usage:"), _("SERVER"), _("LOGIN"), _("VERB…"), _("Verbs:"));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-11s %s\n", verbs[i]->name, _(verbs[i]->summary));
  g_print ("\n%s\n", _("The options of a verb: copilctl VERB --help. The manual: man copilctl"));
}

static int
run (CopilCtl *ctl,
     int       argc,
     char    **argv)
{
  const CopilCtlVerb *verb;

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help ();
      return argc < 2 ? COPIL_CTL_USAGE : COPIL_CTL_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("copilctl %s\n", COPIL_VERSION);
      return COPIL_CTL_DONE;
    }
  verb = find_verb (argv[1]);
  if (verb != NULL)
    return verb->run (ctl, argc - 1, argv + 1);
  g_printerr ("copilctl: ");
  g_printerr (_("there is no verb “%s”; see copilctl --help."), argv[1]);
  g_printerr ("\n");
  return COPIL_CTL_USAGE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  CopilCtl *ctl;
  int status;

  copil_language_init ();
  ctl = copil_ctl_new (&argc, &argv, &error);
  if (ctl == NULL)
    {
      g_printerr ("copilctl: %s\n", error->message);
      return COPIL_CTL_USAGE;
    }
  status = run (ctl, argc, argv);
  copil_ctl_progress_end (ctl);
  copil_ctl_free (ctl);
  return status;
}
