/* ctl.h: what the verbs of copilctl share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/progress.h"
#include "core/territory.h"
#include "db/connection.h"

G_BEGIN_DECLS

/* Global options, common to all verbs: --connect, --as, --quiet. */
typedef struct _CopilCtl CopilCtl;

typedef struct
{
  const char *name;    /* "report" */
  const char *usage;   /* N_("report dashboard --territory CODE -o FILE") */
  const char *summary; /* one line of --help, N_() */
  /* argv[0] is the verb. Returns an exit status: 0 done, 1 failed, 2 usage. */
  int       (*run) (CopilCtl *ctl, int argc, char **argv);
} CopilCtlVerb;

enum
{
  COPIL_CTL_DONE = 0,
  COPIL_CTL_FAILED = 1,
  COPIL_CTL_USAGE = 2,
};

/* The verbs, each in its own ctl-<name>.c. */
extern const CopilCtlVerb copil_ctl_annotation;
extern const CopilCtlVerb copil_ctl_committee;
extern const CopilCtlVerb copil_ctl_db;
extern const CopilCtlVerb copil_ctl_territory;
extern const CopilCtlVerb copil_ctl_catalogue;
extern const CopilCtlVerb copil_ctl_import;
extern const CopilCtlVerb copil_ctl_person;
extern const CopilCtlVerb copil_ctl_report;
extern const CopilCtlVerb copil_ctl_chart;

/* "territory import FILE" with nothing said of it; for "import", which was given such a file. */
int              copil_ctl_import_perimeters (CopilCtl         *ctl,
                                              const char       *path,
                                              gboolean          dry_run);

/* For main(): takes the global options out of @argv wherever they stand. */
CopilCtl        *copil_ctl_new             (int                *argc,
                                            char             ***argv,
                                            GError            **error);
void             copil_ctl_free            (CopilCtl           *ctl);

/* The options of one verb; --help prints and exits. FALSE: *status is what run() returns. */
gboolean         copil_ctl_parse           (CopilCtl           *ctl,
                                            const CopilCtlVerb *verb,
                                            const GOptionEntry *entries,
                                            int                *argc,
                                            char             ***argv,
                                            int                *status);
/* The same for a verb that takes nothing beside its options. */
gboolean         copil_ctl_parse_alone     (CopilCtl           *ctl,
                                            const CopilCtlVerb *verb,
                                            const GOptionEntry *entries,
                                            int                *argc,
                                            char             ***argv,
                                            int                *status);
/* A verb with actions (argv[1]), each described as a verb; one without a summary is hidden. */
int              copil_ctl_dispatch        (CopilCtl           *ctl,
                                            const CopilCtlVerb *verb,
                                            const CopilCtlVerb *const *actions,
                                            gsize               n_actions,
                                            int                 argc,
                                            char              **argv);
/* "copilctl: sentence" and where the help is; returns 2. */
int              copil_ctl_usage           (CopilCtl           *ctl,
                                            const CopilCtlVerb *verb,
                                            const char         *sentence);
const char      *copil_ctl_get_connect     (CopilCtl           *ctl);
/* The value of --as, or NULL: the default login of the base. */
const char      *copil_ctl_get_login       (CopilCtl           *ctl);
gboolean         copil_ctl_is_quiet        (CopilCtl           *ctl);

/* Cancelled by the first Ctrl+C; a second one ends the program at once. */
GCancellable    *copil_ctl_get_cancellable (CopilCtl           *ctl);

/* To wait for an asynchronous call: pass copil_ctl_result_cb with the CopilCtl as user data,
 * then copil_ctl_wait() runs the main context and returns the result (transfer full). One call
 * at a time. */
void             copil_ctl_result_cb       (GObject            *source,
                                            GAsyncResult       *result,
                                            gpointer            ctl);
GAsyncResult    *copil_ctl_wait            (CopilCtl           *ctl);

/* Runs what blocks in a worker thread, with the main context and Ctrl+C at work. */
typedef gboolean (*CopilCtlWork) (gpointer        data,
                                  CopilProgress  *progress,
                                  GCancellable   *cancellable,
                                  GError        **error);
gboolean         copil_ctl_work            (CopilCtl           *ctl,
                                            CopilCtlWork        work,
                                            gpointer            data,
                                            GError            **error);

/* A progress bar on a terminal, a line at each tenth elsewhere, nothing when --quiet.
 * @fraction: 0 to 1, or -1 when nobody can tell. */
void             copil_ctl_progress        (CopilCtl           *ctl,
                                            const char         *what,
                                            double              fraction);
/* The same as a CopilProgressFunc; the user data is the CopilCtl. */
void             copil_ctl_progress_cb     (const char         *what,
                                            double              fraction,
                                            gpointer            ctl);
/* Ends the bar's line, so that other text may follow. */
void             copil_ctl_progress_end    (CopilCtl           *ctl);

/* Starts the embedded base when no server is named; spins the main context until READY. */
CopilConnection *copil_ctl_connect         (CopilCtl           *ctl,
                                            GError            **error);
/* Runs the main context until the statement is answered. */
CopilResult     *copil_ctl_query           (CopilCtl           *ctl,
                                            CopilStatement     *statement,
                                            GError            **error);
/* (transfer full): all that the base has. */
CopilTerritoryList *
                 copil_ctl_fetch_territories (CopilCtl        *ctl,
                                              GError         **error);
/* A cell of a column, and the white after it: however many bytes its letters have. */
void             copil_ctl_print_cell      (const char         *text,
                                            int                 width);
/* "copilctl: sentence" on stderr; returns 1. */
int              copil_ctl_fail            (CopilCtl           *ctl,
                                            const GError       *error);

/* Writes what the person asked for: all of it, or nothing and a sentence. */
gboolean          copil_ctl_write_file         (const char   *path,
                                                GBytes       *bytes,
                                                GError      **error);

/* Adds to @error what to type, when it is of a choice that the person must make. */
void              copil_ctl_add_hint           (GError      **error,
                                                const char   *hint);

G_END_DECLS
