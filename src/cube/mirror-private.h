/* mirror-private.h: what the files of the mirror share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   mirror.c         the object: state, what callers may ask, which step is next
 *   mirror-load.c    who we are, where the server stands, documents, the first page
 *   mirror-fill.c    the planes that are missing, a few at a time
 *   mirror-feed.c    what the feed tells
 *   mirror-file.c    the file: opened, written, purged
 *   mirror-notes.c   the annotations
 */
#pragma once

#include "cube/cube-private.h"
#include "cube/file.h"
#include "cube/mirror.h"
#include "cube/series-reader.h"

G_BEGIN_DECLS

struct _CopilMirror
{
  GObject            parent_instance;

  CopilConnection   *connection;
  CopilFeed         *feed; /* begins at the cursor of the file, or of the first answer */
  GCancellable      *cancellable;
  CopilCube         *cube;
  CopilMirrorState   state;
  GError            *error;
  GError            *mismatch; /* this program and the base are not of one age */
  gint64             confirmed;
  char              *page_set;
  char              *page_code;
  char              *page_indicator;

  /* what is to be done, and whether something is being done */
  gboolean           started;
  gboolean           busy;
  gboolean           identified; /* this session of the server said who we are */
  gboolean           want_identity;
  gboolean           want_documents;
  gboolean           want_annotations;
  GArray            *batches; /* gint32: told by the feed, not applied yet */

  /* of the request under way */
  CopilSeriesReader *reader;
  GArray            *filling; /* guint: measures */
  guint              n_applying;
  gboolean           unreadable;

  GArray            *changes; /* CopilCubeChange: to be told together */
  GHashTable        *change_times;

  /* the file */
  CopilCubeOrigin   *origin;
  char              *path; /* NULL: nothing is kept */
  GThread           *reading; /* opens the file ahead */
  GError            *file_error;
  gboolean           saving;
  GSource           *save_timer;
  GSource           *retry_timer;
};

/* The next step, when nothing is under way. */
void     _copil_mirror_advance        (CopilMirror      *self);
void     _copil_mirror_set_state      (CopilMirror      *self,
                                       CopilMirrorState  state,
                                       GError           *error); /* (transfer full) */
void     _copil_mirror_set_cube       (CopilMirror      *self,
                                       CopilCube        *cube);
void     _copil_mirror_notify_progress (CopilMirror     *self);
/* The server just answered: what is shown is its state. */
void     _copil_mirror_confirm        (CopilMirror      *self);
/* A request failed: waits for the next session, or says why nothing goes on. */
void     _copil_mirror_fail           (CopilMirror      *self,
                                       GError           *error); /* (transfer full) */
/* No right: nothing is shown, and nothing is left on the disk. */
void     _copil_mirror_deny           (CopilMirror      *self);

void     _copil_mirror_identify       (CopilMirror      *self);
void     _copil_mirror_load_documents (CopilMirror      *self);
void     _copil_mirror_fill           (CopilMirror      *self); /* when something is missing */
void     _copil_mirror_apply_batches  (CopilMirror      *self);
void     _copil_mirror_follow         (CopilMirror      *self,
                                       const char       *cursor);

/* Asked in the round of others, or alone. */
CopilStatement *_copil_mirror_ask_annotations (void);
gboolean _copil_mirror_take_annotations (CopilMirror    *self,
                                       CopilCube        *cube,
                                       CopilResult      *result,
                                       GError          **error);
void     _copil_mirror_load_annotations (CopilMirror    *self);

void     _copil_mirror_open_file      (CopilMirror      *self);
void     _copil_mirror_stop_reading   (CopilMirror      *self);
void     _copil_mirror_keep           (CopilMirror      *self,
                                       guint             seconds);
void     _copil_mirror_purge          (CopilMirror      *self);

G_END_DECLS
