/* people.h: several persons at their windows, looked at and acted in as they would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "live-base.h"

#include "app/window-private.h"
#include "committee-page/form-dialog.h"

G_BEGIN_DECLS

/* At most that many: each their own session, outbox and window. */
#define N_PEOPLE 4

extern CopilStation *stations[N_PEOPLE];
extern CopilWindow *windows[N_PEOPLE];

/* GTK, the resources, and a folder for caches and outboxes of its own. */
void             people_init       (int        *argc,
                                    char     ***argv);
/* The same in @folder, which is kept: a station that is started anew. */
void             people_init_in    (int         *argc,
                                    char      ***argv,
                                    const char  *folder);
/* A window at the département du Nord. */
void             people_open       (TestBase   *base,
                                    guint       person,
                                    const char *login);
/* @socket: the folder of that of the base, which may be out of reach. */
void             people_open_at    (const char *socket,
                                    guint       person,
                                    const char *login);
void             people_close      (void);
/* What people_init_in () was given is kept. */
void             people_leave      (void);

/* What a person would see: hidden widgets are not looked at. */
GtkWidget       *find_text         (GtkWidget  *widget,
                                    const char *text);
GtkWidget       *find_type         (GtkWidget  *widget,
                                    GType       type);
GtkWidget       *see               (guint       person,
                                    const char *text);
void             act               (guint       person,
                                    const char *action);
GtkWidget       *page_of           (guint       person);
/* As a click on the button that says so, once it is there. */
void             press             (guint       person,
                                    const char *label);
/* As a click on the button that says so in the row that says something else. */
void             press_in_row      (guint       person,
                                    const char *row,
                                    const char *label);

/* (nullable): a window of that type that is open. */
GtkWindow       *find_window       (GType       type);
CopilFormDialog *find_dialog       (void);
/* Fills the form that is open, @json: its fields, and accepts it. */
void             fill              (const char *json);
/* (nullable): a question over a window. */
GtkWindow       *find_question     (void);
/* Answers it; it is gone. */
void             answer_question   (const char *response);
/* As a click on the button of the sitting's page: the window of the sitting, to be destroyed. */
GtkWindow       *enter_sitting     (guint       person);

G_END_DECLS
