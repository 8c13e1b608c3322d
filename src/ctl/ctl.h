/* ctl.h: what the verbs of copilctl share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "db/connection.h"

G_BEGIN_DECLS

/* Global options, common to all verbs: --connect, --as, --quiet. */
typedef struct _CopilCtl CopilCtl;

typedef struct
{
  const char *name;    /* "report" */
  const char *usage;   /* "report dashboard --territory CODE -o FILE" */
  const char *summary; /* one line of --help, French through gettext */
  /* argv[0] is the verb. Returns an exit status: 0 done, 1 failed, 2 usage. */
  int       (*run) (CopilCtl *ctl, int argc, char **argv);
} CopilCtlVerb;

/* The verbs, each in its own ctl-<name>.c. */
extern const CopilCtlVerb copil_ctl_db;
extern const CopilCtlVerb copil_ctl_territory;
extern const CopilCtlVerb copil_ctl_catalogue;
extern const CopilCtlVerb copil_ctl_import;
extern const CopilCtlVerb copil_ctl_report;
extern const CopilCtlVerb copil_ctl_chart;

/* Starts the embedded base when no server is named; spins the main context until READY. */
CopilConnection *copil_ctl_connect  (CopilCtl        *ctl,
                                     GError         **error);
/* Runs the main context until the statement is answered. */
CopilResult     *copil_ctl_query    (CopilCtl        *ctl,
                                     CopilStatement  *statement,
                                     GError         **error);
/* A progress bar on a terminal, a line at each tenth elsewhere, nothing when --quiet. */
void             copil_ctl_progress (CopilCtl        *ctl,
                                     const char      *what,
                                     double           fraction);
/* "copilctl: sentence" on stderr; returns 1. */
int              copil_ctl_fail     (CopilCtl        *ctl,
                                     const GError    *error);

G_END_DECLS
