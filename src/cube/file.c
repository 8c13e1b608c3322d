/* file.c: maps a cube from disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/file-private.h"

#include "cube/territories.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

CopilCubeOrigin *
copil_cube_origin_new (const char *server,
                       const char *login)
{
  CopilCubeOrigin *self = g_new0 (CopilCubeOrigin, 1);

  self->server = g_strdup (server);
  self->login = g_strdup (login);
  return self;
}

CopilCubeOrigin *
copil_cube_origin_copy (const CopilCubeOrigin *self)
{
  CopilCubeOrigin *copy = copil_cube_origin_new (self->server, self->login);

  copy->system = g_strdup (self->system);
  copy->person = g_strdup (self->person);
  copy->fictitious = self->fictitious;
  copy->schema = self->schema;
  copy->cursor = g_strdup (self->cursor);
  copy->catalogue = self->catalogue != NULL ? g_bytes_ref (self->catalogue) : NULL;
  copy->territories = self->territories != NULL ? g_bytes_ref (self->territories) : NULL;
  copy->annotations = self->annotations != NULL ? g_bytes_ref (self->annotations) : NULL;
  copy->confirmed = self->confirmed;
  copy->as_of = g_strdup (self->as_of);
  copy->as_of_batch = self->as_of_batch;
  return copy;
}

void
copil_cube_origin_free (CopilCubeOrigin *self)
{
  g_free (self->server);
  g_free (self->login);
  g_free (self->system);
  g_free (self->person);
  g_free (self->cursor);
  g_free (self->as_of);
  g_clear_pointer (&self->catalogue, g_bytes_unref);
  g_clear_pointer (&self->territories, g_bytes_unref);
  g_clear_pointer (&self->annotations, g_bytes_unref);
  g_free (self);
}

static GQuark
nonce_quark (void)
{
  return g_quark_from_static_string ("copil-cube-file-nonce");
}

void
copil_file_set_nonce (CopilCube *cube,
                      guint64    nonce)
{
  g_object_set_qdata_full (G_OBJECT (cube), nonce_quark (), g_memdup2 (&nonce, sizeof nonce),
                           g_free);
}

guint64
copil_file_get_nonce (CopilCube *cube)
{
  const guint64 *nonce = g_object_get_qdata (G_OBJECT (cube), nonce_quark ());

  return nonce != NULL ? *nonce : 0;
}

guint64
copil_cube_file_get_mark (CopilCube *cube)
{
  return copil_cube_is_dirty (cube) ? 0 : copil_file_get_nonce (cube);
}

guint64
copil_file_header_sum (const CopilFileHeader *header)
{
  CopilFileHeader copy = *header;

  copy.sum = 0;
  return copil_plane_checksum ((const guint8 *) &copy, sizeof copy);
}

static gboolean
fail (GError          **error,
      CopilCacheError   code)
{
  static const char *const reasons[] = {
    [COPIL_CACHE_ERROR_DAMAGED] = N_ ("The file of the figures is damaged"),
    [COPIL_CACHE_ERROR_OTHER] = N_ ("The file of the figures is of another version of Copil"),
    [COPIL_CACHE_ERROR_FOREIGN] = N_ ("The file of the figures is of another person or server"),
    [COPIL_CACHE_ERROR_EXPIRED] = N_ ("The file of the figures is too old"),
  };

  g_set_error_literal (error, COPIL_CACHE_ERROR, code, _ (reasons[code]));
  return FALSE;
}

gboolean
copil_file_read_header (int               fd,
                        CopilFileHeader  *header,
                        GError          **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0 || pread (fd, header, sizeof *header, 0) != sizeof *header
      || memcmp (header->magic, COPIL_FILE_MAGIC, sizeof header->magic) != 0)
    return fail (error, COPIL_CACHE_ERROR_DAMAGED);
  if (header->format != COPIL_FILE_FORMAT || header->order != COPIL_FILE_ORDER)
    return fail (error, COPIL_CACHE_ERROR_OTHER);
  if (header->sum != copil_file_header_sum (header)
      || header->file_size != (guint64) info.st_size
      || memchr (header->as_of, 0, sizeof header->as_of) == NULL
      || memchr (header->cursor, 0, sizeof header->cursor) == NULL)
    return fail (error, COPIL_CACHE_ERROR_DAMAGED);
  return TRUE;
}

static gboolean
is_sound (const guint8           *file,
          guint64                 file_size,
          const CopilFileSection *section)
{
  return section->offset <= file_size && section->size <= file_size - section->offset
         && section->offset % 8 == 0
         && copil_plane_checksum (file + section->offset, section->size) == section->sum;
}

static gboolean
check_sections (const guint8           *file,
                const CopilFileHeader  *header,
                GError                **error)
{
  if (is_sound (file, header->file_size, &header->identity)
      && is_sound (file, header->file_size, &header->catalogue)
      && is_sound (file, header->file_size, &header->territories)
      && is_sound (file, header->file_size, &header->annotations)
      && is_sound (file, header->file_size, &header->directory))
    return TRUE;
  return fail (error, COPIL_CACHE_ERROR_DAMAGED);
}

/* The strings of the section, as many as there are places. */
static gboolean
read_identity (const guint8           *file,
               const CopilFileSection *section,
               const char            **strings,
               guint                   n)
{
  const char *next = (const char *) file + section->offset;
  const char *end = next + section->size;

  for (guint i = 0; i < n; i++)
    {
      const char *nul = memchr (next, 0, (gsize) (end - next));

      if (nul == NULL)
        return FALSE;
      strings[i] = next;
      next = nul + 1;
    }
  return TRUE;
}

static CopilCubeOrigin *
read_origin (GBytes                 *bytes,
             const CopilFileHeader  *header,
             const char             *server,
             const char             *login,
             GError                **error)
{
  const guint8 *file = g_bytes_get_data (bytes, NULL);
  g_autoptr (CopilCubeOrigin) origin = NULL;
  const char *identity[5];

  if (!read_identity (file, &header->identity, identity, G_N_ELEMENTS (identity)))
    return fail (error, COPIL_CACHE_ERROR_DAMAGED), NULL;
  if (g_strcmp0 (identity[0], server) != 0 || g_strcmp0 (identity[1], login) != 0)
    return fail (error, COPIL_CACHE_ERROR_FOREIGN), NULL;
  origin = copil_cube_origin_new (server, login);
  origin->system = g_strdup (identity[2]);
  origin->person = *identity[3] != '\0' ? g_strdup (identity[3]) : NULL;
  origin->fictitious = *identity[4] != '\0';
  origin->schema = header->schema;
  origin->cursor = g_strdup (header->cursor);
  origin->confirmed = header->confirmed;
  origin->as_of = *header->as_of != '\0' ? g_strdup (header->as_of) : NULL;
  origin->as_of_batch = header->as_of_batch;
  origin->catalogue
    = g_bytes_new_from_bytes (bytes, header->catalogue.offset, header->catalogue.size);
  origin->territories
    = g_bytes_new_from_bytes (bytes, header->territories.offset, header->territories.size);
  origin->annotations
    = g_bytes_new_from_bytes (bytes, header->annotations.offset, header->annotations.size);
  return g_steal_pointer (&origin);
}

/* None, where they were never read. */
static GPtrArray *
read_annotations (const CopilCubeOrigin *origin)
{
  gsize size;
  const char *text = g_bytes_get_data (origin->annotations, &size);

  return size > 0 ? copil_annotations_parse (text, (gssize) size, NULL) : g_ptr_array_new ();
}

/* A cube of the documents that the file carries, without figures. */
static CopilCube *
make_cube (const CopilCubeOrigin  *origin,
           const CopilFileHeader  *header,
           GError                **error)
{
  g_autoptr (CopilCatalogue) catalogue = NULL;
  g_autoptr (CopilTerritoryList) territories = NULL;
  g_autoptr (GPtrArray) annotations = read_annotations (origin);
  CopilCube *cube;
  gsize size;
  const char *text = g_bytes_get_data (origin->catalogue, &size);

  catalogue = copil_catalogue_parse (text, (gssize) size, NULL);
  text = g_bytes_get_data (origin->territories, &size);
  territories = copil_territories_parse (text, (gssize) size, NULL);
  if (catalogue == NULL || territories == NULL || annotations == NULL
      || copil_catalogue_get_n_measures (catalogue) != header->n_planes
      || copil_territory_list_get_size (territories) != header->n_territories)
    return fail (error, COPIL_CACHE_ERROR_OTHER), NULL;
  cube = copil_cube_new (catalogue, territories);
  copil_cube_set_annotations (cube, annotations);
  return cube;
}

/* The parts of the directory section. */
typedef struct
{
  const CopilFilePlane *planes;
  const CopilPlaneRow  *rows;
  const guint64        *checks;
  guint64               n_rows;
  guint64               n_checks;
} Directory;

static guint64
count_blocks (const CopilFilePlane *entry)
{
  guint64 per_block = copil_plane_rows_per_block (copil_plane_stride (entry->n_columns));

  return (entry->n_rows + per_block - 1) / per_block;
}

static gboolean
read_directory (const guint8          *file,
                const CopilFileHeader *header,
                Directory             *directory)
{
  const guint8 *start = file + header->directory.offset;
  guint64 size = (guint64) header->n_planes * sizeof (CopilFilePlane);

  if (header->directory.size < size)
    return FALSE;
  *directory = (Directory) { .planes = (const CopilFilePlane *) (gconstpointer) start };
  for (guint i = 0; i < header->n_planes; i++)
    {
      directory->n_rows += directory->planes[i].n_rows;
      directory->n_checks += count_blocks (&directory->planes[i]);
    }
  directory->checks = (const guint64 *) (gconstpointer) (start + size);
  size += directory->n_checks * sizeof (guint64);
  directory->rows = (const CopilPlaneRow *) (gconstpointer) (start + size);
  return header->directory.size == size + directory->n_rows * sizeof (CopilPlaneRow);
}

/* The columns of a plane, and the span of its values among them. */
static gboolean
is_in_time (const CopilFilePlane *entry)
{
  CopilPeriod first = { entry->rhythm, entry->first };

  if (entry->n_columns == 0)
    return entry->n_rows == 0 && entry->value_last < entry->value_first;
  return copil_cube_is_in_time (first, entry->n_columns)
         && (entry->value_last < entry->value_first
             || (entry->value_first >= entry->first
                 && entry->value_last < entry->first + (int) entry->n_columns));
}

static gboolean
is_plausible (const CopilFilePlane  *entry,
              const CopilMeasure    *measure,
              const CopilFileHeader *header,
              const Directory       *directory)
{
  guint64 size = (guint64) entry->n_rows * copil_plane_stride (entry->n_columns);

  return entry->measure == measure->id && entry->rhythm == measure->rhythm
         && entry->n_rows <= header->n_territories && entry->n_columns <= G_MAXUINT16
         && is_in_time (entry)
         && entry->offset % COPIL_FILE_PAGE == 0 && entry->offset <= header->file_size
         && size <= header->file_size - entry->offset
         && entry->rows <= directory->n_rows && entry->n_rows <= directory->n_rows - entry->rows
         && entry->checks <= directory->n_checks
         && count_blocks (entry) <= directory->n_checks - entry->checks;
}

static gboolean
adopt_plane (CopilPlane           *plane,
             const CopilFilePlane *entry,
             const Directory      *directory,
             GBytes               *bytes)
{
  guint8 *file = (guint8 *) g_bytes_get_data (bytes, NULL);
  CopilPlaneRow *rows = (CopilPlaneRow *) directory->rows + entry->rows;

  for (guint i = 0; i < entry->n_rows; i++)
    {
      const CopilPlaneRow *row = &rows[i];

      if (row->territory >= plane->n_territories
          || (guint) row->lo + row->n > entry->n_columns)
        return FALSE;
    }
  plane->first = entry->first;
  plane->n_columns = entry->n_columns;
  plane->value_first = entry->value_first;
  plane->value_last = entry->value_last;
  plane->complete = entry->complete != 0;
  copil_plane_adopt (plane, bytes, rows, entry->n_rows, file + entry->offset,
                     directory->checks + entry->checks);
  return TRUE;
}

static gboolean
adopt_planes (CopilCube              *cube,
              GBytes                 *bytes,
              const CopilFileHeader  *header,
              GError                **error)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  Directory directory;

  if (!read_directory (g_bytes_get_data (bytes, NULL), header, &directory))
    return fail (error, COPIL_CACHE_ERROR_DAMAGED);
  for (guint i = 0; i < header->n_planes; i++)
    if (!is_plausible (&directory.planes[i], copil_catalogue_get_measure (catalogue, i), header,
                       &directory)
        || !adopt_plane (copil_cube_get_plane (cube, i), &directory.planes[i], &directory, bytes))
      return fail (error, COPIL_CACHE_ERROR_DAMAGED);
  copil_cube_hold (cube, bytes);
  copil_cube_set_batch (cube, header->batch);
  copil_file_set_nonce (cube, header->nonce);
  return TRUE;
}

static CopilCube *
open_mapped (int                     fd,
             const CopilFileHeader  *header,
             const char             *server,
             const char             *login,
             CopilCubeOrigin       **origin,
             GError                **error)
{
  /* A private writable mapping: a cell that changes costs a copy of its page. */
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (fd, TRUE, NULL);
  g_autoptr (CopilCubeOrigin) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CopilCube) cube = NULL;

  if (mapped == NULL || g_mapped_file_get_length (mapped) != header->file_size)
    return fail (error, COPIL_CACHE_ERROR_DAMAGED), NULL;
  bytes = g_mapped_file_get_bytes (mapped);
  if (!check_sections (g_bytes_get_data (bytes, NULL), header, error))
    return NULL;
  read = read_origin (bytes, header, server, login, error);
  if (read == NULL)
    return NULL;
  cube = make_cube (read, header, error);
  if (cube == NULL || !adopt_planes (cube, bytes, header, error))
    return NULL;
  *origin = g_steal_pointer (&read);
  return g_steal_pointer (&cube);
}

/* Ours, and readable by no one else, as the directory is: it may have been put there by hand. */
static gboolean
is_private (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_uid == geteuid ()
         && (info.st_mode & 077) == 0;
}

CopilCube *
copil_cube_file_open (const char       *path,
                      const char       *server,
                      const char       *login,
                      gint64            now,
                      CopilCubeOrigin **origin,
                      GError          **error)
{
  int fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0);
  CopilCube *cube = NULL;
  CopilFileHeader header;

  if (fd < 0)
    {
      g_set_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_ABSENT, "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  if (!is_private (fd))
    g_set_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_UNSAFE,
                 _ ("The figures are not read from disk: others can read %s"), path);
  else if (copil_file_read_header (fd, &header, error))
    {
      if (now - header.confirmed > COPIL_CACHE_DAYS * G_TIME_SPAN_DAY / G_USEC_PER_SEC
          || header.confirmed > now + G_TIME_SPAN_DAY / G_USEC_PER_SEC)
        fail (error, COPIL_CACHE_ERROR_EXPIRED);
      else
        cube = open_mapped (fd, &header, server, login, origin, error);
    }
  close (fd);
  return cube;
}
