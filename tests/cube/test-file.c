/* test-file.c: a cube on disk, in good and in bad order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cube-fixture.h"

#include "cube/file-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CONFIRMED 1780000000
#define DAY 86400

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("copil-cube-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("COPIL_CACHE_DIR", fixture->directory, TRUE);
  fixture->path = copil_cache_dir_path ("essai", "coordination-59", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *lock = g_build_filename (fixture->directory, "lock", NULL);

  g_assert_cmpint (g_chmod (fixture->directory, 0700), ==, 0);
  g_assert_true (copil_cache_dir_purge_all (NULL));
  g_unlink (lock);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static CopilCube *
random_cube (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CopilCube *cube = fixture_cube ();

  fixture_randomise (cube, rand, 40);
  copil_cube_set_batch (cube, 12);
  return cube;
}

static void
save (CopilCube  *cube,
      const char *path)
{
  g_autoptr (CopilCubeOrigin) origin = fixture_origin ();
  g_autoptr (GError) error = NULL;

  g_assert_true (copil_cube_file_save (cube, origin, path, &error));
  g_assert_no_error (error);
}

static CopilCube *
reopen (const char *path)
{
  g_autoptr (CopilCubeOrigin) origin = NULL;
  g_autoptr (GError) error = NULL;
  CopilCube *cube
    = copil_cube_file_open (path, "essai", "coordination-59", CONFIRMED + DAY, &origin, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (origin->system, ==, "7300000000000000000 1");
  g_assert_cmpstr (origin->cursor, ==, "1:100:100:");
  g_assert_cmpstr (origin->person, ==, "{\"name\":\"Coordination\"}");
  g_assert_true (origin->fictitious);
  g_assert_cmpint (origin->schema, ==, 7);
  g_assert_cmpint (origin->confirmed, ==, CONFIRMED);
  return cube;
}

static void
assert_refused (const char      *path,
                const char      *server,
                const char      *login,
                gint64           now,
                CopilCacheError  code)
{
  g_autoptr (CopilCubeOrigin) origin = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCube) cube = copil_cube_file_open (path, server, login, now, &origin, &error);

  g_assert_error (error, COPIL_CACHE_ERROR, (int) code);
  g_assert_null (cube);
  g_assert_null (origin);
}

static gboolean
same_series (CopilCube *one,
             CopilCube *other,
             guint      measure,
             guint      territory)
{
  CopilSeries a, b;
  gboolean there = copil_cube_get_series (one, measure, territory, &a);

  if (there != copil_cube_get_series (other, measure, territory, &b))
    return FALSE;
  return !there
         || (a.n == b.n && a.first.index == b.first.index
             && memcmp (a.values, b.values, a.n * 8) == 0
             && memcmp (a.statuses, b.statuses, a.n) == 0
             && memcmp (a.coverages, b.coverages, a.n * 2) == 0);
}

static void
assert_same (CopilCube *one,
             CopilCube *other)
{
  for (guint i = 0; i < 10; i++)
    for (guint j = 0; j < 12; j++)
      g_assert_true (same_series (one, other, i, j));
  g_assert_cmpint (copil_cube_get_batch (one), ==, copil_cube_get_batch (other));
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint32 seed = 1; seed < 10; seed++)
    {
      g_autoptr (CopilCube) cube = random_cube (seed);
      g_autoptr (CopilCube) read = NULL;
      CopilPeriod first, last, read_first, read_last;
      const CopilIndicator *rate = fixture_indicator (cube, "rate");
      struct stat info;

      g_unlink (fixture->path);
      save (cube, fixture->path);
      read = reopen (fixture->path);
      g_assert_true (copil_cube_get_span (cube, rate, &first, &last));
      g_assert_true (copil_cube_get_span (read, rate, &read_first, &read_last));
      g_assert_true (copil_period_equal (first, read_first));
      g_assert_true (copil_period_equal (last, read_last));
      g_assert_true (copil_cube_is_complete (read));
      assert_same (cube, read);
      g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

/* What was read may be changed, saved again and read again; the first file is not touched. */
static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (3);
  g_autoptr (CopilCube) other = NULL, read = NULL, again = NULL;

  save (cube, fixture->path);
  read = reopen (fixture->path);
  other = reopen (fixture->path);
  fixture_put (read, "59", "a 2024-01 4000;a 2031-12 4001;c 2024-02 s");
  g_assert_cmpint (copil_cube_get_batch (read), ==, 12);
  copil_cube_set_batch (read, 13);
  save (read, fixture->path);
  again = reopen (fixture->path);
  assert_same (read, again);
  assert_same (cube, other);
  g_assert_false (same_series (again, other, fixture_measure (cube, "a"),
                               fixture_territory (cube, "59")->index));
}

/* Only the hour and the cursor moved: the figures are not written again. */
static void
test_stamp (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (3);
  g_autoptr (CopilCube) read = NULL, again = NULL;
  g_autoptr (CopilCubeOrigin) origin = fixture_origin (), found = NULL;
  g_autoptr (GError) error = NULL;
  struct stat before, after;

  save (cube, fixture->path);
  read = reopen (fixture->path);
  g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
  origin->confirmed = CONFIRMED + 20 * DAY;
  g_free (origin->cursor);
  origin->cursor = g_strdup ("later");
  origin->as_of = g_strdup ("2026-11-03T08:00:00Z");
  origin->as_of_batch = 12;
  g_assert_true (copil_cube_file_save (read, origin, fixture->path, &error));
  g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  again = copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED + 40 * DAY,
                                &found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->cursor, ==, "later");
  g_assert_cmpstr (found->as_of, ==, "2026-11-03T08:00:00Z");
  g_assert_cmpint (found->as_of_batch, ==, 12);
  assert_same (cube, again);
}

/* Two who opened one file know that they hold the same figures, until one of them changes any. */
static void
test_mark (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (3);
  g_autoptr (CopilCube) first = NULL, second = NULL, third = NULL;
  guint64 mark;

  g_assert_cmpuint (copil_cube_file_get_mark (cube), ==, 0);
  save (cube, fixture->path);
  first = reopen (fixture->path);
  second = reopen (fixture->path);
  mark = copil_cube_file_get_mark (first);
  g_assert_cmpuint (mark, !=, 0);
  g_assert_cmpuint (copil_cube_file_get_mark (cube), ==, mark);
  g_assert_cmpuint (copil_cube_file_get_mark (second), ==, mark);
  copil_cube_put_cell (second, 0, 0, copil_period_new (COPIL_RHYTHM_MONTH, 2024, 1), 42,
                       COPIL_CELL_OBSERVED, 1);
  g_assert_cmpuint (copil_cube_file_get_mark (second), ==, 0);
  save (second, fixture->path);
  third = reopen (fixture->path);
  g_assert_cmpuint (copil_cube_file_get_mark (third), !=, mark);
  g_assert_cmpuint (copil_cube_file_get_mark (third), ==, copil_cube_file_get_mark (second));
  g_assert_cmpuint (copil_cube_file_get_mark (first), ==, mark);
}

/* Who reads is shown by an offline start: a new name is kept, although no figure changed. */
static void
test_renamed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (3);
  g_autoptr (CopilCube) read = NULL, again = NULL;
  g_autoptr (CopilCubeOrigin) origin = fixture_origin (), found = NULL;
  g_autoptr (GError) error = NULL;

  save (cube, fixture->path);
  read = reopen (fixture->path);
  g_free (origin->person);
  origin->person = g_strdup ("{\"name\":\"Autre\"}");
  origin->fictitious = FALSE;
  g_assert_true (copil_cube_file_save (read, origin, fixture->path, &error));
  again = copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED, &found,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->person, ==, origin->person);
  g_assert_false (found->fictitious);
  assert_same (cube, again);
}

/* An annotation alone is a reason to write the file, and is there without a server. */
static void
test_annotated (Fixture       *fixture,
                gconstpointer  data)
{
  static const char document[] = "[{\"id\":\"1\",\"indicator\":\"rate\",\"territory\":3,"
                                 "\"period\":\"2026-03-01\",\"label\":\"Renfort\",\"login\":\"x\"}]";
  g_autoptr (CopilCube) cube = random_cube (3);
  g_autoptr (CopilCube) read = NULL, again = NULL;
  g_autoptr (CopilCubeOrigin) origin = fixture_origin (), found = NULL;
  g_autoptr (GError) error = NULL;
  const CopilAnnotation *annotation;

  save (cube, fixture->path);
  read = reopen (fixture->path);
  g_assert_cmpuint (copil_cube_get_annotations (read)->len, ==, 0);
  origin->annotations = g_bytes_new_static (document, strlen (document));
  g_assert_true (copil_cube_file_save (read, origin, fixture->path, &error));
  again = copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED, &found,
                                &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found->annotations, origin->annotations));
  g_assert_cmpuint (copil_cube_get_annotations (again)->len, ==, 1);
  annotation = g_ptr_array_index (copil_cube_get_annotations (again), 0);
  g_assert_cmpstr (annotation->label, ==, "Renfort");
  assert_same (cube, again);
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  assert_refused (fixture->path, "essai", "coordination-59", CONFIRMED, COPIL_CACHE_ERROR_ABSENT);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);

  save (cube, fixture->path);
  assert_refused (fixture->path, "essai", "funder-59", CONFIRMED, COPIL_CACHE_ERROR_FOREIGN);
  assert_refused (fixture->path, "autre", "coordination-59", CONFIRMED, COPIL_CACHE_ERROR_FOREIGN);
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);

  save (cube, fixture->path);
  assert_refused (fixture->path, "essai", "coordination-59", CONFIRMED + 31 * DAY,
                  COPIL_CACHE_ERROR_EXPIRED);
  assert_refused (fixture->path, "essai", "coordination-59", CONFIRMED - 2 * DAY,
                  COPIL_CACHE_ERROR_EXPIRED);
  copil_cache_dir_tidy (CONFIRMED + 29 * DAY);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  copil_cache_dir_tidy (CONFIRMED + 31 * DAY);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Others may read the directory, or the file: nothing is read and nothing is written. */
static void
test_unsafe (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  save (cube, fixture->path);
  g_assert_cmpint (g_chmod (fixture->directory, 0755), ==, 0);
  path = copil_cache_dir_path ("essai", "coordination-59", &error);
  g_assert_null (path);
  g_assert_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_UNSAFE);
  g_assert_cmpint (g_chmod (fixture->directory, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  assert_refused (fixture->path, "essai", "coordination-59", CONFIRMED, COPIL_CACHE_ERROR_UNSAFE);
}

/* A directory that is not there is made for this person alone, whatever the umask. */
static void
test_directory (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *inside = g_build_filename (fixture->directory, "made", "here", NULL);
  g_autofree char *above = g_build_filename (fixture->directory, "made", NULL);
  g_autofree char *found = NULL;
  mode_t mask = umask (0);
  struct stat info;

  g_setenv ("COPIL_CACHE_DIR", inside, TRUE);
  found = copil_cache_dir_get (NULL);
  umask (mask);
  g_assert_cmpstr (found, ==, inside);
  g_assert_cmpint (g_stat (inside, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_rmdir (inside), ==, 0);
  g_assert_cmpint (g_rmdir (above), ==, 0);
  g_setenv ("COPIL_CACHE_DIR", fixture->directory, TRUE);
}

static void
read_file (const char  *path,
           char       **bytes,
           gsize       *size)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, bytes, size, &error);
  g_assert_no_error (error);
}

static void
write_file (const char *path,
            const char *bytes,
            gsize       size)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (write (fd, bytes, size), ==, (gssize) size);
  g_assert_cmpint (close (fd), ==, 0);
}

/* Cut at every page and around: refused at once, because the header knows the size. */
static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autofree char *bytes = NULL;
  gsize size;

  save (cube, fixture->path);
  read_file (fixture->path, &bytes, &size);
  for (gsize end = 0; end < size; end += 4096)
    for (int shift = -1; shift <= 1; shift++)
      {
        gsize length = end + (gsize) shift;

        if ((end == 0 && shift < 0) || length >= size)
          continue;
        write_file (fixture->path, bytes, length);
        assert_refused (fixture->path, "essai", "coordination-59", CONFIRMED,
                        COPIL_CACHE_ERROR_DAMAGED);
      }
}

/* No byte of the header page is free: another value is damage or another version. */
static void
test_header (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autofree char *bytes = NULL;
  gsize size;

  save (cube, fixture->path);
  read_file (fixture->path, &bytes, &size);
  for (gsize i = 0; i < 256; i++)
    {
      g_autoptr (CopilCubeOrigin) origin = NULL;
      g_autoptr (GError) error = NULL;

      bytes[i] ^= 0x55;
      write_file (fixture->path, bytes, size);
      g_assert_null (copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED,
                                           &origin, &error));
      g_assert_true (g_error_matches (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_DAMAGED)
                     || g_error_matches (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_OTHER));
      bytes[i] ^= 0x55;
    }
}

static void
sign_section (const char       *bytes,
              CopilFileSection *section)
{
  section->sum = copil_plane_checksum ((const guint8 *) bytes + section->offset, section->size);
}

/* Whoever wrote it knew the checksums: nothing in the directory makes us read elsewhere. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autofree char *sound = NULL;
  gsize size;

  save (cube, fixture->path);
  read_file (fixture->path, &sound, &size);
  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *bytes = g_memdup2 (sound, size);
      CopilFileHeader *header = (CopilFileHeader *) (gpointer) bytes;
      const CopilFileSection *sections[]
        = { &header->directory, &header->catalogue, &header->territories, &header->identity };
      const CopilFileSection *section = sections[MIN (g_rand_int_range (rand, 0, 12), 3) % 4];
      g_autoptr (CopilCubeOrigin) origin = NULL;
      g_autoptr (CopilCube) read = NULL;
      CopilPeriod first, last;

      if (i % 2 == 0)
        section = &header->directory;
      for (int j = g_rand_int_range (rand, 1, 4); j > 0; j--)
        {
          /* The planes are described at the beginning. */
          guint64 reach = i % 4 == 0 ? MIN (section->size, 600) : section->size;

          bytes[section->offset + (guint64) g_rand_int_range (rand, 0, (gint32) reach)]
            = (char) (g_rand_boolean (rand) ? 0xff : g_rand_int (rand));
        }
      sign_section (bytes, &header->directory);
      sign_section (bytes, &header->catalogue);
      sign_section (bytes, &header->territories);
      sign_section (bytes, &header->identity);
      header->sum = copil_file_header_sum (header);
      write_file (fixture->path, bytes, size);
      read = copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED, &origin,
                                   NULL);
      for (guint m = 0; read != NULL && m < 10; m++)
        for (guint t = 0; t < 12; t++)
          same_series (read, cube, m, t);
      if (read != NULL && copil_catalogue_get_n_indicators (copil_cube_get_catalogue (read)) > 0)
        copil_cube_get_span (read,
                             copil_catalogue_get_indicator (copil_cube_get_catalogue (read), 0),
                             &first, &last);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
count_damage_cb (CopilCube *cube,
                 guint      measure,
                 gpointer   user_data)
{
  ++*(guint *) user_data;
}

/* Any byte after the header, flipped: refused at once, or the plane it hit is empty again and
 * says so; a figure is never wrong. */
static void
test_flipped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autofree char *bytes = NULL;
  guint n_refused = 0, n_planes = 0;
  gsize size;

  save (cube, fixture->path);
  read_file (fixture->path, &bytes, &size);
  for (gsize i = 4096; i < size; i += 97)
    {
      g_autoptr (CopilCubeOrigin) origin = NULL;
      g_autoptr (CopilCube) read = NULL;
      guint n_signals = 0;

      bytes[i] ^= 1;
      write_file (fixture->path, bytes, size);
      bytes[i] ^= 1;
      read = copil_cube_file_open (fixture->path, "essai", "coordination-59", CONFIRMED, &origin,
                                   NULL);
      if (read == NULL)
        {
          n_refused++;
          continue;
        }
      g_signal_connect (read, "damaged", G_CALLBACK (count_damage_cb), &n_signals);
      for (guint m = 0; m < 10; m++)
        for (guint t = 0; t < 12; t++)
          if (!same_series (cube, read, m, t))
            g_assert_false (copil_cube_has (read, m, t));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (n_signals, ==, copil_cube_get_n_damaged (read));
      g_assert_cmpuint (n_signals, <=, 1);
      g_assert_cmpint (copil_cube_is_complete (read), ==, n_signals == 0);
      n_planes += n_signals;
    }
  g_assert_cmpuint (n_refused, >, 10);
  g_assert_cmpuint (n_planes, >, 10);
}

/* A write to a damaged plane does not make its damage pass for data. */
static void
test_write_to_damaged (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autoptr (CopilCube) read = NULL, again = NULL;
  guint y = fixture_measure (cube, "y"), nord = fixture_territory (cube, "59")->index;
  g_autofree char *bytes = NULL;
  CopilSeries series;
  gsize size;
  char *found;

  /* A value that is nowhere else in the file. */
  fixture_put (cube, "62", "y 2024 123456789.125");
  save (cube, fixture->path);
  read_file (fixture->path, &bytes, &size);
  found = memmem (bytes, size, &(double) { 123456789.125 }, sizeof (double));
  g_assert_nonnull (found);
  found[3] ^= 1;
  write_file (fixture->path, bytes, size);
  read = reopen (fixture->path);
  fixture_put (read, "59", "y 2024 5");
  g_assert_cmpuint (copil_cube_get_n_damaged (read), ==, 1);
  g_assert_false (copil_cube_has (read, y, nord));
  save (read, fixture->path);
  again = reopen (fixture->path);
  g_assert_false (copil_cube_get_series (again, y, fixture_territory (cube, "62")->index,
                                         &series));
  g_assert_cmpint (copil_cube_get_cell (again, y, nord, fixture_period ("2024"), NULL, NULL), ==,
                   COPIL_CELL_OBSERVED);
  g_assert_cmpuint (copil_cube_get_n_damaged (again), ==, 0);
}

/* Damage that was not read before a save is still found after it. */
static void
test_damage_survives_save (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autoptr (CopilCube) read = NULL, again = NULL;
  g_autofree char *bytes = NULL;
  CopilSeries series;
  gsize size;
  char *found;

  fixture_put (cube, "62", "y 2024 123456789.125");
  save (cube, fixture->path);
  read_file (fixture->path, &bytes, &size);
  found = memmem (bytes, size, &(double) { 123456789.125 }, sizeof (double));
  found[3] ^= 1;
  write_file (fixture->path, bytes, size);
  read = reopen (fixture->path);
  fixture_put (read, "59", "a 2024-01 5");
  save (read, fixture->path);
  again = reopen (fixture->path);
  g_assert_false (copil_cube_get_series (again, fixture_measure (cube, "y"),
                                         fixture_territory (cube, "62")->index, &series));
  g_assert_cmpuint (copil_cube_get_n_damaged (again), ==, 1);
}

/* A second process reads and writes the same file. */
static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (5);
  g_autoptr (CopilCube) mine = NULL, after = NULL;
  g_autofree char *path = g_strconcat (fixture->path, NULL);
  int status;
  pid_t child;

  save (cube, path);
  mine = reopen (path);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (CopilCube) theirs = reopen (path);

      fixture_put (theirs, "59", "a 2024-01 77");
      copil_cube_set_batch (theirs, 20);
      save (theirs, path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  /* What this process had mapped is still whole. */
  assert_same (cube, mine);
  /* And its older state does not take the place of the newer one. */
  fixture_put (mine, "59", "a 2024-01 66");
  save (mine, path);
  after = reopen (path);
  g_assert_cmpint (copil_cube_get_batch (after), ==, 20);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (copil_cube_file_save_finish (COPIL_CUBE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* The cube changes while a thread writes it: the file has the state of the call. */
static void
test_save_async (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CopilCubeOrigin) origin = fixture_origin ();
  g_autoptr (CopilCube) cube = random_cube (6), reference = random_cube (6), read = NULL;
  gboolean done = FALSE;

  copil_cube_file_save_async (cube, origin, fixture->path, NULL, saved_cb, &done);
  for (guint i = 0; i < 10; i++)
    {
      fixture_put (cube, "59", "a 2024-01 66;b 2024-01 67;c 2029-01 68;h1 2024-02 5");
      fixture_put (cube, "596", "a 2020-01 66;b 2020-01 67;y 2020 3");
    }
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  read = reopen (fixture->path);
  assert_same (reference, read);
  /* What changed meanwhile is known to differ from the file. */
  g_clear_object (&read);
  save (cube, fixture->path);
  read = reopen (fixture->path);
  assert_same (cube, read);
}

/* A disk without room leaves the former file whole and nothing beside it. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1), other = random_cube (2), read = NULL;
  g_autoptr (CopilCubeOrigin) origin = fixture_origin ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  struct rlimit limit, small;
  guint n_files = 0;

  save (cube, fixture->path);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 20000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (copil_cube_file_save (other, origin, fixture->path, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_SPACE);
  read = reopen (fixture->path);
  assert_same (cube, read);
  dir = g_dir_open (fixture->directory, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 2);
}

static void
test_purge (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CopilCube) cube = random_cube (1);
  g_autofree char *left = g_strconcat (fixture->path, ".abcdef", NULL);

  save (cube, fixture->path);
  write_file (left, "x", 1);
  copil_cache_dir_tidy (g_get_real_time () / G_USEC_PER_SEC);
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));
  copil_cache_dir_tidy (g_get_real_time () / G_USEC_PER_SEC + 2 * 3600);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (copil_cache_dir_purge ("essai", "funder-59", NULL));
  g_assert_true (copil_cache_dir_purge ("essai", "coordination-59", NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

#define ADD(name, function) \
  g_test_add ("/cube/file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("change", test_change);
  ADD ("stamp", test_stamp);
  ADD ("renamed", test_renamed);
  ADD ("annotated", test_annotated);
  ADD ("absent", test_absent);
  ADD ("foreign", test_foreign);
  ADD ("expired", test_expired);
  ADD ("unsafe", test_unsafe);
  ADD ("directory", test_directory);
  ADD ("truncated", test_truncated);
  ADD ("header", test_header);
  ADD ("mark", test_mark);
  ADD ("flipped", test_flipped);
  ADD ("hostile", test_hostile);
  ADD ("write-to-damaged", test_write_to_damaged);
  ADD ("damage-survives-save", test_damage_survives_save);
  ADD ("two-processes", test_two_processes);
  ADD ("save-async", test_save_async);
  ADD ("full-disk", test_full_disk);
  ADD ("purge", test_purge);
  return g_test_run ();
}
