/* live-page.h: the operator's console, and what members see of the sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live.h"
#include "committee-page/projector-window.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CopilLivePage:
 *
 * Who animates the sitting has the agenda, the timer, attendance, votes, decisions and notes, with
 * what is projected and what comes next beside them. Anybody else follows: what the room sees, with
 * what a member may do for themself: be there, ask for the floor, vote.
 *
 * Page Down and Page Up, here or on the remote, ask for the next or the previous item: the line on
 * top wants to be confirmed. Space pauses and resumes, + extends, B blanks, F8 changes the ground of
 * the projector.
 */
#define COPIL_TYPE_LIVE_PAGE (copil_live_page_get_type ())
G_DECLARE_FINAL_TYPE (CopilLivePage, copil_live_page, COPIL, LIVE_PAGE, AdwBin)

GtkWidget            *copil_live_page_new           (CopilLive     *live);
/* Opens the projector on another monitor, or on the only one; closes it when it is open. */
void                  copil_live_page_project       (CopilLivePage *self);
/* (nullable): while it is open. */
CopilProjectorWindow *copil_live_page_get_projector (CopilLivePage *self);
/* Asks for the item @step further, to be confirmed. */
void                  copil_live_page_ask_step      (CopilLivePage *self,
                                                     int            step);
/* What is asked on top: TRUE confirms it. */
void                  copil_live_page_answer        (CopilLivePage *self,
                                                     gboolean       yes);

/* live-bar.c: the timer and what can be done with the sitting. Emits "ask-step" (int), "ask-close",
 * "project". */
GtkWidget            *copil_live_bar_new            (CopilLive     *live);
/* live-member.c: what a member may do. */
GtkWidget            *copil_live_member_new         (CopilLive     *live);
/* Pauses a running timer, resumes a stopped one; and adds five minutes. */
void                  copil_live_toggle_timer       (CopilLive     *live);
void                  copil_live_extend             (CopilLive     *live,
                                                     int            seconds,
                                                     const char    *reason);
/* Ends the current item when its outcome is known, and starts another. */
void                  copil_live_go_to              (CopilLive     *live,
                                                     int            index);

G_END_DECLS
