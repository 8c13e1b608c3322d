/* window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/breadcrumb.h"
#include "app/change-log.h"
#include "app/history.h"
#include "app/import-window.h"
#include "app/sidebar.h"
#include "app/station.h"
#include "app/window.h"
#include "committee-page/committee-page.h"
#include "committee-page/figure-link.h"
#include "committee/awaiting.h"
#include "dashboard/dashboard-page.h"
#include "dashboard/session-view.h"
#include "widget/split-view.h"
#include "widget/toasts.h"

G_BEGIN_DECLS

struct _CopilWindow
{
  AdwApplicationWindow  parent_instance;
  GtkOverlay           *overlay; /* of all of the content */
  CopilToasts          *toasts;
  CopilSplitView       *split;
  CopilSidebar         *sidebar;
  GtkWidget            *header;
  CopilBreadcrumb      *breadcrumb;
  GtkMenuButton        *search;
  CopilStateChip       *chip;
  GtkWidget            *notice; /* above the pages: this program or the base is too old */
  GtkLabel             *notice_text;
  GtkStack             *stack;
  AdwStatusPage        *opening; /* this, and the next two, made when first shown */
  GtkProgressBar       *progress;
  AdwStatusPage        *problem;
  CopilDashboardPage   *page;
  GtkWidget            *export_button; /* of the dashboard, as the two after */
  GtkWidget            *session_button;
  CopilCommitteePage   *committees; /* made when first shown */
  CopilFigureLink      *link;       /* made when first asked for */
  CopilAwaiting        *awaiting;   /* asked for when the base first answers */
  CopilModule           module;
  GtkRevealer          *drop_hint; /* while a file hangs above the window */
  GtkWidget            *finder;  /* made when first opened */
  CopilSessionView     *session; /* while in session mode */
  CopilStation         *station;
  CopilDashboardModel  *model;
  CopilHistory         *history;
  CopilChangeLog       *log;
  GCancellable         *cancellable;
  GCancellable         *exporting; /* the report that is on its way, if any */
  char                 *wanted;  /* a place said in words, before there is a list */
  int                   usual_dpi; /* to come back to after session mode */
  GPtrArray            *drafts; /* CopilCommand about annotations whose effect is not read yet */
  gboolean              follows_outbox;
  gboolean              stepping;  /* back or forward: not a new place */
};

/* window-actions.c */
void _copil_window_install_actions  (GtkWidgetClass *widget_class);
void _copil_window_update_actions   (CopilWindow    *self);
void _copil_window_go_to            (CopilWindow    *self,
                                     int             territory_id);

/* window.c */
void _copil_window_choose_page      (CopilWindow    *self);
void _copil_window_remember_place   (CopilWindow    *self);

/* window-modules.c: which page is shown */
void _copil_window_install_modules  (GtkWidgetClass *widget_class);
/* "": the dashboard; or else a page of the committees: see committee-page.h. */
void _copil_window_open_page        (CopilWindow    *self,
                                     const char     *page);
/* What history calls where one is. */
const char *
     _copil_window_get_page         (CopilWindow    *self);
/* Tells the page of the committees, if there is one, where one is and what one may do. */
void _copil_window_update_committees (CopilWindow   *self);

/* window-link.c: figures put on an agenda */
void _copil_window_install_link     (GtkWidgetClass *widget_class);

/* window-session.c */
void _copil_window_set_session      (CopilWindow    *self,
                                     gboolean        on);
void _copil_window_update_session   (CopilWindow    *self);

/* window-export.c */
void _copil_window_export           (CopilWindow    *self);
void _copil_window_print            (CopilWindow    *self);

/* window-annotations.c */
void _copil_window_install_annotations (GtkWidgetClass *widget_class);
/* (nullable) (transfer none): as the base has it. */
const CopilAnnotation *
     _copil_window_find_annotation  (CopilWindow    *self,
                                     const char     *id);
/* Opens the dialog, on the curve that is shown; @words: (nullable): to start from. */
void _copil_window_start_adding     (CopilWindow    *self,
                                     CopilPeriod     month,
                                     const char     *words);
void _copil_window_start_correcting (CopilWindow    *self,
                                     const CopilAnnotation *annotation,
                                     CopilPeriod     month,
                                     const char     *words);

/* window-drafts.c */
/* Tells what becomes of each command that concerns one. */
void _copil_window_follow_outbox    (CopilWindow    *self);
/* Shows what waits on the curves of another cube. */
void _copil_window_follow_cube      (CopilWindow    *self,
                                     CopilCube      *cube);

/* window-import.c */
void _copil_window_accept_files     (CopilWindow    *self);
/* (nullable) (transfer none): @file (nullable): none yet. NULL before any figure is there. */
CopilImportWindow *
     _copil_window_import           (CopilWindow    *self,
                                     GFile          *file);

/* window-versions.c: the versions of a figure, from the base */
void _copil_window_load_versions    (CopilWindow    *self);

G_END_DECLS
