/* ctl-private.h: the state of one run of copilctl
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ctl/ctl.h"
#include "demo/base.h"

G_BEGIN_DECLS

struct _CopilCtl
{
  char            *connect;
  gboolean         embedded; /* --connect embedded: not the server chosen in the window */
  char            *login;
  gboolean         quiet;

  GCancellable    *cancellable;
  guint            interrupt_source;
  GAsyncResult    *result;     /* what copil_ctl_wait() waits for */

  CopilBase       *base;       /* keeps the embedded base up while we run */
  gboolean         ensured;    /* it is up, and of the schema of this program */
  CopilConnection *connection;

  gboolean         terminal;   /* stderr is one */
  char            *what;       /* the step the bar shows */
  int              tenth;      /* the last one written */
};

gboolean copil_ctl_choose_base (CopilCtl  *ctl,
                                GError   **error);
gboolean copil_ctl_ensure_base (CopilCtl  *ctl,
                                GError   **error);

G_END_DECLS
