/* ctl-mirror.h: the figures that the verbs read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ctl/ctl.h"
#include "cube/mirror.h"

G_BEGIN_DECLS

/* Whose figures of which server, as their file is named; asks nobody. */
gboolean     copil_ctl_name_figures (CopilCtl  *ctl,
                                     char     **server,
                                     char     **login,
                                     GError   **error);

/* (transfer full): confirmed by the server; with @complete every plane is there. */
CopilMirror *copil_ctl_mirror (CopilCtl  *ctl,
                               gboolean   complete,
                               GError   **error);

/* What the figures are the figures of. */
typedef struct
{
  char    *as_of; /* ISO 8601, or NULL */
  int      batch;
  gboolean fictitious;
} CopilCtlState;

gboolean     copil_ctl_read_state (CopilCtl       *ctl,
                                   CopilMirror    *mirror,
                                   CopilCtlState  *state,
                                   GError        **error);

G_END_DECLS
