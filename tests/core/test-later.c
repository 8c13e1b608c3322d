/* test-later.c: libraries are loaded when they are called, not when a program starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "later/geos.h"
#include "later/gsf.h"
#include "later/icu.h"
#include "later/pdf.h"
#include "later/pq.h"
#include "later/qpdf.h"
#include "later/xml.h"

static gboolean
is_loaded (const char *library)
{
  g_autofree char *maps = NULL;
  g_autofree char *file = g_strconcat ("/", library, ".so", NULL);

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  return strstr (maps, file) != NULL;
}

/* Every function of its list is found, or loading ends the program. */
static void
test_loading (void)
{
  static const struct
  {
    const char *library;
    void      (*load) (void);
  } cases[] = {
    { "libgeos_c", later_geos_load },
    { "libgsf-1", later_gsf_load },
    { "libicui18n", later_icu_load },
    { "libpoppler-glib", later_pdf_load },
    { "libpq", later_pq_load },
    { "libqpdf", later_qpdf_load },
    { "libxml2", later_xml_load },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (is_loaded (cases[i].library));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i].load ();
      g_assert_true (is_loaded (cases[i].library));
    }
}

static void
test_calling (void)
{
  PGconn *nothing = NULL;

  g_assert_cmpint (PQstatus (nothing), ==, CONNECTION_BAD);
  g_assert_cmpstr (u_errorName (U_ZERO_ERROR), ==, "U_ZERO_ERROR");
}

static void
test_missing (void)
{
  static const char *const names[] = { "PQnoSuchFunction", NULL };
  gpointer functions[1];
  const CopilLater missing = { "libpq.so.5", names, functions };

  if (g_test_subprocess ())
    {
      copil_later_load (&missing);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*PQnoSuchFunction*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/later/loading", test_loading);
  g_test_add_func ("/core/later/calling", test_calling);
  g_test_add_func ("/core/later/missing", test_missing);
  return g_test_run ();
}
