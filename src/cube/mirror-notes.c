/* mirror-notes.c: the annotations of the mirror
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They are words, few beside the figures: any change reads them all.
 */
#include "config.h"

#include "cube/mirror-private.h"

#include <string.h>

CopilStatement *
_copil_mirror_ask_annotations (void)
{
  return copil_statement_new ("SELECT copil.annotation_document()");
}

/* The same ones again are no news, for the screen nor for the file. */
gboolean
_copil_mirror_take_annotations (CopilMirror  *self,
                                CopilCube    *cube,
                                CopilResult  *result,
                                GError      **error)
{
  const char *text
    = copil_result_get_n_rows (result) == 1 ? copil_result_get_text (result, 0, 0) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (GPtrArray) annotations = NULL;

  if (self->origin->annotations != NULL && g_bytes_equal (bytes, self->origin->annotations))
    return TRUE;
  annotations = copil_annotations_parse (text != NULL ? text : "", -1, error);
  if (annotations == NULL)
    return FALSE;
  g_clear_pointer (&self->origin->annotations, g_bytes_unref);
  self->origin->annotations = g_steal_pointer (&bytes);
  copil_cube_set_annotations (cube, annotations);
  _copil_mirror_keep (self, 15);
  return TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CopilMirror) self = user_data;
  GError *error = NULL;
  g_autoptr (CopilResult) answer
    = copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  self->busy = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (answer == NULL || !_copil_mirror_take_annotations (self, self->cube, answer, &error))
    {
      self->want_annotations = TRUE;
      _copil_mirror_fail (self, error);
      return;
    }
  _copil_mirror_confirm (self);
  _copil_mirror_advance (self);
}

void
_copil_mirror_load_annotations (CopilMirror *self)
{
  g_autoptr (CopilStatement) statement = _copil_mirror_ask_annotations ();

  self->busy = TRUE;
  self->want_annotations = FALSE;
  copil_connection_query_async (self->connection, statement, self->cancellable, loaded_cb,
                                g_object_ref (self));
}
