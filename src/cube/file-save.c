/* file-save.c: writes a cube to disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* One plane as it was when the write began; the cube copies before it changes it. */
typedef struct
{
  CopilFilePlane  entry;
  GBytes         *backing;
  const guint8   *data;
  const guint64  *checks; /* those of the file it was mapped from; NULL: to be computed */
  CopilPlaneRow  *rows;
} Frozen;

/* All that a thread needs. */
typedef struct _CopilCubeSnapshot Snapshot;

struct _CopilCubeSnapshot
{
  CopilCubeOrigin *origin;
  char            *path;
  CopilFileHeader  header;
  GArray          *planes; /* Frozen */
  guint64          nonce;  /* of the file that the cube comes from, or 0 */
  gboolean         changed; /* the figures are not those of that file any more */
};

static void
frozen_clear (gpointer data)
{
  Frozen *frozen = data;

  g_clear_pointer (&frozen->backing, g_bytes_unref);
  g_free (frozen->rows);
}

void
copil_cube_snapshot_free (gpointer data)
{
  Snapshot *snapshot = data;

  copil_cube_origin_free (snapshot->origin);
  g_free (snapshot->path);
  g_array_unref (snapshot->planes);
  g_free (snapshot);
}

static Frozen
freeze_plane (CopilPlane *plane,
              int         measure)
{
  Frozen frozen = { 0 };

  copil_plane_freeze (plane);
  frozen.backing = plane->backing != NULL ? g_bytes_ref (plane->backing) : NULL;
  frozen.data = plane->data;
  frozen.checks = plane->checks;
  frozen.rows = g_memdup2 (plane->rows, plane->n_rows * sizeof *plane->rows);
  frozen.entry = (CopilFilePlane) {
    .measure = measure,
    .rhythm = plane->rhythm,
    .first = plane->first,
    .n_columns = plane->n_columns,
    .n_rows = plane->n_rows,
    .complete = plane->complete,
  };
  copil_plane_get_span (plane, &frozen.entry.value_first, &frozen.entry.value_last);
  return frozen;
}

static Snapshot *
take_snapshot (CopilCube             *cube,
               const CopilCubeOrigin *origin,
               const char            *path)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  Snapshot *snapshot = g_new0 (Snapshot, 1);
  CopilFileHeader *header = &snapshot->header;

  snapshot->origin = copil_cube_origin_copy (origin);
  snapshot->path = g_strdup (path);
  snapshot->nonce = copil_file_get_nonce (cube);
  snapshot->changed = copil_cube_is_dirty (cube);
  snapshot->planes = g_array_new (FALSE, FALSE, sizeof (Frozen));
  g_array_set_clear_func (snapshot->planes, frozen_clear);
  header->n_planes = copil_catalogue_get_n_measures (catalogue);
  header->n_territories = copil_territory_list_get_size (copil_cube_get_territories (cube));
  header->catalogue_version = copil_catalogue_get_version (catalogue);
  header->batch = copil_cube_get_batch (cube);
  for (guint i = 0; i < header->n_planes; i++)
    {
      Frozen frozen = freeze_plane (copil_cube_get_plane (cube, i),
                                    copil_catalogue_get_measure (catalogue, i)->id);

      header->n_complete += frozen.entry.complete;
      g_array_append_val (snapshot->planes, frozen);
    }
  return snapshot;
}

static gboolean
fail_errno (GError     **error,
            const char  *path)
{
  int code = errno;

  g_set_error (error, COPIL_CACHE_ERROR,
               COPIL_CACHE_ERROR_SPACE,
               _ ("The figures could not be kept on disk: %s: %s"), path, g_strerror (code));
  return FALSE;
}

static gboolean
write_at (int           fd,
          const void   *bytes,
          gsize         size,
          guint64       offset)
{
  const guint8 *next = bytes;

  while (size > 0)
    {
      gssize written = pwrite (fd, next, size, (off_t) offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      next += written;
      size -= (gsize) written;
      offset += (guint64) written;
    }
  return TRUE;
}

static gboolean
write_section (int               fd,
               CopilFileSection *section,
               gconstpointer     bytes,
               gsize             size,
               guint64          *offset)
{
  *section = (CopilFileSection) { *offset, size, copil_plane_checksum (bytes, size) };
  *offset = (*offset + size + 7) & ~(guint64) 7;
  return write_at (fd, bytes, size, section->offset);
}

static gboolean
write_bytes (int               fd,
             CopilFileSection *section,
             GBytes           *bytes,
             guint64          *offset)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : "";

  return write_section (fd, section, data, size, offset);
}

/* Strings, each ended by a NUL: server, login, system, person, and one that is empty unless the
 * figures are made up. */
static GByteArray *
make_identity (const CopilCubeOrigin *origin)
{
  const char *strings[] = { origin->server, origin->login, origin->system, origin->person,
                            origin->fictitious ? "fictitious" : NULL };
  GByteArray *identity = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_byte_array_append (identity, (const guint8 *) (strings[i] != NULL ? strings[i] : ""),
                         (strings[i] != NULL ? (guint) strlen (strings[i]) : 0) + 1);
  return identity;
}

static gboolean
write_documents (int       fd,
                 Snapshot *snapshot,
                 guint64  *offset)
{
  const CopilCubeOrigin *origin = snapshot->origin;
  g_autoptr (GByteArray) identity = make_identity (origin);

  return write_section (fd, &snapshot->header.identity, identity->data, identity->len, offset)
         && write_bytes (fd, &snapshot->header.catalogue, origin->catalogue, offset)
         && write_bytes (fd, &snapshot->header.territories, origin->territories, offset)
         && write_bytes (fd, &snapshot->header.annotations, origin->annotations, offset);
}

/* A block that was not read since the file was opened keeps its checksum: what was damaged
 * stays recognisable. */
static void
append_checks (GArray       *checks,
               const Frozen *frozen)
{
  gsize stride = copil_plane_stride (frozen->entry.n_columns);
  guint per_block = copil_plane_rows_per_block (stride);

  for (guint row = 0, block = 0; row < frozen->entry.n_rows; row += per_block, block++)
    {
      guint n_rows = MIN (per_block, frozen->entry.n_rows - row);
      guint64 check = frozen->checks != NULL
                        ? frozen->checks[block]
                        : copil_plane_checksum (frozen->data + row * stride, n_rows * stride);

      g_array_append_val (checks, check);
    }
}

/* Numbers the rows, the checksums and the places of all planes. */
static GByteArray *
make_directory (Snapshot *snapshot,
                guint64  *offset)
{
  GByteArray *directory = g_byte_array_new ();
  g_autoptr (GArray) checks = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 n_rows = 0;

  for (guint i = 0; i < snapshot->planes->len; i++)
    {
      Frozen *frozen = &g_array_index (snapshot->planes, Frozen, i);

      frozen->entry.rows = n_rows;
      frozen->entry.checks = checks->len;
      frozen->entry.offset = *offset;
      n_rows += frozen->entry.n_rows;
      append_checks (checks, frozen);
      *offset = copil_file_align (*offset + frozen->entry.n_rows
                                              * copil_plane_stride (frozen->entry.n_columns));
      g_byte_array_append (directory, (const guint8 *) &frozen->entry, sizeof frozen->entry);
    }
  g_byte_array_append (directory, (const guint8 *) checks->data,
                       checks->len * (guint) sizeof (guint64));
  for (guint i = 0; i < snapshot->planes->len; i++)
    {
      const Frozen *frozen = &g_array_index (snapshot->planes, Frozen, i);

      g_byte_array_append (directory, (const guint8 *) frozen->rows,
                           frozen->entry.n_rows * (guint) sizeof (CopilPlaneRow));
    }
  return directory;
}

static gboolean
write_planes (int       fd,
              Snapshot *snapshot,
              guint64   offset)
{
  guint64 end = copil_file_align (offset);
  g_autoptr (GByteArray) directory = make_directory (snapshot, &end);

  for (guint i = 0; i < snapshot->planes->len; i++)
    {
      const Frozen *frozen = &g_array_index (snapshot->planes, Frozen, i);
      gsize size = frozen->entry.n_rows * copil_plane_stride (frozen->entry.n_columns);

      if (!write_at (fd, frozen->data, size, frozen->entry.offset))
        return FALSE;
    }
  if (!write_section (fd, &snapshot->header.directory, directory->data, directory->len, &end))
    return FALSE;
  snapshot->header.file_size = snapshot->header.directory.offset + directory->len;
  return TRUE;
}

/* What does not fit is left out: without its cursor a file is caught up by a refill, slower but
 * never wrong. */
static void
put_string (char       *place,
            gsize       size,
            const char *string)
{
  memset (place, 0, size);
  if (string != NULL && strlen (string) < size)
    memcpy (place, string, strlen (string));
}

static gboolean
write_header (int              fd,
              CopilFileHeader *header,
              const Snapshot  *snapshot)
{
  const CopilCubeOrigin *origin = snapshot->origin;

  memcpy (header->magic, COPIL_FILE_MAGIC, sizeof header->magic);
  header->format = COPIL_FILE_FORMAT;
  header->order = COPIL_FILE_ORDER;
  header->schema = origin->schema;
  header->confirmed = origin->confirmed;
  header->as_of_batch = origin->as_of_batch;
  put_string (header->as_of, sizeof header->as_of, origin->as_of);
  put_string (header->cursor, sizeof header->cursor, origin->cursor);
  header->sum = copil_file_header_sum (header);
  return write_at (fd, header, sizeof *header, 0);
}

static gboolean
write_file (int       fd,
            Snapshot *snapshot)
{
  guint64 offset = COPIL_FILE_PAGE;

  snapshot->header.nonce = ((guint64) g_random_int () << 32) | g_random_int () | 1;
  return write_documents (fd, snapshot, &offset) && write_planes (fd, snapshot, offset)
         && write_header (fd, &snapshot->header, snapshot) && fsync (fd) == 0;
}

static void
sync_directory (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  /* The rename survives a crash, or the former file does: both are sound. */
  (void) fsync (fd);
  close (fd);
}

static gboolean
replace_file (Snapshot  *snapshot,
              GError   **error)
{
  g_autofree char *beside = g_strconcat (snapshot->path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600);
  gboolean written;

  if (fd < 0)
    return fail_errno (error, beside);
  written = write_file (fd, snapshot) || fail_errno (error, snapshot->path);
  close (fd);
  if (written && g_rename (beside, snapshot->path) != 0)
    written = fail_errno (error, snapshot->path);
  if (written)
    sync_directory (snapshot->path);
  else
    g_unlink (beside);
  return written;
}

/* Whether what is there was written by another process from a later state of the same base. */
static gboolean
is_ahead (const CopilFileHeader *there,
          const Snapshot        *snapshot)
{
  const CopilFileHeader *ours = &snapshot->header;

  if (there->nonce == snapshot->nonce || there->schema != snapshot->origin->schema
      || there->catalogue_version != ours->catalogue_version
      || there->n_territories != ours->n_territories)
    return FALSE;
  return there->confirmed >= snapshot->origin->confirmed
         && (there->batch > ours->batch
             || (there->batch == ours->batch && there->n_complete > ours->n_complete));
}

static guint64
sum_of (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : "";

  return copil_plane_checksum (data, size);
}

static gboolean
write_locked (Snapshot  *snapshot,
              GError   **error)
{
  int fd = g_open (snapshot->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0);
  g_autoptr (GByteArray) identity = make_identity (snapshot->origin);
  gboolean known, stamped;
  CopilFileHeader there;

  if (fd < 0)
    return replace_file (snapshot, error);
  known = copil_file_read_header (fd, &there, NULL);
  stamped = known && !snapshot->changed && there.nonce == snapshot->nonce
            && there.identity.sum == copil_plane_checksum (identity->data, identity->len)
            && there.annotations.sum == sum_of (snapshot->origin->annotations);
  if (stamped)
    {
      there.batch = snapshot->header.batch;
      snapshot->header.nonce = there.nonce;
      stamped = write_header (fd, &there, snapshot);
    }
  close (fd);
  if (stamped || (known && is_ahead (&there, snapshot)))
    return TRUE;
  return replace_file (snapshot, error);
}

/* One writer of the directory at a time, whatever the process. */
gboolean
copil_cube_file_write (Snapshot  *snapshot,
                       GError   **error)
{
  g_autofree char *directory = g_path_get_dirname (snapshot->path);
  g_autofree char *lock = g_build_filename (directory, "lock", NULL);
  gboolean written;
  guint64 size = 0;
  int fd;

  for (guint i = 0; i < snapshot->planes->len; i++)
    {
      const CopilFilePlane *entry = &g_array_index (snapshot->planes, Frozen, i).entry;

      size += entry->n_rows * copil_plane_stride (entry->n_columns);
    }
  if (size > COPIL_CUBE_FILE_MAX_BYTES)
    {
      errno = EFBIG;
      return fail_errno (error, snapshot->path);
    }
  fd = g_open (lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 || flock (fd, LOCK_EX) != 0)
    written = fail_errno (error, lock);
  else
    written = write_locked (snapshot, error);
  if (fd >= 0)
    close (fd);
  return written;
}

/* The figures are those of the file from now on, but for what changed meanwhile. */
static void
thaw (CopilCube      *cube,
      const Snapshot *snapshot,
      gboolean        written)
{
  for (guint i = 0; i < snapshot->planes->len; i++)
    copil_plane_thaw (copil_cube_get_plane (cube, i), written);
  if (written && snapshot->header.nonce != 0)
    copil_file_set_nonce (cube, snapshot->header.nonce);
}

CopilCubeSnapshot *
copil_cube_file_begin (CopilCube             *cube,
                       const CopilCubeOrigin *origin,
                       const char            *path)
{
  return take_snapshot (cube, origin, path);
}

void
copil_cube_file_end (CopilCube         *cube,
                     CopilCubeSnapshot *snapshot,
                     gboolean           written)
{
  thaw (cube, snapshot, written);
}

gboolean
copil_cube_file_save (CopilCube              *cube,
                      const CopilCubeOrigin  *origin,
                      const char             *path,
                      GError                **error)
{
  Snapshot *snapshot = take_snapshot (cube, origin, path);
  gboolean written = copil_cube_file_write (snapshot, error);

  thaw (cube, snapshot, written);
  copil_cube_snapshot_free (snapshot);
  return written;
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;

  if (copil_cube_file_write (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
copil_cube_file_save_async (CopilCube             *cube,
                            const CopilCubeOrigin *origin,
                            const char            *path,
                            GCancellable          *cancellable,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (cube, cancellable, callback, user_data);

  g_task_set_source_tag (task, copil_cube_file_save_async);
  /* Once begun it is finished: the planes thaw when the thread is done with them. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, take_snapshot (cube, origin, path), copil_cube_snapshot_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
copil_cube_file_save_finish (CopilCube     *cube,
                             GAsyncResult  *result,
                             GError       **error)
{
  gboolean written;

  g_return_val_if_fail (g_task_is_valid (result, cube), FALSE);

  written = g_task_propagate_boolean (G_TASK (result), error);
  thaw (cube, g_task_get_task_data (G_TASK (result)), written);
  return written;
}
