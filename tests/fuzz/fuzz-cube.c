/* fuzz-cube.c: the file of a cube, changed wherever a reader might trust it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checksums would stop nearly every change at the door: here they hold, as in a file that
 * somebody wrote on purpose. The input is a list of changes to a sound file, so that it stays
 * good when the format moves on.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cube-fixture.h"
#include "cube/file-private.h"

#define CONFIRMED 1780000000

/* @place: a section, or what else there is; the rest is where in it, and what is put there. */
typedef struct
{
  guint8 place;
  guint8 offset[2];
  guint8 bytes[4];
} Change;

static GByteArray *sound;
static char *path;

static void
remove_file (void)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *lock = g_build_filename (directory, "lock", NULL);

  g_unlink (path);
  g_unlink (lock);
  g_rmdir (directory);
}

static void
make_sound_file (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (CopilCube) cube = fixture_cube ();
  g_autoptr (CopilCubeOrigin) origin = fixture_origin ();
  g_autofree char *directory = g_dir_make_tmp ("copil-fuzz-XXXXXX", NULL);
  char *bytes = NULL;
  gsize size;

  path = g_build_filename (directory, "cube", NULL);
  atexit (remove_file);
  fixture_randomise (cube, rand, 40);
  copil_cube_set_batch (cube, 12);
  g_assert_true (copil_cube_file_save (cube, origin, path, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  sound = g_byte_array_new_take ((guint8 *) bytes, size);
}

static const CopilFileHeader *
sound_header (void)
{
  return (const CopilFileHeader *) (gconstpointer) sound->data;
}

/* Where a change of @place may begin, and how far it may reach. */
static CopilFileSection
find_place (guint place)
{
  const CopilFileHeader *header = sound_header ();
  const CopilFileSection all[] = {
    { 0, G_STRUCT_OFFSET (CopilFileHeader, cursor), 0 },
    header->identity, header->catalogue, header->territories, header->annotations,
    header->directory, { 0, sound->len, 0 },
  };

  return all[place % G_N_ELEMENTS (all)];
}

static void
change (guint8       *file,
        const Change *what)
{
  CopilFileSection section = find_place (what->place);
  gsize offset = (gsize) what->offset[0] << 8 | what->offset[1];
  /* One byte, or as many as a number has. */
  gsize n = (what->place & 0x80) != 0 ? 4 : 1;

  if (section.size < n)
    return;
  offset = section.offset + offset % (section.size - n + 1);
  memcpy (file + offset, what->bytes, n);
}

static void
repair_blocks (guint8 *file)
{
  const CopilFileHeader *header = sound_header ();
  const guint8 *start = sound->data + header->directory.offset;
  const CopilFilePlane *planes = (const CopilFilePlane *) (gconstpointer) start;
  guint8 *checks = file + header->directory.offset + header->n_planes * sizeof *planes;

  for (guint i = 0; i < header->n_planes; i++)
    {
      gsize stride = copil_plane_stride (planes[i].n_columns);
      guint per_block = copil_plane_rows_per_block (stride);

      for (guint row = 0; row < planes[i].n_rows; row += per_block)
        {
          guint n = MIN (per_block, planes[i].n_rows - row);
          guint64 sum = copil_plane_checksum (file + planes[i].offset + row * stride, n * stride);

          memcpy (checks + (planes[i].checks + row / per_block) * sizeof sum, &sum, sizeof sum);
        }
    }
}

static void
repair (guint8 *file,
        gsize   size)
{
  CopilFileHeader header;
  CopilFileSection *sections[] = { &header.identity, &header.catalogue, &header.territories,
                                   &header.annotations, &header.directory };

  memcpy (&header, file, sizeof header);
  memcpy (header.magic, COPIL_FILE_MAGIC, sizeof header.magic);
  header.format = COPIL_FILE_FORMAT;
  header.order = COPIL_FILE_ORDER;
  header.file_size = size;
  header.confirmed = CONFIRMED;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (sections[i]->offset <= size && sections[i]->size <= size - sections[i]->offset)
      sections[i]->sum = copil_plane_checksum (file + sections[i]->offset, sections[i]->size);
  header.sum = copil_file_header_sum (&header);
  memcpy (file, &header, sizeof header);
}

static void
write_file (const guint8 *file,
            gsize         size)
{
  int fd = g_open (path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, file, size), ==, (gssize) size);
  close (fd);
}

/* As an opening page and a delivery would. */
static void
use (CopilCube *cube)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  guint n = copil_territory_list_get_size (copil_cube_get_territories (cube));
  CopilPeriod period = fixture_period ("2024-06");
  double sum = 0;

  for (guint t = 0; t < n; t++)
    {
      for (guint m = 0; m < copil_catalogue_get_n_measures (catalogue); m++)
        {
          CopilSeries series;

          if (!copil_cube_get_series (cube, m, t, &series))
            continue;
          for (guint i = 0; i < series.n; i++)
            sum += series.values[i] + series.statuses[i] + series.coverages[i];
          if (series.n > 0)
            copil_cube_put_cell (cube, m, t, series.first, sum, COPIL_CELL_OBSERVED, 1);
        }
      for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
        sum += copil_cube_figure (cube, copil_catalogue_get_indicator (catalogue, i),
                                  copil_territory_list_get (copil_cube_get_territories (cube), t),
                                  period).value;
    }
  g_assert_true (copil_cube_get_bytes (cube) > 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree guint8 *file = NULL;
  g_autoptr (CopilCubeOrigin) origin = NULL;
  g_autoptr (CopilCube) cube = NULL;
  gsize length;

  if (sound == NULL)
    make_sound_file ();
  file = g_memdup2 (sound->data, sound->len);
  for (gsize i = 1; i + sizeof (Change) <= size; i += sizeof (Change))
    change (file, (const Change *) (gconstpointer) (data + i));
  /* The first byte: how much of the file there is, and whether its checksums hold. */
  length = size > 0 && data[0] >= 0x80 ? sound->len * (data[0] & 0x3f) / 0x3f : sound->len;
  if ((size == 0 || (data[0] & 0x40) == 0) && length >= sizeof (CopilFileHeader))
    {
      if (length == sound->len)
        repair_blocks (file);
      repair (file, length);
    }
  write_file (file, length);
  cube = copil_cube_file_open (path, "essai", "coordination-59", CONFIRMED, &origin, NULL);
  /* Without a change it must open, or nothing is tried here. */
  g_assert_true (cube != NULL || size != 1 || data[0] != 0);
  if (cube != NULL)
    use (cube);
  return 0;
}
