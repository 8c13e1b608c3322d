/* ctl-mirror.c: the figures that the verbs read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-mirror.h"

#include "ctl/ctl-private.h"

#include <glib/gi18n-lib.h>

static void
progress_cb (CopilMirror *mirror,
             GParamSpec  *spec,
             CopilCtl    *ctl)
{
  copil_ctl_progress (ctl, _("Reading the figures"), copil_mirror_get_progress (mirror));
}

gboolean
copil_ctl_name_figures (CopilCtl  *ctl,
                        char     **server,
                        char     **login,
                        GError   **error)
{
  if (!copil_ctl_choose_base (ctl, error))
    return FALSE;
  *server = copil_base_get_key (ctl->base);
  *login = copil_base_get_login (ctl->base, copil_ctl_get_login (ctl));
  return TRUE;
}

CopilMirror *
copil_ctl_mirror (CopilCtl  *ctl,
                  gboolean   complete,
                  GError   **error)
{
  g_autoptr (CopilConnection) connection = copil_ctl_connect (ctl, error);
  g_autoptr (CopilMirror) mirror = NULL;
  g_autofree char *server = NULL, *login = NULL;

  if (connection == NULL || !copil_ctl_name_figures (ctl, &server, &login, error))
    return NULL;
  mirror = copil_mirror_new (connection, server, login);
  g_signal_connect (mirror, "notify::progress", G_CALLBACK (progress_cb), ctl);
  copil_mirror_start (mirror);
  if (!copil_mirror_wait (mirror, complete, error))
    return NULL;
  copil_ctl_progress_end (ctl);
  copil_mirror_save (mirror, NULL);
  return g_steal_pointer (&mirror);
}

gboolean
copil_ctl_read_state (CopilCtl     *ctl,
                      CopilMirror  *mirror,
                      CopilCtlState *state,
                      GError      **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT to_char(max(landed_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
    "FROM copil.batch WHERE id <= $1");
  g_autoptr (CopilResult) result = NULL;

  state->batch = copil_cube_get_batch (copil_mirror_get_cube (mirror));
  state->fictitious = copil_mirror_is_fictitious (mirror);
  copil_statement_add_int (statement, state->batch);
  result = copil_ctl_query (ctl, statement, error);
  if (result == NULL)
    return FALSE;
  state->as_of = copil_result_is_null (result, 0, 0)
                   ? NULL
                   : g_strdup (copil_result_get_text (result, 0, 0));
  copil_mirror_keep_as_of (mirror, state->as_of);
  return TRUE;
}
